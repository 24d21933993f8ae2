//! The home screen: what can be opened. A new user gets from here to a running rehearsal with two keys.

use super::events::{Ending, Inbox, Input};
use super::key::{Key, typed};
use super::keymap::{self, Context};
use super::probe::Width;
use super::terminal::Terminal;
use super::theme::{self, Theme};
use super::widgets::line_input::LineInput;
use crate::agenda::action::Action;
use crate::locale::Lang;
use crate::messages;
use crossterm::event::KeyEvent;
use std::io;
use std::path::PathBuf;

/// The longest path that can be typed.
const PATH: usize = 400;

/// A meeting on disk, as the home screen shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingCard {
    /// Where it lies.
    pub path: PathBuf,
    /// The branch and what the meeting is called.
    pub title: String,
    /// Its day.
    pub date: String,
    /// At which step it stands, or that it is closed.
    pub stage: String,
    /// Whether it can go on.
    pub unfinished: bool,
    /// Whether it is a rehearsal.
    pub rehearsal: bool,
    /// Its last events in words, the oldest first.
    pub last: Vec<String>,
}

/// What the person chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Go on with a meeting.
    Resume(PathBuf),
    /// Rehearse on the sample.
    Rehearse,
    /// Open a meeting by a plan file.
    Start(PathBuf),
    /// Look at a meeting again.
    Replay(PathBuf),
    /// Leave the program.
    Quit,
}

/// The home screen.
#[derive(Clone, Debug)]
pub struct Home {
    /// The language.
    pub lang: Lang,
    /// How it looks.
    pub theme: Theme,
    /// Meetings on disk, the newest first.
    pub cards: Vec<MeetingCard>,
    /// Which page is shown.
    pub page: Page,
    /// Which entry of the page is chosen.
    pub at: usize,
    /// What is told until the next key.
    pub message: Option<String>,
    chosen: Option<Choice>,
}

/// A page of the home screen.
#[derive(Clone, Debug)]
pub enum Page {
    /// The first one.
    Front,
    /// What a rehearsal is, before it begins.
    Rehearsal,
    /// The path of a plan is typed.
    Plan(LineInput),
    /// A meeting is chosen to be looked at again.
    Replay,
}

/// An entry of the first page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Go on with the meeting at this position of the cards.
    Resume(usize),
    /// Rehearse on the sample.
    Rehearse,
    /// Start from a plan.
    Start,
    /// Look at a meeting again.
    Replay,
    /// Leave the program.
    Quit,
}

messages! {
    /// Words of the home screen's answers.
    struct Say {
        nothing { zh: "还没有可以回放的会议", en: "there is no meeting to replay yet" }
        no_path { zh: "先输入方案文件的路径", en: "type the path of a plan first" }
    }
}

impl Home {
    /// The home screen with the meetings on disk.
    pub fn new(lang: Lang, theme: Theme, cards: Vec<MeetingCard>) -> Self {
        Self { lang, theme, cards, page: Page::Front, at: 0, message: None, chosen: None }
    }

    /// The entries of the first page: unfinished meetings come first, else the rehearsal.
    pub fn entries(&self) -> Vec<Entry> {
        let unfinished = self.cards.iter().enumerate().filter(|(_, card)| card.unfinished);
        let resume = unfinished.map(|(at, _)| Entry::Resume(at)).take(3);
        resume.chain([Entry::Rehearse, Entry::Start, Entry::Replay, Entry::Quit]).collect()
    }

    /// What was chosen, once; afterwards the screen stands at its first page again.
    pub fn take_choice(&mut self) -> Option<Choice> {
        let choice = self.chosen.take();
        if choice.is_some() {
            self.page = Page::Front;
        }
        choice
    }

    fn count(&self) -> usize {
        match self.page {
            Page::Front => self.entries().len(),
            Page::Replay => self.cards.len(),
            Page::Rehearsal | Page::Plan(_) => 1,
        }
    }

    fn context(&self) -> Context {
        if matches!(self.page, Page::Plan(_)) { Context::Typing } else { Context::Home }
    }

    /// A key was pressed.
    pub fn key(&mut self, event: &KeyEvent) {
        self.message = None;
        let Some(key) = Key::read(event) else { return };
        match (keymap::action(self.context(), key), &mut self.page) {
            (Some(action), _) => self.act(action),
            (None, Page::Plan(path)) => {
                path.key(event);
            }
            (None, _) => self.jump(typed(event)),
        }
    }

    /// A digit chooses an entry of the first page.
    fn jump(&mut self, c: Option<char>) {
        let place = c.and_then(|c| c.to_digit(10)).and_then(|digit| usize::try_from(digit).ok());
        if let Some(at) = place.and_then(|place| place.checked_sub(1)).filter(|at| *at < self.count()) {
            self.at = at;
        }
    }

    fn act(&mut self, action: Action) {
        let last = self.count().saturating_sub(1);
        match action {
            Action::Up | Action::Previous => self.at = self.at.checked_sub(1).unwrap_or(last),
            Action::Down | Action::Next => self.at = if self.at >= last { 0 } else { self.at + 1 },
            Action::First => self.at = 0,
            Action::Last => self.at = last,
            Action::Language => self.lang = self.lang.other(),
            Action::Quit => self.chosen = Some(Choice::Quit),
            Action::Play => self.chosen = Some(Choice::Rehearse),
            Action::Back => self.turn_to(Page::Front),
            Action::Confirm => self.confirm(),
            _ => {}
        }
    }

    fn turn_to(&mut self, page: Page) {
        self.page = page;
        self.at = 0;
    }

    fn confirm(&mut self) {
        let path = |card: Option<&MeetingCard>| card.map(|card| card.path.clone());
        match &self.page {
            Page::Front => self.enter(),
            Page::Rehearsal => self.chosen = Some(Choice::Rehearse),
            Page::Plan(line) if line.text().trim().is_empty() => {
                self.message = Some(Say(self.lang).no_path());
            }
            Page::Plan(line) => self.chosen = Some(Choice::Start(PathBuf::from(line.text().trim()))),
            Page::Replay => self.chosen = path(self.cards.get(self.at)).map(Choice::Replay),
        }
    }

    fn enter(&mut self) {
        match self.entries().get(self.at) {
            Some(Entry::Resume(at)) => {
                self.chosen = self.cards.get(*at).map(|card| Choice::Resume(card.path.clone()));
            }
            Some(Entry::Rehearse) => self.turn_to(Page::Rehearsal),
            Some(Entry::Start) => self.turn_to(Page::Plan(LineInput::new(PATH).with_text("plan.toml"))),
            Some(Entry::Replay) if self.cards.is_empty() => self.message = Some(Say(self.lang).nothing()),
            Some(Entry::Replay) => self.turn_to(Page::Replay),
            Some(Entry::Quit) => self.chosen = Some(Choice::Quit),
            None => {}
        }
    }
}

/// Runs the home screen until something is chosen.
///
/// # Errors
/// The terminal is gone.
pub fn run(terminal: &mut Terminal, inbox: &Inbox, home: &mut Home) -> io::Result<Result<Choice, Ending>> {
    loop {
        terminal.draw(|frame| super::view::home::draw(home, frame))?;
        let (mut ended, mut resumed) = (None, false);
        inbox.wait(None, |input| match input {
            _ if home.chosen.is_some() || ended.is_some() => {}
            Input::Key(event) => home.key(&event),
            Input::Paste(pasted) => {
                if let Page::Plan(path) = &mut home.page {
                    path.paste(&pasted);
                }
            }
            Input::Ambiguous(Width::Wide) => home.theme.glyphs = theme::ASCII,
            Input::Resumed => resumed = true,
            Input::End(why) => ended = Some(why),
            Input::Ambiguous(_) | Input::Resized | Input::News | Input::Clock => {}
        });
        if let Some(why) = ended {
            return Ok(Err(why));
        }
        if let Some(choice) = home.take_choice() {
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

    fn card(unfinished: bool) -> MeetingCard {
        MeetingCard {
            path: PathBuf::from("sessions/a"),
            title: "换届选举党员大会".into(),
            date: "2026-11-20".into(),
            stage: "唱票计票".into(),
            unfinished,
            rehearsal: false,
            last: Vec::new(),
        }
    }

    fn press(home: &mut Home, codes: &[KeyCode]) -> Option<Choice> {
        for code in codes {
            home.key(&KeyEvent::from(*code));
        }
        home.take_choice()
    }

    #[test]
    fn two_keys_lead_a_new_user_to_a_rehearsal() {
        let mut home = Home::new(Lang::Zh, Theme::default(), Vec::new());
        assert_eq!(press(&mut home, &[KeyCode::Enter, KeyCode::Enter]), Some(Choice::Rehearse));
    }

    #[test]
    fn an_unfinished_meeting_is_offered_first() {
        let mut home = Home::new(Lang::Zh, Theme::default(), vec![card(false), card(true)]);
        assert_eq!(home.entries().first(), Some(&Entry::Resume(1)));
        assert_eq!(press(&mut home, &[KeyCode::Enter]), Some(Choice::Resume("sessions/a".into())));
    }

    #[test]
    fn a_plan_is_named_by_its_path() {
        let mut home = Home::new(Lang::Zh, Theme::default(), Vec::new());
        press(&mut home, &[KeyCode::Down, KeyCode::Enter]);
        let back = [KeyCode::Backspace; 9];
        assert_eq!(press(&mut home, &back), None);
        press(&mut home, &[KeyCode::Enter]);
        assert!(home.message.is_some());
        let typed = [KeyCode::Char('会'), KeyCode::Char('.'), KeyCode::Enter];
        assert_eq!(press(&mut home, &typed), Some(Choice::Start("会.".into())));
    }

    #[test]
    fn a_replay_needs_a_meeting() {
        let mut home = Home::new(Lang::Zh, Theme::default(), Vec::new());
        press(&mut home, &[KeyCode::Char('3'), KeyCode::Enter]);
        assert!(home.message.is_some());
        home.cards.push(card(false));
        let choice = press(&mut home, &[KeyCode::Enter, KeyCode::Enter]);
        assert_eq!(choice, Some(Choice::Replay("sessions/a".into())));
    }
}
