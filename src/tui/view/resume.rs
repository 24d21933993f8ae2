//! The page before a meeting goes on, drawn: what is known at the top, the ways on below.

use super::pen::{self, Pen};
use super::{LEAST, drawn, too_small};
use crate::agenda::action::Action;
use crate::messages;
use crate::tui::keymap::{self, Context};
use crate::tui::resume::{Entry, Page};
use crate::tui::theme::Role;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Margin, Rect};

messages! {
    /// Words of the page.
    struct Say {
        title { zh: "接着开会之前", en: "Before the meeting goes on" }
        nothing { zh: "还没有写入任何内容", en: "nothing has been written yet" }
        ways { zh: "怎么办", en: "What to do" }
        code { zh: "输入抄下的校验码，核对记录有没有变短", en: "type a head code that was noted: is the record as long as it was?" }
        copy { zh: "指定另一份副本（优盘、拷贝）来比较", en: "name another copy (a stick, a backup) to compare" }
        watch { zh: "观看正在进行的会议（投影画面）", en: "watch the meeting as it goes on (the wall)" }
        replay { zh: "只看，不写（回放）", en: "look only (replay)" }
        leave { zh: "先不开，返回", en: "not now, go back" }
        code_line { zh: "校验码（屏幕或纸上抄下的 17 位）", en: "Head code (17 characters from the wall or the paper)" }
        copy_line { zh: "副本的文件或文件夹", en: "File or folder of the copy" }
        names_line { zh: "共同决定的两人（姓名之间用顿号）", en: "The two who decided (names with a comma between)" }
        choose { zh: "选择", en: "choose" }
        take { zh: "确定", en: "take it" }
    }
}

/// Draws the page.
pub fn draw(page: &Page, frame: &mut Frame<'_>) {
    let area = drawn(frame.area());
    let mut pen = Pen::new(frame.buffer_mut(), page.theme);
    pen.fill(area, Role::Text);
    if area.width < LEAST.0 || area.height < LEAST.1 {
        return too_small::draw(page.lang, &mut pen, area);
    }
    let say = Say(page.lang);
    let below = u16::try_from(page.entries().len()).unwrap_or(u16::MAX).saturating_add(2);
    let rows = [
        Constraint::Length(1),
        Constraint::Min(3),
        Constraint::Length(below.min(area.height / 2)),
        Constraint::Length(3),
    ];
    let [top, body, ways, bottom] = Layout::vertical(rows).areas(area);
    let title = pen::from_column(top, 1);
    let used = pen.text(title, &say.title(), Role::Title);
    pen.text(pen::from_column(title, used + 2), &say.nothing(), Role::Dim);
    pen.frame(body, &page.title, Role::Title);
    texts(page, &mut pen, body.inner(Margin::new(2, 1)));
    pen.frame(ways, &say.ways(), Role::Title);
    entries(page, &mut pen, ways.inner(Margin::new(2, 1)));
    let cursor = line(page, &mut pen, bottom);
    if let Some(cursor) = cursor {
        frame.set_cursor_position(cursor);
    }
}

fn texts(page: &Page, pen: &mut Pen<'_>, area: Rect) {
    let mut y = 0;
    for (role, text) in &page.texts {
        for line in pen::wrap(text, area.width) {
            pen.text(pen::row(area, y), &line, *role);
            y += 1;
        }
    }
}

fn label(page: &Page, entry: Entry) -> String {
    let say = Say(page.lang);
    match entry {
        Entry::Way(at) => page.ways.get(at).cloned().unwrap_or_default(),
        Entry::Code => say.code(),
        Entry::Copy => say.copy(),
        Entry::Watch => say.watch(),
        Entry::Replay => say.replay(),
        Entry::Leave => say.leave(),
    }
}

fn entries(page: &Page, pen: &mut Pen<'_>, area: Rect) {
    for (y, (at, entry)) in (0..).zip(page.entries().into_iter().enumerate()) {
        let place = pen::row(area, y);
        let chosen = at == page.at;
        let role = if chosen { Role::Selected } else { Role::Text };
        let mark = if chosen { pen.theme.glyphs.now } else { " " };
        if chosen {
            pen.text(place, &" ".repeat(usize::from(place.width)), role);
        }
        pen.text(place, &format!("{mark} {} {}", at + 1, label(page, entry)), role);
    }
}

/// The answer to what was typed, or the line being typed; then the keys.
fn line(page: &Page, pen: &mut Pen<'_>, area: Rect) -> Option<(u16, u16)> {
    let say = Say(page.lang);
    let first = pen::from_column(pen::row(area, 0), 2);
    let mut cursor = None;
    if let Some((entry, line)) = &page.line {
        let label = match entry {
            Entry::Code => say.code_line(),
            Entry::Way(_) => say.names_line(),
            _ => say.copy_line(),
        };
        pen.text(first, &label, Role::Dim);
        cursor = Some(pen.input(line, pen::from_column(pen::row(area, 1), 2), Role::Field));
    } else if let Some((role, text)) = &page.answer {
        for (y, line) in (0..2).zip(pen::wrap(text, first.width)) {
            pen.text(pen::from_column(pen::row(area, y), 2), &line, *role);
        }
    }
    let mut place = pen::from_column(pen::row(area, 2), 2);
    let hints = [
        (Action::Confirm, say.take()),
        (Action::Down, say.choose()),
        (Action::Back, Action::Back.label(page.lang).to_owned()),
        (Action::Language, Action::Language.label(page.lang).to_owned()),
    ];
    for (action, words) in hints {
        let key =
            keymap::key_for(Context::Home, action).map(|key| key.name(pen.theme.glyphs.keys, page.lang));
        place = pen::from_column(place, pen.text(place, &key.unwrap_or_default(), Role::Key) + 1);
        place = pen::from_column(place, pen.text(place, &words, Role::Text) + 3);
    }
    cursor
}
