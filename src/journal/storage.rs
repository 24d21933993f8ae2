//! The folder of one meeting, as the journal needs it.
//!
//! A trait, so that every failure and every power cut can be played on a simulated disk
//! ([`simulated`](super::simulated)) with the code that runs on the real one ([`disk`](super::disk)). Names are plain
//! file names of the journal room, never paths.

use std::any::Any;
use std::fmt;
use std::io;
use std::path::Path;

/// What a file is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Reading only.
    Read,
    /// Reading and writing.
    Write,
}

/// Which file this is, and how long: two equal marks are the same file of the same length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileMark {
    /// The device and the number of the file on it.
    pub identity: (u64, u64),
    /// Length in bytes.
    pub length: u64,
}

/// The folder of one meeting.
///
/// Opening refuses anything that is not a regular file (symbolic link, FIFO, device) and, for writing, a file with
/// more than one name.
pub trait Storage: fmt::Debug + Send + Sync {
    /// The folder, for messages.
    fn place(&self) -> String;

    /// The folder as a path, if it has one (to watch it).
    fn path(&self) -> Option<&Path> {
        None
    }

    /// Creates a file that must not exist, for reading and writing, readable by its owner only.
    fn create(&self, name: &str) -> io::Result<Box<dyn StoredFile>>;

    /// Opens a file that must exist.
    fn open(&self, name: &str, access: Access) -> io::Result<Box<dyn StoredFile>>;

    /// The mark of what has this name now, without following a link.
    fn mark(&self, name: &str) -> io::Result<FileMark>;

    /// Renames; fails if `to` exists.
    fn rename(&self, from: &str, to: &str) -> io::Result<()>;

    /// Removes a file.
    fn remove(&self, name: &str) -> io::Result<()>;

    /// Makes names durable.
    fn sync_folder(&self) -> io::Result<()>;

    /// Takes the lock of this name; nothing if another program has it. Dropping the guard, or the death of the
    /// process, frees it.
    fn try_lock(&self, name: &str) -> io::Result<Option<Guard>>;
}

/// Holds a lock until it is dropped.
pub type Guard = Box<dyn Any + Send>;

/// An open file.
pub trait StoredFile: fmt::Debug + Send {
    /// Writes once at this offset; may write less than all.
    fn write_at(&mut self, at: u64, bytes: &[u8]) -> io::Result<usize>;

    /// Reads once from this offset; 0 at the end.
    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<usize>;

    /// Cuts to this length.
    fn set_len(&mut self, length: u64) -> io::Result<()>;

    /// Makes content and length durable.
    fn sync_data(&mut self) -> io::Result<()>;

    /// The mark of this file.
    fn mark(&self) -> io::Result<FileMark>;
}

/// Writes all bytes at an offset, in as many writes as it takes.
pub(crate) fn write_all_at(file: &mut dyn StoredFile, mut at: u64, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match retry(|| file.write_at(at, bytes))? {
            0 => return Err(io::ErrorKind::WriteZero.into()),
            n => {
                at += n as u64;
                bytes = bytes.get(n..).unwrap_or_default();
            }
        }
    }
    Ok(())
}

/// Reads at most `limit` bytes from an offset on.
pub(crate) fn read_up_to(file: &dyn StoredFile, at: u64, limit: usize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; limit];
    let mut filled = 0;
    while let Some(free) = bytes.get_mut(filled..).filter(|free| !free.is_empty()) {
        match retry(|| file.read_at(at + filled as u64, free))? {
            0 => break,
            n => filled += n,
        }
    }
    bytes.truncate(filled);
    Ok(bytes)
}

/// Repeats a call that a signal interrupted before it did anything.
pub(crate) fn retry<T>(mut call: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    loop {
        match call() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            done => return done,
        }
    }
}

/// Whether something has this name.
pub(crate) fn exists(storage: &dyn Storage, name: &str) -> io::Result<bool> {
    match storage.mark(name) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// A stored file read from the start, in order.
#[derive(Debug)]
pub struct Sequential<'a> {
    file: &'a dyn StoredFile,
    at: u64,
}

impl<'a> Sequential<'a> {
    /// Reads this file from its start.
    pub fn new(file: &'a dyn StoredFile) -> Self {
        Self { file, at: 0 }
    }
}

impl io::Read for Sequential<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.file.read_at(self.at, into)?;
        self.at += n as u64;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::super::simulated::{Fault, Simulated};
    use super::*;

    #[test]
    fn what_cannot_be_asked_is_not_missing() {
        let disk = Simulated::new();
        disk.put("f", b"");
        assert!(exists(&disk, "f").unwrap() && !exists(&disk, "g").unwrap());
        disk.fail(disk.operations(), Fault::Error(io::ErrorKind::Other));
        assert_eq!(exists(&disk, "f").unwrap_err().kind(), io::ErrorKind::Other);
    }
}
