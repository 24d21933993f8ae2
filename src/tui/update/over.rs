//! What lies over the step: questions, help, rules, the menu, the wall.

use super::forms::{carry_out, retry, take};
use super::{act, play};
use crate::agenda::action::Action;
use crate::agenda::screen::Screen;
use crate::tui::desk::Desk;
use crate::tui::menu::{self, Entry};
use crate::tui::model::{App, Layer, Then};
use crate::tui::places::{self, Place};
use std::time::Duration;

/// A key that answers a question must come this much later than the one that raised it: a key that bounces is no answer.
const BOUNCE: Duration = Duration::from_millis(400);

/// A question lies on top: its own key or Enter answers yes, Esc no.
pub(super) fn question(app: &mut App, desk: &mut impl Desk, action: Action, now: Duration) {
    let Some(Layer::Question(asked)) = app.layers.last_mut() else { return };
    let yes = action == asked.action;
    let soon = now.saturating_sub(asked.since) < BOUNCE;
    if action == Action::Back {
        app.layers.pop();
    } else if yes && soon {
        // A key that is stuck comes again and again.
        asked.since = now;
    } else if yes {
        let then = asked.then.clone();
        app.layers.pop();
        match then {
            Then::Leave => app.leaving = true,
            Then::Do(command) => {
                carry_out(app, desk, command);
            }
        }
    }
}

/// What went wrong is answered: Enter tries again what the disk refused, the menu's key leads to another folder, else it is put
/// away. Says whether the key was for that.
pub(super) fn answered(app: &mut App, desk: &mut impl Desk, action: Option<Action>) -> bool {
    match action {
        Some(Action::Confirm) => {
            retry(app, desk);
            true
        }
        Some(Action::Back) => {
            app.refused = None;
            true
        }
        Some(Action::Menu) if app.refused.is_some() && app.places => {
            places::ask(app, desk, Place::Elsewhere);
            true
        }
        _ => {
            app.refused = None;
            false
        }
    }
}

/// Scrolls the text that lies on top; says whether the verb does.
fn scroll(app: &mut App, action: Action) -> bool {
    let by = |lines: i16| app.scroll.help.saturating_add_signed(lines);
    match action {
        Action::Up => app.scroll.help = by(-1),
        Action::Down => app.scroll.help = by(1),
        Action::PageUp => app.scroll.help = by(-10),
        Action::PageDown => app.scroll.help = by(10),
        Action::First => app.scroll.help = 0,
        _ => return false,
    }
    true
}

pub(super) fn help(app: &mut App, action: Action) {
    if !scroll(app, action) && matches!(action, Action::Back | Action::Confirm) {
        app.layers.pop();
    }
}

/// The rules lie on top: any of the usual keys closes them.
pub(super) fn why(app: &mut App, action: Action) {
    if !scroll(app, action) && matches!(action, Action::Back | Action::Confirm | Action::Why) {
        app.layers.pop();
    }
}

pub(super) fn in_menu(app: &mut App, desk: &mut impl Desk, screen: &Screen, action: Action, now: Duration) {
    let Some(Layer::Menu(at)) = app.layers.pop() else { return };
    let entries = menu::entries(app, screen);
    let last = entries.len().saturating_sub(1);
    let stay = match action {
        Action::Up | Action::Previous => at.checked_sub(1).unwrap_or(last),
        Action::Down | Action::Next => {
            if at >= last {
                0
            } else {
                at + 1
            }
        }
        Action::First => 0,
        Action::Last => last,
        Action::Confirm => return choose(app, desk, screen, entries.into_iter().nth(at), now),
        Action::Back | Action::Menu => return,
        _ => at,
    };
    app.layers.push(Layer::Menu(stay));
}

/// Does what was chosen in the menu.
pub(super) fn choose(
    app: &mut App,
    desk: &mut impl Desk,
    screen: &Screen,
    entry: Option<Entry>,
    now: Duration,
) {
    match entry {
        Some(Entry { offer: Some((row, offer)), .. }) => take(app, desk, screen, row, &offer, now),
        Some(Entry { tones: true, .. }) => app.tones.turn(),
        Some(Entry { place: Some(place), .. }) => places::ask(app, desk, place),
        Some(Entry { action: Some(action), .. }) => act(app, desk, screen, action, now),
        Some(_) | None => {}
    }
}

pub(super) fn wall(app: &mut App, desk: &mut impl Desk, action: Action) {
    match action {
        Action::Back => {
            app.layers.pop();
        }
        Action::Play => play(app, desk),
        _ => {}
    }
}
