//! Events of the record itself. They are read by the room `session`; on the floor they change nothing.

use super::text::written;
use super::{Floor, Rejection};
use serde::{Deserialize, Serialize};

/// What happened to the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// The last act was taken back: the state is again what it was before it.
    Undone {
        /// The `seq` of the act's first record.
        act: u64,
    },
    /// The meeting was opened again after the program had stopped.
    Resumed {},
    /// A torn end was set aside when the journal was opened.
    Recovered {
        /// The file that holds the bytes.
        file: String,
        /// How many bytes.
        bytes: u64,
    },
    /// The journal goes on in another place.
    FailedOver {
        /// The record that was being written when the old place failed: it is not in the meeting unless it stands here again.
        in_doubt: u64,
    },
}

/// Records about the record are always possible, except undoing, which only the session can judge.
pub(crate) fn admit(_floor: &Floor, event: &Event) -> Result<(), Rejection> {
    match event {
        Event::Undone { .. } => Err(Rejection::NothingToUndo),
        Event::Recovered { file, .. } => written(file),
        Event::Resumed {} | Event::FailedOver { .. } => Ok(()),
    }
}
