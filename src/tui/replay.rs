//! A meeting seen again: it runs by itself, or goes forward and back by act, agenda step, correction and time; every figure
//! says which acts made it. Nothing can be changed.

pub mod jump;
pub mod play;
pub mod timeline;
pub mod why;

mod keys;
mod run;

pub(crate) use keys::context;
pub use keys::key;
pub use run::{run, viewer};

use super::model::{App, Layer};
use super::widgets::line_input::LineInput;
use crate::agenda::notable::Notable;
use crate::agenda::{Floor, phrase};
use crate::locale::Lang;
use crate::session::history::History;
use crate::session::{Impossible, Recorded};
use jump::Moment;
use play::{Pace, Player};
use std::time::Duration;
use why::Asked;

/// A meeting seen again.
#[derive(Clone, Debug)]
pub struct Replay {
    history: History,
    now: Floor,
    at: usize,
    /// The stamp of the opening.
    opened: String,
    moments: Vec<Moment>,
    pace: Pace,
    marks: Vec<(usize, Notable)>,
    /// How it runs.
    pub player: Player,
    /// What lies over it.
    pub open: Open,
}

/// What lies over a replay.
#[derive(Clone, Debug, Default)]
pub enum Open {
    /// Nothing.
    #[default]
    Nothing,
    /// The figures of the step, and what made them.
    Figures(Asked),
    /// A time to go to; whether what was typed last is none.
    Time(LineInput, bool),
    /// The keys.
    Help,
}

impl Replay {
    /// Replays a meeting: its first act, and the acts after it.
    ///
    /// # Errors
    /// The first event that could not have happened.
    pub fn new(opening: &[Recorded], acts: Vec<Vec<Recorded>>) -> Result<Self, Impossible> {
        let history = History::read(opening, acts)?;
        let opened = opening.first().map(|first| first.at.clone()).unwrap_or_default();
        let stamps = history.acts().iter().map(|act| act.first().map_or("", |first| first.at.as_str()));
        let moments = jump::moments(std::iter::once(opened.as_str()).chain(stamps));
        let times: Vec<i64> = moments.iter().map(|moment| moment.unix).collect();
        let marks = (1..).zip(history.acts()).filter_map(|(at, act)| Some((at, notable(act)?))).collect();
        Ok(Self {
            now: history.floor(0),
            history,
            at: 0,
            opened,
            pace: Pace::new(&times),
            moments,
            marks,
            player: Player::default(),
            open: Open::Nothing,
        })
    }

    /// The whole record.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// The state of the meeting at this point.
    pub fn floor(&self) -> &Floor {
        &self.now
    }

    /// How many acts lie before this point.
    pub fn at(&self) -> usize {
        self.at
    }

    /// How many acts there are.
    pub fn len(&self) -> usize {
        self.history.len()
    }

    /// Whether there is nothing but the opening.
    pub fn is_empty(&self) -> bool {
        self.history.is_empty()
    }

    /// The act that led to this point.
    pub fn last(&self) -> Option<&[Recorded]> {
        self.history.act(self.at)
    }

    /// The number of the last record at this point.
    pub fn seq(&self) -> u64 {
        self.last().and_then(|act| act.last()).map_or(1, |recorded| recorded.seq)
    }

    /// The stamp of this point: wall time with offset.
    pub fn stamp(&self) -> &str {
        let last = self.last().and_then(|act| act.last());
        last.map_or(&self.opened, |recorded| &recorded.at)
    }

    /// What stands out in the meeting, and where.
    pub fn marks(&self) -> &[(usize, Notable)] {
        &self.marks
    }

    /// The act that led to this point, in words; empty at the opening.
    pub fn words(&self, lang: Lang) -> String {
        let Some(act) = self.last() else { return String::new() };
        let Some(first) = act.first() else { return String::new() };
        let words = phrase::phrase(self.floor(), &first.event, lang);
        let time = first.at.get(11..19).unwrap_or_default();
        match act.len() {
            0 | 1 => format!("{time} {words}"),
            more => format!("{time} {words}{}", of_several(more, lang)),
        }
    }

    /// Goes to a point.
    pub fn go_to(&mut self, at: usize) {
        let at = at.min(self.len());
        self.history.seek(&mut self.now, self.at, at);
        self.at = at;
        self.player.moved();
    }

    /// One act on or back.
    pub fn step(&mut self, forward: bool) {
        self.go_to(if forward { self.at + 1 } else { self.at.saturating_sub(1) });
    }

    /// To the next agenda step, or to the beginning of this one, or of the one before.
    pub fn chapter(&mut self, forward: bool) {
        let steps: Vec<usize> = self.history.steps().iter().map(|step| step.at).collect();
        self.go_among(&steps, forward);
    }

    /// To the next act, or the one before, that corrects something or takes something back; where there is none, nowhere.
    pub fn change(&mut self, forward: bool) {
        let changes: Vec<usize> = self.changes().collect();
        let at = self.at;
        let beyond = |change: &usize| if forward { *change > at } else { *change < at };
        if changes.iter().any(beyond) {
            self.go_among(&changes, forward);
        }
    }

    /// The positions behind the acts that correct something or take something back.
    pub fn changes(&self) -> impl Iterator<Item = usize> {
        let change = |mark: Notable| matches!(mark, Notable::Correction | Notable::Undo);
        self.marks.iter().filter(move |(_, mark)| change(*mark)).map(|(at, _)| *at)
    }

    fn go_among(&mut self, points: &[usize], forward: bool) {
        let at = self.at;
        let to = if forward {
            points.iter().find(|point| **point > at).copied().unwrap_or(self.len())
        } else {
            points.iter().rev().find(|point| **point < at).copied().unwrap_or(0)
        };
        self.go_to(to);
    }

    /// Goes to the time that was typed; says whether it was one.
    pub fn go_to_time(&mut self, text: &str) -> bool {
        let Some(ask) = jump::read(text) else { return false };
        self.go_to(jump::find(&self.moments, self.at, ask));
        true
    }

    /// Starts or stops; at the end it starts again from the beginning.
    pub fn toggle(&mut self) {
        if !self.player.on && self.at == self.len() {
            self.go_to(0);
        }
        self.player.toggle();
    }

    /// Lets so much time pass; says whether the meeting went on.
    pub fn pass(&mut self, time: Duration) -> bool {
        let to = self.player.advance(&self.pace, self.at, time);
        let moved = to != self.at;
        self.history.seek(&mut self.now, self.at, to);
        self.at = to;
        moved
    }

    /// How long nothing changes by itself; `None` for ever.
    pub fn pause(&self) -> Option<Duration> {
        self.player.pause(&self.pace, self.at)
    }
}

/// Why an act stands out: the weightiest of its events.
fn notable(act: &[Recorded]) -> Option<Notable> {
    act.iter().filter_map(|recorded| Notable::of(&recorded.event)).min()
}

/// Said behind the first event of an act of several.
pub(super) fn of_several(events: usize, lang: Lang) -> String {
    lang.pick(format!("（共 {events} 项）"), format!(" ({events} in all)"))
}

/// Whether the wall's view is shown.
pub fn on_the_wall(app: &App) -> bool {
    app.layers.iter().any(|layer| matches!(layer, Layer::Wall))
}
