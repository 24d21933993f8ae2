//! One step's work: the numbers with their rules, then the list, form, text or table.

use super::pen::{self, Pen};
use super::{Scene, closed, form, list, table};
use crate::agenda::screen::{Fact, Work};
use crate::tui::key::Key;
use crate::tui::model::App;
use crate::tui::theme::Role;
use crossterm::event::KeyCode;
use ratatui::layout::Rect;

/// Below so many rows, rules are cut and not wrapped, so that the work itself is seen.
const TIGHT: u16 = 10;

/// The rows that the work needs at least, so that the words to read aloud leave them.
pub fn least(scene: Scene<'_>) -> u16 {
    let facts = u16::try_from(scene.screen.facts.len()).unwrap_or(u16::MAX);
    let work = match &scene.screen.work {
        Work::Nothing => 0,
        Work::List(list) => u16::try_from(list.rows.len()).unwrap_or(u16::MAX).min(6) + 2,
        Work::Form(form) => u16::try_from(form.fields.len()).unwrap_or(u16::MAX) + 4,
        Work::Text(_) | Work::Table(_) => 8,
        Work::Calling(_) => 12,
    };
    facts.saturating_add(work).saturating_add(1)
}

/// Draws the work, and says where the cursor stands when something is typed.
pub fn draw(app: &mut App, scene: Scene<'_>, pen: &mut Pen<'_>, area: Rect) -> Option<(u16, u16)> {
    let air = u16::from(area.height > 12);
    let area = Rect { y: area.y + air, height: area.height - air, ..area };
    if scene.floor.here().is_none() {
        closed::draw(scene, pen, area);
        return None;
    }
    let tight = area.height < TIGHT && !matches!(scene.screen.work, Work::Nothing);
    let used = facts(&scene.screen.facts, tight, pen, area);
    let gap = u16::from(used > 0 && used < area.height && !matches!(scene.screen.work, Work::Nothing));
    let skip = (used + gap).min(area.height);
    let rest = Rect { y: area.y + skip, height: area.height - skip, ..area };
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

/// Draws the numbers, each beside its rule; answers the rows used. Where space is `tight`, each takes one row.
fn facts(facts: &[Fact], tight: bool, pen: &mut Pen<'_>, area: Rect) -> u16 {
    let label = facts.iter().map(|fact| pen::width(&fact.label)).max().unwrap_or(0).min(area.width / 2);
    let short = |fact: &Fact| Some(pen::width(&fact.value)).filter(|width| *width <= 8);
    let value = facts.iter().filter_map(short).max().unwrap_or(0);
    let mut used = 0;
    for fact in facts {
        let place = Rect { y: area.y + used, height: area.height - used, ..area };
        let rows = one_fact(fact, (label, value), tight, pen, place);
        used = (used + rows).min(area.height);
    }
    used
}

/// Draws one number: its rule stands beside it, or below where it is too long.
fn one_fact(fact: &Fact, (label, value): (u16, u16), tight: bool, pen: &mut Pen<'_>, area: Rect) -> u16 {
    pen.text(area, &fact.label, Role::Text);
    let place = pen::from_column(area, label + 2);
    let number = fact.value.chars().all(|c| c.is_ascii_digit());
    let blanks = if number { value.saturating_sub(pen::width(&fact.value)) } else { 0 };
    let style = if pen::role(fact.tone) == Role::Text { Role::Number } else { pen::role(fact.tone) };
    let used = blanks + pen.bold(pen::from_column(place, blanks), &fact.value, style);
    if fact.rule.is_empty() {
        return 1;
    }
    let mark = if fact.value == pen.theme.glyphs.done { "" } else { pen.theme.mark(pen::role(fact.tone)) };
    let rule = if mark.is_empty() { fact.rule.clone() } else { format!("{mark} {}", fact.rule) };
    let beside = pen::from_column(place, used.max(value) + 2);
    let tone = if mark.is_empty() { Role::Rule } else { pen::role(fact.tone) };
    if tight || pen::width(&rule) <= beside.width {
        pen.text(beside, &rule, tone);
        return 1;
    }
    let (at, lines) = if beside.width >= 24 {
        (beside, pen::wrap(&rule, beside.width))
    } else {
        (
            Rect { y: place.y + 1, height: place.height.saturating_sub(1), ..place },
            pen::wrap(&rule, place.width),
        )
    };
    pen.lines(at, &lines, 0, tone);
    u16::try_from(lines.len()).unwrap_or(1) + (at.y - area.y)
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
