//! What to do at start with what is found on the disk.
//!
//! [`examine`] only reads: it takes no lock, creates nothing, and says where the meeting stands before anybody
//! decides. [`resume`] takes the lock, reads again and repairs the one thing that may be repaired without asking: a
//! tail that was never confirmed is copied to a file of its own, then cut off. Everything else is read-only until
//! people have decided.

use std::io;
use std::sync::Arc;

use super::JOURNAL;
use super::check::{Expected, Finding, check};
use super::code::HeadCode;
use super::codec::Entry;
use super::error::JournalError;
use super::hash::{MeetingId, RunId};
use super::head::{Head, Published};
use super::lock::{self, Lock, Owner};
use super::reader::{Tail, Torn};
use super::record::Recorded;
use super::storage::{Access, Guard, Sequential, Storage, StoredFile, exists, read_up_to, write_all_at};
use super::writer::{Tip, Writer};

mod copied;

pub use copied::{Copied, read_copy};

/// A journal as it was found, before anything is written.
#[derive(Clone, Debug)]
pub struct Examination<E> {
    /// The meeting; nothing if there is not even a first record.
    pub meeting: Option<MeetingId>,
    /// The records of all whole acts before the first fault.
    pub records: Vec<Recorded<E>>,
    /// The end of the last of them.
    pub head: Option<Head>,
    /// What was published.
    pub published: Published,
    /// What was found.
    pub finding: Finding,
}

impl<E> Examination<E> {
    /// The record that has this head code, if any.
    pub fn find(&self, code: &HeadCode) -> Option<u64> {
        self.records.iter().find(|record| code.matches(&record.hash)).map(|record| record.seq)
    }
}

/// Reads a journal and compares it with its published head. Writes nothing, takes no lock.
pub fn examine<E: Entry>(storage: &dyn Storage) -> Result<Examination<E>, JournalError> {
    let file = open(storage, Access::Read)?;
    examine_file(storage, &*file).map_err(JournalError::Read)
}

fn open(storage: &dyn Storage, access: Access) -> Result<Box<dyn StoredFile>, JournalError> {
    storage.open(JOURNAL, access).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => JournalError::NoJournal { place: storage.place() },
        _ => JournalError::Open { name: JOURNAL, source: error },
    })
}

fn examine_file<E: Entry>(storage: &dyn Storage, file: &dyn StoredFile) -> io::Result<Examination<E>> {
    // The head first: a writer that goes on meanwhile only makes the journal longer than this head.
    let published = Published::read(storage)?;
    let expected = Expected { head: published.head(), code: None };
    let mut records = Vec::new();
    let checked = check(Sequential::new(file), expected, |record| {
        records.push(record.to_recorded().map_err(|error| error.to_string())?);
        Ok(())
    })?;
    let head = checked.whole();
    records.retain(|record: &Recorded<E>| head.is_some_and(|head| record.seq <= head.seq));
    Ok(Examination { meeting: checked.chain.meeting(), records, head, published, finding: checked.finding })
}

/// Bytes that were taken out of a journal because they were never confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// The file that holds them now.
    pub name: String,
    /// Where they stood and what they were.
    pub torn: Torn,
}

/// A journal opened for going on.
#[derive(Debug)]
pub struct Resumed<E> {
    /// Writes on.
    pub writer: Writer,
    /// All records.
    pub records: Vec<Recorded<E>>,
    /// What was set aside; the caller records it.
    pub set_aside: Option<SetAside>,
}

/// Takes the lock, reads everything, sets a torn tail aside and opens the journal for writing under a new run id.
/// Anything worse than a torn tail is refused with nothing written. May be cut off at any point and done again.
pub fn resume<E: Entry>(
    storage: Arc<dyn Storage>,
    owner: &Owner,
    run: RunId,
) -> Result<Resumed<E>, JournalError> {
    resume_by(storage, owner, run, false)
}

/// The same where the last line is whole but invalid and was never published: people have decided that it does not count. It is
/// set aside as a torn tail is.
pub fn resume_without_last<E: Entry>(
    storage: Arc<dyn Storage>,
    owner: &Owner,
    run: RunId,
) -> Result<Resumed<E>, JournalError> {
    resume_by(storage, owner, run, true)
}

fn resume_by<E: Entry>(
    storage: Arc<dyn Storage>,
    owner: &Owner,
    run: RunId,
    without_last: bool,
) -> Result<Resumed<E>, JournalError> {
    if !exists(&*storage, JOURNAL).map_err(JournalError::Read)? {
        return Err(JournalError::NoJournal { place: storage.place() });
    }
    let guard = take_lock(&*storage, owner)?;
    let mut file = open(&*storage, Access::Write)?;
    let Examination { meeting, records, head, published, finding } =
        examine_file(&*storage, &*file).map_err(JournalError::Read)?;
    let set_aside = match finding {
        Finding::Sound => None,
        Finding::Torn(torn) => Some(set_aside(&*storage, &mut *file, torn).map_err(JournalError::Repair)?),
        Finding::Undecided(damage) if without_last && may_be_dropped(&published, head) => {
            let from = head.map_or(0, |head| head.length);
            let mark = file.mark().map_err(JournalError::Repair)?;
            let torn = Torn { from, bytes: mark.length.saturating_sub(from), tail: Tail::Piece };
            // Where an act before it is not whole, that goes with it: it was never confirmed.
            debug_assert!(damage.byte >= from);
            Some(set_aside(&*storage, &mut *file, torn).map_err(JournalError::Repair)?)
        }
        finding => return Err(JournalError::Refused(finding)),
    };
    let known = meeting.zip(head);
    let (meeting, head) = known.ok_or_else(|| JournalError::NoJournal { place: storage.place() })?;
    let synced = published.head().map_or(0, |published| published.length);
    let lines = make_durable(&*storage, &mut *file, synced, head.length).map_err(JournalError::Repair)?;
    let tip = Tip { meeting, run, head };
    let writer = Writer::open(storage, guard, file, tip, lines).map_err(JournalError::Repair)?;
    Ok(Resumed { writer, records, set_aside })
}

/// Whether an invalid last line was never confirmed to anybody, as far as the published head tells.
pub fn may_be_dropped(published: &Published, whole: Option<Head>) -> bool {
    let whole = whole.map_or(0, |head| head.length);
    whole > 0 && published.head().is_none_or(|head| head.length <= whole)
}

/// Makes sure that what was read is on the disk before anything is built on it, and returns all lines.
///
/// A program that died between write and sync leaves lines that can be read and may still be lost; if its sync had
/// failed, another sync would report success and do nothing. So everything behind the last published head is written
/// again, byte for byte the same, and synced; the folder too, for a death between renaming and syncing it.
fn make_durable(
    storage: &dyn Storage,
    file: &mut dyn StoredFile,
    synced: u64,
    length: u64,
) -> io::Result<Vec<u8>> {
    let lines = read_up_to(file, 0, usize::try_from(length).map_err(io::Error::other)?)?;
    let unsure = usize::try_from(synced).ok().and_then(|synced| lines.get(synced..)).unwrap_or_default();
    write_all_at(file, synced, unsure)?;
    file.sync_data()?;
    storage.sync_folder()?;
    Ok(lines)
}

/// The lock, or who has it.
pub(crate) fn take_lock(storage: &dyn Storage, owner: &Owner) -> Result<Guard, JournalError> {
    match lock::take(storage, owner) {
        Ok(Lock::Held(guard)) => Ok(guard),
        Ok(Lock::Taken(owner)) => Err(JournalError::Locked { owner }),
        Err(source) => Err(JournalError::Lock(source)),
    }
}

/// Copies the tail to a file of its own and makes that durable before the tail is cut.
fn set_aside(storage: &dyn Storage, file: &mut dyn StoredFile, torn: Torn) -> io::Result<SetAside> {
    let limit = usize::try_from(torn.bytes).map_err(io::Error::other)?;
    let bytes = read_up_to(file, torn.from, limit)?;
    let name = keep(storage, &bytes)?;
    storage.sync_folder()?;
    file.set_len(torn.from)?;
    file.sync_data()?;
    Ok(SetAside { name, torn })
}

/// Writes `journal.torn-1`, or the next number that is free or holds these very bytes already.
fn keep(storage: &dyn Storage, bytes: &[u8]) -> io::Result<String> {
    for number in 1_u32.. {
        let name = format!("journal.torn-{number}");
        let mut file = match storage.create(&name) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                if let Some(name) = kept_before(storage, name, bytes)? {
                    return Ok(name);
                }
                continue;
            }
            Err(error) => return Err(error),
        };
        write_all_at(&mut *file, 0, bytes)?;
        file.sync_data()?;
        return Ok(name);
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Whether an earlier recovery, cut off before it cut the journal, has kept the same bytes under this name.
fn kept_before(storage: &dyn Storage, name: String, bytes: &[u8]) -> io::Result<Option<String>> {
    let mut file = storage.open(&name, Access::Write)?;
    let same = read_up_to(&*file, 0, bytes.len() + 1)? == bytes;
    if same {
        file.sync_data()?;
    }
    Ok(same.then_some(name))
}

#[cfg(test)]
mod tests {
    use super::super::simulated::Simulated;
    use super::super::toy::{STAMP, Toy, acts, lines, owner, placed, written};
    use super::super::{HEAD, LOCK, OWNER, Record};
    use super::*;

    fn disk_with(bytes: &[u8]) -> Simulated {
        let disk = Simulated::new();
        disk.put(JOURNAL, bytes);
        disk
    }

    fn resume_at(disk: &Simulated) -> Result<Resumed<Toy>, JournalError> {
        resume(Arc::new(disk.clone()), &owner(), RunId::new([2; 8]))
    }

    #[test]
    fn a_journal_goes_on_in_a_new_run() {
        let disk = Simulated::new();
        let all = acts();
        drop(written(&disk, &all[..2]));
        let mut resumed = resume_at(&disk).unwrap();
        assert_eq!(resumed.set_aside, None);
        assert_eq!(resumed.records.len(), 4);
        resumed.writer.append(&STAMP, &all[2]).unwrap();
        drop(resumed);
        let examined = examine::<Toy>(&disk).unwrap();
        let runs: Vec<RunId> = examined.records.iter().map(|record| record.run).collect();
        assert_eq!(runs, [[RunId::new([1; 8]); 4].as_slice(), &[RunId::new([2; 8]); 2]].concat());
        assert_eq!(
            examined.records.iter().map(|record| record.event.clone()).collect::<Vec<_>>(),
            all[..3].concat()
        );
        let last = examined.records.last().unwrap();
        assert_eq!(examined.find(&HeadCode::of(&last.hash)), Some(5));
        assert_eq!(examined.find(&HeadCode::of(&super::super::LineHash::ZERO)), None);
    }

    #[test]
    fn a_torn_tail_is_set_aside_once_and_kept() {
        let whole = lines(&acts());
        let torn = b"{\"v\":1,\"m\"";
        let disk = disk_with(&[&whole[..], torn].concat());
        let mut resumed = resume_at(&disk).unwrap();
        let aside = resumed.set_aside.take().unwrap();
        assert_eq!(aside.name, "journal.torn-1");
        assert_eq!((aside.torn.from, aside.torn.bytes), (whole.len() as u64, torn.len() as u64));
        assert_eq!(disk.content("journal.torn-1").as_deref(), Some(&torn[..]));
        assert_eq!(disk.content(JOURNAL), Some(whole.clone()));
        drop(resumed);
        assert_eq!(resume_at(&disk).unwrap().set_aside, None);

        disk.tamper(JOURNAL, |bytes| bytes.extend(torn));
        assert_eq!(resume_at(&disk).unwrap().set_aside.unwrap().name, "journal.torn-1", "the same bytes");
        disk.tamper(JOURNAL, |bytes| bytes.extend([0; 9]));
        assert_eq!(resume_at(&disk).unwrap().set_aside.unwrap().name, "journal.torn-2");
    }

    #[test]
    fn a_torn_act_is_wholly_set_aside() {
        let all = acts();
        let whole = lines(&all[..1]);
        let two = lines(&all[..2]);
        let third = two.iter().rposition(|byte| *byte == b'[').unwrap();
        let cut = two[..third].iter().rposition(|byte| *byte == b'\n').unwrap() + 1;
        let resumed = resume_at(&disk_with(&two[..cut])).unwrap();
        assert_eq!(resumed.records.len(), 1);
        assert_eq!(resumed.set_aside.unwrap().torn.bytes, (cut - whole.len()) as u64);
        assert_eq!(resumed.writer.lines(), whole);
    }

    #[test]
    fn what_is_worse_than_torn_is_refused_and_nothing_is_written() {
        let whole = lines(&acts());
        let mut flipped = whole.clone();
        flipped[700] ^= 1;
        let edited = String::from_utf8(whole.clone()).unwrap().replace("place", "plaza").into_bytes();
        for bytes in [flipped, [&whole[..], b"{}\n"].concat(), edited, Vec::new()] {
            let disk = disk_with(&bytes);
            let before = disk.operations();
            assert!(matches!(resume_at(&disk), Err(JournalError::Refused(_))));
            assert!(disk.operations() > before);
            assert_eq!(disk.content(JOURNAL), Some(bytes));
            assert!(
                disk.names().iter().all(|name| [JOURNAL, LOCK, OWNER].contains(&name.as_str())),
                "{:?}",
                disk.names()
            );
        }
    }

    #[test]
    fn an_invalid_last_line_is_set_aside_only_on_request_and_only_if_it_was_never_published() {
        let all = acts();
        let whole = lines(&all[..3]);
        let disk = Simulated::new();
        drop(written(&disk, &all[..3]));
        disk.tamper(JOURNAL, |bytes| bytes.extend_from_slice(b"{}\n"));
        assert!(matches!(resume_at(&disk), Err(JournalError::Refused(Finding::Undecided(_)))));
        let without = |disk: &Simulated| {
            resume_without_last::<Toy>(Arc::new(disk.clone()), &owner(), RunId::new([2; 8]))
        };
        let resumed = without(&disk).unwrap();
        assert_eq!((resumed.records.len(), disk.content(JOURNAL)), (6, Some(whole)));
        assert_eq!(disk.content(&resumed.set_aside.unwrap().name).as_deref(), Some(&b"{}\n"[..]));
        drop(resumed.writer);
        // What was published was confirmed: that line is damage.
        disk.tamper(JOURNAL, |bytes| {
            let last = bytes.len() - 90;
            bytes[last] ^= 1;
        });
        assert!(matches!(without(&disk), Err(JournalError::Refused(Finding::Undecided(_)))));
    }

    #[test]
    fn a_lost_tail_is_refused_though_every_line_is_sound() {
        let disk = Simulated::new();
        drop(written(&disk, &acts()));
        let short = lines(&acts()[..3]);
        disk.tamper(JOURNAL, |bytes| *bytes = short);
        let Err(JournalError::Refused(Finding::LostTail { published, found })) = resume_at(&disk) else {
            panic!()
        };
        assert_eq!((published.seq, found.seq), (6, 5));
        // Without a head nobody can tell; a head that cannot be read is none.
        disk.tamper(HEAD, |bytes| bytes.fill(0));
        let examined = examine::<Toy>(&disk).unwrap();
        assert_eq!(examined.finding, Finding::Sound);
        assert!(matches!(examined.published, Published::Unreadable(_)));
        assert!(resume_at(&disk).is_ok());
    }

    #[test]
    fn examining_creates_nothing_and_needs_no_lock() {
        let disk = disk_with(&lines(&acts()));
        assert_eq!(examine::<Toy>(&disk).unwrap().finding, Finding::Sound);
        assert_eq!(disk.names(), [JOURNAL]);
        let _resumed = resume_at(&disk).unwrap();
        assert_eq!(examine::<Toy>(&disk).unwrap().records.len(), 7);
        let nowhere = Simulated::new();
        assert!(matches!(examine::<Toy>(&nowhere), Err(JournalError::NoJournal { .. })));
        assert!(matches!(resume_at(&nowhere), Err(JournalError::NoJournal { .. })));
        assert!(nowhere.names().is_empty());
    }

    #[test]
    fn a_second_writer_is_told_who_the_first_is() {
        let disk = Simulated::new();
        let first = written(&disk, &acts());
        let Err(JournalError::Locked { owner: Some(holder) }) = resume_at(&disk) else { panic!() };
        assert_eq!(holder, owner());
        drop(first);
        assert!(resume_at(&disk).is_ok());
    }

    #[test]
    fn records_that_cannot_be_replayed_stop_a_check() {
        let bytes = lines(&[vec![placed(1)], vec![placed(2)]]);
        let refuse = |record: &Record<'_>| if record.seq == 1 { Err("no such shelf".into()) } else { Ok(()) };
        let checked = check(&bytes[..], Expected::default(), refuse).unwrap();
        assert_eq!(checked.finding.verdict(), super::super::Verdict::Impossible);
    }

    #[test]
    fn a_line_may_only_be_dropped_behind_something_whole_that_was_not_published_beyond() {
        let head = |length| Head { seq: 1, length, hash: super::super::LineHash::ZERO };
        assert!(!may_be_dropped(&Published::Nothing, None));
        assert!(may_be_dropped(&Published::Nothing, Some(head(9))));
        assert!(may_be_dropped(&Published::Unreadable(Vec::new()), Some(head(9))));
        assert!(may_be_dropped(&Published::Head(head(9)), Some(head(9))));
        assert!(!may_be_dropped(&Published::Head(head(10)), Some(head(9))));
    }

    #[test]
    fn a_copy_is_read_up_to_its_last_whole_act_and_gone_on_from() {
        let whole = lines(&acts()[..2]);
        let copied = read_copy::<Toy>([&whole[..], b"{\"v\":1"].concat()).unwrap();
        assert_eq!(copied.records.len(), 4);
        let disk = Simulated::new();
        let mut writer = copied.install(Arc::new(disk.clone()), &owner(), RunId::new([2; 8])).unwrap();
        assert_eq!(writer.lines(), whole);
        writer.append(&STAMP, &[placed(7)]).unwrap();
        assert_eq!(examine::<Toy>(&disk).unwrap().records.len(), 5);
        // Part of an act counts as little as part of a line.
        let torn = lines(&acts()[..3]);
        let last = torn[..torn.len() - 1].iter().rposition(|byte| *byte == b'\n').unwrap() + 1;
        assert_eq!(read_copy::<Toy>(torn[..last].to_vec()).unwrap().records.len(), 4);
        let mut damaged = whole.clone();
        damaged[700] ^= 1;
        assert!(matches!(read_copy::<Toy>(damaged), Err(JournalError::Refused(Finding::Damaged(_)))));
        assert!(matches!(read_copy::<Toy>(Vec::new()), Err(JournalError::Refused(Finding::Damaged(_)))));
    }

    /// Whatever fails, for a reason that nobody foresaw: it is told, and a second try finds everything that was confirmed.
    #[test]
    fn each_operation_may_fail_once_for_any_reason() {
        let torn = [&lines(&acts()[..2])[..], b"{\"v\":1"].concat();
        let run = |disk: &Simulated| -> Result<u64, JournalError> {
            examine::<Toy>(disk)?;
            let mut resumed = resume_at(disk)?;
            resumed.writer.append(&STAMP, &acts()[2])?;
            let elsewhere = Simulated::new();
            Ok(resumed.writer.fail_over(Arc::new(elsewhere), &owner())?.saved())
        };
        let (mut failed, mut went_on) = (0, 0);
        for kind in [io::ErrorKind::Other, io::ErrorKind::NotFound, io::ErrorKind::AlreadyExists] {
            for operation in 0..40 {
                let disk = disk_with(&torn);
                disk.fail(operation, super::super::simulated::Fault::Error(kind));
                let first = run(&disk);
                match &first {
                    Ok(_) => went_on += 1,
                    Err(_) => failed += 1,
                }
                disk.restart();
                let again = resume_at(&disk).unwrap().records.len();
                assert!(
                    again >= if first.is_ok() { 6 } else { 4 },
                    "{kind:?} at {operation}: {again} records"
                );
            }
        }
        assert!(failed > 20 && went_on > 20, "{failed} failed, {went_on} went on");
    }
}
