//! Records of 100,000 events seen again: reading one, going anywhere in it, and asking what made a figure. The floor of going
//! somewhere is copying the state of the meeting once.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a benchmark that cannot run stops")]

#[cfg(test)]
mod turns;

use changpiao::agenda::figure::{Figure, Part};
use changpiao::agenda::plan::{PlannedItem, PlannedKind};
use changpiao::agenda::rehearsal::Room;
use changpiao::agenda::{Command, Event, Floor, Kind, Plan, RoundId, calling, course, examine};
use changpiao::domain::{ContestId, Mark, Member, MemberId, Office, Paper};
use changpiao::locale::Lang;
use changpiao::session::history::History;
use changpiao::session::origin::origin;
use changpiao::session::{Recorded, Session};
use changpiao::tui::play::{Turn, turn};
use changpiao::tui::replay::{self, Replay};
use changpiao::tui::theme::Theme;
use changpiao::tui::view;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::time::Instant;

const EVENTS: usize = 100_000;

/// A meeting as it is recorded, one event a second.
struct Desk {
    session: Session,
    acts: Vec<Vec<Recorded>>,
    seq: u64,
}

impl Desk {
    fn new(plan: Plan) -> Self {
        let first = Recorded { seq: 1, at: stamp(1), event: Session::opening(plan) };
        let session = Session::open(std::slice::from_ref(&first)).unwrap();
        Self { session, acts: vec![vec![first]], seq: 1 }
    }

    fn record(&mut self, events: Vec<Event>) {
        let act: Vec<_> = (self.seq + 1..)
            .zip(events)
            .map(|(seq, event)| Recorded { seq, at: stamp(seq), event })
            .collect();
        self.seq += act.len() as u64;
        self.acts.push(act.clone());
        self.session.apply(act).unwrap();
    }

    fn submit(&mut self, command: impl Into<Command>) {
        let events = self.session.decide(&command.into()).unwrap();
        self.record(events);
    }

    fn len(&self) -> usize {
        usize::try_from(self.seq).unwrap()
    }
}

fn stamp(seq: u64) -> String {
    format!(
        "2026-11-{:02}T{:02}:{:02}:{:02}+08:00",
        20 + seq / 86_400,
        seq / 3600 % 24,
        seq / 60 % 60,
        seq % 60
    )
}

fn paper(at: usize) -> Paper {
    let marks = (0..4).map(|name| {
        if name == at % 4 || at.is_multiple_of(3) && name == 3 { Mark::Against } else { Mark::Approve }
    });
    Paper { marks: marks.collect(), ..Paper::default() }
}

/// A branch of 1,000 and so many elections one after the other that the record is full.
fn many_papers() -> Desk {
    let mut plan = Plan { rehearsal: true, ..changpiao::plan::sample() };
    let names: Vec<_> = plan.roster.iter().filter(|member| member.may_vote()).cloned().collect();
    let more =
        (100..1_060).map(|id| Member { id: MemberId(id), ..names[usize::from(id) % names.len()].clone() });
    plan.roster.extend(more);
    let (contest, election) = (plan.contests[0].clone(), PlannedKind::Election);
    let at = plan.agenda.iter().position(|item| item.item == election).unwrap();
    for id in (10..110).map(ContestId) {
        plan.contests.push(changpiao::agenda::plan::PlannedContest {
            id,
            office: Office::Delegate,
            ..contest.clone()
        });
        for item in [election, PlannedKind::Candidates] {
            let like = plan.agenda.iter().find(|planned| planned.item == item).unwrap().clone();
            plan.agenda.insert(at, PlannedItem { contest: Some(id), ..like });
        }
    }
    let room = Room::new(&plan);
    let mut desk = Desk::new(plan);
    while desk.len() < EVENTS {
        let floor = desk.session.floor();
        let round = floor.here().unwrap().round().filter(|round| round.left() > 0);
        let calls = round.filter(|_| floor.at_kind(Kind::Calling)).map(|round| round.entered.len());
        match (calls, turn(floor, &room)) {
            (Some(at), _) => desk.submit(calling::Command::Record(paper(at))),
            (None, Turn::Room(Command::Examine(examine::Command::SetAside(_))) | Turn::Chair) => {
                desk.submit(course::Command::MoveOn);
            }
            (None, Turn::Room(command) | Turn::GoOn(command)) => desk.submit(command),
        }
    }
    desk
}

/// The sample, three papers called and taken back again and again.
fn many_undos() -> Desk {
    let plan = Plan { rehearsal: true, ..changpiao::plan::sample() };
    let room = Room::new(&plan);
    let mut desk = Desk::new(plan);
    while !desk.session.floor().at_kind(Kind::Calling) {
        let (Turn::Room(command) | Turn::GoOn(command)) = turn(desk.session.floor(), &room) else {
            unreachable!()
        };
        desk.submit(command);
    }
    for at in 0..20 {
        desk.submit(calling::Command::Record(paper(at)));
    }
    while desk.len() < EVENTS {
        for at in 0..3 {
            desk.submit(calling::Command::Record(paper(at)));
        }
        for _ in 0..3 {
            let undo = desk.session.undo().unwrap();
            desk.record(vec![undo]);
        }
    }
    desk
}

/// Memory of this process in MiB, where the system says it.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}

fn measure(name: &str, desk: Desk) {
    let Desk { acts, session, .. } = desk;
    let events: usize = acts.iter().map(Vec::len).sum();
    drop(session);
    let (before, start) = (memory(), Instant::now());
    let history = History::read(&acts[0], acts[1..].to_vec()).unwrap();
    let (kept, stride) = history.kept();
    println!(
        "{name}: {events} events in {} acts read in {:?}; {kept} floors kept, {stride} acts apart; {} MiB more",
        history.len(),
        start.elapsed(),
        memory().saturating_sub(before),
    );
    let all = history.len();
    let mut now = history.floor(all);
    let (mut at, mut worst, mut total) = (all, 0, 0);
    for turn in 1..=200 {
        let to = turn * 7_919_003 % (all + 1);
        let start = Instant::now();
        history.seek(&mut now, at, to);
        let took = start.elapsed().as_micros();
        (worst, total, at) = (worst.max(took), total + took, to);
    }
    println!("{name}: a jump takes {} µs on average, {worst} µs at worst", total / 200);
    let round = now.rounds.keys().next_back().copied().unwrap();
    for id in [RoundId { contest: ContestId(0), round: 0 }, round] {
        let start = Instant::now();
        let causes = origin(&history, all, &Figure::Round(id, Part::Name(0, Mark::Approve)));
        println!("{name}: {} acts behind a figure of {id:?} found in {:?}", causes.len(), start.elapsed());
    }
    let end = history.floor(all);
    let mut copied = whole(&end);
    let mut from = all;
    let mut jump = || {
        let to = (from * 31 + 7_919_003) % (all + 1);
        history.seek(&mut now, from, to);
        from = to;
    };
    turns::compare(&format!("{name}: jump"), None, &mut || copied = whole(&end), &mut jump);
    let (mut now, mut at) = (history.floor(all), all);
    let mut back = || {
        history.seek(&mut now, at, at - 1);
        at = if at < all - 500 { all } else { at - 1 };
        if at == all {
            now.clone_from(&end);
        }
    };
    turns::compare(&format!("{name}: one act back"), None, &mut || copied = whole(&end), &mut back);
    frames(name, &acts);
}

/// A copy of a floor that shares nothing with it but the plan.
fn whole(floor: &Floor) -> Floor {
    let rounds = floor.rounds.values().map(|round| (round.id, round.clone())).collect();
    Floor { rounds, ..floor.clone() }
}

/// The frame of a replay, the whole line of the meeting in it.
fn frames(name: &str, acts: &[Vec<Recorded>]) {
    let mut replay = Replay::new(&acts[0], acts[1..].to_vec()).unwrap();
    replay.go_to(replay.len() / 2);
    let mut app = replay::viewer(Lang::Zh, Theme::default(), &replay);
    let mut terminal = Terminal::new(TestBackend::new(100, 30)).unwrap();
    let start = Instant::now();
    for _ in 0..100 {
        terminal.draw(|frame| view::replay::draw(&mut app, &replay, frame)).unwrap();
    }
    println!("{name}: a frame takes {:?}", start.elapsed() / 100);
    let start = Instant::now();
    for _ in 0..100 {
        replay.step(true);
        app.follow(replay.floor());
    }
    println!("{name}: an act on takes {:?}", start.elapsed() / 100);
}

fn main() {
    measure("undos", many_undos());
    measure("papers", many_papers());
}
