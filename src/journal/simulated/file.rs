//! An open file on a simulated disk.

use std::io;

use super::super::storage::{FileMark, StoredFile};
use super::Simulated;
use super::content::{Change, Fate};
use super::state::{Pass, power_went};

/// An open file on a simulated disk.
#[derive(Debug)]
pub(super) struct SimulatedFile {
    pub(super) disk: Simulated,
    pub(super) id: usize,
}

impl StoredFile for SimulatedFile {
    fn write_at(&mut self, at: u64, bytes: &[u8]) -> io::Result<usize> {
        let mut state = self.disk.state();
        let (taken, result) = match state.pass() {
            Pass::Yes => (bytes.len(), Ok(bytes.len())),
            Pass::Bytes(taken, kind) => {
                let taken = taken.min(bytes.len());
                (taken, kind.map_or(Ok(taken), |kind| Err(kind.into())))
            }
            Pass::Last => (bytes.len(), power_went(true).map(|()| 0)),
            Pass::No(error) => return Err(error),
        };
        let at = usize::try_from(at).map_err(io::Error::other)?;
        let written = bytes.get(..taken).unwrap_or_default().to_vec();
        if !written.is_empty() {
            state.file(self.id)?.change(Change::Write(at, written));
        }
        result
    }

    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<usize> {
        let mut state = self.disk.state();
        state.pass_still()?;
        let at = usize::try_from(at).map_err(io::Error::other)?;
        let there = state.file(self.id)?.now.get(at..).unwrap_or_default();
        let pairs = into.iter_mut().zip(there);
        Ok(pairs.map(|(into, byte)| *into = *byte).count())
    }

    fn set_len(&mut self, length: u64) -> io::Result<()> {
        let mut state = self.disk.state();
        let length = usize::try_from(length).map_err(io::Error::other)?;
        let last = state.pass_whole()?;
        state.file(self.id)?.change(Change::Length(length));
        power_went(last)
    }

    fn sync_data(&mut self) -> io::Result<()> {
        let mut state = self.disk.state();
        let pass = state.pass_still();
        // When the power goes the sync has neither failed nor succeeded: every prefix may be there.
        if !state.off {
            let fate = if pass.is_ok() { Fate::Synced } else { Fate::SyncFailed };
            state.file(self.id)?.sync(fate);
        }
        pass
    }

    fn mark(&self) -> io::Result<FileMark> {
        let mut state = self.disk.state();
        state.pass_still()?;
        state.mark(self.id)
    }
}
