//! Big figures: digits of cells, three dots wide and five high, each dot as many cells as there is room for.

use super::View;
use super::large::{self, Size};
use super::say::Words;
use super::stack::Part;
use crate::tui::theme::Role;
use crate::tui::view::pen::{self, Pen};
use ratatui::layout::Rect;

/// A number with its label.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    label: Words,
    number: String,
}

impl Figure {
    /// A number with its label.
    pub(crate) fn new(label: Words, number: u32) -> Self {
        Self { label, number: number.to_string() }
    }
}

/// The digits, five rows of three cells each; a set bit is a full cell, the highest at the left.
const DIGITS: [[u8; 5]; 10] = [
    [0b111, 0b101, 0b101, 0b101, 0b111],
    [0b010, 0b110, 0b010, 0b010, 0b111],
    [0b111, 0b001, 0b111, 0b100, 0b111],
    [0b111, 0b001, 0b111, 0b001, 0b111],
    [0b101, 0b101, 0b111, 0b001, 0b001],
    [0b111, 0b100, 0b111, 0b001, 0b111],
    [0b111, 0b100, 0b111, 0b101, 0b111],
    [0b111, 0b001, 0b010, 0b010, 0b010],
    [0b111, 0b101, 0b111, 0b101, 0b111],
    [0b111, 0b101, 0b111, 0b001, 0b111],
];

/// How many cells a dot of a digit is wide and high.
#[derive(Clone, Copy)]
struct Scale {
    wide: u16,
    high: u16,
}

/// The scales from the smallest on.
const SCALES: [Scale; 5] = [
    Scale { wide: 1, high: 1 },
    Scale { wide: 2, high: 1 },
    Scale { wide: 4, high: 2 },
    Scale { wide: 6, high: 3 },
    Scale { wide: 8, high: 4 },
];

/// The columns of a number; a blank column of dots stands between digits.
fn columns(number: &str, scale: Scale) -> u16 {
    let digits = u16::try_from(number.len()).unwrap_or(1);
    (digits * 4).saturating_sub(1) * scale.wide
}

/// How figures are drawn.
#[derive(Clone, Copy)]
enum Form {
    /// One line each.
    Lines,
    /// Beside each other, the labels above them.
    Big(Scale, Option<Size>),
}

/// Figures beside each other with their labels, or below each other where there is no room for that.
pub(crate) fn part<'a>(
    view: View<'_>,
    figures: Vec<Figure>,
    rank: u8,
    pen: &Pen<'_>,
    width: u16,
) -> Part<'a> {
    let labels = |scale: Scale| {
        let low = |size: &&Size| scale.high * 5 >= size.rows() + 2 && **size < Size::Double;
        let large = view.sizes(pen).iter().filter(low).map(|size| Some(*size)).collect::<Vec<_>>();
        [None].into_iter().chain(large).map(move |label| Form::Big(scale, label)).collect::<Vec<_>>()
    };
    let big = SCALES.into_iter().flat_map(labels);
    let fits = |form: &Form| fits(&figures, *form, width);
    let forms: Vec<Form> = [Form::Lines].into_iter().chain(big.filter(fits)).collect();
    let heights = forms.iter().map(|form| height(&figures, *form)).collect();
    Part::new(rank, heights, move |at, pen, area| match forms.get(at) {
        Some(Form::Big(scale, label)) => beside(&figures, *scale, *label, pen, area),
        _ => below(&figures, pen, area),
    })
}

/// Whether a form is no wider than that.
fn fits(figures: &[Figure], form: Form, width: u16) -> bool {
    let Form::Big(scale, label) = form else { return true };
    let column = width / u16::try_from(figures.len()).unwrap_or(1).max(1);
    let label_fits = |text: &str| match label {
        Some(size) => large::width(text, size).is_some_and(|used| used < column),
        None => pen::width(text) < column,
    };
    figures.iter().all(|figure| {
        let label = label_fits(&figure.label.main) && pen::width(&figure.label.also) < column;
        label && columns(&figure.number, scale) + 2 <= column
    })
}

fn height(figures: &[Figure], form: Form) -> u16 {
    match form {
        Form::Lines => u16::try_from(figures.len()).unwrap_or(1),
        Form::Big(scale, label) => label_rows(figures, label) + 1 + 5 * scale.high,
    }
}

fn label_rows(figures: &[Figure], label: Option<Size>) -> u16 {
    let also = figures.iter().any(|figure| !figure.label.also.is_empty());
    label.map_or(1, Size::rows) + u16::from(also)
}

fn beside(figures: &[Figure], scale: Scale, label: Option<Size>, pen: &mut Pen<'_>, area: Rect) {
    let column = area.width / u16::try_from(figures.len()).unwrap_or(1).max(1);
    let top = label_rows(figures, label);
    for (at, figure) in (0..).zip(figures) {
        let place = Rect { x: area.x + column * at, width: column, ..area };
        match label {
            Some(size) => large::middle(&figure.label.main, size, Role::Text, pen, place),
            None => drop(pen.middle(place, &figure.label.main, Role::Text)),
        }
        pen.middle(pen::row(place, label.map_or(1, Size::rows)), &figure.label.also, Role::Text);
        let used = columns(&figure.number, scale);
        let left = place.x + place.width.saturating_sub(used) / 2;
        let digits = Rect { x: left, y: place.y + top + 1, width: used, height: 5 * scale.high };
        number(&figure.number, scale, pen, digits);
    }
}

/// Too little room for big figures: one line each.
fn below(figures: &[Figure], pen: &mut Pen<'_>, area: Rect) {
    let label = |figure: &Figure| {
        let joined = figure.label.joined();
        if pen::width(&joined) + 8 <= area.width { joined } else { figure.label.main.clone() }
    };
    let widest = figures.iter().map(|figure| pen::width(&label(figure))).max().unwrap_or(0);
    let used = (widest + 8).min(area.width);
    let left = Rect { x: area.x + (area.width - used) / 2, width: used, ..area };
    for (y, figure) in (0..).zip(figures) {
        pen.text(pen::row(left, y), &label(figure), Role::Text);
        pen.right(pen::row(left, y), &figure.number, Role::Number);
    }
}

fn number(number: &str, scale: Scale, pen: &mut Pen<'_>, area: Rect) {
    for (at, digit) in (0..).zip(number.chars().filter_map(|c| c.to_digit(10))) {
        let Some(rows) = usize::try_from(digit).ok().and_then(|digit| DIGITS.get(digit)) else { continue };
        let place = pen::from_column(area, at * 4 * scale.wide);
        for y in 0..area.height {
            let bits = rows.get(usize::from(y / scale.high)).copied().unwrap_or(0);
            let dot = |bit: u8| if bits >> bit & 1 == 1 { pen.theme.glyphs.full } else { " " };
            let line: String = [2, 1, 0].map(|bit| dot(bit).repeat(usize::from(scale.wide))).concat();
            pen.text(Rect { y: place.y + y, height: 1, ..place }, &line, Role::Number);
        }
    }
}

/// A number in small digits at the right end of an area, or in plain figures where there are no five rows for it.
pub(crate) fn small(value: u32, pen: &mut Pen<'_>, area: Rect) {
    let text = value.to_string();
    let scale = Scale { wide: 1, high: 1 };
    let used = columns(&text, scale);
    if area.height < 5 || area.width < used {
        pen.right(area, &text, Role::Number);
        return;
    }
    let place = Rect { x: area.right() - used, width: used, height: 5, ..area };
    number(&text, scale, pen, place);
}
