//! Scrutineers, tellers and the caller.

use super::contests::in_plenary;
use super::{Found, Subject};
use crate::agenda::plan::{PlannedCandidate, PlannedOfficial};
use crate::domain::OfficialRole;
use crate::plan::problem::problems;

problems! {
    /// What can be wrong with the officials.
    pub enum OfficialProblem {
        /// A relative who is an official.
        RelativeOfficial { name: String, candidate: String } Warning "official-relative" {
            what { zh: "{name} 是候选人 {candidate} 的近亲属，又是监票、计票或唱票人", en: "{name}, a relative of the candidate {candidate}, is to be an official" }
            mend { zh: "建议换人；是否回避由大会决定", en: "better name somebody else; the meeting decides" }
        }
        /// An official who stands.
        OfficialIsCandidate { name: String } Error "official-is-candidate" {
            what { zh: "{name} 是候选人，不能担任监票人、计票人或唱票人", en: "{name} is a candidate and cannot be an official" }
            mend { zh: "换一名不是候选人的党员", en: "name a member who does not stand" }
        }
        /// A scrutineer without a vote.
        OfficialWithoutVote { name: String } Error "official-without-vote" {
            what { zh: "{name} 没有选举权，不能担任监票人", en: "{name} has no vote and cannot be a scrutineer" }
            mend { zh: "换一名有选举权的正式党员", en: "name a formal member with the vote" }
        }
        /// One person with two parts.
        OfficialTwice { name: String } Error "official-twice" {
            what { zh: "{name} 担任了两项工作", en: "{name} holds two offices of the count" }
            mend { zh: "其中一项换人", en: "name somebody else for one of them" }
        }
        /// Nobody watches.
        NoScrutineer {} Warning "no-scrutineer" {
            what { zh: "没有提名监票人", en: "no scrutineer is proposed" }
            mend { zh: "补上 [officials] scrutineers = [\"…\"]；也可以在会上提名", en: "add [officials] scrutineers = [\"…\"], or propose them at the meeting" }
        }
        /// Nobody counts.
        NoTeller {} Warning "no-teller" {
            what { zh: "没有指定计票人", en: "no teller is named" }
            mend { zh: "补上 [officials] tellers = [\"…\"]；也可以在会上指定", en: "add [officials] tellers = [\"…\"], or name them at the meeting" }
        }
    }
}

pub(super) fn check(found: &mut Found<'_>) {
    let plan = found.plan();
    for (at, official) in plan.officials.iter().enumerate() {
        one(found, at, *official);
    }
    let has = |wanted: fn(OfficialRole) -> bool| plan.officials.iter().any(|official| wanted(official.role));
    if !has(OfficialRole::wants_vote) {
        found.tell_whole(OfficialProblem::NoScrutineer {});
    }
    if !has(|role| role == OfficialRole::Teller) {
        found.tell_whole(OfficialProblem::NoTeller {});
    }
}

fn one(found: &mut Found<'_>, at: usize, official: PlannedOfficial) {
    let plan = found.plan();
    let about = Subject::Official(official.member, official.role);
    let Some(member) = plan.member(official.member) else { return };
    let name = || member.name.as_str().to_owned();
    let stands = branch_candidates(found).iter().any(|candidate| candidate.member == member.id);
    found.tell_if(stands, about, OfficialProblem::OfficialIsCandidate { name: name() });
    let voteless = official.role.wants_vote() && !member.may_vote();
    found.tell_if(voteless, about, OfficialProblem::OfficialWithoutVote { name: name() });
    let twice = plan.officials.iter().take(at).any(|earlier| earlier.member == member.id);
    found.tell_if(twice, about, OfficialProblem::OfficialTwice { name: name() });
    let related = |candidate: &&PlannedCandidate| candidate.relatives.contains(&member.id);
    if let Some(candidate) = plan.contests.iter().flat_map(|contest| &contest.candidates).find(related) {
        let candidate = plan.name(candidate.member).to_owned();
        found.tell(about, OfficialProblem::RelativeOfficial { name: name(), candidate });
    }
}

/// Those who stand before the branch; the plenary names its own officials.
fn branch_candidates<'a>(found: &Found<'a>) -> Vec<&'a PlannedCandidate> {
    let contests = found.plan().contests.iter().filter(|contest| !in_plenary(found, contest.id));
    contests.flat_map(|contest| &contest.candidates).collect()
}
