//! Holding a meeting on the whole screen: from a plan, as a rehearsal, or resumed.

mod folders;
mod held;
mod resumed;

pub use held::Held;
pub use resumed::{Asked, resumed};
pub(super) use resumed::{On, resume_on};

use super::{Look, USAGE};
use crate::agenda::Plan;
use crate::meeting::{Meeting, MeetingError};
use crate::plan::{self, Severity};
use crate::tui::console::{self, Left};
use crate::tui::desk::Desk;
use crate::tui::events::{Inbox, Outbox};
use crate::tui::model::{App, Message};
use crate::tui::probe;
use crate::tui::stall::{self, Stall};
use crate::tui::terminal::{Terminal, TerminalError};
use std::io;
use std::path::Path;

/// The terminal, taken for the whole screen.
pub(super) struct OnScreen {
    pub(super) terminal: Terminal,
    pub(super) outbox: Outbox,
    pub(super) inbox: Inbox,
}

/// Takes the terminal, or says why not.
pub(super) fn take_terminal(look: &Look) -> Result<OnScreen, u8> {
    let may_ask = probe::may_ask(&std::env::var("TERM").unwrap_or_default());
    match Terminal::enter(look.lang, may_ask) {
        Ok((terminal, outbox, inbox)) => Ok(OnScreen { terminal, outbox, inbox }),
        Err(error) => {
            say_on_stderr(&TerminalError::say(&error, look.lang));
            Err(USAGE)
        }
    }
}

/// Writes a line to standard error; a closed one is no matter.
pub(super) fn say_on_stderr(text: &str) {
    use std::io::Write as _;
    let _ = writeln!(io::stderr(), "{text}");
}

pub(super) fn refuse(error: &MeetingError, look: &Look) -> u8 {
    let said = error.trouble(look.lang);
    say_on_stderr(&format!("{} [{}]\n{}\n{}", said.what, said.code, said.safe, said.todo));
    USAGE
}

/// Holds the meeting of a plan.
///
/// # Errors
/// The terminal is gone.
pub fn held(plan: &Path, look: &Look) -> io::Result<u8> {
    match read_plan(plan, look) {
        Ok(plan) => create(plan, look),
        Err(code) => Ok(code),
    }
}

/// Rehearses a plan, or the sample.
///
/// # Errors
/// The terminal is gone.
pub fn rehearsed(plan: Option<&Path>, look: &Look) -> io::Result<u8> {
    let plan = plan.map_or_else(|| Ok(plan::sample()), |plan| read_plan(plan, look));
    match plan {
        Ok(plan) => create(Plan { rehearsal: true, ..plan }, look),
        Err(code) => Ok(code),
    }
}

/// Reads a plan; findings that keep it from being one are told.
pub(super) fn read_plan(path: &Path, look: &Look) -> Result<Plan, u8> {
    sound_plan(path).map_err(|_| {
        let _ = super::check::run(path, look.lang, &mut io::stderr());
        USAGE
    })
}

/// The plan in a file, if no meeting is made impossible by an error in it.
pub(super) fn sound_plan(path: &Path) -> Result<Plan, Vec<plan::Finding>> {
    let prepared = plan::load(path)?;
    let findings = plan::check(&prepared);
    let wrong = findings.iter().any(|finding| finding.severity() == Severity::Error);
    if wrong { Err(findings) } else { Ok(prepared.plan) }
}

fn create(plan: Plan, look: &Look) -> io::Result<u8> {
    match Meeting::create(&look.sessions, plan) {
        Ok(meeting) => alone(Held::new(meeting), look),
        Err(error) => Ok(refuse(&error, look)),
    }
}

/// One meeting and nothing else, then the end.
fn alone(held: Held, look: &Look) -> io::Result<u8> {
    let mut screen = match take_terminal(look) {
        Ok(screen) => screen,
        Err(code) => return Ok(code),
    };
    let left = hold(held, &mut screen, look)?;
    Ok(exit_code(left))
}

/// Holds a meeting on a terminal that is already taken.
///
/// # Errors
/// The terminal is gone; everything submitted is on record.
pub(super) fn hold(mut held: Held, screen: &mut OnScreen, look: &Look) -> io::Result<Left> {
    let outbox = screen.outbox.clone();
    let theme = look.theme;
    // A terminal that cannot be written to is noticed by the loop.
    let tell = move |told, lang| drop(stall::show(told, lang, theme, io::stdout()));
    held.before(move || outbox.news(), Stall::new(stall::PATIENCE, tell));
    held.mirror_again(look.mirror.as_deref(), look.lang);
    let mut app = App::new(look.lang, look.theme, held.floor());
    app.places = true;
    app.tones = look.tones;
    app.message = held.take_notice().map(Message::Note);
    console::run(&mut screen.terminal, &screen.inbox, &mut app, &mut held)
}

/// The exit code of how a screen was left.
pub(super) fn exit_code(left: Left) -> u8 {
    match left {
        Left::Quit => 0,
        Left::Ended(ending) => u8::try_from(ending.exit_code()).unwrap_or(1),
    }
}
