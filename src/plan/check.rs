//! `changpiao check`: what is wrong or unusual in a plan that can be read.

mod agenda;
mod contests;
mod officials;
mod people;
mod procedure;

pub use agenda::AgendaProblem;
pub use contests::ContestProblem;
pub use officials::OfficialProblem;
pub use people::PeopleProblem;
pub use procedure::ProcedureProblem;

use super::Prepared;
use super::places::Subject;
use super::problem::{Finding, Problem};
use crate::agenda::Plan;

/// Everything that is wrong or unusual, in the order of the file.
pub fn check(prepared: &Prepared) -> Vec<Finding> {
    let mut found = Found { prepared, findings: prepared.warnings.clone() };
    people::check(&mut found);
    agenda::check(&mut found);
    contests::check(&mut found);
    officials::check(&mut found);
    procedure::check(&mut found);
    found.findings.sort_by(|a, b| a.place.cmp(&b.place));
    found.findings
}

/// The findings so far, and what they are about.
struct Found<'a> {
    prepared: &'a Prepared,
    findings: Vec<Finding>,
}

impl<'a> Found<'a> {
    fn plan(&self) -> &'a Plan {
        &self.prepared.plan
    }

    fn tell(&mut self, about: Subject, problem: impl Problem + 'static) {
        self.findings.push(Finding::new(self.prepared.places.of(about), problem));
    }

    fn tell_whole(&mut self, problem: impl Problem + 'static) {
        self.findings.push(Finding::new(None, problem));
    }

    fn tell_if(&mut self, wrong: bool, about: Subject, problem: impl Problem + 'static) {
        if wrong {
            self.tell(about, problem);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;
    use crate::plan::{ReadProblem, SAMPLE, read_text, roster::RosterProblem};
    use std::fmt::Write as _;

    /// The sample with some of its text replaced; every replaced text must be there.
    fn sample_with(edits: &[(&str, &str)]) -> String {
        edits.iter().fold(SAMPLE.to_owned(), |text, (from, to)| {
            assert!(text.contains(from), "the sample has no {from}");
            text.replacen(from, to, 1)
        })
    }

    fn codes(edits: &[(&str, &str)]) -> Vec<&'static str> {
        match read_text(&sample_with(edits), None) {
            Ok(prepared) => check(&prepared).iter().map(|finding| finding.code()).collect(),
            Err(errors) => {
                panic!("{edits:?}: {:?}", errors.iter().map(|e| e.what(Lang::En)).collect::<Vec<_>>())
            }
        }
    }

    const EXCLUDED: &str = "class = \"infirm\"\nreference = \"青街党〔2026〕19号\"";
    const CANDIDATES_ITEM: &str = "[[agenda]]\nitem = \"candidates\"\ncontest = \"committee\"\n";
    const COMMITTEE: &str = "seats = 3\nsurplus = true";
    const SECRETARY: &str = "seats = 1\nsurplus = false";

    /// One way to provoke each finding: code, edits of the sample.
    const PROVOKED: &[(&str, &[(&str, &str)])] = &[
        ("no-approval", &[("approval = {", "#")]),
        ("late-approval", &[("date = 2026-12-05", "date = 2026-11-19")]),
        ("same-name", &[("name = \"邹凤仪\"", "name = \"邱少安\"")]),
        ("chair-without-vote", &[("chair = \"罗振华\"", "chair = \"葛思雨\"")]),
        ("left-out-but-needed", &[("name = \"徐永昌\"\nclass", "name = \"罗振华\"\nclass")]),
        ("exclusion-without-reference", &[(EXCLUDED, "class = \"infirm\"")]),
        ("exclusion-without-class", &[(EXCLUDED, "class = \"planned\"\nreference = \"一号\"")]),
        (
            "exclusion-without-minutes",
            &[(
                EXCLUDED,
                "class = \"ill\"\nreference = \"一号\"\nearlier = { date = 2026-01-01, minutes = \" \" }",
            )],
        ),
        ("exclusion-of-non-voter", &[("name = \"徐永昌\"\nclass", "name = \"蒋一鸣\"\nclass")]),
        ("exclusion-twice", &[("name = \"徐永昌\"\nclass", "name = \"姚敬堂\"\nclass")]),
        ("no-seat", &[(COMMITTEE, "seats = 0")]),
        ("too-few-candidates", &[(COMMITTEE, "seats = 5")]),
        ("surplus-too-small", &[(COMMITTEE, "seats = 4")]),
        ("surplus-missing", &[(COMMITTEE, "seats = 3\nsurplus = false")]),
        ("surplus-for-secretary", &[(SECRETARY, "seats = 1\nsurplus = true")]),
        ("one-secretary", &[(SECRETARY, "seats = 2")]),
        ("committee-too-large", &[(COMMITTEE, "seats = 8")]),
        ("committee-size", &[(COMMITTEE, "seats = 2")]),
        (
            "candidate-not-electable",
            &[("name = \"谭素芬\", group", "name = \"谭素芬\", standing = \"预备党员\", group")],
        ),
        (
            "candidate-twice",
            &[("[[contest.candidate]]\nname = \"何文静\"", "[[contest.candidate]]\nname = \"谭素芬\"")],
        ),
        ("no-introduction", &[("introduction = [\"田志远同志", "introduction = [] # [\"田志远同志")]),
        (
            "no-stroke-order",
            &[
                ("name = \"谭素芬\", group", "name = \"谭素㐀\", group"),
                ("[[contest.candidate]]\nname = \"谭素芬\"", "[[contest.candidate]]\nname = \"谭素㐀\""),
            ],
        ),
        ("official-relative", &[("relatives = [\"江月娥\"]", "relatives = [\"高建业\"]")]),
        (
            "outside-committee",
            &[(
                "order = \"given\"\n\n[[contest.candidate]]\nname = \"田志远\"",
                "order = \"given\"\n\n[[contest.candidate]]\nname = \"罗振华\"",
            )],
        ),
        ("item-missing", &[("item = \"officials\"", "item = \"ceremony\"")]),
        ("item-twice", &[("item = \"officials\"", "item = \"roll_call\"")]),
        (
            "item-too-early",
            &[
                ("[[agenda]]\nitem = \"procedure\"\n", ""),
                (
                    CANDIDATES_ITEM,
                    "[[agenda]]\nitem = \"candidates\"\ncontest = \"committee\"\n\n[[agenda]]\nitem = \"procedure\"\n",
                ),
            ],
        ),
        (
            "item-too-early",
            &[(
                "item = \"candidates\"\ncontest = \"committee\"",
                "item = \"candidates\"\ncontest = \"secretary\"",
            )],
        ),
        (
            "adjourn-not-last",
            &[(
                "[[agenda]]\nitem = \"roll_call\"",
                "[[agenda]]\nitem = \"adjourn\"\n\n[[agenda]]\nitem = \"roll_call\"",
            )],
        ),
        ("item-without-contest", &[("item = \"election\"\ncontest = \"committee\"", "item = \"election\"")]),
        ("contest-without-item", &[("item = \"plenary\"\ncontest = \"secretary\"", "item = \"ceremony\"")]),
        (
            "contest-twice",
            &[("item = \"plenary\"\ncontest = \"secretary\"", "item = \"plenary\"\ncontest = \"committee\"")],
        ),
        ("untitled-motion", &[("title = \"大会议程\"\n", "")]),
        ("acclaim-not-allowed", &[("acclaim = false", "acclaim = true")]),
        ("official-is-candidate", &[("caller = \"曾国安\"", "caller = \"谭素芬\"")]),
        ("official-without-vote", &[("scrutineers = [\"沈佩兰\"]", "scrutineers = [\"葛思雨\"]")]),
        ("official-twice", &[("caller = \"曾国安\"", "caller = \"高建业\"")]),
        ("no-scrutineer", &[("chief_scrutineer", "#"), ("scrutineers = [\"沈佩兰\"]", "")]),
        ("no-teller", &[("tellers = [\"高建业\", \"冯雅琴\"]", "")]),
        ("majority-base", &[("base = \"present\"", "base = \"valid\"")]),
        (
            "majority-part",
            &[(
                "fraction = [1, 2], comparison = \"more_than\"",
                "fraction = [1, 2], comparison = \"at_least\"",
            )],
        ),
        ("majority-part", &[("fraction = [1, 2], comparison", "fraction = [1, 3], comparison")]),
        ("quorum-too-low", &[("fraction = [4, 5]", "fraction = [1, 2]")]),
        (
            "unreachable-quorum",
            &[(
                "fraction = [4, 5], comparison = \"at_least\"",
                "fraction = [1, 1], comparison = \"more_than\"",
            )],
        ),
        ("collected-limit", &[("collected_limit = \"both\"", "collected_limit = \"issued\"")]),
        ("collected-above-issued", &[("collected_limit = \"both\"", "collected_limit = \"present\"")]),
        ("max-marks", &[("max_marks = \"seats\"", "max_marks = { number = 2 }")]),
        ("max-marks", &[("max_marks = \"seats\"", "max_marks = \"unlimited\"")]),
        ("exact-marks", &[("tie = \"runoff\"", "exact_marks = true")]),
        ("tie-vacant", &[("tie = \"runoff\"", "tie = \"vacant\"")]),
        ("spares-gone", &[("spares_voided = \"after_voting\"", "spares_voided = \"before_voting\"")]),
    ];

    /// Those that want a roster or a text of their own: below.
    const PROVOKED_BELOW: [&str; 3] = ["no-voters", "branch-too-small", "no-procedure-text"];

    #[test]
    fn the_sample_has_no_findings() {
        assert_eq!(codes(&[]), Vec::<&str>::new());
    }

    #[test]
    fn each_finding_can_be_provoked() {
        for (code, edits) in PROVOKED {
            assert!(codes(edits).contains(code), "{code}: {:?}", codes(edits));
        }
    }

    #[test]
    fn every_code_is_provoked_and_no_code_is_used_twice() {
        let checks = [
            AgendaProblem::CODES,
            ContestProblem::CODES,
            OfficialProblem::CODES,
            PeopleProblem::CODES,
            ProcedureProblem::CODES,
        ]
        .concat();
        let provoked = |code: &&str| PROVOKED.iter().any(|(c, _)| c == code) || PROVOKED_BELOW.contains(code);
        assert_eq!(checks.iter().find(|code| !provoked(code)), None);
        let mut all = [checks, ReadProblem::CODES.to_vec(), RosterProblem::CODES.to_vec()].concat();
        all.sort_unstable();
        let count = all.len();
        all.dedup();
        assert_eq!(all.len(), count);
    }

    /// A small branch: one member of that standing and so many formal ones.
    fn small_branch(standing: &str, more: usize) -> Vec<&'static str> {
        let mut text = format!(
            "organisation = \"甲\"\ntitle = \"乙\"\nhigher_body = \"丙\"\ndate = \"2026-12-05\"\nplace = \"丁\"\n\
             chair = \"田一\"\n[procedure]\n[[contest]]\nid = \"c\"\noffice = \"committee_member\"\nseats = 3\n\
             [[roster]]\nname = \"田一\"\nstanding = \"{standing}\"\n"
        );
        for at in 0..more {
            writeln!(text, "[[roster]]\nname = \"王{}\"", crate::locale::chinese_number(at)).unwrap();
        }
        let prepared = read_text(&text, None).unwrap();
        check(&prepared).iter().map(|finding| finding.code()).collect()
    }

    #[test]
    fn a_branch_of_fewer_than_seven_has_no_committee() {
        assert!(small_branch("formal", 5).contains(&"branch-too-small"));
        assert!(!small_branch("formal", 6).contains(&"branch-too-small"));
        assert!(small_branch("probationary", 0).contains(&"no-voters"));
        assert!(small_branch("formal", 6).contains(&"no-procedure-text"));
    }

    #[test]
    fn a_finding_names_its_line() {
        let text = sample_with(&[("caller = \"曾国安\"", "caller = \"谭素芬\"")]);
        let line = text.lines().position(|line| line.starts_with("caller")).unwrap() + 1;
        let findings = check(&read_text(&text, None).unwrap());
        let place = findings[0].place.clone().unwrap();
        assert_eq!((place.line, place.column), (line, 10));
    }

    #[test]
    fn a_setting_is_found_by_its_key() {
        let place = |from: &str, to: &str| {
            let text = sample_with(&[(from, to)]);
            check(&read_text(&text, None).unwrap())[0].place.clone().unwrap()
        };
        let line = |start: &str| SAMPLE.lines().position(|line| line.starts_with(start)).unwrap() + 1;
        assert_eq!(
            place("collected_limit = \"both\"", "collected_limit = \"issued\"").line,
            line("collected_limit")
        );
        assert_eq!(place("base = \"present\"", "base = \"due\"").line, line("majority"));
        let indented = place("tie = \"runoff\"", "  tie = \"vacant\"");
        assert_eq!((indented.line, indented.column), (line("tie"), 3));
        let elsewhere = place("tie = \"runoff\"", "\"tie\" = \"vacant\"");
        assert_eq!(elsewhere.line, line("[procedure.settings]"));
    }

    #[test]
    fn a_limit_of_marks_below_the_seats_is_no_finding() {
        assert!(!codes(&[("max_marks = \"seats\"", "max_marks = { number = 1 }")]).contains(&"max-marks"));
    }
}
