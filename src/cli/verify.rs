//! `changpiao verify`: checks the chain of a journal and replays every event by the rules.

use crate::agenda::Event;
use crate::journal::check::{Expected, check};
use crate::journal::head::Published;
use crate::journal::{self, Disk, Finding, HeadCode, Record};
use crate::locale::Lang;
use crate::meeting::opened;
use crate::messages;
use crate::report;
use crate::session::{Recorded, Session};
use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};

/// What a check is asked for beside the journal itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    /// The code copied from a screen.
    pub head: Option<&'a str>,
    /// The chain only, not the events.
    pub chain_only: bool,
}

messages! {
    /// Words of the check.
    struct Say {
        complete(records: u64) { zh: "完整，没有改动：{records} 条记录", en: "complete and unchanged: {records} records" }
        code(code: &HeadCode) { zh: "校验码 {code}", en: "head code {code}" }
        no_head { zh: "说明：没有 journal.head 文件，只能核对文件本身", en: "note: there is no journal.head; only the file itself was checked" }
        unreadable(path: &str, why: &io::Error) { zh: "{path}：读不了（{why}）", en: "{path}: cannot be read ({why})" }
        bad_code(code: &str) { zh: "“{code}”不是校验码：应为 16 位加 1 位校验", en: "“{code}” is no head code" }
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
    let mut worst = 0;
    for meeting in meetings {
        worst = worst.max(one(meeting, code, asked.chain_only, lang, out)?);
    }
    Ok(worst)
}

fn one(
    path: &Path,
    code: Option<HeadCode>,
    chain_only: bool,
    lang: Lang,
    out: &mut impl Write,
) -> io::Result<u8> {
    let folder = opened(path);
    let file = if folder.as_path() == path { path.join(journal::JOURNAL) } else { path.to_owned() };
    let mut replay = Replay::new(chain_only);
    let published = Published::read(&Disk::at(&folder)).ok().and_then(|published| published.head());
    let expected = Expected { head: published, code };
    let source = match File::open(&file).and_then(|file| file.metadata().map(|meta| (file, meta))) {
        Ok((source, meta)) if meta.is_file() => source,
        Ok(_) => return unreadable(path, &io::Error::from(io::ErrorKind::InvalidInput), lang, out),
        Err(error) => return unreadable(path, &error, lang, out),
    };
    match check(BufReader::new(source), expected, |record| replay.see(record)) {
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
    writeln!(out, "{}", Say(lang).unreadable(&path.to_string_lossy().escape_debug().to_string(), why))?;
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
