//! Votes by show of hands as the minutes tell them.

use crate::agenda::motion::{self, Count, Told, Votes, Way};
use crate::agenda::round::RoundState;
use crate::agenda::{Floor, ItemId, Kind};
use crate::domain::{MotionBase, Verdict};
use crate::locale::Lang;
use std::ops::Range;

crate::messages! {
    /// Words of a vote.
    struct Say {
        numbers(title: &str, due: u32, present: u32, yes: u32, no: u32, abstain: u32) { zh: "{title}：应到会有表决权 {due} 人，实到 {present} 人；同意 {yes} 人，不同意 {no} 人，弃权 {abstain} 人", en: "{title}: {due} voters due, {present} present; {yes} in favour, {no} against, {abstain} abstained" }
        silent(rest: u64) { zh: "，未表态 {rest} 人", en: ", {rest} did not vote" }
        unanimous { zh: "。一致通过。", en: ". Passed unanimously." }
        passed(base: &str) { zh: "。同意人数超过{base}的半数，通过。", en: ". More than half of {base}: passed." }
        passed_needed(needed: u32) { zh: "。同意人数达到规定的 {needed} 人，通过。", en: ". The {needed} required are reached: passed." }
        failed(needed: u32) { zh: "。未达到规定的 {needed} 人，未通过。", en: ". The {needed} required are not reached: not passed." }
        base_due { zh: "应到会有表决权党员", en: "the voters due" }
        base_present { zh: "实到会有表决权党员", en: "the voters present" }
        lapsed { zh: "其后选举结果重新启封，此次表决作废。", en: " The result was opened again afterwards: this vote is void." }
        fewer_title { zh: "减少名额，不再进行选举", en: "Filling fewer seats, with no further vote" }
        acclaimed(title: &str) { zh: "{title}：鼓掌通过。", en: "{title}: passed by applause." }
        way(way: &str) { zh: "主持人决定：{way}。", en: "The chair decided to {way}." }
        way_note(way: &str, note: &str) { zh: "主持人决定：{way}。说明：{note}", en: "The chair decided to {way}. Note: {note}" }
        amend { zh: "修改后再表决", en: "amend it and vote again" }
        once_more { zh: "再表决一次", en: "vote once more" }
        other_people { zh: "另提人选再表决", en: "propose other people and vote again" }
        consult { zh: "请示上级党组织后再表决", en: "consult the higher body, then vote again" }
        corrected(yes: u32, no: u32, abstain: u32, reason: &str) { zh: "上述数字已更正：原记同意 {yes} 人，不同意 {no} 人，弃权 {abstain} 人；更正原因：{reason}。表决结论不变。", en: "These numbers were corrected: first recorded as {yes} in favour, {no} against, {abstain} abstained; reason: {reason}. What was decided stays the same." }
    }
}

/// Everything about the votes on an item, in sentences; nothing if there was none.
pub(super) fn sentences(floor: &Floor, item: ItemId, title: &str, lang: Lang) -> Vec<String> {
    let Some(votes) = motion::votes(floor, item) else { return Vec::new() };
    let on_seats = floor.order.item(item).is_some_and(|item| item.kind == Kind::Announce);
    let mut texts = counts(floor, (votes, &votes.told()), (title, on_seats), lang);
    if votes.acclaimed {
        texts.push(Say(lang).acclaimed(title));
    }
    texts
}

/// Some of these votes, each with what was put right in it and the way that followed, on a matter of this title; on filling
/// fewer seats there is nothing to amend.
fn counts(
    floor: &Floor,
    (votes, told): (&Votes, &[Told<'_>]),
    (title, on_seats): (&str, bool),
    lang: Lang,
) -> Vec<String> {
    let mut texts = Vec::new();
    for told in told {
        texts.push(sentence(floor, *told, title, lang));
        texts.extend(corrections(votes, told.at, lang));
        texts.extend(told.way.map(|(way, note)| way_sentence((*way, on_seats), note.as_deref(), lang)));
    }
    texts
}

/// The votes on filling fewer seats after a round.
fn on_seats<'a>(floor: &'a Floor, round: &RoundState) -> Option<&'a Votes> {
    let of_round = |item: &&crate::agenda::Item| item.kind == Kind::Announce && item.round == Some(round.id);
    motion::votes(floor, floor.order.items.iter().find(of_round)?.id)
}

/// The votes on filling fewer seats that stand, if there were any.
pub(super) fn fewer(floor: &Floor, round: &RoundState, lang: Lang) -> Vec<String> {
    let Some(votes) = on_seats(floor, round) else { return Vec::new() };
    let standing: Vec<Told<'_>> = votes.told().into_iter().filter(|told| !told.lapsed).collect();
    counts(floor, (votes, &standing), (&Say(lang).fewer_title(), true), lang)
}

/// Those of them that lapsed, by their places among all: the result was opened again after them.
pub(super) fn lapsed(floor: &Floor, round: &RoundState, which: Range<usize>, lang: Lang) -> Vec<String> {
    let Some(votes) = on_seats(floor, round) else { return Vec::new() };
    let told = votes.told().into_iter().filter(|told| told.lapsed);
    let told: Vec<Told<'_>> = told.skip(which.start).take(which.len()).collect();
    counts(floor, (votes, &told), (&Say(lang).fewer_title(), true), lang)
}

/// One count with its verdict, and whether it still stands.
pub(super) fn sentence(floor: &Floor, told: Told<'_>, title: &str, lang: Lang) -> String {
    let say = Say(lang);
    let count = told.count;
    let show = count.show;
    let mut text = say.numbers(title, count.due, count.present, show.yes, show.no, show.abstain);
    let silent = u64::from(count.present).saturating_sub(show.hands());
    if silent > 0 {
        text.push_str(&say.silent(silent));
    }
    text.push_str(&verdict(floor, count, say));
    if told.lapsed {
        text.push_str(&say.lapsed());
    }
    text
}

fn verdict(floor: &Floor, count: &Count, say: Say) -> String {
    let (whole, base) = match floor.procedure().motion_base {
        MotionBase::Due => (count.due, say.base_due()),
        MotionBase::Present => (count.present, say.base_present()),
    };
    match count.verdict {
        Verdict::Passed { unanimous: true } => say.unanimous(),
        Verdict::Passed { .. } if count.needed == whole / 2 + 1 => say.passed(&base),
        Verdict::Passed { .. } => say.passed_needed(count.needed),
        Verdict::Failed => say.failed(count.needed),
    }
}

fn way_sentence(way: (Way, bool), note: Option<&str>, lang: Lang) -> String {
    let say = Say(lang);
    let way = way_text(way, say);
    note.map_or_else(|| say.way(&way), |note| say.way_note(&way, note))
}

/// A way on after a failed vote, in words.
fn way_text((way, on_seats): (Way, bool), say: Say) -> String {
    match way {
        Way::Amend if on_seats => say.once_more(),
        Way::Amend => say.amend(),
        Way::OtherPeople => say.other_people(),
        Way::ConsultHigherBody => say.consult(),
    }
}

/// What was put right in the count at this position.
fn corrections(votes: &Votes, of: usize, lang: Lang) -> impl Iterator<Item = String> + '_ {
    votes.corrections.iter().filter(move |correction| correction.of == of).map(move |correction| {
        let before = correction.before;
        Say(lang).corrected(before.yes, before.no, before.abstain, &correction.reason)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::motion::Command;
    use crate::agenda::{Kind, sample};
    use crate::domain::Show;

    #[test]
    fn a_failed_vote_the_way_on_and_a_correction_are_all_told() {
        let mut floor = sample::at(Kind::Motion);
        let item = floor.here().unwrap().item.id;
        let show = |yes, no, abstain| Show { yes, no, abstain };
        let way = Command::ChooseWay { way: Way::Amend, note: Some("补充说明".into()) };
        sample::act(&mut floor, Command::Count(show(19, 10, 5))).unwrap();
        sample::act(&mut floor, way).unwrap();
        sample::act(&mut floor, Command::Count(show(34, 1, 1))).unwrap();
        let which = floor.facts.motion.keys().position(|id| *id == item).unwrap();
        let correct = Command::Correct { which, show: show(33, 1, 1), reason: "漏看一人".into() };
        sample::act(&mut floor, correct).unwrap();
        insta::assert_snapshot!("vote_corrected_zh", sentences(&floor, item, "议程", Lang::Zh).join("\n"));
    }
}
