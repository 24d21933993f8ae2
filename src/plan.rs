//! The prepared meeting: from a file that a person wrote to the value [`Plan`].

mod load;
mod people;
mod read;
mod resolve;
mod schema;
mod templates;

pub mod check;
pub mod places;
pub mod problem;
pub mod roster;

pub use check::check;
pub use load::load;
pub use problem::{Finding, Place, Severity};
pub use read::ReadProblem;

use crate::agenda::Plan;
use crate::domain::ContestId;
use places::Places;

/// The sample meeting's file.
const SAMPLE: &str = include_str!("../sessions/example/plan.toml");

/// A plan that could be read, and where everything stands in its file.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The plan.
    pub plan: Plan,
    /// Where things stand.
    pub places: Places,
    /// Contests whose paper the program put into stroke order.
    pub stroke_ordered: Vec<ContestId>,
    /// What was unusual already while reading.
    pub warnings: Vec<Finding>,
}

/// The prepared meeting of a text, with the bytes of the roster beside it (`(file name, bytes)`) where the text names one.
///
/// # Errors
/// Everything that keeps it from being a plan.
pub fn read_text(source: &str, roster: Option<(&str, &[u8])>) -> Result<Prepared, Vec<Finding>> {
    let file = read::parse(source).map_err(|finding| vec![finding])?;
    resolve::resolve(source, file, roster)
}

/// The prepared meeting of a file's bytes: [`read_text`] after the encoding is told.
///
/// # Errors
/// Everything that keeps it from being a plan.
pub fn read_bytes(bytes: &[u8], roster: Option<(&str, &[u8])>) -> Result<Prepared, Vec<Finding>> {
    match read::decode(bytes) {
        Some(source) => read_text(&source, roster),
        None => Err(vec![Finding::new(None, ReadProblem::NotText {})]),
    }
}

/// The sample meeting that ships inside the program: people, branch and reference numbers are invented.
#[expect(clippy::expect_used, reason = "the text is part of the program, and a test reads it")]
pub fn sample() -> Plan {
    read_text(SAMPLE, None).expect("the sample is a plan").plan
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::rehearsal::Room;
    use crate::domain::Standing;

    #[test]
    fn the_sample_is_the_meeting_that_the_rehearsal_wants() {
        let plan = sample();
        let standing = |wanted| plan.roster.iter().filter(|member| member.standing == wanted).count();
        assert_eq!(plan.roster.len(), 43);
        assert_eq!((standing(Standing::Formal), standing(Standing::Probationary)), (40, 2));
        assert_eq!(standing(Standing::OnProbation), 1);
        assert_eq!(plan.exclusions.len(), 2);
        let paper: Vec<_> = plan.contests[0].candidates.iter().map(|c| plan.name(c.member)).collect();
        assert_eq!(paper, ["田志远", "何文静", "欧阳志远", "谭素芬"]);
        assert_eq!(plan.contests[1].candidates[0].member, plan.contests[0].candidates[0].member);
    }

    #[test]
    fn thirty_six_of_thirty_eight_come_to_the_sample() {
        let plan = sample();
        let room = Room::new(&plan);
        let voters = plan.roster.iter().filter(|member| member.may_vote());
        let due: Vec<_> =
            voters.filter(|member| plan.exclusions.iter().all(|entry| entry.member != member.id)).collect();
        let late = room.latecomer();
        let absent =
            due.iter().filter(|member| room.absence(member.id).is_some() && late != Some(member.id)).count();
        assert_eq!((due.len(), due.len() - absent), (38, 36));
    }
}
