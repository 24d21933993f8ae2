//! The events of papers keyed twice and of sheets typed in, in words.

use super::round::paper_words;
use crate::agenda::{Event, Floor, calling, second_pass, totals};
use crate::locale::Lang;
use crate::messages;

messages! {
    /// Events of the two further ways of counting, in words.
    struct Say {
        seated_first(name: &str) { zh: "{name} 键第一遍", en: "{name} keys the first pass" }
        seated_second(name: &str) { zh: "{name} 键第二遍", en: "{name} keys the second pass" }
        tied(bundle: u32, papers: u32) { zh: "第 {bundle} 捆清点 {papers} 张，扎好", en: "bundle {bundle} counted, {papers} paper(s)" }
        keyed(bundle: u32, reading: u32, number: u32, paper: &str) { zh: "第 {bundle} 捆第 {reading} 遍第 {number} 张：{paper}", en: "bundle {bundle}, reading {reading}, paper {number}: {paper}" }
        counted(bundle: u32, reading: u32, papers: u32) { zh: "第 {bundle} 捆第 {reading} 遍清点 {papers} 张", en: "bundle {bundle}, reading {reading}: {papers} paper(s) counted" }
        look(bundle: u32) { zh: "第 {bundle} 捆不一致，一起看票", en: "bundle {bundle} differs: its papers are looked at again" }
        settled(bundle: u32, reading: u32) { zh: "第 {bundle} 捆以第 {reading} 遍为准", en: "bundle {bundle}: reading {reading} stands" }
        deferred(bundle: u32) { zh: "第 {bundle} 捆留到后面", en: "bundle {bundle} is left for later" }
        resumed(reason: &str) { zh: "回到唱票：{reason}", en: "back to the calling: {reason}" }
        sheet(valid: u32, invalid: u32) { zh: "计票单：有效票 {valid} 张，无效票 {invalid} 张", en: "the sheet: {valid} valid, {invalid} invalid" }
        row(name: &str, yes: u32, no: u32, blank: u32) { zh: "计票单：{name} 赞成 {yes}、不赞成 {no}、弃权 {blank}", en: "the sheet: {name} yes {yes}, no {no}, abstained {blank}" }
        written(name: &str, yes: u32) { zh: "计票单：另选人 {name} 赞成 {yes}", en: "the sheet: {name}, written in, {yes}" }
        removed { zh: "去掉计票单上的一行", en: "a line of the sheet is taken off" }
    }
}

/// The event in words; `None` for one of another step.
pub(super) fn words(floor: &Floor, event: &Event, lang: Lang) -> Option<String> {
    match event {
        Event::Calling(event) => bundled(floor, event, lang),
        Event::SecondPass(event) => Some(second(floor, event, lang)),
        Event::Totals(event) => Some(typed_in(floor, event, lang)),
        _ => None,
    }
}

fn bundled(floor: &Floor, event: &calling::Event, lang: Lang) -> Option<String> {
    let say = Say(lang);
    match event {
        calling::Event::TellerSeated { teller, .. } => Some(say.seated_first(floor.name(*teller))),
        calling::Event::BundleTied { bundle, papers, .. } => Some(say.tied(bundle + 1, *papers)),
        _ => None,
    }
}

fn second(floor: &Floor, event: &second_pass::Event, lang: Lang) -> String {
    use second_pass::Event as E;
    let say = Say(lang);
    match event {
        E::TellerSeated { teller, .. } => say.seated_second(floor.name(*teller)),
        E::PaperKeyed { round, bundle, reading, number, paper } => {
            say.keyed(bundle + 1, reading + 1, *number, &paper_words(floor, *round, paper, lang))
        }
        E::BundleCounted { bundle, reading, papers, .. } => say.counted(bundle + 1, reading + 1, *papers),
        E::LookBegun { bundle, .. } => say.look(bundle + 1),
        E::BundleSettled { bundle, reading, .. } => say.settled(bundle + 1, reading + 1),
        E::BundleDeferred { bundle, .. } => say.deferred(bundle + 1),
        E::CallingResumed { reason, .. } => say.resumed(reason),
    }
}

fn typed_in(floor: &Floor, event: &totals::Event, lang: Lang) -> String {
    use totals::Event as E;
    let say = Say(lang);
    match event {
        E::PapersEntered { valid, invalid, .. } => say.sheet(*valid, *invalid),
        E::NameEntered { round, at, sums } => {
            let round = floor.rounds.get(round);
            let candidate = round.and_then(|round| round.slate().candidates.get(*at as usize));
            let name = candidate.map(|candidate| candidate.name.to_string()).unwrap_or_default();
            say.row(&name, sums.approve, sums.against, sums.abstain)
        }
        E::WrittenEntered { name, approve, .. } => say.written(name.as_str(), *approve),
        E::WrittenRemoved { .. } => say.removed(),
    }
}
