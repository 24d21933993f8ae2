//! A page of the wall as parts below each other. Each part has several forms, from the smallest on; the parts that matter
//! most grow first, and what is left of the height becomes the space between them.

use crate::tui::view::pen::Pen;
use ratatui::layout::Rect;

/// The widest space between two parts, in rows.
const GAP: u16 = 3;

/// Draws a part in the form with that number.
type Draw<'a> = Box<dyn Fn(usize, &mut Pen<'_>, Rect) + 'a>;

/// One part of a page.
pub(crate) struct Part<'a> {
    /// The rows of its forms; the last one that fits is taken.
    forms: Vec<u16>,
    /// How much it matters: those that matter most grow first and are left out last.
    rank: u8,
    /// Whether its smallest form can do with fewer rows.
    elastic: bool,
    /// Whether it is left out before another part has to do with fewer rows.
    spare: bool,
    draw: Draw<'a>,
}

impl<'a> Part<'a> {
    /// A part with at least one form.
    pub(crate) fn new(rank: u8, forms: Vec<u16>, draw: impl Fn(usize, &mut Pen<'_>, Rect) + 'a) -> Self {
        Self { forms, rank, elastic: false, spare: false, draw: Box::new(draw) }
    }

    /// The same part, which can do with fewer rows than its smallest form has.
    #[must_use]
    pub(crate) fn elastic(mut self) -> Self {
        self.elastic = true;
        self
    }

    /// The same part, which is left out before another has to do with fewer rows.
    #[must_use]
    pub(crate) fn spare(mut self) -> Self {
        self.spare = true;
        self
    }

    fn least(&self) -> u16 {
        self.forms.first().copied().unwrap_or(0)
    }
}

/// Draws the parts below each other.
pub(crate) fn draw(mut parts: Vec<Part<'_>>, pen: &mut Pen<'_>, area: Rect) {
    parts.retain(|part| !part.forms.is_empty());
    leave_out(&mut parts, area.height);
    let places = share(&parts, area.height);
    let used: u16 = places.iter().map(|(_, rows)| rows).sum();
    let between = u16::try_from(parts.len().saturating_sub(1)).unwrap_or(0);
    let rest = area.height.saturating_sub(used);
    let gap = (rest / (between + 2).max(1)).min(GAP).max(u16::from(rest >= between && between > 0));
    let mut y = area.y + rest.saturating_sub(gap * between) / 2;
    for (part, (form, rows)) in parts.iter().zip(places) {
        let place = Rect { y, height: rows, ..area }.intersection(area);
        (part.draw)(form, pen, place);
        y = y.saturating_add(rows + gap);
    }
}

/// Leaves out what matters least until the smallest forms fit: first only what can be spared, then anything, with elastic
/// parts as small as they can be.
fn leave_out(parts: &mut Vec<Part<'_>>, height: u16) {
    for shrunk in [false, true] {
        let rows = |part: &Part<'_>| if shrunk && part.elastic { part.least().min(3) } else { part.least() };
        while parts.iter().map(rows).fold(0, u16::saturating_add) > height {
            let can_go = parts.iter().enumerate().filter(|(_, part)| part.spare || shrunk);
            let Some((at, _)) = can_go.min_by_key(|(_, part)| part.rank).filter(|_| parts.len() > 1) else {
                break;
            };
            parts.remove(at);
        }
    }
}

/// The form and the rows of each part.
fn share(parts: &[Part<'_>], height: u16) -> Vec<(usize, u16)> {
    let mut places: Vec<(usize, u16)> = parts.iter().map(|part| (0, part.least())).collect();
    let over = |places: &[(usize, u16)]| {
        places.iter().fold(0, |sum: u16, (_, rows)| sum.saturating_add(*rows)).saturating_sub(height)
    };
    let too_much = over(&places);
    if let Some((_, (_, rows))) =
        parts.iter().zip(&mut places).find(|(part, _)| part.elastic).filter(|_| too_much > 0)
    {
        *rows = rows.saturating_sub(too_much);
    }
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|at| parts.get(*at).map(|part| std::cmp::Reverse(part.rank)));
    for at in order {
        let (Some(part), Some(now)) = (parts.get(at), places.get(at).copied()) else { continue };
        let used: u16 = places.iter().map(|(_, rows)| *rows).sum();
        let room = height.saturating_sub(used.saturating_sub(now.1));
        let best = part.forms.iter().enumerate().rfind(|(_, rows)| **rows <= room);
        if let (Some((form, rows)), Some(place)) = (best, places.get_mut(at)) {
            *place = (form, *rows);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part<'a>(rank: u8, forms: &[u16]) -> Part<'a> {
        Part::new(rank, forms.to_vec(), |_, _, _| {})
    }

    #[test]
    fn what_matters_most_grows_first_and_is_left_out_last() {
        let parts = [part(1, &[1, 8]), part(3, &[2, 8, 20]), part(2, &[1, 8])];
        assert_eq!(share(&parts, 4), [(0, 1), (0, 2), (0, 1)]);
        assert_eq!(share(&parts, 10), [(0, 1), (1, 8), (0, 1)]);
        assert_eq!(share(&parts, 17), [(0, 1), (1, 8), (1, 8)]);
        assert_eq!(share(&parts, 36), [(1, 8), (2, 20), (1, 8)]);
        let mut parts = parts.into_iter().collect::<Vec<_>>();
        leave_out(&mut parts, 3);
        assert_eq!(parts.iter().map(|part| part.rank).collect::<Vec<_>>(), [3, 2]);
        let mut parts = vec![part(1, &[1]), part(3, &[10]).elastic(), part(2, &[1]).spare()];
        leave_out(&mut parts, 11);
        assert_eq!(parts.iter().map(|part| part.rank).collect::<Vec<_>>(), [1, 3]);
        leave_out(&mut parts, 4);
        assert_eq!(parts.len(), 2, "what is elastic gives way before the rest goes");
    }

    #[test]
    fn an_elastic_part_gives_way() {
        let parts = [part(1, &[2]), part(3, &[30, 40]).elastic(), part(2, &[1])];
        assert_eq!(share(&parts, 12), [(0, 2), (0, 9), (0, 1)]);
        assert_eq!(share(&parts, 35), [(0, 2), (0, 30), (0, 1)]);
        assert_eq!(share(&parts, 43), [(0, 2), (1, 40), (0, 1)]);
    }

    #[test]
    fn no_two_parts_share_a_row() {
        use crate::tui::theme::Theme;
        use ratatui::buffer::Buffer;
        use std::cell::RefCell;
        for height in 0..60 {
            let seen = RefCell::new(Vec::new());
            let part = |rank: u8, forms: &[u16]| {
                Part::new(rank, forms.to_vec(), |_, _: &mut Pen<'_>, place: Rect| {
                    seen.borrow_mut().push(place);
                })
            };
            let area = Rect::new(0, 5, 10, height);
            let parts = vec![part(1, &[1, 8]), part(3, &[6, 20]).elastic(), part(2, &[1, 2, 8])];
            draw(parts, &mut Pen::new(&mut Buffer::empty(area), Theme::default()), area);
            let seen = seen.borrow();
            assert!(seen.windows(2).all(|two| two[0].bottom() <= two[1].y), "{height}: {seen:?}");
            assert!(seen.iter().all(|place| place.bottom() <= area.bottom()), "{height}: {seen:?}");
        }
    }
}
