//! One step's work: the numbers with their rules, then the list, form, text or table.

use super::pen::{self, Pen};
use super::{Scene, closed, facts, form, list, table};
use crate::agenda::screen::Work;
use crate::tui::key::Key;
use crate::tui::model::App;
use crate::tui::theme::{Role, Theme};
use crossterm::event::KeyCode;
use ratatui::layout::Rect;

/// Below so many rows, rules are cut and not wrapped, so that the work itself is seen.
const TIGHT: u16 = 10;

/// The rows that the work needs at least in so many columns, so that the words to read aloud leave them.
pub fn least(scene: Scene<'_>, columns: u16, theme: &Theme) -> u16 {
    let facts = u16::try_from(scene.screen.facts.len()).unwrap_or(u16::MAX);
    let work = match &scene.screen.work {
        Work::Nothing => 0,
        Work::List(list) => u16::try_from(list.rows.len()).unwrap_or(u16::MAX).min(6) + 2,
        Work::Form(form) => u16::try_from(form.fields.len()).unwrap_or(u16::MAX) + 4,
        Work::Text(_) => 8,
        Work::Table(figures) => {
            let packed = facts::packed_rows(&scene.screen.facts, columns, theme);
            return packed.saturating_add(table::height(figures));
        }
        Work::Calling(_) => 12,
    };
    facts.saturating_add(work).saturating_add(1)
}

/// Whether a table is not seen whole below numbers that stand below each other.
fn overfull(scene: Scene<'_>, height: u16, columns: u16, theme: &Theme) -> bool {
    let Work::Table(figures) = &scene.screen.work else { return false };
    let facts = facts::rows(&scene.screen.facts, columns, theme);
    facts.saturating_add(1).saturating_add(table::height(figures)) > height
}

/// Rows of a table that stay seen whatever stands over it; it can be scrolled then.
const SEEN: u16 = 5;

/// Whether the numbers over a table are packed so that it is seen, whole or at least in part.
fn crowded(scene: Scene<'_>, height: u16, columns: u16, theme: &Theme) -> bool {
    let packed = || facts::packed_rows(&scene.screen.facts, columns, theme).saturating_add(SEEN) <= height;
    overfull(scene, height, columns, theme) && packed()
}

/// Draws the numbers and answers where the work goes: below them, after a blank row where there is room for it.
fn numbers(scene: Scene<'_>, pen: &mut Pen<'_>, area: Rect) -> (u16, Rect) {
    let facts = &scene.screen.facts;
    if crowded(scene, area.height, area.width, &pen.theme) {
        let used = facts::draw_packed(facts, scene.lang, pen, area);
        return (used, Rect { y: area.y + used, height: area.height - used, ..area });
    }
    let nothing = matches!(scene.screen.work, Work::Nothing);
    let tight = area.height < TIGHT || overfull(scene, area.height, area.width, &pen.theme);
    let used = facts::draw(facts, tight && !nothing, pen, area);
    let gap = u16::from(used > 0 && used < area.height && !nothing);
    let skip = (used + gap).min(area.height);
    (used, Rect { y: area.y + skip, height: area.height - skip, ..area })
}

/// Draws the work, and says where the cursor stands when something is typed.
pub fn draw(app: &mut App, scene: Scene<'_>, pen: &mut Pen<'_>, area: Rect) -> Option<(u16, u16)> {
    let air = area.height > 12 && !overfull(scene, area.height - 1, area.width, &pen.theme);
    let air = u16::from(air);
    let area = Rect { y: area.y + air, height: area.height - air, ..area };
    if scene.floor.here().is_none() {
        closed::draw(scene, pen, area);
        return None;
    }
    let (used, rest) = numbers(scene, pen, area);
    match &scene.screen.work {
        Work::Nothing => {
            let lines = pen::wrap(&scene.screen.purpose, rest.width.min(90));
            let below =
                Rect { y: rest.y + u16::from(used > 0), height: rest.height.saturating_sub(1), ..rest };
            pen.lines(below, &lines, 0, Role::Dim);
            None
        }
        Work::Calling(_) => None,
        Work::List(rows) => list::draw(app, scene.lang, rows, pen, rest),
        Work::Form(_) => app.work.as_ref().and_then(|draft| form::draw(draft, true, pen, rest)),
        Work::Text(paragraphs) => {
            text(app, scene, paragraphs, pen, rest);
            None
        }
        Work::Table(figures) => {
            let style = pen.theme.glyphs.keys;
            let down = Key::plain(KeyCode::Down).name(style, scene.lang);
            app.scroll.text = table::draw(figures, app.scroll.text, &down, pen, rest);
            None
        }
    }
}

/// Draws a text, one paragraph after the other with a blank row between.
fn text(app: &mut App, scene: Scene<'_>, paragraphs: &[String], pen: &mut Pen<'_>, area: Rect) {
    let mut lines = Vec::new();
    for (at, paragraph) in paragraphs.iter().enumerate() {
        if at > 0 && area.height > 16 {
            lines.push(String::new());
        }
        lines.extend(pen::wrap(paragraph, area.width.min(90)));
    }
    let long = lines.len() > usize::from(area.height);
    let seen = area.height - u16::from(long && area.height > 1);
    let from = usize::from(app.scroll.text).min(lines.len().saturating_sub(usize::from(seen)));
    app.scroll.text = u16::try_from(from).unwrap_or(u16::MAX);
    pen.lines(Rect { height: seen, ..area }, &lines, from, Role::Text);
    if long {
        let style = pen.theme.glyphs.keys;
        let place = format!(
            "{} {}/{}",
            Key::plain(KeyCode::Down).name(style, scene.lang),
            from + usize::from(seen),
            lines.len()
        );
        pen.right(pen::row(area, seen), &place, Role::Key);
    }
}
