//! Lines out of a buffer of fixed size.

use std::io::{self, Read};
use std::ops::Range;

use super::super::MAX_LINE;
use super::super::storage::retry;

/// Size of the buffer in bytes.
const BUFFER: usize = 4 * MAX_LINE;

/// Lines in a buffer.
#[derive(Debug)]
pub(super) struct Lines<R> {
    source: R,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    /// Bytes read from the source so far.
    pub(super) total: u64,
    pub(super) last_byte: u8,
}

/// What comes next.
pub(super) enum Next {
    /// A line, without its newline.
    Line(Range<usize>),
    /// More bytes without a newline than a line may have.
    TooLong,
    /// Fewer bytes than that, or none, and then the end.
    Rest,
}

impl<R: Read> Lines<R> {
    pub(super) fn new(source: R) -> Self {
        Self { source, buffer: vec![0; BUFFER], start: 0, end: 0, total: 0, last_byte: b'\n' }
    }

    pub(super) fn get(&self, range: Range<usize>) -> &[u8] {
        self.buffer.get(range).unwrap_or_default()
    }

    /// Where the next line starts, in bytes from the start of the source.
    pub(super) fn offset(&self) -> u64 {
        self.total - (self.end - self.start) as u64
    }

    pub(super) fn next(&mut self, limit: usize) -> io::Result<Next> {
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
    pub(super) fn at_end(&mut self) -> io::Result<bool> {
        Ok(self.start == self.end && !self.fill()?)
    }

    /// Skips to behind the next newline; false if there is none.
    pub(super) fn skip_line(&mut self) -> io::Result<bool> {
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
