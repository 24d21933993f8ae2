//! A simulated disk: a test tool, for the tests of every room that writes a journal.
//!
//! It keeps apart what a program sees and what would be there after a power cut. Content becomes durable by a sync of
//! the file, names by a sync of the folder. A test can make the N-th operation fail, and can cut the power and look at
//! every disk that may be found afterwards ([`Simulated::cuts`]).
//!
//! A failed sync is modelled after what Linux does: the program goes on seeing the data, the next sync reports
//! success, and the data may be lost all the same.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::storage::{Access, FileMark, Guard, Storage, StoredFile};

mod content;
mod file;
mod state;

use content::Content;
pub use content::Fill;
use file::SimulatedFile;
use state::{Renaming, State};

/// A folder on a simulated disk. Clones are the same disk.
#[derive(Clone, Debug, Default)]
pub struct Simulated {
    state: Arc<Mutex<State>>,
}

/// How an operation fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It does nothing and reports this.
    Error(io::ErrorKind),
    /// A write takes only this many bytes and says so; other operations do nothing and report `WriteZero`.
    Short(usize),
    /// A write takes this many bytes and then reports this; other operations do nothing and report this.
    Partial(usize, io::ErrorKind),
    /// The power goes during it; it and all later ones report an error.
    PowerCut,
}

/// One way in which a power cut may leave the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Bytes kept of what was not synced in the file where most is at stake.
    pub kept: usize,
    /// What stands behind them.
    pub fill: Fill,
    /// Changes of names kept.
    pub names: usize,
    /// Whether unsynced content of the other files was kept.
    pub others: bool,
    /// Whether content whose sync failed was kept.
    pub failed: bool,
}

impl Simulated {
    /// An empty folder.
    pub fn new() -> Self {
        Self::default()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many operations there were so far.
    pub fn operations(&self) -> usize {
        self.state().operations
    }

    /// Makes the operation of this number (the first of a new disk is 0) fail.
    pub fn fail(&self, operation: usize, fault: Fault) {
        self.state().faults.insert(operation, fault);
    }

    /// The content of a file as a program sees it.
    pub fn content(&self, name: &str) -> Option<Vec<u8>> {
        let state = self.state();
        state.names.get(name).and_then(|id| state.files.get(*id)).map(|file| file.now.clone())
    }

    /// Puts a file there, durably, replacing what has the name.
    pub fn put(&self, name: &str, bytes: &[u8]) {
        let mut state = self.state();
        let id = state.add(bytes.to_vec());
        state.names.insert(name.to_owned(), id);
        state.durable_names.insert(name.to_owned(), id);
    }

    /// Overwrites a file in place, durably, as a stranger would; nothing if there is no such file.
    pub fn tamper(&self, name: &str, change: impl FnOnce(&mut Vec<u8>)) {
        let mut state = self.state();
        let id = state.names.get(name).copied();
        if let Some(file) = id.and_then(|id| state.files.get_mut(id)) {
            let mut bytes = file.now.clone();
            change(&mut bytes);
            *file = Content::still(bytes);
        }
    }

    /// All names, as a program sees them.
    pub fn names(&self) -> Vec<String> {
        self.state().names.keys().cloned().collect()
    }

    /// Every way in which a power cut now may leave this disk.
    pub fn cuts(&self) -> Vec<Cut> {
        let state = self.state();
        let at_stake = state.focus().map_or(0, |id| state.files.get(id).map_or(0, Content::at_stake));
        let failed = state.files.iter().any(Content::has_failed);
        let mut cuts = Vec::new();
        for kept in 0..=at_stake {
            for fill in [Fill::Nothing, Fill::Zeros, Fill::Garbage, Fill::Lines] {
                if kept == at_stake && fill != Fill::Nothing {
                    continue;
                }
                for names in 0..=state.renamings.len() {
                    for others in [true, false] {
                        cuts.push(Cut { kept, fill, names, others, failed: false });
                        if failed {
                            cuts.push(Cut { kept, fill, names, others, failed: true });
                        }
                    }
                }
            }
        }
        cuts
    }

    /// Takes back all planned failures and the power cut, as if only the program had died: nothing is lost, and
    /// nothing has become durable by it.
    pub fn restart(&self) {
        let mut state = self.state();
        state.faults.clear();
        state.off = false;
    }

    /// The disk as it is found after this power cut: another disk, all of it durable.
    #[must_use]
    pub fn after(&self, cut: &Cut) -> Self {
        let state = self.state();
        let focus = state.focus();
        let image = |(id, file): (usize, &Content)| {
            let kept = match () {
                () if Some(id) == focus => cut.kept,
                () if cut.others => usize::MAX,
                () => 0,
            };
            Content::still(file.image(kept, cut))
        };
        let files = state.files.iter().enumerate().map(image).collect();
        let mut names = state.durable_names.clone();
        state.renamings.iter().take(cut.names).for_each(|renaming| renaming.apply(&mut names));
        let found = State { files, durable_names: names.clone(), names, ..State::default() };
        Self { state: Arc::new(Mutex::new(found)) }
    }
}

/// Frees a lock when dropped.
struct SimulatedLock {
    disk: Simulated,
    name: String,
}

impl Drop for SimulatedLock {
    fn drop(&mut self) {
        self.disk.state().locks.remove(&self.name);
    }
}

impl Storage for Simulated {
    fn place(&self) -> String {
        "simulated".into()
    }

    fn create(&self, name: &str) -> io::Result<Box<dyn StoredFile>> {
        let mut state = self.state();
        if state.names.contains_key(name) {
            state.pass_still()?;
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let id = state.add(Vec::new());
        state.rename(Renaming::Add(name.to_owned(), id))?;
        Ok(Box::new(SimulatedFile { disk: self.clone(), id }))
    }

    fn open(&self, name: &str, _: Access) -> io::Result<Box<dyn StoredFile>> {
        let mut state = self.state();
        state.pass_still()?;
        let id = state.id(name)?;
        Ok(Box::new(SimulatedFile { disk: self.clone(), id }))
    }

    fn mark(&self, name: &str) -> io::Result<FileMark> {
        let mut state = self.state();
        state.pass_still()?;
        state.id(name).and_then(|id| state.mark(id))
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        let mut state = self.state();
        state.id(from)?;
        if state.names.contains_key(to) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        state.rename(Renaming::Move(from.to_owned(), to.to_owned()))
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        let mut state = self.state();
        if !state.names.contains_key(name) {
            state.pass_still()?;
            return Err(io::ErrorKind::NotFound.into());
        }
        state.rename(Renaming::Remove(name.to_owned()))
    }

    fn sync_folder(&self) -> io::Result<()> {
        let mut state = self.state();
        state.pass_still()?;
        state.durable_names = state.names.clone();
        state.renamings.clear();
        Ok(())
    }

    fn try_lock(&self, name: &str) -> io::Result<Option<Guard>> {
        let mut state = self.state();
        state.pass_still()?;
        let free = state.locks.insert(name.to_owned());
        Ok(free.then(|| Box::new(SimulatedLock { disk: self.clone(), name: name.to_owned() }) as Guard))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(disk: &Simulated, bytes: &[u8]) -> Box<dyn StoredFile> {
        let mut file = disk.create("f").unwrap();
        file.write_at(0, bytes).unwrap();
        file
    }

    /// Everything that may be found under the name after a power cut now.
    fn found(disk: &Simulated) -> Vec<Option<Vec<u8>>> {
        let mut found: Vec<_> = disk.cuts().iter().map(|cut| disk.after(cut).content("f")).collect();
        found.sort();
        found.dedup();
        found
    }

    #[test]
    fn neither_name_nor_content_is_durable_by_itself() {
        let disk = Simulated::new();
        let mut file = file(&disk, b"ab");
        let some = |bytes: &[u8]| Some(bytes.to_vec());
        let all = found(&disk);
        for possible in [None, some(b""), some(b"a"), some(b"ab"), some(b"\0\0"), some(b"a\0")] {
            assert!(all.contains(&possible), "{possible:?}");
        }
        file.sync_data().unwrap();
        assert_eq!(found(&disk), [None, some(b"ab")]);
        disk.sync_folder().unwrap();
        assert_eq!(found(&disk), [some(b"ab")]);
    }

    #[test]
    fn after_a_failed_sync_the_next_one_lies() {
        let disk = Simulated::new();
        disk.put("f", b"");
        let mut file = disk.open("f", Access::Write).unwrap();
        file.write_at(0, b"x").unwrap();
        disk.fail(disk.operations(), Fault::Error(io::ErrorKind::Other));
        assert!(file.sync_data().is_err());
        file.sync_data().unwrap();
        assert_eq!(disk.content("f"), Some(b"x".to_vec()), "seen");
        assert_eq!(found(&disk), [Some(Vec::new()), Some(b"x".to_vec())], "perhaps lost");
        file.write_at(0, b"x").unwrap();
        file.sync_data().unwrap();
        assert_eq!(found(&disk), [Some(b"x".to_vec())], "written anew it is safe");
    }

    #[test]
    fn a_fault_strikes_once_and_a_power_cut_for_good() {
        let disk = Simulated::new();
        let mut file = file(&disk, b"");
        disk.fail(disk.operations(), Fault::Short(2));
        disk.fail(disk.operations() + 1, Fault::Partial(1, io::ErrorKind::StorageFull));
        disk.fail(disk.operations() + 2, Fault::PowerCut);
        assert_eq!(file.write_at(0, b"abc").unwrap(), 2);
        assert_eq!(file.write_at(2, b"cd").unwrap_err().kind(), io::ErrorKind::StorageFull);
        assert!(file.sync_data().is_err());
        assert!(file.mark().is_err() && disk.sync_folder().is_err() && disk.open("f", Access::Read).is_err());
        assert_eq!(disk.content("f"), Some(b"abc".to_vec()));
        disk.restart();
        assert!(file.mark().is_ok());
    }

    #[test]
    fn files_beside_the_one_at_stake_are_kept_or_lost() {
        let disk = Simulated::new();
        disk.put("f", b"");
        disk.put("g", b"");
        disk.open("f", Access::Write).unwrap().write_at(0, b"long enough").unwrap();
        disk.open("g", Access::Write).unwrap().write_at(0, b"x").unwrap();
        let beside = |others| {
            let cuts = disk.cuts();
            let cut = *cuts
                .iter()
                .find(|cut| cut.kept == 0 && cut.fill == Fill::Nothing && cut.others == others)
                .unwrap();
            let found = disk.after(&cut);
            (found.content("f").unwrap(), found.content("g").unwrap())
        };
        assert_eq!(beside(true), (Vec::new(), b"x".to_vec()));
        assert_eq!(beside(false), (Vec::new(), Vec::new()));
        // Eleven bytes of which some are kept, in four ways, or all, with nothing behind them; the other file kept or lost.
        assert_eq!(disk.cuts().len(), (11 * 4 + 1) * 2);
    }

    #[test]
    fn names_are_not_given_twice_and_a_cut_that_was_not_synced_may_be_undone() {
        let disk = Simulated::new();
        disk.put("f", b"abc");
        disk.put("g", b"");
        disk.tamper("nowhere", |_| panic!("there is no such file"));
        assert_eq!(disk.rename("f", "g").unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(disk.remove("nowhere").unwrap_err().kind(), io::ErrorKind::NotFound);
        assert_eq!(disk.create("f").unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        disk.open("f", Access::Write).unwrap().set_len(1).unwrap();
        assert_eq!(found(&disk), [Some(b"a".to_vec()), Some(b"abc".to_vec())]);
        let guard = disk.try_lock("l").unwrap();
        assert!(guard.is_some() && disk.try_lock("l").unwrap().is_none());
        drop(guard);
        assert!(disk.try_lock("l").unwrap().is_some());
        assert_eq!(disk.names(), ["f", "g"]);
    }
}
