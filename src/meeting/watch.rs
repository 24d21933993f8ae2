//! A meeting seen through its journal by somebody who does not write it: the projector.

use crate::agenda::Event;
use crate::agenda::wall::{self, WallFrame};
use crate::journal::follow::{FollowError, Waiter};
use crate::journal::{Disk, Follower, HeadCode};
use crate::locale::Lang;
use crate::session::{Impossible, Recorded, Session};
use std::path::Path;
use std::sync::Arc;

/// What has been seen of a meeting so far.
#[derive(Debug)]
pub struct Watch {
    follower: Follower,
    session: Option<Session>,
    act: Vec<Recorded>,
    trouble: Option<WatchError>,
}

/// Why a meeting cannot be followed any more.
#[derive(Debug)]
pub enum WatchError {
    /// The journal itself.
    Journal(FollowError),
    /// An event that could not have happened.
    Impossible(Impossible),
}

impl WatchError {
    /// What happened and what to do.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Self::Journal(error) => {
                let said = error.explain(lang);
                format!("{} {} {}", said.happened, said.safe, said.next)
            }
            Self::Impossible(impossible) => impossible.why.what(lang),
        }
    }
}

impl Watch {
    /// Follows the meeting in this folder, which need not have begun.
    pub fn new(folder: &Path) -> Self {
        let follower = Follower::new(Arc::new(Disk::at(folder)));
        Self { follower, session: None, act: Vec::new(), trouble: None }
    }

    /// Waits for changes of the same folder.
    pub fn waiter(&self) -> Waiter {
        self.follower.waiter()
    }

    /// Reads what has been confirmed since; says whether there is anything new to show.
    pub fn look(&mut self) -> bool {
        match self.follower.poll::<Event>() {
            // Not there yet, or gone for a moment while it moves: nothing new is known.
            Err(FollowError::Gone) => false,
            Err(error) => {
                let told = self.trouble.is_some();
                self.trouble = Some(WatchError::Journal(error));
                !told
            }
            Ok(records) => {
                let news = !records.is_empty() || self.trouble.is_some();
                self.trouble = None;
                for record in records {
                    let whole = record.act.ends_with(record.seq);
                    self.act.push(Recorded { seq: record.seq, at: record.t, event: record.event });
                    if whole {
                        self.apply();
                    }
                }
                news
            }
        }
    }

    fn apply(&mut self) {
        let act = std::mem::take(&mut self.act);
        let applied = match (&mut self.session, act.first()) {
            (Some(session), _) => session.apply(act),
            (None, Some(_)) => Session::open(&act).map(|session| self.session = Some(session)),
            (None, None) => Ok(()),
        };
        if let Err(impossible) = applied {
            self.trouble = Some(WatchError::Impossible(impossible));
        }
    }

    /// What the room sees; nothing until the first record is there.
    pub fn frame(&self) -> Option<WallFrame> {
        self.session.as_ref().map(|session| wall::frame(session.floor()))
    }

    /// The code of the end of what was read.
    pub fn code(&self) -> Option<HeadCode> {
        self.follower.head().map(|head| HeadCode::of(&head.hash))
    }

    /// Takes out why the meeting cannot be followed any more, if it cannot.
    pub fn trouble(&self) -> Option<&WatchError> {
        self.trouble.as_ref()
    }
}
