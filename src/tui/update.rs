//! What a key changes. Every key passes through the key table; what a verb does is said by the step's offers.

mod forms;
mod over;
mod search;
mod wording;

use super::desk::Desk;
use super::find;
use super::key::{Key, typed as character};
use super::keymap;
use super::model::{App, Layer, Message, Question, Then};
use super::paste::Pasted;
use super::play::{self, Turn};
use super::steer;
use super::tone::Tone;
use crate::agenda::action::Action;
use crate::agenda::phrase;
use crate::agenda::screen::{Screen, Work};
use crate::locale::Lang;
use crate::messages;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Size;
use std::time::Duration;

messages! {
    /// Words of the console's answers.
    struct Say {
        undone_once { zh: "两次撤销太快，只撤销了一步", en: "two undos at once: only one act was taken back" }
        undone(what: &str) { zh: "已撤销：{what}", en: "taken back: {what}" }
        leave { zh: "离开会议？已记录的都在磁盘上，会议停在这一步，下次启动可以接着开。", en: "Leave the meeting? Everything recorded is on disk; the meeting stays at this step and can be resumed." }
        no_rehearsal { zh: "这不是演练：没有会场可以代为操作", en: "this is no rehearsal: there is no room that could play" }
        chair { zh: "会场没有动作，请主持人按屏幕提示办理", en: "the room waits: it is the chair's turn" }
        not_here { zh: "这一步用不到这个键；F1 看可用的键", en: "this key does nothing here; F1 lists the keys that do" }
    }
}

/// A second undo this soon is a key that bounced or is stuck: what it took back would have to be done again.
const BOUNCE: Duration = Duration::from_millis(250);

/// A key was pressed; `now` counts from any fixed moment.
pub fn key(app: &mut App, desk: &mut impl Desk, event: &KeyEvent, now: Duration) {
    if app.unseen {
        return;
    }
    let told = app.message.take();
    let Some(key) = Key::read(event) else { return };
    let (screen, saved) = (app.screen(), desk.saved());
    let action = keymap::action(app.context(&screen), key);
    if matches!(told, Some(Message::Trouble(_))) && over::answered(app, desk, action) {
        if desk.saved() != saved {
            app.follow(desk.floor());
        }
        return;
    }
    match action {
        Some(action) => act(app, desk, &screen, action, now),
        None => typed(app, &screen, event),
    }
    // Nothing changes a meeting but a record.
    let recorded = desk.saved() != saved;
    sound(app, &screen, recorded, now);
    if recorded { app.follow(desk.floor()) } else { app.settle() }
}

/// At the calling it is heard whether a paper was recorded or a key refused; what is taken back is silent. A note beside a
/// record, such as that it goes on elsewhere, refuses nothing.
fn sound(app: &mut App, screen: &Screen, recorded: bool, now: Duration) {
    if !matches!(screen.work, Work::Calling(_)) {
        return;
    }
    let in_form = matches!(app.layers.last(), Some(Layer::Form(draft)) if draft.trouble.is_some());
    match app.message {
        Some(Message::Note(_)) if recorded && app.undone == Some(now) => {}
        Some(Message::Note(_)) if recorded => app.tones.sound(Tone::Accepted),
        Some(Message::Note(_) | Message::Trouble(_)) => app.tones.sound(Tone::Refused),
        None if in_form => app.tones.sound(Tone::Refused),
        None if recorded => app.tones.sound(Tone::Accepted),
        Some(Message::Done(_)) | None => {}
    }
}

/// Text was pasted: it is as good as typed.
pub fn paste(app: &mut App, pasted: &Pasted) {
    app.message = None;
    let screen = app.screen();
    for c in pasted.text.chars() {
        typed(app, &screen, &KeyEvent::from(KeyCode::Char(c)));
    }
    app.settle();
}

/// The window has another size.
pub fn resized(app: &mut App, size: Size) {
    app.size = size;
}

/// What means the same wherever the person is; the rest is for what lies on top.
fn act(app: &mut App, desk: &mut impl Desk, screen: &Screen, action: Action, now: Duration) {
    match action {
        Action::Language => wording::language(app, desk),
        Action::Project => toggle(app, |layer| matches!(layer, Layer::Wall), || Layer::Wall),
        Action::Steer => steer::open(app, desk),
        Action::Help => {
            app.scroll.help = 0;
            toggle(app, |layer| matches!(layer, Layer::Help), || Layer::Help);
        }
        Action::Quit if desk.floor().course.closed.is_some() => app.leaving = true,
        Action::Quit if !asks_to_leave(app) => ask_to_leave(app, now),
        _ => match app.layers.last() {
            None => console(app, desk, screen, action, now),
            Some(Layer::Form(_)) => forms::form(app, desk, action, now),
            Some(Layer::Question(_)) => over::question(app, desk, action, now),
            Some(Layer::Help) => over::help(app, action),
            Some(Layer::Menu(_)) => over::in_menu(app, desk, screen, action, now),
            Some(Layer::Why) => over::why(app, action),
            Some(Layer::Wall) => over::wall(app, desk, action),
            Some(Layer::Steer(_)) => steer::act(app, desk, action),
        },
    }
}

/// Opens a layer, or closes it wherever it lies.
fn toggle(app: &mut App, is: fn(&Layer) -> bool, open: fn() -> Layer) {
    let before = app.layers.len();
    app.layers.retain(|layer| !is(layer));
    if app.layers.len() == before {
        app.layers.push(open());
    }
}

fn asks_to_leave(app: &App) -> bool {
    matches!(app.layers.last(), Some(Layer::Question(Question { then: Then::Leave, .. })))
}

fn ask_to_leave(app: &mut App, now: Duration) {
    let text = leave_text(app.lang);
    let then = Then::Leave;
    app.layers.push(Layer::Question(Question { text, about: None, action: Action::Quit, then, since: now }));
}

/// The question before leaving.
fn leave_text(lang: Lang) -> String {
    Say(lang).leave()
}

/// Nothing lies over the step's work.
fn console(app: &mut App, desk: &mut impl Desk, screen: &Screen, action: Action, now: Duration) {
    if forms::in_work_form(app, desk, screen, action, now) {
        return;
    }
    if let Work::Calling(view) = &screen.work
        && super::calling::act(app, desk, view, action, now)
    {
        return;
    }
    if let Some((row, offer)) = app.offer(screen, action) {
        if matches!(&screen.work, Work::List(list) if search::told_nobody(app, list)) {
            return;
        }
        let (row, offer) = (row.map(|row| row.key), offer.clone());
        return forms::take(app, desk, screen, row, &offer, now);
    }
    match action {
        Action::Undo => undo(app, desk, now),
        Action::Play => play(app, desk),
        Action::Menu => app.layers.push(Layer::Menu(0)),
        Action::Why => {
            app.scroll.help = 0;
            app.layers.push(Layer::Why);
        }
        Action::Back => drop(app.find.take()),
        Action::Find => {}
        _ if super::moves::go(app, screen, action) => {}
        _ => app.message = Some(Message::Note(Say(app.lang).not_here())),
    }
}

/// Takes back the last act, and says what it was.
fn undo(app: &mut App, desk: &mut impl Desk, now: Duration) {
    if app.undone.replace(now).is_some_and(|before| now.saturating_sub(before) < BOUNCE) {
        app.message = Some(Message::Note(Say(app.lang).undone_once()));
        return;
    }
    let (lang, act) = (app.lang, desk.last_act().first().map(|recorded| recorded.event.clone()));
    if let Err(trouble) = desk.undo(lang) {
        app.message = Some(Message::Trouble(trouble));
        return;
    }
    app.work = None;
    let what = act.map(|event| phrase::phrase(desk.floor(), &event, lang)).unwrap_or_default();
    let undone = || Message::Done(Say(lang).undone(&what));
    app.message = Some(desk.take_notice().map_or_else(undone, Message::Note));
}

/// Lets the room of a rehearsal do its next step.
fn play(app: &mut App, desk: &mut impl Desk) {
    let turn = app.room.as_ref().map(|room| play::turn(desk.floor(), room));
    match turn {
        None => app.message = Some(Message::Note(Say(app.lang).no_rehearsal())),
        Some(Turn::Chair) => app.message = Some(Message::Note(Say(app.lang).chair())),
        Some(Turn::Room(command) | Turn::GoOn(command)) => {
            forms::carry_out(app, desk, command);
        }
    }
}

/// A key that is no verb here: it is typed.
fn typed(app: &mut App, screen: &Screen, event: &KeyEvent) {
    match app.layers.last_mut() {
        Some(Layer::Form(draft)) => {
            draft.key(event);
        }
        Some(Layer::Steer(steer)) => steer.typed(event),
        Some(_) => {}
        None => match (&screen.work, app.work.as_mut()) {
            (Work::Form(_), Some(draft)) => {
                draft.key(event);
            }
            (Work::Calling(view), _) => {
                if let Some(c) = character(event)
                    && !super::calling::typed(app, view, c)
                {
                    app.message = Some(Message::Note(Say(app.lang).not_here()));
                }
            }
            (Work::List(list), _) => {
                if character(event).is_some() || !app.find.is_empty() {
                    app.find.key(event);
                }
                if list.rows.is_empty() {
                    app.find.take();
                }
                search::told_nobody(app, list);
                let names = list.rows.iter().map(|row| row.cells.first().map_or("", String::as_str));
                let best = find::best(names, app.find.text()).and_then(|at| list.rows.get(at));
                if !app.find.is_empty() {
                    app.row = best.map(|row| row.key);
                }
            }
            _ => {}
        },
    }
}
