//! Checking the chain of a journal against the least that such a check must do: parse each line, hash it, compare.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a benchmark that cannot run stops")]

#[cfg(test)]
mod turns;

use changpiao::agenda::{Event, RoundId, calling};
use changpiao::domain::{ContestId, Mark, Paper};
use changpiao::journal::check::{Expected, check};
use changpiao::journal::{Disk, Finding, MeetingId, Owner, Role, RunId, Stamp, Writer};
use memchr::memchr;
use serde::Deserialize;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::hint::black_box;
use std::sync::Arc;

const STAMP: Stamp<'_> = Stamp { t: "2026-12-05T09:30:00.000+08:00", up: 1000, by: Role::Chair };
const ACTS: u32 = 100;
const IN_AN_ACT: u32 = 1000;

/// One line as the floor reads it.
#[derive(Deserialize)]
struct Line<'a> {
    seq: u64,
    prev: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    #[serde(borrow, rename = "d")]
    data: &'a RawValue,
    h: &'a str,
}

fn called(number: u32) -> Event {
    let mark = |at: u32| if (number + at).is_multiple_of(6) { Mark::Against } else { Mark::Approve };
    let paper = Paper { marks: (0..12).map(mark).collect(), ..Paper::default() };
    calling::Event::Recorded { round: RoundId { contest: ContestId(0), round: 0 }, number, paper }.into()
}

/// A journal of 100,000 records, as the program writes it.
fn journal() -> Vec<u8> {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let disk = Arc::new(Disk::create_folder(folder.path().join("meeting")).unwrap());
    let (meeting, run) = (MeetingId::random().unwrap(), RunId::random().unwrap());
    let owner = Owner::this_process(STAMP.t);
    let mut writer = Writer::create(disk, &owner, meeting, run, &STAMP, &[called(0)]).unwrap();
    for act in 0..ACTS {
        let events: Vec<_> = (1..=IN_AN_ACT).map(|at| called(act * IN_AN_ACT + at)).collect();
        writer.append(&STAMP, &events).unwrap();
    }
    std::fs::read(folder.path().join("meeting").join(changpiao::journal::JOURNAL)).unwrap()
}

/// Parses, hashes and compares; how many bytes of data there were.
fn floor(mut journal: &[u8]) -> usize {
    let (mut prev, mut seq, mut size) = ("0".repeat(64), 0, 0);
    while let Some(end) = memchr(b'\n', journal) {
        let (line, rest) = journal.split_at(end);
        let read: Line<'_> = serde_json::from_slice(line).unwrap();
        let hash = Sha256::digest(&line[..line.len() - 72]);
        assert!(read.seq == seq && read.prev == prev);
        prev.clear();
        for byte in hash {
            write!(prev, "{byte:02x}").unwrap();
        }
        assert!(read.h == prev);
        size += read.data.get().len() + read.kind.len();
        seq += 1;
        journal = &rest[1..];
    }
    size
}

fn program(journal: &[u8]) -> usize {
    let mut size = 0;
    let checked = check(journal, Expected::default(), |record| {
        size += record.data.get().len() + record.kind.len();
        Ok(())
    });
    assert_eq!(checked.unwrap().finding, Finding::Sound);
    size
}

fn main() {
    let journal = journal();
    assert_eq!(floor(&journal), program(&journal));
    let mut floor = || assert!(black_box(floor(&journal)) > 0);
    let mut program = || assert!(black_box(program(&journal)) > 0);
    turns::compare("verify (P4a)", Some(1.25), &mut floor, &mut program);
}
