//! Settings that decide who is elected and which paper counts.

use crate::domain::{Comparison, Fraction, Threshold, Turnout};
use serde::{Deserialize, Serialize};

/// Of what a candidate needs a part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MajorityBase {
    /// Of the voters present (实到会有选举权人数), the Regulation's base.
    #[default]
    Present,
    /// Of those due.
    Due,
    /// Of the valid papers.
    Valid,
    /// Of the papers collected.
    Collected,
    /// Of nothing: one approval qualifies.
    None,
}

/// What approvals qualify a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Majority {
    /// Which part.
    pub fraction: Fraction,
    /// Reached or passed.
    pub comparison: Comparison,
    /// Of what.
    pub base: MajorityBase,
}

impl Default for Majority {
    /// More than half of those present.
    fn default() -> Self {
        Self { fraction: Fraction::HALF, comparison: Comparison::MoreThan, base: MajorityBase::Present }
    }
}

impl Majority {
    /// The number that the part is taken of; `None` without a base.
    pub fn whole(self, turnout: Turnout, valid: u32) -> Option<u32> {
        match self.base {
            MajorityBase::Present => Some(turnout.present),
            MajorityBase::Due => Some(turnout.due),
            MajorityBase::Valid => Some(valid),
            MajorityBase::Collected => Some(turnout.collected),
            MajorityBase::None => None,
        }
    }

    /// The least number of approvals that qualifies, at least 1.
    pub fn needed(self, turnout: Turnout, valid: u32) -> u32 {
        let threshold = Threshold { fraction: self.fraction, comparison: self.comparison };
        self.whole(turnout, valid).map_or(1, |whole| threshold.needed(whole)).max(1)
    }
}

/// What the papers collected may not outnumber.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CollectedLimit {
    /// Neither the papers issued nor the voters present.
    #[default]
    Both,
    /// The papers issued.
    Issued,
    /// The voters present.
    Present,
}

/// The most approvals a paper may have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MaxMarks {
    /// As many as seats.
    #[default]
    Seats,
    /// A number of its own.
    Number(u32),
    /// No limit.
    Unlimited,
}

impl MaxMarks {
    /// The limit for a paper that fills `seats`.
    pub fn limit(self, seats: u32) -> Option<u32> {
        match self {
            Self::Seats => Some(seats),
            Self::Number(most) => Some(most),
            Self::Unlimited => None,
        }
    }
}

/// What becomes of a paper with an irregular write-in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WriteInRule {
    /// The scrutineers decide.
    #[default]
    Doubtful,
    /// The write-in is passed over, the paper counts.
    Ignore,
    /// The whole paper is invalid.
    Invalid,
    /// The write-in counts as an approval.
    Count,
}

/// Whether a write-in wants a × in whose place it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NeedsAgainst {
    /// It does; the scrutineers decide about a paper that breaks this.
    #[default]
    Doubtful,
    /// It does; a paper that breaks this is invalid.
    Invalid,
    /// It does not.
    No,
}

/// What follows a tie across the last seat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TieRule {
    /// A new vote among the tied.
    #[default]
    Runoff,
    /// Nobody tied is seated; their seats count as open.
    Vacant,
}

/// What follows when seats stay open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShortfallRule {
    /// A supplementary round.
    #[default]
    Supplementary,
    /// They stay vacant.
    Vacant,
}
