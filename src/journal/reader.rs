//! The streaming check of a whole journal.
//!
//! One buffer of fixed size, one pass: the bytes are hashed as they stand, the records are borrowed from the buffer,
//! and memory does not grow with the file (only a first line longer than the buffer makes it grow, to 8 MiB at most).

use std::io::{self, Read};
use std::ops::Range;

use super::MAX_LINE;
use super::chain::{Chain, Damage};
use super::parse::{Flaw, Misread, check_hash};
use super::record::Record;
use super::storage::retry;

/// Size of the buffer in bytes.
const BUFFER: usize = 4 * MAX_LINE;

/// How a file ends, by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// With the newline of the last record of an act.
    Clean,
    /// With bytes that were never confirmed.
    Torn(Torn),
    /// The last line is whole but invalid: a torn write or a change, nobody can tell.
    Undecided(Damage),
    /// An invalid line with something behind it.
    Damaged(Damage),
    /// From this record on a newer version wrote; the hashes of the lines fit.
    Newer(Damage),
}

/// A tail that was never confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Torn {
    /// Bytes of the journal before the tail: the end of the last whole act.
    pub from: u64,
    /// Bytes of the tail.
    pub bytes: u64,
    /// What the tail is.
    pub tail: Tail,
}

/// What a torn tail is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tail {
    /// Part of a line.
    Piece,
    /// Zeros, or part of a line and zeros.
    Zeros,
    /// Whole lines of an act that lacks its others.
    Act,
}

/// Reads records one by one and checks every link.
#[derive(Debug)]
pub struct Reader<R> {
    lines: Lines<R>,
    chain: Chain,
    stop: Option<Stop>,
}

/// Why the reading stopped.
#[derive(Debug)]
enum Stop {
    Misread(Misread),
    TooLong,
    Rest,
}

impl<R: Read> Reader<R> {
    /// Reads from this source, which stands at the first byte of a journal.
    pub fn new(source: R) -> Self {
        Self { lines: Lines::new(source), chain: Chain::default(), stop: None }
    }

    /// The next record; nothing at the end or at the first thing that is no record: [`finish`](Self::finish) tells
    /// which. A record counts only if its act is whole: see [`Chain::whole`].
    pub fn next_record(&mut self) -> io::Result<Option<Record<'_>>> {
        if self.stop.is_some() {
            return Ok(None);
        }
        let stop = match self.lines.next(self.chain.limit())? {
            Next::Line(range) => match self.chain.follow(self.lines.get(range)) {
                Ok(record) => return Ok(Some(record)),
                Err(misread) => Stop::Misread(misread),
            },
            Next::TooLong => Stop::TooLong,
            Next::Rest => Stop::Rest,
        };
        self.stop = Some(stop);
        Ok(None)
    }

    /// The links so far.
    pub fn chain(&self) -> &Chain {
        &self.chain
    }

    /// Reads what is left, if anything, and says how the file ends.
    pub fn finish(mut self) -> io::Result<(Chain, Ending)> {
        while self.next_record()?.is_some() {}
        let ending = match self.stop.take() {
            Some(Stop::Misread(Misread { at, flaw: Flaw::Newer(version) })) => {
                self.finish_newer(at, version)?
            }
            Some(Stop::Misread(misread)) => {
                let damage = self.chain.damage(misread);
                if self.lines.at_end()? { Ending::Undecided(damage) } else { Ending::Damaged(damage) }
            }
            Some(Stop::TooLong) => self.finish_long()?,
            Some(Stop::Rest) | None => self.finish_rest(),
        };
        Ok((self.chain, ending))
    }

    /// A newer version wrote on from here: only the hash of each line can be checked.
    fn finish_newer(&mut self, at: usize, version: u64) -> io::Result<Ending> {
        let newer = self.chain.damage(Misread::new(at, Flaw::Newer(version)));
        let limit = self.chain.limit();
        for record in newer.record + 1.. {
            let start = self.lines.offset();
            let wrong = match self.lines.next(limit)? {
                Next::Line(range) => check_hash(self.lines.get(range)).err(),
                Next::TooLong => Some(Misread::new(0, Flaw::TooLong { limit })),
                Next::Rest => break,
            };
            if let Some(Misread { at, flaw }) = wrong {
                return Ok(Ending::Damaged(Damage {
                    record,
                    line: record + 1,
                    byte: start + at as u64,
                    flaw,
                }));
            }
        }
        Ok(Ending::Newer(newer))
    }

    /// A piece longer than any line: damage if the line ends after all, a torn tail if the file ends first.
    fn finish_long(&mut self) -> io::Result<Ending> {
        let flaw = Flaw::TooLong { limit: self.chain.limit() };
        if self.lines.skip_line()? {
            return Ok(Ending::Damaged(self.chain.damage(Misread::new(0, flaw))));
        }
        Ok(self.finish_rest())
    }

    /// No newline any more.
    fn finish_rest(&self) -> Ending {
        let total = self.lines.total;
        let Some(whole) = self.chain.whole() else {
            return Ending::Damaged(self.chain.damage(Misread::new(0, Flaw::Empty)));
        };
        let bytes = total - whole.length;
        let tail = match () {
            () if bytes == 0 => return Ending::Clean,
            () if total == self.chain.length() => Tail::Act,
            () if self.lines.last_byte == 0 => Tail::Zeros,
            () => Tail::Piece,
        };
        Ending::Torn(Torn { from: whole.length, bytes, tail })
    }
}

/// Lines in a buffer.
#[derive(Debug)]
struct Lines<R> {
    source: R,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    /// Bytes read from the source so far.
    total: u64,
    last_byte: u8,
}

/// What comes next.
enum Next {
    /// A line, without its newline.
    Line(Range<usize>),
    /// More bytes without a newline than a line may have.
    TooLong,
    /// Fewer bytes than that, or none, and then the end.
    Rest,
}

impl<R: Read> Lines<R> {
    fn new(source: R) -> Self {
        Self { source, buffer: vec![0; BUFFER], start: 0, end: 0, total: 0, last_byte: b'\n' }
    }

    fn get(&self, range: Range<usize>) -> &[u8] {
        self.buffer.get(range).unwrap_or_default()
    }

    /// Where the next line starts, in bytes from the start of the source.
    fn offset(&self) -> u64 {
        self.total - (self.end - self.start) as u64
    }

    fn next(&mut self, limit: usize) -> io::Result<Next> {
        let mut searched = 0;
        loop {
            if let Some(at) = memchr::memchr(b'\n', self.get(self.start + searched..self.end)) {
                let line = self.start..self.start + searched + at;
                if line.len() >= limit {
                    return Ok(Next::TooLong);
                }
                self.start = line.end + 1;
                return Ok(Next::Line(line));
            }
            searched = self.end - self.start;
            if searched >= limit {
                return Ok(Next::TooLong);
            }
            if !self.fill()? {
                return Ok(Next::Rest);
            }
        }
    }

    /// Reads more behind what is there; false at the end of the source.
    fn fill(&mut self) -> io::Result<bool> {
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if self.end == self.buffer.len() {
            self.buffer.resize(2 * self.buffer.len(), 0);
        }
        let free = self.buffer.get_mut(self.end..).unwrap_or_default();
        let n = retry(|| self.source.read(free))?;
        if let Some(last) = n.checked_sub(1).and_then(|last| free.get(last)) {
            self.last_byte = *last;
        }
        self.end += n;
        self.total += n as u64;
        Ok(n > 0)
    }

    /// Whether nothing is left.
    fn at_end(&mut self) -> io::Result<bool> {
        Ok(self.start == self.end && !self.fill()?)
    }

    /// Skips to behind the next newline; false if there is none.
    fn skip_line(&mut self) -> io::Result<bool> {
        loop {
            if memchr::memchr(b'\n', self.get(self.start..self.end)).is_some() {
                return Ok(true);
            }
            self.start = self.end;
            if !self.fill()? {
                return Ok(false);
            }
        }
    }
}
