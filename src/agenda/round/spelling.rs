//! One person written in two ways: what the scrutineers decided, and the papers read by it.

use super::{Entered, Happened, Overruled, Overruling, RoundState, judged};
use crate::agenda::{Floor, RoundId};
use crate::domain::{Judgement, MemberId, Nominee, Paper, WriteInMark};

/// Two spellings that the scrutineers decided are one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// As it stands on papers.
    pub from: Nominee,
    /// Who is meant.
    pub into: Nominee,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub by: Vec<MemberId>,
}

/// Such a decision that was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parted {
    /// What had been decided.
    pub merged: Merged,
    /// Why it was wrong.
    pub reason: String,
}

impl RoundState {
    /// The person meant by a name written in, by every decision so far.
    pub fn meant(&self, written: Nominee) -> Nominee {
        let step = |person: Nominee, merged: &Merged| {
            if merged.from == person { merged.into.clone() } else { person }
        };
        self.spellings.iter().fold(written, step)
    }

    /// A paper with every name written in read as the person meant; the paper as cast stays what it is.
    pub fn read(&self, paper: &Paper) -> Paper {
        let mut read = paper.clone();
        if !self.spellings.is_empty() {
            for write_in in &mut read.write_ins {
                let Nominee { name, member } = self.meant(write_in.nominee());
                (write_in.name, write_in.member) = (name, member);
            }
        }
        read
    }

    /// On how many papers a decision in force decides: valid ones that count for the person by it, and invalid ones that bear
    /// the spelling and stay invalid.
    pub fn decided_by(&self, merged: &Merged) -> (u32, u32) {
        let before = self.spellings.iter().take_while(|other| *other != merged).cloned().collect();
        let read = Self { spellings: before, ..self.clone() };
        let person = self.meant(merged.from.clone());
        let bears = |entered: &&Entered| names_on(&read.read(&entered.paper)).contains(&merged.from);
        let (mut valid, mut invalid) = (0, 0);
        for entered in self.entered.iter().filter(bears) {
            match entered.standing() {
                Judgement::Valid(counted) if counted.write_ins.iter().any(|other| other.is(&person)) => {
                    valid += 1;
                }
                Judgement::Invalid(_) => invalid += 1,
                _ => {}
            }
        }
        (valid, invalid)
    }

    /// Everyone written in on the papers entered so far, as now read, in order of first appearance, and on how many papers.
    pub fn written_in(&self) -> Vec<(Nominee, u32)> {
        let mut people: Vec<(Nominee, u32)> = Vec::new();
        for entered in self.entered.iter().filter(|entered| entered.paper.void.is_none()) {
            for nominee in names_on(&self.read(&entered.paper)) {
                match people.iter_mut().find(|(other, _)| *other == nominee) {
                    Some((_, papers)) => *papers += 1,
                    None => people.push((nominee, 1)),
                }
            }
        }
        people
    }
}

/// The people written in on one paper, each once.
fn names_on(paper: &Paper) -> Vec<Nominee> {
    let mut names: Vec<Nominee> = Vec::new();
    for write_in in paper.write_ins.iter().filter(|write_in| write_in.mark != WriteInMark::Against) {
        let nominee = write_in.nominee();
        if !names.contains(&nominee) {
            names.push(nominee);
        }
    }
    names
}

/// Two spellings are one person from now on. The tellers' sheet is asked for again.
pub(crate) fn merge(floor: &mut Floor, id: RoundId, merged: Merged) {
    decide(floor, id, |state| {
        state.happened(Happened::Merged(merged.clone()));
        state.spellings.push(merged);
    });
}

/// A spelling is nobody else's any more: the decision about it is taken back.
pub(crate) fn part(floor: &mut Floor, id: RoundId, from: &Nominee, reason: &str) {
    decide(floor, id, |state| {
        if let Some(at) = state.spellings.iter().position(|merged| merged.from == *from) {
            let merged = state.spellings.remove(at);
            state.happened(Happened::Parted(Parted { merged, reason: reason.to_owned() }));
        }
    });
}

/// Papers on which other people are written now are judged anew, also those that were decided already: the decision was
/// about somebody else. A paper that the scrutineers called invalid stays invalid: who is meant by a name is not what
/// they decided there, and no merge may bring such a paper back.
fn decide(floor: &mut Floor, id: RoundId, change: impl FnOnce(&mut RoundState)) {
    let names = |state: &RoundState| -> Vec<Vec<Nominee>> {
        state.entered.iter().map(|entered| names_on(&state.read(&entered.paper))).collect()
    };
    let Some(state) = floor.rounds.get_mut(&id) else { return };
    let before = names(state);
    let ruled: Vec<_> = (0..state.entered.len()).map(|at| state.ruled_at(at)).collect();
    change(state);
    state.sheet = None;
    let after = names(state);
    let Some(state) = floor.rounds.get(&id) else { return };
    let changed = before.into_iter().zip(after).map(|(before, after)| before != after);
    let fresh: Vec<(usize, Entered)> = state
        .entered
        .iter()
        .enumerate()
        .zip(changed)
        .filter(|((_, entered), changed)| *changed && !entered.ruled_invalid())
        .map(|((at, entered), _)| {
            let judgement = judged(floor, state, &entered.paper);
            (at, Entered { judgement, ruling: None, ..entered.clone() })
        })
        .collect();
    let Some(state) = floor.rounds.get_mut(&id) else { return };
    for (at, entered) in fresh {
        if let Some((read, ruled)) = ruled.get(at).cloned().flatten() {
            let spot = state.spot(super::passes::number(at + 1));
            let overruled = Overruled { spot, read, ruled, by: Overruling::Spelling };
            state.happened(Happened::Overruled(Box::new(overruled)));
        }
        state.replace(at, entered);
    }
}
