//! Entering ballots into a tally: those of marks alone one by one, the others by their shapes, each judged once.

use super::ballots::{Ballots, CaseWriteIn, Entry, Look, Shape};
use super::codes::{Said, note};
use super::input::Bad;
use super::report::{Note, Source};
use super::text::Text;
use crate::domain::pending::Pending;
use crate::domain::tally::TallyError;
use crate::domain::{
    Judgement, Mark, Name, Paper, Procedure, Readings, Slate, Tally, VoidReason, WriteIn, judge, judge_marks,
    readings,
};
use std::collections::HashMap;

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

/// Enters each ballot.
///
/// # Errors
/// The first ballot that cannot be what it is.
pub fn enter_ballots(ballots: &Ballots<'_>, slate: &Slate, procedure: &Procedure) -> Result<Entered, Bad> {
    let tally = Tally::new(slate.candidates.len());
    let mut entering = Entering { slate, procedure, tally, marks: Vec::new(), judged: Vec::new() };
    let mut notes = Vec::new();
    for (place, entry) in ballots.entries.iter().enumerate() {
        let said = entering.enter(ballots, *entry);
        let said =
            said.map_err(|(field, text)| Bad::new("value", format!("ballots[{place}]{field}"), text))?;
        if let Some((code, text)) = said.filter(|_| entry.times > 0) {
            notes.push(Note { ballot: place + 1, code, text });
        }
    }
    entering.finish(notes).map_err(|error| Bad::new("value", "ballots", error.to_string()))
}

/// A field of a ballot and what is wrong with it.
type Wrong = (&'static str, String);

/// The entering of a list.
struct Entering<'a> {
    slate: &'a Slate,
    procedure: &'a Procedure,
    tally: Tally,
    /// The marks of the paper at hand.
    marks: Vec<Mark>,
    /// The shapes met so far.
    judged: Vec<Judged>,
}

/// A shape, judged, and how many papers have it.
struct Judged {
    judgement: Judgement,
    /// How it may come to count, if it is doubtful.
    readings: Option<Readings>,
    said: Said,
    times: u32,
}

impl Entering<'_> {
    /// Enters one entry; what is to be said about it.
    fn enter(&mut self, ballots: &Ballots<'_>, entry: Entry<'_>) -> Result<Said, Wrong> {
        let place = match entry.look {
            Look::Marks(text) => return self.enter_marks(text, entry.times),
            Look::Shape(place) => place,
        };
        if let Some(shape) = ballots.shapes.get(place).filter(|_| place == self.judged.len()) {
            self.judged.push(judged(shape, self.slate, self.procedure)?);
        }
        Ok(self.judged.get_mut(place).and_then(|judged| {
            judged.times = judged.times.saturating_add(entry.times);
            judged.said
        }))
    }

    fn enter_marks(&mut self, text: &str, times: u32) -> Result<Said, Wrong> {
        read_marks(text, self.slate.candidates.len(), &mut self.marks).map_err(|text| ("", text))?;
        match judge_marks(&self.marks, self.slate, self.procedure) {
            Ok(()) => self.tally.add_marks(&self.marks, times).map_err(|error| ("", error.to_string()))?,
            Err(reason) => {
                let judgement = Judgement::Invalid(reason);
                self.tally.add(&judgement, times).map_err(|error| ("", error.to_string()))?;
                return Ok(note(&judgement));
            }
        }
        Ok(None)
    }

    fn finish(mut self, notes: Vec<Note>) -> Result<Entered, TallyError> {
        let mut doubtful: HashMap<Readings, u32> = HashMap::new();
        for judged in self.judged.into_iter().filter(|judged| judged.times > 0) {
            self.tally.add(&judged.judgement, judged.times)?;
            if let Some(readings) = judged.readings {
                let sum = doubtful.entry(readings).or_default();
                *sum = sum.saturating_add(judged.times);
            }
        }
        let pending = doubtful.into_iter().map(|(readings, times)| Pending { readings, times }).collect();
        Ok(Entered { source: Source::Ballots, tally: self.tally, pending, notes })
    }
}

fn judged(shape: &Shape<'_>, slate: &Slate, procedure: &Procedure) -> Result<Judged, Wrong> {
    let paper = paper(shape, slate)?;
    let judgement = judge(&paper, slate, procedure, |_| true);
    let readings = readings(&paper, slate, procedure, |_| true);
    Ok(Judged { said: note(&judgement), judgement, readings, times: 0 })
}

/// A paper of this shape, or the field that is wrong.
fn paper(shape: &Shape<'_>, slate: &Slate) -> Result<Paper, Wrong> {
    let void = match &shape.void {
        Some(Text(reason)) if reason.trim().is_empty() => {
            return Err((".void", "the reason is empty".to_owned()));
        }
        reason => reason.as_ref().map(|Text(reason)| void_reason(reason)),
    };
    let mut marks = Vec::new();
    if let Some(Text(text)) = &shape.marks {
        read_marks(text, slate.candidates.len(), &mut marks).map_err(|text| (".marks", text))?;
    }
    let write_ins = shape.write_ins.iter().map(write_in).collect::<Option<_>>();
    let write_ins = write_ins.ok_or_else(|| (".write_ins", "a name is empty".to_owned()))?;
    Ok(Paper { marks, write_ins, void, doubts: Vec::new() })
}

/// The mark of each byte: a table, since guessing a voter's next mark is what a processor is bad at.
#[expect(
    clippy::indexing_slicing,
    reason = "a constant block cannot use `get_mut`, and cannot fail at run time"
)]
const CODES: [Option<Mark>; 128] = {
    let mut codes = [None; 128];
    let mut code = 0u8;
    while code < 128 {
        codes[code as usize] = Mark::from_code(code as char);
        code += 1;
    }
    codes
};

/// Reads the marks of a paper, one for each of so many names.
fn read_marks(text: &str, names: usize, marks: &mut Vec<Mark>) -> Result<(), String> {
    marks.clear();
    for byte in text.bytes() {
        let Some(mark) = CODES.get(usize::from(byte)).copied().flatten() else { return Err(no_mark(text)) };
        marks.push(mark);
    }
    if marks.len() == names { Ok(()) } else { Err(format!("{} marks for {names} candidates", marks.len())) }
}

fn no_mark(text: &str) -> String {
    let code = text.chars().find(|code| Mark::from_code(*code).is_none()).unwrap_or_default();
    format!("{code:?} is no mark: o, x or - is")
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
