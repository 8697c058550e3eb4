//! Compares with statsmodels, scipy and numpy: fixtures made by `oracle/statistics/*.py`.

use omhu_figures::{
    FUNNEL_TAIL, Side, Signal, clopper_pearson, funnel, hypergeometric_interval, p_chart, signals,
    wilson,
};
use serde_json::Value;

fn fixture(text: &str) -> Value {
    serde_json::from_str(text).expect("the fixture is JSON")
}

fn intervals() -> Value {
    fixture(include_str!("fixtures/intervals.json"))
}

fn numbers<const N: usize>(row: &Value) -> [f64; N] {
    std::array::from_fn(|i| row[i].as_f64().expect("a number"))
}

fn rows(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

#[test]
fn wilson_is_that_of_statsmodels_to_twelve_decimals() {
    for row in rows(&intervals()["wilson"]) {
        let [met, n, low, high] = numbers(row);
        let ours = wilson(met as u64, n as u64);
        assert!(
            (ours.0 - low).abs() < 1e-12 && (ours.1 - high).abs() < 1e-12,
            "{row} {ours:?}"
        );
    }
}

#[test]
fn clopper_pearson_is_that_of_statsmodels() {
    for row in rows(&intervals()["clopper_pearson"]) {
        let [met, n, low, high] = numbers(row);
        let ours = clopper_pearson(met as u64, n as u64);
        assert!(
            (ours.0 - low).abs() < 1e-9 && (ours.1 - high).abs() < 1e-9,
            "{row} {ours:?}"
        );
    }
}

#[test]
fn hypergeometric_intervals_are_those_of_scipy() {
    for row in rows(&intervals()["hypergeometric"]) {
        let [found, sample, population, low, high] = numbers::<5>(row).map(|x| x as u64);
        assert_eq!(
            hypergeometric_interval(found, sample, population),
            Some((low, high)),
            "{row}"
        );
    }
    for (found, sample, population) in [(0, 0, 10), (5, 4, 10), (1, 11, 10)] {
        assert_eq!(hypergeometric_interval(found, sample, population), None);
    }
}

#[test]
fn funnel_limits_are_those_of_scipy() {
    for row in rows(&intervals()["funnel"]) {
        let [n, share, low, high] = numbers(row);
        assert_eq!(
            funnel(n as u64, share, FUNNEL_TAIL),
            (low as u64, high as u64),
            "{row}"
        );
    }
}

#[test]
fn limits_and_signals_are_those_of_the_second_program() {
    for expected in rows(&fixture(include_str!("fixtures/control_charts.json"))["series"]) {
        let column = |name: &str| {
            rows(&expected[name])
                .iter()
                .map(|v| v.as_u64().expect("a count"))
                .collect::<Vec<_>>()
        };
        let series: Vec<_> = column("met").into_iter().zip(column("n")).collect();
        let Some(mean) = expected["mean"].as_f64() else {
            assert_eq!((p_chart(&series), signals(&series)), (None, vec![]));
            continue;
        };
        let chart = p_chart(&series).expect("limits");
        assert!((chart.mean - mean).abs() < 1e-12);
        for (ours, theirs) in chart.limits.iter().zip(rows(&expected["limits"])) {
            match ours {
                None => assert!(theirs.is_null()),
                Some(ours) => {
                    let [low, high] = numbers(theirs);
                    assert!((ours.low - low).abs() < 1e-12 && (ours.high - high).abs() < 1e-12);
                }
            }
        }
        let sign = |side: Side| if side == Side::Above { 1.0 } else { -1.0 };
        let (mut outside, mut runs) = (Vec::new(), Vec::new());
        for signal in signals(&series) {
            match signal {
                Signal::Outside { at, side } => outside.push([at as f64, sign(side)]),
                Signal::Run {
                    from,
                    to,
                    length,
                    side,
                } => runs.push([from as f64, to as f64, length as f64, sign(side)]),
            }
        }
        assert_eq!(
            outside,
            rows(&expected["outside"])
                .iter()
                .map(numbers)
                .collect::<Vec<[f64; 2]>>()
        );
        assert_eq!(
            runs,
            rows(&expected["runs"])
                .iter()
                .map(numbers)
                .collect::<Vec<[f64; 4]>>()
        );
    }
}
