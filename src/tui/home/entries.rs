//! The entries of the first page.

use super::{Home, MeetingCard};
use crate::agenda::action::Action;

/// How many unfinished meetings the first page offers; the list has them all.
pub(super) const OFFERED: usize = 3;

/// An entry of the first page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Go on with the meeting at this position of the cards.
    Resume(usize),
    /// Go on with one of the unfinished meetings that have no entry of their own: so many.
    Others(usize),
    /// Start from a plan.
    Start,
    /// Write or check a plan.
    Prepare,
    /// Rehearse on the sample.
    Rehearse,
    /// Look at a meeting again.
    Replay,
    /// Check a record.
    Verify,
    /// The totals of a meeting.
    Summary,
    /// Leave the program.
    Quit,
}

impl Home {
    /// The entries of the first page: unfinished meetings come first, real ones before rehearsals, sound
    /// ones before those that people have to decide about.
    pub fn entries(&self) -> Vec<Entry> {
        let mut unfinished: Vec<usize> =
            (0..).zip(&self.cards).filter(|(_, card)| card.unfinished).map(|(at, _)| at).collect();
        let rank = |card: &MeetingCard| (card.rehearsal, !card.health.goes_on());
        unfinished.sort_by_key(|at| self.cards.get(*at).map(rank));
        let others = unfinished.len().saturating_sub(OFFERED);
        let resume = unfinished.into_iter().take(OFFERED).map(Entry::Resume);
        let rest = [
            Entry::Start,
            Entry::Prepare,
            Entry::Rehearse,
            Entry::Replay,
            Entry::Verify,
            Entry::Summary,
            Entry::Quit,
        ];
        resume.chain((others > 0).then_some(Entry::Others(others))).chain(rest).collect()
    }

    /// The chosen entry of the first page.
    pub fn entry(&self) -> Option<Entry> {
        self.entries().get(self.at).copied()
    }

    /// Where the cursor stands before anybody moved it: an unfinished meeting, else the rehearsal.
    pub(super) fn first(&self) -> usize {
        let entries = self.entries();
        let resume = matches!(entries.first(), Some(Entry::Resume(_)));
        let rehearse = entries.iter().position(|entry| *entry == Entry::Rehearse);
        rehearse.filter(|_| !resume).unwrap_or(0)
    }

    /// A key that moves among them.
    pub(super) fn move_on_front(&mut self, action: Action) {
        let last = self.entries().len().saturating_sub(1);
        self.at = match action {
            Action::Up | Action::Previous => self.at.checked_sub(1).unwrap_or(last),
            Action::Down | Action::Next if self.at >= last => 0,
            Action::Down | Action::Next => self.at + 1,
            Action::First | Action::PageUp => 0,
            Action::Last | Action::PageDown => last,
            _ => return,
        };
        self.moved = true;
    }
}
