//! The Wilson score interval of a share.

/// The 97.5 % point of the normal distribution, to the last bit a double has.
pub const Z_95: f64 = 1.959963984540054;

/// 95 % Wilson interval of `met` of `n`, as fractions within 0 and 1. With `n = 0` nothing is known: 0 to 1.
///
/// Chosen because it keeps its promise for small counts and for shares near 0 and 1, where the textbook
/// interval leaves the scale (Newcombe 1998).
#[must_use]
pub fn wilson(met: u64, n: u64) -> (f64, f64) {
    if n == 0 {
        return (0.0, 1.0);
    }
    let (k, n) = (met as f64, n as f64);
    let z2 = Z_95 * Z_95;
    let centre = (k + z2 / 2.0) / (n + z2);
    let half = Z_95 / (n + z2) * (k * (n - k) / n + z2 / 4.0).sqrt();
    // At the ends the exact bounds are 0 and 1; the float is a hair beside them.
    let low = if met == 0 {
        0.0
    } else {
        (centre - half).max(0.0)
    };
    let high = if k >= n {
        1.0
    } else {
        (centre + half).min(1.0)
    };
    (low, high)
}
