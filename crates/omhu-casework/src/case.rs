//! A case as its events add up to it.
//!
//! Owns: the fold from events to state, and the facts of the state as rules read them.
//! Must not know: any rule; where events are kept.

use std::collections::{BTreeMap, BTreeSet};

use omhu_law::birth::is_unborn;
use omhu_law::book::LawBook;
use omhu_law::calendar::{Day, When, instant_text};
use omhu_law::history::{Builder, CaseFacts};

use crate::event::{Amendment, Body, Document, Event, Fact, Goal, Link, Note, Score, Section};
use crate::ids::{CaseNo, UserNo};
use crate::row_id;

/// The part of a notification that held the expected day of birth.
const EXPECTED: &str = "expected_on";

/// One fact in the state of a case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Registered {
    /// The event's place.
    pub seq: i64,
    /// When omhu stored it.
    pub recorded_at: i64,
    /// Who wrote it.
    pub recorded_by: UserNo,
    /// The fact; its `recorded_at` cell is filled (see [`CaseState::export_cells`]).
    pub fact: Fact,
    /// When it happened, read from its cells once: every question about the case asks for it.
    happened: Option<When>,
    /// When it was registered.
    known: When,
}

/// One event beside the facts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told<T> {
    /// The event's place.
    pub seq: i64,
    /// When omhu stored it.
    pub recorded_at: i64,
    /// Who wrote it.
    pub recorded_by: UserNo,
    /// What it says.
    pub what: T,
}

/// The state of one case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CaseState {
    /// Which case.
    pub case: CaseNo,
    /// The municipality's own case id: the column `case` of the exchange format.
    pub reference: String,
    /// The place of the newest event; 0: none yet.
    pub seq: i64,
    /// Facts in the order of registration, the retracted ones and the retractions included.
    pub facts: Vec<Registered>,
    /// Notes in the order of registration.
    pub notes: Vec<Told<Note>>,
    /// Sections in the order of registration; the newest of one heading counts.
    pub sections: Vec<Told<Section>>,
    /// Goals by id.
    pub goals: BTreeMap<String, Told<Goal>>,
    /// Movements of goals, in the order of registration.
    pub scores: Vec<Told<Score>>,
    /// Goals that ended, by id.
    pub ended_goals: BTreeMap<String, Told<Score>>,
    /// People who have a part in the case now.
    pub people: Vec<Told<Link>>,
    /// Parts that people had and have no more, each as it ended last.
    pub left: Vec<Told<Link>>,
    /// Documents that count, as they stand after corrections.
    pub documents: Vec<Told<Document>>,
    /// What was wrong with documents, in the order of the log.
    pub amended: Vec<Told<Amended>>,
}

/// A document as it stood before it was corrected or taken back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Amended {
    /// What stood.
    pub was: Told<Document>,
    /// What was right, and why.
    pub amendment: Amendment,
}

/// Steps that write a document and beside it a note with the same words: what is said of the document is said of the note.
const WITH_A_NOTE: [&str; 2] = ["ask-others", "answer-received"];

impl CaseState {
    /// A case without events.
    #[must_use]
    pub fn new(case: CaseNo, reference: impl Into<String>) -> CaseState {
        CaseState {
            case,
            reference: reference.into(),
            seq: 0,
            facts: Vec::new(),
            notes: Vec::new(),
            sections: Vec::new(),
            goals: BTreeMap::new(),
            scores: Vec::new(),
            ended_goals: BTreeMap::new(),
            people: Vec::new(),
            left: Vec::new(),
            documents: Vec::new(),
            amended: Vec::new(),
        }
    }

    /// The case after its events, in the order of the log.
    #[must_use]
    pub fn fold(
        case: CaseNo,
        reference: impl Into<String>,
        events: impl IntoIterator<Item = Event>,
    ) -> CaseState {
        let mut state = CaseState::new(case, reference);
        for event in events {
            state.apply(event);
        }
        state
    }

    /// Takes in the next event.
    pub fn apply(&mut self, event: Event) {
        let Event {
            seq,
            recorded_at,
            recorded_by,
            body,
        } = event;
        self.seq = seq;
        macro_rules! told {
            ($what:expr) => {
                Told {
                    seq,
                    recorded_at,
                    recorded_by,
                    what: $what,
                }
            };
        }
        match body {
            Body::Fact(mut fact) => {
                let cells = &mut fact.cells;
                for id in [&mut cells.id, &mut cells.reference, &mut fact.corrects] {
                    *id = row_id::told(&self.reference, std::mem::take(id));
                }
                self.facts
                    .push(Registered::new(seq, recorded_at, recorded_by, fact))
            }
            Body::NoteWritten(note) => self.notes.push(told!(note)),
            Body::SectionWritten(section) => self.sections.push(told!(section)),
            Body::GoalSet(goal) => {
                self.goals.insert(goal.goal.clone(), told!(goal));
            }
            Body::GoalScored(score) => self.scores.push(told!(score)),
            Body::GoalEnded(score) => {
                self.ended_goals.insert(score.goal.clone(), told!(score));
            }
            Body::PersonLinked(link) => {
                self.people.retain(|held| !same_part(&held.what, &link));
                self.left.retain(|held| !same_part(&held.what, &link));
                self.people.push(told!(link));
            }
            Body::PersonUnlinked(link) => {
                let had = self.people.iter().find(|held| same_part(&held.what, &link));
                // As it was, with the day since when.
                let had = had.map_or_else(|| link.clone(), |held| held.what.clone());
                self.people.retain(|held| !same_part(&held.what, &link));
                self.left.retain(|held| !same_part(&held.what, &link));
                self.left.push(told!(had));
            }
            Body::DocumentFiled(document) => self.documents.push(told!(document)),
            Body::DocumentAmended(amendment) => {
                let place = (self.documents.iter()).position(|held| held.seq == amendment.document);
                // A command names one that counts; a log that names another has nothing to change.
                let Some(place) = place else { return };
                let was = match &amendment.now {
                    Some(now) => {
                        let was = self.documents[place].clone();
                        let what = &mut self.documents[place].what;
                        what.when.clone_from(&now.when);
                        what.sort.clone_from(&now.sort);
                        what.answer_by.clone_from(&now.answer_by);
                        if let Some(about) = &now.about {
                            what.about.clone_from(about);
                        }
                        was
                    }
                    None => self.documents.remove(place),
                };
                self.amended.push(told!(Amended { was, amendment }));
            }
        }
    }

    /// The document of this place in the log, if it counts.
    #[must_use]
    pub fn document(&self, seq: i64) -> Option<&Told<Document>> {
        self.documents.iter().find(|held| held.seq == seq)
    }

    /// What was said last of the document that a note was written with; none: it stands as it was filed.
    #[must_use]
    pub fn amended_with(&self, note: &Told<Note>) -> Option<&Told<Amended>> {
        // A note may have been written anew since.
        let mut first = note;
        while let Some(former) =
            (self.notes.iter()).find(|old| old.seq == first.what.replaces && old.seq < first.seq)
        {
            first = former;
        }
        let beside = WITH_A_NOTE.contains(&first.what.template.as_str());
        let mut amended = self.amended.iter().rev();
        amended.find(|held| beside && held.what.was.seq + 1 == first.seq)
    }

    /// Whether a note says something that counts: it was not written anew, nor what it tells of taken back.
    #[must_use]
    pub fn counts(&self, note: &Told<Note>) -> bool {
        let taken_back = |held: &Told<Amended>| held.what.amendment.now.is_none();
        self.notes.iter().all(|new| new.what.replaces != note.seq)
            && !self.amended_with(note).is_some_and(taken_back)
    }

    /// The newest writing of a part about a thing; none: nobody wrote it, or what stood there was taken out.
    #[must_use]
    pub fn section(&self, about: &str, section: &str) -> Option<&Told<Section>> {
        let mut sections = self.sections.iter().rev();
        let newest = sections.find(|it| it.what.about == about && it.what.section == section);
        newest.filter(|it| !it.what.emptied)
    }

    /// Whether a writing of a part is the one that counts, and says something.
    #[must_use]
    pub fn says(&self, told: &Told<Section>) -> bool {
        let newest = self.section(&told.what.about, &told.what.section);
        newest.is_some_and(|newest| newest.seq == told.seq)
    }

    /// Whether somebody told of abuse or of the suspicion of it.
    #[must_use]
    pub fn tells_of_abuse(&self) -> bool {
        self.standing(Day::MAX).any(|held| {
            let cells = &held.fact.cells;
            let marked = || cells.value.split_whitespace().any(|word| word == "abuse");
            let kind = cells.kind.as_str();
            let tells = matches!(
                kind,
                "notification_received" | "assessment_duty_established"
            );
            kind == "abuse_suspected" || tells && marked()
        })
    }

    /// The facts in force on a day of knowledge: neither retractions nor what they withdrew.
    pub fn standing(&self, known_at: Day) -> impl Iterator<Item = &Registered> {
        let withdrawn: Vec<&str> = self
            .facts
            .iter()
            .filter(|held| held.fact.cells.kind == "fact_retracted" && held.known_on() <= known_at)
            .map(|held| held.fact.cells.reference.as_str())
            .collect();
        self.facts.iter().filter(move |held| {
            let cells = &held.fact.cells;
            cells.kind != "fact_retracted"
                && held.known_on() <= known_at
                && (cells.id.is_empty() || !withdrawn.contains(&cells.id.as_str()))
        })
    }

    /// The fact that says who has the case on a day: the newest `case_assigned` on or before it.
    #[must_use]
    pub fn assignment(&self, on: Day, known_at: Day) -> Option<&Registered> {
        let newest = self
            .standing(known_at)
            .filter(|held| held.fact.cells.kind == "case_assigned")
            .filter_map(|held| Some((held.when()?, held)))
            .filter(|(when, _)| when.day <= on)
            .max_by(|(a, left), (b, right)| {
                a.cmp(b)
                    .then_with(|| left.known().cmp(&right.known()))
                    .then_with(|| left.seq.cmp(&right.seq))
            });
        newest.map(|(_, held)| held)
    }

    /// Who has the case on a day, as (team, caseworker).
    #[must_use]
    pub fn assigned(&self, on: Day, known_at: Day) -> (&str, &str) {
        let newest = self.assignment(on, known_at);
        newest.map_or(("", ""), |held| {
            (
                held.fact.cells.team.as_str(),
                held.fact.cells.caseworker.as_str(),
            )
        })
    }

    /// Whether the case is closed on a day: its newest opening or closing is a closing.
    #[must_use]
    pub fn closed(&self, on: Day, known_at: Day) -> bool {
        self.standing(known_at)
            .filter(|held| {
                matches!(
                    held.fact.cells.kind.as_str(),
                    "case_opened" | "case_closed" | "notification_received"
                )
            })
            .filter_map(|held| Some((held.when()?.day, held.seq, held)))
            .filter(|(day, _, _)| *day <= on)
            .max_by_key(|(day, seq, _)| (*day, *seq))
            .is_some_and(|(_, _, held)| held.fact.cells.kind == "case_closed")
    }

    /// The child's birthday, where it is known.
    #[must_use]
    pub fn born(&self, known_at: Day) -> Option<Day> {
        self.standing(known_at)
            .find(|held| held.fact.cells.kind == "child_born")
            .and_then(|held| Some(held.when()?.day))
    }

    /// Whole years on a day; none where the birthday is not known.
    #[must_use]
    pub fn age(&self, on: Day) -> Option<i32> {
        let born = self.born(Day::MAX)?;
        let years = on.civil().0 - born.civil().0;
        let had = born.plus_months(years * 12) <= on;
        Some(if had { years } else { years - 1 })
    }

    /// The day on which the birth is expected, as it was told last.
    #[must_use]
    pub fn expected(&self, known_at: Day) -> Option<Day> {
        let told = self.standing(known_at);
        let told = told.filter(|held| held.fact.cells.kind == "child_expected");
        let newest = told.max_by_key(|held| (held.when(), held.seq))?;
        Day::parse(newest.fact.cells.value.as_bytes())
    }

    /// Whether the child is not born on a day, as far as the case knows; the law asks the same.
    #[must_use]
    pub fn is_unborn(&self, on: Day) -> bool {
        let (born, term) = (self.born(Day::MAX), self.expected(Day::MAX));
        // Before there was a fact for it the day stood in a part of the notification, where no rule reads it.
        let told = || {
            let mut sections = self.sections.iter();
            sections.any(|it| it.what.section == EXPECTED && self.says(it))
        };
        is_unborn(born, term, on) || born.is_none() && term.is_none() && told()
    }

    /// The family id of the exchange format; empty: none known.
    #[must_use]
    pub fn family(&self) -> &str {
        self.facts
            .iter()
            .rev()
            .map(|held| held.fact.cells.family.as_str())
            .find(|family| !family.is_empty())
            .unwrap_or("")
    }

    /// The cells of one fact as the exchange format shows them: what omhu registered says when.
    #[must_use]
    pub fn export_cells(held: &Registered) -> crate::fact::FactCells {
        let mut cells = held.fact.cells.clone();
        // Absent: the same as `when`. So a row looks the same when it comes back from another store.
        let apart = held.happened != Some(When::at(held.recorded_at));
        if !held.fact.imported && cells.recorded_at.is_empty() && apart {
            cells.recorded_at = instant_text(held.recorded_at);
        }
        cells
    }

    /// The places of the documents that came with a notification, or are letters about one: they may say who notified. What was
    /// taken back counts as it stood last.
    #[must_use]
    pub fn letters(&self) -> BTreeSet<i64> {
        let stands = |seq: i64| self.documents.iter().any(|held| held.seq == seq);
        let taken_back = |held: &&Told<Amended>| held.what.amendment.now.is_none();
        let gone = self.amended.iter().filter(taken_back);
        let gone = gone.map(|held| &held.what.was);
        let gone = gone.filter(|held| !stands(held.seq));
        let all = self.documents.iter().chain(gone);
        let letters = all.filter(|document| self.is_of_notification(document));
        letters.map(|document| document.seq).collect()
    }

    /// What others were asked for, and answered, is no letter about a notification.
    fn is_of_notification(&self, document: &Told<Document>) -> bool {
        let Document { about, sort, .. } = &document.what;
        let mut facts = self.facts.iter();
        let written = (document.recorded_at, document.recorded_by);
        let is_of = |held: &Registered| match about.as_str() {
            // Filed in one breath with it.
            "" => (held.recorded_at, held.recorded_by) == written,
            about => held.fact.cells.about == about,
        };
        let asked = ["request_", "answer_"];
        !asked.iter().any(|begin| sort.starts_with(begin))
            && facts.any(|held| held.fact.cells.kind == "notification_received" && is_of(held))
    }

    /// The facts in the order and form that rules read; rows that cannot be read are left out (the
    /// store never holds one: commands and imports refuse them).
    pub fn with_facts<T>(&self, book: &LawBook, use_them: impl FnOnce(&CaseFacts<'_>) -> T) -> T {
        let cells: Vec<_> = self.facts.iter().map(CaseState::export_cells).collect();
        let mut case = CaseFacts::default();
        case.rows.reserve(cells.len());
        for (held, cells) in self.facts.iter().zip(&cells) {
            if let Ok(mut row) = cells.row(book) {
                // The place in the log, so that explanations can point at the event.
                row.line = held.seq as u64;
                case.rows.push(row);
            }
        }
        Builder::new(&book.vocabulary).arrange(&book.vocabulary, &mut case);
        use_them(&case)
    }

    /// An id for a new thing of the case, of the letter's sort: `n1`, `n2` ...
    #[must_use]
    pub fn new_thing(&self, letter: char) -> String {
        let highest = self
            .facts
            .iter()
            .flat_map(|held| [&held.fact.cells.about, &held.fact.cells.reference])
            .chain(self.goals.keys())
            .filter_map(|id| id.strip_prefix(letter)?.parse::<u32>().ok())
            // An id of another system may be any number; the next one must be one too.
            .filter(|number| *number < u32::MAX)
            .max()
            .unwrap_or(0);
        format!("{letter}{}", highest + 1)
    }

    /// The fact with this row id.
    #[must_use]
    pub fn fact_with_id(&self, id: &str) -> Option<&Registered> {
        let id = row_id::told(&self.reference, id.to_owned());
        self.facts
            .iter()
            .find(|held| !id.is_empty() && held.fact.cells.id == id)
    }
}

impl Registered {
    fn new(seq: i64, recorded_at: i64, recorded_by: UserNo, fact: Fact) -> Registered {
        let read = |text: &str| When::parse(text.as_bytes()).ok();
        let happened = read(&fact.cells.when);
        // An imported row that does not say when it was registered was so when it happened.
        let told = match fact.cells.recorded_at.as_str() {
            "" => happened.filter(|_| fact.imported),
            text => read(text),
        };
        Registered {
            seq,
            recorded_at,
            recorded_by,
            fact,
            happened,
            known: told.unwrap_or_else(|| When::at(recorded_at)),
        }
    }

    /// When it happened.
    #[must_use]
    pub fn when(&self) -> Option<When> {
        self.happened
    }

    /// When it was registered: what an imported row says, else when omhu stored it.
    #[must_use]
    pub fn known(&self) -> When {
        self.known
    }

    /// The day of [`Registered::known`].
    #[must_use]
    pub fn known_on(&self) -> Day {
        self.known().day
    }

    /// Whole days between the event and its registration.
    #[must_use]
    pub fn days_late(&self) -> i32 {
        self.when()
            .map_or(0, |when| (self.known_on().0 - when.day.0).max(0))
    }
}

fn same_part(a: &Link, b: &Link) -> bool {
    a.person == b.person && a.part == b.part
}
