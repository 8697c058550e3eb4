//! A broken law file is refused with file, line and reason: the law book is broken in one place at a time.

use omhu_law::load::{self, Fault, Files, LoadError};

/// One way to break the law.
struct Break {
    file: &'static str,
    /// This text, which stands in the file ...
    from: &'static str,
    /// ... becomes this one.
    to: &'static str,
    /// The line that is blamed begins like this, once broken.
    line: &'static str,
    /// What the reason must say.
    says: &'static str,
}

const fn broken(
    file: &'static str,
    from: &'static str,
    to: &'static str,
    line: &'static str,
    says: &'static str,
) -> Break {
    Break {
        file,
        from,
        to,
        line,
        says,
    }
}

const ACCESS: &str = "obligations/access_answered.toml";
const REVIEW: &str = "obligations/review_held.toml";

const BREAKS: &[Break] = &[
    // Words that nobody knows.
    broken(
        ACCESS,
        r#"trigger = "access_requested""#,
        r#"trigger = "access_wanted""#,
        "trigger",
        "unknown kind of fact 'access_wanted': add it to facts.toml",
    ),
    broken(
        ACCESS,
        r#"met_by  = ["access_answered"]"#,
        r#"met_by = ["access_given"]"#,
        "met_by",
        "unknown kind of fact 'access_given'",
    ),
    broken(
        ACCESS,
        r#"act = "fvl""#,
        r#"act = "fvx""#,
        "source",
        "unknown act 'fvx': add it to acts.toml",
    ),
    broken(
        ACCESS,
        r#"shape   = "deadline""#,
        r#"shape = "dedline""#,
        "shape",
        "shape 'dedline': one of deadline,",
    ),
    broken(
        ACCESS,
        r#"per     = "request""#,
        r#"per = "wish""#,
        "per",
        "per 'wish': one of",
    ),
    broken(
        ACCESS,
        r#"ceases_with = "never""#,
        r#"ceases_with = "friday""#,
        "ceases_with",
        "ceases_with 'friday': one of",
    ),
    broken(
        ACCESS,
        "ceases_with",
        "ceases_wiht",
        "ceases_wiht",
        "unknown field `ceases_wiht`",
    ),
    broken(
        "obligations/notification_receipt_sent.toml",
        r#"value = "anonymous""#,
        r#"value = "anonymos""#,
        "not_applicable_when",
        "'anonymos' is no word of notification_received",
    ),
    broken(
        REVIEW,
        r#"{ fact = "ref", "#,
        r#"{ fact = "reference", "#,
        "linked",
        "fact 'reference': one of about, ref",
    ),
    broken(
        REVIEW,
        r#"or_earlier = "parallel_assessment""#,
        r#"or_earlier = "christmas""#,
        "or_earlier",
        "or_earlier 'christmas'",
    ),
    broken(
        "obligations/plan_made.toml",
        r#""sel-52""#,
        r#""Serviceloven § 52""#,
        "basis",
        "a basis is act, dash, section",
    ),
    // What is missing.
    broken(
        ACCESS,
        r#", en = "Access request answered" }"#,
        " }",
        "title",
        "missing field `en`",
    ),
    broken(
        ACCESS,
        r#"en = "Access request answered""#,
        r#"en = " ""#,
        "id",
        "title has no text in 'en'",
    ),
    broken(
        ACCESS,
        r#"source   = { act = "fvl", provision = "§ 16, stk. 2" }"#,
        "",
        "[[version]]",
        "missing field `source`",
    ),
    broken(
        ACCESS,
        "§ 16, stk. 2",
        "",
        "source",
        "the provision is empty",
    ),
    broken(
        ACCESS,
        r#"rule     = "FVL-16""#,
        "",
        "in_force",
        "a version needs a rule",
    ),
    broken(
        ACCESS,
        "due      = { weekdays = 7 }",
        "",
        "in_force",
        "this shape needs the key 'due' in every version",
    ),
    broken(
        ACCESS,
        r#"shape   = "deadline""#,
        r#"shape = "visits_per_year""#,
        "in_force",
        "this shape needs the key 'visits' in every version",
    ),
    broken(
        ACCESS,
        r#"met_by  = ["access_answered"]"#,
        "met_by = []",
        "id",
        "met_by is empty",
    ),
    broken(
        ACCESS,
        "checked  = { on = 2026-11-21, confidence = \"A\" }",
        "",
        "[[version]]",
        "missing field `checked`",
    ),
    // Numbers and days that make no sense.
    broken(
        ACCESS,
        "{ weekdays = 7 }",
        "{ weekdays = 7, days = 9 }",
        "due",
        "due: one of hours, days, weekdays",
    ),
    broken(
        ACCESS,
        "{ weekdays = 7 }",
        "\"soon\"",
        "due",
        "due: one of hours, days, weekdays",
    ),
    broken(
        ACCESS,
        "{ weekdays = 7 }",
        "{ fortnights = 7 }",
        "due",
        "unknown unit 'fortnights': one of hours, days, weekdays, weeks, months, years; \
         or \"trigger_day\" or \"none\"",
    ),
    broken(
        REVIEW,
        "next     = { months = 12 }",
        "next = { month = 12 }",
        "next",
        "unknown unit 'month': one of hours, days, weekdays, weeks, months, years",
    ),
    broken(
        ACCESS,
        "{ weekdays = 7 }",
        "7",
        "due",
        "expected a limit such as { weekdays = 6 } (one of hours,",
    ),
    broken(
        ACCESS,
        "{ weekdays = 7 }",
        "{ weekdays = -7 }",
        "due",
        "integer `-7`",
    ),
    broken(
        ACCESS,
        "in_force = 2014-01-01",
        "in_force = 12:00:00",
        "in_force",
        "in_force must be a day",
    ),
    broken(
        ACCESS,
        "in_force = 2014-01-01",
        "in_force = 2014-02-30",
        "in_force",
        "",
    ),
    broken(
        ACCESS,
        r#"confidence = "A""#,
        r#"confidence = "sure""#,
        "checked",
        "confidence: A, B, C or M",
    ),
    // Periods.
    broken(
        REVIEW,
        "in_force = 2007-01-01",
        "in_force = 2007-01-01\nuntil = 2009-12-31",
        "in_force = 2007-01-01",
        "gap: nothing in force before 2011-01-01",
    ),
    broken(
        REVIEW,
        "in_force = 2007-01-01",
        "in_force = 2007-01-01\nuntil = 2011-01-01",
        "in_force = 2007-01-01",
        "overlap: until reaches into 2011-01-01",
    ),
    broken(
        REVIEW,
        "in_force = 2011-01-01",
        "in_force = 2007-01-01 ",
        "in_force = 2007-01-01 ",
        "overlap: two versions in force from the same day",
    ),
    broken(
        REVIEW,
        "in_force = 2011-01-01",
        "in_force = 2006-01-01",
        "in_force = 2006-01-01",
        "versions must be sorted by in_force",
    ),
    broken(
        ACCESS,
        "in_force = 2014-01-01",
        "in_force = 2014-01-01\nuntil = 2013-12-31",
        "in_force",
        "until is before in_force",
    ),
    broken(
        REVIEW,
        r#"rule = "BL-FOLLOW-1", rule_next"#,
        r#"rule = "BL-FOLLOW-9", rule_next"#,
        "pending",
        "no version has the rule 'BL-FOLLOW-9'",
    ),
    // Names.
    broken(
        ACCESS,
        r#"id      = "access_answered""#,
        r#"id = "access_answred""#,
        "id",
        "id 'access_answred' is not the file's name",
    ),
    // The other files.
    broken(ACCESS, "[[version]]", "[version", "[version", ""),
    broken(
        "facts.toml",
        r#"name = "case_opened""#,
        r#"name = "child_born""#,
        r#"name = "child_born""#,
        "kind 'child_born' stands here twice",
    ),
    broken(
        "facts.toml",
        r#"title = { da = "Barn født", en = "Child born" }"#,
        r#"title = { da = "Barn født", en = "" }"#,
        "name = \"child_born\"",
        "title has no text in 'en'",
    ),
    broken(
        "acts.toml",
        r#"eli = "https://"#,
        r#"eli = "http://"#,
        "id",
        "eli must be an https address",
    ),
    broken(
        "acts.toml",
        r#"id = "bl""#,
        r#"id = "sel""#,
        "id = \"sel\"",
        "act 'sel' stands here twice",
    ),
    broken(
        "calendar/holidays.toml",
        r#"fixed = "01-01""#,
        r#"fixed = "02-30""#,
        "fixed = \"02-30\"",
        "either easter = N or fixed = \"MM-DD\"",
    ),
    broken(
        "calendar/holidays.toml",
        r#"act = "store-bededag""#,
        r#"act = "lille-bededag""#,
        "source",
        "unknown act 'lille-bededag'",
    ),
    broken(
        "further/youth_plan_position_taken_at_16.toml",
        r#"or_running = "measure""#,
        r#"or_running = "help""#,
        "requires",
        "or_running",
    ),
    broken(
        "further/youth_plan_made_after_16.toml",
        r#"ceases_with = "case""#,
        "ceases_with = \"case\"\naged = { years = 16 }",
        "aged",
        "aged: only after a trigger",
    ),
    broken(
        "further/youth_plan_made_after_placement.toml",
        r#"running = "placement""#,
        r#"running = "help""#,
        "aged",
        "running",
    ),
    broken(
        "further/youth_plan_made_after_decision.toml",
        r#"value = "yes" }"#,
        r#"value = "yes", or_running = "measure" }"#,
        "requires",
        "or_running: only at a birthday",
    ),
    broken(
        "further/screening_made.toml",
        r#"provision = "§ 24" }"#,
        r#"provision = "" }"#,
        "unborn",
        "the provision is empty",
    ),
];

fn with(trial: &Break) -> Files {
    let mut files = load::embedded_files();
    let place = files.iter().position(|(name, _)| name == trial.file);
    let text = &mut files[place.unwrap_or_else(|| panic!("there is no {}", trial.file))].1;
    assert!(
        text.contains(trial.from),
        "{} has no {}: write another trial",
        trial.file,
        trial.from
    );
    *text = text.replacen(trial.from, trial.to, 1);
    files
}

fn faults(files: &Files) -> Vec<Fault> {
    match load::load(files) {
        Ok(_) => Vec::new(),
        Err(LoadError::Broken(faults)) => faults,
        Err(error) => panic!("{error}"),
    }
}

/// The places at which the blamed line may stand, from 1.
fn lines(files: &Files, trial: &Break) -> Vec<usize> {
    let (_, text) = files
        .iter()
        .find(|(name, _)| name == trial.file)
        .expect("it was there");
    let begins = |(_, line): &(usize, &str)| line.starts_with(trial.line);
    text.lines()
        .enumerate()
        .filter(begins)
        .map(|(place, _)| place + 1)
        .collect()
}

#[test]
fn each_fault_is_found_with_file_line_and_reason() {
    let mut wrong = Vec::new();
    for trial in BREAKS {
        let files = with(trial);
        let found = faults(&files);
        let lines = lines(&files, trial);
        let is_told = |fault: &Fault| {
            fault.file == trial.file
                && lines.contains(&fault.line)
                && fault.reason.contains(trial.says)
                && !fault.reason.trim().is_empty()
        };
        if !found.iter().any(is_told) {
            let told: Vec<String> = found.iter().map(Fault::to_string).collect();
            wrong.push(format!(
                "{}: {} -> {}\n   expected on line {lines:?}: {}\n   found: {told:#?}",
                trial.file, trial.from, trial.to, trial.says
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        BREAKS.len(),
        wrong.join("\n")
    );
}

#[test]
fn a_fault_reads_as_a_place_in_the_law_folder() {
    let fault = &faults(&with(&BREAKS[0]))[0];
    let text = fault.to_string();
    assert!(
        text.starts_with("law/obligations/access_answered.toml:9: unknown kind"),
        "{text}"
    );
}

#[test]
fn all_faults_are_told_at_once() {
    let mut files = with(&BREAKS[0]);
    let review = files
        .iter_mut()
        .find(|(name, _)| name == REVIEW)
        .expect("it is there");
    review.1 = review
        .1
        .replacen("in_force = 2011-01-01", "in_force = 2006-01-01", 1);
    let found = faults(&files);
    let told: Vec<&str> = found.iter().map(|fault| fault.file.as_str()).collect();
    assert!(told.contains(&ACCESS) && told.contains(&REVIEW), "{told:?}");
}

#[test]
fn a_missing_file_is_named() {
    for name in [
        "facts.toml",
        "acts.toml",
        "calendar/holidays.toml",
        "parameters.toml",
    ] {
        let mut files = load::embedded_files();
        files.retain(|(file, _)| file != name);
        let found = faults(&files);
        let told = found
            .iter()
            .any(|fault| fault.file == name && fault.reason.contains("missing"));
        assert!(told, "{name}: {found:?}");
    }
}

#[test]
fn the_same_id_in_two_files_is_refused() {
    let mut files = load::embedded_files();
    let text = files
        .iter()
        .find(|(name, _)| name == ACCESS)
        .expect("it is there")
        .1
        .clone();
    files.push(("further/access_answered.toml".to_owned(), text));
    let found = faults(&files);
    let told = found.iter().any(|fault| {
        fault.file == "further/access_answered.toml"
            && fault.reason
                == "id 'access_answered' stands in law/obligations/access_answered.toml too"
    });
    assert!(told, "{found:?}");
}

#[test]
fn a_duty_without_a_scenario_is_refused() {
    let mut files = load::embedded_files();
    files.retain(|(name, text)| {
        !name.starts_with("scenarios/") || !text.contains("access_answered")
    });
    let book = load::load(&files).expect("the rest is sound");
    let found = load::without_scenario(&book, &files);
    assert!(
        found
            .iter()
            .any(|fault| fault.file == ACCESS && fault.reason.contains("has no scenario")),
        "{found:?}"
    );
}

#[test]
fn whatever_byte_is_lost_nothing_panics() {
    // Each law file is cut off at many places: a fault or a sound book, never a panic.
    for (name, text) in load::embedded_files() {
        if !name.ends_with(".toml") || name.starts_with("further/") {
            continue;
        }
        let step = (text.len() / 4).max(1);
        for cut in (0..text.len())
            .step_by(step)
            .filter(|cut| text.is_char_boundary(*cut))
        {
            let mut files = load::embedded_files();
            let place = files
                .iter()
                .position(|(file, _)| *file == name)
                .expect("it is there");
            files[place].1.truncate(cut);
            let _ = load::load(&files);
        }
    }
}
