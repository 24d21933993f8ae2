//! What befell a round's count after it was declared, as the minutes tell it: in the order in which it happened.
//!
//! A paper has the number under which people knew it at that moment, its place in its bundle where papers lie in bundles. Once
//! a paper was taken out those behind it have moved up: then the sentence says that the number is the one of that time, and
//! which it is now. So every sentence agrees with what was said in the room and with the record, and the list of papers set
//! aside, which has the numbers of the end, agrees with both.

use super::figures::names;
use super::result_sheet::signed_before;
use super::set_aside::decided;
use super::votes;
use crate::agenda::Floor;
use crate::agenda::compare::Mended;
use crate::agenda::round::{
    Announced, Correction, GivenUp, Happened, Merged, Overruled, Overruling, Parted, Recounted, Reopened,
    RoundState, Ruled, Spot, Stood, office_text,
};
use crate::agenda::second_pass::paper_text;
use crate::domain::round::RoundVerdict;
use crate::domain::{Paper, RoundKind};
use crate::locale::Lang;

crate::messages! {
    /// Words of what befell a count.
    struct Say {
        place(number: u32) { zh: "第 {number} 张", en: "paper {number}" }
        in_bundle(bundle: u32, number: u32) { zh: "第 {bundle} 捆第 {number} 张", en: "bundle {bundle}, paper {number}" }
        then(place: &str) { zh: "当时的{place}", en: "{place} as then numbered" }
        then_now(then: &str, now: &str) { zh: "当时的{then}（现为{now}）", en: "{then} as then numbered (now {now})" }
        sheet_mended(differences: &str, reason: &str) { zh: "计票单曾与唱票结果不一致（{differences}）；核对选票后重新填写：{reason}。", en: "The tellers’ sheet had differed from the count ({differences}); after a look at the papers it was typed in again: {reason}." }
        sheet_differed(name: &str, sheet: u32, called: u32) { zh: "{name} 计票单 {sheet} 票、唱票 {called} 票", en: "{name}: sheet {sheet}, called {called}" }
        sheet_others(others: u32) { zh: "单上另有其他人 {others} 票", en: "others on the sheet: {others}" }
        corrected(place: &str, before: &str, after: &str, reason: &str) { zh: "更正{place}：原记 {before}，看原票更正为 {after}，原因：{reason}。", en: "{place} was corrected from {before} to {after} on looking at it: {reason}." }
        decided_again(place: &str, reason: &str) { zh: "{place}重新交监票人认定，原因：{reason}。", en: "{place} was given back to the scrutineers for a new decision: {reason}." }
        removed(place: &str, before: &str, reason: &str) { zh: "去掉多记的{place}（{before}），号数随之重排，原因：{reason}。", en: "{place} ({before}) had been entered once too often and was taken out, those behind it moving up: {reason}." }
        ruled_before(decision: &str, reason: &str, by: &str) { zh: "监票人{by}先前对它的认定（{decision}；理由：{reason}）随之作废。", en: "What the scrutineers {by} had decided about it ({decision}; reason: {reason}) is void." }
        overruled(place: &str, decision: &str, reason: &str, by: &str, why: &str) { zh: "{place}监票人{by}先前认定为：{decision}，理由：{reason}；{why}。", en: "{place}: the scrutineers {by} had decided: {decision}, reason: {reason}; {why}." }
        by_spelling { zh: "因上述对写法的认定有变，这一认定作废，按规则重新判定", en: "as that name is read otherwise now, this decision is void and the paper was judged anew by the rules" }
        by_bundle { zh: "重新看票后该票另有读法，这一认定作废", en: "after another look at the bundle another paper stands in its place, and this decision is void" }
        parted(from: &str, into: &str, reason: &str) { zh: "监票人取消先前的认定：票上所写“{from}”不是{into}，理由：{reason}。", en: "The scrutineers took back that “{from}” on papers is {into}: {reason}." }
        had_parted(from: &str, into: &str, reason: &str) { zh: "监票人曾认定票上所写“{from}”就是{into}，后取消，理由：{reason}。", en: "The scrutineers had decided that “{from}” on papers is {into}, and took it back: {reason}." }
        merged(from: &str, into: &str, by: &str, reason: &str) { zh: "监票人{by}共同认定票上所写“{from}”就是{into}，理由：{reason}。", en: "The scrutineers {by} decided together that “{from}” on papers is {into}: {reason}." }
        merged_counted(from: &str, into: &str, by: &str, reason: &str) { zh: "监票人{by}共同认定票上所写“{from}”就是{into}，合并计票，理由：{reason}。", en: "The scrutineers {by} decided together that “{from}” on papers is {into}, and counted both as one: {reason}." }
        nothing_counted { zh: "没有选票因此计票。", en: "No paper counts by it." }
        stay_invalid(papers: u32) { zh: "写有此名的无效票 {papers} 张仍然无效，不计票。", en: "Invalid papers with that name ({papers}) stay invalid and are not counted." }
        recounted(was: u32, now: u32, reason: &str) { zh: "收回选票重新清点，由 {was} 张更正为 {now} 张：{reason}。", en: "The papers collected were counted again: {was} became {now}: {reason}." }
        void(issued: u32) { zh: "收回的多于规定（发出 {issued} 张），主持人宣布本次选举无效，重新选举；", en: "With {issued} issued this is more than allowed. The chair declared the vote void, to be held again; " }
        void_nothing { zh: "本次选票没有计票。", en: "its papers were not counted." }
        void_papers(papers: u32) { zh: "此前已经记下的 {papers} 张选票作废，不再计票。", en: "what had been entered until then ({papers} paper(s)) does not count." }
        void_sheet(valid: u32, invalid: u32) { zh: "此前填写的计票单（有效票 {valid} 张，无效票 {invalid} 张）作废，不再计票。", en: "the sheet typed in until then ({valid} valid, {invalid} invalid) does not count." }
        sheet_anew(valid: u32, invalid: u32) { zh: "此前填写的计票单（有效票 {valid} 张，无效票 {invalid} 张）作废，重新填写。", en: "The sheet typed in until then ({valid} valid, {invalid} invalid) is void and was typed in anew." }
        stood_counted { zh: "结果签字前曾重新核对", en: "Before it was signed the result was opened again" }
        stood_signed { zh: "结果签字后曾重新核对", en: "After it was signed the result was opened again" }
        stood_reported { zh: "结果报告后曾重新核对", en: "After it was reported the result was opened again" }
        stood_announced(elected: &str) { zh: "主持人曾宣布：{elected}；结果宣布后又重新核对，原宣布不再有效", en: "The chair had announced: {elected}; after that the result was opened again, and what was announced does not stand" }
        elected(names: &str, office: &str) { zh: "{names}当选为{office}", en: "{names} elected as {office}" }
        nobody(office: &str) { zh: "没有人当选为{office}", en: "nobody elected as {office}" }
        opened(how: &str, reason: &str, votes: &str, valid: u32, invalid: u32) { zh: "{how}，理由：{reason}。核对前的结果为：{votes}；有效票 {valid} 张，无效票 {invalid} 张。", en: "{how}: {reason}. It had been: {votes}; {valid} valid, {invalid} invalid." }
        opened_reported(how: &str, reason: &str, votes: &str, valid: u32, invalid: u32) { zh: "{how}，理由：{reason}。核对前报告的结果为：{votes}；有效票 {valid} 张，无效票 {invalid} 张。", en: "{how}: {reason}. It had been reported as: {votes}; {valid} valid, {invalid} invalid." }
        level(names: &str, open: u32) { zh: "{names}得票相等，尚有 {open} 个名额不能确定", en: "{names} level, {open} seat(s) undecided" }
        level_again(names: &str, open: u32) { zh: "{names}再次得票相等，尚有 {open} 个名额仍不能确定", en: "{names} level again, {open} seat(s) still undecided" }
        short(open: u32) { zh: "尚缺 {open} 名", en: "{open} seat(s) left open" }
        had(name: &str, votes: u32) { zh: "{name} {votes} 票", en: "{name} {votes}" }
    }
}

/// Everything that befell the count, in order; of papers only once they are counted, or will not be.
pub(super) fn told(floor: &Floor, round: &RoundState, lang: Lang) -> Vec<String> {
    let whole = round.counted() || round.declared == Some(RoundVerdict::Void);
    let mut lapsed = 0;
    let mut texts = Vec::new();
    for (at, what) in round.history.iter().enumerate() {
        match what {
            Happened::Reopened(reopened) => {
                texts.extend(votes::lapsed(floor, round, lapsed..reopened.lapsed, lang));
                lapsed = reopened.lapsed;
                texts.push(reopened_text(floor, round, reopened, lang));
            }
            Happened::Recounted(recounted) => texts.push(recounted_text(round, recounted, lang)),
            Happened::Waited(_) => {}
            what if whole => texts.push(of_papers(floor, round, (at, what), lang)),
            _ => {}
        }
    }
    texts
}

fn of_papers(floor: &Floor, round: &RoundState, (at, what): (usize, &Happened), lang: Lang) -> String {
    match what {
        Happened::Corrected(correction) => corrected_text(floor, round, correction, lang),
        Happened::Overruled(overruled) => overruled_text(floor, round, overruled, lang),
        Happened::Merged(merged) => {
            let later = round.history.get(at..).unwrap_or_default();
            let parted = |what: &Happened| matches!(what, Happened::Parted(parted) if parted.merged.from == merged.from);
            let stands = !later.iter().any(parted);
            merged_text(floor, round, merged, stands, lang)
        }
        Happened::Parted(parted) => parted_text(floor, parted, Say::parted, lang),
        Happened::Mended(mended) => mended_text(mended, lang),
        Happened::Waited(_) | Happened::Recounted(_) | Happened::Reopened(_) => String::new(),
    }
}

/// A paper by its number, or by its place in its bundle where it lies in one.
pub(super) fn place(number: u32, lies: Option<(u32, u32)>, lang: Lang) -> String {
    let say = Say(lang);
    lies.map_or_else(|| say.place(number), |(bundle, number)| say.in_bundle(bundle, number))
}

/// A paper as it was known then, and as it is known now where that differs; in English to begin a sentence with.
fn known_as(round: &RoundState, spot: Spot, lang: Lang) -> String {
    let then = place(spot.number, spot.place, lang);
    let now = spot.now.map(|number| place(number, round.place(number), lang));
    let text = match now {
        Some(now) if now == then => then,
        Some(now) => Say(lang).then_now(&then, &now),
        None => Say(lang).then(&then),
    };
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn corrected_text(floor: &Floor, round: &RoundState, correction: &Correction, lang: Lang) -> String {
    let Correction { spot, before, after, reason, ruled } = correction;
    let say = Say(lang);
    let (place, before) = (known_as(round, *spot, lang), paper_text(before, lang));
    let text = match after {
        Some(after) if paper_text(after, lang) == before => say.decided_again(&place, reason),
        Some(after) => say.corrected(&place, &before, &paper_text(after, lang), reason),
        None => say.removed(&place, &before, reason),
    };
    let ruled = ruled.as_ref().map(|(read, ruled)| {
        let (decision, by) = decision(floor, round, read, ruled, lang);
        say.ruled_before(&decision, &ruled.reason, &by)
    });
    lang.sentences(std::iter::once(text).chain(ruled))
}

fn overruled_text(floor: &Floor, round: &RoundState, overruled: &Overruled, lang: Lang) -> String {
    let Overruled { spot, read, ruled, by: why } = overruled;
    let say = Say(lang);
    let (decision, by) = decision(floor, round, read, ruled, lang);
    let why = match why {
        Overruling::Spelling => say.by_spelling(),
        Overruling::Bundle => say.by_bundle(),
    };
    say.overruled(&known_as(round, *spot, lang), &decision, &ruled.reason, &by, &why)
}

/// What was decided about a paper, and by whom.
fn decision(floor: &Floor, round: &RoundState, read: &Paper, ruled: &Ruled, lang: Lang) -> (String, String) {
    (decided(round, read, &ruled.ruling, lang), names(floor, &ruled.by, lang))
}

/// A decision about a spelling; where it stands, whether anything counts by it.
fn merged_text(floor: &Floor, round: &RoundState, merged: &Merged, stands: bool, lang: Lang) -> String {
    let say = Say(lang);
    let (from, by) = (merged.from.name.as_str(), names(floor, &merged.by, lang));
    let into = floor.plan.called(&merged.into, lang);
    let (valid, invalid) = if stands { round.decided_by(merged) } else { (0, 0) };
    let sentence = if valid > 0 { Say::merged_counted } else { Say::merged };
    let mut texts = vec![sentence(say, from, &into, &by, &merged.reason)];
    texts.extend((stands && valid == 0).then(|| say.nothing_counted()));
    texts.extend((invalid > 0).then(|| say.stay_invalid(invalid)));
    lang.sentences(texts)
}

type PartedSentence = fn(Say, &str, &str, &str) -> String;

fn parted_text(floor: &Floor, parted: &Parted, sentence: PartedSentence, lang: Lang) -> String {
    let Parted { merged, reason } = parted;
    sentence(Say(lang), merged.from.name.as_str(), &floor.plan.called(&merged.into, lang), reason)
}

/// What the scrutineers decided about spellings of one person, for the result sheet.
pub(super) fn merged(floor: &Floor, round: &RoundState, lang: Lang) -> Vec<String> {
    let parted = round.parted().map(|parted| parted_text(floor, parted, Say::had_parted, lang));
    let stand = round.spellings.iter().map(|merged| merged_text(floor, round, merged, true, lang));
    parted.chain(stand).collect()
}

/// A tellers' sheet that was put right, with every figure that had differed.
fn mended_text(mended: &Mended, lang: Lang) -> String {
    let say = Say(lang);
    let figures = mended.called.iter().zip(&mended.was.approvals);
    let differed = figures.filter(|((_, called), sheet)| called != *sheet);
    let differed = differed.map(|((name, called), sheet)| say.sheet_differed(name.as_str(), *sheet, *called));
    let others = (mended.was.others > 0).then(|| say.sheet_others(mended.was.others));
    say.sheet_mended(&lang.list(differed.chain(others)), &mended.reason)
}

/// How the number of papers collected was put right; where that made the round void, what was given up.
fn recounted_text(round: &RoundState, recounted: &Recounted, lang: Lang) -> String {
    let say = Say(lang);
    let text = say.recounted(recounted.was, recounted.now, &recounted.reason);
    let rest = match (recounted.given_up, recounted.void) {
        (GivenUp::Sheet { valid, invalid }, false) => Some(say.sheet_anew(valid, invalid)),
        (_, false) => None,
        (GivenUp::Nothing, true) => Some(say.void_nothing()),
        (GivenUp::Papers(papers), true) => Some(say.void_papers(papers)),
        (GivenUp::Sheet { valid, invalid }, true) => Some(say.void_sheet(valid, invalid)),
    };
    let void = if recounted.void { say.void(round.turnout().issued) } else { String::new() };
    lang.sentences(std::iter::once(text).chain(rest.map(|rest| void + &rest)))
}

/// How far a result had come when it was opened again: the same words in the minutes and in the extract.
pub(super) fn stood_text(round: &RoundState, stood: &Stood, lang: Lang) -> String {
    let say = Say(lang);
    let office = office_text(&round.office, lang);
    match stood {
        Stood::Counted => say.stood_counted(),
        Stood::Signed => say.stood_signed(),
        Stood::Reported => say.stood_reported(),
        Stood::Announced(said) => {
            let elected = match said.elected.as_slice() {
                [] => say.nobody(&office),
                names => say.elected(&lang.list(names), &office),
            };
            let parts: Vec<String> = std::iter::once(elected).chain(left_open(round, said, say)).collect();
            say.stood_announced(&parts.join(lang.pick("；", "; ")))
        }
    }
}

/// The seats that an announcement left open, and who was level across them.
fn left_open(round: &RoundState, said: &Announced, say: Say) -> Option<String> {
    let tied = say.0.list(&said.tied);
    (said.open > 0).then(|| match round.round.kind {
        _ if said.tied.is_empty() => say.short(said.open),
        RoundKind::Runoff => say.level_again(&tied, said.open),
        _ => say.level(&tied, said.open),
    })
}

/// A result that was opened again, with its old figures: the room has heard them, or the signatures stand below them.
fn reopened_text(floor: &Floor, round: &RoundState, reopened: &Reopened, lang: Lang) -> String {
    let say = Say(lang);
    let votes = lang.list(reopened.votes.iter().map(|(name, votes)| say.had(name.as_str(), *votes)));
    let (valid, invalid) = reopened.papers;
    let sentence = match reopened.stood {
        Stood::Counted | Stood::Signed => Say::opened,
        Stood::Reported | Stood::Announced(_) => Say::opened_reported,
    };
    let stood = stood_text(round, &reopened.stood, lang);
    let text = sentence(say, &stood, &reopened.reason, &votes, valid, invalid);
    lang.sentences(std::iter::once(text).chain(signed_before(floor, round, reopened, lang)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::examine::{Command as Rule, Decision, WriteIns};
    use crate::agenda::sample::{
        CHIEF, PLAIN, SCRUTINEER, act, announce, call, counted, in_round, paper, play_item, play_on, put,
        round, written_in,
    };
    use crate::agenda::{
        Body, Kind, announce as step, calling, collect, course, examine, motion, officials, signing,
    };
    use crate::domain::procedure::Counting;
    use crate::domain::{Doubt, Mark, Name, Nominee, Show, VoidReason};
    use crate::report::document::Document;
    use crate::report::markdown::markdown;
    use crate::report::{result_sheet, rounds};

    /// The name on papers that is nobody's, for the member who is called 韩树林.
    const MISSPELT: &str = "韩书林";

    fn minutes(floor: &Floor, round: &RoundState, lang: Lang) -> String {
        let mut document = Document::new(String::new(), false, lang);
        for block in rounds::told(floor, round, lang) {
            document.add(block);
        }
        markdown(&document)
    }

    /// The calling begins, and no paper was set aside.
    fn calling() -> Floor {
        let mut floor = in_round(Kind::Examine);
        act(&mut floor, course::Command::MoveOn).unwrap();
        floor
    }

    /// Every text stands there, each behind the one before.
    fn in_order(text: &str, parts: &[&str]) {
        let mut from = 0;
        for part in parts {
            let at = text[from..].find(part).unwrap_or_else(|| panic!("{part} behind {from} in {text}"));
            from += at + part.len();
        }
    }

    fn marks(text: &str) -> Vec<Mark> {
        paper(text, &[]).marks
    }

    fn rewrite(floor: &mut Floor, number: u32, to: &str, reason: &str) {
        let (marks, reason) = (Some(marks(to)), reason.to_owned());
        act(floor, calling::Command::Rewrite { number, marks, write_ins: None, reason }).unwrap();
    }

    fn remove(floor: &mut Floor, number: u32, reason: &str) {
        act(floor, calling::Command::Remove { number, reason: reason.to_owned() }).unwrap();
    }

    fn rule(floor: &mut Floor, at: usize, decision: Decision, reason: &str) {
        act(floor, Rule::Rule { at, decision, reason: reason.to_owned() }).unwrap();
    }

    fn valid(to: &str, write_ins: WriteIns) -> Decision {
        Decision::Valid { marks: marks(to), write_ins }
    }

    fn spelling(floor: &Floor) -> (Nominee, Nominee, Vec<crate::domain::MemberId>) {
        let from = Nominee { name: Name::new(MISSPELT).unwrap(), member: None };
        let into = Nominee { name: Name::new(floor.name(PLAIN)).unwrap(), member: Some(PLAIN) };
        (from, into, officials::scrutineers(floor, Body::Branch))
    }

    fn merge(floor: &mut Floor) {
        let ((from, into, by), round) = (spelling(floor), round(floor).id);
        let reason = "笔误".to_owned();
        put(floor, examine::Event::SpellingsMerged { round, from, into, reason, by }).unwrap();
    }

    fn finish(floor: &mut Floor) {
        play_on(floor, Kind::Announce);
        act(floor, step::Command::Announce).unwrap();
    }

    #[test]
    fn a_result_announced_and_opened_again_is_told_with_who_had_been_announced() {
        let mut floor = calling();
        call(&mut floor, 2, &paper("ooox", &[]));
        rewrite(&mut floor, 2, "oxxx", "看错一行");
        announce(&mut floor, &[(99, paper("ooox", &[]))]);
        act(&mut floor, signing::Command::Reopen { reason: "有人举报".into() }).unwrap();
        rewrite(&mut floor, 1, "oxxo", "又看错一行");
        let open = minutes(&floor, round(&floor), Lang::Zh);
        assert!(open.contains("原宣布不再有效") && !open.contains("主持人宣布："), "{open}");
        finish(&mut floor);
        let elected = "王建华、李建华、陈明远当选为支部委员会委员";
        let (zh, en) = (minutes(&floor, round(&floor), Lang::Zh), minutes(&floor, round(&floor), Lang::En));
        let announced =
            format!("主持人曾宣布：{elected}；结果宣布后又重新核对，原宣布不再有效，理由：有人举报。");
        in_order(&zh, &["更正第 2 张", &announced, "更正第 1 张", "得票情况", "主持人宣布："]);
        let again = "The chair had announced: 王建华, 李建华, 陈明远 elected as";
        in_order(&en, &["Paper 2 was corrected", again, "Paper 1 was corrected", "The chair announced:"]);
    }

    #[test]
    fn a_vote_on_fewer_seats_stands_before_the_result_was_opened_again() {
        let mut floor = crate::agenda::sample::announced(&[(18, "ooox"), (9, "ooxo"), (99, "ooxx")]);
        let vote = |yes| motion::Command::Count(Show { yes, no: 36 - yes, abstain: 0 });
        act(&mut floor, vote(11)).unwrap();
        act(&mut floor, signing::Command::Reopen { reason: "重新核对".into() }).unwrap();
        finish(&mut floor);
        act(&mut floor, vote(12)).unwrap();
        let zh = minutes(&floor, round(&floor), Lang::Zh);
        in_order(&zh, &["同意 11 人", "此次表决作废", "主持人曾宣布", "主持人宣布：", "同意 12 人"]);
        assert_eq!(zh.matches("同意 11 人").count(), 1, "{zh}");
    }

    #[test]
    fn a_vote_that_lapsed_has_what_was_put_right_in_it_behind_it() {
        let mut floor = crate::agenda::sample::announced(&[(18, "ooox"), (9, "ooxo"), (99, "ooxx")]);
        let show = |yes| Show { yes, no: 36 - yes, abstain: 0 };
        act(&mut floor, motion::Command::Count(show(11))).unwrap();
        let item = floor.here().unwrap().item.id;
        let counted = floor.facts.motion.iter().filter(|(_, votes)| !votes.counts.is_empty());
        let which = counted.map(|(id, _)| *id).position(|id| id == item).unwrap();
        let right =
            |yes, reason: &str| motion::Command::Correct { which, show: show(yes), reason: reason.into() };
        act(&mut floor, right(10, "漏看一人")).unwrap();
        act(&mut floor, signing::Command::Reopen { reason: "重新核对".into() }).unwrap();
        finish(&mut floor);
        let zh = minutes(&floor, round(&floor), Lang::Zh);
        in_order(&zh, &["同意 10 人", "此次表决作废", "漏看一人", "主持人曾宣布", "主持人宣布："]);
        act(&mut floor, motion::Command::Count(show(12))).unwrap();
        act(&mut floor, right(13, "重数一遍")).unwrap();
        let zh = minutes(&floor, round(&floor), Lang::Zh);
        let lapsed = ["同意 10 人", "漏看一人", "主持人曾宣布"];
        in_order(&zh, &[&lapsed[..], &["主持人宣布：", "同意 13 人", "重数一遍"]].concat());
        assert_eq!(zh.matches("上述数字已更正").count(), 2, "{zh}");
        let en = minutes(&floor, round(&floor), Lang::En);
        in_order(
            &en,
            &[
                "10 in favour",
                "漏看一人",
                "had announced",
                "The chair announced:",
                "13 in favour",
                "重数一遍",
            ],
        );
    }

    #[test]
    fn a_result_opened_again_is_told_as_far_as_it_had_come() {
        let mut floor = in_round(Kind::Signing);
        let reopen = |floor: &mut Floor| {
            act(floor, signing::Command::Reopen { reason: "再看".into() }).unwrap();
        };
        reopen(&mut floor);
        play_on(&mut floor, Kind::Signing);
        play_item(&mut floor);
        reopen(&mut floor);
        play_on(&mut floor, Kind::Announce);
        reopen(&mut floor);
        finish(&mut floor);
        let zh = minutes(&floor, round(&floor), Lang::Zh);
        in_order(&zh, &["结果签字前曾重新核对", "结果签字后曾重新核对", "结果报告后曾重新核对"]);
    }

    #[test]
    fn who_had_signed_a_sheet_that_is_void_stays_told() {
        let mut floor = in_round(Kind::Signing);
        let signed = vec![true, false, true, true];
        act(&mut floor, signing::Command::Sign { signed, missing: Some("有急事离会".into()) }).unwrap();
        act(&mut floor, signing::Command::Reopen { reason: "再看".into() }).unwrap();
        play_on(&mut floor, Kind::Signing);
        let all = vec![true; 4];
        act(&mut floor, signing::Command::Sign { signed: all, missing: None }).unwrap();
        finish(&mut floor);
        let zh = minutes(&floor, round(&floor), Lang::Zh);
        let before =
            "周立群、郑思源、冯玉兰先前签字的计票结果单作废。监票人（吴晓红）未签名，原因：有急事离会。";
        in_order(
            &zh,
            &["结果签字后曾重新核对", before, "周立群、吴晓红、郑思源、冯玉兰在计票结果单上签字。"],
        );
        let en = minutes(&floor, round(&floor), Lang::En);
        let before = "The result sheet that 周立群, 郑思源, 冯玉兰 had signed is void. scrutineer (吴晓红) did not sign";
        in_order(&en, &["After it was signed", before, "signed the result sheet."]);
    }

    #[test]
    fn names_announced_as_level_again_stay_told_when_the_result_is_opened_again() {
        let papers = [(14, "ooox"), (14, "ooxo"), (99, "oxoo")];
        let mut floor = crate::agenda::sample::announced(&papers);
        act(&mut floor, step::Command::HoldRunoff).unwrap();
        act(&mut floor, course::Command::MoveOn).unwrap();
        announce(&mut floor, &[(18, paper("ox", &[])), (99, paper("xo", &[]))]);
        act(&mut floor, signing::Command::Reopen { reason: "有人举报".into() }).unwrap();
        finish(&mut floor);
        let again = "陈明远、欧阳静再次得票相等，尚有 1 个名额仍不能确定；结果宣布后又重新核对";
        let zh = minutes(&floor, round(&floor), Lang::Zh);
        let announced = format!("主持人曾宣布：没有人当选为支部委员会委员；{again}");
        in_order(&zh, &[&announced, "先前签字的计票结果单作废。", "主持人宣布：", "不能确定。"]);
        let en = minutes(&floor, round(&floor), Lang::En);
        let again = "陈明远, 欧阳静 level again, 1 seat still undecided; after that the result was opened";
        in_order(&en, &["The chair had announced: nobody elected", again, "The chair announced"]);
    }

    #[test]
    fn a_round_void_after_the_count_had_begun_is_told_so() {
        for (papers, zh, en) in [
            (
                3,
                "此前已经记下的 3 张选票作废，不再计票。",
                "what had been entered until then (3 papers) does not count.",
            ),
            (0, "本次选票没有计票。", "its papers were not counted."),
        ] {
            let mut floor = calling();
            call(&mut floor, papers, &paper("ooox", &[]));
            let correct = collect::Command::Correct { collected: 37, reason: "夹了一张".into() };
            act(&mut floor, correct).unwrap();
            let void = floor.rounds.values().next().unwrap();
            let told = minutes(&floor, void, Lang::Zh);
            let first = "收回选票 36 张，不多于发出的 36 张和实到会人数，主持人宣布本次选举有效。";
            in_order(&told, &[first, "由 36 张更正为 37 张：夹了一张", "本次选举无效，重新选举；", zh]);
            assert_eq!(told.contains("没有计票"), papers == 0, "{told}");
            let told = minutes(&floor, void, Lang::En);
            in_order(&told, &["declared the vote valid", "36 became 37", "declared the vote void", en]);
        }
    }

    #[test]
    fn a_round_void_while_its_bundles_are_compared_tells_who_keyed_and_what_was_settled() {
        let mut floor = counted(Counting::KeyedTwice, Kind::SecondPass);
        play_item(&mut floor);
        let passes = round(&floor).passes.clone();
        let name = |members: &[crate::domain::MemberId]| names(&floor, members, Lang::Zh);
        let keyed =
            format!("两遍录入：第一遍 {}，第二遍 {}；逐捆核对。", name(&passes.first), name(&passes.second));
        let correct = collect::Command::Correct { collected: 37, reason: "夹了一张".into() };
        act(&mut floor, correct).unwrap();
        let void = floor.rounds.values().next().unwrap();
        assert!(void.entered.is_empty() && void.tally.papers() == 0 && void.passes.bundles.is_empty());
        let zh = minutes(&floor, void, Lang::Zh);
        let settled = "第 2 捆两遍不一致，重新看票后以第";
        let set_aside = ["作废以前挑出的无效票和疑问票如下：", "| 赞成的超过应选人数 |", "37 张：夹了一张。"];
        in_order(&zh, &[&["宣布本次选举有效。", &keyed, settled][..], &set_aside].concat());
        assert!(zh.trim_end().ends_with("此前已经记下的 36 张选票作废，不再计票。"), "{zh}");
        let en = minutes(&floor, void, Lang::En);
        in_order(
            &en,
            &["keyed twice", "The readings of bundle 2 differed", "before the vote was void", "36 became 37"],
        );
    }

    #[test]
    fn a_round_void_during_the_first_pass_tells_who_keyed_it() {
        let mut floor = counted(Counting::KeyedTwice, Kind::Calling);
        let room = crate::agenda::rehearsal::Room::new(&floor.plan);
        while round(&floor).entered.len() < 14 {
            let next = crate::agenda::item_play(floor.here().unwrap(), &room).unwrap();
            act(&mut floor, next).unwrap();
        }
        let first = names(&floor, &round(&floor).passes.first, Lang::Zh);
        let correct = collect::Command::Correct { collected: 37, reason: "夹了一张".into() };
        act(&mut floor, correct).unwrap();
        let void = floor.rounds.values().next().unwrap();
        let zh = minutes(&floor, void, Lang::Zh);
        in_order(&zh, &[&format!("第一遍由 {first} 录入了 2 捆；到作废时第二遍还没有录入。"), "重新选举；"]);
        assert!(!zh.contains("各捆两遍一致"), "{zh}");
        let en = minutes(&floor, void, Lang::En);
        assert!(en.contains(&format!("2 of them by {first}; the second pass had not begun")), "{en}");
    }

    #[test]
    fn a_void_round_tells_what_was_put_right_and_what_was_decided_in_it() {
        let mut floor = calling();
        let doubtful = crate::domain::Paper { doubts: vec![Doubt::UnreadableMark(2)], ..paper("ooxo", &[]) };
        call(&mut floor, 2, &doubtful);
        call(&mut floor, 1, &paper("ooox", &[]));
        rule(&mut floor, 0, valid("ooxo", WriteIns::Count), "看得清");
        rewrite(&mut floor, 3, "ooxx", "看错一行");
        let correct = collect::Command::Correct { collected: 37, reason: "夹了一张".into() };
        act(&mut floor, correct).unwrap();
        let void = floor.rounds.values().next().unwrap();
        let zh = minutes(&floor, void, Lang::Zh);
        let rows = ["| 1 | ○○×○ |", "有效，计为 ○○×○ | 看得清 |", "| 2 | ○○×○ |", "没有认定 |"];
        let ends = ["夹了一张。", "此前已经记下的 3 张选票作废"];
        in_order(&zh, &[&["更正第 3 张：原记 ○○○×"][..], &rows, &ends].concat());
        let en = minutes(&floor, void, Lang::En);
        in_order(
            &en,
            &["Paper 3 was corrected", "valid, counted as ○○×○ | 看得清", "not decided", "3 papers"],
        );
    }

    #[test]
    fn a_count_by_hand_that_is_void_after_a_second_look_is_told_with_its_numbers() {
        let mut floor = counted(Counting::Totals, Kind::Totals);
        let collected = round(&floor).turnout().collected;
        play_item(&mut floor);
        let totals = round(&floor).totals.clone().unwrap();
        let (valid, invalid) = (totals.valid, totals.invalid);
        let correct =
            |collected, reason: &str| collect::Command::Correct { collected, reason: reason.into() };
        act(&mut floor, correct(collected - 1, "重数")).unwrap();
        act(&mut floor, correct(collected + 1, "又重数")).unwrap();
        let void = floor.rounds.values().next().unwrap();
        let zh = minutes(&floor, void, Lang::Zh);
        let sheet = format!("此前填写的计票单（有效票 {valid} 张，无效票 {invalid} 张）作废，");
        let (first, second) = (format!("重数。{sheet}重新填写。"), format!("重新选举；{sheet}不再计票。"));
        in_order(&zh, &[&first, "又重数。", &second]);
        assert!(!zh.contains("没有计票"), "{zh}");
        let en = minutes(&floor, void, Lang::En);
        let sheet = format!("({valid} valid, {invalid} invalid)");
        in_order(&en, &[&sheet, "typed in anew.", "held again; the sheet", &sheet, "does not count."]);
    }

    #[test]
    fn papers_counted_again_are_told_behind_what_was_declared() {
        let mut floor = calling();
        let correct = collect::Command::Correct { collected: 35, reason: "两张粘在一起".into() };
        act(&mut floor, correct).unwrap();
        let told = minutes(&floor, round(&floor), Lang::Zh);
        let put_right = "收回选票重新清点，由 36 张更正为 35 张：两张粘在一起。";
        in_order(&told, &["收回选票 36 张", "宣布本次选举有效。", put_right]);
        assert!(!told.contains("无效"), "{told}");
    }

    #[test]
    fn a_merge_says_that_both_count_as_one_only_where_a_paper_counts_by_it() {
        let told = |floor: &Floor| {
            [Lang::Zh, Lang::En].map(|lang| {
                let sheet = markdown(&result_sheet::result_sheet(floor, round(floor), lang));
                (minutes(floor, round(floor), lang), sheet)
            })
        };
        let mut floor = calling();
        call(&mut floor, 1, &paper("ooxx", &[written_in(MISSPELT, None)]));
        rule(&mut floor, 0, Decision::Invalid, "涂改");
        merge(&mut floor);
        play_on(&mut floor, Kind::Signing);
        let [(zh, sheet), (en, _)] = told(&floor);
        let stays = "理由：笔误。没有选票因此计票。写有此名的无效票 1 张仍然无效，不计票。";
        assert!(zh.contains(stays) && sheet.contains(stays) && !zh.contains("合并计票"), "{zh}");
        let stays = "No paper counts by it. Invalid papers with that name (1) stay invalid";
        assert!(en.contains(stays) && !en.contains("as one"), "{en}");

        let mut floor = calling();
        call(&mut floor, 2, &paper("ooxx", &[written_in(MISSPELT, None)]));
        rule(&mut floor, 0, Decision::Invalid, "涂改");
        merge(&mut floor);
        play_on(&mut floor, Kind::Signing);
        let [(zh, sheet), (en, _)] = told(&floor);
        let both = "合并计票，理由：笔误。写有此名的无效票 1 张仍然无效，不计票。";
        assert!(zh.contains(both) && sheet.contains(both), "{zh}");
        assert!(en.contains("counted both as one"), "{en}");
    }

    #[test]
    fn a_ruling_that_a_merge_set_aside_stays_told_and_so_does_the_merge_that_was_taken_back() {
        let mut floor = calling();
        call(&mut floor, 1, &paper("ooxx", &[]));
        call(&mut floor, 1, &paper("ooxx", &[written_in(MISSPELT, None)]));
        rule(&mut floor, 1, valid("ooxx", WriteIns::Drop), "不知是谁");
        merge(&mut floor);
        let ((from, _, by), id) = (spelling(&floor), round(&floor).id);
        let part = examine::Event::SpellingsParted { round: id, from, reason: "另有其人".into(), by };
        put(&mut floor, part).unwrap();
        merge(&mut floor);
        play_on(&mut floor, Kind::Signing);
        let names = format!("{}、{}", floor.name(CHIEF), floor.name(SCRUTINEER));
        let ruled = format!(
            "第 2 张监票人{names}先前认定为：有效，计为 ○○××，另选的 {MISSPELT} 不计，理由：不知是谁；因"
        );
        let zh = minutes(&floor, round(&floor), Lang::Zh);
        in_order(&zh, &["就是韩树林，理由：笔误。", &ruled, "取消先前的认定", "合并计票，理由：笔误。"]);
        let en = minutes(&floor, round(&floor), Lang::En);
        let ruled = format!(
            "had decided: valid, counted as ○○××; {MISSPELT}, written in, not counted, reason: 不知是谁"
        );
        in_order(&en, &["Paper 2: the scrutineers", &ruled, "took back", "counted both as one"]);
    }

    #[test]
    fn a_ruling_before_a_correction_stays_told_and_the_original_marks_stand_in_the_list() {
        let mut floor = calling();
        let doubtful = crate::domain::Paper { doubts: vec![Doubt::UnreadableMark(2)], ..paper("ooxo", &[]) };
        call(&mut floor, 1, &doubtful);
        rule(&mut floor, 0, valid("ooxo", WriteIns::Count), "看得清");
        rewrite(&mut floor, 1, "ooxx", "末一格是叉");
        rule(&mut floor, 0, valid("ooxx", WriteIns::Count), "仍看得清");
        play_on(&mut floor, Kind::Signing);
        let zh = minutes(&floor, round(&floor), Lang::Zh);
        let before = "先前对它的认定（有效，计为 ○○×○；理由：看得清）随之作废。";
        let row = "| 1 | ○○×○（后更正为 ○○××） | ";
        in_order(&zh, &["更正第 1 张：原记 ○○×○", "原因：末一格是叉。", before, row, "仍看得清"]);
        let en = minutes(&floor, round(&floor), Lang::En);
        in_order(
            &en,
            &[
                "Paper 1 was corrected",
                "(valid, counted as ○○×○; reason: 看得清) is void",
                "(corrected to ○○××)",
            ],
        );
    }

    #[test]
    fn a_paper_keeps_the_number_of_that_time_and_has_the_one_of_now_beside_it() {
        let mut floor = calling();
        call(&mut floor, 1, &paper("ooox", &[]));
        call(&mut floor, 1, &paper("ooxx", &[]));
        call(&mut floor, 2, &paper("oxxx", &[]));
        act(&mut floor, calling::Command::Void { number: 3, reason: "有字".into() }).unwrap();
        remove(&mut floor, 1, "重键");
        remove(&mut floor, 1, "又重键");
        play_on(&mut floor, Kind::Signing);
        let zh = minutes(&floor, round(&floor), Lang::Zh);
        let removed = ["去掉多记的当时的第 1 张（○○○×），", "去掉多记的当时的第 1 张（○○××），"];
        in_order(&zh, &["更正当时的第 3 张（现为第 1 张）：", removed[0], removed[1], "| 1 | ○×××"]);
        let en = minutes(&floor, round(&floor), Lang::En);
        let one = "Paper 1 as then numbered (○○○×) had been entered once too often";
        in_order(&en, &["Paper 3 as then numbered (now paper 1) was corrected", one]);
    }

    #[test]
    fn where_papers_lie_in_bundles_they_have_their_place_there() {
        let mut floor = counted(Counting::KeyedTwice, Kind::Calling);
        while round(&floor).entered.len() < 14 {
            let room = crate::agenda::rehearsal::Room::new(&floor.plan);
            let next = crate::agenda::item_play(floor.here().unwrap(), &room).unwrap();
            act(&mut floor, next).unwrap();
        }
        let number = u32::try_from(round(&floor).entered.len()).unwrap() - 1;
        let (bundle, at) = round(&floor).place(number).unwrap();
        act(&mut floor, calling::Command::Void { number, reason: "有字".into() }).unwrap();
        play_on(&mut floor, Kind::Signing);
        let place = format!("第 {bundle} 捆第 {at} 张");
        let zh = minutes(&floor, round(&floor), Lang::Zh);
        in_order(&zh, &[&format!("更正{place}："), &format!("| {place} |")]);
        let en = minutes(&floor, round(&floor), Lang::En);
        in_order(
            &en,
            &[
                &format!("Bundle {bundle}, paper {at} was corrected"),
                &format!("| bundle {bundle}, paper {at} |"),
            ],
        );
    }

    #[test]
    fn a_paper_found_invalid_before_the_calling_has_its_reason_and_who_found_it() {
        let mut floor = in_round(Kind::Examine);
        let void = |reason| crate::domain::Paper { void: Some(reason), ..paper("oooo", &[]) };
        act(&mut floor, Rule::SetAside(void(VoidReason::TooManyMarks))).unwrap();
        play_on(&mut floor, Kind::Calling);
        call(&mut floor, 1, &void(VoidReason::Other("画了一朵花".into())));
        play_on(&mut floor, Kind::Signing);
        let names = |list: &str| [floor.name(CHIEF), floor.name(SCRUTINEER)].join(list);
        let zh = minutes(&floor, round(&floor), Lang::Zh);
        assert!(zh.contains(&format!("| 无效 | 赞成的超过应选人数 | {} |", names("、"))), "{zh}");
        assert!(
            zh.contains("| 无效 | 画了一朵花 | — |"),
            "who found it while papers are called is not kept: {zh}"
        );
        let en = minutes(&floor, round(&floor), Lang::En);
        assert!(en.contains(&format!("| invalid | too many names approved | {} |", names(", "))), "{en}");
    }
}
