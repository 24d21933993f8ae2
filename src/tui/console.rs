//! The console's loop: sleep until something happens, take all of it, draw once.

use super::desk::Desk;
use super::events::{Ending, Inbox, Input};
use super::model::{App, Message};
use super::probe::Width;
use super::stall::Typed;
use super::terminal::Terminal;
use super::theme;
use super::{update, view};
use chrono::{Local, Timelike};
use std::io;
use std::time::{Duration, Instant};

/// How a screen was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// The person went.
    Quit,
    /// The program has to end.
    Ended(Ending),
}

/// The time of day as headers show it.
pub(crate) fn clock() -> String {
    Local::now().format("%H:%M").to_string()
}

/// How long the time of day stays as it is.
pub(crate) fn until_next_minute() -> Duration {
    Duration::from_secs(u64::from(60 - Local::now().second().min(59)))
}

/// Tells what changed by itself, unless something more important stands there.
fn tell(app: &mut App, desk: &mut impl Desk) {
    if let Some(news) = desk.news(app.lang)
        && !matches!(app.message, Some(Message::Trouble(_)))
    {
        app.message = Some(Message::Note(news));
    }
}

/// Runs the console until the person leaves or the program has to end.
///
/// # Errors
/// The terminal cannot be drawn to: it is gone. Everything submitted is on record.
pub fn run(terminal: &mut Terminal, inbox: &Inbox, app: &mut App, desk: &mut impl Desk) -> io::Result<Left> {
    let start = Instant::now();
    app.leaving = false;
    loop {
        let time = clock();
        let beat = desk.beat();
        app.wall.now = Some(Local::now().fixed_offset());
        app.wall.pages.turn(Instant::now());
        terminal.draw(|frame| view::draw(app, desk, &time, frame))?;
        let mut ended = None;
        let mut resumed = false;
        let mut blind: Option<Typed> = None;
        let page = app.wall.pages.page(Instant::now());
        let pause = [Some(until_next_minute()), beat, page].into_iter().flatten().min();
        let mut apply = |input, app: &mut App, blind: &mut Option<Typed>| match input {
            _ if app.leaving || ended.is_some() => {}
            Input::Key(event) if blind.as_mut().is_some_and(|typed| !typed.counts(app, &event)) => {}
            Input::Key(event) => {
                update::key(app, desk, &event, start.elapsed());
                if desk.take_stalled() {
                    blind.get_or_insert_default();
                }
            }
            Input::Paste(_) if blind.is_some() => {}
            Input::Paste(pasted) => update::paste(app, &pasted),
            Input::Ambiguous(Width::Wide) => app.theme.glyphs = theme::ASCII,
            Input::Resumed => resumed = true,
            Input::End(why) => ended = Some(why),
            Input::News => tell(app, desk),
            Input::Ambiguous(_) | Input::Resized | Input::Clock => {}
        };
        inbox.wait(pause, |input| apply(input, app, &mut blind));
        if blind.is_some() {
            inbox.take_waiting(|input| apply(input, app, &mut blind));
            terminal.repaint()?;
        }
        if let Some(why) = ended {
            return Ok(Left::Ended(why));
        }
        if app.leaving {
            return Ok(Left::Quit);
        }
        if resumed {
            terminal.resume()?;
        }
    }
}
