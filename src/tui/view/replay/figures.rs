//! The figures of a step at the left, at the right the acts that made the one under the cursor.

use super::{cursor, foot};
use crate::agenda::notable::Notable;
use crate::agenda::{Floor, phrase};
use crate::locale::Lang;
use crate::messages;
use crate::session::origin::Cause;
use crate::tui::model::App;
use crate::tui::replay::timeline::Sign;
use crate::tui::replay::why::Asked;
use crate::tui::replay::{Replay, of_several};
use crate::tui::theme::Role;
use crate::tui::view::pen::{self, Pen};
use crate::tui::view::popup;
use ratatui::layout::Rect;

/// The least columns for the figures and the acts beside each other.
const TWO: u16 = 50;

messages! {
    /// Words of the figures and of what made them.
    struct Say {
        title { zh: "数字从哪里来", en: "Where a figure comes from" }
        made(figure: &str, value: &str, acts: usize) { zh: "{figure} {value}：{acts} 条记录", en: "{figure} {value} (acts: {acts})" }
        never { zh: "会议开始以来一直如此，没有记录改变过它。", en: "It has been so from the beginning: no record changed it." }
        undone { zh: "（已撤销）", en: " (taken back)" }
        change(before: &str, after: &str) { zh: "{before} → {after}", en: "{before} → {after}" }
    }
}

/// Draws the figures over the lower part of the body.
pub(super) fn draw(app: &App, replay: &Replay, asked: &Asked, pen: &mut Pen<'_>, body: Rect) {
    let height = (body.height * 3 / 5).clamp(8, 24).min(body.height);
    let place = Rect { y: body.bottom() - height, height, ..body };
    if let Some(figure) = asked.figure() {
        let seen = Rect { height: body.height - height, ..body };
        cursor::mark(figure, replay.floor(), app.lang, pen, seen);
    }
    let say = Say(app.lang);
    let columns = place.width.saturating_sub(4);
    let inner = popup::window(pen, place, columns, height.saturating_sub(2), &say.title(), Role::Title);
    if inner.width < TWO {
        return match asked.entry {
            Some(_) => made(app.lang, replay, asked, pen, inner),
            None => figures(app.lang, replay, asked, pen, inner),
        };
    }
    let left = (inner.width * 2 / 5).min(40);
    let list = Rect { width: left, ..inner };
    let causes = pen::from_column(inner, left + 3);
    for y in 0..inner.height {
        let edge = Rect { width: 1, ..pen::from_column(pen::row(inner, y), left + 1) };
        pen.text(edge, pen.theme.glyphs.threshold, Role::Dim);
    }
    figures(app.lang, replay, asked, pen, list);
    made(app.lang, replay, asked, pen, causes);
}

/// The figures and above those of each round its title: the place of each figure, or the title.
fn rows(asked: &Asked, floor: &Floor, lang: Lang) -> Vec<Result<usize, String>> {
    let mut rows = Vec::new();
    let mut before = None;
    for (at, figure) in asked.figures.iter().enumerate() {
        let heading = figure.heading(floor, lang);
        if heading != before {
            rows.extend(heading.clone().map(Err));
            before = heading;
        }
        rows.push(Ok(at));
    }
    rows
}

/// The first of so many rows that is seen where `at` must be.
fn first(at: usize, all: usize, rows: u16) -> usize {
    let rows = usize::from(rows);
    at.saturating_sub(rows / 2).min(all.saturating_sub(rows))
}

/// The figures with their values at this point.
fn figures(lang: Lang, replay: &Replay, asked: &Asked, pen: &mut Pen<'_>, area: Rect) {
    let rows = rows(asked, replay.floor(), lang);
    let here = rows.iter().position(|row| *row == Ok(asked.chosen)).unwrap_or(0);
    let from = first(here, rows.len(), area.height);
    for (y, what) in (0..area.height).zip(rows.iter().skip(from)) {
        let row = pen::row(area, y);
        match what {
            Ok(at) => figure(lang, replay, asked, *at, pen, row),
            Err(title) => drop(pen.text(row, title, Role::Title)),
        }
    }
}

fn figure(lang: Lang, replay: &Replay, asked: &Asked, at: usize, pen: &mut Pen<'_>, row: Rect) {
    let Some(figure) = asked.figures.get(at) else { return };
    let chosen = at == asked.chosen;
    let role = if chosen && asked.entry.is_none() { Role::Selected } else { Role::Text };
    let value = figure.value(replay.floor()).words(lang);
    pen.text(row, &" ".repeat(usize::from(row.width)), role);
    pen.text(row, if chosen { pen.theme.glyphs.now } else { " " }, role);
    let number = if role == Role::Selected { role } else { Role::Number };
    let used = pen.right(pen::from_column(row, row.width / 2), &value, number);
    let label = Rect { width: row.width.saturating_sub(used + 3), ..pen::from_column(row, 2) };
    pen.text(label, &figure.label(replay.floor(), lang), role);
}

/// The acts that made the chosen figure.
fn made(lang: Lang, replay: &Replay, asked: &Asked, pen: &mut Pen<'_>, area: Rect) {
    let say = Say(lang);
    let Some(figure) = asked.figure() else { return };
    let last = asked.causes.last();
    let value = last.map_or_else(|| figure.value(replay.floor()), |cause| cause.after.clone());
    let label = figure.label(replay.floor(), lang);
    let heading = say.made(&label, &value.words(lang), asked.causes.len());
    pen.text(pen::row(area, 0), &heading, Role::Title);
    let rows = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    if asked.causes.is_empty() {
        let lines = pen::wrap(&say.never(), rows.width);
        return pen.lines(rows, &lines, 0, Role::Dim);
    }
    let at = asked.entry.unwrap_or(asked.causes.len() - 1);
    let from = first(at, asked.causes.len(), rows.height);
    for (y, (at, cause)) in (0..rows.height).zip(asked.causes.iter().enumerate().skip(from)) {
        one(lang, replay, cause, Some(at) == asked.entry, pen, pen::row(rows, y));
    }
}

/// One act: when, what, and what it did to the figure.
fn one(lang: Lang, replay: &Replay, cause: &Cause, chosen: bool, pen: &mut Pen<'_>, row: Rect) {
    let say = Say(lang);
    let act = replay.history().act(cause.at).unwrap_or_default();
    let event = cause.events.first().and_then(|at| act.get(*at)).or_else(|| act.first());
    let Some(event) = event else { return };
    let notable = if cause.undone { Some(Notable::Undo) } else { Notable::of(&event.event) };
    let (sign, sign_role) =
        notable.map_or((" ", Role::Text), |mark| foot::sign(Sign::Mark(mark), &pen.theme.glyphs));
    let (sign_role, role) = match (chosen, cause.undone) {
        (true, _) => (Role::Selected, Role::Selected),
        (false, true) => (sign_role, Role::Dim),
        (false, false) => (sign_role, Role::Text),
    };
    let mut words = phrase::phrase(replay.floor(), &event.event, lang);
    if cause.events.len() > 1 {
        words.push_str(&of_several(cause.events.len(), lang));
    }
    if cause.undone {
        words.push_str(&say.undone());
    }
    let time = event.at.get(11..19).unwrap_or_default();
    pen.text(row, &" ".repeat(usize::from(row.width)), role);
    let change = say.change(&cause.before.words(lang), &cause.after.words(lang));
    let change = change.replace('→', if pen.theme.glyphs.cut == "~" { "->" } else { "→" });
    let end = pen::from_column(row, row.width / 2);
    let used = pen.right(end, &change, if chosen { role } else { Role::Number });
    let text = Rect { width: row.width.saturating_sub(used + 1), ..row };
    pen.text(text, sign, sign_role);
    pen.text(pen::from_column(text, 2), &format!("{time} {words}"), role);
}
