//! The roll call: who is here, who is not and why, who comes late and who leaves.
//!
//! Marking belongs to this step; coming and going is recorded at any later step too and moves the quorum meter.

use super::action::Action;
use super::attendance::{Attendance, Cause, Presence, count};
use super::floor::must;
use super::order::Body;
use super::rehearsal::Room;
use super::screen::{
    Aloud, Answer, Answers, Fact, Field, FieldKind, Form, List, Offer, Row, Screen, Speaker, Tone, Work,
};
use super::text::written;
use super::wall::Wall;
use super::{Event as AnyEvent, Floor, Here, Kind, Rejection, Stamp};
use crate::domain::{Margin, MemberId, Standing};
use crate::locale::Lang;
use crate::messages;
use serde::{Deserialize, Serialize};

/// Which way somebody goes through the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// In.
    Comes,
    /// Out.
    Leaves,
}

/// What can be asked about attendance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Mark somebody present.
    MarkPresent(MemberId),
    /// Mark everybody present who is not called yet.
    MarkRestPresent,
    /// Mark somebody absent.
    MarkAbsent(MemberId, Cause),
    /// Somebody comes after the roll call, or comes back.
    Arrive(MemberId),
    /// Somebody leaves.
    Leave(MemberId),
}

/// What happened to attendance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// Present at the roll call.
    MemberMarkedPresent {
        /// Whose roll.
        body: Body,
        /// Who.
        member: MemberId,
    },
    /// Absent, with the cause.
    MemberMarkedAbsent {
        /// Whose roll.
        body: Body,
        /// Who.
        member: MemberId,
        /// Why.
        cause: Cause,
    },
    /// Came after being marked absent, or came back.
    MemberArrived {
        /// Whose roll.
        body: Body,
        /// Who.
        member: MemberId,
    },
    /// Left the room.
    MemberLeft {
        /// Whose roll.
        body: Body,
        /// Who.
        member: MemberId,
    },
}

impl Event {
    /// Whether somebody comes or goes, which can happen at any moment.
    pub(crate) fn is_movement(&self) -> bool {
        matches!(self, Self::MemberArrived { .. } | Self::MemberLeft { .. })
    }
}

/// Comings and goings with their time, for the minutes.
pub type State = Vec<Movement>;

/// Somebody came late or left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Movement {
    /// Who.
    pub member: MemberId,
    /// Came, or left.
    pub came: bool,
    /// When.
    pub at: String,
}

messages! {
    /// Words of the roll call.
    struct Say {
        title { zh: "点名", en: "Roll call" }
        purpose { zh: "逐个登记到会和缺席；输入拼音、首字母或汉字即可找人。迟到、离会随时可以登记。", en: "Mark who is here and who is not; type pinyin, initials or characters to find somebody. Late arrivals and departures can be recorded at any step." }
        name { zh: "姓名", en: "Name" }
        standing { zh: "身份", en: "Standing" }
        state { zh: "到会", en: "Here" }
        formal { zh: "正式党员", en: "formal" }
        probationary { zh: "预备党员", en: "probationary" }
        on_probation { zh: "留党察看", en: "on probation" }
        detained { zh: "留置或被捕", en: "detained" }
        temporary { zh: "临时组织关系", en: "temporary" }
        unmarked { zh: "未点到", en: "not called" }
        present { zh: "到会", en: "present" }
        late { zh: "后到", en: "late" }
        left { zh: "已离会", en: "left" }
        absent(cause: &str) { zh: "缺席：{cause}", en: "absent: {cause}" }
        proposed { zh: "提请不计入应到", en: "to be left out" }
        excluded { zh: "不计入应到", en: "not counted as due" }
        illness { zh: "病假", en: "ill" }
        on_leave { zh: "事假", en: "on leave" }
        duty { zh: "公务", en: "on duty" }
        away { zh: "在外地", en: "away" }
        unknown { zh: "原因不明", en: "cause unknown" }
        mark_present { zh: "到会", en: "present" }
        mark_absent { zh: "缺席…", en: "absent…" }
        mark_late { zh: "到了", en: "has come" }
        mark_left { zh: "离会", en: "leaves" }
        rest(count: u32) { zh: "其余 {count} 人全部到会", en: "all {count} others present" }
        absent_title(name: &str) { zh: "{name} 缺席", en: "{name} is absent" }
        cause { zh: "原因", en: "Cause" }
        cause_hint { zh: "请假仍计入应到会人数", en: "leave still counts as due" }
        other { zh: "其他说明", en: "Other" }
        due { zh: "应到会有选举权", en: "Voters due" }
        here { zh: "实到会有选举权", en: "Voters present" }
        others { zh: "列席", en: "Others present" }
        needed(needed: u32) { zh: "至少须到 {needed} 人", en: "at least {needed} must be here" }
        just_enough { zh: "正好达到规定；再离会 1 人就不够", en: "just enough; one more leaving is too many" }
        spare(count: u32) { zh: "已达到规定；最多还可离会 {count} 人", en: "enough; {count} more may leave" }
        missing(count: u32) { zh: "还差 {count} 人才可以选举", en: "{count} more needed to elect" }
        say_roll(members: usize, formal: u32, probationary: u32) { zh: "现在清点到会人数。本支部共有党员 {members} 名，其中正式党员 {formal} 名，预备党员 {probationary} 名。请点到名字的同志答到。", en: "We now call the roll. The branch has {members} members, {formal} of them formal and {probationary} probationary. Please answer when you hear your name." }
        say_committee(members: usize) { zh: "现在清点新一届支部委员会委员到会人数，应到委员 {members} 名。", en: "We now call the roll of the new committee, {members} members." }
        movement { zh: "到会、离会", en: "arrivals, departures" }
        movement_title { zh: "登记到会或离会", en: "Somebody comes or leaves" }
        who { zh: "谁", en: "Who" }
        comes(name: &str, now: &str) { zh: "{name}　{now} → 到会", en: "{name}  {now} → comes" }
        leaves(name: &str, now: &str) { zh: "{name}　{now} → 离会", en: "{name}  {now} → leaves" }
        time_hint { zh: "在场的登记离会，不在的登记到会；时间自动记录", en: "who is here leaves, who is not comes; the time is recorded" }
    }
}

pub(crate) fn title(lang: Lang) -> String {
    Say(lang).title()
}

pub(crate) fn screen(here: Here<'_>, lang: Lang) -> Screen {
    let say = Say(lang);
    let roll = here.roll();
    let rest = count(waiting(here.floor, roll));
    let mut offers = Vec::new();
    if rest > 0 {
        offers.push(Offer::command(Action::Rest, say.rest(rest), Command::MarkRestPresent));
    }
    let header = vec![say.name(), say.standing(), say.state()];
    let rows = roll.roll.iter().map(|member| row(here.floor, roll, *member, lang)).collect();
    Screen {
        title: say.title(),
        purpose: say.purpose(),
        facts: facts(here.floor, roll, lang),
        work: Work::List(List { header, rows }),
        aloud: vec![Aloud { speaker: Speaker::Chair, text: spoken(here, lang) }],
        offers,
        ..Screen::default()
    }
}

/// Members who are still to be called: nobody whom the branch proposes to leave out need answer.
fn waiting<'a>(floor: &'a Floor, roll: &'a Attendance) -> impl Iterator<Item = MemberId> + 'a {
    roll.unmarked()
        .filter(move |member| roll.body == Body::Committee || !super::leave_out::listed(floor, *member))
}

/// The meter: due, present, and how far from the quorum.
pub(crate) fn facts(floor: &Floor, roll: &Attendance, lang: Lang) -> Vec<Fact> {
    let say = Say(lang);
    let (due, present) = (roll.due(), roll.present());
    let quorum = floor.procedure().quorum;
    let (tone, meter) = match quorum.slack(present, due) {
        Margin::Spare(0) => (Tone::Good, say.just_enough()),
        Margin::Spare(spare) => (Tone::Good, say.spare(spare)),
        Margin::Missing(missing) => (Tone::Warn, say.missing(missing)),
    };
    let mut facts = vec![
        Fact::new(say.due(), due).rule(Tone::Plain, say.needed(quorum.needed(due))),
        Fact::new(say.here(), present).rule(tone, meter),
    ];
    let others = roll.others_present();
    if others > 0 {
        facts.push(Fact::new(say.others(), others));
    }
    facts
}

fn row(floor: &Floor, roll: &Attendance, member: MemberId, lang: Lang) -> Row {
    let say = Say(lang);
    let standing = floor.plan.member(member).map(|member| member.standing).unwrap_or_default();
    let presence = roll.presence(member);
    let excluded = roll.left_out.contains(&member);
    let proposed = *presence == Presence::Unmarked && super::leave_out::listed(floor, member);
    let state = match (excluded && !presence.here(), proposed) {
        (true, _) => say.excluded(),
        (false, true) => say.proposed(),
        (false, false) => presence_text(presence, lang),
    };
    let cells = vec![floor.plan.told_apart(member, lang), standing_text(standing, lang), state];
    let tone = match presence {
        Presence::Present | Presence::Late => Tone::Good,
        Presence::Absent(_) | Presence::Left => Tone::Warn,
        Presence::Unmarked => Tone::Plain,
    };
    Row { key: u32::from(member.0), cells, tone, offers: row_offers(floor, member, presence, lang) }
}

/// A standing in words.
pub fn standing_text(standing: Standing, lang: Lang) -> String {
    let say = Say(lang);
    match standing {
        Standing::Formal => say.formal(),
        Standing::Probationary => say.probationary(),
        Standing::OnProbation => say.on_probation(),
        Standing::Detained => say.detained(),
        Standing::TemporaryRelation => say.temporary(),
    }
}

/// A presence in words.
pub fn presence_text(presence: &Presence, lang: Lang) -> String {
    let say = Say(lang);
    match presence {
        Presence::Unmarked => say.unmarked(),
        Presence::Present => say.present(),
        Presence::Late => say.late(),
        Presence::Left => say.left(),
        Presence::Absent(cause) => say.absent(&cause_text(cause, lang)),
    }
}

fn cause_text(cause: &Cause, lang: Lang) -> String {
    let say = Say(lang);
    match cause {
        Cause::Illness => say.illness(),
        Cause::Leave => say.on_leave(),
        Cause::Duty => say.duty(),
        Cause::Away => say.away(),
        Cause::Unknown => say.unknown(),
        Cause::Other(text) => text.clone(),
    }
}

fn row_offers(floor: &Floor, member: MemberId, presence: &Presence, lang: Lang) -> Vec<Offer> {
    let say = Say(lang);
    let absent = || Offer::form(Action::Remove, say.mark_absent(), absent_form(floor, member, lang));
    match presence {
        Presence::Unmarked => {
            vec![Offer::command(Action::Mark, say.mark_present(), Command::MarkPresent(member)), absent()]
        }
        Presence::Present | Presence::Late => {
            vec![absent(), Offer::command(Action::Edit, say.mark_left(), Command::Leave(member))]
        }
        Presence::Absent(_) | Presence::Left => {
            vec![Offer::command(Action::Mark, say.mark_late(), Command::Arrive(member))]
        }
    }
}

fn absent_form(floor: &Floor, member: MemberId, lang: Lang) -> Form {
    let say = Say(lang);
    let causes = vec![say.on_leave(), say.illness(), say.duty(), say.away(), say.unknown()];
    let fields = vec![
        Field { label: say.cause(), hint: say.cause_hint(), kind: FieldKind::Choice(causes, 0) },
        Field { label: say.other(), hint: String::new(), kind: FieldKind::Text(String::new()) },
    ];
    Form {
        title: say.absent_title(floor.name(member)),
        fields,
        subject: u32::from(member.0),
        read: read_absence,
    }
}

fn read_absence(subject: u32, answers: &[Answer]) -> Result<super::Command, Rejection> {
    let mut answers = Answers(answers);
    let causes = [Cause::Leave, Cause::Illness, Cause::Duty, Cause::Away, Cause::Unknown];
    let cause = answers.choice(&causes)?;
    let cause = answers.optional_text()?.map_or(cause, Cause::Other);
    Ok(Command::MarkAbsent(member_of(subject)?, cause).into())
}

fn member_of(subject: u32) -> Result<MemberId, Rejection> {
    u16::try_from(subject).map(MemberId).map_err(|_| Rejection::UnknownMember)
}

fn spoken(here: Here<'_>, lang: Lang) -> String {
    let say = Say(lang);
    let roll = here.roll();
    if here.item.body == Body::Committee {
        return say.say_committee(roll.roll.len());
    }
    let with = |standing| count(here.floor.plan.roster.iter().filter(|member| member.standing == standing));
    let formal = with(Standing::Formal) + with(Standing::OnProbation) + with(Standing::Detained);
    say.say_roll(here.floor.plan.roster.len(), formal, with(Standing::Probationary))
}

/// At any step but the roll call itself: the offer to record that somebody comes or leaves.
pub(crate) fn movement_offer(here: Here<'_>, lang: Lang) -> Option<Offer> {
    if here.item.kind == Kind::RollCall || here.item.body == Body::Committee {
        return None;
    }
    let say = Say(lang);
    let roll = &here.floor.branch;
    let text = |member: &MemberId| {
        let (name, presence) = (here.floor.plan.told_apart(*member, lang), roll.presence(*member));
        let now = presence_text(presence, lang);
        if presence.here() { say.leaves(&name, &now) } else { say.comes(&name, &now) }
    };
    let choices = roll.roll.iter().map(text).collect();
    let first = roll.roll.iter().position(|member| !roll.presence(*member).here()).unwrap_or(0);
    let kind = FieldKind::Choice(choices, first);
    let fields = vec![Field { label: say.who(), hint: say.time_hint(), kind }];
    let form = Form { title: say.movement_title(), fields, subject: 0, read: read_movement };
    Some(Offer::form(Action::Find, say.movement(), form))
}

fn read_movement(_: u32, answers: &[Answer]) -> Result<super::Command, Rejection> {
    let at = u32::try_from(Answers(answers).position()?).map_err(|_| Rejection::UnknownMember)?;
    Ok(super::course::Command::PassDoor(member_of(at)?).into())
}

pub(crate) fn ready(here: Here<'_>) -> Result<(), Rejection> {
    match count(waiting(here.floor, here.roll())) {
        0 => Ok(()),
        count => Err(Rejection::MembersUnmarked { count }),
    }
}

pub(crate) fn decide(here: Here<'_>, command: &Command) -> Result<Vec<AnyEvent>, Rejection> {
    let body = here.item.body;
    let event = match command.clone() {
        Command::MarkPresent(member) => Event::MemberMarkedPresent { body, member },
        Command::MarkRestPresent => return rest_present(here),
        Command::MarkAbsent(member, cause) => Event::MemberMarkedAbsent { body, member, cause },
        Command::Arrive(member) => Event::MemberArrived { body, member },
        Command::Leave(member) => Event::MemberLeft { body, member },
    };
    Ok(vec![event.into()])
}

fn rest_present(here: Here<'_>) -> Result<Vec<AnyEvent>, Rejection> {
    let body = here.item.body;
    let mark = |member| Event::MemberMarkedPresent { body, member }.into();
    let events: Vec<AnyEvent> = waiting(here.floor, here.roll()).map(mark).collect();
    must(!events.is_empty(), Rejection::NobodyUnmarked)?;
    Ok(events)
}

/// The only way in which somebody of the branch can go through the door: out for who is here, in for who is not.
pub(crate) fn way(floor: &Floor, member: MemberId) -> Way {
    if floor.branch.presence(member).here() { Way::Leaves } else { Way::Comes }
}

/// The event for somebody of the branch who comes or leaves at any step.
pub(crate) fn come_or_go(member: MemberId, way: Way) -> AnyEvent {
    let body = Body::Branch;
    match way {
        Way::Comes => Event::MemberArrived { body, member }.into(),
        Way::Leaves => Event::MemberLeft { body, member }.into(),
    }
}

pub(crate) fn admit(floor: &Floor, event: &Event) -> Result<(), Rejection> {
    let (body, member) = subject(event);
    let roll = floor.roll(body);
    must(roll.roll.contains(&member), Rejection::UnknownMember)?;
    let presence = roll.presence(member);
    let name = || floor.name(member).to_owned();
    let calling = floor.here().is_some_and(|here| here.item.kind == Kind::RollCall && here.item.body == body);
    match event {
        Event::MemberMarkedPresent { .. } => {
            must(calling, Rejection::NotAtThisStep)?;
            must(*presence == Presence::Unmarked, Rejection::MarkedSo { name: name() })
        }
        Event::MemberMarkedAbsent { cause, .. } => {
            must(calling, Rejection::NotAtThisStep)?;
            if let Cause::Other(text) = cause {
                written(text)?;
            }
            must(*presence != Presence::Absent(cause.clone()), Rejection::MarkedSo { name: name() })
        }
        Event::MemberArrived { .. } => must(!presence.here(), Rejection::MarkedSo { name: name() }),
        Event::MemberLeft { .. } => must(presence.here(), Rejection::LeftWithoutBeingHere { name: name() }),
    }
}

fn subject(event: &Event) -> (Body, MemberId) {
    match event {
        Event::MemberMarkedPresent { body, member }
        | Event::MemberMarkedAbsent { body, member, .. }
        | Event::MemberArrived { body, member }
        | Event::MemberLeft { body, member } => (*body, *member),
    }
}

pub(crate) fn apply(floor: &mut Floor, stamp: Stamp<'_>, event: &Event) {
    let (body, member) = subject(event);
    let presence = match event {
        Event::MemberMarkedPresent { .. } => Presence::Present,
        Event::MemberMarkedAbsent { cause, .. } => Presence::Absent(cause.clone()),
        Event::MemberArrived { .. } => Presence::Late,
        Event::MemberLeft { .. } => Presence::Left,
    };
    if matches!(event, Event::MemberArrived { .. } | Event::MemberLeft { .. }) {
        floor.facts.roll_call.push(Movement { member, came: presence.here(), at: stamp.at.to_owned() });
    }
    floor.roll_mut(body).mark(member, presence);
}

pub(crate) fn wall(here: Here<'_>) -> Wall {
    super::quorum::wall(here)
}

pub(crate) fn play(here: Here<'_>, room: &Room) -> Option<super::Command> {
    let roll = here.roll();
    if here.item.body == Body::Committee {
        return waiting(here.floor, roll).next().map(|_| Command::MarkRestPresent.into());
    }
    let missing = waiting(here.floor, roll).find_map(|member| Some((member, room.absence(member)?)));
    if let Some((member, cause)) = missing {
        return Some(Command::MarkAbsent(member, cause).into());
    }
    if waiting(here.floor, roll).next().is_some() {
        return Some(Command::MarkRestPresent.into());
    }
    let late = room.latecomer().filter(|member| !roll.presence(*member).here());
    late.map(|member| Command::Arrive(member).into())
}
