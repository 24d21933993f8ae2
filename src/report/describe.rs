//! One line for every event: for replay, for the last events at resuming, for `verify`.
//!
//! The matches are exhaustive on purpose: a new event does not compile without its line.

mod round;

use super::votes::way_text;
use crate::agenda::attendance::Presence;
use crate::agenda::course::item_title;
use crate::agenda::leave_out::class_text;
use crate::agenda::officials::role_text;
use crate::agenda::roll_call::presence_text;
use crate::agenda::{
    Body, Event, Floor, ItemId, approval, convene, course, division, introduction, leave_out, motion,
    officials, quorum, record, roll_call,
};
use crate::domain::{MemberId, Show};
use crate::locale::Lang;

crate::messages! {
    /// One line for each event outside the rounds.
    struct Say {
        opened(title: &str) { zh: "会议开始：{title}", en: "meeting opened: {title}" }
        completed(title: &str) { zh: "完成：{title}", en: "done: {title}" }
        note(text: &str) { zh: "记事：{text}", en: "note: {text}" }
        recess(minutes: u32, text: &str) { zh: "休会 {minutes} 分钟：{text}", en: "recess of {minutes} minutes: {text}" }
        resumed_meeting { zh: "恢复开会", en: "recess ended" }
        postponed(reason: &str) { zh: "延期举行：{reason}", en: "postponed: {reason}" }
        sealed { zh: "散会，记录封存", en: "adjourned and sealed" }
        undone(act: u64) { zh: "撤销第 {act} 条记录的操作", en: "record {act} taken back" }
        resumed { zh: "程序重新打开，会议继续", en: "the program was started again" }
        recovered(bytes: u64, file: &str) { zh: "未写完的 {bytes} 字节移到 {file}", en: "{bytes} unfinished bytes moved to {file}" }
        failed_over(seq: u64) { zh: "换到另一处继续记录（第 {seq} 条未确认）", en: "recording goes on in another place (record {seq} in doubt)" }
        present(name: &str) { zh: "{name} 到会", en: "{name} present" }
        absent(name: &str, cause: &str) { zh: "{name} {cause}", en: "{name}: {cause}" }
        arrived(name: &str) { zh: "{name} 迟到到会", en: "{name} came later" }
        left(name: &str) { zh: "{name} 离会", en: "{name} left" }
        of_committee(text: &str) { zh: "全体会议：{text}", en: "plenary: {text}" }
        proposed(name: &str, class: &str, reference: &str) { zh: "提出 {name} 不计入应到会：{class}（{reference}）", en: "{name} proposed to be left out: {class} ({reference})" }
        withdrawn(name: &str) { zh: "{name} 不再列入不计入应到会的名单", en: "{name} taken off the list of members left out" }
        quorum(due: u32, present: u32) { zh: "宣布人数达到规定：应到 {due} 人，实到 {present} 人", en: "quorum declared: {due} due, {present} present" }
        hands(title: &str, yes: u32, no: u32, abstain: u32) { zh: "表决 {title}：同意 {yes}，不同意 {no}，弃权 {abstain}", en: "vote on {title}: yes {yes}, no {no}, abstained {abstain}" }
        acclaimed(title: &str) { zh: "{title}：鼓掌通过", en: "{title}: passed by applause" }
        way(title: &str, way: &str) { zh: "{title} 未通过：{way}", en: "{title} not passed: {way}" }
        corrected(title: &str, yes: u32, no: u32, abstain: u32, reason: &str) { zh: "更正表决 {title}：同意 {yes}，不同意 {no}，弃权 {abstain}；原因：{reason}", en: "vote on {title} corrected: yes {yes}, no {no}, abstained {abstain}; reason: {reason}" }
        approval(reference: &str, date: &str) { zh: "登记上级批复：{reference}（{date}）", en: "approval recorded: {reference} ({date})" }
        introduced(name: &str) { zh: "介绍候选人 {name}", en: "{name} introduced" }
        question(name: &str, question: &str) { zh: "{name} 回答询问：{question}", en: "{name} answered: {question}" }
        named(name: &str, role: &str) { zh: "提名 {name} 为{role}", en: "{name} named {role}" }
        removed(name: &str) { zh: "{name} 不再担任监票、计票工作", en: "{name} taken off the officials" }
        convened(name: &str) { zh: "第一次全体会议开始，{name} 主持", en: "plenary convened, chaired by {name}" }
        replaced(old: &str, new: &str, instruction: &str) { zh: "{new} 替换 {old} 参选：{instruction}", en: "{new} stands instead of {old}: {instruction}" }
        duty(name: &str, duty: &str) { zh: "分工：{name} 任{duty}", en: "division of work: {name}, {duty}" }
    }
}

/// The event in one line, with names and numbers. `floor` is the meeting before or after it: only names and titles are
/// taken from it.
pub fn describe(event: &Event, floor: &Floor, lang: Lang) -> String {
    match event {
        Event::Course(event) => of_course(event, floor, lang),
        Event::Record(event) => of_record(event, lang),
        Event::RollCall(event) => of_roll_call(event, floor, lang),
        Event::LeaveOut(event) => of_leave_out(event, floor, lang),
        Event::Quorum(quorum::Event::Declared { body, due, present }) => {
            of_body(*body, Say(lang).quorum(*due, *present), lang)
        }
        Event::Motion(event) => of_motion(event, floor, lang),
        Event::Approval(approval::Event::Recorded { reference, date }) => Say(lang).approval(reference, date),
        Event::Introduction(event) => of_introduction(event, floor, lang),
        Event::Officials(event) => of_officials(event, floor, lang),
        Event::Convene(event) => of_convene(event, floor, lang),
        Event::Division(division::Event::DutyAssigned { duty, member }) => {
            Say(lang).duty(floor.name(*member), duty)
        }
        Event::Ceremony(event) => match *event {},
        Event::Procedure(event) => match *event {},
        Event::CandidateList(event) => match *event {},
        Event::Instructions(event) => match *event {},
        Event::PlenaryReport(event) => match *event {},
        Event::Adjourn(event) => match *event {},
        Event::Voters(event) => round::voters(event, floor, lang),
        Event::BallotBox(event) => round::ballot_box(event, floor, lang),
        Event::Issue(event) => round::issue(event, floor, lang),
        Event::Voting(event) => round::voting(event, floor, lang),
        Event::Spares(event) => round::spares(event, floor, lang),
        Event::Collect(event) => round::collect(event, floor, lang),
        Event::Examine(event) => round::examine(event, floor, lang),
        Event::Calling(event) => round::calling(event, floor, lang),
        Event::Compare(event) => round::compare(event, floor, lang),
        Event::Signing(event) => round::signing(event, floor, lang),
        Event::Report(event) => round::report(event, floor, lang),
        Event::Announce(event) => round::announce(event, floor, lang),
    }
}

fn of_course(event: &course::Event, floor: &Floor, lang: Lang) -> String {
    let say = Say(lang);
    match event {
        course::Event::Opened { plan } => say.opened(&plan.title),
        course::Event::ItemCompleted { item, .. } => say.completed(&title(floor, *item, lang)),
        course::Event::NoteTaken { text } => say.note(text),
        course::Event::RecessBegan { minutes, text } => say.recess(*minutes, text),
        course::Event::RecessEnded {} => say.resumed_meeting(),
        course::Event::Postponed { reason, .. } => say.postponed(reason),
        course::Event::Sealed { .. } => say.sealed(),
    }
}

fn of_record(event: &record::Event, lang: Lang) -> String {
    let say = Say(lang);
    match event {
        record::Event::Undone { act } => say.undone(*act),
        record::Event::Resumed {} => say.resumed(),
        record::Event::Recovered { file, bytes } => say.recovered(*bytes, file),
        record::Event::FailedOver { in_doubt } => say.failed_over(*in_doubt),
    }
}

fn of_roll_call(event: &roll_call::Event, floor: &Floor, lang: Lang) -> String {
    let say = Say(lang);
    let name = |member: &MemberId| floor.name(*member).to_owned();
    match event {
        roll_call::Event::MemberMarkedPresent { body, member } => {
            of_body(*body, say.present(&name(member)), lang)
        }
        roll_call::Event::MemberMarkedAbsent { body, member, cause } => {
            let cause = presence_text(&Presence::Absent(cause.clone()), lang);
            of_body(*body, say.absent(&name(member), &cause), lang)
        }
        roll_call::Event::MemberArrived { body, member } => of_body(*body, say.arrived(&name(member)), lang),
        roll_call::Event::MemberLeft { body, member } => of_body(*body, say.left(&name(member)), lang),
    }
}

/// The line, said to be of the committee where it is.
fn of_body(body: Body, text: String, lang: Lang) -> String {
    match body {
        Body::Branch => text,
        Body::Committee => Say(lang).of_committee(&text),
    }
}

fn of_leave_out(event: &leave_out::Event, floor: &Floor, lang: Lang) -> String {
    let say = Say(lang);
    match event {
        leave_out::Event::Proposed { exclusion } => {
            let name = floor.name(exclusion.member);
            say.proposed(name, &class_text(&exclusion.class, lang), &exclusion.reference)
        }
        leave_out::Event::Withdrawn { member } => say.withdrawn(floor.name(*member)),
    }
}

fn of_motion(event: &motion::Event, floor: &Floor, lang: Lang) -> String {
    let say = Say(lang);
    match event {
        motion::Event::HandsCounted { item, show: Show { yes, no, abstain } } => {
            say.hands(&title(floor, *item, lang), *yes, *no, *abstain)
        }
        motion::Event::Acclaimed { item } => say.acclaimed(&title(floor, *item, lang)),
        motion::Event::WayChosen { item, way, .. } => {
            say.way(&title(floor, *item, lang), &way_text(*way, lang))
        }
        motion::Event::Corrected { item, show: Show { yes, no, abstain }, reason, .. } => {
            say.corrected(&title(floor, *item, lang), *yes, *no, *abstain, reason)
        }
    }
}

fn title(floor: &Floor, item: ItemId, lang: Lang) -> String {
    floor.order.item(item).map(|item| item_title(item, lang)).unwrap_or_default()
}

fn of_introduction(event: &introduction::Event, floor: &Floor, lang: Lang) -> String {
    let say = Say(lang);
    match event {
        introduction::Event::CandidateIntroduced { candidate } => say.introduced(floor.name(*candidate)),
        introduction::Event::QuestionAnswered { candidate, question, .. } => {
            say.question(floor.name(*candidate), question)
        }
    }
}

fn of_officials(event: &officials::Event, floor: &Floor, lang: Lang) -> String {
    let say = Say(lang);
    match event {
        officials::Event::OfficialNamed { member, role, .. } => {
            say.named(floor.name(*member), &role_text(*role, lang))
        }
        officials::Event::OfficialRemoved { member, .. } => say.removed(floor.name(*member)),
    }
}

fn of_convene(event: &convene::Event, floor: &Floor, lang: Lang) -> String {
    let say = Say(lang);
    match event {
        convene::Event::PlenaryConvened { chair } => say.convened(floor.name(*chair)),
        convene::Event::CandidateReplaced { candidate, replacement, instruction } => {
            say.replaced(floor.name(*candidate), floor.name(*replacement), instruction)
        }
    }
}
