//! The streaming check of a whole journal.
//!
//! One buffer of fixed size, one pass: the bytes are hashed as they stand, the records are borrowed from the buffer,
//! and memory does not grow with the file (only a first line longer than the buffer makes it grow, to 8 MiB at most).

use std::io::{self, Read};

use super::ahead::{Plain, Source};
use super::chain::{Chain, Damage};
use super::parse::{Flaw, Misread, check_hash};
use super::record::Record;

mod lines;

use lines::{Lines, Next};

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

impl<R: Read> Reader<Plain<R>> {
    /// Reads from this source, which stands at the first byte of a journal.
    pub fn new(source: R) -> Self {
        Self::from_source(Plain(source))
    }
}

impl<R: Source> Reader<R> {
    /// Reads from a source that may know hashes already.
    pub fn from_source(source: R) -> Self {
        Self { lines: Lines::new(source), chain: Chain::default(), stop: None }
    }

    /// The next record; nothing at the end or at the first thing that is no record: [`finish`](Self::finish) tells
    /// which. A record counts only if its act is whole: see [`Chain::whole`].
    pub fn next_record(&mut self) -> io::Result<Option<Record<'_>>> {
        if self.stop.is_some() {
            return Ok(None);
        }
        let start = self.lines.offset();
        let stop = match self.lines.next(self.chain.limit())? {
            Next::Line(range) => {
                let known = self.lines.source.hash_at(start);
                match self.chain.follow_with(self.lines.get(range), known) {
                    Ok(record) => return Ok(Some(record)),
                    Err(misread) => Stop::Misread(misread),
                }
            }
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

#[cfg(test)]
mod tests {
    use super::super::toy::{acts, lines};
    use super::*;

    #[test]
    fn what_was_not_read_is_read_in_the_end() {
        let journal = lines(&acts());
        for read in 0..=7 {
            let mut reader = Reader::new(&journal[..]);
            for seq in 0..read {
                assert_eq!(reader.next_record().unwrap().unwrap().seq, seq);
            }
            let (chain, ending) = reader.finish().unwrap();
            assert_eq!((chain.next_seq(), ending), (7, Ending::Clean), "{read}");
        }
    }

    #[test]
    fn behind_a_newer_line_a_damage_is_named_by_its_own_place() {
        let journal = String::from_utf8(lines(&acts())).unwrap();
        let newer = |line: &str| {
            let body = line.rsplit_once(",\"h\":\"").unwrap().0.replacen("\"v\":1", "\"v\":2", 1);
            format!("{body},\"h\":\"{}\"}}\n", super::super::LineHash::of(body.as_bytes()))
        };
        let all: Vec<String> = journal.lines().map(newer).collect();
        let first = journal.split_inclusive('\n').next().unwrap();
        let whole = [first, &all[1], &all[2], &all[3]].concat();
        let Ending::Newer(from) = Reader::new(whole.as_bytes()).finish().unwrap().1 else { panic!() };
        assert_eq!((from.record, from.line), (1, 2));
        let changed = [first, &all[1], &all[2], &all[3].replace("shelf", "shelg")].concat();
        let Ending::Damaged(damage) = Reader::new(changed.as_bytes()).finish().unwrap().1 else { panic!() };
        let start = (first.len() + all[1].len() + all[2].len()) as u64;
        assert_eq!((damage.record, damage.line, damage.byte, damage.flaw), (3, 4, start, Flaw::Hash));
        let mut foreign = whole.clone().into_bytes();
        foreign[first.len() + all[1].len() + 20] = 0xff;
        let Ending::Damaged(damage) = Reader::new(&foreign[..]).finish().unwrap().1 else { panic!() };
        let byte = (first.len() + all[1].len() + 20) as u64;
        assert_eq!((damage.line, damage.byte, damage.flaw), (3, byte, Flaw::NotUtf8));
    }
}
