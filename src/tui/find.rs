//! Finding a person or a choice by what is typed: characters, pinyin, initials.

use crate::locale::pinyin;

/// The longest search, in characters.
pub const LONGEST: usize = 20;

/// How good a text answers what is typed: the characters before the match, 0 being the best; `None` for no match.
pub fn rank(text: &str, typed: &str) -> Option<usize> {
    let plain = text.find(typed).and_then(|at| text.get(..at)).map(|before| before.chars().count());
    plain.or_else(|| pinyin::rank(typed, text))
}

/// Whether a text is found by what is typed.
pub fn found(text: &str, typed: &str) -> bool {
    rank(text, typed).is_some()
}

/// The positions of the texts that are found.
pub fn hits(texts: &[String], typed: &str) -> Vec<usize> {
    texts.iter().enumerate().filter(|(_, text)| found(text, typed)).map(|(at, _)| at).collect()
}

/// The position of the text that answers best, the first of several.
pub fn best<'a>(texts: impl Iterator<Item = &'a str>, typed: &str) -> Option<usize> {
    let ranked = texts.enumerate().filter_map(|(at, text)| Some((rank(text, typed)?, at)));
    ranked.min().map(|(_, at)| at)
}
