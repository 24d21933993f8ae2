//! One paper by the book: every rule that leaves a choice is followed each way.

use super::{Case, Limit, Rule, Sheet};

/// How a paper counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    /// Everyone approved, each once, in the order of the paper.
    pub(crate) approved: Vec<String>,
    /// Printed names marked ×.
    pub(crate) against: Vec<usize>,
}

/// What becomes of a paper.
#[derive(Clone, Debug)]
pub(crate) enum Fate {
    Invalid,
    Counted(Reading),
    /// The ways in which it may come to count.
    Doubtful(Vec<Reading>),
}

impl Fate {
    pub(crate) fn counted(&self) -> Option<&Reading> {
        if let Self::Counted(reading) = self { Some(reading) } else { None }
    }
}

/// One way of following the rules: the choices made so far, and what came of them.
#[derive(Clone)]
struct Way {
    approved: Vec<String>,
    dead: bool,
    chosen: bool,
}

pub(crate) fn fate(sheet: &Sheet, case: &Case) -> Fate {
    if sheet.void {
        return Fate::Invalid;
    }
    let marks: Vec<char> = sheet.marks.chars().collect();
    let with =
        |wanted: char| (0..marks.len()).filter(|place| marks[*place] == wanted).collect::<Vec<usize>>();
    let against = with('x');
    let start: Vec<String> = with('o').into_iter().map(|place| case.names[place].clone()).collect();
    let mut ways = vec![Way { approved: start, dead: false, chosen: false }];
    for (name, mark) in sheet.write_ins.iter().filter(|(_, mark)| *mark != 'x') {
        let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
        ways = ways.into_iter().flat_map(|way| write_in(way, &name, *mark, case, &against)).collect();
    }
    let ways: Vec<Way> = ways.into_iter().flat_map(|way| finish(way, case, against.len())).collect();
    let alive: Vec<&Way> = ways.iter().filter(|way| !way.dead).collect();
    let reading = |way: &Way| Reading { approved: way.approved.clone(), against: against.clone() };
    match alive[..] {
        [] => Fate::Invalid,
        [only] if !only.chosen => Fate::Counted(reading(only)),
        _ => Fate::Doubtful(alive.into_iter().map(reading).collect()),
    }
}

/// Each way of taking one write-in.
fn write_in(way: Way, name: &str, mark: char, case: &Case, against: &[usize]) -> Vec<Way> {
    let printed = case.names.iter().position(|other| other == name);
    let unmarked = if mark == 'o' { Rule::Count } else { case.settings.unmarked };
    let of_candidate = if printed.is_some() { case.settings.of_candidate } else { Rule::Count };
    let mut ways = Vec::new();
    for way in choose(way, unmarked) {
        if !way.1 {
            ways.push(way.0);
            continue;
        }
        for (mut way, counts) in choose(way.0, of_candidate) {
            let struck = printed.is_some_and(|place| against.contains(&place));
            if counts && !struck && !way.approved.iter().any(|other| other == name) {
                way.approved.push(name.to_owned());
            }
            ways.push(way);
        }
    }
    ways
}

/// The ways that a setting allows, each with whether the write-in goes on to count.
fn choose(way: Way, rule: Rule) -> Vec<(Way, bool)> {
    let dead = Way { dead: true, ..way.clone() };
    match rule {
        Rule::Count => vec![(way, true)],
        Rule::Ignore => vec![(way, false)],
        Rule::Invalid => vec![(dead, false)],
        Rule::Doubtful => {
            let chosen = Way { chosen: true, ..way };
            vec![(chosen.clone(), true), (chosen, false), (Way { chosen: true, ..dead }, false)]
        }
        Rule::No => unreachable!("no choice of this rule"),
    }
}

/// A × for each approved write-in, then the limit.
fn finish(mut way: Way, case: &Case, against: usize) -> Vec<Way> {
    let written = |way: &Way| way.approved.iter().filter(|name| !case.names.contains(name)).count();
    let limit = match case.settings.max_marks {
        Limit::Seats => Some(case.seats),
        Limit::Number(most) => Some(most),
        Limit::None => None,
    };
    if let Some(limit) = limit {
        way.dead |= way.approved.len() > limit || (case.settings.exact && way.approved.len() < limit);
    }
    if written(&way) <= against {
        return vec![way];
    }
    match case.settings.needs_against {
        Rule::No => vec![way],
        Rule::Invalid => vec![Way { dead: true, ..way }],
        _ => vec![Way { chosen: true, ..way.clone() }, Way { dead: true, chosen: true, ..way }],
    }
}
