//! Calling the ballots: the paper on the table beside the growing 正.

mod foot;

use super::Scene;
use super::pen::{self, Pen};
use crate::agenda::calling::{CallingName, CallingView, InBundle};
use crate::domain::Mark;
use crate::domain::procedure::CallingStyle;
use crate::messages;
use crate::tui::calling::Table;
use crate::tui::model::App;
use crate::tui::theme::Role;
use crate::tui::widgets::strokes::strokes_within;
use ratatui::layout::{Margin, Rect};

messages! {
    /// Words of the calling screen.
    struct Say {
        heading(office: &str, seats: u32, candidates: usize) { zh: "{office} · 应选 {seats} 名 · 候选人 {candidates} 名", en: "{office} · {seats} seat(s) · {candidates} candidate(s)" }
        number(number: u32, collected: u32) { zh: "第 {number} 张 / 收回 {collected} 张", en: "paper {number} of {collected}" }
        in_bundle(bundle: u32, number: u32, of: u32) { zh: "第 {bundle} 捆 第 {number} 张 / {of}", en: "bundle {bundle}, paper {number} of {of}" }
        again(reading: u32) { zh: "第 {reading} 遍", en: "reading {reading}" }
        finished(collected: u32) { zh: "{collected} 张全部唱完", en: "all {collected} papers called" }
        strike { zh: "开始全是 ○，按键划去", en: "all ○ at first, a key strikes" }
        approve { zh: "开始空白，按键画 ○", en: "blank at first, a key marks ○" }
        name { zh: "候选人", en: "Candidate" }
        mark { zh: "本票", en: "Mark" }
        strokes { zh: "得票", en: "Votes" }
        yes { zh: "赞成", en: "yes" }
        no { zh: "不赞成", en: "no" }
        blank { zh: "弃权", en: "blank" }
        written(name: &str) { zh: "{name}（另选）", en: "{name} (written in)" }
        written_short { zh: "另选", en: "w-in" }
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
    foot::draw(app.paper.as_ref(), view, scene.lang, pen, foot);
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
            draw_written(name.as_str(), &columns, say, pen, row);
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

/// A name written in: whole, with the mark that says so as long as the strokes leave it.
fn draw_written(name: &str, columns: &Columns, say: Say, pen: &mut Pen<'_>, row: Rect) {
    pen.text(row, "+", Role::Dim);
    let whole = say.written(name);
    let place = pen::from_column(row, columns.key);
    let room = columns.name + columns.mark - 1;
    if pen::width(&whole) <= room {
        pen.text(place, &whole, Role::Text);
        return;
    }
    pen.text(Rect { width: columns.name.saturating_sub(1), ..place }, name, Role::Text);
    pen.text(pen::from_column(place, columns.name + 1), &say.written_short(), Role::Dim);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::sample::{in_round, round};
    use crate::agenda::{Kind, calling};
    use crate::domain::Name;
    use crate::locale::Lang;
    use crate::tui::theme::Theme;

    #[test]
    fn a_name_written_in_is_whole_and_says_so_beside_its_strokes() {
        let floor = in_round(Kind::Calling);
        let mut view = calling::view(floor.here().unwrap(), round(&floor), Lang::En);
        view.written = vec![(Name::new("杨启航").unwrap(), 2)];
        for (width, lang) in [(76, Lang::Zh), (76, Lang::En), (96, Lang::En)] {
            let area = Rect::new(0, 0, width, 8);
            let mut buffer = ratatui::buffer::Buffer::empty(area);
            draw_board(None, &view, Say(lang), &mut Pen::new(&mut buffer, Theme::default()), area, 1);
            let text = crate::tui::backend::buffer_to_text(&buffer);
            let line = text.lines().find(|line| line.starts_with('+')).unwrap();
            let mark = lang.pick("+  杨启航（另选）  丅", "+  杨启航     w-in 丅");
            assert!(line.starts_with(mark), "{line}");
        }
    }
}
