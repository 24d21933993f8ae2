//! Putting text into cells: cut where it must be with a sign that says so, wrapped as Chinese is, framed.

use crate::agenda::screen::Tone;
use crate::tui::text;
use crate::tui::theme::{Role, Theme};
use crate::tui::widgets::line_input::LineInput;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::{Block, Widget};
use unicode_width::UnicodeWidthStr;

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

    /// Draws a line being typed into the first row of an area and answers where the cursor stands; a text that the first
    /// character replaces is seen as selected.
    pub fn input(&mut self, input: &LineInput, area: Rect, role: Role) -> (u16, u16) {
        let cursor = input.render(area, self.buffer, self.theme.style(role), self.theme.glyphs.cut);
        if input.is_selected() {
            let selected = Rect { width: width(input.text()).min(area.width), height: 1, ..area };
            self.buffer.set_style(selected, Style::new().add_modifier(Modifier::REVERSED));
        }
        (cursor.x, cursor.y)
    }

    /// Draws a frame with a title in its upper edge; what is inside stays as it is.
    pub fn frame(&mut self, area: Rect, title: &str, title_role: Role) {
        let style = self.theme.style(Role::Dim);
        Block::bordered().border_set(self.theme.glyphs.border).border_style(style).render(area, self.buffer);
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
            let text = fit(title, title_room(area), self.theme.glyphs.cut);
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

/// The columns that a frame's title has.
pub fn title_room(frame: Rect) -> u16 {
    frame.width.saturating_sub(6)
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
pub fn fit(line: &str, columns: u16, cut: &str) -> String {
    text::fit(line, usize::from(columns), cut)
}

/// The text in lines of that many columns.
pub fn wrap(paragraph: &str, columns: u16) -> Vec<String> {
    text::wrap(paragraph, usize::from(columns))
}
