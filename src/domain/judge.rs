//! Whether a paper counts, and as what: the rules of one paper, in their order.
//!
//! Void → write-ins marked × are dropped → the rule for those without ○ → the rule for printed names → who can be
//! elected → a × for each write-in → the limit. A paper that is invalid however its doubts are decided is not doubtful.

mod limit;
mod ruling;

pub use limit::judge_marks;
pub use ruling::{NotTheirs, Undecided};

use crate::domain::procedure::{NeedsAgainst, WriteInRule};
use crate::domain::{
    Counted, Doubt, InvalidReason, Judgement, Mark, Nominee, Paper, Person, Procedure, Readings, Slate,
    WriteIn, WriteInMark,
};
use limit::{approvals, within_limit};

/// Judges one paper. `electable` says whether a person written in may be elected.
pub fn judge(
    paper: &Paper,
    slate: &Slate,
    procedure: &Procedure,
    electable: impl Fn(&WriteIn) -> bool,
) -> Judgement {
    match Look::at(paper, slate, procedure, electable) {
        Err(reason) => Judgement::Invalid(reason),
        Ok(look) if look.doubts.is_empty() => Judgement::Valid(look.counted()),
        Ok(look) => Judgement::Doubtful(look.doubts),
    }
}

/// What a doubtful paper may come to count as; `None` for a paper that is not doubtful.
pub fn readings(
    paper: &Paper,
    slate: &Slate,
    procedure: &Procedure,
    electable: impl Fn(&WriteIn) -> bool,
) -> Option<Readings> {
    Look::at(paper, slate, procedure, electable)
        .ok()
        .filter(|look| !look.doubts.is_empty())
        .map(Look::readings)
}

/// One paper, looked at.
#[derive(Default)]
struct Look {
    /// The marks as they count where nothing is doubtful.
    marks: Vec<Mark>,
    /// People not printed who are approved without doubt about their own line.
    written: Vec<Nominee>,
    /// People approved who cannot be elected: they fill the limit and count for nobody.
    idle: Vec<Nominee>,
    /// People whom a ruling may add.
    optional: Vec<Person>,
    /// Positions where the mark itself is in doubt.
    unsure: Vec<usize>,
    /// The most of `optional` in a valid reading.
    most: usize,
    /// The fewest.
    least: usize,
    /// The most of them that are not printed.
    most_written: usize,
    doubts: Vec<Doubt>,
}

impl Look {
    fn at(
        paper: &Paper,
        slate: &Slate,
        procedure: &Procedure,
        electable: impl Fn(&WriteIn) -> bool,
    ) -> Result<Self, InvalidReason> {
        if let Some(reason) = &paper.void {
            return Err(InvalidReason::Void(reason.clone()));
        }
        if paper.marks.len() != slate.candidates.len() {
            return Err(InvalidReason::WrongNumberOfMarks);
        }
        let mut look = Self { marks: paper.marks.clone(), doubts: paper.doubts.clone(), ..Self::default() };
        look.doubt_marks();
        if !paper.write_ins.is_empty() {
            let kept = look.drop_unmarked(paper, procedure)?;
            let others = look.place_printed(kept, slate, procedure)?;
            look.place_others(others, slate, electable);
            look.want_against(procedure)?;
        }
        look.keep_limit(procedure, slate.seats)?;
        Ok(look)
    }

    /// Takes back the marks that the scrutineers noted as doubtful: each may come to be anything.
    fn doubt_marks(&mut self) {
        for doubt in &self.doubts {
            let (Doubt::UnprescribedMark(place) | Doubt::UnreadableMark(place)) = *doubt else { continue };
            let place = usize::try_from(place).unwrap_or(usize::MAX);
            if let Some(mark) = self.marks.get_mut(place) {
                *mark = Mark::Abstain;
                self.unsure.push(place);
            }
        }
        self.unsure.sort_unstable();
        self.unsure.dedup();
        self.optional.extend(self.unsure.iter().map(|place| Person::Printed(*place)));
    }

    /// Drops write-ins marked × and applies the rule for those without ○; the rest with whether they are certain.
    fn drop_unmarked<'a>(
        &mut self,
        paper: &'a Paper,
        procedure: &Procedure,
    ) -> Result<Vec<Line<'a>>, InvalidReason> {
        let mut kept = Vec::with_capacity(paper.write_ins.len());
        for (place, write_in) in (0u32..).zip(&paper.write_ins) {
            let certain = match (write_in.mark, procedure.write_in_without_mark) {
                (WriteInMark::Against, _) | (WriteInMark::None, WriteInRule::Ignore) => continue,
                (WriteInMark::None, WriteInRule::Invalid) => return Err(InvalidReason::WriteInWithoutMark),
                (WriteInMark::Approve, _) | (WriteInMark::None, WriteInRule::Count) => true,
                (WriteInMark::None, WriteInRule::Doubtful) => {
                    self.doubts.push(Doubt::WriteInWithoutMark(place));
                    false
                }
            };
            kept.push(Line { place, write_in, certain });
        }
        Ok(kept)
    }

    /// Applies the rule for write-ins of printed names; the others remain.
    fn place_printed<'a>(
        &mut self,
        lines: Vec<Line<'a>>,
        slate: &Slate,
        procedure: &Procedure,
    ) -> Result<Vec<Line<'a>>, InvalidReason> {
        let mut others = Vec::with_capacity(lines.len());
        for line in lines {
            let Some(printed) = slate.position(line.write_in.member, &line.write_in.name) else {
                others.push(line);
                continue;
            };
            match procedure.write_in_of_candidate {
                WriteInRule::Invalid if line.certain => return Err(InvalidReason::WriteInOfCandidate),
                WriteInRule::Ignore | WriteInRule::Invalid => {}
                WriteInRule::Count => self.approve_printed(printed, line.certain),
                WriteInRule::Doubtful => {
                    self.doubts.push(Doubt::WriteInOfCandidate(line.place));
                    self.approve_printed(printed, false);
                }
            }
        }
        Ok(others)
    }

    /// Adds a ○ for a printed name, for certain or by ruling; a × beside it stands.
    fn approve_printed(&mut self, printed: usize, certain: bool) {
        let person = Person::Printed(printed);
        match self.marks.get_mut(printed) {
            Some(mark @ Mark::Abstain) if certain && !self.unsure.contains(&printed) => {
                *mark = Mark::Approve;
                self.optional.retain(|other| *other != person);
            }
            Some(Mark::Abstain) if !self.optional.contains(&person) => self.optional.push(person),
            _ => {}
        }
    }

    /// Adds the people not printed, each once.
    fn place_others(&mut self, lines: Vec<Line<'_>>, slate: &Slate, electable: impl Fn(&WriteIn) -> bool) {
        for line in lines {
            let refused = if !slate.form.takes_write_ins() {
                Some(Doubt::WriteInNotTaken(line.place))
            } else if !electable(line.write_in) {
                Some(Doubt::NotElectable(line.place))
            } else {
                None
            };
            match refused {
                Some(doubt) => {
                    self.doubts.push(doubt);
                    self.idle.extend(line.certain.then(|| line.write_in.nominee()));
                }
                None => self.approve_other(line.write_in.nominee(), line.certain),
            }
        }
    }

    fn approve_other(&mut self, nominee: Nominee, certain: bool) {
        if self.written.iter().any(|other| other.is(&nominee)) {
            return;
        }
        let same = |person: &Person| matches!(person, Person::Written(other) if other.is(&nominee));
        if certain {
            self.optional.retain(|person| !same(person));
            self.written.push(nominee);
        } else if !self.optional.iter().any(same) {
            self.optional.push(Person::Written(nominee));
        }
    }

    /// How many people not printed are approved for certain, each once, whether they can be elected or not.
    fn others(&self) -> usize {
        let before = |at: usize| self.written.iter().chain(self.idle.iter().take(at));
        let fresh = |(at, person): &(usize, &Nominee)| !before(*at).any(|other| other.is(person));
        self.written.len() + self.idle.iter().enumerate().filter(fresh).count()
    }

    /// Asks for a × in whose place each write-in stands.
    fn want_against(&mut self, procedure: &Procedure) -> Result<(), InvalidReason> {
        let against = self.marks.iter().filter(|mark| **mark == Mark::Against).count() + self.unsure.len();
        let wanted = self.others();
        let optional = self.optional.iter().filter(|person| matches!(person, Person::Written(_))).count();
        self.most_written = optional;
        match procedure.write_in_needs_against {
            NeedsAgainst::Invalid if wanted > against => return Err(InvalidReason::WriteInWithoutAgainst),
            NeedsAgainst::Invalid => self.most_written = optional.min(against - wanted),
            NeedsAgainst::Doubtful if wanted > against => {
                self.doubts.push(Doubt::WriteInWithoutAgainst);
            }
            NeedsAgainst::Doubtful | NeedsAgainst::No => {}
        }
        Ok(())
    }

    /// Asks that approvals keep the limit in at least one reading.
    fn keep_limit(&mut self, procedure: &Procedure, seats: u32) -> Result<(), InvalidReason> {
        let approved = approvals(&self.marks) + self.others();
        let printed = self.optional.iter().filter(|person| matches!(person, Person::Printed(_))).count();
        self.most = printed + self.most_written;
        if let Some(room) = within_limit(approved, self.most, procedure, seats)? {
            self.most = self.most.min(room);
            self.least = if procedure.exact_marks { room } else { 0 };
        }
        Ok(())
    }

    fn counted(self) -> Counted {
        Counted { marks: self.marks, write_ins: self.written }
    }

    fn readings(self) -> Readings {
        let approved = self.marks.iter().enumerate().filter(|(_, mark)| **mark == Mark::Approve);
        let printed = approved.map(|(place, _)| Person::Printed(place));
        Readings {
            certain: printed.chain(self.written.into_iter().map(Person::Written)).collect(),
            optional: self.optional,
            most: self.most,
            least: self.least,
            most_written: self.most_written,
        }
    }
}

/// A write-in that is still in play.
struct Line<'a> {
    place: u32,
    write_in: &'a WriteIn,
    /// Whether nothing about it is in doubt so far.
    certain: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::procedure::MaxMarks;
    use crate::domain::{BallotForm, Candidate, MemberId, Name, VoidReason};

    fn slate(write_ins: bool) -> Slate {
        let candidates =
            ["甲一", "乙二", "丙三", "丁四"].map(|name| Candidate::new(Name::new(name).unwrap(), None));
        Slate { seats: 3, candidates: candidates.into(), form: BallotForm::Marks { write_ins } }
    }

    fn paper(marks: &str, write_ins: &[(&str, WriteInMark)]) -> Paper {
        let write_in = |(name, mark): &(&str, WriteInMark)| WriteIn {
            name: Name::new(name).unwrap(),
            member: None,
            mark: *mark,
        };
        Paper {
            marks: marks.chars().map(|code| Mark::from_code(code).unwrap()).collect(),
            write_ins: write_ins.iter().map(write_in).collect(),
            ..Paper::default()
        }
    }

    fn judged(paper: &Paper, procedure: &Procedure) -> Judgement {
        judge(paper, &slate(true), procedure, |_| true)
    }

    fn valid(judgement: &Judgement) -> bool {
        matches!(judgement, Judgement::Valid(_))
    }

    use WriteInMark::{Against, Approve, None as Unmarked};

    #[test]
    fn approvals_up_to_the_seats_are_valid_and_one_more_is_not() {
        let usual = Procedure::default();
        for marks in ["ooo-", "oo--", "----", "xxxx", "ooox"] {
            assert!(valid(&judged(&paper(marks, &[]), &usual)), "{marks}");
        }
        let too_many = InvalidReason::TooManyMarks { approved: 4, limit: 3 };
        assert_eq!(judged(&paper("oooo", &[]), &usual), Judgement::Invalid(too_many.clone()));
        assert_eq!(judged(&paper("ooo-", &[("周立", Approve)]), &usual), Judgement::Invalid(too_many));
        assert!(valid(&judged(&paper("ooox", &[("周立", Against)]), &usual)));
        assert!(valid(&judged(&paper("oo-x", &[("周立", Approve)]), &usual)));
    }

    #[test]
    fn a_paper_of_marks_alone_is_judged_alike_either_way() {
        for limit in [MaxMarks::Seats, MaxMarks::Number(2), MaxMarks::Unlimited] {
            for exact_marks in [false, true] {
                let procedure = Procedure { max_marks: limit, exact_marks, ..Procedure::default() };
                for marks in ["oooo", "ooo-", "oo-x", "o---", "----", "ooo"] {
                    let paper = paper(marks, &[]);
                    let quick = judge_marks(&paper.marks, &slate(true), &procedure);
                    let whole = match judged(&paper, &procedure) {
                        Judgement::Invalid(reason) => Err(reason),
                        Judgement::Valid(_) => Ok(()),
                        Judgement::Doubtful(doubts) => panic!("{doubts:?}"),
                    };
                    assert_eq!(quick, whole, "{marks}");
                }
            }
        }
    }

    #[test]
    fn exact_marks_want_as_many_as_the_limit() {
        let exact = Procedure { exact_marks: true, ..Procedure::default() };
        assert!(valid(&judged(&paper("ooox", &[]), &exact)));
        let few = InvalidReason::TooFewMarks { approved: 2, limit: 3 };
        assert_eq!(judged(&paper("oo--", &[]), &exact), Judgement::Invalid(few));
        let none = Procedure { max_marks: MaxMarks::Unlimited, ..exact };
        assert!(valid(&judged(&paper("oooo", &[]), &none)) && valid(&judged(&paper("----", &[]), &none)));
    }

    #[test]
    fn what_the_scrutineers_call_invalid_is() {
        let void = Paper { void: Some(VoidReason::Torn), ..paper("o", &[]) };
        assert_eq!(
            judged(&void, &Procedure::default()),
            Judgement::Invalid(InvalidReason::Void(VoidReason::Torn))
        );
        assert_eq!(
            judged(&paper("o", &[]), &Procedure::default()),
            Judgement::Invalid(InvalidReason::WrongNumberOfMarks)
        );
    }

    /// The judgement of a paper under each setting of one rule: doubtful, ignored, invalid, counted.
    fn under(paper: &Paper, set: impl Fn(WriteInRule) -> Procedure) -> [Judgement; 4] {
        [WriteInRule::Doubtful, WriteInRule::Ignore, WriteInRule::Invalid, WriteInRule::Count]
            .map(|rule| judged(paper, &set(rule)))
    }

    fn counted(marks: &str, names: &[&str]) -> Judgement {
        let nominee = |name: &&str| Nominee { name: Name::new(name).unwrap(), member: None };
        Judgement::Valid(Counted {
            marks: paper(marks, &[]).marks,
            write_ins: names.iter().map(nominee).collect(),
        })
    }

    #[test]
    fn a_write_in_without_mark_follows_the_procedure() {
        let [doubtful, ignored, invalid, count] = under(&paper("oo-x", &[("周立", Unmarked)]), |rule| {
            Procedure { write_in_without_mark: rule, ..Procedure::default() }
        });
        assert_eq!(doubtful, Judgement::Doubtful(vec![Doubt::WriteInWithoutMark(0)]));
        assert_eq!(ignored, counted("oo-x", &[]));
        assert_eq!(invalid, Judgement::Invalid(InvalidReason::WriteInWithoutMark));
        assert_eq!(count, counted("oo-x", &["周立"]));
    }

    #[test]
    fn a_write_in_of_a_printed_name_follows_the_procedure() {
        let set = |rule| Procedure { write_in_of_candidate: rule, ..Procedure::default() };
        let [doubtful, ignored, invalid, count] =
            under(&paper("o--x", &[("周立", Against), ("乙二", Approve)]), set);
        assert_eq!(doubtful, Judgement::Doubtful(vec![Doubt::WriteInOfCandidate(1)]));
        assert_eq!(ignored, counted("o--x", &[]));
        assert_eq!(invalid, Judgement::Invalid(InvalidReason::WriteInOfCandidate));
        assert_eq!(count, counted("oo-x", &[]));
        let struck = judged(&paper("o--x", &[("丁四", Approve)]), &set(WriteInRule::Count));
        assert_eq!(struck, counted("o--x", &[]), "a name marked × stays so");
        let twice = judged(&paper("ooox", &[("甲一", Approve)]), &set(WriteInRule::Count));
        assert_eq!(twice, counted("ooox", &[]), "one approval, and the limit is kept");
    }

    #[test]
    fn a_write_in_stands_in_the_place_of_an_against() {
        let set = |rule| Procedure { write_in_needs_against: rule, ..Procedure::default() };
        let one = paper("oo--", &[("周立", Approve)]);
        assert_eq!(
            judged(&one, &set(NeedsAgainst::Doubtful)),
            Judgement::Doubtful(vec![Doubt::WriteInWithoutAgainst])
        );
        assert_eq!(
            judged(&one, &set(NeedsAgainst::Invalid)),
            Judgement::Invalid(InvalidReason::WriteInWithoutAgainst)
        );
        assert_eq!(judged(&one, &set(NeedsAgainst::No)), counted("oo--", &["周立"]));
        let two = paper("o-xx", &[("周立", Approve), ("吴敏", Approve)]);
        assert_eq!(judged(&two, &set(NeedsAgainst::Invalid)), counted("o-xx", &["周立", "吴敏"]));
    }

    #[test]
    fn the_same_person_counts_once() {
        let twice = paper("o-xx", &[("周 立", Approve), ("周立", Approve)]);
        assert_eq!(judged(&twice, &Procedure::default()), counted("o-xx", &["周立"]));
    }

    #[test]
    fn a_paper_invalid_in_every_reading_is_not_doubtful() {
        let sure = paper("oooo", &[("周立", Unmarked), ("甲一", Approve)]);
        let too_many = InvalidReason::TooManyMarks { approved: 4, limit: 3 };
        assert_eq!(judged(&sure, &Procedure::default()), Judgement::Invalid(too_many));
        let exact = Procedure { exact_marks: true, ..Procedure::default() };
        assert!(matches!(judged(&paper("oo-x", &[("周立", Unmarked)]), &exact), Judgement::Doubtful(_)));
        assert!(matches!(judged(&paper("o--x", &[("周立", Unmarked)]), &exact), Judgement::Invalid(_)));
    }

    #[test]
    fn who_cannot_be_elected_or_written_in_is_doubtful() {
        let one = paper("oo-x", &[("周立", Approve)]);
        let judged = judge(&one, &slate(true), &Procedure::default(), |_| false);
        assert_eq!(judged, Judgement::Doubtful(vec![Doubt::NotElectable(0)]));
        let judged = judge(&one, &slate(false), &Procedure::default(), |_| true);
        assert_eq!(judged, Judgement::Doubtful(vec![Doubt::WriteInNotTaken(0)]));
        let over =
            judge(&paper("ooox", &[("周立", Approve)]), &slate(true), &Procedure::default(), |_| false);
        assert!(matches!(over, Judgement::Invalid(_)), "a mark fills the limit whoever it is for");
    }

    #[test]
    fn a_mark_in_doubt_may_be_anything_the_limit_allows() {
        let seen = |marks: &str| Paper { doubts: vec![Doubt::UnreadableMark(3)], ..paper(marks, &[]) };
        let readings =
            |marks: &str| readings(&seen(marks), &slate(true), &Procedure::default(), |_| true).unwrap();
        let open = readings("oo-o");
        assert_eq!(open.certain, [Person::Printed(0), Person::Printed(1)]);
        assert_eq!((open.optional, open.most), (vec![Person::Printed(3)], 1));
        assert_eq!(readings("oooo").most, 0, "the limit is reached without it");
    }

    #[test]
    fn a_namesake_written_in_is_not_the_candidate() {
        let mut slate = slate(true);
        slate.candidates[0].member = Some(MemberId(1));
        let mut one = paper("-ox-", &[("甲一", Approve)]);
        one.write_ins[0].member = Some(MemberId(2));
        let judged = judge(&one, &slate, &Procedure::default(), |_| true);
        assert!(matches!(judged, Judgement::Valid(counted) if counted.write_ins.len() == 1));
    }

    /// A paper on which these write-ins are known to be of these members.
    fn of_members(marks: &str, write_ins: &[(&str, Option<u16>)]) -> Paper {
        let write_in = |(name, member): &(&str, Option<u16>)| WriteIn {
            name: Name::new(name).unwrap(),
            member: member.map(MemberId),
            mark: Approve,
        };
        Paper { write_ins: write_ins.iter().map(write_in).collect(), ..paper(marks, &[]) }
    }

    #[test]
    fn one_member_under_two_names_counts_once_and_namesakes_twice() {
        let people = |paper: &Paper| match judged(paper, &Procedure::default()) {
            Judgement::Valid(counted) => counted.write_ins.len(),
            other => panic!("{other:?}"),
        };
        assert_eq!(people(&of_members("o-xx", &[("周立", Some(3)), ("周丽", Some(3))])), 1);
        assert_eq!(people(&of_members("o-xx", &[("周立", Some(3)), ("周立", None)])), 1);
        assert_eq!(people(&of_members("o-xx", &[("周立", None), ("周立", Some(3))])), 1);
        assert_eq!(people(&of_members("o-xx", &[("王强", Some(3)), ("王强", Some(4))])), 2);
        assert_eq!(
            people(&of_members("oo-x", &[("周立", Some(3)), ("周丽", Some(3))])),
            1,
            "nor for the limit"
        );
    }

    #[test]
    fn who_cannot_be_elected_fills_the_limit_once() {
        let judged = |write_ins: &[(&str, Option<u16>)]| {
            judge(&of_members("o-xx", write_ins), &slate(true), &Procedure::default(), |write_in| {
                write_in.member == Some(MemberId(3))
            })
        };
        let refused = |places: &[u32]| {
            Judgement::Doubtful(places.iter().map(|place| Doubt::NotElectable(*place)).collect())
        };
        assert_eq!(judged(&[("外人", None), ("吴敏", None)]), refused(&[0, 1]));
        assert_eq!(judged(&[("外人", None), ("外人", None), ("吴敏", None)]), refused(&[0, 1, 2]));
        assert_eq!(judged(&[("周立", Some(3)), ("周立", None), ("吴敏", None)]), refused(&[1, 2]));
        let too_many = InvalidReason::TooManyMarks { approved: 4, limit: 3 };
        assert_eq!(
            judged(&[("外人", None), ("吴敏", None), ("郑洁", None)]),
            Judgement::Invalid(too_many.clone())
        );
        assert_eq!(
            judged(&[("外人", None), ("吴敏", None), ("周立", Some(3))]),
            Judgement::Invalid(too_many)
        );
        let unmarked = paper("o-xx", &[("外人", Unmarked), ("吴敏", Approve)]);
        let judged = judge(&unmarked, &slate(true), &Procedure::default(), |_| false);
        assert!(matches!(judged, Judgement::Doubtful(doubts) if doubts.len() == 3));
    }

    /// Readings in short: a candidate by number from 1, somebody written in by name; certain, `|`, optional; then the
    /// most, the fewest and the most written in.
    fn short(paper: &Paper, procedure: &Procedure) -> Option<(String, [usize; 3])> {
        let Readings { certain, optional, most, least, most_written } =
            readings(paper, &slate(true), procedure, |_| true)?;
        let word = |person: &Person| match person {
            Person::Printed(place) => (place + 1).to_string(),
            Person::Written(nominee) => nominee.name.to_string(),
        };
        let list = |people: &[Person]| people.iter().map(word).collect::<Vec<_>>().join(" ");
        Some((format!("{} | {}", list(&certain), list(&optional)), [most, least, most_written]))
    }

    fn is_read(paper: &Paper, procedure: &Procedure, people: &str, numbers: [usize; 3]) {
        assert_eq!(short(paper, procedure), Some((people.to_owned(), numbers)), "{paper:?}");
    }

    #[test]
    fn a_doubtful_write_in_may_count_or_not() {
        let usual = Procedure::default();
        for (marks, write_ins, people, numbers) in [
            ("oo-x", &[("周立", Unmarked)][..], "1 2 | 周立", [1, 0, 1]),
            ("oo-x", &[("周立", Unmarked), ("周 立", Unmarked)], "1 2 | 周立", [1, 0, 1]),
            ("o-xx", &[("吴敏", Unmarked), ("周立", Unmarked)], "1 | 吴敏 周立", [2, 0, 2]),
            ("oo-x", &[("吴敏", Unmarked), ("周立", Unmarked)], "1 2 | 吴敏 周立", [1, 0, 2]),
            (
                "o-xx",
                &[("吴敏", Unmarked), ("周立", Unmarked), ("周立", Approve)],
                "1 周立 | 吴敏",
                [1, 0, 1],
            ),
            ("o-xx", &[("周立", Approve), ("周立", Unmarked)], "1 周立 | ", [0, 0, 0]),
            ("oo--", &[("周立", Approve)], "1 2 周立 | ", [0, 0, 0]),
            ("o--x", &[("乙二", Approve)], "1 | 2", [1, 0, 0]),
            ("o--x", &[("乙二", Approve), ("乙二", Unmarked)], "1 | 2", [1, 0, 0]),
            ("o--x", &[("乙二", Approve), ("丙三", Approve)], "1 | 2 3", [2, 0, 0]),
            ("o--x", &[("甲一", Approve)], "1 | ", [0, 0, 0]),
            ("o--x", &[("丁四", Approve)], "1 | ", [0, 0, 0]),
        ] {
            is_read(&paper(marks, write_ins), &usual, people, numbers);
        }
        assert_eq!(short(&paper("o-xx", &[("周立", Approve)]), &usual), None, "not doubtful");
        assert_eq!(short(&paper("oooo", &[("周立", Unmarked)]), &usual), None, "invalid");
    }

    #[test]
    fn a_write_in_of_a_printed_name_that_counts_ends_the_doubt_about_it() {
        let count = Procedure { write_in_of_candidate: WriteInRule::Count, ..Procedure::default() };
        for (marks, write_ins, people, numbers) in [
            ("o--x", &[("乙二", Unmarked)][..], "1 | 2", [1, 0, 0]),
            ("o--x", &[("周立", Unmarked), ("乙二", Unmarked)], "1 | 2 周立", [2, 0, 1]),
            ("o--x", &[("周立", Unmarked), ("乙二", Unmarked), ("乙二", Approve)], "1 2 | 周立", [1, 0, 1]),
            ("o--x", &[("乙二", Approve), ("乙二", Unmarked)], "1 2 | ", [0, 0, 0]),
        ] {
            is_read(&paper(marks, write_ins), &count, people, numbers);
        }
        let unreadable =
            Paper { doubts: vec![Doubt::UnreadableMark(1)], ..paper("o--x", &[("乙二", Approve)]) };
        is_read(&unreadable, &count, "1 | 2", [1, 0, 0]);
        let invalid = Procedure { write_in_of_candidate: WriteInRule::Invalid, ..count };
        is_read(&paper("o--x", &[("乙二", Unmarked)]), &invalid, "1 | ", [0, 0, 0]);
    }

    #[test]
    fn each_mark_in_doubt_is_one_doubt_and_may_be_an_against() {
        let seen = |marks: &str, doubts: &[Doubt], write_ins: &[(&str, WriteInMark)]| Paper {
            doubts: doubts.to_vec(),
            ..paper(marks, write_ins)
        };
        let (usual, strict) = (
            Procedure::default(),
            Procedure { write_in_needs_against: NeedsAgainst::Invalid, ..Procedure::default() },
        );
        let twice = [Doubt::UnreadableMark(3), Doubt::UnprescribedMark(1), Doubt::UnreadableMark(3)];
        is_read(&seen("oooo", &twice, &[]), &usual, "1 3 | 2 4", [1, 0, 0]);
        let elsewhere = [Doubt::UnreadableMark(9), Doubt::NotElectable(0)];
        is_read(&seen("oo-o", &elsewhere, &[]), &usual, "1 2 4 | ", [0, 0, 0]);
        let one = [Doubt::UnreadableMark(3)];
        is_read(&seen("o---", &one, &[("周立", Approve)]), &strict, "1 周立 | 4", [1, 0, 0]);
        is_read(
            &seen("o-x-", &one, &[("周立", Approve), ("吴敏", Unmarked)]),
            &strict,
            "1 周立 | 4 吴敏",
            [1, 0, 1],
        );
        let two = [("周立", Approve), ("吴敏", Approve)];
        assert_eq!(short(&seen("o---", &one, &two), &strict), None, "one × at most, two write-ins");
    }

    #[test]
    fn write_ins_in_doubt_count_as_far_as_there_are_against_marks() {
        let strict = Procedure { write_in_needs_against: NeedsAgainst::Invalid, ..Procedure::default() };
        let people = [("周立", Approve), ("吴敏", Unmarked), ("郑洁", Unmarked)];
        for (marks, most) in [("--x-", 0), ("--xx", 1), ("-xxx", 2), ("xxxx", 2)] {
            is_read(&paper(marks, &people), &strict, "周立 | 吴敏 郑洁", [most, 0, most]);
        }
        let exact = Procedure { exact_marks: true, ..strict };
        is_read(&paper("o-xx", &people), &exact, "1 周立 | 吴敏 郑洁", [1, 1, 1]);
        is_read(&paper("-xxx", &people), &exact, "周立 | 吴敏 郑洁", [2, 2, 2]);
        let few = InvalidReason::TooFewMarks { approved: 2, limit: 3 };
        assert_eq!(judged(&paper("--xx", &people), &exact), Judgement::Invalid(few));
    }

    #[test]
    fn write_ins_are_at_most_the_against_marks() {
        for (marks, write_ins, valid) in [
            ("o--x", 1, true),
            ("o---", 1, false),
            ("o-xx", 2, true),
            ("o--x", 2, false),
            ("-xxx", 3, true),
            ("--xx", 3, false),
        ] {
            let people = &[("周立", Approve), ("吴敏", Approve), ("郑洁", Approve)][..write_ins];
            for rule in [NeedsAgainst::Doubtful, NeedsAgainst::Invalid, NeedsAgainst::No] {
                let expected = match rule {
                    _ if valid => counted(marks, &["周立", "吴敏", "郑洁"][..write_ins]),
                    NeedsAgainst::Doubtful => Judgement::Doubtful(vec![Doubt::WriteInWithoutAgainst]),
                    NeedsAgainst::Invalid => Judgement::Invalid(InvalidReason::WriteInWithoutAgainst),
                    NeedsAgainst::No => counted(marks, &["周立", "吴敏", "郑洁"][..write_ins]),
                };
                let set = Procedure { write_in_needs_against: rule, ..Procedure::default() };
                assert_eq!(judged(&paper(marks, people), &set), expected, "{marks} {rule:?}");
            }
        }
    }
}
