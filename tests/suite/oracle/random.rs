//! Larger elections drawn at random, with settings, write-ins and doubtful papers, against the oracle.

use super::worlds::compare;
use super::{Case, Limit, Rule, Settings, Sheet};
use proptest::prelude::*;
use proptest::sample::select;

const NAMES: [&str; 4] = ["甲一", "乙二", "丙三", "丁四"];

fn settings() -> impl Strategy<Value = Settings> {
    let rule = select(vec![Rule::Doubtful, Rule::Doubtful, Rule::Ignore, Rule::Invalid, Rule::Count]);
    let against = select(vec![Rule::Doubtful, Rule::Invalid, Rule::No]);
    let majority = (
        select(vec![(1u64, 2u64), (1, 3), (2, 3), (0, 1), (1, 1), (3, 2)]),
        select(vec!["more_than", "at_least"]),
        select(vec!["present", "due", "valid", "valid", "collected", "none"]),
    );
    let marks = (
        select(vec![Limit::Seats, Limit::Seats, Limit::None, Limit::Number(0), Limit::Number(2)]),
        any::<bool>(),
    );
    let follow = (select(vec!["runoff", "vacant"]), select(vec!["supplementary", "vacant"]));
    (majority, marks, rule.clone(), rule, against, follow).prop_map(
        |(
            (fraction, comparison, base),
            (max_marks, exact),
            unmarked,
            of_candidate,
            needs_against,
            (tie, shortfall),
        )| {
            let collected_limit = "both";
            Settings {
                fraction,
                comparison,
                base,
                max_marks,
                exact,
                unmarked,
                of_candidate,
                needs_against,
                tie,
                shortfall,
                collected_limit,
            }
        },
    )
}

fn sheet(names: usize) -> impl Strategy<Value = Sheet> {
    let marks = proptest::collection::vec(select(vec!['o', 'o', 'x', 'x', '-']), names);
    let person = select(vec!["周立", "周　立", "吴敏", "甲 一", "乙二", "__proto__", "\"\\"]);
    let write_in = (person.prop_map(str::to_owned), select(vec!['o', 'o', 'x', '-', '-']));
    let plain = Just(Vec::new());
    let write_ins = prop_oneof![3 => plain, 2 => proptest::collection::vec(write_in, 0..=3)];
    (marks, write_ins, proptest::bool::weighted(0.05)).prop_map(|(marks, write_ins, void)| Sheet {
        marks: marks.into_iter().collect(),
        write_ins,
        void,
    })
}

fn case() -> impl Strategy<Value = Case> {
    (1..=4usize).prop_flat_map(|names| {
        let sheets = proptest::collection::vec(sheet(names), 0..=5);
        (Just(names), 1..=3usize, sheets, 0..=2u64, settings()).prop_map(
            |(names, seats, sheets, more, settings)| {
                let present = sheets.len() as u64 + more;
                let names = NAMES.iter().take(names).map(|name| (*name).to_owned()).collect();
                Case { seats, names, due: present, present, issued: present, settings, sheets }
            },
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_command_says_what_the_rules_say(case in case()) {
        compare(&[case]);
    }
}
