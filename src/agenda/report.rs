//! The scrutineer reports the result to the meeting (rules §8).

use super::action::Action;
use super::floor::must;
use super::order::RoundId;
use super::rehearsal::Room;
use super::round::{self, Milestone, RoundState};
use super::screen::{Aloud, Offer, Screen, Speaker, Table, Tone, Work};
use super::wall::Wall;
use super::{Event as AnyEvent, Floor, Here, Kind, Rejection, Stamp};
use crate::domain::procedure::ReportOrder;
use crate::domain::{Place, Turnout};
use crate::locale::Lang;
use crate::messages;
use serde::{Deserialize, Serialize};

/// What can be asked here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// The scrutineer has reported.
    Report,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// The scrutineer reported the result.
    Reported {
        /// The round.
        round: RoundId,
    },
}

/// Nothing is kept here: the round keeps it.
pub type State = ();

messages! {
    /// Words of the step.
    struct Say {
        title { zh: "报告计票结果", en: "Result reported" }
        purpose { zh: "监票人照着念：应到、实到、发出、收回、有效、无效，然后是每个人的得票。报告之后，结果才上墙。", en: "The scrutineer reads: due, present, issued, collected, valid, invalid, then every name with its votes. Nothing of the result is on the wall before." }
        act { zh: "已报告，结果上墙", en: "reported: show the result" }
        name { zh: "姓名", en: "Name" }
        approve { zh: "赞成", en: "Yes" }
        against { zh: "不赞成", en: "No" }
        abstain { zh: "弃权", en: "Abstain" }
        written { zh: "（另选）", en: " (w-in)" }
        head(due: u32, present: u32, issued: u32, collected: u32, valid: u32, invalid: u32) { zh: "现在报告计票结果：应到会有选举权的党员 {due} 名，实到 {present} 名；发出选票 {issued} 张，收回 {collected} 张，有效票 {valid} 张，无效票 {invalid} 张。", en: "The result: {due} voters due, {present} present; {issued} papers issued, {collected} collected, {valid} valid, {invalid} invalid." }
        line(name: &str, approve: u32, against: u32, abstain: u32) { zh: "{name}：赞成 {approve} 票，不赞成 {against} 票，弃权 {abstain} 票。", en: "{name}: {approve} yes, {against} no, {abstain} abstained." }
        written_line(name: &str, approve: u32) { zh: "另选 {name}：{approve} 票。", en: "Written in, {name}: {approve} vote(s)." }
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
    screen.aloud = vec![Aloud { speaker: Speaker::Scrutineer, text: spoken(here, lang) }];
    if !round.has(Milestone::Reported) {
        screen.offers.push(Offer::command(Action::Confirm, say.act(), Command::Report));
    }
    screen.work = Work::Table(table(here, lang));
    screen.why = super::announce::reasons(here, lang);
    screen.offers.extend(super::signing::reopen_offer(here, lang));
    screen
}

pub(crate) fn ready(here: Here<'_>) -> Result<(), Rejection> {
    must(here.round().is_some_and(|round| round.has(Milestone::Reported)), Rejection::NotReported)
}

pub(crate) fn decide(here: Here<'_>, command: &Command) -> Result<Vec<AnyEvent>, Rejection> {
    let Command::Report = command;
    let round = here.item.round.ok_or(Rejection::NotAtThisStep)?;
    Ok(vec![Event::Reported { round }.into()])
}

pub(crate) fn admit(floor: &Floor, event: &Event) -> Result<(), Rejection> {
    let Event::Reported { round } = event;
    let round = round::current(floor, Kind::Report, *round)?;
    must(!round.signed.is_empty(), Rejection::SheetNotSigned)?;
    must(!round.has(Milestone::Reported), Rejection::AlreadyDone)
}

pub(crate) fn apply(floor: &mut Floor, _: Stamp<'_>, event: &Event) {
    let Event::Reported { round } = event;
    if let Some(round) = floor.rounds.get_mut(round) {
        round.reach(Milestone::Reported);
    }
}

pub(crate) fn wall(here: Here<'_>) -> Wall {
    round::result_wall(here)
}

pub(crate) fn play(here: Here<'_>, _: &Room) -> Option<super::Command> {
    ready(here).is_err().then(|| Command::Report.into())
}

/// The names of the result in the order in which they are reported: by votes, or as on the paper.
pub fn places(floor: &Floor, round: &RoundState) -> Vec<Place> {
    let procedure = floor.procedure();
    let Some(outcome) = round.outcome(procedure) else { return Vec::new() };
    match procedure.report_order {
        ReportOrder::Paper => outcome.places,
        ReportOrder::Votes => outcome.places_by_votes().into_iter().cloned().collect(),
    }
}

/// The result in columns.
pub(crate) fn table(here: Here<'_>, lang: Lang) -> Table {
    let say = Say(lang);
    let procedure = here.floor.procedure();
    let outcome = here.round().and_then(|round| round.outcome(procedure));
    let row = |place: Place| {
        let (sums, name) = (place.sums, place.nominee.name.as_str());
        let change = outcome
            .as_ref()
            .map(|outcome| round::sway_text(outcome, outcome.rule.tie(procedure), &place.nominee, lang));
        let cells = if place.printed {
            [name.to_owned(), sums.approve.to_string(), sums.against.to_string(), sums.abstain.to_string()]
        } else {
            [format!("{name}{}", say.written()), sums.approve.to_string(), String::new(), String::new()]
        };
        (Tone::Plain, cells.into_iter().chain(change).collect())
    };
    let header = vec![say.name(), say.approve(), say.against(), say.abstain(), round::sway_heading(lang)];
    let places = here.round().map(|round| places(here.floor, round)).unwrap_or_default();
    Table { header, rows: places.into_iter().map(row).collect() }
}

fn spoken(here: Here<'_>, lang: Lang) -> String {
    let say = Say(lang);
    let Some(round) = here.round() else { return String::new() };
    let Turnout { due, present, issued, collected } = round.turnout();
    let head = say.head(due, present, issued, collected, round.tally.valid, round.tally.invalid);
    let mut text = vec![head];
    for place in places(here.floor, round) {
        let (name, sums) = (place.nominee.name, place.sums);
        text.push(if place.printed {
            say.line(name.as_str(), sums.approve, sums.against, sums.abstain)
        } else {
            say.written_line(name.as_str(), sums.approve)
        });
    }
    lang.sentences(text)
}
