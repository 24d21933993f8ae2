//! `changpiao replay --export`: the wall of a saved meeting as a file that is played elsewhere. Only reads the meeting.

use crate::agenda::rejection::Trouble;
use crate::cli::{Look, USAGE, verify};
use crate::journal::{Finding, JournalError};
use crate::locale::Lang;
use crate::meeting::{Chronicle, MeetingError, chronicle};
use crate::messages;
use crate::session::Impossible;
use crate::tui::recording::{self, Setting};
use crate::tui::theme::{self, Theme};
use std::io::{self, Write};
use std::path::Path;

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The file to be written; its ending says what kind of file.
    pub file: &'a Path,
    /// Columns and rows of the wall, 80×24 when nothing is said.
    pub size: Option<(u16, u16)>,
    /// Whether a file that is there may be replaced.
    pub force: bool,
}

/// What the wall can be exported as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// An asciicast.
    Cast,
    /// A page for a browser.
    Page,
}

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The ending says neither `.cast` nor `.html`.
    #[error("{file}: neither .cast nor .html")]
    Ending {
        /// The file asked for.
        file: String,
    },
    /// There is such a file.
    #[error("{file} exists")]
    Exists {
        /// The file asked for.
        file: String,
    },
    /// The file cannot be written.
    #[error("{file} cannot be written")]
    Write {
        /// The file asked for.
        file: String,
        /// Why.
        source: io::Error,
    },
}

messages! {
    /// Words of the export.
    struct Say {
        written(file: &str, bytes: usize) { zh: "投影回放已写入 {file}（{bytes} 字节）", en: "the wall's replay is in {file} ({bytes} bytes)" }
        ending(file: &str) { zh: "看不出 {file} 要写成什么：文件名须以 .cast 或 .html 结尾", en: "{file} can be neither: the name must end in .cast or .html" }
        ending_todo { zh: "用 --export wall.cast（终端播放）或 --export wall.html（浏览器播放）", en: "Use --export wall.cast (played in a terminal) or --export wall.html (in a browser)" }
        exists(file: &str) { zh: "{file} 已经存在", en: "There is a {file} already" }
        exists_todo { zh: "换一个文件名，或加 --force 覆盖它", en: "Choose another name, or add --force to replace it" }
        write(file: &str, why: &io::Error) { zh: "{file} 写不进去：{why}", en: "{file} cannot be written: {why}" }
        write_todo { zh: "换一个可以写的文件夹，或腾出空间", en: "Choose a folder that can be written to, or free some space" }
        untouched { zh: "会议记录和已有的文件都没有变化", en: "The record and every file that was there are untouched" }
    }
}

impl ExportError {
    /// The message in its three parts.
    pub fn trouble(&self, lang: Lang) -> Trouble {
        let say = Say(lang);
        let (code, what, todo) = match self {
            Self::Ending { file } => ("X01", say.ending(file), say.ending_todo()),
            Self::Exists { file } => ("X02", say.exists(file), say.exists_todo()),
            Self::Write { file, source } => ("X03", say.write(file, source), say.write_todo()),
        };
        Trouble { code, what, safe: say.untouched(), todo }
    }
}

/// Writes the wall of the meeting; the exit code. A journal that is not sound gives no file, and the code of `verify`.
///
/// # Errors
/// Only when `out` cannot be written.
pub fn run(meeting: &Path, asked: Asked<'_>, look: &Look, out: &mut impl Write) -> io::Result<u8> {
    let form = match form(asked) {
        Ok(form) => form,
        Err(error) => return told(&error.trouble(look.lang), USAGE, out),
    };
    let chronicle = match chronicle(meeting) {
        Ok(chronicle) => chronicle,
        Err(error) => return unreadable(&error, look.lang, out),
    };
    if !matches!(chronicle.finding, Finding::Sound | Finding::Torn(_)) {
        verify::tell(&chronicle.finding, look.lang, out)?;
        return Ok(chronicle.finding.verdict().code());
    }
    let text = match recorded(form, &chronicle, asked.size, look) {
        Ok(text) => text,
        Err(impossible) => return unreadable(&impossible.into(), look.lang, out),
    };
    if let Err(error) = write(asked, text.as_bytes()) {
        return told(&error.trouble(look.lang), USAGE, out);
    }
    let file = asked.file.display().to_string();
    writeln!(out, "{}", Say(look.lang).written(&file, text.len())).map(|()| 0)
}

/// What kind of file is asked for; an obstacle that can be seen before the work is told before it.
fn form(asked: Asked<'_>) -> Result<Form, ExportError> {
    let file = || asked.file.display().to_string();
    let ending = asked.file.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let form = match ending.as_deref() {
        Some("cast") => Form::Cast,
        Some("html") => Form::Page,
        _ => return Err(ExportError::Ending { file: file() }),
    };
    if !asked.force && asked.file.symlink_metadata().is_ok() {
        return Err(ExportError::Exists { file: file() });
    }
    Ok(form)
}

fn recorded(
    form: Form,
    chronicle: &Chronicle,
    size: Option<(u16, u16)>,
    look: &Look,
) -> Result<String, Impossible> {
    let size = size.unwrap_or((80, 24));
    match form {
        Form::Cast => recording::cast::cast(chronicle, &Setting::new(look.lang, look.theme, size)),
        // A browser has every sign that the wall draws.
        Form::Page => {
            let theme = Theme { glyphs: theme::UNICODE, ..look.theme };
            recording::page::page(chronicle, &Setting::new(look.lang, theme, size))
        }
    }
}

/// Puts the file in place whole; over another one only where that is asked for.
fn write(asked: Asked<'_>, bytes: &[u8]) -> Result<(), ExportError> {
    let file = || asked.file.display().to_string();
    let named = asked.file.parent().filter(|parent| !parent.as_os_str().is_empty());
    let folder = named.unwrap_or(Path::new("."));
    let part = tempfile::NamedTempFile::new_in(folder).and_then(|mut part| {
        part.write_all(bytes)?;
        part.as_file().sync_all()?;
        Ok(part)
    });
    let part = part.map_err(|source| ExportError::Write { file: file(), source })?;
    let put = if asked.force { part.persist(asked.file) } else { part.persist_noclobber(asked.file) };
    put.map(drop).map_err(|failed| match failed.error {
        error if error.kind() == io::ErrorKind::AlreadyExists => ExportError::Exists { file: file() },
        source => ExportError::Write { file: file(), source },
    })
}

fn unreadable(error: &MeetingError, lang: Lang, out: &mut impl Write) -> io::Result<u8> {
    let code = match error {
        MeetingError::Journal(JournalError::Refused(finding)) => finding.verdict().code(),
        _ => USAGE,
    };
    told(&error.trouble(lang), code, out)
}

fn told(said: &Trouble, code: u8, out: &mut impl Write) -> io::Result<u8> {
    writeln!(out, "{} [{}]\n{}\n{}", said.what, said.code, said.safe, said.todo).map(|()| code)
}
