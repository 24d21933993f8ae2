//! The other language: what is open is asked for again in its words, and what was entered stays.

use super::leave_text;
use crate::agenda::screen::{Form, Gives, Offer, Screen, Work};
use crate::locale::Lang;
use crate::tui::desk::Desk;
use crate::tui::draft::{Draft, Origin};
use crate::tui::model::{App, Layer, Question};

/// Goes to the other language.
pub(super) fn language(app: &mut App, desk: &impl Desk) {
    app.lang = app.lang.other();
    if let Some(room) = &mut app.room {
        room.speak(app.lang);
    }
    app.follow(desk.floor());
    let (screen, lang) = (app.screen(), app.lang);
    for layer in &mut app.layers {
        match layer {
            Layer::Form(draft) => reword(draft, &screen),
            Layer::Question(asked) => ask_again(asked, &screen, lang),
            _ => {}
        }
    }
}

/// A form in the screen's words.
fn reword(draft: &mut Draft, screen: &Screen) {
    draft.trouble = None;
    let Some(offer) = offered(screen, draft.origin) else { return };
    if let Some(form) = form(offer)
        && draft.reword(form.clone())
    {
        draft.confirm.clone_from(&offer.confirm);
    }
}

/// A question in the screen's words: it stays open, and its answer does the same.
fn ask_again(asked: &mut Question, screen: &Screen, lang: Lang) {
    let text = match asked.about {
        None => Some(leave_text(lang)),
        Some(origin) => offered(screen, origin).and_then(|offer| offer.confirm.clone()),
    };
    asked.text = text.unwrap_or_else(|| std::mem::take(&mut asked.text));
}

/// The offer behind an origin as the screen has it now; one that opens a form, or that asks.
fn offered(screen: &Screen, origin: Origin) -> Option<&Offer> {
    let Origin::Offer(action, row) = origin else { return None };
    let offers = match (row, &screen.work) {
        (None, _) => &screen.offers,
        (Some(key), Work::List(list)) => &list.rows.iter().find(|row| row.key == key)?.offers,
        (Some(_), _) => return None,
    };
    offers.iter().find(|offer| offer.action == action && (form(offer).is_some() || offer.confirm.is_some()))
}

fn form(offer: &Offer) -> Option<&Form> {
    match &offer.gives {
        Gives::Form(form) => Some(form),
        _ => None,
    }
}
