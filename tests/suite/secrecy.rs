//! The secrecy of the ballot: what anybody sees does not depend on the order of the papers, and no record joins a person and a
//! paper.

use super::fixtures::kept_journals;
use super::support::{journal, sealed};
use changpiao::agenda::wall::{Board, Wall, WallFrame, frame};
use changpiao::agenda::{Event, Kind, calling};
use changpiao::domain::Paper;
use changpiao::journal::reader::Reader;
use changpiao::meeting::load_acts;
use changpiao::session::{Recorded, Session};
use serde_json::Value;
use std::collections::BTreeSet;

type Acts = Vec<Vec<Recorded>>;

/// The papers called, by their rounds, to be put into another order.
fn reversed(acts: &Acts, turn: usize) -> Acts {
    let mut acts = acts.clone();
    let of = |event: &Event| match event {
        Event::Calling(calling::Event::Recorded { round, .. }) => Some(*round),
        _ => None,
    };
    let rounds: BTreeSet<_> = acts.iter().flatten().filter_map(|recorded| of(&recorded.event)).collect();
    for round in rounds {
        let mut papers: Vec<&mut Paper> = Vec::new();
        for recorded in acts.iter_mut().flatten() {
            match &mut recorded.event {
                Event::Calling(calling::Event::Recorded { round: of, paper, .. }) if *of == round => {
                    papers.push(paper);
                }
                _ => {}
            }
        }
        let mut turned: Vec<Paper> = papers.iter().map(|paper| (**paper).clone()).collect();
        turned.reverse();
        let count = turned.len();
        turned.rotate_left(turn % count);
        papers.into_iter().zip(turned).for_each(|(paper, turned)| *paper = turned);
    }
    acts
}

/// The wall without the paper just called, which is on it while the room sees it on paper.
fn without_last(mut wall: WallFrame) -> WallFrame {
    if let Wall::Board(Board { last, .. }) = &mut wall.view {
        *last = None;
    }
    wall
}

#[test]
fn papers_in_another_order_leave_the_same_wall_the_same_facts_and_the_same_digests() {
    let root = tempfile::tempdir().unwrap();
    let played = load_acts(&sealed(root.path())).unwrap();
    for turn in [0, 1, 7, 20] {
        let turned = reversed(&played, turn);
        assert_ne!(journal(&turned), journal(&played), "another order");
        let open = |acts: &Acts| Session::open(&acts[0]).unwrap();
        let (mut one, mut other) = (open(&played), open(&turned));
        let mut compared = 0;
        for (act, turned) in played[1..].iter().zip(&turned[1..]) {
            one.apply(act.clone()).unwrap();
            // Every digest that stands in the record is admitted: the facts are the same.
            other.apply(turned.clone()).unwrap();
            let calling = one.floor().at_kind(Kind::Calling);
            let counted = one
                .floor()
                .here()
                .and_then(changpiao::agenda::Here::round)
                .is_some_and(|round| round.left() == 0);
            if !calling || counted {
                compared += 1;
                assert_eq!(without_last(frame(one.floor())), without_last(frame(other.floor())));
                assert_eq!(one.floor().public_facts(), other.floor().public_facts());
            }
        }
        assert!(compared > 100);
    }
}

/// Every key in a value, with the keys on the way to it.
fn keys(value: &Value, way: &str, into: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                let way = format!("{way}.{key}");
                keys(value, &way, into);
                into.insert(way);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| keys(value, way, into)),
        _ => {}
    }
}

/// Every kind of record with the keys of its data.
fn all_kinds() -> Vec<(String, BTreeSet<String>)> {
    let mut all = Vec::new();
    for bytes in kept_journals() {
        let mut reader = Reader::new(bytes.as_slice());
        while let Some(record) = reader.next_record().unwrap() {
            let mut found = BTreeSet::new();
            keys(&serde_json::from_str(record.data.get()).unwrap(), "", &mut found);
            all.push((record.kind.to_owned(), found));
        }
    }
    all
}

#[test]
fn no_record_joins_a_person_and_a_paper() {
    // A person of the meeting stands under these; the name on a paper, written in, is its content.
    let person = |key: &str| {
        let last = key.rsplit('.').next().unwrap();
        ["member", "members", "chair", "voter", "teller", "caller", "by", "signers", "candidate", "person"]
            .contains(&last)
            && !key.contains(".write_ins.")
    };
    let paper = |key: &str| [".marks", ".paper", ".number"].iter().any(|part| key.contains(part));
    let mut kinds = BTreeSet::new();
    for (kind, keys) in all_kinds() {
        // Scrutineers rule on a doubtful paper that lies before them, by its place among those set aside.
        let ruled = kind == "examine.paper_ruled";
        let joins = keys.iter().any(|key| person(key)) && keys.iter().any(|key| paper(key));
        assert!(!joins || ruled, "{kind}: {keys:?}");
        if keys.contains(".paper") {
            let known = [".round", ".bundle", ".reading", ".number", ".paper", ".corrects", ".reason"];
            let top = keys.iter().filter(|key| key.matches('.').count() == 1);
            assert_eq!(top.filter(|key| !known.contains(&key.as_str())).count(), 0, "{kind}: {keys:?}");
            let content = [".paper.marks", ".paper.write_ins", ".paper.void", ".paper.doubts"];
            let inside = keys.iter().filter(|key| key.starts_with(".paper."));
            assert!(
                inside.clone().all(|key| content.iter().any(|known| key.starts_with(known))),
                "{kind}: {keys:?}"
            );
        }
        kinds.insert(kind);
    }
    assert!(kinds.contains("ballot.recorded") && kinds.contains("ballot.corrected") && kinds.len() > 40);
}

#[test]
fn a_called_paper_has_the_time_of_the_record_that_opened_the_calling() {
    let mut papers = 0;
    for bytes in kept_journals() {
        let mut reader = Reader::new(bytes.as_slice());
        let mut opened: BTreeSet<(String, u64)> = BTreeSet::new();
        let mut stamps: BTreeSet<(String, u64)> = BTreeSet::new();
        while let Some(record) = reader.next_record().unwrap() {
            let stamp = (record.t.to_owned(), record.up);
            if record.kind == "ballot.recorded" {
                assert!(opened.contains(&stamp), "record {} has a time of its own", record.seq);
                stamps.insert(stamp);
                papers += 1;
            } else {
                opened.insert(stamp);
            }
        }
        assert!(stamps.len() <= 6, "a time for each round and each time that it was resumed: {stamps:?}");
    }
    assert!(papers > 150, "{papers}");
}
