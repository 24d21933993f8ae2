//! What can go wrong, each with a stable code, and in words of three parts: what happened, what is safe, what to do.

use std::io;

use super::check::Finding;
use super::codec::EncodeError;
use super::lock::Owner;
use super::writer::InDoubt;

/// An error of the journal.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// Another program writes this meeting.
    #[error("another program writes this meeting")]
    Locked {
        /// Who, if the note can be read.
        owner: Option<Owner>,
    },
    /// The lock or its note cannot be made.
    #[error("the folder cannot be locked")]
    Lock(#[source] io::Error),
    /// There is a journal already where one should be created.
    #[error("there is a journal already in {place}")]
    AlreadyThere {
        /// The folder.
        place: String,
    },
    /// There is no journal.
    #[error("there is no journal in {place}")]
    NoJournal {
        /// The folder.
        place: String,
    },
    /// The journal cannot be created.
    #[error("the journal cannot be created")]
    Create(#[source] io::Error),
    /// A file cannot be opened or is not a plain file.
    #[error("{name} cannot be opened")]
    Open {
        /// The file.
        name: &'static str,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The journal cannot be read.
    #[error("the journal cannot be read")]
    Read(#[source] io::Error),
    /// The act could not be written; the file is as before.
    #[error("the act could not be written")]
    Write(#[source] io::Error),
    /// The act could not be made durable, or not be taken back; whether it is on the disk is unknown.
    #[error("the disk did not confirm")]
    Sync {
        /// Why.
        #[source]
        source: io::Error,
        /// The act.
        in_doubt: InDoubt,
    },
    /// An earlier act is in doubt; this writer writes no more.
    #[error("an earlier act is in doubt")]
    Poisoned {
        /// The act.
        in_doubt: InDoubt,
    },
    /// The journal was renamed, replaced or deleted while open.
    #[error("the journal is no longer under its name")]
    Moved,
    /// Somebody else wrote to the journal or cut it.
    #[error("the journal has {found} bytes instead of {expected}")]
    Length {
        /// What we left.
        expected: u64,
        /// What is there.
        found: u64,
    },
    /// The event cannot be written in this format.
    #[error(transparent)]
    Encode(#[from] EncodeError),
    /// An act of no or too many records.
    #[error("an act of {count} records")]
    ActSize {
        /// Its records.
        count: u64,
    },
    /// What was found can be read but must not be written to.
    #[error("the journal may only be read: {0:?}")]
    Refused(Finding),
    /// The journal could not be made ready for writing; every confirmed record is as found.
    #[error("the journal could not be made ready for writing")]
    Repair(#[source] io::Error),
}
