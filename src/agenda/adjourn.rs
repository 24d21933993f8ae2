//! Adjourning, and sealing the record: nothing can be added to it afterwards.

use super::action::Action;
use super::floor::must;
use super::order::Body;
use super::plan::PlannedContest;
use super::rehearsal::Room;
use super::round::Choice;
use super::screen::{Aloud, Fact, Offer, Screen, Speaker, Tone};
use super::wall::Wall;
use super::{Event as AnyEvent, Floor, Here, Kind, Rejection, Stamp, course};
use crate::domain::Next;
use crate::locale::Lang;
use crate::messages;
use serde::{Deserialize, Serialize};

/// What can be asked here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Adjourn and seal the record.
    Seal,
}

/// Nothing of its own: that the meeting is sealed belongs to its course.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {}

/// Nothing is kept.
pub type State = ();

messages! {
    /// Words of adjourning.
    struct Say {
        title { zh: "散会", en: "Adjourn" }
        purpose { zh: "宣布散会，封存会议记录。封存后不能再改动，也不能再撤销；会议记录和报告随后从记录生成。", en: "Adjourn and seal the record. After that nothing can be changed or taken back; the minutes and reports are made from it." }
        seal { zh: "宣布散会并封存记录", en: "adjourn and seal the record" }
        question { zh: "封存后不能再改动。再按一次确认封存。", en: "Nothing can be changed after sealing. Press again to seal." }
        present { zh: "实到会有选举权", en: "Voters present" }
        due(due: u32) { zh: "应到会 {due} 人", en: "{due} due" }
        elected(names: &str) { zh: "当选：{names}", en: "elected: {names}" }
        nobody { zh: "没有当选人", en: "nobody elected" }
        left_open(open: u32) { zh: "空缺 {open} 名，已决定怎么办", en: "{open} seat(s) left open, as decided" }
        say_close { zh: "本次大会已经完成全部议程。选举结果将按规定报上级党组织。现在散会。", en: "The meeting has finished its agenda. The result will be reported to the higher body as the rules ask. The meeting is adjourned." }
    }
}

pub(crate) fn title(lang: Lang) -> String {
    Say(lang).title()
}

pub(crate) fn screen(here: Here<'_>, lang: Lang) -> Screen {
    let say = Say(lang);
    let offer = match may_seal(here) {
        Ok(()) => Offer::command(Action::Confirm, say.seal(), Command::Seal).ask(say.question()),
        Err(why) => Offer::not_yet(Action::Confirm, say.seal(), why.what(lang)),
    };
    let aloud = |text| Aloud { speaker: Speaker::Chair, text };
    let words = if here.item.text.is_empty() { vec![say.say_close()] } else { here.item.text.clone() };
    Screen {
        title: course::item_title(here.item, lang),
        purpose: say.purpose(),
        facts: facts(here.floor, lang),
        aloud: words.into_iter().map(aloud).collect(),
        offers: vec![offer],
        ..Screen::default()
    }
}

/// What the meeting comes to: who is elected and how many were here.
fn facts(floor: &Floor, lang: Lang) -> Vec<Fact> {
    let say = Say(lang);
    let roll = floor.roll(Body::Branch);
    let mut facts = vec![Fact::new(say.present(), roll.present()).rule(Tone::Plain, say.due(roll.due()))];
    facts.extend(held(floor).map(|contest| elected_fact(floor, contest, lang)));
    facts
}

fn elected_fact(floor: &Floor, contest: &PlannedContest, lang: Lang) -> Fact {
    let say = Say(lang);
    let names = lang.list(floor.elected(contest.id).iter().map(|member| floor.name(*member)));
    let text = if names.is_empty() { say.nobody() } else { say.elected(&names) };
    let (tone, rule) = match (open(floor, contest), unfinished(floor, contest)) {
        (0, _) => (Tone::Good, String::new()),
        (_, Some(why)) => (Tone::Bad, why.what(lang)),
        (open, None) => (Tone::Warn, say.left_open(open)),
    };
    Fact::new(super::round::office_text(&contest.office, lang), text).rule(tone, rule)
}

/// The contests that the agenda holds.
fn held(floor: &Floor) -> impl Iterator<Item = &PlannedContest> {
    floor.plan.contests.iter().filter(|contest| floor.order.last_round(contest.id).is_some())
}

fn open(floor: &Floor, contest: &PlannedContest) -> u32 {
    contest.seats.saturating_sub(super::attendance::count(floor.elected(contest.id).iter()))
}

/// Why a contest is not finished: seats are open, and nobody decided that they stay so.
fn unfinished(floor: &Floor, contest: &PlannedContest) -> Option<Rejection> {
    let last = super::round::of_contest(floor, contest.id).last();
    let decided =
        last.is_some_and(|round| matches!(round.choice, Some(Choice::FewerSeats | Choice::HigherBody(_))));
    let outcome = last.and_then(|round| round.outcome(floor.procedure()));
    let vacant = outcome.is_some_and(|outcome| matches!(outcome.next, Next::Vacant { .. }));
    (open(floor, contest) > 0 && !decided && !vacant).then_some(Rejection::ContestOpen)
}

pub(crate) fn ready(here: Here<'_>) -> Result<(), Rejection> {
    may_seal(here)?;
    Err(Rejection::NotSealed)
}

pub(crate) fn decide(here: Here<'_>, command: &Command) -> Result<Vec<AnyEvent>, Rejection> {
    let Command::Seal = command;
    Ok(vec![course::Event::Sealed { digest: here.floor.digest() }.into()])
}

pub(crate) fn admit(_: &Floor, event: &Event) -> Result<(), Rejection> {
    match *event {}
}

pub(crate) fn apply(_: &mut Floor, _: Stamp<'_>, event: &Event) {
    match *event {}
}

pub(crate) fn wall(_: Here<'_>) -> Wall {
    Wall::Agenda
}

pub(crate) fn play(here: Here<'_>, _: &Room) -> Option<super::Command> {
    may_seal(here).ok().map(|()| Command::Seal.into())
}

/// Whether the record can be sealed: the meeting stands at its end, and every contest is finished or decided to stay open.
pub(crate) fn may_seal(here: Here<'_>) -> Result<(), Rejection> {
    must(here.item.kind == Kind::Adjourn, Rejection::NotAtThisStep)?;
    held(here.floor).find_map(|contest| unfinished(here.floor, contest)).map_or(Ok(()), Err)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::RoundId;
    use crate::agenda::course::Closed;
    use crate::agenda::sample::{COMMITTEE, act, at, play_item, put};

    #[test]
    fn the_whole_agenda_plays_to_the_seal() {
        let mut floor = at(Kind::Adjourn);
        assert_eq!(floor.here().map(ready), Some(Err(Rejection::NotSealed)));
        let screen = super::super::screen(&floor, Lang::Zh).expect("a screen");
        assert!(screen.offers[0].confirm.is_some());
        assert!(screen.facts[1].value.contains("王建华、李建华、陈明远"));
        play_item(&mut floor);
        assert!(matches!(floor.course.closed, Some(Closed::Sealed { .. })));
        assert_eq!(act(&mut floor, Command::Seal), Err(Rejection::MeetingClosed));
    }

    #[test]
    fn an_open_seat_must_be_decided_before_the_seal() {
        let mut floor = at(Kind::Adjourn);
        let id = RoundId { contest: COMMITTEE, round: 0 };
        floor.rounds.get_mut(&id).expect("a round").reopen(
            "重新核对",
            crate::agenda::round::Announced::default(),
            0,
        );
        assert_eq!(act(&mut floor, Command::Seal), Err(Rejection::ContestOpen));
        floor.rounds.get_mut(&id).expect("a round").choice = Some(Choice::FewerSeats);
        assert_eq!(act(&mut floor, Command::Seal), Ok(()));
    }

    #[test]
    fn nobody_seals_early_or_with_another_digest() {
        let mut floor = at(Kind::Motion);
        assert_eq!(act(&mut floor, Command::Seal), Err(Rejection::NotAtThisStep));
        let mut floor = at(Kind::Adjourn);
        let other = course::Event::Sealed { digest: "0".repeat(64) };
        assert_eq!(put(&mut floor, other), Err(Rejection::DigestDiffers));
    }
}
