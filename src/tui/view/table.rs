//! Figures in columns.

use super::list;
use super::pen::{self, Pen};
use crate::agenda::screen::Table;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// Columns before the cells: the mark of how the row stands.
const MARKS: u16 = 2;

/// The rows of a table, its headings included, with one row for each.
pub fn height(table: &Table) -> u16 {
    let head = usize::from(!table.header.is_empty());
    u16::try_from(head + table.rows.len()).unwrap_or(u16::MAX)
}

/// Draws a table from its `from`th row on; answers the row from which it was drawn. Where there is room for it, a last cell
/// that is too long goes on below itself; where there are more rows than room, the last line says so, with the key that
/// scrolls.
pub fn draw(table: &Table, from: u16, down: &str, pen: &mut Pen<'_>, area: Rect) -> u16 {
    let rows: Vec<&[String]> = table.rows.iter().map(|(_, cells)| cells.as_slice()).collect();
    let widths = list::widths(&table.header, &rows, area.width.saturating_sub(MARKS));
    let head = u16::from(!table.header.is_empty());
    let place = pen::from_column(pen::row(area, 0), MARKS);
    list::cells(&table.header, &widths, &rows, pen, place, Role::Dim);
    let body = Rect { y: area.y + head, height: area.height.saturating_sub(head), ..area };
    let count = u16::try_from(rows.len()).unwrap_or(u16::MAX);
    let long = count > body.height;
    let seen = if long { body.height.saturating_sub(1) } else { body.height };
    let from = from.min(count.saturating_sub(seen));
    let wrapped: Vec<Vec<String>> = rows.iter().map(|cells| last_cell(cells, &widths)).collect();
    let roomy = wrapped.iter().map(Vec::len).sum::<usize>() <= usize::from(body.height);
    let mut y = 0;
    for ((tone, cells), lines) in table.rows.iter().zip(&wrapped).skip(usize::from(from)) {
        if y >= seen {
            break;
        }
        let lines = if roomy { lines.as_slice() } else { &[] };
        y += row(cells, lines, &widths, &rows, pen, (pen::role(*tone), Rect { y: body.y + y, ..body }));
    }
    if long {
        pen.right(pen::row(body, seen), &format!("{down} {}/{count}", from + seen), Role::Key);
    }
    from
}

/// Draws one row; answers the lines that it takes.
fn row(
    cells: &[String],
    last: &[String],
    widths: &[u16],
    all: &[&[String]],
    pen: &mut Pen<'_>,
    (role, area): (Role, Rect),
) -> u16 {
    let line = Rect { height: 1, ..area };
    pen.text(line, pen.theme.mark(role), role);
    let inner = pen::from_column(line, MARKS);
    let height = u16::try_from(last.len()).unwrap_or(1).max(1);
    if height == 1 {
        list::cells(cells, widths, all, pen, inner, role);
        return 1;
    }
    let before = cells.split_last().map_or(&[][..], |(_, before)| before);
    list::cells(before, widths, all, pen, inner, role);
    let column = pen::from_column(Rect { height, ..inner }, list::before_last(widths));
    pen.lines(column, last, 0, role);
    height
}

/// The last cell of a full row in lines of its column's width; one line for a row that has fewer cells.
fn last_cell(cells: &[String], widths: &[u16]) -> Vec<String> {
    match (cells.last(), widths.last()) {
        (Some(cell), Some(width)) if cells.len() == widths.len() => pen::wrap(cell, *width),
        _ => vec![String::new()],
    }
}
