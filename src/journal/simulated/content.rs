//! The content of one simulated file: what is seen, what is durable, and what lies between.

use super::Cut;

/// What stands behind the kept part of an interrupted write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// Nothing: the file ends there.
    Nothing,
    /// Zeros up to the length that the file would have had.
    Zeros,
    /// Foreign bytes without a line end.
    Garbage,
    /// Foreign bytes with line ends.
    Lines,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Content {
    pub(super) now: Vec<u8>,
    durable: Vec<u8>,
    /// In order; empty when `durable` is `now`.
    changes: Vec<(Change, Fate)>,
}

#[derive(Clone, Debug)]
pub(super) enum Change {
    Write(usize, Vec<u8>),
    Length(usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Unsynced,
    Synced,
    SyncFailed,
}

impl Content {
    /// Content that is durable.
    pub(super) fn still(bytes: Vec<u8>) -> Self {
        Self { durable: bytes.clone(), now: bytes, changes: Vec::new() }
    }

    pub(super) fn change(&mut self, change: Change) {
        change.apply(&mut self.now, usize::MAX, Fill::Nothing);
        self.changes.push((change, Fate::Unsynced));
    }

    /// Settles what is unsynced. A failed sync drops written pages; a length is the file system's own affair and goes
    /// with the next sync.
    pub(super) fn sync(&mut self, fate: Fate) {
        for (change, old) in self.changes.iter_mut().filter(|(_, old)| *old == Fate::Unsynced) {
            if fate == Fate::Synced || matches!(change, Change::Write(..)) {
                *old = fate;
            }
        }
        if self.changes.iter().all(|(_, fate)| *fate == Fate::Synced) {
            self.durable.clone_from(&self.now);
            self.changes.clear();
        }
    }

    pub(super) fn at_stake(&self) -> usize {
        self.changes.iter().filter(|(_, fate)| *fate == Fate::Unsynced).map(|(change, _)| change.size()).sum()
    }

    pub(super) fn has_failed(&self) -> bool {
        self.changes.iter().any(|(_, fate)| *fate == Fate::SyncFailed)
    }

    /// What is found after a cut that kept this many unsynced bytes.
    pub(super) fn image(&self, mut kept: usize, cut: &Cut) -> Vec<u8> {
        let mut bytes = self.durable.clone();
        for (change, fate) in &self.changes {
            match fate {
                Fate::Synced => change.apply(&mut bytes, usize::MAX, Fill::Nothing),
                Fate::SyncFailed if cut.failed => change.apply(&mut bytes, usize::MAX, Fill::Nothing),
                Fate::SyncFailed => {}
                Fate::Unsynced => {
                    change.apply(&mut bytes, kept, cut.fill);
                    kept = kept.saturating_sub(change.size());
                }
            }
        }
        bytes
    }
}

impl Change {
    fn size(&self) -> usize {
        match self {
            Self::Write(_, bytes) => bytes.len(),
            Self::Length(_) => 1,
        }
    }

    /// Makes the change in `bytes` as far as `kept` goes; what a write would have added beyond that is filled.
    fn apply(&self, bytes: &mut Vec<u8>, kept: usize, fill: Fill) {
        match self {
            Self::Length(length) if kept > 0 => bytes.resize(*length, 0),
            Self::Length(_) => {}
            Self::Write(at, new) => {
                let kept = kept.min(new.len());
                if kept > 0 {
                    bytes.resize(bytes.len().max(at + kept), 0);
                    let there = bytes.iter_mut().skip(*at);
                    there.zip(new.iter().take(kept)).for_each(|(old, new)| *old = *new);
                }
                fill_up(bytes, at + new.len(), fill);
            }
        }
    }
}

/// Lengthens a file as a disk does that knew the length but not yet the content.
fn fill_up(bytes: &mut Vec<u8>, length: usize, fill: Fill) {
    let foreign = match fill {
        Fill::Nothing => return,
        Fill::Zeros => &[0][..],
        Fill::Garbage => b"\xa5}\"\x01,{\xff",
        Fill::Lines => b"\n{\"v\":1,\n\x00\xc3",
    };
    let missing = length.saturating_sub(bytes.len());
    bytes.extend(foreign.iter().cycle().take(missing));
}
