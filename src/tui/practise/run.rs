//! The loop of a practice: sleep until a key, draw once.

use super::{Practice, console, key};
use crate::locale::Lang;
use crate::tui::console::Left;
use crate::tui::events::{Inbox, Input};
use crate::tui::model::App;
use crate::tui::probe::Width;
use crate::tui::terminal::Terminal;
use crate::tui::theme::{self, Theme};
use crate::tui::tone::Tones;
use crate::tui::{update, view};
use std::io;
use std::time::{Duration, Instant};

/// Practises until the person leaves or the program has to end.
///
/// # Errors
/// The terminal is gone.
pub fn run(
    terminal: &mut Terminal,
    inbox: &Inbox,
    practice: &mut Practice,
    (lang, theme, tones): (Lang, Theme, Tones),
) -> io::Result<Left> {
    let start = Instant::now();
    let mut app = console(lang, theme, tones, practice);
    loop {
        terminal.draw(|frame| view::practise::draw(&mut app, practice, frame))?;
        terminal.sound(app.tones.take())?;
        let (mut left, mut resumed) = (None, false);
        inbox.wait(None, |input| {
            resumed |= input == Input::Resumed;
            if left.is_none() {
                left = obey(&mut app, practice, input, start.elapsed());
            }
        });
        if let Some(left) = left {
            return Ok(left);
        }
        if resumed {
            terminal.resume()?;
        }
    }
}

/// Obeys an input; says how the practice is left, if it is.
fn obey(app: &mut App, practice: &mut Practice, input: Input, now: Duration) -> Option<Left> {
    match input {
        Input::Key(event) => return key(app, practice, &event, now).then_some(Left::Quit),
        Input::Paste(pasted) if !app.layers.is_empty() => update::paste(app, &pasted),
        Input::Ambiguous(Width::Wide) => app.theme.glyphs = theme::ASCII,
        Input::End(why) => return Some(Left::Ended(why)),
        Input::Paste(_)
        | Input::Resumed
        | Input::Ambiguous(_)
        | Input::Resized
        | Input::News
        | Input::Clock => {}
    }
    None
}
