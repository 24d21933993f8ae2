//! A meeting in memory, and screens as text.

use changpiao::agenda::plan::Plan;
use changpiao::agenda::rehearsal::Room;
use changpiao::agenda::rejection::Trouble;
use changpiao::agenda::{self, Event, Floor};
use changpiao::journal::codec::{Place, encode};
use changpiao::journal::reader::{Ending, Reader};
use changpiao::journal::{Act, LineHash, MeetingId, Role, RunId, Stamp};
use changpiao::locale::Lang;
use changpiao::meeting::{Meeting, Steering};
use changpiao::session::{Recorded, Session};
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

/// A desk in memory: the meeting is real, its record is a list.
pub(crate) struct Memory {
    pub(crate) session: Session,
    /// Every act so far, the opening first.
    pub(crate) acts: Vec<Vec<Recorded>>,
    pub(crate) seq: u64,
    /// What the wall is asked for, where it can be steered.
    pub(crate) wall: Option<Steering>,
}

impl Memory {
    /// The meeting of a plan, just opened.
    pub(crate) fn new(plan: Plan) -> Self {
        let first = recorded(1, Session::opening(plan));
        let session = Session::open(std::slice::from_ref(&first)).unwrap();
        Self { session, acts: vec![vec![first]], seq: 1, wall: None }
    }

    /// The sample, to be rehearsed.
    pub(crate) fn sample() -> Self {
        Self::new(Plan { rehearsal: true, ..changpiao::plan::sample() })
    }

    pub(crate) fn record(&mut self, events: Vec<Event>) {
        let act: Vec<_> = (self.seq + 1..).zip(events).map(|(seq, event)| recorded(seq, event)).collect();
        self.seq += act.len() as u64;
        self.acts.push(act.clone());
        self.session.apply(act).unwrap();
    }
}

/// Every second another record: the times in a snapshot are the same on every machine.
fn recorded(seq: u64, event: Event) -> Recorded {
    let at = format!("2026-11-20T09:{:02}:{:02}+08:00", seq / 60 % 60, seq % 60);
    Recorded { seq, at, event }
}

impl Desk for Memory {
    fn floor(&self) -> &Floor {
        self.session.floor()
    }

    fn submit(&mut self, command: agenda::Command, lang: Lang) -> Result<(), Trouble> {
        let events = self.session.decide(&command).map_err(|why| why.trouble(lang))?;
        self.record(events);
        Ok(())
    }

    fn undo(&mut self, lang: Lang) -> Result<(), Trouble> {
        let event = self.session.undo().map_err(|why| why.trouble(lang))?;
        self.record(vec![event]);
        Ok(())
    }

    fn saved(&self) -> u64 {
        self.seq
    }

    fn last_act(&self) -> &[Recorded] {
        self.session.undoable().last().map_or(&[], Vec::as_slice)
    }

    fn followed(&self) -> Option<bool> {
        Some(true)
    }

    fn steering(&self) -> Option<&Steering> {
        self.wall.as_ref()
    }

    fn steer(&mut self, wall: Steering, _: Lang) -> Result<(), String> {
        self.wall = Some(wall);
        Ok(())
    }
}

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

/// The journal of these acts.
pub(crate) fn journal(acts: &[Vec<Recorded>]) -> Vec<u8> {
    let (meeting, run) = (MeetingId::new([7; 16]), RunId::new([7; 8]));
    let (mut bytes, mut prev) = (Vec::new(), LineHash::ZERO);
    for act in acts {
        let whole = Act { first: act[0].seq, count: act.len() as u64 };
        for Recorded { seq, at, event } in act {
            let place = Place { meeting, run, seq: *seq, prev, act: whole };
            prev = encode(&mut bytes, &place, &Stamp { t: at, up: 0, by: Role::Chair }, event).unwrap();
        }
    }
    bytes
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
