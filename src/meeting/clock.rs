//! The only clock: wall time for people, and milliseconds of this run.

use chrono::Local;
use std::time::Instant;

/// Wall time for people, and a monotonic clock for the pace of a replay.
#[derive(Debug)]
pub(super) struct Clock {
    start: Instant,
}

impl Clock {
    pub(super) fn new() -> Self {
        Self { start: Instant::now() }
    }

    /// Now, with its offset, to the millisecond; and milliseconds since this run began.
    pub(super) fn now(&self) -> (String, u64) {
        let up = u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX);
        (wall_time(), up)
    }
}

/// Wall time with offset, to the millisecond.
pub fn wall_time() -> String {
    Local::now().format("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string()
}
