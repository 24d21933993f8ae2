//! Practice for the teller: papers are shown one by one and keyed on the real calling screen.
//!
//! The meeting behind it is real and lies in memory only: [`Practice`] is a [`Desk`] that records nothing. So every key, every
//! refusal and every row of the screen is that of a calling, and there is no second editor that could differ from it.

mod keys;
mod run;
pub(crate) mod words;

pub use keys::key;
use keys::offered;
pub use run::run;

use super::desk::Desk;
use super::model::App;
use super::theme::Theme;
use super::tone::Tones;
use crate::agenda::rejection::Trouble;
use crate::agenda::screen::Screen;
use crate::agenda::{Command, Event, Floor, Here, Plan, Rejection, calling};
use crate::domain::Paper;
use crate::locale::Lang;
use crate::practice::mistake::Mistake;
use crate::practice::score::{Report, Score};
use crate::practice::{at_calling, invented};
use crate::session::{Recorded, Session};
use std::time::Duration;

/// Where a person who practises is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Reads what it is about.
    Begin,
    /// Keys papers.
    Keying,
    /// Reads how it went.
    Over,
}

/// A session of practice.
#[derive(Clone, Debug)]
pub struct Practice {
    /// At its first calling, nothing keyed: where every session begins.
    start: Session,
    session: Session,
    /// The number of the last act in memory.
    seq: u64,
    papers: u32,
    seed: u64,
    score: Score,
    /// Where the person is, and since when.
    stage: Stage,
    turned: Option<Duration>,
    /// What the step shows, without what is none of a practice; of which act and in which language. Made anew only when one
    /// of these changes: it is as long as the papers are many.
    screen: Screen,
    screen_of: Option<(u64, Lang)>,
}

impl Practice {
    /// Practice with the first contest of a plan: so many papers, drawn by this seed. `None` when its rehearsal comes to no
    /// calling.
    pub fn new(plan: &Plan, papers: u32, seed: u64) -> Option<Self> {
        let start = at_calling(plan, papers)?;
        let seq = start.undoable().iter().flatten().map(|recorded| recorded.seq).max().unwrap_or(1);
        let score = Score::new(invented(&start, papers, seed), 0);
        Some(Self {
            session: start.clone(),
            start,
            seq,
            papers,
            seed,
            score,
            stage: Stage::Begin,
            turned: None,
            screen: Screen::default(),
            screen_of: None,
        })
    }

    /// The first paper comes onto the table.
    fn begin(&mut self, now: Duration) {
        self.session = self.start.clone();
        self.seq += 1;
        self.score = Score::new(invented(&self.start, self.papers, self.seed), milliseconds(now));
        self.turn_to(Stage::Keying, now);
    }

    /// What the step shows, without what is none of a practice.
    pub(crate) fn screen(&self) -> &Screen {
        &self.screen
    }

    /// Follows the console to another act or language.
    fn follow(&mut self, app: &App) {
        let now = Some((self.seq, app.lang));
        if self.screen_of != now {
            self.screen_of = now;
            self.screen = (*app.screen()).clone();
            let kept = self.screen.offers.drain(..).filter(|offer| offered(&self.score, offer.action));
            self.screen.offers = kept.collect();
            self.screen.left.clear();
        }
    }

    fn turn_to(&mut self, stage: Stage, now: Duration) {
        self.stage = stage;
        self.turned = Some(now);
    }

    /// Where the person is.
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// Another stack of papers.
    fn again(&mut self, now: Duration) {
        self.seed = self.seed.wrapping_add(1);
        self.begin(now);
    }

    /// Compares what is recorded with what was shown; says what is wrong with the paper just recorded.
    fn settle(&mut self, now: Duration) -> Option<(Mistake, Paper, Paper)> {
        let floor = self.session.floor();
        let entered = floor.here().and_then(Here::round).map(|round| round.entered.as_slice());
        let entered = entered.unwrap_or_default();
        let shown = self.score.shown().cloned();
        let wrong = self.score.settle(entered.iter().map(|entered| &entered.paper), milliseconds(now));
        let keyed = entered.last().map(|entered| entered.paper.clone());
        if self.score.shown().is_none() {
            self.turn_to(Stage::Over, now);
        }
        Some((wrong?, shown?, keyed?))
    }

    /// The paper that lies on the table.
    pub fn shown(&self) -> Option<&Paper> {
        self.score.shown()
    }

    /// Papers recorded, and all of them.
    pub fn progress(&self) -> (usize, usize) {
        self.score.progress()
    }

    /// How it went so far.
    pub fn report(&self) -> Report {
        self.score.report()
    }

    fn record(&mut self, events: Vec<Event>) {
        let at = String::new();
        let act: Vec<_> = (self.seq + 1..)
            .zip(events)
            .map(|(seq, event)| Recorded { seq, at: at.clone(), event })
            .collect();
        self.seq = act.last().map_or(self.seq, |last| last.seq);
        // What was decided a moment ago can happen.
        let _ = self.session.apply(act);
    }
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// A console for it: nobody plays the room, and there is no wall.
pub fn console(lang: Lang, theme: Theme, tones: Tones, practice: &mut Practice) -> App {
    let mut app = App::new(lang, theme, practice.floor());
    app.room = None;
    app.tones = tones;
    practice.follow(&app);
    app
}

impl Desk for Practice {
    fn floor(&self) -> &Floor {
        self.session.floor()
    }

    /// Takes papers and corrections of papers; whatever else a meeting can do is none of a practice.
    fn submit(&mut self, command: Command, lang: Lang) -> Result<(), Trouble> {
        let papers = matches!(
            command,
            Command::Calling(
                calling::Command::Record(_)
                    | calling::Command::Rewrite { .. }
                    | calling::Command::Void { .. }
            )
        );
        let decided = if papers { self.session.decide(&command) } else { Err(Rejection::NotAtThisStep) };
        self.record(decided.map_err(|why| why.trouble(lang))?);
        Ok(())
    }

    fn undo(&mut self, lang: Lang) -> Result<(), Trouble> {
        let papers = self.session.undoable().len() > self.start.undoable().len();
        let event = if papers { self.session.undo() } else { Err(Rejection::NothingToUndo) };
        self.record(vec![event.map_err(|why| why.trouble(lang))?]);
        Ok(())
    }

    fn saved(&self) -> u64 {
        self.seq
    }

    fn last_act(&self) -> &[Recorded] {
        self.session.undoable().last().map_or(&[], Vec::as_slice)
    }
}
