//! What the fuzzers call; the suite calls the same with the corpus that is kept.

#[path = "../suite/identities.rs"]
mod identities;
#[path = "entries/keys.rs"]
mod key_sequences;
#[path = "../suite/memory.rs"]
mod memory;
#[path = "entries/plans.rs"]
mod plan_files;
#[path = "entries/records.rs"]
mod record_lines;

/// Takes the input as journal or events.
pub fn records(input: &[u8]) {
    record_lines::run(input);
}

/// Takes the input as plan and roster.
pub fn plans(input: &[u8]) {
    plan_files::run(input);
}

/// Takes the input as keys.
pub fn keys(input: &[u8]) {
    key_sequences::run(input);
}
