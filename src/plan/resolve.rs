//! From the schema to the plan: names become members, words become values, every mistake is told.

use super::people::People;
use super::places::{Places, Subject};
use super::problem::{Finding, Place};
use super::read::ReadProblem;
use super::roster::{self, RosterProblem, Words};
use super::schema::{
    AgendaTable, CandidateTable, ContestTable, Day, ExclusionTable, OfficialsTable, PaperOrder, Paragraphs,
    PlanFile, RosterEntry, RosterTable, Template, Text,
};
use super::{Prepared, templates};
use crate::agenda::Rejection;
use crate::agenda::plan::{Approval, Plan, PlannedCandidate, PlannedContest, PlannedItem, PlannedOfficial};
use crate::agenda::text::checked;
use crate::domain::name_order::by_strokes;
use crate::domain::{
    ContestId, EarlierDecision, Exclusion, LeaveClass, Member, MemberId, Office, OfficialRole,
};
use chrono::NaiveDate;
use std::cmp::Ordering;
use toml::Spanned;

/// The plan of a file, with the bytes of the roster beside it where it names one.
///
/// # Errors
/// Everything that keeps it from being a plan.
pub(super) fn resolve(
    source: &str,
    file: PlanFile,
    roster: Option<(&str, &[u8])>,
) -> Result<Prepared, Vec<Finding>> {
    let mut resolver = Resolver { source, ..Resolver::default() };
    let members = resolver.roster(&file.roster, roster);
    resolver.people = People::new(&members);
    let plan = resolver.plan(file, members);
    let Resolver { places, warnings, errors, .. } = resolver;
    match plan {
        Some(plan) if errors.is_empty() => Ok(Prepared { plan, places, warnings }),
        _ => Err(errors),
    }
}

/// What is known while a file is resolved.
#[derive(Default)]
struct Resolver<'a> {
    source: &'a str,
    people: People,
    contest_ids: Vec<String>,
    places: Places,
    warnings: Vec<Finding>,
    errors: Vec<Finding>,
}

impl Resolver<'_> {
    fn place<T>(&self, of: &Spanned<T>) -> Place {
        Place::in_plan(self.source, of.span().start)
    }

    fn refuse<T, U>(&mut self, at: &Spanned<T>, problem: ReadProblem) -> Option<U> {
        let place = self.place(at);
        self.errors.push(Finding::new(place, problem));
        None
    }

    fn roster(&mut self, entry: &RosterEntry, beside: Option<(&str, &[u8])>) -> Vec<Member> {
        let read = match (entry, beside) {
            (RosterEntry::Rows(rows), _) => return self.rows(rows),
            (RosterEntry::Beside(_), Some((name, bytes))) => {
                roster::read(bytes, name).map(|(members, warnings)| {
                    self.warnings.extend(warnings);
                    (members, name)
                })
            }
            (RosterEntry::Beside(name), None) => {
                let reason = "not found".to_owned();
                Err(vec![Finding::new(None, ReadProblem::Unreadable { name: name.clone(), reason })])
            }
        };
        match read {
            Ok((members, _)) => members,
            Err(errors) => {
                self.errors.extend(errors);
                Vec::new()
            }
        }
    }

    fn rows(&mut self, rows: &[Spanned<RosterTable>]) -> Vec<Member> {
        if rows.is_empty() || rows.len() > roster::ROWS_MOST {
            let limit = roster::ROWS_MOST;
            let problem = if rows.is_empty() {
                RosterProblem::NobodyListed {}
            } else {
                RosterProblem::TooManyRows { limit }
            };
            self.errors.push(Finding::new(None, problem));
            return Vec::new();
        }
        let members: Vec<_> =
            rows.iter().zip(0_u16..).filter_map(|(row, id)| self.row(row, MemberId(id))).collect();
        members
    }

    fn row(&mut self, row: &Spanned<RosterTable>, id: MemberId) -> Option<Member> {
        let place = self.place(row);
        let table = row.get_ref();
        let word = |text: &'_ Option<Text>| text.as_ref().map(|text| text.get_ref().clone());
        let (standing, group, sex) = (word(&table.standing), word(&table.group), word(&table.sex));
        let words = Words {
            name: table.name.get_ref(),
            standing: standing.as_deref(),
            group: group.as_deref(),
            sex: sex.as_deref(),
        };
        self.places.note(Subject::Member(id), place.clone());
        words.member(id).map_err(|problem| self.errors.push(Finding::new(place, problem))).ok()
    }

    /// Every part is looked at before the first missing one ends it, so that all mistakes are told at once.
    fn plan(&mut self, file: PlanFile, roster: Vec<Member>) -> Option<Plan> {
        let contests = self.contests(&file.contest, &roster);
        let agenda = self.agenda(file.agenda, file.template, &contests);
        let exclusions =
            file.exclusion.iter().enumerate().filter_map(|(at, row)| self.exclusion(at, row)).collect();
        let officials = self.officials(&file.officials);
        let duties = file.duties.iter().filter_map(|duty| self.required(duty, "duties")).collect();
        let (procedure, procedure_text) = self.procedure(file.procedure);
        let organisation = self.required(&file.organisation, "organisation");
        let title = self.required(&file.title, "title");
        let higher_body = self.required(&file.higher_body, "higher_body");
        let date = self.date(&file.date);
        let place = self.required(&file.place, "place");
        let approval = match file.approval {
            Some(table) => {
                let (reference, date) =
                    (self.required(&table.reference, "reference"), self.date(&table.date));
                Some(Approval { reference: reference?, date: date? })
            }
            None => None,
        };
        let chair = self.person(&file.chair, Subject::Chair);
        let recorder = file.recorder.as_ref().map(|name| self.person(name, Subject::Recorder));
        Some(Plan {
            organisation: organisation?,
            title: title?,
            higher_body: higher_body?,
            approval,
            date: date?,
            place: place?,
            chair: chair?,
            recorder: recorder.flatten(),
            roster,
            agenda: agenda?,
            exclusions,
            procedure,
            procedure_text,
            contests,
            officials,
            duties,
            rehearsal: false,
        })
    }

    /// A text that may reach a record; empty is allowed.
    fn text(&mut self, text: &Text) -> Option<String> {
        let words = text.get_ref().clone();
        self.words(text, &words)
    }

    fn words<T>(&mut self, at: &Spanned<T>, words: &str) -> Option<String> {
        match checked(words) {
            Ok(words) => Some(words),
            Err(Rejection::TextTooLong { length, limit }) => {
                self.refuse(at, ReadProblem::TextTooLong { length, limit })
            }
            Err(_) => {
                let hidden = words.chars().find(|c| crate::agenda::text::invisible(*c));
                self.refuse(at, ReadProblem::Invisible { code: hidden.map_or(0, u32::from) })
            }
        }
    }

    fn required(&mut self, text: &Text, key: &'static str) -> Option<String> {
        let words = self.text(text)?;
        if words.is_empty() { self.refuse(text, ReadProblem::EmptyText { key }) } else { Some(words) }
    }

    fn paragraphs(&mut self, text: Option<&Spanned<Paragraphs>>) -> Vec<String> {
        let Some(text) = text else { return Vec::new() };
        text.get_ref().0.iter().filter_map(|words| self.words(text, words)).collect()
    }

    fn date(&mut self, day: &Spanned<Day>) -> Option<String> {
        let text = day.get_ref().0.trim();
        match NaiveDate::parse_from_str(text, "%Y-%m-%d") {
            Ok(date) => Some(date.to_string()),
            Err(_) => self.refuse(day, ReadProblem::NotADate { text: text.escape_debug().to_string() }),
        }
    }

    fn find(&mut self, name: &Text) -> Option<MemberId> {
        match self.people.find(name.get_ref()) {
            Ok(member) => Some(member),
            Err(problem) => self.refuse(name, problem),
        }
    }

    fn person(&mut self, name: &Text, subject: Subject) -> Option<MemberId> {
        let place = self.place(name);
        self.places.note(subject, place);
        self.find(name)
    }

    fn exclusion(&mut self, at: usize, row: &Spanned<ExclusionTable>) -> Option<Exclusion> {
        let place = self.place(row);
        self.places.note(Subject::Exclusion(at), place);
        let table = row.get_ref();
        let class = self.class(table);
        let member = self.find(&table.name);
        let reference = table.reference.as_ref().map_or(Some(String::new()), |text| self.text(text));
        let earlier = table.earlier.as_ref().map(|earlier| {
            let (date, minutes) = (self.date(&earlier.date), self.text(&earlier.minutes));
            Some(EarlierDecision { date: date?, minutes: minutes? })
        });
        Some(Exclusion { member: member?, class: class?, reference: reference?, earlier: earlier.flatten() })
    }

    fn class(&mut self, table: &ExclusionTable) -> Option<LeaveClass> {
        let name = table.class_name.as_ref().map_or(Some(String::new()), |text| self.text(text))?;
        let word =
            if table.class.get_ref() == "planned" { name.as_str() } else { table.class.get_ref().trim() };
        let leave = ["leave", "请假", "病假", "事假", "公假", "产假", "出差", "公出"];
        if leave.iter().any(|leave| word.contains(leave)) {
            let word = word.escape_debug().to_string();
            return self.refuse(&table.class, ReadProblem::LeaveAsClass { word });
        }
        match table.class.get_ref().as_str() {
            "ill" => Some(LeaveClass::Ill),
            "abroad" => Some(LeaveClass::Abroad),
            "infirm" => Some(LeaveClass::Infirm),
            "elsewhere" => Some(LeaveClass::Elsewhere),
            "planned" => Some(LeaveClass::Planned { name }),
            other => {
                let word = other.escape_debug().to_string();
                self.refuse(&table.class, ReadProblem::UnknownClass { word })
            }
        }
    }

    fn procedure(&mut self, table: super::schema::ProcedureTable) -> (crate::domain::Procedure, Vec<String>) {
        let text = self.paragraphs(table.text.as_ref());
        if let Some(words) = &table.text {
            let place = self.place(words);
            self.places.note(Subject::ProcedureText, place);
        }
        let Some(settings) = table.settings else { return (crate::domain::Procedure::default(), text) };
        let place = self.place(&settings);
        self.places.note(Subject::Settings, place);
        (settings.into_inner(), text)
    }

    fn contests(&mut self, rows: &[Spanned<ContestTable>], roster: &[Member]) -> Vec<PlannedContest> {
        if rows.is_empty() {
            self.errors.push(Finding::new(None, ReadProblem::NoContest {}));
        }
        if let Some(row) = rows.get(usize::from(u8::MAX)) {
            self.refuse::<_, ()>(row, ReadProblem::TooManyContests { limit: usize::from(u8::MAX) });
        }
        rows.iter().zip(0_u8..u8::MAX).map(|(row, id)| self.contest(ContestId(id), row, roster)).collect()
    }

    fn contest(&mut self, id: ContestId, row: &Spanned<ContestTable>, roster: &[Member]) -> PlannedContest {
        let table = row.get_ref();
        let place = self.place(row);
        self.places.note(Subject::Contest(id), place);
        let name = table.id.get_ref().clone();
        if self.contest_ids.contains(&name) {
            self.refuse::<_, ()>(
                &table.id,
                ReadProblem::DuplicateContest { id: name.escape_debug().to_string() },
            );
        }
        self.contest_ids.push(name);
        let office = self.office(table);
        let order = table.order.unwrap_or(usual_order(&office));
        let mut candidates: Vec<_> = table.candidate.iter().filter_map(|row| self.candidate(row)).collect();
        if order == PaperOrder::Strokes {
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

    fn office(&mut self, table: &ContestTable) -> Office {
        match &table.office {
            Office::Other(name) => Office::Other(self.words(&table.id, name).unwrap_or_default()),
            office => office.clone(),
        }
    }

    fn candidate(&mut self, row: &Spanned<CandidateTable>) -> Option<(PlannedCandidate, Place)> {
        let table = row.get_ref();
        let member = self.find(&table.name);
        let introduction = self.paragraphs(table.introduction.as_ref());
        let relatives = table.relatives.iter().filter_map(|name| self.find(name)).collect();
        let place = self.place(&table.name);
        Some((PlannedCandidate { member: member?, introduction, relatives }, place))
    }

    fn officials(&mut self, table: &OfficialsTable) -> Vec<PlannedOfficial> {
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

    fn agenda(
        &mut self,
        rows: Option<Vec<Spanned<AgendaTable>>>,
        template: Option<Template>,
        contests: &[PlannedContest],
    ) -> Option<Vec<PlannedItem>> {
        let Some(rows) = rows else { return Some(templates::agenda(template, contests)) };
        Some(rows.iter().enumerate().filter_map(|(at, row)| self.item(at, row)).collect())
    }

    fn item(&mut self, at: usize, row: &Spanned<AgendaTable>) -> Option<PlannedItem> {
        let place = self.place(row);
        self.places.note(Subject::Item(at), place);
        let table = row.get_ref();
        let title = table.title.as_ref().and_then(|title| self.required(title, "title"));
        let text = self.paragraphs(table.text.as_ref());
        let contest = match &table.contest {
            Some(id) => Some(self.contest_id(id)?),
            None => None,
        };
        Some(PlannedItem { item: table.item, title, text, contest, acclaim: table.acclaim })
    }

    fn contest_id(&mut self, id: &Text) -> Option<ContestId> {
        let at = self.contest_ids.iter().position(|known| known == id.get_ref());
        match at.and_then(|at| u8::try_from(at).ok()) {
            Some(at) => Some(ContestId(at)),
            None => {
                self.refuse(id, ReadProblem::UnknownContest { id: id.get_ref().escape_debug().to_string() })
            }
        }
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
