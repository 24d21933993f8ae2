//! Something without numbers: anthem, guests, a speech. Only words, in the plan's order.

use super::rehearsal::Room;
use super::screen::{Aloud, Screen, Speaker, Work};
use super::wall::Wall;
use super::{Here, Rejection};
use crate::locale::Lang;
use crate::messages;

records_nothing!();

messages! {
    /// Words of a ceremony.
    struct Say {
        title { zh: "仪式", en: "Ceremony" }
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

pub(crate) fn wall(_: Here<'_>) -> Wall {
    Wall::Agenda
}

pub(crate) fn play(_: Here<'_>, _: &Room) -> Option<super::Command> {
    None
}
