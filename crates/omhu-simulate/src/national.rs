//! The national figures that the municipality is calibrated to. Source: `measures.md` of the project.

use omhu_law::calendar::Day;

/// A figure of the simulated municipality, what it aims at, and where that number comes from.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Calibration {
    /// Key of the figure.
    pub figure: &'static str,
    /// Danish name.
    pub da: &'static str,
    /// English name.
    pub en: &'static str,
    /// The year the target is for, where it moves.
    pub year: Option<i32>,
    /// The target: percent, or a number where the key says so.
    pub target: f64,
    /// How far the default model may lie from it, in the same unit.
    pub tolerance: f64,
    /// Where the target comes from, in one line.
    pub source: &'static str,
}

/// Shares in percent by year; between the years on a straight line, outside them level.
pub(crate) type Trend = &'static [(i32, f64)];

pub(crate) const RISK_ASSESSED: f64 = 88.0;
pub(crate) const ASSESSMENT: Trend = &[(2021, 60.0), (2024, 50.0)];
pub(crate) const CONVERSATION: Trend = &[(2019, 56.0), (2021, 61.0), (2024, 65.0)];
pub(crate) const FIRST_REVIEW: Trend = &[(2019, 44.0), (2024, 75.0)];
pub(crate) const PLAN_SUPPORT: f64 = 72.0;
pub(crate) const PLAN_PLACEMENT: f64 = 33.0;

/// The share of a trend on a day, from 0 to 1.
pub(crate) fn share(trend: Trend, day: Day) -> f64 {
    let (year, month, _) = day.civil();
    // A year's figure belongs to its middle.
    let at = f64::from(year) + (f64::from(month) - 6.5) / 12.0;
    let mut before = trend[0];
    for &point in trend {
        let (from, to) = (f64::from(before.0), f64::from(point.0));
        if at < to {
            let way = if to > from {
                ((at - from) / (to - from)).max(0.0)
            } else {
                0.0
            };
            return (before.1 + way * (point.1 - before.1)) / 100.0;
        }
        before = point;
    }
    before.1 / 100.0
}

const fn aim(
    (figure, da, en): (&'static str, &'static str, &'static str),
    year: Option<i32>,
    target: f64,
    tolerance: f64,
    source: &'static str,
) -> Calibration {
    Calibration {
        figure,
        da,
        en,
        year,
        target,
        tolerance,
        source,
    }
}

const BAROMETER: &str = "Ankestyrelsen, Børnesagsbarometret 2021 and 2024 (measures.md 1.3)";
const PILOT: &str =
    "straight line between Børnesagsbarometret 2019 (44) and 2024 (75) (measures.md 1.3)";
const COPENHAGEN: &str =
    "Copenhagen 2017, plan before start (measures.md 1.2); here: plan on or before the decision";
const THISTED: &str = "Thisted Jan-Jul 2022: 4, 465 and 100 of 569 (measures.md 2.2)";
const FREDERIKSBERG: &str = "Frederiksberg/BDO: 406 preventive, 126 placement, 280 disability, 97 school of 909 (measures.md 1.4)";
const ASSESSED: (&str, &str, &str) = (
    "assessment_within_4_months",
    "Undersøgelse færdig inden for 4 måneder",
    "Assessment within 4 months",
);
const TALKED: (&str, &str, &str) = (
    "child_conversation_before_decision",
    "Børnesamtale før afgørelsen",
    "Child conversation before the decision",
);
const REVIEWED: (&str, &str, &str) = (
    "first_review_within_3_months",
    "Første opfølgning til tiden",
    "First review in time",
);

/// Which figures were calibrated to what. The other figures of the model have no source and say
/// nothing about Denmark.
#[must_use]
pub fn calibration() -> &'static [Calibration] {
    const TABLE: &[Calibration] = &[
        aim(
            (
                "immediate_risk_assessed_24h",
                "Vurderet inden for 24 timer",
                "Judged within 24 hours",
            ),
            None,
            RISK_ASSESSED,
            2.0,
            "Børnesagsbarometret: 87 (2019), 88 (2021) (measures.md 1.3)",
        ),
        aim(ASSESSED, Some(2021), 60.0, 4.0, BAROMETER),
        aim(ASSESSED, Some(2024), 50.0, 4.0, BAROMETER),
        aim(TALKED, Some(2021), 61.0, 4.0, BAROMETER),
        aim(TALKED, Some(2024), 65.0, 4.0, BAROMETER),
        aim(REVIEWED, Some(2022), 62.6, 5.0, PILOT),
        aim(REVIEWED, Some(2024), 75.0, 5.0, BAROMETER),
        aim(
            (
                "plan_support_sel",
                "Plan ved afgørelse om støtte (2021-23)",
                "Plan at support decision (2021-23)",
            ),
            None,
            PLAN_SUPPORT,
            4.0,
            COPENHAGEN,
        ),
        aim(
            (
                "plan_placement_sel",
                "Plan ved afgørelse om anbringelse (2021-23)",
                "Plan at placement decision (2021-23)",
            ),
            None,
            PLAN_PLACEMENT,
            7.0,
            COPENHAGEN,
        ),
        aim(
            (
                "sender_professional",
                "Underretninger fra fagpersoner",
                "Notifications by professionals",
            ),
            None,
            81.7,
            2.0,
            THISTED,
        ),
        aim(
            (
                "sender_citizen",
                "Underretninger fra borgere og anonyme",
                "Notifications by citizens, anonymous ones included",
            ),
            None,
            17.6,
            2.0,
            THISTED,
        ),
        aim(
            (
                "sender_municipality",
                "Underretninger fra andre kommuner",
                "Notifications by municipalities",
            ),
            None,
            0.7,
            0.5,
            THISTED,
        ),
        aim(
            (
                "notifications_per_child_year_number",
                "Underretninger pr. underrettet barn pr. år",
                "Notifications per notified child in a year",
            ),
            None,
            1.75,
            0.15,
            "national 2019: 137,986 about 79,001 children (measures.md 2.2)",
        ),
        aim(
            (
                "placements_without_consent",
                "Anbringelser uden samtykke",
                "Placements without consent",
            ),
            None,
            5.2,
            2.0,
            "Børnesagsbarometret 2020-2022: 50 of 956 placement decisions (measures.md 1.3)",
        ),
        aim(
            (
                "running_placement",
                "Løbende sager: anbringelse",
                "Running cases: placement",
            ),
            None,
            13.9,
            4.0,
            FREDERIKSBERG,
        ),
        aim(
            (
                "running_disability",
                "Løbende sager: handicap",
                "Running cases: disability",
            ),
            None,
            30.8,
            5.0,
            FREDERIKSBERG,
        ),
        aim(
            (
                "running_school_day_treatment",
                "Løbende sager: skole-dagbehandling",
                "Running cases: school day treatment",
            ),
            None,
            10.7,
            3.5,
            FREDERIKSBERG,
        ),
        aim(
            (
                "children_per_caseworker_number",
                "Børn pr. sagsbehandler",
                "Children per caseworker",
            ),
            None,
            25.0,
            5.0,
            "Dansk Socialrådgiverforening: guidance 20-30 (2020), measured 33 (2019) (measures.md 1.5)",
        ),
    ];
    TABLE
}
