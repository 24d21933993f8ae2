//! `changpiao` (唱票, calling the ballots): the map of the house.
pub mod agenda;
pub mod cli;
pub mod domain;
pub mod journal;
pub mod locale;
pub mod meeting;
pub mod plan;
pub mod report;
pub mod session;
pub mod tui;
