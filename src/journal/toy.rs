//! A toy event for the tests of this room, which knows no meeting.

use serde::{Deserialize, Serialize};

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
