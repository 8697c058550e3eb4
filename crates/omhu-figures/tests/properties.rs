//! Properties that hold for any counts.

use omhu_figures::{
    By, Counts, Outcome, PeriodLabel, Tally, Tenths, clopper_pearson, rounded_ratio, wilson,
};
use proptest::prelude::*;

const OUTCOMES: [Outcome; 7] = [
    Outcome::Met,
    Outcome::Late,
    Outcome::LateWithPreliminary,
    Outcome::Overdue,
    Outcome::Open,
    Outcome::Ceased,
    Outcome::NotApplicable,
];

type Row = (u8, u8, u8, bool, usize);

fn count(rows: &[Row]) -> Tally {
    let mut tally = Tally::default();
    for &(month, team, obligation, local, outcome) in rows {
        let period = PeriodLabel::new(By::Month, 2026, month);
        let (team, obligation) = (format!("team {team}"), format!("duty_{obligation}"));
        tally.add(
            period,
            &team,
            &obligation,
            if local { "local" } else { "statute" },
            OUTCOMES[outcome],
        );
    }
    tally
}

proptest! {
    #[test]
    fn partitions_in_any_order_count_the_same(
        rows in prop::collection::vec((1u8..=12, 0u8..3, 0u8..3, any::<bool>(), 0usize..7), 0..200),
        cut in 0usize..200,
    ) {
        let whole = count(&rows);
        let (one, two) = rows.split_at(cut.min(rows.len()));
        let (mut forth, mut back) = (count(one), count(two));
        forth.merge(count(two));
        back.merge(count(one));
        prop_assert_eq!(&forth, &whole);
        prop_assert_eq!(&back, &whole);
        let keys: Vec<_> = whole.rows().map(|(key, _)| key.clone()).collect();
        prop_assert!(keys.is_sorted());
        let all: u64 = whole.rows().map(|(_, c)| c.counted() + c.open + c.ceased + c.not_applicable).sum();
        prop_assert_eq!(all, rows.len() as u64);
    }

    #[test]
    fn the_percent_lies_in_its_interval(met in 0u64..100_000, late in 0u64..100_000) {
        let counts = Counts { met, late, ..Counts::default() };
        if let (Some(percent), Some((low, high))) = (counts.percent_tenths(), counts.interval()) {
            prop_assert!(low <= percent && percent <= high && high <= Tenths(1000));
        }
    }

    #[test]
    fn the_cautious_interval_is_mirror_symmetric(met in 0u64..500, rest in 1u64..500) {
        let n = met + rest;
        for interval in [wilson, clopper_pearson] {
            let (low, high) = interval(met, n);
            let (mirrored_low, mirrored_high) = interval(rest, n);
            prop_assert!((low - (1.0 - mirrored_high)).abs() < 1e-9 && (high - (1.0 - mirrored_low)).abs() < 1e-9);
        }
    }

    #[test]
    fn rounding_is_the_nearest_tenth(met in 0u64..2_000_000, rest in 0u64..2_000_000) {
        let n = met + rest;
        prop_assume!(n > 0);
        let tenths = u128::from(rounded_ratio(met, n, 1000).expect("n > 0"));
        let (met, n) = (u128::from(met), u128::from(n));
        // tenths - 1/2 <= 1000 met / n < tenths + 1/2
        prop_assert!(2 * tenths * n <= 2000 * met + n && 2000 * met < (2 * tenths + 1) * n);
    }
}
