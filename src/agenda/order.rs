//! The order of business: chapters of items, and where the meeting stands in it.

use super::Kind;
use super::plan::{Plan, PlannedItem, PlannedKind};
use crate::domain::{ContestId, RoundKind};
use serde::{Deserialize, Serialize};

/// An item of this meeting. Kinds repeat (several motions, several rounds), so every item has a number of its own; numbers
/// follow from the plan and the rounds, the same in every replay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ItemId(pub u16);

/// Who decides an item: the branch, or, in its first plenary, the new committee.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// 党员大会.
    #[default]
    Branch,
    /// 新一届支部委员会.
    Committee,
}

/// One round of one contest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoundId {
    /// The contest.
    pub contest: ContestId,
    /// The round, from 0.
    pub round: u8,
}

/// One item of business.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its number.
    pub id: ItemId,
    /// What it is.
    pub kind: Kind,
    /// The chapter that it stands in: a position in [`Order::chapters`].
    pub chapter: usize,
    /// Its title in the plan's own words, if the plan has one.
    pub title: Option<String>,
    /// What the plan wants read here, or the text put to the vote.
    pub text: Vec<String>,
    /// Who decides it.
    pub body: Body,
    /// The contest that it is about.
    pub contest: Option<ContestId>,
    /// The round, for the steps of an election.
    pub round: Option<RoundId>,
    /// Whether applause may stand in place of a count.
    pub acclaim: bool,
}

/// A heading of the agenda: one line of the order of business that people see, with its items below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// The planned kind that it came from.
    pub kind: PlannedKind,
    /// Its title in the plan's own words.
    pub title: Option<String>,
    /// The contest and how its round came about, for an election.
    pub round: Option<(RoundId, RoundKind)>,
    /// Whether it belongs to the plenary.
    pub body: Body,
}

/// The whole order of business and where the meeting stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// The headings.
    pub chapters: Vec<Chapter>,
    /// All items, in order.
    pub items: Vec<Item>,
    /// The item at which the meeting stands; `items.len()` once all are done.
    pub at: usize,
    next_id: u16,
}

impl Order {
    /// The order of business that a plan asks for.
    pub fn from_plan(plan: &Plan) -> Self {
        let mut order = Self::default();
        for planned in &plan.agenda {
            order.push_planned(planned);
        }
        order
    }

    /// The item at which the meeting stands.
    pub fn current(&self) -> Option<&Item> {
        self.items.get(self.at)
    }

    /// The item with that number.
    pub fn item(&self, id: ItemId) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    /// Whether the item with that number is behind us.
    pub fn done(&self, id: ItemId) -> bool {
        self.items.iter().take(self.at).any(|item| item.id == id)
    }

    /// The item after the current one.
    pub fn following(&self) -> Option<&Item> {
        self.items.get(self.at + 1)
    }

    /// The last round whose steps stand in the order for that contest.
    pub fn last_round(&self, contest: ContestId) -> Option<RoundId> {
        self.items.iter().rev().find_map(|item| item.round.filter(|round| round.contest == contest))
    }

    /// Puts the steps of a further round directly behind the current chapter.
    pub fn insert_round(&mut self, round: RoundId, kind: RoundKind, body: Body) {
        let chapter_at = self.current().map_or(self.chapters.len(), |item| item.chapter + 1);
        let item_at =
            self.items.iter().position(|item| item.chapter >= chapter_at).unwrap_or(self.items.len());
        for item in self.items.iter_mut().skip(item_at) {
            item.chapter += 1;
        }
        let planned = if body == Body::Branch { PlannedKind::Election } else { PlannedKind::Plenary };
        let chapter = Chapter { kind: planned, title: None, round: Some((round, kind)), body };
        self.chapters.insert(chapter_at, chapter);
        let steps: Vec<Item> = round_steps(kind)
            .iter()
            .map(|step| self.new_item(*step, chapter_at, body, Some(round.contest), Some(round)))
            .collect();
        self.items.splice(item_at..item_at, steps);
    }

    fn new_item(
        &mut self,
        kind: Kind,
        chapter: usize,
        body: Body,
        contest: Option<ContestId>,
        round: Option<RoundId>,
    ) -> Item {
        let id = ItemId(self.next_id);
        self.next_id += 1;
        Item { id, kind, chapter, title: None, text: Vec::new(), body, contest, round, acclaim: false }
    }

    fn push_planned(&mut self, planned: &PlannedItem) {
        let chapter_at = self.chapters.len();
        let body = if planned.item == PlannedKind::Plenary { Body::Committee } else { Body::Branch };
        let first = planned.contest.map(|contest| RoundId { contest, round: 0 });
        let runs = matches!(planned.item, PlannedKind::Election | PlannedKind::Plenary);
        let round = first.filter(|_| runs).map(|round| (round, RoundKind::First));
        self.chapters.push(Chapter { kind: planned.item, title: planned.title.clone(), round, body });
        for (kind, of_round) in expand(planned.item) {
            let round = first.filter(|_| of_round);
            let mut item = self.new_item(kind, chapter_at, body, planned.contest, round);
            item.acclaim = planned.acclaim;
            if kind.takes_plan_text() {
                item.title.clone_from(&planned.title);
                item.text.clone_from(&planned.text);
            }
            self.items.push(item);
        }
    }
}

/// The items behind one entry of the plan, and whether each is a step of the contest's first round.
fn expand(planned: PlannedKind) -> Vec<(Kind, bool)> {
    let plain = |kinds: &[Kind]| kinds.iter().map(|kind| (*kind, false)).collect::<Vec<_>>();
    let round = || round_steps(RoundKind::First).iter().map(|kind| (*kind, true));
    match planned {
        PlannedKind::Ceremony => plain(&[Kind::Ceremony]),
        PlannedKind::RollCall => plain(&[Kind::RollCall, Kind::LeaveOut, Kind::Quorum]),
        PlannedKind::Motion => plain(&[Kind::Motion]),
        PlannedKind::Procedure => plain(&[Kind::Procedure]),
        PlannedKind::Candidates => plain(&[Kind::Approval, Kind::Introduction, Kind::CandidateList]),
        PlannedKind::Officials => plain(&[Kind::Officials]),
        PlannedKind::Election => round().collect(),
        PlannedKind::Plenary => {
            let before = [Kind::Convene, Kind::RollCall, Kind::Quorum, Kind::Procedure, Kind::Officials];
            let after = [Kind::Division, Kind::PlenaryReport];
            plain(&before).into_iter().chain(round()).chain(plain(&after)).collect()
        }
        PlannedKind::Adjourn => plain(&[Kind::Adjourn]),
    }
}

/// The steps of a round. Officials are checked again before a later round: a scrutineer may have become a candidate.
fn round_steps(kind: RoundKind) -> &'static [Kind] {
    const STEPS: [Kind; 14] = [
        Kind::Officials,
        Kind::Voters,
        Kind::Instructions,
        Kind::BallotBox,
        Kind::Issue,
        Kind::Voting,
        Kind::Spares,
        Kind::Collect,
        Kind::Examine,
        Kind::Calling,
        Kind::Compare,
        Kind::Signing,
        Kind::Report,
        Kind::Announce,
    ];
    let skip = usize::from(kind == RoundKind::First);
    STEPS.get(skip..).unwrap_or(&[])
}
