//! UNWRITTEN.

use super::rehearsal::Room;
use super::screen::{Aloud, Screen, Speaker, Work};
use super::wall::Wall;
use super::{Event as AnyEvent, Floor, Here, Rejection, Stamp};
use crate::locale::Lang;
use crate::messages;
use serde::{Deserialize, Serialize};

/// Nothing to ask: the meeting goes on when it is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {}

/// Nothing happens that is recorded, but that it is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {}

/// Nothing is kept.
pub type State = ();

messages! {
    /// Words of a ceremony.
    struct Say {
        title { zh: "监票人、计票人", en: "Officials" }
        purpose { zh: "不涉及人数的环节：照着念，结束后按回车继续。", en: "A part without numbers: read it out, press Enter when it is over." }
        announce(title: &str) { zh: "现在进行：{title}。", en: "Next: {title}." }
    }
}

pub(crate) fn title(lang: Lang) -> String {
    Say(lang).title()
}

pub(crate) fn screen(here: Here<'_>, lang: Lang) -> Screen {
    let say = Say(lang);
    let title = super::course::item_title(here.item, lang);
    let aloud = |text: String| Aloud { speaker: Speaker::Chair, text };
    let words = if here.item.text.is_empty() {
        vec![aloud(say.announce(&title))]
    } else {
        here.item.text.iter().cloned().map(aloud).collect()
    };
    Screen { title, purpose: say.purpose(), work: Work::Nothing, aloud: words, ..Screen::default() }
}

pub(crate) fn ready(_: Here<'_>) -> Result<(), Rejection> {
    Ok(())
}

pub(crate) fn decide(_: Here<'_>, command: &Command) -> Result<Vec<AnyEvent>, Rejection> {
    match *command {}
}

pub(crate) fn admit(_: &Floor, event: &Event) -> Result<(), Rejection> {
    match *event {}
}

pub(crate) fn apply(_: &mut Floor, _: Stamp<'_>, event: &Event) {
    match *event {}
}

pub(crate) fn wall(_: Here<'_>) -> Wall {
    Wall::Agenda
}

pub(crate) fn play(_: Here<'_>, _: &Room) -> Option<super::Command> {
    None
}

pub(crate) fn may_vote(_: Here<'_>) -> Result<(), Rejection> {
    Ok(())
}

pub(crate) fn scrutineers(floor: &Floor, _: super::Body) -> Vec<crate::domain::MemberId> {
    floor.plan.officials.iter().filter(|o| o.role.wants_vote()).map(|o| o.member).collect()
}

pub(crate) fn tellers(floor: &Floor, _: super::Body) -> Vec<crate::domain::MemberId> {
    floor
        .plan
        .officials
        .iter()
        .filter(|o| o.role == crate::domain::OfficialRole::Teller)
        .map(|o| o.member)
        .collect()
}
