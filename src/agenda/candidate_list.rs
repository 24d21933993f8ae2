//! Confirming the formal list of candidates by a vote of the meeting; the procedure must be adopted before.

use super::floor::must;
use super::introduction::contests;
use super::motion;
use super::plan::{PlannedCandidate, PlannedContest};
use super::rehearsal::Room;
use super::screen::{Aloud, Fact, Screen, Speaker, Table, Tone, Work};
use super::wall::Wall;
use super::{Floor, Here, Kind, Rejection};
use crate::domain::contest::{CommitteeSize, ContestError, committee_size};
use crate::domain::{ContestId, Member, Office, Sex};
use crate::locale::Lang;
use crate::messages;

records_nothing!();

messages! {
    /// Words of the list of candidates.
    struct Say {
        title { zh: "确定候选人名单", en: "Candidate list" }
        purpose { zh: "宣读候选人名单和应选名额，举手表决。没有通过时，应请示上级党组织，不能由大会自行增减。", en: "Read out the list and the seats and vote on it. If it fails, consult the higher body; the meeting does not change the list itself." }
        place { zh: "序号", en: "No." }
        name { zh: "候选人", en: "Candidate" }
        office { zh: "职务", en: "Office" }
        sex { zh: "性别", en: "Sex" }
        standing { zh: "身份", en: "Standing" }
        female { zh: "女", en: "female" }
        male { zh: "男", en: "male" }
        seats(seats: u32, candidates: u32) { zh: "应选 {seats} 名，候选人 {candidates} 名", en: "{seats} seat(s), {candidates} candidate(s)" }
        surplus(needed: u32, surplus: u32) { zh: "差额 {surplus} 名；正好是最少的 {needed} 名", en: "surplus {surplus}; exactly the least of {needed}" }
        surplus_spare(needed: u32, surplus: u32, spare: u32) { zh: "差额 {surplus} 名；比最少的 {needed} 名多 {spare} 名", en: "surplus {surplus}; {spare} above the least of {needed}" }
        equal { zh: "等额选举", en: "as many candidates as seats" }
        no_surplus { zh: "等额选举：委员一般应差额选举，请核对批复", en: "no surplus: this office is usually elected with one; check the approval" }
        unusual_size(seats: u32, least: u32, usual: u32) { zh: "委员 {seats} 名，一般为 {least} 至 {usual} 名", en: "{seats} members; {least} to {usual} are usual" }
        too_large(seats: u32, most: u32) { zh: "委员 {seats} 名，最多 {most} 名", en: "{seats} members; {most} are the most" }
        too_small(formal: u32) { zh: "正式党员 {formal} 名，不足 7 名的支部不设支部委员会", en: "{formal} formal members: a branch of fewer than 7 has no committee" }
        size { zh: "委员会人数", en: "Size of the committee" }
        subject { zh: "候选人名单", en: "the list of candidates" }
        say_list(office: &str, seats: u32, candidates: u32, names: &str, order: &str) { zh: "{office}应选 {seats} 名，候选人 {candidates} 名，{order}：{names}。", en: "{office}: {seats} seat(s), {candidates} candidate(s), {names} ({order})." }
        in_order { zh: "按选票顺序", en: "in the order of the paper" }
    }
}

pub(crate) fn title(lang: Lang) -> String {
    Say(lang).title()
}

fn count_of(contest: &PlannedContest) -> u32 {
    super::attendance::count(contest.candidates.iter())
}

pub(crate) fn screen(here: Here<'_>, lang: Lang) -> Screen {
    let say = Say(lang);
    let contests = contests(here);
    let mut screen = Screen {
        title: say.title(),
        purpose: say.purpose(),
        work: Work::Table(table(here, &contests, lang)),
        facts: contests.iter().flat_map(|contest| facts(here.floor, contest, lang)).collect(),
        aloud: contests.iter().map(|contest| spoken(here, contest, lang)).collect(),
        ..Screen::default()
    };
    if check(here).is_ok() {
        motion::add_vote(here, lang, &say.subject(), &mut screen);
    }
    screen
}

fn table(here: Here<'_>, contests: &[&PlannedContest], lang: Lang) -> Table {
    let say = Say(lang);
    let rows = |contest: &&PlannedContest| {
        let office = super::round::office_text(&contest.office, lang);
        let numbered = contest.candidates.iter().enumerate();
        numbered.map(|(at, candidate)| row(here, at, candidate, &office, lang)).collect::<Vec<_>>()
    };
    let header = vec![say.place(), say.name(), say.office(), say.sex(), say.standing()];
    Table { header, rows: contests.iter().flat_map(rows).collect() }
}

fn row(
    here: Here<'_>,
    at: usize,
    candidate: &PlannedCandidate,
    office: &str,
    lang: Lang,
) -> (Tone, Vec<String>) {
    let say = Say(lang);
    let member = here.floor.plan.member(candidate.member);
    let sex = match member.and_then(|member| member.sex) {
        Some(Sex::Female) => say.female(),
        Some(Sex::Male) => say.male(),
        None => String::new(),
    };
    let standing = member.map(|member| super::roll_call::standing_text(member.standing, lang));
    let tone = if member.is_some_and(Member::may_vote) { Tone::Plain } else { Tone::Bad };
    let name = here.floor.name(candidate.member).to_owned();
    (tone, vec![(at + 1).to_string(), name, office.to_owned(), sex, standing.unwrap_or_default()])
}

/// Seats against candidates, and what is unusual about them.
fn facts(floor: &Floor, planned: &PlannedContest, lang: Lang) -> Vec<Fact> {
    let say = Say(lang);
    let contest = super::round::contest(&floor.plan, planned);
    let candidates = count_of(planned);
    let (tone, rule) = match (contest.check(), planned.surplus, planned.office.wants_surplus()) {
        (Err(_), ..) => (Tone::Bad, problem(floor, planned).map(|why| why.what(lang)).unwrap_or_default()),
        (Ok(()), true, _) => {
            let surplus = candidates.saturating_sub(planned.seats);
            let needed = contest.candidates_needed();
            let rule = match candidates.saturating_sub(needed) {
                0 => say.surplus(needed, surplus),
                spare => say.surplus_spare(needed, surplus, spare),
            };
            (Tone::Good, rule)
        }
        (Ok(()), false, true) => (Tone::Warn, say.no_surplus()),
        (Ok(()), false, false) => (Tone::Good, say.equal()),
    };
    let office = super::round::office_text(&planned.office, lang);
    let mut facts = vec![Fact::new(office, say.seats(planned.seats, candidates)).rule(tone, rule)];
    facts.extend(
        size_warning(floor, planned, lang)
            .map(|warning| Fact::new(say.size(), planned.seats).rule(Tone::Warn, warning)),
    );
    facts
}

/// What is unusual about the size of a committee; a warning, for the higher body approves it.
fn size_warning(floor: &Floor, planned: &PlannedContest, lang: Lang) -> Option<String> {
    let say = Say(lang);
    let formal = floor.branch.unreduced();
    if planned.office != Office::CommitteeMember {
        return None;
    }
    match committee_size(formal) {
        CommitteeSize::NoCommittee => Some(say.too_small(formal)),
        CommitteeSize::Seats { most, .. } if planned.seats > most => Some(say.too_large(planned.seats, most)),
        CommitteeSize::Seats { least, usual, .. } if !(least..=usual).contains(&planned.seats) => {
            Some(say.unusual_size(planned.seats, least, usual))
        }
        CommitteeSize::Seats { .. } => None,
    }
}

fn spoken(here: Here<'_>, contest: &PlannedContest, lang: Lang) -> Aloud {
    let say = Say(lang);
    let names = contest.candidates.iter().map(|candidate| here.floor.name(candidate.member));
    let order = if contest.order.is_empty() { say.in_order() } else { contest.order.clone() };
    let office = super::round::office_text(&contest.office, lang);
    let text = say.say_list(&office, contest.seats, count_of(contest), &lang.list(names), &order);
    Aloud { speaker: Speaker::Chair, text }
}

/// What is wrong with a contest, if anything.
fn problem(floor: &Floor, planned: &PlannedContest) -> Option<Rejection> {
    let contest = super::round::contest(&floor.plan, planned);
    let no_vote = |c: &&PlannedCandidate| !floor.branch.voters.contains(&c.member);
    if let Some(candidate) = planned.candidates.iter().find(no_vote) {
        return Some(Rejection::NotAVoter { name: floor.name(candidate.member).to_owned() });
    }
    let name = |at: usize| contest.candidates.get(at).map(|c| c.name.to_string()).unwrap_or_default();
    match contest.check().err()? {
        ContestError::NoSeat => Some(Rejection::NoSeat),
        ContestError::TooFewCandidates { candidates, .. } => {
            Some(Rejection::TooFewCandidates { candidates, needed: contest.candidates_needed() })
        }
        ContestError::SamePerson { second, .. } => Some(Rejection::CandidateTwice { name: name(second) }),
    }
}

/// Whether the list can be put to the vote: the procedure is adopted, and no contest has a fault.
fn check(here: Here<'_>) -> Result<(), Rejection> {
    must(super::procedure::adopted(here.floor), Rejection::ProcedureNotAdopted)?;
    contests(here).into_iter().find_map(|contest| problem(here.floor, contest)).map_or(Ok(()), Err)
}

/// Whether the meeting has passed the list of candidates for this contest.
pub fn confirmed(floor: &Floor, contest: ContestId) -> bool {
    let about = |item: &&super::Item| item.contest.is_none_or(|other| other == contest);
    let mut lists = floor.order.items.iter().filter(|item| item.kind == Kind::CandidateList).filter(about);
    lists.any(|item| motion::passed(floor, item.id))
}

pub(crate) fn may_vote(here: Here<'_>) -> Result<(), Rejection> {
    check(here)
}

pub(crate) fn ready(here: Here<'_>) -> Result<(), Rejection> {
    check(here)?;
    motion::ready(here)
}

pub(crate) fn wall(here: Here<'_>) -> Wall {
    if motion::votes(here.floor, here.item.id).is_some() {
        return motion::wall(here);
    }
    let contests = contests(here);
    contests.first().map_or(Wall::Agenda, |contest| super::introduction::on_wall(here, contest))
}

pub(crate) fn play(here: Here<'_>, room: &Room) -> Option<super::Command> {
    check(here).ok().and_then(|()| motion::play(here, room))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::sample::{COMMITTEE, PROBATIONARY, act, at, play_item};
    use crate::domain::Show;
    use std::sync::Arc;

    fn vote(floor: &mut Floor) -> Result<(), Rejection> {
        act(floor, motion::Command::Count(Show::unanimous(36)))
    }

    fn first(floor: &mut Floor) -> &mut PlannedContest {
        &mut Arc::make_mut(&mut floor.plan).contests[0]
    }

    #[test]
    fn the_list_is_confirmed_by_the_vote() {
        let mut floor = at(Kind::CandidateList);
        assert!(!confirmed(&floor, COMMITTEE));
        let screen = super::super::screen(&floor, Lang::Zh).expect("a screen");
        assert!(screen.aloud[0].text.contains("按姓氏笔画为序"));
        assert_eq!(screen.facts[0].tone, Tone::Good);
        play_item(&mut floor);
        assert!(confirmed(&floor, COMMITTEE));
        assert_eq!(floor.here().map(ready), Some(Ok(())));
    }

    #[test]
    fn no_list_before_the_procedure_is_adopted() {
        let mut floor = at(Kind::CandidateList);
        let adopted = floor.order.items.iter().find(|item| item.kind == Kind::Procedure).expect("one").id;
        let votes = floor.facts.motion.remove(&adopted).expect("votes");
        assert_eq!(vote(&mut floor), Err(Rejection::ProcedureNotAdopted));
        floor.facts.motion.insert(adopted, votes);
        assert_eq!(vote(&mut floor), Ok(()));
    }

    #[test]
    fn a_faulty_list_is_not_put_to_the_vote() {
        let mut floor = at(Kind::CandidateList);
        let last = first(&mut floor).candidates.pop().expect("four");
        assert_eq!(vote(&mut floor), Err(Rejection::TooFewCandidates { candidates: 3, needed: 4 }));
        let twice = first(&mut floor).candidates[0].clone();
        first(&mut floor).candidates.push(twice);
        assert!(matches!(vote(&mut floor), Err(Rejection::CandidateTwice { .. })));
        first(&mut floor).candidates[3] = PlannedCandidate { member: PROBATIONARY, ..last.clone() };
        assert!(matches!(vote(&mut floor), Err(Rejection::NotAVoter { .. })));
        first(&mut floor).candidates[3] = last;
        first(&mut floor).seats = 0;
        assert_eq!(vote(&mut floor), Err(Rejection::NoSeat));
        first(&mut floor).seats = 3;
        assert_eq!(vote(&mut floor), Ok(()));
    }

    #[test]
    fn what_is_unusual_is_said_and_not_refused() {
        let mut floor = at(Kind::CandidateList);
        first(&mut floor).surplus = false;
        first(&mut floor).seats = 2;
        let warnings = facts(&floor, &floor.plan.contests[0], Lang::Zh);
        assert_eq!(warnings.iter().map(|fact| fact.tone).collect::<Vec<_>>(), [Tone::Warn, Tone::Warn]);
        assert_eq!(vote(&mut floor), Ok(()));
    }
}
