//! What was put right in a round as the public extract tells it: how often and why, but no paper, no bundle and no name
//! written in; reasons stand in an order of their own, not in that of the papers.

use super::{counting, history};
use crate::agenda::round::{RoundState, round_title};
use crate::locale::Lang;

crate::messages! {
    /// Words of what was put right.
    struct Say {
        papers_corrected(count: usize, title: &str, reasons: &str) { zh: "{title}：更正选票 {count} 张。原因：{reasons}。", en: "{title}: {count} paper(s) put right. Reasons: {reasons}." }
        recounted(count: usize, title: &str, reasons: &str) { zh: "{title}：收回的选票重新清点、更正张数 {count} 次。原因：{reasons}。", en: "{title}: the papers collected were counted again and their number put right {count} time(s). Reasons: {reasons}." }
        settled(count: usize, title: &str) { zh: "{title}：{count} 捆两遍不一致，再看票后由监票人认定。", en: "{title}: {count} bundle(s) of which the readings differed, settled by the scrutineers after another look." }
        merged(count: usize, title: &str, reasons: &str) { zh: "{title}：监票人认定另选人的写法 {count} 次。理由：{reasons}。", en: "{title}: the scrutineers decided {count} time(s) who is meant by a name written in. Reasons: {reasons}." }
        parted(count: usize, title: &str, reasons: &str) { zh: "{title}：取消对写法的认定 {count} 次。理由：{reasons}。", en: "{title}: such a decision was taken back {count} time(s). Reasons: {reasons}." }
        mended(count: usize, title: &str, reasons: &str) { zh: "{title}：计票单与唱票结果不一致，看票后重新填写 {count} 次。原因：{reasons}。", en: "{title}: the tellers’ sheet differed from the count and was typed in again {count} time(s). Reasons: {reasons}." }
        reopened(title: &str, how: &str, reason: &str) { zh: "{title}：{how}。原因：{reason}。", en: "{title}: {how}. Reason: {reason}." }
    }
}

/// What was put right in a round; of bundles only once the whole of it is counted, for before that two extracts that lie a
/// bundle apart would tell that bundle.
pub(super) fn put_right(round: &RoundState, lang: Lang, whole: bool) -> Vec<String> {
    let say = Say(lang);
    let title = round_title(&round.office, round.round.kind, lang);
    let often = |sentence: fn(Say, usize, &str, &str) -> String, reasons: Vec<&String>| {
        let count = reasons.len();
        (count > 0).then(|| sentence(say, count, &title, &lang.list(sorted(reasons))))
    };
    let settled = Some(counting::settled(round)).filter(|count| *count > 0 && whole);
    let mut lines: Vec<String> = [
        often(Say::papers_corrected, round.corrections().map(|one| &one.reason).collect()),
        settled.map(|count| say.settled(count, &title)),
        often(Say::merged, round.merged().map(|one| &one.reason).collect()),
        often(Say::parted, round.parted().map(|one| &one.reason).collect()),
        often(Say::mended, round.mended().map(|one| &one.reason).collect()),
        often(Say::recounted, round.recounted().map(|one| &one.reason).collect()),
    ]
    .into_iter()
    .flatten()
    .collect();
    lines.extend(round.reopened().map(|reopened| {
        say.reopened(&title, &history::stood_text(round, &reopened.stood, lang), &reopened.reason)
    }));
    lines
}

fn sorted(mut reasons: Vec<&String>) -> Vec<&String> {
    reasons.sort();
    reasons
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::examine::{Command as Rule, Event as Examined};
    use crate::agenda::sample::{
        PLAIN, act, announce, call, counted, in_round, paper, play_item, play_on, put, round, written_in,
    };
    use crate::agenda::{Body, Floor, Kind, calling, compare, course, officials, signing};
    use crate::domain::procedure::Counting;
    use crate::domain::{Name, Nominee};
    use crate::report::extract::{Source, extract};
    use crate::report::markdown::markdown;

    fn extracted(floor: &Floor) -> [String; 2] {
        let source = Source { records: 1, undone: 0, head_code: String::new(), hash: String::new() };
        [Lang::Zh, Lang::En].map(|lang| markdown(&extract(floor, &source, lang)))
    }

    fn all_there(texts: &[String; 2], zh: &[&str], en: &[&str]) {
        for (text, parts) in texts.iter().zip([zh, en]) {
            assert!(parts.iter().all(|part| text.contains(part)), "{parts:?}: {text}");
        }
    }

    /// Two papers with a name that is nobody's, decided, taken back and decided again.
    fn merged() -> Floor {
        let mut floor = in_round(Kind::Calling);
        call(&mut floor, 2, &paper("ooxx", &[written_in("韩书林", None)]));
        let (id, by) = (round(&floor).id, officials::scrutineers(&floor, Body::Branch));
        let from = Nominee { name: Name::new("韩书林").unwrap(), member: None };
        let into = Nominee { name: Name::new(floor.name(PLAIN)).unwrap(), member: Some(PLAIN) };
        let merge = |reason: &str| {
            let (from, into, by) = (from.clone(), into.clone(), by.clone());
            Examined::SpellingsMerged { round: id, from, into, reason: reason.into(), by }
        };
        put(&mut floor, merge("笔误")).unwrap();
        act(&mut floor, Rule::Part { at: 0, reason: "未问清".into() }).unwrap();
        put(&mut floor, merge("本人确认")).unwrap();
        floor
    }

    #[test]
    fn merges_and_sheets_that_differed_are_told_without_a_name_or_a_paper() {
        let mut floor = merged();
        play_on(&mut floor, Kind::Compare);
        let mut approvals: Vec<u32> = round(&floor).approvals().into_iter().map(|(_, votes)| votes).collect();
        approvals[0] += 1;
        let sheet = |approvals, reason| compare::Command::Compare { approvals, others: 0, reason };
        act(&mut floor, sheet(approvals.clone(), None)).unwrap();
        approvals[0] -= 1;
        act(&mut floor, sheet(approvals, Some("单上多写一笔".into()))).unwrap();
        play_on(&mut floor, Kind::Signing);
        let texts = extracted(&floor);
        all_there(
            &texts,
            &[
                "认定另选人的写法 2 次",
                "取消对写法的认定 1 次。理由：未问清",
                "重新填写 1 次。原因：单上多写一笔",
            ],
            &["decided 2 times who is meant", "taken back 1 time. Reasons: 未问清", "typed in again 1 time."],
        );
        assert!(texts.iter().all(|text| !text.contains("韩书林")), "{texts:?}");
    }

    #[test]
    fn bundles_that_were_settled_are_told_by_their_number() {
        let mut floor = counted(Counting::KeyedTwice, Kind::SecondPass);
        let none = extracted(&floor);
        assert!(!none[0].contains("捆两遍不一致") && none[0].contains("没有更正"), "{}", none[0]);
        play_item(&mut floor);
        act(&mut floor, course::Command::MoveOn).unwrap();
        let texts = extracted(&floor);
        all_there(&texts, &["：1 捆两遍不一致，再看票后由监票人认定。"], &["1 bundle of which the readings"]);
    }

    #[test]
    fn a_result_opened_again_is_told_in_the_words_of_the_minutes() {
        let mut floor = in_round(Kind::Calling);
        announce(&mut floor, &[(99, paper("ooox", &[]))]);
        act(&mut floor, signing::Command::Reopen { reason: "有人举报".into() }).unwrap();
        let texts = extracted(&floor);
        all_there(
            &texts,
            &["主持人曾宣布：王建华、李建华、陈明远当选", "原宣布不再有效。原因：有人举报。"],
            &["The chair had announced: 王建华, 李建华, 陈明远 elected as", "Reason: 有人举报."],
        );
        assert!(!texts[0].contains("签字后"), "{}", texts[0]);
    }

    #[test]
    fn a_round_void_after_the_count_had_begun_is_no_round_that_was_not_counted() {
        let mut floor = in_round(Kind::Calling);
        call(&mut floor, 3, &paper("ooox", &[]));
        act(&mut floor, calling::Command::Void { number: 2, reason: "有字".into() }).unwrap();
        let correct =
            crate::agenda::collect::Command::Correct { collected: 37, reason: "夹了一张".into() };
        act(&mut floor, correct).unwrap();
        let texts = extracted(&floor);
        all_there(
            &texts,
            &["选举先宣布有效，验票、计票开始后重新清点", "更正选票 1 张。原因：有字", "更正张数 1 次"],
            &[
                "was declared valid; after papers had been examined or counted",
                "1 paper put right.",
                "put right 1 time.",
            ],
        );
        assert!(!texts[0].contains("没有计票"), "{}", texts[0]);
    }
}
