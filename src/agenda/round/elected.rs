//! Who is elected to an office, over all rounds of its contest.

use super::{RoundState, by_strokes, of_contest};
use crate::agenda::{Floor, RoundId};
use crate::domain::{ContestId, Nominee};

/// Everyone elected to a contest's office in its announced rounds, in the order in which they are announced.
pub fn elected(floor: &Floor, contest: ContestId) -> Vec<Nominee> {
    elected_in(floor, contest, RoundState::announced)
}

/// The same with the elected of one round more, whether it is announced or about to be.
pub(crate) fn elected_with(floor: &Floor, id: RoundId) -> Vec<Nominee> {
    elected_in(floor, id.contest, |round| round.announced() || round.id == id)
}

fn elected_in(floor: &Floor, contest: ContestId, told: impl Fn(&RoundState) -> bool) -> Vec<Nominee> {
    let rounds = of_contest(floor, contest).filter(|round| told(round));
    let outcomes = rounds.filter_map(|round| round.outcome(floor.procedure()));
    let all: Vec<Nominee> = outcomes.flat_map(|outcome| outcome.elected).collect();
    of_contest(floor, contest).next().map(|first| in_order(first, &all)).unwrap_or_default()
}

/// People in the order in which they are announced (rules §8): by strokes of the surname; secretaries as the higher body
/// approved, which is the order of the paper, those written in behind. It never depends on the order of calling.
pub fn in_order(round: &RoundState, people: &[Nominee]) -> Vec<Nominee> {
    let approved = round.office.wants_approval();
    let place = |nominee: &Nominee| {
        let printed = approved.then(|| round.slate().position(nominee.member, &nominee.name)).flatten();
        printed.unwrap_or(usize::MAX)
    };
    let mut people = people.to_vec();
    people.sort_by(|a, b| {
        let strokes = by_strokes(&a.name, &b.name).then(a.member.cmp(&b.member));
        place(a).cmp(&place(b)).then(strokes)
    });
    people
}

/// The same people by name.
pub fn names_in_order(round: &RoundState, people: &[Nominee]) -> Vec<String> {
    in_order(round, people).into_iter().map(|nominee| nominee.name.to_string()).collect()
}

/// Everyone elected to an office, by name, in the order in which they are announced.
pub fn elected_names(floor: &Floor, contest: ContestId) -> Vec<String> {
    elected(floor, contest).into_iter().map(|nominee| nominee.name.to_string()).collect()
}
