//! Counting a million ballots against reading them with a typed parse.
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot run stops")]

#[cfg(test)]
mod turns;

use changpiao::cli::count;
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::fmt::Write as _;
use std::io::{empty, sink};
use std::path::PathBuf;

const BALLOTS: u32 = 1_000_000;

/// The file as the floor reads it.
#[derive(Deserialize)]
struct Case<'a> {
    #[serde(rename = "contest")]
    _contest: IgnoredAny,
    #[serde(rename = "attendance")]
    _attendance: IgnoredAny,
    #[serde(borrow)]
    ballots: Vec<&'a str>,
}

/// One case with a million ballots of six names, five seats.
fn case() -> String {
    let names: Vec<_> = (0..6).map(|at| format!("\"候选人{at}\"")).collect();
    let mut case = format!(
        r#"{{"contest":{{"seats":5,"candidates":[{}]}},"attendance":{{"present":{BALLOTS}}},"ballots":["#,
        names.join(",")
    );
    for number in 0..BALLOTS {
        let struck = number.wrapping_mul(2_654_435_761) >> 29;
        let marks: String = (0..6).map(|at| if at == struck % 6 { 'x' } else { 'o' }).collect();
        write!(case, "{}\"{marks}\"", if number == 0 { "" } else { "," }).unwrap();
    }
    case + "]}"
}

fn main() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let path: PathBuf = folder.path().join("case.json");
    std::fs::write(&path, case()).unwrap();
    let mut floor = || {
        let bytes = std::fs::read(&path).unwrap();
        let read: Case<'_> = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(read.ballots.len(), BALLOTS as usize);
    };
    let paths = [path.clone()];
    let mut program = || {
        let code = count::run(&paths, false, &mut empty(), &mut sink()).unwrap();
        assert_eq!(code, count::COUNTED);
    };
    turns::compare("count 1,000,000 ballots", Some(1.5), &mut floor, &mut program);
}
