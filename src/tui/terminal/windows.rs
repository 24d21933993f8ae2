//! The terminal on Windows. A closed window ends the process by itself; Ctrl+C is an ordinary key in raw mode; a paste
//! comes as keys, so bracketed paste stays off.

use crate::tui::events::Outbox;
use crate::tui::events::reading::{Arrival, Ready, Source};
use crate::tui::probe::{self, Width};
use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::style::{Print, ResetColor};
use crossterm::terminal::{Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{event, execute, queue};
use std::io::{self, Write};
use std::time::Duration;

/// Enters the second screen; the console says at once where the cursor stands after the probe's sample.
pub(super) fn open(out: &mut impl Write, probe: bool) -> io::Result<Option<Width>> {
    execute!(out, EnterAlternateScreen, Hide)?;
    if !probe {
        return Ok(None);
    }
    execute!(out, MoveTo(0, 0), Print(probe::SAMPLE))?;
    let width = crossterm::cursor::position().map(|(column, _)| probe::width_of(column)).ok();
    queue!(out, Clear(ClearType::All))?;
    out.flush()?;
    Ok(width)
}

/// Leaves it.
pub(super) fn close() -> io::Result<()> {
    execute!(io::stdout(), ResetColor, LeaveAlternateScreen, Show)
}

/// Starts the reading thread.
pub(super) fn listen(outbox: &Outbox, _probing: bool) -> io::Result<()> {
    super::read(Console, outbox)
}

/// The console as a source of events.
struct Console;

impl Source for Console {
    fn wait(&mut self) -> Ready {
        match event::poll(Duration::from_hours(1)) {
            Ok(_) => Ready::Events,
            Err(_) => Ready::Gone,
        }
    }

    fn next(&mut self) -> io::Result<Option<Arrival>> {
        if event::poll(Duration::ZERO)? { event::read().map(Arrival::Event).map(Some) } else { Ok(None) }
    }
}
