//! `changpiao summary`: what came out of a meeting, on one page. Only reads.

use super::verify::{self, Examined, Follow};
use crate::agenda::Floor;
use crate::locale::Lang;
use crate::messages;
use crate::report;
use crate::tui::theme::Role;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

messages! {
    /// Words of the summary.
    struct Say {
        day(day: &str) { zh: "会议日期：{day}", en: "Date of the meeting: {day}" }
        until { zh: "以下是出错之前的记录：", en: "What the records before that say:" }
        nothing { zh: "没有可以汇总的记录。", en: "There is nothing to sum up." }
    }
}

/// Nobody waits for it with a bar.
struct Quiet;

impl Follow for Quiet {
    fn more(&mut self, _: u64, _: u64) {}
}

/// Writes the totals of each meeting; the highest exit code of all, by the table of `verify`.
///
/// # Errors
/// Only when `out` cannot be written.
pub fn run(meetings: &[PathBuf], lang: Lang, out: &mut impl Write) -> io::Result<u8> {
    let mut worst = 0;
    for (at, meeting) in meetings.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        worst = worst.max(one(meeting, lang, out)?);
    }
    Ok(worst)
}

fn one(meeting: &Path, lang: Lang, out: &mut impl Write) -> io::Result<u8> {
    match verify::examined(meeting, None, verify::Asked::default(), &mut Quiet) {
        Err(error) => verify::unreadable(meeting, &error, lang, out),
        Ok(examined) => {
            if let Some(session) = &examined.session {
                writeln!(out, "{}", name(session.floor()))?;
            }
            for (_, line) in words(&examined, lang) {
                writeln!(out, "{line}")?;
            }
            Ok(examined.finding.verdict().code())
        }
    }
}

/// The summary in lines, and how each looks: that it is of a rehearsal where it is, its day, what is wrong with its record if
/// anything is, who is elected, and the totals.
pub(super) fn words(examined: &Examined, lang: Lang) -> Vec<(Role, String)> {
    let say = Say(lang);
    let faults = verify::found(&examined.finding, lang);
    let Some(session) = &examined.session else { return [faults, vec![(Role::Dim, say.nothing())]].concat() };
    let floor = session.floor();
    let elected = report::summary::elected(floor, lang);
    let mut totals = report::summary::summary(floor, lang);
    totals.retain(|line| !elected.contains(line));
    let mark = totals.drain(..usize::from(floor.plan.rehearsal));
    let mut lines: Vec<_> = mark.map(|line| (Role::Warn, line)).collect();
    lines.push((Role::Text, say.day(&floor.plan.date)));
    if !faults.is_empty() {
        lines.extend(faults);
        lines.push((Role::Dim, say.until()));
    }
    // Who is elected comes first here: that is what the page is opened for.
    lines.extend(elected.into_iter().map(|line| (Role::Number, line)));
    lines.extend(totals.into_iter().map(|line| (Role::Text, line)));
    lines
}

/// The branch, and what the meeting is called.
pub(super) fn name(floor: &Floor) -> String {
    format!("{} {}", floor.plan.organisation, floor.plan.title)
}
