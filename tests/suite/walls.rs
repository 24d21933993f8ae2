//! The wall beyond the sample meeting: many names, long and rare ones, both languages, what the chair steers, the QR
//! code, and what can never reach it.

use crate::support::{Chair, Memory, drawn};
use changpiao::agenda::order::{Chapter, ItemId};
use changpiao::agenda::plan::{Plan, PlannedKind};
use changpiao::agenda::wall::{Board, Called, StillOpen, Wall, WallFrame, frame};
use changpiao::agenda::{Body, Kind, calling, course};
use changpiao::domain::procedure;
use changpiao::domain::{Mark, Name, Office, Paper, Show, Sums};
use changpiao::locale::Lang;
use changpiao::meeting::Steering;
use changpiao::meeting::steering::{BoardShown, Lettering, Shows, Tongue};
use changpiao::tui::backend::buffer_to_text;
use changpiao::tui::desk::Desk as _;
use changpiao::tui::theme::{Palette, Theme, UNICODE};
use changpiao::tui::view::pen::Pen;
use changpiao::tui::wall::{self, Record, Showing};
use chrono::DateTime;
use crossterm::event::KeyCode;
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::Color;
use std::collections::BTreeMap;
use std::fmt::Write as _;

const SIZES: [(u16, u16); 3] = [(40, 12), (80, 24), (200, 60)];

/// Names of two to twelve characters, with a dot, and with rare characters.
const NAMES: [&str; 30] = [
    "丁一",
    "于二",
    "万七",
    "马三",
    "王五",
    "李四",
    "张三",
    "陈建国",
    "李秀英",
    "王海涛",
    "欧阳敏",
    "周立",
    "赵䶮",
    "喆㛃",
    "王𬭊",
    "买买提·艾力",
    "阿布都热合曼·吐尔逊",
    "司马相如",
    "诸葛亮",
    "田志远",
    "何文静",
    "欧阳志远",
    "谭素芬",
    "罗振华",
    "于春燕",
    "孙丽",
    "郑思源",
    "冯玉兰",
    "卫国栋",
    "上官婉儿",
];

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

/// A frame of a meeting that shows this.
fn shown(view: Wall) -> WallFrame {
    let title = Some("选举办法".into());
    let chapter = Chapter { kind: PlannedKind::Motion, title, round: None, body: Body::Branch };
    WallFrame {
        organisation: "中共江岸区青禾街道春晖社区第二支部委员会".into(),
        title: "换届选举党员大会".into(),
        rehearsal: false,
        chapters: vec![chapter],
        at: 0,
        offices: BTreeMap::new(),
        view,
    }
}

/// All but two of so many papers called, over so many names.
fn board(names: usize, papers: u32) -> Board {
    let approvals = |at: usize| papers * u32::try_from(names - at).unwrap() / u32::try_from(names).unwrap();
    Board {
        office: Office::CommitteeMember,
        seats: 3,
        needed: Some(papers / 2 + 1),
        valid: papers - 3,
        invalid: 1,
        doubtful: 0,
        left: 2,
        names: (0..names).map(|at| (name(NAMES[at]), approvals(at))).collect(),
        reopened: false,
        last: Some(Called {
            bundle: None,
            number: papers - 2,
            marks: (0..names).map(|at| if at % 3 == 2 { Mark::Against } else { Mark::Approve }).collect(),
        }),
    }
}

/// The four views with names, with so many of them.
fn views(names: usize, papers: u32) -> Vec<(&'static str, Wall)> {
    let sums = |at: usize| Sums { approve: papers - u32::try_from(at).unwrap(), against: 1, abstain: 2 };
    let all = || NAMES.iter().take(names).map(|text| name(text));
    vec![
        (
            "candidates",
            Wall::Candidates {
                office: Office::CommitteeMember,
                seats: 3,
                names: all().map(|name| (name, Vec::new())).collect(),
            },
        ),
        ("board", Wall::Board(board(names, papers))),
        (
            "result",
            Wall::Result {
                due: papers,
                present: papers,
                issued: papers,
                collected: papers,
                valid: papers - 1,
                invalid: 1,
                names: all().enumerate().map(|(at, name)| (name, sums(at), at + 1 < names)).collect(),
            },
        ),
        (
            "elected",
            Wall::Elected {
                office: Office::CommitteeMember,
                names: all().collect(),
                open: 0,
                still: StillOpen::Short,
            },
        ),
    ]
}

/// The wall as cells, and how many pages its names have.
fn cells(view: &Wall, showing: &Showing<'_>, theme: &Theme, (columns, rows): (u16, u16)) -> (Buffer, usize) {
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    let mut pages = 0;
    let draw = |frame: &mut ratatui::Frame<'_>| {
        let area = frame.area();
        pages = wall::show(&shown(view.clone()), showing, &mut Pen::new(frame.buffer_mut(), *theme), area);
    };
    terminal.draw(draw).unwrap();
    (terminal.backend().buffer().clone(), pages)
}

/// Every page of a wall as text.
fn pages(view: &Wall, showing: &Showing<'_>, size: (u16, u16)) -> Vec<String> {
    let page = |turn| {
        let showing = Showing { turn, ..showing.clone() };
        cells(view, &showing, &Theme::default(), size)
    };
    let (_, count) = page(0);
    (0..count).map(|turn| buffer_to_text(&page(turn).0)).collect()
}

fn snapshot(what: &str, lang: &str, (columns, rows): (u16, u16)) -> String {
    format!("{what}_{lang}_{columns}x{rows}")
}

fn asking(wall: Steering) -> Showing<'static> {
    Showing { asked: wall, ..Showing::default() }
}

#[test]
fn thirty_names_are_seen() {
    for lang in [Lang::Zh, Lang::En] {
        for size in SIZES {
            let showing = Showing { lang, ..Showing::default() };
            let mut text = String::new();
            for (what, view) in views(30, 38) {
                for (at, page) in (1..).zip(pages(&view, &showing, size)) {
                    let _ = writeln!(text, "== {what}, page {at}\n{page}");
                }
            }
            insta::assert_snapshot!(snapshot("thirty", lang.pick("zh", "en"), size), text);
        }
    }
}

#[test]
fn no_name_is_cut_and_none_is_left_out() {
    let plain = asking(Steering { lettering: Lettering::Smaller, ..Steering::default() });
    for size in [(40, 12), (48, 14), (60, 18), (80, 24), (133, 40), (200, 60)] {
        for count in [1, 2, 5, 11, 30] {
            for (what, view) in views(count, 999) {
                let all = pages(&view, &plain, size).concat();
                let spaced: String = all.split(' ').collect();
                for name in &NAMES[..count] {
                    assert!(spaced.contains(name), "{what} of {count} in {size:?} lacks {name}:\n{all}");
                }
                assert!(!all.contains('…'), "{what} of {count} in {size:?}:\n{all}");
            }
        }
    }
}

#[test]
fn few_names_are_large_and_one_without_a_bitmap_is_plain() {
    for (view, size) in [(views(4, 999).remove(3).1, (80, 24)), (views(15, 36).remove(3).1, (200, 60))] {
        let text = pages(&view, &Showing::default(), size).concat();
        insta::assert_snapshot!(format!("elected_{}", size.0), text);
    }
    let rare = Wall::Elected {
        office: Office::Secretary,
        names: vec![name("王𬭊"), name("赵䶮")],
        open: 0,
        still: StillOpen::Short,
    };
    let text = pages(&rare, &Showing::default(), (80, 24)).concat();
    assert!(text.contains("王 𬭊") && !text.contains('䶮') && text.contains('█'), "{text}");
}

#[test]
fn seats_that_stay_open_are_told_by_what_was_chosen_for_them() {
    let of = |still, lang| {
        let view =
            Wall::Elected { office: Office::CommitteeMember, names: vec![name("王建华")], open: 1, still };
        pages(&view, &Showing { lang, ..Showing::default() }, (60, 12)).concat()
    };
    for (still, zh, en) in [
        (StillOpen::Short, "没有选出", "seats still open: 1"),
        (StillOpen::Level, "不能确定", "votes are level"),
        (StillOpen::Vacant, "名额空缺", "left vacant: 1"),
        (StillOpen::Runoff, "再次投票", "voted on again"),
        (StillOpen::Supplementary, "另行选举", "a supplementary round follows"),
        (StillOpen::Fewer, "经大会表决减少名额", "the meeting has voted"),
        (StillOpen::HigherBody, "请示上级党组织", "the higher body is asked"),
    ] {
        let (shown_zh, shown_en) = (of(still, Lang::Zh), of(still, Lang::En));
        assert!(shown_zh.contains(zh) && shown_en.contains(en), "{shown_zh}{shown_en}");
        let again = shown_zh.contains("再次投票") || shown_zh.contains("另行选举");
        assert_eq!(again, matches!(still, StillOpen::Runoff | StillOpen::Supplementary));
    }
}

#[test]
fn nine_hundred_and_ninety_nine_votes() {
    for size in SIZES {
        let text = pages(&Wall::Board(board(5, 999)), &Showing::default(), size).concat();
        insta::assert_snapshot!(snapshot("board_999", "zh", size), text);
    }
}

#[test]
fn a_board_whose_result_is_void_ticks_nobody_and_says_so() {
    let of = |reopened, left, lang, size| {
        let board = Board { reopened, left, ..board(5, 36) };
        let showing = Showing { lang, ..Showing::default() };
        pages(&Wall::Board(board), &showing, size).concat()
    };
    for size in SIZES.into_iter().chain([(40, 12)]) {
        for (lang, told) in [(Lang::Zh, "重新核对"), (Lang::En, "checked again")] {
            assert!(of(false, 0, lang, (40, 12)).contains('✓'));
            let text = of(true, 0, lang, size);
            assert!(!text.contains('✓'), "{text}");
            if size.0 < 100 {
                assert!(text.contains(told), "{text}");
            }
        }
    }
}

#[test]
fn both_languages_at_once() {
    let record = record();
    let asked = Steering { tongue: Tongue::Both, ..Steering::default() };
    let showing = Showing { asked, record: Some(&record), ..Showing::default() };
    let item = ItemId(0);
    let views = [
        Wall::Attendance { due: 38, present: 36, needed: 31, declared: true },
        Wall::Motion {
            item,
            title: None,
            show: Some(Show { yes: 35, no: 0, abstain: 1 }),
            passed: Some(true),
        },
        Wall::Papers { present: 36, issued: Some(36), collected: Some(36), valid: Some(true) },
        Wall::Board(board(4, 36)),
        views(4, 36).remove(2).1,
        Wall::Plenary,
    ];
    for size in SIZES {
        let text: Vec<String> = views.iter().flat_map(|view| pages(view, &showing, size)).collect();
        insta::assert_snapshot!(snapshot("wall", "both", size), text.join("\n"));
    }
}

/// The end of a record.
fn record() -> Record {
    Record {
        meeting: "00112233445566778899aabbccddeeff".into(),
        hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into(),
        code: "8F3A-C210-77BE-91D4-X".into(),
    }
}

fn closed() -> Wall {
    let digest = "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752".into();
    Wall::Closed { postponed: false, digest }
}

/// Whether the upper and the lower half of a cell are light, as a camera sees them.
fn light(buffer: &Buffer, x: u16, y: u16) -> [bool; 2] {
    let cell = &buffer[(x, y)];
    let bright = |colour: Color, otherwise: bool| match colour {
        Color::Indexed(index) => (250..=255).contains(&index) || index == 231,
        _ => otherwise,
    };
    // Where no colour is set, a camera may see either: such cells must not matter.
    let (ink, ground) = (bright(cell.fg, true), bright(cell.bg, true));
    match cell.symbol() {
        "█" => [ink, ink],
        "▀" => [ink, ground],
        "▄" => [ground, ink],
        _ => [ground, ground],
    }
}

/// What a reader finds on the screen.
fn decoded(buffer: &Buffer) -> Vec<String> {
    const DOTS: usize = 4;
    let (columns, rows) = (usize::from(buffer.area.width), usize::from(buffer.area.height) * 2);
    let dot = |x: usize, y: usize| {
        let (x, y) = (x / DOTS, y / DOTS);
        let halves = light(buffer, u16::try_from(x).unwrap(), u16::try_from(y / 2).unwrap());
        if halves[y % 2] { 255 } else { 0 }
    };
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(columns * DOTS, rows * DOTS, dot);
    image.detect_grids().iter().filter_map(|grid| grid.decode().ok()).map(|(_, text)| text).collect()
}

#[test]
fn the_qr_code_can_be_read_from_the_cells() {
    let record = record();
    let expected = "CHANGPIAO 1 M:00112233445566778899AABBCCDDEEFF \
                    R:60303AE22B998861BCE3B28F33EEC1BE758A213C86C93C076DBE9F558C11C752 \
                    H:9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08";
    for palette in [Palette::Dark, Palette::Light, Palette::HighContrast, Palette::NoColour] {
        for size in [(60, 32), (80, 40), (110, 32), (200, 60), (240, 70)] {
            for tongue in [Tongue::Zh, Tongue::En, Tongue::Both] {
                let asked = Steering { tongue, ..Steering::default() };
                let showing = Showing { asked, record: Some(&record), ..Showing::default() };
                let (buffer, _) = cells(&closed(), &showing, &Theme { palette, glyphs: UNICODE }, size);
                let text = buffer_to_text(&buffer);
                assert_eq!(decoded(&buffer), [expected], "{palette:?} {size:?}\n{text}");
            }
        }
    }
}

#[test]
fn the_qr_code_of_a_rehearsal_says_so() {
    let record = record();
    let showing = Showing { record: Some(&record), ..Showing::default() };
    let frame = WallFrame { rehearsal: true, ..shown(closed()) };
    let mut terminal = Terminal::new(TestBackend::new(80, 40)).unwrap();
    let draw = |to: &mut ratatui::Frame<'_>| {
        let area = to.area();
        wall::show(&frame, &showing, &mut Pen::new(to.buffer_mut(), Theme::default()), area);
    };
    terminal.draw(draw).unwrap();
    let found = decoded(terminal.backend().buffer());
    assert!(
        matches!(found.as_slice(), [text] if text.starts_with("CHANGPIAO 1 REHEARSAL M:0011")),
        "{found:?}"
    );
}

#[test]
fn a_terminal_without_colours_shows_the_code_to_be_noted_and_no_picture() {
    let record = record();
    let showing = Showing { record: Some(&record), ..Showing::default() };
    let theme = Theme { palette: Palette::Monochrome, glyphs: UNICODE };
    let (buffer, _) = cells(&closed(), &showing, &theme, (80, 40));
    assert!(decoded(&buffer).is_empty());
    let text = buffer_to_text(&buffer);
    assert!(text.contains('█'), "the code in large signs\n{text}");
}

#[test]
fn the_closing_page() {
    let record = record();
    for lang in [Lang::Zh, Lang::En] {
        for size in SIZES {
            let showing = Showing { lang, record: Some(&record), ..Showing::default() };
            let (buffer, _) = cells(&closed(), &showing, &Theme::default(), size);
            insta::assert_snapshot!(snapshot("closed", lang.pick("zh", "en"), size), buffer_to_text(&buffer));
            assert_eq!(decoded(&buffer).len(), usize::from(size.1 > 30));
        }
    }
}

/// The views that the chair steers, and what the room sees of the console's silence.
#[test]
fn what_the_chair_asks_for() {
    let record = record();
    let board = Wall::Board(board(4, 36));
    let recess =
        Wall::Recess { text: "休会".into(), minutes: 10, since: "2026-11-20T10:10:00+08:00".into() };
    let now = |time: &str| Some(DateTime::parse_from_rfc3339(time).unwrap());
    let banner = Steering { shows: Shows::Banner, banner: "请领取选票".into(), ..Steering::default() };
    let cases = [
        ("live", board.clone(), Showing::default()),
        ("held", board.clone(), asking(Steering { shows: Shows::Hold(7), ..Steering::default() })),
        ("the console is silent", board.clone(), Showing { silent: true, ..Showing::default() }),
        ("a banner", board.clone(), asking(banner)),
        ("counting", board.clone(), asking(Steering { board: BoardShown::Counting, ..Steering::default() })),
        ("dark", board, asking(Steering { shows: Shows::Blank, ..Steering::default() })),
        ("a recess", recess.clone(), Showing { now: now("2026-11-20T10:12:30+08:00"), ..Showing::default() }),
        ("its end", recess, Showing { now: now("2026-11-20T10:21:00+08:00"), ..Showing::default() }),
    ];
    for lang in [Lang::Zh, Lang::En] {
        for size in SIZES {
            let mut text = String::new();
            for (what, view, showing) in &cases {
                let showing = Showing { lang, record: Some(&record), ..showing.clone() };
                let _ = writeln!(text, "== {what}\n{}", pages(view, &showing, size).concat());
            }
            insta::assert_snapshot!(snapshot("steered", lang.pick("zh", "en"), size), text);
        }
    }
}

#[test]
fn a_dark_wall_shows_nothing_but_the_mark_of_a_rehearsal() {
    let asked = Steering { shows: Shows::Blank, ..Steering::default() };
    for (_, view) in views(30, 38) {
        for size in [(10, 3), (40, 12), (200, 60)] {
            let text = pages(&view, &asking(asked.clone()), size).concat();
            assert_eq!(text.trim(), "", "{text}");
        }
    }
}

#[test]
fn letters_can_be_larger_at_the_price_of_pages() {
    let view = views(30, 38).remove(3).1;
    let count = |lettering| {
        let asked = Steering { lettering, ..Steering::default() };
        pages(&view, &asking(asked), (200, 60)).len()
    };
    assert_eq!((count(Lettering::Smaller), count(Lettering::Usual)), (1, 1));
    assert!(count(Lettering::Larger) > 1);
}

#[test]
fn every_window_can_be_drawn() {
    let record = record();
    let mut all = views(30, 999);
    all.push(("closed", closed()));
    all.push(("plenary", Wall::Plenary));
    for lettering in [Lettering::Smaller, Lettering::Usual, Lettering::Larger] {
        let asked = Steering { lettering, tongue: Tongue::Both, ..Steering::default() };
        let showing = Showing { asked, record: Some(&record), ..Showing::default() };
        for columns in [1, 2, 19, 20, 21, 39, 77, 161] {
            for rows in [1, 5, 6, 7, 13, 19, 20, 21, 47] {
                for (_, view) in &all {
                    pages(view, &showing, (columns, rows));
                }
            }
        }
    }
}

/// The console while the wall is steered.
fn steered(lang: Lang) -> String {
    let mut chair = Chair::new(lang, Memory::sample());
    let mut text = String::new();
    let mut show = |name: &str, chair: &mut Chair| {
        let _ = writeln!(text, "== {name}\n{}", chair.shown(80, 24));
    };
    chair.press(KeyCode::F(12));
    show("nothing to be steered", &mut chair);
    chair.desk.wall = Some(Steering::default());
    chair.chord('5');
    show("the list", &mut chair);
    chair.press(KeyCode::Right);
    show("held", &mut chair);
    chair.press(KeyCode::Down);
    chair.type_in("休息十分钟");
    chair.press(KeyCode::Enter);
    show("a banner", &mut chair);
    chair.press(KeyCode::Esc);
    chair.press(KeyCode::F(5));
    show("the banner in this window", &mut chair);
    chair.press(KeyCode::F(12));
    chair.press(KeyCode::Down);
    chair.press(KeyCode::Down);
    chair.press(KeyCode::Left);
    show("the list over the wall", &mut chair);
    text
}

#[test]
fn the_chair_steers_without_leaving_the_step() {
    for lang in [Lang::Zh, Lang::En] {
        insta::assert_snapshot!(snapshot("steering", lang.pick("zh", "en"), (80, 24)), steered(lang));
    }
}

#[test]
fn each_change_is_asked_for_at_once_and_esc_changes_nothing() {
    let mut chair = Chair::new(Lang::Zh, Memory::sample());
    chair.desk.wall = Some(Steering::default());
    let before = chair.desk.saved();
    chair.press(KeyCode::F(12));
    let expected = [Shows::Hold(before - 1), Shows::Blank, Shows::Banner, Shows::Follow];
    for shows in expected {
        chair.press(KeyCode::Right);
        assert_eq!(chair.desk.wall.as_ref().unwrap().shows, shows);
    }
    for _ in 0..5 {
        chair.press(KeyCode::Down);
        chair.press(KeyCode::Char(' '));
    }
    let wall = chair.desk.wall.clone().unwrap();
    assert_eq!(
        (wall.lettering, wall.board, wall.tongue),
        (Lettering::Larger, BoardShown::Counting, Tongue::Zh)
    );
    chair.press(KeyCode::Esc);
    assert!(chair.app.layers.is_empty());
    assert_eq!((chair.desk.wall.clone().unwrap(), chair.desk.saved()), (wall, before), "no record");
}

#[test]
fn a_held_wall_in_this_window_stays_while_the_meeting_goes_on() {
    let mut chair = Chair::new(Lang::Zh, Memory::sample());
    chair.desk.wall = Some(Steering::default());
    chair.press(KeyCode::F(12));
    chair.press(KeyCode::Right);
    chair.press(KeyCode::Esc);
    chair.press(KeyCode::F(5));
    let held = chair.shown(80, 24);
    chair.press(KeyCode::F(8));
    assert_eq!(chair.shown(80, 24), held);
    chair.press(KeyCode::F(12));
    chair.press(KeyCode::Left);
    chair.press(KeyCode::Esc);
    assert_ne!(chair.shown(80, 24), held);
}

/// A word that must never be seen on the wall, such as in a note or a path.
pub(crate) const PRIVATE: &str = "/home/私密";

/// The rehearsal's plan with that word in every text of it that is not for the room.
pub(crate) fn private_plan() -> Plan {
    let mut plan = Plan { rehearsal: true, ..changpiao::plan::sample() };
    let mark = |text: &mut String| text.push_str(PRIVATE);
    mark(&mut plan.higher_body);
    mark(&mut plan.place);
    plan.approval.iter_mut().for_each(|approval| mark(&mut approval.reference));
    plan.roster.iter_mut().for_each(|member| member.group = Some(PRIVATE.to_owned()));
    plan.exclusions.iter_mut().for_each(|exclusion| mark(&mut exclusion.reference));
    plan.agenda.iter_mut().flat_map(|item| &mut item.text).for_each(mark);
    plan.procedure_text.iter_mut().for_each(mark);
    plan.duties.iter_mut().for_each(mark);
    plan.contests.iter_mut().for_each(|contest| mark(&mut contest.order));
    plan
}

#[test]
fn nothing_private_reaches_the_wall() {
    let mut chair = Chair::new(Lang::Zh, Memory::new(private_plan()));
    let mut looks = 0;
    while chair.desk.floor().here().is_some() {
        let note = course::Command::TakeNote { text: PRIVATE.into() };
        chair.desk.submit(note.into(), Lang::Zh).unwrap();
        let seen = format!("{:?}", frame(chair.desk.floor()));
        assert!(!seen.contains(PRIVATE), "{seen}");
        looks += 1;
        let before = chair.desk.seq;
        chair.press(KeyCode::F(8));
        assert!(chair.desk.seq > before);
    }
    assert!(looks > 100, "{looks}");
    let mut memory = Memory::new(private_plan());
    let postponed = course::Command::Postpone { reason: PRIVATE.into() };
    memory.submit(postponed.into(), Lang::Zh).unwrap();
    let seen = format!("{:?}", frame(memory.floor()));
    assert!(seen.contains("postponed: true") && !seen.contains(PRIVATE), "{seen}");
}

/// A meeting at the first paper to be called, with the count on the wall or off it.
fn at_calling(board: procedure::Board) -> Memory {
    let mut plan = Plan { rehearsal: true, ..changpiao::plan::sample() };
    plan.procedure.board = board;
    let mut chair = Chair::new(Lang::Zh, Memory::new(plan));
    chair.play_until(|floor| floor.at_kind(Kind::Calling));
    chair.desk
}

/// Calls papers; the wall before each and at the end.
fn called(desk: &Memory, papers: &[Vec<Mark>]) -> Vec<WallFrame> {
    let mut session = desk.session.clone();
    let mut seq = desk.seq;
    let mut walls = vec![frame(session.floor())];
    for marks in papers {
        let paper = Paper { marks: marks.clone(), write_ins: Vec::new(), void: None, doubts: Vec::new() };
        let events = session.decide(&calling::Command::Record(paper).into()).unwrap();
        let at = "2026-11-20T10:00:00+08:00".to_owned();
        let act = (seq + 1..).zip(events);
        let act: Vec<_> =
            act.map(|(seq, event)| changpiao::session::Recorded { seq, at: at.clone(), event }).collect();
        seq += act.len() as u64;
        session.apply(act).unwrap();
        walls.push(frame(session.floor()));
    }
    walls
}

/// The board without the paper just called.
fn sums(wall: &WallFrame) -> WallFrame {
    let mut wall = wall.clone();
    let Wall::Board(board) = &mut wall.view else { panic!("{wall:?}") };
    board.last = None;
    wall
}

fn papers() -> impl Strategy<Value = Vec<Vec<Mark>>> {
    let mark = prop_oneof![Just(Mark::Approve), Just(Mark::Against), Just(Mark::Abstain)];
    let paper = prop::collection::vec(mark, 4).prop_map(|mut marks| {
        // More than the seats would be an invalid paper, which the caller has to call so.
        if marks.iter().all(|mark| *mark == Mark::Approve) {
            marks[0] = Mark::Against;
        }
        marks
    });
    prop::collection::vec(paper, 1..12)
}

const COUNTING: Wall = Wall::Counting { reopened: false };

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Of single papers the wall knows the marks of the one just called, and nothing of any other: the rest is the same
    /// in whatever order they were called.
    #[test]
    fn no_single_paper_reaches_the_wall_but_the_one_just_called(papers in papers(), turn in 0_usize..12) {
        thread_local!(static LIVE: Memory = at_calling(procedure::Board::Live));
        LIVE.with(|live| {
            let walls = called(live, &papers);
            for (marks, wall) in papers.iter().zip(&walls[1..]) {
                let Wall::Board(board) = &wall.view else { panic!("{wall:?}") };
                prop_assert_eq!(board.last.as_ref().map(|paper| &paper.marks), Some(marks));
            }
            let mut others = papers.clone();
            others.rotate_left(turn % papers.len());
            let last = |walls: &[WallFrame]| sums(walls.last().unwrap());
            prop_assert_eq!(last(&walls), last(&called(live, &others)));
            let hidden = walls.into_iter().map(WallFrame::without_board).collect::<Vec<_>>();
            let counting = hidden.iter().all(|wall| wall.view == COUNTING && *wall == hidden[0]);
            prop_assert!(counting);
            Ok(())
        })?;
    }

    /// Where the procedure keeps the count off the wall, no paper changes it.
    #[test]
    fn no_paper_reaches_a_wall_without_a_board(papers in papers()) {
        thread_local!(static HIDDEN: Memory = at_calling(procedure::Board::Hidden));
        HIDDEN.with(|hidden| {
            let walls = called(hidden, &papers);
            let counting = walls.iter().all(|wall| wall.view == COUNTING && *wall == walls[0]);
            prop_assert!(counting);
            Ok(())
        })?;
    }
}

#[test]
fn the_committee_counts_behind_closed_doors() {
    let mut chair = Chair::new(Lang::Zh, Memory::sample());
    let plenary = |floor: &changpiao::agenda::Floor| {
        floor.at_kind(Kind::Calling) && floor.here().is_some_and(|here| here.item.body == Body::Committee)
    };
    chair.play_until(plenary);
    assert_eq!(frame(chair.desk.floor()).view, Wall::Plenary);
    let text = drawn(80, 24, |frame| {
        let area = frame.area();
        let shown = changpiao::agenda::wall::frame(chair.desk.floor());
        wall::draw(&shown, None, Lang::Zh, &mut Pen::new(frame.buffer_mut(), Theme::default()), area);
    });
    assert!(!text.contains('正') || text.contains("正在召开"), "{text}");
}
