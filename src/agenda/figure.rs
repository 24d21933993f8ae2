//! Figures: the single numbers and states that people see, each with its value on a floor.
//!
//! What made a figure is found by comparing its value before and after each act (`session::origin`). So a figure needs no
//! account of the events behind it, and a correction, an undo or a new kind of event cannot be forgotten.

mod part;

pub use part::Part;

use super::attendance::Presence;
use super::motion::Votes;
use super::order::{Body, ItemId, RoundId};
use super::{Event, Floor, Kind, roll_call, round};
use crate::domain::{Mark, MemberId, Name};
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
        due { zh: "应到会有选举权", en: "Voters due" }
        present { zh: "实到会有选举权", en: "Voters present" }
        quorum { zh: "法定到会人数", en: "Quorum" }
        yes { zh: "同意", en: "In favour" }
        no { zh: "不同意", en: "Against" }
        silent { zh: "弃权", en: "Abstained" }
        vote { zh: "表决结果", en: "The vote" }
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
                let taken = taken.filter(|votes| votes.taken());
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
                floor.rounds.get(id).map(|round| part.label(round, lang)).unwrap_or_default()
            }
        }
    }

    /// The round that it belongs to, where the meeting does not stand in that round.
    pub fn heading(&self, floor: &Floor, lang: Lang) -> Option<String> {
        let Self::Round(id, _) = self else { return None };
        let round = floor.rounds.get(id)?;
        let inside = floor.here().is_some_and(|here| here.item.round == Some(*id));
        (!inside).then(|| round::round_title(&round.office, round.round.kind, lang))
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
    let last = floor.facts.motion.get(&item).and_then(Votes::last);
    last.map_or(Value::Open, |count| {
        Value::Number(match hand {
            Mark::Approve => count.show.yes,
            Mark::Against => count.show.no,
            Mark::Abstain => count.show.abstain,
        })
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
            figures.extend(part::of_round(round));
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
            figures.extend(held.flat_map(part::of_round));
        }
        _ => {}
    }
    figures
}
