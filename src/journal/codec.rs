//! Events to the bytes of a line and back.
//!
//! Events are serde enums nested two deep. serde tags them from outside, `{"group":{"name":{…}}}`, and `"name"` for a
//! variant without data; the record says `"type":"group.name","d":{…}`. Peeling and wrapping is done on the text, so
//! that serde's own checks (unknown types, unknown fields, duplicate keys) keep their force.

use std::io;

use serde::de::DeserializeOwned;
use serde::{Serialize, de};
use serde_json::ser::Formatter;

use super::hash::{LineHash, MeetingId, RunId};
use super::parse::{is_kind, is_time, is_word};
use super::record::{Act, Stamp};
use super::{MAX_FIRST_LINE, MAX_LINE, VERSION};

/// An event that a journal can hold: a serde enum nested two deep, its types with `deny_unknown_fields`.
pub trait Entry: Serialize + DeserializeOwned {}

impl<E: Serialize + DeserializeOwned> Entry for E {}

/// Why an event cannot be written. None of these reach the disk.
#[derive(Debug, thiserror::Error)]
pub enum EncodeError {
    /// The event is not an enum nested two deep with an object inside.
    #[error("the event has not the form `group.name` with an object: {0}")]
    Form(String),
    /// The wall time has not the form of the format.
    #[error("the time `{0}` is not of the form 2026-11-21T09:30:00.000+08:00")]
    Time(String),
    /// The line would be longer than the format allows.
    #[error("a record of type {kind} would have {length} bytes; {limit} are allowed")]
    TooLong {
        /// The event's type.
        kind: String,
        /// Bytes that the line would have.
        length: usize,
        /// Bytes that it may have.
        limit: usize,
    },
    /// The event could not be serialised.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

/// The place of a record in its journal.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The meeting.
    pub meeting: MeetingId,
    /// The run.
    pub run: RunId,
    /// The number of the record.
    pub seq: u64,
    /// The hash of the line before.
    pub prev: LineHash,
    /// The act.
    pub act: Act,
}

/// Appends one line with its newline to `into`; gives its hash and leaves `into` as it was on error.
pub fn encode<E: Entry>(
    into: &mut Vec<u8>,
    place: &Place,
    stamp: &Stamp<'_>,
    event: &E,
) -> Result<LineHash, EncodeError> {
    let start = into.len();
    let kind = write_body(into, place, stamp, event).inspect_err(|_| into.truncate(start))?;
    let hash = LineHash::of(into.get(start..).unwrap_or_default());
    into.extend_from_slice(b",\"h\":\"");
    into.extend_from_slice(&hash.hex());
    into.extend_from_slice(b"\"}\n");
    let length = into.len() - start;
    let limit = if place.seq == 0 { MAX_FIRST_LINE } else { MAX_LINE };
    if length > limit {
        into.truncate(start);
        return Err(EncodeError::TooLong { kind, length, limit });
    }
    Ok(hash)
}

/// Writes everything that the hash covers; gives the event's type.
fn write_body<E: Entry>(
    into: &mut Vec<u8>,
    place: &Place,
    stamp: &Stamp<'_>,
    event: &E,
) -> Result<String, EncodeError> {
    if !is_time(stamp.t) {
        return Err(EncodeError::Time(stamp.t.to_owned()));
    }
    let json = to_json(event)?;
    let (kind, data) = peel(&json).ok_or_else(|| EncodeError::Form(json.chars().take(80).collect()))?;
    let Place { meeting, run, seq, prev, act } = place;
    let Stamp { t, up, by } = stamp;
    let envelope = format!(
        r#"{{"v":{VERSION},"m":"{meeting}","seq":{seq},"prev":"{prev}","t":"{t}","up":{up},"s":"{run}","by":"{}","act":[{},{}],"type":"{kind}","d":"#,
        by.name(),
        act.first,
        act.count,
    );
    into.extend_from_slice(envelope.as_bytes());
    into.extend_from_slice(data.as_bytes());
    Ok(kind)
}

/// The event as serde writes it, with every character escaped that could change how a terminal shows the line.
fn to_json<E: Entry>(event: &E) -> Result<String, EncodeError> {
    let mut bytes = Vec::new();
    event.serialize(&mut serde_json::Serializer::with_formatter(&mut bytes, Harmless))?;
    String::from_utf8(bytes).map_err(|error| EncodeError::Form(error.to_string()))
}

/// The type of an event; what a rejection or an in-doubt act names.
pub fn kind_of<E: Entry>(event: &E) -> Result<String, EncodeError> {
    let json = to_json(event)?;
    peel(&json).map(|(kind, _)| kind).ok_or_else(|| EncodeError::Form(json.chars().take(80).collect()))
}

/// `{"group":{"name":{…}}}` or `{"group":"name"}` → type and data.
fn peel(json: &str) -> Option<(String, &str)> {
    let (group, inner) = json.strip_prefix("{\"")?.strip_suffix('}')?.split_once("\":")?;
    let (name, data) = match inner.strip_prefix("{\"") {
        Some(rest) => rest.strip_suffix('}')?.split_once("\":")?,
        None => (inner.strip_prefix('"')?.strip_suffix('"')?, "{}"),
    };
    let proper = is_word(group) && is_word(name) && data.starts_with('{');
    proper.then(|| (format!("{group}.{name}"), data))
}

/// Type and data → the event.
pub(crate) fn decode<E: Entry>(kind: &str, data: &str) -> Result<E, serde_json::Error> {
    let (group, name) = kind.split_once('.').filter(|_| is_kind(kind)).ok_or_else(|| unnamed(kind))?;
    if data == "{}" {
        // A variant without data, unless it is one whose fields may all be absent.
        if let Ok(event) = serde_json::from_str(&format!(r#"{{"{group}":"{name}"}}"#)) {
            return Ok(event);
        }
    }
    serde_json::from_str(&format!(r#"{{"{group}":{{"{name}":{data}}}}}"#))
}

fn unnamed(kind: &str) -> serde_json::Error {
    de::Error::custom(format!("`{kind}` is not a type"))
}

/// JSON without spaces in which control, bidi and zero-width characters are written as `\uXXXX`, so that printing a
/// journal in a terminal does nothing but print. serde itself escapes C0.
struct Harmless;

impl Formatter for Harmless {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, out: &mut W, text: &str) -> io::Result<()> {
        let mut plain = text;
        while let Some((at, unsafe_char)) = plain.char_indices().find(|(_, c)| is_harmful(*c)) {
            let (before, rest) = plain.split_at(at);
            out.write_all(before.as_bytes())?;
            write!(out, "\\u{:04x}", u32::from(unsafe_char))?;
            plain = rest.get(unsafe_char.len_utf8()..).unwrap_or_default();
        }
        out.write_all(plain.as_bytes())
    }
}

/// Whether a character moves, hides or reorders what stands around it.
pub fn is_harmful(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{61c}' | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
