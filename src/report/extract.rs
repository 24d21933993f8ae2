//! The public extract (公开摘要): what may be handed to anybody. Totals, reconciliation, corrections with their reasons, who is
//! elected, and the end of the record; no single paper, no order of papers, nothing that joins a person and a paper.
//!
//! It is the same whatever the order in which papers were called, but for the record's head: names written in and reasons
//! stand in an order of their own, not in that of their first appearance.

use super::document::{Block, Document};
use super::figures::day;
use super::put_right::put_right;
use super::{counting, votes};
use crate::agenda::course::Closed;
use crate::agenda::motion::vote_title;
use crate::agenda::round::passes::Stage;
use crate::agenda::round::{GivenUp, RoundState, elected_names, office_text, round_title};
use crate::agenda::{Body, Floor};
use crate::domain::round::RoundVerdict;
use crate::domain::{MemberId, Nominee, Turnout};
use crate::locale::Lang;
use std::cmp::Reverse;

/// What the extract says of the record itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// How many records there are.
    pub records: u64,
    /// How many acts were taken back.
    pub undone: usize,
    /// The 16 characters that name the end of the record.
    pub head_code: String,
    /// The whole hash of the last record, 64 hexadecimal digits.
    pub hash: String,
}

crate::messages! {
    /// Words of the extract.
    struct Say {
        title(organisation: &str, title: &str) { zh: "{organisation}{title}：公开摘要", en: "{organisation}, {title}: public extract" }
        day(day: &str) { zh: "会议日期：{day}", en: "Date of the meeting: {day}" }
        about { zh: "本摘要只有汇总数字，不含任何一张选票，也不含唱票的先后次序。", en: "Totals only: no single paper, and no order of papers." }
        attendance { zh: "到会", en: "Attendance" }
        roll(due: u32, present: u32) { zh: "应到会有选举权 {due} 人，实到会 {present} 人。", en: "{due} voters due, {present} present." }
        committee(due: u32, present: u32) { zh: "第一次全体会议：应到委员 {due} 人，实到 {present} 人。", en: "First plenary: {due} members due, {present} present." }
        motions { zh: "表决", en: "Motions" }
        seats(seats: u32, candidates: usize) { zh: "应选 {seats} 名，候选人 {candidates} 名。", en: "{seats} to be elected, {candidates} candidate(s)." }
        due { zh: "应到", en: "Due" }
        present { zh: "实到", en: "Present" }
        issued { zh: "发出", en: "Issued" }
        collected { zh: "收回", en: "Collected" }
        valid { zh: "有效", en: "Valid" }
        invalid { zh: "无效", en: "Invalid" }
        counting { zh: "本轮正在计票。", en: "The papers are being counted." }
        void { zh: "收回的多于规定，选举无效；选票没有计票。", en: "More papers came back than allowed: the round is void, its papers were not counted." }
        void_begun { zh: "选举先宣布有效，验票、计票开始后重新清点，收回的多于规定，选举无效；已记的选票不再计。", en: "The round was declared valid; after papers had been examined or counted their number was counted again, and there were more than allowed: the round is void, what was entered does not count." }
        void_later { zh: "选举先宣布有效，后重新清点，收回的多于规定，选举无效；选票没有计票。", en: "The round was declared valid; then the papers were counted again, and there were more than allowed: the round is void, its papers were not counted." }
        undecided { zh: "本轮还没有宣布是否有效。", en: "The round has not been declared valid yet." }
        name { zh: "姓名", en: "Name" }
        approve { zh: "赞成", en: "Yes" }
        against { zh: "不赞成", en: "No" }
        abstain { zh: "弃权", en: "Abstained" }
        written(name: &str) { zh: "{name}（另选人）", en: "{name} (write-in)" }
        elected(office: &str, names: &str) { zh: "当选{office}：{names}。", en: "Elected as {office}: {names}." }
        nobody { zh: "还没有宣布当选人。", en: "Nobody has been announced as elected." }
        elected_title { zh: "当选", en: "Elected" }
        corrections { zh: "更正", en: "Corrections" }
        no_corrections { zh: "没有更正。", en: "None." }
        undone(count: usize) { zh: "会议中当场撤销的操作：{count} 次。", en: "Acts taken back on the spot: {count}." }
        record { zh: "会议记录", en: "The record" }
        records(count: u64) { zh: "共 {count} 条记录。", en: "{count} records." }
        code(code: &str) { zh: "校验码：{code}", en: "Head code: {code}" }
        hash(hash: &str) { zh: "末条记录的 SHA-256：{hash}", en: "SHA-256 of the last record: {hash}" }
        sealed { zh: "会议已散会，记录已封存。", en: "The meeting is adjourned and its record sealed." }
        postponed(reason: &str) { zh: "会议延期：{reason}。", en: "The meeting was postponed: {reason}." }
        going_on { zh: "会议尚未结束；以下数字是到目前为止的。", en: "The meeting is not over; these are the figures so far." }
    }
}

/// The extract of a meeting as it stands.
pub fn extract(floor: &Floor, source: &Source, lang: Lang) -> Document {
    let say = Say(lang);
    let plan = &floor.plan;
    let mut document = Document::new(say.title(&plan.organisation, &plan.title), plan.rehearsal, lang);
    let heading = [say.day(&day(floor.day(), lang)), close(floor, say), say.about()];
    for text in heading {
        document.add(Block::Paragraph(text));
    }
    document.section(&say.attendance(), attendance(floor, say));
    document.section(&say.motions(), motions(floor, lang));
    for round in floor.rounds.values().filter(|round| round.base.is_some()) {
        document.section(&round_title(&round.office, round.round.kind, lang), of_round(round, say));
    }
    document.section(&say.elected_title(), elected(floor, lang));
    document.section(&say.corrections(), corrections(floor, source, say));
    document.section(&say.record(), record(source, say));
    document
}

fn close(floor: &Floor, say: Say) -> String {
    match &floor.course.closed {
        Some(Closed::Sealed { .. }) => say.sealed(),
        Some(Closed::Postponed { reason, .. }) => say.postponed(reason),
        None => say.going_on(),
    }
}

fn attendance(floor: &Floor, say: Say) -> Vec<Block> {
    let quorum = &floor.facts.quorum;
    let branch = quorum.get(&Body::Branch).map(|count| say.roll(count.due, count.present));
    let committee = quorum.get(&Body::Committee).map(|count| say.committee(count.due, count.present));
    Block::paragraphs(branch.into_iter().chain(committee))
}

fn motions(floor: &Floor, lang: Lang) -> Vec<Block> {
    let told = floor.facts.motion.keys().flat_map(|id| {
        let title = floor.order.item(*id).map(|item| vote_title(item, lang)).unwrap_or_default();
        votes::sentences(floor, *id, &title, lang)
    });
    Block::paragraphs(told)
}

/// One round: what reconciles it, then the votes of every name.
fn of_round(round: &RoundState, say: Say) -> Vec<Block> {
    let slate = round.slate();
    let mut blocks = vec![Block::Paragraph(say.seats(slate.seats, slate.candidates.len()))];
    blocks.extend(reconciliation(round, say));
    match round.declared {
        Some(RoundVerdict::Valid) if told(round) => {
            blocks.extend(Block::paragraphs(counting::in_public(round, say.0)));
            blocks.extend(names(round, say));
        }
        // Two extracts that lie one paper apart would tell that paper.
        Some(RoundVerdict::Valid) => blocks.push(Block::Paragraph(say.counting())),
        Some(RoundVerdict::Void) => blocks.push(Block::Paragraph(void(round, say))),
        None => blocks.push(Block::Paragraph(say.undecided())),
    }
    blocks
}

/// A void round: whether anything had been entered before it was found void.
fn void(round: &RoundState, say: Say) -> String {
    match round.recounted().last().map(|again| again.given_up) {
        None => say.void(),
        Some(GivenUp::Nothing) => say.void_later(),
        Some(GivenUp::Papers(_) | GivenUp::Sheet { .. }) => say.void_begun(),
    }
}

/// Whether nothing of the round is still to be counted: every paper is, and where papers are keyed twice every bundle stands.
fn told(round: &RoundState) -> bool {
    round.counted() && (round.passes.bundles.is_empty() || round.stage() == Stage::Done)
}

fn reconciliation(round: &RoundState, say: Say) -> Option<Block> {
    let Turnout { due, present, issued, collected } = round.turnout();
    let mut cells = vec![
        (say.due(), due),
        (say.present(), present),
        (say.issued(), issued),
        (say.collected(), collected),
    ];
    if told(round) {
        cells.extend([(say.valid(), round.tally.valid), (say.invalid(), round.tally.invalid)]);
    }
    let (header, row) = cells.into_iter().map(|(title, number)| (title, number.to_string())).unzip();
    Block::table(header, vec![row])
}

/// Printed names in the order of the paper; those written in after them, most approvals first, then by name.
fn names(round: &RoundState, say: Say) -> Option<Block> {
    let printed = round.slate().candidates.iter().zip(&round.tally.printed);
    let printed = printed.map(|(candidate, sums)| {
        let [yes, no, blank] = [sums.approve, sums.against, sums.abstain].map(|sum| sum.to_string());
        vec![candidate.name.as_str().to_owned(), yes, no, blank]
    });
    let mut written: Vec<_> = round.tally.written.iter().filter(|row| row.approve > 0).collect();
    written.sort_by(|a, b| {
        (Reverse(a.approve), by_name(&a.nominee)).cmp(&(Reverse(b.approve), by_name(&b.nominee)))
    });
    let written = written.into_iter().map(|row| {
        let name = say.written(row.nominee.name.as_str());
        vec![name, row.approve.to_string(), "—".into(), "—".into()]
    });
    let header = vec![say.name(), say.approve(), say.against(), say.abstain()];
    Block::table(header, printed.chain(written).collect())
}

fn by_name(nominee: &Nominee) -> (&str, Option<MemberId>) {
    (nominee.name.as_str(), nominee.member)
}

fn elected(floor: &Floor, lang: Lang) -> Vec<Block> {
    let say = Say(lang);
    let contests = floor.plan.contests.iter();
    let lines = contests.filter_map(|contest| {
        let names = elected_names(floor, contest.id);
        (!names.is_empty()).then(|| say.elected(&office_text(&contest.office, lang), &lang.list(names)))
    });
    let lines: Vec<String> = lines.collect();
    Block::paragraphs(if lines.is_empty() { vec![say.nobody()] } else { lines })
}

fn corrections(floor: &Floor, source: &Source, say: Say) -> Vec<Block> {
    let mut lines = Vec::new();
    for round in floor.rounds.values() {
        let whole = told(round) || round.before_void.is_some();
        lines.extend(put_right(round.as_counted(), say.0, whole));
    }
    if lines.is_empty() {
        lines.push(say.no_corrections());
    }
    lines.push(say.undone(source.undone));
    Block::paragraphs(lines)
}

fn record(source: &Source, say: Say) -> Vec<Block> {
    let lines = [say.records(source.records), say.code(&source.head_code), say.hash(&source.hash)];
    Block::paragraphs(lines)
}
