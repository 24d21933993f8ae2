//! What lies over the step's work, and what is told in one line.

use crate::agenda::Command;
use crate::agenda::action::Action;
use crate::agenda::rejection::Trouble;
use crate::tui::draft::{Draft, Origin};
use crate::tui::steer::Steer;
use std::time::Duration;

/// What lies over the step's work.
#[derive(Clone, Debug)]
pub enum Layer {
    /// A form that an offer opened.
    Form(Box<Draft>),
    /// A question that must be answered first.
    Question(Question),
    /// What the step is for, and the keys that work.
    Help,
    /// Everything that can be done now; which entry is chosen.
    Menu(usize),
    /// The rules behind the figures, and what is left.
    Why,
    /// The wall in this window.
    Wall,
    /// What the wall is to show.
    Steer(Box<Steer>),
}

/// A question before something that cannot be undone, answered by the same key.
#[derive(Clone, Debug)]
pub struct Question {
    /// The question.
    pub text: String,
    /// What it was asked about, so that it can be asked in the other language; none for leaving.
    pub about: Option<Origin>,
    /// The verb whose key answers yes.
    pub action: Action,
    /// What is done then.
    pub then: Then,
    /// Since when it is asked: a key that bounces must not answer.
    pub since: Duration,
}

/// What follows a yes.
#[derive(Clone, Debug)]
pub enum Then {
    /// A command.
    Do(Command),
    /// Leaving the meeting.
    Leave,
}

/// What is told until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// Something did not work.
    Trouble(Trouble),
    /// Not now, and why; or what else there is to say in one line.
    Note(String),
    /// Done, where it would not be seen otherwise.
    Done(String),
}
