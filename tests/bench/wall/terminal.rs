//! The wall in a second window: from the call that records a paper to the frame that shows it, against the least follower
//! that draws a whole window with the same libraries (P10); and its memory after 10,000 records.

#[path = "../floors/follow.rs"]
mod follow;
#[expect(dead_code, reason = "the suite uses the rest")]
#[path = "../../suite/pty.rs"]
mod pty;
#[path = "../turns.rs"]
mod turns;

use changpiao::agenda::calling::Command as Calling;
use changpiao::agenda::course::Command as Course;
use changpiao::agenda::rehearsal::Room;
use changpiao::agenda::{Kind, Plan};
use changpiao::domain::{Mark, Paper};
use changpiao::journal::{HEAD, JOURNAL};
use changpiao::meeting::Meeting;
use changpiao::tui::play::{Turn, turn};
use portable_pty::CommandBuilder;
use pty::Tty;
use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const WINDOW: (u16, u16) = (120, 40);

/// The records of a long meeting.
const MEETING: u64 = 500;

/// How many records come at once (P10c).
const AT_ONCE: usize = 1_000;

/// How often that is measured.
const TURNS: usize = 9;

/// After how many records memory is looked at.
const EVENTS: u64 = 10_000;

/// Asks this program to be the floor.
const FOLLOW: &str = "--follow";

/// Measures; or is the floor, when asked to.
pub(super) fn main() {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next().is_some_and(|first| first == FOLLOW) {
        return follow::run(Path::new(&arguments.next().unwrap())).unwrap();
    }
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    lag(folder.path());
    let mut console = Console::at_the_calling(folder.path());
    at_once(&mut console, folder.path());
    if std::env::args().any(|argument| argument == "--bench") {
        memory(console);
    }
}

/// One record, in a record that is as long as a meeting's.
fn lag(folder: &Path) {
    let mut followed = Followed::new(folder);
    let mut floor = || followed.one_more();
    let (mut console, mut wall) = opened(folder);
    let mut program = || {
        if console.meeting.saved() > MEETING {
            wall.signal("TERM");
            (console, wall) = opened(folder);
        }
        console.act();
        wall.until(&console.code());
    };
    turns::compare("from a record to the wall", None, &mut floor, &mut program);
    wall.signal("TERM");
    followed.window.signal("TERM");
}

fn opened(folder: &Path) -> (Console, Tty) {
    let console = Console::at_the_calling(folder);
    let mut wall = window(&console.folder());
    wall.until(&console.code());
    (console, wall)
}

/// P10c: a thousand records that come at once, as to a window that slept, against one.
fn at_once(console: &mut Console, folder: &Path) {
    let mut copies = vec![Copied::of(console)];
    for records in [1, AT_ONCE] {
        (0..records).for_each(|_| console.note());
        copies.push(Copied::of(console));
    }
    let (mut ones, mut thousands) = (Vec::new(), Vec::new());
    for turn in 0..TURNS {
        let path = folder.join(format!("copy {turn}"));
        fs::create_dir(&path).unwrap();
        let mut shown = copies.iter();
        shown.next().unwrap().put(&path);
        let mut wall = window(&path);
        wall.until(&copies.first().unwrap().code);
        for (copy, times) in shown.zip([&mut ones, &mut thousands]) {
            let start = Instant::now();
            copy.put(&path);
            wall.until(&copy.code);
            times.push(start.elapsed());
        }
        wall.signal("TERM");
    }
    let [one, thousand] = [ones, thousands].map(middle);
    let ratio = thousand.as_secs_f64() / one.as_secs_f64();
    println!("a thousand records at once (P10c): {ratio:.2} × one ({thousand:?}, {one:?}), must ≤ 5\n");
}

fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// What the two windows hold of a record of 10,000, against that of a meeting at its first paper.
fn memory(console: Console) {
    let (small, folder) = held(console);
    let mut console = Console { meeting: Meeting::resume(&folder).unwrap().0 };
    while console.meeting.saved() < EVENTS {
        console.act();
    }
    let (large, _) = held(console);
    for (what, (small, large)) in ["wall", "console"].iter().zip(small.into_iter().zip(large)) {
        println!("memory of the {what}: {small} KiB at the first paper, {large} KiB after {EVENTS} records");
    }
}

/// The most that the wall and the console ever held, in KiB, when each has drawn the meeting.
fn held(console: Console) -> ([u64; 2], PathBuf) {
    let (folder, code) = (console.folder(), console.code());
    drop(console);
    let [wall, console] = ["project", "resume"].map(|verb| {
        let mut window = program(verb, &folder);
        window.wait(verb, |shown| shown.contains(&code) || shown.contains("平"));
        let most = peak(&window);
        window.signal("TERM");
        window.drain();
        most
    });
    ([wall, console], folder)
}

fn peak(window: &Tty) -> u64 {
    let status = window.known("status");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

fn window(folder: &Path) -> Tty {
    program("project", folder)
}

fn program(verb: &str, folder: &Path) -> Tty {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_changpiao"));
    command.args([verb, "--lang", "zh"]);
    command.args((verb == "resume").then_some("--yes"));
    command.arg(folder);
    Tty::start(command, WINDOW)
}

/// The console of a meeting on disk, without its screen.
struct Console {
    meeting: Meeting,
}

impl Console {
    fn at_the_calling(root: &Path) -> Self {
        let mut meeting =
            Meeting::create(root, Plan { rehearsal: true, ..changpiao::plan::sample() }).unwrap();
        let plays = Room::new(&meeting.floor().plan);
        while !meeting.floor().at_kind(Kind::Calling) {
            let (Turn::Room(command) | Turn::GoOn(command)) = turn(meeting.floor(), &plays) else { break };
            meeting.submit(&command).unwrap();
        }
        Self { meeting }
    }

    /// A paper is called, or taken back where one lies on the board already.
    fn act(&mut self) {
        let round = self.meeting.floor().here().and_then(changpiao::agenda::Here::round).unwrap();
        if round.entered.iter().any(|entered| !entered.aside) {
            return self.meeting.undo().unwrap();
        }
        let mut marks = vec![Mark::Approve; round.slate().candidates.len()];
        *marks.last_mut().unwrap() = Mark::Against;
        self.meeting.submit(&Calling::Record(Paper { marks, ..Paper::default() }).into()).unwrap();
    }

    /// A record of the usual length that costs nothing to apply.
    fn note(&mut self) {
        let note = Course::TakeNote { text: "会场有人提问，主持人作了说明。".into() };
        self.meeting.submit(&note.into()).unwrap();
    }

    /// What the wall shows of the last record and of no other.
    fn code(&self) -> String {
        self.meeting.head_code().to_string()
    }

    fn folder(&self) -> PathBuf {
        self.meeting.folder().to_owned()
    }
}

/// A meeting's files as they once were.
struct Copied {
    journal: Vec<u8>,
    head: Vec<u8>,
    code: String,
}

impl Copied {
    fn of(console: &Console) -> Self {
        let read = |name| fs::read(console.folder().join(name)).unwrap();
        Self { journal: read(JOURNAL), head: read(HEAD), code: console.code() }
    }

    /// Appends what is missing, then publishes the head, as a console does.
    fn put(&self, folder: &Path) {
        let mut journal = OpenOptions::new().create(true).append(true).open(folder.join(JOURNAL)).unwrap();
        let there = usize::try_from(journal.metadata().unwrap().len()).unwrap();
        journal.write_all(self.journal.get(there..).unwrap()).unwrap();
        journal.sync_data().unwrap();
        fs::write(folder.join("head.new"), &self.head).unwrap();
        fs::rename(folder.join("head.new"), folder.join(HEAD)).unwrap();
    }
}

/// A file that the floor follows.
struct Followed {
    file: File,
    lines: usize,
    window: Tty,
}

impl Followed {
    fn new(root: &Path) -> Self {
        let folder = root.join("floor");
        fs::create_dir(&folder).unwrap();
        let path = folder.join("lines");
        let file = File::create(&path).unwrap();
        let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
        command.arg(FOLLOW);
        command.arg(&path);
        let mut window = Tty::start(command, WINDOW);
        window.until("000000");
        Self { file, lines: 0, window }
    }

    /// A line of a record's length, made durable, until it is on the screen.
    fn one_more(&mut self) {
        self.file.write_all(&[&[b'x'; 300][..], b"\n"].concat()).unwrap();
        self.file.sync_data().unwrap();
        self.lines += 1;
        self.window.until(&format!("{:06}", self.lines));
    }
}
