//! F1 in a replay: what it is, and its keys, printed from the key table.

use crate::agenda::action::Action as A;
use crate::messages;
use crate::tui::keymap::{self, Context};
use crate::tui::model::App;
use crate::tui::text::padded;
use crate::tui::theme::Role;
use crate::tui::view::pen::{self, Pen};
use crate::tui::view::popup;
use ratatui::layout::Rect;

messages! {
    /// Words of the page of keys.
    struct Say {
        title { zh: "回放的键", en: "Keys of a replay" }
        about { zh: "回放只读：什么都不会改变。停顿最多 2 秒；减到一倍速以下，就照会议原来的停顿。", en: "A replay only reads: nothing is changed. Idle time is cut to 2 seconds; one step below normal speed the pauses are those of the meeting." }
        play { zh: "播放、暂停", en: "play, pause" }
        speed { zh: "减速、加速（1 到 64 倍）", en: "slower, faster (1 to 64 times)" }
        events { zh: "上一条、下一条记录", en: "one act back, on" }
        steps { zh: "上一环节、下一环节", en: "one agenda step back, on" }
        changes { zh: "上一处、下一处更正或撤销", en: "to the correction or undo before, next" }
        ends { zh: "到开头、到末尾", en: "to the beginning, to the end" }
        time { zh: "到某个时间；直接输入数字也可以", en: "to a time; or simply type digits" }
        figures { zh: "选一个数字，看它从哪些记录来", en: "choose a figure, see which acts made it" }
        confirm { zh: "看选中数字的记录；去看那一刻", en: "the acts of the chosen figure; go to that moment" }
        wall { zh: "投影画面、主持画面", en: "the wall's view, the console's" }
        language { zh: "换语言", en: "the other language" }
        back { zh: "关闭；离开回放", en: "close; leave the replay" }
        marks(cut: &str) { zh: "时间线：| 议程开始　! 更正　< 撤销　{cut} 程序中断或换地方　+ 记事", en: "Line: | item  ! correction  < undo  {cut} interruption  + note" }
    }
}

fn rows(say: Say) -> Vec<(&'static [A], String)> {
    vec![
        (&[A::Mark, A::Play], say.play()),
        (&[A::Slower, A::Faster], say.speed()),
        (&[A::Left, A::Right], say.events()),
        (&[A::PageUp, A::PageDown], say.steps()),
        (&[A::ChangeBefore, A::NextChange], say.changes()),
        (&[A::First, A::Last], say.ends()),
        (&[A::Find], say.time()),
        (&[A::Next, A::Previous, A::Why], say.figures()),
        (&[A::Confirm], say.confirm()),
        (&[A::Project], say.wall()),
        (&[A::Language], say.language()),
        (&[A::Back, A::Quit], say.back()),
    ]
}

/// Draws the page.
pub(super) fn draw(app: &mut App, pen: &mut Pen<'_>, area: Rect) {
    let say = Say(app.lang);
    let columns = 72.min(area.width.saturating_sub(4));
    let wrapped = |text: &str| pen::wrap(text, columns).into_iter().map(|line| (Role::Text, line));
    let mut lines: Vec<(Role, String)> = wrapped(&say.about()).collect();
    lines.push((Role::Text, String::new()));
    for (actions, words) in rows(say) {
        let names = actions.iter().filter_map(|action| keymap::key_for(Context::Replay, *action));
        let names = names.map(|key| key.name(pen.theme.glyphs.keys, app.lang).into_owned());
        let keys = names.collect::<Vec<_>>().join(" ");
        lines.push((Role::Text, format!("{}  {words}", padded(&keys, 20, ""))));
    }
    lines.push((Role::Text, String::new()));
    lines.extend(wrapped(&say.marks(pen.theme.glyphs.refuse)));
    let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let inner = popup::window(pen, area, columns, rows, &say.title(), Role::Title);
    let beyond = rows.saturating_sub(inner.height);
    app.scroll.help = app.scroll.help.min(beyond);
    for (y, (role, line)) in (0..inner.height).zip(lines.iter().skip(usize::from(app.scroll.help))) {
        pen.text(pen::row(inner, y), line, *role);
    }
    if beyond > 0 {
        let more = format!(" {}/{rows} ", app.scroll.help + inner.height);
        pen.right(Rect { y: inner.bottom(), height: 1, ..inner }, &more, Role::Key);
    }
}
