//! Contests, candidates, officials.

use super::Resolver;
use crate::agenda::plan::{PlannedCandidate, PlannedContest, PlannedOfficial};
use crate::domain::name_order::by_strokes;
use crate::domain::{ContestId, Member, MemberId, Office, OfficialRole};
use crate::plan::places::Subject;
use crate::plan::problem::{Finding, Place};
use crate::plan::read::{ReadProblem, shown};
use crate::plan::schema::{CandidateTable, ContestTable, OfficialsTable, PaperOrder};
use std::cmp::Ordering;
use toml::Spanned;

impl Resolver<'_> {
    pub(super) fn contests(
        &mut self,
        rows: &[Spanned<ContestTable>],
        roster: &[Member],
    ) -> Vec<PlannedContest> {
        if rows.is_empty() {
            self.errors.push(Finding::new(None, ReadProblem::NoContest {}));
        }
        if let Some(row) = rows.get(usize::from(u8::MAX)) {
            self.refuse::<_, ()>(row, ReadProblem::TooManyContests { limit: usize::from(u8::MAX) });
        }
        rows.iter().zip(0_u8..u8::MAX).map(|(row, id)| self.contest(ContestId(id), row, roster)).collect()
    }

    pub(super) fn contest(
        &mut self,
        id: ContestId,
        row: &Spanned<ContestTable>,
        roster: &[Member],
    ) -> PlannedContest {
        let table = row.get_ref();
        let place = self.place(row);
        self.places.note(Subject::Contest(id), place);
        let name = table.id.get_ref().clone();
        if self.contest_ids.contains(&name) {
            self.refuse::<_, ()>(&table.id, ReadProblem::DuplicateContest { id: shown(&name) });
        }
        self.contest_ids.push(name);
        let office = self.office(table);
        let order = table.order.unwrap_or(usual_order(&office));
        let mut candidates: Vec<_> = table.candidate.iter().filter_map(|row| self.candidate(row)).collect();
        if order == PaperOrder::Strokes {
            self.stroke_ordered.push(id);
            candidates.sort_by(|(a, _), (b, _)| strokes(roster, a.member, b.member));
        }
        for (at, (_, place)) in candidates.iter().enumerate() {
            self.places.note(Subject::Candidate(id, at), place.clone());
        }
        let order_text = table.order_text.as_ref().and_then(|text| self.text(text));
        PlannedContest {
            id,
            seats: table.seats,
            surplus: table.surplus.unwrap_or(office.wants_surplus()),
            write_ins: table.write_ins.unwrap_or(true),
            candidates: candidates.into_iter().map(|(candidate, _)| candidate).collect(),
            order: order_text.unwrap_or_else(|| usual_order_text(order, &office).to_owned()),
            office,
        }
    }

    pub(super) fn office(&mut self, table: &ContestTable) -> Office {
        match &table.office {
            Office::Other(name) => Office::Other(self.words(&table.id, name).unwrap_or_default()),
            office => office.clone(),
        }
    }

    pub(super) fn candidate(&mut self, row: &Spanned<CandidateTable>) -> Option<(PlannedCandidate, Place)> {
        let table = row.get_ref();
        let member = self.find(&table.name);
        let introduction = self.paragraphs(table.introduction.as_ref());
        let relatives = table.relatives.iter().filter_map(|name| self.find(name)).collect();
        let place = self.place(&table.name);
        Some((PlannedCandidate { member: member?, introduction, relatives }, place))
    }

    pub(super) fn officials(&mut self, table: &OfficialsTable) -> Vec<PlannedOfficial> {
        let one = |role, name| (role, name);
        let chief = table.chief_scrutineer.iter().map(|name| one(OfficialRole::ChiefScrutineer, name));
        let scrutineers = table.scrutineers.iter().map(|name| one(OfficialRole::Scrutineer, name));
        let tellers = table.tellers.iter().map(|name| one(OfficialRole::Teller, name));
        let caller = table.caller.iter().map(|name| one(OfficialRole::Caller, name));
        let all = chief.chain(scrutineers).chain(tellers).chain(caller);
        all.filter_map(|(role, name)| {
            let member = self.find(name)?;
            let place = self.place(name);
            self.places.note(Subject::Official(member, role), place);
            Some(PlannedOfficial { member, role })
        })
        .collect()
    }
}

fn strokes(roster: &[Member], a: MemberId, b: MemberId) -> Ordering {
    let name = |id: MemberId| roster.get(usize::from(id.0)).map(|member| &member.name);
    match (name(a), name(b)) {
        (Some(a), Some(b)) => by_strokes(a, b),
        (a, b) => a.is_some().cmp(&b.is_some()),
    }
}

/// Members by strokes, 书记 and 副书记 as the higher body approved them (art. 24).
fn usual_order(office: &Office) -> PaperOrder {
    if office.wants_surplus() { PaperOrder::Strokes } else { PaperOrder::Given }
}

/// How the minutes say it.
fn usual_order_text(order: PaperOrder, office: &Office) -> &'static str {
    match (order, office.wants_surplus()) {
        (PaperOrder::Strokes, _) => "按姓氏笔画为序",
        (PaperOrder::Given, true) => "按会议方案确定的顺序",
        (PaperOrder::Given, false) => "按上级党组织批准的顺序",
    }
}
