//! What holds of a meeting at any moment; the fuzzers of `tests/fuzz` share it.

use changpiao::agenda::Floor;
use changpiao::agenda::round::RoundState;
use changpiao::domain::RoundKind;
use std::collections::BTreeSet;

/// What must hold of a meeting at any moment.
pub(crate) fn holds(floor: &Floor) {
    for roll in [&floor.branch, &floor.committee] {
        assert!(roll.present() <= roll.due() + u32::try_from(roll.left_out.len()).unwrap());
    }
    for round in floor.rounds.values() {
        adds_up(floor, round);
    }
    for contest in &floor.plan.contests {
        let elected = floor.elected(contest.id);
        let distinct: BTreeSet<_> = elected.iter().collect();
        assert_eq!(distinct.len(), elected.len(), "elected twice");
        assert!(elected.len() <= contest.seats as usize, "more elected than seats");
        assert!(
            elected.iter().all(|member| floor.branch.voters.contains(member)),
            "elected without the right"
        );
    }
}

/// The identities of a round, its running sums against its papers, and who is elected against the half.
fn adds_up(floor: &Floor, round: &RoundState) {
    let Some(collected) = round.collected else { return assert!(round.entered.is_empty()) };
    let turnout = round.turnout();
    if collected > turnout.issued.min(turnout.present) {
        return assert!(round.entered.is_empty(), "papers of a void round are counted");
    }
    let limit = floor.procedure().max_marks.limit(round.slate().seats);
    round.tally.check_counting(turnout, limit).unwrap();
    match &round.totals {
        None => assert_eq!(round.tally.papers(), round.entered.len() as u64),
        Some(_) => assert!(round.entered.is_empty()),
    }
    assert_eq!(u64::from(collected), round.tally.papers() + u64::from(round.left()));
    let Some(outcome) = round.outcome(floor.procedure()) else { return };
    round.tally.check_finished(turnout, limit).unwrap();
    assert!(outcome.elected.len() <= round.slate().seats as usize);
    let rows = round.slate().candidates.iter().zip(&round.tally.printed);
    let printed = rows.map(|(candidate, sums)| (candidate.member, sums.approve));
    let written = round.tally.written.iter().map(|row| (row.nominee.member, row.approve));
    let votes: Vec<_> = printed.chain(written).collect();
    for nominee in &outcome.elected {
        let (_, yes) = votes.iter().find(|(member, _)| *member == nominee.member).unwrap();
        let half = round.round.kind == RoundKind::Runoff || 2 * yes > turnout.present;
        assert!(half, "{} elected with {yes} of {}", nominee.name.as_str(), turnout.present);
        let roll = floor.roll(round.body);
        assert!(nominee.member.is_some_and(|member| roll.voters.contains(&member)), "{nominee:?}");
    }
}
