//! One round of a contest as the meeting runs it: its base, its papers, what was called, what came out.
//!
//! The steps of a round share this state; each step's own file says how it changes.

mod balance;
mod elected;
mod history;
mod needed;
pub mod passes;
mod pending;
mod reopened;
mod rounds;
mod seats;
mod shown;
mod spelling;
mod sway;
mod wait;

pub(crate) use balance::balance_words;
pub use balance::{Imbalance, balance};
pub(crate) use elected::elected_with;
pub use elected::{elected, elected_names, in_order, names_in_order};
pub use history::{Correction, GivenUp, Happened, Overruled, Overruling, Recounted, Spot};
pub use needed::elects_sentence;
pub(crate) use needed::needed_fact;
pub use passes::Passes;
pub(crate) use pending::open_fact;
pub use pending::{OpenPapers, open_papers};
pub use reopened::{Announced, Reopened, Stood};
pub use rounds::Rounds;
pub(crate) use shown::{candidates_wall, facts, papers_wall, result_wall};
pub use shown::{office_text, round_chapter, round_title};
pub use spelling::{Merged, Parted};
pub(crate) use spelling::{merge, part};
pub(crate) use sway::{sway_heading, sway_sentence, sway_text};
pub use wait::Wait;
pub(crate) use wait::watch;

use super::order::{Body, RoundId};
use super::plan::Plan;
use super::totals::Totals;
use super::{Floor, Here, Rejection, Stamp};
use crate::domain::procedure::Counting;
use crate::domain::round::RoundVerdict;
use crate::domain::{
    BallotForm, Candidate, Contest, ContestId, Judgement, MemberId, Name, Nominee, Office, Outcome, Paper,
    Papers, Procedure, Round, RoundKind, Ruling, Slate, Tally, Turnout, WriteIn, judge,
};
use crate::domain::{Count, ElectionRule};
use std::collections::BTreeSet;

/// A round, from its count of voters to the announcement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundState {
    /// Which round.
    pub id: RoundId,
    /// Who votes.
    pub body: Body,
    /// The office.
    pub office: Office,
    /// What it votes on, and why it is held.
    pub round: Round,
    /// Voters due and present at the round's own count: its base, frozen with the first paper.
    pub base: Option<Base>,
    /// Printed, issued, replaced, spare.
    pub papers: Papers,
    /// Whether the papers were handed out, and why fewer than voters present.
    pub issued: Option<Issued>,
    /// Why a scrutineer did not sign it.
    pub unsigned: Option<String>,
    /// What has been reached.
    reached: BTreeSet<Milestone>,
    /// Papers collected.
    pub collected: Option<u32>,
    /// What the chair declared.
    pub declared: Option<RoundVerdict>,
    /// Every paper entered so far, in the order of entering.
    pub entered: Vec<Entered>,
    /// Their sums.
    pub tally: Tally,
    /// Bundles and who keys them, where papers are keyed twice.
    pub passes: Passes,
    /// The signed sheet of a count by hand, as far as it is typed in.
    pub totals: Option<Totals>,
    /// The tellers' paper sheet, once it is typed in.
    pub sheet: Option<super::compare::Sheet>,
    /// Who signed the result sheet; empty until then.
    pub signed: Vec<MemberId>,
    /// How the meeting goes on for the seats that this round left open.
    pub choice: Option<Choice>,
    /// What befell it, in order: waits before its papers, then its count.
    pub history: Vec<Happened>,
    /// What had been entered and decided when the round, once declared valid, was found void.
    pub before_void: Option<std::sync::Arc<RoundState>>,
    /// Spellings of names written in that the scrutineers decided are one person and did not take back, in order.
    pub spellings: Vec<Merged>,
}

/// What a round passes on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Milestone {
    /// The box was shown empty and sealed.
    BoxSealed,
    /// Voting is over.
    Voted,
    /// The spares were voided in public.
    SparesVoided,
    /// The box was opened and the papers mixed.
    BoxOpened,
    /// The scrutineer has reported the result.
    Reported,
    /// The chair has announced the elected.
    Announced,
}

/// The round's own count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Base {
    /// Voters due.
    pub due: u32,
    /// Voters present.
    pub present: u32,
}

/// The papers are out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    /// Why fewer were issued than voters are present.
    pub reason: Option<String>,
}

/// A paper as it was entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// What was on it; the original marks stay whatever is decided.
    pub paper: Paper,
    /// What it counts as by the rules.
    pub judgement: Judgement,
    /// What the scrutineers decided about a doubtful one.
    pub ruling: Option<Ruled>,
    /// Whether it was set aside when the papers were examined, before calling.
    pub aside: bool,
    /// The bundle in which it lies, from 0, where papers are keyed twice; papers set aside before the calling lie in none.
    pub bundle: Option<u32>,
    /// The record that entered it, or corrected it last.
    pub seq: u64,
}

/// The scrutineers' decision on a doubtful paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruled {
    /// What they decided.
    pub ruling: Ruling,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub by: Vec<MemberId>,
}

/// How the meeting goes on for seats that a round left open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Another round follows.
    Round(RoundId),
    /// Fewer seats are filled: the meeting passed it.
    FewerSeats,
    /// The higher body is asked; the seats stay open.
    HigherBody(String),
}

impl Entered {
    /// Whether the scrutineers decided that this paper counts for nobody.
    pub(crate) fn ruled_invalid(&self) -> bool {
        self.ruling.as_ref().is_some_and(|ruled| matches!(ruled.ruling, Ruling::Invalid(_)))
    }

    /// What the paper counts as now.
    pub fn standing(&self) -> Judgement {
        match &self.ruling {
            None => self.judgement.clone(),
            Some(ruled) => ruled.ruling.judgement(),
        }
    }

    /// Whether the scrutineers still have to decide about it.
    pub fn open(&self) -> bool {
        self.ruling.is_none() && matches!(self.judgement, Judgement::Doubtful(_))
    }
}

impl RoundState {
    /// A round that has not begun.
    pub fn new(id: RoundId, body: Body, office: Office, round: Round) -> Self {
        let tally = Tally::new(round.slate.candidates.len());
        Self {
            id,
            body,
            office,
            round,
            base: None,
            papers: Papers::default(),
            issued: None,
            reached: BTreeSet::new(),
            collected: None,
            declared: None,
            entered: Vec::new(),
            tally,
            passes: Passes::default(),
            totals: None,
            sheet: None,
            signed: Vec::new(),
            unsigned: None,
            choice: None,
            history: Vec::new(),
            before_void: None,
            spellings: Vec::new(),
        }
    }

    /// Whether that has been reached.
    pub fn has(&self, milestone: Milestone) -> bool {
        self.reached.contains(&milestone)
    }

    /// Marks that as reached.
    pub(crate) fn reach(&mut self, milestone: Milestone) {
        self.reached.insert(milestone);
    }

    /// Whether the result has been announced.
    pub fn announced(&self) -> bool {
        self.has(Milestone::Announced)
    }

    /// What is printed on its paper.
    pub fn slate(&self) -> &Slate {
        &self.round.slate
    }

    /// The round's numbers; zero where they are not known yet.
    pub fn turnout(&self) -> Turnout {
        let base = self.base.unwrap_or(Base { due: 0, present: 0 });
        let issued = if self.issued.is_some() { self.papers.issued } else { 0 };
        Turnout { due: base.due, present: base.present, issued, collected: self.collected.unwrap_or(0) }
    }

    /// Papers that are still to be entered.
    pub fn left(&self) -> u32 {
        let entered = u32::try_from(self.tally.papers()).unwrap_or(u32::MAX);
        self.collected.unwrap_or(0).saturating_sub(entered)
    }

    /// Papers about which the scrutineers still have to decide: their position and what was entered.
    pub fn undecided(&self) -> impl Iterator<Item = (usize, &Entered)> {
        self.entered.iter().enumerate().filter(|(_, entered)| entered.open())
    }

    /// Whether every paper is entered and decided.
    pub fn counted(&self) -> bool {
        self.collected.is_some() && self.left() == 0 && self.undecided().next().is_none()
    }

    /// The count as the rules look at it, open doubtful papers left out.
    pub fn count<'a>(&'a self, procedure: &'a Procedure) -> Count<'a> {
        let slate = self.slate();
        Count { slate, tally: &self.tally, turnout: self.turnout(), procedure, pending: &[] }
    }

    /// What came out, once every paper is counted.
    pub fn outcome(&self, procedure: &Procedure) -> Option<Outcome> {
        let rule = ElectionRule::of(self.round.kind, self.slate().form);
        self.counted().then(|| rule.elect(self.count(procedure)))
    }

    /// Every name with its approvals so far: the printed ones in the order of the paper, then those written in.
    pub fn approvals(&self) -> Vec<(Name, u32)> {
        let printed = self.slate().candidates.iter().zip(&self.tally.printed);
        let printed = printed.map(|(candidate, sums)| (candidate.name.clone(), sums.approve));
        let written = self.tally.written.iter().map(|row| (row.nominee.name.clone(), row.approve));
        printed.chain(written).collect()
    }

    /// The least number of approvals that elects here; `None` in a runoff, where the most votes win.
    pub fn needed(&self, procedure: &Procedure) -> Option<u32> {
        let known = self.base.is_some() && self.round.kind != RoundKind::Runoff;
        known.then(|| procedure.majority.needed(self.turnout(), self.tally.valid))
    }

    /// Enters a paper.
    pub(crate) fn enter(&mut self, entered: Entered) {
        if self.tally.add(&entered.standing(), 1).is_ok() {
            self.entered.push(entered);
        }
    }

    /// The sheet of a count by hand is typed in anew.
    pub(crate) fn clear_totals(&mut self) {
        if self.totals.take().is_some() {
            self.tally = Tally::new(self.slate().candidates.len());
        }
    }

    /// Takes a paper out again: it was keyed once too often.
    pub(crate) fn take_out(&mut self, at: usize) {
        let Some(slot) = self.entered.get(at) else { return };
        if self.tally.remove(&slot.standing(), 1).is_ok() {
            self.entered.remove(at);
            self.lost(at, true);
        }
    }

    /// Puts another reading in the place of a paper entered before.
    pub(crate) fn replace(&mut self, at: usize, entered: Entered) {
        let Some(slot) = self.entered.get_mut(at) else { return };
        if self.tally.remove(&slot.standing(), 1).is_ok() && self.tally.add(&entered.standing(), 1).is_ok() {
            *slot = entered;
        }
    }
}

/// What a paper counts as in this round, its write-ins read as the people meant.
pub fn judged(floor: &Floor, round: &RoundState, paper: &Paper) -> Judgement {
    judge(&round.read(paper), round.slate(), floor.procedure(), |write_in| electable(floor, round, write_in))
}

/// Whether a person written in may be elected in this round: a voter of the branch, at the plenary a member of the
/// committee, and nobody who is elected to the office already.
pub fn electable(floor: &Floor, round: &RoundState, write_in: &WriteIn) -> bool {
    let Some(member) = write_in.member else { return false };
    let stands = match round.body {
        Body::Branch => floor.branch.voters.contains(&member),
        Body::Committee => floor.committee.voters.contains(&member),
    };
    stands && !floor.elected(round.id.contest).contains(&member)
}

/// The first round of every contest of the plan.
pub(crate) fn first_rounds(plan: &Plan) -> Rounds {
    let plenary = |id: ContestId| {
        let item = plan.agenda.iter().find(|item| item.contest == Some(id) && item.item.holds_a_round());
        item.is_some_and(|item| item.item == super::plan::PlannedKind::Plenary)
    };
    let state = |planned: &super::plan::PlannedContest| {
        let id = RoundId { contest: planned.id, round: 0 };
        let body = if plenary(planned.id) { Body::Committee } else { Body::Branch };
        let round = Round::first(planned.id, contest(plan, planned).slate());
        (id, RoundState::new(id, body, planned.office.clone(), round))
    };
    plan.contests.iter().map(state).collect()
}

/// A planned contest in the domain's terms.
pub fn contest(plan: &Plan, planned: &super::plan::PlannedContest) -> Contest {
    let candidate = |candidate: &super::plan::PlannedCandidate| {
        let member = plan.member(candidate.member)?;
        let introduction = candidate.introduction.clone();
        Some(Candidate { name: member.name.clone(), member: Some(member.id), introduction })
    };
    Contest {
        id: planned.id,
        office: planned.office.clone(),
        seats: planned.seats,
        candidates: planned.candidates.iter().filter_map(candidate).collect(),
        surplus: planned.surplus,
        form: BallotForm::Marks { write_ins: planned.write_ins },
    }
}

/// The rounds of a contest, in order.
pub fn of_contest(floor: &Floor, contest: ContestId) -> impl Iterator<Item = &RoundState> {
    floor.rounds.values().filter(move |round| round.id.contest == contest)
}

/// The contests of a body, in the order of the plan.
pub fn contests_of(floor: &Floor, body: Body) -> Vec<ContestId> {
    let of_body = |id: &ContestId| of_contest(floor, *id).any(|round| round.body == body);
    floor.plan.contests.iter().map(|contest| contest.id).filter(of_body).collect()
}

/// Enters a paper into a round.
pub(crate) fn enter(floor: &mut Floor, stamp: Stamp<'_>, id: RoundId, paper: &Paper, aside: bool) {
    let Some(round) = floor.rounds.get(&id) else { return };
    let judgement = judged(floor, round, paper);
    let twice = floor.procedure().counting == Counting::KeyedTwice && !aside;
    let bundle = twice.then(|| round.next_bundle());
    let entered = Entered { paper: paper.clone(), judgement, ruling: None, aside, bundle, seq: stamp.seq };
    if let Some(round) = floor.rounds.get_mut(&id) {
        round.enter(entered);
        round.disturb(bundle);
    }
}

/// A void round: its other steps fall away, and the whole vote is held again.
pub(crate) fn repeat(floor: &mut Floor, id: RoundId) {
    let Some(round) = floor.rounds.get(&id) else { return };
    let (next, body, kind) = (next_id(id), round.body, round.round.repeat().kind);
    let state = RoundState::new(next, body, round.office.clone(), round.round.repeat());
    floor.rounds.insert(next, state);
    floor.order.drop_rest(id);
    let plan = floor.plan.clone();
    floor.order.insert_round(&plan, next, kind, body);
}

/// Another round follows this one.
pub(crate) fn follow(floor: &mut Floor, id: RoundId, kind: RoundKind, names: &[Nominee]) {
    let Some(round) = floor.rounds.get(&id) else { return };
    let open = round.outcome(floor.procedure()).map_or(0, |outcome| outcome.open);
    let candidates = super::announce::candidates(floor, round, names);
    let further = match kind {
        RoundKind::Runoff => round.round.runoff(open, candidates),
        _ => round.round.supplementary(open, candidates),
    };
    let (next, body) = (next_id(id), round.body);
    let state = RoundState::new(next, body, round.office.clone(), further);
    floor.rounds.insert(next, state);
    if let Some(round) = floor.rounds.get_mut(&id) {
        round.choice = Some(Choice::Round(next));
    }
    let plan = floor.plan.clone();
    floor.order.insert_round(&plan, next, kind, body);
}

fn next_id(id: RoundId) -> RoundId {
    RoundId { contest: id.contest, round: id.round.saturating_add(1) }
}

/// Names by strokes (姓氏笔画).
pub fn by_strokes(a: &Name, b: &Name) -> std::cmp::Ordering {
    crate::domain::name_order::by_strokes(a, b)
}

/// The round of the current step.
///
/// # Errors
/// [`Rejection::NotAtThisStep`] when the meeting stands elsewhere.
pub(crate) fn current(floor: &Floor, kind: super::Kind, id: RoundId) -> Result<&RoundState, Rejection> {
    let here = floor.here().filter(|here| here.item.kind == kind && here.item.round == Some(id));
    here.and_then(Here::round).ok_or(Rejection::NotAtThisStep)
}

/// One line for each round and one for each of its names.
pub(crate) fn public_facts(floor: &Floor) -> Vec<String> {
    let mut lines = Vec::new();
    for round in floor.rounds.values() {
        let Turnout { due, present, issued, collected } = round.turnout();
        let Tally { valid, invalid, doubtful, printed, written } = &round.tally;
        let id = format!("round {}.{}", round.id.contest.0, round.id.round);
        let kind = match round.round.kind {
            RoundKind::First => "First",
            RoundKind::Runoff => "Runoff",
            RoundKind::Supplementary => "Supplementary",
            RoundKind::Repeat => "Repeat",
        };
        lines.push(format!("{id} {kind} due {due} present {present} issued {issued} collected {collected}"));
        lines.push(format!("{id} valid {valid} invalid {invalid} doubtful {doubtful}"));
        for (candidate, sums) in round.slate().candidates.iter().zip(printed) {
            let (yes, no, blank) = (sums.approve, sums.against, sums.abstain);
            lines.push(format!("{id} name {} yes {yes} no {no} abstain {blank}", candidate.name));
        }
        lines.extend(
            written.iter().map(|row| format!("{id} written {} yes {}", row.nominee.name, row.approve)),
        );
        if round.announced() {
            let elected = round.outcome(floor.procedure()).map(|outcome| outcome.elected).unwrap_or_default();
            lines.extend(elected.iter().map(|nominee| format!("{id} elected {}", nominee.name)));
        }
    }
    lines
}
