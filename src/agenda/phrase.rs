//! An event in one line of words: for the rehearsal's strip, for undo, for replay and for resuming.

mod counting;
mod round;

use super::course::item_title;
use super::{
    Event, Floor, approval, convene, course, division, introduction, leave_out, motion, officials, quorum,
    record, roll_call,
};
use crate::domain::{MemberId, Show};
use crate::locale::Lang;
use crate::messages;

messages! {
    /// Events in words.
    struct Say {
        opened { zh: "会议开始", en: "the meeting opens" }
        completed(item: &str) { zh: "办完：{item}", en: "done: {item}" }
        note(text: &str) { zh: "记事：{text}", en: "note: {text}" }
        recess(minutes: u32) { zh: "休会 {minutes} 分钟", en: "recess of {minutes} minutes" }
        resumed { zh: "恢复开会", en: "the recess ends" }
        postponed(reason: &str) { zh: "会议延期：{reason}", en: "postponed: {reason}" }
        sealed { zh: "会议记录封存", en: "the record is sealed" }
        present(name: &str) { zh: "{name} 到会", en: "{name} is present" }
        absent(name: &str, state: &str) { zh: "{name} {state}", en: "{name} {state}" }
        arrived(name: &str) { zh: "{name} 后到", en: "{name} comes late" }
        left(name: &str) { zh: "{name} 离会", en: "{name} leaves" }
        proposed(name: &str) { zh: "提议不计入应到：{name}", en: "proposed to be left out: {name}" }
        withdrawn(name: &str) { zh: "不再提议不计入应到：{name}", en: "no longer left out: {name}" }
        quorum(due: u32, present: u32) { zh: "宣布到会人数：应到 {due}，实到 {present}", en: "quorum declared: {due} due, {present} present" }
        hands(item: &str, yes: u32, no: u32, abstain: u32) { zh: "举手表决“{item}”：同意 {yes}，不同意 {no}，弃权 {abstain}", en: "vote on “{item}”: yes {yes}, no {no}, abstain {abstain}" }
        acclaimed(item: &str) { zh: "鼓掌通过“{item}”", en: "“{item}” passed by applause" }
        way(item: &str) { zh: "“{item}”没有通过，选定了下一步", en: "“{item}” was not passed; a way on was chosen" }
        corrected(item: &str) { zh: "更正“{item}”的表决数字", en: "the vote on “{item}” was corrected" }
        approval(reference: &str) { zh: "上级党组织批复：{reference}", en: "approval of the higher body: {reference}" }
        introduced(name: &str) { zh: "介绍候选人 {name}", en: "{name} is introduced" }
        question(name: &str, question: &str) { zh: "询问 {name}：{question}", en: "a question to {name}: {question}" }
        official(name: &str, role: &str) { zh: "提名 {name} 担任{role}", en: "{name} is proposed as {role}" }
        no_official(name: &str) { zh: "不再提名 {name}", en: "{name} is no longer proposed" }
        convened(name: &str) { zh: "召开第一次全体会议，{name} 主持", en: "the plenary is convened, {name} in the chair" }
        other_candidate(before: &str, after: &str) { zh: "候选人 {before} 改为 {after}", en: "{after} stands in the place of {before}" }
        duty(name: &str, duty: &str) { zh: "{name} 任{duty}", en: "{name}: {duty}" }
        undone(act: u64) { zh: "撤销第 {act} 条记录", en: "record {act} was taken back" }
        program { zh: "程序重新打开，会议继续", en: "the program was started again" }
        recovered(bytes: u64) { zh: "修复了断尾（{bytes} 字节另存）", en: "a torn end was set aside ({bytes} bytes)" }
        dropped(by: &str) { zh: "{by}共同决定：无效的最后一行不算，另存一边", en: "{by} decided together: the invalid last line does not count and was set aside" }
        kept_journal(copied: u64) { zh: "两份记录不一致，决定采用原来的一份（另一份有 {copied} 条）", en: "two copies of the record differed; the original was kept (the other has {copied} records)" }
        kept_copy(copied: u64) { zh: "决定采用另一份记录（{copied} 条）", en: "the other copy of the record was taken ({copied} records)" }
        moved { zh: "记录转到另一处继续", en: "the record goes on in another place" }
    }
}

/// The event in words, seen from a floor at about that time.
pub fn phrase(floor: &Floor, event: &Event, lang: Lang) -> String {
    match event {
        Event::Course(event) => course_words(floor, event, lang),
        Event::Record(event) => record_words(event, lang),
        Event::RollCall(event) => roll_call_words(floor, event, lang),
        Event::LeaveOut(leave_out::Event::Proposed { exclusion }) => {
            Say(lang).proposed(floor.name(exclusion.member))
        }
        Event::LeaveOut(leave_out::Event::Withdrawn { member }) => Say(lang).withdrawn(floor.name(*member)),
        Event::Quorum(quorum::Event::Declared { due, present, .. }) => Say(lang).quorum(*due, *present),
        Event::Motion(event) => motion_words(floor, event, lang),
        _ => round::words(floor, event, lang).or_else(|| around(floor, event, lang)).unwrap_or_default(),
    }
}

/// Events of the other items.
fn around(floor: &Floor, event: &Event, lang: Lang) -> Option<String> {
    let say = Say(lang);
    let name = |member: &MemberId| floor.name(*member);
    Some(match event {
        Event::Approval(approval::Event::Recorded { reference, .. }) => say.approval(reference),
        Event::Introduction(introduction::Event::CandidateIntroduced { candidate }) => {
            say.introduced(name(candidate))
        }
        Event::Introduction(introduction::Event::QuestionAnswered { candidate, question, .. }) => {
            say.question(name(candidate), question)
        }
        Event::Officials(officials::Event::OfficialNamed { member, role, .. }) => {
            say.official(name(member), &officials::role_text(*role, lang))
        }
        Event::Officials(officials::Event::OfficialRemoved { member, .. }) => say.no_official(name(member)),
        Event::Convene(convene::Event::PlenaryConvened { chair }) => say.convened(name(chair)),
        Event::Convene(convene::Event::CandidateReplaced { candidate, replacement, .. }) => {
            say.other_candidate(name(candidate), name(replacement))
        }
        Event::Division(division::Event::DutyAssigned { duty, member }) => say.duty(name(member), duty),
        _ => return None,
    })
}

fn course_words(floor: &Floor, event: &course::Event, lang: Lang) -> String {
    let say = Say(lang);
    match event {
        course::Event::Opened { .. } => say.opened(),
        course::Event::ItemCompleted { item, .. } => say.completed(&title(floor, *item, lang)),
        course::Event::NoteTaken { text } => say.note(text),
        course::Event::RecessBegan { minutes, .. } => say.recess(*minutes),
        course::Event::RecessEnded {} => say.resumed(),
        course::Event::Postponed { reason, .. } => say.postponed(reason),
        course::Event::Sealed { .. } => say.sealed(),
    }
}

fn title(floor: &Floor, item: super::ItemId, lang: Lang) -> String {
    floor.order.item(item).map(|item| item_title(item, lang)).unwrap_or_default()
}

fn record_words(event: &record::Event, lang: Lang) -> String {
    let say = Say(lang);
    match event {
        record::Event::Undone { act } => say.undone(*act),
        record::Event::Resumed {} => say.program(),
        record::Event::Recovered { bytes, .. } => say.recovered(*bytes),
        record::Event::FailedOver { .. } => say.moved(),
        record::Event::LastLineDropped { by, .. } => say.dropped(&lang.list(by)),
        record::Event::CopyChosen { kept: record::Kept::Journal, copied, .. } => say.kept_journal(*copied),
        record::Event::CopyChosen { kept: record::Kept::Copy, copied, .. } => say.kept_copy(*copied),
    }
}

fn roll_call_words(floor: &Floor, event: &roll_call::Event, lang: Lang) -> String {
    let say = Say(lang);
    let name = |member: &MemberId| floor.name(*member);
    match event {
        roll_call::Event::MemberMarkedPresent { member, .. } => say.present(name(member)),
        roll_call::Event::MemberMarkedAbsent { member, cause, .. } => {
            let presence = super::attendance::Presence::Absent(cause.clone());
            say.absent(name(member), &roll_call::presence_text(&presence, lang))
        }
        roll_call::Event::MemberArrived { member, .. } => say.arrived(name(member)),
        roll_call::Event::MemberLeft { member, .. } => say.left(name(member)),
    }
}

fn motion_words(floor: &Floor, event: &motion::Event, lang: Lang) -> String {
    let say = Say(lang);
    match event {
        motion::Event::HandsCounted { item, show: Show { yes, no, abstain } } => {
            say.hands(&voted(floor, *item, lang), *yes, *no, *abstain)
        }
        motion::Event::Acclaimed { item } => say.acclaimed(&voted(floor, *item, lang)),
        motion::Event::WayChosen { item, .. } => say.way(&voted(floor, *item, lang)),
        motion::Event::Corrected { item, .. } => say.corrected(&voted(floor, *item, lang)),
    }
}

fn voted(floor: &Floor, item: super::ItemId, lang: Lang) -> String {
    floor.order.item(item).map(|item| motion::vote_title(item, lang)).unwrap_or_default()
}
