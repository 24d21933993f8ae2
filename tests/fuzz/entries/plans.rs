//! Plans and rosters: whatever the bytes, there is a prepared meeting that can be opened and kept, or findings in words.
//!
//! What stands before the first NUL is the plan, what is behind it the roster beside it; without a plan the roster stands beside
//! the plan of the sample.

use crate::memory::journal;
use changpiao::agenda::{Event, Plan};
use changpiao::journal::Finding as Found;
use changpiao::journal::check::{Expected, check};
use changpiao::locale::Lang;
use changpiao::plan::problem::Severity;
use changpiao::plan::{self, Finding, Prepared};
use changpiao::session::{Recorded, Session};

const SAMPLE: &str = include_str!("../../../sessions/example/plan.toml");

/// Reads the plan and the roster, and opens the meeting that comes of it.
pub(crate) fn run(input: &[u8]) {
    let mut parts = input.splitn(2, |byte| *byte == 0);
    let (plan, roster) = (parts.next().unwrap_or_default(), parts.next());
    let sample;
    let plan = if plan.is_empty() && roster.is_some() {
        sample = with_roster_beside();
        sample.as_bytes()
    } else {
        plan
    };
    match plan::read_bytes(plan, roster.map(|rows| ("m.csv", rows))) {
        Ok(prepared) => prepared_well(&prepared),
        Err(findings) => {
            assert!(!findings.is_empty(), "refused without a word");
            told(&findings);
        }
    }
}

/// The plan of the sample, naming a roster beside it.
fn with_roster_beside() -> String {
    let (before, rest) = SAMPLE.split_once("roster = [").expect("the sample lists its members");
    let (_, after) = rest.split_once("\n]\n").expect("the list ends");
    format!("{before}roster = \"m.csv\"\n{after}")
}

fn told(findings: &[Finding]) {
    for finding in findings {
        for lang in [Lang::Zh, Lang::En] {
            let said = [finding.what(lang), finding.mend(lang)];
            assert!(said.iter().all(|text| !text.trim().is_empty()), "{finding:?}");
            let hidden = |c: char| c != '\n' && changpiao::agenda::text::invisible(c);
            assert!(!said.concat().contains(hidden), "{said:?} of {finding:?}");
        }
    }
}

/// A plan without errors opens a meeting, and its record is read back as the same plan.
fn prepared_well(prepared: &Prepared) {
    let findings = plan::check(prepared);
    told(&findings);
    if findings.iter().any(|finding| finding.severity() == Severity::Error) {
        return;
    }
    let plan = Plan { rehearsal: true, ..prepared.plan.clone() };
    let act = [Recorded { seq: 0, at: AT.to_owned(), event: Session::opening(plan) }];
    let session = Session::open(&act).expect("a plan without errors can be opened");
    let bytes = journal(&[act.to_vec()]);
    let mut read = Vec::new();
    let checked = check(&bytes[..], Expected::default(), |record| {
        read.push(record.event::<Event>().map_err(|error| error.to_string())?);
        Ok(())
    });
    assert_eq!(checked.expect("memory can be read").finding, Found::Sound);
    assert_eq!(read, [act[0].event.clone()]);
    assert!(changpiao::agenda::screen(session.floor(), Lang::Zh).is_some());
}

const AT: &str = "2026-11-21T09:30:00.000+08:00";
