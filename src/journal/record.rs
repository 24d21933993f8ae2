//! What one line says: the fields of a record, and the strict parse of a line.
//!
//! The envelope has one spelling only: fields in the order of the format, no space between them, nothing after the
//! end. It is therefore matched byte by byte rather than read as loose JSON, which also names the byte that is wrong.
//! The data `d` are real JSON and are checked as such; the event type reads them ([`Record::event`]).

use serde_json::value::RawValue;

use super::codec::{self, Entry};
use super::hash::{LineHash, MeetingId, RunId};
use super::{MAX_ACT, VERSION};

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

    fn parse(name: &str) -> Option<Self> {
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
}

impl Record<'_> {
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

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// There is no whole record in the file, which gets its name only with one in it.
    #[error("the file holds no whole record")]
    Empty,
    /// The line is longer than the format allows.
    #[error("the line is longer than {limit} bytes")]
    TooLong {
        /// The limit, newline included.
        limit: usize,
    },
    /// Bytes that are not UTF-8.
    #[error("not UTF-8 text")]
    NotUtf8,
    /// A byte order mark: an editor saved the file anew.
    #[error("a byte order mark: the file was saved by an editor")]
    ByteOrderMark,
    /// A carriage return: an editor or a transfer changed the line ends.
    #[error("a carriage return: line ends were converted")]
    CarriageReturn,
    /// The field is not as the format has it.
    #[error("the field `{0}` is not as the format has it")]
    Field(&'static str),
    /// The hash does not fit the bytes.
    #[error("the hash does not fit the bytes of the line")]
    Hash,
    /// The line is of a newer format.
    #[error("format version {0} is newer than this program")]
    Newer(u64),
    /// The line belongs to another meeting.
    #[error("the record belongs to another meeting")]
    Meeting,
    /// A line is missing, doubled or out of place.
    #[error("record {expected} was expected, record {found} is here")]
    Seq {
        /// The number that should come here.
        expected: u64,
        /// The number that is here.
        found: u64,
    },
    /// The line does not follow the one before.
    #[error("the record does not follow the one before it")]
    Prev,
    /// The act does not fit its neighbours.
    #[error("the act does not fit the records before it")]
    Act,
    /// The data are not a JSON object.
    #[error("the data are not a JSON object")]
    Data,
}

/// A flaw and the byte of the line where it was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread {
    /// Offset in the line, in bytes.
    pub at: usize,
    /// What is wrong.
    pub flaw: Flaw,
}

impl Misread {
    pub(crate) fn new(at: usize, flaw: Flaw) -> Self {
        Self { at, flaw }
    }
}

/// Before the hash: `,"h":"`.
const HASH_KEY: &str = ",\"h\":\"";
/// From the hash's key to the end of the line: key, 64 digits, `"}`.
const HASH_FIELD: usize = HASH_KEY.len() + 64 + 2;

/// Splits a line (without newline) before `,"h":"` and checks the hash over what stands before.
pub fn check_hash(line: &[u8]) -> Result<(&str, LineHash), Misread> {
    let text = str::from_utf8(line).map_err(|error| Misread::new(error.valid_up_to(), Flaw::NotUtf8))?;
    let at = text.len().saturating_sub(HASH_FIELD);
    let (body, field) = text.split_at_checked(at).ok_or_else(|| foreign(text, at))?;
    let digits = field.strip_prefix(HASH_KEY).and_then(|rest| rest.strip_suffix("\"}"));
    let digits = digits.ok_or_else(|| foreign(text, at))?;
    let hash = LineHash::of(body.as_bytes());
    if digits.as_bytes() != hash.hex() {
        return Err(Misread::new(0, Flaw::Hash));
    }
    Ok((body, hash))
}

/// Why a line has no hash at its end: the likely ways of an editor first.
fn foreign(text: &str, at: usize) -> Misread {
    if text.starts_with('\u{feff}') {
        Misread::new(0, Flaw::ByteOrderMark)
    } else if text.ends_with('\r') {
        Misread::new(text.len() - 1, Flaw::CarriageReturn)
    } else {
        Misread::new(at, Flaw::Field("h"))
    }
}

/// Reads a line without its newline: hash first, then version, then every field in its place.
pub fn parse(line: &[u8]) -> Result<Record<'_>, Misread> {
    let (body, hash) = check_hash(line)?;
    let mut scan = Scan { rest: body, at: 0 };
    let version = scan.after("{\"v\":", "v")?.number("v")?;
    if version != VERSION {
        return Err(Misread::new(5, if version > VERSION { Flaw::Newer(version) } else { Flaw::Field("v") }));
    }
    let meeting = scan.after(",\"m\":\"", "m")?.text("m", MeetingId::parse)?;
    let seq = scan.after(",\"seq\":", "seq")?.number("seq")?;
    let prev = scan.after(",\"prev\":\"", "prev")?.text("prev", |text| (text.len() == 64).then_some(text))?;
    let t = scan.after(",\"t\":\"", "t")?.text("t", |text| is_time(text).then_some(text))?;
    let up = scan.after(",\"up\":", "up")?.number("up")?;
    let run = scan.after(",\"s\":\"", "s")?.text("s", RunId::parse)?;
    let by = scan.after(",\"by\":\"", "by")?.text("by", Role::parse)?;
    let act = scan.act(seq)?;
    let kind = scan.after(",\"type\":\"", "type")?.text("type", |text| is_kind(text).then_some(text))?;
    let data = scan.after(",\"d\":", "d")?.object()?;
    Ok(Record { meeting, seq, prev, t, up, run, by, act, kind, data, hash })
}

/// A place in the envelope.
struct Scan<'a> {
    rest: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    /// Steps over exactly this text.
    fn after(&mut self, text: &'static str, field: &'static str) -> Result<&mut Self, Misread> {
        self.rest = self.rest.strip_prefix(text).ok_or_else(|| self.wrong(field))?;
        self.at += text.len();
        Ok(self)
    }

    /// A whole number without sign, leading zeros or exponent.
    fn number(&mut self, field: &'static str) -> Result<u64, Misread> {
        let length = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let digits = self.rest.get(..length).unwrap_or_default();
        let canonical = length == 1 || !digits.starts_with('0');
        let number = digits.parse().ok().filter(|_| canonical).ok_or_else(|| self.wrong(field))?;
        self.step(length);
        Ok(number)
    }

    /// A text up to its closing quote, which `read` must accept; nothing in the envelope needs an escape.
    fn text<T>(
        &mut self,
        field: &'static str,
        read: impl FnOnce(&'a str) -> Option<T>,
    ) -> Result<T, Misread> {
        let text = self.rest.split_once('"').map(|(text, _)| text).ok_or_else(|| self.wrong(field))?;
        let value = read(text).ok_or_else(|| self.wrong(field))?;
        self.step(text.len() + 1);
        Ok(value)
    }

    /// The act, which must contain the record.
    fn act(&mut self, seq: u64) -> Result<Act, Misread> {
        let first = self.after(",\"act\":[", "act")?.number("act")?;
        let count = self.after(",", "act")?.number("act")?;
        let act = Act { first, count };
        if count > MAX_ACT || !act.contains(seq) {
            return Err(self.wrong("act"));
        }
        self.after("]", "act")?;
        Ok(act)
    }

    /// Everything that is left: one JSON object.
    fn object(&self) -> Result<&'a RawValue, Misread> {
        let wrong = |at| Misread::new(self.at + at, Flaw::Data);
        if !self.rest.starts_with('{') || !self.rest.ends_with('}') {
            return Err(wrong(0));
        }
        serde_json::from_str(self.rest).map_err(|error| wrong(error.column().saturating_sub(1)))
    }

    fn step(&mut self, length: usize) {
        self.rest = self.rest.get(length..).unwrap_or_default();
        self.at += length;
    }

    fn wrong(&self, field: &'static str) -> Misread {
        Misread::new(self.at, Flaw::Field(field))
    }
}

/// Whether a text has the form `2026-11-21T09:30:00.000+08:00`.
pub(crate) fn is_time(text: &str) -> bool {
    const FORM: &[u8; 29] = b"0000-00-00T00:00:00.000+00:00";
    text.len() == FORM.len()
        && text.bytes().zip(FORM).all(|(byte, form)| match form {
            b'0' => byte.is_ascii_digit(),
            b'+' => matches!(byte, b'+' | b'-'),
            _ => byte == *form,
        })
}

/// Whether a text has the form `group.past_tense` in lower-case words.
pub(crate) fn is_kind(text: &str) -> bool {
    text.split_once('.').is_some_and(|(group, name)| is_word(group) && is_word(name))
}

/// Whether a text is a lower-case identifier.
pub(crate) fn is_word(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}
