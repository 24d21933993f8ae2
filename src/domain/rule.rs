//! The rules of election: one file each, chosen by the round and its form of paper.
//!
//! | Rule | For | File |
//! |---|---|---|
//! | [`ElectionRule::Majority`] | first, repeated and supplementary rounds on papers of marks | [`majority`] |
//! | [`ElectionRule::Plurality`] | runoffs | [`plurality`] |

pub mod majority;
pub mod plurality;

use crate::domain::pending::Pending;
use crate::domain::procedure::TieRule;
use crate::domain::{BallotForm, Nominee, Outcome, Procedure, RoundKind, Slate, State, Tally, Turnout};
use serde::{Deserialize, Serialize};

/// A rule that says who is elected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ElectionRule {
    /// Above the threshold, then the most votes.
    Majority,
    /// The most votes among the tied.
    Plurality,
}

/// A round's count: all that a rule looks at.
#[derive(Clone, Copy, Debug)]
pub struct Count<'a> {
    /// What the round votes on.
    pub slate: &'a Slate,
    /// The sums of the papers counted.
    pub tally: &'a Tally,
    /// The base.
    pub turnout: Turnout,
    /// The adopted procedure.
    pub procedure: &'a Procedure,
    /// What the doubtful papers may still become.
    pub pending: &'a [Pending],
}

impl ElectionRule {
    /// The rule for a round of this kind on this form of paper.
    pub fn of(kind: RoundKind, form: BallotForm) -> Self {
        let BallotForm::Marks { .. } = form;
        match kind {
            RoundKind::Runoff => Self::Plurality,
            RoundKind::First | RoundKind::Supplementary | RoundKind::Repeat => Self::Majority,
        }
    }

    /// Who is elected by this count, and what follows.
    pub fn elect(self, count: Count<'_>) -> Outcome {
        match self {
            Self::Majority => majority::elect(count),
            Self::Plurality => plurality::elect(count),
        }
    }

    /// The least number of approvals that qualifies when `valid` papers are valid, at least 1.
    pub fn needed(self, count: Count<'_>, valid: u32) -> u32 {
        match self {
            Self::Majority => count.procedure.majority.needed(count.turnout, valid),
            Self::Plurality => 1,
        }
    }

    /// What a tie across the last seat leads to under this rule: a runoff is itself the answer to one.
    pub fn tie(self, procedure: &Procedure) -> TieRule {
        match self {
            Self::Majority => procedure.tie,
            Self::Plurality => TieRule::Runoff,
        }
    }
}

impl Count<'_> {
    /// Everyone with a row in the tally: those printed, then those written in.
    pub fn people(&self) -> impl Iterator<Item = (Nominee, u32)> {
        let printed = self.slate.candidates.iter().zip(&self.tally.printed);
        let printed = printed.map(|(candidate, sums)| (candidate.nominee(), sums.approve));
        printed.chain(self.tally.written.iter().map(|row| (row.nominee.clone(), row.approve)))
    }
}

/// The state of each name by its approvals: qualified with `needed`, seated by most votes, tied across the last seat.
///
/// Among those qualified, a name is elected if at most `seats` of them have as many approvals or more; it is tied if
/// fewer than `seats` have more.
pub fn rank(votes: &[u32], needed: u32, seats: u32, tie: TieRule) -> Vec<State> {
    let mut sorted: Vec<u32> = votes.iter().copied().filter(|v| *v >= needed).collect();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    let seats = usize::try_from(seats).unwrap_or(usize::MAX);
    let state = |v: u32| {
        let above = sorted.partition_point(|other| *other > v);
        let level = sorted.partition_point(|other| *other >= v);
        match tie {
            _ if v < needed => State::NotQualified,
            _ if level <= seats => State::Elected,
            TieRule::Runoff if above < seats => State::Tied,
            TieRule::Runoff | TieRule::Vacant => State::QualifiedNoSeat,
        }
    };
    votes.iter().map(|v| state(*v)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_runoff_has_a_rule_of_its_own() {
        let form = BallotForm::Marks { write_ins: true };
        for (kind, rule) in [
            (RoundKind::First, ElectionRule::Majority),
            (RoundKind::Runoff, ElectionRule::Plurality),
            (RoundKind::Supplementary, ElectionRule::Majority),
            (RoundKind::Repeat, ElectionRule::Majority),
        ] {
            assert_eq!(ElectionRule::of(kind, form), rule, "{kind:?}");
        }
        let vacant = Procedure { tie: TieRule::Vacant, ..Procedure::default() };
        assert_eq!(ElectionRule::Majority.tie(&vacant), TieRule::Vacant);
        assert_eq!(ElectionRule::Majority.tie(&Procedure::default()), TieRule::Runoff);
        assert_eq!(ElectionRule::Plurality.tie(&vacant), TieRule::Runoff);
    }

    #[test]
    fn the_most_votes_are_seated_and_those_level_for_the_last_seat_tie() {
        // Elected, no seat, tied, not qualified; 11 are needed.
        for (seats, votes, states) in [
            (1, &[11, 10][..], "E-"),
            (1, &[10, 10], "--"),
            (2, &[11, 20], "EE"),
            (3, &[15, 12, 12, 11], "EEEn"),
            (3, &[11, 12, 12, 15], "nEEE"),
            (3, &[15, 13, 12, 12, 3], "EETT-"),
            (3, &[15, 12, 9, 8], "EE--"),
            (2, &[15, 14, 11, 11], "EEnn"),
            (3, &[15, 15, 12, 3], "EEE-"),
            (1, &[12, 12, 12, 11], "TTTn"),
            (2, &[12, 12, 12, 13], "TTTE"),
            (4, &[11, 11, 11, 11], "EEEE"),
            (3, &[11, 11, 11, 11], "TTTT"),
            (3, &[11, 11, 11, 10], "EEE-"),
            (0, &[20, 10], "n-"),
            (9, &[], ""),
        ] {
            let told = |tie| {
                let letter = |state: &State| match state {
                    State::Elected => 'E',
                    State::QualifiedNoSeat => 'n',
                    State::Tied => 'T',
                    State::NotQualified => '-',
                };
                rank(votes, 11, seats, tie).iter().map(letter).collect::<String>()
            };
            assert_eq!(told(TieRule::Runoff), states, "{votes:?} for {seats}");
            assert_eq!(told(TieRule::Vacant), states.replace('T', "n"), "{votes:?} for {seats}");
        }
    }
}
