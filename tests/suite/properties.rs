//! What holds of every count, whatever the papers: the theorems of the rules.

use changpiao::domain::{
    BallotForm, Candidate, Count, ElectionRule, Judgement, Mark, Name, Next, Outcome, Paper, Procedure,
    RoundKind, Slate, State, Tally, Turnout, WriteIn, WriteInMark, judge,
};
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeMap;

/// A round: names, seats, voters present and papers.
#[derive(Clone, Debug)]
struct Drawn {
    names: usize,
    seats: u32,
    present: u32,
    papers: Vec<Paper>,
}

fn paper(names: usize) -> impl Strategy<Value = Paper> {
    let marks = proptest::collection::vec(
        select(vec![Mark::Approve, Mark::Approve, Mark::Against, Mark::Abstain]),
        names,
    );
    let write_in = select(vec!["周立", "吴敏", "郑洁"]).prop_map(|name| WriteIn {
        name: Name::new(name).unwrap(),
        member: None,
        mark: WriteInMark::Approve,
    });
    (marks, proptest::option::weighted(0.2, write_in)).prop_map(|(marks, write_in)| Paper {
        marks,
        write_ins: write_in.into_iter().collect(),
        ..Paper::default()
    })
}

fn drawn() -> impl Strategy<Value = Drawn> {
    (1..=6usize, 1..=5u32).prop_flat_map(|(names, seats)| {
        (proptest::collection::vec(paper(names), 0..30), 0..4u32).prop_map(move |(papers, away)| {
            let present = u32::try_from(papers.len()).unwrap() + away;
            Drawn { names, seats, present, papers }
        })
    })
}

impl Drawn {
    fn slate(&self) -> Slate {
        let name = |place: usize| Name::new(&format!("名{place}")).unwrap();
        let candidates = (0..self.names).map(|place| Candidate::new(name(place), None)).collect();
        Slate { seats: self.seats, candidates, form: BallotForm::Marks { write_ins: true } }
    }

    fn judgements(&self) -> Vec<Judgement> {
        let (slate, procedure) = (self.slate(), Procedure::default());
        self.papers.iter().map(|paper| judge(paper, &slate, &procedure, |_| true)).collect()
    }

    fn tally(&self) -> Tally {
        tally(self.names, &self.judgements())
    }

    fn outcome(&self) -> Outcome {
        self.outcome_of(&self.slate(), &self.tally())
    }

    fn outcome_of(&self, slate: &Slate, tally: &Tally) -> Outcome {
        let collected = u32::try_from(tally.papers()).unwrap();
        let turnout = Turnout { due: self.present, present: self.present, issued: self.present, collected };
        let count = Count { slate, tally, turnout, procedure: &Procedure::default(), pending: &[] };
        ElectionRule::of(RoundKind::First, slate.form).elect(count)
    }
}

fn tally(names: usize, judgements: &[Judgement]) -> Tally {
    let mut tally = Tally::new(names);
    for judgement in judgements {
        tally.add(judgement, 1).unwrap();
    }
    tally
}

/// What became of each name, by name.
fn states(outcome: &Outcome) -> BTreeMap<String, (u32, State)> {
    let row = |place: &changpiao::domain::Place| {
        (place.nominee.name.as_str().to_owned(), (place.sums.approve, place.state))
    };
    outcome.places.iter().map(row).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_papers_does_not_matter(drawn in drawn(), turn in 0..30usize) {
        let mut turned = drawn.clone();
        let by = turn % drawn.papers.len().max(1);
        turned.papers.rotate_left(by);
        turned.papers.reverse();
        prop_assert_eq!(states(&drawn.outcome()), states(&turned.outcome()));
    }

    #[test]
    fn the_order_of_names_does_not_matter(drawn in drawn()) {
        let mut slate = drawn.slate();
        slate.candidates.reverse();
        let mut tally = drawn.tally();
        tally.printed.reverse();
        let turned = drawn.outcome_of(&slate, &tally);
        prop_assert_eq!(states(&drawn.outcome()), states(&turned));
        prop_assert_eq!(drawn.outcome().open, turned.open);
    }

    #[test]
    fn one_more_approval_never_costs_a_seat(drawn in drawn(), name in 0..6usize, paper in 0..30usize) {
        let before = drawn.outcome();
        let mut more = drawn.clone();
        let Some(paper) = more.papers.get_mut(paper) else { return Ok(()) };
        let Some(mark) = paper.marks.get_mut(name) else { return Ok(()) };
        let against = *mark == Mark::Against;
        *mark = Mark::Approve;
        let valid = judge(paper, &drawn.slate(), &Procedure::default(), |_| true);
        // A paper that becomes invalid or doubtful by it is another matter.
        prop_assume!(matches!(valid, Judgement::Valid(_)) && !against);
        let rank = |state| match state {
            State::NotQualified => 0,
            State::QualifiedNoSeat => 1,
            State::Tied => 2,
            State::Elected => 3,
        };
        prop_assert!(rank(more.outcome().places[name].state) >= rank(before.places[name].state));
    }

    #[test]
    fn an_invalid_paper_changes_the_invalid_count_and_nothing_else(drawn in drawn()) {
        let (slate, mut tally) = (drawn.slate(), drawn.tally());
        let drawn = Drawn { present: drawn.present + 1, ..drawn };
        let before = (drawn.outcome_of(&slate, &tally), tally.clone());
        let invalid = Paper { void: Some(changpiao::domain::VoidReason::Signed), ..Paper::default() };
        tally.add(&judge(&invalid, &slate, &Procedure::default(), |_| true), 1).unwrap();
        prop_assert_eq!(drawn.outcome_of(&slate, &tally), before.0);
        prop_assert_eq!(tally, Tally { invalid: before.1.invalid + 1, ..before.1 });
    }

    #[test]
    fn nobody_twice_nobody_beyond_the_seats_nobody_below_the_half(drawn in drawn()) {
        let outcome = drawn.outcome();
        let mut names: Vec<_> = outcome.elected.iter().chain(&outcome.tied).collect();
        names.sort();
        names.dedup();
        prop_assert_eq!(names.len(), outcome.elected.len() + outcome.tied.len());
        prop_assert_eq!(outcome.elected.len() + outcome.open as usize, drawn.seats as usize);
        prop_assert!(outcome.tied.is_empty() || outcome.tied.len() > outcome.open as usize);
        for place in &outcome.places {
            prop_assert!(place.state == State::NotQualified || 2 * place.sums.approve > drawn.present);
        }
        let follows = match &outcome.next {
            Next::Complete => outcome.open == 0,
            Next::Runoff { seats, candidates } => *seats == outcome.open && *candidates == outcome.tied,
            Next::Supplementary { seats, .. } => *seats == outcome.open && outcome.tied.is_empty(),
            Next::Vacant { .. } => false,
        };
        prop_assert!(follows);
    }

    #[test]
    fn bundles_are_the_box_and_a_second_count_agrees(drawn in drawn(), size in 1..12usize) {
        let judgements = drawn.judgements();
        let whole = drawn.tally();
        let mut bundled = Tally::new(drawn.names);
        for bundle in judgements.chunks(size) {
            bundled.absorb(&tally(drawn.names, bundle)).unwrap();
        }
        prop_assert_eq!(&bundled, &whole);
        let mut grouped = Tally::new(drawn.names);
        let mut seen: Vec<&Judgement> = Vec::new();
        for judgement in &judgements {
            if !seen.contains(&judgement) {
                seen.push(judgement);
                let times = judgements.iter().filter(|other| *other == judgement).count();
                grouped.add(judgement, u32::try_from(times).unwrap()).unwrap();
            }
        }
        prop_assert_eq!(&grouped, &whole);
    }

    #[test]
    fn every_paper_can_be_taken_back_in_any_order(drawn in drawn()) {
        let judgements = drawn.judgements();
        let mut tally = drawn.tally();
        for judgement in &judgements {
            tally.remove(judgement, 1).unwrap();
        }
        prop_assert_eq!(tally, Tally::new(drawn.names));
    }

    #[test]
    fn a_count_of_judged_papers_always_adds_up(drawn in drawn()) {
        let (slate, tally) = (drawn.slate(), drawn.tally());
        let collected = u32::try_from(drawn.papers.len()).unwrap();
        let turnout = Turnout { due: drawn.present, present: drawn.present, issued: drawn.present, collected };
        prop_assert_eq!(tally.check_counting(turnout, Some(slate.seats)), Ok(()));
        prop_assert_eq!(tally.check_finished(turnout, Some(slate.seats)).is_ok(), tally.doubtful == 0);
    }
}
