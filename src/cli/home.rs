//! The home screen, and whatever is chosen on it.

use super::Look;
use super::replay::Failed;
use super::run::{Held, On, OnScreen, exit_code, hold, resume_on, sound_plan, take_terminal};
use crate::agenda::rejection::Trouble;
use crate::agenda::{Plan, course, phrase};
use crate::locale::Lang;
use crate::meeting::{self, Card, Meeting, MeetingError, Stage};
use crate::messages;
use crate::plan::{self, Severity};
use crate::session::Recorded;
use crate::tui::console::Left;
use crate::tui::home::{self, Choice, Home, MeetingCard};
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
    let held = match choice {
        Choice::Quit => return Ok(None),
        Choice::Replay(folder) => return replayed(&folder, screen, look).map(Some),
        Choice::Rehearse => {
            let plan = Plan { rehearsal: true, ..plan::sample() };
            Held::new(Meeting::create(&look.sessions, plan).map_err(trouble)?)
        }
        Choice::Resume(folder) => {
            return match resume_on(&folder, screen, look)? {
                On::Held(left) | On::Left(left) => Ok(Some(left)),
                On::Watch => super::project::on(&folder, screen, look).map(Some).map_err(Chosen::Gone),
                On::Replay => replayed(&folder, screen, look).map(Some),
                On::Refused(error) => Err(trouble(error)),
            };
        }
        Choice::Start(path) => {
            let plan = sound_plan(&path)
                .map_err(|findings| Chosen::Trouble(Box::new(bad_plan(&findings, look.lang))))?;
            Held::new(Meeting::create(&look.sessions, plan).map_err(trouble)?)
        }
    };
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

/// A meeting as the home screen lists it.
fn card(card: Card, lang: Lang) -> MeetingCard {
    let words = |recorded: &Recorded| {
        card.floor.as_ref().map(|floor| phrase::phrase(floor, &recorded.event, lang)).unwrap_or_default()
    };
    MeetingCard {
        title: format!("{} {}", card.organisation, card.title).trim().to_owned(),
        date: card.opened.chars().take(10).collect(),
        stage: stage(&card, lang),
        unfinished: matches!(card.stage, Stage::Open | Stage::Unreadable),
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
        Stage::WentOn => {
            let to = card.went_on.as_ref().map(|to| to.display().to_string());
            say.went_on(&to.unwrap_or_default())
        }
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
        went_on(to: &str) { zh: "已换到 {to} 继续", en: "went on in {to}" }
        unreadable { zh: "记录读不了：按回车看原因和怎么办", en: "the journal cannot be read: Enter says why, and what to do" }
    }
}
