//! The journal: the append-only, hash-chained record of a meeting, and everything that keeps it safe.
//!
//! Nothing is shown as accepted before its record is written and synced here; every screen, projector, replay and
//! document is a function of these lines. The room is generic over the event ([`Entry`]) and knows no word of a meeting.
//!
//! # A line
//!
//! One record is one line of JSON with its fields in this order:
//!
//! | field | content |
//! |---|---|
//! | `v` | format version, [`VERSION`] |
//! | `m` | id of the meeting, 128 random bits |
//! | `seq` | 0, 1, 2 … |
//! | `prev` | SHA-256 of the line before (64 zeros in the first) |
//! | `t` | wall time with offset, for people only |
//! | `up` | milliseconds on the monotonic clock of this run |
//! | `s` | id of this run of the program |
//! | `by` | role that declared it: [`Role`] |
//! | `act` | `[first seq, number of records]` of the act that this record belongs to |
//! | `type`, `d` | the event: `group.past_tense` and its data |
//! | `h` | SHA-256 over the bytes of the line before `,"h":"` |
//!
//! `act` is there because one command may declare several events, and they count together or not at all. They go
//! out in **one write and one sync**, but a power cut can keep the first two lines of three, each of them perfect
//! by itself. The field lets any reader see that an act was torn without knowing what its events mean: the reader
//! sets the whole act aside, for it was never confirmed to anybody.
//!
//! Anybody can check a line without this program: `printf %s "${line%,\"h\":\"*}" | sha256sum`.
//!
//! # Rooms within
//!
//! [`record`] what one line says · [`parse`] its strict reading · [`codec`] events to bytes and back · [`chain`] the links between lines ·
//! [`reader`] streaming a whole file · [`ahead`] hashing on a second thread · [`check`] its finding · [`compare`] two copies · [`writer`] create, append, fail over · [`recovery`] what to do at
//! start with what was found · [`follow`] the projector's read-only view · [`head`] the published head, [`code`] the
//! head as people compare it · [`mirror`] the same lines on a stick · [`lock`] one writer at a time · [`storage`] the folder of one meeting, as [`disk`] or
//! [`simulated`] · [`error`] what can go wrong, in words.

pub mod ahead;
pub mod chain;
pub mod check;
pub mod code;
pub mod codec;
pub mod compare;
pub mod disk;
pub mod error;
pub mod follow;
pub mod hash;
pub mod head;
pub mod lock;
pub mod mirror;
pub mod parse;
pub mod reader;
pub mod record;
pub mod recovery;
pub mod simulated;
pub mod storage;
pub mod writer;

pub use chain::Damage;
pub use check::Finding;
pub use code::HeadCode;
pub use codec::Entry;
pub use disk::Disk;
pub use error::JournalError;
pub use follow::Follower;
pub use hash::{LineHash, MeetingId, RunId};
pub use head::Head;
pub use lock::Owner;
pub use mirror::{Mirror, MirrorError, MirrorState};
pub use record::{Act, Record, Recorded, Role, Stamp};
pub use recovery::{Examination, Resumed, SetAside, examine, resume};
pub use storage::Storage;
pub use writer::{Confirmed, InDoubt, Writer};

/// The format version that this program writes, and the newest that it reads.
pub const VERSION: u64 = 1;
/// Longest line in bytes, its newline included.
pub const MAX_LINE: usize = 64 * 1024;
/// Longest first line in bytes, its newline included: it may hold a whole plan.
pub const MAX_FIRST_LINE: usize = 8 * 1024 * 1024;
/// Most records in one act.
pub const MAX_ACT: u64 = 1_000;

/// Name of the journal in the folder of a meeting.
pub const JOURNAL: &str = "journal.jsonl";
/// Name under which a journal is built before it gets its own name; never a journal.
pub const PART: &str = "journal.part";
/// Name of the published head.
pub const HEAD: &str = "journal.head";
/// Name of the lock, a file of its own because a locked file cannot be read on Windows.
pub const LOCK: &str = "journal.lock";
/// Name of the note that says who holds the lock.
pub const OWNER: &str = "journal.owner";

/// The answer of a check of a whole journal; the number is the exit code of `verify`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Complete and unchanged.
    Complete = 0,
    /// A tail that was never confirmed is torn; resuming sets it aside.
    Torn = 3,
    /// Damaged, or the last line is whole but invalid.
    Damaged = 4,
    /// Intact by itself, but not what was shown: shorter than the head, or another journal.
    DoesNotMatch = 5,
    /// An intact chain of events that cannot have happened.
    Impossible = 6,
    /// Intact, but written by a newer version.
    Newer = 7,
}

impl Verdict {
    /// The exit code.
    pub fn code(self) -> u8 {
        self as u8
    }
}

#[cfg(test)]
mod faults;
#[cfg(test)]
pub(crate) mod gate;
#[cfg(test)]
mod toy;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limits_of_the_format_are_those_that_journals_were_written_by() {
        assert_eq!((VERSION, MAX_LINE, MAX_FIRST_LINE, MAX_ACT), (1, 65_536, 8_388_608, 1_000));
    }

    #[test]
    fn exit_codes_are_those_of_the_help_page() {
        let all = [
            (Verdict::Complete, 0),
            (Verdict::Torn, 3),
            (Verdict::Damaged, 4),
            (Verdict::DoesNotMatch, 5),
            (Verdict::Impossible, 6),
            (Verdict::Newer, 7),
        ];
        for (verdict, code) in all {
            assert_eq!(verdict.code(), code);
        }
    }

    #[test]
    fn lines_are_as_long_as_the_format_says() {
        assert_eq!((MAX_LINE, MAX_FIRST_LINE, MAX_ACT), (65_536, 8_388_608, 1_000));
    }
}
