//! The shots of a page as its player reads them: every row that is ever seen once, and for each shot the rows that change.

use crate::tui::recording::cells::{self, Glyph};
use crate::tui::recording::{LONGEST, Shot};
use ratatui::buffer::Buffer;
use ratatui::style::Style;
use serde::Serialize;
use std::collections::HashMap;
use std::fmt::Write as _;

/// The shots as the player reads them.
#[derive(Default)]
pub(super) struct Film {
    /// Styles on the screen and on paper.
    pub(super) styles: Vec<(Style, Style)>,
    /// Every row that is ever seen, once, as JSON, and where it stands.
    rows: Vec<String>,
    known: HashMap<String, usize>,
    /// The rows of the last shot.
    now: Vec<usize>,
    shots: Vec<Seen>,
    /// The first shot of each chapter, its title, and the part of it.
    chapters: Vec<(usize, String, String)>,
}

/// One shot: its wait, its record, the time on the clock, and each row that changes with its new number.
#[derive(Serialize)]
struct Seen(u64, u64, String, Vec<usize>);

/// The player's own words.
#[derive(Serialize)]
pub(super) struct Words {
    /// On the button that plays.
    pub(super) play: String,
    /// On it while it plays.
    pub(super) pause: String,
    /// The number of a record, which is put in place of `#`.
    pub(super) record: String,
}

impl Film {
    /// Adds a shot, and what it looks like on paper.
    pub(super) fn take(&mut self, shot: &Shot<'_>, paper: &Buffer) {
        if let Some(chapter) = shot.chapter {
            self.chapters.push((self.shots.len(), chapter.title.clone(), chapter.part.clone()));
        }
        let heights = shot.buffer.area.top()..shot.buffer.area.bottom();
        let rows: Vec<usize> = heights.map(|y| self.row(&shot.buffer, paper, y)).collect();
        let mut changes = Vec::new();
        for (y, row) in rows.iter().enumerate() {
            if self.now.get(y) != Some(row) {
                changes.extend([y, *row]);
            }
        }
        self.now = rows;
        self.shots.push(Seen(shot.wait, shot.seq, shot.clock.to_owned(), changes));
    }

    /// The number of a row.
    fn row(&mut self, screen: &Buffer, paper: &Buffer, y: u16) -> usize {
        let row = self.pieces(&cells::glyphs(screen, y), &cells::glyphs(paper, y));
        let next = self.rows.len();
        let number = *self.known.entry(row.clone()).or_insert(next);
        if number == next {
            self.rows.push(row);
        }
        number
    }

    /// A row as a flat list: style, columns of a glyph, and glyphs that have both in common. Those of several characters
    /// stand in a list of their own.
    fn pieces(&mut self, screen: &[Glyph<'_>], paper: &[Glyph<'_>]) -> String {
        let mut json = String::from("[");
        let mut run: Option<(usize, u16, String)> = None;
        for (glyph, printed) in screen.iter().zip(paper) {
            let style = self.style((glyph.style, printed.style));
            let single = glyph.symbol.chars().nth(1).is_none();
            match &mut run {
                Some((of, columns, text)) if single && *of == style && *columns == glyph.columns => {
                    text.push_str(glyph.symbol);
                }
                _ => {
                    put(&mut json, run.take());
                    if single {
                        run = Some((style, glyph.columns, glyph.symbol.to_owned()));
                    } else {
                        let symbol = serde_json::Value::from(glyph.symbol);
                        let _ = write!(json, "{}{style},{},[{symbol}]", comma(&json), glyph.columns);
                    }
                }
            }
        }
        put(&mut json, run);
        json + "]"
    }

    fn style(&mut self, style: (Style, Style)) -> usize {
        let known = self.styles.iter().position(|known| *known == style);
        known.unwrap_or_else(|| {
            self.styles.push(style);
            self.styles.len() - 1
        })
    }

    /// The film, so written that nothing in it can end the element that it stands in.
    pub(super) fn json(&self, words: &Words, (columns, rows): (u16, u16)) -> String {
        let json = |value: serde_json::Result<String>| value.unwrap_or_default();
        let words = json(serde_json::to_string(words));
        let shots = json(serde_json::to_string(&self.shots));
        let chapters = json(serde_json::to_string(&self.chapters));
        let table = self.rows.join(",\n");
        let film = format!(
            "{{\"columns\":{columns},\"rows\":{rows},\"last\":{LONGEST},\"words\":{words},\"chapters\":{chapters},\n\
             \"shots\":{shots},\n\"table\":[{table}]}}"
        );
        harmless(&film)
    }
}

fn put(json: &mut String, run: Option<(usize, u16, String)>) {
    if let Some((style, columns, text)) = run {
        let text = serde_json::Value::from(text);
        let _ = write!(json, "{}{style},{columns},{text}", comma(json));
    }
}

fn comma(json: &str) -> &'static str {
    if json.ends_with('[') { "" } else { "," }
}

/// The same JSON without a character that HTML reads as its own: outside of texts JSON has none of them.
fn harmless(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\'' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(text, "\\u{:04x}", u32::from(c));
            }
            c => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;

    #[test]
    fn no_sign_of_html_is_in_the_film() {
        let json = serde_json::to_string("</script><!--'&\u{2028}\u{2029}\"").unwrap();
        let harmless = harmless(&json);
        assert!(!harmless.contains(['<', '>', '&', '\'', '\u{2028}', '\u{2029}']), "{harmless}");
        assert_eq!(serde_json::from_str::<String>(&harmless).unwrap(), "</script><!--'&\u{2028}\u{2029}\"");
    }

    #[test]
    fn a_row_is_pieces_of_one_style_and_width() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 1));
        buffer.set_string(0, 0, "a张三e\u{301}b", Style::default());
        let glyphs = cells::glyphs(&buffer, 0);
        let mut film = Film::default();
        assert_eq!(film.pieces(&glyphs, &glyphs), "[0,1,\"a\",0,2,\"张三\",0,1,[\"e\u{301}\"],0,1,\"b \"]");
        let number = film.row(&buffer, &buffer, 0);
        assert_eq!((number, film.row(&buffer, &buffer, 0), film.rows.len()), (0, 0, 1), "known by then");
    }
}
