//! Sleeping until there may be something new.

use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::Duration;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::super::storage::Storage;

/// Between two looks where notification works: only a net for hints that get lost. Every look wakes two threads more, since
/// opening a file is an event of its own, so a look a second would be three wake-ups a second on an idle wall.
const SLOW: Duration = Duration::from_secs(4);
/// Between two looks where it does not.
const FAST: Duration = Duration::from_millis(250);

/// Sleeps until a folder may have changed.
///
/// Notification is only ever a hint: where it does not work or a hint is lost, a look from time to time does it.
#[derive(Debug)]
pub struct Waiter {
    watcher: Option<RecommendedWatcher>,
    hints: Receiver<()>,
}

impl Waiter {
    pub(super) fn new(storage: &dyn Storage) -> Self {
        let (hint, hints) = sync_channel(1);
        let hear = move |event: notify::Result<Event>| {
            // Looking at a file is an event too, and looking is what we do.
            if !matches!(event, Ok(Event { kind: EventKind::Access(_), .. })) {
                // A full channel holds a hint already.
                let _ = hint.try_send(());
            }
        };
        let watcher = storage.path().and_then(|folder| {
            let mut watcher = notify::recommended_watcher(hear).ok()?;
            watcher.watch(folder, RecursiveMode::NonRecursive).ok()?;
            Some(watcher)
        });
        Self { watcher, hints }
    }

    /// Sleeps until a hint comes, or until it is time for a look anyway (four seconds; a quarter of one without notification).
    pub fn wait(&self) {
        let pause = if self.watcher.is_some() { SLOW } else { FAST };
        if self.hints.recv_timeout(pause) == Err(RecvTimeoutError::Disconnected) {
            std::thread::sleep(pause);
        }
    }
}
