//! One paper: what is on it, whether it counts, and as what.

use crate::domain::{MemberId, Name, Nominee};
use serde::{Deserialize, Serialize};

/// The mark beside a printed name (art. 25).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Mark {
    /// ○ 赞成.
    #[serde(rename = "o")]
    Approve,
    /// × 不赞成.
    #[serde(rename = "x")]
    Against,
    /// Blank, 弃权.
    #[serde(rename = "-")]
    Abstain,
}

impl Mark {
    /// The one-character code: `o`, `x`, `-`.
    pub fn code(self) -> char {
        match self {
            Self::Approve => 'o',
            Self::Against => 'x',
            Self::Abstain => '-',
        }
    }

    /// The mark of a code.
    pub const fn from_code(code: char) -> Option<Self> {
        match code {
            'o' => Some(Self::Approve),
            'x' => Some(Self::Against),
            '-' => Some(Self::Abstain),
            _ => None,
        }
    }
}

/// What stands beside a write-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WriteInMark {
    /// ○.
    Approve,
    /// ×: the write-in is passed over.
    Against,
    /// Nothing.
    None,
}

/// A name added by the voter (另选他人).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WriteIn {
    /// The name as written.
    pub name: Name,
    /// The member, when the scrutineers know who is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberId>,
    /// What stands beside it.
    pub mark: WriteInMark,
}

impl WriteIn {
    /// The person meant.
    pub fn nominee(&self) -> Nominee {
        Nominee { name: self.name.clone(), member: self.member }
    }
}

/// Why the scrutineers called a paper invalid by looking at it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VoidReason {
    /// Torn so that a name cannot be told.
    Torn,
    /// Without the seal that the procedure wants.
    NoSeal,
    /// Signed, or with a number.
    Signed,
    /// Marks other than the prescribed.
    OtherMark,
    /// More names approved than may be.
    TooManyMarks,
    /// Other text.
    OtherText,
    /// A reason in their own words.
    Other(String),
}

/// What makes a paper doubtful: nobody but the scrutineers can decide it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// Readable but not prescribed, such as ✓ for ○, beside the candidate at this position.
    UnprescribedMark(u32),
    /// Unreadable, beside the candidate at this position.
    UnreadableMark(u32),
    /// The write-in at this position has a name and no ○.
    WriteInWithoutMark(u32),
    /// The write-in at this position is of a printed name.
    WriteInOfCandidate(u32),
    /// The write-in at this position is of somebody who cannot be elected.
    NotElectable(u32),
    /// The write-in at this position stands on a paper that takes none.
    WriteInNotTaken(u32),
    /// More approved write-ins than ×.
    WriteInWithoutAgainst,
}

/// One paper as it was cast.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// One mark for each printed name, in the order of the paper.
    pub marks: Vec<Mark>,
    /// The names added.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub write_ins: Vec<WriteIn>,
    /// Why the scrutineers called it invalid, if they did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub void: Option<VoidReason>,
    /// Doubts that only the eye sees: marks that `marks` cannot show. What the names and marks show by themselves is
    /// found by [`judge`](crate::domain::judge()).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<Doubt>,
}

/// How a valid paper counts.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counted {
    /// One mark for each printed name.
    pub marks: Vec<Mark>,
    /// The people not printed whom it approves, each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub write_ins: Vec<Nominee>,
}

/// Why a paper does not count.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum InvalidReason {
    /// The scrutineers said so.
    Void(VoidReason),
    /// Not as many marks as printed names.
    WrongNumberOfMarks,
    /// A write-in without ○, which the procedure makes invalid.
    WriteInWithoutMark,
    /// A write-in of a printed name, which the procedure makes invalid.
    WriteInOfCandidate,
    /// More approved write-ins than ×, which the procedure makes invalid.
    WriteInWithoutAgainst,
    /// More names approved than may be.
    TooManyMarks {
        /// Names approved, write-ins included.
        approved: u32,
        /// The most.
        limit: u32,
    },
    /// Fewer names approved than the procedure wants exactly.
    TooFewMarks {
        /// Names approved, write-ins included.
        approved: u32,
        /// The number wanted.
        limit: u32,
    },
}

/// What becomes of a paper.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Judgement {
    /// It counts like this.
    Valid(Counted),
    /// It does not count.
    Invalid(InvalidReason),
    /// The scrutineers must rule on it; the doubts, in the order of the rules.
    Doubtful(Vec<Doubt>),
}

/// The scrutineers' decision on a doubtful paper.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Ruling {
    /// It counts like this.
    Valid(Counted),
    /// It does not count.
    Invalid(VoidReason),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_and_its_code_are_one() {
        for (code, mark) in [('o', Mark::Approve), ('x', Mark::Against), ('-', Mark::Abstain)] {
            assert_eq!((mark.code(), Mark::from_code(code)), (code, Some(mark)));
        }
        for code in ['O', 'X', '0', '○', '×', ' ', '_'] {
            assert_eq!(Mark::from_code(code), None, "{code}");
        }
    }

    #[test]
    fn a_write_in_is_of_the_person_named() {
        let name = Name::new("周立").unwrap();
        let write_in = WriteIn { name: name.clone(), member: Some(MemberId(3)), mark: WriteInMark::None };
        let Nominee { name: told, member } = write_in.nominee();
        assert_eq!((told, member), (name, Some(MemberId(3))));
    }
}
