//! How the papers of a round were counted, as papers tell it.

use super::figures::names;
use crate::agenda::Floor;
use crate::agenda::round::RoundState;
use crate::agenda::round::passes::{Bundle, Settled};
use crate::agenda::second_pass::paper_text;
use crate::locale::Lang;

crate::messages! {
    /// Words of counting.
    struct Say {
        twice(first: &str, second: &str, bundles: usize) { zh: "选票每十张一捆，共 {bundles} 捆，两遍录入：第一遍 {first}，第二遍 {second}；逐捆核对。", en: "The papers were keyed twice in bundles of ten, {bundles} in all: first by {first}, then by {second}; every bundle was compared." }
        agree { zh: "各捆两遍一致。", en: "Both readings of every bundle agree." }
        settled(bundle: usize, reading: u32, by: &str) { zh: "第 {bundle} 捆两遍不一致，重新看票后以第 {reading} 遍为准（{by}认定）", en: "The readings of bundle {bundle} differed; after another look, reading {reading} stands (decided by {by})" }
        nothing { zh: "，记录没有变化。", en: "; nothing on record changed." }
        changed(gone: &str, come: &str) { zh: "：{gone} 改为 {come}。", en: ": {gone} became {come}." }
        none { zh: "（无）", en: "(none)" }
        by_hand { zh: "选票由计票人在监票人监督下手工清点，计票单逐行录入，各项核对相等。", en: "The tellers counted the papers by hand under the scrutineers; the sheet was typed in line by line and adds up." }
        reason(invalid: u32, reason: &str) { zh: "无效票 {invalid} 张的原因：{reason}。", en: "Why {invalid} papers are invalid: {reason}." }
        bundles(bundles: usize) { zh: "选票每十张一捆，共 {bundles} 捆，由不同的人两遍录入，逐捆核对。", en: "The papers were keyed twice by different people, in bundles of ten, {bundles} in all; every bundle was compared." }
        differed(count: usize) { zh: "其中 {count} 捆两遍不一致，重新看票后由监票人共同认定。", en: "In {count} of them the readings differed; the scrutineers settled it after another look at the papers." }
        recounted(reason: &str) { zh: "收回张数曾重新清点更正：{reason}。", en: "The papers collected were counted again and put right: {reason}." }
    }
}

/// The sentences of a round that was not just called once; none for one that was.
pub(super) fn told(floor: &Floor, round: &RoundState, lang: Lang) -> Vec<String> {
    let say = Say(lang);
    let mut texts: Vec<String> = round.recounted.iter().map(|reason| say.recounted(reason)).collect();
    texts.extend(by_hand(round, say));
    if !round.passes.second.is_empty() {
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
        let differed = |bundle: &&Bundle| bundle.settled.is_some() || !bundle.earlier.is_empty();
        let count = bundles.iter().filter(differed).count();
        texts.push(if count == 0 { say.agree() } else { say.differed(count) });
    }
    texts
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
    let mut texts = vec![say.twice(&by(&passes.first), &by(&passes.second), passes.bundles.len())];
    let bundles = passes.bundles.iter().zip(1..);
    let settled = bundles.flat_map(|(bundle, at)| {
        bundle.earlier.iter().chain(&bundle.settled).map(move |settled| (at, settled))
    });
    texts.extend(settled.map(|(at, settled)| decided(floor, at, settled, lang)));
    if texts.len() == 1 {
        texts.push(say.agree());
    }
    texts
}

fn decided(floor: &Floor, bundle: usize, settled: &Settled, lang: Lang) -> String {
    let say = Say(lang);
    let head = say.settled(bundle, settled.reading + 1, &names(floor, &settled.by, lang));
    if settled.gone.is_empty() && settled.come.is_empty() {
        return head + &say.nothing();
    }
    let list = |papers: &[crate::domain::Paper]| match papers {
        [] => say.none(),
        papers => lang.list(papers.iter().map(|paper| paper_text(paper, lang))),
    };
    head + &say.changed(&list(&settled.gone), &list(&settled.come))
}
