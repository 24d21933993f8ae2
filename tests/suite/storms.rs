//! The real program on a terminal that misbehaves: closed, resized without end, flooded. What it costs is read from the
//! system, which keeps such accounts on Linux.

use super::pty::{AT_ONCE, Tty};
use portable_pty::CommandBuilder;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The most memory that any of it may take, in KiB.
const MEMORY: u64 = 64 * 1024;

fn rehearsal() -> (TempDir, Tty) {
    let root = tempfile::tempdir().unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_changpiao"));
    command.args(["--lang", "zh", "--sessions", root.path().to_str().unwrap(), "rehearse"]);
    command.env("TERM", "xterm-256color");
    let mut tty = Tty::start(command, (100, 30));
    tty.until("已存 1 ");
    (root, tty)
}

/// The most memory that the program ever had, in KiB.
fn peak(tty: &Tty) -> u64 {
    let status = tty.known("status");
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// State letter, and processor time so far in ticks of 10 ms.
fn account(tty: &Tty) -> Option<(char, u64)> {
    let stat = tty.known("stat");
    let fields: Vec<&str> = stat.rsplit_once(") ")?.1.split(' ').collect();
    let ticks = |at: usize| fields[at].parse::<u64>().unwrap();
    Some((fields[0].chars().next()?, ticks(11) + ticks(12)))
}

#[test]
fn a_closed_window_costs_no_processor_time() {
    let (_root, mut tty) = rehearsal();
    let before = account(&tty).unwrap().1;
    tty.close();
    let closed = Instant::now();
    let spent = loop {
        let (state, ticks) = account(&tty).unwrap();
        if state == 'Z' {
            break ticks - before;
        }
        assert!(closed.elapsed() < AT_ONCE, "it goes on without a window");
        std::thread::yield_now();
    };
    eprintln!("closed: gone after {:?}, {} ms of processor time", closed.elapsed(), spent * 10);
    assert!(spent <= 10, "{} ms of processor time", spent * 10);
    // By the hang-up signal, or by the first read that fails: whichever comes first.
    assert!([1, 129].contains(&tty.ended().1));
}

#[test]
fn a_storm_of_mad_sizes_takes_little_memory() {
    let (_root, mut tty) = rehearsal();
    let sizes = [0, 1, 2, 59, 80, 500, 501, 5_000, u16::MAX];
    for columns in sizes {
        for rows in sizes {
            tty.pretend(columns, rows);
            tty.write(b"\x1b[19~");
        }
    }
    tty.drop_output(Duration::from_millis(500));
    tty.resize(100, 30);
    tty.until("已存");
    let peak = peak(&tty);
    eprintln!("sizes: at most {} MiB", peak / 1024);
    assert!(peak <= MEMORY, "{peak} KiB");
}

#[test]
fn the_wall_stands_a_storm_of_sizes_while_the_meeting_goes_on() {
    let (root, mut tty) = rehearsal();
    let mut rehearsed = std::fs::read_dir(root.path().join(".rehearsal")).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_changpiao"));
    command.args(["--lang", "zh", "project"]);
    command.arg(rehearsed.next().unwrap().unwrap().path());
    command.env("TERM", "xterm-256color");
    let mut wall = Tty::start(command, (80, 24));
    wall.until("演练");
    let sizes = [0, 1, 7, 39, 48, 120, 240, 501, 5_000, u16::MAX];
    for columns in sizes {
        for rows in sizes {
            wall.pretend(columns, rows);
            tty.write(b"\x1b[19~");
        }
    }
    tty.quiet(Duration::from_millis(500));
    wall.drop_output(Duration::from_millis(500));
    wall.resize(120, 40);
    wall.until("演练");
    let peak = peak(&wall);
    eprintln!("sizes of the wall: at most {} MiB", peak / 1024);
    assert!(peak <= MEMORY, "{peak} KiB");
}

#[test]
fn a_paste_of_five_megabytes_is_cut_and_told_and_the_meeting_goes_on() {
    let (_root, mut tty) = rehearsal();
    tty.write(b"\x1b[18~");
    tty.until("写入会议记录");
    tty.write(b"\x1b[200~");
    let piece = "张".repeat(10_000);
    for _ in 0..5_000_000 / piece.len() {
        tty.write(piece.as_bytes());
    }
    tty.write(b"\x1b[201~");
    tty.until("张张张");
    tty.write(b"\x1b");
    tty.wait("the form is gone", |text| !text.contains("张张张"));
    tty.write(b"\x1b[19~");
    tty.until("已存 2 ");
    let peak = peak(&tty);
    eprintln!("paste: at most {} MiB", peak / 1024);
    assert!(peak <= MEMORY, "{peak} KiB");
}
