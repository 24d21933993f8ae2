//! What one line says.

use serde_json::value::RawValue;

use super::codec::{self, Entry};
use super::hash::{LineHash, MeetingId, RunId};

/// Who declared an event. A closed list: a record of any other role is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Who presides and operates the program.
    Chair,
    /// The first of the two who enter or check.
    Teller1,
    /// The second of the two who enter or check.
    Teller2,
    /// The program itself, on recovery or fail-over.
    System,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 4] = [Self::Chair, Self::Teller1, Self::Teller2, Self::System];

    /// The word in the record.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chair => "chair",
            Self::Teller1 => "teller1",
            Self::Teller2 => "teller2",
            Self::System => "system",
        }
    }

    /// The role of this word.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// The act that a record belongs to: `count` records from `first` on, written at once and confirmed together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Act {
    /// The number of its first record.
    pub first: u64,
    /// How many records it has, at least one.
    pub count: u64,
}

impl Act {
    /// Whether this record is one of the act.
    pub fn contains(self, seq: u64) -> bool {
        seq.checked_sub(self.first).is_some_and(|position| position < self.count)
    }

    /// Whether this record is the last of the act.
    pub fn ends_with(self, seq: u64) -> bool {
        seq.checked_sub(self.first).is_some_and(|position| position + 1 == self.count)
    }
}

/// When and by whom an act was declared; the same for all its records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp<'a> {
    /// Wall time, `2026-11-21T09:30:00.000+08:00`: for people, never for order.
    pub t: &'a str,
    /// Milliseconds on the monotonic clock of this run.
    pub up: u64,
    /// Who declared it.
    pub by: Role,
}

/// One record, borrowed from its line.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    /// The meeting.
    pub meeting: MeetingId,
    /// The number of this record, from 0.
    pub seq: u64,
    /// The hash of the line before, in hexadecimal.
    pub prev: &'a str,
    /// Wall time, for people.
    pub t: &'a str,
    /// Milliseconds on the monotonic clock of the run.
    pub up: u64,
    /// The run of the program.
    pub run: RunId,
    /// Who declared it.
    pub by: Role,
    /// The act.
    pub act: Act,
    /// The event's type, `group.past_tense`.
    pub kind: &'a str,
    /// The event's data, a JSON object.
    pub data: &'a RawValue,
    /// The hash of this line, computed, not copied.
    pub hash: LineHash,
    /// Bytes of the line without its newline.
    pub length: usize,
}

impl Record<'_> {
    /// Bytes of the line, its newline included.
    pub fn bytes(&self) -> u64 {
        self.length as u64 + 1
    }

    /// Reads the event. An unknown type, an unknown field or a duplicate key is an error.
    pub fn event<E: Entry>(&self) -> Result<E, serde_json::Error> {
        codec::decode(self.kind, self.data.get())
    }

    /// The record with its event read, owning everything.
    pub fn to_recorded<E: Entry>(&self) -> Result<Recorded<E>, serde_json::Error> {
        let event = self.event()?;
        let Self { seq, up, run, by, act, hash, .. } = *self;
        Ok(Recorded { seq, t: self.t.to_owned(), up, run, by, act, hash, event })
    }
}

/// A record with its event read, owning everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded<E> {
    /// The number of this record, from 0.
    pub seq: u64,
    /// Wall time, for people.
    pub t: String,
    /// Milliseconds on the monotonic clock of the run.
    pub up: u64,
    /// The run of the program.
    pub run: RunId,
    /// Who declared it.
    pub by: Role,
    /// The act.
    pub act: Act,
    /// The hash of the line.
    pub hash: LineHash,
    /// The event.
    pub event: E,
}
