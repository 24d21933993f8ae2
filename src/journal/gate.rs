//! A disk for tests whose syncs wait until they are let through: a stall without any time passing.

use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

use super::simulated::Simulated;
use super::storage::{Access, FileMark, Guard, Storage, StoredFile};

/// A simulated disk behind a gate.
#[derive(Clone, Debug)]
pub(crate) struct Gated {
    disk: Simulated,
    gate: Arc<Mutex<Option<Receiver<()>>>>,
}

impl Gated {
    /// A disk whose gate is open.
    pub(crate) fn new() -> Self {
        Self { disk: Simulated::new(), gate: Arc::default() }
    }

    /// Shuts the gate: every sync takes one token from here on.
    pub(crate) fn shut(&self) -> Sender<()> {
        let (token, tokens) = channel();
        *self.gate.lock().unwrap_or_else(PoisonError::into_inner) = Some(tokens);
        token
    }

    fn file(&self, file: Box<dyn StoredFile>) -> Box<dyn StoredFile> {
        Box::new(GatedFile { file, gate: self.gate.clone() })
    }
}

impl Storage for Gated {
    fn place(&self) -> String {
        self.disk.place()
    }

    fn create(&self, name: &str) -> io::Result<Box<dyn StoredFile>> {
        self.disk.create(name).map(|file| self.file(file))
    }

    fn open(&self, name: &str, access: Access) -> io::Result<Box<dyn StoredFile>> {
        self.disk.open(name, access).map(|file| self.file(file))
    }

    fn mark(&self, name: &str) -> io::Result<FileMark> {
        self.disk.mark(name)
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        self.disk.rename(from, to)
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        self.disk.remove(name)
    }

    fn sync_folder(&self) -> io::Result<()> {
        self.disk.sync_folder()
    }

    fn try_lock(&self, name: &str) -> io::Result<Option<Guard>> {
        self.disk.try_lock(name)
    }
}

#[derive(Debug)]
struct GatedFile {
    file: Box<dyn StoredFile>,
    gate: Arc<Mutex<Option<Receiver<()>>>>,
}

impl StoredFile for GatedFile {
    fn write_at(&mut self, at: u64, bytes: &[u8]) -> io::Result<usize> {
        self.file.write_at(at, bytes)
    }

    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<usize> {
        self.file.read_at(at, into)
    }

    fn set_len(&mut self, length: u64) -> io::Result<()> {
        self.file.set_len(length)
    }

    fn sync_data(&mut self) -> io::Result<()> {
        if let Some(tokens) = &*self.gate.lock().unwrap_or_else(PoisonError::into_inner) {
            tokens.recv().map_err(io::Error::other)?;
        }
        self.file.sync_data()
    }

    fn mark(&self) -> io::Result<FileMark> {
        self.file.mark()
    }
}
