//! Random case histories in the words of the vocabulary, and what the engine answers to them.

use std::sync::OnceLock;

use omhu_law::book::LawBook;
use omhu_law::calendar::{Day, When, instant_text};
use omhu_law::derive::{Derived, Engine, Further, Question};
use omhu_law::history::{Builder, CaseFacts, Row};
use omhu_law::load;
use omhu_law::vocabulary::{Kind, KindId, Need, ValueForm};
use proptest::prelude::*;

/// The law book, with the local layer that is asked for too.
pub fn book() -> &'static LawBook {
    static BOOK: OnceLock<LawBook> = OnceLock::new();
    BOOK.get_or_init(|| load::embedded(false).expect("the law book is sound"))
}

/// A row of a case history as texts.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    pub kind: KindId,
    pub when: When,
    pub recorded: When,
    pub about: String,
    pub reference: String,
    pub basis: String,
    pub value: String,
    pub team: String,
    pub id: String,
    /// What its texts were chosen by.
    pub seed: usize,
}

impl Line {
    fn made(kind: KindId, when: When, seed: usize) -> Line {
        let line = Line {
            kind,
            when,
            recorded: when,
            about: String::new(),
            reference: String::new(),
            basis: String::new(),
            value: String::new(),
            team: String::new(),
            id: String::new(),
            seed,
        };
        line.filled()
    }

    /// The same with another kind, and what that kind needs.
    pub fn of_kind(&self, name: &str) -> Line {
        let kind = book()
            .vocabulary
            .find(name)
            .expect("a kind of the vocabulary");
        Line {
            kind,
            ..self.clone()
        }
        .filled()
    }

    /// The same on another day.
    pub fn on(&self, day: Day) -> Line {
        Line {
            when: When::on(day),
            recorded: When::on(day),
            ..self.clone()
        }
    }

    pub fn retraction(id: &str, recorded: When) -> Line {
        let kind = book()
            .vocabulary
            .find("fact_retracted")
            .expect("a kind of the vocabulary");
        Line {
            reference: id.to_owned(),
            recorded,
            ..Line::made(kind, recorded, 0)
        }
    }

    pub fn kind_name(&self) -> &'static str {
        &self.kind().name
    }

    fn kind(&self) -> &'static Kind {
        book().vocabulary.kind(self.kind)
    }

    /// Fills the cells that the kind uses, as the seed says.
    fn filled(mut self) -> Line {
        let kind = self.kind();
        let seed = self.seed;
        let cell = |need, things: &[String], seed: usize| match need {
            Need::Unused => String::new(),
            Need::Optional if seed.is_multiple_of(5) => String::new(),
            _ => thing(things, seed),
        };
        self.about = cell(kind.about, &kind.about_things, seed / 5);
        self.reference = match kind.name.as_str() {
            "fact_retracted" => format!("i{}", seed % 4),
            _ => cell(kind.reference, &kind.reference_things, seed / 7),
        };
        self.basis = match kind.basis {
            Need::Unused => String::new(),
            Need::Optional if seed.is_multiple_of(2) => String::new(),
            _ => BASES[seed / 3 % BASES.len()].to_owned(),
        };
        self.value = value(kind, seed / 11);
        self.team = if kind.assigns {
            format!("T{}", seed % 3)
        } else {
            String::new()
        };
        self.id = if seed % 9 < 4 {
            format!("i{}", seed % 9)
        } else {
            String::new()
        };
        self
    }
}

const BASES: [&str; 8] = [
    "sel-52", "bl-32", "bl-46", "bl-47", "sel-58", "sel-76", "bl-32", "sel-11",
];
const RHYTHMS: [&str; 6] = ["P6M", "P3M", "P1Y", "P2W", "2024-09-30", "2025-06-15"];

/// Two ids for each kind of thing.
pub fn things_of(kind: &str) -> Vec<String> {
    let kind = book()
        .vocabulary
        .kind(book().vocabulary.find(kind).expect("a kind"));
    (0..2).map(|seed| thing(&kind.about_things, seed)).collect()
}

fn thing(things: &[String], seed: usize) -> String {
    let word = things
        .get(seed / 2 % things.len().max(1))
        .map_or("x", String::as_str);
    let letter = match word {
        "placement" => "m",
        word => &word[..1],
    };
    format!("{letter}{}", seed % 2 + 1)
}

fn value(kind: &Kind, seed: usize) -> String {
    match &kind.value {
        ValueForm::Unused => String::new(),
        ValueForm::Rhythm => RHYTHMS[seed % RHYTHMS.len()].to_owned(),
        ValueForm::Day => ["2024-09-30", "2025-06-15"][seed % 2].to_owned(),
        ValueForm::Words {
            one_of,
            marks,
            required,
        } => {
            let mut words = Vec::new();
            if !one_of.is_empty() && (*required || !seed.is_multiple_of(4)) {
                words.push(one_of[seed / 4 % one_of.len()].clone());
            }
            if !marks.is_empty() && seed.is_multiple_of(3) {
                words.push(marks[0].clone());
            }
            words.join(" ")
        }
    }
}

/// Days that the law speaks about, and days near them.
const ANCHORS: [(i32, u32, u32); 9] = [
    (2007, 1, 1),
    (2010, 12, 1),
    (2013, 10, 1),
    (2019, 1, 1),
    (2023, 9, 15),
    (2024, 1, 1),
    (2024, 2, 29),
    (2024, 10, 27),
    (2025, 1, 1),
];

pub fn day() -> impl Strategy<Value = Day> {
    let anchors: Vec<Day> = ANCHORS
        .iter()
        .map(|(y, m, d)| Day::from_civil(*y, *m, *d))
        .collect();
    (
        prop::sample::select(anchors),
        prop_oneof![Just(0), -3..4i32, -40..120i32, -400..800i32],
    )
        .prop_map(|(day, step)| day.plus_days(step))
}

/// A fact some days from an anchor, of a kind of the contract.
fn fact_near(anchor: Day) -> impl Strategy<Value = Line> {
    let kinds: Vec<KindId> = book()
        .vocabulary
        .kinds()
        .filter(|(_, k)| k.in_contract)
        .map(|(id, _)| id)
        .collect();
    let step = prop_oneof![3 => 0..4i32, 4 => -10..130i32, 2 => -30..500i32];
    let clock = prop_oneof![2 => Just(None), 1 => (0..86_400i64).prop_map(Some)];
    let lag = prop_oneof![6 => Just(None), 1 => (0..40i32).prop_map(Some)];
    (
        prop::sample::select(kinds),
        step,
        clock,
        lag,
        0..100_000usize,
    )
        .prop_map(move |(kind, step, clock, lag, seed)| {
            let is_birth = book().vocabulary.kind(kind).name == "child_born";
            let day = anchor.plus_days(if is_birth { step - 6500 } else { step });
            let when = match clock {
                Some(second) => When::at(i64::from(day.0) * 86_400 + second),
                None => When::on(day),
            };
            let mut line = Line::made(kind, when, seed);
            if let Some(lag) = lag {
                line.recorded = When::on(when.day.plus_days(lag));
            }
            line
        })
}

pub fn facts() -> impl Strategy<Value = Line> {
    day().prop_flat_map(fact_near)
}

/// The facts of one case: most of them near one day.
pub fn histories() -> impl Strategy<Value = Vec<Line>> {
    day().prop_flat_map(|anchor| prop::collection::vec(fact_near(anchor), 1..45))
}

/// The lines as they would stand in a file.
pub fn lines_text(lines: &[Line]) -> String {
    let mut text = String::from("   case,kind,when,about,ref,basis,value,team,id,recorded_at\n");
    let shown = |when: When| {
        when.instant()
            .map_or_else(|| when.day.to_string(), instant_text)
    };
    for line in lines {
        let cells = [
            "K1",
            line.kind_name(),
            &shown(line.when),
            &line.about,
            &line.reference,
            &line.basis,
            &line.value,
            &line.team,
            &line.id,
            &shown(line.recorded),
        ]
        .join(",");
        text.push_str(&format!("   {cells}\n"));
    }
    text
}

/// A row of the answer as texts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    pub obligation: String,
    pub about: String,
    pub seq: u32,
    pub layer: &'static str,
    pub rule: String,
    pub trigger_on: Day,
    pub due: Option<When>,
    pub met_on: Option<Day>,
    pub status: String,
    pub overrun: Option<u32>,
    pub precision_day: bool,
    pub team: String,
}

impl Answer {
    pub fn key(&self) -> (String, String, u32, &'static str) {
        (
            self.obligation.clone(),
            self.about.clone(),
            self.seq,
            self.layer,
        )
    }

    pub fn text(&self) -> String {
        let day = |day: Option<Day>| day.map_or_else(String::new, |day| day.to_string());
        format!(
            "{} {} {} {} {} trigger {} due {} met {} {} overrun {:?} team {}",
            self.obligation,
            self.about,
            self.seq,
            self.layer,
            self.rule,
            self.trigger_on,
            day(self.due.map(|due| due.day)),
            day(self.met_on),
            self.status,
            self.overrun,
            self.team
        )
    }

    /// Whether status, days and overrun fit together.
    pub fn makes_sense(&self, as_of: Day) -> Result<(), &'static str> {
        let due = self.due.map(|due| due.day);
        let told = |holds: bool, why: &'static str| if holds { Ok(()) } else { Err(why) };
        let before_birthday = self.obligation == "aftercare_decided" && self.about.is_empty();
        told(
            self.trigger_on <= as_of || before_birthday,
            "triggered after as-of",
        )?;
        told(
            self.met_on.is_none_or(|day| day <= as_of),
            "met after as-of",
        )?;
        told(
            due.is_some() || ["no_deadline", "ceased"].contains(&self.status.as_str()),
            "no due day",
        )?;
        let behind = ["late", "late_with_preliminary", "overdue"].contains(&self.status.as_str());
        told(
            self.overrun.is_some() == behind,
            "overrun_days stands with what is behind, and only there",
        )?;
        let Some(due) = due else { return Ok(()) };
        match self.status.as_str() {
            "met" => told(
                self.met_on.is_some_and(|day| day <= due),
                "met, but not by the due day",
            ),
            "late" => told(
                self.met_on.is_some_and(|day| day >= due),
                "late, but done before the due day",
            ),
            "open" => told(
                self.met_on.is_none() && due >= as_of,
                "open, but done or past due",
            ),
            "overdue" => {
                told(due <= as_of, "overdue, but not past due")?;
                told(
                    self.overrun == Some((as_of.0 - due.0) as u32),
                    "overrun is not as-of minus due",
                )
            }
            "ceased" | "not_applicable" => {
                told(self.met_on.is_none(), "has a day on which it was met")
            }
            _ => Ok(()),
        }
    }
}

/// What the engine answers, the local layer included.
pub fn ask(lines: &[Line], as_of: Day, known_at: Day) -> Vec<Answer> {
    let book = book();
    let mut case = CaseFacts::default();
    for (place, line) in lines.iter().enumerate() {
        let kind = book.vocabulary.kind(line.kind);
        case.rows.push(Row {
            kind: line.kind,
            when: line.when,
            when_text: "",
            recorded: line.recorded,
            value: kind.read_value(&line.value).expect("a value of this kind"),
            basis: book.basis(&line.basis),
            about: &line.about,
            reference: &line.reference,
            basis_text: &line.basis,
            value_text: &line.value,
            team: &line.team,
            caseworker: "",
            family: "",
            id: &line.id,
            line: place as u64 + 2,
        });
    }
    Builder::new(&book.vocabulary).arrange(&book.vocabulary, &mut case);
    let locals = ["copenhagen-2008".to_owned()];
    let question = Question {
        as_of,
        known_at,
        locals: &locals,
        further: Further::No,
    };
    let mut rows = Vec::new();
    Engine::new(book, &question).derive(&case, &mut rows);
    rows.iter().map(|row| answer(book, &case, row)).collect()
}

fn answer(book: &LawBook, case: &CaseFacts<'_>, row: &Derived) -> Answer {
    let team = row
        .assigned
        .map_or("", |place| case.rows[place as usize].team);
    Answer {
        obligation: book.obligations[usize::from(row.obligation)].name.clone(),
        about: case.thing(row.about).to_owned(),
        seq: row.seq,
        layer: row.layer.word(),
        rule: book.rule(row.rule).id.clone(),
        trigger_on: row.trigger_on,
        due: row.due,
        met_on: row.met_on,
        status: row.status.word().to_owned(),
        overrun: row.overrun_days,
        precision_day: row.precision_day,
        team: team.to_owned(),
    }
}
