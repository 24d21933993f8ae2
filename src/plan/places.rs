//! Where in the plan's file each thing stands, so that findings can name the line.

use super::problem::Place;
use crate::domain::{ContestId, MemberId, OfficialRole};
use std::collections::HashMap;

/// Something that a finding can be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A line of the roster.
    Member(MemberId),
    /// The chair's name.
    Chair,
    /// The recorder's name.
    Recorder,
    /// The procedure's settings.
    Settings,
    /// One of them, by its key; where it is not found, the settings.
    Setting(&'static str),
    /// The procedure's words.
    ProcedureText,
    /// An entry of the agenda, from 0.
    Item(usize),
    /// An entry of the list of those left out, from 0.
    Exclusion(usize),
    /// A contest.
    Contest(ContestId),
    /// A candidate's place on the paper, from 0.
    Candidate(ContestId, usize),
    /// An official.
    Official(MemberId, OfficialRole),
}

/// The places of a plan.
#[derive(Clone, Debug, Default)]
pub struct Places(HashMap<Subject, Place>);

impl Places {
    /// Where something stands.
    pub fn of(&self, subject: Subject) -> Option<Place> {
        let settings = || self.0.get(&Subject::Settings).filter(|_| matches!(subject, Subject::Setting(_)));
        self.0.get(&subject).or_else(settings).cloned()
    }

    /// Notes where something stands.
    pub(super) fn note(&mut self, subject: Subject, place: Place) {
        self.0.insert(subject, place);
    }
}
