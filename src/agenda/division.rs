//! The new committee divides its work: for each duty of the plan a member of the committee.

use super::action::Action;
use super::floor::must;
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
use std::collections::BTreeMap;

/// What can be asked here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Give a duty to a member of the committee.
    Assign {
        /// The duty: a position among the plan's.
        duty: usize,
        /// The member: a position on the committee's roll.
        member: usize,
    },
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// A duty was given to a member, in the place of whoever had it.
    DutyAssigned {
        /// The duty, in the plan's words.
        duty: String,
        /// Who.
        member: MemberId,
    },
}

/// Who has which duty.
pub type State = BTreeMap<String, MemberId>;

messages! {
    /// Words of the division of work.
    struct Say {
        title { zh: "委员分工", en: "Division of work" }
        purpose { zh: "逐项确定委员分工。书记由选举产生，这里只定其他分工；一人可以兼任。", en: "Settle who does what. The secretary is elected; only the other duties are divided here. One member may have several." }
        nobody_elected { zh: "没有选出", en: "nobody elected" }
        duty { zh: "分工", en: "Duty" }
        member { zh: "委员", en: "Member" }
        nobody { zh: "未定", en: "nobody yet" }
        assign { zh: "确定由谁担任…", en: "assign…" }
        assign_title(duty: &str) { zh: "{duty}由谁担任", en: "Who is {duty}" }
        say_ask(duties: &str) { zh: "下面研究委员分工：{duties}。请各位委员发表意见。", en: "We now divide the work: {duties}. Please give your views." }
        say_done(division: &str) { zh: "经研究，委员分工为：{division}。", en: "The work is divided as follows: {division}." }
        none { zh: "没有需要研究的分工。", en: "There are no duties to divide." }
        one(duty: &str, name: &str) { zh: "{name}任{duty}", en: "{name}: {duty}" }
    }
}

pub(crate) fn title(lang: Lang) -> String {
    Say(lang).title()
}

/// The duties settled so far, in the plan's order: `王某某任组织委员`.
pub fn lines(floor: &Floor, lang: Lang) -> Vec<String> {
    let settled = floor.plan.duties.iter().filter_map(|duty| Some((duty, floor.facts.division.get(duty)?)));
    settled.map(|(duty, member)| Say(lang).one(duty, floor.name(*member))).collect()
}

/// How many duties have nobody yet.
fn open(floor: &Floor) -> u32 {
    let open = floor.plan.duties.iter().filter(|duty| !floor.facts.division.contains_key(*duty));
    super::attendance::count(open)
}

pub(crate) fn screen(here: Here<'_>, lang: Lang) -> Screen {
    let say = Say(lang);
    let duties = (0..).zip(&here.floor.plan.duties);
    let rows = duties.map(|(at, duty)| row(here.floor, at, duty, lang)).collect();
    let secretary = here.item.contest.map(|contest| here.floor.elected(contest)).unwrap_or_default();
    let office = here.item.contest.and_then(|contest| here.floor.plan.contest(contest));
    let fact = |office: &super::plan::PlannedContest| {
        let names = lang.list(secretary.iter().map(|member| here.floor.name(*member)));
        let office = super::round::office_text(&office.office, lang);
        if names.is_empty() {
            return Fact::new(office, say.nobody_elected()).rule(Tone::Warn, "");
        }
        Fact::new(office, names)
    };
    Screen {
        title: say.title(),
        purpose: say.purpose(),
        facts: office.map(fact).into_iter().collect(),
        work: Work::List(List { header: vec![say.duty(), say.member()], rows }),
        aloud: vec![Aloud { speaker: Speaker::Chair, text: spoken(here.floor, lang) }],
        ..Screen::default()
    }
}

fn row(floor: &Floor, at: u32, duty: &str, lang: Lang) -> Row {
    let say = Say(lang);
    let member = floor.facts.division.get(duty);
    let name = member.map_or_else(|| say.nobody(), |member| floor.name(*member).to_owned());
    let tone = if member.is_some() { Tone::Good } else { Tone::Plain };
    let form = assign_form(floor, at, duty, lang);
    let offers = vec![Offer::form(Action::Edit, say.assign(), form)];
    Row { key: at, cells: vec![duty.to_owned(), name], tone, offers }
}

fn assign_form(floor: &Floor, at: u32, duty: &str, lang: Lang) -> Form {
    let say = Say(lang);
    let names = floor.committee.roll.iter().map(|member| floor.plan.told_apart(*member, lang)).collect();
    let fields = vec![Field { label: say.member(), hint: String::new(), kind: FieldKind::Choice(names, 0) }];
    Form { title: say.assign_title(duty), fields, subject: at, read: read_assignment }
}

fn read_assignment(subject: u32, answers: &[Answer]) -> Result<super::Command, Rejection> {
    let duty = usize::try_from(subject).map_err(|_| Rejection::NotListed)?;
    Ok(Command::Assign { duty, member: Answers(answers).position()? }.into())
}

fn spoken(floor: &Floor, lang: Lang) -> String {
    let say = Say(lang);
    match (floor.plan.duties.is_empty(), open(floor)) {
        (true, _) => say.none(),
        (false, 0) => say.say_done(&lang.list(lines(floor, lang))),
        (false, _) => say.say_ask(&lang.list(&floor.plan.duties)),
    }
}

pub(crate) fn ready(here: Here<'_>) -> Result<(), Rejection> {
    match open(here.floor) {
        0 => Ok(()),
        count => Err(Rejection::DutiesOpen { count }),
    }
}

pub(crate) fn decide(here: Here<'_>, command: &Command) -> Result<Vec<AnyEvent>, Rejection> {
    let Command::Assign { duty, member } = command;
    let duty = here.floor.plan.duties.get(*duty).cloned().ok_or(Rejection::NotListed)?;
    let member = here.floor.committee.roll.get(*member).copied().ok_or(Rejection::UnknownMember)?;
    Ok(vec![Event::DutyAssigned { duty, member }.into()])
}

pub(crate) fn admit(floor: &Floor, event: &Event) -> Result<(), Rejection> {
    let Event::DutyAssigned { duty, member } = event;
    must(floor.at_kind(Kind::Division), Rejection::NotAtThisStep)?;
    must(floor.plan.duties.contains(duty), Rejection::NotListed)?;
    let name = || floor.name(*member).to_owned();
    must(floor.committee.roll.contains(member), Rejection::NotOnCommittee { name: name() })?;
    must(floor.facts.division.get(duty) != Some(member), Rejection::AlreadyDone)
}

pub(crate) fn apply(floor: &mut Floor, _: Stamp<'_>, event: &Event) {
    let Event::DutyAssigned { duty, member } = event.clone();
    floor.facts.division.insert(duty, member);
}

pub(crate) fn wall(_: Here<'_>) -> Wall {
    Wall::Plenary
}

/// The duties go round among those who are not elected to the post, as far as there are such members.
pub(crate) fn play(here: Here<'_>, _: &Room) -> Option<super::Command> {
    let floor = here.floor;
    let duty = floor.plan.duties.iter().position(|duty| !floor.facts.division.contains_key(duty))?;
    let post = here.item.contest.map(|contest| floor.elected(contest)).unwrap_or_default();
    let roll = floor.committee.roll.iter().enumerate();
    let free: Vec<usize> = roll.filter(|(_, member)| !post.contains(member)).map(|(at, _)| at).collect();
    let member = free.get(duty.checked_rem(free.len()).unwrap_or(0)).copied().unwrap_or(0);
    Some(Command::Assign { duty, member }.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::sample::{
        CANDIDATES, PLAIN, act, announce, at, at_plenary, paper, play_item, play_on, put,
    };

    fn assigned(duty: &str, member: MemberId) -> Event {
        Event::DutyAssigned { duty: duty.into(), member }
    }

    #[test]
    fn every_duty_goes_to_a_member_of_the_committee() {
        let mut floor = at_plenary(Kind::Division);
        assert_eq!(floor.here().map(ready), Some(Err(Rejection::DutiesOpen { count: 2 })));
        let outside = put(&mut floor, assigned("组织委员", PLAIN));
        assert!(matches!(outside, Err(Rejection::NotOnCommittee { .. })));
        assert_eq!(put(&mut floor, assigned("青年委员", CANDIDATES[1])), Err(Rejection::NotListed));
        act(&mut floor, Command::Assign { duty: 0, member: 1 }).expect("a member");
        assert_eq!(act(&mut floor, Command::Assign { duty: 0, member: 1 }), Err(Rejection::AlreadyDone));
        act(&mut floor, Command::Assign { duty: 0, member: 2 }).expect("changed");
        assert_eq!(floor.here().map(ready), Some(Err(Rejection::DutiesOpen { count: 1 })));
    }

    #[test]
    fn the_room_gives_the_duties_to_the_others() {
        let mut floor = at_plenary(Kind::Division);
        play_item(&mut floor);
        assert_eq!(floor.here().map(ready), Some(Ok(())));
        let given: Vec<_> = floor.facts.division.values().copied().collect();
        assert!(given.contains(&CANDIDATES[1]) && given.contains(&CANDIDATES[2]), "{given:?}");
        assert_eq!(lines(&floor, Lang::Zh)[0], "李建华任组织委员");
    }

    #[test]
    fn where_nobody_was_elected_to_the_post_the_screen_says_so_and_the_work_is_divided_among_all() {
        let mut floor = at_plenary(Kind::Voters);
        announce(&mut floor, &[(99, paper("x", &[]))]);
        play_on(&mut floor, Kind::Division);
        for (lang, nobody) in [(Lang::Zh, "没有选出"), (Lang::En, "nobody elected")] {
            let facts = screen(floor.here().unwrap(), lang).facts;
            assert_eq!((facts[0].value.as_str(), facts[0].tone), (nobody, Tone::Warn));
        }
        play_item(&mut floor);
        assert_eq!(floor.here().map(ready), Some(Ok(())));
        assert!(lines(&floor, Lang::Zh)[0].starts_with("王建华任"), "{:?}", lines(&floor, Lang::Zh));
    }

    #[test]
    fn nothing_is_divided_at_another_step() {
        let mut floor = at(Kind::Motion);
        assert_eq!(put(&mut floor, assigned("组织委员", CANDIDATES[1])), Err(Rejection::NotAtThisStep));
    }
}
