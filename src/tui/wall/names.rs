//! Names on the wall: candidates, the result sheet, the elected.

mod sheet;

use super::grid::{self, Cells};
use super::large::{self, Size};
use super::say::{Say, Words};
use super::stack::{self, Part};
use super::{View, line, spaced, title};
use crate::agenda::round::office_text;
use crate::agenda::wall::StillOpen;
use crate::domain::{Name, Office};
use crate::tui::theme::Role;
use crate::tui::view::pen::{self, Pen};
use ratatui::layout::Rect;
pub(crate) use sheet::result;

/// The columns of a name: of the large text, or of the plain one where a character has no bitmap.
pub(super) fn width(name: &str, size: Option<Size>) -> u16 {
    size.and_then(|size| large::width(name, size)).unwrap_or_else(|| pen::width(name))
}

/// Draws a name: large, or, where a character has no bitmap, all of it in plain cells in the middle of the rows.
pub(super) fn draw_name(name: &str, size: Option<Size>, role: Role, pen: &mut Pen<'_>, area: Rect) {
    let fits = |size: &Size| large::width(name, *size).is_some_and(|used| used <= area.width);
    if let Some(size) = size.filter(fits) {
        return large::draw(name, size, role, pen, area);
    }
    let name = if size.is_some() { spaced(name, area.width) } else { name.to_owned() };
    pen.bold(pen::row(area, area.height / 2), &name, role);
}

/// Names and nothing else.
struct Plain {
    names: Vec<String>,
    role: Role,
}

impl Cells for Plain {
    fn count(&self) -> usize {
        self.names.len()
    }

    fn columns(&self, size: Option<Size>) -> Option<u16> {
        self.names.iter().map(|name| width(name, size)).max()
    }

    fn most(&self, size: Option<Size>) -> u16 {
        self.columns(size).unwrap_or(0) + 4
    }

    fn draw(&self, at: usize, size: Option<Size>, pen: &mut Pen<'_>, area: Rect) {
        if let Some(name) = self.names.get(at) {
            draw_name(name, size, self.role, pen, area);
        }
    }
}

/// A name with its number, right-aligned, so that the names stand below each other.
fn numbered<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    (1..).zip(names).map(|(number, name)| format!("{number:>2} {name}")).collect()
}

/// The candidates in the order of the paper, with their introduction where there is room.
pub(crate) fn candidates(
    view: View<'_>,
    office: &Office,
    seats: u32,
    names: &[(Name, Vec<String>)],
    pen: &mut Pen<'_>,
    area: Rect,
) {
    let heading = view.words(|lang| Say(lang).candidates(&office_text(office, lang)));
    let below = view.say(|say| say.seats(seats, names.len()));
    let list = introduced(view, names, pen, area).unwrap_or_else(|| {
        let names = numbered(names.iter().map(|(name, _)| name.as_str()));
        grid::part(view, Plain { names, role: Role::Text }, 3, Size::Double, pen, area.width)
    });
    let parts = vec![
        title(view, &heading, pen, area.width),
        line::part(view, &below, Role::Text, 1, Size::Narrow, pen, area.width),
        list,
    ];
    stack::draw(parts, pen, area);
}

/// Names with what is said of them below; nothing when there is nothing to say or no room for all of it.
fn introduced<'a>(
    view: View<'_>,
    names: &[(Name, Vec<String>)],
    pen: &Pen<'_>,
    area: Rect,
) -> Option<Part<'a>> {
    let columns = area.width.saturating_sub(8).min(100);
    let about: Vec<Vec<String>> = names
        .iter()
        .map(|(_, about)| about.iter().flat_map(|line| pen::wrap(line, columns)).collect())
        .collect();
    let rows: usize = about.iter().map(|lines| lines.len() + 2).sum();
    let rows = u16::try_from(rows).unwrap_or(u16::MAX).saturating_sub(1);
    let titles = 4;
    if about.iter().all(Vec::is_empty) || rows > area.height.saturating_sub(titles) {
        return None;
    }
    let names = numbered(names.iter().map(|(name, _)| name.as_str()));
    let large = view.sizes(pen).iter().filter(|size| **size < Size::Double).map(|size| Some(*size));
    let sizes: Vec<Option<Size>> = [None].into_iter().chain(large).collect();
    let more = |size: &Option<Size>| size.map_or(0, |size| size.rows() - 1);
    let count = u16::try_from(names.len()).unwrap_or(u16::MAX);
    let heights = sizes.iter().map(|size| rows.saturating_add(count.saturating_mul(more(size)))).collect();
    Some(Part::new(3, heights, move |form, pen, area| {
        let size = sizes.get(form).copied().flatten();
        let left = (area.width - (columns + 4).min(area.width)) / 2;
        let mut rest = pen::from_column(area, left);
        for (name, about) in names.iter().zip(&about) {
            let rows = size.map_or(1, Size::rows);
            draw_name(name, size, Role::Text, pen, Rect { height: rows.min(rest.height), ..rest });
            let below = Rect { y: rest.y + rows, height: rest.height.saturating_sub(rows), ..rest };
            pen.lines(pen::from_column(below, 3), about, 0, Role::Rule);
            let used = rows + u16::try_from(about.len()).unwrap_or(0) + 1;
            rest = Rect { y: rest.y + used, height: rest.height.saturating_sub(used), ..rest };
        }
    }))
}

/// The seats that are still open, why, and what follows.
#[derive(Clone, Copy)]
pub(crate) struct Open {
    pub(crate) seats: u32,
    pub(crate) still: StillOpen,
}

fn still_open(say: Say, seats: u32, still: StillOpen) -> String {
    match still {
        StillOpen::Short => say.open(seats),
        StillOpen::Level => say.level(seats),
        StillOpen::Vacant => say.vacant(seats),
        StillOpen::Runoff => say.runoff(seats),
        StillOpen::Supplementary => say.supplementary(seats),
        StillOpen::Fewer => say.fewer(seats),
        StillOpen::HigherBody => say.higher(seats),
    }
}

/// The elected, in the order in which they are announced.
pub(crate) fn elected(
    view: View<'_>,
    office: &Office,
    names: &[Name],
    open: Open,
    pen: &mut Pen<'_>,
    area: Rect,
) {
    let text = |lang| {
        let office = office_text(office, lang);
        if names.is_empty() { office } else { Say(lang).elected(&office) }
    };
    let mut parts = vec![title(view, &view.words(text), pen, area.width)];
    if names.is_empty() {
        let nobody = view.say(Say::nobody);
        parts.push(line::part(view, &nobody, Role::Text, 3, Size::Normal, pen, area.width));
    } else {
        let names = names.iter().map(ToString::to_string).collect();
        let cells = Plain { names, role: Role::Title };
        parts.push(grid::part(view, cells, 3, Size::Double, pen, area.width));
    }
    let rest = match open {
        Open { seats: 0, .. } => Words::default(),
        Open { seats, still } => view.say(|say| still_open(say, seats, still)),
    };
    parts.push(line::part(view, &rest, Role::Text, 2, Size::Narrow, pen, area.width));
    stack::draw(parts, pen, area);
}
