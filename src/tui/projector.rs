//! The projector's loop: it follows a meeting and shows the wall, nothing else.

use super::console::Left;
use super::events::{Inbox, Input};
use super::key::Key;
use super::keymap::{self, Context};
use super::probe::Width;
use super::terminal::Terminal;
use super::theme::{self, Role, Theme};
use super::view;
use super::view::pen::{self, Pen};
use super::wall::{self, Record, Showing};
use crate::agenda::action::Action;
use crate::agenda::wall::{Wall, WallFrame};
use crate::locale::Lang;
use crate::meeting::Steering;
use crate::messages;
use chrono::Local;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use std::io;
use std::time::{Duration, Instant};

/// A meeting that somebody else runs, seen through its journal.
pub trait Stage {
    /// Reads what has been recorded since; says whether there was anything.
    fn refresh(&mut self) -> bool;

    /// What the room sees; `None` until the first record is there.
    fn frame(&self) -> Option<WallFrame>;

    /// The end of the record that it was read from.
    fn record(&self) -> Option<Record>;

    /// What the chair asks of the wall.
    fn asked(&self) -> Steering {
        Steering::default()
    }

    /// Whether the console's heartbeat has stopped.
    fn silent(&self) -> bool {
        false
    }

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
    let mut pages = Pages::default();
    loop {
        pages.turn(Instant::now());
        terminal.draw(|frame| pages.count = draw(stage, (lang, theme), pages.turn, frame))?;
        let (mut left, mut resumed) = (None, false);
        inbox.wait(pages.pause(stage, Instant::now()), |input| match input {
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

/// How long a page of names stays.
pub(crate) const PAGE: Duration = Duration::from_secs(8);
/// How often the time left of a recess is looked at.
pub(crate) const COUNTDOWN: Duration = Duration::from_secs(10);

/// Names that do not fit on one page: the pages turn by themselves.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pages {
    /// How many there are, as last drawn.
    pub(crate) count: usize,
    /// How often a page was turned.
    pub(crate) turn: usize,
    turned: Option<Instant>,
}

impl Pages {
    /// Turns the page if it has been seen long enough.
    pub(crate) fn turn(&mut self, now: Instant) {
        let turned = *self.turned.get_or_insert(now);
        if self.count > 1 && now.saturating_duration_since(turned) >= PAGE {
            self.turn = self.turn.wrapping_add(1);
            self.turned = Some(now);
        }
    }

    /// How long nothing changes by itself; `None` for ever.
    fn pause(&self, stage: &impl Stage, now: Instant) -> Option<Duration> {
        let recess = || matches!(stage.frame().map(|frame| frame.view), Some(Wall::Recess { .. }));
        let counts = recess().then_some(COUNTDOWN);
        self.page(now).into_iter().chain(counts).min()
    }

    /// How long this page stays; `None` when there is no other.
    pub(crate) fn page(&self, now: Instant) -> Option<Duration> {
        let stood = now.saturating_duration_since(self.turned.unwrap_or(now));
        (self.count > 1).then(|| PAGE.saturating_sub(stood))
    }
}

/// Draws the wall, or that there is nothing to show yet. What went wrong stands in the last line; what nothing can heal
/// takes the whole screen.
/// Answers how many pages the names on it have; `turn` says which one is shown.
pub fn draw(stage: &impl Stage, (lang, theme): (Lang, Theme), turn: usize, frame: &mut Frame<'_>) -> usize {
    let area = view::drawn(frame.area());
    let mut pen = Pen::new(frame.buffer_mut(), theme);
    let fault = stage.trouble(lang);
    if let Some(fault) = fault.as_ref().filter(|fault| fault.stays) {
        draw_stop(&fault.words, lang, &mut pen, area);
        return 1;
    }
    let mut pages = 1;
    if let Some(shown) = stage.frame() {
        let (record, now) = (stage.record(), Some(Local::now().fixed_offset()));
        let (record, asked, silent) = (record.as_ref(), stage.asked(), stage.silent());
        let showing = Showing { lang, asked, record, now, turn, silent };
        pages = wall::show(&shown, &showing, &mut pen, area);
    } else {
        pen.fill(area, Role::Text);
        pen.middle(pen::row(area, area.height / 2), &Say(lang).waiting(), Role::Title);
    }
    if let Some(fault) = fault {
        let line = pen::row(area, area.height.saturating_sub(1));
        let text = format!("{} {}", pen.theme.glyphs.refuse, fault.words);
        pen.middle(line, &text, Role::Refuse);
    }
    pages
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

        fn record(&self) -> Option<Record> {
            None
        }

        fn trouble(&self, lang: Lang) -> Option<Fault> {
            let words = lang.pick("已经公布过的记录被改动 ", "what was shown has been changed ").repeat(6);
            Some(Fault { words, stays: self.stays })
        }
    }

    fn drawn(stays: bool, (columns, rows): (u16, u16)) -> Buffer {
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        let draw = |frame: &mut Frame<'_>| {
            draw(&Broken { stays }, (Lang::Zh, Theme::default()), 0, frame);
        };
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

    #[test]
    fn pages_turn_only_where_there_are_several() {
        let start = Instant::now();
        let mut pages = Pages::default();
        pages.turn(start);
        assert_eq!(pages.pause(&Broken { stays: false }, start), None, "nothing to wait for");
        pages.count = 2;
        pages.turn(start + PAGE / 2);
        assert_eq!((pages.turn, pages.page(start + PAGE / 2)), (0, Some(PAGE / 2)));
        pages.turn(start + PAGE);
        pages.turn(start + PAGE);
        assert_eq!(pages.turn, 1);
    }
}
