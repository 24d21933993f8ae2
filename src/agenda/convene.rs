//! The first plenary of the new committee is convened (art. 20): chaired by a new member whom the outgoing one recommends.

use super::action::Action;
use super::attendance::Attendance;
use super::floor::must;
use super::order::{Body, RoundId};
use super::rehearsal::Room;
use super::screen::{Aloud, Answer, Answers, Fact, Field, FieldKind, Form, Offer, Screen, Speaker, Tone};
use super::wall::Wall;
use super::{Event as AnyEvent, Floor, Here, Kind, Rejection, Stamp};
use crate::domain::{Candidate, MemberId, Office};
use crate::locale::Lang;
use crate::messages;
use serde::{Deserialize, Serialize};

/// What can be asked here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Convene the plenary, chaired by the elected member at that position.
    Convene {
        /// A position among the elected.
        chair: usize,
    },
    /// Put an elected member in the place of a candidate who was not elected to the committee.
    ReplaceCandidate {
        /// A position among the elected.
        replacement: usize,
        /// The higher body's instruction.
        instruction: String,
    },
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// The plenary was convened.
    PlenaryConvened {
        /// Who chairs it.
        chair: MemberId,
    },
    /// On the higher body's instruction somebody else stands for the post.
    CandidateReplaced {
        /// Who was not elected to the committee.
        candidate: MemberId,
        /// The elected member who stands instead.
        replacement: MemberId,
        /// The instruction, in its own words.
        instruction: String,
    },
}

/// Who chairs, and what the higher body instructed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// Who chairs the plenary, once it is convened.
    pub chair: Option<MemberId>,
    /// Candidates replaced on instruction: who, by whom, in which words.
    pub replaced: Vec<(MemberId, MemberId, String)>,
}

messages! {
    /// Words of convening.
    struct Say {
        title { zh: "召集全体会议", en: "Plenary convened" }
        purpose { zh: "新一届支部委员会第一次全体会议，由上届委员会推荐一名新当选的委员主持（《条例》第二十条）。书记候选人没有当选委员时，应停下来请示上级党组织。", en: "The first plenary is chaired by an elected member whom the outgoing committee recommends (art. 20). If a candidate for a post was not elected to the committee, stop and ask the higher body." }
        members { zh: "新一届委员", en: "New committee" }
        posts { zh: "提名", en: "Standing" }
        chair { zh: "主持人", en: "Chair" }
        convene { zh: "推荐主持人，召集会议", en: "name the chair and convene" }
        chair_hint { zh: "从新当选的委员中推荐", en: "one of the elected members" }
        answer { zh: "录入上级党组织的答复", en: "enter the higher body's answer" }
        replacement { zh: "改由谁参选", en: "Who stands instead" }
        instruction { zh: "上级答复（文号、经过）", en: "The answer (reference, how)" }
        stands(office: &str, names: &str) { zh: "{office}：{names}", en: "{office}: {names}" }
        say_convened(chair: &str) { zh: "下面休会，召开新一届支部委员会第一次全体会议。受上届支部委员会推荐，会议由{chair}主持。", en: "The meeting now pauses for the first plenary of the new committee. On the outgoing committee's recommendation {chair} takes the chair." }
        say_next(names: &str) { zh: "新一届支部委员会委员为：{names}。请上届支部委员会推荐一名委员主持第一次全体会议。", en: "The new committee is {names}. The outgoing committee is asked to recommend one of them to chair its first plenary." }
        say_stop(name: &str) { zh: "{name}没有当选支部委员会委员，不能在本次会议上选举。现在请示上级党组织，请稍候。", en: "{name} was not elected to the committee and cannot stand here. We ask the higher body; please wait." }
    }
}

pub(crate) fn title(lang: Lang) -> String {
    Say(lang).title()
}

/// Who chairs the plenary, once it is convened.
pub fn chair(floor: &Floor) -> Option<MemberId> {
    floor.facts.convene.chair
}

/// Everyone elected to the branch's committee, contest by contest.
pub(crate) fn members(floor: &Floor) -> Vec<MemberId> {
    let of_committee = |id: &crate::domain::ContestId| {
        floor.plan.contest(*id).is_some_and(|contest| contest.office == Office::CommitteeMember)
    };
    let contests = super::round::contests_of(floor, Body::Branch);
    contests.into_iter().filter(of_committee).flat_map(|id| floor.elected(id)).collect()
}

/// Those who stand at the plenary and are not on the new committee, with the round in which they stand.
fn outsiders(floor: &Floor) -> Vec<(RoundId, MemberId)> {
    let members = members(floor);
    let rounds = floor.rounds.values().filter(|round| round.body == Body::Committee && round.id.round == 0);
    let stands = rounds.flat_map(|round| {
        round.slate().candidates.iter().filter_map(|candidate| Some((round.id, candidate.member?)))
    });
    stands.filter(|(_, member)| !members.contains(member)).collect()
}

pub(crate) fn screen(here: Here<'_>, lang: Lang) -> Screen {
    let say = Say(lang);
    let mut screen = Screen {
        title: say.title(),
        purpose: say.purpose(),
        facts: facts(here.floor, lang),
        aloud: vec![Aloud { speaker: Speaker::Chair, text: spoken(here.floor, lang) }],
        ..Screen::default()
    };
    if chair(here.floor).is_none() && !members(here.floor).is_empty() {
        screen.offers.push(match outsiders(here.floor).first() {
            None => Offer::form(Action::Confirm, say.convene(), convene_form(here.floor, lang)),
            Some(_) => Offer::form(Action::Confirm, say.answer(), replace_form(here.floor, lang)),
        });
    }
    screen
}

fn facts(floor: &Floor, lang: Lang) -> Vec<Fact> {
    let say = Say(lang);
    let members = members(floor);
    let names = lang.list(members.iter().map(|member| floor.name(*member)));
    let mut facts = vec![Fact::new(say.members(), names)];
    let rounds = floor.rounds.values().filter(|round| round.body == Body::Committee && round.id.round == 0);
    for round in rounds {
        let names = lang.list(round.slate().candidates.iter().map(|candidate| candidate.name.as_str()));
        let office = super::round::office_text(&round.office, lang);
        let outside = outsiders(floor).into_iter().find(|(id, _)| *id == round.id);
        let (tone, rule) = outside.map_or((Tone::Good, String::new()), |(_, member)| {
            (Tone::Bad, Rejection::StandsUnelected { name: floor.name(member).to_owned() }.what(lang))
        });
        facts.push(Fact::new(say.posts(), say.stands(&office, &names)).rule(tone, rule));
    }
    if let Some(chair) = chair(floor) {
        facts.push(Fact::new(say.chair(), floor.name(chair)).rule(Tone::Good, ""));
    }
    facts
}

fn spoken(floor: &Floor, lang: Lang) -> String {
    let say = Say(lang);
    if let Some(chair) = chair(floor) {
        return say.say_convened(floor.name(chair));
    }
    match outsiders(floor).first() {
        Some((_, member)) => say.say_stop(floor.name(*member)),
        None => say.say_next(&lang.list(members(floor).iter().map(|member| floor.name(*member)))),
    }
}

fn elected_field(floor: &Floor, label: String, hint: String, lang: Lang) -> Field {
    let names = members(floor).iter().map(|member| floor.plan.told_apart(*member, lang)).collect();
    Field { label, hint, kind: FieldKind::Choice(names, 0) }
}

fn convene_form(floor: &Floor, lang: Lang) -> Form {
    let say = Say(lang);
    let fields = vec![elected_field(floor, say.chair(), say.chair_hint(), lang)];
    let read =
        |_: u32, answers: &[Answer]| Ok(Command::Convene { chair: Answers(answers).position()? }.into());
    Form { title: say.convene(), fields, subject: 0, read }
}

fn replace_form(floor: &Floor, lang: Lang) -> Form {
    let say = Say(lang);
    let text = FieldKind::Text(String::new());
    let fields = vec![
        elected_field(floor, say.replacement(), String::new(), lang),
        Field { label: say.instruction(), hint: String::new(), kind: text },
    ];
    let read = |_: u32, answers: &[Answer]| {
        let mut answers = Answers(answers);
        let replacement = answers.position()?;
        Ok(Command::ReplaceCandidate { replacement, instruction: answers.text()? }.into())
    };
    Form { title: say.answer(), fields, subject: 0, read }
}

/// Whether the plenary can be convened: a committee, and everybody who stands is on it.
fn may_convene(floor: &Floor) -> Result<(), Rejection> {
    must(chair(floor).is_none(), Rejection::AlreadyDone)?;
    must(!members(floor).is_empty(), Rejection::NobodyElected)?;
    match outsiders(floor).first() {
        Some((_, member)) => Err(Rejection::StandsUnelected { name: floor.name(*member).to_owned() }),
        None => Ok(()),
    }
}

pub(crate) fn ready(here: Here<'_>) -> Result<(), Rejection> {
    if chair(here.floor).is_some() {
        return Ok(());
    }
    may_convene(here.floor)?;
    Err(Rejection::NotConvened)
}

pub(crate) fn decide(here: Here<'_>, command: &Command) -> Result<Vec<AnyEvent>, Rejection> {
    let members = members(here.floor);
    let elected = |at: usize| members.get(at).copied().ok_or(Rejection::UnknownMember);
    let event = match command {
        Command::Convene { chair } => Event::PlenaryConvened { chair: elected(*chair)? },
        Command::ReplaceCandidate { replacement, instruction } => {
            let outsiders = outsiders(here.floor);
            let (_, candidate) = *outsiders.first().ok_or(Rejection::AlreadyDone)?;
            let (replacement, instruction) = (elected(*replacement)?, instruction.clone());
            Event::CandidateReplaced { candidate, replacement, instruction }
        }
    };
    Ok(vec![event.into()])
}

pub(crate) fn admit(floor: &Floor, event: &Event) -> Result<(), Rejection> {
    must(floor.at_kind(Kind::Convene), Rejection::NotAtThisStep)?;
    let of_committee = |member: MemberId| {
        let name = || floor.name(member).to_owned();
        must(members(floor).contains(&member), Rejection::NotOnCommittee { name: name() })
    };
    match event {
        Event::PlenaryConvened { chair } => {
            may_convene(floor)?;
            of_committee(*chair)
        }
        Event::CandidateReplaced { candidate, replacement, instruction } => {
            of_committee(*replacement)?;
            must(!super::text::checked(instruction)?.is_empty(), Rejection::TextMissing)?;
            let (id, _) = *outsiders(floor)
                .iter()
                .find(|(_, member)| member == candidate)
                .ok_or(Rejection::AlreadyDone)?;
            let name = floor.name(*replacement).to_owned();
            let stands = floor.rounds.get(&id).is_some_and(|round| {
                round.slate().candidates.iter().any(|candidate| candidate.member == Some(*replacement))
            });
            must(!stands, Rejection::CandidateTwice { name })
        }
    }
}

pub(crate) fn apply(floor: &mut Floor, _: Stamp<'_>, event: &Event) {
    match event.clone() {
        Event::PlenaryConvened { chair } => {
            let members = members(floor);
            floor.committee =
                Attendance::new(Body::Committee, members.clone(), members.into_iter().collect());
            floor.facts.convene.chair = Some(chair);
        }
        Event::CandidateReplaced { candidate, replacement, instruction } => {
            replace(floor, candidate, replacement);
            floor.facts.convene.replaced.push((candidate, replacement, instruction));
        }
    }
}

/// Puts an elected member on the paper in the place of somebody who was not elected.
fn replace(floor: &mut Floor, candidate: MemberId, replacement: MemberId) {
    let found = outsiders(floor).into_iter().find(|(_, member)| *member == candidate);
    let Some(member) = floor.plan.member(replacement).cloned() else { return };
    let Some(round) = found.and_then(|(id, _)| floor.rounds.get_mut(&id)) else { return };
    let mut names = round.round.slate.candidates.iter_mut();
    if let Some(slot) = names.find(|name| name.member == Some(candidate)) {
        *slot = Candidate::new(member.name, Some(replacement));
    }
}

pub(crate) fn wall(_: Here<'_>) -> Wall {
    Wall::Plenary
}

pub(crate) fn play(here: Here<'_>, room: &Room) -> Option<super::Command> {
    if let (Some(_), false) = (outsiders(here.floor).first(), members(here.floor).is_empty()) {
        let instruction = room.types(
            "〔演练〕上级党组织答复：同意改由该委员参选",
            "(rehearsal) the higher body agrees that this member stands instead",
        );
        return Some(Command::ReplaceCandidate { replacement: 0, instruction }.into());
    }
    may_convene(here.floor).ok()?;
    let stands = |member: &MemberId| {
        let mut rounds = here.floor.rounds.values().filter(|round| round.body == Body::Committee);
        rounds.any(|round| round.slate().candidates.iter().any(|c| c.member == Some(*member)))
    };
    let members = members(here.floor);
    let chair = members.iter().position(|member| !stands(member)).unwrap_or(0);
    Some(Command::Convene { chair }.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::sample::{
        CANDIDATES, COMMITTEE, PLAIN, SECRETARY, act, at, finish_without, play_item, play_until, put,
    };

    /// The meeting at this step, the first name of the committee's paper not elected.
    fn secretary_not_elected() -> Floor {
        let mut floor = at(Kind::Voters);
        let first = RoundId { contest: COMMITTEE, round: 0 };
        finish_without(&mut floor, first, Some(0));
        while floor.order.current().is_some_and(|item| item.round == Some(first)) {
            floor.order.at += 1;
        }
        play_until(&mut floor, Kind::Convene);
        floor
    }

    #[test]
    fn a_committee_of_nobody_is_not_convened() {
        let mut floor = at(Kind::Voters);
        let first = RoundId { contest: COMMITTEE, round: 0 };
        while floor.order.current().is_some_and(|item| item.round == Some(first)) {
            floor.order.at += 1;
        }
        play_until(&mut floor, Kind::Convene);
        let convened = put(&mut floor, Event::PlenaryConvened { chair: CANDIDATES[0] });
        assert_eq!(convened, Err(Rejection::NobodyElected));
    }

    #[test]
    fn the_committee_is_everyone_elected() {
        let mut floor = at(Kind::Convene);
        assert_eq!(members(&floor), CANDIDATES[..3]);
        assert_eq!(floor.here().map(ready), Some(Err(Rejection::NotConvened)));
        let outside = put(&mut floor, Event::PlenaryConvened { chair: PLAIN });
        assert!(matches!(outside, Err(Rejection::NotOnCommittee { .. })));
        play_item(&mut floor);
        assert_eq!(floor.here().map(ready), Some(Ok(())));
        assert_eq!((floor.committee.due(), chair(&floor)), (3, Some(CANDIDATES[1])));
        let again = put(&mut floor, Event::PlenaryConvened { chair: CANDIDATES[2] });
        assert_eq!(again, Err(Rejection::AlreadyDone));
    }

    #[test]
    fn a_candidate_who_was_not_elected_stops_it() {
        let mut floor = secretary_not_elected();
        let stop = Rejection::StandsUnelected { name: floor.name(CANDIDATES[0]).to_owned() };
        assert_eq!(floor.here().map(ready), Some(Err(stop.clone())));
        assert_eq!(act(&mut floor, Command::Convene { chair: 0 }), Err(stop));
    }

    #[test]
    fn on_instruction_an_elected_member_stands_instead() {
        let mut floor = secretary_not_elected();
        let replaced = |replacement, text: &str| Event::CandidateReplaced {
            candidate: CANDIDATES[0],
            replacement,
            instruction: text.into(),
        };
        let outside = put(&mut floor, replaced(PLAIN, "电话答复"));
        assert!(matches!(outside, Err(Rejection::NotOnCommittee { .. })));
        assert_eq!(put(&mut floor, replaced(CANDIDATES[2], " ")), Err(Rejection::TextMissing));
        assert_eq!(put(&mut floor, replaced(CANDIDATES[2], "电话答复，同意")), Ok(()));
        let slate = floor.rounds[&RoundId { contest: SECRETARY, round: 0 }].slate();
        assert_eq!(slate.candidates[0].member, Some(CANDIDATES[2]));
        assert_eq!(act(&mut floor, Command::Convene { chair: 0 }), Ok(()));
        assert_eq!(put(&mut floor, replaced(CANDIDATES[1], "再换")), Err(Rejection::AlreadyDone));
    }

    #[test]
    fn the_room_plays_the_stop_too() {
        let mut floor = secretary_not_elected();
        play_item(&mut floor);
        assert_eq!(floor.here().map(ready), Some(Ok(())));
        assert_eq!(floor.facts.convene.replaced.len(), 1);
    }
}
