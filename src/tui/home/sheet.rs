//! A sheet to read: what a check or a summary came to, and the ways on from it.

use crate::agenda::action::Action;
use crate::locale::{Both, Lang};
use crate::messages;
use crate::tui::theme::Role;
use std::path::{Path, PathBuf};

/// Something that is looked up while the screen goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Check the record of a meeting, as `verify` does.
    Verify(PathBuf),
    /// The totals of a meeting.
    Summary(PathBuf),
    /// Check a plan, to hold its meeting.
    Start(PathBuf),
    /// Write a plan where there is none, and check it, to prepare a meeting.
    Prepare(PathBuf),
}

/// What was found out, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// What it is about.
    pub title: Both,
    /// Whether it is about a rehearsal.
    pub rehearsal: bool,
    /// Its paragraphs.
    pub lines: Vec<(Role, Both)>,
    /// The plan that it is about, if it is about one.
    pub plan: Option<Looked>,
}

/// A plan that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    /// Its file: where a folder was asked for, the one in it.
    pub path: PathBuf,
    /// Whether a meeting can be held by it.
    pub sound: bool,
}

/// A way on from a plan that was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Hold the meeting.
    Start,
    /// Rehearse it.
    Rehearse,
    /// Look again, after it was edited.
    Again,
}

messages! {
    /// Names of the ways on, and of what is looked up.
    struct Say {
        start { zh: "按这个方案正式开会", en: "Hold the real meeting by this plan" }
        rehearse { zh: "先用这个方案演练", en: "Rehearse by this plan first" }
        again { zh: "改过之后，再检查一遍", en: "Check it again, after editing" }
        verifying { zh: "正在核验…", en: "Verifying…" }
        adding { zh: "正在汇总…", en: "Adding up…" }
        checking { zh: "正在检查方案…", en: "Checking the plan…" }
        verify { zh: "核验", en: "Verify" }
        summary { zh: "汇总", en: "Summary" }
        plan { zh: "会议方案", en: "The plan" }
    }
}

impl Way {
    /// Its name.
    pub fn label(self, lang: Lang) -> String {
        let say = Say(lang);
        match self {
            Self::Start => say.start(),
            Self::Rehearse => say.rehearse(),
            Self::Again => say.again(),
        }
    }
}

impl Ask {
    /// The meeting, or the plan.
    pub fn path(&self) -> &Path {
        match self {
            Self::Verify(path) | Self::Summary(path) | Self::Start(path) | Self::Prepare(path) => path,
        }
    }

    /// What is said while it is looked up.
    pub fn waiting(&self, lang: Lang) -> String {
        let say = Say(lang);
        match self {
            Self::Verify(_) => say.verifying(),
            Self::Summary(_) => say.adding(),
            Self::Start(_) | Self::Prepare(_) => say.checking(),
        }
    }

    /// What it is.
    pub fn label(&self, lang: Lang) -> String {
        let say = Say(lang);
        match self {
            Self::Verify(_) => say.verify(),
            Self::Summary(_) => say.summary(),
            Self::Start(_) | Self::Prepare(_) => say.plan(),
        }
    }
}

/// The page on which a sheet is read, or waited for.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What was asked for.
    pub ask: Ask,
    /// The answer, once it is there.
    pub sheet: Option<Sheet>,
    /// How far the work is, in percent.
    pub percent: u8,
    /// Rows above the window; drawing keeps it within the sheet.
    pub scroll: usize,
    /// Rows that fit into the window, as drawn last.
    pub rows: usize,
    /// Which way on is chosen.
    pub at: usize,
}

impl Reading {
    /// A sheet that is waited for.
    pub fn new(ask: Ask) -> Self {
        Self { ask, sheet: None, percent: 0, scroll: 0, rows: 1, at: 0 }
    }

    /// The plan that was looked at.
    pub fn plan(&self) -> Option<&Looked> {
        self.sheet.as_ref().and_then(|sheet| sheet.plan.as_ref())
    }

    /// The ways on; what the person came for stands first.
    pub fn ways(&self) -> &'static [Way] {
        let sound = self.plan().map(|plan| plan.sound);
        match (&self.ask, sound) {
            (_, None) => &[],
            (_, Some(false)) => &[Way::Again],
            (Ask::Start(_), Some(true)) => &[Way::Start, Way::Rehearse, Way::Again],
            (_, Some(true)) => &[Way::Rehearse, Way::Start, Way::Again],
        }
    }

    /// The chosen way on.
    pub fn way(&self) -> Option<Way> {
        self.ways().get(self.at).copied()
    }

    /// A key that moves: among the ways on where there are several, else through the text.
    pub(super) fn obey(&mut self, action: Action) {
        let (ways, page) = (self.ways().len(), self.rows.max(2) - 1);
        match action {
            Action::Up | Action::Previous if ways > 1 => self.at = self.at.checked_sub(1).unwrap_or(ways - 1),
            Action::Down | Action::Next if ways > 1 => self.at = (self.at + 1) % ways,
            Action::Up => self.scroll = self.scroll.saturating_sub(1),
            Action::Down => self.scroll = self.scroll.saturating_add(1),
            Action::PageUp => self.scroll = self.scroll.saturating_sub(page),
            Action::PageDown => self.scroll = self.scroll.saturating_add(page),
            Action::First => self.scroll = 0,
            Action::Last => self.scroll = usize::MAX / 2,
            _ => {}
        }
    }
}
