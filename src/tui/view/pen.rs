//! Putting text into cells: cut where it must be with a sign that says so, wrapped as Chinese is, framed.

use crate::agenda::screen::Tone;
use crate::tui::theme::{Role, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A buffer and how things look in it.
pub struct Pen<'a> {
    buffer: &'a mut Buffer,
    /// How things look.
    pub theme: Theme,
}

/// The role of a tone.
pub fn role(tone: Tone) -> Role {
    match tone {
        Tone::Plain => Role::Text,
        Tone::Good => Role::Ok,
        Tone::Warn => Role::Warn,
        Tone::Bad => Role::Refuse,
        Tone::Strong => Role::Number,
        Tone::Dim => Role::Dim,
    }
}

impl<'a> Pen<'a> {
    /// A pen for a buffer.
    pub fn new(buffer: &'a mut Buffer, theme: Theme) -> Self {
        Self { buffer, theme }
    }

    /// The buffer, for a widget of its own.
    pub fn buffer(&mut self) -> &mut Buffer {
        self.buffer
    }

    /// Gives an area the ground of a role and nothing else.
    pub fn fill(&mut self, area: Rect, role: Role) {
        self.buffer.set_style(area, self.theme.style(role));
    }

    /// Writes one line into the first row of an area, cut with a sign when it is longer; answers the columns used.
    pub fn text(&mut self, area: Rect, text: &str, role: Role) -> u16 {
        self.styled(area, text, self.theme.style(role))
    }

    /// The same in bold.
    pub fn bold(&mut self, area: Rect, text: &str, role: Role) -> u16 {
        self.styled(area, text, self.theme.style(role).add_modifier(Modifier::BOLD))
    }

    /// Writes with a style of its own.
    pub fn styled(&mut self, area: Rect, text: &str, style: Style) -> u16 {
        let area = area.intersection(self.buffer.area);
        if area.is_empty() {
            return 0;
        }
        let text = fit(text, area.width, self.theme.glyphs.cut);
        self.buffer.set_stringn(area.x, area.y, &text, usize::from(area.width), style);
        width(&text)
    }

    /// Writes at the right end of the first row.
    pub fn right(&mut self, area: Rect, text: &str, role: Role) -> u16 {
        let used = width(text).min(area.width);
        self.text(Rect { x: area.right() - used, width: used, ..area }, text, role)
    }

    /// Writes in the middle of the first row.
    pub fn middle(&mut self, area: Rect, text: &str, role: Role) -> u16 {
        let used = width(text).min(area.width);
        self.text(Rect { x: area.x + (area.width - used) / 2, width: used, ..area }, text, role)
    }

    /// Draws a frame with a title in its upper edge.
    pub fn frame(&mut self, area: Rect, title: &str, title_role: Role) {
        let set = self.theme.glyphs.border;
        let inner = usize::from(area.width.saturating_sub(2));
        let edge = |left: &str, line: &str, right: &str| format!("{left}{}{right}", line.repeat(inner));
        for y in area.top()..area.bottom() {
            let line = match y {
                _ if y == area.top() => edge(set.top_left, set.horizontal_top, set.top_right),
                _ if y + 1 == area.bottom() => edge(set.bottom_left, set.horizontal_bottom, set.bottom_right),
                _ => edge(set.vertical_left, " ", set.vertical_right),
            };
            self.text(Rect { y, height: 1, ..area }, &line, Role::Dim);
        }
        self.title(area, title, title_role);
    }

    /// Divides a frame by a line with a title of its own.
    pub fn divide(&mut self, area: Rect, y: u16, title: &str, title_role: Role) {
        let set = self.theme.glyphs.border;
        let plain = set.top_left == "+";
        let (left, right) = if plain { ("+", "+") } else { ("├", "┤") };
        let line = set.horizontal_top.repeat(usize::from(area.width.saturating_sub(2)));
        let row = Rect { y, height: 1, ..area };
        self.text(row, &format!("{left}{line}{right}"), Role::Dim);
        self.title(row, title, title_role);
    }

    fn title(&mut self, area: Rect, title: &str, role: Role) {
        if !title.is_empty() {
            let text = fit(title, area.width.saturating_sub(6), self.theme.glyphs.cut);
            let place = Rect { x: area.x + 2, width: width(&text) + 2, height: 1, ..area };
            self.text(place, &format!(" {text} "), role);
        }
    }

    /// Writes lines from the `from`th on into an area.
    pub fn lines(&mut self, area: Rect, lines: &[String], from: usize, role: Role) {
        for (y, line) in (area.top()..area.bottom()).zip(lines.iter().skip(from)) {
            self.text(Rect { y, height: 1, ..area }, line, role);
        }
    }
}

/// The row of an area, counted from its top; empty when it has no such row.
pub fn row(area: Rect, at: u16) -> Rect {
    let height = u16::from(at < area.height);
    Rect { y: area.y.saturating_add(at), height, ..area }
}

/// An area without its first columns.
pub fn from_column(area: Rect, columns: u16) -> Rect {
    let columns = columns.min(area.width);
    Rect { x: area.x + columns, width: area.width - columns, ..area }
}

/// The columns of a text.
pub fn width(text: &str) -> u16 {
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}

/// The text, or as much of it as fits before the sign that says that it was cut.
pub fn fit(text: &str, columns: u16, cut: &str) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let room = usize::from(columns).saturating_sub(cut.width());
    let mut kept = String::new();
    let mut used = 0;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > room {
            break;
        }
        kept.push(c);
    }
    kept.push_str(cut);
    kept
}

/// The text with blanks up to that many columns.
pub fn pad(text: &str, columns: u16) -> String {
    let blanks = usize::from(columns.saturating_sub(width(text)));
    format!("{text}{}", " ".repeat(blanks))
}

/// The part of a text between two columns, in whole glyphs.
pub fn part(text: &str, from: usize, columns: u16) -> String {
    let mut at = 0;
    let mut kept = String::new();
    for c in text.chars() {
        let next = at + c.width().unwrap_or(0);
        if at >= from && next <= from + usize::from(columns) {
            kept.push(c);
        }
        at = next;
    }
    kept
}

/// Wraps one paragraph. A line breaks between 汉字 or at a space; it does not begin with a closing sign.
pub fn wrap(text: &str, columns: u16) -> Vec<String> {
    let most = usize::from(columns.max(4));
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in words(text) {
        let fits = line.width() + word.trim_end().width() <= most;
        if !fits && !line.is_empty() {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
        }
        push_long(&mut lines, &mut line, if line.is_empty() { word.trim_start() } else { word }, most);
    }
    if !line.trim_end().is_empty() || lines.is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// A word longer than a line is cut between characters.
fn push_long(lines: &mut Vec<String>, line: &mut String, word: &str, most: usize) {
    for c in word.chars() {
        if line.width() + c.width().unwrap_or(0) > most && c != ' ' {
            lines.push(std::mem::take(line));
        }
        line.push(c);
    }
}

/// The pieces between which a line may break: a 汉字 with the closing signs behind it and the opening ones before it, or a
/// word with the space behind it.
fn words(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut previous = None;
    for (at, c) in text.char_indices() {
        if previous.is_some_and(|before| may_break(before, c)) {
            pieces.push(text.get(start..at).unwrap_or_default());
            start = at;
        }
        previous = Some(c);
    }
    pieces.push(text.get(start..).unwrap_or_default());
    pieces
}

fn may_break(before: char, c: char) -> bool {
    const CLOSING: &str = "，。、；：？！）》」』”’…—,.;:?!)]}%·";
    const OPENING: &str = "（《「『“‘([{";
    let wide = |c: char| c.width() == Some(2);
    if CLOSING.contains(c) || OPENING.contains(before) {
        return false;
    }
    before == ' ' || before == '\u{3000}' || wide(before) || wide(c) || OPENING.contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_too_long_ends_with_a_sign() {
        assert_eq!(fit("张三李四", 8, "…"), "张三李四");
        assert_eq!(fit("张三李四", 7, "…"), "张三李…");
        assert_eq!(fit("张三李四", 6, "…"), "张三…");
        assert_eq!(fit("abc", 1, "~"), "~");
    }

    #[test]
    fn lines_break_between_characters_but_not_before_a_closing_sign() {
        assert_eq!(wrap("同意的请举手。（清点）请放下。", 12), ["同意的请举", "手。（清点）", "请放下。"]);
        assert_eq!(wrap("in favour, raise", 10), ["in favour,", "raise"]);
        assert_eq!(wrap("应到 38 名", 7), ["应到 38", "名"]);
        assert_eq!(wrap("abcdefgh", 4), ["abcd", "efgh"]);
        assert_eq!(wrap("", 10), [""]);
    }

    #[test]
    fn no_wrapped_line_is_wider_than_the_space() {
        let text = "本次大会应到会有选举权的党员 38 名，实到 36 名，超过应到会人数的五分之四，符合规定。Those in favour!";
        for columns in 4..60 {
            assert!(wrap(text, columns).iter().all(|line| width(line) <= columns + 1), "{columns}");
        }
    }

    #[test]
    fn part_of_a_text_is_whole_glyphs() {
        assert_eq!(part("张三李四", 2, 4), "三李");
        assert_eq!(part("张三李四", 1, 4), "三");
    }
}
