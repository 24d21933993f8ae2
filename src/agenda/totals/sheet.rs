//! The tellers' signed sheet, and whether it adds up.

use crate::agenda::Rejection;
use crate::agenda::floor::must;
use crate::agenda::round::passes::number;
use crate::domain::procedure::NeedsAgainst;
use crate::domain::{Procedure, Sums, Tally, Written};

/// The signed sheet as far as it is typed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    /// Valid papers.
    pub valid: u32,
    /// Invalid papers.
    pub invalid: u32,
    /// Why papers are invalid.
    pub reason: Option<String>,
    /// The marks of each printed name.
    pub printed: Vec<Option<Sums>>,
    /// How many people who are not printed have approvals.
    pub expected: u32,
    /// Their lines.
    pub written: Vec<Written>,
}

impl Totals {
    /// Lines that are not typed in yet.
    pub fn open(&self) -> u32 {
        let printed = number(self.printed.iter().filter(|row| row.is_none()).count());
        printed.saturating_add(self.expected.saturating_sub(number(self.written.len())))
    }

    /// The whole sheet as a tally.
    pub(super) fn tally(&self) -> Tally {
        Tally {
            printed: self.printed.iter().map(|row| row.unwrap_or_default()).collect(),
            written: self.written.clone(),
            valid: self.valid,
            invalid: self.invalid,
            doubtful: 0,
        }
    }

    /// Whether the lines typed in so far can belong to a sheet that adds up.
    ///
    /// # Errors
    /// They approve more in all than the valid papers hold.
    pub fn check_so_far(&self, seats: u32, procedure: &Procedure) -> Result<(), Rejection> {
        let approvals = u32::try_from(self.tally().approvals()).unwrap_or(u32::MAX);
        let most = procedure.max_marks.limit(seats).map(|limit| limit.saturating_mul(self.valid));
        most.map_or(Ok(()), |most| must(approvals <= most, Rejection::TooManyInAll { approvals, most }))
    }

    /// Approvals of people who are not printed, and × of those who are.
    pub(super) fn written_and_against(&self) -> (u32, u32) {
        let written = self.written.iter().fold(0u32, |sum, row| sum.saturating_add(row.approve));
        let against = self.printed.iter().flatten().fold(0u32, |sum, row| sum.saturating_add(row.against));
        (written, against)
    }

    /// Whether the sheet is whole and adds up.
    ///
    /// # Errors
    /// The first line that is missing, or the identity of all lines together that does not hold.
    pub fn check(&self, seats: u32, procedure: &Procedure) -> Result<(), Rejection> {
        let count = self.open();
        must(count == 0, Rejection::RowsOpen { count })?;
        self.check_so_far(seats, procedure)?;
        let approvals = u32::try_from(self.tally().approvals()).unwrap_or(u32::MAX);
        if let Some(limit) = procedure.max_marks.limit(seats).filter(|_| procedure.exact_marks) {
            let exactly = limit.saturating_mul(self.valid);
            must(approvals == exactly, Rejection::TooFewInAll { approvals, exactly })?;
        }
        let (written, against) = self.written_and_against();
        let bound = procedure.write_in_needs_against == NeedsAgainst::Invalid;
        must(!bound || written <= against, Rejection::TooManyWritten { written, against })
    }
}
