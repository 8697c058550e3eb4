//! One question of a form.
//!
//! Owns: the kinds of fields and what each one asks. Must not know: how it looks, its words.

use std::borrow::Cow;

use omhu_law::calendar::Day;

use super::things::Sort;
use super::values::Values;

/// A word of the code: a field's name, an option, a kind of fact.
pub type Word = Cow<'static, str>;

/// Which things of the case a field offers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// Of these sorts.
    pub sorts: Vec<Sort>,
    /// Only those that have one of these facts; empty: all.
    pub with: Vec<Word>,
    /// Those that have none of these facts come first, and one of them is filled in.
    pub lacking: Vec<Word>,
    /// A new one may be made, of the first sort.
    pub new: bool,
}

/// What a field asks for, and the form in which its answer is typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FieldKind {
    /// A day.
    Day,
    /// A day and, where it is known, the time (`<name>.time` may hold it).
    Instant,
    /// One of some words.
    Words(Vec<Word>),
    /// Any of some words.
    Marks(Vec<Word>),
    /// Yes or no.
    YesNo,
    /// Several lines.
    Text {
        /// How many lines are seen at first.
        rows: u8,
    },
    /// One line.
    ShortText,
    /// A thing of the case.
    Thing(Choice),
    /// A legal basis; these come first, others may be typed.
    Basis(Vec<Word>),
    /// How often: months, an ISO 8601 period, or the next day.
    Rhythm,
    /// 0-10.
    Scale,
    /// Kroner.
    Amount,
    /// Goals: rows of `text`, `now`, `wanted`.
    Goals,
    /// How far each goal came: for each goal of the case `<goal>.now`, `<goal>.text`, `<goal>.ends`.
    Movements,
    /// Where it is known from: rows of `sort`, `who`, `on`.
    Sources,
    /// Other cases that the same answers are written to; the caller writes there.
    Children,
    /// Somebody who has cases, by the id in `case_assigned`.
    Caseworker,
    /// A team, by the id in `case_assigned`.
    Team,
    /// A file.
    File,
    /// A registration of the case, by its row id.
    Registration,
}

/// What is filled in before anybody types.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Preset {
    /// Nothing.
    Nothing,
    /// Today.
    Today,
    /// The minute.
    Now,
    /// This word.
    Word(&'static str),
    /// The answer that is awaited, where it is one.
    Awaited,
    /// The newest thing that lacks the fact; where there is none, a new one if that is allowed.
    Newest,
    /// The first day of the thing that this field holds.
    DayOf(&'static str),
    /// The legal basis of the decision that this field holds.
    BasisOf(&'static str),
    /// A placement, where the decision or the place in these fields says so. What nobody answers follows from both.
    StayOf {
        /// The field with the decision.
        decision: &'static str,
        /// The field with the sort of place.
        place: &'static str,
    },
    /// The value that the case's newest fact of this kind has. The page may put the user's own last one first.
    LastUsed(&'static str),
    /// Yes where a measure is running, else no.
    RunningMeasure,
    /// Yes where the case was never opened by a fact, else no.
    NeverOpened,
    /// The team that has the case.
    Team,
}

/// Who gets to see what is written here; a page says so in the help.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Seen {
    /// Those who work with the case, and the family when they ask for the file.
    Case,
    /// As `Case`; and counted in key figures, without names.
    Counted,
    /// As `Case`; and it goes into a letter to the family.
    Letter,
    /// Those who work with the case only: it may have to be held back when the file is given out.
    Guarded,
}

/// A question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    /// Its name in the form, unique in the step.
    pub name: &'static str,
    /// What it asks for.
    pub kind: FieldKind,
    /// Without an answer nothing is written (where the field is shown).
    pub required: bool,
    /// The obligation whose rule the help shows ([`super::rules`]), by its id in the law book.
    pub rule: Option<&'static str>,
    /// Shown only where another field holds one of these words.
    pub shown_when: Option<(&'static str, Vec<&'static str>)>,
    /// Behind "more".
    pub behind_disclosure: bool,
    /// Answered by the button that saves, one for each word, beside the button that leaves it open.
    pub saves: bool,
    /// What is filled in beforehand.
    pub preset: Preset,
    /// Who sees it.
    pub seen: Seen,
}

impl Field {
    /// A field of this kind that need not be answered.
    #[must_use]
    pub fn new(name: &'static str, kind: FieldKind) -> Field {
        let preset = match &kind {
            FieldKind::Thing(_) => Preset::Newest,
            _ => Preset::Nothing,
        };
        Field {
            name,
            kind,
            required: false,
            rule: None,
            shown_when: None,
            behind_disclosure: false,
            saves: false,
            preset,
            seen: Seen::Case,
        }
    }

    /// Must be answered.
    #[must_use]
    pub fn required(mut self) -> Field {
        self.required = true;
        self
    }

    /// Filled in beforehand.
    #[must_use]
    pub fn preset(mut self, preset: Preset) -> Field {
        self.preset = preset;
        self
    }

    /// Behind "more".
    #[must_use]
    pub fn more(mut self) -> Field {
        self.behind_disclosure = true;
        self
    }

    /// Answered by the button that saves.
    #[must_use]
    pub fn saves(mut self) -> Field {
        self.saves = true;
        self
    }

    /// With the rule of this obligation in its help.
    #[must_use]
    pub fn rule(mut self, obligation: &'static str) -> Field {
        self.rule = Some(obligation);
        self
    }

    /// Shown only where the field `name` holds one of these words.
    #[must_use]
    pub fn when(mut self, name: &'static str, words: &[&'static str]) -> Field {
        self.shown_when = Some((name, words.to_vec()));
        self
    }

    /// Seen by these.
    #[must_use]
    pub fn seen(mut self, seen: Seen) -> Field {
        self.seen = seen;
        self
    }

    /// The legal bases that may be chosen, those of the act in force on a day first.
    #[must_use]
    pub fn bases_on(&self, on: Day) -> Vec<&Word> {
        const BARNETS_LOV: Day = Day::from_civil(2024, 1, 1);
        let act = if on >= BARNETS_LOV { "bl-" } else { "sel-" };
        let mut bases: Vec<&Word> = self.options().iter().collect();
        bases.sort_by_key(|basis| !basis.starts_with(act));
        bases
    }

    /// Whether it was answered.
    #[must_use]
    pub fn is_answered(&self, values: &Values) -> bool {
        let row = match self.kind {
            FieldKind::Goals | FieldKind::Movements | FieldKind::Sources => {
                !values.rows(self.name).is_empty()
            }
            // A time without a day is an answer that lacks something.
            FieldKind::Instant => !values.get(&format!("{}.time", self.name)).is_empty(),
            _ => false,
        };
        row || values.is_filled(self.name)
    }

    /// The words that may be chosen.
    #[must_use]
    pub fn options(&self) -> &[Word] {
        match &self.kind {
            FieldKind::Words(options) | FieldKind::Marks(options) | FieldKind::Basis(options) => {
                options
            }
            FieldKind::YesNo => const { &[Cow::Borrowed("yes"), Cow::Borrowed("no")] },
            _ => &[],
        }
    }
}

/// A day.
#[must_use]
pub fn day(name: &'static str) -> Field {
    Field::new(name, FieldKind::Day).seen(Seen::Counted)
}

/// The day on which it was done: must be there, today unless said otherwise.
#[must_use]
pub fn done_on() -> Field {
    day("when").required().preset(Preset::Today)
}

/// A day with a time.
#[must_use]
pub fn instant(name: &'static str) -> Field {
    Field::new(name, FieldKind::Instant).seen(Seen::Counted)
}

/// One of some words.
#[must_use]
pub fn words(name: &'static str, options: &[&'static str]) -> Field {
    Field::new(name, FieldKind::Words(borrowed(options))).seen(Seen::Counted)
}

/// Any of some words.
#[must_use]
pub fn marks(name: &'static str, options: &[&'static str]) -> Field {
    Field::new(name, FieldKind::Marks(borrowed(options)))
}

/// Yes or no.
#[must_use]
pub fn yes_no(name: &'static str) -> Field {
    Field::new(name, FieldKind::YesNo)
}

/// Several lines.
#[must_use]
pub fn text(name: &'static str) -> Field {
    Field::new(name, FieldKind::Text { rows: 4 })
}

/// One line.
#[must_use]
pub fn short(name: &'static str) -> Field {
    Field::new(name, FieldKind::ShortText)
}

/// A thing of this sort; those that lack the facts come first.
#[must_use]
pub fn thing(name: &'static str, sort: Sort, lacking: &[&'static str]) -> Field {
    Field::new(
        name,
        FieldKind::Thing(Choice {
            sorts: vec![sort],
            with: Vec::new(),
            lacking: borrowed(lacking),
            new: false,
        }),
    )
    .required()
}

/// As [`thing`], or a new one.
#[must_use]
pub fn thing_or_new(name: &'static str, sort: Sort, lacking: &[&'static str]) -> Field {
    let mut field = thing(name, sort, lacking);
    if let FieldKind::Thing(choice) = &mut field.kind {
        choice.new = true;
    }
    field
}

/// A request of the sort that these kinds of facts make, or one from before the first registration.
#[must_use]
pub fn request(name: &'static str, with: &[&'static str], lacking: &[&'static str]) -> Field {
    let mut field = thing_or_new(name, Sort::Other, lacking);
    if let FieldKind::Thing(choice) = &mut field.kind {
        choice.with = borrowed(with);
    }
    field
}

fn borrowed(words: &[&'static str]) -> Vec<Word> {
    words.iter().map(|word| Cow::Borrowed(*word)).collect()
}
