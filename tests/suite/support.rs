//! A meeting in memory, and screens as text.

pub(crate) use super::memory::{Memory, journal};
use changpiao::agenda::Event;
use changpiao::agenda::Floor;
use changpiao::agenda::plan::Plan;
use changpiao::agenda::rehearsal::Room;
use changpiao::journal::reader::{Ending, Reader};
use changpiao::locale::Lang;
use changpiao::meeting::Meeting;
use changpiao::session::Recorded;
use changpiao::tui::backend::buffer_to_text;
use changpiao::tui::desk::Desk;
use changpiao::tui::model::App;
use changpiao::tui::play::{Turn, turn};
use changpiao::tui::theme::Theme;
use changpiao::tui::{update, view, wall};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::backend::TestBackend;
use ratatui::{Frame, Terminal};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

/// A chair at a desk in memory.
pub(crate) struct Chair {
    pub(crate) app: App,
    pub(crate) desk: Memory,
    presses: u32,
}

impl Chair {
    pub(crate) fn new(lang: Lang, desk: Memory) -> Self {
        let app = App::new(lang, Theme::default(), desk.floor());
        Self { app, desk, presses: 0 }
    }

    /// Presses a key; a second passes between keys.
    pub(crate) fn press(&mut self, code: KeyCode) {
        self.event(&KeyEvent::from(code));
    }

    /// Presses a Ctrl chord.
    pub(crate) fn chord(&mut self, letter: char) {
        self.event(&KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL));
    }

    /// Types a text.
    pub(crate) fn type_in(&mut self, text: &str) {
        for c in text.chars() {
            self.press(KeyCode::Char(c));
        }
    }

    fn event(&mut self, event: &KeyEvent) {
        self.presses += 1;
        let now = Duration::from_secs(u64::from(self.presses));
        update::key(&mut self.app, &mut self.desk, event, now);
    }

    /// Lets the room play until the step shows what is looked for.
    pub(crate) fn play_until(&mut self, reached: impl Fn(&Floor) -> bool) {
        for _ in 0..2_000 {
            if reached(self.desk.floor()) {
                return;
            }
            let before = self.desk.seq;
            self.press(KeyCode::F(8));
            assert!(self.desk.seq > before, "the rehearsal stands still:\n{}", self.shown(100, 30));
        }
        panic!("not reached");
    }

    /// The console as text.
    pub(crate) fn shown(&mut self, columns: u16, rows: u16) -> String {
        drawn(columns, rows, |frame| view::draw(&mut self.app, &self.desk, "09:42", frame))
    }

    /// The wall as text.
    pub(crate) fn wall(&self, columns: u16, rows: u16) -> String {
        let shown = changpiao::agenda::wall::frame(self.desk.floor());
        drawn(columns, rows, |frame| {
            let area = frame.area();
            let mut pen = view::pen::Pen::new(frame.buffer_mut(), Theme::default());
            wall::draw(&shown, Some("3f9a c210"), self.app.lang, &mut pen, area);
        })
    }
}

/// What is drawn, as text.
pub(crate) fn drawn(columns: u16, rows: u16, draw: impl FnOnce(&mut Frame<'_>)) -> String {
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    terminal.draw(draw).unwrap();
    buffer_to_text(terminal.backend().buffer())
}

/// The acts of a journal.
pub(crate) fn read_back(journal: &[u8]) -> Vec<Vec<Recorded>> {
    let mut acts: Vec<Vec<Recorded>> = Vec::new();
    let mut reader = Reader::new(journal);
    while let Some(record) = reader.next_record().unwrap() {
        let recorded =
            Recorded { seq: record.seq, at: record.t.to_owned(), event: record.event::<Event>().unwrap() };
        if record.act.first == record.seq {
            acts.push(Vec::new());
        }
        acts.last_mut().unwrap().push(recorded);
    }
    assert!(matches!(reader.finish().unwrap().1, Ending::Clean));
    acts
}

/// A rehearsal of the sample played to its seal, on disk below a folder; where it lies.
pub(crate) fn sealed(below: &Path) -> PathBuf {
    played(below, Plan { rehearsal: true, ..changpiao::plan::sample() }, |_| {})
}

/// A meeting of this plan played to its seal, with something done at every turn; where it lies.
pub(crate) fn played(below: &Path, plan: Plan, mut at_every_turn: impl FnMut(&mut Meeting)) -> PathBuf {
    let room = Room::new(&plan);
    let mut meeting = Meeting::create(below, plan).unwrap();
    while let Turn::Room(command) | Turn::GoOn(command) = turn(meeting.floor(), &room) {
        meeting.submit(&command).unwrap();
        if meeting.floor().course.closed.is_none() {
            at_every_turn(&mut meeting);
        }
    }
    assert!(meeting.floor().course.closed.is_some());
    meeting.folder().to_owned()
}

/// The program itself, in English.
pub(crate) fn program(arguments: &[&OsStr]) -> Output {
    let program =
        Command::new(env!("CARGO_BIN_EXE_changpiao")).args(["--lang", "en"]).args(arguments).output();
    program.unwrap()
}

/// A Python 3 that works, if this machine has one.
pub(crate) fn python() -> Option<&'static str> {
    let works = |name: &&str| {
        Command::new(name).args(["-c", "import hashlib"]).output().is_ok_and(|out| out.status.success())
    };
    ["python3", "python"].into_iter().find(works)
}
