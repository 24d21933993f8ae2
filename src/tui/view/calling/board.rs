//! The board: the names with their keys, their marks on this paper, and their strokes so far.
//!
//! One column while all names have a row; else as many columns as they need, each without the sums that have no room there.
//! A name never falls off the board: with the last of them the labels go, then the figures.

mod columns;

pub(super) use columns::rows;
use columns::{Columns, Grid, STROKES, cells, grid};

use super::blind;
use crate::agenda::calling::{CallingName, CallingView};
use crate::domain::{Mark, Name};
use crate::locale::Lang;
use crate::messages;
use crate::tui::calling::Table;
use crate::tui::theme::Role;
use crate::tui::view::pen::{self, Pen};
use crate::tui::widgets::strokes::strokes_within;
use ratatui::layout::Rect;

messages! {
    /// Words of the board.
    struct Say {
        name { zh: "候选人", en: "Candidate" }
        mark { zh: "本票", en: "Mark" }
        strokes { zh: "得票", en: "Votes" }
        yes { zh: "赞成", en: "yes" }
        no { zh: "不赞成", en: "no" }
        blank { zh: "弃权", en: "blank" }
        written(name: &str) { zh: "{name}（另选）", en: "{name} (written in)" }
        written_short { zh: "另选", en: "w-in" }
        more(names: usize) { zh: "另有 {names} 名", en: "{names} more" }
    }
}

/// Draws the board.
pub(super) fn draw(table: Option<&Table>, view: &CallingView, lang: Lang, pen: &mut Pen<'_>, area: Rect) {
    let say = Say(lang);
    let all = cells(view);
    let grid = grid(all, area);
    let width = area.width / grid.columns;
    let columns = Columns::new(view, width, u16::from(grid.columns > 1));
    let place = |column: u16| Rect { x: area.x + column * width, width, ..area };
    if grid.labels {
        for column in 0..grid.columns {
            labels(view, columns, say, pen, pen::row(place(column), 0));
        }
    }
    let top = u16::from(grid.labels);
    let marks = table.map(|table| table.draft.marks()).unwrap_or_default();
    let seen = grid.columns.saturating_mul(grid.rows);
    for at in 0..all.min(seen) {
        let y = if grid.columns == 1 { row_of(at, view, grid) } else { at % grid.rows };
        let row = pen::row(place(if grid.columns == 1 { 0 } else { at / grid.rows }), top + y);
        draw_cell(usize::from(at), &marks, view, columns, say, pen, row);
    }
    if all > seen {
        let row = pen::row(place(grid.columns - 1), top + grid.rows - 1);
        pen.text(row, &" ".repeat(usize::from(row.width)), Role::Dim);
        pen.text(row, &say.more(usize::from(all - seen) + 1), Role::Warn);
    }
}

/// The row of a name in a single column: names written in follow close upon each other.
fn row_of(at: u16, view: &CallingView, grid: Grid) -> u16 {
    let printed = u16::try_from(view.names.len()).unwrap_or(u16::MAX);
    at.min(printed).saturating_mul(grid.step) + at.saturating_sub(printed)
}

fn labels(view: &CallingView, columns: Columns, say: Say, pen: &mut Pen<'_>, row: Rect) {
    if pen::width(&say.name()) < columns.name {
        pen.text(pen::from_column(row, columns.key), &say.name(), Role::Dim);
    }
    let at = pen::from_column(row, columns.key + columns.name);
    if columns.mark >= 4 {
        pen.text(Rect { width: columns.mark, ..at }, &say.mark(), Role::Dim);
    }
    if blind(view).is_some() {
        return;
    }
    if columns.mark >= 5 && columns.strokes > STROKES {
        pen.text(pen::from_column(row, columns.strokes_at()), &say.strokes(), Role::Dim);
    }
    let sums = [say.yes(), say.no(), say.blank()];
    for (place, label) in (0..columns.sums.min(3)).zip(&sums).filter(|_| columns.sum >= 4) {
        pen.right(columns.sum_at(place, row), label, Role::Dim);
    }
}

/// One name: printed, or written in after the printed ones.
fn draw_cell(
    at: usize,
    marks: &[Mark],
    view: &CallingView,
    columns: Columns,
    say: Say,
    pen: &mut Pen<'_>,
    row: Rect,
) {
    if let Some(name) = view.names.get(at) {
        draw_name(name, marks.get(at), columns, pen, row);
        if blind(view).is_none() {
            draw_sums(name, columns, pen, row);
        }
    } else if let Some((name, votes)) = view.written.get(at - view.names.len()) {
        draw_written(name, columns, say, pen, row);
        tally(*votes, columns, pen, row);
        if columns.sums == 1 {
            pen.right(columns.sum_at(0, row), &votes.to_string(), Role::Number);
        }
    }
}

/// One printed name: its key and its mark on this paper.
fn draw_name(name: &CallingName, mark: Option<&Mark>, columns: Columns, pen: &mut Pen<'_>, row: Rect) {
    let struck = mark.is_some_and(|mark| *mark != Mark::Approve);
    pen.bold(row, &name.key.to_string(), Role::Key);
    let role = if struck { Role::Dim } else { Role::Text };
    let place = Rect { width: columns.name.saturating_sub(1), ..pen::from_column(row, columns.key) };
    pen.bold(place, name.name.as_str(), role);
    let glyphs = pen.theme.glyphs;
    let (sign, role) = match mark {
        Some(Mark::Approve) => (glyphs.approve, Role::Ok),
        Some(Mark::Against) => (glyphs.disapprove, Role::Refuse),
        Some(Mark::Abstain) => (glyphs.left, Role::Warn),
        None => (glyphs.blank, Role::Dim),
    };
    pen.bold(pen::from_column(row, columns.key + columns.name + 1), sign, role);
}

/// A name written in: whole, with the mark that says so as long as the strokes leave it.
fn draw_written(name: &Name, columns: Columns, say: Say, pen: &mut Pen<'_>, row: Rect) {
    pen.text(row, "+", Role::Dim);
    let whole = say.written(name.as_str());
    let place = pen::from_column(row, columns.key);
    let room = columns.name + columns.mark - 1;
    if pen::width(&whole) <= room {
        pen.text(place, &whole, Role::Text);
        return;
    }
    pen.text(Rect { width: columns.name.saturating_sub(1), ..place }, name.as_str(), Role::Text);
    if columns.mark >= 6 {
        pen.text(pen::from_column(place, columns.name + 1), &say.written_short(), Role::Dim);
    }
}

/// The strokes and sums of a name so far.
fn draw_sums(name: &CallingName, columns: Columns, pen: &mut Pen<'_>, row: Rect) {
    tally(name.sums.approve, columns, pen, row);
    let sums = [name.sums.approve, name.sums.against, name.sums.abstain];
    for (place, sum) in (0..columns.sums).zip(sums) {
        let role = if place == 0 { Role::Number } else { Role::Dim };
        pen.right(columns.sum_at(place, row), &sum.to_string(), role);
    }
}

fn tally(votes: u32, columns: Columns, pen: &mut Pen<'_>, row: Rect) {
    let keys = pen.theme.glyphs.keys;
    let width = columns.strokes.saturating_sub(1);
    if width < STROKES {
        return;
    }
    let strokes = strokes_within(votes as usize, usize::from(width), keys);
    pen.bold(Rect { width, ..pen::from_column(row, columns.strokes_at()) }, &strokes, Role::Number);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::sample::{in_round, round};
    use crate::agenda::{Kind, calling};
    use crate::tui::backend::buffer_to_text;
    use crate::tui::theme::Theme;
    use ratatui::buffer::Buffer;

    fn view(lang: Lang) -> CallingView {
        let floor = in_round(Kind::Calling);
        calling::view(floor.here().unwrap(), round(&floor), lang)
    }

    fn drawn(view: &CallingView, lang: Lang, width: u16, height: u16) -> String {
        let area = Rect::new(0, 0, width, height);
        let mut buffer = Buffer::empty(area);
        draw(None, view, lang, &mut Pen::new(&mut buffer, Theme::default()), area);
        buffer_to_text(&buffer)
    }

    /// A board of so many names, each as long as names on papers are.
    fn many(names: usize) -> CallingView {
        let mut view = view(Lang::Zh);
        let first = view.names[0].clone();
        let name = |at: usize| {
            let text = format!("欧阳{}", char::from_u32(0x4e00 + u32::try_from(at).unwrap()).unwrap());
            let key = calling::name_key(at).unwrap();
            CallingName { key, name: Name::new(&text).unwrap(), ..first.clone() }
        };
        view.names = (0..names).map(name).collect();
        view
    }

    #[test]
    fn a_name_written_in_is_whole_and_says_so_beside_its_strokes() {
        let mut view = view(Lang::En);
        view.written = vec![(Name::new("杨启航").unwrap(), 2)];
        for (width, lang) in [(76, Lang::Zh), (76, Lang::En), (96, Lang::En)] {
            let text = drawn(&view, lang, width, 6);
            let line = text.lines().find(|line| line.starts_with('+')).unwrap();
            let mark = lang.pick("+  杨启航（另选）  丅", "+  杨启航     w-in 丅");
            assert!(line.starts_with(mark), "{line}");
        }
    }

    #[test]
    fn no_name_falls_off_the_board() {
        for names in 1..=36 {
            let view = many(names);
            // What the console leaves at 80×24 and 100×30, and in a rehearsal at 80×24; at 60×18 for all but the longest papers.
            for (width, height) in [(76, 14), (76, 13), (96, 20), (56, 9)] {
                let text = drawn(&view, Lang::Zh, width, height);
                for name in &view.names {
                    assert!(text.contains(name.name.as_str()), "{names} in {width}×{height}:\n{text}");
                }
                assert!(!text.contains("另有"), "{text}");
            }
        }
    }

    #[test]
    fn what_has_no_room_at_all_is_counted() {
        let text = drawn(&many(20), Lang::En, 30, 5);
        assert!(text.contains("11 more"), "{text}");
    }
}
