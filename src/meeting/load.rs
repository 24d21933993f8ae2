//! Reading a meeting without touching it: for the list, replay, verification and documents.

use super::MeetingError;
use crate::agenda::{Event, Floor, Kind, record};
use crate::journal::{self, Disk, Finding, Head, HeadCode, JournalError};
use crate::session::{Impossible, Recorded, Session};
use std::path::{Path, PathBuf};

/// A meeting as its journal leaves it.
#[derive(Debug)]
pub struct Loaded {
    /// The session after the last whole act.
    pub session: Session,
    /// The last three events, oldest first.
    pub last: Vec<Recorded>,
    /// The code of the journal's end.
    pub head_code: Option<HeadCode>,
    /// The end of the last whole act.
    pub head: Option<Head>,
    /// How many acts were taken back.
    pub undone: usize,
    /// The folder that the meeting left for this one, if it did.
    pub came_from: Option<String>,
    /// What the journal turned out to be: what stands behind a fault is not in the session.
    pub finding: Finding,
}

/// The folder of a meeting that is named by the folder or by its journal.
pub fn opened(path: &Path) -> PathBuf {
    let journal = path.file_name().is_some_and(|name| name == journal::JOURNAL);
    if journal { path.parent().unwrap_or(path).to_owned() } else { path.to_owned() }
}

/// Replays a meeting's journal. Nothing is created, no lock is taken.
///
/// # Errors
/// When there is no journal, or it holds what cannot have happened.
pub fn load(folder: &Path) -> Result<Loaded, MeetingError> {
    let found = journal::examine::<Event>(&Disk::at(opened(folder)))?;
    let (head, finding) = (found.head, found.finding);
    if found.records.is_empty() {
        return Err(JournalError::Refused(finding).into());
    }
    let head_code = head.map(|head| HeadCode::of(&head.hash));
    let is_undo = |event: &Event| matches!(event, Event::Record(record::Event::Undone { .. }));
    let undone = found.records.iter().filter(|record| is_undo(&record.event)).count();
    let came_from = found.records.iter().rev().find_map(|record| left(&record.event));
    let (session, last) = replay(found.records)?;
    Ok(Loaded { session, last, head_code, head, undone, came_from, finding })
}

/// A meeting as far as its record is sound.
pub(super) struct Survey {
    /// Where it stands; nothing if not even the first record is sound.
    pub(super) floor: Option<Box<Floor>>,
    /// The last three events, oldest first.
    pub(super) last: Vec<Recorded>,
    /// The folder that the meeting left for this one, if it did.
    pub(super) came_from: Option<String>,
    /// What is wrong with the record.
    pub(super) fault: Option<MeetingError>,
}

/// Replays a meeting's journal as far as it is sound. Nothing is created, no lock is taken.
///
/// # Errors
/// When there is no journal.
pub(super) fn survey(folder: &Path) -> Result<Survey, MeetingError> {
    let found = journal::examine::<Event>(&Disk::at(folder))?;
    let came_from = found.records.iter().rev().find_map(|record| left(&record.event));
    let replayed = as_far_as_it_goes(found.records);
    let damaged = Some(found.finding).filter(|finding| *finding != Finding::Sound);
    let damaged = damaged.map(|finding| JournalError::Refused(finding).into());
    Ok(Survey {
        floor: replayed.session.map(|session| Box::new(session.floor().clone())),
        last: replayed.last,
        came_from,
        fault: damaged.or(replayed.stopped.map(MeetingError::Impossible)),
    })
}

/// The folder that a meeting left.
fn left(event: &Event) -> Option<String> {
    match event {
        Event::Record(record::Event::FailedOver { from, .. }) => from.clone(),
        _ => None,
    }
}

/// Refuses a meeting that is over or was put off. Nothing is created, no lock is taken.
///
/// What else may be wrong with the journal is for [`journal::resume`] to refuse.
pub(super) fn refuse_closed(folder: &Path) -> Result<(), MeetingError> {
    let found = journal::examine::<Event>(&Disk::at(folder))?;
    if found.records.is_empty() {
        return Ok(());
    }
    still_open(&replay(found.records)?.0)
}

/// Nothing is appended after the seal.
pub(super) fn still_open(session: &Session) -> Result<(), MeetingError> {
    if session.floor().course.closed.is_some() { Err(MeetingError::Closed) } else { Ok(()) }
}

/// The acts of a meeting's journal, oldest first; at least one. Nothing is created, no lock is taken.
///
/// # Errors
/// When there is no journal.
pub fn load_acts(folder: &Path) -> Result<Vec<Vec<Recorded>>, MeetingError> {
    let folder = opened(folder);
    let acts = acts(journal::examine::<Event>(&Disk::at(&folder))?.records);
    if acts.is_empty() { Err(MeetingError::empty(&folder)) } else { Ok(acts) }
}

/// Records as acts, oldest first.
fn acts(records: Vec<journal::Recorded<Event>>) -> Vec<Vec<Recorded>> {
    let mut acts: Vec<Vec<Recorded>> = Vec::new();
    for record in records {
        let recorded = Recorded { seq: record.seq, at: record.t, event: record.event };
        match acts.last_mut() {
            Some(act) if record.act.first != record.seq => act.push(recorded),
            _ => acts.push(vec![recorded]),
        }
    }
    acts
}

/// Applies every act in turn; the session, and the last three events.
pub(super) fn replay(
    records: Vec<journal::Recorded<Event>>,
) -> Result<(Session, Vec<Recorded>), MeetingError> {
    let Replayed { session, last, stopped } = as_far_as_it_goes(records);
    stopped.map_or(Ok(()), Err)?;
    let session = session.ok_or(JournalError::NoJournal { place: String::new() })?;
    Ok((session, last))
}

/// What came of a journal's records.
pub(super) struct Replayed {
    /// The session after the last act that could be applied.
    pub(super) session: Option<Session>,
    /// The last three events of it, oldest first.
    pub(super) last: Vec<Recorded>,
    /// The first act that could not.
    pub(super) stopped: Option<Impossible>,
}

/// Applies every act in turn up to the first that cannot have happened.
pub(super) fn as_far_as_it_goes(records: Vec<journal::Recorded<Event>>) -> Replayed {
    let mut replayed = Replayed { session: None, last: Vec::new(), stopped: None };
    for act in acts(records) {
        let told = act.clone();
        let done = match &mut replayed.session {
            None => Session::open(&act).map(|session| replayed.session = Some(session)),
            Some(session) => session.apply(act),
        };
        if let Err(impossible) = done {
            replayed.stopped = Some(impossible);
            break;
        }
        replayed.last.extend(told);
        replayed.last.drain(..replayed.last.len().saturating_sub(3));
    }
    replayed
}

/// The stamp that called papers repeat, if the journal ends with such a paper.
pub(super) fn calling_stamp(records: &[journal::Recorded<Event>]) -> Option<(Kind, (String, u64))> {
    let last = records.last()?;
    let step = super::papers::paper_step(&last.event)?;
    Some((step, (last.t.clone(), last.up)))
}
