//! What differs on unix.

use std::fs::{self, DirBuilder, File, Metadata, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, FileExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::Path;

use rustix::fs::OFlags;

use super::super::storage::{Access, FileMark};

/// Private, never through a link, never waiting for the other end of a FIFO.
pub(crate) fn options() -> OpenOptions {
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
    let mut options = OpenOptions::new();
    options.mode(0o600).custom_flags(i32::try_from(flags.bits()).unwrap_or_default());
    options
}

pub(crate) fn exclude_other_writers(_: &mut OpenOptions) {}

pub(crate) fn create_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new().mode(0o700).create(folder)
}

pub(crate) fn check_regular(meta: &Metadata, access: Access) -> io::Result<()> {
    if !meta.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
    }
    if access == Access::Write && meta.nlink() != 1 {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "the file has a second name"));
    }
    Ok(())
}

pub(crate) fn check_private(folder: &Path) -> io::Result<()> {
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

pub(crate) fn mark(meta: &Metadata) -> FileMark {
    FileMark { identity: (meta.dev(), meta.ino()), length: meta.len() }
}

pub(crate) fn write_at(file: &File, at: u64, bytes: &[u8]) -> io::Result<usize> {
    file.write_at(bytes, at)
}

pub(crate) fn read_at(file: &File, at: u64, into: &mut [u8]) -> io::Result<usize> {
    file.read_at(into, at)
}

pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Renames without replacing. A file system that cannot do it in one step gets a second name and loses the
/// first, which fails just the same if the name is taken; one without links is asked first.
pub(crate) fn rename(from: &Path, to: &Path) -> io::Result<()> {
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
