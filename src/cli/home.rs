//! The home screen, and whatever is chosen on it.

mod archive;
mod cards;
mod sheets;

use super::Look;
use super::replay::Failed;
use super::run::{Held, On, OnScreen, exit_code, hold, resume_on, sound_plan, take_terminal};
use crate::agenda::Plan;
use crate::agenda::rejection::Trouble;
use crate::locale::Lang;
use crate::meeting::{Meeting, MeetingError};
use crate::plan::{self, Severity};
use crate::tui::console::Left;
use crate::tui::home::{self, Choice, Home};
use archive::Shelves;
use std::io;
use std::path::Path;

/// The home screen, and whatever is chosen on it, until the person leaves.
///
/// # Errors
/// The terminal is gone.
pub fn run(look: &Look) -> io::Result<u8> {
    let mut screen = match take_terminal(look) {
        Ok(screen) => screen,
        Err(code) => return Ok(code),
    };
    let mut look = look.clone();
    let mut home = Home::new(look.lang, look.theme, Vec::new());
    loop {
        let mut shelves = Shelves::open(&look.sessions, screen.outbox.clone());
        home.read_again();
        shelves.wait();
        let choice = match home::run(&mut screen.terminal, &screen.inbox, &mut home, &mut shelves)? {
            Ok(choice) => choice,
            Err(ending) => return Ok(exit_code(Left::Ended(ending))),
        };
        drop(shelves);
        look.lang = home.lang;
        match chosen(choice, &mut screen, &look) {
            Ok(None) => return Ok(0),
            Ok(Some(Left::Quit)) => {}
            Ok(Some(left)) => return Ok(exit_code(left)),
            Err(Chosen::Gone(error)) => return Err(error),
            Err(Chosen::Trouble(trouble)) => home.message = Some(cards::one_line(*trouble, look.lang)),
        }
    }
}

/// Why what was chosen did not come about.
enum Chosen {
    Gone(io::Error),
    Trouble(Box<Trouble>),
}

impl From<io::Error> for Chosen {
    fn from(error: io::Error) -> Self {
        Self::Gone(error)
    }
}

/// Does what was chosen on the home screen; nothing when that is to leave the program.
fn chosen(choice: Choice, screen: &mut OnScreen, look: &Look) -> Result<Option<Left>, Chosen> {
    let trouble = |error: MeetingError| Chosen::Trouble(Box::new(error.trouble(look.lang)));
    let planned = |path: &Path| {
        sound_plan(path).map_err(|findings| Chosen::Trouble(Box::new(bad_plan(&findings, look.lang))))
    };
    let plan = match choice {
        Choice::Quit => return Ok(None),
        Choice::Replay(folder) => return replayed(&folder, screen, look).map(Some),
        Choice::Resume(folder) => {
            return match resume_on(&folder, screen, look)? {
                On::Held(left) | On::Left(left) => Ok(Some(left)),
                On::Watch => super::project::on(&folder, screen, look).map(Some).map_err(Chosen::Gone),
                On::Replay => replayed(&folder, screen, look).map(Some),
                On::Refused(error) => Err(trouble(error)),
            };
        }
        Choice::Rehearse => Plan { rehearsal: true, ..plan::sample() },
        Choice::RehearsePlan(path) => Plan { rehearsal: true, ..planned(&path)? },
        Choice::Start(path) => planned(&path)?,
    };
    let held = Held::new(Meeting::create(&look.sessions, plan).map_err(trouble)?);
    Ok(Some(hold(held, screen, look)?))
}

fn replayed(folder: &Path, screen: &mut OnScreen, look: &Look) -> Result<Left, Chosen> {
    super::replay::on(folder, screen, look).map_err(|error| match error {
        Failed::Gone(error) => Chosen::Gone(error),
        Failed::Unreadable(error) => Chosen::Trouble(Box::new(error.trouble(look.lang))),
    })
}

/// What is wrong with a plan, in three parts; `check` tells all.
fn bad_plan(findings: &[plan::Finding], lang: Lang) -> Trouble {
    let worst = findings.iter().find(|finding| finding.severity() == Severity::Error).or(findings.first());
    Trouble {
        code: worst.map_or("plan", |finding| finding.code()),
        what: worst.map(|finding| finding.what(lang)).unwrap_or_default(),
        safe: lang.pick("还没有开始记录。", "Nothing has been recorded yet.").to_owned(),
        todo: worst.map(|finding| finding.mend(lang)).unwrap_or_default(),
    }
}
