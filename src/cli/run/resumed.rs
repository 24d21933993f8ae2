//! Going on with an unfinished meeting: first where it stands, then a choice, and only then is anything written.

use super::{Held, OnScreen, exit_code, hold, refuse, take_terminal};
use crate::cli::{Look, USAGE};
use crate::journal::compare::Relation;
use crate::journal::{HeadCode, JournalError};
use crate::locale::Lang;
use crate::meeting::{self, CodeSays, Found, MeetingError, Standing, Way};
use crate::tui::console::Left;
use crate::tui::resume::{self, Choice};
use crate::tui::theme::Role;
use std::io;
use std::path::{Path, PathBuf};

mod words;

use words::{Say, page};

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
    if let Err(error) = Standing::read(&folder, look.mirror.as_deref(), &[]) {
        return Ok(refuse(&error, look));
    }
    let mut screen = match take_terminal(look) {
        Ok(screen) => screen,
        Err(code) => return Ok(code),
    };
    match resume_on(&folder, asked, &mut screen, look)? {
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
pub(in crate::cli) fn resume_on(
    folder: &Path,
    asked: Asked<'_>,
    screen: &mut OnScreen,
    look: &Look,
) -> io::Result<On> {
    let mut look = look.clone();
    let mut copies: Vec<PathBuf> = asked.copy.map(Path::to_owned).into_iter().collect();
    let mut code = asked.head.map(str::to_owned);
    let (mut at, mut held, mut told) = (0, None, None);
    loop {
        let standing = match Standing::read(folder, look.mirror.as_deref(), &copies) {
            Ok(standing) => standing,
            Err(error) => return Ok(On::Refused(error)),
        };
        let (answer, short) = code_answer(&standing, code.as_deref(), look.lang);
        let ways: Vec<Way> = standing.ways().into_iter().filter(|way| !short || *way != Way::Here).collect();
        let choice = if held.is_none()
            && asked.yes
            && ways == [Way::Here]
            && standing.copies.iter().all(has_nothing_to_decide)
        {
            Choice::Way(0)
        } else {
            let mut page = page(&standing, &ways, &look);
            page.answer = told.take().or(answer);
            if let Some(error) = &held {
                (page.held, page.answer) = (true, Some((Role::Warn, one_line(error, look.lang))));
            }
            page.at = at.min(page.entries().len().saturating_sub(1));
            match resume::run(&mut screen.terminal, &screen.inbox, &mut page)? {
                Ok(choice) => {
                    at = page.at;
                    choice
                }
                Err(ending) => return Ok(On::Left(Left::Ended(ending))),
            }
        };
        let way = match &choice {
            Choice::Way(chosen) => ways.get(*chosen).cloned(),
            Choice::Names(_, typed) => two_names(typed).map(Way::Without),
            _ => None,
        };
        match choice {
            Choice::Way(_) | Choice::Names(..) => {
                let Some(way) = way else {
                    told = Some((Role::Warn, Say(look.lang).two()));
                    continue;
                };
                match standing.go_on(&way) {
                    Ok((meeting, welcome)) => {
                        let resumed = Held::resumed(meeting, &welcome, look.lang);
                        return hold(resumed, screen, &look).map(On::Held);
                    }
                    Err(MeetingError::Journal(error @ JournalError::Locked { .. })) => {
                        (held, at) = (Some(error), 0);
                    }
                    Err(error) => return Ok(On::Refused(error)),
                }
            }
            Choice::Code(typed) => code = Some(typed),
            Choice::Copy(copy) => {
                copies.push(PathBuf::from(copy));
                at = 0;
            }
            Choice::Watch => return Ok(On::Watch),
            Choice::Replay => return Ok(On::Replay),
            Choice::Leave => return Ok(On::Left(Left::Quit)),
            Choice::Language => look.lang = look.lang.other(),
        }
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
        Err(why) => (Some((Role::Warn, say.bad_code(&why.to_string()))), false),
        Ok(CodeSays::End) => (Some((Role::Ok, say.code_end())), false),
        Ok(CodeSays::Earlier { seq, later }) => (Some((Role::Ok, say.code_earlier(seq, later))), false),
        Ok(CodeSays::Nowhere) => (Some((Role::Refuse, say.code_nowhere())), true),
    }
}
