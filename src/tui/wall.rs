//! The wall drawn: what the room sees, from 40×12 cells to 240×70. Few words, big figures, nothing but what a
//! [`WallFrame`] holds.
//!
//! A view is a page of parts below each other (`stack`): titles and words (`line`), figures, lists of names (`grid`). Each
//! part has a plain form and larger ones in block glyphs (`large`); what matters most takes the largest that fits.

pub mod board;
mod closing;
mod counts;
pub mod figures;
mod grid;
pub(crate) mod large;
mod line;
mod margins;
mod names;
mod outline;
mod recess;
mod say;
mod stack;

use super::theme::{Palette, Role, Theme};
use super::view::pen::{self, Pen};
use super::words;
use crate::agenda::order::Chapter;
use crate::agenda::wall::{Wall, WallFrame};
use crate::locale::Lang;
use crate::meeting::steering::{BoardShown, Ground, Lettering, Shows, Steering, Tongue};
use crate::tui::key::KeyStyle;
use chrono::{DateTime, FixedOffset};
pub use closing::Record;
use large::Size;
use ratatui::layout::Rect;
use say::{Say, Words};
use stack::Part;
use std::cell::Cell;

/// How a wall is shown, beside what is on it.
#[derive(Clone, Debug, Default)]
pub struct Showing<'a> {
    /// The language, unless the chair asks for another.
    pub lang: Lang,
    /// What the chair asks for.
    pub asked: Steering,
    /// The end of the record, where it is known.
    pub record: Option<&'a Record>,
    /// Wall time, for what is left of a recess.
    pub now: Option<DateTime<FixedOffset>>,
    /// Which page of names, where they do not fit on one: counts on for ever.
    pub turn: usize,
    /// Whether the console's heartbeat has stopped.
    pub silent: bool,
}

/// What a wall shows and with what.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    /// The frame.
    pub(crate) frame: &'a WallFrame,
    /// The language.
    pub(crate) lang: Lang,
    /// Whether the other language is shown too.
    pub(crate) both: bool,
    /// How it is shown.
    showing: &'a Showing<'a>,
    /// How many pages the names have.
    pages: &'a Cell<usize>,
}

impl View<'_> {
    /// The sizes of large text that can be used.
    pub(crate) fn sizes(&self, pen: &Pen<'_>) -> &'static [Size] {
        let plain = self.showing.asked.lettering == Lettering::Smaller;
        if plain || ascii(pen) { &[] } else { Size::ALL }
    }
}

/// Whether the terminal takes ASCII signs only: block characters are of the width that it draws two cells wide.
fn ascii(pen: &Pen<'_>) -> bool {
    pen.theme.glyphs.keys == KeyStyle::Ascii
}

/// The theme of a wall: the terminal's limits come first, then what the chair asks for.
pub fn theme(own: Theme, asked: Ground) -> Theme {
    let palette = match (own.palette, asked) {
        (Palette::NoColour | Palette::Monochrome | Palette::Sixteen, _) | (_, Ground::Own) => own.palette,
        (_, Ground::Dark) => Palette::Dark,
        (_, Ground::Light) => Palette::Light,
        (_, Ground::Contrast) => Palette::HighContrast,
    };
    Theme { palette, ..own }
}

/// Draws a wall that nobody steers. `code` is the end of the record, short enough to be noted by hand.
pub fn draw(frame: &WallFrame, code: Option<&str>, lang: Lang, pen: &mut Pen<'_>, area: Rect) {
    let record = code.map(|code| Record { code: code.to_owned(), ..Record::default() });
    show(frame, &Showing { lang, record: record.as_ref(), ..Showing::default() }, pen, area);
}

/// Draws the wall; answers how many pages its names have, to be turned from time to time.
pub fn show(frame: &WallFrame, showing: &Showing<'_>, pen: &mut Pen<'_>, area: Rect) -> usize {
    pen.theme = theme(pen.theme, showing.asked.ground);
    pen.fill(area, Role::Text);
    let hidden = (showing.asked.board == BoardShown::Counting).then(|| frame.clone().without_board());
    let frame = hidden.as_ref().unwrap_or(frame);
    let (lang, both) = match showing.asked.tongue {
        Tongue::Own => (showing.lang, false),
        Tongue::Zh => (Lang::Zh, false),
        Tongue::En => (Lang::En, false),
        Tongue::Both => (Lang::Zh, true),
    };
    let pages = Cell::new(1);
    let view = View { frame, lang, both, showing, pages: &pages };
    if area.width < 20 || area.height < 6 {
        if showing.asked.shows != Shows::Blank {
            pen.text(area, &frame.title, Role::Title);
        }
        return 1;
    }
    let side = (area.width / 20).max(1);
    let area = Rect { x: area.x + side, width: area.width - 2 * side, ..area };
    match showing.asked.shows {
        Shows::Blank => drop(margins::rehearsal(view, pen, pen::row(area, area.height - 1))),
        Shows::Banner if !showing.asked.banner.is_empty() => {
            margins::framed(view, pen, area, |pen, body| statement(view, &showing.asked.banner, pen, body));
        }
        _ => margins::framed(view, pen, area, |pen, body| main(view, pen, body)),
    }
    pages.get()
}

fn main(view: View<'_>, pen: &mut Pen<'_>, area: Rect) {
    match &view.frame.view {
        Wall::Agenda => outline::draw(view, pen, area),
        Wall::Attendance { due, present, needed, declared } => {
            counts::attendance(view, (*due, *present, *needed), *declared, pen, area);
        }
        Wall::Motion { title, show, passed, .. } => {
            let chapter = view.frame.chapters.get(view.frame.at);
            let usual = |lang| chapter.map(|chapter| chapter_title(view, chapter, lang));
            let title = view
                .words(|lang| title.clone().or_else(|| usual(lang)).unwrap_or_else(|| Say(lang).motion()));
            counts::motion(view, &title, *show, *passed, pen, area);
        }
        Wall::Candidates { office, seats, names } => {
            names::candidates(view, office, *seats, names, pen, area);
        }
        Wall::Papers { present, issued, collected, valid } => {
            counts::papers(view, *present, (*issued, *collected), *valid, pen, area);
        }
        Wall::Board(board) => board::draw(view, board, pen, area),
        Wall::Counting { reopened } => {
            let title = if *reopened { Say::counting_again } else { Say::counting };
            told(view, &view.say(title), &view.say(Say::counting_note), pen, area);
        }
        Wall::Result { present, issued, collected, valid, invalid, names, .. } => {
            let sheet = [*present, *issued, *collected, *valid, *invalid];
            names::result(view, sheet, names, pen, area);
        }
        Wall::Elected { office, names, open, still } => {
            names::elected(view, office, names, names::Open { seats: *open, still: *still }, pen, area);
        }
        Wall::Plenary => told(view, &view.say(Say::plenary), &Words::default(), pen, area),
        Wall::Recess { text, minutes, since } => recess::draw(view, text, *minutes, since, pen, area),
        Wall::Closed { postponed, digest } => closing::draw(view, *postponed, digest, pen, area),
    }
}

/// The chair's own words in the middle.
fn statement(view: View<'_>, text: &str, pen: &mut Pen<'_>, area: Rect) {
    told(view, &Words::plain(text), &Words::default(), pen, area);
}

/// One statement in the middle, as large as it can be, and smaller words below it.
fn told(view: View<'_>, text: &Words, below: &Words, pen: &mut Pen<'_>, area: Rect) {
    let parts = vec![
        line::part(view, text, Role::Title, 2, Size::Double, pen, area.width),
        line::part(view, below, Role::Text, 1, Size::Narrow, pen, area.width),
    ];
    stack::draw(parts, pen, area);
}

/// A title over a page.
fn title<'a>(view: View<'_>, text: &Words, pen: &Pen<'_>, columns: u16) -> Part<'a> {
    line::part(view, text, Role::Title, 2, Size::Normal, pen, columns)
}

/// A short Chinese line letter-spaced, as a banner is, where there is room.
pub(crate) fn spaced(text: &str, columns: u16) -> String {
    let wide = text.chars().count() * 2 == usize::from(pen::width(text));
    if wide && pen::width(text) * 2 <= columns {
        text.chars().map(String::from).collect::<Vec<_>>().join(" ")
    } else {
        text.to_owned()
    }
}

/// A chapter's title.
fn chapter_title(view: View<'_>, chapter: &Chapter, lang: Lang) -> String {
    let office = chapter.round.and_then(|(round, _)| view.frame.offices.get(&round.contest));
    words::chapter(chapter, office, lang)
}
