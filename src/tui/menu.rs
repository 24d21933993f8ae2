//! Everything that can be done now, as a list: the step's offers, then what is possible everywhere.

use super::model::App;
use super::places::Place;
use crate::agenda::action::Action;
use crate::agenda::screen::{Gives, Offer, Screen, Work};
use crate::messages;

/// One entry of the menu.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its verb; none for the record's folders.
    pub action: Option<Action>,
    /// What it does here.
    pub label: String,
    /// Why not now.
    pub why: Option<String>,
    /// The offer behind it, and the row that it belongs to; none for what is possible everywhere.
    pub offer: Option<(Option<u32>, Offer)>,
    /// The folder that is chosen with it.
    pub place: Option<Place>,
    /// Whether it turns the tones of the calling off or on.
    pub tones: bool,
}

messages! {
    /// Words of the menu.
    struct Say {
        tones_off { zh: "关闭提示音", en: "turn the tones off" }
        tones_on { zh: "打开提示音", en: "turn the tones on" }
    }
}

/// What the console itself can do at every step.
const EVERYWHERE: [Action; 7] =
    [Action::Undo, Action::Why, Action::Project, Action::Steer, Action::Language, Action::Help, Action::Quit];

/// The entries, in the order in which they are shown.
pub fn entries(app: &App, screen: &Screen) -> Vec<Entry> {
    let offers = app.offers(screen).into_iter().map(|(row, offer)| {
        let name = row.and_then(|row| row.cells.first());
        let label = name.map_or_else(|| offer.label.clone(), |name| format!("{name}：{}", offer.label));
        let why = if let Gives::NotYet(why) = &offer.gives { Some(why.clone()) } else { None };
        let offered = Some((row.map(|row| row.key), offer.clone()));
        Entry { action: Some(offer.action), label, why, offer: offered, place: None, tones: false }
    });
    let play = app.room.is_some().then_some(Action::Play);
    let plain = play.into_iter().chain(EVERYWHERE).map(|action| {
        let label = action.label(app.lang).to_owned();
        Entry { action: Some(action), label, why: None, offer: None, place: None, tones: false }
    });
    let places = app.places.then_some(Place::ALL).into_iter().flatten().map(|place| {
        let label = place.label(app.lang);
        Entry { action: None, label, why: None, offer: None, place: Some(place), tones: false }
    });
    offers.chain(tones(app, screen)).chain(plain).chain(places).collect()
}

/// At the calling, where tones can be heard: the switch for them.
fn tones(app: &App, screen: &Screen) -> Option<Entry> {
    let on = app.tones.on().filter(|_| matches!(screen.work, Work::Calling(_)))?;
    let say = Say(app.lang);
    let label = if on { say.tones_off() } else { say.tones_on() };
    Some(Entry { action: None, label, why: None, offer: None, place: None, tones: true })
}
