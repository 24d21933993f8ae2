//! The rule of the first, repeated and supplementary rounds: qualified by the threshold (usually more than half of the
//! voters present), then the most votes.

use crate::domain::procedure::ShortfallRule;
use crate::domain::{Count, ElectionRule, Next, Outcome};

/// Who is elected, and what follows: a runoff on a tie across the last seat, else what the procedure says about seats
/// left open.
pub fn elect(count: Count<'_>) -> Outcome {
    let mut outcome = Outcome::ranked(ElectionRule::Majority, count);
    outcome.next = next(&outcome, count.procedure.shortfall);
    outcome
}

fn next(outcome: &Outcome, shortfall: ShortfallRule) -> Next {
    let seats = outcome.open;
    if seats == 0 {
        Next::Complete
    } else if !outcome.tied.is_empty() {
        Next::Runoff { seats, candidates: outcome.tied.clone() }
    } else if shortfall == ShortfallRule::Vacant {
        Next::Vacant { seats }
    } else {
        outcome.supplementary()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Margin;
    use crate::domain::procedure::{Majority, MajorityBase, TieRule};
    use crate::domain::tally::Written;
    use crate::domain::{
        BallotForm, Candidate, Name, Nominee, Procedure, Slate, State, Sums, Tally, Turnout, Why,
    };
    use crate::locale::Lang;

    /// A count of a round with these approvals; all papers not approving a name are blank for it.
    struct Round {
        slate: Slate,
        tally: Tally,
        turnout: Turnout,
        procedure: Procedure,
    }

    fn round(seats: u32, present: u32, invalid: u32, approvals: &[u32]) -> Round {
        let name = |place: usize| Name::new(&format!("名{}", place + 1)).unwrap();
        let candidates = (0..approvals.len()).map(|place| Candidate::new(name(place), None)).collect();
        let valid = present - invalid;
        let sums = |approve: &u32| Sums { approve: *approve, against: 0, abstain: valid - approve };
        let printed = approvals.iter().map(sums).collect();
        Round {
            slate: Slate { seats, candidates, form: BallotForm::Marks { write_ins: true } },
            tally: Tally { printed, valid, invalid, ..Tally::default() },
            turnout: Turnout { due: present, present, issued: present, collected: present },
            procedure: Procedure::default(),
        }
    }

    impl Round {
        fn count(&self) -> Count<'_> {
            let Self { slate, tally, turnout, procedure } = self;
            Count { slate, tally, turnout: *turnout, procedure, pending: &[] }
        }

        fn outcome(&self) -> Outcome {
            elect(self.count())
        }
    }

    fn names(nominees: &[Nominee]) -> Vec<&str> {
        nominees.iter().map(|nominee| nominee.name.as_str()).collect()
    }

    #[test]
    fn exactly_half_of_those_present_is_not_enough() {
        assert_eq!(round(1, 20, 0, &[10, 3]).outcome().elected, []);
        assert_eq!(names(&round(1, 20, 0, &[11, 3]).outcome().elected), ["名1"]);
    }

    #[test]
    fn the_base_is_those_present_not_the_valid_papers() {
        let outcome = round(1, 20, 5, &[10, 3]).outcome();
        assert_eq!((outcome.needed, outcome.elected.len()), (11, 0));
        let of = |base, due| {
            let mut round = round(1, 20, 5, &[8, 3]);
            round.turnout.due = due;
            round.procedure.majority = Majority { base, ..Majority::default() };
            let outcome = round.outcome();
            (outcome.needed, outcome.elected.len())
        };
        assert_eq!(of(MajorityBase::Valid, 20), (8, 1));
        assert_eq!(of(MajorityBase::Collected, 20), (11, 0));
        assert_eq!(of(MajorityBase::Due, 24), (13, 0));
        assert_eq!(of(MajorityBase::None, 20), (1, 1));
    }

    #[test]
    fn half_of_ninety_six_is_passed_by_forty_nine() {
        let approvals = [90, 89, 88, 87, 86, 85, 84, 83, 82, 81, 80, 49, 48, 47, 12];
        let outcome = round(12, 96, 2, &approvals).outcome();
        assert_eq!((outcome.needed, outcome.elected.len(), outcome.open), (49, 12, 0));
    }

    #[test]
    fn more_qualified_than_seats_the_most_votes_win() {
        let outcome = round(3, 20, 0, &[11, 15, 12, 12]).outcome();
        assert_eq!(names(&outcome.elected), ["名2", "名3", "名4"]);
        assert_eq!(outcome.places[0].state, State::QualifiedNoSeat);
        assert_eq!((outcome.open, &outcome.next), (0, &Next::Complete));
    }

    #[test]
    fn a_tie_across_the_last_seat_is_run_off_among_the_tied() {
        let outcome = round(3, 20, 0, &[15, 13, 12, 12, 3]).outcome();
        assert_eq!((names(&outcome.elected), names(&outcome.tied)), (vec!["名1", "名2"], vec!["名3", "名4"]));
        assert_eq!(outcome.next, Next::Runoff { seats: 1, candidates: outcome.tied.clone() });
    }

    #[test]
    fn a_tie_within_or_without_the_elected_needs_nothing() {
        for approvals in [[15, 15, 12, 3], [15, 14, 11, 11], [15, 15, 15, 14]] {
            let outcome = round(if approvals[2] == 11 { 2 } else { 3 }, 20, 0, &approvals).outcome();
            assert_eq!((outcome.tied.len(), &outcome.next), (0, &Next::Complete), "{approvals:?}");
        }
    }

    #[test]
    fn tied_seats_may_stay_open_by_the_procedure() {
        let mut round = round(3, 20, 0, &[15, 13, 12, 12, 3]);
        round.procedure.tie = TieRule::Vacant;
        let outcome = round.outcome();
        assert_eq!((outcome.elected.len(), outcome.tied.len(), outcome.open), (2, 0, 1));
        assert_eq!(outcome.places[2].state, State::QualifiedNoSeat);
        let Next::Supplementary { candidates, level_with_last, .. } = &outcome.next else {
            panic!("supplementary")
        };
        assert_eq!((names(candidates), names(level_with_last)), (vec!["名3", "名4"], vec![]));
        round.procedure.shortfall = ShortfallRule::Vacant;
        assert_eq!(round.outcome().next, Next::Vacant { seats: 1 });
    }

    #[test]
    fn nobody_is_seated_by_rank_below_the_half() {
        let outcome = round(3, 20, 0, &[15, 12, 9, 8]).outcome();
        assert_eq!((names(&outcome.elected), outcome.open), (vec!["名1", "名2"], 1));
        let candidates = outcome.not_elected();
        assert_eq!(names(&candidates), ["名3", "名4"]);
        assert_eq!(outcome.next, Next::Supplementary { seats: 1, candidates, level_with_last: vec![] });
        assert!(outcome.may_leave_open(1) && !outcome.may_leave_open(0));
        let margins: Vec<Margin> = outcome.places.iter().map(|place| place.margin(outcome.needed)).collect();
        assert_eq!(margins, [Margin::Spare(4), Margin::Spare(1), Margin::Missing(2), Margin::Missing(3)]);
    }

    #[test]
    fn names_level_with_the_last_one_taken_are_told() {
        let outcome = round(1, 20, 0, &[2, 9, 2, 2, 1]).outcome();
        let Next::Supplementary { candidates, level_with_last, seats } = &outcome.next else {
            panic!("supplementary")
        };
        assert_eq!((*seats, names(candidates)), (1, vec!["名2", "名1"]));
        assert_eq!(names(level_with_last), ["名3", "名4"]);
        let nobody = round(2, 20, 0, &[11]).outcome();
        let empty = Next::Supplementary { seats: 1, candidates: vec![], level_with_last: vec![] };
        assert_eq!(nobody.next, empty, "nobody is left to stand");
    }

    #[test]
    fn somebody_written_in_counts_like_a_candidate() {
        let mut round = round(3, 20, 0, &[15, 12, 9, 8]);
        let nominee = Nominee { name: Name::new("周立").unwrap(), member: None };
        round.tally.written.push(Written { nominee: nominee.clone(), approve: 11 });
        let outcome = round.outcome();
        assert_eq!(names(&outcome.elected), ["名1", "名2", "周立"]);
        let place = outcome.place(&nominee).unwrap();
        assert_eq!((place.printed, place.sums.approve, place.sums.papers()), (false, 11, 11));
    }

    #[test]
    fn why_names_the_rule_and_its_numbers() {
        let round = round(3, 20, 0, &[15, 13, 12, 12, 3]);
        let outcome = ElectionRule::Majority.elect(round.count());
        assert_eq!(outcome, round.outcome());
        let why = |place: usize, lang| {
            Why::of(&outcome, round.count(), &outcome.places[place].nominee).unwrap().text(lang)
        };
        assert_eq!(
            why(0, Lang::Zh),
            "赞成 15 票；须超过实到会有选举权人数 20 人的 1/2，即至少 11 票。达到的 4 人，多于应选 3 名，得票多的当选，此人列第 1。"
        );
        assert_eq!(
            why(3, Lang::En),
            "12 approvals; needed: more than 1/2 of the 20 voters present, so at least 11. Reached, but 2 are level for \
             1 seat: a new vote decides."
        );
        assert!(why(4, Lang::Zh).ends_with("未达到，不能当选。"));
        let numbers = |place: usize| {
            let why = Why::of(&outcome, round.count(), &outcome.places[place].nominee).unwrap();
            (why.approve, why.needed, why.qualified, why.level, why.above)
        };
        assert_eq!(numbers(0), (15, 11, 4, 1, 0));
        assert_eq!(numbers(2), (12, 11, 4, 2, 2));
        assert_eq!(numbers(4), (3, 11, 4, 1, 4));
        let whole = Why::of(&outcome, round.count(), &outcome.places[0].nominee).unwrap().asked;
        assert_eq!(whole, Some((Majority::default(), Some(20))));
        let nobody = Nominee { name: Name::new("周立").unwrap(), member: None };
        assert_eq!(Why::of(&outcome, round.count(), &nobody), None);
    }

    #[test]
    fn why_says_that_the_procedure_seats_nobody_who_is_level() {
        let mut round = round(3, 20, 0, &[15, 13, 12, 12, 3]);
        round.procedure.tie = TieRule::Vacant;
        let outcome = round.outcome();
        let why = Why::of(&outcome, round.count(), &outcome.places[2].nominee).unwrap();
        assert!(why.text(Lang::Zh).ends_with("但 2 人票数相等，名额只剩 1 个，按照选举办法都不当选。"));
    }
}
