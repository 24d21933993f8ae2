//! The projector's loop: it follows a meeting and shows the wall, nothing else.

use super::console::Left;
use super::events::{Inbox, Input};
use super::key::Key;
use super::keymap::{self, Context};
use super::probe::Width;
use super::terminal::Terminal;
use super::theme::{self, Role, Theme};
use super::view::pen::{self, Pen};
use super::{view, wall};
use crate::agenda::action::Action;
use crate::agenda::wall::WallFrame;
use crate::locale::Lang;
use crate::messages;
use ratatui::Frame;
use std::io;

/// A meeting that somebody else runs, seen through its journal.
pub trait Stage {
    /// Reads what has been recorded since; says whether there was anything.
    fn refresh(&mut self) -> bool;

    /// What the room sees; `None` until the first record is there.
    fn frame(&self) -> Option<WallFrame>;

    /// The head of the chain, short enough to be noted by hand.
    fn code(&self) -> Option<String>;

    /// Why the meeting cannot be followed any more, in words.
    fn trouble(&self, lang: Lang) -> Option<String>;
}

messages! {
    /// Words of the projector.
    struct Say {
        waiting { zh: "等待会议开始", en: "waiting for the meeting" }
    }
}

/// Shows the wall until the person leaves or the program has to end.
///
/// # Errors
/// The terminal is gone.
pub fn run(
    terminal: &mut Terminal,
    inbox: &Inbox,
    stage: &mut impl Stage,
    mut lang: Lang,
    mut theme: Theme,
) -> io::Result<Left> {
    stage.refresh();
    loop {
        terminal.draw(|frame| draw(stage, lang, theme, frame))?;
        let (mut left, mut resumed) = (None, false);
        inbox.wait(None, |input| match input {
            Input::Key(event) => {
                match Key::read(&event).and_then(|key| keymap::action(Context::Watching, key)) {
                    Some(Action::Quit | Action::Back) => left = Some(Left::Quit),
                    Some(Action::Language) => lang = lang.other(),
                    _ => {}
                }
            }
            Input::News => {
                stage.refresh();
            }
            Input::Ambiguous(Width::Wide) => theme.glyphs = theme::ASCII,
            Input::Resumed => resumed = true,
            Input::End(why) => left = Some(Left::Ended(why)),
            Input::Ambiguous(_) | Input::Paste(_) | Input::Resized | Input::Clock => {}
        });
        if let Some(left) = left {
            return Ok(left);
        }
        if resumed {
            terminal.resume()?;
        }
    }
}

/// Draws the wall, or that there is nothing to show yet; what went wrong stands in the last line.
pub fn draw(stage: &impl Stage, lang: Lang, theme: Theme, frame: &mut Frame<'_>) {
    let area = view::drawn(frame.area());
    let mut pen = Pen::new(frame.buffer_mut(), theme);
    if let Some(shown) = stage.frame() {
        wall::draw(&shown, stage.code().as_deref(), lang, &mut pen, area);
    } else {
        pen.fill(area, Role::Text);
        pen.middle(pen::row(area, area.height / 2), &Say(lang).waiting(), Role::Title);
    }
    if let Some(trouble) = stage.trouble(lang) {
        let line = pen::row(area, area.height.saturating_sub(1));
        let text = format!("{} {trouble}", pen.theme.glyphs.refuse);
        pen.middle(line, &text, Role::Refuse);
    }
}
