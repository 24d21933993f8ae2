//! The wall of a whole meeting, shot by shot, for a file that is played elsewhere: as an asciicast ([`cast`]), or as a page
//! for a browser ([`page`]).
//!
//! What is recorded is what the room saw of a wall that nobody steered: a [`WallFrame`] and the end of the record, nothing
//! else of the meeting. The same journal gives the same bytes, on whatever machine.

pub mod cast;
pub mod cells;
mod chapter;
pub mod colour;
pub mod page;

use super::theme::{Palette, Theme};
use super::view::pen::Pen;
use super::wall::{self as drawn, Record, Showing};
use crate::agenda::wall::{self, WallFrame};
use crate::journal::MeetingId;
use crate::locale::Lang;
use crate::meeting::{Chronicle, Told};
use crate::messages;
use crate::session::{Impossible, Session};
pub use chapter::Chapter;
use chrono::{DateTime, FixedOffset};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The longest that nothing happens, in milliseconds.
pub const LONGEST: u64 = 2_000;
/// The shortest that a shot stays, in milliseconds: called papers have no times of their own, and each is to be seen.
pub const SHORTEST: u64 = 500;
/// The smallest and the largest wall, in columns and rows.
pub const SIZES: [(u16, u16); 2] = [(40, 12), (240, 70)];

messages! {
    /// Words of a recording.
    struct Say {
        rehearsal { zh: "演练", en: "REHEARSAL" }
        title(title: &str, organisation: &str) { zh: "{title} · {organisation}", en: "{title} · {organisation}" }
    }
}

/// How a wall is recorded.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// The language.
    pub lang: Lang,
    /// Colours and signs.
    pub theme: Theme,
    /// Columns and rows.
    pub size: (u16, u16),
}

impl Setting {
    /// A setting in true colours: a file knows nothing of the terminal that it is made in.
    pub fn new(lang: Lang, theme: Theme, size: (u16, u16)) -> Self {
        let palette = match theme.palette {
            Palette::Sixteen | Palette::NoColour | Palette::Monochrome => Palette::default(),
            palette => palette,
        };
        Self { lang, theme: Theme { palette, ..theme }, size }
    }
}

/// The wall after one act, or another page of it.
#[derive(Debug)]
pub struct Shot<'a> {
    /// Milliseconds since the shot before.
    pub wait: u64,
    /// The number of the last record that it shows.
    pub seq: u64,
    /// When that was recorded: `09:42:00`; empty when the record does not say it.
    pub clock: &'a str,
    /// The chapter that begins here.
    pub chapter: Option<&'a Chapter>,
    /// What the room sees.
    pub wall: &'a WallFrame,
    /// The end of the record.
    pub record: &'a Record,
    /// The wall as it is recorded.
    pub buffer: Buffer,
    scene: &'a Scene,
    turn: usize,
}

impl Shot<'_> {
    /// When it was recorded, in seconds since 1970.
    pub fn timestamp(&self) -> Option<u64> {
        self.scene.at.and_then(|at| u64::try_from(at.timestamp()).ok())
    }

    /// The same wall in other colours.
    pub fn in_colours(&self, palette: Palette, setting: &Setting) -> Buffer {
        let theme = Theme { palette, ..setting.theme };
        self.scene.draw(&Setting { theme, ..*setting }, self.turn).0
    }
}

/// What the room saw at one moment.
#[derive(Clone, Debug)]
struct Scene {
    wall: WallFrame,
    record: Record,
    seq: u64,
    at: Option<DateTime<FixedOffset>>,
    clock: String,
    chapter: Chapter,
}

impl Scene {
    fn new(session: &Session, told: &Told, meeting: MeetingId, lang: Lang) -> Self {
        let wall = wall::frame(session.floor());
        let record = Record::ending(meeting, &told.hash);
        let (seq, at) = told.act.last().map_or((0, ""), |last| (last.seq, last.at.as_str()));
        let chapter = Chapter::of(&wall, lang);
        let at = DateTime::parse_from_rfc3339(at).ok();
        let clock = at.map(|at| at.format("%H:%M:%S").to_string()).unwrap_or_default();
        Self { wall, record, seq, at, clock, chapter }
    }

    /// The wall, and how many pages it has.
    fn draw(&self, setting: &Setting, turn: usize) -> (Buffer, usize) {
        let (columns, rows) = setting.size;
        let area = Rect::new(0, 0, columns, rows);
        let mut buffer = Buffer::empty(area);
        let showing = Showing {
            lang: setting.lang,
            record: Some(&self.record),
            now: self.at,
            turn,
            ..Showing::default()
        };
        let pages = drawn::show(&self.wall, &showing, &mut Pen::new(&mut buffer, setting.theme), area);
        (buffer, pages)
    }

    /// How long the scene before this one stays.
    fn wait(&self, before: &Self) -> u64 {
        let passed = self.at.zip(before.at).map_or(0, |(now, then)| (now - then).num_milliseconds());
        u64::try_from(passed).unwrap_or(0).clamp(SHORTEST, LONGEST)
    }
}

/// The title of the recording of a meeting; a rehearsal says so first.
pub fn title(frame: &WallFrame, lang: Lang) -> String {
    let say = Say(lang);
    let title = say.title(&frame.title, &frame.organisation);
    if frame.rehearsal { format!("{} · {title}", say.rehearsal()) } else { title }
}

/// Shows the wall of a meeting after each of its acts. Names that do not fit on one page are seen by pages before the
/// next chapter begins.
///
/// # Errors
/// The first event that could not have happened.
pub fn record(
    chronicle: &Chronicle,
    setting: &Setting,
    mut take: impl FnMut(&Shot<'_>),
) -> Result<(), Impossible> {
    let mut session: Option<Session> = None;
    let mut before: Option<(Scene, usize)> = None;
    for told in &chronicle.acts {
        let session = match &mut session {
            Some(session) => {
                session.apply(told.act.clone())?;
                session
            }
            None => session.insert(Session::open(&told.act)?),
        };
        let scene = Scene::new(session, told, chronicle.meeting, setting.lang);
        let begins = before.as_ref().is_none_or(|(before, _)| before.chapter != scene.chapter);
        if begins {
            turn(before.as_ref(), setting, &mut take);
        }
        let wait = before.as_ref().map_or(0, |(before, _)| scene.wait(before));
        let (buffer, pages) = scene.draw(setting, 0);
        take(&shot(&scene, (wait, begins, 0), buffer));
        before = Some((scene, pages));
    }
    turn(before.as_ref(), setting, &mut take);
    Ok(())
}

fn shot(scene: &Scene, (wait, begins, turn): (u64, bool, usize), buffer: Buffer) -> Shot<'_> {
    Shot {
        wait,
        seq: scene.seq,
        clock: &scene.clock,
        chapter: begins.then_some(&scene.chapter),
        wall: &scene.wall,
        record: &scene.record,
        buffer,
        scene,
        turn,
    }
}

/// The pages of a scene after the first.
fn turn(before: Option<&(Scene, usize)>, setting: &Setting, take: &mut impl FnMut(&Shot<'_>)) {
    let Some((scene, pages)) = before else { return };
    for turn in 1..*pages {
        let (buffer, _) = scene.draw(setting, turn);
        take(&shot(scene, (LONGEST, false, turn), buffer));
    }
}
