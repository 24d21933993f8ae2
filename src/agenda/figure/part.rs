//! The figures of a round: its base, its papers, what the papers give each name.

use super::{Figure, Value};
use crate::agenda::Floor;
use crate::agenda::round::{Milestone, RoundState};
use crate::domain::round::RoundVerdict;
use crate::domain::{Mark, Nominee};
use crate::locale::Lang;
use crate::messages;

/// A figure of a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Voters due when the round was counted.
    Due,
    /// Voters present when the round was counted: its base.
    Present,
    /// Papers handed out.
    Issued,
    /// Spoiled papers that were replaced.
    Replaced,
    /// Spare papers.
    Spare,
    /// Papers taken from the box.
    Collected,
    /// What the chair declared of the round.
    Verdict,
    /// The least number of approvals that elects.
    Needed,
    /// Papers entered.
    Entered,
    /// Valid papers.
    Valid,
    /// Invalid papers.
    Invalid,
    /// Doubtful papers without a ruling.
    Doubtful,
    /// The papers on which a printed name, by its place from 0, has that mark.
    Name(usize, Mark),
    /// Approvals of somebody written in.
    Written(Nominee),
    /// Who was announced as elected.
    Elected,
}

messages! {
    /// The names of the figures of a round.
    struct Say {
        base_due { zh: "本轮应到会", en: "Due in this round" }
        base { zh: "本轮实到会", en: "Present in this round" }
        issued { zh: "发出选票", en: "Papers issued" }
        replaced { zh: "更换选票", en: "Papers replaced" }
        spare { zh: "剩余选票", en: "Spare papers" }
        collected { zh: "收回选票", en: "Papers collected" }
        verdict { zh: "选举是否有效", en: "The round" }
        needed { zh: "当选须得票数", en: "Votes needed" }
        entered { zh: "已记选票", en: "Papers entered" }
        valid { zh: "有效票", en: "Valid papers" }
        invalid { zh: "无效票", en: "Invalid papers" }
        doubtful { zh: "待定疑问票", en: "Doubtful papers" }
        approve(name: &str) { zh: "赞成 {name}", en: "For {name}" }
        against(name: &str) { zh: "不赞成 {name}", en: "Against {name}" }
        abstain(name: &str) { zh: "弃权 {name}", en: "Blank {name}" }
        written(name: &str) { zh: "另选 {name}", en: "Written in {name}" }
        elected { zh: "当选人", en: "Elected" }
    }
}

impl Part {
    /// The value in a round that does not exist yet.
    pub(super) fn nothing(&self) -> Value {
        match self {
            Self::Due | Self::Present | Self::Collected | Self::Verdict | Self::Needed | Self::Elected => {
                Value::Open
            }
            _ => Value::Number(0),
        }
    }

    pub(super) fn value(&self, floor: &Floor, round: &RoundState) -> Value {
        let known = |number: Option<u32>| number.map_or(Value::Open, Value::Number);
        match self {
            Self::Due => known(round.base.map(|base| base.due)),
            Self::Present => known(round.base.map(|base| base.present)),
            Self::Issued => Value::Number(round.turnout().issued),
            Self::Replaced => Value::Number(round.papers.replaced),
            Self::Spare => Value::Number(round.papers.spare),
            Self::Collected => known(round.collected),
            Self::Verdict => {
                round.declared.map_or(Value::Open, |verdict| Value::Verdict(verdict == RoundVerdict::Valid))
            }
            Self::Needed => known(round.needed(floor.procedure())),
            Self::Entered => Value::Number(u32::try_from(round.tally.papers()).unwrap_or(u32::MAX)),
            Self::Valid => Value::Number(round.tally.valid),
            Self::Invalid => Value::Number(round.tally.invalid),
            Self::Doubtful => Value::Number(round.tally.doubtful),
            Self::Name(at, mark) => {
                Value::Number(round.tally.printed.get(*at).map_or(0, |sums| match mark {
                    Mark::Approve => sums.approve,
                    Mark::Against => sums.against,
                    Mark::Abstain => sums.abstain,
                }))
            }
            Self::Written(nominee) => {
                let row = round.tally.written.iter().find(|row| row.nominee == *nominee);
                Value::Number(row.map_or(0, |row| row.approve))
            }
            Self::Elected => elected(floor, round),
        }
    }

    pub(super) fn label(&self, round: &RoundState, lang: Lang) -> String {
        let say = Say(lang);
        match self {
            Self::Due => say.base_due(),
            Self::Present => say.base(),
            Self::Issued => say.issued(),
            Self::Replaced => say.replaced(),
            Self::Spare => say.spare(),
            Self::Collected => say.collected(),
            Self::Verdict => say.verdict(),
            Self::Needed => say.needed(),
            Self::Entered => say.entered(),
            Self::Valid => say.valid(),
            Self::Invalid => say.invalid(),
            Self::Doubtful => say.doubtful(),
            Self::Name(at, mark) => {
                let name = round.slate().candidates.get(*at).map_or("", |candidate| candidate.name.as_str());
                match mark {
                    Mark::Approve => say.approve(name),
                    Mark::Against => say.against(name),
                    Mark::Abstain => say.abstain(name),
                }
            }
            Self::Written(nominee) => say.written(nominee.name.as_str()),
            Self::Elected => say.elected(),
        }
    }
}

fn elected(floor: &Floor, round: &RoundState) -> Value {
    let outcome = round.announced().then(|| round.outcome(floor.procedure())).flatten();
    outcome.map_or(Value::Open, |outcome| {
        Value::Names(outcome.elected.into_iter().map(|nominee| nominee.name).collect())
    })
}

/// The figures of a round that are known so far; those that its papers give once papers are entered.
pub(super) fn of_round(round: &RoundState) -> Vec<Figure> {
    let mut parts = Vec::new();
    if round.tally.papers() > 0 {
        for at in 0..round.slate().candidates.len() {
            parts.extend([Mark::Approve, Mark::Against, Mark::Abstain].map(|mark| Part::Name(at, mark)));
        }
        parts.extend(round.tally.written.iter().map(|row| Part::Written(row.nominee.clone())));
        parts.extend([Part::Entered, Part::Valid, Part::Invalid]);
        parts.extend((round.tally.doubtful > 0).then_some(Part::Doubtful));
    }
    parts.extend(round.has(Milestone::Announced).then_some(Part::Elected));
    parts.extend(round.collected.map(|_| Part::Collected));
    parts.extend(round.declared.map(|_| Part::Verdict));
    if round.issued.is_some() {
        parts.extend([Part::Issued, Part::Spare]);
        parts.extend((round.papers.replaced > 0).then_some(Part::Replaced));
    }
    if round.base.is_some() {
        parts.extend([Part::Needed, Part::Present, Part::Due]);
    }
    parts.into_iter().map(|part| Figure::Round(round.id, part)).collect()
}
