//! The terminal room on a real pseudo-terminal: this test program starts itself as the child.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests are tests")]

use changpiao::locale::Lang;

use changpiao::tui::events::{Ending, Inbox, Input};
use changpiao::tui::probe::Width;
use changpiao::tui::terminal::Terminal;
use crossterm::event::KeyCode;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

const DEADLINE: Duration = Duration::from_secs(20);

/// What the child shows: how many keys, draws and pasted characters, and the answer to the probe.
#[derive(Default)]
struct Seen {
    keys: usize,
    draws: usize,
    pasted: usize,
    sizes: usize,
    width: Option<Width>,
    hangs: bool,
    end: Option<Ending>,
}

impl Seen {
    fn take(&mut self, input: Input) {
        match input {
            Input::Key(key) if key.code == KeyCode::Char('!') => panic!("a widget failed"),
            Input::Key(key) if key.code == KeyCode::Char('#') => self.hangs = true,
            Input::Key(_) => self.keys += 1,
            Input::Paste(pasted) => self.pasted += pasted.text.chars().count() + pasted.cut,
            Input::Resized => self.sizes += 1,
            Input::Ambiguous(width) => self.width = Some(width),
            Input::End(why) => self.end = Some(why),
            Input::Resumed | Input::News | Input::Clock => {}
        }
    }

    fn line(&self) -> String {
        let Self { keys, pasted, width, sizes, hangs, .. } = self;
        format!("keys={keys} pasted={pasted} sizes={sizes} width={width:?} hangs={hangs}")
    }
}

fn work(terminal: &mut Terminal, inbox: &Inbox) -> Seen {
    let mut seen = Seen::default();
    while seen.end.is_none() && seen.keys < 100_000 {
        seen.draws += 1;
        if terminal.draw(|frame| frame.render_widget(seen.line(), frame.area())).is_err() {
            seen.end = Some(Ending::TerminalGone);
            break;
        }
        if seen.hangs {
            hang();
        }
        inbox.wait(None, |input| seen.take(input));
    }
    seen
}

fn hang() -> ! {
    loop {
        thread::park();
    }
}

/// Not a test of its own: the program that the tests below start.
#[test]
#[ignore = "started by the other tests, on a pseudo-terminal"]
fn child() {
    let (mut terminal, _outbox, inbox) = Terminal::enter(Lang::En, true).unwrap();
    let seen = work(&mut terminal, &inbox);
    drop(terminal);
    let _ = writeln!(std::io::stdout(), "ended {:?} after {} draws", seen.end, seen.draws);
    std::process::exit(seen.end.map_or(0, Ending::exit_code));
}

struct Tty {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    seen: String,
}

impl Tty {
    fn start(controlling: bool) -> Self {
        let pty = native_pty_system().openpty(PtySize { rows: 24, cols: 80, ..PtySize::default() }).unwrap();
        let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
        command.args(["tty::child", "--exact", "--ignored", "--nocapture", "--test-threads=1"]);
        command.env_remove("RUST_BACKTRACE");
        command.set_controlling_tty(controlling);
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
        let screen = vt100::Parser::new(24.try_into().unwrap(), 80.try_into().unwrap(), 0);
        let (master, writer) = (Some(pty.master), Some(writer));
        let mut tty = Self { master, writer, child, output, screen, seen: String::new() };
        tty.until("keys=0 ");
        tty
    }

    fn write(&mut self, bytes: &[u8]) {
        self.writer.as_mut().unwrap().write_all(bytes).unwrap();
    }

    /// Reads until the text stands on the screen.
    fn until(&mut self, text: &str) {
        let deadline = Instant::now() + DEADLINE;
        while !self.screen.screen().contents().contains(text) {
            match self.output.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.screen.process(&bytes),
                Err(error) => panic!("{text:?} did not come ({error}): {}", self.screen.screen().contents()),
            }
        }
    }

    /// Everything until the terminal is closed by the child's end.
    fn rest(&mut self) -> String {
        loop {
            match self.output.recv_timeout(DEADLINE) {
                Ok(bytes) => self.seen.push_str(&String::from_utf8_lossy(&bytes)),
                Err(RecvTimeoutError::Disconnected) => return std::mem::take(&mut self.seen),
                Err(RecvTimeoutError::Timeout) => panic!("the child goes on: {:?}", self.seen),
            }
        }
    }

    fn signal(&self, name: &str) {
        let pid = self.child.process_id().unwrap().to_string();
        assert!(std::process::Command::new("kill").args(["-s", name, &pid]).status().unwrap().success());
    }

    /// Waits for the end; how long it took and the exit code.
    fn ended(mut self) -> (Duration, u32) {
        let start = Instant::now();
        let code = self.child.wait().unwrap().exit_code();
        (start.elapsed(), code)
    }
}

const LEFT: &str = "\u{1b}[?1049l";
const PASTE_OFF: &str = "\u{1b}[?2004l";

#[test]
fn keys_beyond_one_buffer_arrive_without_another_key() {
    let mut tty = Tty::start(true);
    tty.write(&[b'a'; 3000]);
    tty.until("keys=3000 ");
    tty.signal("TERM");
    let rest = tty.rest();
    let draws: usize = rest.split("after ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
    assert!(draws < 20, "{draws} draws for 3000 keys");
}

#[test]
fn the_answer_to_the_probe_eats_no_key() {
    let mut tty = Tty::start(true);
    tty.write(b"\x1b[1;5R");
    tty.until("Wide");
    tty.write(b"\x1b[1;5Rxyz");
    tty.until("keys=3 ");
    tty.signal("TERM");
    tty.rest();
    assert_eq!(tty.ended().1, 143);
}

#[test]
fn a_large_paste_is_one_input() {
    let mut tty = Tty::start(true);
    tty.write(b"\x1b[200~");
    tty.write(&b"a".repeat(50_000));
    tty.write(b"\x1b[201~");
    tty.until("pasted=50000 ");
    tty.signal("TERM");
    tty.rest();
}

#[test]
fn a_new_size_is_told() {
    let mut tty = Tty::start(true);
    tty.master.as_ref().unwrap().resize(PtySize { rows: 30, cols: 100, ..PtySize::default() }).unwrap();
    tty.until("sizes=1");
    tty.signal("TERM");
    tty.rest();
}

#[test]
fn a_signal_ends_the_program_with_the_terminal_restored() {
    for (name, why, code) in
        [("TERM", "Terminated", 143), ("INT", "Interrupted", 130), ("HUP", "HungUp", 129)]
    {
        let mut tty = Tty::start(true);
        tty.signal(name);
        tty.signal("CONT");
        let rest = tty.rest();
        for part in [LEFT, PASTE_OFF, "\u{1b}[?25h", &format!("ended Some({why})")] {
            assert!(rest.contains(part), "{name}: {part:?} in {rest:?}");
        }
        assert_eq!(tty.ended().1, code);
    }
}

#[test]
fn a_hung_program_ends_all_the_same_with_the_terminal_restored() {
    let mut tty = Tty::start(true);
    tty.write(b"#");
    tty.until("hangs=true");
    tty.signal("TERM");
    let rest = tty.rest();
    assert!(rest.contains(LEFT) && rest.contains(PASTE_OFF), "{rest:?}");
    let (_, code) = tty.ended();
    assert_eq!(code, 143);
}

#[test]
fn a_closed_window_ends_the_program_with_and_without_a_signal() {
    for controlling in [true, false] {
        // The second time in the middle of a paste, which crossterm reads without ever giving up.
        for begun in ["", "\u{1b}[200~half"] {
            let mut tty = Tty::start(controlling);
            tty.write(begun.as_bytes());
            drop((tty.writer.take(), tty.master.take()));
            // The reading thread holds the last copy of the master; it ends when it cannot hand on what it reads.
            drop(std::mem::replace(&mut tty.output, channel().1));
            tty.signal("CONT");
            let (time, code) = tty.ended();
            assert!(time < Duration::from_secs(1), "{controlling} {begun:?}: {time:?}");
            assert_eq!(code, 129);
        }
    }
}

#[test]
fn a_panic_restores_the_terminal_and_says_one_line() {
    let mut tty = Tty::start(true);
    tty.write(b"!");
    let rest = tty.rest();
    let after = rest.split(LEFT).nth(1).unwrap();
    assert!(rest.contains(PASTE_OFF));
    assert!(after.contains("changpiao: internal error (tests/suite/tty.rs"), "{after:?}");
    assert!(after.contains("a widget failed"));
    assert_ne!(tty.ended().1, 0);
}
