//! Holding a meeting on the whole screen: from a plan, as a rehearsal, or resumed.

use super::{Look, USAGE, export};
use crate::agenda::course::Closed;
use crate::agenda::rejection::Trouble;
use crate::agenda::{Command, Floor, Plan};
use crate::locale::Lang;
use crate::meeting::{self, Meeting, MeetingError};
use crate::messages;
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

/// A meeting at the desk, and what there is to tell about it beside the record.
pub struct Held {
    meeting: Meeting,
    notice: Option<String>,
}

messages! {
    /// What is told at the end of a meeting.
    struct Say {
        written(folder: &str) { zh: "会议文件已写入 {folder}", en: "the documents are in {folder}" }
        not_written(folder: &str, why: &io::Error) { zh: "记录已封存；会议文件没有写成（{folder}：{why}），之后可用 changpiao export 再写", en: "the record is sealed; the documents could not be written ({folder}: {why}): run changpiao export later" }
    }
}

impl Held {
    /// The meeting comes to the desk.
    pub fn new(meeting: Meeting) -> Self {
        Self { meeting, notice: None }
    }

    /// Writes the documents of a meeting that was just sealed.
    fn write_documents(&mut self, lang: Lang) {
        let folder = export::documents(self.meeting.folder());
        let written = export::write(self.meeting.session(), Some(self.meeting.head_code()), &folder, lang);
        let place = folder.display().to_string();
        self.notice = Some(match written {
            Ok(_) => Say(lang).written(&place),
            Err(why) => Say(lang).not_written(&place, &why),
        });
    }
}

impl Desk for Held {
    fn floor(&self) -> &Floor {
        self.meeting.floor()
    }

    fn submit(&mut self, command: Command, lang: Lang) -> Result<(), Trouble> {
        self.meeting.submit(&command).map_err(|error| error.trouble(lang))?;
        if let Some(Closed::Sealed { .. }) = self.floor().course.closed {
            self.write_documents(lang);
        }
        Ok(())
    }

    fn undo(&mut self, lang: Lang) -> Result<(), Trouble> {
        self.meeting.undo().map_err(|error| error.trouble(lang))
    }

    fn saved(&self) -> u64 {
        self.meeting.saved()
    }

    fn last_act(&self) -> &[Recorded] {
        self.meeting.session().undoable().last().map_or(&[], Vec::as_slice)
    }

    fn take_notice(&mut self) -> Option<String> {
        self.notice.take()
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
fn read_plan(path: &Path, look: &Look) -> Result<Plan, u8> {
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
fn alone(meeting: Meeting, look: &Look) -> io::Result<u8> {
    let mut screen = match take_terminal(look) {
        Ok(screen) => screen,
        Err(code) => return Ok(code),
    };
    let left = hold(meeting, &mut screen, look)?;
    Ok(exit_code(left))
}

/// Holds a meeting on a terminal that is already taken.
///
/// # Errors
/// The terminal is gone; everything submitted is on record.
pub(super) fn hold(meeting: Meeting, screen: &mut OnScreen, look: &Look) -> io::Result<Left> {
    let mut held = Held::new(meeting);
    let mut app = App::new(look.lang, look.theme, held.floor());
    console::run(&mut screen.terminal, &screen.inbox, &mut app, &mut held)
}

/// The exit code of how a screen was left.
pub(super) fn exit_code(left: Left) -> u8 {
    match left {
        Left::Quit => 0,
        Left::Ended(ending) => u8::try_from(ending.exit_code()).unwrap_or(1),
    }
}
