//! Calling the ballots: the screen that the program is named after.
//!
//! The caller reads a paper aloud, the teller keys it, the room watches 正 grow. The half-keyed paper is a [`Draft`]: it
//! belongs to the terminal and is nowhere on record until it is whole.

mod board;
pub(crate) mod bundles;
mod correct;
mod draft;
mod shown;
pub(crate) mod written;

pub(crate) use board::{board_wall, counting, wall};
pub(crate) use correct::offer as correction_offer;
pub use draft::{Draft, Standing, name_at, name_key};
pub use shown::{CallingName, CallingView, InBundle, LastPaper};
pub(crate) use shown::{doubtful_form, electable, screen, title, view};
pub use written::person;

use super::floor::must;
use super::order::RoundId;
use super::rehearsal::Room;
use super::round::{self, RoundState};
use super::text::written as says_something;
use super::{Event as AnyEvent, Floor, Here, Kind, Rejection, Stamp};
use crate::domain::{InvalidReason, Judgement, Mark, MemberId, Paper, VoidReason, WriteIn, WriteInMark};
use serde::{Deserialize, Serialize};

/// What can be asked here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Record the paper just called.
    Record(Paper),
    /// Put another reading in the place of a paper entered before.
    Rewrite {
        /// The paper's number in the order of entering, from 1.
        number: u32,
        /// Its marks, if they were entered wrongly.
        marks: Option<Vec<Mark>>,
        /// The names written in, if they were entered wrongly.
        write_ins: Option<Vec<WriteIn>>,
        /// Why.
        reason: String,
    },
    /// A paper entered before is invalid.
    Void {
        /// The paper's number, from 1.
        number: u32,
        /// Why.
        reason: String,
    },
    /// Take a paper out again that was entered once too often.
    Remove {
        /// The paper's number in the order of entering, from 1.
        number: u32,
        /// Why.
        reason: String,
    },
    /// The official at this position sits down to key the papers, where they are keyed twice.
    Seat(usize),
    /// The bundle that is full was counted by hand.
    Tie {
        /// Papers in it.
        counted: u32,
    },
}

/// What happened; recorded as `ballot.…`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// A paper was called and recorded.
    Recorded {
        /// The round.
        round: RoundId,
        /// Its number in the order of entering, from 1: the same paper cannot be recorded twice, nor one be skipped.
        number: u32,
        /// What is on it.
        paper: Paper,
    },
    /// A paper entered before was read again and put right.
    Corrected {
        /// The round.
        round: RoundId,
        /// Its number, from 1.
        number: u32,
        /// What is on it.
        paper: Paper,
        /// The record that this compensates.
        corrects: u64,
        /// Why.
        reason: String,
    },
    /// A paper had been entered once too often and was taken out.
    Removed {
        /// The round.
        round: RoundId,
        /// Its number, from 1.
        number: u32,
        /// The record that this compensates.
        corrects: u64,
        /// Why.
        reason: String,
    },
    /// Somebody sat down to key the first pass.
    TellerSeated {
        /// The round.
        round: RoundId,
        /// Who.
        teller: MemberId,
    },
    /// A full bundle was counted by hand and tied up: it holds as many papers as were keyed.
    BundleTied {
        /// The round.
        round: RoundId,
        /// The bundle, from 0.
        bundle: u32,
        /// Papers in it.
        papers: u32,
    },
}

/// Nothing is kept here: the round keeps it.
pub type State = ();

/// Marks as they are drawn: ○ × and · for a blank.
pub fn mark_text(marks: &[Mark]) -> String {
    let sign = |mark: &Mark| match mark {
        Mark::Approve => '○',
        Mark::Against => '×',
        Mark::Abstain => '·',
    };
    marks.iter().map(sign).collect()
}

/// Marks typed as `o`, `x`, `-` (or ○ × ·), one for each name.
///
/// # Errors
/// [`Rejection::MarkUnknown`] for another character, [`Rejection::MarksMissing`] for another number of them.
pub fn read_marks(text: &str, names: u32) -> Result<Vec<Mark>, Rejection> {
    let mark = |c: char| match c.to_ascii_lowercase() {
        'o' | '○' | '0' | 'ｏ' => Ok(Mark::Approve),
        'x' | '×' | 'ｘ' => Ok(Mark::Against),
        '-' | '·' | '－' | '_' => Ok(Mark::Abstain),
        _ => Err(Rejection::MarkUnknown { mark: c }),
    };
    let marks: Vec<Mark> = text.chars().filter(|c| !c.is_whitespace()).map(mark).collect::<Result<_, _>>()?;
    let names = names as usize;
    must(marks.len() == names, Rejection::MarksMissing { given: marks.len(), names })?;
    Ok(marks)
}

pub(crate) fn ready(here: Here<'_>) -> Result<(), Rejection> {
    let (left, open) = here.round().map_or((0, 0), |round| (round.left(), round.tally.doubtful));
    must(left == 0, Rejection::PapersLeft { left })?;
    let untied = here.round().and_then(RoundState::untied);
    untied.map_or(Ok(()), |at| Err(Rejection::BundleNotCounted { bundle: at + 1 }))?;
    must(open == 0, Rejection::PapersUndecided { count: open })
}

pub(crate) fn decide(here: Here<'_>, command: &Command) -> Result<Vec<AnyEvent>, Rejection> {
    let state = here.round().ok_or(Rejection::NotAtThisStep)?;
    let round = state.id;
    let event = match command.clone() {
        Command::Record(paper) => {
            let number = u32::try_from(state.entered.len() + 1).unwrap_or(u32::MAX);
            let paper = written::meant(here, state, paper);
            shows_its_reason(here.floor, state, &paper)?;
            Event::Recorded { round, number, paper }
        }
        Command::Rewrite { number, marks, write_ins, reason } => {
            correct::rewritten(here, state, number, marks, write_ins, reason)?
        }
        Command::Void { number, reason } => correct::voided(state, number, reason)?,
        Command::Remove { number, reason } => correct::taken_out(state, number, reason)?,
        Command::Seat(at) => {
            let teller = bundles::official_at(here.floor, here.item.body, at)?;
            Event::TellerSeated { round, teller }
        }
        Command::Tie { counted } => bundles::tied(state, counted)?,
    };
    Ok(vec![event.into()])
}

pub(crate) fn admit(floor: &Floor, event: &Event) -> Result<(), Rejection> {
    match event {
        Event::Recorded { round, number, paper } => {
            let round = round::current(floor, Kind::Calling, *round)?;
            must(round.left() > 0, Rejection::AllPapersEntered)?;
            let next = u32::try_from(round.entered.len() + 1).unwrap_or(u32::MAX);
            must(*number == next, Rejection::NoSuchPaper)?;
            bundles::may_call(floor, round)?;
            may_record(floor, round, paper)
        }
        Event::Corrected { .. } | Event::Removed { .. } => correct::admit(floor, event),
        Event::TellerSeated { round, teller } => bundles::may_sit(floor, *round, *teller),
        Event::BundleTied { round, bundle, papers } => bundles::may_tie(floor, *round, *bundle, *papers),
    }
}

/// A paper that the rules call invalid is recorded only by the key for invalid papers: a forgotten strike is caught here,
/// and no vote is lost by Enter.
pub(crate) fn may_record(floor: &Floor, round: &RoundState, paper: &Paper) -> Result<(), Rejection> {
    readable(floor, round, paper)?;
    match round::judged(floor, round, paper) {
        Judgement::Invalid(InvalidReason::TooManyMarks { approved, limit }) => {
            Err(Rejection::TooManyApproved { approved: approved as usize, limit: limit as usize })
        }
        Judgement::Invalid(InvalidReason::Void(_)) | Judgement::Valid(_) | Judgement::Doubtful(_) => Ok(()),
        Judgement::Invalid(_) => Err(Rejection::PaperInvalidByRule),
    }
}

/// One mark for each printed name, on invalid papers too, members written in by their names, and a reason that says
/// something or that the procedure lists.
pub(crate) fn readable(floor: &Floor, round: &RoundState, paper: &Paper) -> Result<(), Rejection> {
    let (given, names) = (paper.marks.len(), round.slate().candidates.len());
    must(given == names, Rejection::MarksMissing { given, names })?;
    let so_called = |write_in: &WriteIn| {
        write_in
            .member
            .is_none_or(|member| floor.plan.member(member).is_some_and(|m| m.name == write_in.name))
    };
    must(paper.write_ins.iter().all(so_called), Rejection::UnknownMember)?;
    match &paper.void {
        None => Ok(()),
        Some(VoidReason::Other(text)) => says_something(text),
        Some(reason) => {
            must(floor.procedure().void_reasons().contains(reason), Rejection::VoidNotInProcedure)
        }
    }
}

/// A paper that is called invalid for approving too many does so by its marks. Asked where the paper is described and not
/// where events are admitted: journals from before hold such papers without their marks.
pub(crate) fn shows_its_reason(floor: &Floor, round: &RoundState, paper: &Paper) -> Result<(), Rejection> {
    let too_many = paper.void != Some(VoidReason::TooManyMarks) || approves_too_many(floor, round, paper);
    must(too_many, Rejection::NotTooManyApproved)
}

/// Whether a paper is invalid by what stands on it. While that is in doubt: whether more people may be approved on it, printed
/// or written in, than the procedure allows.
fn approves_too_many(floor: &Floor, round: &RoundState, paper: &Paper) -> bool {
    match round::judged(floor, round, &Paper { void: None, ..paper.clone() }) {
        Judgement::Valid(_) => return false,
        Judgement::Invalid(_) => return true,
        Judgement::Doubtful(_) => {}
    }
    let printed = paper.marks.iter().filter(|mark| **mark == Mark::Approve).count();
    let written = paper.write_ins.iter().filter(|write_in| write_in.mark != WriteInMark::Against).count();
    let limit = floor.procedure().max_marks.limit(round.slate().seats);
    limit.is_some_and(|limit| printed + written > limit as usize)
}

pub(crate) fn apply(floor: &mut Floor, stamp: Stamp<'_>, event: &Event) {
    match event {
        Event::Recorded { round, paper, .. } => round::enter(floor, stamp, *round, paper, false),
        Event::Corrected { .. } | Event::Removed { .. } => correct::apply(floor, stamp, event),
        Event::TellerSeated { round, teller } => {
            if let Some(state) = floor.rounds.get_mut(round) {
                state.passes.seat_first(*teller);
            }
        }
        Event::BundleTied { round, bundle, .. } => {
            let state = floor.rounds.get_mut(round);
            if let Some(slot) = state.and_then(|state| state.passes.bundles.get_mut(*bundle as usize)) {
                slot.tied = true;
            }
        }
    }
}

pub(crate) fn play(here: Here<'_>, room: &Room) -> Option<super::Command> {
    if let Some(command) = bundles::play(here) {
        return Some(command);
    }
    let round = here.round().filter(|round| round.left() > 0)?;
    let paper = room.papers(round).into_iter().nth(round.entered.len())?;
    Some(Command::Record(paper).into())
}

#[cfg(test)]
mod tests;
