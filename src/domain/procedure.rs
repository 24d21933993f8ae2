//! The procedure (选举办法): everything that a branch may settle differently, adopted by the meeting and then frozen.

mod conduct;
mod rules;

pub use conduct::{Board, CallingStyle, Counting, Examination, ReportOrder, SparesVoided, VoidMark};
pub use rules::{
    CollectedLimit, Majority, MajorityBase, MaxMarks, NeedsAgainst, ShortfallRule, TieRule, WriteInRule,
};

use crate::domain::{MotionBase, MotionRule, Threshold, VoidReason};
use serde::{Deserialize, Serialize};

/// Every setting of the adopted procedure. [`Procedure::default`] is the usual one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Procedure {
    /// What part of those due must be present.
    pub quorum: Threshold,
    /// What qualifies a name.
    pub majority: Majority,
    /// What the papers collected may not outnumber.
    pub collected_limit: CollectedLimit,
    /// The most approvals of a paper, write-ins included.
    pub max_marks: MaxMarks,
    /// Whether a paper needs exactly so many (without a limit this asks nothing).
    pub exact_marks: bool,
    /// A write-in with a name and no ○.
    pub write_in_without_mark: WriteInRule,
    /// A write-in of a printed name. `Count` is a ○ for that name, unless it is marked ×.
    pub write_in_of_candidate: WriteInRule,
    /// More approved write-ins than ×.
    pub write_in_needs_against: NeedsAgainst,
    /// A tie across the last seat.
    pub tie: TieRule,
    /// Seats that stay open.
    pub shortfall: ShortfallRule,
    /// Of whom a motion wants more than half.
    pub motion_base: MotionBase,
    /// When papers are examined.
    pub examination: Examination,
    /// When spares are voided.
    pub spares_voided: SparesVoided,
    /// Whether a spoiled paper is replaced from the spares.
    pub replaces_spoiled: bool,
    /// The order of names in the result.
    pub report_order: ReportOrder,
    /// What a called paper starts from.
    pub calling: CallingStyle,
    /// How papers are counted.
    pub counting: Counting,
    /// What the wall shows meanwhile.
    pub board: Board,
    /// Whether reports may be received by applause (鼓掌通过) instead of a count.
    pub applause: bool,
    /// What makes a paper invalid beside too many marks.
    pub void_marks: Vec<VoidMark>,
}

impl Default for Procedure {
    fn default() -> Self {
        Self {
            quorum: Threshold::FOUR_FIFTHS,
            majority: Majority::default(),
            collected_limit: CollectedLimit::default(),
            max_marks: MaxMarks::default(),
            exact_marks: false,
            write_in_without_mark: WriteInRule::default(),
            write_in_of_candidate: WriteInRule::default(),
            write_in_needs_against: NeedsAgainst::default(),
            tie: TieRule::default(),
            shortfall: ShortfallRule::default(),
            motion_base: MotionBase::default(),
            examination: Examination::default(),
            spares_voided: SparesVoided::default(),
            replaces_spoiled: true,
            report_order: ReportOrder::default(),
            calling: CallingStyle::default(),
            counting: Counting::default(),
            board: Board::default(),
            applause: false,
            void_marks: vec![
                VoidMark::OtherMark,
                VoidMark::NoSeal,
                VoidMark::Torn,
                VoidMark::Signed,
                VoidMark::OtherText,
            ],
        }
    }
}

impl Procedure {
    /// The rule of an ordinary motion.
    pub fn motion(&self) -> MotionRule {
        MotionRule::usual(self.motion_base)
    }

    /// Why the scrutineers may call a paper invalid by looking at it, as this procedure lists it.
    pub fn void_reasons(&self) -> Vec<VoidReason> {
        let listed = self.void_marks.iter().map(|mark| VoidReason::from(*mark));
        listed.chain([VoidReason::TooManyMarks]).collect()
    }

    /// Whether a spoiled paper can be replaced: the procedure allows it and the spares still exist while voting.
    pub fn can_replace(&self) -> bool {
        self.replaces_spoiled && self.spares_voided == SparesVoided::AfterVoting
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spoiled_paper_is_replaced_unless_the_procedure_forbids_it() {
        let usual = Procedure::default();
        assert!(usual.can_replace());
        assert!(!Procedure { replaces_spoiled: false, ..usual.clone() }.can_replace());
        assert!(!Procedure { spares_voided: SparesVoided::BeforeVoting, ..usual }.can_replace());
    }

    #[test]
    fn an_ordinary_motion_has_the_base_of_the_procedure() {
        let present = Procedure { motion_base: MotionBase::Present, ..Procedure::default() };
        assert_eq!((present.motion().needed(40, 20), Procedure::default().motion().needed(40, 20)), (11, 21));
    }

    #[test]
    fn papers_are_void_for_the_reasons_listed_and_for_too_many_marks() {
        let bare = Procedure { void_marks: vec![VoidMark::NoSeal, VoidMark::Torn], ..Procedure::default() };
        assert_eq!(bare.void_reasons(), [VoidReason::NoSeal, VoidReason::Torn, VoidReason::TooManyMarks]);
        assert_eq!(Procedure::default().void_reasons().len(), 6);
    }

    #[test]
    fn the_limit_of_marks() {
        let limits = [MaxMarks::Seats, MaxMarks::Number(5), MaxMarks::Unlimited].map(|marks| marks.limit(3));
        assert_eq!(limits, [Some(3), Some(5), None]);
    }
}
