//! Small numbers: when a count points at people, and when a percentage says too little.

/// The rule for small numbers. Defaults follow Danish practice: counts under 5 are blinded, and a percentage
/// of fewer than 20 carries a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SmallNumbers {
    threshold: u64,
    percent_from: u64,
}

impl Default for SmallNumbers {
    fn default() -> Self {
        Self {
            threshold: 5,
            percent_from: 20,
        }
    }
}

impl SmallNumbers {
    /// A rule of one's own. The threshold is kept within 3 and 10, where it still protects and still informs.
    #[must_use]
    pub fn new(threshold: u64, percent_from: u64) -> Self {
        Self {
            threshold: threshold.clamp(3, 10),
            percent_from,
        }
    }

    /// The count as it may be published outside the house: `None` when it is 1 up to the threshold.
    /// Zero is shown. This is the primary rule only: margins that let a reader subtract need a second look.
    #[must_use]
    pub fn published(&self, count: u64) -> Option<u64> {
        (count == 0 || count >= self.threshold).then_some(count)
    }

    /// Is a percentage of `counted` too unsure to be read without its interval?
    #[must_use]
    pub fn is_unsure(&self, counted: u64) -> bool {
        counted > 0 && counted < self.percent_from
    }

    /// The number from which a percentage is shown without a warning.
    #[must_use]
    pub fn percent_from(&self) -> u64 {
        self.percent_from
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_to_four_are_hidden_and_zero_is_not() {
        let rule = SmallNumbers::default();
        let published: Vec<_> = (0..7).map(|count| rule.published(count)).collect();
        assert_eq!(
            published,
            [Some(0), None, None, None, None, Some(5), Some(6)]
        );
    }

    #[test]
    fn the_threshold_stays_within_reason() {
        assert_eq!(SmallNumbers::new(1, 20).published(2), None);
        assert_eq!(SmallNumbers::new(99, 20).published(10), Some(10));
        assert!(SmallNumbers::default().is_unsure(19) && !SmallNumbers::default().is_unsure(20));
        assert!(!SmallNumbers::default().is_unsure(0));
    }
}
