//! One key as the table knows it, whatever the keyboard, the input method or Caps Lock made of it.

use crate::locale::{Lang, fold::fold};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::borrow::Cow;

/// A key with or without Ctrl. Shift is part of the character, Alt is never used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The key; a character is ASCII and, with Ctrl, lower case.
    pub code: KeyCode,
    /// Whether Ctrl is held.
    pub ctrl: bool,
}

/// With which characters a key is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyStyle {
    /// Arrows and ⌫.
    Unicode,
    /// ASCII only, for terminals that draw such signs badly.
    Ascii,
}

impl Key {
    /// The key alone.
    pub const fn plain(code: KeyCode) -> Self {
        Self { code, ctrl: false }
    }

    /// A Ctrl chord; `letter` in lower case.
    pub const fn ctrl(letter: char) -> Self {
        Self { code: KeyCode::Char(letter), ctrl: true }
    }

    /// Reads a key event; `None` for a chord with Alt alone, which nothing here uses.
    ///
    /// Ctrl with Alt is `AltGr` on Windows: it types a character.
    pub fn read(event: &KeyEvent) -> Option<Self> {
        let held = |modifier| event.modifiers.contains(modifier);
        let (ctrl, alt) = (held(KeyModifiers::CONTROL), held(KeyModifiers::ALT));
        match event.code {
            _ if alt && !ctrl => None,
            KeyCode::Char(c) if ctrl && !alt => Some(Self::ctrl(fold(c).to_ascii_lowercase())),
            KeyCode::Char(c) => Some(Self::plain(KeyCode::Char(fold_sign(c)))),
            KeyCode::Tab if held(KeyModifiers::SHIFT) => Some(Self::plain(KeyCode::BackTab)),
            code => Some(Self { code, ctrl: ctrl && !alt }),
        }
    }

    /// The name printed in hints: `Enter`, `F5`, `⌫`, `Ctrl+K`.
    pub fn name(self, style: KeyStyle, lang: Lang) -> Cow<'static, str> {
        match self.code {
            KeyCode::Char(' ') => lang.pick("空格", "Space").into(),
            KeyCode::Char(c) if self.ctrl => format!("Ctrl+{}", c.to_ascii_uppercase()).into(),
            KeyCode::Char(c) => c.to_string().into(),
            KeyCode::F(n) => format!("F{n}").into(),
            code => special(code, style).into(),
        }
    }
}

/// Names of the keys that are neither characters nor F-keys.
fn special(code: KeyCode, style: KeyStyle) -> &'static str {
    let pick = |sign, word| if style == KeyStyle::Unicode { sign } else { word };
    match code {
        KeyCode::Up => pick("↑", "Up"),
        KeyCode::Down => pick("↓", "Down"),
        KeyCode::Left => pick("←", "Left"),
        KeyCode::Right => pick("→", "Right"),
        KeyCode::Backspace => pick("⌫", "BkSp"),
        KeyCode::Enter => "Enter",
        KeyCode::Esc => "Esc",
        KeyCode::Tab => "Tab",
        KeyCode::BackTab => "Shift+Tab",
        KeyCode::PageUp => "PgUp",
        KeyCode::PageDown => "PgDn",
        KeyCode::Home => "Home",
        KeyCode::End => "End",
        KeyCode::Insert => "Ins",
        KeyCode::Delete => "Del",
        _ => "?",
    }
}

/// As [`fold`], and the signs that a Chinese input method puts in place of an ASCII one on the same key.
fn fold_sign(c: char) -> char {
    match c {
        '。' => '.',
        '、' => '/',
        '—' => '-',
        '×' => '*',
        '【' | '「' => '[',
        '】' | '」' => ']',
        '《' => '<',
        '》' => '>',
        _ => fold(c),
    }
}

/// The character that a key types into a draft; `None` for chords, for keys that type nothing and for control
/// characters. Full-width letters and digits arrive as ASCII ones; other signs as they are.
pub fn typed(event: &KeyEvent) -> Option<char> {
    let chord = event.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT);
    let altgr = chord == KeyModifiers::CONTROL | KeyModifiers::ALT;
    match event.code {
        KeyCode::Char(c) if (chord.is_empty() || altgr) && !c.is_control() => {
            Some(if fold(c).is_ascii_alphanumeric() { fold(c) } else { c })
        }
        _ => None,
    }
}

/// The signs of the rows of a paper: `1`–`9`, `0`, then letters for the eleventh and later ones.
const ROWS: &str = "1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// The sign of a row on a paper, counted from 0; `None` from the 37th on.
pub fn row_sign(row: usize) -> Option<char> {
    ROWS.chars().nth(row)
}

/// The row, counted from 0, that a typed character names, whatever Caps Lock and the input method say.
pub fn row_of(c: char) -> Option<usize> {
    let sign = fold(c).to_ascii_uppercase();
    ROWS.chars().position(|row| row == sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(code: KeyCode, modifiers: KeyModifiers) -> KeyEvent {
        KeyEvent::new(code, modifiers)
    }

    #[test]
    fn caps_lock_and_shift_change_no_chord() {
        for (c, modifiers) in
            [('k', KeyModifiers::CONTROL), ('K', KeyModifiers::CONTROL | KeyModifiers::SHIFT)]
        {
            assert_eq!(Key::read(&event(KeyCode::Char(c), modifiers)), Some(Key::ctrl('k')));
        }
        let shift_tab = event(KeyCode::Tab, KeyModifiers::SHIFT);
        assert_eq!(Key::read(&shift_tab), Some(Key::plain(KeyCode::BackTab)));
    }

    #[test]
    fn alt_is_no_key_and_altgr_types() {
        assert_eq!(Key::read(&event(KeyCode::Enter, KeyModifiers::ALT)), None);
        let at = event(KeyCode::Char('@'), KeyModifiers::ALT | KeyModifiers::CONTROL);
        assert_eq!(Key::read(&at), Some(Key::plain(KeyCode::Char('@'))));
        assert_eq!(typed(&at), Some('@'));
        assert_eq!(typed(&event(KeyCode::Char('x'), KeyModifiers::ALT)), None);
        assert_eq!(typed(&event(KeyCode::Char('x'), KeyModifiers::CONTROL)), None);
    }

    #[test]
    fn full_width_keys_are_the_ascii_ones() {
        for (wide, narrow) in [('１', '1'), ('Ｚ', 'Z'), ('＋', '+'), ('。', '.'), ('、', '/'), ('—', '-')]
        {
            let key = Key::read(&event(KeyCode::Char(wide), KeyModifiers::NONE));
            assert_eq!(key, Some(Key::plain(KeyCode::Char(narrow))));
        }
        assert_eq!(typed(&event(KeyCode::Char('９'), KeyModifiers::NONE)), Some('9'));
        assert_eq!(typed(&event(KeyCode::Char('。'), KeyModifiers::NONE)), Some('。'));
        assert_eq!(typed(&event(KeyCode::Char('张'), KeyModifiers::NONE)), Some('张'));
    }

    #[test]
    fn rows_of_a_paper_have_one_key_each() {
        for row in 0..36 {
            assert_eq!(row_sign(row).and_then(row_of), Some(row));
        }
        assert_eq!(row_sign(36), None);
        assert_eq!(
            (row_of('0'), row_of('a'), row_of('Ａ'), row_of('３')),
            (Some(9), Some(10), Some(10), Some(2))
        );
        assert_eq!(row_of('+'), None);
    }

    #[test]
    fn every_bound_key_has_a_name_in_both_styles() {
        for row in super::super::keymap::KEYS {
            let ascii = row.key.name(KeyStyle::Ascii, Lang::En);
            assert!(ascii.is_ascii() && !ascii.is_empty() && ascii != "?", "{:?}", row.key);
            assert_ne!(row.key.name(KeyStyle::Unicode, Lang::Zh), "?");
        }
        assert_eq!(Key::ctrl('k').name(KeyStyle::Unicode, Lang::Zh), "Ctrl+K");
        assert_eq!(Key::plain(KeyCode::Backspace).name(KeyStyle::Unicode, Lang::Zh), "⌫");
        assert_eq!(Key::plain(KeyCode::Backspace).name(KeyStyle::Ascii, Lang::Zh), "BkSp");
    }
}
