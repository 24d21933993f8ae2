//! From a case to its result: checks that the case can be counted, then asks the domain.

use super::ballots::{Ballots, CaseWriteIn, Shape, Text};
use super::case::{Case, CaseTally};
use super::input::Bad;
use super::report::{Ending, Kinds, Note, Report, Source};
use crate::domain::pending::Pending;
use crate::domain::procedure::MajorityBase;
use crate::domain::round::RoundVerdict;
use crate::domain::tally::Written;
use crate::domain::{
    BallotForm, Candidate, Count, Doubt, ElectionRule, InvalidReason, Judgement, Mark, Name, Nominee, Paper,
    Procedure, Readings, RoundKind, Slate, Sums, Tally, Turnout, VoidReason, WriteIn, judge, readings,
};
use std::collections::{HashMap, HashSet};

/// Counts a case.
///
/// # Errors
/// The first field that cannot be what it is.
pub fn count(case: &Case<'_>) -> Result<Report, Bad> {
    let slate = slate(case)?;
    let procedure = case.procedure.clone().unwrap_or_default().procedure();
    let turnout = turnout(case, &procedure)?;
    let entered = ballots_or_tally(case, &slate, &procedure, turnout)?;
    let quorum = case.attendance.due.map(|due| procedure.quorum.met(turnout.present, due));
    if quorum == Some(false) {
        return Ok(Report::uncounted(Ending::NoQuorum, quorum, slate.seats));
    }
    if turnout.verdict(&procedure) == RoundVerdict::Void {
        return Ok(Report::uncounted(Ending::Void, quorum, slate.seats));
    }
    let count = Count {
        slate: &slate,
        tally: &entered.tally,
        turnout,
        procedure: &procedure,
        pending: &entered.pending,
    };
    let outcome = ElectionRule::of(RoundKind::First, slate.form).elect(count);
    let Tally { valid, invalid, doubtful, .. } = entered.tally;
    Ok(Report::counted(&outcome, entered.source, quorum, Kinds { valid, invalid, doubtful }, entered.notes))
}

fn slate(case: &Case<'_>) -> Result<Slate, Bad> {
    if case.contest.seats == 0 {
        return Err(Bad::new("value", "contest.seats", "there is no seat to fill"));
    }
    let mut known: HashSet<Name> = HashSet::new();
    let mut candidates = Vec::with_capacity(case.contest.candidates.len());
    for (place, text) in case.contest.candidates.iter().enumerate() {
        let field = format!("contest.candidates[{place}]");
        let name = name(text, &field)?;
        if !known.insert(name.clone()) {
            return Err(Bad::new("duplicate", field, "this candidate stands twice"));
        }
        candidates.push(Candidate::new(name, None));
    }
    Ok(Slate { seats: case.contest.seats, candidates, form: BallotForm::Marks { write_ins: true } })
}

fn name(text: &Text<'_>, field: &str) -> Result<Name, Bad> {
    Name::verbatim(&text.0).ok_or_else(|| Bad::new("value", field, "the name is empty"))
}

fn turnout(case: &Case<'_>, procedure: &Procedure) -> Result<Turnout, Bad> {
    let present = case.attendance.present;
    let due = match case.attendance.due {
        None if procedure.majority.base == MajorityBase::Due => {
            return Err(Bad::new(
                "missing",
                "attendance.due",
                "the majority is of those due, whose number is missing",
            ));
        }
        Some(due) if present > due => {
            let text = format!("{present} voters are present, but {due} are due");
            return Err(Bad::new("contradiction", "attendance.present", text));
        }
        due => due.unwrap_or(present),
    };
    let papers = case.papers.unwrap_or_default();
    let issued = papers.issued.unwrap_or(present);
    Ok(Turnout { due, present, issued, collected: collected(case, issued)? })
}

/// The papers collected, which must be as many as the ballots given.
fn collected(case: &Case<'_>, issued: u32) -> Result<u32, Bad> {
    let papers = case.papers.unwrap_or_default();
    let Some(ballots) = &case.ballots else { return Ok(papers.collected.or(papers.valid).unwrap_or(issued)) };
    let given = ballots.papers();
    let collected = papers.collected.map_or(given, u64::from);
    if collected != given {
        let text = format!("{collected} papers were collected, but {given} are given");
        return Err(Bad::new("contradiction", "papers.collected", text));
    }
    u32::try_from(given).map_err(|_| Bad::new("value", "ballots", "more papers than can be counted"))
}

/// What was cast: the sums, the papers in doubt, and what is to be said about each entry.
struct Entered {
    source: Source,
    tally: Tally,
    pending: Vec<Pending>,
    notes: Vec<Note>,
}

fn ballots_or_tally(
    case: &Case<'_>,
    slate: &Slate,
    procedure: &Procedure,
    turnout: Turnout,
) -> Result<Entered, Bad> {
    match (&case.ballots, &case.tally) {
        (Some(_), Some(_)) => {
            Err(Bad::new("contradiction", "tally", "either ballots or their tally can be given"))
        }
        (None, None) => Err(Bad::new("missing", "ballots", "neither ballots nor their tally are given")),
        (Some(ballots), None) => {
            let entered = cast_ballots(ballots, slate, procedure)?;
            match case.papers.and_then(|papers| papers.valid) {
                Some(valid) if valid != entered.tally.valid => {
                    let text = format!("{valid} papers would be valid, but {} are", entered.tally.valid);
                    Err(Bad::new("contradiction", "papers.valid", text))
                }
                _ => Ok(entered),
            }
        }
        (None, Some(rows)) => {
            let tally = cast_approvals(case, rows, slate, procedure, turnout)?;
            Ok(Entered { source: Source::Approvals, tally, pending: Vec::new(), notes: Vec::new() })
        }
    }
}

/// Judges each shape once and enters it as often as it was cast.
fn cast_ballots(ballots: &Ballots<'_>, slate: &Slate, procedure: &Procedure) -> Result<Entered, Bad> {
    let mut times = vec![0u32; ballots.shapes.len()];
    for entry in &ballots.entries {
        if let Some(sum) = usize::try_from(entry.shape).ok().and_then(|shape| times.get_mut(shape)) {
            *sum = sum.saturating_add(entry.times);
        }
    }
    let mut tally = Tally::new(slate.candidates.len());
    let mut doubtful: HashMap<Readings, u32> = HashMap::new();
    let mut said = Vec::with_capacity(ballots.shapes.len());
    for (place, (shape, times)) in ballots.shapes.iter().zip(times).enumerate() {
        let paper = paper(shape, slate).map_err(|(field, text)| bad_ballot(ballots, place, field, text))?;
        let judgement = judge(&paper, slate, procedure, |_| true);
        tally.add(&judgement, times).map_err(|error| Bad::new("value", "ballots", error.to_string()))?;
        if let Some(readings) = readings(&paper, slate, procedure, |_| true).filter(|_| times > 0) {
            let sum = doubtful.entry(readings).or_default();
            *sum = sum.saturating_add(times);
        }
        said.push(note(&judgement));
    }
    let pending = doubtful.into_iter().map(|(readings, times)| Pending { readings, times }).collect();
    Ok(Entered { source: Source::Ballots, tally, pending, notes: notes(ballots, &said) })
}

/// What is wrong with a shape, said of the first entry that has it.
fn bad_ballot(ballots: &Ballots<'_>, shape: usize, field: &str, text: String) -> Bad {
    let of_shape = |entry: &super::ballots::Entry| usize::try_from(entry.shape) == Ok(shape);
    let place = ballots.entries.iter().position(of_shape).unwrap_or(0);
    Bad::new("value", format!("ballots[{place}]{field}"), text)
}

/// A paper of this shape, or the field that is wrong.
fn paper(shape: &Shape<'_>, slate: &Slate) -> Result<Paper, (&'static str, String)> {
    let void = match &shape.void {
        Some(Text(reason)) if reason.trim().is_empty() => {
            return Err((".void", "the reason is empty".to_owned()));
        }
        reason => reason.as_ref().map(|Text(reason)| void_reason(reason)),
    };
    let marks =
        shape.marks.as_ref().map_or(Ok(Vec::new()), |Text(marks)| read_marks(marks, slate.candidates.len()));
    let marks = marks.map_err(|text| (".marks", text))?;
    let write_ins = shape.write_ins.iter().map(write_in).collect::<Option<_>>();
    let write_ins = write_ins.ok_or_else(|| (".write_ins", "a name is empty".to_owned()))?;
    Ok(Paper { marks, write_ins, void, doubts: Vec::new() })
}

fn read_marks(text: &str, names: usize) -> Result<Vec<Mark>, String> {
    let marks: Result<Vec<Mark>, char> = text.chars().map(|code| Mark::from_code(code).ok_or(code)).collect();
    match marks {
        Err(code) => Err(format!("{code:?} is no mark: o, x or - is")),
        Ok(marks) if marks.len() != names => Err(format!("{} marks for {names} candidates", marks.len())),
        Ok(marks) => Ok(marks),
    }
}

fn write_in(written: &CaseWriteIn<'_>) -> Option<WriteIn> {
    Some(WriteIn { name: Name::verbatim(&written.name.0)?, member: None, mark: written.mark.into() })
}

fn void_reason(text: &str) -> VoidReason {
    match text {
        "torn" => VoidReason::Torn,
        "no_seal" => VoidReason::NoSeal,
        "signed" => VoidReason::Signed,
        "other_mark" => VoidReason::OtherMark,
        "too_many_marks" => VoidReason::TooManyMarks,
        "other_text" => VoidReason::OtherText,
        other => VoidReason::Other(other.to_owned()),
    }
}

/// Sums in place of ballots.
fn cast_approvals(
    case: &Case<'_>,
    rows: &CaseTally<'_>,
    slate: &Slate,
    procedure: &Procedure,
    turnout: Turnout,
) -> Result<Tally, Bad> {
    let valid = case.papers.and_then(|papers| papers.valid).unwrap_or(turnout.collected);
    let Some(invalid) = turnout.collected.checked_sub(valid) else {
        let text = format!("{valid} papers would be valid of {} collected", turnout.collected);
        return Err(Bad::new("contradiction", "papers.valid", text));
    };
    let blank = Sums { abstain: valid, ..Sums::default() };
    let mut tally = Tally { valid, invalid, ..Tally::new(slate.candidates.len()) };
    tally.printed.fill(blank);
    let mut known: HashSet<Name> = HashSet::new();
    for (text, approve) in &rows.0 {
        let field = format!("tally.{}", text.0);
        let name = name(text, "tally")?;
        if !known.insert(name.clone()) {
            return Err(Bad::new("duplicate", field, "this name stands twice"));
        }
        let Some(abstain) = valid.checked_sub(*approve) else {
            return Err(Bad::new(
                "contradiction",
                field,
                format!("{approve} approvals on {valid} valid papers"),
            ));
        };
        match slate.position(None, &name).and_then(|place| tally.printed.get_mut(place)) {
            Some(sums) => *sums = Sums { approve: *approve, against: 0, abstain },
            None => {
                tally.written.push(Written { nominee: Nominee { name, member: None }, approve: *approve })
            }
        }
    }
    hold(&tally, procedure, slate.seats)?;
    Ok(tally)
}

/// Whether the valid papers can hold so many approvals.
fn hold(tally: &Tally, procedure: &Procedure, seats: u32) -> Result<(), Bad> {
    let Some(limit) = procedure.max_marks.limit(seats) else { return Ok(()) };
    let (approvals, most) = (tally.approvals(), u64::from(limit) * u64::from(tally.valid));
    if approvals > most || (procedure.exact_marks && approvals < most) {
        let text = format!(
            "{approvals} approvals on {} valid papers with {limit} at most, {most} together",
            tally.valid
        );
        return Err(Bad::new("contradiction", "tally", text));
    }
    Ok(())
}

/// A code and its sentence.
type Said = Option<(&'static str, &'static str)>;

fn notes(ballots: &Ballots<'_>, said: &[Said]) -> Vec<Note> {
    let of = |entry: &super::ballots::Entry| {
        let said = usize::try_from(entry.shape).ok().and_then(|shape| said.get(shape)).copied().flatten();
        said.filter(|_| entry.times > 0)
    };
    let numbered = ballots.entries.iter().enumerate();
    numbered
        .filter_map(|(place, entry)| of(entry).map(|(code, text)| Note { ballot: place + 1, code, text }))
        .collect()
}

/// What is to be said about a judgement: nothing about a paper that counts.
fn note(judgement: &Judgement) -> Said {
    match judgement {
        Judgement::Valid(_) => None,
        Judgement::Invalid(reason) => Some(invalid_note(reason)),
        Judgement::Doubtful(doubts) => doubts.first().map(doubt_note),
    }
}

fn invalid_note(reason: &InvalidReason) -> (&'static str, &'static str) {
    match reason {
        InvalidReason::Void(_) | InvalidReason::WrongNumberOfMarks => {
            ("void", "invalid: the scrutineers said so")
        }
        InvalidReason::WriteInWithoutMark => ("write_in_without_mark", "invalid: a write-in has no ○"),
        InvalidReason::WriteInOfCandidate => {
            ("write_in_of_candidate", "invalid: a write-in names a candidate")
        }
        InvalidReason::WriteInWithoutAgainst => ("write_in_needs_against", "invalid: more write-ins than ×"),
        InvalidReason::TooManyMarks { .. } => ("too_many_marks", "invalid: more names approved than may be"),
        InvalidReason::TooFewMarks { .. } => ("too_few_marks", "invalid: fewer names approved than must be"),
    }
}

fn doubt_note(doubt: &Doubt) -> (&'static str, &'static str) {
    match doubt {
        Doubt::WriteInOfCandidate(_) => ("write_in_of_candidate", "doubtful: a write-in names a candidate"),
        Doubt::WriteInWithoutAgainst => ("write_in_needs_against", "doubtful: more write-ins than ×"),
        Doubt::WriteInWithoutMark(_)
        | Doubt::UnprescribedMark(_)
        | Doubt::UnreadableMark(_)
        | Doubt::NotElectable(_)
        | Doubt::WriteInNotTaken(_) => ("write_in_without_mark", "doubtful: a write-in has no ○"),
    }
}
