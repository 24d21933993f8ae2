//! Random walks: whatever is asked for, in whatever order, the meeting stays one that could have happened.

use super::identities::holds;
use super::memory::journal;
use super::support::read_back;
use changpiao::agenda::rehearsal::Room;
use changpiao::agenda::roll_call::Way;
use changpiao::agenda::screen::{Answer, Field, FieldKind, Form, Gives, Offer, Screen, Work};
use changpiao::agenda::{
    self, Command, Event, Floor, Kind, Plan, Rejection, calling, course, examine, phrase, second_pass, wall,
};
use changpiao::domain::procedure::Counting;
use changpiao::domain::{Mark, MemberId, Name, Paper, VoidReason, WriteIn, WriteInMark};
use changpiao::journal::reader::Reader;
use changpiao::locale::Lang;
use changpiao::session::{Recorded, Session};
use changpiao::tui::play::{Turn, turn};
use std::collections::BTreeSet;
use std::thread;

/// Walks of each of the two threads, and what each walk asks for.
const WALKS: u64 = 300;
const ASKED: usize = 900;

/// Between two ways aside, and what each asks for: sequences of commands that end where they end.
const ASIDE_EVERY: usize = 5;
const ASIDE: usize = 4;

const AT: &str = "2026-11-21T09:30:00.000+08:00";
const TEXTS: [&str; 9] =
    ["", "因病请假", "周立", "2026-11-20", "青街党〔2026〕18号", "ooxx", "oo--", "看原票", "\u{202e}反"];

/// `SplitMix64`: the same walk from the same seed on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let x = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.roll() % end.max(1) as u64).unwrap()
    }

    fn percent(&mut self, part: usize) -> bool {
        self.below(100) < part
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        all.get(self.below(all.len()))
    }
}

/// What the walks met, to be sure that they get around.
#[derive(Default)]
struct Met {
    asked: usize,
    done: usize,
    refused: BTreeSet<&'static str>,
    kinds: BTreeSet<Kind>,
    events: BTreeSet<String>,
    rounds: BTreeSet<u8>,
    undone: usize,
    sealed: usize,
    /// Sequences of commands, each from a moment of its own.
    sequences: usize,
    /// People elected who were not printed.
    written_in: usize,
}

struct Walk {
    session: Session,
    room: Room,
    acts: Vec<Vec<Recorded>>,
    seq: u64,
    dice: Dice,
    /// Commands of all steps so far, to be asked for out of place.
    heard: Vec<Command>,
    /// In how many of a hundred commands the room plays on.
    diligence: usize,
    /// Whether the papers in the box are filled in at random: rounds end short, tied and again.
    odd_box: bool,
    /// Whom nearly every paper of an odd box writes in, whether or not they may be elected.
    favourite: Option<MemberId>,
    met: Met,
}

impl Walk {
    fn new(seed: u64, plan: &Plan) -> Self {
        let first = Recorded { seq: 0, at: AT.to_owned(), event: Session::opening(plan.clone()) };
        let mut dice = Dice(seed);
        let diligence = [20, 50, 70, 85, 97][dice.below(5)];
        let odd_box = dice.percent(60);
        let no_vote = dice.percent(50);
        let people: Vec<_> = plan.roster.iter().filter(|member| !no_vote || !member.may_vote()).collect();
        let favourite = dice.one_of(&people).map(|member| member.id).filter(|_| dice.percent(40));
        Self {
            session: Session::open(std::slice::from_ref(&first)).unwrap(),
            room: Room::new(plan),
            acts: vec![vec![first]],
            seq: 1,
            dice,
            heard: Vec::new(),
            diligence,
            odd_box,
            favourite,
            met: Met::default(),
        }
    }

    fn floor(&self) -> &Floor {
        self.session.floor()
    }

    /// Asks for something; what is done holds to the rules, what is refused changes nothing.
    fn step(&mut self) {
        self.met.asked += 1;
        self.met.kinds.extend(self.floor().here().map(|here| here.item.kind));
        if self.dice.percent(4) {
            return self.undo();
        }
        let Some(command) = self.command() else { return };
        let decided = self.session.decide(&command);
        self.heard.push(command);
        match decided {
            Ok(events) => self.record(events),
            Err(why) => drop(self.met.refused.insert(why.code())),
        }
    }

    /// A few commands from here that come to nothing: the walk goes on as if they had not been.
    fn aside(&mut self) {
        let (session, acts, seq) = (self.session.clone(), self.acts.len(), self.seq);
        let (heard, diligence) = (self.heard.len(), std::mem::take(&mut self.diligence));
        (0..ASIDE).for_each(|_| self.step());
        self.met.sequences += 1;
        self.acts.truncate(acts);
        self.heard.truncate(heard);
        (self.session, self.seq, self.diligence) = (session, seq, diligence);
    }

    fn undo(&mut self) {
        match self.session.undo() {
            Ok(event) => {
                self.met.undone += 1;
                self.record(vec![event]);
            }
            Err(why) => assert_eq!(why, Rejection::NothingToUndo),
        }
    }

    /// Records the events of an act; whatever was decided must be admitted.
    fn record(&mut self, events: Vec<Event>) {
        let act: Vec<Recorded> =
            (self.seq..).zip(events).map(|(seq, event)| Recorded { seq, at: AT.to_owned(), event }).collect();
        self.seq += act.len() as u64;
        self.met.done += 1;
        if self.dice.percent(3) {
            self.refuse_whole(&act);
        }
        let lang = if self.dice.percent(50) { Lang::Zh } else { Lang::En };
        for recorded in &act {
            assert!(!phrase::phrase(self.floor(), &recorded.event, lang).is_empty());
        }
        self.session.apply(act.clone()).expect("what was decided can happen");
        self.acts.push(act);
        wall::frame(self.floor());
        holds(self.floor());
    }

    /// An act with an impossible event among its own changes nothing.
    fn refuse_whole(&mut self, act: &[Recorded]) {
        let mut act = act.to_vec();
        let impossible = Recorded { event: self.acts[0][0].event.clone(), ..act[0].clone() };
        act.insert(1 + self.dice.below(act.len()), impossible);
        let before = (self.floor().clone(), self.session.undoable().len());
        if !matches!(act[0].event, Event::Record(_)) {
            assert!(self.session.apply(act).is_err());
        }
        assert_eq!((self.floor().clone(), self.session.undoable().len()), before);
    }

    /// What is asked for next.
    fn command(&mut self) -> Option<Command> {
        if self.dice.percent(self.diligence) {
            match turn(self.floor(), &self.room) {
                Turn::Room(Command::SecondPass(second_pass::Command::Key(paper))) if self.dice.percent(4) => {
                    let odd = self.paper().unwrap_or(paper);
                    return Some(second_pass::Command::Key(odd).into());
                }
                Turn::Room(Command::Calling(calling::Command::Record(_))) if self.odd_box => {
                    return Some(calling::Command::Record(self.paper()?).into());
                }
                Turn::Room(command) | Turn::GoOn(command) => return Some(command),
                Turn::Chair => {}
            }
        }
        match self.dice.below(10) {
            0 => self.out_of_place(),
            1 => Some(course::Command::MoveOn.into()),
            2 => self.somebody_moves(),
            3 => self.called(),
            _ => self.offered(),
        }
    }

    fn out_of_place(&mut self) -> Option<Command> {
        self.dice.one_of(&self.heard).cloned()
    }

    fn member(&mut self) -> MemberId {
        // One in a while who is on no roster.
        MemberId(u16::try_from(self.dice.below(self.session.floor().plan.roster.len() + 1)).unwrap())
    }

    fn somebody_moves(&mut self) -> Option<Command> {
        // Rarely: a room that empties has no quorum.
        self.dice.percent(30).then(|| {
            let way = if self.dice.percent(50) { Way::Comes } else { Way::Leaves };
            course::Command::ComeOrGo(self.member(), way).into()
        })
    }

    /// A paper called or set aside, perhaps at a step where there is none.
    fn called(&mut self) -> Option<Command> {
        let paper = self.paper()?;
        Some(if self.dice.percent(70) {
            calling::Command::Record(paper).into()
        } else {
            examine::Command::SetAside(paper).into()
        })
    }

    /// A paper as anybody could have filled it in; mostly within the limit.
    fn paper(&mut self) -> Option<Paper> {
        let round = self.floor().here()?.round()?;
        let (names, seats) = (round.slate().candidates.len(), round.slate().seats as usize);
        let odd = usize::from(self.dice.percent(2));
        let marks = [Mark::Approve, Mark::Approve, Mark::Approve, Mark::Against, Mark::Abstain];
        let mut paper = Paper {
            marks: (0..names + odd).filter_map(|_| self.dice.one_of(&marks).copied()).collect(),
            ..Paper::default()
        };
        let approved = |paper: &Paper| paper.marks.iter().filter(|mark| **mark == Mark::Approve).count();
        let likely = if self.favourite.is_some() { 85 } else { 15 };
        paper.write_ins = self.write_in().filter(|_| self.dice.percent(likely)).into_iter().collect();
        let limit = seats.saturating_sub(paper.write_ins.len());
        while approved(&paper) > limit && !self.dice.percent(2) {
            let at = self.dice.below(paper.marks.len());
            paper.marks[at] = Mark::Against;
        }
        if self.favourite.is_some() {
            // Nothing doubtful about the paper but the favourite: the round comes to its end.
            for mark in paper.marks.iter_mut().filter(|mark| **mark == Mark::Abstain) {
                *mark = Mark::Against;
            }
        }
        paper.void = self.dice.percent(5).then_some(VoidReason::Torn);
        Some(paper)
    }

    fn write_in(&mut self) -> Option<WriteIn> {
        let member = self.favourite.unwrap_or_else(|| self.member());
        let name = Name::new(self.floor().plan.name(member)).ok()?;
        if self.favourite.is_some() {
            return Some(WriteIn { name, member: Some(member), mark: WriteInMark::Approve });
        }
        let known = self.dice.percent(95).then_some(member);
        let yes = [WriteInMark::Approve; 6].into_iter();
        let marks: Vec<_> = yes.chain([WriteInMark::Against, WriteInMark::None]).collect();
        Some(WriteIn { name, member: known, mark: *self.dice.one_of(&marks)? })
    }

    /// One of the offers on the screen, its form filled in somehow.
    fn offered(&mut self) -> Option<Command> {
        let screen = agenda::screen(self.floor(), Lang::Zh)?;
        let (offers, form) = offers(screen);
        if let Some(form) = form.filter(|_| self.dice.percent(40)) {
            return self.filled(&form);
        }
        match self.dice.one_of(&offers)?.gives.clone() {
            Gives::Command(command) => Some(command),
            Gives::Form(form) => self.filled(&form),
            Gives::NotYet(why) => {
                assert!(!why.is_empty());
                None
            }
        }
    }

    fn filled(&mut self, form: &Form) -> Option<Command> {
        let wild = self.dice.percent(30);
        let mut answers: Vec<Answer> = form.fields.iter().map(|field| self.answer(field, wild)).collect();
        if self.dice.percent(2) {
            answers.pop();
        }
        if self.dice.percent(2) {
            answers.reverse();
        }
        form.command(&answers).ok()
    }

    fn answer(&mut self, field: &Field, wild: bool) -> Answer {
        let kept = !wild || self.dice.percent(50);
        match &field.kind {
            FieldKind::Number(Some(first)) if kept => Answer::Number(Some(*first)),
            FieldKind::Number(first) => Answer::Number(self.number(first.unwrap_or(20))),
            FieldKind::Text(first) if kept && !first.is_empty() => Answer::Text(first.clone()),
            FieldKind::Text(_) if wild && self.dice.percent(5) => Answer::Text("长".repeat(2_001)),
            FieldKind::Text(_) => Answer::Text((*self.dice.one_of(&TEXTS).unwrap()).to_owned()),
            FieldKind::Choice(_, first) if kept => Answer::Choice(*first),
            FieldKind::Choice(texts, _) => Answer::Choice(self.dice.below(texts.len() + 1)),
        }
    }

    fn number(&mut self, near: u32) -> Option<u32> {
        match self.dice.below(8) {
            0 => None,
            1 => Some(0),
            2 => Some(near.saturating_sub(1)),
            3 => Some(near.saturating_add(1)),
            4 => Some(u32::MAX),
            _ => u32::try_from(self.dice.below(45)).ok(),
        }
    }

    /// The record alone gives the same meeting, also from the bytes of its journal.
    /// What was recorded replays to the same state; the kinds of its events.
    fn replays(&self) -> BTreeSet<String> {
        let written = journal(&self.acts);
        let read = read_back(&written);
        assert_eq!(read, self.acts);
        let mut replayed = Session::open(&read[0]).unwrap();
        for act in read.into_iter().skip(1) {
            replayed.apply(act).expect("what happened can happen again");
        }
        assert_eq!(replayed.floor(), self.floor());
        assert_eq!(replayed.floor().digest(), self.floor().digest());
        assert_eq!(replayed.undoable(), self.session.undoable());
        event_kinds(&written)
    }
}

/// Everything that a screen offers, and the form that is its work.
fn offers(screen: Screen) -> (Vec<Offer>, Option<Form>) {
    let mut offers = screen.offers;
    match screen.work {
        Work::List(list) => offers.extend(list.rows.into_iter().flat_map(|row| row.offers)),
        Work::Form(form) => return (offers, Some(form)),
        _ => {}
    }
    (offers, None)
}

/// The kinds of events in a journal.
fn event_kinds(journal: &[u8]) -> BTreeSet<String> {
    let mut reader = Reader::new(journal);
    let mut kinds = BTreeSet::new();
    while let Some(record) = reader.next_record().unwrap() {
        if !kinds.contains(record.kind) {
            kinds.insert(record.kind.to_owned());
        }
    }
    kinds
}

fn walk(seed: u64, plan: &Plan) -> Met {
    let mut walk = Walk::new(seed, plan);
    for asked in 1..=ASKED {
        walk.step();
        if asked % ASIDE_EVERY == 0 {
            walk.aside();
        }
    }
    walk.met.sequences += 1;
    walk.met.events = walk.replays();
    let closed = &walk.session.floor().course.closed;
    walk.met.sealed = usize::from(matches!(closed, Some(course::Closed::Sealed { .. })));
    walk.met.written_in = elected_by_hand(walk.session.floor());
    walk.met.rounds = walk.session.floor().rounds.keys().map(|id| id.round).collect();
    walk.met
}

/// Those elected in a round on whose paper they were not printed.
fn elected_by_hand(floor: &Floor) -> usize {
    let by_hand = |round: &agenda::round::RoundState| {
        let elected = round.outcome(floor.procedure()).map_or_else(Vec::new, |outcome| outcome.elected);
        elected.iter().filter(|person| !round.slate().prints(person.member, &person.name)).count()
    };
    floor.rounds.values().map(by_hand).sum()
}

/// The plan of a walk: each way of counting in its turn.
fn plan_of(seed: u64) -> Plan {
    let mut plan = Plan { rehearsal: true, ..changpiao::plan::sample() };
    let ways = [Counting::CalledOnce, Counting::CalledOnce, Counting::KeyedTwice, Counting::Totals];
    plan.procedure.counting = ways[usize::try_from(seed % 4).unwrap()];
    plan
}

fn walks(seeds: impl Iterator<Item = u64>) -> Met {
    seeds.fold(Met::default(), |mut sum, seed| {
        let met = walk(seed, &plan_of(seed));
        sum.asked += met.asked;
        sum.done += met.done;
        sum.undone += met.undone;
        sum.sealed += met.sealed;
        sum.sequences += met.sequences;
        sum.written_in += met.written_in;
        sum.refused.extend(met.refused);
        sum.kinds.extend(met.kinds);
        sum.events.extend(met.events);
        sum.rounds.extend(met.rounds);
        sum
    })
}

#[test]
fn no_walk_leaves_the_rules() {
    let other = thread::spawn(|| walks(0..WALKS));
    let all = [walks(WALKS..2 * WALKS), other.join().unwrap()];
    let sum = |of: fn(&Met) -> usize| all.iter().map(of).sum::<usize>();
    assert!(sum(|met| met.sequences) >= 100_000, "{} sequences", sum(|met| met.sequences));
    assert!(sum(|met| met.asked) >= 900_000);
    assert!(sum(|met| met.done) >= 20_000, "{} done", sum(|met| met.done));
    assert!(sum(|met| met.undone) >= 1_000, "{} undone", sum(|met| met.undone));
    assert!(sum(|met| met.sealed) >= 5, "{} sealed", sum(|met| met.sealed));
    assert!(sum(|met| met.written_in) >= 1, "nobody written in was elected");
    let kinds: BTreeSet<Kind> = all.iter().flat_map(|met| met.kinds.clone()).collect();
    assert_eq!(kinds.len(), Kind::ALL.len(), "steps not reached: {:?}", Kind::ALL);
    let refused: BTreeSet<_> = all.iter().flat_map(|met| met.refused.clone()).collect();
    assert!(refused.len() >= 50, "few refusals met: {refused:?}");
    let missing = super::provoked::rejections_not_provoked(&|code| refused.contains(code));
    assert!(missing.is_empty(), "no test and no walk provokes {missing:?}");
    let rounds: BTreeSet<u8> = all.iter().flat_map(|met| met.rounds.clone()).collect();
    assert!(rounds.len() >= 3, "no third round");
    let events: BTreeSet<String> = all.iter().flat_map(|met| met.events.clone()).collect();
    let kept: BTreeSet<String> =
        super::fixtures::kept_journals().iter().flat_map(|journal| event_kinds(journal)).collect();
    let missing: Vec<_> = events.difference(&kept).collect();
    assert!(
        missing.is_empty(),
        "keep a journal with {missing:?} in tests/fixtures/journal: it must replay for ever"
    );
}

/// Writes what the test above asks for: the beginning of a walk, up to the act in which the last missing kind stands.
#[test]
#[ignore = "adds journals to tests/fixtures/journal/v1 for kinds of events that none there has"]
fn keep_journals_with_the_missing_kinds() {
    let mut kept: BTreeSet<String> =
        super::fixtures::kept_journals().iter().flat_map(|journal| event_kinds(journal)).collect();
    for seed in 0..2 * WALKS {
        let mut walk = Walk::new(seed, &plan_of(seed));
        (0..ASKED).for_each(|_| walk.step());
        let missing = |acts: &[Vec<Recorded>]| event_kinds(&journal(acts)).difference(&kept).count();
        let all = missing(&walk.acts);
        if all > 0 {
            let end = (1..=walk.acts.len()).find(|end| missing(&walk.acts[..*end]) == all).unwrap();
            let bytes = journal(&walk.acts[..end]);
            let kinds = event_kinds(&bytes);
            let fresh = kinds.difference(&kept).next().unwrap().replace('.', "-");
            super::fixtures::keep(&format!("seed-{seed}-{fresh}"), &bytes);
            kept.extend(kinds);
        }
    }
}
