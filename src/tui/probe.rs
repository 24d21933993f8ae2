//! How wide does this terminal draw ○ and █?
//!
//! ratatui counts them one cell wide; a terminal set to "ambiguous is wide" draws two, and every border behind them
//! shears. At the start the program prints both and asks for the cursor; the answer arrives among the keys whenever the
//! terminal likes, so nobody waits for it and no key is eaten. Without an answer the width stays unknown.

/// How wide ambiguous characters are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// One cell, as ratatui counts.
    Narrow,
    /// Two cells, at least for one of them: use the ASCII signs.
    Wide,
    /// The terminal did not say.
    #[default]
    Unknown,
}

/// What is printed at the left edge, two ambiguous characters.
pub const SAMPLE: &str = "○█";

/// Reads the column, counted from 0, in which the cursor stands after [`SAMPLE`].
pub fn width_of(column: u16) -> Width {
    match column {
        2 => Width::Narrow,
        3 | 4 => Width::Wide,
        _ => Width::Unknown,
    }
}

/// Whether asking makes sense: not on terminals that print what they do not understand.
pub fn may_ask(term: &str) -> bool {
    !matches!(term, "" | "dumb")
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn the_sample_is_two_cells_in_our_count_and_four_in_theirs() {
        let cells = |width: usize| width_of(u16::try_from(width).unwrap());
        assert_eq!(cells(SAMPLE.width()), Width::Narrow);
        assert_eq!(cells(SAMPLE.width_cjk()), Width::Wide);
    }

    #[test]
    fn an_answer_that_is_no_answer_says_nothing() {
        for column in [0, 1, 5, 79, u16::MAX] {
            assert_eq!(width_of(column), Width::Unknown);
        }
        assert!(!may_ask("dumb") && may_ask("xterm-256color"));
    }
}
