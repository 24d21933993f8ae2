//! The quorum is declared (rules §2; the Regulation: not fewer than four fifths of those due).

use super::action::Action;
use super::floor::must;
use super::order::Body;
use super::rehearsal::Room;
use super::screen::{Aloud, Offer, Screen, Speaker};
use super::wall::Wall;
use super::{Event as AnyEvent, Floor, Here, Kind, Rejection, Stamp};
use crate::domain::{Comparison, Fraction, Threshold};
use crate::locale::Lang;
use crate::messages;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What can be asked about the quorum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Declare that enough are here.
    Declare,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// The chair declared that enough are here; both numbers as they were.
    Declared {
        /// Which body.
        body: Body,
        /// Voters due.
        due: u32,
        /// Voters present.
        present: u32,
    },
}

/// What was declared, by body.
pub type State = BTreeMap<Body, Declared>;

/// A declared quorum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Declared {
    /// Voters due.
    pub due: u32,
    /// Voters present.
    pub present: u32,
}

messages! {
    /// Words of the quorum.
    struct Say {
        title { zh: "宣布到会人数", en: "Quorum" }
        purpose { zh: "实到会有选举权的人数达到应到会的五分之四，才可以选举。不足时只有两条路：等候，或宣布延期。", en: "Four fifths of the voters due must be here to elect. If they are not, wait, or postpone." }
        declare { zh: "宣布符合规定人数", en: "declare the quorum" }
        reached(due: u32, absent: u32, present: u32, relation: &str) { zh: "本次大会应到会有选举权的党员 {due} 名，未到 {absent} 名，实到 {present} 名，{relation}应到会人数的五分之四，符合规定，可以进行选举。", en: "{due} voters are due, {absent} are absent, {present} are present: {relation} four fifths of those due. The election can be held." }
        more { zh: "超过", en: "more than" }
        exactly { zh: "达到", en: "exactly" }
        short(due: u32, present: u32, missing: u32) { zh: "本次大会应到会有选举权的党员 {due} 名，实到 {present} 名，还差 {missing} 名才达到规定人数。请稍候。", en: "{due} voters are due, {present} are present: {missing} more are needed. Please wait." }
        rule(due: u32, relation: &str, needed: u32) { zh: "规定人数：实到会有选举权的{relation}应到会 {due} 人的五分之四，即至少 {needed} 人，才可以选举。", en: "Quorum: {relation} four fifths of the {due} voters due must be present to elect, so at least {needed}." }
        rule_part(due: u32, relation: &str, part: &str, needed: u32) { zh: "规定人数：实到会有选举权的{relation}应到会 {due} 人的 {part}，即至少 {needed} 人，才可以选举。", en: "Quorum: {relation} {part} of the {due} voters due must be present to elect, so at least {needed}." }
        at_least { zh: "须达到", en: "at least" }
        more_than { zh: "须超过", en: "more than" }
        lost(present: u32, missing: u32) { zh: "现在实到 {present} 人，还差 {missing} 人：再到会 {missing} 人就符合规定（到会的登记到会）；等不到的，休会或延期（Ctrl+Y）。", en: "{present} present now, {missing} too few: the quorum is there again once {missing} more come (mark them present); if they do not come, recess or postpone (Ctrl+Y)." }
        left_out(what: &str, todo: &str) { zh: "{what}：{todo}。", en: "{what}: {todo}." }
        committee(due: u32, present: u32) { zh: "应到委员 {due} 名，实到 {present} 名，符合规定人数，可以开会。", en: "{due} committee members are due, {present} are present: the meeting can be held." }
    }
}

pub(crate) fn title(lang: Lang) -> String {
    Say(lang).title()
}

pub(crate) fn screen(here: Here<'_>, lang: Lang) -> Screen {
    let say = Say(lang);
    let mut offers = Vec::new();
    if declared(here).is_none() {
        offers.push(match may_declare(here) {
            Ok(()) => Offer::command(Action::Confirm, say.declare(), Command::Declare),
            Err(why) => Offer::not_yet(Action::Confirm, say.declare(), why.what(lang)),
        });
    }
    Screen {
        title: say.title(),
        purpose: say.purpose(),
        facts: super::roll_call::facts(here.floor, here.roll(), lang),
        aloud: vec![Aloud { speaker: Speaker::Chair, text: spoken(here, lang) }],
        offers,
        ..Screen::default()
    }
}

fn declared(here: Here<'_>) -> Option<&Declared> {
    here.floor.facts.quorum.get(&here.item.body)
}

fn spoken(here: Here<'_>, lang: Lang) -> String {
    let say = Say(lang);
    let (due, present) = (here.roll().due(), here.roll().present());
    let quorum = here.floor.procedure().quorum;
    let needed = quorum.needed(due);
    if present < needed {
        return say.short(due, present, needed - present);
    }
    if here.item.body == Body::Committee {
        return say.committee(due, present);
    }
    let (parts, whole) = (u64::from(present) * 5, u64::from(due) * 4);
    let relation = if parts > whole { say.more() } else { say.exactly() };
    say.reached(due, due - present, present, &relation)
}

/// Whether enough are here, and nobody who was left out came all the same.
pub(crate) fn enough(floor: &Floor, body: Body) -> Result<(), Rejection> {
    let roll = floor.roll(body);
    let (due, present) = (roll.due(), roll.present());
    let needed = floor.procedure().quorum.needed(due);
    must(present >= needed, Rejection::QuorumNotReached { present, needed })?;
    let names: Vec<&str> = roll.returned().map(|member| floor.name(member)).collect();
    must(names.is_empty(), Rejection::LeftOutIsHere { names: names.join("、") })
}

/// The rule with its numbers, and what would bring the quorum back: while it is wanted for a round to come and not there.
pub(crate) fn lost(here: Here<'_>, lang: Lang) -> Option<String> {
    let why = enough(here.floor, here.item.body).err().filter(|_| wanted(here))?;
    let say = Say(lang);
    let Rejection::QuorumNotReached { present, needed } = why else {
        let trouble = why.trouble(lang);
        return Some(say.left_out(&trouble.what, &trouble.todo));
    };
    let Threshold { fraction, comparison } = here.floor.procedure().quorum;
    let relation = match comparison {
        Comparison::AtLeast => say.at_least(),
        Comparison::MoreThan => say.more_than(),
    };
    let due = here.roll().due();
    let rule = if fraction == Fraction::FOUR_FIFTHS {
        say.rule(due, &relation, needed)
    } else {
        say.rule_part(due, &relation, &format!("{}/{}", fraction.num(), fraction.den()), needed)
    };
    Some(lang.sentences([rule, say.lost(present, needed.saturating_sub(present))]))
}

/// Whether the quorum is asked for: from the roll call on, as long as papers of the body are still to be handed out. A round
/// whose papers are out is not stopped by who leaves.
fn wanted(here: Here<'_>) -> bool {
    let floor = here.floor;
    let counted = matches!(here.item.kind, Kind::RollCall | Kind::LeaveOut | Kind::Quorum);
    let open = |id| floor.rounds.get(&id).is_some_and(|round| round.issued.is_none());
    let to_come = floor.order.items.iter().skip(floor.order.at);
    (counted || declared(here).is_some())
        && here.item.round.is_none_or(open)
        && to_come.filter(|item| item.body == here.item.body).filter_map(|item| item.round).any(open)
}

fn may_declare(here: Here<'_>) -> Result<(), Rejection> {
    must(declared(here).is_none(), Rejection::AlreadyDone)?;
    enough(here.floor, here.item.body)
}

pub(crate) fn ready(here: Here<'_>) -> Result<(), Rejection> {
    must(declared(here).is_some(), Rejection::QuorumNotDeclared)
}

pub(crate) fn decide(here: Here<'_>, command: &Command) -> Result<Vec<AnyEvent>, Rejection> {
    let Command::Declare = command;
    let roll = here.roll();
    let event = Event::Declared { body: here.item.body, due: roll.due(), present: roll.present() };
    Ok(vec![event.into()])
}

pub(crate) fn admit(floor: &Floor, event: &Event) -> Result<(), Rejection> {
    let Event::Declared { body, due, present } = event;
    let here = floor.here().filter(|here| here.item.kind == Kind::Quorum && here.item.body == *body);
    may_declare(here.ok_or(Rejection::NotAtThisStep)?)?;
    let roll = floor.roll(*body);
    let (marked_due, marked) = (roll.due(), roll.present());
    must(marked_due == *due, Rejection::PresentDiffers { counted: *due, marked: marked_due })?;
    must(marked == *present, Rejection::PresentDiffers { counted: *present, marked })
}

pub(crate) fn apply(floor: &mut Floor, _: Stamp<'_>, event: &Event) {
    let Event::Declared { body, due, present } = event;
    floor.facts.quorum.insert(*body, Declared { due: *due, present: *present });
}

pub(crate) fn wall(here: Here<'_>) -> Wall {
    let roll = here.roll();
    Wall::Attendance {
        due: roll.due(),
        present: roll.present(),
        needed: here.floor.procedure().quorum.needed(roll.due()),
        declared: declared(here).is_some(),
    }
}

pub(crate) fn play(here: Here<'_>, _: &Room) -> Option<super::Command> {
    may_declare(here).is_ok().then(|| Command::Declare.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::sample::{act, at, in_round};
    use crate::agenda::{course, roll_call, screen};
    use crate::domain::{Member, MemberId};

    /// Members leave until so many voters are here.
    fn down_to(floor: &mut Floor, present: u32) {
        while floor.branch.present() > present {
            let here = |member: &MemberId| floor.branch.presence(*member).here();
            let voter = |member: &MemberId| floor.plan.member(*member).is_some_and(Member::may_vote);
            let member = floor.branch.roll.iter().copied().find(|member| here(member) && voter(member));
            act(floor, course::Command::ComeOrGo(member.unwrap(), roll_call::Way::Leaves)).unwrap();
        }
    }

    #[test]
    fn why_tells_the_rule_of_a_lost_quorum_with_its_numbers_and_what_restores_it() {
        for kind in [Kind::Voters, Kind::Quorum] {
            let mut floor = at(kind);
            // Four fifths of 38 are 30.4.
            down_to(&mut floor, 31);
            assert_eq!(lost(floor.here().unwrap(), Lang::Zh), None);
            down_to(&mut floor, 29);
            for (lang, told) in [
                (Lang::Zh, ["应到会 38 人的五分之四，即至少 31 人", "还差 2 人：再到会 2 人"]),
                (Lang::En, ["at least four fifths of the 38 voters due", "once 2 more come"]),
            ] {
                let why = screen(&floor, lang).unwrap().why;
                assert!(told.iter().all(|part| why[0].contains(part)), "{kind:?}: {why:?}");
            }
        }
    }

    #[test]
    fn another_quorum_is_told_by_its_own_fraction() {
        let mut floor = at(Kind::Voters);
        std::sync::Arc::make_mut(&mut floor.plan).procedure.quorum = Threshold::OVER_HALF;
        down_to(&mut floor, 18);
        let told = lost(floor.here().unwrap(), Lang::Zh).unwrap();
        assert!(told.contains("须超过应到会 38 人的 1/2，即至少 20 人"), "{told}");
    }

    #[test]
    fn a_round_whose_papers_are_out_is_not_stopped_by_who_leaves() {
        let mut floor = in_round(Kind::Calling);
        down_to(&mut floor, 20);
        assert_eq!(lost(floor.here().unwrap(), Lang::Zh), None);
    }
}
