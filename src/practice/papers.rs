//! Invented papers: a plain beginning, then now and then one that takes more than digits and Enter.

use crate::domain::{Doubt, Mark, MemberId, Name, Paper, VoidReason, WriteIn, WriteInMark};

/// Papers at the beginning on which nothing is unusual.
const PLAIN: u32 = 5;
/// After them, one in so many is unusual.
const EVERY: u32 = 6;
/// Of a hundred papers: as many approvals as there are seats; × rather than blank.
const FULL: u64 = 88;
const CROSSED: u64 = 70;

/// What a paper looks like, as far as its keys differ by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// Every name approved.
    Full,
    /// Some names ×.
    Crossed,
    /// Some names blank.
    Blanks,
    /// Nobody marked.
    AllBlank,
    /// A name written in.
    WriteIn,
    /// Invalid by its look.
    Invalid,
    /// Doubtful by its look.
    Doubtful,
}

impl Shape {
    /// Every shape that papers of a contest with more names than seats have.
    pub const ALL: &'static [Self] =
        &[Self::Crossed, Self::Blanks, Self::AllBlank, Self::WriteIn, Self::Invalid, Self::Doubtful];

    /// The shape of a paper.
    pub fn of(paper: &Paper) -> Self {
        let has = |mark: Mark| paper.marks.contains(&mark);
        match paper {
            Paper { void: Some(_), .. } => Self::Invalid,
            Paper { doubts, .. } if !doubts.is_empty() => Self::Doubtful,
            Paper { write_ins, .. } if !write_ins.is_empty() => Self::WriteIn,
            _ if !has(Mark::Approve) && !has(Mark::Against) => Self::AllBlank,
            _ if has(Mark::Abstain) => Self::Blanks,
            _ if has(Mark::Against) => Self::Crossed,
            _ => Self::Full,
        }
    }
}

/// What the papers of a box are of.
#[derive(Clone, Debug)]
pub struct BallotBox {
    /// Printed names.
    pub names: usize,
    /// How many a usual paper approves.
    pub approvals: usize,
    /// Somebody who can be written in.
    pub outsider: Option<(MemberId, Name)>,
    /// Why a paper can be invalid by its look.
    pub voids: Vec<VoidReason>,
}

/// Split and mix, 64 bits: the same papers on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Below `n`, or 0.
    fn below(&mut self, n: usize) -> usize {
        let n = u64::try_from(n).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.roll() % n).unwrap_or(0)
    }

    fn percent(&mut self, of_hundred: u64) -> bool {
        self.roll() % 100 < of_hundred
    }
}

/// So many papers; one that could not be recorded (`taken`) is left out for a usual one.
pub fn draw(of: &BallotBox, papers: u32, seed: u64, taken: impl Fn(&Paper) -> bool) -> Vec<Paper> {
    let mut dice = Dice(seed);
    let mut turn = dice.below(UNUSUAL.len());
    let mut rare = 0;
    let mut drawn = Vec::new();
    for at in 0..papers {
        let place = at.saturating_sub(PLAIN) % EVERY;
        if place == 0 {
            rare = dice.below(EVERY as usize);
        }
        let unusual = at >= PLAIN && place as usize == rare;
        let paper = if unusual { next_unusual(of, &mut turn, &mut dice) } else { usual(of, &mut dice) };
        drawn.push(if taken(&paper) { paper } else { marked(of, &[], Mark::Against) });
    }
    drawn
}

type Draw = fn(&BallotBox, &mut Dice) -> Option<Paper>;

/// The unusual papers, in the order in which they take turns.
const UNUSUAL: [Draw; 4] = [all_blank, written, invalid, doubtful];

/// The next unusual paper that this box can have.
fn next_unusual(of: &BallotBox, turn: &mut usize, dice: &mut Dice) -> Paper {
    for _ in UNUSUAL {
        let draw = UNUSUAL.get(*turn % UNUSUAL.len());
        *turn += 1;
        if let Some(paper) = draw.and_then(|draw| draw(of, dice)) {
            return paper;
        }
    }
    usual(of, dice)
}

/// A paper that approves the usual number of names, or one less.
fn usual(of: &BallotBox, dice: &mut Dice) -> Paper {
    let fewer = !dice.percent(FULL) && of.approvals > 1;
    let out = of.names - of.approvals + usize::from(fewer);
    let other = if dice.percent(CROSSED) { Mark::Against } else { Mark::Abstain };
    marked(of, &left_out(of, out, dice), other)
}

/// So many names, at places drawn one after the other; the later ones on the paper come twice as often.
fn left_out(of: &BallotBox, out: usize, dice: &mut Dice) -> Vec<usize> {
    let mut places: Vec<usize> = (0..of.names).collect();
    let mut drawn = Vec::new();
    while drawn.len() < out && !places.is_empty() {
        let at = dice.below(places.len()).max(dice.below(places.len()));
        drawn.push(places.remove(at));
    }
    drawn
}

/// Every name ○ but those.
fn marked(of: &BallotBox, out: &[usize], other: Mark) -> Paper {
    // What is left out may be fewer than must be: then the last names are.
    let must = of.names.saturating_sub(of.approvals).saturating_sub(out.len());
    let spare: Vec<usize> = (0..of.names).rev().filter(|at| !out.contains(at)).take(must).collect();
    let mark = |at: usize| if out.contains(&at) || spare.contains(&at) { other } else { Mark::Approve };
    Paper { marks: (0..of.names).map(mark).collect(), ..Paper::default() }
}

#[expect(clippy::unnecessary_wraps, reason = "one of several draws, the others of which can fail")]
fn all_blank(of: &BallotBox, _: &mut Dice) -> Option<Paper> {
    Some(Paper { marks: vec![Mark::Abstain; of.names], ..Paper::default() })
}

/// Somebody written in, in the place of a name that is struck.
fn written(of: &BallotBox, dice: &mut Dice) -> Option<Paper> {
    let (member, name) = of.outsider.clone()?;
    let out = (of.names - of.approvals + 1).min(of.names);
    let write_in = WriteIn { name, member: Some(member), mark: WriteInMark::Approve };
    Some(Paper { write_ins: vec![write_in], ..marked(of, &left_out(of, out, dice), Mark::Against) })
}

/// Too many approved, or something that must not be on it. Other marks are left out: nobody could tell them from doubtful
/// ones without the procedure in hand.
fn invalid(of: &BallotBox, dice: &mut Dice) -> Option<Paper> {
    let too_many = of.names > of.approvals;
    let seen = |reason: &&VoidReason| match reason {
        VoidReason::TooManyMarks => too_many,
        VoidReason::OtherMark | VoidReason::Other(_) => false,
        VoidReason::Torn | VoidReason::NoSeal | VoidReason::Signed | VoidReason::OtherText => true,
    };
    let reasons: Vec<&VoidReason> = of.voids.iter().filter(seen).collect();
    let reason = (*reasons.get(dice.below(reasons.len()))?).clone();
    let marks = if reason == VoidReason::TooManyMarks {
        vec![Mark::Approve; of.names]
    } else {
        usual(of, dice).marks
    };
    Some(Paper { marks, void: Some(reason), ..Paper::default() })
}

/// A mark that cannot be read, or a ✓ where ○ should stand.
fn doubtful(of: &BallotBox, dice: &mut Dice) -> Option<Paper> {
    let paper = usual(of, dice);
    let approved: Vec<usize> =
        (0..of.names).filter(|at| paper.marks.get(*at) == Some(&Mark::Approve)).collect();
    let at = u32::try_from(*approved.get(dice.below(approved.len()))?).ok()?;
    let doubt = if dice.percent(50) { Doubt::UnprescribedMark(at) } else { Doubt::UnreadableMark(at) };
    Some(Paper { doubts: vec![doubt], ..paper })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(names: usize, approvals: usize) -> BallotBox {
        BallotBox { names, approvals, outsider: None, voids: vec![VoidReason::TooManyMarks] }
    }

    #[test]
    fn papers_are_of_the_box() {
        for (names, approvals) in [(1, 1), (2, 1), (4, 3), (6, 6), (12, 10), (30, 25)] {
            for paper in draw(&of(names, approvals), 100, 3, |_| true) {
                let approved = paper.marks.iter().filter(|mark| **mark == Mark::Approve).count();
                assert_eq!(paper.marks.len(), names);
                assert!(approved <= approvals || paper.void.is_some(), "{paper:?}");
                assert!(paper.write_ins.is_empty(), "nobody can be written in");
                assert!(approvals < names || paper.void.is_none(), "{paper:?}");
            }
        }
    }

    #[test]
    fn what_cannot_be_recorded_is_left_out_for_a_usual_paper() {
        let plain = |paper: &Paper| paper.void.is_none() && paper.doubts.is_empty();
        let papers = draw(&of(4, 3), 100, 3, plain);
        assert!(papers.iter().all(plain));
    }

    #[test]
    fn most_papers_approve_as_many_as_there_are_seats() {
        let papers = draw(&of(6, 5), 1_000, 5, |_| true);
        let usual = |paper: &&Paper| matches!(Shape::of(paper), Shape::Crossed | Shape::Blanks);
        let (crossed, blank): (Vec<&Paper>, Vec<&Paper>) =
            papers.iter().filter(usual).partition(|paper| Shape::of(paper) == Shape::Crossed);
        assert!(crossed.len() > blank.len() && blank.len() > 100, "{} {}", crossed.len(), blank.len());
        let full = |paper: &&&Paper| paper.marks.iter().filter(|mark| **mark == Mark::Approve).count() == 5;
        let (all, full) = (crossed.len(), crossed.iter().filter(full).count());
        assert!((80..96).contains(&(full * 100 / all)), "{full} of {all}");
    }
}
