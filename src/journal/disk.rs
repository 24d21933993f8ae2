//! The real folder of one meeting.
//!
//! Files are private (0600, the folder 0700), never followed through a symbolic link and opened only if they are
//! regular: a FIFO in the place of the journal would block for ever, a device would swallow it.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::storage::{Access, FileMark, Guard, Storage, StoredFile, retry};

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

/// What differs on unix.
#[cfg(unix)]
mod system {
    use std::fs::{self, DirBuilder, File, Metadata, OpenOptions};
    use std::io;
    use std::os::unix::fs::{DirBuilderExt as _, FileExt as _, MetadataExt as _, OpenOptionsExt as _};
    use std::path::Path;

    use rustix::fs::OFlags;

    use super::{Access, FileMark};

    /// Private, never through a link, never waiting for the other end of a FIFO.
    pub(super) fn options() -> OpenOptions {
        let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
        let mut options = OpenOptions::new();
        options.mode(0o600).custom_flags(i32::try_from(flags.bits()).unwrap_or_default());
        options
    }

    pub(super) fn exclude_other_writers(_: &mut OpenOptions) {}

    pub(super) fn create_folder(folder: &Path) -> io::Result<()> {
        DirBuilder::new().mode(0o700).create(folder)
    }

    pub(super) fn check_regular(meta: &Metadata, access: Access) -> io::Result<()> {
        if !meta.is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
        }
        if access == Access::Write && meta.nlink() != 1 {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "the file has a second name"));
        }
        Ok(())
    }

    pub(super) fn check_private(folder: &Path) -> io::Result<()> {
        let meta = fs::symlink_metadata(folder)?;
        if !meta.is_dir() {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        let foreign = meta.uid() != rustix::process::geteuid().as_raw();
        if foreign || meta.mode() & 0o002 != 0 {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, "others may write to this folder"));
        }
        Ok(())
    }

    pub(super) fn mark(meta: &Metadata) -> FileMark {
        FileMark { identity: (meta.dev(), meta.ino()), length: meta.len() }
    }

    pub(super) fn write_at(file: &File, at: u64, bytes: &[u8]) -> io::Result<usize> {
        file.write_at(bytes, at)
    }

    pub(super) fn read_at(file: &File, at: u64, into: &mut [u8]) -> io::Result<usize> {
        file.read_at(into, at)
    }

    pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
        File::open(folder)?.sync_all()
    }

    /// Renames without replacing. A file system that cannot do it in one step gets a second name and loses the
    /// first, which fails just the same if the name is taken; one without links is asked first.
    pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
        #[cfg(any(target_os = "linux", target_vendor = "apple"))]
        {
            use rustix::fs::{CWD, RenameFlags, renameat_with};
            use rustix::io::Errno;
            match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
                Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {}
                done => return done.map_err(Into::into),
            }
        }
        super::rename_by_link(from, to)
    }
}

/// What differs on Windows.
#[cfg(windows)]
mod system {
    use std::fs::{self, File, Metadata, OpenOptions};
    use std::io;
    use std::os::windows::fs::{FileExt as _, MetadataExt as _, OpenOptionsExt as _};
    use std::path::Path;

    use super::{Access, FileMark};

    /// Opens a link itself instead of what it points to.
    const OPEN_REPARSE_POINT: u32 = 0x0020_0000;
    /// Lets others read, not write, rename or delete.
    const SHARE_READ: u32 = 1;

    pub(super) fn options() -> OpenOptions {
        let mut options = OpenOptions::new();
        options.custom_flags(OPEN_REPARSE_POINT);
        options
    }

    /// While the journal is open for writing nobody can rename, replace or write it, so its name stays its own.
    pub(super) fn exclude_other_writers(options: &mut OpenOptions) {
        options.share_mode(SHARE_READ);
    }

    pub(super) fn create_folder(folder: &Path) -> io::Result<()> {
        fs::create_dir(folder)
    }

    pub(super) fn check_regular(meta: &Metadata, _: Access) -> io::Result<()> {
        if meta.is_file() {
            Ok(())
        } else {
            Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"))
        }
    }

    /// The folder inherits the access list of the user's own folders.
    pub(super) fn check_private(folder: &Path) -> io::Result<()> {
        if fs::symlink_metadata(folder)?.is_dir() { Ok(()) } else { Err(io::ErrorKind::NotADirectory.into()) }
    }

    /// std gives no file number here; [`exclude_other_writers`] holds the name instead.
    pub(super) fn mark(meta: &Metadata) -> FileMark {
        FileMark { identity: (0, meta.creation_time()), length: meta.len() }
    }

    pub(super) fn write_at(file: &File, at: u64, bytes: &[u8]) -> io::Result<usize> {
        file.seek_write(bytes, at)
    }

    pub(super) fn read_at(file: &File, at: u64, into: &mut [u8]) -> io::Result<usize> {
        file.seek_read(into, at)
    }

    /// NTFS keeps names in its own log; a folder cannot be synced.
    pub(super) fn sync_folder(_: &Path) -> io::Result<()> {
        Ok(())
    }

    pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
        super::rename_by_link(from, to)
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
