//! The fields of a step as they are shown.
//!
//! Owns: which component stands for which kind of field. Must not know: any single step.

use askama::Template;
use omhu_casework::steps::entries::{OTHER_BASIS, beside};
use omhu_casework::steps::keys::{self, Text};
use omhu_casework::steps::rules::{self, Occasion};
use omhu_casework::steps::{
    Candidate, Field, FieldError, FieldKind, Preset, Registration, Sort, Step, Values, candidates,
    registrations,
};
use omhu_casework::worklist::turn::unanswered;
use omhu_law::calendar::{Day, When};
use omhu_law::vocabulary::is_basis;

use super::beside::address;
use super::words::Words;
use super::{DROP, KEPT, Known, steps_of};
use crate::pages::case::{basis_words, document_word, paragraph_of, value_word};
use crate::view::components::{
    Asked, Choice, Choices, FileField, Help, KeptFile, Kind, Select, TextArea, TextField,
};
use crate::view::html::Html;

/// More choices than this stand in a list that unfolds.
const MOST_BUTTONS: usize = 6;

/// A question that is answered by the button that saves.
#[derive(Template)]
#[template(path = "pages/steps/saves.html")]
struct Saves {
    asked: Asked,
    choices: Vec<Choice>,
}

/// How often a measure is usually followed up.
const RHYTHMS: [&str; 3] = ["P3M", "P6M", "P12M"];

/// A form with its answers.
pub(in crate::pages) struct Asking<'a> {
    pub words: Words<'a>,
    pub step: &'a Step,
    pub known: &'a Known,
    pub values: &'a Values,
    pub errors: &'a [FieldError],
    /// What gets the cursor: a part of a row that was added, a list that lost one; empty: nothing.
    pub opened: &'a str,
    /// Whether the form can be sent.
    pub may: bool,
    /// The day and the legal basis whose rules are told.
    pub occasion: Occasion,
}

/// `18.11.2026` for `2026-11-18`; what was typed in another way stays.
pub(super) fn shown_day(text: &str) -> String {
    match Day::parse(text.as_bytes()) {
        Some(day) => {
            let (year, month, day) = day.civil();
            format!("{day}.{month}.{year}")
        }
        None => text.to_owned(),
    }
}

impl Asking<'_> {
    /// The fields that all see, and those behind "more" with whether they must be seen.
    pub fn all(&self) -> (Html, Html, bool) {
        let mut hidden = self
            .step
            .fields
            .iter()
            .filter(|field| field.behind_disclosure);
        let faulty = hidden.any(|field| {
            let rest = |error: &FieldError| error.field.strip_prefix(field.name).map(str::to_owned);
            let mut errors = self.errors.iter().filter_map(rest);
            let opened = self.opened.split('.').next() == Some(field.name);
            opened || errors.any(|rest| rest.is_empty() || rest.starts_with('.'))
        });
        let all = |_: &Field| true;
        (self.shown(false, all), self.shown(true, all), faulty)
    }

    /// The fields before or behind "more", without those that stand elsewhere.
    pub fn shown(&self, more: bool, keep: impl Fn(&Field) -> bool) -> Html {
        let fields = self.step.fields.iter();
        let fields = fields.filter(|field| field.behind_disclosure == more && !field.saves);
        let fields = fields.filter(|field| keep(field) && self.answer_of(field).is_none());
        Html::all(fields.map(|field| self.field(field)))
    }

    /// The one answer to another question under which a field is asked: it is seen while that is chosen.
    fn answer_of<'f>(&self, field: &'f Field) -> Option<(&'f str, &'f str)> {
        let (name, answers) = field.shown_when.as_ref()?;
        let [answer] = answers.as_slice() else {
            return None;
        };
        let other = self.step.field(name)?;
        let buttons = matches!(other.kind, FieldKind::Words(_) | FieldKind::YesNo)
            && other.options().len() <= MOST_BUTTONS
            && !other.saves
            && other.behind_disclosure == field.behind_disclosure;
        buttons.then_some((*name, *answer))
    }

    /// The questions that one answer asks for.
    fn only(&self, field: &Field, word: &str) -> Html {
        let fields = self.step.fields.iter();
        let own = fields.filter(|each| self.answer_of(each) == Some((field.name, word)));
        Html::all(own.map(|each| self.field(each)))
    }

    pub(super) fn error(&self, name: &str) -> Option<String> {
        let found = self.errors.iter().find(|error| error.field == name);
        found.map(|error| self.words.wrong(error, self.values))
    }

    /// A question without help, for a part of a row.
    pub(super) fn part(&self, name: String, key: &str) -> Asked {
        let error = self.error(&name);
        let focus = name == self.opened;
        let asked = Asked::new(self.words.t, name, self.words.t.get(key)).error(error);
        Asked { focus, ..asked }
    }

    pub(super) fn asked(&self, field: &Field) -> Asked {
        let (words, t) = (self.words, self.words.t);
        let label = words.field(self.step, field, Text::Label);
        let mut hint = words.field(self.step, field, Text::Hint);
        if let Some(only) = self.only_when(field)
            && self.answer_of(field).is_none()
        {
            hint = format!("{only} {hint}");
        }
        let ruling = rules::of_field(self.step, field, words.book, &self.occasion);
        let help = Help {
            paragraphs: [
                words.field(self.step, field, Text::Help),
                t.get(keys::seen(field.seen)),
            ]
            .into_iter()
            .filter(|paragraph| !paragraph.is_empty())
            .collect(),
            rule: words.rule(&ruling, self.occasion.on),
            href: String::new(),
        };
        let asked = Asked::new(t, field.name, label)
            .hint(hint.trim())
            .error(self.error(field.name))
            .help(help);
        let focus = field.name == self.opened;
        let asked = Asked { focus, ..asked };
        if field.required && (field.shown_when.is_none() || self.answer_of(field).is_some()) {
            asked
        } else {
            asked.optional()
        }
    }

    /// The rule behind a question, for one that is asked in another form than here.
    pub fn rule_of(&self, name: &str) -> String {
        let field = self.step.field(name);
        field.map_or_else(String::new, |field| {
            let ruling = rules::of_field(self.step, field, self.words.book, &self.occasion);
            self.words.rule(&ruling, self.occasion.on)
        })
    }

    /// The buttons that save with an answer.
    pub(super) fn saves(&self, field: &Field) -> Html {
        let options = field.options().iter();
        let choices = options
            .map(|word| Choice::new(word.as_ref(), self.words.option(self.step, field, word)));
        Html::of(&Saves {
            asked: self.asked(field),
            choices: choices.collect(),
        })
    }

    /// On which other answer the question hangs.
    fn only_when(&self, field: &Field) -> Option<String> {
        let (name, answers) = field.shown_when.as_ref()?;
        let other = self.step.field(name)?;
        let said = |word: &&str| self.words.option(self.step, other, word);
        let answers: Vec<String> = answers.iter().map(said).collect();
        let label = self.words.field(self.step, other, Text::Label);
        if answers.len() == other.options().len() {
            let any = [("question", label.into())];
            return Some(self.words.t.with("stepform-only-answered", &any));
        }
        Some(self.words.t.with(
            "stepform-only-when",
            &[
                ("question", label.into()),
                ("answers", answers.join(" / ").into()),
            ],
        ))
    }

    /// One field.
    pub fn field(&self, field: &Field) -> Html {
        let value = self.values.get(field.name);
        let asked = self.asked(field);
        match &field.kind {
            FieldKind::Day => TextField::day(asked).value(shown_day(value)).into(),
            FieldKind::Instant => self.instant(field, asked),
            FieldKind::Words(_) | FieldKind::YesNo => {
                let options = field.options().iter();
                let choices = options.map(|word| {
                    Choice::new(word.as_ref(), self.words.option(self.step, field, word))
                        .only(self.only(field, word))
                        .group(self.words.frame(field, word))
                });
                let choices = choices.collect();
                self.one(asked, self.awaited_first(field, choices), value)
            }
            FieldKind::Marks(_) => {
                let options = field.options().iter();
                let choices = options.map(|word| {
                    Choice::new(word.as_ref(), self.words.option(self.step, field, word))
                        .chosen(self.values.has(field.name, word))
                });
                Choices::several(asked, choices.collect()).into()
            }
            FieldKind::Text { rows } => TextArea::new(asked, *rows).value(value).into(),
            FieldKind::ShortText => TextField::new(asked).value(value).into(),
            FieldKind::Thing(choice) => {
                let found = candidates(choice, &self.known.state, self.words.book);
                let named = |each: &Candidate| (each.sort, each.made_on.or(each.first_on));
                let alone = |each: &Candidate| {
                    let twin = |other: &&Candidate| named(other) == named(each);
                    found.iter().filter(twin).count() < 2
                };
                let names: Vec<String> = found
                    .iter()
                    .map(|each| self.words.thing(each, alone(each)))
                    .collect();
                // Of the same minute: only then is there nothing better than the number.
                let twice = |name: &String| names.iter().filter(|other| *other == name).count() > 1;
                let named = found
                    .iter()
                    .zip(&names)
                    .map(|(each, name)| match twice(name) {
                        true => Choice::new(&each.id, format!("{name} ({})", each.id)),
                        false => Choice::new(&each.id, name),
                    });
                let choices: Vec<Choice> = named.collect();
                if choices.is_empty() && asked.optional {
                    return Html::default();
                }
                if choices.is_empty() {
                    let hint = self.words.t.get("stepform-no-thing");
                    let way = self.way_to(choice.sorts.first().copied());
                    let question = Choices::one(asked.hint(hint), choices).into();
                    return Html::all([question, way]);
                }
                self.one(asked, choices, value)
            }
            FieldKind::Basis(_) => self.basis(field, asked),
            FieldKind::Rhythm => self.rhythm(field, asked, value),
            FieldKind::Scale => TextField::new(asked).kind(Kind::Number).value(value).into(),
            FieldKind::Amount => {
                let unit = self.words.t.get("stepform-kroner");
                TextField::new(asked)
                    .kind(Kind::Number)
                    .unit(unit)
                    .value(value)
                    .into()
            }
            FieldKind::Goals => self.goals(field, asked),
            FieldKind::Movements => self.movements(field, asked),
            FieldKind::Sources => self.sources(field, asked),
            FieldKind::Children => self.children(field, asked),
            FieldKind::Caseworker => {
                // The first thing to say at a handover; two letters choose from the list.
                let first = self.step.fields.first().map(|first| first.name) == Some(field.name);
                let asked = if first && self.errors.is_empty() {
                    asked.focused()
                } else {
                    asked
                };
                self.of_list(asked, &self.known.colleagues, value)
            }
            FieldKind::Team => self.of_list(asked, &self.known.teams, value),
            FieldKind::File => {
                let kept = self.values.files.get(field.name).map(|file| KeptFile {
                    name: file.name.clone(),
                    bytes: file.content.len(),
                    hash: file.sha256.clone(),
                    by: format!("{KEPT}{}", field.name),
                    drop: format!("{DROP}{}", field.name),
                });
                FileField { asked, kept }.into()
            }
            FieldKind::Registration => self.registration(asked, value),
        }
    }

    /// The answers that are awaited stand first, under a heading of their own; others can come too.
    fn awaited_first(&self, field: &Field, choices: Vec<Choice>) -> Vec<Choice> {
        if field.preset != Preset::Awaited {
            return choices;
        }
        let t = self.words.t;
        let awaited = unanswered(&self.known.state, Day::MAX);
        let is_awaited = |each: &Choice| awaited.iter().any(|asked| asked.answer == each.value);
        let (first, rest): (Vec<_>, Vec<_>) = choices.into_iter().partition(is_awaited);
        if first.is_empty() {
            return rest;
        }
        let headed = |choices: Vec<Choice>, heading: String| {
            let choices = choices.into_iter();
            choices.map(move |each| each.group(&heading))
        };
        let first = headed(first, t.get("stepform-awaited"));
        first
            .chain(headed(rest, t.get("stepform-not-awaited")))
            .collect()
    }

    /// The way to the step that makes what there is none of yet.
    fn way_to(&self, sort: Option<Sort>) -> Html {
        let step = sort.and_then(|sort| steps_of(self.words.book).making(sort));
        step.map_or_else(Html::default, |step| {
            let href = address(self.known.state.case, &step.id, &Values::default());
            paragraph_of(Html::link(&href, &self.words.title(step)))
        })
    }

    fn instant(&self, field: &Field, asked: Asked) -> Html {
        let name = format!("{}.time", field.name);
        let clock = self
            .part(name.clone(), &keys::part(&field.kind, "time"))
            .optional();
        Html::all([
            TextField::day(asked)
                .value(shown_day(self.values.get(field.name)))
                .into(),
            TextField::time(clock)
                .value(self.words.t.typed_clock(self.values.get(&name)))
                .into(),
        ])
    }

    /// One of some choices; where none need be chosen, that can be chosen too.
    fn one(&self, asked: Asked, mut choices: Vec<Choice>, value: &str) -> Html {
        if asked.optional && choices.iter().any(|each| each.value == value) {
            choices.push(Choice::new("", self.words.t.get("stepform-no-answer")));
        }
        let mark = |each: Choice| {
            let chosen = each.value == value && !value.is_empty();
            each.chosen(chosen)
        };
        let choices: Vec<Choice> = choices.into_iter().map(mark).collect();
        if choices.len() > MOST_BUTTONS {
            Select::new(asked, choices).into()
        } else {
            Choices::one(asked, choices).into()
        }
    }

    fn of_list(&self, asked: Asked, list: &[(String, String)], value: &str) -> Html {
        if list.is_empty() {
            return TextField::new(asked).value(value).into();
        }
        let mut choices: Vec<Choice> = list
            .iter()
            .map(|(id, name)| Choice::new(id, name))
            .collect();
        if !value.is_empty() && list.iter().all(|(id, _)| id != value) {
            choices.push(Choice::new(value, value));
        }
        let mark = |each: Choice| {
            let chosen = each.value == value && !value.is_empty();
            each.chosen(chosen)
        };
        Select::new(asked, choices.into_iter().map(mark).collect()).into()
    }

    fn basis(&self, field: &Field, asked: Asked) -> Html {
        let t = self.words.t;
        let value = self.values.get(field.name);
        let name = beside(field.name);
        let bases = field.bases_on(self.occasion.on);
        let listed = bases.iter().any(|basis| **basis == value);
        let choices = bases.iter().map(|basis| {
            let word: &str = basis;
            Choice::new(word, self.words.option(self.step, field, word))
        });
        // One that the list does not offer, as it is cited: a fact of another act, or one that was typed.
        let cited = (!listed && is_basis(value)).then(|| {
            let cited = basis_words(t, self.words.book, value);
            Choice::new(value, cited)
        });
        let listed = listed || cited.is_some();
        let choices = choices.chain(cited);
        // Whoever types one says so in the list: two answers that differ are a fault.
        let typing = Choice::new(OTHER_BASIS, t.get("stepform-other-basis-choice"));
        let choices = choices.chain([typing]);
        let typed = match self.values.get(&name) {
            "" if listed || value == OTHER_BASIS => "",
            "" => value,
            typed => typed,
        };
        let value = match listed || typed.is_empty() {
            true => value,
            false => OTHER_BASIS,
        };
        let other = Asked::new(t, name, t.get("stepform-other-basis"));
        let hint = t.get("stepform-other-basis-hint");
        let other = other.hint(hint).optional();
        Html::all([
            self.one(asked, choices.collect(), value),
            TextField::new(other).value(typed).into(),
        ])
    }

    /// How often: the usual ones with one press, anything else typed.
    fn rhythm(&self, field: &Field, asked: Asked, value: &str) -> Html {
        let t = self.words.t;
        // `6` and `P6M` are the same.
        let months = value.parse::<u32>().map(|months| format!("P{months}M"));
        let value = months.unwrap_or_else(|_| value.to_owned());
        let usual = RHYTHMS.contains(&value.as_str());
        let choices =
            RHYTHMS.map(|each| Choice::new(each, value_word(t, each)).chosen(each == value));
        let label = t.get("stepform-other-rhythm");
        let other = Asked::new(t, format!("{}.other", field.name), label);
        let hint = t.get("stepform-other-rhythm-hint");
        let typed = if usual {
            String::new()
        } else {
            self.rhythm_as_typed(&value)
        };
        Html::all([
            self.one(asked, choices.to_vec(), &value),
            TextField::new(other.hint(hint).optional())
                .value(typed)
                .into(),
        ])
    }

    /// `8 uger` for `P8W`, and a day as people write it.
    fn rhythm_as_typed(&self, value: &str) -> String {
        let period = value.strip_prefix('P').and_then(|rest| {
            let (count, unit) = rest.split_at_checked(rest.len().checked_sub(1)?)?;
            Some((count.parse::<u32>().ok()?, unit))
        });
        let key = match period.map(|(_, unit)| unit) {
            Some("D") => "stepform-rhythm-days",
            Some("W") => "stepform-rhythm-weeks",
            Some("M") => "stepform-rhythm-months",
            Some("Y") => "stepform-rhythm-years",
            _ => return shown_day(value),
        };
        let count = period.map_or(0, |(count, _)| count);
        self.words.t.with(key, &[("count", count.into())])
    }

    fn registration(&self, asked: Asked, value: &str) -> Html {
        let day = |when: &str| {
            let read = When::parse(when.as_bytes());
            read.map_or_else(|_| when.to_owned(), |when| self.words.when(when))
        };
        let all = registrations(&self.known.state).into_iter();
        let choices = all.map(|each| {
            let (what, when) = match each {
                Registration::Fact(held) => {
                    let cells = &held.fact.cells;
                    (self.words.kind(&cells.kind), &cells.when)
                }
                Registration::Document(held) => {
                    (document_word(self.words.t, &held.what), &held.what.when)
                }
            };
            let name = each.name();
            let chosen = name == value;
            Choice::new(name, format!("{what}, {}", day(when))).chosen(chosen)
        });
        Select::new(asked, choices.collect()).into()
    }
}
