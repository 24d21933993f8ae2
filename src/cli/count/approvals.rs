//! Entering the approvals of each name in place of ballots.

use super::case::{Case, CaseTally};
use super::entering::Entered;
use super::input::Bad;
use super::judging::name;
use super::report::Source;
use crate::domain::tally::Written;
use crate::domain::{Name, Nominee, Procedure, Slate, Sums, Tally, Turnout};
use std::collections::HashSet;

/// Takes sums in place of ballots.
///
/// # Errors
/// The first number that the papers cannot hold.
pub fn enter_approvals(
    case: &Case<'_>,
    rows: &CaseTally<'_>,
    slate: &Slate,
    procedure: &Procedure,
    turnout: Turnout,
) -> Result<Entered, Bad> {
    let valid = case.papers.and_then(|papers| papers.valid).unwrap_or(turnout.collected);
    let Some(invalid) = turnout.collected.checked_sub(valid) else {
        let text = format!("{valid} papers would be valid of {} collected", turnout.collected);
        return Err(Bad::new("contradiction", "papers.valid", text));
    };
    let blank = Sums { abstain: valid, ..Sums::default() };
    let mut tally = Tally { valid, invalid, ..Tally::new(slate.candidates.len()) };
    tally.printed.fill(blank);
    let mut known: HashSet<Name> = HashSet::new();
    for (text, approve) in &rows.0 {
        let field = format!("tally.{}", text.0);
        let name = name(text, "tally")?;
        if !known.insert(name.clone()) {
            return Err(Bad::new("duplicate", field, "this name stands twice"));
        }
        let Some(abstain) = valid.checked_sub(*approve) else {
            return Err(Bad::new(
                "contradiction",
                field,
                format!("{approve} approvals on {valid} valid papers"),
            ));
        };
        match slate.position(None, &name).and_then(|place| tally.printed.get_mut(place)) {
            Some(sums) => *sums = Sums { approve: *approve, against: 0, abstain },
            None => {
                tally.written.push(Written { nominee: Nominee { name, member: None }, approve: *approve });
            }
        }
    }
    hold(&tally, procedure, slate.seats)?;
    Ok(Entered { source: Source::Approvals, tally, pending: Vec::new(), notes: Vec::new() })
}

/// Whether the valid papers can hold so many approvals.
fn hold(tally: &Tally, procedure: &Procedure, seats: u32) -> Result<(), Bad> {
    let Some(limit) = procedure.max_marks.limit(seats) else { return Ok(()) };
    let (approvals, most) = (tally.approvals(), u64::from(limit) * u64::from(tally.valid));
    if approvals > most || (procedure.exact_marks && approvals < most) {
        let text = format!(
            "{approvals} approvals on {} valid papers with {limit} at most, {most} together",
            tally.valid
        );
        return Err(Bad::new("contradiction", "tally", text));
    }
    Ok(())
}
