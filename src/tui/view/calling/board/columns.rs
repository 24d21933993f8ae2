//! How the names stand on the board: in how many columns, and what has room in each.

use crate::agenda::calling::CallingView;
use crate::tui::view::pen;
use ratatui::layout::Rect;

/// Below this a column has neither sums beside the approvals nor room between its parts.
const ROOMY: u16 = 46;
/// The narrowest column: a key, a name of four 汉字, a mark.
const NARROWEST: u16 = 14;

/// The fewest columns of strokes: a long tally counted (`正×18止`). With fewer, some names would have strokes and some not.
pub(super) const STROKES: u16 = 7;

/// The rows of the board with its labels, in as few columns as hold all names in so many rows.
pub(in crate::tui::view::calling) fn rows(view: &CallingView, area: Rect) -> u16 {
    let names = cells(view);
    let columns = 1..=(area.width / NARROWEST).max(1);
    let mut rows = columns.map(|columns| names.div_ceil(columns).saturating_add(1));
    rows.find(|rows| *rows <= area.height).unwrap_or(area.height)
}

/// How many names there are to be shown, written in or printed.
pub(super) fn cells(view: &CallingView) -> u16 {
    u16::try_from(view.names.len() + view.written.len()).unwrap_or(u16::MAX)
}

/// How the names stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Grid {
    /// Beside each other.
    pub(super) columns: u16,
    /// Names below each other.
    pub(super) rows: u16,
    /// Rows from one name to the next.
    pub(super) step: u16,
    /// Whether the columns have labels.
    pub(super) labels: bool,
}

/// As few columns as hold all names; the labels give way before a name does.
pub(super) fn grid(names: u16, area: Rect) -> Grid {
    let most = (area.width / NARROWEST).max(1);
    let needed = |rows: u16| names.div_ceil(rows.max(1)).max(1);
    let labels = area.height > 1 && needed(area.height - 1) <= most;
    let rows = (area.height - u16::from(labels && area.height > 0)).max(1);
    let columns = needed(rows).min(most);
    let step = if columns == 1 && rows / 2 >= names { 2 } else { 1 };
    let rows = if columns == 1 { rows } else { names.div_ceil(columns).min(rows) };
    Grid { columns, rows, step, labels }
}

/// Where the parts of a column stand, by their widths.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    pub(super) key: u16,
    pub(super) name: u16,
    pub(super) mark: u16,
    pub(super) strokes: u16,
    pub(super) sum: u16,
    /// How many sums: none, the approvals, or all three.
    pub(super) sums: u16,
}

impl Columns {
    /// The parts of a column of so many cells, the last `gap` of which keep a sum from the next column.
    pub(super) fn new(view: &CallingView, width: u16, gap: u16) -> Self {
        let names = view.names.iter().map(|name| &name.name).chain(view.written.iter().map(|(name, _)| name));
        let widest = names.map(|name| pen::width(name.as_str())).max().unwrap_or(0).max(8);
        if width >= ROOMY {
            let close = gap.min(1);
            let name = widest.min(width / 3) + 2 - close;
            return Self::fitted(3, name, 6 - close, (7, 3), width - 2 * gap);
        }
        let tight = width < NARROWEST + 8;
        let (mark, sum) = if tight { (3, 3) } else { (4, 4) };
        let name = (widest + 1).min(width.saturating_sub(2 + mark));
        let sums = u16::from(width >= 2 + name + mark + sum + gap);
        Self::fitted(2, name, mark, (sum, sums), width - gap)
    }

    fn fitted(key: u16, name: u16, mark: u16, (sum, sums): (u16, u16), width: u16) -> Self {
        let strokes = width.saturating_sub(key + name + mark + sum * sums);
        Self { key, name, mark, strokes, sum, sums }
    }

    /// Where the strokes begin.
    pub(super) fn strokes_at(self) -> u16 {
        self.key + self.name + self.mark
    }

    /// Where the sum at this place stands.
    pub(super) fn sum_at(self, place: u16, row: Rect) -> Rect {
        let column = self.strokes_at() + self.strokes + self.sum * place;
        Rect { width: self.sum, ..pen::from_column(row, column) }
    }
}
