//! A meeting from its record: how it stood after every act, and which acts were taken back.
//!
//! Positions count acts: position 0 is the opened meeting, position *n* what the first *n* acts left. An act that takes
//! another one back leads to a state that was there before, so the states are a tree, and every state is one act away from its
//! parent. Floors are kept at even depths of that tree, more sparsely the larger they are: a position is never far from a kept
//! one, and a long record needs no more memory than a set number of papers and names.

use super::{Impossible, Recorded, Session, papers};
use crate::agenda::{Event, Floor, ItemId, Stamp, record};

/// How far kept floors lie apart at first, in acts.
const STRIDE: usize = 16;
/// How many floors are kept at most.
const MOST: usize = 192;
/// How many papers and names the kept floors may hold together.
const ROOM: usize = 400_000;

/// A whole record, and the floor at any point of it.
#[derive(Clone, Debug)]
pub struct History {
    acts: Vec<Vec<Recorded>>,
    /// For every position, the first one with the same state.
    same: Vec<usize>,
    /// For every act, the position at which it was taken back.
    undone: Vec<Option<usize>>,
    steps: Vec<Step>,
    kept: Kept,
}

/// A point at which the meeting comes to another agenda step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The position.
    pub at: usize,
    /// Whether it begins another chapter, not only another step of one.
    pub chapter: bool,
}

/// The opened meeting, and floors at later positions.
#[derive(Clone, Debug)]
struct Kept {
    first: Floor,
    later: Vec<Later>,
    stride: usize,
    weight: usize,
}

#[derive(Clone, Debug)]
struct Later {
    at: usize,
    depth: usize,
    floor: Floor,
}

impl Kept {
    /// Keeps a floor if its depth asks for it, and makes room where there is none left.
    fn offer(&mut self, at: usize, depth: usize, floor: &Floor) {
        if !depth.is_multiple_of(self.stride) {
            return;
        }
        self.weight += weight(floor);
        self.later.push(Later { at, depth, floor: floor.clone() });
        while self.later.len() > 1 && (self.later.len() > MOST || self.weight > ROOM) {
            self.stride *= 2;
            let stride = self.stride;
            self.later.retain(|later| later.depth.is_multiple_of(stride));
            self.weight = self.later.iter().map(|later| weight(&later.floor)).sum();
        }
    }

    fn get(&self, at: usize) -> Option<&Floor> {
        let found = || self.later.binary_search_by_key(&at, |later| later.at).ok();
        if at == 0 { Some(&self.first) } else { self.later.get(found()?).map(|later| &later.floor) }
    }
}

/// How much a floor holds, in papers and names.
fn weight(floor: &Floor) -> usize {
    floor.branch.roll.len() + floor.committee.roll.len() + floor.order.items.len() + papers(floor)
}

fn item(floor: &Floor) -> Option<(ItemId, usize)> {
    floor.here().map(|here| (here.item.id, here.item.chapter))
}

/// The record of which act an act takes back.
fn takes_back(act: &[Recorded]) -> Option<u64> {
    match act {
        [Recorded { event: Event::Record(record::Event::Undone { act }), .. }] => Some(*act),
        _ => None,
    }
}

impl History {
    /// Replays a meeting: its first act, and the acts after it.
    ///
    /// # Errors
    /// The first event that could not have happened.
    pub fn read(opening: &[Recorded], acts: Vec<Vec<Recorded>>) -> Result<Self, Impossible> {
        let mut session = Session::open(opening)?;
        let mut history = Self::new(session.floor(), acts.len());
        // By position: how many acts lead to its state.
        let mut depths = vec![0];
        let mut open = Vec::new();
        let mut place = item(session.floor());
        for (act, at) in acts.iter().zip(1..) {
            session.apply(act.clone())?;
            let same = history.place(act, at, &mut open);
            let before =
                if same == at { depths.last().map(|depth| depth + 1) } else { depths.get(same).copied() };
            let depth = before.unwrap_or(0);
            depths.push(depth);
            if same == at {
                history.kept.offer(at, depth, session.floor());
            }
            let here = item(session.floor());
            if here != place {
                let chapter = here.map(|(_, chapter)| chapter) != place.map(|(_, chapter)| chapter);
                history.steps.push(Step { at, chapter });
                place = here;
            }
        }
        history.acts = acts;
        Ok(history)
    }

    fn new(floor: &Floor, acts: usize) -> Self {
        let kept = Kept { first: floor.clone(), later: Vec::new(), stride: STRIDE, weight: 0 };
        let steps = vec![Step { at: 0, chapter: true }];
        Self { acts: Vec::new(), same: vec![0], undone: vec![None; acts], steps, kept }
    }

    /// Notes where an act leads: back, nowhere, or to a new state. `open` are the acts that stand, by their first record.
    fn place(&mut self, act: &[Recorded], at: usize, open: &mut Vec<(u64, usize)>) -> usize {
        let before = self.same.last().copied().unwrap_or(0);
        let same = if takes_back(act).is_some() {
            let (_, taken) = open.pop().unwrap_or((0, 1));
            if let Some(slot) = self.undone.get_mut(taken - 1) {
                *slot = Some(at);
            }
            self.same.get(taken - 1).copied().unwrap_or(0)
        } else if matches!(act, [Recorded { event: Event::Record(_), .. }]) {
            before
        } else {
            open.push((act.first().map_or(0, |first| first.seq), at));
            at
        };
        self.same.push(same);
        same
    }

    /// How many acts there are after the opening.
    pub fn len(&self) -> usize {
        self.acts.len()
    }

    /// Whether there is nothing but the opening.
    pub fn is_empty(&self) -> bool {
        self.acts.is_empty()
    }

    /// All acts after the opening, oldest first; the one at *n* − 1 leads to position *n*.
    pub fn acts(&self) -> &[Vec<Recorded>] {
        &self.acts
    }

    /// The act that led to a position.
    pub fn act(&self, at: usize) -> Option<&[Recorded]> {
        at.checked_sub(1).and_then(|at| self.acts.get(at)).map(Vec::as_slice)
    }

    /// The position at which the act that led to this one was taken back.
    pub fn undone(&self, at: usize) -> Option<usize> {
        at.checked_sub(1).and_then(|act| self.undone.get(act).copied().flatten())
    }

    /// Whether the act that led to a position took another one back.
    pub fn takes_back(&self, at: usize) -> bool {
        self.act(at).is_some_and(|act| takes_back(act).is_some())
    }

    /// The points at which the meeting comes to another agenda step; the first is position 0.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// How many floors are kept, and how far apart they lie in acts.
    pub fn kept(&self) -> (usize, usize) {
        (self.kept.later.len() + 1, self.kept.stride)
    }

    /// The floor at a position.
    pub fn floor(&self, at: usize) -> Floor {
        let (from, path) = self.path(at, None);
        let mut floor = self.kept.get(from).unwrap_or(&self.kept.first).clone();
        self.follow(&mut floor, &path);
        floor
    }

    /// Moves a floor that stands at one position to another.
    pub fn seek(&self, floor: &mut Floor, from: usize, to: usize) {
        let start = self.same.get(from).copied();
        let (origin, path) = self.path(to, start);
        if Some(origin) == start {
            self.follow(floor, &path);
        } else {
            *floor = self.floor(to);
        }
    }

    /// The acts that lead to a position from a kept one, or from `start` when that lies on the way; the last one first.
    fn path(&self, at: usize, start: Option<usize>) -> (usize, Vec<usize>) {
        let mut here = self.same.get(at.min(self.acts.len())).copied().unwrap_or(0);
        let mut path = Vec::new();
        while here > 0 && Some(here) != start && self.kept.get(here).is_none() {
            path.push(here);
            here = self.same.get(here - 1).copied().unwrap_or(0);
        }
        (here, path)
    }

    fn follow(&self, floor: &mut Floor, path: &[usize]) {
        for at in path.iter().rev() {
            for recorded in self.act(*at).unwrap_or_default() {
                floor.apply(Stamp { seq: recorded.seq, at: &recorded.at }, &recorded.event);
            }
        }
    }
}
