//! Folders in which a record could lie beside its own: sticks, the temporary folder, the person's own.

use std::fs;
use std::path::{Path, PathBuf};

/// Where systems put what is plugged in: the folder, and how many folders lie between it and a stick.
const MOUNTS: [(&str, usize); 4] = [("/media", 1), ("/run/media", 1), ("/mnt", 0), ("/Volumes", 0)];

/// Folders that are there now, sticks first; those that are known to be in use last.
pub(super) fn folders(temporary: &Path, used: Option<PathBuf>) -> Vec<String> {
    let sticks = MOUNTS.iter().flat_map(|(root, between)| below(Path::new(root), *between));
    let own = std::env::home_dir().into_iter().chain([temporary.to_owned()]);
    let mut found: Vec<String> = Vec::new();
    for folder in used.into_iter().chain(sticks).chain(own).filter(|folder| folder.is_dir()) {
        let shown = folder.display().to_string();
        if !found.contains(&shown) {
            found.push(shown);
        }
    }
    found
}

/// The folders in a folder, or in those between.
fn below(root: &Path, between: usize) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(root) else { return Vec::new() };
    let found = entries.filter_map(Result::ok).map(|entry| entry.path()).filter(|path| path.is_dir());
    let mut found: Vec<PathBuf> = match between {
        0 => found.collect(),
        _ => found.flat_map(|folder| below(&folder, between - 1)).collect(),
    };
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_offered_once_and_the_one_in_use_first() {
        let root = tempfile::tempdir().unwrap();
        let offered = folders(root.path(), Some(root.path().to_owned()));
        assert_eq!(offered[0], root.path().display().to_string());
        assert_eq!(offered.iter().filter(|folder| **folder == offered[0]).count(), 1);
        assert!(offered.iter().all(|folder| Path::new(folder).is_dir()));
    }

    #[test]
    fn folders_between_are_looked_through() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("person").join("stick")).unwrap();
        fs::write(root.path().join("file"), "").unwrap();
        assert_eq!(below(root.path(), 1), [root.path().join("person").join("stick")]);
        assert_eq!(below(root.path(), 0), [root.path().join("person")]);
        assert!(below(&root.path().join("file"), 0).is_empty());
    }
}
