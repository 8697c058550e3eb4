//! May a team that does exactly as the whole be this far away by chance? Exact binomial limits for a funnel.

use crate::exact::incomplete_beta;

/// The tail that a funnel leaves out on each side: 99.8 % of teams that do as the whole lie within (Spiegelhalter 2005).
pub const FUNNEL_TAIL: f64 = 0.001;

/// The least and greatest number met of `n` that chance explains, when the whole meets `share`: the `tail` and
/// `1 - tail` points of the binomial distribution.
#[must_use]
pub fn funnel(n: u64, share: f64, tail: f64) -> (u64, u64) {
    let quantile = |p: f64| {
        let (mut low, mut high) = (0, n);
        while low < high {
            let middle = low + (high - low) / 2;
            if at_most(middle, n, share) >= p {
                high = middle
            } else {
                low = middle + 1
            }
        }
        low
    };
    (quantile(tail), quantile(1.0 - tail))
}

/// Probability of at most `k` of `n`.
fn at_most(k: u64, n: u64, share: f64) -> f64 {
    if k >= n {
        return 1.0;
    }
    incomplete_beta(1.0 - share, (n - k) as f64, k as f64 + 1.0)
}
