//! The corpus that the fuzzers of `tests/fuzz` keep, taken by the same functions: every branch that they ever reached, and every
//! input that was once a crash.

#[path = "../fuzz/entries/keys.rs"]
mod keys;
#[path = "../fuzz/entries/plans.rs"]
mod plans;
#[path = "../fuzz/entries/records.rs"]
mod records;

use std::fs;
use std::path::Path;

/// Hands every input of a target to it; how many there are.
fn take(target: &str, run: fn(&[u8])) -> usize {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(target);
    let inputs = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    inputs.map(|path| run(&fs::read(path).unwrap())).count()
}

#[test]
fn kept_journals_lead_to_no_panic() {
    assert!(take("records", records::run) >= 50);
}

#[test]
fn kept_plans_lead_to_no_panic() {
    assert!(take("plans", plans::run) >= 50);
}

#[test]
fn kept_key_sequences_lead_to_no_panic() {
    assert!(take("keys", keys::run) >= 50);
}
