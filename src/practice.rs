//! Practice for whoever keys the papers: a box of invented papers, and how well they were keyed.
//!
//! Nothing here is a meeting. The calling itself is the real one: [`at_calling`] plays the rehearsal of a plan, in memory, up
//! to its first calling, and from there on the agenda's own rules take and refuse papers. This room invents the papers
//! ([`papers`]) and compares what was keyed with what lay on the table ([`mistake`], [`score`]). It is pure: time comes in as
//! milliseconds, chance as a seed.

pub mod mistake;
pub mod papers;
pub mod score;

use crate::agenda::rehearsal::Room;
use crate::agenda::{self, Command, Floor, Kind, Plan, calling, collect, course};
use crate::domain::procedure::{Board, Counting, Examination};
use crate::domain::{Member, MemberId, Name, Paper, Procedure, Standing};
use crate::session::{Recorded, Session};
use papers::BallotBox;

/// More steps than the rehearsal of any plan takes to its first calling.
const STEPS: usize = 5_000;

/// Voters who stay away from a rehearsal at most, and a few more.
const AWAY: usize = 12;

/// The session of a plan at its first calling, with so many papers in the box and none called; it is nowhere on record.
///
/// Papers are called once, whatever the plan's procedure says, and invalid and doubtful ones come with the others, so that
/// the teller meets them. Where the branch has fewer voters than papers are wanted, invented ones make up for it.
///
/// `None` when the rehearsal of the plan comes to no calling.
pub fn at_calling(plan: &Plan, papers: u32) -> Option<Session> {
    let plan = prepared(plan, papers);
    let at = format!("{}T09:00:00+08:00", plan.date);
    let room = Room::new(&plan);
    let opening = Recorded { seq: 1, at: at.clone(), event: Session::opening(plan) };
    let mut session = Session::open(std::slice::from_ref(&opening)).ok()?;
    let mut seq = 1;
    for _ in 0..STEPS {
        if session.floor().at_kind(Kind::Calling) {
            return Some(session);
        }
        let events = session.decide(&next(session.floor(), &room, papers)?).ok()?;
        let act: Vec<_> =
            (seq + 1..).zip(events).map(|(seq, event)| Recorded { seq, at: at.clone(), event }).collect();
        seq = act.last().map_or(seq, |last| last.seq);
        session.apply(act).ok()?;
    }
    None
}

/// What the room does next, or that the meeting goes on; the box holds so many papers, and none is set aside before.
fn next(floor: &Floor, room: &Room, papers: u32) -> Option<Command> {
    let here = floor.here()?;
    let played = agenda::item_play(here, room).filter(|_| here.item.kind != Kind::Examine);
    match played {
        Some(Command::Collect(collect::Command::Count { .. })) => {
            Some(collect::Command::Count { collected: papers }.into())
        }
        Some(command) => Some(command),
        None => agenda::ready(here).is_ok().then(|| course::Command::MoveOn.into()),
    }
}

/// The plan as it is practised.
fn prepared(plan: &Plan, papers: u32) -> Plan {
    let mut plan = Plan { rehearsal: true, ..plan.clone() };
    plan.procedure = Procedure {
        counting: Counting::CalledOnce,
        examination: Examination::DuringCalling,
        board: Board::Live,
        ..plan.procedure
    };
    let voters = plan.roster.iter().filter(|member| member.may_vote()).count();
    let voters = voters.saturating_sub(plan.exclusions.len() + AWAY);
    let missing = (papers as usize).saturating_sub(voters);
    let first = plan.roster.len();
    let invented = (first..first + missing).filter_map(|at| {
        let (id, name) = (MemberId(u16::try_from(at).ok()?), Name::new(&format!("练习{at}")).ok()?);
        Some(Member { id, name, standing: Standing::Formal, group: None, sex: None })
    });
    plan.roster.extend(invented);
    plan
}

/// The papers that lie on the table one after the other, at such a session, by this seed.
pub fn invented(session: &Session, papers: u32, seed: u64) -> Vec<Paper> {
    let floor = session.floor();
    let here_and_round = floor.here().and_then(|here| Some((here, here.round()?)));
    let Some((here, round)) = here_and_round else { return Vec::new() };
    let slate = round.slate();
    let outsider = calling::electable(here, round).into_iter().next();
    let (names, seats) = (slate.candidates.len(), slate.seats as usize);
    let limit = floor.procedure().max_marks.limit(slate.seats).map_or(seats, |limit| limit as usize);
    let taken = |paper: &Paper| calling::may_record(floor, round, paper).is_ok();
    let of = BallotBox {
        names,
        approvals: limit.min(seats).min(names),
        outsider,
        voids: floor.procedure().void_reasons(),
    };
    papers::draw(&of, papers, seed, taken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::sample;
    use crate::domain::procedure::CallingStyle;
    use papers::Shape;
    use std::collections::BTreeSet;

    fn entered(session: &Session) -> (u32, usize) {
        let round = session.floor().here().unwrap().round().unwrap();
        (round.left(), round.entered.len())
    }

    #[test]
    fn a_box_holds_as_many_papers_as_are_wanted_whatever_the_branch() {
        for papers in [1, 30, 36, 200] {
            let session = at_calling(&sample::plan(), papers).unwrap();
            assert_eq!(entered(&session), (papers, 0));
            assert!(session.floor().plan.rehearsal);
        }
    }

    #[test]
    fn papers_are_called_once_and_as_the_procedure_calls_them() {
        for counting in [Counting::KeyedTwice, Counting::Totals] {
            let mut plan = sample::plan();
            plan.procedure.counting = counting;
            plan.procedure.calling = CallingStyle::Approve;
            let session = at_calling(&plan, 30).unwrap();
            assert_eq!(entered(&session), (30, 0));
            assert_eq!(session.floor().procedure().calling, CallingStyle::Approve);
        }
    }

    #[test]
    fn every_invented_paper_can_be_recorded_and_every_shape_comes() {
        let session = at_calling(&sample::plan(), 60).unwrap();
        let floor = session.floor();
        let round = floor.here().unwrap().round().unwrap();
        let papers = invented(&session, 60, 7);
        assert_eq!(papers.len(), 60);
        assert!(papers.iter().all(|paper| calling::may_record(floor, round, paper).is_ok()));
        let shapes: BTreeSet<Shape> = papers.iter().map(Shape::of).collect();
        assert_eq!(shapes.len(), Shape::ALL.len(), "{shapes:?}");
        let plain = |paper: &&Paper| matches!(Shape::of(paper), Shape::Crossed | Shape::Blanks | Shape::Full);
        assert_eq!(papers.iter().take_while(plain).count() / 5, 1, "a plain beginning");
        assert!(papers.iter().filter(plain).count() > 40, "what is unusual is rare");
    }

    #[test]
    fn the_same_seed_gives_the_same_papers() {
        let session = at_calling(&sample::plan(), 30).unwrap();
        assert_eq!(invented(&session, 30, 1), invented(&session, 30, 1));
        assert_ne!(invented(&session, 30, 1), invented(&session, 30, 2));
    }
}
