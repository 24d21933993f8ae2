//! `changpiao project`: the wall in a second window. Only reads the journal; all that it leaves is a sign of life.

use super::Look;
use super::run::{OnScreen, exit_code, take_terminal};
use crate::agenda::wall::WallFrame;
use crate::locale::Lang;
use crate::meeting::{Sign, Steering, Watch, WatchError, opened};
use crate::tui::console::Left;
use crate::tui::events::Outbox;
use crate::tui::projector::{self, Fault, Stage};
use crate::tui::wall::Record;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

/// What the watching thread has seen, for the loop that draws.
#[derive(Debug, Default)]
struct Seen {
    frame: Option<WallFrame>,
    record: Option<Record>,
    asked: Steering,
    silent: bool,
    trouble: Option<Told>,
}

impl Seen {
    fn of(watch: &Watch) -> Self {
        let record = watch.end().map(|(meeting, head)| Record::new(meeting, head));
        let (asked, trouble) = (watch.asked().clone(), watch.trouble().map(Told::new));
        Self { frame: watch.frame(), record, asked, silent: watch.silent(), trouble }
    }
}

/// Why the meeting cannot be followed.
#[derive(Clone, Debug)]
struct Told {
    zh: String,
    en: String,
    stays: bool,
}

impl Told {
    fn new(error: &WatchError) -> Self {
        Self { zh: error.say(Lang::Zh), en: error.say(Lang::En), stays: error.stays() }
    }
}

/// The shared place for it.
#[derive(Clone, Debug, Default)]
struct Shared(Arc<Mutex<Seen>>);

impl Shared {
    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Stage for Shared {
    fn refresh(&mut self) -> bool {
        true
    }

    fn frame(&self) -> Option<WallFrame> {
        self.seen().frame.clone()
    }

    fn record(&self) -> Option<Record> {
        self.seen().record.clone()
    }

    fn asked(&self) -> Steering {
        self.seen().asked.clone()
    }

    fn silent(&self) -> bool {
        self.seen().silent
    }

    fn trouble(&self, lang: Lang) -> Option<Fault> {
        let told = self.seen().trouble.clone()?;
        Some(Fault { words: lang.pick(told.zh, told.en), stays: told.stays })
    }
}

/// Follows a meeting on the whole screen.
///
/// # Errors
/// The terminal is gone.
pub fn run(meeting: &Path, look: &Look) -> io::Result<u8> {
    let mut screen = match take_terminal(look) {
        Ok(screen) => screen,
        Err(code) => return Ok(code),
    };
    Ok(exit_code(on(meeting, &mut screen, look)?))
}

/// Follows a meeting on a terminal that is already taken.
///
/// # Errors
/// The terminal is gone.
pub(super) fn on(meeting: &Path, screen: &mut OnScreen, look: &Look) -> io::Result<Left> {
    let mut shared = Shared::default();
    let folder = opened(meeting);
    watch(Watch::new(&folder), Sign::new(&folder), shared.clone(), screen.outbox.clone());
    let left = projector::run(&mut screen.terminal, &screen.inbox, &mut shared, look.lang, look.theme);
    Sign::new(&folder).withdraw();
    left
}

/// Watches in a thread of its own, so that the loop sleeps until there is something to show. Ends when nothing more can
/// ever be shown.
fn watch(mut watch: Watch, mut sign: Sign, shared: Shared, outbox: Outbox) {
    thread::spawn(move || {
        let waiter = watch.waiter();
        loop {
            if watch.look() {
                *shared.seen() = Seen::of(&watch);
                outbox.news();
            }
            match watch.trouble() {
                Some(trouble) if trouble.stays() => return sign.withdraw(),
                None if watch.end().is_some() => sign.give(),
                _ => {}
            }
            waiter.wait();
        }
    });
}
