//! Scenarios: a history in a Markdown table and what follows from it, for jurists and tests.
//!
//! Owns: reading, running, comparing and rewriting scenario files. Must not know: the file system.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::book::LawBook;
use crate::calendar::{Day, When, instant_text};
use crate::derive::{Derived, Engine, Question};
use crate::history::{Builder, CaseFacts, Row};
use crate::vocabulary::Need;

/// The columns of the second table, in order.
pub const COLUMNS: [&str; 10] = [
    "obligation",
    "about",
    "seq",
    "layer",
    "rule",
    "trigger_on",
    "due",
    "met_on",
    "status",
    "overrun_days",
];

/// A scenario file.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// The heading.
    pub title: String,
    /// The day from which it is looked at.
    pub as_of: Day,
    /// Local layers.
    pub locals: Vec<String>,
    /// Whether duties of `law/further/` are derived.
    pub further: bool,
    /// Facts as (column, cell) pairs, with their line.
    facts: Vec<(usize, Vec<(String, String)>)>,
    /// Expected rows.
    pub expected: Vec<[String; 10]>,
    /// The text before and after the second table.
    around: (String, String),
}

/// Why a scenario file cannot be used: line and reason.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("line {0}: {1}")]
pub struct ScenarioError(pub usize, pub String);

impl Scenario {
    /// Reads a scenario file.
    ///
    /// # Errors
    /// The first line that is not of the form that `law/README.md` shows.
    pub fn parse(text: &str) -> Result<Scenario, ScenarioError> {
        let mut scenario = Scenario {
            title: String::new(),
            as_of: Day::MIN,
            locals: Vec::new(),
            further: false,
            facts: Vec::new(),
            expected: Vec::new(),
            around: (String::new(), String::new()),
        };
        let mut tables = 0;
        let mut header: Vec<String> = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let number = index + 1;
            let in_table = line.starts_with('|');
            if !in_table {
                header.clear();
                scenario.setting(number, line)?;
            } else if header.is_empty() {
                header = cells(line);
                tables += 1;
            } else if !line.trim_matches(['|', '-', ' ', ':']).is_empty() {
                let row = cells(line);
                if row.len() != header.len() {
                    let reason = format!("{} cells, the table has {}", row.len(), header.len());
                    return Err(ScenarioError(number, reason));
                }
                if tables == 1 {
                    let pairs = header.iter().cloned().zip(row).collect();
                    scenario.facts.push((number, pairs));
                } else {
                    let cell = |name: &str| {
                        let place = header.iter().position(|column| column == name);
                        place.map_or_else(String::new, |place| row[place].clone())
                    };
                    scenario.expected.push(COLUMNS.map(cell));
                }
            }
            if !(in_table && tables == 2) {
                let part = match tables < 2 {
                    true => &mut scenario.around.0,
                    false => &mut scenario.around.1,
                };
                part.push_str(line);
                part.push('\n');
            }
        }
        if scenario.as_of == Day::MIN || tables != 2 {
            let reason = "a scenario has 'as of: YYYY-MM-DD' and two tables".to_owned();
            return Err(ScenarioError(1, reason));
        }
        Ok(scenario)
    }

    fn setting(&mut self, number: usize, line: &str) -> Result<(), ScenarioError> {
        if let Some(title) = line.strip_prefix("# ") {
            title.clone_into(&mut self.title);
        } else if let Some(day) = line.strip_prefix("as of: ") {
            self.as_of = Day::parse(day.trim().as_bytes())
                .ok_or_else(|| ScenarioError(number, format!("no day: {day}")))?;
        } else if let Some(local) = line.strip_prefix("local: ") {
            self.locals.push(local.trim().to_owned());
        } else if line.starts_with("further: yes") {
            self.further = true;
        }
        Ok(())
    }

    /// Derives what follows from the facts, for the obligations that the second table names.
    ///
    /// # Errors
    /// A fact that cannot be read.
    pub fn run(&self, book: &LawBook) -> Result<Vec<[String; 10]>, ScenarioError> {
        let mut case = CaseFacts::default();
        for (line, cells) in &self.facts {
            case.rows.push(row(book, *line, cells)?);
        }
        Builder::new(&book.vocabulary).arrange(&book.vocabulary, &mut case);
        let question = Question {
            as_of: self.as_of,
            known_at: self.as_of,
            locals: &self.locals,
            further: self.further.into(),
        };
        let mut rows = Vec::new();
        Engine::new(book, &question).derive(&case, &mut rows);
        let named: BTreeSet<&str> = self.expected.iter().map(|row| row[0].as_str()).collect();
        let wanted = |row: &&Derived| {
            named.contains(book.obligations[usize::from(row.obligation)].name.as_str())
        };
        Ok(rows
            .iter()
            .filter(wanted)
            .map(|row| texts(book, &case, row))
            .collect())
    }

    /// Compares expectation and result; says the first difference in a sentence.
    ///
    /// # Errors
    /// The difference, with case (the scenario), obligation, rule and column.
    pub fn check(&self, book: &LawBook) -> Result<(), String> {
        let found = self.run(book).map_err(|error| error.to_string())?;
        for place in 0..found.len().max(self.expected.len()) {
            let (expected, found) = (self.expected.get(place), found.get(place));
            if expected == found {
                continue;
            }
            return Err(match (expected, found) {
                (Some(expected), None) => {
                    format!("expected but not found: {}", expected.join(" | "))
                }
                (None, Some(found)) => format!("found but not expected: {}", found.join(" | ")),
                (expected, found) => {
                    let show = |row: Option<&[String; 10]>| {
                        row.map_or_else(String::new, |row| row.join(" | "))
                    };
                    format!("expected: {}\n   found: {}", show(expected), show(found))
                }
            });
        }
        Ok(())
    }

    /// The file's text with what is found as the expectation.
    ///
    /// # Errors
    /// A fact that cannot be read.
    pub fn rewritten(&self, book: &LawBook) -> Result<String, ScenarioError> {
        let mut text = self.around.0.clone();
        let _ = writeln!(text, "| {} |", COLUMNS.join(" | "));
        let _ = writeln!(text, "|{}", "---|".repeat(COLUMNS.len()));
        for row in self.run(book)? {
            let _ = writeln!(text, "| {} |", row.join(" | ").replace("|  |", "| |"));
        }
        text.push_str(&self.around.1);
        Ok(text)
    }
}

fn cells(line: &str) -> Vec<String> {
    let inner = line.trim().trim_start_matches('|');
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    inner
        .split('|')
        .map(|cell| cell.trim().to_owned())
        .collect()
}

fn row<'a>(
    book: &LawBook,
    line: usize,
    cells: &'a [(String, String)],
) -> Result<Row<'a>, ScenarioError> {
    let cell = |name: &str| {
        let found = cells.iter().find(|(column, _)| column == name);
        found.map_or("", |(_, text)| text.as_str())
    };
    let wrong = |what: &str, text: &str| ScenarioError(line, format!("{what}: '{text}'"));
    let kind_id =
        (book.vocabulary.find(cell("kind"))).ok_or_else(|| wrong("unknown kind", cell("kind")))?;
    let kind = book.vocabulary.kind(kind_id);
    let when = When::parse(cell("when").as_bytes()).map_err(|_| wrong("no day", cell("when")))?;
    let recorded = match cell("recorded_at") {
        "" => when,
        text => When::parse(text.as_bytes()).map_err(|_| wrong("no day", text))?,
    };
    let used = |need: Need, name: &str| if need == Need::Unused { "" } else { cell(name) };
    let basis_text = used(kind.basis, "basis");
    Ok(Row {
        kind: kind_id,
        when,
        when_text: if when.is_day_only() { "" } else { cell("when") },
        recorded,
        value: kind
            .read_value(cell("value"))
            .map_err(|_| wrong("value", cell("value")))?,
        basis: book.basis(basis_text),
        about: used(kind.about, "about"),
        reference: used(kind.reference, "ref"),
        basis_text,
        value_text: cell("value"),
        team: cell("team"),
        caseworker: cell("caseworker"),
        family: "",
        id: cell("id"),
        line: line as u64,
    })
}

/// A row of the answer as texts.
fn texts(book: &LawBook, case: &CaseFacts<'_>, row: &Derived) -> [String; 10] {
    let due = row.due.map_or_else(String::new, |due| {
        due.instant()
            .map_or_else(|| due.day.to_string(), instant_text)
    });
    [
        book.obligations[usize::from(row.obligation)].name.clone(),
        case.thing(row.about).to_owned(),
        row.seq.to_string(),
        row.layer.word().to_owned(),
        book.rule(row.rule).id.clone(),
        row.trigger_on.to_string(),
        due,
        row.met_on.map_or_else(String::new, |day| day.to_string()),
        row.status.word().to_owned(),
        row.overrun_days
            .map_or_else(String::new, |days| days.to_string()),
    ]
}
