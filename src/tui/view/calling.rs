//! Calling the ballots: the paper on the table beside the growing 正.
//!
//! ```text
//! top    the running number, what elects, how papers are keyed
//! board  the names with their keys, marks and strokes; in several columns where one has no room for all
//! large  the paper before, in large signs, where there are rows for it
//! foot   how the paper stands, the paper before, whether all adds up
//! ```

mod board;
mod foot;

use super::Scene;
use super::pen::{self, Pen};
use crate::agenda::calling::{CallingView, InBundle};
use crate::domain::procedure::CallingStyle;
use crate::messages;
use crate::tui::model::App;
use crate::tui::theme::Role;
use crate::tui::wall::large;
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
        needed(needed: u32) { zh: "当选须 {needed} 票", en: "{needed} vote(s) elect" }
        most { zh: "得票多者当选", en: "the most votes win" }
        last(number: &str) { zh: "上一张 {number}", en: "last: {number}" }
    }
}

/// The rows of the large signs: one size, which every 80×24 window has room for beside a few names.
const LARGE: u16 = large::Size::Narrow.rows();

/// Draws the whole calling screen.
pub fn draw(app: &App, view: &CallingView, scene: Scene<'_>, pen: &mut Pen<'_>, area: Rect) {
    let say = Say(scene.lang);
    let heading = say.heading(&view.office, view.seats, view.names.len());
    pen.frame(area, &heading, Role::Title);
    let inner = area.inner(Margin::new(2, 1));
    top_line(view, say, pen, pen::row(inner, 0));
    let most = Rect { height: inner.height.saturating_sub(1 + foot::LEAST), ..inner };
    let rows = board::rows(view, most);
    let spare = inner.height.saturating_sub(1 + rows);
    let foot_rows = spare.clamp(foot::LEAST, foot::MOST);
    let board_rows = inner.height.saturating_sub(1 + foot_rows);
    // The names stand still: the rows are kept for the paper before even while there is none to show.
    let shown = board_rows >= rows + LARGE && signs_columns(view) <= inner.width;
    let board_rows = board_rows - if shown { LARGE } else { 0 };
    let board = Rect { y: inner.y + 1, height: board_rows, ..inner };
    board::draw(app.paper.as_ref(), view, scene.lang, pen, board);
    if shown {
        last_large(view, say, pen, Rect { y: board.bottom(), height: LARGE, ..inner });
    }
    let foot = Rect { y: inner.bottom().saturating_sub(foot_rows), height: foot_rows, ..inner };
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

/// The columns of the signs of a paper, drawn large with a space between them.
fn signs_columns(view: &CallingView) -> u16 {
    let cells = u16::try_from(view.names.len()).unwrap_or(u16::MAX).saturating_mul(2).saturating_sub(1);
    cells.saturating_mul(large::Size::Narrow.columns())
}

/// The signs of the paper before, seen from across the table: whoever called it can object. Nothing of a paper that was
/// invalid or doubtful: the foot says why.
fn last_large(view: &CallingView, say: Say, pen: &mut Pen<'_>, area: Rect) {
    let Some(last) = view.last.as_ref().filter(|last| last.why.is_empty()) else { return };
    let signs: Vec<&str> = last.marks.iter().map(|mark| foot::sign(*mark, pen)).collect();
    let number = last.number.to_string();
    let label = say.last(&last.bundle.map_or_else(|| number.clone(), |bundle| format!("{bundle}-{number}")));
    if 2 * pen::width(&label) + 4 + signs_columns(view) <= area.width {
        pen.text(pen::row(area, LARGE / 2), &label, Role::Dim);
    }
    large::middle(&signs.join(" "), large::Size::Narrow, Role::Text, pen, area);
}
