//! Counting a million ballots against reading them with a typed parse.
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot run stops")]

#[cfg(test)]
mod turns;

use changpiao::cli::count;
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::fmt::Write as _;
use std::io::{empty, sink};
use std::path::{Path, PathBuf};

const BALLOTS: u32 = 1_000_000;

/// The file as the floor reads it: only the ballots, and their texts stay in the file.
#[derive(Deserialize)]
struct Case<B> {
    #[serde(rename = "contest")]
    _contest: IgnoredAny,
    #[serde(rename = "attendance")]
    _attendance: IgnoredAny,
    ballots: Vec<B>,
}

/// A ballot that is written as an object, as the floor reads it.
#[derive(Deserialize)]
struct Ballot<'a> {
    #[serde(rename = "marks")]
    _marks: &'a str,
    #[serde(rename = "times")]
    _times: u32,
}

/// The marks of each ballot: one × that wanders, so that all are valid, or anything, most of them valid.
#[derive(Clone, Copy)]
enum Marks {
    OneAgainst,
    Any,
}

/// A form of the file.
struct Form {
    name: &'static str,
    names: u32,
    marks: Marks,
    /// What stands before and after the marks of a ballot, and after each ballot but the last.
    around: [&'static str; 3],
}

const FORMS: [Form; 4] = [
    Form { name: "6 names", names: 6, marks: Marks::OneAgainst, around: ["\"", "\"", ","] },
    Form { name: "6 names, one per line", names: 6, marks: Marks::Any, around: ["  \"", "\"", ",\n"] },
    Form { name: "15 names", names: 15, marks: Marks::Any, around: ["\"", "\"", ","] },
    Form {
        name: "6 names, objects",
        names: 6,
        marks: Marks::Any,
        around: ["{\"marks\":\"", "\",\"times\":1}", ","],
    },
];

impl Form {
    /// One case with a million ballots and one seat fewer than names.
    fn case(&self) -> String {
        let Self { names, around: [before, after, between], .. } = *self;
        let candidates: Vec<_> = (0..names).map(|at| format!("\"候选人{at}\"")).collect();
        let mut case = format!(
            r#"{{"contest":{{"seats":{},"candidates":[{}]}},"attendance":{{"present":{BALLOTS}}},"ballots":["#,
            names - 1,
            candidates.join(",")
        );
        for number in 0..BALLOTS {
            let marks: String = (0..names).map(|at| self.mark(number, at)).collect();
            write!(case, "{}{before}{marks}{after}", if number == 0 { "" } else { between }).unwrap();
        }
        case + "]}"
    }

    fn mark(&self, number: u32, at: u32) -> char {
        let random = |seed: u32| (seed ^ seed >> 15).wrapping_mul(2_654_435_761) >> 29;
        match self.marks {
            Marks::OneAgainst if at == random(number) % self.names => 'x',
            Marks::OneAgainst => 'o',
            Marks::Any => match random(number * self.names + at) {
                6 => 'x',
                7 => '-',
                _ => 'o',
            },
        }
    }

    fn measure(&self, path: &Path) {
        std::fs::write(path, self.case()).unwrap();
        let objects = self.around[0].starts_with('{');
        let mut floor = || {
            let bytes = std::fs::read(path).unwrap();
            let ballots = if objects { read::<Ballot<'_>>(&bytes) } else { read::<&str>(&bytes) };
            assert_eq!(ballots, BALLOTS as usize);
        };
        let paths: [PathBuf; 1] = [path.to_owned()];
        let mut program = || {
            let code = count::run(&paths, false, &mut empty(), &mut sink()).unwrap();
            assert_eq!(code, count::COUNTED);
        };
        turns::compare(
            &format!("count 1,000,000 ballots, {}", self.name),
            Some(1.5),
            &mut floor,
            &mut program,
        );
    }
}

/// Reads the file into typed structs; how many ballots it has.
fn read<'a, B: Deserialize<'a>>(bytes: &'a [u8]) -> usize {
    let case: Case<B> = serde_json::from_slice(bytes).unwrap();
    case.ballots.len()
}

fn main() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let path = folder.path().join("case.json");
    for form in &FORMS {
        form.measure(&path);
    }
}
