//! How a keyed paper differs from the one that lay on the table.

use crate::domain::{Doubt, Mark, Paper};
use std::collections::BTreeSet;

/// What went wrong, the weightiest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mistake {
    /// An invalid paper was counted, or a good one called invalid.
    Invalid,
    /// A doubtful paper was counted, or a clear one set aside.
    Doubtful,
    /// Set aside, but for something else than what was on it.
    Reason,
    /// A name written in was left out, added, or taken for somebody else.
    WriteIn,
    /// A paper without a mark was keyed as something else, or a marked one as all blank.
    AllBlank,
    /// A strike was forgotten: more names approved than on the paper.
    Forgotten,
    /// A name too many was struck.
    TooMany,
    /// Another name than the one on the paper was struck.
    OtherName,
    /// × for blank, or blank for ×.
    Sign,
}

/// The weightiest difference; `None` for a paper that was keyed as it lay there.
pub fn between(shown: &Paper, keyed: &Paper) -> Option<Mistake> {
    if shown.void.is_some() || keyed.void.is_some() {
        return match (&shown.void, &keyed.void) {
            (Some(shown), Some(keyed)) if shown == keyed => None,
            (Some(_), Some(_)) => Some(Mistake::Reason),
            _ => Some(Mistake::Invalid),
        };
    }
    let (wanted, given) = (doubts(shown), doubts(keyed));
    match (wanted.is_empty(), given.is_empty()) {
        (true, true) => {}
        (false, false) if wanted == given => {}
        (false, false) => return Some(Mistake::Reason),
        _ => return Some(Mistake::Doubtful),
    }
    if written(shown) != written(keyed) {
        return Some(Mistake::WriteIn);
    }
    marks(&shown.marks, &keyed.marks, &unreadable(shown))
}

fn doubts(paper: &Paper) -> BTreeSet<Doubt> {
    paper.doubts.iter().copied().collect()
}

/// The places of marks that nobody can read: any sign is as good as another there.
fn unreadable(paper: &Paper) -> Vec<usize> {
    let place = |doubt: &Doubt| if let Doubt::UnreadableMark(at) = doubt { Some(*at as usize) } else { None };
    paper.doubts.iter().filter_map(place).collect()
}

fn written(paper: &Paper) -> BTreeSet<&str> {
    paper.write_ins.iter().map(|write_in| write_in.name.as_str()).collect()
}

fn marks(shown: &[Mark], keyed: &[Mark], free: &[usize]) -> Option<Mistake> {
    let pairs: Vec<(Mark, Mark)> = shown
        .iter()
        .zip(keyed)
        .enumerate()
        .filter(|(at, _)| !free.contains(at))
        .map(|(_, (shown, keyed))| (*shown, *keyed))
        .collect();
    let blank = |marks: &[Mark]| marks.iter().all(|mark| *mark == Mark::Abstain);
    let approves = |mark: Mark| mark == Mark::Approve;
    let forgotten = pairs.iter().any(|(shown, keyed)| !approves(*shown) && approves(*keyed));
    let struck = pairs.iter().any(|(shown, keyed)| approves(*shown) && !approves(*keyed));
    if pairs.iter().all(|(shown, keyed)| shown == keyed) {
        return None;
    }
    Some(match (forgotten, struck) {
        _ if blank(shown) != blank(keyed) => Mistake::AllBlank,
        (true, true) => Mistake::OtherName,
        (true, false) => Mistake::Forgotten,
        (false, true) => Mistake::TooMany,
        (false, false) => Mistake::Sign,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::sample::{paper, written_in};
    use crate::domain::VoidReason;

    #[test]
    fn marks_that_differ_are_named_by_what_went_wrong() {
        let table = [
            ("ooox", "ooox", None),
            ("ooox", "ooxo", Some(Mistake::OtherName)),
            ("oxxo", "oxoo", Some(Mistake::Forgotten)),
            ("ooox", "oxox", Some(Mistake::TooMany)),
            ("ooox", "ooo-", Some(Mistake::Sign)),
            ("----", "xxxx", Some(Mistake::AllBlank)),
            ("xxxx", "----", Some(Mistake::AllBlank)),
            ("----", "ooo-", Some(Mistake::AllBlank)),
        ];
        for (shown, keyed, mistake) in table {
            assert_eq!(between(&paper(shown, &[]), &paper(keyed, &[])), mistake, "{shown} {keyed}");
        }
    }

    #[test]
    fn papers_set_aside_are_compared_by_why() {
        let plain = paper("ooox", &[]);
        let void = |reason| Paper { void: Some(reason), ..paper("----", &[]) };
        let doubt = |doubt| Paper { doubts: vec![doubt], ..paper("ooox", &[]) };
        let table = [
            (void(VoidReason::NoSeal), void(VoidReason::NoSeal), None),
            (void(VoidReason::NoSeal), void(VoidReason::Torn), Some(Mistake::Reason)),
            (void(VoidReason::NoSeal), plain.clone(), Some(Mistake::Invalid)),
            (plain.clone(), void(VoidReason::NoSeal), Some(Mistake::Invalid)),
            (doubt(Doubt::UnreadableMark(1)), doubt(Doubt::UnreadableMark(1)), None),
            (doubt(Doubt::UnreadableMark(1)), doubt(Doubt::UnreadableMark(2)), Some(Mistake::Reason)),
            (doubt(Doubt::UnreadableMark(1)), plain.clone(), Some(Mistake::Doubtful)),
            (plain.clone(), doubt(Doubt::UnreadableMark(1)), Some(Mistake::Doubtful)),
            (doubt(Doubt::UnprescribedMark(0)), void(VoidReason::OtherMark), Some(Mistake::Invalid)),
        ];
        for (shown, keyed, mistake) in table {
            assert_eq!(between(&shown, &keyed), mistake, "{shown:?} {keyed:?}");
        }
        let keyed = Paper { marks: paper("oxox", &[]).marks, ..doubt(Doubt::UnreadableMark(1)) };
        assert_eq!(between(&doubt(Doubt::UnreadableMark(1)), &keyed), None, "nobody can read that mark");
    }

    #[test]
    fn names_written_in_are_compared_by_name() {
        let shown = paper("ooxx", &[written_in("周立", None)]);
        let table = [
            (paper("ooxx", &[written_in("周立", Some(crate::domain::MemberId(3)))]), None),
            (paper("ooxx", &[written_in("周力", None)]), Some(Mistake::WriteIn)),
            (paper("ooxx", &[]), Some(Mistake::WriteIn)),
            (paper("ooox", &[written_in("周立", None)]), Some(Mistake::Forgotten)),
        ];
        for (keyed, mistake) in table {
            assert_eq!(between(&shown, &keyed), mistake, "{keyed:?}");
        }
    }
}
