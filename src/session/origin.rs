//! Why a figure is what it is: the acts that made it, found in the record.
//!
//! An act made a figure if the figure changed by it. The causes of a figure therefore form a chain, each beginning with the
//! value at which the one before ended; acts that were taken back stand in it beside the act that took them back.

use super::Recorded;
use super::history::History;
use crate::agenda::figure::{Figure, Value};
use crate::agenda::{Floor, Stamp};

/// An act that changed a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// The position just behind the act.
    pub at: usize,
    /// The events of the act that changed it, by their place in the act; none for an act that takes another one back.
    pub events: Vec<usize>,
    /// The figure before the act.
    pub before: Value,
    /// The figure after it.
    pub after: Value,
    /// Whether the act was taken back before the position that is asked about.
    pub undone: bool,
}

/// The acts that made a figure, up to a position, oldest first. Empty for a figure that has been the same from the beginning.
pub fn origin(history: &History, until: usize, figure: &Figure) -> Vec<Cause> {
    let until = until.min(history.len());
    let touched = |at: usize| history.act(at).unwrap_or_default().iter().any(|r| figure.touched_by(&r.event));
    let mut walk: Option<Walk<'_>> = None;
    let mut at = 1;
    while at <= until {
        let back = history.undone(at).filter(|back| *back <= until);
        // Nothing between an act and its undo touches the figure: behind both everything is as before both.
        if let Some(back) = back.filter(|back| !(at..*back).any(touched)) {
            at = back + 1;
            continue;
        }
        if walk.is_none() && (back.is_some() || touched(at)) {
            walk = Some(Walk::new(history, at - 1, figure));
        }
        if let Some(walk) = &mut walk {
            walk.act(at, back.is_some());
        }
        at += 1;
    }
    walk.map(|walk| walk.causes).unwrap_or_default()
}

/// A walk over the acts, with the floor at each and what to return to.
struct Walk<'a> {
    history: &'a History,
    figure: &'a Figure,
    floor: Floor,
    value: Value,
    /// The floors before the acts that will be taken back.
    before: Vec<(Floor, Value)>,
    causes: Vec<Cause>,
}

impl<'a> Walk<'a> {
    fn new(history: &'a History, from: usize, figure: &'a Figure) -> Self {
        let floor = history.floor(from);
        let value = figure.value(&floor);
        Self { history, figure, floor, value, before: Vec::new(), causes: Vec::new() }
    }

    fn act(&mut self, at: usize, undone: bool) {
        let before = self.value.clone();
        let act = self.history.act(at).unwrap_or_default();
        let mut events = Vec::new();
        if self.history.takes_back(at) {
            if let Some((floor, value)) = self.before.pop() {
                (self.floor, self.value) = (floor, value);
            }
        } else {
            if undone {
                self.before.push((self.floor.clone(), self.value.clone()));
            }
            events = self.apply(act);
        }
        if self.value != before || !events.is_empty() {
            self.causes.push(Cause { at, events, before, after: self.value.clone(), undone });
        }
    }

    /// Applies an act; which of its events changed the figure.
    fn apply(&mut self, act: &[Recorded]) -> Vec<usize> {
        let mut changed = Vec::new();
        for (place, recorded) in act.iter().enumerate() {
            self.floor.apply(Stamp { seq: recorded.seq, at: &recorded.at }, &recorded.event);
            if self.figure.touched_by(&recorded.event) {
                let value = self.figure.value(&self.floor);
                if value != self.value {
                    changed.push(place);
                    self.value = value;
                }
            }
        }
        changed
    }
}
