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
    unsettled.next().is_some() && open.search(MOST_STEPS)
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

    /// Whether some combination of rulings changes a state, by trying them all, at most so many.
    fn search(&self, most_steps: usize) -> bool {
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
                        if steps > most_steps || self.classes(&votes, valid + 1) != settled {
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
    use crate::domain::tally::Written;
    use crate::domain::{BallotForm, Candidate, Name, Procedure, Slate, Sums, Tally, Turnout};
    use MajorityBase::Valid;

    /// A count of twelve voters with ten valid papers so far: seven approvals qualify, or six where valid papers are the
    /// base.
    struct World {
        slate: Slate,
        tally: Tally,
        procedure: Procedure,
    }

    fn nominee(name: &str) -> Nominee {
        Nominee { name: Name::new(name).unwrap(), member: None }
    }

    fn world(seats: u32, approvals: &[u32], written: &[(&str, u32)]) -> World {
        let name = |place: usize| Name::new(&format!("名{}", place + 1)).unwrap();
        let candidates = (0..approvals.len()).map(|place| Candidate::new(name(place), None)).collect();
        let slate = Slate { seats, candidates, form: BallotForm::Marks { write_ins: true } };
        let sums = |approve: &u32| Sums { approve: *approve, against: 0, abstain: 10 - approve };
        let row = |(name, approve): &(&str, u32)| Written { nominee: nominee(name), approve: *approve };
        let tally = Tally {
            printed: approvals.iter().map(sums).collect(),
            written: written.iter().map(row).collect(),
            valid: 10,
            ..Tally::default()
        };
        World { slate, tally, procedure: Procedure::default() }
    }

    impl World {
        fn on(mut self, base: MajorityBase) -> Self {
            self.procedure.majority = Majority { base, ..Majority::default() };
            self
        }

        fn vacant(mut self) -> Self {
            self.procedure.tie = TieRule::Vacant;
            self
        }

        fn count<'a>(&'a self, pending: &'a [Pending]) -> Count<'a> {
            let turnout = Turnout { due: 12, present: 12, issued: 12, collected: 12 };
            Count { slate: &self.slate, tally: &self.tally, turnout, procedure: &self.procedure, pending }
        }

        fn open(&self, pending: &[Pending]) -> bool {
            undecided(ElectionRule::Majority, self.count(pending))
        }
    }

    /// Candidates by their numbers from 1, others by name.
    fn people(words: &str) -> Vec<Person> {
        let person = |word: &str| match word.parse::<usize>() {
            Ok(number) => Person::Printed(number - 1),
            Err(_) => Person::Written(nominee(word)),
        };
        words.split_whitespace().map(person).collect()
    }

    /// Papers that approve the first and some of the second; the most, the fewest, the most written in of those.
    fn tied(certain: &str, optional: &str, [most, least, most_written]: [usize; 3], times: u32) -> Pending {
        let (certain, optional) = (people(certain), people(optional));
        Pending { readings: Readings { certain, optional, most, least, most_written }, times }
    }

    /// Papers that approve the first and any of the second.
    fn free(certain: &str, optional: &str, times: u32) -> Pending {
        tied(certain, optional, [optional.split_whitespace().count(), 0, usize::MAX], times)
    }

    #[test]
    fn a_paper_matters_only_where_it_could_move_a_state() {
        for (seats, approvals, certain, optional, times, open, why) in [
            (1, &[8, 2][..], "2", "", 1, false, "far behind"),
            (1, &[6, 2], "1", "", 1, true, "the seventh vote elects"),
            (1, &[5, 2], "1", "", 1, false, "the sixth does not"),
            (1, &[8, 7], "2", "", 1, true, "a lead of one can become a tie"),
            (1, &[9, 7], "2", "", 1, false, "a lead of two cannot, by one"),
            (1, &[9, 7], "2", "", 2, true, "but by two"),
            (2, &[9, 7], "2", "", 2, false, "both are seated either way"),
            (1, &[8, 7], "1 2", "", 2, false, "a paper for both leaves the lead"),
            (1, &[8, 7], "", "2", 1, true, "a name that counts ties"),
            (1, &[8, 7], "1", "2", 2, false, "whatever counts, the first has a vote with it"),
            (1, &[6, 1], "", "1 2", 1, true, "one of two may count"),
            (1, &[8, 8, 7], "3", "", 1, true, "a third joins the tie"),
            (1, &[7, 7, 6], "3", "", 1, true, "a third qualifies and joins the tie"),
            (1, &[8, 8, 7], "1", "", 1, true, "a tie is broken"),
            (1, &[9, 6], "2", "", 1, false, "qualified, but no seat is left"),
            (2, &[9, 6], "1", "", 1, false, "the paper is not for the second"),
            (2, &[9, 6, 0], "3", "1", 1, false, "nor is this one"),
            (1, &[8, 7], "99", "98", 9, false, "nobody stands there"),
        ] {
            let world = world(seats, approvals, &[]);
            assert_eq!(world.open(&[free(certain, optional, times)]), open, "{why}");
        }
        assert!(!world(1, &[6, 2], &[]).open(&[]), "no paper is doubtful");
        assert!(!world(1, &[6, 2], &[]).open(&[free("1", "", 0)]), "none of them was cast");
    }

    #[test]
    fn a_tie_that_leaves_the_seat_vacant_is_no_better_than_a_loss() {
        let world = |approvals: &[u32]| world(1, approvals, &[]).vacant();
        assert!(!world(&[8, 8, 7]).open(&[free("3", "", 1)]));
        assert!(world(&[8, 7]).open(&[free("2", "", 1)]), "the first loses the seat");
        assert!(world(&[8, 7]).open(&[free("", "2", 1)]));
        assert!(!world(&[8, 7]).open(&[free("1 2", "", 1)]));
        assert!(!world(&[8, 8, 7]).on(Valid).open(&[free("3", "", 1)]));
    }

    #[test]
    fn people_written_in_are_found_by_name() {
        let world = |votes| world(1, &[8, 2], &[("周立", votes), ("吴敏", 1)]);
        assert!(world(7).open(&[free("周立", "", 1)]), "the lead becomes a tie");
        assert!(!world(6).open(&[free("周立", "", 1)]));
        assert!(!world(7).open(&[free("吴敏", "", 1)]));
        assert!(!world(7).open(&[free("郑洁", "钱进", 1)]), "not named before");
        assert!(world(7).open(&[free("郑洁", "", 8)]), "eight papers are enough for anybody");
        assert!(!world(7).open(&[free("郑洁", "", 4), free("钱进", "", 4)]), "but not shared by two");
    }

    #[test]
    fn valid_papers_as_the_base_move_with_the_rulings() {
        let world = world(1, &[6, 1], &[]).on(Valid);
        assert!(world.open(&[free("", "", 2)]), "of twelve valid papers six are not more than half");
        assert!(world.open(&[free("", "", 1), free("2", "", 1)]));
        assert!(world.open(&[free("", "", 2), free("1", "", 2)]), "the last two may be the invalid ones");
        assert!(!world.open(&[free("", "", 1)]), "of eleven they are");
        assert!(!world.open(&[free("1", "", 2)]));
    }

    #[test]
    fn choices_on_one_paper_that_depend_on_each_other_are_tried() {
        // Two of the three, of the two written in only one: whoever else is approved, the first is too.
        let bound = tied("", "1 周立 吴敏", [2, 2, 1], 2);
        let world = |votes| world(1, &[8], &[("周立", votes), ("吴敏", 0)]);
        assert!(!world(7).open(std::slice::from_ref(&bound)));
        assert!(world(8).open(std::slice::from_ref(&bound)), "a tie is broken, if the other one is approved");
        assert!(!world(7).open(&[bound.clone(), free("周立", "", 0)]));
        assert!(world(7).open(&[bound, free("周立", "", 1)]));
    }

    #[test]
    fn papers_beyond_any_search_are_called_open_only_if_they_could_matter() {
        let (few, half) = (world(1, &[8, 2], &[]), world(1, &[8, 7], &[]));
        assert!(few.on(Valid).open(&[free("2", "1", 9_000)]));
        assert!(!half.open(&[free("1 2", "", 4_000_000_000)]), "the lead stays");
        assert!(!half.on(Valid).open(&[tied("", "1", [1, 2, 0], 9_000)]), "such papers can only be invalid");
        let thirteen = "1 2 3 4 5 6 7 8 9 10 11 12 13";
        let (all, some) = (world(13, &[8; 13], &[]), world(13, &[6; 14], &[]));
        assert!(!all.open(&[tied("", thirteen, [1, 0, 0], 1)]), "all are elected either way");
        assert!(some.open(&[tied("", thirteen, [1, 0, 0], 1)]), "too many choices to try");
        let (lead, none) = (free("1 2", "", 2), tied("", thirteen, [1, 0, 0], 0));
        assert!(!world(1, &[8, 7], &[]).open(&[lead, none]), "papers that were not cast are not tried");
    }

    #[test]
    fn the_search_ends_at_its_limit() {
        // Of three papers each approves one of two or is invalid: 2 + 4 + 6 further sums.
        let pending = [tied("", "1 2", [1, 1, 0], 3)];
        let world = world(1, &[8, 1], &[]);
        let open = Open::of(ElectionRule::Majority, world.count(&pending));
        assert_eq!((open.search(11), open.search(12), open.search(13)), (true, false, false));
    }
}
