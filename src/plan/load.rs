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
