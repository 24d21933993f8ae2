//! The text of a file: UTF-8, with or without a byte order mark. What is not UTF-8 is marked, so that the cases beside it
//! can still be counted.

use super::input::Bad;
use std::borrow::Cow;

/// A text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text, with U+FFFD in place of what is not UTF-8.
    pub text: Cow<'a, str>,
    /// Where in the text that is, in order.
    pub broken: Vec<usize>,
}

/// Decodes the bytes of a file.
///
/// # Errors
/// That there is nothing but white space.
pub fn decode(bytes: &[u8]) -> Result<Decoded<'_>, Bad> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let decoded = match std::str::from_utf8(bytes) {
        Ok(text) => Decoded { text: Cow::Borrowed(text), broken: Vec::new() },
        Err(_) => mend(bytes),
    };
    if decoded.text.trim().is_empty() { Err(Bad::new("empty", "", "no case").at(1)) } else { Ok(decoded) }
}

fn mend(bytes: &[u8]) -> Decoded<'_> {
    let (mut text, mut broken) = (String::with_capacity(bytes.len()), Vec::new());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            broken.push(text.len());
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
    Decoded { text: Cow::Owned(text), broken }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_utf_8_is_marked() {
        let told = decode(b"\xEF\xBB\xBFab\xFF\xC3(\n").unwrap();
        assert_eq!(told, Decoded { text: "ab\u{FFFD}\u{FFFD}(\n".into(), broken: vec![2, 5] });
        let true_sign = decode("\u{FFFD}".as_bytes()).unwrap();
        assert!(true_sign.broken.is_empty());
        assert!(decode(b"\xEF\xBB\xBF\r\n").is_err());
    }
}
