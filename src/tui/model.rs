//! What the console knows beside the meeting: what is open on it, what is chosen, what is half typed.
//!
//! Nothing here is on record and nothing here names the terminal. [`update`](super::update) changes it, [`view`](super::view)
//! draws it.

mod layer;

pub use layer::{Layer, Message, Question, Then};

use super::draft::Draft;
use super::find;
use super::keymap::Context;
use super::play;
use super::steer::OwnWall;
use super::theme::Theme;
use super::tone::Tones;
use super::widgets::line_input::LineInput;
use crate::agenda::action::Action;
use crate::agenda::rehearsal::Room;
use crate::agenda::screen::{Gives, List, Offer, Row, Screen, Work};
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
    /// Whether the window is too small for it: nothing is done that nobody sees.
    pub unseen: bool,
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
    /// What is heard at the calling.
    pub tones: Tones,
    /// What belongs to the wall in this window.
    pub wall: OwnWall,
    /// What the step shows; made anew only when the meeting or the language changes, not for each key.
    screen: Arc<Screen>,
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
            unseen: false,
            layers: Vec::new(),
            item: None,
            row: None,
            find: LineInput::new(find::LONGEST),
            work: None,
            message: None,
            scroll: Scroll::default(),
            paper: None,
            room: floor.plan.rehearsal.then(|| Room::new(&floor.plan).speaking(lang)),
            leaving: false,
            undone: None,
            refused: None,
            places: false,
            tones: Tones::default(),
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

    /// The first row that asks for something to be filled in, such as a paper to be decided; for a chosen row that has
    /// nothing to do itself, while nothing is looked for.
    fn open_row<'a>(&self, screen: &'a Screen) -> Option<(&'a Row, &'a Offer)> {
        let Work::List(list) = &screen.work else { return None };
        let idle = self.chosen(screen).is_none_or(|row| row.offers.is_empty()) && self.find.is_empty();
        let edits = |offer: &&Offer| offer.action == Action::Edit && matches!(offer.gives, Gives::Form(_));
        let mut open = list.rows.iter().filter_map(|row| Some((row, row.offers.iter().find(edits)?)));
        open.next().filter(|_| idle)
    }

    /// What can be done now, the chosen row's first.
    pub fn offers<'a>(&self, screen: &'a Screen) -> Vec<(Option<&'a Row>, &'a Offer)> {
        let row = self.chosen(screen);
        let of_row = row.into_iter().flat_map(|row| row.offers.iter().map(move |offer| (Some(row), offer)));
        let open = self.open_row(screen).map(|(row, offer)| (Some(row), offer));
        of_row.chain(open).chain(screen.offers.iter().map(|offer| (None, offer))).collect()
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
        let before = open_rows(&self.screen);
        self.screen = Arc::new(agenda::screen(floor, self.lang).unwrap_or_default());
        self.go_to_open(&before);
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

    /// Goes to the next row that has something to decide, when one came or went and the chosen one has nothing.
    fn go_to_open(&mut self, before: &[u32]) {
        let screen = self.screen();
        let open = open_rows(&screen);
        let (Some(chosen), Work::List(list)) = (self.chosen(&screen), &screen.work) else { return };
        if chosen.offers.is_empty() && open != before {
            let below = list.rows.iter().skip_while(|row| row.key != chosen.key);
            let next = below.chain(&list.rows).find(|row| open.contains(&row.key));
            self.row = next.map(|row| row.key).or(self.row);
        }
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

/// The keys of the rows that have offers.
fn open_rows(screen: &Screen) -> Vec<u32> {
    let Work::List(list) = &screen.work else { return Vec::new() };
    list.rows.iter().filter(|row| !row.offers.is_empty()).map(|row| row.key).collect()
}
