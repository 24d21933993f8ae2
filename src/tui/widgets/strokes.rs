//! 正 strokes: five votes to a character, as a tally is kept on a blackboard.

use crate::tui::key::KeyStyle;
use unicode_width::UnicodeWidthStr;

/// 正 after one to five strokes, each a character of its own that every Chinese font has.
pub const STROKES: [&str; 5] = ["一", "丅", "下", "止", "正"];

/// The ASCII form after one to five strokes.
const BARS: [&str; 5] = ["|", "||", "|||", "||||", "||||/"];

/// The strokes of a count: `正正止` for 14; in ASCII `||||/ ||||/ ||||`. Nothing for 0.
pub fn strokes(count: usize, style: KeyStyle) -> String {
    let parts = std::iter::repeat_n(5, count / 5).chain((!count.is_multiple_of(5)).then_some(count % 5));
    let glyphs: Vec<_> = parts.map(|strokes| glyph(strokes, style)).collect();
    glyphs.join(if style == KeyStyle::Ascii { " " } else { "" })
}

/// As [`strokes`], in at most `width` cells: where they do not fit, the full ones are counted (`正×18止`), and where
/// that does not fit either, the count stands alone. The count is never cut.
pub fn strokes_within(count: usize, width: usize, style: KeyStyle) -> String {
    let all = strokes(count, style);
    if all.width() <= width {
        return all;
    }
    let (times, gap) = if style == KeyStyle::Ascii { ("x", " ") } else { ("×", "") };
    let rest = strokes(count % 5, style);
    let gap = if rest.is_empty() { "" } else { gap };
    let counted = format!("{}{times}{}{gap}{rest}", glyph(5, style), count / 5);
    if counted.width() <= width { counted } else { count.to_string() }
}

fn glyph(strokes: usize, style: KeyStyle) -> &'static str {
    let set = if style == KeyStyle::Ascii { &BARS } else { &STROKES };
    strokes.checked_sub(1).and_then(|index| set.get(index)).copied().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stroke_is_in_every_chinese_font_and_two_cells_wide() {
        for glyph in STROKES {
            let (_, _, missing) = encoding_rs::GBK.encode(glyph);
            assert!(!missing, "{glyph} is not in GBK");
            assert!(glyph.chars().all(|c| ('\u{4e00}'..='\u{9fa5}').contains(&c)));
            assert_eq!((glyph.chars().count(), glyph.width()), (1, 2));
        }
        assert_eq!(STROKES.iter().collect::<std::collections::BTreeSet<_>>().len(), 5);
    }

    #[test]
    fn five_strokes_make_a_character() {
        let table =
            [(0, ""), (1, "一"), (2, "丅"), (3, "下"), (4, "止"), (5, "正"), (6, "正一"), (14, "正正止")];
        for (count, text) in table {
            assert_eq!(strokes(count, KeyStyle::Unicode), text);
        }
        assert_eq!(strokes(13, KeyStyle::Ascii), "||||/ ||||/ |||");
    }

    #[test]
    fn every_count_can_be_read_back() {
        for count in 0..500 {
            let value = |glyph: char| STROKES.iter().position(|s| s.starts_with(glyph)).unwrap() + 1;
            assert_eq!(strokes(count, KeyStyle::Unicode).chars().map(value).sum::<usize>(), count);
            let bars = strokes(count, KeyStyle::Ascii);
            assert_eq!(bars.chars().filter(|c| *c != ' ').count(), count);
        }
    }

    #[test]
    fn a_long_tally_is_counted_instead_of_cut() {
        assert_eq!(strokes_within(94, 10, KeyStyle::Unicode), "正×18止");
        assert_eq!(strokes_within(95, 10, KeyStyle::Unicode), "正×19");
        assert_eq!(strokes_within(94, 13, KeyStyle::Ascii), "||||/x18 ||||");
        assert_eq!(strokes_within(94, 4, KeyStyle::Unicode), "94");
        assert_eq!(strokes_within(14, 6, KeyStyle::Unicode), "正正止");
    }
}
