//! The rule of a runoff: the most votes among the tied, the half is not asked again. Nobody is seated without a vote.

use crate::domain::{Count, ElectionRule, Next, Outcome};

/// Who is elected; still tied, or without a single vote for a seat, the rest is voted on again (or the higher body asked:
/// the chair chooses).
pub fn elect(count: Count<'_>) -> Outcome {
    let mut outcome = Outcome::ranked(ElectionRule::Plurality, count);
    outcome.next = next(&outcome);
    outcome
}

fn next(outcome: &Outcome) -> Next {
    let seats = outcome.open;
    if seats == 0 {
        return Next::Complete;
    }
    let candidates = if outcome.tied.is_empty() { outcome.not_elected() } else { outcome.tied.clone() };
    Next::Runoff { seats, candidates }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        BallotForm, Candidate, Name, Place, Procedure, Slate, State, Sums, Tally, Turnout, Why,
    };
    use crate::locale::Lang;

    fn runoff(seats: u32, approvals: &[u32]) -> Outcome {
        counted(seats, approvals, |count| {
            let outcome = ElectionRule::Plurality.elect(count);
            assert_eq!(outcome, elect(count));
            let asked = |place: &Place| Why::of(&outcome, count, &place.nominee).unwrap().asked;
            assert!(outcome.places.iter().all(|place| asked(place).is_none()), "the half is not asked again");
            outcome
        })
    }

    fn counted<T>(seats: u32, approvals: &[u32], look: impl FnOnce(Count<'_>) -> T) -> T {
        let name = |place: usize| Name::new(&format!("名{}", place + 1)).unwrap();
        let candidates = (0..approvals.len()).map(|place| Candidate::new(name(place), None)).collect();
        let slate = Slate { seats, candidates, form: BallotForm::Marks { write_ins: false } };
        let sums = |approve: &u32| Sums { approve: *approve, against: 0, abstain: 20 - approve };
        let tally = Tally { printed: approvals.iter().map(sums).collect(), valid: 20, ..Tally::default() };
        let turnout = Turnout { due: 20, present: 20, issued: 20, collected: 20 };
        let procedure = Procedure::default();
        look(Count { slate: &slate, tally: &tally, turnout, procedure: &procedure, pending: &[] })
    }

    #[test]
    fn the_most_votes_win_without_the_half() {
        let outcome = runoff(1, &[3, 2]);
        assert_eq!((outcome.places[0].state, &outcome.next), (State::Elected, &Next::Complete));
    }

    #[test]
    fn why_says_that_the_half_is_not_asked() {
        let why = |approvals: &[u32], place: usize, lang| {
            counted(1, approvals, |count| {
                let outcome = elect(count);
                Why::of(&outcome, count, &outcome.places[place].nominee).unwrap().text(lang)
            })
        };
        let zh = |approvals, place| why(approvals, place, Lang::Zh);
        assert_eq!(
            zh(&[7, 3], 0),
            "赞成 7 票；再次投票得票多的当选，不再要求过半数。名额 1 个，此人列第 1，当选。"
        );
        assert!(zh(&[7, 3], 1).ends_with("1 人得票更多，名额 1 个，未当选。"));
        assert!(zh(&[7, 7], 1).ends_with("2 人票数仍然相等，名额只剩 1 个，还不能确定。"));
        assert!(zh(&[7, 0], 1).ends_with("没有得票，不能当选。"));
        assert!(why(&[7, 0], 0, Lang::En).contains("the half is not asked again. Place 1 for 1 seat"));
    }

    #[test]
    fn still_tied_the_tied_are_voted_on_again() {
        let outcome = runoff(1, &[7, 7, 2]);
        assert_eq!(outcome.next, Next::Runoff { seats: 1, candidates: outcome.tied.clone() });
        assert_eq!(outcome.tied.len(), 2);
    }

    #[test]
    fn nobody_is_seated_without_a_vote() {
        let outcome = runoff(1, &[0, 0]);
        assert_eq!(outcome.elected, []);
        assert_eq!(outcome.next, Next::Runoff { seats: 1, candidates: outcome.not_elected() });
        let outcome = runoff(2, &[5, 0, 0]);
        assert_eq!((outcome.elected.len(), outcome.open), (1, 1));
        assert!(matches!(&outcome.next, Next::Runoff { seats: 1, candidates } if candidates.len() == 2));
    }
}
