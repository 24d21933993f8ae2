//! Fields being filled in, in the step's own place or in a popup.

use super::pen::{self, Pen};
use crate::agenda::screen::{Field, FieldKind};
use crate::tui::draft::{Draft, Entry};
use crate::tui::find;
use crate::tui::theme::Role;
use crate::tui::widgets::line_input::LineInput;
use ratatui::layout::Rect;

/// The widest box for a line of text.
const TEXT: u16 = 44;
/// The box for a number.
const NUMBER: u16 = 7;
/// How many of the texts of a choice are seen at once.
const OPEN: usize = 5;

/// The rows that a form needs, without its trouble.
pub fn height(draft: &Draft) -> u16 {
    let open = draft.form.fields.iter().map(opened).max().unwrap_or(0);
    u16::try_from(draft.form.fields.len() + open).unwrap_or(u16::MAX)
}

/// The rows that a choice takes below its field while the person is in it.
fn opened(field: &Field) -> usize {
    match &field.kind {
        FieldKind::Choice(texts, _) if texts.len() > 1 => texts.len().min(OPEN),
        _ => 0,
    }
}

/// Draws the fields, and says where the cursor stands.
pub fn draw(draft: &Draft, titled: bool, pen: &mut Pen<'_>, area: Rect) -> Option<(u16, u16)> {
    let label =
        draft.form.fields.iter().map(|field| pen::width(&field.label)).max().unwrap_or(0).min(area.width / 3);
    let mut y = 0;
    if titled && !draft.form.title.is_empty() {
        pen.bold(pen::row(area, y), &draft.form.title, Role::Text);
        y += 1;
    }
    let mut cursor = None;
    for (at, (field, entry)) in draft.form.fields.iter().zip(&draft.entries).enumerate() {
        let here = at == draft.at;
        let line = pen::row(area, y);
        if here {
            pen.text(line, pen.theme.glyphs.now, Role::Title);
        }
        pen.text(pen::from_column(line, 2), &field.label, if here { Role::Title } else { Role::Text });
        let place = pen::from_column(line, label + 4);
        let drawn = draw_entry(field, entry, here, pen, place);
        cursor = drawn.or(cursor);
        y += 1;
        if here {
            y += draw_choices(
                field,
                entry,
                pen,
                Rect { y: area.y + y, height: area.height.saturating_sub(y), ..place },
            );
        }
    }
    draw_trouble(draft, pen, Rect { y: area.y + y, height: area.height.saturating_sub(y), ..area });
    cursor
}

fn draw_entry(field: &Field, entry: &Entry, here: bool, pen: &mut Pen<'_>, area: Rect) -> Option<(u16, u16)> {
    let role = if here { Role::Field } else { Role::Text };
    let (used, cursor) = match entry {
        Entry::Number(input) => typed(input, NUMBER, role, pen, area),
        Entry::Text(input) => typed(input, TEXT.min(area.width), role, pen, area),
        Entry::Choice { at, find } => {
            let text = chosen(field, *at);
            let used = pen.text(area, &format!("< {text} >"), role) + 1;
            let typed = pen.text(pen::from_column(area, used), find.text(), Role::Key);
            let seen = !find.is_empty();
            (used + typed, seen.then_some((area.x + used + typed, area.y)))
        }
    };
    pen.text(pen::from_column(area, used + 1), &field.hint, Role::Dim);
    cursor.filter(|_| here)
}

fn chosen(field: &Field, at: usize) -> &str {
    let FieldKind::Choice(texts, _) = &field.kind else { return "" };
    texts.get(at).map_or("", String::as_str)
}

/// A box with what is typed, scrolled so that the cursor is seen.
fn typed(
    input: &LineInput,
    columns: u16,
    role: Role,
    pen: &mut Pen<'_>,
    area: Rect,
) -> (u16, Option<(u16, u16)>) {
    let inner = Rect { x: area.x + 2, width: columns.saturating_sub(4), ..area };
    pen.text(area, "[ ", Role::Dim);
    pen.text(pen::from_column(area, columns.saturating_sub(1)), "]", Role::Dim);
    let style = pen.theme.style(role);
    let cursor = input.render(inner, pen.buffer(), style);
    (columns, Some((cursor.x, cursor.y)))
}

/// The texts of a choice around the chosen one, only those that the search finds.
fn draw_choices(field: &Field, entry: &Entry, pen: &mut Pen<'_>, area: Rect) -> u16 {
    let (FieldKind::Choice(texts, _), Entry::Choice { at, find }) = (&field.kind, entry) else { return 0 };
    if texts.len() < 2 {
        return 0;
    }
    let hits = find::hits(texts, find.text());
    let place = hits.iter().position(|hit| hit == at).unwrap_or(0);
    let open = OPEN.min(hits.len());
    let from = place.saturating_sub(open / 2).min(hits.len() - open);
    let mut y = 0;
    for hit in hits.iter().skip(from).take(open) {
        let (mark, role) =
            if hit == at { (pen.theme.glyphs.live, Role::Title) } else { (pen.theme.glyphs.left, Role::Dim) };
        let text = texts.get(*hit).map_or("", String::as_str);
        pen.text(pen::from_column(pen::row(area, y), 2), &format!("{mark} {text}"), role);
        y += 1;
    }
    y
}

/// What was wrong with the answers, in its three parts.
fn draw_trouble(draft: &Draft, pen: &mut Pen<'_>, area: Rect) {
    let Some(trouble) = &draft.trouble else { return };
    let mark = pen.theme.glyphs.refuse;
    let text = format!("{mark} {} ({})", trouble.what, trouble.code);
    let mut lines = pen::wrap(&text, area.width);
    let wrong = lines.len();
    lines.extend(pen::wrap(&trouble.todo, area.width));
    for (y, line) in (1..area.height).zip(&lines) {
        let role = if usize::from(y) <= wrong { Role::Refuse } else { Role::Text };
        pen.text(pen::row(area, y), line, role);
    }
}
