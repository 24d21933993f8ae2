//! The scrutineers' decision on a doubtful paper: what is theirs to decide, and what stands on the paper without doubt.

use super::Look;
use super::limit::{approvals, within_limit};
use crate::domain::procedure::NeedsAgainst;
use crate::domain::{
    Counted, Doubt, InvalidReason, Judgement, Mark, Nominee, Paper, Person, Procedure, Readings, Ruling,
    Slate, WriteIn,
};

impl Ruling {
    /// The judgement that the decision comes to.
    pub fn judgement(&self) -> Judgement {
        match self {
            Self::Valid(counted) => Judgement::Valid(counted.clone()),
            Self::Invalid(reason) => Judgement::Invalid(InvalidReason::Void(reason.clone())),
        }
    }
}

/// A doubtful paper before it is decided.
pub struct Undecided<'a> {
    look: Look,
    paper: &'a Paper,
    slate: &'a Slate,
    procedure: &'a Procedure,
}

/// Why a decision is not the scrutineers' to take. Whatever is admitted is one of the paper's [`Readings`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotTheirs {
    /// Another number of marks than names.
    Marks,
    /// A mark that is not in doubt would change.
    MarkCertain,
    /// A name written in without doubt would be left out.
    WriteInCertain,
    /// Somebody would count who is not written on it, cannot be elected, or counts already.
    NotWritten,
    /// The paper would not be valid.
    Invalid(InvalidReason),
}

impl<'a> Undecided<'a> {
    /// The paper, if it is doubtful. `electable` says whether a person written in may be elected.
    pub fn of(
        paper: &'a Paper,
        slate: &'a Slate,
        procedure: &'a Procedure,
        electable: impl Fn(&WriteIn) -> bool,
    ) -> Option<Self> {
        let look =
            Look::at(paper, slate, procedure, electable).ok().filter(|look| !look.doubts.is_empty())?;
        Some(Self { look, paper, slate, procedure })
    }

    /// The marks from which a decision starts: what is certain, and as it was read where the mark is in doubt.
    pub fn marks(&self) -> Vec<Mark> {
        let mut marks = self.look.marks.clone();
        for place in &self.look.unsure {
            if let (Some(mark), Some(read)) = (marks.get_mut(*place), self.paper.marks.get(*place)) {
                *mark = *read;
            }
        }
        marks
    }

    /// What the paper may come to count as in a meeting: as [`readings`](super::readings), but where the doubt is that there
    /// is no × for a name written in, the scrutineers may also leave that name out and let the rest count.
    pub fn readings(self) -> Readings {
        let (loose, exact) = (self.without_against(), self.procedure.exact_marks);
        let mut readings = self.look.readings();
        if loose {
            let (written, certain): (Vec<_>, Vec<_>) =
                readings.certain.into_iter().partition(|person| matches!(person, Person::Written(_)));
            readings.certain = certain;
            readings.most += written.len();
            readings.most_written += written.len();
            readings.least += if exact { written.len() } else { 0 };
            readings.optional.extend(written);
        }
        readings
    }

    /// Whether the doubt is that there is no × in whose place the names written in stand: all of them then.
    fn without_against(&self) -> bool {
        self.look.doubts.contains(&Doubt::WriteInWithoutAgainst)
    }

    /// The people written in without doubt.
    fn written_for_sure(&self) -> &[Nominee] {
        if self.without_against() { &[] } else { &self.look.written }
    }

    /// Whether a name written in is in doubt, so that it may be left out.
    pub fn may_leave_out(&self) -> bool {
        self.written_in_doubt().next().is_some()
    }

    /// The paper with these marks, and with or without the names written in that are in doubt.
    pub fn counted(&self, marks: Vec<Mark>, doubtful_names: bool) -> Counted {
        let doubtful = self.written_in_doubt().filter(|_| doubtful_names);
        Counted { marks, write_ins: self.written_for_sure().iter().chain(doubtful).cloned().collect() }
    }

    /// Whether the scrutineers may decide that the paper counts so.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, counted: &Counted) -> Result<(), NotTheirs> {
        if counted.marks.len() != self.look.marks.len() {
            return Err(NotTheirs::Marks);
        }
        let mut marks = counted.marks.iter().enumerate();
        if !marks.all(|(place, mark)| self.mark_may_be(place, *mark)) {
            return Err(NotTheirs::MarkCertain);
        }
        let names = &counted.write_ins;
        if !self.written_for_sure().iter().all(|sure| names.iter().any(|name| name.is(sure))) {
            return Err(NotTheirs::WriteInCertain);
        }
        let written = |name: &Nominee| {
            self.look.written.iter().chain(self.written_in_doubt()).any(|other| other.is(name))
        };
        let fresh = |at: usize, name: &Nominee| !names.iter().take(at).any(|other| other.is(name));
        if !names.iter().enumerate().all(|(at, name)| written(name) && fresh(at, name)) {
            return Err(NotTheirs::NotWritten);
        }
        self.valid(counted).map_err(NotTheirs::Invalid)
    }

    fn written_in_doubt(&self) -> impl Iterator<Item = &Nominee> {
        let optional = self.look.optional.iter().filter_map(|person| match person {
            Person::Written(nominee) => Some(nominee),
            Person::Printed(_) => None,
        });
        let loose: &[Nominee] = if self.without_against() { &self.look.written } else { &[] };
        loose.iter().chain(optional)
    }

    fn mark_may_be(&self, place: usize, mark: Mark) -> bool {
        let stands = self.look.marks.get(place) == Some(&mark);
        let added = mark == Mark::Approve && self.look.optional.contains(&Person::Printed(place));
        stands || added || self.look.unsure.contains(&place)
    }

    /// What no scrutineer can decide otherwise: a × for each write-in where the procedure asks for it, and the limit.
    /// People who cannot be elected count for nobody, but they are approved.
    fn valid(&self, counted: &Counted) -> Result<(), InvalidReason> {
        let idle = self.look.others().saturating_sub(self.look.written.len());
        let others = counted.write_ins.len() + idle;
        let against = counted.marks.iter().filter(|mark| **mark == Mark::Against).count();
        if self.procedure.write_in_needs_against == NeedsAgainst::Invalid && others > against {
            return Err(InvalidReason::WriteInWithoutAgainst);
        }
        within_limit(approvals(&counted.marks) + others, 0, self.procedure, self.slate.seats).map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::procedure::WriteInRule;
    use crate::domain::{BallotForm, Candidate, Name, WriteInMark, readings};

    fn name(text: &str) -> Name {
        Name::new(text).unwrap()
    }

    fn slate() -> Slate {
        let candidates = ["甲一", "乙二"].map(|text| Candidate::new(name(text), None));
        Slate { seats: 2, candidates: candidates.into(), form: BallotForm::Marks { write_ins: true } }
    }

    fn write_in(text: &str, mark: WriteInMark) -> WriteIn {
        WriteIn { name: name(text), member: None, mark }
    }

    fn nominee(text: &str) -> Nominee {
        Nominee { name: name(text), member: None }
    }

    /// Everybody but 吴无 may be elected.
    fn electable(write_in: &WriteIn) -> bool {
        write_in.name.as_str() != "吴无"
    }

    fn marks(code: usize) -> Vec<Mark> {
        [code % 3, code / 3 % 3].map(|at| [Mark::Approve, Mark::Against, Mark::Abstain][at]).into()
    }

    /// Every paper of two names with up to two names written in, and with or without an unreadable first mark.
    fn papers() -> Vec<Paper> {
        let lines = [
            write_in("周立", WriteInMark::Approve),
            write_in("周立", WriteInMark::None),
            write_in("甲一", WriteInMark::Approve),
            write_in("吴无", WriteInMark::Approve),
            write_in("郑和", WriteInMark::None),
        ];
        let mut sets: Vec<Vec<WriteIn>> = vec![Vec::new()];
        for (at, one) in lines.iter().enumerate() {
            sets.push(vec![one.clone()]);
            sets.extend(lines[at + 1..].iter().map(|other| vec![one.clone(), other.clone()]));
        }
        let doubts = [Vec::new(), vec![Doubt::UnreadableMark(0)]];
        let mut papers = Vec::new();
        for code in 0..9 {
            for write_ins in &sets {
                for doubts in &doubts {
                    let (write_ins, doubts) = (write_ins.clone(), doubts.clone());
                    papers.push(Paper { marks: marks(code), write_ins, doubts, ..Paper::default() });
                }
            }
        }
        papers
    }

    fn procedures() -> Vec<Procedure> {
        let mut all = Vec::new();
        for needs in [NeedsAgainst::Doubtful, NeedsAgainst::Invalid, NeedsAgainst::No] {
            for rule in [WriteInRule::Doubtful, WriteInRule::Count, WriteInRule::Ignore] {
                for exact_marks in [false, true] {
                    all.push(Procedure {
                        write_in_needs_against: needs,
                        write_in_of_candidate: rule,
                        exact_marks,
                        ..Procedure::default()
                    });
                }
            }
        }
        all
    }

    /// Whether what counts is among the readings, said without [`Undecided`].
    fn is_reading(readings: &Readings, counted: &Counted) -> bool {
        let approved = counted.marks.iter().enumerate().filter(|(_, mark)| **mark == Mark::Approve);
        let mut all: Vec<Person> = approved.map(|(at, _)| Person::Printed(at)).collect();
        all.extend(counted.write_ins.iter().cloned().map(Person::Written));
        let certain = readings.certain.iter().all(|person| all.contains(person));
        let more: Vec<&Person> = all.iter().filter(|person| !readings.certain.contains(person)).collect();
        let written = more.iter().filter(|person| matches!(person, Person::Written(_))).count();
        certain
            && more.iter().all(|person| readings.optional.contains(person))
            && (readings.least..=readings.most).contains(&more.len())
            && written <= readings.most_written
    }

    #[test]
    fn every_decision_is_a_reading_and_every_reading_can_be_decided() {
        let (slate, mut decided) = (slate(), 0);
        for procedure in procedures() {
            for paper in papers() {
                let undecided = Undecided::of(&paper, &slate, &procedure, electable);
                let again = Undecided::of(&paper, &slate, &procedure, electable);
                let read = again.map(Undecided::readings);
                assert_eq!(read.is_some(), readings(&paper, &slate, &procedure, electable).is_some());
                assert_eq!(undecided.is_some(), read.is_some());
                let (Some(undecided), Some(read)) = (undecided, read) else { continue };
                let mut reached = Vec::new();
                for code in 0..9 {
                    for names in [vec![], vec!["周立"], vec!["郑和"], vec!["周立", "郑和"], vec!["吴无"]]
                    {
                        let write_ins: Vec<Nominee> = names.into_iter().map(nominee).collect();
                        let counted = Counted { marks: marks(code), write_ins };
                        if undecided.check(&counted).is_ok() {
                            decided += 1;
                            assert!(is_reading(&read, &counted), "{paper:?} {counted:?} {read:?}");
                            reached.push(counted);
                        }
                    }
                }
                // An unreadable mark cannot be × and ○ at once: there the readings say more than can come about.
                let exact = procedure.write_in_needs_against != NeedsAgainst::Invalid;
                for code in 0..if exact { 1 << read.optional.len() } else { 0 } {
                    let chosen = read.optional.iter().enumerate().filter(|(at, _)| code >> at & 1 == 1);
                    let chosen: Vec<&Person> = chosen.map(|(_, person)| person).collect();
                    if (read.least..=read.most).contains(&chosen.len()) {
                        let all: Vec<&Person> = read.certain.iter().chain(chosen).collect();
                        let same = |counted: &&Counted| {
                            let approves = |at: usize| counted.marks[at] == Mark::Approve;
                            let printed =
                                (0..2).all(|at| approves(at) == all.contains(&&Person::Printed(at)));
                            let written = counted.write_ins.iter().cloned().map(Person::Written);
                            let written = written.filter(|person| all.contains(&person)).count();
                            let wanted =
                                all.iter().filter(|person| matches!(person, Person::Written(_))).count();
                            printed && written == wanted && counted.write_ins.len() == wanted
                        };
                        assert!(reached.iter().any(|counted| same(&counted)), "{paper:?} {all:?}");
                    }
                }
            }
        }
        assert!(decided > 1_000, "{decided}");
    }

    #[test]
    fn what_is_certain_is_not_decided() {
        let (slate, usual) = (slate(), Procedure::default());
        let paper = |marks: &str, write_ins: &[WriteIn], doubts: Vec<Doubt>| Paper {
            marks: marks.chars().map(|code| Mark::from_code(code).unwrap()).collect(),
            write_ins: write_ins.to_vec(),
            doubts,
            ..Paper::default()
        };
        let check = |paper: &Paper, marks: &str, names: &[&str]| {
            let marks = marks.chars().map(|code| Mark::from_code(code).unwrap()).collect();
            let counted = Counted { marks, write_ins: names.iter().map(|text| nominee(text)).collect() };
            Undecided::of(paper, &slate, &usual, electable).unwrap().check(&counted)
        };
        let sure = write_in("周立", WriteInMark::Approve);
        let both = paper("-x", std::slice::from_ref(&sure), vec![Doubt::UnreadableMark(0)]);
        assert_eq!(check(&both, "ox", &["周立"]), Ok(()));
        assert_eq!(check(&both, "ox", &[]), Err(NotTheirs::WriteInCertain));
        assert_eq!(check(&both, "oo", &["周立"]), Err(NotTheirs::MarkCertain));
        assert_eq!(check(&both, "ox", &["周立", "吴无"]), Err(NotTheirs::NotWritten));
        assert_eq!(check(&both, "ox", &["周立", "周立"]), Err(NotTheirs::NotWritten));
        assert_eq!(check(&both, "o", &["周立"]), Err(NotTheirs::Marks));
        let printed = paper("xx", &[write_in("甲一", WriteInMark::Approve)], Vec::new());
        assert_eq!(check(&printed, "ox", &[]), Err(NotTheirs::MarkCertain), "a × beside it stands");
        assert_eq!(check(&printed, "xx", &[]), Ok(()));
        let idle = paper("-o", &[write_in("吴无", WriteInMark::Approve)], vec![Doubt::UnreadableMark(0)]);
        let many = InvalidReason::TooManyMarks { approved: 3, limit: 2 };
        assert_eq!(
            check(&idle, "oo", &[]),
            Err(NotTheirs::Invalid(many)),
            "who cannot be elected is approved"
        );
        let sorted = Undecided::of(&both, &slate, &usual, electable).unwrap();
        assert_eq!((sorted.marks(), sorted.may_leave_out()), (both.marks.clone(), false));
        let asks = Procedure { write_in_needs_against: NeedsAgainst::Invalid, ..Procedure::default() };
        let two = [sure.clone(), write_in("郑和", WriteInMark::None)];
        let one_against = paper("-x", &two, vec![Doubt::UnreadableMark(0)]);
        let strict = Undecided::of(&one_against, &slate, &asks, electable).unwrap();
        let with = |code: &str, both: bool| {
            strict.check(&strict.counted(code.chars().map(|c| Mark::from_code(c).unwrap()).collect(), both))
        };
        assert_eq!(with("-x", false), Ok(()), "a × for the one who counts");
        assert_eq!(with("xx", true), Ok(()), "a × for each");
        assert_eq!(with("-x", true), Err(NotTheirs::Invalid(InvalidReason::WriteInWithoutAgainst)));
        let no_against = paper("o-", std::slice::from_ref(&sure), Vec::new());
        let loose = Undecided::of(&no_against, &slate, &usual, electable).unwrap();
        assert!(loose.may_leave_out(), "a name written in without a × for it");
        for with in [true, false] {
            let counted = loose.counted(no_against.marks.clone(), with);
            assert_eq!((loose.check(&counted), counted.write_ins.len()), (Ok(()), usize::from(with)));
        }
        let unmarked = paper("xx", &[write_in("周立", WriteInMark::None)], Vec::new());
        let sorted = Undecided::of(&unmarked, &slate, &usual, electable).unwrap();
        assert!(sorted.may_leave_out());
        assert_eq!(sorted.counted(unmarked.marks.clone(), true).write_ins, [nominee("周立")]);
        assert_eq!(sorted.counted(unmarked.marks.clone(), false).write_ins, []);
    }
}
