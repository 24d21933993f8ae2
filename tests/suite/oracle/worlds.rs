//! Small worlds, every election of them: the oracle on one side, the program on the other.

use super::{Answer, Case, Limit, Rule, Settings, Sheet, answer, runoff_answer};
use changpiao::cli::count;
use changpiao::domain::{
    BallotForm, Candidate, Count, ElectionRule, Judgement, Mark, Name, Next, Nominee, Outcome, Paper,
    Procedure, RoundKind, Slate, State, Sums, Tally, Turnout, judge,
};
use serde_json::{Value, json};
use std::collections::HashSet;

/// Four names; the third is written with white space.
const NAMES: [&str; 4] = ["甲一", "乙二", "丙三", "丁四"];

/// All texts of `length` over the marks.
fn patterns(length: usize) -> Vec<String> {
    (0..length).fold(vec![String::new()], |texts, _| {
        texts.iter().flat_map(|text| ['o', 'x', '-'].map(|mark| format!("{text}{mark}"))).collect()
    })
}

/// Calls `visit` with every multiset of at most `size` of the numbers below `kinds`, each in rising order.
fn multisets(kinds: usize, size: usize, visit: &mut impl FnMut(&[usize])) {
    fn grow(
        from: usize,
        kinds: usize,
        size: usize,
        chosen: &mut Vec<usize>,
        visit: &mut impl FnMut(&[usize]),
    ) {
        visit(chosen);
        if chosen.len() == size {
            return;
        }
        for kind in from..kinds {
            chosen.push(kind);
            grow(kind, kinds, size, chosen, visit);
            chosen.pop();
        }
    }
    grow(0, kinds, size, &mut Vec::new(), visit);
}

fn plain(marks: &str) -> Sheet {
    Sheet { marks: marks.to_owned(), ..Sheet::default() }
}

fn case(names: usize, seats: usize, present: u64, settings: &Settings, sheets: Vec<Sheet>) -> Case {
    let names = NAMES.iter().take(names).map(|name| (*name).to_owned()).collect();
    Case { seats, names, due: present, present, issued: present, settings: settings.clone(), sheets }
}

// The whole world of plain papers, through the domain's functions.

fn slate(case: &Case) -> Slate {
    let candidate = |name: &String| Candidate::new(Name::new(name).unwrap(), None);
    let candidates = case.names.iter().map(candidate).collect();
    Slate {
        seats: u32::try_from(case.seats).unwrap(),
        candidates,
        form: BallotForm::Marks { write_ins: true },
    }
}

fn judgements(slate: &Slate, patterns: &[String]) -> Vec<Judgement> {
    let judge_one = |marks: &String| {
        let marks = marks.chars().map(|code| Mark::from_code(code).unwrap()).collect();
        judge(&Paper { marks, ..Paper::default() }, slate, &Procedure::default(), |_| true)
    };
    patterns.iter().map(judge_one).collect()
}

fn names(nominees: &[Nominee]) -> Vec<String> {
    nominees.iter().map(|nominee| nominee.name.as_str().to_owned()).collect()
}

fn word(state: State) -> &'static str {
    match state {
        State::Elected => "elected",
        State::QualifiedNoSeat => "qualified_no_seat",
        State::Tied => "tied",
        State::NotQualified => "not_qualified",
    }
}

/// The program's outcome in the oracle's form.
fn told(outcome: &Outcome, tally: &Tally) -> Answer {
    let (ending, next, level) = match &outcome.next {
        Next::Complete | Next::Vacant { .. } => ("complete", Vec::new(), Vec::new()),
        Next::Runoff { candidates, .. } => ("runoff", names(candidates), Vec::new()),
        Next::Supplementary { candidates, level_with_last, .. } => {
            ("supplementary", names(candidates), names(level_with_last))
        }
    };
    let wide = u64::from;
    let line = |place: &changpiao::domain::Place| {
        let sums = place.sums;
        let name = place.nominee.name.as_str().to_owned();
        (name, wide(sums.approve), wide(sums.against), wide(sums.abstain), word(place.state))
    };
    Answer {
        outcome: ending,
        needed: wide(outcome.needed),
        papers: (wide(tally.valid), wide(tally.invalid), wide(tally.doubtful)),
        lines: outcome.places.iter().map(line).collect(),
        elected: names(&outcome.elected),
        tied: names(&outcome.tied),
        open: usize::try_from(outcome.open).unwrap(),
        next,
        level,
    }
}

/// How many different boxes of at most four papers there are with papers of so many kinds: each of four places holds a
/// paper of some kind or none, in no order.
fn boxes(kinds: u64) -> u64 {
    (kinds + 1) * (kinds + 2) * (kinds + 3) * (kinds + 4) / 24
}

/// Every election with so many names and seats and up to four voters, each with every paper, as a first round and as a
/// runoff. Sums are compared for each election; outcomes, which depend on nothing else, for each new set of sums.
fn plain_world(number: usize, seats: usize) {
    let patterns = patterns(number);
    let settings = Settings::default();
    let empty = case(number, seats, 4, &settings, Vec::new());
    let mut elections = 0;
    let (slate, procedure) = (slate(&empty), Procedure::default());
    let judgements = judgements(&slate, &patterns);
    let mut known: HashSet<([Sums; 4], u32, u32)> = HashSet::new();
    multisets(patterns.len(), 4, &mut |chosen| {
        elections += 1;
        let mut tally = Tally::new(number);
        for kind in chosen {
            tally.add(&judgements[*kind], 1).unwrap();
        }
        let mut sums = [Sums::default(); 4];
        sums[..number].copy_from_slice(&tally.printed);
        let texts = || chosen.iter().map(|kind| patterns[*kind].as_str());
        assert_eq!(
            (sums, tally.valid, tally.invalid),
            sums_of(texts(), seats),
            "{:?}",
            texts().collect::<Vec<_>>()
        );
        if !known.insert((sums, tally.valid, tally.invalid)) {
            return;
        }
        let sheets: Vec<Sheet> = texts().map(plain).collect();
        for present in chosen.len().max(1) as u64..=4 {
            let case =
                Case { due: present, present, issued: present, sheets: sheets.clone(), ..empty.clone() };
            let size = |n: u64| u32::try_from(n).unwrap();
            let collected = size(chosen.len() as u64);
            let turnout =
                Turnout { due: size(present), present: size(present), issued: size(present), collected };
            tally.check_finished(turnout, Some(slate.seats)).unwrap();
            let count = Count { slate: &slate, tally: &tally, turnout, procedure: &procedure, pending: &[] };
            let outcome = |kind| ElectionRule::of(kind, slate.form).elect(count);
            assert_eq!(told(&outcome(RoundKind::First), &tally), answer(&case), "{case:?}");
            assert_eq!(told(&outcome(RoundKind::Runoff), &tally), runoff_answer(&case), "{case:?}");
        }
    });
    assert_eq!(elections, boxes(patterns.len() as u64), "every election was held");
}

/// Sums, valid and invalid papers, taken straight from the marks.
fn sums_of<'a>(texts: impl Iterator<Item = &'a str>, seats: usize) -> ([Sums; 4], u32, u32) {
    let (mut sums, mut valid, mut invalid) = ([Sums::default(); 4], 0, 0);
    for text in texts {
        if text.bytes().filter(|mark| *mark == b'o').count() > seats {
            invalid += 1;
            continue;
        }
        valid += 1;
        for (sums, mark) in sums.iter_mut().zip(text.bytes()) {
            match mark {
                b'o' => sums.approve += 1,
                b'x' => sums.against += 1,
                _ => sums.abstain += 1,
            }
        }
    }
    (sums, valid, invalid)
}

#[test]
fn every_plain_election_of_up_to_four_names_three_seats_and_four_voters() {
    // Two halves for two cores.
    std::thread::scope(|scope| {
        scope.spawn(|| (1..=3).for_each(|names| (1..=3).for_each(|seats| plain_world(names, seats))));
        scope.spawn(|| plain_world(4, 1));
        scope.spawn(|| plain_world(4, 2));
        plain_world(4, 3);
    });
}

// Settings and write-ins, through the command.

fn json_case(case: &Case) -> Value {
    let settings = &case.settings;
    let max_marks = match settings.max_marks {
        Limit::Seats => json!("seats"),
        Limit::Number(most) => json!(most),
        Limit::None => Value::Null,
    };
    let sheet = |sheet: &Sheet| {
        let write_in = |(name, mark): &(String, char)| json!({"name": name, "mark": mark.to_string()});
        let mut value = json!({"marks": sheet.marks});
        if !sheet.write_ins.is_empty() {
            value["write_ins"] = sheet.write_ins.iter().map(write_in).collect();
        }
        if sheet.void {
            value["void"] = json!("torn");
        }
        value
    };
    json!({
        "contest": {"office": "委员", "seats": case.seats, "candidates": case.names},
        "attendance": {"due": case.due, "present": case.present},
        "papers": {"issued": case.issued},
        "procedure": {
            "majority": {"fraction": settings.fraction, "comparison": settings.comparison, "base": settings.base},
            "collected_limit": settings.collected_limit, "max_marks": max_marks, "exact_marks": settings.exact,
            "write_in_without_mark": settings.unmarked.word(), "write_in_of_candidate": settings.of_candidate.word(),
            "write_in_needs_against": settings.needs_against.word(), "tie": settings.tie,
            "shortfall": settings.shortfall,
        },
        "ballots": case.sheets.iter().map(sheet).collect::<Value>(),
    })
}

fn strings(value: &Value) -> Vec<String> {
    value
        .as_array()
        .map_or(Vec::new(), |list| list.iter().map(|text| text.as_str().unwrap().to_owned()).collect())
}

/// A result of the command in the oracle's form.
pub(crate) fn heard(result: &Value) -> Answer {
    let number = |value: &Value| value.as_u64().unwrap_or(0);
    let known =
        |text: &Value, of: &[&'static str]| *of.iter().find(|word| text == *word).expect("a known word");
    let states = ["elected", "qualified_no_seat", "tied", "not_qualified"];
    let endings = ["no_quorum", "void", "undecided", "complete", "runoff", "supplementary"];
    let line = |row: &Value| {
        let name = row["name"].as_str().unwrap().to_owned();
        (
            name,
            number(&row["approve"]),
            number(&row["against"]),
            number(&row["abstain"]),
            known(&row["state"], &states),
        )
    };
    let papers = &result["papers"];
    Answer {
        outcome: known(&result["outcome"], &endings),
        needed: number(&result["needed"]),
        papers: (number(&papers["valid"]), number(&papers["invalid"]), number(&papers["doubtful"])),
        lines: result["names"].as_array().unwrap().iter().map(line).collect(),
        elected: strings(&result["elected"]),
        tied: strings(&result["tied"]),
        open: usize::try_from(number(&result["open"])).unwrap(),
        next: strings(&result["next"]["candidates"]),
        level: strings(&result["next"]["level_with_last"]),
    }
}

/// Runs the command on these cases and compares each result.
pub(crate) fn compare(cases: &[Case]) {
    let text: String = cases.iter().map(|case| json_case(case).to_string() + "\n").collect();
    let mut out = Vec::new();
    let exit = count::run(&["-".into()], false, &mut text.as_bytes(), &mut out).unwrap();
    let out = String::from_utf8(out).unwrap();
    assert_eq!(
        exit,
        count::COUNTED,
        "{}",
        out.lines().find(|line| line.starts_with("{\"error")).unwrap_or("")
    );
    let results: Vec<&str> = out.lines().collect();
    assert_eq!(results.len(), cases.len());
    for (case, result) in cases.iter().zip(results) {
        assert_eq!(
            heard(&serde_json::from_str(result).unwrap()),
            answer(case),
            "{}\n{result}",
            json_case(case)
        );
    }
}

fn settings_of_marks() -> Vec<Settings> {
    let mut all = Vec::new();
    for base in ["present", "due", "valid", "collected", "none"] {
        for comparison in ["more_than", "at_least"] {
            for (tie, shortfall) in [
                ("runoff", "supplementary"),
                ("vacant", "supplementary"),
                ("runoff", "vacant"),
                ("vacant", "vacant"),
            ] {
                for (max_marks, exact) in [
                    (Limit::Seats, false),
                    (Limit::Seats, true),
                    (Limit::Number(1), true),
                    (Limit::None, true),
                ] {
                    all.push(Settings {
                        comparison,
                        base,
                        max_marks,
                        exact,
                        tie,
                        shortfall,
                        ..Settings::default()
                    });
                }
            }
        }
    }
    all
}

#[test]
fn every_setting_of_marks_on_every_small_election() {
    let patterns = patterns(3);
    for settings in settings_of_marks() {
        for seats in 1..=2 {
            let mut cases = Vec::new();
            multisets(patterns.len(), 2, &mut |chosen| {
                let sheets = chosen.iter().map(|kind| plain(&patterns[*kind])).collect();
                cases.push(case(3, seats, 2, &settings, sheets));
            });
            compare(&cases);
        }
    }
}

/// Papers for two candidates with what a voter may write below: another person with and without mark, spelled with white
/// space, twice, two people, a candidate.
fn written_sheets() -> Vec<Sheet> {
    let lists: [&[(&str, char)]; 9] = [
        &[],
        &[("周立", 'o')],
        &[("周　立", '-')],
        &[("周立", 'x')],
        &[("乙 二", 'o')],
        &[("乙二", '-')],
        &[("周立", '-'), ("周立", 'o')],
        &[("周立", '-'), ("吴敏", '-')],
        &[("周立", 'o'), ("乙二", '-')],
    ];
    let with = |marks: &str, list: &[(&str, char)]| Sheet {
        marks: marks.to_owned(),
        write_ins: list.iter().map(|(name, mark)| ((*name).to_owned(), *mark)).collect(),
        void: false,
    };
    let mut sheets: Vec<Sheet> = Vec::new();
    for marks in ["oo", "ox", "o-", "xx", "-x", "--"] {
        sheets.extend(lists.iter().map(|list| with(marks, list)));
    }
    sheets.push(Sheet { void: true, ..with("o-", &[]) });
    sheets
}

#[test]
fn every_setting_of_write_ins_on_every_small_election() {
    use Rule::{Count, Doubtful, Ignore, Invalid, No};
    let sheets = written_sheets();
    for unmarked in [Doubtful, Ignore, Invalid, Count] {
        for of_candidate in [Doubtful, Ignore, Invalid, Count] {
            for needs_against in [Doubtful, Invalid, No] {
                for (base, exact) in [("present", false), ("valid", false), ("present", true)] {
                    let settings = Settings {
                        base,
                        exact,
                        unmarked,
                        of_candidate,
                        needs_against,
                        ..Settings::default()
                    };
                    // Two seats for two names leave little to decide: the usual setting is enough there.
                    for seats in 1..=(if base == "present" && !exact { 2 } else { 1 }) {
                        let mut cases = Vec::new();
                        multisets(sheets.len(), 2, &mut |chosen| {
                            let sheets = chosen.iter().map(|kind| sheets[*kind].clone()).collect();
                            cases.push(case(2, seats, 2, &settings, sheets));
                        });
                        compare(&cases);
                    }
                }
            }
        }
    }
}

/// Every election of the names with up to so many voters, whose papers have every pattern of marks and every one of
/// these lists of people below.
fn written_world(number: usize, voters: usize, lists: &[&[&str]]) {
    let mut sheets = Vec::new();
    for marks in patterns(number) {
        let write_ins = |list: &&[&str]| list.iter().map(|name| ((*name).to_owned(), 'o')).collect();
        sheets.extend(lists.iter().map(|list| Sheet { write_ins: write_ins(list), ..plain(&marks) }));
    }
    for seats in 1..=3 {
        let mut cases = Vec::new();
        multisets(sheets.len(), voters, &mut |chosen| {
            let sheets: Vec<Sheet> = chosen.iter().map(|kind| sheets[*kind].clone()).collect();
            let present = chosen.len().max(1) as u64;
            cases.push(case(number, seats, present, &Settings::default(), sheets.clone()));
            cases.extend((present < 4).then(|| case(number, seats, 4, &Settings::default(), sheets)));
        });
        compare(&cases);
    }
}

#[test]
fn people_written_in_on_every_small_election() {
    let (one, two): (&[&[&str]], &[&[&str]]) =
        (&[&[], &["周立"]], &[&[], &["周立"], &["吴敏"], &["周立", "吴敏"]]);
    written_world(1, 4, two);
    written_world(2, 4, one);
    written_world(2, 3, two);
    written_world(3, 2, two);
    written_world(4, 2, one);
}

#[test]
fn every_attendance_and_every_box_of_plain_papers() {
    let mut cases = Vec::new();
    for due in 0..=6u64 {
        for present in 0..=due {
            for issued in 0..=7 {
                for collected in 0..=7 {
                    for collected_limit in ["both", "issued", "present"] {
                        let settings = Settings { collected_limit, ..Settings::default() };
                        let sheets = vec![plain("o-"); collected];
                        let case = Case { due, issued, ..case(2, 1, present, &settings, sheets) };
                        cases.push(case);
                    }
                }
            }
        }
    }
    compare(&cases);
}
