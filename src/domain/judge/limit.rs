//! The limit of approvals on one paper.

use crate::domain::{InvalidReason, Mark, Procedure, Slate};

/// Judges a paper with nothing on it but prescribed marks: [`judge`](super::judge()) without the work of the rare papers.
///
/// # Errors
/// Why it does not count.
pub fn judge_marks(marks: &[Mark], slate: &Slate, procedure: &Procedure) -> Result<(), InvalidReason> {
    if marks.len() != slate.candidates.len() {
        return Err(InvalidReason::WrongNumberOfMarks);
    }
    within_limit(approvals(marks), 0, procedure, slate.seats).map(|_| ())
}

/// The names marked ○.
pub(super) fn approvals(marks: &[Mark]) -> usize {
    marks.iter().filter(|mark| **mark == Mark::Approve).count()
}

/// How many more names than `approved` a paper may or must approve, if there is a limit; `more` is how many can still be
/// added by rulings.
pub(super) fn within_limit(
    approved: usize,
    more: usize,
    procedure: &Procedure,
    seats: u32,
) -> Result<Option<usize>, InvalidReason> {
    let Some(limit) = procedure.max_marks.limit(seats) else { return Ok(None) };
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let Some(room) = usize::try_from(limit).unwrap_or(usize::MAX).checked_sub(approved) else {
        return Err(InvalidReason::TooManyMarks { approved: number(approved), limit });
    };
    if procedure.exact_marks && more < room {
        return Err(InvalidReason::TooFewMarks { approved: number(approved + more), limit });
    }
    Ok(Some(room))
}
