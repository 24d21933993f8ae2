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

    /// The member whom a plan calls so: a name, or `name#2` for the second of that name on the roster.
    pub(super) fn find(&self, text: &str) -> Result<MemberId, ReadProblem> {
        let (plain, number) = numbered(text);
        let unknown = || ReadProblem::UnknownName { name: shown(text) };
        let same = Name::verbatim(plain).and_then(|name| self.by_name.get(&name)).ok_or_else(unknown)?;
        match (number, same.as_slice()) {
            (None, [only]) => Ok(*only),
            (None, many) => Err(ReadProblem::AmbiguousName { name: shown(plain), count: many.len() }),
            (Some(number), many) => {
                number.checked_sub(1).and_then(|at| many.get(at)).copied().ok_or_else(unknown)
            }
        }
    }
}

/// Splits `王建国#2` into the name and the number.
fn numbered(text: &str) -> (&str, Option<usize>) {
    let split = text.split_once(['#', '＃']);
    match split.and_then(|(name, number)| Some((name, number.trim().parse().ok()?))) {
        Some((name, number)) => (name, Some(number)),
        None => (text, None),
    }
}
