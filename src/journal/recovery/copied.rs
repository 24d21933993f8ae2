//! A copy of a journal from somewhere else, to go on from.

use std::sync::Arc;

use super::super::check::{Expected, Finding, check};
use super::super::codec::Entry;
use super::super::error::JournalError;
use super::super::hash::{MeetingId, RunId};
use super::super::head::Head;
use super::super::lock::Owner;
use super::super::record::Recorded;
use super::super::storage::Storage;
use super::super::writer::{Tip, Writer};

/// A copy of a journal from somewhere else, read and found sound.
#[derive(Clone, Debug)]
pub struct Copied<E> {
    /// The records of its whole acts.
    pub records: Vec<Recorded<E>>,
    meeting: MeetingId,
    head: Head,
    lines: Vec<u8>,
}

/// Reads a copy; what stands behind its last whole act is left out.
pub fn read_copy<E: Entry>(mut bytes: Vec<u8>) -> Result<Copied<E>, JournalError> {
    let mut records = Vec::new();
    let checked = check(&bytes[..], Expected::default(), |record| {
        records.push(record.to_recorded().map_err(|error| error.to_string())?);
        Ok(())
    });
    let checked = checked.map_err(JournalError::Read)?;
    match (checked.finding, checked.chain.meeting(), checked.chain.whole()) {
        (Finding::Sound | Finding::Torn(_), Some(meeting), Some(head)) => {
            bytes.truncate(usize::try_from(head.length).unwrap_or(usize::MAX));
            records.retain(|record: &Recorded<E>| record.seq <= head.seq);
            Ok(Copied { records, meeting, head, lines: bytes })
        }
        (finding, ..) => Err(JournalError::Refused(finding)),
    }
}

impl<E> Copied<E> {
    /// Puts the lines into a folder that has no journal, durable and under the lock, and opens it for writing on.
    pub fn install(
        self,
        storage: Arc<dyn Storage>,
        owner: &Owner,
        run: RunId,
    ) -> Result<Writer, JournalError> {
        let tip = Tip { meeting: self.meeting, run, head: self.head };
        Writer::install(storage, owner, tip, self.lines)
    }
}
