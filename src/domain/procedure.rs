//! The procedure (选举办法): everything that a branch may settle differently, adopted by the meeting and then frozen.

use crate::domain::{Comparison, Fraction, MotionBase, MotionRule, Threshold, Turnout};
use serde::{Deserialize, Serialize};

/// Of what a candidate needs a part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MajorityBase {
    /// Of the voters present (实到会有选举权人数), the Regulation's base.
    #[default]
    Present,
    /// Of those due.
    Due,
    /// Of the valid papers.
    Valid,
    /// Of the papers collected.
    Collected,
    /// Of nothing: one approval qualifies.
    None,
}

/// What approvals qualify a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Majority {
    /// Which part.
    pub fraction: Fraction,
    /// Reached or passed.
    pub comparison: Comparison,
    /// Of what.
    pub base: MajorityBase,
}

impl Default for Majority {
    /// More than half of those present.
    fn default() -> Self {
        Self { fraction: Fraction::HALF, comparison: Comparison::MoreThan, base: MajorityBase::Present }
    }
}

impl Majority {
    /// The number that the part is taken of; `None` without a base.
    pub fn whole(self, turnout: Turnout, valid: u32) -> Option<u32> {
        match self.base {
            MajorityBase::Present => Some(turnout.present),
            MajorityBase::Due => Some(turnout.due),
            MajorityBase::Valid => Some(valid),
            MajorityBase::Collected => Some(turnout.collected),
            MajorityBase::None => None,
        }
    }

    /// The least number of approvals that qualifies, at least 1.
    pub fn needed(self, turnout: Turnout, valid: u32) -> u32 {
        let threshold = Threshold { fraction: self.fraction, comparison: self.comparison };
        self.whole(turnout, valid).map_or(1, |whole| threshold.needed(whole)).max(1)
    }
}

/// What the papers collected may not outnumber.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CollectedLimit {
    /// Neither the papers issued nor the voters present.
    #[default]
    Both,
    /// The papers issued.
    Issued,
    /// The voters present.
    Present,
}

/// The most approvals a paper may have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MaxMarks {
    /// As many as seats.
    #[default]
    Seats,
    /// A number of its own.
    Number(u32),
    /// No limit.
    Unlimited,
}

impl MaxMarks {
    /// The limit for a paper that fills `seats`.
    pub fn limit(self, seats: u32) -> Option<u32> {
        match self {
            Self::Seats => Some(seats),
            Self::Number(most) => Some(most),
            Self::Unlimited => None,
        }
    }
}

/// What becomes of a paper with an irregular write-in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WriteInRule {
    /// The scrutineers decide.
    #[default]
    Doubtful,
    /// The write-in is passed over, the paper counts.
    Ignore,
    /// The whole paper is invalid.
    Invalid,
    /// The write-in counts as an approval.
    Count,
}

/// Whether a write-in wants a × in whose place it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NeedsAgainst {
    /// It does; the scrutineers decide about a paper that breaks this.
    #[default]
    Doubtful,
    /// It does; a paper that breaks this is invalid.
    Invalid,
    /// It does not.
    No,
}

/// What follows a tie across the last seat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TieRule {
    /// A new vote among the tied.
    #[default]
    Runoff,
    /// Nobody tied is seated; their seats count as open.
    Vacant,
}

/// What follows when seats stay open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShortfallRule {
    /// A supplementary round.
    #[default]
    Supplementary,
    /// They stay vacant.
    Vacant,
}

/// When doubtful and invalid papers are set aside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Examination {
    /// 先验票后唱票: before any paper is called.
    #[default]
    BeforeCalling,
    /// 边唱边验: as each is called.
    DuringCalling,
}

/// When the spare papers are voided in public.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SparesVoided {
    /// After voting has closed: until then a spoiled paper can be replaced.
    #[default]
    AfterVoting,
    /// Before voting; then no paper is replaced.
    BeforeVoting,
}

/// In what order the result names the candidates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportOrder {
    /// Most votes first.
    #[default]
    Votes,
    /// As on the paper.
    Paper,
}

/// From what a called paper starts, and so what the caller's keys mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallingStyle {
    /// Every name ○; keys strike names.
    #[default]
    Strike,
    /// Every name blank; keys approve names.
    Approve,
}

/// How the papers are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counting {
    /// Called once, then compared with the tellers' paper sheet.
    #[default]
    CalledOnce,
    /// Keyed twice in bundles, the second time blind.
    KeyedTwice,
    /// Counted by hand; the signed sheet's sums are entered.
    Totals,
}

/// What the wall shows while papers are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Board {
    /// The running 正 board.
    #[default]
    Live,
    /// 正在计票 and nothing else.
    Hidden,
}

/// Marks that make a paper invalid by the adopted procedure (PRACTICE).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VoidMark {
    /// A mark other than the prescribed.
    OtherMark,
    /// No seal of the branch.
    NoSeal,
    /// Torn so that a name cannot be told.
    Torn,
    /// A number or a signature.
    Signed,
    /// Other text.
    OtherText,
}

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

    /// Whether a spoiled paper can be replaced: the procedure allows it and the spares still exist while voting.
    pub fn can_replace(&self) -> bool {
        self.replaces_spoiled && self.spares_voided == SparesVoided::AfterVoting
    }
}
