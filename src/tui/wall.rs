//! The wall drawn: what the room sees, from 40×12 cells to 240×70. Few words, big figures, nothing but what a
//! [`WallFrame`] holds.

pub mod board;
mod counts;
pub mod figures;
pub mod names;

use super::theme::Role;
use super::view::pen::{self, Pen};
use super::words;
use crate::agenda::order::Chapter;
use crate::agenda::wall::{Wall, WallFrame};
use crate::locale::Lang;
use crate::messages;
use ratatui::layout::Rect;

messages! {
    /// Words of the wall.
    pub(crate) struct Say {
        rehearsal { zh: " 演练 演练 演练 ", en: " REHEARSAL REHEARSAL " }
        due { zh: "应到会有选举权", en: "Voters due" }
        present { zh: "实到会有选举权", en: "Voters present" }
        needed(needed: u32) { zh: "至少须到 {needed} 人", en: "at least {needed} must be here" }
        declared { zh: "达到规定人数，可以开会", en: "The quorum is there" }
        counting_people { zh: "正在清点到会人数", en: "Attendance is being counted" }
        yes { zh: "同意", en: "Yes" }
        no { zh: "不同意", en: "No" }
        abstain { zh: "弃权", en: "Abstain" }
        passed { zh: "通过", en: "Passed" }
        failed { zh: "没有通过", en: "Not passed" }
        applause { zh: "鼓掌通过", en: "Passed by applause" }
        voting { zh: "正在表决", en: "The meeting votes" }
        motion { zh: "表决事项", en: "Motion" }
        candidates(office: &str) { zh: "{office}候选人", en: "Candidates: {office}" }
        seats(seats: u32, names: usize) { zh: "应选 {seats} 名，候选人 {names} 名", en: "{seats} to be elected, {names} candidates" }
        issued { zh: "发出选票", en: "Papers issued" }
        collected { zh: "收回选票", en: "Papers collected" }
        valid_round { zh: "本次选举有效", en: "The round is valid" }
        void_round { zh: "本次选举无效", en: "The round is void" }
        counting { zh: "正在计票", en: "Counting" }
        counting_note { zh: "结果由监票人报告", en: "the scrutineer will report the result" }
        result { zh: "计票结果", en: "Result" }
        valid { zh: "有效票", en: "Valid" }
        invalid { zh: "无效票", en: "Invalid" }
        written_in(name: &str) { zh: "{name}（另选）", en: "{name} (written in)" }
        approve { zh: "赞成", en: "Approve" }
        against { zh: "不赞成", en: "Against" }
        elected(office: &str) { zh: "当选{office}", en: "Elected: {office}" }
        open(seats: u32) { zh: "尚有 {seats} 个名额，另行选举", en: "{seats} seats are still open" }
        nobody { zh: "本轮没有人当选", en: "Nobody was elected in this round" }
        plenary { zh: "新一届支部委员会正在召开第一次全体会议", en: "The new committee is in session" }
        recess(minutes: u32) { zh: "休会 {minutes} 分钟", en: "Recess of {minutes} minutes" }
        closed { zh: "会议结束", en: "The meeting is closed" }
        postponed { zh: "会议延期", en: "The meeting is postponed" }
        record(code: &str) { zh: "记录校验码 {code}", en: "record {code}" }
    }
}

/// What a wall shows and with what.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    /// The frame.
    pub(crate) frame: &'a WallFrame,
    /// The words.
    pub(crate) say: Say,
    /// The language.
    pub(crate) lang: Lang,
}

/// Draws the wall. `code` is the head of the journal's chain, short enough to be noted by hand; it stands in the corner.
pub fn draw(frame: &WallFrame, code: Option<&str>, lang: Lang, pen: &mut Pen<'_>, area: Rect) {
    pen.fill(area, Role::Text);
    let view = View { frame, say: Say(lang), lang };
    if area.width < 20 || area.height < 6 {
        pen.text(area, &frame.title, Role::Title);
        return;
    }
    let roomy = area.height >= 20;
    let side = (area.width / 20).max(1);
    let area = Rect { x: area.x + side, width: area.width - 2 * side, ..area };
    head(view, pen, area);
    let top = if roomy { 4 } else { 2 };
    let foot = if roomy { 2 } else { 1 };
    let body = Rect { y: area.y + top, height: area.height - top - foot, ..area };
    main(view, pen, body);
    corner(view, code, pen, pen::row(area, area.height - 1));
}

/// Organisation and title, centred.
fn head(view: View<'_>, pen: &mut Pen<'_>, area: Rect) {
    let frame = view.frame;
    let gap = u16::from(area.height >= 20);
    let both = format!("{} {}", frame.organisation, frame.title);
    if gap == 0 {
        let text = if pen::width(&both) <= area.width { &both } else { &frame.title };
        pen.middle(pen::row(area, 0), text, Role::Title);
        return;
    }
    pen.middle(pen::row(area, gap), &frame.organisation, Role::Text);
    pen.middle(pen::row(area, gap + 1), &frame.title, Role::Title);
}

/// The last line: the mark of a rehearsal, and the code that binds the wall to the record.
fn corner(view: View<'_>, code: Option<&str>, pen: &mut Pen<'_>, line: Rect) {
    if view.frame.rehearsal {
        pen.text(line, &view.say.rehearsal(), Role::Rehearsal);
    }
    let Some(code) = code else { return };
    let half = pen::from_column(line, line.width / 2);
    let words = view.say.record(code);
    pen.right(half, if pen::width(&words) <= half.width { &words } else { code }, Role::Dim);
}

fn main(view: View<'_>, pen: &mut Pen<'_>, area: Rect) {
    let say = view.say;
    match &view.frame.view {
        Wall::Agenda => agenda(view, pen, area),
        Wall::Attendance { due, present, needed, declared } => {
            counts::attendance(say, (*due, *present, *needed), *declared, pen, area);
        }
        Wall::Motion { title, show, passed, .. } => {
            let chapter = view.frame.chapters.get(view.frame.at);
            let usual = chapter.map(|chapter| chapter_title(view, chapter));
            let title = title.clone().or(usual).unwrap_or_else(|| say.motion());
            counts::motion(say, &title, *show, *passed, pen, area);
        }
        Wall::Candidates { office, seats, names } => {
            names::candidates(view, office, *seats, names, pen, area);
        }
        Wall::Papers { present, issued, collected, valid } => {
            counts::papers(say, *present, (*issued, *collected), *valid, pen, area);
        }
        Wall::Board(board) => board::draw(view, board, pen, area),
        Wall::Counting => statement(&say.counting(), &say.counting_note(), pen, area),
        Wall::Result { present, issued, collected, valid, invalid, names, .. } => {
            let sheet = [*present, *issued, *collected, *valid, *invalid];
            names::result(view, sheet, names, pen, area);
        }
        Wall::Elected { office, names, open } => names::elected(view, office, names, *open, pen, area),
        Wall::Plenary => statement(&say.plenary(), "", pen, area),
        Wall::Recess { text, minutes } => statement(text, &say.recess(*minutes), pen, area),
        Wall::Closed { postponed } => {
            statement(&if *postponed { say.postponed() } else { say.closed() }, "", pen, area);
        }
    }
}

/// One statement in the middle, and a smaller line below it.
fn statement(text: &str, below: &str, pen: &mut Pen<'_>, area: Rect) {
    let lines = pen::wrap(text, area.width);
    let height = u16::try_from(lines.len()).unwrap_or(1) + 2;
    let mut y = area.height.saturating_sub(height) / 2;
    for line in &lines {
        let spaced = spaced(line, area.width);
        pen.middle(pen::row(area, y), &spaced, Role::Title);
        y += 1;
    }
    pen.middle(pen::row(area, y + 1), below, Role::Text);
}

/// The middle of an area, at most so many columns wide: the eye must find the number that belongs to a name.
pub(crate) fn narrowed(area: Rect, columns: u16) -> Rect {
    let width = area.width.min(columns);
    Rect { x: area.x + (area.width - width) / 2, width, ..area }
}

/// A short Chinese line letter-spaced, as a banner is, where there is room.
pub(crate) fn spaced(text: &str, columns: u16) -> String {
    let wide = text.chars().count() * 2 == usize::from(pen::width(text));
    if wide && pen::width(text) * 2 <= columns {
        text.chars().map(String::from).collect::<Vec<_>>().join(" ")
    } else {
        text.to_owned()
    }
}

/// A chapter's title.
fn chapter_title(view: View<'_>, chapter: &Chapter) -> String {
    let office = chapter.round.and_then(|(round, _)| view.frame.offices.get(&round.contest));
    words::chapter(chapter, office, view.lang)
}

/// The chapters, with where the meeting stands; as many as fit around it, in the middle of the wall.
fn agenda(view: View<'_>, pen: &mut Pen<'_>, area: Rect) {
    let chapters = &view.frame.chapters;
    let lines: Vec<(Role, String)> = chapters
        .iter()
        .enumerate()
        .map(|(at, chapter)| {
            let role = match at.cmp(&view.frame.at) {
                std::cmp::Ordering::Less => Role::Done,
                std::cmp::Ordering::Equal => Role::Now,
                std::cmp::Ordering::Greater => Role::Left,
            };
            let number = words::number(at, view.lang);
            let title = chapter_title(view, chapter);
            (role, format!("{} {number}  {title}", pen.theme.mark(role)))
        })
        .collect();
    let step = if usize::from(area.height) >= lines.len() * 2 { 2 } else { 1 };
    let seen = usize::from(area.height / step);
    let from = view.frame.at.saturating_sub(seen / 2).min(lines.len().saturating_sub(seen));
    let widest = lines.iter().map(|(_, line)| pen::width(line)).max().unwrap_or(0).min(area.width);
    let left = pen::from_column(area, (area.width - widest) / 2);
    let used = u16::try_from(lines.len().min(seen)).unwrap_or(0) * step;
    let top = (area.height - used.min(area.height)) / 2;
    for (y, (role, line)) in (top..).step_by(usize::from(step)).zip(lines.iter().skip(from).take(seen)) {
        let place = pen::row(left, y);
        if *role == Role::Now {
            pen.bold(place, line, Role::Title)
        } else {
            pen.text(place, line, Role::Text)
        };
    }
}
