//! The window is too small: how large it must be.

use super::LEAST;
use super::pen::{self, Pen};
use crate::locale::Lang;
use crate::messages;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

messages! {
    /// The one line.
    struct Say {
        enlarge(columns: u16, rows: u16, now_columns: u16, now_rows: u16) { zh: "窗口太小：请放大到至少 {columns} 列 × {rows} 行（现在 {now_columns} × {now_rows}）。会议内容都在，放大后继续。", en: "The window is too small: make it at least {columns} columns by {rows} rows (now {now_columns} by {now_rows}). Nothing is lost." }
    }
}

/// Draws the line.
pub fn draw(lang: Lang, pen: &mut Pen<'_>, area: Rect) {
    let text = Say(lang).enlarge(LEAST.0, LEAST.1, area.width, area.height);
    pen.lines(area, &pen::wrap(&text, area.width), 0, Role::Warn);
}
