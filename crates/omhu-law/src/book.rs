//! The law book: the law files after they were read, checked and made ready for derivation.
//!
//! Owns: which versions there are, when they are in force, what the parameters are set to.
//! Must not know: any case.

use std::collections::BTreeMap;

use crate::calendar::{Day, Holidays, Period};
use crate::vocabulary::{Basis, KindId, Title, Vocabulary, Word};

/// All that the law files say.
#[derive(Clone, Debug)]
pub struct LawBook {
    /// The kinds of facts.
    pub vocabulary: Vocabulary,
    /// Public holidays.
    pub holidays: Holidays,
    /// Acts, by id.
    pub acts: BTreeMap<String, Act>,
    /// Open legal questions.
    pub parameters: Vec<Parameter>,
    /// What the switchable parameters are set to.
    pub assumptions: Assumptions,
    /// Obligations of every layer, by name.
    pub obligations: Vec<Obligation>,
    /// Municipal target layers.
    pub locals: Vec<Local>,
    /// Rule ids with their provisions; [`RuleId`] is the place.
    pub rules: Vec<Rule>,
    /// The hash of all law files: 32 hexadecimal digits.
    pub edition: String,
    pub(crate) bases: BTreeMap<String, Basis>,
    /// The places of obligations by their names and their ids.
    pub(crate) places: BTreeMap<String, Vec<usize>>,
}

impl LawBook {
    /// A legal basis as rules compare it; `text` is trimmed and well-formed or empty.
    #[must_use]
    pub fn basis(&self, text: &str) -> Basis {
        if text.is_empty() {
            return Basis::NONE;
        }
        self.bases.get(text).copied().unwrap_or(Basis::OTHER)
    }

    /// The rule of a row.
    #[must_use]
    pub fn rule(&self, id: RuleId) -> &Rule {
        &self.rules[usize::from(id.0)]
    }

    /// The newest day on which a rule was compared with its source: the edition as people name it.
    #[must_use]
    pub fn checked_on(&self) -> Option<Day> {
        let versions = self.obligations.iter().flat_map(|each| &each.versions);
        versions.map(|version| version.checked_on).max()
    }

    /// The local layer of this id.
    #[must_use]
    pub fn local(&self, id: &str) -> Option<&Local> {
        self.locals.iter().find(|local| local.id == id)
    }

    /// The obligations that answer under a name (usually one), or have it as their id.
    pub fn named<'b>(&'b self, name: &str) -> impl Iterator<Item = &'b Obligation> + use<'b> {
        self.places(name).map(|place| &self.obligations[place])
    }

    /// The places of these obligations.
    pub fn places<'b>(&'b self, name: &str) -> impl Iterator<Item = usize> + use<'b> {
        self.places.get(name).into_iter().flatten().copied()
    }

    /// Notes where every obligation stands, when all of them do.
    pub(crate) fn note_places(&mut self) {
        self.places.clear();
        for (place, obligation) in self.obligations.iter().enumerate() {
            let names = [&obligation.name, &obligation.id];
            let names = names.iter().take(if names[0] == names[1] { 1 } else { 2 });
            for name in names {
                self.places.entry((*name).clone()).or_default().push(place);
            }
        }
    }
}

/// An act of law.
#[derive(Clone, Debug)]
pub struct Act {
    /// Short id used by the law files.
    pub id: String,
    /// Title in both languages.
    pub title: Title,
    /// The statute's stable address, where it has one.
    pub eli: Option<String>,
    /// Which consolidation is meant, and why.
    pub note: Option<Title>,
}

/// An open legal question with the answer that omhu uses.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Name, as in `--assume NAME=VALUE`.
    pub name: String,
    /// The question.
    pub question: Title,
    /// What omhu uses.
    pub default: String,
    /// Other answers.
    pub alternatives: Vec<String>,
    /// What the choice changes.
    pub effect: Title,
    /// Where the question comes from.
    pub source: String,
    /// Whether `--assume` can change it.
    pub switchable: bool,
}

/// The switchable parameters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Assumptions {
    /// Saturdays that are no holiday count as weekdays.
    pub weekday_includes_saturday: bool,
    /// Limits in days, weeks, months and years that end on no weekday move to the next weekday.
    pub authority_limits_roll: bool,
    /// The gap used for measures from before 2024 where no rhythm was decided.
    pub transition_followup_default: Option<Period>,
    /// Supervision years are calendar years instead of years from the placement's start.
    pub supervision_by_calendar_year: bool,
    /// The 6-month gap of 2011 also holds for reviews that fall due from 2011.
    pub interval_change_by_due_day: bool,
}

impl Assumptions {
    /// What the contract says.
    pub const CONTRACT: Assumptions = Assumptions {
        weekday_includes_saturday: false,
        authority_limits_roll: false,
        transition_followup_default: None,
        supervision_by_calendar_year: false,
        interval_change_by_due_day: false,
    };

    /// Sets one parameter by name.
    ///
    /// # Errors
    /// The name is no switchable parameter, or the value none of its answers: a sentence part that
    /// says what is allowed.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        let flag = |yes: &str, no: &str| match value {
            _ if value == yes => Ok(true),
            _ if value == no => Ok(false),
            _ => Err(format!("{name} = {yes} | {no}")),
        };
        match name {
            "weekday_includes_saturday" => self.weekday_includes_saturday = flag("true", "false")?,
            "authority_limits_roll" => self.authority_limits_roll = flag("true", "false")?,
            "supervision_year" => {
                self.supervision_by_calendar_year = flag("calendar", "from_start")?
            }
            "interval_change_2011" => {
                self.interval_change_by_due_day = flag("by_due_day", "by_trigger_day")?;
            }
            "transition_followup_default" => {
                let period = Period::parse(value).ok_or(format!("{name} = P6M"))?;
                self.transition_followup_default = Some(period);
            }
            _ => {
                return Err(
                    "weekday_includes_saturday, authority_limits_roll, supervision_year, \
                            interval_change_2011, transition_followup_default"
                        .to_owned(),
                );
            }
        }
        Ok(())
    }
}

/// A municipality's own targets.
#[derive(Clone, Debug)]
pub struct Local {
    /// Id, as in `--local copenhagen-2008`.
    pub id: String,
    /// Title.
    pub title: Title,
    /// What the targets are and where they come from.
    pub summary: Title,
    /// The line that the municipality wants to reach, in percent.
    pub target_percent: Option<u32>,
}

/// A rule id, as its place in [`LawBook::rules`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct RuleId(pub u16);

/// A rule id with the provision that states it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rule {
    /// The id: `BL-UND-24H`.
    pub id: String,
    /// The act's id.
    pub act: String,
    /// The provision: `§ 136, stk. 2`.
    pub provision: String,
}

/// Where an obligation belongs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Layer {
    /// A municipal target, by its place in [`LawBook::locals`].
    Local(u8),
    /// The statute.
    Statute,
}

impl Layer {
    /// The word in the answer.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Layer::Local(_) => "local",
            Layer::Statute => "statute",
        }
    }
}

/// How the rows of an obligation come about; `law/README.md` describes each.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// A limit after a trigger.
    Deadline,
    /// Must stand in the file on the trigger day.
    Check,
    /// Reviews one after the other.
    ReviewChain,
    /// The decision on the rhythm, at the first review.
    ReviewRhythm,
    /// So many visits in each year of a placement.
    VisitsPerYear,
    /// A committee decision and its renewals.
    RenewalChain,
    /// Some months before a birthday, for a child who is placed then.
    BeforeBirthday,
    /// Before a measure starts.
    BeforeStart,
    /// At a birthday, for a child with a fact of the required kind.
    AtBirthday,
}

/// What ends the duty before it is due.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CeasesWith {
    /// Nothing.
    Never,
    /// The closing of the case.
    Case,
    /// The end of the measure.
    Measure,
    /// The end of all measures of the decision, or the closing of the case.
    MeasuresOfDecision,
}

/// A length after a trigger.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Due {
    /// On the trigger day itself.
    TriggerDay,
    /// No number in the law.
    None,
    /// Elapsed hours.
    Hours(u32),
    /// Calendar days.
    Days(u32),
    /// Weekdays.
    Weekdays(u32),
    /// Weeks of seven days.
    Weeks(u32),
    /// Calendar months.
    Months(u32),
    /// Calendar years.
    Years(u32),
}

/// Which column of a fact holds a thing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Column {
    /// `about`
    About,
    /// `ref`
    Reference,
}

/// How a meeting fact finds its trigger.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Link {
    /// The column of the meeting fact ...
    pub fact: Column,
    /// ... that holds what this column of the trigger holds.
    pub trigger: Column,
    /// Only for triggers from this day on.
    pub from: Day,
}

/// Another limit, where something is so.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Instead {
    /// A fact about the same thing on or before the trigger day ...
    pub when: Option<KindId>,
    /// ... or a word of the trigger's value.
    pub value: Option<Word>,
    /// The limit then.
    pub due: Due,
}

/// The rule id that a pending row carries from a day on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pending {
    /// The first day of the new law.
    pub from: Day,
    /// The id for a first or only row.
    pub rule: Option<RuleId>,
    /// The id for a later review.
    pub rule_next: Option<RuleId>,
}

/// A birthday, with months to or from it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Birthday {
    /// Which birthday.
    pub years: u32,
    /// Months after (or, negative, before) it.
    pub months: i32,
}

/// From which age on a trigger counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Aged {
    /// The birthday, which counts itself.
    pub years: u32,
    /// Not where such a measure ran on that birthday, if it was on this day or after it: another duty asks for the same then.
    pub unless: Option<(Running, Day)>,
}

/// Which running measures make a duty hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Running {
    /// Any.
    Measure,
    /// A placement.
    Placement,
}

/// One dated version of an obligation.
#[derive(Clone, Debug)]
pub struct Version {
    /// First day.
    pub in_force: Day,
    /// Last day.
    pub until: Day,
    /// Only triggers on one of these; empty = all.
    pub bases: Vec<Basis>,
    /// The texts of `bases`.
    pub basis_texts: Vec<String>,
    /// The rule id of a first or only row.
    pub rule: Option<RuleId>,
    /// The rule id of a later row.
    pub rule_next: Option<RuleId>,
    /// The act's id.
    pub act: String,
    /// The provision.
    pub provision: String,
    /// The limit; none where this version asks for no first row.
    pub due: Option<Due>,
    /// Another limit, where something is so.
    pub instead: Option<Instead>,
    /// Whether the end of a parallel assessment makes it due earlier.
    pub or_parallel_assessment: bool,
    /// The limit after the row before.
    pub next: Option<Due>,
    /// The fact that decides when the next one is due.
    pub next_decided_by: Option<KindId>,
    /// The limit where nothing was decided, for measures started before a day.
    pub next_default: Option<(u32, Day)>,
    /// Visits with talk asked for in a year.
    pub visits: u32,
    /// The birthday that the limit hangs on.
    pub birthday: Option<Birthday>,
    /// What pending rows carry later.
    pub pending: Option<Pending>,
    /// The rule where the child is not born on the trigger day.
    pub unborn: Option<RuleId>,
    /// When this was last checked.
    pub checked_on: Day,
    /// How sure: A, B, C or M.
    pub confidence: String,
    /// A remark for readers.
    pub note: Option<Title>,
}

/// One duty.
#[derive(Clone, Debug)]
pub struct Obligation {
    /// Unique id: the file's name.
    pub id: String,
    /// The word in the answer's column `obligation`.
    pub name: String,
    /// The place of `name` among all names, in code-point order.
    pub rank: u16,
    /// Title: what has been done where it is met.
    pub title: Title,
    /// The same as something to do, for lists of what waits.
    pub task: Title,
    /// Plain-language summary.
    pub summary: Title,
    /// What counts as met.
    pub met_means: Option<Title>,
    /// Exceptions.
    pub exceptions: Option<Title>,
    /// What one row is about.
    pub per: String,
    /// How rows come about.
    pub shape: Shape,
    /// Statute or local target.
    pub layer: Layer,
    /// Whether the public contract lists it; others are derived on request only.
    pub in_contract: bool,
    /// The file it stands in.
    pub file: String,
    /// What triggers it.
    pub trigger: KindId,
    /// Only triggers with this word.
    pub condition: Option<Word>,
    /// What meets it.
    pub met_by: Vec<KindId>,
    /// Whether a fact before the trigger meets it too.
    pub met_from_any: bool,
    /// Whether a fact meets it whatever thing of the case it is about.
    pub met_in_case: bool,
    /// How meeting facts find their trigger.
    pub linked: Vec<Link>,
    /// What ends it.
    pub ceases_with: CeasesWith,
    /// A word of the trigger that leaves it out.
    pub not_applicable: Option<Word>,
    /// Facts that lawfully leave it out.
    pub left_out_by: Vec<KindId>,
    /// The fact that softens a late one.
    pub preliminary: Option<KindId>,
    /// Only where the newest fact of this kind about the thing says this.
    pub requires: Option<(KindId, Option<Word>)>,
    /// At a birthday: also where such a measure runs on it.
    pub or_running: Option<Running>,
    /// Only triggers of a child who is so old.
    pub aged: Option<Aged>,
    /// A check whose fact must be dated on the very day.
    pub same_day: bool,
    /// Left out where the child is not born on the trigger day.
    pub needs_birth: bool,
    /// Where the child is not born on the trigger day, it arises on the day of the birth.
    pub waits_for_birth: bool,
    /// Every trigger about a thing has its own row, and not the first only.
    pub each: bool,
    /// Versions, oldest first.
    pub versions: Vec<Version>,
}

impl Obligation {
    /// Whether a lawful reason that is written down will do in its place: it names a kind of fact that says so.
    #[must_use]
    pub fn may_be_left_out(&self, vocabulary: &Vocabulary) -> bool {
        let mut kinds = self.met_by.iter().chain(&self.left_out_by);
        kinds.any(|kind| vocabulary.kind(*kind).name.ends_with("_omitted"))
    }

    /// The version in force on a day for a trigger on this legal basis.
    #[must_use]
    pub fn version_on(&self, day: Day, basis: Basis) -> Option<&Version> {
        let in_force = |v: &&Version| v.in_force <= day && day <= v.until;
        let mut general = None;
        for version in self.versions.iter().rev().filter(in_force) {
            if version.bases.is_empty() {
                general = general.or(Some(version));
            } else if version.bases.contains(&basis) {
                return Some(version);
            }
        }
        general
    }
}
