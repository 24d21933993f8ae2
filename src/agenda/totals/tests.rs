use super::*;
use crate::agenda::course::Command as Course;
use crate::agenda::round::Stood;
use crate::agenda::sample::{CANDIDATES, PLAIN, act, counted, play_item, put};
use crate::domain::procedure::{Counting, NeedsAgainst};
use crate::locale::Lang;
use std::sync::Arc;

/// The meeting as the sheet is typed in: 36 papers collected, four names for three seats.
fn begun() -> Floor {
    counted(Counting::Totals, Kind::Totals)
}

fn state(floor: &Floor) -> &RoundState {
    floor.here().and_then(Here::round).expect("a round")
}

fn papers(floor: &mut Floor, valid: u32, invalid: u32, written: u32) -> Result<(), Rejection> {
    let reason = Some("多选".to_owned());
    act(floor, Command::EnterPapers { valid, invalid, written, reason })
}

fn name(floor: &mut Floor, at: u32, approve: u32, against: u32, abstain: u32) -> Result<(), Rejection> {
    act(floor, Command::EnterName { at, sums: Sums { approve, against, abstain } })
}

fn written(floor: &mut Floor, member: MemberId, approve: u32) -> Result<(), Rejection> {
    let round = state(floor).id;
    let name = Name::new(floor.name(member)).expect("a name");
    put(floor, Event::WrittenEntered { round, member, name, approve })
}

fn ready_now(floor: &Floor) -> Result<(), Rejection> {
    ready(floor.here().expect("open"))
}

#[test]
fn a_round_counted_by_hand_has_no_calling() {
    let floor = begun();
    let kinds: Vec<Kind> =
        floor.order.items.iter().filter(|item| item.round.is_some()).map(|i| i.kind).collect();
    assert!(!kinds.iter().any(|kind| matches!(kind, Kind::Examine | Kind::Calling | Kind::Compare)));
    assert_eq!(ready_now(&floor), Err(Rejection::TotalsNotEntered));
    assert_eq!(wall(floor.here().expect("open")), Wall::Counting { reopened: false });
}

#[test]
fn valid_and_invalid_papers_are_those_collected() {
    let mut floor = begun();
    assert_eq!(name(&mut floor, 0, 1, 1, 1), Err(Rejection::TotalsNotEntered));
    let short = Rejection::SheetNotWhole { valid: 34, invalid: 1, collected: 36 };
    assert_eq!(papers(&mut floor, 34, 1, 0), Err(short));
    let over = Rejection::SheetNotWhole { valid: u32::MAX, invalid: 2, collected: 36 };
    assert_eq!(papers(&mut floor, u32::MAX, 2, 0), Err(over));
    assert_eq!(papers(&mut floor, 34, 2, 0), Ok(()));
    assert_eq!(ready_now(&floor), Err(Rejection::RowsOpen { count: 4 }));
    assert!(!state(&floor).counted());
}

#[test]
fn invalid_papers_have_their_reason_and_a_sheet_no_more_people_than_the_roll() {
    let mut floor = begun();
    let sheet = |written, reason: Option<&str>| Command::EnterPapers {
        valid: 34,
        invalid: 2,
        written,
        reason: reason.map(str::to_owned),
    };
    assert_eq!(act(&mut floor, sheet(0, None)), Err(Rejection::TextMissing));
    assert_eq!(act(&mut floor, sheet(u32::MAX, Some("多选"))), Err(Rejection::NoSuchName));
    assert_eq!(act(&mut floor, sheet(1, Some("多选"))), Ok(()));
}

#[test]
fn every_line_makes_the_valid_papers() {
    let mut floor = begun();
    papers(&mut floor, 34, 2, 0).expect("36");
    for (yes, no, blank, sum) in [(30, 3, 0, 33), (30, 3, 2, 35)] {
        let wrong = name(&mut floor, 0, yes, no, blank);
        let told = floor.name(CANDIDATES[0]).to_owned();
        assert_eq!(wrong, Err(Rejection::RowNotWhole { name: told, sum, valid: 34 }));
    }
    assert_eq!(name(&mut floor, 0, 30, 3, 1), Ok(()));
    assert_eq!(name(&mut floor, 4, 30, 3, 1), Err(Rejection::NoSuchName));
    assert_eq!(ready_now(&floor), Err(Rejection::RowsOpen { count: 3 }));
}

#[test]
fn all_approvals_fit_on_the_valid_papers_or_nothing_is_accepted() {
    let mut floor = begun();
    papers(&mut floor, 34, 2, 0).expect("36");
    for at in 0..3 {
        name(&mut floor, at, 34, 0, 0).expect("34");
    }
    name(&mut floor, 3, 1, 33, 0).expect("34");
    assert_eq!(ready_now(&floor), Err(Rejection::TooManyInAll { approvals: 103, most: 102 }));
    assert_eq!(state(&floor).tally.papers(), 0);
    name(&mut floor, 3, 0, 34, 0).expect("the line again");
    assert_eq!(ready_now(&floor), Ok(()));
    assert_eq!((state(&floor).tally.valid, state(&floor).tally.invalid), (34, 2));
    assert!(state(&floor).counted());
    name(&mut floor, 3, 1, 33, 0).expect("and wrong once more");
    assert!(!state(&floor).counted(), "what was accepted falls with a line that does not fit");
}

#[test]
fn a_write_in_is_somebody_who_may_be_elected_and_is_not_printed() {
    let mut floor = begun();
    papers(&mut floor, 34, 2, 1).expect("36");
    let probationary = crate::agenda::sample::PROBATIONARY;
    for member in [CANDIDATES[0], probationary] {
        let told = floor.name(member).to_owned();
        assert_eq!(written(&mut floor, member, 3), Err(Rejection::NotToBeWritten { name: told }));
    }
    assert_eq!(written(&mut floor, PLAIN, 0), Err(Rejection::NumberMissing));
    let told = floor.name(PLAIN).to_owned();
    let above = Rejection::WrittenAboveValid { name: told.clone(), valid: 34 };
    assert_eq!(written(&mut floor, PLAIN, 35), Err(above));
    assert_eq!(written(&mut floor, PLAIN, 34), Ok(()));
    assert_eq!(written(&mut floor, PLAIN, 1), Err(Rejection::AlreadyListed { name: told }));
    assert_eq!(written(&mut floor, MemberId(14), 1), Err(Rejection::AlreadyDone));
    assert_eq!(act(&mut floor, Command::RemoveWritten { at: 1 }), Err(Rejection::NoSuchName));
    assert_eq!(act(&mut floor, Command::RemoveWritten { at: 0 }), Ok(()));
    assert_eq!(written(&mut floor, MemberId(14), 1), Ok(()));
}

#[test]
fn where_a_write_in_needs_a_struck_name_the_sheet_has_enough_of_them() {
    let floor = begun();
    let mut totals = Totals {
        valid: 34,
        invalid: 2,
        reason: None,
        printed: vec![Some(Sums { approve: 20, against: 0, abstain: 14 }); 4],
        expected: 1,
        written: Vec::new(),
    };
    let nominee = Nominee { name: Name::new("某人").expect("a name"), member: Some(PLAIN) };
    totals.written.push(Written { nominee, approve: 1 });
    let mut procedure = floor.procedure().clone();
    assert_eq!(totals.check(3, &procedure), Ok(()));
    procedure.write_in_needs_against = NeedsAgainst::Invalid;
    assert_eq!(totals.check(3, &procedure), Err(Rejection::TooManyWritten { written: 1, against: 0 }));
    totals.printed[0] = Some(Sums { approve: 20, against: 1, abstain: 13 });
    assert_eq!(totals.check(3, &procedure), Ok(()));
    procedure.exact_marks = true;
    assert_eq!(totals.check(3, &procedure), Err(Rejection::TooFewInAll { approvals: 81, exactly: 102 }));
}

#[test]
fn a_paper_without_write_ins_has_none_on_its_sheet() {
    let mut floor = begun();
    let mut plan = (*floor.plan).clone();
    plan.contests[0].write_ins = false;
    floor.plan = Arc::new(plan);
    let id = state(&floor).id;
    let round = floor.rounds.get_mut(&id).expect("a round");
    round.round.slate.form = crate::domain::BallotForm::Marks { write_ins: false };
    assert_eq!(papers(&mut floor, 34, 2, 1), Err(Rejection::NoSuchName));
    assert_eq!(papers(&mut floor, 34, 2, 0), Ok(()));
}

#[test]
fn a_sheet_played_by_the_room_is_what_its_papers_give() {
    let mut by_hand = begun();
    play_item(&mut by_hand);
    assert_eq!(ready_now(&by_hand), Ok(()));
    let called = counted(Counting::CalledOnce, Kind::Signing);
    assert_eq!(state(&by_hand).tally, called.here().and_then(Here::round).expect("a round").tally);
    act(&mut by_hand, Course::MoveOn).expect("accepted");
    assert!(by_hand.at_kind(Kind::Signing));
}

#[test]
fn a_signed_sheet_that_was_wrong_is_typed_in_again() {
    let mut floor = counted(Counting::Totals, Kind::Signing);
    play_item(&mut floor);
    let reopen = super::super::signing::Command::Reopen { reason: "计票单抄错".into() };
    act(&mut floor, reopen).expect("with its reason");
    assert!(floor.at_kind(Kind::Totals));
    assert!(state(&floor).signed.is_empty());
    assert_eq!(ready_now(&floor), Err(Rejection::TotalsNotEntered));
}

#[test]
fn a_sheet_that_cannot_be_right_is_said_to_be_wrong_at_once() {
    let mut floor = begun();
    papers(&mut floor, 34, 2, 0).expect("36");
    let shown = |floor: &Floor| crate::agenda::screen(floor, Lang::Zh).expect("open");
    for at in 0..3 {
        name(&mut floor, at, 34, 0, 0).expect("whole by itself");
        assert_eq!(shown(&floor).adds_up, Some(Ok(())));
    }
    // Three seats hold 102 approvals on 34 papers; the fourth name brings one more.
    name(&mut floor, 3, 1, 33, 0).expect("whole by itself");
    let screen = shown(&floor);
    assert!(matches!(&screen.adds_up, Some(Err(why)) if why.contains("103")), "{:?}", screen.adds_up);
    assert!(screen.aloud[0].text.contains("不平"));
    let mut early = begun();
    papers(&mut early, 34, 2, 1).expect("36, and one written in");
    for at in 0..4 {
        name(&mut early, at, 34, 0, 0).expect("whole by itself");
    }
    assert!(matches!(shown(&early).adds_up, Some(Err(_))), "a line is still open");
}

#[test]
fn a_reopened_result_keeps_its_figures_and_the_wall_says_so() {
    let mut floor = begun();
    play_item(&mut floor);
    let (votes, valid) = (state(&floor).approvals(), state(&floor).tally.valid);
    act(&mut floor, Course::MoveOn).expect("the sheet adds up");
    play_item(&mut floor);
    let reopen = super::super::signing::Command::Reopen { reason: "再看".into() };
    act(&mut floor, reopen).expect("with its reason");
    let before = state(&floor).reopened().next().expect("opened again");
    assert_eq!((&before.votes, before.papers.0, &before.stood), (&votes, valid, &Stood::Signed));
    assert_eq!(wall(floor.here().expect("open")), Wall::Counting { reopened: true });
}

#[test]
fn more_written_in_than_crosses_is_told_where_the_scrutineers_may_have_let_it_count() {
    for (against, odd) in [(2, true), (3, false)] {
        let mut floor = begun();
        papers(&mut floor, 36, 0, 1).expect("adds up");
        for at in 0..4 {
            let against = if at == 0 { against } else { 0 };
            name(&mut floor, at, 20, against, 16 - against).expect("adds up");
        }
        written(&mut floor, PLAIN, 3).expect("adds up");
        for (lang, said) in [(Lang::Zh, "请核对"), (Lang::En, "Check")] {
            let facts = screen(floor.here().expect("open"), lang).facts;
            assert_eq!(facts.iter().any(|fact| fact.rule.contains(said)), odd, "{against}");
        }
        assert_eq!(ready_now(&floor), Ok(()), "told, not refused");
    }
}

#[test]
fn as_many_lines_are_seen_open_as_are_said_to_be_left() {
    let mut floor = begun();
    papers(&mut floor, 34, 2, 2).expect("36");
    let seen = |floor: &Floor| {
        let screen = screen(floor.here().expect("open"), Lang::En);
        let crate::agenda::screen::Work::List(list) = screen.work else { panic!("a list") };
        let keys: std::collections::BTreeSet<u32> = list.rows.iter().map(|row| row.key).collect();
        assert_eq!(keys.len(), list.rows.len(), "every line is its own");
        list.rows.iter().filter(|row| row.cells.last().is_some_and(|cell| cell == "not typed in")).count()
    };
    for left in [6, 5] {
        assert_eq!(
            (seen(&floor), ready_now(&floor)),
            (left, Err(Rejection::RowsOpen { count: round::passes::number(left) }))
        );
        let _ = name(&mut floor, 0, 34, 0, 0);
    }
    for at in 1..4 {
        name(&mut floor, at, 0, 34, 0).expect("34");
    }
    let people = super::super::calling::electable(floor.here().expect("open"), state(&floor));
    for (left, (member, _)) in [2, 1].into_iter().zip(people) {
        assert_eq!(seen(&floor), left);
        written(&mut floor, member, 1).expect("somebody who may be elected");
    }
    assert_eq!((seen(&floor), ready_now(&floor)), (0, Ok(())));
}
