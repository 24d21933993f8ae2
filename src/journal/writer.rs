//! Writing: create, append, go on elsewhere.
//!
//! An act is confirmed when [`Writer::append`] has returned it, and not before: its lines went out in one write and
//! were synced. Whatever goes wrong ends in one of two ways. *Refused*: the file is as before, the command may be
//! tried again. *In doubt*: a sync failed or the file could not be cut back; what is on the disk is unknown and stays
//! so, because a second sync has been seen to report success for lost data. Then this writer never writes again, and
//! [`Writer::fail_over`] goes on in another folder from what memory holds.

use std::io;
use std::sync::Arc;

use super::codec::{self, Entry, Place};
use super::error::JournalError;
use super::hash::{LineHash, MeetingId, RunId};
use super::head::{HEAD_SIZE, Head};
use super::lock::Owner;
use super::record::{Act, Stamp};
use super::recovery::take_lock;
use super::storage::{Access, Guard, Storage, StoredFile, exists, retry, write_all_at};
use super::{HEAD, JOURNAL, MAX_ACT, PART};

/// The writer of one journal. Holds the lock of its folder.
#[derive(Debug)]
pub struct Writer {
    storage: Arc<dyn Storage>,
    _guard: Guard,
    file: Box<dyn StoredFile>,
    head_file: Option<Box<dyn StoredFile>>,
    meeting: MeetingId,
    run: RunId,
    head: Head,
    /// All confirmed lines, and behind them, during an append, the act being written.
    lines: Vec<u8>,
    in_doubt: Option<InDoubt>,
}

/// Where a writer goes on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tip {
    pub(crate) meeting: MeetingId,
    pub(crate) run: RunId,
    pub(crate) head: Head,
}

/// An act that is on the disk for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Confirmed {
    /// The act.
    pub act: Act,
    /// The end of the journal.
    pub head: Head,
    /// Whether followers were told. If not, they lag; nothing is lost.
    pub published: bool,
}

/// An act of which nobody knows whether it is on the disk. It was not confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InDoubt {
    /// The act.
    pub act: Act,
    /// The types of its events.
    pub kinds: Vec<String>,
}

impl Writer {
    /// Creates a journal whose first act is `events`: under a temporary name, synced, then renamed without
    /// replacing, and the folder synced. On error nothing was created that counts as a journal, unless the last step
    /// failed: then [`recovery`](super::recovery) finds it.
    pub fn create<E: Entry>(
        storage: Arc<dyn Storage>,
        owner: &Owner,
        meeting: MeetingId,
        run: RunId,
        stamp: &Stamp<'_>,
        events: &[E],
    ) -> Result<Self, JournalError> {
        let mut lines = Vec::new();
        let (_, head) = encode_act(&mut lines, meeting, run, None, stamp, events)?;
        Self::install(storage, owner, Tip { meeting, run, head }, lines)
    }

    /// Puts a journal with these lines into a folder that has none, and opens it.
    fn install(
        storage: Arc<dyn Storage>,
        owner: &Owner,
        tip: Tip,
        lines: Vec<u8>,
    ) -> Result<Self, JournalError> {
        let guard = take_lock(&*storage, owner)?;
        if exists(&*storage, JOURNAL).map_err(JournalError::Create)? {
            return Err(JournalError::AlreadyThere { place: storage.place() });
        }
        let file = place_lines(&*storage, &lines).map_err(JournalError::Create)?;
        Ok(Self::open(storage, guard, file, tip, lines))
    }

    /// Goes on with a journal that holds exactly these lines, all of them durable.
    pub(crate) fn open(
        storage: Arc<dyn Storage>,
        guard: Guard,
        file: Box<dyn StoredFile>,
        tip: Tip,
        lines: Vec<u8>,
    ) -> Self {
        let Tip { meeting, run, head } = tip;
        let head_file = open_head(&*storage).ok();
        let mut writer =
            Self { storage, _guard: guard, file, head_file, meeting, run, head, lines, in_doubt: None };
        writer.publish();
        writer
    }

    /// Writes an act of one or more events, all or none, and returns when it is durable.
    pub fn append<E: Entry>(&mut self, stamp: &Stamp<'_>, events: &[E]) -> Result<Confirmed, JournalError> {
        if let Some(in_doubt) = &self.in_doubt {
            return Err(JournalError::Poisoned { in_doubt: in_doubt.clone() });
        }
        let confirmed = self.lines.len();
        let result = self.append_act(stamp, events, confirmed);
        if result.is_err() {
            self.lines.truncate(confirmed);
        }
        result
    }

    fn append_act<E: Entry>(
        &mut self,
        stamp: &Stamp<'_>,
        events: &[E],
        confirmed: usize,
    ) -> Result<Confirmed, JournalError> {
        let (act, head) =
            encode_act(&mut self.lines, self.meeting, self.run, Some(self.head), stamp, events)?;
        self.check_identity()?;
        let in_doubt = |_: &io::Error| InDoubt { act, kinds: kinds(events) };
        let bytes = self.lines.get(confirmed..).unwrap_or_default();
        if let Err(source) = write_once(&mut *self.file, self.head.length, bytes) {
            return Err(match cut_back(&mut *self.file, self.head.length) {
                Ok(()) => JournalError::Write(source),
                Err(error) => self.poison(in_doubt(&error), error),
            });
        }
        if let Err(error) = self.file.sync_data() {
            return Err(self.poison(in_doubt(&error), error));
        }
        self.head = head;
        Ok(Confirmed { act, head, published: self.publish() })
    }

    fn poison(&mut self, in_doubt: InDoubt, source: io::Error) -> JournalError {
        self.in_doubt = Some(in_doubt.clone());
        JournalError::Sync { source, in_doubt }
    }

    /// The name must still lead to the open file, and that must be as long as we left it.
    fn check_identity(&self) -> Result<(), JournalError> {
        let named = match self.storage.mark(JOURNAL) {
            Ok(mark) => mark,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(JournalError::Moved),
            Err(error) => return Err(JournalError::Write(error)),
        };
        let open = self.file.mark().map_err(JournalError::Write)?;
        match () {
            () if named.identity != open.identity => Err(JournalError::Moved),
            () if open.length != self.head.length => {
                Err(JournalError::Length { expected: self.head.length, found: open.length })
            }
            () => Ok(()),
        }
    }

    /// Tells followers how far the journal is confirmed; not synced. False if that failed.
    fn publish(&mut self) -> bool {
        let Some(file) = &mut self.head_file else { return false };
        write_all_at(&mut **file, 0, &self.head.to_bytes()).is_ok()
    }

    /// Goes on in another folder: every confirmed line is written there from memory, synced and named. The first thing
    /// to append there is a record that names the act in doubt ([`in_doubt`](Self::in_doubt)). This writer stays as
    /// it is, so that another folder can be tried if this one fails too.
    pub fn fail_over(&self, storage: Arc<dyn Storage>, owner: &Owner) -> Result<Self, JournalError> {
        let tip = Tip { meeting: self.meeting, run: self.run, head: self.head };
        Self::install(storage, owner, tip, self.lines.clone())
    }

    /// The end of the confirmed journal.
    pub fn head(&self) -> Head {
        self.head
    }

    /// The number of confirmed records.
    pub fn saved(&self) -> u64 {
        self.head.seq + 1
    }

    /// The meeting.
    pub fn meeting(&self) -> MeetingId {
        self.meeting
    }

    /// The folder.
    pub fn storage(&self) -> &Arc<dyn Storage> {
        &self.storage
    }

    /// The act in doubt, after which this writer writes no more.
    pub fn in_doubt(&self) -> Option<&InDoubt> {
        self.in_doubt.as_ref()
    }

    /// All confirmed lines.
    pub fn lines(&self) -> &[u8] {
        &self.lines
    }
}

/// Encodes an act behind what is in `lines`; gives the act and the head that it will make.
fn encode_act<E: Entry>(
    lines: &mut Vec<u8>,
    meeting: MeetingId,
    run: RunId,
    head: Option<Head>,
    stamp: &Stamp<'_>,
    events: &[E],
) -> Result<(Act, Head), JournalError> {
    let count = events.len() as u64;
    if count == 0 || count > MAX_ACT {
        return Err(JournalError::ActSize { count });
    }
    let first = head.map_or(0, |head| head.seq + 1);
    let act = Act { first, count };
    let mut prev = head.map_or(LineHash::ZERO, |head| head.hash);
    for (seq, event) in (first..).zip(events) {
        let place = Place { meeting, run, seq, prev, act };
        prev = codec::encode(lines, &place, stamp, event)?;
    }
    Ok((act, Head { seq: first + count - 1, length: lines.len() as u64, hash: prev }))
}

fn kinds<E: Entry>(events: &[E]) -> Vec<String> {
    events.iter().filter_map(|event| codec::kind_of(event).ok()).collect()
}

/// One write; less than all is a failure.
fn write_once(file: &mut dyn StoredFile, at: u64, bytes: &[u8]) -> io::Result<()> {
    let written = retry(|| file.write_at(at, bytes))?;
    if written == bytes.len() { Ok(()) } else { Err(io::ErrorKind::WriteZero.into()) }
}

/// Makes the file as long as it was. If nothing went in, nothing is touched: a disk that has become read-only could
/// not be cut, but has nothing to cut either.
fn cut_back(file: &mut dyn StoredFile, length: u64) -> io::Result<()> {
    if file.mark()?.length == length {
        return Ok(());
    }
    file.set_len(length)?;
    file.sync_data()
}

/// The steps by which a journal gets its name with its content already durable.
fn place_lines(storage: &dyn Storage, lines: &[u8]) -> io::Result<Box<dyn StoredFile>> {
    // A part left by a program that died here: it was never a journal, and the lock is ours.
    match storage.remove(PART) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut part = storage.create(PART)?;
    write_all_at(&mut *part, 0, lines)?;
    part.sync_data()?;
    // Closed before it is renamed: Windows renames no open file.
    drop(part);
    storage.rename(PART, JOURNAL)?;
    storage.sync_folder()?;
    storage.open(JOURNAL, Access::Write)
}

fn open_head(storage: &dyn Storage) -> io::Result<Box<dyn StoredFile>> {
    let mut file = match storage.open(HEAD, Access::Write) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return storage.create(HEAD),
        opened => opened?,
    };
    if file.mark()?.length > HEAD_SIZE as u64 {
        file.set_len(HEAD_SIZE as u64)?;
    }
    Ok(file)
}
