//! People on papers: whether two names mean one person.

use crate::domain::{MemberId, Name};
use serde::{Deserialize, Serialize};
use std::hash::{Hash, Hasher};

/// A person who received votes or may: by roster position where known, else by name alone.
///
/// Two are equal if they are one member, however the name was written, or off the roster and of one name: sums are kept
/// by that. [`Nominee::is`] also takes a name without a member for the member of that name.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nominee {
    /// The name.
    pub name: Name,
    /// The member, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberId>,
}

impl Nominee {
    /// Whether both can only be one person on one paper: by roster position when both are known, else by name.
    pub fn is(&self, other: &Self) -> bool {
        same_person((self.member, &self.name), (other.member, &other.name))
    }

    fn key(&self) -> (Option<MemberId>, Option<&Name>) {
        (self.member, self.member.is_none().then_some(&self.name))
    }
}

impl PartialEq for Nominee {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Nominee {}

impl Hash for Nominee {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

/// Whether two are one person: by roster position when both are known, else by name.
pub(super) fn same_person(one: (Option<MemberId>, &Name), other: (Option<MemberId>, &Name)) -> bool {
    match (one.0, other.0) {
        (Some(one), Some(other)) => one == other,
        _ => one.1 == other.1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

    #[test]
    fn a_member_is_one_person_however_written_and_namesakes_are_two() {
        let person =
            |name, id: Option<u16>| Nominee { name: Name::new(name).unwrap(), member: id.map(MemberId) };
        // Both, whether their votes are summed, whether one paper can name them as two people.
        for (one, other, equal, is) in [
            (person("周立", Some(3)), person("周丽", Some(3)), true, true),
            (person("王强", Some(1)), person("王强", Some(2)), false, false),
            (person("周立", None), person("周 立", None), true, true),
            (person("周立", None), person("周丽", None), false, false),
            (person("周立", Some(3)), person("周立", None), false, true),
            (person("周立", None), person("周丽", Some(3)), false, false),
        ] {
            assert_eq!((one == other, one.is(&other), other.is(&one)), (equal, is, is), "{one:?} {other:?}");
            let hash = |person: &Nominee| BuildHasherDefault::<DefaultHasher>::default().hash_one(person);
            assert_eq!(hash(&one) == hash(&other), equal);
        }
    }
}
