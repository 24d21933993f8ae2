//! What differs on Windows.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io;
use std::os::windows::fs::{FileExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::Path;

use super::super::storage::{Access, FileMark};

/// Opens a link itself instead of what it points to.
const OPEN_REPARSE_POINT: u32 = 0x0020_0000;
/// Lets others read, not write, rename or delete.
const SHARE_READ: u32 = 1;

pub(crate) fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.custom_flags(OPEN_REPARSE_POINT);
    options
}

/// While the journal is open for writing nobody can rename, replace or write it, so its name stays its own.
pub(crate) fn exclude_other_writers(options: &mut OpenOptions) {
    options.share_mode(SHARE_READ);
}

pub(crate) fn create_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir(folder)
}

pub(crate) fn check_regular(meta: &Metadata, _: Access) -> io::Result<()> {
    if meta.is_file() {
        Ok(())
    } else {
        Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"))
    }
}

/// The folder inherits the access list of the user's own folders.
pub(crate) fn check_private(folder: &Path) -> io::Result<()> {
    if fs::symlink_metadata(folder)?.is_dir() { Ok(()) } else { Err(io::ErrorKind::NotADirectory.into()) }
}

/// std gives no file number here; [`exclude_other_writers`] holds the name instead.
pub(crate) fn mark(meta: &Metadata) -> FileMark {
    FileMark { identity: (0, meta.creation_time()), length: meta.len() }
}

pub(crate) fn write_at(file: &File, at: u64, bytes: &[u8]) -> io::Result<usize> {
    file.seek_write(bytes, at)
}

pub(crate) fn read_at(file: &File, at: u64, into: &mut [u8]) -> io::Result<usize> {
    file.seek_read(into, at)
}

/// NTFS keeps names in its own log; a folder cannot be synced.
pub(crate) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

pub(crate) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    super::rename_by_link(from, to)
}
