//! Big figures: digits of cells, three dots wide and five high, each dot as many cells as there is room for.

use crate::tui::theme::Role;
use crate::tui::view::pen::{self, Pen};
use ratatui::layout::Rect;

/// A number with its label.
#[derive(Clone, Debug)]
pub struct Figure {
    label: String,
    number: String,
}

impl Figure {
    /// A number with its label.
    pub fn new(label: String, number: u32) -> Self {
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

/// The scales from the largest on.
const SCALES: [Scale; 3] =
    [Scale { wide: 4, high: 2 }, Scale { wide: 2, high: 1 }, Scale { wide: 1, high: 1 }];

/// The columns of a number; a blank column of dots stands between digits.
fn columns(number: &str, scale: Scale) -> u16 {
    let digits = u16::try_from(number.len()).unwrap_or(1);
    (digits * 4).saturating_sub(1) * scale.wide
}

/// Draws figures beside each other with their labels, as large as fits, and a line of words below them.
pub fn draw(figures: &[Figure], below: Option<(Role, String)>, pen: &mut Pen<'_>, area: Rect) {
    let count = u16::try_from(figures.len()).unwrap_or(1).max(1);
    let column = area.width / count;
    let words = if below.is_some() { 2 } else { 0 };
    let fits = |scale: &&Scale| {
        figures.iter().all(|figure| columns(&figure.number, **scale) + 2 <= column)
            && 5 * scale.high + 2 + words <= area.height
    };
    let labels = figures.iter().all(|figure| pen::width(&figure.label) < column);
    let Some(scale) = SCALES.iter().find(fits).filter(|_| labels) else {
        return plain(figures, below, pen, area);
    };
    let height = 5 * scale.high + 2 + words;
    let top = (area.height - height) / 2;
    for (at, figure) in (0..).zip(figures) {
        let place = Rect { x: area.x + column * at, width: column, ..pen::row(area, top) };
        pen.middle(place, &figure.label, Role::Text);
        let used = columns(&figure.number, *scale);
        let digits =
            Rect { x: place.x + (column - used) / 2, y: place.y + 2, width: used, height: 5 * scale.high };
        number(&figure.number, *scale, pen, digits);
    }
    if let Some((role, text)) = below {
        pen.middle(pen::row(area, top + height - 1), &text, role);
    }
}

/// Too little room for big figures: one line each.
fn plain(figures: &[Figure], below: Option<(Role, String)>, pen: &mut Pen<'_>, area: Rect) {
    let widest = figures.iter().map(|figure| pen::width(&figure.label)).max().unwrap_or(0);
    let used = (widest + 8).min(area.width);
    let left = Rect { x: area.x + (area.width - used) / 2, width: used, ..area };
    let rows = u16::try_from(figures.len()).unwrap_or(1);
    let step = if area.height >= rows * 2 + 2 { 2 } else { 1 };
    let mut y = 0;
    for figure in figures {
        pen.text(pen::row(left, y), &figure.label, Role::Text);
        pen.right(pen::row(left, y), &figure.number, Role::Number);
        y += step;
    }
    if let Some((role, text)) = below {
        let lines = pen::wrap(&text, area.width);
        for (y, line) in (y..).zip(&lines) {
            pen.middle(pen::row(area, y), line, role);
        }
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
