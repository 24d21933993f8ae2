//! F1: what this step is for, and the keys that work here, printed from the key table.

use super::pen::{self, Pen};
use super::{Scene, popup};
use crate::agenda::action::Action;
use crate::agenda::screen::Gives;
use crate::messages;
use crate::tui::keymap::{self, Context};
use crate::tui::model::{App, Layer};
use crate::tui::text::padded;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

messages! {
    /// Words of help.
    struct Say {
        title { zh: "帮助", en: "Help" }
        offered { zh: "这一步可以做的", en: "What this step offers" }
        always { zh: "任何时候可用的键", en: "Keys that always work" }
        rules { zh: "字母和数字只用来输入；一个键在哪里都是同一个意思。", en: "Letters and digits only type; a key means the same everywhere." }
    }
}

/// Keys that help prints for every step, beside the step's offers.
const ALWAYS: [Action; 16] = [
    Action::Confirm,
    Action::Back,
    Action::Up,
    Action::Down,
    Action::PageUp,
    Action::PageDown,
    Action::Next,
    Action::Undo,
    Action::Why,
    Action::Menu,
    Action::Play,
    Action::Project,
    Action::Language,
    Action::Help,
    Action::Quit,
    Action::First,
];

/// The context of what lies below help.
fn below(app: &App, scene: Scene<'_>) -> Context {
    let mut below = app.clone();
    below.layers.retain(|layer| !matches!(layer, Layer::Help | Layer::Wall | Layer::Steer(_)));
    below.context(scene.screen)
}

/// Every key of an action in a context, as help prints them.
fn keys(pen: &Pen<'_>, scene: Scene<'_>, context: Context, action: Action) -> String {
    let names = keymap::keys_for(context, action).map(|key| key.name(pen.theme.glyphs.keys, scene.lang));
    names.collect::<Vec<_>>().join(" ")
}

/// The lines of help and how each looks.
fn lines(app: &App, scene: Scene<'_>, pen: &Pen<'_>, columns: u16) -> Vec<(Role, String)> {
    let say = Say(scene.lang);
    let context = below(app, scene);
    let line = |action: Action, label: &str| {
        format!("  {}  {label}", padded(&keys(pen, scene, context, action), 18, ""))
    };
    let mut lines: Vec<(Role, String)> =
        pen::wrap(&scene.screen.purpose, columns).into_iter().map(|line| (Role::Text, line)).collect();
    lines.push((Role::Text, String::new()));
    let offers = app.offers(scene.screen);
    if !offers.is_empty() {
        lines.push((Role::Title, say.offered()));
    }
    for (_, offer) in &offers {
        let role = if matches!(offer.gives, Gives::NotYet(_)) { Role::Dim } else { Role::Text };
        lines.push((role, line(offer.action, &offer.label)));
    }
    lines.push((Role::Text, String::new()));
    lines.push((Role::Title, say.always()));
    let taken = |action: &Action| offers.iter().any(|(_, offer)| offer.action == *action);
    let rest = ALWAYS.iter().filter(|action| !taken(action));
    let rest = rest.filter(|action| **action != Action::Play || app.room.is_some());
    lines.extend(rest.map(|action| (Role::Text, line(*action, action.label(scene.lang)))));
    lines.push((Role::Text, String::new()));
    lines.extend(pen::wrap(&say.rules(), columns).into_iter().map(|line| (Role::Dim, line)));
    lines
}

/// Draws help.
pub fn draw(app: &mut App, scene: Scene<'_>, pen: &mut Pen<'_>, area: Rect) -> Option<(u16, u16)> {
    let columns = 72.min(area.width.saturating_sub(4));
    let lines = lines(app, scene, pen, columns);
    let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let title = format!("{} {} {}", Say(scene.lang).title(), pen.theme.glyphs.left, scene.screen.title);
    let inner = popup::window(pen, area, columns, rows, &title, Role::Title);
    let beyond = rows.saturating_sub(inner.height);
    app.scroll.help = app.scroll.help.min(beyond);
    for (y, (role, line)) in lines.iter().skip(usize::from(app.scroll.help)).enumerate() {
        let place = pen::row(inner, u16::try_from(y).unwrap_or(u16::MAX));
        pen.text(place, line, *role);
    }
    if beyond > 0 {
        let more = format!(" {}/{rows} ", app.scroll.help + inner.height);
        pen.right(Rect { y: inner.bottom(), height: 1, ..inner }, &more, Role::Key);
    }
    None
}
