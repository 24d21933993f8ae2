//! Every error has its own code, and says in both languages what happened, what is safe and what to do.

use changpiao::agenda::Rejection;
use changpiao::cli::replay::export::ExportError;
use changpiao::journal::chain::Damage;
use changpiao::journal::codec::EncodeError;
use changpiao::journal::follow::{Changed, FollowError};
use changpiao::journal::parse::Flaw;
use changpiao::journal::reader::{Tail, Torn};
use changpiao::journal::{Act, Finding, Head, HeadCode, InDoubt, JournalError, LineHash, Owner};
use changpiao::locale::Lang;
use changpiao::meeting::MeetingError;
use changpiao::plan::check::{
    AgendaProblem, ContestProblem, OfficialProblem, PeopleProblem, ProcedureProblem,
};
use changpiao::session::Impossible;
use std::collections::BTreeSet;
use std::io;

/// Code, what happened, what is safe, what to do.
type Told = [String; 4];

fn io_error() -> io::Error {
    io::ErrorKind::StorageFull.into()
}

fn in_doubt() -> InDoubt {
    InDoubt { act: Act { first: 7, count: 2 }, kinds: vec!["ballot.recorded".to_owned()] }
}

fn damage() -> Damage {
    Damage { record: 3, line: 4, byte: 900, flaw: Flaw::Hash }
}

fn findings() -> Vec<Finding> {
    let head = Head { seq: 9, length: 4_000, hash: LineHash::ZERO };
    vec![
        Finding::Sound,
        Finding::Torn(Torn { from: 900, bytes: 12, tail: Tail::Piece }),
        Finding::Undecided(damage()),
        Finding::Damaged(damage()),
        Finding::LostTail { published: head, found: Head { seq: 8, ..head } },
        Finding::Differs { published: head },
        Finding::NoSuchCode(HeadCode::of(&LineHash::ZERO)),
        Finding::Impossible { seq: 5, kind: "a.b".to_owned(), reason: "c".to_owned() },
        Finding::Newer(damage()),
    ]
}

fn journal_errors() -> Vec<JournalError> {
    let owner = Owner { pid: 1, host: "h".to_owned(), start: "s".to_owned() };
    let own = vec![
        JournalError::Locked { owner: Some(owner) },
        JournalError::Lock(io_error()),
        JournalError::AlreadyThere { place: "p".to_owned() },
        JournalError::NoJournal { place: "p".to_owned() },
        JournalError::Create(io_error()),
        JournalError::Open { name: "journal.jsonl", source: io_error() },
        JournalError::Read(io_error()),
        JournalError::Write(io_error()),
        JournalError::Sync { source: io_error(), in_doubt: in_doubt() },
        JournalError::Poisoned { in_doubt: in_doubt() },
        JournalError::Moved,
        JournalError::Length { expected: 1, found: 2 },
        JournalError::Encode(EncodeError::Time("t".to_owned())),
        JournalError::ActSize { count: 0 },
        JournalError::Repair(io_error()),
    ];
    own.into_iter().chain(findings().into_iter().map(JournalError::Refused)).collect()
}

fn follow_errors() -> Vec<FollowError> {
    let changed = Changed::Rewritten { byte: 5 };
    let unknown = FollowError::Unknown { seq: 1, reason: "r".to_owned() };
    vec![FollowError::Changed(changed), FollowError::Gone, FollowError::Read(io_error()), unknown]
}

fn meeting_errors() -> Vec<MeetingError> {
    let impossible = Impossible { seq: 1, why: Rejection::AlreadyDone };
    vec![
        MeetingError::Impossible(impossible),
        MeetingError::Folder(io_error()),
        MeetingError::Closed,
        MeetingError::NoOtherFolder(io_error()),
        MeetingError::WentOn { to: "elsewhere".into() },
    ]
}

fn export_errors() -> Vec<ExportError> {
    let file = || "f".to_owned();
    vec![
        ExportError::Ending { file: file() },
        ExportError::Exists { file: file() },
        ExportError::Write { file: file(), source: io_error() },
    ]
}

/// Every error of the journal and of the meeting by its name in the source.
pub(crate) fn variants() -> Vec<String> {
    let name = |room: &str, error: String| format!("{room}::{}", error.split([' ', '(']).next().unwrap());
    let journal = journal_errors().into_iter().filter(|error| !matches!(error, JournalError::Refused(_)));
    let journal = journal.map(|error| name("JournalError", format!("{error:?}")));
    let findings = findings().into_iter().map(|finding| name("Finding", format!("{finding:?}")));
    let follow = follow_errors().into_iter().map(|error| name("FollowError", format!("{error:?}")));
    let meeting = meeting_errors().into_iter().map(|error| name("MeetingError", format!("{error:?}")));
    journal.chain(findings).chain(follow).chain(meeting).collect()
}

/// Every error of every room in words.
fn told(lang: Lang) -> Vec<Told> {
    let of_journal = journal_errors().into_iter().map(|error| error.explain(lang));
    let of_follower = follow_errors().into_iter().map(|error| error.explain(lang));
    let explained =
        of_journal.chain(of_follower).map(|said| [said.code.to_owned(), said.happened, said.safe, said.next]);
    let refused = Rejection::every().into_iter().map(|why| why.trouble(lang));
    let troubles = refused.chain(meeting_errors().into_iter().map(|error| error.trouble(lang)));
    let troubles = troubles.chain(export_errors().into_iter().map(|error| error.trouble(lang)));
    explained.chain(troubles.map(|said| [said.code.to_owned(), said.what, said.safe, said.todo])).collect()
}

#[test]
fn every_error_has_its_three_parts_in_both_languages() {
    for lang in [Lang::Zh, Lang::En] {
        for said in told(lang) {
            assert!(said.iter().all(|part| !part.trim().is_empty()), "{said:?}");
            assert!(said.iter().all(|part| !part.contains('{')), "{said:?}");
            let chinese = said[1..].iter().all(|part| part.chars().any(|c| ('一'..='龥').contains(&c)));
            assert_eq!(chinese, lang == Lang::Zh, "{said:?}");
        }
    }
}

#[test]
fn no_code_stands_for_two_things() {
    let spoken: Vec<String> = told(Lang::Zh).into_iter().map(|[code, ..]| code).collect();
    let of_plans = [
        AgendaProblem::CODES,
        ContestProblem::CODES,
        OfficialProblem::CODES,
        PeopleProblem::CODES,
        ProcedureProblem::CODES,
        changpiao::plan::ReadProblem::CODES,
        changpiao::plan::roster::RosterProblem::CODES,
    ];
    let all: Vec<String> =
        spoken.into_iter().chain(of_plans.concat().into_iter().map(str::to_owned)).collect();
    let distinct: BTreeSet<&String> = all.iter().collect();
    assert_eq!(distinct.len(), all.len());
    assert!(Rejection::CODES.iter().all(|code| distinct.contains(&(*code).to_owned())));
}
