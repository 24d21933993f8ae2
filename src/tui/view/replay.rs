//! A replay drawn: the console's screen without anything that could be done, or the wall; below it the line of the meeting.
//!
//! ```text
//! header   which meeting, that it is a replay, which record, the time of day
//! body     the step's screen or the wall; over it the figures, a time that is typed, the keys
//! foot     running or not, the line with its marks, the last act in words, the keys
//! ```

mod cursor;
mod figures;
mod foot;
mod help;
mod hints;

use super::pen::{self, Pen};
use super::{LEAST, Scene, drawn, header, popup, too_small};
use crate::messages;
use crate::tui::model::App;
use crate::tui::replay::{Open, Replay, on_the_wall};
use crate::tui::theme::Role;
use crate::tui::wall::{self, Showing};
use crate::tui::widgets::line_input::LineInput;
use chrono::DateTime;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

messages! {
    /// Words of the time that is typed.
    struct Say {
        title { zh: "到哪个时间", en: "Go to a time" }
        forms { zh: "9:42　或会议开始后第几分钟：35　或 +5、-5 分钟", en: "9:42, or minutes from the beginning: 35, or +5, -5" }
        wrong { zh: "不是时间", en: "That is no time" }
    }
}

/// The smallest window in which the wall's view is drawn.
const LEAST_WALL: (u16, u16) = (40, 12);

/// Draws a replay.
pub fn draw(app: &mut App, replay: &Replay, frame: &mut Frame<'_>) {
    let area = drawn(frame.area());
    let mut pen = Pen::new(frame.buffer_mut(), app.theme);
    pen.fill(area, Role::Text);
    let least = if on_the_wall(app) { LEAST_WALL } else { LEAST };
    if area.width < least.0 || area.height < least.1 {
        return too_small::draw(app.lang, &mut pen, area);
    }
    let rows = [Constraint::Length(1), Constraint::Min(1), Constraint::Length(foot::ROWS)];
    let [top, body, bottom] = Layout::vertical(rows).areas(area);
    let screen = app.screen();
    let scene = Scene {
        floor: replay.floor(),
        screen: &screen,
        lang: app.lang,
        clock: replay.stamp().get(11..16).unwrap_or_default(),
        saved: replay.seq(),
        followed: None,
        mirror: None,
        shows: None,
        reading: true,
    };
    header::draw(scene, &mut pen, top);
    app.wall.pages.count = 1;
    // Nobody keys a paper here.
    app.paper = None;
    if on_the_wall(app) {
        shown_wall(app, replay, &mut pen, body);
    } else {
        super::step(app, scene, &mut pen, body);
    }
    let cursor = match &replay.open {
        Open::Nothing => None,
        Open::Figures(asked) => {
            figures::draw(app, replay, asked, &mut pen, body);
            None
        }
        Open::Time(line, wrong) => Some(typed_time(app, line, *wrong, &mut pen, body)),
        Open::Help => {
            help::draw(app, &mut pen, body);
            None
        }
    };
    foot::draw(replay, scene, on_the_wall(app), &mut pen, bottom);
    if let Some(cursor) = cursor {
        frame.set_cursor_position(cursor);
    }
}

/// The wall as the room saw it, at the time of the record.
fn shown_wall(app: &mut App, replay: &Replay, pen: &mut Pen<'_>, body: Rect) {
    let shown = crate::agenda::wall::frame(replay.floor());
    let now = DateTime::parse_from_rfc3339(replay.stamp()).ok();
    let showing = Showing { lang: app.lang, now, turn: app.wall.pages.turn, ..Showing::default() };
    let own = pen.theme;
    app.wall.pages.count = wall::show(&shown, &showing, pen, body);
    pen.theme = own;
}

/// The time that is typed.
fn typed_time(app: &App, line: &LineInput, wrong: bool, pen: &mut Pen<'_>, body: Rect) -> (u16, u16) {
    let say = Say(app.lang);
    let inner = popup::window(pen, body, pen::width(&say.forms()), 3, &say.title(), Role::Title);
    let (style, cut) = (pen.theme.style(Role::Field), pen.theme.glyphs.cut);
    let field = Rect { width: 12, ..pen::row(inner, 0) };
    let at = line.render(field, pen.buffer(), style, cut);
    if wrong {
        let text = format!("{} {}", pen.theme.glyphs.refuse, say.wrong());
        pen.text(pen::from_column(pen::row(inner, 0), 14), &text, Role::Refuse);
    }
    pen.text(pen::row(inner, 2), &say.forms(), Role::Dim);
    (at.x, at.y)
}
