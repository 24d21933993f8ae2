//! The mirror: the same journal in a second folder, such as a stick.
//!
//! A thread of its own writes it, so no confirmation ever waits for it. What it was given it keeps in memory; when the folder
//! fails or goes away, it looks again from time to time, and on its return copies what is missing and verifies the chain of
//! the whole copy. A copy that holds something else is never written over.

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::JOURNAL;
use super::check::{Expected, Finding, check};
use super::storage::{Access, Sequential, Storage, StoredFile, read_up_to, write_all_at};
use super::writer::place_lines;

mod error;

pub use error::MirrorError;

/// Between two looks for a folder that is gone.
const RETRY: Duration = Duration::from_secs(2);
/// How long the end of the program waits for the last bytes.
const LAST: Duration = Duration::from_secs(2);

/// How the mirror stands.
#[derive(Clone, Debug)]
pub enum MirrorState {
    /// It is being brought up to date for the first time.
    Copying,
    /// It has every confirmed record, as far as it was given them: so many bytes.
    Whole(u64),
    /// It has not.
    Lost(Arc<MirrorError>),
}

/// Opens the folder of the mirror, making it if its parent is there.
pub type OpenFolder = Box<dyn Fn() -> io::Result<Arc<dyn Storage>> + Send>;

/// A copy that is brought up to what it was given, step by step.
struct Copy {
    folder: OpenFolder,
    open: Option<Open>,
    lines: Vec<u8>,
}

/// The copy while its folder is there.
struct Open {
    storage: Arc<dyn Storage>,
    file: Box<dyn StoredFile>,
    length: u64,
}

impl Copy {
    fn new(folder: OpenFolder, lines: Vec<u8>) -> Self {
        Self { folder, open: None, lines }
    }

    /// Writes what is missing; on error the folder is opened anew the next time.
    fn bring(&mut self) -> Result<u64, MirrorError> {
        let mut open = match self.open.take() {
            Some(open) if open.is_there() => open,
            _ => self.open()?,
        };
        open.write_from(&self.lines)?;
        self.open = Some(open);
        Ok(self.lines.len() as u64)
    }

    /// Finds what the folder holds, copies what is missing, and verifies the whole.
    fn open(&self) -> Result<Open, MirrorError> {
        let storage = (self.folder)()?;
        let file = match storage.open(JOURNAL, Access::Write) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => place_lines(&*storage, &self.lines)?,
            opened => opened?,
        };
        let length = file.mark()?.length;
        let mut open = Open { storage, file, length };
        open.cut_torn(&self.lines)?;
        open.write_from(&self.lines)?;
        match check(Sequential::new(&*open.file), Expected::default(), |_| Ok(()))?.finding {
            Finding::Sound => Ok(open),
            finding => Err(MirrorError::Damaged(finding)),
        }
    }
}

impl Open {
    /// Whether the name still leads to the file that was opened: a stick that was pulled and put back is another file.
    fn is_there(&self) -> bool {
        let same = |named, opened| named == opened;
        matches!((self.storage.mark(JOURNAL), self.file.mark()), (Ok(named), Ok(opened)) if same(named, opened))
    }

    /// Leaves only what is the beginning of these lines: a piece that was being written when the folder went is cut off,
    /// anything else is refused.
    fn cut_torn(&mut self, lines: &[u8]) -> Result<(), MirrorError> {
        let limit = usize::try_from(self.length).map_err(io::Error::other)?;
        let there = read_up_to(&*self.file, 0, limit)?;
        if lines.starts_with(&there) {
            return Ok(());
        }
        let from = match check(&there[..], Expected::default(), |_| Ok(()))?.finding {
            Finding::Torn(torn) => usize::try_from(torn.from).unwrap_or_default(),
            Finding::Sound => return Err(MirrorError::Differs),
            finding => return Err(MirrorError::Damaged(finding)),
        };
        if !there.get(..from).is_some_and(|whole| lines.starts_with(whole)) {
            return Err(MirrorError::Differs);
        }
        self.file.set_len(from as u64)?;
        self.length = from as u64;
        Ok(())
    }

    fn write_from(&mut self, lines: &[u8]) -> io::Result<()> {
        let from = usize::try_from(self.length).map_err(io::Error::other)?;
        let missing = lines.get(from..).unwrap_or_default();
        if missing.is_empty() {
            return Ok(());
        }
        write_all_at(&mut *self.file, self.length, missing)?;
        self.file.sync_data()?;
        self.length = lines.len() as u64;
        Ok(())
    }
}

/// A mirror at work. Dropping it waits a moment for the last bytes.
#[derive(Debug)]
pub struct Mirror {
    /// Nothing once it is being dropped.
    given: Option<Sender<Vec<u8>>>,
    done: Receiver<()>,
    state: Arc<Mutex<MirrorState>>,
}

impl Mirror {
    /// Begins to mirror these lines into a folder. `changed` is called, on the mirror's own thread, whenever it is lost or
    /// back.
    ///
    /// # Errors
    /// When there is no thread to be had.
    pub fn start(
        folder: OpenFolder,
        lines: Vec<u8>,
        changed: impl Fn() + Send + 'static,
    ) -> Result<Self, MirrorError> {
        Self::looking(folder, lines, changed, RETRY)
    }

    fn looking(
        folder: OpenFolder,
        lines: Vec<u8>,
        changed: impl Fn() + Send + 'static,
        retry: Duration,
    ) -> Result<Self, MirrorError> {
        let (given, more) = channel();
        let (ended, done) = channel();
        let state = Arc::new(Mutex::new(MirrorState::Copying));
        let mut work = Work { copy: Copy::new(folder, lines), state: state.clone(), more, retry };
        thread::Builder::new().name("mirror".into()).spawn(move || {
            work.run(&changed);
            let _ = ended.send(());
        })?;
        Ok(Self { given: Some(given), done, state })
    }

    /// Hands on lines that are confirmed; never waits.
    pub fn give(&self, lines: &[u8]) {
        let _ = self.given.as_ref().map(|given| given.send(lines.to_vec()));
    }

    /// How it stands.
    pub fn state(&self) -> MirrorState {
        locked(&self.state).clone()
    }
}

impl Drop for Mirror {
    fn drop(&mut self) {
        self.given = None;
        let _ = self.done.recv_timeout(LAST);
    }
}

fn locked(state: &Mutex<MirrorState>) -> MutexGuard<'_, MirrorState> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The mirror's thread.
struct Work {
    copy: Copy,
    state: Arc<Mutex<MirrorState>>,
    more: Receiver<Vec<u8>>,
    retry: Duration,
}

impl Work {
    /// Copies until nobody gives anything any more.
    fn run(&mut self, changed: &dyn Fn()) {
        loop {
            let lost = self.bring(changed);
            let next = if lost {
                self.more.recv_timeout(self.retry)
            } else {
                self.more.recv().map_err(|_| RecvTimeoutError::Disconnected)
            };
            match next {
                Ok(lines) => self.copy.lines.extend(lines),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            self.copy.lines.extend(self.more.try_iter().flatten());
        }
    }

    /// One try; says whether the mirror is lost.
    fn bring(&mut self, changed: &dyn Fn()) -> bool {
        let next = match self.copy.bring() {
            Ok(bytes) => MirrorState::Whole(bytes),
            Err(error) => MirrorState::Lost(Arc::new(error)),
        };
        let lost = matches!(next, MirrorState::Lost(_));
        let before = std::mem::replace(&mut *locked(&self.state), next);
        let same = match before {
            MirrorState::Copying => false,
            MirrorState::Lost(_) => lost,
            MirrorState::Whole(_) => !lost,
        };
        if !same {
            changed();
        }
        lost
    }
}

#[cfg(test)]
mod tests {
    use super::super::simulated::{Fault, Simulated};
    use super::super::toy::{acts, lines, placed};
    use super::*;
    use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

    fn folder(disk: &Simulated) -> OpenFolder {
        let disk = disk.clone();
        Box::new(move || Ok(Arc::new(disk.clone())))
    }

    fn copy(disk: &Simulated, lines: &[u8]) -> Copy {
        Copy::new(folder(disk), lines.to_vec())
    }

    #[test]
    fn every_confirmed_byte_is_copied_in_order() {
        let all = acts();
        let whole = lines(&all);
        let disk = Simulated::new();
        let mut copy = copy(&disk, &lines(&all[..1]));
        for until in 1..=all.len() {
            copy.lines = lines(&all[..until]);
            assert_eq!(copy.bring().unwrap(), copy.lines.len() as u64);
            assert_eq!(disk.content(JOURNAL).as_ref(), Some(&copy.lines));
        }
        assert_eq!(disk.content(JOURNAL), Some(whole));
    }

    #[test]
    fn wherever_it_fails_its_return_copies_what_is_missing() {
        let all = acts();
        let before = lines(&all[..2]);
        let whole = lines(&all);
        for operation in 0..12 {
            for fault in [
                Fault::Error(io::ErrorKind::StorageFull),
                Fault::Short(9),
                Fault::Partial(9, io::ErrorKind::Other),
            ] {
                let disk = Simulated::new();
                let mut copy = copy(&disk, &before);
                copy.bring().unwrap();
                disk.fail(disk.operations() + operation, fault);
                copy.lines.clone_from(&whole);
                let first = copy.bring();
                assert!(first.is_ok() || matches!(first, Err(MirrorError::Lost(_))), "{first:?}");
                assert_eq!(copy.bring().unwrap(), whole.len() as u64, "{operation} {fault:?}");
                assert_eq!(disk.content(JOURNAL).as_ref(), Some(&whole));
            }
        }
    }

    #[test]
    fn a_piece_that_was_being_written_is_cut_and_written_again() {
        let whole = lines(&acts());
        for cut in (0..whole.len()).step_by(11) {
            for garbage in [&b""[..], &[0; 40], b"{\"v\":1,\"m\""] {
                let disk = Simulated::new();
                disk.put(JOURNAL, &[&whole[..cut], garbage].concat());
                match copy(&disk, &whole).bring() {
                    Ok(_) => assert_eq!(disk.content(JOURNAL).as_ref(), Some(&whole)),
                    // Not even the first record, and garbage behind it.
                    Err(MirrorError::Damaged(_)) => {
                        assert!(cut < lines(&acts()[..1]).len() && !garbage.is_empty());
                    }
                    Err(error) => panic!("{cut}: {error:?}"),
                }
            }
        }
    }

    #[test]
    fn another_copy_is_never_written_over() {
        let whole = lines(&acts());
        let fork = lines(&[acts()[..2].to_vec(), vec![vec![placed(9)]]].concat());
        let longer = lines(&[acts(), vec![vec![placed(9)]]].concat());
        let mut damaged = whole.clone();
        damaged[700] ^= 1;
        for (there, code) in [(fork, "J41"), (longer, "J41"), (damaged, "J42")] {
            let disk = Simulated::new();
            disk.put(JOURNAL, &there);
            assert_eq!(copy(&disk, &whole).bring().unwrap_err().code(), code);
            assert_eq!(disk.content(JOURNAL), Some(there));
        }
    }

    #[test]
    fn its_loss_and_its_return_are_told_and_nothing_waits_for_it() {
        let disk = Simulated::new();
        let pulled = Arc::new(AtomicBool::new(false));
        let (tell, told) = channel();
        let (is_pulled, put) = (pulled.clone(), disk.clone());
        let place: OpenFolder = Box::new(move || {
            if is_pulled.load(SeqCst) {
                Err(io::ErrorKind::NotFound.into())
            } else {
                Ok(Arc::new(put.clone()))
            }
        });
        let all = acts();
        let begun = lines(&all[..1]);
        let tells = move || tell.send(()).unwrap();
        let mirror = Mirror::looking(place, begun.clone(), tells, Duration::from_millis(1)).unwrap();
        told.recv().unwrap();
        assert!(matches!(mirror.state(), MirrorState::Whole(bytes) if bytes == begun.len() as u64));
        pulled.store(true, SeqCst);
        disk.remove(JOURNAL).unwrap();
        mirror.give(&lines(&all[..2])[begun.len()..]);
        told.recv().unwrap();
        assert!(matches!(mirror.state(), MirrorState::Lost(error) if error.code() == "J40"));
        mirror.give(&lines(&all)[lines(&all[..2]).len()..]);
        pulled.store(false, SeqCst);
        told.recv().unwrap();
        drop(mirror);
        assert_eq!(disk.content(JOURNAL), Some(lines(&all)));
    }

    #[test]
    fn a_folder_that_was_exchanged_is_copied_anew() {
        let (first, second) = (Simulated::new(), Simulated::new());
        let now = Arc::new(Mutex::new(first.clone()));
        let at = now.clone();
        let place: OpenFolder = Box::new(move || Ok(Arc::new(at.lock().unwrap().clone())));
        let mut copy = Copy::new(place, lines(&acts()[..2]));
        copy.bring().unwrap();
        // The stick was pulled; under its name lies another file.
        first.put(JOURNAL, b"");
        *now.lock().unwrap() = second.clone();
        copy.lines = lines(&acts());
        copy.bring().unwrap();
        assert_eq!(second.content(JOURNAL), Some(lines(&acts())));
        assert_eq!(first.content(JOURNAL), Some(Vec::new()));
    }

    #[test]
    fn the_torn_copy_of_another_record_is_not_written_over() {
        let mut other = lines(&[vec![placed(1)], vec![placed(2)]]);
        other.extend_from_slice(b"{\"v\":1");
        let disk = Simulated::new();
        disk.put(JOURNAL, &other);
        assert_eq!(copy(&disk, &lines(&acts())).bring().unwrap_err().code(), "J41");
        assert_eq!(disk.content(JOURNAL), Some(other));
    }

    #[test]
    fn a_loss_is_told_once_however_often_it_is_looked_for() {
        let disk = Simulated::new();
        let looks = Arc::new(Mutex::new(0));
        let (counted, put) = (looks.clone(), disk.clone());
        let place: OpenFolder = Box::new(move || {
            *counted.lock().unwrap() += 1;
            if *counted.lock().unwrap() < 5 {
                return Err(io::ErrorKind::NotFound.into());
            }
            Ok(Arc::new(put.clone()))
        });
        let (tell, told) = channel();
        let tells = move || tell.send(()).unwrap();
        let mirror = Mirror::looking(place, lines(&acts()), tells, Duration::from_millis(1)).unwrap();
        told.recv().unwrap();
        told.recv().unwrap();
        assert!(matches!(mirror.state(), MirrorState::Whole(_)));
        drop(mirror);
        assert_eq!((told.try_iter().count(), *looks.lock().unwrap()), (0, 5));
    }

    #[test]
    fn a_journal_that_cannot_be_opened_is_no_journal_that_is_missing() {
        let disk = Simulated::new();
        disk.put(JOURNAL, &lines(&acts()[..1]));
        disk.fail(disk.operations(), Fault::Error(io::ErrorKind::PermissionDenied));
        let mut copy = copy(&disk, &lines(&acts()));
        assert_eq!(copy.bring().unwrap_err().code(), "J40");
        assert_eq!(disk.content(JOURNAL), Some(lines(&acts()[..1])));
        copy.bring().unwrap();
        assert_eq!(disk.content(JOURNAL), Some(lines(&acts())));
    }
}
