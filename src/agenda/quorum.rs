//! The quorum is declared (rules §2; the Regulation: not fewer than four fifths of those due).

use super::action::Action;
use super::floor::must;
use super::order::Body;
use super::rehearsal::Room;
use super::screen::{Aloud, Offer, Screen, Speaker};
use super::wall::Wall;
use super::{Event as AnyEvent, Floor, Here, Kind, Rejection, Stamp};
use crate::locale::Lang;
use crate::messages;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What can be asked about the quorum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Declare that enough are here.
    Declare,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// The chair declared that enough are here; both numbers as they were.
    Declared {
        /// Which body.
        body: Body,
        /// Voters due.
        due: u32,
        /// Voters present.
        present: u32,
    },
}

/// What was declared, by body.
pub type State = BTreeMap<Body, Declared>;

/// A declared quorum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Declared {
    /// Voters due.
    pub due: u32,
    /// Voters present.
    pub present: u32,
}

messages! {
    /// Words of the quorum.
    struct Say {
        title { zh: "宣布到会人数", en: "Quorum" }
        purpose { zh: "实到会有选举权的人数达到应到会的五分之四，才可以选举。不足时只有两条路：等候，或宣布延期。", en: "Four fifths of the voters due must be here to elect. If they are not, wait, or postpone." }
        declare { zh: "宣布符合规定人数", en: "declare the quorum" }
        reached(due: u32, absent: u32, present: u32, relation: &str) { zh: "本次大会应到会有选举权的党员 {due} 名，未到 {absent} 名，实到 {present} 名，{relation}应到会人数的五分之四，符合规定，可以进行选举。", en: "{due} voters are due, {absent} are absent, {present} are present: {relation} four fifths of those due. The election can be held." }
        more { zh: "超过", en: "more than" }
        exactly { zh: "达到", en: "exactly" }
        short(due: u32, present: u32, missing: u32) { zh: "本次大会应到会有选举权的党员 {due} 名，实到 {present} 名，还差 {missing} 名才达到规定人数。请稍候。", en: "{due} voters are due, {present} are present: {missing} more are needed. Please wait." }
        committee(due: u32, present: u32) { zh: "应到委员 {due} 名，实到 {present} 名，符合规定人数，可以开会。", en: "{due} committee members are due, {present} are present: the meeting can be held." }
    }
}

pub(crate) fn title(lang: Lang) -> String {
    Say(lang).title()
}

pub(crate) fn screen(here: Here<'_>, lang: Lang) -> Screen {
    let say = Say(lang);
    let mut offers = Vec::new();
    if declared(here).is_none() {
        offers.push(match may_declare(here) {
            Ok(()) => Offer::command(Action::Confirm, say.declare(), Command::Declare),
            Err(why) => Offer::not_yet(Action::Confirm, say.declare(), why.what(lang)),
        });
    }
    Screen {
        title: say.title(),
        purpose: say.purpose(),
        facts: super::roll_call::facts(here.floor, here.roll(), lang),
        aloud: vec![Aloud { speaker: Speaker::Chair, text: spoken(here, lang) }],
        offers,
        ..Screen::default()
    }
}

fn declared(here: Here<'_>) -> Option<&Declared> {
    here.floor.facts.quorum.get(&here.item.body)
}

fn spoken(here: Here<'_>, lang: Lang) -> String {
    let say = Say(lang);
    let (due, present) = (here.roll().due(), here.roll().present());
    let quorum = here.floor.procedure().quorum;
    let needed = quorum.needed(due);
    if present < needed {
        return say.short(due, present, needed - present);
    }
    if here.item.body == Body::Committee {
        return say.committee(due, present);
    }
    let (parts, whole) = (u64::from(present) * 5, u64::from(due) * 4);
    let relation = if parts > whole { say.more() } else { say.exactly() };
    say.reached(due, due - present, present, &relation)
}

/// Whether enough are here, and nobody who was left out came all the same.
pub(crate) fn enough(floor: &Floor, body: Body) -> Result<(), Rejection> {
    let roll = floor.roll(body);
    let (due, present) = (roll.due(), roll.present());
    let needed = floor.procedure().quorum.needed(due);
    must(present >= needed, Rejection::QuorumNotReached { present, needed })?;
    let names: Vec<&str> = roll.returned().map(|member| floor.name(member)).collect();
    must(names.is_empty(), Rejection::LeftOutIsHere { names: names.join("、") })
}

fn may_declare(here: Here<'_>) -> Result<(), Rejection> {
    must(declared(here).is_none(), Rejection::AlreadyDone)?;
    enough(here.floor, here.item.body)
}

pub(crate) fn ready(here: Here<'_>) -> Result<(), Rejection> {
    must(declared(here).is_some(), Rejection::QuorumNotDeclared)
}

pub(crate) fn decide(here: Here<'_>, command: &Command) -> Result<Vec<AnyEvent>, Rejection> {
    let Command::Declare = command;
    let roll = here.roll();
    let event = Event::Declared { body: here.item.body, due: roll.due(), present: roll.present() };
    Ok(vec![event.into()])
}

pub(crate) fn admit(floor: &Floor, event: &Event) -> Result<(), Rejection> {
    let Event::Declared { body, due, present } = event;
    let here = floor.here().filter(|here| here.item.kind == Kind::Quorum && here.item.body == *body);
    may_declare(here.ok_or(Rejection::NotAtThisStep)?)?;
    let roll = floor.roll(*body);
    let (marked_due, marked) = (roll.due(), roll.present());
    must(marked_due == *due, Rejection::PresentDiffers { counted: *due, marked: marked_due })?;
    must(marked == *present, Rejection::PresentDiffers { counted: *present, marked })
}

pub(crate) fn apply(floor: &mut Floor, _: Stamp<'_>, event: &Event) {
    let Event::Declared { body, due, present } = event;
    floor.facts.quorum.insert(*body, Declared { due: *due, present: *present });
}

pub(crate) fn wall(here: Here<'_>) -> Wall {
    let roll = here.roll();
    Wall::Attendance {
        due: roll.due(),
        present: roll.present(),
        needed: here.floor.procedure().quorum.needed(roll.due()),
        declared: declared(here).is_some(),
    }
}

pub(crate) fn play(here: Here<'_>, _: &Room) -> Option<super::Command> {
    may_declare(here).is_ok().then(|| Command::Declare.into())
}
