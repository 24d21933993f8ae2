//! The program between a meeting and a system that refuses: every system call fails in turn, in every way.
//!
//! The real program of `scripted` runs under `strace`, which makes the N-th call of a kind fail. Whatever fails, the meeting
//! goes on (perhaps in another folder) or the program ends with a message and a known code; nothing that it confirmed is
//! missing afterwards. A run of the tests takes a sample; `tests/inject K/N` runs the K-th of N parts of all.

use super::pty::Tty;
use super::scripted::{self, Confirmed, scratch};
use super::support::sealed;
use portable_pty::CommandBuilder;
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

const CALLS: [&str; 13] = [
    "openat",
    "write",
    "pwrite64",
    "fdatasync",
    "fsync",
    "renameat2",
    "ftruncate",
    "read",
    "pread64",
    "flock",
    "mkdir",
    "statx",
    "unlink",
];
/// What a call may answer; the last is no answer: the program is killed in it.
const ANSWERS: [&str; 9] = [
    "error=EIO",
    "error=ENOSPC",
    "error=EROFS",
    "error=EDQUOT",
    "error=EFBIG",
    "error=EINTR",
    "error=EMFILE",
    "error=EACCES",
    "signal=KILL",
];
/// How many of all cases a run of the tests takes.
const SAMPLE: usize = 400;

/// A program that traces, if it works here.
fn strace() -> bool {
    let works = Command::new("strace").args(["-f", "-e", "trace=none", "true"]).output();
    let works = works.is_ok_and(|output| output.status.success());
    if !works {
        eprintln!("skipped: no strace here, or it may not trace");
    }
    works
}

/// What the script does: begins a meeting, or goes on with one whose last line is torn.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Script {
    Begin,
    Resume,
}

const SCRIPTS: [Script; 2] = [Script::Begin, Script::Resume];
/// Records at the end of a script. The roll call alone is 38, in one act: six acts begin a meeting.
const BEGUN: &str = "8";
const RESUMED: &str = "50";

/// A meeting that was begun and whose last line is torn.
fn torn(root: &Path) -> PathBuf {
    let begun = run(Command::new(scripted::program()).args([root.as_os_str(), OsStr::new(BEGUN)]));
    let folder = Confirmed::all(&begun.1).pop().unwrap().folder;
    let journal = folder.join(changpiao::journal::JOURNAL);
    let mut bytes = fs::read(&journal).unwrap();
    bytes.extend_from_slice(b"{\"v\":1,\"m\":\"");
    fs::write(&journal, bytes).unwrap();
    folder
}

/// Where the script's meetings lie, and what it is told.
fn arguments(script: Script, root: &Path) -> Vec<OsString> {
    match script {
        Script::Begin => vec![root.into(), BEGUN.into()],
        Script::Resume => vec![root.into(), RESUMED.into(), torn(root).into()],
    }
}

fn run(command: &mut Command) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = command.stdin(Stdio::null()).output().unwrap();
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    (status.code(), text(&stdout), text(&stderr))
}

/// The script under `strace` with these options.
fn traced(script: Script, root: &Path, options: &[&str]) -> (Option<i32>, String, String) {
    let arguments = arguments(script, root);
    let mut command = Command::new("timeout");
    command
        .args(["60", "strace", "-f", "-qq"])
        .args(options)
        .arg(scripted::program())
        .args(arguments)
        .env("TMPDIR", root);
    run(&mut command)
}

/// One call that answers otherwise than it should: once, or from then on.
#[derive(Clone, Debug)]
struct Case {
    script: Script,
    call: &'static str,
    nth: usize,
    answer: &'static str,
    for_good: bool,
}

impl Case {
    fn inject(&self) -> String {
        let Self { call, nth, answer, for_good, .. } = self;
        format!("inject={call}:{answer}:when={nth}{}", if *for_good { "+" } else { "" })
    }
}

/// How often the script makes each call.
fn calls(script: Script) -> BTreeMap<&'static str, usize> {
    let root = scratch();
    let log = root.path().join("log");
    let trace = format!("trace={}", CALLS.join(","));
    traced(script, root.path(), &["-o", log.to_str().unwrap(), "-e", &trace]);
    let log = fs::read_to_string(log).unwrap();
    let made = |call: &str| log.lines().filter(|line| line.contains(&format!(" {call}("))).count();
    CALLS.into_iter().map(|call| (call, made(call))).collect()
}

/// Every case there is.
fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for script in SCRIPTS {
        for (call, count) in calls(script) {
            for nth in 1..=count {
                for answer in ANSWERS {
                    // An interruption has an end, and one dies once.
                    let once = ["error=EINTR", "signal=KILL"].contains(&answer);
                    let for_good = [false, true].into_iter().filter(|good| !good || !once);
                    cases.extend(for_good.map(|for_good| Case { script, call, nth, answer, for_good }));
                }
            }
        }
    }
    cases
}

/// The cases of this run: a sample, or the part that the environment names (`2/4`).
fn chosen(cases: Vec<Case>) -> Vec<Case> {
    let part = std::env::var("CHANGPIAO_INJECT").unwrap_or_default();
    let part =
        part.split_once('/').map(|(part, of)| (part.parse::<usize>().unwrap(), of.parse::<usize>().unwrap()));
    let (first, step) = part.unwrap_or((1, (cases.len() / SAMPLE) | 1));
    cases.into_iter().skip(first - 1).step_by(step).collect()
}

/// How a case ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Ended {
    WentOn,
    Message,
    NotStarted,
    Killed,
}

/// Plays a case; how it ended, or what was wrong.
fn play(case: &Case) -> Result<Ended, String> {
    let root = scratch();
    let trace = format!("trace={}", case.call);
    let (code, out, told) =
        traced(case.script, root.path(), &["-o", "/dev/null", "-e", &trace, "-e", &case.inject()]);
    let said = Confirmed::all(&out);
    if told.contains("panicked") {
        return Err(told);
    }
    let known = || ["[J", "[M"].iter().any(|code| told.contains(code));
    let ended = match code {
        Some(0) => Ended::WentOn,
        Some(2) if known() => Ended::Message,
        // The system's own loader cannot read the program or its libraries.
        Some(1 | 127) if said.is_empty() && told.contains("error while loading shared libraries") => {
            Ended::NotStarted
        }
        None if case.answer == "signal=KILL" => Ended::Killed,
        _ => return Err(format!("ended with {code:?}: {told}")),
    };
    scripted::held(&said)?;
    if let Some(last) = said.last() {
        let again = scripted::resumed(&last.folder)?;
        if again <= last.records as u64 {
            return Err(format!(
                "{} records were confirmed, {again} are there after the next start",
                last.records
            ));
        }
        scripted::held(&said)?;
    }
    Ok(ended)
}

#[test]
fn whatever_call_fails_the_meeting_goes_on_or_says_why_and_confirms_nothing_false() {
    if !strace() {
        return;
    }
    let all = cases();
    let (total, cases) = (all.len(), chosen(all));
    let next = AtomicUsize::new(0);
    let work = || {
        let mut ended: BTreeMap<Ended, usize> = BTreeMap::new();
        while let Some(case) = cases.get(next.fetch_add(1, Relaxed)) {
            match play(case) {
                Ok(how) => *ended.entry(how).or_default() += 1,
                Err(why) => panic!("{case:?}: {why}"),
            }
        }
        ended
    };
    let both =
        thread::scope(|scope| [scope.spawn(work), scope.spawn(work)].map(|thread| thread.join().unwrap()));
    let count = |how| both.iter().map(|ended| ended.get(&how).copied().unwrap_or_default()).sum::<usize>();
    let [went_on, message, not_started, killed] =
        [Ended::WentOn, Ended::Message, Ended::NotStarted, Ended::Killed].map(count);
    eprintln!(
        "{} of {total} cases: {went_on} went on, {message} ended with a message, {not_started} were not started by the \
         system, {killed} were killed",
        cases.len()
    );
    assert_eq!(went_on + message + not_started + killed, cases.len());
    // A part that anybody names may be of one kind.
    let part = cases.len() < total && std::env::var_os("CHANGPIAO_INJECT").is_some();
    assert!(part || (went_on > 0 && message > 0 && killed > 0));
}

/// The sockets in a log; the pairs by which the terminal room wakes itself have no other end.
fn sockets(log: &Path) -> Vec<String> {
    let log = fs::read_to_string(log).unwrap();
    let calls = ["socket(", "connect(", "bind(", "socketpair(AF_INET"];
    log.lines().filter(|line| calls.iter().any(|call| line.contains(call))).map(str::to_owned).collect()
}

#[test]
fn no_socket_is_ever_opened() {
    if !strace() {
        return;
    }
    let root = tempfile::tempdir().unwrap();
    let log = root.path().join("log");
    let network = ["-f", "-o", log.to_str().unwrap(), "-e", "trace=network"];
    let meeting = sealed(root.path());
    let case = root.path().join("case.json");
    let one = r#"{"contest": {"seats": 1, "candidates": ["甲", "乙"]}, "attendance": {"due": 1, "present": 1}, "ballots": ["ox"]}"#;
    fs::write(&case, one).unwrap();
    for (command, path) in [("verify", &meeting), ("export", &meeting), ("count", &case)] {
        let mut traced = Command::new("strace");
        traced.args(network).args([env!("CARGO_BIN_EXE_changpiao"), command]).arg(path);
        assert_eq!(run(&mut traced).0, Some(0), "{command}");
        assert_eq!(sockets(&log), [""; 0], "{command}");
    }
    let on_screen = |arguments: &[&OsStr]| {
        let mut traced = CommandBuilder::new("strace");
        traced.args(network);
        traced.args([
            env!("CARGO_BIN_EXE_changpiao"),
            "--lang",
            "zh",
            "--sessions",
            root.path().to_str().unwrap(),
        ]);
        traced.args(arguments);
        traced.env("TERM", "xterm-256color");
        Tty::start(traced, (100, 30))
    };
    let mut chair = on_screen(&[OsStr::new("rehearse")]);
    chair.until("已存 1 ");
    chair.write(b"\x1b[19~\x1b[19~\x1b[19~");
    chair.until("▶ 四");
    chair.write(b"\x18\x18");
    drop(chair);
    assert_eq!(sockets(&log), [""; 0], "rehearse");
    let mut wall = on_screen(&[OsStr::new("project"), meeting.as_os_str()]);
    wall.until("换届选举党员大会");
    wall.write(b"\x18");
    wall.rest();
    assert_eq!(sockets(&log), [""; 0], "project");
}
