//! The home screen: what can be opened. A new user gets from here to a running rehearsal with two keys.
//!
//! Nothing here waits. Meetings are read, records checked and plans looked at beside it ([`run::Archive`]); what was found out
//! arrives as values ([`Arrived`]), so the first frame never depends on how many meetings there are.

pub mod ago;
pub mod card;
pub mod meetings;
pub mod run;
pub mod sheet;

mod entries;
mod keys;

pub use card::{Health, MeetingCard};
pub use entries::Entry;
pub use run::run;
pub use sheet::{Ask, Looked, Sheet, Way};

use super::theme::Theme;
use super::widgets::line_input::LineInput;
use crate::locale::Lang;
use meetings::Meetings;
use sheet::Reading;
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

/// What the person chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Go on with a meeting.
    Resume(PathBuf),
    /// Rehearse on the sample.
    Rehearse,
    /// Practise calling the sample's papers.
    Practise,
    /// Rehearse by a plan file.
    RehearsePlan(PathBuf),
    /// Open a meeting by a plan file.
    Start(PathBuf),
    /// Look at a meeting again.
    Replay(PathBuf),
    /// Leave the program.
    Quit,
}

/// What the home screen wants looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// Look this up.
    Look(Ask),
    /// What was asked for is not wanted any more.
    Forget,
}

/// What comes in while the home screen is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arrived {
    /// A meeting was read; one that was there before takes its place.
    Card(Box<MeetingCard>),
    /// So many are still to be read.
    Left(usize),
    /// So much of what was asked for is done, in percent.
    Percent(u8),
    /// What was asked for.
    Sheet(Box<Sheet>),
}

/// The home screen.
#[derive(Clone, Debug)]
pub struct Home {
    /// The language.
    pub lang: Lang,
    /// How it looks.
    pub theme: Theme,
    /// Wall time, to say how long ago something was.
    pub now: String,
    /// Which page is shown.
    pub page: Page,
    /// Which entry of the first page is chosen.
    pub at: usize,
    /// What is told until the next key.
    pub message: Option<String>,
    /// Meetings still to be read.
    pub left: usize,
    cards: Vec<MeetingCard>,
    /// Whether not all meetings are read yet, or it is not even known how many there are.
    reading: bool,
    /// Meetings known from the reading before that this one has not met yet.
    stale: HashSet<PathBuf>,
    /// Pages below the one that is shown.
    below: Vec<Page>,
    /// Whether somebody moved on the first page: what is chosen then stays chosen.
    moved: bool,
    chosen: Option<Choice>,
    order: Option<Order>,
}

/// A page of the home screen.
#[derive(Clone, Debug)]
pub enum Page {
    /// The first one.
    Front,
    /// What a rehearsal is, before it begins.
    Rehearsal,
    /// The path of a plan is typed: to hold its meeting, or to write and check it.
    Plan {
        /// The path.
        line: LineInput,
        /// Whether the meeting is to be held.
        start: bool,
    },
    /// A meeting is chosen.
    Meetings(Meetings),
    /// A sheet is read.
    Sheet(Box<Reading>),
    /// The keys.
    Help,
}

impl Home {
    /// The home screen with the meetings that are known already.
    pub fn new(lang: Lang, theme: Theme, cards: Vec<MeetingCard>) -> Self {
        let mut home = Self {
            lang,
            theme,
            now: String::new(),
            page: Page::Front,
            at: 0,
            message: None,
            left: 0,
            cards,
            reading: false,
            stale: HashSet::new(),
            below: Vec::new(),
            moved: false,
            chosen: None,
            order: None,
        };
        home.sort();
        home.at = home.first();
        home
    }

    /// The meetings, the one that was changed last first.
    pub fn cards(&self) -> &[MeetingCard] {
        &self.cards
    }

    fn sort(&mut self) {
        self.cards.sort_by(|a, b| (&b.changed, &b.path).cmp(&(&a.changed, &a.path)));
    }

    /// What was chosen, once. A sheet of a plan and the page of the rehearsal are left by it; the list stays.
    pub fn take_choice(&mut self) -> Option<Choice> {
        let choice = self.chosen.take();
        if choice.is_some() && !matches!(self.page, Page::Meetings(_)) {
            (self.page, self.moved) = (Page::Front, false);
            self.below.clear();
            self.at = self.first();
        }
        choice
    }

    /// What is to be looked up, once.
    pub fn take_order(&mut self) -> Option<Order> {
        self.order.take()
    }

    /// The meetings are read again: those that are not among them then are gone, once none is left to be read.
    pub fn read_again(&mut self) {
        (self.left, self.reading) = (0, true);
        self.stale = self.cards.iter().map(|card| card.path.clone()).collect();
    }

    /// Takes in what arrived.
    pub fn take(&mut self, arrived: Vec<Arrived>) {
        let entry = self.entry().filter(|_| self.moved).map(|entry| (entry, self.folder_of(entry)));
        let held = self.below.iter().chain([&self.page]).find_map(|page| match page {
            Page::Meetings(list) => list.held(&self.cards),
            _ => None,
        });
        let mut cards = HashMap::new();
        for one in arrived {
            match one {
                Arrived::Card(card) => drop(cards.insert(card.path.clone(), *card)),
                Arrived::Left(left) => (self.left, self.reading) = (left, left > 0),
                Arrived::Percent(percent) => self.waited_for(|reading| reading.percent = percent),
                Arrived::Sheet(sheet) => self.waited_for(|reading| {
                    (reading.at, reading.scroll) = (0, 0);
                    reading.sheet = Some(*sheet);
                }),
            }
        }
        self.stale.retain(|path| !cards.contains_key(path));
        let gone = |path: &PathBuf| !self.reading && self.stale.contains(path);
        self.cards.retain(|card| !cards.contains_key(&card.path) && !gone(&card.path));
        self.cards.extend(cards.into_values());
        self.sort();
        self.settle(entry, held.as_ref());
    }

    /// Changes the sheet that is waited for, which may lie below the help.
    fn waited_for(&mut self, change: impl FnOnce(&mut Reading)) {
        let sheet = self.below.iter_mut().chain([&mut self.page]).find_map(|page| match page {
            Page::Sheet(reading) => Some(reading),
            _ => None,
        });
        if let Some(reading) = sheet {
            change(reading);
        }
    }

    fn folder_of(&self, entry: Entry) -> Option<PathBuf> {
        let Entry::Resume(at) = entry else { return None };
        self.cards.get(at).map(|card| card.path.clone())
    }

    /// Finds again what was chosen, now that the cards may stand elsewhere.
    fn settle(&mut self, entry: Option<(Entry, Option<PathBuf>)>, held: Option<&PathBuf>) {
        let same = |other: &Entry, (entry, folder): &(Entry, Option<PathBuf>)| match folder {
            Some(_) => self.folder_of(*other) == *folder,
            None => other == entry,
        };
        let at = entry.and_then(|chosen| self.entries().iter().position(|other| same(other, &chosen)));
        self.at = at.unwrap_or_else(|| self.first());
        for page in self.below.iter_mut().chain([&mut self.page]) {
            if let Page::Meetings(list) = page {
                list.follow(&self.cards, held);
            }
        }
    }
}

#[cfg(test)]
mod tests;
