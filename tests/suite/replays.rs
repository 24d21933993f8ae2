//! The replay as people see it: every size, both languages, the console's view and the wall's, and what its keys do.

use super::screens::{SIZES, WALLS, name};
use super::support::{Chair, Memory, drawn};
use changpiao::agenda::notable::Notable;
use changpiao::agenda::{Command, Event, Kind, calling, course, record};
use changpiao::domain::Mark;
use changpiao::locale::Lang;
use changpiao::session::Recorded;
use changpiao::tui::desk::Desk;
use changpiao::tui::model::App;
use changpiao::tui::replay::play::Speed;
use changpiao::tui::replay::{self, Open, Replay};
use changpiao::tui::theme::{ASCII, Theme};
use changpiao::tui::view;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::fmt::Write as _;
use std::time::Duration;
use unicode_width::UnicodeWidthStr;

/// A rehearsal with an undo, a note, a paper put right and a program that stopped on the way.
fn meeting() -> Vec<Vec<Recorded>> {
    let mut chair = Chair::new(Lang::Zh, Memory::sample());
    chair.play_until(|floor| floor.at_kind(Kind::Quorum));
    chair.press(KeyCode::F(8));
    chair.desk.undo(Lang::Zh).unwrap();
    let submit = |chair: &mut Chair, command: Command| chair.desk.submit(command, Lang::Zh).unwrap();
    submit(&mut chair, course::Command::TakeNote { text: "空调已修好".into() }.into());
    chair.play_until(|floor| floor.at_kind(Kind::Calling));
    for _ in 0..6 {
        chair.press(KeyCode::F(8));
    }
    Memory::record(&mut chair.desk, vec![record::Event::Resumed {}.into()]);
    let marks = Some(vec![Mark::Approve, Mark::Approve, Mark::Against, Mark::Against]);
    let reason = "读错一票".to_owned();
    submit(&mut chair, calling::Command::Rewrite { number: 4, marks, write_ins: None, reason }.into());
    chair.play_until(|floor| floor.here().is_none());
    chair.desk.acts
}

struct Viewer {
    app: App,
    replay: Replay,
}

impl Viewer {
    fn new(lang: Lang, acts: &[Vec<Recorded>]) -> Self {
        let replay = Replay::new(&acts[0], acts[1..].to_vec()).unwrap();
        let app = replay::viewer(lang, Theme::default(), &replay);
        Self { app, replay }
    }

    /// Presses a key; says whether the person leaves.
    fn press(&mut self, code: KeyCode) -> bool {
        replay::key(&mut self.app, &mut self.replay, &KeyEvent::from(code))
    }

    fn type_in(&mut self, text: &str) {
        for c in text.chars() {
            assert!(!self.press(KeyCode::Char(c)));
        }
    }

    fn go_to(&mut self, at: usize) {
        self.replay.go_to(at);
        self.app.follow(self.replay.floor());
    }

    /// Goes to where a kind of step was first done.
    fn at_kind(&mut self, kind: Kind) {
        let found = (0..=self.replay.len()).find(|at| self.replay.history().floor(*at).at_kind(kind));
        self.go_to(found.expect("the meeting comes there"));
    }

    fn shown(&mut self, (columns, rows): (u16, u16)) -> String {
        drawn(columns, rows, |frame| view::replay::draw(&mut self.app, &self.replay, frame))
    }
}

/// A way through a replay, each place under its name.
fn seen(acts: &[Vec<Recorded>], lang: Lang, size: (u16, u16), wall: bool) -> String {
    let mut viewer = Viewer::new(lang, acts);
    let mut text = String::new();
    if wall {
        viewer.press(KeyCode::F(5));
    }
    let mut show = |viewer: &mut Viewer, name: &str| {
        let _ = writeln!(text, "== {name}\n{}", viewer.shown(size));
    };
    show(&mut viewer, "before anything");
    viewer.press(KeyCode::PageDown);
    viewer.press(KeyCode::Char(' '));
    viewer.press(KeyCode::Char(']'));
    viewer.press(KeyCode::Char(']'));
    show(&mut viewer, "it runs");
    viewer.press(KeyCode::Char(' '));
    viewer.press(KeyCode::Char('>'));
    show(&mut viewer, "an undo");
    viewer.press(KeyCode::Char('>'));
    show(&mut viewer, "a correction");
    viewer.press(KeyCode::Tab);
    show(&mut viewer, "a figure and what made it");
    viewer.press(KeyCode::Enter);
    viewer.press(KeyCode::Up);
    show(&mut viewer, "an act that made it");
    viewer.press(KeyCode::Enter);
    show(&mut viewer, "gone there");
    viewer.press(KeyCode::Esc);
    viewer.press(KeyCode::Esc);
    viewer.press(KeyCode::Char('9'));
    viewer.type_in(":77");
    viewer.press(KeyCode::Enter);
    show(&mut viewer, "no time");
    viewer.press(KeyCode::Esc);
    viewer.press(KeyCode::F(1));
    show(&mut viewer, "the keys");
    viewer.press(KeyCode::F(1));
    viewer.press(KeyCode::End);
    show(&mut viewer, "the end");
    viewer.press(KeyCode::Tab);
    show(&mut viewer, "the figures of the whole meeting");
    text
}

#[test]
fn the_consoles_view_of_a_replay() {
    let acts = meeting();
    for lang in [Lang::Zh, Lang::En] {
        for size in SIZES {
            insta::assert_snapshot!(name("replay", lang, size), seen(&acts, lang, size, false));
        }
    }
    insta::assert_snapshot!(name("replay", Lang::Zh, (60, 18)), seen(&acts, Lang::Zh, (60, 18), false));
}

#[test]
fn the_walls_view_of_a_replay() {
    let acts = meeting();
    for lang in [Lang::Zh, Lang::En] {
        for size in WALLS {
            insta::assert_snapshot!(name("replay_wall", lang, size), seen(&acts, lang, size, true));
        }
    }
}

#[test]
fn a_replay_says_so_on_every_view_and_a_rehearsal_too() {
    let acts = meeting();
    for (lang, replay, rehearsal) in [(Lang::Zh, "回放", "演练"), (Lang::En, "REPLAY", "REHEARSAL")] {
        let mut viewer = Viewer::new(lang, &acts);
        for at in (0..=viewer.replay.len()).step_by(11).chain([viewer.replay.len()]) {
            viewer.go_to(at);
            for (size, turn) in [((60, 18), true), ((40, 12), true), ((100, 30), false)] {
                if turn && size == (60, 18) {
                    viewer.press(KeyCode::F(5));
                }
                let shown = viewer.shown(size);
                let first = shown.lines().next().unwrap();
                assert!(first.contains(replay) && first.contains(rehearsal), "{at}:\n{shown}");
                for line in shown.lines() {
                    assert!(line.width() <= usize::from(size.0), "{line}");
                }
                if !turn {
                    viewer.press(KeyCode::F(5));
                    viewer.press(KeyCode::F(5));
                    viewer.press(KeyCode::F(5));
                }
            }
        }
    }
}

#[test]
fn a_replay_runs_by_the_times_on_record_and_stops_at_the_end() {
    let acts = meeting();
    let mut viewer = Viewer::new(Lang::Zh, &acts);
    let second = Duration::from_secs(1);
    assert!(!viewer.replay.pass(60 * second), "it stands");
    viewer.press(KeyCode::Char(' '));
    let mut positions = vec![0];
    for _ in 0..10 {
        viewer.replay.pass(second);
        positions.push(viewer.replay.at());
    }
    let before = positions.clone();
    positions.dedup();
    assert!(positions.len() > 4 && before.is_sorted(), "{before:?}");
    viewer.type_in("]]]]]]]]]");
    assert_eq!(viewer.replay.player.speed, Speed::MOST);
    let all = viewer.replay.len();
    let frames =
        (0..100_000).take_while(|_| viewer.replay.pass(Duration::from_millis(33)) || viewer.replay.player.on);
    let frames = frames.count();
    assert_eq!((viewer.replay.at(), viewer.replay.player.on), (all, false));
    assert!(frames <= all, "{frames} frames of {all} acts");
    assert_eq!(viewer.replay.pause(), None, "nothing wakes a replay that stands");
    viewer.press(KeyCode::Char(' '));
    assert_eq!((viewer.replay.at(), viewer.replay.player.on), (0, true), "again from the beginning");
}

#[test]
fn undone_acts_and_corrections_are_shown_as_they_were_at_the_time() {
    let acts = meeting();
    let mut viewer = Viewer::new(Lang::En, &acts);
    let marks: Vec<Notable> = viewer.replay.marks().iter().map(|(_, mark)| *mark).collect();
    assert_eq!(marks, [Notable::Undo, Notable::Note, Notable::Interruption, Notable::Correction]);
    viewer.press(KeyCode::Char('>'));
    let undo = viewer.replay.at();
    let [after, before, first] = [undo, undo - 1, undo - 2].map(|at| viewer.replay.history().floor(at));
    assert_eq!(after, first, "an undo restores");
    assert_ne!(after, before, "what was taken back is there until then");
    viewer.press(KeyCode::Left);
    assert_eq!(viewer.replay.floor(), &before);
    viewer.press(KeyCode::Char('>'));
    viewer.press(KeyCode::Char('>'));
    let corrected = viewer.replay.at();
    let paper = |viewer: &Viewer| {
        let round = viewer.replay.floor().here().unwrap().round().unwrap();
        round.entered[3].paper.marks.clone()
    };
    let right = paper(&viewer);
    viewer.press(KeyCode::Left);
    assert_ne!(paper(&viewer), right, "before the correction the paper is as it was keyed");
    viewer.press(KeyCode::Right);
    viewer.press(KeyCode::Char('>'));
    assert_eq!(viewer.replay.at(), corrected, "there is no further one");
    viewer.press(KeyCode::Char('<'));
    viewer.press(KeyCode::Char('<'));
    assert_eq!(viewer.replay.at(), undo, "nor one before the first");
}

#[test]
fn a_time_is_typed_and_gone_to() {
    let acts = meeting();
    let mut viewer = Viewer::new(Lang::Zh, &acts);
    let clock = |viewer: &Viewer| viewer.replay.stamp()[11..16].to_owned();
    viewer.type_in("09:02");
    assert_eq!(viewer.replay.at(), 0, "Enter goes there");
    viewer.press(KeyCode::Enter);
    assert_eq!(clock(&viewer), "09:02");
    assert!(matches!(viewer.replay.open, Open::Nothing));
    viewer.press(KeyCode::F(3));
    viewer.type_in("-1");
    viewer.press(KeyCode::Enter);
    assert_eq!(clock(&viewer), "09:01");
    viewer.press(KeyCode::F(3));
    viewer.type_in("x");
    viewer.press(KeyCode::Enter);
    assert!(matches!(viewer.replay.open, Open::Time(_, true)), "what is no time is said to be none");
    let at = viewer.replay.at();
    assert!(!viewer.press(KeyCode::Esc));
    assert_eq!((viewer.replay.at(), matches!(viewer.replay.open, Open::Nothing)), (at, true));
    assert!(viewer.press(KeyCode::Esc), "nothing is open any more: it leaves");
}

#[test]
fn the_cursor_on_a_figure_leads_to_the_acts_that_made_it() {
    let acts = meeting();
    for wall in [false, true] {
        let mut viewer = Viewer::new(Lang::Zh, &acts);
        if wall {
            viewer.press(KeyCode::F(5));
        }
        viewer.at_kind(Kind::Compare);
        let at = viewer.replay.at();
        viewer.press(KeyCode::Tab);
        let Open::Figures(asked) = &viewer.replay.open else { panic!("the figures are open") };
        let approvals = viewer.replay.floor().here().unwrap().round().unwrap().tally.printed[0].approve;
        assert_eq!(asked.causes.last().unwrap().after.words(Lang::Zh), approvals.to_string());
        let first = asked.causes[0].at;
        viewer.press(KeyCode::Enter);
        viewer.press(KeyCode::Home);
        viewer.press(KeyCode::Enter);
        assert_eq!(viewer.replay.at(), first);
        let called = |recorded: &Recorded| matches!(recorded.event, Event::Calling(_) | Event::Examine(_));
        assert!(viewer.replay.last().unwrap().iter().any(called));
        let Open::Figures(asked) = &viewer.replay.open else { panic!("still open") };
        assert!(asked.causes.iter().any(|cause| cause.at > first && cause.at <= at), "the list stays");
        viewer.press(KeyCode::Esc);
        viewer.press(KeyCode::Tab);
        let Open::Figures(asked) = &viewer.replay.open else { panic!("still open") };
        assert_eq!((asked.chosen, asked.entry), (1, None));
        assert!(asked.causes.iter().all(|cause| cause.at <= first), "asked again where the replay stands");
        viewer.press(KeyCode::Esc);
        assert!(matches!(viewer.replay.open, Open::Nothing));
    }
}

#[test]
fn a_figure_follows_the_replay() {
    let acts = meeting();
    let mut viewer = Viewer::new(Lang::Zh, &acts);
    viewer.at_kind(Kind::RollCall);
    viewer.press(KeyCode::Tab);
    viewer.press(KeyCode::Down);
    let mut last = 0;
    for _ in 0..6 {
        viewer.press(KeyCode::Right);
        let Open::Figures(asked) = &viewer.replay.open else { panic!("still open") };
        assert_eq!(asked.chosen, 1);
        let value = asked.figure().unwrap().value(viewer.replay.floor());
        let told = asked.causes.last().map(|cause| cause.after.clone());
        assert!(told.is_none_or(|told| told == value));
        last = last.max(asked.causes.len());
    }
    assert!(last > 0);
}

#[test]
fn signs_of_one_width_can_be_asked_for() {
    let acts = meeting();
    let mut viewer = Viewer::new(Lang::En, &acts);
    viewer.app.theme.glyphs = ASCII;
    viewer.press(KeyCode::Char('>'));
    viewer.press(KeyCode::Tab);
    let shown = viewer.shown((80, 24));
    viewer.press(KeyCode::Esc);
    viewer.press(KeyCode::F(1));
    let help = viewer.shown((80, 24));
    for sign in ['─', '│', '┌', '✓', '▶', '●', '…', '⌫', '↑', '→', '×', '━', '✗'] {
        assert!(!shown.contains(sign) && !help.contains(sign), "{sign}\n{shown}\n{help}");
    }
}

#[test]
fn nothing_that_is_pressed_changes_the_record() {
    let acts = meeting();
    let mut viewer = Viewer::new(Lang::Zh, &acts);
    let keys: Vec<KeyCode> = (1..=12)
        .map(KeyCode::F)
        .chain([
            KeyCode::Enter,
            KeyCode::Tab,
            KeyCode::Up,
            KeyCode::Right,
            KeyCode::Delete,
            KeyCode::Backspace,
        ])
        .chain("ab12 .[]<>".chars().map(KeyCode::Char))
        .collect();
    for turn in 0..400_usize {
        viewer.press(keys[turn * 13 % keys.len()]);
        let letter = char::from(b'a' + u8::try_from(turn % 26).unwrap());
        let chord = KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL);
        replay::key(&mut viewer.app, &mut viewer.replay, &chord);
        viewer.shown((80, 24));
    }
    assert_eq!(viewer.replay.history().acts(), &acts[1..]);
    let end = viewer.replay.len();
    viewer.go_to(end);
    assert!(viewer.replay.floor().course.closed.is_some());
}
