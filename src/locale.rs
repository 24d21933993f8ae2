//! Languages and words: Simplified Chinese first, English second.
//!
//! Every text that a person reads is a *message*: one method with typed arguments and a text in each language, made by
//! [`messages!`](crate::messages). A missing language, an unknown message, a wrong argument or an unknown placeholder does not
//! compile. An item of the agenda keeps its messages in its own file, beside what they speak of, so this room lies at the
//! bottom of the house and knows nothing of meetings.

pub mod fold;
pub mod pinyin;

use serde::{Deserialize, Serialize};

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Simplified Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The other language (what F2 switches to).
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Zh => Self::En,
            Self::En => Self::Zh,
        }
    }

    /// The language of a locale name such as `zh_CN.UTF-8` or `en-GB`; Chinese when it names neither.
    pub fn from_locale(name: &str) -> Self {
        if name.to_ascii_lowercase().starts_with("en") { Self::En } else { Self::Zh }
    }

    /// One of two texts.
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    /// Joins sentences that are read one after the other.
    pub fn sentences<S: AsRef<str>>(self, sentences: impl IntoIterator<Item = S>) -> String {
        let mut text = String::new();
        for sentence in sentences {
            if !text.is_empty() {
                text.push_str(self.pick("", " "));
            }
            text.push_str(sentence.as_ref().trim_end());
        }
        text
    }

    /// Joins a list of names as the language writes it: `张三、李四`, `A, B`.
    pub fn list<S: AsRef<str>>(self, names: impl IntoIterator<Item = S>) -> String {
        let mut text = String::new();
        for name in names {
            if !text.is_empty() {
                text.push_str(self.pick("、", ", "));
            }
            text.push_str(name.as_ref());
        }
        text
    }
}

/// A text in both languages, for what is found out once and shown in whichever is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Both([String; 2]);

impl Both {
    /// What is said in each language.
    pub fn by(say: impl Fn(Lang) -> String) -> Self {
        Self([Lang::Zh, Lang::En].map(say))
    }

    /// The text in one of them.
    pub fn get(&self, lang: Lang) -> &str {
        let [zh, en] = &self.0;
        lang.pick(zh, en)
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(String::is_empty)
    }
}

/// English nouns agree with the number before them: the `(s)` of a message becomes nothing behind 1, else `s`. Behind no
/// number it stays.
///
/// ```
/// use changpiao::locale::agree;
/// assert_eq!(agree("1 open seat(s), 2 vote(s)".into()), "1 open seat, 2 votes");
/// assert_eq!(agree("Name(s): 3".into()), "Name(s): 3");
/// ```
pub fn agree(text: String) -> String {
    const MARK: &str = "(s)";
    if !text.contains(MARK) {
        return text;
    }
    let mut agreed = String::with_capacity(text.len());
    for (at, part) in text.split(MARK).enumerate() {
        if at > 0 {
            agreed.push_str(ending(&agreed).unwrap_or(MARK));
        }
        agreed.push_str(part);
    }
    agreed
}

/// What a noun at the end of this text takes: by the number at most three words before, in the same clause.
fn ending(text: &str) -> Option<&'static str> {
    let clause = text.rsplit([',', ';', ':', '.', '(', '；', '，']).next()?;
    let number =
        clause.split_whitespace().rev().take(4).find(|word| word.bytes().all(|b| b.is_ascii_digit()))?;
    Some(if number == "1" { "" } else { "s" })
}

/// A Chinese numeral for an agenda number: 一 … 九十九; larger numbers in digits.
pub fn chinese_number(n: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |i: usize| DIGITS.get(i).copied().unwrap_or("");
    match n {
        0 => "〇".into(),
        1..=9 => digit(n).into(),
        10..=19 => format!("十{}", digit(n - 10)),
        20..=99 => format!("{}十{}", digit(n / 10), digit(n % 10)),
        _ => n.to_string(),
    }
}

/// Defines a set of messages: a type `Name(Lang)` with one method for each message.
///
/// ```
/// use changpiao::locale::Lang;
/// changpiao::messages! {
///     /// Words of a doorkeeper.
///     pub struct Say {
///         /// How many may come in.
///         welcome(guests: u32) { zh: "请进，共 {guests} 位", en: "Come in, {guests} of you" }
///     }
/// }
/// assert_eq!(Say(Lang::Zh).welcome(2), "请进，共 2 位");
/// ```
#[macro_export]
macro_rules! messages {
    ($(#[$outer:meta])* $vis:vis struct $name:ident {
        $($(#[$inner:meta])* $message:ident $(($($arg:ident : $ty:ty),* $(,)?))? { zh: $zh:literal, en: $en:literal $(,)? })*
    }) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug)]
        $vis struct $name(pub $crate::locale::Lang);

        impl $name {
            $(
                $(#[$inner])*
                #[doc = concat!("“", $zh, "” / “", $en, "”")]
                $vis fn $message(self $($(, $arg: $ty)*)?) -> String {
                    match self.0 {
                        $crate::locale::Lang::Zh => format!($zh),
                        $crate::locale::Lang::En => $crate::locale::agree(format!($en)),
                    }
                }
            )*
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_an_agenda_writes_them() {
        for (n, text) in [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (25, "二十五"), (100, "100")]
        {
            assert_eq!(chinese_number(n), text);
        }
    }

    #[test]
    fn only_an_english_locale_asks_for_english() {
        assert_eq!(Lang::from_locale("en_GB.UTF-8"), Lang::En);
        for name in ["zh_CN.UTF-8", "C", "tr_TR", ""] {
            assert_eq!(Lang::from_locale(name), Lang::Zh);
        }
    }
}
