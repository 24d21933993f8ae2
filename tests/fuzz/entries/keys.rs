//! Key sequences: a rehearsal with its console, fed with whatever keys, pastes and sizes of the window.
//!
//! The first byte chooses a moment of a meeting, the second the language and what else is at hand; each further byte is a key or
//! begins something longer. Nothing panics, the identities of the count hold after every record, and at the end the record
//! replays to the same state.

use crate::identities::holds;
use crate::memory::Memory;
use changpiao::agenda::rehearsal::Room;
use changpiao::agenda::{Event, Plan, wall};
use changpiao::domain::procedure::Counting;
use changpiao::journal::codec::{Place, encode};
use changpiao::journal::parse::parse;
use changpiao::journal::{Act, LineHash, MeetingId, Role, RunId, Stamp};
use changpiao::locale::Lang;
use changpiao::meeting::Steering;
use changpiao::session::Session;
use changpiao::tui::desk::Desk;
use changpiao::tui::model::App;
use changpiao::tui::paste::Pasted;
use changpiao::tui::play::{Turn, turn};
use changpiao::tui::theme::Theme;
use changpiao::tui::{update, view};
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;
use std::sync::OnceLock;
use std::time::Duration;

/// The most bytes of one input that count: a sequence is no better for its length.
const MOST: usize = 512;

/// Keys without a character, by their byte; the function keys follow.
const SPECIAL: [KeyCode; 15] = [
    KeyCode::Enter,
    KeyCode::Esc,
    KeyCode::Tab,
    KeyCode::BackTab,
    KeyCode::Backspace,
    KeyCode::Up,
    KeyCode::Down,
    KeyCode::Left,
    KeyCode::Right,
    KeyCode::Home,
    KeyCode::End,
    KeyCode::PageUp,
    KeyCode::PageDown,
    KeyCode::Delete,
    KeyCode::Insert,
];

/// Characters beyond ASCII: full-width digits and signs, names, wide, combining and hidden ones.
const WIDE: &str = "０１２３４５６７８９＋－＊／　，。（）ＡＺ田志远何文静欧阳谭素芬张王李票同意买·𬭊𫍣①é\u{301}\u{200b}\u{202e}\u{feff}\u{1f600}\u{85}\u{7f}ß";

/// Widths and heights of windows.
const SIZES: [u16; 16] = [0, 1, 2, 7, 10, 19, 24, 30, 40, 59, 60, 80, 100, 120, 160, 250];

/// Presses the keys.
pub(crate) fn run(input: &[u8]) {
    let mut bytes = input.iter().copied().take(MOST);
    let mut console = Console::at(bytes.next().unwrap_or(0), bytes.next().unwrap_or(0));
    while let Some(byte) = bytes.next() {
        if console.app.leaving {
            break;
        }
        console.take(byte, &mut bytes);
    }
    console.replays();
}

/// Rehearsals at each kind of step, counted in each way.
fn moments() -> &'static [Memory] {
    static MOMENTS: OnceLock<Vec<Memory>> = OnceLock::new();
    MOMENTS.get_or_init(|| {
        let ways = [Counting::CalledOnce, Counting::KeyedTwice, Counting::Totals];
        ways.into_iter().flat_map(played).collect()
    })
}

/// A rehearsal where each kind of step begins.
fn played(counting: Counting) -> Vec<Memory> {
    let mut plan = Plan { rehearsal: true, ..changpiao::plan::sample() };
    plan.procedure.counting = counting;
    let room = Room::new(&plan);
    let mut meeting = Memory::new(plan);
    let (mut moments, mut seen) = (Vec::new(), Vec::new());
    loop {
        let kind = meeting.floor().here().map(|here| here.item.kind);
        if !seen.contains(&kind) {
            seen.push(kind);
            moments.push(meeting.clone());
        }
        let (Turn::Room(command) | Turn::GoOn(command)) = turn(meeting.floor(), &room) else {
            return moments;
        };
        meeting.submit(command, Lang::Zh).expect("the room does what can be done");
    }
}

struct Console {
    app: App,
    desk: Memory,
    size: (u16, u16),
    now: Duration,
    step: Duration,
    checked: u64,
}

impl Console {
    fn at(moment: u8, with: u8) -> Self {
        let moments = moments();
        let mut desk = moments[usize::from(moment) % moments.len()].clone();
        desk.wall = (with & 2 != 0).then(Steering::default);
        let lang = if with & 1 == 0 { Lang::Zh } else { Lang::En };
        let mut app = App::new(lang, Theme::default(), desk.floor());
        app.places = with & 4 != 0;
        let checked = desk.seq;
        Self { app, desk, size: (100, 30), now: Duration::ZERO, step: Duration::from_secs(1), checked }
    }

    /// One byte, and what belongs to it.
    fn take(&mut self, byte: u8, more: &mut impl Iterator<Item = u8>) {
        let mut next = || more.next().unwrap_or(0);
        match byte {
            0..=26 => self.press(KeyEvent::from(special(byte))),
            27 => self.press(KeyEvent::new(KeyCode::Char(char::from(next())), KeyModifiers::CONTROL)),
            28 => {
                let (key, with) = (next(), next());
                let code = if with < 128 { special(key % 27) } else { KeyCode::Char(char::from(key)) };
                let kinds = [KeyEventKind::Press, KeyEventKind::Repeat, KeyEventKind::Release];
                let modifiers = KeyModifiers::from_bits_truncate((with >> 2) & 31);
                self.press(KeyEvent::new_with_kind(code, modifiers, kinds[usize::from(with % 3)]));
            }
            29 => {
                let text: Vec<u8> = (0..next()).map_while(|_| more.next()).collect();
                update::paste(&mut self.app, &Pasted::new(&String::from_utf8_lossy(&text)));
            }
            30 => {
                self.size = (SIZES[usize::from(next()) % 16], SIZES[usize::from(next()) % 16]);
                update::resized(&mut self.app, Size::new(self.size.0, self.size.1));
                self.draw();
            }
            31 => self.step = Duration::from_millis(10 * u64::from(next())),
            127 => (0..next() % 32).for_each(|_| self.press(KeyEvent::from(KeyCode::F(8)))),
            32..=126 => self.press(KeyEvent::from(KeyCode::Char(char::from(byte)))),
            128.. => {
                let at = usize::from(byte - 128) % WIDE.chars().count();
                self.press(KeyEvent::from(KeyCode::Char(WIDE.chars().nth(at).unwrap_or('票'))));
            }
        }
    }

    fn press(&mut self, event: KeyEvent) {
        if self.app.leaving {
            return;
        }
        self.now += self.step;
        update::key(&mut self.app, &mut self.desk, &event, self.now);
        if self.desk.seq != self.checked {
            self.checked = self.desk.seq;
            holds(self.desk.floor());
            wall::frame(self.desk.floor());
            self.draw();
        }
    }

    fn draw(&mut self) {
        let mut terminal =
            Terminal::new(TestBackend::new(self.size.0, self.size.1)).expect("a window in memory");
        terminal
            .draw(|frame| view::draw(&mut self.app, &self.desk, "09:42", frame))
            .expect("a window in memory takes everything");
    }

    /// The record leads to the same state, and each event is the same after it was written and read.
    fn replays(&mut self) {
        self.draw();
        let mut acts = self.desk.acts.iter();
        let mut replayed = Session::open(acts.next().expect("it was opened")).expect("it was opened before");
        for act in acts {
            replayed.apply(act.clone()).expect("what happened can happen again");
        }
        assert_eq!(replayed.floor(), self.desk.floor());
        assert_eq!(replayed.floor().digest(), self.desk.floor().digest());
        assert_eq!(replayed.undoable(), self.desk.session.undoable());
        for recorded in self.desk.acts.iter().skip(1).flatten() {
            assert_eq!(written_and_read(&recorded.event), recorded.event);
        }
    }
}

fn special(byte: u8) -> KeyCode {
    let function = byte.saturating_sub(14);
    SPECIAL.get(usize::from(byte)).copied().unwrap_or(KeyCode::F(function))
}

fn written_and_read(event: &Event) -> Event {
    let mut line = Vec::new();
    let act = Act { first: 1, count: 1 };
    let (meeting, run) = (MeetingId::new([7; 16]), RunId::new([7; 8]));
    let place = Place { meeting, run, seq: 1, prev: LineHash::ZERO, act };
    let stamp = Stamp { t: "2026-11-21T09:30:00.000+08:00", up: 0, by: Role::Chair };
    encode(&mut line, &place, &stamp, event).expect("what was decided can be written");
    line.pop();
    parse(&line).expect("what was written can be read").event().expect("it is the same event")
}
