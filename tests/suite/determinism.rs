//! One record, one meeting: whenever and by whichever build it is replayed, state and documents are the same byte for byte.

use super::fixtures::kept_folders;
use changpiao::cli::{export, extract};
use changpiao::locale::Lang;
use changpiao::meeting::load;
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// State and papers of a meeting by their names.
type Told = BTreeMap<String, Vec<u8>>;

/// Every file of a folder.
fn files(folder: &Path, into: &mut Told) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        into.insert(path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap());
    }
}

/// Replayed here.
fn told(meeting: &Path) -> Told {
    let loaded = load(meeting).unwrap();
    let mut told = Told::from([("state".into(), format!("{:#?}", loaded.session.floor()).into_bytes())]);
    for (lang, name) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
        let folder = tempfile::tempdir().unwrap();
        export::run(meeting, Some(folder.path()), lang, &mut Vec::new()).unwrap();
        files(folder.path(), &mut told);
        let mut text = Vec::new();
        extract::run(meeting, None, lang, &mut text).unwrap();
        told.insert(format!("extract.{name}"), text);
    }
    told
}

/// Replayed by a build of the program that lies in this folder.
fn told_by(build: &Path, meeting: &Path) -> Told {
    let run = |program: PathBuf, arguments: &[&OsStr]| {
        let out = Command::new(&program).args(arguments).output().unwrap();
        assert!(out.status.code().is_some_and(|code| code <= 3), "{}: {out:?}", program.display());
        out.stdout
    };
    let (program, state) = (build.join("changpiao"), build.join("examples").join("state"));
    let mut told = Told::from([("state".into(), run(state, &[meeting.as_os_str()]))]);
    for lang in ["zh", "en"] {
        let folder = tempfile::tempdir().unwrap();
        let meeting = meeting.as_os_str();
        let language = |task: &str| ["--lang", lang, task].map(OsString::from);
        let with = |task: &str, more: &[&OsStr]| {
            let words = language(task);
            let all: Vec<&OsStr> =
                words.iter().map(OsString::as_os_str).chain(more.iter().copied()).collect();
            run(program.clone(), &all)
        };
        with("export", &[meeting, "--out".as_ref(), folder.path().as_os_str()]);
        files(folder.path(), &mut told);
        told.insert(format!("extract.{lang}"), with("extract", &[meeting]));
        told.insert(format!("verify.{lang}"), with("verify", &[meeting]));
    }
    told
}

fn same(one: &Told, other: &Told, meeting: &Path) {
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (name, bytes) in one {
        assert!(*bytes == other[name], "{name} of {} differs", meeting.display());
    }
}

#[test]
fn a_meeting_replayed_twice_is_the_same_byte_for_byte() {
    for meeting in kept_folders() {
        let first = told(&meeting);
        assert!(first.len() > 3);
        same(&first, &told(&meeting), &meeting);
    }
}

#[test]
fn the_debug_and_the_release_build_agree_byte_for_byte() {
    let Some(release) = std::env::var_os("CHANGPIAO_RELEASE").map(PathBuf::from) else {
        return eprintln!("skipped: no release build is named; tests/determinism builds one and runs this");
    };
    let debug = Path::new(env!("CARGO_BIN_EXE_changpiao")).parent().unwrap();
    let (mut papers, mut bytes) = (0, 0);
    for meeting in kept_folders() {
        let (ours, theirs) = (told_by(debug, &meeting), told_by(&release, &meeting));
        same(&ours, &theirs, &meeting);
        papers += ours.len();
        bytes += ours.values().map(Vec::len).sum::<usize>();
    }
    println!(
        "{} meetings, {papers} states and papers, {bytes} bytes: debug and release agree",
        kept_folders().len()
    );
}
