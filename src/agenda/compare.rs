//! The tellers' own paper sheet is typed in and compared; differences are settled on the papers, never by editing
//! towards agreement.

use super::action::Action;
use super::floor::must;
use super::order::RoundId;
use super::rehearsal::Room;
use super::round::{self, Happened, RoundState};
use super::screen::{
    Aloud, Answer, Answers, Fact, Field, FieldKind, Form, Offer, Screen, Speaker, Table, Tone, Work,
};
use super::text::written;
use super::wall::Wall;
use super::{Event as AnyEvent, Floor, Here, Kind, Rejection, Stamp};
use crate::domain::Name;
use crate::locale::Lang;
use crate::messages;
use serde::{Deserialize, Serialize};

/// What can be asked here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// The approvals on the tellers' sheet: of each printed name, then of each write-in, in the order of the screen.
    Compare {
        /// The figures.
        approvals: Vec<u32>,
        /// Approvals of people whom the sheet lists and the count does not.
        others: u32,
        /// Why the sheet is typed in again after it differed: what the papers showed.
        reason: Option<String>,
    },
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// The tellers' sheet was typed in, whether it agrees or not.
    SheetCompared {
        /// The round.
        round: RoundId,
        /// Its approvals: of each printed name, then of each write-in.
        approvals: Vec<u32>,
        /// Approvals of people whom the sheet lists and the count does not: a write-in that was not keyed.
        #[serde(default, skip_serializing_if = "is_zero")]
        others: u32,
        /// What the papers showed, when a sheet that differed was put right.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
}

/// Nothing is kept here: the round keeps it.
pub type State = ();

/// The tellers' sheet as it was typed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Approvals of each printed name, then of each write-in of the count.
    pub approvals: Vec<u32>,
    /// Approvals of people whom the sheet lists and the count does not.
    pub others: u32,
}

/// A sheet that differed from the count and was put right, the count staying as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// The sheet as it was.
    pub was: Sheet,
    /// Every name with its approvals by the count.
    pub called: Vec<(Name, u32)>,
    /// What the papers showed.
    pub reason: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

messages! {
    /// Words of comparing.
    struct Say {
        title { zh: "核对计票单", en: "Tellers’ sheet" }
        purpose { zh: "把计票人纸上的“正”字数逐个填入，与唱票结果核对。不一致时回去看选票：记错的票用“更正”（Ctrl+K），纸上数错的重新填写。", en: "Type in what the tellers have on paper. Where it differs, look at the papers: correct a wrongly keyed paper (Ctrl+K), or type the sheet again." }
        act { zh: "填写计票单", en: "enter the sheet" }
        again { zh: "重新填写计票单", en: "enter the sheet again" }
        form_title { zh: "计票单上的赞成票数", en: "Approvals on the tellers’ sheet" }
        name { zh: "姓名", en: "Name" }
        called { zh: "唱票", en: "Called" }
        sheet { zh: "计票单", en: "Sheet" }
        check { zh: "核对", en: "Check" }
        hidden { zh: "填后显示", en: "shown after" }
        not_same { zh: "计票单与唱票结果不一致", en: "the tellers’ sheet differs from the count" }
        agrees { zh: "一致", en: "agrees" }
        differs(by: u32) { zh: "差 {by} 票", en: "differs by {by}" }
        reason { zh: "看票后的说明", en: "What the papers showed" }
        reason_hint { zh: "看过选票，是计票单错了才重填；记错票的用“更正”", en: "only if the sheet is wrong; a wrong paper is corrected" }
        others { zh: "单上另有其他人", en: "Others on the sheet" }
        others_hint { zh: "这里没列出、计票单上有的另选人，合计几票；没有填 0", en: "write-ins that the sheet lists and this does not: their votes; none: 0" }
        adds_up { zh: "合计", en: "Sums" }
        whole(valid: u32) { zh: "每人赞成+不赞成+弃权 = 有效票 {valid} 张", en: "for every name yes + no + abstain = {valid} valid papers" }
        words { zh: "请计票人报告计票单上的票数，逐一核对。", en: "Tellers, please read out your sheet; we compare it name by name." }
        words_same { zh: "唱票结果与计票单一致。", en: "The count and the tellers’ sheet agree." }
        words_differ { zh: "唱票结果与计票单不一致，请监票人、计票人一起看选票。", en: "The count and the sheet differ. Scrutineers and tellers, please look at the papers together." }
    }
}

pub(crate) fn title(lang: Lang) -> String {
    Say(lang).title()
}

pub(crate) fn screen(here: Here<'_>, lang: Lang) -> Screen {
    let say = Say(lang);
    let mut screen = Screen { title: say.title(), purpose: say.purpose(), ..Screen::default() };
    let Some(round) = here.round() else { return screen };
    screen.facts.push(sums(here, round, lang));
    screen.work = Work::Table(table(round, lang));
    let agrees = agrees(round);
    screen.adds_up = (agrees == Some(false)).then(|| Err(say.not_same()));
    let text = match agrees {
        None => say.words(),
        Some(true) => say.words_same(),
        Some(false) => say.words_differ(),
    };
    screen.aloud = vec![Aloud { speaker: Speaker::Scrutineer, text }];
    match agrees {
        None => screen.offers.push(Offer::form(Action::Confirm, say.act(), form(round, lang))),
        Some(false) => screen.offers.push(Offer::form(Action::Confirm, say.again(), form(round, lang))),
        Some(true) => screen.offers.push(Offer::form(Action::Edit, say.again(), form(round, lang))),
    }
    screen.offers.extend(super::calling::correction_offer(here, lang));
    if agrees != Some(true) {
        screen.offers.extend(super::collect::recount_offer(here, lang));
    }
    screen.offers.extend(super::examine::spelling::offer(here, lang));
    if round.tally.doubtful > 0 {
        screen.offers.retain(|offer| !matches!(offer.action, Action::Confirm));
        super::examine::add_queue(here, round, lang, &mut screen);
    }
    screen
}

/// Whether the sums add up: what is compared must first be whole.
fn sums(here: Here<'_>, round: &RoundState, lang: Lang) -> Fact {
    let say = Say(lang);
    match round::balance_words(here.floor, round, lang) {
        Some(Err(why)) => Fact::new(say.adds_up(), "✗").rule(Tone::Bad, why),
        _ => Fact::new(say.adds_up(), "✓").rule(Tone::Good, say.whole(round.tally.valid)),
    }
}

fn table(round: &RoundState, lang: Lang) -> Table {
    let say = Say(lang);
    let sheet = round.sheet.as_ref().map(|sheet| sheet.approvals.as_slice()).unwrap_or_default();
    let row = |(at, (name, called)): (usize, (Name, u32))| {
        let (tone, figure, check) = match sheet.get(at) {
            None => return (Tone::Plain, vec![name.to_string(), say.hidden(), String::new(), String::new()]),
            Some(figure) if *figure == called => (Tone::Good, figure.to_string(), say.agrees()),
            Some(figure) => (Tone::Bad, figure.to_string(), say.differs(figure.abs_diff(called))),
        };
        (tone, vec![name.to_string(), called.to_string(), figure, check])
    };
    let mut rows: Vec<(Tone, Vec<String>)> = round.approvals().into_iter().enumerate().map(row).collect();
    if let Some(others) = round.sheet.as_ref().map(|sheet| sheet.others).filter(|others| *others > 0) {
        rows.push((Tone::Bad, vec![say.others(), "0".into(), others.to_string(), say.differs(others)]));
    }
    Table { header: vec![say.name(), say.called(), say.sheet(), say.check()], rows }
}

fn form(round: &RoundState, lang: Lang) -> Form {
    let say = Say(lang);
    let field = |(name, _): (Name, u32)| Field {
        label: name.to_string(),
        hint: String::new(),
        kind: FieldKind::Number(None),
    };
    let mut fields: Vec<Field> = round.approvals().into_iter().map(field).collect();
    let takes = round.slate().form.takes_write_ins();
    if takes {
        let kind = FieldKind::Number(Some(0));
        fields.push(Field { label: say.others(), hint: say.others_hint(), kind });
    }
    let again = agrees(round) == Some(false);
    if again {
        fields.push(Field {
            label: say.reason(),
            hint: say.reason_hint(),
            kind: FieldKind::Text(String::new()),
        });
    }
    let read = match (takes, again) {
        (false, false) => |_: u32, answers: &[Answer]| read(answers, false, false),
        (true, false) => |_: u32, answers: &[Answer]| read(answers, true, false),
        (false, true) => |_: u32, answers: &[Answer]| read(answers, false, true),
        (true, true) => |_: u32, answers: &[Answer]| read(answers, true, true),
    };
    Form { title: say.form_title(), fields, subject: 0, read }
}

/// The figures of the names, then of others where the paper takes them, then the reason where it is asked.
fn read(answers: &[Answer], others: bool, reason: bool) -> Result<super::Command, Rejection> {
    let count = answers.len().saturating_sub(usize::from(others) + usize::from(reason));
    let mut answers = Answers(answers);
    let approvals = (0..count).map(|_| answers.number()).collect::<Result<_, _>>()?;
    let others = if others { answers.number()? } else { 0 };
    let reason = reason.then(|| answers.text()).transpose()?;
    Ok(Command::Compare { approvals, others, reason }.into())
}

/// Whether the sheet agrees with the count; `None` while it has not been typed in.
fn agrees(round: &RoundState) -> Option<bool> {
    let sheet = round.sheet.as_ref()?;
    let same = round.approvals().into_iter().map(|(_, called)| called).eq(sheet.approvals.iter().copied());
    Some(same && sheet.others == 0)
}

pub(crate) fn ready(here: Here<'_>) -> Result<(), Rejection> {
    let round = here.round().ok_or(Rejection::NotAtThisStep)?;
    must(round.tally.doubtful == 0, Rejection::PapersUndecided { count: round.tally.doubtful })?;
    must(round.tally.check_finished(round.turnout(), limit(here)).is_ok(), Rejection::DoesNotAddUp)?;
    match agrees(round) {
        None => Err(Rejection::SheetNotCompared),
        Some(false) => Err(Rejection::SheetDiffers),
        Some(true) => Ok(()),
    }
}

fn limit(here: Here<'_>) -> Option<u32> {
    here.round().and_then(|round| here.floor.procedure().max_marks.limit(round.slate().seats))
}

pub(crate) fn decide(here: Here<'_>, command: &Command) -> Result<Vec<AnyEvent>, Rejection> {
    let Command::Compare { approvals, others, reason } = command.clone();
    let round = here.item.round.ok_or(Rejection::NotAtThisStep)?;
    // Asked here and not where events are admitted: records of sheets typed again without a reason are on disk already.
    let again = here.round().is_some_and(|round| agrees(round) == Some(false));
    must(!again || reason.is_some(), Rejection::TextMissing)?;
    Ok(vec![Event::SheetCompared { round, approvals, others, reason }.into()])
}

pub(crate) fn admit(floor: &Floor, event: &Event) -> Result<(), Rejection> {
    let Event::SheetCompared { round, approvals, reason, .. } = event;
    let round = round::current(floor, Kind::Compare, *round)?;
    reason.as_deref().map_or(Ok(()), written)?;
    must(round.counted(), Rejection::PapersLeft { left: round.left() })?;
    let names = round.approvals().len();
    must(approvals.len() == names, Rejection::MarksMissing { given: approvals.len(), names })
}

pub(crate) fn apply(floor: &mut Floor, _: Stamp<'_>, event: &Event) {
    let Event::SheetCompared { round, approvals, others, reason } = event;
    let Some(round) = floor.rounds.get_mut(round) else { return };
    let called = round.approvals();
    let sheet = Sheet { approvals: approvals.clone(), others: *others };
    if let (Some(was), Some(reason)) = (round.sheet.replace(sheet), reason.clone()) {
        round.happened(Happened::Mended(Mended { was, called, reason }));
    }
}

pub(crate) fn wall(here: Here<'_>) -> Wall {
    super::calling::board_wall(here)
}

pub(crate) fn play(here: Here<'_>, room: &Room) -> Option<super::Command> {
    let round = here.round().filter(|round| agrees(round) != Some(true))?;
    let approvals = round.approvals().into_iter().map(|(_, approvals)| approvals).collect();
    let reason =
        round.sheet.is_some().then(|| room.types("看票后更正", "put right after a look at the papers"));
    Some(Command::Compare { approvals, others: 0, reason }.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::sample::{counted as counted_so, play_item};
    use crate::domain::procedure::Counting;

    /// The program's own sums are asked once more before anything is signed, however the papers were counted.
    #[test]
    fn a_count_that_does_not_add_up_is_not_gone_on_from() {
        let ways = [
            (Counting::CalledOnce, Kind::Compare),
            (Counting::KeyedTwice, Kind::SecondPass),
            (Counting::Totals, Kind::Totals),
        ];
        for (counting, kind) in ways {
            let mut floor = counted_so(counting, kind);
            let ready = |floor: &Floor| crate::agenda::ready(floor.here().expect("open"));
            while ready(&floor).is_err() {
                play_item(&mut floor);
            }
            let id = crate::agenda::sample::round(&floor).id;
            let tally = &mut floor.rounds.get_mut(&id).expect("a round").tally;
            // As many approvals as before, one of them in the wrong column.
            tally.printed[0].approve -= 1;
            tally.printed[1].approve += 1;
            assert_eq!(ready(&floor), Err(Rejection::DoesNotAddUp), "{kind:?}");
        }
    }
}
