//! Contests: the seats of one office, who stands for them, and what is printed on a round's paper.

use crate::domain::nominee::same_person;
use crate::domain::{MemberId, Name, Nominee};
use serde::{Deserialize, Serialize};

/// A contest's number in the meeting, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ContestId(pub u8);

/// What is filled.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Office {
    /// 支部委员会委员.
    CommitteeMember,
    /// 书记.
    Secretary,
    /// 副书记.
    DeputySecretary,
    /// 纪律检查委员.
    DisciplineMember,
    /// 党代表大会代表.
    Delegate,
    /// An office that the plan names.
    Other(String),
}

impl Office {
    /// Whether the usual contest for it has more candidates than seats; 书记 and 副书记 are elected without surplus.
    pub fn wants_surplus(&self) -> bool {
        !matches!(self, Self::Secretary | Self::DeputySecretary)
    }

    /// Whether the elected are reported for approval (报批) and not only for the record (备案).
    pub fn wants_approval(&self) -> bool {
        matches!(self, Self::Secretary | Self::DeputySecretary)
    }
}

/// What a voter puts on the paper. Papers of names and of grades are further forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum BallotForm {
    /// ○, × or blank beside each printed name.
    Marks {
        /// Whether other names may be written in the place of those marked ×.
        write_ins: bool,
    },
}

impl BallotForm {
    /// The same paper without room for other names, as in a runoff.
    #[must_use]
    pub fn without_write_ins(self) -> Self {
        let Self::Marks { .. } = self;
        Self::Marks { write_ins: false }
    }

    /// Whether the voter may add names.
    pub fn takes_write_ins(self) -> bool {
        let Self::Marks { write_ins } = self;
        write_ins
    }
}

/// Somebody on the paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// The name as printed.
    pub name: Name,
    /// The member, when on the roster.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberId>,
    /// What is read to the meeting before the vote, by paragraphs (art. 21).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub introduction: Vec<String>,
}

impl Candidate {
    /// A candidate without an introduction.
    pub fn new(name: Name, member: Option<MemberId>) -> Self {
        Self { name, member, introduction: Vec::new() }
    }

    /// The person.
    pub fn nominee(&self) -> Nominee {
        Nominee { name: self.name.clone(), member: self.member }
    }

    /// Whether this candidate is that person: by roster position when both are known, else by name.
    pub fn is(&self, member: Option<MemberId>, name: &Name) -> bool {
        same_person((self.member, &self.name), (member, name))
    }
}

/// A contest as the procedure and the candidate list define it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contest {
    /// Its number.
    pub id: ContestId,
    /// What is filled.
    pub office: Office,
    /// How many seats (应选名额), at least 1.
    pub seats: u32,
    /// Those who stand, in the order of the paper.
    pub candidates: Vec<Candidate>,
    /// Whether more candidates than seats are wanted (差额选举).
    pub surplus: bool,
    /// What a voter puts on the paper.
    pub form: BallotForm,
}

/// Why a contest cannot be voted on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ContestError {
    /// No seat to fill.
    #[error("the contest has no seat")]
    NoSeat,
    /// Fewer candidates than the rule asks for.
    #[error("{candidates} candidates stand, {needed} are needed")]
    TooFewCandidates {
        /// How many stand.
        candidates: usize,
        /// How many the rule asks for.
        needed: usize,
    },
    /// The same person stands twice (positions from 0).
    #[error("candidates {first} and {second} are the same person")]
    SamePerson {
        /// The earlier position.
        first: usize,
        /// The later position.
        second: usize,
    },
}

/// The least number of candidates for `seats` with surplus: a fifth more, rounded up (差额不少于应选人数的百分之二十).
pub fn surplus_needed(seats: u32) -> u32 {
    seats.saturating_add(seats.div_ceil(5))
}

/// How large a committee a branch may elect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommitteeSize {
    /// Fewer than 7 formal members: no committee, the meeting elects a 书记 and, if needed, a 副书记.
    NoCommittee,
    /// 7 formal members or more.
    Seats {
        /// The usual least, 3.
        least: u32,
        /// The usual most, 5.
        usual: u32,
        /// The most ever, 7.
        most: u32,
    },
}

/// The committee size for a branch of so many formal members.
pub fn committee_size(formal: u32) -> CommitteeSize {
    if formal < 7 { CommitteeSize::NoCommittee } else { CommitteeSize::Seats { least: 3, usual: 5, most: 7 } }
}

impl Contest {
    /// The least number of candidates: with the surplus where it is wanted, else as many as seats.
    pub fn candidates_needed(&self) -> u32 {
        if self.surplus { surplus_needed(self.seats) } else { self.seats }
    }

    /// Checks that the contest can be voted on as it stands.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self) -> Result<(), ContestError> {
        if self.seats == 0 {
            return Err(ContestError::NoSeat);
        }
        let needed = usize::try_from(self.candidates_needed()).unwrap_or(usize::MAX);
        let candidates = self.candidates.len();
        if candidates < needed {
            return Err(ContestError::TooFewCandidates { candidates, needed });
        }
        listed_twice(&self.candidates)
            .map_or(Ok(()), |(first, second)| Err(ContestError::SamePerson { first, second }))
    }

    /// The paper of its first round.
    pub fn slate(&self) -> Slate {
        Slate { seats: self.seats, candidates: self.candidates.clone(), form: self.form }
    }
}

/// The first two positions that hold the same person.
fn listed_twice(candidates: &[Candidate]) -> Option<(usize, usize)> {
    candidates.iter().enumerate().find_map(|(second, candidate)| {
        let earlier =
            candidates.iter().take(second).position(|other| other.is(candidate.member, &candidate.name));
        earlier.map(|first| (first, second))
    })
}

/// What one round votes on: the seats still open and the names on its paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slate {
    /// Seats that this round fills.
    pub seats: u32,
    /// The names, in the order of the paper.
    pub candidates: Vec<Candidate>,
    /// What a voter puts on the paper.
    pub form: BallotForm,
}

impl Slate {
    /// Whether this person is printed.
    pub fn prints(&self, member: Option<MemberId>, name: &Name) -> bool {
        self.position(member, name).is_some()
    }

    /// Where this person is printed, from 0.
    pub fn position(&self, member: Option<MemberId>, name: &Name) -> Option<usize> {
        self.candidates.iter().position(|candidate| candidate.is(member, name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contest(seats: u32, names: &[&str], surplus: bool) -> Contest {
        let candidates = names.iter().map(|name| Candidate::new(Name::new(name).unwrap(), None)).collect();
        let form = BallotForm::Marks { write_ins: true };
        Contest { id: ContestId(0), office: Office::CommitteeMember, seats, candidates, surplus, form }
    }

    #[test]
    fn a_fifth_more_candidates_than_seats() {
        for (seats, least) in
            [(1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 8), (7, 9), (9, 11), (10, 12), (11, 14), (12, 15)]
        {
            assert_eq!(surplus_needed(seats), least, "{seats} seats");
            let stand = |candidates: u32| {
                let names: Vec<String> = (0..candidates).map(|n| format!("名{n}")).collect();
                contest(seats, &names.iter().map(String::as_str).collect::<Vec<_>>(), true).check()
            };
            let size = |n: u32| usize::try_from(n).unwrap();
            let short = ContestError::TooFewCandidates { candidates: size(least - 1), needed: size(least) };
            assert_eq!((stand(least - 1), stand(least), stand(least + 1)), (Err(short), Ok(()), Ok(())));
        }
    }

    #[test]
    fn surplus_is_asked_only_where_it_is_wanted() {
        assert_eq!(contest(2, &["甲", "乙", "丙"], true).check(), Ok(()));
        let short = ContestError::TooFewCandidates { candidates: 2, needed: 3 };
        assert_eq!(contest(2, &["甲", "乙"], true).check(), Err(short));
        assert_eq!(contest(2, &["甲", "乙"], false).check(), Ok(()));
        assert_eq!(contest(0, &["甲", "乙"], false).check(), Err(ContestError::NoSeat));
    }

    #[test]
    fn secretaries_are_elected_without_surplus_and_approved() {
        for office in [Office::Secretary, Office::DeputySecretary] {
            assert!(!office.wants_surplus() && office.wants_approval(), "{office:?}");
        }
        let other = Office::Other("组织员".into());
        for office in [Office::CommitteeMember, Office::DisciplineMember, Office::Delegate, other] {
            assert!(office.wants_surplus() && !office.wants_approval(), "{office:?}");
        }
    }

    #[test]
    fn the_first_paper_prints_the_contest() {
        let contest = contest(2, &["甲", "乙", "丙"], true);
        let Slate { seats, candidates, form } = contest.slate();
        assert_eq!((seats, &candidates, form), (2, &contest.candidates, contest.form));
        let slate = contest.slate();
        let name = |text| Name::new(text).unwrap();
        assert_eq!((slate.position(None, &name("丙")), slate.position(None, &name("丁"))), (Some(2), None));
        assert!(slate.prints(Some(MemberId(7)), &name("甲")) && !slate.prints(None, &name("丁")));
        assert!(form.takes_write_ins() && !form.without_write_ins().takes_write_ins());
    }

    #[test]
    fn nobody_stands_twice_but_namesakes_may() {
        let same = ContestError::SamePerson { first: 0, second: 2 };
        assert_eq!(contest(2, &["甲", "乙", "甲"], true).check(), Err(same));
        let mut namesakes = contest(1, &["甲", "甲"], true);
        for (id, candidate) in (0..).zip(&mut namesakes.candidates) {
            candidate.member = Some(MemberId(id));
        }
        assert_eq!(namesakes.check(), Ok(()));
    }

    #[test]
    fn fewer_than_seven_members_elect_no_committee() {
        assert_eq!(committee_size(6), CommitteeSize::NoCommittee);
        assert_eq!(committee_size(7), CommitteeSize::Seats { least: 3, usual: 5, most: 7 });
    }
}
