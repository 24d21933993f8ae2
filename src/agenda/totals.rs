//! A count by hand: the papers are counted in the next room, and the signed sheet is typed in name by name. Nothing of it is
//! accepted before every identity of rules §6 holds; until then the round has no tally at all.

mod sheet;
mod shown;

pub use sheet::Totals;

use super::floor::must;
use super::order::RoundId;
use super::rehearsal::Room;
use super::round::{self, RoundState};
use super::screen::Screen;
use super::text::written_if_any;
use super::wall::Wall;
use super::{Event as AnyEvent, Floor, Here, Kind, Rejection, Stamp};
use crate::domain::{MemberId, Name, Nominee, Sums, Tally, WriteIn, WriteInMark, Written};
use crate::locale::Lang;
use serde::{Deserialize, Serialize};

/// What can be asked here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// The first lines of the sheet.
    EnterPapers {
        /// Valid papers.
        valid: u32,
        /// Invalid papers.
        invalid: u32,
        /// How many people who are not printed have approvals.
        written: u32,
        /// Why papers are invalid.
        reason: Option<String>,
    },
    /// The line of a printed name.
    EnterName {
        /// Its position on the paper, from 0.
        at: u32,
        /// Its marks.
        sums: Sums,
    },
    /// The line of somebody written in.
    EnterWritten {
        /// Who: a position among those who may be written in.
        who: usize,
        /// Approvals.
        approve: u32,
    },
    /// Take the line of somebody written in off again.
    RemoveWritten {
        /// Its position, from 0.
        at: u32,
    },
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// The first lines of the sheet were typed in.
    PapersEntered {
        /// The round.
        round: RoundId,
        /// Valid papers.
        valid: u32,
        /// Invalid papers.
        invalid: u32,
        /// How many people who are not printed have approvals.
        written: u32,
        /// Why papers are invalid.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// The line of a printed name was typed in.
    NameEntered {
        /// The round.
        round: RoundId,
        /// Its position on the paper, from 0.
        at: u32,
        /// Its marks.
        sums: Sums,
    },
    /// The line of somebody written in was typed in.
    WrittenEntered {
        /// The round.
        round: RoundId,
        /// Who.
        member: MemberId,
        /// The name.
        name: Name,
        /// Approvals.
        approve: u32,
    },
    /// The line of somebody written in was taken off.
    WrittenRemoved {
        /// The round.
        round: RoundId,
        /// Its position, from 0.
        at: u32,
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
    let totals = round.totals.as_ref().ok_or(Rejection::TotalsNotEntered)?;
    totals.check(round.slate().seats, here.floor.procedure())?;
    let limit = here.floor.procedure().max_marks.limit(round.slate().seats);
    must(round.tally.check_finished(round.turnout(), limit).is_ok(), Rejection::DoesNotAddUp)
}

pub(crate) fn decide(here: Here<'_>, command: &Command) -> Result<Vec<AnyEvent>, Rejection> {
    let round = here.item.round.ok_or(Rejection::NotAtThisStep)?;
    let event = match command.clone() {
        Command::EnterPapers { valid, invalid, written, reason } => {
            Event::PapersEntered { round, valid, invalid, written, reason }
        }
        Command::EnterName { at, sums } => Event::NameEntered { round, at, sums },
        Command::EnterWritten { who, approve } => {
            let people = here.round().map(|state| super::calling::electable(here, state)).unwrap_or_default();
            let (member, name) = people.get(who).cloned().ok_or(Rejection::UnknownMember)?;
            Event::WrittenEntered { round, member, name, approve }
        }
        Command::RemoveWritten { at } => Event::WrittenRemoved { round, at },
    };
    Ok(vec![event.into()])
}

pub(crate) fn admit(floor: &Floor, event: &Event) -> Result<(), Rejection> {
    let (Event::PapersEntered { round, .. }
    | Event::NameEntered { round, .. }
    | Event::WrittenEntered { round, .. }
    | Event::WrittenRemoved { round, .. }) = event;
    let state = round::current(floor, Kind::Totals, *round)?;
    let totals = || state.totals.as_ref().ok_or(Rejection::TotalsNotEntered);
    match event {
        Event::PapersEntered { valid, invalid, written, reason, .. } => {
            written_if_any(reason.as_deref())?;
            let takes = state.slate().form.takes_write_ins();
            let most = if takes { round::passes::number(floor.plan.roster.len()) } else { 0 };
            must(*written <= most, Rejection::NoSuchName)?;
            must(*invalid == 0 || reason.is_some(), Rejection::TextMissing)?;
            let (valid, invalid, collected) = (*valid, *invalid, state.turnout().collected);
            let whole = valid.checked_add(invalid) == Some(collected);
            must(whole, Rejection::SheetNotWhole { valid, invalid, collected })
        }
        Event::NameEntered { at, sums, .. } => {
            let valid = totals()?.valid;
            let candidate = state.slate().candidates.get(*at as usize).ok_or(Rejection::NoSuchName)?;
            let sum = u32::try_from(sums.papers()).unwrap_or(u32::MAX);
            must(sum == valid, Rejection::RowNotWhole { name: candidate.name.to_string(), sum, valid })
        }
        Event::WrittenEntered { member, name, approve, .. } => {
            may_write(floor, state, totals()?, *member, name, *approve)
        }
        Event::WrittenRemoved { at, .. } => {
            must((*at as usize) < totals()?.written.len(), Rejection::NoSuchName)
        }
    }
}

/// A line of somebody written in: of a person who may be elected and is not printed, once, with at most the valid papers.
fn may_write(
    floor: &Floor,
    round: &RoundState,
    totals: &Totals,
    member: MemberId,
    name: &Name,
    approve: u32,
) -> Result<(), Rejection> {
    let told = || name.to_string();
    must(floor.name(member) == name.as_str(), Rejection::UnknownMember)?;
    let write_in = WriteIn { name: name.clone(), member: Some(member), mark: WriteInMark::Approve };
    let stands = round::electable(floor, round, &write_in) && !round.slate().prints(Some(member), name);
    must(stands, Rejection::NotToBeWritten { name: told() })?;
    let listed = totals.written.iter().any(|row| row.nominee.member == Some(member));
    must(!listed, Rejection::AlreadyListed { name: told() })?;
    must(round::passes::number(totals.written.len()) < totals.expected, Rejection::AlreadyDone)?;
    must(approve > 0, Rejection::NumberMissing)?;
    let valid = totals.valid;
    must(approve <= valid, Rejection::WrittenAboveValid { name: told(), valid })
}

pub(crate) fn apply(floor: &mut Floor, _: Stamp<'_>, event: &Event) {
    let (Event::PapersEntered { round, .. }
    | Event::NameEntered { round, .. }
    | Event::WrittenEntered { round, .. }
    | Event::WrittenRemoved { round, .. }) = event;
    let procedure = floor.plan.clone();
    let Some(state) = floor.rounds.get_mut(round) else { return };
    enter(state, event);
    let Some(totals) = &state.totals else { return };
    let whole = totals.check(state.slate().seats, &procedure.procedure).is_ok();
    state.tally = if whole { totals.tally() } else { Tally::new(state.slate().candidates.len()) };
}

fn enter(state: &mut RoundState, event: &Event) {
    if let Event::PapersEntered { valid, invalid, written, reason, .. } = event {
        let (valid, invalid, expected) = (*valid, *invalid, *written);
        let printed = vec![None; state.slate().candidates.len()];
        let totals =
            Totals { valid, invalid, reason: reason.clone(), printed, expected, written: Vec::new() };
        state.totals = Some(totals);
        return;
    }
    let Some(totals) = &mut state.totals else { return };
    match event {
        Event::NameEntered { at, sums, .. } => {
            if let Some(row) = totals.printed.get_mut(*at as usize) {
                *row = Some(*sums);
            }
        }
        Event::WrittenEntered { member, name, approve, .. } => {
            let nominee = Nominee { name: name.clone(), member: Some(*member) };
            totals.written.push(Written { nominee, approve: *approve });
        }
        Event::WrittenRemoved { at, .. } if (*at as usize) < totals.written.len() => {
            totals.written.remove(*at as usize);
        }
        Event::WrittenRemoved { .. } | Event::PapersEntered { .. } => {}
    }
}

pub(crate) fn wall(here: Here<'_>) -> Wall {
    here.round().map_or(Wall::Agenda, super::calling::counting)
}

/// In a rehearsal: the sheet of the papers that lie in the box.
pub(crate) fn play(here: Here<'_>, room: &Room) -> Option<super::Command> {
    let round = here.round()?;
    let sheet = by_hand(here.floor, round, room);
    let Some(totals) = &round.totals else {
        let written = round::passes::number(sheet.written.len());
        let Tally { valid, invalid, .. } = sheet;
        let reason = (invalid > 0).then(|| room.types("多选", "too many approved"));
        return Some(Command::EnterPapers { valid, invalid, written, reason }.into());
    };
    if let Some(at) = totals.printed.iter().position(Option::is_none) {
        let sums = *sheet.printed.get(at)?;
        return Some(Command::EnterName { at: round::passes::number(at), sums }.into());
    }
    let next = sheet.written.get(totals.written.len()).filter(|_| totals.open() > 0);
    let Written { nominee, approve } = next?;
    let people = super::calling::electable(here, round);
    let who = people.iter().position(|(member, _)| Some(*member) == nominee.member)?;
    Some(Command::EnterWritten { who, approve: *approve }.into())
}

/// What the tellers would write down of these papers.
fn by_hand(floor: &Floor, round: &RoundState, room: &Room) -> Tally {
    let mut tally = Tally::new(round.slate().candidates.len());
    for paper in room.papers(round) {
        if tally.add(&round::judged(floor, round, &paper), 1).is_err() {
            break;
        }
    }
    tally
}

#[cfg(test)]
mod tests;
