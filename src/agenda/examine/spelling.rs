//! Two spellings of one person written in are merged: the scrutineers decide together, with the reason (rules §6).
//!
//! What is merged is a name that stands on papers and is nobody's on the roll. It may turn out to be somebody who may be
//! elected, or another such spelling; never a name that is printed: what becomes of that is a rule of the procedure.

use super::{Command, DECIDING, Event, at_one_of};
use crate::agenda::action::Action;
use crate::agenda::floor::must;
use crate::agenda::officials::scrutineers;
use crate::agenda::round::{self, RoundState};
use crate::agenda::screen::{Answer, Answers, Field, FieldKind, Form, Offer};
use crate::agenda::text::written;
use crate::agenda::{Command as AnyCommand, Event as AnyEvent, Floor, Here, Rejection, RoundId};
use crate::domain::{MemberId, Nominee, WriteIn, WriteInMark};
use crate::locale::Lang;
use crate::messages;

messages! {
    /// Words of merging.
    struct Say {
        offer { zh: "认定写法…", en: "spellings…" }
        title { zh: "票上的两种写法是同一人：监票人共同认定", en: "Two spellings are one person: the scrutineers decide" }
        from { zh: "票上写的", en: "As written" }
        into { zh: "其实是", en: "Is in fact" }
        into_hint { zh: "可输入拼音查找；印在票上的候选人不在此列", en: "type pinyin to find; nobody who is printed" }
        reason { zh: "认定理由", en: "Reason" }
        take_back(from: &str, into: &str) { zh: "取消认定：“{from}”不是 {into}", en: "take back: “{from}” is not {into}" }
        nobody { zh: "（不用填）", en: "(not needed)" }
        choose { zh: "（请选定）", en: "(choose)" }
        stays(name: &str) { zh: "{name}（名册上没有，以这种写法为准）", en: "{name} (nobody on the roll; this spelling stays)" }
        name_papers(name: &str, papers: u32) { zh: "{name}（{papers} 张）", en: "{name} ({papers})" }
    }
}

/// The spellings on papers that are nobody's on the roll and not printed either.
fn unknown(round: &RoundState) -> Vec<(Nominee, u32)> {
    let free = |(nominee, _): &(Nominee, u32)| {
        nominee.member.is_none() && !round.slate().prints(None, &nominee.name)
    };
    round.written_in().into_iter().filter(free).collect()
}

/// Who such a spelling may stand for: those written in on papers first, then everybody else who may be elected; last another
/// spelling of the same person, where two spellings are nobody's and one of them is the name that stays.
fn people(floor: &Floor, round: &RoundState) -> Vec<Nominee> {
    let written = round.written_in().into_iter().map(|(nominee, _)| nominee);
    let roster = floor.plan.roster.iter();
    let roster = roster.map(|member| Nominee { name: member.name.clone(), member: Some(member.id) });
    let mut people: Vec<Nominee> = Vec::new();
    for nominee in written.filter(|nominee| nominee.member.is_some()).chain(roster) {
        if !people.contains(&nominee) {
            people.push(nominee);
        }
    }
    people.retain(|nominee| may_be_meant(floor, round, nominee).is_ok());
    people.extend(may_stay(floor, round));
    people
}

/// The spellings that may be the name that stays: alike to another one, and not the name of somebody on the roll, who was not
/// read as that person because nobody of the name may be elected.
fn may_stay(floor: &Floor, round: &RoundState) -> Vec<Nominee> {
    let all: Vec<Nominee> = unknown(round).into_iter().map(|(nominee, _)| nominee).collect();
    let alike = |one: &&Nominee| all.iter().any(|other| other != *one && alike(other, one));
    let nobody = |one: &&Nominee| floor.plan.named(&one.name).next().is_none();
    all.iter().filter(nobody).filter(alike).cloned().collect()
}

/// How many characters of a spelling stand in the name too.
fn common(spelling: &Nominee, name: &Nominee) -> usize {
    spelling.name.as_str().chars().filter(|c| name.name.as_str().contains(*c)).count()
}

/// Whether more than half of a spelling stands in the name: with less nothing speaks for it.
fn alike(spelling: &Nominee, name: &Nominee) -> bool {
    common(spelling, name) * 2 > spelling.name.as_str().chars().count()
}

/// Whether a spelling may be read as this person.
fn may_be_meant(floor: &Floor, round: &RoundState, person: &Nominee) -> Result<(), Rejection> {
    let name = || person.name.to_string();
    let printed = round.slate().prints(person.member, &person.name);
    must(!printed, Rejection::SpellingOfCandidate { name: name() })?;
    let Some(member) = person.member else {
        let on_paper = round.written_in().iter().any(|(nominee, _)| nominee == person);
        return must(on_paper, Rejection::SpellingNotWritten { name: name() });
    };
    let write_in = WriteIn { name: person.name.clone(), member: Some(member), mark: WriteInMark::Approve };
    let so_called = floor.plan.member(member).is_some_and(|known| known.name == person.name);
    let may = so_called && round::electable(floor, round, &write_in);
    must(may, Rejection::SpellingNotElectable { name: name() })
}

/// The offer to merge, while papers bear a name that is nobody's.
pub(crate) fn offer(here: Here<'_>, lang: Lang) -> Option<Offer> {
    let round = here.round().filter(|round| round.slate().form.takes_write_ins())?;
    let say = Say(lang);
    let people = people(here.floor, round);
    let unknown = if people.is_empty() { Vec::new() } else { unknown(round) };
    // Somebody is proposed only where there is one name to decide about: a proposal for another name would stay when the name
    // is changed.
    let likely = match unknown.as_slice() {
        [(alone, _)] => likely(alone, &people).map_or(0, |at| at + 1),
        _ => 0,
    };
    let spellings = unknown.iter().map(|(nominee, papers)| say.name_papers(nominee.name.as_str(), *papers));
    let decided = round
        .spellings
        .iter()
        .map(|merged| say.take_back(merged.from.name.as_str(), &here.floor.plan.called(&merged.into, lang)));
    let choices: Vec<String> = spellings.chain(decided).collect();
    let called = people.iter().map(|nominee| match nominee.member {
        Some(member) => here.floor.plan.told_apart(member, lang),
        None => say.stays(nominee.name.as_str()),
    });
    let names = if unknown.is_empty() {
        vec![say.nobody()]
    } else {
        std::iter::once(say.choose()).chain(called).collect()
    };
    let field = |label, hint, kind| Field { label, hint, kind };
    let none = choices.is_empty();
    let fields = vec![
        field(say.from(), String::new(), FieldKind::Choice(choices, 0)),
        field(say.into(), say.into_hint(), FieldKind::Choice(names, likely)),
        field(say.reason(), String::new(), FieldKind::Text(String::new())),
    ];
    let subject = u32::try_from(unknown.len()).unwrap_or(u32::MAX);
    let form = Form { title: say.title(), fields, subject, read };
    (!none).then(|| Offer::form(Action::Remove, say.offer(), form))
}

/// The person whose name has the most characters in common with the spelling, if it is alike and nobody else's has as many;
/// otherwise who is meant has to be chosen.
fn likely(spelling: &Nominee, people: &[Nominee]) -> Option<usize> {
    let best = people.iter().map(|person| common(spelling, person)).max()?;
    let mut as_near = (0..).zip(people).filter(|(_, person)| common(spelling, person) == best);
    match (as_near.next(), as_near.next()) {
        (Some((at, person)), None) => alike(spelling, person).then_some(at),
        _ => None,
    }
}

/// Behind the spellings that can be merged stand the decisions that can be taken back; before the people nobody.
fn read(spellings: u32, answers: &[Answer]) -> Result<AnyCommand, Rejection> {
    let mut answers = Answers(answers);
    let (from, into) = (answers.position()?, answers.position()?);
    let reason = answers.text()?;
    if let Some(at) = from.checked_sub(spellings as usize) {
        return Ok(Command::Part { at, reason }.into());
    }
    let into = into.checked_sub(1).ok_or(Rejection::NobodyMeant)?;
    Ok(Command::Merge { from, into, reason }.into())
}

/// The event of a merge: positions among the choices of the form.
pub(super) fn decide(
    here: Here<'_>,
    round: &RoundState,
    (from, into): (usize, usize),
    reason: &str,
) -> Result<AnyEvent, Rejection> {
    let (from, _) = unknown(round).into_iter().nth(from).ok_or(Rejection::NoSuchName)?;
    let into = people(here.floor, round).into_iter().nth(into).ok_or(Rejection::NoSuchName)?;
    let by = scrutineers(here.floor, here.item.body);
    Ok(Event::SpellingsMerged { round: round.id, from, into, reason: reason.to_owned(), by }.into())
}

/// The event that takes a decision back: its position among those in force.
pub(super) fn taken_back(
    here: Here<'_>,
    round: &RoundState,
    at: usize,
    reason: String,
) -> Result<Event, Rejection> {
    let merged = round.spellings.get(at).ok_or(Rejection::NoSuchName)?;
    let by = scrutineers(here.floor, here.item.body);
    Ok(Event::SpellingsParted { round: round.id, from: merged.from.clone(), reason, by })
}

/// Whether such a decision is in force and may be taken back now, by those who decide.
pub(super) fn may_part(
    floor: &Floor,
    id: RoundId,
    from: &Nominee,
    reason: &str,
    by: &[MemberId],
) -> Result<(), Rejection> {
    let round = at_one_of(floor, id, &DECIDING)?;
    written(reason)?;
    must(*by == scrutineers(floor, round.body), Rejection::RulingNotByScrutineers)?;
    let merged = round.spellings.iter().any(|merged| merged.from == *from);
    must(merged, Rejection::SpellingNotWritten { name: from.name.to_string() })
}

/// Whether the scrutineers may decide so now: papers bear the name, it is nobody's, and who is meant may be elected. In a
/// runoff nobody who is written in may be.
pub(super) fn admit(
    floor: &Floor,
    id: RoundId,
    (from, into): (&Nominee, &Nominee),
    reason: &str,
    by: &[MemberId],
) -> Result<(), Rejection> {
    let round = at_one_of(floor, id, &DECIDING)?;
    written(reason)?;
    must(*by == scrutineers(floor, round.body), Rejection::RulingNotByScrutineers)?;
    let name = || from.name.to_string();
    let takes = round.slate().form.takes_write_ins();
    must(takes, Rejection::SpellingNotElectable { name: into.name.to_string() })?;
    must(from.member.is_none(), Rejection::SpellingIsMember { name: name() })?;
    must(!round.slate().prints(None, &from.name), Rejection::SpellingOfCandidate { name: name() })?;
    let on_paper = unknown(round).iter().any(|(nominee, _)| nominee == from);
    must(on_paper, Rejection::SpellingNotWritten { name: name() })?;
    must(from != into, Rejection::SpellingOfItself { name: name() })?;
    may_be_meant(floor, round, into)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::sample::{
        CANDIDATES, PLAIN, PROBATIONARY, act, call, in_round, paper, play_item, put, round, written_in,
    };
    use crate::agenda::{Kind, Stamp, calling, compare, course};
    use crate::domain::{Judgement, Name};

    /// The spelling on papers, and the member meant, who is called 韩树林.
    const MISSPELT: &str = "韩书林";

    fn nominee(name: &str, member: Option<MemberId>) -> Nominee {
        Nominee { name: Name::new(name).unwrap(), member }
    }

    fn meant(floor: &Floor) -> Nominee {
        nominee(floor.name(PLAIN), Some(PLAIN))
    }

    fn event(floor: &Floor, from: Nominee, into: Nominee) -> Event {
        let by = scrutineers(floor, crate::agenda::Body::Branch);
        Event::SpellingsMerged { round: round(floor).id, from, into, reason: "笔误".into(), by }
    }

    fn written_votes(floor: &Floor) -> Vec<(String, u32)> {
        round(floor).tally.written.iter().map(|row| (row.nominee.name.to_string(), row.approve)).collect()
    }

    /// Two papers for the member, two with the misspelling, one with both.
    fn called() -> Floor {
        let mut floor = in_round(Kind::Calling);
        let name = floor.name(PLAIN).to_owned();
        call(&mut floor, 2, &paper("ooxx", &[written_in(&name, Some(PLAIN))]));
        call(&mut floor, 2, &paper("ooxx", &[written_in(MISSPELT, None)]));
        call(&mut floor, 1, &paper("oxxx", &[written_in(MISSPELT, None), written_in(&name, Some(PLAIN))]));
        floor
    }

    #[test]
    fn a_spelling_counts_for_the_person_meant_and_once_on_a_paper() {
        let mut floor = called();
        assert_eq!((written_votes(&floor), round(&floor).tally.doubtful), (vec![("韩树林".into(), 2)], 3));
        let screen = crate::agenda::screen(&floor, Lang::Zh).unwrap();
        let offer = screen.offers.iter().find(|offer| offer.action == Action::Remove).unwrap();
        let crate::agenda::screen::Gives::Form(form) = &offer.gives else { panic!("a form") };
        let (FieldKind::Choice(from, 0), FieldKind::Choice(into, likely)) =
            (&form.fields[0].kind, &form.fields[1].kind)
        else {
            panic!("choices")
        };
        assert_eq!((from.as_slice(), into[*likely].as_str()), (&["韩书林（3 张）".to_owned()][..], "韩树林"));
        let nobody = form.command(&[Answer::Choice(0), Answer::Choice(0), Answer::Text("笔误".into())]);
        assert_eq!(nobody, Err(Rejection::NobodyMeant));
        let answers = [Answer::Choice(0), Answer::Choice(*likely), Answer::Text("笔误".into())];
        act(&mut floor, form.command(&answers).unwrap()).unwrap();
        assert_eq!((written_votes(&floor), round(&floor).tally.doubtful), (vec![("韩树林".into(), 5)], 0));
        assert_eq!(round(&floor).entered[3].paper.write_ins[0].name.as_str(), MISSPELT, "the paper stays");
        call(&mut floor, 1, &paper("ooxx", &[written_in(MISSPELT, None)]));
        assert_eq!(written_votes(&floor), [("韩树林".into(), 6)], "a later paper counts like the others");
        assert_eq!(from_choices(&floor), ["取消认定：“韩书林”不是 韩树林"], "nothing is left to merge");
    }

    /// What the form of merging offers first.
    fn from_choices(floor: &Floor) -> Vec<String> {
        let screen = crate::agenda::screen(floor, Lang::Zh).unwrap();
        let offer = screen.offers.into_iter().find(|offer| offer.action == Action::Remove).unwrap();
        let crate::agenda::screen::Gives::Form(form) = offer.gives else { panic!("a form") };
        let FieldKind::Choice(from, _) = &form.fields[0].kind else { panic!("a choice") };
        from.clone()
    }

    #[test]
    fn of_two_people_who_are_as_near_neither_is_proposed() {
        let nominee = |name: &str| Nominee { name: crate::domain::Name::new(name).unwrap(), member: None };
        let people = ["张明（一组）", "张明（二组）", "张立"].map(nominee);
        assert_eq!(likely(&nominee("张明"), &people), None);
        assert_eq!(likely(&nominee("张明"), &people[1..]), Some(0));
    }

    #[test]
    fn nobody_is_proposed_who_has_nothing_to_do_with_the_name() {
        let mut floor = in_round(Kind::Calling);
        call(&mut floor, 1, &paper("ooxx", &[written_in("卢某", None)]));
        let form = offer(floor.here().unwrap(), Lang::Zh).unwrap();
        let crate::agenda::screen::Gives::Form(form) = form.gives else { panic!("a form") };
        let FieldKind::Choice(into, 0) = &form.fields[1].kind else { panic!("nobody first") };
        assert_eq!(into[0], "（请选定）");
        assert!(into.len() > 30);
    }

    /// Who is proposed as the person meant, without the line that asks for a choice.
    fn proposed(floor: &Floor, lang: Lang) -> Vec<String> {
        let form = offer(floor.here().unwrap(), lang).unwrap();
        let crate::agenda::screen::Gives::Form(form) = form.gives else { panic!("a form") };
        let FieldKind::Choice(into, _) = &form.fields[1].kind else { panic!("a choice") };
        into[1..].to_vec()
    }

    #[test]
    fn a_spelling_that_is_to_be_merged_is_not_proposed_as_the_person_meant() {
        let mut floor = in_round(Kind::Calling);
        let guest = floor.name(PROBATIONARY).to_owned();
        for name in [MISSPELT, "李某人", guest.as_str()] {
            call(&mut floor, 1, &paper("ooxx", &[written_in(name, None)]));
        }
        for lang in [Lang::Zh, Lang::En] {
            let proposed = proposed(&floor, lang);
            assert!(proposed.contains(&floor.name(PLAIN).to_owned()), "{proposed:?}");
            for name in [MISSPELT, "李某人", guest.as_str()] {
                assert!(proposed.iter().all(|other| !other.starts_with(name)), "{name} in {proposed:?}");
            }
        }
    }

    #[test]
    fn of_two_spellings_of_somebody_not_on_the_roll_one_may_stay() {
        let mut floor = in_round(Kind::Calling);
        for name in ["诸葛瑾瑜", "诸葛锦瑜", "李某人"] {
            call(&mut floor, 1, &paper("ooxx", &[written_in(name, None)]));
        }
        for (lang, note) in [(Lang::Zh, "以这种写法为准"), (Lang::En, "this spelling stays")] {
            let proposed = proposed(&floor, lang);
            let stay: Vec<&String> = proposed.iter().filter(|name| name.contains(note)).collect();
            assert_eq!(stay.len(), 2, "{proposed:?}");
            assert!(stay[0].starts_with("诸葛瑾瑜") && stay[1].starts_with("诸葛锦瑜"), "{stay:?}");
        }
        let stays = people(&floor, round(&floor)).len() - 1;
        let merge = |from| Command::Merge { from, into: stays, reason: "笔误".into() };
        let itself = Rejection::SpellingOfItself { name: "诸葛锦瑜".into() };
        assert_eq!(act(&mut floor, merge(1)), Err(itself));
        act(&mut floor, merge(0)).unwrap();
        let unknown = unknown(round(&floor));
        let names: Vec<(&str, u32)> =
            unknown.iter().map(|(one, papers)| (one.name.as_str(), *papers)).collect();
        assert_eq!(names, [("诸葛锦瑜", 2), ("李某人", 1)]);
    }

    #[test]
    fn nobody_is_proposed_where_there_is_more_than_one_name_to_decide_about() {
        let mut floor = called();
        call(&mut floor, 1, &paper("ooxx", &[written_in("李某人", None)]));
        let form = offer(floor.here().unwrap(), Lang::Zh).unwrap();
        let crate::agenda::screen::Gives::Form(form) = form.gives else { panic!("a form") };
        let (FieldKind::Choice(from, 0), FieldKind::Choice(_, 0)) =
            (&form.fields[0].kind, &form.fields[1].kind)
        else {
            panic!("a person is proposed for two names")
        };
        assert_eq!(from.len(), 2);
    }

    #[test]
    fn a_wrong_decision_is_taken_back_by_the_scrutineers_and_told() {
        let mut floor = called();
        let before = (written_votes(&floor), round(&floor).tally.clone());
        let merge = event(&floor, nominee(MISSPELT, None), meant(&floor));
        put(&mut floor, merge.clone()).unwrap();
        let answers = [Answer::Choice(0), Answer::Choice(0), Answer::Text("是另一个人".into())];
        let form = offer(floor.here().unwrap(), Lang::Zh).unwrap();
        let crate::agenda::screen::Gives::Form(form) = form.gives else { panic!("a form") };
        let part = form.command(&answers).unwrap();
        act(&mut floor, part).unwrap();
        assert_eq!((written_votes(&floor), round(&floor).tally.clone()), before);
        assert_eq!((round(&floor).spellings.len(), round(&floor).parted().count()), (0, 1));
        let by = scrutineers(&floor, crate::agenda::Body::Branch);
        let again = Event::SpellingsParted {
            round: round(&floor).id,
            from: nominee(MISSPELT, None),
            reason: "再次".into(),
            by: by.clone(),
        };
        let none = Rejection::SpellingNotWritten { name: MISSPELT.into() };
        assert_eq!(put(&mut floor, again.clone()), Err(none));
        put(&mut floor, merge).unwrap();
        let Event::SpellingsParted { round, from, reason, .. } = again else { panic!("taken back") };
        let alone = Event::SpellingsParted {
            round,
            from: from.clone(),
            reason: reason.clone(),
            by: by[..1].to_vec(),
        };
        assert_eq!(put(&mut floor, alone), Err(Rejection::RulingNotByScrutineers));
        let silent = Event::SpellingsParted { round, from, reason: " ".into(), by };
        assert_eq!(put(&mut floor, silent), Err(Rejection::TextMissing));
    }

    #[test]
    fn what_was_decided_about_such_papers_is_decided_by_the_rules_now() {
        let mut floor = called();
        let drop = |at| {
            let marks = paper("ooxx", &[]).marks;
            let decision = super::super::Decision::Valid { marks, write_ins: super::super::WriteIns::Drop };
            Command::Rule { at, decision, reason: "不能认定是谁".into() }
        };
        let at = round(&floor).undecided().next().unwrap().0;
        act(&mut floor, drop(at)).unwrap();
        let merge = event(&floor, nominee(MISSPELT, None), meant(&floor));
        put(&mut floor, merge).unwrap();
        assert_eq!(written_votes(&floor), [("韩树林".into(), 5)]);
        assert!(round(&floor).entered.iter().all(|entered| entered.ruling.is_none()));
    }

    #[test]
    fn a_correction_keeps_the_person_meant() {
        let mut floor = called();
        let merge = event(&floor, nominee(MISSPELT, None), meant(&floor));
        put(&mut floor, merge).unwrap();
        let number = u32::try_from(round(&floor).entered.len()).unwrap();
        let marks = Some(paper("xoxx", &[]).marks);
        act(&mut floor, calling::Command::Rewrite { number, marks, write_ins: None, reason: "看错".into() })
            .unwrap();
        assert_eq!(written_votes(&floor), [("韩树林".into(), 5)]);
        act(&mut floor, calling::Command::Void { number, reason: "撕毁".into() }).unwrap();
        assert_eq!(written_votes(&floor), [("韩树林".into(), 4)]);
    }

    #[test]
    fn two_spellings_of_nobody_on_the_roll_stay_doubtful_until_somebody_is_meant() {
        let mut floor = in_round(Kind::Calling);
        call(&mut floor, 1, &paper("ooxx", &[written_in("韩舒林", None)]));
        call(&mut floor, 1, &paper("ooxx", &[written_in(MISSPELT, None)]));
        let first = event(&floor, nominee("韩舒林", None), nominee(MISSPELT, None));
        put(&mut floor, first.clone()).unwrap();
        assert_eq!(round(&floor).tally.doubtful, 2);
        assert_eq!(
            put(&mut floor, first),
            Err(Rejection::SpellingNotWritten { name: "韩舒林".into() }),
            "merged already"
        );
        let merge = event(&floor, nominee(MISSPELT, None), meant(&floor));
        put(&mut floor, merge).unwrap();
        assert_eq!((written_votes(&floor), round(&floor).tally.doubtful), (vec![("韩树林".into(), 2)], 0));
    }

    #[test]
    fn what_is_no_second_spelling_is_refused() {
        let mut floor = called();
        let candidate = nominee(floor.name(CANDIDATES[3]), Some(CANDIDATES[3]));
        let guest = nominee(floor.name(PROBATIONARY), Some(PROBATIONARY));
        let spelling = || nominee(MISSPELT, None);
        let other = nominee("赵无此", None);
        let name = |nominee: &Nominee| nominee.name.to_string();
        let refused = [
            (meant(&floor), other.clone(), Rejection::SpellingIsMember { name: name(&meant(&floor)) }),
            (spelling(), candidate.clone(), Rejection::SpellingOfCandidate { name: name(&candidate) }),
            (spelling(), guest.clone(), Rejection::SpellingNotElectable { name: name(&guest) }),
            (spelling(), other.clone(), Rejection::SpellingNotWritten { name: name(&other) }),
            (other.clone(), meant(&floor), Rejection::SpellingNotWritten { name: name(&other) }),
            (spelling(), spelling(), Rejection::SpellingOfItself { name: MISSPELT.into() }),
            (
                spelling(),
                nominee(MISSPELT, Some(PLAIN)),
                Rejection::SpellingNotElectable { name: MISSPELT.into() },
            ),
        ];
        for (from, into, why) in refused {
            let event = event(&floor, from, into);
            assert_eq!(put(&mut floor, event.clone()), Err(why), "{event:?}");
        }
        let Event::SpellingsMerged { round, from, into, by, .. } = event(&floor, spelling(), meant(&floor))
        else {
            panic!("a merge")
        };
        let by_one = by[..1].to_vec();
        let silent =
            Event::SpellingsMerged { round, from: from.clone(), into: into.clone(), reason: " ".into(), by };
        assert_eq!(put(&mut floor, silent), Err(Rejection::TextMissing));
        let alone = Event::SpellingsMerged { round, from, into, reason: "笔误".into(), by: by_one };
        assert_eq!(put(&mut floor, alone), Err(Rejection::RulingNotByScrutineers));
    }

    #[test]
    fn nothing_is_merged_in_a_round_that_takes_no_write_ins() {
        let mut floor = called();
        let id = round(&floor).id;
        let merge = event(&floor, nominee(MISSPELT, None), meant(&floor));
        assert_eq!(floor.admit(&merge.clone().into()), Ok(()));
        let slate = &mut floor.rounds.get_mut(&id).unwrap().round.slate;
        slate.form = slate.form.without_write_ins();
        let why = Rejection::SpellingNotElectable { name: "韩树林".into() };
        assert_eq!(put(&mut floor, merge), Err(why));
        let shown = crate::agenda::screen(&floor, Lang::Zh).unwrap();
        assert!(shown.offers.iter().all(|offer| offer.action != Action::Remove));
    }

    #[test]
    fn the_sheet_is_asked_for_again_and_nothing_is_merged_once_it_is_signed() {
        let mut floor = called();
        let at: Vec<usize> = round(&floor).undecided().map(|(at, _)| at).collect();
        for at in at {
            let reason = "写的不是名册上的人".to_owned();
            act(&mut floor, Command::Rule { at, decision: super::super::Decision::Invalid, reason }).unwrap();
        }
        // The room writes the same member in once more.
        play_item(&mut floor);
        act(&mut floor, course::Command::MoveOn).unwrap();
        play_item(&mut floor);
        assert!(round(&floor).sheet.is_some());
        let before = floor.clone();
        let merge = event(&floor, nominee(MISSPELT, None), meant(&floor));
        put(&mut floor, merge.clone()).unwrap();
        // Three papers were called invalid and stay so: the name was perhaps not the reason.
        assert_eq!((written_votes(&floor), round(&floor).sheet.clone()), (vec![("韩树林".into(), 3)], None));
        assert!(matches!(round(&floor).entered[3].standing(), Judgement::Invalid(_)));
        assert!(round(&floor).entered[3].ruling.is_some());
        let approvals = round(&floor).approvals().into_iter().map(|(_, votes)| votes).collect();
        act(&mut floor, compare::Command::Compare { approvals, others: 0, reason: None }).unwrap();
        act(&mut floor, course::Command::MoveOn).unwrap();
        let back = event(&floor, nominee("韩舒林", None), meant(&floor));
        assert_eq!(put(&mut floor, back), Err(Rejection::NotAtThisStep));
        let mut again = before;
        again.apply(Stamp::scratch(), &merge.into());
        assert_eq!(written_votes(&again), written_votes(&floor));
    }
}
