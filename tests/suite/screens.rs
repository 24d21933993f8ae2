//! Every screen as text, in both languages: the rehearsal of the sample walked from end to end.

use crate::support::{Chair, Memory};
use changpiao::agenda::{Body, Floor, Kind};
use changpiao::locale::Lang;
use changpiao::tui::desk::Desk;
use crossterm::event::KeyCode;
use std::collections::BTreeSet;
use std::fmt::Write as _;

const SIZES: [(u16, u16); 3] = [(80, 24), (100, 30), (160, 45)];
const WALLS: [(u16, u16); 3] = [(40, 12), (80, 24), (200, 60)];

/// Where the meeting stands, as far as screens differ by it.
fn place(floor: &Floor) -> Option<(Kind, Body)> {
    floor.here().map(|here| (here.item.kind, here.item.body))
}

/// Walks the rehearsal and shows every kind of step at its beginning and when it is done.
fn walk(lang: Lang, mut show: impl FnMut(&mut Chair, &str)) {
    let mut chair = Chair::new(lang, Memory::sample());
    let (mut begun, mut done) = (BTreeSet::new(), BTreeSet::new());
    while let Some(here) = place(chair.desk.floor()) {
        if begun.insert(here) {
            show(&mut chair, &format!("{:?} {:?}", here.1, here.0));
        }
        let ready = chair.desk.floor().here().is_some_and(|here| changpiao::agenda::ready(here).is_ok());
        if ready && done.insert(here) {
            show(&mut chair, &format!("{:?} {:?}, done", here.1, here.0));
        }
        let before = chair.desk.saved();
        chair.press(KeyCode::F(8));
        assert!(chair.desk.saved() > before, "the rehearsal stands still:\n{}", chair.shown(100, 30));
    }
    show(&mut chair, "closed");
}

/// One text of many screens, each under its name.
fn collect(lang: Lang, draw: impl Fn(&mut Chair) -> String) -> String {
    let mut text = String::new();
    walk(lang, |chair, name| {
        let _ = writeln!(text, "== {name}\n{}", draw(chair));
    });
    text
}

fn name(what: &str, lang: Lang, (columns, rows): (u16, u16)) -> String {
    format!("{what}_{}_{columns}x{rows}", lang.pick("zh", "en"))
}

#[test]
fn the_console_of_every_step() {
    for lang in [Lang::Zh, Lang::En] {
        for size in SIZES {
            let text = collect(lang, |chair| chair.shown(size.0, size.1));
            insta::assert_snapshot!(name("console", lang, size), text);
        }
    }
}

#[test]
fn the_wall_of_every_step() {
    for lang in [Lang::Zh, Lang::En] {
        for size in WALLS {
            let text = collect(lang, |chair| chair.wall(size.0, size.1));
            insta::assert_snapshot!(name("wall", lang, size), text);
        }
    }
}

/// What lies over a step, each under its name.
fn over_the_step(lang: Lang) -> String {
    let mut chair = Chair::new(lang, Memory::sample());
    let mut text = String::new();
    let mut show = |name: &str, chair: &mut Chair| {
        let _ = writeln!(text, "== {name}\n{}", chair.shown(80, 24));
    };
    chair.play_until(|floor| floor.at_kind(Kind::RollCall));
    chair.type_in("oy");
    show("a name is looked for", &mut chair);
    chair.press(KeyCode::Enter);
    show("the name that was found is marked", &mut chair);
    chair.press(KeyCode::Down);
    chair.press(KeyCode::Delete);
    show("a form", &mut chair);
    chair.type_in("g");
    show("a choice is looked for", &mut chair);
    chair.press(KeyCode::Esc);
    chair.press(KeyCode::Enter);
    show("not yet", &mut chair);
    chair.press(KeyCode::F(1));
    show("help", &mut chair);
    chair.press(KeyCode::Esc);
    chair.press(KeyCode::F(9));
    show("menu", &mut chair);
    chair.press(KeyCode::Esc);
    chair.press(KeyCode::Backspace);
    show("taken back", &mut chair);
    chair.chord('x');
    show("leaving", &mut chair);
    chair.press(KeyCode::Esc);
    chair.play_until(|floor| floor.at_kind(Kind::Motion));
    chair.press(KeyCode::Enter);
    chair.press(KeyCode::Enter);
    chair.press(KeyCode::Enter);
    chair.press(KeyCode::Enter);
    show("a number is missing", &mut chair);
    chair.press(KeyCode::Tab);
    chair.type_in("99");
    chair.press(KeyCode::Tab);
    chair.press(KeyCode::Tab);
    chair.press(KeyCode::Enter);
    show("too many hands", &mut chair);
    let _ = writeln!(text, "== too small\n{}", chair.shown(59, 17));
    text
}

#[test]
fn what_lies_over_a_step() {
    for lang in [Lang::Zh, Lang::En] {
        insta::assert_snapshot!(name("over", lang, (80, 24)), over_the_step(lang));
    }
}
