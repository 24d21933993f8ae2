//! Full-width characters, as a Chinese input method types them.

/// A full-width letter, digit or sign (`１`, `Ａ`, `＋`, U+3000) as its ASCII one; others unchanged.
pub fn fold(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_full_width_row_folds_to_ascii() {
        let wide: String = ('\u{ff01}'..='\u{ff5e}').map(fold).collect();
        let ascii: String = ('!'..='~').collect();
        assert_eq!(wide, ascii);
        assert_eq!((fold('\u{3000}'), fold('张'), fold('a')), (' ', '张', 'a'));
    }
}
