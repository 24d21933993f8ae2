//! The 正 board: the running count, live with each paper, with the line of the half. It is not the result, and says so.

use super::View;
use crate::agenda::round::office_text;
use crate::agenda::wall::Board;
use crate::domain::Mark;
use crate::messages;
use crate::tui::theme::Role;
use crate::tui::view::pen::{self, Pen};
use crate::tui::widgets::strokes::strokes_within;
use ratatui::layout::Rect;

messages! {
    /// Words of the board.
    struct Say {
        title(office: &str, seats: u32) { zh: "{office} · 应选 {seats} 名", en: "{office}, {seats} to be elected" }
        needed(needed: u32) { zh: "过半数 {needed} 票", en: "half passed at {needed}" }
        count(valid: u32, invalid: u32, left: u32) { zh: "有效 {valid}　无效 {invalid}　还有 {left} 张", en: "valid {valid}  invalid {invalid}  left {left}" }
        running { zh: "唱票进行中，不是最后结果", en: "running count, not the result" }
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
    names(board, pen, rows);
}

/// Draws what stands below the names from the last row up; answers the rows used.
fn foot(say: Say, board: &Board, pen: &mut Pen<'_>, area: Rect) -> u16 {
    let count = say.count(board.valid, board.invalid, board.left);
    let needed = board.needed.map(|needed| format!("{} {}", pen.theme.glyphs.threshold, say.needed(needed)));
    let running = say.running();
    let last =
        board.last.as_ref().map(|(number, marks)| format!("{}  {}", say.last(*number), signs(marks, pen)));
    let mut lines: Vec<(Role, String)> = Vec::new();
    if area.height < 12 {
        let line = [Some(count), needed].into_iter().flatten().collect::<Vec<_>>().join("  ");
        lines.push((Role::Text, line));
    } else {
        lines.push((Role::Dim, running));
        lines
            .push((Role::Text, [Some(count), needed].into_iter().flatten().collect::<Vec<_>>().join("　　")));
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
fn names(board: &Board, pen: &mut Pen<'_>, area: Rect) {
    let count = board.names.len();
    let height = usize::from(area.height.max(1));
    let columns = count.div_ceil(height).clamp(1, 3);
    let per_column = count.div_ceil(columns);
    let step = if per_column * 2 <= height + 1 { 2 } else { 1 };
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
    let strokes =
        strokes_within(usize::try_from(approvals).unwrap_or(0), usize::from(room), pen.theme.glyphs.keys);
    if room >= 2 && strokes != number {
        pen.text(Rect { width: room, ..pen::from_column(area, widest + 2) }, &strokes, Role::Number);
    }
    let passed = board.needed.is_some_and(|needed| approvals >= needed);
    let end = pen::from_column(area, area.width.saturating_sub(6));
    pen.right(Rect { width: 4, ..end }, &number, Role::Number);
    if passed {
        pen.right(end, pen.theme.glyphs.done, Role::Ok);
    }
}
