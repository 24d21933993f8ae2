//! One line for every event of a round.

use super::super::figures::names;
use crate::agenda::calling::mark_text;
use crate::agenda::examine::judgement_text;
use crate::agenda::round::{judged, round_title};
use crate::agenda::{
    Floor, RoundId, announce, ballot_box, calling, collect, compare, examine, issue, report, signing, spares,
    voters, voting,
};
use crate::domain::round::RoundVerdict;
use crate::domain::{Paper, Ruling};
use crate::locale::Lang;

crate::messages! {
    /// One line for each event of a round.
    struct Say {
        of(round: &str, text: &str) { zh: "{round}：{text}", en: "{round}: {text}" }
        base(due: u32, present: u32) { zh: "第二次清点，应到 {due} 人，实到 {present} 人", en: "second count, {due} due, {present} present" }
        sealed { zh: "票箱当众检查并封箱", en: "box shown empty and sealed" }
        issued(printed: u32, issued: u32) { zh: "印制 {printed} 张，发出 {issued} 张", en: "{printed} papers printed, {issued} issued" }
        issued_fewer(printed: u32, issued: u32, reason: &str) { zh: "印制 {printed} 张，发出 {issued} 张（{reason}）", en: "{printed} papers printed, {issued} issued ({reason})" }
        replaced { zh: "一张写错的选票作废并换发", en: "a spoiled paper replaced" }
        voted { zh: "投票结束", en: "voting closed" }
        spares(count: u32) { zh: "剩余 {count} 张选票当众作废", en: "{count} spares voided" }
        opened { zh: "开箱", en: "box opened" }
        collected(collected: u32) { zh: "收回选票 {collected} 张", en: "{collected} papers collected" }
        valid { zh: "主持人宣布选举有效", en: "declared valid" }
        void { zh: "主持人宣布选举无效，重新选举", en: "declared void, to be held again" }
        aside(marks: &str, why: &str) { zh: "验票挑出一张 {marks}（{why}）", en: "a paper set aside {marks} ({why})" }
        ruled(number: usize, decision: &str, reason: &str, by: &str) { zh: "第 {number} 张认定为{decision}：{reason}（{by}）", en: "paper {number} decided {decision}: {reason} ({by})" }
        as_valid { zh: "有效", en: "valid" }
        as_invalid { zh: "无效", en: "invalid" }
        paper(number: u32, marks: &str) { zh: "第 {number} 张 {marks}", en: "paper {number} {marks}" }
        paper_why(number: u32, marks: &str, why: &str) { zh: "第 {number} 张 {marks}（{why}）", en: "paper {number} {marks} ({why})" }
        corrected(number: u32, marks: &str, reason: &str) { zh: "更正第 {number} 张为 {marks}，原因：{reason}", en: "paper {number} corrected to {marks}, reason: {reason}" }
        compared(figures: &str) { zh: "核对计票单：{figures}", en: "tellers’ sheet: {figures}" }
        signed(names: &str) { zh: "{names} 在结果单上签字", en: "result sheet signed by {names}" }
        reopened(reason: &str) { zh: "重新核对结果，理由：{reason}", en: "result opened again, because: {reason}" }
        reported { zh: "监票人报告结果", en: "result reported" }
        announced { zh: "主持人宣布当选", en: "elected announced" }
        announced_names(names: &str) { zh: "主持人宣布当选：{names}", en: "elected announced: {names}" }
        next(round: &str, names: &str) { zh: "决定{round}，列入：{names}", en: "next: {round}, with {names}" }
        higher(note: &str) { zh: "请示上级党组织：{note}", en: "the higher body is asked: {note}" }
    }
}

/// The line of an event, with the round that it belongs to.
fn of(floor: &Floor, round: RoundId, text: &str, lang: Lang) -> String {
    let Some(round) = floor.rounds.get(&round) else { return text.to_owned() };
    Say(lang).of(&round_title(&round.office, round.round.kind, lang), text)
}

pub(super) fn voters(event: &voters::Event, floor: &Floor, lang: Lang) -> String {
    let voters::Event::Counted { round, due, present } = event;
    of(floor, *round, &Say(lang).base(*due, *present), lang)
}

pub(super) fn ballot_box(event: &ballot_box::Event, floor: &Floor, lang: Lang) -> String {
    let ballot_box::Event::ShownAndSealed { round } = event;
    of(floor, *round, &Say(lang).sealed(), lang)
}

pub(super) fn issue(event: &issue::Event, floor: &Floor, lang: Lang) -> String {
    let say = Say(lang);
    match event {
        issue::Event::PapersIssued { round, printed, issued, reason } => {
            let text = reason.as_ref().map_or_else(
                || say.issued(*printed, *issued),
                |reason| say.issued_fewer(*printed, *issued, reason),
            );
            of(floor, *round, &text, lang)
        }
        issue::Event::PaperReplaced { round } => of(floor, *round, &say.replaced(), lang),
    }
}

pub(super) fn voting(event: &voting::Event, floor: &Floor, lang: Lang) -> String {
    let voting::Event::Closed { round } = event;
    of(floor, *round, &Say(lang).voted(), lang)
}

pub(super) fn spares(event: &spares::Event, floor: &Floor, lang: Lang) -> String {
    let spares::Event::Voided { round, count } = event;
    of(floor, *round, &Say(lang).spares(*count), lang)
}

pub(super) fn collect(event: &collect::Event, floor: &Floor, lang: Lang) -> String {
    let say = Say(lang);
    let (round, text) = match event {
        collect::Event::BoxOpened { round } => (round, say.opened()),
        collect::Event::PapersCounted { round, collected } => (round, say.collected(*collected)),
        collect::Event::RoundDeclared { round, verdict: RoundVerdict::Valid } => (round, say.valid()),
        collect::Event::RoundDeclared { round, verdict: RoundVerdict::Void } => (round, say.void()),
    };
    of(floor, *round, &text, lang)
}

pub(super) fn examine(event: &examine::Event, floor: &Floor, lang: Lang) -> String {
    let say = Say(lang);
    match event {
        examine::Event::PaperSetAside { round, paper } => {
            let text = say.aside(&marks(paper, lang), &why(floor, *round, paper, lang));
            of(floor, *round, &text, lang)
        }
        examine::Event::PaperRuled { round, at, ruling, reason, by } => {
            let decision = match ruling {
                Ruling::Valid(_) => say.as_valid(),
                Ruling::Invalid(_) => say.as_invalid(),
            };
            of(floor, *round, &say.ruled(at + 1, &decision, reason, &names(floor, by, lang)), lang)
        }
    }
}

pub(super) fn calling(event: &calling::Event, floor: &Floor, lang: Lang) -> String {
    let say = Say(lang);
    match event {
        calling::Event::Recorded { round, number, paper } => {
            let (marks, why) = (marks(paper, lang), why(floor, *round, paper, lang));
            if why.is_empty() { say.paper(*number, &marks) } else { say.paper_why(*number, &marks, &why) }
        }
        calling::Event::Corrected { number, paper, reason, .. } => {
            say.corrected(*number, &marks(paper, lang), reason)
        }
    }
}

/// The marks of a paper, and the names written on it.
fn marks(paper: &Paper, lang: Lang) -> String {
    let marks = mark_text(&paper.marks);
    let written = lang.list(paper.write_ins.iter().map(|write_in| &write_in.name));
    if written.is_empty() { marks } else { format!("{marks} {written}") }
}

/// Why a paper is invalid or doubtful; empty for a valid one.
fn why(floor: &Floor, round: RoundId, paper: &Paper, lang: Lang) -> String {
    let round = floor.rounds.get(&round);
    round.map(|round| judgement_text(&judged(floor, round, paper), lang)).unwrap_or_default()
}

pub(super) fn compare(event: &compare::Event, floor: &Floor, lang: Lang) -> String {
    let compare::Event::SheetCompared { round, approvals } = event;
    let figures = lang.list(approvals.iter().map(u32::to_string));
    of(floor, *round, &Say(lang).compared(&figures), lang)
}

pub(super) fn signing(event: &signing::Event, floor: &Floor, lang: Lang) -> String {
    let say = Say(lang);
    match event {
        signing::Event::SheetSigned { round, signers } => {
            of(floor, *round, &say.signed(&names(floor, signers, lang)), lang)
        }
        signing::Event::ResultReopened { round, reason } => of(floor, *round, &say.reopened(reason), lang),
    }
}

pub(super) fn report(event: &report::Event, floor: &Floor, lang: Lang) -> String {
    let report::Event::Reported { round } = event;
    of(floor, *round, &Say(lang).reported(), lang)
}

pub(super) fn announce(event: &announce::Event, floor: &Floor, lang: Lang) -> String {
    let say = Say(lang);
    match event {
        announce::Event::Announced { round } => of(floor, *round, &elected(floor, *round, say), lang),
        announce::Event::NextRoundChosen { round, kind, names } => {
            let office = floor.rounds.get(round).map(|round| round_title(&round.office, *kind, lang));
            let people = lang.list(names.iter().map(|nominee| &nominee.name));
            of(floor, *round, &say.next(&office.unwrap_or_default(), &people), lang)
        }
        announce::Event::HigherBodyAsked { round, note } => of(floor, *round, &say.higher(note), lang),
    }
}

fn elected(floor: &Floor, id: RoundId, say: Say) -> String {
    let round = floor.rounds.get(&id);
    let outcome = round.and_then(|round| round.outcome(floor.procedure()));
    let names = outcome.map(|outcome| say.0.list(outcome.elected.iter().map(|nominee| &nominee.name)));
    match names.filter(|names| !names.is_empty()) {
        Some(names) => say.announced_names(&names),
        None => say.announced(),
    }
}
