//! The published head: how far the journal is confirmed, in a small file of fixed size.
//!
//! The writer rewrites it in place after every sync and does not sync it: it is a hint that may be old after a power
//! cut, never one that is ahead of the disk. A follower reads no further than the head; at start a journal shorter
//! than its head has lost a tail. A head that cannot be read (torn, zeros) counts as none.

use std::fmt::Write as _;
use std::io;

use super::HEAD;
use super::hash::LineHash;
use super::storage::{Access, Storage, read_up_to};

/// The end of a whole act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The number of the last record.
    pub seq: u64,
    /// Bytes of the journal up to and including that record's newline.
    pub length: u64,
    /// The hash of that record.
    pub hash: LineHash,
}

/// Bytes of the file: the fields, a check of 16 digits, a newline.
pub const HEAD_SIZE: usize = 135;

impl Head {
    /// The bytes of the file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut text = format!("head 1 {:020} {:020} {}", self.seq, self.length, self.hash);
        let check = check_digits(&text);
        // Writing to a String cannot fail.
        let _ = writeln!(text, " {check} end");
        text.into_bytes()
    }

    /// Reads the bytes of the file; nothing if any of them is not as written.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let text = str::from_utf8(bytes).ok()?;
        let (fields, rest) = text.split_at_checked(113)?;
        if rest != format!(" {} end\n", check_digits(fields)) {
            return None;
        }
        let mut words = fields.strip_prefix("head 1 ")?.split(' ');
        let seq = words.next()?.parse().ok()?;
        let length = words.next()?.parse().ok()?;
        let hash = LineHash::parse(words.next()?)?;
        Some(Self { seq, length, hash })
    }
}

fn check_digits(text: &str) -> String {
    let mut digits = LineHash::of(text.as_bytes()).to_string();
    digits.truncate(16);
    digits
}

/// What the head file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Published {
    /// There is none.
    Nothing,
    /// There is one that cannot be read, with its bytes.
    Unreadable(Vec<u8>),
    /// The head.
    Head(Head),
}

impl Published {
    /// Reads the head file of a folder.
    pub fn read(storage: &dyn Storage) -> io::Result<Self> {
        let file = match storage.open(HEAD, Access::Read) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::Nothing),
            Err(error) => return Err(error),
        };
        let bytes = read_up_to(&*file, 0, 2 * HEAD_SIZE)?;
        Ok(Head::parse(&bytes).map_or(Self::Unreadable(bytes), Self::Head))
    }

    /// The head, if it can be read.
    pub fn head(&self) -> Option<Head> {
        match self {
            Self::Head(head) => Some(*head),
            Self::Nothing | Self::Unreadable(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::simulated::Simulated;
    use super::*;

    fn sample() -> Head {
        Head { seq: 57, length: u64::MAX, hash: LineHash::of(b"line") }
    }

    #[test]
    fn a_head_has_always_the_same_size_and_comes_back() {
        for head in [sample(), Head { seq: 0, length: 0, hash: LineHash::ZERO }] {
            assert_eq!(head.to_bytes().len(), HEAD_SIZE);
            assert_eq!(Head::parse(&head.to_bytes()), Some(head));
        }
    }

    #[test]
    fn a_torn_or_changed_head_is_none() {
        let bytes = sample().to_bytes();
        let old = Head { seq: 56, length: 9, hash: LineHash::of(b"old") }.to_bytes();
        for at in 0..bytes.len() {
            assert_eq!(Head::parse(&bytes[..at]), None);
            let mut flipped = bytes.clone();
            flipped[at] ^= 1;
            assert_eq!(Head::parse(&flipped), None, "{at}");
            let half = [&bytes[..at], &old[at..]].concat();
            assert!(half == old || half == bytes || Head::parse(&half).is_none(), "{at}");
        }
        assert_eq!(Head::parse(&[&bytes[..], b"x"].concat()), None);
    }

    #[test]
    fn no_file_is_nothing_published() {
        let disk = Simulated::new();
        assert_eq!(Published::read(&disk).unwrap(), Published::Nothing);
        disk.put(HEAD, b"");
        assert_eq!(Published::read(&disk).unwrap(), Published::Unreadable(Vec::new()));
        disk.put(HEAD, &sample().to_bytes());
        assert_eq!(Published::read(&disk).unwrap().head(), Some(sample()));
    }
}
