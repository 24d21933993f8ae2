//! The agenda at the left: what is done, where we are, what is left. It scrolls only to keep "now" in the middle.

use super::Scene;
use super::pen::{self, Pen};
use crate::agenda::course::item_title;
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
    let wrapped: Vec<Line> = lines.iter().flat_map(|line| line.wrapped(inner.width)).collect();
    if wrapped.len() <= usize::from(inner.height) {
        lines = wrapped;
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

fn lines(scene: Scene<'_>, pen: &Pen<'_>) -> Vec<Line> {
    let order = &scene.floor.order;
    let current = scene.floor.here().map(|here| here.item.chapter);
    let mut lines = Vec::new();
    for (at, chapter) in order.chapters.iter().enumerate() {
        let role = standing(current.map(|now| at.cmp(&now)));
        let title = words::chapter(chapter, words::office(scene.floor, chapter), scene.lang);
        let number = words::number(at, scene.lang);
        let number = if scene.lang == crate::locale::Lang::Zh { number } else { format!("{number:>2}") };
        lines.push(Line { role, mark: format!("{} {number} ", pen.theme.mark(role)), text: title });
        if role == Role::Now && !words::single(order, at) {
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
