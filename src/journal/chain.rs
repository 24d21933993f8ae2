//! The links between lines: one meeting, numbers without gaps, each line naming the one before, acts whole.

use std::fmt;

use super::hash::{LineHash, MeetingId};
use super::head::Head;
use super::parse::{Flaw, Misread, parse_with};
use super::record::{Act, Record};
use super::{MAX_FIRST_LINE, MAX_LINE};

/// The first place where a journal is not what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The record that should stand there, from 0.
    pub record: u64,
    /// The line of the file, from 1.
    pub line: u64,
    /// The byte of the file, from 0.
    pub byte: u64,
    /// What is wrong.
    pub flaw: Flaw,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "record {}, line {}, byte {}: {}", self.record, self.line, self.byte, self.flaw)
    }
}

/// The state of a check after some lines.
#[derive(Clone, Debug)]
pub struct Chain {
    meeting: Option<MeetingId>,
    next: u64,
    tip: LineHash,
    tip_hex: [u8; 64],
    length: u64,
    open: Option<Act>,
    whole: Option<Head>,
}

impl Default for Chain {
    fn default() -> Self {
        let tip = LineHash::ZERO;
        Self { meeting: None, next: 0, tip, tip_hex: tip.hex(), length: 0, open: None, whole: None }
    }
}

impl Chain {
    /// The number of the record that comes next.
    pub fn next_seq(&self) -> u64 {
        self.next
    }

    /// Bytes of all lines so far.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// The meeting, known after the first line.
    pub fn meeting(&self) -> Option<MeetingId> {
        self.meeting
    }

    /// The hash of the last line.
    pub fn tip(&self) -> LineHash {
        self.tip
    }

    /// The end of the last whole act.
    pub fn whole(&self) -> Option<Head> {
        self.whole
    }

    /// The act that has begun and lacks records.
    pub fn open_act(&self) -> Option<Act> {
        self.open
    }

    /// Longest next line, newline included.
    pub fn limit(&self) -> usize {
        if self.next == 0 { MAX_FIRST_LINE } else { MAX_LINE }
    }

    /// Checks the next line (without its newline) and takes it into the chain. On error the chain stays as it was.
    pub fn follow<'a>(&mut self, line: &'a [u8]) -> Result<Record<'a>, Misread> {
        self.follow_with(line, None)
    }

    /// The same; `known` is the hash over everything before the line's hash field, where it was computed before.
    pub(super) fn follow_with<'a>(
        &mut self,
        line: &'a [u8],
        known: Option<LineHash>,
    ) -> Result<Record<'a>, Misread> {
        let record = parse_with(line, known)?;
        self.check(&record).map_err(|(field, flaw)| Misread::new(find(line, field), flaw))?;
        self.take(&record, line.len() + 1);
        Ok(record)
    }

    /// The damage of a line that comes next.
    pub fn damage(&self, misread: Misread) -> Damage {
        let Misread { at, flaw } = misread;
        Damage { record: self.next, line: self.next + 1, byte: self.length + at as u64, flaw }
    }

    fn check(&self, record: &Record<'_>) -> Result<(), (&'static str, Flaw)> {
        if self.meeting.is_some_and(|meeting| meeting != record.meeting) {
            return Err((",\"m\":", Flaw::Meeting));
        }
        if record.seq != self.next {
            return Err((",\"seq\":", Flaw::Seq { expected: self.next, found: record.seq }));
        }
        if record.prev.as_bytes() != self.tip_hex {
            return Err((",\"prev\":", Flaw::Prev));
        }
        let fits = match self.open {
            Some(open) => record.act == open,
            None => record.act.first == record.seq,
        };
        if fits { Ok(()) } else { Err((",\"act\":", Flaw::Act)) }
    }

    fn take(&mut self, record: &Record<'_>, length: usize) {
        self.meeting = Some(record.meeting);
        self.next += 1;
        self.tip = record.hash;
        self.tip_hex = record.hash.hex();
        self.length += length as u64;
        if record.act.ends_with(record.seq) {
            self.open = None;
            self.whole = Some(Head { seq: record.seq, length: self.length, hash: record.hash });
        } else {
            self.open = Some(record.act);
        }
    }
}

/// Where a key stands in a line that has been parsed.
fn find(line: &[u8], key: &str) -> usize {
    line.windows(key.len()).position(|window| window == key.as_bytes()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damage_names_its_place_three_times_over() {
        let damage = Damage { record: 3, line: 4, byte: 900, flaw: Flaw::Hash };
        assert_eq!(
            damage.to_string(),
            "record 3, line 4, byte 900: the hash does not fit the bytes of the line"
        );
    }
}
