//! From a case to its result: checks that the case can be counted, then asks the domain.

use super::approvals::enter_approvals;
use super::case::Case;
use super::entering::{Entered, enter_ballots};
use super::input::Bad;
use super::report::{Ending, Kinds, Report};
use super::text::Text;
use crate::domain::procedure::MajorityBase;
use crate::domain::round::RoundVerdict;
use crate::domain::{
    BallotForm, Candidate, Count, ElectionRule, Name, Procedure, RoundKind, Slate, Tally, Turnout,
};
use std::collections::HashSet;

/// Counts a case.
///
/// # Errors
/// The first field that cannot be what it is.
pub fn count(case: &Case<'_>) -> Result<Report, Bad> {
    let slate = slate(case)?;
    let procedure = case.procedure.clone().unwrap_or_default().procedure();
    let turnout = turnout(case, &procedure)?;
    let entered = ballots_or_tally(case, &slate, &procedure, turnout)?;
    let quorum = case.attendance.due.map(|due| procedure.quorum.met(turnout.present, due));
    if quorum == Some(false) {
        return Ok(Report::uncounted(Ending::NoQuorum, quorum, slate.seats));
    }
    if turnout.verdict(&procedure) == RoundVerdict::Void {
        return Ok(Report::uncounted(Ending::Void, quorum, slate.seats));
    }
    let count = Count {
        slate: &slate,
        tally: &entered.tally,
        turnout,
        procedure: &procedure,
        pending: &entered.pending,
    };
    let outcome = ElectionRule::of(RoundKind::First, slate.form).elect(count);
    let Tally { valid, invalid, doubtful, .. } = entered.tally;
    Ok(Report::counted(&outcome, entered.source, quorum, Kinds { valid, invalid, doubtful }, entered.notes))
}

fn slate(case: &Case<'_>) -> Result<Slate, Bad> {
    if case.contest.seats == 0 {
        return Err(Bad::new("value", "contest.seats", "there is no seat to fill"));
    }
    let mut known: HashSet<Name> = HashSet::new();
    let mut candidates = Vec::with_capacity(case.contest.candidates.len());
    for (place, text) in case.contest.candidates.iter().enumerate() {
        let field = format!("contest.candidates[{place}]");
        let name = name(text, &field)?;
        if !known.insert(name.clone()) {
            return Err(Bad::new("duplicate", field, "this candidate stands twice"));
        }
        candidates.push(Candidate::new(name, None));
    }
    Ok(Slate { seats: case.contest.seats, candidates, form: BallotForm::Marks { write_ins: true } })
}

/// The name in a text.
///
/// # Errors
/// When nothing but white space is there.
pub fn name(text: &Text<'_>, field: &str) -> Result<Name, Bad> {
    Name::verbatim(&text.0).ok_or_else(|| Bad::new("value", field, "the name is empty"))
}

fn turnout(case: &Case<'_>, procedure: &Procedure) -> Result<Turnout, Bad> {
    let present = case.attendance.present;
    let due = match case.attendance.due {
        None if procedure.majority.base == MajorityBase::Due => {
            return Err(Bad::new(
                "missing",
                "attendance.due",
                "the majority is of those due, whose number is missing",
            ));
        }
        Some(due) if present > due => {
            let text = format!("{present} voters are present, but {due} are due");
            return Err(Bad::new("contradiction", "attendance.present", text));
        }
        due => due.unwrap_or(present),
    };
    let papers = case.papers.unwrap_or_default();
    let issued = papers.issued.unwrap_or(present);
    Ok(Turnout { due, present, issued, collected: collected(case, issued)? })
}

/// The papers collected, which must be as many as the ballots given.
fn collected(case: &Case<'_>, issued: u32) -> Result<u32, Bad> {
    let papers = case.papers.unwrap_or_default();
    let Some(ballots) = &case.ballots else { return Ok(papers.collected.or(papers.valid).unwrap_or(issued)) };
    let given = ballots.papers;
    let collected = papers.collected.map_or(given, u64::from);
    if collected != given {
        let text = format!("{collected} papers were collected, but {given} are given");
        return Err(Bad::new("contradiction", "papers.collected", text));
    }
    u32::try_from(given).map_err(|_| Bad::new("value", "ballots", "more papers than can be counted"))
}

fn ballots_or_tally(
    case: &Case<'_>,
    slate: &Slate,
    procedure: &Procedure,
    turnout: Turnout,
) -> Result<Entered, Bad> {
    match (&case.ballots, &case.tally) {
        (Some(_), Some(_)) => {
            Err(Bad::new("contradiction", "tally", "either ballots or their tally can be given"))
        }
        (None, None) => Err(Bad::new("missing", "ballots", "neither ballots nor their tally are given")),
        (Some(ballots), None) => {
            let entered = enter_ballots(ballots, slate, procedure)?;
            match case.papers.and_then(|papers| papers.valid) {
                Some(valid) if valid != entered.tally.valid => {
                    let text = format!("{valid} papers would be valid, but {} are", entered.tally.valid);
                    Err(Bad::new("contradiction", "papers.valid", text))
                }
                _ => Ok(entered),
            }
        }
        (None, Some(rows)) => enter_approvals(case, rows, slate, procedure, turnout),
    }
}
