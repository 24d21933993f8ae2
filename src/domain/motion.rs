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
