//! Finding the cases in a text: one object, an array of them, or one per line; and saying what is wrong where.

use super::case::Case;
use super::encoding::Decoded;
use super::strict::Object;
use serde::Serialize;
use serde::de::IgnoredAny;
use serde_json::Deserializer;
use std::io;

/// What is wrong with a case or a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bad {
    error: BadField,
}

/// The field and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct BadField {
    code: &'static str,
    field: String,
    text: String,
}

impl Bad {
    /// What is wrong with a field.
    pub fn new(code: &'static str, field: impl Into<String>, text: impl Into<String>) -> Self {
        Self { error: BadField { code, field: field.into(), text: text.into() } }
    }

    /// A file that cannot be read.
    pub fn unreadable(file: &str, error: &io::Error) -> Self {
        Self::new("unreadable", "", format!("{file}: {error}"))
    }

    /// Says in which line.
    #[must_use]
    pub fn at(mut self, line: usize) -> Self {
        self.error.text = format!("line {line}: {}", self.error.text);
        self
    }

    /// Says in which file.
    #[must_use]
    pub fn in_file(mut self, file: &str) -> Self {
        self.error.text = format!("{file}, {}", self.error.text);
        self
    }
}

/// Hands each case, or what is wrong with it, to `each` with the line where it begins (from 1).
///
/// # Errors
/// The first error of `each`.
pub fn cases<'a>(
    Decoded { text, broken }: &'a Decoded<'_>,
    mut each: impl FnMut(usize, Result<Case<'a>, Bad>) -> io::Result<()>,
) -> io::Result<()> {
    let mut walk = Walk { text, broken, place: 0, line: 1, counted: 0, inside: Inside::Nothing };
    while let Some(found) = walk.next() {
        let line = walk.line;
        each(line, found)?;
    }
    Ok(())
}

/// Where a walk is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    /// Between cases that follow each other.
    Nothing,
    /// After the opening bracket of an array.
    Opened,
    /// After a case of an array.
    Array,
}

/// A walk over the cases of a text.
struct Walk<'a> {
    text: &'a str,
    /// Places of what was not UTF-8, in order.
    broken: &'a [usize],
    /// Bytes read.
    place: usize,
    /// The line of the case at hand.
    line: usize,
    /// Bytes whose lines are counted.
    counted: usize,
    inside: Inside,
}

impl<'a> Walk<'a> {
    /// The next case, or what is wrong with it; `None` at the end.
    fn next(&mut self) -> Option<Result<Case<'a>, Bad>> {
        loop {
            self.skip_space();
            match (self.peek(), self.inside) {
                (None, Inside::Nothing) => return None,
                (None, _) => return Some(Err(self.stop("the array is not closed"))),
                (Some(b'['), Inside::Nothing) => self.step(Inside::Opened),
                (Some(b']'), Inside::Opened | Inside::Array) => self.step(Inside::Nothing),
                (Some(b','), Inside::Array) => {
                    self.step(Inside::Array);
                    self.skip_space();
                    return Some(self.case());
                }
                (Some(_), Inside::Array) => return Some(Err(self.stop("expected `,` or `]` between cases"))),
                (Some(_), _) => return Some(self.case()),
            }
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.place..).unwrap_or("")
    }

    fn peek(&self) -> Option<u8> {
        self.rest().bytes().next()
    }

    fn step(&mut self, inside: Inside) {
        self.place += 1;
        self.inside = inside;
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.place += rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
    }

    /// Counts lines up to the place.
    fn mark_line(&mut self) {
        let passed = self.text.as_bytes().get(self.counted..self.place).unwrap_or_default();
        self.line += newlines(passed);
        self.counted = self.place;
    }

    /// Reads the case at the place, all of which must have been UTF-8.
    fn case(&mut self) -> Result<Case<'a>, Bad> {
        self.mark_line();
        let start = self.place;
        let case = self.parse();
        let first =
            self.broken.get(self.broken.partition_point(|at| *at < start)).filter(|at| **at < self.place);
        first.map_or(case, |at| {
            let before = self.text.as_bytes().get(start..*at).unwrap_or_default();
            Err(Bad::new("encoding", "", "not UTF-8").at(self.line + newlines(before)))
        })
    }

    fn parse(&mut self) -> Result<Case<'a>, Bad> {
        if self.inside == Inside::Opened {
            self.inside = Inside::Array;
        }
        let mut stream = Deserializer::from_str(self.rest()).into_iter::<Object<Case<'a>>>();
        if let Some(Ok(Object(case))) = stream.next() {
            self.place += stream.byte_offset();
            return Ok(case);
        }
        Err(self.bad_case())
    }

    /// Says what is wrong with the case at the place, and passes it.
    fn bad_case(&mut self) -> Bad {
        let mut stream = Deserializer::from_str(self.rest()).into_iter::<IgnoredAny>();
        match stream.next() {
            Some(Ok(_)) => {
                let length = stream.byte_offset();
                let value = self.rest().get(..length).unwrap_or("");
                self.place += length;
                bad_value(value, self.line)
            }
            Some(Err(error)) => {
                let bad = Bad::new("syntax", "", plain(&error)).at(self.line + error.line() - 1);
                self.recover();
                bad
            }
            None => self.stop("a case is missing"),
        }
    }

    /// After broken JSON: cases that stand one per line go on at the next line that opens one.
    fn recover(&mut self) {
        let rest = self.rest();
        let next = if self.inside == Inside::Nothing { rest.find("\n{") } else { None };
        self.place += next.map_or(rest.len(), |at| at + 1);
        self.inside = Inside::Nothing;
    }

    /// Broken JSON after which nothing can be told.
    fn stop(&mut self, text: &str) -> Bad {
        self.mark_line();
        self.place = self.text.len();
        self.inside = Inside::Nothing;
        Bad::new("syntax", "", text).at(self.line)
    }
}

fn newlines(bytes: &[u8]) -> usize {
    bytes.split(|byte| *byte == b'\n').count() - 1
}

/// The message without the position, which counts from the case and not from the file, and without words of Rust.
fn plain(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let message = text.rsplit_once(" at line ").map_or(text.as_str(), |(message, _)| message);
    message
        .replace("expected u32", "expected a whole number from 0 to 4294967295")
        .replace("a tuple of size 2", "an array of two whole numbers")
}

/// Names the field and the line of a value that is JSON and no case. Reads it a second time, slowly.
fn bad_value(value: &str, line: usize) -> Bad {
    let mut json = Deserializer::from_str(value);
    match serde_path_to_error::deserialize::<_, Object<Case<'_>>>(&mut json) {
        Ok(_) => Bad::new("syntax", "", "not a case").at(line),
        Err(error) => {
            let path = error.path().to_string();
            let inner = error.into_inner();
            name_field(&path, &plain(&inner)).at(line + inner.line().max(1) - 1)
        }
    }
}

/// Adds the name of a field that is missing, unknown or given twice, which only the message holds, to the path.
fn name_field(path: &str, message: &str) -> Bad {
    let path = if path == "." { "" } else { path };
    let quoted = message.split('`').nth(1).unwrap_or("");
    let code = match message.split(' ').next() {
        Some("missing") => "missing",
        Some("duplicate") => "duplicate",
        Some("unknown") if message.starts_with("unknown field") => "unknown",
        _ => return Bad::new("value", path, message),
    };
    let field = match path {
        "" => quoted.to_owned(),
        path if path == quoted || path.ends_with(&format!(".{quoted}")) => path.to_owned(),
        path => format!("{path}.{quoted}"),
    };
    Bad::new(code, field, message)
}
