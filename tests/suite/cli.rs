//! The subcommands that write to standard output: what they find, and their exit codes.

use super::support::{journal, program, sealed};
use changpiao::agenda::{Event, course};
use changpiao::journal::{HEAD, HeadCode, JOURNAL, LineHash};
use changpiao::meeting::{load, load_acts};
use changpiao::session::Recorded;
use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use tempfile::TempDir;

/// A sealed rehearsal; for reading only.
fn example() -> &'static Path {
    static MADE: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let make = || {
        let root = tempfile::tempdir().unwrap();
        let folder = sealed(root.path());
        (root, folder)
    };
    &MADE.get_or_init(make).1
}

/// A copy of its journal with some of its bytes changed, without a published head.
fn changed(change: impl FnOnce(&mut Vec<u8>)) -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    let mut bytes = fs::read(example().join(JOURNAL)).unwrap();
    change(&mut bytes);
    fs::write(copy.path().join(JOURNAL), bytes).unwrap();
    copy
}

/// Runs the program; its exit code and what it wrote.
fn run(arguments: &[&str], path: &Path) -> (i32, String) {
    let mut arguments: Vec<&OsStr> = arguments.iter().map(OsStr::new).collect();
    arguments.push(path.as_os_str());
    let output = program(&arguments);
    let text = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(text).unwrap())
}

#[test]
fn a_whole_journal_is_verified_with_its_totals() {
    let (code, text) = run(&["verify"], example());
    assert_eq!(code, 0, "{text}");
    let head = load(example()).unwrap().head_code.unwrap().to_string();
    assert!(text.contains(&head) && text.contains("complete and unchanged"), "{text}");
    let (code, text) = run(&["verify"], &example().join(JOURNAL));
    assert_eq!(code, 0, "{text}");
    assert_eq!(run(&["verify", "--head", &head.to_lowercase()], example()).0, 0);
}

#[test]
fn a_missing_head_file_is_a_note() {
    let copy = changed(|_| {});
    let (code, text) = run(&["verify"], copy.path());
    assert_eq!(code, 0, "{text}");
    assert!(text.contains(HEAD), "{text}");
    let made = fs::read_dir(copy.path()).unwrap().count();
    assert_eq!(made, 1, "checking creates nothing");
}

#[test]
fn a_changed_byte_names_its_record() {
    for record in [0, 9, 40] {
        let copy = changed(|bytes| {
            let line =
                bytes.split(|byte| *byte == b'\n').take(record).map(|line| line.len() + 1).sum::<usize>();
            bytes[line + 60] ^= 1;
        });
        let (code, text) = run(&["verify"], copy.path());
        assert_eq!(code, 4, "{text}");
        assert!(text.contains(&format!("record {record}, line {}", record + 1)), "{text}");
    }
}

#[test]
fn a_torn_end_can_be_mended() {
    let copy = changed(|bytes| bytes.extend_from_slice(b"{\"v\":1,\"m\":\"4f"));
    let (code, text) = run(&["verify"], copy.path());
    assert_eq!(code, 3, "{text}");
}

#[test]
fn another_head_code_does_not_match() {
    let other = HeadCode::of(&LineHash::of(b"another meeting")).to_string();
    let (code, text) = run(&["verify", "--head", &other], example());
    assert_eq!(code, 5, "{text}");
    let shorter = changed(|bytes| {
        let end = bytes[..bytes.len() - 1].iter().rposition(|byte| *byte == b'\n').unwrap();
        bytes.truncate(end + 1);
    });
    fs::copy(example().join(HEAD), shorter.path().join(HEAD)).unwrap();
    assert_eq!(run(&["verify"], shorter.path()).0, 5);
    assert_eq!(run(&["verify", "--head", "no code"], example()).0, 2);
}

#[test]
fn an_event_that_cannot_have_happened_is_found_in_a_perfect_chain() {
    let mut acts = load_acts(example()).unwrap();
    let last = acts.last().unwrap().last().unwrap().clone();
    let note: Event = course::Event::NoteTaken { text: "后补".to_owned() }.into();
    acts.push(vec![Recorded { seq: last.seq + 1, event: note, ..last }]);
    let copy = changed(|bytes| *bytes = journal(&acts));
    let (code, text) = run(&["verify"], copy.path());
    assert_eq!(code, 6, "{text}");
    assert_eq!(run(&["verify", "--chain-only"], copy.path()).0, 0);
}

/// The journal of these acts, in a folder of its own.
fn copy_of(acts: &[Vec<Recorded>]) -> TempDir {
    changed(|bytes| *bytes = journal(acts))
}

#[test]
fn copies_are_held_against_each_other() {
    let acts = load_acts(example()).unwrap();
    let mut parted = acts[..40].to_vec();
    let seq = acts[40][0].seq;
    let note: Event = course::Event::NoteTaken { text: "另记".to_owned() }.into();
    parted.push(vec![Recorded { seq, at: acts[40][0].at.clone(), event: note }]);
    let [whole, short, fork] = [&acts[..], &acts[..30], &parted[..]].map(copy_of);
    let records = |until: usize| acts[..until].iter().map(Vec::len).sum::<usize>();
    let against = |one: &Path, other: &TempDir| {
        run(&["verify", "--chain-only", "--compare", other.path().to_str().unwrap()], one)
    };
    let (code, text) = against(whole.path(), &whole);
    assert!(code == 0 && text.contains("the same as"), "{text}");
    let (code, text) = against(whole.path(), &short);
    assert!(
        code == 0 && text.contains(&format!("the first {} of its {}", records(30), records(acts.len()))),
        "{text}"
    );
    let (code, text) = against(short.path(), &whole);
    assert!(code == 5 && text.contains("use that longer copy"), "{text}");
    let (code, text) = against(whole.path(), &fork);
    assert_eq!(code, 5, "{text}");
    for part in [format!("at record {seq};"), "meeting.note_taken".to_owned(), format!("{} records", seq + 1)]
    {
        assert!(text.contains(&part), "{part}: {text}");
    }
    let (code, text) = against(example(), &whole);
    assert!(code == 5 && text.contains("another meeting"), "{text}");
    let missing = run(&["verify", "--compare", "no such copy"], whole.path());
    assert_eq!(missing.0, 2, "{}", missing.1);
}

#[test]
fn several_journals_are_each_named_and_the_worst_counts() {
    let damaged = changed(|bytes| bytes[60] ^= 1);
    let whole = example().to_str().unwrap();
    let (code, text) = run(&["verify", "--chain-only", whole], damaged.path());
    assert_eq!(code, 4, "{text}");
    let names = text.lines().filter(|line| line.starts_with("-- ")).count();
    assert_eq!(names, 2, "{text}");
    assert!(text.contains("complete and unchanged") && text.contains("J23"), "{text}");
    let (code, text) = run(&["verify", "--compare", whole, whole], damaged.path());
    assert!(code == 2 && text.contains("one journal at a time"), "{text}");
}

#[test]
fn a_copy_under_another_name_is_checked_without_the_head_beside_it() {
    let copy = changed(|_| {});
    let named = copy.path().join("copy of the stick.jsonl");
    fs::rename(copy.path().join(JOURNAL), &named).unwrap();
    fs::write(copy.path().join(HEAD), "of something else").unwrap();
    let (code, text) = run(&["verify"], &named);
    assert_eq!(code, 0, "{text}");
}

#[test]
fn a_newer_format_is_not_guessed_at() {
    let copy = changed(|bytes| {
        let text = String::from_utf8(bytes.clone()).unwrap();
        let first = text.lines().next().unwrap().replacen("{\"v\":1,", "{\"v\":9,", 1);
        let body = first.rsplit_once(",\"h\":\"").unwrap().0;
        *bytes = format!("{body},\"h\":\"{}\"}}\n", LineHash::of(body.as_bytes())).into_bytes();
    });
    assert_eq!(run(&["verify"], copy.path()).0, 7);
}

#[test]
fn what_is_not_there_is_said() {
    for command in ["verify", "export", "check", "resume", "replay"] {
        let (code, text) = run(&[command], Path::new("no/such/meeting"));
        assert_eq!(code, 2, "{command}: {text}");
        assert!(!text.is_empty() && !text.contains("panicked"), "{command}: {text}");
    }
}

#[test]
fn the_documents_are_written_where_they_are_wanted() {
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().join("papers");
    let (code, text) = run(&["export", "--out", folder.to_str().unwrap()], example());
    assert_eq!(code, 0, "{text}");
    let written = || fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let of_kind = |suffix: &str| written().filter(|path| path.extension().unwrap() == suffix).count();
    assert!(of_kind("md") >= 3 && of_kind("md") == of_kind("html"), "{text}");
    for path in written() {
        assert!(fs::read_to_string(&path).unwrap().contains("春晖社区第二支部"), "{path:?}");
    }
    let file = out.path().join("file");
    fs::write(&file, "").unwrap();
    let (code, text) = run(&["export", "--out", file.to_str().unwrap()], example());
    assert_eq!((code, text.contains("cannot be written")), (2, true), "{text}");
}

#[test]
fn documents_of_an_earlier_export_in_another_language_are_named() {
    let out = tempfile::tempdir().unwrap();
    let export = |lang: &str| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_changpiao"));
        program.args(["--lang", lang, "export", "--out"]).args([out.path(), example()]);
        let output = program.output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        String::from_utf8(output.stdout).unwrap()
    };
    let own = out.path().join("notes.md");
    fs::write(&own, "").unwrap();
    let (first, again) = (export("en"), export("en"));
    assert!(first == again && !first.contains("earlier export"), "{first}");
    let chinese = export("zh");
    let older = chinese.lines().last().unwrap();
    assert!(
        older.contains("以前导出") && older.contains("：1-minutes.html、1-minutes.md、2-result-"),
        "{chinese}"
    );
    assert!(!older.contains("会议记录") && !older.contains("notes"), "{older}");
    let english = export("en");
    let older = english.lines().last().unwrap();
    assert!(older.contains("earlier export") && older.contains("1-minutes-会议记录.md"), "{english}");
    assert!(own.exists() && out.path().join("1-minutes.md").exists());
}

#[test]
fn a_plan_is_fine_unusual_or_wrong() {
    let sample = include_str!("../../sessions/example/plan.toml");
    let folder = tempfile::tempdir().unwrap();
    let plan = folder.path().join("plan.toml");
    let relative = ("relatives = [\"江月娥\"]", "relatives = [\"高建业\"]");
    for (expected, (from, to)) in [(0, ("", "")), (1, relative), (2, ("seats = 3", "seats = 0"))] {
        assert!(sample.contains(from));
        fs::write(&plan, sample.replacen(from, to, 1)).unwrap();
        let (code, text) = run(&["check"], &plan);
        assert_eq!(code, expected, "{text}");
    }
}

#[test]
fn the_totals_of_several_meetings_and_what_is_wrong_with_one() {
    let damaged = changed(|bytes| {
        let at = bytes.len() / 2;
        bytes[at] ^= 1;
    });
    let (code, text) = run(&["summary"], example());
    assert_eq!(code, 0, "{text}");
    let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("{part}: {text}"));
    assert!(at("Elected as") < at("Attendance: "), "who is elected comes first: {text}");
    assert!(at("REHEARSAL") < at("Elected as"), "nobody reads a name before what it is worth: {text}");
    assert_eq!((text.matches("Elected as secretary").count(), text.matches("REHEARSAL").count()), (1, 1));
    let (code, text) = run(&["summary", example().to_str().unwrap()], damaged.path());
    assert_eq!(code, 4, "{text}");
    assert!(text.contains("J23") && text.contains("What the records before that say"), "{text}");
    assert_eq!(text.matches("Date of the meeting").count(), 2);
    assert_eq!(run(&["summary"], Path::new("no/such/meeting")).0, 2);
}

#[test]
fn a_plan_is_prepared_once() {
    let folder = tempfile::tempdir().unwrap();
    let plan = folder.path().join("plan.toml");
    let (code, text) = run(&["prepare"], &plan);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("changpiao check") && text.contains("changpiao run"), "{text}");
    assert_eq!(run(&["check"], &plan).0, 1, "it can be rehearsed, and names what is still blank");
    let (code, text) = run(&["prepare"], &plan);
    assert!(code == 2 && text.contains("left as it is"), "{text}");
}

/// A disk that is full after some bytes.
#[cfg(unix)]
#[test]
fn a_plan_that_does_not_fit_on_the_disk_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let plan = folder.path().join("plan.toml");
    let script = "ulimit -f 1; exec \"$0\" --lang en prepare \"$1\"";
    let output =
        Command::new("sh").args(["-c", script, env!("CARGO_BIN_EXE_changpiao")]).arg(&plan).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.code() == Some(2) && text.contains("Nothing was written"), "{text}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is there");
    let (code, text) = run(&["prepare"], &plan);
    assert_eq!(code, 0, "{text}");
}

#[test]
fn a_case_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("case.json");
    let text = r#"{"contest": {"seats": 1, "candidates": ["甲", "乙"]}, "attendance": {"due": 3, "present": 3},
        "ballots": ["ox", "o-", "-o"]}"#;
    fs::write(&case, text.replace('\n', "")).unwrap();
    let (code, text) = run(&["count"], &case);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("甲"), "{text}");
}

#[test]
fn a_reader_that_goes_away_is_no_matter() {
    let mut cases = tempfile::NamedTempFile::new().unwrap();
    let case = r#"{"contest": {"seats": 1, "candidates": ["甲", "乙"]}, "attendance": {"due": 1, "present": 1}, "ballots": ["ox"]}"#;
    for _ in 0..2_000 {
        writeln!(cases, "{case}").unwrap();
    }
    for arguments in
        [vec!["count".as_ref(), cases.path().as_os_str()], vec!["verify".as_ref(), example().as_os_str()]]
    {
        let mut program = Command::new(env!("CARGO_BIN_EXE_changpiao"));
        program.args(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = program.spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{arguments:?}");
        assert_eq!(output.status.code(), Some(0));
    }
}

#[test]
fn a_sealed_meeting_is_not_resumed_nor_touched() {
    let journal = || fs::read(example().join(JOURNAL)).unwrap();
    let before = journal();
    let (code, text) = run(&["resume"], example());
    assert_eq!(code, 2, "{text}");
    assert!(text.contains("M03") && text.contains("changpiao replay"), "{text}");
    assert_eq!(journal(), before);
}

#[cfg(unix)]
#[test]
fn a_limit_of_file_sizes_is_an_error_and_not_the_end() {
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().join("papers");
    let limited = "ulimit -f 1 && exec \"$0\" --lang en export --out \"$1\" \"$2\"";
    let program = env!("CARGO_BIN_EXE_changpiao");
    let arguments = [program.as_ref(), folder.as_os_str(), example().as_os_str()];
    let output = Command::new("sh").args(["-c", limited]).args(arguments).output().unwrap();
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert_eq!(output.status.code(), Some(2), "{text}");
    assert!(text.contains("cannot be written"), "{text}");
}
