//! Rows with one of them chosen; on a wide window in up to three columns, as on a printed roll.

use super::pen::{self, Pen};
use crate::agenda::screen::{List, Row};
use crate::locale::Lang;
use crate::messages;
use crate::tui::model::App;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// Columns before the cells: the cursor and the mark of how the row stands.
const MARKS: u16 = 4;
/// Blanks between cells.
const GAP: u16 = 2;

messages! {
    /// Words of a list.
    struct Say {
        finding(typed: &str, found: usize) { zh: "查找 {typed}　{found} 人", en: "find {typed}  {found}" }
        hint { zh: "输入拼音、首字母或汉字查找", en: "type to find a name" }
        empty { zh: "（还没有）", en: "(none yet)" }
    }
}

/// Draws the list, and says where the cursor stands when a name is being typed.
pub fn draw(app: &mut App, lang: Lang, list: &List, pen: &mut Pen<'_>, area: Rect) -> Option<(u16, u16)> {
    let rows = app.rows(list);
    let all: Vec<&[String]> = list.rows.iter().map(|row| row.cells.as_slice()).collect();
    let natural = widths(&list.header, &all, u16::MAX).iter().map(|width| width + GAP).sum::<u16>() + MARKS;
    let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let wanted = rows.len().div_ceil(usize::from(body.height.max(1)));
    let columns = u16::try_from(wanted).unwrap_or(3).min(area.width / natural.max(1)).clamp(1, 3);
    let column_width = area.width / columns;
    let widths = widths(&list.header, &all, column_width.saturating_sub(MARKS + 1));
    app.scroll.rows = usize::from(body.height) * usize::from(columns);
    let cursor = head(app, lang, list, rows.len(), (columns, column_width), &widths, pen, area);
    if rows.is_empty() {
        pen.text(pen::from_column(body, MARKS), &Say(lang).empty(), Role::Dim);
    }
    let at = rows.iter().position(|row| Some(row.key) == app.row).unwrap_or(0);
    let from = at.saturating_sub(app.scroll.rows / 2).min(rows.len().saturating_sub(app.scroll.rows));
    for (place, row) in rows.iter().skip(from).take(app.scroll.rows).enumerate() {
        let place = u16::try_from(place).unwrap_or(u16::MAX);
        let (column, line) = (place / body.height, place % body.height);
        let area = Rect { x: body.x + column * column_width, width: column_width, ..pen::row(body, line) };
        draw_row(row, Some(row.key) == app.row, &widths, &all, pen, area);
    }
    cursor
}

/// The line over the rows: headings at the left, what is typed or how many there are at the right.
#[expect(clippy::too_many_arguments, reason = "one line that needs everything about its list")]
fn head(
    app: &App,
    lang: Lang,
    list: &List,
    found: usize,
    (columns, column_width): (u16, u16),
    widths: &[u16],
    pen: &mut Pen<'_>,
    area: Rect,
) -> Option<(u16, u16)> {
    let all: Vec<&[String]> = list.rows.iter().map(|row| row.cells.as_slice()).collect();
    let top = pen::row(area, 0);
    for column in 0..columns {
        let area = Rect { x: top.x + column * column_width, width: column_width, ..top };
        cells(&list.header, widths, &all, pen, pen::from_column(area, MARKS), Role::Dim);
    }
    let typed = app.find.text();
    if typed.is_empty() {
        let place =
            app.row.and_then(|key| list.rows.iter().position(|row| row.key == key)).map_or(0, |at| at + 1);
        let mut right = format!("{place}/{}", list.rows.len());
        let whole = format!("{}　{right}", Say(lang).hint());
        let used = widths.iter().map(|width| width + GAP).sum::<u16>() + MARKS;
        if list.rows.len() > 8 && columns == 1 && area.width >= used + pen::width(&whole) {
            right = whole;
        }
        if list.rows.len() > 8 && columns == 1 {
            pen.right(top, &right, Role::Dim);
        }
        return None;
    }
    let text = Say(lang).finding(typed, found);
    let used = pen.right(top, &text, Role::Field);
    let before = pen::width(lang.pick("查找 ", "find ")) + pen::width(typed);
    Some((top.right() - used + before, top.y))
}

fn draw_row(row: &Row, chosen: bool, widths: &[u16], all: &[&[String]], pen: &mut Pen<'_>, area: Rect) {
    let tone = pen::role(row.tone);
    let text = if chosen { Role::Selected } else { tone };
    if chosen {
        pen.text(Rect { width: area.width - 1, ..area }, &" ".repeat(usize::from(area.width - 1)), text);
        pen.text(area, pen.theme.glyphs.now, text);
    }
    pen.text(pen::from_column(area, 2), pen.theme.mark(tone), text);
    cells(&row.cells, widths, all, pen, pen::from_column(area, MARKS), text);
}

/// How wide each column is: as wide as its widest cell, the widest ones less where space lacks.
pub fn widths(header: &[String], rows: &[&[String]], space: u16) -> Vec<u16> {
    let count = rows.iter().map(|row| row.len()).chain([header.len()]).max().unwrap_or(0);
    let widest = |at: usize| {
        let cells = rows.iter().filter_map(|row| row.get(at)).chain(header.get(at));
        cells.map(|cell| pen::width(cell)).max().unwrap_or(0)
    };
    let mut widths: Vec<u16> = (0..count).map(widest).collect();
    let gaps = u16::try_from(count.saturating_sub(1)).unwrap_or(0) * GAP;
    let mut sum = widths.iter().sum::<u16>().saturating_add(gaps);
    while sum > space {
        let Some(most) = widths.iter_mut().max() else { break };
        if *most <= 4 {
            break;
        }
        *most -= 1;
        sum -= 1;
    }
    widths
}

/// Where the last column begins.
pub fn before_last(widths: &[u16]) -> u16 {
    widths.iter().rev().skip(1).map(|width| width + GAP).sum()
}

/// Writes cells into their columns; a column of numbers stands at its right edge.
pub fn cells(cells: &[String], widths: &[u16], all: &[&[String]], pen: &mut Pen<'_>, area: Rect, role: Role) {
    let mut x = 0;
    for (at, (cell, width)) in cells.iter().zip(widths).enumerate() {
        let place = pen::from_column(area, x);
        let place = Rect { width: place.width.min(*width), ..place };
        if numeric(all, at) {
            pen.right(place, cell, role)
        } else {
            pen.text(place, cell, role)
        };
        x += width + GAP;
    }
}

fn numeric(rows: &[&[String]], at: usize) -> bool {
    let digits = |cell: &&String| cell.chars().all(|c| c.is_ascii_digit());
    !rows.is_empty() && rows.iter().filter_map(|row| row.get(at)).all(|cell| digits(&cell))
}
