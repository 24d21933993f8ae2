//! One row's words, and the member whom they describe.

use super::RosterProblem;
use crate::agenda::text::invisible;
use crate::domain::{Member, MemberId, Name, NameError, Sex, Standing};

/// The longest name of a group, in characters.
const GROUP_LONGEST: usize = 40;

/// The words of one row, before they are understood.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::plan) struct Words<'a> {
    pub(in crate::plan) name: &'a str,
    pub standing: Option<&'a str>,
    pub group: Option<&'a str>,
    pub sex: Option<&'a str>,
}

impl Words<'_> {
    /// The member whom these words describe.
    pub(in crate::plan) fn member(self, id: MemberId) -> Result<Member, RosterProblem> {
        let name = Name::new(self.name).map_err(|error| match error {
            NameError::Empty => RosterProblem::NoName {},
            NameError::TooLong { length } => RosterProblem::NameTooLong { length },
            NameError::Invisible { code, .. } => RosterProblem::InvisibleCharacter { code },
        })?;
        let standing = said(self.standing).map_or(Ok(Standing::Formal), standing)?;
        let group = said(self.group).map(group).transpose()?;
        let sex = said(self.sex).map(sex).transpose()?;
        Ok(Member { id, name, standing, group, sex })
    }
}

fn said(word: Option<&str>) -> Option<&str> {
    word.map(str::trim).filter(|word| !word.is_empty())
}

fn standing(word: &str) -> Result<Standing, RosterProblem> {
    match visible(word)?.to_ascii_lowercase().as_str() {
        "正式党员" | "正式" | "中共党员" | "formal" => Ok(Standing::Formal),
        "预备党员" | "预备" | "中共预备党员" | "probationary" => Ok(Standing::Probationary),
        "留党察看" | "留党察看期间" | "on_probation" => Ok(Standing::OnProbation),
        "留置" | "逮捕" | "被留置" | "被逮捕" | "留置或逮捕" | "detained" => {
            Ok(Standing::Detained)
        }
        "临时组织关系" | "党员证明信" | "temporary_relation" => Ok(Standing::TemporaryRelation),
        _ => Err(RosterProblem::UnknownStanding { word: word.to_owned() }),
    }
}

fn sex(word: &str) -> Result<Sex, RosterProblem> {
    match visible(word)?.to_ascii_lowercase().as_str() {
        "女" | "female" | "f" => Ok(Sex::Female),
        "男" | "male" | "m" => Ok(Sex::Male),
        _ => Err(RosterProblem::UnknownSex { word: word.to_owned() }),
    }
}

fn group(word: &str) -> Result<String, RosterProblem> {
    let length = visible(word)?.chars().count();
    if length > GROUP_LONGEST {
        return Err(RosterProblem::GroupTooLong { length });
    }
    Ok(word.to_owned())
}

fn visible(word: &str) -> Result<&str, RosterProblem> {
    let hidden = word.chars().find(|c| invisible(*c));
    hidden.map_or(Ok(word), |c| Err(RosterProblem::InvisibleCharacter { code: u32::from(c) }))
}
