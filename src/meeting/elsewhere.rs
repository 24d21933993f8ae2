//! Going on in another folder: after a failed disk, or from a copy that has more than the journal.

use super::mirror::note;
use super::{Meeting, MeetingError, folder, wall_time};
use crate::agenda::{Plan, record};
use crate::journal::{Disk, JOURNAL, LOCK, OWNER, Owner, PART, Role, Stamp, Storage, Writer};
use std::fs;
use std::path::{Path, PathBuf, absolute};
use std::sync::Arc;

/// The file in the folder of a meeting that went on elsewhere: it names the other folder.
const MOVED: &str = "journal.moved";

impl Meeting {
    /// The folder in which this meeting's folder lies.
    pub fn parent(&self) -> PathBuf {
        parent_of(&self.folder)
    }

    /// Goes on in a new folder in `parent`, with everything that was confirmed and a record that says so.
    ///
    /// # Errors
    /// When that folder cannot be used either. The meeting is then as before; another folder can be tried.
    pub fn fail_over(&mut self, parent: &Path) -> Result<(), MeetingError> {
        self.check_accepted()?;
        let (folder, storage) = new_folder(parent, &self.floor().plan)?;
        let in_doubt = self.writer.in_doubt().map_or(self.saved(), |doubt| doubt.act.first);
        let event = record::Event::FailedOver { in_doubt, from: Some(named(&self.folder)) };
        let events = vec![event.into()];
        let (t, up) = self.clock.now();
        let before = self.writer.lines().len();
        let owner = Owner::this_process(t.clone());
        let stamp = Stamp { t: &t, up, by: Role::System };
        let moved = self.writer.fail_over(storage, &owner).and_then(|mut writer: Writer| {
            let first = writer.append(&stamp, &events)?.act.first;
            Ok((writer, first))
        });
        let (writer, first) = moved.inspect_err(|_| clear_away(&folder))?;
        mark_moved(&self.folder, &folder);
        (self.writer, self.folder) = (writer, folder);
        self.mirror_from(before);
        self.remember_mirror();
        self.accept(first, (t, up), events)
    }
}

/// Makes a new folder for a meeting in `parent`.
pub(super) fn new_folder(parent: &Path, plan: &Plan) -> Result<(PathBuf, Arc<dyn Storage>), MeetingError> {
    let folder = folder::numbered(parent, plan).map_err(MeetingError::NoOtherFolder)?;
    let storage: Arc<dyn Storage> = Arc::new(Disk::at(&folder));
    Ok((folder, storage))
}

/// Takes away a folder in which no record came about; one that holds a journal stays.
fn clear_away(folder: &Path) {
    if !folder.join(JOURNAL).exists() {
        for name in [PART, LOCK, OWNER] {
            let _ = fs::remove_file(folder.join(name));
        }
        let _ = fs::remove_dir(folder);
    }
}

/// The folder in which a folder lies.
pub(super) fn parent_of(folder: &Path) -> PathBuf {
    let named = folder.parent().filter(|parent| !parent.as_os_str().is_empty());
    let parent = || absolute(folder).ok()?.parent().map(Path::to_owned);
    named.map(Path::to_owned).or_else(parent).unwrap_or_else(|| PathBuf::from("."))
}

/// A folder as a record names it: whole, in one harmless line.
pub(super) fn named(folder: &Path) -> String {
    let whole = absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let text = whole.display().to_string();
    text.chars().filter(|c| !crate::agenda::text::invisible(*c)).take(1_000).collect()
}

/// Leaves in the old folder where the meeting went, if that folder still takes anything; the new journal says it in any case.
pub(super) fn mark_moved(old: &Path, new: &Path) {
    let _ = note(old, MOVED, &absolute(new).unwrap_or_else(|_| new.to_owned()));
}

/// Where the meeting of this folder went on, by what lies in the folder itself.
pub(super) fn moved_to(folder: &Path) -> Option<PathBuf> {
    fs::read_to_string(folder.join(MOVED)).ok().map(|text| PathBuf::from(text.trim_end_matches('\n')))
}

/// The time as an owner's note has it.
pub(super) fn this_owner() -> Owner {
    Owner::this_process(wall_time())
}

#[cfg(test)]
impl Meeting {
    /// The same meeting on another storage, for tests of its failures.
    pub(crate) fn on(mut self, storage: Arc<dyn Storage>) -> Self {
        let owner = Owner::this_process("now");
        self.writer = self.writer.fail_over(storage, &owner).expect("an empty storage");
        self
    }
}
