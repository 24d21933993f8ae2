//! Papers that were set aside, as the minutes list them.

use super::document::Block;
use super::figures::names;
use crate::agenda::Floor;
use crate::agenda::calling::mark_text;
use crate::agenda::examine::judgement_text;
use crate::agenda::round::{Entered, RoundState};
use crate::domain::{Judgement, Mark, Ruling};
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
        invalid { zh: "无效", en: "invalid" }
        open { zh: "待认定", en: "to be decided" }
    }
}

/// Papers that are invalid or were doubtful: the original marks stay beside what was decided.
pub(super) fn table(floor: &Floor, round: &RoundState, lang: Lang) -> Option<Block> {
    let say = Say(lang);
    let notable =
        |entered: &Entered| entered.ruling.is_some() || !matches!(entered.judgement, Judgement::Valid(_));
    let papers = round.entered.iter().enumerate().filter(|(_, entered)| notable(entered));
    let rows = papers.map(|(at, entered)| row(floor, at, entered, lang)).collect();
    Block::table(vec![say.number(), say.marks(), say.what(), say.decision(), say.reason(), say.by()], rows)
}

fn row(floor: &Floor, at: usize, entered: &Entered, lang: Lang) -> Vec<String> {
    let say = Say(lang);
    let decision = match entered.ruling.as_ref().map(|ruled| &ruled.ruling) {
        Some(Ruling::Valid(counted)) => say.valid_as(&mark_text(&counted.marks)),
        None if entered.open() => say.open(),
        None if matches!(entered.judgement, Judgement::Valid(_)) => say.valid(),
        Some(Ruling::Invalid(_)) | None => say.invalid(),
    };
    let (reason, by) = entered.ruling.as_ref().map_or_else(
        || ("—".to_owned(), "—".to_owned()),
        |ruled| (ruled.reason.clone(), names(floor, &ruled.by, lang)),
    );
    let written = lang.list(entered.paper.write_ins.iter().map(|write_in| &write_in.name));
    let void = entered.paper.void.is_some();
    let unread = void && entered.paper.marks.iter().all(|mark| *mark == Mark::Abstain);
    let marks = if unread { "—".to_owned() } else { mark_text(&entered.paper.marks) };
    let marks = if written.is_empty() { marks } else { format!("{marks} {written}") };
    vec![(at + 1).to_string(), marks, judgement_text(&entered.judgement, lang), decision, reason, by]
}
