//! Events of the record itself. They are read by the room `session`; on the floor they change nothing.

use super::text::{written, written_if_any};
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
    /// The last line was whole but invalid, so that nobody could tell a torn write from a change; two persons decided together
    /// that it does not count.
    LastLineDropped {
        /// The file that holds it now.
        file: String,
        /// How many bytes.
        bytes: u64,
        /// The names of those who decided, at least two.
        by: Vec<String>,
    },
    /// The journal goes on in another place.
    FailedOver {
        /// The record that was being written when the old place failed: it is not in the meeting unless it stands here again.
        in_doubt: u64,
        /// The folder that it left; journals of earlier versions do not say.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<String>,
    },
    /// There were two copies of the record, and people chose one.
    CopyChosen {
        /// Which.
        kept: Kept,
        /// Where the other copy lies that the journal was held against.
        copy: String,
        /// The first record in which they differed; nothing where one was the beginning of the other.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        differ_at: Option<u64>,
        /// Records of the journal.
        records: u64,
        /// Records of the copy.
        copied: u64,
    },
}

/// Which of two copies was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kept {
    /// The journal in the meeting's own folder.
    Journal,
    /// The other copy.
    Copy,
}

/// Records about the record are always possible, except undoing, which only the session can judge.
pub(crate) fn admit(_floor: &Floor, event: &Event) -> Result<(), Rejection> {
    match event {
        Event::Undone { .. } => Err(Rejection::NothingToUndo),
        Event::Recovered { file, .. } => written(file),
        Event::LastLineDropped { file, by, .. } => {
            written(file)?;
            by.iter().try_for_each(|name| written(name))?;
            let two = by.iter().any(|name| Some(name) != by.first());
            if two { Ok(()) } else { Err(Rejection::TextMissing) }
        }
        Event::CopyChosen { copy, .. } => written(copy),
        Event::FailedOver { from, .. } => written_if_any(from.as_deref()),
        Event::Resumed {} => Ok(()),
    }
}
