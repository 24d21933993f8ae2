//! The prepared meeting: what the first record of a journal holds, so that the journal alone rebuilds the meeting.

use super::Rejection;
use crate::domain::{ContestId, Exclusion, Member, MemberId, Name, Nominee, Office, OfficialRole, Procedure};
use crate::locale::Lang;
use serde::{Deserialize, Serialize};

crate::messages! {
    /// Words for people of one name.
    struct Say {
        of_group(name: &str, group: &str) { zh: "{name}（{group}）", en: "{name} ({group})" }
        numbered(name: &str, number: u32) { zh: "{name}（名册第 {number} 号）", en: "{name} (no. {number} on the roll)" }
    }
}

/// Everything that is known before the chair opens the meeting. Read from `plan.toml` by the room `plan`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The branch that elects, such as 中共江岸区青禾街道春晖社区第二支部委员会.
    pub organisation: String,
    /// What the meeting is called, such as 换届选举党员大会.
    pub title: String,
    /// The Party body above, which approves the candidates and receives the result.
    pub higher_body: String,
    /// The higher body's approval of the candidates, where it is already there.
    pub approval: Option<Approval>,
    /// The day of the meeting, as the documents print it (ISO date).
    pub date: String,
    /// Where it is held.
    pub place: String,
    /// Who chairs.
    pub chair: MemberId,
    /// Who takes the minutes.
    pub recorder: Option<MemberId>,
    /// Everyone on the branch's list, in its order; a [`MemberId`] is a position in it.
    pub roster: Vec<Member>,
    /// The order of business.
    pub agenda: Vec<PlannedItem>,
    /// Members whom the branch proposes to leave out of the number due.
    pub exclusions: Vec<Exclusion>,
    /// The election procedure as the meeting will be asked to adopt it.
    pub procedure: Procedure,
    /// The same procedure in words (选举办法), one paragraph each.
    pub procedure_text: Vec<String>,
    /// What is elected, in the order of the agenda.
    pub contests: Vec<PlannedContest>,
    /// Officials whom the branch proposes.
    pub officials: Vec<PlannedOfficial>,
    /// Duties that the new committee divides among its members, such as 组织委员.
    pub duties: Vec<String>,
    /// True for a rehearsal: everything of it is marked 演练, and it can never become a real meeting.
    pub rehearsal: bool,
}

/// A decision of the higher body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// Its reference number, such as 青街党〔2026〕18号.
    pub reference: String,
    /// Its date, ISO.
    pub date: String,
}

/// One entry of the plan's agenda; some expand to several items when the meeting opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlannedItem {
    /// What it is.
    pub item: PlannedKind,
    /// Its title in the plan's own words; the usual title where it is missing.
    pub title: Option<String>,
    /// What is read aloud, or the report's text, in the plan's own words, one paragraph each.
    pub text: Vec<String>,
    /// The contest it is about, for the items that have one.
    pub contest: Option<ContestId>,
    /// Whether applause may stand in place of a count (a work report, where the procedure says so).
    pub acclaim: bool,
}

/// What an entry of the agenda can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlannedKind {
    /// Something without numbers: anthem, guests, a speech.
    Ceremony,
    /// Roll call, members left out of the number due, quorum.
    RollCall,
    /// A motion put to the vote by show of hands.
    Motion,
    /// Adopting the election procedure.
    Procedure,
    /// The higher body's approval, introducing the candidates, confirming the formal list.
    Candidates,
    /// Naming scrutineers and tellers.
    Officials,
    /// One contest from the second count of voters to the announcement.
    Election,
    /// The first plenary of the new committee, with its own contest.
    Plenary,
    /// Adjourning and sealing.
    Adjourn,
}

impl PlannedKind {
    /// Whether ballots are cast in it.
    pub fn holds_a_round(self) -> bool {
        matches!(self, Self::Election | Self::Plenary)
    }
}

/// A contest as the plan has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlannedContest {
    /// Its number; the agenda names it.
    pub id: ContestId,
    /// The office elected.
    pub office: Office,
    /// Seats to fill.
    pub seats: u32,
    /// Whether there must be more candidates than seats (差额).
    pub surplus: bool,
    /// Whether another person's name may be written in.
    pub write_ins: bool,
    /// The candidates in the order of the paper.
    pub candidates: Vec<PlannedCandidate>,
    /// How the order on the paper was fixed, as the minutes say it, such as 按姓氏笔画为序.
    pub order: String,
}

/// A candidate as the plan has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlannedCandidate {
    /// The member on the roster.
    pub member: MemberId,
    /// Lines of the introduction: 简历、工作实绩、主要优缺点.
    pub introduction: Vec<String>,
    /// Members on the roster who are near relatives: a warning when one of them is to be an official.
    pub relatives: Vec<MemberId>,
}

/// An official whom the plan proposes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlannedOfficial {
    /// The member.
    pub member: MemberId,
    /// The part.
    pub role: OfficialRole,
}

impl Plan {
    /// The member with that id, if the roster has one.
    pub fn member(&self, id: MemberId) -> Option<&Member> {
        self.roster.get(usize::from(id.0))
    }

    /// The member's name; an empty text for an id that is not on the roster.
    pub fn name(&self, id: MemberId) -> &str {
        self.member(id).map_or("", |member| member.name.as_str())
    }

    /// The member as named in a list from which one is chosen: where others bear the same name, with the group if that is
    /// theirs alone, or else the number on the roll.
    ///
    /// A new meeting has no two people of one name: in its plan they are an error (`same-name`). This serves journals from
    /// before that.
    pub fn told_apart(&self, id: MemberId, lang: Lang) -> String {
        let Some(member) = self.member(id) else { return String::new() };
        let others: Vec<&Member> = self.named(&member.name).filter(|other| other.id != id).collect();
        let own = |group: &&String| others.iter().all(|other| other.group.as_ref() != Some(*group));
        match member.group.as_ref().filter(own) {
            _ if others.is_empty() => member.name.to_string(),
            Some(group) => Say(lang).of_group(member.name.as_str(), group),
            None => Say(lang).numbered(member.name.as_str(), u32::from(id.0) + 1),
        }
    }

    /// Somebody who may be chosen: a member like that, anybody else by the name on the paper.
    pub fn called(&self, nominee: &Nominee, lang: Lang) -> String {
        let member = nominee.member.map(|member| self.told_apart(member, lang));
        member.unwrap_or_else(|| nominee.name.to_string())
    }

    /// Members by that name, in the order of the roster.
    pub fn named<'a>(&'a self, name: &'a Name) -> impl Iterator<Item = &'a Member> {
        self.roster.iter().filter(move |member| member.name == *name)
    }

    /// The planned contest with that id.
    pub fn contest(&self, id: ContestId) -> Option<&PlannedContest> {
        self.contests.iter().find(|contest| contest.id == id)
    }

    /// Whether every text of the plan may stand in the record: asked when it is opened, live and in replay.
    ///
    /// # Errors
    /// What [`checked`](super::text::checked) says to the first that may not.
    pub fn check_texts(&self) -> Result<(), Rejection> {
        let heads = [&self.organisation, &self.title, &self.higher_body, &self.date, &self.place];
        let approval = self.approval.iter().flat_map(|approval| [&approval.reference, &approval.date]);
        let groups = self.roster.iter().filter_map(|member| member.group.as_ref());
        let agenda = self.agenda.iter().flat_map(|item| item.title.iter().chain(&item.text));
        let lists = self.procedure_text.iter().chain(&self.duties);
        let texts = heads.into_iter().chain(approval).chain(groups).chain(agenda).chain(lists);
        let mut texts = texts.chain(self.contests.iter().flat_map(PlannedContest::texts));
        texts.try_for_each(|text| super::text::checked(text).map(|_| ()))?;
        self.exclusions.iter().try_for_each(super::leave_out::check_texts)
    }
}

impl PlannedContest {
    fn texts(&self) -> impl Iterator<Item = &String> {
        let office = if let Office::Other(office) = &self.office { Some(office) } else { None };
        let introductions = self.candidates.iter().flat_map(|candidate| &candidate.introduction);
        office.into_iter().chain([&self.order]).chain(introductions)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::sample;

    #[test]
    fn people_of_one_name_are_told_apart_by_their_group_or_else_by_their_number() {
        let mut plan = sample::plan();
        let (first, second, third) = (MemberId(3), MemberId(7), MemberId(11));
        let alone = plan.told_apart(second, Lang::Zh);
        assert_eq!(alone, plan.name(second));
        let name = plan.roster[3].name.clone();
        for (member, group) in [(first, "第一党小组"), (second, "第二党小组"), (third, "第二党小组")]
        {
            let member = &mut plan.roster[usize::from(member.0)];
            (member.name, member.group) = (name.clone(), Some(group.to_owned()));
        }
        let told = |lang| [first, second, third].map(|member| plan.told_apart(member, lang));
        let zh = ["（第一党小组）", "（名册第 8 号）", "（名册第 12 号）"];
        assert_eq!(told(Lang::Zh), zh.map(|mark| format!("{name}{mark}")));
        assert_eq!(told(Lang::En)[1], format!("{name} (no. 8 on the roll)"));
        let called = |member| plan.called(&Nominee { name: name.clone(), member }, Lang::Zh);
        assert_eq!((called(Some(first)), called(None)), (told(Lang::Zh)[0].clone(), name.to_string()));
        assert_eq!(plan.told_apart(MemberId(999), Lang::Zh), "");
    }
}
