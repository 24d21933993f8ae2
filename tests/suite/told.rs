//! What the chair is told when something cannot be done: which field, how many there are, who was not found.

use crate::support::{Chair, Memory};
use changpiao::agenda::roll_call::presence_text;
use changpiao::agenda::round::Milestone;
use changpiao::agenda::screen::{Answer, Field, FieldKind, Form, Gives, Offer, Work};
use changpiao::agenda::wall::{Called, Wall, frame};
use changpiao::agenda::{Floor, Here, Kind, Rejection, course};
use changpiao::domain::MemberId;
use changpiao::domain::procedure::Counting;
use changpiao::locale::Lang;
use changpiao::tui::desk::Desk;
use crossterm::event::KeyCode;
use std::collections::BTreeSet;

const LANGS: [Lang; 2] = [Lang::Zh, Lang::En];

fn counting(lang: Lang, counting: Counting) -> Chair {
    let mut plan = changpiao::plan::sample();
    (plan.rehearsal, plan.procedure.counting) = (true, counting);
    Chair::new(lang, Memory::new(plan))
}

fn at(lang: Lang, kind: Kind) -> Chair {
    let mut chair = counting(lang, Counting::CalledOnce);
    chair.play_until(|floor| floor.at_kind(kind));
    chair
}

fn presses(chair: &mut Chair, times: usize, code: KeyCode) {
    for _ in 0..times {
        chair.press(code);
    }
}

/// The answers of a form that nobody has touched.
fn untouched(form: &Form) -> Vec<Answer> {
    let answer = |field: &Field| match &field.kind {
        FieldKind::Number(first) => Answer::Number(*first),
        FieldKind::Text(first) => Answer::Text(first.clone()),
        FieldKind::Choice(_, at) => Answer::Choice(*at),
    };
    form.fields.iter().map(answer).collect()
}

#[test]
fn a_text_that_is_missing_is_told_by_its_label_in_every_form() {
    let mut named = BTreeSet::new();
    for way in [Counting::CalledOnce, Counting::KeyedTwice, Counting::Totals] {
        let mut chair = counting(Lang::En, way);
        while chair.desk.floor().here().is_some() {
            let screen = chair.app.screen();
            let rows = match &screen.work {
                Work::List(list) => list.rows.as_slice(),
                _ => &[],
            };
            let offers: Vec<&Offer> =
                rows.iter().take(3).flat_map(|row| &row.offers).chain(&screen.offers).collect();
            let form = |offer: &&Offer| match &offer.gives {
                Gives::Form(form) => Some(form.clone()),
                _ => None,
            };
            for form in offers.iter().filter_map(form) {
                match form.command(&untouched(&form)) {
                    Err(Rejection::FieldEmpty { field }) => {
                        assert!(form.fields.iter().any(|own| own.label == field), "{}: {field}", form.title);
                        named.insert(field);
                    }
                    other => assert_ne!(other, Err(Rejection::TextMissing), "{}", form.title),
                }
            }
            chair.press(KeyCode::F(8));
        }
    }
    assert!(named.len() >= 4, "{named:?}");
}

#[test]
fn a_note_without_words_names_its_field() {
    for lang in LANGS {
        let mut chair = at(lang, Kind::RollCall);
        chair.press(KeyCode::F(7));
        chair.press(KeyCode::Enter);
        let code = Rejection::FieldEmpty { field: String::new() }.code();
        let label = lang.pick("“内容”还没有填写", "“Note” is empty");
        let shown = chair.shown(80, 24);
        assert!(shown.contains(code) && shown.contains(label), "{shown}");
    }
}

#[test]
fn a_reason_that_the_meeting_wants_names_its_field_too() {
    let mut chair = counting(Lang::En, Counting::Totals);
    chair.play_until(|floor| floor.at_kind(Kind::Totals));
    chair.press(KeyCode::Enter);
    for digits in ["34", "2", "0"] {
        chair.type_in(digits);
        chair.press(KeyCode::Enter);
    }
    chair.press(KeyCode::Enter);
    let shown = chair.shown(80, 24);
    assert!(shown.contains("“Why invalid; doubtful papers” is empty"), "{shown}");
}

#[test]
fn a_paper_to_correct_that_does_not_exist_is_answered_with_how_many_there_are() {
    for lang in LANGS {
        let mut chair = at(lang, Kind::Calling);
        presses(&mut chair, 5, KeyCode::F(8));
        let entered = chair.desk.floor().here().and_then(Here::round).unwrap().entered.len();
        chair.chord('k');
        chair.type_in("99");
        chair.press(KeyCode::Enter);
        let shown = chair.shown(80, 24);
        let told = lang
            .pick(format!("一共 {entered} 项，没有“99”"), format!("None of the {entered} is called “99”"));
        assert!(entered >= 5 && shown.contains(&told), "{shown}");
    }
}

#[test]
fn a_name_that_nobody_at_the_roll_call_has_is_said_not_to_be_found() {
    for lang in LANGS {
        let mut chair = at(lang, Kind::RollCall);
        let told = lang.pick("名单上没有“q9”", "the list has nobody for “q9”");
        chair.type_in("q");
        assert!(!chair.shown(80, 24).contains(told));
        chair.type_in("9");
        assert!(chair.shown(80, 24).contains(told), "{}", chair.shown(80, 24));
        let saved = chair.desk.floor().branch.present();
        chair.press(KeyCode::Enter);
        assert_eq!(chair.desk.floor().branch.present(), saved, "nobody else is marked");
        assert!(chair.desk.floor().at_kind(Kind::RollCall));
        chair.press(KeyCode::Backspace);
        assert!(!chair.shown(80, 24).contains(told) && chair.app.find.text() == "q");
    }
}

#[test]
fn keys_do_nothing_in_a_window_in_which_nothing_is_seen() {
    let mut chair = at(Lang::Zh, Kind::Calling);
    let saved = chair.desk.floor().clone();
    chair.shown(40, 10);
    presses(&mut chair, 3, KeyCode::F(8));
    presses(&mut chair, 1, KeyCode::Enter);
    assert_eq!(*chair.desk.floor(), saved);
    chair.shown(80, 24);
    presses(&mut chair, 1, KeyCode::F(8));
    assert_ne!(*chair.desk.floor(), saved);
}

#[test]
fn what_was_reported_to_the_room_is_not_taken_back_by_a_key() {
    for lang in LANGS {
        let mut chair = at(lang, Kind::Announce);
        let reported = chair.desk.floor().clone();
        chair.chord('z');
        chair.chord('z');
        chair.chord('z');
        let round = |floor: &Floor| floor.rounds.values().any(|round| round.has(Milestone::Reported));
        assert!(round(&reported) && round(chair.desk.floor()), "{}", chair.shown(80, 24));
    }
}

#[test]
fn who_leaves_after_the_second_count_is_told_before_anybody_votes() {
    for lang in LANGS {
        let mut chair = at(lang, Kind::Voters);
        presses(&mut chair, 1, KeyCode::F(8));
        let counted = lang.pick("符合规定人数", "the vote can be held");
        let again = lang.pick("请再清点一次", "count once more");
        let read = |chair: &Chair| {
            changpiao::agenda::screen(chair.desk.floor(), lang).unwrap().aloud[0].text.clone()
        };
        let shown = read(&chair);
        assert!(shown.contains(counted) && !shown.contains(again), "{shown}");
        let somebody = chair.desk.floor().branch.roll.iter().copied();
        let branch = &chair.desk.floor().branch;
        let member = somebody
            .filter(|member| branch.voters.contains(member))
            .find(|member| branch.presence(*member).here());
        let leaves = changpiao::agenda::course::Command::PassDoor(member.expect("somebody"));
        chair.desk.submit(leaves.into(), lang).expect("they leave");
        let shown = read(&chair);
        assert!(!shown.contains(counted) && shown.contains(again), "{shown}");
    }
}

#[test]
fn who_is_here_leaves_through_the_door_and_who_is_not_comes() {
    let mut chair = at(Lang::Zh, Kind::Officials);
    let somebody = |chair: &Chair, here: bool| {
        let branch = &chair.desk.floor().branch;
        let member = branch.roll.iter().copied().find(|member| branch.presence(*member).here() == here);
        member.expect("both kinds of people")
    };
    let name = |chair: &Chair, member: MemberId| chair.desk.floor().name(member).to_owned();
    for here in [true, false] {
        let member = somebody(&chair, here);
        chair.press(KeyCode::F(3));
        let named = name(&chair, member);
        chair.type_in(&named);
        let now = presence_text(chair.desk.floor().branch.presence(member), Lang::Zh);
        let way = if here { "离会" } else { "到会" };
        let shown = chair.shown(80, 24);
        assert!(shown.contains(&format!("{named}　{now} → {way}")), "{shown}");
        chair.press(KeyCode::Enter);
        assert_eq!(chair.desk.floor().branch.presence(member).here(), !here, "{}", chair.shown(80, 24));
    }
    let nobody = course::Command::PassDoor(MemberId(9_999));
    assert!(chair.desk.session.decide(&nobody.into()).is_err());
}

#[test]
fn the_wall_and_the_console_give_a_paper_the_same_place() {
    let mut chair = counting(Lang::Zh, Counting::KeyedTwice);
    let entered = |floor: &changpiao::agenda::Floor| {
        floor
            .here()
            .filter(|here| here.item.kind == Kind::Calling)
            .and_then(Here::round)
            .map(|round| round.entered.iter().filter(|entered| entered.bundle == Some(1)).count())
    };
    chair.play_until(|floor| entered(floor) == Some(2));
    let shown = frame(chair.desk.floor());
    let Wall::Board(board) = shown.view else { panic!("the board") };
    assert!(matches!(board.last, Some(Called { bundle: Some(2), number: 2, .. })), "{:?}", board.last);
    assert!(chair.wall(80, 24).contains("第 2 捆第 2 张"), "{}", chair.wall(80, 24));
    assert!(chair.shown(80, 24).contains("第 2 捆第 2 张"), "{}", chair.shown(80, 24));
    let mut chair = at(Lang::Zh, Kind::Calling);
    presses(&mut chair, 2, KeyCode::F(8));
    let number = chair.desk.floor().here().and_then(Here::round).unwrap().entered.len();
    let told = format!("第 {number} 张");
    assert!(chair.wall(80, 24).contains(&told) && chair.shown(80, 24).contains(&told));
}
