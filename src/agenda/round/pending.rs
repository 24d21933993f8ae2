//! Doubtful papers that are still open: whether they could change what comes out.

use super::{Entered, RoundState, electable, judged};
use crate::agenda::screen::{Fact, Tone};
use crate::agenda::{Floor, Kind};
use crate::domain::pending::undecided;
use crate::domain::{
    Count, ElectionRule, Judgement, Nominee, Paper, Pending, Person, Readings, Undecided, WriteIn,
    WriteInMark,
};
use crate::locale::Lang;
use crate::messages;

messages! {
    /// Words about open papers.
    struct Say {
        label { zh: "疑问票待认定", en: "Doubtful, open" }
        papers(open: u32) { zh: "{open} 张", en: "{open}" }
        before { zh: "先由监票人认定，再开始唱票", en: "the scrutineers decide them before the papers are called" }
        left(left: u32) { zh: "还有 {left} 张没有唱，唱完再看这些票会不会影响结果", en: "{left} paper(s) still to be called; whether these matter is known after that" }
        could { zh: "这些票还可能改变谁当选、同票或缺额：认定之前没有结果", en: "they could still change who is elected, tied or short: no result before they are decided" }
        could_not { zh: "无论怎样认定，都不改变谁当选、同票或缺额；仍须逐张认定", en: "however they are decided, nobody’s result changes; each must be decided all the same" }
    }
}

/// The papers about which the scrutineers still have to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenPapers {
    /// How many.
    pub open: u32,
    /// Whether they could still change who is elected or tied, or whether seats stay open; `None` while papers are left to
    /// call, for then everything is open.
    pub could_change: Option<bool>,
}

/// What the open doubtful papers may still become, where a name on them that is nobody's on the roll may turn out to be
/// this person.
fn pending(floor: &Floor, round: &RoundState, meant: Option<&Nominee>) -> Vec<Pending> {
    let mut found: Vec<Pending> = Vec::new();
    for (_, entered) in round.undecided() {
        let may = |write_in: &_| electable(floor, round, write_in);
        let paper = round.read(&entered.paper);
        let undecided = Undecided::of(&paper, round.slate(), floor.procedure(), may);
        let Some(mut readings) = undecided.map(Undecided::readings) else { continue };
        if let Some(person) = meant.filter(|_| names_nobody(round, &entered.paper)) {
            add_person(&mut readings, person);
        }
        match found.iter_mut().find(|pending| pending.readings == readings) {
            Some(pending) => pending.times += 1,
            None => found.push(Pending { readings, times: 1 }),
        }
    }
    found
}

/// The person may come to count on such a paper, in the place of the name that is nobody's.
fn add_person(readings: &mut Readings, person: &Nominee) {
    let person = Person::Written(person.clone());
    if !readings.certain.contains(&person) && !readings.optional.contains(&person) {
        readings.optional.push(person);
        readings.most += 1;
        readings.most_written = readings.most_written.saturating_add(1);
    }
}

/// Whether a paper bears a name that is nobody's on the roll and not printed: the scrutineers may find out who is meant.
fn names_nobody(round: &RoundState, paper: &Paper) -> bool {
    let nobody = |write_in: &WriteIn| {
        let unknown = write_in.member.is_none() && write_in.mark != WriteInMark::Against;
        unknown && !round.slate().prints(None, &write_in.name)
    };
    paper.void.is_none() && round.read(paper).write_ins.iter().any(nobody)
}

/// Whether the open papers could change what comes out as the names on them stand now, or with somebody meant by them.
fn could_change(floor: &Floor, round: &RoundState) -> bool {
    let named = |entered: &Entered| names_nobody(round, &entered.paper);
    undecided_with(floor, round, None)
        || (round.slate().form.takes_write_ins()
            && round.undecided().any(|(_, entered)| named(entered))
            && (round.entered.iter().any(|entered| named(entered) && may_be_saved(entered))
                || somebody_meant_could_change(floor, round)))
}

/// Whether the rules made it invalid: with two names read as one person it might be valid. That is not counted out here.
fn may_be_saved(entered: &Entered) -> bool {
    entered.ruling.is_none() && matches!(entered.judgement, Judgement::Invalid(_))
}

/// Whether it could where the names that are nobody's are read as one person. To read them as several helps nobody more.
fn somebody_meant_could_change(floor: &Floor, round: &RoundState) -> bool {
    let opened = opened_again(floor, round);
    people(floor, round).iter().any(|person| undecided_with(floor, &opened, Some(person)))
}

/// The round as it is once such a name is read as somebody: papers that bear one and are decided are judged anew, but for
/// those that were called invalid, which stay so.
fn opened_again(floor: &Floor, round: &RoundState) -> RoundState {
    let mut opened = round.clone();
    for (at, entered) in round.entered.iter().enumerate() {
        if entered.ruling.is_some() && !entered.ruled_invalid() && names_nobody(round, &entered.paper) {
            let judgement = judged(floor, round, &entered.paper);
            opened.replace(at, Entered { judgement, ruling: None, ..entered.clone() });
        }
    }
    opened
}

/// Who may be meant: everybody on the roll who is written in and may be elected, and one of those who are not written in,
/// for they all stand alike.
fn people(floor: &Floor, round: &RoundState) -> Vec<Nominee> {
    let may = |nominee: &Nominee| {
        let Nominee { name, member } = nominee.clone();
        let printed = round.slate().prints(member, &name);
        !printed && electable(floor, round, &WriteIn { name, member, mark: WriteInMark::Approve })
    };
    let mut people: Vec<Nominee> = round.written_in().into_iter().map(|(nominee, _)| nominee).collect();
    let roll = floor.plan.roster.iter();
    let roll = roll.map(|member| Nominee { name: member.name.clone(), member: Some(member.id) });
    let other = roll.into_iter().find(|nominee| may(nominee) && !people.contains(nominee));
    people.retain(|nominee| may(nominee));
    people.extend(other);
    people
}

fn undecided_with(floor: &Floor, round: &RoundState, meant: Option<&Nominee>) -> bool {
    let pending = pending(floor, round, meant);
    let rule = ElectionRule::of(round.round.kind, round.slate().form);
    undecided(rule, Count { pending: &pending, ..round.count(floor.procedure()) })
}

/// The open doubtful papers of a round; `None` when there are none.
pub fn open_papers(floor: &Floor, round: &RoundState) -> Option<OpenPapers> {
    let open = round.tally.doubtful;
    let could_change = (open > 0 && round.left() == 0).then(|| could_change(floor, round));
    (open > 0).then_some(OpenPapers { open, could_change })
}

/// The same as a fact of the screen.
pub(crate) fn open_fact(floor: &Floor, round: &RoundState, lang: Lang) -> Option<Fact> {
    let say = Say(lang);
    let OpenPapers { open, could_change } = open_papers(floor, round)?;
    let (tone, rule) = match could_change {
        None if floor.at_kind(Kind::Examine) => (Tone::Warn, say.before()),
        None => (Tone::Warn, say.left(round.left())),
        Some(true) => (Tone::Bad, say.could()),
        Some(false) => (Tone::Warn, say.could_not()),
    };
    Some(Fact::new(say.label(), say.papers(open)).rule(tone, rule))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::examine::WriteIns;
    use crate::agenda::examine::{Command, Decision};
    use crate::agenda::sample::{PLAIN, act, call, in_round, paper, round, written_in};
    use crate::agenda::{Kind, Stamp};
    use crate::domain::Doubt;
    use crate::domain::procedure::NeedsAgainst;
    use std::sync::Arc;

    /// The first round with all papers called but that the `open` last ones have an unreadable mark beside the third name;
    /// of the others so many approve the third.
    fn called(approve: u32, open: u32) -> Floor {
        let mut floor = in_round(Kind::Calling);
        let left = round(&floor).left();
        call(&mut floor, approve, &paper("ooox", &[]));
        call(&mut floor, left - approve - open, &paper("ooxx", &[]));
        call(&mut floor, open, &Paper { doubts: vec![Doubt::UnreadableMark(2)], ..paper("oo-x", &[]) });
        floor
    }

    fn seen(floor: &Floor) -> Option<OpenPapers> {
        open_papers(floor, round(floor))
    }

    #[test]
    fn two_open_papers_matter_where_two_votes_do() {
        // 36 present: 19 elect, and the other two names are elected anyway.
        for (approve, could_change) in [(16, false), (17, true), (18, true), (19, false)] {
            let floor = called(approve, 2);
            assert_eq!(round(&floor).turnout().present, 36);
            assert_eq!(
                seen(&floor),
                Some(OpenPapers { open: 2, could_change: Some(could_change) }),
                "{approve}"
            );
            assert_eq!(round(&floor).outcome(floor.procedure()), None);
            let screen = crate::agenda::screen(&floor, Lang::Zh).unwrap();
            let said = if could_change { "还可能改变" } else { "都不改变" };
            assert!(screen.facts.iter().any(|fact| fact.rule.contains(said)), "{:?}", screen.facts);
        }
    }

    /// All papers called: the first two names have them all, so many bear 韩树林, so many 韩书林, who is nobody.
    fn misspelt(known: u32, unknown: u32) -> Floor {
        let mut floor = in_round(Kind::Calling);
        let left = round(&floor).left();
        call(&mut floor, known, &paper("ooxx", &[written_in("韩树林", Some(PLAIN))]));
        call(&mut floor, unknown, &paper("ooxx", &[written_in("韩书林", None)]));
        call(&mut floor, left - known - unknown, &paper("ooxx", &[]));
        assert_eq!(round(&floor).turnout().present, 36);
        floor
    }

    fn could(floor: &Floor) -> Option<bool> {
        seen(floor).unwrap().could_change
    }

    #[test]
    fn a_spelling_of_nobody_matters_where_it_could_elect_somebody() {
        // 36 present: 19 elect.
        for (known, unknown, could_change) in
            [(10, 10, true), (10, 9, true), (10, 8, false), (0, 1, false), (0, 16, false), (18, 1, true)]
        {
            let floor = misspelt(known, unknown);
            let expected = OpenPapers { open: unknown, could_change: Some(could_change) };
            assert_eq!(seen(&floor), Some(expected), "{known} + {unknown}");
        }
        let facts = crate::agenda::screen(&misspelt(10, 10), Lang::Zh).unwrap().facts;
        assert!(facts.iter().any(|fact| fact.rule.contains("还可能改变")), "{facts:?}");
    }

    #[test]
    fn papers_of_that_spelling_decided_before_count_for_the_person_meant_too() {
        for (unknown, could_change) in [(9, true), (8, false)] {
            let mut floor = misspelt(10, unknown);
            for _ in 1..unknown {
                let at = round(&floor).undecided().next().unwrap().0;
                let decision = Decision::Valid { marks: paper("ooxx", &[]).marks, write_ins: WriteIns::Drop };
                act(&mut floor, Command::Rule { at, decision, reason: "认不出是谁".into() }).unwrap();
            }
            assert_eq!(seen(&floor), Some(OpenPapers { open: 1, could_change: Some(could_change) }));
        }
    }

    #[test]
    fn somebody_not_written_in_before_may_be_meant() {
        // The doubtful papers approve nobody else: 19 others elect the first two whatever becomes of the 16.
        let mut floor = in_round(Kind::Calling);
        call(&mut floor, 19, &paper("ooxx", &[]));
        let left = round(&floor).left();
        call(&mut floor, left, &paper("xxxx", &[written_in("韩书林", None)]));
        assert_eq!((left, could(&floor)), (16, Some(false)), "16 elect nobody");
        // By the most votes of a runoff one would.
        let id = round(&floor).id;
        floor.rounds.get_mut(&id).unwrap().round.kind = crate::domain::RoundKind::Runoff;
        assert_eq!(could(&floor), Some(true));
    }

    #[test]
    fn a_paper_with_too_many_written_in_may_be_saved_by_reading_two_names_as_one() {
        let with_both = |void| {
            let both = [written_in("韩树林", Some(PLAIN)), written_in("韩书林", None)];
            let mut floor = in_round(Kind::Calling);
            let rule = &mut Arc::make_mut(&mut floor.plan).procedure.write_in_needs_against;
            *rule = NeedsAgainst::Invalid;
            let left = round(&floor).left();
            let (id, aside) = (round(&floor).id, Paper { void, ..paper("o-x-", &both) });
            super::super::enter(&mut floor, Stamp::scratch(), id, &aside, true);
            call(&mut floor, 1, &paper("ooxx", &[written_in("韩书林", None)]));
            call(&mut floor, left - 2, &paper("ooxx", &[]));
            assert_eq!((round(&floor).tally.invalid, round(&floor).tally.doubtful), (2, 1));
            could(&floor)
        };
        assert_eq!(with_both(None), Some(true));
        assert_eq!(with_both(Some(crate::domain::VoidReason::Torn)), Some(false));
    }

    #[test]
    fn while_papers_are_left_only_their_number_is_said() {
        let mut floor = in_round(Kind::Calling);
        assert_eq!(seen(&floor), None);
        call(&mut floor, 1, &Paper { doubts: vec![Doubt::UnreadableMark(2)], ..paper("oo-x", &[]) });
        assert_eq!(seen(&floor), Some(OpenPapers { open: 1, could_change: None }));
    }

    #[test]
    fn nothing_is_open_once_all_is_decided_and_nothing_was_on_the_wall() {
        let mut floor = called(18, 1);
        let at = round(&floor).undecided().next().unwrap().0;
        assert!(crate::agenda::ready(floor.here().unwrap()).is_err());
        assert!(matches!(crate::agenda::wall::frame(&floor).view, crate::agenda::wall::Wall::Board(_)));
        let decision = Decision::Invalid;
        act(&mut floor, Command::Rule { at, decision, reason: "看不清".into() }).unwrap();
        assert_eq!(seen(&floor), None);
        assert_eq!(crate::agenda::ready(floor.here().unwrap()), Ok(()));
    }
}
