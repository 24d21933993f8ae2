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
use super::reader::Torn;
use super::record::Recorded;
use super::storage::{Access, Guard, Sequential, Storage, StoredFile, exists, read_up_to, write_all_at};
use super::writer::{Tip, Writer};

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
        finding => return Err(JournalError::Refused(finding)),
    };
    let (Some(meeting), Some(head)) = (meeting, head) else {
        return Err(JournalError::NoJournal { place: storage.place() });
    };
    let synced = published.head().map_or(0, |published| published.length);
    let lines = make_durable(&*storage, &mut *file, synced, head.length).map_err(JournalError::Repair)?;
    let writer = Writer::open(storage, guard, file, Tip { meeting, run, head }, lines);
    Ok(Resumed { writer, records, set_aside })
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
    use super::super::toy::{Door, Shelf, Toy};
    use super::super::{Disk, Role, Stamp};
    use super::*;

    const STAMP: Stamp<'_> = Stamp { t: "2026-11-21T09:30:00.000+08:00", up: 1, by: Role::Chair };

    #[test]
    fn a_journal_is_created_appended_to_and_resumed() {
        let home = tempfile::tempdir().unwrap();
        let disk: Arc<dyn Storage> = Arc::new(Disk::create_folder(home.path().join("m")).unwrap());
        let owner = Owner::this_process("now");
        let first = [Toy::Shelf(Shelf::Cleared)];
        let meeting = MeetingId::random().unwrap();
        let run = RunId::random().unwrap();
        let mut writer = Writer::create(disk.clone(), &owner, meeting, run, &STAMP, &first).unwrap();
        let second = [
            Toy::Shelf(Shelf::BookPlaced { place: 1, title: "\u{202e}书".into() }),
            Toy::Door(Door::Closed {}),
        ];
        assert!(writer.append(&STAMP, &second).unwrap().published);
        println!("{}", String::from_utf8_lossy(writer.lines()));
        let Err(JournalError::Locked { owner: Some(holder) }) = resume::<Toy>(disk.clone(), &owner, run)
        else {
            panic!()
        };
        assert_eq!(holder, owner);
        drop(writer);
        let resumed = resume::<Toy>(disk, &owner, run).unwrap();
        let events: Vec<Toy> = resumed.records.into_iter().map(|record| record.event).collect();
        assert_eq!(events, [&first[..], &second[..]].concat());
    }
}
