//! The loop of a replay: sleep until a key or the next act, draw once.

use super::{Replay, key, keys, on_the_wall};
use crate::locale::Lang;
use crate::tui::console::Left;
use crate::tui::events::{Inbox, Input};
use crate::tui::model::App;
use crate::tui::probe::Width;
use crate::tui::terminal::Terminal;
use crate::tui::theme::{self, Theme};
use crate::tui::view;
use std::io;
use std::time::Instant;

/// The longest record, in acts, in which the acts behind a figure are looked up at every frame of a running replay.
const LIVE: usize = 5_000;

/// Shows a replay until the person leaves or the program has to end.
///
/// # Errors
/// The terminal is gone.
pub fn run(
    terminal: &mut Terminal,
    inbox: &Inbox,
    replay: &mut Replay,
    lang: Lang,
    theme: Theme,
) -> io::Result<Left> {
    let mut app = viewer(lang, theme, replay);
    let mut last = Instant::now();
    loop {
        app.wall.pages.turn(last);
        terminal.draw(|frame| view::replay::draw(&mut app, replay, frame))?;
        let page = app.wall.pages.page(last).filter(|_| on_the_wall(&app));
        let pause = replay.pause().into_iter().chain(page).min();
        let mut inputs = Vec::new();
        inbox.wait(pause, |input| inputs.push(input));
        // The time that passed belongs to what was there before the keys.
        let now = Instant::now();
        let stopped = inputs.contains(&Input::Resumed);
        if !stopped && replay.pass(now.duration_since(last)) {
            if replay.len() <= LIVE || !replay.player.on {
                keys::settle(replay);
            }
            app.follow(replay.floor());
        }
        last = now;
        for input in inputs {
            if let Some(left) = obey(&mut app, replay, input) {
                return Ok(left);
            }
        }
        if stopped {
            terminal.resume()?;
        }
    }
}

/// A console on which nothing is done: nobody plays the room of a rehearsal.
pub fn viewer(lang: Lang, theme: Theme, replay: &Replay) -> App {
    let mut app = App::new(lang, theme, replay.floor());
    app.room = None;
    app
}

/// Obeys an input; says how the replay is left, if it is.
fn obey(app: &mut App, replay: &mut Replay, input: Input) -> Option<Left> {
    match input {
        Input::Key(event) => return key(app, replay, &event).then_some(Left::Quit),
        Input::Paste(pasted) => keys::paste(replay, &pasted),
        Input::Ambiguous(Width::Wide) => app.theme.glyphs = theme::ASCII,
        Input::End(why) => return Some(Left::Ended(why)),
        Input::Resumed | Input::Ambiguous(_) | Input::Resized | Input::News | Input::Clock => {}
    }
    None
}
