//! The floor: the state of a meeting, in its own words.

use super::attendance::Attendance;
use super::order::{Body, Item, Order};
use super::plan::Plan;
use super::round::{RoundState, Rounds};
use super::{Facts, Kind, Rejection};
use crate::domain::{ContestId, MemberId, Procedure};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

/// The state of a meeting. It changes only by [`Floor::apply`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Floor {
    /// The prepared meeting.
    pub plan: Arc<Plan>,
    /// The order of business and where it stands.
    pub order: Order,
    /// The branch's roll.
    pub branch: Attendance,
    /// The new committee's roll; empty until its first plenary.
    pub committee: Attendance,
    /// All rounds so far.
    pub rounds: Rounds,
    /// What each item keeps for itself.
    pub facts: Facts,
    /// What the course of the meeting left: notes, recess, close.
    pub course: super::course::State,
}

/// When and by whom an event was recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp<'a> {
    /// The record's number.
    pub seq: u64,
    /// Wall time with offset; for people, never for logic.
    pub at: &'a str,
}

impl Stamp<'_> {
    /// The stamp of an event that is only tried out.
    pub fn scratch() -> Self {
        Self { seq: 0, at: "" }
    }
}

/// An item, and the floor that it stands on.
#[derive(Clone, Copy, Debug)]
pub struct Here<'a> {
    /// The floor.
    pub floor: &'a Floor,
    /// The item.
    pub item: &'a Item,
}

impl Floor {
    /// The floor as the meeting opens.
    pub fn new(plan: Arc<Plan>) -> Self {
        let order = Order::from_plan(&plan);
        let roll: Vec<MemberId> = plan.roster.iter().map(|member| member.id).collect();
        let may_vote = plan.roster.iter().filter(|member| member.standing.may_vote());
        let voters: BTreeSet<MemberId> = may_vote.map(|member| member.id).collect();
        let branch = Attendance::new(Body::Branch, roll, voters);
        let rounds = super::round::first_rounds(&plan);
        let leave_out = super::leave_out::State::from_plan(&plan);
        let officials = super::officials::State::from_plan(&plan);
        let facts = Facts { leave_out, officials, ..Facts::default() };
        let committee = Attendance::new(Body::Committee, Vec::new(), BTreeSet::new());
        Self { plan, order, branch, committee, rounds, facts, course: super::course::State::default() }
    }

    /// The item at which the meeting stands; `None` once it is closed.
    pub fn here(&self) -> Option<Here<'_>> {
        if self.course.closed.is_some() {
            return None;
        }
        self.order.current().map(|item| Here { floor: self, item })
    }

    /// The roll of a body.
    pub fn roll(&self, body: Body) -> &Attendance {
        match body {
            Body::Branch => &self.branch,
            Body::Committee => &self.committee,
        }
    }

    /// The roll of a body, to be changed.
    pub(crate) fn roll_mut(&mut self, body: Body) -> &mut Attendance {
        match body {
            Body::Branch => &mut self.branch,
            Body::Committee => &mut self.committee,
        }
    }

    /// The procedure in force: the plan's, which the meeting adopts.
    pub fn procedure(&self) -> &Procedure {
        &self.plan.procedure
    }

    /// A member's name.
    pub fn name(&self, member: MemberId) -> &str {
        self.plan.name(member)
    }

    /// The day on which the meeting is held: that of its first record, whatever the plan foresaw.
    pub fn day(&self) -> &str {
        self.course.opened_at.get(..10).unwrap_or(&self.plan.date)
    }

    /// Everyone elected to that contest's office so far, in the order in which they are announced.
    pub fn elected(&self, contest: ContestId) -> Vec<MemberId> {
        super::round::elected(self, contest).into_iter().filter_map(|nominee| nominee.member).collect()
    }

    /// Whether the meeting stands at an item of that kind.
    pub fn at_kind(&self, kind: Kind) -> bool {
        self.here().is_some_and(|here| here.item.kind == kind)
    }

    /// The public facts so far, one line each, sorted: format `digest/1`. Nothing else about the program enters a digest, so
    /// a changed program cannot silently give another result, and a refactoring changes none.
    pub fn public_facts(&self) -> Vec<String> {
        let mut lines = vec!["digest/1".to_owned()];
        for roll in [&self.branch, &self.committee] {
            let body = match roll.body {
                Body::Branch => "Branch",
                Body::Committee => "Committee",
            };
            lines.push(format!("roll {body} due {} present {}", roll.due(), roll.present()));
        }
        lines.extend(super::motion::public_facts(self));
        lines.extend(super::round::public_facts(self));
        lines.sort();
        lines
    }

    /// SHA-256 of the public facts, each line ended by a line feed, as 64 hex digits.
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        for line in self.public_facts() {
            hash.update(line.as_bytes());
            hash.update(b"\n");
        }
        let digits = hash.finalize();
        digits.iter().fold(String::with_capacity(64), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
}

impl<'a> Here<'a> {
    /// The roll of the body that decides here.
    pub fn roll(self) -> &'a Attendance {
        self.floor.roll(self.item.body)
    }

    /// The round that this step belongs to.
    pub fn round(self) -> Option<&'a RoundState> {
        self.item.round.and_then(|id| self.floor.rounds.get(&id))
    }
}

/// `Ok` if the condition holds, else the rejection.
pub(crate) fn must(holds: bool, otherwise: Rejection) -> Result<(), Rejection> {
    if holds { Ok(()) } else { Err(otherwise) }
}
