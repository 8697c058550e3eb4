//! The clock of xtask: how long things take. omhu itself reads the clock in `crates/omhu/src/clock.rs`.

use std::time::{Duration, Instant};

/// Runs from the moment it is made.
pub struct Stopwatch(Instant);

impl Stopwatch {
    #[expect(
        clippy::disallowed_methods,
        reason = "steps and measurements are timed here only"
    )]
    pub fn start() -> Stopwatch {
        Stopwatch(Instant::now())
    }

    pub fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    /// `1.2 s`, from a minute on `2 min 5 s`.
    pub fn text(&self) -> String {
        text(self.elapsed())
    }
}

pub fn text(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        return format!("{:.1} s", time.as_secs_f64());
    }
    format!("{} min {} s", seconds / 60, seconds % 60)
}
