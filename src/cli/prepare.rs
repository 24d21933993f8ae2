//! `changpiao prepare`: writes a plan to begin with, the sample with comments and blanks. Never over a file that exists.

use crate::locale::Lang;
use crate::messages;
use crate::plan;
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, absolute};

messages! {
    /// Words of the preparation.
    pub(super) struct Say {
        /// It is there now.
        written(path: &str) { zh: "已写好 {path}", en: "written: {path}" }
        edit { zh: "1. 用文本编辑器打开它，把虚构的人名、日期和文字改成本支部的，○○ 都要填上；", en: "1. Open it in a text editor; put your branch's names, dates and texts in the place of the invented ones, and fill in every ○○." }
        check(path: &str) { zh: "2. 检查：changpiao check {path}", en: "2. Check it: changpiao check {path}" }
        rehearse(path: &str) { zh: "3. 演练一遍：changpiao rehearse {path}", en: "3. Rehearse it: changpiao rehearse {path}" }
        run(path: &str) { zh: "4. 开会：changpiao run {path}", en: "4. Hold the meeting: changpiao run {path}" }
        /// It was there before.
        there(path: &str) { zh: "{path} 已经有了，没有改动它。换一个文件名，或者用 changpiao check {path} 检查。", en: "{path} exists already and was left as it is. Choose another name, or check it: changpiao check {path}" }
        /// It cannot be.
        cannot(path: &str, why: &io::Error) { zh: "{path} 写不进去：{why}。什么都没有写；请换一个文件夹。", en: "{path} cannot be written: {why}. Nothing was written; choose another folder." }
    }
}

/// Writes the plan, and says what to do next; the exit code.
///
/// # Errors
/// Only when `out` cannot be written.
pub fn run(plan: &Path, lang: Lang, out: &mut impl Write) -> io::Result<u8> {
    let (say, path) = (Say(lang), plan.display().to_string());
    match write(plan) {
        Ok(()) => {
            let whole = absolute(plan).map_or(path.clone(), |whole| whole.display().to_string());
            let lines =
                [say.written(&whole), say.edit(), say.check(&path), say.rehearse(&path), say.run(&path)];
            lines.iter().try_for_each(|line| writeln!(out, "{line}")).map(|()| 0)
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            writeln!(out, "{}", say.there(&path)).map(|()| super::USAGE)
        }
        Err(error) => writeln!(out, "{}", say.cannot(&path, &error)).map(|()| super::USAGE),
    }
}

/// Writes the plan to begin with; one that could not be written whole does not stay.
///
/// # Errors
/// When it cannot be written; [`ErrorKind::AlreadyExists`] when something is there.
pub(super) fn write(plan: &Path) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(plan)?;
    let written = file.write_all(plan::template().as_bytes()).and_then(|()| file.sync_all());
    drop(file);
    written.inspect_err(|_| drop(fs::remove_file(plan)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_written_once_and_can_be_rehearsed_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.toml");
        let mut out = Vec::new();
        assert_eq!(run(&path, Lang::Zh, &mut out).unwrap(), 0);
        let prepared = plan::load(&path).unwrap();
        let findings = plan::check(&prepared);
        assert!(findings.iter().all(|finding| finding.severity() == plan::Severity::Warning));

        std::fs::write(&path, "mine").unwrap();
        assert_eq!(run(&path, Lang::En, &mut out).unwrap(), crate::cli::USAGE);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine", "never over a file that exists");
        assert_eq!(run(&folder.path().join("no/plan.toml"), Lang::En, &mut out).unwrap(), crate::cli::USAGE);
        let said = String::from_utf8(out).unwrap();
        assert!(
            said.contains("已写好") && said.contains("left as it is") && said.contains("Nothing was written")
        );
    }
}
