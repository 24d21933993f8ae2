//! The console drawn: one file for each region. Nothing is decided here.
//!
//! ```text
//! header        meeting, saved, clock
//! order  work   the agenda; one step's work
//!        aloud  the words to read
//! room          in a rehearsal: what the room does next
//! hints         what can be done now, and what is left
//! ```

pub mod aloud;
pub mod calling;
pub mod closed;
pub mod facts;
pub mod form;
pub mod header;
pub mod help;
pub mod hints;
pub mod home;
pub mod list;
pub mod order;
pub mod pen;
pub mod popup;
pub mod practise;
pub mod replay;
pub mod resume;
pub mod room;
pub mod steer;
pub mod table;
pub mod too_small;
pub mod work;

use super::desk::{Desk, MirrorMark};
use super::model::{App, Layer};
use super::theme::{Role, Theme};
use super::wall::Showing;
use crate::agenda::Floor;
use crate::agenda::screen::{Screen, Work};
use crate::locale::Lang;
use crate::meeting::steering::Shows;
use crate::messages;
use pen::Pen;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

/// The smallest window that is drawn.
pub const LEAST: (u16, u16) = (60, 18);
/// The largest part of a window that is drawn.
pub const MOST: (u16, u16) = (500, 200);

messages! {
    /// Words of the frame.
    struct Say {
        adds_up { zh: "平", en: "adds up" }
        not_even(why: &str) { zh: "不平：{why}", en: "does not add up: {why}" }
    }
}

/// What is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// The meeting.
    pub floor: &'a Floor,
    /// What its step shows.
    pub screen: &'a Screen,
    /// The language.
    pub lang: Lang,
    /// Wall time as the header shows it, such as `09:42`; empty for none.
    pub clock: &'a str,
    /// Records on disk.
    pub saved: u64,
    /// Whether a projector follows, when that can be known.
    pub followed: Option<bool>,
    /// How the mirror of the record stands, if there is one.
    pub mirror: Option<MirrorMark>,
    /// What the room sees, where the chair steers it.
    pub shows: Option<Shows>,
    /// Whether it is a replay: nothing can be done.
    pub reading: bool,
}

/// Draws the console.
pub fn draw(app: &mut App, desk: &impl Desk, clock: &str, frame: &mut Frame<'_>) {
    let screen = app.screen();
    let (saved, followed) = (desk.saved(), desk.followed());
    let floor = desk.floor();
    let mirror = desk.mirror();
    let shows = desk.steering().map(|asked| asked.shows);
    let lang = app.lang;
    let scene = Scene { floor, screen: &screen, lang, clock, saved, followed, mirror, shows, reading: false };
    let area = drawn(frame.area());
    let mut pen = Pen::new(frame.buffer_mut(), app.theme);
    app.wall.pages.count = 1;
    app.unseen = false;
    let cursor = if app.layers.iter().any(|layer| matches!(layer, Layer::Wall)) {
        own_wall(app, desk, &mut pen, area);
        steer::draw(app, desk, &mut pen, area)
    } else {
        let cursor = console(app, scene, &mut pen, area);
        steer::draw(app, desk, &mut pen, area).or(cursor)
    };
    if let Some(cursor) = cursor {
        frame.set_cursor_position(cursor);
    }
}

/// The wall in this window, as the chair asks for it.
fn own_wall(app: &mut App, desk: &impl Desk, pen: &mut Pen<'_>, area: Rect) {
    let record = desk.record();
    let showing = Showing {
        lang: app.lang,
        asked: desk.steering().cloned().unwrap_or_default(),
        record: record.as_ref(),
        now: app.wall.now,
        turn: app.wall.pages.turn,
        silent: false,
    };
    let held = app.wall.held.as_deref().cloned();
    let shown = held.unwrap_or_else(|| crate::agenda::wall::frame(desk.floor()));
    let own = pen.theme;
    app.wall.pages.count = super::wall::show(&shown, &showing, pen, area);
    pen.theme = own;
}

/// The part of a window that is drawn.
pub fn drawn(area: Rect) -> Rect {
    area.intersection(Rect::new(0, 0, MOST.0, MOST.1))
}

/// Draws everything, and says where the cursor stands: where something is typed.
fn console(app: &mut App, scene: Scene<'_>, pen: &mut Pen<'_>, area: Rect) -> Option<(u16, u16)> {
    pen.fill(area, Role::Text);
    app.unseen = area.width < LEAST.0 || area.height < LEAST.1;
    if app.unseen {
        too_small::draw(scene.lang, pen, area);
        return None;
    }
    let room_lines = u16::from(app.room.is_some());
    let rows =
        [Constraint::Length(1), Constraint::Min(1), Constraint::Length(room_lines), Constraint::Length(2)];
    let [top, body, room_area, bottom] = Layout::vertical(rows).areas(area);
    header::draw(scene, pen, top);
    hints::draw(app, scene, pen, bottom);
    room::draw(app, scene, pen, room_area);
    let cursor = step(app, scene, pen, body);
    let popup = popup::draw(app, scene, pen, body);
    if app.layers.is_empty() { cursor } else { popup }
}

/// The step's screen: calling the ballots takes all of it.
pub(crate) fn step(app: &mut App, scene: Scene<'_>, pen: &mut Pen<'_>, body: Rect) -> Option<(u16, u16)> {
    if let Work::Calling(view) = &scene.screen.work {
        calling::draw(app, view, scene, pen, body);
        adds_up(scene, pen, body);
        return None;
    }
    panes(app, scene, pen, body)
}

/// The agenda at the left, the work at the right with the words to read below it.
fn panes(app: &mut App, scene: Scene<'_>, pen: &mut Pen<'_>, body: Rect) -> Option<(u16, u16)> {
    let left_width = (body.width * 3 / 10).clamp(18, 38);
    let columns = [Constraint::Length(left_width), Constraint::Min(1)];
    let [left, right] = Layout::horizontal(columns).areas(body);
    order::draw(scene, pen, left);
    let words = aloud::lines(scene, right.width.saturating_sub(4));
    let aloud_height = aloud_height(scene, words.len(), right, &pen.theme);
    let split = if aloud_height == 0 { 0 } else { aloud_height + 1 };
    let (room, cut) = (usize::from(pen::title_room(right)), pen.theme.glyphs.cut);
    let step = super::words::heading_within(scene.floor, scene.screen, scene.lang, room, cut);
    pen.frame(right, &step, Role::Title);
    let inner = right.inner(ratatui::layout::Margin::new(2, 1));
    let work_area = Rect { height: inner.height.saturating_sub(split), ..inner };
    let cursor = work::draw(app, scene, pen, work_area);
    if split > 0 {
        let y = work_area.bottom();
        aloud::draw(app, scene, pen, right, Rect { y: y + 1, height: aloud_height, ..inner }, &words);
    } else {
        app.scroll.long = false;
    }
    adds_up(scene, pen, right);
    cursor
}

/// In the lower edge of a step's frame: whether the round adds up, or what does not.
fn adds_up(scene: Scene<'_>, pen: &mut Pen<'_>, frame: Rect) {
    let Some(whole) = &scene.screen.adds_up else { return };
    let (role, words) = match whole {
        Ok(()) => (Role::Ok, Say(scene.lang).adds_up()),
        Err(why) => (Role::Refuse, Say(scene.lang).not_even(why)),
    };
    let edge =
        Rect { x: frame.x + 2, width: frame.width.saturating_sub(4), ..pen::row(frame, frame.height - 1) };
    let text = format!(" {} {words} ", pen.theme.mark(role));
    pen.right(edge, &text, role);
}

/// The rows for the words to read: what they need, but never so many that the work has none; where there is no work but
/// them, half of the space. A table that fits is seen whole: the words can be scrolled.
fn aloud_height(scene: Scene<'_>, words: usize, pane: Rect, theme: &Theme) -> u16 {
    if words == 0 {
        return 0;
    }
    let space = pane.height.saturating_sub(3);
    let wanted = u16::try_from(words).unwrap_or(u16::MAX);
    let left = space.saturating_sub(work::least(scene, pane.width.saturating_sub(4), theme));
    let (few, most) = match scene.screen.work {
        Work::Nothing => (space / 2, left.max(space / 3)),
        Work::Table(_) if left >= 2 => (2, left),
        _ => (3, left.max(space / 3)),
    };
    wanted.max(few).min(most).max(2)
}
