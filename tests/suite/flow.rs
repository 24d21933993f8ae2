//! Whole flows with the real program in a real terminal. Nothing waits for time, everything for what is shown.

use super::pty::{AT_ONCE, LEFT, PASTE_OFF, Tty};
use super::support::{program, sealed};
use portable_pty::CommandBuilder;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

/// F12.
const STEER: &[u8] = b"\x1b[24~";
const F8: &[u8] = b"\x1b[19~";
const ESC: &[u8] = b"\x1b";
/// F5.
const PROJECT: &[u8] = b"\x1b[15~";
const ENTER: &[u8] = b"\r";
const BACKSPACE: &[u8] = b"\x7f";
const RIGHT: &[u8] = b"\x1b[C";
const LEFTWARDS: &[u8] = b"\x1b[D";
const DOWNWARDS: &[u8] = b"\x1b[B";
const PAGE_DOWN: &[u8] = b"\x1b[6~";
const TO_START: &[u8] = b"\x1b[H";
const TO_END: &[u8] = b"\x1b[F";
const LEAVE: &[u8] = b"\x18";

/// A folder for meetings, and the program started on it.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn start(&self, arguments: &[&str]) -> Tty {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_changpiao"));
        command.args(["--lang", "zh", "--sessions", self.0.path().to_str().unwrap()]);
        command.args(arguments);
        command.env("TERM", "xterm-256color");
        command.env_remove("NO_COLOR");
        Tty::start(command, (100, 30))
    }

    /// A rehearsal that has just begun.
    fn rehearsal(&self) -> Tty {
        let mut tty = self.start(&["rehearse"]);
        tty.until("已存 1 ");
        tty
    }

    /// The one rehearsal on disk.
    fn meeting(&self) -> PathBuf {
        let rehearsals = fs::read_dir(self.0.path().join(".rehearsal")).unwrap();
        let mut folders: Vec<PathBuf> = rehearsals.map(|entry| entry.unwrap().path()).collect();
        assert_eq!(folders.len(), 1);
        folders.remove(0)
    }
}

/// The number after a word on the screen.
fn number(text: &str, word: &str) -> Option<u64> {
    let after = text.split(word).nth(1)?;
    after.trim_start().split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

fn saved(tty: &Tty) -> u64 {
    number(&tty.text(), "已存").unwrap()
}

/// Sends keys that record something, and waits until so many more records are on disk.
fn recorded(tty: &mut Tty, keys: &[u8], more: u64) {
    let before = saved(tty);
    tty.write(keys);
    tty.wait("one more record", |text| number(text, "已存").is_some_and(|now| now >= before + more));
}

/// Lets the room play until the text is shown.
fn play_until(tty: &mut Tty, text: &str) {
    while !tty.text().contains(text) {
        recorded(tty, F8, 1);
    }
}

/// Leaves the meeting. The question takes no answer that comes too soon: it could be a key that bounced.
fn leave(tty: &mut Tty) {
    tty.write(LEAVE);
    tty.until("离开会议？");
    tty.quiet(Duration::from_millis(500));
    tty.write(LEAVE);
}

fn verified(folder: &Path) -> bool {
    program(&[OsStr::new("verify"), folder.as_os_str()]).status.code() == Some(0)
}

#[test]
fn two_keys_begin_a_rehearsal_and_one_plays_it_to_the_seal() {
    let desk = Desk::new();
    let mut tty = desk.start(&[]);
    tty.until("演练示例会议");
    tty.write(ENTER);
    tty.until("按回车开始演练");
    tty.write(ENTER);
    tty.until("已存 1 ");
    play_until(&mut tty, "会议已经结束");
    let folder = desk.meeting();
    assert!(verified(&folder));
    let documents: Vec<_> = fs::read_dir(folder.join("documents")).unwrap().collect();
    assert!(documents.len() >= 6, "{documents:?}");
    tty.write(LEAVE);
    tty.until("演练示例会议");
    assert!(!tty.text().contains("继续"), "a sealed meeting is not offered:\n{}", tty.text());
    tty.write(LEAVE);
    tty.rest();
    assert_eq!(tty.ended().1, 0);
}

#[test]
fn a_killed_meeting_goes_on_exactly_where_it_stood() {
    let desk = Desk::new();
    let mut tty = desk.rehearsal();
    play_until(&mut tty, "第 5 张 / 收回 36 张");
    let before = saved(&tty);
    // A half-keyed paper is nowhere: it is called again.
    tty.write(b"1");
    tty.until("选满");
    tty.signal("KILL");
    tty.rest();
    assert!(verified(&desk.meeting()), "a killed meeting is whole");
    let mut again = desk.start(&[]);
    again.until("▶ 1 继续");
    again.until("停在：");
    again.until("最近的记录：");
    again.write(ENTER);
    again.until("还没有写入任何内容");
    again.until("末条的校验码");
    again.until("▶ 1 接着开会");
    again.write(ENTER);
    again.until("第 5 张 / 收回 36 张");
    assert_eq!(saved(&again), before + 1, "the record that says that it was resumed");
    again.until("还须划去 1 名");
    recorded(&mut again, F8, 1);
    again.until("第 6 张 / 收回 36 张");
}

#[test]
fn a_second_start_may_only_watch() {
    let desk = Desk::new();
    let mut first = desk.rehearsal();
    let folder = desk.meeting();
    let mut second = desk.start(&["resume", folder.to_str().unwrap()]);
    second.until("▶ 1 接着开会");
    second.write(ENTER);
    second.until("J01");
    second.until("▶ 1 观看正在进行的会议");
    second.write(ENTER);
    second.wait("the wall", |text| text.contains("换届选举党员大会") && !text.contains("怎么办"));
    second.write(LEAVE);
    second.rest();
    assert_eq!(second.ended().1, 0);
    recorded(&mut first, F8, 1);
}

#[test]
fn a_code_tells_that_the_record_is_too_short_and_the_copy_leads_on() {
    let desk = Desk::new();
    let stick = desk.0.path().join("stick");
    fs::create_dir(&stick).unwrap();
    let mut tty = desk.start(&["rehearse", "--mirror", stick.to_str().unwrap()]);
    tty.until("镜像 ✓");
    recorded(&mut tty, F8, 1);
    recorded(&mut tty, F8, 1);
    leave(&mut tty);
    tty.rest();
    let folder = desk.meeting();
    let code = changpiao::meeting::load(&folder).unwrap().head_code.unwrap().to_string();
    let journal = folder.join("journal.jsonl");
    let text = fs::read_to_string(&journal).unwrap();
    fs::write(&journal, text.split_inclusive('\n').take(2).collect::<String>()).unwrap();
    fs::remove_file(folder.join("journal.head")).unwrap();
    // Nothing tells but the code: the mirror is said to be elsewhere.
    let nowhere = desk.0.path().join("nowhere");
    let shorter =
        ["resume", folder.to_str().unwrap(), "--mirror", nowhere.to_str().unwrap(), "--head", &code];
    let mut again = desk.start(&shorter);
    again.until("J26");
    assert!(
        !again.text().contains("接着开会\n") && again.text().contains("▶ 1 输入抄下的校验码"),
        "{}",
        again.text()
    );
    again.write(b"\x1b");
    again.rest();
    let mut again = desk.start(&["resume", folder.to_str().unwrap()]);
    again.until("更长");
    again.until("▶ 1 采用副本");
    again.write(ENTER);
    again.until("已存 5");
    assert_eq!(saved(&again), 5, "three, the move and the choice");
}

#[test]
fn a_second_window_follows_the_count() {
    let desk = Desk::new();
    let mut chair = desk.rehearsal();
    let mut wall = desk.start(&["project", desk.meeting().to_str().unwrap()]);
    wall.until("换届选举党员大会");
    play_until(&mut chair, "第 3 张 / 收回 36 张");
    wall.until("唱票进行中");
    wall.until("还有 34 张");
    recorded(&mut chair, F8, 1);
    wall.until("还有 33 张");
    recorded(&mut chair, BACKSPACE, 1);
    wall.until("还有 34 张");
    assert!(wall.text().contains("演练"));
    // 停住, 黑屏, and back; the meeting goes on meanwhile.
    chair.write(STEER);
    chair.until("投影控制");
    chair.write(RIGHT);
    wall.until("画面停住");
    chair.wait("停住 in the header", |text| text.contains("✓ 停住") || text.contains("- 停住"));
    chair.write(RIGHT);
    wall.wait("a dark wall", |text| text.split_whitespace().all(|word| word == "演练"));
    chair.write(LEFTWARDS);
    chair.write(LEFTWARDS);
    wall.until("还有 34 张");
    chair.write(ENTER);
    wall.write(LEAVE);
    wall.rest();
    assert_eq!(wall.ended().1, 0);
    recorded(&mut chair, F8, 1);
}

#[test]
fn the_terminal_is_given_back() {
    type End = fn(&mut Tty);
    let term: End = |tty| tty.signal("TERM");
    for (end, expected) in [(term, 143), (leave as End, 0)] {
        let desk = Desk::new();
        let mut tty = desk.rehearsal();
        assert!(!tty.cooked());
        end(&mut tty);
        let rest = tty.rest();
        assert!(rest.contains(LEFT) && rest.contains(PASTE_OFF) && rest.contains("\u{1b}[?25h"), "{rest:?}");
        assert!(tty.cooked());
        assert_eq!(tty.ended().1, expected);
        assert!(verified(&desk.meeting()));
    }
}

#[test]
fn a_closed_window_ends_the_meeting_at_once_and_loses_nothing() {
    let desk = Desk::new();
    let mut tty = desk.rehearsal();
    recorded(&mut tty, F8, 1);
    tty.close();
    let (time, code) = tty.ended();
    assert!(time < AT_ONCE, "{time:?}");
    assert_eq!(code, 129);
    assert!(verified(&desk.meeting()));
}

#[test]
fn a_saved_meeting_is_seen_again_forward_and_back() {
    let desk = Desk::new();
    let folder = sealed(desk.0.path());
    let mut tty = desk.start(&["replay", folder.to_str().unwrap()]);
    tty.until("回放 · 只读");
    tty.until("同志们，大会现在开始");
    tty.write(RIGHT);
    tty.until("▶ 二 介绍到会来宾");
    tty.write(LEFTWARDS);
    tty.until("▶ 一 奏唱");
    tty.write(&PAGE_DOWN.repeat(3));
    tty.until("▶ 四 清点到会人数");
    tty.write(TO_END);
    tty.until("会议已经结束");
    tty.write(TO_START);
    tty.until("▶ 一 奏唱");
    tty.write(F8);
    tty.write(LEAVE);
    tty.rest();
    assert_eq!(tty.ended().1, 0);
    assert!(verified(&folder), "looking changes nothing");
}

#[test]
fn a_replay_runs_and_says_which_acts_made_a_figure() {
    let desk = Desk::new();
    let folder = sealed(desk.0.path());
    let mut tty = desk.start(&["replay", folder.to_str().unwrap()]);
    tty.until("暂停 1×");
    tty.write(b"]]]]]] ");
    tty.until("播放 64×");
    tty.until("已经结束");
    tty.until("暂停 64×");
    tty.write(TO_START);
    tty.until("第 0/");
    tty.write(&PAGE_DOWN.repeat(4));
    tty.until("› 不计入应到会人数");
    tty.write(b"\t");
    tty.until("数字从哪里来");
    tty.write(b"\x1b[B");
    tty.until("实到会有选举权 36");
    tty.write(ENTER);
    tty.until("去看那一刻");
    tty.write(TO_START);
    tty.write(ENTER);
    tty.until("▶ 点名");
    tty.until("数字从哪里来");
    tty.write(ESC);
    tty.until("进入记录");
    tty.write(ESC);
    tty.until("空格 播放");
    tty.write(PROJECT);
    tty.until("正在清点到会人数");
    tty.until("回放 · 只读");
    tty.write(LEAVE);
    tty.rest();
    assert_eq!(tty.ended().1, 0);
    assert!(verified(&folder), "looking changes nothing");
}

#[test]
fn a_paper_is_keyed_by_hand() {
    let desk = Desk::new();
    let mut tty = desk.rehearsal();
    play_until(&mut tty, "第 2 张 / 收回 36 张");
    let before = saved(&tty);
    tty.write(ENTER);
    tty.until("还须划去 1 名（票上确实超过的");
    assert_eq!(saved(&tty), before);
    tty.write(b"2");
    tty.until("正好选满");
    recorded(&mut tty, ENTER, 1);
    tty.until("第 3 张 / 收回 36 张");
    recorded(&mut tty, BACKSPACE, 1);
    tty.until("第 2 张 / 收回 36 张");
    assert_eq!(saved(&tty), before + 2, "an undo is a record of its own");
    tty.write(b"12");
    tty.until("赞成 2 名");
    tty.write(b"+");
    tty.until("写的是谁");
    tty.write(b"luozhenhua");
    tty.until("罗振华");
    tty.write(ENTER);
    tty.until("正好选满");
    recorded(&mut tty, ENTER, 1);
    tty.until("第 3 张 / 收回 36 张");
    assert!(tty.text().contains("罗振华"), "{}", tty.text());
}

#[test]
fn a_window_that_becomes_too_small_says_so_and_comes_back() {
    let desk = Desk::new();
    let mut tty = desk.rehearsal();
    recorded(&mut tty, F8, 1);
    tty.resize(20, 5);
    tty.until("窗口太小");
    tty.resize(1, 1);
    tty.resize(100, 30);
    tty.until("已存 2 ");
    tty.until("▶ 二 介绍到会来宾");
}

const TAB: &[u8] = b"\t";

/// A copy of the example's journal, changed, in a folder of its own.
fn copied(below: &Path, name: &str, change: impl FnOnce(&mut Vec<u8>)) {
    let folder = below.join(name);
    fs::create_dir(&folder).unwrap();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("sessions/example/journal.jsonl");
    let mut bytes = fs::read(example).unwrap();
    change(&mut bytes);
    fs::write(folder.join("journal.jsonl"), bytes).unwrap();
}

#[test]
fn a_meeting_is_found_verified_and_summed_up_from_the_home_screen() {
    let desk = Desk::new();
    copied(desk.0.path(), "whole", |_| {});
    copied(desk.0.path(), "damaged", |bytes| {
        let at = bytes.len() / 2;
        bytes[at] ^= 1;
    });
    sealed(desk.0.path());
    let mut tty = desk.start(&[]);
    // What stands before the damage is not closed.
    tty.until("▶ 1 已损坏：");
    tty.write(b"6");
    tty.until("▶ 6 回放");
    tty.write(DOWNWARDS);
    tty.until("▶ 7 核验");
    tty.write(ENTER);
    tty.until("核验（3 次）");
    tty.until("✗ 已损坏");
    tty.until("演练 ");
    // Found by the initials of its state; the list says where it is damaged.
    tty.write(b"ysh");
    tty.until("核验（1 次）");
    tty.until("J23");
    tty.write(ENTER);
    tty.until("✗ 会议记录已损坏");
    tty.until("只能查看；请使用备份");
    tty.write(ESC);
    tty.until("核验（1 次）");
    tty.write(ESC);
    tty.until("核验（3 次）");
    tty.write(b"yanl");
    tty.until("核验（1 次）");
    tty.write(ENTER);
    tty.until("✓ 完整，没有改动");
    assert!(tty.text().contains(" 演练 "), "{}", tty.text());
    tty.write(ESC);
    tty.until("核验（1 次）");
    tty.write(TAB);
    tty.until("汇总（1 次）");
    tty.write(ENTER);
    tty.until("会议日期：");
    assert!(tty.text().contains(" 演练 "), "{}", tty.text());
    tty.write(ESC);
    tty.until("汇总（1 次）");
    tty.write(ESC);
    tty.until("汇总（3 次）");
    tty.write(ESC);
    tty.until("▶ 7 核验");
    tty.write(LEAVE);
    tty.rest();
    assert_eq!(tty.ended().1, 0);
}

#[test]
fn a_plan_is_prepared_checked_and_rehearsed_from_the_home_screen() {
    let desk = Desk::new();
    let plan = desk.0.path().join("my plan.toml");
    let mut tty = desk.start(&[]);
    tty.until("准备会议方案");
    tty.write(b"2");
    tty.until("▶ 2 准备");
    tty.write(ENTER);
    tty.until("plan.toml");
    // As a terminal writes a file that is dropped into it.
    tty.write(format!("'{}'", plan.display()).as_bytes());
    tty.write(ENTER);
    tty.until("✓ 已写好");
    tty.until("提醒[still-blank]");
    let written = fs::read_to_string(&plan).unwrap();
    fs::write(&plan, written.replacen("seats = 3", "seats = 0", 1)).unwrap();
    tty.write(b"\x1b[A");
    tty.until("▶ 改过之后");
    tty.write(ENTER);
    tty.until("错误[no-seat]");
    tty.until("怎么改：");
    assert!(!tty.text().contains("按这个方案"), "no meeting by a wrong plan:\n{}", tty.text());
    fs::write(&plan, written.replace("○○", "青禾")).unwrap();
    tty.write(ENTER);
    tty.until("没有发现问题");
    tty.until("▶ 先用这个方案演练");
    tty.write(ENTER);
    tty.until("已存 1 ");
    assert!(tty.text().contains(" 演练 ") && tty.text().contains("青禾支部委员会"), "{}", tty.text());
    assert!(desk.meeting().join("journal.jsonl").exists());
    assert_eq!(fs::read_to_string(&plan).unwrap(), written.replace("○○", "青禾"), "left as it is");
}
