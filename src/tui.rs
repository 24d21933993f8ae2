//! The room `tui`: the terminal, its keys, colours and events, and the screens drawn from plain values.
pub mod backend;
pub mod events;
pub mod key;
pub mod keymap;
pub mod paste;
pub mod probe;
pub mod terminal;
pub mod text;
pub mod theme;
pub mod widgets;
