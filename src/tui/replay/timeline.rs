//! The line of a whole meeting: its chapters, what stands out, and where we are.

use crate::agenda::notable::Notable;
use crate::session::history::Step;

/// What stands in one cell of the line, the weightiest of all that falls into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// Nothing of note.
    Line,
    /// A chapter begins.
    Chapter,
    /// Something stands out.
    Mark(Notable),
    /// Where we are.
    Here,
}

/// The cells of a line: the sign of each, and whether it lies behind us.
pub fn cells(
    width: u16,
    acts: usize,
    here: usize,
    steps: &[Step],
    marks: &[(usize, Notable)],
) -> Vec<(Sign, bool)> {
    let width = usize::from(width);
    let column = |at: usize| at.min(acts) * width.saturating_sub(1) / acts.max(1);
    let mut signs = vec![Sign::Line; width];
    let mut put = |at: usize, sign: Sign| {
        if let Some(slot) = signs.get_mut(column(at))
            && weight(sign) > weight(*slot)
        {
            *slot = sign;
        }
    };
    for step in steps.iter().filter(|step| step.chapter) {
        put(step.at, Sign::Chapter);
    }
    for (at, mark) in marks {
        put(*at, Sign::Mark(*mark));
    }
    put(here, Sign::Here);
    signs.into_iter().enumerate().map(|(at, sign)| (sign, at < column(here))).collect()
}

fn weight(sign: Sign) -> u8 {
    match sign {
        Sign::Line => 0,
        Sign::Chapter => 1,
        Sign::Mark(Notable::Note) => 2,
        Sign::Mark(Notable::Undo) => 3,
        Sign::Mark(Notable::Interruption) => 4,
        Sign::Mark(Notable::Correction) => 5,
        Sign::Here => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(width: u16, acts: usize, here: usize, steps: &[usize], marks: &[(usize, Notable)]) -> String {
        let steps: Vec<_> = steps.iter().map(|at| Step { at: *at, chapter: at % 2 == 0 }).collect();
        let sign = |(sign, behind)| match sign {
            Sign::Line if behind => '=',
            Sign::Line => '-',
            Sign::Chapter => '|',
            Sign::Mark(Notable::Correction) => '!',
            Sign::Mark(_) => '<',
            Sign::Here => '*',
        };
        cells(width, acts, here, &steps, marks).into_iter().map(sign).collect()
    }

    #[test]
    fn a_line_has_its_ends_its_chapters_and_its_marks() {
        assert_eq!(drawn(11, 10, 4, &[0, 3, 8], &[(6, Notable::Correction)]), "|===*-!-|--");
        assert_eq!(drawn(11, 10, 0, &[0], &[]), "*----------");
        assert_eq!(drawn(11, 10, 10, &[0], &[]), "|=========*");
    }

    #[test]
    fn where_many_fall_together_the_weightiest_is_seen() {
        let marks = [(41, Notable::Undo), (44, Notable::Correction), (43, Notable::Note)];
        assert_eq!(drawn(11, 100, 99, &[0, 40], &marks), "|===!====*-");
        assert_eq!(drawn(11, 100, 42, &[0, 40], &marks), "|===*------");
    }

    #[test]
    fn no_window_and_no_record_is_too_small() {
        assert_eq!(drawn(0, 10, 5, &[0], &[]), "");
        assert_eq!(drawn(1, 10, 5, &[0], &[]), "*");
        assert_eq!(drawn(5, 0, 0, &[0], &[]), "*----");
    }
}
