//! A recording as an asciicast, version 3: a line with the header, then one line for each event, each with the seconds since
//! the event before (`docs.asciinema.org/manual/asciicast/v3`). The agenda's chapters are its markers.

use super::cells::{self, Glyph};
use super::{LONGEST, Setting, Shot, colour, record, title};
use crate::meeting::Chronicle;
use crate::session::Impossible;
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};
use serde::Serialize;
use std::fmt::Write as _;

/// What hides the cursor and empties the screen.
const BEGIN: &str = "\u{1b}[?25l\u{1b}[0m\u{1b}[2J";

/// The asciicast of a meeting.
///
/// # Errors
/// The first event that could not have happened.
pub fn cast(chronicle: &Chronicle, setting: &Setting) -> Result<String, Impossible> {
    let mut text = String::new();
    let mut before: Option<Buffer> = None;
    record(chronicle, setting, |shot| {
        if before.is_none() {
            text = header(shot, setting);
        }
        event(&mut text, shot.wait, "o", &output(before.as_ref(), &shot.buffer));
        if let Some(chapter) = shot.chapter {
            event(&mut text, 0, "m", &chapter.to_string());
        }
        before = Some(shot.buffer.clone());
    })?;
    event(&mut text, LONGEST, "x", "0");
    Ok(text)
}

/// The first line.
#[derive(Serialize)]
struct Header {
    version: u8,
    term: Term,
    #[serde(skip_serializing_if = "Option::is_none")]
    timestamp: Option<u64>,
    idle_time_limit: u64,
    title: String,
}

/// The terminal that is played on.
#[derive(Serialize)]
struct Term {
    cols: u16,
    rows: u16,
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    theme: Option<Colours>,
}

/// Its colours.
#[derive(Serialize)]
struct Colours {
    fg: String,
    bg: String,
    palette: String,
}

fn header(shot: &Shot<'_>, setting: &Setting) -> String {
    let (cols, rows) = setting.size;
    let theme = match colour::seen(setting.theme.style(Role::Text)) {
        [Some(ink), Some(ground)] => {
            Some(Colours { fg: colour::hex(ink), bg: colour::hex(ground), palette: colour::palette() })
        }
        _ => None,
    };
    let header = Header {
        version: 3,
        term: Term { cols, rows, r#type: "xterm-256color", theme },
        timestamp: shot.timestamp(),
        idle_time_limit: LONGEST / 1_000,
        title: title(shot.wall, setting.lang),
    };
    // Numbers and texts: nothing in it can fail.
    serde_json::to_string(&header).unwrap_or_default() + "\n"
}

/// Appends an event.
fn event(text: &mut String, wait: u64, code: &str, content: &str) {
    let content = serde_json::Value::from(content);
    let _ = writeln!(text, "[{}.{:03}, \"{code}\", {content}]", wait / 1_000, wait % 1_000);
}

/// What a terminal is sent to show this wall in place of the one before.
fn output(before: Option<&Buffer>, now: &Buffer) -> String {
    let mut sent = Sent { text: String::new(), style: None };
    if before.is_none() {
        sent.text.push_str(BEGIN);
    }
    for y in now.area.top()..now.area.bottom() {
        for piece in cells::changed(before, now, y) {
            sent.piece(&piece, y);
        }
    }
    sent.text
}

/// What a terminal is sent.
struct Sent {
    text: String,
    style: Option<Style>,
}

impl Sent {
    /// A piece of a row. After a glyph of several characters, whose width terminals do not agree on, the next one is put in
    /// its place again.
    fn piece(&mut self, glyphs: &[Glyph<'_>], y: u16) {
        let mut placed = false;
        for glyph in glyphs {
            if !placed {
                let _ = write!(self.text, "\u{1b}[{};{}H", y + 1, glyph.x + 1);
            }
            if self.style != Some(glyph.style) {
                self.text.push_str(&sgr(glyph.style));
                self.style = Some(glyph.style);
            }
            self.text.push_str(glyph.symbol);
            placed = glyph.symbol.chars().nth(1).is_none();
        }
    }
}

/// The attributes of a style, from none on.
fn sgr(style: Style) -> String {
    const ATTRIBUTES: [(Modifier, u8); 5] = [
        (Modifier::BOLD, 1),
        (Modifier::DIM, 2),
        (Modifier::ITALIC, 3),
        (Modifier::UNDERLINED, 4),
        (Modifier::REVERSED, 7),
    ];
    let mut text = "\u{1b}[0".to_owned();
    for (modifier, number) in ATTRIBUTES {
        if style.add_modifier.contains(modifier) {
            let _ = write!(text, ";{number}");
        }
    }
    for (colour, number) in [(style.fg, 38), (style.bg, 48)] {
        if let Some(index) = colour.and_then(colour::index) {
            let _ = write!(text, ";{number};5;{index}");
        }
    }
    text.push('m');
    text
}
