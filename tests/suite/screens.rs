//! Every screen as text, in both languages: the rehearsal of the sample walked from end to end.

use crate::support::{Chair, Memory, drawn};
use changpiao::agenda::round::passes::Stage;
use changpiao::agenda::{Body, Floor, Kind, Plan};
use changpiao::domain::procedure::Counting;
use changpiao::locale::{Both, Lang};
use changpiao::meeting::MeetingError;
use changpiao::tui::desk::Desk;
use changpiao::tui::home::{Arrived, Health, Home, MeetingCard};
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

const BRANCH: &str = "中共青禾街道春晖社区第二支部委员会";
const NOW: &str = "2026-11-20T10:33:20+08:00";

fn both(zh: &str, en: &str) -> Both {
    Both::by(|lang| lang.pick(zh, en).to_owned())
}

/// A meeting of this branch, opened on this day and changed at this time.
fn card(organisation: &str, (day, time): (&str, &str), rehearsal: bool) -> MeetingCard {
    MeetingCard {
        path: PathBuf::from("sessions").join(day),
        organisation: organisation.into(),
        title: "换届选举党员大会".into(),
        opened: format!("{day}T09:00:00+08:00"),
        changed: format!("{day}T{time}:15+08:00"),
        stage: both("已封存", "sealed"),
        stands: both("已封存", "sealed"),
        attendance: "36/38".into(),
        elected: "3+1".into(),
        totals: both(
            "应到 38 人，实到 36 人；当选支部委员会委员：田志远、何文静、谭素芬；当选支部书记：田志远",
            "36 of 38 present; Elected as committee member: 田志远, 何文静, 谭素芬; Elected as secretary: 田志远",
        ),
        rehearsal,
        ..MeetingCard::default()
    }
}

/// Meetings in every state, the last changed first.
fn cards() -> Vec<MeetingCard> {
    let events = [
        ("10:21:07 第 17 张：赞成 田志远、何文静", "10:21:07 paper 17: yes to 田志远, 何文静"),
        ("10:21:15 第 18 张：全空白", "10:21:15 paper 18: all blank"),
    ];
    let faulty = |health, zh, en| MeetingCard {
        health,
        fault: both(zh, en),
        ..card("中共青禾街道春晖社区第三支部委员会", ("2026-10-12", "11:02"), false)
    };
    vec![
        MeetingCard {
            stage: both("唱票计票", "Calling the ballots"),
            stands: both(
                "九、选举支部委员会委员 › 唱票计票",
                "9. Election of the committee › Calling the ballots",
            ),
            elected: String::new(),
            totals: both("应到 38 人，实到 36 人", "36 of 38 present"),
            unfinished: true,
            last: events.iter().map(|(zh, en)| both(zh, en)).collect(),
            ..card(BRANCH, ("2026-11-20", "10:21"), false)
        },
        card(BRANCH, ("2026-11-19", "16:40"), true),
        MeetingCard {
            path: "sessions/torn".into(),
            stage: both("清点到会人数", "Roll call"),
            stands: both("二、清点到会人数", "2. Attendance"),
            attendance: String::new(),
            elected: String::new(),
            totals: Both::default(),
            unfinished: true,
            ..faulty(
                Health::Torn,
                "J21 末尾有 113 字节没有写完，从未确认。全部已确认的记录都在。续会时会把它另存，然后继续。",
                "J21 The last 113 bytes were torn off and never confirmed. Every confirmed record is there. Resuming sets it aside and goes on.",
            )
        },
        MeetingCard {
            path: "sessions/damaged".into(),
            ..faulty(
                Health::Damaged,
                "J23 会议记录已损坏：第 9 号记录，第 10 行，第 5120 字节：有字节被改动。此处之前的记录校验无误。只能查看；请使用备份，以纸质材料为准。",
                "J23 The record is damaged: record 9, line 10, byte 5120: bytes were changed. The records before that place are sound. It may only be read; use the mirror, and trust the paper.",
            )
        },
        card("中共青禾街道工作委员会机关支部委员会", ("2023-11-18", "11:30"), false),
    ]
}

/// The pages of the home screen, each under its name.
fn home_pages(lang: Lang, (columns, rows): (u16, u16)) -> String {
    let mut text = String::new();
    let mut show = |name: &str, home: &mut Home| {
        let shown = drawn(columns, rows, |frame| view::home::draw(home, frame));
        let _ = writeln!(text, "== {name}\n{shown}");
    };
    let press = |home: &mut Home, codes: &[KeyCode]| {
        for code in codes {
            home.key(&KeyEvent::from(*code));
        }
    };
    let new = |cards| {
        let mut home = Home::new(lang, Theme::default(), cards);
        home.now = NOW.into();
        home
    };
    let (enter, escape) = (KeyCode::Enter, KeyCode::Esc);
    let mut home = new(Vec::new());
    show("nothing yet", &mut home);
    press(&mut home, &[enter]);
    show("a rehearsal", &mut home);
    press(&mut home, &[escape, KeyCode::F(1)]);
    show("the keys", &mut home);
    let refused = MeetingError::Closed.trouble(lang);
    press(&mut home, &[escape]);
    home.message = Some(format!("{} {} {}", refused.what, refused.safe, refused.todo));
    show("a refusal", &mut home);
    let mut home = new(cards());
    home.left = 37;
    show("unfinished meetings, and more to come", &mut home);
    home.left = 0;
    press(&mut home, &[KeyCode::Char('4'), enter]);
    show("a plan is prepared", &mut home);
    press(&mut home, &[escape, KeyCode::Char('6'), enter, KeyCode::Down]);
    show("meetings to replay", &mut home);
    press(&mut home, &[KeyCode::Tab, KeyCode::Down, KeyCode::Down]);
    show("a damaged one", &mut home);
    press(&mut home, &[KeyCode::Char('s'), KeyCode::Char('a'), KeyCode::Char('n')]);
    show("one is looked for", &mut home);
    press(&mut home, &[enter]);
    home.take(vec![Arrived::Percent(42)]);
    show("a check goes on", &mut home);
    text
}

#[test]
fn the_home_screen() {
    for lang in [Lang::Zh, Lang::En] {
        for size in [(60, 18), SIZES[0], SIZES[1], SIZES[2]] {
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
