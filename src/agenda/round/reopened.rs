//! A result that is opened again: what it was stays told.

use super::{Happened, Milestone, RoundState};
use crate::domain::Name;

/// How far a result had come when it was opened again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stood {
    /// Counted, and not signed yet.
    Counted,
    /// Signed.
    Signed,
    /// The scrutineer had reported it.
    Reported,
    /// The chair had announced these as elected, in the order of announcing.
    Announced(Vec<String>),
}

/// A result that was opened again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reopened {
    /// Why.
    pub reason: String,
    /// How far it had come.
    pub stood: Stood,
    /// Votes on filling fewer seats until then, over all its results: they decide nothing any more.
    pub lapsed: usize,
    /// Valid and invalid papers until then.
    pub papers: (u32, u32),
    /// Approvals until then: the printed names in the order of the paper, then those written in.
    pub votes: Vec<(Name, u32)>,
}

impl RoundState {
    /// The result is open again, neither signed, reported nor announced; what it was is kept, and everything that confirmed
    /// it is done anew.
    pub(crate) fn reopen(&mut self, reason: &str, elected: Vec<String>, lapsed: usize) {
        let votes = self.approvals();
        let papers = (self.tally.valid, self.tally.invalid);
        let stood = self.stood(elected);
        let reopened = Reopened { reason: reason.to_owned(), stood, lapsed, papers, votes };
        self.happened(Happened::Reopened(reopened));
        self.reached.retain(|milestone| *milestone < Milestone::Reported);
        self.signed.clear();
        self.unsigned = None;
        self.sheet = None;
        self.read_anew();
        self.clear_totals();
    }

    fn stood(&self, elected: Vec<String>) -> Stood {
        if self.announced() {
            Stood::Announced(elected)
        } else if self.has(Milestone::Reported) {
            Stood::Reported
        } else if self.signed.is_empty() {
            Stood::Counted
        } else {
            Stood::Signed
        }
    }
}
