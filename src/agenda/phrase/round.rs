//! The events of a round in words.

use crate::agenda::round::office_text;
use crate::agenda::round::passes::number;
use crate::agenda::{
    Event, Floor, RoundId, announce, ballot_box, calling, collect, compare, examine, issue, report, signing,
    spares, voters, voting,
};
use crate::domain::round::RoundVerdict;
use crate::domain::{Mark, MemberId, Nominee, Paper, Ruling, WriteIn};
use crate::locale::Lang;
use crate::messages;

messages! {
    /// Events of a round in words.
    struct Say {
        counted(due: u32, present: u32) { zh: "再次清点：应到 {due}，实到 {present}", en: "voters counted again: {due} due, {present} present" }
        sealed { zh: "票箱当众查看、加封", en: "the box is shown empty and sealed" }
        issued(printed: u32, issued: u32) { zh: "印制选票 {printed} 张，发出 {issued} 张", en: "{printed} papers printed, {issued} issued" }
        replaced { zh: "换一张写坏的选票", en: "a spoiled paper is replaced" }
        closed { zh: "投票结束", en: "voting closes" }
        spares(count: u32) { zh: "剩余选票 {count} 张当众作废", en: "{count} spare papers voided in public" }
        opened { zh: "开箱并混合选票", en: "the box is opened, the papers are mixed" }
        collected(collected: u32) { zh: "收回选票 {collected} 张", en: "{collected} papers collected" }
        recounted(collected: u32, reason: &str) { zh: "更正收回张数为 {collected}：{reason}", en: "papers collected put right to {collected}: {reason}" }
        valid { zh: "宣布本次选举有效", en: "the round is declared valid" }
        void { zh: "宣布本次选举无效，重新选举", en: "the round is declared void and held again" }
        aside(paper: &str) { zh: "挑出一张票：{paper}", en: "a paper set aside: {paper}" }
        ruled_valid(place: &str) { zh: "认定{place}有效", en: "{place} is ruled valid" }
        ruled_invalid(place: &str) { zh: "认定{place}无效", en: "{place} is ruled invalid" }
        parted(from: &str) { zh: "监票人取消认定：票上的“{from}”另计", en: "the scrutineers take back who “{from}” on papers is" }
        merged(from: &str, into: &str) { zh: "监票人认定票上的“{from}”是{into}", en: "the scrutineers decide that “{from}” on papers is {into}" }
        paper(place: &str, paper: &str) { zh: "{place}：{paper}", en: "{place}: {paper}" }
        corrected(place: &str, reason: &str) { zh: "更正{place}：{reason}", en: "{place} corrected: {reason}" }
        removed(place: &str, reason: &str) { zh: "去掉多记的{place}：{reason}", en: "{place}, entered once too often, is taken out: {reason}" }
        for_names(names: &str) { zh: "赞成 {names}", en: "for {names}" }
        against(names: &str) { zh: "不赞成 {names}", en: "against {names}" }
        blank(names: &str) { zh: "弃权 {names}", en: "blank {names}" }
        written(names: &str) { zh: "另选 {names}", en: "written in {names}" }
        all_blank { zh: "全空白", en: "all blank" }
        invalid { zh: "无效票", en: "invalid" }
        doubtful { zh: "疑问票", en: "doubtful" }
        compared { zh: "与计票单核对", en: "compared with the tellers' sheet" }
        signed(names: &str) { zh: "结果单签字：{names}", en: "result sheet signed by {names}" }
        reopened(reason: &str) { zh: "重新核对结果：{reason}", en: "the result is opened again: {reason}" }
        reported { zh: "监票人报告计票结果", en: "the scrutineer reports the result" }
        announced(office: &str) { zh: "宣布{office}选举结果", en: "the result is announced: {office}" }
        next(names: &str) { zh: "再投一轮：{names}", en: "another round on {names}" }
        higher(note: &str) { zh: "请示上级党组织：{note}", en: "the higher body is asked: {note}" }
    }
}

/// The event in words; `None` for one that is not of a round.
pub(super) fn words(floor: &Floor, event: &Event, lang: Lang) -> Option<String> {
    let say = Say(lang);
    Some(match event {
        Event::Voters(voters::Event::Counted { due, present, .. }) => say.counted(*due, *present),
        Event::BallotBox(ballot_box::Event::ShownAndSealed { .. }) => say.sealed(),
        Event::Issue(issue::Event::PapersIssued { printed, issued, .. }) => say.issued(*printed, *issued),
        Event::Issue(issue::Event::PaperReplaced { .. }) => say.replaced(),
        Event::Voting(voting::Event::Closed { .. }) => say.closed(),
        Event::Spares(spares::Event::Voided { count, .. }) => say.spares(*count),
        Event::Collect(event) => collected(event, say),
        Event::Examine(event) => examined(floor, event, lang),
        Event::Calling(event) => called(floor, event, lang),
        _ => return after_calling(floor, event, lang),
    })
}

fn collected(event: &collect::Event, say: Say) -> String {
    match event {
        collect::Event::BoxOpened { .. } => say.opened(),
        collect::Event::PapersCounted { collected, .. } => say.collected(*collected),
        collect::Event::RoundDeclared { verdict: RoundVerdict::Valid, .. } => say.valid(),
        collect::Event::RoundDeclared { verdict: RoundVerdict::Void, .. } => say.void(),
        collect::Event::CountCorrected { collected, reason, .. } => say.recounted(*collected, reason),
    }
}

fn examined(floor: &Floor, event: &examine::Event, lang: Lang) -> String {
    let say = Say(lang);
    match event {
        examine::Event::PaperSetAside { round, paper } => say.aside(&paper_words(floor, *round, paper, lang)),
        examine::Event::PaperRuled { round, at, ruling, .. } => {
            let place = lies(floor, *round, number(at + 1), lang);
            match ruling {
                Ruling::Valid(_) => say.ruled_valid(&place),
                Ruling::Invalid(_) => say.ruled_invalid(&place),
            }
        }
        examine::Event::SpellingsParted { from, .. } => say.parted(from.name.as_str()),
        examine::Event::SpellingsMerged { from, into, .. } => {
            say.merged(from.name.as_str(), into.name.as_str())
        }
    }
}

/// Where the paper with this number lies, as the screens say it.
fn lies(floor: &Floor, round: RoundId, number: u32, lang: Lang) -> String {
    floor.rounds.get(&round).map_or_else(String::new, |round| examine::place(round, number, lang))
}

fn called(floor: &Floor, event: &calling::Event, lang: Lang) -> String {
    let say = Say(lang);
    match event {
        calling::Event::Recorded { round, number, paper } => {
            say.paper(&lies(floor, *round, *number, lang), &paper_words(floor, *round, paper, lang))
        }
        calling::Event::Corrected { round, number, reason, .. } => {
            say.corrected(&lies(floor, *round, *number, lang), reason)
        }
        calling::Event::Removed { round, number, reason, .. } => {
            say.removed(&lies(floor, *round, *number, lang), reason)
        }
        calling::Event::TellerSeated { .. } | calling::Event::BundleTied { .. } => {
            super::counting::words(floor, &event.clone().into(), lang).unwrap_or_default()
        }
    }
}

fn after_calling(floor: &Floor, event: &Event, lang: Lang) -> Option<String> {
    let say = Say(lang);
    Some(match event {
        Event::Compare(compare::Event::SheetCompared { .. }) => say.compared(),
        Event::Signing(signing::Event::SheetSigned { signers, .. }) => {
            say.signed(&names(floor, signers, lang))
        }
        Event::Signing(signing::Event::ResultReopened { reason, .. }) => say.reopened(reason),
        Event::Report(report::Event::Reported { .. }) => say.reported(),
        Event::Announce(announce::Event::Announced { round }) => say.announced(&office(floor, *round, lang)),
        Event::Announce(announce::Event::NextRoundChosen { names, .. }) => {
            say.next(&lang.list(names.iter().map(|nominee: &Nominee| nominee.name.as_str())))
        }
        Event::Announce(announce::Event::HigherBodyAsked { note, .. }) => say.higher(note),
        event => return super::counting::words(floor, event, lang),
    })
}

fn names(floor: &Floor, members: &[MemberId], lang: Lang) -> String {
    lang.list(members.iter().map(|member| floor.name(*member)))
}

fn office(floor: &Floor, round: RoundId, lang: Lang) -> String {
    floor.rounds.get(&round).map(|round| office_text(&round.office, lang)).unwrap_or_default()
}

/// What stands on a paper, in the words in which a caller reads it.
pub(super) fn paper_words(floor: &Floor, round: RoundId, paper: &Paper, lang: Lang) -> String {
    let say = Say(lang);
    if paper.void.is_some() {
        return say.invalid();
    }
    let with = |mark: Mark| {
        let slate =
            floor.rounds.get(&round).map(|round| round.slate().candidates.as_slice()).unwrap_or_default();
        let marked = slate.iter().zip(&paper.marks).filter(|(_, other)| **other == mark);
        lang.list(marked.map(|(candidate, _)| candidate.name.as_str()))
    };
    let written = lang.list(paper.write_ins.iter().map(|write_in: &WriteIn| write_in.name.as_str()));
    let parts = [
        (with(Mark::Approve), Say::for_names as fn(Say, &str) -> String),
        (with(Mark::Against), Say::against),
        (with(Mark::Abstain), Say::blank),
        (written, Say::written),
    ];
    let only_blank = parts.iter().filter(|(names, _)| !names.is_empty()).count() == 1
        && paper.marks.iter().all(|mark| *mark == Mark::Abstain);
    if only_blank {
        return say.all_blank();
    }
    let said: Vec<_> =
        parts.iter().filter(|(names, _)| !names.is_empty()).map(|(names, words)| words(say, names)).collect();
    let doubt = if paper.doubts.is_empty() { None } else { Some(say.doubtful()) };
    said.into_iter().chain(doubt).collect::<Vec<_>>().join(lang.pick("；", "; "))
}
