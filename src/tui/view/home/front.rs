//! The first page: what can be done at the left, what that is at the right.

use crate::locale::Lang;
use crate::messages;
use crate::tui::home::ago::ago;
use crate::tui::home::{Entry, Home, MeetingCard, Page};
use crate::tui::theme::Role;
use crate::tui::view::pen::{self, Pen};
use ratatui::layout::{Constraint, Layout, Margin, Rect};

messages! {
    /// Words of the first page.
    struct Say {
        begin { zh: "开始", en: "Begin" }
        about { zh: "说明", en: "About" }
        resume(stage: &str, ago: &str) { zh: "继续：{stage} · {ago}", en: "Resume: {stage} · {ago}" }
        resume_rehearsal(stage: &str, ago: &str) { zh: "继续演练：{stage} · {ago}", en: "Resume REHEARSAL: {stage} · {ago}" }
        faulty(health: &str, stage: &str, ago: &str) { zh: "{health}：{stage} · {ago}", en: "Record {health}: {stage} · {ago}" }
        short(ago: &str) { zh: "继续 · {ago}", en: "Resume · {ago}" }
        short_rehearsal(ago: &str) { zh: "继续演练 · {ago}", en: "REHEARSAL · {ago}" }
        others(count: usize) { zh: "其余未完的会议（{count} 次）", en: "Other unfinished meetings ({count})" }
        start { zh: "按会议方案开会", en: "Start from a plan" }
        prepare { zh: "准备会议方案", en: "Prepare a plan" }
        rehearse { zh: "演练示例会议", en: "Rehearse the sample" }
        replay { zh: "回放一次会议", en: "Replay a meeting" }
        verify { zh: "核验一份记录", en: "Verify a record" }
        summary { zh: "看一次会议的结果", en: "Sum up a meeting" }
        quit { zh: "退出", en: "Quit" }
        rehearsal { zh: " 演练 ", en: " REHEARSAL " }
        stands(stage: &str) { zh: "停在：{stage}", en: "stands at: {stage}" }
        stopped(ago: &str, time: &str) { zh: "最后一条记录：{ago}（{time}）", en: "last record: {ago} ({time})" }
        last { zh: "最近的记录：", en: "Last on record:" }
        resume_about { zh: "会议中断时的内容都在磁盘上，按回车从原处继续。", en: "Everything is on disk; Enter goes on exactly where it stood." }
        faulty_about { zh: "按回车：先看停在哪里、有没有更完整的副本，再决定怎么办；在那之前什么都不写。", en: "Enter shows where it stands and whether a copy has more; nothing is written before you decide." }
        others_about { zh: "还有没开完的会，按回车从中选一次。", en: "There are more unfinished meetings: Enter shows them." }
        rehearse_about { zh: "用虚构的支部把全程走一遍：43 名党员，4 名候选人选 3 名委员，最后一个名额同票，要再次投票。会场由程序扮演。", en: "Walk a whole meeting of an invented branch: 43 members, four candidates for three seats, a tie and its runoff. The program plays the room." }
        rehearse_how { zh: "每一步都按屏幕下方的提示办；想看快一点，按 F8 让会场自己演一步，三分钟就能看完全程。一切都标明“演练”，不会变成正式会议。", en: "Follow the hints at the bottom; F8 plays a step by itself, a meeting in three minutes. It is marked as a rehearsal and never becomes real." }
        rehearse_enter { zh: "按回车开始演练，Esc 返回。", en: "Enter begins, Esc goes back." }
        start_about { zh: "按事先写好的方案文件（plan.toml）开一次正式会议。先显示检查结果，确认之后才开始记录。", en: "Open a real meeting by a plan file (plan.toml). Its check is shown first; recording begins only when you say so." }
        prepare_about { zh: "没有方案：把样例连同说明写成一个文件，照着改成本支部的。已经有了：检查它，逐条说明哪一行有什么问题、怎么改。已有的文件不会被改动。", en: "No plan yet: the sample is written to a file, with comments, to be edited. One that is there: it is checked, line by line, with how to mend it. A file that exists is never changed." }
        path { zh: "方案文件的路径", en: "Path of the plan" }
        replay_about { zh: "把开过的会逐条重放，只能看，不能改。", en: "See a meeting again, record by record. Nothing can be changed." }
        verify_about { zh: "逐条核对记录有没有被改动、有没有缺损，并按规则重算一遍。出了问题，说明在哪一条、可能的原因和怎么办。", en: "Check whether a record is complete and unchanged, and whether every step kept to the rules. If not: where, the likely cause, and what to do." }
        summary_about { zh: "到会、表决、选票、得票和当选人，一页看完。", en: "Attendance, votes, papers, marks and who is elected, on one page." }
        quit_about { zh: "离开程序。会议内容都在磁盘上。", en: "Leave the program. All meetings are on disk." }
        find { zh: "直接输入拼音、首字母、汉字或日期，可以查找会议。", en: "Type a name, its pinyin or a date to find a meeting." }
    }
}

/// The least columns in which a step is still told from others.
const STAGE: u16 = 6;
/// Below this a page that explains has the whole width.
const NARROW: u16 = 72;

/// Draws the page; answers where the cursor stands.
pub(super) fn draw(home: &Home, now: &str, pen: &mut Pen<'_>, body: Rect) -> Option<(u16, u16)> {
    let say = Say(home.lang);
    let explained = body.width < NARROW && !matches!(home.page, Page::Front);
    let columns = if explained { 0 } else { (body.width * 9 / 20).max(29) };
    let [left, right] = Layout::horizontal([Constraint::Length(columns), Constraint::Min(1)]).areas(body);
    if columns > 0 {
        pen.frame(left, &say.begin(), Role::Title);
        entries(home, now, pen, left.inner(Margin::new(2, 1)));
    }
    pen.frame(right, &say.about(), Role::Title);
    let margin = Margin::new(2, if body.height < 19 { 1 } else { 2 });
    about(home, now, pen, right.inner(margin))
}

fn entries(home: &Home, now: &str, pen: &mut Pen<'_>, area: Rect) {
    let entries = home.entries();
    // With a blank line between where there is room, and one above.
    let count = u16::try_from(entries.len()).unwrap_or(u16::MAX);
    let step = if count.saturating_mul(2) < area.height { 2 } else { 1 };
    let area = if count * step < area.height {
        Rect { y: area.y + 1, height: area.height - 1, ..area }
    } else {
        area
    };
    let seen = usize::from(area.height.div_ceil(step));
    let from = home.at.saturating_sub(seen / 2).min(entries.len().saturating_sub(seen));
    let rows = entries.iter().enumerate().skip(from).take(seen);
    let digits = entries.len().to_string().len();
    for (y, (at, entry)) in (0..).step_by(usize::from(step)).zip(rows) {
        let place = pen::row(area, y);
        let chosen = at == home.at;
        let role = if chosen { Role::Selected } else { Role::Text };
        if chosen {
            pen.text(place, &" ".repeat(usize::from(place.width)), role);
        }
        let mark = if chosen { pen.theme.glyphs.now } else { " " };
        let number = format!("{mark} {:>digits$} ", at + 1);
        let room = place.width.saturating_sub(pen::width(&number));
        pen.text(place, &format!("{number}{}", label(home, now, *entry, pen, room)), role);
    }
}

fn label(home: &Home, now: &str, entry: Entry, pen: &Pen<'_>, room: u16) -> String {
    let say = Say(home.lang);
    match entry {
        Entry::Resume(at) => {
            home.cards().get(at).map(|card| resume(card, now, home.lang, pen, room)).unwrap_or_default()
        }
        Entry::Others(count) => say.others(count),
        Entry::Start => say.start(),
        Entry::Prepare => say.prepare(),
        Entry::Rehearse => say.rehearse(),
        Entry::Replay => say.replay(),
        Entry::Verify => say.verify(),
        Entry::Summary => say.summary(),
        Entry::Quit => say.quit(),
    }
}

/// Where an unfinished meeting stood, and how long ago; where that is too long, the step is cut, or left to the other pane.
fn resume(card: &MeetingCard, now: &str, lang: Lang, pen: &Pen<'_>, room: u16) -> String {
    let (say, ago) = (Say(lang), ago(&card.changed, now, lang));
    let label = |stage: &str| {
        if card.rehearsal {
            say.resume_rehearsal(stage, &ago)
        } else if card.health.goes_on() {
            say.resume(stage, &ago)
        } else {
            say.faulty(&card.health.label(lang), stage, &ago)
        }
    };
    let left = room.saturating_sub(pen::width(&label("")));
    if left < STAGE {
        return if card.rehearsal { say.short_rehearsal(&ago) } else { say.short(&ago) };
    }
    label(&pen::fit(card.stage.get(lang), left, pen.theme.glyphs.cut))
}

/// Says what the chosen entry is; answers where the cursor stands.
fn about(home: &Home, now: &str, pen: &mut Pen<'_>, area: Rect) -> Option<(u16, u16)> {
    let texts = texts(home, now);
    let wrapped = texts.iter().map(|(role, text)| (*role, pen::wrap(text, area.width.min(70))));
    let paragraphs: Vec<(Role, Vec<String>)> = wrapped.collect();
    let rows = paragraphs.iter().map(|(_, lines)| lines.len()).sum::<usize>() + paragraphs.len();
    // Blank lines between paragraphs only where everything has room with them.
    let gap = u16::from(rows <= usize::from(area.height) + 1);
    let mut y = 0;
    for (role, lines) in paragraphs {
        for line in lines {
            pen.text(pen::row(area, y), &line, role);
            y += 1;
        }
        // The mark of a rehearsal and what it marks stand together.
        y += if role == Role::Rehearsal { 0 } else { gap };
    }
    let Page::Plan { line, .. } = &home.page else { return None };
    pen.text(pen::row(area, y), &Say(home.lang).path(), Role::Dim);
    Some(pen.input(line, pen::row(area, y + 1), Role::Field))
}

fn texts(home: &Home, now: &str) -> Vec<(Role, String)> {
    let say = Say(home.lang);
    let told = match (&home.page, home.entry()) {
        (Page::Rehearsal, _) => vec![say.rehearse_about(), say.rehearse_how(), say.rehearse_enter()],
        (Page::Plan { start: true, .. }, _) | (_, Some(Entry::Start)) => vec![say.start_about()],
        (Page::Plan { start: false, .. }, _) | (_, Some(Entry::Prepare)) => vec![say.prepare_about()],
        (_, Some(Entry::Resume(at))) => {
            return home.cards().get(at).map(|card| about_card(card, now, home.lang)).unwrap_or_default();
        }
        (_, Some(Entry::Others(_))) => vec![say.others_about()],
        (_, Some(Entry::Rehearse)) => vec![say.rehearse_about(), say.rehearse_how()],
        (_, Some(Entry::Replay)) => vec![say.replay_about(), say.find()],
        (_, Some(Entry::Verify)) => vec![say.verify_about(), say.find()],
        (_, Some(Entry::Summary)) => vec![say.summary_about(), say.find()],
        (_, Some(Entry::Quit) | None) => vec![say.quit_about()],
    };
    told.into_iter().map(|text| (Role::Text, text)).collect()
}

/// An unfinished meeting: where it stood, how long ago, and whether its record is sound.
fn about_card(card: &MeetingCard, now: &str, lang: Lang) -> Vec<(Role, String)> {
    let say = Say(lang);
    let time = card.changed.get(..16).unwrap_or_default().replace('T', " ");
    let mut texts = Vec::new();
    texts.extend(card.rehearsal.then(|| (Role::Rehearsal, say.rehearsal())));
    texts.push((Role::Text, format!("{} {}", card.organisation, card.title).trim().to_owned()));
    texts.push((Role::Number, say.stands(card.stands.get(lang))));
    if !time.is_empty() {
        texts.push((Role::Text, say.stopped(&ago(&card.changed, now, lang), &time)));
    }
    if !card.fault.is_empty() {
        texts.push((card.health.role(), card.fault.get(lang).to_owned()));
    }
    if !card.last.is_empty() {
        let last = card.last.iter().map(|words| words.get(lang));
        texts.push((Role::Text, format!("{}\n{}", say.last(), last.collect::<Vec<_>>().join("\n"))));
    }
    let about = if card.health.goes_on() { say.resume_about() } else { say.faulty_about() };
    texts.push((Role::Dim, about));
    texts
}
