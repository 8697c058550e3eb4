//! A stopwatch for programs and tests that measure. No date can be read from it.

use std::time::{Duration, Instant};

/// How long something took.
#[expect(clippy::disallowed_methods, reason = "it measures time")]
pub async fn timed<T>(work: impl Future<Output = T>) -> (T, Duration) {
    let start = Instant::now();
    let done = work.await;
    (done, start.elapsed())
}
