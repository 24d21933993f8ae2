//! The room of a rehearsal: who is absent, who comes late, which hands go up, what stands on the papers.
//!
//! Everything follows from the plan, so a rehearsal of the same plan is the same every time, and its first contest ends in a
//! tie across the last seat whenever the numbers allow one: the runoff is part of every rehearsal.

use super::attendance::Cause;
use super::order::ItemId;
use super::plan::Plan;
use super::round::RoundState;
use crate::domain::{Mark, MemberId, Name, Paper, RoundKind, Show, VoidReason, WriteIn, WriteInMark};
use crate::locale::Lang;

/// What the room will do.
#[derive(Clone, Debug)]
pub struct Room {
    absent: Vec<(MemberId, Cause)>,
    late: Option<MemberId>,
    /// A voter who stands nowhere: written in on one paper.
    outsider: Option<(MemberId, Name)>,
    /// The language of what it has somebody type.
    lang: Lang,
}

impl Room {
    /// The room of a rehearsal of this plan.
    pub fn new(plan: &Plan) -> Self {
        let stands = |id: MemberId| {
            let candidate =
                plan.contests.iter().flat_map(|contest| &contest.candidates).any(|c| c.member == id);
            let named = plan.officials.iter().any(|official| official.member == id);
            candidate || named || plan.chair == id || plan.recorder == Some(id)
        };
        let listed = |id: MemberId| plan.exclusions.iter().any(|exclusion| exclusion.member == id);
        let free: Vec<_> = plan
            .roster
            .iter()
            .filter(|member| member.standing.may_vote() && !stands(member.id) && !listed(member.id))
            .collect();
        let mut causes = [Cause::Leave, Cause::Illness].into_iter();
        let may_miss = plan.roster.iter().filter(|member| member.standing.may_vote()).count() / 19;
        let absent = free.iter().rev().take(may_miss).filter_map(|m| Some((m.id, causes.next()?))).collect();
        Self {
            absent,
            late: free.first().map(|member| member.id),
            outsider: free.get(1).map(|member| (member.id, member.name.clone())),
            lang: Lang::Zh,
        }
    }

    /// The same room, where people type in this language; Chinese unless it is said.
    #[must_use]
    pub fn speaking(self, lang: Lang) -> Self {
        Self { lang, ..self }
    }

    /// From now on people type in this language.
    pub fn speak(&mut self, lang: Lang) {
        self.lang = lang;
    }

    /// A text that somebody types.
    pub(crate) fn types(&self, zh: &str, en: &str) -> String {
        self.lang.pick(zh, en).to_owned()
    }

    /// What is noted when the higher body is asked.
    pub(crate) fn asks(&self) -> String {
        self.types("〔演练〕电话请示，等候答复", "(rehearsal) asked by telephone, waiting for the answer")
    }

    /// Why a member will not answer; the latecomer does not at first.
    pub fn absence(&self, member: MemberId) -> Option<Cause> {
        if self.late == Some(member) {
            return Some(Cause::Duty);
        }
        self.absent.iter().find(|(id, _)| *id == member).map(|(_, cause)| cause.clone())
    }

    /// Who comes late.
    pub fn latecomer(&self) -> Option<MemberId> {
        self.late
    }

    /// The hands that go up; now and then somebody abstains.
    pub fn hands(&self, item: ItemId, present: u32) -> Show {
        let abstain = u32::from(item.0 % 4 == 3 && present > 3);
        Show { yes: present - abstain, no: 0, abstain }
    }

    /// The papers in the box of a round, in the order in which they will be called. The first of them are those that the
    /// scrutineers set aside.
    pub fn papers(&self, round: &RoundState) -> Vec<Paper> {
        let count = round.collected.unwrap_or(round.papers.issued) as usize;
        let names = round.slate().candidates.len();
        let seats = round.slate().seats as usize;
        if round.round.kind == RoundKind::Runoff {
            return runoff_papers(names, seats, count);
        }
        if names <= seats {
            return (0..count).map(|at| equal_paper(names, at)).collect();
        }
        self.surplus_papers(names, seats, count)
    }

    /// Papers of a surplus round: the names in front are clearly elected, those on both sides of the last seat level.
    fn surplus_papers(&self, names: usize, seats: usize, count: usize) -> Vec<Paper> {
        let mut papers = Vec::with_capacity(count);
        let aside = usize::from(count >= 8);
        let written = usize::from(count >= 12 && self.outsider.is_some());
        if aside == 1 {
            papers.push(Paper { void: Some(VoidReason::TooManyMarks), ..marked(vec![Mark::Approve; names]) });
        }
        let full = count - aside - written;
        papers.extend((0..full).map(|at| full_paper(names, seats, left_out(at, full, seats), at % 3 == 2)));
        if let Some((member, name)) = self.outsider.as_ref().filter(|_| written == 1) {
            papers.push(written_paper(names, seats, *member, name));
        }
        papers
    }
}

fn marked(marks: Vec<Mark>) -> Paper {
    Paper { marks, ..Paper::default() }
}

/// Which of the first `seats + 1` names a paper leaves out. Three in eight leave out the last of them, as many the one
/// before, so these two end level and above the half; the others leave out one of those in front. One seat cannot end
/// like that: there the first name wins.
fn left_out(at: usize, papers: usize, seats: usize) -> usize {
    let in_front = 1.min(seats.saturating_sub(2)) + at % seats.saturating_sub(2).max(1);
    let whole = papers / 8 * 8;
    let odd = (papers - whole) % 2 == 1 && at + 1 == papers;
    match at % 8 {
        _ if seats == 1 => usize::from(at % 4 != 3),
        0..=5 if !odd => seats - at % 2,
        _ if at >= whole && !odd => seats - at % 2,
        _ => in_front.min(seats - 2),
    }
}

/// Approves the first `seats + 1` names but one; the rest are struck or left blank.
fn full_paper(names: usize, seats: usize, leave: usize, blank: bool) -> Paper {
    let other = if blank { Mark::Abstain } else { Mark::Against };
    let mark = |at: usize| if at <= seats && at != leave { Mark::Approve } else { other };
    marked((0..names).map(mark).collect())
}

/// Approves the front names, strikes the others and writes somebody in.
fn written_paper(names: usize, seats: usize, member: MemberId, name: &Name) -> Paper {
    let mark = |at: usize| if at + 1 < seats { Mark::Approve } else { Mark::Against };
    let write_in = WriteIn { name: name.clone(), member: Some(member), mark: WriteInMark::Approve };
    Paper { write_ins: vec![write_in], ..marked((0..names).map(mark).collect()) }
}

/// Nearly everybody approves; one voter strikes, one leaves it blank.
fn equal_paper(names: usize, at: usize) -> Paper {
    match at {
        4 => marked(vec![Mark::Against; names]),
        9 => marked(vec![Mark::Abstain; names]),
        _ => marked(vec![Mark::Approve; names]),
    }
}

/// The tie is broken: somewhat more than half for the first names.
fn runoff_papers(names: usize, seats: usize, count: usize) -> Vec<Paper> {
    let ahead = count / 2 + 2;
    let paper = |at: usize| {
        let first =
            if at.is_multiple_of(2) || at >= 2 * (count - ahead.min(count)) { 0 } else { names - seats };
        let mark = |place: usize| {
            if (first..first + seats).contains(&place) { Mark::Approve } else { Mark::Against }
        };
        marked((0..names).map(mark).collect())
    };
    (0..count).map(paper).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Approvals by position of papers that each approve the first `seats + 1` names but one.
    fn sums(papers: usize, seats: usize) -> Vec<usize> {
        let mut sums = vec![papers; seats + 1];
        for at in 0..papers {
            sums[left_out(at, papers, seats)] -= 1;
        }
        sums
    }

    #[test]
    fn the_names_on_both_sides_of_the_last_seat_end_level_above_the_half() {
        for seats in 2..=7 {
            for papers in 16..=120 {
                let sums = sums(papers, seats);
                assert_eq!(sums[seats], sums[seats - 1], "{papers} papers, {seats} seats");
                assert!(2 * sums[seats] > papers + 2, "{papers} papers, {seats} seats: {sums:?}");
                assert!(
                    sums[..seats - 1].iter().all(|front| *front > sums[seats]),
                    "{papers}, {seats}: {sums:?}"
                );
            }
        }
    }
}
