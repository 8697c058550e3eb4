//! Is it getting better or is it chance? Control limits and signals for a series of shares.
//!
//! A month in which nothing was due is no point: it has no limits, and a run goes on over it.
//! The limits are the usual three standard errors. They come from the normal distribution and cry wolf where n is
//! small (one late case of one); so a point is a signal only when the binomial distribution finds it as rare. A run
//! says nothing where most months have no late case at all, so it needs one of each kind a month on average.

use crate::funnel;

/// Below this number of points no limits are drawn: they would move too much.
pub const POINTS_FOR_LIMITS: usize = 12;

/// Probability beyond three standard errors on one side of a normal distribution.
const TAIL: f64 = 0.00135;

/// So many points in a row on one side of the mean are a signal.
pub const RUN_LENGTH: usize = 7;

/// Limits of one point, as fractions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Lower limit.
    pub low: f64,
    /// Upper limit.
    pub high: f64,
}

/// A p-chart: the mean of the whole series, and limits that widen where n is small.
#[derive(Clone, Debug, PartialEq)]
pub struct PChart {
    /// All met over all counted.
    pub mean: f64,
    /// One per point of the series; `None` where n = 0.
    pub limits: Vec<Option<Limits>>,
}

/// Which side of the mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// More in time than the mean.
    Above,
    /// Less in time than the mean.
    Below,
}

/// Something that chance alone would seldom do. Places are positions in the series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// One point outside its limits, and rarer than 1 in 740 also by the binomial distribution.
    Outside {
        /// Position of the point.
        at: usize,
        /// Over the upper or under the lower limit.
        side: Side,
    },
    /// At least [`RUN_LENGTH`] points in a row on one side of the mean.
    Run {
        /// Position of the first point.
        from: usize,
        /// Position of the last point.
        to: usize,
        /// How many points, months without any left out.
        length: usize,
        /// Which side.
        side: Side,
    },
}

/// Mean and limits (three standard errors) of a series of `(met, n)`. `None` with fewer than
/// [`POINTS_FOR_LIMITS`] points.
#[must_use]
pub fn p_chart(series: &[(u64, u64)]) -> Option<PChart> {
    if series.iter().filter(|(_, n)| *n > 0).count() < POINTS_FOR_LIMITS {
        return None;
    }
    let met: u64 = series.iter().map(|(met, _)| met).sum();
    let all: u64 = series.iter().map(|(_, n)| n).sum();
    let mean = met as f64 / all as f64;
    let limits = series.iter().map(|&(_, n)| {
        (n > 0).then(|| {
            let three_sigma = 3.0 * (mean * (1.0 - mean) / n as f64).sqrt();
            Limits {
                low: (mean - three_sigma).max(0.0),
                high: (mean + three_sigma).min(1.0),
            }
        })
    });
    Some(PChart {
        mean,
        limits: limits.collect(),
    })
}

/// The signals of a series, in the order of their first point. Empty when there are too few points for limits.
#[must_use]
pub fn signals(series: &[(u64, u64)]) -> Vec<Signal> {
    let Some(chart) = p_chart(series) else {
        return Vec::new();
    };
    let (met, all) = series
        .iter()
        .fold((0, 0), |sum, point| (sum.0 + point.0, sum.1 + point.1));
    let points = series.iter().filter(|(_, n)| *n > 0).count() as u64;
    let runs_tell = met.min(all - met) >= points;
    let mut found = Vec::new();
    let mut run: Option<(Side, usize, usize, usize)> = None;
    for (at, &(k, n)) in series.iter().enumerate() {
        let Some(limits) = chart.limits[at] else {
            continue;
        };
        let share = k as f64 / n as f64;
        let (least, most) = funnel(n, chart.mean, TAIL);
        if share > limits.high && k > most {
            found.push(Signal::Outside {
                at,
                side: Side::Above,
            });
        } else if share < limits.low && k < least {
            found.push(Signal::Outside {
                at,
                side: Side::Below,
            });
        }
        // In whole numbers: a point exactly on the mean is on neither side and ends a run.
        let side = match (u128::from(k) * u128::from(all)).cmp(&(u128::from(met) * u128::from(n))) {
            std::cmp::Ordering::Greater => Some(Side::Above),
            std::cmp::Ordering::Less => Some(Side::Below),
            std::cmp::Ordering::Equal => None,
        };
        run = match (run, side) {
            (Some((old, from, _, length)), Some(new)) if old == new => {
                Some((new, from, at, length + 1))
            }
            (old, new) => {
                push_run(&mut found, old);
                new.map(|side| (side, at, at, 1))
            }
        };
    }
    push_run(&mut found, run);
    found.retain(|signal| runs_tell || matches!(signal, Signal::Outside { .. }));
    found.sort_by_key(|signal| match *signal {
        Signal::Outside { at, .. } => (at, 1),
        Signal::Run { from, .. } => (from, 0),
    });
    found
}

fn push_run(found: &mut Vec<Signal>, run: Option<(Side, usize, usize, usize)>) {
    if let Some((side, from, to, length)) = run
        && length >= RUN_LENGTH
    {
        found.push(Signal::Run {
            from,
            to,
            length,
            side,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_late_case_of_one_is_no_alarm() {
        let mut series = vec![(1, 1); 20];
        series[3] = (0, 1);
        assert!(
            p_chart(&series)
                .is_some_and(|chart| chart.limits[3].is_some_and(|limits| limits.low > 0.0))
        );
        assert_eq!(signals(&series), []);
    }

    #[test]
    fn a_run_goes_on_over_a_month_without_anything_due() {
        let mut series = [(5, 10), (9, 10)].repeat(8);
        series.extend([
            (5, 10),
            (5, 10),
            (5, 10),
            (0, 0),
            (5, 10),
            (5, 10),
            (5, 10),
            (5, 10),
        ]);
        let run = Signal::Run {
            from: 16,
            to: 23,
            length: 7,
            side: Side::Below,
        };
        assert!(signals(&series).contains(&run), "{:?}", signals(&series));
    }
}
