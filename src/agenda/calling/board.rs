//! The 正 board on the wall.

use crate::agenda::round::{Milestone, RoundState};
use crate::agenda::wall::{Board, Called, Wall};
use crate::agenda::{Here, Kind};
use crate::domain::procedure::{Board as Shown, Counting};

pub(crate) fn wall(here: Here<'_>) -> Wall {
    board_wall(here)
}

/// That papers are counted, and no more.
pub(crate) fn counting(round: &RoundState) -> Wall {
    Wall::Counting { reopened: reopened(round) }
}

/// Whether a result was opened again and nothing is reported in its place yet.
fn reopened(round: &RoundState) -> bool {
    round.reopened().next().is_some() && !round.has(Milestone::Reported)
}

/// The 正 board where the procedure shows it, else only that papers are being counted.
pub(crate) fn board_wall(here: Here<'_>) -> Wall {
    let Some(round) = here.round() else { return Wall::Agenda };
    let procedure = here.floor.procedure();
    if procedure.board == Shown::Hidden || procedure.counting == Counting::Totals {
        return counting(round);
    }
    let calling = here.item.kind == Kind::Calling;
    let last = round.entered.last().filter(|entered| calling && !entered.aside);
    let (bundle, number) = super::shown::last_place(round);
    Wall::Board(Board {
        office: round.office.clone(),
        seats: round.slate().seats,
        needed: round.needed(here.floor.procedure()),
        valid: round.tally.valid,
        invalid: round.tally.invalid,
        doubtful: round.tally.doubtful,
        left: round.left(),
        names: round.approvals(),
        reopened: reopened(round),
        last: last.map(|entered| Called { bundle, number, marks: entered.paper.marks.clone() }),
    })
}
