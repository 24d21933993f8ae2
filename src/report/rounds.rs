//! A round of voting as papers tell it: its base, its papers, its votes, what came of it.

use super::document::Block;
use super::figures::{clock, names};
use super::{counting, history, set_aside, votes};
use crate::agenda::Floor;
use crate::agenda::announce::state_text;
use crate::agenda::report::places;
use crate::agenda::round::{
    Choice, Milestone, Recounted, RoundState, Wait, elects_sentence, names_in_order, office_text,
};
use crate::domain::round::RoundVerdict;
use crate::domain::{Outcome, Place, RoundKind, Turnout};
use crate::locale::Lang;

crate::messages! {
    /// Words of a round.
    struct Say {
        slate(seats: u32, candidates: usize, names: &str) { zh: "应选 {seats} 名，候选人 {candidates} 名（以选票所列为序）：{names}。", en: "{seats} to be elected, {candidates} candidate(s) in the order of the paper: {names}." }
        base(due: u32, present: u32) { zh: "投票前第二次清点：应到会有选举权 {due} 人，实到会有选举权 {present} 人。", en: "Second count before the papers: {due} voters due, {present} voters present." }
        waited(at: &str, due: u32, present: u32, needed: u32) { zh: "{at}　投票前清点人数：应到会有选举权 {due} 人，实到 {present} 人，不足规定的 {needed} 人，不能投票，会议等候", en: "{at} Count before the papers: {due} voters due, {present} present, fewer than the {needed} required: no vote could be held, and the meeting waited" }
        regained(waited: &str, at: &str, present: u32) { zh: "{waited}；{at} 实到 {present} 人，达到规定人数。", en: "{waited}; at {at} there were {present}, enough for a vote." }
        not_regained(waited: &str) { zh: "{waited}。", en: "{waited}." }
        sealed { zh: "票箱经监票人当众检查，确认为空，封箱。", en: "The box was shown empty and sealed." }
        issued(printed: u32, issued: u32) { zh: "印制选票 {printed} 张，发出 {issued} 张", en: "{printed} papers were printed, {issued} issued" }
        fewer(reason: &str) { zh: "（少于实到会人数，原因：{reason}）", en: " (fewer than voters present, because: {reason})" }
        replaced(replaced: u32) { zh: "，写错当众作废并换发 {replaced} 张", en: ", {replaced} cancelled in public as spoiled and replaced" }
        spare(spare: u32) { zh: "，剩余 {spare} 张", en: ", {spare} left over" }
        spare_voided(spare: u32) { zh: "，剩余 {spare} 张当众作废", en: ", {spare} left over and voided in public" }
        valid_round(collected: u32, issued: u32) { zh: "收回选票 {collected} 张，不多于发出的 {issued} 张和实到会人数，主持人宣布本次选举有效。", en: "{collected} papers were collected, no more than the {issued} issued nor than voters present; the chair declared the vote valid." }
        void_round(collected: u32, issued: u32) { zh: "收回选票 {collected} 张，发出 {issued} 张，收回的多于规定，主持人宣布本次选举无效，重新选举；本次选票没有计票。", en: "{collected} papers were collected, {issued} had been issued: more than allowed. The chair declared the vote void, to be held again; its papers were not counted." }
        counted(valid: u32, invalid: u32) { zh: "有效票 {valid} 张，无效票 {invalid} 张。", en: "{valid} papers are valid, {invalid} invalid." }
        aside { zh: "经认定的无效票和疑问票如下：", en: "Papers found invalid or doubtful:" }
        aside_void { zh: "作废以前挑出的无效票和疑问票如下：", en: "Papers set aside as invalid or doubtful before the vote was void:" }
        votes { zh: "得票情况如下：", en: "The votes:" }
        name { zh: "姓名", en: "Name" }
        approve { zh: "赞成", en: "Yes" }
        against { zh: "不赞成", en: "No" }
        abstain { zh: "弃权", en: "Abstained" }
        result { zh: "结果", en: "Result" }
        written(name: &str) { zh: "{name}（另选人）", en: "{name} (write-in)" }
        compared { zh: "唱票结果与计票人的计票单逐人核对一致。", en: "The count agrees with the tellers’ sheet, name by name." }
        signed(names: &str) { zh: "{names}在计票结果单上签字。", en: "{names} signed the result sheet." }
        reported { zh: "监票人报告计票结果。", en: "The scrutineer reported the result." }
        unreported { zh: "计票结果尚未报告。", en: "The result of the count has not been reported." }
        elected(names: &str, office: &str) { zh: "主持人宣布：{names}当选为{office}。", en: "The chair announced: {names} elected as {office}." }
        nobody(office: &str) { zh: "主持人宣布：本轮没有人当选为{office}。", en: "The chair announced that nobody is elected as {office} in this round." }
        tied(names: &str, open: u32) { zh: "{names}得票相等，尚有 {open} 个名额不能确定。", en: "{names} are level; {open} seat(s) undecided." }
        short(open: u32) { zh: "当选人少于应选名额，尚缺 {open} 名。", en: "Fewer are elected than seats; {open} stay open." }
        next_runoff { zh: "主持人决定就得票相等的人再次投票。", en: "The chair decided on a new vote among those tied." }
        next_supplementary { zh: "主持人决定对不足的名额另行选举。", en: "The chair decided on a supplementary round for the open seats." }
        next_repeat { zh: "主持人决定重新选举。", en: "The chair decided to hold the vote again." }
        higher(note: &str) { zh: "主持人决定请示上级党组织：{note}", en: "The chair decided to ask the higher body: {note}" }
    }
}

/// The votes in columns, every name, in the order in which they were reported.
pub(super) fn votes_table(floor: &Floor, round: &RoundState, lang: Lang) -> Option<Block> {
    let say = Say(lang);
    let header = vec![say.name(), say.approve(), say.against(), say.abstain(), say.result()];
    let places = places(floor, round);
    Block::table(header, places.iter().map(|place| row(round, place, lang)).collect())
}

fn row(round: &RoundState, place: &Place, lang: Lang) -> Vec<String> {
    let state = state_text(place.state, round.round.kind, lang);
    let [name, approve, against, abstain] = figures(place, lang);
    vec![name, approve, against, abstain, state]
}

/// A name and its votes as the cells of a table; for a write-in only approvals are counted.
pub(super) fn figures(place: &Place, lang: Lang) -> [String; 4] {
    let sums = place.sums;
    let name = place.nominee.name.as_str();
    if place.printed {
        let [approve, against, abstain] =
            [sums.approve, sums.against, sums.abstain].map(|sum| sum.to_string());
        [name.to_owned(), approve, against, abstain]
    } else {
        [Say(lang).written(name), sums.approve.to_string(), "—".into(), "—".into()]
    }
}

/// The whole round as the minutes tell it; as far as it went.
pub(super) fn told(floor: &Floor, round: &RoundState, lang: Lang) -> Vec<Block> {
    let say = Say(lang);
    let waits = round.waits().map(|wait| waited(wait, say));
    let Some(base) = round.base else { return Block::paragraphs(waits) };
    let slate = round.slate();
    let candidates = lang.list(slate.candidates.iter().map(|candidate| &candidate.name));
    let mut texts = vec![say.slate(slate.seats, slate.candidates.len(), &candidates)];
    texts.extend(waits);
    texts.push(say.base(base.due, base.present));
    texts.extend(round.has(Milestone::BoxSealed).then(|| say.sealed()));
    texts.extend(papers(round, say));
    texts.extend(declared(round, say));
    if let Some(before) = &round.before_void {
        return [Block::paragraphs(texts), void(floor, before, lang)].concat();
    }
    if round.counted() {
        texts.extend(counting::told(floor, round, lang));
    }
    texts.extend(history::told(floor, round, lang));
    let mut blocks = Block::paragraphs(texts);
    if round.counted() {
        blocks.extend(counted(floor, round, lang));
    }
    blocks
}

/// That the meeting waited for voters before it could vote: numbers and times, for who comes and leaves is told elsewhere.
fn waited(wait: &Wait, say: Say) -> String {
    let text = say.waited(clock(&wait.since), wait.due, wait.present, wait.needed);
    match &wait.until {
        Some((at, present)) => say.regained(&text, clock(at), *present),
        None => say.not_regained(&text),
    }
}

fn papers(round: &RoundState, say: Say) -> Option<String> {
    let issued = round.issued.as_ref()?;
    let papers = round.papers;
    let mut text = say.issued(papers.printed, papers.issued);
    text.push_str(&issued.reason.as_deref().map(|reason| say.fewer(reason)).unwrap_or_default());
    if papers.replaced > 0 {
        text.push_str(&say.replaced(papers.replaced));
    }
    if papers.spare > 0 {
        let spare = if round.has(Milestone::SparesVoided) {
            say.spare_voided(papers.spare)
        } else {
            say.spare(papers.spare)
        };
        text.push_str(&spare);
    }
    text.push_str(say.0.pick("。", "."));
    Some(text)
}

/// How far the count of a round had come that was found void, and at last that it was.
fn void(floor: &Floor, before: &RoundState, lang: Lang) -> Vec<Block> {
    let mut texts = counting::told(floor, before, lang);
    texts.extend(history::told(floor, before, lang));
    let found = texts.pop();
    let mut blocks = Block::paragraphs(texts);
    if let Some(table) = set_aside::table(floor, before, lang) {
        blocks.push(Block::Paragraph(Say(lang).aside_void()));
        blocks.push(table);
    }
    blocks.extend(Block::paragraphs(found));
    blocks
}

/// What the chair declared first: a number put right afterwards is told where that happened.
fn declared(round: &RoundState, say: Say) -> Option<String> {
    let Turnout { issued, collected, .. } = round.turnout();
    if let Some(Recounted { was, .. }) = round.recounted().next() {
        return Some(say.valid_round(*was, issued));
    }
    Some(match round.declared? {
        RoundVerdict::Valid => say.valid_round(collected, issued),
        RoundVerdict::Void => say.void_round(collected, issued),
    })
}

fn counted(floor: &Floor, round: &RoundState, lang: Lang) -> Vec<Block> {
    let say = Say(lang);
    let mut blocks = vec![Block::Paragraph(say.counted(round.tally.valid, round.tally.invalid))];
    if let Some(table) = set_aside::table(floor, round, lang) {
        blocks.push(Block::Paragraph(say.aside()));
        blocks.push(table);
    }
    blocks.extend(elects_sentence(floor, round, lang).map(Block::Paragraph));
    if !round.has(Milestone::Reported) {
        blocks.push(Block::Paragraph(say.unreported()));
    } else if let Some(table) = votes_table(floor, round, lang) {
        blocks.push(Block::Paragraph(say.votes()));
        blocks.push(table);
    }
    blocks.extend(Block::paragraphs(confirmed(floor, round, lang)));
    blocks.extend(Block::paragraphs(announced(floor, round, lang)));
    blocks
}

/// The sheet compared, signed, reported.
fn confirmed(floor: &Floor, round: &RoundState, lang: Lang) -> Vec<String> {
    let say = Say(lang);
    let signed = !round.signed.is_empty();
    let mut texts = Vec::new();
    texts.extend((round.sheet.is_some() && signed).then(|| say.compared()));
    texts.extend(signed.then(|| say.signed(&names(floor, &round.signed, lang))));
    texts.extend(super::result_sheet::unsigned(floor, round, lang));
    texts.extend(round.has(Milestone::Reported).then(|| say.reported()));
    texts
}

fn announced(floor: &Floor, round: &RoundState, lang: Lang) -> Vec<String> {
    let Some(outcome) = round.outcome(floor.procedure()).filter(|_| round.announced()) else {
        return Vec::new();
    };
    let say = Say(lang);
    let office = office_text(&round.office, lang);
    let mut texts = vec![if outcome.elected.is_empty() {
        say.nobody(&office)
    } else {
        say.elected(&lang.list(names_in_order(round, &outcome.elected)), &office)
    }];
    texts.extend(open_seats(&outcome, say));
    texts.extend(votes::fewer(floor, round, lang));
    texts.extend(round.choice.as_ref().and_then(|choice| choice_text(floor, choice, say)));
    texts
}

fn open_seats(outcome: &Outcome, say: Say) -> Option<String> {
    if outcome.open == 0 {
        return None;
    }
    let tied = say.0.list(outcome.tied.iter().map(|nominee| &nominee.name));
    Some(if outcome.tied.is_empty() { say.short(outcome.open) } else { say.tied(&tied, outcome.open) })
}

fn choice_text(floor: &Floor, choice: &Choice, say: Say) -> Option<String> {
    match choice {
        Choice::HigherBody(note) => Some(say.higher(note)),
        // The vote on it is told in full.
        Choice::FewerSeats => None,
        Choice::Round(next) => Some(match floor.rounds.get(next)?.round.kind {
            RoundKind::Runoff => say.next_runoff(),
            RoundKind::Supplementary => say.next_supplementary(),
            RoundKind::Repeat | RoundKind::First => say.next_repeat(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::roll_call::Way;
    use crate::agenda::sample::{act, at, play_item, round};
    use crate::agenda::{Kind, course};
    use crate::domain::MemberId;

    fn told_in(floor: &Floor, lang: Lang) -> Vec<Block> {
        told(floor, round(floor), lang)
    }

    #[test]
    fn too_few_at_the_second_count_and_enough_later_is_told_in_numbers() {
        let mut floor = at(Kind::Voters);
        let mut moves = |members: std::ops::Range<u16>, way| {
            for member in members {
                act(&mut floor, course::Command::ComeOrGo(MemberId(member), way)).unwrap();
            }
            floor.clone()
        };
        let short = moves(12..18, Way::Leaves);
        let text = |floor: &Floor, lang| match told_in(floor, lang).as_slice() {
            [Block::Paragraph(text)] => text.clone(),
            other => panic!("one paragraph: {other:?}"),
        };
        let zh =
            "09:30　投票前清点人数：应到会有选举权 38 人，实到 30 人，不足规定的 31 人，不能投票，会议等候";
        assert_eq!(text(&short, Lang::Zh), format!("{zh}。"));
        let mut floor = moves(12..13, Way::Comes);
        play_item(&mut floor);
        let blocks = told_in(&floor, Lang::Zh);
        let regained = Block::Paragraph(format!("{zh}；09:30 实到 31 人，达到规定人数。"));
        let second = "投票前第二次清点：应到会有选举权 38 人，实到会有选举权 31 人。";
        assert_eq!(blocks[1..3], [regained, Block::Paragraph(second.into())]);
        let en = "09:30 Count before the papers: 38 voters due, 30 present, fewer than the 31 required: \
                  no vote could be held, and the meeting waited; at 09:30 there were 31, enough for a vote.";
        assert_eq!(told_in(&floor, Lang::En)[1], Block::Paragraph(en.into()));
    }
}
