//! Finding a person or a choice by what is typed: characters, pinyin, initials.

/// Whether a text is found by what is typed.
pub fn found(text: &str, typed: &str) -> bool {
    typed.is_empty() || text.contains(typed)
}

/// The positions of the texts that are found.
pub fn hits(texts: &[String], typed: &str) -> Vec<usize> {
    texts.iter().enumerate().filter(|(_, text)| found(text, typed)).map(|(at, _)| at).collect()
}
