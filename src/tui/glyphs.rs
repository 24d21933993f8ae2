//! Bitmaps of characters, for text that is read from far: 16 dots high, 8 or 16 wide, cut from GNU Unifont under the
//! SIL Open Font License (`glyphs/README.md` says from where and how, `glyphs/OFL.txt` is the licence).
//!
//! The tables are raw: nothing is unpacked, at start or later. A text with a character that they lack has no bitmap at
//! all: it is drawn in plain cells, whole, never with a box in it and never mixed.

use unicode_width::UnicodeWidthChar;

/// Dots from the top of a glyph to its bottom.
pub const DOTS: u16 = 16;

static NARROW: &[u8] = include_bytes!("glyphs/narrow.bin");
static WIDE: &[u8] = include_bytes!("glyphs/wide.bin");

/// The characters of the narrow table, in its order: first and last of each range.
const NARROW_RANGES: [(char, char); 5] = [
    (' ', '~'),
    ('\u{ae}', '\u{ff}'),
    ('\u{100}', '\u{17f}'),
    ('\u{2010}', '\u{2027}'),
    ('\u{25cb}', '\u{25cb}'),
];
/// The characters of the wide table: some signs, punctuation, 汉字 with extension A, full-width forms.
const WIDE_RANGES: [(char, char); 5] = [
    ('\u{2713}', '\u{2717}'),
    ('\u{3000}', '\u{303e}'),
    ('\u{3400}', '\u{4dbf}'),
    ('\u{4e00}', '\u{9fff}'),
    ('\u{ff01}', '\u{ff5e}'),
];

/// The bitmap of a line of text, column by column: bit 0 is the dot at the top.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bitmap {
    columns: Vec<u16>,
}

impl Bitmap {
    /// The bitmap of a text; `None` when a character has none. Eight dots stand for one cell of plain text.
    pub fn of(text: &str) -> Option<Self> {
        let mut bitmap = Self::default();
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            let wide = bitmap.push(c)?;
            // A sign that takes one plain cell but two here: the space behind it makes up for it.
            if wide && c.width() == Some(1) {
                rest.next_if_eq(&' ')?;
            }
        }
        Some(bitmap)
    }

    /// Adds a character; says whether it is wide, nothing when there is none.
    fn push(&mut self, c: char) -> Option<bool> {
        if let Some(rows) = glyph(NARROW, &NARROW_RANGES, 16, c) {
            self.columns.extend((0..8).map(|x| column(rows, |row| row >> (7 - x) & 1)));
            return Some(false);
        }
        let rows = glyph(WIDE, &WIDE_RANGES, 32, c)?;
        let (rows, _) = rows.as_chunks::<2>();
        self.columns.extend((0..16).map(|x| column(rows, |row| u16::from_be_bytes(row) >> (15 - x) & 1)));
        Some(true)
    }

    /// Dots from the left end to the right.
    pub fn width(&self) -> usize {
        self.columns.len()
    }

    /// Whether the dot in that column and row, counted from the upper left, is set; dots outside are not.
    pub fn dot(&self, x: usize, y: u16) -> bool {
        self.columns.get(x).is_some_and(|column| y < DOTS && column >> y & 1 == 1)
    }
}

/// The rows of a character in a table.
fn glyph<'a>(table: &'a [u8], ranges: &[(char, char)], size: usize, c: char) -> Option<&'a [u8]> {
    let mut before = 0;
    for &(first, last) in ranges {
        let (first, last) = (first as usize, last as usize);
        if (first..=last).contains(&(c as usize)) {
            let start = (before + c as usize - first) * size;
            return table.get(start..start + size);
        }
        before += last - first + 1;
    }
    None
}

/// One column of dots from rows.
fn column<R: Copy, D: Into<u16>>(rows: &[R], dot: impl Fn(R) -> D) -> u16 {
    (0..).zip(rows).fold(0, |column, (y, row)| column | dot(*row).into() << y)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(text: &str) -> Vec<String> {
        let bitmap = Bitmap::of(text).unwrap();
        let row = |y| (0..bitmap.width()).map(|x| if bitmap.dot(x, y) { '#' } else { '.' }).collect();
        (0..DOTS).map(row).collect()
    }

    #[test]
    fn a_character_is_itself() {
        let rows = drawn("十");
        assert_eq!(rows[6], "###############.", "{rows:#?}");
        assert!((0..16).all(|y| rows[y].chars().nth(7) == Some('#')), "{rows:#?}");
        let rows = drawn("L1");
        assert_eq!((rows[0].len(), rows[13].as_str()), (16, ".######...#####."), "{rows:#?}");
    }

    #[test]
    fn tables_hold_exactly_their_ranges() {
        let count = |ranges: &[(char, char)]| -> usize {
            ranges.iter().map(|(first, last)| *last as usize - *first as usize + 1).sum()
        };
        assert_eq!(NARROW.len(), count(&NARROW_RANGES) * 16);
        assert_eq!(WIDE.len(), count(&WIDE_RANGES) * 32);
        for c in WIDE_RANGES[2..4].iter().flat_map(|(first, last)| *first..=*last) {
            let bitmap = Bitmap::of(&c.to_string()).unwrap();
            assert!((0..16).any(|x| (0..DOTS).any(|y| bitmap.dot(x, y))), "{c} is blank");
        }
    }

    #[test]
    fn eight_dots_are_one_cell_of_plain_text() {
        use unicode_width::UnicodeWidthStr;
        for text in ["赵䶮", "喆㛃", "买买提·艾力", "○ × ○", "“有效”——", "999 votes", "√", "✓ 通过"]
        {
            match Bitmap::of(text) {
                Some(bitmap) => assert_eq!(bitmap.width(), text.width() * 8, "{text}"),
                None => assert_eq!(text, "√"),
            }
        }
    }

    #[test]
    fn a_text_with_a_character_that_is_missing_has_no_bitmap() {
        for text in ["𬭊", "王𬭊", "😀", "e\u{301}"] {
            assert_eq!(Bitmap::of(text), None, "{text}");
        }
        assert_eq!(Bitmap::of(""), Some(Bitmap::default()));
    }
}
