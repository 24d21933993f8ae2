//! The folders of meetings: their names, and what lies in them.

use super::load::{self, Survey};
use super::{MeetingError, elsewhere};
use crate::agenda::course::Closed;
use crate::agenda::{Floor, Plan};
use crate::journal::{Disk, JOURNAL};
use crate::session::Recorded;
use chrono::Local;
use std::cmp::Reverse;
use std::collections::{HashMap, VecDeque};
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
#[derive(Debug)]
pub struct Card {
    /// Its folder.
    pub folder: PathBuf,
    /// The branch; the folder's name where not even the first record can be read.
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
    /// The state that it is in, as far as its record is sound; nothing if not even the first record is.
    pub floor: Option<Box<Floor>>,
    /// What is wrong with the record; nothing where it is complete and unchanged.
    pub fault: Option<MeetingError>,
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
    /// Not even the first record can be read: `verify` says why.
    Unreadable,
}

/// The meetings below a folder, rehearsals too, read one after the other; what was written last comes first. Reads only.
///
/// Each journal is read in one pass that is the whole check of `verify`: every link of the chain, the published head, and every
/// event by the rules. So what a list calls sound is sound, and no second, cheaper notion of it exists. A meeting of the usual
/// hundred records takes less than a millisecond; whoever shows a list takes the cards from a thread as they come.
///
/// A meeting that turns out to have gone on elsewhere when the later folder is read is given again.
#[derive(Debug)]
pub struct Shelf {
    folders: VecDeque<PathBuf>,
    given: HashMap<String, PathBuf>,
    moves: HashMap<String, PathBuf>,
}

impl Shelf {
    /// What lies below a folder. Only names and times are read yet.
    pub fn at(root: &Path) -> Self {
        let mut folders = folders(root);
        folders.extend(self::folders(&rehearsals(root)));
        let written =
            |folder: &PathBuf| fs::metadata(folder.join(JOURNAL)).and_then(|file| file.modified()).ok();
        folders.sort_by_cached_key(|folder| Reverse(written(folder)));
        Self { folders: folders.into(), given: HashMap::new(), moves: HashMap::new() }
    }

    /// How many are still to be read.
    pub fn left(&self) -> usize {
        self.folders.len()
    }
}

impl Iterator for Shelf {
    type Item = Card;

    fn next(&mut self) -> Option<Card> {
        let folder = self.folders.pop_front()?;
        let mut card = card(folder);
        let named = elsewhere::named(&card.folder);
        if let Some(from) = card.came_from.clone().filter(|from| *from != named) {
            self.folders.extend(self.given.get(&from).cloned());
            self.moves.insert(from, card.folder.clone());
        }
        card.went_on = elsewhere::moved_to(&card.folder).or_else(|| self.moves.get(&named).cloned());
        if card.went_on.is_some() {
            card.stage = Stage::WentOn;
        } else {
            self.given.insert(named, card.folder.clone());
        }
        Some(card)
    }
}

fn folders(root: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(root) else { return Vec::new() };
    let paths = entries.filter_map(Result::ok).map(|entry| entry.path());
    paths.filter(|path| path.join(JOURNAL).is_file()).collect()
}

fn card(folder: PathBuf) -> Card {
    match load::survey(&folder) {
        Ok(Survey { floor: Some(floor), last, came_from, fault }) => {
            let stage = match &floor.course.closed {
                None => Stage::Open,
                Some(Closed::Sealed { .. }) => Stage::Sealed,
                Some(Closed::Postponed { .. }) => Stage::Postponed,
            };
            Card {
                organisation: floor.plan.organisation.clone(),
                title: floor.plan.title.clone(),
                opened: floor.course.opened_at.clone(),
                changed: last.last().map(|recorded| recorded.at.clone()).unwrap_or_default(),
                stage,
                rehearsal: floor.plan.rehearsal,
                last,
                came_from,
                went_on: None,
                floor: Some(floor),
                fault,
                folder,
            }
        }
        Ok(survey) => unreadable(folder, survey.fault),
        Err(error) => unreadable(folder, Some(error)),
    }
}

fn unreadable(folder: PathBuf, fault: Option<MeetingError>) -> Card {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Card {
        organisation: name,
        title: String::new(),
        opened: String::new(),
        changed: String::new(),
        stage: Stage::Unreadable,
        // The mark is in the record; where that is gone, the place tells.
        rehearsal: folder.parent().is_some_and(|parent| parent.ends_with(REHEARSALS)),
        last: Vec::new(),
        came_from: None,
        went_on: None,
        floor: None,
        fault,
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
