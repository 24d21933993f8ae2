//! The foot of a replay: whether it runs, the line of the meeting, the last act, the keys.

use super::hints;
use crate::agenda::notable::Notable;
use crate::messages;
use crate::tui::replay::Replay;
use crate::tui::replay::play::Speed;
use crate::tui::replay::timeline::{self, Sign};
use crate::tui::theme::{Glyphs, Role};
use crate::tui::view::Scene;
use crate::tui::view::pen::{self, Pen};
use crate::tui::words;
use ratatui::layout::Rect;

/// The rows of the foot.
pub(super) const ROWS: u16 = 4;

/// The least columns for the name of a step.
const HEADING: u16 = 12;

messages! {
    /// Words of the foot.
    struct Say {
        runs { zh: "播放", en: "playing" }
        stands { zh: "暂停", en: "paused" }
        real { zh: "原速（含停顿）", en: "as it was" }
        act(at: usize, all: usize) { zh: "第 {at}/{all} 步", en: "act {at} of {all}" }
        opening { zh: "会议开始之前", en: "before anything was recorded" }
        correction { zh: "更正", en: "corrected" }
        undo { zh: "撤销", en: "undone" }
        interruption { zh: "中断", en: "interrupted" }
        note { zh: "记事", en: "notes" }
    }
}

/// Draws the foot. On the wall's view the step is named here, on the console's it stands above.
pub(super) fn draw(replay: &Replay, scene: Scene<'_>, wall: bool, pen: &mut Pen<'_>, area: Rect) {
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let rest = state(replay, scene, pen, pen::row(area, 0));
    if wall && rest.width >= HEADING {
        let (room, cut) = (usize::from(rest.width), pen.theme.glyphs.cut);
        let heading = words::heading_within(scene.floor, scene.screen, scene.lang, room, cut);
        let used = pen.text(rest, &heading, Role::Dim);
        legend(replay, Say(scene.lang), pen, pen::from_column(rest, used + 2));
    } else {
        legend(replay, Say(scene.lang), pen, rest);
    }
    line(replay, pen, pen::row(area, 1));
    let words = if replay.at() == 0 { Say(scene.lang).opening() } else { replay.words(scene.lang) };
    pen.text(pen::row(area, 2), &words, Role::Text);
    hints::draw(scene.lang, replay, pen, pen::row(area, 3));
}

/// Running or not, how fast, the time and which act; answers what is left of the row.
fn state(replay: &Replay, scene: Scene<'_>, pen: &mut Pen<'_>, row: Rect) -> Rect {
    let say = Say(scene.lang);
    let glyphs = pen.theme.glyphs;
    let speed = match replay.player.speed {
        Speed::Real => say.real(),
        Speed::Times(times) => format!("{times}{}", glyphs.disapprove),
    };
    let runs = if replay.player.on { format!("{} {}", glyphs.now, say.runs()) } else { say.stands() };
    let time = replay.stamp().get(11..19).unwrap_or_default();
    let place = say.act(replay.at(), replay.len());
    let used = pen.text(row, &format!("{runs} {speed}"), Role::Key);
    let rest = pen::from_column(row, used + 2);
    let used = pen.text(rest, &format!("{time}  {place}"), Role::Title);
    pen::from_column(rest, used + 2)
}

/// What the marks mean and how many there are, the weightiest first, as far as there is room.
fn legend(replay: &Replay, say: Say, pen: &mut Pen<'_>, area: Rect) {
    let of = |mark: Notable| replay.marks().iter().filter(|(_, other)| *other == mark).count();
    let entry = |mark: Notable| {
        let count = of(mark);
        let (sign, _) = sign(Sign::Mark(mark), &pen.theme.glyphs);
        let label = match mark {
            Notable::Correction => say.correction(),
            Notable::Undo => say.undo(),
            Notable::Interruption => say.interruption(),
            Notable::Note => say.note(),
        };
        (count > 0).then(|| format!("{sign} {label} {count}"))
    };
    let mut text = String::new();
    for entry in Notable::ALL.into_iter().filter_map(entry) {
        let longer = if text.is_empty() { entry } else { format!("{text}  {entry}") };
        if pen::width(&longer) > area.width {
            break;
        }
        text = longer;
    }
    pen.right(area, &text, Role::Dim);
}

/// The line of the meeting.
fn line(replay: &Replay, pen: &mut Pen<'_>, row: Rect) {
    let steps = replay.history().steps();
    let cells = timeline::cells(row.width, replay.len(), replay.at(), steps, replay.marks());
    for (x, (what, behind)) in (row.x..).zip(cells) {
        let (text, role) = match what {
            Sign::Line if behind => (pen.theme.glyphs.behind, Role::Ok),
            what => sign(what, &pen.theme.glyphs),
        };
        pen.text(Rect { x, width: 1, ..row }, text, role);
    }
}

/// How a sign of the line is drawn.
pub(super) fn sign(sign: Sign, glyphs: &Glyphs) -> (&'static str, Role) {
    match sign {
        Sign::Line => (glyphs.empty, Role::Dim),
        Sign::Chapter => (glyphs.threshold, Role::Text),
        Sign::Mark(Notable::Correction) => (glyphs.warn, Role::Warn),
        Sign::Mark(Notable::Undo) => ("<", Role::Warn),
        Sign::Mark(Notable::Interruption) => (glyphs.refuse, Role::Refuse),
        Sign::Mark(Notable::Note) => ("+", Role::Title),
        Sign::Here => (glyphs.live, Role::Number),
    }
}
