//! Two spellings of one person written in are merged: the scrutineers decide together, with the reason (rules §6).
//!
//! What is merged is a name that stands on papers and is nobody's on the roll. It may turn out to be somebody who may be
//! elected, or another such spelling; never a name that is printed: what becomes of that is a rule of the procedure.

use super::{Command, Event, counting_round};
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
        offer { zh: "合并两种写法…", en: "merge two spellings…" }
        title { zh: "票上的两种写法是同一人：监票人共同认定", en: "Two spellings are one person: the scrutineers decide" }
        from { zh: "票上写的", en: "As written" }
        into { zh: "其实是", en: "Is in fact" }
        into_hint { zh: "可输入拼音查找；印在票上的候选人不在此列", en: "type pinyin to find; nobody who is printed" }
        reason { zh: "认定理由", en: "Reason" }
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

/// Who such a spelling may stand for: those written in on papers first, then everybody else who may be elected.
fn people(floor: &Floor, round: &RoundState) -> Vec<Nominee> {
    let mut people: Vec<Nominee> = round.written_in().into_iter().map(|(nominee, _)| nominee).collect();
    let roster = floor.plan.roster.iter();
    let roster = roster.map(|member| Nominee { name: member.name.clone(), member: Some(member.id) });
    for nominee in roster {
        if !people.contains(&nominee) {
            people.push(nominee);
        }
    }
    people.retain(|nominee| may_be_meant(floor, round, nominee).is_ok());
    people
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
    let write_in =
        WriteIn { name: person.name.clone(), member: Some(member), mark: WriteInMark::Approve };
    let so_called = floor.plan.member(member).is_some_and(|known| known.name == person.name);
    let may = so_called && round::electable(floor, round, &write_in);
    must(may, Rejection::SpellingNotElectable { name: name() })
}

/// The offer to merge, while papers bear a name that is nobody's.
pub(crate) fn offer(here: Here<'_>, lang: Lang) -> Option<Offer> {
    let round = here.round().filter(|round| round.slate().form.takes_write_ins())?;
    let unknown = unknown(round);
    let (first, _) = unknown.first()?;
    let say = Say(lang);
    let people = people(here.floor, round);
    let likely = likely(first, &people);
    let spellings = unknown.iter().map(|(nominee, papers)| say.name_papers(nominee.name.as_str(), *papers));
    let names = people.iter().map(|nominee| nominee.name.to_string()).collect();
    let field = |label, hint, kind| Field { label, hint, kind };
    let fields = vec![
        field(say.from(), String::new(), FieldKind::Choice(spellings.collect(), 0)),
        field(say.into(), say.into_hint(), FieldKind::Choice(names, likely)),
        field(say.reason(), String::new(), FieldKind::Text(String::new())),
    ];
    let form = Form { title: say.title(), fields, subject: 0, read };
    (!people.is_empty()).then(|| Offer::form(Action::Remove, say.offer(), form))
}

/// The person whose name has the most characters in common with the spelling.
fn likely(spelling: &Nominee, people: &[Nominee]) -> usize {
    let common = |person: &Nominee| {
        let other = person.name.as_str();
        if person == spelling { 0 } else { spelling.name.as_str().chars().filter(|c| other.contains(*c)).count() }
    };
    let best = people.iter().map(common).max().unwrap_or(0);
    people.iter().position(|person| common(person) == best).unwrap_or(0)
}

fn read(_: u32, answers: &[Answer]) -> Result<AnyCommand, Rejection> {
    let mut answers = Answers(answers);
    let (from, into) = (answers.position()?, answers.position()?);
    Ok(Command::Merge { from, into, reason: answers.text()? }.into())
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

/// Whether the scrutineers may decide so now: papers bear the name, it is nobody's, and who is meant may be elected.
pub(super) fn admit(
    floor: &Floor,
    id: RoundId,
    (from, into): (&Nominee, &Nominee),
    reason: &str,
    by: &[MemberId],
) -> Result<(), Rejection> {
    let round = counting_round(floor, id)?;
    written(reason)?;
    must(*by == scrutineers(floor, round.body), Rejection::RulingNotByScrutineers)?;
    let name = || from.name.to_string();
    must(from.member.is_none(), Rejection::SpellingIsMember { name: name() })?;
    must(!round.slate().prints(None, &from.name), Rejection::SpellingOfCandidate { name: name() })?;
    let on_paper = unknown(round).iter().any(|(nominee, _)| nominee == from);
    must(on_paper, Rejection::SpellingNotWritten { name: name() })?;
    must(from != into, Rejection::AlreadyDone)?;
    may_be_meant(floor, round, into)
}
