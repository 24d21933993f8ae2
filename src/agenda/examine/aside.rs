//! A paper that is set aside: the form that describes it, the list of such papers, and what they are in words.

use super::Command;
use super::ruling::ruling_form;
use crate::agenda::action::Action;
use crate::agenda::calling::{mark_text, read_marks, written};
use crate::agenda::floor::must;
use crate::agenda::round::passes::number;
use crate::agenda::round::{Entered, RoundState};
use crate::agenda::screen::{Answer, Answers, Field, FieldKind, Form, List, Offer, Row, Tone};
use crate::agenda::{Command as AnyCommand, Floor, Rejection};
use crate::domain::{Doubt, InvalidReason, Judgement, Mark, Paper, Ruling, VoidReason};
use crate::locale::Lang;
use crate::messages;

messages! {
    /// Words of papers that are set aside.
    struct Say {
        add_title { zh: "挑出无效票或疑问票", en: "Set an invalid or doubtful paper aside" }
        kind { zh: "情形", en: "Kind" }
        position { zh: "第几位候选人", en: "Beside which name" }
        position_hint { zh: "从 1 起，几处用、隔开；只有符号不清、不合规定时填", en: "from 1, several with a comma; only for unclear marks" }
        written_in { zh: "另选他人", en: "Written in" }
        written_hint { zh: "几位用、隔开；没有画○的在姓名后加 -", en: "several with a comma; - behind a name without ○" }
        marks { zh: "票上的符号", en: "Marks on it" }
        marks_hint(example: &str) { zh: "○ 用 o，× 用 x，空白用 -，如 {example}；无效票可不填", en: "o x -, such as {example}; not needed for an invalid paper" }
        other { zh: "其他理由", en: "Other reason" }
        too_many { zh: "赞成的超过应选人数", en: "too many names approved" }
        torn { zh: "撕毁，无法辨认", en: "torn" }
        no_seal { zh: "没有盖章", en: "without the seal" }
        signed { zh: "有署名或编号", en: "signed or numbered" }
        other_mark { zh: "使用了别的符号", en: "other marks" }
        other_text { zh: "写了别的字", en: "other text" }
        other_reason { zh: "无效：其他理由", en: "invalid: another reason" }
        unprescribed { zh: "疑问：符号不合规定，但看得懂", en: "doubtful: a readable but unprescribed mark" }
        unreadable { zh: "疑问：符号看不清", en: "doubtful: an unreadable mark" }
        write_in_doubt { zh: "疑问：另选他人不合规定", en: "doubtful: an irregular write-in" }
        number { zh: "张", en: "Paper" }
        place(number: u32) { zh: "第 {number} 张", en: "paper {number}" }
        in_bundle(bundle: u32, number: u32) { zh: "第 {bundle} 捆第 {number} 张", en: "bundle {bundle}, paper {number}" }
        what { zh: "情形", en: "What" }
        decided { zh: "认定", en: "Decision" }
        open { zh: "待认定", en: "to be decided" }
        valid { zh: "有效", en: "valid" }
        invalid { zh: "无效", en: "invalid" }
        valid_by(reason: &str) { zh: "有效：{reason}", en: "valid: {reason}" }
        invalid_by(reason: &str) { zh: "无效：{reason}", en: "invalid: {reason}" }
        decide { zh: "认定…", en: "decide…" }
    }
}

/// The papers that were set aside, with the offer to decide about each that is open.
pub(crate) fn aside_list(
    floor: &Floor,
    round: &RoundState,
    lang: Lang,
    wanted: impl Fn(&Entered) -> bool,
) -> List {
    let say = Say(lang);
    let entered = round.entered.iter().enumerate().filter(|(_, entered)| wanted(entered));
    let rows = entered.map(|(at, entered)| aside_row(floor, round, at, entered, lang)).collect();
    List { header: vec![say.number(), say.what(), say.decided()], rows }
}

/// Where the paper with this number lies, for people who look for it: in its bundle, or by its number.
pub(crate) fn place(round: &RoundState, number: u32, lang: Lang) -> String {
    let say = Say(lang);
    let lies = round.place(number);
    lies.map_or_else(|| say.place(number), |(bundle, number)| say.in_bundle(bundle, number))
}

fn aside_row(floor: &Floor, round: &RoundState, at: usize, entered: &Entered, lang: Lang) -> Row {
    let say = Say(lang);
    let decided = match (&entered.ruling, &entered.judgement) {
        (None, Judgement::Doubtful(_)) => say.open(),
        (Some(ruled), _) => match ruled.ruling {
            Ruling::Valid(_) => say.valid_by(&ruled.reason),
            Ruling::Invalid(_) => say.invalid_by(&ruled.reason),
        },
        (None, Judgement::Invalid(_)) => say.invalid(),
        (None, Judgement::Valid(_)) => say.valid(),
    };
    let offers = if entered.open() {
        vec![Offer::form(Action::Edit, say.decide(), ruling_form(floor, round, at, entered, lang))]
    } else {
        Vec::new()
    };
    let written: Vec<&str> =
        entered.paper.write_ins.iter().flat_map(|write_in| [" ＋", write_in.name.as_str()]).collect();
    let (marks, why) = (mark_text(&entered.paper.marks), judgement_text(&entered.judgement, lang));
    let what = format!("{marks}{}　{why}", written.concat());
    Row {
        key: u32::try_from(at).unwrap_or(u32::MAX),
        cells: vec![place(round, number(at + 1), lang), what, decided],
        tone: if entered.open() { Tone::Warn } else { Tone::Plain },
        offers,
    }
}

/// Why a paper is invalid or doubtful, in words; empty for a valid one.
pub fn judgement_text(judgement: &Judgement, lang: Lang) -> String {
    let say = Say(lang);
    match judgement {
        Judgement::Valid(_) => String::new(),
        Judgement::Invalid(InvalidReason::Void(VoidReason::Other(text))) => text.clone(),
        Judgement::Invalid(InvalidReason::Void(reason)) => say.invalid_by(&void_reason(reason, lang)),
        Judgement::Invalid(InvalidReason::TooManyMarks { .. }) => {
            say.invalid_by(&void_reason(&VoidReason::TooManyMarks, lang))
        }
        Judgement::Invalid(_) => say.other_reason(),
        Judgement::Doubtful(doubts) => match doubts.first() {
            Some(Doubt::UnreadableMark(_)) => say.unreadable(),
            Some(Doubt::UnprescribedMark(_)) => say.unprescribed(),
            _ => say.write_in_doubt(),
        },
    }
}

/// Why a paper was found invalid, in words.
pub fn void_reason(reason: &VoidReason, lang: Lang) -> String {
    let say = Say(lang);
    match reason {
        VoidReason::Torn => say.torn(),
        VoidReason::NoSeal => say.no_seal(),
        VoidReason::Signed => say.signed(),
        VoidReason::OtherMark => say.other_mark(),
        VoidReason::TooManyMarks => say.too_many(),
        VoidReason::OtherText => say.other_text(),
        VoidReason::Other(text) => text.clone(),
    }
}

/// The reasons for which a paper is set aside as invalid, in the order of the form.
const REASONS: [VoidReason; 6] = [
    VoidReason::TooManyMarks,
    VoidReason::Torn,
    VoidReason::NoSeal,
    VoidReason::Signed,
    VoidReason::OtherMark,
    VoidReason::OtherText,
];

/// The kinds of paper that can be set aside, in the order of the form.
fn aside_kinds(lang: Lang) -> Vec<String> {
    let say = Say(lang);
    let invalid = REASONS.iter().map(|reason| say.invalid_by(&void_reason(reason, lang)));
    invalid.chain([say.other_reason(), say.unprescribed(), say.unreadable()]).collect()
}

/// The form that sets a paper aside; used here and while papers are called.
pub(crate) fn aside_form(round: &RoundState, lang: Lang) -> Form {
    let say = Say(lang);
    let names = round.slate().candidates.len();
    let example: String = (0..names).map(|at| if at % 2 == 0 { 'o' } else { 'x' }).collect();
    let field = |label, hint, kind| Field { label, hint, kind };
    let fields = vec![
        field(say.kind(), String::new(), FieldKind::Choice(aside_kinds(lang), 0)),
        field(say.marks(), say.marks_hint(&example), FieldKind::Text(String::new())),
        field(say.position(), say.position_hint(), FieldKind::Text(String::new())),
        field(say.written_in(), say.written_hint(), FieldKind::Text(String::new())),
        field(say.other(), String::new(), FieldKind::Text(String::new())),
    ];
    let subject = u32::try_from(names).unwrap_or(u32::MAX);
    Form { title: say.add_title(), fields, subject, read: read_aside }
}

/// Before the calling there is no table: what approves too many is seen by its marks, and these go on record as they are.
fn read_aside(names: u32, answers: &[Answer]) -> Result<AnyCommand, Rejection> {
    let mut first = Answers(answers);
    let too_many = REASONS.get(first.position()?) == Some(&VoidReason::TooManyMarks);
    let told = first.optional_text()?.is_some();
    must(told || !too_many, Rejection::MarksMissing { given: 0, names: names as usize })?;
    aside_paper(names, answers).map(|paper| Command::SetAside(paper).into())
}

/// Positions on the paper typed from 1, as they are kept: from 0.
fn read_places(text: &str, names: u32) -> Result<Vec<u32>, Rejection> {
    let parts = text.split(|c: char| !c.is_numeric()).filter(|part| !part.is_empty());
    let place = |part: &str| {
        let plain: String = part.chars().map(crate::locale::fold::fold).collect();
        let place = plain.parse::<u32>().ok().and_then(|place| place.checked_sub(1));
        place.filter(|place| *place < names).ok_or(Rejection::NoSuchName)
    };
    let mut places = parts.map(place).collect::<Result<Vec<_>, _>>()?;
    places.sort_unstable();
    places.dedup();
    Ok(places)
}

/// The form for a paper that is set aside, with what was keyed of it so far.
pub(crate) fn with_keyed(mut form: Form, paper: &Paper) -> Form {
    let marks: String = paper.marks.iter().map(|mark| mark.code()).collect();
    for (at, text) in [(1, marks), (3, written::line(&paper.write_ins))] {
        if let Some(field) = form.fields.get_mut(at) {
            field.kind = FieldKind::Text(text);
        }
    }
    form
}

/// The paper that the answers describe, at a table where every name is approved until it is struck.
///
/// # Errors
/// What is missing or unreadable.
pub(crate) fn aside_paper(names: u32, answers: &[Answer]) -> Result<Paper, Rejection> {
    let mut answers = Answers(answers);
    let kind = answers.position()?;
    let marks = answers.optional_text()?;
    let positions = answers.optional_text()?;
    let write_ins = answers.optional_text()?;
    let write_ins = written::read_line(write_ins.as_deref().unwrap_or_default())?;
    let other = answers.optional_text()?;
    let marks = marks.map_or_else(|| Ok(None), |text| read_marks(&text, names).map(Some))?;
    // Marks that nobody types are blank; but of a paper that approves too many they are those of a table at which nobody was
    // struck.
    let untold = |reason: &VoidReason| {
        let mark = if *reason == VoidReason::TooManyMarks { Mark::Approve } else { Mark::Abstain };
        vec![mark; names as usize]
    };
    let void = |reason: VoidReason| Paper {
        marks: marks.clone().unwrap_or_else(|| untold(&reason)),
        write_ins: write_ins.clone(),
        void: Some(reason),
        ..Paper::default()
    };
    Ok(match (REASONS.get(kind), kind) {
        (Some(reason), _) => void(other.map_or_else(|| reason.clone(), VoidReason::Other)),
        (None, 6) => void(VoidReason::Other(other.ok_or(Rejection::TextMissing)?)),
        (None, _) => {
            let places = read_places(positions.as_deref().unwrap_or_default(), names)?;
            must(!places.is_empty() || !write_ins.is_empty(), Rejection::NoSuchName)?;
            let doubt = if kind == 7 { Doubt::UnprescribedMark } else { Doubt::UnreadableMark };
            let marks = marks.clone().ok_or(Rejection::TextMissing)?;
            let doubts = places.into_iter().map(doubt).collect();
            Paper { marks, write_ins: write_ins.clone(), doubts, ..Paper::default() }
        }
    })
}
