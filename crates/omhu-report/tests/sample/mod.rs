//! An invented report: seeded arithmetic, no clock, and it says that it is simulated.

use omhu_figures::{By, Outcome, PeriodLabel, Tally};
use omhu_report::{BehindRow, Lang, ObligationInfo, RegisteredLate, ReportInput, RuleInfo};

/// Name, layer, Danish and English title, provision, due cases a month, share in time (percent), target.
type Duty = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    u64,
    u64,
    Option<u32>,
);

const DUTIES: [Duty; 12] = [
    (
        "immediate_risk_assessed",
        "statute",
        "Vurdering inden for 24 timer",
        "Assessed within 24 hours",
        "§ 136, stk. 2",
        90,
        92,
        None,
    ),
    (
        "notification_receipt_sent",
        "statute",
        "Kvittering til underretter",
        "Receipt to the notifier",
        "§ 138, stk. 1",
        88,
        84,
        None,
    ),
    (
        "assessment_completed",
        "statute",
        "Børnefaglig undersøgelse færdig",
        "Assessment completed",
        "§ 20, stk. 2",
        22,
        61,
        None,
    ),
    (
        "plan_made",
        "statute",
        "Plan lavet",
        "Plan made",
        "§ 91, stk. 2",
        14,
        74,
        None,
    ),
    (
        "review_held",
        "statute",
        "Opfølgning holdt",
        "Review held",
        "§ 95, stk. 2-3",
        60,
        78,
        None,
    ),
    (
        "review_held",
        "local",
        "Opfølgning hver sjette måned",
        "Review every six months",
        "KBH 2008",
        52,
        70,
        Some(95),
    ),
    (
        "review_rhythm_decided",
        "statute",
        "Rytme for opfølgning besluttet",
        "Review rhythm decided",
        "§ 95, stk. 3",
        9,
        66,
        None,
    ),
    (
        "supervision_visits_held",
        "statute",
        "Tilsynsbesøg med samtale",
        "Supervision visits with talk",
        "§ 156, stk. 2",
        11,
        80,
        None,
    ),
    (
        "parents_plan_offered",
        "statute",
        "Forældrene tilbudt støtteplan",
        "Parents offered a plan",
        "§ 76, stk. 1",
        2,
        55,
        None,
    ),
    (
        "committee_presented",
        "statute",
        "Forelagt børne- og ungeudvalget",
        "Presented to the committee",
        "§ 143, stk. 3",
        1,
        97,
        None,
    ),
    (
        "access_answered",
        "statute",
        "Aktindsigt besvaret",
        "Access request answered",
        "§ 16, stk. 2",
        6,
        88,
        None,
    ),
    (
        "placement_renewed",
        "statute",
        "Anbringelse forlænget",
        "Placement renewed",
        "§ 55",
        0,
        100,
        None,
    ),
];

const TEAMS: [&str; 8] = [
    "Nord",
    "Syd",
    "Øst",
    "Vest",
    "Team 10",
    "Team 2",
    "Modtagelsen",
    "",
];

/// Numbers that look random and are the same for ever.
struct Arithmetic(u64);

impl Arithmetic {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit.max(1)
    }
}

/// The invented report over `months` months ending with November 2026.
pub fn sample(lang: Lang, months: u16) -> ReportInput {
    let mut numbers = Arithmetic(20_081_001);
    let (mut monthly, mut by_team, mut behind) = (Tally::default(), Tally::default(), Vec::new());
    let whole = PeriodLabel::new(By::Year, 2026, 1);
    for (d, &(name, layer, _, _, provision, due, share, _)) in DUTIES.iter().enumerate() {
        for m in 0..months {
            let index = 2026 * 12 + 10 - i32::from(months - 1 - m);
            let (year, month) = ((index / 12) as i16, (index % 12 + 1) as u8);
            let period = PeriodLabel::new(By::Month, year, month);
            // A slow rise, a dip in one summer, and a month without anything due.
            let dip = if (d == 4) && (months - m) < 6 { 14 } else { 0 };
            let now = (share + u64::from(m) / 4).saturating_sub(dip).min(99);
            let n = if d == 8 && m % 5 == 0 {
                0
            } else {
                due.saturating_sub(due / 5) + numbers.below(due / 2 + 2)
            };
            for i in 0..(if due == 0 { 0 } else { n }) {
                let team = TEAMS[(numbers.below(TEAMS.len() as u64 * 4) as usize).min(27) % 7
                    + usize::from(i == 77)];
                let hard = if team == "Vest" { 18 } else { 0 };
                let draw = numbers.below(100) + hard;
                let outcome = match (draw < now, numbers.below(10)) {
                    (true, 9) if m + 1 == months => Outcome::Open,
                    (true, 8) => Outcome::NotApplicable,
                    (true, _) => Outcome::Met,
                    (false, 0 | 1) if u32::from(months - m) < 9 => Outcome::Overdue,
                    (false, 2) if name == "assessment_completed" => Outcome::LateWithPreliminary,
                    (false, _) => Outcome::Late,
                };
                monthly.add(period, "", name, layer, outcome);
                by_team.add(whole, team, name, layer, outcome);
                let (status, met_on) = match outcome {
                    Outcome::Overdue => ("overdue", String::new()),
                    Outcome::Late => ("late", format!("{year}-{month:02}-28")),
                    Outcome::LateWithPreliminary => {
                        ("late_with_preliminary", format!("{year}-{month:02}-28"))
                    }
                    _ => continue,
                };
                let day = 1 + i % 27;
                let clock = if name == "immediate_risk_assessed" {
                    "T14:05:00+01:00"
                } else {
                    ""
                };
                behind.push(BehindRow {
                    case: format!("SIM-{:05}", numbers.below(900)),
                    obligation: name.into(),
                    about: format!("m{i}"),
                    seq: 1,
                    layer: layer.into(),
                    rule: format!("RULE-{d}"),
                    provision: provision.into(),
                    trigger_on: format!("{year}-{month:02}-01"),
                    due: format!("{year}-{month:02}-{day:02}{clock}"),
                    met_on,
                    status: status.into(),
                    overrun_days: Some(if status == "overdue" {
                        i64::from(months - 1 - m) * 30 + 24 - day.min(24) as i64
                    } else {
                        28 - day as i64
                    }),
                    precision: String::new(),
                    team: team.into(),
                    caseworker: "=HYPERLINK(\"x\")".into(),
                });
            }
        }
    }
    input(lang, months, monthly, by_team, behind)
}

fn input(
    lang: Lang,
    months: u16,
    monthly: Tally,
    by_team: Tally,
    behind: Vec<BehindRow>,
) -> ReportInput {
    let first = 2026 * 12 + 10 - i32::from(months - 1);
    let say = |da: &str, en: &str| {
        if lang == Lang::Da {
            da.to_owned()
        } else {
            en.to_owned()
        }
    };
    ReportInput {
        rows: None,
        rows_total: 0,
        lang,
        title: None,
        source_name: say("Simuleret kommune, frø 7", "Simulated municipality, seed 7"),
        simulated: true,
        as_of: "2026-11-21".into(),
        known_at: "2026-11-21".into(),
        law_edition: "5f1d9c0e7a4b21d83c66b0e1".into(),
        assumptions: vec![say(
            "Kun dage tæller for kvitteringer.",
            "Only days count for receipts.",
        )],
        rows_read: 48_211,
        rows_rejected: 3,
        rejected_examples: vec!["linje 17, when: \"31-02-2026\" er ingen dag".into()],
        cases: 900,
        period_from: format!("{}-{:02}-01", first / 12, first % 12 + 1),
        period_to: "2026-11-30".into(),
        obligations: DUTIES
            .iter()
            .enumerate()
            .map(|(d, duty)| obligation(d, duty, lang))
            .collect(),
        monthly: monthly.into_rows(),
        by_team: by_team.into_rows(),
        behind_total: behind.len() as u64,
        behind,
        registered_late: Some(RegisteredLate {
            facts: 48_208,
            late: 1_930,
            more_than_days: 3,
        }),
    }
}

fn obligation(
    d: usize,
    &(name, layer, da, en, provision, _, _, target): &Duty,
    lang: Lang,
) -> ObligationInfo {
    let rule = |id: String, act: &str, provision: &str, eli: Option<&str>, day: &str| RuleInfo {
        rule: id,
        act_title: act.into(),
        provision: provision.into(),
        eli: eli.map(str::to_owned),
        in_force: day.into(),
    };
    let eli = |path: &str| format!("https://www.retsinformation.dk/eli/lta/{path}");
    let mut rules = vec![rule(
        format!("RULE-{d}"),
        "barnets lov",
        provision,
        Some(&eli("2023/721")),
        "2024-01-01",
    )];
    if d.is_multiple_of(2) {
        rules.insert(
            0,
            rule(
                format!("SEL-{d}"),
                "serviceloven",
                "§ 70, stk. 1",
                Some(&eli("2022/170")),
                "2011-01-01",
            ),
        );
    }
    ObligationInfo {
        name: name.into(),
        layer: layer.into(),
        title: if lang == Lang::Da {
            da.into()
        } else {
            en.into()
        },
        summary: if lang == Lang::Da {
            format!("{da}: en opdigtet forklaring med <b>tegn</b> & \"tegn\".")
        } else {
            format!("{en}: an invented explanation with <b>signs</b> & \"signs\".")
        },
        rules,
        target_percent: target,
    }
}
