//! `changpiao count`: its forms of input, its words, its errors and its exit codes.

use changpiao::cli::count::{self, BAD_INPUT, COUNTED, ERROR_CODES, NOTE_CODES};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use std::path::PathBuf;

fn run(input: &str) -> (u8, Vec<Value>) {
    let mut out = Vec::new();
    let exit = count::run(&["-".into()], false, &mut input.as_bytes(), &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    (exit, text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

/// The result of one case that can be counted.
fn result(case: &Value) -> Value {
    let (exit, mut results) = run(&case.to_string());
    assert_eq!((exit, results.len()), (COUNTED, 1), "{results:?}");
    results.remove(0)
}

/// The code, field and text of a bad case.
fn error(input: &str) -> (String, String, String) {
    let (exit, results) = run(input);
    assert_eq!(exit, BAD_INPUT, "{results:?}");
    let bad: Vec<&Value> =
        results.iter().map(|result| &result["error"]).filter(|error| !error.is_null()).collect();
    let [error] = bad[..] else { panic!("one error: {results:?}") };
    let text = |field: &str| error[field].as_str().unwrap().to_owned();
    assert!(ERROR_CODES.iter().any(|(code, _)| *code == text("code")), "{error}");
    (text("code"), text("field"), text("text"))
}

fn small() -> Value {
    json!({"contest": {"seats": 1, "candidates": ["甲", "乙"]}, "attendance": {"due": 3, "present": 3},
           "ballots": ["ox", "o-", "-o"]})
}

/// `small` with one field set.
fn with(path: &str, value: Value) -> Value {
    let mut case = small();
    let pointer = format!("/{}", path.replace('.', "/"));
    if let Some((parent, field)) = pointer.rsplit_once('/') {
        if !parent.is_empty() && case.pointer(parent).is_none() {
            case[&parent[1..]] = json!({});
        }
        case.pointer_mut(parent).unwrap()[field] = value;
    }
    case
}

#[test]
fn the_case_of_the_book() {
    let case = json!({
        "contest": {"office": "支部委员会委员", "seats": 3, "candidates": ["陈建国", "李秀英", "王海涛", "欧阳敏"]},
        "attendance": {"due": 38, "present": 36},
        "papers": {"issued": 36, "collected": 36},
        "procedure": {"quorum": {"fraction": [4, 5], "comparison": "at_least"},
                      "majority": {"fraction": [1, 2], "comparison": "more_than", "base": "present"},
                      "collected_limit": "both", "max_marks": "seats", "exact_marks": false,
                      "write_in_without_mark": "doubtful", "write_in_of_candidate": "doubtful",
                      "write_in_needs_against": "doubtful", "tie": "runoff", "shortfall": "supplementary"},
        "ballots": [{"marks": "ooo-", "times": 3}, {"marks": "oo-o", "times": 14}, {"marks": "o-oo", "times": 13},
                    {"marks": "-ooo", "times": 3}, "oxoo", "oooo", {"marks": "----", "void": "torn"}]
    });
    let names = json!([
        {"name": "陈建国", "printed": true, "approve": 31, "against": 0, "abstain": 3, "state": "elected"},
        {"name": "李秀英", "printed": true, "approve": 20, "against": 1, "abstain": 13, "state": "tied"},
        {"name": "王海涛", "printed": true, "approve": 20, "against": 0, "abstain": 14, "state": "tied"},
        {"name": "欧阳敏", "printed": true, "approve": 31, "against": 0, "abstain": 3, "state": "elected"}
    ]);
    let mut told = result(&case);
    let notes = told["notes"].take();
    let expected = json!({
        "outcome": "runoff", "quorum": true, "needed": 19,
        "papers": {"valid": 34, "invalid": 2, "doubtful": 0}, "names": names,
        "elected": ["陈建国", "欧阳敏"], "tied": ["李秀英", "王海涛"], "open": 1,
        "next": {"kind": "runoff", "seats": 1, "candidates": ["李秀英", "王海涛"]}, "notes": null
    });
    assert_eq!(told, expected);
    let said =
        |place: usize| (notes[place]["ballot"].as_u64().unwrap(), notes[place]["code"].as_str().unwrap());
    assert_eq!((said(0), said(1), notes.as_array().unwrap().len()), ((6, "too_many_marks"), (7, "void"), 2));
    case["procedure"].as_object().unwrap().keys().for_each(|field| {
        let mut usual = case.clone();
        usual["procedure"].as_object_mut().unwrap().remove(field);
        assert_eq!(result(&usual), result(&case), "{field} is the usual one when it is not given");
    });
}

#[test]
fn one_object_an_array_or_one_per_line() {
    let case = small().to_string();
    let one = result(&small());
    let pretty = serde_json::to_string_pretty(&small()).unwrap();
    for (input, cases) in [
        (case.clone(), 1),
        (pretty.clone(), 1),
        (format!("\u{feff}{case}\n"), 1),
        (format!("[{case},\n{case} , {pretty}]\n"), 3),
        (format!("{case}\n{case}\r\n\n{case}"), 3),
        (format!("{case}\n[{case},{case}]\n"), 3),
        ("[]".to_owned(), 0),
    ] {
        let (exit, results) = run(&input);
        assert_eq!((exit, results.len()), (COUNTED, cases), "{input}");
        assert!(results.iter().all(|result| *result == one));
    }
}

#[test]
fn a_bad_case_stands_in_its_place_and_the_others_are_counted() {
    let case = small().to_string();
    for (bad, field) in [("{\"contest\": 3}", "contest"), ("{\"contest\": {\"seats\": 1,}", ""), ("7", "")] {
        let (exit, results) = run(&format!("{case}\n{bad}\n{case}\n"));
        assert_eq!((exit, results.len()), (BAD_INPUT, 3), "{bad}: {results:?}");
        assert_eq!(results[1]["error"]["field"], field);
        let text = results[1]["error"]["text"].as_str().unwrap();
        assert!(text.contains("line 2"), "{text}");
        assert!(results[0]["error"].is_null() && results[2]["error"].is_null());
    }
    let (exit, results) = run(&format!("[{case},\n{{\"contest\": 3}},\n{case}]"));
    assert_eq!((exit, results.len()), (BAD_INPUT, 3));
    for broken in ["[{case} {case}]", "[{case},", "[{case},]", "[,]"] {
        let (exit, results) = run(&broken.replace("{case}", &case));
        assert_eq!(exit, BAD_INPUT, "{broken}");
        assert_eq!(results.last().unwrap()["error"]["code"], "syntax", "{broken}");
    }
}

#[test]
fn bad_fields_are_named_with_their_line() {
    let name = |path: &str, value: Value| {
        let (code, field, text) = error(&with(path, value).to_string());
        assert!(text.contains("-, line 1: "), "{text}");
        (code, field)
    };
    let expect = |code: &str, field: &str| (code.to_owned(), field.to_owned());
    assert_eq!(name("contest.seats", json!(0)), expect("value", "contest.seats"));
    assert_eq!(name("contest.seats", json!("1")), expect("value", "contest.seats"));
    assert_eq!(name("contest.seats", json!(1.5)), expect("value", "contest.seats"));
    assert_eq!(
        name("contest.candidates", json!(["甲", " 甲"])),
        expect("duplicate", "contest.candidates[1]")
    );
    assert_eq!(name("contest.candidates", json!(["甲", "　"])), expect("value", "contest.candidates[1]"));
    assert_eq!(name("attendance", json!({"due": 3})), expect("missing", "attendance.present"));
    assert_eq!(name("attendance.present", json!(-1)), expect("value", "attendance.present"));
    assert_eq!(name("attendance.present", json!(4)), expect("contradiction", "attendance.present"));
    assert_eq!(name("papers.collected", json!(4)), expect("contradiction", "papers.collected"));
    assert_eq!(name("papers.valid", json!(4)), expect("contradiction", "papers.valid"));
    assert_eq!(name("papers.lost", json!(4)), expect("unknown", "papers.lost"));
    assert_eq!(name("procedur", json!({})), expect("unknown", "procedur"));
    assert_eq!(name("procedure.tie", json!("lot")), expect("value", "procedure.tie"));
    assert_eq!(name("procedure.max_marks", json!("all")), expect("value", "procedure.max_marks"));
    let none = json!({"fraction": [1, 0]});
    assert_eq!(name("procedure.majority", none), expect("value", "procedure.majority.fraction"));
    assert_eq!(name("ballots", json!(["ox", "o"])), expect("value", "ballots[1]"));
    assert_eq!(name("ballots", json!(["ox", "o○"])), expect("value", "ballots[1]"));
    assert_eq!(name("ballots", json!(["ox", {"times": 2}])), expect("missing", "ballots[1].marks"));
    assert_eq!(
        name("ballots", json!(["ox", {"marks": "oo", "times": -1}])),
        expect("value", "ballots[1].times")
    );
    assert_eq!(
        name("ballots", json!(["ox", {"marks": "oo", "void": " "}])),
        expect("value", "ballots[1].void")
    );
    let unnamed = json!([{"marks": "ox", "write_ins": [{"name": "", "mark": "o"}]}]);
    assert_eq!(name("ballots", unnamed), expect("value", "ballots[0].write_ins"));
    let marked = json!([{"marks": "ox", "write_ins": [{"name": "周立", "mark": "v"}]}]);
    assert_eq!(name("ballots", marked), expect("value", "ballots[0].write_ins[0].mark"));
    assert_eq!(name("ballots", Value::Null), expect("missing", "ballots"));
    assert_eq!(name("tally", json!({"甲": 1})), expect("contradiction", "tally"));
}

#[test]
fn an_error_far_down_names_its_own_line() {
    let pretty = serde_json::to_string_pretty(&small()).unwrap();
    let bad = pretty.replace("\"present\": 3", "\"present\": \"3\"");
    let line = 1 + bad.lines().position(|line| line.contains("present")).unwrap();
    let (_, field, text) = error(&format!("{pretty}\n{bad}"));
    let line = line + pretty.lines().count();
    assert_eq!(field, "attendance.present");
    assert!(text.contains(&format!("line {line}:")), "{text} {line}");
}

#[test]
fn files_that_cannot_be_read_are_errors_in_their_place() {
    let mut out = Vec::new();
    let paths: [PathBuf; 2] = ["no such file.json".into(), "-".into()];
    let exit = count::run(&paths, false, &mut small().to_string().as_bytes(), &mut out).unwrap();
    let out = String::from_utf8(out).unwrap();
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!((exit, lines.len()), (BAD_INPUT, 2));
    assert!(lines[0].contains("\"unreadable\"") && lines[1].contains("\"outcome\""));
    assert_eq!(error("").0, "empty");
    assert_eq!(error(" \n").0, "empty");
    let mut out = Vec::new();
    let case = small().to_string();
    let bytes =
        [case.as_bytes(), b"\n\xff\n", case.as_bytes(), b"\n{\"comment\":\n\"\xc3\"}\n", case.as_bytes()];
    count::run(&["-".into()], false, &mut bytes.concat().as_slice(), &mut out).unwrap();
    let out = String::from_utf8(out).unwrap();
    let lines: Vec<&str> = out.lines().collect();
    let bad = |line: usize| {
        format!(r#"{{"error":{{"code":"encoding","field":"","text":"-, line {line}: not UTF-8"}}}}"#)
    };
    assert_eq!((lines.len(), lines[1], lines[3]), (5, &*bad(2), &*bad(5)), "{out}");
    assert!([0, 2, 4].into_iter().all(|place| lines[place].contains("\"outcome\"")));
}

#[test]
fn without_quorum_or_with_too_many_papers_no_votes_are_told() {
    let no_quorum = result(&with("attendance.due", json!(4)));
    let void = result(&with("papers.issued", json!(2)));
    for (told, outcome, quorum) in [(no_quorum, "no_quorum", false), (void, "void", true)] {
        let expected = json!({
            "outcome": outcome, "quorum": quorum, "needed": null, "papers": {"valid": 0, "invalid": 0, "doubtful": 0},
            "names": [], "elected": [], "tied": [], "open": 1, "next": null, "notes": []
        });
        assert_eq!(told, expected);
    }
    let mut both = with("papers.issued", json!(2));
    both["attendance"]["due"] = json!(4);
    assert_eq!(result(&both)["outcome"], "no_quorum");
    both["attendance"] = json!({"present": 3});
    both["papers"] = Value::Null;
    assert_eq!(result(&both)["quorum"], Value::Null);
    both["procedure"] = json!({"majority": {"base": "due"}});
    assert_eq!(error(&both.to_string()).1, "attendance.due");
}

#[test]
fn a_tally_stands_in_place_of_ballots() {
    let mut case = json!({"contest": {"seats": 3, "candidates": ["甲", "乙", "丙", "丁"]},
                          "attendance": {"due": 20, "present": 20}, "papers": {"collected": 20, "valid": 18},
                          "tally": {"甲": 15, " 乙": 12, "丙": 9, "周　立": 11}});
    let told = result(&case);
    assert_eq!(told["elected"], json!(["甲", "乙", "周立"]));
    assert_eq!(told["papers"], json!({"valid": 18, "invalid": 2, "doubtful": 0}));
    assert_eq!(told["names"][0]["against"], Value::Null);
    assert_eq!(told["names"][3]["approve"], 0);
    assert_eq!(told["names"][4]["printed"], false);
    for (field, value, code) in
        [("甲", json!(19), "contradiction"), ("甲 ", json!(1), "duplicate"), ("吴", json!(-1), "value")]
    {
        let mut bad = case.clone();
        bad["tally"][field] = value;
        assert_eq!(error(&bad.to_string()).0, code, "{field}");
    }
    case["tally"] = json!({"甲": 18, "乙": 18, "丙": 18, "丁": 1});
    assert_eq!(error(&case.to_string()).0, "contradiction", "55 approvals on 18 papers with 3 at most");
    case["procedure"] = json!({"max_marks": null});
    assert_eq!(result(&case)["elected"], json!(["甲", "乙", "丙"]));
    case["papers"] = json!({});
    case["procedure"] = json!(null);
    assert_eq!(result(&case)["papers"]["valid"], 20);
}

#[test]
fn times_repeats_a_ballot_and_its_note_stands_once() {
    let spelled = result(&with("ballots", json!(["oo", "oo", "o-", "xx"])));
    assert_eq!(spelled["outcome"], "void", "four papers of three voters");
    let times =
        json!([{"marks": "oo", "times": 2}, {"marks": "o-", "times": 1}, {"marks": "oo", "times": 0}]);
    let told = result(&with("ballots", times));
    assert_eq!(told["papers"], json!({"valid": 1, "invalid": 2, "doubtful": 0}));
    assert_eq!(told["notes"].as_array().unwrap().len(), 1);
    let void = result(&with("ballots", json!([{"void": "signed"}, {"marks": "oo", "void": "torn"}, "o-"])));
    assert_eq!(void["papers"], json!({"valid": 1, "invalid": 2, "doubtful": 0}));
    let huge =
        json!([{"marks": "ox", "times": 4_294_967_295u32}, {"marks": "ox", "times": 4_294_967_295u32}]);
    assert_eq!(error(&with("ballots", huge).to_string()).1, "ballots");
}

#[test]
fn hostile_names_are_told_and_move_no_cursor() {
    let names =
        ["王\u{1b}[31m强", "a\u{202e}b", "\u{9b}2J", "\"quoted\"\\", "__proto__", "王 强", "😀", "e\u{301}"];
    let ballots = json!(["oxxxxxxx", "o-------", "o-o-----"]);
    let case = json!({"contest": {"seats": 2, "candidates": names}, "attendance": {"present": 3}, "ballots": ballots});
    for pretty in [false, true] {
        let mut out = Vec::new();
        count::run(&["-".into()], pretty, &mut case.to_string().as_bytes(), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.chars().all(|c| c == '\n' || !changpiao::domain::member::is_invisible(c)), "{text:?}");
        let told: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(told["elected"], json!([names[0]]));
        assert_eq!(told["names"][5]["name"], "王强");
    }
    let long = "长".repeat(10_000);
    let mut case = small();
    case["contest"]["candidates"][0] = json!(long);
    assert_eq!(result(&case)["elected"], json!([long]));
}

#[test]
fn every_note_that_is_given_is_listed() {
    let sheet = |marks: &str, name: &str, mark: &str| json!({"marks": marks, "write_ins": [{"name": name, "mark": mark}]});
    let ballots = json!([
        {"marks": "--", "void": "torn"}, "oo", sheet("-x", "周立", "-"), sheet("-x", "甲", "o"), sheet("--", "周立", "o"),
        sheet("-x", "周立", "x"), "o-"
    ]);
    let case = json!({"contest": {"seats": 1, "candidates": ["甲", "乙"]}, "attendance": {"present": 9}, "ballots": ballots});
    let told = result(&case);
    let codes: Vec<&str> =
        told["notes"].as_array().unwrap().iter().map(|note| note["code"].as_str().unwrap()).collect();
    let expected = [
        "void",
        "too_many_marks",
        "write_in_without_mark",
        "write_in_of_candidate",
        "write_in_needs_against",
    ];
    assert_eq!(codes, expected);
    let mut pretty = Vec::new();
    count::run(&["-".into()], true, &mut case.to_string().as_bytes(), &mut pretty).unwrap();
    assert_eq!(
        serde_json::from_slice::<Value>(&pretty).unwrap(),
        told,
        "either way of writing tells the same"
    );
    assert!(codes.iter().all(|code| NOTE_CODES.iter().any(|(listed, _)| listed == code)));
    assert_eq!(told["papers"], json!({"valid": 2, "invalid": 2, "doubtful": 3}));
    let exact = json!({"contest": {"seats": 1, "candidates": ["甲"]}, "attendance": {"present": 1}, "ballots": ["x"],
                       "procedure": {"exact_marks": true}});
    assert_eq!(result(&exact)["notes"][0]["code"], "too_few_marks");
}

/// A case and what a counter says of it that was written from the text of the rules alone, by somebody who had not seen
/// this program.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SecondOpinion<'a> {
    /// As it is written: write-ins of a tally count by their order.
    #[serde(borrow)]
    case: &'a RawValue,
    expected: Opinion,
}

/// The result; names are (name, printed, approvals, ×, state), notes (ballot, code).
#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Opinion {
    outcome: String,
    quorum: Option<bool>,
    #[serde(default)]
    needed: Option<u32>,
    #[serde(default)]
    papers: Value,
    #[serde(default)]
    names: Vec<(String, bool, u32, Option<u32>, String)>,
    #[serde(default)]
    elected: Vec<String>,
    #[serde(default)]
    tied: Vec<String>,
    #[serde(default)]
    open: Option<u32>,
    #[serde(default)]
    next: Value,
    #[serde(default)]
    notes: Vec<(usize, String)>,
}

/// A result in the form of an opinion; of a round that was not counted, what every counter must say.
fn opinion(mut told: Value) -> Opinion {
    if told["needed"].is_null() {
        let fields = told.as_object_mut().unwrap();
        fields.retain(|field, _| ["outcome", "quorum"].contains(&field.as_str()));
    }
    let pick =
        |row: &Value, fields: &[&str]| fields.iter().map(|field| row[field].clone()).collect::<Value>();
    for (list, fields) in [
        ("names", &["name", "printed", "approve", "against", "state"][..]),
        ("notes", &["ballot", "code"][..]),
    ] {
        if let Some(rows) = told.get_mut(list).and_then(Value::as_array_mut) {
            for row in rows {
                *row = pick(row, fields);
            }
        }
    }
    serde_json::from_value(told).unwrap()
}

#[test]
fn an_independent_counter_says_the_same() {
    let lines = include_str!("../fixtures/count/cases.jsonl").lines();
    let mut counted = 0;
    for (line, text) in (1..).zip(lines) {
        let SecondOpinion { case, expected } = serde_json::from_str(text).unwrap();
        let (exit, mut results) = run(case.get());
        assert_eq!((exit, results.len()), (COUNTED, 1), "line {line}: {results:?}");
        let told = results.remove(0);
        for name in told["names"].as_array().unwrap().iter().filter(|name| name["printed"] == true) {
            let sum = ["approve", "against", "abstain"].map(|field| name[field].as_u64());
            let sum = sum.into_iter().try_fold(0, |sum, part| Some(sum + part?));
            assert!(
                case.get().contains("\"tally\"") || sum == told["papers"]["valid"].as_u64(),
                "line {line}: {told}"
            );
        }
        assert_eq!(opinion(told), expected, "line {line}: {case}");
        counted += 1;
    }
    assert_eq!(counted, 175);
}

/// Bad input with what is told for each case: the code, field and line of an error, or null for a result.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BadInput {
    input: String,
    told: Vec<Option<(String, String, usize)>>,
}

#[test]
fn bad_input_is_named_by_code_field_and_line() {
    for text in include_str!("../fixtures/count/bad.jsonl").lines() {
        let BadInput { input, told: expected } = serde_json::from_str(text).unwrap();
        let (exit, results) = run(&input);
        let told: Vec<_> = results.iter().map(|result| complaint(&result["error"])).collect();
        assert_eq!(told, expected, "{input}");
        assert_eq!(exit, if told.iter().any(Option::is_some) { BAD_INPUT } else { COUNTED }, "{input}");
    }
}

fn complaint(error: &Value) -> Option<(String, String, usize)> {
    let text = |field: &str| error[field].as_str().map(str::to_owned);
    let line = text("text")?.strip_prefix("-, line ")?.split_once(": ")?.0.parse().ok()?;
    Some((text("code")?, text("field")?, line))
}

#[test]
fn a_ballot_that_was_not_cast_names_nobody_first() {
    let sheet = |name: &str, times: u32| json!({"marks": "xx", "times": times, "write_ins": [{"name": name, "mark": "o"}]});
    let told = result(&with("ballots", json!([sheet("丙", 0), sheet("丁", 1), sheet("丙", 1)])));
    assert_eq!((&told["names"][2]["name"], &told["names"][3]["name"]), (&json!("丁"), &json!("丙")));
}

#[test]
fn many_people_written_in_cost_no_more_each() {
    let sheet = |at: u32| json!({"marks": "-x", "write_ins": [{"name": format!("名{at}"), "mark": if at.is_multiple_of(2) { "o" } else { "-" }}]});
    let ballots: Vec<Value> = (0..20_000).map(sheet).collect();
    let case = json!({"contest": {"seats": 1, "candidates": ["甲", "乙"]}, "attendance": {"present": 20_000}, "ballots": ballots});
    let told = result(&case);
    assert_eq!(told["papers"], json!({"valid": 10_000, "invalid": 0, "doubtful": 10_000}));
    assert_eq!(
        (told["names"].as_array().unwrap().len(), &told["outcome"]),
        (10_002, &json!("supplementary"))
    );
}

#[test]
fn the_case_of_the_help_page_is_counted() {
    let help = changpiao::cli::count::help();
    let case: String = help.lines().skip(1).take_while(|line| !line.is_empty()).collect();
    let (code, told) = run(&case);
    assert_eq!((code, told[0]["outcome"].as_str()), (0, Some("complete")), "{told:?}");
}
