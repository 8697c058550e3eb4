//! The clock: the only file that reads it.

use jiff::Timestamp;
use omhu_law::calendar::{Day, When};

/// This moment.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that reads the clock"
)]
pub fn now() -> When {
    When::at(Timestamp::now().as_second())
}

/// Today in Copenhagen.
pub fn today() -> Day {
    now().day
}
