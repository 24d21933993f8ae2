//! A meeting seen again: forward and back, by act and by agenda step. Nothing can be changed.
//!
//! The sessions of every thirty-second act are kept, so that going back never takes longer than applying that many acts.

use super::console::Left;
use super::events::{Inbox, Input};
use super::key::Key;
use super::keymap::{self, Context};
use super::model::{App, Layer};
use super::probe::Width;
use super::terminal::Terminal;
use super::theme::{self, Theme};
use crate::agenda::action::Action;
use crate::agenda::{Floor, ItemId, phrase};
use crate::locale::Lang;
use crate::session::{Impossible, Recorded, Session};
use crossterm::event::KeyEvent;
use std::io;

/// How many acts lie between kept sessions.
const EVERY: usize = 32;

/// A meeting seen again.
#[derive(Clone, Debug)]
pub struct Replay {
    acts: Vec<Vec<Recorded>>,
    kept: Vec<Session>,
    /// The positions at which the meeting comes to another agenda step.
    steps: Vec<usize>,
    now: Session,
    at: usize,
}

impl Replay {
    /// Replays a meeting: its first act, and the acts after it.
    ///
    /// # Errors
    /// The first event that could not have happened.
    pub fn new(opening: &[Recorded], acts: Vec<Vec<Recorded>>) -> Result<Self, Impossible> {
        let mut now = Session::open(opening)?;
        let (mut kept, mut steps) = (vec![now.clone()], vec![0]);
        let mut item = place(now.floor());
        for (at, act) in (1..).zip(&acts) {
            now.apply(act.clone())?;
            if at % EVERY == 0 {
                kept.push(now.clone());
            }
            let here = place(now.floor());
            if here != item {
                steps.push(at);
                item = here;
            }
        }
        let now = Session::open(opening)?;
        Ok(Self { acts, kept, steps, now, at: 0 })
    }

    /// The state of the meeting at this point.
    pub fn floor(&self) -> &Floor {
        self.now.floor()
    }

    /// How many acts lie before this point.
    pub fn at(&self) -> usize {
        self.at
    }

    /// How many acts there are.
    pub fn len(&self) -> usize {
        self.acts.len()
    }

    /// Whether there is nothing but the opening.
    pub fn is_empty(&self) -> bool {
        self.acts.is_empty()
    }

    /// The act that led to this point.
    pub fn last(&self) -> Option<&[Recorded]> {
        self.at.checked_sub(1).and_then(|at| self.acts.get(at)).map(Vec::as_slice)
    }

    /// The number of the last record at this point.
    pub fn seq(&self) -> u64 {
        self.last().and_then(|act| act.last()).map_or(1, |recorded| recorded.seq)
    }

    /// The act that led to this point, in words; empty at the opening.
    pub fn words(&self, lang: Lang) -> String {
        let Some(act) = self.last() else { return String::new() };
        let Some(first) = act.first() else { return String::new() };
        let words = phrase::phrase(self.floor(), &first.event, lang);
        let time = first.at.get(11..19).unwrap_or_default();
        match act.len() {
            0 | 1 => format!("{time} {words}"),
            more => format!(
                "{time} {words}{}",
                lang.pick(format!("（共 {more} 项）"), format!(" ({more} in all)"))
            ),
        }
    }

    /// Goes to a point.
    pub fn go_to(&mut self, at: usize) {
        let at = at.min(self.acts.len());
        if at < self.at {
            let Some(session) = self.kept.get(at / EVERY) else { return };
            self.now = session.clone();
            self.at = at / EVERY * EVERY;
        }
        for act in self.acts.get(self.at..at).unwrap_or_default() {
            // Every act was applied once before: none is refused now.
            if self.now.apply(act.clone()).is_err() {
                return;
            }
            self.at += 1;
        }
    }

    /// One act on or back.
    pub fn step(&mut self, forward: bool) {
        self.go_to(if forward { self.at + 1 } else { self.at.saturating_sub(1) });
    }

    /// To the next agenda step, or to the beginning of this one, or of the one before.
    pub fn chapter(&mut self, forward: bool) {
        let at = self.at;
        let to = if forward {
            self.steps.iter().find(|step| **step > at).copied().unwrap_or(self.acts.len())
        } else {
            self.steps.iter().rev().find(|step| **step < at).copied().unwrap_or(0)
        };
        self.go_to(to);
    }
}

fn place(floor: &Floor) -> Option<ItemId> {
    floor.here().map(|here| here.item.id)
}

/// A key was pressed; says whether the person leaves.
pub fn key(app: &mut App, replay: &mut Replay, event: &KeyEvent) -> bool {
    let Some(action) = Key::read(event).and_then(|key| keymap::action(Context::Watching, key)) else {
        return false;
    };
    match action {
        Action::Right | Action::Confirm => replay.step(true),
        Action::Left | Action::Undo => replay.step(false),
        Action::PageDown | Action::Next => replay.chapter(true),
        Action::PageUp | Action::Previous => replay.chapter(false),
        Action::First => replay.go_to(0),
        Action::Last => replay.go_to(replay.len()),
        Action::Up => app.scroll.aloud = app.scroll.aloud.saturating_sub(1),
        Action::Down => app.scroll.aloud = app.scroll.aloud.saturating_add(1),
        Action::Language => app.lang = app.lang.other(),
        Action::Project => turn_wall(app),
        Action::Back if !app.layers.is_empty() => app.layers.clear(),
        Action::Quit | Action::Back => return true,
        _ => {}
    }
    app.follow(replay.floor());
    false
}

fn turn_wall(app: &mut App) {
    if app.layers.is_empty() {
        app.layers.push(Layer::Wall);
    } else {
        app.layers.clear();
    }
}

/// Shows a replay until the person leaves or the program has to end.
///
/// # Errors
/// The terminal is gone.
pub fn run(
    terminal: &mut Terminal,
    inbox: &Inbox,
    replay: &mut Replay,
    lang: Lang,
    theme: Theme,
) -> io::Result<Left> {
    let mut app = App::new(lang, theme, replay.floor());
    loop {
        terminal.draw(|frame| super::view::replay::draw(&mut app, replay, frame))?;
        let (mut left, mut resumed) = (None, false);
        inbox.wait(None, |input| match input {
            Input::Key(event) if left.is_none() && key(&mut app, replay, &event) => left = Some(Left::Quit),
            Input::Ambiguous(Width::Wide) => app.theme.glyphs = theme::ASCII,
            Input::Resumed => resumed = true,
            Input::End(why) => left = Some(Left::Ended(why)),
            _ => {}
        });
        if let Some(left) = left {
            return Ok(left);
        }
        if resumed {
            terminal.resume()?;
        }
    }
}
