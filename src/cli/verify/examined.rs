//! One journal checked: the chain, what was published of it, and every event by the rules.

use super::{Asked, journal_of, open};
use crate::agenda::Event;
use crate::journal::check::{Expected, check, check_ahead};
use crate::journal::head::Published;
use crate::journal::{Disk, Finding, Head, HeadCode, Record};
use crate::locale::Lang;
use crate::session::{Impossible, Recorded, Session};
use std::fs::File;
use std::io::{self, Read};
use std::num::NonZero;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;

/// Journals longer than this, in bytes, are checked by two threads.
const LONG: u64 = 4 << 20;

/// What a check of one journal came to.
pub(in crate::cli) struct Examined {
    /// What was found.
    pub(in crate::cli) finding: Finding,
    /// The end of the last whole act.
    pub(super) head: Option<Head>,
    /// Whether there was a published head to hold it against.
    pub(super) published: bool,
    /// The meeting as far as its events could be applied; nothing where only the chain was asked for.
    pub(in crate::cli) session: Option<Session>,
}

/// Whoever follows a check while it goes on.
pub(in crate::cli) trait Follow {
    /// So many bytes more are checked, of so many.
    fn more(&mut self, bytes: u64, of: u64);
    /// Whether nobody wants the answer any more: the check then ends with an error.
    fn unwanted(&self) -> Arc<AtomicBool> {
        Arc::default()
    }
}

/// A source that ends with an error once nobody wants what is read from it.
struct Wanted {
    source: File,
    unwanted: Arc<AtomicBool>,
}

impl Read for Wanted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // Not `Interrupted`: that one is tried again.
        if self.unwanted.load(Relaxed) {
            Err(io::ErrorKind::TimedOut.into())
        } else {
            self.source.read(buffer)
        }
    }
}

/// Checks one journal: the chain, what was published of it, and, unless only the chain is asked for, every event by the rules.
///
/// # Errors
/// When it cannot be read.
pub(in crate::cli) fn examined(
    path: &Path,
    code: Option<HeadCode>,
    asked: Asked<'_>,
    follow: &mut impl Follow,
) -> io::Result<Examined> {
    let (file, folder) = journal_of(path);
    let mut replay = Replay::new(asked.chain_only);
    let published = folder.and_then(|folder| Published::read(&Disk::at(folder)).ok()?.head());
    let expected = Expected { head: published, code };
    let (source, length) = open(&file)?;
    let source = Wanted { source, unwanted: follow.unwanted() };
    let each = |record: &Record<'_>| {
        follow.more(record.bytes(), length);
        replay.see(record)
    };
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let checked = if length > LONG && cores > 1 && !asked.one_thread {
        check_ahead(source, expected, each)
    } else {
        check(source, expected, each)
    }?;
    let (head, finding) = (checked.whole(), checked.finding);
    Ok(Examined { finding, head, published: published.is_some(), session: replay.session })
}

/// The events of a journal, applied as they are read; one act is kept at a time.
struct Replay {
    chain_only: bool,
    session: Option<Session>,
    act: Vec<Recorded>,
}

impl Replay {
    fn new(chain_only: bool) -> Self {
        Self { chain_only, session: None, act: Vec::new() }
    }

    /// Takes one record; applies its act once it is whole.
    fn see(&mut self, record: &Record<'_>) -> Result<(), String> {
        if self.chain_only {
            return Ok(());
        }
        let event: Event = record.event().map_err(|error| error.to_string())?;
        self.act.push(Recorded { seq: record.seq, at: record.t.to_owned(), event });
        if record.act.ends_with(record.seq) { self.apply() } else { Ok(()) }
    }

    fn apply(&mut self) -> Result<(), String> {
        let act = std::mem::take(&mut self.act);
        let said = |impossible: Impossible| {
            format!("{} ({})", impossible.why.what(Lang::Zh), impossible.why.what(Lang::En))
        };
        match (&mut self.session, act.first()) {
            (Some(session), Some(_)) => session.apply(act).map_err(said),
            (None, Some(_)) => {
                self.session = Some(Session::open(&act).map_err(said)?);
                Ok(())
            }
            (_, None) => Ok(()),
        }
    }
}
