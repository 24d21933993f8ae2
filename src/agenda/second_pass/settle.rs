//! A settled bundle: what the first reading had wrongly goes, what the reading that stands has comes in its place.

use super::with;
use crate::agenda::round::passes::{Settled, number};
use crate::agenda::round::{self, Entered, Happened, Overruled, Overruling, RoundState};
use crate::agenda::{Floor, RoundId, Stamp};
use crate::domain::bundle::Difference;
use crate::domain::{MemberId, Paper};

/// Lets a reading of a bundle stand: papers that only the first reading has go, those that only this one has come.
pub(super) fn settle(
    floor: &mut Floor,
    stamp: Stamp<'_>,
    id: RoundId,
    bundle: u32,
    reading: u32,
    by: &[MemberId],
) {
    let Some(state) = floor.rounds.get(&id) else { return };
    let Some(slot) = state.passes.bundles.get(bundle as usize) else { return };
    let first = state.first_reading(bundle);
    let stands = (reading as usize).checked_sub(1).and_then(|at| slot.looks.get(at));
    let stands = stands.map_or_else(|| first.clone(), |look| look.papers.clone());
    let Difference { first: gone, second: come } = Difference::between(&first, &stands);
    let gone: Vec<Paper> = gone.into_iter().filter_map(|at| first.get(at).cloned()).collect();
    let come: Vec<Paper> = come.into_iter().filter_map(|at| stands.get(at).cloned()).collect();
    let enter = |paper: &Paper| {
        let judgement = round::judged(floor, state, paper);
        let bundle = Some(bundle);
        Entered { paper: paper.clone(), judgement, ruling: None, aside: false, bundle, seq: stamp.seq }
    };
    let entered: Vec<Entered> = come.iter().map(enter).collect();
    let settled = Settled { reading, gone, come, by: by.to_vec() };
    with(floor, id, |state| state.exchange(bundle, settled, entered));
}

impl RoundState {
    /// Takes papers out of a bundle and puts others in their place, then at the end.
    fn exchange(&mut self, bundle: u32, settled: Settled, come: Vec<Entered>) {
        let mut come = come.into_iter();
        for paper in &settled.gone {
            let lies = |entered: &Entered| entered.bundle == Some(bundle) && entered.paper == *paper;
            let Some(at) = self.entered.iter().position(lies) else { continue };
            if let Some((read, ruled)) = self.ruled_at(at) {
                let spot = self.spot(number(at + 1));
                let overruled = Overruled { spot, read, ruled, by: Overruling::Bundle };
                self.happened(Happened::Overruled(Box::new(overruled)));
            }
            match come.next() {
                Some(entered) => {
                    self.lost(at, false);
                    self.replace(at, entered);
                }
                None => self.take_out(at),
            }
        }
        come.for_each(|entered| self.enter(entered));
        if let Some(slot) = self.passes.bundles.get_mut(bundle as usize) {
            slot.settled = Some(settled);
        }
    }
}
