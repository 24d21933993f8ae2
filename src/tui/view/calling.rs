//! Calling the ballots: the paper on the table beside the growing 正.

use super::Scene;
use super::pen::{self, Pen};
use crate::agenda::calling::{CallingName, CallingView, InBundle, Standing};
use crate::domain::Mark;
use crate::domain::procedure::CallingStyle;
use crate::messages;
use crate::tui::calling::Table;
use crate::tui::model::App;
use crate::tui::theme::{Role, Theme};
use crate::tui::wall::figures;
use crate::tui::widgets::strokes::strokes_within;
use ratatui::layout::{Margin, Rect};

messages! {
    /// Words of the calling screen.
    struct Say {
        heading(office: &str, seats: u32, candidates: usize) { zh: "{office} · 应选 {seats} 名 · 候选人 {candidates} 名", en: "{office} · {seats} seat(s) · {candidates} candidate(s)" }
        number(number: u32, collected: u32) { zh: "第 {number} 张 / 收回 {collected} 张", en: "paper {number} of {collected}" }
        in_bundle(bundle: u32, number: u32, of: u32) { zh: "第 {bundle} 捆 第 {number} 张 / {of}", en: "bundle {bundle}, paper {number} of {of}" }
        again(reading: u32) { zh: "第 {reading} 遍", en: "reading {reading}" }
        keyed(number: u32, of: u32, left: u32) { zh: "这一捆已键 {number} + 未键 {left} = {of} 张；第一遍的结果不显示", en: "this bundle: {number} keyed + {left} left = {of}; the first reading is not shown" }
        looked(number: u32, of: u32, left: u32) { zh: "这一捆已键 {number} + 未键 {left} = {of} 张；前几遍的结果不显示", en: "this bundle: {number} keyed + {left} left = {of}; the earlier readings are not shown" }
        finished(collected: u32) { zh: "{collected} 张全部唱完", en: "all {collected} papers called" }
        strike { zh: "开始全是 ○，按键划去", en: "all ○ at first, a key strikes" }
        approve { zh: "开始空白，按键画 ○", en: "blank at first, a key marks ○" }
        name { zh: "候选人", en: "Candidate" }
        mark { zh: "本票", en: "Mark" }
        strokes { zh: "得票", en: "Votes" }
        yes { zh: "赞成", en: "yes" }
        no { zh: "不赞成", en: "no" }
        blank { zh: "弃权", en: "blank" }
        written { zh: "另选", en: "written in" }
        this { zh: "本票：", en: "This paper: " }
        full(seats: u32) { zh: "赞成 {seats} 名，正好选满", en: "approves {seats}, as many as seats" }
        over(over: u32) { zh: "还须划去 {over} 名", en: "strike {over} more" }
        fewer(approved: u32, limit: u32) { zh: "赞成 {approved} 名，少于应选的 {limit} 名（有效）", en: "approves {approved} of {limit} (valid)" }
        nothing { zh: "没有赞成任何人（有效，弃权或反对）", en: "approves nobody (valid)" }
        last(number: u32) { zh: "上一张（第 {number} 张）：", en: "Last (paper {number}): " }
        valid { zh: "有效", en: "valid" }
        sums(valid: u32, invalid: u32, undecided: u32, left: u32) { zh: "有效 {valid} + 无效 {invalid} + 待认定 {undecided} + 未唱 {left}", en: "valid {valid} + invalid {invalid} + undecided {undecided} + left {left}" }
        needed(needed: u32) { zh: "当选须 {needed} 票", en: "{needed} vote(s) elect" }
        most { zh: "得票多者当选", en: "the most votes win" }
    }
}

/// Where the columns of the board stand.
struct Columns {
    key: u16,
    name: u16,
    mark: u16,
    strokes: u16,
    sum: u16,
}

/// Draws the whole calling screen.
pub fn draw(app: &App, view: &CallingView, scene: Scene<'_>, pen: &mut Pen<'_>, area: Rect) {
    let say = Say(scene.lang);
    let heading = say.heading(&view.office, view.seats, view.names.len());
    pen.frame(area, &heading, Role::Title);
    let inner = area.inner(Margin::new(2, 1));
    top_line(view, say, pen, pen::row(inner, 0));
    let rows = u16::try_from(view.names.len() + view.written.len()).unwrap_or(u16::MAX);
    let foot = if inner.height > rows + 8 { 5 } else { 4 };
    let board = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1 + foot), ..inner };
    let step = if board.height > 2 * rows + 1 { 2 } else { 1 };
    draw_board(app.paper.as_ref(), view, say, pen, board, step);
    let foot = Rect { y: inner.bottom().saturating_sub(foot), height: foot, ..inner };
    draw_foot(app.paper.as_ref(), view, say, pen, foot);
}

/// The running number, what elects, and how papers are keyed.
fn top_line(view: &CallingView, say: Say, pen: &mut Pen<'_>, row: Rect) {
    let number = match view.bundle {
        _ if view.left == 0 => say.finished(view.collected),
        None => say.number(view.number, view.collected),
        Some(place) => say.in_bundle(place.bundle, place.number, place.of),
    };
    let used = pen.bold(row, &number, Role::Now);
    let needed = match (blind(view), view.needed) {
        (Some(place), _) => say.again(place.reading + 1),
        (None, Some(needed)) => say.needed(needed),
        (None, None) => say.most(),
    };
    let style = match view.style {
        CallingStyle::Strike => say.strike(),
        CallingStyle::Approve => say.approve(),
    };
    let used = used + 3 + pen.text(pen::from_column(row, used + 3), &needed, Role::Rule);
    pen.right(pen::from_column(row, used + 2), &style, Role::Dim);
}

/// Where the paper lies, when the running sums are not shown: in a second reading of its bundle.
fn blind(view: &CallingView) -> Option<InBundle> {
    view.bundle.filter(|place| place.reading > 0)
}

fn columns(view: &CallingView, area: Rect) -> Columns {
    let names = view.names.iter().map(|name| &name.name).chain(view.written.iter().map(|(name, _)| name));
    let widest = names.map(|name| pen::width(name.as_str())).max().unwrap_or(0).clamp(8, area.width / 3);
    let sum = 7;
    let fixed = 3 + widest + 2 + 6 + 3 * sum;
    Columns { key: 3, name: widest + 2, mark: 6, strokes: area.width.saturating_sub(fixed), sum }
}

fn draw_board(table: Option<&Table>, view: &CallingView, say: Say, pen: &mut Pen<'_>, area: Rect, step: u16) {
    let columns = columns(view, area);
    let header = pen::row(area, 0);
    let at = |column: u16| pen::from_column(header, column);
    let strokes = columns.key + columns.name + columns.mark;
    pen.text(at(columns.key), &say.name(), Role::Dim);
    pen.text(at(columns.key + columns.name), &say.mark(), Role::Dim);
    let sums_shown = blind(view).is_none();
    if sums_shown {
        pen.text(at(strokes), &say.strokes(), Role::Dim);
    }
    for (place, label) in [say.yes(), say.no(), say.blank()].iter().filter(|_| sums_shown).enumerate() {
        let column = strokes + columns.strokes + columns.sum * u16::try_from(place).unwrap_or(0);
        pen.right(Rect { width: columns.sum, ..at(column) }, label, Role::Dim);
    }
    let marks = table.map(|table| table.draft.marks()).unwrap_or_default();
    for (place, name) in view.names.iter().enumerate() {
        let y = 1 + u16::try_from(place).unwrap_or(u16::MAX).saturating_mul(step);
        if y < area.height {
            let row = pen::row(area, y);
            draw_name(name, marks.get(place), &columns, pen, row);
            if sums_shown {
                draw_sums(name, &columns, pen, row);
            }
        }
    }
    let first = 1 + u16::try_from(view.names.len()).unwrap_or(u16::MAX).saturating_mul(step);
    for (place, (name, votes)) in view.written.iter().enumerate() {
        let y = first.saturating_add(u16::try_from(place).unwrap_or(u16::MAX));
        if y < area.height {
            let row = pen::row(area, y);
            pen.text(row, "+", Role::Dim);
            pen.text(pen::from_column(row, columns.key), &format!("{name}（{}）", say.written()), Role::Text);
            tally(*votes, &columns, pen, row);
        }
    }
}

/// One printed name: its key and its mark on this paper.
fn draw_name(name: &CallingName, mark: Option<&Mark>, columns: &Columns, pen: &mut Pen<'_>, row: Rect) {
    let struck = mark.is_some_and(|mark| *mark != Mark::Approve);
    pen.bold(row, &name.key.to_string(), Role::Key);
    let role = if struck { Role::Dim } else { Role::Text };
    let place = Rect { width: columns.name.saturating_sub(1), ..pen::from_column(row, columns.key) };
    pen.bold(place, name.name.as_str(), role);
    let glyphs = pen.theme.glyphs;
    let (sign, role) = match mark {
        Some(Mark::Approve) => (glyphs.approve, Role::Ok),
        Some(Mark::Against) => (glyphs.disapprove, Role::Refuse),
        Some(Mark::Abstain) => (glyphs.left, Role::Dim),
        None => ("", Role::Dim),
    };
    pen.bold(pen::from_column(row, columns.key + columns.name + 1), sign, role);
}

/// The strokes and sums of a name so far.
fn draw_sums(name: &CallingName, columns: &Columns, pen: &mut Pen<'_>, row: Rect) {
    tally(name.sums.approve, columns, pen, row);
    let sums = columns.key + columns.name + columns.mark + columns.strokes;
    for (place, sum) in [name.sums.approve, name.sums.against, name.sums.abstain].iter().enumerate() {
        let column = sums + columns.sum * u16::try_from(place).unwrap_or(0);
        let cell = Rect { width: columns.sum, ..pen::from_column(row, column) };
        let role = if place == 0 { Role::Number } else { Role::Dim };
        pen.right(cell, &sum.to_string(), role);
    }
}

fn tally(votes: u32, columns: &Columns, pen: &mut Pen<'_>, row: Rect) {
    let keys = pen.theme.glyphs.keys;
    let width = columns.strokes.saturating_sub(1);
    let strokes = strokes_within(votes as usize, usize::from(width), keys);
    let column = columns.key + columns.name + columns.mark;
    pen.bold(Rect { width, ..pen::from_column(row, column) }, &strokes, Role::Number);
}

/// How the paper on the table stands, the paper before it, and whether all adds up. Where as many stand as seats, the
/// running number stands there as large as it can: the caller says it aloud and it must agree.
fn draw_foot(table: Option<&Table>, view: &CallingView, say: Say, pen: &mut Pen<'_>, area: Rect) {
    let mut y = 0;
    if let Some(table) = table {
        let (role, text) = standing(table, view, say);
        let mark = pen.theme.mark(role);
        let written = table.draft.write_ins.iter().map(|write_in| format!("＋{}", write_in.name));
        let line = format!("{}{mark} {text}　{}", say.this(), written.collect::<Vec<_>>().join(" "));
        pen.bold(pen::row(area, y), &line, role);
        y += 1;
    }
    if let Some(last) = &view.last {
        let glyphs = pen.theme.glyphs;
        let signs = last.marks.iter().map(|mark| match mark {
            Mark::Approve => glyphs.approve,
            Mark::Against => glyphs.disapprove,
            Mark::Abstain => glyphs.left,
        });
        let written = last.write_ins.iter().map(|name| format!("＋{name}")).collect::<Vec<_>>().join(" ");
        let why = if last.why.is_empty() { say.valid() } else { last.why.clone() };
        let marks = signs.collect::<Vec<_>>().join(" ");
        let text = format!("{}{marks} {written}　{why}", say.last(last.number));
        pen.text(pen::row(area, y), &text, Role::Text);
    }
    let (role, line) = match blind(view) {
        Some(place) => {
            let line = if place.reading > 1 { Say::looked } else { Say::keyed };
            (Role::Rule, line(say, place.number - 1, place.of, view.left))
        }
        None => sums_line(view, say, &pen.theme),
    };
    pen.text(pen::row(area, area.height.saturating_sub(1)), &line, role);
    if view.equal_number && view.left > 0 {
        let width = area.width.min(16);
        let corner = Rect { x: area.right() - width, width, ..area };
        figures::small(view.number, pen, corner);
    }
}

/// The papers entered and left beside those collected, with the mark of whether they agree.
fn sums_line(view: &CallingView, say: Say, theme: &Theme) -> (Role, String) {
    let sums = say.sums(view.valid, view.invalid, view.undecided, view.left);
    let parts = [view.valid, view.invalid, view.undecided, view.left];
    let agree = parts.into_iter().map(u64::from).sum::<u64>() == u64::from(view.collected);
    let (role, mark, sign) = if agree {
        (Role::Rule, theme.mark(Role::Done), "=")
    } else {
        (Role::Refuse, theme.mark(Role::Refuse), "≠")
    };
    (role, format!("{mark} {sums} {sign} {}", view.collected))
}

fn standing(table: &Table, view: &CallingView, say: Say) -> (Role, String) {
    match table.draft.standing(view.limit) {
        Standing::Over(over) => (Role::Rule, say.over(over)),
        Standing::Full => (Role::Ok, say.full(view.limit.unwrap_or(view.seats))),
        Standing::Fewer(approved) => (Role::Warn, say.fewer(approved, view.limit.unwrap_or(view.seats))),
        Standing::Blank => (Role::Warn, say.nothing()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::sample::{call, in_round, paper, round};
    use crate::agenda::{Kind, calling};
    use crate::locale::Lang;

    #[test]
    fn the_mark_of_the_sums_says_whether_they_agree() {
        let mut floor = in_round(Kind::Calling);
        call(&mut floor, 2, &paper("ooox", &[]));
        let mut view = calling::view(floor.here().unwrap(), round(&floor), Lang::Zh);
        let theme = Theme::default();
        let line = |view: &CallingView| sums_line(view, Say(Lang::Zh), &theme);
        let (role, text) = line(&view);
        assert_eq!((role, text.starts_with('✓'), text.ends_with("= 36")), (Role::Rule, true, true), "{text}");
        view.left -= 1;
        let (role, text) = line(&view);
        assert_eq!(
            (role, text.starts_with('✗'), text.ends_with("≠ 36")),
            (Role::Refuse, true, true),
            "{text}"
        );
    }
}
