//! The identities of a count: whether its numbers add up.

use crate::domain::{Tally, Turnout};

/// An identity of the count that does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "each field is a number of the identity that the message spells out")]
pub enum Identity {
    /// More voters present than due.
    #[error("{present} voters are present, but {due} are due")]
    PresentAboveDue { present: u32, due: u32 },
    /// More papers issued than voters present.
    #[error("{issued} papers were issued, but {present} voters are present")]
    IssuedAbovePresent { issued: u32, present: u32 },
    /// More papers collected than issued.
    #[error("{collected} papers were collected, but {issued} were issued")]
    CollectedAboveIssued { collected: u32, issued: u32 },
    /// More papers entered than collected.
    #[error("{papers} papers were entered, but {collected} were collected")]
    MoreThanCollected { collected: u32, papers: u64 },
    /// Papers without a ruling in a finished count.
    #[error("{doubtful} papers are still doubtful")]
    StillDoubtful { doubtful: u32 },
    /// Valid and invalid papers are not those collected.
    #[error("{collected} papers were collected, but {counted} are counted")]
    NotAllCounted { collected: u32, counted: u64 },
    /// The marks of the printed name in this row (from 0) are not as many as the valid papers.
    #[error("the marks of name {} do not add up to {valid} valid papers", row + 1)]
    RowNotWhole { row: usize, valid: u32 },
    /// The write-in in this row (from 0) has more approvals than there are valid papers.
    #[error("write-in {} has more approvals than {valid} valid papers", row + 1)]
    WrittenAboveValid { row: usize, valid: u32 },
    /// More approvals than the valid papers can hold.
    #[error("{approvals} approvals are more than the valid papers can hold, {most}")]
    TooManyApprovals { approvals: u64, most: u64 },
}

impl Tally {
    /// Checks the identities of a finished round: `due ≥ present ≥ issued ≥ collected = valid + invalid`, for each name
    /// `yes + no + abstain = valid`, and `Σ yes + Σ write-ins ≤ limit × valid`.
    ///
    /// # Errors
    /// The first identity that does not hold.
    pub fn check_finished(&self, turnout: Turnout, limit: Option<u32>) -> Result<(), Identity> {
        self.check_counting(turnout, limit)?;
        let (collected, counted) = (turnout.collected, u64::from(self.valid) + u64::from(self.invalid));
        if self.doubtful > 0 {
            return Err(Identity::StillDoubtful { doubtful: self.doubtful });
        }
        if u64::from(collected) != counted {
            return Err(Identity::NotAllCounted { collected, counted });
        }
        Ok(())
    }

    /// Checks the identities while papers are counted; those not yet called are `collected − valid − invalid − doubtful`.
    ///
    /// # Errors
    /// The first identity that does not hold.
    pub fn check_counting(&self, turnout: Turnout, limit: Option<u32>) -> Result<(), Identity> {
        turnout.check()?;
        self.not_yet_called(turnout.collected)?;
        self.check_rows(limit)
    }

    /// The papers not yet called.
    ///
    /// # Errors
    /// [`Identity::MoreThanCollected`].
    pub fn not_yet_called(&self, collected: u32) -> Result<u32, Identity> {
        let papers = self.papers();
        let rest = u64::from(collected).checked_sub(papers).and_then(|rest| u32::try_from(rest).ok());
        rest.ok_or(Identity::MoreThanCollected { collected, papers })
    }

    /// Checks the sums against the valid papers.
    fn check_rows(&self, limit: Option<u32>) -> Result<(), Identity> {
        let valid = self.valid;
        if let Some(row) = self.printed.iter().position(|sums| sums.papers() != u64::from(valid)) {
            return Err(Identity::RowNotWhole { row, valid });
        }
        if let Some(row) = self.written.iter().position(|row| row.approve > valid) {
            return Err(Identity::WrittenAboveValid { row, valid });
        }
        let most = limit.map(|limit| u64::from(limit) * u64::from(valid));
        let approvals = self.approvals();
        match most {
            Some(most) if approvals > most => Err(Identity::TooManyApprovals { approvals, most }),
            _ => Ok(()),
        }
    }
}

impl Turnout {
    /// Checks `due ≥ present ≥ issued ≥ collected`.
    ///
    /// # Errors
    /// The first that does not hold.
    pub fn check(self) -> Result<(), Identity> {
        let Self { due, present, issued, collected } = self;
        if present > due {
            Err(Identity::PresentAboveDue { present, due })
        } else if issued > present {
            Err(Identity::IssuedAbovePresent { issued, present })
        } else if collected > issued {
            Err(Identity::CollectedAboveIssued { collected, issued })
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Counted, InvalidReason, Judgement, Mark, Name, Nominee};

    fn valid(marks: &str, names: &[&str]) -> Judgement {
        let marks = marks.chars().map(|code| Mark::from_code(code).unwrap()).collect();
        Judgement::Valid(Counted { marks, write_ins: names.iter().map(|name| person(name)).collect() })
    }

    fn person(name: &str) -> Nominee {
        Nominee { name: Name::new(name).unwrap(), member: None }
    }

    fn tally(papers: &[Judgement]) -> Tally {
        let mut tally = Tally::new(2);
        for paper in papers {
            tally.add(paper, 1).unwrap();
        }
        tally
    }

    fn turnout(collected: u32) -> Turnout {
        Turnout { due: 10, present: 9, issued: 8, collected }
    }

    #[test]
    fn a_finished_round_adds_up() {
        let sums = tally(&[valid("ox", &[]), valid("o-", &[])]);
        assert_eq!(sums.check_finished(turnout(2), Some(1)), Ok(()));
        assert_eq!(sums.check_counting(turnout(5), Some(1)), Ok(()));
        assert_eq!(sums.not_yet_called(5), Ok(3));
        assert_eq!(
            sums.check_finished(turnout(3), Some(1)),
            Err(Identity::NotAllCounted { collected: 3, counted: 2 })
        );
        assert_eq!(
            sums.check_counting(turnout(1), None),
            Err(Identity::MoreThanCollected { collected: 1, papers: 2 })
        );
        let invalid = Judgement::Invalid(InvalidReason::WrongNumberOfMarks);
        let some_invalid = tally(&[valid("ox", &[]), invalid.clone(), invalid]);
        assert_eq!(some_invalid.check_finished(turnout(3), Some(1)), Ok(()));
        assert_eq!(
            some_invalid.check_finished(turnout(4), Some(1)),
            Err(Identity::NotAllCounted { collected: 4, counted: 3 })
        );
        let many = Turnout { issued: 10, ..turnout(2) };
        assert_eq!(
            sums.check_counting(many, None),
            Err(Identity::IssuedAbovePresent { issued: 10, present: 9 })
        );
        let open = tally(&[valid("ox", &[]), Judgement::Doubtful(vec![])]);
        assert_eq!(open.check_finished(turnout(2), None), Err(Identity::StillDoubtful { doubtful: 1 }));
    }

    #[test]
    fn sums_that_no_papers_can_have_are_refused() {
        let sums = tally(&[valid("oo", &["周立"]), valid("o-", &[])]);
        let most = Identity::TooManyApprovals { approvals: 4, most: 2 };
        assert_eq!(sums.check_finished(turnout(2), Some(1)), Err(most));
        assert_eq!(sums.check_finished(turnout(2), Some(2)), Ok(()));
        let mut odd = sums.clone();
        odd.printed[1].abstain += 1;
        assert_eq!(odd.check_finished(turnout(2), None), Err(Identity::RowNotWhole { row: 1, valid: 2 }));
        let mut odd = sums;
        odd.written[0].approve = 2;
        assert_eq!(odd.check_finished(turnout(2), None), Ok(()));
        odd.written[0].approve = 3;
        assert_eq!(
            odd.check_finished(turnout(2), None),
            Err(Identity::WrittenAboveValid { row: 0, valid: 2 })
        );
    }

    #[test]
    fn each_number_is_at_most_the_one_before() {
        let whole = Turnout { due: 4, present: 3, issued: 2, collected: 1 };
        assert_eq!(whole.check(), Ok(()));
        assert_eq!(
            Turnout { due: 4, present: 4, issued: 4, collected: 4 }.check(),
            Ok(()),
            "all may be equal"
        );
        assert_eq!(
            Turnout { present: 5, ..whole }.check(),
            Err(Identity::PresentAboveDue { present: 5, due: 4 })
        );
        assert_eq!(
            Turnout { issued: 4, ..whole }.check(),
            Err(Identity::IssuedAbovePresent { issued: 4, present: 3 })
        );
        assert_eq!(
            Turnout { collected: 3, ..whole }.check(),
            Err(Identity::CollectedAboveIssued { collected: 3, issued: 2 })
        );
    }
}
