//! Figures in columns.

use super::list;
use super::pen::{self, Pen};
use crate::agenda::screen::Table;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// Columns before the cells: the mark of how the row stands.
const MARKS: u16 = 2;

/// Draws a table. Where there is room for it, a last cell that is too long goes on below itself.
pub fn draw(table: &Table, pen: &mut Pen<'_>, area: Rect) {
    let rows: Vec<&[String]> = table.rows.iter().map(|(_, cells)| cells.as_slice()).collect();
    let widths = list::widths(&table.header, &rows, area.width.saturating_sub(MARKS));
    let mut y = 0;
    if !table.header.is_empty() {
        let place = pen::from_column(pen::row(area, 0), MARKS);
        list::cells(&table.header, &widths, &rows, pen, place, Role::Dim);
        y = 1;
    }
    let wrapped: Vec<Vec<String>> = rows.iter().map(|cells| last_cell(cells, &widths)).collect();
    let roomy = wrapped.iter().map(Vec::len).sum::<usize>() < usize::from(area.height);
    for ((tone, cells), lines) in table.rows.iter().zip(&wrapped) {
        let role = pen::role(*tone);
        let place = pen::row(area, y);
        pen.text(place, pen.theme.mark(role), role);
        let inner = pen::from_column(place, MARKS);
        let height = if roomy { u16::try_from(lines.len()).unwrap_or(1) } else { 1 };
        if height > 1 {
            let before = cells.split_last().map_or(&[][..], |(_, before)| before);
            list::cells(before, &widths, &rows, pen, inner, role);
            let column = pen::from_column(Rect { height, ..inner }, list::before_last(&widths));
            pen.lines(column, lines, 0, role);
        } else {
            list::cells(cells, &widths, &rows, pen, inner, role);
        }
        y += height;
    }
}

/// The last cell of a full row in lines of its column's width; one line for a row that has fewer cells.
fn last_cell(cells: &[String], widths: &[u16]) -> Vec<String> {
    match (cells.last(), widths.last()) {
        (Some(cell), Some(width)) if cells.len() == widths.len() => pen::wrap(cell, *width),
        _ => vec![String::new()],
    }
}
