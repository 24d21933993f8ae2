//! The agenda, the procedure and those left out.

use super::Resolver;
use crate::agenda::plan::{PlannedContest, PlannedItem};
use crate::domain::{ContestId, EarlierDecision, Exclusion, LeaveClass, Procedure};
use crate::plan::places::Subject;
use crate::plan::problem::Place;
use crate::plan::read::{ReadProblem, shown};
use crate::plan::schema::{AgendaTable, ExclusionTable, ProcedureTable, Template, Text};
use crate::plan::templates;
use toml::Spanned;

/// The settings of which the check has something to say.
const SETTINGS: [&str; 7] =
    ["quorum", "majority", "collected_limit", "max_marks", "exact_marks", "tie", "spares_voided"];

impl Resolver<'_> {
    pub(super) fn exclusion(&mut self, at: usize, row: &Spanned<ExclusionTable>) -> Option<Exclusion> {
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

    pub(super) fn class(&mut self, table: &ExclusionTable) -> Option<LeaveClass> {
        let name = table.class_name.as_ref().map_or(Some(String::new()), |text| self.text(text))?;
        let word =
            if table.class.get_ref() == "planned" { name.as_str() } else { table.class.get_ref().trim() };
        let leave = ["leave", "请假", "病假", "事假", "公假", "产假", "出差", "公出"];
        if leave.iter().any(|leave| word.contains(leave)) {
            let word = shown(word);
            return self.refuse(&table.class, ReadProblem::LeaveAsClass { word });
        }
        match table.class.get_ref().as_str() {
            "ill" => Some(LeaveClass::Ill),
            "abroad" => Some(LeaveClass::Abroad),
            "infirm" => Some(LeaveClass::Infirm),
            "elsewhere" => Some(LeaveClass::Elsewhere),
            "planned" => Some(LeaveClass::Planned { name }),
            other => {
                let word = shown(other);
                self.refuse(&table.class, ReadProblem::UnknownClass { word })
            }
        }
    }

    pub(super) fn procedure(&mut self, table: ProcedureTable) -> (Procedure, Vec<String>) {
        let text = self.paragraphs(table.text.as_ref());
        if let Some(words) = &table.text {
            let place = self.place(words);
            self.places.note(Subject::ProcedureText, place);
        }
        let Some(settings) = table.settings else { return (Procedure::default(), text) };
        let place = self.place(&settings);
        self.places.note(Subject::Settings, place);
        self.setting_places(settings.span().start);
        (settings.into_inner(), text)
    }

    pub(super) fn agenda(
        &mut self,
        rows: Option<Vec<Spanned<AgendaTable>>>,
        template: Option<Template>,
        contests: &[PlannedContest],
    ) -> Vec<PlannedItem> {
        let Some(rows) = rows else { return templates::agenda(template, contests) };
        rows.iter().enumerate().filter_map(|(at, row)| self.item(at, row)).collect()
    }

    pub(super) fn item(&mut self, at: usize, row: &Spanned<AgendaTable>) -> Option<PlannedItem> {
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

    /// Notes where each setting stands that the check speaks of: a line of the table that begins with its key.
    fn setting_places(&mut self, start: usize) {
        let mut at = start;
        for (number, line) in self.source.get(start..).unwrap_or("").split_inclusive('\n').enumerate() {
            if number > 0 && line.starts_with('[') {
                return;
            }
            let key = line.split('=').next().unwrap_or("");
            if let Some(known) = SETTINGS.into_iter().find(|known| *known == key.trim()) {
                let place = Place::in_plan(self.source, at + key.len() - key.trim_start().len());
                self.places.note(Subject::Setting(known), place);
            }
            at += line.len();
        }
    }

    pub(super) fn contest_id(&mut self, id: &Text) -> Option<ContestId> {
        let at = self.contest_ids.iter().position(|known| known == id.get_ref());
        match at.and_then(|at| u8::try_from(at).ok()) {
            Some(at) => Some(ContestId(at)),
            None => self.refuse(id, ReadProblem::UnknownContest { id: shown(id.get_ref()) }),
        }
    }
}
