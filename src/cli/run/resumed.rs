//! Going on with an unfinished meeting: first where it stands, then a choice, and only then is anything written.

use super::{Held, OnScreen, exit_code, hold, refuse, take_terminal};
use crate::cli::{Look, USAGE};
use crate::journal::compare::Relation;
use crate::journal::{HeadCode, JournalError};
use crate::locale::Lang;
use crate::meeting::{self, CodeSays, Found, MeetingError, Standing, Way};
use crate::tui::console::Left;
use crate::tui::events::Ending;
use crate::tui::resume::{self, Choice};
use crate::tui::theme::Role;
use std::io;
use std::path::{Path, PathBuf};

mod words;

use words::{Say, code_wrong, page};

/// What is asked for beside the meeting.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    /// A head code that was noted.
    pub head: Option<&'a str>,
    /// Another copy of the record.
    pub copy: Option<&'a Path>,
    /// Go on at once where there is nothing to decide.
    pub yes: bool,
}

/// What came of it.
pub(in crate::cli) enum On {
    /// The meeting was held, and left so.
    Held(Left),
    /// It was not gone on with.
    Left(Left),
    /// To be looked at only.
    Replay,
    /// To be watched, since another program holds it.
    Watch,
    /// It cannot be gone on with.
    Refused(MeetingError),
}

/// Goes on with an unfinished meeting.
///
/// # Errors
/// The terminal is gone.
pub fn resumed(meeting: &Path, asked: Asked<'_>, look: &Look) -> io::Result<u8> {
    let folder = meeting::opened(meeting);
    let copies: Vec<PathBuf> = asked.copy.map(Path::to_owned).into_iter().collect();
    // Read before the terminal is taken: what cannot be resumed is said in one line.
    let standing = match Standing::read(&folder, look.mirror.as_deref(), &copies) {
        Ok(standing) => standing,
        Err(error) => return Ok(refuse(&error, look)),
    };
    let mut screen = match take_terminal(look) {
        Ok(screen) => screen,
        Err(code) => return Ok(code),
    };
    match Before::new(standing, asked, copies, look).decide(&mut screen)? {
        On::Held(left) | On::Left(left) => Ok(exit_code(left)),
        On::Replay => match crate::cli::replay::on(&folder, &mut screen, look) {
            Ok(left) => Ok(exit_code(left)),
            Err(crate::cli::replay::Failed::Gone(error)) => Err(error),
            Err(crate::cli::replay::Failed::Unreadable(error)) => {
                drop(screen);
                Ok(refuse(&error, look))
            }
        },
        On::Watch => Ok(exit_code(crate::cli::project::on(&folder, &mut screen, look)?)),
        On::Refused(error) => {
            drop(screen);
            refuse(&error, look);
            Ok(USAGE)
        }
    }
}

/// The same on a terminal that is already taken.
///
/// # Errors
/// The terminal is gone.
pub(in crate::cli) fn resume_on(folder: &Path, screen: &mut OnScreen, look: &Look) -> io::Result<On> {
    match Standing::read(folder, look.mirror.as_deref(), &[]) {
        Ok(standing) => Before::new(standing, Asked::default(), Vec::new(), look).decide(screen),
        Err(error) => Ok(On::Refused(error)),
    }
}

/// A meeting before it goes on, and what was typed about it so far.
struct Before {
    standing: Standing,
    look: Look,
    yes: bool,
    code: Option<String>,
    copies: Vec<PathBuf>,
    at: usize,
    /// Why it can only be watched.
    held: Option<JournalError>,
    told: Option<(Role, String)>,
}

impl Before {
    fn new(standing: Standing, asked: Asked<'_>, copies: Vec<PathBuf>, look: &Look) -> Self {
        let (code, look) = (asked.head.map(str::to_owned), look.clone());
        Self { standing, look, yes: asked.yes, code, copies, at: 0, held: None, told: None }
    }

    /// Shows where it stands until people have chosen.
    fn decide(mut self, screen: &mut OnScreen) -> io::Result<On> {
        loop {
            let (answer, short) = code_answer(&self.standing, self.code.as_deref(), self.look.lang);
            let mut ways = self.standing.ways();
            ways.retain(|way| !short || *way != Way::Here);
            let choice = match self.choice(answer, &ways, screen)? {
                Ok(choice) => choice,
                Err(ending) => return Ok(On::Left(Left::Ended(ending))),
            };
            let way = match choice {
                Choice::Way(at) => ways.get(at).cloned(),
                Choice::Names(_, typed) => two_names(&typed).map(Way::Without),
                Choice::Watch => return Ok(On::Watch),
                Choice::Replay => return Ok(On::Replay),
                Choice::Leave => return Ok(On::Left(Left::Quit)),
                Choice::Code(_) | Choice::Copy(_) | Choice::Language => {
                    if let Err(error) = self.learn(choice) {
                        return Ok(On::Refused(error));
                    }
                    continue;
                }
            };
            match way.map(|way| self.standing.go_on(&way)) {
                None => self.told = Some((Role::Warn, Say(self.look.lang).two())),
                Some(Ok((meeting, welcome))) => {
                    let held = Held::resumed(meeting, &welcome, self.look.lang);
                    return hold(held, screen, &self.look).map(On::Held);
                }
                Some(Err(MeetingError::Journal(error @ JournalError::Locked { .. }))) => {
                    (self.held, self.at) = (Some(error), 0);
                }
                Some(Err(error)) => return Ok(On::Refused(error)),
            }
        }
    }

    /// What people choose; at once the only way on, where they asked for that and there is nothing to decide.
    fn choice(
        &mut self,
        answer: Option<(Role, String)>,
        ways: &[Way],
        screen: &mut OnScreen,
    ) -> io::Result<Result<Choice, Ending>> {
        let decided = self.standing.copies.iter().all(has_nothing_to_decide);
        if self.yes && self.held.is_none() && decided && *ways == [Way::Here] {
            return Ok(Ok(Choice::Way(0)));
        }
        let mut page = page(&self.standing, ways, &self.look);
        page.answer = self.told.take().or(answer);
        if let Some(error) = &self.held {
            (page.held, page.answer) = (true, Some((Role::Warn, one_line(error, self.look.lang))));
        }
        page.at = self.at.min(page.entries().len().saturating_sub(1));
        let choice = resume::run(&mut screen.terminal, &screen.inbox, &mut page)?;
        self.at = page.at;
        Ok(choice)
    }

    /// Takes in what was typed.
    fn learn(&mut self, choice: Choice) -> Result<(), MeetingError> {
        match choice {
            Choice::Code(typed) => self.code = Some(typed),
            Choice::Copy(copy) => {
                self.copies.push(PathBuf::from(copy));
                self.standing =
                    Standing::read(&self.standing.folder, self.look.mirror.as_deref(), &self.copies)?;
                self.at = 0;
            }
            Choice::Language => self.look.lang = self.look.lang.other(),
            _ => {}
        }
        Ok(())
    }
}

/// An error of the journal in its three parts.
fn one_line(error: &JournalError, lang: Lang) -> String {
    let said = error.explain(lang);
    let stop = lang.pick("。", ". ");
    format!("{} {}{stop}{}{stop}{}", said.code, said.happened, said.safe, said.next)
}

/// Two different names, if they were typed.
fn two_names(typed: &str) -> Option<Vec<String>> {
    let names = typed.split(['、', ',', '，', ';', '；']).map(str::trim).filter(|name| !name.is_empty());
    let names: Vec<String> = names.map(str::to_owned).collect();
    names.iter().any(|name| Some(name) != names.first()).then_some(names)
}

fn has_nothing_to_decide(copy: &Found) -> bool {
    matches!(copy.relation, Ok(Relation::Same | Relation::FirstLonger { .. }))
}

/// What the typed code came to, and whether it tells that the record here is too short to be written to.
fn code_answer(standing: &Standing, code: Option<&str>, lang: Lang) -> (Option<(Role, String)>, bool) {
    let say = Say(lang);
    let Some(code) = code else { return (None, false) };
    match HeadCode::parse(code).map(|code| standing.code_says(&code)) {
        Err(why) => (Some((Role::Warn, code_wrong(why, lang))), false),
        Ok(CodeSays::End) => (Some((Role::Ok, say.code_end())), false),
        Ok(CodeSays::Earlier { seq, later }) => (Some((Role::Ok, say.code_earlier(seq, later))), false),
        Ok(CodeSays::Nowhere) => (Some((Role::Refuse, say.code_nowhere())), true),
    }
}
