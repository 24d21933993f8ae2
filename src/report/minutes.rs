//! 会议记录: the whole meeting in its own order.

use super::document::{Block, Document};
use super::figures::{clock, day};
use super::{Stem, attendance, proceedings, rounds};
use crate::agenda::course::{Closed, item_title};
use crate::agenda::round::{self, round_title};
use crate::agenda::{Body, Floor, Item, RoundId};
use crate::locale::Lang;

crate::messages! {
    /// Words of the minutes.
    struct Say {
        title(organisation: &str, meeting: &str) { zh: "{organisation}{meeting}会议记录", en: "{organisation}: {meeting}, minutes" }
        general { zh: "会议概况", en: "The meeting" }
        item { zh: "项目", en: "Item" }
        content { zh: "内容", en: "Content" }
        date { zh: "日期", en: "Date" }
        time { zh: "时间", en: "Time" }
        span(from: &str, to: &str) { zh: "{from} 至 {to}", en: "{from} to {to}" }
        since(from: &str) { zh: "{from} 开始", en: "from {from}" }
        place { zh: "地点", en: "Place" }
        chair { zh: "主持人", en: "Chair" }
        recorder { zh: "记录人", en: "Recorder" }
        higher { zh: "上级党组织", en: "Higher body" }
        attendance { zh: "到会情况", en: "Attendance" }
        left_out { zh: "不计入应到会人数的党员", en: "Members left out of the number due" }
        course { zh: "会议进程", en: "Proceedings" }
        course_on { zh: "会议进程（续）", en: "Proceedings, continued" }
        plenary { zh: "新一届支部委员会第一次全体会议", en: "First plenary of the new committee" }
        plenary_on { zh: "第一次全体会议（续）", en: "First plenary, continued" }
        nobody(office: &str) { zh: "{office}：没有人当选。", en: "Nobody was elected as {office}." }
        results { zh: "选举结果", en: "Results" }
        elected(office: &str, names: &str) { zh: "{office}：{names}。", en: "{office}: {names}." }
        notes { zh: "记事", en: "Notes" }
        note(at: &str, title: &str, text: &str) { zh: "{at}（{title}）　{text}", en: "{at} ({title}) {text}" }
        recesses { zh: "休会", en: "Recesses" }
        recess(from: &str, to: &str, text: &str) { zh: "{from} 至 {to}　{text}", en: "{from} to {to}: {text}" }
        close { zh: "会议结束", en: "Close" }
        sealed(at: &str) { zh: "会议完成全部议程，{at} 宣布散会，会议记录随即封存。", en: "The agenda was finished; the meeting was adjourned and its record sealed at {at}." }
        postponed(at: &str, reason: &str) { zh: "{at} 主持人宣布延期举行，本次会议结束。原因：{reason}", en: "At {at} the chair postponed the meeting and closed it. Reason: {reason}" }
        open { zh: "会议尚未结束，本记录只到目前为止。", en: "The meeting is not over; these minutes go as far as it has come." }
        code { zh: "记录校验", en: "Check of the record" }
        head(code: &str) { zh: "本记录由会议日志生成，日志末尾校验码：{code}。", en: "These minutes were made from the meeting’s journal, whose head code is {code}." }
    }
}

/// The minutes: one document.
pub(super) fn documents(floor: &Floor, head_code: &str, lang: Lang) -> Vec<(Stem, Document)> {
    vec![(lang.pick("1-minutes-会议记录", "1-minutes").to_owned(), minutes(floor, head_code, lang))]
}

/// The minutes of the meeting as it stands.
pub fn minutes(floor: &Floor, head_code: &str, lang: Lang) -> Document {
    let say = Say(lang);
    let plan = &floor.plan;
    let mut document = Document::new(say.title(&plan.organisation, &plan.title), plan.rehearsal, lang);
    document.section(&say.general(), general(floor, lang).into_iter().collect());
    document.section(&say.attendance(), attendance::branch(floor, lang));
    document.section(&say.left_out(), attendance::left_out(floor, lang));
    for (title, blocks) in course(floor, lang) {
        document.section(&title, blocks);
    }
    document.section(&say.results(), results(floor, lang));
    document.section(&say.notes(), notes(floor, lang));
    let recesses = floor.course.recesses.iter();
    let recess = recesses.map(|(recess, to)| say.recess(clock(&recess.since), clock(to), &recess.text));
    document.section(&say.recesses(), Block::paragraphs(recess));
    document.section(&say.close(), Block::paragraphs([close(floor, say)]));
    let code = (!head_code.is_empty()).then(|| say.head(head_code));
    document.section(&say.code(), Block::paragraphs(code));
    document.add(Block::Signatures(vec![say.chair(), say.recorder()]));
    document
}

fn general(floor: &Floor, lang: Lang) -> Option<Block> {
    let say = Say(lang);
    let plan = &floor.plan;
    let row = |label: String, text: &str| vec![label, text.to_owned()];
    let mut rows = vec![
        row(say.date(), &day(floor.day(), lang)),
        row(say.time(), &time(floor, say)),
        row(say.place(), &plan.place),
        row(say.chair(), floor.name(plan.chair)),
    ];
    rows.extend(plan.recorder.map(|recorder| row(say.recorder(), floor.name(recorder))));
    rows.push(row(say.higher(), &plan.higher_body));
    Block::table(vec![say.item(), say.content()], rows)
}

fn time(floor: &Floor, say: Say) -> String {
    let from = clock(&floor.course.opened_at);
    match &floor.course.closed {
        Some(Closed::Sealed { at } | Closed::Postponed { at, .. }) => say.span(from, clock(at)),
        None => say.since(from),
    }
}

/// What stands under one heading: the business of a body, or a round.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Business(Body),
    Round(RoundId),
}

fn part_of(item: &Item) -> Part {
    item.round.map_or(Part::Business(item.body), Part::Round)
}

/// The meeting in its own order: business, rounds, the plenary, business again.
fn course(floor: &Floor, lang: Lang) -> Vec<(String, Vec<Block>)> {
    let mut sections = Vec::new();
    let mut seen = Vec::new();
    for items in floor.order.items.chunk_by(|a, b| part_of(a) == part_of(b)) {
        let Some(part) = items.first().map(part_of) else { continue };
        let mut blocks: Vec<Block> =
            items.iter().flat_map(|item| proceedings::told(floor, item, lang)).collect();
        if let Part::Round(id) = part {
            blocks.extend(
                floor.rounds.get(&id).map(|round| rounds::told(floor, round, lang)).unwrap_or_default(),
            );
        }
        if !blocks.is_empty() {
            sections.push((part_title(floor, part, seen.contains(&part), lang), blocks));
            seen.push(part);
        }
    }
    sections
}

fn part_title(floor: &Floor, part: Part, again: bool, lang: Lang) -> String {
    let say = Say(lang);
    match (part, again) {
        (Part::Business(Body::Branch), false) => say.course(),
        (Part::Business(Body::Branch), true) => say.course_on(),
        (Part::Business(Body::Committee), false) => say.plenary(),
        (Part::Business(Body::Committee), true) => say.plenary_on(),
        (Part::Round(id), _) => floor
            .rounds
            .get(&id)
            .map(|round| round_title(&round.office, round.round.kind, lang))
            .unwrap_or_default(),
    }
}

/// Everyone elected, by contest.
fn results(floor: &Floor, lang: Lang) -> Vec<Block> {
    let lines = floor.plan.contests.iter().filter_map(|contest| {
        let names = round::elected_names(floor, contest.id);
        let office = round::office_text(&contest.office, lang);
        let announced = round::of_contest(floor, contest.id).any(round::RoundState::announced);
        if names.is_empty() {
            return announced.then(|| Say(lang).nobody(&office));
        }
        Some(Say(lang).elected(&office, &lang.list(names)))
    });
    Block::paragraphs(lines)
}

fn notes(floor: &Floor, lang: Lang) -> Vec<Block> {
    let note = |note: &crate::agenda::course::Note| {
        let item = note.item.and_then(|id| floor.order.item(id));
        let title = item.map(|item| item_title(item, lang)).unwrap_or_default();
        Say(lang).note(clock(&note.at), &title, &note.text)
    };
    Block::paragraphs(floor.course.notes.iter().map(note))
}

fn close(floor: &Floor, say: Say) -> String {
    match &floor.course.closed {
        Some(Closed::Sealed { at }) => say.sealed(clock(at)),
        Some(Closed::Postponed { at, reason }) => say.postponed(clock(at), reason),
        None => say.open(),
    }
}
