//! A signed result that is opened again: what it was stays told.

use super::{Milestone, RoundState};
use crate::domain::Name;

/// A result that was signed and then opened again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reopened {
    /// Why.
    pub reason: String,
    /// Whether the scrutineer had already reported it.
    pub reported: bool,
    /// Valid and invalid papers until then.
    pub papers: (u32, u32),
    /// Approvals until then: the printed names in the order of the paper, then those written in.
    pub votes: Vec<(Name, u32)>,
}

impl RoundState {
    /// The result is open again, neither signed, reported nor announced; what it was is kept, and everything that confirmed
    /// it is done anew.
    pub(crate) fn reopen(&mut self, reason: &str) {
        let votes = self.approvals();
        let papers = (self.tally.valid, self.tally.invalid);
        let reported = self.has(Milestone::Reported);
        self.reopened.push(Reopened { reason: reason.to_owned(), reported, papers, votes });
        self.reached.retain(|milestone| *milestone < Milestone::Reported);
        self.signed.clear();
        self.unsigned = None;
        self.sheet = None;
        self.read_anew();
        self.clear_totals();
    }
}
