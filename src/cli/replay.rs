//! `changpiao replay`: a saved meeting again, step by step. Only reads.

use super::Look;
use super::run::{OnScreen, exit_code, refuse, take_terminal};
use crate::meeting::{MeetingError, load_acts};
use crate::tui::console::Left;
use crate::tui::replay::{self, Replay};
use std::io;
use std::path::Path;

/// Why a replay did not come about.
pub enum Failed {
    /// The terminal is gone.
    Gone(io::Error),
    /// The meeting cannot be read.
    Unreadable(MeetingError),
}

/// Replays a meeting on the whole screen.
///
/// # Errors
/// The terminal is gone.
pub fn run(meeting: &Path, look: &Look) -> io::Result<u8> {
    let mut replay = match read(meeting) {
        Ok(replay) => replay,
        Err(error) => return Ok(refuse(&error, look)),
    };
    let mut screen = match take_terminal(look) {
        Ok(screen) => screen,
        Err(code) => return Ok(code),
    };
    let left = replay::run(&mut screen.terminal, &screen.inbox, &mut replay, look.lang, look.theme)?;
    Ok(exit_code(left))
}

/// Replays a meeting on a terminal that is already taken.
///
/// # Errors
/// When the meeting cannot be read or the terminal is gone.
pub(super) fn on(meeting: &Path, screen: &mut OnScreen, look: &Look) -> Result<Left, Failed> {
    let mut replay = read(meeting).map_err(Failed::Unreadable)?;
    replay::run(&mut screen.terminal, &screen.inbox, &mut replay, look.lang, look.theme).map_err(Failed::Gone)
}

fn read(meeting: &Path) -> Result<Replay, MeetingError> {
    let mut acts = load_acts(meeting)?;
    if acts.is_empty() {
        return Err(MeetingError::empty(meeting));
    }
    let opening = acts.remove(0);
    Ok(Replay::new(&opening, acts)?)
}
