//! What stands around every view: the meeting above it; below it how the wall follows, and the code that binds it to the
//! record.

use super::View;
use super::say::Say;
use crate::meeting::steering::Shows;
use crate::tui::theme::Role;
use crate::tui::view::pen::{self, Pen};
use ratatui::layout::Rect;

/// Draws the head and the corner, and what is between them.
pub(super) fn framed(view: View<'_>, pen: &mut Pen<'_>, area: Rect, body: impl FnOnce(&mut Pen<'_>, Rect)) {
    let roomy = area.height >= 20;
    head(view, pen, area);
    let (top, foot) = if roomy { (4, 2) } else { (2, 1) };
    body(pen, Rect { y: area.y + top, height: area.height - top - foot, ..area });
    corner(view, pen, pen::row(area, area.height - 1));
}

/// Organisation and title, centred.
fn head(view: View<'_>, pen: &mut Pen<'_>, area: Rect) {
    let frame = view.frame;
    let gap = u16::from(area.height >= 20);
    let both = format!("{} {}", frame.organisation, frame.title);
    if gap == 0 {
        let text = if pen::width(&both) <= area.width { &both } else { &frame.title };
        pen.middle(pen::row(area, 0), text, Role::Title);
        return;
    }
    pen.middle(pen::row(area, gap), &frame.organisation, Role::Text);
    pen.middle(pen::row(area, gap + 1), &frame.title, Role::Title);
}

/// The mark of a rehearsal: on every wall, a dark one too.
pub(super) fn rehearsal(view: View<'_>, pen: &mut Pen<'_>, line: Rect) {
    if view.frame.rehearsal {
        pen.text(line, &view.say(Say::rehearsal).main, Role::Rehearsal);
    }
}

/// The last line: the mark of a rehearsal, how the wall follows, and the code that binds it to the record.
fn corner(view: View<'_>, pen: &mut Pen<'_>, line: Rect) {
    rehearsal(view, pen, line);
    let showing = view.showing;
    let glyphs = pen.theme.glyphs;
    let (sign, state) = match showing.asked.shows {
        _ if showing.silent => (glyphs.cut, view.say(Say::waiting).main),
        Shows::Hold(_) => ("=", view.say(Say::held).main),
        _ => (glyphs.live, String::new()),
    };
    let half = pen::from_column(line, line.width / 2);
    let page = if view.pages.get() > 1 {
        let (all, at) = (view.pages.get(), showing.turn % view.pages.get() + 1);
        format!("{}  ", view.say(|say| say.page(at, all)).main)
    } else {
        String::new()
    };
    let end = match showing.record {
        Some(record) => [view.say(|say| say.record(&record.code)).main, record.code.clone()],
        None => [String::new(), String::new()],
    };
    let texts = end.map(|end| format!("{page}{sign} {state}  {end}").replace("   ", "  "));
    let text = texts.iter().find(|text| pen::width(text) <= half.width).or(texts.last());
    pen.right(half, text.map_or("", |text| text.trim_end()), Role::Dim);
}
