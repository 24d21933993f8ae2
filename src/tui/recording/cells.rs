//! The cells of a wall as glyphs, and which of them another wall changes.

use ratatui::buffer::Buffer;
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

/// Glyphs that stay between two that change are sent again where they are no more than this: cheaper than going there.
const NEAR: usize = 4;

/// One glyph in its cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph<'a> {
    /// The column of its first cell.
    pub x: u16,
    /// How many cells it takes: one or two.
    pub columns: u16,
    /// What is drawn; never a control character.
    pub symbol: &'a str,
    /// Its colours and attributes.
    pub style: Style,
}

/// The glyphs of a row, from the left; together they take all its cells.
pub fn glyphs(buffer: &Buffer, y: u16) -> Vec<Glyph<'_>> {
    let mut glyphs = Vec::new();
    let mut x = buffer.area.left();
    while let Some(cell) = buffer.cell((x, y)) {
        let harmless = !cell.symbol().is_empty() && !cell.symbol().chars().any(char::is_control);
        let symbol = if harmless { cell.symbol() } else { " " };
        let columns = if symbol.width() == 2 && x + 1 < buffer.area.right() { 2 } else { 1 };
        glyphs.push(Glyph { x, columns, symbol, style: cell.style() });
        x += columns;
    }
    glyphs
}

/// The pieces of a row that must be drawn again where `before` was seen; all of it where nothing was.
pub fn changed<'a>(before: Option<&Buffer>, now: &'a Buffer, y: u16) -> Vec<Vec<Glyph<'a>>> {
    let glyphs = glyphs(now, y);
    let Some(before) = before else { return vec![glyphs] };
    let seen = self::glyphs(before, y);
    let stays = |glyph: &Glyph<'_>| {
        seen.binary_search_by_key(&glyph.x, |seen| seen.x).is_ok_and(|at| seen.get(at) == Some(glyph))
    };
    let mut pieces: Vec<Vec<Glyph<'a>>> = Vec::new();
    let mut between: Vec<Glyph<'a>> = Vec::new();
    for glyph in glyphs {
        match pieces.last_mut() {
            _ if stays(&glyph) => between.push(glyph),
            Some(piece) if between.len() <= NEAR => {
                piece.append(&mut between);
                piece.push(glyph);
            }
            _ => {
                between.clear();
                pieces.push(vec![glyph]);
            }
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;

    fn row(text: &str) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 24, 1));
        buffer.set_string(0, 0, text, Style::default());
        buffer
    }

    fn pieces(before: &str, now: &str) -> Vec<(u16, String)> {
        let (before, now) = (row(before), row(now));
        let pieces = changed(Some(&before), &now, 0);
        let text = |piece: &Vec<Glyph<'_>>| piece.iter().map(|glyph| glyph.symbol).collect();
        pieces.iter().map(|piece| (piece[0].x, text(piece))).collect()
    }

    #[test]
    fn only_what_changes_is_drawn_again() {
        assert_eq!(pieces("abc", "abc"), []);
        assert_eq!(pieces("abc", "abd"), [(2, "d".to_owned())]);
        assert_eq!(pieces("abcdefgh", "Xbcdefgh"), [(0, "X".to_owned())]);
        assert_eq!(pieces("abcdefgh", "XbcdeYgh"), [(0, "XbcdeY".to_owned())], "near");
        assert_eq!(pieces("abcdefgh", "XbcdefYh"), [(0, "X".to_owned()), (6, "Y".to_owned())], "far");
    }

    #[test]
    fn halves_of_wide_glyphs_are_never_left_behind() {
        assert_eq!(pieces("张三", "a 三"), [(0, "a ".to_owned())]);
        assert_eq!(pieces("张三", "a三"), [(0, "a三 ".to_owned())]);
        assert_eq!(pieces("张三", "a张"), [(0, "a张 ".to_owned())]);
        assert_eq!(pieces("a张x", "张ax"), [(0, "张a".to_owned())]);
    }

    #[test]
    fn a_row_is_covered_from_end_to_end() {
        let buffer = row("张a\u{301}三○");
        let columns: Vec<u16> = glyphs(&buffer, 0).iter().map(|glyph| glyph.columns).collect();
        assert_eq!(columns.iter().sum::<u16>(), 24);
        assert_eq!(columns[..4], [2, 1, 2, 1]);
        let mut hostile = Buffer::empty(Rect::new(0, 0, 2, 1));
        hostile[(0, 0)].set_symbol("\u{1b}[2J");
        assert_eq!(glyphs(&hostile, 0)[0].symbol, " ");
    }
}
