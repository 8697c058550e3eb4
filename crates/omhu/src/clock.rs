//! The clock: the only file that reads it.

use jiff::Timestamp;
use omhu_law::calendar::{Day, When};

/// Today in Copenhagen.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that reads the clock"
)]
pub fn today() -> Day {
    When::at(Timestamp::now().as_second()).day
}
