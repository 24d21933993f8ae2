//! What the keys do on the home screen.

use super::meetings::{Meetings, Purpose};
use super::sheet::{Ask, Reading, Way};
use super::{Choice, Entry, Home, Order, Page};
use crate::agenda::action::Action;
use crate::messages;
use crate::tui::find;
use crate::tui::key::{Key, typed};
use crate::tui::keymap::{self, Context};
use crate::tui::paste::Pasted;
use crate::tui::widgets::line_input::LineInput;
use crossterm::event::KeyEvent;
use std::path::PathBuf;

/// The longest path that can be typed.
const PATH: usize = 400;
/// What a plan is called when nothing else is said.
const PLAN: &str = "plan.toml";

messages! {
    /// Words of the home screen's answers.
    struct Say {
        nothing { zh: "这里还没有会议", en: "there is no meeting here yet" }
        not_found { zh: "没有这样的会议", en: "no meeting answers to that" }
        no_path { zh: "先输入方案文件的路径", en: "type the path of a plan first" }
        still_reading { zh: "还在读会议记录", en: "the meetings are still being read" }
    }
}

impl Home {
    /// Where the person is, as far as keys are concerned.
    pub fn context(&self) -> Context {
        match &self.page {
            Page::Plan { .. } => Context::Typing,
            Page::Meetings(list) if !list.find.is_empty() => Context::Finding,
            Page::Meetings(_) | Page::Front | Page::Rehearsal | Page::Sheet(_) | Page::Help => Context::Home,
        }
    }

    /// A key was pressed.
    pub fn key(&mut self, event: &KeyEvent) {
        self.message = None;
        let Some(key) = Key::read(event) else { return };
        match keymap::action(self.context(), key) {
            Some(action) => self.act(action),
            None => self.write(event),
        }
    }

    /// A key that is no verb: it belongs to what is typed.
    fn write(&mut self, event: &KeyEvent) {
        let said = Say(self.lang);
        match &mut self.page {
            Page::Plan { line, .. } => {
                line.key(event);
            }
            Page::Meetings(list) => {
                let edit = |line: &mut LineInput| {
                    line.key(event);
                };
                if !list.edit(&self.cards, edit) {
                    self.message = Some(said.not_found());
                }
            }
            Page::Front => match typed(event) {
                Some(digit) if digit.is_ascii_digit() => self.jump(digit),
                Some(letter) if letter.is_alphanumeric() => self.look_for(event),
                _ => {}
            },
            Page::Rehearsal | Page::Sheet(_) | Page::Help => {}
        }
    }

    /// Text was pasted.
    pub fn paste(&mut self, pasted: &Pasted) {
        match &mut self.page {
            Page::Plan { line, .. } => {
                line.paste(pasted);
            }
            Page::Meetings(list) => {
                let edit = |line: &mut LineInput| {
                    line.paste(pasted);
                };
                list.edit(&self.cards, edit);
            }
            Page::Front | Page::Rehearsal | Page::Sheet(_) | Page::Help => {}
        }
    }

    /// A digit chooses an entry of the first page.
    fn jump(&mut self, digit: char) {
        let place = digit.to_digit(10).and_then(|digit| usize::try_from(digit).ok());
        if let Some(at) = place.and_then(|place| place.checked_sub(1)).filter(|at| *at < self.entries().len())
        {
            (self.at, self.moved) = (at, true);
        }
    }

    /// Letters typed on the first page look for a meeting.
    fn look_for(&mut self, event: &KeyEvent) {
        self.list(Purpose::Summary);
        if matches!(self.page, Page::Meetings(_)) {
            self.write(event);
        }
    }

    fn act(&mut self, action: Action) {
        match action {
            Action::Language => self.lang = self.lang.other(),
            Action::Quit => self.chosen = Some(Choice::Quit),
            Action::Back => self.back(),
            Action::Confirm => self.confirm(),
            Action::Play => self.play(),
            Action::Help if matches!(self.page, Page::Help) => self.back(),
            Action::Help => self.turn_to(Page::Help),
            action => match &mut self.page {
                Page::Front => self.move_on_front(action),
                Page::Meetings(list) => list.obey(action, &self.cards),
                Page::Sheet(reading) => reading.obey(action),
                Page::Plan { .. } | Page::Rehearsal | Page::Help => {}
            },
        }
    }

    /// F8: the sample, or the plan that is being looked at.
    fn play(&mut self) {
        match &self.page {
            Page::Front | Page::Rehearsal => self.chosen = Some(Choice::Rehearse),
            Page::Sheet(reading) if reading.ways().contains(&Way::Rehearse) => {
                self.chosen = reading.plan().map(|plan| Choice::RehearsePlan(plan.path.clone()));
            }
            _ => {}
        }
    }

    /// Leaves what is typed, then the page.
    fn back(&mut self) {
        match &mut self.page {
            Page::Meetings(list) if !list.find.is_empty() => {
                let chosen = list.card(&self.cards).map(|card| card.path.clone());
                list.edit(&self.cards, |line| *line = LineInput::new(find::LONGEST));
                list.follow(&self.cards, chosen.as_ref());
            }
            Page::Sheet(_) => {
                self.order = Some(Order::Forget);
                self.page = self.below.pop().unwrap_or(Page::Front);
            }
            _ => self.page = self.below.pop().unwrap_or(Page::Front),
        }
    }

    fn turn_to(&mut self, page: Page) {
        self.below.push(std::mem::replace(&mut self.page, page));
    }

    fn confirm(&mut self) {
        match &self.page {
            Page::Front => self.enter(),
            Page::Rehearsal => self.chosen = Some(Choice::Rehearse),
            Page::Help => self.back(),
            Page::Plan { line, .. } if plan_path(line.text()).is_none() => {
                self.message = Some(Say(self.lang).no_path());
            }
            Page::Plan { line, start } => {
                let path = plan_path(line.text()).unwrap_or_default();
                self.look(if *start { Ask::Start(path) } else { Ask::Prepare(path) });
            }
            Page::Meetings(list) => {
                let Some(card) = list.card(&self.cards) else { return };
                let (path, purpose) = (card.path.clone(), list.purpose);
                self.open(path, purpose);
            }
            Page::Sheet(reading) if reading.sheet.is_some() => self.go_on(&(**reading).clone()),
            Page::Sheet(_) => {}
        }
    }

    fn open(&mut self, path: PathBuf, purpose: Purpose) {
        match purpose {
            Purpose::Resume => self.chosen = Some(Choice::Resume(path)),
            Purpose::Replay => self.chosen = Some(Choice::Replay(path)),
            Purpose::Verify => self.look(Ask::Verify(path)),
            Purpose::Summary => self.look(Ask::Summary(path)),
        }
    }

    /// Looks something up, and shows the page on which the answer will stand.
    fn look(&mut self, ask: Ask) {
        self.order = Some(Order::Look(ask.clone()));
        self.turn_to(Page::Sheet(Box::new(Reading::new(ask))));
    }

    /// Goes on from a sheet; one that leads nowhere is left.
    fn go_on(&mut self, from: &Reading) {
        let plan = from.plan().map(|plan| plan.path.clone());
        match from.way() {
            Some(Way::Start) => self.chosen = plan.map(Choice::Start),
            Some(Way::Rehearse) => self.chosen = plan.map(Choice::RehearsePlan),
            Some(Way::Again) => {
                self.page = self.below.pop().unwrap_or(Page::Front);
                self.look(from.ask.clone());
            }
            None => self.back(),
        }
    }

    fn enter(&mut self) {
        let plan = |start| Page::Plan { line: LineInput::new(PATH).with_text(PLAN).selected(), start };
        match self.entry() {
            Some(Entry::Resume(at)) => {
                self.chosen = self.cards.get(at).map(|card| Choice::Resume(card.path.clone()));
            }
            Some(Entry::Rehearse) => self.turn_to(Page::Rehearsal),
            Some(Entry::Practise) => self.chosen = Some(Choice::Practise),
            Some(Entry::Start) => self.turn_to(plan(true)),
            Some(Entry::Prepare) => self.turn_to(plan(false)),
            Some(Entry::Others(_)) => self.list(Purpose::Resume),
            Some(Entry::Replay) => self.list(Purpose::Replay),
            Some(Entry::Verify) => self.list(Purpose::Verify),
            Some(Entry::Summary) => self.list(Purpose::Summary),
            Some(Entry::Quit) => self.chosen = Some(Choice::Quit),
            None => {}
        }
    }

    fn list(&mut self, purpose: Purpose) {
        let say = Say(self.lang);
        match self.cards.is_empty() {
            true if self.reading => self.message = Some(say.still_reading()),
            true => self.message = Some(say.nothing()),
            false => self.turn_to(Page::Meetings(Meetings::new(purpose, &self.cards))),
        }
    }
}

/// A path as it was typed, or dropped into the window by a terminal that puts it in quotation marks.
fn plan_path(typed: &str) -> Option<PathBuf> {
    let typed = typed.trim();
    let bare = ['"', '\''].iter().find_map(|mark| typed.strip_prefix(*mark)?.strip_suffix(*mark));
    Some(bare.unwrap_or(typed)).filter(|path| !path.is_empty()).map(PathBuf::from)
}
