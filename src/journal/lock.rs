//! One writer at a time: the lock of a meeting's folder, and the note that says who holds it.
//!
//! The lock is the operating system's and dies with the process, so it is free at once after a kill. The note is
//! only there to tell the second who the first is.

use std::{env, fs, io, process};

use super::storage::{Access, Guard, Storage, read_up_to, write_all_at};
use super::{LOCK, OWNER};

/// Who holds the lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The process.
    pub pid: u32,
    /// The computer.
    pub host: String,
    /// Wall time of its start.
    pub start: String,
}

impl Owner {
    /// This process on this computer, started at this time.
    pub fn this_process(start: impl Into<String>) -> Self {
        Self { pid: process::id(), host: host_name(), start: start.into() }
    }

    fn to_text(&self) -> String {
        let Self { pid, host, start } = self;
        format!("pid {pid}\nhost {}\nstart {}\n", one_line(host), one_line(start))
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let pid = lines.next()?.strip_prefix("pid ")?.parse().ok()?;
        let host = lines.next()?.strip_prefix("host ")?.to_owned();
        let start = lines.next()?.strip_prefix("start ")?.to_owned();
        Some(Self { pid, host, start })
    }

    /// Reads the note; nothing if there is none or it makes no sense.
    pub fn read(storage: &dyn Storage) -> Option<Self> {
        let file = storage.open(OWNER, Access::Read).ok()?;
        let bytes = read_up_to(&*file, 0, 4096).ok()?;
        Self::parse(str::from_utf8(&bytes).ok()?)
    }

    fn write(&self, storage: &dyn Storage) -> io::Result<()> {
        let mut file = match storage.open(OWNER, Access::Write) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => storage.create(OWNER)?,
            opened => opened?,
        };
        file.set_len(0)?;
        write_all_at(&mut *file, 0, self.to_text().as_bytes())
    }
}

/// Without line breaks or anything else that moves the cursor.
fn one_line(text: &str) -> String {
    text.chars().filter(|c| !super::codec::is_harmful(*c)).take(200).collect()
}

/// The name of this computer, or `?`.
fn host_name() -> String {
    let kernel = fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let named = kernel.or_else(|| env::var("COMPUTERNAME").ok()).or_else(|| env::var("HOSTNAME").ok());
    named.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).unwrap_or_else(|| "?".into())
}

/// The answer to the wish to write.
pub(crate) enum Lock {
    /// The lock is ours while the guard lives.
    Held(Guard),
    /// Somebody else has it.
    Taken(Option<Owner>),
}

/// Takes the lock of a folder and leaves the note.
pub(crate) fn take(storage: &dyn Storage, owner: &Owner) -> io::Result<Lock> {
    let Some(guard) = storage.try_lock(LOCK)? else { return Ok(Lock::Taken(Owner::read(storage))) };
    owner.write(storage)?;
    Ok(Lock::Held(guard))
}
