//! Rounds: one casting with its own count of voters, papers and base, and the arithmetic of its papers.

use crate::domain::procedure::CollectedLimit;
use crate::domain::{Candidate, ContestId, Nominee, Procedure, Slate};
use serde::{Deserialize, Serialize};

/// Why a round is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundKind {
    /// The contest's first vote.
    First,
    /// A new vote among those tied for the last seat.
    Runoff,
    /// 另行选举 for the seats left open.
    Supplementary,
    /// The whole vote again, after a void round (重新选举).
    Repeat,
}

/// One round of a contest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// Of which contest.
    pub contest: ContestId,
    /// Its number in the contest, from 1.
    pub number: u32,
    /// Why it is held.
    pub kind: RoundKind,
    /// What it votes on.
    pub slate: Slate,
}

impl Round {
    /// The first round of a contest.
    pub fn first(contest: ContestId, slate: Slate) -> Self {
        Self { contest, number: 1, kind: RoundKind::First, slate }
    }

    /// The same vote again after this round was void. A void runoff is repeated as a runoff: its rule stays.
    #[must_use]
    pub fn repeat(&self) -> Self {
        let kind = if self.kind == RoundKind::Runoff { RoundKind::Runoff } else { RoundKind::Repeat };
        Self { contest: self.contest, number: self.number + 1, kind, slate: self.slate.clone() }
    }

    /// A runoff among `tied` for `seats`: nobody else can be written in.
    #[must_use]
    pub fn runoff(&self, seats: u32, tied: Vec<Candidate>) -> Self {
        self.follow(
            RoundKind::Runoff,
            Slate { seats, candidates: tied, form: self.slate.form.without_write_ins() },
        )
    }

    /// A supplementary round among `names` for `seats`, on the same form of paper.
    #[must_use]
    pub fn supplementary(&self, seats: u32, names: Vec<Candidate>) -> Self {
        self.follow(RoundKind::Supplementary, Slate { seats, candidates: names, form: self.slate.form })
    }

    fn follow(&self, kind: RoundKind, slate: Slate) -> Self {
        Self { contest: self.contest, number: self.number + 1, kind, slate }
    }

    /// The candidates for `people`: those printed with their introduction, those written in without.
    pub fn candidates(&self, people: &[Nominee]) -> Vec<Candidate> {
        let printed = |person: &Nominee| {
            let place = self.slate.position(person.member, &person.name)?;
            self.slate.candidates.get(place).cloned()
        };
        let plain = |person: &Nominee| Candidate::new(person.name.clone(), person.member);
        people.iter().map(|person| printed(person).unwrap_or_else(|| plain(person))).collect()
    }
}

/// The numbers of a round that its rules are measured by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Turnout {
    /// 应到会.
    pub due: u32,
    /// 实到会有选举权人数, frozen when the first paper is issued.
    pub present: u32,
    /// Papers issued (发出).
    pub issued: u32,
    /// Papers collected (收回).
    pub collected: u32,
}

/// Whether a round counts at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundVerdict {
    /// 选举有效.
    Valid,
    /// More papers were collected than may be: 重新选举, and its papers are never counted.
    Void,
}

impl Turnout {
    /// The most papers that may be collected.
    pub fn collected_most(self, limit: CollectedLimit) -> u32 {
        match limit {
            CollectedLimit::Both => self.issued.min(self.present),
            CollectedLimit::Issued => self.issued,
            CollectedLimit::Present => self.present,
        }
    }

    /// Whether the round is valid by the papers collected.
    pub fn verdict(self, procedure: &Procedure) -> RoundVerdict {
        if self.collected <= self.collected_most(procedure.collected_limit) {
            RoundVerdict::Valid
        } else {
            RoundVerdict::Void
        }
    }
}

/// The papers of a round: what was printed, handed out, spoiled and kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Papers {
    /// Printed (印制).
    pub printed: u32,
    /// Voters supplied with a paper (发出), each counted once.
    pub issued: u32,
    /// Spoiled papers returned uncast, cancelled in public and replaced.
    pub replaced: u32,
    /// Papers kept back (备用).
    pub spare: u32,
}

/// Papers that do not add up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PapersError {
    /// More papers were issued than voters are present: stop the round.
    #[error("{issued} papers were issued, but {present} voters are present")]
    IssuedAbovePresent {
        /// Papers issued.
        issued: u32,
        /// Voters present.
        present: u32,
    },
    /// Printed is not issued, replaced and spare together.
    #[error("{printed} papers were printed, but issued, replaced and spare ones are {accounted}")]
    NotAccounted {
        /// Papers printed.
        printed: u32,
        /// Issued, replaced and spare together.
        accounted: u64,
    },
    /// No spare paper is left to replace a spoiled one.
    #[error("no spare paper is left")]
    NoSpare,
    /// A paper was to be replaced before any was issued.
    #[error("{replaced} papers would be replaced, but {issued} were issued")]
    NothingIssued {
        /// Papers replaced.
        replaced: u32,
        /// Papers issued.
        issued: u32,
    },
    /// The spares are voided already.
    #[error("the procedure replaces no paper")]
    NotReplaced,
    /// Fewer were issued than voters are present: needs a recorded reason.
    #[error("{issued} papers were issued to {present} voters present: the reason is to be recorded")]
    ReasonMissing {
        /// Papers issued.
        issued: u32,
        /// Voters present.
        present: u32,
    },
    /// More voters present than due.
    #[error("{present} voters are present, but {due} are due")]
    PresentAboveDue {
        /// Voters present.
        present: u32,
        /// Voters due.
        due: u32,
    },
}

impl Papers {
    /// Takes a spoiled paper back and hands out a spare one.
    ///
    /// # Errors
    /// When the procedure replaces none, no spare is left or none was issued.
    pub fn replace(self, procedure: &Procedure) -> Result<Self, PapersError> {
        if !procedure.can_replace() {
            return Err(PapersError::NotReplaced);
        }
        let spare = self.spare.checked_sub(1).ok_or(PapersError::NoSpare)?;
        if self.issued == 0 {
            return Err(PapersError::NothingIssued { replaced: self.replaced + 1, issued: 0 });
        }
        Ok(Self { spare, replaced: self.replaced + 1, ..self })
    }

    /// Checks `printed = issued + replaced + spare` and `issued ≤ present ≤ due`.
    ///
    /// # Errors
    /// The first identity that does not hold.
    pub fn check(self, due: u32, present: u32) -> Result<(), PapersError> {
        if present > due {
            return Err(PapersError::PresentAboveDue { present, due });
        }
        if self.issued > present {
            return Err(PapersError::IssuedAbovePresent { issued: self.issued, present });
        }
        let accounted = u64::from(self.issued) + u64::from(self.replaced) + u64::from(self.spare);
        if accounted == u64::from(self.printed) {
            Ok(())
        } else {
            Err(PapersError::NotAccounted { printed: self.printed, accounted })
        }
    }

    /// Asks for the recorded reason when fewer papers were issued than voters are present (离会, 未领票).
    ///
    /// # Errors
    /// [`PapersError::ReasonMissing`].
    pub fn want_reason(self, present: u32, reason: Option<&str>) -> Result<(), PapersError> {
        let given = reason.is_some_and(|text| !text.trim().is_empty());
        if self.issued >= present || given {
            return Ok(());
        }
        Err(PapersError::ReasonMissing { issued: self.issued, present })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::procedure::SparesVoided;
    use crate::domain::{BallotForm, MemberId, Name};

    #[test]
    fn more_papers_than_issued_or_present_void_the_round() {
        let usual = Procedure::default();
        let turnout = |issued, collected| Turnout { due: 20, present: 20, issued, collected };
        assert_eq!(turnout(20, 20).verdict(&usual), RoundVerdict::Valid);
        assert_eq!(turnout(20, 21).verdict(&usual), RoundVerdict::Void);
        assert_eq!(turnout(19, 20).verdict(&usual), RoundVerdict::Void);
        assert_eq!(turnout(19, 19).verdict(&usual), RoundVerdict::Valid);
        assert_eq!(turnout(22, 21).verdict(&usual), RoundVerdict::Void, "more than the voters present");
        assert_eq!(turnout(22, 20).verdict(&usual), RoundVerdict::Valid);
        let present = Procedure { collected_limit: CollectedLimit::Present, ..Procedure::default() };
        assert_eq!(turnout(19, 20).verdict(&present), RoundVerdict::Valid);
        assert_eq!(turnout(22, 21).verdict(&present), RoundVerdict::Void);
        let issued = Procedure { collected_limit: CollectedLimit::Issued, ..Procedure::default() };
        assert_eq!(turnout(22, 22).verdict(&issued), RoundVerdict::Valid);
        assert_eq!(turnout(22, 23).verdict(&issued), RoundVerdict::Void);
    }

    fn papers() -> Papers {
        Papers { printed: 40, issued: 36, replaced: 1, spare: 3 }
    }

    #[test]
    fn printed_papers_are_issued_replaced_or_spare() {
        assert_eq!(papers().check(38, 36), Ok(()));
        assert_eq!(papers().check(36, 36), Ok(()));
        let lost = PapersError::NotAccounted { printed: 41, accounted: 40 };
        assert_eq!(Papers { printed: 41, ..papers() }.check(38, 36), Err(lost));
        let many = PapersError::IssuedAbovePresent { issued: 36, present: 35 };
        assert_eq!(papers().check(38, 35), Err(many));
        assert_eq!(papers().check(35, 36), Err(PapersError::PresentAboveDue { present: 36, due: 35 }));
    }

    #[test]
    fn a_spoiled_paper_is_replaced_from_the_spares() {
        let usual = Procedure::default();
        let after = papers().replace(&usual).unwrap();
        assert_eq!(after, Papers { replaced: 2, spare: 2, ..papers() });
        assert_eq!(after.check(38, 36), Ok(()));
        assert_eq!(Papers { spare: 0, ..papers() }.replace(&usual), Err(PapersError::NoSpare));
        let early = Procedure { spares_voided: SparesVoided::BeforeVoting, ..Procedure::default() };
        assert_eq!(papers().replace(&early), Err(PapersError::NotReplaced));
        let none = Papers { printed: 3, issued: 0, replaced: 0, spare: 3 };
        assert_eq!(none.replace(&usual), Err(PapersError::NothingIssued { replaced: 1, issued: 0 }));
    }

    #[test]
    fn fewer_papers_than_voters_want_a_reason() {
        let missing = PapersError::ReasonMissing { issued: 36, present: 37 };
        assert_eq!(papers().want_reason(37, None), Err(missing));
        assert_eq!(papers().want_reason(37, Some("  ")), Err(missing));
        assert_eq!(papers().want_reason(37, Some("1 人离会")), Ok(()));
        assert_eq!(papers().want_reason(36, None), Ok(()));
        assert_eq!(papers().want_reason(35, None), Ok(()), "too many is another matter");
    }

    #[test]
    fn later_rounds_follow_from_the_first() {
        let name = |text: &str| Name::new(text).unwrap();
        let introduced = Candidate {
            introduction: vec!["简历".into()],
            ..Candidate::new(name("甲"), Some(MemberId(1)))
        };
        let form = BallotForm::Marks { write_ins: true };
        let first =
            Round::first(ContestId(0), Slate { seats: 2, candidates: vec![introduced.clone()], form });
        let people = [
            Nominee { name: name("甲"), member: Some(MemberId(1)) },
            Nominee { name: name("周立"), member: None },
        ];
        let candidates = first.candidates(&people);
        assert_eq!(candidates, [introduced, Candidate::new(name("周立"), None)]);
        let runoff = first.runoff(1, candidates.clone());
        assert_eq!((runoff.kind, runoff.number, runoff.slate.seats), (RoundKind::Runoff, 2, 1));
        assert!(!runoff.slate.form.takes_write_ins());
        assert_eq!(runoff.repeat().kind, RoundKind::Runoff, "a void runoff stays a runoff");
        let more = first.supplementary(1, candidates);
        assert!(more.slate.form.takes_write_ins());
        assert_eq!((more.kind, first.repeat().kind), (RoundKind::Supplementary, RoundKind::Repeat));
        let again = first.repeat();
        assert_eq!((again.contest, again.number, &again.slate), (first.contest, 2, &first.slate));
        assert_eq!((more.number, more.repeat().number), (2, 3));
    }
}
