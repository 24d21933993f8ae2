//! Writing: create, append, go on elsewhere.
//!
//! An act is confirmed when [`Writer::append`] has returned it, and not before: its lines went out in one write and
//! were synced. Whatever goes wrong ends in one of two ways. *Refused*: the file is as before, the command may be
//! tried again. *In doubt*: a sync failed or the file could not be cut back; what is on the disk is unknown and stays
//! so, because a second sync has been seen to report success for lost data. Then this writer never writes again, and
//! [`Writer::fail_over`] goes on in another folder from what memory holds.

use std::io;
use std::sync::Arc;

use super::JOURNAL;
use super::codec::Entry;
use super::error::JournalError;
use super::hash::{MeetingId, RunId};
use super::head::Head;
use super::lock::Owner;
use super::record::{Act, Stamp};
use super::recovery::take_lock;
use super::storage::{Guard, Storage, StoredFile, exists, write_all_at};

mod steps;

pub(super) use steps::place_lines;
use steps::{cut_back, encode_act, kinds, open_head, write_once};

/// The writer of one journal. Holds the lock of its folder.
#[derive(Debug)]
pub struct Writer {
    storage: Arc<dyn Storage>,
    _guard: Guard,
    file: Box<dyn StoredFile>,
    identity: (u64, u64),
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
    pub(super) fn install(
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
        Self::open(storage, guard, file, tip, lines).map_err(JournalError::Create)
    }

    /// Goes on with a journal that holds exactly these lines, all of them durable.
    pub(crate) fn open(
        storage: Arc<dyn Storage>,
        guard: Guard,
        file: Box<dyn StoredFile>,
        tip: Tip,
        lines: Vec<u8>,
    ) -> io::Result<Self> {
        let Tip { meeting, run, head } = tip;
        let identity = file.mark()?.identity;
        let head_file = open_head(&*storage).ok();
        let in_doubt = None;
        let mut writer =
            Self { storage, _guard: guard, file, identity, head_file, meeting, run, head, lines, in_doubt };
        writer.publish();
        Ok(writer)
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

    /// The name must still lead to the open file, and that must be as long as we left it. An open file keeps its
    /// identity, so one question about the name answers both.
    fn check_identity(&self) -> Result<(), JournalError> {
        let named = match self.storage.mark(JOURNAL) {
            Ok(mark) => mark,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(JournalError::Moved),
            Err(error) => return Err(JournalError::Write(error)),
        };
        match () {
            () if named.identity != self.identity => Err(JournalError::Moved),
            () if named.length != self.head.length => {
                Err(JournalError::Length { expected: self.head.length, found: named.length })
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

#[cfg(test)]
mod tests {
    use std::io::ErrorKind;

    use super::super::head::Published;
    use super::super::simulated::{Fault, Simulated};
    use super::super::toy::{STAMP, Toy, acts, lines, owner, placed, written};
    use super::super::{HEAD, PART};
    use super::*;

    /// The number of an operation of the next append: mark, write, sync, head.
    const WRITE: usize = 1;
    const SYNC: usize = 2;

    fn failing(operation: usize, fault: Fault) -> (Simulated, Writer) {
        let disk = Simulated::new();
        let writer = written(&disk, &acts()[..2]);
        disk.fail(disk.operations() + operation, fault);
        (disk, writer)
    }

    #[test]
    fn an_append_is_one_mark_one_write_one_sync_and_the_head() {
        let disk = Simulated::new();
        let mut writer = written(&disk, &acts()[..1]);
        let before = disk.operations();
        let confirmed = writer.append(&STAMP, &acts()[1]).unwrap();
        assert_eq!(disk.operations() - before, 4);
        assert_eq!(confirmed.act, Act { first: 1, count: 3 });
        assert_eq!(confirmed.head.length, disk.content(JOURNAL).unwrap().len() as u64);
        assert_eq!(writer.saved(), 4);
        assert_eq!(Published::read(&disk).unwrap(), Published::Head(confirmed.head));
    }

    #[test]
    fn a_failed_or_short_write_is_refused_and_can_be_repeated() {
        for fault in
            [Fault::Error(ErrorKind::StorageFull), Fault::Short(9), Fault::Partial(9, ErrorKind::StorageFull)]
        {
            let (disk, mut writer) = failing(WRITE, fault);
            let before = disk.content(JOURNAL);
            let error = writer.append(&STAMP, &acts()[2]).unwrap_err();
            assert!(matches!(error, JournalError::Write(_)), "{error:?}");
            assert!(!error.needs_fail_over());
            assert_eq!(disk.content(JOURNAL), before);
            assert_eq!(writer.saved(), 4);
            writer.append(&STAMP, &acts()[2]).unwrap();
            assert_eq!(disk.content(JOURNAL), Some(lines(&acts()[..3])));
        }
    }

    #[test]
    fn an_interrupted_write_is_repeated_at_once() {
        let (_, mut writer) = failing(WRITE, Fault::Error(ErrorKind::Interrupted));
        assert!(writer.append(&STAMP, &acts()[2]).is_ok());
    }

    #[test]
    fn after_a_failed_sync_nothing_is_written_here_any_more() {
        let (disk, mut writer) = failing(SYNC, Fault::Error(ErrorKind::Other));
        let error = writer.append(&STAMP, &acts()[2]).unwrap_err();
        assert!(matches!(error, JournalError::Sync { .. }) && error.needs_fail_over());
        let in_doubt = writer.in_doubt().unwrap().clone();
        assert_eq!(in_doubt.act, Act { first: 4, count: 2 });
        assert_eq!(in_doubt.kinds, ["shelf.cleared", "shelf.book_placed"]);
        let before = disk.operations();
        let error = writer.append(&STAMP, &acts()[2]).unwrap_err();
        assert!(matches!(error, JournalError::Poisoned { .. }));
        assert_eq!(disk.operations(), before, "not even looked at");
        assert_eq!(writer.saved(), 4);
    }

    #[test]
    fn a_write_that_cannot_be_taken_back_is_in_doubt() {
        let (disk, mut writer) = failing(WRITE, Fault::Partial(9, ErrorKind::StorageFull));
        disk.fail(disk.operations() + WRITE + 2, Fault::Error(ErrorKind::ReadOnlyFilesystem));
        let error = writer.append(&STAMP, &acts()[2]).unwrap_err();
        assert!(matches!(error, JournalError::Sync { .. }), "{error:?}");
        assert!(writer.in_doubt().is_some());
    }

    #[test]
    fn the_meeting_goes_on_elsewhere_with_everything_confirmed() {
        let (_, mut writer) = failing(SYNC, Fault::Error(ErrorKind::Other));
        writer.append(&STAMP, &acts()[2]).unwrap_err();
        let full = Simulated::new();
        full.fail(6, Fault::Error(ErrorKind::StorageFull));
        assert!(writer.fail_over(Arc::new(full), &owner()).is_err());
        let taken = Simulated::new();
        taken.put(JOURNAL, b"another");
        let error = writer.fail_over(Arc::new(taken.clone()), &owner()).unwrap_err();
        assert!(matches!(error, JournalError::AlreadyThere { .. }));
        assert_eq!(taken.content(JOURNAL).as_deref(), Some(&b"another"[..]));

        let elsewhere = Simulated::new();
        let mut next = writer.fail_over(Arc::new(elsewhere.clone()), &owner()).unwrap();
        assert_eq!((next.saved(), next.in_doubt()), (4, None));
        next.append(&STAMP, &[placed(9)]).unwrap();
        let expected = [acts()[..2].to_vec(), vec![vec![placed(9)]]].concat();
        assert_eq!(elsewhere.content(JOURNAL), Some(lines(&expected)));
    }

    #[test]
    fn a_journal_that_is_not_ours_any_more_is_not_written() {
        let disk = Simulated::new();
        let mut writer = written(&disk, &acts()[..1]);
        disk.tamper(JOURNAL, |bytes| bytes.push(b'x'));
        let error = writer.append(&STAMP, &acts()[1]).unwrap_err();
        assert!(matches!(error, JournalError::Length { .. }), "{error:?}");
        disk.tamper(JOURNAL, |bytes| bytes.truncate(bytes.len() - 1));
        let copy = disk.content(JOURNAL).unwrap();
        disk.put(JOURNAL, &copy);
        let error = writer.append(&STAMP, &acts()[1]).unwrap_err();
        assert!(matches!(error, JournalError::Moved) && error.needs_fail_over());
        disk.remove(JOURNAL).unwrap();
        assert!(matches!(writer.append(&STAMP, &acts()[1]), Err(JournalError::Moved)));
        assert_eq!(writer.lines(), copy);
    }

    #[test]
    fn a_journal_is_never_created_over_another() {
        let disk = Simulated::new();
        drop(written(&disk, &acts()));
        let again = Writer::create(
            Arc::new(disk.clone()),
            &owner(),
            MeetingId::new([9; 16]),
            RunId::new([9; 8]),
            &STAMP,
            &acts()[0],
        );
        assert!(matches!(again, Err(JournalError::AlreadyThere { .. })));
        assert_eq!(disk.content(JOURNAL), Some(lines(&acts())));
    }

    #[test]
    fn a_part_left_by_a_dead_program_is_no_obstacle() {
        let disk = Simulated::new();
        disk.put(PART, b"{\"v\":1");
        disk.put(HEAD, &[b'x'; 500]);
        let writer = written(&disk, &acts()[..1]);
        assert!(!disk.names().contains(&PART.to_owned()));
        assert_eq!(Published::read(&disk).unwrap().head(), Some(writer.head()));
    }

    #[test]
    fn an_unpublished_head_is_said_and_loses_nothing() {
        let (disk, mut writer) = failing(SYNC + 1, Fault::Error(ErrorKind::StorageFull));
        assert!(!writer.append(&STAMP, &acts()[2]).unwrap().published);
        assert_eq!(disk.content(JOURNAL), Some(lines(&acts()[..3])));
        assert!(writer.append(&STAMP, &acts()[3]).unwrap().published);
    }

    #[test]
    fn an_act_has_at_least_one_and_at_most_a_thousand_records() {
        let disk = Simulated::new();
        let mut writer = written(&disk, &acts()[..1]);
        let before = disk.operations();
        assert!(matches!(writer.append::<Toy>(&STAMP, &[]), Err(JournalError::ActSize { count: 0 })));
        let many = vec![placed(1); 1_001];
        assert!(matches!(writer.append(&STAMP, &many), Err(JournalError::ActSize { count: 1_001 })));
        assert_eq!(disk.operations(), before);
        assert!(writer.append(&STAMP, &many[..1_000]).is_ok());
    }

    #[test]
    fn a_journal_that_cannot_be_asked_for_has_not_moved() {
        let disk = Simulated::new();
        let mut writer = written(&disk, &acts()[..1]);
        disk.fail(disk.operations(), Fault::Error(ErrorKind::Other));
        assert!(matches!(writer.append(&STAMP, &acts()[1]), Err(JournalError::Write(_))));
        writer.append(&STAMP, &acts()[1]).unwrap();
    }
}
