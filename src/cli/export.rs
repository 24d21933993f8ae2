//! `changpiao export`: the documents of a meeting, made from its journal.

use crate::journal::{Disk, HeadCode};
use crate::locale::Lang;
use crate::meeting::{Loaded, load, opened};
use crate::messages;
use crate::report;
use crate::session::Session;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

messages! {
    /// Words of the export.
    struct Say {
        written(path: &str) { zh: "已写入 {path}", en: "written: {path}" }
        older(files: &str) { zh: "文件夹里还有以前导出、这次没有重写的文件，内容可能已经过时，不用的请删除：{files}", en: "Also in the folder, from an earlier export and not written now; they may be out of date, delete those that are not wanted: {files}" }
        cannot(path: &str, why: &io::Error) { zh: "{path} 写不进去：{why}。会议记录没有变化；请换一个文件夹（--out）。", en: "{path} cannot be written: {why}. The journal is untouched; choose another folder (--out)." }
    }
}

/// How the files of a document end.
const ENDINGS: [&str; 2] = ["md", "html"];

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
            for path in &paths {
                writeln!(out, "{}", Say(lang).written(&path.display().to_string()))?;
            }
            let older = older(&folder, &paths);
            if !older.is_empty() {
                writeln!(out, "{}", Say(lang).older(&lang.list(older)))?;
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
        let forms = [report::markdown::markdown(&document), report::html::html(&document)];
        for (ending, text) in ENDINGS.into_iter().zip(forms) {
            let path = folder.join(format!("{stem}.{ending}"));
            replace(&path, text.as_bytes())?;
            paths.push(path);
        }
    }
    Ok(paths)
}

/// Documents in the folder that were not written now, by name: those of an earlier export in another language, or of a round
/// that has become void since. Nothing is deleted that somebody may still want.
fn older(folder: &Path, written: &[PathBuf]) -> Vec<String> {
    let is_older = |path: &PathBuf| {
        let ending = path.extension().is_some_and(|ending| ENDINGS.iter().any(|known| ending == *known));
        let stem = path.file_stem().and_then(OsStr::to_str);
        ending && stem.is_some_and(report::names_a_document) && !written.contains(path)
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path()).filter(is_older);
    let mut names: Vec<String> =
        paths.filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned())).collect();
    names.sort();
    names
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
