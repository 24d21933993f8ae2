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

#[cfg(test)]
mod tests {
    use crate::agenda::Plan;
    use crate::plan::{SAMPLE, check, read_text};

    /// The sample without its agenda.
    fn without_agenda(edit: impl Fn(String) -> String) -> (Plan, Vec<&'static str>) {
        let from = SAMPLE.find("[[agenda]]").unwrap();
        let to = SAMPLE.find("[[exclusion]]").unwrap();
        let prepared = read_text(&edit([&SAMPLE[..from], &SAMPLE[to..]].concat()), None).unwrap();
        let codes = check(&prepared).iter().map(|finding| finding.code()).collect();
        (prepared.plan, codes)
    }

    fn items(plan: &Plan) -> String {
        let item =
            |item: &super::PlannedItem| format!("{:?}{}", item.item, item.contest.map_or(0, |c| c.0 + 1));
        plan.agenda.iter().map(item).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_usual_agenda_of_a_committee_has_no_findings() {
        let (plan, codes) = without_agenda(|text| text);
        assert_eq!(codes, Vec::<&str>::new());
        let expected = "Ceremony0 RollCall0 Motion0 Motion0 Motion0 Procedure0 Candidates1 Officials0 Election1 Plenary2 \
                        Ceremony0 Adjourn0";
        assert_eq!(items(&plan), expected);
    }

    #[test]
    fn the_usual_agenda_of_a_secretary_has_no_plenary() {
        let (plan, codes) = without_agenda(|text| {
            let (from, to) = (text.find("[[contest]]").unwrap(), text.rfind("[[contest]]").unwrap());
            [&text[..from], &text[to..]].concat()
        });
        assert_eq!(codes, Vec::<&str>::new());
        assert!(
            items(&plan).ends_with("Candidates1 Officials0 Election1 Ceremony0 Adjourn0"),
            "{}",
            items(&plan)
        );
    }

    #[test]
    fn a_template_can_be_asked_for() {
        let (plan, _) = without_agenda(|text| format!("template = \"secretary\"\n{text}"));
        assert!(items(&plan).contains("Election1 Election2"), "{}", items(&plan));
    }
}
