//! Motions by show of hands (举手表决).

use crate::domain::Threshold;
use serde::{Deserialize, Serialize};

/// The hands counted for a motion, in the order in which they are called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Show {
    /// 同意.
    pub yes: u32,
    /// 不同意.
    pub no: u32,
    /// 弃权.
    pub abstain: u32,
}

/// Of whom a motion wants its part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MotionBase {
    /// Of those due (应到会), the usual base.
    #[default]
    Due,
    /// Of those present (实到会).
    Present,
}

/// When a motion passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MotionRule {
    /// Of whom.
    pub base: MotionBase,
    /// Which part.
    pub threshold: Threshold,
}

/// Whether a motion passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It passed.
    Passed {
        /// Every voter present raised the hand for it (一致通过).
        unanimous: bool,
    },
    /// It did not.
    Failed,
}

/// More hands were counted than voters are present.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{hands} hands were counted, but {present} voters are present")]
pub struct ShowError {
    /// Yes, no and abstentions together.
    pub hands: u64,
    /// Voters present.
    pub present: u32,
}

impl Show {
    /// All present in favour.
    pub fn unanimous(present: u32) -> Self {
        Self { yes: present, no: 0, abstain: 0 }
    }

    /// All hands together.
    pub fn hands(self) -> u64 {
        u64::from(self.yes) + u64::from(self.no) + u64::from(self.abstain)
    }

    /// How many of those present raised no hand (未表态).
    ///
    /// # Errors
    /// [`ShowError`] when more hands were counted than voters are present.
    pub fn silent(self, present: u32) -> Result<u32, ShowError> {
        let hands = self.hands();
        let rest = u64::from(present).checked_sub(hands).and_then(|rest| u32::try_from(rest).ok());
        rest.ok_or(ShowError { hands, present })
    }
}

impl MotionRule {
    /// The usual rule: more than half of the base.
    pub fn usual(base: MotionBase) -> Self {
        Self { base, threshold: Threshold::OVER_HALF }
    }

    /// The rule for leaving seats open: at least half of those due (经半数以上选举人同意), whatever the procedure says.
    pub fn fewer_seats() -> Self {
        Self { base: MotionBase::Due, threshold: Threshold::HALF_OR_MORE }
    }

    /// The number that the threshold is taken of.
    pub fn whole(self, due: u32, present: u32) -> u32 {
        match self.base {
            MotionBase::Due => due,
            MotionBase::Present => present,
        }
    }

    /// The least number of hands in favour that passes a motion; never 0.
    pub fn needed(self, due: u32, present: u32) -> u32 {
        self.threshold.needed(self.whole(due, present)).max(1)
    }

    /// What the hands decide.
    ///
    /// # Errors
    /// [`ShowError`] when more hands were counted than voters are present.
    pub fn verdict(self, show: Show, due: u32, present: u32) -> Result<Verdict, ShowError> {
        show.silent(present)?;
        if show.yes < self.needed(due, present) {
            return Ok(Verdict::Failed);
        }
        Ok(Verdict::Passed { unanimous: show.yes == present })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(yes: u32, no: u32, abstain: u32) -> Show {
        Show { yes, no, abstain }
    }

    #[test]
    fn more_than_half_of_those_due_pass_a_motion() {
        let rule = MotionRule::usual(MotionBase::Due);
        assert_eq!(rule.verdict(show(19, 17, 0), 38, 36), Ok(Verdict::Failed));
        assert_eq!(rule.verdict(show(20, 16, 0), 38, 36), Ok(Verdict::Passed { unanimous: false }));
        assert_eq!(rule.verdict(show(36, 0, 0), 38, 36), Ok(Verdict::Passed { unanimous: true }));
        assert_eq!(rule.verdict(show(35, 0, 1), 38, 36), Ok(Verdict::Passed { unanimous: false }));
        assert_eq!(rule.needed(38, 36), 20);
    }

    /// The least hands in favour for numbers due and present, by each rule: `2 × yes > due`, `2 × yes > present`,
    /// `2 × yes ≥ due`.
    const NEEDED: [(u32, u32, [u32; 3]); 8] = [
        (1, 1, [1, 1, 1]),
        (2, 2, [2, 2, 1]),
        (3, 3, [2, 2, 2]),
        (7, 6, [4, 4, 4]),
        (20, 16, [11, 9, 10]),
        (37, 30, [19, 16, 19]),
        (38, 36, [20, 19, 19]),
        (50, 41, [26, 21, 25]),
    ];

    #[test]
    fn one_hand_fewer_than_needed_fails_and_the_needed_ones_pass() {
        let usual = MotionRule::usual;
        let rules = [usual(MotionBase::Due), usual(MotionBase::Present), MotionRule::fewer_seats()];
        for (due, present, needed) in NEEDED {
            for (rule, needed) in rules.into_iter().zip(needed) {
                assert_eq!(rule.needed(due, present), needed, "{rule:?} of {due}, {present}");
                let verdict = |yes| rule.verdict(show(yes, present - yes, 0), due, present).unwrap();
                assert_eq!(verdict(needed - 1), Verdict::Failed, "{rule:?} of {due}, {present}");
                assert_eq!(verdict(needed), Verdict::Passed { unanimous: needed == present });
                assert_eq!(verdict(present), Verdict::Passed { unanimous: true });
            }
        }
    }

    #[test]
    fn of_those_present_where_the_procedure_says_so() {
        let rule = MotionRule::usual(MotionBase::Present);
        assert_eq!(rule.verdict(show(18, 0, 0), 38, 36), Ok(Verdict::Failed));
        assert_eq!(rule.verdict(show(19, 0, 0), 38, 36), Ok(Verdict::Passed { unanimous: false }));
    }

    #[test]
    fn exactly_half_may_leave_seats_open() {
        let rule = MotionRule::fewer_seats();
        assert_eq!(rule.verdict(show(19, 17, 0), 38, 36), Ok(Verdict::Passed { unanimous: false }));
        assert_eq!(rule.verdict(show(18, 18, 0), 38, 36), Ok(Verdict::Failed));
    }

    #[test]
    fn nobody_passes_nothing() {
        assert_eq!(MotionRule::fewer_seats().verdict(show(0, 0, 0), 0, 0), Ok(Verdict::Failed));
    }

    #[test]
    fn hands_are_at_most_the_voters_present() {
        assert_eq!(show(30, 4, 1).silent(36), Ok(1));
        assert_eq!(show(30, 4, 2).silent(36), Ok(0));
        assert_eq!(show(30, 4, 3).silent(36), Err(ShowError { hands: 37, present: 36 }));
        let many = show(u32::MAX, u32::MAX, u32::MAX);
        assert!(MotionRule::usual(MotionBase::Due).verdict(many, 38, 36).is_err());
        assert_eq!(Show::unanimous(36), show(36, 0, 0));
    }
}
