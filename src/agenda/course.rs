//! The course of the meeting: going on, notes, recess, postponing. Possible at every step.

use super::action::Action;
use super::order::ItemId;
use super::plan::Plan;
use super::screen::{Answer, Answers, Field, FieldKind, Form, Gives, Offer, Screen, Work};
use super::text::written;
use super::{Event as AnyEvent, Floor, Here, Kind, Rejection, Stamp, ready};
use crate::domain::MemberId;
use crate::locale::Lang;
use crate::messages;
use serde::{Deserialize, Serialize};

/// What can be asked at every step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Leave the current item behind and go on to the next.
    MoveOn,
    /// Write a note into the record.
    TakeNote {
        /// The note.
        text: String,
    },
    /// Interrupt the meeting.
    BeginRecess {
        /// For how long, as announced.
        minutes: u32,
        /// Why, or what is announced.
        text: String,
    },
    /// Go on after a recess.
    EndRecess,
    /// A member of the branch comes or leaves, at whatever step the meeting is.
    ComeOrGo(MemberId, super::roll_call::Way),
    /// The same, the way that somebody can go: who is here leaves, who is not comes.
    PassDoor(MemberId),
    /// Close this meeting without a result, to be held on another day.
    Postpone {
        /// Why.
        reason: String,
    },
}

/// What happened to the meeting as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// The first record: the whole prepared meeting.
    Opened {
        /// The plan.
        plan: Box<Plan>,
    },
    /// An item was left behind.
    ItemCompleted {
        /// The item.
        item: ItemId,
        /// The digest of the public facts at that moment.
        digest: String,
    },
    /// A note was taken.
    NoteTaken {
        /// The note.
        text: String,
    },
    /// The meeting was interrupted.
    RecessBegan {
        /// For how long, as announced.
        minutes: u32,
        /// What was announced.
        text: String,
    },
    /// The meeting went on.
    RecessEnded {},
    /// The meeting was postponed and is closed.
    Postponed {
        /// Why.
        reason: String,
        /// The digest of the public facts at that moment.
        digest: String,
    },
    /// The meeting is over and its record complete; the last record of all.
    Sealed {
        /// The digest of the public facts.
        digest: String,
    },
}

impl Event {
    /// Whether it can happen while the meeting is in recess.
    pub(crate) fn possible_in_recess(&self) -> bool {
        matches!(self, Self::RecessEnded {} | Self::NoteTaken { .. } | Self::Postponed { .. })
    }
}

/// What the course of the meeting left behind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// When the meeting was opened.
    pub opened_at: String,
    /// Notes, with their time and the item at which they were taken.
    pub notes: Vec<Note>,
    /// The recess that is on.
    pub recess: Option<Recess>,
    /// Recesses that are over, and when each ended.
    pub recesses: Vec<(Recess, String)>,
    /// When each item was left behind, in order.
    pub completed: Vec<(ItemId, String)>,
    /// How the meeting ended.
    pub closed: Option<Closed>,
}

/// A note in the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// At which item.
    pub item: Option<ItemId>,
    /// When.
    pub at: String,
    /// What.
    pub text: String,
}

/// A recess that is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recess {
    /// For how long, as announced.
    pub minutes: u32,
    /// What was announced.
    pub text: String,
    /// Since when.
    pub since: String,
}

/// How a meeting ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Closed {
    /// Sealed after adjournment.
    Sealed {
        /// When.
        at: String,
    },
    /// Put off to another day.
    Postponed {
        /// When.
        at: String,
        /// Why.
        reason: String,
    },
}

messages! {
    /// Words of the course of the meeting.
    struct Say {
        go_on(next: &str) { zh: "下一步：{next}", en: "go on: {next}" }
        last { zh: "完成", en: "finish" }
        note { zh: "记事", en: "note" }
        note_title { zh: "写入会议记录", en: "A note for the minutes" }
        note_field { zh: "内容", en: "Note" }
        recess { zh: "休会或延期", en: "recess, postpone" }
        recess_title { zh: "休会，或宣布延期", en: "Recess, or postpone the meeting" }
        kind { zh: "做什么", en: "What" }
        for_a_while { zh: "休会，稍后继续", en: "recess, go on later" }
        another_day { zh: "延期：本次会议结束，改日再开", en: "postpone: close this meeting, hold it another day" }
        minutes { zh: "休会几分钟", en: "Minutes" }
        minutes_hint { zh: "延期时不用填", en: "not for postponing" }
        reason { zh: "说明", en: "Reason" }
        resume { zh: "恢复开会", en: "end the recess" }
        say_recess(minutes: u32) { zh: "现在休会 {minutes} 分钟，请大家按时回到会场。（到时间后）继续开会。", en: "The meeting is in recess for {minutes} minutes; please be back in time. (Then:) The meeting goes on." }
        in_recess(minutes: u32) { zh: "休会 {minutes} 分钟", en: "Recess of {minutes} minutes" }
    }
}

pub(crate) fn decide(here: Here<'_>, command: &Command) -> Result<Vec<AnyEvent>, Rejection> {
    let digest = || here.floor.digest();
    let event = match command.clone() {
        Command::MoveOn => Event::ItemCompleted { item: here.item.id, digest: digest() },
        Command::TakeNote { text } => Event::NoteTaken { text },
        Command::BeginRecess { minutes, text } => Event::RecessBegan { minutes, text },
        Command::EndRecess => Event::RecessEnded {},
        Command::ComeOrGo(member, way) => return Ok(vec![super::roll_call::come_or_go(member, way)]),
        Command::PassDoor(member) => {
            let way = super::roll_call::way(here.floor, member);
            return Ok(vec![super::roll_call::come_or_go(member, way)]);
        }
        Command::Postpone { reason } => Event::Postponed { reason, digest: digest() },
    };
    Ok(vec![event.into()])
}

pub(crate) fn admit(floor: &Floor, event: &Event) -> Result<(), Rejection> {
    let here = floor.here().ok_or(Rejection::MeetingClosed)?;
    let recess = floor.course.recess.is_some();
    match event {
        Event::Opened { .. } => Err(Rejection::AlreadyDone),
        Event::ItemCompleted { item, digest } => {
            super::floor::must(here.item.id == *item, Rejection::NotAtThisStep)?;
            ready(here)?;
            same_digest(floor, digest)
        }
        Event::Postponed { reason, digest } => {
            written(reason)?;
            same_digest(floor, digest)
        }
        Event::Sealed { digest } => {
            super::adjourn::may_seal(here)?;
            same_digest(floor, digest)
        }
        Event::RecessEnded {} => super::floor::must(recess, Rejection::NotInRecess),
        Event::NoteTaken { text } | Event::RecessBegan { text, .. } => written(text),
    }
}

fn same_digest(floor: &Floor, digest: &str) -> Result<(), Rejection> {
    super::floor::must(floor.digest() == digest, Rejection::DigestDiffers)
}

pub(crate) fn apply(floor: &mut Floor, stamp: Stamp<'_>, event: &Event) {
    let at = stamp.at.to_owned();
    match event {
        Event::Opened { .. } => floor.course.opened_at = at,
        Event::ItemCompleted { item, .. } => {
            if floor.order.item(*item).is_some_and(|item| item.kind == Kind::LeaveOut) {
                super::leave_out::take_effect(floor);
            }
            floor.order.at += 1;
            floor.course.completed.push((*item, at));
        }
        Event::NoteTaken { text } => {
            let item = floor.order.current().map(|item| item.id);
            floor.course.notes.push(Note { item, at, text: text.clone() });
        }
        Event::RecessBegan { minutes, text } => {
            floor.course.recess = Some(Recess { minutes: *minutes, text: text.clone(), since: at });
        }
        Event::RecessEnded {} => {
            let over = floor.course.recess.take().map(|recess| (recess, at));
            floor.course.recesses.extend(over);
        }
        Event::Postponed { reason, .. } => {
            floor.course.closed = Some(Closed::Postponed { at, reason: reason.clone() });
        }
        Event::Sealed { .. } => floor.course.closed = Some(Closed::Sealed { at }),
    }
}

/// Adds what can be done at every step: going on, a note, a recess.
pub(crate) fn add_offers(here: Here<'_>, lang: Lang, screen: &mut Screen) {
    if here.floor.course.recess.is_some() {
        in_recess(here, lang, screen);
        return;
    }
    let confirms = screen.offers.iter().any(|offer| offer.action == Action::Confirm);
    if !confirms && !matches!(screen.work, Work::Form(_) | Work::Calling(_)) {
        screen.offers.insert(0, go_on(here, lang));
    }
    if let Err(left) = ready(here)
        && screen.left.is_empty()
    {
        screen.left.push(left.what(lang));
    }
    screen.why.splice(0..0, super::quorum::lost(here, lang));
    super::signing::reopened::tell(here, lang, screen);
    screen.offers.extend(super::leave_out::return_offer(here, lang));
    screen.offers.extend(super::roll_call::movement_offer(here, lang));
    // While a teller keys the second pass the verb would be taken for a correction of what was just keyed.
    let corrects = |offer: &Offer| offer.action == Action::Correct;
    if here.item.kind != Kind::SecondPass && !screen.offers.iter().any(corrects) {
        screen.offers.extend(super::motion::correction_offer(here, lang));
    }
    screen.offers.push(Offer::form(Action::Note, Say(lang).note(), note_form(lang)));
    screen.offers.push(Offer::form(Action::Recess, Say(lang).recess(), recess_form(lang)));
}

/// The offer to go on to the next item.
pub(crate) fn go_on(here: Here<'_>, lang: Lang) -> Offer {
    let next = here.floor.order.following().map(|item| item_title(item, lang));
    let label = next.map_or_else(|| Say(lang).last(), |next| Say(lang).go_on(&next));
    match ready(here) {
        Ok(()) => Offer::command(Action::Confirm, label, Command::MoveOn),
        Err(left) => Offer::not_yet(Action::Confirm, label, left.what(lang)),
    }
}

/// An item's title: the plan's own, or the usual one.
pub fn item_title(item: &super::Item, lang: Lang) -> String {
    item.title.clone().unwrap_or_else(|| item.kind.title(lang))
}

/// While the meeting is in recess, only ending it and notes are offered.
fn in_recess(here: Here<'_>, lang: Lang, screen: &mut Screen) {
    let say = Say(lang);
    screen.offers = vec![
        Offer::command(Action::Confirm, say.resume(), Command::EndRecess),
        Offer::form(Action::Note, say.note(), note_form(lang)),
    ];
    screen.work = Work::Nothing;
    screen.aloud.clear();
    if let Some(recess) = &here.floor.course.recess {
        screen.left = vec![say.in_recess(recess.minutes)];
        let text = say.say_recess(recess.minutes);
        screen.aloud = vec![super::screen::Aloud { speaker: super::screen::Speaker::Chair, text }];
        screen.title.clone_from(&recess.text);
    }
}

fn note_form(lang: Lang) -> Form {
    let say = Say(lang);
    let field = Field { label: say.note_field(), hint: String::new(), kind: FieldKind::Text(String::new()) };
    let read = |_: u32, answers: &[Answer]| Ok(Command::TakeNote { text: Answers(answers).text()? }.into());
    Form { title: say.note_title(), fields: vec![field], subject: 0, read }
}

fn recess_form(lang: Lang) -> Form {
    let say = Say(lang);
    let field = |label, hint, kind| Field { label, hint, kind };
    let kinds = vec![say.for_a_while(), say.another_day()];
    let fields = vec![
        field(say.kind(), String::new(), FieldKind::Choice(kinds, 0)),
        field(say.minutes(), say.minutes_hint(), FieldKind::Number(Some(10))),
        field(say.reason(), String::new(), FieldKind::Text(String::new())),
    ];
    Form { title: say.recess_title(), fields, subject: 0, read: read_recess }
}

fn read_recess(_: u32, answers: &[Answer]) -> Result<super::Command, Rejection> {
    let mut answers = Answers(answers);
    let postpone = answers.choice(&[false, true])?;
    let minutes = answers.number();
    if postpone {
        return Ok(Command::Postpone { reason: answers.text()? }.into());
    }
    let text = answers.optional_text()?.unwrap_or_else(|| "休会".to_owned());
    Ok(Command::BeginRecess { minutes: minutes?, text }.into())
}

/// Whether an offer is the one that goes on to the next item.
pub fn goes_on(offer: &Offer) -> bool {
    matches!(&offer.gives, Gives::Command(super::Command::Course(Command::MoveOn)))
}
