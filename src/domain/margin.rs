//! What one vote, one person or one paper more or less would change: the number beside every deciding number.

use crate::domain::procedure::{Majority, TieRule};
use crate::domain::rule::rank;
use crate::domain::{Margin, MotionRule, Nominee, Outcome, Procedure, State, Turnout};

/// So many votes more or fewer, and what the state is then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Votes, at least 1.
    pub votes: u32,
    /// The state with them.
    pub state: State,
}

/// How near a name's state is to another one while everybody else's votes stay as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sway {
    /// The fewest votes less that make it worse; `None` when it cannot become worse by votes.
    pub fewer: Option<Change>,
    /// The fewest votes more that make it tied or elected; `None` for somebody elected.
    pub more: Option<Change>,
}

impl Sway {
    /// How near the state of `nominee` is to another one, where a tie across the last seat leads to `tie`; `None` when nobody
    /// of that name was counted.
    pub fn of(outcome: &Outcome, tie: TieRule, nominee: &Nominee) -> Option<Self> {
        let place = outcome.places.iter().position(|place| place.nominee == *nominee)?;
        let votes: Vec<u32> = outcome.places.iter().map(|place| place.sums.approve).collect();
        let own = *votes.get(place)?;
        let state = outcome.places.get(place)?.state;
        let with = |own: u32| {
            let mut votes = votes.clone();
            if let Some(slot) = votes.get_mut(place) {
                *slot = own;
            }
            let states = rank(&votes, outcome.needed, outcome.seats, tie);
            states.get(place).copied().unwrap_or(state)
        };
        // A state changes only where the votes pass the number needed or somebody else's.
        let thresholds = votes.iter().copied().chain([outcome.needed]);
        let mut turns: Vec<u32> =
            thresholds.flat_map(|at| [at.saturating_sub(1), at, at.saturating_add(1)]).collect();
        turns.sort_unstable();
        let change = |votes: u32| Change { votes: votes.abs_diff(own), state: with(votes) };
        let below = turns.iter().rev().copied().filter(|votes| *votes < own).map(change);
        let above = turns.iter().copied().filter(|votes| *votes > own).map(change);
        let fewer = { below }.find(|change| rung(change.state) < rung(state));
        let better = |change: &Change| rung(change.state) > rung(state).max(rung(State::QualifiedNoSeat));
        Some(Self { fewer, more: { above }.find(better) })
    }
}

/// The states from the worst to the best.
fn rung(state: State) -> u8 {
    match state {
        State::NotQualified => 0,
        State::QualifiedNoSeat => 1,
        State::Tied => 2,
        State::Elected => 3,
    }
}

impl Majority {
    /// The number needed with one voter present fewer, and with one more.
    pub fn needed_nearby(self, turnout: Turnout, valid: u32) -> (u32, u32) {
        let with = |present: u32| self.needed(Turnout { present, ..turnout }, valid);
        (with(turnout.present.saturating_sub(1)), with(turnout.present.saturating_add(1)))
    }
}

impl MotionRule {
    /// How many of those present may withhold their hand while the rest still passes a motion; missing when even all of them
    /// would not.
    pub fn may_withhold(self, due: u32, present: u32) -> Margin {
        let needed = self.needed(due, present);
        if present >= needed { Margin::Spare(present - needed) } else { Margin::Missing(needed - present) }
    }
}

impl Turnout {
    /// How many papers more could be collected before the round is void; missing when so many are too many already.
    pub fn papers_to_void(self, procedure: &Procedure) -> Margin {
        let most = self.collected_most(procedure.collected_limit);
        if self.collected <= most {
            Margin::Spare(most - self.collected)
        } else {
            Margin::Missing(self.collected - most)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        BallotForm, Candidate, Count, ElectionRule, MotionBase, Name, Slate, Sums, Tally, Threshold,
    };

    fn outcome(rule: ElectionRule, seats: u32, approvals: &[u32]) -> Outcome {
        let name = |place: usize| Name::new(&format!("名{}", place + 1)).unwrap();
        let candidates = (0..approvals.len()).map(|place| Candidate::new(name(place), None)).collect();
        let slate = Slate { seats, candidates, form: BallotForm::Marks { write_ins: true } };
        let sums = |approve: &u32| Sums { approve: *approve, against: 0, abstain: 20 - approve };
        let tally = Tally { printed: approvals.iter().map(sums).collect(), valid: 20, ..Tally::default() };
        let turnout = Turnout { due: 20, present: 20, issued: 20, collected: 20 };
        let procedure = Procedure::default();
        rule.elect(Count { slate: &slate, tally: &tally, turnout, procedure: &procedure, pending: &[] })
    }

    fn sways(rule: ElectionRule, seats: u32, approvals: &[u32]) -> Vec<Sway> {
        let outcome = outcome(rule, seats, approvals);
        let sway = |nominee| Sway::of(&outcome, TieRule::Runoff, nominee).unwrap();
        outcome.places.iter().map(|place| sway(&place.nominee)).collect()
    }

    fn change(votes: u32, state: State) -> Change {
        Change { votes, state }
    }

    #[test]
    fn the_least_votes_that_change_a_state() {
        use State::{Elected, NotQualified, QualifiedNoSeat, Tied};
        let majority = |seats, approvals: &[u32]| sways(ElectionRule::Majority, seats, approvals);
        // 11 of 20 qualify.
        let found = majority(3, &[15, 13, 12, 12, 3]);
        assert_eq!(found[0], Sway { fewer: Some(change(3, Tied)), more: None });
        assert_eq!(found[1], Sway { fewer: Some(change(1, Tied)), more: None });
        assert_eq!(
            found[2],
            Sway { fewer: Some(change(1, QualifiedNoSeat)), more: Some(change(1, Elected)) }
        );
        assert_eq!(found[4], Sway { fewer: None, more: Some(change(9, Tied)) });
        let short = majority(3, &[15, 12, 9, 8]);
        assert_eq!(short[1], Sway { fewer: Some(change(2, NotQualified)), more: None });
        assert_eq!(short[2], Sway { fewer: None, more: Some(change(2, Elected)) });
        let full = majority(1, &[14, 12]);
        assert_eq!(full[1], Sway { fewer: Some(change(2, NotQualified)), more: Some(change(2, Tied)) });
        assert_eq!(full[0], Sway { fewer: Some(change(2, Tied)), more: None });
        let just = majority(2, &[11, 10]);
        assert_eq!((just[0].fewer, just[1].more), (Some(change(1, NotQualified)), Some(change(1, Elected))));
    }

    #[test]
    fn in_a_runoff_one_vote_decides_a_tie() {
        let found = sways(ElectionRule::Plurality, 1, &[7, 7]);
        assert_eq!(
            found[0],
            Sway { fewer: Some(change(1, State::QualifiedNoSeat)), more: Some(change(1, State::Elected)) }
        );
        let nobody = sways(ElectionRule::Plurality, 1, &[0, 0]);
        assert_eq!(nobody[0], Sway { fewer: None, more: Some(change(1, State::Elected)) });
    }

    #[test]
    fn where_the_tied_stay_out_one_vote_more_is_needed() {
        let outcome = outcome(ElectionRule::Majority, 1, &[14, 12]);
        let sway = Sway::of(&outcome, TieRule::Vacant, &outcome.places[1].nominee).unwrap();
        assert_eq!(sway.more, Some(change(3, State::Elected)));
        let nobody = Nominee { name: Name::new("无").unwrap(), member: None };
        assert_eq!(Sway::of(&outcome, TieRule::Vacant, &nobody), None);
    }

    /// The definition, tried one vote at a time.
    #[test]
    fn no_smaller_change_is_passed_over() {
        for seats in 1..=3 {
            for code in 0..7u32.pow(4) {
                let votes: Vec<u32> = (0..4).map(|at| 8 + code / 7u32.pow(at) % 7).collect();
                let state = |votes: &[u32]| rank(votes, 11, seats, TieRule::Runoff)[0];
                let with = |own: u32| [&[own], &votes[1..]].concat();
                let now = state(&votes);
                let fewer = (0..votes[0]).rev().map(|own| (votes[0] - own, state(&with(own))));
                let fewer = { fewer }.find(|(_, other)| rung(*other) < rung(now));
                let more = (votes[0] + 1..30).map(|own| (own - votes[0], state(&with(own))));
                let more = { more }.find(|(_, other)| rung(*other) > rung(now).max(1));
                let found = sways(ElectionRule::Majority, seats, &votes)[0];
                let plain = |change: Option<Change>| change.map(|change| (change.votes, change.state));
                assert_eq!((plain(found.fewer), plain(found.more)), (fewer, more), "{votes:?} for {seats}");
            }
        }
    }

    #[test]
    fn one_voter_more_or_less_moves_the_half() {
        let turnout = |present| Turnout { due: 40, present, issued: 0, collected: 0 };
        assert_eq!(Majority::default().needed_nearby(turnout(36), 0), (18, 19));
        assert_eq!(Majority::default().needed_nearby(turnout(35), 0), (18, 19));
        assert_eq!(Majority::default().needed_nearby(turnout(37), 0), (19, 20));
        assert_eq!(Majority::default().needed_nearby(turnout(0), 0), (1, 1));
    }

    #[test]
    fn hands_that_may_stay_down() {
        let due = MotionRule::usual(MotionBase::Due);
        assert_eq!(due.may_withhold(38, 36), Margin::Spare(16));
        assert_eq!(due.may_withhold(38, 20), Margin::Spare(0));
        assert_eq!(due.may_withhold(38, 19), Margin::Missing(1));
        assert_eq!(due.may_withhold(38, 10), Margin::Missing(10));
        let half = MotionRule { base: MotionBase::Due, threshold: Threshold::HALF_OR_MORE };
        assert_eq!(half.may_withhold(38, 19), Margin::Spare(0));
    }

    #[test]
    fn papers_before_the_round_is_void() {
        let turnout = |collected| Turnout { due: 38, present: 36, issued: 35, collected };
        let room = |collected| turnout(collected).papers_to_void(&Procedure::default());
        assert_eq!([room(30), room(35), room(36)], [Margin::Spare(5), Margin::Spare(0), Margin::Missing(1)]);
        assert_eq!(room(44), Margin::Missing(9));
    }
}
