//! The agenda on the wall, with where the meeting stands.

use super::large::Size;
use super::stack::{self, Part};
use super::{View, chapter_title, line};
use crate::tui::theme::Role;
use crate::tui::view::pen::{self, Pen};
use crate::tui::words;
use ratatui::layout::Rect;
use std::cmp::Ordering;

/// The chapters; as many as fit around the one where the meeting stands, that one large where there is room.
pub(super) fn draw(view: View<'_>, pen: &mut Pen<'_>, area: Rect) {
    let lines = lines(view, pen);
    let at = view.frame.at.min(lines.len());
    let (before, rest) = lines.split_at(at);
    let Some((now, after)) = rest.split_first() else { return chapters(before.to_vec(), true, pen, area) };
    let needed = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_mul(2);
    if area.height < needed + Size::Narrow.rows() || view.sizes(pen).is_empty() {
        return all(&lines, at, pen, area);
    }
    let whole = view.words(|lang| {
        let chapter = view.frame.chapters.get(at);
        chapter.map(|chapter| chapter_title(view, chapter, lang)).unwrap_or_default()
    });
    let rows = |lines: &[(Role, String)]| u16::try_from(lines.len() * 2).unwrap_or(u16::MAX);
    let part = |lines: &[(Role, String)]| {
        let (rows, lines) = (rows(lines), lines.to_vec());
        Part::new(3, vec![rows], move |_, pen, area| chapters(lines.clone(), false, pen, area))
    };
    let mut parts = Vec::new();
    if !before.is_empty() {
        parts.push(part(before));
    }
    let role = if now.0 == Role::Now { Role::Title } else { Role::Text };
    parts.push(line::part(view, &whole, role, 2, Size::Normal, pen, area.width));
    if !after.is_empty() {
        parts.push(part(after));
    }
    stack::draw(parts, pen, area);
}

/// Each chapter in a line, and how it stands.
fn lines(view: View<'_>, pen: &Pen<'_>) -> Vec<(Role, String)> {
    let line = |(at, chapter)| {
        let role = match Ord::cmp(&at, &view.frame.at) {
            Ordering::Less => Role::Done,
            Ordering::Equal => Role::Now,
            Ordering::Greater => Role::Left,
        };
        let number = words::number(at, view.lang);
        let title = view.words(|lang| chapter_title(view, chapter, lang)).joined();
        (role, format!("{} {number}  {title}", pen.theme.mark(role)))
    };
    view.frame.chapters.iter().enumerate().map(line).collect()
}

/// As many as fit around the place where the meeting stands.
fn all(lines: &[(Role, String)], at: usize, pen: &mut Pen<'_>, area: Rect) {
    let step = if usize::from(area.height) >= lines.len() * 2 { 2 } else { 1 };
    let seen = usize::from(area.height / step);
    let from = at.saturating_sub(seen / 2).min(lines.len().saturating_sub(seen));
    let shown = lines.iter().skip(from).take(seen).cloned().collect();
    chapters(shown, true, pen, area);
}

/// Lines of chapters, all with the same left end, with space between them where there is room.
fn chapters(lines: Vec<(Role, String)>, centred: bool, pen: &mut Pen<'_>, area: Rect) {
    let count = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let step = if area.height >= count.saturating_mul(2).saturating_sub(1) { 2 } else { 1 };
    let widest = lines.iter().map(|(_, line)| pen::width(line)).max().unwrap_or(0).min(area.width);
    let left = pen::from_column(area, (area.width - widest) / 2);
    let top = if centred { area.height.saturating_sub(count.saturating_mul(step)) / 2 } else { 0 };
    for (y, (role, line)) in (top..).step_by(usize::from(step)).zip(lines) {
        let place = pen::row(left, y);
        if role == Role::Now {
            pen.bold(place, &line, Role::Title)
        } else {
            pen.text(place, &line, Role::Text)
        };
    }
}
