//! All rounds of a meeting. Copies of it share the rounds in which nothing has changed since.

use super::super::order::RoundId;
use super::RoundState;
use std::collections::BTreeMap;
#[cfg(test)]
use std::ops::Index;
use std::sync::Arc;

/// The rounds of a meeting by their number, elections in the order of the plan.
///
/// An undo, a checkpoint and a replay keep many states of a meeting that differ in one round at the most: only that one is
/// copied, when it is first changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rounds(BTreeMap<RoundId, Arc<RoundState>>);

impl Rounds {
    /// A round.
    pub fn get(&self, id: &RoundId) -> Option<&RoundState> {
        self.0.get(id).map(|round| &**round)
    }

    /// A round to be changed; no copy of the meeting changes with it.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "asked as a map is asked")]
    pub(crate) fn get_mut(&mut self, id: &RoundId) -> Option<&mut RoundState> {
        self.0.get_mut(id).map(Arc::make_mut)
    }

    /// Adds a round, in place of one with this number.
    pub(crate) fn insert(&mut self, id: RoundId, round: RoundState) {
        self.0.insert(id, Arc::new(round));
    }

    /// All of them.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &RoundState> + Clone {
        self.0.values().map(|round| &**round)
    }

    /// Their numbers.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &RoundId> {
        self.0.keys()
    }
}

impl FromIterator<(RoundId, RoundState)> for Rounds {
    fn from_iter<I: IntoIterator<Item = (RoundId, RoundState)>>(rounds: I) -> Self {
        Self(rounds.into_iter().map(|(id, round)| (id, Arc::new(round))).collect())
    }
}

#[cfg(test)]
impl Index<&RoundId> for Rounds {
    type Output = RoundState;

    fn index(&self, id: &RoundId) -> &RoundState {
        &self.0[id]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::Floor;
    use crate::agenda::sample;

    #[test]
    fn a_copy_stays_as_it_was() {
        let mut floor = Floor::new(Arc::new(sample::plan()));
        let before = floor.clone();
        let id = *floor.rounds.keys().next().unwrap();
        floor.rounds.get_mut(&id).unwrap().collected = Some(7);
        assert_eq!(before.rounds[&id].collected, None);
        assert_ne!(floor, before);
        let same = |id: &RoundId| Arc::ptr_eq(&floor.rounds.0[id], &before.rounds.0[id]);
        assert_eq!(floor.rounds.keys().filter(|other| same(other)).count(), floor.rounds.0.len() - 1);
    }
}
