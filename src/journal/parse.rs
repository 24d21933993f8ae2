//! The strict reading of one line.
//!
//! The envelope has one spelling only: fields in the order of the format, no space between them, nothing after the
//! end. It is therefore matched byte by byte rather than read as loose JSON, which also names the byte that is wrong.
//! The data `d` are real JSON and are checked as such; the event type reads them ([`Record::event`]).

use serde_json::value::RawValue;

use super::hash::{LineHash, MeetingId, RunId};
use super::record::{Act, Record, Role};
use super::{MAX_ACT, VERSION};

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
pub(super) const HASH_FIELD: usize = HASH_KEY.len() + 64 + 2;

/// The byte order marks with which editors begin a file: UTF-8 and both kinds of UTF-16.
const MARKS: [&[u8]; 3] = [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"];

/// Splits a line (without newline) before `,"h":"` and checks the hash over what stands before.
pub fn check_hash(line: &[u8]) -> Result<(&str, LineHash), Misread> {
    check_hash_with(line, None)
}

/// The same, with the hash over what stands before the field where it is known.
fn check_hash_with(line: &[u8], known: Option<LineHash>) -> Result<(&str, LineHash), Misread> {
    if MARKS.iter().any(|mark| line.starts_with(mark)) {
        return Err(Misread::new(0, Flaw::ByteOrderMark));
    }
    let text = str::from_utf8(line).map_err(|error| Misread::new(error.valid_up_to(), Flaw::NotUtf8))?;
    let at = text.len().saturating_sub(HASH_FIELD);
    let (body, field) = text.split_at_checked(at).ok_or_else(|| foreign(text, at))?;
    let digits = field.strip_prefix(HASH_KEY).and_then(|rest| rest.strip_suffix("\"}"));
    let digits = digits.ok_or_else(|| foreign(text, at))?;
    let hash = known.unwrap_or_else(|| LineHash::of(body.as_bytes()));
    if digits.as_bytes() != hash.hex() {
        return Err(Misread::new(0, Flaw::Hash));
    }
    Ok((body, hash))
}

/// Why a line has no hash at its end: the likely way of an editor first.
fn foreign(text: &str, at: usize) -> Misread {
    if text.ends_with('\r') {
        Misread::new(text.len() - 1, Flaw::CarriageReturn)
    } else {
        Misread::new(at, Flaw::Field("h"))
    }
}

/// Reads a line without its newline: hash first, then version, then every field in its place.
pub fn parse(line: &[u8]) -> Result<Record<'_>, Misread> {
    parse_with(line, None)
}

/// The same; `known` is the hash over everything before the line's hash field, where it was computed before.
pub(super) fn parse_with(line: &[u8], known: Option<LineHash>) -> Result<Record<'_>, Misread> {
    let (body, hash) = check_hash_with(line, known)?;
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
    let length = line.len();
    Ok(Record { meeting, seq, prev, t, up, run, by, act, kind, data, hash, length })
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

#[cfg(test)]
mod tests {
    use super::super::toy::{acts, lines};
    use super::*;

    fn first_body() -> String {
        let journal = String::from_utf8(lines(&acts())).unwrap();
        let line = journal.lines().next().unwrap();
        line.rsplit_once(",\"h\":\"").unwrap().0.to_owned()
    }

    /// A line with a right hash over any body.
    fn sealed(body: &str) -> String {
        format!("{body},\"h\":\"{}\"}}", LineHash::of(body.as_bytes()))
    }

    fn flaw(body: &str) -> Flaw {
        parse(sealed(body).as_bytes()).unwrap_err().flaw
    }

    #[test]
    fn a_right_hash_does_not_excuse_a_wrong_field() {
        let body = first_body();
        assert!(parse(sealed(&body).as_bytes()).is_ok());
        let wrong = [
            ("{\"v\":1", "{\"v\":01", Flaw::Field("v")),
            ("{\"v\":1", "{\"v\":0", Flaw::Field("v")),
            ("{\"v\":1", "{ \"v\":1", Flaw::Field("v")),
            ("{\"v\":1", "{\"v\":2", Flaw::Newer(2)),
            ("\"m\":\"0", "\"m\":\"g", Flaw::Field("m")),
            ("\"seq\":0", "\"seq\":00", Flaw::Field("seq")),
            ("\"seq\":0", "\"seq\":-1", Flaw::Field("seq")),
            ("\"seq\":0", "\"seq\":99999999999999999999", Flaw::Field("seq")),
            ("\"seq\":0,", "\"seq\":0,\"seq\":0,", Flaw::Field("prev")),
            ("\"prev\":\"0", "\"prev\":\"", Flaw::Field("prev")),
            ("2026-11-21T", "2026-11-21 ", Flaw::Field("t")),
            (".000+08:00", ".000Z", Flaw::Field("t")),
            ("\"up\":12", "\"up\":1.2", Flaw::Field("s")),
            ("\"s\":\"01", "\"s\":\"0A", Flaw::Field("s")),
            ("chair", "guest", Flaw::Field("by")),
            ("[0,1]", "[0,0]", Flaw::Field("act")),
            ("[0,1]", "[1,1]", Flaw::Field("act")),
            ("[0,1]", "[0,1001]", Flaw::Field("act")),
            ("door.opened", "door", Flaw::Field("type")),
            ("door.opened", "Door.opened", Flaw::Field("type")),
            ("door.opened", "door.opened\\u0000", Flaw::Field("type")),
            ("{\"wide\":true}", "[true]", Flaw::Data),
            ("{\"wide\":true}", "{\"wide\":true}}", Flaw::Data),
            ("{\"wide\":true}", "{\"wide\":true},{}", Flaw::Data),
            ("{\"wide\":true}", "{\"wide\":\"\\ud800\"", Flaw::Data),
        ];
        for (old, new, expected) in wrong {
            assert!(body.contains(old), "{old}");
            assert_eq!(flaw(&body.replacen(old, new, 1)), expected, "{old} -> {new}");
        }
    }

    #[test]
    fn the_byte_of_a_flaw_is_named() {
        let body = first_body().replace("chair", "guest");
        let misread = parse(sealed(&body).as_bytes()).unwrap_err();
        assert_eq!(body.get(misread.at..), body.find("guest").and_then(|at| body.get(at..)));
    }

    #[test]
    fn the_hash_is_checked_before_anything_else() {
        let newer = sealed(&first_body().replacen("\"v\":1", "\"v\":2", 1)).replace("true", "tru3");
        assert_eq!(parse(newer.as_bytes()).unwrap_err().flaw, Flaw::Hash);
    }

    #[test]
    fn the_ways_of_editors_are_recognised() {
        let line = sealed(&first_body());
        assert_eq!(parse(format!("{line}\r").as_bytes()).unwrap_err().flaw, Flaw::CarriageReturn);
        assert_eq!(parse(format!("\u{feff} {line} ").as_bytes()).unwrap_err().flaw, Flaw::ByteOrderMark);
        let utf16: Vec<u8> =
            [0xff, 0xfe].into_iter().chain(line.bytes().flat_map(|byte| [byte, 0])).collect();
        assert_eq!(parse(&utf16).unwrap_err().flaw, Flaw::ByteOrderMark);
        for odd in ["", "{}", "\0\0\0", "唱票"] {
            assert_eq!(parse(odd.as_bytes()).unwrap_err().flaw, Flaw::Field("h"), "{odd:?}");
        }
    }

    #[test]
    fn a_type_is_two_words_of_letters_digits_and_underlines() {
        for kind in ["a.b", "roll_call.member_marked_present", "a1.b_2", "a_.b9"] {
            assert!(is_kind(kind), "{kind}");
        }
        for kind in ["", ".", "a", "a.", ".b", "1a.b", "_a.b", "a.1", "a.b.c", "a-b.c", "a.B", "ä.b", "a .b"]
        {
            assert!(!is_kind(kind), "{kind}");
        }
    }
}
