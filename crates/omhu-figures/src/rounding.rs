//! Rounding: half away from zero, as the public contract asks for.

use std::fmt;

/// A number with one decimal, kept as whole tenths, so that it is printed as it was rounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tenths(pub u32);

impl Tenths {
    /// A fraction of one as percent with one decimal, half away from zero, within 0 and 100.
    #[must_use]
    pub fn percent_of_fraction(fraction: f64) -> Self {
        // `f64::round` rounds half away from zero. The clamp makes the cast exact.
        Self((fraction * 1000.0).round().clamp(0.0, 1000.0) as u32)
    }

    /// A percentage as a fraction of one, for spreadsheets: the double nearest to its three decimals.
    #[must_use]
    pub fn as_fraction(self) -> f64 {
        f64::from(self.0) / 1000.0
    }

    /// The number as a float, for drawing.
    #[must_use]
    pub fn as_f64(self) -> f64 {
        f64::from(self.0) / 10.0
    }
}

/// Always with a point: the form of the contract. Languages have their own form.
impl fmt::Display for Tenths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0 / 10, self.0 % 10)
    }
}

/// `scale * numerator / denominator` in whole numbers, half rounded up; `None` for a denominator of zero.
/// Exact, because a float can stand on the wrong side of a half.
#[must_use]
pub fn rounded_ratio(numerator: u64, denominator: u64, scale: u32) -> Option<u64> {
    if denominator == 0 {
        return None;
    }
    let denominator = u128::from(denominator);
    let twice = 2 * u128::from(numerator) * u128::from(scale) + denominator;
    u64::try_from(twice / (2 * denominator)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_goes_up() {
        assert_eq!(
            rounded_ratio(1, 2000, 1000),
            Some(1),
            "0.05 % is printed 0.1"
        );
        assert_eq!(rounded_ratio(1, 2001, 1000), Some(0));
        assert_eq!(rounded_ratio(1, 0, 1000), None);
        assert_eq!(rounded_ratio(u64::MAX, u64::MAX, 1000), Some(1000));
    }

    #[test]
    fn tenths_are_printed_with_one_decimal() {
        assert_eq!(Tenths(1000).to_string(), "100.0");
        assert_eq!(Tenths(5).to_string(), "0.5");
        assert_eq!(Tenths::percent_of_fraction(0.7305), Tenths(731));
        assert_eq!(Tenths::percent_of_fraction(1.0 + 1e-12), Tenths(1000));
        assert_eq!(Tenths::percent_of_fraction(-1e-12), Tenths(0));
    }
}
