//! Printed numbers of books and of Danish reports, computed again.

use omhu_figures::{
    Counts, Side, Signal, Tenths, clopper_pearson, hypergeometric_interval, p_chart, rounded_ratio,
    signals, wilson,
};

fn four_decimals((low, high): (f64, f64)) -> (String, String) {
    (format!("{low:.4}"), format!("{high:.4}"))
}

fn pair(low: &str, high: &str) -> (String, String) {
    (low.into(), high.into())
}

/// Newcombe 1998, table I.
#[test]
fn newcombe_wilson_and_clopper_pearson() {
    let cases = [
        (81, 263, pair("0.2553", "0.3662"), pair("0.2527", "0.3676")),
        (15, 148, pair("0.0624", "0.1605"), pair("0.0578", "0.1617")),
        (0, 20, pair("0.0000", "0.1611"), pair("0.0000", "0.1684")),
        (1, 29, pair("0.0061", "0.1718"), pair("0.0009", "0.1776")),
    ];
    for (met, n, by_wilson, by_clopper_pearson) in cases {
        assert_eq!(four_decimals(wilson(met, n)), by_wilson);
        assert_eq!(four_decimals(clopper_pearson(met, n)), by_clopper_pearson);
    }
}

/// Ten cases per team: 8 of 10 says 49 to 94 %.
#[test]
fn eight_of_ten_is_49_to_94_percent() {
    let counts = Counts {
        met: 8,
        late: 2,
        ..Counts::default()
    };
    assert_eq!(counts.interval(), Some((Tenths(490), Tenths(943))));
}

/// Montgomery: orange juice cans, 30 samples of 50.
#[test]
fn montgomery_juice_cans() {
    let cans = [
        12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9,
        12, 7, 13, 9, 6,
    ];
    let series: Vec<_> = cans.iter().map(|&found| (found, 50)).collect();
    let chart = p_chart(&series).expect("30 points are enough");
    let limits = chart.limits[0].expect("n is 50");
    assert_eq!(
        format!("{:.4} {:.4} {:.4}", chart.mean, limits.high, limits.low),
        "0.2313 0.4102 0.0524"
    );
    let outside: Vec<_> = signals(&series)
        .into_iter()
        .filter(|s| matches!(s, Signal::Outside { .. }))
        .collect();
    let high = |sample: usize| Signal::Outside {
        at: sample - 1,
        side: Side::Above,
    };
    assert_eq!(outside, [high(15), high(23)]);
}

/// Frederiksberg/BDO: 12 of 70 audited acute cases of 90 needed more; 391 of 406 preventive cases were reviewed.
#[test]
fn frederiksberg() {
    assert_eq!(hypergeometric_interval(12, 70, 90), Some((12, 20)));
    assert_eq!(
        (rounded_ratio(12, 90, 1000), rounded_ratio(20, 90, 1000)),
        (Some(133), Some(222))
    );
    assert_eq!(rounded_ratio(90, 1096, 1000), Some(82));
    assert_eq!(rounded_ratio(12, 70, 1000), Some(171));
    let preventive = Counts {
        met: 391,
        overdue: 406 - 391,
        ..Counts::default()
    };
    assert_eq!(
        (preventive.counted(), preventive.not_in_time()),
        (406, 15),
        "the source prints 16"
    );
    let disability = Counts {
        met: 181,
        overdue: 99,
        ..Counts::default()
    };
    assert_eq!(disability.counted(), 280);
}

/// Børnesagsbarometret: 1,184 + 956 = 2,140 cases; 73 % of 708 is sure to about 3.3 points.
#[test]
fn boernesagsbarometret() {
    let mut cases = Counts {
        met: 1184,
        ..Counts::default()
    };
    cases.merge(&Counts {
        met: 956,
        ..Counts::default()
    });
    assert_eq!(cases.counted(), 2140);
    let met = rounded_ratio(73, 100, 708).expect("not zero");
    assert_eq!(met, 517);
    let (low, high) = wilson(met, 708);
    assert_eq!(format!("{:.1}", 100.0 * (high - low) / 2.0), "3.3");
}

/// Copenhagen 2018: 53 % over all, 33 % of placements and 72 % of the others: placements are 19/39 = 0.487 of the sample.
#[test]
fn copenhagen_2018_drew_nearly_equal_strata() {
    assert_eq!(rounded_ratio(72 - 53, 72 - 33, 1000), Some(487));
}

/// Thisted: notifications a month, rounded. The source truncates the last to 81.28.
#[test]
fn thisted_2017_to_2022() {
    let per_month = |all, months| rounded_ratio(all, months, 100).expect("not zero");
    let years = [915, 982, 1078, 1150, 1101].map(|all| per_month(all, 12));
    assert_eq!(years, [7625, 8183, 8983, 9583, 9175]);
    assert_eq!(per_month(569, 7), 8129);
    assert_eq!(569 * 100 / 7, 8128, "what the source printed");
    assert_eq!(4 + 465 + 100, 569);
    assert_eq!(
        [130, 71, 66, 35, 23, 22, 22, 21, 9, 9].iter().sum::<u32>(),
        408
    );
}

/// Nothing found in 20 or 50 of 700 files still allows 16.6 % or 6.9 % (two-sided 95 %).
#[test]
fn nothing_found_is_not_nothing_there() {
    let percent = |sample| {
        hypergeometric_interval(0, sample, 700).and_then(|(_, high)| rounded_ratio(high, 700, 1000))
    };
    assert_eq!((percent(20), percent(50)), (Some(166), Some(69)));
}
