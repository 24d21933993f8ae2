//! The usual agenda of each kind of meeting, for plans that have none of their own.

use super::schema::Template;
use crate::agenda::plan::{PlannedContest, PlannedItem, PlannedKind};
use crate::domain::{ContestId, Office};

/// The usual agenda for these contests. Without a template: `committee` where a committee is elected, else `secretary`.
pub(super) fn agenda(template: Option<Template>, contests: &[PlannedContest]) -> Vec<PlannedItem> {
    let elects_committee = contests.iter().any(|contest| contest.office == Office::CommitteeMember);
    let usual = if elects_committee { Template::Committee } else { Template::Secretary };
    let contests = contests.iter().map(|contest| (contest.id, &contest.office));
    let (plenary, branch): (Vec<_>, Vec<_>) = match template.unwrap_or(usual) {
        Template::Committee => contests.partition(|(_, office)| !office.wants_surplus()),
        Template::Secretary => (Vec::new(), contests.collect()),
    };
    let ids = |contests: &[(ContestId, &Office)]| contests.iter().map(|(id, _)| *id).collect::<Vec<_>>();
    business(&ids(&branch), &ids(&plenary))
}

/// From the anthem to the seal, with the contests of the branch and those of the plenary.
fn business(branch: &[ContestId], plenary: &[ContestId]) -> Vec<PlannedItem> {
    let of = |kind: PlannedKind| move |id: &ContestId| PlannedItem { contest: Some(*id), ..plain(kind) };
    let mut items =
        vec![titled(PlannedKind::Ceremony, "奏唱《中华人民共和国国歌》"), plain(PlannedKind::RollCall)];
    let motions = ["大会议程", "上届支部委员会工作报告", "党费收缴、使用和管理情况报告"];
    items.extend(motions.map(|title| titled(PlannedKind::Motion, title)));
    items.push(plain(PlannedKind::Procedure));
    items.extend(branch.iter().map(of(PlannedKind::Candidates)));
    items.push(plain(PlannedKind::Officials));
    items.extend(branch.iter().map(of(PlannedKind::Election)));
    items.extend(plenary.iter().map(of(PlannedKind::Plenary)));
    items.push(titled(PlannedKind::Ceremony, "奏《国际歌》"));
    items.push(plain(PlannedKind::Adjourn));
    items
}

fn plain(item: PlannedKind) -> PlannedItem {
    PlannedItem { item, title: None, text: Vec::new(), contest: None, acclaim: false }
}

fn titled(item: PlannedKind, title: &str) -> PlannedItem {
    PlannedItem { title: Some(title.to_owned()), ..plain(item) }
}
