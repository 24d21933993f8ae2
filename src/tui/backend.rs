//! ratatui's wide-character traps, each closed in one place.

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::Style;
use ratatui::widgets::{Clear, Widget};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// The largest window that is drawn; of a larger one only this part, so that memory never follows the window's size.
pub const LARGEST: Size = Size::new(500, 200);

/// The crossterm backend with three changes: one write for a frame, no window larger than [`LARGEST`], and on consoles
/// that keep attributes for each cell both halves of a wide glyph are styled (ratatui 0.30.2 re-sends only the first
/// when the style alone changes).
pub struct GlyphBackend<W: Write> {
    inner: CrosstermBackend<W>,
    styles_halves: bool,
    cursor_hidden: Option<bool>,
}

impl<W: Write> GlyphBackend<W> {
    /// Draws into `writer`; `styles_halves` for consoles with attributes for each cell.
    pub fn new(writer: W, styles_halves: bool) -> Self {
        Self { inner: CrosstermBackend::new(writer), styles_halves, cursor_hidden: None }
    }

    /// Writes bytes that draw nothing, such as a tone, behind what was drawn.
    pub fn write_behind(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.inner.write_all(bytes)?;
        Write::flush(&mut self.inner)
    }

    fn set_cursor_hidden(&mut self, hidden: bool) -> io::Result<()> {
        if self.cursor_hidden == Some(hidden) {
            return Ok(());
        }
        self.cursor_hidden = Some(hidden);
        if hidden { queue!(self.inner, Hide) } else { queue!(self.inner, Show) }
    }
}

/// A blank with the style of `cell`, for the second half of its glyph.
fn second_half(cell: &Cell) -> Cell {
    let mut blank = cell.clone();
    blank.set_symbol(" ");
    blank
}

impl<W: Write> Backend for GlyphBackend<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        if !self.styles_halves {
            return self.inner.draw(content);
        }
        let cells: Vec<_> = content
            .flat_map(|(x, y, cell)| {
                let half = (cell.symbol().width() == 2).then(|| (x.saturating_add(1), y, second_half(cell)));
                half.into_iter().chain([(x, y, cell.clone())])
            })
            .collect();
        self.inner.draw(cells.iter().map(|(x, y, cell)| (*x, *y, cell)))
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.set_cursor_hidden(true)
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.set_cursor_hidden(false)
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.inner.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let Position { x, y } = position.into();
        queue!(self.inner, MoveTo(x, y))
    }

    fn clear(&mut self) -> io::Result<()> {
        self.cursor_hidden = None;
        self.inner.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.inner.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        self.inner.size().map(drawn)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        let window = self.inner.window_size()?;
        Ok(WindowSize { columns_rows: drawn(window.columns_rows), ..window })
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.inner)
    }
}

/// The part of a window that is drawn.
pub fn drawn(window: Size) -> Size {
    Size::new(window.width.min(LARGEST.width), window.height.min(LARGEST.height))
}

/// Empties `area` for a popup. A wide glyph that reaches into it from the left is blanked too; else it would eat the
/// popup's border.
pub fn clear_popup(area: Rect, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    if let Some(x) = area.x.checked_sub(1) {
        for y in area.y..area.bottom() {
            if let Some(cell) = buffer.cell_mut((x, y)).filter(|cell| cell.symbol().width() == 2) {
                cell.set_symbol(" ");
            }
        }
    }
    Clear.render(area, buffer);
}

/// Puts one glyph at a place, unless it would not fit into the buffer: a wide glyph in the last column makes
/// ratatui 0.30.2 panic. Says whether it was put.
pub fn put_glyph(buffer: &mut Buffer, x: u16, y: u16, glyph: &str, style: Style) -> bool {
    let cells = u16::try_from(glyph.width()).unwrap_or(u16::MAX);
    let fits = buffer.area.contains(Position { x, y }) && cells <= buffer.area.right() - x;
    if fits {
        buffer.set_string(x, y, glyph, style);
    }
    fits
}

/// The text of a buffer, one line for each row, without trailing blanks: for snapshots and for exports of a screen.
///
/// Steps by the width of each glyph, so that 汉字 stand once and unspoilt.
pub fn buffer_to_text(buffer: &Buffer) -> String {
    let mut text = String::new();
    for y in buffer.area.top()..buffer.area.bottom() {
        let mut line = String::new();
        let mut x = buffer.area.left();
        while let Some(cell) = buffer.cell((x, y)) {
            line.push_str(cell.symbol());
            x = x.saturating_add(u16::try_from(cell.symbol().width().max(1)).unwrap_or(1));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Color;
    use ratatui::widgets::Block;

    fn bytes(styles_halves: bool, cells: &[(u16, u16, &Cell)]) -> String {
        let mut out = Vec::new();
        GlyphBackend::new(&mut out, styles_halves).draw(cells.iter().copied()).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn both_halves_of_a_wide_glyph_are_styled_where_the_console_needs_it() {
        let mut cell = Cell::new("张");
        cell.set_style(Style::new().bg(Color::Indexed(1)));
        assert!(!bytes(false, &[(0, 0, &cell)]).contains("\u{1b}[1;2H"));
        let both = bytes(true, &[(0, 0, &cell)]);
        let blank = both.find("\u{1b}[1;2H").unwrap();
        let glyph = both.find("\u{1b}[1;1H张").unwrap();
        assert!(blank < glyph);
        assert!(both[blank..glyph].ends_with(' '));
    }

    #[test]
    fn a_hidden_cursor_is_hidden_once() {
        let mut out = Vec::new();
        let mut backend = GlyphBackend::new(&mut out, false);
        for _ in 0..3 {
            backend.hide_cursor().unwrap();
        }
        assert_eq!(out, b"\x1b[?25l");
    }

    #[test]
    fn a_popup_keeps_its_border_over_wide_glyphs() {
        for x in 1..6 {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 14, 3));
            for y in 0..3 {
                buffer.set_string(0, y, "张三李四王五赵", Style::new());
            }
            let area = Rect::new(x, 0, 6, 3);
            clear_popup(area, &mut buffer);
            Block::bordered().render(area, &mut buffer);
            let text = buffer_to_text(&buffer);
            for line in text.lines() {
                assert!(line.contains(['┌', '│', '└']) && line.contains(['┐', '│', '┘']), "{text}");
                assert_eq!(line.width(), 14, "{text}");
            }
        }
    }

    #[test]
    fn a_popup_outside_the_buffer_is_no_matter() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 1));
        buffer.set_string(0, 0, "张三", Style::new());
        clear_popup(Rect::new(3, 0, 50, 50), &mut buffer);
        assert_eq!(buffer_to_text(&buffer), "张\n");
    }

    #[test]
    fn a_wide_glyph_is_never_put_into_the_last_cell() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 3, 1));
        assert!(put_glyph(&mut buffer, 0, 0, "张", Style::new()));
        assert!(!put_glyph(&mut buffer, 2, 0, "三", Style::new()));
        assert!(put_glyph(&mut buffer, 2, 0, "x", Style::new()));
        assert!(!put_glyph(&mut buffer, 9, 9, "x", Style::new()));
        let mut before = Buffer::empty(buffer.area);
        before.set_style(buffer.area, Style::new().bg(Color::Red));
        assert!(!before.diff(&buffer).is_empty());
    }

    #[test]
    fn text_of_a_buffer_has_each_glyph_once() {
        let mut buffer = Buffer::empty(Rect::new(2, 3, 8, 2));
        buffer.set_string(2, 3, "张a○李", Style::new());
        assert_eq!(buffer_to_text(&buffer), "张a○李\n\n");
    }

    #[test]
    fn no_window_is_drawn_larger_than_the_limit() {
        assert_eq!(drawn(Size::new(u16::MAX, u16::MAX)), LARGEST);
        assert_eq!(drawn(Size::new(80, 24)), Size::new(80, 24));
        assert_eq!(drawn(Size::new(0, 0)), Size::new(0, 0));
    }
}
