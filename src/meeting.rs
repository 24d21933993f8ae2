//! The imperative shell: decide → record → apply. The only place where a clock is read and a journal is written.
//!
//! A command is on disk before it changes anything that is shown: if recording fails, nothing happened. Time and role are
//! stamped here; the session never sees a clock.

mod error;
mod folder;
mod load;
mod watch;

pub use error::MeetingError;
pub use folder::{Card, Stage, list, rehearsals};
pub use load::{Loaded, load, load_acts, opened};
pub use watch::{Watch, WatchError};

use crate::agenda::{Command, Event, Floor, Kind, Plan, calling, record};
use crate::journal::{self, Disk, HeadCode, JournalError, MeetingId, Owner, Role, RunId, Storage, Writer};
use crate::session::{Recorded, Session};
use chrono::Local;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

/// A meeting open for writing.
#[derive(Debug)]
pub struct Meeting {
    session: Session,
    writer: Writer,
    folder: PathBuf,
    clock: Clock,
    /// The stamp of the record that opened the calling: the papers called repeat it, so that no time joins a paper to a
    /// person.
    calling: Option<(String, u64)>,
    last: Vec<Recorded>,
}

/// What a resumed meeting has to say before it goes on.
#[derive(Clone, Debug, Default)]
pub struct Welcome {
    /// Bytes that were set aside because they were never confirmed: the file and how many.
    pub set_aside: Option<(String, u64)>,
}

/// Wall time for people, and a monotonic clock for the pace of a replay.
#[derive(Debug)]
struct Clock {
    start: Instant,
}

impl Clock {
    fn new() -> Self {
        Self { start: Instant::now() }
    }

    /// Now, with its offset, to the millisecond; and milliseconds since this run began.
    fn now(&self) -> (String, u64) {
        let up = u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX);
        (wall_time(), up)
    }
}

/// Wall time with offset, to the millisecond.
pub fn wall_time() -> String {
    Local::now().format("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string()
}

impl Meeting {
    /// Creates a meeting in a new folder below `root` and records its plan.
    ///
    /// # Errors
    /// When the folder or the journal cannot be made.
    pub fn create(root: &Path, plan: Plan) -> Result<Self, MeetingError> {
        let folder = folder::create(root, &plan)?;
        let clock = Clock::new();
        let (t, up) = clock.now();
        let owner = Owner::this_process(t.clone());
        let opening = Session::opening(plan);
        let stamp = journal::Stamp { t: &t, up, by: Role::Chair };
        let storage: Arc<dyn Storage> = Arc::new(Disk::at(&folder));
        let (meeting, run) = ids()?;
        let writer = Writer::create(storage, &owner, meeting, run, &stamp, std::slice::from_ref(&opening))?;
        let first = Recorded { seq: 0, at: t, event: opening };
        let session = Session::open(std::slice::from_ref(&first))?;
        Ok(Self { session, writer, folder, clock, calling: None, last: vec![first] })
    }

    /// Opens an unfinished meeting where it stood: every record is replayed by the same rules as live.
    ///
    /// # Errors
    /// When another program has it open, or the journal must not be written to.
    pub fn resume(folder: &Path) -> Result<(Self, Welcome), MeetingError> {
        let clock = Clock::new();
        let owner = Owner::this_process(wall_time());
        let run = RunId::random().map_err(JournalError::Create)?;
        let disk = Disk::at(folder);
        disk.check_private().map_err(JournalError::Lock)?;
        let resumed = journal::resume::<Event>(Arc::new(disk), &owner, run)?;
        let calling = load::calling_stamp(&resumed.records);
        let (session, last) = load::replay(resumed.records)?;
        let mut meeting =
            Self { session, writer: resumed.writer, folder: folder.to_owned(), clock, calling, last };
        let set_aside = resumed.set_aside.map(|aside| (aside.name, aside.torn.bytes));
        if let Some((file, bytes)) = set_aside.clone() {
            meeting.record(vec![record::Event::Recovered { file, bytes }.into()], Role::System)?;
        }
        meeting.record(vec![record::Event::Resumed {}.into()], Role::System)?;
        Ok((meeting, Welcome { set_aside }))
    }

    /// The state of the meeting.
    pub fn floor(&self) -> &Floor {
        self.session.floor()
    }

    /// The session, for documents.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The folder of the meeting.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// How many records are on disk.
    pub fn saved(&self) -> u64 {
        self.writer.saved()
    }

    /// The 16 characters that name the end of the journal.
    pub fn head_code(&self) -> HeadCode {
        HeadCode::of(&self.writer.head().hash)
    }

    /// The last three events, oldest first.
    pub fn last_events(&self) -> &[Recorded] {
        &self.last
    }

    /// Does what is asked for; on return it is on disk.
    ///
    /// # Errors
    /// Why it was not done; the meeting is then as before.
    pub fn submit(&mut self, command: &Command) -> Result<(), MeetingError> {
        let events = self.session.decide(command)?;
        self.record(events, Role::Chair)
    }

    /// Takes back the last act, as a record of its own.
    ///
    /// # Errors
    /// When there is nothing that can be taken back, or it cannot be recorded.
    pub fn undo(&mut self) -> Result<(), MeetingError> {
        let event = self.session.undo()?;
        self.record(vec![event], Role::Chair)
    }

    /// Goes on in another folder below `root`, with everything that was confirmed.
    ///
    /// # Errors
    /// When that folder cannot be used either; another can be tried.
    pub fn fail_over(&mut self, root: &Path) -> Result<(), MeetingError> {
        let folder = folder::create(root, &self.floor().plan.clone())?;
        let storage: Arc<dyn Storage> = Arc::new(Disk::at(&folder));
        let owner = Owner::this_process(wall_time());
        let in_doubt = self.writer.in_doubt().map_or(self.saved(), |doubt| doubt.act.first);
        self.writer = self.writer.fail_over(storage, &owner)?;
        self.folder = folder;
        self.record(vec![record::Event::FailedOver { in_doubt }.into()], Role::System)
    }

    /// Records an act and applies it.
    fn record(&mut self, events: Vec<Event>, by: Role) -> Result<(), MeetingError> {
        if events.is_empty() {
            return Ok(());
        }
        let (t, up) = self.stamp(&events);
        let stamp = journal::Stamp { t: &t, up, by };
        let confirmed = self.writer.append(&stamp, &events)?;
        let seqs = confirmed.act.first..;
        let act: Vec<Recorded> =
            seqs.zip(events).map(|(seq, event)| Recorded { seq, at: t.clone(), event }).collect();
        self.last.extend(act.iter().cloned());
        self.last.drain(..self.last.len().saturating_sub(3));
        self.session.apply(act)?;
        self.calling =
            if self.floor().at_kind(Kind::Calling) { self.calling.take().or(Some((t, up))) } else { None };
        Ok(())
    }

    /// The time of an act; a called paper repeats that of the record that opened the calling.
    fn stamp(&self, events: &[Event]) -> (String, u64) {
        let paper = |event: &Event| matches!(event, Event::Calling(calling::Event::Recorded { .. }));
        match &self.calling {
            Some(opened) if events.iter().any(paper) => opened.clone(),
            _ => self.clock.now(),
        }
    }
}

fn ids() -> Result<(MeetingId, RunId), JournalError> {
    let random = || Ok((MeetingId::random()?, RunId::random()?));
    random().map_err(JournalError::Create)
}
