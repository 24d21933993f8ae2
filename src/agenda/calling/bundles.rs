//! The first pass of a count that is keyed twice: who keys, and the bundles that are counted by hand and tied up.

use super::shown::last_paper;
use super::{Command, Event, InBundle};
use crate::agenda::action::Action;
use crate::agenda::floor::must;
use crate::agenda::officials;
use crate::agenda::round::passes::number;
use crate::agenda::round::{self, RoundState};
use crate::agenda::screen::{
    Aloud, Answer, Answers, Fact, Field, FieldKind, Form, Offer, Screen, Speaker, Tone, Work,
};
use crate::agenda::{Body, Command as AnyCommand, Floor, Here, Kind, Rejection, RoundId};
use crate::domain::MemberId;
use crate::domain::bundle::BUNDLE;
use crate::domain::procedure::Counting;
use crate::locale::Lang;
use crate::messages;

messages! {
    /// Words of bundles.
    struct Say {
        purpose_seat { zh: "本次选票录入两遍，由两名工作人员各键一遍，每十张一捆。先定第一遍由谁键。", en: "The papers are keyed twice, by two officials, in bundles of ten. First choose who keys the first pass." }
        purpose_tie { zh: "把刚键完的一捆数一遍：数出的张数与键入的相同才能扎好，再键下一捆。不相同的，有一张漏键或重键。", en: "Count the bundle that was just keyed: it can be tied up only if the papers in hand are as many as were keyed. If not, one was missed or keyed twice." }
        seat { zh: "谁来键票", en: "who keys the papers" }
        seat_title { zh: "第一遍由谁键票（第二遍要换一个人）", en: "Who keys the first pass (another person keys the second)" }
        teller { zh: "键票人", en: "Keyed by" }
        say_choose { zh: "本次计票两遍录入，每十张一捆，两遍由不同的人录入。请确定由谁录入第一遍。", en: "The papers are keyed twice, in bundles of ten, by two different people. Who keys the first pass?" }
        tie { zh: "清点这一捆", en: "count the bundle" }
        tie_title(bundle: u32) { zh: "第 {bundle} 捆键完：数一数手里的票，扎好", en: "Bundle {bundle} is keyed: count the papers in hand and tie them" }
        papers { zh: "手里有几张", en: "Papers in hand" }
        papers_hint { zh: "无效票、疑问票也在捆里", en: "invalid and doubtful ones lie in it too" }
        keyed(bundle: u32) { zh: "第 {bundle} 捆", en: "Bundle {bundle}" }
        to_count { zh: "请清点，与键入的核对", en: "count it; it is compared with what was keyed" }
        last { zh: "最后一张", en: "Last paper" }
        say_tie(bundle: u32) { zh: "第 {bundle} 捆请清点、扎好。", en: "Please count bundle {bundle} and tie it." }
        reseat { zh: "换人键票", en: "another teller keys" }
    }
}

/// Whether this round is keyed twice.
fn twice(floor: &Floor) -> bool {
    floor.procedure().counting == Counting::KeyedTwice
}

/// What must be done before a paper is keyed; says whether there is something.
pub(super) fn to_do(here: Here<'_>, lang: Lang, screen: &mut Screen) -> bool {
    let Some(round) = here.round() else { return false };
    let say = Say(lang);
    let Some(teller) = round.passes.first.last() else {
        let form = seat_form(here, here.item.body, &say.seat_title(), lang, read_seat);
        screen.purpose = say.purpose_seat();
        screen.work = Work::Nothing;
        screen.aloud = vec![Aloud { speaker: Speaker::Chair, text: say.say_choose() }];
        screen.offers = vec![Offer::form(Action::Confirm, say.seat(), form)];
        return true;
    };
    screen.facts.push(Fact::new(say.teller(), here.floor.name(*teller)));
    let Some(bundle) = round.untied() else { return false };
    count_bundle(round, bundle, lang, screen);
    screen.offers.extend(crate::agenda::examine::next_offer(here.floor, round, lang));
    screen.offers.extend(super::correction_offer(here, lang));
    screen.offers.extend(crate::agenda::collect::recount_offer(here, lang));
    true
}

/// The offer to let another official key on.
pub(super) fn reseat_offer(here: Here<'_>, lang: Lang) -> Option<Offer> {
    let say = Say(lang);
    here.round().filter(|round| twice(here.floor) && !round.passes.first.is_empty() && round.left() > 0)?;
    let form = seat_form(here, here.item.body, &say.seat_title(), lang, read_seat);
    Some(Offer::form(Action::Add, say.reseat(), form))
}

fn count_bundle(round: &RoundState, bundle: u32, lang: Lang, screen: &mut Screen) {
    let say = Say(lang);
    screen.purpose = say.purpose_tie();
    screen.facts.push(Fact::new(say.keyed(bundle + 1), say.to_count()).rule(Tone::Warn, ""));
    if let Some(last) = last_paper(round, lang) {
        screen.facts.push(Fact::new(say.last(), super::mark_text(&last.marks)));
    }
    screen.work = Work::Nothing;
    screen.aloud = vec![Aloud { speaker: Speaker::Scrutineer, text: say.say_tie(bundle + 1) }];
    let read = |_: u32, answers: &[Answer]| Ok(Command::Tie { counted: Answers(answers).number()? }.into());
    screen.offers = vec![Offer::form(Action::Confirm, say.tie(), count_form(bundle, lang, read))];
}

/// The form that asks for the papers in hand. What was keyed is not shown: a number that only has to be repeated is no check.
pub(crate) fn count_form(
    bundle: u32,
    lang: Lang,
    read: fn(u32, &[Answer]) -> Result<AnyCommand, Rejection>,
) -> Form {
    let say = Say(lang);
    let field = Field { label: say.papers(), hint: say.papers_hint(), kind: FieldKind::Number(None) };
    Form { title: say.tie_title(bundle + 1), fields: vec![field], subject: bundle, read }
}

/// The form that asks who of the round's officials sits down to key.
pub(crate) fn seat_form(
    here: Here<'_>,
    body: Body,
    title: &str,
    lang: Lang,
    read: fn(u32, &[Answer]) -> Result<AnyCommand, Rejection>,
) -> Form {
    let keyed = here.round().map(|round| round.passes.first.clone()).unwrap_or_default();
    let named = officials::named(here.floor, body);
    let first = named.iter().position(|official| {
        official.role == crate::domain::OfficialRole::Teller && !keyed.contains(&official.member)
    });
    let fresh = || named.iter().position(|official| !keyed.contains(&official.member));
    let text = |official: &officials::Official| {
        format!("{}（{}）", here.floor.name(official.member), officials::role_text(official.role, lang))
    };
    let texts = named.iter().map(text).collect();
    let field = Field {
        label: Say(lang).teller(),
        hint: String::new(),
        kind: FieldKind::Choice(texts, first.or_else(fresh).unwrap_or(0)),
    };
    let subject = u32::from(body == Body::Committee);
    Form { title: title.to_owned(), fields: vec![field], subject, read }
}

fn read_seat(_: u32, answers: &[Answer]) -> Result<AnyCommand, Rejection> {
    Ok(Command::Seat(Answers(answers).position()?).into())
}

/// The official at that position of the form.
///
/// # Errors
/// [`Rejection::UnknownMember`].
pub(crate) fn official_at(floor: &Floor, body: Body, at: usize) -> Result<MemberId, Rejection> {
    let official = officials::named(floor, body).get(at);
    official.map(|official| official.member).ok_or(Rejection::UnknownMember)
}

/// Where in its bundle the next paper lies.
pub(super) fn place(here: Here<'_>, round: &RoundState) -> Option<InBundle> {
    let bundle = twice(here.floor).then(|| round.next_bundle())?;
    let number = round.lie_in(bundle) + 1;
    Some(InBundle { bundle: bundle + 1, reading: 0, number, of: BUNDLE.min(number - 1 + round.left()) })
}

/// The event of a bundle that was counted by hand.
///
/// # Errors
/// [`Rejection::AlreadyDone`] when no bundle is full, [`Rejection::StackDiffers`] for another number than was keyed.
pub(super) fn tied(round: &RoundState, counted: u32) -> Result<Event, Rejection> {
    let bundle = round.untied().ok_or(Rejection::AlreadyDone)?;
    Ok(Event::BundleTied { round: round.id, bundle, papers: counted })
}

/// A paper is called only once somebody keys, and the bundle before it is tied up.
pub(super) fn may_call(floor: &Floor, round: &RoundState) -> Result<(), Rejection> {
    if !twice(floor) {
        return Ok(());
    }
    must(!round.passes.first.is_empty(), Rejection::TellerNotSeated)?;
    round.untied().map_or(Ok(()), |at| Err(Rejection::BundleNotCounted { bundle: at + 1 }))
}

pub(super) fn may_sit(floor: &Floor, round: RoundId, teller: MemberId) -> Result<(), Rejection> {
    let state = round::current(floor, Kind::Calling, round)?;
    must(twice(floor), Rejection::NotAtThisStep)?;
    must(state.passes.first.last() != Some(&teller), Rejection::AlreadyDone)?;
    is_official(floor, state.body, teller)?;
    let name = || floor.name(teller).to_owned();
    let passes = &state.passes;
    must(!passes.keyed_second().contains(&teller), Rejection::KeysBothPasses { name: name() })?;
    let keyed = |member: &MemberId| *member == teller || passes.keyed_first().contains(member);
    let left = officials::named(floor, state.body).iter().any(|official| !keyed(&official.member));
    must(left, Rejection::NoOneLeftToKey)
}

/// Only the round's officials touch its papers.
///
/// # Errors
/// [`Rejection::UnknownMember`].
pub(crate) fn is_official(floor: &Floor, body: Body, member: MemberId) -> Result<(), Rejection> {
    let named = officials::named(floor, body);
    must(named.iter().any(|official| official.member == member), Rejection::UnknownMember)
}

pub(super) fn may_tie(floor: &Floor, round: RoundId, bundle: u32, papers: u32) -> Result<(), Rejection> {
    let state = round::current(floor, Kind::Calling, round)?;
    must(state.untied() == Some(bundle), Rejection::AlreadyDone)?;
    let keyed = number(state.first_reading(bundle).len());
    must(papers == keyed, Rejection::StackDiffers { keyed, counted: papers })
}

/// In a rehearsal: somebody sits down, and every full bundle is counted.
pub(super) fn play(here: Here<'_>) -> Option<AnyCommand> {
    let round = here.round().filter(|_| twice(here.floor))?;
    if round.passes.first.is_empty() {
        let tellers = officials::tellers(here.floor, here.item.body);
        let at = officials::named(here.floor, here.item.body)
            .iter()
            .position(|o| Some(&o.member) == tellers.first());
        return at.map(|at| Command::Seat(at).into());
    }
    let counted = number(round.first_reading(round.untied()?).len());
    Some(Command::Tie { counted }.into())
}
