//! Exact intervals: Clopper-Pearson for a share, hypergeometric for a sample of a known, finite pile.

use std::ops::RangeInclusive;

/// 95 % Clopper-Pearson interval of `met` of `n`, as fractions: never too narrow, often too wide.
#[must_use]
pub fn clopper_pearson(met: u64, n: u64) -> (f64, f64) {
    if n == 0 {
        return (0.0, 1.0);
    }
    let met = met.min(n);
    let (k, rest) = (met as f64, (n - met) as f64);
    let low = if met == 0 {
        0.0
    } else {
        beta_quantile(0.025, k, rest + 1.0)
    };
    let high = if met == n {
        1.0
    } else {
        beta_quantile(0.975, k + 1.0, rest)
    };
    (low, high)
}

/// Exact 95 % interval for how many of `population` have the trait, when `found` of a random `sample` of it had:
/// every number that would not make the finding a one-in-forty surprise in either direction.
///
/// `None` when the numbers contradict each other (`found > sample` or `sample > population`) or nothing was drawn.
#[must_use]
pub fn hypergeometric_interval(found: u64, sample: u64, population: u64) -> Option<(u64, u64)> {
    if sample == 0 || found > sample || sample > population {
        return None;
    }
    let factorials = LogFactorials::up_to(population);
    let most = population - (sample - found);
    // Both tails are monotone in the total, so halving finds the borders. At `found` and at `most` a tail is 1.
    let least = first(found, most, |total| {
        factorials.tail(found..=sample.min(total), total, sample, population) > 0.025
    });
    let too_many = first(found, most + 1, |total| {
        factorials.tail(
            sample.saturating_sub(population - total)..=found,
            total,
            sample,
            population,
        ) <= 0.025
    });
    Some((least, too_many - 1))
}

/// First value in `low..=high` for which `holds`, or `high` when there is none.
fn first(mut low: u64, mut high: u64, holds: impl Fn(u64) -> bool) -> u64 {
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

struct LogFactorials(Vec<f64>);

impl LogFactorials {
    fn up_to(n: u64) -> Self {
        let mut sum = 0.0;
        let logs = (1..=n).map(|i| {
            sum += (i as f64).ln();
            sum
        });
        Self(std::iter::once(0.0).chain(logs).collect())
    }

    fn choose(&self, n: u64, k: u64) -> f64 {
        self.0[n as usize] - self.0[k as usize] - self.0[(n - k) as usize]
    }

    /// Probability that a sample has one of these numbers of hits, when `total` of the population are hits.
    fn tail(&self, hits: RangeInclusive<u64>, total: u64, sample: u64, population: u64) -> f64 {
        let all = self.choose(population, sample);
        hits.filter(|&hits| hits <= total && sample - hits <= population - total)
            .map(|hits| {
                (self.choose(total, hits) + self.choose(population - total, sample - hits) - all)
                    .exp()
            })
            .sum()
    }
}

/// The `p` quantile of a beta distribution by halving: 200 steps leave no doubt in a double.
fn beta_quantile(p: f64, a: f64, b: f64) -> f64 {
    let (mut low, mut high) = (0.0_f64, 1.0_f64);
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        if incomplete_beta(middle, a, b) < p {
            low = middle
        } else {
            high = middle
        }
    }
    f64::midpoint(low, high)
}

/// Regularised incomplete beta function by its continued fraction (modified Lentz).
pub(crate) fn incomplete_beta(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return x.clamp(0.0, 1.0);
    }
    let front = (ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (-x).ln_1p()).exp();
    if x < (a + 1.0) / (a + b + 2.0) {
        front * beta_fraction(x, a, b) / a
    } else {
        1.0 - front * beta_fraction(1.0 - x, b, a) / b
    }
}

fn beta_fraction(x: f64, a: f64, b: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away_from_zero = |v: f64| if v.abs() < TINY { TINY } else { v };
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut result = d;
    for m in 1..10_000 {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut step = 1.0;
        for coefficient in [even, odd] {
            d = 1.0 / away_from_zero(1.0 + coefficient * d);
            c = away_from_zero(1.0 + coefficient / c);
            step = c * d;
            result *= step;
        }
        if (step - 1.0).abs() < 1e-16 {
            break;
        }
    }
    result
}

/// Logarithm of the gamma function for positive arguments: Stirling's series after shifting the argument up.
fn ln_gamma(x: f64) -> f64 {
    let mut shift = 1.0;
    let mut x = x;
    while x < 15.0 {
        shift *= x;
        x += 1.0;
    }
    let inverse = 1.0 / (x * x);
    let series = (1.0 / 12.0
        + inverse
            * (-1.0 / 360.0
                + inverse * (1.0 / 1260.0 + inverse * (-1.0 / 1680.0 + inverse / 1188.0))))
        / x;
    let half_ln_two_pi = 0.918_938_533_204_672_8;
    (x - 0.5) * x.ln() - x + half_ln_two_pi + series - f64::ln(shift)
}
