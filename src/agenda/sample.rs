//! The sample meeting as a value, for tests: 43 on the roster, two left out, four candidates for three seats.

use super::plan::{
    Approval, Plan, PlannedCandidate, PlannedContest, PlannedItem, PlannedKind, PlannedOfficial,
};
use super::rehearsal::Room;
use super::round::{Base, Entered, Issued, judged};
use super::{Command, Event, Floor, Kind, Rejection, RoundId, Stamp, course, decide, item_play};
use crate::domain::{
    ContestId, Exclusion, LeaveClass, Mark, Member, MemberId, Name, Office, OfficialRole, Paper, Procedure,
    Sex, Standing, WriteIn, WriteInMark,
};
use std::sync::Arc;

/// The contest of the committee.
pub(crate) const COMMITTEE: ContestId = ContestId(0);
/// The contest of the secretary, at the plenary.
pub(crate) const SECRETARY: ContestId = ContestId(1);
/// The four candidates, in the order of the paper; the first two share the characters of their given name.
pub(crate) const CANDIDATES: [MemberId; 4] = [MemberId(0), MemberId(1), MemberId(2), MemberId(3)];
/// The chief scrutineer whom the plan proposes.
pub(crate) const CHIEF: MemberId = MemberId(4);
/// The other scrutineer.
pub(crate) const SCRUTINEER: MemberId = MemberId(5);
/// A teller of the plan.
pub(crate) const TELLER: MemberId = MemberId(6);
/// Somebody of the branch who is nothing in particular.
pub(crate) const PLAIN: MemberId = MemberId(12);
/// A member who is related to a candidate.
pub(crate) const RELATIVE: MemberId = MemberId(13);
/// A probationary member.
pub(crate) const PROBATIONARY: MemberId = MemberId(40);

const NAMES: [&str; 43] = [
    "王建华",
    "李建华",
    "陈明远",
    "欧阳静",
    "周立群",
    "吴晓红",
    "郑思源",
    "冯玉兰",
    "褚卫东",
    "卫国栋",
    "蒋文斌",
    "沈秋月",
    "韩树林",
    "杨春燕",
    "朱德厚",
    "秦海洋",
    "尤佳宁",
    "许志强",
    "何素芬",
    "吕长青",
    "施雨桐",
    "张启明",
    "孔令仪",
    "曹振宇",
    "严丽君",
    "华景山",
    "金淑珍",
    "魏东升",
    "陶然",
    "姜海燕",
    "戚正阳",
    "谢婉清",
    "邹本立",
    "喻兰芝",
    "柏松涛",
    "水清源",
    "窦光明",
    "章慧敏",
    "云飞扬",
    "苏建业",
    "潘晓晨",
    "葛一鸣",
    "奚万里",
];

/// The sample plan.
pub(crate) fn plan() -> Plan {
    Plan {
        organisation: "中共江岸区青禾街道春晖社区第二支部委员会".into(),
        title: "换届选举党员大会".into(),
        higher_body: "中共青禾街道春晖社区委员会".into(),
        approval: Some(Approval { reference: "春社党〔2026〕18号".into(), date: "2026-11-10".into() }),
        date: "2026-11-21".into(),
        place: "春晖社区党群服务中心二楼会议室".into(),
        chair: MemberId(9),
        recorder: Some(MemberId(10)),
        roster: (0..).zip(NAMES).map(|(at, name)| member(at, name)).collect(),
        agenda: agenda(),
        exclusions: vec![
            exclusion(MemberId(38), LeaveClass::Abroad),
            exclusion(MemberId(39), LeaveClass::Infirm),
        ],
        procedure: Procedure { applause: true, ..Procedure::default() },
        procedure_text: vec![
            "本次选举采用无记名投票和差额选举的办法，选举支部委员会委员三名，候选人四名。".into(),
            "候选人名单按姓氏笔画为序排列。".into(),
            "监票人由不是候选人的党员担任，经大会表决通过；计票人在监票人监督下工作。".into(),
        ],
        contests: contests(),
        officials: officials(),
        duties: vec!["组织委员".into(), "宣传委员、纪检委员".into()],
        rehearsal: true,
    }
}

/// The sample meeting as it opens.
pub(crate) fn floor() -> Floor {
    Floor::new(Arc::new(plan()))
}

fn member(at: u16, name: &str) -> Member {
    let standing = match at {
        40 | 41 => Standing::Probationary,
        42 => Standing::OnProbation,
        _ => Standing::Formal,
    };
    let sex = if matches!(at, 3 | 5 | 7 | 11 | 13 | 18 | 24 | 26 | 29 | 31 | 33 | 37) {
        Sex::Female
    } else {
        Sex::Male
    };
    let group = Some(format!("第{}党小组", crate::locale::chinese_number(usize::from(at) % 3 + 1)));
    Member { id: MemberId(at), name: Name::new(name).expect("a name"), standing, group, sex: Some(sex) }
}

fn exclusion(member: MemberId, class: LeaveClass) -> Exclusion {
    Exclusion { member, class, reference: "春社党〔2026〕17号".into(), earlier: None }
}

fn contests() -> Vec<PlannedContest> {
    let lines = |text: &str| vec![text.to_owned(), "工作踏实，群众基础好；理论学习还需加强。".to_owned()];
    let candidate =
        |member, text, relatives| PlannedCandidate { member, introduction: lines(text), relatives };
    let [first, second, third, fourth] = CANDIDATES;
    let members = vec![
        candidate(first, "1978年生，大学文化，2003年入党，现任支部委员。", vec![]),
        candidate(second, "1985年生，大专文化，2010年入党，社区网格员。", vec![RELATIVE]),
        candidate(third, "1982年生，大学文化，2008年入党，物业项目经理。", vec![]),
        candidate(fourth, "1990年生，研究生学历，2013年入党，小学教师。", vec![]),
    ];
    let secretary = vec![candidate(first, "现任支部委员，拟任支部书记。", vec![])];
    let contest = |id, office, seats, surplus, candidates, order: &str| PlannedContest {
        id,
        office,
        seats,
        surplus,
        write_ins: true,
        candidates,
        order: order.into(),
    };
    vec![
        contest(COMMITTEE, Office::CommitteeMember, 3, true, members, "按姓氏笔画为序"),
        contest(SECRETARY, Office::Secretary, 1, false, secretary, "按上级党组织批复的顺序"),
    ]
}

fn officials() -> Vec<PlannedOfficial> {
    let official = |member, role| PlannedOfficial { member, role };
    vec![
        official(CHIEF, OfficialRole::ChiefScrutineer),
        official(SCRUTINEER, OfficialRole::Scrutineer),
        official(TELLER, OfficialRole::Teller),
        official(MemberId(7), OfficialRole::Teller),
        official(MemberId(8), OfficialRole::Caller),
    ]
}

fn agenda() -> Vec<PlannedItem> {
    let entry = |item, title: Option<&str>, text: &[&str]| PlannedItem {
        item,
        title: title.map(str::to_owned),
        text: text.iter().map(|line| (*line).to_owned()).collect(),
        contest: None,
        acclaim: false,
    };
    let about = |item, contest| PlannedItem { contest: Some(contest), ..entry(item, None, &[]) };
    vec![
        entry(PlannedKind::Ceremony, Some("奏唱国歌"), &["请全体起立，奏唱国歌。"]),
        entry(PlannedKind::Ceremony, Some("介绍来宾"), &["出席今天大会的有社区党委的同志，大家欢迎。"]),
        entry(PlannedKind::RollCall, None, &[]),
        entry(PlannedKind::Motion, Some("大会议程"), &["大会议程已经印发，现在提请大会审议。"]),
        PlannedItem {
            acclaim: true,
            ..entry(PlannedKind::Motion, Some("上届支部委员会工作报告"), &["请上届支部委员会报告工作。"])
        },
        entry(PlannedKind::Motion, Some("党费收缴使用情况报告"), &["党费收缴、使用情况已经书面印发。"]),
        entry(PlannedKind::Procedure, None, &[]),
        about(PlannedKind::Candidates, COMMITTEE),
        entry(PlannedKind::Officials, None, &[]),
        about(PlannedKind::Election, COMMITTEE),
        about(PlannedKind::Plenary, SECRETARY),
        entry(PlannedKind::Ceremony, Some("奏国际歌"), &["请全体起立，奏《国际歌》。"]),
        entry(PlannedKind::Adjourn, None, &[]),
    ]
}

/// Does a command, as a session would: admitted, then applied.
pub(crate) fn act(floor: &mut Floor, command: impl Into<Command>) -> Result<(), Rejection> {
    for event in decide(floor, &command.into())? {
        put(floor, event)?;
    }
    Ok(())
}

/// Admits and applies one event.
pub(crate) fn put(floor: &mut Floor, event: impl Into<Event>) -> Result<(), Rejection> {
    let event = event.into();
    floor.admit(&event)?;
    floor.apply(Stamp { seq: 1, at: "2026-11-21T09:30:00+08:00" }, &event);
    Ok(())
}

/// Lets the room play the current item to its end; the meeting still stands at it.
pub(crate) fn play_item(floor: &mut Floor) {
    let room = Room::new(&floor.plan);
    for _ in 0..200 {
        let Some(command) = floor.here().and_then(|here| item_play(here, &room)) else { return };
        act(floor, command).expect("the room does what is allowed");
    }
    panic!("the room never comes to an end");
}

/// Plays and goes on until the meeting stands at that kind of item; a round is left behind as if three papers had elected
/// the first names.
pub(crate) fn play_until(floor: &mut Floor, kind: Kind) {
    for _ in 0..200 {
        let here = floor.here().expect("the meeting comes to that item");
        if here.item.kind == kind {
            return;
        }
        if here.item.kind == Kind::Voters {
            let round = here.item.round.expect("a round");
            finish(floor, round);
            skip_round(floor, round);
            continue;
        }
        play_item(floor);
        if floor.here().is_some_and(|here| here.item.kind == kind) {
            return;
        }
        act(floor, course::Command::MoveOn).expect("the played item is ready");
    }
    panic!("the meeting never comes to {kind:?}");
}

/// The meeting as it stands when it comes to the first item of that kind.
pub(crate) fn at(kind: Kind) -> Floor {
    let mut floor = floor();
    play_until(&mut floor, kind);
    floor
}

/// The meeting by a procedure that counts papers in this way, played from its beginning to the first item of that kind, its
/// rounds whole.
pub(crate) fn counted(counting: crate::domain::procedure::Counting, kind: Kind) -> Floor {
    let mut plan = plan();
    plan.procedure.counting = counting;
    let mut floor = Floor::new(Arc::new(plan));
    for _ in 0..200 {
        if floor.at_kind(kind) {
            return floor;
        }
        play_item(&mut floor);
        act(&mut floor, course::Command::MoveOn).expect("the played item is ready");
    }
    panic!("the meeting never comes to {kind:?}");
}

/// The meeting at the first item of that kind in the plenary.
pub(crate) fn at_plenary(kind: Kind) -> Floor {
    let mut floor = at(Kind::Convene);
    play_until(&mut floor, kind);
    floor
}

/// The first round played for real as far as that step.
pub(crate) fn in_round(kind: Kind) -> Floor {
    let mut floor = at(Kind::Voters);
    play_on(&mut floor, kind);
    floor
}

/// Plays on step by step, rounds too, until the meeting stands at that kind of item.
pub(crate) fn play_on(floor: &mut Floor, kind: Kind) {
    for _ in 0..200 {
        if floor.at_kind(kind) {
            return;
        }
        play_item(floor);
        act(floor, course::Command::MoveOn).expect("the played item is ready");
    }
    panic!("the meeting never comes to {kind:?}");
}

/// A paper with these marks (`o`, `x`, `-`) and these names written in.
pub(crate) fn paper(marks: &str, write_ins: &[WriteIn]) -> Paper {
    let marks = marks.chars().map(|code| Mark::from_code(code).expect("a mark")).collect();
    Paper { marks, write_ins: write_ins.to_vec(), ..Paper::default() }
}

/// A name with ○ beside it: somebody's on the roll, or as it was written.
pub(crate) fn written_in(name: &str, member: Option<MemberId>) -> WriteIn {
    WriteIn { name: Name::new(name).expect("a name"), member, mark: WriteInMark::Approve }
}

/// Calls so many such papers.
pub(crate) fn call(floor: &mut Floor, times: u32, paper: &Paper) {
    for _ in 0..times {
        act(floor, super::calling::Command::Record(paper.clone())).expect("a paper that can be recorded");
    }
}

/// Calls the rest of the papers of the current round, so many of each kind and the last kind to the end, and announces.
pub(crate) fn announce(floor: &mut Floor, papers: &[(u32, Paper)]) {
    play_on(floor, Kind::Calling);
    for (times, paper) in papers {
        let times = (*times).min(round(floor).left());
        call(floor, times, paper);
    }
    play_on(floor, Kind::Announce);
    act(floor, super::announce::Command::Announce).expect("the result is announced");
}

/// The first round announced with such papers, so many of each, the last kind to the end.
pub(crate) fn announced(papers: &[(u32, &str)]) -> Floor {
    let mut floor = in_round(Kind::Calling);
    let papers: Vec<_> = papers.iter().map(|(times, marks)| (*times, paper(marks, &[]))).collect();
    announce(&mut floor, &papers);
    floor
}

/// The round of the current item.
pub(crate) fn round(floor: &Floor) -> &super::round::RoundState {
    floor.here().and_then(super::Here::round).expect("a step of a round")
}

fn skip_round(floor: &mut Floor, round: RoundId) {
    while floor.order.current().is_some_and(|item| item.round == Some(round)) {
        floor.order.at += 1;
    }
}

/// Enters three papers that approve as many of the first names as there are seats, and announces the round.
pub(crate) fn finish(floor: &mut Floor, id: RoundId) {
    finish_without(floor, id, None);
}

/// The same, passing over the name at a position of the paper.
pub(crate) fn finish_without(floor: &mut Floor, id: RoundId, passed_over: Option<usize>) {
    let round = &floor.rounds[&id];
    let (seats, names) = (round.slate().seats as usize, round.slate().candidates.len());
    let chosen: Vec<usize> = (0..names).filter(|at| Some(*at) != passed_over).take(seats).collect();
    let mark = |at: usize| if chosen.contains(&at) { Mark::Approve } else { Mark::Against };
    let paper = Paper { marks: (0..names).map(mark).collect(), ..Paper::default() };
    let judgement = judged(floor, round, &paper);
    let Some(round) = floor.rounds.get_mut(&id) else { return };
    round.base = Some(Base { due: 3, present: 3 });
    round.issued = Some(Issued { reason: None });
    round.collected = Some(3);
    for _ in 0..3 {
        let judgement = judgement.clone();
        round.enter(Entered {
            paper: paper.clone(),
            judgement,
            ruling: None,
            aside: false,
            bundle: None,
            seq: 1,
        });
    }
    round.signed = vec![CHIEF];
    round.reach(crate::agenda::round::Milestone::Announced);
}

mod tests {
    use super::*;

    #[test]
    fn the_sample_is_the_meeting_that_the_issue_describes() {
        let plan = plan();
        let of = |standing| plan.roster.iter().filter(|member| member.standing == standing).count();
        assert_eq!((plan.roster.len(), of(Standing::Formal)), (43, 40));
        assert_eq!((of(Standing::Probationary), of(Standing::OnProbation)), (2, 1));
        for contest in &plan.contests {
            assert_eq!(super::super::round::contest(&plan, contest).check(), Ok(()));
        }
    }

    #[test]
    fn thirty_six_of_thirty_eight_are_present_in_the_rehearsal() {
        let floor = at(Kind::Motion);
        assert_eq!((floor.branch.due(), floor.branch.present()), (38, 36));
    }
}
