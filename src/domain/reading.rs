//! What a doubtful paper may come to count as.

use crate::domain::Nominee;

/// Every way in which a doubtful paper may come to count, beside not counting at all: it approves all of `certain` and
/// some of `optional`.
///
/// A doubt is decided as a procedure could have settled it beforehand: a write-in without ○ or of a printed name is
/// passed over or counts; a paper with more write-ins than × counts whole or not at all; an unreadable mark is any mark.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Readings {
    /// Approved in every valid reading.
    pub certain: Vec<Person>,
    /// Approved in some: each at most once.
    pub optional: Vec<Person>,
    /// The most of `optional` that one reading approves.
    pub most: usize,
    /// The fewest.
    pub least: usize,
    /// The most of `optional` that are not printed.
    pub most_written: usize,
}

/// Somebody whom a paper names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Person {
    /// The candidate printed at this position, from 0.
    Printed(usize),
    /// Somebody written in.
    Written(Nominee),
}
