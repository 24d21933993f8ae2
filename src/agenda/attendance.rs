//! Who is here: one body's voters and the others in the room, and the numbers that follow.

use super::order::Body;
use crate::domain::MemberId;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Whether somebody is here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// Not called yet.
    #[default]
    Unmarked,
    /// Here since the roll call.
    Present,
    /// Came after being marked absent.
    Late,
    /// Not here.
    Absent(Cause),
    /// Was here and has left.
    Left,
}

impl Presence {
    /// In the room now.
    pub fn here(&self) -> bool {
        matches!(self, Self::Present | Self::Late)
    }
}

/// Why somebody is absent. None of these takes anybody out of the number due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// 病假.
    Illness,
    /// 事假.
    Leave,
    /// 公务出差.
    Duty,
    /// 在外地.
    Away,
    /// 原因不明.
    Unknown,
    /// In other words.
    Other(String),
}

/// One body's roll.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attendance {
    /// Whose roll it is.
    pub body: Body,
    /// Everyone who is called, in order.
    pub roll: Vec<MemberId>,
    /// Those of the roll who may vote.
    pub voters: BTreeSet<MemberId>,
    /// Voters left out of the number due by a passed vote.
    pub left_out: BTreeSet<MemberId>,
    presence: BTreeMap<MemberId, Presence>,
}

impl Attendance {
    /// A roll on which nobody is called yet.
    pub fn new(body: Body, roll: Vec<MemberId>, voters: BTreeSet<MemberId>) -> Self {
        Self { body, roll, voters, ..Self::default() }
    }

    /// Whether that member is here.
    pub fn presence(&self, member: MemberId) -> &Presence {
        self.presence.get(&member).unwrap_or(&Presence::Unmarked)
    }

    /// Marks a member.
    pub fn mark(&mut self, member: MemberId, presence: Presence) {
        self.presence.insert(member, presence);
    }

    /// Voters before anybody is left out: the base of the vote on leaving out.
    pub fn unreduced(&self) -> u32 {
        count(self.voters.iter())
    }

    /// 应到会有选举权人数.
    pub fn due(&self) -> u32 {
        count(self.voters.iter().filter(|member| !self.left_out.contains(member)))
    }

    /// Voters in the room now. Somebody left out of the number due who comes all the same votes and counts as due again:
    /// see [`Attendance::returned`].
    pub fn present(&self) -> u32 {
        count(self.present_voters())
    }

    /// The voters in the room now, by roster order.
    pub fn present_voters(&self) -> impl Iterator<Item = &MemberId> {
        self.voters.iter().filter(|member| !self.left_out.contains(member) && self.presence(**member).here())
    }

    /// Members without a vote who are in the room (列席).
    pub fn others_present(&self) -> u32 {
        count(
            self.roll.iter().filter(|member| !self.voters.contains(member) && self.presence(**member).here()),
        )
    }

    /// Members on the roll who are not called yet; those left out need not be.
    pub fn unmarked(&self) -> impl Iterator<Item = MemberId> + '_ {
        self.roll
            .iter()
            .copied()
            .filter(|member| *self.presence(*member) == Presence::Unmarked && !self.left_out.contains(member))
    }

    /// Members left out of the number due who are in the room: they must be taken back in before anybody votes.
    pub fn returned(&self) -> impl Iterator<Item = MemberId> + '_ {
        self.left_out.iter().copied().filter(|member| self.presence(*member).here())
    }
}

/// The length of an iteration as the `u32` that all numbers of people are.
pub(crate) fn count<T>(items: impl Iterator<Item = T>) -> u32 {
    items.fold(0, |sum, _| sum + 1)
}
