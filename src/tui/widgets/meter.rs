//! The quorum meter: how many are here, of how many, and where the threshold lies.

use crate::tui::theme::{Role, Theme};
use ratatui::text::{Line, Span};

/// What a meter shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meter {
    /// How many count now: present, or approving.
    pub now: usize,
    /// How many are needed.
    pub needed: usize,
    /// How many there can be.
    pub all: usize,
}

impl Meter {
    /// Whether the threshold is reached.
    pub fn reached(self) -> bool {
        self.now >= self.needed
    }

    /// The meter in `width` cells, the last of them the sign of the state.
    ///
    /// The threshold has a cell of its own, and the cells before it are full exactly when it is reached, however coarse
    /// the scale: a picture that lies by a cell would be worse than none.
    pub fn line(self, width: u16, theme: &Theme) -> Line<'static> {
        let cells = usize::from(width).saturating_sub(3);
        let (before, behind) = self.cells(cells);
        let glyphs = theme.glyphs;
        let role = if self.reached() { Role::Ok } else { Role::Warn };
        let bar = |sign: &str, count: usize, role| Span::styled(sign.repeat(count), theme.style(role));
        Line::from(vec![
            bar(glyphs.full, before.full, role),
            bar(glyphs.empty, before.empty, Role::Dim),
            bar(glyphs.threshold, 1, Role::Number),
            bar(glyphs.full, behind.full, role),
            bar(glyphs.empty, behind.empty, Role::Dim),
            Span::styled(format!(" {}", theme.mark(role)), theme.style(role)),
        ])
    }

    /// The full cells before the threshold, all cells before it, and the full ones behind it, of so many.
    pub fn full(self, cells: usize) -> (usize, usize, usize) {
        let (before, behind) = self.cells(cells);
        (before.full, before.full + before.empty, behind.full)
    }

    /// The cells before the threshold, of so many.
    pub fn before(self, cells: usize) -> usize {
        self.full(cells).1
    }

    /// The cells before and behind the threshold.
    fn cells(self, cells: usize) -> (Part, Part) {
        let all = self.all.max(self.needed).max(1);
        let left = (cells * self.needed).div_ceil(all).min(cells);
        let right = cells - left;
        let short = if self.reached() { left } else { left * self.now / self.needed.max(1) };
        let over = self.now.saturating_sub(self.needed);
        let beyond = (right * over).div_ceil((all - self.needed).max(1)).min(right);
        (Part { full: short, empty: left - short }, Part { full: beyond, empty: right - beyond })
    }
}

/// One side of the threshold, in cells.
struct Part {
    full: usize,
    empty: usize,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::theme::{ASCII, Palette};

    fn text(now: usize, needed: usize, all: usize, width: u16) -> String {
        let theme = Theme { palette: Palette::NoColour, glyphs: ASCII };
        Meter { now, needed, all }.line(width, &theme).to_string()
    }

    #[test]
    fn the_meter_is_full_before_the_threshold_exactly_when_it_is_reached() {
        for all in 0..45 {
            for needed in 0..=all {
                for now in 0..=all + 2 {
                    let meter = text(now, needed, all, 17);
                    let (before, behind) = meter.split_once('|').unwrap();
                    assert_eq!(!before.contains('-'), now >= needed, "{now} of {needed}/{all}: {meter}");
                    assert!(!behind.contains('#') || now > needed);
                    assert_eq!(meter.ends_with('v'), now >= needed);
                    assert_eq!(meter.len(), 17);
                }
            }
        }
    }

    #[test]
    fn the_meter_looks_as_expected() {
        assert_eq!(text(36, 31, 38, 23), "#################|### v");
        assert_eq!(text(10, 31, 38, 23), "#####------------|--- !");
        assert_eq!(text(5, 5, 5, 0), "| v");
    }
}
