//! Holding a meeting on the whole screen: from a plan, as a rehearsal, resumed, or chosen on the home screen.

use super::replay::Failed;
use super::{Look, USAGE, export};
use crate::agenda::course::Closed;
use crate::agenda::rejection::Trouble;
use crate::agenda::{Command, Floor, Plan};
use crate::agenda::{course, phrase};
use crate::locale::Lang;
use crate::meeting::{self, Card, Meeting, MeetingError, Stage};
use crate::messages;
use crate::plan::{self, Severity};
use crate::session::Recorded;
use crate::tui::console::{self, Left};
use crate::tui::desk::Desk;
use crate::tui::events::{Inbox, Outbox};
use crate::tui::home::{self, Choice, Home, MeetingCard};
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
        if let Some(Closed::Sealed { .. }) = self.floor().course.closed {
            // The journal is the record; documents can be written again at any time with `export`.
            let _ = export::write(
                self.session(),
                Some(self.head_code()),
                &export::documents(self.folder()),
                lang,
            );
        }
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
fn sound_plan(path: &Path) -> Result<Plan, Vec<plan::Finding>> {
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
fn alone(mut meeting: Meeting, look: &Look) -> io::Result<u8> {
    let mut screen = match take_terminal(look) {
        Ok(screen) => screen,
        Err(code) => return Ok(code),
    };
    let left = hold(&mut meeting, &mut screen, look)?;
    Ok(exit_code(left))
}

fn hold(meeting: &mut Meeting, screen: &mut OnScreen, look: &Look) -> io::Result<Left> {
    let mut app = App::new(look.lang, look.theme, meeting.floor());
    console::run(&mut screen.terminal, &screen.inbox, &mut app, meeting)
}

/// The exit code of how a screen was left.
pub(super) fn exit_code(left: Left) -> u8 {
    match left {
        Left::Quit => 0,
        Left::Ended(ending) => u8::try_from(ending.exit_code()).unwrap_or(1),
    }
}

/// The home screen, and whatever is chosen on it, until the person leaves.
///
/// # Errors
/// The terminal is gone.
pub fn home(look: &Look) -> io::Result<u8> {
    let mut screen = match take_terminal(look) {
        Ok(screen) => screen,
        Err(code) => return Ok(code),
    };
    let mut look = look.clone();
    let mut told = None;
    loop {
        let cards = meeting::list(&look.sessions).into_iter().map(|found| card(found, look.lang)).collect();
        let mut home = Home::new(look.lang, look.theme, cards);
        home.message = told.take();
        let choice = match home::run(&mut screen.terminal, &screen.inbox, &mut home)? {
            Ok(choice) => choice,
            Err(ending) => return Ok(exit_code(Left::Ended(ending))),
        };
        look.lang = home.lang;
        match chosen(choice, &mut screen, &look) {
            Ok(None) => return Ok(0),
            Ok(Some(Left::Quit)) => {}
            Ok(Some(left)) => return Ok(exit_code(left)),
            Err(Chosen::Gone(error)) => return Err(error),
            Err(Chosen::Trouble(trouble)) => told = Some(one_line(&trouble)),
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

fn one_line(trouble: &Trouble) -> String {
    format!("{} {} {}", trouble.what, trouble.safe, trouble.todo)
}

/// Does what was chosen on the home screen; nothing when that is to leave the program.
fn chosen(choice: Choice, screen: &mut OnScreen, look: &Look) -> Result<Option<Left>, Chosen> {
    let trouble = |error: MeetingError| Chosen::Trouble(Box::new(error.trouble(look.lang)));
    let mut meeting = match choice {
        Choice::Quit => return Ok(None),
        Choice::Replay(folder) => return replayed(&folder, screen, look).map(Some),
        Choice::Rehearse => {
            let plan = Plan { rehearsal: true, ..plan::sample() };
            Meeting::create(&look.sessions, plan).map_err(trouble)?
        }
        Choice::Resume(folder) => Meeting::resume(&folder).map_err(trouble)?.0,
        Choice::Start(path) => {
            let plan = sound_plan(&path)
                .map_err(|findings| Chosen::Trouble(Box::new(bad_plan(&findings, look.lang))))?;
            Meeting::create(&look.sessions, plan).map_err(trouble)?
        }
    };
    Ok(Some(hold(&mut meeting, screen, look)?))
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

/// A meeting as the home screen lists it.
fn card(card: Card, lang: Lang) -> MeetingCard {
    let words = |recorded: &Recorded| {
        card.floor.as_ref().map(|floor| phrase::phrase(floor, &recorded.event, lang)).unwrap_or_default()
    };
    MeetingCard {
        title: format!("{} {}", card.organisation, card.title).trim().to_owned(),
        date: card.opened.chars().take(10).collect(),
        stage: stage(&card, lang),
        unfinished: card.stage == Stage::Open,
        rehearsal: card.rehearsal,
        last: card.last.iter().map(words).collect(),
        path: card.folder,
    }
}

/// Where a meeting stands, in words.
fn stage(card: &Card, lang: Lang) -> String {
    let say = Say(lang);
    match card.stage {
        Stage::Sealed => say.sealed(),
        Stage::Postponed => say.postponed(),
        Stage::Unreadable => say.unreadable(),
        Stage::Open => {
            let item = card.floor.as_ref().and_then(|floor| floor.order.current());
            item.map(|item| course::item_title(item, lang)).unwrap_or_default()
        }
    }
}

messages! {
    /// Words of the list of meetings.
    struct Say {
        sealed { zh: "已封存", en: "sealed" }
        postponed { zh: "已延期", en: "postponed" }
        unreadable { zh: "记录读不了，请用 changpiao verify 核验", en: "the journal cannot be read: run changpiao verify" }
    }
}
