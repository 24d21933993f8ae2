//! What a simulated disk remembers, and whether an operation on it goes through.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use super::super::storage::FileMark;
use super::super::{HEAD, OWNER};
use super::Fault;
use super::content::Content;

#[derive(Clone, Debug, Default)]
pub(super) struct State {
    pub(super) files: Vec<Content>,
    pub(super) names: BTreeMap<String, usize>,
    pub(super) durable_names: BTreeMap<String, usize>,
    pub(super) renamings: Vec<Renaming>,
    pub(super) locks: BTreeSet<String>,
    pub(super) operations: usize,
    pub(super) faults: BTreeMap<usize, Fault>,
    pub(super) off: bool,
}

/// A change of names that no folder sync has followed.
#[derive(Clone, Debug)]
pub(super) enum Renaming {
    Add(String, usize),
    Remove(String),
    Move(String, String),
}

/// Whether an operation goes through.
pub(super) enum Pass {
    Yes,
    Bytes(usize, Option<io::ErrorKind>),
    /// It is under way while the power goes.
    Last,
    No(io::Error),
}

impl State {
    pub(super) fn add(&mut self, bytes: Vec<u8>) -> usize {
        self.files.push(Content::still(bytes));
        self.files.len() - 1
    }

    /// The file where most unsynced bytes are at stake, but for the two that are never synced on purpose.
    pub(super) fn focus(&self) -> Option<usize> {
        let hints = [HEAD, OWNER].map(|name| self.names.get(name).copied());
        let synced = (0..self.files.len()).filter(|id| !hints.contains(&Some(*id)));
        synced.max_by_key(|id| self.files.get(*id).map_or(0, Content::at_stake))
    }

    /// Counts an operation and says whether it goes through.
    pub(super) fn pass(&mut self) -> Pass {
        let number = self.operations;
        self.operations += 1;
        if self.off {
            return Pass::No(io::Error::other("the power is off"));
        }
        match self.faults.get(&number) {
            None => Pass::Yes,
            Some(Fault::Error(kind)) => Pass::No((*kind).into()),
            Some(Fault::Short(bytes)) => Pass::Bytes(*bytes, None),
            Some(Fault::Partial(bytes, kind)) => Pass::Bytes(*bytes, Some(*kind)),
            Some(Fault::PowerCut) => {
                self.off = true;
                Pass::Last
            }
        }
    }

    /// The same for an operation that does all or nothing. The flag says that the power goes during it: then it may
    /// have been done, and reports an error all the same.
    pub(super) fn pass_whole(&mut self) -> io::Result<bool> {
        match self.pass() {
            Pass::Yes => Ok(false),
            Pass::Last => Ok(true),
            Pass::Bytes(_, kind) => Err(kind.unwrap_or(io::ErrorKind::WriteZero).into()),
            Pass::No(error) => Err(error),
        }
    }

    /// The same for an operation that changes nothing.
    pub(super) fn pass_still(&mut self) -> io::Result<()> {
        self.pass_whole().and_then(power_went)
    }

    pub(super) fn id(&self, name: &str) -> io::Result<usize> {
        self.names.get(name).copied().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// Changes names.
    pub(super) fn rename(&mut self, renaming: Renaming) -> io::Result<()> {
        let last = self.pass_whole()?;
        renaming.apply(&mut self.names);
        self.renamings.push(renaming);
        power_went(last)
    }

    pub(super) fn mark(&self, id: usize) -> io::Result<FileMark> {
        let file = self.files.get(id).ok_or(io::ErrorKind::NotFound)?;
        Ok(FileMark { identity: (1, id as u64), length: file.now.len() as u64 })
    }

    pub(super) fn file(&mut self, id: usize) -> io::Result<&mut Content> {
        self.files.get_mut(id).ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

pub(super) fn power_went(last: bool) -> io::Result<()> {
    if last { Err(io::Error::other("the power went")) } else { Ok(()) }
}

impl Renaming {
    pub(super) fn apply(&self, names: &mut BTreeMap<String, usize>) {
        match self {
            Self::Add(name, id) => {
                names.insert(name.clone(), *id);
            }
            Self::Remove(name) => {
                names.remove(name);
            }
            Self::Move(from, to) => {
                let id = names.remove(from);
                names.extend(id.map(|id| (to.clone(), id)));
            }
        }
    }
}
