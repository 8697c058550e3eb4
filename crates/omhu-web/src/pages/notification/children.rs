//! The children that a notification is about: a case that is there, or a child that nobody has noted yet.
//!
//! Owns: their rows in the form. Must not know: what is written about them.

use omhu_casework::access::ListKind;
use omhu_casework::ids::CaseNo;
use omhu_casework::steps::rows::{self, MOST_CHILDREN, TOO_MANY};
use omhu_casework::steps::{Values, typed};
use omhu_law::calendar::Day;
use omhu_store::CaseLine;

use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::pages::steps::{Asking, DropRow, MoreRows, ONE_LESS, ONE_MORE};
use crate::texts::Texts;
use crate::view::components::{Asked, Choice, Choices, Details, Help, Kind, TextField};
use crate::view::html::Html;

/// The name of the rows in the form.
pub(super) const FIELD: &str = "child";
/// Rows that are empty at first.
const EMPTY_ROWS: usize = 3;
/// More hits than this are no answer.
const MOST_HITS: u32 = 8;

/// A child of the form.
#[derive(Clone, Default, Debug)]
pub(super) struct Child {
    /// The row in the form.
    pub row: String,
    /// A number or a name to find the case by.
    pub find: String,
    /// The case that was chosen.
    pub case: Option<CaseNo>,
    /// It was said that none of the cases found is this child's.
    pub is_new: bool,
    pub given_names: String,
    pub surname: String,
    pub cpr: String,
    pub born_on: Option<Day>,
    pub expected_on: Option<Day>,
    /// The cases found.
    pub hits: Vec<CaseLine>,
    /// The parts that cannot be read: name, key of the sentence.
    pub faults: Vec<(&'static str, &'static str)>,
}

impl Child {
    /// Whether anything says who it is.
    pub fn is_said(&self) -> bool {
        let said = [&self.given_names, &self.surname, &self.cpr];
        self.case.is_some()
            || said.iter().any(|text| !text.is_empty())
            || self.born_on.is_some()
            || self.expected_on.is_some()
    }

    fn is_empty(&self) -> bool {
        !self.is_said() && self.find.is_empty() && self.faults.is_empty()
    }
}

/// The rows that say something, each with what cannot be read.
pub(super) fn read(values: &Values, today: Day) -> Vec<Child> {
    let rows = values.rows(FIELD).into_iter().map(|row| {
        let part = |part: &str| values.part(FIELD, &row, part).to_owned();
        let mut faults = Vec::new();
        let mut day = |name: &'static str| match part(name).as_str() {
            "" => None,
            text => match typed::day(text, today) {
                Ok(day) => Some(day),
                Err(key) => {
                    faults.push((name, key));
                    None
                }
            },
        };
        let (born, expected_on) = (day("born"), day("expected"));
        // Whoever has the number at hand types it first, whether the child is known or not.
        let (mut find, mut typed, mut field) = (part("find"), part("cpr"), "cpr");
        if typed.is_empty() && is_cpr(&find) {
            (typed, field) = (std::mem::take(&mut find), "find");
        }
        let cpr: String = typed.chars().filter(char::is_ascii_digit).collect();
        let by_cpr = born_by(&cpr);
        if !typed.is_empty() && (cpr.len() != 10 || by_cpr.is_none()) {
            faults.push((field, "notification-cpr-fault"));
        }
        Child {
            find,
            case: part("case").parse().ok().map(CaseNo),
            is_new: part("case") == "new",
            given_names: part("given"),
            surname: part("surname"),
            born_on: born.or(by_cpr),
            expected_on,
            cpr,
            hits: Vec::new(),
            faults,
            row,
        }
    });
    rows.filter(|child| !child.is_empty()).collect()
}

/// Whether this is ten digits, as a CPR number is written.
fn is_cpr(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let others = text.bytes().filter(|byte| !byte.is_ascii_digit());
    digits == 10 && others.into_iter().all(|byte| byte == b'-' || byte == b' ')
}

/// The birthday in a CPR number; the seventh digit says which century.
pub(in crate::pages) fn born_by(cpr: &str) -> Option<Day> {
    if cpr.len() != 10 || !cpr.is_ascii() {
        return None;
    }
    let number = |from: usize, to: usize| cpr[from..to].parse::<u32>().ok();
    let (day, month, year) = (number(0, 2)?, number(2, 4)?, number(4, 6)? as i32);
    // Numbers that are given until somebody has one, and invented ones, have 60 added to the day.
    let day = if day > 60 { day - 60 } else { day };
    let century = match (number(6, 7)?, year) {
        (0..=3, _) => 1900,
        (4 | 9, ..=36) => 2000,
        (4 | 9, _) => 1900,
        (_, ..=57) => 2000,
        (_, _) => 1800,
    };
    Day::checked(century + year, month, day)
}

/// Looks for the cases that are named, within what the viewer may see.
pub(super) async fn find(desk: &Desk, children: &mut [Child]) -> Result<(), AppError> {
    for child in children.iter_mut().filter(|child| !child.find.is_empty()) {
        let (note, scope) = desk.list(ListKind::Names);
        let hits = desk
            .store()
            .search_names(note, &scope, &child.find, MOST_HITS)
            .await?;
        // A choice counts only among what was found.
        child.case = child
            .case
            .filter(|case| hits.iter().any(|line| line.case == *case));
        if let ([only], false) = (hits.as_slice(), child.is_new)
            && only.reference == child.find
        {
            child.case = Some(only.case);
        }
        child.hits = hits;
    }
    for child in children.iter_mut().filter(|child| child.find.is_empty()) {
        if child.case.is_some() || child.is_new {
            // Chosen among those of the same name, which stood in the form that came back.
            let hits = of_the_name(desk, child).await?;
            child.case = child
                .case
                .filter(|case| hits.iter().any(|line| line.case == *case));
            child.hits = hits;
        }
    }
    Ok(())
}

/// The children that the viewer may see who are called like a new one and may be of its age.
pub(super) async fn similar(desk: &Desk, child: &Child) -> Result<Vec<CaseLine>, AppError> {
    match child.is_new {
        true => Ok(Vec::new()),
        false => of_the_name(desk, child).await,
    }
}

async fn of_the_name(desk: &Desk, child: &Child) -> Result<Vec<CaseLine>, AppError> {
    if child.given_names.is_empty() || child.surname.is_empty() {
        return Ok(Vec::new());
    }
    let (note, scope) = desk.list(ListKind::Names);
    let name = format!("{} {}", child.given_names, child.surname);
    let mut hits = desk
        .store()
        .search_names(note, &scope, &name, MOST_HITS)
        .await?;
    hits.retain(|line| match (line.born_on, child.born_on) {
        (Some(born), Some(other)) => born == other,
        _ => true,
    });
    Ok(hits)
}

/// Shows a child more or less where a button asks for it; gives what gets the cursor then.
pub(super) fn changed(sent: &Submitted, values: &mut Values) -> Option<String> {
    if sent.get(ONE_MORE) == FIELD {
        let row = rows::one_more(values, FIELD, MOST_CHILDREN);
        return Some(row.map_or_else(|| FIELD.to_owned(), |row| format!("{FIELD}.{row}.find")));
    }
    let (name, row) = sent.get(ONE_LESS).split_once('.')?;
    (name == FIELD).then(|| {
        rows::without(values, FIELD, row, MOST_CHILDREN);
        FIELD.to_owned()
    })
}

/// What is wrong with the children, in the order of the page.
pub(super) fn faults(t: Texts, values: &Values, children: &[Child]) -> Vec<(String, String)> {
    if values.rows(FIELD).len() > MOST_CHILDREN {
        return vec![("child.0.find".to_owned(), t.get(TOO_MANY))];
    }
    if children.is_empty() {
        return vec![("child.0.find".to_owned(), t.get("notification-no-child"))];
    }
    let mut faults = Vec::new();
    for child in children {
        let name = |part: &str| format!("child.{}.{part}", child.row);
        faults.extend(
            child
                .faults
                .iter()
                .map(|(part, key)| (name(part), t.get(key))),
        );
        let chosen = child.case.is_some();
        if !child.hits.is_empty() && !chosen && !child.is_new {
            faults.push((name("case"), t.get("notification-choose")));
        } else if !chosen && !child.is_said() && child.faults.is_empty() {
            faults.push((name("find"), t.get("notification-not-found")));
        }
    }
    faults
}

/// The rows: those that say something, and some empty ones.
pub(super) fn show(asking: &Asking<'_>, children: &[Child], faults: &[(String, String)]) -> Html {
    let (t, values) = (asking.words.t, asking.values);
    let rule = asking.rule_of("children");
    let names = rows::shown(values, FIELD, EMPTY_ROWS, MOST_CHILDREN);
    let rows = names.iter().map(|row| {
        let said = children.iter().find(|child| child.row == *row);
        said.cloned().unwrap_or_else(|| Child {
            row: row.clone(),
            ..Child::default()
        })
    });
    let rows = rows.enumerate();
    let siblings = Asked::new(t, "siblings", t.get("notification-siblings")).optional();
    let siblings = siblings.help(help(t, "notification-siblings-help", &rule));
    let yes = Choice::new("yes", t.get("notification-siblings-yes"))
        .chosen(values.has("siblings", "yes"));
    let shown = rows.map(|(place, child)| {
        let first = place == 0 && faults.is_empty() && asking.opened.is_empty();
        let title = t.with("notification-child", &[("number", (place + 1).into())]);
        let drop = DropRow {
            row: format!("{FIELD}.{}", child.row),
            word: t.get("stepform-drop-row"),
            title: title.clone(),
        };
        let drop = match names.len() {
            1 => Html::default(),
            _ => Html::of(&drop),
        };
        let body = row(asking, &rule, &child, faults, first);
        let added = asking.opened == name_of(&child);
        Details {
            summary: title,
            body: Html::all([body, drop]),
            open: place == 0 || added || !child.is_empty(),
        }
        .into()
    });
    let is_full = names.len() >= MOST_CHILDREN;
    let more = Html::of(&MoreRows {
        field: FIELD,
        rows: rows::listed(&names),
        more: match is_full {
            true => String::new(),
            false => t.get("notification-more-children"),
        },
        full: match is_full {
            true => t.with(
                "notification-most-children",
                &[("count", MOST_CHILDREN.into())],
            ),
            false => String::new(),
        },
    });
    Html::all(shown.chain([more, Choices::several(siblings, vec![yes]).into()]))
}

/// What a question means, with the rule behind it.
fn help(t: Texts, key: &str, rule: &str) -> Help {
    Help {
        paragraphs: vec![t.get(key)],
        rule: rule.to_owned(),
        ..Help::default()
    }
}

fn row(
    asking: &Asking<'_>,
    rule: &str,
    child: &Child,
    faults: &[(String, String)],
    first: bool,
) -> Html {
    let (t, values) = (asking.words.t, asking.values);
    let asked = |part: &str, key: &str, more: &str| {
        let name = format!("child.{}.{part}", child.row);
        let fault = faults.iter().find(|fault| fault.0 == name);
        Asked::new(t, name, t.get(key))
            .error(fault.map(|fault| fault.1.clone()))
            .help(help(t, more, rule))
            .optional()
    };
    let value = |part: &str| values.part(FIELD, &child.row, part).to_owned();
    let hits = child.hits.iter().map(|line| {
        let name = format!("{} {}", line.given_names, line.surname);
        let born = line
            .born_on
            .map_or_else(String::new, |born| t.short_day(born));
        Choice::new(
            line.case.to_string(),
            format!("{} ({})", name.trim(), line.reference),
        )
        .hint(born)
        .chosen(child.case == Some(line.case))
    });
    let new = Choice::new("new", t.get("notification-none-of-these")).chosen(child.is_new);
    let hits: Vec<Choice> = hits.chain([new]).collect();
    let found = if child.hits.is_empty() {
        Html::default()
    } else {
        Choices::one(
            asked("case", "notification-which", "notification-which-help"),
            hits,
        )
        .into()
    };
    let mut find = asked("find", "notification-find", "notification-find-help")
        .hint(t.get("notification-find-hint"));
    if first && value("find").is_empty() || asking.opened == name_of(child) {
        find = find.focused();
    }
    let cpr = asked("cpr", "notification-cpr", "notification-cpr-help")
        .hint(t.get("notification-cpr-hint"));
    let expected = asked(
        "expected",
        "notification-expected",
        "notification-expected-help",
    );
    let expected = expected.hint(t.get("notification-expected-hint"));
    let parts = ["given", "surname", "cpr", "born", "expected"];
    let said = parts.iter().any(|part| {
        let name = format!("child.{}.{part}", child.row);
        !value(part).is_empty() || faults.iter().any(|fault| fault.0 == name)
    });
    let particulars = Html::all([
        TextField::new(asked(
            "given",
            "notification-given",
            "notification-given-help",
        ))
        .value(value("given"))
        .into(),
        TextField::new(asked(
            "surname",
            "notification-surname",
            "notification-surname-help",
        ))
        .value(value("surname"))
        .into(),
        TextField::new(cpr)
            .kind(Kind::Digits)
            .value(value("cpr"))
            .into(),
        TextField::day(asked("born", "notification-born", "notification-born-help"))
            .value(value("born"))
            .into(),
        TextField::new(expected)
            .kind(Kind::Day)
            .value(value("expected"))
            .into(),
    ]);
    Html::all([
        TextField::new(find)
            .kind(Kind::Search)
            .value(value("find"))
            .into(),
        found,
        Details {
            summary: t.get("notification-new-child"),
            body: particulars,
            open: said || faults.iter().any(|fault| fault.0 == name_of(child)),
        }
        .into(),
    ])
}

/// Where it is said that nobody was found, the rest is asked for.
fn name_of(child: &Child) -> String {
    format!("child.{}.find", child.row)
}
