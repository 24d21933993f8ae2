//! What was asked for on the home screen, found out and put into words of both languages.

use super::archive::Desk;
use crate::agenda::Plan;
use crate::agenda::round::office_text;
use crate::cli::verify::{self, Examined, Follow as _};
use crate::cli::{check, prepare, summary};
use crate::locale::{Both, Lang};
use crate::meeting::wall_time;
use crate::messages;
use crate::plan::{self, Finding, Prepared, Severity};
use crate::tui::home::{Ask, Looked, Sheet};
use crate::tui::theme::Role;
use std::cmp::Reverse;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf, absolute};
use std::sync::atomic::Ordering::Relaxed;

messages! {
    /// Words of the sheets.
    struct Say {
        unreadable(why: &io::Error) { zh: "读不了（{why}）。没有改动任何文件；请检查磁盘和文件夹。", en: "It cannot be read ({why}). No file was touched; look at the disk and the folder." }
        edit { zh: "接下来：用文本编辑器打开它，把虚构的人名、日期和文字改成本支部的，○○ 都要填上；存盘之后回到这里再检查一遍。", en: "Next: open it in a text editor, put your branch's names, dates and texts in the place of the invented ones, fill in every ○○, save it, and check it again here." }
        there { zh: "这个文件已经有了，没有改动它。检查结果：", en: "This file exists and was left as it is. Its check:" }
        day(day: &str, place: &str) { zh: "会议日期 {day}，地点 {place}", en: "{day}, {place}" }
        people(members: usize, voters: usize) { zh: "党员 {members} 名，其中有选举权的 {voters} 名", en: "{members} members, {voters} with the vote" }
        contest(office: &str, seats: u32, candidates: usize) { zh: "选举{office}：应选 {seats} 名，候选人 {candidates} 名", en: "{office}: {seats} to be elected, {candidates} candidate(s)" }
        other_day(planned: &str, today: &str) { zh: "方案上的会议日期是 {planned}，今天是 {today}", en: "the plan's date is {planned}; today is {today}" }
        fine { zh: "没有发现问题。", en: "Nothing to mend." }
        unsound { zh: "改好下面的错误之后才能开会；还没有开始记录。", en: "No meeting can be held before these errors are mended; nothing has been recorded." }
        found(errors: usize, warnings: usize) { zh: "错误 {errors} 个，提醒 {warnings} 个", en: "errors: {errors}, warnings: {warnings}" }
    }
}

/// Finds out what was asked for; nothing where nobody wants it any more.
pub(super) fn sheet(ask: &Ask, desk: &mut Desk) -> Option<Sheet> {
    match ask {
        Ask::Verify(path) => examined(path, desk, verify::words),
        Ask::Summary(path) => examined(path, desk, summary::words),
        Ask::Start(path) => Some(plan_sheet(&in_folder(path), None)),
        Ask::Prepare(path) => Some(prepared(&in_folder(path))),
    }
}

/// A plan may be named by its folder.
fn in_folder(path: &Path) -> PathBuf {
    if path.is_dir() { path.join("plan.toml") } else { path.to_owned() }
}

type Words = fn(&Examined, Lang) -> Vec<(Role, String)>;

fn examined(path: &Path, desk: &mut Desk, words: Words) -> Option<Sheet> {
    let examined = verify::examined(path, None, verify::Asked::default(), desk);
    if desk.unwanted().load(Relaxed) {
        return None;
    }
    let place = Both::by(|_| path.display().to_string());
    Some(match examined {
        Err(error) => {
            let lines = vec![
                (Role::Refuse, Both::by(|lang| Say(lang).unreadable(&error))),
                (Role::Dim, place.clone()),
            ];
            Sheet { title: place, lines, ..Sheet::default() }
        }
        Ok(examined) => {
            let floor = examined.session.as_ref().map(crate::session::Session::floor);
            let title = floor.map_or(place.clone(), |floor| Both::by(|_| summary::name(floor)));
            let mut lines = both(|lang| words(&examined, lang));
            lines.push((Role::Dim, place));
            Sheet { title, rehearsal: floor.is_some_and(|floor| floor.plan.rehearsal), lines, plan: None }
        }
    })
}

/// Lines said in each language, each with the other beside it.
fn both(lines: impl Fn(Lang) -> Vec<(Role, String)>) -> Vec<(Role, Both)> {
    let (zh, en) = (lines(Lang::Zh), lines(Lang::En));
    let pair = |((role, zh), (_, en)): ((Role, String), (Role, String))| {
        (role, Both::by(|lang| lang.pick(&zh, &en).clone()))
    };
    zh.into_iter().zip(en).map(pair).collect()
}

/// Writes a plan where there is none, and checks the one that is there.
fn prepared(path: &Path) -> Sheet {
    let whole = absolute(path).unwrap_or_else(|_| path.to_owned()).display().to_string();
    match prepare::write(path) {
        Ok(()) => plan_sheet(
            path,
            Some((
                Role::Ok,
                Both::by(|lang| format!("{}\n{}", prepare::Say(lang).written(&whole), Say(lang).edit())),
            )),
        ),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            plan_sheet(path, Some((Role::Text, Both::by(|lang| Say(lang).there()))))
        }
        Err(error) => Sheet {
            title: Both::by(|_| path.display().to_string()),
            lines: vec![(Role::Refuse, Both::by(|lang| prepare::Say(lang).cannot(&whole, &error)))],
            plan: Some(Looked { path: path.to_owned(), sound: false }),
            ..Sheet::default()
        },
    }
}

/// What a plan is, and what is wrong or unusual in it.
fn plan_sheet(path: &Path, first: Option<(Role, Both)>) -> Sheet {
    let loaded = plan::load(path);
    let mut findings = loaded.as_ref().map_or_else(Clone::clone, plan::check);
    // What must be mended stands before what should be looked at.
    findings.sort_by_key(|finding| Reverse(finding.severity()));
    let errors = findings.iter().filter(|finding| finding.severity() == Severity::Error).count();
    let sound = loaded.is_ok() && errors == 0;
    let mut lines: Vec<(Role, Both)> = first.into_iter().collect();
    lines.extend(loaded.iter().flat_map(|Prepared { plan, .. }| both(|lang| about(plan, lang))));
    let (fine, warnings) = (findings.is_empty(), findings.len() - errors);
    let result = if sound { Role::Ok } else { Role::Refuse };
    lines.push(match () {
        () if fine => (result, Both::by(|lang| Say(lang).fine())),
        () if sound => (Role::Warn, Both::by(|lang| Say(lang).found(errors, warnings))),
        () => (
            result,
            Both::by(|lang| format!("{} {}", Say(lang).found(errors, warnings), Say(lang).unsound())),
        ),
    });
    lines.extend(findings.iter().flat_map(|finding| both(|lang| told(finding, path, lang))));
    let plan = Some(Looked { path: path.to_owned(), sound });
    Sheet { title: Both::by(|_| path.display().to_string()), rehearsal: false, lines, plan }
}

/// The meeting that would be held.
fn about(plan: &Plan, lang: Lang) -> Vec<(Role, String)> {
    let say = Say(lang);
    let voters = plan.roster.iter().filter(|member| member.may_vote()).count();
    let mut lines = vec![
        (Role::Title, format!("{} {}", plan.organisation, plan.title)),
        (Role::Text, say.day(&plan.date, &plan.place)),
        (Role::Text, say.people(plan.roster.len(), voters)),
    ];
    lines.extend(plan.contests.iter().map(|contest| {
        let office = office_text(&contest.office, lang);
        (Role::Text, say.contest(&office, contest.seats, contest.candidates.len()))
    }));
    let today = wall_time().get(..10).unwrap_or_default().to_owned();
    lines.extend((today != plan.date).then(|| (Role::Warn, say.other_day(&plan.date, &today))));
    lines
}

/// A finding: where, what is wrong, how to mend it.
fn told(finding: &Finding, path: &Path, lang: Lang) -> Vec<(Role, String)> {
    let role = if finding.severity() == Severity::Error { Role::Refuse } else { Role::Warn };
    let [what, mend] = check::paragraph(finding, path, lang);
    vec![(role, what), (Role::Text, mend)]
}
