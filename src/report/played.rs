//! The papers of the sample rehearsal, played to its end.

use super::document::Block;
use super::html::html;
use super::markdown::markdown;
use super::summary::summary;
use super::{Document, documents, rounds};
use crate::agenda::phrase::phrase;
use crate::agenda::rehearsal::Room;
use crate::agenda::{Command, Event, Floor, Kind, Plan, course, item_play, sample};
use crate::domain::{Judgement, Mark, Name, State};
use crate::locale::Lang;
use crate::session::{Recorded, Session};
use proptest::prelude::*;

/// A meeting by this plan as the room plays it, with a note, a recess and a latecomer on the way; and what each event is said
/// to be.
fn played(plan: Plan) -> (Session, Vec<String>) {
    let room = Room::new(&plan);
    let first = Recorded { seq: 0, at: at(0), event: Session::opening(plan) };
    let mut session = Session::open(std::slice::from_ref(&first)).expect("a first record");
    let mut lines = vec![phrase(session.floor(), &first.event, Lang::Zh)];
    let mut seq = 1;
    let said = [
        course::Command::TakeNote { text: "社区党委派员到会指导。".into() },
        course::Command::BeginRecess { minutes: 10, text: "休息十分钟".into() },
        course::Command::EndRecess,
    ];
    let mut said = said.into_iter().map(Command::Course);
    while let Some(here) = session.floor().here() {
        let next = item_play(here, &room).unwrap_or(Command::Course(course::Command::MoveOn));
        let command = if seq > 60 { said.next().unwrap_or(next) } else { next };
        let events = session.decide(&command).expect("what the room does is allowed");
        let stamped = |event: Event| {
            seq += 1;
            Recorded { seq, at: at(seq), event }
        };
        let act: Vec<Recorded> = events.into_iter().map(stamped).collect();
        session.apply(act.clone()).expect("what was decided applies");
        lines.extend(act.iter().map(|recorded| phrase(session.floor(), &recorded.event, Lang::Zh)));
    }
    (session, lines)
}

fn at(seq: u64) -> String {
    format!("2026-11-21T{:02}:{:02}:00+08:00", 9 + seq / 120, seq / 2 % 60)
}

fn whole(floor: &Floor, lang: Lang) -> String {
    let pages = documents(floor, "8K3M-W2QX", lang);
    let pages = pages.iter().map(|(stem, document)| format!("《《{stem}》》\n{}", markdown(document)));
    pages.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_papers_of_the_sample_meeting() {
    let (session, lines) = played(sample::plan());
    insta::assert_snapshot!("papers_zh", whole(session.floor(), Lang::Zh));
    insta::assert_snapshot!("papers_en", whole(session.floor(), Lang::En));
    insta::assert_snapshot!("summary_zh", summary(session.floor(), Lang::Zh).join("\n"));
    insta::assert_snapshot!("lines_zh", lines.join("\n"));
    let (_, sheet) = documents(session.floor(), "", Lang::Zh).swap_remove(1);
    insta::assert_snapshot!("result_sheet_html", html(&sheet));
}

#[test]
fn the_votes_on_paper_are_those_counted_from_the_marks() {
    let (session, _) = played(sample::plan());
    let floor = session.floor();
    let mut compared = 0;
    for round in floor.rounds.values().filter(|round| round.counted()) {
        let valid = round.entered.iter().filter_map(|entered| match entered.standing() {
            Judgement::Valid(counted) => Some(counted.marks),
            _ => None,
        });
        let valid: Vec<Vec<Mark>> = valid.collect();
        let Some(Block::Table(table)) = rounds::votes_table(floor, round, Lang::Zh) else {
            panic!("a table")
        };
        for (place, candidate) in round.slate().candidates.iter().enumerate() {
            let of = |mark| valid.iter().filter(|marks| marks[place] == mark).count().to_string();
            let expected = [of(Mark::Approve), of(Mark::Against), of(Mark::Abstain)];
            let row = table.rows.iter().find(|row| row[0] == candidate.name.as_str()).expect("a row");
            assert_eq!(row[1..4], expected);
            compared += 1;
        }
    }
    assert!(compared >= 7, "{compared}");
}

#[test]
fn the_runoff_fills_the_seat_that_the_first_round_left_open() {
    let (session, _) = played(sample::plan());
    let floor = session.floor();
    let outcomes: Vec<_> =
        floor.rounds.values().filter_map(|round| round.outcome(floor.procedure())).collect();
    let tied = outcomes[0].places.iter().filter(|place| place.state == State::Tied).count();
    assert!(tied >= 2);
    let minutes = markdown(&documents(floor, "", Lang::Zh).swap_remove(0).1);
    assert!(minutes.contains("得票相等，尚有 1 个名额不能确定"));
    assert!(minutes.contains("（同票者再次投票）"));
}

#[test]
fn no_paper_has_an_empty_section_nor_appoints_anybody() {
    let (session, _) = played(sample::plan());
    for lang in [Lang::Zh, Lang::En] {
        for (stem, document) in documents(session.floor(), "8K3M", lang) {
            assert!(stem.chars().all(|c| c.is_alphanumeric() || c == '-'), "{stem}");
            assert!(super::names_a_document(&stem), "{stem}");
            assert_headings_hold(&document);
            assert!(!markdown(&document).contains("现任命"));
        }
    }
}

fn assert_headings_hold(document: &Document) {
    for pair in document.blocks.windows(2) {
        assert!(!matches!(pair, [Block::Heading(_), Block::Heading(_) | Block::Signatures(_)]), "{pair:?}");
    }
    assert!(!matches!(document.blocks.last(), Some(Block::Heading(_))));
}

#[test]
fn a_meeting_that_has_just_opened_leaves_minutes_and_nothing_else() {
    let floor = sample::floor();
    let papers = documents(&floor, "", Lang::Zh);
    assert_eq!(papers.len(), 1);
    assert!(markdown(&papers[0].1).contains("会议尚未结束"));
}

#[test]
fn what_the_room_types_is_in_the_language_at_the_desk() {
    let mut floor = sample::at_plenary(Kind::Voters);
    sample::announce(&mut floor, &[(99, sample::paper("x", &[]))]);
    let mut room = Room::new(&floor.plan);
    for (lang, note) in [(Lang::Zh, "电话请示"), (Lang::En, "asked by telephone")] {
        room.speak(lang);
        let mut floor = floor.clone();
        let asks = item_play(floor.here().unwrap(), &room).unwrap();
        sample::act(&mut floor, asks).unwrap();
        let minutes = markdown(&documents(&floor, "", lang).swap_remove(0).1);
        let asked = lang.pick("主持人决定请示上级党组织：", "The chair decided to ask the higher body:");
        let line = minutes.lines().find(|line| line.starts_with(asked)).unwrap();
        assert!(line.contains(note) && (lang == Lang::Zh || line.is_ascii()), "{line}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn no_name_reaches_a_page_as_markup(text in "[<>&\"'|]{1,6}[a-z]{0,3}") {
        let mut plan = sample::plan();
        let name = Name::verbatim(&text).or_else(|| Name::new("甲").ok()).expect("a name");
        for member in &mut plan.roster {
            member.name = name.clone();
        }
        plan.organisation.clone_from(&text);
        plan.place = format!("{text}<script>");
        let (mut odd, plain) = (sample::floor(), sample::floor());
        odd.plan = std::sync::Arc::new(plan);
        let tags = |floor: &Floor| html(&documents(floor, &text, Lang::Zh).swap_remove(0).1).matches('<').count();
        prop_assert_eq!(tags(&odd), tags(&plain));
    }
}
