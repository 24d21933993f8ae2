//! Acts that stand out of the course of a meeting: what a replay marks, and what a reader looks for first.

use super::{Event, calling, collect, course, motion, record, second_pass, signing};

/// Why an event stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Notable {
    /// Something entered before was put right, or a result was opened again.
    Correction,
    /// An act was taken back.
    Undo,
    /// The program stopped, or the record went on in another place.
    Interruption,
    /// The chair had something written down.
    Note,
}

impl Notable {
    /// Every kind, the weightiest first.
    pub const ALL: [Self; 4] = [Self::Correction, Self::Undo, Self::Interruption, Self::Note];

    /// Why an event stands out, if it does.
    pub fn of(event: &Event) -> Option<Self> {
        match event {
            Event::Record(record::Event::Undone { .. }) => Some(Self::Undo),
            Event::Record(_) => Some(Self::Interruption),
            Event::Course(course::Event::NoteTaken { .. }) => Some(Self::Note),
            event if corrects(event) => Some(Self::Correction),
            _ => None,
        }
    }
}

fn corrects(event: &Event) -> bool {
    matches!(
        event,
        Event::Calling(calling::Event::Corrected { .. } | calling::Event::Removed { .. })
            | Event::Motion(motion::Event::Corrected { .. })
            | Event::Collect(collect::Event::CountCorrected { .. })
            | Event::Signing(signing::Event::ResultReopened { .. })
            | Event::SecondPass(second_pass::Event::CallingResumed { .. })
    )
}
