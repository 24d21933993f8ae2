//! Which records tell what stands on a paper: those repeat one time, so that none joins a paper to a moment.

use crate::agenda::{Event, Kind, calling, second_pass};

/// Whether the event tells what stands on a paper.
pub(super) fn is_paper(event: &Event) -> bool {
    paper_step(event).is_some()
}

/// The step at which papers are read one after the other, if the event tells what stands on one of them.
pub(super) fn paper_step(event: &Event) -> Option<Kind> {
    match event {
        Event::Calling(calling::Event::Recorded { .. }) => Some(Kind::Calling),
        Event::SecondPass(second_pass::Event::PaperKeyed { .. }) => Some(Kind::SecondPass),
        _ => None,
    }
}
