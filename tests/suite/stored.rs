//! The values of the domain as journals and plans store them: their forms must not change, and bad ones are refused.

use changpiao::domain::procedure::{MaxMarks, VoidMark};
use changpiao::domain::{
    Doubt, Fraction, LeaveClass, Mark, Name, Office, Paper, Procedure, Ruling, Show, VoidReason, WriteIn,
    WriteInMark,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::fmt::Debug;

/// Asserts that a value is stored like this and read back the same.
fn stored<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T, form: &Value) {
    assert_eq!(&serde_json::to_value(value).unwrap(), form);
    assert_eq!(&serde_json::from_value::<T>(form.clone()).unwrap(), value);
}

fn refused<T: DeserializeOwned + Debug>(form: Value) {
    let read = serde_json::from_value::<T>(form);
    assert!(read.is_err(), "{read:?}");
}

#[test]
fn values_keep_their_stored_forms() {
    stored(&Name::new("王 强").unwrap(), &json!("王强"));
    stored(&Fraction::FOUR_FIFTHS, &json!([4, 5]));
    stored(&Show { yes: 3, no: 2, abstain: 1 }, &json!({"yes": 3, "no": 2, "abstain": 1}));
    stored(&[Mark::Approve, Mark::Against, Mark::Abstain], &json!(["o", "x", "-"]));
    stored(&Office::Other("组织委员".into()), &json!({"other": "组织委员"}));
    stored(&LeaveClass::Planned { name: "外出".into() }, &json!({"planned": {"name": "外出"}}));
    stored(&Ruling::Invalid(VoidReason::NoSeal), &json!({"invalid": "no_seal"}));
    stored(&MaxMarks::Number(2), &json!({"number": 2}));
    stored(&VoidMark::OtherText, &json!("other_text"));
}

#[test]
fn a_paper_stores_only_what_is_on_it() {
    let plain = Paper { marks: vec![Mark::Approve, Mark::Abstain], ..Paper::default() };
    stored(&plain, &json!({"marks": ["o", "-"]}));
    let write_in = WriteIn { name: Name::new("周立").unwrap(), member: None, mark: WriteInMark::None };
    let full = Paper {
        write_ins: vec![write_in],
        void: Some(VoidReason::Other("涂改".into())),
        doubts: vec![Doubt::UnreadableMark(1), Doubt::WriteInWithoutAgainst],
        ..plain
    };
    let form = json!({
        "marks": ["o", "-"], "write_ins": [{"name": "周立", "mark": "none"}], "void": {"other": "涂改"},
        "doubts": [{"unreadable_mark": 1}, "write_in_without_against"]
    });
    stored(&full, &form);
}

#[test]
fn a_procedure_that_says_nothing_is_the_usual_one() {
    assert_eq!(serde_json::from_value::<Procedure>(json!({})).unwrap(), Procedure::default());
    let form = serde_json::to_value(Procedure::default()).unwrap();
    stored(&Procedure::default(), &form);
}

#[test]
fn bad_values_are_refused() {
    refused::<Name>(json!("王\u{202e}强"));
    refused::<Name>(json!(" "));
    refused::<Fraction>(json!([1, 0]));
    refused::<Show>(json!({"yes": 3, "no": 2, "abstain": 1, "silent": 0}));
    refused::<Show>(json!({"yes": -1, "no": 2, "abstain": 1}));
    refused::<Procedure>(json!({"tie_breaker": "lot"}));
    refused::<Paper>(json!({"marks": ["v"]}));
}
