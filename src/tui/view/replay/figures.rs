//! The figures of a step at the left, at the right the acts that made the one under the cursor.

use super::foot;
use crate::agenda::notable::Notable;
use crate::agenda::phrase;
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
    let say = Say(app.lang);
    let columns = place.width.saturating_sub(4);
    let inner = popup::window(pen, place, columns, height.saturating_sub(2), &say.title(), Role::Title);
    let left = (inner.width * 2 / 5).min(40);
    let [list, causes] = [
        Rect { width: left, ..inner },
        Rect { x: inner.x + left + 3, width: inner.width.saturating_sub(left + 3), ..inner },
    ];
    for y in 0..inner.height {
        pen.text(
            Rect { x: inner.x + left + 1, width: 1, ..pen::row(inner, y) },
            pen.theme.glyphs.threshold,
            Role::Dim,
        );
    }
    figures(app.lang, replay, asked, pen, list);
    made(app.lang, replay, asked, pen, causes);
}

/// The first of so many rows that is seen where `at` must be.
fn first(at: usize, all: usize, rows: u16) -> usize {
    let rows = usize::from(rows);
    at.saturating_sub(rows / 2).min(all.saturating_sub(rows))
}

/// The figures with their values at this point.
fn figures(lang: Lang, replay: &Replay, asked: &Asked, pen: &mut Pen<'_>, area: Rect) {
    let from = first(asked.chosen, asked.figures.len(), area.height);
    for (y, (at, figure)) in (0..area.height).zip(asked.figures.iter().enumerate().skip(from)) {
        let row = pen::row(area, y);
        let chosen = at == asked.chosen;
        let role = if chosen && asked.entry.is_none() { Role::Selected } else { Role::Text };
        let value = figure.value(replay.floor()).words(lang);
        pen.text(row, &" ".repeat(usize::from(row.width)), role);
        let sign = if chosen { pen.theme.glyphs.now } else { " " };
        pen.text(row, sign, role);
        let number = if role == Role::Selected { role } else { Role::Number };
        let most = Rect { x: row.x + row.width / 2, width: row.width - row.width / 2, ..row };
        let used = pen.right(most, &value, number);
        let label = Rect { x: row.x + 2, width: row.width.saturating_sub(used + 3), ..row };
        pen.text(label, &figure.label(replay.floor(), lang), role);
    }
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
    let (sign, role) =
        notable.map_or((" ", Role::Text), |mark| foot::sign(Sign::Mark(mark), &pen.theme.glyphs));
    let role = match (chosen, cause.undone) {
        (true, _) => Role::Selected,
        (false, true) => Role::Dim,
        (false, false) => role,
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
    let end = Rect { x: row.x + row.width / 2, width: row.width - row.width / 2, ..row };
    let used = pen.right(end, &change, if chosen { role } else { Role::Number });
    let text = Rect { width: row.width.saturating_sub(used + 1), ..row };
    pen.text(text, &format!("{sign} {time} {words}"), role);
}
