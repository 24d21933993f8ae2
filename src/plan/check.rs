//! `changpiao check`: what is wrong or unusual in a plan that can be read.

mod agenda;
mod contests;
mod officials;
mod people;
mod procedure;

pub use agenda::AgendaProblem;
pub use contests::ContestProblem;
pub use officials::OfficialProblem;
pub use people::PeopleProblem;
pub use procedure::ProcedureProblem;

use super::Prepared;
use super::places::Subject;
use super::problem::{Finding, Problem};
use crate::agenda::Plan;

/// Everything that is wrong or unusual, in the order of the file.
pub fn check(prepared: &Prepared) -> Vec<Finding> {
    let mut found = Found { prepared, findings: prepared.warnings.clone() };
    people::check(&mut found);
    agenda::check(&mut found);
    contests::check(&mut found);
    officials::check(&mut found);
    procedure::check(&mut found);
    found.findings.sort_by(|a, b| a.place.cmp(&b.place));
    found.findings
}

/// The findings so far, and what they are about.
struct Found<'a> {
    prepared: &'a Prepared,
    findings: Vec<Finding>,
}

impl<'a> Found<'a> {
    fn plan(&self) -> &'a Plan {
        &self.prepared.plan
    }

    fn tell(&mut self, about: Subject, problem: impl Problem + 'static) {
        self.findings.push(Finding::new(self.prepared.places.of(about), problem));
    }

    fn tell_whole(&mut self, problem: impl Problem + 'static) {
        self.findings.push(Finding::new(None, problem));
    }

    fn tell_if(&mut self, wrong: bool, about: Subject, problem: impl Problem + 'static) {
        if wrong {
            self.tell(about, problem);
        }
    }
}
