//! The result as the scrutineer reports it: the figures of the round, then every name with its three numbers.

use super::{draw_name, width};
use crate::domain::{Name, Sums};
use crate::tui::theme::Role;
use crate::tui::view::pen::{self, Pen};
use crate::tui::wall::grid::{self, Cells};
use crate::tui::wall::large::{self, Size};
use crate::tui::wall::say::{Say, Words};
use crate::tui::wall::{View, line, stack, title};
use ratatui::layout::Rect;

/// Names with their numbers. A name that was written in has only approvals.
struct Sheet {
    rows: Vec<(String, Vec<String>)>,
    labels: Vec<Words>,
    /// Columns between numbers in plain text.
    gap: u16,
}

impl Sheet {
    /// The columns of a number with its heading, and the space before it.
    fn number(&self, at: usize, size: Option<Size>) -> u16 {
        let widest = self.rows.iter().filter_map(|(_, numbers)| numbers.get(at));
        let widest = widest.map(|number| width(number, size)).max().unwrap_or(0);
        let label = self.labels.get(at).map_or(0, |label| match size {
            Some(_) => width(&label.main, Some(Size::Narrow)),
            None => pen::width(&label.main).max(pen::width(&label.also)),
        });
        widest.max(label) + if size.is_some() { 4 } else { self.gap }
    }

    fn numbers(&self, size: Option<Size>) -> u16 {
        (0..self.labels.len()).map(|at| self.number(at, size)).sum()
    }

    /// The places of the numbers in a row of cells.
    fn places(&self, size: Option<Size>, area: Rect) -> Vec<Rect> {
        let mut right = area.right().saturating_sub(self.numbers(size)).max(area.x);
        let place = |at| {
            let used = self.number(at, size);
            let place = Rect { x: right, width: used, ..area }.intersection(area);
            right = right.saturating_add(used);
            place
        };
        (0..self.labels.len()).map(place).collect()
    }
}

impl Cells for Sheet {
    fn count(&self) -> usize {
        self.rows.len()
    }

    fn columns(&self, size: Option<Size>) -> Option<u16> {
        let name = self.rows.iter().map(|(name, _)| width(name, size)).max()?;
        Some(name + self.numbers(size))
    }

    fn most(&self, size: Option<Size>) -> u16 {
        self.columns(size).unwrap_or(0) + if size.is_some() { 16 } else { 8 }
    }

    fn head(&self, size: Option<Size>) -> u16 {
        let also = self.labels.iter().any(|label| !label.also.is_empty());
        size.map_or(1, |_| Size::Narrow.rows()) + u16::from(also)
    }

    fn draw_head(&self, size: Option<Size>, pen: &mut Pen<'_>, area: Rect) {
        for (label, place) in self.labels.iter().zip(self.places(size, area)) {
            match size {
                Some(_) => large::right(&label.main, Size::Narrow, Role::Dim, pen, place),
                None => drop(pen.right(place, &label.main, Role::Dim)),
            }
            let below = pen::row(place, self.head(size).saturating_sub(1));
            pen.right(below, &label.also, Role::Dim);
        }
    }

    fn draw(&self, at: usize, size: Option<Size>, pen: &mut Pen<'_>, area: Rect) {
        let Some((name, numbers)) = self.rows.get(at) else { return };
        let stacked = size.is_none() && area.height > 1;
        let beside = if stacked { 0 } else { self.numbers(size) };
        let name_place = Rect { width: area.width.saturating_sub(beside), ..area };
        draw_name(name, size, Role::Text, pen, if stacked { pen::row(area, 0) } else { name_place });
        let below = if stacked { pen::row(area, 1) } else { area };
        for (number, place) in numbers.iter().zip(self.places(size, below)) {
            match size {
                Some(size) => large::right(number, size, Role::Number, pen, place),
                None => drop(pen.right(place, number, Role::Number)),
            }
        }
    }
}

/// Draws the result. `sheet` is: present, issued, collected, valid, invalid.
pub(crate) fn result(
    view: View<'_>,
    sheet: [u32; 5],
    names: &[(Name, Sums, bool)],
    pen: &mut Pen<'_>,
    area: Rect,
) {
    let figures = view.words(|lang| {
        let say = Say(lang);
        let labels = [say.present(), say.issued(), say.collected(), say.valid(), say.invalid()];
        let pairs = labels.iter().zip(sheet).map(|(label, number)| format!("{label} {number}"));
        pairs.collect::<Vec<_>>().join(lang.pick("　", "  "))
    });
    let row = |(name, sums, printed): &(Name, Sums, bool)| {
        let shown =
            if *printed { name.to_string() } else { view.say(|say| say.written_in(name.as_str())).main };
        let numbers = [sums.approve, sums.against, sums.abstain].map(|number| number.to_string());
        (shown, numbers.into_iter().take(if *printed { 3 } else { 1 }).collect())
    };
    let labels = vec![view.say(Say::approve), view.say(Say::against), view.say(Say::abstain)];
    let mut cells = Sheet { rows: names.iter().map(row).collect(), labels, gap: 2 };
    if cells.columns(None).is_some_and(|needed| needed > area.width) {
        cells.gap = 1;
    }
    let parts = vec![
        title(view, &view.say(Say::result), pen, area.width),
        line::part(view, &figures, Role::Text, 1, Size::Narrow, pen, area.width),
        grid::part(view, cells, 3, Size::Normal, pen, area.width),
    ];
    stack::draw(parts, pen, area);
}
