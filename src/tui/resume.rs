//! Before a meeting goes on: where it stands, what is wrong with its record, and the ways on. Nothing is written yet.

use super::events::{Ending, Inbox, Input};
use super::key::{Key, typed};
use super::keymap::{self, Context};
use super::probe::Width;
use super::terminal::Terminal;
use super::theme::{self, Role, Theme};
use super::widgets::line_input::LineInput;
use crate::agenda::action::Action;
use crate::locale::Lang;
use crossterm::event::KeyEvent;
use std::io;

/// The longest path or code that can be typed.
const LONGEST: usize = 400;

/// What the person chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The way on at this position.
    Way(usize),
    /// The names of those who decided, for the way on at this position.
    Names(usize, String),
    /// A head code was typed.
    Code(String),
    /// The file or folder of another copy was typed.
    Copy(String),
    /// To follow the meeting that another program holds.
    Watch,
    /// To look at the record only.
    Replay,
    /// To leave it as it is.
    Leave,
    /// The other language.
    Language,
}

/// An entry of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// The way on at this position.
    Way(usize),
    /// Type a head code.
    Code,
    /// Name another copy.
    Copy,
    /// Follow the meeting that another program holds.
    Watch,
    /// Look only.
    Replay,
    /// Leave.
    Leave,
}

/// The page.
#[derive(Clone, Debug)]
pub struct Page {
    /// The language.
    pub lang: Lang,
    /// How it looks.
    pub theme: Theme,
    /// The meeting.
    pub title: String,
    /// Where it stands and what was found, each text with how it stands.
    pub texts: Vec<(Role, String)>,
    /// The ways on, in words.
    pub ways: Vec<String>,
    /// The way on that needs the names of those who decided.
    pub decided: Option<usize>,
    /// Whether another program holds the meeting: here it can only be watched.
    pub held: bool,
    /// Which entry is chosen.
    pub at: usize,
    /// What is being typed, and for which entry.
    pub line: Option<(Entry, LineInput)>,
    /// What a typed code or copy came to.
    pub answer: Option<(Role, String)>,
}

impl Page {
    /// The entries, the ways on first.
    pub fn entries(&self) -> Vec<Entry> {
        if self.held {
            return vec![Entry::Watch, Entry::Replay, Entry::Leave];
        }
        let ways = (0..self.ways.len()).map(Entry::Way);
        ways.chain([Entry::Code, Entry::Copy, Entry::Replay, Entry::Leave]).collect()
    }

    fn context(&self) -> Context {
        if self.line.is_some() { Context::Typing } else { Context::Home }
    }

    /// A key was pressed; what it chose, if anything.
    pub fn key(&mut self, event: &KeyEvent) -> Option<Choice> {
        let key = Key::read(event)?;
        match (keymap::action(self.context(), key), &mut self.line) {
            (Some(Action::Confirm), Some(_)) => self.hand_in(),
            (Some(Action::Back), Some(_)) => {
                self.line = None;
                None
            }
            (Some(action), _) => self.act(action),
            (None, Some((_, line))) => {
                line.key(event);
                None
            }
            (None, None) => {
                self.jump(typed(event));
                None
            }
        }
    }

    fn hand_in(&mut self) -> Option<Choice> {
        let (entry, mut line) = self.line.take()?;
        let text = line.take().trim().to_owned();
        match entry {
            _ if text.is_empty() => None,
            Entry::Code => Some(Choice::Code(text)),
            Entry::Way(at) => Some(Choice::Names(at, text)),
            _ => Some(Choice::Copy(text)),
        }
    }

    /// A digit chooses an entry.
    fn jump(&mut self, c: Option<char>) {
        let place = c.and_then(|c| c.to_digit(10)).and_then(|digit| usize::try_from(digit).ok());
        let at = place.and_then(|place| place.checked_sub(1));
        self.at = at.filter(|at| *at < self.entries().len()).unwrap_or(self.at);
    }

    fn act(&mut self, action: Action) -> Option<Choice> {
        let last = self.entries().len().saturating_sub(1);
        match action {
            Action::Up | Action::Previous => self.at = self.at.checked_sub(1).unwrap_or(last),
            Action::Down | Action::Next => self.at = if self.at >= last { 0 } else { self.at + 1 },
            Action::First => self.at = 0,
            Action::Last => self.at = last,
            Action::Language => return Some(Choice::Language),
            Action::Back | Action::Quit => return Some(Choice::Leave),
            Action::Confirm => return self.enter(),
            _ => {}
        }
        None
    }

    fn enter(&mut self) -> Option<Choice> {
        let entry = *self.entries().get(self.at)?;
        match entry {
            Entry::Way(at) if self.decided != Some(at) => return Some(Choice::Way(at)),
            Entry::Watch => return Some(Choice::Watch),
            Entry::Replay => return Some(Choice::Replay),
            Entry::Leave => return Some(Choice::Leave),
            Entry::Way(_) | Entry::Code | Entry::Copy => self.line = Some((entry, LineInput::new(LONGEST))),
        }
        None
    }
}

/// Runs the page until something is chosen.
///
/// # Errors
/// The terminal is gone.
pub fn run(terminal: &mut Terminal, inbox: &Inbox, page: &mut Page) -> io::Result<Result<Choice, Ending>> {
    loop {
        terminal.draw(|frame| super::view::resume::draw(page, frame))?;
        let (mut ended, mut resumed, mut choice) = (None, false, None);
        inbox.wait(None, |input| match input {
            _ if choice.is_some() || ended.is_some() => {}
            Input::Key(event) => choice = page.key(&event),
            Input::Paste(pasted) => {
                if let Some((_, line)) = &mut page.line {
                    line.paste(&pasted);
                }
            }
            Input::Ambiguous(Width::Wide) => page.theme.glyphs = theme::ASCII,
            Input::Resumed => resumed = true,
            Input::End(why) => ended = Some(why),
            Input::Ambiguous(_) | Input::Resized | Input::News | Input::Clock => {}
        });
        if let Some(why) = ended {
            return Ok(Err(why));
        }
        if let Some(choice) = choice {
            return Ok(Ok(choice));
        }
        if resumed {
            terminal.resume()?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::KeyCode;

    fn page(ways: usize) -> Page {
        let (title, texts) = ("会议".to_owned(), Vec::new());
        let ways = vec!["接着开".to_owned(); ways];
        Page {
            lang: Lang::Zh,
            theme: Theme::default(),
            title,
            texts,
            ways,
            decided: None,
            held: false,
            at: 0,
            line: None,
            answer: None,
        }
    }

    fn press(page: &mut Page, codes: &[KeyCode]) -> Option<Choice> {
        codes.iter().filter_map(|code| page.key(&KeyEvent::from(*code))).last()
    }

    #[test]
    fn enter_takes_the_first_way_on_and_where_there_is_none_it_asks_for_a_code() {
        assert_eq!(press(&mut page(1), &[KeyCode::Enter]), Some(Choice::Way(0)));
        let mut read_only = page(0);
        assert_eq!(press(&mut read_only, &[KeyCode::Enter]), None);
        assert!(matches!(read_only.line, Some((Entry::Code, _))));
    }

    #[test]
    fn a_code_and_a_copy_are_typed() {
        let x = KeyCode::Char('x');
        let typed = [KeyCode::Down, KeyCode::Enter, x, x, KeyCode::Enter];
        assert_eq!(press(&mut page(1), &typed), Some(Choice::Code("xx".into())));
        let copy = [KeyCode::Char('3'), KeyCode::Enter, x, KeyCode::Enter];
        assert_eq!(press(&mut page(1), &copy), Some(Choice::Copy("x".into())));
        let nothing = [KeyCode::Down, KeyCode::Enter, KeyCode::Enter];
        assert_eq!(press(&mut page(1), &nothing), None);
    }

    #[test]
    fn a_meeting_that_another_program_holds_can_only_be_watched() {
        let mut page = Page { held: true, ..page(1) };
        assert_eq!(press(&mut page, &[KeyCode::Enter]), Some(Choice::Watch));
        assert!(!page.entries().iter().any(|entry| matches!(entry, Entry::Way(_))));
    }

    #[test]
    fn who_decided_is_asked_where_people_decide() {
        let mut page = Page { decided: Some(0), ..page(1) };
        let typed = [KeyCode::Enter, KeyCode::Char('许'), KeyCode::Enter];
        assert_eq!(press(&mut page, &typed), Some(Choice::Names(0, "许".into())));
    }

    #[test]
    fn escape_leaves_the_line_and_then_the_page() {
        let mut page = page(1);
        assert_eq!(press(&mut page, &[KeyCode::Down, KeyCode::Enter, KeyCode::Esc]), None);
        assert_eq!(press(&mut page, &[KeyCode::Esc]), Some(Choice::Leave));
        assert_eq!(press(&mut page, &[KeyCode::F(2)]), Some(Choice::Language));
    }
}
