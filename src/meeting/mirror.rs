//! The meeting's mirror: where it lies, and what it is told.

use super::{Meeting, folder};
use crate::journal::mirror::{Mirror, MirrorError, MirrorState, OpenFolder};
use crate::journal::{Disk, JOURNAL, Storage};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf, absolute};
use std::sync::Arc;

/// The file in the meeting's folder that remembers where its mirror was, for the next start.
const PLACE: &str = "journal.mirror";

/// A meeting's mirror and where it lies.
#[derive(Debug)]
pub(super) struct Mirrored {
    mirror: Mirror,
    folder: PathBuf,
}

impl Mirrored {
    /// Hands on lines that are confirmed; never waits.
    pub(super) fn give(&self, lines: &[u8]) {
        self.mirror.give(lines);
    }
}

impl Meeting {
    /// Mirrors the record into a folder of the meeting's name below `parent`, which must exist. Never waits for it; `changed`
    /// is called, on another thread, when the mirror is lost or back.
    ///
    /// # Errors
    /// When it would be the meeting's own folder, or there is no thread to be had.
    pub fn mirror_in(
        &mut self,
        parent: &Path,
        changed: impl Fn() + Send + 'static,
    ) -> Result<(), MirrorError> {
        self.mirror_at(&copy_folder(&self.folder, &absolute(parent)?), changed)
    }

    /// The same for the folder of the copy itself, such as that of the last time.
    ///
    /// # Errors
    /// As [`mirror_in`](Self::mirror_in).
    pub fn mirror_at(
        &mut self,
        folder: &Path,
        changed: impl Fn() + Send + 'static,
    ) -> Result<(), MirrorError> {
        let folder = folder.to_owned();
        if same_place(&folder, &self.folder) {
            return Err(MirrorError::Itself);
        }
        // The old one first hands over what it has.
        self.mirror = None;
        let mirror = Mirror::start(opener(folder.clone()), self.writer.lines().to_vec(), changed)?;
        self.mirror = Some(Mirrored { mirror, folder });
        self.remember_mirror();
        Ok(())
    }

    /// Leaves in the meeting's folder where the mirror is. Nothing depends on it; a disk that does not take it has other
    /// troubles.
    pub(super) fn remember_mirror(&self) {
        if let Some(mirrored) = &self.mirror {
            let _ = note(&self.folder, PLACE, &mirrored.folder);
        }
    }

    /// How the mirror stands, if there is one.
    pub fn mirror(&self) -> Option<MirrorState> {
        self.mirror.as_ref().map(|mirrored| mirrored.mirror.state())
    }

    /// Where the mirror lies, if there is one.
    pub fn mirror_folder(&self) -> Option<&Path> {
        self.mirror.as_ref().map(|mirrored| mirrored.folder.as_path())
    }
}

/// The folder of a meeting's copy below another one.
pub(super) fn copy_folder(meeting: &Path, parent: &Path) -> PathBuf {
    let whole = absolute(meeting).unwrap_or_else(|_| meeting.to_owned());
    let name = whole.file_name().unwrap_or_else(|| OsStr::new("meeting"));
    // A meeting and its rehearsal of the same day have the same name, in two folders.
    let rehearsed = whole.parent().is_some_and(|parent| parent.ends_with(folder::REHEARSALS));
    let mut copy = OsString::from(if rehearsed { "rehearsal-" } else { "" });
    copy.push(name);
    parent.join(copy)
}

fn same_place(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().or_else(|_| absolute(path)).ok();
    real(one) == real(other)
}

/// Opens the copy's folder and makes it, but never the one above: that is the stick, and it is there or not.
fn opener(folder: PathBuf) -> OpenFolder {
    Box::new(move || {
        match Disk::create_folder(&folder) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        Ok(Arc::new(Disk::at(&folder)) as Arc<dyn Storage>)
    })
}

/// The folder of a meeting's mirror when it was last held.
pub fn last_mirror(meeting: &Path) -> Option<PathBuf> {
    fs::read_to_string(meeting.join(PLACE)).ok().map(|text| PathBuf::from(text.trim_end_matches('\n')))
}

/// The journal of a meeting's copy below a folder.
pub(super) fn copy_of(meeting: &Path, parent: &Path) -> PathBuf {
    copy_folder(meeting, parent).join(JOURNAL)
}

/// Puts a path into a small file of a meeting's folder, made anew so that nothing is written through a link.
pub(super) fn note(meeting: &Path, name: &str, place: &Path) -> io::Result<()> {
    let file = meeting.join(name);
    match fs::remove_file(&file) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = super::seen::private().write(true).create_new(true).open(file)?;
    writeln!(file, "{}", place.display())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::{Command, course, sample};
    use std::sync::mpsc::channel;

    fn begun() -> (tempfile::TempDir, Meeting) {
        let root = tempfile::tempdir().unwrap();
        let meeting = Meeting::create(&root.path().join("meetings"), sample::plan()).unwrap();
        (root, meeting)
    }

    fn take_note(meeting: &mut Meeting, text: &str) {
        meeting.submit(&Command::Course(course::Command::TakeNote { text: text.into() })).unwrap();
    }

    #[test]
    fn the_mirror_has_the_same_bytes_and_its_place_is_remembered() {
        let (root, mut meeting) = begun();
        let stick = root.path().join("stick");
        fs::create_dir(&stick).unwrap();
        take_note(&mut meeting, "一");
        meeting.mirror_in(&stick, || {}).unwrap();
        take_note(&mut meeting, "二");
        let copy = meeting.mirror_folder().unwrap().join(JOURNAL);
        let (folder, mirror) = (meeting.folder().to_owned(), meeting.mirror_folder().unwrap().to_owned());
        drop(meeting);
        assert!(mirror.ends_with(format!("rehearsal-{}", folder.file_name().unwrap().to_str().unwrap())));
        assert_eq!(fs::read(copy).unwrap(), fs::read(folder.join(JOURNAL)).unwrap());
        assert_eq!(last_mirror(&folder), Some(mirror));
    }

    #[test]
    fn a_stick_that_is_not_there_is_no_obstacle_and_is_filled_when_it_comes() {
        let (root, mut meeting) = begun();
        let stick = root.path().join("stick");
        let (tell, told) = channel();
        meeting.mirror_in(&stick, move || tell.send(()).unwrap()).unwrap();
        told.recv().unwrap();
        assert!(matches!(meeting.mirror(), Some(MirrorState::Lost(error)) if error.code() == "J40"));
        assert!(!stick.exists(), "the stick itself is never made");
        take_note(&mut meeting, "一");
        fs::create_dir(&stick).unwrap();
        take_note(&mut meeting, "二");
        let (folder, copy) = (meeting.folder().to_owned(), meeting.mirror_folder().unwrap().join(JOURNAL));
        drop(meeting);
        assert_eq!(fs::read(copy).unwrap(), fs::read(folder.join(JOURNAL)).unwrap());
    }

    #[test]
    fn the_folder_of_the_meeting_is_no_mirror() {
        let root = tempfile::tempdir().unwrap();
        let plan = crate::agenda::Plan { rehearsal: false, ..sample::plan() };
        let mut meeting = Meeting::create(root.path(), plan).unwrap();
        let parent = meeting.parent();
        assert!(matches!(meeting.mirror_in(&parent, || {}), Err(MirrorError::Itself)));
        assert!(meeting.mirror().is_none());
    }
}
