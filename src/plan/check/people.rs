//! The meeting, its members and those left out of the number due.

use super::{Found, Subject};
use crate::domain::leave::ExclusionError;
use crate::domain::{Exclusion, Member, MemberId};
use crate::plan::problem::problems;
use std::collections::BTreeMap;

problems! {
    /// What can be wrong with the meeting, its members and those left out.
    pub enum PeopleProblem {
        /// The approval of the candidates is not there yet.
        NoApproval {} Warning "no-approval" {
            what { zh: "还没有上级党组织的批复", en: "the higher body's approval is not in the plan" }
            mend { zh: "收到批复后补上 approval = {{ reference = \"文号\", date = 日期 }}", en: "add approval = {{ reference = \"…\", date = … }} when it has come" }
        }
        /// The approval is dated after the meeting.
        LateApproval { approval: String, meeting: String } Warning "late-approval" {
            what { zh: "批复日期 {approval} 晚于开会日期 {meeting}", en: "the approval of {approval} is dated after the meeting of {meeting}" }
            mend { zh: "核对两个日期", en: "check both dates" }
        }
        /// Two members by one name: a paper, the wall and the minutes could not say which of them is elected.
        SameName { name: String, count: usize } Error "same-name" {
            what { zh: "名册上有 {count} 个“{name}”", en: "{count} people on the roster are called {name}" }
            mend { zh: "确认不是重复登记；确是同名的，在名册里写成分得清的姓名，如“张明（一组）”，选票上也这样印", en: "make sure that nobody is listed twice; give different people each a name that tells them apart, such as 张明（一组）, here and on the papers" }
        }
        /// Nobody may vote.
        NoVoters {} Error "no-voters" {
            what { zh: "名册上没有有选举权的党员", en: "nobody on the roster may vote" }
            mend { zh: "核对“身份”：正式党员才有选举权", en: "check the standings: formal members vote" }
        }
        /// The chair has no vote.
        ChairWithoutVote { name: String } Warning "chair-without-vote" {
            what { zh: "会议主持人 {name} 没有表决权和选举权", en: "{name} chairs and has no vote" }
            mend { zh: "核对身份，或者换一名正式党员主持", en: "check the standing, or let a formal member chair" }
        }
        /// Somebody who is left out has a part in the meeting.
        LeftOutButNeeded { name: String } Warning "left-out-but-needed" {
            what { zh: "{name} 建议不计算在应到会人数之内，却又在会上承担工作或者是候选人", en: "{name} is to be left out of the number due, but has a part in the meeting or stands" }
            mend { zh: "从 [[exclusion]] 中删去，或者换人", en: "delete the [[exclusion]], or name somebody else" }
        }
        /// No reference of the higher body's consent.
        ExclusionWithoutReference { name: String } Error "exclusion-without-reference" {
            what { zh: "{name} 不计算在应到会人数之内，没有写上级党组织同意的文号", en: "{name} is left out without the reference of the higher body's consent" }
            mend { zh: "补上 reference = \"文号\"；没有同意的，这名党员计算在应到会人数之内", en: "add reference = \"…\"; without consent the member counts as due" }
        }
        /// The plan's own class has no name.
        ExclusionWithoutClass { name: String } Error "exclusion-without-class" {
            what { zh: "{name} 的情形没有写明", en: "the class by which {name} is left out has no name" }
            mend { zh: "补上 class_name = \"情形\"", en: "add class_name = \"…\"" }
        }
        /// The earlier decision is not named in full.
        ExclusionWithoutMinutes { name: String } Error "exclusion-without-minutes" {
            what { zh: "{name} 此前已由党员大会通过，但没有写会议记录的编号", en: "{name} was left out by an earlier meeting whose minutes are not named" }
            mend { zh: "补上 earlier = {{ date = 日期, minutes = \"会议记录编号\" }}，或者删去 earlier 由本次大会表决", en: "complete earlier = {{ date = …, minutes = \"…\" }}, or delete it and let this meeting vote" }
        }
        /// Somebody without a vote is left out.
        ExclusionOfNonVoter { name: String } Error "exclusion-of-non-voter" {
            what { zh: "{name} 没有选举权，本来就不计算在应到会人数之内", en: "{name} has no vote and is not counted as due anyway" }
            mend { zh: "删去这一条", en: "delete the entry" }
        }
        /// Somebody is left out twice.
        ExclusionTwice { name: String } Error "exclusion-twice" {
            what { zh: "{name} 写了两次", en: "{name} is listed twice" }
            mend { zh: "删去其中一条", en: "delete one of the entries" }
        }
    }
}

pub(super) fn check(found: &mut Found<'_>) {
    approval(found);
    let plan = found.plan();
    if !plan.roster.iter().any(Member::may_vote) {
        found.tell_whole(PeopleProblem::NoVoters {});
    }
    if plan.member(plan.chair).is_some_and(|chair| !chair.may_vote()) {
        let name = plan.name(plan.chair).to_owned();
        found.tell(Subject::Chair, PeopleProblem::ChairWithoutVote { name });
    }
    same_names(found);
    for (at, exclusion) in plan.exclusions.iter().enumerate() {
        left_out(found, at, exclusion);
    }
}

fn approval(found: &mut Found<'_>) {
    let plan = found.plan();
    match &plan.approval {
        None => found.tell_whole(PeopleProblem::NoApproval {}),
        Some(approval) if approval.date > plan.date => {
            let (approval, meeting) = (approval.date.clone(), plan.date.clone());
            found.tell_whole(PeopleProblem::LateApproval { approval, meeting });
        }
        Some(_) => {}
    }
}

/// Told once for each name, at the second who has it.
fn same_names(found: &mut Found<'_>) {
    let mut by_name: BTreeMap<&str, Vec<MemberId>> = BTreeMap::new();
    for member in &found.plan().roster {
        by_name.entry(member.name.as_str()).or_default().push(member.id);
    }
    for (name, same) in by_name {
        let Some(second) = same.get(1) else { continue };
        let problem = PeopleProblem::SameName { name: name.to_owned(), count: same.len() };
        found.tell(Subject::Member(*second), problem);
    }
}

fn left_out(found: &mut Found<'_>, at: usize, exclusion: &Exclusion) {
    let plan = found.plan();
    let id = exclusion.member;
    let name = plan.name(id).to_owned();
    let about = Subject::Exclusion(at);
    match exclusion.check() {
        Ok(()) => {}
        Err(ExclusionError::NoReference) => {
            found.tell(about, PeopleProblem::ExclusionWithoutReference { name: name.clone() });
        }
        Err(ExclusionError::NoClass) => {
            found.tell(about, PeopleProblem::ExclusionWithoutClass { name: name.clone() });
        }
        Err(ExclusionError::NoMinutes) => {
            found.tell(about, PeopleProblem::ExclusionWithoutMinutes { name: name.clone() });
        }
    }
    let votes = plan.member(id).is_some_and(Member::may_vote);
    found.tell_if(!votes, about, PeopleProblem::ExclusionOfNonVoter { name: name.clone() });
    let twice = plan.exclusions.iter().take(at).any(|earlier| earlier.member == id);
    found.tell_if(twice, about, PeopleProblem::ExclusionTwice { name: name.clone() });
    found.tell_if(has_a_part(found, id), about, PeopleProblem::LeftOutButNeeded { name });
}

fn has_a_part(found: &Found<'_>, id: MemberId) -> bool {
    let plan = found.plan();
    let stands = plan.contests.iter().flat_map(|contest| &contest.candidates).any(|c| c.member == id);
    let serves = plan.officials.iter().any(|official| official.member == id);
    stands || serves || plan.chair == id || plan.recorder == Some(id)
}
