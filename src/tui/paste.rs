//! Pasted text: made harmless, cut at a limit that is told.

/// The most characters that one paste brings in; a longer one is a file by mistake.
pub const PASTE_LIMIT: usize = 4096;

/// Text that was pasted: one line, without control, bidi or zero-width characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pasted {
    /// The text.
    pub text: String,
    /// How many bytes were left off at the end, to be told to the person.
    pub cut: usize,
}

impl Pasted {
    /// Takes the beginning of `raw`. Line ends and tabs become spaces, a CR LF one space.
    pub fn new(raw: &str) -> Self {
        let end = raw.char_indices().nth(PASTE_LIMIT).map_or(raw.len(), |(at, _)| at);
        let (kept, rest) = raw.split_at(end);
        let text = kept.replace("\r\n", "\n").chars().filter_map(harmless).collect();
        Self { text, cut: rest.len() }
    }
}

/// The character as it may stand in a line; `None` for one that is not seen.
fn harmless(c: char) -> Option<char> {
    match c {
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
        _ => (!c.is_control() && !hidden(c)).then_some(c),
    }
}

/// Whether the character takes no room or turns the direction of others.
fn hidden(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_become_spaces_and_hidden_characters_go() {
        let pasted = Pasted::new("张三\r\n李四\n王\u{200b}五\t\u{1b}[31m\u{202e}赵\u{7f}\u{9b}六");
        assert_eq!(pasted.text, "张三 李四 王五 [31m赵六");
        assert_eq!(pasted.cut, 0);
    }

    #[test]
    fn five_megabytes_are_cut_and_it_is_told() {
        let raw = "张".repeat(5_000_000 / 3);
        let pasted = Pasted::new(&raw);
        assert_eq!(pasted.text.chars().count(), PASTE_LIMIT);
        assert_eq!(pasted.text.len() + pasted.cut, raw.len());
    }

    #[test]
    fn rare_characters_survive() {
        for text in ["𬭊𫍣", "买买提·艾力", "①（一）"] {
            assert_eq!(Pasted::new(text).text, text);
        }
    }
}
