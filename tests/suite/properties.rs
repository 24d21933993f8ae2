//! What holds of every count, whatever the papers: the theorems of the rules.

use changpiao::domain::procedure::{Majority, MajorityBase, ShortfallRule, TieRule};
use changpiao::domain::{
    BallotForm, Candidate, Comparison, Count, ElectionRule, Judgement, Mark, Name, Next, Outcome, Paper,
    Procedure, RoundKind, Slate, State, Tally, Turnout, VoidReason, WriteIn, WriteInMark, judge,
};
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeMap;

/// A round: names, seats, voters present, papers and what the procedure says.
#[derive(Clone, Debug)]
struct Drawn {
    names: usize,
    seats: u32,
    present: u32,
    papers: Vec<Paper>,
    procedure: Procedure,
}

fn written(name: &str) -> WriteIn {
    WriteIn { name: Name::new(name).unwrap(), member: None, mark: WriteInMark::Approve }
}

fn paper(names: usize) -> impl Strategy<Value = Paper> {
    let marks = proptest::collection::vec(
        select(vec![Mark::Approve, Mark::Approve, Mark::Against, Mark::Abstain]),
        names,
    );
    let write_in = select(vec!["周立", "吴敏", "郑洁"]).prop_map(written);
    (marks, proptest::option::weighted(0.2, write_in)).prop_map(|(marks, write_in)| Paper {
        marks,
        write_ins: write_in.into_iter().collect(),
        ..Paper::default()
    })
}

/// The usual procedure, and others that differ in who qualifies and in what follows.
fn procedure() -> impl Strategy<Value = Procedure> {
    let base =
        select(vec![MajorityBase::Present, MajorityBase::Due, MajorityBase::Valid, MajorityBase::None]);
    let comparison = select(vec![Comparison::MoreThan, Comparison::AtLeast]);
    let after = (
        select(vec![TieRule::Runoff, TieRule::Vacant]),
        select(vec![ShortfallRule::Supplementary, ShortfallRule::Vacant]),
    );
    let drawn = (base, comparison, after).prop_map(|(base, comparison, (tie, shortfall))| {
        let majority = Majority { base, comparison, ..Majority::default() };
        Procedure { majority, tie, shortfall, ..Procedure::default() }
    });
    prop_oneof![Just(Procedure::default()), drawn]
}

fn drawn() -> impl Strategy<Value = Drawn> {
    (1..=6usize, 1..=5u32).prop_flat_map(|(names, seats)| {
        (proptest::collection::vec(paper(names), 0..30), 0..4u32, procedure()).prop_map(
            move |(papers, away, procedure)| {
                let present = u32::try_from(papers.len()).unwrap() + away;
                Drawn { names, seats, present, papers, procedure }
            },
        )
    })
}

/// Papers, and the same in another order.
fn shuffled() -> impl Strategy<Value = (Drawn, Vec<Paper>)> {
    drawn().prop_flat_map(|drawn| {
        let papers = Just(drawn.papers.clone()).prop_shuffle();
        (Just(drawn), papers)
    })
}

/// A round, and an order of its names.
fn with_order() -> impl Strategy<Value = (Drawn, Vec<usize>)> {
    drawn().prop_flat_map(|drawn| {
        let order = Just((0..drawn.names).collect::<Vec<usize>>()).prop_shuffle();
        (Just(drawn), order)
    })
}

impl Drawn {
    fn slate(&self) -> Slate {
        let name = |place: usize| Name::new(&format!("名{place}")).unwrap();
        let candidates = (0..self.names).map(|place| Candidate::new(name(place), None)).collect();
        Slate { seats: self.seats, candidates, form: BallotForm::Marks { write_ins: true } }
    }

    fn judge(&self, paper: &Paper) -> Judgement {
        judge(paper, &self.slate(), &self.procedure, |_| true)
    }

    fn judgements(&self) -> Vec<Judgement> {
        self.papers.iter().map(|paper| self.judge(paper)).collect()
    }

    fn tally(&self) -> Tally {
        tally(self.names, &self.judgements())
    }

    fn outcome(&self) -> Outcome {
        self.outcome_of(RoundKind::First, &self.slate(), &self.tally())
    }

    fn outcome_of(&self, kind: RoundKind, slate: &Slate, tally: &Tally) -> Outcome {
        let collected = u32::try_from(tally.papers()).unwrap();
        let turnout = Turnout { due: self.present, present: self.present, issued: self.present, collected };
        let count = Count { slate, tally, turnout, procedure: &self.procedure, pending: &[] };
        ElectionRule::of(kind, slate.form).elect(count)
    }
}

fn tally(names: usize, judgements: &[Judgement]) -> Tally {
    let mut tally = Tally::new(names);
    for judgement in judgements {
        tally.add(judgement, 1).unwrap();
    }
    tally
}

/// A better state is a higher number.
fn rank(state: State) -> u8 {
    match state {
        State::NotQualified => 0,
        State::QualifiedNoSeat => 1,
        State::Tied => 2,
        State::Elected => 3,
    }
}

/// What became of each name, by name.
fn states(outcome: &Outcome) -> BTreeMap<String, (u32, State)> {
    let row = |place: &changpiao::domain::Place| {
        (place.nominee.name.as_str().to_owned(), (place.sums.approve, place.state))
    };
    outcome.places.iter().map(row).collect()
}

/// The sums, whoever was written in first.
fn by_name(tally: &Tally) -> Tally {
    let mut tally = tally.clone();
    tally.written.sort_by(|a, b| a.nominee.name.cmp(&b.nominee.name));
    tally
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_papers_does_not_matter((drawn, papers) in shuffled()) {
        let (before, after) = (drawn.outcome(), Drawn { papers, ..drawn }.outcome());
        prop_assert_eq!(states(&before), states(&after));
        prop_assert_eq!((before.open, before.needed), (after.open, after.needed));
    }

    #[test]
    fn the_order_of_names_does_not_matter((drawn, order) in with_order()) {
        let mut slate = drawn.slate();
        slate.candidates = order.iter().map(|place| slate.candidates[*place].clone()).collect();
        let turned = |paper: &Paper| {
            let marks = order.iter().map(|place| paper.marks[*place]).collect();
            judge(&Paper { marks, ..paper.clone() }, &slate, &drawn.procedure, |_| true)
        };
        let judgements: Vec<Judgement> = drawn.papers.iter().map(turned).collect();
        let (before, tally) = (drawn.outcome(), tally(drawn.names, &judgements));
        let after = drawn.outcome_of(RoundKind::First, &slate, &tally);
        prop_assert_eq!(states(&before), states(&after));
        prop_assert_eq!((before.open, before.needed), (after.open, after.needed));
    }

    #[test]
    fn one_more_approval_never_costs_a_seat(drawn in drawn(), name in 0..6usize, paper in 0..30usize) {
        let mut more = drawn.clone();
        let Some(paper) = more.papers.get_mut(paper) else { return Ok(()) };
        let Some(mark) = paper.marks.get_mut(name) else { return Ok(()) };
        *mark = Mark::Approve;
        // A paper that becomes invalid or doubtful by it is another matter.
        prop_assume!(matches!(drawn.judge(paper), Judgement::Valid(_)));
        let (before, after) = (drawn.outcome(), more.outcome());
        prop_assert!(rank(after.places[name].state) >= rank(before.places[name].state));
    }

    #[test]
    fn one_more_write_in_never_costs_a_seat(drawn in drawn(), paper in 0..30usize) {
        let mut more = drawn.clone();
        let Some(paper) = more.papers.get_mut(paper) else { return Ok(()) };
        prop_assume!(paper.write_ins.is_empty());
        paper.write_ins.push(written("周立"));
        prop_assume!(matches!(drawn.judge(paper), Judgement::Valid(_)));
        let state = |outcome: &Outcome| states(outcome).get("周立").map(|row| rank(row.1));
        prop_assert!(state(&more.outcome()) >= state(&drawn.outcome()));
    }

    #[test]
    fn an_invalid_paper_changes_the_invalid_count_and_nothing_else(drawn in drawn()) {
        let (slate, mut tally) = (drawn.slate(), drawn.tally());
        let drawn = Drawn { present: drawn.present + 1, ..drawn };
        let before = (drawn.outcome_of(RoundKind::First, &slate, &tally), tally.clone());
        // Every name approved is too many, if there are more than seats.
        let void = (drawn.names <= slate.seats as usize).then_some(VoidReason::Signed);
        let invalid = Paper { marks: vec![Mark::Approve; drawn.names], void, ..Paper::default() };
        prop_assert!(matches!(drawn.judge(&invalid), Judgement::Invalid(_)));
        tally.add(&drawn.judge(&invalid), 1).unwrap();
        prop_assert_eq!(drawn.outcome_of(RoundKind::First, &slate, &tally), before.0);
        prop_assert_eq!(tally, Tally { invalid: before.1.invalid + 1, ..before.1 });
    }

    #[test]
    fn nobody_twice_nobody_beyond_the_seats_nobody_below_what_is_needed(drawn in drawn(), runoff in any::<bool>()) {
        let kind = if runoff { RoundKind::Runoff } else { RoundKind::First };
        let outcome = drawn.outcome_of(kind, &drawn.slate(), &drawn.tally());
        let mut names: Vec<&str> =
            outcome.elected.iter().chain(&outcome.tied).map(|nominee| nominee.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        prop_assert_eq!(names.len(), outcome.elected.len() + outcome.tied.len());
        prop_assert_eq!(outcome.elected.len() + outcome.open as usize, drawn.seats as usize);
        prop_assert!(outcome.tied.is_empty() || outcome.tied.len() > outcome.open as usize);
        for place in &outcome.places {
            let seated = matches!(place.state, State::Elected | State::Tied);
            prop_assert!(!seated || place.sums.approve >= outcome.needed.max(1));
        }
        let follows = match &outcome.next {
            Next::Complete => outcome.open == 0,
            Next::Runoff { seats, candidates } if runoff && outcome.tied.is_empty() => {
                *seats == outcome.open && *candidates == outcome.not_elected()
            }
            Next::Runoff { seats, candidates } => *seats == outcome.open && *candidates == outcome.tied,
            Next::Supplementary { seats, .. } => *seats == outcome.open && outcome.tied.is_empty() && !runoff,
            Next::Vacant { seats } => {
                *seats == outcome.open && drawn.procedure.shortfall == ShortfallRule::Vacant && !runoff
            }
        };
        prop_assert!(follows && (outcome.open > 0) == (outcome.next != Next::Complete));
    }

    #[test]
    fn nobody_is_seated_below_the_half_of_those_present(drawn in drawn()) {
        let outcome = Drawn { procedure: Procedure::default(), ..drawn.clone() }.outcome();
        for place in &outcome.places {
            prop_assert_eq!(place.state == State::NotQualified, 2 * place.sums.approve <= drawn.present);
        }
    }

    #[test]
    fn bundles_are_the_box_and_counting_twice_agrees_with_counting_once(
        (drawn, papers) in shuffled(), size in 1..12usize
    ) {
        let once = drawn.tally();
        let mut bundled = Tally::new(drawn.names);
        let mut grouped = Tally::new(drawn.names);
        for bundle in papers.chunks(size) {
            let judgements: Vec<Judgement> = bundle.iter().map(|paper| drawn.judge(paper)).collect();
            bundled.absorb(&tally(drawn.names, &judgements)).unwrap();
            // The second pass: in another order, equal papers together.
            let mut left = judgements;
            while let Some(judgement) = left.pop() {
                let before = left.len();
                left.retain(|other| *other != judgement);
                grouped.add(&judgement, u32::try_from(before - left.len() + 1).unwrap()).unwrap();
            }
        }
        for twice in [bundled, grouped] {
            prop_assert_eq!(by_name(&twice), by_name(&once));
            let outcome = drawn.outcome_of(RoundKind::First, &drawn.slate(), &twice);
            prop_assert_eq!(states(&outcome), states(&drawn.outcome()));
        }
    }

    #[test]
    fn every_paper_can_be_taken_back_in_any_order((drawn, papers) in shuffled()) {
        let mut tally = drawn.tally();
        for paper in &papers {
            tally.remove(&drawn.judge(paper), 1).unwrap();
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
