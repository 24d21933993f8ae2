//! A rehearsal is never mistaken for a real meeting and never becomes one: the mark stands in the first record of its journal,
//! under every later hash, and everything that is shown or written of it follows from there.

use super::support::{Chair, Memory, played, program, sealed};
use changpiao::agenda::Plan;
use changpiao::journal::{Finding, HEAD, JOURNAL, JournalError, LineHash};
use changpiao::locale::Lang;
use changpiao::meeting::{Meeting, MeetingError, Shelf, Standing, Way, load};
use changpiao::plan;
use changpiao::report::{self, html, markdown, summary};
use changpiao::tui::desk::Desk;
use crossterm::event::KeyCode;
use std::fs;
use std::path::{Path, PathBuf};

fn rehearsal() -> Plan {
    Plan { rehearsal: true, ..plan::sample() }
}

/// A rehearsal that was left in the middle; where it lies.
fn left(root: &Path) -> PathBuf {
    Meeting::create(root, rehearsal()).unwrap().folder().to_owned()
}

#[test]
fn it_stays_one_wherever_its_folder_goes() {
    let root = tempfile::tempdir().unwrap();
    let lain = left(root.path());
    assert!(lain.parent().unwrap().ends_with(".rehearsal"));
    // Out of the folder of rehearsals, among the real meetings.
    let moved = root.path().join("2026-12-05-中共春晖社区第二支部");
    fs::rename(&lain, &moved).unwrap();
    let cards: Vec<_> = Shelf::at(root.path()).collect();
    assert!(cards.len() == 1 && cards[0].rehearsal && cards[0].fault.is_none());
    let (mut meeting, _) = Meeting::resume(&moved).unwrap();
    assert!(meeting.floor().plan.rehearsal);
    // And on, into a folder of the people's own choice.
    let elsewhere = tempfile::tempdir().unwrap();
    meeting.fail_over(elsewhere.path()).unwrap();
    assert!(meeting.floor().plan.rehearsal);
    let folder = meeting.folder().to_owned();
    drop(meeting);
    assert!(load(&folder).unwrap().session.floor().plan.rehearsal);
}

#[test]
fn no_step_of_a_meeting_changes_the_mark() {
    let root = tempfile::tempdir().unwrap();
    for mark in [true, false] {
        let plan = Plan { rehearsal: mark, ..plan::sample() };
        let mut turns = 0;
        let folder = played(root.path(), plan, |meeting| {
            turns += 1;
            assert_eq!(meeting.floor().plan.rehearsal, mark);
        });
        assert!(turns > 50, "{turns}");
        assert_eq!(folder.parent().unwrap().ends_with(".rehearsal"), mark);
    }
}

/// The journal of a folder with its first line changed.
fn first_line(folder: &Path, change: impl FnOnce(&str) -> String) {
    let text = fs::read_to_string(folder.join(JOURNAL)).unwrap();
    let (first, rest) = text.split_once('\n').unwrap();
    fs::write(folder.join(JOURNAL), format!("{}\n{rest}", change(first))).unwrap();
}

/// A line whose hash was made right again, as a forger would do it.
fn rehashed(line: &str) -> String {
    let body = line.rsplit_once(",\"h\":\"").unwrap().0;
    format!("{body},\"h\":\"{}\"}}", LineHash::of(body.as_bytes()))
}

#[test]
fn the_mark_cannot_be_taken_out_of_a_record() {
    let unmarked = |line: &str| {
        assert!(line.contains("\"rehearsal\":true"), "{line}");
        line.replace("\"rehearsal\":true", "\"rehearsal\":false")
    };
    let root = tempfile::tempdir().unwrap();
    let refused = |folder: &Path| {
        assert!(!program(&["verify".as_ref(), folder.as_os_str()]).status.success());
        Meeting::resume(folder).unwrap_err()
    };
    // The word alone; the word with the hash of its line; the same where there is no line behind it.
    let folder = sealed(root.path());
    first_line(&folder, unmarked);
    let error = refused(&folder);
    assert!(matches!(error, MeetingError::Journal(_)), "{error:?}");
    assert!(load(&folder).is_err(), "nothing of it is believed");
    let folder = sealed(root.path());
    first_line(&folder, |line| rehashed(&unmarked(line)));
    let Err(MeetingError::Journal(JournalError::Refused(Finding::Damaged(damage)))) =
        Meeting::resume(&folder)
    else {
        panic!("{:?}", Meeting::resume(&folder))
    };
    assert_eq!(damage.record, 1, "the second record hangs on the first as it was");
    let folder = left(root.path());
    assert!(folder.join(HEAD).exists());
    first_line(&folder, |line| rehashed(&unmarked(line)));
    let error = refused(&folder);
    let MeetingError::Journal(JournalError::Refused(finding)) = &error else { panic!("{error:?}") };
    assert!(matches!(finding, Finding::Differs { .. } | Finding::LostTail { .. }), "{finding:?}");
}

#[test]
fn no_plan_file_carries_the_mark_or_takes_it_off() {
    for value in ["true", "false"] {
        let text = format!("rehearsal = {value}\n{}", include_str!("../../sessions/example/plan.toml"));
        let errors = plan::read_text(&text, None).unwrap_err();
        assert_eq!(errors[0].code(), "unknown-key");
    }
    assert!(!plan::sample().rehearsal, "only the command decides");
}

#[test]
fn a_real_meeting_does_not_go_on_with_the_record_of_its_rehearsal() {
    let root = tempfile::tempdir().unwrap();
    let rehearsed = left(root.path());
    let real = Meeting::create(root.path(), plan::sample()).unwrap().folder().to_owned();
    let standing = Standing::read(&real, None, std::slice::from_ref(&rehearsed)).unwrap();
    assert_eq!(standing.ways(), [Way::Here], "another meeting is no copy of this one");
    fs::copy(rehearsed.join(JOURNAL), real.join(JOURNAL)).unwrap();
    let standing = Standing::read(&real, None, &[]).unwrap();
    assert_eq!(standing.ways(), [], "nor does it take its place: the published head is another");
}

#[test]
fn every_screen_and_every_wall_of_it_says_so() {
    for (lang, mark) in [(Lang::Zh, "演练"), (Lang::En, "REHEARSAL")] {
        let mut chair = Chair::new(lang, Memory::sample());
        while chair.desk.floor().course.closed.is_none() {
            for (columns, rows) in [(60, 18), (80, 24)] {
                let shown = chair.shown(columns, rows);
                assert!(shown.lines().next().unwrap().contains(mark), "{shown}");
            }
            for (columns, rows) in [(40, 12), (80, 24), (200, 60)] {
                let shown = chair.wall(columns, rows);
                assert!(shown.contains(mark), "{columns}x{rows}\n{shown}");
            }
            chair.press(KeyCode::F(8));
        }
        assert!(chair.wall(80, 24).contains(mark) && chair.shown(80, 24).contains(mark));
    }
}

#[test]
fn every_paper_of_it_says_so_and_no_paper_of_a_real_one_does() {
    let root = tempfile::tempdir().unwrap();
    for marked in [true, false] {
        let folder = played(root.path(), Plan { rehearsal: marked, ..plan::sample() }, |_| {});
        let loaded = load(&folder).unwrap();
        let floor = loaded.session.floor();
        for (lang, mark) in [(Lang::Zh, "演练"), (Lang::En, "REHEARSAL")] {
            let papers = report::documents(floor, "8K3M-W2QX", lang);
            assert!(papers.len() >= 3);
            for (stem, paper) in &papers {
                for text in [markdown::markdown(paper), html::html(paper)] {
                    assert_eq!(text.contains(mark), marked, "{stem}");
                }
            }
            assert_eq!(summary::summary(floor, lang)[0].contains(mark), marked);
        }
        for command in ["extract", "summary", "verify"] {
            let output = program(&[command.as_ref(), folder.as_os_str()]);
            assert!(output.status.success());
            let text = String::from_utf8(output.stdout).unwrap();
            assert_eq!(text.contains("REHEARSAL"), marked, "{command}: {text}");
        }
    }
}
