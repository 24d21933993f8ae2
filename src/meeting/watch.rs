//! A meeting seen through its journal by somebody who does not write it: the projector.

use super::MeetingError;
use super::steering::{self, SILENCE, Shows, Steering};
use crate::agenda::Event;
use crate::agenda::wall::{self, WallFrame};
use crate::journal::follow::{FollowError, Waiter};
use crate::journal::{self, Disk, Follower, Head, MeetingId};
use crate::locale::Lang;
use crate::session::{Impossible, Recorded, Session};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

/// What has been seen of a meeting so far.
#[derive(Debug)]
pub struct Watch {
    follower: Follower,
    session: Option<Session>,
    act: Vec<Recorded>,
    trouble: Option<WatchError>,
    folder: PathBuf,
    heard: Heard,
    /// The wall as it was when the chair asked for it to be held.
    held: Option<WallFrame>,
}

/// What was heard of the console.
#[derive(Debug, Default)]
struct Heard {
    /// The last heartbeat, and when it was first seen.
    beat: Option<(i64, Instant)>,
    /// What the chair asks of the wall.
    wall: Steering,
    /// Whether the heartbeat has stopped.
    silent: bool,
}

/// Why a meeting cannot be followed any more.
#[derive(Debug)]
pub enum WatchError {
    /// The journal itself.
    Journal(FollowError),
    /// An event that could not have happened.
    Impossible(Impossible),
}

impl WatchError {
    /// What happened and what to do.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Self::Journal(error) => {
                let said = error.explain(lang);
                format!("{} {} {}", said.happened, said.safe, said.next)
            }
            Self::Impossible(impossible) => {
                let stop = lang.pick("。", ". ");
                let said = MeetingError::Impossible(impossible.clone()).trouble(lang);
                format!("{}{stop}{}{stop}{}", said.what, said.safe, said.todo)
            }
        }
    }

    /// Whether nothing can heal it: what is shown then is no wall any more.
    pub fn stays(&self) -> bool {
        matches!(self, Self::Journal(FollowError::Changed(_)) | Self::Impossible(_))
    }
}

impl Watch {
    /// Follows the meeting in this folder, which need not have begun.
    pub fn new(folder: &Path) -> Self {
        let follower = Follower::new(Arc::new(Disk::at(folder)));
        let folder = folder.to_owned();
        let heard = Heard::default();
        Self { follower, session: None, act: Vec::new(), trouble: None, folder, heard, held: None }
    }

    /// Waits for changes of the same folder.
    pub fn waiter(&self) -> Waiter {
        self.follower.waiter()
    }

    /// Reads what has been confirmed since; says whether there is anything new to show. After a trouble that stays there
    /// never is.
    pub fn look(&mut self) -> bool {
        if self.trouble.as_ref().is_some_and(WatchError::stays) {
            return false;
        }
        // First what is asked: what is recorded after a wish to hold the wall must not show.
        let asked = self.hear(Instant::now());
        self.read() || asked
    }

    /// Reads what the chair asks of the wall; says whether it changes anything.
    fn hear(&mut self, now: Instant) -> bool {
        let asked = steering::asked(&self.folder);
        let heard = &mut self.heard;
        let before = (heard.wall.clone(), heard.silent);
        if let Some(asked) = asked {
            if heard.beat.is_none_or(|(beat, _)| beat != asked.beat) {
                heard.beat = Some((asked.beat, now));
            }
            heard.wall = asked.wall;
        }
        heard.silent = heard.beat.is_some_and(|(_, since)| now.saturating_duration_since(since) >= SILENCE);
        let changed = before != (heard.wall.clone(), heard.silent);
        if heard.wall.shows != before.0.shows {
            self.held = None;
            self.hold_before(self.follower.head().map_or(0, |head| head.seq));
        }
        changed
    }

    /// Keeps the wall as it is if it is to be held and a record with this number would change it.
    fn hold_before(&mut self, seq: u64) {
        if let Shows::Hold(at) = self.heard.wall.shows
            && seq > at
            && self.held.is_none()
        {
            self.held = self.now();
        }
    }

    /// Reads the journal.
    fn read(&mut self) -> bool {
        match self.follower.poll::<Event>() {
            // Not there yet, or gone for a moment while it moves: nothing new is known.
            Err(FollowError::Gone) => false,
            Err(error) => {
                let error = WatchError::Journal(error);
                let news = self.trouble.is_none() || error.stays();
                self.trouble = Some(error);
                news
            }
            Ok(records) => {
                let news = !records.is_empty() || self.trouble.is_some();
                self.trouble = None;
                if let Err(impossible) = self.take(records) {
                    self.trouble = Some(WatchError::Impossible(impossible));
                }
                news
            }
        }
    }

    /// Applies each act once it is whole, up to one that could not have happened.
    fn take(&mut self, records: Vec<journal::Recorded<Event>>) -> Result<(), Impossible> {
        for record in records {
            let whole = record.act.ends_with(record.seq);
            self.act.push(Recorded { seq: record.seq, at: record.t, event: record.event });
            if whole {
                self.apply()?;
            }
        }
        Ok(())
    }

    fn apply(&mut self) -> Result<(), Impossible> {
        let act = std::mem::take(&mut self.act);
        self.hold_before(act.first().map_or(0, |first| first.seq));
        match (&mut self.session, act.first()) {
            (Some(session), _) => session.apply(act),
            (None, Some(_)) => Session::open(&act).map(|session| self.session = Some(session)),
            (None, None) => Ok(()),
        }
    }

    /// What the room sees; nothing until the first record is there.
    pub fn frame(&self) -> Option<WallFrame> {
        self.held.clone().or_else(|| self.now())
    }

    /// The wall as the meeting stands.
    fn now(&self) -> Option<WallFrame> {
        self.session.as_ref().map(|session| wall::frame(session.floor()))
    }

    /// The end of what was read, and of which meeting it is.
    pub fn end(&self) -> Option<(MeetingId, Head)> {
        self.follower.meeting().zip(self.follower.head())
    }

    /// What the chair asks of the wall.
    pub fn asked(&self) -> &Steering {
        &self.heard.wall
    }

    /// Whether the console's heartbeat has stopped while the meeting is still open.
    pub fn silent(&self) -> bool {
        let open = self.session.as_ref().is_some_and(|session| session.floor().course.closed.is_none());
        self.heard.silent && open
    }

    /// Why the meeting cannot be followed any more, if it cannot.
    pub fn trouble(&self) -> Option<&WatchError> {
        self.trouble.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::{Command, course, sample};
    use crate::journal::codec::{Place, encode};
    use crate::journal::{Act, HEAD, JOURNAL, LineHash, MeetingId, Role, RunId, Stamp};
    use crate::meeting::Meeting;
    use std::fs;

    #[test]
    fn a_changed_record_stays_even_if_it_is_mended() {
        let root = tempfile::tempdir().unwrap();
        let mut meeting = Meeting::create(root.path(), sample::plan()).unwrap();
        let mut watch = Watch::new(meeting.folder());
        assert!(watch.look() && watch.trouble().is_none() && watch.frame().is_some());
        let journal = meeting.folder().join(JOURNAL);
        let sound = fs::read(&journal).unwrap();
        let mut changed = sound.clone();
        changed[60] ^= 1;
        fs::write(&journal, &changed).unwrap();
        assert!(watch.look(), "there is something to tell");
        assert!(watch.trouble().unwrap().stays());
        fs::write(&journal, &sound).unwrap();
        meeting.submit(&Command::Course(course::Command::TakeNote { text: "记".into() })).unwrap();
        assert!(!watch.look());
        assert!(watch.trouble().unwrap().stays());
    }

    #[test]
    fn a_changed_record_is_told_after_a_passing_trouble_too() {
        let root = tempfile::tempdir().unwrap();
        let meeting = Meeting::create(root.path(), sample::plan()).unwrap();
        let mut watch = Watch::new(meeting.folder());
        assert!(watch.look());
        let journal = meeting.folder().join(JOURNAL);
        let sound = fs::read(&journal).unwrap();
        fs::remove_file(&journal).unwrap();
        fs::create_dir(&journal).unwrap();
        assert!(watch.look() && !watch.trouble().unwrap().stays());
        fs::remove_dir(&journal).unwrap();
        fs::write(&journal, &sound[..100]).unwrap();
        assert!(watch.look() && watch.trouble().unwrap().stays());
    }

    /// The journal of these events, each an act of its own.
    fn journal(events: &[Event]) -> Vec<u8> {
        let (meeting, run) = (MeetingId::new([7; 16]), RunId::new([7; 8]));
        let (mut bytes, mut prev) = (Vec::new(), LineHash::ZERO);
        for (seq, event) in (0..).zip(events) {
            let place = Place { meeting, run, seq, prev, act: Act { first: seq, count: 1 } };
            let stamp = Stamp { t: "2026-11-20T09:00:00.000+08:00", up: 0, by: Role::Chair };
            prev = encode(&mut bytes, &place, &stamp, event).unwrap();
        }
        bytes
    }

    #[test]
    fn a_held_wall_stays_for_one_that_is_started_later_too() {
        let root = tempfile::tempdir().unwrap();
        let mut meeting = Meeting::create(root.path(), sample::plan()).unwrap();
        let mut first = Watch::new(meeting.folder());
        first.look();
        let before = first.frame();
        let hold = Steering { shows: Shows::Hold(meeting.saved() - 1), ..Steering::default() };
        steering::ask(meeting.folder(), &hold).unwrap();
        assert!(first.look(), "something else is asked");
        meeting.submit(&Command::Course(course::Command::MoveOn)).unwrap();
        let mut second = Watch::new(meeting.folder());
        for watch in [&mut first, &mut second] {
            assert!(watch.look());
            assert_eq!(watch.frame(), before);
            assert_ne!(watch.now(), before);
        }
        steering::ask(meeting.folder(), &Steering::default()).unwrap();
        assert!(first.look() && first.frame() == first.now());
    }

    #[test]
    fn a_console_without_a_heartbeat_is_noticed_once_and_heard_again() {
        let root = tempfile::tempdir().unwrap();
        let mut meeting = Meeting::create(root.path(), sample::plan()).unwrap();
        let folder = meeting.folder().to_owned();
        let mut watch = Watch::new(&folder);
        watch.look();
        let start = Instant::now();
        assert!(!watch.hear(start + SILENCE) && !watch.silent(), "nobody ever spoke");
        steering::ask(&folder, &Steering::default()).unwrap();
        assert!(!watch.hear(start) && !watch.hear(start + SILENCE / 2) && !watch.silent());
        assert!(watch.hear(start + SILENCE) && watch.silent());
        assert!(!watch.hear(start + SILENCE * 2), "told once");
        let asked = steering::asked(&folder).unwrap();
        watch.heard.beat = Some((asked.beat - 1, start));
        assert!(watch.hear(start + SILENCE * 2) && !watch.silent());
        meeting.submit(&Command::Course(course::Command::Postpone { reason: "改日".into() })).unwrap();
        watch.look();
        assert!(watch.hear(start + SILENCE * 4) && !watch.silent(), "a closed meeting has no console");
    }

    #[test]
    fn nothing_is_applied_after_an_event_that_could_not_have_happened() {
        let folder = tempfile::tempdir().unwrap();
        let note = |text: &str| Event::from(course::Event::NoteTaken { text: text.into() });
        let impossible = Event::from(crate::agenda::record::Event::Undone { act: 99 });
        let events = [Session::opening(sample::plan()), note("一"), impossible, note("二"), note("三")];
        fs::write(folder.path().join(JOURNAL), journal(&events[..4])).unwrap();
        assert!(!folder.path().join(HEAD).exists());
        let mut watch = Watch::new(folder.path());
        assert!(watch.look());
        let told =
            |watch: &Watch| matches!(watch.trouble(), Some(WatchError::Impossible(why)) if why.seq == 2);
        assert!(told(&watch));
        assert_eq!(watch.session.as_ref().unwrap().undoable().len(), 1, "only the first note");
        fs::write(folder.path().join(JOURNAL), journal(&events)).unwrap();
        assert!(!watch.look() && told(&watch), "it stays");
        assert_eq!(watch.session.as_ref().unwrap().undoable().len(), 1);
        assert!(watch.trouble().unwrap().say(Lang::En).contains("Record 2"));
    }
}
