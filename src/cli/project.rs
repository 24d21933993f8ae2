//! `changpiao project`: the wall in a second window. Only reads the journal.

use super::Look;
use super::run::{exit_code, take_terminal};
use crate::agenda::wall::WallFrame;
use crate::locale::Lang;
use crate::meeting::{Watch, opened};
use crate::tui::events::Outbox;
use crate::tui::projector::{self, Stage};
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

/// What the watching thread has seen, for the loop that draws.
#[derive(Debug, Default)]
struct Seen {
    frame: Option<WallFrame>,
    code: Option<String>,
    /// Why the meeting cannot be followed, in Chinese and in English.
    trouble: Option<(String, String)>,
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

    fn code(&self) -> Option<String> {
        self.seen().code.clone()
    }

    fn trouble(&self, lang: Lang) -> Option<String> {
        self.seen().trouble.clone().map(|(zh, en)| lang.pick(zh, en))
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
    let mut shared = Shared::default();
    watch(Watch::new(&opened(meeting)), shared.clone(), screen.outbox.clone());
    let left = projector::run(&mut screen.terminal, &screen.inbox, &mut shared, look.lang, look.theme)?;
    Ok(exit_code(left))
}

/// Watches in a thread of its own, so that the loop sleeps until there is something to show.
fn watch(mut watch: Watch, shared: Shared, outbox: Outbox) {
    thread::spawn(move || {
        let waiter = watch.waiter();
        loop {
            if watch.look() {
                let trouble = watch.trouble().map(|trouble| (trouble.say(Lang::Zh), trouble.say(Lang::En)));
                let code = watch.code().map(|code| code.to_string());
                *shared.seen() = Seen { frame: watch.frame(), code, trouble };
                outbox.news();
            }
            waiter.wait();
        }
    });
}
