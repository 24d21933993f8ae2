//! Every code of an error is provoked by some test: the tests are read for its name, the random walks tell what they met, and
//! what neither has is provoked here.

use super::guards::Hall;
use super::support::{Chair, Memory, program};
use changpiao::agenda::calling::read_marks;
use changpiao::agenda::officials::{self, Official};
use changpiao::agenda::screen::{Answer, Field, FieldKind, Form, Gives};
use changpiao::agenda::{
    self, Body, Event, Kind, Plan, Rejection, announce, collect, course, issue, leave_out, motion, signing,
};
use changpiao::cli::count::ERROR_CODES;
use changpiao::domain::{Exclusion, LeaveClass, Name, OfficialRole, RoundKind, RoundVerdict, Show};
use changpiao::journal::follow::FollowError;
use changpiao::journal::simulated::{Fault, Simulated};
use changpiao::journal::{
    Follower, JOURNAL, JournalError, LineHash, MeetingId, Owner, Role, RunId, Stamp, Writer, resume,
};
use changpiao::locale::Lang;
use changpiao::meeting::{Meeting, MeetingError};
use changpiao::plan::check::{
    AgendaProblem, ContestProblem, OfficialProblem, PeopleProblem, ProcedureProblem,
};
use changpiao::plan::{ReadProblem, roster::RosterProblem};
use changpiao::session::Session;
use crossterm::event::KeyCode;
use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

/// What cannot happen, and why it has a code all the same.
const IMPOSSIBLE: [(&str, &str); 2] = [
    ("A87", "the spares are what is left of the printed papers, so that these always add up"),
    ("roster-bad-row", "the reader of tables takes every text; its error has to be told somehow"),
];

/// Files that list errors rather than provoke them.
const LISTS: [&str; 3] = ["tests/suite/codes.rs", "src/journal/error.rs", "src/agenda/rejection.rs"];

/// The text of all tests: the suite, and the tests at the end of every source.
fn tests() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut text = String::new();
    for below in ["src", "tests/suite"] {
        walk(root, &root.join(below), &mut text);
    }
    text
}

fn walk(root: &Path, folder: &Path, into: &mut String) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
        if path.is_dir() {
            walk(root, &path, into);
        } else if path.extension().is_some_and(|suffix| suffix == "rs") && !LISTS.contains(&name.as_str()) {
            let source = fs::read_to_string(&path).unwrap();
            let tests = if name.starts_with("src/")
                && !name.ends_with("/tests.rs")
                && !name.ends_with("/faults.rs")
            {
                source.split_once("#[cfg(test)]").map(|(_, tests)| tests)
            } else {
                Some(&*source)
            };
            into.push_str(tests.unwrap_or_default());
        }
    }
}

/// The refusals that neither these walks met nor any test names.
pub(crate) fn rejections_not_provoked(met: &impl Fn(&str) -> bool) -> Vec<String> {
    let tests = tests();
    let name = |why: &Rejection| format!("{why:?}").split([' ', '(']).next().unwrap().to_owned();
    let named = |name: &str| tests.contains(&format!("Rejection::{name}"));
    let possible = |why: &Rejection| IMPOSSIBLE.iter().all(|(code, _)| *code != why.code());
    let unmet = Rejection::every().into_iter().filter(|why| possible(why) && !met(why.code()));
    unmet
        .map(|why| (name(&why), why.code()))
        .filter(|(name, _)| !named(name))
        .map(|(name, code)| format!("{code} {name}"))
        .collect()
}

#[test]
fn every_code_of_a_plan_and_of_a_case_is_provoked_by_a_test() {
    let tests = tests();
    let plans = [
        AgendaProblem::CODES,
        ContestProblem::CODES,
        OfficialProblem::CODES,
        PeopleProblem::CODES,
        ProcedureProblem::CODES,
        ReadProblem::CODES,
        RosterProblem::CODES,
    ];
    let cases = ERROR_CODES.iter().map(|(code, _)| *code);
    let impossible = |code: &&str| IMPOSSIBLE.iter().any(|(other, _)| other == code);
    let codes = plans.concat().into_iter().chain(cases).filter(|code| !impossible(code));
    let missing: Vec<&str> = codes.filter(|code| !tests.contains(&format!("\"{code}\""))).collect();
    assert_eq!(missing, [""; 0], "no test provokes them");
}

#[test]
fn every_error_of_the_journal_and_of_the_meeting_is_provoked_by_a_test() {
    let tests = tests();
    let missing: Vec<String> =
        super::codes::variants().into_iter().filter(|name| !tests.contains(name.as_str())).collect();
    assert_eq!(missing, [""; 0], "no test provokes them");
}

#[test]
fn a_folder_that_cannot_be_made_is_told() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let made = Meeting::create(file.path(), changpiao::plan::sample());
    assert!(matches!(made, Err(MeetingError::Folder(_))));
}

/// A disk with a meeting that was opened and noted something, and its writer.
fn noted(disk: &Simulated) -> Result<Writer, JournalError> {
    let (owner, stamp) =
        (Owner::this_process("now"), Stamp { t: "2026-11-21T09:30:00.000+08:00", up: 0, by: Role::Chair });
    let opening = Session::opening(changpiao::plan::sample());
    let ids = (MeetingId::new([1; 16]), RunId::new([1; 8]));
    let mut writer = Writer::create(Arc::new(disk.clone()), &owner, ids.0, ids.1, &stamp, &[opening])?;
    writer.append(&stamp, &[note("记事")])?;
    Ok(writer)
}

fn note(text: &str) -> Event {
    course::Event::NoteTaken { text: text.into() }.into()
}

/// Every error that comes of one failing operation.
fn errors<T>(
    disk: impl Fn() -> Simulated,
    does: impl Fn(&Simulated) -> Result<T, JournalError>,
) -> Vec<JournalError> {
    let failing = |operation| {
        let disk = disk();
        disk.fail(disk.operations() + operation, Fault::Error(ErrorKind::Other));
        does(&disk).err()
    };
    (0..60).filter_map(failing).collect()
}

#[test]
fn a_disk_that_refuses_to_create_to_read_or_to_repair_is_told() {
    let created = errors(Simulated::new, noted);
    assert!(created.iter().any(|error| matches!(error, JournalError::Create(_))), "{created:?}");
    let torn = || {
        let disk = Simulated::new();
        drop(noted(&disk).unwrap());
        disk.tamper(JOURNAL, |bytes| bytes.extend(b"{\"v\":1"));
        disk
    };
    let again = |disk: &Simulated| {
        resume::<Event>(Arc::new(disk.clone()), &Owner::this_process("now"), RunId::new([2; 8])).map(|_| ())
    };
    let resumed = errors(torn, again);
    assert!(resumed.iter().any(|error| matches!(error, JournalError::Read(_))), "{resumed:?}");
    assert!(resumed.iter().any(|error| matches!(error, JournalError::Repair(_))), "{resumed:?}");
}

#[test]
fn an_event_too_long_for_a_line_is_told() {
    let mut writer = noted(&Simulated::new()).unwrap();
    let stamp = Stamp { t: "2026-11-21T09:30:00.000+08:00", up: 0, by: Role::Chair };
    let long = writer.append(&stamp, &[note(&"长".repeat(30_000))]);
    assert!(matches!(long, Err(JournalError::Encode(_))), "{long:?}");
}

#[test]
fn a_follower_tells_what_it_cannot_read_or_does_not_know() {
    let disk = Simulated::new();
    drop(noted(&disk).unwrap());
    let mut follower = Follower::new(Arc::new(disk.clone()));
    disk.fail(disk.operations(), Fault::Error(ErrorKind::Other));
    let unread = follower.poll::<Event>();
    assert!(matches!(unread, Err(FollowError::Read(_))), "{unread:?}");
    let text = String::from_utf8(disk.content(JOURNAL).unwrap()).unwrap();
    let (first, second) = text.split_once('\n').unwrap();
    let strange = second.replace("note_taken", "note_burnt");
    let body = strange.rsplit_once(",\"h\":\"").unwrap().0;
    let strange = format!("{first}\n{body},\"h\":\"{}\"}}\n", LineHash::of(body.as_bytes()));
    let disk = Simulated::new();
    disk.put(JOURNAL, strange.as_bytes());
    let unknown = Follower::new(Arc::new(disk)).poll::<Event>();
    assert!(matches!(unknown, Err(FollowError::Unknown { .. })), "{unknown:?}");
}

fn refused(arguments: &[&OsStr], code: &str) {
    let output = program(arguments);
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert_ne!(output.status.code(), Some(0), "{text}");
    assert!(text.contains(code), "{code}: {text}");
}

#[test]
fn a_case_that_cannot_be_read_is_told() {
    refused(&["count".as_ref(), "no/such/case".as_ref()], "unreadable");
    let case = tempfile::NamedTempFile::new().unwrap();
    fs::write(&case, b"{\"contest\": \"\xb2\xe2\"}").unwrap();
    refused(&["count".as_ref(), case.path().as_os_str()], "encoding");
}

#[test]
fn names_and_groups_have_a_length() {
    let long = "长".repeat(500);
    for (row, code) in
        [(format!("{long},一组"), "name-too-long"), (format!("田志远,{long}"), "group-too-long")]
    {
        let table = format!("姓名,党小组\n{row}\n");
        let (before, after) =
            include_str!("../../sessions/example/plan.toml").split_once("roster = [").unwrap();
        let plan = format!("{before}roster = \"m.csv\"\n{}", after.split_once("\n]\n").unwrap().1);
        let read = changpiao::plan::read_text(&plan, Some(("m.csv", table.as_bytes())));
        let problems: Vec<_> = read.unwrap_err().iter().map(|finding| finding.code()).collect();
        assert!(problems.contains(&code), "{problems:?}");
    }
}

/// The form behind the offer that has a field of this label's kind.
fn forms(hall: &Hall) -> Vec<Form> {
    let screen = agenda::screen(hall.floor(), Lang::Zh).unwrap();
    let of = |gives| if let Gives::Form(form) = gives { Some(form) } else { None };
    screen.offers.into_iter().filter_map(|offer| of(offer.gives)).collect()
}

#[test]
fn numbers_texts_and_marks_are_asked_for() {
    let mut hall = Hall::at(Kind::Issue);
    let issue = |issued| issue::Command::Issue { printed: 60, issued, reason: None };
    let present = hall.round().turnout().present;
    assert_eq!(hall.asks(issue(0)), Err(Rejection::NumberMissing));
    let above = Rejection::IssuedAbovePresent { issued: present + 1, present };
    assert_eq!(hall.asks(issue(present + 1)), Err(above));
    let fewer = Rejection::IssueReasonMissing { issued: present - 1, present };
    assert_eq!(hall.asks(issue(present - 1)), Err(fewer));
    let long = course::Command::TakeNote { text: "长".repeat(2_001) };
    assert_eq!(hall.asks(long), Err(Rejection::TextTooLong { length: 2_001, limit: 2_000 }));
    assert_eq!(read_marks("o?", 2), Err(Rejection::MarkUnknown { mark: '?' }));
    let mut no_spares = Hall::with(|plan| plan.procedure.replaces_spoiled = false);
    no_spares.to(Kind::Issue);
    no_spares.does(issue(present));
    assert_eq!(no_spares.asks(issue::Command::Replace), Err(Rejection::NotReplaced));
}

#[test]
fn no_paper_is_replaced_behind_the_voting() {
    let mut hall = Hall::at(Kind::Voting);
    let round = hall.round().id;
    hall.play();
    hall.refuses(issue::Event::PaperReplaced { round }, &Rejection::VotingOver);
}

#[test]
fn the_box_is_opened_counted_and_declared_in_this_order() {
    let mut hall = Hall::at(Kind::Collect);
    let round = hall.round().id;
    assert_eq!(hall.asks(collect::Command::Count { collected: 3 }), Err(Rejection::BoxNotOpened));
    hall.refuses(
        collect::Event::RoundDeclared { round, verdict: RoundVerdict::Valid },
        &Rejection::PapersNotCounted,
    );
}

#[test]
fn nobody_is_left_out_twice_or_for_leave() {
    let mut hall = Hall::at(Kind::LeaveOut);
    let member = hall.floor().plan.exclusions[0].member;
    let again = Exclusion { member, class: LeaveClass::Ill, reference: "1号".into(), earlier: None };
    let name = hall.floor().name(member).to_owned();
    assert_eq!(hall.asks(leave_out::Command::Propose(again)), Err(Rejection::AlreadyListed { name }));
    let floor = hall.floor();
    let away = |member: &&changpiao::domain::MemberId| !floor.branch.presence(**member).here();
    let not_listed = |member: &&changpiao::domain::MemberId| {
        floor.plan.exclusions.iter().all(|one| one.member != **member)
    };
    let member = *floor.branch.voters.iter().filter(away).find(not_listed).expect("somebody absent");
    let name = floor.name(member).to_owned();
    let unasked = Exclusion { member, class: LeaveClass::Ill, reference: String::new(), earlier: None };
    assert_eq!(hall.asks(leave_out::Command::Propose(unasked)), Err(Rejection::ReferenceMissing { name }));
    let leave = |form: &Form| {
        let answer = |field: &Field| match &field.kind {
            FieldKind::Choice(options, _) => Answer::Choice(options.len() - 1),
            _ => Answer::Text("1号".into()),
        };
        let answers: Vec<Answer> = form.fields.iter().map(answer).collect();
        (form.read)(form.subject, &answers).err()
    };
    assert!(forms(&hall).iter().any(|form| leave(form) == Some(Rejection::LeaveIsNoClass)));
}

#[test]
fn applause_is_no_vote_where_the_procedure_does_not_say_so() {
    let mut hall = Hall::at(Kind::Motion);
    assert_eq!(hall.asks(motion::Command::Acclaim), Err(Rejection::ApplauseNotAllowed));
}

#[test]
fn a_second_chief_and_a_candidate_are_no_officials() {
    let mut hall = Hall::at(Kind::Officials);
    let name = |hall: &Hall, member| hall.floor().name(member).to_owned();
    let named = |role, member| officials::Command::Name(Official { member, role });
    let chief =
        hall.floor().plan.officials.iter().find(|official| official.role == OfficialRole::ChiefScrutineer);
    let chief = chief.unwrap().member;
    let free = hall.floor().plan.roster.iter().rev().find(|member| {
        member.may_vote() && hall.floor().plan.officials.iter().all(|official| official.member != member.id)
    });
    let free = free.unwrap().id;
    let second = Rejection::SecondChief { name: name(&hall, chief) };
    assert_eq!(hall.asks(named(OfficialRole::ChiefScrutineer, free)), Err(second));
    let candidate = hall.floor().plan.contests[0].candidates[0].member;
    let stands = Rejection::OfficialStands { name: name(&hall, candidate) };
    assert_eq!(hall.asks(named(OfficialRole::Teller, candidate)), Err(stands));
}

#[test]
fn a_teller_signs_too() {
    let hall = Hall::at(Kind::Signing);
    let signers = officials::scrutineers(hall.floor(), Body::Branch);
    let event = signing::Event::SheetSigned { round: hall.round().id, signers, missing: None };
    hall.refuses(event, &Rejection::TellerSignatureMissing);
}

#[test]
fn a_next_round_has_enough_names_and_settles_the_one_before() {
    let mut hall = Hall::at(Kind::Calling);
    hall.calls_all("----");
    hall.announces();
    let (round, item) = (hall.round().id, hall.floor().here().unwrap().item.id);
    let nobody =
        announce::Event::NextRoundChosen { round, kind: RoundKind::Supplementary, names: Vec::new() };
    hall.refuses(nobody, &Rejection::TooFewStand { given: 0, needed: 4 });
    let show = Show { yes: 36, no: 0, abstain: 0 };
    hall.refuses(motion::Event::HandsCounted { item, show }, &Rejection::TooManyOpen { most: 1 });
    hall.does(announce::Command::HoldSupplementary { stand: vec![true; 4] });
    assert_eq!(
        hall.asks(signing::Command::Reopen { reason: "再看一遍".into() }),
        Err(Rejection::NextRoundChosen)
    );
}

#[test]
fn a_name_that_two_members_bear_is_chosen_from_the_roll() {
    let mut plan = Plan { rehearsal: true, ..changpiao::plan::sample() };
    let name = Name::new("江小满").unwrap();
    for member in plan.roster.iter_mut().rev().filter(|member| member.may_vote()).take(2) {
        member.name = name.clone();
    }
    let mut chair = Chair::new(Lang::Zh, Memory::new(plan));
    chair.play_until(|floor| floor.at_kind(Kind::Calling));
    chair.type_in("+江小满");
    let list = chair.shown(160, 45);
    assert_eq!(list.matches("· 江小满（").count() + list.matches("● 江小满（").count(), 2, "{list}");
    chair.press(KeyCode::Esc);
    chair.type_in("+");
    chair.press(KeyCode::Tab);
    chair.type_in("江小满");
    chair.press(KeyCode::Enter);
    let told = Rejection::SeveralSoNamed { name: name.to_string() }.what(Lang::Zh);
    assert!(chair.shown(160, 45).contains(&told), "{}", chair.shown(160, 45));
}
