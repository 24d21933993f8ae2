//! The one place of the room that reads files: the plan, and the roster beside it.

use super::Prepared;
use super::problem::Finding;
use super::read::{ReadProblem, decode, parse, shown};
use super::resolve::resolve;
use super::roster;
use super::schema::RosterEntry;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

/// The most bytes of a plan.
const PLAN_MOST: usize = 16 << 20;

/// The meeting prepared in a file, with the roster beside it where the file names one.
///
/// # Errors
/// Everything that keeps it from being a plan.
pub fn load(path: &Path) -> Result<Prepared, Vec<Finding>> {
    let one = |problem| vec![Finding::new(None, problem)];
    let bytes = bytes(path, PLAN_MOST).map_err(one)?;
    let source = decode(&bytes).ok_or_else(|| one(ReadProblem::NotText {}))?;
    let file = parse(&source).map_err(|finding| vec![finding])?;
    let RosterEntry::Beside(name) = &file.roster else { return resolve(&source, file, None) };
    let name = name.clone();
    let elsewhere = Path::new(&name).file_name().is_none_or(|only| only.to_str() != Some(&name));
    if elsewhere || shown(&name) != name {
        return Err(one(ReadProblem::RosterElsewhere { name: shown(&name) }));
    }
    let rows = self::bytes(&path.with_file_name(&name), roster::BYTES_MOST).map_err(one)?;
    resolve(&source, file, Some((&name, &rows)))
}

fn bytes(path: &Path, limit: usize) -> Result<Vec<u8>, ReadProblem> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let mut bytes = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let file =
        || if path.metadata()?.is_file() { File::open(path) } else { Err(ErrorKind::InvalidInput.into()) };
    match file().and_then(|file| file.take(most).read_to_end(&mut bytes)) {
        Ok(read) if read > limit => Err(ReadProblem::TooLarge { name, limit }),
        Ok(_) => Ok(bytes),
        Err(error) => Err(ReadProblem::Unreadable { name, reason: error.to_string() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::SAMPLE;
    use std::path::PathBuf;

    /// The sample with its rows replaced by the name of a file, in a folder of its own.
    fn plan_with_roster(folder: &Path, name: &str) -> PathBuf {
        let (from, to) = (SAMPLE.find("roster = [").unwrap(), SAMPLE.find("\n]\n").unwrap() + 3);
        let text = format!("{}roster = \"{name}\"\n{}", &SAMPLE[..from], &SAMPLE[to..]);
        let path = folder.join("plan.toml");
        std::fs::write(&path, text).unwrap();
        path
    }

    /// The sample's rows as a spreadsheet in GB18030.
    fn spreadsheet() -> Vec<u8> {
        let sample = crate::plan::sample();
        let mut text = "姓名,身份,党小组,性别\r\n".to_owned();
        for member in &sample.roster {
            let standing = match member.standing {
                crate::domain::Standing::Formal => "正式党员",
                crate::domain::Standing::OnProbation => "留党察看",
                _ => "预备党员",
            };
            let sex = if member.sex == Some(crate::domain::Sex::Female) { "女" } else { "男" };
            let row = [member.name.as_str(), standing, member.group.as_deref().unwrap(), sex].join(",");
            text.push_str(&row);
            text.push_str("\r\n");
        }
        encoding_rs::GB18030.encode(&text).0.into_owned()
    }

    #[test]
    fn a_roster_beside_the_plan_gives_the_same_meeting() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("members.csv"), spreadsheet()).unwrap();
        let prepared = load(&plan_with_roster(folder.path(), "members.csv")).unwrap();
        assert_eq!(prepared.plan, crate::plan::sample());
        assert!(crate::plan::check(&prepared).is_empty());
    }

    #[test]
    fn problems_of_the_roster_are_told_in_its_own_lines() {
        let folder = tempfile::tempdir().unwrap();
        let text = "姓名,性别\n田志远,男\n何文静,?\n";
        std::fs::write(folder.path().join("members.csv"), text).unwrap();
        let errors = load(&plan_with_roster(folder.path(), "members.csv")).unwrap_err();
        assert_eq!(errors[0].code(), "unknown-sex");
        assert_eq!(errors[0].place, Some(crate::plan::Place::in_roster("members.csv", 3)));
    }

    #[test]
    fn a_roster_is_only_looked_for_beside_the_plan() {
        let folder = tempfile::tempdir().unwrap();
        let code = |name: &str| load(&plan_with_roster(folder.path(), name)).unwrap_err()[0].code();
        for name in ["../members.csv", "/members.csv", "a/members.csv", "", "..", "a\\u001b.csv"] {
            assert_eq!(code(name), "roster-elsewhere", "{name:?}");
        }
        assert_eq!(code("members.csv"), "file-unreadable");
    }
}
