//! How the papers of a round were counted, as papers tell it.

use super::figures::names;
use crate::agenda::Floor;
use crate::agenda::round::RoundState;
use crate::agenda::round::passes::Settled;
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
        reason(invalid: u32, reason: &str) { zh: "无效票 {invalid} 张的原因：{reason}。", en: "Reason for {invalid} invalid paper(s): {reason}." }
        recounted(reason: &str) { zh: "收回张数曾重新清点更正：{reason}。", en: "The papers collected were counted again and put right: {reason}." }
    }
}

/// The sentences of a round that was not just called once; none for one that was.
pub(super) fn told(floor: &Floor, round: &RoundState, lang: Lang) -> Vec<String> {
    let say = Say(lang);
    let mut texts: Vec<String> = round.recounted.iter().map(|reason| say.recounted(reason)).collect();
    if let Some(totals) = &round.totals {
        texts.push(say.by_hand());
        texts.extend(totals.reason.as_deref().map(|reason| say.reason(totals.invalid, reason)));
    }
    if !round.passes.second.is_empty() {
        texts.extend(twice(floor, round, lang));
    }
    texts
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
