//! Settings of how papers are handled, counted and shown.

use crate::domain::VoidReason;
use serde::{Deserialize, Serialize};

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

impl From<VoidMark> for VoidReason {
    fn from(mark: VoidMark) -> Self {
        match mark {
            VoidMark::OtherMark => Self::OtherMark,
            VoidMark::NoSeal => Self::NoSeal,
            VoidMark::Torn => Self::Torn,
            VoidMark::Signed => Self::Signed,
            VoidMark::OtherText => Self::OtherText,
        }
    }
}
