//! A meeting seen again: every position is the state that was, and every figure names the acts that made it.

use super::fixtures::kept_journals;
use super::support::{Chair, Memory, read_back};
use changpiao::agenda::figure::{Figure, Part, Value, figures};
use changpiao::agenda::{Command, Event, Floor, Kind, calling, record, signing};
use changpiao::domain::{Mark, Paper};
use changpiao::locale::Lang;
use changpiao::session::history::History;
use changpiao::session::origin::{Cause, origin};
use changpiao::session::{Recorded, Session};
use changpiao::tui::desk::Desk;
use std::collections::{BTreeMap, BTreeSet};

type Acts = Vec<Vec<Recorded>>;

/// Every meeting that is kept, as acts.
fn meetings() -> Vec<Acts> {
    kept_journals().iter().map(|journal| read_back(journal)).collect()
}

fn history(acts: &Acts) -> History {
    History::read(&acts[0], acts[1..].to_vec()).unwrap()
}

/// The floor at every position, by the session itself.
fn floors(acts: &Acts) -> Vec<Floor> {
    let mut session = Session::open(&acts[0]).unwrap();
    let mut floors = vec![session.floor().clone()];
    for act in &acts[1..] {
        session.apply(act.clone()).unwrap();
        floors.push(session.floor().clone());
    }
    floors
}

#[test]
fn every_position_is_the_state_that_was_from_wherever_it_is_reached() {
    let mut undone = 0;
    for acts in meetings() {
        let (history, floors) = (history(&acts), floors(&acts));
        let all = history.len();
        let mut now = history.floor(0);
        let mut at = 0;
        // Far jumps, and single steps both ways after each.
        for turn in 0..=all {
            let to = turn * 7919 % (all + 1);
            for to in [to, to.saturating_sub(1), to, (to + 1).min(all)] {
                history.seek(&mut now, at, to);
                at = to;
                assert_eq!(now, floors[at], "position {at}");
            }
            assert_eq!(history.floor(to), floors[to]);
        }
        undone += (1..=all).filter(|at| history.undone(*at).is_some()).count();
        for step in history.steps().iter().skip(1) {
            let place = |at: usize| floors[at].here().map(|here| here.item.id);
            assert_ne!(place(step.at), place(step.at - 1));
        }
    }
    assert!(undone > 50, "{undone}");
}

/// Every figure that is seen anywhere in a meeting, or at its end.
fn all_figures(floors: &[Floor]) -> Vec<Figure> {
    let mut all: Vec<Figure> = Vec::new();
    for figure in floors.iter().step_by(9).chain(floors.last()).flat_map(figures) {
        if !all.contains(&figure) {
            all.push(figure);
        }
    }
    all
}

#[test]
fn the_causes_of_a_figure_are_the_acts_at_which_it_changed() {
    for acts in meetings() {
        let (history, floors) = (history(&acts), floors(&acts));
        for figure in all_figures(&floors) {
            for until in [history.len(), history.len() * 2 / 3, history.len() / 3] {
                let causes = origin(&history, until, &figure);
                let value = |at: usize| figure.value(&floors[at]);
                let changed: Vec<_> = (1..=until).filter(|at| value(*at) != value(*at - 1)).collect();
                let told: Vec<_> =
                    causes.iter().filter(|cause| cause.before != cause.after).map(|cause| cause.at).collect();
                assert_eq!(told, changed, "{figure:?} until {until}");
                for cause in &causes {
                    assert_eq!((&cause.before, &cause.after), (&value(cause.at - 1), &value(cause.at)));
                    assert_eq!(cause.undone, history.undone(cause.at).is_some_and(|back| back <= until));
                }
            }
        }
    }
}

/// The papers and the acts that are counted again, by their records.
#[derive(Default)]
struct Again {
    /// What the paper of a record gives the name.
    gives: BTreeMap<u64, i64>,
    /// By how much an act changed the sum.
    changed: BTreeMap<u64, i64>,
}

impl Again {
    /// What an act adds to the approvals of a name, read off its own events; `None` for a ruling or a decided spelling.
    fn adds(&mut self, history: &History, act: &[Recorded], name: usize) -> Option<i64> {
        let approves =
            |paper: &Paper| i64::from(paper.void.is_none() && paper.marks.get(name) == Some(&Mark::Approve));
        let change = match &act[0].event {
            Event::Calling(calling::Event::Recorded { paper, .. }) => {
                self.gives.insert(act[0].seq, approves(paper));
                approves(paper)
            }
            Event::Calling(calling::Event::Corrected { paper, corrects, .. }) => {
                self.gives.insert(act[0].seq, approves(paper));
                approves(paper) - self.given(history, *corrects)
            }
            Event::Calling(calling::Event::Removed { corrects, .. }) => -self.given(history, *corrects),
            Event::Record(record::Event::Undone { act }) => -self.changed.get(act)?,
            _ => return None,
        };
        self.changed.insert(act[0].seq, change);
        Some(change)
    }

    /// What a paper gave: by its own record if that is listed; a correction that is not listed changed nothing.
    fn given(&self, history: &History, seq: u64) -> i64 {
        let act = || history.acts().iter().find(|act| act[0].seq == seq).unwrap();
        match self.gives.get(&seq) {
            Some(gives) => *gives,
            None => match &act()[0].event {
                Event::Calling(calling::Event::Corrected { corrects, .. }) => self.given(history, *corrects),
                _ => 0,
            },
        }
    }
}

/// The approvals of a name counted from the listed acts alone; `None` where a ruling or a decided spelling is among them.
fn counted(history: &History, causes: &[Cause], name: usize) -> Option<i64> {
    let mut again = Again::default();
    causes.iter().map(|cause| again.adds(history, history.act(cause.at).unwrap(), name)).sum()
}

#[test]
fn the_listed_acts_suffice_to_count_a_figure_again() {
    let mut counted_again = 0;
    for acts in meetings() {
        let history = history(&acts);
        let last = history.floor(history.len());
        for round in last.rounds.values() {
            for name in 0..round.slate().candidates.len() {
                let figure = Figure::Round(round.id, Part::Name(name, Mark::Approve));
                let causes = origin(&history, history.len(), &figure);
                if let Some(sum) = counted(&history, &causes, name) {
                    assert_eq!(Value::Number(u32::try_from(sum).unwrap()), figure.value(&last), "{figure:?}");
                    counted_again += usize::from(sum > 0);
                }
            }
        }
    }
    assert!(counted_again > 20, "{counted_again}");
}

fn record(chair: &mut Chair, command: impl Into<Command>) {
    chair.desk.submit(command.into(), Lang::En).unwrap();
}

fn rewrite(number: u32, marks: Vec<Mark>, reason: &str) -> calling::Command {
    calling::Command::Rewrite { number, marks: Some(marks), write_ins: None, reason: reason.into() }
}

/// What one act did to a figure, in short.
fn short(history: &History, cause: &Cause) -> String {
    let act = history.act(cause.at).unwrap();
    let what = match &act[0].event {
        Event::Calling(calling::Event::Recorded { number, .. }) => format!("paper {number}"),
        Event::Calling(calling::Event::Corrected { number, reason, .. }) => {
            format!("corrected {number} {reason}")
        }
        Event::Record(record::Event::Undone { .. }) => "undo".into(),
        other => panic!("{other:?}"),
    };
    let taken = if cause.undone { ", taken back" } else { "" };
    format!("{what}: {} to {}{taken}", cause.before.words(Lang::En), cause.after.words(Lang::En))
}

#[test]
fn a_result_opened_again_and_corrected_names_its_papers_its_undo_and_its_corrections() {
    let mut chair = Chair::new(Lang::En, Memory::sample());
    chair.play_until(|floor| floor.at_kind(Kind::Calling));
    let id = chair.desk.floor().here().and_then(|here| here.item.round).unwrap();
    let entered = chair.desk.floor().rounds.get(&id).unwrap().entered.len();
    let [a, x] = [Mark::Approve, Mark::Against];
    let paper = |marks: Vec<Mark>| calling::Command::Record(Paper { marks, ..Paper::default() });
    record(&mut chair, paper(vec![a, a, a, x]));
    record(&mut chair, paper(vec![a, a, x, x]));
    chair.desk.undo(Lang::En).unwrap();
    record(&mut chair, paper(vec![x, a, a, x]));
    record(&mut chair, rewrite(u32::try_from(entered + 1).unwrap(), vec![x, a, a, a], "misread"));
    record(&mut chair, paper(vec![a, a, x, x]));
    let figure = Figure::Round(id, Part::Name(0, a));
    let n = entered + 1;
    let first = [
        format!("paper {n}: 0 to 1"),
        format!("paper {}: 1 to 2, taken back", n + 1),
        "undo: 2 to 1".into(),
        format!("corrected {n} misread: 1 to 0"),
        format!("paper {}: 0 to 1", n + 2),
    ];
    let told = |chair: &Chair, from: usize| {
        let history = history(&chair.desk.acts);
        let causes = origin(&history, history.len(), &figure);
        causes.iter().map(|cause| short(&history, cause)).skip(from).collect::<Vec<_>>()
    };
    assert_eq!(told(&chair, 0), first);
    chair.play_until(|floor| floor.at_kind(Kind::Announce));
    let value = figure.value(chair.desk.floor()).words(Lang::En);
    record(&mut chair, signing::Command::Reopen { reason: "a doubt".into() });
    record(&mut chair, rewrite(u32::try_from(n + 1).unwrap(), vec![a, x, a, x], "found"));
    let all = told(&chair, 0);
    let after = figure.value(chair.desk.floor()).words(Lang::En);
    assert_eq!(all.last().unwrap(), &format!("corrected {} found: {value} to {after}", n + 1));
    assert_ne!(value, after);
    assert_eq!(all[..5], first);
}

#[test]
fn a_meeting_that_is_closed_has_the_figures_of_all_its_rounds() {
    for acts in meetings() {
        let floors = floors(&acts);
        let last = floors.last().unwrap();
        if last.here().is_none() {
            let rounds: BTreeSet<_> = figures(last)
                .into_iter()
                .filter_map(|figure| if let Figure::Round(id, _) = figure { Some(id) } else { None })
                .collect();
            let held = last.rounds.values().filter(|round| round.base.is_some());
            assert_eq!(rounds, held.map(|round| round.id).collect());
            for figure in figures(last) {
                for lang in [Lang::Zh, Lang::En] {
                    assert!(
                        !figure.label(last, lang).is_empty() && !figure.value(last).words(lang).is_empty()
                    );
                }
            }
        }
    }
}
