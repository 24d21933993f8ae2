//! The agenda at the left: what is done, where we are, what is left. It scrolls only to keep "now" in the middle.

use super::Scene;
use super::pen::{self, Pen};
use crate::agenda::course::item_title;
use crate::agenda::order::Chapter;
use crate::messages;
use crate::tui::theme::Role;
use crate::tui::words;
use ratatui::layout::{Margin, Rect};

messages! {
    /// Words of the agenda.
    struct Say {
        title { zh: "议程", en: "Agenda" }
    }
}

/// One line of the agenda.
struct Line {
    role: Role,
    /// Its mark and number.
    mark: String,
    text: String,
}

impl Line {
    /// The line in as many as it takes; those that follow stand below the first one's text.
    fn wrapped(&self, columns: u16) -> Vec<Self> {
        let inset = pen::width(&self.mark);
        let lines = pen::wrap(&self.text, columns.saturating_sub(inset));
        let mark = |at: usize| if at == 0 { self.mark.clone() } else { " ".repeat(usize::from(inset)) };
        let line = |(at, text): (usize, String)| Self { role: self.role, mark: mark(at), text };
        lines.into_iter().enumerate().map(line).collect()
    }
}

/// Draws the agenda.
pub fn draw(scene: Scene<'_>, pen: &mut Pen<'_>, area: Rect) {
    pen.frame(area, &Say(scene.lang).title(), Role::Title);
    let inner = area.inner(Margin::new(1, 1));
    let mut lines = lines(scene, pen);
    if wraps(scene, pen, inner) {
        lines = lines.iter().flat_map(|line| line.wrapped(inner.width)).collect();
    }
    let now = lines.iter().rposition(|line| line.role == Role::Now).unwrap_or(0);
    let height = usize::from(inner.height);
    let from = now.saturating_sub(height / 2).min(lines.len().saturating_sub(height));
    for (at, line) in lines.iter().skip(from).take(height).enumerate() {
        let place = pen::row(inner, u16::try_from(at).unwrap_or(u16::MAX));
        let text = format!("{}{}", line.mark, line.text);
        match line.role {
            Role::Now => pen.bold(place, &text, Role::Title),
            Role::Done => pen.text(place, &text, Role::Dim),
            _ => pen.text(place, &text, Role::Text),
        };
    }
}

/// Whether long titles wrap: only where all of them do in every step of the meeting, so that nothing ever jumps.
fn wraps(scene: Scene<'_>, pen: &Pen<'_>, inner: Rect) -> bool {
    let order = &scene.floor.order;
    let chapters: usize = chapters(scene, pen).iter().map(|line| line.wrapped(inner.width).len()).sum();
    let steps = |at: usize| order.items.iter().filter(|item| item.chapter == at).count();
    let most = (0..order.chapters.len()).map(steps).max().unwrap_or(0);
    chapters + most <= usize::from(inner.height)
}

/// The chapters without their steps.
fn chapters(scene: Scene<'_>, pen: &Pen<'_>) -> Vec<Line> {
    let current = scene.floor.here().map(|here| here.item.chapter);
    let line = |(at, chapter): (usize, &Chapter)| {
        let role = standing(current.map(|now| at.cmp(&now)));
        let text = words::chapter(chapter, words::office(scene.floor, chapter), scene.lang);
        let number = words::number(at, scene.lang);
        let number = scene.lang.pick(number.clone(), format!("{number:>2}"));
        Line { role, mark: format!("{} {number} ", pen.theme.mark(role)), text }
    };
    scene.floor.order.chapters.iter().enumerate().map(line).collect()
}

fn lines(scene: Scene<'_>, pen: &Pen<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    for (at, line) in chapters(scene, pen).into_iter().enumerate() {
        let opens = line.role == Role::Now && !words::single(&scene.floor.order, at);
        lines.push(line);
        if opens {
            steps(scene, pen, at, &mut lines);
        }
    }
    lines
}

/// The steps of the current chapter.
fn steps(scene: Scene<'_>, pen: &Pen<'_>, chapter: usize, lines: &mut Vec<Line>) {
    let order = &scene.floor.order;
    for (at, item) in order.items.iter().enumerate().filter(|(_, item)| item.chapter == chapter) {
        let role = standing(Some(at.cmp(&order.at)));
        let mark = format!("   {} ", pen.theme.mark(role));
        lines.push(Line { role, mark, text: item_title(item, scene.lang) });
    }
}

/// How a place stands to where the meeting is; all is done once it is closed.
fn standing(to_now: Option<std::cmp::Ordering>) -> Role {
    match to_now {
        None | Some(std::cmp::Ordering::Less) => Role::Done,
        Some(std::cmp::Ordering::Equal) => Role::Now,
        Some(std::cmp::Ordering::Greater) => Role::Left,
    }
}
