//! Free text that people type into the record: notes, reasons, references.

use super::Rejection;

/// The longest free text of a record, in characters.
pub const TEXT_LIMIT: usize = 2_000;

/// The text without white space at its ends, if it may reach a record.
///
/// # Errors
/// [`Rejection::TextRefused`] names the first character that may not: control, bidi and other invisible characters,
/// which would make a printed record differ from what was read. [`Rejection::TextTooLong`] past [`TEXT_LIMIT`].
pub fn checked(text: &str) -> Result<String, Rejection> {
    let text = text.trim();
    if let Some(refused) = text.chars().find(|c| invisible(*c)) {
        return Err(Rejection::TextRefused { code: u32::from(refused) });
    }
    let length = text.chars().count();
    if length > TEXT_LIMIT {
        return Err(Rejection::TextTooLong { length, limit: TEXT_LIMIT });
    }
    Ok(text.to_owned())
}

/// Whether a text on its way into the record says something and may stand there: asked live and in replay.
///
/// # Errors
/// [`Rejection::TextMissing`] for an empty one, else as [`checked`].
pub fn written(text: &str) -> Result<(), Rejection> {
    if text.trim().is_empty() {
        return Err(Rejection::TextMissing);
    }
    checked(text).map(|_| ())
}

/// The same for a text that may be missing.
///
/// # Errors
/// As [`checked`].
pub fn written_if_any(text: Option<&str>) -> Result<(), Rejection> {
    text.map_or(Ok(()), |text| checked(text).map(|_| ()))
}

/// Whether a character would not be seen, or would change how its neighbours are seen.
pub fn invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_trimmed_and_kept() {
        assert_eq!(checked("  休息十分钟 "), Ok("休息十分钟".into()));
    }

    #[test]
    fn what_cannot_be_seen_is_refused_by_name() {
        for c in ['\u{1b}', '\u{202e}', '\u{200b}', '\u{9b}', '\n'] {
            let text = format!("张{c}三");
            assert_eq!(checked(&text), Err(Rejection::TextRefused { code: u32::from(c) }));
        }
    }

    #[test]
    fn a_text_has_a_limit() {
        assert!(checked(&"字".repeat(TEXT_LIMIT)).is_ok());
        assert!(checked(&"字".repeat(TEXT_LIMIT + 1)).is_err());
    }
}
