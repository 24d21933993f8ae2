//! The folders of meetings: their names, and what lies in them.

use super::load::load;
use super::{MeetingError, elsewhere};
use crate::agenda::course::Closed;
use crate::agenda::{Floor, Plan};
use crate::journal::{Disk, JOURNAL};
use crate::session::Recorded;
use chrono::Local;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// The folder for rehearsals below the folder of meetings.
pub(super) const REHEARSALS: &str = ".rehearsal";

/// How many characters of the branch's name go into a folder's name.
const SLUG: usize = 24;

/// Where rehearsals are kept.
pub fn rehearsals(root: &Path) -> PathBuf {
    root.join(REHEARSALS)
}

/// Makes a new folder for a meeting by this plan below the folder of meetings, or of rehearsals.
pub(super) fn create(root: &Path, plan: &Plan) -> Result<PathBuf, MeetingError> {
    let root = if plan.rehearsal { rehearsals(root) } else { root.to_owned() };
    numbered(&root, plan).map_err(MeetingError::Folder)
}

/// Makes a new folder in `root`: `<date>-<branch>`, with `-2` … when that is taken.
pub(super) fn numbered(root: &Path, plan: &Plan) -> io::Result<PathBuf> {
    fs::create_dir_all(root)?;
    let name = format!("{}-{}", Local::now().format("%Y-%m-%d"), slug(&plan.organisation));
    for attempt in 1..10_000 {
        let folder = root.join(if attempt == 1 { name.clone() } else { format!("{name}-{attempt}") });
        match Disk::create_folder(&folder) {
            Ok(_) => return Ok(folder),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::from(ErrorKind::AlreadyExists))
}

/// A name's letters and digits, of whatever script; nothing that a path or a terminal could take for more.
fn slug(name: &str) -> String {
    let slug: String = name.chars().filter(|c| c.is_alphanumeric()).take(SLUG).collect();
    if slug.is_empty() { "meeting".to_owned() } else { slug }
}

/// A meeting on disk, as a list shows it.
#[derive(Clone, Debug)]
pub struct Card {
    /// Its folder.
    pub folder: PathBuf,
    /// The branch.
    pub organisation: String,
    /// The meeting.
    pub title: String,
    /// Wall time of its first record.
    pub opened: String,
    /// Wall time of its last record.
    pub changed: String,
    /// How far it is.
    pub stage: Stage,
    /// Whether it is a rehearsal.
    pub rehearsal: bool,
    /// The last events, oldest first, at most three.
    pub last: Vec<Recorded>,
    /// The folder that the meeting left for this one, if it did.
    came_from: Option<String>,
    /// Where the meeting went on, if it did: then it is not resumed here.
    pub went_on: Option<PathBuf>,
    /// The state that it is in; nothing if the journal cannot be replayed.
    pub floor: Option<Box<Floor>>,
}

/// How far a meeting is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Unfinished: it can be resumed.
    Open,
    /// Sealed.
    Sealed,
    /// Put off to another day.
    Postponed,
    /// It went on in another folder.
    WentOn,
    /// Its journal cannot be read as it stands: `verify` says why.
    Unreadable,
}

/// The meetings below a folder, rehearsals too, newest first. Reads only.
pub fn list(root: &Path) -> Vec<Card> {
    let folders = folders(root).into_iter().chain(folders(&rehearsals(root)));
    let mut cards: Vec<Card> = folders.map(card).collect();
    tell_moves(&mut cards);
    cards.sort_by(|a, b| b.changed.cmp(&a.changed));
    cards
}

/// Tells of each meeting that went on elsewhere where it went: its own folder says so, or the folder that it went to.
fn tell_moves(cards: &mut [Card]) {
    let moves = cards.iter().filter_map(|card| Some((card.came_from.clone()?, card.folder.clone())));
    let moves: Vec<(String, PathBuf)> = moves.collect();
    for card in cards {
        let named = elsewhere::named(&card.folder);
        let told = moves.iter().find(|(from, to)| *from == named && *to != card.folder);
        card.went_on = elsewhere::moved_to(&card.folder).or_else(|| told.map(|(_, to)| to.clone()));
        if card.went_on.is_some() {
            card.stage = Stage::WentOn;
        }
    }
}

fn folders(root: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(root) else { return Vec::new() };
    let paths = entries.filter_map(Result::ok).map(|entry| entry.path());
    paths.filter(|path| path.join(JOURNAL).is_file()).collect()
}

fn card(folder: PathBuf) -> Card {
    let Ok(loaded) = load(&folder) else { return unreadable(folder) };
    let floor = loaded.session.floor();
    let stage = match &floor.course.closed {
        None => Stage::Open,
        Some(Closed::Sealed { .. }) => Stage::Sealed,
        Some(Closed::Postponed { .. }) => Stage::Postponed,
    };
    Card {
        organisation: floor.plan.organisation.clone(),
        title: floor.plan.title.clone(),
        opened: floor.course.opened_at.clone(),
        changed: loaded.last.last().map(|recorded| recorded.at.clone()).unwrap_or_default(),
        stage,
        rehearsal: floor.plan.rehearsal,
        last: loaded.last,
        came_from: loaded.came_from,
        went_on: None,
        floor: Some(Box::new(floor.clone())),
        folder,
    }
}

fn unreadable(folder: PathBuf) -> Card {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Card {
        organisation: name,
        title: String::new(),
        opened: String::new(),
        changed: String::new(),
        stage: Stage::Unreadable,
        rehearsal: false,
        last: Vec::new(),
        came_from: None,
        went_on: None,
        floor: None,
        folder,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_name_has_only_letters_and_digits() {
        assert_eq!(slug("中共春晖社区/第二支部\u{1b}[31m"), "中共春晖社区第二支部31m");
        assert_eq!(slug("../.."), "meeting");
    }
}
