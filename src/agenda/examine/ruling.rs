//! What the scrutineers decide about a doubtful paper: the form, the ruling, and what they may rule.

use super::{Command, Decision, WriteIns};
use crate::agenda::calling::read_marks;
use crate::agenda::floor::must;
use crate::agenda::round::{self, Entered, RoundState};
use crate::agenda::screen::{Answer, Answers, Field, FieldKind, Form};
use crate::agenda::text::written as says_something;
use crate::agenda::{Command as AnyCommand, Floor, Rejection};
use crate::domain::{
    Counted, Doubt, InvalidReason, Nominee, Paper, Ruling, VoidReason, WriteIn, WriteInMark,
};
use crate::locale::Lang;
use crate::messages;

messages! {
    /// Words of rulings.
    struct Say {
        valid_uncounted(names: &str) { zh: "有效，但“{names}”不是名册上的人，不计（写法不同的，先合并）", en: "valid, but “{names}” is nobody on the roll and not counted (merge spellings first)" }
        valid_without { zh: "有效，但另选人不计", en: "valid, without the write-ins" }
        decide_title(number: usize) { zh: "第 {number} 张疑问票：监票人共同认定", en: "Doubtful paper {number}: the scrutineers decide" }
        decision { zh: "认定为", en: "Decision" }
        as_marks { zh: "按什么符号计", en: "Count it as" }
        reason { zh: "理由", en: "Reason" }
        valid { zh: "有效", en: "valid" }
        invalid { zh: "无效", en: "invalid" }
        marks_hint(example: &str) { zh: "○ 用 o，× 用 x，空白用 -，如 {example}；无效票可不填", en: "o x -, such as {example}; not needed for an invalid paper" }
    }
}

/// The form in which they decide about the paper entered at this position.
pub(super) fn ruling_form(round: &RoundState, at: usize, entered: &Entered, lang: Lang) -> Form {
    let say = Say(lang);
    let field = |label, hint, kind| Field { label, hint, kind };
    let marks: String = entered.paper.marks.iter().map(|mark| mark.code()).collect();
    let read = round.read(&entered.paper);
    let unknown =
        |write_in: &&WriteIn| write_in.member.is_none() && !round.slate().prints(None, &write_in.name);
    let unknown = lang.list(read.write_ins.iter().filter(unknown).map(|write_in| write_in.name.as_str()));
    let valid = if unknown.is_empty() { say.valid() } else { say.valid_uncounted(&unknown) };
    let mut decisions = vec![valid, say.invalid()];
    if !entered.paper.write_ins.is_empty() {
        decisions.push(say.valid_without());
    }
    let names = round.slate().candidates.len();
    let fields = vec![
        field(say.decision(), String::new(), FieldKind::Choice(decisions, 0)),
        field(say.as_marks(), say.marks_hint(&"o".repeat(names)), FieldKind::Text(marks)),
        field(say.reason(), String::new(), FieldKind::Text(String::new())),
    ];
    let subject = u32::try_from(at).unwrap_or(u32::MAX);
    Form { title: say.decide_title(at + 1), fields, subject, read: read_ruling }
}

fn read_ruling(at: u32, answers: &[Answer]) -> Result<AnyCommand, Rejection> {
    let mut answers = Answers(answers);
    let kind = answers.choice(&[Some(WriteIns::Count), None, Some(WriteIns::Drop)])?;
    let marks = answers.optional_text()?.unwrap_or_default();
    let reason = answers.text()?;
    let names = u32::try_from(marks.chars().count()).unwrap_or(u32::MAX);
    let decision = match kind {
        Some(write_ins) => Decision::Valid { marks: read_marks(&marks, names)?, write_ins },
        None => Decision::Invalid,
    };
    Ok(Command::Rule { at: at as usize, decision, reason }.into())
}

/// A decision in the domain's terms.
pub(super) fn ruling(
    floor: &Floor,
    round: &RoundState,
    at: usize,
    decision: Decision,
    reason: &str,
) -> Result<Ruling, Rejection> {
    let entered = round.entered.get(at).ok_or(Rejection::NoSuchPaper)?;
    Ok(match decision {
        Decision::Invalid => Ruling::Invalid(VoidReason::Other(reason.to_owned())),
        Decision::Valid { marks, write_ins: WriteIns::Drop } => {
            Ruling::Valid(Counted { marks, write_ins: Vec::new() })
        }
        Decision::Valid { marks, write_ins: WriteIns::Count } => {
            Ruling::Valid(Counted { marks, write_ins: countable(floor, round, &entered.paper) })
        }
    })
}

/// The people whom a paper's write-ins may count for: who may be elected and is not printed, each once.
fn countable(floor: &Floor, round: &RoundState, paper: &Paper) -> Vec<Nominee> {
    let mut people: Vec<Nominee> = Vec::new();
    for write_in in &round.read(paper).write_ins {
        let counts = write_in.mark != WriteInMark::Against
            && round.slate().form.takes_write_ins()
            && !round.slate().prints(write_in.member, &write_in.name)
            && round::electable(floor, round, write_in);
        let nominee = write_in.nominee();
        if counts && !people.contains(&nominee) {
            people.push(nominee);
        }
    }
    people
}

/// A paper ruled valid must itself keep the limit, and count only for people who are written on it and may be elected.
pub(super) fn may_rule(
    floor: &Floor,
    round: &RoundState,
    paper: &Paper,
    ruling: &Ruling,
) -> Result<(), Rejection> {
    let counted = match ruling {
        Ruling::Invalid(VoidReason::Other(text)) => return says_something(text),
        Ruling::Invalid(_) => return Ok(()),
        Ruling::Valid(counted) => counted,
    };
    let names = round.slate().candidates.len();
    must(counted.marks.len() == names, Rejection::MarksMissing { given: counted.marks.len(), names })?;
    let sure = (0u32..).zip(paper.marks.iter().zip(&counted.marks));
    let mut turned = sure.filter(|(at, (before, after))| before != after && !in_doubt(round, paper, *at));
    must(turned.next().is_none(), Rejection::MarkNotInDoubt)?;
    let kept = countable(floor, round, paper);
    let distinct = |(at, nominee): (usize, &Nominee)| {
        kept.contains(nominee) && !counted.write_ins.iter().take(at).any(|other| other == nominee)
    };
    must(counted.write_ins.iter().enumerate().all(distinct), Rejection::NoSuchName)?;
    ruling.check(round.slate(), floor.procedure()).map_err(|why| match why {
        InvalidReason::TooManyMarks { approved, limit } => {
            Rejection::TooManyApproved { approved: approved as usize, limit: limit as usize }
        }
        _ => Rejection::PaperInvalidByRule,
    })
}

/// Whether the mark at this position is what the scrutineers decide about: doubtful itself, or of a name that was also
/// written in.
fn in_doubt(round: &RoundState, paper: &Paper, at: u32) -> bool {
    let marked =
        |doubt: &Doubt| matches!(doubt, Doubt::UnprescribedMark(p) | Doubt::UnreadableMark(p) if *p == at);
    let written = |write_in: &WriteIn| {
        let candidate = round.slate().candidates.get(at as usize);
        candidate.is_some_and(|candidate| {
            candidate.name == write_in.name
                || (write_in.member.is_some() && candidate.member == write_in.member)
        })
    };
    paper.doubts.iter().any(marked) || round.read(paper).write_ins.iter().any(written)
}
