//! What the chair asks of the wall: `wall.json` beside the journal.
//!
//! It is no truth and is never synced. The console replaces it whole, so that a projector reads the old one or the new one
//! and nothing between; with it goes the console's heartbeat, a number that changes every few seconds.

use super::Meeting;
use crate::agenda::text;
use crate::journal::{Head, MeetingId};
use chrono::Local;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::time::Duration;
use tempfile::NamedTempFile;

/// The file's name.
pub const WALL: &str = "wall.json";
/// The version of its format.
const VERSION: u32 = 1;
/// The most bytes of it that are read.
const MOST: u64 = 64 * 1024;
/// The time between two heartbeats of a console.
pub const BEAT: Duration = Duration::from_secs(10);
/// Without a heartbeat for so long, the console has stopped.
pub const SILENCE: Duration = Duration::from_secs(35);

/// What the room is to see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shows {
    /// The meeting, as it goes.
    #[default]
    Follow,
    /// The meeting as it was after the record with that number.
    Hold(u64),
    /// Nothing.
    Blank,
    /// A text of the chair's.
    Banner,
}

/// On which ground the wall is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// As the projector was started.
    #[default]
    Own,
    /// Light on dark.
    Dark,
    /// Dark on light.
    Light,
    /// Black, white and yellow.
    Contrast,
}

/// How large the letters are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lettering {
    /// Plain cells only.
    Smaller,
    /// As large as everything fits.
    #[default]
    Usual,
    /// Larger, even if lists of names then turn over by pages.
    Larger,
}

/// What is shown while papers are called. Where the procedure keeps the count off the wall, it stays off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BoardShown {
    /// The 正 board, where the procedure allows it.
    #[default]
    Live,
    /// 正在计票.
    Counting,
}

/// In which language the wall speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tongue {
    /// As the projector was started.
    #[default]
    Own,
    /// Chinese.
    Zh,
    /// English.
    En,
    /// Chinese with English below it.
    Both,
}

/// What the chair asks of the wall.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Steering {
    /// What the room is to see.
    pub shows: Shows,
    /// The text of a banner.
    pub banner: String,
    /// The ground.
    pub ground: Ground,
    /// The size of the letters.
    pub lettering: Lettering,
    /// What is shown while papers are called.
    pub board: BoardShown,
    /// The language.
    pub tongue: Tongue,
}

/// The file as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The version of the format.
    v: u32,
    /// The heartbeat: another number each time.
    pub beat: i64,
    /// What is asked.
    pub wall: Steering,
}

/// Replaces the file in the folder of a meeting, with a new heartbeat.
///
/// # Errors
/// When the folder cannot be written to. The wall then goes on as it was.
pub fn ask(folder: &Path, wall: &Steering) -> io::Result<()> {
    let asked = Asked { v: VERSION, beat: Local::now().timestamp_millis(), wall: wall.clone() };
    let mut file = NamedTempFile::with_prefix_in(".wall-", folder)?;
    serde_json::to_writer(&mut file, &asked)?;
    file.write_all(b"\n")?;
    file.persist(folder.join(WALL))?;
    Ok(())
}

/// What is asked in the folder of a meeting; nothing when nobody asked, or what stands there cannot be used.
pub fn asked(folder: &Path) -> Option<Asked> {
    let path = folder.join(WALL);
    // Never opened but as a plain file: a pipe would hold the wall up for ever.
    let found = fs::symlink_metadata(&path).ok().filter(|found| found.is_file() && found.len() <= MOST)?;
    let bytes = fs::read(&path).ok().filter(|_| found.len() > 0)?;
    let mut asked: Asked = serde_json::from_slice(&bytes).ok().filter(|asked: &Asked| asked.v == VERSION)?;
    asked.wall.banner = text::checked(&asked.wall.banner).unwrap_or_default();
    Some(asked)
}

impl Meeting {
    /// Tells the wall of this meeting what is asked, and that the console lives.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub fn ask_wall(&self, wall: &Steering) -> io::Result<()> {
        ask(&self.folder, wall)
    }

    /// The identity of this meeting, and the end of its journal.
    pub fn end(&self) -> (MeetingId, Head) {
        (self.writer.meeting(), self.writer.head())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_is_read_and_every_time_with_another_beat() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(asked(folder.path()), None);
        let wall = Steering {
            shows: Shows::Hold(57),
            banner: "休息十分钟".into(),
            ground: Ground::Light,
            lettering: Lettering::Larger,
            board: BoardShown::Counting,
            tongue: Tongue::Both,
        };
        ask(folder.path(), &wall).unwrap();
        assert_eq!(asked(folder.path()).unwrap().wall, wall);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left there");
    }

    #[test]
    fn what_cannot_be_used_is_not_used() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(WALL);
        for text in ["", "{", "{\"v\":2,\"beat\":1,\"wall\":{}}", "{\"v\":1,\"beat\":1}"] {
            fs::write(&path, text).unwrap();
            assert_eq!(asked(folder.path()), None, "{text}");
        }
        fs::write(&path, "{\"v\":1,\"beat\":1,\"wall\":{\"shows\":\"blank\"}}").unwrap();
        assert_eq!(asked(folder.path()).unwrap().wall.shows, Shows::Blank, "what is missing is as usual");
        fs::write(&path, "{\"v\":1,\"beat\":1,\"wall\":{\"banner\":\"a\\u202eb\"}}").unwrap();
        assert_eq!(asked(folder.path()).unwrap().wall.banner, "");
        fs::write(&path, format!("{{\"v\":1,\"beat\":1,\"wall\":{{}}{}}}", " ".repeat(70_000))).unwrap();
        assert_eq!(asked(folder.path()), None, "too long");
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        assert_eq!(asked(folder.path()), None);
        assert!(ask(folder.path(), &Steering::default()).is_err());
    }
}
