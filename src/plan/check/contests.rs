//! Contests: seats, candidates, order.

use super::{Found, Subject};
use crate::agenda::plan::{PlannedContest, PlannedKind};
use crate::domain::contest::{CommitteeSize, committee_size, surplus_needed};
use crate::domain::name_order::outside_table;
use crate::domain::{ContestId, MemberId, Office};
use crate::plan::problem::problems;

problems! {
    /// What can be wrong with a contest.
    pub enum ContestProblem {
        /// Nothing to fill.
        NoSeat {} Error "no-seat" {
            what { zh: "应选名额是 0", en: "the contest fills no seat" }
            mend { zh: "改正 seats", en: "correct `seats`" }
        }
        /// Fewer candidates than seats.
        TooFewCandidates { candidates: usize, seats: u32 } Error "too-few-candidates" {
            what { zh: "候选人 {candidates} 名，少于应选名额 {seats} 名", en: "{candidates} candidate(s) for {seats} seat(s)" }
            mend { zh: "补足候选人，或者改正 seats", en: "add candidates or correct `seats`" }
        }
        /// Surplus below a fifth.
        SurplusTooSmall { candidates: usize, seats: u32, needed: u32 } Error "surplus-too-small" {
            what { zh: "应选 {seats} 名，候选人 {candidates} 名，差额不到应选名额的百分之二十", en: "{candidates} candidate(s) for {seats} seat(s): the surplus is below a fifth" }
            mend { zh: "候选人至少要有 {needed} 名", en: "at least {needed} candidates are needed" }
        }
        /// A committee without surplus.
        SurplusMissing {} Error "surplus-missing" {
            what { zh: "支部委员会委员应当差额选举，这里写的是等额", en: "committee members are elected with surplus, and the plan says without" }
            mend { zh: "改为 surplus = true，并补足候选人", en: "write surplus = true and add candidates" }
        }
        /// A secretary with surplus.
        SurplusForSecretary {} Warning "surplus-for-secretary" {
            what { zh: "书记、副书记通常等额选举，这里写的是差额", en: "a secretary is usually elected without surplus, and the plan says with" }
            mend { zh: "确认上级党组织批准了差额；否则改为 surplus = false", en: "make sure that the higher body agreed; otherwise write surplus = false" }
        }
        /// More than one secretary.
        OneSecretary { seats: u32 } Error "one-secretary" {
            what { zh: "书记只有 1 名，这里写的是 {seats} 名", en: "there is one secretary, and the plan says {seats}" }
            mend { zh: "改为 seats = 1；副书记另写一个选举项目", en: "write seats = 1; a deputy is a contest of its own" }
        }
        /// A small branch elects no committee.
        NoCommittee { formal: u32 } Error "branch-too-small" {
            what { zh: "正式党员 {formal} 名，不足 7 名的支部不设支部委员会", en: "{formal} formal members: a branch of fewer than 7 has no committee" }
            mend { zh: "只选书记（必要时加副书记）：office = \"secretary\"", en: "elect a secretary (and a deputy if needed): office = \"secretary\"" }
        }
        /// A committee too large.
        CommitteeTooLarge { seats: u32 } Error "committee-too-large" {
            what { zh: "支部委员会委员 {seats} 名，最多 7 名", en: "{seats} committee members; 7 is the most" }
            mend { zh: "减少 seats", en: "lower `seats`" }
        }
        /// A committee of an unusual size.
        CommitteeUnusual { seats: u32 } Warning "committee-size" {
            what { zh: "支部委员会委员 {seats} 名，一般为 3 至 5 名", en: "{seats} committee members; 3 to 5 are usual" }
            mend { zh: "确认上级党组织批复的名额", en: "check the number that the higher body approved" }
        }
        /// A candidate who cannot be elected.
        NotElectable { name: String } Error "candidate-not-electable" {
            what { zh: "{name} 不是正式党员或者正受留党察看等处分，没有被选举权", en: "{name} cannot be elected: not a formal member with full rights" }
            mend { zh: "换一名候选人，或者改正名册上的身份", en: "name another candidate, or correct the standing on the roster" }
        }
        /// A candidate twice on one paper.
        CandidateTwice { name: String } Error "candidate-twice" {
            what { zh: "{name} 在同一张选票上出现两次", en: "{name} stands twice on one paper" }
            mend { zh: "删去一个", en: "delete one" }
        }
        /// Nothing to introduce.
        NoIntroduction { name: String } Warning "no-introduction" {
            what { zh: "没有 {name} 的介绍；选举前要向大会介绍候选人（《条例》第二十一条）", en: "{name} has no introduction; candidates are introduced before the vote (the Regulation, art. 21)" }
            mend { zh: "补上 introduction：简历、工作实绩、主要优缺点", en: "add an introduction: life, work, strengths and weaknesses" }
        }
        /// A character without a stroke order.
        NoStrokeOrder { name: String, sign: char } Warning "no-stroke-order" {
            what { zh: "“{name}”的“{sign}”不在《通用规范汉字表》中，程序把它排在最后", en: "{sign} of {name} is not in the official table: the program puts it last" }
            mend { zh: "核对选票顺序；要自己定顺序，写 order = \"given\"", en: "check the order of the paper; to fix it by hand write order = \"given\"" }
        }
        /// A plenary candidate who cannot be on the committee.
        OutsideCommittee { name: String } Error "outside-committee" {
            what { zh: "{name} 不是支部委员会委员候选人，不能在第一次全体会议上当选", en: "{name} does not stand for the committee and cannot be elected by its plenary" }
            mend { zh: "把 {name} 列为委员候选人，或者换人", en: "let {name} stand for the committee, or name somebody else" }
        }
    }
}

pub(super) fn check(found: &mut Found<'_>) {
    let plan = found.plan();
    for contest in &plan.contests {
        seats(found, contest);
        candidates(found, contest);
        if contest.office == Office::CommitteeMember {
            committee(found, contest);
        }
        if in_plenary(found, contest.id) {
            plenary(found, contest);
        }
    }
}

pub(super) fn in_plenary(found: &Found<'_>, contest: ContestId) -> bool {
    let mut items = found.plan().agenda.iter();
    items.any(|item| item.item == PlannedKind::Plenary && item.contest == Some(contest))
}

fn seats(found: &mut Found<'_>, contest: &PlannedContest) {
    let about = Subject::Contest(contest.id);
    let (seats, candidates) = (contest.seats, contest.candidates.len());
    let needed = surplus_needed(seats);
    let fewer_than = |most: u32| usize::try_from(most).is_ok_and(|most| candidates < most);
    if seats == 0 {
        found.tell(about, ContestProblem::NoSeat {});
    } else if fewer_than(seats) {
        found.tell(about, ContestProblem::TooFewCandidates { candidates, seats });
    } else if contest.surplus && fewer_than(needed) {
        found.tell(about, ContestProblem::SurplusTooSmall { candidates, seats, needed });
    }
    let secretary = contest.office.wants_approval();
    found.tell_if(secretary && contest.surplus, about, ContestProblem::SurplusForSecretary {});
    let several = contest.office == Office::Secretary && seats > 1;
    found.tell_if(several, about, ContestProblem::OneSecretary { seats });
}

fn committee(found: &mut Found<'_>, contest: &PlannedContest) {
    let about = Subject::Contest(contest.id);
    let formal = found.plan().roster.iter().filter(|member| member.may_vote()).count();
    let formal = u32::try_from(formal).unwrap_or(u32::MAX);
    found.tell_if(!contest.surplus, about, ContestProblem::SurplusMissing {});
    let seats = contest.seats;
    match committee_size(formal) {
        CommitteeSize::NoCommittee => found.tell(about, ContestProblem::NoCommittee { formal }),
        CommitteeSize::Seats { most, .. } if seats > most => {
            found.tell(about, ContestProblem::CommitteeTooLarge { seats });
        }
        CommitteeSize::Seats { least, usual, .. } => {
            let unusual = seats > usual || (1..least).contains(&seats);
            found.tell_if(unusual, about, ContestProblem::CommitteeUnusual { seats });
        }
    }
}

fn candidates(found: &mut Found<'_>, contest: &PlannedContest) {
    let plan = found.plan();
    for (at, candidate) in contest.candidates.iter().enumerate() {
        let about = Subject::Candidate(contest.id, at);
        let Some(member) = plan.member(candidate.member) else { continue };
        let name = || member.name.as_str().to_owned();
        found.tell_if(!member.may_vote(), about, ContestProblem::NotElectable { name: name() });
        let twice = contest.candidates.iter().take(at).any(|earlier| earlier.member == member.id);
        found.tell_if(twice, about, ContestProblem::CandidateTwice { name: name() });
        let silent = candidate.introduction.is_empty();
        found.tell_if(silent, about, ContestProblem::NoIntroduction { name: name() });
        if let Some(sign) =
            outside_table(&member.name).filter(|_| found.prepared.stroke_ordered.contains(&contest.id))
        {
            found.tell(about, ContestProblem::NoStrokeOrder { name: name(), sign });
        }
    }
}

/// Only those who stand for the committee can be elected by its plenary.
fn plenary(found: &mut Found<'_>, contest: &PlannedContest) {
    let plan = found.plan();
    for (at, candidate) in contest.candidates.iter().enumerate() {
        if !stands_for_committee(found, candidate.member) {
            let name = plan.name(candidate.member).to_owned();
            found.tell(Subject::Candidate(contest.id, at), ContestProblem::OutsideCommittee { name });
        }
    }
}

fn stands_for_committee(found: &Found<'_>, member: MemberId) -> bool {
    let mut committee =
        found.plan().contests.iter().filter(|contest| contest.office == Office::CommitteeMember);
    committee.any(|contest| contest.candidates.iter().any(|candidate| candidate.member == member))
}
