//! A replay drawn: the console's screen without anything that could be done, or the wall; where we are below it.

use super::pen::{self, Pen};
use super::{LEAST, Scene, drawn, header, too_small};
use crate::agenda::action::Action;
use crate::messages;
use crate::tui::keymap::{self, Context};
use crate::tui::model::App;
use crate::tui::replay::Replay;
use crate::tui::theme::Role;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

messages! {
    /// Words of a replay.
    struct Say {
        record(at: usize, all: usize) { zh: "第 {at}/{all} 步", en: "act {at} of {all}" }
        opening { zh: "会议开始之前", en: "before anything was recorded" }
        on { zh: "下一条", en: "on" }
        back { zh: "上一条", en: "back" }
        next_step { zh: "下一环节", en: "next step" }
        previous_step { zh: "上一环节", en: "step before" }
        wall { zh: "投影画面", en: "wall" }
        leave { zh: "离开", en: "leave" }
    }
}

/// Draws a replay.
pub fn draw(app: &mut App, replay: &Replay, frame: &mut Frame<'_>) {
    let area = drawn(frame.area());
    let mut pen = Pen::new(frame.buffer_mut(), app.theme);
    pen.fill(area, Role::Text);
    if area.width < LEAST.0 || area.height < LEAST.1 {
        return too_small::draw(app.lang, &mut pen, area);
    }
    let rows = [Constraint::Length(1), Constraint::Min(1), Constraint::Length(2)];
    let [top, body, bottom] = Layout::vertical(rows).areas(area);
    let screen = app.screen();
    let (floor, saved) = (replay.floor(), replay.seq());
    let scene = Scene {
        floor,
        screen: &screen,
        lang: app.lang,
        clock: "",
        saved,
        followed: None,
        mirror: None,
        shows: None,
        reading: true,
    };
    header::draw(scene, &mut pen, top);
    if app.layers.is_empty() {
        super::step(app, scene, &mut pen, body);
    } else {
        let shown = crate::agenda::wall::frame(floor);
        crate::tui::wall::draw(&shown, None, app.lang, &mut pen, body);
    }
    foot(app, replay, &mut pen, bottom);
}

/// What happened last, and the keys.
fn foot(app: &App, replay: &Replay, pen: &mut Pen<'_>, area: Rect) {
    let say = Say(app.lang);
    let area = pen::from_column(area, 1);
    let place = say.record(replay.at(), replay.len());
    let line = pen::row(area, 0);
    let used = pen.text(line, &place, Role::Title) + 2;
    let words = if replay.at() == 0 { say.opening() } else { replay.words(app.lang) };
    pen.text(pen::from_column(line, used), &words, Role::Text);
    let hints = [
        (Action::Right, say.on()),
        (Action::Left, say.back()),
        (Action::PageDown, say.next_step()),
        (Action::PageUp, say.previous_step()),
        (Action::Project, say.wall()),
        (Action::Quit, say.leave()),
    ];
    let mut rest = pen::row(area, 1);
    for (action, words) in hints {
        let key =
            keymap::key_for(Context::Watching, action).map(|key| key.name(pen.theme.glyphs.keys, app.lang));
        rest = pen::from_column(rest, pen.text(rest, &key.unwrap_or_default(), Role::Key) + 1);
        rest = pen::from_column(rest, pen.text(rest, &words, Role::Text) + 2);
    }
}
