//! A paper entered before is put right, found invalid, or taken out again.
//!
//! The form shows every paper as it stands on record, so that nobody corrects another than the one in hand. What the
//! scrutineers decided is theirs: such a paper that is put right is doubtful again, and they decide anew.

use super::{Command, Event, mark_text, may_record, read_marks, written};
use crate::agenda::action::Action;
use crate::agenda::examine::{at_one_of, judgement_text};
use crate::agenda::floor::must;
use crate::agenda::order::RoundId;
use crate::agenda::round::{self, Correction, Entered, Happened, RoundState};
use crate::agenda::screen::{Answer, Answers, Field, FieldKind, Form, Offer};
use crate::agenda::{Command as AnyCommand, Floor, Here, Kind, Rejection, Stamp, text};
use crate::domain::{Mark, Paper, VoidReason, WriteIn};
use crate::locale::Lang;
use crate::messages;
use std::collections::BTreeMap;

messages! {
    /// Words of corrections.
    struct Say {
        correct { zh: "更正某一张", en: "correct a paper" }
        correct_title { zh: "更正已经记下的一张票（看原票）", en: "Correct a recorded paper (look at the paper)" }
        number { zh: "第几张", en: "Paper" }
        number_hint { zh: "键入号码", en: "type its number" }
        bundle_hint { zh: "键入捆-张，如 2-7；没有捆的是验票时挑出的", en: "type bundle-paper, such as 2-7; without a bundle: set aside" }
        ruled { zh: "监票人认定过，更正后重新认定", en: "ruled; put right, it is decided again" }
        validity { zh: "有效还是无效", en: "Valid or not" }
        valid { zh: "有效，符号如下", en: "valid, with these marks" }
        invalid { zh: "无效", en: "invalid" }
        twice { zh: "没有这张票：多记了一次，去掉", en: "no such paper: entered once too often, take it out" }
        written_in { zh: "另选他人", en: "Written in" }
        written_hint { zh: "几位用、隔开；没有改动不填，没有另选填 无", en: "several with a comma; empty: as entered; none: -" }
        marks { zh: "票上的符号", en: "Marks on it" }
        marks_hint { zh: "○ 用 o，× 用 x，空白用 -；没有改动不填", en: "o x -; empty: as entered" }
        reason { zh: "更正原因", en: "Reason" }
    }
}

/// The offer to correct a paper of the current round.
pub(crate) fn offer(here: Here<'_>, lang: Lang) -> Option<Offer> {
    let say = Say(lang);
    let round = here.round().filter(|round| !round.entered.is_empty())?;
    let field = |label, hint, kind| Field { label, hint, kind };
    let bundles = round.entered.iter().any(|entered| entered.bundle.is_some());
    let number_hint = if bundles { say.bundle_hint() } else { say.number_hint() };
    let ways = vec![say.valid(), say.invalid(), say.twice()];
    let fields = vec![
        field(say.number(), number_hint, FieldKind::Choice(rows(round, lang), round.entered.len() - 1)),
        field(say.validity(), String::new(), FieldKind::Choice(ways, 0)),
        field(say.marks(), say.marks_hint(), FieldKind::Text(String::new())),
        field(say.written_in(), say.written_hint(), FieldKind::Text(String::new())),
        field(say.reason(), String::new(), FieldKind::Text(String::new())),
    ];
    let subject = u32::try_from(round.slate().candidates.len()).unwrap_or(u32::MAX);
    let form = Form { title: say.correct_title(), fields, subject, read };
    Some(Offer::form(Action::Correct, say.correct(), form))
}

/// Every paper as it stands on record, its number first, so that typing the number finds it: its place in its bundle
/// where papers lie in bundles.
fn rows(round: &RoundState, lang: Lang) -> Vec<String> {
    let mut lying = BTreeMap::<u32, u32>::new();
    let mut place = |(entered, number): (&Entered, u32)| {
        let Some(bundle) = entered.bundle else { return row(&number.to_string(), entered, lang) };
        let lies = lying.entry(bundle).or_default();
        *lies += 1;
        row(&format!("{}-{lies}", bundle + 1), entered, lang)
    };
    round.entered.iter().zip(1..).map(&mut place).collect()
}

fn row(place: &str, entered: &Entered, lang: Lang) -> String {
    let ruled = entered.ruling.is_some().then(|| Say(lang).ruled());
    let parts = [
        place.to_owned(),
        mark_text(&entered.paper.marks),
        written::line(&entered.paper.write_ins),
        ruled.unwrap_or_else(|| judgement_text(&entered.standing(), lang)),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
}

fn read(names: u32, answers: &[Answer]) -> Result<AnyCommand, Rejection> {
    let mut answers = Answers(answers);
    let number = u32::try_from(answers.position()?).unwrap_or(u32::MAX).saturating_add(1);
    let what = answers.position()?;
    let marks = answers.optional_text()?;
    let names_written = answers.optional_text()?;
    let reason = answers.text()?;
    let marks = marks.map(|marks| read_marks(&marks, names)).transpose()?;
    let write_ins = match names_written.as_deref() {
        None => None,
        Some("无" | "-" | "－") => Some(Vec::new()),
        Some(line) => Some(written::read_line(line)?),
    };
    Ok(match what {
        0 if marks.is_none() && write_ins.is_none() => return Err(Rejection::NothingDiffers),
        0 => Command::Rewrite { number, marks, write_ins, reason }.into(),
        1 => Command::Void { number, reason }.into(),
        _ => Command::Remove { number, reason }.into(),
    })
}

/// The paper with this number, from 1.
///
/// # Errors
/// [`Rejection::NoSuchPaper`].
pub(super) fn entered_at(round: &RoundState, number: u32) -> Result<&Entered, Rejection> {
    let at = number.checked_sub(1).ok_or(Rejection::NoSuchPaper)?;
    round.entered.get(at as usize).ok_or(Rejection::NoSuchPaper)
}

/// The steps at which a paper entered before can be put right.
const STEPS: [Kind; 3] = [Kind::Examine, Kind::Calling, Kind::Compare];

/// The event of a paper that was read again.
///
/// # Errors
/// No such paper.
pub(super) fn rewritten(
    here: Here<'_>,
    state: &RoundState,
    number: u32,
    marks: Option<Vec<Mark>>,
    write_ins: Option<Vec<WriteIn>>,
    reason: String,
) -> Result<Event, Rejection> {
    let entered = entered_at(state, number)?;
    let Paper { marks: read, write_ins: names, doubts, .. } = entered.paper.clone();
    let paper = Paper {
        marks: marks.unwrap_or(read),
        write_ins: write_ins.unwrap_or(names),
        doubts,
        ..Paper::default()
    };
    let paper = written::meant(here, state, paper);
    Ok(Event::Corrected { round: state.id, number, paper, corrects: entered.seq, reason })
}

/// The event of a paper that is found invalid.
///
/// # Errors
/// No such paper.
pub(super) fn voided(state: &RoundState, number: u32, reason: String) -> Result<Event, Rejection> {
    let Entered { paper, seq: corrects, ruling, .. } = entered_at(state, number)?.clone();
    let void = ruling.is_none().then(|| VoidReason::Other(reason.clone()));
    let paper = Paper { void, ..paper };
    Ok(Event::Corrected { round: state.id, number, paper, corrects, reason })
}

/// The event of a paper that was entered once too often.
///
/// # Errors
/// No such paper.
pub(super) fn taken_out(state: &RoundState, number: u32, reason: String) -> Result<Event, Rejection> {
    let corrects = entered_at(state, number)?.seq;
    Ok(Event::Removed { round: state.id, number, corrects, reason })
}

pub(super) fn admit(floor: &Floor, event: &Event) -> Result<(), Rejection> {
    let (Event::Corrected { round, number, corrects, reason, .. }
    | Event::Removed { round, number, corrects, reason }) = event
    else {
        return Ok(());
    };
    let state = at_one_of(floor, *round, &STEPS)?;
    let entered = entered_at(state, *number)?;
    text::written(reason)?;
    if let Event::Corrected { paper, .. } = event {
        must(!entered.open(), Rejection::CorrectionOfUndecided)?;
        let ruled = entered.ruling.is_some();
        must(ruled || entered.paper != *paper, Rejection::NothingDiffers)?;
        let again = paper.void.is_none() && paper.doubts == entered.paper.doubts;
        must(!ruled || again, Rejection::RuledByScrutineers)?;
        may_record(floor, state, paper)?;
    }
    must(entered.seq == *corrects, Rejection::NoSuchPaper)
}

pub(super) fn apply(floor: &mut Floor, stamp: Stamp<'_>, event: &Event) {
    match event {
        Event::Corrected { round, number, paper, reason, .. } => {
            correct(floor, stamp, *round, *number, paper, reason);
        }
        Event::Removed { round, number, reason, .. } => remove(floor, *round, *number, reason),
        _ => {}
    }
}

/// Another reading takes the place of a paper entered before.
fn correct(floor: &mut Floor, stamp: Stamp<'_>, id: RoundId, number: u32, paper: &Paper, reason: &str) {
    let Some(state) = floor.rounds.get(&id) else { return };
    let Ok(entered) = entered_at(state, number) else { return };
    let judgement = round::judged(floor, state, paper);
    let fresh = Entered { paper: paper.clone(), judgement, ruling: None, seq: stamp.seq, ..entered.clone() };
    let (bundle, correction) = (entered.bundle, correction(state, number, entered, Some(paper), reason));
    if let Some(state) = floor.rounds.get_mut(&id) {
        state.replace((number as usize).saturating_sub(1), fresh);
        state.disturb(bundle);
        state.sheet = None;
        state.happened(Happened::Corrected(Box::new(correction)));
    }
}

/// What is kept of a paper that is put right or taken out.
fn correction(
    state: &RoundState,
    number: u32,
    entered: &Entered,
    after: Option<&Paper>,
    reason: &str,
) -> Correction {
    let ruled = state.ruled_at((number as usize).saturating_sub(1));
    let (before, after) = (entered.paper.clone(), after.cloned());
    Correction { spot: state.spot(number), before, after, reason: reason.to_owned(), ruled }
}

/// A paper that was entered once too often goes; where one is now missing from the count, the calling goes on.
fn remove(floor: &mut Floor, id: RoundId, number: u32, reason: &str) {
    let Some(state) = floor.rounds.get_mut(&id) else { return };
    let Ok(entered) = entered_at(state, number) else { return };
    let (bundle, correction) = (entered.bundle, correction(state, number, entered, None, reason));
    state.happened(Happened::Corrected(Box::new(correction)));
    state.take_out((number as usize).saturating_sub(1));
    state.disturb(bundle);
    state.sheet = None;
    if floor.at_kind(Kind::Compare) {
        floor.order.back_to(Kind::Calling, id);
    }
}
