//! From the facts of a case to its obligations.
//!
//! Owns: which rows there are, when each is due, what meets it, what its status is.
//! Must not know: where facts come from, who asks, what day it is today.
//!
//! Every shape makes [`Draft`]s; one function, [`Engine::finish`], turns a draft into a row, so that
//! status, ceasing, overrun and the rule id of pending rows are decided in one place.

use crate::book::{CeasesWith, Column, Due, LawBook, Layer, Obligation, RuleId, Shape, Version};
use crate::calendar::{Day, When};
use crate::history::{CaseFacts, Fact, Thing};
use crate::index::{Entry, Filing, Index, first_of_each, on_or_after, on_or_before};
use crate::measures::Measures;
use crate::vocabulary::{Basis, KindId, Word};

/// What became of an obligation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Status {
    /// Done in time.
    Met,
    /// Done after the due day.
    Late,
    /// Past due, but a preliminary assessment was made in time.
    LateWithPreliminary,
    /// Not done; due today or later.
    Open,
    /// Not done; the due day has passed.
    Overdue,
    /// Not done, and what it was about ended on or before the due day.
    Ceased,
    /// Lawfully left out.
    NotApplicable,
    /// A duty without a date yet.
    NoDeadline,
}

impl Status {
    /// All of them.
    pub const ALL: [Status; 8] = [
        Status::Met,
        Status::Late,
        Status::LateWithPreliminary,
        Status::Open,
        Status::Overdue,
        Status::Ceased,
        Status::NotApplicable,
        Status::NoDeadline,
    ];

    /// The word in the answer.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Status::Met => "met",
            Status::Late => "late",
            Status::LateWithPreliminary => "late_with_preliminary",
            Status::Open => "open",
            Status::Overdue => "overdue",
            Status::Ceased => "ceased",
            Status::NotApplicable => "not_applicable",
            Status::NoDeadline => "no_deadline",
        }
    }
}

/// How a due day came about, for explanations.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum How {
    /// A length after the trigger.
    After(Due),
    /// Another length, because of a fact (by its place) or of the trigger's own value.
    Instead(Due, Option<u32>),
    /// The completion of a parallel assessment came before the limit.
    ParallelAssessment(u32),
    /// A rhythm decided in the case.
    Rhythm(u32),
    /// No rhythm decided: the default for older measures.
    DefaultRhythm(u32),
    /// No date yet.
    Nothing,
    /// The last day of the k-th year; so many visits.
    YearEnd(u32, u32),
    /// A birthday, with months from it.
    Birthday(u32, i32),
}

/// One row of the answer: one obligation of one case.
#[derive(Clone, Copy, Debug)]
pub struct Derived {
    /// Its place in [`LawBook::obligations`].
    pub obligation: u16,
    /// The rule id.
    pub rule: RuleId,
    /// The thing it is about.
    pub about: Thing,
    /// 1 where there is no sequence.
    pub seq: u32,
    /// Statute or local target.
    pub layer: Layer,
    /// The trigger day.
    pub trigger_on: Day,
    /// A day, an instant for hour-limits, or nothing.
    pub due: Option<When>,
    /// The day it was done.
    pub met_on: Option<Day>,
    /// What became of it.
    pub status: Status,
    /// Whole days after the due day, for late and overdue rows.
    pub overrun_days: Option<u32>,
    /// An hour-limit for which only days are known on one side.
    pub precision_day: bool,
    /// The assignment that counts, by its place in the facts.
    pub assigned: Option<u32>,
    /// How the due day came about.
    pub how: How,
    /// The fact that triggered it, by its place; none for a year of a placement after the first.
    pub trigger: Option<u32>,
    /// The fact that met it.
    pub met: Option<u32>,
    /// The fact that ended it or left it out.
    pub ended_by: Option<u32>,
}

/// What the asker wants derived.
#[derive(Clone, Copy, Debug)]
pub struct Question<'q> {
    /// Facts after this day do not exist.
    pub as_of: Day,
    /// Facts registered after this day do not exist.
    pub known_at: Day,
    /// Local layers, by id.
    pub locals: &'q [String],
    /// Whether duties beyond the contract are derived too.
    pub further: bool,
}

/// Kinds that the shapes speak about by name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kinds {
    pub assigned: Option<KindId>,
    pub closed: Option<KindId>,
    pub measure_started: Option<KindId>,
    pub measure_ended: Option<KindId>,
    pub decision_made: Option<KindId>,
    pub support_need_known: Option<KindId>,
    pub assessment_completed: Option<KindId>,
    pub committee_decided: Option<KindId>,
    pub placement: Word,
    pub talk: Word,
}

impl Kinds {
    fn new(book: &LawBook) -> Kinds {
        let find = |name| book.vocabulary.find(name);
        let word = |kind: Option<KindId>, text| {
            kind.and_then(|kind| book.vocabulary.kind(kind).word(text))
                .unwrap_or(Word(0))
        };
        Kinds {
            assigned: find("case_assigned"),
            closed: find("case_closed"),
            measure_started: find("measure_started"),
            measure_ended: find("measure_ended"),
            decision_made: find("decision_made"),
            support_need_known: find("support_need_known"),
            assessment_completed: find("assessment_completed"),
            committee_decided: find("committee_decided"),
            placement: word(find("measure_started"), "placement"),
            talk: word(find("supervision_visit_held"), "talk"),
        }
    }

    fn all(&self) -> impl Iterator<Item = KindId> + use<> {
        let kinds = [
            self.assigned,
            self.closed,
            self.measure_started,
            self.measure_ended,
            self.decision_made,
            self.support_need_known,
            self.assessment_completed,
            self.committee_decided,
        ];
        kinds.into_iter().flatten()
    }
}

/// What a shape found, before its status is decided.
#[derive(Clone, Copy)]
struct Draft<'v> {
    obligation: usize,
    version: &'v Version,
    /// True for reviews after the first: `rule_next` counts.
    later: bool,
    about: Thing,
    seq: u32,
    trigger_on: Day,
    trigger: Option<u32>,
    due: Option<When>,
    how: How,
    met: Option<(When, u32)>,
    end: Option<(Day, u32)>,
    /// A preliminary assessment between trigger and due day.
    preliminary: bool,
    left_out_by: Option<u32>,
}

/// Derives the obligations of one case after another; its memory is used again.
pub struct Engine<'b> {
    book: &'b LawBook,
    question: Asked,
    plan: Vec<usize>,
    kinds: Kinds,
    index: Index,
    measures: Measures,
    parallel: Vec<(Day, Day, u32, Day)>,
    renewals: Vec<(Entry, Thing)>,
    days: Vec<(Day, u32)>,
}

#[derive(Clone, Copy)]
struct Asked {
    as_of: Day,
    known_at: Day,
}

impl<'b> Engine<'b> {
    /// An engine for one question.
    #[must_use]
    pub fn new(book: &'b LawBook, question: &Question<'_>) -> Engine<'b> {
        let wanted = |obligation: &Obligation| match obligation.layer {
            Layer::Local(place) => question
                .locals
                .contains(&book.locals[usize::from(place)].id),
            Layer::Statute => obligation.in_contract || question.further,
        };
        let plan: Vec<usize> = (0..book.obligations.len())
            .filter(|i| wanted(&book.obligations[*i]))
            .collect();
        let kinds = Kinds::new(book);
        let planned = plan.iter().map(|place| &book.obligations[*place]);
        let filing = Filing::new(book, planned, kinds.all());
        Engine {
            book,
            question: Asked {
                as_of: question.as_of,
                known_at: question.known_at,
            },
            plan,
            kinds,
            index: Index::new(filing),
            measures: Measures::default(),
            parallel: Vec::new(),
            renewals: Vec::new(),
            days: Vec::new(),
        }
    }

    /// Appends the rows of a case, sorted by obligation, about, seq and layer.
    pub fn derive(&mut self, case: &CaseFacts<'_>, rows: &mut Vec<Derived>) {
        let first = rows.len();
        self.index
            .fill(case, self.question.as_of, self.question.known_at);
        self.measures.fill(&self.index, case, &self.kinds);
        self.fill_parallel();
        for place in 0..self.plan.len() {
            let place = self.plan[place];
            let obligation = &self.book.obligations[place];
            match obligation.shape {
                Shape::Deadline => self.deadlines(case, place, rows),
                Shape::Check => self.checks(case, place, rows),
                Shape::ReviewChain => self.review_chains(case, place, rows),
                Shape::ReviewRhythm => self.review_rhythms(case, place, rows),
                Shape::VisitsPerYear => self.visits(case, place, rows),
                Shape::RenewalChain => self.renewal_chains(case, place, rows),
                Shape::BeforeBirthday => self.before_birthday(case, place, rows),
                Shape::BeforeStart => self.before_start(case, place, rows),
                Shape::AtBirthday => self.at_birthday(case, place, rows),
            }
        }
        let obligations = &self.book.obligations;
        let order = |row: &Derived| {
            (
                obligations[usize::from(row.obligation)].rank,
                row.about,
                row.seq,
                row.layer,
            )
        };
        if !rows[first..].is_sorted_by_key(order) {
            rows[first..].sort_by_key(order);
        }
    }

    // ---- what the shapes share -------------------------------------------------------------

    fn all(&self, kind: Option<KindId>, column: Column) -> &[Entry] {
        kind.map_or(&[], |kind| self.index.all(kind, column))
    }

    fn of(&self, kind: Option<KindId>, column: Column, thing: Thing) -> &[Entry] {
        kind.map_or(&[], |kind| self.index.of(kind, column, thing))
    }

    /// The first closing after a day.
    fn closing_after(&self, day: Day) -> Option<(Day, u32)> {
        let closings = self.all(self.kinds.closed, Column::About);
        on_or_after(closings, Day(day.0.saturating_add(1))).map(|entry| (entry.day, entry.fact))
    }

    /// What ends a duty triggered on a day by a fact about this thing.
    fn end(&self, with: CeasesWith, thing: Thing, trigger_on: Day) -> Option<(Day, u32)> {
        match with {
            CeasesWith::Never => None,
            CeasesWith::Case => self.closing_after(trigger_on),
            CeasesWith::Measure => self.measures.of(thing).and_then(|measure| measure.end),
            CeasesWith::MeasuresOfDecision => earlier(
                self.closing_after(trigger_on),
                self.measures.last_end_of_decision(thing),
            ),
        }
    }

    /// A limit after a trigger.
    fn due_after(&self, due: Due, trigger: When) -> Option<When> {
        let day = trigger.day;
        let on = match due {
            Due::None => return None,
            Due::TriggerDay => return Some(When::on(day)),
            Due::Hours(hours) => {
                return Some(match trigger.instant() {
                    Some(second) => {
                        let due = When::at(second + i64::from(hours) * 3600);
                        if due.day > Day::MAX {
                            When::on(Day::MAX)
                        } else {
                            due
                        }
                    }
                    // Only the day is known: the end of the next day for 24 hours.
                    None => When::on(day.plus_days(hours.div_ceil(24) as i32)),
                });
            }
            Due::Weekdays(count) => {
                return Some(When::on(self.plus_weekdays(day, count)));
            }
            Due::Days(count) => day.plus_days(count as i32),
            Due::Weeks(count) => day.plus_days(count as i32 * 7),
            Due::Months(count) => day.plus_months(count as i32),
            Due::Years(count) => day.plus_months(count as i32 * 12),
        };
        Some(When::on(self.rolled(on)))
    }

    fn plus_weekdays(&self, day: Day, count: u32) -> Day {
        let holidays = &self.book.holidays;
        if !self.book.assumptions.weekday_includes_saturday {
            return day.plus_weekdays(count, holidays);
        }
        let mut day = day;
        let mut left = count;
        while left > 0 && day < Day::MAX {
            day = day.plus_days(1);
            if day.day_of_week() < 6 && !holidays.contains(day) {
                left -= 1;
            }
        }
        day
    }

    fn rolled(&self, day: Day) -> Day {
        let holidays = &self.book.holidays;
        if self.book.assumptions.authority_limits_roll && !day.is_weekday(holidays) {
            return day.plus_weekdays(1, holidays);
        }
        day
    }

    fn finish(&self, case: &CaseFacts<'_>, draft: &Draft<'_>) -> Derived {
        let as_of = self.question.as_of;
        let due_day = draft.due.map(|due| due.day);
        let in_time = |done: When| match draft.due {
            None => true,
            Some(due) => match (due.instant(), done.instant()) {
                (Some(due), Some(done)) => done <= due,
                _ => done.day <= due.day,
            },
        };
        let past_due = due_day.is_some_and(|due| as_of > due);
        let ended = draft
            .end
            .filter(|(day, _)| due_day.is_none_or(|due| *day <= due));
        let status = match (draft.left_out_by, draft.met) {
            (Some(_), _) => Status::NotApplicable,
            // A step without a number in the law is done or not; a review without a decided date
            // stays without a deadline also when it was held.
            (None, Some(_)) if draft.due.is_none() && draft.how != How::After(Due::None) => {
                Status::NoDeadline
            }
            (None, Some((done, _))) if in_time(done) => Status::Met,
            _ if ended.is_some() => Status::Ceased,
            (None, None) if draft.due.is_none() => Status::NoDeadline,
            (None, Some(_)) if draft.preliminary => Status::LateWithPreliminary,
            (None, None) if draft.preliminary && past_due => Status::LateWithPreliminary,
            (None, Some(_)) => Status::Late,
            (None, None) if past_due => Status::Overdue,
            (None, None) => Status::Open,
        };
        let shows_met = !matches!(status, Status::Ceased | Status::NotApplicable);
        let met = draft.met.filter(|_| shows_met);
        let met_on = met.map(|(done, _)| done.day);
        let overrun_days = match status {
            Status::Late | Status::LateWithPreliminary | Status::Overdue => {
                due_day.map(|due| (met_on.unwrap_or(as_of).0 - due.0).max(0) as u32)
            }
            _ => None,
        };
        let hours = matches!(draft.how, How::After(Due::Hours(_)));
        let trigger_has_clock = |fact: u32| !case.facts[fact as usize].when.is_day_only();
        let precision_day = hours
            && (!draft.trigger.is_some_and(trigger_has_clock)
                || met.is_some_and(|(done, _)| done.is_day_only()));
        let assigned = on_or_before(
            self.all(self.kinds.assigned, Column::About),
            due_day.map_or(as_of, |due| due.min(as_of)),
        );
        Derived {
            obligation: draft.obligation as u16,
            rule: self.rule_of(draft, status, met_on, ended),
            about: draft.about,
            seq: draft.seq,
            layer: self.book.obligations[draft.obligation].layer,
            trigger_on: draft.trigger_on,
            due: draft.due,
            met_on,
            status,
            overrun_days,
            precision_day,
            assigned: assigned.map(|entry| entry.fact),
            how: draft.how,
            trigger: draft.trigger,
            met: met.map(|(_, fact)| fact),
            ended_by: match status {
                Status::Ceased => ended.map(|(_, fact)| fact),
                _ => draft.left_out_by,
            },
        }
    }

    /// The rule id; what was pending when new law came carries the new id from then on.
    fn rule_of(
        &self,
        draft: &Draft<'_>,
        status: Status,
        met_on: Option<Day>,
        ended: Option<(Day, u32)>,
    ) -> RuleId {
        let version = draft.version;
        let own = if draft.later {
            version.rule_next
        } else {
            version.rule
        };
        let own = own
            .or(version.rule)
            .or(version.rule_next)
            .unwrap_or(RuleId(0));
        let Some(pending) = version.pending else {
            return own;
        };
        let new = if draft.later {
            pending.rule_next
        } else {
            pending.rule
        };
        let (Some(new), Some(due)) = (new, draft.due) else {
            return own;
        };
        let settled_before = match status {
            Status::NotApplicable => true,
            Status::Ceased => ended.is_some_and(|(day, _)| day < pending.from),
            _ => met_on.is_some_and(|day| day < pending.from),
        };
        if draft.trigger_on < pending.from
            && due.day >= pending.from
            && self.question.as_of >= pending.from
            && !settled_before
        {
            return new;
        }
        own
    }

    // ---- deadline --------------------------------------------------------------------------

    fn deadlines(&mut self, case: &CaseFacts<'_>, place: usize, rows: &mut Vec<Derived>) {
        let obligation = &self.book.obligations[place];
        for entry in first_of_each(self.index.all(obligation.trigger, Column::About)) {
            let fact = &case.facts[entry.fact as usize];
            let Some(version) = obligation.version_on(entry.day, fact.basis) else {
                continue;
            };
            if !self.wanted(obligation, entry, fact, case) {
                continue;
            }
            let (due, how) = self.limit(version, entry, fact);
            let met = self.first_met(case, obligation, entry, fact);
            let left_out = obligation
                .not_applicable
                .filter(|word| fact.value.has(*word))
                .map(|_| entry.fact)
                .or_else(|| self.left_out(obligation, entry, fact, due));
            let preliminary = obligation.preliminary.is_some_and(|kind| {
                let made = self.index.of(kind, Column::About, entry.thing);
                let last = due.map_or(Day::MAX, |due| due.day);
                on_or_after(made, entry.day).is_some_and(|made| made.day <= last)
            });
            let draft = Draft {
                obligation: place,
                version,
                later: false,
                about: entry.thing,
                seq: 1,
                trigger_on: entry.day,
                trigger: Some(entry.fact),
                due,
                how,
                met,
                end: self.end(obligation.ceases_with, entry.thing, entry.day),
                preliminary,
                left_out_by: left_out,
            };
            rows.push(self.finish(case, &draft));
        }
    }

    /// Whether the trigger says what the obligation asks for.
    fn wanted(
        &self,
        obligation: &Obligation,
        entry: &Entry,
        fact: &Fact,
        case: &CaseFacts<'_>,
    ) -> bool {
        if let Some(word) = obligation.condition {
            // What a measure is may stand in its decision.
            let value = match Some(obligation.trigger) == self.kinds.measure_started {
                true => self
                    .measures
                    .of(entry.thing)
                    .map_or(fact.value, |measure| measure.value),
                false => fact.value,
            };
            if !value.has(word) {
                return false;
            }
        }
        let Some((kind, word)) = obligation.requires else {
            return true;
        };
        let newest = self.index.of(kind, Column::About, entry.thing).last();
        newest.is_some_and(|newest| {
            word.is_none_or(|word| case.facts[newest.fact as usize].value.has(word))
        })
    }

    fn limit(&self, version: &Version, entry: &Entry, fact: &Fact) -> (Option<When>, How) {
        if let Some(instead) = version.instead {
            if instead.value.is_some_and(|word| fact.value.has(word)) {
                let how = How::Instead(instead.due, None);
                return (self.due_after(instead.due, fact.when), how);
            }
            let stated = instead.when.and_then(|kind| {
                let stated = self.index.of(kind, Column::About, entry.thing).first();
                stated.filter(|stated| stated.day <= entry.day)
            });
            if let Some(stated) = stated {
                let how = How::Instead(instead.due, Some(stated.fact));
                return (self.due_after(instead.due, fact.when), how);
            }
        }
        let due = version.due.unwrap_or(Due::None);
        (self.due_after(due, fact.when), How::After(due))
    }

    /// The things that meeting facts of a trigger carry, and in which column.
    fn links<'o>(
        obligation: &'o Obligation,
        entry: &Entry,
        fact: &Fact,
    ) -> impl Iterator<Item = (Column, Thing)> + use<'o> {
        let (day, about, reference) = (entry.day, entry.thing, fact.reference);
        obligation
            .linked
            .iter()
            .filter(move |link| link.from <= day)
            .filter_map(move |link| {
                let thing = match link.trigger {
                    Column::About => about,
                    Column::Reference if reference == Thing::NONE => return None,
                    Column::Reference => reference,
                };
                Some((link.fact, thing))
            })
    }

    fn first_met(
        &self,
        case: &CaseFacts<'_>,
        obligation: &Obligation,
        entry: &Entry,
        fact: &Fact,
    ) -> Option<(When, u32)> {
        let from = if obligation.met_from_any {
            Day::MIN
        } else {
            entry.day
        };
        let mut first: Option<&Entry> = None;
        for (column, thing) in Self::links(obligation, entry, fact) {
            for kind in &obligation.met_by {
                let found = on_or_after(self.index.of(*kind, column, thing), from);
                if let Some(found) = found
                    && first.is_none_or(|first| found.fact < first.fact)
                {
                    first = Some(found);
                }
            }
        }
        first.map(|entry| (case.facts[entry.fact as usize].when, entry.fact))
    }

    /// The first fact that lawfully leaves the duty out, on or before the due day.
    fn left_out(
        &self,
        obligation: &Obligation,
        entry: &Entry,
        fact: &Fact,
        due: Option<When>,
    ) -> Option<u32> {
        if obligation.left_out_by.is_empty() {
            return None;
        }
        let last = due.map_or(Day::MAX, |due| due.day);
        let mut first: Option<u32> = None;
        for (column, thing) in Self::links(obligation, entry, fact) {
            for kind in &obligation.left_out_by {
                let found = self.index.of(*kind, column, thing).first();
                if let Some(found) = found.filter(|found| found.day <= last) {
                    first = Some(first.map_or(found.fact, |first| first.min(found.fact)));
                }
            }
        }
        first
    }

    // ---- check -----------------------------------------------------------------------------

    fn checks(&mut self, case: &CaseFacts<'_>, place: usize, rows: &mut Vec<Derived>) {
        let obligation = &self.book.obligations[place];
        for entry in first_of_each(self.index.all(obligation.trigger, Column::About)) {
            let fact = &case.facts[entry.fact as usize];
            let Some(version) = obligation.version_on(entry.day, fact.basis) else {
                continue;
            };
            if !self.wanted(obligation, entry, fact, case) {
                continue;
            }
            let due = When::on(entry.day);
            let held = self.held(case, obligation, entry, fact);
            let left_out = match held {
                Some(_) => None,
                None => self.left_out(obligation, entry, fact, Some(due)),
            };
            let draft = Draft {
                obligation: place,
                version,
                later: false,
                about: entry.thing,
                seq: 1,
                trigger_on: entry.day,
                trigger: Some(entry.fact),
                due: Some(due),
                how: How::After(Due::TriggerDay),
                met: held,
                end: None,
                preliminary: false,
                left_out_by: left_out,
            };
            let mut row = self.finish(case, &draft);
            // Missing at the decision is overdue at once and cannot grow: nothing repairs it later.
            if row.status == Status::Open || row.status == Status::Overdue {
                row.status = Status::Overdue;
                row.overrun_days = Some((self.question.as_of.0 - entry.day.0).max(0) as u32);
            }
            rows.push(row);
        }
    }

    /// The earliest fact that counts for a check: on or before the day, or on the very day.
    fn held(
        &self,
        case: &CaseFacts<'_>,
        obligation: &Obligation,
        entry: &Entry,
        fact: &Fact,
    ) -> Option<(When, u32)> {
        let from = if obligation.same_day {
            entry.day
        } else {
            Day::MIN
        };
        let mut first: Option<u32> = None;
        for (column, thing) in Self::links(obligation, entry, fact) {
            for kind in &obligation.met_by {
                let found = on_or_after(self.index.of(*kind, column, thing), from);
                if let Some(found) = found.filter(|found| found.day <= entry.day) {
                    first = Some(first.map_or(found.fact, |first| first.min(found.fact)));
                }
            }
        }
        first.map(|fact| (case.facts[fact as usize].when, fact))
    }

    // ---- reviews ---------------------------------------------------------------------------

    /// The days of reviews of a measure from its start on, each once, into `self.days`.
    fn fill_days(&mut self, kinds: &[KindId], measure: Thing, from: Day) {
        self.days.clear();
        for kind in kinds {
            let held = self.index.of(*kind, Column::Reference, measure);
            for entry in &held[held.partition_point(|entry| entry.day < from)..] {
                if self.days.last().is_none_or(|(day, _)| *day < entry.day) {
                    self.days.push((entry.day, entry.fact));
                }
            }
        }
        if kinds.len() > 1 {
            self.days.sort_unstable();
            self.days.dedup_by_key(|(day, _)| *day);
        }
    }

    fn review_chains(&mut self, case: &CaseFacts<'_>, place: usize, rows: &mut Vec<Derived>) {
        let obligation = &self.book.obligations[place];
        for measure in 0..self.measures.list.len() {
            let measure = self.measures.list[measure];
            self.fill_days(&obligation.met_by, measure.thing, measure.started);
            let met = |k: usize| self.days.get(k).map(|(day, fact)| (When::on(*day), *fact));
            let row = |version, seq: usize, trigger: (Day, u32), due: Option<Day>, how| Draft {
                obligation: place,
                version,
                later: seq > 1,
                about: measure.thing,
                seq: seq as u32,
                trigger_on: trigger.0,
                trigger: Some(trigger.1),
                due: due.map(When::on),
                how,
                met: met(seq - 1),
                end: measure.end,
                preliminary: false,
                left_out_by: None,
            };
            if let Some(version) = obligation.version_on(measure.started, Basis::NONE)
                && let Some(due) = version.due
            {
                let trigger = (measure.started, measure.fact);
                let limit = self
                    .due_after(due, When::on(measure.started))
                    .map(|due| due.day);
                let (limit, how) = match self.parallel_end(version, measure.started) {
                    Some((day, fact)) if limit.is_some_and(|limit| day < limit) => {
                        (Some(day), How::ParallelAssessment(fact))
                    }
                    _ => (limit, How::After(due)),
                };
                rows.push(self.finish(case, &row(version, 1, trigger, limit, how)));
            }
            for k in 0..self.days.len() {
                let trigger = self.days[k];
                // A review on or after the end still meets, but asks for no further one.
                if measure.end.is_some_and(|(end, _)| trigger.0 >= end) {
                    break;
                }
                let Some(version) = obligation.version_on(trigger.0, Basis::NONE) else {
                    continue;
                };
                let next_on = self.days.get(k + 1).map(|(day, _)| *day);
                let (due, how) = self.next_review(case, version, &measure, trigger, next_on);
                rows.push(self.finish(case, &row(version, k + 2, trigger, due, how)));
            }
        }
    }

    /// When the review after one held on `trigger` is due.
    fn next_review(
        &self,
        case: &CaseFacts<'_>,
        version: &Version,
        measure: &crate::measures::Measure,
        trigger: (Day, u32),
        next_on: Option<Day>,
    ) -> (Option<Day>, How) {
        let day = trigger.0;
        if let Some(next) = version.next {
            let due = self.due_after(next, When::on(day)).map(|due| due.day);
            return match self.interval_of_2011(version, day, due) {
                Some(shorter) => (Some(shorter), How::After(Due::Months(6))),
                None => (due, How::After(next)),
            };
        }
        let mut due = None;
        let mut how = How::Nothing;
        if let Some((months, before)) = version.next_default
            && measure.started < before
        {
            let switched = self.book.assumptions.transition_followup_default;
            let period = switched.unwrap_or(crate::calendar::Period {
                months: months as i32,
                days: 0,
            });
            due = Some(self.rolled(period.after(day)));
            how = How::DefaultRhythm(months);
        }
        let rhythms = self.of(version.next_decided_by, Column::Reference, measure.thing);
        let known = rhythms.partition_point(|entry| entry.day <= day);
        // Of those decided by the review, the last one that is not spent counts.
        let base = rhythms[..known].iter().rev().find_map(|entry| {
            self.rhythm_day(case, entry, day)
                .map(|due| (due, entry.fact))
        });
        if let Some((on, fact)) = base {
            due = Some(on);
            how = How::Rhythm(fact);
        }
        for entry in &rhythms[known..] {
            if next_on.is_some_and(|next| entry.day >= next) {
                break;
            }
            if due.is_some_and(|due| entry.day > due) {
                continue;
            }
            if let Some(on) = self.rhythm_day(case, entry, day) {
                due = Some(on);
                how = How::Rhythm(entry.fact);
            }
        }
        (due, how)
    }

    /// The day that a rhythm gives after a review; none where it is a day that had passed by then.
    fn rhythm_day(&self, case: &CaseFacts<'_>, entry: &Entry, review: Day) -> Option<Day> {
        match case.facts[entry.fact as usize].value {
            crate::vocabulary::Value::Every(period) => Some(self.rolled(period.after(review))),
            crate::vocabulary::Value::Until(day) => (review < day).then_some(day),
            crate::vocabulary::Value::Words(_) => None,
        }
    }

    /// The parameter `interval_change_2011 = by_due_day`: the shorter gap from its first day on also
    /// for a review asked for by the older version, where that would be due later.
    fn interval_of_2011(&self, version: &Version, from: Day, due: Option<Day>) -> Option<Day> {
        const REFORM: Day = Day::from_civil(2011, 1, 1);
        if !self.book.assumptions.interval_change_by_due_day
            || version.in_force >= REFORM
            || !matches!(version.next, Some(Due::Months(12)))
            || due.is_none_or(|due| due < REFORM)
        {
            return None;
        }
        Some(self.rolled(from.plus_months(6)).max(REFORM))
    }

    /// Assessments as (first completion, known since), by completion, for limits that hang on them.
    fn fill_parallel(&mut self) {
        self.parallel.clear();
        if self.measures.list.is_empty() {
            return;
        }
        let mut found = std::mem::take(&mut self.parallel);
        let known = self.all(self.kinds.support_need_known, Column::About);
        for entry in first_of_each(known) {
            let done = self.of(self.kinds.assessment_completed, Column::About, entry.thing);
            if let Some(done) = on_or_after(done, entry.day) {
                found.push((done.day, entry.day, done.fact, entry.day));
            }
        }
        found.sort_unstable();
        // The earliest "known since" from each place on, so that a search can stop early.
        let mut least = Day::MAX;
        for entry in found.iter_mut().rev() {
            least = least.min(entry.1);
            entry.3 = least;
        }
        self.parallel = found;
    }

    /// The earliest completion, on or after the start, of an assessment that was running then.
    fn parallel_end(&self, version: &Version, start: Day) -> Option<(Day, u32)> {
        if !version.or_parallel_assessment {
            return None;
        }
        let from = self.parallel.partition_point(|entry| entry.0 < start);
        for (done, known, fact, least) in &self.parallel[from..] {
            if *known <= start {
                return Some((*done, *fact));
            }
            if *least > start {
                return None;
            }
        }
        None
    }

    fn review_rhythms(&mut self, case: &CaseFacts<'_>, place: usize, rows: &mut Vec<Derived>) {
        let obligation = &self.book.obligations[place];
        for measure in 0..self.measures.list.len() {
            let measure = self.measures.list[measure];
            let Some(version) = obligation.version_on(measure.started, Basis::NONE) else {
                continue;
            };
            let reviews = self
                .index
                .of(obligation.trigger, Column::Reference, measure.thing);
            let Some(first) = on_or_after(reviews, measure.started) else {
                continue;
            };
            if measure.end.is_some_and(|(end, _)| first.day >= end) {
                continue;
            }
            let decided = obligation.met_by.iter().find_map(|kind| {
                let decided = self.index.of(*kind, Column::Reference, measure.thing);
                on_or_after(decided, measure.started)
            });
            let draft = Draft {
                obligation: place,
                version,
                later: false,
                about: measure.thing,
                seq: 1,
                trigger_on: first.day,
                trigger: Some(first.fact),
                due: Some(When::on(first.day)),
                how: How::After(Due::TriggerDay),
                met: decided.map(|entry| (When::on(entry.day), entry.fact)),
                end: measure.end,
                preliminary: false,
                left_out_by: None,
            };
            rows.push(self.finish(case, &draft));
        }
    }

    // ---- placements ------------------------------------------------------------------------

    fn visits(&mut self, case: &CaseFacts<'_>, place: usize, rows: &mut Vec<Derived>) {
        let obligation = &self.book.obligations[place];
        let earliest = obligation
            .versions
            .first()
            .map_or(Day::MAX, |version| version.in_force);
        for measure in 0..self.measures.list.len() {
            let measure = self.measures.list[measure];
            if !measure.value.has(self.kinds.placement) {
                continue;
            }
            self.days.clear();
            for kind in &obligation.met_by {
                for entry in self.index.of(*kind, Column::Reference, measure.thing) {
                    let talked = case.facts[entry.fact as usize].value.has(self.kinds.talk);
                    if talked && self.days.last().is_none_or(|(day, _)| *day < entry.day) {
                        self.days.push((entry.day, entry.fact));
                    }
                }
            }
            // Years before the duty began need not be walked through.
            let skip = (earliest.civil().0 - measure.started.civil().0 - 1).max(1) as u32;
            for k in skip.. {
                let (first, last) = self.supervision_year(measure.started, k);
                let gone = measure.end.is_some_and(|(end, _)| first >= end);
                if first > self.question.as_of || (k > 1 && gone) || first >= Day::MAX {
                    break;
                }
                let Some(version) = obligation.version_on(first, Basis::NONE) else {
                    continue;
                };
                let from = self.days.partition_point(|(day, _)| *day < first);
                let needed = self.visits_needed(version, first, last);
                let met = (self.days[from..].get(needed as usize - 1))
                    .filter(|(day, _)| *day <= last)
                    .map(|(day, fact)| (When::on(*day), *fact));
                let draft = Draft {
                    obligation: place,
                    version,
                    later: false,
                    about: measure.thing,
                    seq: k,
                    trigger_on: first,
                    trigger: Some(measure.fact),
                    due: Some(When::on(last)),
                    how: How::YearEnd(k, needed),
                    met,
                    end: measure.end,
                    preliminary: false,
                    left_out_by: None,
                };
                rows.push(self.finish(case, &draft));
            }
        }
    }

    /// The first and last day of the k-th year of a placement.
    fn supervision_year(&self, start: Day, k: u32) -> (Day, Day) {
        if self.book.assumptions.supervision_by_calendar_year {
            let year = start.civil().0 + k as i32 - 1;
            let first = Day::from_civil(year, 1, 1).max(start);
            return (first, Day::from_civil(year, 12, 31));
        }
        let first = start.plus_months((k as i32 - 1).saturating_mul(12));
        let after = start.plus_months((k as i32).saturating_mul(12));
        (first, after.plus_days(-1))
    }

    /// Visits asked for in a year; of a part of a calendar year, its share rounded up.
    fn visits_needed(&self, version: &Version, first: Day, last: Day) -> u32 {
        if !self.book.assumptions.supervision_by_calendar_year {
            return version.visits.max(1);
        }
        let days = (last.0 - first.0 + 1) as u32;
        (version.visits * days).div_ceil(366).max(1)
    }

    fn before_birthday(&mut self, case: &CaseFacts<'_>, place: usize, rows: &mut Vec<Derived>) {
        let obligation = &self.book.obligations[place];
        let Some(born) = self
            .index
            .all(obligation.trigger, Column::About)
            .first()
            .copied()
        else {
            return;
        };
        // The version goes by the due day, which hangs on the version's own birthday.
        let found = obligation.versions.iter().rev().find_map(|version| {
            let birthday = version.birthday?;
            let due = birthday_of(born.day, birthday.years, birthday.months);
            (version.in_force <= due && due <= version.until).then_some((version, birthday, due))
        });
        let Some((version, birthday, due)) = found else {
            return;
        };
        let placed = self.measures.list.iter().any(|measure| {
            measure.value.has(self.kinds.placement)
                && measure.started <= due
                && measure.end.is_none_or(|(end, _)| end > due)
        });
        if !placed {
            return;
        }
        let met = obligation.met_by.iter().find_map(|kind| {
            on_or_after(self.index.of(*kind, Column::About, Thing::NONE), born.day)
        });
        let draft = Draft {
            obligation: place,
            version,
            later: false,
            about: Thing::NONE,
            seq: 1,
            trigger_on: born.day,
            trigger: Some(born.fact),
            due: Some(When::on(due)),
            how: How::Birthday(birthday.years, birthday.months),
            met: met.map(|entry| (When::on(entry.day), entry.fact)),
            end: self.end(obligation.ceases_with, Thing::NONE, born.day),
            preliminary: false,
            left_out_by: None,
        };
        rows.push(self.finish(case, &draft));
    }

    fn at_birthday(&mut self, case: &CaseFacts<'_>, place: usize, rows: &mut Vec<Derived>) {
        let obligation = &self.book.obligations[place];
        let Some(born) = self
            .index
            .all(obligation.trigger, Column::About)
            .first()
            .copied()
        else {
            return;
        };
        let Some((kind, word)) = obligation.requires else {
            return;
        };
        let found = obligation.versions.iter().rev().find_map(|version| {
            let birthday = version.birthday?;
            let due = birthday_of(born.day, birthday.years, birthday.months);
            (version.in_force <= due && due <= version.until).then_some((version, birthday, due))
        });
        let Some((version, birthday, due)) = found else {
            return;
        };
        let asked = self.index.all(kind, Column::About).iter().any(|entry| {
            entry.day <= due
                && word.is_none_or(|word| case.facts[entry.fact as usize].value.has(word))
        });
        if !asked {
            return;
        }
        let met = obligation.met_by.iter().find_map(|kind| {
            on_or_after(self.index.of(*kind, Column::About, Thing::NONE), born.day)
        });
        let draft = Draft {
            obligation: place,
            version,
            later: false,
            about: Thing::NONE,
            seq: 1,
            trigger_on: born.day,
            trigger: Some(born.fact),
            due: Some(When::on(due)),
            how: How::Birthday(birthday.years, birthday.months),
            met: met.map(|entry| (When::on(entry.day), entry.fact)),
            end: self.end(obligation.ceases_with, Thing::NONE, born.day),
            preliminary: false,
            left_out_by: None,
        };
        rows.push(self.finish(case, &draft));
    }

    fn before_start(&mut self, case: &CaseFacts<'_>, place: usize, rows: &mut Vec<Derived>) {
        let obligation = &self.book.obligations[place];
        for measure in &self.measures.list {
            if measure.decision == Thing::NONE || !measure.decision_known {
                continue;
            }
            let fact = &case.facts[measure.fact as usize];
            let Some(version) = obligation.version_on(measure.started, fact.basis) else {
                continue;
            };
            let made = obligation.met_by.iter().find_map(|kind| {
                self.index
                    .of(*kind, Column::Reference, measure.decision)
                    .first()
            });
            let draft = Draft {
                obligation: place,
                version,
                later: false,
                about: measure.thing,
                seq: 1,
                trigger_on: measure.started,
                trigger: Some(measure.fact),
                due: Some(When::on(measure.started)),
                how: How::After(Due::TriggerDay),
                met: made.map(|entry| (When::on(entry.day), entry.fact)),
                end: measure.end,
                preliminary: false,
                left_out_by: None,
            };
            rows.push(self.finish(case, &draft));
        }
    }

    // ---- renewals --------------------------------------------------------------------------

    fn renewal_chains(&mut self, case: &CaseFacts<'_>, place: usize, rows: &mut Vec<Derived>) {
        let obligation = &self.book.obligations[place];
        let Some(renewing) = obligation.met_by.first().copied() else {
            return;
        };
        self.fill_roots(case, renewing);
        for entry in first_of_each(self.index.all(obligation.trigger, Column::About)) {
            let fact = &case.facts[entry.fact as usize];
            let Some(version) = obligation.version_on(entry.day, fact.basis) else {
                continue;
            };
            let (due, how) = self.limit(version, entry, fact);
            let root = entry.thing;
            rows.push(self.renewal(case, place, version, entry, root, renewing, (due, how)));
        }
        for (entry, root) in &self.renewals {
            let fact = &case.facts[entry.fact as usize];
            let Some(version) = obligation.version_on(entry.day, fact.basis) else {
                continue;
            };
            let next = version.next.unwrap_or(Due::None);
            let limit = (self.due_after(next, When::on(entry.day)), How::After(next));
            rows.push(self.renewal(case, place, version, entry, *root, renewing, limit));
        }
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one row's parts, named at both call sites"
    )]
    fn renewal(
        &self,
        case: &CaseFacts<'_>,
        place: usize,
        version: &Version,
        entry: &Entry,
        root: Thing,
        renewing: KindId,
        (due, how): (Option<When>, How),
    ) -> Derived {
        let renewals = self.index.of(renewing, Column::Reference, entry.thing);
        let from = renewals.partition_point(|renewal| renewal.day < entry.day);
        // A fact never meets itself.
        let met = renewals[from..]
            .iter()
            .find(|renewal| renewal.fact != entry.fact);
        let end = earlier(
            self.closing_after(entry.day),
            (root != Thing::NONE)
                .then(|| self.measures.last_end_of_decision(root))
                .flatten(),
        );
        let draft = Draft {
            obligation: place,
            version,
            later: false,
            about: entry.thing,
            seq: 1,
            trigger_on: entry.day,
            trigger: Some(entry.fact),
            due: due.map(|due| When::on(due.day)),
            how,
            met: met.map(|renewal| (When::on(renewal.day), renewal.fact)),
            end,
            preliminary: false,
            left_out_by: None,
        };
        self.finish(case, &draft)
    }

    /// The first renewal of each id, with the committee decision at the root of its chain; a chain
    /// that ends nowhere, or in itself, has none.
    fn fill_roots(&mut self, case: &CaseFacts<'_>, renewing: KindId) {
        let mut renewals = std::mem::take(&mut self.renewals);
        renewals.clear();
        let firsts = first_of_each(self.index.all(renewing, Column::About));
        renewals.extend(firsts.map(|entry| (*entry, Thing::NONE)));
        let mut settled = vec![false; renewals.len()];
        let mut path = Vec::new();
        for start in 0..renewals.len() {
            path.clear();
            let mut at = start;
            let root = loop {
                if settled[at] {
                    break renewals[at].1;
                }
                // Marking on the way makes a circle end at its own beginning, without a root.
                settled[at] = true;
                path.push(at);
                let parent = case.facts[renewals[at].0.fact as usize].reference;
                if !self
                    .of(self.kinds.committee_decided, Column::About, parent)
                    .is_empty()
                {
                    break parent;
                }
                match renewals.binary_search_by_key(&parent, |(entry, _)| entry.thing) {
                    Ok(next) => at = next,
                    Err(_) => break Thing::NONE,
                }
            };
            for place in &path {
                renewals[*place].1 = root;
            }
        }
        self.renewals = renewals;
    }
}

fn earlier(a: Option<(Day, u32)>, b: Option<(Day, u32)>) -> Option<(Day, u32)> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b.0 < a.0 { b } else { a }),
        (a, b) => a.or(b),
    }
}

fn birthday_of(born: Day, years: u32, months: i32) -> Day {
    born.plus_months(years as i32 * 12).plus_months(months)
}
