//! Who was at the meeting, as the minutes list it.

use super::document::Block;
use super::figures::{clock, names};
use crate::agenda::attendance::Presence;
use crate::agenda::leave_out::class_text;
use crate::agenda::roll_call::{presence_text, standing_text};
use crate::agenda::{Body, Floor};
use crate::domain::{Exclusion, MemberId, Standing};
use crate::locale::Lang;

crate::messages! {
    /// Words of attendance.
    struct Say {
        roster(members: usize, formal: usize, probationary: usize, voters: u32) { zh: "本支部共有党员 {members} 名，其中正式党员 {formal} 名，预备党员 {probationary} 名；有选举权的 {voters} 名。", en: "The branch has {members} members, {formal} formal and {probationary} probationary; {voters} have the vote." }
        counted(due: u32, present: u32) { zh: "开会时清点：应到会有选举权 {due} 人，实到会有选举权 {present} 人。", en: "Count at the opening: {due} voters due, {present} voters present." }
        present(count: usize, names: &str) { zh: "到会的有选举权党员 {count} 人：{names}。", en: "Voters who attended, {count}: {names}." }
        others(count: usize, names: &str) { zh: "列席 {count} 人：{names}。", en: "Others who sat in, {count}: {names}." }
        other(name: &str, standing: &str) { zh: "{name}（{standing}）", en: "{name} ({standing})" }
        absent { zh: "应到会而缺席的党员：", en: "Voters due and absent:" }
        movements { zh: "会议期间到会、离会的情况：", en: "Who came or left during the meeting:" }
        name { zh: "姓名", en: "Name" }
        state { zh: "情况", en: "State" }
        what { zh: "情况", en: "What" }
        time { zh: "时间", en: "Time" }
        came { zh: "到会", en: "came" }
        left { zh: "离会", en: "left" }
        class { zh: "情形", en: "Class" }
        reference { zh: "上级同意文号", en: "Agreement" }
        decision { zh: "表决", en: "Vote" }
        passed { zh: "大会表决通过", en: "passed by this meeting" }
        earlier(date: &str, minutes: &str) { zh: "{date}会议已通过（{minutes}）", en: "passed on {date} ({minutes})" }
        not_left_out { zh: "未通过，计入应到会", en: "not passed: counted as due" }
    }
}

/// The branch's attendance: numbers, names, causes, times.
pub(super) fn branch(floor: &Floor, lang: Lang) -> Vec<Block> {
    let say = Say(lang);
    let mut texts = vec![roster(floor, say)];
    texts.extend(floor.facts.quorum.get(&Body::Branch).map(|count| say.counted(count.due, count.present)));
    let (voters, others) = in_room(floor);
    texts.extend((!voters.is_empty()).then(|| say.present(voters.len(), &names(floor, &voters, lang))));
    texts
        .extend((!others.is_empty()).then(|| say.others(others.len(), &with_standing(floor, &others, lang))));
    let mut blocks = Block::paragraphs(texts);
    blocks.extend(headed(say.absent(), absent(floor, lang)));
    blocks.extend(headed(say.movements(), movements(floor, lang)));
    blocks
}

/// A table with the sentence before it; nothing without a table.
fn headed(sentence: String, table: Option<Block>) -> Vec<Block> {
    table.map(|table| vec![Block::Paragraph(sentence), table]).unwrap_or_default()
}

fn roster(floor: &Floor, say: Say) -> String {
    let roster = &floor.plan.roster;
    let formal = |standing| matches!(standing, Standing::Formal | Standing::OnProbation | Standing::Detained);
    let formal = roster.iter().filter(|member| formal(member.standing)).count();
    let probationary = roster.iter().filter(|member| member.standing == Standing::Probationary).count();
    say.roster(roster.len(), formal, probationary, floor.branch.unreduced())
}

/// Who was in the room at any time: voters who count, then the others.
fn in_room(floor: &Floor) -> (Vec<MemberId>, Vec<MemberId>) {
    let roll = &floor.branch;
    let attended = |member: &MemberId| {
        matches!(roll.presence(*member), Presence::Present | Presence::Late | Presence::Left)
    };
    let counts = |member: &MemberId| roll.voters.contains(member) && !roll.left_out.contains(member);
    roll.roll.iter().copied().filter(attended).partition(counts)
}

fn with_standing(floor: &Floor, members: &[MemberId], lang: Lang) -> String {
    let text = |member: &MemberId| {
        let standing = floor.plan.member(*member).map(|member| member.standing).unwrap_or_default();
        Say(lang).other(floor.name(*member), &standing_text(standing, lang))
    };
    lang.list(members.iter().map(text))
}

fn absent(floor: &Floor, lang: Lang) -> Option<Block> {
    let roll = &floor.branch;
    let say = Say(lang);
    let row = |member: &MemberId| match roll.presence(*member) {
        cause @ Presence::Absent(_) => Some(vec![floor.name(*member).to_owned(), presence_text(cause, lang)]),
        _ => None,
    };
    let due =
        roll.roll.iter().filter(|member| roll.voters.contains(member) && !roll.left_out.contains(member));
    Block::table(vec![say.name(), say.state()], due.filter_map(row).collect())
}

fn movements(floor: &Floor, lang: Lang) -> Option<Block> {
    let say = Say(lang);
    let rows = floor.facts.roll_call.iter().map(|movement| {
        let what = if movement.came { say.came() } else { say.left() };
        vec![floor.name(movement.member).to_owned(), what, clock(&movement.at).to_owned()]
    });
    Block::table(vec![say.name(), say.what(), say.time()], rows.collect())
}

/// Members proposed to be left out of the number due: class, reference, decision.
pub(super) fn left_out(floor: &Floor, lang: Lang) -> Vec<Block> {
    let say = Say(lang);
    let header = vec![say.name(), say.class(), say.reference(), say.decision()];
    let rows = floor.facts.leave_out.list.iter().map(|exclusion| left_out_row(floor, exclusion, lang));
    Block::table(header, rows.collect()).into_iter().collect()
}

fn left_out_row(floor: &Floor, exclusion: &Exclusion, lang: Lang) -> Vec<String> {
    let say = Say(lang);
    let decision = match &exclusion.earlier {
        _ if !floor.branch.left_out.contains(&exclusion.member) => say.not_left_out(),
        Some(earlier) => say.earlier(&earlier.date, &earlier.minutes),
        None => say.passed(),
    };
    let name = floor.name(exclusion.member).to_owned();
    vec![name, class_text(&exclusion.class, lang), exclusion.reference.clone(), decision]
}
