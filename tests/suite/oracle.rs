//! The rules written down a second time, slow and obvious, from the text of the rules and from nothing else; then every
//! small election compared with what the program says.
//!
//! The oracle shares no code with `domain`. It knows a case as `changpiao count` takes it, and where a rule leaves a
//! choice it tries every choice.

mod paper;
mod random;
mod worlds;

use std::collections::BTreeSet;

/// A setting of a rule for irregular papers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    Doubtful,
    Ignore,
    Invalid,
    Count,
    No,
}

impl Rule {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Doubtful => "doubtful",
            Self::Ignore => "ignore",
            Self::Invalid => "invalid",
            Self::Count => "count",
            Self::No => "no",
        }
    }
}

/// The most approvals of a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Limit {
    Seats,
    Number(usize),
    None,
}

/// The settings, as the words of the case.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) fraction: (u64, u64),
    pub(crate) comparison: &'static str,
    pub(crate) base: &'static str,
    pub(crate) max_marks: Limit,
    pub(crate) exact: bool,
    pub(crate) unmarked: Rule,
    pub(crate) of_candidate: Rule,
    pub(crate) needs_against: Rule,
    pub(crate) tie: &'static str,
    pub(crate) shortfall: &'static str,
    pub(crate) collected_limit: &'static str,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            fraction: (1, 2),
            comparison: "more_than",
            base: "present",
            max_marks: Limit::Seats,
            exact: false,
            unmarked: Rule::Doubtful,
            of_candidate: Rule::Doubtful,
            needs_against: Rule::Doubtful,
            tie: "runoff",
            shortfall: "supplementary",
            collected_limit: "both",
        }
    }
}

/// A paper: marks as text, write-ins with their mark, and whether the scrutineers called it invalid.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Sheet {
    pub(crate) marks: String,
    pub(crate) write_ins: Vec<(String, char)>,
    pub(crate) void: bool,
}

/// A case.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) seats: usize,
    pub(crate) names: Vec<String>,
    pub(crate) due: u64,
    pub(crate) present: u64,
    pub(crate) issued: u64,
    pub(crate) settings: Settings,
    pub(crate) sheets: Vec<Sheet>,
}

/// One name of the answer: name, ○, ×, blank, state.
pub(crate) type Line = (String, u64, u64, u64, &'static str);

/// What the rules say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) outcome: &'static str,
    pub(crate) needed: u64,
    pub(crate) papers: (u64, u64, u64),
    pub(crate) lines: Vec<Line>,
    pub(crate) elected: Vec<String>,
    pub(crate) tied: Vec<String>,
    pub(crate) open: usize,
    pub(crate) next: Vec<String>,
    pub(crate) level: Vec<String>,
}

impl Answer {
    fn nothing(outcome: &'static str, open: usize) -> Self {
        let (elected, tied, next, level) = Default::default();
        Self { outcome, needed: 0, papers: (0, 0, 0), lines: Vec::new(), elected, tied, open, next, level }
    }
}

/// Counts a case by the book.
pub(crate) fn answer(case: &Case) -> Answer {
    if 5 * case.present < 4 * case.due {
        return Answer::nothing("no_quorum", case.seats);
    }
    let collected = case.sheets.len() as u64;
    let over_issued = collected > case.issued && case.settings.collected_limit != "present";
    let over_present = collected > case.present && case.settings.collected_limit != "issued";
    if over_issued || over_present {
        return Answer::nothing("void", case.seats);
    }
    let fates: Vec<paper::Fate> = case.sheets.iter().map(|sheet| paper::fate(sheet, case)).collect();
    let certain: Vec<&paper::Reading> = fates.iter().filter_map(paper::Fate::counted).collect();
    let settled = seat(case, &certain);
    let number = |kind: fn(&paper::Fate) -> bool| fates.iter().filter(|fate| kind(fate)).count() as u64;
    let mut answer = follow(case, &certain, &settled);
    answer.papers = (
        certain.len() as u64,
        number(|fate| matches!(fate, paper::Fate::Invalid)),
        number(|fate| matches!(fate, paper::Fate::Doubtful(_))),
    );
    if could_change(case, &fates, &settled) {
        answer.outcome = "undecided";
        answer.next.clear();
        answer.level.clear();
    }
    answer
}

/// Counts a runoff by the book: the most votes among the tied win, the half is not asked again, nobody is seated without
/// a vote, and whoever is still level, or everybody who is left, is voted on again.
pub(crate) fn runoff_answer(case: &Case) -> Answer {
    let settings = Settings { base: "none", tie: "runoff", ..case.settings.clone() };
    let mut answer = answer(&Case { settings, ..case.clone() });
    if answer.open > 0 && answer.tied.is_empty() {
        let mut left: Vec<&Line> = answer.lines.iter().filter(|line| line.4 != "elected").collect();
        left.sort_by_key(|line| std::cmp::Reverse(line.1));
        answer.next = left.into_iter().map(|line| line.0.clone()).collect();
        answer.outcome = "runoff";
        answer.level.clear();
    }
    answer
}

/// Who is elected and who is tied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Seated {
    pub(crate) elected: BTreeSet<String>,
    pub(crate) tied: BTreeSet<String>,
}

/// The least number of votes, at least 1, that is enough.
fn needed(case: &Case, valid: u64) -> u64 {
    let collected = case.sheets.len() as u64;
    let whole = match case.settings.base {
        "present" => case.present,
        "due" => case.due,
        "valid" => valid,
        "collected" => collected,
        _ => return 1,
    };
    let (num, den) = case.settings.fraction;
    let enough = |votes: u64| match case.settings.comparison {
        "more_than" => den * votes > num * whole,
        _ => den * votes >= num * whole,
    };
    (1..=2 * whole + 1).find(|votes| enough(*votes)).unwrap()
}

/// Everyone with a line: those printed, then those written in on papers that count, by first appearance.
fn people(case: &Case, papers: &[&paper::Reading]) -> Vec<String> {
    let mut people = case.names.clone();
    for name in papers.iter().flat_map(|reading| &reading.approved) {
        if !people.contains(name) {
            people.push(name.clone());
        }
    }
    people
}

fn votes(name: &str, papers: &[&paper::Reading]) -> u64 {
    papers.iter().filter(|reading| reading.approved.iter().any(|other| other == name)).count() as u64
}

/// Fills the seats: those with the most votes first, all who are level together, as long as the seats suffice.
pub(crate) fn seat(case: &Case, papers: &[&paper::Reading]) -> Seated {
    let enough = needed(case, papers.len() as u64);
    let everyone = people(case, papers);
    let mut free = case.seats;
    let mut seated = Seated { elected: BTreeSet::new(), tied: BTreeSet::new() };
    for level in (enough..=papers.len() as u64).rev() {
        let here: Vec<&String> = everyone.iter().filter(|name| votes(name, papers) == level).collect();
        if here.len() <= free {
            free -= here.len();
            seated.elected.extend(here.into_iter().cloned());
        } else {
            if free > 0 && case.settings.tie == "runoff" {
                seated.tied.extend(here.into_iter().cloned());
            }
            break;
        }
    }
    seated
}

/// The whole answer, but for the doubtful papers.
fn follow(case: &Case, papers: &[&paper::Reading], seated: &Seated) -> Answer {
    let everyone = people(case, papers);
    let enough = needed(case, papers.len() as u64);
    let mut by_votes = everyone.clone();
    by_votes.sort_by_key(|name| std::cmp::Reverse(votes(name, papers)));
    let only = |wanted: &BTreeSet<String>| {
        by_votes.iter().filter(|n| wanted.contains(*n)).cloned().collect::<Vec<_>>()
    };
    let mut answer = Answer::nothing("complete", case.seats - seated.elected.len());
    answer.needed = enough;
    answer.lines = everyone.iter().map(|name| line(case, name, papers, seated, enough)).collect();
    answer.elected = only(&seated.elected);
    answer.tied = only(&seated.tied);
    if answer.open == 0 {
        return answer;
    }
    if !answer.tied.is_empty() {
        answer.outcome = "runoff";
        answer.next = answer.tied.clone();
    } else if case.settings.shortfall == "supplementary" {
        answer.outcome = "supplementary";
        let rest: Vec<String> =
            by_votes.iter().filter(|name| !seated.elected.contains(*name)).cloned().collect();
        // A fifth more than the open seats, a part of a person being a person.
        let wanted = answer.open + (1..=answer.open).find(|more| more * 5 >= answer.open).unwrap();
        answer.next = rest.iter().take(wanted).cloned().collect();
        if let Some(last) = answer.next.last() {
            let last = votes(last, papers);
            answer.level =
                rest.iter().skip(wanted).filter(|name| votes(name, papers) == last).cloned().collect();
        }
    }
    answer
}

fn line(case: &Case, name: &str, papers: &[&paper::Reading], seated: &Seated, enough: u64) -> Line {
    let approve = votes(name, papers);
    let against = match case.names.iter().position(|printed| printed == name) {
        Some(place) => papers.iter().filter(|reading| reading.against.contains(&place)).count() as u64,
        None => 0,
    };
    let printed = case.names.iter().any(|other| other == name);
    let abstain = if printed { papers.len() as u64 - approve - against } else { 0 };
    let state = if seated.elected.contains(name) {
        "elected"
    } else if seated.tied.contains(name) {
        "tied"
    } else if approve >= enough {
        "qualified_no_seat"
    } else {
        "not_qualified"
    };
    (name.to_owned(), approve, against, abstain, state)
}

/// Tries every way in which the doubtful papers may be decided.
fn could_change(case: &Case, fates: &[paper::Fate], settled: &Seated) -> bool {
    let mut ways: Vec<Vec<&paper::Reading>> = vec![Vec::new()];
    for fate in fates {
        match fate {
            paper::Fate::Invalid => {}
            paper::Fate::Counted(reading) => ways.iter_mut().for_each(|way| way.push(reading)),
            paper::Fate::Doubtful(readings) => {
                let mut more = ways.clone();
                for way in &ways {
                    for reading in readings {
                        let mut way = way.clone();
                        way.push(reading);
                        more.push(way);
                    }
                }
                ways = more;
            }
        }
    }
    ways.iter().any(|way| seat(case, way) != *settled)
}
