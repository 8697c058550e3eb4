//! Why each row is as it is, told in sentences: fact, rule, arithmetic, result.
//!
//! Owns: these sentences, for whoever shows them: the command line, a page. Must not decide anything: it tells what the
//! engine noted down while deriving. The rest of this crate knows no rule.

use omhu_law::book::{Due, LawBook, Layer};
use omhu_law::calendar::{Day, When, instant_text};
use omhu_law::derive::{Derived, How, Status};
use omhu_law::history::{CaseFacts, Row};

use crate::{Texts, Value};

/// What a sentence of an explanation says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The fact that began it.
    Fact,
    /// The rule, and where it stands.
    Rule,
    /// How the due day came about.
    Arithmetic,
    /// What became of it.
    Result,
    /// What to bear in mind about the result.
    Caveat,
}

/// A sentence and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// What it says.
    pub part: Part,
    /// The sentence itself.
    pub text: String,
}

/// Where a rule stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSource {
    /// Rule id.
    pub rule: String,
    /// The act's title.
    pub act_title: String,
    /// The provision in the act.
    pub provision: String,
    /// The act's address, where it has one.
    pub eli: Option<String>,
}

/// One derived row, explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The obligation's title.
    pub title: String,
    /// The id of the thing it is about; empty for the child or case.
    pub about: String,
    /// The number in its sequence.
    pub seq: u32,
    /// The status.
    pub status: Status,
    /// The status in words.
    pub status_words: String,
    /// The rule behind it.
    pub source: RuleSource,
    /// Title, thing, number and status on one line.
    pub heading: String,
    /// Fact, rule, arithmetic, result, in this order; what there is nothing to say about is left out.
    pub sentences: Vec<Sentence>,
}

/// Explains the rows of one case.
///
/// Cells of the file stand in the sentences as they are: who shows them makes them harmless there.
pub struct Explainer<'e> {
    texts: &'e Texts,
    book: &'e LawBook,
    as_of: Day,
}

impl<'e> Explainer<'e> {
    /// Explains in the language of `texts` what was derived by `book` as of a day.
    #[must_use]
    pub fn new(texts: &'e Texts, book: &'e LawBook, as_of: Day) -> Explainer<'e> {
        Explainer { texts, book, as_of }
    }

    /// What the case is and how much follows from it, on one line.
    #[must_use]
    pub fn case_heading(&self, id: &str, case: &CaseFacts<'_>, rows: &[Derived]) -> String {
        self.texts.with(
            "explain-case",
            &[
                ("case", id.into()),
                ("facts", (case.facts.len() as u64).into()),
                ("rows", (rows.len() as u64).into()),
                ("as_of", self.texts.day(&self.as_of.to_string()).into()),
            ],
        )
    }

    /// One row of the case.
    #[must_use]
    pub fn row(&self, case: &CaseFacts<'_>, row: &Derived) -> Explanation {
        let (texts, book) = (self.texts, self.book);
        Teller {
            texts,
            book,
            case,
            as_of: self.as_of,
        }
        .explanation(row)
    }
}

struct Teller<'t, 'c> {
    texts: &'t Texts,
    book: &'t LawBook,
    case: &'t CaseFacts<'c>,
    as_of: Day,
}

impl Teller<'_, '_> {
    fn day(&self, day: Day) -> Value<'static> {
        self.texts.day(&day.to_string()).into()
    }

    fn when(&self, when: When) -> Value<'static> {
        when.instant().map_or_else(
            || self.day(when.day),
            |second| self.texts.day(&instant_text(second)).into(),
        )
    }

    fn explanation(&self, row: &Derived) -> Explanation {
        let obligation = &self.book.obligations[usize::from(row.obligation)];
        let title = self.texts.title(&obligation.title);
        let about = self.case.thing(row.about);
        let status_words = self.texts.get(status_key(row.status));
        let heading = self.texts.with(
            "explain-heading",
            &[
                ("title", title.into()),
                ("about", if about.is_empty() { "-" } else { about }.into()),
                ("seq", row.seq.into()),
                ("status", (&status_words).into()),
            ],
        );
        Explanation {
            title: title.to_owned(),
            about: about.to_owned(),
            seq: row.seq,
            status: row.status,
            status_words,
            source: self.source(row),
            heading,
            sentences: self.sentences(row),
        }
    }

    fn sentences(&self, row: &Derived) -> Vec<Sentence> {
        let caveat = match row.precision_day {
            true => self.texts.get("explain-precision-day"),
            false => String::new(),
        };
        let told = [
            (Part::Fact, self.fact(row)),
            (Part::Rule, self.rule(row)),
            (Part::Arithmetic, self.arithmetic(row)),
            (Part::Result, self.result(row)),
            (Part::Caveat, caveat),
        ];
        let said = told.into_iter().filter(|(_, text)| !text.is_empty());
        said.map(|(part, text)| Sentence { part, text }).collect()
    }

    fn source(&self, row: &Derived) -> RuleSource {
        let rule = self.book.rule(row.rule);
        let act = self.book.acts.get(&rule.act);
        RuleSource {
            rule: rule.id.clone(),
            act_title: act
                .map_or("", |act| self.texts.title(&act.title))
                .to_owned(),
            provision: rule.provision.clone(),
            eli: act.and_then(|act| act.eli.clone()),
        }
    }

    fn fact(&self, row: &Derived) -> String {
        match row.trigger {
            None => String::new(),
            Some(fact) => self
                .texts
                .with("explain-trigger", &[("fact", self.fact_text(fact).into())]),
        }
    }

    /// A fact as a phrase: kind, thing, day, where it stands.
    fn fact_text(&self, fact: u32) -> String {
        let row: &Row<'_> = &self.case.rows[fact as usize];
        let kind = self.book.vocabulary.kind(row.kind);
        let mut id = row.about.to_owned();
        if !row.reference.is_empty() {
            id = format!("{id}→{}", row.reference);
        }
        let value = if row.value_text.is_empty() {
            "none"
        } else {
            row.value_text
        };
        // A fact that came from no file has no line.
        let line = match row.line {
            0 => "none".to_owned(),
            line => line.to_string(),
        };
        let late = row.recorded.day.0 - row.when.day.0;
        let mut text = self.texts.with(
            "explain-fact",
            &[
                ("kind", self.texts.title(&kind.title).into()),
                ("id", id.into()),
                ("value", value.into()),
                ("when", self.when(row.when)),
                ("line", line.into()),
            ],
        );
        if late > 0 {
            let late = [
                ("days", Value::from(late as u64)),
                ("on", self.day(row.recorded.day)),
            ];
            text.push_str(&self.texts.with("explain-recorded-late", &late));
        }
        text
    }

    fn rule(&self, row: &Derived) -> String {
        let source = self.source(row);
        let key = match row.layer {
            Layer::Statute => "explain-rule",
            Layer::Local(_) => "explain-rule-local",
        };
        let provision = self.texts.lang().provision(&source.provision);
        let mut text = self.texts.with(
            key,
            &[
                ("rule", source.rule.into()),
                ("act", source.act_title.into()),
                ("provision", provision.into()),
            ],
        );
        if self.changed_law(row) {
            text.push(' ');
            text.push_str(&self.texts.get("explain-pending"));
        }
        text
    }

    /// Whether the row kept its due day over a change of law.
    fn changed_law(&self, row: &Derived) -> bool {
        let obligation = &self.book.obligations[usize::from(row.obligation)];
        obligation.versions.iter().any(|version| {
            version.pending.is_some_and(|pending| {
                row.trigger_on < pending.from
                    && [pending.rule, pending.rule_next].contains(&Some(row.rule))
            })
        })
    }

    fn arithmetic(&self, row: &Derived) -> String {
        let Some(due) = row.due else {
            let key = match row.how {
                How::After(Due::None) => "explain-due-no-number",
                _ => "explain-due-not-decided",
            };
            return self.texts.get(key);
        };
        let from = self.day(row.trigger_on);
        let due_text = self.when(due);
        let args = |extra: Vec<(&'static str, Value<'static>)>| {
            let mut args = vec![("from", from.clone()), ("due", due_text.clone())];
            args.extend(extra);
            args
        };
        match row.how {
            How::After(Due::Hours(hours)) if due.instant().is_some() => self
                .texts
                .with("explain-due-hours", &args(vec![("count", hours.into())])),
            How::After(Due::Hours(hours)) => self.texts.with(
                "explain-due-hours-by-day",
                &args(vec![("count", hours.into())]),
            ),
            How::After(length) => self.length(length, row.trigger_on, due.day),
            How::Instead(length, fact) => {
                let mut text = match fact {
                    Some(fact) => {
                        let fact = self.fact_text(fact);
                        self.texts
                            .with("explain-due-instead", &[("fact", fact.into())])
                    }
                    None => self.texts.get("explain-due-instead-value"),
                };
                text.push(' ');
                text.push_str(&self.length(length, row.trigger_on, due.day));
                text
            }
            How::ParallelAssessment(fact) => self.texts.with(
                "explain-due-parallel",
                &args(vec![("fact", self.fact_text(fact).into())]),
            ),
            How::Rhythm(fact) => self.texts.with(
                "explain-due-rhythm",
                &args(vec![("fact", self.fact_text(fact).into())]),
            ),
            How::DefaultRhythm(months) => self.texts.with(
                "explain-due-default-rhythm",
                &args(vec![("count", months.into())]),
            ),
            How::YearEnd(year, visits) => self.texts.with(
                "explain-due-year",
                &args(vec![("year", year.into()), ("visits", visits.into())]),
            ),
            How::Birthday(years, months) => self.texts.with(
                "explain-due-birthday",
                &args(vec![
                    ("years", years.into()),
                    ("months", months.unsigned_abs().into()),
                    ("side", if months < 0 { "before" } else { "after" }.into()),
                ]),
            ),
            How::Nothing => String::new(),
        }
    }

    fn length(&self, length: Due, from: Day, due: Day) -> String {
        let (key, count) = match length {
            Due::TriggerDay => ("explain-due-same-day", 0),
            Due::Hours(count) => ("explain-due-hours", count),
            Due::Days(count) => ("explain-due-days", count),
            Due::Weeks(count) => ("explain-due-weeks", count),
            Due::Months(count) => ("explain-due-months", count),
            Due::Years(count) => ("explain-due-years", count),
            Due::Weekdays(count) if self.book.assumptions.weekday_includes_saturday => {
                ("explain-due-weekdays-saturday", count)
            }
            Due::Weekdays(count) => ("explain-due-weekdays", count),
            Due::None => return String::new(),
        };
        let mut text = self.texts.with(
            key,
            &[
                ("from", self.day(from)),
                ("due", self.day(due)),
                ("count", count.into()),
            ],
        );
        if matches!(length, Due::Weekdays(_)) {
            text.push_str(&self.holidays_between(from, due));
        }
        text
    }

    /// The public holidays from Monday to Friday that a limit in weekdays skipped.
    fn holidays_between(&self, from: Day, due: Day) -> String {
        let mut names = Vec::new();
        for year in from.civil().0..=due.civil().0 {
            for (day, rule) in self.book.holidays.of_year(year) {
                if day > from && day < due && day.day_of_week() < 5 {
                    let (da, en) = (&rule.title.0, &rule.title.1);
                    names.push(self.texts.lang().pick(da, en));
                }
            }
        }
        if names.is_empty() {
            return String::new();
        }
        self.texts
            .with("explain-holidays", &[("names", names.join(", ").into())])
    }

    fn result(&self, row: &Derived) -> String {
        let days = Value::from(row.overrun_days.unwrap_or(0));
        let as_of = self.day(self.as_of);
        let met = row
            .met
            .map_or_else(String::new, |fact| self.fact_text(fact));
        let ended = row
            .ended_by
            .map_or_else(String::new, |fact| self.fact_text(fact));
        let key = match (row.status, row.met.is_some()) {
            (Status::Met, _) => "explain-met",
            (Status::Late, _) => "explain-late",
            (Status::LateWithPreliminary, true) => "explain-late-with-preliminary",
            (Status::LateWithPreliminary, false) => "explain-overdue-with-preliminary",
            (Status::Open, _) => "explain-open",
            (Status::Overdue, _) => "explain-overdue",
            (Status::Ceased, _) => "explain-ceased",
            (Status::NotApplicable, _) => "explain-not-applicable",
            (Status::NoDeadline, true) => "explain-done-without-deadline",
            (Status::NoDeadline, false) => "explain-no-deadline",
        };
        self.texts.with(
            key,
            &[
                ("days", days),
                ("as_of", as_of),
                ("met", met.into()),
                ("ended", ended.into()),
            ],
        )
    }
}

fn status_key(status: Status) -> &'static str {
    match status {
        Status::Met => "status-met",
        Status::Late => "status-late",
        Status::LateWithPreliminary => "status-late-with-preliminary",
        Status::Open => "status-open",
        Status::Overdue => "status-overdue",
        Status::Ceased => "status-ceased",
        Status::NotApplicable => "status-not-applicable",
        Status::NoDeadline => "status-no-deadline",
    }
}
