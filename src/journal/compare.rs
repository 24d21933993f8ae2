//! Two copies of a journal held against each other, record by record, in memory that does not grow.

use std::cmp::Ordering;
use std::io::{self, Read};

use super::ahead::Source;
use super::hash::LineHash;
use super::head::Head;
use super::reader::Reader;

/// How two copies stand to each other, as far as both are sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The same records.
    Same,
    /// The first goes on where the second ends.
    FirstLonger {
        /// Records of the second, all of which the first has.
        common: u64,
        /// Records of the first.
        longer: u64,
    },
    /// The second goes on where the first ends.
    SecondLonger {
        /// Records of the first, all of which the second has.
        common: u64,
        /// Records of the second.
        longer: u64,
    },
    /// They part: up to here they are the same, then each has its own record.
    Fork(Box<Fork>),
    /// They are not of the same meeting.
    OtherMeeting,
}

/// Where two copies part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fork {
    /// The first record in which they differ.
    pub first: Seen,
    /// The second copy's record of the same number.
    pub second: Seen,
    /// Records of each copy.
    pub lengths: (u64, u64),
}

/// A record, as far as people compare it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Its number.
    pub seq: u64,
    /// Wall time.
    pub t: String,
    /// Its type.
    pub kind: String,
    /// Its hash.
    pub hash: LineHash,
}

/// One copy while it is read: only whole acts count.
struct Copy<R> {
    reader: Reader<R>,
    last: Option<Seen>,
}

impl<R: Source> Copy<R> {
    /// Goes to the next record; false at the end of what is sound.
    fn next(&mut self) -> io::Result<bool> {
        self.last = None;
        let record = self.reader.next_record()?;
        self.last = record.map(|record| Seen {
            seq: record.seq,
            t: record.t.to_owned(),
            kind: record.kind.to_owned(),
            hash: record.hash,
        });
        Ok(self.last.is_some())
    }

    /// Reads to the end of what is sound; the number of records of whole acts.
    fn count(mut self) -> io::Result<u64> {
        while self.next()? {}
        Ok(whole(self.reader.chain().whole()))
    }
}

fn whole(head: Option<Head>) -> u64 {
    head.map_or(0, |head| head.seq + 1)
}

/// Compares two copies. What stands behind a fault, and an act that is not whole, is not there.
pub fn compare(first: impl Read, second: impl Read) -> io::Result<Relation> {
    let mut a = Copy { reader: Reader::new(first), last: None };
    let mut b = Copy { reader: Reader::new(second), last: None };
    while a.next()? & b.next()? {
        if a.last.as_ref().zip(b.last.as_ref()).is_some_and(|(x, y)| x.hash != y.hash) {
            break;
        }
    }
    let same_meeting = a.reader.chain().meeting() == b.reader.chain().meeting();
    let parted = a.last.take().zip(b.last.take());
    let lengths = (a.count()?, b.count()?);
    Ok(match parted {
        Some(_) if !same_meeting => Relation::OtherMeeting,
        // Part of an act that is not whole was never confirmed.
        Some((first, second)) if first.seq < lengths.0 && second.seq < lengths.1 => {
            Relation::Fork(Box::new(Fork { first, second, lengths }))
        }
        _ => ended(lengths),
    })
}

/// One copy is the beginning of the other.
fn ended((first, second): (u64, u64)) -> Relation {
    match first.cmp(&second) {
        Ordering::Equal => Relation::Same,
        Ordering::Greater => Relation::FirstLonger { common: second, longer: first },
        Ordering::Less => Relation::SecondLonger { common: first, longer: second },
    }
}

#[cfg(test)]
mod tests {
    use super::super::toy::{Toy, acts, lines, placed};
    use super::*;

    fn related(first: &[Vec<Toy>], second: &[Vec<Toy>]) -> Relation {
        compare(&lines(first)[..], &lines(second)[..]).unwrap()
    }

    #[test]
    fn a_copy_is_the_same_or_the_beginning_or_a_fork() {
        let all = acts();
        assert_eq!(related(&all, &all), Relation::Same);
        assert_eq!(related(&all, &all[..2]), Relation::FirstLonger { common: 4, longer: 7 });
        assert_eq!(related(&all[..2], &all), Relation::SecondLonger { common: 4, longer: 7 });
        let other = [&all[..2], &[vec![placed(9)]]].concat();
        let Relation::Fork(fork) = related(&all, &other) else { panic!() };
        assert_eq!((fork.first.seq, fork.second.seq, fork.lengths), (4, 4, (7, 5)));
        assert_eq!(
            (fork.first.kind.as_str(), fork.second.kind.as_str()),
            ("shelf.cleared", "shelf.book_placed")
        );
    }

    #[test]
    fn what_was_never_confirmed_makes_no_difference() {
        let whole = lines(&acts()[..1]);
        let torn = lines(&acts()[..2]);
        let second = torn.iter().enumerate().filter(|(_, byte)| **byte == b'\n').nth(1).unwrap().0 + 1;
        assert_eq!(compare(&whole[..], &torn[..second]).unwrap(), Relation::Same);
        let other = lines(&[acts().remove(0), vec![placed(9)]]);
        let longer = Relation::FirstLonger { common: 1, longer: 2 };
        assert_eq!(compare(&other[..], &torn[..second]).unwrap(), longer);
    }

    #[test]
    fn another_meeting_is_no_fork() {
        let text = String::from_utf8(lines(&acts())).unwrap();
        let other = text.replace(&"01".repeat(16), &"02".repeat(16));
        let mut prev = LineHash::ZERO.to_string();
        let mut rehashed = String::new();
        for line in other.lines() {
            let body = line.rsplit_once(",\"h\":\"").unwrap().0;
            let at = body.find("\"prev\":\"").unwrap() + 8;
            let body = format!("{}{prev}{}", &body[..at], &body[at + 64..]);
            prev = LineHash::of(body.as_bytes()).to_string();
            rehashed.extend([&body, ",\"h\":\"", &prev, "\"}\n"]);
        }
        assert_eq!(compare(text.as_bytes(), rehashed.as_bytes()).unwrap(), Relation::OtherMeeting);
    }

    #[test]
    fn an_act_that_is_not_whole_is_no_fork() {
        let whole = lines(&[acts()[..1].to_vec(), vec![vec![placed(9)], vec![placed(8)]]].concat());
        let torn = lines(&acts()[..2]);
        let second = torn.iter().enumerate().filter(|(_, byte)| **byte == b'\n').nth(1).unwrap().0 + 1;
        let [one, other] = [&whole[..], &torn[..second]];
        assert_eq!(compare(one, other).unwrap(), Relation::FirstLonger { common: 1, longer: 3 });
        assert_eq!(compare(other, one).unwrap(), Relation::SecondLonger { common: 1, longer: 3 });
    }
}
