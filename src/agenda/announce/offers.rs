//! What is offered for seats that stay open: every way that is lawful, one of them under the main verb.

use super::Command;
use super::stand::{self, MayStand};
use super::ways::{self, WayOn};
use super::words::fewer_text;
use crate::agenda::action::Action;
use crate::agenda::round::{Choice, RoundState};
use crate::agenda::screen::{
    Aloud, Answer, Answers, Fact, Field, FieldKind, Form, Gives, Offer, Screen, Speaker, Tone,
};
use crate::agenda::{Here, motion};
use crate::domain::{Next, Outcome};
use crate::locale::Lang;
use crate::messages;

messages! {
    /// Words of the offers.
    struct Say {
        runoff { zh: "同票者再次投票", en: "vote again among the tied" }
        supplementary { zh: "另行选举", en: "supplementary round" }
        level_hint(votes: u32) { zh: "{votes} 票，与列入的最后一名同票", en: "{votes} vote(s), level with the last who stands" }
        supplementary_title(open: u32) { zh: "另行选举 {open} 名：哪些人作候选人", en: "Supplementary round for {open}: who stands" }
        votes_hint(votes: u32) { zh: "{votes} 票", en: "{votes} vote(s)" }
        earlier_hint(votes: u32, round: u32) { zh: "第 {round} 轮得 {votes} 票，本轮没有列入", en: "{votes} vote(s) in round {round}; did not stand in this one" }
        stands { zh: "列入", en: "stands" }
        stands_not { zh: "不列入", en: "does not stand" }
        higher { zh: "请示上级党组织", en: "ask the higher body" }
        higher_field { zh: "请示内容或答复", en: "What was asked or answered" }
        once_more { zh: "再表决减少名额", en: "vote on fewer seats again" }
        hands_up { zh: "“同意的请举手。”", en: "“Those in favour, raise your hands.”" }
        hands_against { zh: "“不同意的请举手。”", en: "“Those against.”" }
        hands_neither { zh: "“弃权的请举手。”", en: "“Abstentions.”" }
        chosen { zh: "已决定", en: "Decided" }
        next_round { zh: "再投一轮", en: "another round" }
        asked(what: &str, note: &str) { zh: "{what}：{note}", en: "{what}: {note}" }
    }
}

/// Adds the ways on, or what was chosen.
pub(super) fn add(here: Here<'_>, round: &RoundState, outcome: &Outcome, lang: Lang, screen: &mut Screen) {
    let say = Say(lang);
    if let Some(choice) = &round.choice {
        screen.facts.push(Fact::new(say.chosen(), choice_text(choice, lang)).rule(Tone::Good, ""));
        return;
    }
    if matches!(outcome.next, Next::Runoff { .. } | Next::Supplementary { .. }) {
        screen.facts.extend(ways::facts(here.floor, round, outcome, lang));
        let lawful = |way: &WayOn| way.lawful(here.floor, round, outcome).is_ok();
        for way in WayOn::ALL.into_iter().filter(lawful) {
            offer_way(here, way, outcome, lang, screen);
        }
    }
    screen.offers.extend(crate::agenda::signing::reopen_offer(here, lang));
}

/// Offers a way that is lawful: a further round under the main verb, the higher body there where no round can follow. A way
/// that is not has no key: "why?" says why.
fn offer_way(here: Here<'_>, way: WayOn, outcome: &Outcome, lang: Lang, screen: &mut Screen) {
    let say = Say(lang);
    let offer = match way {
        WayOn::Runoff => Offer::command(Action::Confirm, say.runoff(), Command::HoldRunoff),
        WayOn::Supplementary => {
            let Some(round) = here.round() else { return };
            let form = supplementary_form(here, round, outcome, lang);
            Offer::form(Action::Confirm, say.supplementary(), form)
        }
        WayOn::FewerSeats => return offer_fewer(here, lang, screen),
        WayOn::HigherBody => {
            let action = if has_main(screen) { Action::Edit } else { Action::Confirm };
            Offer::form(action, say.higher(), higher_form(lang))
        }
    };
    screen.offers.push(offer);
}

fn has_main(screen: &Screen) -> bool {
    screen.offers.iter().any(|offer| offer.action == Action::Confirm)
}

/// Offers the vote on filling fewer seats, behind what is offered already; where nothing is, under the main verb. Its words
/// are to be said only where it is what the meeting does now: under the main verb. Once it failed the words tell that, and the
/// same key puts it once more.
fn offer_fewer(here: Here<'_>, lang: Lang, screen: &mut Screen) {
    let fewer = fewer_text(lang);
    let (second, failed) = (has_main(screen), motion::just_failed(here));
    let before = std::mem::take(&mut screen.offers);
    motion::add_silent_vote(here, lang, &fewer, screen);
    if !second && !failed {
        let text = motion::words(here, lang, &fewer);
        screen.aloud.push(Aloud { speaker: Speaker::Chair, text });
    }
    screen.offers.retain(|offer| offer.action != Action::Rest);
    if second && failed {
        let form = motion::again_form(here, lang, &fewer);
        screen.offers = vec![Offer::form(Action::Confirm, Say(lang).once_more(), form)];
    } else if !failed {
        for offer in &mut screen.offers {
            offer.label.clone_from(&fewer);
        }
    }
    for offer in screen.offers.iter_mut().filter(|offer| second && offer.action == Action::Confirm) {
        say_in_form(offer, lang);
        offer.action = Action::Add;
    }
    screen.offers.splice(0..0, before);
}

/// The second way is not spoken of before it is chosen: its words stand in its own form.
fn say_in_form(offer: &mut Offer, lang: Lang) {
    let say = Say(lang);
    let Gives::Form(form) = &mut offer.gives else { return };
    let numbers = form.fields.iter_mut().filter(|field| matches!(field.kind, FieldKind::Number(_)));
    for (field, words) in numbers.zip([say.hands_up(), say.hands_against(), say.hands_neither()]) {
        field.hint = words;
    }
}

fn choice_text(choice: &Choice, lang: Lang) -> String {
    let say = Say(lang);
    match choice {
        Choice::Round(_) => say.next_round(),
        Choice::FewerSeats => fewer_text(lang),
        Choice::HigherBody(note) => say.asked(&say.higher(), note),
    }
}

fn higher_form(lang: Lang) -> Form {
    let say = Say(lang);
    let field =
        Field { label: say.higher_field(), hint: String::new(), kind: FieldKind::Text(String::new()) };
    let read =
        |_: u32, answers: &[Answer]| Ok(Command::AskHigherBody { note: Answers(answers).text()? }.into());
    Form { title: say.higher(), fields: vec![field], subject: 0, read }
}

/// Who stands: as many as are needed at least are chosen beforehand, most votes first.
fn supplementary_form(here: Here<'_>, round: &RoundState, outcome: &Outcome, lang: Lang) -> Form {
    let say = Say(lang);
    let level = match &outcome.next {
        Next::Supplementary { level_with_last, .. } => level_with_last.as_slice(),
        _ => &[],
    };
    let hint = |one: &MayStand| match one.earlier {
        Some(earlier) => say.earlier_hint(one.votes, earlier),
        None if level.contains(&one.nominee) => say.level_hint(one.votes),
        None => say.votes_hint(one.votes),
    };
    let all = stand::may_stand(here.floor, round, outcome);
    let usual = stand::least(outcome, all.len());
    let field = |(at, one): (usize, &MayStand)| {
        let kind = FieldKind::Choice(vec![say.stands(), say.stands_not()], usize::from(at >= usual));
        Field { label: one.nominee.name.to_string(), hint: hint(one), kind }
    };
    let fields = all.iter().enumerate().map(field).collect();
    let read = |_: u32, answers: &[Answer]| {
        let count = answers.len();
        let mut answers = Answers(answers);
        let stand = (0..count).map(|_| answers.choice(&[true, false])).collect::<Result<_, _>>()?;
        Ok(Command::HoldSupplementary { stand }.into())
    };
    Form { title: say.supplementary_title(outcome.open), fields, subject: 0, read }
}
