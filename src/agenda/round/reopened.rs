//! A result that is opened again: what it was stays told.

use super::{Happened, Milestone, RoundState, names_in_order};
use crate::domain::{MemberId, Name, Outcome};

/// How far a result had come when it was opened again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stood {
    /// Counted, and not signed yet.
    Counted,
    /// Signed.
    Signed,
    /// The scrutineer had reported it.
    Reported,
    /// The chair had announced it.
    Announced(Announced),
}

/// A result as the chair had announced it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Announced {
    /// Who was elected, in the order of announcing.
    pub elected: Vec<String>,
    /// Who was level across the last seat.
    pub tied: Vec<Name>,
    /// Seats that stayed open.
    pub open: u32,
}

impl Announced {
    /// What is announced of a round with this outcome.
    pub(crate) fn of(round: &RoundState, outcome: &Outcome) -> Self {
        let tied = outcome.tied.iter().map(|nominee| nominee.name.clone()).collect();
        Self { elected: names_in_order(round, &outcome.elected), tied, open: outcome.open }
    }
}

/// A result that was opened again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reopened {
    /// Why.
    pub reason: String,
    /// How far it had come.
    pub stood: Stood,
    /// Who had signed its sheet; empty where nobody had yet.
    pub signed: Vec<MemberId>,
    /// Why a scrutineer had not.
    pub unsigned: Option<String>,
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
    pub(crate) fn reopen(&mut self, reason: &str, announced: Announced, lapsed: usize) {
        let votes = self.approvals();
        let papers = (self.tally.valid, self.tally.invalid);
        let stood = self.stood(announced);
        let (signed, unsigned) = (std::mem::take(&mut self.signed), self.unsigned.take());
        let reason = reason.to_owned();
        let reopened = Reopened { reason, stood, signed, unsigned, lapsed, papers, votes };
        self.happened(Happened::Reopened(reopened));
        self.reached.retain(|milestone| *milestone < Milestone::Reported);
        self.sheet = None;
        self.read_anew();
        self.clear_totals();
    }

    fn stood(&self, announced: Announced) -> Stood {
        if self.announced() {
            Stood::Announced(announced)
        } else if self.has(Milestone::Reported) {
            Stood::Reported
        } else if self.signed.is_empty() {
            Stood::Counted
        } else {
            Stood::Signed
        }
    }
}
