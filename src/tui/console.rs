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

/// What was taken since the last frame.
#[derive(Debug, Default)]
struct Taken {
    ended: Option<Ending>,
    resumed: bool,
    /// From a stall on: nobody has seen the screen for which these keys would be.
    blind: Option<Typed>,
}

impl Taken {
    /// What an input changes; `now` counts from any fixed moment.
    fn take(&mut self, input: Input, app: &mut App, desk: &mut impl Desk, now: Duration) {
        match input {
            _ if app.leaving || self.ended.is_some() => {}
            Input::Key(event) if self.blind.as_mut().is_some_and(|typed| !typed.counts(app, &event)) => {}
            Input::Key(event) => {
                update::key(app, desk, &event, now);
                if desk.take_stalled() {
                    self.blind.get_or_insert_default();
                }
            }
            Input::Paste(_) if self.blind.is_some() => {}
            Input::Paste(pasted) => update::paste(app, &pasted),
            Input::Ambiguous(Width::Wide) => app.theme.glyphs = theme::ASCII,
            Input::Resumed => self.resumed = true,
            Input::End(why) => self.ended = Some(why),
            Input::News => tell(app, desk),
            Input::Ambiguous(_) | Input::Resized | Input::Clock => {}
        }
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
        terminal.sound(app.tones.take())?;
        let page = app.wall.pages.page(Instant::now());
        let pause = [Some(until_next_minute()), beat, page].into_iter().flatten().min();
        let mut taken = Taken::default();
        inbox.wait(pause, |input| taken.take(input, app, desk, start.elapsed()));
        if taken.blind.is_some() {
            inbox.take_waiting(|input| taken.take(input, app, desk, start.elapsed()));
            terminal.repaint()?;
        }
        if let Some(why) = taken.ended {
            return Ok(Left::Ended(why));
        }
        if app.leaving {
            return Ok(Left::Quit);
        }
        if taken.resumed {
            terminal.resume()?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::rejection::Trouble;
    use crate::agenda::{Command, Floor, Kind, sample};
    use crate::locale::Lang;
    use crate::session::Recorded;
    use crate::tui::paste::Pasted;
    use crate::tui::theme::Theme;
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

    /// A desk whose disk stalls at every record.
    struct Slow {
        floor: Floor,
        done: Vec<Command>,
        stalled: bool,
    }

    impl Desk for Slow {
        fn floor(&self) -> &Floor {
            &self.floor
        }

        fn submit(&mut self, command: Command, lang: Lang) -> Result<(), Trouble> {
            sample::act(&mut self.floor, command.clone()).map_err(|why| why.trouble(lang))?;
            self.done.push(command);
            self.stalled = true;
            Ok(())
        }

        fn undo(&mut self, _: Lang) -> Result<(), Trouble> {
            panic!("nobody has seen what would be taken back")
        }

        fn saved(&self) -> u64 {
            self.done.len() as u64
        }

        fn last_act(&self) -> &[Recorded] {
            &[]
        }

        fn take_stalled(&mut self) -> bool {
            std::mem::take(&mut self.stalled)
        }
    }

    struct Chair {
        app: App,
        desk: Slow,
        taken: Taken,
    }

    impl Chair {
        fn at(kind: Kind) -> Self {
            let floor = sample::in_round(kind);
            let app = App::new(Lang::Zh, Theme::default(), &floor);
            Self { app, desk: Slow { floor, done: Vec::new(), stalled: false }, taken: Taken::default() }
        }

        fn take(&mut self, input: Input) {
            self.taken.take(input, &mut self.app, &mut self.desk, Duration::from_mins(1));
        }

        fn press(&mut self, codes: &[KeyCode]) {
            for code in codes {
                self.take(Input::Key(KeyEvent::from(*code)));
            }
        }

        fn chord(&mut self, letter: char) {
            self.take(Input::Key(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL)));
        }
    }

    #[test]
    fn of_what_is_pressed_while_a_paper_is_saved_only_the_typing_of_the_next_is_kept() {
        let mut chair = Chair::at(Kind::Calling);
        chair.press(&[KeyCode::Char('4'), KeyCode::Enter]);
        assert_eq!(chair.desk.done.len(), 1, "{:?}", chair.app.message);
        assert!(chair.taken.blind.is_some());
        // The next paper is typed blindly; that it is whole is for somebody to see.
        chair.press(&[KeyCode::Char('1'), KeyCode::Enter, KeyCode::Char('2'), KeyCode::Enter]);
        chair.press(&[KeyCode::Backspace, KeyCode::F(8), KeyCode::F(12), KeyCode::Esc, KeyCode::Enter]);
        chair.chord('q');
        chair.take(Input::Paste(Pasted::new("3")));
        assert_eq!(chair.desk.done.len(), 1, "nothing is decided, nothing taken back");
        let marks = chair.app.paper.as_ref().unwrap().draft.marks();
        let struck: Vec<usize> = (0..marks.len()).filter(|at| marks[*at] != marks[3]).collect();
        assert_eq!(struck, [0], "one form of typing: {marks:?}");
        assert!(chair.app.layers.is_empty() && !chair.app.leaving);
        // Once it was drawn, every key counts again.
        chair.taken = Taken::default();
        chair.press(&[KeyCode::Enter]);
        assert_eq!(chair.desk.done.len(), 2);
    }

    #[test]
    fn a_stall_keeps_nobody_from_ending_the_program() {
        let mut chair = Chair::at(Kind::Calling);
        chair.press(&[KeyCode::Char('4'), KeyCode::Enter]);
        chair.take(Input::Resumed);
        chair.take(Input::Ambiguous(Width::Wide));
        chair.take(Input::End(Ending::Terminated));
        chair.press(&[KeyCode::Char('1')]);
        assert!(chair.taken.resumed && chair.taken.ended == Some(Ending::Terminated));
        assert_eq!(chair.app.theme.glyphs, theme::ASCII);
    }
}
