//! The first line: which meeting, how much is on disk, the clock, whether a projector follows.

use super::Scene;
use super::pen::{self, Pen};
use crate::meeting::steering::Shows;
use crate::messages;
use crate::tui::desk::MirrorMark;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

messages! {
    /// Words of the header.
    struct Say {
        saved(count: u64) { zh: "已存 {count}", en: "saved {count}" }
        record(number: u64) { zh: "记录第 {number} 条", en: "record {number}" }
        wall { zh: "投影", en: "wall" }
        mirror_whole { zh: "镜像", en: "mirror" }
        mirror_copying { zh: "镜像…", en: "mirror…" }
        mirror_lost(code: &str) { zh: "镜像断开 {code}", en: "mirror lost {code}" }
        follow { zh: "跟随", en: "live" }
        hold { zh: "停住", en: "held" }
        blank { zh: "黑屏", en: "blank" }
        banner { zh: "横幅", en: "banner" }
        reading { zh: " 回放 · 只读 ", en: " REPLAY, READ-ONLY " }
        rehearsal { zh: " 演练 ", en: " REHEARSAL " }
    }
}

/// Below this the marks of a replay need the room of the record's number.
const NARROW: u16 = 60;

/// What the room sees now, in a word.
fn room_sees(shows: Shows, say: Say) -> String {
    match shows {
        Shows::Follow => say.follow(),
        Shows::Hold(_) => say.hold(),
        Shows::Blank => say.blank(),
        Shows::Banner => say.banner(),
    }
}

/// Draws the header.
pub fn draw(scene: Scene<'_>, pen: &mut Pen<'_>, area: Rect) {
    let say = Say(scene.lang);
    let glyphs = pen.theme.glyphs;
    let mut right = format!("{} {}", glyphs.live, say.saved(scene.saved));
    if scene.reading {
        right = say.record(scene.saved);
    }
    if scene.reading && area.width < NARROW {
        scene.clock.clone_into(&mut right);
    } else if !scene.clock.is_empty() {
        right = format!("{right} {} {}", glyphs.left, scene.clock);
    }
    if let Some(followed) = scene.followed {
        let mark = if followed { glyphs.done } else { "-" };
        right = format!("{right} {} {} {mark}", glyphs.left, say.wall());
    }
    let role = if matches!(scene.mirror, Some(MirrorMark::Lost(_))) { Role::Warn } else { Role::Dim };
    if let Some(shows) = scene.shows {
        right = format!("{right} {}", room_sees(shows, say));
    }
    if let Some(mirror) = scene.mirror {
        let words = match mirror {
            MirrorMark::Whole => format!("{} {}", say.mirror_whole(), glyphs.done),
            MirrorMark::Copying => say.mirror_copying(),
            MirrorMark::Lost(code) => format!("{} {}", glyphs.warn, say.mirror_lost(code)),
        };
        right = format!("{right} {} {words}", glyphs.left);
    }
    let used = pen.right(Rect { width: area.width.saturating_sub(1), ..area }, &right, role);
    let left = Rect { x: area.x + 1, width: area.width.saturating_sub(used + 4), ..area };
    let mut marked = 0;
    if scene.reading {
        marked += pen.text(left, &say.reading(), Role::Rehearsal) + 1;
    }
    if scene.floor.plan.rehearsal {
        marked += pen.text(pen::from_column(left, marked), &say.rehearsal(), Role::Rehearsal) + 1;
    }
    let plan = &scene.floor.plan;
    let both = format!("{} {} {}", plan.organisation, glyphs.left, plan.title);
    let place = pen::from_column(left, marked);
    pen.text(place, if pen::width(&both) <= place.width { &both } else { &plan.organisation }, Role::Title);
}
