//! Moving about on the console: rows and scrolled texts.

use super::model::App;
use crate::agenda::action::Action;
use crate::agenda::screen::{Screen, Work};

/// Lines that a page key scrolls a text.
const PAGE: i16 = 5;

/// Moves; says whether the verb is one that moves.
pub(super) fn go(app: &mut App, screen: &Screen, action: Action) -> bool {
    let page = matches!(action, Action::PageUp | Action::PageDown);
    match &screen.work {
        Work::List(list) if !(page && app.scroll.long) => {
            let keys: Vec<u32> = app.rows(list).iter().map(|row| row.key).collect();
            move_row(app, &keys, action)
        }
        Work::Text(_) | Work::Table(_) if !(page && app.scroll.long) => {
            let lines = lines(action);
            app.scroll.text = app.scroll.text.saturating_add_signed(lines);
            lines != 0
        }
        _ => {
            let lines = lines(action);
            app.scroll.aloud = app.scroll.aloud.saturating_add_signed(lines);
            lines != 0
        }
    }
}

fn lines(action: Action) -> i16 {
    match action {
        Action::Up => -1,
        Action::Down => 1,
        Action::PageUp => -PAGE,
        Action::PageDown => PAGE,
        Action::First => i16::MIN,
        Action::Last => i16::MAX,
        _ => 0,
    }
}

fn move_row(app: &mut App, keys: &[u32], action: Action) -> bool {
    let last = keys.len().saturating_sub(1);
    let at = keys.iter().position(|key| Some(*key) == app.row).unwrap_or(0);
    let page = app.scroll.rows.max(2) - 1;
    let to = match action {
        Action::Up | Action::Previous => at.saturating_sub(1),
        Action::Down | Action::Next => at + 1,
        Action::PageUp => at.saturating_sub(page),
        Action::PageDown => at + page,
        Action::First => 0,
        Action::Last => last,
        _ => return false,
    };
    app.row = keys.get(to.min(last)).copied();
    true
}

/// Where the cursor goes after a row was marked: to the next row, so that a roll is called with one key a person. A row that
/// was searched for keeps the cursor.
pub(super) fn row_after(app: &App, screen: &Screen, action: Action) -> Option<u32> {
    let Work::List(list) = &screen.work else { return None };
    if action != Action::Mark || !app.find.is_empty() {
        return app.row;
    }
    let at = list.rows.iter().position(|row| Some(row.key) == app.row)?;
    list.rows.get(at + 1).map(|row| row.key).or(app.row)
}
