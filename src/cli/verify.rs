//! `changpiao verify`: checks the chain of a journal and replays every event by the rules.

use crate::agenda::Event;
use crate::journal::check::{Expected, check, check_ahead};
use crate::journal::head::Published;
use crate::journal::{self, Disk, Finding, HeadCode, Record};
use crate::locale::Lang;
use crate::meeting::opened;
use crate::messages;
use crate::report;
use crate::session::{Recorded, Session};
use std::fs::File;
use std::io::{self, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::thread;

mod against;
mod progress;

use against::against;
use progress::Progress;

/// What a check is asked for beside the journal itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    /// The code copied from a screen.
    pub head: Option<&'a str>,
    /// The chain only, not the events.
    pub chain_only: bool,
    /// Another copy to hold the journal against.
    pub compare: Option<&'a Path>,
    /// One thread, where two would be used for a long journal.
    pub one_thread: bool,
}

messages! {
    /// Words of the check.
    struct Say {
        complete(records: u64) { zh: "完整，没有改动：{records} 条记录", en: "complete and unchanged: {records} records" }
        code(code: &HeadCode) { zh: "校验码 {code}", en: "head code {code}" }
        no_head { zh: "说明：没有 journal.head 文件，只能核对文件本身", en: "note: there is no journal.head; only the file itself was checked" }
        unreadable(path: &str, why: &io::Error) { zh: "{path}：读不了（{why}）", en: "{path}: cannot be read ({why})" }
        bad_code(code: &str) { zh: "“{code}”不是校验码：应为 16 位加 1 位校验", en: "“{code}” is no head code" }
        name(path: &str) { zh: "—— {path}", en: "-- {path}" }
        one_only { zh: "--compare 一次只能核对一份记录", en: "--compare takes one journal at a time" }
        replayed { zh: "每一条都按规则重放过，结果如下", en: "every event was replayed by the rules; the totals:" }
    }
}

/// Checks each journal and writes what was found; the highest exit code of all.
///
/// # Errors
/// Only when `out` cannot be written.
pub fn run(meetings: &[PathBuf], asked: Asked<'_>, lang: Lang, out: &mut impl Write) -> io::Result<u8> {
    let code = match asked.head.map(|text| (text, HeadCode::parse(text))) {
        Some((text, Err(_))) => {
            writeln!(out, "{}", Say(lang).bad_code(&text.escape_debug().to_string()))?;
            return Ok(super::USAGE);
        }
        Some((_, Ok(code))) => Some(code),
        None => None,
    };
    if asked.compare.is_some() && meetings.len() > 1 {
        writeln!(out, "{}", Say(lang).one_only())?;
        return Ok(super::USAGE);
    }
    let mut worst = 0;
    for meeting in meetings {
        if meetings.len() > 1 {
            writeln!(out, "{}", Say(lang).name(&shown(meeting)))?;
        }
        worst = worst.max(one(meeting, code, asked, lang, out)?);
        if let Some(other) = asked.compare {
            worst = worst.max(against(meeting, other, lang, out)?);
        }
    }
    Ok(worst)
}

/// The journal that a path names: itself, or that of its folder. Where a folder has a published head, that counts too.
fn journal_of(path: &Path) -> (PathBuf, Option<PathBuf>) {
    let folder = opened(path);
    match () {
        () if folder.as_path() != path => (path.to_owned(), Some(folder)),
        // A copy under a name of its own has no head beside it.
        () if path.is_file() => (path.to_owned(), None),
        () => (path.join(journal::JOURNAL), Some(folder)),
    }
}

/// Opens a plain file; its length.
fn open(file: &Path) -> io::Result<(File, u64)> {
    // Asked before it is opened: a FIFO would wait for its other end.
    if !std::fs::metadata(file)?.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let source = File::open(file)?;
    let length = source.metadata()?.len();
    Ok((source, length))
}

/// A path as one harmless line.
fn shown(path: &Path) -> String {
    path.to_string_lossy().escape_debug().to_string()
}

/// Journals longer than this, in bytes, are checked by two threads.
const LONG: u64 = 4 << 20;

fn one(
    path: &Path,
    code: Option<HeadCode>,
    asked: Asked<'_>,
    lang: Lang,
    out: &mut impl Write,
) -> io::Result<u8> {
    let (file, folder) = journal_of(path);
    let mut replay = Replay::new(asked.chain_only);
    let published = folder.and_then(|folder| Published::read(&Disk::at(folder)).ok()?.head());
    let expected = Expected { head: published, code };
    let (source, length) = match open(&file) {
        Ok(opened) => opened,
        Err(error) => return unreadable(path, &error, lang, out),
    };
    let mut progress = Progress::new(length);
    let each = |record: &Record<'_>| {
        progress.more(record.bytes());
        replay.see(record)
    };
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let checked = if length > LONG && cores > 1 && !asked.one_thread {
        check_ahead(source, expected, each)
    } else {
        check(source, expected, each)
    };
    progress.end();
    match checked {
        Err(error) => unreadable(path, &error, lang, out),
        Ok(checked) => {
            tell(&checked.finding, lang, out)?;
            if let (Finding::Sound, Some(head)) = (&checked.finding, checked.whole()) {
                writeln!(out, "{}", Say(lang).complete(head.seq + 1))?;
                writeln!(out, "{}", Say(lang).code(&HeadCode::of(&head.hash)))?;
                if published.is_none() {
                    writeln!(out, "{}", Say(lang).no_head())?;
                }
                replay.totals(lang, out)?;
            }
            Ok(checked.finding.verdict().code())
        }
    }
}

fn unreadable(path: &Path, why: &io::Error, lang: Lang, out: &mut impl Write) -> io::Result<u8> {
    writeln!(out, "{}", Say(lang).unreadable(&shown(path), why))?;
    Ok(super::USAGE)
}

/// What was found, in its three parts; nothing for a sound journal.
pub(super) fn tell(finding: &Finding, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    if *finding == Finding::Sound {
        return Ok(());
    }
    let said = finding.explain(lang);
    writeln!(out, "{} [{}]", said.happened, said.code)?;
    writeln!(out, "{}", said.safe)?;
    writeln!(out, "{}", said.next)
}

/// The events of a journal, applied as they are read; one act is kept at a time.
struct Replay {
    chain_only: bool,
    session: Option<Session>,
    act: Vec<Recorded>,
}

impl Replay {
    fn new(chain_only: bool) -> Self {
        Self { chain_only, session: None, act: Vec::new() }
    }

    /// Takes one record; applies its act once it is whole.
    fn see(&mut self, record: &Record<'_>) -> Result<(), String> {
        if self.chain_only {
            return Ok(());
        }
        let event: Event = record.event().map_err(|error| error.to_string())?;
        self.act.push(Recorded { seq: record.seq, at: record.t.to_owned(), event });
        if record.act.ends_with(record.seq) { self.apply() } else { Ok(()) }
    }

    fn apply(&mut self) -> Result<(), String> {
        let act = std::mem::take(&mut self.act);
        let said = |impossible: crate::session::Impossible| {
            format!("{} ({})", impossible.why.what(Lang::Zh), impossible.why.what(Lang::En))
        };
        match (&mut self.session, act.first()) {
            (Some(session), Some(_)) => session.apply(act).map_err(said),
            (None, Some(_)) => {
                self.session = Some(Session::open(&act).map_err(said)?);
                Ok(())
            }
            (_, None) => Ok(()),
        }
    }

    fn totals(&self, lang: Lang, out: &mut impl Write) -> io::Result<()> {
        let Some(session) = &self.session else { return Ok(()) };
        writeln!(out, "{}", Say(lang).replayed())?;
        for line in report::summary::summary(session.floor(), lang) {
            writeln!(out, "  {line}")?;
        }
        Ok(())
    }
}
