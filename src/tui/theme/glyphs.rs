//! The signs: for marks, states, meters, frames and keys.

use crate::tui::key::KeyStyle;
use ratatui::symbols::border;

/// The signs of a theme. Each is one cell wide in ratatui's count; a terminal that draws ambiguous characters two
/// cells wide gets the ASCII set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyphs {
    /// Approved on a paper.
    pub approve: &'static str,
    /// Not approved on a paper.
    pub disapprove: &'static str,
    /// Nothing marked on a paper: abstained.
    pub blank: &'static str,
    /// Done, holds, accepted.
    pub done: &'static str,
    /// Where we are.
    pub now: &'static str,
    /// Still to come.
    pub left: &'static str,
    /// Unusual.
    pub warn: &'static str,
    /// Refused.
    pub refuse: &'static str,
    /// Live, saved, following.
    pub live: &'static str,
    /// A filled cell of a meter.
    pub full: &'static str,
    /// An empty cell of a meter.
    pub empty: &'static str,
    /// A cell of a line that lies behind us.
    pub behind: &'static str,
    /// The threshold in a meter.
    pub threshold: &'static str,
    /// Stands for a text that was cut.
    pub cut: &'static str,
    /// The lines of a frame.
    pub border: border::Set<'static>,
    /// How keys are named.
    pub keys: KeyStyle,
}

/// Signs for terminals that draw them one cell wide.
pub const UNICODE: Glyphs = Glyphs {
    approve: "○",
    disapprove: "×",
    blank: " ",
    done: "✓",
    now: "▶",
    left: "·",
    warn: "!",
    refuse: "✗",
    live: "●",
    full: "█",
    empty: "─",
    behind: "━",
    threshold: "│",
    cut: "…",
    border: border::PLAIN,
    keys: KeyStyle::Unicode,
};

/// Signs for every terminal.
pub const ASCII: Glyphs = Glyphs {
    approve: "o",
    disapprove: "x",
    blank: " ",
    done: "v",
    now: ">",
    left: ".",
    warn: "!",
    refuse: "x",
    live: "*",
    full: "#",
    empty: "-",
    behind: "=",
    threshold: "|",
    cut: "~",
    border: border::Set {
        top_left: "+",
        top_right: "+",
        bottom_left: "+",
        bottom_right: "+",
        vertical_left: "|",
        vertical_right: "|",
        horizontal_top: "-",
        horizontal_bottom: "-",
    },
    keys: KeyStyle::Ascii,
};

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn signs_are_one_cell_wide_and_the_fallback_is_ascii() {
        let signs = |g: Glyphs| {
            let marks = [g.approve, g.disapprove, g.blank, g.done, g.now, g.left, g.warn, g.refuse, g.live];
            let meter =
                [g.full, g.empty, g.behind, g.threshold, g.cut, g.border.top_left, g.border.bottom_right];
            [marks.as_slice(), &meter].concat()
        };
        assert!(signs(UNICODE).iter().all(|sign| sign.width() == 1));
        assert!(signs(ASCII).iter().all(|sign| sign.is_ascii() && sign.len() == 1));
        let paper = |g: Glyphs| [g.approve, g.disapprove, g.blank];
        assert!(paper(ASCII)[0] != paper(ASCII)[1] && paper(ASCII)[1] != paper(ASCII)[2]);
    }
}
