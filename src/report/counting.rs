//! How the papers of a round were counted, as papers tell it.

use super::figures::names;
use crate::agenda::Floor;
use crate::agenda::round::RoundState;
use crate::agenda::round::passes::{Bundle, Settled};
use crate::agenda::second_pass::paper_text;
use crate::domain::round::RoundVerdict;
use crate::locale::Lang;

crate::messages! {
    /// Words of counting.
    struct Say {
        twice(first: &str, second: &str, bundles: usize) { zh: "选票每十张一捆，共 {bundles} 捆，两遍录入：第一遍 {first}，第二遍 {second}；逐捆核对。", en: "The papers were keyed twice in bundles of ten, {bundles} in all: first by {first}, then by {second}; every bundle was compared." }
        first_only(first: &str, bundles: usize) { zh: "选票每十张一捆，第一遍由 {first} 录入了 {bundles} 捆；到作废时第二遍还没有录入。", en: "The papers were keyed in bundles of ten, {bundles} of them by {first}; the second pass had not begun when the vote became void." }
        until_void(first: &str, second: &str, bundles: usize, left: u32) { zh: "选票每十张一捆，共 {bundles} 捆，两遍录入：第一遍 {first}，第二遍 {second}；逐捆核对，到作废时还有 {left} 捆没有核对完。", en: "The papers were keyed twice in bundles of ten, {bundles} in all: first by {first}, then by {second}; bundles still to be compared when the vote became void: {left}." }
        agree { zh: "各捆两遍一致。", en: "Both readings of every bundle agree." }
        settled(bundle: usize, reading: u32, by: &str) { zh: "第 {bundle} 捆两遍不一致，重新看票后以第 {reading} 遍为准（{by}认定）", en: "The readings of bundle {bundle} differed; after another look, reading {reading} stands (decided by {by})" }
        nothing { zh: "，记录没有变化。", en: "; nothing on record changed." }
        changed(gone: &str, come: &str) { zh: "：{gone} 改为 {come}。", en: ": {gone} became {come}." }
        none { zh: "（无）", en: "(none)" }
        by_hand { zh: "选票由计票人在监票人监督下手工清点，计票单逐行录入，各项核对相等。", en: "The tellers counted the papers by hand under the scrutineers; the sheet was typed in line by line and adds up." }
        reason(invalid: u32, reason: &str) { zh: "无效票 {invalid} 张的原因：{reason}。", en: "Reason for {invalid} invalid paper(s): {reason}." }
        earlier(bundle: usize, reading: u32, by: &str) { zh: "先前核对时，第 {bundle} 捆两遍不一致，重新看票后以第 {reading} 遍为准（{by}认定）", en: "When first compared, the readings of bundle {bundle} differed; after another look, reading {reading} stood (decided by {by})" }
        second_before(names: &str) { zh: "重新核对之前，第二遍由 {names} 录入。", en: "Before the result was opened again the second pass was keyed by {names}." }
        bundles(bundles: usize) { zh: "选票每十张一捆，共 {bundles} 捆，由不同的人两遍录入，逐捆核对。", en: "The papers were keyed twice by different people, in bundles of ten, {bundles} in all; every bundle was compared." }
        differed(count: usize) { zh: "其中 {count} 捆两遍不一致，重新看票后由监票人共同认定。", en: "In {count} of them the readings differed; the scrutineers settled it after another look at the papers." }
    }
}

/// The sentences of a round that was not just called once; none for one that was.
pub(super) fn told(floor: &Floor, round: &RoundState, lang: Lang) -> Vec<String> {
    let say = Say(lang);
    let mut texts: Vec<String> = by_hand(round, say).into_iter().collect();
    let passes = &round.passes;
    if !passes.second.is_empty() || void(round) && !passes.first.is_empty() {
        texts.extend(twice(floor, round, lang));
    }
    texts
}

/// The same for anybody: how many bundles, and in how many the readings differed, but no paper and no bundle of its own.
pub(super) fn in_public(round: &RoundState, lang: Lang) -> Vec<String> {
    let say = Say(lang);
    let mut texts = by_hand(round, say);
    let bundles = &round.passes.bundles;
    if !bundles.is_empty() {
        texts.push(say.bundles(bundles.len()));
        let count = settled(round);
        texts.push(if count == 0 { say.agree() } else { say.differed(count) });
    }
    texts
}

/// In how many bundles the readings differed, so that the scrutineers settled it.
pub(super) fn settled(round: &RoundState) -> usize {
    let differed = |bundle: &&Bundle| bundle.settled.is_some() || !bundle.earlier.is_empty();
    round.passes.bundles.iter().filter(differed).count()
}

fn by_hand(round: &RoundState, say: Say) -> Vec<String> {
    let Some(totals) = &round.totals else { return Vec::new() };
    let reason = totals.reason.as_deref().map(|reason| say.reason(totals.invalid, reason));
    std::iter::once(say.by_hand()).chain(reason).collect()
}

fn twice(floor: &Floor, round: &RoundState, lang: Lang) -> Vec<String> {
    let say = Say(lang);
    let passes = &round.passes;
    let by = |members: &[crate::domain::MemberId]| names(floor, members, lang);
    let (first, second, all) = (by(&passes.first), by(&passes.second), passes.bundles.len());
    let mut texts = vec![match round.bundles_left() {
        _ if passes.second.is_empty() => say.first_only(&first, all),
        left @ 1.. if void(round) => say.until_void(&first, &second, all, left),
        _ => say.twice(&first, &second, all),
    }];
    let bundles = || passes.bundles.iter().zip(1..);
    let settled = bundles().filter_map(|(bundle, at)| Some((at, bundle.settled.as_ref()?)));
    texts.extend(settled.map(|(at, settled)| decided(floor, Say::settled, at, settled, lang)));
    if texts.len() == 1 && round.bundles_left() == 0 && !passes.second.is_empty() {
        texts.push(say.agree());
    }
    texts.extend((!passes.second_before.is_empty()).then(|| say.second_before(&by(&passes.second_before))));
    let earlier = bundles().flat_map(|(bundle, at)| bundle.earlier.iter().map(move |settled| (at, settled)));
    texts.extend(earlier.map(|(at, settled)| decided(floor, Say::earlier, at, settled, lang)));
    texts
}

/// Whether the round was found void after its count had begun.
fn void(round: &RoundState) -> bool {
    round.declared == Some(RoundVerdict::Void)
}

/// What the scrutineers made of a bundle, with the sentence that begins so.
fn decided(
    floor: &Floor,
    begins: fn(Say, usize, u32, &str) -> String,
    bundle: usize,
    settled: &Settled,
    lang: Lang,
) -> String {
    let say = Say(lang);
    let head = begins(say, bundle, settled.reading + 1, &names(floor, &settled.by, lang));
    if settled.gone.is_empty() && settled.come.is_empty() {
        return head + &say.nothing();
    }
    let list = |papers: &[crate::domain::Paper]| match papers {
        [] => say.none(),
        papers => lang.list(papers.iter().map(|paper| paper_text(paper, lang))),
    };
    head + &say.changed(&list(&settled.gone), &list(&settled.come))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::sample::{act, counted, in_round, play_item, round};
    use crate::agenda::{Kind, compare, course, second_pass, signing};
    use crate::domain::procedure::Counting;

    fn texts(floor: &Floor, lang: Lang) -> String {
        let blocks = super::super::rounds::told(floor, round(floor), lang);
        format!("{blocks:?}")
    }

    #[test]
    fn who_keyed_before_the_result_was_opened_again_is_told_apart() {
        let mut floor = counted(Counting::KeyedTwice, Kind::SecondPass);
        play_item(&mut floor);
        act(&mut floor, course::Command::MoveOn).expect("every bundle stands");
        play_item(&mut floor);
        let first = round(&floor).passes.second.clone();
        act(&mut floor, signing::Command::Reopen { reason: "有人举报".into() }).expect("with its reason");
        act(&mut floor, course::Command::MoveOn).expect("all called");
        play_item(&mut floor);
        let told = told(&floor, round(&floor), Lang::Zh);
        let before = format!("重新核对之前，第二遍由 {} 录入。", names(&floor, &first, Lang::Zh));
        assert!(told.contains(&before), "{told:?}");
        assert_eq!(told.iter().filter(|text| text.starts_with("先前核对时，第 2 捆")).count(), 1, "{told:?}");
        assert_eq!(told.iter().filter(|text| text.starts_with("第 2 捆")).count(), 1, "{told:?}");
        let minutes = texts(&floor, Lang::En);
        assert!(minutes.contains("After it was signed the result was opened again"), "{minutes}");
        assert!(matches!(second_pass::ready(floor.here().expect("open")), Ok(())));
    }

    #[test]
    fn a_sheet_that_differed_stays_told() {
        let mut floor = in_round(Kind::Calling);
        play_item(&mut floor);
        act(&mut floor, course::Command::MoveOn).expect("all called");
        let called = round(&floor).approvals();
        let mut approvals: Vec<u32> = called.iter().map(|(_, votes)| *votes).collect();
        approvals[0] += 1;
        let sheet = |approvals, reason| compare::Command::Compare { approvals, others: 2, reason };
        act(&mut floor, sheet(approvals.clone(), None)).expect("typed in");
        approvals[0] -= 1;
        let reason = Some("单上多写一笔".to_owned());
        let right = compare::Command::Compare { approvals, others: 0, reason };
        act(&mut floor, right).expect("put right");
        let (name, votes) = &called[0];
        let minutes = texts(&floor, Lang::Zh);
        let expected = format!("{name} 计票单 {} 票、唱票 {votes} 票、单上另有其他人 2 票", votes + 1);
        assert!(minutes.contains(&expected) && minutes.contains("单上多写一笔"), "{minutes}");
    }
}
