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
    assert_eq!(correct(&mut floor, number, 0, "", ""), Err(Rejection::TextMissing));
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
    assert_eq!(round(&floor).corrections[0].after, None);
    play_item(&mut floor);
    assert_eq!(floor.here().map(ready), Some(Ok(())));
}

#[test]
fn a_write_in_of_the_sheet_that_was_never_keyed_is_a_difference() {
    let mut floor = in_round(Kind::Calling);
    play_item(&mut floor);
    act(&mut floor, course::Command::MoveOn).expect("all called");
    let approvals: Vec<u32> = round(&floor).approvals().into_iter().map(|(_, votes)| votes).collect();
    let sheet = |others| compare::Command::Compare { approvals: approvals.clone(), others };
    act(&mut floor, sheet(1)).expect("typed in");
    assert_eq!(floor.here().map(crate::agenda::ready), Some(Err(Rejection::SheetDiffers)));
    act(&mut floor, sheet(0)).expect("typed in again");
    assert_eq!(floor.here().map(crate::agenda::ready), Some(Ok(())));
}
