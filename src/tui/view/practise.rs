//! Practice drawn: a paper, and the real calling screen below or beside it.
//!
//! ```text
//! header   that it is a practice, how far it is, how quick
//! paper    as it lies on the table
//! calling  the screen of a calling
//! hints    what can be done now
//! ```

mod page;
mod paper;

use super::hints;
use super::pen::{self, Pen};
use super::{LEAST, Scene, drawn, popup, too_small};
use crate::agenda::action::Action;
use crate::agenda::calling::CallingView;
use crate::agenda::screen::Work;
use crate::messages;
use crate::tui::desk::Desk;
use crate::tui::keymap::Context;
use crate::tui::model::{App, Layer};
use crate::tui::practise::{Practice, Stage, words};
use crate::tui::theme::Role;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

messages! {
    /// Words of a practice.
    struct Say {
        mark { zh: " 练习 ", en: " PRACTICE " }
        no_meeting { zh: "不是会议，什么都不记下", en: "no meeting, nothing is recorded" }
        pace(seconds: &str) { zh: "最近每张 {seconds} 秒", en: "lately {seconds} s a paper" }
        wrong(papers: u32) { zh: "记错 {papers}", en: "wrong: {papers}" }
        end { zh: "结束练习", en: "end the practice" }
        start { zh: "开始", en: "start" }
        again { zh: "再练一叠", en: "another stack" }
        leave { zh: "离开", en: "leave" }
    }
}

/// The rows of the calling screen beside its names: frame, top line, labels, and a foot of four.
const AROUND: u16 = 8;
/// The rows of a form that sets a paper aside.
const FORM: u16 = 14;
/// The fewest columns of the calling screen where the paper lies beside it.
const BESIDE: u16 = 36;
/// From so many on it has all its sums there.
const ROOMY: u16 = 50;

/// Draws a practice.
pub fn draw(app: &mut App, practice: &Practice, frame: &mut Frame<'_>) {
    let area = drawn(frame.area());
    let mut pen = Pen::new(frame.buffer_mut(), app.theme);
    pen.fill(area, Role::Text);
    if area.width < LEAST.0 || area.height < LEAST.1 {
        return too_small::draw(app.lang, &mut pen, area);
    }
    let rows = [Constraint::Length(1), Constraint::Min(1), Constraint::Length(2)];
    let [top, body, bottom] = Layout::vertical(rows).areas(area);
    let scene = Scene {
        floor: practice.floor(),
        screen: practice.screen(),
        lang: app.lang,
        clock: "",
        saved: practice.saved(),
        followed: None,
        mirror: None,
        shows: None,
        reading: false,
    };
    header(practice, scene, &mut pen, top);
    match practice.stage() {
        Stage::Begin => page::begin(practice, scene, &mut pen, body),
        Stage::Over => page::report(&practice.report(), scene, &mut pen, body),
        Stage::Keying => {
            if let Some(cursor) = table(app, practice, scene, &mut pen, body) {
                frame.set_cursor_position(cursor);
            }
        }
    }
    let mut pen = Pen::new(frame.buffer_mut(), app.theme);
    foot(app, practice, scene, &mut pen, bottom);
}

/// That it is a practice, how quick the last papers were, how many are wrong.
fn header(practice: &Practice, scene: Scene<'_>, pen: &mut Pen<'_>, area: Rect) {
    let say = Say(scene.lang);
    let report = practice.report();
    let mut right = String::new();
    if let (Stage::Keying, Some(last)) = (practice.stage(), report.tens.last()) {
        let pace = last.pace().map(|pace| say.pace(&words::tenths(pace)));
        let parts = pace.into_iter().chain([say.wrong(report.all.wrong)]);
        right = parts.collect::<Vec<_>>().join(&format!(" {} ", pen.theme.glyphs.left));
    }
    let used = pen.right(Rect { width: area.width.saturating_sub(1), ..area }, &right, Role::Dim);
    let left = Rect { x: area.x + 1, width: area.width.saturating_sub(used + 3), ..area };
    let used = pen.text(left, &say.mark(), Role::Rehearsal) + 1;
    pen.text(pen::from_column(left, used), &say.no_meeting(), Role::Title);
}

/// The paper and the calling screen: below each other while the names have a row each, else beside each other.
fn table(
    app: &mut App,
    practice: &Practice,
    scene: Scene<'_>,
    pen: &mut Pen<'_>,
    body: Rect,
) -> Option<(u16, u16)> {
    let Work::Calling(view) = &scene.screen.work else { return None };
    let shown = practice.shown()?;
    let form = matches!(app.layers.last(), Some(Layer::Form(_)));
    let rows = paper::rows(view, body.width);
    let above = [Constraint::Length(rows), Constraint::Min(1)];
    let [paper, rest] = match Layout::vertical(above).areas(body) {
        // A form is filled in from the paper: it must not lie on it.
        below if form && body.height >= rows + FORM => below,
        _ => parts(view, body),
    };
    paper::draw(shown, view, practice.progress(), scene.lang, pen, paper);
    super::step(app, scene, pen, rest);
    let over = if form && rest.height >= FORM && rest.width == body.width { rest } else { body };
    let popup = popup::draw(app, scene, pen, over);
    popup.filter(|_| !app.layers.is_empty())
}

/// Where the paper lies, and where the calling screen stands.
fn parts(view: &CallingView, body: Rect) -> [Rect; 2] {
    let names = u16::try_from(view.names.len() + view.written.len()).unwrap_or(u16::MAX);
    let whole = names.saturating_add(AROUND);
    let above = body.height.saturating_sub(whole);
    let wide = body.width / 2 >= paper::large_columns(view) && body.height >= paper::large_rows(view);
    if !wide && above >= paper::rows(view, body.width) {
        return Layout::vertical([Constraint::Length(above), Constraint::Min(1)]).areas(body);
    }
    let beside = if wide { body.width / 2 } else { paper::columns(view, body.height) };
    let rows = paper::rows(view, body.width).min(body.height / 2);
    // In two columns the names have all the rows that are left but one for the labels.
    let two = names <= 2 * body.height.saturating_sub(rows + AROUND);
    if wide || beside + ROOMY <= body.width || !two && beside + BESIDE <= body.width {
        return Layout::horizontal([Constraint::Length(beside), Constraint::Min(1)]).areas(body);
    }
    Layout::vertical([Constraint::Length(rows), Constraint::Min(1)]).areas(body)
}

/// The two lines at the bottom.
fn foot(app: &App, practice: &Practice, scene: Scene<'_>, pen: &mut Pen<'_>, area: Rect) {
    let say = Say(scene.lang);
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let everywhere = |action: Action| (action, action.label(scene.lang).to_owned());
    let (context, verbs) = match practice.stage() {
        Stage::Keying => {
            hints::first(app, scene, pen, pen::row(area, 0));
            let verbs = [Action::Help, Action::Undo, Action::Language].map(everywhere);
            (app.context(scene.screen), [verbs.to_vec(), vec![(Action::Quit, say.end())]].concat())
        }
        stage => {
            let go_on = if stage == Stage::Begin { say.start() } else { say.again() };
            let verbs =
                vec![(Action::Confirm, go_on), everywhere(Action::Language), (Action::Quit, say.leave())];
            (Context::Watching, verbs)
        }
    };
    hints::verbs(&verbs, context, scene, pen, pen::row(area, 1));
}
