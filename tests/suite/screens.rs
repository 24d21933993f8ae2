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
