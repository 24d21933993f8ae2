//! The imperative shell: decide → record → apply. The only place where a clock is read and a journal is written.
//!
//! A command is on disk before it changes anything that is shown: if recording fails, nothing happened. Time and role are
//! stamped here; the session never sees a clock.

mod chronicle;
mod clock;
mod elsewhere;
mod error;
mod folder;
mod load;
mod mirror;
mod papers;
mod seen;
mod standing;
pub mod steering;
mod watch;

pub use chronicle::{Chronicle, Told, chronicle};
pub use clock::wall_time;
pub use error::MeetingError;
pub use folder::{Card, Shelf, Stage, rehearsals};
pub use load::{Loaded, load, load_acts, opened};
pub use mirror::last_mirror;
pub use seen::{Sign, seen};
pub use standing::{CodeSays, Found, Standing, Way};
pub use steering::Steering;
pub use watch::{Watch, WatchError};

use crate::agenda::{Command, Event, Floor, Kind, Plan, record};
use crate::journal::{self, Disk, HeadCode, JournalError, MeetingId, Owner, Role, RunId, Storage, Writer};
use crate::session::{Impossible, Recorded, Session};
use clock::Clock;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A meeting open for writing.
#[derive(Debug)]
pub struct Meeting {
    session: Session,
    writer: Writer,
    folder: PathBuf,
    clock: Clock,
    /// The stamp of the record that opened the calling: the papers called repeat it, so that no time joins a paper to a
    /// person.
    calling: Option<(Kind, (String, u64))>,
    last: Vec<Recorded>,
    mirror: Option<mirror::Mirrored>,
    /// A record that is on disk and was not accepted: nothing may follow it.
    unaccepted: Option<Impossible>,
}

/// What a resumed meeting has to say before it goes on.
#[derive(Clone, Debug, Default)]
pub struct Welcome {
    /// Bytes that were set aside because they were never confirmed: the file and how many.
    pub set_aside: Option<(String, u64)>,
    /// The last three events before the program stopped, oldest first.
    pub last: Vec<Recorded>,
}

impl Meeting {
    /// Creates a meeting in a new folder below `root` and records its plan.
    ///
    /// # Errors
    /// When the folder or the journal cannot be made.
    pub fn create(root: &Path, plan: Plan) -> Result<Self, MeetingError> {
        let folder = folder::create(root, &plan)?;
        let clock = Clock::new();
        let (t, up) = clock.now();
        let owner = Owner::this_process(t.clone());
        let opening = Session::opening(plan);
        let stamp = journal::Stamp { t: &t, up, by: Role::Chair };
        let storage: Arc<dyn Storage> = Arc::new(Disk::at(&folder));
        let (meeting, run) = ids()?;
        let writer = Writer::create(storage, &owner, meeting, run, &stamp, std::slice::from_ref(&opening))?;
        let first = Recorded { seq: 0, at: t, event: opening };
        let session = Session::open(std::slice::from_ref(&first))?;
        Ok(Self { clock, ..Self::with(session, writer, folder, None, vec![first]) })
    }

    fn with(
        session: Session,
        writer: Writer,
        folder: PathBuf,
        calling: Option<(Kind, (String, u64))>,
        last: Vec<Recorded>,
    ) -> Self {
        let clock = Clock::new();
        Self { session, writer, folder, clock, calling, last, mirror: None, unaccepted: None }
    }

    /// Opens an unfinished meeting where it stood: every record is replayed by the same rules as live.
    ///
    /// # Errors
    /// When the meeting is closed, another program has it open, or the journal must not be written to.
    pub fn resume(folder: &Path) -> Result<(Self, Welcome), MeetingError> {
        if let Some(to) = elsewhere::moved_to(folder) {
            return Err(MeetingError::WentOn { to });
        }
        load::refuse_closed(folder)?;
        Self::reopen(folder)
    }

    /// The same for a folder that was looked at before.
    fn reopen(folder: &Path) -> Result<(Self, Welcome), MeetingError> {
        Self::reopen_by(folder, None)
    }

    /// The same; with the names of those who decided that an invalid last line does not count.
    fn reopen_by(folder: &Path, decided: Option<&[String]>) -> Result<(Self, Welcome), MeetingError> {
        let clock = Clock::new();
        let owner = Owner::this_process(wall_time());
        let run = RunId::random().map_err(JournalError::Create)?;
        let disk = Disk::at(folder);
        disk.check_private().map_err(JournalError::Lock)?;
        let resume = match decided {
            None => journal::resume::<Event>,
            Some(_) => journal::recovery::resume_without_last::<Event>,
        };
        let resumed = resume(Arc::new(disk), &owner, run)?;
        let calling = load::calling_stamp(&resumed.records);
        let (session, last) = load::replay(resumed.records)?;
        // Again under the lock: another program may have sealed it meanwhile.
        load::still_open(&session)?;
        let (writer, folder) = (resumed.writer, folder.to_owned());
        let welcome = last.clone();
        let mut meeting = Self { clock, ..Self::with(session, writer, folder, calling, last) };
        let set_aside = resumed.set_aside.map(|aside| (aside.name, aside.torn.bytes));
        if let Some((file, bytes)) = set_aside.clone() {
            let (event, by) = match decided {
                None => (record::Event::Recovered { file, bytes }, Role::System),
                Some(by) => (record::Event::LastLineDropped { file, bytes, by: by.to_vec() }, Role::Chair),
            };
            meeting.record(vec![event.into()], by)?;
        }
        meeting.record(vec![record::Event::Resumed {}.into()], Role::System)?;
        Ok((meeting, Welcome { set_aside, last: welcome }))
    }

    /// The state of the meeting.
    pub fn floor(&self) -> &Floor {
        self.session.floor()
    }

    /// The session, for documents.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The folder of the meeting.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// How many records are on disk.
    pub fn saved(&self) -> u64 {
        self.writer.saved()
    }

    /// The 16 characters that name the end of the journal.
    pub fn head_code(&self) -> HeadCode {
        HeadCode::of(&self.writer.head().hash)
    }

    /// The last three events, oldest first.
    pub fn last_events(&self) -> &[Recorded] {
        &self.last
    }

    /// Does what is asked for; on return it is on disk.
    ///
    /// # Errors
    /// Why it was not done; the meeting is then as before.
    pub fn submit(&mut self, command: &Command) -> Result<(), MeetingError> {
        self.check_accepted()?;
        let events = self.session.decide(command)?;
        self.record(events, Role::Chair)
    }

    /// Takes back the last act, as a record of its own.
    ///
    /// # Errors
    /// When there is nothing that can be taken back, or it cannot be recorded.
    pub fn undo(&mut self) -> Result<(), MeetingError> {
        self.check_accepted()?;
        let event = self.session.undo()?;
        self.record(vec![event], Role::Chair)
    }

    /// Records an act and applies it.
    fn record(&mut self, events: Vec<Event>, by: Role) -> Result<(), MeetingError> {
        self.check_accepted()?;
        if events.is_empty() {
            return Ok(());
        }
        let (t, up) = self.stamp(&events);
        let before = self.writer.lines().len();
        let confirmed = self.writer.append(&journal::Stamp { t: &t, up, by }, &events)?;
        self.mirror_from(before);
        self.accept(confirmed.act.first, (t, up), events)
    }

    /// Hands the lines from here on to the mirror, if there is one.
    fn mirror_from(&self, before: usize) {
        if let Some(mirror) = &self.mirror {
            mirror.give(self.writer.lines().get(before..).unwrap_or_default());
        }
    }

    /// Applies an act that is on disk. That it is refused now should not happen; if it does, nothing may follow it.
    fn accept(&mut self, first: u64, (t, up): (String, u64), events: Vec<Event>) -> Result<(), MeetingError> {
        let seqs = first..;
        let act: Vec<Recorded> =
            seqs.zip(events).map(|(seq, event)| Recorded { seq, at: t.clone(), event }).collect();
        let told = act.clone();
        if let Err(impossible) = self.session.apply(act) {
            self.unaccepted = Some(impossible.clone());
            return Err(impossible.into());
        }
        self.last.extend(told);
        self.last.drain(..self.last.len().saturating_sub(3));
        let keying = [Kind::Calling, Kind::SecondPass].into_iter().find(|kind| self.floor().at_kind(*kind));
        let opened = self.calling.take().filter(|(kind, _)| Some(*kind) == keying);
        self.calling = opened.or_else(|| keying.map(|kind| (kind, (t, up))));
        Ok(())
    }

    /// Nothing is written after a record that was not accepted.
    fn check_accepted(&self) -> Result<(), MeetingError> {
        self.unaccepted.clone().map_or(Ok(()), |impossible| Err(impossible.into()))
    }

    /// The time of an act; a called or keyed paper repeats that of the record that opened the calling.
    fn stamp(&self, events: &[Event]) -> (String, u64) {
        match &self.calling {
            Some((_, opened)) if events.iter().any(papers::is_paper) => opened.clone(),
            _ => self.clock.now(),
        }
    }
}

fn ids() -> Result<(MeetingId, RunId), JournalError> {
    let random = || Ok((MeetingId::random()?, RunId::random()?));
    random().map_err(JournalError::Create)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::{course, sample};
    use crate::journal::simulated::{Fault, Simulated};
    use crate::journal::{JOURNAL, LOCK};
    use crate::locale::Lang;
    use std::fs;
    use std::io::{ErrorKind, Write as _};
    use tempfile::TempDir;

    fn begun() -> (TempDir, Meeting) {
        let root = tempfile::tempdir().unwrap();
        let meeting = Meeting::create(root.path(), sample::plan()).unwrap();
        (root, meeting)
    }

    fn note(text: &str) -> Command {
        course::Command::TakeNote { text: text.into() }.into()
    }

    fn postpone() -> Command {
        course::Command::Postpone { reason: "到会人数不足".into() }.into()
    }

    fn append(folder: &Path, bytes: &[u8]) {
        fs::OpenOptions::new().append(true).open(folder.join(JOURNAL)).unwrap().write_all(bytes).unwrap();
    }

    /// Every file of a folder with its bytes.
    fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
        let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let mut files: Vec<_> = paths.map(|path| (path.clone(), fs::read(path).unwrap())).collect();
        files.sort();
        files
    }

    /// The events that the journal of a folder holds.
    fn events(folder: &Path) -> Vec<Event> {
        load_acts(folder).unwrap().into_iter().flatten().map(|recorded| recorded.event).collect()
    }

    fn moved_at_two(from: &Path) -> record::Event {
        record::Event::FailedOver { in_doubt: 2, from: Some(elsewhere::named(from)) }
    }

    #[test]
    fn a_closed_meeting_is_not_resumed_and_not_touched() {
        let (_root, mut meeting) = begun();
        meeting.submit(&postpone()).unwrap();
        let folder = meeting.folder().to_owned();
        drop(meeting);
        append(&folder, b"{\"v\":1");
        fs::remove_file(folder.join(LOCK)).unwrap();
        let before = files(&folder);
        let error = Meeting::resume(&folder).unwrap_err();
        assert!(matches!(error, MeetingError::Closed), "{error:?}");
        assert_eq!(error.trouble(Lang::Zh).code, "M03");
        assert_eq!(files(&folder), before, "no lock, nothing cut, nothing appended");
    }

    #[test]
    fn a_journal_that_cannot_be_replayed_is_not_touched() {
        let (_root, mut meeting) = begun();
        let undone: Event = record::Event::Undone { act: 99 }.into();
        meeting.record(vec![undone], Role::Chair).unwrap_err();
        let folder = meeting.folder().to_owned();
        drop(meeting);
        append(&folder, b"{\"v\":1");
        let before = files(&folder);
        assert!(matches!(Meeting::resume(&folder), Err(MeetingError::Impossible(_))));
        assert_eq!(files(&folder), before);
    }

    #[test]
    fn a_resumed_meeting_tells_where_it_stood_and_what_was_set_aside() {
        let (_root, mut meeting) = begun();
        for text in ["一", "二", "三"] {
            meeting.submit(&note(text)).unwrap();
        }
        let (folder, last) = (meeting.folder().to_owned(), meeting.last_events().to_owned());
        drop(meeting);
        append(&folder, b"{\"v\":1");
        let (meeting, welcome) = Meeting::resume(&folder).unwrap();
        assert_eq!(welcome.last, last);
        assert_eq!(welcome.set_aside, Some(("journal.torn-1".to_owned(), 6)));
        assert_eq!(meeting.saved(), 6, "the opening, three notes, recovered, resumed");
    }

    #[test]
    fn a_moved_journal_goes_on_in_another_folder_with_everything_confirmed() {
        let (root, mut meeting) = begun();
        meeting.submit(&note("一")).unwrap();
        let old = meeting.folder().to_owned();
        let confirmed = events(&old);
        fs::remove_file(old.join(JOURNAL)).unwrap();
        let error = meeting.submit(&note("二")).unwrap_err();
        assert!(error.needs_fail_over(), "{error:?}");
        assert_eq!(meeting.parent(), rehearsals(root.path()));
        meeting.fail_over(&meeting.parent()).unwrap();
        assert_ne!(meeting.folder(), old);
        meeting.submit(&note("二")).unwrap();
        let folder = meeting.folder().to_owned();
        drop(meeting);
        let gone_on = events(&folder);
        assert_eq!(gone_on[..2], confirmed);
        assert_eq!(gone_on[2], moved_at_two(&old).into());
        assert_eq!(gone_on[3], course::Event::NoteTaken { text: "二".into() }.into());
        let loaded = load(&folder).unwrap();
        assert_eq!(loaded.last.len(), 3);
        assert_eq!(Meeting::resume(&folder).unwrap().0.saved(), 5);
    }

    #[test]
    fn a_second_try_names_the_record_in_doubt_of_the_first() {
        let (root, mut meeting) = begun();
        let disk = Simulated::new();
        let owner = Owner::this_process("now");
        meeting.writer = meeting.writer.fail_over(Arc::new(disk.clone()), &owner).unwrap();
        meeting.submit(&note("一")).unwrap();
        disk.fail(disk.operations() + 2, Fault::Error(ErrorKind::Other));
        assert!(meeting.submit(&note("二")).unwrap_err().needs_fail_over());
        assert_eq!(meeting.writer.in_doubt().unwrap().act.first, 2);

        let file = root.path().join("file");
        fs::write(&file, "").unwrap();
        let error = meeting.fail_over(&file).unwrap_err();
        assert!(matches!(error, MeetingError::NoOtherFolder(_)), "{error:?}");
        assert!(!error.trouble(Lang::En).safe.contains("Nothing has been recorded"));
        assert!(meeting.submit(&note("二")).unwrap_err().needs_fail_over(), "as before");

        meeting.fail_over(root.path()).unwrap();
        let moved = events(meeting.folder()).pop();
        assert!(
            matches!(moved, Some(Event::Record(record::Event::FailedOver { in_doubt: 2, .. }))),
            "{moved:?}"
        );
        meeting.submit(&note("二")).unwrap();
    }

    #[test]
    fn a_meeting_in_a_folder_without_a_path_goes_on_beside_it() {
        let (_root, mut meeting) = begun();
        meeting.folder = PathBuf::from("meeting");
        assert_eq!(meeting.parent(), std::env::current_dir().unwrap());
    }

    #[test]
    fn nothing_follows_a_record_that_was_not_accepted() {
        let (root, mut meeting) = begun();
        let undone: Event = record::Event::Undone { act: 99 }.into();
        let error = meeting.record(vec![undone], Role::Chair).unwrap_err();
        assert_eq!(error.trouble(Lang::En).code, "M01");
        assert!(error.trouble(Lang::En).safe.contains("before record 1"), "{:?}", error.trouble(Lang::En));
        let size = fs::metadata(meeting.folder().join(JOURNAL)).unwrap().len();
        let refused = [meeting.submit(&note("一")), meeting.undo(), meeting.fail_over(root.path())];
        assert!(refused.iter().all(|done| matches!(done, Err(MeetingError::Impossible(_)))), "{refused:?}");
        assert_eq!(fs::metadata(meeting.folder().join(JOURNAL)).unwrap().len(), size);
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1, "no other folder");
    }
}
