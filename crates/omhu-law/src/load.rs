//! Reads law files into a law book, and refuses what is broken with file, line and reason.
//!
//! Owns: every check that a law file must pass. Must not know: any case.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;
use std::path::Path;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::value::Datetime;

use crate::book::{
    Act, Aged, Assumptions, Birthday, CeasesWith, Column, Due, Instead, LawBook, Layer, Link,
    Local, Obligation, Parameter, Pending, Rule, RuleId, Running, Shape, Version,
};
use crate::calendar::{Day, HolidayDay, HolidayRule, Holidays};
use crate::raw;
use crate::vocabulary::{Basis, Kind, KindId, Need, Title, ValueForm, Vocabulary, Word, is_basis};

/// The law files that omhu was built with: name below `law/` and text.
pub static EMBEDDED: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/law_files.rs"));

/// One fault in a law file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Fault {
    /// The file, below the law folder.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong and what would be right.
    pub reason: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "law/{}:{}: {}", self.file, self.line, self.reason)
    }
}

/// The law book cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The folder or a file cannot be read.
    #[error("{0}: {1}")]
    Unreadable(String, std::io::Error),
    /// The files are broken.
    #[error("{}", .0.iter().map(Fault::to_string).collect::<Vec<_>>().join("\n"))]
    Broken(Vec<Fault>),
}

/// Law files as (name below the folder, text).
pub type Files = Vec<(String, String)>;

/// The embedded files, to be changed by tests or shown.
#[must_use]
pub fn embedded_files() -> Files {
    EMBEDDED
        .iter()
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
        .collect()
}

/// The law book that omhu was built with. Without `further`, the files of `law/further/` are not read.
///
/// # Errors
/// The files are broken: a fault of omhu's own, found by its tests.
pub fn embedded(further: bool) -> Result<LawBook, LoadError> {
    let files: Vec<(&str, &str)> = EMBEDDED
        .iter()
        .copied()
        .filter(|(name, _)| further || !name.starts_with("further/"))
        .filter(|(name, _)| !name.starts_with("scenarios/"))
        .collect();
    let mut book = load(&files)?;
    // One edition for the whole law, whichever part of it a question needs.
    book.edition = edition_of(EMBEDDED);
    Ok(book)
}

/// Reads a law folder from disk.
///
/// # Errors
/// The folder or one of its files cannot be read.
pub fn read_folder(folder: &Path) -> Result<Files, LoadError> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        let unreadable = |error| LoadError::Unreadable(next.display().to_string(), error);
        for entry in std::fs::read_dir(&next).map_err(unreadable)?.flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "toml" || e == "md") {
                let name = path
                    .strip_prefix(folder)
                    .unwrap_or(&path)
                    .display()
                    .to_string();
                let text = std::fs::read_to_string(&path)
                    .map_err(|error| LoadError::Unreadable(name.clone(), error))?;
                files.push((name, text));
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Makes a law book of law files.
///
/// # Errors
/// All faults found, with file, line and reason.
pub fn load<N: AsRef<str>, T: AsRef<str>>(files: &[(N, T)]) -> Result<LawBook, LoadError> {
    let mut loader = Loader::default();
    let book = loader.load(files);
    if loader.faults.is_empty() {
        return Ok(book);
    }
    loader.faults.sort();
    loader.faults.dedup();
    Err(LoadError::Broken(loader.faults))
}

/// Every obligation must stand in a scenario's expectation, with one of its rules; says which do not.
#[must_use]
pub fn without_scenario(book: &LawBook, files: &Files) -> Vec<Fault> {
    let mut named = BTreeSet::new();
    for (_, text) in files
        .iter()
        .filter(|(name, _)| name.starts_with("scenarios/"))
    {
        for line in text.lines().filter(|line| line.starts_with('|')) {
            let mut cells = line.trim_matches('|').split('|').map(str::trim);
            if let (Some(name), Some(rule)) = (cells.next(), cells.nth(3)) {
                named.insert((name, rule));
            }
        }
    }
    book.obligations
        .iter()
        .filter(|obligation| {
            let versions = obligation.versions.iter();
            let mut rules = versions.flat_map(|v| [v.rule, v.rule_next]).flatten();
            let name = obligation.name.as_str();
            !rules.any(|rule| named.contains(&(name, book.rule(rule).id.as_str())))
        })
        .map(|obligation| Fault {
            file: obligation.file.clone(),
            line: 1,
            reason: format!(
                "'{}' has no scenario: the second table of a file in scenarios/ must have a row with \
                 its name and one of its rules",
                obligation.id
            ),
        })
        .collect()
}

#[derive(Default)]
struct Loader {
    faults: Vec<Fault>,
    file: String,
    text: String,
    bases: BTreeMap<String, Basis>,
    rules: Vec<Rule>,
}

impl Loader {
    fn fault(&mut self, span: Range<usize>, reason: impl Into<String>) {
        let before = &self.text.as_bytes()[..span.start.min(self.text.len())];
        self.faults.push(Fault {
            file: self.file.clone(),
            line: before.iter().filter(|byte| **byte == b'\n').count() + 1,
            reason: reason.into(),
        });
    }

    fn parse<T: DeserializeOwned>(&mut self, name: &str, text: &str) -> Option<T> {
        name.clone_into(&mut self.file);
        text.clone_into(&mut self.text);
        match toml::from_str(text) {
            Ok(parsed) => Some(parsed),
            Err(error) => {
                let reason = error.message().to_owned();
                self.fault(error.span().unwrap_or(0..0), reason);
                None
            }
        }
    }

    fn one<T: DeserializeOwned, N: AsRef<str>, U: AsRef<str>>(
        &mut self,
        files: &[(N, U)],
        name: &str,
    ) -> Option<T> {
        let Some((_, text)) = files.iter().find(|(n, _)| n.as_ref() == name) else {
            name.clone_into(&mut self.file);
            self.fault(0..0, "the file is missing");
            return None;
        };
        self.parse(name, text.as_ref())
    }

    fn load<N: AsRef<str>, T: AsRef<str>>(&mut self, files: &[(N, T)]) -> LawBook {
        let acts = self.acts(files);
        let vocabulary = self.vocabulary(files);
        let holidays = self.holidays(files, &acts);
        let parameters = self.parameters(files);
        let mut book = LawBook {
            vocabulary,
            holidays,
            acts,
            parameters,
            assumptions: Assumptions::CONTRACT,
            obligations: Vec::new(),
            locals: Vec::new(),
            rules: Vec::new(),
            edition: edition_of(files),
            bases: BTreeMap::new(),
            places: BTreeMap::new(),
        };
        for (name, text) in files {
            let (name, text) = (name.as_ref(), text.as_ref());
            if !name.ends_with(".toml") {
                continue;
            }
            match name.split_once('/').map_or("", |(folder, _)| folder) {
                "obligations" | "checks" | "further" => {
                    if let Some(raw) = self.parse::<raw::Obligation>(name, text) {
                        self.file_name_is_id(name, &raw.id);
                        let in_contract = !name.starts_with("further/");
                        let made = self.obligation(&book, raw, Layer::Statute, in_contract);
                        book.obligations.extend(made);
                    }
                }
                "local" => self.local(&mut book, name, text),
                _ => {}
            }
        }
        self.unique_ids(&book);
        rank(&mut book.obligations);
        book.note_places();
        book.rules = std::mem::take(&mut self.rules);
        book.bases = std::mem::take(&mut self.bases);
        book
    }

    fn file_name_is_id(&mut self, name: &str, id: &Spanned<String>) {
        let stem = name
            .rsplit('/')
            .next()
            .and_then(|n| n.strip_suffix(".toml"));
        if stem != Some(id.get_ref().as_str()) {
            self.fault(
                id.span(),
                format!("id '{}' is not the file's name", id.get_ref()),
            );
        }
    }

    fn unique_ids(&mut self, book: &LawBook) {
        let mut seen = BTreeMap::new();
        for obligation in &book.obligations {
            if let Some(file) = seen.insert(&obligation.id, &obligation.file) {
                self.faults.push(Fault {
                    file: obligation.file.clone(),
                    line: 1,
                    reason: format!("id '{}' stands in law/{file} too", obligation.id),
                });
            }
        }
    }

    fn acts<N: AsRef<str>, T: AsRef<str>>(&mut self, files: &[(N, T)]) -> BTreeMap<String, Act> {
        let mut acts = BTreeMap::new();
        let Some(raw) = self.one::<raw::Acts, _, _>(files, "acts.toml") else {
            return acts;
        };
        for act in raw.act {
            let span = act.id.span();
            let id = act.id.into_inner();
            self.title(span.clone(), "title", &act.title);
            if act
                .eli
                .as_ref()
                .is_some_and(|eli| !eli.starts_with("https://"))
            {
                self.fault(span.clone(), "eli must be an https address");
            }
            let made = Act {
                id: id.clone(),
                title: act.title,
                eli: act.eli,
                note: act.note,
            };
            if acts.insert(id.clone(), made).is_some() {
                self.fault(span, format!("act '{id}' stands here twice"));
            }
        }
        acts
    }

    fn title(&mut self, span: Range<usize>, what: &str, title: &Title) {
        for (language, text) in [("da", &title.da), ("en", &title.en)] {
            if text.trim().is_empty() {
                self.fault(span.clone(), format!("{what} has no text in '{language}'"));
            }
        }
    }

    fn vocabulary<N: AsRef<str>, T: AsRef<str>>(&mut self, files: &[(N, T)]) -> Vocabulary {
        let Some(raw) = self.one::<raw::Facts, _, _>(files, "facts.toml") else {
            return Vocabulary::default();
        };
        let mut kinds: Vec<Kind> = Vec::new();
        for kind in raw.kind {
            let span = kind.name.span();
            self.title(span.clone(), "title", &kind.title);
            let name = kind.name.into_inner();
            if kinds.iter().any(|known| known.name == name) {
                self.fault(span.clone(), format!("kind '{name}' stands here twice"));
            }
            let basis = match kind.basis.as_ref().map(|b| b.get_ref().as_str()) {
                None => Need::Unused,
                Some("optional") => Need::Optional,
                Some("required") => Need::Required,
                Some(other) => {
                    self.fault(
                        span.clone(),
                        format!("basis '{other}': 'required' or 'optional'"),
                    );
                    Need::Unused
                }
            };
            let in_contract = match kind.set.as_ref().map(|s| s.get_ref().as_str()) {
                None => true,
                Some("further") => false,
                Some(other) => {
                    self.fault(span.clone(), format!("set '{other}': only 'further'"));
                    true
                }
            };
            let value = match kind.value {
                None => ValueForm::Unused,
                Some(value) if value.rhythm => ValueForm::Rhythm,
                Some(value) if value.day => ValueForm::Day,
                Some(value) => {
                    if value.one_of.len() + value.marks.len() > 16 {
                        self.fault(span.clone(), "more than 16 words");
                    }
                    ValueForm::Words {
                        required: !value.optional && !value.one_of.is_empty(),
                        one_of: value.one_of,
                        marks: value.marks,
                    }
                }
            };
            let (about, about_things) = cell(kind.about);
            let (reference, reference_things) = cell(kind.reference);
            kinds.push(Kind {
                name,
                title: kind.title,
                about,
                about_things,
                reference,
                reference_things,
                basis,
                value,
                assigns: kind.assigns,
                family: kind.family,
                in_contract,
            });
        }
        if kinds.len() > 250 {
            self.fault(0..0, "more than 250 kinds");
            kinds.truncate(250);
        }
        Vocabulary::new(kinds)
    }

    fn holidays<N: AsRef<str>, T: AsRef<str>>(
        &mut self,
        files: &[(N, T)],
        acts: &BTreeMap<String, Act>,
    ) -> Holidays {
        let Some(raw) = self.one::<raw::Calendar, _, _>(files, "calendar/holidays.toml") else {
            return Holidays::new(Vec::new());
        };
        let mut rules = Vec::new();
        for holiday in raw.holiday {
            if let Some(source) = &holiday.source
                && !acts.contains_key(source.act.get_ref())
            {
                let reason = format!("unknown act '{}'", source.act.get_ref());
                self.fault(source.act.span(), reason);
            }
            let on = match (&holiday.easter, &holiday.fixed) {
                (Some(offset), None) => Some(HolidayDay::Easter(*offset)),
                (None, Some(fixed)) => month_and_day(fixed.get_ref()),
                _ => None,
            };
            let Some(on) = on else {
                let span = holiday.fixed.as_ref().map_or(0..0, Spanned::span);
                let title = &holiday.title.da;
                self.fault(
                    span,
                    format!("'{title}': either easter = N or fixed = \"MM-DD\""),
                );
                continue;
            };
            rules.push(HolidayRule {
                on,
                years: (
                    holiday.first_year.unwrap_or(1),
                    holiday.last_year.unwrap_or(9999),
                ),
                title: (holiday.title.da, holiday.title.en),
            });
        }
        Holidays::new(rules)
    }

    fn parameters<N: AsRef<str>, T: AsRef<str>>(&mut self, files: &[(N, T)]) -> Vec<Parameter> {
        let Some(raw) = self.one::<raw::Parameters, _, _>(files, "parameters.toml") else {
            return Vec::new();
        };
        let mut parameters = Vec::new();
        for parameter in raw.parameter {
            let span = parameter.name.span();
            self.title(span.clone(), "question", &parameter.question);
            self.title(span.clone(), "effect", &parameter.effect);
            let name = parameter.name.into_inner();
            let default = plain(&parameter.default);
            if parameter.switchable
                && let Err(allowed) = Assumptions::CONTRACT.clone().set(&name, &default)
            {
                self.fault(
                    span,
                    format!("the engine cannot switch '{name}' to '{default}': {allowed}"),
                );
            }
            parameters.push(Parameter {
                name,
                question: parameter.question,
                default,
                alternatives: parameter.alternatives.iter().map(plain).collect(),
                effect: parameter.effect,
                source: parameter.source,
                switchable: parameter.switchable,
            });
        }
        parameters
    }

    fn local(&mut self, book: &mut LawBook, name: &str, text: &str) {
        let Some(raw) = self.parse::<raw::Local>(name, text) else {
            return;
        };
        self.file_name_is_id(name, &raw.id);
        self.title(raw.id.span(), "title", &raw.title);
        let layer = Layer::Local(book.locals.len() as u8);
        for obligation in raw.obligation {
            let made = self.obligation(book, obligation, layer, true);
            book.obligations.extend(made);
        }
        book.locals.push(Local {
            id: raw.id.into_inner(),
            title: raw.title,
            summary: raw.summary,
            target_percent: raw.target_percent,
        });
    }

    fn kind(&mut self, book: &LawBook, name: &Spanned<String>) -> Option<KindId> {
        let found = book.vocabulary.find(name.get_ref());
        if found.is_none() {
            let reason = format!(
                "unknown kind of fact '{}': add it to facts.toml",
                name.get_ref()
            );
            self.fault(name.span(), reason);
        }
        found
    }

    fn kinds(&mut self, book: &LawBook, names: &[Spanned<String>]) -> Vec<KindId> {
        names
            .iter()
            .filter_map(|name| self.kind(book, name))
            .collect()
    }

    fn word(&mut self, book: &LawBook, kind: KindId, word: &Spanned<String>) -> Option<Word> {
        let kind = book.vocabulary.kind(kind);
        let found = kind.word(word.get_ref());
        if found.is_none() {
            let reason = format!("'{}' is no word of {}", word.get_ref(), kind.name);
            self.fault(word.span(), reason);
        }
        found
    }

    fn one_of<T: Copy>(
        &mut self,
        word: &Spanned<String>,
        what: &str,
        choices: &[(&str, T)],
    ) -> Option<T> {
        let found = choices.iter().find(|(name, _)| name == word.get_ref());
        if found.is_none() {
            let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
            let reason = format!("{what} '{}': one of {}", word.get_ref(), names.join(", "));
            self.fault(word.span(), reason);
        }
        found.map(|(_, value)| *value)
    }

    fn obligation(
        &mut self,
        book: &LawBook,
        raw: raw::Obligation,
        layer: Layer,
        in_contract: bool,
    ) -> Option<Obligation> {
        let span = raw.id.span();
        self.title(span.clone(), "title", &raw.title);
        self.title(span.clone(), "task", &raw.task);
        self.title(span.clone(), "summary", &raw.summary);
        for (what, text) in [
            ("met_means", &raw.met_means),
            ("exceptions", &raw.exceptions),
        ] {
            if let Some(text) = text {
                self.title(span.clone(), what, text);
            }
        }
        let shape = self.one_of(&raw.shape, "shape", SHAPES)?;
        let per: Vec<(&str, ())> = PER.iter().map(|name| (*name, ())).collect();
        self.one_of(&raw.per, "per", &per);
        let trigger = self.kind(book, &raw.trigger)?;
        let condition = raw
            .condition
            .as_ref()
            .and_then(|c| self.word(book, trigger, &c.value));
        let met_by = self.kinds(book, &raw.met_by);
        if met_by.is_empty() {
            self.fault(
                span.clone(),
                "met_by is empty: nothing could ever meet this",
            );
        }
        let met_from_any = raw.met_from.as_ref().is_some_and(|word| {
            self.one_of(word, "met_from", &[("trigger", false), ("any", true)])
                .unwrap_or(false)
        });
        let ceases_with = match &raw.ceases_with {
            None => CeasesWith::Case,
            Some(word) => self.one_of(word, "ceases_with", CEASES)?,
        };
        let not_applicable = raw
            .not_applicable_when
            .as_ref()
            .and_then(|c| self.word(book, trigger, &c.value));
        // Only the plain limit reads these; another shape would not heed them, without a word.
        for (said, word) in [
            (raw.met_in_case, "met_in_case"),
            (raw.waits_for_birth, "waits_for_birth"),
            (raw.each, "each"),
        ] {
            if said && shape != Shape::Deadline {
                self.fault(span.clone(), format!("{word}: only for a deadline"));
            }
        }
        if raw.met_in_case && !raw.left_out_by.is_empty() {
            self.fault(span.clone(), "met_in_case: left_out_by is not read with it");
        }
        let requires = raw.requires.as_ref().and_then(|requires| {
            let kind = self.kind(book, &requires.kind)?;
            let word = requires
                .value
                .as_ref()
                .and_then(|word| self.word(book, kind, word));
            Some((kind, word))
        });
        let or_running = self.or_running(raw.requires.as_ref(), shape);
        let aged = self.aged(raw.aged.as_ref(), shape);
        let linked = self.links(&raw.linked);
        let left_out_by = self.kinds(book, &raw.left_out_by);
        let preliminary = raw
            .preliminary
            .as_ref()
            .and_then(|name| self.kind(book, name));
        let mut versions: Vec<Version> = Vec::new();
        let mut pending = Vec::new();
        for version in raw.version {
            let spans = version.in_force.span();
            let (made, later) = self.version(book, trigger, shape, version)?;
            if versions
                .last()
                .is_some_and(|last| last.in_force > made.in_force)
            {
                self.fault(spans.clone(), "versions must be sorted by in_force");
            }
            versions.push(made);
            pending.push((spans, later));
        }
        if versions.is_empty() {
            self.fault(span, "no [[version]]");
            return None;
        }
        self.periods(&mut versions, &pending);
        self.pending(&mut versions, pending);
        Some(Obligation {
            name: raw.name.unwrap_or_else(|| raw.id.get_ref().clone()),
            id: raw.id.into_inner(),
            rank: 0,
            title: raw.title,
            task: raw.task,
            summary: raw.summary,
            met_means: raw.met_means,
            exceptions: raw.exceptions,
            per: raw.per.into_inner(),
            shape,
            layer,
            in_contract,
            file: self.file.clone(),
            trigger,
            condition,
            met_by,
            met_from_any,
            met_in_case: raw.met_in_case,
            linked,
            ceases_with,
            not_applicable,
            left_out_by,
            preliminary,
            requires,
            or_running,
            aged,
            same_day: raw.same_day,
            needs_birth: raw.needs_birth,
            waits_for_birth: raw.waits_for_birth,
            each: raw.each,
            versions,
        })
    }

    fn aged(&mut self, raw: Option<&raw::Aged>, shape: Shape) -> Option<Aged> {
        let raw = raw?;
        if !matches!(shape, Shape::Deadline | Shape::Check) {
            self.fault(raw.years.span(), "aged: only after a trigger");
        }
        let unless = raw.unless.as_ref().and_then(|unless| {
            let running = self.one_of(&unless.running, "running", MEASURES)?;
            let from = unless.from.as_ref().and_then(day_of);
            Some((running, from.unwrap_or(Day::MIN)))
        });
        Some(Aged {
            years: *raw.years.get_ref(),
            unless,
        })
    }

    fn or_running(&mut self, raw: Option<&raw::Requires>, shape: Shape) -> Option<Running> {
        let word = raw?.or_running.as_ref()?;
        if shape != Shape::AtBirthday {
            self.fault(word.span(), "or_running: only at a birthday");
        }
        self.one_of(word, "or_running", MEASURES)
    }

    fn links(&mut self, raw: &[raw::Link]) -> Vec<Link> {
        const COLUMNS: &[(&str, Column)] = &[("about", Column::About), ("ref", Column::Reference)];
        let mut links = Vec::new();
        for link in raw {
            let fact = self.one_of(&link.fact, "fact", COLUMNS);
            let trigger = self.one_of(&link.trigger, "trigger", COLUMNS);
            if let (Some(fact), Some(trigger)) = (fact, trigger) {
                let from = link.from.as_ref().and_then(day_of).unwrap_or(Day::MIN);
                links.push(Link {
                    fact,
                    trigger,
                    from,
                });
            }
        }
        if links.is_empty() {
            links.push(Link {
                fact: Column::About,
                trigger: Column::About,
                from: Day::MIN,
            });
        }
        links
    }

    fn due(&mut self, due: &Spanned<raw::Due>) -> Option<Due> {
        let found = match due.get_ref() {
            raw::Due::Word(word) if word == "trigger_day" => Some(Due::TriggerDay),
            raw::Due::Word(word) if word == "none" => Some(Due::None),
            raw::Due::Word(_) => None,
            raw::Due::Length(length) => {
                let units = [
                    length.hours.map(Due::Hours),
                    length.days.map(Due::Days),
                    length.weekdays.map(Due::Weekdays),
                    length.weeks.map(Due::Weeks),
                    length.months.map(Due::Months),
                    length.years.map(Due::Years),
                ];
                let mut given = units.into_iter().flatten();
                given.next().filter(|_| given.next().is_none())
            }
        };
        if found.is_none() {
            self.fault(due.span(), format!("due: {}", raw::DUES));
        }
        found
    }

    fn rule(&mut self, id: &Spanned<String>, act: &str, provision: &str) -> RuleId {
        let rule = Rule {
            id: id.get_ref().clone(),
            act: act.to_owned(),
            provision: provision.to_owned(),
        };
        let place = self.rules.iter().position(|known| *known == rule);
        let place = place.unwrap_or_else(|| {
            self.rules.push(rule);
            self.rules.len() - 1
        });
        RuleId(place as u16)
    }

    fn version(
        &mut self,
        book: &LawBook,
        trigger: KindId,
        shape: Shape,
        raw: raw::Version,
    ) -> Option<(Version, Option<raw::Pending>)> {
        let span = raw.in_force.span();
        let Some(in_force) = day_of(raw.in_force.get_ref()) else {
            self.fault(span, "in_force must be a day");
            return None;
        };
        let act = raw.source.act.get_ref().clone();
        if !book.acts.contains_key(&act) {
            self.fault(
                raw.source.act.span(),
                format!("unknown act '{act}': add it to acts.toml"),
            );
        }
        let provision = raw.source.provision.get_ref().clone();
        if provision.trim().is_empty() {
            self.fault(raw.source.provision.span(), "the provision is empty");
        }
        if !["A", "B", "C", "M"].contains(&raw.checked.confidence.get_ref().as_str()) {
            self.fault(raw.checked.confidence.span(), "confidence: A, B, C or M");
        }
        let mut bases = Vec::new();
        for basis in &raw.basis {
            if !is_basis(basis.get_ref()) {
                self.fault(basis.span(), "a basis is act, dash, section: sel-52");
            }
            let next = Basis(self.bases.len() as u8 + 1);
            bases.push(*self.bases.entry(basis.get_ref().clone()).or_insert(next));
        }
        let due = match &raw.due {
            Some(due) => Some(self.due(due)?),
            None => None,
        };
        let instead = match &raw.instead {
            None => None,
            Some(instead) => Some(Instead {
                when: instead.when.as_ref().and_then(|kind| self.kind(book, kind)),
                value: instead
                    .value
                    .as_ref()
                    .and_then(|word| self.word(book, trigger, word)),
                due: self.due(&instead.due)?,
            }),
        };
        let next = match &raw.next {
            Some(next) => Some(self.due(next)?),
            None => None,
        };
        let or_parallel_assessment = raw.or_earlier.as_ref().is_some_and(|word| {
            self.one_of(word, "or_earlier", &[("parallel_assessment", true)])
                .unwrap_or(false)
        });
        if raw.rule.is_none() && raw.rule_next.is_none() {
            self.fault(span.clone(), "a version needs a rule");
        }
        let needs = match shape {
            Shape::Deadline | Shape::Check | Shape::RenewalChain | Shape::BeforeStart => {
                due.is_none().then_some("due")
            }
            Shape::VisitsPerYear => raw.visits.is_none().then_some("visits"),
            Shape::BeforeBirthday | Shape::AtBirthday => {
                raw.birthday.is_none().then_some("birthday")
            }
            Shape::ReviewChain => (next.is_none() && raw.next_decided_by.is_none())
                .then_some("next or next_decided_by"),
            Shape::ReviewRhythm => None,
        };
        if let Some(key) = needs {
            self.fault(
                span,
                format!("this shape needs the key '{key}' in every version"),
            );
        }
        let next_default = raw
            .next_default
            .as_ref()
            .and_then(|default| day_of(&default.started_before).map(|day| (default.months, day)));
        let rule = raw.rule.as_ref().map(|id| self.rule(id, &act, &provision));
        let rule_next = raw
            .rule_next
            .as_ref()
            .map(|id| self.rule(id, &act, &provision));
        let unborn = raw.unborn.as_ref().map(|unborn| {
            if unborn.provision.get_ref().trim().is_empty() {
                self.fault(unborn.provision.span(), "the provision is empty");
            }
            self.rule(&unborn.rule, &act, unborn.provision.get_ref())
        });
        let version = Version {
            in_force,
            until: raw.until.as_ref().and_then(day_of).unwrap_or(Day::MAX),
            bases,
            basis_texts: raw.basis.into_iter().map(Spanned::into_inner).collect(),
            rule,
            rule_next,
            act,
            provision,
            due,
            instead,
            or_parallel_assessment,
            next,
            next_decided_by: raw
                .next_decided_by
                .as_ref()
                .and_then(|kind| self.kind(book, kind)),
            next_default,
            visits: raw.visits.unwrap_or(0),
            birthday: raw.birthday.map(|birthday| Birthday {
                years: birthday.years,
                months: birthday.plus_months as i32 - birthday.minus_months as i32,
            }),
            pending: None,
            unborn,
            checked_on: day_of(&raw.checked.on).unwrap_or(Day::MIN),
            confidence: raw.checked.confidence.into_inner(),
            note: raw.note,
        };
        Some((version, raw.pending))
    }

    /// A version ends the day before the next one that speaks of the same triggers.
    fn periods(
        &mut self,
        versions: &mut [Version],
        spans: &[(Range<usize>, Option<raw::Pending>)],
    ) {
        for index in 0..versions.len() {
            let next = (index + 1..versions.len()).find(|later| {
                let (a, b) = (&versions[index].basis_texts, &versions[*later].basis_texts);
                (a.is_empty() && b.is_empty()) || a.iter().any(|text| b.contains(text))
            });
            let Some(next) = next else {
                if versions[index].until < versions[index].in_force {
                    self.fault(spans[index].0.clone(), "until is before in_force");
                }
                continue;
            };
            let starts = versions[next].in_force;
            if starts == versions[index].in_force {
                self.fault(
                    spans[next].0.clone(),
                    "overlap: two versions in force from the same day",
                );
            } else if versions[index].until == Day::MAX {
                versions[index].until = starts.plus_days(-1);
            } else if versions[index].until >= starts {
                self.fault(
                    spans[index].0.clone(),
                    format!("overlap: until reaches into {starts}"),
                );
            } else if versions[index].until < starts.plus_days(-1) {
                self.fault(
                    spans[index].0.clone(),
                    format!("gap: nothing in force before {starts}"),
                );
            }
        }
    }

    /// The rule id of pending rows is that of a later version of the same duty.
    fn pending(
        &mut self,
        versions: &mut [Version],
        pending: Vec<(Range<usize>, Option<raw::Pending>)>,
    ) {
        for (index, (span, raw)) in pending.into_iter().enumerate() {
            let Some(raw) = raw else { continue };
            let Some(from) = day_of(&raw.from) else {
                self.fault(span, "pending.from must be a day");
                continue;
            };
            let find = |id: &Spanned<String>, loader: &Loader| {
                versions.iter().find_map(|version| {
                    [version.rule, version.rule_next]
                        .into_iter()
                        .flatten()
                        .find(|rule| loader.rules[usize::from(rule.0)].id == *id.get_ref())
                })
            };
            let mut made = Pending {
                from,
                rule: None,
                rule_next: None,
            };
            for (id, slot) in [
                (&raw.rule, &mut made.rule),
                (&raw.rule_next, &mut made.rule_next),
            ] {
                if let Some(id) = id {
                    *slot = find(id, self);
                    if slot.is_none() {
                        let reason = format!("no version has the rule '{}'", id.get_ref());
                        self.fault(id.span(), reason);
                    }
                }
            }
            versions[index].pending = Some(made);
        }
    }
}

const SHAPES: &[(&str, Shape)] = &[
    ("deadline", Shape::Deadline),
    ("check", Shape::Check),
    ("review_chain", Shape::ReviewChain),
    ("review_rhythm", Shape::ReviewRhythm),
    ("visits_per_year", Shape::VisitsPerYear),
    ("renewal_chain", Shape::RenewalChain),
    ("before_birthday", Shape::BeforeBirthday),
    ("before_start", Shape::BeforeStart),
    ("at_birthday", Shape::AtBirthday),
];

const PER: &[&str] = &[
    "case",
    "child",
    "notification",
    "assessment",
    "decision",
    "measure",
    "placement",
    "plan",
    "request",
    "other",
];

const CEASES: &[(&str, CeasesWith)] = &[
    ("case", CeasesWith::Case),
    ("never", CeasesWith::Never),
    ("measure", CeasesWith::Measure),
    ("measures_of_decision", CeasesWith::MeasuresOfDecision),
];

fn cell(cell: Option<raw::Cell>) -> (Need, Vec<String>) {
    match cell {
        None => (Need::Unused, Vec::new()),
        Some(cell) if cell.optional => (Need::Optional, cell.things),
        Some(cell) => (Need::Required, cell.things),
    }
}

fn plain(value: &toml::Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn month_and_day(text: &str) -> Option<HolidayDay> {
    let (month, day) = text.split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    Day::checked(2024, month, day).map(|_| HolidayDay::Fixed(month, day))
}

/// The words for running measures.
const MEASURES: &[(&str, Running)] = &[
    ("measure", Running::Measure),
    ("placement", Running::Placement),
];

fn day_of(datetime: &Datetime) -> Option<Day> {
    let date = datetime.date?;
    Day::checked(
        i32::from(date.year),
        u32::from(date.month),
        u32::from(date.day),
    )
}

fn rank(obligations: &mut [Obligation]) {
    obligations.sort_by(|a, b| (&a.name, a.layer, &a.id).cmp(&(&b.name, b.layer, &b.id)));
    let mut rank = 0;
    for index in 0..obligations.len() {
        if index > 0 && obligations[index].name != obligations[index - 1].name {
            rank += 1;
        }
        obligations[index].rank = rank;
    }
}

/// A hash of the names and texts of the TOML files: the same law, the same edition.
fn edition_of<N: AsRef<str>, T: AsRef<str>>(files: &[(N, T)]) -> String {
    let mut hasher = xxhash_rust::xxh3::Xxh3::new();
    for (name, text) in files
        .iter()
        .filter(|(name, _)| name.as_ref().ends_with(".toml"))
    {
        for part in [name.as_ref(), text.as_ref()] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
    }
    format!("{:032x}", hasher.digest128())
}
