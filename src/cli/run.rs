//! Holding a meeting on the whole screen: from a plan, as a rehearsal, resumed, or chosen on the home screen.

use super::{Look, USAGE};
use crate::agenda::rejection::Trouble;
use crate::agenda::{Command, Floor, Plan};
use crate::locale::Lang;
use crate::meeting::{self, Meeting, MeetingError, wall_time};
use crate::plan::{self, Severity};
use crate::session::Recorded;
use crate::tui::console::{self, Left};
use crate::tui::desk::Desk;
use crate::tui::events::{Inbox, Outbox};
use crate::tui::model::App;
use crate::tui::probe;
use crate::tui::terminal::{Terminal, TerminalError};
use std::io;
use std::path::Path;

impl Desk for Meeting {
    fn floor(&self) -> &Floor {
        Meeting::floor(self)
    }

    fn submit(&mut self, command: Command, lang: Lang) -> Result<(), Trouble> {
        Meeting::submit(self, &command).map_err(|error| error.trouble(lang))?;
        Ok(())
    }

    fn undo(&mut self, lang: Lang) -> Result<(), Trouble> {
        Meeting::undo(self).map_err(|error| error.trouble(lang))
    }

    fn saved(&self) -> u64 {
        Meeting::saved(self)
    }

    fn last_act(&self) -> &[Recorded] {
        self.session().undoable().last().map_or(&[], Vec::as_slice)
    }
}

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
fn say_on_stderr(text: &str) {
    use std::io::Write as _;
    let _ = writeln!(io::stderr(), "{text}");
}

fn refuse(error: &MeetingError, look: &Look) -> u8 {
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
fn read_plan(path: &Path, look: &Look) -> Result<Plan, u8> {
    let prepared = plan::load(path);
    let findings = prepared.as_ref().map_or_else(Clone::clone, plan::check);
    let errors = findings.iter().filter(|finding| finding.severity() == Severity::Error).count();
    match prepared {
        Ok(prepared) if errors == 0 => Ok(Plan { date: wall_date(prepared.plan.date), ..prepared.plan }),
        _ => {
            let _ = super::check::run(path, look.lang, &mut io::stderr());
            Err(USAGE)
        }
    }
}

/// The plan's own date; where it has none, today's.
fn wall_date(date: String) -> String {
    if date.is_empty() { wall_time().chars().take(10).collect() } else { date }
}

fn create(plan: Plan, look: &Look) -> io::Result<u8> {
    match Meeting::create(&look.sessions, plan) {
        Ok(meeting) => alone(meeting, look),
        Err(error) => Ok(refuse(&error, look)),
    }
}

/// Goes on with an unfinished meeting.
///
/// # Errors
/// The terminal is gone.
pub fn resumed(meeting: &Path, look: &Look) -> io::Result<u8> {
    match Meeting::resume(&meeting::opened(meeting)) {
        Ok((meeting, _)) => alone(meeting, look),
        Err(error) => Ok(refuse(&error, look)),
    }
}

/// One meeting and nothing else, then the end.
fn alone(mut meeting: Meeting, look: &Look) -> io::Result<u8> {
    let mut stage = match take_terminal(look) {
        Ok(stage) => stage,
        Err(code) => return Ok(code),
    };
    let left = hold(&mut meeting, &mut stage, look)?;
    Ok(exit_code(left))
}

fn hold(meeting: &mut Meeting, stage: &mut OnScreen, look: &Look) -> io::Result<Left> {
    let mut app = App::new(look.lang, look.theme, meeting.floor());
    console::run(&mut stage.terminal, &stage.inbox, &mut app, meeting)
}

/// The exit code of how a screen was left.
pub(super) fn exit_code(left: Left) -> u8 {
    match left {
        Left::Quit => 0,
        Left::Ended(ending) => u8::try_from(ending.exit_code()).unwrap_or(1),
    }
}
