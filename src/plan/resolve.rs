//! From the schema to the plan: names become members, words become values, every mistake is told.

mod business;
mod contests;
mod texts;

use super::Prepared;
use super::people::People;
use super::places::{Places, Subject};
use super::problem::{Finding, Place};
use super::read::ReadProblem;
use super::roster::{self, Listed, RosterProblem, Words};
use super::schema::{ApprovalTable, PlanFile, RosterEntry, RosterTable, Text};
use crate::agenda::plan::{Approval, Plan};
use crate::domain::{ContestId, Member, MemberId};
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
    let Resolver { places, stroke_ordered, warnings, errors, .. } = resolver;
    match plan {
        Some(plan) if errors.is_empty() => Ok(Prepared { plan, places, stroke_ordered, warnings }),
        _ => Err(errors),
    }
}

/// What is known while a file is resolved.
#[derive(Default)]
struct Resolver<'a> {
    source: &'a str,
    people: People,
    contest_ids: Vec<String>,
    stroke_ordered: Vec<ContestId>,
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
        match (entry, beside) {
            (RosterEntry::Rows(rows), _) => self.rows(rows),
            (RosterEntry::Beside(_), Some((name, bytes))) => self.beside(name, bytes),
            (RosterEntry::Beside(name), None) => {
                let reason = "not given".to_owned();
                self.errors.push(Finding::new(None, ReadProblem::Unreadable { name: name.clone(), reason }));
                Vec::new()
            }
        }
    }

    fn beside(&mut self, name: &str, bytes: &[u8]) -> Vec<Member> {
        match roster::read(bytes, name) {
            Ok((listed, warnings)) => {
                self.warnings.extend(warnings);
                let note = |Listed { member, place }| {
                    self.places.note(Subject::Member(member.id), place);
                    member
                };
                listed.into_iter().map(note).collect()
            }
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
        let approval = file.approval.map(|table| self.approval(&table));
        let chair = self.person(&file.chair, Subject::Chair);
        let recorder = file.recorder.as_ref().map(|name| self.person(name, Subject::Recorder));
        Some(Plan {
            organisation: organisation?,
            title: title?,
            higher_body: higher_body?,
            approval: approval.flatten(),
            date: date?,
            place: place?,
            chair: chair?,
            recorder: recorder.flatten(),
            roster,
            agenda,
            exclusions,
            procedure,
            procedure_text,
            contests,
            officials,
            duties,
            rehearsal: false,
        })
    }

    fn approval(&mut self, table: &ApprovalTable) -> Option<Approval> {
        let (reference, date) = (self.required(&table.reference, "reference"), self.date(&table.date));
        Some(Approval { reference: reference?, date: date? })
    }
}
