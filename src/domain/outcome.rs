//! Who is elected, who is tied, which seats stay open, and what follows.

use crate::domain::contest::surplus_needed;
use crate::domain::pending;
use crate::domain::rule::rank;
use crate::domain::{Count, ElectionRule, Margin, Nominee, Sums};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// What became of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// 当选.
    Elected,
    /// Enough votes, but no seat left.
    QualifiedNoSeat,
    /// Level with others for the last seat.
    Tied,
    /// Not enough votes.
    NotQualified,
}

/// One name in the result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Who.
    pub nominee: Nominee,
    /// Whether the name was printed.
    pub printed: bool,
    /// Its marks; somebody written in has approvals only.
    pub sums: Sums,
    /// What became of it.
    pub state: State,
}

/// What follows a round, as far as the rules decide it; where the rules leave a choice, the chair chooses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Next {
    /// Every seat is filled.
    Complete,
    /// A new vote among the tied.
    Runoff {
        /// Seats still open.
        seats: u32,
        /// The tied, in paper order.
        candidates: Vec<Nominee>,
    },
    /// A new vote for the open seats (or fewer seats by motion, if close to the number).
    Supplementary {
        /// Seats still open.
        seats: u32,
        /// The usual names: most votes first, with surplus if enough remain. The chair may edit them.
        candidates: Vec<Nominee>,
        /// Names not taken that have as many votes as the last one taken.
        level_with_last: Vec<Nominee>,
    },
    /// Seats stay vacant, as the procedure says.
    Vacant {
        /// Seats left open.
        seats: u32,
    },
}

/// The result of a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// By which rule.
    pub rule: ElectionRule,
    /// Seats of the round.
    pub seats: u32,
    /// The least number of approvals that qualifies, at least 1.
    pub needed: u32,
    /// Every name, in paper order, then those written in by first appearance.
    pub places: Vec<Place>,
    /// The elected, most votes first, level ones in the order of `places`.
    pub elected: Vec<Nominee>,
    /// Those tied across the last seat, in the order of `places`.
    pub tied: Vec<Nominee>,
    /// Seats not filled, those of a runoff included.
    pub open: u32,
    /// What follows.
    pub next: Next,
    /// Whether doubtful papers could still change who is elected or tied, and so whether seats stay open. The rest of
    /// the result then leaves those papers out.
    pub undecided: bool,
}

impl Outcome {
    /// The states and lists of a count under a rule; what follows is left to the rule.
    pub(crate) fn ranked(rule: ElectionRule, count: Count<'_>) -> Self {
        let (slate, tally) = (count.slate, count.tally);
        let needed = rule.needed(count, tally.valid);
        let votes: Vec<u32> = count.people().map(|(_, votes)| votes).collect();
        let states = rank(&votes, needed, slate.seats, rule.tie(count.procedure));
        let printed = tally.printed.iter().map(|sums| (true, *sums));
        let written =
            tally.written.iter().map(|row| (false, Sums { approve: row.approve, ..Sums::default() }));
        let rows = printed.chain(written).zip(count.people()).zip(states);
        let places: Vec<Place> = rows
            .map(|(((printed, sums), (nominee, _)), state)| Place { nominee, printed, sums, state })
            .collect();
        let mut outcome = Self {
            rule,
            seats: slate.seats,
            needed,
            places,
            elected: Vec::new(),
            tied: Vec::new(),
            open: 0,
            next: Next::Complete,
            undecided: pending::undecided(rule, count),
        };
        outcome.elected = outcome.by_votes(|place| place.state == State::Elected);
        outcome.tied = outcome.by_votes(|place| place.state == State::Tied);
        outcome.open = slate.seats.saturating_sub(u32::try_from(outcome.elected.len()).unwrap_or(u32::MAX));
        outcome
    }

    /// All places, most votes first, level ones in paper order.
    pub fn places_by_votes(&self) -> Vec<&Place> {
        let mut places: Vec<&Place> = self.places.iter().collect();
        places.sort_by_key(|place| Reverse(place.sums.approve));
        places
    }

    fn by_votes(&self, wanted: impl Fn(&Place) -> bool) -> Vec<Nominee> {
        let places = self.places_by_votes();
        places.into_iter().filter(|place| wanted(place)).map(|place| place.nominee.clone()).collect()
    }

    /// Those not elected, most votes first.
    pub fn not_elected(&self) -> Vec<Nominee> {
        self.by_votes(|place| place.state != State::Elected)
    }

    /// The supplementary round for the open seats: those not elected, most votes first, `open + ceil(open / 5)` of them
    /// if enough remain.
    pub fn supplementary(&self) -> Next {
        let remaining: Vec<&Place> =
            self.places_by_votes().into_iter().filter(|place| place.state != State::Elected).collect();
        let wanted = usize::try_from(surplus_needed(self.open)).unwrap_or(usize::MAX);
        let (taken, rest) = remaining.split_at(wanted.min(remaining.len()));
        let last = taken.last().map(|place| place.sums.approve);
        let names = |places: &[&Place]| places.iter().map(|place| place.nominee.clone()).collect::<Vec<_>>();
        let level =
            rest.iter().take_while(|place| Some(place.sums.approve) == last).copied().collect::<Vec<_>>();
        Next::Supplementary { seats: self.open, candidates: names(taken), level_with_last: names(&level) }
    }

    /// The place of a person.
    pub fn place(&self, nominee: &Nominee) -> Option<&Place> {
        self.places.iter().find(|place| place.nominee == *nominee)
    }

    /// Whether so few seats are open that the meeting may leave them so by motion: `close` is what the branch takes as
    /// close to the number (接近应选名额; OPEN, by default 1).
    pub fn may_leave_open(&self, close: u32) -> bool {
        self.tied.is_empty() && (1..=close).contains(&self.open)
    }
}

impl Place {
    /// How far the approvals are from what qualifies.
    pub fn margin(&self, needed: u32) -> Margin {
        match self.sums.approve.checked_sub(needed) {
            Some(spare) => Margin::Spare(spare),
            None => Margin::Missing(needed.saturating_sub(self.sums.approve)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Name;

    fn nominee(name: &str) -> Nominee {
        Nominee { name: Name::new(name).unwrap(), member: None }
    }

    /// An outcome with these names, votes and states, for `seats`.
    fn outcome(seats: u32, rows: &[(&str, u32, State)]) -> Outcome {
        let place = |(name, approve, state): &(&str, u32, State)| Place {
            nominee: nominee(name),
            printed: true,
            sums: Sums { approve: *approve, ..Sums::default() },
            state: *state,
        };
        let names = |wanted| {
            let rows = rows.iter().filter(|row| row.2 == wanted);
            rows.map(|(name, ..)| nominee(name)).collect::<Vec<_>>()
        };
        let (elected, tied) = (names(State::Elected), names(State::Tied));
        let open = seats - u32::try_from(elected.len()).unwrap();
        Outcome {
            rule: ElectionRule::Majority,
            seats,
            needed: 11,
            places: rows.iter().map(place).collect(),
            elected,
            tied,
            open,
            next: Next::Complete,
            undecided: false,
        }
    }

    use State::{Elected, NotQualified, QualifiedNoSeat, Tied};

    #[test]
    fn a_fifth_more_names_than_open_seats_stand_again() {
        for (open, stand) in [(1, 2), (2, 3), (4, 5), (5, 6), (6, 8), (8, 9), (9, 9)] {
            let names: Vec<String> = (0..9).map(|n| format!("名{n}")).collect();
            let rows: Vec<_> =
                (1..).zip(&names).map(|(votes, name)| (name.as_str(), votes, NotQualified)).collect();
            let Next::Supplementary { seats, candidates, level_with_last } =
                outcome(open, &rows).supplementary()
            else {
                panic!("supplementary")
            };
            let most: Vec<Nominee> = names.iter().rev().take(stand).map(|name| nominee(name)).collect();
            assert_eq!((seats, candidates, level_with_last), (open, most, vec![]), "{open} open");
        }
    }

    #[test]
    fn whoever_is_not_elected_may_stand_again() {
        let rows =
            [("甲", 9, NotQualified), ("乙", 15, Elected), ("丙", 12, QualifiedNoSeat), ("丁", 13, Tied)];
        let outcome = outcome(2, &rows);
        assert_eq!(outcome.not_elected(), ["丁", "丙", "甲"].map(nominee));
        let names: Vec<&Nominee> = outcome.places_by_votes().iter().map(|place| &place.nominee).collect();
        assert_eq!(names, ["乙", "丁", "丙", "甲"].map(nominee).iter().collect::<Vec<_>>());
        assert_eq!(outcome.place(&nominee("丙")).unwrap().sums.approve, 12);
        assert_eq!(outcome.place(&nominee("戊")), None);
    }

    #[test]
    fn seats_may_stay_open_when_few_are_and_nobody_is_tied() {
        let full = [("甲", 15, Elected), ("乙", 15, Elected)];
        for (seats, rows, close, may) in [
            (2, &full[..], 1, false),
            (3, &full, 1, true),
            (3, &full, 0, false),
            (4, &full, 1, false),
            (4, &full, 2, true),
            (2, &[("甲", 15, Elected), ("乙", 12, Tied), ("丙", 12, Tied)], 1, false),
        ] {
            assert_eq!(outcome(seats, rows).may_leave_open(close), may, "{rows:?} for {seats}");
        }
    }

    #[test]
    fn a_margin_says_how_many_votes_more_or_fewer() {
        let margin = |approve| outcome(1, &[("甲", approve, Elected)]).places[0].margin(11);
        assert_eq!([10, 11, 12].map(margin), [Margin::Missing(1), Margin::Spare(0), Margin::Spare(1)]);
    }
}
