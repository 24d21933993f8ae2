//! Who may be an official, and whether the list is whole and passed.

use super::super::floor::must;
use super::super::order::{Body, Item, ItemId};
use super::super::round::RoundState;
use super::super::{Command as AnyCommand, Here, Kind, Rejection, motion};
use super::{Command, Official, named, scrutineers, tellers, with};
use crate::domain::official::{Conflict, conflicts};
use crate::domain::round::RoundVerdict;
use crate::domain::{MemberId, OfficialRole, Slate};

/// Whether somebody is here.
pub(super) fn in_room(here: Here<'_>, member: MemberId) -> bool {
    let committee = here.item.body == Body::Committee && here.floor.committee.presence(member).here();
    committee || here.floor.branch.presence(member).here()
}

/// The papers of the body's rounds that are still to be decided: a void one is not, the round in its place is.
fn open_slates(here: Here<'_>) -> Vec<Slate> {
    let open = |round: &&RoundState| {
        let void = round.declared == Some(RoundVerdict::Void);
        round.body == here.item.body && !round.announced() && !void
    };
    let open = here.floor.rounds.values().filter(open);
    open.map(|round| round.slate().clone()).collect()
}

/// Whether the plan notes a member as a near relative of somebody who stands.
pub(super) fn relative(here: Here<'_>, member: MemberId) -> bool {
    relatives(here).contains(&member)
}

fn relatives(here: Here<'_>) -> Vec<MemberId> {
    let slates = open_slates(here);
    let stands = |id: MemberId| {
        slates.iter().flat_map(|slate| &slate.candidates).any(|candidate| candidate.member == Some(id))
    };
    let planned = here.floor.plan.contests.iter().flat_map(|contest| &contest.candidates);
    planned.filter(|candidate| stands(candidate.member)).flat_map(|c| c.relatives.clone()).collect()
}

/// What speaks against an official, whoever else is named: the first fact that refuses.
pub(super) fn objection(here: Here<'_>, official: Official) -> Option<Rejection> {
    let Official { member, role } = official;
    let Some(person) = here.floor.plan.member(member) else { return Some(Rejection::UnknownMember) };
    let name = || person.name.to_string();
    let found = conflicts(person, role, &open_slates(here), &[], &relatives(here));
    match found.into_iter().find(|conflict| conflict.blocks()) {
        Some(Conflict::Candidate) => return Some(Rejection::OfficialStands { name: name() }),
        Some(_) => return Some(Rejection::NotAVoter { name: name() }),
        None => {}
    }
    if here.floor.branch.left_out.contains(&member) {
        return Some(Rejection::OfficialLeftOut { name: name() });
    }
    let votes = here.roll().voters.contains(&member);
    match here.item.body {
        Body::Committee if role.wants_vote() && !votes => Some(Rejection::NotOnCommittee { name: name() }),
        _ => None,
    }
}

/// Whether somebody can be named, beside those who are named already.
pub(super) fn may_name(here: Here<'_>, official: Official) -> Result<(), Rejection> {
    let (floor, body) = (here.floor, here.item.body);
    objection(here, official).map_or(Ok(()), Err)?;
    let twice = named(floor, body).iter().any(|other| other.member == official.member);
    must(!twice, Rejection::NamedTwice { name: floor.name(official.member).to_owned() })?;
    let chiefs = with(floor, body, |role| role == OfficialRole::ChiefScrutineer);
    match chiefs.first().filter(|_| official.role == OfficialRole::ChiefScrutineer) {
        Some(chief) => Err(Rejection::SecondChief { name: floor.name(*chief).to_owned() }),
        None => Ok(()),
    }
}

/// Whether a vote already covers every scrutineer: passed at or after the item at which one was named last.
pub(super) fn covered(here: Here<'_>) -> bool {
    let Here { floor, item } = here;
    let changed = floor.facts.officials.team(item.body).changed;
    let place = |id: ItemId| floor.order.items.iter().position(|item| item.id == id);
    let since = changed.and_then(place).unwrap_or(0);
    let of_body = |other: &&Item| other.kind == Kind::Officials && other.body == item.body;
    floor.order.items.iter().skip(since).filter(of_body).any(|item| motion::passed(floor, item.id))
}

/// Whether the list is whole and nobody on it is refused.
pub(super) fn complete(here: Here<'_>) -> Result<(), Rejection> {
    let (floor, body) = (here.floor, here.item.body);
    let refused = named(floor, body).iter().find_map(|official| objection(here, *official));
    refused.map_or(Ok(()), Err)?;
    must(!scrutineers(floor, body).is_empty(), Rejection::NoScrutineer)?;
    must(!tellers(floor, body).is_empty(), Rejection::NoTeller)
}

/// Somebody in the room who can be named; the plan's own officials first, the chairs last.
pub(super) fn volunteer(here: Here<'_>, role: OfficialRole) -> Option<AnyCommand> {
    let plan = &here.floor.plan;
    let chairs = [Some(plan.chair), super::super::convene::chair(here.floor)];
    let listed = plan.officials.iter().filter(|planned| planned.role == role).map(|planned| planned.member);
    let all = || plan.roster.iter().map(|member| member.id);
    let fits = |member: &MemberId| {
        may_name(here, Official { member: *member, role }).is_ok() && in_room(here, *member)
    };
    let free = |member: &MemberId| !chairs.contains(&Some(*member)) && !relative(here, *member);
    let preferred = listed.chain(all().filter(free)).chain(all());
    let member = { preferred }.find(fits)?;
    Some(Command::Name(Official { member, role }).into())
}
