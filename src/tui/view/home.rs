//! The home screen drawn: what can be opened at the left, what it is at the right.

use super::pen::{self, Pen};
use super::{LEAST, drawn, too_small};
use crate::agenda::action::Action;
use crate::messages;
use crate::tui::home::{Entry, Home, MeetingCard, Page};
use crate::tui::keymap::{self, Context};
use crate::tui::theme::Role;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Margin, Rect};

messages! {
    /// Words of the home screen.
    struct Say {
        name { zh: "唱票", en: "changpiao" }
        subtitle { zh: "党支部换届选举大会，从点名到散会", en: "a branch election meeting, from roll call to adjournment" }
        begin { zh: "开始", en: "Begin" }
        resume(date: &str) { zh: "继续未完的会议 {date}", en: "Resume the meeting of {date}" }
        rehearse { zh: "演练示例会议", en: "Rehearse on the sample" }
        start { zh: "按会议方案开会", en: "Start from a plan" }
        replay { zh: "回放一次会议", en: "Replay a meeting" }
        quit { zh: "退出", en: "Quit" }
        about { zh: "说明", en: "About" }
        stands(stage: &str) { zh: "停在：{stage}", en: "stands at: {stage}" }
        last { zh: "最近的记录：", en: "Last on record:" }
        rehearsal_mark { zh: "（演练）", en: " (rehearsal)" }
        resume_about { zh: "会议中断时的内容都在磁盘上，按回车从原处继续。", en: "Everything is on disk; Enter goes on exactly where it stood." }
        rehearse_about { zh: "用虚构的支部把全程走一遍：43 名党员，4 名候选人选 3 名委员，最后一个名额同票，要再次投票。会场由程序扮演。", en: "Walk a whole meeting of an invented branch: 43 members, four candidates for three seats, a tie at the last seat and its runoff. The program plays the room." }
        rehearse_how { zh: "每一步都按屏幕下方的提示办；想看快一点，按 F8 让会场自己演一步，三分钟就能看完全程。一切都标明“演练”，不会变成正式会议。", en: "Follow the hints at the bottom; F8 lets the room play a step by itself, so that the whole meeting takes three minutes. Everything is marked as a rehearsal and never becomes a real meeting." }
        rehearse_enter { zh: "按回车开始演练，Esc 返回。", en: "Enter begins, Esc goes back." }
        start_about { zh: "按事先写好的方案文件（plan.toml）开一次正式会议。先用 changpiao check 检查方案。", en: "Open a real meeting by a plan file (plan.toml). Check it first with “changpiao check”." }
        path { zh: "方案文件的路径", en: "Path of the plan" }
        replay_about { zh: "把开过的会逐条重放，只能看，不能改。", en: "See a meeting again, record by record. Nothing can be changed." }
        quit_about { zh: "离开程序。会议内容都在磁盘上。", en: "Leave the program. All meetings are on disk." }
        meetings { zh: "选一次会议", en: "Choose a meeting" }
        choose { zh: "选择", en: "choose" }
        open { zh: "打开", en: "open" }
        back { zh: "返回", en: "back" }
    }
}

/// Draws the home screen.
pub fn draw(home: &Home, frame: &mut Frame<'_>) {
    let area = drawn(frame.area());
    let mut pen = Pen::new(frame.buffer_mut(), home.theme);
    pen.fill(area, Role::Text);
    if area.width < LEAST.0 || area.height < LEAST.1 {
        return too_small::draw(home.lang, &mut pen, area);
    }
    let rows = [Constraint::Length(3), Constraint::Min(1), Constraint::Length(2)];
    let [top, body, bottom] = Layout::vertical(rows).areas(area);
    let say = Say(home.lang);
    let title = pen::from_column(pen::row(top, 1), 2);
    let used = pen.text(title, &say.name(), Role::Title);
    pen.text(pen::from_column(title, used + 2), &say.subtitle(), Role::Dim);
    let [left, right] = Layout::horizontal([Constraint::Percentage(45), Constraint::Min(1)]).areas(body);
    pen.frame(
        left,
        &if matches!(home.page, Page::Replay) { say.meetings() } else { say.begin() },
        Role::Title,
    );
    pen.frame(right, &say.about(), Role::Title);
    entries(home, &mut pen, left.inner(Margin::new(2, 2)));
    let cursor = about(home, &mut pen, right.inner(Margin::new(2, 2)));
    hints(home, &mut pen, bottom);
    if let Some(cursor) = cursor {
        frame.set_cursor_position(cursor);
    }
}

fn entries(home: &Home, pen: &mut Pen<'_>, area: Rect) {
    let replay = matches!(home.page, Page::Replay);
    let labels: Vec<String> = if replay {
        home.cards.iter().map(|card| card_title(home, card)).collect()
    } else {
        home.entries().iter().map(|entry| label(home, *entry)).collect()
    };
    let step = if labels.len() * 2 <= usize::from(area.height) { 2 } else { 1 };
    let seen = usize::from(area.height / step);
    let from = home.at.saturating_sub(seen / 2).min(labels.len().saturating_sub(seen));
    for (y, (at, text)) in
        (0..).step_by(usize::from(step)).zip(labels.iter().enumerate().skip(from).take(seen))
    {
        let place = pen::row(area, y);
        let chosen = at == front(home);
        let role = if chosen { Role::Selected } else { Role::Text };
        let mark = if chosen { pen.theme.glyphs.now } else { " " };
        let number = if replay { String::new() } else { format!("{} ", at + 1) };
        if chosen {
            pen.text(place, &" ".repeat(usize::from(place.width)), role);
        }
        pen.text(place, &format!("{mark} {number}{text}"), role);
    }
}

/// The entry that is marked: a later page belongs to the entry that opened it.
fn front(home: &Home) -> usize {
    let of = |entry: Entry| home.entries().iter().position(|other| *other == entry).unwrap_or(0);
    match home.page {
        Page::Front | Page::Replay => home.at,
        Page::Rehearsal => of(Entry::Rehearse),
        Page::Plan(_) => of(Entry::Start),
    }
}

fn card_title(home: &Home, card: &MeetingCard) -> String {
    let mark = if card.rehearsal { Say(home.lang).rehearsal_mark() } else { String::new() };
    format!("{} {}{mark}", card.date, card.title)
}

fn label(home: &Home, entry: Entry) -> String {
    let say = Say(home.lang);
    match entry {
        Entry::Resume(at) => {
            let Some(card) = home.cards.get(at) else { return String::new() };
            let mark = if card.rehearsal { say.rehearsal_mark() } else { String::new() };
            format!("{}{mark}", say.resume(&card.date))
        }
        Entry::Rehearse => say.rehearse(),
        Entry::Start => say.start(),
        Entry::Replay => say.replay(),
        Entry::Quit => say.quit(),
    }
}

/// Says what the chosen entry is; answers where the cursor stands.
fn about(home: &Home, pen: &mut Pen<'_>, area: Rect) -> Option<(u16, u16)> {
    let say = Say(home.lang);
    let card = |at: usize| home.cards.get(at).map(|card| about_card(home, card)).unwrap_or_default();
    let texts = match (&home.page, home.entries().get(home.at)) {
        (Page::Rehearsal, _) => vec![say.rehearse_about(), say.rehearse_how(), say.rehearse_enter()],
        (Page::Replay, _) => card(home.at),
        (Page::Front, Some(Entry::Resume(at))) => [card(*at), vec![say.resume_about()]].concat(),
        (Page::Front, Some(Entry::Rehearse)) => vec![say.rehearse_about(), say.rehearse_how()],
        (Page::Front, Some(Entry::Start)) | (Page::Plan(_), _) => vec![say.start_about()],
        (Page::Front, Some(Entry::Replay)) => vec![say.replay_about()],
        (Page::Front, Some(Entry::Quit) | None) => vec![say.quit_about()],
    };
    let mut lines = Vec::new();
    for text in &texts {
        lines.extend(pen::wrap(text, area.width.min(70)));
        lines.push(String::new());
    }
    pen.lines(area, &lines, 0, Role::Text);
    let Page::Plan(path) = &home.page else { return None };
    let y = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    pen.text(pen::row(area, y), &say.path(), Role::Dim);
    Some(pen.input(path, pen::row(area, y + 1), Role::Field))
}

fn about_card(home: &Home, card: &MeetingCard) -> Vec<String> {
    let say = Say(home.lang);
    let mut texts = vec![card_title(home, card), say.stands(&card.stage)];
    if !card.last.is_empty() {
        texts.push(format!("{}\n{}", say.last(), card.last.join("\n")));
    }
    texts
}

fn hints(home: &Home, pen: &mut Pen<'_>, area: Rect) {
    let say = Say(home.lang);
    let mut place = pen::from_column(pen::row(area, 0), 2);
    if let Some(message) = &home.message {
        pen.text(place, &format!("{} {message}", pen.theme.glyphs.warn), Role::Warn);
    }
    place = pen::from_column(pen::row(area, 1), 2);
    let label = |action: Action| action.label(home.lang).to_owned();
    let shown = [
        (Action::Confirm, say.open()),
        (Action::Down, say.choose()),
        (Action::Back, say.back()),
        (Action::Language, label(Action::Language)),
        (Action::Quit, label(Action::Quit)),
    ];
    for (action, words) in shown {
        let key =
            keymap::key_for(Context::Home, action).map(|key| key.name(pen.theme.glyphs.keys, home.lang));
        place = pen::from_column(place, pen.text(place, &key.unwrap_or_default(), Role::Key) + 1);
        place = pen::from_column(place, pen.text(place, &words, Role::Text) + 3);
    }
}
