//! The order of business as the minutes tell it: what each item that lies behind the meeting left.

use super::document::Block;
use super::figures::{clock, day, names};
use super::votes;
use crate::agenda::course::item_title;
use crate::agenda::officials::{Official, named_at};
use crate::agenda::plan::PlannedContest;
use crate::agenda::round::office_text;
use crate::agenda::{Body, Floor, Here, Item, Kind, approval, convene, division, introduction};
use crate::domain::OfficialRole;
use crate::locale::Lang;

crate::messages! {
    /// Words of the order of business.
    struct Say {
        at(time: &str, text: &str) { zh: "{time}　{text}", en: "{time} {text}" }
        plain(title: &str) { zh: "{title}。", en: "{title}." }
        leave_out { zh: "不计入应到会人数的党员名单", en: "Members left out of the number due" }
        quorum(due: u32, present: u32, needed: u32) { zh: "清点人数：应到会有选举权 {due} 人，实到会有选举权 {present} 人，达到规定的 {needed} 人，可以进行选举。", en: "Quorum: {due} voters due, {present} voters present; the {needed} required are reached, the meeting may elect." }
        quorum_committee(due: u32, present: u32) { zh: "清点人数：应到委员 {due} 人，实到 {present} 人，达到规定人数。", en: "Quorum: {due} members due, {present} present: enough." }
        members(names: &str) { zh: "到会委员：{names}。", en: "Members present: {names}." }
        motion(title: &str) { zh: "《{title}》", en: "{title}" }
        procedure { zh: "选举办法", en: "Election procedure" }
        procedure_text { zh: "通过的选举办法如下：", en: "The procedure adopted:" }
        approval(body: &str, reference: &str, date: &str) { zh: "宣读{body}对候选人的批复：{reference}（{date}）。", en: "The approval of the candidates by {body} was read: {reference} ({date})." }
        introduced(names: &str) { zh: "介绍候选人简历、工作实绩和主要优缺点：{names}。", en: "Candidates were introduced: {names}." }
        question(name: &str, question: &str, answer: &str) { zh: "党员向{name}提问：{question}　答：{answer}", en: "Question to {name}: {question} Answer: {answer}" }
        list(office: &str, seats: u32, names: &str, order: &str) { zh: "{office}应选 {seats} 名，正式候选人（{order}）：{names}。", en: "{office}: {seats} seat(s); formal candidates ({order}): {names}." }
        list_vote { zh: "正式候选人名单", en: "Formal list of candidates" }
        chief(names: &str) { zh: "总监票人 {names}", en: "chief scrutineer {names}" }
        scrutineers(names: &str) { zh: "监票人 {names}", en: "scrutineers {names}" }
        tellers(names: &str) { zh: "计票人 {names}", en: "tellers {names}" }
        callers(names: &str) { zh: "唱票人 {names}", en: "caller {names}" }
        officials_from(text: &str) { zh: "工作人员有更换，自本轮起：{text}。", en: "The officials changed; from this round on: {text}." }
        officials_same { zh: "监票人、计票人与上一轮相同。", en: "The scrutineers and tellers were the same as in the round before." }
        officials(text: &str) { zh: "工作人员：{text}。", en: "Officials: {text}." }
        officials_vote { zh: "监票人名单", en: "Scrutineers" }
        convened(name: &str) { zh: "新一届支部委员会第一次全体会议由上届委员会推荐新当选的委员{name}主持。", en: "The first plenary of the new committee was chaired by {name}, an elected member whom the outgoing committee recommended." }
        replaced(old: &str, new: &str, instruction: &str) { zh: "{old}未当选委员，按上级党组织答复改由{new}参选：{instruction}", en: "{old} was not elected to the committee; by the higher body’s answer {new} stands instead: {instruction}" }
        division(lines: &str) { zh: "委员分工：{lines}。", en: "Division of work: {lines}." }
        report { zh: "大会复会，宣布第一次全体会议的选举结果和委员分工。", en: "The meeting resumed; the result of the plenary and the division of work were announced." }
    }
}

/// What an item left, with the time at which it was over; nothing for the steps of a round and for items still to come.
pub(super) fn told(floor: &Floor, item: &Item, lang: Lang) -> Vec<Block> {
    if !floor.order.done(item.id) && !floor.facts.motion.contains_key(&item.id) {
        return Vec::new();
    }
    let mut texts = sentences(floor, item, lang);
    let over = floor.course.completed.iter().rev().find(|(id, _)| *id == item.id);
    if let (Some(first), Some((_, at))) = (texts.first_mut(), over) {
        *first = Say(lang).at(clock(at), first);
    }
    Block::paragraphs(texts)
}

fn sentences(floor: &Floor, item: &Item, lang: Lang) -> Vec<String> {
    let say = Say(lang);
    let voted = |title: &str| votes::sentences(floor, item.id, title, lang);
    match item.kind {
        Kind::Ceremony => vec![say.plain(&item_title(item, lang))],
        Kind::LeaveOut => voted(&say.leave_out()),
        Kind::Quorum => quorum(floor, item.body, say).into_iter().collect(),
        Kind::Motion => voted(&say.motion(&item_title(item, lang))),
        Kind::Procedure => procedure(floor, item, say, voted(&say.procedure())),
        Kind::Approval => approved(floor, say).into_iter().collect(),
        Kind::Introduction => introduced(floor, item, lang),
        Kind::CandidateList => listed(floor, item, lang).into_iter().chain(voted(&say.list_vote())).collect(),
        Kind::Officials => {
            officials(floor, item, lang).into_iter().chain(voted(&say.officials_vote())).collect()
        }
        Kind::Convene => convened(floor, say),
        Kind::Division => divided(floor, lang).into_iter().collect(),
        Kind::PlenaryReport => vec![say.report()],
        Kind::RollCall => members_present(floor, item.body, lang).into_iter().collect(),
        Kind::Voters
        | Kind::Instructions
        | Kind::BallotBox
        | Kind::Issue
        | Kind::Voting
        | Kind::Spares
        | Kind::Collect
        | Kind::Examine
        | Kind::Calling
        | Kind::SecondPass
        | Kind::Totals
        | Kind::Compare
        | Kind::Signing
        | Kind::Report
        | Kind::Announce
        | Kind::Adjourn => Vec::new(),
    }
}

/// At the plenary: who of the committee is there. The branch's attendance has a section of its own.
fn members_present(floor: &Floor, body: Body, lang: Lang) -> Option<String> {
    let present: Vec<_> = floor.roll(body).present_voters().copied().collect();
    let told = body == Body::Committee && !present.is_empty();
    told.then(|| Say(lang).members(&names(floor, &present, lang)))
}

fn quorum(floor: &Floor, body: Body, say: Say) -> Option<String> {
    let count = floor.facts.quorum.get(&body)?;
    Some(match body {
        Body::Branch => say.quorum(count.due, count.present, floor.procedure().quorum.needed(count.due)),
        Body::Committee => say.quorum_committee(count.due, count.present),
    })
}

/// The vote on the procedure, and the branch's text once it is adopted.
fn procedure(floor: &Floor, item: &Item, say: Say, mut texts: Vec<String>) -> Vec<String> {
    let adopted = crate::agenda::motion::passed(floor, item.id);
    if adopted && item.body == Body::Branch && !floor.plan.procedure_text.is_empty() {
        texts.push(say.procedure_text());
        texts.extend(floor.plan.procedure_text.iter().cloned());
    }
    texts
}

fn approved(floor: &Floor, say: Say) -> Option<String> {
    let approval = approval::approval(floor)?;
    Some(say.approval(&floor.plan.higher_body, &approval.reference, &day(&approval.date, say.0)))
}

/// The contests that an item is about, with candidates by name.
fn contests<'a>(floor: &'a Floor, item: &'a Item) -> Vec<&'a PlannedContest> {
    introduction::contests(Here { floor, item })
}

fn introduced(floor: &Floor, item: &Item, lang: Lang) -> Vec<String> {
    let say = Say(lang);
    let facts = &floor.facts.introduction;
    let stand = contests(floor, item).into_iter().flat_map(|contest| &contest.candidates);
    let mut stand: Vec<_> = stand.map(|candidate| candidate.member).collect();
    stand.retain(|member| facts.introduced.contains(member));
    let mut once = std::collections::BTreeSet::new();
    stand.retain(|member| once.insert(*member));
    let mut texts = Vec::new();
    texts.extend((!stand.is_empty()).then(|| say.introduced(&names(floor, &stand, lang))));
    let questions = facts.questions.iter().filter(|question| stand.contains(&question.candidate));
    texts.extend(questions.map(|q| say.question(floor.name(q.candidate), &q.question, &q.answer)));
    texts
}

fn listed(floor: &Floor, item: &Item, lang: Lang) -> Vec<String> {
    let line = |contest: &PlannedContest| {
        let office = office_text(&contest.office, lang);
        let stand = lang.list(contest.candidates.iter().map(|candidate| floor.name(candidate.member)));
        Say(lang).list(&office, contest.seats, &stand, &contest.order)
    };
    contests(floor, item).into_iter().map(line).collect()
}

/// Who the officials are: told where they are first named, and again where the list is another than before; of a later round
/// that they are the same.
fn officials(floor: &Floor, item: &Item, lang: Lang) -> Option<String> {
    let (say, list) = (Say(lang), named_at(floor, item));
    let of_body = |other: &&Item| other.kind == Kind::Officials && other.body == item.body;
    let before = floor.order.items.iter().take_while(|other| other.id != item.id).filter(of_body).last();
    match before.map(|before| named_at(floor, before)) {
        None => by_role(floor, list, lang).map(|text| say.officials(&text)),
        Some(before) if same(before, list) => item.round.map(|_| say.officials_same()),
        Some(_) => by_role(floor, list, lang).map(|text| say.officials_from(&text)),
    }
}

/// Whether two lists have the same people in the same roles, in whatever order they were named.
fn same(one: &[Official], other: &[Official]) -> bool {
    one.len() == other.len() && one.iter().all(|official| other.contains(official))
}

fn by_role(floor: &Floor, list: &[Official], lang: Lang) -> Option<String> {
    let say = Say(lang);
    let of = |role, text: &dyn Fn(&str) -> String| {
        let members: Vec<_> =
            list.iter().filter(|official| official.role == role).map(|official| official.member).collect();
        (!members.is_empty()).then(|| text(&names(floor, &members, lang)))
    };
    let parts = [
        of(OfficialRole::ChiefScrutineer, &|names| say.chief(names)),
        of(OfficialRole::Scrutineer, &|names| say.scrutineers(names)),
        of(OfficialRole::Teller, &|names| say.tellers(names)),
        of(OfficialRole::Caller, &|names| say.callers(names)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(lang.pick("；", "; ")))
}

fn convened(floor: &Floor, say: Say) -> Vec<String> {
    let replaced = floor.facts.convene.replaced.iter();
    let mut texts: Vec<String> = replaced
        .map(|(old, new, instruction)| say.replaced(floor.name(*old), floor.name(*new), instruction))
        .collect();
    texts.extend(convene::chair(floor).map(|chair| say.convened(floor.name(chair))));
    texts
}

fn divided(floor: &Floor, lang: Lang) -> Option<String> {
    let lines = division::lines(floor, lang);
    (!lines.is_empty()).then(|| Say(lang).division(&lines.join(lang.pick("；", "; "))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::sample::{TELLER, act, announced, play_item};
    use crate::agenda::{announce, course, officials};

    /// The runoff behind a first round in which two are level, its officials settled.
    fn runoff(change: impl FnOnce(&mut Floor)) -> Floor {
        let mut floor = announced(&[(12, "ooox"), (12, "ooxo"), (99, "oxoo")]);
        act(&mut floor, announce::Command::HoldRunoff).unwrap();
        act(&mut floor, course::Command::MoveOn).unwrap();
        assert!(floor.at_kind(Kind::Officials));
        change(&mut floor);
        play_item(&mut floor);
        act(&mut floor, course::Command::MoveOn).unwrap();
        floor
    }

    fn last_officials(floor: &Floor, lang: Lang) -> String {
        let item = floor.order.items.iter().rev().find(|item| {
            item.kind == Kind::Officials && item.body == Body::Branch && floor.order.done(item.id)
        });
        sentences(floor, item.unwrap(), lang).join("\n")
    }

    #[test]
    fn a_later_round_with_the_same_officials_says_so() {
        let teller = Official { member: TELLER, role: OfficialRole::Teller };
        let again = |floor: &mut Floor| {
            act(floor, officials::Command::Remove(TELLER)).unwrap();
            act(floor, officials::Command::Name(teller)).unwrap();
        };
        for floor in [runoff(|_| ()), runoff(again)] {
            assert_eq!(last_officials(&floor, Lang::Zh), "监票人、计票人与上一轮相同。");
            let en = last_officials(&floor, Lang::En);
            assert_eq!(en, "The scrutineers and tellers were the same as in the round before.");
        }
        let floor = runoff(|floor| act(floor, officials::Command::Remove(TELLER)).unwrap());
        let changed = last_officials(&floor, Lang::Zh);
        assert!(changed.contains("自本轮起") && !changed.contains("相同"), "{changed}");
    }
}
