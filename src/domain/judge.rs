//! Whether a paper counts, and as what: the rules of one paper, in their order.
//!
//! Void → write-ins marked × are dropped → the rule for those without ○ → the rule for printed names → who can be
//! elected → a × for each write-in → the limit. A paper that is invalid however its doubts are decided is not doubtful.

mod limit;
mod ruling;

pub use limit::judge_marks;

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
    /// Approvals of people who cannot be elected: they fill the limit and count for nobody.
    idle: usize,
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
            let Ok(place) = usize::try_from(place) else { continue };
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
                    self.idle += usize::from(line.certain);
                }
                None => self.approve_other(line.write_in.nominee(), line.certain),
            }
        }
    }

    fn approve_other(&mut self, nominee: Nominee, certain: bool) {
        if self.written.contains(&nominee) {
            return;
        }
        let person = Person::Written(nominee.clone());
        if certain {
            self.optional.retain(|other| *other != person);
            self.written.push(nominee);
        } else if !self.optional.contains(&person) {
            self.optional.push(person);
        }
    }

    /// Asks for a × in whose place each write-in stands.
    fn want_against(&mut self, procedure: &Procedure) -> Result<(), InvalidReason> {
        let against = self.marks.iter().filter(|mark| **mark == Mark::Against).count() + self.unsure.len();
        let wanted = self.written.len() + self.idle;
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
        let approved = approvals(&self.marks) + self.written.len() + self.idle;
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
}
