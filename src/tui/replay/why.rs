//! The cursor on the figures of a step, and the acts that made the one under it.

use super::Replay;
use crate::agenda::figure::{self, Figure};
use crate::session::origin::{self, Cause};

/// The figures of the step, one of them chosen, with what made it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The figures.
    pub figures: Vec<Figure>,
    /// Which one is chosen.
    pub chosen: usize,
    /// What made it, up to the position at which it was asked.
    pub causes: Vec<Cause>,
    /// Which of the causes the cursor stands on, if it is among them.
    pub entry: Option<usize>,
}

impl Asked {
    /// The figures of where a replay stands, the first one chosen.
    pub fn new(replay: &Replay) -> Self {
        let mut asked = Self { figures: Vec::new(), chosen: 0, causes: Vec::new(), entry: None };
        asked.ask(replay);
        asked
    }

    /// The figure under the cursor.
    pub fn figure(&self) -> Option<&Figure> {
        self.figures.get(self.chosen)
    }

    /// Asks again where the replay stands now; the same figure stays chosen if it is still there.
    pub fn ask(&mut self, replay: &Replay) {
        let before = self.figure().cloned();
        self.figures = figure::figures(replay.floor());
        let same = self.figures.iter().position(|figure| Some(figure) == before.as_ref());
        self.chosen = same.unwrap_or(self.chosen).min(self.figures.len().saturating_sub(1));
        self.answer(replay);
    }

    /// The figure so many places on, round the ends.
    pub fn turn(&mut self, replay: &Replay, on: bool) {
        let all = self.figures.len().max(1);
        self.chosen = (self.chosen + if on { 1 } else { all - 1 }) % all;
        self.answer(replay);
    }

    fn answer(&mut self, replay: &Replay) {
        self.entry = None;
        let figure = self.figures.get(self.chosen);
        self.causes =
            figure.map(|figure| origin::origin(replay.history(), replay.at(), figure)).unwrap_or_default();
    }

    /// Moves the cursor into the causes, to the latest one.
    pub fn enter(&mut self) {
        self.entry = self.causes.len().checked_sub(1);
    }

    /// Moves the cursor among the causes.
    pub fn move_entry(&mut self, down: bool) {
        let last = self.causes.len().saturating_sub(1);
        self.entry = self.entry.map(|at| if down { (at + 1).min(last) } else { at.saturating_sub(1) });
    }

    /// The position behind the cause under the cursor.
    pub fn target(&self) -> Option<usize> {
        self.causes.get(self.entry?).map(|cause| cause.at)
    }
}
