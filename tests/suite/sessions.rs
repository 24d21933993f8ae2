//! Every committed meeting: its plan has nothing to mend, its journal is whole and replays to what was committed.

use super::support::program;
use changpiao::journal::{Disk, Finding, examine};
use changpiao::meeting::load;
use changpiao::plan;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// The meetings that git does not ignore.
fn committed() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let ignored = fs::read_to_string(root.join(".gitignore")).unwrap();
    let kept = ignored.lines().filter_map(|line| line.strip_prefix("!/sessions/"));
    let folders: Vec<_> = kept.map(|name| root.join("sessions").join(name.trim_end_matches('/'))).collect();
    assert!(!folders.is_empty());
    folders
}

#[test]
fn their_plans_have_nothing_to_mend() {
    for folder in committed() {
        let prepared = plan::load(&folder.join("plan.toml")).unwrap();
        let findings: Vec<_> = plan::check(&prepared).iter().map(|finding| finding.code()).collect();
        assert_eq!(findings, [""; 0], "{}", folder.display());
    }
}

#[test]
fn their_journals_are_complete_by_the_library_and_by_the_program() {
    for folder in committed() {
        let found = examine::<changpiao::agenda::Event>(&Disk::at(&folder)).expect("a committed journal");
        assert_eq!(found.finding, Finding::Sound);
        let output = program(&[OsStr::new("verify"), folder.as_os_str()]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
    }
}

#[test]
fn they_replay_to_what_was_committed() {
    for folder in committed() {
        let loaded = load(&folder).expect("a committed journal");
        let floor = loaded.session.floor();
        assert!(floor.course.closed.is_some(), "a whole meeting");
        let code = loaded.head_code.map(|code| code.to_string()).unwrap_or_default();
        let lines =
            [floor.public_facts(), vec![format!("digest {}", floor.digest()), format!("head {code}")]];
        let name = folder.file_name().unwrap().to_str().unwrap();
        insta::assert_snapshot!(format!("meeting_{name}"), lines.concat().join("\n"));
    }
}
