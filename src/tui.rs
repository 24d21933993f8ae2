//! The room `tui`: the terminal, its keys, colours and events, and the screens drawn from plain values.
pub mod key;
pub mod keymap;
pub mod theme;
