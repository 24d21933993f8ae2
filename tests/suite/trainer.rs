//! The trainer and the tones in a real terminal: papers keyed by script, the report read from the screen.

use super::practise::keys;
use super::pty::{LEFT, PASTE_OFF, Tty};
use changpiao::domain::Paper;
use changpiao::practice::papers::Shape;
use changpiao::practice::{at_calling, invented};
use portable_pty::CommandBuilder;
use std::fs;
use tempfile::TempDir;

const ENTER: &[u8] = b"\r";
const BACKSPACE: &[u8] = b"\x7f";
const END: &[u8] = b"\x18";
const F8: &[u8] = b"\x1b[19~";
const BELL: &[u8] = b"\x07";

/// The program in a window, with a folder of its own that a practice leaves empty.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn start(&self, term: &str, arguments: &[&str]) -> Tty {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_changpiao"));
        command.args(["--lang", "zh", "--sessions", self.0.path().to_str().unwrap()]);
        command.args(arguments);
        command.env("TERM", term);
        command.env_remove("NO_COLOR");
        command.env_remove("CHANGPIAO_QUIET");
        command.cwd(self.0.path());
        Tty::start(command, (80, 24))
    }

    /// A practice at its first paper.
    fn practice(&self, term: &str, arguments: &[&str]) -> Tty {
        let mut tty = self.start(term, &[&["practise"], arguments].concat());
        tty.until("练习唱票");
        tty.write(ENTER);
        tty.until("练习票 1 /");
        tty
    }

    fn written(&self) -> usize {
        fs::read_dir(self.0.path()).unwrap().count()
    }
}

/// The papers that a practice with this seed shows.
fn papers(count: u32, seed: u64) -> Vec<Paper> {
    invented(&at_calling(&changpiao::plan::sample(), count).unwrap(), count, seed)
}

/// Whether a paper is keyed without a form.
fn plain(paper: &Paper) -> bool {
    !matches!(Shape::of(paper), Shape::WriteIn | Shape::Invalid | Shape::Doubtful)
}

/// A seed whose first papers are all keyed without a form.
fn plain_seed(count: u32) -> u64 {
    (0..1_000).find(|seed| papers(count, *seed).iter().all(plain)).unwrap()
}

#[test]
fn ten_papers_with_a_wrong_one_are_practised_and_the_report_says_so() {
    let desk = Desk::new();
    let seed = plain_seed(10);
    let mut tty = desk.practice("xterm-256color", &["--papers", "10", "--seed", &seed.to_string()]);
    for (at, paper) in papers(10, seed).iter().enumerate() {
        tty.until(&format!("练习票 {} / 10", at + 1));
        if at == 6 {
            // Another name than the one on the paper; it is told, and this time left as it is.
            let wrong = if keys(paper).starts_with('1') { "2\r" } else { "1\r" };
            tty.write(wrong.as_bytes());
            tty.until("上一张记错了");
        } else {
            tty.write(keys(paper).as_bytes());
        }
    }
    tty.until("练习结束");
    for told in ["记下 10 张", "记对 9 张（其中改正 0 张），记错 1 张", "最该练的：", "1–10"]
    {
        tty.until(told);
    }
    tty.write(END);
    let rest = tty.rest();
    assert!(rest.contains(LEFT) && rest.contains(PASTE_OFF), "{rest:?}");
    assert_eq!(tty.ended().1, 0);
    assert_eq!(desk.written(), 0, "nothing is written to disk");
}

/// P15a through the real program: the bytes sent for each paper, and the report agrees with them.
#[test]
fn a_hundred_papers_by_script_take_few_keys() {
    let desk = Desk::new();
    let drawn = papers(100, 1);
    let mut tty = desk.practice("xterm-256color", &["--papers", "100", "--seed", "1"]);
    let (mut plain_keys, mut plain_papers, mut all) = (0, 0, 0);
    for (at, paper) in drawn.iter().enumerate() {
        tty.until(&format!("练习票 {} / 100", at + 1));
        // Papers with a form are keyed as empty ones: what is measured here are the plain ones.
        let keys = if plain(paper) { keys(paper) } else { "*\r".to_owned() };
        tty.write(keys.as_bytes());
        all += keys.len();
        if plain(paper) {
            plain_keys += keys.len();
            plain_papers += 1;
        }
    }
    tty.until("练习结束");
    let wrong = drawn.iter().filter(|paper| !plain(paper)).count();
    tty.until("记下 100 张：每张");
    tty.until(&format!("每张 {}.{} 键", all / 100, (all % 100 + 5) / 10));
    tty.until(&format!("记对 {} 张", 100 - wrong));
    println!("{plain_keys} keys for {plain_papers} papers");
    assert!(
        plain_papers > 80 && plain_keys * 10 <= plain_papers * 26,
        "{plain_keys} keys for {plain_papers} papers"
    );
    tty.write(END);
    tty.drain();
}

/// What stood on the screen when a tone was sent: everything up to it shown.
fn shown_before(log: &[u8], tone: &[u8]) -> String {
    let at = log.windows(tone.len()).position(|part| part == tone).unwrap();
    let mut screen = vt100::Parser::new(24.try_into().unwrap(), 80.try_into().unwrap(), 0);
    screen.process(&log[..at]);
    screen.screen().contents()
}

#[test]
fn a_refused_key_rings_once_behind_a_whole_frame() {
    let desk = Desk::new();
    let mut tty = desk.practice("xterm-256color", &["--seed", "1"]);
    let drawn = papers(30, 1);
    // What is accepted is silent.
    tty.write(keys(&drawn[0]).as_bytes());
    tty.until("练习票 2 / 30");
    tty.write(ENTER);
    tty.until("! 还须划去 1 名");
    tty.until_sent(BELL);
    let shown = shown_before(tty.log(), BELL);
    assert!(shown.contains("! 还须划去 1 名") && shown.contains("结束练习"), "{shown}");
    // So is what is taken back.
    tty.write(BACKSPACE);
    tty.until("练习票 1 / 30");
    tty.until("已撤销");
    let strike = keys(&drawn[0]).chars().next().unwrap();
    tty.write(&[u8::try_from(strike).unwrap()]);
    tty.until("正好选满");
    assert_eq!(tty.log().split(|byte| *byte == BELL[0]).count(), 2, "one bell");
}

#[test]
fn the_linux_console_has_a_tone_for_each() {
    let desk = Desk::new();
    let mut tty = desk.practice("linux", &["--seed", "1"]);
    tty.write(keys(&papers(30, 1)[0]).as_bytes());
    tty.until_sent(b"\x1b[10;880]");
    tty.write(ENTER);
    tty.until_sent(b"\x1b[10;220]");
}

#[test]
fn a_meeting_rings_too_and_quiet_is_quiet() {
    for (arguments, rings) in [(&["rehearse"][..], true), (&["--quiet", "rehearse"], false)] {
        let desk = Desk::new();
        let mut tty = desk.start("xterm-256color", arguments);
        tty.until("已存 1 ");
        while !tty.text().contains("/ 收回 36 张") {
            let before = tty.text();
            tty.write(F8);
            tty.wait("a step", |text| text != before);
        }
        tty.write(ENTER);
        tty.until("! 还须划去 1 名");
        if rings {
            tty.until_sent(BELL);
        }
        // The next frame comes behind whatever was rung for the one before.
        tty.write(b"1");
        tty.until("正好选满");
        assert_eq!(tty.log().contains(&BELL[0]), rings);
    }
}

#[test]
fn a_plan_without_a_calling_is_told_before_the_terminal_is_taken() {
    let nowhere = super::support::program(&["practise".as_ref(), "/nonexistent/plan.toml".as_ref()]);
    assert_eq!(nowhere.status.code(), Some(2));
}
