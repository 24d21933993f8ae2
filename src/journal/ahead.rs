//! Hashing ahead: a second thread reads the file and hashes its lines while the first parses and applies them.
//!
//! The second thread decides nothing. It hands on the bytes as it read them, and for each line the hash of what stands
//! before its hash field; the check takes such a hash where it would have computed the same one over the same bytes. So the
//! finding is the same with one thread and with two, for every file. Memory is a fixed number of blocks.

use std::collections::VecDeque;
use std::io::{self, Read};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread;

use super::hash::LineHash;
use super::parse::HASH_FIELD;
use super::storage::retry;
use super::{MAX_FIRST_LINE, MAX_LINE};

/// Bytes in one block.
const BLOCK: usize = 4 * MAX_LINE;
/// Blocks on their way.
const BLOCKS: usize = 4;

/// Where a check reads from.
pub trait Source: Read {
    /// The hash over a line that starts at this byte, up to its hash field, if it is known already.
    fn hash_at(&mut self, _start: u64) -> Option<LineHash> {
        None
    }
}

/// Bytes without hashes: the check computes them.
#[derive(Debug)]
pub struct Plain<R>(pub R);

impl<R: Read> Read for Plain<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.0.read(into)
    }
}

impl<R: Read> Source for Plain<R> {}

/// Bytes as they were read, and the hashes of the lines that end in them.
#[derive(Debug, Default)]
struct Block {
    bytes: Vec<u8>,
    hashes: Vec<(u64, LineHash)>,
}

/// Bytes with hashes that another thread computed.
#[derive(Debug)]
pub struct Ahead {
    blocks: Receiver<io::Result<Block>>,
    used: Sender<Block>,
    block: Block,
    at: usize,
    hashes: VecDeque<(u64, LineHash)>,
}

impl Read for Ahead {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at == self.block.bytes.len() {
            // The other thread ends when it has read everything.
            let Ok(next) = self.blocks.recv() else { return Ok(0) };
            let mut last = std::mem::replace(&mut self.block, next?);
            self.hashes.extend(self.block.hashes.drain(..));
            self.at = 0;
            last.bytes.clear();
            let _ = self.used.send(last);
        }
        let mut rest = self.block.bytes.get(self.at..).unwrap_or_default();
        let n = rest.read(into)?;
        self.at += n;
        Ok(n)
    }
}

impl Source for Ahead {
    fn hash_at(&mut self, start: u64) -> Option<LineHash> {
        while self.hashes.front().is_some_and(|(line, _)| *line < start) {
            self.hashes.pop_front();
        }
        let (_, hash) = self.hashes.pop_front_if(|(line, _)| *line == start)?;
        Some(hash)
    }
}

/// Runs `work` on a source whose lines are hashed by a second thread.
pub fn ahead<R: Read + Send, T>(source: R, work: impl FnOnce(Ahead) -> T) -> T {
    let (send, blocks) = sync_channel(BLOCKS);
    let (used, empty) = channel();
    let ahead = Ahead { blocks, used, block: Block::default(), at: 0, hashes: VecDeque::new() };
    thread::scope(|scope| {
        // Dropped at the end of `work`, the receiver tells the other thread to end.
        scope.spawn(move || Hashing { source, read: 0, carry: Vec::new() }.run(&send, &empty));
        work(ahead)
    })
}

/// The second thread.
struct Hashing<R> {
    source: R,
    read: u64,
    /// What stands before the block of the line that goes on in it.
    carry: Vec<u8>,
}

impl<R: Read> Hashing<R> {
    fn run(mut self, send: &SyncSender<io::Result<Block>>, empty: &Receiver<Block>) {
        loop {
            let mut block = empty.try_recv().unwrap_or_default();
            block.bytes.resize(BLOCK, 0);
            let next = match retry(|| self.source.read(&mut block.bytes)) {
                Ok(0) => return,
                Ok(n) => {
                    block.bytes.truncate(n);
                    self.hash(&mut block);
                    Ok(block)
                }
                Err(error) => Err(error),
            };
            let failed = next.is_err();
            if send.send(next).is_err() || failed {
                return;
            }
        }
    }

    /// Hashes the lines that end in this block.
    fn hash(&mut self, block: &mut Block) {
        let mut from = 0;
        for end in memchr::memchr_iter(b'\n', &block.bytes) {
            let line = block.bytes.get(from..end).unwrap_or_default();
            let start = self.read + from as u64 - self.carry.len() as u64;
            if self.carry.is_empty() {
                block.hashes.extend(hash_of(line).map(|hash| (start, hash)));
            } else {
                self.carry.extend_from_slice(line);
                block.hashes.extend(hash_of(&self.carry).map(|hash| (start, hash)));
                self.carry.clear();
            }
            from = end + 1;
        }
        let rest = block.bytes.get(from..).unwrap_or_default();
        // No line is that long: the check will say so without its hash.
        if self.carry.len() + rest.len() > MAX_FIRST_LINE {
            self.carry = Vec::new();
            self.read += block.bytes.len() as u64;
            return;
        }
        self.carry.extend_from_slice(rest);
        self.read += block.bytes.len() as u64;
    }
}

/// The hash over everything before the hash field, as the check would take it.
fn hash_of(line: &[u8]) -> Option<LineHash> {
    line.len().checked_sub(HASH_FIELD).and_then(|end| line.get(..end)).map(LineHash::of)
}

#[cfg(test)]
mod tests {
    use super::super::check::{Checked, Expected, check, check_ahead};
    use super::super::toy::{Shelf, Toy, acts, lines, placed};
    use super::*;

    fn both(bytes: &[u8]) -> [Checked; 2] {
        let expected = Expected::default();
        [check(bytes, expected, |_| Ok(())).unwrap(), check_ahead(bytes, expected, |_| Ok(())).unwrap()]
    }

    fn assert_same(bytes: &[u8]) {
        let [one, two] = both(bytes);
        assert_eq!((one.finding, one.chain.whole()), (two.finding, two.chain.whole()));
    }

    /// Lines of many lengths, so that blocks end within them, some longer than a block.
    fn long() -> Vec<u8> {
        let book = |n: usize| Toy::Shelf(Shelf::BookPlaced { place: 1, title: "长".repeat(n) });
        let mut acts: Vec<Vec<Toy>> = vec![vec![book(2 * BLOCK / 3)]];
        acts.extend((0..300).map(|n| vec![placed(n), book(usize::try_from(n * 97 % 9_000).unwrap())]));
        lines(&acts)
    }

    #[test]
    fn two_threads_find_what_one_finds() {
        let journal = lines(&acts());
        for at in (0..journal.len()).step_by(5) {
            let mut changed = journal.clone();
            changed[at] ^= 1;
            assert_same(&changed);
            assert_same(&journal[..at]);
            assert_same(&[&journal[..at], &[0; 9]].concat());
        }
    }

    #[test]
    fn lines_across_blocks_are_hashed_whole() {
        let journal = long();
        assert!(journal.len() > 8 * BLOCK);
        assert_same(&journal);
        let known = ahead(&journal[..], |mut source| {
            let (mut bytes, mut known, mut start) = (Vec::new(), 0, 0);
            source.read_to_end(&mut bytes).unwrap();
            for line in bytes.split_inclusive(|byte| *byte == b'\n') {
                known += usize::from(source.hash_at(start).is_some());
                start += line.len() as u64;
            }
            (bytes == journal, known)
        });
        assert_eq!(known, (true, 601));
        for at in (0..journal.len()).step_by(journal.len() / 12) {
            let mut changed = journal.clone();
            changed[at] ^= 1;
            assert_same(&changed);
        }
    }

    #[test]
    fn a_line_without_end_is_no_reason_to_grow() {
        let monster = [&lines(&acts())[..], &vec![b'x'; 2 * MAX_FIRST_LINE], b"\n{}\n"].concat();
        assert_same(&monster);
        assert_same(&monster[..monster.len() - 4]);
    }

    #[test]
    fn a_read_error_is_told_and_an_early_end_stops_the_other_thread() {
        struct Broken(usize);
        impl Read for Broken {
            fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
                self.0 += 1;
                if self.0 > 3 {
                    return Err(io::ErrorKind::PermissionDenied.into());
                }
                into.fill(b' ');
                Ok(into.len())
            }
        }
        let read = ahead(Broken(0), |mut source| source.read_to_end(&mut Vec::new()).unwrap_err().kind());
        assert_eq!(read, io::ErrorKind::PermissionDenied);
        let endless = io::repeat(b'x');
        assert_eq!(ahead(endless, |mut source| source.read(&mut [0; 9]).unwrap()), 9);
    }

    #[test]
    fn the_hash_of_a_line_that_nobody_asked_for_is_passed_over() {
        let journal = lines(&acts());
        let starts: Vec<usize> =
            [0].into_iter().chain((1..journal.len()).filter(|at| journal[at - 1] == b'\n')).collect();
        let asked = ahead(&journal[..], |mut source| {
            let mut read = Vec::new();
            source.read_to_end(&mut read).unwrap();
            assert_eq!(read, journal);
            [3, 1, 5, 6].map(|line| source.hash_at(starts[line] as u64).is_some())
        });
        assert_eq!(asked, [true, false, true, true]);
    }
}
