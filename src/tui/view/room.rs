//! In a rehearsal: what the room does next, and the key that lets it.

use super::Scene;
use super::pen::{self, Pen};
use crate::agenda::action::Action;
use crate::messages;
use crate::tui::keymap::{self, Context};
use crate::tui::model::App;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

messages! {
    /// Words of the strip.
    struct Say {
        mark { zh: " 演练 ", en: " REHEARSAL " }
        step { zh: "会场演一步：", en: "the room: " }
    }
}

/// Draws the strip.
pub fn draw(app: &App, scene: Scene<'_>, pen: &mut Pen<'_>, area: Rect) {
    if app.room.is_none() {
        return;
    }
    let say = Say(scene.lang);
    let key =
        keymap::key_for(Context::List, Action::Play).map(|key| key.name(pen.theme.glyphs.keys, scene.lang));
    let mut rest = pen::from_column(area, 1);
    rest = pen::from_column(rest, pen.text(rest, &say.mark(), Role::Rehearsal) + 1);
    if scene.floor.here().is_some() {
        rest = pen::from_column(rest, pen.text(rest, &key.unwrap_or_default(), Role::Key) + 1);
        rest = pen::from_column(rest, pen.text(rest, &say.step(), Role::Dim));
    }
    pen.text(rest, &app.next, Role::Text);
}
