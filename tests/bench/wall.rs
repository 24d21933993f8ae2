//! The wall in a second window, where there are pseudo-terminals: see `wall/terminal.rs`.
#![cfg_attr(unix, expect(clippy::unwrap_used, clippy::panic, reason = "a benchmark that cannot run stops"))]

#[cfg(unix)]
#[path = "wall/terminal.rs"]
mod terminal;

fn main() {
    #[cfg(unix)]
    terminal::main();
}
