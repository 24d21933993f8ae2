//! The real folder of one meeting.
//!
//! Files are private (0600, the folder 0700), never followed through a symbolic link and opened only if they are
//! regular: a FIFO in the place of the journal would block for ever, a device would swallow it.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::storage::{Access, FileMark, Guard, Storage, StoredFile, retry};

#[cfg(unix)]
#[path = "disk/unix.rs"]
mod system;
#[cfg(windows)]
#[path = "disk/windows.rs"]
mod system;

/// A folder on a disk.
#[derive(Clone, Debug)]
pub struct Disk {
    folder: PathBuf,
}

impl Disk {
    /// An existing folder, for reading and, if [`check_private`](Self::check_private) agrees, for writing.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// Creates the folder, which must not exist, and makes its name durable. Its parent must exist.
    pub fn create_folder(folder: impl Into<PathBuf>) -> io::Result<Self> {
        let disk = Self::at(folder);
        system::create_folder(&disk.folder)?;
        if let Some(parent) = disk.folder.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            system::sync_folder(parent)?;
        }
        Ok(disk)
    }

    /// Refuses a folder that others may write to or that belongs to somebody else: whoever can write there can
    /// exchange the journal.
    pub fn check_private(&self) -> io::Result<()> {
        system::check_private(&self.folder)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

impl Storage for Disk {
    fn place(&self) -> String {
        self.folder.display().to_string()
    }

    fn path(&self) -> Option<&Path> {
        Some(&self.folder)
    }

    fn create(&self, name: &str) -> io::Result<Box<dyn StoredFile>> {
        let mut options = system::options();
        options.read(true).write(true).create_new(true);
        let file = retry(|| options.open(self.file(name)))?;
        Ok(Box::new(DiskFile { file }))
    }

    fn open(&self, name: &str, access: Access) -> io::Result<Box<dyn StoredFile>> {
        let mut options = system::options();
        options.read(true).write(access == Access::Write);
        if access == Access::Write {
            system::exclude_other_writers(&mut options);
        }
        let file = retry(|| options.open(self.file(name)))?;
        system::check_regular(&file.metadata()?, access)?;
        Ok(Box::new(DiskFile { file }))
    }

    fn mark(&self, name: &str) -> io::Result<FileMark> {
        fs::symlink_metadata(self.file(name)).map(|meta| system::mark(&meta))
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        system::rename(&self.file(from), &self.file(to))
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        fs::remove_file(self.file(name))
    }

    fn sync_folder(&self) -> io::Result<()> {
        system::sync_folder(&self.folder)
    }

    fn try_lock(&self, name: &str) -> io::Result<Option<Guard>> {
        let mut options = system::options();
        options.read(true).write(true).create(true).truncate(false);
        let file = retry(|| options.open(self.file(name)))?;
        system::check_regular(&file.metadata()?, Access::Write)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Box::new(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

/// An open file on a disk.
#[derive(Debug)]
struct DiskFile {
    file: File,
}

impl StoredFile for DiskFile {
    fn write_at(&mut self, at: u64, bytes: &[u8]) -> io::Result<usize> {
        system::write_at(&self.file, at, bytes)
    }

    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<usize> {
        system::read_at(&self.file, at, into)
    }

    fn set_len(&mut self, length: u64) -> io::Result<()> {
        self.file.set_len(length)
    }

    fn sync_data(&mut self) -> io::Result<()> {
        self.file.sync_data()
    }

    fn mark(&self) -> io::Result<FileMark> {
        self.file.metadata().map(|meta| system::mark(&meta))
    }
}

/// Gives the file its second name, which fails if that is taken, then takes away the first.
fn rename_by_link(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Ok(()) => fs::remove_file(from),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        Err(_) if fs::symlink_metadata(to).is_ok() => Err(io::ErrorKind::AlreadyExists.into()),
        // A stick without links; the lock keeps others of our kind away between the question and the rename.
        Err(_) => fs::rename(from, to),
    }
}
