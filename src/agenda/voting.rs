//! Voters fill in their papers and cast them; scrutineers first, then in turn.

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
    /// Everybody has cast: voting is over.
    Close,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// Voting was declared over.
    Closed {
        /// The round.
        round: RoundId,
    },
}

/// Nothing is kept here: the round keeps it.
pub type State = ();

messages! {
    /// Words of the step.
    struct Say {
        title { zh: "填写和投票", en: "Voting" }
        purpose { zh: "监票人、计票人先投，其他人依次投票。投完后宣布投票结束。", en: "Scrutineers and tellers cast first, then the others in turn. Declare the voting over when all have cast." }
        act { zh: "宣布投票结束", en: "declare the voting over" }
        words { zh: "现在填写选票。（填写完毕）请监票人、计票人先投票，其他同志依次投票。（投票完毕）还有没有没投票的？没有。投票结束。", en: "Please fill in your papers. (Done.) Scrutineers and tellers cast first, then everybody in turn. (Done.) Has everybody cast? The voting is over." }
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
    if !round.has(Milestone::Voted) {
        screen.offers.push(Offer::command(Action::Confirm, say.act(), Command::Close));
    }
    screen.offers.extend(super::issue::replace_offer(here, lang));
    screen
}

pub(crate) fn ready(here: Here<'_>) -> Result<(), Rejection> {
    must(here.round().is_some_and(|round| round.has(Milestone::Voted)), Rejection::VotingNotOver)
}

pub(crate) fn decide(here: Here<'_>, command: &Command) -> Result<Vec<AnyEvent>, Rejection> {
    let Command::Close = command;
    let round = here.item.round.ok_or(Rejection::NotAtThisStep)?;
    Ok(vec![Event::Closed { round }.into()])
}

pub(crate) fn admit(floor: &Floor, event: &Event) -> Result<(), Rejection> {
    let Event::Closed { round } = event;
    let round = round::current(floor, Kind::Voting, *round)?;
    must(!round.has(Milestone::Voted), Rejection::AlreadyDone)
}

pub(crate) fn apply(floor: &mut Floor, _: Stamp<'_>, event: &Event) {
    let Event::Closed { round } = event;
    if let Some(round) = floor.rounds.get_mut(round) {
        round.reach(Milestone::Voted);
    }
}

pub(crate) fn wall(here: Here<'_>) -> Wall {
    round::papers_wall(here)
}

pub(crate) fn play(here: Here<'_>, _: &Room) -> Option<super::Command> {
    ready(here).is_err().then(|| Command::Close.into())
}
