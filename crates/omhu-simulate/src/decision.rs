//! Assessments, decisions and plans: the law of the day decides what is asked for.

use omhu_law::calendar::Day;

use crate::chance::with_odds;
use crate::course::{BARNETS_LOV, Course};
use crate::national::{ASSESSMENT, CONVERSATION, PLAN_PLACEMENT, PLAN_SUPPORT, share};
use crate::row::{Row, Thing};

/// An assessment.
#[derive(Clone, Copy)]
pub(crate) struct Assessment {
    pub(crate) a: Thing,
    pub(crate) known: Day,
    pub(crate) decided: Day,
    pub(crate) completed: Option<Day>,
}

/// What is decided.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Help {
    Support,
    Placement,
    Compulsory,
    Aftercare,
}

impl Help {
    pub(crate) fn value(self) -> &'static str {
        match self {
            Help::Support | Help::Aftercare => "support",
            Help::Placement | Help::Compulsory => "placement",
        }
    }

    pub(crate) fn is_placement(self) -> bool {
        self.value() == "placement"
    }

    /// The paragraph on a day: lov om social service until 2023, barnets lov from 2024.
    fn basis(self, on: Day) -> &'static str {
        match (self, on < BARNETS_LOV) {
            (Help::Support | Help::Placement, true) => "sel-52",
            (Help::Compulsory, true) => "sel-58",
            (Help::Aftercare, true) => "sel-76",
            (Help::Support, false) => "bl-32",
            (Help::Placement, false) => "bl-46",
            (Help::Compulsory, false) => "bl-47",
            (Help::Aftercare, false) => "bl-114",
        }
    }
}

/// A decision to be made.
#[derive(Clone, Copy)]
pub(crate) struct Matter {
    pub(crate) d: Thing,
    pub(crate) help: Help,
    pub(crate) on: Day,
    pub(crate) assessment: Option<Assessment>,
    /// The child could not wait.
    pub(crate) urgent: bool,
}

impl Course<'_> {
    /// An assessment from the day the need was known: 4 months, often with a preliminary one.
    pub(crate) fn assessment(&mut self, known: Day, from: Day, n: Thing) -> Assessment {
        let a = self.id(b'a');
        self.put(Row::on("support_need_known", known).about(a).re(n));
        let decided = self.workday_in(from, 0, 20);
        self.put(Row::on("assessment_decided", decided).about(a));
        let due = known.plus_months(4);
        let completed = self.done(decided.plus_days(25), due, share(ASSESSMENT, due), 0.1);
        if completed.is_none_or(|day| day > due) && self.goes_well(0.3, due) {
            let day = self.dice.between(0, 30);
            let preliminary = self.workday_before(due.plus_days(-day), known);
            self.put(Row::on("preliminary_assessment_made", preliminary).about(a));
        }
        if let Some(day) = completed {
            self.put(Row::on("assessment_completed", day).about(a));
        }
        Assessment {
            a,
            known,
            decided,
            completed,
        }
    }

    /// The conversation within an assessment that leads to no decision.
    pub(crate) fn talk_in_assessment(&mut self, assessment: Assessment) {
        let end = assessment
            .completed
            .unwrap_or(assessment.known.plus_months(4));
        if self.goes_well(0.65, end) {
            self.talk(assessment.a, assessment.known, end);
        }
    }

    fn talk(&mut self, re: Thing, from: Day, to: Day) {
        let x = self.id(b'x');
        let day = self.dice.between(from.0, to.0.max(from.0));
        let day = self.workday_before(Day(day), from);
        self.put(Row::on("child_conversation_held", day).about(x).re(re));
    }

    /// Conversation, hearing, decision, guidance, plan; a committee where it is compulsory.
    /// Gives the basis.
    pub(crate) fn decided(&mut self, matter: Matter) -> &'static str {
        let Matter {
            d,
            help,
            on,
            assessment,
            ..
        } = matter;
        self.involved(matter);
        match self.dice.unit() {
            held if held < 0.84 => {
                let day = self.dice.between(1, 21);
                let day = self.workday_before(on.plus_days(-day), on.plus_days(-25));
                self.put(Row::on("party_hearing_held", day).about(d));
            }
            waived if waived < 0.9 => self.put(Row::on("party_hearing_waived", on).about(d)),
            _ => {}
        }
        let basis = match help {
            Help::Aftercare if on >= BARNETS_LOV && self.dice.chance(0.15) => "bl-120",
            _ => help.basis(on),
        };
        let re = assessment.map_or(Thing::None, |assessment| assessment.a);
        let row = Row::on("decision_made", on).about(d).re(re).basis(basis);
        self.put(row.value(help.value()));
        if self.goes_well(0.92, on) {
            self.put(Row::on("appeal_guidance_given", on).about(d));
        } else if self.dice.chance(0.5) {
            let late = self.workday_in(on, 1, 20);
            self.put(Row::on("appeal_guidance_given", late).about(d));
        }
        if help == Help::Compulsory {
            let prior = if self.dice.chance(0.15) {
                "prior_placement"
            } else {
                ""
            };
            self.put(
                Row::on("committee_decided", on)
                    .about(d)
                    .basis(basis)
                    .value(prior),
            );
        }
        if on < BARNETS_LOV {
            self.plan_by_old_law(matter)
        } else {
            self.plan_by_new_law(matter)
        }
        self.appealed(on);
        basis
    }

    /// The child's conversation: about the decision, or in its assessment, or both. Two decisions
    /// may rest on one assessment and its talk, so the odds of a single one are set lower.
    fn involved(&mut self, matter: Matter) {
        let Matter {
            d, on, assessment, ..
        } = matter;
        if self.dice.chance(0.06) {
            let day = self.workday_before(on.plus_days(-2), on.plus_days(-6));
            self.put(Row::on("child_conversation_omitted", day).re(d));
        } else if self.goes_well(with_odds(share(CONVERSATION, on), 0.84), on) {
            let where_held = self.dice.between(0, 3);
            if let Some(assessment) = assessment.filter(|_| where_held >= 2) {
                let end = assessment
                    .completed
                    .unwrap_or(on)
                    .min(on)
                    .max(assessment.known);
                self.talk(assessment.a, assessment.known.min(on), end);
            }
            if where_held <= 2 || assessment.is_none() {
                self.talk(d, on.plus_days(-30), on);
            }
        } else if self.dice.chance(0.3) {
            // Held, but too late to count.
            self.talk(d, on.plus_days(1), on.plus_days(60));
        }
    }

    fn plan_share(&mut self, help: Help) -> f64 {
        match help {
            Help::Compulsory => 0.85,
            Help::Placement => PLAN_PLACEMENT / 100.0,
            Help::Support | Help::Aftercare => PLAN_SUPPORT / 100.0,
        }
    }

    /// Until 2023 a plan comes before the decision; who cannot wait gets a statement and 4 months.
    fn plan_by_old_law(&mut self, matter: Matter) {
        let Matter { d, help, on, .. } = matter;
        let share = self.plan_share(help);
        let urgent = matter.urgent || self.dice.chance(0.05);
        let made = if urgent {
            self.put(Row::on("purpose_statement_made", on).about(d));
            self.done(on.plus_days(20), on.plus_months(4), 0.65, 0.2)
        } else {
            self.done(on.plus_days(-14), on, share, 0.2)
        };
        self.plan_made(d, made);
    }

    /// From 2024 a plan comes within 3 months (§ 46), after a position (§ 32), or before (§ 47).
    fn plan_by_new_law(&mut self, matter: Matter) {
        let Matter { d, help, on, .. } = matter;
        let made = match help {
            Help::Support => {
                let wanted = self.dice.chance(0.6);
                let position = self.done(on, on, 0.8, 0.5);
                if let Some(day) = position {
                    let value = if wanted { "yes" } else { "no" };
                    self.put(Row::on("plan_position_taken", day).about(d).value(value));
                }
                if !wanted {
                    return;
                }
                self.done(on.plus_days(10), on.plus_months(3), 0.66, 0.25)
            }
            Help::Placement => self.done(on.plus_days(10), on.plus_months(3), 0.62, 0.15),
            Help::Compulsory => self.done(on.plus_days(-14), on, 0.85, 0.1),
            Help::Aftercare => self.done(on.plus_days(-30), on.plus_months(3), 0.7, 0.4),
        };
        self.plan_made(d, made);
    }

    fn plan_made(&mut self, d: Thing, made: Option<Day>) {
        if let Some(day) = made {
            let p = self.id(b'p');
            self.put(Row::on("plan_made", day).about(p).re(d));
            if self.dice.chance(0.35) {
                let revised = self.workday_in(day, 80, 400);
                self.put(Row::on("plan_revised", revised).about(p));
            }
        }
    }

    /// Some decisions are appealed: the municipality looks at it again, then sends it on.
    fn appealed(&mut self, decided: Day) {
        if !self.dice.chance(0.06) {
            return;
        }
        let x = self.id(b'x');
        let received = self.workday_in(decided, 5, 28);
        self.put(Row::on("appeal_received", received).about(x));
        let kind = if self.dice.chance(0.3) {
            "appeal_forwarded"
        } else {
            "appeal_reassessed"
        };
        let due = received.plus_days(28);
        if let Some(day) = self.done(received.plus_days(3), due, 0.8, 0.15) {
            self.put(Row::on(kind, day).about(x));
            if kind == "appeal_reassessed" && self.dice.chance(0.7) {
                let sent = self.workday_in(day, 0, 5);
                self.put(Row::on("appeal_forwarded", sent).about(x));
            }
        }
    }
}
