//! The result sheet is signed on paper; who signed is ticked once (rules §8). A signed result is not taken back: it is
//! opened again, with the reason, and counted anew.

pub(crate) mod reopened;
mod signatures;

use super::action::Action;
use super::floor::must;
use super::order::RoundId;
use super::rehearsal::Room;
use super::round;
use super::screen::{Aloud, Answer, Answers, Field, FieldKind, Form, Offer, Screen, Speaker, Work};
use super::text::{written, written_if_any};
use super::wall::Wall;
use super::{Event as AnyEvent, Floor, Here, Kind, Rejection, Stamp, officials};
use crate::domain::MemberId;
use crate::domain::procedure::Counting;
use crate::locale::Lang;
use crate::messages;
use serde::{Deserialize, Serialize};

/// What can be asked here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// The sheet was signed by all but those at these positions among the officials who should.
    Sign {
        /// Whether each of them signed, in the order of the form.
        signed: Vec<bool>,
        /// Why somebody did not.
        missing: Option<String>,
    },
    /// A signed or announced result is opened again.
    Reopen {
        /// Why.
        reason: String,
    },
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// The result sheet was signed.
    SheetSigned {
        /// The round.
        round: RoundId,
        /// By whom.
        signers: Vec<MemberId>,
        /// Why somebody did not sign: left, or refuses.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        missing: Option<String>,
    },
    /// A signed or announced result was opened again: its papers are looked at once more.
    ResultReopened {
        /// The round.
        round: RoundId,
        /// Why.
        reason: String,
    },
}

/// Nothing is kept here: the round keeps it.
pub type State = ();

messages! {
    /// Words of signing.
    struct Say {
        title { zh: "结果单签字", en: "Result signed" }
        purpose { zh: "监票人、计票人在纸质结果单上签字，然后在这里勾选一次。签字以后不能撤销，只能写明理由重新核对。", en: "Scrutineers and tellers sign the sheet on paper; tick once here who did. A signed result is not undone: it can only be opened again with a reason." }
        act { zh: "登记签字", en: "tick who signed" }
        all { zh: "全部已签字", en: "all have signed" }
        ask { zh: "签字登记后不能撤销。勾选的和纸上的签字一致吗？", en: "This cannot be undone. Do the ticks agree with the paper?" }
        form_title { zh: "谁在结果单上签了字", en: "Who signed the sheet" }
        signed { zh: "已签字", en: "signed" }
        not_signed { zh: "没有签", en: "not signed" }
        missing { zh: "缺签原因", en: "Why one is missing" }
        missing_hint { zh: "有人没有签字时必填：离会、拒签等", en: "needed when somebody did not sign: left, refuses" }
        reopen { zh: "重新核对结果", en: "open the result again" }
        reopen_title { zh: "结果有误，重新核对", en: "The result is wrong: open it again" }
        reason { zh: "理由", en: "Reason" }
        reason_hint { zh: "记入会议记录；墙上说明结果有误、正在重新核对", en: "on record; the wall says that it is checked again" }
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
    screen.work = Work::Table(super::report::table(here, lang));
    screen.why = super::announce::reasons(here, lang);
    screen.aloud = vec![Aloud { speaker: Speaker::Chair, text: signatures::spoken(here, round, lang) }];
    if round.signed.is_empty() {
        let all = Command::Sign { signed: vec![true; signers(here).len()], missing: None };
        screen.offers = vec![
            Offer::form(Action::Confirm, say.act(), form(here, lang)).ask(say.ask()),
            Offer::command(Action::Rest, say.all(), all).ask(say.ask()),
        ];
    } else {
        screen.facts.splice(0..0, signatures::facts(here, round, lang));
    }
    screen.offers.extend(reopen_offer(here, lang));
    screen
}

/// Those who should sign: scrutineers, then tellers.
fn signers(here: Here<'_>) -> Vec<MemberId> {
    let mut signers = officials::scrutineers(here.floor, here.item.body);
    signers.extend(officials::tellers(here.floor, here.item.body));
    signers
}

fn form(here: Here<'_>, lang: Lang) -> Form {
    let say = Say(lang);
    let field = |member: MemberId| Field {
        label: here.floor.name(member).to_owned(),
        hint: String::new(),
        kind: FieldKind::Choice(vec![say.signed(), say.not_signed()], 1),
    };
    let mut fields: Vec<Field> = signers(here).into_iter().map(field).collect();
    let kind = FieldKind::Text(String::new());
    fields.push(Field { label: say.missing(), hint: say.missing_hint(), kind });
    let read = |_: u32, answers: &[Answer]| {
        let count = answers.len().saturating_sub(1);
        let mut answers = Answers(answers);
        let signed = (0..count).map(|_| answers.choice(&[true, false])).collect::<Result<_, _>>()?;
        Ok(Command::Sign { signed, missing: answers.optional_text()? }.into())
    };
    Form { title: say.form_title(), fields, subject: 0, read }
}

/// The offer to open a signed result again.
pub(crate) fn reopen_offer(here: Here<'_>, lang: Lang) -> Option<Offer> {
    let say = Say(lang);
    here.round().filter(|round| round.choice.is_none())?;
    let reason = Field { label: say.reason(), hint: say.reason_hint(), kind: FieldKind::Text(String::new()) };
    let read = |_: u32, answers: &[Answer]| Ok(Command::Reopen { reason: Answers(answers).text()? }.into());
    let form = Form { title: say.reopen_title(), fields: vec![reason], subject: 0, read };
    Some(Offer::form(Action::Correct, say.reopen(), form))
}

pub(crate) fn ready(here: Here<'_>) -> Result<(), Rejection> {
    must(here.round().is_some_and(|round| !round.signed.is_empty()), Rejection::SheetNotSigned)
}

pub(crate) fn decide(here: Here<'_>, command: &Command) -> Result<Vec<AnyEvent>, Rejection> {
    let round = here.item.round.ok_or(Rejection::NotAtThisStep)?;
    let event = match command {
        Command::Sign { signed, missing } => {
            let all = signers(here).into_iter().zip(signed);
            let signers: Vec<_> = all.filter(|(_, signed)| **signed).map(|(member, _)| member).collect();
            signatures::reason_given(here, &signers, missing.as_deref())?;
            Event::SheetSigned { round, signers, missing: missing.clone() }
        }
        Command::Reopen { reason } => Event::ResultReopened { round, reason: reason.clone() },
    };
    Ok(vec![event.into()])
}

pub(crate) fn admit(floor: &Floor, event: &Event) -> Result<(), Rejection> {
    match event {
        Event::SheetSigned { round, signers, missing } => {
            let state = round::current(floor, Kind::Signing, *round)?;
            must(state.signed.is_empty(), Rejection::AlreadyDone)?;
            written_if_any(missing.as_deref())?;
            enough_signers(floor, state.body, signers, missing.as_deref())
        }
        Event::ResultReopened { round, reason } => {
            written(reason)?;
            let kinds = [Kind::Signing, Kind::Report, Kind::Announce];
            let state = kinds.into_iter().find_map(|kind| round::current(floor, kind, *round).ok());
            let state = state.ok_or(Rejection::NotAtThisStep)?;
            must(state.choice.is_none(), Rejection::NextRoundChosen)
        }
    }
}

/// Every scrutineer signs, and at least one teller. A scrutineer who has left cannot: then the reason is on record, and at
/// least one other signs.
fn enough_signers(
    floor: &Floor,
    body: super::Body,
    signers: &[MemberId],
    reason: Option<&str>,
) -> Result<(), Rejection> {
    let all = officials::scrutineers(floor, body);
    let one = all.iter().any(|member| signers.contains(member));
    let absent = all.iter().find(|member| !signers.contains(member));
    if let Some(member) = absent.filter(|_| !one || reason.is_none_or(|text| text.trim().is_empty())) {
        return Err(Rejection::SignatureMissing { name: floor.name(*member).to_owned() });
    }
    let tellers = officials::tellers(floor, body);
    let known =
        |member: &MemberId| tellers.contains(member) || officials::scrutineers(floor, body).contains(member);
    must(signers.iter().all(known), Rejection::UnknownMember)?;
    let teller = tellers.is_empty() || tellers.iter().any(|member| signers.contains(member));
    must(teller, Rejection::TellerSignatureMissing)
}

pub(crate) fn apply(floor: &mut Floor, _: Stamp<'_>, event: &Event) {
    match event {
        Event::SheetSigned { round, signers, missing } => {
            if let Some(round) = floor.rounds.get_mut(round) {
                round.signed.clone_from(signers);
                round.unsigned.clone_from(missing);
            }
        }
        Event::ResultReopened { round, reason } => {
            let step = match floor.procedure().counting {
                Counting::CalledOnce => Kind::Compare,
                Counting::KeyedTwice => Kind::Calling,
                Counting::Totals => Kind::Totals,
            };
            let lapsed = lapse_votes(floor, *round);
            floor.order.back_to(step, *round);
            let outcome = floor.rounds.get(round).and_then(|round| round.outcome(floor.procedure()));
            let Some(round) = floor.rounds.get_mut(round) else { return };
            let announced = outcome.map(|outcome| round::Announced::of(round, &outcome));
            round.reopen(reason, announced.unwrap_or_default(), lapsed);
        }
    }
}

/// Votes on filling fewer seats were taken on the result as it was: they say nothing about the new one. How many there are.
fn lapse_votes(floor: &mut Floor, round: RoundId) -> usize {
    let announced = |item: &&super::Item| item.kind == Kind::Announce && item.round == Some(round);
    let item = floor.order.items.iter().find(announced).map(|item| item.id);
    let votes = item.and_then(|item| floor.facts.motion.get_mut(&item));
    votes.map_or(0, |votes| {
        votes.lapse();
        votes.counts.len()
    })
}

pub(crate) fn wall(here: Here<'_>) -> Wall {
    super::calling::board_wall(here)
}

pub(crate) fn play(here: Here<'_>, _: &Room) -> Option<super::Command> {
    let open = here.round().is_some_and(|round| round.signed.is_empty());
    open.then(|| Command::Sign { signed: vec![true; signers(here).len()], missing: None }.into())
}
