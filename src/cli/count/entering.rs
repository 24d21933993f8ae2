//! Entering what was cast into a tally: ballots by their shapes, or the approvals of each name.

use super::ballots::{Ballots, CaseWriteIn, Entry, Shape, Text};
use super::case::{Case, CaseTally};
use super::codes::{Said, note};
use super::input::Bad;
use super::judging::name;
use super::report::{Note, Source};
use crate::domain::pending::Pending;
use crate::domain::tally::Written;
use crate::domain::{
    Mark, Name, Nominee, Paper, Procedure, Readings, Slate, Sums, Tally, Turnout, VoidReason, WriteIn, judge,
    readings,
};
use std::collections::{HashMap, HashSet};

/// What was cast: the sums, the papers in doubt, and what is to be said about each entry.
pub struct Entered {
    /// In which form it was given.
    pub source: Source,
    /// The sums.
    pub tally: Tally,
    /// The papers in doubt.
    pub pending: Vec<Pending>,
    /// What is to be said about entries.
    pub notes: Vec<Note>,
}

/// Judges each shape once and enters it as often as it was cast.
///
/// # Errors
/// The first ballot that cannot be what it is.
pub fn enter_ballots(ballots: &Ballots<'_>, slate: &Slate, procedure: &Procedure) -> Result<Entered, Bad> {
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
    let of_shape = |entry: &Entry| usize::try_from(entry.shape) == Ok(shape);
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

/// Takes sums in place of ballots.
///
/// # Errors
/// The first number that the papers cannot hold.
pub fn enter_approvals(
    case: &Case<'_>,
    rows: &CaseTally<'_>,
    slate: &Slate,
    procedure: &Procedure,
    turnout: Turnout,
) -> Result<Entered, Bad> {
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
                tally.written.push(Written { nominee: Nominee { name, member: None }, approve: *approve });
            }
        }
    }
    hold(&tally, procedure, slate.seats)?;
    Ok(Entered { source: Source::Approvals, tally, pending: Vec::new(), notes: Vec::new() })
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

fn notes(ballots: &Ballots<'_>, said: &[Said]) -> Vec<Note> {
    let of = |entry: &Entry| {
        let said = usize::try_from(entry.shape).ok().and_then(|shape| said.get(shape)).copied().flatten();
        said.filter(|_| entry.times > 0)
    };
    let numbered = ballots.entries.iter().enumerate();
    numbered
        .filter_map(|(place, entry)| of(entry).map(|(code, text)| Note { ballot: place + 1, code, text }))
        .collect()
}
