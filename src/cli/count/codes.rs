//! The codes of notes and errors, for programs that read results and for `--help`.

use crate::domain::{Doubt, InvalidReason, Judgement};

/// Codes of `notes[].code` with what each says of a ballot.
pub const NOTE_CODES: &[(&str, &str)] = &[
    ("void", "invalid: the scrutineers said so"),
    ("too_many_marks", "invalid: more names approved, write-ins included, than max_marks allows"),
    ("too_few_marks", "invalid: fewer names approved than exact_marks asks for"),
    ("write_in_without_mark", "doubtful or invalid: a write-in has no ○"),
    ("write_in_of_candidate", "doubtful or invalid: a write-in names a candidate who is printed"),
    ("write_in_needs_against", "doubtful or invalid: more approved write-ins than ×"),
];

/// Codes of `error.code` with what each says of a case.
pub const ERROR_CODES: &[(&str, &str)] = &[
    ("unreadable", "the file cannot be read"),
    ("empty", "the file holds no case"),
    ("encoding", "the text is not UTF-8"),
    ("syntax", "the text is not JSON"),
    ("missing", "a field is missing"),
    ("unknown", "a field is not known"),
    ("value", "a field has a value that it cannot have"),
    ("duplicate", "a name or a field stands twice"),
    ("contradiction", "numbers contradict each other"),
];

/// A case as it is written, and what each field may hold; `--help` shows it.
pub const CASE: &str = r#"A case (one object, an array, or one per line; every field of procedure may be left out):
  {"contest": {"office": "支部委员会委员", "seats": 2, "candidates": ["陈建国", "李秀英", "王海涛"]},
   "attendance": {"due": 10, "present": 9},
   "papers": {"issued": 9, "collected": 9},
   "procedure": {"majority": {"fraction": [1, 2], "comparison": "more_than", "base": "present"}},
   "ballots": [{"marks": "oo-", "times": 6}, "oxo", {"marks": "o--", "write_ins": [{"name": "周立", "mark": "o"}]},
               {"marks": "---", "void": "torn"}]}

  attendance.due     may be missing: no quorum test
  papers             issued: as present; collected: as many as ballots
  ballots            marks: o ○, x ×, - blank for each candidate; a bare string will do; times repeats it;
                     void gives the scrutineers' reason; write_ins: name, and mark o, x or -
  tally              {"name": approvals} in the place of ballots, with papers.valid
  procedure.quorum   {"fraction": [4, 5], "comparison": "at_least"} or more_than
  .majority          fraction, comparison, base: present, due, valid, collected, none
  .collected_limit   both, issued, present
  .max_marks         seats, a number, or null for none; .exact_marks true or false
  .write_in_without_mark, .write_in_of_candidate    doubtful, ignore, invalid, count
  .write_in_needs_against                           doubtful, invalid, no
  .tie               runoff, vacant          .shortfall    supplementary, vacant
"#;

/// The fields and the codes as `--help` lists them.
pub fn help() -> String {
    let list = |title: &str, codes: &[(&str, &str)]| {
        let lines = codes.iter().map(|(code, says)| format!("  {code:24} {says}\n"));
        format!("{title}\n{}", lines.collect::<String>())
    };
    format!("{CASE}\n{}", list("Codes of notes:", NOTE_CODES)) + "\n" + &list("Codes of errors:", ERROR_CODES)
}

/// A code and its sentence.
#[derive(Debug, PartialEq, Eq)]
pub struct Saying {
    /// One of [`NOTE_CODES`].
    pub code: &'static str,
    /// What it says of the ballot.
    pub text: &'static str,
}

/// What is to be said about a ballot; nothing of one that counts.
pub type Said = Option<&'static Saying>;

/// What is to be said about a judgement.
pub fn note(judgement: &Judgement) -> Said {
    match judgement {
        Judgement::Valid(_) => None,
        Judgement::Invalid(reason) => Some(invalid_note(reason)),
        Judgement::Doubtful(doubts) => doubts.first().copied().map(doubt_note),
    }
}

fn invalid_note(reason: &InvalidReason) -> &'static Saying {
    match reason {
        InvalidReason::Void(_) | InvalidReason::WrongNumberOfMarks => {
            &Saying { code: "void", text: "invalid: the scrutineers said so" }
        }
        InvalidReason::WriteInWithoutMark => {
            &Saying { code: "write_in_without_mark", text: "invalid: a write-in has no ○" }
        }
        InvalidReason::WriteInOfCandidate => {
            &Saying { code: "write_in_of_candidate", text: "invalid: a write-in names a candidate" }
        }
        InvalidReason::WriteInWithoutAgainst => {
            &Saying { code: "write_in_needs_against", text: "invalid: more write-ins than ×" }
        }
        InvalidReason::TooManyMarks { .. } => {
            &Saying { code: "too_many_marks", text: "invalid: more names approved than may be" }
        }
        InvalidReason::TooFewMarks { .. } => {
            &Saying { code: "too_few_marks", text: "invalid: fewer names approved than must be" }
        }
    }
}

fn doubt_note(doubt: Doubt) -> &'static Saying {
    match doubt {
        Doubt::WriteInOfCandidate(_) => {
            &Saying { code: "write_in_of_candidate", text: "doubtful: a write-in names a candidate" }
        }
        Doubt::WriteInWithoutAgainst => {
            &Saying { code: "write_in_needs_against", text: "doubtful: more write-ins than ×" }
        }
        Doubt::WriteInWithoutMark(_)
        | Doubt::UnprescribedMark(_)
        | Doubt::UnreadableMark(_)
        | Doubt::NotElectable(_)
        | Doubt::WriteInNotTaken(_) => {
            &Saying { code: "write_in_without_mark", text: "doubtful: a write-in has no ○" }
        }
    }
}
