//! `changpiao count FILE…`: the rules without the meeting, for checking, teaching and testing.
//!
//! Reads JSON cases (one object, an array, or one per line; `-` is standard input) and prints one result for each. The
//! input is [`case`], the result is [`report`]; every rule is the domain's. Equal ballots are counted together.

pub mod approvals;
pub mod ballots;
pub mod case;
pub mod codes;
pub mod columns;
pub mod encoding;
pub mod entering;
pub mod input;
pub mod judging;
pub mod report;
pub mod shapes;
pub mod strict;
pub mod text;

pub use codes::{ERROR_CODES, NOTE_CODES, help};

use input::Bad;
use report::Report;
use serde::Serialize;
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// Every case could be counted.
pub const COUNTED: u8 = 0;
/// Some input was bad; the other cases were counted.
pub const BAD_INPUT: u8 = 2;

/// Counts the cases in the files, in order, and writes a result or an error for each: one compact line, or indented
/// when `pretty`. Returns the exit code.
///
/// # Errors
/// Only when `out` cannot be written. A file that cannot be read is an error object in its place.
pub fn run(paths: &[PathBuf], pretty: bool, stdin: &mut impl Read, out: &mut impl Write) -> io::Result<u8> {
    let mut printer = Printer { pretty, out: BufWriter::new(out), exit: COUNTED };
    for path in paths {
        match read(path, stdin) {
            Ok(bytes) => count_file(&path.to_string_lossy(), &bytes, &mut printer)?,
            Err(error) => printer.bad(&Bad::unreadable(&path.to_string_lossy(), &error))?,
        }
    }
    printer.out.flush()?;
    Ok(printer.exit)
}

fn read(path: &Path, stdin: &mut impl Read) -> io::Result<Vec<u8>> {
    if path != Path::new("-") {
        return std::fs::read(path);
    }
    let mut bytes = Vec::new();
    stdin.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn count_file<W: Write>(file: &str, bytes: &[u8], printer: &mut Printer<W>) -> io::Result<()> {
    let text = match encoding::decode(bytes) {
        Ok(text) => text,
        Err(bad) => return printer.bad(&bad.in_file(file)),
    };
    input::cases(&text, |line, case| {
        match case.and_then(|case| judging::count(&case).map_err(|bad| bad.at(line))) {
            Ok(report) => printer.report(report),
            Err(bad) => printer.bad(&bad.in_file(file)),
        }
    })
}

/// Writes results and remembers whether an input was bad.
struct Printer<W: Write> {
    pretty: bool,
    out: BufWriter<W>,
    exit: u8,
}

impl<W: Write> Printer<W> {
    fn report(&mut self, report: Report) -> io::Result<()> {
        let hides = report.hides_characters();
        if hides || self.pretty { self.line(&report, hides) } else { report.write(&mut self.out) }
    }

    fn bad(&mut self, bad: &Bad) -> io::Result<()> {
        self.exit = BAD_INPUT;
        self.line(bad, true)
    }

    /// Writes a value; `hides` when a text of it may have characters that show nothing.
    fn line(&mut self, value: &impl Serialize, hides: bool) -> io::Result<()> {
        let text =
            if self.pretty { serde_json::to_string_pretty(value) } else { serde_json::to_string(value) };
        let mut text = if hides { report::visible(&text?) } else { text? };
        text.push('\n');
        self.out.write_all(text.as_bytes())
    }
}
