//! The second pass of a rehearsal.

use super::Command;
use crate::agenda::rehearsal::Room;
use crate::agenda::round::RoundState;
use crate::agenda::round::passes::Stage;
use crate::agenda::{Command as AnyCommand, Here, officials};
use crate::domain::{Mark, OfficialRole, Paper};

/// In a rehearsal the second teller reads one paper wrongly, so that a third look is part of it.
pub(crate) fn play(here: Here<'_>, _: &Room) -> Option<AnyCommand> {
    let round = here.round()?;
    let command = match round.stage() {
        Stage::Seat => Command::Seat(another(here, round)?),
        Stage::Key { bundle, reading, number, .. } => {
            let mut papers = round.first_reading(bundle);
            papers.reverse();
            let paper = papers.into_iter().nth((number as usize).saturating_sub(1))?;
            let slip = bundle == 1 && reading == 1 && number == 1;
            Command::Key(if slip { misread(paper) } else { paper })
        }
        Stage::Count { keyed: counted, .. } => Command::Count { counted },
        Stage::Differs { .. } => Command::Look,
        Stage::Settle { .. } => Command::Settle,
        Stage::Done => return None,
    };
    Some(command.into())
}

/// Who keys the second pass in a rehearsal: another teller, else another official.
fn another(here: Here<'_>, round: &RoundState) -> Option<usize> {
    let named = officials::named(here.floor, here.item.body);
    let fresh = |official: &&officials::Official| !round.passes.first.contains(&official.member);
    let teller = named.iter().filter(fresh).find(|official| official.role == OfficialRole::Teller);
    let chosen = teller.or_else(|| named.iter().find(fresh))?;
    named.iter().position(|official| official.member == chosen.member)
}

/// The paper with its first ○ read as a blank.
fn misread(mut paper: Paper) -> Paper {
    if let Some(mark) = paper.marks.iter_mut().find(|mark| **mark == Mark::Approve) {
        *mark = Mark::Abstain;
    }
    paper
}
