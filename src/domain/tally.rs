//! The running sums of a round (计票).

mod error;
mod spelling;

pub use error::TallyError;

use crate::domain::{Counted, Judgement, Mark, Nominee};
use serde::{Deserialize, Serialize};

/// The marks of one printed name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sums {
    /// 赞成.
    pub approve: u32,
    /// 不赞成.
    pub against: u32,
    /// 弃权.
    pub abstain: u32,
}

impl Sums {
    /// All marks together.
    pub fn papers(self) -> u64 {
        u64::from(self.approve) + u64::from(self.against) + u64::from(self.abstain)
    }

    /// Adds marks without a branch, for boxes of a million papers. No sum outgrows the valid papers.
    fn grow(&mut self, mark: Mark, times: u32) {
        self.approve += times * u32::from(mark == Mark::Approve);
        self.against += times * u32::from(mark == Mark::Against);
        self.abstain += times * u32::from(mark == Mark::Abstain);
    }

    fn of(&mut self, mark: Mark) -> &mut u32 {
        match mark {
            Mark::Approve => &mut self.approve,
            Mark::Against => &mut self.against,
            Mark::Abstain => &mut self.abstain,
        }
    }
}

/// The approvals of somebody written in.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Written {
    /// Who.
    pub nominee: Nominee,
    /// 赞成, at least 1.
    pub approve: u32,
}

/// The sums of a round or of one bundle of its papers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tally {
    /// One row for each printed name, in the order of the paper.
    pub printed: Vec<Sums>,
    /// Those written in, by first appearance.
    pub written: Vec<Written>,
    /// Valid papers counted.
    pub valid: u32,
    /// Invalid papers.
    pub invalid: u32,
    /// Doubtful papers without a ruling.
    pub doubtful: u32,
}

/// Whether papers are added or taken back.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Add,
    TakeBack,
}

impl Way {
    fn apply(self, sum: &mut u32, times: u32) -> Result<(), TallyError> {
        let (result, error) = match self {
            Self::Add => (sum.checked_add(times), TallyError::TooMany),
            Self::TakeBack => (sum.checked_sub(times), TallyError::NotCounted),
        };
        *sum = result.ok_or(error)?;
        Ok(())
    }
}

impl Tally {
    /// An empty tally for so many printed names.
    pub fn new(names: usize) -> Self {
        Self { printed: vec![Sums::default(); names], ..Self::default() }
    }

    /// Papers entered so far, of every kind.
    pub fn papers(&self) -> u64 {
        u64::from(self.valid) + u64::from(self.invalid) + u64::from(self.doubtful)
    }

    /// Enters `times` papers judged like this.
    ///
    /// # Errors
    /// [`TallyError::OtherSlate`] or [`TallyError::TooMany`]; nothing is entered then.
    pub fn add(&mut self, judgement: &Judgement, times: u32) -> Result<(), TallyError> {
        self.enter(judgement, times, Way::Add)
    }

    /// Takes `times` papers judged like this back (undo).
    ///
    /// # Errors
    /// [`TallyError::OtherSlate`] or [`TallyError::NotCounted`]; nothing is taken back then.
    pub fn remove(&mut self, judgement: &Judgement, times: u32) -> Result<(), TallyError> {
        self.enter(judgement, times, Way::TakeBack)
    }

    fn enter(&mut self, judgement: &Judgement, times: u32, way: Way) -> Result<(), TallyError> {
        match judgement {
            Judgement::Invalid(_) => way.apply(&mut self.invalid, times),
            Judgement::Doubtful(_) => way.apply(&mut self.doubtful, times),
            Judgement::Valid(counted) => {
                self.can_enter(counted, times, way)?;
                self.enter_counted(counted, times, way)
            }
        }
    }

    /// Asks everything that entering a valid paper needs. Each sum is at most the valid papers, so that those alone
    /// show whether more can be added.
    fn can_enter(&self, counted: &Counted, times: u32, way: Way) -> Result<(), TallyError> {
        let (rows, marks) = (self.printed.len(), counted.marks.len());
        if rows != marks {
            return Err(TallyError::OtherSlate { rows, marks });
        }
        way.apply(&mut { self.valid }, times)?;
        if way == Way::Add {
            return Ok(());
        }
        for (sums, mark) in self.printed.iter().zip(&counted.marks) {
            way.apply({ *sums }.of(*mark), times)?;
        }
        let enough = |nominee: &Nominee| {
            self.written.iter().any(|row| row.nominee == *nominee && row.approve >= times)
        };
        if counted.write_ins.iter().all(enough) { Ok(()) } else { Err(TallyError::NotCounted) }
    }

    fn enter_marks(&mut self, marks: &[Mark], times: u32, way: Way) -> Result<(), TallyError> {
        way.apply(&mut self.valid, times)?;
        if way == Way::Add {
            self.printed.iter_mut().zip(marks).for_each(|(sums, mark)| sums.grow(*mark, times));
            return Ok(());
        }
        self.printed.iter_mut().zip(marks).try_for_each(|(sums, mark)| way.apply(sums.of(*mark), times))
    }

    fn enter_counted(&mut self, counted: &Counted, times: u32, way: Way) -> Result<(), TallyError> {
        self.enter_marks(&counted.marks, times, way)?;
        counted.write_ins.iter().try_for_each(|nominee| self.enter_written(nominee, times, way))
    }

    fn enter_written(&mut self, nominee: &Nominee, times: u32, way: Way) -> Result<(), TallyError> {
        match self.written.iter_mut().find(|row| row.nominee == *nominee) {
            Some(row) => way.apply(&mut row.approve, times)?,
            None if times > 0 => self.written.push(Written { nominee: nominee.clone(), approve: times }),
            None => {}
        }
        if way == Way::TakeBack {
            self.written.retain(|row| row.approve > 0);
        }
        Ok(())
    }

    /// Adds the sums of another bundle of the same papers.
    ///
    /// # Errors
    /// [`TallyError::OtherSlate`] or [`TallyError::TooMany`]; nothing is added then.
    pub fn absorb(&mut self, other: &Self) -> Result<(), TallyError> {
        let (rows, marks) = (self.printed.len(), other.printed.len());
        if rows != marks {
            return Err(TallyError::OtherSlate { rows, marks });
        }
        let mut next = self.clone();
        for (sum, more) in [
            (&mut next.valid, other.valid),
            (&mut next.invalid, other.invalid),
            (&mut next.doubtful, other.doubtful),
        ] {
            Way::Add.apply(sum, more)?;
        }
        for (sums, more) in next.printed.iter_mut().zip(&other.printed) {
            Way::Add.apply(&mut sums.approve, more.approve)?;
            Way::Add.apply(&mut sums.against, more.against)?;
            Way::Add.apply(&mut sums.abstain, more.abstain)?;
        }
        for row in &other.written {
            next.enter_written(&row.nominee, row.approve, Way::Add)?;
        }
        *self = next;
        Ok(())
    }

    /// All approvals, of printed names and of those written in.
    pub fn approvals(&self) -> u64 {
        let printed: u64 = self.printed.iter().map(|sums| u64::from(sums.approve)).sum();
        let written: u64 = self.written.iter().map(|row| u64::from(row.approve)).sum();
        printed + written
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{InvalidReason, MemberId, Name};

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

    #[test]
    fn papers_are_summed_by_name_and_kind() {
        let invalid = Judgement::Invalid(InvalidReason::WrongNumberOfMarks);
        let tally = tally(&[valid("ox", &["周立"]), valid("o-", &[]), invalid, Judgement::Doubtful(vec![])]);
        assert_eq!(tally.printed[0], Sums { approve: 2, against: 0, abstain: 0 });
        assert_eq!(tally.printed[1], Sums { approve: 0, against: 1, abstain: 1 });
        assert_eq!((tally.valid, tally.invalid, tally.doubtful, tally.papers()), (2, 1, 1, 4));
        assert_eq!((tally.written[0].approve, tally.approvals()), (1, 3));
    }

    #[test]
    fn taking_a_paper_back_leaves_no_trace() {
        let papers = [valid("ox", &["周立"]), valid("xo", &["吴敏", "周立"]), Judgement::Doubtful(vec![])];
        let mut sums = tally(&papers[..1]);
        let before = sums.clone();
        for paper in &papers[1..] {
            sums.add(paper, 3).unwrap();
            sums.remove(paper, 3).unwrap();
            assert_eq!(sums, before);
        }
    }

    #[test]
    fn many_equal_papers_are_entered_at_once() {
        let mut sums = tally(&[valid("ox", &["周立"])]);
        let single = sums.clone();
        sums.add(&valid("ox", &["周立", "吴敏"]), 0).unwrap();
        assert_eq!(sums, single, "no paper leaves no row");
        sums.add(&valid("-o", &["周立"]), 5).unwrap();
        sums.add(&valid("x-", &[]), 3).unwrap();
        assert_eq!(sums.printed[0], Sums { approve: 1, against: 3, abstain: 5 });
        assert_eq!(sums.printed[1], Sums { approve: 5, against: 1, abstain: 3 });
        assert_eq!(sums.printed.iter().map(|sums| sums.papers()).collect::<Vec<_>>(), [9, 9]);
        let invalid = Judgement::Invalid(InvalidReason::WrongNumberOfMarks);
        sums.add(&invalid, 4).unwrap();
        sums.add(&Judgement::Doubtful(vec![]), 2).unwrap();
        assert_eq!((sums.valid, sums.papers(), sums.approvals()), (9, 15, 12));
        sums.remove(&valid("-o", &["周立"]), 5).unwrap();
        sums.remove(&invalid, 4).unwrap();
        assert_eq!((sums.written[0].approve, sums.papers()), (1, 6));
        sums.remove(&valid("ox", &["周立"]), 1).unwrap();
        assert_eq!(sums.written, []);
    }

    #[test]
    fn one_member_has_one_row_however_written() {
        let known = |name: &str| Nominee { member: Some(MemberId(3)), ..person(name) };
        let paper =
            |name| Judgement::Valid(Counted { marks: vec![Mark::Against; 2], write_ins: vec![known(name)] });
        let mut sums = tally(&[paper("周立"), paper("周丽"), valid("xx", &["周立"])]);
        assert_eq!(sums.written.iter().map(|row| row.approve).collect::<Vec<_>>(), [2, 1]);
        sums.remove(&paper("周立"), 2).unwrap();
        assert_eq!(sums.written, [Written { nominee: person("周立"), approve: 1 }]);
    }

    #[test]
    fn what_was_not_counted_cannot_be_taken_back() {
        let mut sums = tally(&[valid("ox", &["周立"]), valid("--", &[])]);
        let before = sums.clone();
        let absent =
            [valid("o-", &["吴敏"]), valid("oo", &[]), Judgement::Doubtful(vec![]), valid("xx", &["周立"])];
        for paper in &absent {
            assert_eq!(sums.remove(paper, 1), Err(TallyError::NotCounted));
            assert_eq!(sums, before);
        }
        for paper in [valid("ox", &["吴敏"]), valid("ox", &["周立", "吴敏"])] {
            assert_eq!(sums.remove(&paper, 1), Err(TallyError::NotCounted), "nobody wrote that name");
            assert_eq!(sums, before);
        }
        let mut twice = tally(&[valid("ox", &["周立"]), valid("ox", &[])]);
        let before_twice = twice.clone();
        assert_eq!(twice.remove(&valid("ox", &["周立"]), 2), Err(TallyError::NotCounted), "written once");
        assert_eq!(twice, before_twice);
        assert_eq!(sums.remove(&valid("o", &[]), 1), Err(TallyError::OtherSlate { rows: 2, marks: 1 }));
        assert_eq!(sums.add(&valid("o", &[]), 1), Err(TallyError::OtherSlate { rows: 2, marks: 1 }));
        assert_eq!(sums.add(&valid("oo", &[]), u32::MAX), Err(TallyError::TooMany));
        assert_eq!(sums, before);
    }

    #[test]
    fn bundles_together_are_the_box() {
        let papers = [
            valid("ox", &["周立"]),
            valid("xo", &["吴敏"]),
            valid("--", &["周立"]),
            Judgement::Doubtful(vec![]),
        ];
        let mut bundle = tally(&papers[..2]);
        bundle.absorb(&tally(&papers[2..])).unwrap();
        assert_eq!(bundle, tally(&papers));
    }

    #[test]
    fn a_bundle_that_does_not_fit_leaves_the_box_as_it_was() {
        let bundle =
            tally(&[valid("ox", &["周立"]), valid("x-", &[]), valid("-o", &[]), Judgement::Doubtful(vec![])]);
        let mut whole = Tally { invalid: 1, ..bundle.clone() };
        let sum: [fn(&mut Tally) -> &mut u32; 7] = [
            |tally| &mut tally.valid,
            |tally| &mut tally.invalid,
            |tally| &mut tally.doubtful,
            |tally| &mut tally.printed[0].approve,
            |tally| &mut tally.printed[1].against,
            |tally| &mut tally.printed[0].abstain,
            |tally| &mut tally.written[0].approve,
        ];
        for sum in sum {
            let number = std::mem::replace(sum(&mut whole), u32::MAX);
            let before = whole.clone();
            assert_eq!(whole.absorb(&Tally { invalid: 1, ..bundle.clone() }), Err(TallyError::TooMany));
            assert_eq!(whole, before);
            *sum(&mut whole) = number;
        }
        let full = Tally { valid: u32::MAX, ..Tally::new(2) };
        assert_eq!(full.clone().add(&valid("--", &[]), 1), Err(TallyError::TooMany));
        assert_eq!(whole.absorb(&Tally::new(3)), Err(TallyError::OtherSlate { rows: 2, marks: 3 }));
    }

    #[test]
    fn a_paper_that_holds_both_spellings_counts_once() {
        let Judgement::Valid(mut paper) = valid("xx", &["周丽", "吴敏", "周莉"]) else {
            panic!("valid")
        };
        paper.rename(&person("周莉"), &person("周丽"));
        assert_eq!(paper.write_ins, [person("周丽"), person("吴敏")]);
    }
}
