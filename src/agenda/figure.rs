//! Figures: the single numbers and states that people see, each with its value on a floor.
//!
//! What made a figure is found by comparing its value before and after each act (`session::origin`). So a figure needs no
//! account of the events behind it, and a correction, an undo or a new kind of event cannot be forgotten.

use super::attendance::Presence;
use super::order::{Body, ItemId, RoundId};
use super::round::{Milestone, RoundState};
use super::{Event, Floor, Kind, roll_call, round};
use crate::domain::round::RoundVerdict;
use crate::domain::{Mark, MemberId, Name, Nominee};
use crate::locale::Lang;
use crate::messages;

/// One number or state of a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    /// Voters due of a body.
    Due(Body),
    /// Voters of a body in the room.
    Present(Body),
    /// The least number present that is a quorum.
    Quorum(Body),
    /// Whether somebody is here.
    Member(Body, MemberId),
    /// One of the three numbers of the last show of hands on an item.
    Hands(ItemId, Mark),
    /// Whether the last vote on an item passed.
    Passed(ItemId),
    /// A figure of a round.
    Round(RoundId, Part),
}

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

/// The value of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Not known yet.
    Open,
    /// A number of people, papers or votes.
    Number(u32),
    /// Whether somebody is here.
    Presence(Presence),
    /// Whether a vote passed.
    Passed(bool),
    /// Whether a round was declared valid.
    Verdict(bool),
    /// Names.
    Names(Vec<Name>),
}

messages! {
    /// The names of figures, and states in words.
    struct Say {
        due { zh: "应到会有选举权", en: "voters due" }
        present { zh: "实到会有选举权", en: "voters present" }
        quorum { zh: "法定到会人数", en: "quorum" }
        yes { zh: "同意", en: "in favour" }
        no { zh: "不同意", en: "against" }
        silent { zh: "弃权", en: "abstained" }
        vote { zh: "表决结果", en: "the vote" }
        base_due { zh: "本轮应到会", en: "due in this round" }
        base { zh: "本轮实到会", en: "present in this round" }
        issued { zh: "发出选票", en: "papers issued" }
        replaced { zh: "更换选票", en: "papers replaced" }
        spare { zh: "剩余选票", en: "spare papers" }
        collected { zh: "收回选票", en: "papers collected" }
        verdict { zh: "选举是否有效", en: "the round" }
        needed { zh: "当选须得票数", en: "votes needed" }
        entered { zh: "已记选票", en: "papers entered" }
        valid { zh: "有效票", en: "valid papers" }
        invalid { zh: "无效票", en: "invalid papers" }
        doubtful { zh: "待定疑问票", en: "doubtful papers" }
        approve(name: &str) { zh: "{name} 赞成", en: "{name}, for" }
        against(name: &str) { zh: "{name} 不赞成", en: "{name}, against" }
        abstain(name: &str) { zh: "{name} 弃权", en: "{name}, abstained" }
        written(name: &str) { zh: "{name}（另选）赞成", en: "{name} (written in), for" }
        elected { zh: "当选人", en: "elected" }
        of(round: &str, what: &str) { zh: "{round}·{what}", en: "{round}: {what}" }
        open { zh: "未定", en: "open" }
        passed { zh: "通过", en: "passed" }
        failed { zh: "未通过", en: "not passed" }
        held { zh: "有效", en: "valid" }
        void { zh: "无效", en: "void" }
        nobody { zh: "无", en: "nobody" }
    }
}

impl Figure {
    /// Its value on a floor.
    pub fn value(&self, floor: &Floor) -> Value {
        match self {
            Self::Due(body) => Value::Number(floor.roll(*body).due()),
            Self::Present(body) => Value::Number(floor.roll(*body).present()),
            Self::Quorum(body) => Value::Number(floor.procedure().quorum.needed(floor.roll(*body).due())),
            Self::Member(body, member) => Value::Presence(floor.roll(*body).presence(*member).clone()),
            Self::Hands(item, hand) => hands(floor, *item, *hand),
            Self::Passed(item) => {
                let taken = floor.facts.motion.get(item);
                let taken = taken.filter(|votes| votes.acclaimed || !votes.counts.is_empty());
                taken.map_or(Value::Open, |votes| Value::Passed(votes.passed()))
            }
            Self::Round(id, part) => {
                floor.rounds.get(id).map_or(part.nothing(), |round| part.value(floor, round))
            }
        }
    }

    /// What it is called.
    pub fn label(&self, floor: &Floor, lang: Lang) -> String {
        let say = Say(lang);
        match self {
            Self::Due(_) => say.due(),
            Self::Present(_) => say.present(),
            Self::Quorum(_) => say.quorum(),
            Self::Member(_, member) => floor.name(*member).to_owned(),
            Self::Hands(_, Mark::Approve) => say.yes(),
            Self::Hands(_, Mark::Against) => say.no(),
            Self::Hands(_, Mark::Abstain) => say.silent(),
            Self::Passed(_) => say.vote(),
            Self::Round(id, part) => {
                let Some(round) = floor.rounds.get(id) else { return String::new() };
                let label = part.label(round, say);
                let inside = floor.here().is_some_and(|here| here.item.round == Some(*id));
                if inside {
                    return label;
                }
                say.of(&round::round_title(&round.office, round.round.kind, lang), &label)
            }
        }
    }

    /// Whether an event may change it; where that is not certain, yes. What takes an act back is none of these.
    pub fn touched_by(&self, event: &Event) -> bool {
        if matches!(event, Event::Record(_)) {
            return false;
        }
        let round = round_of(event);
        match self {
            Self::Round(id, Part::Written(_) | Part::Name(..)) => round == Some(*id) || round.is_none(),
            Self::Round(id, _) => round.is_none_or(|round| round.contest == id.contest),
            _ => round.is_none(),
        }
    }
}

/// The round of an event that changes nothing but that round: papers, and what is said about them.
fn round_of(event: &Event) -> Option<RoundId> {
    use super::{calling, examine, second_pass, totals};
    match event {
        Event::Calling(
            calling::Event::Recorded { round, .. }
            | calling::Event::Corrected { round, .. }
            | calling::Event::Removed { round, .. }
            | calling::Event::BundleTied { round, .. },
        )
        | Event::Examine(
            examine::Event::PaperSetAside { round, .. }
            | examine::Event::PaperRuled { round, .. }
            | examine::Event::SpellingsMerged { round, .. },
        )
        | Event::SecondPass(
            second_pass::Event::PaperKeyed { round, .. } | second_pass::Event::BundleCounted { round, .. },
        )
        | Event::Totals(
            totals::Event::PapersEntered { round, .. }
            | totals::Event::NameEntered { round, .. }
            | totals::Event::WrittenEntered { round, .. }
            | totals::Event::WrittenRemoved { round, .. },
        ) => Some(*round),
        _ => None,
    }
}

fn hands(floor: &Floor, item: ItemId, hand: Mark) -> Value {
    let last = floor.facts.motion.get(&item).and_then(|votes| votes.counts.last());
    last.map_or(Value::Open, |count| {
        Value::Number(match hand {
            Mark::Approve => count.show.yes,
            Mark::Against => count.show.no,
            Mark::Abstain => count.show.abstain,
        })
    })
}

impl Part {
    /// The value in a round that does not exist yet.
    fn nothing(&self) -> Value {
        match self {
            Self::Due | Self::Present | Self::Collected | Self::Verdict | Self::Needed | Self::Elected => {
                Value::Open
            }
            _ => Value::Number(0),
        }
    }

    fn value(&self, floor: &Floor, round: &RoundState) -> Value {
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

    fn label(&self, round: &RoundState, say: Say) -> String {
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

impl Value {
    /// The value in words, short enough to stand in a column.
    pub fn words(&self, lang: Lang) -> String {
        let say = Say(lang);
        match self {
            Self::Open => say.open(),
            Self::Number(number) => number.to_string(),
            Self::Presence(presence) => roll_call::presence_text(presence, lang),
            Self::Passed(true) => say.passed(),
            Self::Passed(false) => say.failed(),
            Self::Verdict(true) => say.held(),
            Self::Verdict(false) => say.void(),
            Self::Names(names) if names.is_empty() => say.nobody(),
            Self::Names(names) => lang.list(names.iter().map(Name::as_str)),
        }
    }
}

/// The figures that matter where the meeting stands, the step's own first.
pub fn figures(floor: &Floor) -> Vec<Figure> {
    let mut figures = Vec::new();
    let here = floor.here();
    let body = here.map_or(Body::Branch, |here| here.item.body);
    if let Some(here) = here {
        if let Some(round) = here.round() {
            figures.extend(of_round(round));
        }
        if floor.facts.motion.contains_key(&here.item.id) {
            let hands = [Mark::Approve, Mark::Against, Mark::Abstain];
            figures.extend(hands.map(|hand| Figure::Hands(here.item.id, hand)));
            figures.push(Figure::Passed(here.item.id));
        }
    }
    figures.extend([Figure::Due(body), Figure::Present(body), Figure::Quorum(body)]);
    match here.map(|here| here.item.kind) {
        Some(Kind::RollCall | Kind::LeaveOut | Kind::Quorum) => {
            figures.extend(floor.roll(body).roll.iter().map(|member| Figure::Member(body, *member)));
        }
        None | Some(Kind::Adjourn) => {
            let held = floor.rounds.values().filter(|round| round.base.is_some());
            figures.extend(held.flat_map(of_round));
        }
        _ => {}
    }
    figures
}

/// The figures of a round that are known so far; those that its papers give once papers are entered.
fn of_round(round: &RoundState) -> Vec<Figure> {
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
