//! Where a meeting stands before anything is written: what its journal holds, what copies of it hold, and which ways on there
//! are. Only reads.

use super::elsewhere::{mark_moved, moved_to, named, new_folder, parent_of, this_owner};
use super::mirror::{copy_of, last_mirror};
use super::{Meeting, MeetingError, Welcome, load};
use crate::agenda::record::{self, Kept};
use crate::agenda::{Event, Floor};
use crate::journal::compare::{Relation, compare};
use crate::journal::{self, Disk, Finding, HeadCode, JOURNAL, JournalError, LineHash, Role, RunId, recovery};
use crate::session::{Recorded, Session};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// A meeting before it is resumed.
#[derive(Debug)]
pub struct Standing {
    /// Its folder.
    pub folder: PathBuf,
    /// Where it stands by the sound part of its journal; nothing if not even the first record is sound.
    pub session: Option<Session>,
    /// The last three events, oldest first.
    pub last: Vec<Recorded>,
    /// The hashes of its records.
    hashes: Vec<LineHash>,
    /// What the journal turned out to be.
    pub finding: Finding,
    /// Whether its last line is whole but invalid, and was never published: people may decide that it does not count.
    pub undecided: bool,
    /// Copies of it, as far as any are known.
    pub copies: Vec<Found>,
}

/// A copy of the journal.
#[derive(Debug)]
pub struct Found {
    /// The file.
    pub journal: PathBuf,
    /// How the journal (first) and this copy (second) stand to each other; or why the copy cannot be read.
    pub relation: io::Result<Relation>,
}

/// A way on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// In this folder.
    Here,
    /// In a new folder, with what the copy in this file holds.
    Copy(PathBuf),
    /// In this folder without the invalid last line, as two persons decided: their names.
    Without(Vec<String>),
}

/// What a typed head code says of a journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeSays {
    /// It is the code of the end.
    End,
    /// It is the code of an earlier record; so many follow it.
    Earlier {
        /// The record.
        seq: u64,
        /// Records after it.
        later: u64,
    },
    /// No record has it: the journal is shorter than what was shown, or another one.
    Nowhere,
}

impl Standing {
    /// Reads a meeting, and compares it with its copies: below `mirror`, where its mirror was last, and in `copies`.
    ///
    /// # Errors
    /// When there is no journal, when the meeting is closed, or when it went on elsewhere.
    pub fn read(folder: &Path, mirror: Option<&Path>, copies: &[PathBuf]) -> Result<Self, MeetingError> {
        if let Some(to) = moved_to(folder) {
            return Err(MeetingError::WentOn { to });
        }
        let found = journal::examine::<Event>(&Disk::at(folder))?;
        let undecided = matches!(found.finding, Finding::Undecided(_))
            && recovery::may_be_dropped(&found.published, found.head);
        let hashes = found.records.iter().map(|record| record.hash).collect();
        let (session, last) = match load::replay(found.records) {
            Ok((session, last)) => (Some(session), last),
            Err(MeetingError::Journal(_)) => (None, Vec::new()),
            Err(error) => return Err(error),
        };
        if let (Some(session), Finding::Sound | Finding::Torn(_)) = (&session, &found.finding) {
            load::still_open(session)?;
        }
        let mirror = mirror.map(|parent| copy_of(folder, parent));
        let mirror = mirror.or_else(|| last_mirror(folder).map(|copy| copy.join(JOURNAL)));
        let mirror = mirror.filter(|journal| journal.exists());
        let copies = mirror.into_iter().chain(copies.iter().map(|copy| journal_in(copy)));
        let copies = copies.map(|journal| held_against(folder, journal)).collect();
        let (folder, finding) = (folder.to_owned(), found.finding);
        Ok(Self { folder, session, last, hashes, finding, undecided, copies })
    }

    /// Where it stands, if that is known.
    pub fn floor(&self) -> Option<&Floor> {
        self.session.as_ref().map(Session::floor)
    }

    /// How many records are sound.
    pub fn records(&self) -> usize {
        self.hashes.len()
    }

    /// The code of the end of the sound part.
    pub fn head_code(&self) -> Option<HeadCode> {
        self.hashes.last().map(HeadCode::of)
    }

    /// Whether the journal itself may be written to.
    fn is_sound(&self) -> bool {
        matches!(self.finding, Finding::Sound | Finding::Torn(_))
    }

    /// The ways on. A copy that has more must be taken; of two that part, people take one; from a damaged journal only a copy
    /// leads on.
    pub fn ways(&self) -> Vec<Way> {
        let relations = || self.copies.iter().filter_map(|copy| Some((copy, copy.relation.as_ref().ok()?)));
        let longer = relations().any(|(_, relation)| matches!(relation, Relation::SecondLonger { .. }));
        let here = (self.is_sound() && !longer).then_some(Way::Here);
        let leads_on = |relation: &Relation| match relation {
            Relation::SecondLonger { .. } | Relation::Fork(_) => true,
            Relation::Same => !self.is_sound(),
            Relation::FirstLonger { .. } | Relation::OtherMeeting => false,
        };
        let copies = relations().filter(|(_, relation)| leads_on(relation));
        let mut ways: Vec<Way> =
            here.into_iter().chain(copies.map(|(copy, _)| Way::Copy(copy.journal.clone()))).collect();
        // The mirror first; without one two persons decide.
        if ways.is_empty() && self.undecided {
            ways.push(Way::Without(Vec::new()));
        }
        ways
    }

    /// What a typed code says.
    pub fn code_says(&self, code: &HeadCode) -> CodeSays {
        match self.hashes.iter().rposition(|hash| code.matches(hash)) {
            Some(at) if at + 1 == self.hashes.len() => CodeSays::End,
            Some(at) => CodeSays::Earlier { seq: at as u64, later: (self.hashes.len() - at - 1) as u64 },
            None => CodeSays::Nowhere,
        }
    }

    /// Goes on by one of the [`ways`](Self::ways). Where copies parted or one had more, the choice is recorded.
    ///
    /// # Errors
    /// When it cannot be written there, or another program is writing.
    pub fn go_on(&self, way: &Way) -> Result<(Meeting, Welcome), MeetingError> {
        let (mut meeting, welcome) = match way {
            Way::Here => Meeting::reopen(&self.folder)?,
            Way::Without(by) => Meeting::reopen_by(&self.folder, Some(by))?,
            Way::Copy(journal) => self.take_copy(journal)?,
        };
        if let Some(chosen) = self.chosen(way) {
            meeting.record(vec![chosen.into()], Role::Chair)?;
        }
        Ok((meeting, welcome))
    }

    /// The record of a choice between copies; nothing where there was none.
    fn chosen(&self, way: &Way) -> Option<record::Event> {
        let of_way = |copy: &&Found| match way {
            Way::Here => matches!(copy.relation, Ok(Relation::Fork(_))),
            Way::Copy(journal) => copy.journal == *journal,
            Way::Without(_) => false,
        };
        let copy = self.copies.iter().find(of_way)?;
        let own = self.hashes.len() as u64;
        let (differ_at, copied) = match copy.relation.as_ref().ok()? {
            Relation::Fork(fork) => (Some(fork.first.seq), fork.lengths.1),
            Relation::SecondLonger { longer, .. } => (None, *longer),
            Relation::Same | Relation::FirstLonger { .. } | Relation::OtherMeeting => (None, own),
        };
        let kept = if *way == Way::Here { Kept::Journal } else { Kept::Copy };
        let place = named(&copy.journal);
        Some(record::Event::CopyChosen { kept, copy: place, differ_at, records: own, copied })
    }

    /// Goes on in a new folder with what the copy holds; the old folder is left as it is, but for a note of where the meeting
    /// went.
    fn take_copy(&self, journal: &Path) -> Result<(Meeting, Welcome), MeetingError> {
        let bytes = plain(journal).and_then(|()| fs::read(journal)).map_err(JournalError::Read)?;
        let copy = recovery::read_copy::<Event>(bytes)?;
        let run = RunId::random().map_err(JournalError::Create)?;
        let calling = load::calling_stamp(&copy.records);
        let (session, last) = load::replay(copy.records.clone())?;
        load::still_open(&session)?;
        let (folder, storage) = new_folder(&parent_of(&self.folder), &session.floor().plan)?;
        let in_doubt = copy.records.len() as u64;
        let writer = copy.install(storage, &this_owner(), run)?;
        let welcome = Welcome { set_aside: None, last: last.clone() };
        let mut meeting = Meeting::with(session, writer, folder, calling, last);
        let from = Some(named(&self.folder));
        meeting.record(vec![record::Event::FailedOver { in_doubt, from }.into()], Role::System)?;
        mark_moved(&self.folder, meeting.folder());
        Ok((meeting, welcome))
    }
}

/// A copy is named by its file or by its folder.
fn journal_in(copy: &Path) -> PathBuf {
    if copy.is_dir() { copy.join(JOURNAL) } else { copy.to_owned() }
}

/// Asked before it is opened: a FIFO would wait for its other end.
fn plain(file: &Path) -> io::Result<()> {
    if fs::metadata(file)?.is_file() { Ok(()) } else { Err(io::ErrorKind::InvalidInput.into()) }
}

fn held_against(folder: &Path, journal: PathBuf) -> Found {
    let open = |file: &Path| plain(file).and_then(|()| File::open(file));
    let relation = open(&folder.join(JOURNAL)).and_then(|own| compare(own, open(&journal)?));
    Found { journal, relation }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::{Command, course, sample};
    use crate::journal::HEAD;

    fn note(text: &str) -> Command {
        course::Command::TakeNote { text: text.into() }.into()
    }

    /// A meeting of three notes, left; its folder, and a copy of it on a stick.
    fn left() -> (tempfile::TempDir, PathBuf, PathBuf) {
        let root = tempfile::tempdir().unwrap();
        let mut meeting = Meeting::create(&root.path().join("meetings"), sample::plan()).unwrap();
        for text in ["一", "二", "三"] {
            meeting.submit(&note(text)).unwrap();
        }
        let folder = meeting.folder().to_owned();
        let stick = root.path().join("stick");
        fs::create_dir(&stick).unwrap();
        meeting.mirror_in(&stick, || {}).unwrap();
        drop(meeting);
        let copy = copy_of(&folder, &stick);
        (root, folder, copy)
    }

    /// Cuts a journal behind so many lines.
    fn cut(journal: &Path, lines: usize) {
        let text = fs::read_to_string(journal).unwrap();
        fs::write(journal, text.split_inclusive('\n').take(lines).collect::<String>()).unwrap();
    }

    fn read(folder: &Path) -> Standing {
        Standing::read(folder, None, &[]).unwrap()
    }

    fn events(folder: &Path) -> Vec<Event> {
        load::load_acts(folder).unwrap().into_iter().flatten().map(|recorded| recorded.event).collect()
    }

    #[test]
    fn what_stands_is_read_and_nothing_is_written() {
        let (_root, folder, copy) = left();
        let before: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        let standing = read(&folder);
        assert_eq!((standing.records(), standing.last.len(), standing.ways()), (4, 3, vec![Way::Here]));
        assert_eq!(standing.copies.len(), 1, "the mirror of the last time is remembered");
        assert!(matches!(standing.copies[0].relation, Ok(Relation::Same)));
        assert_eq!(standing.copies[0].journal, copy);
        let after: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert_eq!(before, after);
    }

    #[test]
    fn a_typed_code_finds_its_record_or_tells_that_there_is_more_somewhere() {
        let (_root, folder, _) = left();
        let whole = read(&folder);
        let codes: Vec<HeadCode> = whole.hashes.iter().map(HeadCode::of).collect();
        assert_eq!(whole.code_says(&codes[3]), CodeSays::End);
        assert_eq!(whole.code_says(&codes[1]), CodeSays::Earlier { seq: 1, later: 2 });
        cut(&folder.join(JOURNAL), 3);
        assert_eq!(read(&folder).code_says(&codes[3]), CodeSays::Nowhere);
    }

    #[test]
    fn a_journal_shorter_than_its_mirror_is_read_only_until_the_longer_copy_is_taken() {
        let (_root, folder, copy) = left();
        fs::remove_file(folder.join(HEAD)).unwrap();
        cut(&folder.join(JOURNAL), 2);
        let standing = read(&folder);
        assert_eq!(standing.finding, Finding::Sound, "by itself it looks whole");
        assert_eq!(standing.ways(), [Way::Copy(copy.clone())]);
        let (meeting, welcome) = standing.go_on(&standing.ways()[0]).unwrap();
        assert_eq!((meeting.saved(), welcome.last.len()), (6, 3), "four, the move and the choice");
        assert_ne!(meeting.folder(), folder);
        let events = events(meeting.folder());
        assert_eq!(events[3], course::Event::NoteTaken { text: "三".into() }.into());
        let chosen = record::Event::CopyChosen {
            kept: Kept::Copy,
            copy: named(&copy),
            differ_at: None,
            records: 2,
            copied: 4,
        };
        assert_eq!(events[5], chosen.into());
        let error = Standing::read(&folder, None, &[]).unwrap_err();
        assert!(
            matches!(&error, MeetingError::WentOn { to } if to.ends_with(meeting.folder().file_name().unwrap()))
        );
    }

    #[test]
    fn a_journal_shorter_than_its_head_leads_on_only_from_a_copy() {
        let (_root, folder, copy) = left();
        cut(&folder.join(JOURNAL), 2);
        let alone = Standing::read(&folder, Some(Path::new("nowhere")), &[]).unwrap();
        assert!(matches!(alone.finding, Finding::LostTail { .. }));
        assert_eq!(alone.ways(), []);
        let named = Standing::read(&folder, Some(Path::new("nowhere")), std::slice::from_ref(&copy)).unwrap();
        assert_eq!(named.ways(), [Way::Copy(copy)]);
    }

    #[test]
    fn a_damaged_journal_leads_on_from_its_mirror() {
        let (_root, folder, copy) = left();
        let mut bytes = fs::read(folder.join(JOURNAL)).unwrap();
        bytes[300] ^= 1;
        fs::write(folder.join(JOURNAL), bytes).unwrap();
        let standing = read(&folder);
        assert!(matches!(standing.finding, Finding::Damaged(_)) && standing.session.is_none());
        assert_eq!(standing.ways(), [Way::Copy(copy)]);
        assert_eq!(standing.go_on(&standing.ways()[0]).unwrap().0.saved(), 6);
    }

    #[test]
    fn an_invalid_last_line_is_dropped_when_two_persons_say_so_and_there_is_no_mirror() {
        let (_root, folder, copy) = left();
        let mut bytes = fs::read(folder.join(JOURNAL)).unwrap();
        bytes.extend_from_slice(b"{}\n");
        fs::write(folder.join(JOURNAL), bytes).unwrap();
        assert_eq!(read(&folder).ways(), [Way::Copy(copy)], "the mirror first");
        let alone = Standing::read(&folder, Some(Path::new("nowhere")), &[]).unwrap();
        assert!(alone.undecided);
        assert_eq!(alone.ways(), [Way::Without(Vec::new())]);
        let by = vec!["许四".to_owned(), "任五".to_owned()];
        let (meeting, welcome) = alone.go_on(&Way::Without(by.clone())).unwrap();
        let Some((file, 3)) = welcome.set_aside else { panic!("{welcome:?}") };
        let dropped = record::Event::LastLineDropped { file, bytes: 3, by };
        assert_eq!(events(meeting.folder())[4], dropped.into());
        assert_eq!(meeting.folder(), folder);
    }

    #[test]
    fn of_two_that_part_people_take_one_and_that_is_recorded() {
        for way in 0..2 {
            let (_root, folder, copy) = left();
            let own = fs::read(folder.join(JOURNAL)).unwrap();
            cut(&copy, 3);
            cut(&folder.join(JOURNAL), 3);
            // Both went on from the third record.
            fs::remove_file(folder.join(HEAD)).unwrap();
            let (mut meeting, _) = Meeting::reopen(&folder).unwrap();
            meeting.submit(&note("他")).unwrap();
            drop(meeting);
            fs::write(&copy, own).unwrap();
            let standing = read(&folder);
            assert_eq!(standing.ways(), [Way::Here, Way::Copy(copy.clone())]);
            let Ok(Relation::Fork(fork)) = &standing.copies[0].relation else { panic!() };
            assert_eq!((fork.first.seq, fork.lengths), (3, (5, 4)));
            let (meeting, _) = standing.go_on(&standing.ways()[way]).unwrap();
            let last = events(meeting.folder()).pop().unwrap();
            let kept = [Kept::Journal, Kept::Copy][way];
            let chosen = record::Event::CopyChosen {
                kept,
                copy: named(&copy),
                differ_at: Some(3),
                records: 5,
                copied: 4,
            };
            assert_eq!(last, chosen.into());
            assert_eq!(meeting.folder() == folder, way == 0);
        }
    }
}
