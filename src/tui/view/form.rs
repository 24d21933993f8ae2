//! Fields being filled in, in the step's own place or in a popup.

use super::pen::{self, Pen};
use crate::agenda::screen::{Field, FieldKind};
use crate::tui::draft::{Draft, Entry};
use crate::tui::find;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// The widest box for a line of text.
const TEXT: u16 = 44;
/// The box for a number: six digits and the cursor are always seen whole.
const NUMBER: u16 = 11;
/// How many of the texts of a choice are seen at once.
const OPEN: usize = 5;

/// The rows that a form needs in so many columns, without its trouble.
pub fn height(draft: &Draft, columns: u16) -> u16 {
    let open = draft.form.fields.iter().map(opened).max().unwrap_or(0);
    let notes = (0..draft.entries.len()).map(|at| note(draft, at, columns).len()).max().unwrap_or(0);
    let air = usize::from(notes > 0);
    u16::try_from(draft.form.fields.len() + open + air + notes).unwrap_or(u16::MAX)
}

/// The rows of its title in so many columns.
pub fn title_rows(draft: &Draft, columns: u16) -> u16 {
    u16::try_from(pen::wrap(&draft.form.title, columns).len()).unwrap_or(u16::MAX)
}

/// The rows that a choice takes below its field while the person is in it.
fn opened(field: &Field) -> usize {
    match &field.kind {
        FieldKind::Choice(texts, _) if texts.len() > 1 => texts.len().min(OPEN),
        _ => 0,
    }
}

/// The columns of the labels: as wide as the widest, but the fields keep most of the form.
fn label_columns(draft: &Draft, columns: u16) -> u16 {
    let widest = draft.form.fields.iter().map(|field| pen::width(&field.label)).max().unwrap_or(0);
    widest.min(columns * 2 / 5)
}

/// The columns of a field's box.
fn box_columns(field: &Field, entry: &Entry, place: u16) -> u16 {
    match entry {
        Entry::Number(_) => NUMBER,
        Entry::Text(_) => TEXT.min(place),
        Entry::Choice { at, find } => pen::width(chosen(field, *at)) + 5 + pen::width(find.text()),
    }
}

/// What does not fit beside a field and is said below all of them while the person is in it: its whole label, its whole hint.
fn note(draft: &Draft, at: usize, columns: u16) -> Vec<String> {
    let (Some(field), Some(entry)) = (draft.form.fields.get(at), draft.entries.get(at)) else {
        return Vec::new();
    };
    let label = label_columns(draft, columns);
    let place = columns.saturating_sub(label + 4);
    let cut_label = pen::width(&field.label) > label;
    let beside = box_columns(field, entry, place) + 1 + pen::width(&field.hint) <= place;
    let texts = [(&field.label, cut_label), (&field.hint, !beside)];
    let texts = texts.into_iter().filter(|(text, told)| *told && !text.is_empty());
    texts.flat_map(|(text, _)| pen::wrap(text, columns.saturating_sub(2))).collect()
}

/// Draws the fields, and says where the cursor stands.
pub fn draw(draft: &Draft, titled: bool, pen: &mut Pen<'_>, area: Rect) -> Option<(u16, u16)> {
    let mut y = 0;
    if titled && !draft.form.title.is_empty() {
        for line in pen::wrap(&draft.form.title, area.width) {
            pen.bold(pen::row(area, y), &line, Role::Text);
            y += 1;
        }
    }
    let label = label_columns(draft, area.width);
    let note = note(draft, draft.at, area.width);
    let mut cursor = None;
    for (at, (field, entry)) in draft.form.fields.iter().zip(&draft.entries).enumerate() {
        let here = at == draft.at;
        let line = pen::row(area, y);
        let role = if here { Role::Title } else { Role::Text };
        if here {
            pen.text(line, pen.theme.glyphs.now, Role::Title);
        }
        pen.text(Rect { width: label.min(line.width), ..pen::from_column(line, 2) }, &field.label, role);
        let place = pen::from_column(line, label + 4);
        let used = draw_entry(field, entry, here, pen, place, &mut cursor);
        if !here || note.is_empty() {
            pen.text(pen::from_column(place, used + 1), &field.hint, Role::Dim);
        }
        y += 1;
        if here {
            y += draw_choices(field, entry, pen, below(place, area, y));
        }
    }
    draw_foot(draft, &note, pen, below(area, area, y));
    cursor
}

/// The columns of a place from a row of its area on.
fn below(place: Rect, area: Rect, y: u16) -> Rect {
    Rect { y: area.y + y, height: area.height.saturating_sub(y), ..place }
}

/// What stands in a field; answers the columns used and sets the cursor while something is typed here.
fn draw_entry(
    field: &Field,
    entry: &Entry,
    here: bool,
    pen: &mut Pen<'_>,
    area: Rect,
    cursor: &mut Option<(u16, u16)>,
) -> u16 {
    let role = if here { Role::Field } else { Role::Text };
    match entry {
        Entry::Number(input) | Entry::Text(input) => {
            let columns = box_columns(field, entry, area.width);
            let inner = Rect { x: area.x + 2, width: columns.saturating_sub(4), ..area };
            pen.text(area, "[ ", Role::Dim);
            pen.text(pen::from_column(area, columns.saturating_sub(1)), "]", Role::Dim);
            if here {
                *cursor = Some(pen.input(input, inner, role));
            } else {
                pen.text(inner, input.text(), role);
            }
            columns
        }
        Entry::Choice { at, find } => {
            let shown = Some(chosen(field, *at)).filter(|text| find::found(text, find.text()));
            let used = pen.text(area, &format!("< {} >", shown.unwrap_or("—")), role) + 1;
            let typed = pen.text(pen::from_column(area, used), find.text(), Role::Key);
            if here && !find.is_empty() {
                *cursor = Some((area.x + used + typed, area.y));
            }
            used + typed
        }
    }
}

fn chosen(field: &Field, at: usize) -> &str {
    let FieldKind::Choice(texts, _) = &field.kind else { return "" };
    texts.get(at).map_or("", String::as_str)
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

/// Below the fields: what did not fit beside the one in which the person is, and what was wrong with the answers. Trouble
/// goes first where there is no room for both.
fn draw_foot(draft: &Draft, note: &[String], pen: &mut Pen<'_>, area: Rect) {
    let mut lines: Vec<(Role, String)> = Vec::new();
    if let Some(trouble) = &draft.trouble {
        let text = format!("{} {} ({})", pen.theme.glyphs.refuse, trouble.what, trouble.code);
        lines.push((Role::Text, String::new()));
        lines.extend(pen::wrap(&text, area.width).into_iter().map(|line| (Role::Refuse, line)));
        lines.extend(pen::wrap(&trouble.todo, area.width).into_iter().map(|line| (Role::Text, line)));
    }
    let room = usize::from(area.height).saturating_sub(lines.len());
    let air = u16::from(room > note.len());
    let told = u16::try_from(room.min(note.len())).unwrap_or(0);
    pen.lines(Rect { y: area.y + air, height: told, ..pen::from_column(area, 2) }, note, 0, Role::Rule);
    let from = if told > 0 { air + told } else { 0 };
    for (y, (role, line)) in (from..area.height).zip(&lines) {
        pen.text(pen::row(area, y), line, *role);
    }
}
