//! Calling the ballots: the screen that the program is named after.
//!
//! The caller reads a paper aloud, the teller keys it, the room watches 正 grow. The half-keyed paper is a [`Draft`]: it
//! belongs to the terminal and is nowhere on record until it is whole.

pub(crate) mod bundles;
mod draft;
pub(crate) mod written;

pub use draft::{Draft, Standing, name_at, name_key};

use super::action::Action;
use super::examine::{aside_form, aside_list, judgement_text};
use super::floor::must;
use super::order::RoundId;
use super::rehearsal::Room;
use super::round::{self, Correction, Entered, RoundState, passes};
use super::screen::{Aloud, Answer, Answers, Field, FieldKind, Form, List, Offer, Screen, Speaker, Work};
use super::text::written;
use super::wall::{Board, Wall};
use super::{Event as AnyEvent, Floor, Here, Kind, Rejection, Stamp};
use crate::domain::procedure::{Board as Shown, CallingStyle, Counting};
use crate::domain::{
    InvalidReason, Judgement, Mark, MemberId, Name, Paper, Sums, VoidReason, WriteIn, WriteInMark,
};
use crate::locale::Lang;
use crate::messages;
use serde::{Deserialize, Serialize};

/// What can be asked here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Record the paper just called.
    Record(Paper),
    /// Put another reading in the place of a paper entered before.
    Rewrite {
        /// The paper's number in the order of entering, from 1.
        number: u32,
        /// Its marks, if they were entered wrongly.
        marks: Option<Vec<Mark>>,
        /// The names written in, if they were entered wrongly.
        write_ins: Option<Vec<WriteIn>>,
        /// Why.
        reason: String,
    },
    /// A paper entered before is invalid.
    Void {
        /// The paper's number, from 1.
        number: u32,
        /// Why.
        reason: String,
    },
    /// Take a paper out again that was entered once too often.
    Remove {
        /// The paper's number in the order of entering, from 1.
        number: u32,
        /// Why.
        reason: String,
    },
    /// The official at this position sits down to key the papers, where they are keyed twice.
    Seat(usize),
    /// The bundle that is full was counted by hand.
    Tie {
        /// Papers in it.
        counted: u32,
    },
}

/// What happened; recorded as `ballot.…`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// A paper was called and recorded.
    Recorded {
        /// The round.
        round: RoundId,
        /// Its number in the order of entering, from 1: the same paper cannot be recorded twice, nor one be skipped.
        number: u32,
        /// What is on it.
        paper: Paper,
    },
    /// A paper entered before was read again and put right.
    Corrected {
        /// The round.
        round: RoundId,
        /// Its number, from 1.
        number: u32,
        /// What is on it.
        paper: Paper,
        /// The record that this compensates.
        corrects: u64,
        /// Why.
        reason: String,
    },
    /// A paper had been entered once too often and was taken out.
    Removed {
        /// The round.
        round: RoundId,
        /// Its number, from 1.
        number: u32,
        /// The record that this compensates.
        corrects: u64,
        /// Why.
        reason: String,
    },
    /// Somebody sat down to key the first pass.
    TellerSeated {
        /// The round.
        round: RoundId,
        /// Who.
        teller: MemberId,
    },
    /// A full bundle was counted by hand and tied up: it holds as many papers as were keyed.
    BundleTied {
        /// The round.
        round: RoundId,
        /// The bundle, from 0.
        bundle: u32,
        /// Papers in it.
        papers: u32,
    },
}

/// Nothing is kept here: the round keeps it.
pub type State = ();

/// What the calling screen shows.
#[derive(Clone, Debug)]
pub struct CallingView {
    /// The round.
    pub round: RoundId,
    /// What is elected, in words.
    pub office: String,
    /// Seats to fill.
    pub seats: u32,
    /// The most names that a paper may approve.
    pub limit: Option<u32>,
    /// From what a paper starts.
    pub style: CallingStyle,
    /// The printed names, in the order of the paper.
    pub names: Vec<CallingName>,
    /// Those written in so far, with their approvals.
    pub written: Vec<(Name, u32)>,
    /// The number of the paper that is called next, from 1.
    pub number: u32,
    /// The bundle on the table, where papers are keyed twice.
    pub bundle: Option<InBundle>,
    /// Turns the paper on the table into the command that records it.
    pub record: fn(Paper) -> super::Command,
    /// Papers collected.
    pub collected: u32,
    /// Papers still to be called.
    pub left: u32,
    /// Valid papers so far.
    pub valid: u32,
    /// Invalid papers so far.
    pub invalid: u32,
    /// Papers that the scrutineers still have to decide.
    pub undecided: u32,
    /// The paper entered last: its number, its marks, its write-ins, and what it counts as in words.
    pub last: Option<LastPaper>,
    /// The least number of approvals that elects; `None` in a runoff.
    pub needed: Option<u32>,
    /// As many candidates as seats: Enter alone is a full approval, so a second Enter comes too easily.
    pub equal_number: bool,
    /// Whether names can be written in.
    pub write_ins: bool,
    /// Who may be written in, by name, in the order of the roster.
    pub people: Vec<(MemberId, Name)>,
    /// Papers that were doubtful, for the list below the board.
    pub aside: List,
}

/// Where in a bundle the paper on the table lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InBundle {
    /// The bundle, from 1.
    pub bundle: u32,
    /// Which reading of it: 0 the first pass, 1 the second, 2 the third look. From the second on the running sums are not
    /// shown: who keys must not know what stands on record.
    pub reading: u32,
    /// The paper's number in the bundle, from 1.
    pub number: u32,
    /// Papers in the bundle.
    pub of: u32,
}

/// A printed name on the calling screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallingName {
    /// The key that strikes it.
    pub key: char,
    /// The name.
    pub name: Name,
    /// Its sums so far.
    pub sums: Sums,
}

/// The paper entered last, shown large for a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastPaper {
    /// Its number.
    pub number: u32,
    /// Its marks.
    pub marks: Vec<Mark>,
    /// Names written in.
    pub write_ins: Vec<Name>,
    /// What it counts as: empty when valid.
    pub why: String,
}

messages! {
    /// Words of calling.
    struct Say {
        title { zh: "唱票计票", en: "Calling the ballots" }
        purpose { zh: "唱票人念一张，计票人键入一张。开始时全部是○；按姓名旁的键划去（再按一次恢复），回车记下这一张。- 把划去的改为空白，* 整张空白，+ 另选他人，/ 无效，. 疑问。记下之后才画“正”。", en: "The caller reads a paper, the teller keys it. Every name starts as ○; the key beside a name strikes it (again takes it back), Enter records the paper. - turns strikes into blanks, * makes all blank, + writes in, / invalid, . doubtful. The 正 grows once it is on disk." }
        purpose_approve { zh: "唱票人只念赞成的，计票人键入。开始时全部空白；按姓名旁的键画○（再按一次取消），回车记下这一张。- 把其余的改为×，+ 另选他人，/ 无效，. 疑问。", en: "The caller reads only the approved names. Every name starts blank; the key beside a name marks ○ (again takes it back), Enter records the paper. - turns the rest into ×, + writes in, / invalid, . doubtful." }
        words { zh: "现在开始唱票。唱票人逐张唱票，监票人在旁监督，计票人计票。", en: "The calling begins. The caller reads every paper, the scrutineers watch, the tellers count." }
        words_done { zh: "选票全部唱完，请计票人核对计票单。", en: "All papers have been called. Tellers, please check your sheet." }
        aside { zh: "疑问票", en: "doubtful" }
        void { zh: "无效票", en: "invalid" }
        correct { zh: "更正某一张", en: "correct a paper" }
        correct_title { zh: "更正已经记下的一张票（看原票）", en: "Correct a recorded paper (look at the paper)" }
        number { zh: "第几张", en: "Paper" }
        validity { zh: "有效还是无效", en: "Valid or not" }
        valid { zh: "有效，符号如下", en: "valid, with these marks" }
        invalid { zh: "无效", en: "invalid" }
        twice { zh: "没有这张票：多记了一次，去掉", en: "no such paper: entered once too often, take it out" }
        written_in { zh: "另选他人", en: "Written in" }
        written_hint { zh: "几位用、隔开；没有改动不填，没有另选填 无", en: "several with a comma; empty: as entered; none: -" }
        marks { zh: "票上的符号", en: "Marks on it" }
        marks_hint { zh: "○ 用 o，× 用 x，空白用 -；没有改动不填", en: "o x -; empty: as entered" }
        reason { zh: "更正原因", en: "Reason" }
        write_in_doubt { zh: "疑问：另选他人不合规定", en: "doubtful: an irregular write-in" }
    }
}

pub(crate) fn title(lang: Lang) -> String {
    Say(lang).title()
}

/// A doubtful write-in in words.
pub(crate) fn write_in_doubt(lang: Lang) -> String {
    Say(lang).write_in_doubt()
}

/// Marks as they are drawn: ○ × and · for a blank.
pub fn mark_text(marks: &[Mark]) -> String {
    let sign = |mark: &Mark| match mark {
        Mark::Approve => '○',
        Mark::Against => '×',
        Mark::Abstain => '·',
    };
    marks.iter().map(sign).collect()
}

/// Marks typed as `o`, `x`, `-` (or ○ × ·), one for each name.
///
/// # Errors
/// [`Rejection::MarkUnknown`] for another character, [`Rejection::MarksMissing`] for another number of them.
pub fn read_marks(text: &str, names: u32) -> Result<Vec<Mark>, Rejection> {
    let mark = |c: char| match c.to_ascii_lowercase() {
        'o' | '○' | '0' | 'ｏ' => Ok(Mark::Approve),
        'x' | '×' | 'ｘ' => Ok(Mark::Against),
        '-' | '·' | '－' | '_' => Ok(Mark::Abstain),
        _ => Err(Rejection::MarkUnknown { mark: c }),
    };
    let marks: Vec<Mark> = text.chars().filter(|c| !c.is_whitespace()).map(mark).collect::<Result<_, _>>()?;
    let names = names as usize;
    must(marks.len() == names, Rejection::MarksMissing { given: marks.len(), names })?;
    Ok(marks)
}

pub(crate) fn screen(here: Here<'_>, lang: Lang) -> Screen {
    let say = Say(lang);
    let mut screen = Screen { title: say.title(), ..Screen::default() };
    let Some(round) = here.round() else { return screen };
    screen.purpose = match here.floor.procedure().calling {
        CallingStyle::Strike => say.purpose(),
        CallingStyle::Approve => say.purpose_approve(),
    };
    screen.facts = round::needed_fact(here.floor, round, lang).into_iter().collect();
    let text = if round.left() == 0 { say.words_done() } else { say.words() };
    screen.aloud = vec![Aloud { speaker: Speaker::Chair, text }];
    if here.floor.procedure().counting == Counting::KeyedTwice && bundles::to_do(here, lang, &mut screen) {
        return screen;
    }
    if round.left() == 0 && round.tally.doubtful > 0 {
        super::examine::add_queue(here, round, lang, &mut screen);
    } else {
        screen.work = Work::Calling(Box::new(view(here, round, lang)));
        screen.offers.extend(super::examine::next_offer(round, lang));
    }
    if round.left() > 0 {
        let form = |kind| doubtful_form(round, lang, kind, read_doubtful);
        screen.offers.push(Offer::form(Action::Doubtful, say.aside(), form(8)));
        screen.offers.push(Offer::form(Action::VoidPaper, say.void(), form(0)));
    } else {
        screen.offers.push(super::course::go_on(here, lang));
    }
    screen.offers.extend(correction_offer(here, lang));
    screen.offers.extend(super::collect::recount_offer(here, lang));
    screen.offers.extend(super::examine::spelling::offer(here, lang));
    screen.offers.extend(bundles::reseat_offer(here, lang));
    screen
}

/// How the form for a paper that is set aside is read.
pub(crate) type ReadAside = fn(u32, &[Answer]) -> Result<super::Command, Rejection>;

/// The form that sets a paper aside, with the likeliest kind chosen.
pub(crate) fn doubtful_form(round: &RoundState, lang: Lang, kind: usize, read: ReadAside) -> Form {
    let mut form = aside_form(round, lang);
    if let Some(Field { kind: FieldKind::Choice(_, chosen), .. }) = form.fields.first_mut() {
        *chosen = kind;
    }
    Form { read, ..form }
}

fn read_doubtful(names: u32, answers: &[Answer]) -> Result<super::Command, Rejection> {
    super::examine::aside_paper(names, answers).map(record)
}

fn record(paper: Paper) -> super::Command {
    Command::Record(paper).into()
}

/// The table as it stands in the first pass.
pub(crate) fn view(here: Here<'_>, round: &RoundState, lang: Lang) -> CallingView {
    let slate = round.slate();
    let sums = round.tally.printed.iter();
    let names = slate.candidates.iter().zip(sums).enumerate().map(|(at, (candidate, sums))| CallingName {
        key: name_key(at).unwrap_or(' '),
        name: candidate.name.clone(),
        sums: *sums,
    });
    let entered = u32::try_from(round.entered.len()).unwrap_or(u32::MAX);
    CallingView {
        round: round.id,
        office: round::round_title(&round.office, round.round.kind, lang),
        seats: slate.seats,
        limit: here.floor.procedure().max_marks.limit(slate.seats),
        style: here.floor.procedure().calling,
        names: names.collect(),
        written: round.tally.written.iter().map(|row| (row.nominee.name.clone(), row.approve)).collect(),
        number: entered.saturating_add(1),
        bundle: bundles::place(here, round),
        record,
        collected: round.collected.unwrap_or(0),
        left: round.left(),
        valid: round.tally.valid,
        invalid: round.tally.invalid,
        undecided: round.tally.doubtful,
        last: last_paper(round, lang),
        needed: round.needed(here.floor.procedure()),
        equal_number: slate.candidates.len() <= slate.seats as usize,
        write_ins: slate.form.takes_write_ins(),
        people: electable(here, round),
        aside: aside_list(round, lang, |entered| matches!(entered.judgement, Judgement::Doubtful(_))),
    }
}

fn last_paper(round: &RoundState, lang: Lang) -> Option<LastPaper> {
    let entered = round.entered.last().filter(|entered| !entered.aside)?;
    Some(LastPaper {
        number: entered.bundle.map_or_else(|| passes::number(round.entered.len()), |at| round.lie_in(at)),
        marks: entered.paper.marks.clone(),
        write_ins: entered.paper.write_ins.iter().map(|write_in| write_in.name.clone()).collect(),
        why: judgement_text(&entered.standing(), lang),
    })
}

/// Everyone who could be written in.
pub(crate) fn electable(here: Here<'_>, round: &RoundState) -> Vec<(MemberId, Name)> {
    if !round.slate().form.takes_write_ins() {
        return Vec::new();
    }
    let write_in =
        |name: &Name, id| WriteIn { name: name.clone(), member: Some(id), mark: WriteInMark::Approve };
    let roster = here.floor.plan.roster.iter().map(|member| (member.id, member.name.clone()));
    let may = |(id, name): &(MemberId, Name)| {
        let printed = round.slate().prints(Some(*id), name);
        !printed && round::electable(here.floor, round, &write_in(name, *id))
    };
    roster.filter(may).collect()
}

/// The offer to correct a paper of the current round.
pub(crate) fn correction_offer(here: Here<'_>, lang: Lang) -> Option<Offer> {
    let say = Say(lang);
    let round = here.round().filter(|round| !round.entered.is_empty())?;
    let field = |label, hint, kind| Field { label, hint, kind };
    let fields = vec![
        field(say.number(), String::new(), FieldKind::Number(None)),
        field(
            say.validity(),
            String::new(),
            FieldKind::Choice(vec![say.valid(), say.invalid(), say.twice()], 0),
        ),
        field(say.marks(), say.marks_hint(), FieldKind::Text(String::new())),
        field(say.written_in(), say.written_hint(), FieldKind::Text(String::new())),
        field(say.reason(), String::new(), FieldKind::Text(String::new())),
    ];
    let subject = u32::try_from(round.slate().candidates.len()).unwrap_or(u32::MAX);
    let form = Form { title: say.correct_title(), fields, subject, read: read_correction };
    Some(Offer::form(Action::Correct, say.correct(), form))
}

fn read_correction(names: u32, answers: &[Answer]) -> Result<super::Command, Rejection> {
    let mut answers = Answers(answers);
    let number = answers.number()?;
    let what = answers.position()?;
    let marks = answers.optional_text()?;
    let names_written = answers.optional_text()?;
    let reason = answers.text()?;
    let marks = marks.map(|marks| read_marks(&marks, names)).transpose()?;
    let write_ins = match names_written.as_deref() {
        None => None,
        Some("无" | "-" | "－") => Some(Vec::new()),
        Some(line) => Some(written::read_line(line)?),
    };
    Ok(match what {
        0 if marks.is_none() && write_ins.is_none() => return Err(Rejection::TextMissing),
        0 => Command::Rewrite { number, marks, write_ins, reason }.into(),
        1 => Command::Void { number, reason }.into(),
        _ => Command::Remove { number, reason }.into(),
    })
}

pub(crate) fn ready(here: Here<'_>) -> Result<(), Rejection> {
    let (left, open) = here.round().map_or((0, 0), |round| (round.left(), round.tally.doubtful));
    must(left == 0, Rejection::PapersLeft { left })?;
    let untied = here.round().and_then(RoundState::untied);
    untied.map_or(Ok(()), |at| Err(Rejection::BundleNotCounted { bundle: at + 1 }))?;
    must(open == 0, Rejection::PapersUndecided { count: open })
}

pub(crate) fn decide(here: Here<'_>, command: &Command) -> Result<Vec<AnyEvent>, Rejection> {
    let state = here.round().ok_or(Rejection::NotAtThisStep)?;
    let round = state.id;
    let event = match command.clone() {
        Command::Record(paper) => {
            let number = u32::try_from(state.entered.len() + 1).unwrap_or(u32::MAX);
            let paper = written::meant(here, state, paper)?;
            Event::Recorded { round, number, paper }
        }
        Command::Rewrite { number, marks, write_ins, reason } => {
            let entered = entered_at(state, number)?;
            let (before, corrects) = (&entered.paper, entered.seq);
            let marks = marks.unwrap_or_else(|| before.marks.clone());
            let write_ins = write_ins.unwrap_or_else(|| before.write_ins.clone());
            let paper = written::meant(here, state, Paper { marks, write_ins, ..Paper::default() })?;
            Event::Corrected { round, number, paper, corrects, reason }
        }
        Command::Void { number, reason } => {
            let Entered { paper, seq: corrects, .. } = entered_at(state, number)?.clone();
            let paper = Paper { void: Some(VoidReason::Other(reason.clone())), ..paper };
            Event::Corrected { round, number, paper, corrects, reason }
        }
        Command::Remove { number, reason } => {
            let corrects = entered_at(state, number)?.seq;
            Event::Removed { round, number, corrects, reason }
        }
        Command::Seat(at) => {
            let teller = bundles::official_at(here.floor, here.item.body, at)?;
            Event::TellerSeated { round, teller }
        }
        Command::Tie { counted } => bundles::tied(state, counted)?,
    };
    Ok(vec![event.into()])
}

fn entered_at(round: &RoundState, number: u32) -> Result<&Entered, Rejection> {
    let at = number.checked_sub(1).ok_or(Rejection::NoSuchPaper)?;
    round.entered.get(at as usize).ok_or(Rejection::NoSuchPaper)
}

/// The steps at which a paper entered before can be put right.
const CORRECTING: [Kind; 3] = [Kind::Examine, Kind::Calling, Kind::Compare];

pub(crate) fn admit(floor: &Floor, event: &Event) -> Result<(), Rejection> {
    match event {
        Event::Recorded { round, number, paper } => {
            let round = round::current(floor, Kind::Calling, *round)?;
            must(round.left() > 0, Rejection::AllPapersEntered)?;
            let next = u32::try_from(round.entered.len() + 1).unwrap_or(u32::MAX);
            must(*number == next, Rejection::NoSuchPaper)?;
            bundles::may_call(floor, round)?;
            may_record(floor, round, paper)
        }
        Event::Corrected { round, number, paper, corrects, reason } => {
            let state = super::examine::at_one_of(floor, *round, &CORRECTING)?;
            let entered = entered_at(state, *number)?;
            written(reason)?;
            must(!entered.open(), Rejection::CorrectionOfUndecided)?;
            must(entered.seq == *corrects, Rejection::NoSuchPaper)?;
            must(entered.paper != *paper, Rejection::AlreadyDone)?;
            may_record(floor, state, paper)
        }
        Event::Removed { round, number, corrects, reason } => {
            let entered = entered_at(super::examine::at_one_of(floor, *round, &CORRECTING)?, *number)?;
            written(reason)?;
            must(entered.seq == *corrects, Rejection::NoSuchPaper)
        }
        Event::TellerSeated { round, teller } => bundles::may_sit(floor, *round, *teller),
        Event::BundleTied { round, bundle, papers } => bundles::may_tie(floor, *round, *bundle, *papers),
    }
}

/// A paper that the rules call invalid is recorded only by the key for invalid papers: a forgotten strike is caught here,
/// and no vote is lost by Enter.
pub(crate) fn may_record(floor: &Floor, round: &RoundState, paper: &Paper) -> Result<(), Rejection> {
    readable(round, paper)?;
    match round::judged(floor, round, paper) {
        Judgement::Invalid(InvalidReason::TooManyMarks { approved, limit }) => {
            Err(Rejection::TooManyApproved { approved: approved as usize, limit: limit as usize })
        }
        Judgement::Invalid(InvalidReason::Void(_)) | Judgement::Valid(_) | Judgement::Doubtful(_) => Ok(()),
        Judgement::Invalid(_) => Err(Rejection::PaperInvalidByRule),
    }
}

/// One mark for each printed name, on invalid papers too, and a reason that says something.
pub(crate) fn readable(round: &RoundState, paper: &Paper) -> Result<(), Rejection> {
    let (given, names) = (paper.marks.len(), round.slate().candidates.len());
    must(given == names, Rejection::MarksMissing { given, names })?;
    if let Some(VoidReason::Other(text)) = &paper.void {
        written(text)?;
    }
    Ok(())
}

pub(crate) fn apply(floor: &mut Floor, stamp: Stamp<'_>, event: &Event) {
    match event {
        Event::Recorded { round, paper, .. } => round::enter(floor, stamp, *round, paper, false),
        Event::Corrected { round, number, paper, reason, .. } => {
            correct(floor, stamp, *round, *number, paper, reason);
        }
        Event::Removed { round, number, reason, .. } => remove(floor, *round, *number, reason),
        Event::TellerSeated { round, teller } => {
            if let Some(state) = floor.rounds.get_mut(round) {
                state.passes.first.push(*teller);
            }
        }
        Event::BundleTied { round, bundle, .. } => {
            let state = floor.rounds.get_mut(round);
            if let Some(slot) = state.and_then(|state| state.passes.bundles.get_mut(*bundle as usize)) {
                slot.tied = true;
            }
        }
    }
}

/// Another reading takes the place of a paper entered before.
fn correct(floor: &mut Floor, stamp: Stamp<'_>, id: RoundId, number: u32, paper: &Paper, reason: &str) {
    let Some(state) = floor.rounds.get(&id) else { return };
    let Ok(entered) = entered_at(state, number) else { return };
    let judgement = round::judged(floor, state, paper);
    let fresh = Entered { paper: paper.clone(), judgement, ruling: None, seq: stamp.seq, ..entered.clone() };
    let (before, after) = (entered.paper.clone(), Some(paper.clone()));
    let (bundle, correction) =
        (entered.bundle, Correction { number, before, after, reason: reason.to_owned() });
    if let Some(state) = floor.rounds.get_mut(&id) {
        state.replace((number as usize).saturating_sub(1), fresh);
        state.disturb(bundle);
        state.sheet = None;
        state.corrections.push(correction);
    }
}

/// A paper that was entered once too often goes; where one is now missing from the count, the calling goes on.
fn remove(floor: &mut Floor, id: RoundId, number: u32, reason: &str) {
    let Some(state) = floor.rounds.get_mut(&id) else { return };
    let Ok(entered) = entered_at(state, number) else { return };
    let (bundle, before) = (entered.bundle, entered.paper.clone());
    state.take_out((number as usize).saturating_sub(1));
    state.disturb(bundle);
    state.sheet = None;
    state.corrections.push(Correction { number, before, after: None, reason: reason.to_owned() });
    if floor.at_kind(Kind::Compare) {
        floor.order.back_to(Kind::Calling, id);
    }
}

pub(crate) fn wall(here: Here<'_>) -> Wall {
    board_wall(here)
}

/// The 正 board where the procedure shows it, else only that papers are being counted.
pub(crate) fn board_wall(here: Here<'_>) -> Wall {
    let Some(round) = here.round() else { return Wall::Agenda };
    let procedure = here.floor.procedure();
    if procedure.board == Shown::Hidden || procedure.counting == Counting::Totals {
        return Wall::Counting;
    }
    let printed = round.slate().candidates.iter().zip(&round.tally.printed);
    let printed = printed.map(|(candidate, sums)| (candidate.name.clone(), sums.approve));
    let written = round.tally.written.iter().map(|row| (row.nominee.name.clone(), row.approve));
    let calling = here.item.kind == Kind::Calling;
    let last = round.entered.last().filter(|entered| calling && !entered.aside);
    let number = u32::try_from(round.entered.len()).unwrap_or(u32::MAX);
    Wall::Board(Board {
        office: round.office.clone(),
        seats: round.slate().seats,
        needed: round.needed(here.floor.procedure()),
        valid: round.tally.valid,
        invalid: round.tally.invalid,
        left: round.left(),
        names: printed.chain(written).collect(),
        reopened: !round.reopened.is_empty() && round.signed.is_empty(),
        last: last.map(|entered| (number, entered.paper.marks.clone())),
    })
}

pub(crate) fn play(here: Here<'_>, room: &Room) -> Option<super::Command> {
    if let Some(command) = bundles::play(here) {
        return Some(command);
    }
    let round = here.round().filter(|round| round.left() > 0)?;
    let paper = room.papers(round).into_iter().nth(round.entered.len())?;
    Some(Command::Record(paper).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::sample::{PLAIN, act, call, in_round, paper, play_item, round, written_in};
    use crate::agenda::{compare, course, examine};
    use crate::domain::{Doubt, Ruling};

    /// The form under a verb of the current step, filled in.
    fn fill(floor: &Floor, action: Action, answers: &[Answer]) -> Result<super::super::Command, Rejection> {
        let screen = crate::agenda::screen(floor, Lang::Zh).expect("open");
        let offer = screen.offers.into_iter().find(|offer| offer.action == action).expect("offered");
        let crate::agenda::screen::Gives::Form(form) = offer.gives else { panic!("a form") };
        form.command(answers)
    }

    fn text(text: &str) -> Answer {
        Answer::Text(text.into())
    }

    fn votes(floor: &Floor) -> Vec<u32> {
        round(floor).tally.written.iter().map(|row| row.approve).collect()
    }

    fn correct(
        floor: &mut Floor,
        number: u32,
        what: usize,
        marks: &str,
        names: &str,
    ) -> Result<(), Rejection> {
        let answers =
            [Answer::Number(Some(number)), Answer::Choice(what), text(marks), text(names), text("看错")];
        let command = fill(floor, Action::Correct, &answers)?;
        act(floor, command)
    }

    #[test]
    fn a_doubtful_paper_keeps_the_names_written_in() {
        let mut floor = in_round(Kind::Calling);
        let name = floor.name(PLAIN).to_owned();
        let answers = [Answer::Choice(8), text("oo-x"), text("3"), text(&name), text("")];
        let command = fill(&floor, Action::Doubtful, &answers).expect("a paper");
        act(&mut floor, command).expect("set aside");
        let at = round(&floor).entered.len() - 1;
        let decision =
            examine::Decision::Valid { marks: paper("ooxx", &[]).marks, write_ins: examine::WriteIns::Count };
        let rule = examine::Command::Rule { at, decision, reason: "看得清".into() };
        act(&mut floor, rule).expect("a ruling");
        assert_eq!(votes(&floor), [1]);
    }

    #[test]
    fn scrutineers_decide_what_is_in_doubt_and_nothing_else() {
        let mut floor = in_round(Kind::Calling);
        call(&mut floor, 1, &Paper { doubts: vec![Doubt::UnreadableMark(2)], ..paper("oo-x", &[]) });
        let at = round(&floor).entered.len() - 1;
        let rule = |marks: &str| examine::Command::Rule {
            at,
            decision: examine::Decision::Valid {
                marks: paper(marks, &[]).marks,
                write_ins: examine::WriteIns::Count,
            },
            reason: "看得清".into(),
        };
        assert_eq!(act(&mut floor, rule("xoox")), Err(Rejection::MarkNotInDoubt));
        assert_eq!(act(&mut floor, rule("ooox")), Ok(()));
        let ruled = round(&floor).entered[at].ruling.clone().expect("ruled");
        assert!(matches!(ruled.ruling, Ruling::Valid(_)));
    }

    #[test]
    fn a_correction_reaches_the_names_written_in() {
        let mut floor = in_round(Kind::Calling);
        let name = floor.name(PLAIN).to_owned();
        call(&mut floor, 1, &paper("ooxx", &[written_in(&name, Some(PLAIN))]));
        let number = u32::try_from(round(&floor).entered.len()).expect("few");
        assert_eq!(correct(&mut floor, number, 0, "", ""), Err(Rejection::TextMissing));
        correct(&mut floor, number, 0, "", "无").expect("no name stands there");
        assert_eq!(votes(&floor), [] as [u32; 0]);
        correct(&mut floor, number, 0, "", &name).expect("it does");
        assert_eq!(votes(&floor), [1]);
        correct(&mut floor, number, 1, "", "").expect("and is invalid");
        assert_eq!((votes(&floor), round(&floor).tally.invalid), (vec![], 2));
    }

    #[test]
    fn a_paper_entered_once_too_often_is_taken_out_and_the_calling_goes_on() {
        let mut floor = in_round(Kind::Calling);
        play_item(&mut floor);
        act(&mut floor, course::Command::MoveOn).expect("all called");
        let (papers, left) = (round(&floor).tally.papers(), round(&floor).left());
        correct(&mut floor, 36, 2, "", "").expect("with its reason");
        assert_eq!((round(&floor).tally.papers(), round(&floor).left()), (papers - 1, left + 1));
        assert!(floor.at_kind(Kind::Calling));
        assert_eq!(round(&floor).corrections[0].after, None);
        play_item(&mut floor);
        assert_eq!(floor.here().map(ready), Some(Ok(())));
    }

    #[test]
    fn a_write_in_of_the_sheet_that_was_never_keyed_is_a_difference() {
        let mut floor = in_round(Kind::Calling);
        play_item(&mut floor);
        act(&mut floor, course::Command::MoveOn).expect("all called");
        let approvals: Vec<u32> =
            compare::counted(round(&floor)).into_iter().map(|(_, votes)| votes).collect();
        let sheet = |others| compare::Command::Compare { approvals: approvals.clone(), others };
        act(&mut floor, sheet(1)).expect("typed in");
        assert_eq!(floor.here().map(crate::agenda::ready), Some(Err(Rejection::SheetDiffers)));
        act(&mut floor, sheet(0)).expect("typed in again");
        assert_eq!(floor.here().map(crate::agenda::ready), Some(Ok(())));
    }
}
