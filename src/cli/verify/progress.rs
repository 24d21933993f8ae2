//! How far a long check is, on a terminal: on standard error, only when it takes a while, and gone when it is over.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// A check that is over within this time shows nothing.
const PATIENCE: Duration = Duration::from_millis(500);
/// The least time between two states shown.
const PACE: Duration = Duration::from_millis(100);
/// Records between two looks at the clock.
const RECORDS: u32 = 1024;
/// Columns of the bar.
const COLUMNS: u64 = 30;

/// A bar that fills as bytes are checked.
pub(super) struct Progress<W> {
    out: Option<W>,
    total: u64,
    done: u64,
    since: u32,
    shown: Option<Duration>,
    start: Instant,
}

impl Progress<io::Stderr> {
    /// A bar for so many bytes; none at all where nobody would see it.
    pub(super) fn new(total: u64) -> Self {
        let out = io::stderr();
        Self::on(out.is_terminal().then_some(out), total)
    }
}

impl<W: Write> Progress<W> {
    fn on(out: Option<W>, total: u64) -> Self {
        Self { out, total, done: 0, since: 0, shown: None, start: Instant::now() }
    }

    /// So many bytes more are checked.
    pub(super) fn more(&mut self, bytes: u64) {
        self.done += bytes;
        self.since += 1;
        if self.out.is_some() && self.since >= RECORDS {
            self.since = 0;
            self.at(self.start.elapsed());
        }
    }

    /// Shows the bar if it is time.
    fn at(&mut self, elapsed: Duration) {
        let due = self.shown.map_or(PATIENCE, |shown| shown + PACE);
        if elapsed < due {
            return;
        }
        self.shown = Some(elapsed);
        let done = self.done.min(self.total);
        let filled = usize::try_from(done * COLUMNS / self.total.max(1)).unwrap_or_default();
        let bar = format!("{}{}", "#".repeat(filled), ".".repeat(30 - filled.min(30)));
        let percent = done * 100 / self.total.max(1);
        if let Some(out) = &mut self.out {
            // A terminal that takes no bar gets none; the check goes on.
            let _ = write!(out, "\r[{bar}] {percent:3} %").and_then(|()| out.flush());
        }
    }

    /// Takes the bar away.
    pub(super) fn end(&mut self) {
        if let (Some(out), Some(_)) = (&mut self.out, self.shown.take()) {
            let _ = write!(out, "\r{:40}\r", "").and_then(|()| out.flush());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(steps: &[(u64, u64)]) -> String {
        let mut progress = Progress::on(Some(Vec::new()), 1_000);
        for (bytes, millis) in steps {
            progress.done += bytes;
            progress.at(Duration::from_millis(*millis));
        }
        progress.end();
        String::from_utf8(progress.out.unwrap()).unwrap()
    }

    #[test]
    fn a_short_check_shows_nothing() {
        assert_eq!(shown(&[(500, 100), (500, 499)]), "");
    }

    #[test]
    fn a_long_one_shows_where_it_is_at_a_quiet_pace_and_leaves_nothing() {
        let text = shown(&[(100, 200), (400, 500), (100, 550), (400, 900)]);
        assert_eq!(text.matches('%').count(), 2, "{text:?}");
        assert!(text.contains("[###############...............]  50 %"), "{text:?}");
        assert!(text.contains("100 %") && text.ends_with("  \r"), "{text:?}");
    }

    #[test]
    fn a_file_that_grew_meanwhile_is_full_and_an_empty_one_is_no_trouble() {
        assert!(shown(&[(5_000, 600)]).contains("100 %"));
        let mut progress = Progress::on(Some(Vec::new()), 0);
        progress.at(PATIENCE);
        assert!(String::from_utf8(progress.out.unwrap()).unwrap().contains("0 %"));
    }
}
