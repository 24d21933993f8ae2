//! What can go wrong, each with a stable code, and in words of three parts: what happened, what is safe, what to do.

use std::{fmt, io};

use super::check::Finding;
use super::codec::EncodeError;
use super::follow::FollowError;
use super::lock::Owner;
use super::writer::InDoubt;
use crate::locale::Lang;

mod explain;
mod words;

pub use explain::cause;

/// An error as people read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The stable code, the same in every language and version.
    pub code: &'static str,
    /// What happened.
    pub happened: String,
    /// What is safe.
    pub safe: String,
    /// What to do.
    pub next: String,
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { code, happened, safe, next } = self;
        write!(f, "{code} {happened} · {safe} · {next}")
    }
}

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

impl JournalError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Locked { .. } => "J01",
            Self::Lock(_) => "J02",
            Self::AlreadyThere { .. } => "J03",
            Self::NoJournal { .. } => "J04",
            Self::Create(_) => "J05",
            Self::Open { .. } => "J06",
            Self::Read(_) => "J07",
            Self::Write(_) => "J08",
            Self::Sync { .. } => "J09",
            Self::Poisoned { .. } => "J10",
            Self::Moved => "J11",
            Self::Length { .. } => "J12",
            Self::Encode(_) => "J13",
            Self::ActSize { .. } => "J14",
            Self::Repair(_) => "J15",
            Self::Refused(finding) => finding.code(),
        }
    }

    /// What happened, what is safe, what to do.
    pub fn explain(&self, lang: Lang) -> Explanation {
        explain::of_error(self, lang)
    }

    /// Whether the way on is another folder: nothing more can be written here.
    pub fn needs_fail_over(&self) -> bool {
        matches!(self, Self::Sync { .. } | Self::Poisoned { .. } | Self::Moved | Self::Length { .. })
    }
}

impl Finding {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Sound => "J20",
            Self::Torn(_) => "J21",
            Self::Undecided(_) => "J22",
            Self::Damaged(_) => "J23",
            Self::LostTail { .. } => "J24",
            Self::Differs { .. } => "J25",
            Self::NoSuchCode(_) => "J26",
            Self::Impossible { .. } => "J27",
            Self::Newer(_) => "J28",
        }
    }

    /// What happened, what is safe, what to do.
    pub fn explain(&self, lang: Lang) -> Explanation {
        explain::of_finding(self, lang)
    }
}

impl FollowError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Changed(_) => "J30",
            Self::Gone => "J31",
            Self::Unknown { .. } => "J32",
            Self::Read(_) => "J33",
        }
    }

    /// What happened, what is safe, what to do.
    pub fn explain(&self, lang: Lang) -> Explanation {
        explain::of_follow(self, lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_explanation_has_a_code_and_three_parts_in_both_languages() {
        for lang in [Lang::Zh, Lang::En] {
            let text = JournalError::Write(io::ErrorKind::StorageFull.into()).explain(lang).to_string();
            assert!(text.starts_with("J08 "), "{text}");
            assert_eq!(text.split(" · ").count(), 3, "{text}");
        }
    }

    #[test]
    fn a_finding_keeps_its_own_code_when_it_refuses() {
        let refused = JournalError::Refused(Finding::Sound);
        assert_eq!(refused.code(), Finding::Sound.code());
        assert_eq!(refused.explain(Lang::En), Finding::Sound.explain(Lang::En));
    }
}
