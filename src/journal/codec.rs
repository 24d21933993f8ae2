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

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use proptest::prelude::*;
    use sha2::{Digest as _, Sha256};

    use super::super::parse::parse;
    use super::super::toy::{Door, Opening, STAMP, Shelf, Toy, acts, lines};
    use super::*;

    fn place() -> Place {
        let (meeting, run) = (MeetingId::new([7; 16]), RunId::new([8; 8]));
        Place { meeting, run, seq: 1, prev: LineHash::ZERO, act: Act { first: 1, count: 1 } }
    }

    fn line(event: &Toy) -> String {
        let mut line = Vec::new();
        encode(&mut line, &place(), &STAMP, event).unwrap();
        String::from_utf8(line).unwrap()
    }

    fn read(line: &str) -> Toy {
        parse(line.trim_end_matches('\n').as_bytes()).unwrap().event().unwrap()
    }

    #[test]
    fn a_line_is_spelled_as_the_format_says() {
        let line = line(&Toy::Shelf(Shelf::BookTaken { place: 3 }));
        let expected = concat!(
            r#"{"v":1,"m":"07070707070707070707070707070707","seq":1,"prev":""#,
            "0000000000000000000000000000000000000000000000000000000000000000",
            r#"","t":"2026-11-21T09:30:00.000+08:00","up":12,"s":"0808080808080808","by":"chair","act":[1,1],"#,
            r#""type":"shelf.book_taken","d":{"place":3},"h":""#
        );
        assert!(line.starts_with(expected), "{line}");
    }

    #[test]
    fn anybody_can_check_a_line_with_a_shell() {
        let journal = String::from_utf8(lines(&acts())).unwrap();
        let mut prev = "0".repeat(64);
        for line in journal.lines() {
            // ${line%,"h":"*} is the line without the shortest suffix of that form.
            let (body, rest) = line.rsplit_once(",\"h\":\"").unwrap();
            let mut sum = String::new();
            Sha256::digest(body).iter().for_each(|byte| write!(sum, "{byte:02x}").unwrap());
            assert_eq!(rest, format!("{sum}\"}}"));
            assert!(line.contains(&format!("\"prev\":\"{prev}\"")));
            prev = sum;
        }
    }

    #[test]
    fn every_kind_of_variant_comes_back() {
        let events = [
            Toy::Shelf(Shelf::Cleared),
            Toy::Shelf(Shelf::BookPlaced { place: 1, title: "a\"},\"h\":\"\n".into() }),
            Toy::Door(Door::Opened(Opening { wide: false })),
            Toy::Door(Door::Closed {}),
        ];
        for event in events {
            assert_eq!(read(&line(&event)), event);
        }
    }

    #[test]
    fn what_the_event_type_does_not_know_is_an_error() {
        let unknown = [
            ("shelf.book_burnt", "{}"),
            ("cellar.opened", "{}"),
            ("shelf.book_taken", r#"{"place":1,"more":2}"#),
            ("shelf.book_taken", r#"{"place":1,"place":1}"#),
            ("shelf.book_taken", r#"{"place":1e999}"#),
            ("shelf.book_taken", "{}"),
            ("shelf.cleared", r#"{"more":1}"#),
            ("door.closed", r#"{"more":1}"#),
            ("door.opened", r#"{"wide":true,"more":1}"#),
            ("shelf", "{}"),
            ("shelf.cleared\":{}},\"x", "{}"),
            ("door.opened", r#"{"wide":true}},"shelf":{"cleared":{}"#),
        ];
        for (kind, data) in unknown {
            assert!(decode::<Toy>(kind, data).is_err(), "{kind} {data}");
        }
    }

    #[test]
    fn deep_nesting_is_refused_and_does_not_overflow() {
        let deep = format!("{{\"place\":{}1{}}}", "[".repeat(10_000), "]".repeat(10_000));
        assert!(decode::<Toy>("shelf.book_taken", &deep).is_err());
    }

    #[test]
    fn what_moves_a_cursor_is_written_as_an_escape() {
        let hostile: String =
            (0..0x3000).chain([0xfeff]).filter_map(char::from_u32).filter(|c| is_harmful(*c)).collect();
        assert_eq!(hostile.chars().count(), 32 + 33 + 1 + 5 + 7 + 10 + 1);
        let event = Toy::Shelf(Shelf::BookPlaced { place: 1, title: format!("前{hostile}后") });
        let line = line(&event);
        assert!(!line.trim_end_matches('\n').chars().any(is_harmful), "{line}");
        assert!(line.contains("\\u202e") && line.contains("\\u009b") && line.contains("前"));
        assert_eq!(read(&line), event);
    }

    #[test]
    fn an_event_that_fits_no_line_leaves_nothing_behind() {
        let mut out = b"before".to_vec();
        let long = Toy::Shelf(Shelf::BookPlaced { place: 1, title: "x".repeat(MAX_LINE) });
        let error = encode(&mut out, &place(), &STAMP, &long).unwrap_err();
        assert!(matches!(error, EncodeError::TooLong { limit: MAX_LINE, .. }));
        assert!(encode(&mut out, &place(), &STAMP, &"flat".to_owned()).is_err());
        assert!(encode(&mut out, &place(), &STAMP, &Some(3)).is_err());
        let late = Stamp { t: "yesterday", ..STAMP };
        assert!(matches!(encode(&mut out, &place(), &late, &long), Err(EncodeError::Time(_))));
        assert_eq!(out, b"before");
        let first = Place { seq: 0, act: Act { first: 0, count: 1 }, ..place() };
        assert!(encode(&mut out, &first, &STAMP, &long).is_ok());
    }

    proptest! {
        #[test]
        fn any_text_comes_back(title: String, place: u32) {
            let event = Toy::Shelf(Shelf::BookPlaced { place, title });
            let line = line(&event);
            prop_assert!(!line.trim_end_matches('\n').chars().any(is_harmful));
            prop_assert_eq!(read(&line), event);
        }
    }

    #[test]
    fn words_that_are_no_identifiers_are_no_type() {
        for (json, type_of) in [
            (r#"{"door":{"opened":{}}}"#, Some("door.opened")),
            (r#"{"Door":{"opened":{}}}"#, None),
            (r#"{"door":{"Opened":{}}}"#, None),
            (r#"{"door":{"opened":[]}}"#, None),
            (r#"{"door":"shut"}"#, Some("door.shut")),
            (r#"{"door":"Shut"}"#, None),
            (r#""door""#, None),
        ] {
            assert_eq!(peel(json).map(|(kind, _)| kind).as_deref(), type_of, "{json}");
        }
    }
}
