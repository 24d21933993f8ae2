//! `changpiao practise`: papers are shown, the teller keys them, and is told how it went. Writes nothing.

use super::run::{OnScreen, exit_code, read_plan, say_on_stderr, take_terminal};
use super::{Look, USAGE};
use crate::agenda::Plan;
use crate::messages;
use crate::plan;
use crate::tui::console::Left;
use crate::tui::practise::{self, Practice};
use std::io;
use std::path::Path;

messages! {
    /// What is said when there is nothing to practise.
    struct Say {
        no_calling { zh: "这个方案演练不到唱票这一步，没有可以练习的票。先用 changpiao rehearse 看看停在哪里。", en: "The rehearsal of this plan comes to no calling, so there are no papers to practise with. changpiao rehearse shows where it stops." }
    }
}

/// Papers of a stack, where nothing else is asked for: about three minutes.
pub const PAPERS: u32 = 30;

/// Practises with the first contest of a plan, or of the sample.
///
/// # Errors
/// The terminal is gone.
pub fn run(plan: Option<&Path>, papers: u32, seed: Option<u64>, look: &Look) -> io::Result<u8> {
    let plan = match plan.map_or_else(|| Ok(plan::sample()), |plan| read_plan(plan, look)) {
        Ok(plan) => plan,
        Err(code) => return Ok(code),
    };
    let Some(mut practice) = prepared(&plan, papers, seed) else {
        say_on_stderr(&Say(look.lang).no_calling());
        return Ok(USAGE);
    };
    let mut screen = match take_terminal(look) {
        Ok(screen) => screen,
        Err(code) => return Ok(code),
    };
    on(&mut practice, &mut screen, look).map(exit_code)
}

/// A practice with this plan; the papers are others each time unless a seed is given. `None` when its rehearsal comes to no
/// calling.
pub fn prepared(plan: &Plan, papers: u32, seed: Option<u64>) -> Option<Practice> {
    Practice::new(plan, papers, seed.unwrap_or_else(|| getrandom::u64().unwrap_or(1)))
}

/// Practises on a terminal that is already taken.
///
/// # Errors
/// The terminal is gone.
pub(super) fn on(practice: &mut Practice, screen: &mut OnScreen, look: &Look) -> io::Result<Left> {
    let how = (look.lang, look.theme, look.tones);
    practise::run(&mut screen.terminal, &screen.inbox, practice, how)
}
