//! The box is shown empty and sealed, before any paper is handed out.

use super::action::Action;
use super::floor::must;
use super::order::RoundId;
use super::rehearsal::Room;
use super::round;
use super::round::Milestone;
use super::screen::{Aloud, Offer, Screen, Speaker};
use super::wall::Wall;
use super::{Event as AnyEvent, Floor, Here, Kind, Rejection, Stamp};
use crate::locale::Lang;
use crate::messages;
use serde::{Deserialize, Serialize};

/// What can be asked here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// The box was shown empty and is sealed.
    Seal,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// The scrutineers showed the box empty and sealed it.
    ShownAndSealed {
        /// The round.
        round: RoundId,
    },
}

/// Nothing is kept here: the round keeps it.
pub type State = ();

messages! {
    /// Words of the step.
    struct Say {
        title { zh: "检查票箱", en: "Ballot box" }
        purpose { zh: "监票人当众打开票箱，确认是空的，然后加封。", en: "The scrutineers open the box in front of everybody, show that it is empty, and seal it." }
        act { zh: "票箱已查看、加封", en: "box shown and sealed" }
        words { zh: "请监票人当众检查票箱。（检查）票箱是空的，现在加封。", en: "The scrutineers now show the box. (They do.) The box is empty; it is sealed now." }
    }
}

pub(crate) fn title(lang: Lang) -> String {
    Say(lang).title()
}

pub(crate) fn screen(here: Here<'_>, lang: Lang) -> Screen {
    let say = Say(lang);
    let mut screen = Screen { title: say.title(), purpose: say.purpose(), ..Screen::default() };
    let Some(round) = here.round() else { return screen };
    screen.facts = round::facts(here.floor, round, lang);
    screen.aloud = vec![Aloud { speaker: Speaker::Chair, text: say.words() }];
    if !round.has(Milestone::BoxSealed) {
        screen.offers.push(Offer::command(Action::Confirm, say.act(), Command::Seal));
    }
    screen
}

pub(crate) fn ready(here: Here<'_>) -> Result<(), Rejection> {
    must(here.round().is_some_and(|round| round.has(Milestone::BoxSealed)), Rejection::BoxNotSealed)
}

pub(crate) fn decide(here: Here<'_>, command: &Command) -> Result<Vec<AnyEvent>, Rejection> {
    let Command::Seal = command;
    let round = here.item.round.ok_or(Rejection::NotAtThisStep)?;
    Ok(vec![Event::ShownAndSealed { round }.into()])
}

pub(crate) fn admit(floor: &Floor, event: &Event) -> Result<(), Rejection> {
    let Event::ShownAndSealed { round } = event;
    let round = round::current(floor, Kind::BallotBox, *round)?;
    must(!round.has(Milestone::BoxSealed), Rejection::AlreadyDone)
}

pub(crate) fn apply(floor: &mut Floor, _: Stamp<'_>, event: &Event) {
    let Event::ShownAndSealed { round } = event;
    if let Some(round) = floor.rounds.get_mut(round) {
        round.reach(Milestone::BoxSealed);
    }
}

pub(crate) fn wall(here: Here<'_>) -> Wall {
    round::papers_wall(here)
}

pub(crate) fn play(here: Here<'_>, _: &Room) -> Option<super::Command> {
    ready(here).is_err().then(|| Command::Seal.into())
}
