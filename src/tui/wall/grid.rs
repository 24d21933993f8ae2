//! Names in one to three columns, never cut: as large as all of them fit, and by pages where not even the smallest do.

use super::View;
use super::large::Size;
use super::stack::Part;
use crate::meeting::steering::Lettering;
use crate::tui::view::pen::Pen;
use ratatui::layout::Rect;

/// The most columns.
const ACROSS: usize = 3;
/// The most pages that large letters may need when the chair asks for larger ones.
const PAGES: usize = 4;
/// Columns of space between two columns of names.
const BETWEEN: u16 = 2;

/// The cells of a grid. A size of `None` is plain text, one row high.
pub(super) trait Cells {
    /// How many there are.
    fn count(&self) -> usize;

    /// The columns that each needs at least; `None` when they cannot be drawn at that size.
    fn columns(&self, size: Option<Size>) -> Option<u16>;

    /// The columns that each can use.
    fn most(&self, size: Option<Size>) -> u16 {
        self.columns(size).unwrap_or(0)
    }

    /// The rows of the heading over each column of names.
    fn head(&self, _size: Option<Size>) -> u16 {
        0
    }

    /// Draws that heading.
    fn draw_head(&self, _size: Option<Size>, _pen: &mut Pen<'_>, _area: Rect) {}

    /// Draws what runs through a whole column of names, behind or between them.
    fn draw_through(&self, _size: Option<Size>, _pen: &mut Pen<'_>, _area: Rect) {}

    /// Draws one; in two rows of plain text when it is wider than the window.
    fn draw(&self, at: usize, size: Option<Size>, pen: &mut Pen<'_>, area: Rect);
}

/// How a grid is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shape {
    size: Option<Size>,
    rows: u16,
    across: usize,
    gap: u16,
    pages: usize,
}

impl Shape {
    fn height(self, cells: &dyn Cells) -> u16 {
        let down = cells.count().div_ceil(self.pages).div_ceil(self.across);
        let down = u16::try_from(down).unwrap_or(u16::MAX);
        let rows = down.saturating_mul(self.rows + self.gap).saturating_sub(self.gap);
        rows.saturating_add(cells.head(self.size))
    }
}

/// Cells as a part of a page. `most` is the largest size that suits them.
pub(super) fn part<'a>(
    view: View<'a>,
    cells: impl Cells + 'a,
    rank: u8,
    most: Size,
    pen: &Pen<'_>,
    width: u16,
) -> Part<'a> {
    let shapes = shapes(view, &cells, most, pen, width);
    let heights = shapes.iter().map(|shape| shape.height(&cells)).collect();
    let part = Part::new(rank, heights, move |at, pen, area| {
        if let Some(shape) = shapes.get(at) {
            draw(view, &cells, *shape, pen, area);
        }
    });
    part.elastic()
}

/// The shapes from the smallest on.
fn shapes(view: View<'_>, cells: &dyn Cells, most: Size, pen: &Pen<'_>, width: u16) -> Vec<Shape> {
    let large = view.sizes(pen).iter().filter(|size| **size <= most).map(|size| Some(*size));
    let mut shapes = Vec::new();
    for size in [None].into_iter().chain(large) {
        let Some(needed) = cells.columns(size) else { continue };
        let rows = size.map_or(if needed > width { 2 } else { 1 }, Size::rows);
        let fit = usize::from((width + BETWEEN) / (needed + BETWEEN)).min(ACROSS).min(cells.count());
        if fit == 0 && size.is_some() {
            continue;
        }
        let larger = view.showing.asked.lettering == Lettering::Larger && size.is_some();
        let gaps = if size.is_some() { 1..=1 } else { 0..=2 };
        for pages in (1..=if larger { PAGES } else { 1 }).rev() {
            for across in (1..=fit.max(1)).rev() {
                shapes.extend(gaps.clone().map(|gap| Shape { size, rows, across, gap, pages }));
            }
        }
    }
    shapes
}

fn draw(view: View<'_>, cells: &dyn Cells, shape: Shape, pen: &mut Pen<'_>, area: Rect) {
    let head = cells.head(shape.size).min(area.height.saturating_sub(shape.rows));
    let step = shape.rows + shape.gap;
    let fit = usize::from((area.height - head + shape.gap) / step).max(1);
    let pages = cells.count().div_ceil(fit * shape.across).max(1);
    view.pages.set(view.pages.get().max(pages));
    let per_page = cells.count().div_ceil(pages).max(1);
    let first = view.showing.turn % pages * per_page;
    let here = cells.count().saturating_sub(first).min(per_page);
    let down = here.div_ceil(shape.across).max(1);
    let across = u16::try_from(shape.across).unwrap_or(1);
    let column = ((area.width + BETWEEN) / across).min(cells.most(shape.size) + BETWEEN);
    let left = area.x + area.width.saturating_sub((column * across).saturating_sub(BETWEEN)) / 2;
    for number in 0..here.div_ceil(down) {
        let x = left + column * u16::try_from(number).unwrap_or(0);
        let of_column = Rect { x, width: column.saturating_sub(BETWEEN), ..area };
        let of_column = of_column.intersection(area);
        cells.draw_head(shape.size, pen, Rect { height: head, ..of_column });
        let in_column = (here - number * down).min(down);
        let rows =
            step.saturating_mul(u16::try_from(in_column).unwrap_or(u16::MAX)).saturating_sub(shape.gap);
        let through = Rect { y: area.y + head, height: rows, ..of_column }.intersection(area);
        for (y, at) in (through.y..).step_by(usize::from(step)).zip(0..in_column) {
            let place = Rect { y, height: shape.rows, ..of_column }.intersection(area);
            cells.draw(first + number * down + at, shape.size, pen, place);
        }
        cells.draw_through(shape.size, pen, through);
    }
}
