//! What to do at start with what is found on the disk.
//!
//! [`examine`] only reads: it takes no lock, creates nothing, and says where the meeting stands before anybody
//! decides. [`resume`] takes the lock, reads again and repairs the one thing that may be repaired without asking: a
//! tail that was never confirmed is copied to a file of its own, then cut off. Everything else is read-only until
//! people have decided.

use std::io::{self, Read};
use std::sync::Arc;

use super::chain::{Chain, Damage};
use super::code::HeadCode;
use super::codec::Entry;
use super::error::JournalError;
use super::hash::{MeetingId, RunId};
use super::head::{Head, Published};
use super::lock::{self, Lock, Owner};
use super::reader::{Ending, Reader, Torn};
use super::record::{Record, Recorded};
use super::storage::{Access, Guard, Sequential, Storage, StoredFile, exists, read_up_to, write_all_at};
use super::writer::Writer;
use super::{JOURNAL, Verdict};

/// What a journal turned out to be, compared with what was published of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Complete and unchanged.
    Sound,
    /// The tail was never confirmed.
    Torn(Torn),
    /// The last line is whole but invalid: only a mirror or two persons can decide.
    Undecided(Damage),
    /// Damaged.
    Damaged(Damage),
    /// Shorter than what was published.
    LostTail {
        /// What was published.
        published: Head,
        /// What is there.
        found: Head,
    },
    /// Not what was published: at the published place stands something else.
    Differs {
        /// What was published.
        published: Head,
    },
    /// No record has the given head code.
    NoSuchCode(HeadCode),
    /// A record's event is unknown to this program, or refused by whoever applied it.
    Impossible {
        /// The record.
        seq: u64,
        /// Its type.
        kind: String,
        /// Why.
        reason: String,
    },
    /// From this record on a newer version wrote.
    Newer(Damage),
}

impl Finding {
    /// The verdict, with its exit code.
    pub fn verdict(&self) -> Verdict {
        match self {
            Self::Sound => Verdict::Complete,
            Self::Torn(_) => Verdict::Torn,
            Self::Undecided(_) | Self::Damaged(_) => Verdict::Damaged,
            Self::LostTail { .. } | Self::Differs { .. } | Self::NoSuchCode(_) => Verdict::DoesNotMatch,
            Self::Impossible { .. } => Verdict::Impossible,
            Self::Newer(_) => Verdict::Newer,
        }
    }
}

/// What a journal is held against.
#[derive(Clone, Copy, Debug, Default)]
pub struct Expected {
    /// The published head.
    pub head: Option<Head>,
    /// A head code that people kept.
    pub code: Option<HeadCode>,
}

/// The result of a check.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The links up to where the reading ended.
    pub chain: Chain,
    /// What was found.
    pub finding: Finding,
    /// The record that has the given code.
    pub code_at: Option<u64>,
}

impl Checked {
    /// The end of the last whole act.
    pub fn whole(&self) -> Option<Head> {
        self.chain.whole()
    }
}

/// Checks a journal from its first byte and hands every record to `each`, which may find it impossible (records of an
/// act that turns out to be torn are handed out too: the finding says so). Memory does not grow.
pub fn check<R: Read>(
    source: R,
    expected: Expected,
    mut each: impl FnMut(&Record<'_>) -> Result<(), String>,
) -> io::Result<Checked> {
    let mut reader = Reader::new(source);
    let mut met = Met::default();
    let mut impossible = None;
    while let Some(record) = reader.next_record()? {
        met.see(&record, expected);
        if impossible.is_none()
            && let Err(reason) = each(&record)
        {
            impossible = Some(Finding::Impossible { seq: record.seq, kind: record.kind.to_owned(), reason });
        }
        met.pass(reader.chain(), expected);
    }
    let (chain, ending) = reader.finish()?;
    let finding = judge(&chain, ending, expected, &met, impossible);
    Ok(Checked { chain, finding, code_at: met.code_at })
}

/// Which of the expected things were met on the way.
#[derive(Debug, Default)]
struct Met {
    head: bool,
    code_at: Option<u64>,
}

impl Met {
    fn see(&mut self, record: &Record<'_>, expected: Expected) {
        if expected.code.is_some_and(|code| code.matches(&record.hash)) {
            self.code_at = Some(record.seq);
        }
    }

    fn pass(&mut self, chain: &Chain, expected: Expected) {
        self.head |= expected.head.is_some() && chain.whole() == expected.head;
    }
}

/// One finding: what is worst comes first.
fn judge(
    chain: &Chain,
    ending: Ending,
    expected: Expected,
    met: &Met,
    impossible: Option<Finding>,
) -> Finding {
    let torn = match ending {
        Ending::Damaged(damage) => return Finding::Damaged(damage),
        Ending::Undecided(damage) => return Finding::Undecided(damage),
        Ending::Newer(damage) => return Finding::Newer(damage),
        Ending::Torn(torn) => Some(torn),
        Ending::Clean => None,
    };
    if let (Some(published), Some(found), false) = (expected.head, chain.whole(), met.head) {
        let lost = found.length < published.length;
        return if lost { Finding::LostTail { published, found } } else { Finding::Differs { published } };
    }
    if let (Some(code), None) = (expected.code, met.code_at) {
        return Finding::NoSuchCode(code);
    }
    impossible.or(torn.map(Finding::Torn)).unwrap_or(Finding::Sound)
}

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
    let Examination { meeting, records, head, finding, .. } =
        examine_file(&*storage, &*file).map_err(JournalError::Read)?;
    let set_aside = match finding {
        Finding::Sound => None,
        Finding::Torn(torn) => Some(set_aside(&*storage, &mut *file, torn).map_err(JournalError::SetAside)?),
        finding => return Err(JournalError::Refused(finding)),
    };
    let (Some(meeting), Some(head)) = (meeting, head) else {
        return Err(JournalError::NoJournal { place: storage.place() });
    };
    let writer = Writer::go_on(storage, guard, file, meeting, run, head).map_err(JournalError::Read)?;
    Ok(Resumed { writer, records, set_aside })
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
