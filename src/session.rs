//! A session: the floor, and how it came to be. Decide, apply, undo; nothing else changes a meeting.
//!
//! The same code runs live and in replay. Live: [`Session::decide`] turns a command into the events of one act, the shell
//! records them, [`Session::apply`] applies them. Replay: `apply` alone, act by act; it admits every event by the same guards.

pub mod history;
pub mod origin;

use crate::agenda::course;
use crate::agenda::floor::must;
use crate::agenda::{
    self, Command, Event, Floor, Plan, Rejection, Stamp, announce, record, report, second_pass, signing,
};
use std::sync::Arc;

/// One recorded event, as an act hands it over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The record's number.
    pub seq: u64,
    /// Wall time with offset; for people, never for logic.
    pub at: String,
    /// What happened.
    pub event: Event,
}

/// An event that could not have happened: the journal was not written by this program's rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Impossible {
    /// The record.
    pub seq: u64,
    /// The rule that it breaks.
    pub why: Rejection,
}

/// A meeting in progress, or replayed.
#[derive(Clone, Debug)]
pub struct Session {
    floor: Floor,
    /// The floor at the last barrier, or at a later checkpoint; the acts since then can be taken back.
    checkpoints: Vec<Checkpoint>,
    acts: Vec<Vec<Recorded>>,
}

/// A floor, and how many of the acts that can be taken back lie before it.
#[derive(Clone, Debug)]
struct Checkpoint {
    floor: Floor,
    acts: usize,
}

/// How many acts an undo has to apply again at the most, in a meeting of fewer than a thousand papers.
const CHECKPOINT_EVERY: usize = 64;
/// How many papers are copied at most for each act: in a long record checkpoints lie further apart.
const COPIED_PER_ACT: usize = 16;

impl Session {
    /// The event that opens a meeting by this plan.
    pub fn opening(plan: Plan) -> Event {
        course::Event::Opened { plan: Box::new(plan) }.into()
    }

    /// The session that the first act of a journal opens: `meeting.opened` and nothing else.
    ///
    /// # Errors
    /// Any other act, and a plan with a text that may not stand in a record.
    pub fn open(act: &[Recorded]) -> Result<Self, Impossible> {
        let [first] = act else {
            let seq = act.get(1).map_or(0, |second| second.seq);
            return Err(Impossible { seq, why: Rejection::NotAtThisStep });
        };
        let Event::Course(course::Event::Opened { plan }) = &first.event else {
            return Err(Impossible { seq: first.seq, why: Rejection::NotAtThisStep });
        };
        plan.check_texts().map_err(|why| Impossible { seq: first.seq, why })?;
        let mut floor = Floor::new(Arc::new((**plan).clone()));
        floor.apply(Stamp { seq: first.seq, at: &first.at }, &first.event);
        let checkpoint = Checkpoint { floor: floor.clone(), acts: 0 };
        Ok(Self { floor, checkpoints: vec![checkpoint], acts: Vec::new() })
    }

    /// The state of the meeting.
    pub fn floor(&self) -> &Floor {
        &self.floor
    }

    /// The events that a command leads to; nothing has changed yet.
    ///
    /// # Errors
    /// Why it cannot be done now.
    pub fn decide(&self, command: &Command) -> Result<Vec<Event>, Rejection> {
        agenda::decide(&self.floor, command)
    }

    /// The event that takes back the last act.
    ///
    /// # Errors
    /// [`Rejection::NothingToUndo`] at the start and behind a barrier: a signed, reported or announced result, the seal.
    pub fn undo(&self) -> Result<Event, Rejection> {
        let act = self.acts.last().and_then(|act| act.first()).ok_or(Rejection::NothingToUndo)?;
        // The room has heard it: it is opened again with a reason. Older journals may hold that it was taken back.
        let heard = matches!(act.event, Event::Report(report::Event::Reported { .. }));
        must(!heard, Rejection::NothingToUndo)?;
        Ok(record::Event::Undone { act: act.seq }.into())
    }

    /// The acts that can still be taken back, oldest first.
    pub fn undoable(&self) -> &[Vec<Recorded>] {
        &self.acts
    }

    /// Applies one recorded act, admitting every event.
    ///
    /// # Errors
    /// The first event that could not have happened; the session is then as before the act.
    pub fn apply(&mut self, act: Vec<Recorded>) -> Result<(), Impossible> {
        match act.as_slice() {
            [] => return Ok(()),
            [Recorded { seq, event: Event::Record(event), .. }] => return self.apply_record(*seq, event),
            several => stands_alone(several)?,
        }
        self.checkpoint();
        for recorded in &act {
            if let Err(why) = self.floor.admit(&recorded.event) {
                self.rebuild();
                return Err(Impossible { seq: recorded.seq, why });
            }
            self.floor.apply(Stamp { seq: recorded.seq, at: &recorded.at }, &recorded.event);
        }
        if act.iter().any(|recorded| is_barrier(&recorded.event)) {
            self.forget_history();
        } else {
            self.acts.push(act);
        }
        Ok(())
    }

    fn apply_record(&mut self, seq: u64, event: &record::Event) -> Result<(), Impossible> {
        if self.floor.course.closed.is_some() {
            return Err(Impossible { seq, why: Rejection::MeetingClosed });
        }
        let record::Event::Undone { act } = event else {
            return record::admit(&self.floor, event).map_err(|why| Impossible { seq, why });
        };
        match self.acts.last().and_then(|last| last.first()) {
            Some(last) if last.seq == *act => {
                self.acts.pop();
                self.rebuild();
                Ok(())
            }
            _ => Err(Impossible { seq, why: Rejection::NothingToUndo }),
        }
    }

    /// Keeps the floor from time to time, so that an undo has little to apply again.
    fn checkpoint(&mut self) {
        let last = self.checkpoints.last().map_or(0, |checkpoint| checkpoint.acts);
        let since = self.acts.len().saturating_sub(last);
        if since >= CHECKPOINT_EVERY && since >= papers(&self.floor) / COPIED_PER_ACT {
            self.checkpoints.push(Checkpoint { floor: self.floor.clone(), acts: self.acts.len() });
        }
    }

    /// The floor as the remaining acts leave it.
    fn rebuild(&mut self) {
        while self.checkpoints.len() > 1
            && self.checkpoints.last().is_some_and(|last| last.acts > self.acts.len())
        {
            self.checkpoints.pop();
        }
        let Some(checkpoint) = self.checkpoints.last() else { return };
        self.floor = checkpoint.floor.clone();
        for recorded in self.acts.iter().skip(checkpoint.acts).flatten() {
            self.floor.apply(Stamp { seq: recorded.seq, at: &recorded.at }, &recorded.event);
        }
    }

    fn forget_history(&mut self) {
        self.acts.clear();
        self.checkpoints = vec![Checkpoint { floor: self.floor.clone(), acts: 0 }];
    }
}

/// How many papers a floor holds, those that were put right counted with what stood there before and after.
fn papers(floor: &Floor) -> usize {
    floor.rounds.values().map(|round| round.entered.len() + 2 * round.history.len()).sum()
}

/// An event about the record is an act by itself.
///
/// # Errors
/// The first that is not.
fn stands_alone(act: &[Recorded]) -> Result<(), Impossible> {
    let about = act.iter().find(|recorded| matches!(recorded.event, Event::Record(_)));
    about.map_or(Ok(()), |recorded| Err(Impossible { seq: recorded.seq, why: Rejection::NotAtThisStep }))
}

/// Whether an event cannot be taken back: what was signed or said to the meeting as a result.
fn is_barrier(event: &Event) -> bool {
    match event {
        Event::Signing(event) => matches!(event, signing::Event::SheetSigned { .. }),
        // A second reading that was compared is not keyed again towards agreement.
        Event::SecondPass(event) => matches!(event, second_pass::Event::BundleCounted { .. }),
        Event::Announce(event) => matches!(event, announce::Event::Announced { .. }),
        Event::Course(event) => {
            matches!(event, course::Event::Sealed { .. } | course::Event::Postponed { .. })
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::rehearsal::Room;
    use crate::agenda::{Kind, item_play, sample};
    use crate::domain::procedure::Counting;
    use crate::locale::Lang;

    struct Desk {
        session: Session,
        room: Room,
        seq: u64,
        log: Vec<Vec<Recorded>>,
    }

    impl Desk {
        fn new() -> Self {
            Self::counting(Counting::CalledOnce)
        }

        fn counting(counting: Counting) -> Self {
            let mut plan = sample::plan();
            plan.procedure.counting = counting;
            let room = Room::new(&plan);
            let first =
                Recorded { seq: 0, at: "2026-11-21T09:00:00+08:00".into(), event: Session::opening(plan) };
            let session = Session::open(std::slice::from_ref(&first)).unwrap();
            Self { session, room, seq: 1, log: vec![vec![first]] }
        }

        fn submit(&mut self, command: &Command) -> Result<(), Rejection> {
            let events = self.session.decide(command)?;
            self.record(events);
            Ok(())
        }

        fn record(&mut self, events: Vec<Event>) {
            let stamped = |event| {
                self.seq += 1;
                Recorded { seq: self.seq, at: format!("09:{:02}", self.seq % 60), event }
            };
            let act: Vec<Recorded> = events.into_iter().map(stamped).collect();
            self.session.apply(act.clone()).unwrap();
            self.log.push(act);
        }

        /// Lets the room play one step, or goes on; false once the meeting is closed.
        fn step(&mut self) -> bool {
            let Some(here) = self.session.floor().here() else { return false };
            let command = item_play(here, &self.room).unwrap_or(Command::Course(course::Command::MoveOn));
            if let Err(why) = self.submit(&command) {
                panic!(
                    "{:?}: {command:?}: {}",
                    self.session.floor().here().map(|here| here.item.kind),
                    why.what(Lang::En)
                );
            }
            true
        }
    }

    #[test]
    fn a_rehearsal_plays_itself_to_the_end_with_a_runoff_on_the_way() {
        let ways = [Counting::CalledOnce, Counting::KeyedTwice, Counting::Totals];
        let kinds: Vec<Kind> = ways.into_iter().flat_map(played_to_the_end).collect();
        for kind in Kind::ALL {
            assert!(kinds.contains(kind), "{kind:?} was not reached");
        }
    }

    /// Plays a rehearsal whose papers are counted in this way; the kinds of step that it came to.
    fn played_to_the_end(counting: Counting) -> Vec<Kind> {
        let mut desk = Desk::counting(counting);
        let mut kinds = Vec::new();
        for _ in 0..2_000 {
            for lang in [Lang::Zh, Lang::En] {
                if let Some(screen) = agenda::screen(desk.session.floor(), lang) {
                    assert!(!screen.title.is_empty() && !screen.purpose.is_empty(), "{:?}", kinds.last());
                }
            }
            kinds.extend(desk.session.floor().here().map(|here| here.item.kind));
            if !desk.step() {
                break;
            }
        }
        assert!(matches!(desk.session.floor().course.closed, Some(course::Closed::Sealed { .. })));
        assert!(
            desk.session
                .floor()
                .rounds
                .values()
                .any(|round| round.round.kind == crate::domain::RoundKind::Runoff)
        );
        let mut replayed = Session::open(&desk.log[0]).unwrap();
        for act in &desk.log[1..] {
            replayed.apply(act.clone()).unwrap();
        }
        assert_eq!(replayed.floor(), desk.session.floor());
        kinds
    }

    #[test]
    fn an_undo_restores_the_state_before_the_act_and_stops_at_a_barrier() {
        let mut desk = Desk::new();
        let mut undone = 0;
        for _ in 0..400 {
            let before = desk.session.floor().clone();
            if !desk.step() {
                break;
            }
            if let Ok(undo) = desk.session.undo() {
                desk.record(vec![undo]);
                assert_eq!(*desk.session.floor(), before);
                undone += 1;
                desk.step();
            } else {
                let reported = |event: &Event| matches!(event, Event::Report(report::Event::Reported { .. }));
                let kept = |recorded: &Recorded| is_barrier(&recorded.event) || reported(&recorded.event);
                assert!(desk.log.last().unwrap().iter().any(kept));
            }
        }
        assert!(undone > 100);
    }
}
