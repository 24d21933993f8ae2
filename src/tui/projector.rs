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
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use std::io;

/// A meeting that somebody else runs, seen through its journal.
pub trait Stage {
    /// Reads what has been recorded since; says whether there was anything.
    fn refresh(&mut self) -> bool;

    /// What the room sees; `None` until the first record is there.
    fn frame(&self) -> Option<WallFrame>;

    /// The head of the chain, short enough to be noted by hand.
    fn code(&self) -> Option<String>;

    /// Why the meeting cannot be followed any more.
    fn trouble(&self, lang: Lang) -> Option<Fault>;
}

/// Why a meeting cannot be followed any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// In words.
    pub words: String,
    /// Whether nothing can heal it: the wall then shows nothing else.
    pub stays: bool,
}

messages! {
    /// Words of the projector.
    struct Say {
        waiting { zh: "等待会议开始", en: "waiting for the meeting" }
        stop { zh: "投影停止：记录有问题", en: "The wall has stopped: something is wrong with the record" }
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

/// Draws the wall, or that there is nothing to show yet. What went wrong stands in the last line; what nothing can heal
/// takes the whole screen.
pub fn draw(stage: &impl Stage, lang: Lang, theme: Theme, frame: &mut Frame<'_>) {
    let area = view::drawn(frame.area());
    let mut pen = Pen::new(frame.buffer_mut(), theme);
    let fault = stage.trouble(lang);
    if let Some(fault) = fault.as_ref().filter(|fault| fault.stays) {
        return draw_stop(&fault.words, lang, &mut pen, area);
    }
    if let Some(shown) = stage.frame() {
        wall::draw(&shown, stage.code().as_deref(), lang, &mut pen, area);
    } else {
        pen.fill(area, Role::Text);
        pen.middle(pen::row(area, area.height / 2), &Say(lang).waiting(), Role::Title);
    }
    if let Some(fault) = fault {
        let line = pen::row(area, area.height.saturating_sub(1));
        let text = format!("{} {}", pen.theme.glyphs.refuse, fault.words);
        pen.middle(line, &text, Role::Refuse);
    }
}

/// The page that stays: the room must not go on as if what it saw were still on record.
fn draw_stop(words: &str, lang: Lang, pen: &mut Pen<'_>, area: Rect) {
    let heading = format!("{} {}", pen.theme.glyphs.refuse, Say(lang).stop());
    let columns = area.width.saturating_sub(4).clamp(1, 72);
    let mut lines = pen::wrap(&heading, columns);
    lines.push(String::new());
    lines.extend(pen::wrap(words, columns));
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let top = area.height.saturating_sub(height) / 2;
    for (at, line) in (top..area.height).zip(&lines) {
        pen.middle(pen::row(area, at), line, Role::Refuse);
    }
    // A ground of that colour, or at least another one where there are no colours.
    let ground = pen.theme.style(Role::Refuse).add_modifier(Modifier::REVERSED);
    pen.buffer().set_style(area, ground);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::backend::buffer_to_text;
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;
    use ratatui::buffer::{Buffer, Cell};

    struct Broken {
        stays: bool,
    }

    impl Stage for Broken {
        fn refresh(&mut self) -> bool {
            false
        }

        fn frame(&self) -> Option<WallFrame> {
            None
        }

        fn code(&self) -> Option<String> {
            None
        }

        fn trouble(&self, lang: Lang) -> Option<Fault> {
            let words = lang.pick("已经公布过的记录被改动 ", "what was shown has been changed ").repeat(6);
            Some(Fault { words, stays: self.stays })
        }
    }

    fn drawn(stays: bool, (columns, rows): (u16, u16)) -> Buffer {
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        let draw = |frame: &mut Frame<'_>| draw(&Broken { stays }, Lang::Zh, Theme::default(), frame);
        terminal.draw(draw).unwrap().buffer.clone()
    }

    #[test]
    fn what_cannot_heal_takes_the_whole_screen() {
        let buffer = drawn(true, (100, 30));
        let red = Theme::default().style(Role::Refuse).fg.unwrap();
        let is_red = |cell: &Cell| cell.fg == red && cell.modifier.contains(Modifier::REVERSED);
        assert!(buffer.content.iter().all(is_red));
        let text = buffer_to_text(&buffer);
        assert!(text.contains("投影停止") && !text.contains("等待会议开始"), "{text}");
        let joined: String = text.split_whitespace().collect();
        assert_eq!(joined.matches("已经公布过的记录被改动").count(), 6, "all words, wrapped:\n{text}");
        for size in [(1, 1), (3, 2), (20, 5)] {
            drawn(true, size);
        }
    }

    #[test]
    fn what_may_pass_stands_in_the_last_line() {
        let text = buffer_to_text(&drawn(false, (100, 30)));
        assert!(text.contains("等待会议开始") && !text.contains("投影停止"), "{text}");
        assert!(text.trim_end().lines().last().unwrap().contains("已经公布过"), "{text}");
    }
}
