//! A meeting in memory; the fuzzers of `tests/fuzz` share it.

use changpiao::agenda::plan::Plan;
use changpiao::agenda::rejection::Trouble;
use changpiao::agenda::{self, Event, Floor};
use changpiao::journal::codec::{Place, encode};
use changpiao::journal::{Act, LineHash, MeetingId, Role, RunId, Stamp};
use changpiao::locale::Lang;
use changpiao::meeting::Steering;
use changpiao::session::{Recorded, Session};
use changpiao::tui::desk::Desk;

/// A desk in memory: the meeting is real, its record is a list.
#[derive(Clone)]
pub(crate) struct Memory {
    pub(crate) session: Session,
    /// Every act so far, the opening first.
    pub(crate) acts: Vec<Vec<Recorded>>,
    pub(crate) seq: u64,
    /// What the wall is asked for, where it can be steered.
    pub(crate) wall: Option<Steering>,
}

impl Memory {
    /// The meeting of a plan, just opened.
    pub(crate) fn new(plan: Plan) -> Self {
        let first = recorded(1, Session::opening(plan));
        let session = Session::open(std::slice::from_ref(&first)).unwrap();
        Self { session, acts: vec![vec![first]], seq: 1, wall: None }
    }

    /// The sample, to be rehearsed.
    pub(crate) fn sample() -> Self {
        Self::new(Plan { rehearsal: true, ..changpiao::plan::sample() })
    }

    pub(crate) fn record(&mut self, events: Vec<Event>) {
        let act: Vec<_> = (self.seq + 1..).zip(events).map(|(seq, event)| recorded(seq, event)).collect();
        self.seq += act.len() as u64;
        self.acts.push(act.clone());
        self.session.apply(act).unwrap();
    }
}

/// Every second another record: the times in a snapshot are the same on every machine.
fn recorded(seq: u64, event: Event) -> Recorded {
    let at = format!("2026-11-20T09:{:02}:{:02}+08:00", seq / 60 % 60, seq % 60);
    Recorded { seq, at, event }
}

impl Desk for Memory {
    fn floor(&self) -> &Floor {
        self.session.floor()
    }

    fn submit(&mut self, command: agenda::Command, lang: Lang) -> Result<(), Trouble> {
        let events = self.session.decide(&command).map_err(|why| why.trouble(lang))?;
        self.record(events);
        Ok(())
    }

    fn undo(&mut self, lang: Lang) -> Result<(), Trouble> {
        let event = self.session.undo().map_err(|why| why.trouble(lang))?;
        self.record(vec![event]);
        Ok(())
    }

    fn saved(&self) -> u64 {
        self.seq
    }

    fn last_act(&self) -> &[Recorded] {
        self.session.undoable().last().map_or(&[], Vec::as_slice)
    }

    fn followed(&self) -> Option<bool> {
        Some(true)
    }

    fn steering(&self) -> Option<&Steering> {
        self.wall.as_ref()
    }

    fn steer(&mut self, wall: Steering, _: Lang) -> Result<(), String> {
        self.wall = Some(wall);
        Ok(())
    }
}

/// The journal of these acts.
pub(crate) fn journal(acts: &[Vec<Recorded>]) -> Vec<u8> {
    let (meeting, run) = (MeetingId::new([7; 16]), RunId::new([7; 8]));
    let (mut bytes, mut prev) = (Vec::new(), LineHash::ZERO);
    for act in acts {
        let whole = Act { first: act[0].seq, count: act.len() as u64 };
        for Recorded { seq, at, event } in act {
            let place = Place { meeting, run, seq: *seq, prev, act: whole };
            prev = encode(&mut bytes, &place, &Stamp { t: at, up: 0, by: Role::Chair }, event).unwrap();
        }
    }
    bytes
}
