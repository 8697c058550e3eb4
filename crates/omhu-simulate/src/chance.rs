//! Chance: one stream of random numbers per family, and hashes for what must not depend on order.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// The random numbers of one family.
pub(crate) struct Dice(ChaCha8Rng);

impl Dice {
    pub(crate) fn new(seed: u64, stream: u64) -> Dice {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(stream);
        Dice(rng)
    }

    /// From 0 up to, not including, 1.
    pub(crate) fn unit(&mut self) -> f64 {
        f64::from(self.0.next_u32()) / 4_294_967_296.0
    }

    pub(crate) fn chance(&mut self, share: f64) -> bool {
        self.unit() < share
    }

    /// A whole number from `low` to `high`, both included; `low` where they cross.
    pub(crate) fn between(&mut self, low: i32, high: i32) -> i32 {
        let width = (i64::from(high) - i64::from(low) + 1).max(1) as u64;
        low + ((u64::from(self.0.next_u32()) * width) >> 32) as i32
    }

    /// A long-tailed number of days from 0: half are below `median`, a few up to 11 times that.
    pub(crate) fn tail(&mut self, median: f64) -> i32 {
        let u = self.unit() * 0.92;
        (median * u / (1.0 - u)) as i32
    }

    /// One of the things, by weight.
    pub(crate) fn pick<T: Copy>(&mut self, weighted: &[(T, f64)]) -> T {
        let total: f64 = weighted.iter().map(|(_, weight)| weight).sum();
        let mut left = self.unit() * total;
        for (thing, weight) in weighted {
            left -= weight;
            if left < 0.0 {
                return *thing;
            }
        }
        weighted[weighted.len() - 1].0
    }
}

/// A number from 0 to 1 that depends on the parts only (splitmix64 over them).
pub(crate) fn hashed(parts: &[u64]) -> f64 {
    (mixed(parts) >> 11) as f64 / 9_007_199_254_740_992.0
}

/// A hash of the parts.
pub(crate) fn mixed(parts: &[u64]) -> u64 {
    parts.iter().fold(0x9e37_79b9_7f4a_7c15, |state, part| {
        let mut z = (state ^ part).wrapping_add(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    })
}

/// A share after its odds were multiplied: 0.5 with odds x 2 is 0.667. Never leaves 0 to 1.
pub(crate) fn with_odds(share: f64, odds: f64) -> f64 {
    odds * share / (1.0 - share + odds * share)
}
