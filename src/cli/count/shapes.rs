//! Papers with more to them than marks: each shape is judged once, for all papers that have it.

use super::ballots::{CaseWriteIn, Shape};
use super::codes::{Said, note};
use super::columns::wrong;
use super::text::Text;
use crate::domain::pending::Pending;
use crate::domain::tally::Written;
use crate::domain::{
    Counted, Judgement, Mark, Name, Nominee, Paper, Procedure, Readings, Slate, Tally, VoidReason, WriteIn,
    judge, readings,
};
use std::collections::HashMap;

/// A field of a ballot and what is wrong with it.
pub type Wrong = (&'static str, String);

/// The sums of papers by their shapes.
pub struct Shapes<'p> {
    slate: &'p Slate,
    procedure: &'p Procedure,
    tally: Tally,
    /// Where somebody written in stands in the tally.
    places: HashMap<Nominee, usize>,
    /// Where papers in doubt stand in `pending`.
    doubts: HashMap<Readings, usize>,
    pending: Vec<Pending>,
}

impl<'p> Shapes<'p> {
    /// No paper yet.
    pub fn new(slate: &'p Slate, procedure: &'p Procedure) -> Self {
        let tally = Tally::new(slate.candidates.len());
        Self { slate, procedure, tally, places: HashMap::new(), doubts: HashMap::new(), pending: Vec::new() }
    }

    /// Counts so many papers of a shape; what is to be said about each. All papers together must fit a tally.
    ///
    /// # Errors
    /// The field of the shape that is wrong.
    pub fn count(&mut self, shape: &Shape<'_>, times: u32) -> Result<Said, Wrong> {
        let paper = paper(shape, self.slate)?;
        let judgement = judge(&paper, self.slate, self.procedure, |_| true);
        let said = note(&judgement);
        match judgement {
            Judgement::Valid(counted) => self.add(counted, times),
            Judgement::Invalid(_) => self.tally.invalid += times,
            Judgement::Doubtful(_) => self.doubt(&paper, times),
        }
        Ok(said)
    }

    fn add(&mut self, counted: Counted, times: u32) {
        self.tally.valid += times;
        for (sums, mark) in self.tally.printed.iter_mut().zip(&counted.marks) {
            match mark {
                Mark::Approve => sums.approve += times,
                Mark::Against => sums.against += times,
                Mark::Abstain => sums.abstain += times,
            }
        }
        for nominee in counted.write_ins {
            self.approve(nominee, times);
        }
    }

    /// Adds approvals of somebody written in. Their rows are found by name: in a large box they may be many.
    fn approve(&mut self, nominee: Nominee, times: u32) {
        let next = self.tally.written.len();
        let place = *self.places.entry(nominee.clone()).or_insert(next);
        match self.tally.written.get_mut(place) {
            Some(row) => row.approve += times,
            None => self.tally.written.push(Written { nominee, approve: times }),
        }
    }

    fn doubt(&mut self, paper: &Paper, times: u32) {
        self.tally.doubtful += times;
        let Some(readings) = readings(paper, self.slate, self.procedure, |_| true) else { return };
        let next = self.pending.len();
        let place = *self.doubts.entry(readings.clone()).or_insert(next);
        match self.pending.get_mut(place) {
            Some(pending) => pending.times += times,
            None => self.pending.push(Pending { readings, times }),
        }
    }

    /// The sums, and the papers in doubt.
    pub fn finish(self) -> (Tally, Vec<Pending>) {
        (self.tally, self.pending)
    }
}

/// A paper of this shape.
///
/// # Errors
/// The field that is wrong.
pub fn paper(shape: &Shape<'_>, slate: &Slate) -> Result<Paper, Wrong> {
    let void = match &shape.void {
        Some(Text(reason)) if reason.trim().is_empty() => {
            return Err((".void", "the reason is empty".to_owned()));
        }
        reason => reason.as_ref().map(|Text(reason)| void_reason(reason)),
    };
    let marks = match &shape.marks {
        Some(Text(text)) => marks(text, slate).map_err(|text| (".marks", text))?,
        None => Vec::new(),
    };
    let write_ins = shape.write_ins.iter().map(write_in).collect::<Option<_>>();
    let write_ins = write_ins.ok_or_else(|| (".write_ins", "a name is empty".to_owned()))?;
    Ok(Paper { marks, write_ins, void, doubts: Vec::new() })
}

fn marks(text: &str, slate: &Slate) -> Result<Vec<Mark>, String> {
    let marks: Option<Vec<Mark>> = text.chars().map(Mark::from_code).collect();
    let names = slate.candidates.len();
    marks.filter(|marks| marks.len() == names).ok_or_else(|| wrong(text, names))
}

fn write_in(written: &CaseWriteIn<'_>) -> Option<WriteIn> {
    Some(WriteIn { name: Name::verbatim(&written.name.0)?, member: None, mark: written.mark.into() })
}

fn void_reason(text: &str) -> VoidReason {
    match text {
        "torn" => VoidReason::Torn,
        "no_seal" => VoidReason::NoSeal,
        "signed" => VoidReason::Signed,
        "other_mark" => VoidReason::OtherMark,
        "too_many_marks" => VoidReason::TooManyMarks,
        "other_text" => VoidReason::OtherText,
        other => VoidReason::Other(other.to_owned()),
    }
}
