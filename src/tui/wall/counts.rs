//! Counts on the wall: who is here, hands, papers.

use super::figures::{self, Figure};
use super::large::Size;
use super::say::{Say, Words};
use super::stack::{self, Part};
use super::{View, line, title};
use crate::domain::Show;
use crate::tui::theme::Role;
use crate::tui::view::pen::Pen;
use ratatui::layout::Rect;

/// What is found, with its sign, below the figures.
fn verdict<'a>(view: View<'_>, holds: bool, words: Words, pen: &Pen<'_>, columns: u16) -> Part<'a> {
    let glyphs = pen.theme.glyphs;
    let (role, sign) = if holds { (Role::Ok, glyphs.done) } else { (Role::Refuse, glyphs.refuse) };
    line::part(view, &words.marked(sign), role, 3, Size::Normal, pen, columns)
}

pub(super) fn attendance(
    view: View<'_>,
    (due, present, needed): (u32, u32, u32),
    declared: bool,
    pen: &mut Pen<'_>,
    area: Rect,
) {
    let shown = vec![Figure::new(view.say(Say::due), due), Figure::new(view.say(Say::present), present)];
    let mut parts = vec![figures::part(view, shown, 4, pen, area.width)];
    if declared {
        parts.push(verdict(view, true, view.say(Say::declared), pen, area.width));
    } else {
        for (rank, words) in [(2, view.say(Say::counting_people)), (3, view.say(|say| say.needed(needed)))] {
            parts.push(line::part(view, &words, Role::Text, rank, Size::Narrow, pen, area.width));
        }
    }
    stack::draw(parts, pen, area);
}

pub(super) fn motion(
    view: View<'_>,
    subject: &Words,
    show: Option<Show>,
    passed: Option<bool>,
    pen: &mut Pen<'_>,
    area: Rect,
) {
    let mut parts = vec![title(view, subject, pen, area.width)];
    if let Some(Show { yes, no, abstain }) = show {
        let shown = [(view.say(Say::yes), yes), (view.say(Say::no), no), (view.say(Say::abstain), abstain)];
        let shown = shown.map(|(label, number)| Figure::new(label, number)).to_vec();
        parts.push(figures::part(view, shown, 4, pen, area.width));
    }
    parts.push(match (passed, show) {
        (None, None) => {
            line::part(view, &view.say(Say::voting), Role::Title, 3, Size::Double, pen, area.width)
        }
        (None, Some(_)) => return stack::draw(parts, pen, area),
        (Some(true), None) => verdict(view, true, view.say(Say::applause), pen, area.width),
        (Some(true), Some(_)) => verdict(view, true, view.say(Say::passed), pen, area.width),
        (Some(false), _) => verdict(view, false, view.say(Say::failed), pen, area.width),
    });
    stack::draw(parts, pen, area);
}

pub(super) fn papers(
    view: View<'_>,
    present: u32,
    (issued, collected): (Option<u32>, Option<u32>),
    valid: Option<bool>,
    pen: &mut Pen<'_>,
    area: Rect,
) {
    let mut shown = vec![Figure::new(view.say(Say::present), present)];
    shown.extend(issued.map(|issued| Figure::new(view.say(Say::issued), issued)));
    shown.extend(collected.map(|collected| Figure::new(view.say(Say::collected), collected)));
    let mut parts = vec![figures::part(view, shown, 4, pen, area.width)];
    parts.extend(valid.map(|valid| {
        let words = view.say(if valid { Say::valid_round } else { Say::void_round });
        verdict(view, valid, words, pen, area.width)
    }));
    stack::draw(parts, pen, area);
}
