//! A program on a real pseudo-terminal: what it shows, what it is sent, how it ends.

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::fs::File;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::Command;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

/// Ended by itself, and not at the end of a test: a machine busy with other tests may need seconds for what takes
/// milliseconds alone (the second that P12 allows is measured by the benches).
pub(crate) const AT_ONCE: Duration = Duration::from_secs(20);

const DEADLINE: Duration = Duration::from_secs(20);

/// What a program writes when it gives the terminal back.
pub(crate) const LEFT: &str = "\u{1b}[?1049l";
pub(crate) const PASTE_OFF: &str = "\u{1b}[?2004l";

/// A running program and its screen.
pub(crate) struct Tty {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    /// Everything read while the screen was waited for.
    log: Vec<u8>,
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, ..PtySize::default() }
}

impl Tty {
    /// Starts a program in a window of this size.
    pub(crate) fn start(command: CommandBuilder, (columns, rows): (u16, u16)) -> Self {
        let pty = native_pty_system().openpty(size(columns, rows)).unwrap();
        let child = pty.slave.spawn_command(command).unwrap();
        let mut reader = pty.master.try_clone_reader().unwrap();
        let writer = pty.master.take_writer().unwrap();
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(n @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes.iter().take(n).copied().collect()).is_err() {
                    break;
                }
            }
        });
        let screen = vt100::Parser::new(rows.try_into().unwrap(), columns.try_into().unwrap(), 0);
        Self { master: Some(pty.master), writer: Some(writer), child, output, screen, log: Vec::new() }
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) {
        self.writer.as_mut().unwrap().write_all(bytes).unwrap();
    }

    /// What stands on the screen.
    pub(crate) fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// Reads until the screen is as it should be.
    pub(crate) fn wait(&mut self, what: &str, holds: impl Fn(&str) -> bool) {
        let deadline = Instant::now() + DEADLINE;
        while !holds(&self.text()) {
            match self.output.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.take(&bytes),
                Err(error) => panic!("{what:?} did not come ({error}):\n{}", self.text()),
            }
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        self.screen.process(bytes);
        self.log.extend_from_slice(bytes);
    }

    /// Everything that was read while something was waited for.
    pub(crate) fn log(&self) -> &[u8] {
        &self.log
    }

    /// Reads until these bytes came, from the first of everything on.
    pub(crate) fn until_sent(&mut self, bytes: &[u8]) {
        while !self.log.windows(bytes.len()).any(|part| part == bytes) {
            match self.output.recv_timeout(DEADLINE) {
                Ok(more) => self.take(&more),
                Err(error) => panic!("{bytes:?} were not sent ({error}):\n{}", self.text()),
            }
        }
    }

    /// Reads until the text stands on the screen.
    pub(crate) fn until(&mut self, text: &str) {
        self.wait(text, |shown| shown.contains(text));
    }

    /// Reads until nothing has been shown for this long.
    pub(crate) fn quiet(&mut self, long: Duration) {
        while let Ok(bytes) = self.output.recv_timeout(long) {
            self.screen.process(&bytes);
        }
    }

    /// Reads and forgets until nothing has come for this long.
    pub(crate) fn drop_output(&mut self, long: Duration) {
        while self.output.recv_timeout(long).is_ok() {}
    }

    /// Shows everything that still comes, until the terminal is closed by the child's end.
    pub(crate) fn drain(&mut self) {
        while let Ok(bytes) = self.output.recv_timeout(DEADLINE) {
            self.screen.process(&bytes);
        }
    }

    /// Everything until the terminal is closed by the child's end.
    pub(crate) fn rest(&mut self) -> String {
        let mut seen = String::new();
        loop {
            match self.output.recv_timeout(DEADLINE) {
                Ok(bytes) => seen.push_str(&String::from_utf8_lossy(&bytes)),
                Err(RecvTimeoutError::Disconnected) => return seen,
                Err(RecvTimeoutError::Timeout) => panic!("the child goes on: {seen:?}"),
            }
        }
    }

    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        self.screen.set_size(rows.try_into().unwrap(), columns.try_into().unwrap());
        self.master.as_ref().unwrap().resize(size(columns, rows)).unwrap();
    }

    /// Says that the window has this size, however mad; what is shown is no longer looked at.
    pub(crate) fn pretend(&self, columns: u16, rows: u16) {
        self.master.as_ref().unwrap().resize(size(columns, rows)).unwrap();
    }

    /// A field of what the system knows about the program: `/proc/<pid>/<file>`.
    pub(crate) fn known(&self, file: &str) -> String {
        let pid = self.child.process_id().unwrap();
        std::fs::read_to_string(format!("/proc/{pid}/{file}")).unwrap_or_default()
    }

    pub(crate) fn signal(&self, name: &str) {
        let pid = self.child.process_id().unwrap().to_string();
        assert!(Command::new("kill").args(["-s", name, &pid]).status().unwrap().success());
    }

    /// Closes the window, as a terminal program does that is closed.
    pub(crate) fn close(&mut self) {
        drop((self.writer.take(), self.master.take()));
        // The reading thread holds the last copy of the master; it ends when it cannot hand on what it reads.
        drop(std::mem::replace(&mut self.output, channel().1));
    }

    /// Whether typed lines are edited and echoed by the system, as a shell wants to find its terminal.
    pub(crate) fn cooked(&self) -> bool {
        let name: PathBuf = self.master.as_ref().unwrap().tty_name().unwrap();
        let stty = Command::new("stty").arg("-a").stdin(File::open(name).unwrap()).output().unwrap();
        let settings = String::from_utf8(stty.stdout).unwrap();
        ["icanon", "echo", "isig"].iter().all(|on| settings.split_whitespace().any(|word| word == *on))
    }

    /// Waits for the end; how long it took and the exit code.
    pub(crate) fn ended(mut self) -> (Duration, u32) {
        let start = Instant::now();
        let code = self.child.wait().unwrap().exit_code();
        (start.elapsed(), code)
    }
}
