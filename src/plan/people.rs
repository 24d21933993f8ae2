//! Finding the people whom a plan names.

use super::read::{ReadProblem, shown};
use crate::domain::{Member, MemberId, Name};
use std::collections::HashMap;

/// Who is who on a roster.
#[derive(Debug, Default)]
pub(super) struct People {
    by_name: HashMap<Name, Vec<MemberId>>,
}

impl People {
    pub(super) fn new(roster: &[Member]) -> Self {
        let mut by_name: HashMap<Name, Vec<MemberId>> = HashMap::new();
        for member in roster {
            by_name.entry(member.name.clone()).or_default().push(member.id);
        }
        Self { by_name }
    }

    /// The member whom a plan calls so.
    pub(super) fn find(&self, text: &str) -> Result<MemberId, ReadProblem> {
        let same = Name::verbatim(text).and_then(|name| self.by_name.get(&name)).map(Vec::as_slice);
        match same {
            Some([only]) => Ok(*only),
            Some(many) => Err(ReadProblem::AmbiguousName { name: shown(text), count: many.len() }),
            None => Err(ReadProblem::UnknownName { name: shown(text) }),
        }
    }
}
