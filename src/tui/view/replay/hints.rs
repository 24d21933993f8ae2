//! The last line of a replay: the keys that matter here, from the key table.

use crate::agenda::action::Action::{
    self, Back, ChangeBefore, Confirm, Down, Faster, Find, Help, Left, Mark, Next, NextChange, PageDown,
    PageUp, Project, Right, Slower, Up,
};
use crate::locale::Lang;
use crate::messages;
use crate::tui::keymap;
use crate::tui::replay::{Open, Replay, context};
use crate::tui::theme::Role;
use crate::tui::view::pen::{self, Pen};
use ratatui::layout::Rect;

messages! {
    /// What the keys do.
    struct Say {
        play { zh: "播放", en: "play" }
        pause { zh: "暂停", en: "pause" }
        acts { zh: "逐条", en: "act" }
        steps { zh: "环节", en: "step" }
        speed { zh: "速度", en: "speed" }
        changes { zh: "更正", en: "corrections" }
        figures { zh: "数字", en: "why" }
        time { zh: "时间", en: "time" }
        wall { zh: "投影", en: "wall" }
        help { zh: "帮助", en: "help" }
        leave { zh: "离开", en: "leave" }
        figure { zh: "选数字", en: "figure" }
        causes { zh: "进入记录", en: "its acts" }
        cause { zh: "选记录", en: "act" }
        there { zh: "去看那一刻", en: "go there" }
        close { zh: "关闭", en: "close" }
        back { zh: "返回", en: "back" }
        go { zh: "前往", en: "go" }
        scroll { zh: "翻看", en: "scroll" }
    }
}

type Hint = (&'static [Action], String);

/// The hints of where the replay stands, the weightiest first, and those that are always shown.
fn hints(replay: &Replay, say: Say) -> (Vec<Hint>, Vec<Hint>) {
    match &replay.open {
        Open::Nothing => (
            vec![
                (&[Mark], if replay.player.on { say.pause() } else { say.play() }),
                (&[Left, Right], say.acts()),
                (&[PageUp, PageDown], say.steps()),
                (&[Next], say.figures()),
                (&[Slower, Faster], say.speed()),
                (&[ChangeBefore, NextChange], say.changes()),
                (&[Find], say.time()),
                (&[Project], say.wall()),
            ],
            vec![(&[Help], say.help()), (&[Back], say.leave())],
        ),
        Open::Figures(asked) if asked.entry.is_some() => (
            vec![(&[Confirm], say.there()), (&[Up, Down], say.cause())],
            vec![(&[Back], say.back()), (&[Help], say.help())],
        ),
        Open::Figures(_) => (
            vec![(&[Up, Down], say.figure()), (&[Confirm], say.causes()), (&[Left, Right], say.acts())],
            vec![(&[Back], say.close()), (&[Help], say.help())],
        ),
        Open::Time(..) => (vec![(&[Confirm], say.go())], vec![(&[Back], say.close())]),
        Open::Help => (vec![(&[Up, Down], say.scroll())], vec![(&[Back], say.close())]),
    }
}

/// Draws the keys, as many as there is room for.
pub(super) fn draw(lang: Lang, replay: &Replay, pen: &mut Pen<'_>, row: Rect) {
    let (first, always) = hints(replay, Say(lang));
    let context = context(replay);
    let style = pen.theme.glyphs.keys;
    let text = |(actions, words): Hint| {
        let keys = actions.iter().filter_map(|action| keymap::key_for(context, *action));
        let keys: Vec<_> = keys.map(|key| key.name(style, lang).into_owned()).collect();
        (keys.join(" "), words)
    };
    let columns = |(keys, words): &(String, String)| pen::width(keys) + pen::width(words) + 3;
    let always: Vec<_> = always.into_iter().map(text).collect();
    let mut room = (row.width + 2).saturating_sub(always.iter().map(columns).sum());
    let fits = |hint: &(String, String)| {
        let columns = columns(hint);
        let fits = columns <= room;
        room = if fits { room - columns } else { 0 };
        fits
    };
    let mut rest = row;
    for (keys, words) in first.into_iter().map(text).take_while(fits).chain(always) {
        rest = pen::from_column(rest, pen.text(rest, &keys, Role::Key) + 1);
        rest = pen::from_column(rest, pen.text(rest, &words, Role::Text) + 2);
    }
}
