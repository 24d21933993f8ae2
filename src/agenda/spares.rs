//! The spare papers are voided in public (rules §6).

use super::action::Action;
use super::floor::must;
use super::order::RoundId;
use super::rehearsal::Room;
use super::round;
use super::round::Milestone;
use super::screen::{Aloud, Answer, Answers, Fact, Field, FieldKind, Form, Offer, Screen, Speaker};
use super::wall::Wall;
use super::{Event as AnyEvent, Floor, Here, Kind, Rejection, Stamp};
use crate::locale::Lang;
use crate::messages;
use serde::{Deserialize, Serialize};

/// What can be asked here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// So many spare papers were voided.
    Void {
        /// How many were counted.
        count: u32,
    },
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// The spare papers were counted and voided in public.
    Voided {
        /// The round.
        round: RoundId,
        /// How many.
        count: u32,
    },
}

/// Nothing is kept here: the round keeps it.
pub type State = ();

messages! {
    /// Words of voiding the spares.
    struct Say {
        title { zh: "剩余选票作废", en: "Spares voided" }
        purpose { zh: "数一数剩下的备用票，与账上一致后当众作废。", en: "Count the spare papers; when the number is right, void them in public." }
        act { zh: "填写作废张数", en: "enter the spares" }
        agrees(spare: u32) { zh: "剩余 {spare} 张，当众作废", en: "{spare} spares voided in public" }
        field { zh: "剩余选票", en: "Spare papers" }
        by_account(spare: u32) { zh: "账上应有 {spare} 张", en: "there should be {spare}" }
        words(spare: u32) { zh: "剩余的备用选票 {spare} 张，现在当众作废。", en: "The {spare} spare papers are voided now in front of everybody." }
    }
}

pub(crate) fn title(lang: Lang) -> String {
    Say(lang).title()
}

pub(crate) fn screen(here: Here<'_>, lang: Lang) -> Screen {
    let say = Say(lang);
    let mut screen = Screen { title: say.title(), purpose: say.purpose(), ..Screen::default() };
    let Some(round) = here.round() else { return screen };
    let spare = round.papers.spare;
    screen.facts = round::facts(here.floor, round, lang);
    screen.facts.push(Fact::new(say.field(), spare));
    screen.aloud = vec![Aloud { speaker: Speaker::Scrutineer, text: say.words(spare) }];
    if !round.has(Milestone::SparesVoided) {
        screen.offers = vec![
            Offer::form(Action::Confirm, say.act(), form(spare, lang)),
            Offer::command(Action::Rest, say.agrees(spare), Command::Void { count: spare }),
        ];
    }
    screen
}

fn form(spare: u32, lang: Lang) -> Form {
    let say = Say(lang);
    let field = Field { label: say.field(), hint: say.by_account(spare), kind: FieldKind::Number(None) };
    let read = |_: u32, answers: &[Answer]| Ok(Command::Void { count: Answers(answers).number()? }.into());
    Form { title: say.title(), fields: vec![field], subject: 0, read }
}

pub(crate) fn ready(here: Here<'_>) -> Result<(), Rejection> {
    must(here.round().is_some_and(|round| round.has(Milestone::SparesVoided)), Rejection::SparesNotVoided)
}

pub(crate) fn decide(here: Here<'_>, command: &Command) -> Result<Vec<AnyEvent>, Rejection> {
    let Command::Void { count } = *command;
    let round = here.item.round.ok_or(Rejection::NotAtThisStep)?;
    Ok(vec![Event::Voided { round, count }.into()])
}

pub(crate) fn admit(floor: &Floor, event: &Event) -> Result<(), Rejection> {
    let Event::Voided { round, count } = *event;
    let round = round::current(floor, Kind::Spares, round)?;
    must(!round.has(Milestone::SparesVoided), Rejection::AlreadyDone)?;
    let spare = round.papers.spare;
    must(count == spare, Rejection::SparesDiffer { counted: count, spare })
}

pub(crate) fn apply(floor: &mut Floor, _: Stamp<'_>, event: &Event) {
    let Event::Voided { round, .. } = event;
    if let Some(round) = floor.rounds.get_mut(round) {
        round.reach(Milestone::SparesVoided);
    }
}

pub(crate) fn wall(here: Here<'_>) -> Wall {
    round::papers_wall(here)
}

pub(crate) fn play(here: Here<'_>, _: &Room) -> Option<super::Command> {
    let round = here.round().filter(|round| !round.has(Milestone::SparesVoided))?;
    Some(Command::Void { count: round.papers.spare }.into())
}
