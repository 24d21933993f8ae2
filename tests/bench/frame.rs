//! One key of the calling screen, from the key to the bytes for the terminal, against ratatui's cheapest frame.
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot run stops")]

#[cfg(test)]
mod turns;

use changpiao::agenda::{Kind, Plan};
use changpiao::cli::run::Held;
use changpiao::locale::Lang;
use changpiao::meeting::Meeting;
use changpiao::plan;
use changpiao::tui::backend::GlyphBackend;
use changpiao::tui::desk::Desk as _;
use changpiao::tui::model::App;
use changpiao::tui::theme::Theme;
use changpiao::tui::{update, view};
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;
use ratatui::widgets::Paragraph;
use ratatui::{Terminal, TerminalOptions, Viewport};
use std::io::{Sink, sink};
use std::path::Path;
use std::time::Duration;

/// A terminal that swallows what it is sent.
fn terminal(columns: u16, rows: u16) -> Terminal<GlyphBackend<Sink>> {
    let viewport = Viewport::Fixed(Rect::new(0, 0, columns, rows));
    Terminal::with_options(GlyphBackend::new(sink(), false), TerminalOptions { viewport }).unwrap()
}

/// A rehearsal of the measuring plan in the middle of its calling.
fn at_calling(folder: &Path) -> (Held, App) {
    let prepared = plan::load(Path::new("tests/bench/twelve.toml")).unwrap();
    let plan = Plan { rehearsal: true, ..prepared.plan };
    let mut meeting = Held::new(Meeting::create(folder, plan).unwrap());
    let mut app = App::new(Lang::Zh, Theme::default(), meeting.floor());
    let step = KeyEvent::from(KeyCode::F(8));
    while !meeting.floor().at_kind(Kind::Calling) {
        update::key(&mut app, &mut meeting, &step, Duration::ZERO);
    }
    for _ in 0..20 {
        update::key(&mut app, &mut meeting, &step, Duration::ZERO);
    }
    (meeting, app)
}

fn main() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let (mut meeting, mut app) = at_calling(folder.path());
    assert!(meeting.floor().at_kind(Kind::Calling));
    for (columns, rows) in [(80, 24), (120, 40), (200, 60)] {
        let (mut least, mut console) = (terminal(columns, rows), terminal(columns, rows));
        let mut keys = 0;
        let mut floor = || {
            keys += 1;
            let draw = |frame: &mut ratatui::Frame<'_>| {
                frame.render_widget(Paragraph::new(format!("READY {keys}")), frame.area());
            };
            least.draw(draw).unwrap();
        };
        let strike = KeyEvent::from(KeyCode::Char('3'));
        let mut program = || {
            update::key(&mut app, &mut meeting, &strike, Duration::ZERO);
            console.draw(|frame| view::draw(&mut app, &meeting, "09:42", frame)).unwrap();
        };
        let name = format!("key and frame {columns}×{rows}");
        turns::compare(&name, None, &mut floor, &mut program);
    }
}
