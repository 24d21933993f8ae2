//! The rule of the first, repeated and supplementary rounds: qualified by the threshold (usually more than half of the
//! voters present), then the most votes.

use crate::domain::procedure::ShortfallRule;
use crate::domain::{Count, ElectionRule, Next, Outcome};

/// Who is elected, and what follows: a runoff on a tie across the last seat, else what the procedure says about seats
/// left open.
pub fn elect(count: Count<'_>) -> Outcome {
    let mut outcome = Outcome::ranked(ElectionRule::Majority, count);
    outcome.next = next(&outcome, count.procedure.shortfall);
    outcome
}

fn next(outcome: &Outcome, shortfall: ShortfallRule) -> Next {
    let seats = outcome.open;
    if seats == 0 {
        Next::Complete
    } else if !outcome.tied.is_empty() {
        Next::Runoff { seats, candidates: outcome.tied.clone() }
    } else if shortfall == ShortfallRule::Vacant {
        Next::Vacant { seats }
    } else {
        outcome.supplementary()
    }
}
