//! `changpiao check plan.toml`: what is wrong or unusual in a plan, with the line and the way to mend it.

use crate::locale::Lang;
use crate::messages;
use crate::plan::problem::File;
use crate::plan::{Finding, Severity, check, load};
use std::io::{self, Write};
use std::path::Path;

/// Nothing to say.
pub const FINE: u8 = 0;
/// Something to look at.
pub const WARNINGS: u8 = 1;
/// No meeting can be held by this plan.
pub const ERRORS: u8 = 2;

messages! {
    /// Words of the check.
    struct Say {
        error { zh: "错误", en: "error" }
        warning { zh: "提醒", en: "warning" }
        mend(how: &str) { zh: "    怎么改：{how}", en: "    to mend: {how}" }
        fine(title: &str, voters: usize) { zh: "没有发现问题：{title}，有选举权的 {voters} 人", en: "nothing to mend: {title}, {voters} with the vote" }
        sum(errors: usize, warnings: usize) { zh: "错误 {errors} 个，提醒 {warnings} 个", en: "errors: {errors}, warnings: {warnings}" }
    }
}

/// Checks the plan at `path`, writes one paragraph for each finding and returns the exit code: 0 fine, 1 warnings, 2 errors.
///
/// # Errors
/// Only when `out` cannot be written; a plan that cannot be read is a finding.
pub fn run(path: &Path, lang: Lang, out: &mut impl Write) -> io::Result<u8> {
    let prepared = load(path);
    let findings = prepared.as_ref().map_or_else(Clone::clone, check);
    for finding in &findings {
        tell(finding, path, lang, out)?;
    }
    match prepared {
        Ok(prepared) if findings.is_empty() => {
            let voters = prepared.plan.roster.iter().filter(|member| member.may_vote()).count();
            writeln!(out, "{}", Say(lang).fine(&prepared.plan.title, voters))?;
        }
        _ => {
            let errors = findings.iter().filter(|finding| finding.severity() == Severity::Error).count();
            writeln!(out, "{}", Say(lang).sum(errors, findings.len() - errors))?;
        }
    }
    Ok(exit(&findings))
}

fn exit(findings: &[Finding]) -> u8 {
    match findings.iter().map(|finding| finding.severity()).max() {
        None => FINE,
        Some(Severity::Warning) => WARNINGS,
        Some(Severity::Error) => ERRORS,
    }
}

fn tell(finding: &Finding, path: &Path, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    paragraph(finding, path, lang).iter().try_for_each(|line| writeln!(out, "{line}"))
}

/// `plan.toml:12:8: error[unknown-name]: …`, as editors follow it, and how to mend it.
pub(super) fn paragraph(finding: &Finding, path: &Path, lang: Lang) -> [String; 2] {
    let say = Say(lang);
    let plan = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let place = match &finding.place {
        None => format!("{plan}: "),
        Some(place) => {
            let file = match &place.file {
                File::Plan => &plan,
                File::Roster(name) => name.as_str(),
            };
            format!("{file}:{}:{}: ", place.line, place.column)
        }
    };
    let severity = match finding.severity() {
        Severity::Warning => say.warning(),
        Severity::Error => say.error(),
    };
    let what = format!("{place}{severity}[{}]: {}", finding.code(), finding.what(lang));
    [what, say.mend(&finding.mend(lang))]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(plan: &str, lang: Lang) -> (u8, String) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.toml");
        std::fs::write(&path, plan).unwrap();
        let mut out = Vec::new();
        let exit = run(&path, lang, &mut out).unwrap();
        (exit, String::from_utf8(out).unwrap())
    }

    #[test]
    fn the_sample_is_fine() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sessions/example/plan.toml");
        let mut out = Vec::new();
        assert_eq!(run(&path, Lang::Zh, &mut out).unwrap(), FINE, "{}", String::from_utf8_lossy(&out));
        assert_eq!(String::from_utf8(out).unwrap(), "没有发现问题：换届选举党员大会，有选举权的 40 人\n");
    }

    #[test]
    fn an_error_names_line_column_and_remedy_in_both_languages() {
        let (exit, text) = checked("title = “换届”\n", Lang::Zh);
        assert_eq!(exit, ERRORS);
        assert!(
            text.starts_with("plan.toml:1:9: 错误[chinese-quotes]: 这里用了中文引号 “\n    怎么改："),
            "{text}"
        );
        let (_, text) = checked("title = “换届”\n", Lang::En);
        assert!(text.starts_with("plan.toml:1:9: error[chinese-quotes]: here stands"), "{text}");
    }

    #[test]
    fn warnings_alone_give_their_own_exit_code() {
        let sample = include_str!("../../sessions/example/plan.toml");
        let approval = sample.lines().find(|line| line.starts_with("approval")).unwrap();
        let (exit, text) = checked(&sample.replace(approval, ""), Lang::En);
        assert_eq!((exit, text.contains("warning[no-approval]")), (WARNINGS, true), "{text}");
        assert!(text.ends_with("errors: 0, warnings: 1\n"), "{text}");
    }

    #[test]
    fn a_plan_that_is_not_there_or_no_file_is_a_finding() {
        let mut out = Vec::new();
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(run(&folder.path().join("none.toml"), Lang::Zh, &mut out).unwrap(), ERRORS);
        assert_eq!(run(folder.path(), Lang::Zh, &mut out).unwrap(), ERRORS);
        assert_eq!(String::from_utf8(out).unwrap().matches("file-unreadable").count(), 2);
    }
}
