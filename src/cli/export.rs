//! `changpiao export`: the documents of a meeting, made from its journal.

use crate::journal::{Disk, HeadCode};
use crate::locale::Lang;
use crate::meeting::{Loaded, load, opened};
use crate::messages;
use crate::report;
use crate::session::Session;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

messages! {
    /// Words of the export.
    struct Say {
        written(path: &str) { zh: "已写入 {path}", en: "written: {path}" }
        cannot(path: &str, why: &io::Error) { zh: "{path} 写不进去：{why}。会议记录没有变化；请换一个文件夹（--out）。", en: "{path} cannot be written: {why}. The journal is untouched; choose another folder (--out)." }
    }
}

/// Writes the documents of the meeting; the exit code.
///
/// # Errors
/// Only when `out` cannot be written.
pub fn run(meeting: &Path, folder: Option<&Path>, lang: Lang, out: &mut impl Write) -> io::Result<u8> {
    let Loaded { session, head_code, .. } = match load(meeting) {
        Ok(loaded) => loaded,
        Err(error) => {
            let said = error.trouble(lang);
            writeln!(out, "{}\n{}\n{}", said.what, said.safe, said.todo)?;
            return Ok(super::USAGE);
        }
    };
    let folder = folder.map_or_else(|| documents(&opened(meeting)), Path::to_owned);
    match write(&session, head_code, &folder, lang) {
        Ok(paths) => {
            for path in paths {
                writeln!(out, "{}", Say(lang).written(&path.display().to_string()))?;
            }
            Ok(0)
        }
        Err(error) => {
            writeln!(out, "{}", Say(lang).cannot(&folder.display().to_string(), &error))?;
            Ok(super::USAGE)
        }
    }
}

/// The folder of a meeting's documents.
pub fn documents(meeting: &Path) -> PathBuf {
    meeting.join("documents")
}

/// Writes every document, each whole or not at all, and says where.
///
/// # Errors
/// When the folder or a file cannot be written.
pub fn write(
    session: &Session,
    code: Option<HeadCode>,
    folder: &Path,
    lang: Lang,
) -> io::Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        Disk::create_folder(folder)
            .or_else(|error| if folder.is_dir() { Ok(Disk::at(folder)) } else { Err(error) })?;
    }
    let code = code.map(|code| code.to_string()).unwrap_or_default();
    let mut paths = Vec::new();
    for (stem, document) in report::documents(session.floor(), &code, lang) {
        let forms = [("md", report::markdown::markdown(&document)), ("html", report::html::html(&document))];
        for (ending, text) in forms {
            let path = folder.join(format!("{stem}.{ending}"));
            replace(&path, text.as_bytes())?;
            paths.push(path);
        }
    }
    Ok(paths)
}

/// Puts a file in place whole: never half a document, never through a link.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let named = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    let folder = named.unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)
        .map(drop)
        .map_err(|error| error.error)
        .or_else(|error| if fs::symlink_metadata(path).is_ok() { Err(error) } else { fs::write(path, bytes) })
}
