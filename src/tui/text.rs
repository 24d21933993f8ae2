//! Text in cells: cut, padded and wrapped by what it takes on the screen, never through a glyph.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The text if it fits into `width` cells, else its beginning at a whole glyph and `cut` (`…`).
pub fn fit(text: &str, width: usize, cut: &str) -> String {
    if text.width() <= width {
        return text.into();
    }
    let Some(room) = width.checked_sub(cut.width()) else { return String::new() };
    format!("{}{cut}", head(text, room))
}

/// The text in exactly `width` cells: cut as by [`fit`], or filled with spaces.
pub fn padded(text: &str, width: usize, cut: &str) -> String {
    let mut line = fit(text, width, cut);
    line.extend(std::iter::repeat_n(' ', width.saturating_sub(line.width())));
    line
}

/// The longest beginning that fits into `room` cells.
fn head(text: &str, room: usize) -> &str {
    let end = glyphs(text).map(|glyph| glyph.end).take_while(|end| text[..*end].width() <= room).last();
    &text[..end.unwrap_or(0)]
}

/// The ranges of the glyphs of a text: a character with the zero-width ones behind it.
fn glyphs(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
    let mut starts = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, mut last) = starts.next()?;
        while let Some((_, c)) = starts.next_if(|(_, c)| joins(last, *c)) {
            last = c;
        }
        Some(start..starts.peek().map_or(text.len(), |(at, _)| *at))
    })
}

/// Whether a character belongs to the glyph before it.
fn joins(before: char, c: char) -> bool {
    c.width() == Some(0) || before == '\u{200d}'
}

/// Must not stand at the start of a line.
const CLOSING: &str = "，。、；：？！）》〉」』】〕”’…—～·％,.;:?!)]}%";
/// Must not stand at the end of a line.
const OPENING: &str = "（《〈「『【〔“‘([{";

/// The text in lines of at most `width` cells (at least 2). Line ends of the text are kept.
///
/// Chinese breaks between any two characters, but never before closing or behind opening punctuation; words and
/// numbers in Latin letters break at spaces. A word longer than a line is broken at a glyph.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(2);
    text.split('\n').flat_map(|paragraph| wrap_paragraph(paragraph, width)).collect()
}

fn wrap_paragraph(paragraph: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for atom in atoms(paragraph) {
        let pieces = if atom.trim_end().width() > width { pieces(atom, width) } else { vec![atom] };
        for piece in pieces {
            push(&mut lines, piece, width);
        }
    }
    for line in &mut lines {
        line.truncate(line.trim_end_matches(' ').len());
    }
    lines
}

/// Adds a piece to the last line, or to a new one when it does not fit.
fn push(lines: &mut Vec<String>, piece: &str, width: usize) {
    match lines.last_mut() {
        Some(line) if line.is_empty() || line.width() + piece.trim_end_matches(' ').width() <= width => {
            line.push_str(piece);
        }
        _ => lines.push(piece.into()),
    }
}

/// Cuts an atom that is longer than a line.
fn pieces(atom: &str, width: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = atom;
    while !rest.is_empty() {
        let taken = head(rest, width).len().max(glyphs(rest).next().map_or(rest.len(), |glyph| glyph.end));
        let (piece, tail) = rest.split_at(taken);
        pieces.push(piece);
        rest = tail;
    }
    pieces
}

/// The parts of a paragraph that are not broken; spaces stand at their ends.
fn atoms(paragraph: &str) -> Vec<&str> {
    let mut atoms = Vec::new();
    let (mut start, mut before) = (0, None);
    for glyph in glyphs(paragraph) {
        let first = paragraph[glyph.clone()].chars().next();
        if let (Some(a), Some(b)) = (before, first)
            && may_break(a, b)
        {
            atoms.push(&paragraph[start..glyph.start]);
            start = glyph.start;
        }
        before = first;
    }
    if start < paragraph.len() {
        atoms.push(&paragraph[start..]);
    }
    atoms
}

fn may_break(a: char, b: char) -> bool {
    let wide = |c: char| c.width() == Some(2);
    !CLOSING.contains(b) && !OPENING.contains(a) && b != ' ' && (a == ' ' || wide(a) || wide(b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_text_is_cut_at_a_whole_glyph() {
        let table =
            [("张三", 4, "张三"), ("张三李四", 5, "张三…"), ("张三李四", 6, "张三…"), ("abc", 2, "a…")];
        for (text, width, cut) in table {
            assert_eq!(fit(text, width, "…"), cut);
        }
        assert_eq!(fit("张三", 0, "…"), "");
        assert_eq!(fit("张三", 1, "…"), "…");
        assert_eq!(padded("张三李四", 6, "…"), "张三… ");
        assert_eq!(padded("张", 4, "…"), "张  ");
    }

    #[test]
    fn chinese_is_wrapped_without_punctuation_at_the_wrong_edge() {
        assert_eq!(wrap("本次选举有效。请计票", 14), ["本次选举有效。", "请计票"]);
        assert_eq!(wrap("本次选举有效。请计票", 12), ["本次选举有", "效。请计票"]);
        assert_eq!(wrap("发出（选票）", 6), ["发出", "（选", "票）"]);
        assert_eq!(wrap("实到 36 名", 8), ["实到 36", "名"]);
        assert_eq!(wrap("第一行\n\n第二行", 20), ["第一行", "", "第二行"]);
    }

    #[test]
    fn latin_words_stay_whole_unless_they_are_longer_than_a_line() {
        assert_eq!(wrap("the result is reported", 10), ["the result", "is", "reported"]);
        assert_eq!(wrap("abcdefghij", 4), ["abcd", "efgh", "ij"]);
    }

    #[test]
    fn a_glyph_keeps_its_combining_characters() {
        assert_eq!(wrap("e\u{301}e\u{301}e\u{301}", 2), ["e\u{301}e\u{301}", "e\u{301}"]);
        assert_eq!(fit("e\u{301}e\u{301}e\u{301}", 2, "…"), "e\u{301}…");
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_nothing_is_lost(text in "[a-c ，。（）“”张三四0-9\n]{0,60}", width in 2_usize..20) {
            let lines = wrap(&text, width);
            prop_assert!(lines.iter().all(|line| line.width() <= width));
            let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(bare(&lines.concat()), bare(&text));
        }

        #[test]
        fn a_column_has_its_width(text in "\\PC{0,30}", width in 0_usize..20) {
            prop_assert_eq!(padded(&text, width, "…").width(), width);
        }
    }
}
