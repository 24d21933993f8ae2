//! The two passes of a count that is keyed twice: bundles, who keys them, and how far the second pass has come.
//!
//! The first reading of a bundle is what was called and recorded, invalid and doubtful papers among it: they stay in their
//! bundle until it was read twice. Only papers that the scrutineers set aside before the calling lie in none. Each further look keys the whole bundle again, without seeing what stands on record.

use super::{Entered, RoundState};
use crate::domain::bundle::{self, BUNDLE};
use crate::domain::{MemberId, Paper};

/// What is kept of both passes; empty where papers are counted in another way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passes {
    /// Who keyed the first pass, the last one being at it.
    pub first: Vec<MemberId>,
    /// Who keys the second.
    pub second: Vec<MemberId>,
    /// Who sat down last, for either pass, and has keyed nothing since: somebody else may take that place as if nobody had.
    pub idle: Option<MemberId>,
    /// Who keyed second passes that a reopened result made void, in order.
    pub second_before: Vec<MemberId>,
    /// The bundles, in the order of calling.
    pub bundles: Vec<Bundle>,
    /// Bundles that wait for others: as they read, the box would hold more papers than were collected.
    pub deferred: Vec<u32>,
}

/// One bundle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bundle {
    /// Whether its papers were counted by hand after the first pass, and are as many as were keyed.
    pub tied: bool,
    /// The readings after the first, in order.
    pub looks: Vec<Look>,
    /// What stands, where the readings had differed.
    pub settled: Option<Settled>,
    /// What was settled before the bundle was disturbed again.
    pub earlier: Vec<Settled>,
}

/// One more reading of a bundle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The papers as they were keyed.
    pub papers: Vec<Paper>,
    /// Whether they were counted by hand, and are as many as were keyed.
    pub counted: bool,
}

/// What the scrutineers made of a bundle about which the tellers differed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// The reading that stands, from 0.
    pub reading: u32,
    /// Papers of the first reading that were not so.
    pub gone: Vec<Paper>,
    /// What stands in their place.
    pub come: Vec<Paper>,
    /// Who settled it.
    pub by: Vec<MemberId>,
}

/// How far the second pass has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Nobody has been named to key it.
    Seat,
    /// A paper is keyed.
    Key {
        /// Of which bundle, from 0.
        bundle: u32,
        /// In which reading: 1 is the second pass, 2 the third look.
        reading: u32,
        /// The paper's number in the bundle, from 1.
        number: u32,
        /// Papers in the bundle by the first pass.
        of: u32,
    },
    /// As many are keyed as should be in the bundle: it is counted by hand.
    Count {
        /// Of which bundle.
        bundle: u32,
        /// In which reading.
        reading: u32,
        /// Papers keyed.
        keyed: u32,
    },
    /// The last reading agrees with none before it: the papers are to be looked at once more.
    Differs {
        /// Which bundle.
        bundle: u32,
        /// The reading that comes next.
        reading: u32,
    },
    /// Two readings agree after a difference: the scrutineers let this one stand.
    Settle {
        /// Which bundle.
        bundle: u32,
        /// The reading that stands, from 0.
        reading: u32,
    },
    /// Every bundle stands.
    Done,
}

impl RoundState {
    /// The bundle into which the next paper goes.
    pub(crate) fn next_bundle(&self) -> u32 {
        let last = self.entered.iter().filter_map(|entered| entered.bundle).max();
        match last {
            Some(last) if self.lie_in(last) < BUNDLE => last,
            Some(last) => last.saturating_add(1),
            None => 0,
        }
    }

    /// How many papers lie in a bundle by the first pass.
    pub fn lie_in(&self, bundle: u32) -> u32 {
        number(self.entered.iter().filter(|entered| entered.bundle == Some(bundle)).count())
    }

    /// The bundle in which the paper with this number lies, or the next one will lie, and its place there, both from 1;
    /// `None` where papers lie in no bundles. Numbers are in the order of entering, from 1.
    pub fn place(&self, number: u32) -> Option<(u32, u32)> {
        if self.passes.first.is_empty() {
            return None;
        }
        let at = (number as usize).saturating_sub(1);
        let Some(entered) = self.entered.get(at) else {
            let bundle = self.next_bundle();
            return Some((bundle + 1, self.lie_in(bundle) + 1));
        };
        let bundle = entered.bundle?;
        let before = self.entered.iter().take(at).filter(|entered| entered.bundle == Some(bundle));
        Some((bundle + 1, self::number(before.count()) + 1))
    }

    /// Papers that lie in a bundle, as the first pass read them.
    pub fn first_reading(&self, bundle: u32) -> Vec<Paper> {
        let lies = |entered: &&Entered| entered.bundle == Some(bundle);
        self.entered.iter().filter(lies).map(|entered| entered.paper.clone()).collect()
    }

    /// The first bundle that is full, or the last of the box, and has not been counted by hand.
    pub fn untied(&self) -> Option<u32> {
        let full = |at: u32| self.lie_in(at) >= BUNDLE || self.left() == 0;
        let open = |at: &u32| full(*at) && self.lie_in(*at) > 0;
        let untied = self.passes.bundles.iter().zip(0..).filter(|(bundle, _)| !bundle.tied);
        untied.map(|(_, at)| at).find(open)
    }

    /// How far the second pass has come.
    pub fn stage(&self) -> Stage {
        if self.passes.second.is_empty() {
            return Stage::Seat;
        }
        let deferred = &self.passes.deferred;
        let all = (0u32..).take(self.passes.bundles.len());
        let order = all.filter(|at| !deferred.contains(at)).chain(deferred.iter().copied());
        let stage = |at: u32| Some(self.stage_of(at, self.passes.bundles.get(at as usize)?));
        order.filter_map(stage).find(|stage| *stage != Stage::Done).unwrap_or(Stage::Done)
    }

    fn stage_of(&self, bundle: u32, state: &Bundle) -> Stage {
        let first = self.first_reading(bundle);
        let of = number(first.len());
        if state.settled.is_some() || of == 0 {
            return Stage::Done;
        }
        let Some(look) = state.looks.last() else { return Stage::Key { bundle, reading: 1, number: 1, of } };
        let (reading, keyed) = (number(state.looks.len()), number(look.papers.len()));
        if !look.counted && keyed < of {
            return Stage::Key { bundle, reading, number: keyed + 1, of };
        }
        if !look.counted {
            return Stage::Count { bundle, reading, keyed };
        }
        let readings: Vec<&[Paper]> = std::iter::once(first.as_slice())
            .chain(state.looks.iter().map(|look| look.papers.as_slice()))
            .collect();
        match bundle::agreed(&readings) {
            Some(0) if reading == 1 => Stage::Done,
            Some(stands) => Stage::Settle { bundle, reading: number(stands) },
            None => Stage::Differs { bundle, reading: reading + 1 },
        }
    }

    /// The papers of the box if this reading of a bundle stood.
    pub fn papers_with(&self, bundle: u32, reading: u32) -> u32 {
        let look = self.passes.bundles.get(bundle as usize);
        let look = (reading as usize).checked_sub(1).and_then(|at| look?.looks.get(at));
        let first = number(self.first_reading(bundle).len());
        let stands = look.map_or(first, |look| number(look.papers.len()));
        u32::try_from(self.tally.papers()).unwrap_or(u32::MAX).saturating_sub(first).saturating_add(stands)
    }

    /// A signed result is looked at again: every bundle is read a second time anew.
    pub(crate) fn read_anew(&mut self) {
        self.passes.rise();
        self.passes.second_before.append(&mut self.passes.second);
        self.passes.deferred.clear();
        for bundle in &mut self.passes.bundles {
            bundle.looks.clear();
            bundle.earlier.extend(bundle.settled.take());
        }
    }

    /// Bundles that the second pass has not done with.
    pub fn bundles_left(&self) -> u32 {
        let bundles = self.passes.bundles.iter().zip(0..);
        number(bundles.filter(|(bundle, at)| self.stage_of(*at, bundle) != Stage::Done).count())
    }

    /// A paper was put into a bundle, or read anew: the bundle is counted by hand once more, and keyed again.
    pub(crate) fn disturb(&mut self, bundle: Option<u32>) {
        let Some(bundle) = bundle.map(|at| at as usize) else { return };
        self.passes.idle = None;
        if self.passes.bundles.len() <= bundle {
            self.passes.bundles.resize(bundle + 1, Bundle::default());
        }
        if let Some(slot) = self.passes.bundles.get_mut(bundle) {
            let earlier = std::mem::take(&mut slot.earlier).into_iter().chain(slot.settled.take());
            *slot = Bundle { earlier: earlier.collect(), ..Bundle::default() };
        }
    }
}

/// A length as the meeting counts.
pub(crate) fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
