//! The second pass (复核): another teller keys every bundle once more without seeing the first reading, and the two are
//! compared as multisets. Where they differ the papers are looked at a third time; a bundle stands once two readings agree, and
//! the scrutineers let that reading stand. Nobody edits one reading towards the other.

mod played;
mod settle;
mod shown;

pub(crate) use played::play;

pub use shown::paper_text;

use super::calling::bundles::{is_official, official_at};
use super::calling::may_record;
use super::floor::must;
use super::officials;
use super::order::RoundId;
use super::round::passes::{Look, Stage, number};
use super::round::{self, RoundState};
use super::screen::Screen;
use super::text::written;
use super::wall::Wall;
use super::{Event as AnyEvent, Floor, Here, Kind, Rejection, Stamp};
use crate::domain::bundle::BUNDLE;
use crate::domain::{MemberId, Paper};
use crate::locale::Lang;
use serde::{Deserialize, Serialize};

/// What can be asked here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// The official at this position sits down to key.
    Seat(usize),
    /// Record the paper as it lies in the bundle.
    Key(Paper),
    /// The bundle was counted by hand.
    Count {
        /// Papers in it.
        counted: u32,
    },
    /// Look at a bundle's papers once more.
    Look,
    /// The reading on which two looks agree stands.
    Settle,
    /// Leave a bundle for later: as it reads, there would be more papers than were collected.
    Defer,
    /// Go back to the calling: papers are missing from the bundles.
    CallOn {
        /// What was found.
        reason: String,
    },
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// Somebody who has not keyed the first pass sat down to key the second.
    TellerSeated {
        /// The round.
        round: RoundId,
        /// Who.
        teller: MemberId,
    },
    /// A paper of a bundle was keyed again.
    PaperKeyed {
        /// The round.
        round: RoundId,
        /// The bundle, from 0.
        bundle: u32,
        /// The reading: 1 is the second pass, 2 the third look.
        reading: u32,
        /// The paper's number in this reading, from 1.
        number: u32,
        /// What is on it.
        paper: Paper,
    },
    /// The bundle was counted by hand: it holds as many papers as were keyed.
    BundleCounted {
        /// The round.
        round: RoundId,
        /// The bundle.
        bundle: u32,
        /// The reading.
        reading: u32,
        /// Papers in it.
        papers: u32,
    },
    /// The readings differ: the papers are looked at once more.
    LookBegun {
        /// The round.
        round: RoundId,
        /// The bundle.
        bundle: u32,
        /// The reading that begins.
        reading: u32,
    },
    /// Two readings agree after a difference, and the scrutineers let this one stand.
    BundleSettled {
        /// The round.
        round: RoundId,
        /// The bundle.
        bundle: u32,
        /// The reading that stands, from 0.
        reading: u32,
        /// Who settled it.
        by: Vec<MemberId>,
    },
    /// A bundle waits for the others: as it reads, there would be more papers than were collected.
    BundleDeferred {
        /// The round.
        round: RoundId,
        /// The bundle.
        bundle: u32,
    },
    /// Papers are missing from the bundles: the calling goes on.
    CallingResumed {
        /// The round.
        round: RoundId,
        /// What was found.
        reason: String,
    },
}

/// Nothing is kept here: the round keeps it.
pub type State = ();

pub(crate) fn title(lang: Lang) -> String {
    shown::title(lang)
}

pub(crate) fn screen(here: Here<'_>, lang: Lang) -> Screen {
    shown::screen(here, lang)
}

pub(crate) fn ready(here: Here<'_>) -> Result<(), Rejection> {
    let round = here.round().ok_or(Rejection::NotAtThisStep)?;
    must(round.stage() != Stage::Seat, Rejection::TellerNotSeated)?;
    let left = round.bundles_left();
    must(left == 0, Rejection::SecondPassOpen { left })?;
    let (papers, collected) = (u32::try_from(round.tally.papers()), round.turnout().collected);
    let papers = papers.unwrap_or(u32::MAX);
    must(papers == collected, Rejection::BoxDiffers { papers, collected })?;
    let open = round.tally.doubtful;
    must(open == 0, Rejection::PapersUndecided { count: open })?;
    let limit = here.floor.procedure().max_marks.limit(round.slate().seats);
    must(round.tally.check_finished(round.turnout(), limit).is_ok(), Rejection::DoesNotAddUp)
}

pub(crate) fn decide(here: Here<'_>, command: &Command) -> Result<Vec<AnyEvent>, Rejection> {
    let state = here.round().ok_or(Rejection::NotAtThisStep)?;
    let round = state.id;
    let event = match (command.clone(), state.stage()) {
        (Command::Seat(at), _) => {
            Event::TellerSeated { round, teller: official_at(here.floor, here.item.body, at)? }
        }
        (Command::Key(paper), Stage::Key { bundle, reading, .. } | Stage::Count { bundle, reading, .. }) => {
            let number = keyed(state, bundle, reading) + 1;
            let paper = super::calling::written::meant(here, state, paper);
            super::calling::shows_its_reason(here.floor, state, &paper)?;
            Event::PaperKeyed { round, bundle, reading, number, paper }
        }
        (
            Command::Count { counted: papers },
            Stage::Key { bundle, reading, .. } | Stage::Count { bundle, reading, .. },
        ) => Event::BundleCounted { round, bundle, reading, papers },
        (Command::Look, Stage::Differs { bundle, reading }) => Event::LookBegun { round, bundle, reading },
        (Command::Settle, Stage::Settle { bundle, reading }) => {
            let by = officials::scrutineers(here.floor, here.item.body);
            Event::BundleSettled { round, bundle, reading, by }
        }
        (Command::Defer, Stage::Settle { bundle, .. }) => Event::BundleDeferred { round, bundle },
        (Command::CallOn { reason }, _) => Event::CallingResumed { round, reason },
        _ => return Err(Rejection::BundlesAgree),
    };
    Ok(vec![event.into()])
}

/// Papers keyed so far in a reading of a bundle.
fn keyed(round: &RoundState, bundle: u32, reading: u32) -> u32 {
    let state = round.passes.bundles.get(bundle as usize);
    let look = state.and_then(|state| state.looks.get((reading as usize).checked_sub(1)?));
    look.map_or(0, |look| number(look.papers.len()))
}

pub(crate) fn admit(floor: &Floor, event: &Event) -> Result<(), Rejection> {
    let state = |id: &RoundId| round::current(floor, Kind::SecondPass, *id);
    match event {
        Event::TellerSeated { round, teller } => may_sit(floor, state(round)?, *teller),
        Event::PaperKeyed { round, bundle, reading, number, paper } => {
            let state = state(round)?;
            must(being_read(state) == Some((*bundle, *reading)), Rejection::BundlesAgree)?;
            must(*number == keyed(state, *bundle, *reading) + 1, Rejection::NoSuchPaper)?;
            must(*number <= 2 * BUNDLE, Rejection::AllPapersEntered)?;
            may_record(floor, state, paper)
        }
        Event::BundleCounted { round, bundle, reading, papers } => {
            let state = state(round)?;
            must(being_read(state) == Some((*bundle, *reading)), Rejection::BundlesAgree)?;
            let keyed = keyed(state, *bundle, *reading);
            must(*papers == keyed, Rejection::StackDiffers { keyed, counted: *papers })
        }
        Event::LookBegun { round, bundle, reading } => {
            let differs = Stage::Differs { bundle: *bundle, reading: *reading };
            must(state(round)?.stage() == differs, Rejection::BundlesAgree)
        }
        Event::BundleSettled { round, bundle, reading, by } => {
            may_settle(floor, state(round)?, (*bundle, *reading), by)
        }
        Event::BundleDeferred { round, bundle } => may_defer(state(round)?, *bundle),
        Event::CallingResumed { round, reason } => {
            let state = state(round)?;
            written(reason)?;
            must(state.stage() == Stage::Done && state.left() > 0, Rejection::AlreadyDone)
        }
    }
}

fn may_settle(
    floor: &Floor,
    state: &RoundState,
    (bundle, reading): (u32, u32),
    by: &[MemberId],
) -> Result<(), Rejection> {
    must(state.stage() == Stage::Settle { bundle, reading }, Rejection::BundlesAgree)?;
    must(by == officials::scrutineers(floor, state.body), Rejection::RulingNotByScrutineers)?;
    must(!overflows(state, bundle, reading), too_many(state, bundle, reading))
}

fn may_defer(state: &RoundState, bundle: u32) -> Result<(), Rejection> {
    let Stage::Settle { bundle: at, reading } = state.stage() else {
        return Err(Rejection::BundlesAgree);
    };
    must(at == bundle && overflows(state, at, reading), Rejection::BundlesAgree)?;
    must(state.bundles_left() > 1, too_many(state, at, reading))
}

fn may_sit(floor: &Floor, round: &RoundState, teller: MemberId) -> Result<(), Rejection> {
    must(round.passes.second.last() != Some(&teller), Rejection::AlreadyDone)?;
    is_official(floor, round.body, teller)?;
    let name = || floor.name(teller).to_owned();
    must(!round.passes.keyed_first().contains(&teller), Rejection::KeysBothPasses { name: name() })
}

/// Whether the box would hold more papers than were collected if this reading stood.
fn overflows(round: &RoundState, bundle: u32, reading: u32) -> bool {
    round.papers_with(bundle, reading) > round.turnout().collected
}

fn too_many(round: &RoundState, bundle: u32, reading: u32) -> Rejection {
    Rejection::BoxDiffers { papers: round.papers_with(bundle, reading), collected: round.turnout().collected }
}

/// The bundle and the reading that are being keyed.
fn being_read(round: &RoundState) -> Option<(u32, u32)> {
    match round.stage() {
        Stage::Key { bundle, reading, .. } | Stage::Count { bundle, reading, .. } => Some((bundle, reading)),
        _ => None,
    }
}

pub(crate) fn apply(floor: &mut Floor, stamp: Stamp<'_>, event: &Event) {
    match event {
        Event::TellerSeated { round, teller } => {
            with(floor, *round, |state| state.passes.seat_second(*teller));
        }
        Event::PaperKeyed { round, bundle, reading, paper, .. } => {
            with_look(floor, *round, *bundle, *reading, |look| look.papers.push(paper.clone()));
        }
        Event::BundleCounted { round, bundle, reading, .. } => {
            with_look(floor, *round, *bundle, *reading, |look| look.counted = true);
        }
        Event::LookBegun { round, bundle, reading } => {
            with_look(floor, *round, *bundle, *reading, |_| {});
        }
        Event::BundleSettled { round, bundle, reading, by } => {
            settle::settle(floor, stamp, *round, *bundle, *reading, by);
        }
        Event::BundleDeferred { round, bundle } => with(floor, *round, |state| {
            state.passes.deferred.retain(|other| other != bundle);
            state.passes.deferred.push(*bundle);
        }),
        Event::CallingResumed { round, .. } => floor.order.back_to(Kind::Calling, *round),
    }
}

fn with(floor: &mut Floor, round: RoundId, change: impl FnOnce(&mut RoundState)) {
    if let Some(state) = floor.rounds.get_mut(&round) {
        change(state);
    }
}

/// Changes a look; it begins if it has not.
fn with_look(floor: &mut Floor, round: RoundId, bundle: u32, reading: u32, change: impl FnOnce(&mut Look)) {
    with(floor, round, |state| {
        state.passes.idle = None;
        let Some(state) = state.passes.bundles.get_mut(bundle as usize) else { return };
        let at = (reading as usize).saturating_sub(1);
        if state.looks.len() == at {
            state.looks.push(Look::default());
        }
        if let Some(look) = state.looks.get_mut(at) {
            change(look);
        }
    });
}

/// The first reading is not shown to the room either: whoever keys the second can see the wall.
pub(crate) fn wall(here: Here<'_>) -> Wall {
    match here.round().map(RoundState::stage) {
        Some(Stage::Done) => super::calling::board_wall(here),
        _ => here.round().map_or(Wall::Agenda, super::calling::counting),
    }
}

#[cfg(test)]
mod tests;
