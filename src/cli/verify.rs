//! `changpiao verify`: checks the chain of a journal and replays every event by the rules.

use crate::journal::{self, Finding, HeadCode};
use crate::locale::Lang;
use crate::meeting::opened;
use crate::messages;
use crate::report;
use crate::tui::theme::Role;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

mod against;
mod examined;
mod progress;

use against::against;
pub(super) use examined::{Examined, Follow, examined};
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
        complete(records: u64) { zh: "完整，没有改动：{records} 条记录", en: "complete and unchanged: {records} record(s)" }
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

fn one(
    path: &Path,
    code: Option<HeadCode>,
    asked: Asked<'_>,
    lang: Lang,
    out: &mut impl Write,
) -> io::Result<u8> {
    let (file, _) = journal_of(path);
    let mut progress = Progress::new(fs::metadata(&file).map_or(0, |file| file.len()));
    let examined = examined(path, code, asked, &mut Untold(&mut progress));
    progress.end();
    match examined {
        Err(error) => unreadable(path, &error, lang, out),
        Ok(examined) => {
            for (_, line) in words(&examined, lang) {
                writeln!(out, "{line}")?;
            }
            Ok(examined.finding.verdict().code())
        }
    }
}

struct Untold<'a>(&'a mut Progress<io::Stderr>);

impl Follow for Untold<'_> {
    fn more(&mut self, bytes: u64, _: u64) {
        self.0.more(bytes);
    }
}

/// What a check came to, in lines, and how each looks.
pub(super) fn words(examined: &Examined, lang: Lang) -> Vec<(Role, String)> {
    let say = Say(lang);
    let Examined { finding, head, published, session } = examined;
    let (Finding::Sound, Some(head)) = (finding, head) else { return found(finding, lang) };
    let mut lines =
        vec![(Role::Ok, say.complete(head.seq + 1)), (Role::Number, say.code(&HeadCode::of(&head.hash)))];
    lines.extend((!published).then(|| (Role::Dim, say.no_head())));
    if let Some(session) = session {
        lines.push((Role::Dim, say.replayed()));
        let totals = report::summary::summary(session.floor(), lang);
        lines.extend(totals.into_iter().map(|line| (Role::Text, format!("  {line}"))));
    }
    lines
}

pub(super) fn unreadable(path: &Path, why: &io::Error, lang: Lang, out: &mut impl Write) -> io::Result<u8> {
    writeln!(out, "{}", Say(lang).unreadable(&shown(path), why))?;
    Ok(super::USAGE)
}

/// What was found, in its three parts; nothing for a sound journal.
pub(super) fn tell(finding: &Finding, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    found(finding, lang).into_iter().try_for_each(|(_, line)| writeln!(out, "{line}"))
}

/// What was found, in its three parts; nothing for a sound journal.
pub(super) fn found(finding: &Finding, lang: Lang) -> Vec<(Role, String)> {
    let role = match finding {
        Finding::Sound => return Vec::new(),
        Finding::Torn(_) | Finding::Newer(_) => Role::Warn,
        _ => Role::Refuse,
    };
    let said = finding.explain(lang);
    let happened = format!("{} [{}]", said.happened, said.code);
    vec![(role, happened), (Role::Text, said.safe), (Role::Text, said.next)]
}
