//! What the keys do in a replay.

use super::why::Asked;
use super::{Open, Replay, on_the_wall};
use crate::agenda::action::Action;
use crate::locale::fold::fold;
use crate::tui::key::{Key, typed};
use crate::tui::keymap::{self, Context};
use crate::tui::model::{App, Layer};
use crate::tui::paste::Pasted;
use crate::tui::widgets::line_input::LineInput;
use crossterm::event::KeyEvent;

/// The longest time that can be typed, in characters.
const LONGEST: usize = 9;

/// A key was pressed; says whether the person leaves.
pub fn key(app: &mut App, replay: &mut Replay, event: &KeyEvent) -> bool {
    if let Open::Time(line, wrong) = &mut replay.open
        && line.key(event)
    {
        *wrong = false;
        return false;
    }
    if let Some(line) = begun(replay, event) {
        replay.open = Open::Time(line, false);
        return false;
    }
    let Some(action) = Key::read(event).and_then(|key| keymap::action(context(replay), key)) else {
        return false;
    };
    let before = (replay.at(), replay.player.on);
    let leaves = match action {
        Action::Quit => true,
        Action::Back => back(app, replay),
        Action::Language => {
            app.lang = app.lang.other();
            false
        }
        Action::Project => {
            turn_wall(app);
            false
        }
        action => {
            let done = over(app, replay, action) || run(replay, action) || go(replay, action);
            if !done {
                scroll(app, action);
            }
            false
        }
    };
    if (replay.at(), replay.player.on) != before {
        settle(replay);
    }
    app.follow(replay.floor());
    leaves
}

/// Where the person is, as far as keys are concerned.
pub(crate) fn context(replay: &Replay) -> Context {
    if matches!(replay.open, Open::Time(..)) { Context::Typing } else { Context::Replay }
}

/// A digit begins a time wherever nothing else is typed.
fn begun(replay: &Replay, event: &KeyEvent) -> Option<LineInput> {
    let digit = typed(event).map(fold).filter(char::is_ascii_digit)?;
    let free = !matches!(replay.open, Open::Time(..));
    free.then(|| LineInput::new(LONGEST).with_text(&digit.to_string()))
}

/// What was pasted belongs to the time that is typed.
pub(super) fn paste(replay: &mut Replay, pasted: &Pasted) {
    if let Open::Time(line, wrong) = &mut replay.open {
        line.paste(pasted);
        *wrong = false;
    }
}

/// Leaves what lies on top: the causes of a figure, what is open, the wall, at last the replay.
fn back(app: &mut App, replay: &mut Replay) -> bool {
    match &mut replay.open {
        Open::Figures(asked) if asked.entry.is_some() => asked.entry = None,
        Open::Nothing if on_the_wall(app) => app.layers.clear(),
        Open::Nothing => return true,
        _ => replay.open = Open::Nothing,
    }
    false
}

fn turn_wall(app: &mut App) {
    if on_the_wall(app) {
        app.layers.clear();
    } else {
        app.layers.push(Layer::Wall);
    }
}

/// What lies over the replay takes the action; says whether it did.
fn over(app: &mut App, replay: &mut Replay, action: Action) -> bool {
    let mut open = std::mem::take(&mut replay.open);
    let (taken, stays) = match &mut open {
        Open::Nothing => (false, false),
        Open::Figures(asked) => (figures(replay, asked, action), true),
        Open::Time(line, wrong) => time(replay, line, wrong, action),
        Open::Help => help(app, action),
    };
    if stays {
        replay.open = open;
    }
    taken
}

/// The cursor among the figures and what made them.
fn figures(replay: &mut Replay, asked: &mut Asked, action: Action) -> bool {
    let inside = asked.entry.is_some();
    match action {
        Action::Next => asked.turn(replay, true),
        Action::Previous => asked.turn(replay, false),
        Action::Down | Action::Up if inside => asked.move_entry(action == Action::Down),
        Action::Down | Action::Up => asked.turn(replay, action == Action::Down),
        Action::First if inside => asked.entry = Some(0),
        Action::Last if inside => asked.enter(),
        Action::Confirm if inside => {
            replay.player.stop();
            replay.go_to(asked.target().unwrap_or(replay.at()));
        }
        Action::Confirm | Action::Why => asked.enter(),
        _ => return false,
    }
    true
}

/// The time that is typed: Enter goes there. What is no time stays, and is said to be none.
fn time(replay: &mut Replay, line: &LineInput, wrong: &mut bool, action: Action) -> (bool, bool) {
    if action != Action::Confirm {
        return (false, true);
    }
    *wrong = !replay.go_to_time(line.text());
    (true, *wrong)
}

/// The page of keys scrolls; every other key closes it.
fn help(app: &mut App, action: Action) -> (bool, bool) {
    let scroll = &mut app.scroll.help;
    match action {
        Action::Down | Action::PageDown => *scroll = scroll.saturating_add(1),
        Action::Up | Action::PageUp => *scroll = scroll.saturating_sub(1),
        _ => return (action == Action::Help, false),
    }
    (true, true)
}

/// Running, stopping, and what opens; says whether the action was one of these.
fn run(replay: &mut Replay, action: Action) -> bool {
    match action {
        Action::Mark | Action::Play | Action::Confirm => replay.toggle(),
        Action::Faster => replay.player.speed = replay.player.speed.faster(),
        Action::Slower => replay.player.speed = replay.player.speed.slower(),
        Action::Next | Action::Previous | Action::Why => {
            replay.player.stop();
            replay.open = Open::Figures(Asked::new(replay));
        }
        Action::Find => replay.open = Open::Time(LineInput::new(LONGEST), false),
        Action::Help => replay.open = Open::Help,
        _ => return false,
    }
    true
}

/// The words to read aloud, where they are longer than their box.
fn scroll(app: &mut App, action: Action) {
    let aloud = &mut app.scroll.aloud;
    match action {
        Action::Up => *aloud = aloud.saturating_sub(1),
        Action::Down => *aloud = aloud.saturating_add(1),
        _ => {}
    }
}

/// Going from here to there; says whether the action was one of these.
fn go(replay: &mut Replay, action: Action) -> bool {
    match action {
        Action::Right => replay.step(true),
        Action::Left | Action::Undo => replay.step(false),
        Action::PageDown => replay.chapter(true),
        Action::PageUp => replay.chapter(false),
        Action::NextChange => replay.change(true),
        Action::ChangeBefore => replay.change(false),
        Action::First => replay.go_to(0),
        Action::Last => replay.go_to(replay.len()),
        _ => return false,
    }
    true
}

/// Where the replay came to another place, the figures are those of that place, unless the cursor goes through what made one.
pub(super) fn settle(replay: &mut Replay) {
    if let Open::Figures(asked) = &replay.open
        && asked.entry.is_none()
    {
        let mut asked = asked.clone();
        asked.ask(replay);
        replay.open = Open::Figures(asked);
    }
}
