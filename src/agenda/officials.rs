//! Naming scrutineers, tellers and the caller (art. 22, 23); checked again before every later round.

mod eligible;

use super::action::Action;
use super::floor::must;
use super::motion;
use super::order::{Body, Item, ItemId, RoundId};
use super::plan::Plan;
use super::rehearsal::Room;
use super::screen::{
    Aloud, Answer, Answers, Fact, Field, FieldKind, Form, List, Offer, Row, Screen, Speaker, Tone, Work,
};
use super::wall::Wall;
use super::{Event as AnyEvent, Floor, Here, Kind, Rejection, Stamp};
use crate::domain::official::to_replace;
use crate::domain::{Member, MemberId, OfficialRole};
use crate::locale::Lang;
use crate::messages;
use eligible::{complete, covered, in_room, may_name, objection, relative, volunteer};
use serde::{Deserialize, Serialize};

/// What can be asked here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Put somebody on the list.
    Name(Official),
    /// Take somebody off the list.
    Remove(MemberId),
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// Somebody was named.
    OfficialNamed {
        /// For whose election.
        body: Body,
        /// Who.
        member: MemberId,
        /// As what.
        role: OfficialRole,
    },
    /// Somebody was taken off the list.
    OfficialRemoved {
        /// For whose election.
        body: Body,
        /// Who.
        member: MemberId,
    },
}

/// An official of an election.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Official {
    /// Who.
    pub member: MemberId,
    /// As what.
    pub role: OfficialRole,
}

/// The officials of both bodies; the branch begins with the plan's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    branch: Team,
    committee: Team,
}

/// One body's officials.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Team {
    named: Vec<Official>,
    /// The item at which a scrutineer was named last: a vote before it does not cover the list.
    changed: Option<ItemId>,
    /// The list as the plan proposes it, then as it stood after each item at which it changed.
    history: Vec<(Option<ItemId>, Vec<Official>)>,
}

impl State {
    /// The plan's own proposals.
    pub(crate) fn from_plan(plan: &Plan) -> Self {
        let named = plan.officials.iter().map(|o| Official { member: o.member, role: o.role });
        let named: Vec<Official> = named.collect();
        let history = vec![(None, named.clone())];
        Self { branch: Team { named, changed: None, history }, committee: Team::default() }
    }

    fn team(&self, body: Body) -> &Team {
        match body {
            Body::Branch => &self.branch,
            Body::Committee => &self.committee,
        }
    }
}

messages! {
    /// Words of the officials.
    struct Say {
        title { zh: "监票人、计票人", en: "Officials" }
        purpose { zh: "监票人从不是候选人的有选举权的党员中提名，经会议表决通过；计票人在监票人监督下工作，也不能是候选人。后面各轮投票前再核对一次。", en: "Scrutineers are voters who are not candidates, passed by the meeting; tellers work under them and are not candidates either. The list is checked again before every later round." }
        name { zh: "姓名", en: "Name" }
        role { zh: "担任", en: "As" }
        remark { zh: "备注", en: "Remark" }
        chief { zh: "总监票人", en: "chief scrutineer" }
        scrutineer { zh: "监票人", en: "scrutineer" }
        teller { zh: "计票人", en: "teller" }
        caller { zh: "唱票人", en: "caller" }
        name_one { zh: "提名…", en: "name somebody…" }
        name_hint { zh: "可输入拼音查找", en: "type pinyin to find" }
        remove { zh: "去除", en: "take away" }
        relative { zh: "候选人的近亲属，请斟酌", en: "related to a candidate: consider" }
        absent { zh: "不在场，请斟酌", en: "not in the room: consider" }
        subject { zh: "监票人名单", en: "the scrutineers" }
        propose(names: &str) { zh: "提议由{names}担任监票人，请审议。", en: "It is proposed that {names} be scrutineers." }
        with_chief(names: &str, chief: &str) { zh: "提议由{names}担任监票人，其中{chief}为总监票人，请审议。", en: "It is proposed that {names} be scrutineers, {chief} their chief." }
        tellers(names: &str) { zh: "计票人为{names}，在监票人监督下工作。", en: "The tellers are {names}; they work under the scrutineers." }
        callers(names: &str) { zh: "唱票人为{names}。", en: "The caller is {names}." }
        unchanged { zh: "监票人、计票人与上一轮相同，都不是本轮的候选人，不再表决。", en: "Scrutineers and tellers are the same as before and none of them stands in this round; no new vote is needed." }
        replace { zh: "须更换", en: "To be replaced" }
        replace_rule { zh: "本轮列为候选人，不能监票、计票：先去除，再提名别人", en: "stands in this round and cannot count it: take away, then name somebody else" }
        say_replace(names: &str) { zh: "{names}本轮列为候选人，不再担任工作人员，请另行提名。", en: "Candidate in this round and no longer an official: {names}; please propose somebody else." }
        none { zh: "请提名监票人和计票人。", en: "Please name scrutineers and tellers." }
    }
}

/// The roles in the order in which the form offers them.
const ROLES: [OfficialRole; 4] =
    [OfficialRole::ChiefScrutineer, OfficialRole::Scrutineer, OfficialRole::Teller, OfficialRole::Caller];

pub(crate) fn title(lang: Lang) -> String {
    Say(lang).title()
}

/// A role in words.
pub fn role_text(role: OfficialRole, lang: Lang) -> String {
    let say = Say(lang);
    match role {
        OfficialRole::ChiefScrutineer => say.chief(),
        OfficialRole::Scrutineer => say.scrutineer(),
        OfficialRole::Teller => say.teller(),
        OfficialRole::Caller => say.caller(),
    }
}

/// The officials of a body's election, in the order of naming.
pub fn named(floor: &Floor, body: Body) -> &[Official] {
    &floor.facts.officials.team(body).named
}

/// The officials of a body's election as they stood when the meeting left an item.
pub fn named_at<'a>(floor: &'a Floor, item: &Item) -> &'a [Official] {
    let place = |id: ItemId| floor.order.items.iter().position(|item| item.id == id);
    let (team, until) = (floor.facts.officials.team(item.body), place(item.id));
    let by_then = |(at, _): &&(Option<ItemId>, Vec<Official>)| at.is_none_or(|at| place(at) <= until);
    team.history.iter().rev().find(by_then).map(|(_, list)| list.as_slice()).unwrap_or_default()
}

/// The officials who served in a round.
pub fn of_round(floor: &Floor, round: RoundId) -> &[Official] {
    let last = floor.order.items.iter().rev().find(|item| item.round == Some(round));
    last.map(|item| named_at(floor, item)).unwrap_or_default()
}

/// The scrutineers, the chief among them.
pub fn scrutineers(floor: &Floor, body: Body) -> Vec<MemberId> {
    with(floor, body, OfficialRole::wants_vote)
}

/// The tellers.
pub fn tellers(floor: &Floor, body: Body) -> Vec<MemberId> {
    with(floor, body, |role| role == OfficialRole::Teller)
}

/// Whether a body has passed scrutineers at all, and somebody counts.
pub(crate) fn passed(floor: &Floor, body: Body) -> bool {
    let mut items = floor.order.items.iter().filter(|item| item.kind == Kind::Officials && item.body == body);
    let voted = items.any(|item| motion::passed(floor, item.id));
    voted && !scrutineers(floor, body).is_empty() && !tellers(floor, body).is_empty()
}

fn with(floor: &Floor, body: Body, wanted: impl Fn(OfficialRole) -> bool) -> Vec<MemberId> {
    named(floor, body).iter().filter(|official| wanted(official.role)).map(|o| o.member).collect()
}

pub(crate) fn screen(here: Here<'_>, lang: Lang) -> Screen {
    let say = Say(lang);
    let rows = named(here.floor, here.item.body).iter().map(|official| row(here, *official, lang)).collect();
    let header = vec![say.name(), say.role(), say.remark()];
    let mut screen = Screen {
        title: say.title(),
        purpose: say.purpose(),
        work: Work::List(List { header, rows }),
        aloud: spoken(here, lang),
        offers: vec![Offer::form(Action::Add, say.name_one(), name_form(here, lang))],
        ..Screen::default()
    };
    screen.facts.extend(replace_fact(here, lang));
    let voted = motion::votes(here.floor, here.item.id).is_some();
    if complete(here).is_ok() && (voted || !covered(here)) {
        motion::add_vote(here, lang, &say.subject(), &mut screen);
    }
    screen
}

/// Officials who have become candidates of the round that follows.
fn standing(here: Here<'_>) -> Vec<MemberId> {
    let team: Vec<_> = named(here.floor, here.item.body).iter().map(|o| (o.member, o.role)).collect();
    let stands = here.round().map(|round| to_replace(&team, round.slate())).unwrap_or_default();
    stands.into_iter().map(|(member, _)| member).collect()
}

fn standing_names(here: Here<'_>, lang: Lang) -> Option<String> {
    let members = standing(here);
    (!members.is_empty()).then(|| lang.list(members.iter().map(|member| here.floor.name(*member))))
}

fn replace_fact(here: Here<'_>, lang: Lang) -> Option<Fact> {
    let say = Say(lang);
    let names = standing_names(here, lang)?;
    Some(Fact::new(say.replace(), names).rule(Tone::Bad, say.replace_rule()))
}

fn row(here: Here<'_>, official: Official, lang: Lang) -> Row {
    let say = Say(lang);
    let name = here.floor.name(official.member);
    let (tone, remark) = match (objection(here, official), relative(here, official.member)) {
        (Some(why), _) => (Tone::Bad, why.what(lang)),
        (None, true) => (Tone::Warn, say.relative()),
        (None, false) if !in_room(here, official.member) => (Tone::Warn, say.absent()),
        (None, false) => (Tone::Plain, String::new()),
    };
    Row {
        key: u32::from(official.member.0),
        cells: vec![name.to_owned(), role_text(official.role, lang), remark],
        tone,
        offers: vec![Offer::command(Action::Remove, say.remove(), Command::Remove(official.member))],
    }
}

fn name_form(here: Here<'_>, lang: Lang) -> Form {
    let say = Say(lang);
    let plan = &here.floor.plan;
    let names = plan.roster.iter().map(|member| plan.told_apart(member.id, lang)).collect();
    let fits = |member: &Member| {
        let official = Official { member: member.id, role: OfficialRole::Scrutineer };
        may_name(here, official).is_ok() && in_room(here, member.id)
    };
    let first = plan.roster.iter().position(fits).unwrap_or(0);
    let role = if scrutineers(here.floor, here.item.body).is_empty() { 1 } else { 2 };
    let roles = ROLES.iter().map(|role| role_text(*role, lang)).collect();
    let fields = vec![
        Field { label: say.name(), hint: say.name_hint(), kind: FieldKind::Choice(names, first) },
        Field { label: say.role(), hint: String::new(), kind: FieldKind::Choice(roles, role) },
    ];
    Form { title: say.name_one(), fields, subject: 0, read: read_official }
}

fn read_official(_: u32, answers: &[Answer]) -> Result<super::Command, Rejection> {
    let mut answers = Answers(answers);
    let member = u16::try_from(answers.position()?).map(MemberId).map_err(|_| Rejection::UnknownMember)?;
    Ok(Command::Name(Official { member, role: answers.choice(&ROLES)? }).into())
}

fn spoken(here: Here<'_>, lang: Lang) -> Vec<Aloud> {
    let say = Say(lang);
    let (floor, body) = (here.floor, here.item.body);
    let stands = standing(here);
    let stays = |member: &MemberId| !stands.contains(member);
    let names = |members: Vec<MemberId>| {
        lang.list(members.into_iter().filter(stays).map(|member| floor.name(member)))
    };
    let scrutineers = scrutineers(floor, body);
    let chief = with(floor, body, |role| role == OfficialRole::ChiefScrutineer);
    let voted = motion::votes(floor, here.item.id).is_some();
    let mut lines = Vec::new();
    let stand = standing_names(here, lang);
    match chief.first() {
        _ if stand.is_some() => lines.extend(stand.map(|names| say.say_replace(&names))),
        _ if scrutineers.is_empty() => lines.push(say.none()),
        _ if covered(here) && !voted => lines.push(say.unchanged()),
        Some(chief) if scrutineers.len() > 1 => {
            lines.push(say.with_chief(&names(scrutineers), floor.name(*chief)));
        }
        _ => lines.push(say.propose(&names(scrutineers))),
    }
    let tellers = names(tellers(floor, body));
    if !tellers.is_empty() {
        lines.push(say.tellers(&tellers));
    }
    let callers = names(with(floor, body, |role| role == OfficialRole::Caller));
    if !callers.is_empty() {
        lines.push(say.callers(&callers));
    }
    lines.into_iter().map(|text| Aloud { speaker: Speaker::Chair, text }).collect()
}

pub(crate) fn may_vote(here: Here<'_>) -> Result<(), Rejection> {
    complete(here)?;
    must(!covered(here), Rejection::AlreadyDone)
}

pub(crate) fn ready(here: Here<'_>) -> Result<(), Rejection> {
    complete(here)?;
    if covered(here) { Ok(()) } else { motion::ready(here) }
}

pub(crate) fn decide(here: Here<'_>, command: &Command) -> Result<Vec<AnyEvent>, Rejection> {
    let body = here.item.body;
    let event = match *command {
        Command::Name(Official { member, role }) => Event::OfficialNamed { body, member, role },
        Command::Remove(member) => Event::OfficialRemoved { body, member },
    };
    Ok(vec![event.into()])
}

pub(crate) fn admit(floor: &Floor, event: &Event) -> Result<(), Rejection> {
    let (Event::OfficialNamed { body, .. } | Event::OfficialRemoved { body, .. }) = event;
    let here = floor.here().filter(|here| here.item.kind == Kind::Officials && here.item.body == *body);
    let here = here.ok_or(Rejection::NotAtThisStep)?;
    let passed = motion::passed(floor, here.item.id);
    match *event {
        Event::OfficialNamed { member, role, .. } => {
            must(!(passed && role.wants_motion()), Rejection::ScrutineersPassed)?;
            may_name(here, Official { member, role })
        }
        Event::OfficialRemoved { member, .. } => {
            let listed = named(floor, *body).iter().find(|official| official.member == member);
            let official = listed.ok_or(Rejection::NotListed)?;
            must(!(passed && official.role.wants_motion()), Rejection::ScrutineersPassed)
        }
    }
}

pub(crate) fn apply(floor: &mut Floor, _: Stamp<'_>, event: &Event) {
    let item = floor.order.current().map(|item| item.id);
    let (Event::OfficialNamed { body, .. } | Event::OfficialRemoved { body, .. }) = event;
    let team = match body {
        Body::Branch => &mut floor.facts.officials.branch,
        Body::Committee => &mut floor.facts.officials.committee,
    };
    match *event {
        Event::OfficialNamed { member, role, .. } => {
            team.named.push(Official { member, role });
            if role.wants_motion() {
                team.changed = item;
            }
        }
        Event::OfficialRemoved { member, .. } => team.named.retain(|official| official.member != member),
    }
    team.history.retain(|(at, _)| *at != item || at.is_none());
    team.history.push((item, team.named.clone()));
}

pub(crate) fn wall(here: Here<'_>) -> Wall {
    if covered(here) && motion::votes(here.floor, here.item.id).is_none() {
        return Wall::Agenda;
    }
    motion::wall(here)
}

pub(crate) fn play(here: Here<'_>, room: &Room) -> Option<super::Command> {
    let refused = |official: &&Official| objection(here, **official).is_some();
    if let Some(official) = named(here.floor, here.item.body).iter().find(refused) {
        return Some(Command::Remove(official.member).into());
    }
    match complete(here) {
        Err(Rejection::NoScrutineer) => volunteer(here, OfficialRole::Scrutineer),
        Err(Rejection::NoTeller) => volunteer(here, OfficialRole::Teller),
        Err(_) => None,
        Ok(()) if covered(here) => None,
        Ok(()) => motion::play(here, room),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::sample::{
        CANDIDATES, CHIEF, PLAIN, PROBATIONARY, RELATIVE, SCRUTINEER, TELLER, act, at, at_plenary, play_item,
        put,
    };
    use crate::domain::Show;

    fn name(floor: &mut Floor, member: MemberId, role: OfficialRole) -> Result<(), Rejection> {
        act(floor, Command::Name(Official { member, role }))
    }

    fn code(result: Result<(), Rejection>) -> Option<&'static str> {
        result.err().map(|why| why.code())
    }

    #[test]
    fn the_plans_officials_are_passed_by_the_meeting() {
        let mut floor = at(Kind::Officials);
        assert_eq!(scrutineers(&floor, Body::Branch), [CHIEF, SCRUTINEER]);
        assert_eq!(tellers(&floor, Body::Branch).len(), 2);
        assert_eq!(floor.here().map(ready), Some(Err(Rejection::MotionNotCounted)));
        play_item(&mut floor);
        assert_eq!(floor.here().map(ready), Some(Ok(())));
        let late = name(&mut floor, PLAIN, OfficialRole::Scrutineer);
        assert_eq!(late, Err(Rejection::ScrutineersPassed));
        assert_eq!(act(&mut floor, Command::Remove(CHIEF)), Err(Rejection::ScrutineersPassed));
        assert_eq!(name(&mut floor, PLAIN, OfficialRole::Teller), Ok(()));
    }

    #[test]
    fn conflicts_are_refused_with_the_reason() {
        let mut floor = at(Kind::Officials);
        assert_eq!(code(name(&mut floor, CANDIDATES[3], OfficialRole::Teller)), Some("A66"));
        assert_eq!(code(name(&mut floor, PROBATIONARY, OfficialRole::Scrutineer)), Some("A30"));
        assert_eq!(code(name(&mut floor, TELLER, OfficialRole::Scrutineer)), Some("A67"));
        assert_eq!(code(name(&mut floor, PLAIN, OfficialRole::ChiefScrutineer)), Some("A68"));
        assert_eq!(code(name(&mut floor, MemberId(999), OfficialRole::Teller)), Some("A20"));
        assert_eq!(act(&mut floor, Command::Remove(PLAIN)), Err(Rejection::NotListed));
        assert_eq!(name(&mut floor, PLAIN, OfficialRole::Scrutineer), Ok(()));
    }

    #[test]
    fn a_relative_is_told_and_not_refused() {
        let mut floor = at(Kind::Officials);
        assert_eq!(name(&mut floor, RELATIVE, OfficialRole::Scrutineer), Ok(()));
        let here = floor.here().expect("open");
        let official = Official { member: RELATIVE, role: OfficialRole::Scrutineer };
        assert_eq!(row(here, official, Lang::Zh).tone, Tone::Warn);
    }

    #[test]
    fn one_scrutineer_and_one_teller_are_the_least() {
        let mut floor = at(Kind::Officials);
        for member in tellers(&floor, Body::Branch) {
            act(&mut floor, Command::Remove(member)).expect("listed");
        }
        let vote = || motion::Command::Count(Show::unanimous(36));
        assert_eq!(act(&mut floor, vote()), Err(Rejection::NoTeller));
        for member in scrutineers(&floor, Body::Branch) {
            act(&mut floor, Command::Remove(member)).expect("listed");
        }
        assert_eq!(act(&mut floor, vote()), Err(Rejection::NoScrutineer));
        play_item(&mut floor);
        assert_eq!(floor.here().map(ready), Some(Ok(())));
    }

    #[test]
    fn the_plenarys_scrutineer_is_of_the_committee_its_teller_need_not_be() {
        let mut floor = at_plenary(Kind::Officials);
        assert_eq!(code(name(&mut floor, PLAIN, OfficialRole::Scrutineer)), Some("A72"));
        assert_eq!(code(name(&mut floor, CANDIDATES[0], OfficialRole::Scrutineer)), Some("A66"));
        assert_eq!(name(&mut floor, PLAIN, OfficialRole::Teller), Ok(()));
        play_item(&mut floor);
        assert_eq!(scrutineers(&floor, Body::Committee).len(), 1);
        assert_eq!(floor.here().map(ready), Some(Ok(())));
    }

    /// The meeting at the officials' check before another round, in which `member` stands too.
    fn later_round(member: Option<MemberId>) -> Floor {
        let mut floor = at(Kind::Voters);
        let first = floor.here().and_then(|here| here.item.round).expect("a round");
        crate::agenda::sample::finish(&mut floor, first);
        let mut next = floor.rounds[&first].clone();
        next.id.round = 1;
        next.reopen("重新核对", crate::agenda::round::Announced::default(), 0);
        let stands = member.and_then(|member| floor.plan.member(member).cloned());
        let stands = stands.map(|m| crate::domain::Candidate::new(m.name, Some(m.id)));
        next.round.slate.candidates.extend(stands);
        let plan = floor.plan.clone();
        floor.order.insert_round(&plan, next.id, crate::domain::RoundKind::Supplementary, Body::Branch);
        floor.order.at =
            floor.order.items.iter().position(|item| item.round == Some(next.id)).expect("steps");
        floor.rounds.insert(next.id, next);
        floor
    }

    #[test]
    fn a_later_round_wants_no_vote_when_nothing_changed() {
        let mut floor = later_round(None);
        assert_eq!(floor.here().map(ready), Some(Ok(())));
        let again = motion::Command::Count(Show::unanimous(36));
        assert_eq!(act(&mut floor, again), Err(Rejection::AlreadyDone));
        let words = spoken(floor.here().expect("open"), Lang::Zh);
        assert_eq!(words[0].text, Say(Lang::Zh).unchanged());
    }

    #[test]
    fn a_scrutineer_who_now_stands_is_replaced_and_the_new_one_passed() {
        let mut floor = later_round(Some(SCRUTINEER));
        assert_eq!(code(floor.here().map_or(Ok(()), ready)), Some("A66"));
        act(&mut floor, Command::Remove(SCRUTINEER)).expect("listed");
        assert_eq!(floor.here().map(ready), Some(Ok(())));
        name(&mut floor, PLAIN, OfficialRole::Scrutineer).expect("free");
        assert_eq!(floor.here().map(ready), Some(Err(Rejection::MotionNotCounted)));
        act(&mut floor, motion::Command::Count(Show::unanimous(36))).expect("a vote");
        assert_eq!(floor.here().map(ready), Some(Ok(())));
    }

    #[test]
    fn the_paper_of_a_void_round_bars_nobody_any_more() {
        use crate::agenda::sample::{announce, in_round, paper};
        use crate::agenda::{announce as step, collect, course};
        let mut floor = in_round(Kind::Collect);
        act(&mut floor, collect::Command::OpenBox).unwrap();
        act(&mut floor, collect::Command::Count { collected: 37 }).unwrap();
        act(&mut floor, collect::Command::Declare).unwrap();
        act(&mut floor, course::Command::MoveOn).unwrap();
        announce(&mut floor, &[(99, paper("ooxx", &[]))]);
        act(&mut floor, step::Command::HoldSupplementary { stand: vec![true; 2] }).unwrap();
        act(&mut floor, course::Command::MoveOn).unwrap();
        assert!(floor.at_kind(Kind::Officials));
        let standing = name(&mut floor, CANDIDATES[3], OfficialRole::Teller);
        assert_eq!(code(standing), Some("A66"), "stands in this round");
        assert_eq!(
            name(&mut floor, CANDIDATES[0], OfficialRole::Teller),
            Ok(()),
            "elected in the repeated one"
        );
    }

    #[test]
    fn nobody_is_named_at_another_step_or_for_the_other_body() {
        let event = |body| Event::OfficialNamed { body, member: PLAIN, role: OfficialRole::Teller };
        let mut floor = at(Kind::Officials);
        assert_eq!(put(&mut floor, event(Body::Committee)), Err(Rejection::NotAtThisStep));
        let mut floor = at(Kind::Motion);
        assert_eq!(put(&mut floor, event(Body::Branch)), Err(Rejection::NotAtThisStep));
    }
}
