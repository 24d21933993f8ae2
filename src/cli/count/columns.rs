//! Papers of marks alone, counted by columns: eight names at a time, a byte each.
//!
//! Whether such a paper counts hangs on how many names it approves and on nothing else, so that the domain is asked once
//! for each number.

use super::codes::{Said, note};
use crate::domain::{Judgement, Mark, Procedure, Slate, Sums, Tally, judge_marks};

/// The lowest bit of each byte.
const ONES: u64 = 0x0101_0101_0101_0101;
/// How many papers a byte can count.
const MOST_HELD: u8 = u8::MAX;

/// The sums of papers of marks alone.
pub struct Columns<'p> {
    slate: &'p Slate,
    procedure: &'p Procedure,
    /// Whether a paper with so many approvals counts, as far as that was asked.
    verdicts: Vec<Option<Verdict>>,
    /// The paper at hand.
    paper: Vec<Eight>,
    /// Papers not yet summed, a byte for each name.
    held: Vec<Eight>,
    papers_held: u8,
    /// ○ and × of each name.
    sums: Vec<(u32, u32)>,
    valid: u32,
    invalid: u32,
}

/// Whether papers count, and what is to be said if they do not.
type Verdict = Result<(), Said>;

/// ○ and × of eight names, a byte each.
#[derive(Clone, Copy, Default)]
struct Eight {
    approve: u64,
    against: u64,
}

impl Eight {
    /// Reads eight marks; how many approve. Every byte that is no mark is missing from `known`.
    fn read(&mut self, marks: u64, known: &mut u64) -> usize {
        let [approve, against, blank] = [b'o', b'x', b'-'].map(|code| bytes_equal(marks, code));
        *known &= approve | against | blank;
        *self = Self { approve, against };
        // The product's highest byte is the sum of all bytes.
        (approve.wrapping_mul(ONES) >> 56) as usize
    }
}

impl<'p> Columns<'p> {
    /// No paper yet.
    pub fn new(slate: &'p Slate, procedure: &'p Procedure) -> Self {
        let names = slate.candidates.len();
        Self {
            slate,
            procedure,
            verdicts: vec![None; names + 1],
            paper: vec![Eight::default(); names.div_ceil(8)],
            held: vec![Eight::default(); names.div_ceil(8)],
            papers_held: 0,
            sums: vec![(0, 0); names],
            valid: 0,
            invalid: 0,
        }
    }

    /// Counts so many papers with these marks; what is to be said about them.
    ///
    /// # Errors
    /// What is wrong with the marks, in words.
    pub fn count(&mut self, text: &str, times: u32) -> Result<Said, String> {
        let approvals = self.read(text).ok_or_else(|| wrong(text, self.slate.candidates.len()))?;
        match self.verdict(approvals) {
            Ok(()) if times == 1 => self.hold(),
            Ok(()) => self.add(times),
            Err(said) => {
                self.invalid += times;
                return Ok(said);
            }
        }
        Ok(None)
    }

    /// The names approved on the paper, which then is the one at hand; `None` if it is no paper of this contest.
    fn read(&mut self, text: &str) -> Option<usize> {
        if text.len() != self.sums.len() {
            return None;
        }
        let (eights, rest) = text.as_bytes().as_chunks();
        let (mut approvals, mut known) = (0, ONES);
        let mut columns = self.paper.iter_mut();
        for (bytes, eight) in eights.iter().zip(&mut columns) {
            approvals += eight.read(u64::from_le_bytes(*bytes), &mut known);
        }
        if let Some(eight) = columns.next() {
            approvals += eight.read(padded(rest), &mut known);
        }
        (known == ONES).then_some(approvals)
    }

    fn verdict(&mut self, approvals: usize) -> Verdict {
        match self.verdicts.get_mut(approvals) {
            Some(Some(verdict)) => *verdict,
            Some(unasked) => *unasked.insert(ask(approvals, self.slate, self.procedure)),
            None => ask(approvals, self.slate, self.procedure),
        }
    }

    /// Adds the paper at hand to those held.
    fn hold(&mut self) {
        for (held, paper) in self.held.iter_mut().zip(&self.paper) {
            held.approve += paper.approve;
            held.against += paper.against;
        }
        self.valid += 1;
        self.papers_held += 1;
        if self.papers_held == MOST_HELD {
            self.release();
        }
    }

    /// Adds the papers held to the sums.
    fn release(&mut self) {
        let held = self.held.iter_mut().map(std::mem::take);
        sum(&mut self.sums, held, 1);
        self.papers_held = 0;
    }

    /// Adds the paper at hand to the sums, so many times.
    fn add(&mut self, times: u32) {
        sum(&mut self.sums, self.paper.iter().copied(), times);
        self.valid += times;
    }

    /// The tally of all papers. Their number must fit a tally.
    pub fn finish(mut self) -> Tally {
        self.release();
        let valid = self.valid;
        let sums = |(approve, against)| Sums { approve, against, abstain: valid - approve - against };
        let printed = self.sums.into_iter().map(sums).collect();
        Tally { printed, valid, invalid: self.invalid, ..Tally::default() }
    }
}

/// Fewer than eight marks, the others blank. Texts of four or more are read as two that overlap.
fn padded(marks: &[u8]) -> u64 {
    let bytes = match (marks.first_chunk(), marks.last_chunk()) {
        (Some(first), Some(last)) => {
            let [first, last] = [first, last].map(|bytes| u64::from(u32::from_le_bytes(*bytes)));
            first | last << (8 * (marks.len() - 4))
        }
        _ => marks.iter().rev().fold(0, |bytes, byte| bytes << 8 | u64::from(*byte)),
    };
    bytes | (u64::from(b'-') * ONES) << (8 * marks.len())
}

/// A 1 in each byte that is equal to `code`.
fn bytes_equal(bytes: u64, code: u8) -> u64 {
    let differing = bytes ^ (u64::from(code) * ONES);
    let low = 0x7F * ONES;
    let any = ((differing & low) + low) | differing;
    !any >> 7 & ONES
}

fn sum(sums: &mut [(u32, u32)], columns: impl Iterator<Item = Eight>, times: u32) {
    for (sums, eight) in sums.chunks_mut(8).zip(columns) {
        let bytes = eight.approve.to_le_bytes().into_iter().zip(eight.against.to_le_bytes());
        for ((approve, against), (more_approve, more_against)) in sums.iter_mut().zip(bytes) {
            *approve += u32::from(more_approve) * times;
            *against += u32::from(more_against) * times;
        }
    }
}

/// Asks the domain about a paper that approves so many names and leaves the others blank.
fn ask(approvals: usize, slate: &Slate, procedure: &Procedure) -> Verdict {
    let names = slate.candidates.len();
    let marks: Vec<Mark> =
        (0..names).map(|at| if at < approvals { Mark::Approve } else { Mark::Abstain }).collect();
    judge_marks(&marks, slate, procedure).map_err(|reason| note(&Judgement::Invalid(reason)))
}

/// What is wrong with a text that is not the marks of so many names.
pub fn wrong(text: &str, names: usize) -> String {
    match text.chars().find(|code| Mark::from_code(*code).is_none()) {
        Some(code) => format!("{code:?} is no mark: o, x or - is"),
        None => format!("{} marks for {names} candidates", text.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::procedure::MaxMarks;
    use crate::domain::{BallotForm, Candidate, Counted, Name};

    fn slate(names: usize) -> Slate {
        let candidate = |at: usize| Candidate::new(Name::new(&format!("名{at}")).unwrap(), None);
        Slate {
            seats: 3,
            candidates: (0..names).map(candidate).collect(),
            form: BallotForm::Marks { write_ins: true },
        }
    }

    /// Marks that look random and are the same each time.
    fn marks(names: usize, seed: usize) -> String {
        let code = |at: usize| ['o', 'x', '-'][(seed * 31 + at * at * 7 + seed * seed * at) / 5 % 3];
        (0..names).map(code).collect()
    }

    #[test]
    fn columns_hold_what_a_tally_holds() {
        for names in 0..20 {
            let slate = slate(names);
            let max_marks = MaxMarks::Number(4);
            let procedure = Procedure { max_marks, ..Procedure::default() };
            let (mut columns, mut tally) = (Columns::new(&slate, &procedure), Tally::new(names));
            for seed in 0..600 {
                let (text, times) = (marks(names, seed), if seed % 50 == 0 { 1000 } else { 1 });
                let paper: Vec<Mark> = text.chars().map(|code| Mark::from_code(code).unwrap()).collect();
                let judgement = match judge_marks(&paper, &slate, &procedure) {
                    Ok(()) => Judgement::Valid(Counted { marks: paper, write_ins: Vec::new() }),
                    Err(reason) => Judgement::Invalid(reason),
                };
                tally.add(&judgement, times).unwrap();
                assert_eq!(columns.count(&text, times), Ok(note(&judgement)), "{text}");
            }
            assert_eq!(columns.finish(), tally, "{names} names");
        }
    }

    #[test]
    fn what_is_no_paper_of_the_contest_says_why() {
        let (slate, procedure) = (slate(11), Procedure::default());
        let mut columns = Columns::new(&slate, &procedure);
        for at in 0..11 {
            for code in ["a", "O", "\u{0}", "n", "p", "y", ",", ".", "\u{7f}", "○", "\u{ef}"] {
                let mut text = "-".repeat(11);
                text.replace_range(at..=at, code);
                let said = columns.count(&text, 1).unwrap_err();
                assert_eq!(said, format!("{:?} is no mark: o, x or - is", code.chars().next().unwrap()));
            }
        }
        assert_eq!(columns.count("oo", 1), Err("2 marks for 11 candidates".to_owned()));
        assert_eq!(columns.finish(), Tally::new(11));
    }
}
