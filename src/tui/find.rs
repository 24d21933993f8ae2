//! Finding a person or a choice by what is typed: characters, pinyin, initials.

use super::widgets::line_input::LineInput;
use crate::locale::pinyin;

/// The longest search, in characters.
pub const LONGEST: usize = 20;

/// Whether a text is found by what is typed.
pub fn found(text: &str, typed: &str) -> bool {
    typed.is_empty() || text.contains(typed) || pinyin::matches(typed, text)
}

/// The positions of the texts that are found.
pub fn hits(texts: &[String], typed: &str) -> Vec<usize> {
    texts.iter().enumerate().filter(|(_, text)| found(text, typed)).map(|(at, _)| at).collect()
}

/// The search without its last character, which found nothing.
pub fn shorter(find: &LineInput) -> LineInput {
    let mut chars = find.text().chars();
    chars.next_back();
    LineInput::new(LONGEST).with_text(chars.as_str())
}
