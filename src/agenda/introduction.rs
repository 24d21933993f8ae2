//! Every candidate is introduced, questions are answered (art. 21).

use super::action::Action;
use super::floor::must;
use super::order::Body;
use super::plan::{PlannedCandidate, PlannedContest};
use super::rehearsal::Room;
use super::screen::{
    Aloud, Answer, Answers, Fact, Field, FieldKind, Form, List, Offer, Row, Screen, Speaker, Tone, Work,
};
use super::wall::Wall;
use super::{Event as AnyEvent, Floor, Here, Kind, Rejection, Stamp};
use crate::domain::MemberId;
use crate::locale::Lang;
use crate::messages;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What can be asked here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// A candidate has been introduced.
    Introduce(MemberId),
    /// All the others have been introduced.
    IntroduceRest,
    /// Note a question and its answer.
    Answer {
        /// To which candidate: a position among those who stand here.
        candidate: usize,
        /// What was asked.
        question: String,
        /// What was answered.
        answer: String,
    },
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// A candidate was introduced to the meeting.
    CandidateIntroduced {
        /// Who.
        candidate: MemberId,
    },
    /// A question to a candidate was answered.
    QuestionAnswered {
        /// To whom.
        candidate: MemberId,
        /// What was asked.
        question: String,
        /// What was answered.
        answer: String,
    },
}

/// Who was introduced, and what was asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// Candidates introduced so far.
    pub introduced: BTreeSet<MemberId>,
    /// Questions and answers, in order.
    pub questions: Vec<Question>,
}

/// A question that was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// To whom.
    pub candidate: MemberId,
    /// What was asked.
    pub question: String,
    /// What was answered.
    pub answer: String,
}

messages! {
    /// Words of the introduction.
    struct Say {
        title { zh: "介绍候选人", en: "Introductions" }
        purpose { zh: "逐一介绍候选人的简历、工作实绩和主要优缺点，回答党员的询问（《条例》第二十一条）。每介绍完一名就标记一名。", en: "Introduce each candidate's life, work, strengths and weaknesses, and answer questions (art. 21). Mark each one when done." }
        name { zh: "候选人", en: "Candidate" }
        office { zh: "职务", en: "Office" }
        state { zh: "介绍", en: "Introduced" }
        introduced { zh: "已介绍", en: "introduced" }
        waiting { zh: "未介绍", en: "not yet" }
        mark { zh: "已介绍", en: "introduced" }
        rest(count: u32) { zh: "其余 {count} 名都已介绍", en: "all {count} others introduced" }
        ask { zh: "记录询问…", en: "note a question…" }
        question { zh: "询问", en: "Question" }
        answer { zh: "回答", en: "Answer" }
        questions { zh: "询问和回答", en: "Questions answered" }
        exchange(name: &str, question: &str, answer: &str) { zh: "问{name}：{question} 答：{answer}", en: "To {name}: {question} Answer: {answer}" }
        begin(count: usize, names: &str) { zh: "下面介绍候选人的情况。候选人共 {count} 名，按选票上的顺序为：{names}。", en: "The candidates will now be introduced. There are {count}, in the order of the paper: {names}." }
        line(name: &str, text: &str) { zh: "{name}：{text}", en: "{name}: {text}" }
        any_questions { zh: "候选人情况介绍完毕。同志们对候选人有需要了解的，请提出。", en: "All candidates have been introduced. Please ask what you wish to know of them." }
    }
}

pub(crate) fn title(lang: Lang) -> String {
    Say(lang).title()
}

/// The contests whose candidates this item is about: the item's own, or all of the branch.
pub(crate) fn contests(here: Here<'_>) -> Vec<&PlannedContest> {
    let plan = &here.floor.plan;
    let ids = match here.item.contest {
        Some(id) => vec![id],
        None => super::round::contests_of(here.floor, Body::Branch),
    };
    ids.into_iter().filter_map(|id| plan.contest(id)).collect()
}

/// Everyone who stands in these contests, each person once.
fn candidates<'a>(here: Here<'a>) -> Vec<(&'a PlannedContest, &'a PlannedCandidate)> {
    let mut seen = BTreeSet::new();
    let of =
        |contest: &'a PlannedContest| contest.candidates.iter().map(move |candidate| (contest, candidate));
    let all = contests(here).into_iter().flat_map(of);
    all.filter(|(_, candidate)| seen.insert(candidate.member)).collect()
}

/// Those still to be introduced.
fn waiting(here: Here<'_>) -> Vec<&PlannedCandidate> {
    let introduced = &here.floor.facts.introduction.introduced;
    let all = candidates(here).into_iter().map(|(_, candidate)| candidate);
    all.filter(|candidate| !introduced.contains(&candidate.member)).collect()
}

fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

pub(crate) fn screen(here: Here<'_>, lang: Lang) -> Screen {
    let say = Say(lang);
    let rows = candidates(here).into_iter().map(|(contest, candidate)| row(here, contest, candidate, lang));
    let header = vec![say.name(), say.office(), say.state()];
    let mut screen = Screen {
        title: say.title(),
        purpose: say.purpose(),
        work: Work::List(List { header, rows: rows.collect() }),
        aloud: spoken(here, lang),
        facts: questions(here, lang),
        ..Screen::default()
    };
    let rest = number(waiting(here).len());
    if rest > 0 {
        screen.offers.push(Offer::command(Action::Rest, say.rest(rest), Command::IntroduceRest));
    }
    screen.offers.push(Offer::form(Action::Add, say.ask(), question_form(here, lang)));
    screen
}

fn row(here: Here<'_>, contest: &PlannedContest, candidate: &PlannedCandidate, lang: Lang) -> Row {
    let say = Say(lang);
    let member = candidate.member;
    let done = here.floor.facts.introduction.introduced.contains(&member);
    let (tone, state) = if done { (Tone::Good, say.introduced()) } else { (Tone::Plain, say.waiting()) };
    let mark = Offer::command(Action::Mark, say.mark(), Command::Introduce(member));
    let office = super::round::office_text(&contest.office, lang);
    let cells = vec![here.floor.name(member).to_owned(), office, state];
    Row { key: u32::from(member.0), cells, tone, offers: if done { Vec::new() } else { vec![mark] } }
}

/// The questions answered here, one fact each.
fn questions(here: Here<'_>, lang: Lang) -> Vec<Fact> {
    let say = Say(lang);
    let all = here.floor.facts.introduction.questions.iter();
    all.map(|asked| {
        let name = here.floor.name(asked.candidate);
        Fact::new(say.questions(), say.exchange(name, &asked.question, &asked.answer))
    })
    .collect()
}

/// What is read about those still to be introduced, in the order of the paper.
fn spoken(here: Here<'_>, lang: Lang) -> Vec<Aloud> {
    let say = Say(lang);
    let chair = |text| Aloud { speaker: Speaker::Chair, text };
    let waiting = waiting(here);
    if waiting.is_empty() {
        return vec![chair(say.any_questions())];
    }
    let mut words = Vec::new();
    if here.floor.facts.introduction.introduced.is_empty() {
        let names = waiting.iter().map(|candidate| here.floor.name(candidate.member));
        words.push(chair(say.begin(waiting.len(), &lang.list(names))));
    }
    let line = |candidate: &&PlannedCandidate| {
        chair(say.line(here.floor.name(candidate.member), &candidate.introduction.concat()))
    };
    words.extend(waiting.iter().map(line));
    words
}

fn question_form(here: Here<'_>, lang: Lang) -> Form {
    let say = Say(lang);
    let names = candidates(here).iter().map(|(_, c)| here.floor.plan.told_apart(c.member, lang)).collect();
    let field = |label, kind| Field { label, hint: String::new(), kind };
    let fields = vec![
        field(say.name(), FieldKind::Choice(names, 0)),
        field(say.question(), FieldKind::Text(String::new())),
        field(say.answer(), FieldKind::Text(String::new())),
    ];
    Form { title: say.ask(), fields, subject: 0, read: read_question }
}

fn read_question(_: u32, answers: &[Answer]) -> Result<super::Command, Rejection> {
    let mut answers = Answers(answers);
    let candidate = answers.position()?;
    let (question, answer) = (answers.text()?, answers.text()?);
    Ok(Command::Answer { candidate, question, answer }.into())
}

pub(crate) fn ready(here: Here<'_>) -> Result<(), Rejection> {
    match number(waiting(here).len()) {
        0 => Ok(()),
        count => Err(Rejection::NotIntroduced { count }),
    }
}

pub(crate) fn decide(here: Here<'_>, command: &Command) -> Result<Vec<AnyEvent>, Rejection> {
    match command.clone() {
        Command::Introduce(candidate) => Ok(vec![Event::CandidateIntroduced { candidate }.into()]),
        Command::IntroduceRest => {
            let waiting = waiting(here);
            must(!waiting.is_empty(), Rejection::AlreadyDone)?;
            let introduce = |c: &&PlannedCandidate| Event::CandidateIntroduced { candidate: c.member }.into();
            Ok(waiting.iter().map(introduce).collect())
        }
        Command::Answer { candidate, question, answer } => {
            let all = candidates(here);
            let (_, asked) = all.get(candidate).ok_or(Rejection::UnknownMember)?;
            Ok(vec![Event::QuestionAnswered { candidate: asked.member, question, answer }.into()])
        }
    }
}

pub(crate) fn admit(floor: &Floor, event: &Event) -> Result<(), Rejection> {
    let here = floor.here().filter(|here| here.item.kind == Kind::Introduction);
    let here = here.ok_or(Rejection::NotAtThisStep)?;
    let stands = |member: MemberId| candidates(here).iter().any(|(_, candidate)| candidate.member == member);
    match event {
        Event::CandidateIntroduced { candidate } => {
            must(stands(*candidate), Rejection::UnknownMember)?;
            must(!floor.facts.introduction.introduced.contains(candidate), Rejection::AlreadyDone)
        }
        Event::QuestionAnswered { candidate, question, answer } => {
            must(stands(*candidate), Rejection::UnknownMember)?;
            must(!super::text::checked(question)?.is_empty(), Rejection::TextMissing)?;
            must(!super::text::checked(answer)?.is_empty(), Rejection::TextMissing)
        }
    }
}

pub(crate) fn apply(floor: &mut Floor, _: Stamp<'_>, event: &Event) {
    let state = &mut floor.facts.introduction;
    match event.clone() {
        Event::CandidateIntroduced { candidate } => {
            state.introduced.insert(candidate);
        }
        Event::QuestionAnswered { candidate, question, answer } => {
            state.questions.push(Question { candidate, question, answer });
        }
    }
}

pub(crate) fn wall(here: Here<'_>) -> Wall {
    let next = waiting(here).first().map(|candidate| candidate.member);
    let contests = contests(here);
    let of_next = |contest: &&&PlannedContest| contest.candidates.iter().any(|c| Some(c.member) == next);
    contests.iter().find(of_next).or(contests.first()).map_or(Wall::Agenda, |contest| on_wall(here, contest))
}

/// A contest's candidates as the room sees them.
pub(crate) fn on_wall(here: Here<'_>, contest: &PlannedContest) -> Wall {
    let shown = |candidate: &PlannedCandidate| {
        let member = here.floor.plan.member(candidate.member)?;
        Some((member.name.clone(), candidate.introduction.clone()))
    };
    let names = contest.candidates.iter().filter_map(shown).collect();
    Wall::Candidates { office: contest.office.clone(), seats: contest.seats, names }
}

pub(crate) fn play(here: Here<'_>, _: &Room) -> Option<super::Command> {
    waiting(here).first().map(|candidate| Command::Introduce(candidate.member).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::sample::{CANDIDATES, CHIEF, act, at, play_item, put};

    #[test]
    fn everybody_who_stands_is_introduced_once() {
        let mut floor = at(Kind::Introduction);
        assert_eq!(floor.here().map(ready), Some(Err(Rejection::NotIntroduced { count: 4 })));
        act(&mut floor, Command::Introduce(CANDIDATES[1])).expect("a candidate");
        assert_eq!(act(&mut floor, Command::Introduce(CANDIDATES[1])), Err(Rejection::AlreadyDone));
        assert_eq!(act(&mut floor, Command::Introduce(CHIEF)), Err(Rejection::UnknownMember));
        act(&mut floor, Command::IntroduceRest).expect("the rest");
        assert_eq!(act(&mut floor, Command::IntroduceRest), Err(Rejection::AlreadyDone));
        assert_eq!(floor.here().map(ready), Some(Ok(())));
    }

    #[test]
    fn the_words_have_the_introductions_of_those_who_wait() {
        let mut floor = at(Kind::Introduction);
        let words = |floor: &Floor| super::super::screen(floor, Lang::Zh).expect("a screen").aloud;
        assert_eq!(words(&floor).len(), 5);
        assert!(words(&floor)[1].text.contains("1978年生"));
        play_item(&mut floor);
        assert_eq!(
            words(&floor),
            vec![Aloud { speaker: Speaker::Chair, text: Say(Lang::Zh).any_questions() }]
        );
    }

    #[test]
    fn a_question_is_noted_with_its_answer() {
        let mut floor = at(Kind::Introduction);
        let here = floor.here().expect("open");
        let answers = [Answer::Choice(2), Answer::Text("今后的打算？".into()), Answer::Text("多走访".into())];
        let command = question_form(here, Lang::Zh).command(&answers).expect("a command");
        act(&mut floor, command).expect("admitted");
        assert_eq!(floor.facts.introduction.questions[0].candidate, CANDIDATES[2]);
        let empty =
            Event::QuestionAnswered { candidate: CANDIDATES[0], question: " ".into(), answer: "a".into() };
        assert_eq!(put(&mut floor, empty), Err(Rejection::TextMissing));
    }

    #[test]
    fn nobody_is_introduced_at_another_step() {
        let mut floor = at(Kind::Procedure);
        let early = Event::CandidateIntroduced { candidate: CANDIDATES[0] };
        assert_eq!(put(&mut floor, early), Err(Rejection::NotAtThisStep));
    }
}
