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
    pub(super) source: R,
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives its bytes a few at a time, and is interrupted in between.
    struct Drip<'a> {
        bytes: &'a [u8],
        turn: usize,
    }

    impl Read for Drip<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            self.turn += 1;
            if self.turn.is_multiple_of(3) {
                return Err(io::ErrorKind::Interrupted.into());
            }
            let n = self.bytes.len().min(7).min(into.len());
            let (now, later) = self.bytes.split_at(n);
            into[..n].copy_from_slice(now);
            self.bytes = later;
            Ok(n)
        }
    }

    #[test]
    fn lines_come_whole_however_the_bytes_come() {
        let text = "a\n\nsomewhat longer than a drop\nrest";
        let mut lines = Lines::new(Drip { bytes: text.as_bytes(), turn: 0 });
        for expected in ["a", "", "somewhat longer than a drop"] {
            let Next::Line(range) = lines.next(100).unwrap() else { panic!("{expected}") };
            assert_eq!(lines.get(range), expected.as_bytes());
        }
        assert!(matches!(lines.next(100).unwrap(), Next::Rest));
        assert_eq!((lines.total, lines.last_byte), (text.len() as u64, b't'));
    }

    #[test]
    fn the_buffer_does_not_grow_with_the_file() {
        let line = [&[b'x'; 299][..], b"\n"].concat();
        let mut lines = Lines::new(Endless { line, at: 0, left: 40_000_000 });
        let mut count = 0;
        while let Next::Line(range) = lines.next(MAX_LINE).unwrap() {
            assert_eq!(range.len(), 299);
            count += 1;
        }
        assert_eq!(lines.buffer.len(), BUFFER);
        assert_eq!(count, 40_000_000 / 300);
    }

    /// The same line again and again.
    struct Endless {
        line: Vec<u8>,
        at: usize,
        left: usize,
    }

    impl Read for Endless {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let rest = &self.line[self.at..];
            let n = rest.len().min(into.len()).min(self.left);
            into[..n].copy_from_slice(&rest[..n]);
            self.at = (self.at + n) % self.line.len();
            self.left -= n;
            Ok(n)
        }
    }

    #[test]
    fn the_longest_line_fits_and_one_byte_more_does_not() {
        for (length, fits) in [(MAX_LINE - 1, true), (MAX_LINE, false)] {
            let text = [&vec![b'x'; length][..], b"\n"].concat();
            let mut lines = Lines::new(&text[..]);
            assert_eq!(matches!(lines.next(MAX_LINE).unwrap(), Next::Line(_)), fits, "{length}");
        }
    }
}
