//! Names on the wall: candidates, the result sheet, the elected.

use super::{View, spaced};
use crate::agenda::round::office_text;
use crate::agenda::screen::{Table, Tone};
use crate::domain::{Name, Office, Sums};
use crate::tui::theme::Role;
use crate::tui::view::pen::{self, Pen};
use crate::tui::view::table;
use ratatui::layout::Rect;

/// The candidates in the order of the paper, with their introduction where there is room.
pub(crate) fn candidates(
    view: View<'_>,
    office: &Office,
    seats: u32,
    names: &[(Name, Vec<String>)],
    pen: &mut Pen<'_>,
    area: Rect,
) {
    let say = view.say;
    pen.middle(pen::row(area, 0), &say.candidates(&office_text(office, view.lang)), Role::Title);
    pen.middle(pen::row(area, 1), &say.seats(seats, names.len()), Role::Text);
    let rest = Rect { y: area.y + 3, height: area.height.saturating_sub(3), ..area };
    let lines = names.iter().map(|(name, about)| (name.as_str(), about.as_slice()));
    columns(&lines.collect::<Vec<_>>(), pen, rest);
}

/// Names in one to three columns, numbered; what belongs to a name stands below it where all of it fits.
fn columns(names: &[(&str, &[String])], pen: &mut Pen<'_>, area: Rect) {
    let count = names.len().max(1);
    let height = usize::from(area.height.max(1));
    let across = count.div_ceil(height).clamp(1, 3);
    let per_column = count.div_ceil(across);
    let wrapped: Vec<Vec<String>> = names
        .iter()
        .map(|(_, about)| {
            about.iter().flat_map(|line| pen::wrap(line, area.width.saturating_sub(8))).collect()
        })
        .collect();
    let about_fits = across == 1 && wrapped.iter().map(|lines| lines.len() + 2).sum::<usize>() <= height;
    let step = if per_column * 2 <= height { 2 } else { 1 };
    let column = area.width / u16::try_from(across).unwrap_or(1);
    let widest = names.iter().map(|(name, _)| pen::width(name) + 5).max().unwrap_or(0);
    let mut y = 0;
    for (at, ((name, _), about)) in names.iter().zip(&wrapped).enumerate() {
        if at % per_column == 0 {
            y = 0;
        }
        let x = column * u16::try_from(at / per_column).unwrap_or(0);
        let inset = if about_fits { 0 } else { column.saturating_sub(widest) / 2 };
        let place = Rect { width: column, ..pen::from_column(pen::row(area, y), x + inset) };
        pen.bold(place, &format!("{:>2}  {name}", at + 1), Role::Text);
        y += u16::try_from(step).unwrap_or(1);
        if about_fits {
            let about_place = pen::from_column(
                Rect { y: area.y + y - 1, height: area.bottom() - (area.y + y - 1), ..area },
                4,
            );
            pen.lines(about_place, about, 0, Role::Rule);
            y += u16::try_from(about.len()).unwrap_or(0);
        }
    }
}

/// The result as the scrutineer reports it.
pub(crate) fn result(
    view: View<'_>,
    sheet: [u32; 5],
    names: &[(Name, Sums, bool)],
    pen: &mut Pen<'_>,
    area: Rect,
) {
    let say = view.say;
    let shown =
        |name: &Name, printed: bool| if printed { name.to_string() } else { say.written_in(name.as_str()) };
    pen.middle(pen::row(area, 0), &spaced(&say.result(), area.width), Role::Title);
    let labels = [say.present(), say.issued(), say.collected(), say.valid(), say.invalid()];
    let line =
        labels.iter().zip(sheet).map(|(label, number)| format!("{label} {number}")).collect::<Vec<_>>();
    let lines = pen::wrap(&line.join("　"), area.width);
    for (y, line) in (1..).zip(&lines) {
        pen.middle(pen::row(area, y), line, Role::Text);
    }
    let top = u16::try_from(lines.len()).unwrap_or(1) + 1 + u16::from(area.height > 14);
    let header = vec![String::new(), say.approve(), say.against(), say.abstain()];
    let row = |(name, sums, printed): &(Name, Sums, bool)| {
        let numbers = [sums.approve, sums.against, sums.abstain].map(|number| number.to_string());
        let others = if *printed { numbers.to_vec() } else { numbers.into_iter().take(1).collect() };
        (Tone::Plain, [vec![shown(name, *printed)], others].concat())
    };
    let sheet_table = Table { header, rows: names.iter().map(row).collect() };
    let widest = names.iter().map(|(name, _, printed)| pen::width(&shown(name, *printed))).max().unwrap_or(0);
    let heads: u16 = sheet_table.header.iter().map(|head| pen::width(head).max(3) + 2).sum();
    let used = (widest + heads + 2).min(area.width);
    let rest = Rect { y: area.y + top, height: area.height.saturating_sub(top), ..area };
    table::draw(
        &sheet_table,
        0,
        "",
        pen,
        Rect { width: used, ..pen::from_column(rest, (area.width - used) / 2) },
    );
}

/// The elected, in the order in which they are announced.
pub(crate) fn elected(
    view: View<'_>,
    office: &Office,
    names: &[Name],
    open: u32,
    pen: &mut Pen<'_>,
    area: Rect,
) {
    let say = view.say;
    let office = office_text(office, view.lang);
    if names.is_empty() {
        pen.middle(pen::row(area, 0), &office, Role::Title);
        pen.middle(pen::row(area, area.height / 2), &say.nobody(), Role::Text);
    } else {
        pen.middle(pen::row(area, 0), &spaced(&say.elected(&office), area.width), Role::Title);
    }
    let rows = u16::try_from(names.len()).unwrap_or(u16::MAX);
    let step = if rows.saturating_mul(2) + 4 <= area.height { 2 } else { 1 };
    let top = 2.max(area.height.saturating_sub(rows.saturating_mul(step) + 2) / 2);
    for (y, name) in (top..).step_by(usize::from(step)).zip(names) {
        pen.middle(pen::row(area, y), &spaced(name.as_str(), area.width), Role::Title);
    }
    if open > 0 {
        pen.middle(pen::row(area, area.height.saturating_sub(1)), &say.open(open), Role::Text);
    }
}
