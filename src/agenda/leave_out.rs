//! Members left out of the number due (rules §1): a class, the higher body's reference, and a vote of the meeting.

use super::action::Action;
use super::floor::must;
use super::motion;
use super::order::Body;
use super::plan::Plan;
use super::rehearsal::Room;
use super::screen::{
    Aloud, Answer, Answers, Fact, Field, FieldKind, Form, List, Offer, Row, Screen, Speaker, Tone, Work,
};
use super::text::written_if_any;
use super::wall::Wall;
use super::{Event as AnyEvent, Floor, Here, Kind, Rejection, Stamp};
use crate::domain::{EarlierDecision, Exclusion, LeaveClass, MemberId};
use crate::locale::Lang;
use crate::messages;
use serde::{Deserialize, Serialize};

/// What can be asked here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Put a member on the list.
    Propose(Exclusion),
    /// Take a member off the list.
    Withdraw(MemberId),
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// A member was put on the list.
    Proposed {
        /// Who, why, on what authority.
        exclusion: Exclusion,
    },
    /// A member was taken off the list, or, having come after all, back into the number due.
    Withdrawn {
        /// Who.
        member: MemberId,
    },
}

/// The list put to the vote; at first the plan's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// Who is to be left out.
    pub list: Vec<Exclusion>,
}

impl State {
    /// The plan's own list.
    pub(crate) fn from_plan(plan: &Plan) -> Self {
        Self { list: plan.exclusions.clone() }
    }
}

messages! {
    /// Words of leaving members out.
    struct Say {
        title { zh: "不计入应到会人数", en: "Who is left out" }
        purpose { zh: "只有规定的几类党员，经上级党组织同意并经党员大会通过，才可以不计算在应到会人数之内。请假不在其内。名单为空时直接继续。", en: "Only members of certain classes, with the higher body's consent and a vote of the meeting, are not counted as due. Leave on the day is not one of them. Just go on when the list is empty." }
        name { zh: "姓名", en: "Name" }
        class { zh: "情形", en: "Class" }
        reference { zh: "上级同意文号", en: "Reference" }
        reference_hint { zh: "上级党组织同意的文号", en: "of the higher body's consent" }
        ill { zh: "因病不能表达本人意志", en: "too ill to express their will" }
        abroad { zh: "自费出国（境）半年以上", en: "abroad at own expense for six months or more" }
        infirm { zh: "年老体弱卧床不起、长期患病生活不能自理", en: "old, bedridden or long ill, unable to care for themselves" }
        elsewhere { zh: "工作调动、外出学习工作半年以上未转组织关系", en: "working or studying elsewhere for six months or more" }
        sick_leave { zh: "病假、事假", en: "sick or personal leave" }
        planned { zh: "方案另定的情形", en: "a class that the plan names" }
        other { zh: "方案所定情形", en: "The plan's class" }
        other_hint { zh: "只在选“方案另定的情形”时填", en: "only for a class that the plan names" }
        earlier_date { zh: "此前通过的日期", en: "Decided on" }
        earlier_minutes { zh: "会议记录编号", en: "Minutes" }
        earlier_hint { zh: "以前的会议已通过时填", en: "if an earlier meeting decided" }
        propose { zh: "列入名单…", en: "put on the list…" }
        withdraw { zh: "移出名单", en: "take off the list" }
        take_back { zh: "到会了，恢复计入应到", en: "has come: count as due again" }
        counts_again(name: &str) { zh: "{name} 到会，恢复计入应到", en: "{name} has come: count as due again" }
        due_after { zh: "不计入后应到", en: "Due without them" }
        due_rule(needed: u32, before: u32) { zh: "至少须到 {needed} 人；不减则 {before} 人", en: "{needed} must be here; else {before}" }
        subject { zh: "名单上的党员不计算在应到会人数之内", en: "not counting the members on the list as due" }
        say_list(count: usize, names: &str) { zh: "经上级党组织同意，下列 {count} 名党员提请大会通过，不计算在应到会人数之内：{names}。", en: "With the consent of the higher body, the meeting is asked not to count {count} member(s) as due: {names}." }
        say_none { zh: "本次大会没有不计算在应到会人数之内的党员。", en: "Nobody is left out of the number due." }
        say_earlier(names: &str) { zh: "{names} 此前已经会议通过，不计算在应到会人数之内。", en: "An earlier meeting has decided not to count {names}." }
    }
}

pub(crate) fn title(lang: Lang) -> String {
    Say(lang).title()
}

/// Whether a member is on the list, voted or not.
pub(crate) fn listed(floor: &Floor, member: MemberId) -> bool {
    floor.facts.leave_out.list.iter().any(|exclusion| exclusion.member == member)
}

pub(crate) fn screen(here: Here<'_>, lang: Lang) -> Screen {
    let say = Say(lang);
    let list = &here.floor.facts.leave_out.list;
    let rows = list.iter().map(|exclusion| row(here, exclusion, lang)).collect();
    let header = vec![say.name(), say.class(), say.reference()];
    let mut screen = Screen {
        title: say.title(),
        purpose: say.purpose(),
        work: Work::List(List { header, rows }),
        ..Screen::default()
    };
    if !motion::passed(here.floor, here.item.id) {
        screen.offers.push(Offer::form(Action::Add, say.propose(), propose_form(here, lang)));
    }
    screen.facts.extend(due_fact(here, lang));
    if wants_vote(here) {
        screen.aloud.push(Aloud { speaker: Speaker::Chair, text: spoken(here, lang) });
        motion::add_vote(here, lang, &say.subject(), &mut screen);
    } else {
        screen.facts.extend(super::roll_call::facts(here.floor, here.roll(), lang));
        screen.aloud.push(Aloud { speaker: Speaker::Chair, text: spoken(here, lang) });
    }
    screen
}

/// What leaving them out changes: the number due, and how many of it must be here.
fn due_fact(here: Here<'_>, lang: Lang) -> Option<Fact> {
    let say = Say(lang);
    let list = &here.floor.facts.leave_out.list;
    let due = here.roll().unreduced();
    let listed = list.iter().filter(|exclusion| here.roll().voters.contains(&exclusion.member));
    let after = due.saturating_sub(super::attendance::count(listed));
    let quorum = here.floor.procedure().quorum;
    let rule = say.due_rule(quorum.needed(after), quorum.needed(due));
    (!list.is_empty()).then(|| Fact::new(say.due_after(), after).rule(Tone::Plain, rule))
}

fn row(here: Here<'_>, exclusion: &Exclusion, lang: Lang) -> Row {
    let say = Say(lang);
    let effective = here.floor.branch.left_out.contains(&exclusion.member);
    let label = if effective { say.take_back() } else { say.withdraw() };
    let name = here.floor.name(exclusion.member).to_owned();
    Row {
        key: u32::from(exclusion.member.0),
        cells: vec![name, class_text(&exclusion.class, lang), exclusion.reference.clone()],
        tone: if effective { Tone::Good } else { Tone::Plain },
        offers: vec![Offer::command(Action::Remove, label, Command::Withdraw(exclusion.member))],
    }
}

/// A class in words.
pub fn class_text(class: &LeaveClass, lang: Lang) -> String {
    let say = Say(lang);
    match class {
        LeaveClass::Ill => say.ill(),
        LeaveClass::Abroad => say.abroad(),
        LeaveClass::Infirm => say.infirm(),
        LeaveClass::Elsewhere => say.elsewhere(),
        LeaveClass::Planned { name } => name.clone(),
    }
}

fn propose_form(here: Here<'_>, lang: Lang) -> Form {
    let say = Say(lang);
    let field = |label, hint, kind| Field { label, hint, kind };
    let text = || FieldKind::Text(String::new());
    let names =
        here.floor.plan.roster.iter().map(|member| here.floor.plan.told_apart(member.id, lang)).collect();
    let classes =
        vec![say.ill(), say.abroad(), say.infirm(), say.elsewhere(), say.planned(), say.sick_leave()];
    let fields = vec![
        field(say.name(), String::new(), FieldKind::Choice(names, 0)),
        field(say.class(), String::new(), FieldKind::Choice(classes, 0)),
        field(say.other(), say.other_hint(), text()),
        field(say.reference(), say.reference_hint(), text()),
        field(say.earlier_date(), say.earlier_hint(), text()),
        field(say.earlier_minutes(), String::new(), text()),
    ];
    Form { title: say.propose(), fields, subject: 0, read: read_proposal }
}

fn read_proposal(_: u32, answers: &[Answer]) -> Result<super::Command, Rejection> {
    let mut answers = Answers(answers);
    let member = u16::try_from(answers.position()?).map(MemberId).map_err(|_| Rejection::UnknownMember)?;
    let class = answers.position()?;
    let named = answers.optional_text()?.unwrap_or_default();
    let class = match class {
        0 => LeaveClass::Ill,
        1 => LeaveClass::Abroad,
        2 => LeaveClass::Infirm,
        3 => LeaveClass::Elsewhere,
        4 => LeaveClass::Planned { name: named },
        _ => return Err(Rejection::LeaveIsNoClass),
    };
    let reference = answers.optional_text()?.unwrap_or_default();
    let (date, minutes) = (answers.optional_text()?, answers.optional_text()?);
    let earlier = date.map(|date| EarlierDecision { date, minutes: minutes.unwrap_or_default() });
    Ok(Command::Propose(Exclusion { member, class, reference, earlier }).into())
}

fn spoken(here: Here<'_>, lang: Lang) -> String {
    let say = Say(lang);
    let list = &here.floor.facts.leave_out.list;
    let names = |vote: bool| {
        let some = list.iter().filter(|exclusion| exclusion.wants_vote() == vote);
        some.map(|exclusion| here.floor.name(exclusion.member)).collect::<Vec<_>>()
    };
    let (voted, earlier) = (names(true), names(false));
    let mut text = Vec::new();
    if !earlier.is_empty() {
        text.push(say.say_earlier(&lang.list(&earlier)));
    }
    if !voted.is_empty() {
        text.push(say.say_list(voted.len(), &lang.list(&voted)));
    }
    if text.is_empty() { say.say_none() } else { lang.sentences(text) }
}

/// At any step: whoever was left out and has come all the same can be taken back into the number due.
pub(crate) fn return_offer(here: Here<'_>, lang: Lang) -> Option<Offer> {
    let member = here.floor.branch.returned().next()?;
    let here_already = here.item.kind == Kind::LeaveOut;
    let label = Say(lang).counts_again(here.floor.name(member));
    (!here_already).then(|| Offer::command(Action::Add, label, Command::Withdraw(member)))
}

/// Whether somebody on the list has not been decided on by an earlier meeting.
fn wants_vote(here: Here<'_>) -> bool {
    here.floor.facts.leave_out.list.iter().any(Exclusion::wants_vote)
}

pub(crate) fn may_vote(here: Here<'_>) -> Result<(), Rejection> {
    must(wants_vote(here), Rejection::NotListed)
}

/// The vote passed: those on the list no longer count as due.
pub(crate) fn take_effect(floor: &mut Floor) {
    let sound = floor.facts.leave_out.list.iter().filter(|exclusion| exclusion.check().is_ok());
    let out: Vec<MemberId> = sound.map(|exclusion| exclusion.member).collect();
    floor.branch.left_out.extend(out);
}

pub(crate) fn ready(here: Here<'_>) -> Result<(), Rejection> {
    if wants_vote(here) { motion::ready(here) } else { Ok(()) }
}

pub(crate) fn decide(_: Here<'_>, command: &Command) -> Result<Vec<AnyEvent>, Rejection> {
    let event = match command.clone() {
        Command::Propose(exclusion) => Event::Proposed { exclusion },
        Command::Withdraw(member) => Event::Withdrawn { member },
    };
    Ok(vec![event.into()])
}

pub(crate) fn admit(floor: &Floor, event: &Event) -> Result<(), Rejection> {
    match event {
        Event::Proposed { exclusion } => admit_proposal(floor, exclusion),
        Event::Withdrawn { member } => {
            let back = floor.branch.left_out.contains(member) && floor.branch.presence(*member).here();
            let here = floor.here().filter(|here| here.item.kind == Kind::LeaveOut);
            let unvoted = here.is_some_and(|here| !motion::passed(floor, here.item.id));
            must(listed(floor, *member), Rejection::NotListed)?;
            must(back || unvoted, Rejection::ListIsVoted)
        }
    }
}

fn admit_proposal(floor: &Floor, exclusion: &Exclusion) -> Result<(), Rejection> {
    let here =
        floor.here().filter(|here| here.item.kind == Kind::LeaveOut).ok_or(Rejection::NotAtThisStep)?;
    must(!motion::passed(floor, here.item.id), Rejection::ListIsVoted)?;
    let member = exclusion.member;
    let name = || floor.name(member).to_owned();
    must(floor.plan.member(member).is_some(), Rejection::UnknownMember)?;
    must(floor.branch.voters.contains(&member), Rejection::NotAVoter { name: name() })?;
    must(!listed(floor, member), Rejection::AlreadyListed { name: name() })?;
    must(!floor.branch.presence(member).here(), Rejection::LeftOutIsHere { names: name() })?;
    check_texts(exclusion)?;
    exclusion.check().map_err(|_| Rejection::ReferenceMissing { name: name() })
}

/// Whether the texts of an entry may stand in the record.
pub(crate) fn check_texts(exclusion: &Exclusion) -> Result<(), Rejection> {
    written_if_any(Some(&exclusion.reference))?;
    if let LeaveClass::Planned { name } = &exclusion.class {
        written_if_any(Some(name))?;
    }
    let Some(earlier) = &exclusion.earlier else { return Ok(()) };
    written_if_any(Some(&earlier.date))?;
    written_if_any(Some(&earlier.minutes))
}

pub(crate) fn apply(floor: &mut Floor, _: Stamp<'_>, event: &Event) {
    let list = &mut floor.facts.leave_out.list;
    match event {
        Event::Proposed { exclusion } => {
            list.push(exclusion.clone());
        }
        Event::Withdrawn { member } => {
            list.retain(|exclusion| exclusion.member != *member);
            floor.branch.left_out.remove(member);
        }
    }
}

pub(crate) fn wall(here: Here<'_>) -> Wall {
    if here.item.body == Body::Branch && wants_vote(here) {
        motion::wall(here)
    } else {
        super::quorum::wall(here)
    }
}

pub(crate) fn play(here: Here<'_>, room: &Room) -> Option<super::Command> {
    if wants_vote(here) { motion::play(here, room) } else { None }
}
