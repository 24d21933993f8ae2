//! The order of business: chapters of items, and where the meeting stands in it.

use super::Kind;
use super::plan::{Plan, PlannedItem, PlannedKind};
use crate::domain::procedure::{Counting, Examination, SparesVoided};
use crate::domain::{ContestId, Procedure, RoundKind};
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
            order.push_planned(plan, planned);
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

    /// Puts the steps of a further round directly behind the current item: for the branch as a chapter of their own, at
    /// the plenary within its chapter.
    pub(crate) fn insert_round(&mut self, plan: &Plan, round: RoundId, kind: RoundKind, body: Body) {
        let at = self.at + 1;
        let chapter = self.current().map_or(0, |item| item.chapter);
        let chapter =
            if body == Body::Branch { self.insert_chapter(chapter + 1, round, kind) } else { chapter };
        let steps = round_steps(&plan.procedure, kind);
        let steps: Vec<Item> = steps
            .into_iter()
            .map(|step| self.new_item(step, chapter, body, Some(round.contest), Some(round)))
            .collect();
        let at = at.min(self.items.len());
        self.items.splice(at..at, steps);
    }

    /// Makes room for a chapter.
    fn insert_chapter(&mut self, at: usize, round: RoundId, kind: RoundKind) -> usize {
        for item in self.items.iter_mut().filter(|item| item.chapter >= at) {
            item.chapter += 1;
        }
        let chapter = Chapter {
            kind: PlannedKind::Election,
            title: None,
            round: Some((round, kind)),
            body: Body::Branch,
        };
        self.chapters.insert(at.min(self.chapters.len()), chapter);
        at
    }

    /// Lets the steps of a round that are still to come fall away: it is void.
    pub(crate) fn drop_rest(&mut self, round: RoundId) {
        let at = self.at;
        let mut place = 0;
        self.items.retain(|item| {
            place += 1;
            place <= at + 1 || item.round != Some(round)
        });
    }

    /// Goes back to an earlier step of a round.
    pub(crate) fn back_to(&mut self, kind: Kind, round: RoundId) {
        let found = self.items.iter().position(|item| item.kind == kind && item.round == Some(round));
        self.at = found.unwrap_or(self.at);
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

    fn push_planned(&mut self, plan: &Plan, planned: &PlannedItem) {
        let chapter_at = self.chapters.len();
        let body = if planned.item == PlannedKind::Plenary { Body::Committee } else { Body::Branch };
        let first = planned.contest.map(|contest| RoundId { contest, round: 0 });
        let runs = matches!(planned.item, PlannedKind::Election | PlannedKind::Plenary);
        let round = first.filter(|_| runs).map(|round| (round, RoundKind::First));
        self.chapters.push(Chapter { kind: planned.item, title: planned.title.clone(), round, body });
        for (kind, of_round) in expand(plan, planned.item) {
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
fn expand(plan: &Plan, planned: PlannedKind) -> Vec<(Kind, bool)> {
    let only = |kinds: &[Kind]| kinds.iter().map(|kind| (*kind, false)).collect::<Vec<_>>();
    let round = || round_steps(&plan.procedure, RoundKind::First).into_iter().map(|kind| (kind, true));
    match planned {
        PlannedKind::Ceremony => only(&[Kind::Ceremony]),
        PlannedKind::RollCall => only(&[Kind::RollCall, Kind::LeaveOut, Kind::Quorum]),
        PlannedKind::Motion => only(&[Kind::Motion]),
        PlannedKind::Procedure => only(&[Kind::Procedure]),
        PlannedKind::Candidates => only(&[Kind::Approval, Kind::Introduction, Kind::CandidateList]),
        PlannedKind::Officials => only(&[Kind::Officials]),
        PlannedKind::Election => round().collect(),
        PlannedKind::Plenary => {
            let before = [Kind::Convene, Kind::RollCall, Kind::Quorum, Kind::Procedure, Kind::Officials];
            let after = [Kind::Division, Kind::PlenaryReport];
            only(&before).into_iter().chain(round()).chain(only(&after)).collect()
        }
        PlannedKind::Adjourn => only(&[Kind::Adjourn]),
    }
}

/// The steps of a round under this procedure. Officials are checked again before a later round: a scrutineer may have
/// become a candidate.
fn round_steps(procedure: &Procedure, kind: RoundKind) -> Vec<Kind> {
    let mut steps = Vec::new();
    if kind != RoundKind::First {
        steps.push(Kind::Officials);
    }
    steps.extend([Kind::Voters, Kind::Instructions, Kind::BallotBox, Kind::Issue]);
    steps.extend(match procedure.spares_voided {
        SparesVoided::AfterVoting => [Kind::Voting, Kind::Spares],
        SparesVoided::BeforeVoting => [Kind::Spares, Kind::Voting],
    });
    steps.push(Kind::Collect);
    let called = procedure.counting != Counting::Totals;
    if called && procedure.examination == Examination::BeforeCalling {
        steps.push(Kind::Examine);
    }
    steps.extend_from_slice(match procedure.counting {
        Counting::CalledOnce => &[Kind::Calling, Kind::Compare],
        Counting::KeyedTwice => &[Kind::Calling, Kind::SecondPass],
        Counting::Totals => &[Kind::Totals],
    });
    steps.extend([Kind::Signing, Kind::Report, Kind::Announce]);
    steps
}
