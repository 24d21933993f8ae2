//! The pages before and after: what a practice is about, and how it went.

use crate::messages;
use crate::practice::score::{Part, Report};
use crate::tui::practise::{Practice, words};
use crate::tui::text::padded;
use crate::tui::theme::Role;
use crate::tui::view::Scene;
use crate::tui::view::pen::{self, Pen};
use ratatui::layout::{Margin, Rect};

messages! {
    /// Words of the pages.
    struct Say {
        begin_title { zh: "练习唱票", en: "Practise keying" }
        about(papers: usize) { zh: "一张一张给你看选票，共 {papers} 张，大约三分钟。照着票键入，回车记下，就换下一张。键和屏幕都与正式唱票一样。", en: "{papers} papers are shown one by one, in about three minutes. Key each as it lies there; Enter records it. Keys and screen are those of a real calling." }
        mixed { zh: "开头几张是平常的票，后面夹有整张空白、另选他人、无效票和疑问票。记错了马上会说，按 ⌫ 撤销重键。", en: "Later some are blank, invalid, doubtful, or have a name written in. A wrong one is told at once; ⌫ takes it back." }
        nothing_written { zh: "这是练习，不是会议：什么都不写进磁盘。随时可以结束，结束时说每张多少秒、记错几张、最该练什么。", en: "A practice, no meeting: nothing is written to disk. End it when you like; a report says how it went." }
        report_title { zh: "练习结束", en: "The practice is over" }
        none { zh: "一张也没有记下。", en: "No paper was recorded." }
        speed(papers: u32, pace: &str, minute: &str, keys: &str) { zh: "记下 {papers} 张：每张 {pace} 秒，每分钟 {minute} 张，每张 {keys} 键", en: "{papers} paper(s): {pace} s each, {minute} a minute, {keys} keys a paper" }
        right(right: u32, wrong: u32, put_right: u32) { zh: "记对 {right} 张（其中改正 {put_right} 张），记错 {wrong} 张", en: "right {right} ({put_right} of them put right), wrong {wrong}" }
        caught(refused: u32, withdrawn: u32) { zh: "没划够就回车，被拦下 {refused} 次；撤销 {withdrawn} 次", en: "Enter refused for too many names: {refused}; papers taken back: {withdrawn}" }
        mistakes(list: &str) { zh: "记错的是：{list}", en: "What was wrong: {list}" }
        times(what: &str, times: u32) { zh: "{what} {times}", en: "{what} {times}" }
        papers { zh: "第几张", en: "papers" }
        each { zh: "每张", en: "each" }
        wrong { zh: "记错", en: "wrong" }
        seconds(seconds: &str) { zh: "{seconds} 秒", en: "{seconds} s" }
        quicker(seconds: &str) { zh: "最后一段比开头每张快 {seconds} 秒", en: "At the end {seconds} s quicker a paper than at the beginning" }
        slower(seconds: &str) { zh: "最后一段比开头每张慢 {seconds} 秒", en: "At the end {seconds} s slower a paper than at the beginning" }
        same { zh: "最后一段和开头一样快", en: "As quick at the end as at the beginning" }
    }
}

/// What it is about, and the keys of a calling.
pub(super) fn begin(practice: &Practice, scene: Scene<'_>, pen: &mut Pen<'_>, area: Rect) {
    let say = Say(scene.lang);
    pen.frame(area, &say.begin_title(), Role::Title);
    let inner = area.inner(Margin::new(2, 1));
    let (_, papers) = practice.progress();
    let paragraphs = [
        (say.about(papers), Role::Text),
        (scene.screen.purpose.clone(), Role::Aloud),
        (say.mixed(), Role::Text),
        (say.nothing_written(), Role::Title),
    ];
    let wrapped: Vec<(Vec<String>, Role)> =
        paragraphs.iter().map(|(text, role)| (pen::wrap(text, inner.width.min(90)), *role)).collect();
    let rows: usize = wrapped.iter().map(|(lines, _)| lines.len() + 1).sum();
    let gap = u16::from(rows <= usize::from(inner.height) + 1);
    let mut y = 0;
    for (lines, role) in wrapped {
        for line in lines {
            pen.text(pen::row(inner, y), &line, role);
            y += 1;
        }
        y += gap;
    }
}

/// How it went.
pub(super) fn report(report: &Report, scene: Scene<'_>, pen: &mut Pen<'_>, area: Rect) {
    let say = Say(scene.lang);
    pen.frame(area, &say.report_title(), Role::Title);
    let inner = area.inner(Margin::new(2, 1));
    if report.all.papers == 0 {
        pen.text(pen::row(inner, 0), &say.none(), Role::Text);
        return;
    }
    let advice = pen::wrap(&words::advice(report.advice(), scene.lang), inner.width);
    let head = head(report, say);
    let (head_rows, advice_rows) = (rows(&head), rows(&advice));
    let mut y = 0;
    for (at, line) in head.iter().enumerate() {
        let role = if at == 0 { Role::Number } else { Role::Text };
        pen.text(pen::row(inner, y), line, role);
        y += 1;
    }
    let left = inner.height.saturating_sub(head_rows + advice_rows + 2);
    let place = Rect { y: inner.y + y + 1, height: left.saturating_sub(1), ..inner };
    table(report, say, pen, place);
    let place = Rect { y: inner.bottom().saturating_sub(advice_rows), height: advice_rows, ..inner };
    pen.lines(place, &advice, 0, Role::Now);
}

fn rows(lines: &[String]) -> u16 {
    u16::try_from(lines.len()).unwrap_or(u16::MAX)
}

/// The figures of the whole session.
fn head(report: &Report, say: Say) -> Vec<String> {
    let tenths = |number: Option<u64>| number.map_or_else(|| "-".to_owned(), words::tenths);
    let wrong = report.all.papers - report.right;
    let mut lines = vec![
        say.speed(
            report.all.papers,
            &tenths(report.all.pace()),
            &tenths(report.all.in_ten_minutes()),
            &tenths(report.keys_per_paper().map(u64::from)),
        ),
        say.right(report.right, wrong, report.put_right),
        say.caught(report.refused, report.withdrawn),
    ];
    if !report.mistakes.is_empty() {
        let each =
            report.mistakes.iter().map(|(what, times)| say.times(&words::mistake(*what, say.0), *times));
        lines.push(say.mistakes(&say.0.list(each)));
    }
    lines
}

/// The session by tens, or by as many tens together as there are rows for; and the end beside the beginning.
fn table(report: &Report, say: Say, pen: &mut Pen<'_>, area: Rect) {
    let room = usize::from(area.height.saturating_sub(2)).max(1);
    let together = report.tens.len().div_ceil(room).max(1);
    let parts: Vec<Part> = report.tens.chunks(together).map(sum).collect();
    let line = |papers: &str, each: &str, wrong: &str| {
        format!("{}{}{wrong}", padded(papers, 14, ""), padded(each, 12, ""))
    };
    pen.text(pen::row(area, 0), &line(&say.papers(), &say.each(), &say.wrong()), Role::Dim);
    let mut from = 1;
    for (y, part) in (1..).zip(&parts) {
        let papers = format!("{from}–{}", from + part.papers - 1);
        from += part.papers;
        let each = part.pace().map_or_else(|| "-".to_owned(), |pace| say.seconds(&words::tenths(pace)));
        pen.text(pen::row(area, y), &line(&papers, &each, &part.wrong.to_string()), Role::Text);
    }
    if let [first, .., last] = parts.as_slice() {
        pen.text(pen::row(area, rows_of(&parts) + 1), &progress(*first, *last, say), Role::Ok);
    }
}

fn rows_of(parts: &[Part]) -> u16 {
    u16::try_from(parts.len()).unwrap_or(u16::MAX)
}

fn sum(parts: &[Part]) -> Part {
    parts.iter().fold(Part::default(), |all, part| Part {
        papers: all.papers + part.papers,
        timed: all.timed + part.timed,
        ms: all.ms + part.ms,
        wrong: all.wrong + part.wrong,
    })
}

/// The last part of the session beside the first.
fn progress(first: Part, last: Part, say: Say) -> String {
    match (first.pace(), last.pace()) {
        (Some(first), Some(last)) if last < first => say.quicker(&words::tenths(first - last)),
        (Some(first), Some(last)) if last > first => say.slower(&words::tenths(last - first)),
        (Some(_), Some(_)) => say.same(),
        _ => String::new(),
    }
}
