//! What a key changes. Every key passes through the key table; what a verb does is said by the step's offers.

use super::desk::Desk;
use super::draft::{Draft, Origin};
use super::find;
use super::key::{Key, typed as character};
use super::keymap::{self, Context};
use super::menu::{self, Entry};
use super::model::{App, Layer, Message, Question, Then};
use super::paste::Pasted;
use super::play::{self, Turn};
use crate::agenda::action::Action;
use crate::agenda::screen::{Gives, Offer, Screen, Work};
use crate::agenda::{Command, phrase};
use crate::messages;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Size;
use std::time::Duration;

/// A key that answers a question must come this much later than the one that raised it: a key that bounces is no answer.
const BOUNCE: Duration = Duration::from_millis(400);

messages! {
    /// Words of the console's answers.
    struct Say {
        undone(what: &str) { zh: "已撤销：{what}", en: "taken back: {what}" }
        leave { zh: "离开会议？已记录的都在磁盘上，会议停在这一步，下次启动可以接着开。", en: "Leave the meeting? Everything recorded is on disk; the meeting stays at this step and can be resumed." }
        no_rehearsal { zh: "这不是演练：没有会场可以代为操作", en: "this is no rehearsal: there is no room that could play" }
        chair { zh: "会场没有动作，请主持人按屏幕提示办理", en: "the room waits: it is the chair's turn" }
        nothing_left { zh: "这一步已经办完，可以继续", en: "this step is done, go on" }
        not_here { zh: "这一步用不到这个键；F1 看可用的键", en: "this key does nothing here; F1 lists the keys that do" }
    }
}

/// A key was pressed; `now` counts from any fixed moment.
pub fn key(app: &mut App, desk: &mut impl Desk, event: &KeyEvent, now: Duration) {
    let told = app.message.take();
    let Some(key) = Key::read(event) else { return };
    let (screen, saved) = (app.screen(), desk.saved());
    let action = keymap::action(app.context(&screen), key);
    let dismisses = matches!(action, Some(Action::Confirm | Action::Back));
    if dismisses && matches!(told, Some(Message::Trouble(_))) {
        return;
    }
    match action {
        Some(action) => act(app, desk, &screen, action, now),
        None => typed(app, &screen, event),
    }
    // Nothing changes a meeting but a record.
    if desk.saved() == saved { app.settle() } else { app.follow(desk.floor()) }
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
        Action::Language => language(app, desk),
        Action::Project => toggle(app, |layer| matches!(layer, Layer::Wall), || Layer::Wall),
        Action::Help => {
            app.scroll.help = 0;
            toggle(app, |layer| matches!(layer, Layer::Help), || Layer::Help);
        }
        Action::Quit if !asks_to_leave(app) => ask_to_leave(app, now),
        _ => match app.layers.last() {
            None => console(app, desk, screen, action, now),
            Some(Layer::Form(_)) => form(app, desk, action, now),
            Some(Layer::Question(_)) => question(app, desk, action, now),
            Some(Layer::Help) => help(app, action),
            Some(Layer::Menu(_)) => in_menu(app, desk, screen, action, now),
            Some(Layer::Wall) => wall(app, desk, action),
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
    let text = Say(app.lang).leave();
    app.layers.push(Layer::Question(Question { text, action: Action::Quit, then: Then::Leave, since: now }));
}

/// The other language; forms are asked for again, what was entered stays. Questions are dropped.
fn language(app: &mut App, desk: &impl Desk) {
    app.lang = app.lang.other();
    app.layers.retain(|layer| !matches!(layer, Layer::Question(_)));
    app.follow(desk.floor());
    let screen = app.screen();
    for layer in &mut app.layers {
        if let Layer::Form(draft) = layer {
            let origin = draft.origin;
            draft.trouble = None;
            if let Some(form) = offered(&screen, origin) {
                draft.reword(form);
            }
        }
    }
}

/// The form behind an origin as the screen has it now.
fn offered(screen: &Screen, origin: Origin) -> Option<crate::agenda::screen::Form> {
    let Origin::Offer(action, row) = origin else { return None };
    let Work::List(list) = &screen.work else { return first_form(&screen.offers, action) };
    match row {
        None => first_form(&screen.offers, action),
        Some(key) => {
            list.rows.iter().find(|row| row.key == key).and_then(|row| first_form(&row.offers, action))
        }
    }
}

fn first_form(offers: &[Offer], action: Action) -> Option<crate::agenda::screen::Form> {
    offers.iter().filter(|offer| offer.action == action).find_map(|offer| match &offer.gives {
        Gives::Form(form) => Some(form.clone()),
        _ => None,
    })
}

/// Nothing lies over the step's work.
fn console(app: &mut App, desk: &mut impl Desk, screen: &Screen, action: Action, now: Duration) {
    if in_work_form(app, desk, screen, action, now) {
        return;
    }
    if let Work::Calling(view) = &screen.work
        && super::calling::act(app, desk, view, action, now)
    {
        return;
    }
    if let Some((row, offer)) = app.offer(screen, action) {
        let (row, offer) = (row.map(|row| row.key), offer.clone());
        return take(app, desk, screen, row, &offer, now);
    }
    match action {
        Action::Undo => undo(app, desk),
        Action::Play => play(app, desk),
        Action::Menu => app.layers.push(Layer::Menu(0)),
        Action::Why => why(app, screen),
        Action::Back => drop(app.find.take()),
        Action::Find => {}
        _ if super::moves::go(app, screen, action) => {}
        _ => app.message = Some(Message::Note(Say(app.lang).not_here())),
    }
}

/// Says what is left of the step.
fn why(app: &mut App, screen: &Screen) {
    let left =
        if screen.left.is_empty() { Say(app.lang).nothing_left() } else { app.lang.list(&screen.left) };
    app.message = Some(Message::Note(left));
}

/// The verbs that belong to the step's own form; says whether this one did.
fn in_work_form(app: &mut App, desk: &mut impl Desk, screen: &Screen, action: Action, now: Duration) -> bool {
    let Some(mut draft) = app.work.take() else { return false };
    let confirms = screen.offers.iter().any(|offer| offer.action == Action::Confirm);
    let mine = match action {
        Action::Confirm if confirms && !draft.touched() => false,
        Action::Confirm if draft.at_end() => {
            app.work = Some(draft);
            hand_in(app, desk, now);
            return true;
        }
        _ => walk_fields(&mut draft, action),
    };
    app.work = Some(draft);
    mine
}

/// Moves within a form; says whether the verb does.
fn walk_fields(draft: &mut Draft, action: Action) -> bool {
    let turns = draft.context() == Context::Finding || draft.entries.len() == 1;
    match action {
        Action::Up | Action::Down if turns && draft.context() != Context::Typing => {
            draft.turn(action == Action::Down);
        }
        Action::Next | Action::Down | Action::Confirm => draft.step(true),
        Action::Previous | Action::Up => draft.step(false),
        Action::Right | Action::Mark => draft.turn(true),
        Action::Left => draft.turn(false),
        _ => return false,
    }
    true
}

/// A form lies on top.
fn form(app: &mut App, desk: &mut impl Desk, action: Action, now: Duration) {
    let Some(Layer::Form(draft)) = app.layers.last_mut() else { return };
    match action {
        Action::Back => {
            app.layers.pop();
        }
        Action::Confirm if draft.at_end() => hand_in(app, desk, now),
        _ => {
            walk_fields(draft, action);
        }
    }
}

/// The form in which the person is.
fn open_form(app: &mut App) -> Option<&mut Draft> {
    match app.layers.last_mut() {
        Some(Layer::Form(draft)) => Some(draft),
        Some(_) => None,
        None => app.work.as_mut(),
    }
}

/// Hands in the answers: asks first where that is wanted; what is wrong is shown beside the form.
fn hand_in(app: &mut App, desk: &mut impl Desk, now: Duration) {
    let lang = app.lang;
    let Some(draft) = open_form(app) else { return };
    if draft.origin == Origin::WriteIn {
        return onto_paper(app);
    }
    match (draft.form.command(&draft.answers()), draft.confirm.clone()) {
        (Err(why), _) => {
            draft.trouble = Some(why.trouble(lang));
            draft.go_to_empty();
        }
        (Ok(command), Some(text)) => {
            let then = Then::Do(command);
            let asked = Question { text, action: Action::Confirm, then, since: now };
            app.layers.push(Layer::Question(asked));
        }
        (Ok(command), None) => {
            carry_out(app, desk, command);
        }
    }
}

/// Hands the name in that belongs onto the paper on the table.
fn onto_paper(app: &mut App) {
    let lang = app.lang;
    let screen = app.screen();
    let (Some(Layer::Form(mut draft)), Work::Calling(view)) = (app.layers.pop(), &screen.work) else {
        return;
    };
    if let Err(why) = super::calling::write_in(app, view, &draft.answers()) {
        draft.trouble = Some(why.trouble(lang));
        app.layers.push(Layer::Form(draft));
    }
}

/// Does what an offer gives.
fn take(
    app: &mut App,
    desk: &mut impl Desk,
    screen: &Screen,
    row: Option<u32>,
    offer: &Offer,
    now: Duration,
) {
    match (&offer.gives, &offer.confirm) {
        (Gives::NotYet(why), _) => app.message = Some(Message::Note(why.clone())),
        (Gives::Form(form), confirm) => {
            let origin = Origin::Offer(offer.action, row);
            app.layers.push(Layer::Form(Box::new(Draft::new(origin, form.clone(), confirm.clone()))));
        }
        (Gives::Command(command), Some(text)) => {
            let then = Then::Do(command.clone());
            let asked = Question { text: text.clone(), action: offer.action, then, since: now };
            app.layers.push(Layer::Question(asked));
        }
        (Gives::Command(command), None) => {
            let next = super::moves::row_after(app, screen, offer.action);
            if carry_out(app, desk, command.clone()) && next.is_some() {
                app.row = next;
            }
        }
    }
}

/// Carries out a command; what was open for it closes. When it fails, a form keeps what was entered.
fn carry_out(app: &mut App, desk: &mut impl Desk, command: Command) -> bool {
    match desk.submit(command, app.lang) {
        Ok(()) => {
            app.layers.retain(|layer| matches!(layer, Layer::Wall));
            app.work = None;
            app.find.take();
            true
        }
        Err(trouble) => {
            match open_form(app) {
                Some(draft) => draft.trouble = Some(trouble),
                None => app.message = Some(Message::Trouble(trouble)),
            }
            false
        }
    }
}

/// A question lies on top: its own key or Enter answers yes, Esc no.
fn question(app: &mut App, desk: &mut impl Desk, action: Action, now: Duration) {
    let Some(Layer::Question(asked)) = app.layers.last() else { return };
    let yes = action == asked.action || action == Action::Confirm;
    if action == Action::Back {
        app.layers.pop();
    } else if yes && now.saturating_sub(asked.since) >= BOUNCE {
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

fn help(app: &mut App, action: Action) {
    let by = |lines: i16| app.scroll.help.saturating_add_signed(lines);
    match action {
        Action::Up => app.scroll.help = by(-1),
        Action::Down => app.scroll.help = by(1),
        Action::PageUp => app.scroll.help = by(-10),
        Action::PageDown => app.scroll.help = by(10),
        Action::First => app.scroll.help = 0,
        Action::Back | Action::Confirm => {
            app.layers.pop();
        }
        _ => {}
    }
}

fn in_menu(app: &mut App, desk: &mut impl Desk, screen: &Screen, action: Action, now: Duration) {
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
fn choose(app: &mut App, desk: &mut impl Desk, screen: &Screen, entry: Option<Entry>, now: Duration) {
    match entry {
        Some(Entry { offer: Some((row, offer)), .. }) => take(app, desk, screen, row, &offer, now),
        Some(Entry { action, .. }) => act(app, desk, screen, action, now),
        None => {}
    }
}

fn wall(app: &mut App, desk: &mut impl Desk, action: Action) {
    match action {
        Action::Back => {
            app.layers.pop();
        }
        Action::Play => play(app, desk),
        _ => {}
    }
}

/// Takes back the last act, and says what it was.
fn undo(app: &mut App, desk: &mut impl Desk) {
    let (lang, act) = (app.lang, desk.last_act().first().map(|recorded| recorded.event.clone()));
    match desk.undo(lang) {
        Err(trouble) => app.message = Some(Message::Trouble(trouble)),
        Ok(()) => {
            app.work = None;
            let what = act.map(|event| phrase::phrase(desk.floor(), &event, lang)).unwrap_or_default();
            app.message = Some(Message::Done(Say(lang).undone(&what)));
        }
    }
}

/// Lets the room of a rehearsal do its next step.
fn play(app: &mut App, desk: &mut impl Desk) {
    let turn = app.room.as_ref().map(|room| play::turn(desk.floor(), room));
    match turn {
        None => app.message = Some(Message::Note(Say(app.lang).no_rehearsal())),
        Some(Turn::Chair) => app.message = Some(Message::Note(Say(app.lang).chair())),
        Some(Turn::Room(command) | Turn::GoOn(command)) => {
            carry_out(app, desk, command);
        }
    }
}

/// A key that is no verb here: it is typed.
fn typed(app: &mut App, screen: &Screen, event: &KeyEvent) {
    match app.layers.last_mut() {
        Some(Layer::Form(draft)) => {
            draft.key(event);
        }
        Some(_) => {}
        None => match (&screen.work, app.work.as_mut()) {
            (Work::Form(_), Some(draft)) => {
                draft.key(event);
            }
            (Work::Calling(view), _) => {
                if let Some(c) = character(event) {
                    super::calling::typed(app, view, c);
                }
            }
            (Work::List(list), _) => {
                if character(event).is_some() || !app.find.is_empty() {
                    app.find.key(event);
                }
                if app.rows(list).is_empty() {
                    app.find = find::shorter(&app.find);
                }
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
