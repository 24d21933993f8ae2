//! The room `tui`: the terminal, its keys, colours and events, and the screens drawn from plain values.
pub mod desk;
pub mod draft;
pub mod find;
pub mod key;
pub mod keymap;
pub mod menu;
pub mod model;
mod moves;
pub mod play;
pub mod theme;
pub mod update;
pub mod view;
pub mod wall;
pub mod words;
