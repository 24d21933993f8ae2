//! A motion by show of hands (举手表决), and the vote that other items put to the meeting.

use super::action::Action;
use super::order::ItemId;
use super::rehearsal::Room;
use super::screen::{Aloud, Answer, Answers, Fact, Field, FieldKind, Form, Offer, Screen, Speaker, Tone};
use super::text::{written, written_if_any};
use super::wall::Wall;
use super::{Event as AnyEvent, Floor, Here, Kind, Rejection, Stamp};
use crate::domain::{Margin, MotionBase, MotionRule, Show, Verdict};
use crate::locale::Lang;
use crate::messages;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What can be asked of a motion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Record the three numbers of a show of hands.
    Count(Show),
    /// After a failed vote: it is put once more as it was, with the three numbers of that vote.
    CountAgain(Show),
    /// Record that the meeting passed it by applause, where the procedure allows that.
    Acclaim,
    /// After a failed vote: how the meeting goes on.
    ChooseWay {
        /// The way.
        way: Way,
        /// In the chair's words.
        note: Option<String>,
    },
    /// Put right the numbers of an older vote.
    Correct {
        /// Which vote: its position among the items with a count.
        which: usize,
        /// The right numbers.
        show: Show,
        /// Why.
        reason: String,
    },
}

/// What happened to a motion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// Hands were counted.
    HandsCounted {
        /// The item that was voted on.
        item: ItemId,
        /// The three numbers.
        show: Show,
    },
    /// It was passed by applause, without numbers.
    Acclaimed {
        /// The item.
        item: ItemId,
    },
    /// After a failed vote the chair chose how to go on.
    WayChosen {
        /// The item.
        item: ItemId,
        /// The way.
        way: Way,
        /// In the chair's words.
        note: Option<String>,
    },
    /// The numbers of an older vote were put right; what was decided stays the same.
    Corrected {
        /// The item.
        item: ItemId,
        /// The right numbers.
        show: Show,
        /// The record that this compensates.
        corrects: u64,
        /// Why.
        reason: String,
    },
}

/// How a meeting goes on after a motion that failed. Postponing is the fourth way: see the course of the meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Amend it and vote again.
    Amend,
    /// Propose other people and vote again.
    OtherPeople,
    /// Consult the higher body, then vote again.
    ConsultHigherBody,
}

/// Every vote so far, by item.
pub type State = BTreeMap<ItemId, Votes>;

/// How a failed vote was followed up, and the chair's words about it.
pub type FollowedUp = (Way, Option<String>);

/// The votes on one item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Votes {
    /// Every count, in order.
    pub counts: Vec<Count>,
    /// Passed by applause.
    pub acclaimed: bool,
    /// How each failed vote was followed up.
    pub ways: Vec<FollowedUp>,
    /// Numbers that were put right, in order.
    pub corrections: Vec<Correction>,
    /// Counts and ways that lapsed: the result on which they were taken has been opened again since.
    lapsed: (usize, usize),
}

/// The numbers of a count that were put right; what was decided stays the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Which count: its position among all on the item.
    pub of: usize,
    /// The numbers before.
    pub before: Show,
    /// Why.
    pub reason: String,
}

/// One count of hands, with the numbers that decided it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// The three numbers.
    pub show: Show,
    /// Voters due when it was taken (before leaving anybody out, for the vote on that).
    pub due: u32,
    /// Voters present when it was taken.
    pub present: u32,
    /// The least number in favour that passed it.
    pub needed: u32,
    /// What was decided.
    pub verdict: Verdict,
    /// The record.
    pub seq: u64,
}

/// One count as the record tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told<'a> {
    /// The count.
    pub count: &'a Count,
    /// Its position among all on the item.
    pub at: usize,
    /// The way that followed it, if it failed and one was chosen.
    pub way: Option<&'a FollowedUp>,
    /// Whether it decides nothing any more: what was voted on was opened again.
    pub lapsed: bool,
}

impl Votes {
    /// Whether the last vote passed.
    pub fn passed(&self) -> bool {
        let passed = |count: &Count| matches!(count.verdict, Verdict::Passed { .. });
        self.acclaimed || self.last().is_some_and(passed)
    }

    /// The last count that still stands.
    pub fn last(&self) -> Option<&Count> {
        self.standing().0.last()
    }

    /// Whether the last vote failed and no way on has been chosen yet.
    pub fn failed(&self) -> Option<&Count> {
        let (counts, ways) = self.standing();
        let last = counts.last().filter(|count| count.verdict == Verdict::Failed)?;
        let failures = counts.iter().filter(|count| count.verdict == Verdict::Failed).count();
        (failures > ways.len()).then_some(last)
    }

    /// Every count, those that lapsed first.
    pub fn told(&self) -> Vec<Told<'_>> {
        let (counts, ways) = self.lapsed;
        let (before, standing) = (self.counts.get(..counts), self.standing());
        let old = told((0, before.unwrap_or(&[])), self.ways.get(..ways).unwrap_or(&[]), true);
        old.chain(told((counts, standing.0), standing.1, false)).collect()
    }

    /// Whether anything was decided on the matter as it now stands.
    pub fn taken(&self) -> bool {
        self.acclaimed || self.last().is_some()
    }

    /// What the vote was about has been opened again: the counts stay on record and decide nothing any more.
    pub(crate) fn lapse(&mut self) {
        self.lapsed = (self.counts.len(), self.ways.len());
    }

    fn standing(&self) -> (&[Count], &[FollowedUp]) {
        let (counts, ways) = self.lapsed;
        (self.counts.get(counts..).unwrap_or(&[]), self.ways.get(ways..).unwrap_or(&[]))
    }
}

/// Counts from this position on and, for each that failed, the way that followed it.
fn told<'a>(
    (from, counts): (usize, &'a [Count]),
    ways: &'a [FollowedUp],
    lapsed: bool,
) -> impl Iterator<Item = Told<'a>> + use<'a> {
    let mut ways = ways.iter();
    counts.iter().zip(from..).map(move |(count, at)| {
        let way = (count.verdict == Verdict::Failed).then(|| ways.next()).flatten();
        Told { count, at, way, lapsed }
    })
}

messages! {
    /// Words of a motion.
    struct Say {
        title { zh: "表决", en: "Motion" }
        purpose { zh: "举手表决，依次清点同意、不同意、弃权。F6 一键记为一致通过；没有通过时，选择下一步怎么办。", en: "A show of hands: yes, no, abstentions, in that order. F6 records it as unanimous; after a failed vote, choose how to go on." }
        vote { zh: "填写表决结果", en: "enter the vote" }
        unanimous { zh: "一致通过", en: "unanimous" }
        acclaim { zh: "鼓掌通过", en: "by applause" }
        ways { zh: "没有通过：选择下一步", en: "not passed: choose how to go on" }
        form_title(title: &str) { zh: "表决：{title}", en: "Vote: {title}" }
        yes { zh: "同意", en: "Yes" }
        no { zh: "不同意", en: "No" }
        abstain { zh: "弃权", en: "Abstain" }
        hands_hint(present: u32) { zh: "到会 {present} 人", en: "{present} present" }
        way { zh: "下一步", en: "How to go on" }
        amend { zh: "修改后再表决", en: "amend it and vote again" }
        once_more { zh: "再表决一次", en: "vote once more" }
        other_people { zh: "另提人选再表决", en: "propose other people and vote again" }
        consult { zh: "请示上级党组织后再表决", en: "consult the higher body, then vote again" }
        note { zh: "说明", en: "Note" }
        base { zh: "有表决权", en: "Voters" }
        needed { zh: "通过至少", en: "To pass" }
        votes(needed: u32) { zh: "{needed} 票", en: "{needed} vote(s)" }
        needed_due(due: u32) { zh: "超过应到会 {due} 人的半数", en: "more than half of the {due} due" }
        half_due(due: u32) { zh: "不少于应到会 {due} 人的半数", en: "at least half of the {due} due" }
        needed_present(present: u32) { zh: "超过到会 {present} 人的半数", en: "more than half of the {present} present" }
        may_withhold(present: u32, rest: u32) { zh: "到会 {present} 人，最多 {rest} 人可以不同意", en: "{present} present; {rest} may withhold it" }
        too_few(present: u32, missing: u32) { zh: "到会 {present} 人，全部同意还差 {missing} 票", en: "{present} present: all would be {missing} short" }
        just(verdict: &str) { zh: "{verdict}：正好够，少 1 票不通过", en: "{verdict}: just enough, one less would fail" }
        spare(verdict: &str, spare: u32) { zh: "{verdict}：多 {spare} 票", en: "{verdict}: {spare} to spare" }
        result { zh: "表决结果", en: "Vote" }
        numbers(yes: u32, no: u32, abstain: u32) { zh: "同意 {yes}　不同意 {no}　弃权 {abstain}", en: "yes {yes}, no {no}, abstain {abstain}" }
        silent(rest: u32) { zh: "未表态 {rest}", en: "{rest} did not vote" }
        passed { zh: "通过", en: "passed" }
        passed_unanimously { zh: "一致通过", en: "passed unanimously" }
        lapsed { zh: "已作废：其后结果重新启封", en: "void: the result was opened again since" }
        passed_by_applause { zh: "鼓掌通过", en: "passed by applause" }
        more_hands(missing: u32) { zh: "没有通过：还差 {missing} 票", en: "not passed: {missing} short" }
        put(title: &str) { zh: "下面表决：{title}。同意的请举手。（清点）请放下。不同意的请举手。（清点）请放下。弃权的请举手。（清点）请放下。", en: "We now vote on: {title}. Those in favour, raise your hands. (Count.) Thank you. Those against. (Count.) Thank you. Abstentions. (Count.) Thank you." }
        say_unanimous(yes: u32) { zh: "同意 {yes} 人，没有不同意，没有弃权。一致通过。", en: "{yes} in favour, none against, no abstentions: passed unanimously." }
        say_passed(yes: u32, no: u32, abstain: u32, base: &str) { zh: "同意 {yes} 人，不同意 {no} 人，弃权 {abstain} 人。同意人数超过{base}的半数，通过。", en: "{yes} in favour, {no} against, {abstain} abstained: more than half of {base}. Passed." }
        say_consent(yes: u32, no: u32, abstain: u32) { zh: "同意 {yes} 人，不同意 {no} 人，弃权 {abstain} 人。同意人数达到应到会有表决权党员的半数，通过。", en: "{yes} in favour, {no} against, {abstain} abstained: at least half of the voters due. Passed." }
        base_due { zh: "应到会有表决权党员", en: "the voters due" }
        base_present { zh: "到会有表决权党员", en: "the voters present" }
        say_failed(yes: u32, no: u32, abstain: u32) { zh: "同意 {yes} 人，不同意 {no} 人，弃权 {abstain} 人。同意人数没有达到规定，没有通过。", en: "{yes} in favour, {no} against, {abstain} abstained: not enough. Not passed." }
        say_acclaimed { zh: "请以掌声表示通过。（鼓掌）通过。", en: "Please show your approval by applause. (Applause.) Passed." }
        correct { zh: "更正表决数字", en: "correct a vote" }
        correct_title { zh: "更正以前的表决数字（结论不变）", en: "Correct the numbers of an earlier vote (the verdict stays)" }
        which { zh: "哪一项", en: "Which" }
        reason { zh: "更正原因", en: "Reason" }
    }
}

/// What a vote at this step is on: the step itself, but at the announcement the seats that stay open.
pub fn vote_title(item: &super::Item, lang: Lang) -> String {
    let title = super::course::item_title(item, lang);
    match item.kind {
        Kind::Announce => format!("{title}{}{}", lang.pick("：", ": "), super::announce::fewer_text(lang)),
        _ => title,
    }
}

pub(crate) fn title(lang: Lang) -> String {
    Say(lang).title()
}

pub(crate) fn screen(here: Here<'_>, lang: Lang) -> Screen {
    let title = super::course::item_title(here.item, lang);
    let mut screen = Screen { title: title.clone(), purpose: Say(lang).purpose(), ..Screen::default() };
    screen.aloud =
        here.item.text.iter().cloned().map(|text| Aloud { speaker: Speaker::Chair, text }).collect();
    add_vote(here, lang, &title, &mut screen);
    screen
}

/// Adds a vote on the item to its screen: the rule, the form, the verdict, the words.
pub(crate) fn add_vote(here: Here<'_>, lang: Lang, subject: &str, screen: &mut Screen) {
    add_silent_vote(here, lang, subject, screen);
    let text = words(here, lang, subject);
    screen.aloud.push(Aloud { speaker: Speaker::Chair, text });
}

/// The same without the words, where the vote is only one of the ways on.
pub(crate) fn add_silent_vote(here: Here<'_>, lang: Lang, subject: &str, screen: &mut Screen) {
    add_facts(here, lang, screen);
    add_offers(here, lang, subject, screen);
}

/// Whether the last vote on the item failed and its words are still to be said.
pub(crate) fn just_failed(here: Here<'_>) -> bool {
    votes(here.floor, here.item.id).is_some_and(|votes| votes.failed().is_some())
}

/// The votes taken on an item so far.
pub fn votes(floor: &Floor, item: ItemId) -> Option<&Votes> {
    floor.facts.motion.get(&item)
}

/// Whether the item was passed.
pub fn passed(floor: &Floor, item: ItemId) -> bool {
    votes(floor, item).is_some_and(Votes::passed)
}

fn rule(floor: &Floor) -> MotionRule {
    match floor.here().map(|here| here.item.kind) {
        Some(Kind::Announce) => MotionRule::fewer_seats(),
        _ => floor.procedure().motion(),
    }
}

/// The number of voters due that a vote on this item is held against.
fn due(here: Here<'_>) -> u32 {
    if here.item.kind == Kind::LeaveOut { here.roll().unreduced() } else { here.roll().due() }
}

fn needed(here: Here<'_>) -> u32 {
    rule(here.floor).needed(due(here), here.roll().present())
}

fn add_facts(here: Here<'_>, lang: Lang, screen: &mut Screen) {
    let say = Say(lang);
    let (due, present, needed) = (due(here), here.roll().present(), needed(here));
    let rule_text = match rule(here.floor).base {
        _ if here.item.kind == Kind::Announce => say.half_due(due),
        MotionBase::Due => say.needed_due(due),
        MotionBase::Present => say.needed_present(present),
    };
    let margin = match rule(here.floor).may_withhold(due, present) {
        Margin::Spare(rest) => say.may_withhold(present, rest),
        Margin::Missing(missing) => say.too_few(present, missing),
    };
    screen.facts.push(Fact::new(say.base(), due).rule(Tone::Plain, margin));
    screen.facts.push(Fact::new(say.needed(), say.votes(needed)).rule(Tone::Plain, rule_text));
    let Some(votes) = votes(here.floor, here.item.id) else { return };
    if votes.acclaimed {
        screen.facts.push(Fact::new(say.result(), say.passed_by_applause()).rule(Tone::Good, ""));
    }
    screen.facts.extend(votes.told().iter().map(|told| count_fact(told, lang)));
}

/// A count in one line: the three numbers and the verdict.
fn count_fact(Told { count, lapsed, .. }: &Told<'_>, lang: Lang) -> Fact {
    let say = Say(lang);
    let show = count.show;
    let mut numbers = say.numbers(show.yes, show.no, show.abstain);
    if let Ok(rest @ 1..) = show.silent(count.present) {
        numbers = format!("{numbers}　{}", say.silent(rest));
    }
    if *lapsed {
        return Fact::new(say.result(), numbers).rule(Tone::Dim, say.lapsed());
    }
    let spare = |verdict: String| match show.yes.saturating_sub(count.needed) {
        0 => say.just(&verdict),
        spare => say.spare(&verdict, spare),
    };
    let (tone, verdict) = match count.verdict {
        Verdict::Passed { unanimous: true } => (Tone::Good, spare(say.passed_unanimously())),
        Verdict::Passed { unanimous: false } => (Tone::Good, spare(say.passed())),
        Verdict::Failed => (Tone::Bad, say.more_hands(count.needed.saturating_sub(show.yes))),
    };
    Fact::new(say.result(), numbers).rule(tone, verdict)
}

fn add_offers(here: Here<'_>, lang: Lang, subject: &str, screen: &mut Screen) {
    let say = Say(lang);
    let votes = votes(here.floor, here.item.id);
    if votes.is_some_and(Votes::passed) {
        return;
    }
    if votes.is_some_and(|votes| votes.failed().is_some()) {
        screen.offers.insert(0, Offer::form(Action::Confirm, say.ways(), way_form(here, lang)));
        return;
    }
    screen.offers.insert(0, Offer::form(Action::Confirm, say.vote(), count_form(here, lang, subject)));
    let all = Show::unanimous(here.roll().present());
    screen.offers.insert(1, Offer::command(Action::Rest, say.unanimous(), Command::Count(all)));
    if here.item.acclaim && here.floor.procedure().applause {
        screen.offers.insert(2, Offer::command(Action::Mark, say.acclaim(), Command::Acclaim));
    }
}

fn number(label: String, hint: String, first: Option<u32>) -> Field {
    Field { label, hint, kind: FieldKind::Number(first) }
}

fn count_form(here: Here<'_>, lang: Lang, subject: &str) -> Form {
    let say = Say(lang);
    let fields = vec![
        number(say.yes(), say.hands_hint(here.roll().present()), None),
        number(say.no(), String::new(), Some(0)),
        number(say.abstain(), String::new(), Some(0)),
    ];
    let read = |_: u32, answers: &[Answer]| Ok(Command::Count(read_show(&mut Answers(answers))?).into());
    Form { title: say.form_title(subject), fields, subject: 0, read }
}

/// The form for the numbers of a vote that failed and is taken once more.
pub(crate) fn again_form(here: Here<'_>, lang: Lang, subject: &str) -> Form {
    let read = |_: u32, answers: &[Answer]| Ok(Command::CountAgain(read_show(&mut Answers(answers))?).into());
    Form { read, ..count_form(here, lang, subject) }
}

fn read_show(answers: &mut Answers<'_>) -> Result<Show, Rejection> {
    Ok(Show { yes: answers.number()?, no: answers.number()?, abstain: answers.number()? })
}

fn way_form(here: Here<'_>, lang: Lang) -> Form {
    let say = Say(lang);
    let fewer = here.item.kind == Kind::Announce;
    let ways = if fewer {
        vec![say.once_more(), say.consult()]
    } else {
        vec![say.amend(), say.other_people(), say.consult()]
    };
    let first = if here.item.kind == Kind::CandidateList { 2 } else { 0 };
    let text = FieldKind::Text(String::new());
    let fields = vec![
        Field { label: say.way(), hint: String::new(), kind: FieldKind::Choice(ways, first) },
        Field { label: say.note(), hint: String::new(), kind: text },
    ];
    Form { title: say.ways(), fields, subject: u32::from(fewer), read: read_way }
}

/// On filling fewer seats there are no other people to propose.
fn read_way(fewer: u32, answers: &[Answer]) -> Result<super::Command, Rejection> {
    let mut answers = Answers(answers);
    let way = match fewer {
        0 => answers.choice(&[Way::Amend, Way::OtherPeople, Way::ConsultHigherBody])?,
        _ => answers.choice(&[Way::Amend, Way::ConsultHigherBody])?,
    };
    Ok(Command::ChooseWay { way, note: answers.optional_text()? }.into())
}

/// The words for where the vote stands.
pub(crate) fn words(here: Here<'_>, lang: Lang, subject: &str) -> String {
    let say = Say(lang);
    let Some(votes) = votes(here.floor, here.item.id) else { return say.put(subject) };
    if votes.acclaimed {
        return say.say_acclaimed();
    }
    let Some(count) = votes.last() else { return say.put(subject) };
    let show = count.show;
    match count.verdict {
        Verdict::Passed { unanimous: true } => say.say_unanimous(show.yes),
        Verdict::Passed { unanimous: false } if here.item.kind == Kind::Announce => {
            say.say_consent(show.yes, show.no, show.abstain)
        }
        Verdict::Passed { unanimous: false } => {
            let base = match rule(here.floor).base {
                MotionBase::Due => say.base_due(),
                MotionBase::Present => say.base_present(),
            };
            say.say_passed(show.yes, show.no, show.abstain, &base)
        }
        Verdict::Failed if votes.failed().is_some() => say.say_failed(show.yes, show.no, show.abstain),
        Verdict::Failed => say.put(subject),
    }
}

/// The form that corrects an older vote of this meeting; `None` while there is none.
pub(crate) fn correction_offer(here: Here<'_>, lang: Lang) -> Option<Offer> {
    let say = Say(lang);
    let counted = counted_items(here.floor);
    let titles = counted.iter().filter_map(|(id, _)| here.floor.order.item(*id));
    let titles: Vec<String> = titles.map(|item| vote_title(item, lang)).collect();
    let chosen = titles.len().checked_sub(1)?;
    let fields = vec![
        Field { label: say.which(), hint: String::new(), kind: FieldKind::Choice(titles, chosen) },
        number(say.yes(), String::new(), None),
        number(say.no(), String::new(), Some(0)),
        number(say.abstain(), String::new(), Some(0)),
        Field { label: say.reason(), hint: String::new(), kind: FieldKind::Text(String::new()) },
    ];
    let form = Form { title: say.correct_title(), fields, subject: 0, read: read_correction };
    Some(Offer::form(Action::Correct, say.correct(), form))
}

/// The items with a count that stands, by item: a correction names a position among them.
fn counted_items(floor: &Floor) -> Vec<(ItemId, &Count)> {
    floor.facts.motion.iter().filter_map(|(id, votes)| Some((*id, votes.last()?))).collect()
}

fn read_correction(_: u32, answers: &[Answer]) -> Result<super::Command, Rejection> {
    let mut answers = Answers(answers);
    let which = answers.position()?;
    let show = read_show(&mut answers)?;
    Ok(Command::Correct { which, show, reason: answers.text()? }.into())
}

/// Whether the item's vote lets the meeting go on.
pub(crate) fn ready(here: Here<'_>) -> Result<(), Rejection> {
    let Some(votes) = votes(here.floor, here.item.id) else { return Err(Rejection::MotionNotCounted) };
    match (votes.passed(), votes.failed()) {
        (true, _) => Ok(()),
        (false, Some(count)) => Err(Rejection::MotionFailed { yes: count.show.yes, needed: count.needed }),
        (false, None) => Err(Rejection::MotionNotCounted),
    }
}

pub(crate) fn decide(here: Here<'_>, command: &Command) -> Result<Vec<AnyEvent>, Rejection> {
    let item = here.item.id;
    let event = match command.clone() {
        Command::Count(show) => Event::HandsCounted { item, show },
        Command::CountAgain(show) => {
            let again = Event::WayChosen { item, way: Way::Amend, note: None };
            return Ok(vec![again.into(), Event::HandsCounted { item, show }.into()]);
        }
        Command::Acclaim => Event::Acclaimed { item },
        Command::ChooseWay { way, note } => Event::WayChosen { item, way, note },
        Command::Correct { which, show, reason } => {
            let counted = counted_items(here.floor);
            let (item, count) = counted.get(which).ok_or(Rejection::MotionNotCounted)?;
            super::floor::must(count.show != show, Rejection::NothingDiffers)?;
            Event::Corrected { item: *item, show, corrects: count.seq, reason }
        }
    };
    Ok(vec![event.into()])
}

pub(crate) fn admit(floor: &Floor, event: &Event) -> Result<(), Rejection> {
    match event {
        Event::HandsCounted { item, show } => {
            let here = voting_here(floor, *item)?;
            let votes = votes(floor, *item);
            let failed = votes.and_then(Votes::failed);
            if let Some(count) = failed {
                return Err(Rejection::MotionFailed { yes: count.show.yes, needed: count.needed });
            }
            hands_fit(*show, here.roll().present())
        }
        Event::Acclaimed { item } => {
            let here = voting_here(floor, *item)?;
            let allowed = here.item.acclaim && floor.procedure().applause;
            super::floor::must(allowed, Rejection::ApplauseNotAllowed)
        }
        Event::WayChosen { item, note, .. } => {
            voting_here(floor, *item)?;
            written_if_any(note.as_deref())?;
            let failed = votes(floor, *item).and_then(Votes::failed).is_some();
            super::floor::must(failed, Rejection::NotFailed)
        }
        Event::Corrected { item, show, corrects, reason } => {
            written(reason)?;
            admit_correction(floor, *item, *show, *corrects)
        }
    }
}

/// The current item, if it is the one voted on, can be voted on, and is not passed yet.
fn voting_here(floor: &Floor, item: ItemId) -> Result<Here<'_>, Rejection> {
    let here = floor.here().filter(|here| here.item.id == item).ok_or(Rejection::NotAtThisStep)?;
    super::floor::must(!passed(floor, item), Rejection::MotionPassed)?;
    // Leaving members out settles the number that the quorum is taken of; every other vote wants the quorum.
    let declared = floor.facts.quorum.contains_key(&here.item.body);
    super::floor::must(declared || here.item.kind == Kind::LeaveOut, Rejection::QuorumNotDeclared)?;
    match here.item.kind {
        Kind::Motion => Ok(here),
        Kind::LeaveOut => super::leave_out::may_vote(here).map(|()| here),
        Kind::Procedure => super::procedure::may_vote(here).map(|()| here),
        Kind::CandidateList => super::candidate_list::may_vote(here).map(|()| here),
        Kind::Officials => super::officials::may_vote(here).map(|()| here),
        Kind::Announce => super::announce::may_vote(here).map(|()| here),
        _ => Err(Rejection::NotAtThisStep),
    }
}

fn hands_fit(show: Show, present: u32) -> Result<(), Rejection> {
    let sum = u32::try_from(show.hands()).unwrap_or(u32::MAX);
    super::floor::must(sum <= present, Rejection::TooManyHands { sum, present })
}

fn admit_correction(floor: &Floor, item: ItemId, show: Show, corrects: u64) -> Result<(), Rejection> {
    let count =
        votes(floor, item).and_then(|votes| votes.counts.last()).ok_or(Rejection::MotionNotCounted)?;
    super::floor::must(count.seq == corrects, Rejection::NotAtThisStep)?;
    hands_fit(show, count.present)?;
    let enough = show.yes >= count.needed;
    let passed = matches!(count.verdict, Verdict::Passed { .. });
    super::floor::must(enough == passed, Rejection::VerdictWouldChange { needed: count.needed })
}

pub(crate) fn apply(floor: &mut Floor, stamp: Stamp<'_>, event: &Event) {
    match event {
        Event::HandsCounted { item, show } => count_hands(floor, stamp, *item, *show),
        Event::Acclaimed { item } => floor.facts.motion.entry(*item).or_default().acclaimed = true,
        Event::WayChosen { item, way, note } => {
            floor.facts.motion.entry(*item).or_default().ways.push((*way, note.clone()));
        }
        Event::Corrected { item, show, reason, .. } => {
            let Some(votes) = floor.facts.motion.get_mut(item) else { return };
            let of = votes.counts.len().saturating_sub(1);
            let Some(count) = votes.counts.last_mut() else { return };
            let before = std::mem::replace(&mut count.show, *show);
            if let Verdict::Passed { unanimous } = &mut count.verdict {
                *unanimous = show.yes == count.present;
            }
            count.seq = stamp.seq;
            votes.corrections.push(Correction { of, before, reason: reason.clone() });
        }
    }
}

fn count_hands(floor: &mut Floor, stamp: Stamp<'_>, item: ItemId, show: Show) {
    let Some(here) = floor.here() else { return };
    let (due, present, needed) = (due(here), here.roll().present(), needed(here));
    let Ok(verdict) = rule(floor).verdict(show, due, present) else { return };
    let count = Count { show, due, present, needed, verdict, seq: stamp.seq };
    let kind = here.item.kind;
    floor.facts.motion.entry(item).or_default().counts.push(count);
    match (verdict, kind) {
        (Verdict::Passed { .. }, Kind::LeaveOut) => super::leave_out::take_effect(floor),
        (Verdict::Passed { .. }, Kind::Announce) => super::announce::fill_fewer(floor),
        _ => {}
    }
}

pub(crate) fn wall(here: Here<'_>) -> Wall {
    let votes = votes(here.floor, here.item.id);
    let count = votes.and_then(|votes| votes.counts.last());
    Wall::Motion {
        item: here.item.id,
        title: here.item.title.clone(),
        show: count.map(|count| count.show),
        passed: votes.filter(|votes| votes.acclaimed || count.is_some()).map(Votes::passed),
    }
}

pub(crate) fn play(here: Here<'_>, room: &Room) -> Option<super::Command> {
    let votes = votes(here.floor, here.item.id);
    // After a failed vote it is for the chair to choose the way on.
    if votes.is_some_and(|votes| votes.passed() || votes.failed().is_some()) {
        return None;
    }
    if here.item.acclaim && here.floor.procedure().applause {
        return Some(Command::Acclaim.into());
    }
    Some(Command::Count(room.hands(here.item.id, here.roll().present())).into())
}

/// One line for each vote that was taken.
pub(crate) fn public_facts(floor: &Floor) -> Vec<String> {
    let line = |(item, votes): (&ItemId, &Votes)| {
        let last = votes.counts.last().map_or_else(String::new, |count| {
            format!(" yes {} no {} abstain {}", count.show.yes, count.show.no, count.show.abstain)
        });
        format!("motion {} passed {}{last}", item.0, votes.passed())
    };
    floor.facts.motion.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::sample;

    /// What the room would do next.
    fn next(floor: &Floor) -> Option<crate::agenda::Command> {
        play(floor.here()?, &Room::new(&floor.plan))
    }

    #[test]
    fn after_a_failed_vote_the_room_waits_for_the_chair() {
        let mut floor = sample::at(Kind::Motion);
        assert!(next(&floor).is_some());
        sample::act(&mut floor, Command::Count(Show { yes: 10, no: 0, abstain: 0 })).unwrap();
        assert_eq!(next(&floor), None);
        sample::act(&mut floor, Command::ChooseWay { way: Way::Amend, note: None }).unwrap();
        assert!(next(&floor).is_some());
    }

    #[test]
    fn a_vote_on_fewer_seats_is_called_so_wherever_it_is_named() {
        let mut floor = sample::announced(&[(18, "ooox"), (9, "ooxo"), (99, "ooxx")]);
        let item = floor.here().unwrap().item.id;
        let show = Show { yes: 30, no: 6, abstain: 0 };
        sample::act(&mut floor, Command::Count(show)).unwrap();
        for lang in [Lang::Zh, Lang::En] {
            let title = super::super::announce::fewer_text(lang);
            let offer = correction_offer(floor.here().unwrap(), lang).unwrap();
            let super::super::screen::Gives::Form(form) = offer.gives else { panic!("a form") };
            let FieldKind::Choice(which, last) = &form.fields[0].kind else { panic!("a choice") };
            assert!(which[*last].contains(&title), "{which:?}");
            let events = [
                Event::HandsCounted { item, show },
                Event::WayChosen { item, way: Way::Amend, note: None },
                Event::Corrected { item, show, corrects: 1, reason: String::new() },
            ];
            for event in events {
                let said = super::super::phrase::phrase(&floor, &event.into(), lang);
                assert!(said.contains(&title), "{said}");
            }
        }
    }
}
