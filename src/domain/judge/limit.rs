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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::procedure::MaxMarks;

    #[test]
    fn both_sides_of_the_limit() {
        let many = |approved, limit| Err(InvalidReason::TooManyMarks { approved, limit });
        let few = |approved, limit| Err(InvalidReason::TooFewMarks { approved, limit });
        // Approved, more by rulings, the limit, whether exactly so many are wanted, and what comes of it.
        for (approved, more, max_marks, exact_marks, expected) in [
            (3, 0, MaxMarks::Seats, false, Ok(Some(0))),
            (4, 0, MaxMarks::Seats, false, many(4, 3)),
            (0, 9, MaxMarks::Seats, false, Ok(Some(3))),
            (5, 0, MaxMarks::Number(5), false, Ok(Some(0))),
            (6, 0, MaxMarks::Number(5), false, many(6, 5)),
            (0, 0, MaxMarks::Number(0), true, Ok(Some(0))),
            (1, 0, MaxMarks::Number(0), false, many(1, 0)),
            (3, 0, MaxMarks::Seats, true, Ok(Some(0))),
            (2, 0, MaxMarks::Seats, true, few(2, 3)),
            (2, 1, MaxMarks::Seats, true, Ok(Some(1))),
            (1, 1, MaxMarks::Seats, true, few(2, 3)),
            (1, 3, MaxMarks::Seats, true, Ok(Some(2))),
            (9, 0, MaxMarks::Unlimited, true, Ok(None)),
            (0, 0, MaxMarks::Unlimited, true, Ok(None)),
        ] {
            let procedure = Procedure { max_marks, exact_marks, ..Procedure::default() };
            assert_eq!(
                within_limit(approved, more, &procedure, 3),
                expected,
                "{approved} + {more}, {max_marks:?}"
            );
        }
    }
}
