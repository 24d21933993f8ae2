//! Members of the branch, their names and their standing.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A member's position in the roster (名册), from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MemberId(pub u16);

/// A person's name without any white space: what papers, screens and journals show.
///
/// White space inside a name is only layout (`王　强` fills a column), so names are compared and stored without it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Name(String);

/// Why a text is not a [`Name`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing but white space.
    #[error("the name is empty")]
    Empty,
    /// Longer than [`Name::LONGEST`] characters.
    #[error("the name has {length} characters, more than {}", Name::LONGEST)]
    TooLong {
        /// Characters without the white space.
        length: usize,
    },
    /// A control, direction, zero-width or other format character.
    #[error("the name has the invisible character U+{code:04X} at place {position}")]
    Invisible {
        /// The code point.
        code: u32,
        /// Its place in the text as given, from 1, in characters.
        position: usize,
    },
}

impl Name {
    /// The most characters a name may have.
    pub const LONGEST: usize = 40;

    /// Takes a text as a name: white space removed, 1 to 40 characters, all of them visible.
    ///
    /// # Errors
    /// [`NameError`] says which character stands where, or how long the text is.
    pub fn new(text: &str) -> Result<Self, NameError> {
        if let Some((place, c)) =
            text.chars().enumerate().find(|(_, c)| !c.is_whitespace() && is_invisible(*c))
        {
            return Err(NameError::Invisible { code: u32::from(c), position: place + 1 });
        }
        let name = Self::verbatim(text).ok_or(NameError::Empty)?;
        match name.0.chars().count() {
            0..=Self::LONGEST => Ok(name),
            length => Err(NameError::TooLong { length }),
        }
    }

    /// Takes a text as a name with the white space removed and nothing else asked; `None` when nothing is left.
    ///
    /// For counting what somebody else wrote down: a rule compares names and never shows them.
    pub fn verbatim(text: &str) -> Option<Self> {
        let name: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        (!name.is_empty()).then_some(Self(name))
    }

    /// The characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether a character shows nothing or changes how its neighbours are shown (Unicode classes Cc and Cf, the fillers,
/// the private and the unassigned ends of planes).
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(u32::from(c),
            0xAD | 0x034F | 0x0600..=0x0605 | 0x061C | 0x06DD | 0x070F | 0x0890 | 0x0891 | 0x08E2 | 0x115F | 0x1160
            | 0x17B4 | 0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0x3164
            | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFF | 0x1_10BD | 0x1_10CD | 0x1_3430..=0x1_345F
            | 0x1_BCA0..=0x1_BCA3 | 0x1_D173..=0x1_D17A | 0xE_0000..=0xE_0FFF)
}

impl TryFrom<String> for Name {
    type Error = NameError;

    fn try_from(text: String) -> Result<Self, NameError> {
        Self::new(&text)
    }
}

impl From<Name> for String {
    fn from(name: Name) -> Self {
        name.0
    }
}

impl AsRef<str> for Name {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A member's standing, which decides about the vote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// 正式党员.
    #[default]
    Formal,
    /// 预备党员.
    Probationary,
    /// 留党察看, during its term.
    OnProbation,
    /// 被留置或逮捕.
    Detained,
    /// 临时组织关系 or 党员证明信: votes where the full relation is.
    TemporaryRelation,
}

impl Standing {
    /// Whether such a member may vote, be elected and vote on motions: formal members only (art. 5).
    pub fn may_vote(self) -> bool {
        self == Self::Formal
    }
}

/// A member's sex, where the roster has it (the result report of some branches wants it).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// 女.
    Female,
    /// 男.
    Male,
}

/// One line of the roster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub struct Member {
    /// Position in the roster.
    pub id: MemberId,
    /// Name.
    pub name: Name,
    /// Standing.
    pub standing: Standing,
    /// Party group (党小组), where the branch has groups.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Sex, where the roster says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
}

impl Member {
    /// Whether this member may vote and be elected.
    pub fn may_vote(&self) -> bool {
        self.standing.may_vote()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_kept_without_white_space() {
        for (text, name) in
            [("王强", "王强"), (" 王　强\t", "王强"), ("Ann\u{a0}Lee", "AnnLee"), ("阿·布", "阿·布")]
        {
            assert_eq!(Name::new(text).unwrap().as_str(), name);
        }
    }

    #[test]
    fn an_empty_or_long_name_is_refused() {
        for text in ["", "  ", "\u{3000}\n"] {
            assert_eq!(Name::new(text), Err(NameError::Empty));
        }
        assert!(Name::new(&"字".repeat(40)).is_ok());
        assert!(Name::new(&format!("{} {}", "字".repeat(20), "字".repeat(20))).is_ok());
        assert_eq!(Name::new(&"字".repeat(41)), Err(NameError::TooLong { length: 41 }));
    }

    #[test]
    fn a_character_that_shows_nothing_is_named_with_its_place() {
        for code in
            [0x00, 0x1B, 0x7F, 0x9B, 0xAD, 0x200B, 0x200D, 0x202E, 0x2066, 0xFEFF, 0xFE0F, 0x3164, 0xE_0041]
        {
            let text = format!("王{}强", char::from_u32(code).unwrap());
            assert_eq!(Name::new(&text), Err(NameError::Invisible { code, position: 2 }));
            assert!(Name::verbatim(&text).is_some());
        }
        for c in ['张', '○', '·', '𬭊', 'é', '-', '（'] {
            assert!(!is_invisible(c), "{c}");
        }
    }

    #[test]
    fn a_name_is_written_and_read_as_text() {
        let name = Name::try_from("王　强".to_owned()).unwrap();
        assert_eq!((name.as_ref(), String::from(name.clone()).as_str()), ("王强", "王强"));
        assert_eq!((name.to_string(), format!("[{name:>4}]")), ("王强".into(), "[  王强]".into()));
        assert_eq!(Name::try_from(String::new()), Err(NameError::Empty));
        assert_eq!(Name::verbatim(" \u{3000}"), None);
    }

    #[test]
    fn only_formal_members_vote() {
        use Standing::{Detained, Formal, OnProbation, Probationary, TemporaryRelation};
        let member = |standing| {
            let name = Name::new("王强").unwrap();
            Member { id: MemberId(0), name, standing, group: None, sex: None }.may_vote()
        };
        assert!(member(Formal));
        for standing in [Probationary, OnProbation, Detained, TemporaryRelation] {
            assert!(!member(standing), "{standing:?}");
        }
    }
}
