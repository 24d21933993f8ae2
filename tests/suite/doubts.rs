//! Doubtful papers, spellings, reasons and ways on, asked for at the keyboard.

use super::support::{Chair, Memory};
use changpiao::agenda::round::RoundState;
use changpiao::agenda::{Here, Kind, Rejection};
use changpiao::locale::Lang;
use crossterm::event::KeyCode;

fn at(lang: Lang, kind: Kind) -> Chair {
    let mut chair = Chair::new(lang, Memory::sample());
    chair.play_until(|floor| floor.at_kind(kind));
    chair
}

fn round(chair: &Chair) -> &RoundState {
    chair.desk.session.floor().here().and_then(Here::round).unwrap()
}

fn written(chair: &Chair) -> Vec<(String, u32)> {
    round(chair).tally.written.iter().map(|row| (row.nominee.name.to_string(), row.approve)).collect()
}

/// Keys a paper that approves the first two names and writes in a name as it stands there.
fn writes_in(chair: &mut Chair, name: &str) {
    chair.type_in("34+");
    chair.press(KeyCode::Tab);
    chair.type_in(name);
    chair.press(KeyCode::Enter);
    chair.press(KeyCode::Enter);
}

/// Goes through the open form to its last field, answers it and hands in.
fn reason(chair: &mut Chair, text: &str) {
    chair.press(KeyCode::Enter);
    chair.press(KeyCode::Enter);
    chair.type_in(text);
    chair.press(KeyCode::Enter);
}

#[test]
fn a_misspelt_name_is_merged_by_one_form_and_taken_back_by_one_key() {
    let mut chair = at(Lang::Zh, Kind::Calling);
    writes_in(&mut chair, "罗正华");
    assert_eq!((written(&chair), round(&chair).tally.doubtful), (vec![], 1));
    chair.chord('d');
    assert!(chair.shown(80, 24).contains("罗振华"), "{}", chair.shown(80, 24));
    reason(&mut chair, "笔误");
    assert_eq!((written(&chair), round(&chair).tally.doubtful), (vec![("罗振华".into(), 1)], 0));
    writes_in(&mut chair, "罗正华");
    assert_eq!(written(&chair), [("罗振华".into(), 2)]);
    chair.press(KeyCode::Backspace);
    chair.press(KeyCode::Backspace);
    assert_eq!((written(&chair), round(&chair).tally.doubtful), (vec![], 1));
}

#[test]
fn a_name_that_is_found_nowhere_chooses_nobody() {
    let mut chair = at(Lang::Zh, Kind::Calling);
    chair.type_in("34+");
    chair.type_in("zzz");
    chair.press(KeyCode::Enter);
    let code = Rejection::NothingFound { typed: "zzz".into(), among: 1 }.code();
    assert!(chair.shown(80, 24).contains(code), "{}", chair.shown(80, 24));
    for _ in 0..3 {
        chair.press(KeyCode::Backspace);
    }
    chair.type_in("luozhenhua");
    chair.press(KeyCode::Enter);
    chair.press(KeyCode::Enter);
    assert_eq!(written(&chair), [("罗振华".into(), 1)]);
}

#[test]
fn somebody_is_chosen_or_a_name_written_and_never_both() {
    let mut chair = at(Lang::Zh, Kind::Calling);
    chair.type_in("34+");
    chair.type_in("luozhenhua");
    chair.press(KeyCode::Tab);
    chair.type_in("罗正华");
    chair.press(KeyCode::Enter);
    let code = Rejection::PickedAndWritten { name: String::new() }.code();
    assert!(chair.shown(80, 24).contains(code), "{}", chair.shown(80, 24));
}

#[test]
fn a_doubtful_paper_is_decided_while_papers_are_called_and_in_the_queue_after() {
    for (lang, open) in [(Lang::Zh, "疑问票待认定"), (Lang::En, "Doubtful, open")] {
        let mut chair = at(lang, Kind::Calling);
        writes_in(&mut chair, "罗正华");
        chair.press(KeyCode::F(4));
        reason(&mut chair, "看不出是谁");
        assert_eq!((round(&chair).tally.doubtful, round(&chair).tally.valid), (0, 1));
        writes_in(&mut chair, "罗正华");
        chair.play_until(|floor| floor.here().and_then(Here::round).unwrap().left() == 0);
        assert_eq!(round(&chair).tally.doubtful, 1);
        let shown = chair.shown(100, 30);
        assert!(shown.contains(open), "{shown}");
        chair.press(KeyCode::Enter);
        assert!(chair.desk.session.floor().at_kind(Kind::Calling), "nothing goes on while a paper is open");
        chair.press(KeyCode::F(4));
        reason(&mut chair, "看不出是谁");
        assert_eq!(round(&chair).tally.doubtful, 0);
        chair.press(KeyCode::Enter);
        assert!(chair.desk.session.floor().at_kind(Kind::Compare));
    }
}

#[test]
fn the_rule_behind_every_result_is_one_chord_away_from_the_signing_on() {
    for (lang, rule) in [(Lang::Zh, "须超过实到会有选举权人数"), (Lang::En, "more than 1/2 of the")]
    {
        for kind in [Kind::Signing, Kind::Report, Kind::Announce] {
            let mut chair = at(lang, kind);
            assert!(!chair.shown(80, 24).contains(rule));
            chair.chord('w');
            let shown = chair.shown(80, 24);
            assert!(shown.contains(rule), "{shown}");
            for _ in 0..40 {
                chair.press(KeyCode::Down);
            }
            let end = chair.shown(80, 24);
            assert!(end.contains(lang.pick("未达到，不能当选", "Not reached")), "{end}");
            chair.press(KeyCode::Esc);
            assert!(!chair.shown(80, 24).contains(rule));
        }
    }
}

#[test]
fn the_ways_on_stand_on_the_screen_with_their_reasons() {
    let mut chair = at(Lang::Zh, Kind::Announce);
    chair.press(KeyCode::Enter);
    chair.press(KeyCode::Enter);
    let shown = chair.shown(100, 30);
    for said in
        ["同票者再次投票", "得票相等，不能确定谁当选", "另行选举、减少名额、请示上级（Ctrl+W 看原因）"]
    {
        assert!(shown.contains(said), "{said}\n{shown}");
    }
    chair.chord('w');
    (0..40).for_each(|_| chair.press(KeyCode::Down));
    let why = chair.shown(100, 30);
    assert!(why.contains("另行选举不可：有人得票相等，先再次投票"), "{why}");
}
