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
        let parent = disk.folder.parent().filter(|parent| !parent.as_os_str().is_empty());
        system::sync_folder(parent.unwrap_or(Path::new(".")))?;
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

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    use std::sync::Arc;

    use super::super::toy::{STAMP, Toy, acts, lines, owner};
    use super::super::*;
    use super::*;

    fn home() -> (tempfile::TempDir, Disk) {
        let home = tempfile::tempdir().unwrap();
        let disk = Disk::create_folder(home.path().join("m")).unwrap();
        (home, disk)
    }

    fn create(disk: &Disk) -> Result<Writer, JournalError> {
        let (meeting, run) = (MeetingId::new([1; 16]), RunId::new([1; 8]));
        Writer::create(Arc::new(disk.clone()), &owner(), meeting, run, &STAMP, &acts()[0])
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_real_folder_holds_the_same_bytes_as_a_simulated_one() {
        let (_home, disk) = home();
        let mut writer = create(&disk).unwrap();
        for act in &acts()[1..] {
            assert!(writer.append(&STAMP, act).unwrap().published);
        }
        assert_eq!(fs::read(disk.file(JOURNAL)).unwrap(), lines(&acts()));
        let second = resume::<Toy>(Arc::new(disk.clone()), &owner(), RunId::new([2; 8]));
        assert!(matches!(second, Err(JournalError::Locked { owner: Some(_) })));
        drop(writer);
        let resumed = resume::<Toy>(Arc::new(disk.clone()), &owner(), RunId::new([2; 8])).unwrap();
        assert_eq!(resumed.records.len(), 7);
        let mut follower = Follower::new(Arc::new(disk));
        assert_eq!(follower.poll::<Toy>().unwrap().len(), 7);
    }

    #[test]
    fn files_are_private() {
        let (_home, disk) = home();
        drop(create(&disk).unwrap());
        assert_eq!(mode(&disk.folder), 0o700);
        for name in [JOURNAL, HEAD, LOCK, OWNER] {
            assert_eq!(mode(&disk.file(name)), 0o600, "{name}");
        }
        assert!(disk.check_private().is_ok());
        fs::set_permissions(&disk.folder, fs::Permissions::from_mode(0o777)).unwrap();
        assert!(disk.check_private().is_err());
    }

    #[test]
    fn a_folder_is_created_once() {
        let (_home, disk) = home();
        let again = Disk::create_folder(&disk.folder).map(drop);
        assert_eq!(again.unwrap_err().kind(), io::ErrorKind::AlreadyExists);
    }

    #[test]
    fn links_fifos_devices_and_second_names_are_refused() {
        let (home, disk) = home();
        drop(create(&disk).unwrap());
        let journal = disk.file(JOURNAL);
        let real = home.path().join("real");
        let go_on = || resume::<Toy>(Arc::new(disk.clone()), &owner(), RunId::new([2; 8])).map(drop);

        fs::hard_link(&journal, &real).unwrap();
        assert!(matches!(go_on(), Err(JournalError::Open { .. })), "a second name");
        assert!(examine::<Toy>(&disk).is_ok(), "reading does not mind");
        fs::remove_file(&journal).unwrap();
        symlink(&real, &journal).unwrap();
        assert!(matches!(go_on(), Err(JournalError::Open { .. })), "a symbolic link");
        assert!(matches!(examine::<Toy>(&disk), Err(JournalError::Open { .. })));
        fs::remove_file(&journal).unwrap();
        fs::create_dir(&journal).unwrap();
        assert!(go_on().is_err(), "a folder");
        fs::remove_dir(&journal).unwrap();
        let fifo = std::process::Command::new("mkfifo").arg(&journal).status().unwrap();
        assert!(fifo.success());
        assert!(matches!(go_on(), Err(JournalError::Open { .. })), "a FIFO");
        assert!(matches!(examine::<Toy>(&disk), Err(JournalError::Open { .. })));
    }

    #[test]
    fn a_journal_renamed_replaced_or_appended_to_is_not_written() {
        let (_home, disk) = home();
        let mut writer = create(&disk).unwrap();
        let (journal, away) = (disk.file(JOURNAL), disk.file("away"));
        fs::rename(&journal, &away).unwrap();
        assert!(matches!(writer.append(&STAMP, &acts()[1]), Err(JournalError::Moved)));
        fs::copy(&away, &journal).unwrap();
        assert!(matches!(writer.append(&STAMP, &acts()[1]), Err(JournalError::Moved)));
        fs::rename(&away, &journal).unwrap();
        writer.append(&STAMP, &acts()[1]).unwrap();
        let mut text = fs::read(&journal).unwrap();
        text.push(b'\n');
        fs::write(&journal, text).unwrap();
        assert!(matches!(writer.append(&STAMP, &acts()[2]), Err(JournalError::Length { .. })));
    }

    #[test]
    fn a_rename_never_replaces() {
        let (_home, disk) = home();
        for rename in [system::rename, rename_by_link] {
            fs::write(disk.file("a"), "a").unwrap();
            fs::write(disk.file("b"), "b").unwrap();
            let error = rename(&disk.file("a"), &disk.file("b")).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
            fs::remove_file(disk.file("b")).unwrap();
            rename(&disk.file("a"), &disk.file("b")).unwrap();
            assert_eq!(fs::read(disk.file("b")).unwrap(), b"a");
            assert!(!disk.file("a").exists());
        }
    }

    #[test]
    fn a_hint_wakes_the_follower() {
        let (_home, disk) = home();
        let mut writer = create(&disk).unwrap();
        let mut follower = Follower::new(Arc::new(disk));
        let waiter = follower.waiter();
        assert_eq!(follower.poll::<Toy>().unwrap().len(), 1);
        writer.append(&STAMP, &acts()[1]).unwrap();
        let mut shown = 0;
        for _ in 0..20 {
            waiter.wait();
            shown += follower.poll::<Toy>().unwrap().len();
            if shown == 3 {
                return;
            }
        }
        panic!("{shown} of 3 records were shown");
    }

    #[test]
    fn a_folder_beside_the_program_is_created_too() {
        let name = format!(".changpiao-test-{}", std::process::id());
        let disk = Disk::create_folder(&name).unwrap();
        assert!(disk.check_private().is_ok());
        fs::remove_dir(&name).unwrap();
    }

    #[test]
    fn a_file_is_no_folder_and_a_strangers_folder_is_not_ours() {
        let (home, disk) = home();
        let file = home.path().join("file");
        fs::write(&file, "").unwrap();
        let error = Disk::at(&file).check_private().unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::NotADirectory);
        match std::os::unix::fs::chown(&disk.folder, Some(12_345), None) {
            Ok(()) => {
                let error = disk.check_private().unwrap_err();
                assert_eq!(error.kind(), io::ErrorKind::PermissionDenied);
            }
            Err(error) => eprintln!("skipped: a folder cannot be given away here ({error})"),
        }
    }

    #[test]
    fn without_links_a_name_that_is_taken_is_seen_all_the_same() {
        let (_home, disk) = home();
        let (nowhere, to) = (disk.file("nowhere"), disk.file("b"));
        // What cannot be linked: there is no such file.
        assert_eq!(rename_by_link(&nowhere, &to).unwrap_err().kind(), io::ErrorKind::NotFound);
        fs::write(&to, "b").unwrap();
        assert_eq!(rename_by_link(&nowhere, &to).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&to).unwrap(), b"b");
    }

    #[test]
    fn a_place_is_the_path_as_people_know_it() {
        assert_eq!(Disk::at("somewhere/m").place(), "somewhere/m");
        assert_eq!(Disk::at("somewhere/m").path(), Some(Path::new("somewhere/m")));
    }
}
