//! Words as a part of a page: in plain cells or large, with the other language below.

use super::large::{self, Size};
use super::say::Words;
use super::stack::Part;
use super::{View, spaced};
use crate::tui::theme::Role;
use crate::tui::view::pen::{self, Pen};
use ratatui::layout::Rect;

/// The most lines of a large text.
const LINES: usize = 4;

/// One line of a form: its text, and how large it is.
type Piece = (Option<Size>, String);

fn rows(size: Option<Size>) -> u16 {
    size.map_or(1, Size::rows)
}

fn height(form: &[Piece]) -> u16 {
    let (first, rest) = (form.first().map_or(0, |(size, _)| rows(*size)), form.iter().skip(1));
    // A large line has no space of its own below it.
    rest.fold(first, |sum, (size, _)| sum + rows(*size) + u16::from(size.is_some()))
}

/// Words in the middle of the page. `most` is the largest size that suits them.
pub(crate) fn part<'a>(
    view: View<'_>,
    words: &Words,
    role: Role,
    rank: u8,
    most: Size,
    pen: &Pen<'_>,
    columns: u16,
) -> Part<'a> {
    let forms = forms(view, words, role, most, pen, columns);
    let heights = forms.iter().map(|form| height(form)).collect();
    Part::new(rank, heights, move |at, pen, area| {
        if let Some(form) = forms.get(at) {
            draw(form, role, pen, area);
        }
    })
}

/// The forms from the smallest on; none for no words.
fn forms(
    view: View<'_>,
    words: &Words,
    role: Role,
    most: Size,
    pen: &Pen<'_>,
    columns: u16,
) -> Vec<Vec<Piece>> {
    if words.main.is_empty() {
        return Vec::new();
    }
    let plain = |text: &str| {
        let lines = if text.is_empty() { Vec::new() } else { large::even(text, columns) };
        let title = |line: String| if role == Role::Title { spaced(&line, columns) } else { line };
        lines.into_iter().map(|line| (None, title(line))).collect::<Vec<Piece>>()
    };
    let joined = words.joined();
    let mut forms = Vec::new();
    if !words.also.is_empty() {
        // Where there is no room for both languages: the first.
        forms.push(plain(&words.main));
    }
    if pen::width(&joined) <= columns && !words.also.is_empty() {
        forms.push(vec![(None, joined)]);
    }
    forms.push([plain(&words.main), plain(&words.also)].concat());
    for &size in view.sizes(pen).iter().filter(|size| **size <= most) {
        let Some(main) = large::lines(&words.main, size, columns).filter(|lines| lines.len() <= LINES) else {
            continue;
        };
        let main: Vec<Piece> = main.into_iter().map(|line| (Some(size), line)).collect();
        forms.push([main.clone(), plain(&words.also)].concat());
        let also = large::lines(&words.also, Size::Narrow, columns).filter(|_| size > Size::Narrow);
        forms.extend(also.map(|lines| {
            let also = lines.into_iter().map(|line| (Some(Size::Narrow), line));
            main.into_iter().chain(also).collect()
        }));
    }
    forms
}

fn draw(form: &[Piece], role: Role, pen: &mut Pen<'_>, area: Rect) {
    let mut y = 0;
    for (size, text) in form {
        let place = Rect { height: rows(*size), ..pen::row(area, y) }.intersection(area);
        match size {
            Some(size) => large::middle(text, *size, role, pen, place),
            None => drop(pen.middle(place, text, role)),
        }
        y += rows(*size) + u16::from(size.is_some());
    }
}
