//! Who stands in a further round: the tied, or those not elected in any round so far (rules §7).

use super::ways::{self, WayOn};
use crate::agenda::floor::must;
use crate::agenda::round::{self, RoundState};
use crate::agenda::{Floor, Here, Rejection};
use crate::domain::contest::surplus_needed;
use crate::domain::{Candidate, Next, Nominee, Outcome, Place, RoundKind, State};
use std::cmp::Reverse;

/// Somebody who may stand in a supplementary round.
pub(super) struct MayStand {
    /// Who.
    pub(super) nominee: Nominee,
    /// The approvals that they had when they stood last.
    pub(super) votes: u32,
    /// The number of the earlier round in which that was, from 1; `None` for the round just held.
    pub(super) earlier: Option<u32>,
}

/// Those not elected in this round, most votes first; then those not elected in an earlier one who were not voted on in
/// this, by the votes that they had last.
pub(super) fn may_stand(floor: &Floor, round: &RoundState, outcome: &Outcome) -> Vec<MayStand> {
    let last = outcome.places_by_votes().into_iter().filter(|place| place.state != State::Elected);
    let mut all: Vec<MayStand> = last.map(|place| standing(place, None)).collect();
    let now = all.len();
    let elected = round::elected_with(floor, round.id);
    let mut earlier: Vec<&RoundState> = round::of_contest(floor, round.id.contest)
        .filter(|other| other.announced() && other.id < round.id)
        .collect();
    earlier.reverse();
    for other in earlier {
        let Some(outcome) = other.outcome(floor.procedure()) else { continue };
        for place in outcome.places_by_votes() {
            let known = elected.iter().chain(all.iter().map(|one| &one.nominee));
            if !{ known }.any(|one| one.is(&place.nominee)) {
                all.push(standing(place, Some(other.round.number)));
            }
        }
    }
    if let Some(rest) = all.get_mut(now..) {
        rest.sort_by_key(|one| Reverse(one.votes));
    }
    all
}

/// The same of the round at whose announcement the meeting stands.
pub(super) fn may_stand_here(here: Here<'_>) -> Vec<MayStand> {
    let round = here.round().and_then(|round| Some((round, super::outcome(here)?)));
    round.map(|(round, outcome)| may_stand(here.floor, round, &outcome)).unwrap_or_default()
}

fn standing(place: &Place, earlier: Option<u32>) -> MayStand {
    MayStand { nominee: place.nominee.clone(), votes: place.sums.approve, earlier }
}

/// How many stand in a supplementary round at least: a fifth more than seats are open, if enough remain.
pub(super) fn least(outcome: &Outcome, remain: usize) -> usize {
    usize::try_from(surplus_needed(outcome.open)).unwrap_or(usize::MAX).min(remain)
}

/// Whether such a round may follow: a runoff among exactly the tied, a supplementary round among those not elected, with
/// the surplus if enough remain.
pub(super) fn may_follow(
    floor: &Floor,
    round: &RoundState,
    kind: RoundKind,
    names: &[Nominee],
) -> Result<(), Rejection> {
    let outcome = round.outcome(floor.procedure()).ok_or(Rejection::NotAnnounced)?;
    match (kind, &outcome.next) {
        (RoundKind::Runoff, Next::Runoff { candidates, .. }) => {
            must(candidates == names && !names.is_empty(), Rejection::NotTheTied)
        }
        (RoundKind::Supplementary, Next::Supplementary { .. }) => {
            ways::must_be_lawful(floor, round, WayOn::Supplementary)?;
            let remain = may_stand(floor, round, &outcome);
            let known = |(at, name): (usize, &Nominee)| {
                remain.iter().any(|one| one.nominee == *name)
                    && !names.iter().take(at).any(|other| other == name)
            };
            must(names.iter().enumerate().all(known), Rejection::NoSuchName)?;
            let needed = least(&outcome, remain.len());
            must(names.len() >= needed, Rejection::TooFewStand { given: names.len(), needed })
        }
        _ => Err(Rejection::NotAtThisStep),
    }
}

/// The people who stand in the round after this one, as candidates: with the introduction of the paper on which they were
/// printed last.
pub(crate) fn candidates(floor: &Floor, round: &RoundState, names: &[Nominee]) -> Vec<Candidate> {
    let papers: Vec<&RoundState> =
        round::of_contest(floor, round.id.contest).filter(|other| other.id <= round.id).collect();
    let candidate = |name: &Nominee| {
        let on = |other: &&&RoundState| other.slate().position(name.member, &name.name).is_some();
        let paper = papers.iter().rev().find(on).copied().unwrap_or(round);
        paper.round.candidates(std::slice::from_ref(name))
    };
    let mut candidates: Vec<Candidate> = names.iter().flat_map(candidate).collect();
    if !round.office.wants_approval() {
        candidates.sort_by(|a, b| round::by_strokes(&a.name, &b.name));
    }
    candidates
}
