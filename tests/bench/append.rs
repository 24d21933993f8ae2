//! Recording a called paper against the bare write and sync of as many bytes, on the same disk.
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot run stops")]

#[cfg(test)]
mod turns;

use changpiao::agenda::{Event, RoundId, calling};
use changpiao::domain::{ContestId, Mark, Paper};
use changpiao::journal::{Disk, MeetingId, Owner, Role, RunId, Stamp, Writer};
use std::fs::OpenOptions;
use std::io::Write as _;
use std::sync::Arc;

const STAMP: Stamp<'_> = Stamp { t: "2026-12-05T09:30:00.000+08:00", up: 1000, by: Role::Chair };

fn called(number: u32) -> Event {
    let paper = Paper { marks: vec![Mark::Approve; 12], ..Paper::default() };
    calling::Event::Recorded { round: RoundId { contest: ContestId(0), round: 0 }, number, paper }.into()
}

fn main() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let mut raw = OpenOptions::new().append(true).create(true).open(folder.path().join("raw")).unwrap();
    let disk = Arc::new(Disk::create_folder(folder.path().join("meeting")).unwrap());
    let (meeting, run) = (MeetingId::random().unwrap(), RunId::random().unwrap());
    let owner = Owner::this_process(STAMP.t);
    let mut writer = Writer::create(disk, &owner, meeting, run, &STAMP, &[called(1)]).unwrap();
    let line = vec![b'x'; usize::try_from(writer.head().length).unwrap()];
    let mut floor = || {
        raw.write_all(&line).unwrap();
        raw.sync_data().unwrap();
    };
    let mut number = 1;
    let mut program = || {
        number += 1;
        writer.append(&STAMP, &[called(number)]).unwrap();
    };
    turns::compare("append (P3a)", Some(1.1), &mut floor, &mut program);
}
