//! The chapters of a recording: those of the agenda, and within them what of each is shown.

use crate::agenda::wall::{Wall, WallFrame};
use crate::locale::Lang;
use crate::messages;
use crate::tui::words;
use std::fmt;

messages! {
    /// Words of the chapters.
    struct Say {
        numbered(number: &str, title: &str) { zh: "{number}、{title}", en: "{number}. {title}" }
        candidates { zh: "候选人名单", en: "list of candidates" }
        papers { zh: "发票收票", en: "papers" }
        board { zh: "唱票计票", en: "counting" }
        result { zh: "计票结果", en: "result" }
        elected { zh: "当选", en: "elected" }
        recess { zh: "休会", en: "recess" }
        closed { zh: "会议结束", en: "The meeting is closed" }
        postponed { zh: "会议延期", en: "The meeting was postponed" }
    }
}

/// A chapter of the recording.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chapter {
    /// The chapter of the agenda.
    pub title: String,
    /// What of it is shown; may be empty.
    pub part: String,
}

impl fmt::Display for Chapter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let between = if self.title.is_empty() || self.part.is_empty() { "" } else { " · " };
        write!(f, "{}{between}{}", self.title, self.part)
    }
}

impl Chapter {
    /// Where the meeting stands by this wall.
    pub(super) fn of(frame: &WallFrame, lang: Lang) -> Self {
        let say = Say(lang);
        let title = frame.chapters.get(frame.at).map(|chapter| {
            let office = chapter.round.and_then(|(round, _)| frame.offices.get(&round.contest));
            say.numbered(&words::number(frame.at, lang), &words::chapter(chapter, office, lang))
        });
        let part = match &frame.view {
            Wall::Closed { postponed, .. } => {
                let title = if *postponed { say.postponed() } else { say.closed() };
                return Self { title, part: String::new() };
            }
            Wall::Agenda | Wall::Attendance { .. } | Wall::Motion { .. } | Wall::Plenary => String::new(),
            Wall::Candidates { .. } => say.candidates(),
            Wall::Papers { .. } => say.papers(),
            Wall::Board(_) | Wall::Counting { .. } => say.board(),
            Wall::Result { .. } => say.result(),
            Wall::Elected { .. } => say.elected(),
            Wall::Recess { .. } => say.recess(),
        };
        Self { title: title.unwrap_or_default(), part }
    }
}
