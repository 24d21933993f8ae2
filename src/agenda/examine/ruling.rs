//! What the scrutineers decide about a doubtful paper: the form, the ruling, and what they may rule.

use super::{Command, Decision, WriteIns, place};
use crate::agenda::calling::read_marks;
use crate::agenda::round::{self, Entered, RoundState};
use crate::agenda::screen::{Answer, Answers, Field, FieldKind, Form};
use crate::agenda::text::written as says_something;
use crate::agenda::{Command as AnyCommand, Floor, Rejection};
use crate::domain::{InvalidReason, NotTheirs, Paper, Ruling, Undecided, VoidReason, WriteIn};
use crate::locale::Lang;
use crate::messages;

messages! {
    /// Words of rulings.
    struct Say {
        valid_but(names: &str) { zh: "有效，“{names}”不计", en: "valid, “{names}” not counted" }
        unknown(names: &str) { zh: "“{names}”不是名册上的人，不计；是谁的另一种写法的，先用 Ctrl+D 合并", en: "“{names}” is nobody on the roll and not counted; a spelling of somebody is merged first with Ctrl+D" }
        may_not_be(names: &str) { zh: "“{names}”在这里不能当选，不计", en: "“{names}” may not be elected here and is not counted" }
        valid_without { zh: "有效，有疑问的另选人不计", en: "valid, without the doubtful write-ins" }
        decide_title(place: &str) { zh: "疑问票（{place}）：监票人共同认定", en: "Doubtful ({place}): the scrutineers decide" }
        decision { zh: "认定为", en: "Decision" }
        as_marks { zh: "按什么符号计", en: "Count it as" }
        reason { zh: "理由", en: "Reason" }
        valid { zh: "有效", en: "valid" }
        invalid { zh: "无效", en: "invalid" }
        marks_hint(example: &str) { zh: "○ 用 o，× 用 x，空白用 -，如 {example}；无效票可不填", en: "o x -, such as {example}; not needed for an invalid paper" }
    }
}

/// The form in which they decide about the paper entered at this position.
pub(super) fn ruling_form(
    floor: &Floor,
    round: &RoundState,
    at: usize,
    entered: &Entered,
    lang: Lang,
) -> Form {
    let say = Say(lang);
    let field = |label, hint, kind| Field { label, hint, kind };
    let paper = round.read(&entered.paper);
    let undecided = undecided(floor, round, &paper).ok();
    let marks = undecided.as_ref().map_or_else(|| paper.marks.clone(), Undecided::marks);
    let marks: String = marks.iter().map(|mark| mark.code()).collect();
    let (valid, uncounted) = counts_text(floor, round, &paper, lang);
    let mut decisions = vec![valid, say.invalid()];
    if undecided.is_some_and(|undecided| undecided.may_leave_out()) {
        decisions.push(say.valid_without());
    }
    let names = round.slate().candidates.len();
    let fields = vec![
        field(say.decision(), uncounted, FieldKind::Choice(decisions, 0)),
        field(say.as_marks(), say.marks_hint(&"o".repeat(names)), FieldKind::Text(marks)),
        field(say.reason(), String::new(), FieldKind::Text(String::new())),
    ];
    let subject = u32::try_from(at).unwrap_or(u32::MAX);
    Form {
        title: say.decide_title(&place(round, round::passes::number(at + 1), lang)),
        fields,
        subject,
        read: read_ruling,
    }
}

/// "Valid", with the names written in that count for nobody all the same; and why they do not, which is too long for a choice.
fn counts_text(floor: &Floor, round: &RoundState, paper: &Paper, lang: Lang) -> (String, String) {
    let say = Say(lang);
    let nobody =
        |write_in: &&WriteIn| write_in.member.is_none() && !round.slate().prints(None, &write_in.name);
    let uncounted: Vec<&WriteIn> = paper.write_ins.iter().filter(nobody).collect();
    let names = |write_ins: &[&WriteIn]| lang.list(write_ins.iter().map(|write_in| write_in.name.as_str()));
    let (on_roll, unknown): (Vec<&WriteIn>, Vec<&WriteIn>) =
        uncounted.iter().partition(|write_in| floor.plan.named(&write_in.name).next().is_some());
    let told = |write_ins: &[&WriteIn], sentence: fn(Say, &str) -> String| {
        (!write_ins.is_empty()).then(|| sentence(say, &names(write_ins)))
    };
    let why = [told(&unknown, Say::unknown), told(&on_roll, Say::may_not_be)];
    let why = why.into_iter().flatten().collect::<Vec<_>>().join(lang.pick("；", "; "));
    let valid = if uncounted.is_empty() { say.valid() } else { say.valid_but(&names(&uncounted)) };
    (valid, why)
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

/// The doubtful paper as the scrutineers have it before them.
///
/// # Errors
/// [`Rejection::AlreadyDone`] where nothing about it is in doubt.
fn undecided<'a>(
    floor: &'a Floor,
    round: &'a RoundState,
    paper: &'a Paper,
) -> Result<Undecided<'a>, Rejection> {
    let may = |write_in: &WriteIn| round::electable(floor, round, write_in);
    Undecided::of(paper, round.slate(), floor.procedure(), may).ok_or(Rejection::AlreadyDone)
}

/// A decision in the domain's terms.
pub(super) fn ruling(
    floor: &Floor,
    round: &RoundState,
    at: usize,
    decision: Decision,
    reason: &str,
) -> Result<Ruling, Rejection> {
    let Decision::Valid { marks, write_ins } = decision else {
        return Ok(Ruling::Invalid(VoidReason::Other(reason.to_owned())));
    };
    let entered = round.entered.get(at).ok_or(Rejection::NoSuchPaper)?;
    let paper = round.read(&entered.paper);
    let undecided = undecided(floor, round, &paper)?;
    Ok(Ruling::Valid(undecided.counted(marks, write_ins == WriteIns::Count)))
}

/// Scrutineers decide what is in doubt and nothing else, and the paper must be valid then.
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
    let paper = round.read(paper);
    undecided(floor, round, &paper)?.check(counted).map_err(|why| match why {
        NotTheirs::Marks => {
            let (given, names) = (counted.marks.len(), round.slate().candidates.len());
            Rejection::MarksMissing { given, names }
        }
        NotTheirs::MarkCertain => Rejection::MarkNotInDoubt,
        NotTheirs::WriteInCertain => Rejection::WriteInNotInDoubt,
        NotTheirs::NotWritten => Rejection::NoSuchName,
        NotTheirs::Invalid(InvalidReason::TooManyMarks { approved, limit }) => {
            Rejection::TooManyApproved { approved: approved as usize, limit: limit as usize }
        }
        NotTheirs::Invalid(_) => Rejection::PaperInvalidByRule,
    })
}
