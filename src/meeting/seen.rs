//! The projector's sign of life: a file beside the journal whose age tells whether somebody follows.
//!
//! It is no truth and nothing depends on it. A folder that cannot be written to has no signs.

use std::fs::{self, DirEntry, OpenOptions};
use std::path::{Path, PathBuf};
use std::process;
use std::time::{Duration, Instant};

/// How the files of the signs begin; the process follows.
const SIGN: &str = "wall.seen-";
/// The least time between two signs of one projector.
const EVERY: Duration = Duration::from_mins(1);
/// How long a sign holds.
const HOLDS: Duration = Duration::from_secs(90);

/// The sign of this process.
#[derive(Debug)]
pub struct Sign {
    path: PathBuf,
    given: Option<Instant>,
}

impl Sign {
    /// The sign in the folder of a meeting; not given yet.
    pub fn new(folder: &Path) -> Self {
        Self { path: folder.join(format!("{SIGN}{}", process::id())), given: None }
    }

    /// Gives the sign, at most once a minute.
    pub fn give(&mut self) {
        if self.given.is_some_and(|given| given.elapsed() < EVERY) {
            return;
        }
        self.given = Some(Instant::now());
        // Made anew rather than touched: nothing that somebody else put there is ever opened.
        self.withdraw();
        let _ = private().write(true).create_new(true).open(&self.path);
    }

    /// Takes the sign away.
    pub fn withdraw(&self) {
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(unix)]
pub(super) fn private() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut options = OpenOptions::new();
    options.mode(0o600);
    options
}

#[cfg(not(unix))]
pub(super) fn private() -> OpenOptions {
    OpenOptions::new()
}

/// Whether a projector has given a sign in this folder within the last 90 seconds.
pub fn seen(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.filter_map(Result::ok).any(|entry| is_fresh(&entry))
}

fn is_fresh(entry: &DirEntry) -> bool {
    let age = || entry.metadata().ok()?.modified().ok()?.elapsed().ok();
    entry.file_name().to_string_lossy().starts_with(SIGN) && age().is_some_and(|age| age < HOLDS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;
    use std::time::SystemTime;

    #[test]
    fn a_sign_is_seen_until_it_is_old_or_withdrawn() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!seen(folder.path()));
        let mut sign = Sign::new(folder.path());
        sign.give();
        assert!(seen(folder.path()));
        let old = SystemTime::now() - HOLDS;
        File::options().write(true).open(&sign.path).unwrap().set_modified(old).unwrap();
        assert!(!seen(folder.path()), "it is old");
        sign.give();
        assert!(!seen(folder.path()), "once a minute is enough");
        Sign::new(folder.path()).give();
        assert!(seen(folder.path()));
        sign.withdraw();
        assert!(!seen(folder.path()));
    }

    #[test]
    fn other_files_are_no_sign_and_a_missing_folder_is_no_trouble() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("journal.jsonl"), "").unwrap();
        assert!(!seen(folder.path()));
        let missing = folder.path().join("missing");
        Sign::new(&missing).give();
        assert!(!seen(&missing) && !missing.exists());
    }
}
