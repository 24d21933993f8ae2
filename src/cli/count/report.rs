//! The result of a case, as it is printed.

use super::codes::Saying;
use crate::domain::member::is_invisible;
use crate::domain::{Next, Nominee, Outcome, Place, State};
use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};
use std::io::{self, Write};

/// A result.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    outcome: Ending,
    quorum: Option<bool>,
    needed: Option<u32>,
    papers: Kinds,
    names: Vec<Row>,
    elected: Vec<Nominated>,
    tied: Vec<Nominated>,
    open: u32,
    next: Option<Following>,
    notes: Vec<Note>,
}

/// How the round ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// Too few were there: nothing could be voted on.
    NoQuorum,
    /// More papers were collected than may be.
    Void,
    /// Doubtful papers could still change who is elected, tied or short. The other fields leave those papers out.
    Undecided,
    /// Nothing follows.
    Complete,
    /// A runoff follows.
    Runoff,
    /// A supplementary round follows.
    Supplementary,
}

/// Papers by kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Kinds {
    /// Counted.
    pub valid: u32,
    /// Not counted.
    pub invalid: u32,
    /// Without a ruling.
    pub doubtful: u32,
}

/// One name; sums alone do not tell who was marked × or left blank.
#[derive(Clone, Debug, Serialize)]
struct Row {
    name: Nominated,
    printed: bool,
    approve: u32,
    against: Option<u32>,
    abstain: Option<u32>,
    state: State,
}

#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
struct Nominated(String);

impl From<&Nominee> for Nominated {
    fn from(nominee: &Nominee) -> Self {
        Self(nominee.name.as_str().to_owned())
    }
}

#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Following {
    Runoff { seats: u32, candidates: Vec<Nominated> },
    Supplementary { seats: u32, candidates: Vec<Nominated>, level_with_last: Vec<Nominated> },
}

/// What is to be said about an entry of the list of ballots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Its number, from 1.
    pub ballot: usize,
    /// One of [`super::NOTE_CODES`], and the same in words.
    pub said: &'static Saying,
}

impl Serialize for Note {
    fn serialize<S: Serializer>(&self, target: S) -> Result<S::Ok, S::Error> {
        let mut note = target.serialize_struct("Note", 3)?;
        note.serialize_field("ballot", &self.ballot)?;
        note.serialize_field("code", self.said.code)?;
        note.serialize_field("text", self.said.text)?;
        note.end()
    }
}

/// Whether a case gave ballots or only the approvals of each name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Ballots.
    Ballots,
    /// Approvals.
    Approvals,
}

impl Report {
    /// A round whose papers were not counted.
    pub fn uncounted(ending: Ending, quorum: Option<bool>, seats: u32) -> Self {
        Self {
            outcome: ending,
            quorum,
            needed: None,
            papers: Kinds::default(),
            names: Vec::new(),
            elected: Vec::new(),
            tied: Vec::new(),
            open: seats,
            next: None,
            notes: Vec::new(),
        }
    }

    /// A round that was counted.
    pub fn counted(
        outcome: &Outcome,
        source: Source,
        quorum: Option<bool>,
        papers: Kinds,
        notes: Vec<Note>,
    ) -> Self {
        let (ending, next) = follow(outcome);
        Self {
            outcome: ending,
            quorum,
            needed: Some(outcome.needed),
            papers,
            names: outcome.places.iter().map(|place| row(place, source)).collect(),
            elected: names(&outcome.elected),
            tied: names(&outcome.tied),
            open: outcome.open,
            next,
            notes,
        }
    }
}

impl Report {
    /// Writes the result as one line of JSON. Of a large box the notes are the most, so they are written past the
    /// serializer: no word of a [`Saying`] wants an escape.
    ///
    /// # Errors
    /// Only when `out` cannot be written.
    pub fn write(mut self, out: &mut impl Write) -> io::Result<()> {
        let notes = std::mem::take(&mut self.notes);
        let line = serde_json::to_vec(&self)?;
        let Some(open) = line.strip_suffix(b"]}") else { return Err(io::ErrorKind::InvalidData.into()) };
        out.write_all(open)?;
        for (at, Note { ballot, said: Saying { code, text } }) in notes.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            write!(out, r#"{comma}{{"ballot":{ballot},"code":"{code}","text":"{text}"}}"#)?;
        }
        out.write_all(b"]}\n")
    }

    /// Whether a name has characters that show nothing.
    pub fn hides_characters(&self) -> bool {
        self.names.iter().any(|row| row.name.0.chars().any(is_invisible))
    }
}

fn row(place: &Place, source: Source) -> Row {
    let known = |sum: u32| (source == Source::Ballots).then_some(sum);
    Row {
        name: Nominated::from(&place.nominee),
        printed: place.printed,
        approve: place.sums.approve,
        against: known(place.sums.against),
        abstain: known(place.sums.abstain),
        state: place.state,
    }
}

fn names(nominees: &[Nominee]) -> Vec<Nominated> {
    nominees.iter().map(Nominated::from).collect()
}

fn follow(outcome: &Outcome) -> (Ending, Option<Following>) {
    if outcome.undecided {
        return (Ending::Undecided, None);
    }
    match &outcome.next {
        Next::Complete | Next::Vacant { .. } => (Ending::Complete, None),
        Next::Runoff { seats, candidates } => {
            (Ending::Runoff, Some(Following::Runoff { seats: *seats, candidates: names(candidates) }))
        }
        Next::Supplementary { seats, candidates, level_with_last } => {
            let (candidates, level_with_last) = (names(candidates), names(level_with_last));
            (
                Ending::Supplementary,
                Some(Following::Supplementary { seats: *seats, candidates, level_with_last }),
            )
        }
    }
}

/// JSON with every invisible character of a name written as an escape, so that a name cannot move a terminal's cursor
/// or turn the text round. Such characters stand only within texts, so the JSON says the same.
pub fn visible(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        if c != '\n' && is_invisible(c) {
            let mut units = [0u16; 2];
            text.extend(c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            text.push(c);
        }
    }
    text
}
