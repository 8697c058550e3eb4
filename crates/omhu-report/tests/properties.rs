//! No text and no count breaks a document.

use omhu_figures::{By, Counts, FigureKey, PeriodLabel};
use omhu_report::{BehindRow, Lang, ObligationInfo, ReportInput, html, xlsx};
use proptest::prelude::*;

fn counts() -> impl Strategy<Value = Counts> {
    (0u64..40, 0u64..9, 0u64..3, 0u64..9, 0u64..3, 0u64..3).prop_map(
        |(met, late, preliminary, overdue, open, ceased)| Counts {
            met,
            late,
            late_with_preliminary: preliminary,
            overdue,
            open,
            ceased,
            not_applicable: 0,
        },
    )
}

fn input() -> impl Strategy<Value = ReportInput> {
    let cell = (0u8..3, 1u8..=12, ".{0,12}", counts());
    let row = (".{0,20}", ".{0,20}", any::<i64>());
    (
        any::<bool>(),
        ".{0,30}",
        prop::collection::vec(cell, 0..40),
        prop::collection::vec(row, 0..5),
    )
        .prop_map(|(danish, text, cells, rows)| {
            let key = |duty: u8, month: u8, group: &str| FigureKey {
                period: PeriodLabel::new(By::Month, 2026, month),
                group: group.to_owned(),
                obligation: format!("duty_{duty}"),
                layer: if duty == 2 {
                    "local".into()
                } else {
                    "statute".into()
                },
            };
            ReportInput {
                lang: if danish { Lang::Da } else { Lang::En },
                title: Some(text.clone()).filter(|text| !text.is_empty()),
                source_name: text.clone(),
                simulated: true,
                as_of: "2026-12-31".into(),
                period_from: "2026-01-01".into(),
                period_to: "2026-12-31".into(),
                obligations: vec![ObligationInfo {
                    name: "duty_1".into(),
                    layer: "statute".into(),
                    title: text.clone(),
                    summary: text.clone(),
                    target_percent: Some(95),
                    ..ObligationInfo::default()
                }],
                monthly: cells
                    .iter()
                    .map(|(duty, month, _, counts)| (key(*duty, *month, ""), *counts))
                    .collect(),
                by_team: cells
                    .iter()
                    .map(|(duty, month, team, counts)| (key(*duty, *month, team), *counts))
                    .collect(),
                behind: rows
                    .into_iter()
                    .map(|(case, due, days)| BehindRow {
                        case,
                        due,
                        status: "overdue".into(),
                        overrun_days: Some(days),
                        ..BehindRow::default()
                    })
                    .collect(),
                ..ReportInput::default()
            }
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn page_and_spreadsheet_take_anything(input in input()) {
        let page = html(&input);
        let broken = ['\u{0}', '⟦'];
        prop_assert!(!page.contains(broken));
        for tag in ["section", "table", "figure", "svg", "ul", "dl", "details"] {
            prop_assert_eq!(page.matches(&format!("<{tag}")).count(), page.matches(&format!("</{tag}>")).count());
        }
        prop_assert!(xlsx(&input).is_ok());
    }
}

#[cfg(feature = "pdf")]
proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn the_pdf_takes_anything(input in input()) {
        let made = omhu_report::pdf(&input);
        prop_assert!(made.is_ok(), "{:?}", made.err());
    }
}
