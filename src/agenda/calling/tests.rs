//! Calling, corrections and names written in, tried through the forms.

use super::*;
use crate::agenda::action::Action;
use crate::agenda::sample::{PLAIN, act, call, in_round, paper, play_item, round, written_in};
use crate::agenda::screen::Answer;
use crate::agenda::{compare, course, examine};
use crate::domain::{Doubt, Ruling};
use crate::locale::Lang;

/// The form under a verb of the current step, filled in.
fn fill(floor: &Floor, action: Action, answers: &[Answer]) -> Result<super::super::Command, Rejection> {
    let screen = crate::agenda::screen(floor, Lang::Zh).expect("open");
    let offer = screen.offers.into_iter().find(|offer| offer.action == action).expect("offered");
    let crate::agenda::screen::Gives::Form(form) = offer.gives else { panic!("a form") };
    form.command(answers)
}

fn text(text: &str) -> Answer {
    Answer::Text(text.into())
}

fn votes(floor: &Floor) -> Vec<u32> {
    round(floor).tally.written.iter().map(|row| row.approve).collect()
}

fn correct(floor: &mut Floor, number: u32, what: usize, marks: &str, names: &str) -> Result<(), Rejection> {
    let answers =
        [Answer::Choice(number as usize - 1), Answer::Choice(what), text(marks), text(names), text("看错")];
    let command = fill(floor, Action::Correct, &answers)?;
    act(floor, command)
}

#[test]
fn a_doubtful_paper_keeps_the_names_written_in() {
    let mut floor = in_round(Kind::Calling);
    let name = floor.name(PLAIN).to_owned();
    let answers = [Answer::Choice(8), text("oo-x"), text("3"), text(&name), text("")];
    let command = fill(&floor, Action::Doubtful, &answers).expect("a paper");
    act(&mut floor, command).expect("set aside");
    let at = round(&floor).entered.len() - 1;
    let decision =
        examine::Decision::Valid { marks: paper("ooxx", &[]).marks, write_ins: examine::WriteIns::Count };
    let rule = examine::Command::Rule { at, decision, reason: "看得清".into() };
    act(&mut floor, rule).expect("a ruling");
    assert_eq!(votes(&floor), [1]);
}

#[test]
fn scrutineers_decide_what_is_in_doubt_and_nothing_else() {
    let mut floor = in_round(Kind::Calling);
    call(&mut floor, 1, &Paper { doubts: vec![Doubt::UnreadableMark(2)], ..paper("oo-x", &[]) });
    let at = round(&floor).entered.len() - 1;
    let rule = |marks: &str| examine::Command::Rule {
        at,
        decision: examine::Decision::Valid {
            marks: paper(marks, &[]).marks,
            write_ins: examine::WriteIns::Count,
        },
        reason: "看得清".into(),
    };
    assert_eq!(act(&mut floor, rule("xoox")), Err(Rejection::MarkNotInDoubt));
    assert_eq!(act(&mut floor, rule("ooox")), Ok(()));
    let ruled = round(&floor).entered[at].ruling.clone().expect("ruled");
    assert!(matches!(ruled.ruling, Ruling::Valid(_)));
}

#[test]
fn a_correction_reaches_the_names_written_in() {
    let mut floor = in_round(Kind::Calling);
    let name = floor.name(PLAIN).to_owned();
    call(&mut floor, 1, &paper("ooxx", &[written_in(&name, Some(PLAIN))]));
    let number = u32::try_from(round(&floor).entered.len()).expect("few");
    assert_eq!(correct(&mut floor, number, 0, "", ""), Err(Rejection::NothingDiffers));
    assert_eq!(correct(&mut floor, number, 0, "ooxx", &name), Err(Rejection::NothingDiffers));
    for (lang, none) in [(Lang::Zh, "填 无"), (Lang::En, "type -")] {
        assert!(Rejection::NothingDiffers.trouble(lang).todo.contains(none));
    }
    correct(&mut floor, number, 0, "", "无").expect("no name stands there");
    assert_eq!(votes(&floor), [] as [u32; 0]);
    correct(&mut floor, number, 0, "", &name).expect("it does");
    assert_eq!(votes(&floor), [1]);
    correct(&mut floor, number, 1, "", "").expect("and is invalid");
    assert_eq!((votes(&floor), round(&floor).tally.invalid), (vec![], 2));
}

#[test]
fn a_paper_entered_once_too_often_is_taken_out_and_the_calling_goes_on() {
    let mut floor = in_round(Kind::Calling);
    play_item(&mut floor);
    act(&mut floor, course::Command::MoveOn).expect("all called");
    let (papers, left) = (round(&floor).tally.papers(), round(&floor).left());
    correct(&mut floor, 36, 2, "", "").expect("with its reason");
    assert_eq!((round(&floor).tally.papers(), round(&floor).left()), (papers - 1, left + 1));
    assert!(floor.at_kind(Kind::Calling));
    assert_eq!(round(&floor).corrections().next().map(|one| one.after.clone()), Some(None));
    play_item(&mut floor);
    assert_eq!(floor.here().map(ready), Some(Ok(())));
}

#[test]
fn a_write_in_of_the_sheet_that_was_never_keyed_is_a_difference() {
    let mut floor = in_round(Kind::Calling);
    play_item(&mut floor);
    act(&mut floor, course::Command::MoveOn).expect("all called");
    let approvals: Vec<u32> = round(&floor).approvals().into_iter().map(|(_, votes)| votes).collect();
    let sheet = |others, reason: Option<&str>| {
        let reason = reason.map(str::to_owned);
        compare::Command::Compare { approvals: approvals.clone(), others, reason }
    };
    act(&mut floor, sheet(1, None)).expect("typed in");
    assert_eq!(floor.here().map(crate::agenda::ready), Some(Err(Rejection::SheetDiffers)));
    assert_eq!(act(&mut floor, sheet(0, None)), Err(Rejection::TextMissing), "not towards agreement");
    act(&mut floor, sheet(0, Some("计票单多写一人"))).expect("typed in again");
    let mended: Vec<_> = round(&floor).mended().collect();
    assert_eq!((mended.len(), mended[0].was.others, mended[0].reason.as_str()), (1, 1, "计票单多写一人"));
    assert_eq!(floor.here().map(crate::agenda::ready), Some(Ok(())));
}

/// The rows of the form that corrects a paper.
fn rows(floor: &Floor) -> Vec<String> {
    let screen = crate::agenda::screen(floor, Lang::Zh).expect("open");
    let offer = screen.offers.into_iter().find(|offer| offer.action == Action::Correct).expect("offered");
    let crate::agenda::screen::Gives::Form(form) = offer.gives else { panic!("a form") };
    let crate::agenda::screen::FieldKind::Choice(rows, last) = &form.fields[0].kind else {
        panic!("a choice")
    };
    assert_eq!(last + 1, rows.len(), "the paper entered last is chosen");
    rows.clone()
}

#[test]
fn a_correction_shows_every_paper_as_it_stands_on_record() {
    let mut floor = in_round(Kind::Calling);
    let aside = round(&floor).entered.len();
    let name = floor.name(PLAIN).to_owned();
    call(&mut floor, 1, &paper("oo-x", &[]));
    call(&mut floor, 1, &paper("oxxx", &[written_in(&name, Some(PLAIN))]));
    call(&mut floor, 1, &Paper { doubts: vec![Doubt::UnreadableMark(2)], ..paper("oo-x", &[]) });
    let shown = rows(&floor);
    assert_eq!(shown[aside], format!("{}  ○○·×", aside + 1));
    assert_eq!(shown[aside + 1], format!("{}  ○×××  {name}", aside + 2));
    assert!(shown[aside + 2].contains("疑问"), "{shown:?}");
}

#[test]
fn a_paper_in_a_bundle_is_found_by_its_place_there() {
    let mut floor =
        crate::agenda::sample::counted(crate::domain::procedure::Counting::KeyedTwice, Kind::SecondPass);
    let id = round(&floor).id;
    floor.order.back_to(Kind::Calling, id);
    let bundles = round(&floor).entered.iter().filter(|entered| entered.bundle.is_some()).count();
    let shown = rows(&floor);
    assert_eq!(shown.iter().filter(|row| row.contains('-')).count(), bundles);
    assert!(shown.iter().any(|row| row.starts_with("2-3  ")), "{shown:?}");
}

#[test]
fn what_the_scrutineers_decided_is_put_right_by_them_alone() {
    let mut floor = in_round(Kind::Calling);
    let doubtful = Paper { doubts: vec![Doubt::UnreadableMark(2)], ..paper("oo-x", &[]) };
    call(&mut floor, 1, &doubtful);
    let at = round(&floor).entered.len() - 1;
    let number = u32::try_from(at + 1).expect("few");
    let rule = |marks: &str| {
        let marks = paper(marks, &[]).marks;
        let decision = examine::Decision::Valid { marks, write_ins: examine::WriteIns::Count };
        examine::Command::Rule { at, decision, reason: "看得清".into() }
    };
    act(&mut floor, rule("ooox")).expect("a ruling");
    let event = |floor: &Floor, paper: Paper| Event::Corrected {
        round: round(floor).id,
        number,
        paper,
        corrects: round(floor).entered[at].seq,
        reason: "看错".into(),
    };
    let ruled = Err(Rejection::RuledByScrutineers);
    for other in [paper("ooxx", &[]), Paper { void: Some(VoidReason::Torn), ..doubtful.clone() }] {
        let event = event(&floor, other);
        assert_eq!(crate::agenda::sample::put(&mut floor, event), ruled);
    }
    for (what, marks) in [(0, "oxox"), (1, ""), (0, "oo-x")] {
        correct(&mut floor, number, what, marks, "").expect("with its reason");
        assert!(round(&floor).entered[at].open(), "they decide again");
        let marks = round(&floor).entered[at].paper.marks.iter().map(|mark| mark.code()).collect::<String>();
        act(&mut floor, rule(&marks)).expect("a ruling");
    }
}

#[test]
fn a_name_that_is_also_printed_or_another_members_is_left_to_the_scrutineers() {
    let mut floor = in_round(Kind::Calling);
    let printed = round(&floor).slate().candidates[3].name.clone();
    let mut plan = (*floor.plan).clone();
    plan.roster.iter_mut().find(|member| member.id == PLAIN).expect("a member").name = printed.clone();
    floor.plan = plan.into();
    act(&mut floor, Command::Record(paper("oxxx", &[written_in(printed.as_str(), None)]))).expect("a paper");
    let entered = round(&floor).entered.last().expect("entered");
    assert_eq!(entered.paper.write_ins[0].member, None);
    assert_eq!(entered.judgement, Judgement::Doubtful(vec![Doubt::WriteInOfCandidate(0)]));
    let people = [(PLAIN, printed.clone())];
    let several = Err(Rejection::SeveralSoNamed { name: printed.to_string() });
    assert_eq!(person(&people, true, &printed), several);
    assert_eq!(person(&people, false, &printed), Ok(Some(PLAIN)));
    assert_eq!(person(&[], true, &printed), Ok(None));
}

#[test]
fn a_record_of_a_member_under_another_name_is_refused() {
    let mut floor = in_round(Kind::Calling);
    let number = u32::try_from(round(&floor).entered.len() + 1).expect("few");
    let event = Event::Recorded {
        round: round(&floor).id,
        number,
        paper: paper("oxxx", &[written_in("周立", Some(PLAIN))]),
    };
    assert_eq!(crate::agenda::sample::put(&mut floor, event), Err(Rejection::UnknownMember));
}

#[test]
fn only_what_the_procedure_lists_makes_a_paper_invalid_by_its_look() {
    let mut floor = in_round(Kind::Examine);
    let mut plan = (*floor.plan).clone();
    plan.procedure.void_marks = vec![crate::domain::procedure::VoidMark::Torn];
    floor.plan = plan.into();
    let void = |reason| examine::Command::SetAside(Paper { void: Some(reason), ..paper("ooox", &[]) });
    assert_eq!(act(&mut floor, void(VoidReason::NoSeal)), Err(Rejection::VoidNotInProcedure));
    for reason in [VoidReason::Torn, VoidReason::Other("没有盖章".into())] {
        act(&mut floor, void(reason)).expect("listed, or a reason of its own");
    }
    let too_many = |marks: &str, write_ins: &[WriteIn]| {
        let void = Some(VoidReason::TooManyMarks);
        examine::Command::SetAside(Paper { void, ..paper(marks, write_ins) })
    };
    for lawful in ["ooox", "oo--", "----"] {
        assert_eq!(act(&mut floor, too_many(lawful, &[])), Err(Rejection::NotTooManyApproved), "{lawful}");
    }
    // A candidate's own name beside the ○ is nobody more.
    let twice = written_in(round(&floor).slate().candidates[0].name.as_str(), None);
    std::sync::Arc::make_mut(&mut floor.plan).procedure.write_in_of_candidate =
        crate::domain::procedure::WriteInRule::Ignore;
    assert_eq!(act(&mut floor, too_many("ooox", &[twice])), Err(Rejection::NotTooManyApproved));
    let form = examine::aside_form(round(&floor), Lang::Zh);
    let answers = |marks: &str| {
        let texts = [marks, "", "", ""].map(|text| Answer::Text(text.into()));
        [Answer::Choice(0)].into_iter().chain(texts).collect::<Vec<_>>()
    };
    let unread = form.command(&answers("")).expect_err("nobody saw these marks");
    assert!(matches!(unread, Rejection::MarksMissing { given: 0, .. }), "{unread:?}");
    let read = form.command(&answers("oooo")).expect("marks");
    act(&mut floor, read).expect("the law");
    act(&mut floor, too_many("ooox", &[written_in("周立", None)])).expect("the law");
}

#[test]
fn a_bundle_that_cannot_be_tied_still_lets_its_doubtful_paper_be_decided_and_the_count_put_right() {
    let mut floor =
        crate::agenda::sample::counted(crate::domain::procedure::Counting::KeyedTwice, Kind::Calling);
    act(&mut floor, Command::Seat(2)).expect("an official");
    let doubtful = Paper { doubts: vec![Doubt::UnreadableMark(2)], ..paper("oo-x", &[]) };
    while round(&floor).left() > 0 {
        if round(&floor).untied().is_some() {
            play_item_once(&mut floor);
        }
        let paper = if round(&floor).left() == 1 { doubtful.clone() } else { paper("ooox", &[]) };
        act(&mut floor, Command::Record(paper)).expect("a paper");
    }
    let offered = |floor: &Floor| -> Vec<String> {
        let screen = crate::agenda::screen(floor, Lang::Zh).expect("open");
        screen
            .offers
            .into_iter()
            .filter(|offer| offer.action == Action::Edit)
            .map(|offer| offer.label)
            .collect()
    };
    assert!(offered(&floor)[0].starts_with("认定第"), "{:?}", offered(&floor));
    let at = round(&floor).undecided().next().expect("open").0;
    let decision = examine::Decision::Invalid;
    act(&mut floor, examine::Command::Rule { at, decision, reason: "看不清".into() }).expect("a ruling");
    assert_eq!(offered(&floor), ["更正收回张数"]);
}

/// The full bundle is counted by hand.
fn play_item_once(floor: &mut Floor) {
    let bundle = round(floor).untied().expect("full");
    let counted = u32::try_from(round(floor).first_reading(bundle).len()).expect("few");
    act(floor, Command::Tie { counted }).expect("counted");
}
