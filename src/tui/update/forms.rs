//! Forms and offers: what is filled in, handed in and carried out.

use crate::agenda::action::Action;
use crate::agenda::rejection::Trouble;
use crate::agenda::screen::{Answer, Gives, Offer, Screen, Work};
use crate::agenda::{Command, Rejection};
use crate::locale::Lang;
use crate::tui::desk::Desk;
use crate::tui::draft::{Draft, Origin};
use crate::tui::keymap::Context;
use crate::tui::model::{App, Layer, Message, Question, Then};
use crate::tui::places::{self, Place};
use crate::tui::{calling, moves};
use std::time::Duration;

/// The verbs that belong to the step's own form; says whether this one did.
pub(super) fn in_work_form(
    app: &mut App,
    desk: &mut impl Desk,
    screen: &Screen,
    action: Action,
    now: Duration,
) -> bool {
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
pub(super) fn walk_fields(draft: &mut Draft, action: Action) -> bool {
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
pub(super) fn form(app: &mut App, desk: &mut impl Desk, action: Action, now: Duration) {
    let Some(Layer::Form(draft)) = app.layers.last_mut() else { return };
    match action {
        Action::Back => {
            app.layers.pop();
        }
        Action::Confirm if draft.at_end() || somebody_found(draft) => hand_in(app, desk, now),
        Action::Confirm | Action::Next | Action::Previous if draft.not_found().is_some() => {
            refuse_not_found(app);
        }
        Action::Menu if draft.trouble.as_ref().is_some_and(of_the_disk) => {
            places::ask(app, desk, Place::Elsewhere);
        }
        _ => {
            walk_fields(draft, action);
        }
    }
}

/// The form in which the person is.
pub(super) fn open_form(app: &mut App) -> Option<&mut Draft> {
    match app.layers.last_mut() {
        Some(Layer::Form(draft)) => Some(draft),
        Some(_) => None,
        None => app.work.as_mut(),
    }
}

/// Whether somebody of the roll was found for the paper on the table: then there is no name left to write.
fn somebody_found(draft: &Draft) -> bool {
    let chosen = matches!(draft.answers().first(), Some(Answer::Choice(at)) if *at > 0);
    draft.origin == Origin::WriteIn && draft.at == 0 && chosen && draft.not_found().is_none()
}

/// What was looked for and not found is nobody: the field is not left with somebody else chosen.
fn refuse_not_found(app: &mut App) -> bool {
    let lang = app.lang;
    let Some(draft) = open_form(app) else { return false };
    let Some((typed, among)) = draft.not_found() else { return false };
    let nothing = Rejection::NothingFound { typed: typed.to_owned(), among };
    draft.trouble = Some(nothing.trouble(lang));
    true
}

/// Hands in the answers: asks first where that is wanted; what is wrong is shown beside the form.
pub(super) fn hand_in(app: &mut App, desk: &mut impl Desk, now: Duration) {
    let lang = app.lang;
    if refuse_not_found(app) {
        return;
    }
    let Some(draft) = open_form(app) else { return };
    match draft.origin {
        Origin::WriteIn => return onto_paper(app),
        Origin::Place(place) => {
            if places::hand_in(app, desk, place) {
                retry(app, desk);
            }
            return;
        }
        Origin::Work | Origin::Offer(..) => {}
    }
    let about = Some(draft.origin);
    match (draft.form.command(&draft.answers()), draft.confirm.clone()) {
        (Err(why), _) => {
            draft.trouble = Some(why.trouble(lang));
            draft.go_to_empty(&why);
        }
        (Ok(command), Some(text)) => {
            let then = Then::Do(command);
            let asked = Question { text, about, action: Action::Confirm, then, since: now };
            app.layers.push(Layer::Question(asked));
        }
        (Ok(command), None) => {
            carry_out(app, desk, command);
        }
    }
}

/// Hands the name in that belongs onto the paper on the table.
pub(super) fn onto_paper(app: &mut App) {
    let lang = app.lang;
    let screen = app.screen();
    let (Some(Layer::Form(mut draft)), Work::Calling(view)) = (app.layers.pop(), &screen.work) else {
        return;
    };
    if let Err(why) = calling::write_in(app, view, &draft.answers()) {
        draft.trouble = Some(why.trouble(lang));
        app.layers.push(Layer::Form(draft));
    }
}

/// Does what an offer gives.
pub(super) fn take(
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
            let form = calling::with_keyed(app, offer.action, form.clone());
            app.layers.push(Layer::Form(Box::new(Draft::new(origin, form, confirm.clone()))));
        }
        (Gives::Command(command), Some(text)) => {
            let then = Then::Do(command.clone());
            let about = Some(Origin::Offer(offer.action, row));
            let asked = Question { text: text.clone(), about, action: offer.action, then, since: now };
            app.layers.push(Layer::Question(asked));
        }
        (Gives::Command(command), None) => {
            let next = moves::row_after(app, screen, offer.action);
            if carry_out(app, desk, command.clone()) && next.is_some() {
                app.row = next;
            }
        }
    }
}

/// Whether another try, or another folder, can help: the disk refused, not the rules.
fn of_the_disk(trouble: &Trouble) -> bool {
    trouble.code.starts_with('J') || trouble.code == "M04"
}

/// Tries the command again that the disk refused.
pub(super) fn retry(app: &mut App, desk: &mut impl Desk) {
    if let Some(command) = app.refused.take() {
        let told = app.message.take();
        if carry_out(app, desk, command) && app.message.is_none() {
            app.message = told;
        }
    }
}

/// That a text is missing, with the name of its field.
fn named(trouble: Trouble, draft: &Draft, lang: Lang) -> Trouble {
    if trouble.code != Rejection::TextMissing.code() {
        return trouble;
    }
    draft.form.named(Rejection::TextMissing, &draft.answers()).trouble(lang)
}

/// Carries out a command; what was open for it closes. When it fails, a form keeps what was entered.
pub(super) fn carry_out(app: &mut App, desk: &mut impl Desk, command: Command) -> bool {
    app.refused = None;
    match desk.submit(command.clone(), app.lang) {
        Ok(()) => {
            app.layers.retain(|layer| matches!(layer, Layer::Wall));
            app.work = None;
            app.find.take();
            app.message = desk.take_notice().map(Message::Note);
            true
        }
        Err(trouble) => {
            let lang = app.lang;
            if let Some(draft) = open_form(app) {
                draft.trouble = Some(named(trouble, draft, lang));
            } else {
                app.refused = Some(command).filter(|_| of_the_disk(&trouble));
                app.message = Some(Message::Trouble(trouble));
            }
            false
        }
    }
}
