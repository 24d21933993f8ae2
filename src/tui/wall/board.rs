//! The 正 board: the running count, live with each paper, with the line of the half. It is not the result, and says so.

use super::{View, narrowed};
use crate::agenda::round::office_text;
use crate::agenda::wall::Board;
use crate::domain::Mark;
use crate::messages;
use crate::tui::key::KeyStyle;
use crate::tui::theme::Role;
use crate::tui::view::pen::{self, Pen};
use crate::tui::widgets::strokes::strokes_within;
use ratatui::layout::Rect;

/// The widest column of names.
const WIDEST: u16 = 96;

messages! {
    /// Words of the board.
    struct Say {
        title(office: &str, seats: u32) { zh: "{office} · 应选 {seats} 名", en: "{office}, {seats} to be elected" }
        needed(needed: u32) { zh: "过半数 {needed} 票", en: "half passed at {needed}" }
        count(valid: u32, invalid: u32, left: u32) { zh: "有效 {valid}　无效 {invalid}　还有 {left} 张", en: "valid {valid}  invalid {invalid}  left {left}" }
        running { zh: "唱票进行中，不是最后结果", en: "running count, not the result" }
        reopened { zh: "结果有误，正在重新核对", en: "the result is being checked again" }
        last(number: u32) { zh: "第 {number} 张", en: "paper {number}" }
    }
}

/// Draws the board.
pub(crate) fn draw(view: View<'_>, board: &Board, pen: &mut Pen<'_>, area: Rect) {
    let say = Say(view.lang);
    let title = say.title(&office_text(&board.office, view.lang), board.seats);
    pen.middle(pen::row(area, 0), &title, Role::Title);
    let foot = foot(say, board, pen, area);
    let gap = u16::from(area.height >= 16);
    let top = 1 + gap;
    let rows = Rect { y: area.y + top, height: area.height.saturating_sub(top + foot + gap), ..area };
    let columns = board.names.len().div_ceil(usize::from(rows.height.max(1))).clamp(1, 3);
    let widest = WIDEST * u16::try_from(columns).unwrap_or(1);
    names(board, columns, pen, narrowed(rows, widest));
}

/// Draws what stands below the names from the last row up; answers the rows used.
fn foot(say: Say, board: &Board, pen: &mut Pen<'_>, area: Rect) -> u16 {
    let count = say.count(board.valid, board.invalid, board.left);
    let needed = board.needed.map(|needed| format!("{} {}", pen.theme.glyphs.threshold, say.needed(needed)));
    let last =
        board.last.as_ref().map(|(number, marks)| format!("{}  {}", say.last(*number), signs(marks, pen)));
    let both = [Some(count.clone()), needed.clone()].into_iter().flatten().collect::<Vec<_>>().join("　　");
    let mut lines: Vec<(Role, String)> = Vec::new();
    if area.height >= 12 {
        let running = if board.reopened { say.reopened() } else { say.running() };
        lines.push((Role::Dim, running));
    }
    if pen::width(&both) <= area.width {
        lines.push((Role::Text, both));
    } else {
        lines.push((Role::Text, count));
        lines.extend(needed.map(|needed| (Role::Text, needed)));
    }
    lines.extend(last.map(|last| (Role::Number, last)));
    let used = u16::try_from(lines.len()).unwrap_or(0);
    for (y, (role, line)) in (1..=used).zip(&lines) {
        pen.middle(pen::row(area, area.height.saturating_sub(y)), line, *role);
    }
    used
}

/// The marks of a paper as the voter made them.
fn signs(marks: &[Mark], pen: &Pen<'_>) -> String {
    let glyphs = pen.theme.glyphs;
    let sign = |mark: &Mark| match mark {
        Mark::Approve => glyphs.approve,
        Mark::Against => glyphs.disapprove,
        Mark::Abstain => "_",
    };
    marks.iter().map(sign).collect::<Vec<_>>().join(" ")
}

/// The names in one to three columns, each with its strokes and its number.
fn names(board: &Board, columns: usize, pen: &mut Pen<'_>, area: Rect) {
    let height = usize::from(area.height);
    let per_column = board.names.len().div_ceil(columns);
    let step = [4, 3, 2].into_iter().find(|step| per_column * step <= height + 1).unwrap_or(1);
    let column = area.width / u16::try_from(columns).unwrap_or(1);
    let widest = board.names.iter().map(|(name, _)| pen::width(name.as_str())).max().unwrap_or(0);
    let used = u16::try_from(per_column * step).unwrap_or(0).min(area.height);
    let top = (area.height - used) / 2;
    for (at, (name, approvals)) in board.names.iter().enumerate() {
        let (across, down) = (at / per_column.max(1), at % per_column.max(1));
        let y = top + u16::try_from(down * step).unwrap_or(u16::MAX);
        let x = area.x + column * u16::try_from(across).unwrap_or(0);
        let place = Rect { x, width: column.saturating_sub(2), ..pen::row(area, y) };
        if y < area.height {
            one_name(board, name.as_str(), *approvals, widest, pen, place);
        }
    }
}

/// One name: strokes grow to the right, the number stands at the end; a sign says that the half is passed.
fn one_name(board: &Board, name: &str, approvals: u32, widest: u16, pen: &mut Pen<'_>, area: Rect) {
    let number = approvals.to_string();
    let room = area.width.saturating_sub(widest + 9);
    let name_place = Rect { width: widest.min(area.width.saturating_sub(8)), ..area };
    pen.bold(name_place, name, Role::Text);
    let keys = pen.theme.glyphs.keys;
    let most = usize::from(room.saturating_sub(1));
    let strokes = strokes_within(usize::try_from(approvals).unwrap_or(0), most, keys);
    if room >= 3 && strokes != number {
        let line = board.needed.filter(|_| keys == KeyStyle::Unicode && !strokes.contains('×'));
        draw_strokes(&strokes, line, pen, Rect { width: room, ..pen::from_column(area, widest + 2) });
    }
    let passed = board.needed.is_some_and(|needed| approvals >= needed);
    let end = pen::from_column(area, area.width.saturating_sub(6));
    pen.right(Rect { width: 4, ..end }, &number, Role::Number);
    if passed {
        pen.right(end, pen.theme.glyphs.done, Role::Ok);
    }
}

/// Draws strokes with the line of the half between them: behind the 正 in which the half is passed.
fn draw_strokes(strokes: &str, needed: Option<u32>, pen: &mut Pen<'_>, area: Rect) {
    let Some(needed) = needed.and_then(|needed| usize::try_from(needed.div_ceil(5)).ok()) else {
        pen.text(area, strokes, Role::Number);
        return;
    };
    let before: String = strokes.chars().take(needed).collect();
    let behind: String = strokes.chars().skip(needed).collect();
    pen.text(area, &before, Role::Number);
    let line = pen::from_column(area, u16::try_from(needed * 2).unwrap_or(u16::MAX));
    let used = pen.text(line, pen.theme.glyphs.threshold, Role::Dim);
    pen.text(pen::from_column(line, used), &behind, Role::Number);
}
