//! `changpiao replay`: a saved meeting again, step by step. Only reads.

pub mod export;

use super::Look;
use super::run::{OnScreen, exit_code, refuse, take_terminal};
use crate::meeting::{MeetingError, load_acts};
use crate::tui::console::Left;
use crate::tui::recording::SIZES;
use crate::tui::replay::{self, Replay};
use std::io;
use std::path::Path;

/// The examples of the help page.
pub fn help() -> &'static str {
    "例 Examples:\n  \
     changpiao replay sessions/example\n  \
     changpiao replay sessions/example --export wall.cast && asciinema play wall.cast\n  \
     changpiao replay sessions/example --export wall.html --size 120x40 --theme light --lang zh"
}

/// Reads `COLSxROWS`.
///
/// # Errors
/// What is wrong with it, in both languages.
pub fn size(text: &str) -> Result<(u16, u16), String> {
    let [least, most] = SIZES;
    let sides = text.split_once(['x', 'X', '×']);
    let sides = sides.and_then(|(columns, rows)| Some((columns.parse().ok()?, rows.parse().ok()?)));
    match sides {
        Some((columns, rows))
            if (least.0..=most.0).contains(&columns) && (least.1..=most.1).contains(&rows) =>
        {
            Ok((columns, rows))
        }
        _ => {
            let (from, to) = (format!("{}x{}", least.0, least.1), format!("{}x{}", most.0, most.1));
            Err(format!("列数x行数，{from} 到 {to} columns x rows, from {from} to {to}"))
        }
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_columns_and_rows() {
        assert_eq!(size("80x24"), Ok((80, 24)));
        assert_eq!(size("240X70"), Ok((240, 70)));
        assert_eq!(size("120×40"), Ok((120, 40)));
        for wrong in ["", "80", "80x", "x24", "39x24", "80x11", "241x70", "80x24x1", "-80x24", "99999999x24"]
        {
            let told = size(wrong).unwrap_err();
            assert!(told.contains("40x12") && told.contains("240x70"), "{wrong}");
        }
    }
}
