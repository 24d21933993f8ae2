//! The head code: the head of a journal as people compare it, from a wall, on paper, by telephone.
//!
//! 80 bits of the hash as 16 characters of Crockford's alphabet (digits and letters without I, L, O, U) in four
//! groups, and a check character: `7ZZ0-3KQM-0A1B-XY9T-4`. The check is a weighted sum over the field of 32 elements
//! with a different weight for each place, so every wrong character and every exchange of two characters is noticed.

use std::fmt;

use super::hash::LineHash;

/// Crockford's base 32: no I, L, O or U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters without the check character.
const LENGTH: usize = 16;

/// The first 80 bits of a record's hash.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct HeadCode([u8; LENGTH]);

/// Why a typed code is not one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// It has not 17 characters.
    #[error("a head code has 17 characters, not {0}")]
    Length(usize),
    /// A character that no code has.
    #[error("`{0}` is not a character of a head code")]
    Character(char),
    /// The check character does not fit: a slip somewhere.
    #[error("the check character does not fit: there is a slip in the code")]
    Check,
}

impl HeadCode {
    /// The code of a record.
    pub fn of(hash: &LineHash) -> Self {
        let bits = hash.bytes().iter().take(10).fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
        let mut digits = [0; LENGTH];
        for (place, digit) in digits.iter_mut().rev().enumerate() {
            *digit = u8::try_from(bits >> (5 * place) & 31).unwrap_or_default();
        }
        Self(digits)
    }

    /// Reads a typed code. Case, spaces, hyphens and full-width forms do not matter; O is 0, I and L are 1.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let typed = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '－' | '‐' | '–' | '—'));
        let values = typed.map(value).collect::<Result<Vec<u8>, _>>()?;
        let length = values.len();
        let (check, digits) = values.split_last().ok_or(CodeError::Length(0))?;
        let code = digits.try_into().map(Self).map_err(|_| CodeError::Length(length))?;
        if code.check() == *check { Ok(code) } else { Err(CodeError::Check) }
    }

    /// Whether this is the code of that record.
    pub fn matches(&self, hash: &LineHash) -> bool {
        *self == Self::of(hash)
    }

    /// Σ digit · αⁿ over GF(32), α a root of x⁵ + x² + 1, by Horner's rule.
    fn check(&self) -> u8 {
        self.0.iter().fold(0, |sum, digit| times_alpha(sum ^ digit))
    }
}

fn times_alpha(element: u8) -> u8 {
    let doubled = element << 1;
    if doubled & 32 == 0 { doubled } else { doubled ^ 0b10_0101 }
}

/// The value of a typed character.
fn value(typed: char) -> Result<u8, CodeError> {
    let narrow = match typed {
        '！'..='～' => char::from_u32(u32::from(typed) - 0xfee0).unwrap_or(typed),
        _ => typed,
    };
    let plain = match narrow.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let place = ALPHABET.iter().position(|letter| char::from(*letter) == plain);
    place.and_then(|place| u8::try_from(place).ok()).ok_or(CodeError::Character(typed))
}

impl fmt::Display for HeadCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, digit) in self.0.iter().chain([&self.check()]).enumerate() {
            if place > 0 && place.is_multiple_of(4) {
                f.write_str("-")?;
            }
            let letter = ALPHABET.get(usize::from(*digit)).copied().unwrap_or(b'?');
            write!(f, "{}", char::from(letter))?;
        }
        Ok(())
    }
}

impl fmt::Debug for HeadCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(n: u8) -> HeadCode {
        HeadCode::of(&LineHash::of(&[n]))
    }

    #[test]
    fn a_code_is_the_first_80_bits() {
        let hash = LineHash::parse(&format!("{}{}", "00443214c74254b635cf", "f".repeat(44))).unwrap();
        assert_eq!(HeadCode::of(&hash).to_string().get(..19), Some("0123-4567-89AB-CDEF"));
        assert!(HeadCode::of(&hash).matches(&hash));
        assert!(!HeadCode::of(&hash).matches(&LineHash::ZERO));
    }

    #[test]
    fn what_is_shown_can_be_typed_back_in_any_fashion() {
        for n in 0..50 {
            let shown = sample(n).to_string();
            let loose = shown.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
            let wide: String = shown
                .chars()
                .map(|c| if c.is_ascii_digit() { char::from_u32(u32::from(c) + 0xfee0).unwrap() } else { c })
                .collect();
            for typed in [&shown, &loose, &wide] {
                assert_eq!(HeadCode::parse(typed), Ok(sample(n)), "{typed}");
            }
        }
    }

    #[test]
    fn every_wrong_character_and_every_exchange_is_noticed() {
        let shown: Vec<char> = sample(7).to_string().replace('-', "").chars().collect();
        for place in 0..shown.len() {
            for letter in ALPHABET.iter().map(|b| char::from(*b)).filter(|c| *c != shown[place]) {
                let mut typed = shown.clone();
                typed[place] = letter;
                assert_eq!(HeadCode::parse(&String::from_iter(typed)), Err(CodeError::Check));
            }
            for other in (0..place).filter(|other| shown[*other] != shown[place]) {
                let mut typed = shown.clone();
                typed.swap(place, other);
                assert_eq!(HeadCode::parse(&String::from_iter(typed)), Err(CodeError::Check));
            }
        }
    }

    #[test]
    fn what_is_not_a_code_is_refused_with_the_reason() {
        assert_eq!(HeadCode::parse(""), Err(CodeError::Length(0)));
        assert_eq!(HeadCode::parse("0123"), Err(CodeError::Length(4)));
        assert_eq!(HeadCode::parse("唱票"), Err(CodeError::Character('唱')));
        assert_eq!(HeadCode::parse("U"), Err(CodeError::Character('U')));
    }
}
