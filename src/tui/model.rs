//! What the console knows beside the meeting: what is open on it, what is chosen, what is half typed.
//!
//! Nothing here is on record and nothing here names the terminal. [`update`](super::update) changes it, [`view`](super::view)
//! draws it.

use super::draft::Draft;
use super::find;
use super::keymap::Context;
use super::play;
use super::steer::{OwnWall, Steer};
use super::theme::Theme;
use super::widgets::line_input::LineInput;
use crate::agenda::action::Action;
use crate::agenda::rehearsal::Room;
use crate::agenda::rejection::Trouble;
use crate::agenda::screen::{List, Offer, Row, Screen, Work};
use crate::agenda::{self, Command, Floor, ItemId};
use crate::locale::Lang;
use ratatui::layout::Size;
use std::sync::Arc;
use std::time::Duration;

/// The console.
#[derive(Clone, Debug)]
pub struct App {
    /// The language of everything on it.
    pub lang: Lang,
    /// How it looks.
    pub theme: Theme,
    /// The window.
    pub size: Size,
    /// What lies over the step's work, the topmost last.
    pub layers: Vec<Layer>,
    /// The step that the fields below belong to.
    pub item: Option<ItemId>,
    /// The key of the chosen row.
    pub row: Option<u32>,
    /// Letters typed to find a row.
    pub find: LineInput,
    /// The draft of the step's own form.
    pub work: Option<Draft>,
    /// What is told until the next key.
    pub message: Option<Message>,
    /// How far texts are scrolled.
    pub scroll: Scroll,
    /// The paper on the table, while ballots are called.
    pub paper: Option<super::calling::Table>,
    /// Who plays the room, in a rehearsal.
    pub room: Option<Room>,
    /// Whether the person wants to leave the meeting.
    pub leaving: bool,
    /// When an undo was last asked for: a key that is stuck takes nothing more back.
    pub(super) undone: Option<Duration>,
    /// What the room of a rehearsal does next, in words.
    pub next: String,
    /// The command that a disk refused: Enter tries it again.
    pub refused: Option<Command>,
    /// Whether the record can be mirrored and go on elsewhere from here.
    pub places: bool,
    /// What belongs to the wall in this window.
    pub wall: OwnWall,
    /// What the step shows; made anew only when the meeting or the language changes, not for each key.
    screen: Arc<Screen>,
}

/// What lies over the step's work.
#[derive(Clone, Debug)]
pub enum Layer {
    /// A form that an offer opened.
    Form(Box<Draft>),
    /// A question that must be answered first.
    Question(Question),
    /// What the step is for, and the keys that work.
    Help,
    /// Everything that can be done now; which entry is chosen.
    Menu(usize),
    /// The rules behind the figures, and what is left.
    Why,
    /// The wall in this window.
    Wall,
    /// What the wall is to show.
    Steer(Box<Steer>),
}

/// A question before something that cannot be undone, answered by the same key.
#[derive(Clone, Debug)]
pub struct Question {
    /// The question.
    pub text: String,
    /// The verb whose key answers yes.
    pub action: Action,
    /// What is done then.
    pub then: Then,
    /// Since when it is asked: a key that bounces must not answer.
    pub since: Duration,
}

/// What follows a yes.
#[derive(Clone, Debug)]
pub enum Then {
    /// A command.
    Do(Command),
    /// Leaving the meeting.
    Leave,
}

/// What is told until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// Something did not work.
    Trouble(Trouble),
    /// Not now, and why; or what else there is to say in one line.
    Note(String),
    /// Done, where it would not be seen otherwise.
    Done(String),
}

/// How far texts are scrolled, in lines; drawing keeps them within the text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scroll {
    /// The words to read aloud.
    pub aloud: u16,
    /// The step's text.
    pub text: u16,
    /// Help.
    pub help: u16,
    /// Whether the words to read aloud are longer than their box; set when drawn.
    pub long: bool,
    /// How many rows of the list are seen; set when drawn.
    pub rows: usize,
}

impl App {
    /// A console on which nothing is open.
    pub fn new(lang: Lang, theme: Theme, floor: &Floor) -> Self {
        let mut app = Self {
            lang,
            theme,
            size: Size::new(100, 30),
            layers: Vec::new(),
            item: None,
            row: None,
            find: LineInput::new(find::LONGEST),
            work: None,
            message: None,
            scroll: Scroll::default(),
            paper: None,
            room: floor.plan.rehearsal.then(|| Room::new(&floor.plan)),
            leaving: false,
            undone: None,
            refused: None,
            places: false,
            screen: Arc::default(),
            next: String::new(),
            wall: OwnWall::default(),
        };
        app.follow(floor);
        app
    }

    /// What the step shows, as the meeting was last followed.
    pub fn screen(&self) -> Arc<Screen> {
        self.screen.clone()
    }

    /// Where the person is, as far as keys are concerned.
    pub fn context(&self, screen: &Screen) -> Context {
        match (self.layers.last(), &screen.work) {
            (Some(Layer::Form(draft)), _) => draft.context(),
            (Some(Layer::Steer(steer)), _) => steer.context(),
            (Some(Layer::Help | Layer::Why | Layer::Wall), _) => Context::Watching,
            (None, Work::Form(_)) => self.work.as_ref().map_or(Context::Form, Draft::context),
            (None, Work::Calling(_)) => Context::Calling,
            (None, Work::List(_)) if !self.find.is_empty() => Context::Finding,
            (Some(Layer::Question(_) | Layer::Menu(_)) | None, _) => Context::List,
        }
    }

    /// The rows that the search finds.
    pub fn rows<'a>(&self, list: &'a List) -> Vec<&'a Row> {
        let name = |row: &Row| row.cells.first().is_some_and(|name| find::found(name, self.find.text()));
        list.rows.iter().filter(|row| name(row)).collect()
    }

    /// The chosen row of the step's list.
    pub fn chosen<'a>(&self, screen: &'a Screen) -> Option<&'a Row> {
        let Work::List(list) = &screen.work else { return None };
        let rows = self.rows(list);
        rows.iter().find(|row| Some(row.key) == self.row).or_else(|| rows.first()).copied()
    }

    /// What can be done now, the chosen row's first.
    pub fn offers<'a>(&self, screen: &'a Screen) -> Vec<(Option<&'a Row>, &'a Offer)> {
        let row = self.chosen(screen);
        let of_row = row.into_iter().flat_map(|row| row.offers.iter().map(move |offer| (Some(row), offer)));
        of_row.chain(screen.offers.iter().map(|offer| (None, offer))).collect()
    }

    /// What the verb does now, if it does anything that the step offers.
    pub fn offer<'a>(&self, screen: &'a Screen, action: Action) -> Option<(Option<&'a Row>, &'a Offer)> {
        let offers = self.offers(screen);
        if action == Action::Confirm && !self.find.is_empty() {
            return offers.into_iter().find(|(row, _)| row.is_some());
        }
        offers.into_iter().find(|(_, offer)| offer.action == action)
    }

    /// Follows the meeting, after a record or in another language: at a new step nothing of the old one stays chosen or
    /// half typed.
    pub fn follow(&mut self, floor: &Floor) {
        let item = floor.here().map(|here| here.item.id);
        if item != self.item {
            self.item = item;
            self.row = None;
            self.work = None;
            self.find.take();
            self.scroll = Scroll::default();
        }
        self.screen = Arc::new(agenda::screen(floor, self.lang).unwrap_or_default());
        self.next = self.room.as_ref().map(|room| play::words(floor, room, self.lang)).unwrap_or_default();
        self.settle();
    }

    /// Fits what is chosen and half typed to what the step shows.
    pub fn settle(&mut self) {
        let screen = self.screen();
        self.settle_row(&screen);
        self.settle_form(&screen);
        self.settle_paper(match &screen.work {
            Work::Calling(view) => Some(view),
            _ => None,
        });
    }

    fn settle_row(&mut self, screen: &Screen) {
        self.row = self.chosen(screen).map(|row| row.key);
    }

    fn settle_form(&mut self, screen: &Screen) {
        let Work::Form(form) = &screen.work else {
            self.work = None;
            return;
        };
        let kept = self.work.as_mut().is_some_and(|draft| draft.reword(form.clone()));
        if !kept {
            self.work = Some(Draft::new(super::draft::Origin::Work, form.clone(), None));
        }
    }
}
