//! The meeting without a screen (`tests/faults/scripted.rs`), started by the tests that break the disk under it or kill it, and
//! what must be true of its record afterwards.

use changpiao::agenda::Event;
use changpiao::journal::{Disk, HeadCode, examine};
use changpiao::session::Recorded;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The program; `cargo test` builds it with the other examples.
pub(crate) fn program() -> PathBuf {
    let program = Path::new(env!("CARGO_BIN_EXE_changpiao")).with_file_name("examples").join("scripted");
    assert!(program.exists(), "cargo build --example scripted");
    program
}

/// A disk where a sync costs nothing, if there is one: what is asked here is the order of things, not the disk.
pub(crate) fn scratch() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap()
}

/// Something that was said to be on disk.
#[derive(Clone, Debug)]
pub(crate) struct Confirmed {
    /// So many records.
    pub(crate) records: usize,
    /// The code of the last of them.
    code: HeadCode,
    /// Where they are.
    pub(crate) folder: PathBuf,
}

impl Confirmed {
    /// A line that the program wrote, if it is whole.
    pub(crate) fn parse(line: &str) -> Option<Self> {
        let mut words = line.strip_suffix('\n')?.strip_prefix("confirmed ")?.splitn(3, ' ');
        let records = words.next()?.parse().ok()?;
        let code = HeadCode::parse(words.next()?).ok()?;
        Some(Self { records, code, folder: words.next()?.into() })
    }

    /// Everything that a program said.
    pub(crate) fn all(text: &str) -> Vec<Self> {
        text.split_inclusive('\n').filter_map(Self::parse).collect()
    }
}

/// The events of a meeting that nothing disturbs, in their order.
fn undisturbed() -> &'static [Event] {
    static EVENTS: OnceLock<Vec<Event>> = OnceLock::new();
    EVENTS.get_or_init(|| {
        let root = scratch();
        let arguments = [root.path().as_os_str(), OsStr::new("100000")];
        let output = Command::new(program()).args(arguments).output().unwrap();
        assert!(output.status.success());
        let said = Confirmed::all(&String::from_utf8(output.stdout).unwrap());
        events(&said.last().unwrap().folder).unwrap()
    })
}

/// How many there are.
pub(crate) fn length() -> usize {
    undisturbed().len()
}

/// The events in a folder's journal, without what the journal says of itself.
fn events(folder: &Path) -> Result<Vec<Event>, String> {
    let found = examine::<Event>(&Disk::at(folder)).map_err(|error| error.to_string())?;
    let events = found.records.into_iter().map(|record| record.event);
    Ok(events.filter(|event| !matches!(event, Event::Record(_))).collect())
}

/// Holds the journals against what was said of them: every confirmed record is there, each event once and in its place.
/// Gives the number of events in the last folder.
pub(crate) fn held(said: &[Confirmed]) -> Result<usize, String> {
    let last_of_each: BTreeMap<&Path, &Confirmed> =
        said.iter().map(|said| (said.folder.as_path(), said)).collect();
    for (folder, confirmed) in &last_of_each {
        let found = examine::<Event>(&Disk::at(*folder)).map_err(|error| error.to_string())?;
        let at = confirmed.records - 1;
        let there = found.records.get(at).is_some_and(|record| confirmed.code.matches(&record.hash));
        if !there {
            return Err(format!("record {at} was confirmed; {} are there", found.records.len()));
        }
    }
    let Some(last) = said.last() else { return Ok(0) };
    undisturbed_so_far(&last.folder)
}

/// That a folder's journal holds the beginning of a meeting that nothing disturbs; how many events of it.
pub(crate) fn undisturbed_so_far(folder: &Path) -> Result<usize, String> {
    let events = events(folder)?;
    if undisturbed().starts_with(&events) {
        Ok(events.len())
    } else {
        Err(format!("lost or doubled: {:?}", told(folder)))
    }
}

/// Goes on with a meeting, as the program does when it is started again; what it found.
pub(crate) fn resumed(folder: &Path) -> Result<u64, String> {
    changpiao::meeting::Meeting::resume(folder)
        .map(|(meeting, _)| meeting.saved())
        .map_err(|error| error.to_string())
}

/// The last events of a folder, for messages.
fn told(folder: &Path) -> Vec<Recorded> {
    changpiao::meeting::load(folder).map(|loaded| loaded.last).unwrap_or_default()
}
