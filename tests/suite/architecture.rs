//! The house rules of the crate's page, asked of the sources: who may import whom, and what no room may name.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Each room and the rooms that it may use besides itself, `locale` and its `messages!`.
const ROOMS: &[(&str, &[&str])] = &[
    ("locale", &[]),
    ("domain", &[]),
    ("agenda", &["domain"]),
    ("session", &["agenda", "domain"]),
    ("practice", &["session", "agenda", "domain"]),
    ("journal", &[]),
    ("meeting", &["session", "agenda", "domain", "journal"]),
    ("plan", &["session", "agenda", "domain"]),
    ("report", &["session", "agenda", "domain"]),
    ("tui", &["meeting", "practice", "session", "agenda", "domain", "journal", "plan", "report"]),
    ("cli", &["tui", "meeting", "practice", "session", "agenda", "domain", "journal", "plan", "report"]),
];

/// What a pure room never names, besides the words of [`nowhere`].
const IMPURE: &[&str] =
    &["ratatui", "crossterm", "std::fs", "std::time", "serde_json", "println", "f32", "f64"];
const MEETING_WORDS: &[&str] =
    &["Quorum", "Motion", "Roster", "Contest", "Candidate", "Ballot", "Scrutineer"];
const NOWHERE: &[&str] = &["unsafe", "unwrap", "unimplemented", "dbg"];

fn forbidden(room: &str) -> &'static [&'static str] {
    match room {
        "domain" | "agenda" | "session" | "practice" => IMPURE,
        "journal" => MEETING_WORDS,
        "tui" => &["std::fs"],
        _ => &[],
    }
}

const ONE_FILE: &str =
    "an item is one file: its words in both languages, its screen and its guards are read together";

/// Files that are longer than 250 lines without their tests, and why.
const LONG: &[(&str, &str)] = &[
    ("agenda.rs", "the table of items and the macro that makes the dispatch from it"),
    ("agenda/rejection.rs", "one table: every refusal with its words in both languages"),
    ("agenda/round.rs", "the state that all steps of a round share"),
    ("agenda/course.rs", ONE_FILE),
    ("agenda/calling.rs", ONE_FILE),
    ("agenda/collect.rs", ONE_FILE),
    ("agenda/compare.rs", ONE_FILE),
    ("agenda/convene.rs", ONE_FILE),
    ("agenda/examine.rs", ONE_FILE),
    ("agenda/introduction.rs", ONE_FILE),
    ("agenda/leave_out.rs", ONE_FILE),
    ("agenda/motion.rs", ONE_FILE),
    ("agenda/officials.rs", ONE_FILE),
    ("agenda/roll_call.rs", ONE_FILE),
    ("agenda/second_pass.rs", ONE_FILE),
    ("agenda/second_pass/shown.rs", "a screen for each stage of the pass"),
    ("agenda/totals.rs", ONE_FILE),
    ("agenda/screen.rs", "the one value that every screen is"),
    ("report/higher_body.rs", "two papers to the higher body that share their parts"),
    ("cli.rs", "the table of subcommands with their options"),
    ("domain/judge.rs", "the rules of one paper, in the order in which they are asked"),
];

/// A source without its tests and comments.
fn production(source: &str) -> Vec<&str> {
    let lines: Vec<&str> = source.lines().collect();
    let tests =
        |pair: &[&str]| pair[0].starts_with("#[cfg(") && pair[0].contains("test") && pair[1] == "mod tests {";
    let tests = lines.windows(2).position(tests);
    lines.into_iter().take(tests.unwrap_or(usize::MAX)).collect()
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty())
}

fn names(line: &str, what: &str) -> bool {
    if what.contains(':') { line.contains(what) } else { words(line).any(|word| word == what) }
}

/// The rooms that a line imports.
fn imports(line: &str) -> impl Iterator<Item = &str> {
    line.split("crate::").skip(1).filter_map(|rest| words(rest).next())
}

/// What a source of this room does that it may not.
fn breaches(room: &str, source: &str) -> BTreeSet<String> {
    let allowed = ROOMS.iter().find(|(name, _)| *name == room).map_or(&[][..], |(_, rooms)| rooms);
    let mut found = BTreeSet::new();
    for line in production(source).into_iter().filter(|line| !line.trim_start().starts_with("//")) {
        let free = |import: &str| [room, "locale", "messages"].contains(&import) || allowed.contains(&import);
        found.extend(imports(line).filter(|import| !free(import)).map(|import| format!("uses {import}")));
        let banned = forbidden(room).iter().chain(NOWHERE);
        found.extend(banned.filter(|what| names(line, what)).map(|what| format!("names {what}")));
    }
    found
}

/// Every source below `src` by its path there, but those of modules that exist only for tests.
fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, into: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                walk(&entry, into);
            } else if entry.extension().is_some_and(|suffix| suffix == "rs") {
                let name = entry.strip_prefix(Path::new(ROOT).join("src")).unwrap();
                into.push((name.to_str().unwrap().replace('\\', "/"), fs::read_to_string(&entry).unwrap()));
            }
        }
    }
    let mut all = Vec::new();
    walk(&Path::new(ROOT).join("src"), &mut all);
    let for_tests: BTreeSet<String> =
        all.iter().flat_map(|(name, source)| test_modules(name, source)).collect();
    all.retain(|(name, _)| !for_tests.contains(name));
    all
}

/// The files of modules that a source declares for tests only.
fn test_modules(name: &str, source: &str) -> Vec<String> {
    let lines: Vec<&str> = source.lines().collect();
    let declared = lines.windows(2).filter(|pair| pair[0] == "#[cfg(test)]" && pair[1].ends_with(';'));
    let module = |pair: &[&str]| words(pair[1]).last().unwrap().to_owned();
    declared.map(|pair| format!("{}/{}.rs", name.trim_end_matches(".rs"), module(pair))).collect()
}

#[test]
fn every_room_keeps_to_the_import_rule() {
    for (name, source) in sources() {
        let room = name.split(['/', '.']).next().unwrap();
        if ["lib", "main"].contains(&room) {
            continue;
        }
        assert!(
            ROOMS.iter().any(|(known, _)| *known == room),
            "{room} is no room: say in ROOMS whom it may use"
        );
        assert_eq!(breaches(room, &source), BTreeSet::new(), "{name}");
    }
}

#[test]
fn a_breach_is_seen() {
    let seen = |room, source| breaches(room, source).into_iter().collect::<Vec<_>>();
    assert_eq!(seen("domain", "use crate::domain::x;\nuse crate::locale::Lang;\n// crate::tui"), [""; 0]);
    assert_eq!(seen("domain", "use crate::agenda::x;"), ["uses agenda"]);
    assert_eq!(seen("agenda", "fn f() { crate::tui::g(std::fs::read) }"), ["names std::fs", "uses tui"]);
    assert_eq!(seen("session", "let x: f64 = 0.5;"), ["names f64"]);
    assert_eq!(seen("journal", "struct Ballot; use crate::agenda;"), ["names Ballot", "uses agenda"]);
    assert_eq!(seen("tui", "use std::fs;\nuse std::time::Instant;"), ["names std::fs"]);
    assert_eq!(seen("cli", "x.unwrap()"), ["names unwrap"]);
    assert_eq!(seen("cli", "x.unwrap_or(1)\n#[cfg(test)]\nmod tests {\n x.unwrap() }"), [""; 0]);
    assert_eq!(test_modules("a.rs", "#[cfg(test)]\npub(crate) mod toy;\nmod b;"), ["a/toy.rs"]);
}

#[test]
fn files_are_short_but_for_those_named_with_a_reason() {
    let long = |(_, source): &&(String, String)| production(source).len() > 250;
    let found: BTreeSet<String> = sources().iter().filter(long).map(|(name, _)| name.clone()).collect();
    let named: BTreeSet<String> = LONG.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(found, named, "left: longer than 250 lines; right: the list LONG");
}

#[test]
fn one_crossterm_is_built() {
    let lock = fs::read_to_string(Path::new(ROOT).join("Cargo.lock")).unwrap();
    assert_eq!(lock.matches("name = \"crossterm\"\n").count(), 1);
}

#[test]
fn the_top_level_holds_nothing_else() {
    let entries = fs::read_dir(ROOT).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let visible: BTreeSet<String> =
        entries.filter(|name| !name.starts_with('.') && name != "target").collect();
    let expected = ["Cargo.toml", "Cargo.lock", "README.md", "src", "sessions", "tests"];
    assert_eq!(visible, expected.map(str::to_owned).into());
}
