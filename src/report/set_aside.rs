//! Papers that were set aside, as the minutes list them, and what was decided about a paper, in words.
//!
//! A paper has the number that it has at the end, or its place in its bundle where papers lie in bundles; the marks are those
//! first entered, with what they were corrected to beside them.

use super::document::Block;
use super::figures::names;
use super::history::place;
use crate::agenda::Floor;
use crate::agenda::calling::mark_text;
use crate::agenda::examine::{judgement_text, void_reason};
use crate::agenda::officials::of_round;
use crate::agenda::round::{Entered, RoundState};
use crate::domain::round::RoundVerdict;
use crate::domain::{Counted, InvalidReason, Judgement, Mark, MemberId, Nominee, Paper, Ruling, WriteIn};
use crate::locale::Lang;

crate::messages! {
    /// Headings of the list, and what was decided.
    struct Say {
        number { zh: "序号", en: "Paper" }
        marks { zh: "原有符号", en: "Marks" }
        what { zh: "情形", en: "What" }
        decision { zh: "认定", en: "Decision" }
        reason { zh: "理由", en: "Reason" }
        by { zh: "认定人", en: "Decided by" }
        valid { zh: "有效", en: "valid" }
        valid_as(marks: &str) { zh: "有效，计为 {marks}", en: "valid, counted as {marks}" }
        valid_with(marks: &str, names: &str) { zh: "有效，计为 {marks}，另选 {names}", en: "valid, counted as {marks}, with {names} written in" }
        valid_without(marks: &str, names: &str) { zh: "有效，计为 {marks}，另选的 {names} 不计", en: "valid, counted as {marks}; {names}, written in, not counted" }
        valid_part(marks: &str, names: &str, dropped: &str) { zh: "有效，计为 {marks}，另选 {names}，另选的 {dropped} 不计", en: "valid, counted as {marks}, with {names} written in; {dropped}, written in, not counted" }
        invalid { zh: "无效", en: "invalid" }
        open { zh: "待认定", en: "to be decided" }
        never { zh: "没有认定", en: "not decided" }
        corrected(before: &str, after: &str) { zh: "{before}（后更正为 {after}）", en: "{before} (corrected to {after})" }
    }
}

/// Papers that are invalid or were doubtful: the original marks stay beside what was decided.
pub(super) fn table(floor: &Floor, round: &RoundState, lang: Lang) -> Option<Block> {
    let say = Say(lang);
    let notable =
        |entered: &Entered| entered.ruling.is_some() || !matches!(entered.judgement, Judgement::Valid(_));
    let papers = round.entered.iter().enumerate().filter(|(_, entered)| notable(entered));
    let rows = papers.map(|(at, entered)| row(floor, round, at, entered, lang)).collect();
    Block::table(vec![say.number(), say.marks(), say.what(), say.decision(), say.reason(), say.by()], rows)
}

fn row(floor: &Floor, round: &RoundState, at: usize, entered: &Entered, lang: Lang) -> Vec<String> {
    let say = Say(lang);
    let decision = match entered.ruling.as_ref().map(|ruled| &ruled.ruling) {
        Some(ruling) => decided(round, &round.read(&entered.paper), ruling, lang),
        None if entered.open() && round.declared == Some(RoundVerdict::Void) => say.never(),
        None if entered.open() => say.open(),
        None if matches!(entered.judgement, Judgement::Valid(_)) => say.valid(),
        None => say.invalid(),
    };
    let (reason, by) = grounds(floor, round, entered, lang);
    let number = at + 1;
    let lies = u32::try_from(number).ok().and_then(|number| round.place(number).map(|lies| (number, lies)));
    let number = lies.map_or_else(|| number.to_string(), |(number, lies)| place(number, Some(lies), lang));
    let marks = original_marks(round, entered, lang);
    vec![number, marks, judgement_text(&entered.judgement, lang), decision, reason, by]
}

/// Why the paper counts as it does, and who decided it: of papers found invalid before the calling, the scrutineers.
fn grounds(floor: &Floor, round: &RoundState, entered: &Entered, lang: Lang) -> (String, String) {
    let nothing = || "—".to_owned();
    if let Some(ruled) = &entered.ruling {
        return (ruled.reason.clone(), names(floor, &ruled.by, lang));
    }
    let Judgement::Invalid(InvalidReason::Void(reason)) = &entered.judgement else {
        return (nothing(), nothing());
    };
    let serving = of_round(floor, round.id).iter().filter(|official| official.role.wants_vote());
    let scrutineers: Vec<MemberId> = serving.map(|official| official.member).collect();
    let known = entered.aside && !scrutineers.is_empty() && corrected_from(round, entered).is_none();
    let by = if known { names(floor, &scrutineers, lang) } else { nothing() };
    (void_reason(reason, lang), by)
}

/// The paper as it was first entered, if it was put right since.
fn corrected_from<'a>(round: &'a RoundState, entered: &Entered) -> Option<&'a Paper> {
    let at = round.entered.iter().position(|other| std::ptr::eq(other, entered))?;
    let here = |now: u32| now as usize == at + 1;
    let first = round.corrections().find(|correction| correction.spot.now.is_some_and(here));
    first.map(|correction| &correction.before)
}

/// The marks as they were first entered, and what they were corrected to.
fn original_marks(round: &RoundState, entered: &Entered, lang: Lang) -> String {
    let now = marks(&entered.paper, lang);
    match corrected_from(round, entered).map(|before| marks(before, lang)) {
        Some(before) if before != now => Say(lang).corrected(&before, &now),
        _ => now,
    }
}

/// The marks and names on a paper; a dash where an invalid one was not read.
fn marks(paper: &Paper, lang: Lang) -> String {
    let written = lang.list(paper.write_ins.iter().map(|write_in| &write_in.name));
    let unread = paper.void.is_some() && paper.marks.iter().all(|mark| *mark == Mark::Abstain);
    let marks = if unread { "—".to_owned() } else { mark_text(&paper.marks) };
    if written.is_empty() { marks } else { format!("{marks} {written}") }
}

/// What the scrutineers decided about a paper that reads so.
pub(super) fn decided(round: &RoundState, read: &Paper, ruling: &Ruling, lang: Lang) -> String {
    match ruling {
        Ruling::Valid(counted) => counted_as(round, read, counted, lang),
        Ruling::Invalid(_) => Say(lang).invalid(),
    }
}

/// The marks that count, and which of the names written in do.
fn counted_as(round: &RoundState, read: &Paper, counted: &Counted, lang: Lang) -> String {
    let say = Say(lang);
    let marks = mark_text(&counted.marks);
    let counts = |write_in: &&WriteIn| {
        let person = Nominee { name: write_in.name.clone(), member: write_in.member };
        let printed = round.slate().position(write_in.member, &write_in.name);
        let approved = printed.and_then(|at| counted.marks.get(at)) == Some(&Mark::Approve);
        approved || counted.write_ins.iter().any(|nominee| nominee.is(&person))
    };
    let dropped = read.write_ins.iter().filter(|write_in| !counts(write_in));
    let dropped = lang.list(dropped.map(|write_in| &write_in.name));
    let with = lang.list(counted.write_ins.iter().map(|nominee| &nominee.name));
    match (with.is_empty(), dropped.is_empty()) {
        (true, true) => say.valid_as(&marks),
        (false, true) => say.valid_with(&marks, &with),
        (true, false) => say.valid_without(&marks, &dropped),
        (false, false) => say.valid_part(&marks, &with, &dropped),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::Kind;
    use crate::agenda::round::Ruled;
    use crate::agenda::sample::{CHIEF, PLAIN, SCRUTINEER, in_round, paper, round, written_in};
    use crate::domain::MemberId;
    use crate::report::document::Document;
    use crate::report::markdown::markdown;

    /// What the list says of a paper with these written in, of whom so many count.
    fn told(written: &[MemberId], counted: usize, lang: Lang) -> String {
        let mut floor = in_round(Kind::Calling);
        let person = |member: &MemberId| Nominee {
            name: floor.plan.member(*member).unwrap().name.clone(),
            member: Some(*member),
        };
        let write_ins: Vec<Nominee> = written.iter().take(counted).map(person).collect();
        let names: Vec<WriteIn> =
            written.iter().map(|member| written_in(floor.name(*member), Some(*member))).collect();
        let paper = paper("oxxx", &names);
        let counted = Counted { marks: paper.marks.clone(), write_ins };
        let ruled =
            Ruled { ruling: Ruling::Valid(counted), reason: "字迹清楚".into(), by: vec![SCRUTINEER] };
        let entered = Entered {
            paper,
            judgement: Judgement::Doubtful(vec![]),
            ruling: Some(ruled),
            aside: true,
            bundle: None,
            seq: 1,
        };
        let id = round(&floor).id;
        floor.rounds.get_mut(&id).unwrap().entered.push(entered);
        let mut document = Document::new(String::new(), false, lang);
        document.add(table(&floor, round(&floor), lang).unwrap());
        markdown(&document)
    }

    #[test]
    fn a_ruling_tells_which_names_written_in_count() {
        for (written, counted, zh, en) in [
            (&[][..], 0, "有效，计为 ○××× |", "valid, counted as ○××× |"),
            (&[CHIEF], 1, "有效，计为 ○×××，另选 周立群 |", "counted as ○×××, with 周立群 written in |"),
            (
                &[CHIEF],
                0,
                "有效，计为 ○×××，另选的 周立群 不计 |",
                "counted as ○×××; 周立群, written in, not counted |",
            ),
            (
                &[CHIEF, PLAIN],
                1,
                "另选 周立群，另选的 韩树林 不计 |",
                "with 周立群 written in; 韩树林, written in, not counted |",
            ),
        ] {
            for (lang, text) in [(Lang::Zh, zh), (Lang::En, en)] {
                let told = told(written, counted, lang);
                assert!(told.contains(text), "{text}: {told}");
            }
        }
    }
}
