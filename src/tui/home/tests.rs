//! The home screen by its keys and by what arrives.

use super::entries::OFFERED;
use super::*;
use crate::locale::Both;
use crossterm::event::{KeyCode, KeyEvent};

fn card(name: &str, changed: &str, unfinished: bool) -> MeetingCard {
    MeetingCard {
        path: PathBuf::from(name),
        organisation: name.into(),
        changed: changed.into(),
        unfinished,
        ..MeetingCard::default()
    }
}

fn home(cards: Vec<MeetingCard>) -> Home {
    Home::new(Lang::Zh, Theme::default(), cards)
}

fn press(home: &mut Home, codes: &[KeyCode]) -> Option<Choice> {
    for code in codes {
        home.key(&KeyEvent::from(*code));
    }
    home.take_choice()
}

fn choose(home: &mut Home, entry: Entry) {
    home.at = home.entries().iter().position(|other| *other == entry).unwrap();
}

fn typed(text: &str) -> Vec<KeyCode> {
    text.chars().map(KeyCode::Char).collect()
}

fn sheet(plan: Option<(&str, bool)>) -> Arrived {
    let plan = plan.map(|(path, sound)| Looked { path: path.into(), sound });
    Arrived::Sheet(Box::new(Sheet { plan, ..Sheet::default() }))
}

#[test]
fn two_keys_lead_a_new_user_to_a_rehearsal_also_beside_finished_meetings() {
    for cards in [Vec::new(), vec![card("a", "1", false)]] {
        let chosen = press(&mut home(cards), &[KeyCode::Enter, KeyCode::Enter]);
        assert_eq!(chosen, Some(Choice::Rehearse));
    }
}

#[test]
fn an_unfinished_meeting_is_offered_first_and_a_real_one_before_rehearsals() {
    let rehearsal = MeetingCard { rehearsal: true, ..card("r", "9", true) };
    let mut home = home(vec![card("old", "1", false), rehearsal, card("a", "3", true)]);
    let resumed: Vec<_> = home.entries().into_iter().filter_map(|entry| home.folder_of(entry)).collect();
    assert_eq!(resumed, [PathBuf::from("a"), PathBuf::from("r")]);
    assert_eq!(press(&mut home, &[KeyCode::Enter]), Some(Choice::Resume("a".into())));
}

#[test]
fn every_unfinished_meeting_can_be_reached() {
    let cards = (0..7).map(|at| card(&format!("m{at}"), &at.to_string(), true)).collect();
    let mut home = home(cards);
    assert_eq!(home.entries().get(OFFERED), Some(&Entry::Others(4)));
    choose(&mut home, Entry::Others(4));
    let chosen = press(&mut home, &[KeyCode::Enter, KeyCode::End, KeyCode::Enter]);
    assert_eq!(chosen, Some(Choice::Resume("m0".into())));
}

#[test]
fn what_comes_in_takes_the_first_place_only_before_somebody_chose() {
    let mut home = home(vec![card("done", "1", false)]);
    home.take(vec![Arrived::Card(Box::new(card("open", "2", true)))]);
    assert!(matches!(home.entry(), Some(Entry::Resume(0))));
    press(&mut home, &[KeyCode::Char('3')]);
    assert_eq!(home.entry(), Some(Entry::Prepare));
    home.take(vec![Arrived::Card(Box::new(card("late", "3", true)))]);
    assert_eq!((home.entry(), home.at), (Some(Entry::Prepare), 3), "what is chosen stays chosen");
    home.take(vec![Arrived::Card(Box::new(card("open", "4", false)))]);
    assert_eq!(
        (home.entry(), home.cards().len()),
        (Some(Entry::Prepare), 3),
        "a card takes the place of its own"
    );
}

#[test]
fn meetings_that_are_not_met_again_are_gone_when_all_are_read() {
    let mut home = home(vec![card("a", "1", false), card("b", "2", false)]);
    home.read_again();
    home.take(vec![Arrived::Card(Box::new(card("b", "2", false))), Arrived::Left(1)]);
    assert_eq!(home.cards().len(), 2);
    home.take(vec![Arrived::Left(0)]);
    assert_eq!(home.cards().len(), 1);
}

#[test]
fn no_meeting_goes_before_all_are_read_again() {
    let mut home = home(vec![card("a", "1", false), card("b", "2", false)]);
    choose(&mut home, Entry::Summary);
    press(&mut home, &[KeyCode::Enter, KeyCode::End]);
    home.read_again();
    for arrived in [vec![], vec![Arrived::Left(2)], vec![Arrived::Card(Box::new(card("c", "3", false)))]] {
        home.take(arrived);
        let Page::Meetings(list) = &home.page else { panic!() };
        assert_eq!(list.card(home.cards()).unwrap().organisation, "a", "{:?}", home.cards());
    }
    home.take(vec![Arrived::Left(0)]);
    assert_eq!(home.cards().len(), 1);
}

#[test]
fn nobody_is_told_that_there_are_no_meetings_before_they_are_read() {
    let mut home = home(Vec::new());
    home.read_again();
    home.take(Vec::new());
    press(&mut home, &typed("c"));
    assert_eq!(home.message.as_deref(), Some("还在读会议记录"));
    home.take(vec![Arrived::Left(0)]);
    press(&mut home, &typed("c"));
    assert_eq!(home.message.as_deref(), Some("这里还没有会议"));
}

#[test]
fn a_plan_is_checked_before_its_meeting_is_held() {
    let mut home = home(Vec::new());
    choose(&mut home, Entry::Start);
    let back = [KeyCode::Backspace; 9];
    assert_eq!(press(&mut home, &[KeyCode::Enter]), None);
    press(&mut home, &back);
    assert_eq!(press(&mut home, &[KeyCode::Enter]), None);
    assert!(home.message.is_some(), "no path");
    press(&mut home, &typed("'会.toml'"));
    assert_eq!(press(&mut home, &[KeyCode::Enter]), None);
    assert_eq!(home.take_order(), Some(Order::Look(Ask::Start("会.toml".into()))));
    assert_eq!(press(&mut home, &[KeyCode::Enter]), None, "still being checked");
    home.take(vec![sheet(Some(("会.toml", true)))]);
    assert_eq!(press(&mut home, &[KeyCode::Enter]), Some(Choice::Start("会.toml".into())));
}

#[test]
fn a_plan_with_errors_can_only_be_checked_again() {
    let mut home = home(Vec::new());
    choose(&mut home, Entry::Start);
    press(&mut home, &[KeyCode::Enter, KeyCode::Enter]);
    home.take_order();
    home.take(vec![sheet(Some(("plan.toml", false)))]);
    assert_eq!(press(&mut home, &[KeyCode::F(8)]), None, "no rehearsal by it either");
    assert_eq!(press(&mut home, &[KeyCode::Down, KeyCode::Enter]), None);
    assert_eq!(home.take_order(), Some(Order::Look(Ask::Start("plan.toml".into()))));
    press(&mut home, &[KeyCode::Esc]);
    assert_eq!(home.take_order(), Some(Order::Forget));
    assert!(matches!(home.page, Page::Plan { start: true, .. }), "back where the path is typed");
}

#[test]
fn a_prepared_plan_is_rehearsed_first() {
    let mut home = home(Vec::new());
    choose(&mut home, Entry::Prepare);
    press(&mut home, &[KeyCode::Enter]);
    press(&mut home, &typed("p"));
    press(&mut home, &[KeyCode::Enter]);
    assert_eq!(home.take_order(), Some(Order::Look(Ask::Prepare("p".into()))));
    home.take(vec![sheet(Some(("p/plan.toml", true)))]);
    let mut other = home.clone();
    assert_eq!(press(&mut home, &[KeyCode::Enter]), Some(Choice::RehearsePlan("p/plan.toml".into())));
    assert_eq!(
        press(&mut other, &[KeyCode::Down, KeyCode::Enter]),
        Some(Choice::Start("p/plan.toml".into()))
    );
}

#[test]
fn a_list_needs_a_meeting() {
    for entry in [Entry::Replay, Entry::Verify, Entry::Summary] {
        let mut home = home(Vec::new());
        choose(&mut home, entry);
        press(&mut home, &[KeyCode::Enter]);
        assert!(home.message.is_some() && matches!(home.page, Page::Front));
    }
    let mut home = home(vec![card("a", "1", false)]);
    choose(&mut home, Entry::Replay);
    let choice = press(&mut home, &[KeyCode::Enter, KeyCode::Enter]);
    assert_eq!(choice, Some(Choice::Replay("a".into())));
    assert!(matches!(home.page, Page::Meetings(_)), "the list is there again afterwards");
}

#[test]
fn letters_on_the_first_page_look_for_a_meeting_and_escape_leaves_step_by_step() {
    let mut home = home(vec![card("春晖", "1", false), card("明月", "2", false)]);
    press(&mut home, &typed("ch"));
    let Page::Meetings(list) = &home.page else { panic!() };
    assert_eq!((list.find.text(), list.shown().len()), ("ch", 1));
    press(&mut home, &typed("x"));
    assert!(home.message.is_some(), "nobody answers to that");
    assert_eq!(press(&mut home, &[KeyCode::Enter]), None);
    assert_eq!(home.take_order(), Some(Order::Look(Ask::Summary("春晖".into()))));
    home.take(vec![Arrived::Percent(40)]);
    assert!(matches!(&home.page, Page::Sheet(reading) if reading.percent == 40 && reading.sheet.is_none()));
    home.take(vec![sheet(None)]);
    press(&mut home, &[KeyCode::Enter]);
    let Page::Meetings(list) = &home.page else { panic!("a sheet that leads nowhere is left") };
    assert_eq!(list.find.text(), "ch");
    press(&mut home, &[KeyCode::Esc]);
    let Page::Meetings(list) = &home.page else { panic!() };
    assert_eq!((list.find.text(), list.shown().len()), ("", 2));
    assert_eq!(list.card(home.cards()).unwrap().organisation, "春晖", "still the same");
    press(&mut home, &[KeyCode::BackTab, KeyCode::Enter]);
    assert_eq!(home.take_order(), Some(Order::Look(Ask::Verify("春晖".into()))));
    press(&mut home, &[KeyCode::Esc, KeyCode::Esc]);
    assert!(matches!(home.page, Page::Front));
}

#[test]
fn help_lies_over_any_page_and_leaves_it_as_it_was() {
    let mut home = home(vec![card("春晖", "1", false)]);
    press(&mut home, &typed("ch"));
    press(&mut home, &[KeyCode::F(1)]);
    assert!(matches!(home.page, Page::Help));
    press(&mut home, &[KeyCode::F(1)]);
    assert!(matches!(&home.page, Page::Meetings(list) if list.find.text() == "ch"));
    press(&mut home, &[KeyCode::F(1), KeyCode::Esc, KeyCode::F(1), KeyCode::Enter]);
    assert!(matches!(&home.page, Page::Meetings(list) if list.find.text() == "ch"));
}

#[test]
fn what_is_waited_for_arrives_below_the_help_too() {
    let mut home = home(vec![card("a", "1", false)]);
    choose(&mut home, Entry::Verify);
    press(&mut home, &[KeyCode::Enter, KeyCode::Enter, KeyCode::F(1)]);
    home.take(vec![Arrived::Percent(40)]);
    home.take(vec![sheet(None)]);
    assert!(matches!(home.page, Page::Help));
    press(&mut home, &[KeyCode::Esc]);
    assert!(
        matches!(&home.page, Page::Sheet(reading) if reading.percent == 40 && reading.sheet.is_some()),
        "{:?}",
        home.page
    );
}

#[test]
fn the_chosen_meeting_stays_chosen_below_the_help_too() {
    let mut home = home(vec![card("a", "1", false), card("b", "2", false)]);
    choose(&mut home, Entry::Verify);
    press(&mut home, &[KeyCode::Enter, KeyCode::End, KeyCode::F(1)]);
    home.take(vec![Arrived::Card(Box::new(card("c", "3", false)))]);
    press(&mut home, &[KeyCode::Esc]);
    let Page::Meetings(list) = &home.page else { panic!() };
    assert_eq!(list.card(home.cards()).unwrap().organisation, "a");
}

#[test]
fn both_languages_are_there_at_any_moment() {
    let stage = Both::by(|lang| lang.pick("唱票计票", "Calling").to_owned());
    let mut home = home(vec![MeetingCard { stage, ..card("a", "1", true) }]);
    press(&mut home, &[KeyCode::F(2)]);
    assert_eq!(home.cards()[0].stage.get(home.lang), "Calling");
}
