//! The home screen drawn: its frame and its keys; each kind of page has a file of its own.

mod front;
mod help;
mod meetings;
mod sheet;

use super::pen::{self, Pen};
use super::{LEAST, drawn, too_small};
use crate::agenda::action::Action;
use crate::messages;
use crate::tui::home::{Home, Page, Way};
use crate::tui::keymap;
use crate::tui::theme::Role;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

messages! {
    /// Words of the frame.
    struct Say {
        name { zh: "唱票", en: "changpiao" }
        subtitle { zh: "党支部换届选举大会，从点名到散会", en: "a branch election meeting, from roll call to adjournment" }
        left(count: usize) { zh: "还在读会议记录：{count} 次", en: "meetings still to be read: {count}" }
        choose { zh: "选择", en: "choose" }
        open { zh: "打开", en: "open" }
        take { zh: "确定", en: "do it" }
        begin { zh: "开始演练", en: "begin" }
        check { zh: "检查", en: "check" }
        write { zh: "写一份", en: "write it" }
        all { zh: "显示全部", en: "show all" }
        other { zh: "换用途", en: "purpose" }
        scroll { zh: "翻看", en: "scroll" }
        rehearse { zh: "演练", en: "rehearse" }
        back { zh: "返回", en: "back" }
    }
}

/// The most lines of what is told.
const MESSAGE: u16 = 5;

/// Draws the home screen.
pub fn draw(home: &mut Home, frame: &mut Frame<'_>) {
    let area = drawn(frame.area());
    let mut pen = Pen::new(frame.buffer_mut(), home.theme);
    pen.fill(area, Role::Text);
    if area.width < LEAST.0 || area.height < LEAST.1 {
        return too_small::draw(home.lang, &mut pen, area);
    }
    // A low window has no blank line over its title.
    let top = if area.height < 24 { 2 } else { 3 };
    let told = told(home, area.width.saturating_sub(4));
    let below = u16::try_from(told.len().max(1)).unwrap_or(MESSAGE) + 1;
    let rows = [Constraint::Length(top), Constraint::Min(1), Constraint::Length(below)];
    let [top, body, bottom] = Layout::vertical(rows).areas(area);
    title(home, &mut pen, pen::row(top, top.height - 2));
    let (lang, now) = (home.lang, home.now.clone());
    let cursor = match &mut home.page {
        Page::Meetings(_) => meetings::draw(home, &mut pen, body),
        Page::Sheet(reading) => sheet::draw(reading, lang, &mut pen, body),
        Page::Help => {
            help::draw(lang, &mut pen, body);
            None
        }
        Page::Front | Page::Rehearsal | Page::Plan { .. } => front::draw(home, &now, &mut pen, body),
    };
    for (y, line) in (0..).zip(&told) {
        pen.text(pen::from_column(pen::row(bottom, y), 2), line, Role::Warn);
    }
    hints(home, &mut pen, pen::row(bottom, below - 1));
    if let Some(cursor) = cursor {
        frame.set_cursor_position(cursor);
    }
}

fn title(home: &Home, pen: &mut Pen<'_>, line: Rect) {
    let say = Say(home.lang);
    let line = pen::from_column(line, 2);
    let used = pen.text(line, &say.name(), Role::Title) + 2;
    let mut rest = pen::from_column(line, used);
    if home.left > 0 {
        let left =
            pen.right(Rect { width: rest.width.saturating_sub(2), ..rest }, &say.left(home.left), Role::Dim);
        rest.width = rest.width.saturating_sub(left + 4);
    }
    pen.text(rest, &say.subtitle(), Role::Dim);
}

/// What the keys do on this page, what matters most first.
fn shown(home: &Home) -> Vec<(Action, String)> {
    let say = Say(home.lang);
    let choose = (Action::Down, say.choose());
    let back = (Action::Back, say.back());
    let mut shown = match &home.page {
        Page::Front => {
            let help = (Action::Help, Action::Help.label(home.lang).to_owned());
            vec![(Action::Confirm, say.open()), choose, help]
        }
        Page::Rehearsal => vec![(Action::Confirm, say.begin()), back],
        Page::Plan { start: true, .. } => vec![(Action::Confirm, say.check()), back],
        Page::Plan { start: false, .. } => vec![(Action::Confirm, say.write()), back],
        Page::Meetings(list) if list.find.is_empty() => {
            vec![(Action::Confirm, list.purpose.label(home.lang)), choose, (Action::Next, say.other()), back]
        }
        Page::Meetings(list) => {
            let all = (Action::Back, say.all());
            vec![(Action::Confirm, list.purpose.label(home.lang)), choose, (Action::Next, say.other()), all]
        }
        Page::Sheet(reading) if !reading.ways().is_empty() => {
            let mut keys = vec![(Action::Confirm, say.take()), choose, (Action::PageDown, say.scroll())];
            keys.extend(reading.ways().contains(&Way::Rehearse).then(|| (Action::Play, say.rehearse())));
            keys.push(back);
            keys
        }
        Page::Sheet(reading) if reading.sheet.is_some() => vec![(Action::Down, say.scroll()), back],
        Page::Sheet(_) | Page::Help => vec![back],
    };
    shown.extend([Action::Language, Action::Quit].map(|action| (action, action.label(home.lang).to_owned())));
    shown
}

/// What is told until the next key, in as many lines as it needs.
fn told(home: &Home, columns: u16) -> Vec<String> {
    let Some(message) = &home.message else { return Vec::new() };
    let mut lines = pen::wrap(&format!("{} {message}", home.theme.glyphs.warn), columns);
    lines.truncate(usize::from(MESSAGE));
    lines
}

/// The keys; one that has no room is left out whole.
fn hints(home: &Home, pen: &mut Pen<'_>, area: Rect) {
    let mut place = pen::from_column(area, 2);
    for (action, words) in shown(home) {
        let key = keymap::key_for(home.context(), action);
        let key = key.map(|key| key.name(pen.theme.glyphs.keys, home.lang)).unwrap_or_default();
        if pen::width(&key) + 1 + pen::width(&words) > place.width {
            break;
        }
        place = pen::from_column(place, pen.text(place, &key, Role::Key) + 1);
        place = pen::from_column(place, pen.text(place, &words, Role::Text) + 3);
    }
}
