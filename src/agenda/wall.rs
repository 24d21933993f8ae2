//! What the room may see: a whitelist. Nothing that is not a field here can reach the wall.

use super::course::Closed;
use super::order::{Chapter, ItemId};
use super::{Floor, Here};
use crate::domain::{ContestId, Mark, Name, Office, Show, Sums};
use std::collections::BTreeMap;

/// The wall at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WallFrame {
    /// The branch.
    pub organisation: String,
    /// The meeting.
    pub title: String,
    /// Marked 演练 over and over.
    pub rehearsal: bool,
    /// The chapters of the agenda, and at which the meeting stands.
    pub chapters: Vec<Chapter>,
    /// The chapter at which the meeting stands.
    pub at: usize,
    /// What each contest elects, for the titles of its chapters.
    pub offices: BTreeMap<ContestId, Office>,
    /// The main thing.
    pub view: Wall,
}

/// The main thing on the wall.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Wall {
    /// Organisation, title and agenda.
    #[default]
    Agenda,
    /// Attendance and quorum. Only what was declared is said to hold.
    Attendance {
        /// Voters due.
        due: u32,
        /// Voters present.
        present: u32,
        /// Least number present.
        needed: u32,
        /// Whether the chair has declared that the quorum is there.
        declared: bool,
    },
    /// A motion and, once counted, its three numbers.
    Motion {
        /// Its item, for the title.
        item: ItemId,
        /// Its title in the plan's own words.
        title: Option<String>,
        /// The count.
        show: Option<Show>,
        /// Passed or not, once counted; also by applause.
        passed: Option<bool>,
    },
    /// The candidates.
    Candidates {
        /// The office.
        office: crate::domain::Office,
        /// Seats to fill.
        seats: u32,
        /// Names, in the order of the paper, with the public lines of their introduction.
        names: Vec<(Name, Vec<String>)>,
    },
    /// Papers issued and collected.
    Papers {
        /// Voters present: the base.
        present: u32,
        /// Handed out.
        issued: Option<u32>,
        /// Taken from the box.
        collected: Option<u32>,
        /// What the chair declared.
        valid: Option<bool>,
    },
    /// The 正 board: the running count, not the result.
    Board(Board),
    /// The count is kept off the wall until it is reported.
    Counting {
        /// A signed result was opened again: the room has to know that it is not final.
        reopened: bool,
    },
    /// The result as the scrutineer reports it.
    Result {
        /// The figures of the round.
        due: u32,
        /// Voters present.
        present: u32,
        /// Papers issued.
        issued: u32,
        /// Papers collected.
        collected: u32,
        /// Valid papers.
        valid: u32,
        /// Invalid papers.
        invalid: u32,
        /// Every name with its sums, and whether it was printed on the paper, in the order of the report.
        names: Vec<(Name, Sums, bool)>,
    },
    /// The elected.
    Elected {
        /// The office.
        office: crate::domain::Office,
        /// Names in the order in which they are announced.
        names: Vec<Name>,
        /// Seats that are still open.
        open: u32,
        /// Why they are, and what follows.
        still: StillOpen,
    },
    /// The new committee is in session.
    Plenary,
    /// The meeting is in recess.
    Recess {
        /// What was announced.
        text: String,
        /// For how long.
        minutes: u32,
        /// Since when: wall time with offset.
        since: String,
    },
    /// Adjourned or postponed.
    Closed {
        /// Whether it was postponed.
        postponed: bool,
        /// The digest of the public facts, as the last record has it.
        digest: String,
    },
}

/// Why seats are still open, and how the meeting goes on for them, once the chair has chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StillOpen {
    /// Fewer were elected than seats; nothing is chosen yet.
    Short,
    /// Names are level; nothing is chosen yet.
    Level,
    /// By the procedure they stay vacant.
    Vacant,
    /// A new vote among those level follows.
    Runoff,
    /// A supplementary round follows.
    Supplementary,
    /// The meeting passed that they are not filled.
    Fewer,
    /// The higher body is asked.
    HigherBody,
}

/// The running count of a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Board {
    /// The office.
    pub office: crate::domain::Office,
    /// Seats to fill.
    pub seats: u32,
    /// The least number of approvals that qualifies.
    pub needed: Option<u32>,
    /// Valid papers called.
    pub valid: u32,
    /// Papers found invalid.
    pub invalid: u32,
    /// Papers that the scrutineers have still to decide.
    pub doubtful: u32,
    /// Papers still to be called.
    pub left: u32,
    /// Names and approvals, in the order of the paper, write-ins last.
    pub names: Vec<(Name, u32)>,
    /// Whether a signed result is being looked at again.
    pub reopened: bool,
    /// The paper just called.
    pub last: Option<Called>,
}

/// A paper as the wall names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Called {
    /// The bundle in which it lies, from 1, where papers lie in bundles.
    pub bundle: Option<u32>,
    /// Its number, in its bundle where there is one, from 1: the number that the caller says.
    pub number: u32,
    /// Its marks.
    pub marks: Vec<Mark>,
}

impl WallFrame {
    /// The same wall with the running count kept off it: 正在计票.
    #[must_use]
    pub fn without_board(mut self) -> Self {
        if let Wall::Board(board) = &self.view {
            self.view = Wall::Counting { reopened: board.reopened };
        }
        self
    }
}

/// The wall as the floor stands.
pub fn frame(floor: &Floor) -> WallFrame {
    WallFrame {
        organisation: floor.plan.organisation.clone(),
        title: floor.plan.title.clone(),
        rehearsal: floor.plan.rehearsal,
        chapters: floor.order.chapters.clone(),
        offices: floor.plan.contests.iter().map(|contest| (contest.id, contest.office.clone())).collect(),
        at: floor.order.current().map_or(floor.order.chapters.len(), |item| item.chapter),
        view: view(floor),
    }
}

fn view(floor: &Floor) -> Wall {
    if let Some(recess) = &floor.course.recess {
        let (text, since) = (recess.text.clone(), recess.since.clone());
        return Wall::Recess { text, minutes: recess.minutes, since };
    }
    match (&floor.course.closed, floor.here()) {
        (Some(closed), _) => {
            let postponed = matches!(closed, Closed::Postponed { .. });
            Wall::Closed { postponed, digest: floor.digest() }
        }
        (None, Some(here)) => of_item(here),
        (None, None) => Wall::Agenda,
    }
}

/// While the new committee meets, the wall says so and nothing else.
fn of_item(here: Here<'_>) -> Wall {
    let plenary = here.item.body == super::Body::Committee && here.item.kind != super::Kind::PlenaryReport;
    if plenary { Wall::Plenary } else { super::item_wall(here) }
}
