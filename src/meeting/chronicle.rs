//! A meeting as its journal tells it: act by act, with the end of the record behind each.

use super::{MeetingError, opened};
use crate::agenda::Event;
use crate::journal::{self, Disk, Finding, JournalError, LineHash, MeetingId};
use crate::session::Recorded;
use std::path::Path;

/// A meeting act by act.
#[derive(Clone, Debug)]
pub struct Chronicle {
    /// The meeting.
    pub meeting: MeetingId,
    /// The acts, oldest first; at least one.
    pub acts: Vec<Told>,
    /// What the journal turned out to be: what stands behind a fault is not in the acts.
    pub finding: Finding,
}

/// One act.
#[derive(Clone, Debug)]
pub struct Told {
    /// Its records; at least one.
    pub act: Vec<Recorded>,
    /// The hash of the last of them: the end of the record as it then was.
    pub hash: LineHash,
}

/// Reads a meeting act by act. Nothing is created, no lock is taken.
///
/// # Errors
/// When there is no journal, or not one whole act in it.
pub fn chronicle(folder: &Path) -> Result<Chronicle, MeetingError> {
    let found = journal::examine::<Event>(&Disk::at(opened(folder)))?;
    let mut acts: Vec<Told> = Vec::new();
    for journal::Recorded { seq, t, act, hash, event, .. } in found.records {
        let recorded = Recorded { seq, at: t, event };
        match acts.last_mut() {
            Some(told) if act.first != seq => {
                told.act.push(recorded);
                told.hash = hash;
            }
            _ => acts.push(Told { act: vec![recorded], hash }),
        }
    }
    match found.meeting {
        Some(meeting) if !acts.is_empty() => Ok(Chronicle { meeting, acts, finding: found.finding }),
        _ => Err(JournalError::Refused(found.finding).into()),
    }
}
