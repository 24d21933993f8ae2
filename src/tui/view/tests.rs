//! Every screen as text, walked through the rehearsal of the sample.

use crate::agenda::rejection::Trouble;
use crate::agenda::{Command, Floor, sample};
use crate::locale::Lang;
use crate::session::{Recorded, Session};
use crate::tui::backend::buffer_to_text;
use crate::tui::desk::Desk;
use crate::tui::model::App;
use crate::tui::theme::Theme;
use crate::tui::update;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::time::Duration;

/// A desk in memory.
struct Memory {
    session: Session,
    seq: u64,
}

impl Memory {
    fn new() -> Self {
        let event = Session::opening(sample::plan());
        let first = Recorded { seq: 1, at: "2026-11-20T09:00:00+08:00".into(), event };
        Self { session: Session::open(&first).unwrap(), seq: 1 }
    }

    fn record(&mut self, events: Vec<crate::agenda::Event>) {
        let stamp = |event| {
            self.seq += 1;
            Recorded { seq: self.seq, at: "2026-11-20T09:30:00+08:00".into(), event }
        };
        let act = events.into_iter().map(stamp).collect();
        self.session.apply(act).unwrap();
    }
}

impl Desk for Memory {
    fn floor(&self) -> &Floor {
        self.session.floor()
    }
    fn submit(&mut self, command: Command, lang: Lang) -> Result<(), Trouble> {
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
}

fn shown(app: &mut App, desk: &Memory, columns: u16, rows: u16) -> String {
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    terminal.draw(|frame| super::draw(app, desk, "09:42", frame)).unwrap();
    buffer_to_text(terminal.backend().buffer())
}

fn press(app: &mut App, desk: &mut Memory, code: KeyCode) {
    update::key(app, desk, &KeyEvent::from(code), Duration::from_secs(desk.seq));
}

#[test]
fn look() {
    let lang = if std::env::var("L").is_ok() { Lang::En } else { Lang::Zh };
    let size: Vec<u16> =
        std::env::var("S").unwrap_or("80x24".into()).split('x').map(|n| n.parse().unwrap()).collect();
    let mut desk = Memory::new();
    let mut app = App::new(lang, Theme::default(), desk.floor());
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..400 {
        let kind = desk.floor().here().map(|here| here.item.kind);
        if seen.insert(kind) {
            println!("=== {kind:?}\n{}", shown(&mut app, &desk, size[0], size[1]));
        }
        let before = desk.seq;
        press(&mut app, &mut desk, KeyCode::F(8));
        if desk.seq == before {
            println!("stuck {kind:?}\n{}", shown(&mut app, &desk, size[0], size[1]));
            break;
        }
    }
}
