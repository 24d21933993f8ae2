//! Every screen as text, in both languages: the rehearsal of the sample walked from end to end.

use crate::support::{Chair, Memory, drawn};
use changpiao::agenda::round::passes::Stage;
use changpiao::agenda::{Body, Floor, Kind, Plan};
use changpiao::domain::procedure::Counting;
use changpiao::locale::Lang;
use changpiao::tui::desk::Desk;
use changpiao::tui::home::{Home, MeetingCard};
use changpiao::tui::theme::Theme;
use changpiao::tui::view;
use crossterm::event::{KeyCode, KeyEvent};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

pub(crate) const SIZES: [(u16, u16); 3] = [(80, 24), (100, 30), (160, 45)];
pub(crate) const WALLS: [(u16, u16); 3] = [(40, 12), (80, 24), (200, 60)];

/// Where the meeting stands, as far as screens differ by it.
fn place(floor: &Floor) -> Option<(Kind, Body)> {
    floor.here().map(|here| (here.item.kind, here.item.body))
}

/// Walks the rehearsal and shows every kind of step at its beginning, and, with `ends`, at its end.
fn walk(lang: Lang, ends: bool, mut show: impl FnMut(&mut Chair, &str)) {
    let mut chair = Chair::new(lang, Memory::sample());
    let (mut begun, mut done) = (BTreeSet::new(), BTreeSet::new());
    while let Some(here) = place(chair.desk.floor()) {
        if begun.insert(here) {
            show(&mut chair, &format!("{:?} {:?}", here.1, here.0));
        }
        let ready = chair.desk.floor().here().is_some_and(|here| changpiao::agenda::ready(here).is_ok());
        if ends && ready && done.insert(here) {
            show(&mut chair, &format!("{:?} {:?}, done", here.1, here.0));
        }
        let before = chair.desk.saved();
        chair.press(KeyCode::F(8));
        assert!(chair.desk.saved() > before, "the rehearsal stands still:\n{}", chair.shown(100, 30));
    }
    show(&mut chair, "closed");
}

/// One text of many screens, each under its name.
fn collect(lang: Lang, ends: bool, draw: impl Fn(&mut Chair) -> String) -> String {
    let mut text = String::new();
    walk(lang, ends, |chair, name| {
        let _ = writeln!(text, "== {name}\n{}", draw(chair));
    });
    text
}

pub(crate) fn name(what: &str, lang: Lang, (columns, rows): (u16, u16)) -> String {
    format!("{what}_{}_{columns}x{rows}", lang.pick("zh", "en"))
}

#[test]
fn the_console_of_every_step() {
    for lang in [Lang::Zh, Lang::En] {
        for size in SIZES {
            let text = collect(lang, size == SIZES[1], |chair| chair.shown(size.0, size.1));
            insta::assert_snapshot!(name("console", lang, size), text);
        }
    }
}

#[test]
fn the_wall_of_every_step() {
    for lang in [Lang::Zh, Lang::En] {
        for size in WALLS {
            let text = collect(lang, size == WALLS[1], |chair| chair.wall(size.0, size.1));
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

fn cards() -> Vec<MeetingCard> {
    let card = |title: &str, stage: &str, unfinished, rehearsal| MeetingCard {
        path: PathBuf::from("sessions").join(title),
        title: title.into(),
        date: "2026-11-20".into(),
        stage: stage.into(),
        unfinished,
        rehearsal,
        last: vec!["10:21:07 第 17 张：赞成 田志远、何文静".into(), "10:21:15 第 18 张：全空白".into()],
    };
    vec![
        card("中共青禾街道春晖社区第二支部委员会换届选举党员大会", "唱票计票", true, false),
        card("中共青禾街道春晖社区第二支部委员会换届选举党员大会", "散会", false, true),
    ]
}

/// The pages of the home screen, each under its name.
fn home_pages(lang: Lang, (columns, rows): (u16, u16)) -> String {
    let mut text = String::new();
    let mut show = |name: &str, home: &Home| {
        let shown = drawn(columns, rows, |frame| view::home::draw(home, frame));
        let _ = writeln!(text, "== {name}\n{shown}");
    };
    let mut home = Home::new(lang, Theme::default(), Vec::new());
    show("nothing yet", &home);
    home.key(&KeyEvent::from(KeyCode::Enter));
    show("a rehearsal", &home);
    let mut home = Home::new(lang, Theme::default(), cards());
    show("an unfinished meeting", &home);
    home.key(&KeyEvent::from(KeyCode::Char('3')));
    home.key(&KeyEvent::from(KeyCode::Enter));
    show("a plan", &home);
    home.key(&KeyEvent::from(KeyCode::Esc));
    home.key(&KeyEvent::from(KeyCode::Char('4')));
    home.key(&KeyEvent::from(KeyCode::Enter));
    show("meetings to replay", &home);
    text
}

#[test]
fn the_home_screen() {
    for lang in [Lang::Zh, Lang::En] {
        for size in SIZES {
            insta::assert_snapshot!(name("home", lang, size), home_pages(lang, size));
        }
    }
}

#[test]
fn the_least_window_shows_every_step() {
    let text = collect(Lang::Zh, false, |chair| chair.shown(60, 18));
    insta::assert_snapshot!(name("console", Lang::Zh, (60, 18)), text);
}

#[test]
fn nothing_is_drawn_wider_than_the_window() {
    use unicode_width::UnicodeWidthStr;
    for lang in [Lang::Zh, Lang::En] {
        for (columns, rows) in [(60, 18), (61, 19), (77, 23), (133, 40)] {
            walk(lang, false, |chair, name| {
                let shown = chair.shown(columns, rows);
                assert!(shown.lines().all(|line| line.width() <= usize::from(columns)), "{name}\n{shown}");
            });
        }
    }
}

#[test]
fn signs_of_one_width_can_be_asked_for() {
    let mut chair = Chair::new(Lang::En, Memory::sample());
    chair.app.theme.glyphs = changpiao::tui::theme::ASCII;
    chair.play_until(|floor| floor.at_kind(Kind::Quorum));
    let shown = chair.shown(80, 24);
    for sign in ['─', '│', '┌', '✓', '▶', '●', '…', '⌫', '↑'] {
        assert!(!shown.contains(sign), "{sign}\n{shown}");
    }
}

/// How far the two further ways of counting have come, as far as screens differ by it; `None` at another step.
fn stage(floor: &Floor) -> Option<&'static str> {
    let here = floor.here().filter(|here| here.item.body == Body::Branch)?;
    let round = here.round().filter(|round| round.id.round == 0)?;
    match here.item.kind {
        Kind::Calling if round.passes.first.is_empty() => Some("who keys the first pass"),
        Kind::Calling if round.untied().is_some() => Some("a bundle is counted"),
        Kind::Calling => Some("the first pass"),
        Kind::SecondPass => Some(match round.stage() {
            Stage::Seat => "who keys the second pass",
            Stage::Key { reading: 1, .. } => "the second pass",
            Stage::Key { .. } => "the third look",
            Stage::Count { .. } => "the bundle is counted again",
            Stage::Differs { .. } => "the readings differ",
            Stage::Settle { .. } => "a reading stands",
            Stage::Done => "every bundle stands",
        }),
        Kind::Totals => Some(match &round.totals {
            None => "the sheet",
            Some(totals) if totals.open() > 0 => "the lines of the sheet",
            Some(_) => "the sheet adds up",
        }),
        Kind::Signing => Some("signing"),
        _ => None,
    }
}

/// The steps of counting where papers are counted in this way, each stage at its beginning.
fn counted(counting: Counting, lang: Lang, size: (u16, u16), wall: bool) -> String {
    let mut plan = changpiao::plan::sample();
    plan.procedure.counting = counting;
    let mut chair = Chair::new(lang, Memory::new(Plan { rehearsal: true, ..plan }));
    chair.play_until(|floor| stage(floor).is_some());
    let (mut text, mut seen) = (String::new(), BTreeSet::new());
    while let Some(stage) = stage(chair.desk.floor()) {
        if seen.insert(stage) {
            let shown = if wall { chair.wall(size.0, size.1) } else { chair.shown(size.0, size.1) };
            let _ = writeln!(text, "== {stage}\n{shown}");
        }
        if stage == "signing" {
            break;
        }
        chair.press(KeyCode::F(8));
    }
    text
}

#[test]
fn papers_keyed_twice_and_counted_by_hand() {
    for (what, counting) in [("twice", Counting::KeyedTwice), ("totals", Counting::Totals)] {
        for lang in [Lang::Zh, Lang::En] {
            for size in SIZES {
                insta::assert_snapshot!(name(what, lang, size), counted(counting, lang, size, false));
            }
            let wall = counted(counting, lang, WALLS[1], true);
            insta::assert_snapshot!(name(&format!("wall_{what}"), lang, WALLS[1]), wall);
        }
    }
}
