//! In a rehearsal: whose turn it is, and what the room does next in words.

use crate::agenda::rehearsal::Room;
use crate::agenda::{self, Command, Floor, course, phrase};
use crate::locale::Lang;
use crate::messages;

/// Whose turn it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The room does something.
    Room(Command),
    /// Everything is done here: the meeting goes on.
    GoOn(Command),
    /// Only the chair can do what comes next.
    Chair,
}

messages! {
    /// Words of the rehearsal's strip.
    struct Say {
        goes_on(next: &str) { zh: "这一步办完了，进入：{next}", en: "this step is done, go on to: {next}" }
        recess { zh: "休会结束，继续开会", en: "the recess is over, the meeting goes on" }
        chair { zh: "轮到主持人", en: "it is the chair's turn" }
        end { zh: "会议已经结束", en: "the meeting is closed" }
    }
}

/// Whose turn it is.
pub fn turn(floor: &Floor, room: &Room) -> Turn {
    let Some(here) = floor.here() else { return Turn::Chair };
    if floor.course.recess.is_some() {
        return Turn::GoOn(course::Command::EndRecess.into());
    }
    match agenda::item_play(here, room) {
        Some(command) => Turn::Room(command),
        None if agenda::ready(here).is_ok() => Turn::GoOn(course::Command::MoveOn.into()),
        None => Turn::Chair,
    }
}

/// What one step of the rehearsal does next, in words.
pub fn words(floor: &Floor, room: &Room, lang: Lang) -> String {
    let say = Say(lang);
    match turn(floor, room) {
        Turn::Chair if floor.here().is_none() => say.end(),
        Turn::Chair => say.chair(),
        Turn::GoOn(_) if floor.course.recess.is_some() => say.recess(),
        Turn::GoOn(_) => {
            let next = floor.order.following().map(|item| course::item_title(item, lang));
            say.goes_on(&next.unwrap_or_default())
        }
        Turn::Room(command) => {
            // What the room would do may not be possible after what people did.
            Some(act_words(floor, &command, lang))
                .filter(|words| !words.is_empty())
                .unwrap_or_else(|| say.chair())
        }
    }
}

/// What a command would lead to, in words.
fn act_words(floor: &Floor, command: &Command, lang: Lang) -> String {
    let events = agenda::decide(floor, command).unwrap_or_default();
    let Some(first) = events.first() else { return String::new() };
    let words = phrase::phrase(floor, first, lang);
    match events.len() {
        0 | 1 => words,
        more => format!("{words}{}", lang.pick(format!("（共 {more} 项）"), format!(" ({more} in all)"))),
    }
}
