//! Large text: bitmaps drawn with block characters, each line of it as high as eight or sixteen rows.

use crate::tui::glyphs::{Bitmap, DOTS};
use crate::tui::theme::Role;
use crate::tui::view::pen::{self, Pen};
use ratatui::layout::Rect;

/// How large a text is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Size {
    /// A 汉字 in 8 columns and 8 rows: tall, where there is no width for more.
    Narrow,
    /// A 汉字 in 16 columns and 8 rows: square dots.
    Normal,
    /// A 汉字 in 32 columns and 16 rows.
    Double,
}

/// Quarters of a cell by which are set: upper left, upper right, lower left, lower right from the lowest bit on.
const QUARTERS: [char; 16] = [' ', '▘', '▝', '▀', '▖', '▌', '▞', '▛', '▗', '▚', '▐', '▜', '▄', '▙', '▟', '█'];

impl Size {
    /// Every size, from the smallest on.
    pub(crate) const ALL: &'static [Self] = &[Self::Narrow, Self::Normal, Self::Double];

    /// Columns for what one cell of plain text takes.
    pub(crate) fn columns(self) -> u16 {
        match self {
            Self::Narrow => 4,
            Self::Normal => 8,
            Self::Double => 16,
        }
    }

    /// Rows of a line.
    pub(crate) const fn rows(self) -> u16 {
        if matches!(self, Self::Double) { DOTS } else { DOTS / 2 }
    }

    /// One cell of the bitmap of a line.
    fn cell(self, bitmap: &Bitmap, column: u16, row: u16) -> char {
        let dot = |x: u16, y: u16| usize::from(bitmap.dot(usize::from(x), y));
        let quarters = |left: u16, right: u16| {
            let (top, low) = (row * 2, row * 2 + 1);
            dot(left, top) | dot(right, top) << 1 | dot(left, low) << 2 | dot(right, low) << 3
        };
        let set = match self {
            Self::Narrow => quarters(column * 2, column * 2 + 1),
            Self::Normal => quarters(column, column),
            Self::Double => dot(column / 2, row) * 15,
        };
        QUARTERS.get(set).copied().unwrap_or(' ')
    }
}

/// The columns of a text at a size; `None` when it cannot be drawn large.
pub(crate) fn width(text: &str, size: Size) -> Option<u16> {
    let cells = u16::try_from(Bitmap::of(text)?.width() / 8).ok()?;
    cells.checked_mul(size.columns())
}

/// The text in as few lines of so many cells as it needs, each about as long as the others.
pub(crate) fn even(text: &str, cells: u16) -> Vec<String> {
    let count = pen::wrap(text, cells).len();
    let least = if count < 2 {
        cells
    } else {
        (2..cells).find(|narrower| pen::wrap(text, *narrower).len() == count).unwrap_or(cells)
    };
    pen::wrap(text, least)
}

/// The text in lines for so many columns, each about as long as the others; `None` when it cannot be drawn, or only with a
/// word broken.
pub(crate) fn lines(text: &str, size: Size, columns: u16) -> Option<Vec<String>> {
    let most = columns / size.columns();
    if most < 2 || text.is_empty() {
        return None;
    }
    let lines = even(text, most);
    let whole = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let words: Vec<String> = lines.iter().flat_map(|line| whole(line)).collect();
    let broken = words.windows(2).any(|pair| {
        let [before, after] = pair else { return false };
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let joined = format!("{before}{after}");
        letter(before.chars().last()) && letter(after.chars().next()) && text.contains(&joined)
    });
    let fits = lines.iter().all(|line| width(line, size).is_some_and(|used| used <= columns));
    (fits && !broken).then_some(lines)
}

/// Draws a line of text from the upper left of an area.
pub(crate) fn draw(text: &str, size: Size, role: Role, pen: &mut Pen<'_>, area: Rect) {
    let (Some(bitmap), Some(used)) = (Bitmap::of(text), width(text, size)) else { return };
    let used = used.min(area.width);
    for row in 0..size.rows().min(area.height) {
        let line: String = (0..used).map(|column| size.cell(&bitmap, column, row)).collect();
        pen.text(Rect { width: used, ..pen::row(area, row) }, &line, role);
    }
}

/// The same in the middle of the area's columns.
pub(crate) fn middle(text: &str, size: Size, role: Role, pen: &mut Pen<'_>, area: Rect) {
    let used = width(text, size).unwrap_or(0).min(area.width);
    draw(text, size, role, pen, pen::from_column(area, (area.width - used) / 2));
}

/// The same at their right end.
pub(crate) fn right(text: &str, size: Size, role: Role, pen: &mut Pen<'_>, area: Rect) {
    let used = width(text, size).unwrap_or(0).min(area.width);
    draw(text, size, role, pen, pen::from_column(area, area.width - used));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::backend::buffer_to_text;
    use crate::tui::theme::Theme;
    use ratatui::buffer::Buffer;

    fn drawn(text: &str, size: Size) -> String {
        let area = Rect::new(0, 0, width(text, size).unwrap(), size.rows());
        let mut buffer = Buffer::empty(area);
        draw(text, size, Role::Text, &mut Pen::new(&mut buffer, Theme::default()), area);
        buffer_to_text(&buffer)
    }

    /// Which quarters of a drawn cell are set.
    fn quarters(drawn: &str, column: u16, row: u16) -> [bool; 4] {
        let cell = drawn.lines().nth(row.into()).and_then(|line| line.chars().nth(column.into()));
        let set = QUARTERS.iter().position(|quarter| Some(*quarter) == cell.or(Some(' '))).unwrap();
        [1, 2, 4, 8].map(|bit| set & bit > 0)
    }

    #[test]
    fn every_dot_is_in_its_place() {
        let text = "正19 龘·";
        let bitmap = Bitmap::of(text).unwrap();
        for size in Size::ALL {
            let drawn = drawn(text, *size);
            for row in 0..size.rows() {
                for column in 0..width(text, *size).unwrap() {
                    let dots: [(u16, u16); 4] = [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(x, y)| match size {
                        Size::Narrow => (column * 2 + x, row * 2 + y),
                        Size::Normal => (column, row * 2 + y),
                        Size::Double => (column / 2, row),
                    });
                    let dots = dots.map(|(x, y)| bitmap.dot(x.into(), y));
                    assert_eq!(quarters(&drawn, column, row), dots, "{size:?} {column} {row}\n{drawn}");
                }
            }
        }
    }

    #[test]
    fn lines_are_even_and_words_stay_whole() {
        assert_eq!(lines("正在计票", Size::Normal, 63).unwrap(), ["正在", "计票"]);
        assert_eq!(lines("正在计票", Size::Normal, 64).unwrap(), ["正在计票"]);
        assert_eq!(lines("The quorum is there", Size::Normal, 90).unwrap(), ["The quorum", "is there"]);
        assert_eq!(lines("REHEARSAL", Size::Normal, 60), None);
        assert_eq!(lines("王𬭊", Size::Normal, 200), None);
        assert_eq!(lines("正", Size::Normal, 15), None);
    }
}
