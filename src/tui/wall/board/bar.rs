//! The votes of one name as strokes, with the line of the half behind the 正 in which it is passed; as a bar where the
//! strokes of all papers would not fit.

use super::super::large::{self, Size};
use crate::tui::key::KeyStyle;
use crate::tui::theme::Role;
use crate::tui::view::pen::{self, Pen};
use crate::tui::widgets::meter::Meter;
use crate::tui::widgets::strokes::strokes;
use ratatui::layout::Rect;

/// How votes are drawn: the same for all names, so that they can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bar {
    papers: u32,
    needed: Option<u32>,
    room: u16,
    form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// 正 of that many columns each, plain or large.
    Strokes(Option<Size>, u16),
    /// Full and empty cells.
    Cells,
}

fn usize_of(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

impl Bar {
    /// The form for that many papers in that many columns.
    pub(super) fn new(papers: u32, needed: Option<u32>, room: u16, size: Option<Size>, ascii: bool) -> Self {
        let plain = [(None, 2)];
        let large = [(Some(Size::Normal), 16), (Some(Size::Narrow), 8)];
        let sizes = if size.is_some() { large.as_slice() } else { plain.as_slice() };
        let fits = |(_, columns): &&(Option<Size>, u16)| {
            let all = u64::from(papers.div_ceil(5)) * u64::from(*columns);
            !ascii && all < u64::from(room)
        };
        let usable = |(stroke, _): &&(Option<Size>, u16)| *stroke <= size;
        let form = sizes.iter().filter(usable).find(fits);
        let form = form.map_or(Form::Cells, |(size, columns)| Form::Strokes(*size, *columns));
        Self { papers, needed, room, form }
    }

    /// The columns that the strokes of all papers take with the line, as large as the name beside them; `None` where that
    /// would be too wide for any window.
    pub(super) fn strokes_columns(papers: u32, size: Option<Size>) -> Option<u16> {
        let each = size.map_or(2, |size| size.columns() * 2);
        u16::try_from(papers.div_ceil(5)).ok()?.checked_mul(each)?.checked_add(1).filter(|all| *all < 400)
    }

    /// The column of the line of the half.
    pub(super) fn line(self) -> Option<u16> {
        let needed = self.needed?;
        match self.form {
            Form::Strokes(_, columns) => {
                Some(u16::try_from(needed.div_ceil(5)).ok()? * columns).filter(|at| *at < self.room)
            }
            Form::Cells => u16::try_from(self.meter(needed)?.before(self.cells())).ok(),
        }
    }

    /// The cells beside the line.
    fn cells(self) -> usize {
        usize::from(self.room.saturating_sub(1))
    }

    fn meter(self, now: u32) -> Option<Meter> {
        let needed = usize_of(self.needed?);
        Some(Meter { now: usize_of(now), needed, all: usize_of(self.papers) })
    }

    /// Draws the votes of one name, without the line.
    pub(super) fn draw(self, approvals: u32, pen: &mut Pen<'_>, area: Rect) {
        match self.form {
            Form::Strokes(size, columns) => self.strokes(approvals, size, columns, pen, area),
            Form::Cells => self.full(approvals, pen, area),
        }
    }

    fn strokes(self, approvals: u32, size: Option<Size>, columns: u16, pen: &mut Pen<'_>, area: Rect) {
        let text = strokes(usize_of(approvals), KeyStyle::Unicode);
        let before = self.needed.map_or(usize::MAX, |needed| usize_of(needed.div_ceil(5)));
        let (first, behind): (String, String) =
            (text.chars().take(before).collect(), text.chars().skip(before).collect());
        let used = u16::try_from(first.chars().count()).unwrap_or(u16::MAX).saturating_mul(columns);
        // The line stands between the two.
        for (text, left) in [(first, 0), (behind, used.saturating_add(1))] {
            let place = pen::from_column(area, left);
            match size {
                Some(size) => large::draw(&text, size, Role::Number, pen, place),
                None => drop(pen.text(place, &text, Role::Number)),
            }
        }
    }

    fn full(self, approvals: u32, pen: &mut Pen<'_>, area: Rect) {
        let cells = self.cells();
        let parts = self.meter(approvals).map(|meter| meter.full(cells));
        let all = usize_of(self.papers).max(1);
        let (before, at, behind) = match parts {
            Some((before, line, behind)) => (before, line, behind),
            None => (cells * usize_of(approvals).min(all) / all, cells, 0),
        };
        let glyphs = pen.theme.glyphs;
        let bar = |full: usize, cells: usize| {
            let empty = if area.height > 1 { " " } else { glyphs.empty };
            glyphs.full.repeat(full) + &empty.repeat(cells - full.min(cells))
        };
        let text = [bar(before, at), " ".into(), bar(behind, cells - at)].concat();
        let inset = area.height / 4;
        for y in inset..area.height - inset {
            pen.text(pen::row(area, y), &text, Role::Number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strokes_where_all_papers_fit_else_a_bar() {
        let form = |papers, room, size| Bar::new(papers, None, room, size, false).form;
        assert_eq!(form(36, 17, None), Form::Strokes(None, 2));
        assert_eq!(form(36, 16, None), Form::Cells, "the line needs a column");
        assert_eq!(form(36, 129, Some(Size::Normal)), Form::Strokes(Some(Size::Normal), 16));
        assert_eq!(form(36, 100, Some(Size::Normal)), Form::Strokes(Some(Size::Narrow), 8));
        assert_eq!(form(36, 100, Some(Size::Narrow)), Form::Strokes(Some(Size::Narrow), 8));
        assert_eq!(form(999, 100, None), Form::Cells);
        assert_eq!(Bar::new(36, None, 90, None, true).form, Form::Cells, "no 正 in ASCII");
    }

    #[test]
    fn the_line_stands_where_the_half_is_passed() {
        let bar = |papers, needed, room| Bar::new(papers, Some(needed), room, None, false);
        assert_eq!(bar(36, 19, 20).line(), Some(8), "behind the fourth 正");
        assert_eq!(bar(36, 20, 20).line(), Some(8));
        assert_eq!(bar(36, 21, 20).line(), Some(10));
        let line = bar(999, 500, 41).line().unwrap();
        assert!((20..=21).contains(&line), "{line}");
        assert_eq!(Bar::new(36, None, 20, None, false).line(), None);
    }
}
