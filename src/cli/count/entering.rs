//! Entering ballots into a tally: those of marks alone by columns, the others by their shapes.

use super::ballots::{Ballots, Entry, Other};
use super::codes::Said;
use super::columns::Columns;
use super::input::Bad;
use super::report::{Note, Source};
use super::shapes::{Shapes, Wrong, paper};
use crate::domain::pending::Pending;
use crate::domain::{Procedure, Slate, Tally};

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

/// Enters each ballot. All papers together must fit a tally.
///
/// # Errors
/// The first ballot that cannot be what it is.
pub fn enter_ballots(ballots: &Ballots<'_>, slate: &Slate, procedure: &Procedure) -> Result<Entered, Bad> {
    let mut shapes = Shapes::new(slate, procedure);
    let said = ballots.shapes.iter().map(|(shape, times)| {
        let times = u32::try_from(*times).unwrap_or(u32::MAX);
        shapes.count(shape, times)
    });
    let said: Vec<Result<Said, Wrong>> = said.collect();
    let mut entering = Entering { ballots, slate, columns: Columns::new(slate, procedure), said };
    let notes = entering.notes()?;
    let (mut tally, pending) = shapes.finish();
    let marks = entering.columns.finish();
    tally.absorb(&marks).map_err(|error| Bad::new("value", "ballots", error.to_string()))?;
    Ok(Entered { source: Source::Ballots, tally, pending, notes })
}

/// The entering of a list.
struct Entering<'a> {
    ballots: &'a Ballots<'a>,
    slate: &'a Slate,
    columns: Columns<'a>,
    /// What is to be said about each shape.
    said: Vec<Result<Said, Wrong>>,
}

impl Entering<'_> {
    /// Enters each entry; what is to be said about them.
    fn notes(&mut self) -> Result<Vec<Note>, Bad> {
        let mut notes = Vec::new();
        for (place, entry) in self.ballots.entries.iter().enumerate() {
            match self.enter(*entry) {
                Ok(None) => {}
                Ok(Some(said)) => notes.push(Note { ballot: place + 1, said }),
                Err((field, text)) => {
                    return Err(Bad::new("value", format!("ballots[{place}]{field}"), text));
                }
            }
        }
        Ok(notes)
    }

    fn enter(&mut self, entry: Entry<'_>) -> Result<Said, Wrong> {
        match entry {
            Entry::Marks(text) => self.columns.count(text, 1).map_err(|text| ("", text)),
            Entry::Other(other) => self.enter_other(other),
        }
    }

    fn enter_other(&mut self, other: Other) -> Result<Said, Wrong> {
        let list = self.ballots;
        match other {
            Other::Repeated(place) => list.repeated.get(index(place)).map_or(Ok(None), |(text, times)| {
                self.columns.count(text, *times).map_err(|text| (".marks", text))
            }),
            Other::Shape(place) => self.said.get(index(place)).cloned().unwrap_or(Ok(None)),
            Other::Idle(place) => {
                list.idle.get(index(place)).map_or(Ok(None), |shape| paper(shape, self.slate).map(|_| None))
            }
        }
    }
}

fn index(place: u32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}
