//! What stands around every view: the meeting above it; below it how the wall follows, and the code that binds it to the
//! record.

use super::View;
use super::say::Say;
use crate::agenda::wall::Wall;
use crate::meeting::steering::Shows;
use crate::tui::theme::Role;
use crate::tui::view::pen::{self, Pen};
use ratatui::layout::Rect;

/// Rows from which on there is space around the head.
const ROOMY: u16 = 20;
/// Rows from which on the closing page has it too: below, its QR code needs them.
const ROOMY_AT_THE_END: u16 = 31;

/// Draws the head and the corner, and what is between them.
pub(super) fn framed(view: View<'_>, pen: &mut Pen<'_>, area: Rect, body: impl FnOnce(&mut Pen<'_>, Rect)) {
    let closed = matches!(view.frame.view, Wall::Closed { .. });
    let roomy = area.height >= if closed { ROOMY_AT_THE_END } else { ROOMY };
    head(view, roomy, pen, area);
    let (top, foot) = match roomy {
        true => (4, 2),
        false if closed || area.height < 16 => (1, 1),
        false => (2, 1),
    };
    body(pen, Rect { y: area.y + top, height: area.height - top - foot, ..area });
    corner(view, pen, pen::row(area, area.height - 1));
}

/// Organisation and title, centred.
fn head(view: View<'_>, roomy: bool, pen: &mut Pen<'_>, area: Rect) {
    let frame = view.frame;
    let both = format!("{} {}", frame.organisation, frame.title);
    if !roomy {
        let text = if pen::width(&both) <= area.width { &both } else { &frame.title };
        pen.middle(pen::row(area, 0), text, Role::Title);
        return;
    }
    pen.middle(pen::row(area, 1), &frame.organisation, Role::Text);
    pen.middle(pen::row(area, 2), &frame.title, Role::Title);
}

/// The mark of a rehearsal, on every wall, a dark one too; answers its columns.
pub(super) fn rehearsal(view: View<'_>, pen: &mut Pen<'_>, line: Rect) -> u16 {
    if !view.frame.rehearsal {
        return 0;
    }
    let mark = view.say(if line.width < 60 { Say::short_rehearsal } else { Say::rehearsal }).main;
    pen.text(line, &mark, Role::Rehearsal) + 1
}

/// The last line: the mark of a rehearsal, how the wall follows, and the code that binds it to the record. The code is
/// never cut for the words beside it.
fn corner(view: View<'_>, pen: &mut Pen<'_>, line: Rect) {
    let marked = rehearsal(view, pen, line);
    let rest = pen::from_column(line, marked);
    let showing = view.showing;
    let glyphs = pen.theme.glyphs;
    let (sign, state) = match showing.asked.shows {
        _ if showing.silent => (glyphs.cut, view.say(Say::waiting).main),
        Shows::Hold(_) => ("=", view.say(Say::held).main),
        _ => (glyphs.live, String::new()),
    };
    let all = view.pages.get();
    let at = showing.turn % all.max(1) + 1;
    let (page, short) = match all {
        0 | 1 => (String::new(), String::new()),
        _ => (view.say(|say| say.page(at, all)).main, format!("{at}/{all}")),
    };
    let code = showing.record.map(|record| record.code.clone()).unwrap_or_default();
    let words = if code.is_empty() { String::new() } else { view.say(|say| say.record(&code)).main };
    let texts = [
        joined(&[&page, &format!("{sign} {state}"), &words]),
        joined(&[&page, &format!("{sign} {state}"), &code]),
        joined(&[&short, &format!("{sign} {state}"), &code]),
        joined(&[&short, sign, &code]),
        code,
    ];
    let text = texts.iter().find(|text| pen::width(text) <= rest.width).or(texts.last());
    pen.right(rest, text.map_or("", String::as_str), Role::Dim);
}

/// What is not empty, with space between.
fn joined(pieces: &[&str]) -> String {
    let pieces = pieces.iter().map(|piece| piece.trim()).filter(|piece| !piece.is_empty());
    pieces.collect::<Vec<_>>().join("  ")
}
