//! What can go wrong, each with a stable code, and in words of three parts: what happened, what is safe, what to do.

use std::{fmt, io};

use super::check::Finding;
use super::codec::EncodeError;
use super::follow::FollowError;
use super::lock::Owner;
use super::writer::InDoubt;
use crate::locale::Lang;

pub(super) mod explain;
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
    use std::collections::BTreeSet;

    use super::super::chain::Damage;
    use super::super::follow::Changed;
    use super::super::parse::Flaw;
    use super::super::reader::{Tail, Torn};
    use super::super::{Act, Head, HeadCode, LineHash};
    use super::*;

    fn io() -> io::Error {
        io::ErrorKind::StorageFull.into()
    }

    fn head() -> Head {
        Head { seq: 57, length: 9, hash: LineHash::ZERO }
    }

    fn damage(flaw: Flaw) -> Damage {
        Damage { record: 3, line: 4, byte: 900, flaw }
    }

    fn errors() -> Vec<JournalError> {
        let in_doubt = InDoubt { act: Act { first: 3, count: 1 }, kinds: Vec::new() };
        let owner = Owner { pid: 7, host: "h".into(), start: "s".into() };
        vec![
            JournalError::Locked { owner: Some(owner) },
            JournalError::Lock(io()),
            JournalError::AlreadyThere { place: "p".into() },
            JournalError::NoJournal { place: "p".into() },
            JournalError::Create(io()),
            JournalError::Open { name: "n", source: io() },
            JournalError::Read(io()),
            JournalError::Write(io()),
            JournalError::Sync { source: io(), in_doubt: in_doubt.clone() },
            JournalError::Poisoned { in_doubt },
            JournalError::Moved,
            JournalError::Length { expected: 1, found: 2 },
            JournalError::Encode(EncodeError::Time("t".into())),
            JournalError::ActSize { count: 0 },
            JournalError::Repair(io()),
        ]
    }

    fn findings() -> Vec<Finding> {
        vec![
            Finding::Sound,
            Finding::Torn(Torn { from: 1, bytes: 2, tail: Tail::Act }),
            Finding::Undecided(damage(Flaw::Hash)),
            Finding::Damaged(damage(Flaw::Prev)),
            Finding::LostTail { published: head(), found: head() },
            Finding::Differs { published: head() },
            Finding::NoSuchCode(HeadCode::of(&LineHash::ZERO)),
            Finding::Impossible { seq: 1, kind: "a.b".into(), reason: "r".into() },
            Finding::Newer(damage(Flaw::Newer(2))),
        ]
    }

    fn follow_errors() -> Vec<FollowError> {
        let changed = [
            Changed::Shorter { shown: 2, found: 1 },
            Changed::Rewritten { byte: 1 },
            Changed::Invalid(damage(Flaw::Act)),
            Changed::Head(head()),
        ];
        let others =
            [FollowError::Gone, FollowError::Unknown { seq: 1, reason: "r".into() }, FollowError::Read(io())];
        changed.into_iter().map(FollowError::Changed).chain(others).collect()
    }

    fn explanations(lang: Lang) -> Vec<Explanation> {
        let errors = errors().into_iter().map(|error| error.explain(lang));
        let findings = findings().into_iter().map(|finding| finding.explain(lang));
        errors.chain(findings).chain(follow_errors().into_iter().map(|error| error.explain(lang))).collect()
    }

    #[test]
    fn every_error_has_three_parts_in_both_languages() {
        for (zh, en) in explanations(Lang::Zh).into_iter().zip(explanations(Lang::En)) {
            assert_eq!(zh.code, en.code);
            for (zh, en) in [(&zh.happened, &en.happened), (&zh.safe, &en.safe), (&zh.next, &en.next)] {
                assert!(!zh.is_empty() && !en.is_empty() && zh != en, "{zh} / {en}");
            }
            assert!(en.to_string().starts_with(&format!("{} ", en.code)));
            assert_eq!(en.to_string().split(" · ").count(), 3, "{en}");
        }
    }

    #[test]
    fn no_two_errors_share_a_code() {
        let codes: BTreeSet<_> = explanations(Lang::En).iter().map(|explanation| explanation.code).collect();
        // 15 errors, 9 findings, 4 errors of a follower.
        assert_eq!(codes.len(), 15 + 9 + 4);
    }

    #[test]
    fn a_refusal_is_told_as_its_finding_and_an_unknown_owner_still_tells() {
        for finding in findings() {
            let told = finding.explain(Lang::En);
            assert_eq!(JournalError::Refused(finding).explain(Lang::En), told);
        }
        let unknown = JournalError::Locked { owner: None };
        assert_eq!((unknown.code(), unknown.explain(Lang::En).next.is_empty()), ("J01", false));
    }

    #[test]
    fn every_flaw_has_a_likely_cause() {
        let seq = |expected, found| Flaw::Seq { expected, found };
        let flaws = [
            Flaw::Empty,
            Flaw::TooLong { limit: 1 },
            Flaw::Hash,
            Flaw::ByteOrderMark,
            Flaw::CarriageReturn,
            Flaw::Newer(2),
            Flaw::Meeting,
            seq(1, 3),
            seq(3, 1),
            Flaw::Prev,
            Flaw::Act,
        ];
        let causes: BTreeSet<String> = flaws.iter().map(|flaw| cause(flaw, Lang::En)).collect();
        assert_eq!(causes.len(), flaws.len());
        for flaw in [Flaw::NotUtf8, Flaw::Field("seq"), Flaw::Data] {
            assert_eq!(cause(&flaw, Lang::Zh), cause(&Flaw::Hash, Lang::Zh));
        }
    }

    #[test]
    fn only_what_ends_a_writer_needs_another_folder() {
        let codes: Vec<_> =
            errors().iter().filter(|error| error.needs_fail_over()).map(JournalError::code).collect();
        assert_eq!(codes, ["J09", "J10", "J11", "J12"]);
    }

    #[test]
    fn a_damage_is_told_with_record_line_and_byte() {
        let damage = Damage { record: 3, line: 4, byte: 900, flaw: Flaw::Hash };
        for lang in [Lang::Zh, Lang::En] {
            let said = JournalError::Refused(Finding::Damaged(damage.clone())).explain(lang).happened;
            assert!(["3", "4", "900"].iter().all(|place| said.contains(place)), "{said}");
        }
    }
}
