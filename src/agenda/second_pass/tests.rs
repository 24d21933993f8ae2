use super::*;
use crate::agenda::calling;
use crate::agenda::course::Command as Course;
use crate::agenda::sample::{act, counted, play_item, put};
use crate::agenda::screen::Work;
use crate::domain::procedure::Counting;
use crate::domain::{Mark, VoidReason};

/// The meeting as the second pass begins: 36 papers, one of them set aside, in bundles of 10, 10, 10 and 5.
fn begun() -> Floor {
    counted(Counting::KeyedTwice, Kind::SecondPass)
}

fn state(floor: &Floor) -> &RoundState {
    floor.here().and_then(Here::round).expect("a round")
}

fn seat(floor: &mut Floor, member: MemberId) -> Result<(), Rejection> {
    let at = officials::named(floor, super::super::Body::Branch).iter().position(|o| o.member == member);
    act(floor, Command::Seat(at.expect("an official")))
}

fn second_teller(floor: &Floor) -> MemberId {
    let tellers = officials::tellers(floor, super::super::Body::Branch);
    *tellers.iter().find(|teller| !state(floor).passes.first.contains(teller)).expect("two tellers")
}

/// Keys papers and counts them.
fn read(floor: &mut Floor, papers: &[Paper]) {
    for paper in papers {
        act(floor, Command::Key(paper.clone())).expect("a paper of the bundle");
    }
    act(floor, Command::Count { counted: number(papers.len()) }).expect("as many as were keyed");
}

fn turned(paper: &Paper) -> Paper {
    let mut paper = paper.clone();
    let last = paper.marks.iter().rposition(|mark| *mark == Mark::Against || *mark == Mark::Abstain);
    if let Some(at) = last {
        paper.marks[at] = if paper.marks[at] == Mark::Against { Mark::Abstain } else { Mark::Against };
    }
    paper
}

#[test]
fn the_box_lies_in_bundles_of_ten_without_the_papers_set_aside() {
    let floor = begun();
    let round = state(&floor);
    let bundles: Vec<usize> = (0..4).map(|at| round.first_reading(at).len()).collect();
    assert_eq!((round.tally.papers(), bundles), (36, vec![10, 10, 10, 5]));
    assert!(round.passes.bundles.iter().all(|bundle| bundle.tied));
    assert_eq!(ready(floor.here().expect("open")), Err(Rejection::TellerNotSeated));
}

#[test]
fn whoever_keyed_the_first_pass_does_not_key_the_second() {
    let mut floor = begun();
    let first = state(&floor).passes.first[0];
    assert!(matches!(seat(&mut floor, first), Err(Rejection::KeysBothPasses { .. })));
    let teller = crate::agenda::sample::PLAIN;
    let round = state(&floor).id;
    assert_eq!(put(&mut floor, Event::TellerSeated { round, teller }), Err(Rejection::UnknownMember));
    let second = second_teller(&floor);
    assert_eq!(seat(&mut floor, second), Ok(()));
    assert_eq!(seat(&mut floor, second), Err(Rejection::AlreadyDone));
}

#[test]
fn a_bundle_that_reads_the_same_in_another_order_needs_no_third_look() {
    let mut floor = begun();
    let second = second_teller(&floor);
    seat(&mut floor, second).expect("another");
    let before = state(&floor).tally.clone();
    for bundle in 0..4 {
        let mut papers = state(&floor).first_reading(bundle);
        papers.rotate_left(3);
        read(&mut floor, &papers);
    }
    assert_eq!((state(&floor).stage(), &state(&floor).tally), (Stage::Done, &before));
    assert_eq!(ready(floor.here().expect("open")), Ok(()));
}

#[test]
fn a_wrong_first_reading_is_put_right_by_the_scrutineers_after_a_third_look() {
    let mut floor = begun();
    let second = second_teller(&floor);
    seat(&mut floor, second).expect("another");
    let first = state(&floor).first_reading(0);
    let mut right = first.clone();
    right[4] = turned(&right[4]);
    let before = state(&floor).tally.clone();
    read(&mut floor, &right);
    assert_eq!(state(&floor).stage(), Stage::Differs { bundle: 0, reading: 2 });
    assert_eq!(act(&mut floor, Command::Key(right[0].clone())), Err(Rejection::BundlesAgree));
    assert_eq!(act(&mut floor, Command::Settle), Err(Rejection::BundlesAgree));
    act(&mut floor, Command::Look).expect("a difference");
    read(&mut floor, &right);
    assert_eq!(state(&floor).stage(), Stage::Settle { bundle: 0, reading: 1 });
    assert_eq!(state(&floor).tally, before, "nothing moves before the scrutineers have said so");
    let id = state(&floor).id;
    let alone = Event::BundleSettled { round: id, bundle: 0, reading: 1, by: vec![second] };
    assert_eq!(put(&mut floor, alone), Err(Rejection::RulingNotByScrutineers));
    act(&mut floor, Command::Settle).expect("settled");
    let settled = state(&floor).passes.bundles[0].settled.clone().expect("settled");
    assert_eq!((settled.gone, settled.come), (vec![first[4].clone()], vec![right[4].clone()]));
    assert_ne!(state(&floor).tally, before);
    let mut now = state(&floor).first_reading(0);
    now.sort();
    right.sort();
    assert_eq!(now, right);
}

#[test]
fn a_wrong_second_reading_changes_nothing() {
    let mut floor = begun();
    let second = second_teller(&floor);
    seat(&mut floor, second).expect("another");
    let before = state(&floor).tally.clone();
    let first = state(&floor).first_reading(0);
    let mut wrong = first.clone();
    wrong[0] = turned(&wrong[0]);
    read(&mut floor, &wrong);
    act(&mut floor, Command::Look).expect("a difference");
    read(&mut floor, &first);
    assert_eq!(state(&floor).stage(), Stage::Settle { bundle: 0, reading: 0 });
    act(&mut floor, Command::Settle).expect("settled");
    assert_eq!(state(&floor).tally, before);
    assert!(matches!(state(&floor).stage(), Stage::Key { bundle: 1, reading: 1, number: 1, of: 10 }));
}

#[test]
fn three_readings_that_all_differ_are_looked_at_again() {
    let mut floor = begun();
    let second = second_teller(&floor);
    seat(&mut floor, second).expect("another");
    let first = state(&floor).first_reading(0);
    let with = |at: usize| {
        let mut papers = first.clone();
        papers[at] = turned(&papers[at]);
        papers
    };
    read(&mut floor, &with(0));
    act(&mut floor, Command::Look).expect("a difference");
    let third = [turned(&first[0]), turned(&first[1])].into_iter().chain(first[2..].iter().cloned());
    read(&mut floor, &third.collect::<Vec<_>>());
    assert_eq!(state(&floor).stage(), Stage::Differs { bundle: 0, reading: 3 });
    act(&mut floor, Command::Look).expect("a difference");
    read(&mut floor, &with(0));
    assert_eq!(state(&floor).stage(), Stage::Settle { bundle: 0, reading: 1 });
}

#[test]
fn a_paper_found_invalid_on_a_third_look_leaves_the_valid_ones() {
    let mut floor = begun();
    let second = second_teller(&floor);
    seat(&mut floor, second).expect("another");
    let before = state(&floor).tally.clone();
    let mut papers = state(&floor).first_reading(0);
    papers[9].void = Some(VoidReason::Torn);
    read(&mut floor, &papers);
    act(&mut floor, Command::Look).expect("a difference");
    read(&mut floor, &papers);
    act(&mut floor, Command::Settle).expect("settled");
    let tally = &state(&floor).tally;
    assert_eq!((tally.valid + 1, tally.invalid), (before.valid, before.invalid + 1));
    assert_eq!(tally.papers(), before.papers());
}

#[test]
fn a_paper_missing_from_every_bundle_leads_back_to_the_calling() {
    let mut floor = begun();
    let second = second_teller(&floor);
    seat(&mut floor, second).expect("another");
    let nine = state(&floor).first_reading(0)[..9].to_vec();
    for paper in &nine {
        act(&mut floor, Command::Key(paper.clone())).expect("a paper");
    }
    let differs = Rejection::StackDiffers { keyed: 9, counted: 10 };
    assert_eq!(act(&mut floor, Command::Count { counted: 10 }), Err(differs));
    act(&mut floor, Command::Count { counted: 9 }).expect("the bundle ends early");
    act(&mut floor, Command::Look).expect("a difference");
    read(&mut floor, &nine);
    act(&mut floor, Command::Settle).expect("settled");
    for bundle in 1..4 {
        let papers = state(&floor).first_reading(bundle);
        read(&mut floor, &papers);
    }
    let short = Rejection::BoxDiffers { papers: 35, collected: 36 };
    assert_eq!(ready(floor.here().expect("open")), Err(short));
    act(&mut floor, Command::CallOn { reason: "第一捆下面还有一张".into() }).expect("one is missing");
    assert!(floor.at_kind(Kind::Calling));
    act(&mut floor, calling::Command::Record(nine[0].clone())).expect("the missing paper");
    let last = state(&floor).untied().expect("its bundle is counted once more");
    let counted = number(state(&floor).first_reading(last).len());
    act(&mut floor, calling::Command::Tie { counted }).expect("counted");
    act(&mut floor, Course::MoveOn).expect("all called");
    play_item(&mut floor);
    assert_eq!(ready(floor.here().expect("open")), Ok(()));
    assert_eq!(state(&floor).tally.papers(), 36);
}

#[test]
fn one_more_in_hand_than_was_called_is_found() {
    let mut floor = begun();
    let second = second_teller(&floor);
    seat(&mut floor, second).expect("another");
    let mut papers = state(&floor).first_reading(0);
    papers.push(papers[0].clone());
    read(&mut floor, &papers);
    act(&mut floor, Command::Look).expect("a difference");
    read(&mut floor, &papers);
    let more = Rejection::BoxDiffers { papers: 37, collected: 36 };
    assert_eq!(act(&mut floor, Command::Settle), Err(more.clone()));
    act(&mut floor, Command::Defer).expect("the other bundles first");
    for bundle in 1..4 {
        let papers = state(&floor).first_reading(bundle);
        read(&mut floor, &papers);
    }
    assert_eq!(act(&mut floor, Command::Settle), Err(more.clone()));
    assert_eq!(act(&mut floor, Command::Defer), Err(more));
    assert_eq!(ready(floor.here().expect("open")), Err(Rejection::SecondPassOpen { left: 1 }));
    let recount =
        super::super::collect::Command::Correct { collected: 37, reason: "收回时少数一张".into() };
    act(&mut floor, recount).expect("more than issued");
    assert!(floor.at_kind(Kind::Collect), "37 of 36 papers make the round void");
}

#[test]
fn a_paper_keyed_in_the_wrong_bundle_is_found_in_the_right_one() {
    let mut floor = begun();
    let second = second_teller(&floor);
    seat(&mut floor, second).expect("another");
    let mut eleven = state(&floor).first_reading(0);
    let mut nine = state(&floor).first_reading(1);
    eleven.push(nine.pop().expect("ten"));
    let before = state(&floor).tally.clone();
    for papers in [&eleven, &eleven] {
        if state(&floor).stage() == (Stage::Differs { bundle: 0, reading: 2 }) {
            act(&mut floor, Command::Look).expect("a difference");
        }
        read(&mut floor, papers);
    }
    act(&mut floor, Command::Defer).expect("more than collected");
    for look in 0..2 {
        if look == 1 {
            act(&mut floor, Command::Look).expect("a difference");
        }
        read(&mut floor, &nine);
    }
    act(&mut floor, Command::Settle).expect("one fewer");
    for bundle in 2..4 {
        let papers = state(&floor).first_reading(bundle);
        read(&mut floor, &papers);
    }
    act(&mut floor, Command::Settle).expect("now there is room");
    assert_eq!(ready(floor.here().expect("open")), Ok(()));
    assert_eq!(state(&floor).tally, before);
}

#[test]
fn a_first_pass_wants_a_teller_and_counts_every_bundle() {
    let mut floor = counted(Counting::KeyedTwice, Kind::Calling);
    let paper = Paper { marks: vec![Mark::Abstain; 4], ..Paper::default() };
    let record = || calling::Command::Record(paper.clone());
    assert_eq!(act(&mut floor, record()), Err(Rejection::TellerNotSeated));
    assert_eq!(act(&mut floor, calling::Command::Tie { counted: 10 }), Err(Rejection::AlreadyDone));
    act(&mut floor, calling::Command::Seat(2)).expect("an official");
    for _ in 0..10 {
        act(&mut floor, record()).expect("a paper");
    }
    assert_eq!(act(&mut floor, record()), Err(Rejection::BundleNotCounted { bundle: 1 }));
    let nine = Rejection::StackDiffers { keyed: 10, counted: 9 };
    assert_eq!(act(&mut floor, calling::Command::Tie { counted: 9 }), Err(nine));
    act(&mut floor, calling::Command::Tie { counted: 10 }).expect("counted");
    act(&mut floor, record()).expect("the next bundle");
    let corrects = state(&floor).entered[1].seq;
    let wrong = calling::Command::Rewrite {
        write_ins: None,
        number: 2,
        marks: Some(vec![Mark::Approve, Mark::Abstain, Mark::Abstain, Mark::Abstain]),
        reason: "看错".into(),
    };
    assert_eq!(corrects, state(&floor).entered[1].seq);
    act(&mut floor, wrong).expect("a correction");
    assert_eq!(state(&floor).untied(), Some(0), "a corrected bundle is counted once more");
}

#[test]
fn an_invalid_paper_lies_in_its_bundle_and_is_read_twice_like_the_others() {
    let mut floor = counted(Counting::KeyedTwice, Kind::Calling);
    act(&mut floor, calling::Command::Seat(2)).expect("an official");
    let void = Paper { marks: vec![Mark::Abstain; 4], void: Some(VoidReason::Torn), ..Paper::default() };
    act(&mut floor, calling::Command::Record(void)).expect("an invalid paper");
    play_item(&mut floor);
    assert_eq!(state(&floor).first_reading(0).len(), 10);
    act(&mut floor, Course::MoveOn).expect("all called");
    let second = second_teller(&floor);
    seat(&mut floor, second).expect("another");
    let mut papers = state(&floor).first_reading(0);
    papers[0].void = None;
    read(&mut floor, &papers);
    assert_eq!(state(&floor).stage(), Stage::Differs { bundle: 0, reading: 2 });
}

#[test]
fn a_bundle_that_is_empty_in_the_second_pass_can_be_said_to_be() {
    let mut floor = begun();
    let second = second_teller(&floor);
    seat(&mut floor, second).expect("another");
    act(&mut floor, Command::Count { counted: 0 }).expect("nothing in hand");
    assert_eq!(state(&floor).stage(), Stage::Differs { bundle: 0, reading: 2 });
}

#[test]
fn not_every_official_keys_the_first_pass() {
    let mut floor = counted(Counting::KeyedTwice, Kind::Calling);
    let officials = officials::named(&floor, super::super::Body::Branch).len();
    let void = Paper { marks: vec![Mark::Abstain; 4], void: Some(VoidReason::Torn), ..Paper::default() };
    for at in 0..officials - 1 {
        act(&mut floor, calling::Command::Seat(at)).expect("somebody is left");
        act(&mut floor, calling::Command::Record(void.clone())).expect("a paper");
    }
    let last = calling::Command::Seat(officials - 1);
    assert_eq!(act(&mut floor, last), Err(Rejection::NoOneLeftToKey));
}

#[test]
fn what_was_settled_stays_on_record_when_the_bundle_is_read_anew() {
    let mut floor = begun();
    play_item(&mut floor);
    act(&mut floor, Course::MoveOn).expect("every bundle stands");
    play_item(&mut floor);
    let reopen = super::super::signing::Command::Reopen { reason: "有人举报".into() };
    act(&mut floor, reopen).expect("with its reason");
    assert!(floor.at_kind(Kind::Calling));
    let bundle = &state(&floor).passes.bundles[1];
    assert!((bundle.looks.is_empty(), bundle.earlier.len()) == (true, 1) && bundle.settled.is_none());
    act(&mut floor, Course::MoveOn).expect("all called");
    assert_eq!(ready(floor.here().expect("open")), Err(Rejection::TellerNotSeated));
}

#[test]
fn the_table_of_the_second_pass_shows_nothing_of_the_first() {
    let mut floor = begun();
    let second = second_teller(&floor);
    seat(&mut floor, second).expect("another");
    let screen = screen(floor.here().expect("open"), Lang::Zh);
    let Work::Calling(view) = screen.work else { panic!("the table") };
    assert!(view.names.iter().all(|name| name.sums == crate::domain::Sums::default()));
    assert_eq!((view.valid, view.invalid, view.written.len(), view.last), (0, 0, 0, None));
    assert_eq!(view.aside.rows.len(), 0);
}

#[test]
fn the_rehearsal_has_a_third_look_in_it() {
    let mut floor = begun();
    play_item(&mut floor);
    let round = state(&floor);
    assert_eq!(round.passes.bundles[1].settled.as_ref().map(|settled| settled.reading), Some(0));
    assert_eq!(ready(floor.here().expect("open")), Ok(()));
}

#[test]
fn who_sat_down_and_keyed_nothing_leaves_no_trace() {
    let mut floor = begun();
    let first = state(&floor).passes.first.clone();
    let others: Vec<MemberId> = officials::named(&floor, super::super::Body::Branch)
        .iter()
        .map(|official| official.member)
        .filter(|member| !first.contains(member))
        .collect();
    let [by_mistake, keys, ..] = others[..] else { panic!("two more officials") };
    seat(&mut floor, by_mistake).expect("an official");
    seat(&mut floor, keys).expect("an official");
    assert_eq!(state(&floor).passes.second, [keys]);
    let paper = state(&floor).first_reading(0)[0].clone();
    act(&mut floor, Command::Key(paper)).expect("a paper of the bundle");
    seat(&mut floor, by_mistake).expect("an official");
    assert_eq!(state(&floor).passes.second, [keys, by_mistake], "who keyed is named");
    seat(&mut floor, keys).expect("an official");
    assert_eq!(state(&floor).passes.second, [keys], "back again before the other keyed");
    assert_eq!(state(&floor).passes.first, first);
}

#[test]
fn a_wrong_choice_for_the_first_pass_may_key_the_second() {
    let mut floor = counted(Counting::KeyedTwice, Kind::Calling);
    let round = state(&floor).id;
    let tellers = officials::tellers(&floor, super::super::Body::Branch);
    let [by_mistake, keys, ..] = tellers[..] else { panic!("two tellers") };
    for teller in [by_mistake, keys] {
        put(&mut floor, calling::Event::TellerSeated { round, teller }).expect("an official");
    }
    assert_eq!(state(&floor).passes.first, [keys]);
    play_item(&mut floor);
    act(&mut floor, Course::MoveOn).expect("called");
    assert_eq!(seat(&mut floor, by_mistake), Ok(()));
}

#[test]
fn while_papers_are_keyed_again_no_earlier_vote_is_corrected_by_mistake() {
    use crate::agenda::action::Action;
    let mut floor = begun();
    let second = second_teller(&floor);
    seat(&mut floor, second).expect("another");
    let corrects = |floor: &Floor| {
        let screen = crate::agenda::screen(floor, crate::locale::Lang::Zh).expect("open");
        screen.offers.iter().any(|offer| offer.action == Action::Correct)
    };
    assert!(!corrects(&floor));
    play_item(&mut floor);
    act(&mut floor, Course::MoveOn).expect("compared");
    assert!(corrects(&floor), "at the next step something can be put right");
}

#[test]
fn whoever_keyed_and_sits_down_again_has_keyed() {
    let mut floor = counted(Counting::KeyedTwice, Kind::Calling);
    let round = state(&floor).id;
    let officials: Vec<MemberId> =
        officials::named(&floor, super::super::Body::Branch).iter().map(|official| official.member).collect();
    let (last, key) = officials.split_last().expect("officials");
    for teller in key {
        put(&mut floor, calling::Event::TellerSeated { round, teller: *teller }).expect("an official");
        let paper = Paper { marks: vec![Mark::Abstain; 4], ..Paper::default() };
        act(&mut floor, calling::Command::Record(paper)).expect("a paper");
    }
    put(&mut floor, calling::Event::TellerSeated { round, teller: key[0] }).expect("an official");
    let sits = put(&mut floor, calling::Event::TellerSeated { round, teller: *last });
    assert_eq!(sits, Err(Rejection::NoOneLeftToKey));
}

#[test]
fn who_sat_down_to_key_the_first_pass_and_keyed_nothing_may_key_the_second() {
    let mut floor = counted(Counting::KeyedTwice, Kind::Calling);
    play_item(&mut floor);
    let round = state(&floor).id;
    let next = second_teller(&floor);
    let first = state(&floor).passes.first.clone();
    put(&mut floor, calling::Event::TellerSeated { round, teller: next }).expect("an official");
    act(&mut floor, Course::MoveOn).expect("called");
    assert_eq!(seat(&mut floor, next), Ok(()));
    assert_eq!((&state(&floor).passes.first, &state(&floor).passes.second), (&first, &vec![next]));
}

#[test]
fn a_lawful_paper_is_not_keyed_as_one_that_approves_too_many() {
    let mut floor = begun();
    let teller = second_teller(&floor);
    seat(&mut floor, teller).expect("an official");
    let lawful =
        state(&floor).first_reading(0).into_iter().find(|paper| paper.void.is_none()).expect("a paper");
    let void = Paper { void: Some(VoidReason::TooManyMarks), ..lawful };
    assert_eq!(act(&mut floor, Command::Key(void)), Err(Rejection::NotTooManyApproved));
}

#[test]
fn a_result_is_called_signed_only_if_somebody_had_signed_it() {
    let mut floor = begun();
    play_item(&mut floor);
    act(&mut floor, Course::MoveOn).expect("every bundle stands");
    let mut signed = floor.clone();
    play_item(&mut signed);
    let told = ["the result of the count is checked again: 有人举报", "the signed result is void: 有人举报"];
    for (mut floor, rule) in [floor, signed].into_iter().zip(told) {
        let reopen = super::super::signing::Command::Reopen { reason: "有人举报".into() };
        act(&mut floor, reopen).expect("with its reason");
        let shown = crate::agenda::screen(&floor, Lang::En).expect("open");
        assert_eq!(shown.facts[0].rule, rule);
    }
}
