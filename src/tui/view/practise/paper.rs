//! A paper as it lies on the table: the printed names, a box beside each, and whatever else stands on it.

use crate::agenda::calling::CallingView;
use crate::domain::{Doubt, Mark, Paper, VoidReason};
use crate::locale::Lang;
use crate::messages;
use crate::tui::theme::Role;
use crate::tui::view::pen::{self, Pen};
use crate::tui::wall::large::{self, Size};
use ratatui::layout::{Margin, Rect};

messages! {
    /// What stands on a paper.
    struct Say {
        title(number: usize, of: usize) { zh: "练习票 {number} / {of}", en: "practice paper {number} of {of}" }
        written(name: &str) { zh: "另选 {name}", en: "Other: {name}" }
        torn { zh: "（撕去一角，有的姓名看不清）", en: "(torn: a name cannot be told)" }
        no_seal { zh: "（没有盖章）", en: "(no seal on it)" }
        signed { zh: "（写了投票人自己的名字）", en: "(signed by the voter)" }
        other_text { zh: "（空白处写了一句话）", en: "(a sentence is written on it)" }
        too_many(limit: u32) { zh: "（应选 {limit} 名）", en: "({limit} seat(s))" }
        blurred { zh: "糊", en: "??" }
    }
}

/// The columns of a box and of the space behind it.
const BOX: u16 = 7;

/// The columns of a name with its box, and of the space to the next one.
fn cell(view: &CallingView) -> u16 {
    let people = view.people.first().map(|(_, name)| name);
    let names = view.names.iter().map(|name| &name.name).chain(people);
    let widest = names.map(|name| pen::width(name.as_str())).max().unwrap_or(0);
    BOX + widest.max(8) + 2
}

/// Printed names, and a line for what is written beside them.
fn lines(view: &CallingView) -> u16 {
    u16::try_from(view.names.len()).unwrap_or(u16::MAX).saturating_add(1)
}

/// How many names stand beside each other so that all have a row.
fn grid(view: &CallingView, width: u16) -> u16 {
    (width / cell(view)).max(1)
}

/// The fewest rows of a paper of so many columns, its frame included.
pub(super) fn rows(view: &CallingView, width: u16) -> u16 {
    2 + 1 + (lines(view) - 1).div_ceil(grid(view, width.saturating_sub(4)))
}

/// The fewest columns of a paper of so many rows.
pub(super) fn columns(view: &CallingView, height: u16) -> u16 {
    let beside = (lines(view) - 1).div_ceil(height.saturating_sub(3).max(1));
    4 + beside * cell(view)
}

/// The columns and rows of a paper whose names are drawn large.
pub(super) fn large_columns(view: &CallingView) -> u16 {
    let widest =
        view.names.iter().map(|name| large::width(&large_line(name.name.as_str(), "○"), Size::Narrow));
    widest.map(|width| width.unwrap_or(u16::MAX)).max().unwrap_or(0).saturating_add(4)
}

/// See [`large_columns`].
pub(super) fn large_rows(view: &CallingView) -> u16 {
    (lines(view) - 1).saturating_mul(Size::Narrow.rows()).saturating_add(3)
}

fn large_line(name: &str, sign: &str) -> String {
    format!("{sign} {name}")
}

/// Draws the paper.
pub(super) fn draw(
    paper: &Paper,
    view: &CallingView,
    (done, all): (usize, usize),
    lang: Lang,
    pen: &mut Pen<'_>,
    area: Rect,
) {
    let say = Say(lang);
    pen.frame(area, &say.title(done + 1, all), Role::Now);
    let inner = area.inner(Margin::new(2, 1));
    let note = note(paper, view, say, pen);
    let names = Rect { height: inner.height.saturating_sub(1), ..inner };
    if area.width >= large_columns(view) && area.height >= large_rows(view) {
        draw_large(paper, view, pen, names);
    } else {
        draw_names(paper, view, say, pen, names);
    }
    pen.bold(pen::row(inner, inner.height.saturating_sub(1)), &note, Role::Warn);
}

fn draw_large(paper: &Paper, view: &CallingView, pen: &mut Pen<'_>, area: Rect) {
    for (at, name) in view.names.iter().enumerate() {
        let y = u16::try_from(at).unwrap_or(u16::MAX).saturating_mul(Size::Narrow.rows());
        let place = Rect { y: area.y + y, height: Size::Narrow.rows(), ..area };
        let (sign, role) = sign(paper, at, pen);
        // What has no bitmap, such as a mark that nobody can read, is drawn as the next best sign.
        let sign = if large::width(sign, Size::Narrow).is_some() { sign } else { "?" };
        large::draw(&large_line(name.name.as_str(), sign), Size::Narrow, role, pen, place);
    }
}

fn draw_names(paper: &Paper, view: &CallingView, say: Say, pen: &mut Pen<'_>, area: Rect) {
    let beside = grid(view, area.width);
    let count = lines(view) - 1;
    let beside = (1..=beside).find(|columns| count.div_ceil(*columns) <= area.height).unwrap_or(beside);
    let rows = count.div_ceil(beside).max(1);
    let step = if area.height >= rows * 2 { 2 } else { 1 };
    let width = if beside == 1 { area.width } else { area.width / beside };
    for (at, name) in view.names.iter().enumerate() {
        let at16 = u16::try_from(at).unwrap_or(u16::MAX);
        let place = pen::from_column(pen::row(area, at16 % rows * step), at16 / rows * width);
        let (sign, role) = sign(paper, at, pen);
        let sign = if sign == BLURRED { say.blurred() } else { format!("{sign} ") };
        pen.text(place, "[", Role::Dim);
        pen.bold(pen::from_column(place, 2), &sign, role);
        pen.text(pen::from_column(place, 5), "]", Role::Dim);
        let place = pen::from_column(place, BOX);
        let place = Rect { width: place.width.min(width.saturating_sub(BOX)), ..place };
        pen.bold(place, name.name.as_str(), Role::Text);
    }
}

/// Stands for a mark that nobody can read.
const BLURRED: &str = "?";

/// What stands in the box of the name at this place.
fn sign(paper: &Paper, at: usize, pen: &Pen<'_>) -> (&'static str, Role) {
    let glyphs = pen.theme.glyphs;
    let here = |doubt: &&Doubt| match doubt {
        Doubt::UnprescribedMark(place) | Doubt::UnreadableMark(place) => *place as usize == at,
        _ => false,
    };
    match (paper.doubts.iter().find(here), paper.marks.get(at)) {
        (Some(Doubt::UnreadableMark(_)), _) => (BLURRED, Role::Warn),
        (Some(_), _) => (glyphs.done, Role::Warn),
        (None, Some(Mark::Approve)) => (glyphs.approve, Role::Ok),
        (None, Some(Mark::Against)) => (glyphs.disapprove, Role::Refuse),
        (None, _) => (glyphs.blank, Role::Text),
    }
}

/// What else stands on the paper, or is missing from it.
fn note(paper: &Paper, view: &CallingView, say: Say, pen: &Pen<'_>) -> String {
    let approve = pen.theme.glyphs.approve;
    let written = paper
        .write_ins
        .iter()
        .map(|write_in| format!("[ {approve}  ] {}", say.written(write_in.name.as_str())));
    let seen = match paper.void {
        None | Some(VoidReason::OtherMark | VoidReason::Other(_)) => None,
        Some(VoidReason::Torn) => Some(say.torn()),
        Some(VoidReason::NoSeal) => Some(say.no_seal()),
        Some(VoidReason::Signed) => Some(say.signed()),
        Some(VoidReason::OtherText) => Some(say.other_text()),
        Some(VoidReason::TooManyMarks) => Some(say.too_many(view.limit.unwrap_or(view.seats))),
    };
    written.chain(seen).collect::<Vec<_>>().join("  ")
}
