//! `changpiao extract`: the public extract of a meeting. Only reads the meeting.

use super::export::replace;
use crate::journal::{Finding, Head, JournalError};
use crate::locale::Lang;
use crate::meeting::{Loaded, MeetingError, load};
use crate::messages;
use crate::report::extract::{Source, extract};
use crate::report::{Document, html, markdown};
use std::io::{self, Write};
use std::path::Path;

messages! {
    /// Words of the extract's command.
    struct Say {
        written(path: &str) { zh: "公开摘要已写入 {path}", en: "the public extract is in {path}" }
        cannot(path: &str, why: &io::Error) { zh: "{path} 写不进去：{why}。会议记录没有变化；请换一个文件（--out）。", en: "{path} cannot be written: {why}. The journal is untouched; choose another file (--out)." }
    }
}

/// Writes the extract to `file`, or to `out`: Markdown, and HTML where the file's name ends so. The exit code; a journal that
/// is not sound gives no extract, and the code of `verify`.
///
/// # Errors
/// Only when `out` cannot be written.
pub fn run(meeting: &Path, file: Option<&Path>, lang: Lang, out: &mut impl Write) -> io::Result<u8> {
    let loaded = match load(meeting) {
        Ok(loaded) => loaded,
        Err(error) => {
            let said = error.trouble(lang);
            writeln!(out, "{} [{}]\n{}\n{}", said.what, said.code, said.safe, said.todo)?;
            return Ok(match error {
                MeetingError::Journal(JournalError::Refused(finding)) => finding.verdict().code(),
                _ => super::USAGE,
            });
        }
    };
    let head = match (&loaded.finding, loaded.head) {
        (Finding::Sound | Finding::Torn(_), Some(head)) => head,
        (finding, _) => {
            super::verify::tell(finding, lang, out)?;
            return Ok(finding.verdict().code());
        }
    };
    let document = extract(loaded.session.floor(), &source(&loaded, head), lang);
    match file {
        None => out.write_all(markdown::markdown(&document).as_bytes()).map(|()| 0),
        Some(file) => to_file(&document, file, lang, out),
    }
}

fn source(loaded: &Loaded, head: Head) -> Source {
    let head_code = loaded.head_code.map(|code| code.to_string()).unwrap_or_default();
    Source { records: head.seq + 1, undone: loaded.undone, head_code, hash: head.hash.to_string() }
}

fn to_file(document: &Document, file: &Path, lang: Lang, out: &mut impl Write) -> io::Result<u8> {
    let page = file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("html"));
    let text = if page { html::html(document) } else { markdown::markdown(document) };
    let place = file.display().to_string();
    match replace(file, text.as_bytes()) {
        Ok(()) => writeln!(out, "{}", Say(lang).written(&place)).map(|()| 0),
        Err(error) => writeln!(out, "{}", Say(lang).cannot(&place, &error)).map(|()| super::USAGE),
    }
}
