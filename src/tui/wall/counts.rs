//! Counts on the wall: who is here, hands, papers.

use super::figures::{self, Figure};
use super::{Say, spaced, statement};
use crate::domain::Show;
use crate::tui::theme::Role;
use crate::tui::view::pen::{self, Pen};
use ratatui::layout::Rect;

pub(super) fn attendance(
    say: Say,
    (due, present, needed): (u32, u32, u32),
    declared: bool,
    pen: &mut Pen<'_>,
    area: Rect,
) {
    let shown = [Figure::new(say.due(), due), Figure::new(say.present(), present)];
    let below = if declared {
        (Role::Ok, format!("{} {}", pen.theme.glyphs.done, say.declared()))
    } else {
        (Role::Text, format!("{}{}{}", say.counting_people(), "　", say.needed(needed)))
    };
    figures::draw(&shown, Some(below), pen, area);
}

pub(super) fn motion(
    say: Say,
    title: &str,
    show: Option<Show>,
    passed: Option<bool>,
    pen: &mut Pen<'_>,
    area: Rect,
) {
    pen.middle(pen::row(area, 0), &spaced(title, area.width), Role::Title);
    let rest = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
    let verdict = passed.map(|passed| match (passed, show) {
        (true, None) => (Role::Ok, format!("{} {}", pen.theme.glyphs.done, say.applause())),
        (true, Some(_)) => (Role::Ok, format!("{} {}", pen.theme.glyphs.done, say.passed())),
        (false, _) => (Role::Refuse, format!("{} {}", pen.theme.glyphs.refuse, say.failed())),
    });
    match (show, verdict) {
        (Some(Show { yes, no, abstain }), verdict) => {
            let shown =
                [Figure::new(say.yes(), yes), Figure::new(say.no(), no), Figure::new(say.abstain(), abstain)];
            figures::draw(&shown, verdict, pen, rest);
        }
        (None, Some((_, words))) => statement(&words, "", pen, rest),
        (None, None) => statement(&say.voting(), "", pen, rest),
    }
}

pub(super) fn papers(
    say: Say,
    present: u32,
    (issued, collected): (Option<u32>, Option<u32>),
    valid: Option<bool>,
    pen: &mut Pen<'_>,
    area: Rect,
) {
    let mut shown = vec![Figure::new(say.present(), present)];
    shown.extend(issued.map(|issued| Figure::new(say.issued(), issued)));
    shown.extend(collected.map(|collected| Figure::new(say.collected(), collected)));
    let below = valid.map(|valid| {
        let (role, mark) =
            if valid { (Role::Ok, pen.theme.glyphs.done) } else { (Role::Refuse, pen.theme.glyphs.refuse) };
        (role, format!("{mark} {}", if valid { say.valid_round() } else { say.void_round() }))
    });
    figures::draw(&shown, below, pen, area);
}
