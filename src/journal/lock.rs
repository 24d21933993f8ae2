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

#[cfg(test)]
mod tests {
    use super::super::simulated::Simulated;
    use super::*;

    fn owner(host: &str) -> Owner {
        Owner { pid: 42, host: host.into(), start: "2026-11-21".into() }
    }

    #[test]
    fn the_second_is_told_who_the_first_is_and_a_freed_lock_is_free_at_once() {
        let disk = Simulated::new();
        let Lock::Held(guard) = take(&disk, &owner("first")).unwrap() else { panic!() };
        let Lock::Taken(Some(first)) = take(&disk, &owner("second")).unwrap() else { panic!() };
        assert_eq!(first, owner("first"));
        drop(guard);
        assert!(matches!(take(&disk, &owner("third")).unwrap(), Lock::Held(_)));
        assert_eq!(Owner::read(&disk), Some(owner("third")));
    }

    #[test]
    fn a_shorter_note_leaves_nothing_of_a_longer_one() {
        let disk = Simulated::new();
        drop(take(&disk, &owner("a host with a very long name")).unwrap());
        drop(take(&disk, &owner("b")).unwrap());
        assert_eq!(disk.content(OWNER), Some(owner("b").to_text().into_bytes()));
    }

    #[test]
    fn a_note_that_makes_no_sense_is_none() {
        for text in ["", "pid x\nhost h\nstart s\n", "pid 1\n", "host h\npid 1\nstart s\n", "pid 1\nhost h\n"]
        {
            assert_eq!(Owner::parse(text), None, "{text:?}");
        }
        let disk = Simulated::new();
        assert_eq!(Owner::read(&disk), None);
        disk.put(OWNER, &[0xff; 20]);
        assert_eq!(Owner::read(&disk), None);
    }

    #[test]
    fn a_hostile_host_name_is_one_harmless_line() {
        let hostile = owner("a\n\u{1b}[2Jb\u{202e}");
        assert_eq!(Owner::parse(&hostile.to_text()).unwrap().host, "a[2Jb");
    }

    #[test]
    fn this_process_has_a_name() {
        let owner = Owner::this_process("now");
        assert_eq!((owner.pid, owner.start.as_str()), (process::id(), "now"));
        assert!(!owner.host.is_empty());
    }
}
