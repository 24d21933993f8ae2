//! A sheet to read: its text, how far the work is while it is waited for, and the ways on.

use crate::locale::Lang;
use crate::messages;
use crate::tui::home::sheet::Reading;
use crate::tui::theme::Role;
use crate::tui::view::pen::{self, Pen};
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use unicode_width::UnicodeWidthStr;

messages! {
    /// Words of a sheet.
    struct Say {
        leave { zh: "Esc 不等了", en: "Esc leaves it" }
        ways { zh: "接下来", en: "What next" }
        rehearsal { zh: " 演练 ", en: " REHEARSAL " }
        more(from: usize, to: usize, of: usize) { zh: " {from}–{to} 行，共 {of} 行 ", en: " lines {from}–{to} of {of} " }
    }
}

/// Columns of a line of text at the most: longer ones are hard to follow.
const COLUMNS: u16 = 96;
/// Cells of the bar.
const BAR: usize = 30;

/// Draws the page.
pub(super) fn draw(reading: &mut Reading, lang: Lang, pen: &mut Pen<'_>, body: Rect) -> Option<(u16, u16)> {
    let ways = u16::try_from(reading.ways().len()).unwrap_or(u16::MAX);
    let below = if ways == 0 { 0 } else { ways + 2 };
    let [text, choice] = Layout::vertical([Constraint::Min(3), Constraint::Length(below)]).areas(body);
    let about = reading.sheet.as_ref().map(|sheet| sheet.title.get(lang)).unwrap_or_default();
    let title = match about {
        "" => reading.ask.label(lang),
        about => format!("{} › {about}", reading.ask.label(lang)),
    };
    pen.frame(text, &title, Role::Title);
    let inner = text.inner(Margin::new(2, 1));
    if reading.sheet.is_some() {
        written(reading, lang, pen, inner);
    } else {
        waiting(reading, lang, pen, inner);
    }
    if ways > 0 {
        pen.frame(choice, &Say(lang).ways(), Role::Title);
        choices(reading, lang, pen, choice.inner(Margin::new(2, 1)));
    }
    None
}

fn waiting(reading: &Reading, lang: Lang, pen: &mut Pen<'_>, area: Rect) {
    pen.text(pen::row(area, 1), &reading.ask.waiting(lang), Role::Title);
    pen.text(pen::row(area, 2), &reading.ask.path().display().to_string(), Role::Dim);
    let full = usize::from(reading.percent.min(100)) * BAR / 100;
    let bar = pen.theme.glyphs.full.repeat(full) + &pen.theme.glyphs.empty.repeat(BAR - full);
    pen.text(pen::row(area, 4), &format!("{bar} {} %", reading.percent), Role::Number);
    pen.text(pen::row(area, 6), &Say(lang).leave(), Role::Dim);
}

/// The text from where it was scrolled to; the mark of a rehearsal stays in sight.
fn written(reading: &mut Reading, lang: Lang, pen: &mut Pen<'_>, area: Rect) {
    let Some(sheet) = &reading.sheet else { return };
    let mut area = area;
    if sheet.rehearsal {
        pen.text(area, &Say(lang).rehearsal(), Role::Rehearsal);
        area = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    }
    let columns = area.width.min(COLUMNS);
    let lines: Vec<(Role, String)> =
        sheet.lines.iter().flat_map(|(role, text)| wrapped(*role, text.get(lang), pen, columns)).collect();
    reading.rows = usize::from(area.height);
    reading.scroll = reading.scroll.min(lines.len().saturating_sub(reading.rows));
    for (y, (role, line)) in (0..area.height).zip(lines.iter().skip(reading.scroll)) {
        pen.text(pen::row(area, y), line, *role);
    }
    if lines.len() > reading.rows {
        let (from, to) = (reading.scroll + 1, reading.scroll + reading.rows);
        let edge = Rect { y: area.bottom(), height: 1, ..area };
        pen.right(edge, &Say(lang).more(from, to, lines.len()), Role::Key);
    }
}

/// A paragraph in lines: its result by a sign too, its blanks at the beginning kept on every line.
fn wrapped(role: Role, text: &str, pen: &Pen<'_>, columns: u16) -> Vec<(Role, String)> {
    let bare = text.trim_start();
    let mut blanks = " ".repeat(usize::from(pen::width(text) - pen::width(bare)));
    let signed = matches!(role, Role::Ok | Role::Warn | Role::Refuse);
    let sign = if signed { format!("{} ", pen.theme.mark(role)) } else { String::new() };
    let room = columns.saturating_sub(pen::width(&blanks) + pen::width(&sign));
    let mut lines = Vec::new();
    for (at, line) in pen::wrap(bare, room).iter().enumerate() {
        if at == 1 {
            blanks.push_str(&" ".repeat(sign.width()));
        }
        lines.push((role, format!("{blanks}{}{line}", if at == 0 { sign.as_str() } else { "" })));
    }
    lines
}

fn choices(reading: &Reading, lang: Lang, pen: &mut Pen<'_>, area: Rect) {
    for (y, (at, way)) in (0..).zip(reading.ways().iter().enumerate()) {
        let place = pen::row(area, y);
        let chosen = at == reading.at;
        let role = if chosen { Role::Selected } else { Role::Text };
        let mark = if chosen { pen.theme.glyphs.now } else { " " };
        if chosen {
            pen.text(place, &" ".repeat(usize::from(place.width)), role);
        }
        pen.text(place, &format!("{mark} {}", way.label(lang)), role);
    }
}
