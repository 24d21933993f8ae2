//! The chair announces who is elected; for seats that stay open the lawful ways on are listed with reasons, the chair
//! chooses, and the choice is recorded (rules §7, §8).

mod offers;
mod shown;
mod stand;
mod ways;
mod words;

pub(crate) use shown::reasons;
pub use shown::state_text;
pub(crate) use stand::candidates;
pub use ways::{Ground, WayOn};
pub(crate) use ways::{fill_fewer, may_vote, still_open};
pub(crate) use words::fewer_text;

use super::action::Action;
use super::floor::must;
use super::motion;
use super::order::RoundId;
use super::rehearsal::Room;
use super::round::Milestone;
use super::round::{self, Choice, RoundState};
use super::screen::{Fact, Offer, Screen, Tone, Work};
use super::text::written;
use super::wall::Wall;
use super::{Event as AnyEvent, Floor, Here, Kind, Rejection, Stamp};
use crate::domain::{Next, Nominee, Outcome, RoundKind};
use crate::locale::Lang;
use crate::messages;
use serde::{Deserialize, Serialize};

/// How many seats may stay open for the meeting to fill fewer (接近应选名额; the Regulation does not say how close).
pub const CLOSE: u32 = 1;

/// What can be asked here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// The chair announces the elected.
    Announce,
    /// Another round among those tied.
    HoldRunoff,
    /// A supplementary round; whether each name not elected stands, in the order of the form.
    HoldSupplementary {
        /// One answer for each name not elected, most votes first.
        stand: Vec<bool>,
    },
    /// The higher body is asked; the seats stay open for now.
    AskHigherBody {
        /// What was asked or answered.
        note: String,
    },
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// The chair announced the elected.
    Announced {
        /// The round.
        round: RoundId,
    },
    /// Another round was called.
    NextRoundChosen {
        /// The round that leads to it.
        round: RoundId,
        /// Why it is held.
        kind: RoundKind,
        /// Who stands.
        names: Vec<Nominee>,
    },
    /// The higher body is asked; the seats stay open.
    HigherBodyAsked {
        /// The round.
        round: RoundId,
        /// What was asked or answered.
        note: String,
    },
}

/// Nothing is kept here: the round keeps it.
pub type State = ();

messages! {
    /// Words of the announcement.
    struct Say {
        title { zh: "宣布当选", en: "Elected announced" }
        purpose { zh: "主持人宣布当选名单。名额没有选满时，程序列出合法的办法和理由，由主持人选定并记录。", en: "The chair announces the elected. If seats stay open, the lawful ways on are listed with their reasons; the chair chooses, and the choice is recorded." }
        act { zh: "宣布", en: "announce" }
        ask { zh: "宣布以后不能撤销。确定宣布吗？", en: "What is announced cannot be undone. Announce it?" }
        open { zh: "尚缺名额", en: "Seats open" }
        runoff_rule { zh: "得票相等，不能确定当选人", en: "level votes do not decide who is elected" }
        supplementary_rule { zh: "当选人数少于应选名额", en: "fewer are elected than seats" }
        vacant_rule { zh: "按照选举办法，名额空缺，不再投票", en: "by the procedure they stay vacant, with no further vote" }
    }
}

pub(crate) fn title(lang: Lang) -> String {
    Say(lang).title()
}

pub(crate) fn screen(here: Here<'_>, lang: Lang) -> Screen {
    let say = Say(lang);
    let mut screen = Screen { title: say.title(), purpose: say.purpose(), ..Screen::default() };
    let (Some(round), Some(outcome)) = (here.round(), outcome(here)) else { return screen };
    screen.work = Work::Table(shown::table(here, round, &outcome, lang));
    screen.why = reasons(here, lang);
    screen.aloud = words::aloud(here, round, &outcome, lang);
    if outcome.open > 0 {
        screen.facts.push(Fact::new(say.open(), outcome.open).rule(Tone::Warn, open_text(&outcome, say)));
    }
    if !round.announced() || outcome.open == 0 {
        screen.facts.splice(0..0, round::needed_fact(here.floor, round, lang));
    }
    if !round.announced() {
        screen.offers.push(Offer::command(Action::Confirm, say.act(), Command::Announce).ask(say.ask()));
        screen.offers.extend(super::signing::reopen_offer(here, lang));
        return screen;
    }
    offers::add(here, round, &outcome, lang, &mut screen);
    screen
}

/// Why seats stay open, in a few words.
fn open_text(outcome: &Outcome, say: Say) -> String {
    match &outcome.next {
        Next::Runoff { .. } => say.runoff_rule(),
        Next::Vacant { .. } => say.vacant_rule(),
        Next::Supplementary { .. } | Next::Complete => say.supplementary_rule(),
    }
}

fn outcome(here: Here<'_>) -> Option<Outcome> {
    here.round()?.outcome(here.floor.procedure())
}

pub(crate) fn ready(here: Here<'_>) -> Result<(), Rejection> {
    let round = here.round().ok_or(Rejection::NotAtThisStep)?;
    must(round.announced(), Rejection::NotAnnounced)?;
    let settled = round.choice.is_some();
    match outcome(here).map(|outcome| outcome.next) {
        Some(Next::Runoff { .. } | Next::Supplementary { .. }) if !settled => Err(Rejection::WayNotChosen),
        _ => Ok(()),
    }
}

pub(crate) fn decide(here: Here<'_>, command: &Command) -> Result<Vec<AnyEvent>, Rejection> {
    let round = here.item.round.ok_or(Rejection::NotAtThisStep)?;
    let event = match command.clone() {
        Command::Announce => Event::Announced { round },
        Command::AskHigherBody { note } => Event::HigherBodyAsked { round, note },
        Command::HoldRunoff => {
            let names = match outcome(here).map(|outcome| outcome.next) {
                Some(Next::Runoff { candidates, .. }) => candidates,
                _ => Vec::new(),
            };
            Event::NextRoundChosen { round, kind: RoundKind::Runoff, names }
        }
        Command::HoldSupplementary { stand } => {
            let standing = stand::may_stand_here(here).into_iter().zip(stand).filter(|(_, stands)| *stands);
            let names = standing.map(|(one, _)| one.nominee).collect();
            Event::NextRoundChosen { round, kind: RoundKind::Supplementary, names }
        }
    };
    Ok(vec![event.into()])
}

pub(crate) fn admit(floor: &Floor, event: &Event) -> Result<(), Rejection> {
    match event {
        Event::Announced { round } => {
            let round = round::current(floor, Kind::Announce, *round)?;
            must(round.has(Milestone::Reported), Rejection::NotReported)?;
            must(!round.announced(), Rejection::AlreadyDone)
        }
        Event::NextRoundChosen { round, kind, names } => {
            let state = open_round(floor, *round)?;
            stand::may_follow(floor, state, *kind, names)
        }
        Event::HigherBodyAsked { round, note } => {
            written(note)?;
            ways::must_be_lawful(floor, open_round(floor, *round)?, WayOn::HigherBody)
        }
    }
}

/// The announced round, if seats stay open and nothing has been chosen yet.
fn open_round(floor: &Floor, id: RoundId) -> Result<&RoundState, Rejection> {
    let here = floor.here().ok_or(Rejection::MeetingClosed)?;
    let round = round::current(floor, Kind::Announce, id)?;
    must(round.announced(), Rejection::NotAnnounced)?;
    must(ready(here) == Err(Rejection::WayNotChosen), Rejection::AlreadyDone)?;
    Ok(round)
}

pub(crate) fn apply(floor: &mut Floor, _: Stamp<'_>, event: &Event) {
    match event {
        Event::Announced { round } => {
            if let Some(round) = floor.rounds.get_mut(round) {
                round.reach(Milestone::Announced);
            }
        }
        Event::NextRoundChosen { round, kind, names } => round::follow(floor, *round, *kind, names),
        Event::HigherBodyAsked { round, note } => {
            if let Some(round) = floor.rounds.get_mut(round) {
                round.choice = Some(Choice::HigherBody(note.clone()));
            }
        }
    }
}

pub(crate) fn wall(here: Here<'_>) -> Wall {
    let (Some(round), Some(outcome)) = (here.round(), outcome(here)) else { return Wall::Agenda };
    if !round.announced() {
        return round::result_wall(here);
    }
    let names = round::elected_with(here.floor, round.id).into_iter().map(|nominee| nominee.name).collect();
    Wall::Elected {
        office: round.office.clone(),
        names,
        open: outcome.open,
        still: still_open(here.floor, round),
    }
}

pub(crate) fn play(here: Here<'_>, room: &Room) -> Option<super::Command> {
    let round = here.round()?;
    if !round.announced() {
        return Some(Command::Announce.into());
    }
    if ready(here).is_ok() {
        return None;
    }
    let lawful = |way| ways::must_be_lawful(here.floor, round, way).is_ok();
    match outcome(here)?.next {
        Next::Runoff { .. } => Some(Command::HoldRunoff.into()),
        Next::Supplementary { .. } if lawful(WayOn::Supplementary) => {
            let all = stand::may_stand_here(here).len();
            let stands = stand::least(&outcome(here)?, all);
            let stand = (0..all).map(|at| at < stands).collect();
            Some(Command::HoldSupplementary { stand }.into())
        }
        _ if lawful(WayOn::HigherBody) => Some(Command::AskHigherBody { note: room.asks() }.into()),
        _ => motion::play(here, room),
    }
}
