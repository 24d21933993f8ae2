//! Whether doubtful papers could still change who is elected, who is tied, and so whether seats stay open.
//!
//! # How it is decided
//!
//! Each doubtful paper may come to be invalid, or to count in any of its [`Readings`]. A name's state (elected above
//! tied above neither) can only improve when its own approvals rise and the lead of others over it shrinks. So, while
//! the number needed is fixed and each paper's choices are free of one another, one pair of rulings decides for each
//! name: the best for it (papers that approve it count, with nobody else who need not be on them; the others are
//! invalid) and the worst (papers that must approve it are invalid; the others count with everybody else). The result
//! is open exactly if these two differ for some name. No approximation is made. Names whose state no votes within their
//! bounds could change, which are nearly all names of a large box, are not asked.
//!
//! When valid papers are the base of the majority, or a limit couples the choices on one paper, that argument does not
//! hold. Then the result is settled if even the bounds of each name's votes, taken one by one, leave every state as it
//! is; otherwise every reachable combination of sums is tried. That is exact too, up to [`MOST_STEPS`] combinations;
//! beyond them the answer is the safe one, "could still change".

mod bounds;
mod group;

use crate::domain::procedure::TieRule;
use crate::domain::rule::rank;
use crate::domain::{Count, ElectionRule, Nominee, Person, Readings, State};
use bounds::Bounds;
use group::Group;
use std::collections::{HashMap, HashSet};

/// How many combinations are tried before the answer is "could still change".
pub const MOST_STEPS: usize = 2_000_000;

/// Doubtful papers that can come to count in the same ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// The ways.
    pub readings: Readings,
    /// How many such papers.
    pub times: u32,
}

/// Whether the papers in `count.pending` could still change the outcome.
pub fn undecided(rule: ElectionRule, count: Count<'_>) -> bool {
    let open = Open::of(rule, count);
    if open.papers.is_empty() {
        return false;
    }
    let bounds = Bounds::of(&open);
    let mut unsettled = (0..open.votes.len()).filter(|person| !bounds.settle(&open, *person));
    if bounds.needed.0 == bounds.needed.1 && open.papers.iter().all(Group::is_free) {
        return unsettled.any(|person| open.best(person) != open.worst(person));
    }
    unsettled.next().is_some() && open.search()
}

/// The count in numbers: people are positions.
struct Open<'a> {
    rule: ElectionRule,
    count: Count<'a>,
    votes: Vec<u32>,
    papers: Vec<Group>,
}

/// Someone's votes among those of all.
#[derive(Clone, Copy)]
struct Standing {
    own: u32,
    /// People with as many or more, this one among them.
    level: usize,
    /// People with more.
    above: usize,
}

/// A state as far as it matters here.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Class {
    Neither,
    Tied,
    Elected,
}

impl Class {
    fn of(state: State) -> Self {
        match state {
            State::Elected => Self::Elected,
            State::Tied => Self::Tied,
            State::QualifiedNoSeat | State::NotQualified => Self::Neither,
        }
    }
}

impl<'a> Open<'a> {
    fn of(rule: ElectionRule, count: Count<'a>) -> Self {
        let mut votes: Vec<u32> = Vec::new();
        let mut places: HashMap<Nominee, usize> = HashMap::new();
        let printed = count.slate.candidates.len();
        for (place, (nominee, approve)) in count.people().enumerate() {
            votes.push(approve);
            if place >= printed {
                places.insert(nominee, place);
            }
        }
        let mut place = |person: &Person| match person {
            Person::Printed(place) => *place,
            Person::Written(nominee) => *places.entry(nominee.clone()).or_insert_with(|| {
                votes.push(0);
                votes.len() - 1
            }),
        };
        let papers: Vec<Group> = count
            .pending
            .iter()
            .filter(|pending| pending.times > 0)
            .map(|pending| Group::new(&pending.readings, pending.times, &mut place))
            .collect();
        Self { rule, count, votes, papers }
    }

    /// The number needed when so many of the doubtful papers are valid.
    fn needed_with(&self, valid: u32) -> u32 {
        self.rule.needed(self.count, self.count.tally.valid.saturating_add(valid))
    }

    /// The least and the most that may come to be needed.
    fn needed_bounds(&self) -> (u32, u32) {
        let doubtful = self.papers.iter().fold(0u32, |sum, group| sum.saturating_add(group.times));
        (self.needed_with(0), self.needed_with(doubtful))
    }

    /// The state of one person among these votes.
    fn class(&self, person: usize, votes: &[u32], needed: u32) -> Class {
        let own = votes.get(person).copied().unwrap_or(0);
        let level = votes.iter().filter(|other| **other >= own).count();
        let above = votes.iter().filter(|other| **other > own).count();
        self.class_of(Standing { own, level, above }, needed)
    }

    fn class_of(&self, Standing { own, level, above }: Standing, needed: u32) -> Class {
        let seats = usize::try_from(self.count.slate.seats).unwrap_or(usize::MAX);
        if own < needed {
            Class::Neither
        } else if level <= seats {
            Class::Elected
        } else if above < seats && self.tie() == TieRule::Runoff {
            Class::Tied
        } else {
            Class::Neither
        }
    }

    /// The state under the rulings that are best for this person.
    fn best(&self, person: usize) -> Class {
        let mut votes = self.votes.clone();
        for group in &self.papers {
            let on_paper = group.certain.contains(&person);
            if on_paper || group.optional.contains(&person) {
                add(&mut votes, &group.certain, group.times);
            }
            if !on_paper && group.optional.contains(&person) {
                add(&mut votes, &[person], group.times);
            }
        }
        self.class(person, &votes, self.needed_with(0))
    }

    /// The state under the rulings that are worst for this person.
    fn worst(&self, person: usize) -> Class {
        let mut votes = self.votes.clone();
        for group in self.papers.iter().filter(|group| !group.certain.contains(&person)) {
            add(&mut votes, &group.certain, group.times);
            let others: Vec<usize> =
                group.optional.iter().copied().filter(|other| *other != person).collect();
            add(&mut votes, &others, group.times);
        }
        self.class(person, &votes, self.needed_with(0))
    }

    /// Whether some combination of rulings changes a state, by trying them all.
    fn search(&self) -> bool {
        let settled = self.classes(&self.votes, 0);
        let mut reached: HashSet<(Vec<u32>, u32)> = HashSet::from([(self.votes.clone(), 0)]);
        let mut steps = 0usize;
        for group in &self.papers {
            let Some(options) = group.approvals() else { return true };
            let mut fresh: Vec<(Vec<u32>, u32)> = reached.iter().cloned().collect();
            for _ in 0..group.times {
                if fresh.is_empty() {
                    break;
                }
                let mut found = Vec::new();
                for (votes, valid) in &fresh {
                    for people in &options {
                        steps += 1;
                        let mut votes = votes.clone();
                        add(&mut votes, people, 1);
                        if steps > MOST_STEPS || self.classes(&votes, valid + 1) != settled {
                            return true;
                        }
                        let state = (votes, valid + 1);
                        if reached.insert(state.clone()) {
                            found.push(state);
                        }
                    }
                }
                fresh = found;
            }
        }
        false
    }

    fn classes(&self, votes: &[u32], valid: u32) -> Vec<Class> {
        let states = rank(votes, self.needed_with(valid), self.count.slate.seats, self.tie());
        states.into_iter().map(Class::of).collect()
    }

    fn tie(&self) -> TieRule {
        self.rule.tie(self.count.procedure)
    }
}

/// Adds approvals; sums beyond any real count stay at the largest number.
fn add(votes: &mut [u32], people: &[usize], times: u32) {
    for person in people {
        if let Some(sum) = votes.get_mut(*person) {
            *sum = sum.saturating_add(times);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::procedure::{Majority, MajorityBase};
    use crate::domain::{BallotForm, Candidate, Name, Procedure, Slate, Sums, Tally, Turnout};

    /// Whether papers approving these positions for certain, and these perhaps, leave a count open.
    fn open(
        seats: u32,
        approvals: &[u32],
        base: MajorityBase,
        papers: &[(&[usize], &[usize], usize, u32)],
    ) -> bool {
        let valid = 10;
        let name = |place: usize| Name::new(&format!("名{}", place + 1)).unwrap();
        let candidates = (0..approvals.len()).map(|place| Candidate::new(name(place), None)).collect();
        let slate = Slate { seats, candidates, form: BallotForm::Marks { write_ins: true } };
        let sums = |approve: &u32| Sums { approve: *approve, against: 0, abstain: valid - approve };
        let tally = Tally { printed: approvals.iter().map(sums).collect(), valid, ..Tally::default() };
        let majority = Majority { base, ..Majority::default() };
        let procedure = Procedure { majority, ..Procedure::default() };
        let people =
            |places: &[usize]| places.iter().map(|place| Person::Printed(*place)).collect::<Vec<_>>();
        let pending: Vec<Pending> = papers
            .iter()
            .map(|(certain, optional, most, times)| Pending {
                readings: Readings {
                    certain: people(certain),
                    optional: people(optional),
                    most: *most,
                    ..Readings::default()
                },
                times: *times,
            })
            .collect();
        let turnout = Turnout { due: 12, present: 12, issued: 12, collected: 12 };
        let count = Count { slate: &slate, tally: &tally, turnout, procedure: &procedure, pending: &pending };
        undecided(ElectionRule::Majority, count)
    }

    use MajorityBase::{Present, Valid};

    #[test]
    fn a_paper_matters_only_where_it_could_move_a_state() {
        assert!(!open(1, &[8, 2], Present, &[(&[1], &[], 0, 1)]));
        assert!(open(1, &[6, 2], Present, &[(&[0], &[], 0, 1)]), "the seventh vote elects");
        assert!(open(1, &[8, 7], Present, &[(&[1], &[], 0, 1)]), "a lead of one can become a tie");
        assert!(!open(1, &[9, 7], Present, &[(&[1], &[], 0, 1)]));
        assert!(open(1, &[9, 7], Present, &[(&[1], &[], 0, 2)]));
        assert!(!open(2, &[9, 7], Present, &[(&[1], &[], 0, 2)]), "both are seated either way");
        assert!(!open(1, &[8, 7], Present, &[(&[0, 1], &[], 0, 2)]), "a paper for both leaves the lead");
    }

    #[test]
    fn a_doubtful_name_on_a_paper_may_count_or_not() {
        assert!(open(1, &[8, 7], Present, &[(&[], &[1], 1, 1)]), "a name that counts ties");
        assert!(
            !open(1, &[8, 7], Present, &[(&[0], &[1], 1, 2)]),
            "whatever counts, the first has a vote with it"
        );
        assert!(open(1, &[6, 1], Present, &[(&[], &[0, 1], 1, 1)]), "one of two may count");
    }

    #[test]
    fn valid_papers_as_the_base_move_with_the_rulings() {
        assert!(
            open(1, &[6, 1], Valid, &[(&[], &[], 0, 2)]),
            "of twelve valid papers six are not more than half"
        );
        assert!(!open(1, &[6, 1], Valid, &[(&[], &[], 0, 1)]), "of eleven they are");
        assert!(!open(1, &[6, 1], Valid, &[(&[0], &[], 0, 2)]));
    }

    #[test]
    fn papers_beyond_any_search_are_called_open_only_if_they_could_matter() {
        let many = 4_000_000_000;
        assert!(open(1, &[8, 2], Valid, &[(&[1], &[0], 1, many)]));
        assert!(!open(2, &[8, 7], Present, &[(&[0, 1], &[], 0, many)]));
    }
}
