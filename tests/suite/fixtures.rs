//! Journals that are kept: of every version, replayed for ever, and damaged ones, each with what must be found in it.
//!
//! `v1/small` is a sealed meeting of seven people, `v1/resumed` one that was torn, resumed twice and moved to another folder;
//! the walks hold the kinds of events that neither these nor `sessions/example` have.

use super::support::{program, python};
use changpiao::agenda::Event;
use changpiao::journal::check::{Checked, Expected, check};
use changpiao::journal::{Finding, HeadCode, JOURNAL, LineHash, Verdict};
use changpiao::meeting::load;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn below(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn folders(parent: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(parent).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    assert!(!folders.is_empty(), "{parent:?}");
    folders
}

/// The kept journals of every version.
pub(crate) fn kept() -> Vec<PathBuf> {
    let versions = folders(&below("tests/fixtures/journal"));
    let versions = versions.iter().filter(|folder| folder.file_name() != Some(OsStr::new("damaged")));
    versions.flat_map(|version| folders(version)).collect()
}

/// Their folders, and that of the example.
pub(crate) fn kept_folders() -> Vec<PathBuf> {
    kept().into_iter().chain([below("sessions/example")]).collect()
}

/// Their bytes.
pub(crate) fn kept_journals() -> Vec<Vec<u8>> {
    kept_folders().iter().map(|folder| fs::read(folder.join(JOURNAL)).unwrap()).collect()
}

/// Keeps a journal of today's version for ever.
pub(crate) fn keep(name: &str, bytes: &[u8]) {
    let folder = below("tests/fixtures/journal/v1").join(name);
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join(JOURNAL), bytes).unwrap();
}

fn whole() -> Vec<u8> {
    fs::read(below("tests/fixtures/journal/v1/small").join(JOURNAL)).unwrap()
}

/// One row of the table of damaged journals.
struct Damaged {
    journal: PathBuf,
    exit: i32,
    named: String,
}

fn damaged() -> Vec<Damaged> {
    let folder = below("tests/fixtures/journal/damaged");
    let table = fs::read_to_string(folder.join("expected.tsv")).unwrap();
    let rows = table.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
    let rows: Vec<Damaged> = rows
        .map(|row| Damaged {
            journal: folder.join(row[0]).join(JOURNAL),
            exit: row[1].parse().unwrap(),
            named: row[2].to_owned(),
        })
        .collect();
    assert_eq!(rows.len(), folders(&folder).len(), "a row for each");
    rows
}

fn verify(journal: &Path, more: &[&str]) -> (i32, String) {
    let more = more.iter().map(OsStr::new);
    let arguments: Vec<&OsStr> =
        [OsStr::new("verify")].into_iter().chain(more).chain([journal.as_os_str()]).collect();
    said(&program(&arguments))
}

fn said(output: &Output) -> (i32, String) {
    (output.status.code().unwrap(), String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn old_journals_replay_to_the_state_that_they_had() {
    for folder in kept() {
        let (code, text) = verify(&folder, &[]);
        assert_eq!(code, 0, "{}: {text}", folder.display());
        let loaded = load(&folder).unwrap();
        let floor = loaded.session.floor();
        let end = [format!("digest {}", floor.digest()), format!("head {}", loaded.head_code.unwrap())];
        let names: Vec<_> = folder.iter().rev().take(2).map(|name| name.to_str().unwrap()).collect();
        let facts = [floor.public_facts(), end.to_vec()].concat().join("\n");
        insta::assert_snapshot!(format!("kept_{}_{}", names[1], names[0]), facts);
    }
}

#[test]
fn every_damage_is_named_with_its_exit_code() {
    for Damaged { journal, exit, named } in damaged() {
        let (code, text) = verify(&journal, &[]);
        assert_eq!(code, exit, "{}: {text}", journal.display());
        assert!(text.contains(&named), "{}: {named:?} in {text}", journal.display());
    }
}

#[test]
fn only_the_code_that_people_kept_shows_a_lost_last_record() {
    let folder = below("tests/fixtures/journal/damaged");
    let code = load(&folder.join("whole")).unwrap().head_code.unwrap().to_string();
    assert_eq!(verify(&folder.join("whole"), &["--head", &code]).0, 0);
    let lost = folder.join("lost-last-record");
    assert_eq!((verify(&lost, &[]).0, verify(&lost, &["--head", &code]).0), (0, 5));
}

/// Where a text names its place: `record 3, line 4`.
fn line_named(text: &str) -> Option<&str> {
    let from = text.find("record ")?;
    text[from..].find(", byte").map(|end| &text[from..from + end])
}

#[test]
fn a_checker_of_forty_lines_finds_the_same_without_this_program() {
    let script = below("tests/verify.py");
    assert!(fs::read_to_string(&script).unwrap().lines().count() <= 40);
    let Some(python) = python() else { return eprintln!("skipped: no python3 here") };
    let checked = |journal: &Path| said(&Command::new(python).args([&script, journal]).output().unwrap());
    let kept = kept().into_iter().chain([below("sessions/example")]).map(|folder| folder.join(JOURNAL));
    for journal in kept {
        let (code, text) = checked(&journal);
        assert_eq!(code, 0, "{}: {text}", journal.display());
        let length = fs::read_to_string(&journal).unwrap().lines().count();
        assert!(text.contains(&format!("{length} records")), "{text}");
    }
    for Damaged { journal, exit, named } in damaged() {
        let (code, text) = checked(&journal);
        // It knows neither versions nor rules, but that nothing stands behind a seal; torn is not whole.
        let sealed = journal.to_str().unwrap().contains("after-the-seal");
        let whole = matches!(exit, 0 | 6 | 7) && !sealed;
        assert_eq!(code, if whole { 0 } else { 4 }, "{}: {text}", journal.display());
        if exit == 4 {
            assert_eq!(line_named(&text), line_named(&named), "{}: {text}", journal.display());
        }
    }
}

/// The check with the system's own tools that the README shows.
fn shell_check() -> String {
    let readme = fs::read_to_string(below("README.md")).unwrap();
    let (before, after) = readme.split_once("done < journal.jsonl").unwrap();
    format!("{}done < \"$1\"{}", before.rsplit_once("```\n").unwrap().1, after.split_once("```").unwrap().0)
}

#[cfg(unix)]
#[test]
fn the_shell_check_of_the_readme_finds_every_damage_of_the_chain() {
    let check = shell_check();
    let checked = |journal: &Path| {
        said(&Command::new("sh").args(["-c", &check, "sh"]).arg(journal).output().unwrap()).1
    };
    for folder in kept().into_iter().chain([below("sessions/example")]) {
        let end = load(&folder).unwrap().head_code.unwrap();
        let shown = checked(&folder.join(JOURNAL));
        let hash = LineHash::parse(shown.trim()).unwrap();
        assert!(end.matches(&hash), "{}: {shown}", folder.display());
    }
    for Damaged { journal, exit, .. } in damaged().into_iter().filter(|damaged| damaged.exit == 4) {
        let shown = checked(&journal);
        // An empty file ends with the hash before the first.
        let found = shown.starts_with("broken") || shown.trim() == LineHash::ZERO.to_string();
        assert!(found, "{}, {exit}: {shown:?}", journal.display());
    }
}

fn checked(bytes: &[u8], code: Option<HeadCode>) -> Checked {
    check(bytes, Expected { head: None, code }, |record| {
        record.event::<Event>().map(drop).map_err(|error| error.to_string())
    })
    .unwrap()
}

/// Where each line starts, and the end.
fn starts(bytes: &[u8]) -> Vec<usize> {
    let ends = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
    [0].into_iter().chain(ends).collect()
}

fn code_of(bytes: &[u8]) -> Option<HeadCode> {
    checked(bytes, None).whole().map(|head| HeadCode::of(&head.hash))
}

#[test]
fn a_real_journal_cut_at_any_byte_is_whole_torn_or_found_out_by_its_code() {
    let journal = whole();
    let code = code_of(&journal);
    let mut passed = 0;
    for length in 0..journal.len() {
        let found = checked(&journal[..length], None);
        match found.finding.verdict() {
            Verdict::Complete => passed += 1,
            Verdict::Torn => {}
            Verdict::Damaged => assert!(found.whole().is_none(), "{length}"),
            other => panic!("{length}: {other:?}"),
        }
        let held = checked(&journal[..length], code).finding.verdict();
        assert!(matches!(held, Verdict::DoesNotMatch | Verdict::Damaged), "{length}: {held:?}");
    }
    // At the end of every act but the last.
    assert_eq!(passed, 57);
}

#[test]
fn every_flipped_bit_of_a_real_journal_is_found_in_its_line() {
    let mut journal = fs::read(below("tests/fixtures/journal/damaged/whole").join(JOURNAL)).unwrap();
    let starts = starts(&journal);
    let code = code_of(&journal);
    for at in 0..journal.len() {
        let line = starts.iter().rposition(|start| *start <= at).unwrap() as u64;
        for bit in 0..8 {
            journal[at] ^= 1 << bit;
            match checked(&journal, code).finding {
                Finding::Damaged(damage) => assert_eq!(damage.record, line, "byte {at}, bit {bit}"),
                Finding::Undecided(damage) => {
                    assert_eq!((damage.record, line >= 12), (line, true), "byte {at}, bit {bit}");
                }
                // Without its newline the last record counts as torn; the code misses it.
                Finding::NoSuchCode(_) => assert_eq!(at + 1, journal.len()),
                other => panic!("byte {at}, bit {bit}: {other:?}"),
            }
            journal[at] ^= 1 << bit;
        }
    }
}

/// A line with its right hash.
fn hashed(body: &str) -> Vec<u8> {
    format!("{body},\"h\":\"{}\"}}\n", LineHash::of(body.as_bytes())).into_bytes()
}

/// The lines of a journal, one of them changed, doubled, taken out or added: which, and the record where it must show.
fn rearranged(lines: &[Vec<u8>], n: usize) -> Vec<(&'static str, Vec<Vec<u8>>, usize)> {
    let put = |at: usize, until: usize, new: Vec<Vec<u8>>| [&lines[..at], &new, &lines[until..]].concat();
    let text = String::from_utf8(lines[n].clone()).unwrap();
    let body = text.rsplit_once(",\"h\":\"").unwrap().0;
    let next = body.replacen(&format!("\"seq\":{n},"), &format!("\"seq\":{},", n + 1), 1);
    let prev = body.split_once("\"prev\":\"").unwrap().1.split('"').next().unwrap();
    let own = LineHash::of(body.as_bytes()).to_string();
    let follows =
        next.replacen(prev, &own, 1).replacen(&format!("\"act\":[{n},"), &format!("\"act\":[{},", n + 1), 1);
    let year = body.replacen("\"t\":\"2026", "\"t\":\"2025", 1);
    vec![
        ("deleted", put(n, n + 1, vec![]), n),
        ("doubled", put(n, n, vec![lines[n].clone()]), n + 1),
        ("swapped", put(n, n + 2, vec![lines[n + 1].clone(), lines[n].clone()]), n),
        ("blank line inserted", put(n, n, vec![b"\n".to_vec()]), n),
        ("changed and hashed again", put(n, n + 1, vec![hashed(&year)]), n + 1),
        ("a following one inserted", put(n + 1, n + 1, vec![hashed(&follows)]), n + 2),
    ]
}

#[test]
fn every_line_deleted_doubled_swapped_inserted_or_hashed_again_is_named() {
    let journal = whole();
    let starts = starts(&journal);
    let lines: Vec<Vec<u8>> = starts.windows(2).map(|pair| journal[pair[0]..pair[1]].to_vec()).collect();
    let code = code_of(&journal);
    for n in 0..lines.len() - 1 {
        // Within an act of several records, one more of them shows at once.
        for (how, changed, record) in rearranged(&lines, n) {
            let bytes = changed.concat();
            let found = checked(&bytes, None).finding;
            let (Finding::Damaged(damage) | Finding::Undecided(damage)) = &found else {
                panic!("record {n} {how}: {found:?}");
            };
            let named = usize::try_from(damage.record).unwrap();
            let within_act = how.starts_with("a following") && (3..9).contains(&n) && named == n + 1;
            assert!(named == record || within_act, "record {n} {how}: {found:?}");
            assert_ne!(checked(&bytes, code).finding.verdict(), Verdict::Complete);
        }
    }
}

/// Every document of a meeting, by its name.
fn exported(program: &Path, meeting: &Path, lang: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let out = tempfile::tempdir().unwrap();
    let arguments = ["--lang", lang, "export", "--out"].map(OsStr::new);
    let done = Command::new(program).args(arguments).args([out.path(), meeting]).status().unwrap();
    assert!(done.success());
    let paths = fs::read_dir(out.path()).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = paths
        .map(|path| (path.strip_prefix(out.path()).unwrap().to_owned(), fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn replayed_twice_state_and_documents_are_the_same_byte_for_byte() {
    let debug = Path::new(env!("CARGO_BIN_EXE_changpiao"));
    let other = std::env::var_os("CHANGPIAO_RELEASE").map_or_else(|| debug.to_owned(), PathBuf::from);
    if other == debug {
        println!(
            "no release build of this tree named by CHANGPIAO_RELEASE: this one is compared with itself"
        );
    }
    for folder in kept().into_iter().filter(|folder| folder.to_str().unwrap().contains("/v1/")) {
        let state = || format!("{:?}", load(&folder).unwrap().session.floor());
        assert_eq!(state(), state());
        for lang in ["zh", "en"] {
            let first = exported(debug, &folder, lang);
            assert!(!first.is_empty());
            assert!(first == exported(debug, &folder, lang), "{}", folder.display());
            assert!(first == exported(&other, &folder, lang), "{}", folder.display());
        }
    }
}
