//! The words of a step: titles, questions, answers, rules.
//!
//! Owns: which text stands for what. Must not know: the texts themselves, what a page does with them.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use omhu_casework::steps::entries::{TWO_BASES, beside};
use omhu_casework::steps::keys::{self, Text};
use omhu_casework::steps::parts::{PARTS, Part};
use omhu_casework::steps::rules::{Cited, Ruling};
use omhu_casework::steps::{Candidate, Field, FieldError, Sort, Step, Values, typed};
use omhu_law::book::LawBook;
use omhu_law::calendar::{Day, When};
use omhu_report::Lang;

use super::said::labelled;
use crate::pages::case::{basis_words, value_word};
use crate::pages::duty;
use crate::texts::{self, Texts};

/// The texts and the law book, together.
#[derive(Clone, Copy)]
pub(in crate::pages) struct Words<'a> {
    pub t: Texts,
    pub book: &'a LawBook,
}

/// The keys that there are: a step's own text goes before the shared one.
fn known(lang: Lang) -> &'static BTreeSet<&'static str> {
    static DA: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    static EN: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    let place = match lang {
        Lang::Da => &DA,
        Lang::En => &EN,
    };
    place.get_or_init(|| {
        let lines = texts::files(lang).iter().flat_map(|(_, text)| text.lines());
        let keys = lines.filter_map(|line| line.split_once(" ="));
        keys.map(|(key, _)| key)
            .filter(|key| !key.starts_with([' ', '#']))
            .collect()
    })
}

impl<'a> Words<'a> {
    fn first(&self, keys: &[String]) -> Option<String> {
        let known = known(self.t.lang());
        keys::first(keys, |key| known.contains(key)).map(|key| self.t.get(key))
    }

    /// The title of a step.
    pub fn title(&self, step: &Step) -> String {
        match keys::title(step) {
            Some(key) => self.t.get(&key),
            None => self.kind(&step.id.replace('-', "_")),
        }
    }

    /// The line under the title.
    pub fn lead(&self, step: &Step) -> String {
        self.t.get(&keys::lead(step))
    }

    /// A text of a field; empty where there is none.
    pub fn field(&self, step: &Step, field: &Field, text: Text) -> String {
        self.first(&keys::field(step, field, text))
            .unwrap_or_default()
    }

    /// A word that may be chosen.
    pub fn option(&self, step: &Step, field: &Field, word: &str) -> String {
        let keys = keys::option(step, field, word);
        self.first(&keys).unwrap_or_else(|| word.to_owned())
    }

    /// The frame that a part of an assessment belongs to; empty where the choice is another.
    pub fn frame(&self, field: &Field, word: &str) -> String {
        let part = PARTS.iter().find(|part| part.word == word);
        match part.filter(|_| field.name == "part") {
            Some(part) => self.frame_of(part),
            None => String::new(),
        }
    }

    /// The frame of a part: one of the six headings, a side of ICS, a column of Signs of Safety, or another.
    pub fn frame_of(&self, part: &Part) -> String {
        if part.heading {
            return self.t.get(keys::HEADING);
        }
        let side = part.side.map(|side| {
            let side = self.t.get(keys::side(side));
            self.t.with("stepform-frame-ics", &[("part", side.into())])
        });
        let column = || {
            let column = self.t.get(keys::column(part.column?));
            Some(
                self.t
                    .with("stepform-frame-signs", &[("part", column.into())]),
            )
        };
        side.or_else(column)
            .unwrap_or_else(|| self.t.get("stepform-frame-other"))
    }

    /// A thing that may be chosen.
    pub fn thing(&self, candidate: &Candidate, alone: bool) -> String {
        let Some(day) = candidate.first_on.filter(|_| !candidate.is_new) else {
            return self.t.get(&keys::new_thing(candidate.sort));
        };
        let day = self.t.short_day(candidate.made_on.unwrap_or(day));
        let text = match (candidate.sort, candidate.made_on) {
            // Named by a talk or a hearing it would be taken for a decision of that day.
            (Sort::Decision, None) => {
                let begun = [("day", day.into())];
                self.t.with("stepform-decision-coming", &begun)
            }
            (Sort::Other, _) if candidate.is_review => {
                self.t.with(keys::REVIEW, &[("day", day.into())])
            }
            (sort, _) => self.t.with(&keys::thing(sort), &[("day", day.into())]),
        };
        match (alone, candidate.made_at) {
            (true, _) => text,
            // An id says nothing to people: two of a day are told apart by their hour, and by what they are about.
            (false, Some(at)) if candidate.sort == Sort::Notification => {
                let at = [("day", self.when(at).into())];
                let text = self.t.with(&keys::thing(candidate.sort), &at);
                match candidate.of_abuse {
                    true => format!("{text}: {}", value_word(self.t, "abuse")),
                    false => text,
                }
            }
            _ => format!("{text} ({})", candidate.id),
        }
    }

    /// The title of a kind of fact.
    pub fn kind(&self, name: &str) -> String {
        let kind = self.book.vocabulary.find(name);
        kind.map_or_else(
            || name.to_owned(),
            |kind| {
                self.t
                    .shared()
                    .title(&self.book.vocabulary.kind(kind).title)
                    .to_owned()
            },
        )
    }

    /// The title of an obligation, by its id or its name in the answer.
    pub fn obligation(&self, name: &str) -> String {
        let all = || self.book.obligations.iter();
        // A municipality's own target answers under the name of the duty that it stands beside.
        let found = all().find(|each| each.id == name);
        let found = found.or_else(|| all().find(|each| each.name == name));
        found.map_or_else(
            || name.to_owned(),
            |each| self.t.shared().title(&each.title).to_owned(),
        )
    }

    /// The same as something to do.
    pub fn task(&self, name: &str) -> String {
        let all = || self.book.obligations.iter();
        let found = all().find(|each| each.id == name);
        let found = found.or_else(|| all().find(|each| each.name == name));
        found.map_or_else(
            || name.to_owned(),
            |each| self.t.shared().title(&each.task).to_owned(),
        )
    }

    /// `Barnets lov § 5, stk. 3`.
    pub fn cite(&self, act: &str, provision: &str) -> String {
        duty::cite(self.t, self.book, act, provision)
    }

    /// `Barnets lov § 5, stk. 3: Tal med barnet før afgørelsen`.
    pub fn cited(&self, cited: &Cited<'_>) -> String {
        let task = self.t.shared().title(&cited.obligation.task);
        let (act, provision) = (&cited.version.act, cited.provision);
        format!("{}: {task}", self.cite(act, provision))
    }

    /// What the law says on a day, in a sentence each, the nearest first; where it says nothing, that.
    pub fn ruling(&self, ruling: &Ruling<'_>, on: Day) -> Vec<String> {
        match ruling {
            Ruling::InForce(cited) => cited.iter().map(|each| self.cited(each)).collect(),
            Ruling::OtherBasis(cited) => {
                let parts = [("rule", self.cited(cited).into())];
                vec![self.t.with("stepform-rule-other-basis", &parts)]
            }
            Ruling::AnotherDay(cited) => vec![self.of_another_day(cited, on)],
            Ruling::Administrative => vec![self.t.get("stepform-rule-none")],
            Ruling::OfOthers => Vec::new(),
        }
    }

    /// That the rule was not there yet on a day, or not any more.
    fn of_another_day(&self, cited: &Cited<'_>, on: Day) -> String {
        let later = cited.version.in_force > on;
        let (key, other) = if later {
            ("stepform-rule-not-yet", cited.version.in_force)
        } else {
            ("stepform-rule-no-more", cited.version.until)
        };
        let parts = [
            ("day", self.t.short_day(on).into()),
            ("other", self.t.short_day(other).into()),
            ("rule", self.cited(cited).into()),
        ];
        self.t.with(key, &parts)
    }

    /// The rule of a question with the day that it is of; that there is none, where there is none.
    pub fn rule(&self, ruling: &Ruling<'_>, on: Day) -> String {
        let said = self.ruling(ruling, on).join(" · ");
        match ruling {
            Ruling::InForce(_) => {
                let parts = [("rule", said.into()), ("day", self.t.short_day(on).into())];
                self.t.with("stepform-rule-of-day", &parts)
            }
            _ => said,
        }
    }

    /// A day, and the time where it is known.
    pub fn when(&self, when: When) -> String {
        let (day, clock) = (self.t.short_day(when.day), self.t.clock(when));
        if clock.is_empty() {
            return day;
        }
        self.t.with(
            "stepform-day-clock",
            &[("day", day.into()), ("clock", clock.into())],
        )
    }

    /// What is wrong with an answer. Of two that differ, both are named.
    pub fn wrong(&self, error: &FieldError, values: &Values) -> String {
        if error.key != TWO_BASES {
            return self.t.get(error.key);
        }
        let cited = |text: &str| {
            let read = typed::basis(text);
            read.map_or_else(
                |_| text.to_owned(),
                |basis| basis_words(self.t, self.book, &basis),
            )
        };
        let listed = cited(values.get(&error.field));
        let typed = cited(values.get(&beside(&error.field)));
        let parts = [("listed", listed.into()), ("typed", typed.into())];
        self.t.with(error.key, &parts)
    }

    /// What is wrong with an answer, with the field's name before it.
    pub fn fault(&self, step: &Step, error: &FieldError, values: &Values) -> (String, String) {
        let name = error.field.split('.').next().unwrap_or_default();
        let label = step
            .field(name)
            .map(|field| self.field(step, field, Text::Label));
        let text = self.wrong(error, values);
        let field = step.field(name);
        let placed = field.and_then(|field| self.place_of(field, error, values));
        let label = match (label, placed) {
            (Some(label), Some(placed)) => format!("{label} {placed}"),
            (label, _) => label.unwrap_or_default(),
        };
        let text = labelled(&label, &text);
        (error.field.clone(), text)
    }

    /// Which row of a field, and which part of the row: `2, Nu`. None where the fault is of the whole field.
    fn place_of(&self, field: &Field, error: &FieldError, values: &Values) -> Option<String> {
        let mut path = error.field.splitn(3, '.').skip(1);
        let (row, part) = (path.next()?, path.next()?);
        let label = self.t.get(&keys::part(&field.kind, part));
        let rows = values.rows(field.name);
        let at = rows.iter().position(|each| each == row)?;
        Some(format!("{}, {label}", at + 1))
    }
}
