//! Too few voters at a count before the papers of a round: the meeting waits (rules §2).

use super::{Happened, RoundState};
use crate::agenda::{Floor, Here, Kind, Stamp};

/// Too few voters were in the room before papers were handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wait {
    /// Voters due.
    pub due: u32,
    /// The fewest voters present meanwhile.
    pub present: u32,
    /// The least number that had to be there.
    pub needed: u32,
    /// When that was first on record.
    pub since: String,
    /// When enough were there again, and how many; `None` where that never came about.
    pub until: Option<(String, u32)>,
}

impl RoundState {
    /// The times at which the meeting waited for voters before it could vote, in order.
    pub fn waits(&self) -> impl Iterator<Item = &Wait> {
        self.history
            .iter()
            .filter_map(|what| if let Happened::Waited(wait) = what { Some(wait) } else { None })
    }

    /// Whether the last wait has not ended.
    fn waits_still(&self) -> bool {
        self.waits().last().is_some_and(|wait| wait.until.is_none())
    }

    /// The wait that has not ended.
    fn waiting(&mut self) -> Option<&mut Wait> {
        let waits = self.history.iter_mut().rev();
        let mut waits =
            waits.filter_map(|what| if let Happened::Waited(wait) = what { Some(wait) } else { None });
        waits.next().filter(|wait| wait.until.is_none())
    }

    fn watch(&mut self, now: Wait, enough: bool) {
        match self.waiting() {
            None if enough => {}
            None => self.happened(Happened::Waited(now)),
            Some(wait) if enough => wait.until = Some((now.since, now.present)),
            Some(wait) if now.present < wait.present => {
                *wait = Wait { since: std::mem::take(&mut wait.since), ..now }
            }
            Some(_) => {}
        }
    }
}

/// Keeps on record whether enough voters are in the room, while a round is prepared and no paper is out.
pub(crate) fn watch(floor: &mut Floor, stamp: Stamp<'_>) {
    let Some(here) = floor.here().filter(|here| before_the_papers(*here)) else { return };
    let Some(round) = here.item.round else { return };
    let quorum = here.floor.procedure().quorum;
    let (due, present) = (here.roll().due(), here.roll().present());
    let now = Wait { due, present, needed: quorum.needed(due), since: stamp.at.to_owned(), until: None };
    let enough = quorum.met(present, due);
    if enough && !here.round().is_some_and(RoundState::waits_still) {
        return;
    }
    if let Some(round) = floor.rounds.get_mut(&round) {
        round.watch(now, enough);
    }
}

fn before_the_papers(here: Here<'_>) -> bool {
    let step = matches!(here.item.kind, Kind::Voters | Kind::Instructions | Kind::BallotBox | Kind::Issue);
    step && here.round().is_some_and(|round| round.issued.is_none())
}

#[cfg(test)]
mod tests {
    use crate::agenda::roll_call::Way;
    use crate::agenda::sample::{PLAIN, act, at, play_item, round};
    use crate::agenda::{Floor, Kind, course};
    use crate::domain::MemberId;

    fn moves(floor: &mut Floor, members: impl Iterator<Item = u16>, way: Way) {
        for member in members {
            act(floor, course::Command::ComeOrGo(MemberId(member), way)).unwrap();
        }
    }

    #[test]
    fn a_wait_begins_with_the_voter_who_makes_too_few_and_ends_with_the_one_who_makes_enough() {
        let mut floor = at(Kind::Voters);
        moves(&mut floor, PLAIN.0..PLAIN.0 + 5, Way::Leaves);
        assert_eq!(round(&floor).waits().count(), 0, "31 of 38 are just enough");
        moves(&mut floor, 17..20, Way::Leaves);
        let open = round(&floor).waits().next().unwrap().clone();
        assert_eq!((open.due, open.present, open.needed, open.until), (38, 28, 31, None));
        moves(&mut floor, 17..19, Way::Comes);
        assert!(round(&floor).waits().all(|wait| wait.until.is_none()));
        moves(&mut floor, 19..20, Way::Comes);
        play_item(&mut floor);
        act(&mut floor, course::Command::MoveOn).unwrap();
        moves(&mut floor, 17..18, Way::Leaves);
        moves(&mut floor, 17..18, Way::Comes);
        let waits: Vec<_> = round(&floor).waits().map(|wait| (wait.present, wait.until.clone())).collect();
        let at = "2026-11-21T09:30:00+08:00".to_owned();
        assert_eq!(waits, [(28, Some((at.clone(), 31))), (30, Some((at, 31)))]);
    }

    #[test]
    fn once_papers_are_out_nobody_is_waited_for() {
        let mut floor = crate::agenda::sample::in_round(Kind::Voting);
        moves(&mut floor, PLAIN.0..PLAIN.0 + 8, Way::Leaves);
        assert_eq!(round(&floor).waits().count(), 0);
    }
}
