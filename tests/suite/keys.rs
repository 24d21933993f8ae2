//! How many keys a called paper takes (P15a of the performance goals): papers drawn as in `klm_ballots.py`, keyed as the
//! calling screen takes them.

use crate::support::{Chair, Memory};
use changpiao::agenda::action::Action;
use changpiao::agenda::calling::{Draft, Standing, name_at, name_key};
use changpiao::agenda::{Kind, Plan};
use changpiao::domain::Mark;
use changpiao::domain::procedure::CallingStyle;
use changpiao::locale::Lang;
use changpiao::tui::desk::Desk;
use changpiao::tui::key::Key;
use changpiao::tui::keymap::{self, Context};
use crossterm::event::KeyCode;

/// Papers drawn for each contest.
const PAPERS: u32 = 20_000;
/// The mix: approve as many as seats; crossed rather than left blank; invalid; with a name written in.
const FULL: f64 = 0.88;
const CROSS: f64 = 0.7;
const INVALID: f64 = 0.01;
const WRITE_IN: f64 = 0.01;
/// How much likelier a name beyond the seats is not approved.
const FOIL: f64 = 2.0;

/// A paper as drawn.
enum Drawn {
    Invalid,
    Marked { marks: Vec<Mark>, written: bool },
}

/// Split and mix, 64 bits: the same papers on every machine.
struct Dice(u64);

impl Dice {
    /// From 0 up to 1.
    fn roll(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        f64::from(u32::try_from((mixed ^ (mixed >> 31)) >> 32).unwrap()) / f64::from(u32::MAX)
    }

    /// A place, each as likely as its weight.
    fn place(&mut self, weights: &[f64]) -> usize {
        let mut left = self.roll() * weights.iter().sum::<f64>();
        let reached = weights.iter().position(|weight| {
            left -= weight;
            left < 0.0
        });
        reached.unwrap_or_else(|| weights.iter().rposition(|weight| *weight > 0.0).unwrap())
    }

    /// How many names a paper approves.
    fn approvals(&mut self, seats: usize) -> usize {
        let roll = self.roll();
        if roll < FULL {
            return seats;
        }
        let mut approvals = seats - 1;
        if roll >= FULL + (1.0 - FULL) * 0.6 {
            // One less, and one less again as often as an exponential variable of rate 0.7 passes another whole number.
            approvals = approvals.saturating_sub(1);
            while approvals > 0 && self.roll() < (-0.7_f64).exp() {
                approvals -= 1;
            }
        }
        approvals
    }

    fn paper(&mut self, names: usize, seats: usize) -> Drawn {
        if self.roll() < INVALID {
            return Drawn::Invalid;
        }
        let approvals = self.approvals(seats);
        let foil = FOIL * f64::from(u32::try_from(seats).unwrap())
            / f64::from(u32::try_from(names - seats).unwrap());
        let mut weights: Vec<f64> = (0..names).map(|at| if at < seats { 1.0 } else { foil }).collect();
        for _ in approvals..names {
            let out = self.place(&weights);
            weights[out] = 0.0;
        }
        let other = if self.roll() < CROSS { Mark::Against } else { Mark::Abstain };
        let marks = weights.iter().map(|weight| if *weight > 0.0 { Mark::Approve } else { other }).collect();
        Drawn::Marked { marks, written: approvals < seats && self.roll() < WRITE_IN / (1.0 - FULL) }
    }
}

/// The keys before Enter that make a fresh paper into this one.
fn keys(marks: &[Mark]) -> String {
    if marks.iter().all(|mark| *mark == Mark::Abstain) {
        return "*".to_owned();
    }
    let struck = marks.iter().enumerate().filter(|(_, mark)| **mark != Mark::Approve);
    let blanks = marks.contains(&Mark::Abstain).then_some('-');
    struck.map(|(at, _)| name_key(at).unwrap()).chain(blanks).collect()
}

/// Presses them, as the key table reads them.
fn keyed(keys: &str, names: usize) -> Draft {
    let mut draft = Draft::new(names, CallingStyle::Strike);
    for key in keys.chars() {
        match keymap::action(Context::Calling, Key::plain(KeyCode::Char(key))) {
            Some(Action::BlankStrikes) => draft.swap_blank(),
            Some(Action::AllBlank) => draft.blank_all(),
            None => draft.toggle(name_at(key).unwrap()),
            Some(other) => panic!("{key} asks for {other:?}"),
        }
    }
    draft
}

/// The sample at its calling, two papers in.
fn at_calling() -> Chair {
    let mut chair = Chair::new(Lang::Zh, Memory::new(Plan { rehearsal: true, ..changpiao::plan::sample() }));
    chair.play_until(|floor| floor.at_kind(Kind::Calling));
    chair
}

/// The keys that record an invalid paper, counted on the real screen: `/` and as many Enters as its form takes.
fn invalid_keys() -> usize {
    let mut chair = at_calling();
    let before = chair.desk.saved();
    chair.type_in("/");
    let enters = (1..20).find(|_| {
        chair.press(KeyCode::Enter);
        chair.desk.saved() > before
    });
    1 + enters.unwrap()
}

/// The keys that a name written in adds, counted on the real screen: `+`, three initials, Enters until the paper is back.
fn write_in_keys() -> usize {
    let mut chair = at_calling();
    chair.type_in("+syf");
    let enters = (1..20).find(|_| {
        chair.press(KeyCode::Enter);
        chair.app.layers.is_empty()
    });
    assert_eq!(chair.app.paper.unwrap().draft.write_ins.len(), 1);
    4 + enters.unwrap()
}

/// Mean keys for a paper.
fn mean(names: usize, seats: usize) -> f64 {
    let limit = u32::try_from(seats).ok();
    let (invalid, write_in) = (invalid_keys(), write_in_keys());
    let mut dice = Dice(7);
    let mut pressed = 0;
    for _ in 0..PAPERS {
        let Drawn::Marked { marks, written } = dice.paper(names, seats) else {
            pressed += invalid;
            continue;
        };
        let keys = keys(&marks);
        let draft = keyed(&keys, names);
        assert_eq!(draft.marks(), marks);
        assert!(!matches!(draft.standing(limit), Standing::Over(_)), "Enter is taken");
        pressed += keys.chars().count() + 1 + if written { write_in } else { 0 };
    }
    f64::from(u32::try_from(pressed).unwrap()) / f64::from(PAPERS)
}

#[test]
fn a_called_paper_takes_few_keys() {
    for (names, seats, must) in [(4, 3, 2.6), (6, 5, 2.6), (12, 10, 3.6)] {
        let mean = mean(names, seats);
        println!("{names} names, {seats} seats: {mean:.3} keys a paper");
        assert!(mean <= must, "{names} names, {seats} seats: {mean:.3} keys a paper, {must} allowed");
        assert!(mean > 2.0, "{mean}: the papers are not those of the model");
    }
}

#[test]
fn a_forgotten_strike_on_a_full_paper_is_refused() {
    for (names, seats) in [(4, 3), (6, 5), (12, 10)] {
        let mut dice = Dice(11);
        for _ in 0..2_000 {
            let Drawn::Marked { marks, .. } = dice.paper(names, seats) else { continue };
            if marks.iter().filter(|mark| **mark == Mark::Approve).count() < seats {
                continue;
            }
            let keys = keys(&marks);
            for (forgotten, _) in keys.char_indices().filter(|(_, key)| *key != '-') {
                let rest: String =
                    keys.char_indices().filter(|(at, _)| *at != forgotten).map(|(_, key)| key).collect();
                assert_eq!(keyed(&rest, names).standing(u32::try_from(seats).ok()), Standing::Over(1));
            }
        }
    }
}
