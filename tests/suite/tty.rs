//! The terminal room on a real pseudo-terminal: this test program starts itself as the child.

use super::pty::{AT_ONCE, LEFT, PASTE_OFF, Tty};
use changpiao::locale::Lang;
use changpiao::tui::events::{Ending, Inbox, Input};
use changpiao::tui::probe::Width;
use changpiao::tui::terminal::Terminal;
use crossterm::event::KeyCode;
use portable_pty::CommandBuilder;
use std::io::Write;
use std::thread;

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

fn start(controlling: bool) -> Tty {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args(["tty::child", "--exact", "--ignored", "--nocapture", "--test-threads=1"]);
    command.env_remove("RUST_BACKTRACE");
    command.set_controlling_tty(controlling);
    let mut tty = Tty::start(command, (80, 24));
    tty.until("keys=0 ");
    tty
}

#[test]
fn keys_beyond_one_buffer_arrive_without_another_key() {
    let mut tty = start(true);
    tty.write(&[b'a'; 3000]);
    tty.until("keys=3000 ");
    tty.signal("TERM");
    let rest = tty.rest();
    let draws: usize = rest.split("after ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
    assert!(draws < 20, "{draws} draws for 3000 keys");
}

#[test]
fn the_answer_to_the_probe_eats_no_key() {
    let mut tty = start(true);
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
    let mut tty = start(true);
    tty.write(b"\x1b[200~");
    tty.write(&b"a".repeat(50_000));
    tty.write(b"\x1b[201~");
    tty.until("pasted=50000 ");
    tty.signal("TERM");
    tty.rest();
}

#[test]
fn a_new_size_is_told() {
    let mut tty = start(true);
    tty.resize(100, 30);
    tty.until("sizes=1");
    tty.signal("TERM");
    tty.rest();
}

#[test]
fn a_signal_ends_the_program_with_the_terminal_restored() {
    for (name, why, code) in
        [("TERM", "Terminated", 143), ("INT", "Interrupted", 130), ("HUP", "HungUp", 129)]
    {
        let mut tty = start(true);
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
    let mut tty = start(true);
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
            let mut tty = start(controlling);
            tty.write(begun.as_bytes());
            tty.close();
            tty.signal("CONT");
            let (time, code) = tty.ended();
            assert!(time < AT_ONCE, "{controlling} {begun:?}: {time:?}");
            assert_eq!(code, 129);
        }
    }
}

#[test]
fn a_panic_restores_the_terminal_and_says_one_line() {
    let mut tty = start(true);
    tty.write(b"!");
    let rest = tty.rest();
    let after = rest.split(LEFT).nth(1).unwrap();
    assert!(rest.contains(PASTE_OFF));
    assert!(after.contains("changpiao: internal error (tests/suite/tty.rs"), "{after:?}");
    assert!(after.contains("a widget failed"));
    assert_ne!(tty.ended().1, 0);
}
