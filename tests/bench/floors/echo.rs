//! Floor: the quickest answer that a terminal program can give. Raw mode, read, write; nothing else.

use std::io::{self, Read, Write};

fn main() -> io::Result<()> {
    crossterm::terminal::enable_raw_mode()?;
    let (mut keys, mut screen) = (io::stdin().lock(), io::stdout().lock());
    screen.write_all(b"READY")?;
    screen.flush()?;
    let mut waiting = [0; 4096];
    loop {
        let read = keys.read(&mut waiting)?;
        let Some(bytes) = waiting.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
        screen.write_all(bytes)?;
        screen.flush()?;
    }
    crossterm::terminal::disable_raw_mode()
}
