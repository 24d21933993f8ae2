//! The projector's read-only view of a journal that is being written.
//!
//! It shows only whole acts up to the published head, and checks every link before it shows anything. It keeps the
//! bytes that it has shown and compares them with the file again and again, a slice at each look (the newest bytes at
//! every look): if one of them changes, or the file becomes shorter than what was shown, the answer is
//! [`FollowError::Changed`] from then on, whatever the file says later.

use std::io;
use std::sync::Arc;

use super::JOURNAL;
use super::chain::{Chain, Damage};
use super::codec::Entry;
use super::hash::MeetingId;
use super::head::{Head, Published};
use super::record::Recorded;
use super::storage::{Access, Storage, StoredFile, read_up_to};

mod waiter;

pub use waiter::Waiter;

/// Bytes compared again at each look: the newest, and as many of the older ones in turn.
const SLICE: usize = 256 * 1024;

/// Why there is nothing to show.
#[derive(Debug, thiserror::Error)]
pub enum FollowError {
    /// What was shown is no longer what stands in the file. Stays.
    #[error("the journal was changed after it was shown: {0:?}")]
    Changed(Changed),
    /// There is no journal under its name now.
    #[error("there is no journal")]
    Gone,
    /// The journal cannot be read now.
    #[error("the journal cannot be read")]
    Read(#[source] io::Error),
    /// A record's event is unknown to this program.
    #[error("the event of record {seq} is unknown: {reason}")]
    Unknown {
        /// The record.
        seq: u64,
        /// Why.
        reason: String,
    },
}

impl From<io::Error> for FollowError {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::NotFound { Self::Gone } else { Self::Read(error) }
    }
}

/// How a shown journal was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// It is shorter than what was shown.
    Shorter {
        /// Bytes that were shown.
        shown: u64,
        /// Bytes that are there.
        found: u64,
    },
    /// A byte that was shown is another one now.
    Rewritten {
        /// The first such byte.
        byte: u64,
    },
    /// A line that should be confirmed is not valid.
    Invalid(Damage),
    /// The published head does not belong to the lines.
    Head(Head),
}

/// Reads a journal as it grows. Writes nothing, takes no lock.
#[derive(Debug)]
pub struct Follower {
    storage: Arc<dyn Storage>,
    chain: Chain,
    shown: Vec<u8>,
    sweep: usize,
    unreadable: Option<Vec<u8>>,
    changed: Option<Changed>,
}

impl Follower {
    /// Follows the journal of this folder, which need not be there yet.
    pub fn new(storage: Arc<dyn Storage>) -> Self {
        Self {
            storage,
            chain: Chain::default(),
            shown: Vec::new(),
            sweep: 0,
            unreadable: None,
            changed: None,
        }
    }

    /// Looks once: the records of acts that were confirmed since the last look.
    pub fn poll<E: Entry>(&mut self) -> Result<Vec<Recorded<E>>, FollowError> {
        if let Some(changed) = &self.changed {
            return Err(FollowError::Changed(changed.clone()));
        }
        let published = Published::read(&*self.storage)?;
        let file = self.storage.open(JOURNAL, Access::Read)?;
        let length = file.mark()?.length;
        self.compare(&*file, length)?;
        let head = published.head().filter(|head| head.length <= length);
        let Some(end) = self.end(published, length) else { return Ok(Vec::new()) };
        let bytes =
            read_up_to(&*file, self.chain.length(), as_usize(end.saturating_sub(self.chain.length())))?;
        self.take(&bytes, head)
    }

    /// How far the file may be read; nothing while its head cannot be read. A head that stays unreadable is none: it
    /// was torn by a power cut, not by a write that we happened to see halfway.
    fn end(&mut self, published: Published, length: u64) -> Option<u64> {
        match published {
            Published::Head(head) => Some(head.length.min(length)),
            Published::Nothing => Some(length),
            Published::Unreadable(bytes) => {
                let again = self.unreadable.as_ref() == Some(&bytes);
                self.unreadable = Some(bytes);
                again.then_some(length)
            }
        }
    }

    /// Compares what was shown with what is there.
    fn compare(&mut self, file: &dyn StoredFile, length: u64) -> Result<(), FollowError> {
        let shown = self.shown.len();
        if length < shown as u64 {
            return Err(self.change(Changed::Shorter { shown: shown as u64, found: length }));
        }
        let newest = shown.saturating_sub(SLICE);
        let sweep = self.sweep;
        self.sweep = if sweep + SLICE < newest { sweep + SLICE } else { 0 };
        for start in [newest, sweep] {
            let slice = self.shown.get(start..shown.min(start + SLICE)).unwrap_or_default();
            let there = read_up_to(file, start as u64, slice.len())?;
            if let Some(at) = difference(slice, &there) {
                return Err(self.change(Changed::Rewritten { byte: (start + at) as u64 }));
            }
            if newest == 0 {
                break;
            }
        }
        Ok(())
    }

    /// Checks new bytes and takes the whole acts among them.
    fn take<E: Entry>(&mut self, bytes: &[u8], head: Option<Head>) -> Result<Vec<Recorded<E>>, FollowError> {
        let mut chain = self.chain.clone();
        let mut records = Vec::new();
        let mut whole = (self.chain.clone(), 0);
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            let Some(line) = line.strip_suffix(b"\n") else { break };
            let record = match chain.follow(line) {
                Ok(record) => record,
                Err(misread) => return Err(self.change(Changed::Invalid(chain.damage(misread)))),
            };
            let unknown = |error: serde_json::Error| FollowError::Unknown {
                seq: record.seq,
                reason: error.to_string(),
            };
            records.push(record.to_recorded().map_err(unknown)?);
            if chain.open_act().is_none() {
                whole = (chain.clone(), records.len());
            }
        }
        let (chain, count) = whole;
        // What is published ends with a whole act, whose hash it names.
        if let Some(head) = head.filter(|head| head.length >= chain.length() && chain.whole() != Some(*head))
        {
            return Err(self.change(Changed::Head(head)));
        }
        records.truncate(count);
        let taken = as_usize(chain.length() - self.chain.length());
        self.shown.extend_from_slice(bytes.get(..taken).unwrap_or_default());
        self.chain = chain;
        Ok(records)
    }

    fn change(&mut self, changed: Changed) -> FollowError {
        self.changed = Some(changed.clone());
        FollowError::Changed(changed)
    }

    /// The end of what was shown.
    pub fn head(&self) -> Option<Head> {
        self.chain.whole()
    }

    /// The meeting, known after the first record.
    pub fn meeting(&self) -> Option<MeetingId> {
        self.chain.meeting()
    }

    /// Waits for changes of the same folder.
    pub fn waiter(&self) -> Waiter {
        Waiter::new(&*self.storage)
    }
}

fn as_usize(n: u64) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

/// The first place where two texts differ; a shorter one differs at its end.
fn difference(shown: &[u8], there: &[u8]) -> Option<usize> {
    if shown == there {
        return None;
    }
    let same = shown.iter().zip(there).take_while(|(a, b)| a == b).count();
    Some(same)
}

#[cfg(test)]
mod tests {
    use super::super::HEAD;
    use super::super::simulated::{Fault, Simulated};
    use super::super::toy::{STAMP, Toy, acts, lines, placed, written};
    use super::*;

    fn follower(disk: &Simulated) -> Follower {
        Follower::new(Arc::new(disk.clone()))
    }

    fn seqs(result: Result<Vec<Recorded<Toy>>, FollowError>) -> Vec<u64> {
        result.unwrap().iter().map(|record| record.seq).collect()
    }

    fn changed(result: Result<Vec<Recorded<Toy>>, FollowError>) -> Changed {
        match result {
            Err(FollowError::Changed(changed)) => changed,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn records_are_shown_once_and_no_further_than_the_head() {
        let disk = Simulated::new();
        let mut follower = follower(&disk);
        assert!(matches!(follower.poll::<Toy>(), Err(FollowError::Gone)));
        let mut writer = written(&disk, &acts()[..2]);
        assert_eq!(seqs(follower.poll()), [0, 1, 2, 3]);
        assert_eq!(seqs(follower.poll()), [0_u64; 0]);
        assert_eq!(follower.head(), Some(writer.head()));
        let old = disk.content(HEAD).unwrap();
        writer.append(&STAMP, &acts()[2]).unwrap();
        let new = disk.content(HEAD).unwrap();
        disk.tamper(HEAD, |bytes| *bytes = old);
        assert_eq!(seqs(follower.poll()), [0_u64; 0], "not published yet");
        disk.tamper(HEAD, |bytes| *bytes = new);
        assert_eq!(seqs(follower.poll()), [4, 5]);
    }

    #[test]
    fn without_a_head_whole_acts_count() {
        let journal = lines(&acts());
        for length in 0..=journal.len() {
            let disk = Simulated::new();
            disk.put(JOURNAL, &journal[..length]);
            let mut follower = follower(&disk);
            let shown = seqs(follower.poll()).len();
            assert!([0, 1, 4, 6, 7].contains(&shown), "{shown} at {length}");
            disk.tamper(JOURNAL, |bytes| bytes.clone_from(&journal));
            assert_eq!(shown + seqs(follower.poll()).len(), 7, "{length}");
        }
    }

    #[test]
    fn a_head_seen_halfway_is_waited_for_and_a_torn_one_is_none() {
        let disk = Simulated::new();
        drop(written(&disk, &acts()));
        let whole = disk.content(HEAD).unwrap();
        disk.tamper(HEAD, |bytes| bytes[50] = b'?');
        let mut follower = follower(&disk);
        assert_eq!(seqs(follower.poll()), [0_u64; 0]);
        disk.tamper(HEAD, |bytes| bytes.clone_from(&whole));
        assert_eq!(seqs(follower.poll()).len(), 7);
        disk.tamper(HEAD, |bytes| bytes.fill(0));
        let mut late = super::tests::follower(&disk);
        assert_eq!(seqs(late.poll()), [0_u64; 0]);
        assert_eq!(seqs(late.poll()).len(), 7);
    }

    #[test]
    fn every_changed_byte_is_noticed_and_stays_noticed() {
        let journal = lines(&acts());
        for at in (0..journal.len()).step_by(7) {
            let disk = Simulated::new();
            disk.put(JOURNAL, &journal);
            let mut follower = follower(&disk);
            assert_eq!(seqs(follower.poll()).len(), 7);
            disk.tamper(JOURNAL, |bytes| bytes[at] ^= 1);
            let expected = Changed::Rewritten { byte: at as u64 };
            assert_eq!(changed(follower.poll()), expected);
            disk.put(JOURNAL, &journal);
            assert_eq!(changed(follower.poll()), expected, "it does not heal");
        }
    }

    #[test]
    fn an_old_byte_of_a_long_journal_is_noticed_in_turn() {
        let long: Vec<Vec<Toy>> = (0..3_000).map(|n| vec![placed(n)]).collect();
        let journal = lines(&long);
        assert!(journal.len() > 3 * SLICE);
        let disk = Simulated::new();
        disk.put(JOURNAL, &journal);
        for at in [0, SLICE - 1, SLICE, 2 * SLICE + 5, journal.len() - 1] {
            let mut follower = follower(&disk);
            assert_eq!(seqs(follower.poll()).len(), 3_000);
            disk.tamper(JOURNAL, |bytes| bytes[at] ^= 1);
            let looks = (0..8).position(|_| follower.poll::<Toy>().is_err());
            assert!(looks.is_some(), "byte {at}");
            disk.tamper(JOURNAL, |bytes| bytes[at] ^= 1);
        }
    }

    #[test]
    fn a_shorter_or_exchanged_journal_is_noticed() {
        let disk = Simulated::new();
        drop(written(&disk, &acts()));
        let journal = disk.content(JOURNAL).unwrap();
        let mut follower = follower(&disk);
        assert_eq!(seqs(follower.poll()).len(), 7);
        disk.remove(JOURNAL).unwrap();
        assert!(matches!(follower.poll::<Toy>(), Err(FollowError::Gone)), "gone is not changed");
        disk.put(JOURNAL, &journal);
        assert_eq!(seqs(follower.poll()), [0_u64; 0], "the same bytes are the same journal");
        disk.put(JOURNAL, &lines(&acts()[..3]));
        let found = lines(&acts()[..3]).len() as u64;
        assert_eq!(changed(follower.poll()), Changed::Shorter { shown: journal.len() as u64, found });
    }

    #[test]
    fn a_published_line_must_be_valid_and_end_with_the_head() {
        let disk = Simulated::new();
        drop(written(&disk, &acts()));
        let journal = disk.content(JOURNAL).unwrap();
        disk.tamper(JOURNAL, |bytes| bytes[700] ^= 1);
        assert!(matches!(changed(follower(&disk).poll()), Changed::Invalid(_)));
        let other: Vec<Vec<Toy>> = vec![vec![placed(1)], vec![placed(2)]];
        let other = [&lines(&other)[..], &vec![b'x'; journal.len()]].concat();
        disk.tamper(JOURNAL, |bytes| *bytes = other);
        assert!(follower(&disk).poll::<Toy>().is_err());
        let head = Head { seq: 6, length: journal.len() as u64, hash: super::super::LineHash::ZERO };
        disk.tamper(JOURNAL, |bytes| *bytes = journal);
        disk.tamper(HEAD, |bytes| *bytes = head.to_bytes());
        assert_eq!(changed(follower(&disk).poll()), Changed::Head(head));
    }

    #[test]
    fn a_head_from_before_what_was_shown_takes_nothing_back() {
        let disk = Simulated::new();
        let mut writer = written(&disk, &acts()[..2]);
        let old = disk.content(HEAD).unwrap();
        writer.append(&STAMP, &acts()[2]).unwrap();
        let mut follower = follower(&disk);
        assert_eq!(seqs(follower.poll()).len(), 6);
        disk.tamper(HEAD, |bytes| *bytes = old);
        assert_eq!(seqs(follower.poll()), [0_u64; 0]);
        assert_eq!(follower.head(), Some(writer.head()));
        assert_eq!(follower.meeting(), Some(writer.meeting()));
    }

    #[test]
    fn a_disk_that_cannot_be_read_is_not_gone() {
        let disk = Simulated::new();
        drop(written(&disk, &acts()));
        let mut follower = follower(&disk);
        disk.fail(disk.operations(), Fault::Error(io::ErrorKind::Other));
        assert!(matches!(follower.poll::<Toy>(), Err(FollowError::Read(_))));
        assert_eq!(seqs(follower.poll()).len(), 7);
    }

    #[test]
    fn without_notification_it_looks_four_times_a_second() {
        let begun = std::time::Instant::now();
        follower(&Simulated::new()).waiter().wait();
        let waited = begun.elapsed();
        assert!(waited >= std::time::Duration::from_millis(250), "{waited:?}");
    }
}
