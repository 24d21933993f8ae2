//! The journal on a failing disk: every operation fails in turn, the power goes at every operation, and every disk that
//! may be found afterwards is resumed. What must hold: no confirmed act is lost, none is doubled, no act is half there.

use std::io::ErrorKind;
use std::sync::Arc;

use super::simulated::{Cut, Fault, Fill, Simulated};
use super::toy::{STAMP, Toy, acts, owner};
use super::*;

fn resume_at(disk: &Simulated) -> Result<Resumed<Toy>, JournalError> {
    resume(Arc::new(disk.clone()), &owner(), RunId::new([2; 8]))
}

/// How many acts these records are, or what is wrong with them.
fn count_acts(records: &[Recorded<Toy>], acts: &[Vec<Toy>]) -> Result<usize, String> {
    let events: Vec<&Toy> = records.iter().map(|record| &record.event).collect();
    (0..=acts.len())
        .find(|n| acts[..*n].iter().flatten().collect::<Vec<_>>() == events)
        .ok_or_else(|| format!("no whole number of acts: {events:?}"))
}

/// What a program does when an act is refused.
#[derive(Clone, Copy, PartialEq)]
enum Refused {
    Repeat,
    Stop,
}

/// Creates the journal and appends all acts; stops at anything worse than a refusal. Gives the number of confirmed
/// acts, and of those that may be there.
fn write_all(disk: &Simulated, acts: &[Vec<Toy>], refused: Refused) -> (usize, usize) {
    let storage = Arc::new(disk.clone());
    let (meeting, run) = (MeetingId::new([1; 16]), RunId::new([1; 8]));
    let Ok(writer) = Writer::create(storage, &owner(), meeting, run, &STAMP, &acts[0]) else { return (0, 1) };
    append_from(writer, 1, acts, refused)
}

fn append_from(mut writer: Writer, first: usize, acts: &[Vec<Toy>], refused: Refused) -> (usize, usize) {
    let mut confirmed = first;
    for act in &acts[first..] {
        let mut result = writer.append(&STAMP, act);
        if matches!(result, Err(JournalError::Write(_))) {
            if refused == Refused::Stop {
                return (confirmed, confirmed);
            }
            result = writer.append(&STAMP, act);
        }
        match result {
            Ok(_) => confirmed += 1,
            Err(error) => {
                if matches!(error, JournalError::Sync { .. }) {
                    let again = writer.append(&STAMP, act);
                    assert!(matches!(again, Err(JournalError::Poisoned { .. })), "a poisoned writer wrote");
                }
                return (confirmed, confirmed + 1);
            }
        }
    }
    (confirmed, confirmed)
}

/// Resumes twice and goes on; `confirmed` acts must be there, and no more than `tried`.
fn check_disk(
    disk: &Simulated,
    cut: Cut,
    confirmed: usize,
    tried: usize,
    acts: &[Vec<Toy>],
) -> Result<(), String> {
    let found = match resume_at(disk) {
        Ok(resumed) => {
            let found = count_acts(&resumed.records, acts)?;
            drop(resumed);
            found
        }
        Err(JournalError::NoJournal { .. }) if confirmed == 0 => return Ok(()),
        Err(JournalError::Refused(Finding::Undecided(_) | Finding::Damaged(_)))
            if cut.fill == Fill::Lines =>
        {
            let examined = examine::<Toy>(disk).map_err(|error| error.to_string())?;
            count_acts(&examined.records, acts)?
        }
        Err(error) => return Err(format!("{error:?}")),
    };
    if found < confirmed || found > tried {
        return Err(format!("{confirmed} acts were confirmed, {tried} tried, {found} are there"));
    }
    let Ok(mut again) = resume_at(disk) else { return Ok(()) };
    if again.set_aside.is_some() || count_acts(&again.records, acts)? != found {
        return Err("the second recovery found something else than the first".into());
    }
    let more = acts.last().ok_or("no acts")?;
    again.writer.append(&STAMP, more).map_err(|error| format!("{error:?}"))?;
    let last = disk.after(&worst(disk));
    drop(again);
    let all: Vec<Vec<Toy>> = acts[..found].iter().chain([more]).cloned().collect();
    let resumed = resume_at(&last).map_err(|error| format!("after the repair: {error:?}"))?;
    if count_acts(&resumed.records, &all)? == all.len() {
        Ok(())
    } else {
        Err("the repaired journal lost an act".into())
    }
}

/// The power cut that keeps nothing that was not synced.
fn worst(disk: &Simulated) -> Cut {
    *disk.cuts().iter().find(|cut| cut.kept == 0 && cut.names == 0 && !cut.others && !cut.failed).unwrap()
}

/// Checks every disk that a power cut may leave; gives their number.
fn check_cuts(disk: &Simulated, confirmed: usize, tried: usize, context: &str) -> usize {
    check_some_cuts(disk, confirmed, tried, context, 1)
}

/// The same for each `stride`-th of them.
fn check_some_cuts(disk: &Simulated, confirmed: usize, tried: usize, context: &str, stride: usize) -> usize {
    let acts = acts();
    let cuts: Vec<Cut> = disk.cuts().into_iter().step_by(stride).collect();
    for cut in &cuts {
        let found = disk.after(cut);
        if let Err(violation) = check_disk(&found, *cut, confirmed, tried, &acts) {
            let journal = disk.after(cut).content(JOURNAL).unwrap_or_default();
            panic!("{context}, {cut:?}: {violation}\n{}", String::from_utf8_lossy(&journal));
        }
    }
    cuts.len()
}

/// Operations of a script that meets no failure.
fn operations() -> usize {
    let disk = Simulated::new();
    assert_eq!(write_all(&disk, &acts(), Refused::Repeat), (4, 4));
    disk.operations()
}

#[test]
fn the_power_may_go_at_any_operation() {
    let mut states = 0;
    for operation in 0..=operations() {
        let disk = Simulated::new();
        disk.fail(operation, Fault::PowerCut);
        let (confirmed, tried) = write_all(&disk, &acts(), Refused::Repeat);
        states += check_cuts(&disk, confirmed, tried, &format!("cut at operation {operation}"));
    }
    assert!(states > 20_000, "{states}");
}

#[test]
fn the_program_may_die_at_any_operation_and_the_power_go_later() {
    let mut states = 0;
    for killed in 0..operations() {
        for later in (1..40).step_by(3) {
            let disk = Simulated::new();
            disk.fail(killed, Fault::PowerCut);
            let (confirmed, tried) = write_all(&disk, &acts(), Refused::Repeat);
            disk.restart();
            disk.fail(disk.operations() + later, Fault::PowerCut);
            let context = format!("killed at operation {killed}, power cut {later} after");
            let (confirmed, tried) = match resume_at(&disk) {
                Ok(resumed) => {
                    let found = count_acts(&resumed.records, &acts()).unwrap();
                    assert!((confirmed..=tried).contains(&found), "{context}");
                    append_from(resumed.writer, found, &acts(), Refused::Repeat)
                }
                Err(_) => (confirmed, tried),
            };
            states += check_some_cuts(&disk, confirmed, tried, &context, 17);
        }
    }
    assert!(states > 20_000, "{states}");
}

#[test]
fn any_operation_may_fail_in_any_way() {
    let kinds =
        [ErrorKind::StorageFull, ErrorKind::Other, ErrorKind::ReadOnlyFilesystem, ErrorKind::Interrupted];
    let mut faults: Vec<Fault> = kinds.into_iter().map(Fault::Error).collect();
    for bytes in [0, 1, 150, 330, 400, 100_000] {
        faults.push(Fault::Short(bytes));
        faults.push(Fault::Partial(bytes, ErrorKind::StorageFull));
    }
    let mut states = 0;
    for operation in 0..operations() + 8 {
        for (fault, refused) in
            faults.iter().flat_map(|fault| [(fault, Refused::Repeat), (fault, Refused::Stop)])
        {
            let disk = Simulated::new();
            disk.fail(operation, *fault);
            let (confirmed, tried) = write_all(&disk, &acts(), refused);
            let context = format!("{fault:?} at operation {operation}");
            states += check_cuts(&disk, confirmed, tried, &context);
            go_on_without_a_cut(&disk, confirmed, tried, &context);
        }
    }
    assert!(states > 1_000, "{states}");
}

/// A second run of the program on the same machine, and only then a power cut.
fn go_on_without_a_cut(disk: &Simulated, confirmed: usize, tried: usize, context: &str) {
    let first = resume_at(disk);
    disk.restart();
    let Ok(resumed) = first.or_else(|_| resume_at(disk)) else {
        assert_eq!(confirmed, 0, "{context}");
        return;
    };
    let found = count_acts(&resumed.records, &acts()).unwrap();
    assert!((confirmed..=tried).contains(&found), "{context}: {found} of {confirmed}..={tried}");
    let (confirmed, tried) = append_from(resumed.writer, found, &acts(), Refused::Repeat);
    check_cuts(disk, confirmed, tried, &format!("{context}, resumed"));
}

#[test]
fn a_recovery_may_be_cut_off_at_any_operation_and_fail_in_any() {
    let disk = Simulated::new();
    let (confirmed, _) = write_all(&disk, &acts()[..2], Refused::Repeat);
    let whole = disk.content(JOURNAL).unwrap();
    let mut states = 0;
    for torn in [&b"{\"v\":1,\"m\":\""[..], &[0; 40], &whole[..7]] {
        let found = Simulated::new();
        found.put(JOURNAL, &[&whole[..], torn].concat());
        drop(resume_at(&found.after(&worst(&found))).unwrap());
        for operation in 0..40 {
            for fault in [Fault::PowerCut, Fault::Error(ErrorKind::Other), Fault::Short(5)] {
                let disk = found.after(&worst(&found));
                disk.fail(operation, fault);
                let _ = resume_at(&disk);
                let context = format!("{fault:?} at operation {operation} of the recovery");
                states += check_cuts(&disk, confirmed, confirmed, &context);
                disk.restart();
                go_on_without_a_cut(&disk, confirmed, confirmed, &context);
            }
        }
    }
    assert!(states > 1_000, "{states}");
}

#[test]
fn what_is_set_aside_is_never_lost_on_the_way() {
    let torn = b"{\"v\":1,\"m\":\"";
    let mut journal = toy::lines(&acts()[..2]);
    journal.extend(torn);
    for operation in 0..40 {
        let disk = Simulated::new();
        disk.put(JOURNAL, &journal);
        disk.fail(operation, Fault::PowerCut);
        drop(resume_at(&disk));
        for cut in disk.cuts() {
            let found = disk.after(&cut);
            let kept = found.content("journal.torn-1").is_some_and(|bytes| bytes == torn);
            let still_there = found.content(JOURNAL).is_some_and(|bytes| bytes.ends_with(torn));
            assert!(kept || still_there, "cut at operation {operation}, {cut:?}");
        }
    }
}
