//! The rule of a runoff: the most votes among the tied, the half is not asked again. Nobody is seated without a vote.

use crate::domain::{Count, ElectionRule, Next, Outcome};

/// Who is elected; still tied, or without a single vote for a seat, the rest is voted on again (or the higher body asked:
/// the chair chooses).
pub fn elect(count: Count<'_>) -> Outcome {
    let mut outcome = Outcome::ranked(ElectionRule::Plurality, count);
    outcome.next = next(&outcome);
    outcome
}

fn next(outcome: &Outcome) -> Next {
    let seats = outcome.open;
    if seats == 0 {
        return Next::Complete;
    }
    let candidates = if outcome.tied.is_empty() { outcome.not_elected() } else { outcome.tied.clone() };
    Next::Runoff { seats, candidates }
}
