//! The steps of writing, each as small as what can fail in it.

use std::io;

use super::super::codec::{self, Entry, Place};
use super::super::error::JournalError;
use super::super::hash::{LineHash, MeetingId, RunId};
use super::super::head::{HEAD_SIZE, Head};
use super::super::record::{Act, Stamp};
use super::super::storage::{Access, Storage, StoredFile, retry, write_all_at};
use super::super::{HEAD, JOURNAL, MAX_ACT, PART};

/// Encodes an act behind what is in `lines`; gives the act and the head that it will make.
pub(super) fn encode_act<E: Entry>(
    lines: &mut Vec<u8>,
    meeting: MeetingId,
    run: RunId,
    head: Option<Head>,
    stamp: &Stamp<'_>,
    events: &[E],
) -> Result<(Act, Head), JournalError> {
    let count = events.len() as u64;
    if count == 0 || count > MAX_ACT {
        return Err(JournalError::ActSize { count });
    }
    let first = head.map_or(0, |head| head.seq + 1);
    let act = Act { first, count };
    let mut prev = head.map_or(LineHash::ZERO, |head| head.hash);
    for (seq, event) in (first..).zip(events) {
        let place = Place { meeting, run, seq, prev, act };
        prev = codec::encode(lines, &place, stamp, event)?;
    }
    Ok((act, Head { seq: first + count - 1, length: lines.len() as u64, hash: prev }))
}

pub(super) fn kinds<E: Entry>(events: &[E]) -> Vec<String> {
    events.iter().filter_map(|event| codec::kind_of(event).ok()).collect()
}

/// One write; less than all is a failure.
pub(super) fn write_once(file: &mut dyn StoredFile, at: u64, bytes: &[u8]) -> io::Result<()> {
    let written = retry(|| file.write_at(at, bytes))?;
    if written == bytes.len() { Ok(()) } else { Err(io::ErrorKind::WriteZero.into()) }
}

/// Makes the file as long as it was. If nothing went in, nothing is touched: a disk that has become read-only could
/// not be cut, but has nothing to cut either.
pub(super) fn cut_back(file: &mut dyn StoredFile, length: u64) -> io::Result<()> {
    if file.mark()?.length == length {
        return Ok(());
    }
    file.set_len(length)?;
    file.sync_data()
}

/// The steps by which a journal gets its name with its content already durable.
pub(in crate::journal) fn place_lines(
    storage: &dyn Storage,
    lines: &[u8],
) -> io::Result<Box<dyn StoredFile>> {
    // A part left by a program that died here: it was never a journal, and the lock is ours.
    match storage.remove(PART) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut part = storage.create(PART)?;
    write_all_at(&mut *part, 0, lines)?;
    part.sync_data()?;
    // Closed before it is renamed: Windows renames no open file.
    drop(part);
    storage.rename(PART, JOURNAL)?;
    storage.sync_folder()?;
    storage.open(JOURNAL, Access::Write)
}

pub(super) fn open_head(storage: &dyn Storage) -> io::Result<Box<dyn StoredFile>> {
    let mut file = match storage.open(HEAD, Access::Write) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return storage.create(HEAD),
        opened => opened?,
    };
    if file.mark()?.length > HEAD_SIZE as u64 {
        file.set_len(HEAD_SIZE as u64)?;
    }
    Ok(file)
}
