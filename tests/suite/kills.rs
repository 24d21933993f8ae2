//! The program is killed at random moments of a meeting and started again: nothing confirmed is lost, nothing is doubled.
//!
//! `CHANGPIAO_KILLS` says how often (`tests/kills N`). Nine of ten kills hit the meeting without a screen, which is fast; the
//! others the whole program on a terminal.

use super::pty::Tty;
use super::scripted::{self, Confirmed, scratch};
use changpiao::meeting::{self, load};
use portable_pty::CommandBuilder;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

fn kills() -> usize {
    std::env::var("CHANGPIAO_KILLS").map_or(200, |count| count.parse().unwrap())
}

/// Random moments; the seed is told, so that a failure can be sought again.
struct Moments(u64);

impl Moments {
    fn new() -> Self {
        let clock = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
        let seed = std::env::var("CHANGPIAO_SEED").map_or(clock.as_secs(), |seed| seed.parse().unwrap());
        eprintln!("CHANGPIAO_SEED={seed}");
        Self(seed)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// The lines that a program writes, as they come.
fn lines(out: ChildStdout) -> Receiver<Confirmed> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut out = BufReader::new(out);
        let mut line = String::new();
        while let Ok(1..) = out.read_line(&mut line) {
            if let Some(confirmed) = Confirmed::parse(&line) {
                let _ = sender.send(confirmed);
            }
            line.clear();
        }
    });
    receiver
}

/// Lets the meeting go on and kills it at some moment; what it said until then, and whether it had come to its end.
fn killed(root: &Path, folder: Option<&Path>, moments: &mut Moments) -> (Vec<Confirmed>, bool) {
    let mut command = Command::new(scripted::program());
    command.arg(root).arg("100000").args(folder).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let said = lines(child.stdout.take().unwrap());
    let mut heard = Vec::new();
    // Every eighth dies while it starts.
    let wanted = if moments.below(8) == 0 { 0 } else { moments.below(12) };
    for _ in 0..wanted {
        heard.extend(said.recv().ok());
    }
    let moment = Instant::now() + Duration::from_micros(moments.below(3_000));
    while let Ok(confirmed) = said.recv_timeout(moment.saturating_duration_since(Instant::now())) {
        heard.push(confirmed);
    }
    let _ = child.kill();
    let ended = child.wait().unwrap();
    heard.extend(said.iter());
    (heard, ended.success())
}

/// The one meeting below a folder, if it has a journal already.
fn only_meeting(root: &Path) -> Option<PathBuf> {
    let mut cards: Vec<meeting::Card> = meeting::Shelf::at(root).collect();
    assert!(cards.len() <= 1, "a second meeting");
    cards.pop().map(|card| card.folder)
}

fn closed(folder: &Path) -> bool {
    load(folder).unwrap().session.floor().course.closed.is_some()
}

#[test]
fn killed_at_any_moment_a_meeting_loses_and_doubles_nothing() {
    let mut moments = Moments::new();
    let (wanted, mut done, mut ended) = (kills() * 9 / 10, 0, 0);
    while done < wanted {
        let root = scratch();
        let mut folder = None;
        loop {
            let (said, whole) = killed(root.path(), folder.as_deref(), &mut moments);
            done += usize::from(!whole);
            scripted::held(&said).unwrap_or_else(|why| panic!("{why}; said {:?}", said.last()));
            folder = only_meeting(root.path());
            // It may have been killed behind the seal, while it wrote the documents.
            if folder.as_deref().is_some_and(closed) {
                assert_eq!(scripted::undisturbed_so_far(folder.as_deref().unwrap()), Ok(scripted::length()));
                ended += 1;
                break;
            }
            assert!(!whole);
        }
    }
    eprintln!("{done} kills in {ended} meetings: 0 confirmed events lost, 0 doubled");
}

const F8: &[u8] = b"\x1b[19~";

fn on_screen(root: &Path, arguments: &[&str]) -> Tty {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_changpiao"));
    command.args(["--lang", "zh", "--sessions", root.to_str().unwrap()]);
    command.args(arguments);
    command.env("TERM", "xterm-256color");
    command.env_remove("NO_COLOR");
    Tty::start(command, (100, 30))
}

/// The number of records that the screen shows as saved.
fn saved(tty: &Tty) -> usize {
    let text = tty.text();
    let after = text.split("已存").nth(1).unwrap_or_default();
    after.trim_start().split(|c: char| !c.is_ascii_digit()).next().unwrap().parse().unwrap_or(0)
}

#[test]
fn killed_on_its_terminal_a_meeting_goes_on_with_everything_that_was_shown() {
    let mut moments = Moments::new();
    let (wanted, mut done) = (kills() / 10, 0);
    while done < wanted {
        let root = scratch();
        let mut tty = on_screen(root.path(), &["rehearse"]);
        tty.until("已存 1 ");
        loop {
            let keys = usize::try_from(moments.below(25)).unwrap();
            tty.write(&F8.repeat(keys));
            tty.quiet(Duration::from_millis(moments.below(60)));
            tty.signal("KILL");
            tty.drain();
            let shown = saved(&tty);
            let folder = only_meeting(root.path()).unwrap();
            // Not as text: the last line may be torn within a character.
            let there = fs::read(folder.join(changpiao::journal::JOURNAL)).unwrap();
            let there =
                there.split_inclusive(|byte| *byte == b'\n').filter(|line| line.ends_with(b"\n")).count();
            assert!(shown <= there, "{shown} records were shown as saved, {there} are there");
            scripted::undisturbed_so_far(&folder).unwrap();
            done += 1;
            if done >= wanted || closed(&folder) {
                break;
            }
            tty = on_screen(root.path(), &["resume", "--yes", folder.to_str().unwrap()]);
            tty.until(&format!("已存 {} ", there + 1));
        }
    }
    eprintln!("{done} kills on a terminal: 0 shown events lost, 0 doubled");
}
