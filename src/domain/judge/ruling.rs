//! The scrutineers' decision on a doubtful paper.

use super::limit::{approvals, within_limit};
use crate::domain::{InvalidReason, Judgement, Procedure, Ruling, Slate};

impl Ruling {
    /// The judgement that the decision comes to.
    pub fn judgement(&self) -> Judgement {
        match self {
            Self::Valid(counted) => Judgement::Valid(counted.clone()),
            Self::Invalid(reason) => Judgement::Invalid(InvalidReason::Void(reason.clone())),
        }
    }

    /// Checks what no scrutineer can decide otherwise: a mark for each name, and the limit of approvals.
    ///
    /// # Errors
    /// Why a paper ruled valid would still not be.
    pub fn check(&self, slate: &Slate, procedure: &Procedure) -> Result<(), InvalidReason> {
        let Self::Valid(counted) = self else { return Ok(()) };
        if counted.marks.len() != slate.candidates.len() {
            return Err(InvalidReason::WrongNumberOfMarks);
        }
        let approved = approvals(&counted.marks) + counted.write_ins.len();
        within_limit(approved, 0, procedure, slate.seats).map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Mark::{self, Against, Approve};
    use crate::domain::{BallotForm, Candidate, Counted, Name, Nominee, VoidReason};

    #[test]
    fn a_ruling_keeps_the_limit() {
        let name = |text: &str| Name::new(text).unwrap();
        let candidates = vec![Candidate::new(name("甲"), None), Candidate::new(name("乙"), None)];
        let slate = Slate { seats: 1, candidates, form: BallotForm::Marks { write_ins: true } };
        let valid = |marks: &[Mark], names: &[&str]| {
            let nominee = |text: &&str| Nominee { name: name(text), member: None };
            Ruling::Valid(Counted { marks: marks.to_vec(), write_ins: names.iter().map(nominee).collect() })
        };
        let check = |ruling: &Ruling| ruling.check(&slate, &Procedure::default());
        assert_eq!(check(&valid(&[Approve, Against], &[])), Ok(()));
        let too_many = InvalidReason::TooManyMarks { approved: 2, limit: 1 };
        assert_eq!(check(&valid(&[Approve, Against], &["周立"])), Err(too_many));
        assert_eq!(check(&valid(&[Approve], &[])), Err(InvalidReason::WrongNumberOfMarks));
        assert_eq!(check(&Ruling::Invalid(VoidReason::Torn)), Ok(()));
        assert!(matches!(valid(&[Against, Against], &["周立"]).judgement(), Judgement::Valid(_)));
        let void = Judgement::Invalid(InvalidReason::Void(VoidReason::Torn));
        assert_eq!(Ruling::Invalid(VoidReason::Torn).judgement(), void);
    }
}
