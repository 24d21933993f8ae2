//! The cursor in the view itself: where the chosen figure stands there in plain text, it is marked.

use crate::agenda::figure::{Figure, Part};
use crate::agenda::{Body, Floor};
use crate::domain::Mark;
use crate::locale::Lang;
use crate::tui::theme::Role;
use crate::tui::view::pen::{self, Pen};
use ratatui::layout::Rect;

/// One row of a view as text: every character with its column.
struct Line(Vec<(u16, char)>);

impl Line {
    fn read(pen: &mut Pen<'_>, row: Rect) -> Self {
        let mut chars = Vec::new();
        let mut x = row.x;
        while x < row.right() {
            let symbol = pen.buffer().cell((x, row.y)).map_or(" ", ratatui::buffer::Cell::symbol);
            chars.extend(symbol.chars().take(1).map(|c| (x, c)));
            x += pen::width(symbol).max(1);
        }
        Self(chars)
    }

    /// Where a text begins from a place on, standing by itself: no letter or digit touches it.
    fn find(&self, text: &str, from: usize) -> Option<usize> {
        let text: Vec<char> = text.chars().collect();
        let free = |at: Option<&(u16, char)>| at.is_none_or(|(_, c)| !c.is_ascii_alphanumeric());
        (from..self.0.len()).find(|at| {
            let here = self.0.get(*at..*at + text.len()).unwrap_or_default();
            let same = !text.is_empty() && here.iter().map(|(_, c)| c).eq(&text);
            same && free(at.checked_sub(1).and_then(|at| self.0.get(at))) && free(self.0.get(at + text.len()))
        })
    }

    /// Where the numbers from a place on begin.
    fn numbers(&self, from: usize) -> Vec<usize> {
        let digit = |at: usize| self.0.get(at).is_some_and(|(_, c)| c.is_ascii_digit());
        (from..self.0.len()).filter(|at| digit(*at) && !(*at > from && digit(*at - 1))).collect()
    }

    /// The cells of so many characters.
    fn cells(&self, at: usize, chars: usize, row: Rect) -> Option<Rect> {
        let x = self.0.get(at)?.0;
        let end = self.0.get(at + chars).map_or(row.right(), |(x, _)| *x);
        Some(Rect { x, width: end.saturating_sub(x), ..row })
    }
}

/// Marks the chosen figure in the part of a view that is seen, if it stands there.
pub(super) fn mark(figure: &Figure, floor: &Floor, lang: Lang, pen: &mut Pen<'_>, area: Rect) {
    let value = figure.value(floor).words(lang);
    let (label, column) = sought(figure, floor, lang);
    for y in 0..area.height {
        let row = pen::row(area, y);
        let line = Line::read(pen, row);
        let Some(found) = line.find(&label, 0) else { continue };
        let behind = found + label.chars().count();
        let place = match column {
            Some(column) => {
                line.numbers(behind).get(column).copied().filter(|at| line.find(&value, *at) == Some(*at))
            }
            None => line.find(&value, behind),
        };
        if let Some(cells) = place.and_then(|at| line.cells(at, value.chars().count(), row)) {
            let style = pen.theme.style(Role::Selected);
            pen.buffer().set_style(cells, style);
            return;
        }
    }
}

/// What stands before a figure in its row; for a name also in which of the columns of numbers behind it.
fn sought(figure: &Figure, floor: &Floor, lang: Lang) -> (String, Option<usize>) {
    let (id, at, mark) = match figure {
        Figure::Round(id, Part::Name(at, mark)) => (id, at, mark),
        // The views call both counts of voters the same.
        Figure::Round(_, Part::Due) => return (Figure::Due(Body::Branch).label(floor, lang), None),
        Figure::Round(_, Part::Present) => return (Figure::Present(Body::Branch).label(floor, lang), None),
        other => return (other.label(floor, lang), None),
    };
    let round = floor.rounds.get(id);
    let name = round.and_then(|round| round.slate().candidates.get(*at));
    let column = match mark {
        Mark::Approve => 0,
        Mark::Against => 1,
        Mark::Abstain => 2,
    };
    (name.map(|name| name.name.to_string()).unwrap_or_default(), Some(column))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::Kind;
    use crate::agenda::sample::{self, call, in_round, paper, round};
    use crate::tui::theme::Theme;
    use ratatui::buffer::Buffer;

    /// What is marked in these lines, with what stands before it.
    fn marked(figure: &Figure, floor: &Floor, lines: &[&str]) -> Option<(usize, String)> {
        let mut buffer = Buffer::with_lines(lines.to_vec());
        let area = buffer.area;
        mark(figure, floor, Lang::Zh, &mut Pen::new(&mut buffer, Theme::default()), area);
        let style = Theme::default().style(Role::Selected);
        let of = |y: u16| {
            let cells = (0..area.width).filter_map(|x| buffer.cell((x, y)));
            let cells = cells.filter(|cell| cell.style().bg == style.bg && cell.style().fg == style.fg);
            cells.map(ratatui::buffer::Cell::symbol).collect::<String>()
        };
        (0..area.height).map(of).enumerate().find(|(_, text)| !text.is_empty())
    }

    #[test]
    fn a_figure_is_marked_beside_its_label() {
        let floor = sample::floor();
        let due = Figure::Due(Body::Branch);
        let value = due.value(&floor).words(Lang::Zh);
        let row = format!("│ 应到会有选举权   {value}  至少须到 {value} 人 │");
        assert_eq!(marked(&due, &floor, &["│ 140 │", &row]), Some((1, value.clone())));
        assert_eq!(marked(&due, &floor, &["实到会有选举权 12"]), None);
        assert_eq!(
            marked(&due, &floor, &[&format!("应到会有选举权 1{value} 人")]),
            None,
            "part of another number"
        );
    }

    #[test]
    fn a_name_has_three_columns() {
        let mut floor = in_round(Kind::Calling);
        call(&mut floor, 2, &paper("ooox", &[]));
        let id = round(&floor).id;
        let name = round(&floor).slate().candidates[0].name.to_string();
        let rows = ["1  别人  ○   2  0  0".to_owned(), format!("2  {name}  ○  丅  2      0      0")];
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let of = |mark: Mark| marked(&Figure::Round(id, Part::Name(0, mark)), &floor, &rows);
        assert_eq!(of(Mark::Approve), Some((1, "2".into())));
        assert_eq!(of(Mark::Against), Some((1, "0".into())));
        let other = format!("{name} 7 0 0");
        assert_eq!(
            marked(&Figure::Round(id, Part::Name(0, Mark::Approve)), &floor, &[&other]),
            None,
            "another value"
        );
    }
}
