//! A toy event for the tests of this room, which knows no meeting.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::simulated::Simulated;
use super::{MeetingId, Owner, Role, RunId, Stamp, Writer};

pub(crate) const STAMP: Stamp<'_> = Stamp { t: "2026-11-21T09:30:00.000+08:00", up: 12, by: Role::Chair };

pub(crate) fn owner() -> Owner {
    Owner { pid: 1, host: "h".into(), start: "s".into() }
}

pub(crate) fn placed(place: u32) -> Toy {
    Toy::Shelf(Shelf::BookPlaced { place, title: "书".into() })
}

/// Acts of one, three, two and one records.
pub(crate) fn acts() -> Vec<Vec<Toy>> {
    vec![
        vec![Toy::Door(Door::Opened(Opening { wide: true }))],
        vec![placed(1), placed(2), Toy::Shelf(Shelf::BookTaken { place: 1 })],
        vec![Toy::Shelf(Shelf::Cleared), placed(3)],
        vec![Toy::Door(Door::Closed {})],
    ]
}

/// A writer on this disk that has written these acts.
pub(crate) fn written(disk: &Simulated, acts: &[Vec<Toy>]) -> Writer {
    let (meeting, run) = (MeetingId::new([1; 16]), RunId::new([1; 8]));
    let mut writer =
        Writer::create(Arc::new(disk.clone()), &owner(), meeting, run, &STAMP, &acts[0]).unwrap();
    for act in &acts[1..] {
        writer.append(&STAMP, act).unwrap();
    }
    writer
}

/// The lines of a journal of these acts.
pub(crate) fn lines(acts: &[Vec<Toy>]) -> Vec<u8> {
    written(&Simulated::new(), acts).lines().to_vec()
}

/// Two deep, as events are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Toy {
    Shelf(Shelf),
    Door(Door),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Shelf {
    BookPlaced { place: u32, title: String },
    BookTaken { place: u32 },
    Cleared,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Door {
    Opened(Opening),
    Closed {},
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Opening {
    pub(crate) wide: bool,
}
