//! Journals: the reader, the check, recovery, the follower and the strict replay, over whatever bytes.
//!
//! The first byte says how the rest is taken: as a journal as it stands; as lines that lack their hash and their link, so that
//! what is behind the hash is reached; or as events, `type data` in each line, that go on from some moment of a meeting.

use crate::identities::holds;
use crate::memory::Memory;
use changpiao::agenda::Event;
use changpiao::journal::chain::Chain;
use changpiao::journal::check::{Expected, check, check_ahead};
use changpiao::journal::simulated::Simulated;
use changpiao::journal::{
    Act, Finding, Follower, JOURNAL, JournalError, LineHash, MeetingId, Owner, RunId, examine, resume,
};
use changpiao::session::{Recorded, Session};
use changpiao::tui::play::{Turn, turn};
use std::sync::{Arc, OnceLock};

/// Acts between two moments of the meeting from which events go on.
const APART: usize = 8;

/// Takes the input as its first byte says.
pub(crate) fn run(input: &[u8]) {
    let Some((how, rest)) = input.split_first() else { return };
    match how % 4 {
        0 => journal(rest),
        1 => journal(&sealed(rest)),
        _ => events(*how, rest),
    }
}

/// Lines as bodies of records: each gets the hash of the line before and its own.
fn sealed(bodies: &[u8]) -> Vec<u8> {
    let mut journal = Vec::new();
    let mut prev = LineHash::ZERO;
    for body in bodies.split(|byte| *byte == b'\n').filter(|body| !body.is_empty()) {
        let key = b"\"prev\":\"";
        let at = body.windows(key.len()).position(|window| window == key).map(|at| at + key.len());
        let mut line = body.to_vec();
        if let Some(at) = at {
            line.splice(at..at, prev.hex());
        }
        prev = LineHash::of(&line);
        journal.extend(line);
        journal.extend(b",\"h\":\"");
        journal.extend(prev.hex());
        journal.extend(b"\"}\n");
    }
    journal
}

/// Everything that reads a journal agrees on what it is, and recovery leaves a sound one with all whole acts.
fn journal(bytes: &[u8]) {
    let none = Expected::default();
    let mut session = None;
    let mut act = Vec::new();
    let each = |record: &changpiao::journal::Record<'_>| {
        let event = record.event::<Event>().map_err(|error| error.to_string())?;
        act.push(Recorded { seq: record.seq, at: record.t.to_owned(), event });
        if record.act.ends_with(record.seq) { replay(&mut session, std::mem::take(&mut act)) } else { Ok(()) }
    };
    let strict = check(bytes, none, each).expect("memory can be read");
    let loose = check(bytes, none, |_| Ok(())).expect("memory can be read");
    let ahead = check_ahead(bytes, none, |_| Ok(())).expect("memory can be read");
    assert_eq!((&loose.finding, loose.whole()), (&ahead.finding, ahead.whole()));
    assert_eq!(strict.whole(), loose.whole());
    assert!(strict.finding == loose.finding || matches!(strict.finding, Finding::Impossible { .. }));
    let head = loose.whole();
    let again = check(bytes, Expected { head, code: None }, |_| Ok(())).expect("memory can be read");
    assert_eq!(again.finding, loose.finding);
    recovered(bytes, &loose.finding);
}

/// The first act opens the meeting, the others follow.
fn replay(session: &mut Option<Session>, act: Vec<Recorded>) -> Result<(), String> {
    let done = match session {
        Some(session) => session.apply(act),
        None => Session::open(&act).map(|opened| *session = Some(opened)),
    };
    done.map_err(|impossible| format!("{impossible:?}"))?;
    holds(session.as_ref().expect("it was just opened").floor());
    Ok(())
}

fn recovered(bytes: &[u8], finding: &Finding) {
    let disk = Simulated::new();
    disk.put(JOURNAL, bytes);
    let examined = examine::<Event>(&disk).expect("the disk works");
    let shown = Follower::new(Arc::new(disk.clone())).poll::<Event>();
    let owner = Owner { pid: 1, host: "h".into(), start: "s".into() };
    match resume::<Event>(Arc::new(disk.clone()), &owner, RunId::new([2; 8])) {
        Ok(resumed) => {
            assert_eq!(resumed.records, examined.records);
            let kept = disk.content(JOURNAL).expect("the journal is there");
            assert_eq!(kept, bytes[..kept.len()]);
            let now = check(&kept[..], Expected::default(), |_| Ok(())).expect("memory can be read");
            assert_eq!((&now.finding, now.whole()), (&Finding::Sound, examined.head));
            if let Ok(shown) = shown {
                assert_eq!(shown, resumed.records);
            }
        }
        Err(JournalError::Refused(refused)) => {
            assert_eq!(refused, examined.finding);
            assert!(!matches!(finding, Finding::Torn(_)) || matches!(refused, Finding::Impossible { .. }));
            assert_eq!(disk.content(JOURNAL).as_deref(), Some(bytes), "what is refused is not touched");
        }
        Err(error) => panic!("{error:?}"),
    }
}

/// A meeting as it was at some of its moments, with the number of its last record.
fn moments() -> &'static [Memory] {
    static MOMENTS: OnceLock<Vec<Memory>> = OnceLock::new();
    MOMENTS.get_or_init(|| {
        let mut meeting = Memory::sample();
        let room = changpiao::agenda::rehearsal::Room::new(&meeting.session.floor().plan);
        let mut moments = vec![meeting.clone()];
        while let Turn::Room(command) | Turn::GoOn(command) = turn(meeting.session.floor(), &room) {
            let events = meeting.session.decide(&command).expect("the room does what can be done");
            meeting.record(events);
            if meeting.acts.len().is_multiple_of(APART) {
                moments.push(meeting.clone());
            }
        }
        moments
    })
}

/// Each line is an act of one event that goes on from a moment: what is admitted keeps the identities, what is not changes nothing.
fn events(how: u8, lines: &[u8]) {
    let moments = moments();
    let (at, lines) = lines.split_first().map_or((0, lines), |(at, rest)| (usize::from(*at), rest));
    let Some(meeting) = moments.get(at % moments.len()) else { return };
    let mut session = meeting.session.clone();
    // Two events to an act, or one.
    let pairs = how % 4 == 3;
    let lines: Vec<&[u8]> = lines.split(|byte| *byte == b'\n').collect();
    let mut seq = meeting.seq;
    for lines in lines.chunks(if pairs { 2 } else { 1 }) {
        let act: Vec<Recorded> =
            lines.iter().zip(seq + 1..).filter_map(|(line, seq)| event(line, seq)).collect();
        seq += act.len() as u64;
        let before = (session.floor().clone(), session.undoable().len());
        match session.apply(act) {
            Ok(()) => {
                holds(session.floor());
                changpiao::agenda::wall::frame(session.floor());
                for lang in [changpiao::locale::Lang::Zh, changpiao::locale::Lang::En] {
                    changpiao::agenda::screen(session.floor(), lang);
                }
            }
            Err(_) => assert_eq!((session.floor().clone(), session.undoable().len()), before),
        }
    }
}

/// `type data` as the record of a journal of its own.
fn event(line: &[u8], seq: u64) -> Option<Recorded> {
    let text = str::from_utf8(line).ok()?;
    let (kind, data) = text.split_once(' ')?;
    let at = "2026-11-21T09:30:00.000+08:00";
    let (meeting, run, act) = (MeetingId::new([7; 16]), RunId::new([7; 8]), Act { first: 0, count: 1 });
    let body = format!(
        r#"{{"v":1,"m":"{meeting}","seq":0,"prev":"{}","t":"{at}","up":0,"s":"{run}","by":"chair","act":[{},{}],"type":"{kind}","d":{data}"#,
        LineHash::ZERO,
        act.first,
        act.count,
    );
    let line = format!("{body},\"h\":\"{}\"}}", LineHash::of(body.as_bytes()));
    let mut chain = Chain::default();
    let record = chain.follow(line.as_bytes()).ok()?;
    let event = record.event::<Event>().ok()?;
    Some(Recorded { seq, at: at.to_owned(), event })
}
