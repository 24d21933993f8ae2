//! The half-keyed paper: what the keys of a teller do to it before it is whole. It belongs to the terminal.

use crate::agenda::attendance::count;
use crate::domain::procedure::CallingStyle;
use crate::domain::{Mark, Paper, WriteIn, WriteInMark};

/// The key of the name at this position: `1` … `9`, `0`, then letters; `None` past the last letter.
pub fn name_key(at: usize) -> Option<char> {
    "1234567890abcdefghijklmnopqrstuvwxyz".chars().nth(at)
}

/// The position of the name that this key strikes; full-width and capital letters count as their plain forms.
pub fn name_at(key: char) -> Option<usize> {
    "1234567890abcdefghijklmnopqrstuvwxyz".chars().position(|c| c == key.to_ascii_lowercase())
}

/// A half-keyed paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    chosen: Vec<bool>,
    other: Mark,
    style: CallingStyle,
    all_blank: bool,
    /// Names written in.
    pub write_ins: Vec<WriteIn>,
}

/// How a half-keyed paper stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// So many names must still be struck before it can be recorded.
    Over(u32),
    /// Approves as many as may be.
    Full,
    /// Approves so many, fewer than may be.
    Fewer(u32),
    /// No limit, or nothing approved at all.
    Blank,
}

impl Draft {
    /// A fresh paper for so many names: all ○, or all blank in the opposite style.
    pub fn new(names: usize, style: CallingStyle) -> Self {
        let other = if style == CallingStyle::Strike { Mark::Against } else { Mark::Abstain };
        Self { chosen: vec![false; names], other, style, all_blank: false, write_ins: Vec::new() }
    }

    /// Strikes the name at this position, or takes the strike back.
    pub fn toggle(&mut self, at: usize) {
        self.all_blank = false;
        if let Some(chosen) = self.chosen.get_mut(at) {
            *chosen = !*chosen;
        }
    }

    /// Turns this paper's strikes into blanks, or back into ×.
    pub fn swap_blank(&mut self) {
        self.other = if self.other == Mark::Against { Mark::Abstain } else { Mark::Against };
    }

    /// Makes the paper entirely blank, or takes that back.
    pub fn blank_all(&mut self) {
        self.all_blank = !self.all_blank;
    }

    /// The marks as they would be recorded.
    pub fn marks(&self) -> Vec<Mark> {
        let approves_chosen = self.style == CallingStyle::Approve;
        let mark = |chosen: &bool| match (self.all_blank, *chosen == approves_chosen) {
            (true, _) => Mark::Abstain,
            (false, true) => Mark::Approve,
            (false, false) => self.other,
        };
        self.chosen.iter().map(mark).collect()
    }

    /// The paper as it would be recorded.
    pub fn paper(&self) -> Paper {
        let write_ins = if self.all_blank { Vec::new() } else { self.write_ins.clone() };
        Paper { marks: self.marks(), write_ins, ..Paper::default() }
    }

    /// Whether nothing was keyed yet.
    pub fn untouched(&self) -> bool {
        *self == Self::new(self.chosen.len(), self.style)
    }

    /// How the paper stands against the most names that it may approve.
    pub fn standing(&self, limit: Option<u32>) -> Standing {
        let paper = self.paper();
        let printed = paper.marks.iter().filter(|mark| **mark == Mark::Approve);
        let written = paper.write_ins.iter().filter(|write_in| write_in.mark == WriteInMark::Approve);
        let approved = count(printed) + count(written);
        match limit {
            Some(limit) if approved > limit => Standing::Over(approved - limit),
            Some(limit) if approved == limit => Standing::Full,
            _ if approved == 0 => Standing::Blank,
            _ => Standing::Fewer(approved),
        }
    }
}
