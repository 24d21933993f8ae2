//! One line of text being typed: a name, a reason, a search.

use crate::tui::key::typed;
use crate::tui::paste::Pasted;
use crate::tui::text::fit;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use tui_input::{Input, InputRequest};
use unicode_width::UnicodeWidthStr;

/// A line being typed, with its cursor and a limit.
#[derive(Clone, Debug)]
pub struct LineInput {
    input: Input,
    limit: usize,
    /// Whether the first character typed takes the place of the whole text.
    selected: bool,
}

impl LineInput {
    /// An empty line of at most `limit` characters.
    pub fn new(limit: usize) -> Self {
        Self { input: Input::default(), limit, selected: false }
    }

    /// The line with a text to start from, as far as the limit allows; the cursor stands behind it.
    #[must_use]
    pub fn with_text(self, text: &str) -> Self {
        Self { input: Input::new(text.chars().take(self.limit).collect()), ..self }
    }

    /// The line with all of its text selected: the first character typed takes its place, an editing key keeps it.
    #[must_use]
    pub fn selected(self) -> Self {
        let selected = !self.is_empty();
        Self { selected, ..self }
    }

    /// Whether the first character typed takes the place of the whole text.
    pub fn is_selected(&self) -> bool {
        self.selected
    }

    /// What stands in the line.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Whether nothing stands in the line.
    pub fn is_empty(&self) -> bool {
        self.text().is_empty()
    }

    /// Empties the line and gives what stood in it.
    pub fn take(&mut self) -> String {
        self.input.value_and_reset()
    }

    /// Obeys a key that belongs to a draft; says whether it was one. A character beyond the limit belongs to it too, but
    /// changes nothing.
    pub fn key(&mut self, key: &KeyEvent) -> bool {
        if let Some(c) = typed(key) {
            self.insert(c);
            return true;
        }
        let request = editing(key);
        if let Some(request) = request {
            self.selected = false;
            let _ = self.input.handle(request);
        }
        request.is_some()
    }

    /// Types what was pasted; gives how many characters had no room, to be told to the person.
    pub fn paste(&mut self, pasted: &Pasted) -> usize {
        pasted.text.chars().filter(|c| !self.insert(*c)).count() + pasted.cut
    }

    fn insert(&mut self, c: char) -> bool {
        if std::mem::take(&mut self.selected) {
            self.take();
        }
        let room = self.text().chars().count() < self.limit;
        if room {
            let _ = self.input.handle(InputRequest::InsertChar(c));
        }
        room
    }

    /// Draws the line into the first row of `area`, with the sign `cut` where it goes on to the left or the right, and gives
    /// the place of the cursor, where the terminal's own cursor has to stand: input methods draw there what is half typed.
    pub fn render(&self, area: Rect, buffer: &mut Buffer, style: Style, cut: &str) -> Position {
        let area = Rect { height: area.height.min(1), ..area }.intersection(buffer.area);
        let room = usize::from(area.width);
        let column = self.input.visual_cursor();
        let (before, least) =
            if column < room { ("", 0) } else { (cut, (column + 1 + cut.width()).saturating_sub(room)) };
        let (hidden, rest) = scrolled(self.text(), least);
        buffer.set_style(area, style);
        if !area.is_empty() {
            let shown = fit(&format!("{before}{rest}"), room, cut);
            buffer.set_stringn(area.x, area.y, shown, room, style);
        }
        let column = u16::try_from((column + before.width()).saturating_sub(hidden)).unwrap_or(u16::MAX);
        Position { x: area.x.saturating_add(column.min(area.width.saturating_sub(1))), y: area.y }
    }
}

/// Leaves off whole glyphs at the start, at least `least` cells; how many cells that is, and the rest.
fn scrolled(text: &str, least: usize) -> (usize, &str) {
    let enough = |at: usize| text.get(..at).map_or(0, UnicodeWidthStr::width) >= least;
    let at = text.char_indices().map(|(at, _)| at).find(|at| enough(*at)).unwrap_or(text.len());
    let (hidden, shown) = text.split_at(at);
    (hidden.width(), shown)
}

fn editing(key: &KeyEvent) -> Option<InputRequest> {
    if key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) {
        return None;
    }
    Some(match key.code {
        KeyCode::Backspace => InputRequest::DeletePrevChar,
        KeyCode::Delete => InputRequest::DeleteNextChar,
        KeyCode::Left => InputRequest::GoToPrevChar,
        KeyCode::Right => InputRequest::GoToNextChar,
        KeyCode::Home => InputRequest::GoToStart,
        KeyCode::End => InputRequest::GoToEnd,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::backend::buffer_to_text;
    use crate::tui::key::Key;
    use crate::tui::keymap::{Context, action};

    fn press(line: &mut LineInput, code: KeyCode) -> bool {
        line.key(&KeyEvent::from(code))
    }

    fn drawn(line: &LineInput, width: u16) -> (String, Position) {
        let mut buffer = Buffer::empty(Rect::new(0, 0, width + 2, 1));
        let cursor = line.render(Rect::new(1, 0, width, 1), &mut buffer, Style::new(), "…");
        (buffer_to_text(&buffer).trim_end().into(), cursor)
    }

    #[test]
    fn chinese_is_typed_and_edited_by_whole_characters() {
        let mut line = LineInput::new(20);
        for c in "张三欧阳".chars() {
            assert!(press(&mut line, KeyCode::Char(c)));
        }
        press(&mut line, KeyCode::Left);
        press(&mut line, KeyCode::Backspace);
        assert_eq!(line.text(), "张三阳");
        assert_eq!(drawn(&line, 10), (" 张三阳".into(), Position { x: 5, y: 0 }));
    }

    #[test]
    fn a_paste_is_typed_with_spaces_for_line_ends_and_its_rest_is_counted() {
        let mut line = LineInput::new(6);
        assert_eq!(line.paste(&Pasted::new("张三\r\n李四王")), 0);
        assert_eq!(line.text(), "张三 李四王");
        assert_eq!(line.paste(&Pasted::new("五六")), 2);
        assert!(press(&mut line, KeyCode::Char('x')));
        assert_eq!(line.take(), "张三 李四王");
        assert!(line.is_empty());
    }

    #[test]
    fn a_long_line_scrolls_with_its_cursor_and_cuts_no_glyph() {
        let mut line = LineInput::new(20).with_text("张三李四王五");
        assert_eq!(drawn(&line, 6), (" …王五".into(), Position { x: 6, y: 0 }));
        press(&mut line, KeyCode::Home);
        assert_eq!(drawn(&line, 5), (" 张三…".into(), Position { x: 1, y: 0 }));
        assert_eq!(drawn(&line, 12), (" 张三李四王五".into(), Position { x: 1, y: 0 }));
    }

    #[test]
    fn the_first_character_takes_the_place_of_a_selected_text_and_editing_keeps_it() {
        let selected = || LineInput::new(3).with_text("252").selected();
        let mut line = selected();
        press(&mut line, KeyCode::Char('1'));
        press(&mut line, KeyCode::Char('9'));
        assert_eq!((line.text(), line.is_selected()), ("19", false));
        for (code, left) in [(KeyCode::Backspace, "257"), (KeyCode::Left, "252")] {
            let mut line = selected();
            press(&mut line, code);
            press(&mut line, KeyCode::Char('7'));
            assert_eq!((line.text(), line.is_selected()), (left, false), "{code:?}");
        }
        assert!(!LineInput::new(3).selected().is_selected());
    }

    #[test]
    fn a_field_without_room_is_no_matter() {
        let line = LineInput::new(20).with_text("张三");
        for width in 0..3 {
            let (_, cursor) = drawn(&line, width);
            assert!(cursor.x <= width.max(1));
        }
    }

    #[test]
    fn no_key_of_a_draft_is_a_verb_while_typing() {
        let codes = [KeyCode::Backspace, KeyCode::Delete, KeyCode::Left, KeyCode::Right, KeyCode::Home];
        for code in codes.into_iter().chain([KeyCode::End, KeyCode::Char('a'), KeyCode::Char(' ')]) {
            let key = KeyEvent::from(code);
            assert!(LineInput::new(5).key(&key));
            assert_eq!(action(Context::Typing, Key::read(&key).unwrap()), None);
        }
        assert!(!LineInput::new(5).key(&KeyEvent::new(KeyCode::Char('k'), KeyModifiers::CONTROL)));
        assert!(!press(&mut LineInput::new(5), KeyCode::Enter));
    }
}
