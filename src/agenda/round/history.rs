//! What befell a round before its papers were handed out and after the chair had declared it, in the order in which it
//! happened: what stood before is kept, with the reason, so that papers tell it in that order.
//!
//! A paper is named as people named it at that moment. When one is taken out, those behind it move up; so every entry knows
//! both the number that the paper had then and the one that it has now.

use super::{Merged, Parted, Passes, Reopened, RoundState, Ruled, Wait};
use crate::agenda::compare::Mended;
use crate::domain::{Paper, Tally};
use std::sync::Arc;

/// Something that befell the round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happened {
    /// Too few voters were there before the papers, and the meeting waited.
    Waited(Wait),
    /// A paper was read again and put right.
    Corrected(Box<Correction>),
    /// What the scrutineers had decided about a paper does not hold any more.
    Overruled(Box<Overruled>),
    /// The scrutineers decided that two spellings are one person.
    Merged(Merged),
    /// Such a decision was taken back.
    Parted(Parted),
    /// A tellers' sheet that differed was put right.
    Mended(Mended),
    /// The number of papers collected was put right.
    Recounted(Recounted),
    /// The result was opened again.
    Reopened(Reopened),
}

/// A paper to which something happened: where it lay then, and where it lies now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Its number in the order of entering then, from 1.
    pub number: u32,
    /// Its bundle and its place there then, both from 1, where papers lie in bundles.
    pub place: Option<(u32, u32)>,
    /// Its number now; `None` once it is no more.
    pub now: Option<u32>,
}

/// A paper that was read again and put right; what stood there before stays on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Which.
    pub spot: Spot,
    /// What had been entered.
    pub before: Paper,
    /// What is on it; `None` when there was no such paper.
    pub after: Option<Paper>,
    /// Why.
    pub reason: String,
    /// What the scrutineers had decided about it, with the paper as it read then.
    pub ruled: Option<(Paper, Ruled)>,
}

/// A decision of the scrutineers about a paper that has to be judged anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overruled {
    /// Which.
    pub spot: Spot,
    /// The paper as it read then, names written in as the people meant by then.
    pub read: Paper,
    /// What they had decided.
    pub ruled: Ruled,
    /// Why it does not hold any more.
    pub by: Overruling,
}

/// Why a paper that was decided is judged anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overruling {
    /// Another person is meant by a name on it since.
    Spelling,
    /// Its bundle was read again, and another paper stands in its place.
    Bundle,
}

/// The number of papers collected that was put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recounted {
    /// As it was declared.
    pub was: u32,
    /// As it was counted again.
    pub now: u32,
    /// Why.
    pub reason: String,
    /// What was given up of a count that had begun.
    pub given_up: GivenUp,
    /// Whether the number made the round void.
    pub void: bool,
}

/// What had been entered of a round and does not count any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GivenUp {
    /// Nothing yet.
    Nothing,
    /// So many papers.
    Papers(u32),
    /// Lines of the sheet of a count by hand, the first of which are its valid and its invalid papers.
    Sheet {
        /// Valid papers.
        valid: u32,
        /// Invalid papers.
        invalid: u32,
    },
}

impl RoundState {
    /// Keeps what happened.
    pub(crate) fn happened(&mut self, what: Happened) {
        self.history.push(what);
    }

    /// The paper with this number, from 1, as something happens to it.
    pub(crate) fn spot(&self, number: u32) -> Spot {
        Spot { number, place: self.place(number), now: Some(number) }
    }

    /// What the scrutineers decided about the paper at this position, and the paper as it reads.
    pub(crate) fn ruled_at(&self, at: usize) -> Option<(Paper, Ruled)> {
        let entered = self.entered.get(at)?;
        let ruled = entered.ruling.clone()?;
        Some((self.read(&entered.paper), ruled))
    }

    /// The paper at this position is no more; where it was taken out, those behind it move up.
    pub(crate) fn lost(&mut self, at: usize, taken_out: bool) {
        let gone = super::passes::number(at).saturating_add(1);
        let spots = self.history.iter_mut().filter_map(|what| match what {
            Happened::Corrected(correction) => Some(&mut correction.spot),
            Happened::Overruled(overruled) => Some(&mut overruled.spot),
            _ => None,
        });
        for spot in spots {
            spot.now = match spot.now {
                Some(now) if now == gone => None,
                Some(now) if now > gone && taken_out => Some(now - 1),
                now => now,
            };
        }
    }

    /// The round is void: its papers are never counted. What had been entered and decided is kept to be told, and nothing else
    /// looks at it.
    pub(crate) fn give_up(&mut self) {
        let mut before = self.clone();
        before.passes.rise();
        self.before_void = Some(Arc::new(before));
        self.entered.clear();
        self.spellings.clear();
        self.passes = Passes::default();
        self.tally = Tally::new(self.slate().candidates.len());
    }

    /// The round as its count was last: where it is void, as it was before.
    pub fn as_counted(&self) -> &Self {
        self.before_void.as_deref().unwrap_or(self)
    }

    /// Papers that were read again and put right, in order.
    pub fn corrections(&self) -> impl Iterator<Item = &Correction> {
        self.history
            .iter()
            .filter_map(|what| if let Happened::Corrected(one) = what { Some(one.as_ref()) } else { None })
    }

    /// The last sheet of a count by hand that was given up, as its result was opened again or its papers counted again.
    pub(crate) fn last_sheet(&self) -> Option<GivenUp> {
        self.history.iter().rev().find_map(|what| match what {
            Happened::Reopened(Reopened { papers: (valid, invalid), .. }) => {
                Some(GivenUp::Sheet { valid: *valid, invalid: *invalid })
            }
            Happened::Recounted(again) if again.given_up != GivenUp::Nothing => Some(again.given_up),
            _ => None,
        })
    }

    /// Spellings that the scrutineers decided are one person, in order, also where that was taken back since.
    pub fn merged(&self) -> impl Iterator<Item = &Merged> {
        self.history.iter().filter_map(|what| if let Happened::Merged(one) = what { Some(one) } else { None })
    }

    /// Such decisions that were taken back, in order.
    pub fn parted(&self) -> impl Iterator<Item = &Parted> {
        self.history.iter().filter_map(|what| if let Happened::Parted(one) = what { Some(one) } else { None })
    }

    /// Tellers' sheets that differed and were put right, in order.
    pub fn mended(&self) -> impl Iterator<Item = &Mended> {
        self.history.iter().filter_map(|what| if let Happened::Mended(one) = what { Some(one) } else { None })
    }

    /// How the number of papers collected was put right, in order.
    pub fn recounted(&self) -> impl Iterator<Item = &Recounted> {
        self.history
            .iter()
            .filter_map(|what| if let Happened::Recounted(one) = what { Some(one) } else { None })
    }

    /// Results that were opened again, in order.
    pub fn reopened(&self) -> impl Iterator<Item = &Reopened> {
        self.history
            .iter()
            .filter_map(|what| if let Happened::Reopened(one) = what { Some(one) } else { None })
    }
}
