//! The second count of voters: 实到会有选举权人数, the base of the round (rules §2).
//!
//! Taken just before papers are handed out; retaken and replaced as often as needed until the first paper is issued, then
//! frozen: a latecomer gets no paper in this round, somebody who leaves stays in the base.

use super::action::Action;
use super::floor::must;
use super::order::{Body, RoundId};
use super::rehearsal::Room;
use super::round::{Base, RoundState};
use super::screen::{Aloud, Answer, Answers, Fact, Field, FieldKind, Form, Offer, Screen, Speaker, Tone};
use super::wall::Wall;
use super::{Event as AnyEvent, Floor, Here, Rejection, Stamp};
use super::{candidate_list, officials, procedure};
use crate::locale::Lang;
use crate::messages;
use serde::{Deserialize, Serialize};

/// What can be asked here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// So many voters were counted in the room.
    Count {
        /// The number.
        present: u32,
    },
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// The voters in the room were counted: the base of the round.
    Counted {
        /// The round.
        round: RoundId,
        /// Voters due.
        due: u32,
        /// Voters present.
        present: u32,
    },
}

/// Nothing is kept here: the round keeps it.
pub type State = ();

messages! {
    /// Words of the second count.
    struct Say {
        title { zh: "再次清点人数", en: "Second count" }
        purpose { zh: "发票之前再清点一次。这个数是本轮计算半数的基数，发出第一张选票以后不再变。清点与登记不一致时，先用 F3 登记到会、离会。", en: "Count once more before papers are handed out. This number is the base of the round and is frozen with the first paper. If it differs from the roll, record who came or left first (F3)." }
        act { zh: "填写清点人数", en: "enter the count" }
        again { zh: "重新清点", en: "count again" }
        agrees(present: u32) { zh: "清点无误：{present} 人", en: "counted: {present}, as on the roll" }
        field { zh: "实到会有选举权人数", en: "Voters present" }
        marked(present: u32) { zh: "登记到会 {present} 人", en: "{present} on the roll" }
        base { zh: "本轮基数", en: "Base of the round" }
        to_elect(needed: u32, fewer: u32, more: u32) { zh: "当选至少 {needed} 票（少 1 人为 {fewer} 票，多 1 人为 {more} 票）", en: "{needed} vote(s) elect ({fewer} with one fewer present, {more} with one more)" }
        to_elect_quorum(needed: u32, more: u32) { zh: "当选至少 {needed} 票（少 1 人就不足规定人数，不能投票；多 1 人为 {more} 票）", en: "{needed} vote(s) elect (one fewer present would break the quorum; {more} with one more)" }
        to_elect_quorum_all(needed: u32) { zh: "当选至少 {needed} 票（应到的都到了；少 1 人就不足规定人数，不能投票）", en: "{needed} vote(s) elect (all who are due are here; one fewer present would break the quorum)" }
        to_elect_all(needed: u32, fewer: u32) { zh: "当选至少 {needed} 票（应到的都到了；少 1 人为 {fewer} 票）", en: "{needed} vote(s) elect (all who are due are here; {fewer} with one fewer)" }
        say_short(due: u32, present: u32, missing: u32) { zh: "应到会有选举权的党员 {due} 名，现在实到 {present} 名，还差 {missing} 名，不足规定人数，不能投票。我们等一等还在路上的同志；等不到的，大会延期。", en: "{due} voters are due and {present} are present, {missing} too few: we cannot vote. We wait for those on their way; if they do not come, the meeting is postponed." }
        ways { zh: "怎么办", en: "What can be done" }
        ways_rule { zh: "等候：有人到会用 F3 登记；不能等的，Ctrl+Y 宣布延期", en: "wait: F3 records who comes; or postpone the meeting with Ctrl+Y" }
        ask { zh: "投票之前，再次清点到会人数。请工作人员清点。", en: "Before we vote, the voters present are counted once more. Please count." }
        say_count(due: u32, present: u32, needed: u32) { zh: "应到会有选举权的党员 {due} 名，现在实到 {present} 名，符合规定人数，可以投票。当选须得赞成票 {needed} 票以上（含 {needed} 票）。", en: "{due} voters are due and {present} are present: the vote can be held. {needed} approvals or more elect." }
        say_again(was: u32, now: u32) { zh: "刚才清点实到 {was} 名，有人到会或离会，现在登记实到 {now} 名。请再清点一次。", en: "{was} were counted; somebody has come or left since, and {now} are present by the roll. Please count once more." }
        say_runoff(due: u32, present: u32) { zh: "应到会有选举权的党员 {due} 名，现在实到 {present} 名，符合规定人数，可以再次投票。得票多的当选。", en: "{due} voters are due and {present} are present: the vote can be held. The most votes win." }
    }
}

pub(crate) fn title(lang: Lang) -> String {
    Say(lang).title()
}

pub(crate) fn screen(here: Here<'_>, lang: Lang) -> Screen {
    let say = Say(lang);
    let mut screen = Screen { title: say.title(), purpose: say.purpose(), ..Screen::default() };
    screen.facts = super::roll_call::facts(here.floor, here.roll(), lang);
    screen.offers = offers(here, lang);
    let text = match here.round().and_then(|round| Some((round, current_base(here)?))) {
        None => short(here, say, &mut screen).unwrap_or_else(|| ask(here, say)),
        Some((round, base)) => {
            let needed = round.needed(here.floor.procedure());
            let rule = needed.map_or_else(String::new, |needed| nearby(here, round, needed, say));
            screen.facts.push(Fact::new(say.base(), base.present).rule(Tone::Strong, rule));
            let runoff = || say.say_runoff(base.due, base.present);
            needed.map_or_else(runoff, |needed| say.say_count(base.due, base.present, needed))
        }
    };
    screen.aloud = vec![Aloud { speaker: Speaker::Chair, text }];
    screen
}

/// The voters are to be counted, or counted again: the roll has changed since.
fn ask(here: Here<'_>, say: Say) -> String {
    let before = here.round().and_then(|round| round.base);
    before.map_or_else(|| say.ask(), |base| say.say_again(base.present, here.roll().present()))
}

/// Too few are here: the words and the ways on.
fn short(here: Here<'_>, say: Say, screen: &mut Screen) -> Option<String> {
    let (due, present) = (here.roll().due(), here.roll().present());
    let missing =
        here.floor.procedure().quorum.needed(due).checked_sub(present).filter(|missing| *missing > 0)?;
    screen.facts.push(Fact::new(say.ways(), "").rule(Tone::Warn, say.ways_rule()));
    Some(say.say_short(due, present, missing))
}

/// What elects, and what one voter more or less would change; at the edge of the quorum one fewer ends the vote.
fn nearby(here: Here<'_>, round: &RoundState, needed: u32, say: Say) -> String {
    let procedure = here.floor.procedure();
    let turnout = round.turnout();
    let (fewer, more) = procedure.majority.needed_nearby(turnout, round.tally.valid);
    let one_fewer = turnout.present.saturating_sub(1);
    match procedure.quorum.met(one_fewer, turnout.due) {
        true if turnout.present == turnout.due => say.to_elect_all(needed, fewer),
        true => say.to_elect(needed, fewer, more),
        false if turnout.present == turnout.due => say.to_elect_quorum_all(needed),
        false => say.to_elect_quorum(needed, more),
    }
}

fn offers(here: Here<'_>, lang: Lang) -> Vec<Offer> {
    let say = Say(lang);
    if current_base(here).is_some() {
        return vec![Offer::form(Action::Edit, say.again(), form(here, lang))];
    }
    if let Err(why) = super::quorum::enough(here.floor, here.item.body) {
        return vec![Offer::not_yet(Action::Confirm, say.act(), why.what(lang))];
    }
    let present = here.roll().present();
    vec![
        Offer::form(Action::Confirm, say.act(), form(here, lang)),
        Offer::command(Action::Rest, say.agrees(present), Command::Count { present }),
    ]
}

/// The form for the count; offered at the later steps too, as long as no paper is out.
pub(crate) fn form(here: Here<'_>, lang: Lang) -> Form {
    let say = Say(lang);
    let hint = say.marked(here.roll().present());
    let field = Field { label: say.field(), hint, kind: FieldKind::Number(None) };
    let read = |_: u32, answers: &[Answer]| Ok(Command::Count { present: Answers(answers).number()? }.into());
    Form { title: say.title(), fields: vec![field], subject: 0, read }
}

/// The round's base, if the roll still agrees with it.
pub(crate) fn current_base(here: Here<'_>) -> Option<Base> {
    let base = here.round()?.base?;
    let same = base == Base { due: here.roll().due(), present: here.roll().present() };
    same.then_some(base)
}

pub(crate) fn ready(here: Here<'_>) -> Result<(), Rejection> {
    must(current_base(here).is_some(), Rejection::VotersNotCounted)
}

pub(crate) fn decide(here: Here<'_>, command: &Command) -> Result<Vec<AnyEvent>, Rejection> {
    let Command::Count { present } = *command;
    let round = here.item.round.ok_or(Rejection::NotAtThisStep)?;
    Ok(vec![Event::Counted { round, due: here.roll().due(), present }.into()])
}

pub(crate) fn admit(floor: &Floor, event: &Event) -> Result<(), Rejection> {
    let Event::Counted { round: id, due, present } = *event;
    let here = floor.here().filter(|here| here.item.round == Some(id)).ok_or(Rejection::NotAtThisStep)?;
    let round = here.round().ok_or(Rejection::NotAtThisStep)?;
    must(round.issued.is_none(), Rejection::BaseFrozen)?;
    must(prepared(here), Rejection::NotReadyToVote)?;
    let roll = here.roll();
    let (marked_due, marked) = (roll.due(), roll.present());
    must(due == marked_due, Rejection::PresentDiffers { counted: due, marked: marked_due })?;
    must(present == marked, Rejection::PresentDiffers { counted: present, marked })?;
    super::quorum::enough(floor, here.item.body)
}

/// Whether everything that a vote stands on was passed: procedure, candidate list, scrutineers and tellers.
fn prepared(here: Here<'_>) -> bool {
    let (floor, body) = (here.floor, here.item.body);
    let listed = here.item.round.is_some_and(|round| candidate_list::confirmed(floor, round.contest));
    let passed = procedure::adopted(floor) && listed;
    officials::passed(floor, body) && (body == Body::Committee || passed)
}

pub(crate) fn apply(floor: &mut Floor, _: Stamp<'_>, event: &Event) {
    let Event::Counted { round, due, present } = *event;
    if let Some(round) = floor.rounds.get_mut(&round) {
        round.base = Some(Base { due, present });
    }
}

pub(crate) fn wall(here: Here<'_>) -> Wall {
    let roll = here.roll();
    Wall::Attendance {
        due: roll.due(),
        present: roll.present(),
        needed: here.floor.procedure().quorum.needed(roll.due()),
        declared: current_base(here).is_some(),
    }
}

pub(crate) fn play(here: Here<'_>, _: &Room) -> Option<super::Command> {
    let missing = current_base(here).is_none();
    missing.then(|| Command::Count { present: here.roll().present() }.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::sample::{act, at};
    use crate::agenda::{Kind, course, roll_call};

    #[test]
    fn too_few_here_is_said_with_what_can_be_done() {
        let mut floor = at(Kind::Voters);
        let leaves = |member| course::Command::ComeOrGo(member, roll_call::Way::Leaves);
        while floor.here().unwrap().roll().present() > 30 {
            let roll = floor.here().unwrap().roll();
            let member = roll.roll.iter().copied().find(|member| {
                roll.presence(*member).here()
                    && floor.plan.member(*member).is_some_and(crate::domain::Member::may_vote)
            });
            act(&mut floor, leaves(member.unwrap())).unwrap();
        }
        for (lang, said, way) in [(Lang::Zh, "还差 1 名", "Ctrl+Y"), (Lang::En, "1 too few", "Ctrl+Y")] {
            let screen = screen(floor.here().unwrap(), lang);
            assert!(screen.aloud[0].text.contains(said), "{}", screen.aloud[0].text);
            assert!(screen.facts.last().unwrap().rule.contains(way));
        }
    }

    #[test]
    fn at_the_edge_of_the_quorum_one_fewer_ends_the_vote() {
        let mut floor = at(Kind::Voters);
        let id = floor.here().and_then(|here| here.item.round).unwrap();
        // Four fifths of 38 are 30.4: 31.
        for (present, edge) in [(32, false), (31, true)] {
            floor.rounds.get_mut(&id).unwrap().base = Some(Base { due: 38, present });
            for lang in [Lang::Zh, Lang::En] {
                let here = floor.here().unwrap();
                let round = here.round().unwrap();
                let rule = &nearby(here, round, round.needed(floor.procedure()).unwrap(), Say(lang));
                assert!(rule.contains(lang.pick("当选至少", "elect")), "{rule}");
                assert_eq!(
                    rule.contains(lang.pick("不足规定人数", "break the quorum")),
                    edge,
                    "{present}: {rule}"
                );
                assert_eq!(
                    rule.contains(lang.pick("少 1 人为", "with one fewer present, ")),
                    !edge,
                    "{rule}"
                );
            }
        }
        // Three of three, of whom four fifths are 2.4: 3.
        floor.rounds.get_mut(&id).unwrap().base = Some(Base { due: 3, present: 3 });
        let here = floor.here().unwrap();
        let round = here.round().unwrap();
        let rule = &nearby(here, round, round.needed(floor.procedure()).unwrap(), Say(Lang::En));
        assert!(rule.contains("break the quorum") && !rule.contains("one more"), "{rule}");
    }
}
