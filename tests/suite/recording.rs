//! The wall written as a file that plays: what a terminal shows of an asciicast is the wall, cell by cell; nothing else of the
//! meeting is in the file.

use super::support::{played, program, sealed};
use super::walls::{PRIVATE, private_plan};
use changpiao::agenda::{Event, Plan, course, wall};
use changpiao::domain::Name;
use changpiao::journal::{JOURNAL, MeetingId};
use changpiao::locale::Lang;
use changpiao::meeting::{Chronicle, chronicle};
use changpiao::session::Session;
use changpiao::tui::backend::buffer_to_text;
use changpiao::tui::recording::{LONGEST, SHORTEST, Setting, cast, page};
use changpiao::tui::theme::{Palette, Theme, UNICODE};
use changpiao::tui::view::pen::Pen;
use changpiao::tui::wall::{Record, Showing, show};
use chrono::DateTime;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use serde_json::Value;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tempfile::TempDir;

fn example() -> Chronicle {
    chronicle(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sessions/example")).unwrap()
}

/// A sealed rehearsal; for reading only.
pub(crate) fn rehearsal() -> &'static Path {
    static MADE: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let make = || {
        let root = tempfile::tempdir().unwrap();
        let folder = sealed(root.path());
        (root, folder)
    };
    &MADE.get_or_init(make).1
}

pub(crate) fn setting(lang: Lang, palette: Palette, size: (u16, u16)) -> Setting {
    Setting::new(lang, Theme { palette, glyphs: UNICODE }, size)
}

/// One event of an asciicast: milliseconds since the one before, its code, its content.
type Played = (u64, String, String);

/// An asciicast as a player reads it.
fn read(text: &str) -> (Value, Vec<Played>) {
    let mut lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let header = lines.next().unwrap();
    let event = |line: Value| {
        let [wait, code, content] = line.as_array().unwrap().as_slice() else { panic!("{line}") };
        // Seconds with a point in them: some readers want one.
        let (seconds, rest) =
            wait.to_string().split_once('.').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
        let wait = seconds.parse::<u64>().unwrap() * 1_000 + format!("{rest:0<3}").parse::<u64>().unwrap();
        (wait, code.as_str().unwrap().to_owned(), content.as_str().unwrap().to_owned())
    };
    (header, lines.map(event).collect())
}

/// The wall after each act, drawn without the recorder.
pub(crate) fn walls(chronicle: &Chronicle, setting: &Setting) -> Vec<Buffer> {
    let mut session: Option<Session> = None;
    let mut walls = Vec::new();
    for told in &chronicle.acts {
        match &mut session {
            Some(session) => session.apply(told.act.clone()).unwrap(),
            None => session = Some(Session::open(&told.act).unwrap()),
        }
        let area = Rect::new(0, 0, setting.size.0, setting.size.1);
        let mut buffer = Buffer::empty(area);
        let record = Record::ending(chronicle.meeting, &told.hash);
        let now = DateTime::parse_from_rfc3339(&told.act.last().unwrap().at).ok();
        let showing = Showing { lang: setting.lang, record: Some(&record), now, ..Showing::default() };
        let shown = wall::frame(session.as_ref().unwrap().floor());
        let pages = show(&shown, &showing, &mut Pen::new(&mut buffer, setting.theme), area);
        assert_eq!(pages, 1);
        walls.push(buffer);
    }
    walls
}

fn screen((columns, rows): (u16, u16)) -> vt100::Parser {
    vt100::Parser::new(rows.try_into().unwrap(), columns.try_into().unwrap(), 0)
}

/// Holds what a terminal shows against the wall, glyph by glyph with its colours.
fn compare(terminal: &vt100::Screen, wall: &Buffer, what: &str) {
    let indexed = |colour: Color| match colour {
        Color::Indexed(index) => vt100::Color::Idx(index),
        other => panic!("{other:?}"),
    };
    for y in 0..wall.area.height {
        let mut x = 0;
        while x < wall.area.width {
            let (cell, seen) = (&wall[(x, y)], terminal.cell(y, x).unwrap());
            let shown = if seen.contents().is_empty() { " " } else { seen.contents() };
            assert_eq!(shown, cell.symbol(), "{what}, row {y}, column {x}\n{}", buffer_to_text(wall));
            let reversed = cell.modifier.contains(Modifier::REVERSED);
            assert_eq!(
                (seen.fgcolor(), seen.bgcolor(), seen.bold(), seen.inverse()),
                (indexed(cell.fg), indexed(cell.bg), cell.modifier.contains(Modifier::BOLD), reversed),
                "{what}, row {y}, column {x}"
            );
            x += if seen.is_wide() { 2 } else { 1 };
        }
    }
}

#[test]
fn a_terminal_shows_every_wall_of_an_asciicast_cell_by_cell() {
    let chronicle = example();
    for (lang, palette, size) in [
        (Lang::Zh, Palette::Dark, (80, 24)),
        (Lang::En, Palette::Light, (80, 24)),
        (Lang::Zh, Palette::HighContrast, (133, 40)),
        (Lang::En, Palette::Dark, (56, 27)),
    ] {
        let setting = setting(lang, palette, size);
        let (_, events) = read(&cast::cast(&chronicle, &setting).unwrap());
        let mut walls = walls(&chronicle, &setting).into_iter().enumerate();
        let mut terminal = screen(size);
        for (_, _, output) in events.iter().filter(|(_, code, _)| code == "o") {
            terminal.process(output.as_bytes());
            let (at, wall) = walls.next().unwrap();
            compare(terminal.screen(), &wall, &format!("{lang:?} {size:?}, act {at}"));
        }
        assert!(walls.next().is_none(), "every act is seen");
    }
}

#[test]
fn the_last_screen_of_every_chapter_is_the_wall_of_that_moment() {
    let chronicle = example();
    let setting = setting(Lang::Zh, Palette::Dark, (80, 24));
    let (_, events) = read(&cast::cast(&chronicle, &setting).unwrap());
    let walls = walls(&chronicle, &setting);
    let mut terminal = screen(setting.size);
    let (mut text, mut seen) = (String::new(), 0);
    let mut titles: Vec<String> = Vec::new();
    for (at, (_, code, content)) in events.iter().enumerate() {
        // The marker follows the first wall of its chapter: before that wall stood the last of the one before.
        let marked = events.get(at + 1).is_some_and(|(wait, code, _)| code == "m" && *wait == 0);
        if code == "o" && marked && seen > 0 || code == "x" {
            let shown = buffer_to_text(&walls[seen - 1]);
            let _ = write!(text, "== {}\n{shown}", titles.last().unwrap());
            compare(terminal.screen(), &walls[seen - 1], titles.last().unwrap());
        }
        match code.as_str() {
            "o" => {
                terminal.process(content.as_bytes());
                seen += 1;
            }
            "m" => titles.push(content.clone()),
            _ => {}
        }
    }
    assert!(titles.windows(2).all(|pair| pair[0] != pair[1]), "{titles:?}");
    let parts =
        ["清点到会人数", "候选人名单", "发票收票", "唱票计票", "计票结果", "当选", "休会", "会议结束"];
    assert!(parts.iter().all(|part| titles.iter().any(|title| title.contains(part))), "{titles:?}");
    insta::assert_snapshot!("recording_chapters_zh_80x24", text);
}

#[test]
fn the_header_and_the_times_are_as_the_format_wants_them() {
    let chronicle = example();
    let text = cast::cast(&chronicle, &setting(Lang::En, Palette::Light, (100, 30))).unwrap();
    let (header, events) = read(&text);
    assert_eq!(header["version"], 3);
    assert_eq!((&header["term"]["cols"], &header["term"]["rows"]), (&Value::from(100), &Value::from(30)));
    assert_eq!(header["idle_time_limit"], 2);
    assert_eq!(header["term"]["theme"]["bg"], "#ffffff");
    let opened = DateTime::parse_from_rfc3339(&chronicle.acts[0].act[0].at).unwrap();
    assert_eq!(header["timestamp"], opened.timestamp());
    assert!(header["title"].as_str().unwrap().contains("换届选举党员大会"));
    assert_eq!((events[0].0, events[0].1.as_str()), (0, "o"));
    let outputs = || events.iter().skip(1).filter(|(_, code, _)| code == "o").map(|(wait, ..)| *wait);
    assert!(outputs().all(|wait| (SHORTEST..=LONGEST).contains(&wait)));
    assert!(outputs().any(|wait| wait > SHORTEST && wait < LONGEST), "as it went");
    let codes: Vec<&str> = events.iter().map(|(_, code, _)| code.as_str()).collect();
    assert!(codes.iter().all(|code| ["o", "m", "x"].contains(code)));
    assert_eq!(codes.last(), Some(&"x"));
    assert!(text.lines().skip(1).all(|line| line.starts_with('[') && line.ends_with(']')));
}

#[test]
fn the_same_journal_gives_the_same_bytes() {
    let (one, other) = (example(), example());
    for lang in [Lang::Zh, Lang::En] {
        let setting = setting(lang, Palette::Dark, (80, 24));
        assert_eq!(cast::cast(&one, &setting).unwrap(), cast::cast(&other, &setting).unwrap());
        assert_eq!(page::page(&one, &setting).unwrap(), page::page(&other, &setting).unwrap());
        // What a terminal lacks is no matter for a file.
        let poor = self::setting(lang, Palette::NoColour, (80, 24));
        assert_eq!(cast::cast(&one, &setting).unwrap(), cast::cast(&other, &poor).unwrap());
    }
}

/// A plan with twelve candidates for ten seats.
fn twelve() -> Plan {
    let prepared =
        changpiao::plan::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bench/twelve.toml"));
    Plan { rehearsal: true, ..prepared.unwrap().plan }
}

/// What a terminal shows after each output.
fn screens(text: &str, size: (u16, u16)) -> Vec<String> {
    let mut terminal = screen(size);
    let (_, events) = read(text);
    let outputs = events.into_iter().filter(|(_, code, _)| code == "o");
    let shown = outputs.map(|(_, _, output)| {
        terminal.process(output.as_bytes());
        terminal.screen().contents()
    });
    shown.collect()
}

#[test]
fn names_that_do_not_fit_on_a_page_are_seen_by_pages() {
    let root = tempfile::tempdir().unwrap();
    let plan = twelve();
    let names: Vec<Name> = plan.contests[0]
        .candidates
        .iter()
        .map(|candidate| {
            plan.roster.iter().find(|member| member.id == candidate.member).unwrap().name.clone()
        })
        .collect();
    assert_eq!(names.len(), 12);
    let chronicle = chronicle(&played(root.path(), plan, |_| {})).unwrap();
    let setting = setting(Lang::Zh, Palette::Dark, (40, 12));
    let text = cast::cast(&chronicle, &setting).unwrap();
    let all = screens(&text, setting.size);
    assert!(all.len() > chronicle.acts.len(), "more shots than acts");
    let results: String = all.iter().filter(|screen| screen.contains("不赞成")).cloned().collect();
    let found = |name: &Name| results.contains(name.as_str());
    assert!(names.iter().all(found), "{results}");
}

#[test]
fn a_rehearsal_says_so_in_the_title_and_on_every_wall() {
    let chronicle = chronicle(rehearsal()).unwrap();
    for (lang, size, mark) in
        [(Lang::Zh, (80, 24), "演练"), (Lang::En, (40, 12), "REHEARSAL"), (Lang::Zh, (120, 40), "演练")]
    {
        let setting = setting(lang, Palette::Dark, size);
        let text = cast::cast(&chronicle, &setting).unwrap();
        assert!(read(&text).0["title"].as_str().unwrap().starts_with(mark));
        for shown in screens(&text, size) {
            assert!(shown.contains(mark), "{shown}");
        }
        let page = page::page(&chronicle, &setting).unwrap();
        assert!(page.contains(&format!("<title>{mark}")) && page.contains("class=\"rehearsal\""));
    }
    let real = page::page(&example(), &setting(Lang::Zh, Palette::Dark, (80, 24))).unwrap();
    assert!(!real.contains("演练") && !real.contains("class=\"rehearsal\""));
}

#[test]
fn nothing_private_is_in_a_recording() {
    let root = tempfile::tempdir().unwrap();
    let note = course::Command::TakeNote { text: PRIVATE.into() };
    let folder = played(root.path(), private_plan(), |meeting| meeting.submit(&note.clone().into()).unwrap());
    let chronicle = chronicle(&folder).unwrap();
    let events = chronicle.acts.iter().flat_map(|told| &told.act);
    let of_notes =
        events.filter(|recorded| matches!(recorded.event, Event::Course(course::Event::NoteTaken { .. })));
    assert!(of_notes.count() > 100);
    for size in [(40, 12), (120, 40)] {
        let setting = setting(Lang::Zh, Palette::Dark, size);
        let text = cast::cast(&chronicle, &setting).unwrap();
        let page = page::page(&chronicle, &setting).unwrap();
        for part in [PRIVATE, "/home", "私密", root.path().to_str().unwrap()] {
            assert!(!text.contains(part) && !page.contains(part), "{part}");
            assert!(screens(&text, size).iter().all(|screen| !screen.contains(part)), "{part}");
        }
    }
}

/// A name that wants to run as a script.
pub(crate) const SCRIPT: &str = "</script><script>window.stolen=1</script>";

/// A rehearsal whose texts want to run as scripts, on disk.
pub(crate) fn hostile(below: &Path) -> PathBuf {
    let mut plan = Plan { rehearsal: true, ..changpiao::plan::sample() };
    plan.organisation = format!("\"><img src=x onerror=window.stolen=1>{SCRIPT}");
    plan.title = format!("{{{{film}}}}'{SCRIPT}<!--");
    plan.agenda[0].title = Some(SCRIPT.to_owned());
    for member in &mut plan.roster[1..5] {
        member.name = Name::new(&format!("</script><script>{}", member.name.as_str())).unwrap();
    }
    played(below, plan, |_| {})
}

#[test]
fn texts_that_want_to_run_are_only_texts() {
    let root = tempfile::tempdir().unwrap();
    let chronicle = chronicle(&hostile(root.path())).unwrap();
    let page = page::page(&chronicle, &setting(Lang::Zh, Palette::Dark, (120, 40))).unwrap();
    assert_eq!(page.matches("<script").count(), 2, "the film and the player");
    assert_eq!(page.matches("</script").count(), 2);
    assert!(!page.contains("<img") && !page.contains("<b>") && !page.contains("<!--"));
    assert!(page.contains("<h1>{{film}}&#39;"), "what is put in is not looked at again");
    let (_, film) = page.split_once("id=\"film\">").unwrap();
    let (film, _) = film.split_once("</script>").unwrap();
    let film: Value = serde_json::from_str(film).unwrap();
    assert!(film["chapters"].to_string().contains("window.stolen=1"), "it is shown");
    let text = cast::cast(&chronicle, &setting(Lang::Zh, Palette::Dark, (120, 40))).unwrap();
    assert!(screens(&text, (120, 40)).iter().any(|screen| screen.contains("<script>")));
}

#[test]
fn a_page_holds_everything_that_it_needs_and_asks_for_nothing() {
    let page = page::page(&example(), &setting(Lang::En, Palette::Light, (80, 24))).unwrap();
    for word in ["http:", "https:", "src=", "url(", "@import", "<link", "fetch", "XMLHttp", "import(", "eval"]
    {
        assert!(!page.contains(word), "{word}");
    }
    let policy = "default-src 'none'; style-src 'sha256-";
    assert!(page.contains(policy) && !page.contains("unsafe-inline"));
    let code = changpiao::meeting::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sessions/example"));
    assert!(page.contains(&code.unwrap().head_code.unwrap().to_string()));
    assert!(page.contains("255 records"));
}

/// Runs the program on a meeting; its exit code and what it wrote.
fn run(meeting: &Path, arguments: &[&OsStr]) -> (i32, String) {
    let all: Vec<&OsStr> =
        ["replay".as_ref(), meeting.as_os_str()].into_iter().chain(arguments.iter().copied()).collect();
    let output = program(&all);
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    (output.status.code().unwrap(), text)
}

#[test]
fn a_file_is_written_whole_and_never_over_another_unless_that_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["wall.cast", "WALL.HTML"] {
        let file = folder.path().join(name);
        let export = ["--export".as_ref(), file.as_os_str()];
        let (code, text) = run(rehearsal(), &export);
        assert_eq!(code, 0, "{text}");
        let written = fs::read(&file).unwrap();
        assert!(text.contains(&format!("{} bytes", written.len())), "{text}");
        fs::write(&file, "mine").unwrap();
        let (code, text) = run(rehearsal(), &export);
        assert!(code == 2 && text.contains("X02") && text.contains("--force"), "{text}");
        assert_eq!(fs::read(&file).unwrap(), b"mine");
        let (code, text) = run(rehearsal(), &[export.as_slice(), &["--force".as_ref()]].concat());
        assert_eq!((code, fs::read(&file).unwrap() == written), (0, true), "{text}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing else is left there");
}

#[test]
fn what_cannot_be_exported_is_said_with_its_code() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let export = |meeting: &Path, file: &Path, more: &[&str]| {
        let more = more.iter().map(OsStr::new);
        let arguments: Vec<&OsStr> =
            ["--export".as_ref(), file.as_os_str()].into_iter().chain(more).collect();
        run(meeting, &arguments)
    };
    for (file, error) in [("wall.gif", "[X01]"), ("wall", "[X01]"), ("no such folder/wall.cast", "[X03]")] {
        let (code, text) = export(rehearsal(), &at(file), &[]);
        assert!(code == 2 && text.contains(error) && text.lines().count() == 3, "{text}");
    }
    let (code, text) = export(Path::new("no/such/meeting"), &at("a.cast"), &[]);
    assert!(code == 2 && text.contains("[J"), "{text}");
    for size in ["39x12", "80", "x", "241x70"] {
        let (code, text) = export(rehearsal(), &at("a.cast"), &["--size", size]);
        assert!(code == 2 && text.contains("40x12"), "{text}");
    }
    let (code, _) = run(rehearsal(), &["--size".as_ref(), "80x24".as_ref()]);
    assert_eq!(code, 2, "a size of nothing");

    let damaged = tempfile::tempdir().unwrap();
    let mut bytes = fs::read(rehearsal().join(JOURNAL)).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(damaged.path().join(JOURNAL), bytes).unwrap();
    let (code, text) = export(damaged.path(), &at("a.cast"), &[]);
    assert!(code == 4 && text.contains("J23"), "{text}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "no file and no part of one");
}

#[test]
fn the_head_of_each_act_is_that_of_its_last_record() {
    let chronicle = example();
    assert_ne!(chronicle.meeting, MeetingId::new([0; 16]));
    let loaded =
        changpiao::meeting::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sessions/example")).unwrap();
    let last = chronicle.acts.last().unwrap();
    assert_eq!(Some(last.hash), loaded.head.map(|head| head.hash));
    let records: usize = chronicle.acts.iter().map(|told| told.act.len()).sum();
    assert_eq!(records, 255);
}
