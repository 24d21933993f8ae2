//! A meeting as the home screen lists it: finished words, nothing that has to be asked for.

use crate::locale::{Both, Lang};
use crate::messages;
use crate::tui::find;
use crate::tui::theme::{Glyphs, Role};
use std::path::PathBuf;

/// A meeting on disk, as the home screen shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MeetingCard {
    /// Where it lies.
    pub path: PathBuf,
    /// The branch.
    pub organisation: String,
    /// What the meeting is called.
    pub title: String,
    /// The stamp of its first record.
    pub opened: String,
    /// The stamp of its last record.
    pub changed: String,
    /// At which step it stands, or how it ended, in a word.
    pub stage: Both,
    /// The same in full.
    pub stands: Both,
    /// Voters present and due, `36/38`; empty before the roll is called.
    pub attendance: String,
    /// How many are elected, by contests, `3+1`; empty before anybody is.
    pub elected: String,
    /// Both in a sentence.
    pub totals: Both,
    /// Whether it can go on.
    pub unfinished: bool,
    /// Whether it is a rehearsal.
    pub rehearsal: bool,
    /// What its record turned out to be.
    pub health: Health,
    /// What is wrong with the record, where, and what to do; empty where it is verified.
    pub fault: Both,
    /// Its last events in words, the oldest first.
    pub last: Vec<Both>,
}

/// What a record turned out to be when it was checked for the list: the same check as `verify`, in the same words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Health {
    /// Complete and unchanged: chain, published head, and every event by the rules.
    #[default]
    Verified,
    /// The end was torn off while it was written, and never confirmed: resuming sets it aside.
    Torn,
    /// Changed, or cut in the middle.
    Damaged,
    /// Intact by itself, but shorter than what was shown, or another record.
    DoesNotMatch,
    /// Intact, but of events that cannot have happened.
    Impossible,
    /// Written by a newer version.
    Newer,
    /// There is no journal that could be opened.
    Unreadable,
}

messages! {
    /// Words of a card.
    struct Say {
        verified { zh: "已核验", en: "verified" }
        torn { zh: "断尾", en: "torn" }
        damaged { zh: "已损坏", en: "damaged" }
        differs { zh: "不相符", en: "no match" }
        impossible { zh: "不可能", en: "impossible" }
        newer { zh: "新版本", en: "newer" }
        unreadable { zh: "读不了", en: "unreadable" }
        rehearsal { zh: "演练", en: "REHEARSAL" }
    }
}

impl Health {
    /// The state in a word.
    pub fn label(self, lang: Lang) -> String {
        let say = Say(lang);
        match self {
            Self::Verified => say.verified(),
            Self::Torn => say.torn(),
            Self::Damaged => say.damaged(),
            Self::DoesNotMatch => say.differs(),
            Self::Impossible => say.impossible(),
            Self::Newer => say.newer(),
            Self::Unreadable => say.unreadable(),
        }
    }

    /// Whether a meeting with such a record goes on without anybody deciding anything.
    pub fn goes_on(self) -> bool {
        matches!(self, Self::Verified | Self::Torn)
    }

    /// How the word looks.
    pub fn role(self) -> Role {
        match self {
            Self::Verified => Role::Ok,
            Self::Torn | Self::Newer => Role::Warn,
            Self::Damaged | Self::DoesNotMatch | Self::Impossible | Self::Unreadable => Role::Refuse,
        }
    }

    /// The sign before the word.
    pub fn sign(self, glyphs: Glyphs) -> &'static str {
        match self.role() {
            Role::Ok => glyphs.done,
            Role::Warn => glyphs.warn,
            _ => glyphs.refuse,
        }
    }
}

/// The mark of a rehearsal.
pub fn rehearsal_mark(lang: Lang) -> String {
    Say(lang).rehearsal()
}

impl MeetingCard {
    /// Its day.
    pub fn date(&self) -> &str {
        self.opened.get(..10).unwrap_or_default()
    }

    /// The branch and what the meeting is called, marked where it is a rehearsal.
    pub fn name(&self, lang: Lang) -> String {
        format!("{} {}", self.branch(lang), self.title).trim().to_owned()
    }

    /// The branch, marked where it is a rehearsal.
    pub fn branch(&self, lang: Lang) -> String {
        let mark = if self.rehearsal { lang.pick("（演练）", "(REHEARSAL) ") } else { "" };
        format!("{mark}{}", self.organisation)
    }

    /// Whether the card answers what is typed: every word of it is found in something that the list shows, by characters, by
    /// pinyin, by initials.
    pub fn answers(&self, typed: &str) -> bool {
        let label = |lang| self.health.label(lang);
        let mark = |lang| if self.rehearsal { Say(lang).rehearsal() } else { String::new() };
        let (zh, en) = (Lang::Zh, Lang::En);
        let made = [label(zh), label(en), mark(zh), mark(en)];
        let shown = [&self.organisation, &self.title, self.date(), self.stage.get(zh), self.stage.get(en)]
            .into_iter();
        let fields: Vec<&str> = shown.chain(made.iter().map(String::as_str)).collect();
        typed.split_whitespace().all(|word| fields.iter().any(|field| find::found(field, word)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_answers_to_pinyin_initials_characters_dates_and_states() {
        let card = MeetingCard {
            organisation: "中共青禾街道春晖社区第二支部委员会".into(),
            title: "换届选举党员大会".into(),
            opened: "2026-11-20T09:00:00+08:00".into(),
            stage: Both::by(|lang| lang.pick("唱票计票", "Calling").to_owned()),
            rehearsal: true,
            health: Health::Damaged,
            ..MeetingCard::default()
        };
        for typed in [
            "",
            "chsq",
            "chunhui",
            "第二支部",
            "2026-11",
            "11-20",
            "hjxj",
            "cpjp",
            "yanlian",
            "sunhuai",
            "calling",
        ] {
            assert!(card.answers(typed), "{typed}");
        }
        assert!(card.answers("chsq 2026 yl"), "every word in whatever field");
        for typed in ["2025", "disan", "chsq 2025", "yihy"] {
            assert!(!card.answers(typed), "{typed}");
        }
        assert!(!MeetingCard { rehearsal: false, ..card }.answers("演练"));
    }
}
