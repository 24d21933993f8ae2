//! Invalid and doubtful papers are set aside and decided (验票), before the valid ones are called (rules §6).

pub(crate) mod spelling;

use super::action::Action;
use super::calling::{mark_text, read_marks, written};
use super::floor::must;
use super::order::RoundId;
use super::rehearsal::Room;
use super::round::{self, Entered, Merged, RoundState, Ruled};
use super::screen::{
    Aloud, Answer, Answers, Fact, Field, FieldKind, Form, List, Offer, Row, Screen, Speaker, Tone, Work,
};
use super::text::written as says_something;
use super::wall::Wall;
use super::{Event as AnyEvent, Floor, Here, Kind, Rejection, Stamp};
use crate::domain::{
    Counted, Doubt, InvalidReason, Judgement, Mark, MemberId, Nominee, Paper, Ruling, VoidReason, WriteIn,
    WriteInMark,
};
use crate::locale::Lang;
use crate::messages;
use serde::{Deserialize, Serialize};

/// What can be asked here; a ruling also while papers are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// A paper is set aside: void by its look, or doubtful.
    SetAside(Paper),
    /// The scrutineers decide about the doubtful paper entered at this position, from 0.
    Rule {
        /// The position.
        at: usize,
        /// What they decide.
        decision: Decision,
        /// Why.
        reason: String,
    },
    /// The scrutineers decide that a spelling stands for somebody: positions among the form's choices.
    Merge {
        /// The spelling.
        from: usize,
        /// Who is meant.
        into: usize,
        /// Why.
        reason: String,
    },
}

/// What the scrutineers can decide about a doubtful paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It counts with these marks, and with or without the names written in.
    Valid {
        /// The marks.
        marks: Vec<Mark>,
        /// What becomes of the write-ins.
        write_ins: WriteIns,
    },
    /// It does not count.
    Invalid,
}

/// Whether the names written in on a paper count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteIns {
    /// Those of people who may be elected.
    Count,
    /// None.
    Drop,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// A paper was set aside.
    PaperSetAside {
        /// The round.
        round: RoundId,
        /// The paper, with the reason or the doubts.
        paper: Paper,
    },
    /// The scrutineers decided about a doubtful paper.
    PaperRuled {
        /// The round.
        round: RoundId,
        /// The paper: its position in the order of entering, from 0.
        at: usize,
        /// What they decided.
        ruling: Ruling,
        /// Why.
        reason: String,
        /// Who decided.
        by: Vec<MemberId>,
    },
    /// The scrutineers decided that a name written in stands for somebody else who is written in or may be elected.
    SpellingsMerged {
        /// The round.
        round: RoundId,
        /// As it stands on papers: nobody's name on the roll.
        from: Nominee,
        /// Who is meant.
        into: Nominee,
        /// Why.
        reason: String,
        /// Who decided.
        by: Vec<MemberId>,
    },
}

/// Nothing is kept here: the round keeps it.
pub type State = ();

messages! {
    /// Words of examining papers.
    struct Say {
        title { zh: "验票", en: "Papers examined" }
        purpose { zh: "监票人逐张看票：无效的、有疑问的挑出来；疑问票由监票人共同认定，写明理由。其余的留待唱票。没有就直接继续。", en: "The scrutineers look at every paper and set aside the invalid and the doubtful ones; they decide the doubtful ones together and give the reason. The rest is called next. Just go on if there are none." }
        add { zh: "挑出一张…", en: "set a paper aside…" }
        add_title { zh: "挑出无效票或疑问票", en: "Set an invalid or doubtful paper aside" }
        kind { zh: "情形", en: "Kind" }
        position { zh: "第几位候选人", en: "Beside which name" }
        position_hint { zh: "从 1 起，几处用、隔开；只有符号不清、不合规定时填", en: "from 1, several with a comma; only for unclear marks" }
        written_in { zh: "另选他人", en: "Written in" }
        written_hint { zh: "几位用、隔开；没有画○的在姓名后加 -", en: "several with a comma; - behind a name without ○" }
        marks { zh: "票上的符号", en: "Marks on it" }
        marks_hint(example: &str) { zh: "○ 用 o，× 用 x，空白用 -，如 {example}；无效票可不填", en: "o x -, such as {example}; not needed for an invalid paper" }
        other { zh: "其他理由", en: "Other reason" }
        too_many { zh: "无效：赞成的超过应选人数", en: "invalid: too many names approved" }
        torn { zh: "无效：撕毁，无法辨认", en: "invalid: torn" }
        no_seal { zh: "无效：没有盖章", en: "invalid: without the seal" }
        signed { zh: "无效：有署名或编号", en: "invalid: signed or numbered" }
        other_mark { zh: "无效：使用了别的符号", en: "invalid: other marks" }
        other_text { zh: "无效：写了别的字", en: "invalid: other text" }
        other_reason { zh: "无效：其他理由", en: "invalid: another reason" }
        unprescribed { zh: "疑问：符号不合规定，但看得懂", en: "doubtful: a readable but unprescribed mark" }
        unreadable { zh: "疑问：符号看不清", en: "doubtful: an unreadable mark" }
        number { zh: "张", en: "Paper" }
        what { zh: "情形", en: "What" }
        decided { zh: "认定", en: "Decision" }
        open { zh: "待认定", en: "to be decided" }
        valid { zh: "有效", en: "valid" }
        invalid { zh: "无效", en: "invalid" }
        valid_uncounted(names: &str) { zh: "有效，但“{names}”不是名册上的人，不计（写法不同的，先合并）", en: "valid, but “{names}” is nobody on the roll and not counted (merge spellings first)" }
        valid_without { zh: "有效，但另选人不计", en: "valid, without the write-ins" }
        valid_by(reason: &str) { zh: "有效：{reason}", en: "valid: {reason}" }
        invalid_by(reason: &str) { zh: "无效：{reason}", en: "invalid: {reason}" }
        decide { zh: "认定…", en: "decide…" }
        decide_number(number: usize) { zh: "认定第 {number} 张…", en: "decide paper {number}…" }
        decide_title(number: usize) { zh: "第 {number} 张疑问票：监票人共同认定", en: "Doubtful paper {number}: the scrutineers decide" }
        decision { zh: "认定为", en: "Decision" }
        as_marks { zh: "按什么符号计", en: "Count it as" }
        reason { zh: "理由", en: "Reason" }
        aside_invalid { zh: "无效", en: "Invalid" }
        to_call { zh: "留待唱票", en: "To be called" }
        papers(count: u32) { zh: "{count} 张", en: "{count}" }
        say_none(count: u32) { zh: "请监票人验票。（验票）经验票，{count} 张选票都可以计票，现在开始唱票。", en: "Scrutineers, please examine the papers. (They do.) All {count} papers can be counted; the calling begins." }
        say_some(invalid: u32, valid: u32, rest: u32) { zh: "请监票人验票。（验票）经监票人认定，无效票 {invalid} 张，疑问票认定有效 {valid} 张，其余 {rest} 张现在开始唱票。", en: "Scrutineers, please examine the papers. (They do.) {invalid} papers are invalid, {valid} doubtful ones were decided valid, the other {rest} are called now." }
        say_open(open: u32) { zh: "还有 {open} 张疑问票，请监票人共同认定。", en: "{open} doubtful papers are left; scrutineers, please decide them together." }
        aside_valid { zh: "认定有效", en: "Decided valid" }
    }
}

pub(crate) fn title(lang: Lang) -> String {
    Say(lang).title()
}

pub(crate) fn screen(here: Here<'_>, lang: Lang) -> Screen {
    let say = Say(lang);
    let mut screen = Screen { title: say.title(), purpose: say.purpose(), ..Screen::default() };
    let Some(round) = here.round() else { return screen };
    screen.facts = facts(here.floor, round, lang);
    screen.work = Work::List(aside_list(round, lang, |entered| entered.aside));
    if round.left() > 0 {
        screen.offers.push(Offer::form(Action::Add, say.add(), aside_form(round, lang)));
    }
    screen.offers.extend(spelling::offer(here, lang));
    let (invalid, valid, open) = (round.tally.invalid, round.tally.valid, round.tally.doubtful);
    let text = match open {
        0 if round.entered.is_empty() => say.say_none(round.left()),
        0 => say.say_some(invalid, valid, round.left()),
        open => say.say_open(open),
    };
    screen.aloud = vec![Aloud { speaker: Speaker::Chair, text }];
    screen.offers.extend(super::collect::recount_offer(here, lang));
    screen
}

fn facts(floor: &Floor, round: &RoundState, lang: Lang) -> Vec<Fact> {
    let say = Say(lang);
    let mut facts = vec![Fact::new(say.aside_invalid(), say.papers(round.tally.invalid))];
    facts.extend(round::open_fact(floor, round, lang));
    if round.tally.valid > 0 {
        facts.push(Fact::new(say.aside_valid(), say.papers(round.tally.valid)));
    }
    facts.push(Fact::new(say.to_call(), say.papers(round.left())).rule(Tone::Strong, ""));
    facts
}

/// While papers are doubtful: the queue of them as the work of a step after calling, and whether they matter.
pub(crate) fn add_queue(here: Here<'_>, round: &RoundState, lang: Lang, screen: &mut Screen) {
    screen.work = Work::List(aside_list(round, lang, Entered::open));
    screen.facts.extend(round::open_fact(here.floor, round, lang));
    let text = Say(lang).say_open(round.tally.doubtful);
    screen.aloud = vec![Aloud { speaker: Speaker::Chair, text }];
}

/// The offer to decide about the first doubtful paper, where there is no room for the queue.
pub(crate) fn next_offer(round: &RoundState, lang: Lang) -> Option<Offer> {
    let (at, entered) = round.undecided().next()?;
    let form = ruling_form(round, at, entered, lang);
    Some(Offer::form(Action::Edit, Say(lang).decide_number(at + 1), form))
}

/// The papers that were set aside, with the offer to decide about each that is open.
pub(crate) fn aside_list(round: &RoundState, lang: Lang, wanted: impl Fn(&Entered) -> bool) -> List {
    let say = Say(lang);
    let entered = round.entered.iter().enumerate().filter(|(_, entered)| wanted(entered));
    let rows = entered.map(|(at, entered)| aside_row(round, at, entered, lang)).collect();
    List { header: vec![say.number(), say.what(), say.decided()], rows }
}

fn aside_row(round: &RoundState, at: usize, entered: &Entered, lang: Lang) -> Row {
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
        vec![Offer::form(Action::Edit, say.decide(), ruling_form(round, at, entered, lang))]
    } else {
        Vec::new()
    };
    let what = format!("{}　{}", mark_text(&entered.paper.marks), judgement_text(&entered.judgement, lang));
    Row {
        key: u32::try_from(at).unwrap_or(u32::MAX),
        cells: vec![(at + 1).to_string(), what, decided],
        tone: if entered.open() { Tone::Warn } else { Tone::Plain },
        offers,
    }
}

/// Why a paper is invalid or doubtful, in words; empty for a valid one.
pub fn judgement_text(judgement: &Judgement, lang: Lang) -> String {
    let say = Say(lang);
    match judgement {
        Judgement::Valid(_) => String::new(),
        Judgement::Invalid(InvalidReason::Void(reason)) => void_text(reason, lang),
        Judgement::Invalid(InvalidReason::TooManyMarks { .. }) => say.too_many(),
        Judgement::Invalid(_) => say.other_reason(),
        Judgement::Doubtful(doubts) => match doubts.first() {
            Some(Doubt::UnreadableMark(_)) => say.unreadable(),
            Some(Doubt::UnprescribedMark(_)) => say.unprescribed(),
            _ => super::calling::write_in_doubt(lang),
        },
    }
}

fn void_text(reason: &VoidReason, lang: Lang) -> String {
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

/// The kinds of paper that can be set aside, in the order of the form.
fn aside_kinds(lang: Lang) -> Vec<String> {
    let say = Say(lang);
    vec![
        say.too_many(),
        say.torn(),
        say.no_seal(),
        say.signed(),
        say.other_mark(),
        say.other_text(),
        say.other_reason(),
        say.unprescribed(),
        say.unreadable(),
    ]
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

fn read_aside(names: u32, answers: &[Answer]) -> Result<super::Command, Rejection> {
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

/// The paper that the answers describe.
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
    let blank = || vec![Mark::Abstain; names as usize];
    let void = |reason| Paper {
        marks: marks.clone().unwrap_or_else(blank),
        write_ins: write_ins.clone(),
        void: Some(reason),
        ..Paper::default()
    };
    let reasons = [
        VoidReason::TooManyMarks,
        VoidReason::Torn,
        VoidReason::NoSeal,
        VoidReason::Signed,
        VoidReason::OtherMark,
        VoidReason::OtherText,
    ];
    Ok(match (reasons.get(kind), kind) {
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

fn ruling_form(round: &RoundState, at: usize, entered: &Entered, lang: Lang) -> Form {
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

fn read_ruling(at: u32, answers: &[Answer]) -> Result<super::Command, Rejection> {
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

pub(crate) fn ready(here: Here<'_>) -> Result<(), Rejection> {
    let open = here.round().map_or(0, |round| round.tally.doubtful);
    must(open == 0, Rejection::PapersUndecided { count: open })
}

pub(crate) fn decide(here: Here<'_>, command: &Command) -> Result<Vec<AnyEvent>, Rejection> {
    let round = here.item.round.ok_or(Rejection::NotAtThisStep)?;
    let state = here.round().ok_or(Rejection::NotAtThisStep)?;
    let event = match command.clone() {
        Command::SetAside(paper) => {
            Event::PaperSetAside { round, paper: written::meant(here, state, paper)? }
        }
        Command::Rule { at, decision, reason } => {
            let by = super::officials::scrutineers(here.floor, here.item.body);
            Event::PaperRuled {
                round,
                at,
                ruling: ruling(here.floor, state, at, decision, &reason)?,
                reason,
                by,
            }
        }
        Command::Merge { from, into, reason } => {
            return spelling::decide(here, state, (from, into), &reason).map(|event| vec![event]);
        }
    };
    Ok(vec![event.into()])
}

/// A decision in the domain's terms.
fn ruling(
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

pub(crate) fn admit(floor: &Floor, event: &Event) -> Result<(), Rejection> {
    match event {
        Event::PaperSetAside { round, paper } => {
            let round = round::current(floor, Kind::Examine, *round)?;
            must(round.left() > 0, Rejection::AllPapersEntered)?;
            super::calling::readable(round, paper)?;
            let valid = matches!(round::judged(floor, round, paper), Judgement::Valid(_));
            must(!valid, Rejection::PaperIsValid)
        }
        Event::PaperRuled { round, at, ruling, reason, by } => {
            let state = at_one_of(floor, *round, &DECIDING)?;
            let entered = state.entered.get(*at).ok_or(Rejection::NoSuchPaper)?;
            must(entered.open(), Rejection::AlreadyDone)?;
            says_something(reason)?;
            let scrutineers = super::officials::scrutineers(floor, state.body);
            must(*by == scrutineers, Rejection::RulingNotByScrutineers)?;
            may_rule(floor, state, &entered.paper, ruling)
        }
        Event::SpellingsMerged { round, from, into, reason, by } => {
            spelling::admit(floor, *round, (from, into), reason, by)
        }
    }
}

/// The steps at which papers are entered and decided.
pub(crate) const DECIDING: [Kind; 4] = [Kind::Examine, Kind::Calling, Kind::SecondPass, Kind::Compare];

/// The round, if the meeting stands at one of these steps of it.
pub(crate) fn at_one_of<'a>(
    floor: &'a Floor,
    id: RoundId,
    kinds: &[Kind],
) -> Result<&'a RoundState, Rejection> {
    let found = kinds.iter().find_map(|kind| round::current(floor, *kind, id).ok());
    found.ok_or(Rejection::NotAtThisStep)
}

/// A paper ruled valid must itself keep the limit, and count only for people who are written on it and may be elected.
fn may_rule(floor: &Floor, round: &RoundState, paper: &Paper, ruling: &Ruling) -> Result<(), Rejection> {
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

pub(crate) fn apply(floor: &mut Floor, stamp: Stamp<'_>, event: &Event) {
    match event {
        Event::PaperSetAside { round, paper } => round::enter(floor, stamp, *round, paper, true),
        Event::PaperRuled { round, at, ruling, reason, by } => {
            let Some(round) = floor.rounds.get_mut(round) else { return };
            let Some(entered) = round.entered.get(*at) else { return };
            let ruled = Ruled { ruling: ruling.clone(), reason: reason.clone(), by: by.clone() };
            round.replace(*at, Entered { ruling: Some(ruled), seq: stamp.seq, ..entered.clone() });
        }
        Event::SpellingsMerged { round, from, into, reason, by } => {
            let merged =
                Merged { from: from.clone(), into: into.clone(), reason: reason.clone(), by: by.clone() };
            round::merge(floor, *round, merged);
        }
    }
}

pub(crate) fn wall(here: Here<'_>) -> Wall {
    round::papers_wall(here)
}

pub(crate) fn play(here: Here<'_>, room: &Room) -> Option<super::Command> {
    let round = here.round()?;
    let papers = room.papers(round);
    let aside =
        papers.get(round.entered.len()).filter(|paper| paper.void.is_some() || !paper.doubts.is_empty());
    aside.map(|paper| Command::SetAside(paper.clone()).into())
}
