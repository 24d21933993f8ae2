//! The papers collected are counted again after the chair has declared the round: a stack that was miscounted once must not
//! stop the count for ever. The round is declared anew with the number put right; too many make it void.

use super::Command;
use crate::agenda::action::Action;
use crate::agenda::examine::at_one_of;
use crate::agenda::floor::must;
use crate::agenda::round::passes::Stage;
use crate::agenda::round::{self, GivenUp, Happened, Recounted, RoundState};
use crate::agenda::screen::{Answer, Answers, Field, FieldKind, Form, Offer};
use crate::agenda::text::written;
use crate::agenda::totals::Totals;
use crate::agenda::{Floor, Here, Kind, Rejection, RoundId, Stamp};
use crate::domain::Turnout;
use crate::domain::round::RoundVerdict;
use crate::locale::Lang;
use crate::messages;

messages! {
    /// Words of counting the papers again.
    struct Say {
        act { zh: "更正收回张数", en: "papers collected: put right" }
        title { zh: "重新清点收回的选票（原来数错了）", en: "The papers collected were miscounted: count again" }
        field { zh: "收回选票", en: "Collected" }
        hint(collected: u32, issued: u32) { zh: "原来 {collected} 张，发出 {issued} 张；多于发出的，选举无效", en: "was {collected}, {issued} handed out; more than that makes the vote void" }
        reason { zh: "原因", en: "Reason" }
        ask { zh: "更正收回张数：多于发出的，本次选举无效，已经记下的票不再计。张数都数清楚了吗？", en: "The papers collected are put right: more than were handed out makes the vote void, and what is entered is not counted. Is the number certain?" }
    }
}

/// The steps at which the number can be put right.
const STEPS: [Kind; 5] = [Kind::Examine, Kind::Calling, Kind::SecondPass, Kind::Totals, Kind::Compare];

/// The offer to put the number collected right.
pub(crate) fn offer(here: Here<'_>, lang: Lang) -> Option<Offer> {
    let round = here.round().filter(|_| STEPS.contains(&here.item.kind))?;
    // Where the same verb decides about doubtful papers, those come first.
    let queue = here.item.kind != Kind::SecondPass || round.stage() == Stage::Done;
    let round = Some(round).filter(|round| round.tally.doubtful == 0 || !queue)?;
    let say = Say(lang);
    let hint = say.hint(round.turnout().collected, round.papers.issued);
    let fields = vec![
        Field { label: say.field(), hint, kind: FieldKind::Number(None) },
        Field { label: say.reason(), hint: String::new(), kind: FieldKind::Text(String::new()) },
    ];
    let read = |_: u32, answers: &[Answer]| {
        let mut answers = Answers(answers);
        Ok(Command::Correct { collected: answers.number()?, reason: answers.text()? }.into())
    };
    let action = if here.item.kind == Kind::Totals { Action::Correct } else { Action::Edit };
    Some(Offer::form(action, say.act(), Form { title: say.title(), fields, subject: 0, read }).ask(say.ask()))
}

pub(super) fn admit(floor: &Floor, id: RoundId, collected: u32, reason: &str) -> Result<(), Rejection> {
    let round = at_one_of(floor, id, &STEPS)?;
    written(reason)?;
    must(round.collected != Some(collected), Rejection::AlreadyDone)?;
    super::likely(round, collected)?;
    let entered = u32::try_from(round.tally.papers()).unwrap_or(u32::MAX);
    let void = with_count(round, collected).verdict(floor.procedure()) == RoundVerdict::Void;
    let enough = void || round.totals.is_some() || collected >= entered;
    must(enough, Rejection::FewerThanEntered { collected, entered })
}

fn with_count(round: &RoundState, collected: u32) -> Turnout {
    Turnout { collected, ..round.turnout() }
}

/// The number is put right, and with it what the chair had declared. A sheet typed in or compared is typed in again; where
/// papers are now missing from the count, the calling goes on.
pub(super) fn apply(floor: &mut Floor, _: Stamp<'_>, id: RoundId, collected: u32, reason: &str) {
    let verdict = floor.rounds.get(&id).map(|round| with_count(round, collected).verdict(floor.procedure()));
    let Some(state) = floor.rounds.get_mut(&id) else { return };
    let was = state.collected.replace(collected).unwrap_or_default();
    state.declared = verdict;
    let is_void = verdict == Some(RoundVerdict::Void);
    let given_up = given_up(state, is_void);
    let reason = reason.to_owned();
    state.happened(Happened::Recounted(Recounted { was, now: collected, reason, given_up, void: is_void }));
    state.sheet = None;
    state.clear_totals();
    if is_void {
        void(floor, id);
    } else if state.left() > 0 && (floor.at_kind(Kind::Compare) || floor.at_kind(Kind::SecondPass)) {
        floor.order.back_to(Kind::Calling, id);
    }
}

/// What had been entered and falls away now: a sheet in any case, papers where the round is void. Of a void round whose sheet
/// fell away before that one.
fn given_up(state: &RoundState, void: bool) -> GivenUp {
    if let Some(Totals { valid, invalid, .. }) = state.totals {
        return GivenUp::Sheet { valid, invalid };
    }
    match u32::try_from(state.tally.papers()).unwrap_or(u32::MAX) {
        _ if !void => GivenUp::Nothing,
        0 => state.last_sheet().unwrap_or(GivenUp::Nothing),
        papers => GivenUp::Papers(papers),
    }
}

/// A void round's papers are never counted, and the vote is held again.
fn void(floor: &mut Floor, id: RoundId) {
    if let Some(state) = floor.rounds.get_mut(&id) {
        state.give_up();
    }
    floor.order.back_to(Kind::Collect, id);
    round::repeat(floor, id);
}
