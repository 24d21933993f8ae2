//! Bundles of papers that two tellers key one after the other: when two readings of a bundle agree, and where they differ.
//!
//! A box is counted out in bundles of [`BUNDLE`]. Papers fall out of order when a bundle is turned over, so readings are
//! compared as multisets: the same papers, however they lie. What two tellers cannot agree on is read a third time; a bundle
//! stands as soon as two of its readings agree, and nobody edits one towards the other. (PRACTICE, a setting of the adopted
//! procedure.)

use super::{Paper, VoidReason};

/// Papers in a whole bundle; the last one of a box may hold fewer.
pub const BUNDLE: u32 = 10;

/// How two readings of one bundle differ: the papers that stand in one of them only, by position. Both are empty for readings
/// that agree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Positions in the first reading.
    pub first: Vec<usize>,
    /// Positions in the second reading.
    pub second: Vec<usize>,
}

impl Difference {
    /// Compares two readings of a bundle as multisets.
    pub fn between(first: &[Paper], second: &[Paper]) -> Self {
        let read = |papers: &[Paper]| papers.iter().map(as_read).collect::<Vec<_>>();
        let (ones, others) = (read(first), read(second));
        let mut unmatched: Vec<usize> = (0..others.len()).collect();
        let mut alone = Vec::new();
        for (at, one) in ones.iter().enumerate() {
            match unmatched.iter().position(|other| others.get(*other) == Some(one)) {
                Some(found) => {
                    unmatched.remove(found);
                }
                None => alone.push(at),
            }
        }
        Self { first: alone, second: unmatched }
    }

    /// Whether the readings agree.
    pub fn is_empty(&self) -> bool {
        self.first.is_empty() && self.second.is_empty()
    }
}

/// The position of the earliest reading with which the last one agrees; `None` while it stands alone.
pub fn agreed(readings: &[&[Paper]]) -> Option<usize> {
    let (last, earlier) = readings.split_last()?;
    earlier.iter().position(|reading| Difference::between(reading, last).is_empty())
}

/// What two tellers must agree on: of an invalid paper only that it is invalid; the names added in any order.
fn as_read(paper: &Paper) -> Paper {
    if paper.void.is_some() {
        return Paper { void: Some(VoidReason::OtherMark), ..Paper::default() };
    }
    let mut read = paper.clone();
    read.write_ins.sort();
    read.doubts.sort();
    read
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Doubt, Mark, Name, WriteIn, WriteInMark};
    use proptest::prelude::*;

    fn paper(marks: &str) -> Paper {
        let marks = marks.chars().map(|code| Mark::from_code(code).unwrap()).collect();
        Paper { marks, ..Paper::default() }
    }

    fn papers(all: &[&str]) -> Vec<Paper> {
        all.iter().map(|marks| paper(marks)).collect()
    }

    fn write_in(name: &str) -> WriteIn {
        WriteIn { name: Name::new(name).unwrap(), member: None, mark: WriteInMark::Approve }
    }

    #[test]
    fn the_same_papers_in_another_order_agree() {
        let first = papers(&["oox", "oxo", "oox"]);
        let second = papers(&["oxo", "oox", "oox"]);
        assert!(Difference::between(&first, &second).is_empty());
    }

    #[test]
    fn a_difference_names_the_papers_of_both_readings() {
        let first = papers(&["oox", "oxo", "oox"]);
        let second = papers(&["oxo", "oox", "ooo"]);
        assert_eq!(Difference::between(&first, &second), Difference { first: vec![2], second: vec![2] });
        let short = papers(&["oxo"]);
        assert_eq!(Difference::between(&first, &short), Difference { first: vec![0, 2], second: vec![] });
        assert_eq!(Difference::between(&short, &first), Difference { first: vec![], second: vec![0, 2] });
        assert_eq!(
            (agreed(&[&first, &short]), agreed(&[&short, &first])),
            (None, None),
            "a paper is missing"
        );
    }

    #[test]
    fn names_added_agree_in_any_order_and_not_by_number_alone() {
        let with = |names: &[&str]| Paper {
            write_ins: names.iter().map(|name| write_in(name)).collect(),
            ..paper("xx")
        };
        let differ = |a: Paper, b: Paper| !Difference::between(&[a], &[b]).is_empty();
        assert!(!differ(with(&["周立", "吴敏"]), with(&["吴敏", "周立"])));
        assert!(differ(with(&["周立"]), with(&["吴敏"])));
        assert!(differ(with(&["周立"]), paper("xx")));
    }

    #[test]
    fn an_invalid_paper_agrees_with_an_invalid_one_whatever_the_reason() {
        let void = |marks: &str, reason| Paper { void: Some(reason), ..paper(marks) };
        let torn = void("ooo", VoidReason::Torn);
        let signed = void("---", VoidReason::Signed);
        assert!(Difference::between(std::slice::from_ref(&torn), &[signed]).is_empty());
        assert!(!Difference::between(std::slice::from_ref(&torn), &papers(&["ooo"])).is_empty());
        assert!(!Difference::between(&[torn], &papers(&[""])).is_empty());
        let unclear = Paper { doubts: vec![Doubt::UnreadableMark(1)], ..paper("ooo") };
        assert!(!Difference::between(&[unclear], &papers(&["ooo"])).is_empty());
    }

    #[test]
    fn a_bundle_stands_once_two_readings_agree() {
        let [a, b, c] = [papers(&["ox"]), papers(&["oo"]), papers(&["xx"])];
        assert_eq!(agreed(&[]), None);
        assert_eq!(agreed(&[&a]), None);
        assert_eq!(agreed(&[&a, &a]), Some(0));
        assert_eq!(agreed(&[&a, &b]), None);
        assert_eq!(agreed(&[&a, &b, &a]), Some(0));
        assert_eq!(agreed(&[&a, &b, &b]), Some(1));
        assert_eq!(agreed(&[&a, &b, &c]), None);
        assert_eq!(agreed(&[&a, &b, &c, &b]), Some(1));
    }

    fn any_bundle() -> impl Strategy<Value = Vec<Paper>> {
        prop::collection::vec(prop::sample::select(vec!["oox", "oxo", "xoo", "---"]), 0..=10)
            .prop_map(|all| papers(&all))
    }

    proptest! {
        #[test]
        fn once_and_twice_keyed_agree_however_the_bundle_lies(bundle in any_bundle(), turn in 0usize..10) {
            let mut turned = bundle.clone();
            turned.reverse();
            turned.rotate_left(turn.min(bundle.len()));
            prop_assert!(Difference::between(&bundle, &turned).is_empty());
        }

        #[test]
        fn readings_without_what_differs_are_the_same_papers(first in any_bundle(), second in any_bundle()) {
            let difference = Difference::between(&first, &second);
            let rest = |papers: &[Paper], alone: &[usize]| {
                let kept = papers.iter().enumerate().filter(|(at, _)| !alone.contains(at));
                let mut kept: Vec<Paper> = kept.map(|(_, paper)| paper.clone()).collect();
                kept.sort();
                kept
            };
            prop_assert_eq!(rest(&first, &difference.first), rest(&second, &difference.second));
            let turned = Difference::between(&second, &first);
            prop_assert_eq!(turned.first.len(), difference.second.len());
            let both = difference.first.iter().any(|at| difference.second.iter().any(|other| {
                as_read(&first[*at]) == as_read(&second[*other])
            }));
            prop_assert!(!both, "a paper of both readings is no difference");
        }
    }
}
