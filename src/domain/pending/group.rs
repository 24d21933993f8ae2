//! Doubtful papers with the same readings, people being positions.

use crate::domain::{Person, Readings};

/// The most people in doubt on one paper whose combinations are tried.
const MOST_OPTIONAL: usize = 12;

/// Papers with the same readings.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Group {
    /// Positions of those approved whenever the papers count.
    pub(super) certain: Vec<usize>,
    /// Positions of those who may be approved.
    pub(super) optional: Vec<usize>,
    /// Those of `optional` who are written in.
    written: Vec<usize>,
    most: usize,
    least: usize,
    most_written: usize,
    pub(super) times: u32,
}

impl Group {
    /// The papers of these readings, people by the positions that `place` gives.
    pub(super) fn new(readings: &Readings, times: u32, place: &mut impl FnMut(&Person) -> usize) -> Self {
        let certain = readings.certain.iter().map(&mut *place).collect();
        let optional = readings.optional.iter().map(&mut *place).collect();
        let written = readings.optional.iter().filter(|person| matches!(person, Person::Written(_)));
        let written = written.map(place).collect();
        let (most, least, most_written) = (readings.most, readings.least, readings.most_written);
        Self { certain, optional, written, most, least, most_written, times }.reduced()
    }

    /// Whether each of `optional` can be chosen or not, whatever is chosen of the others.
    pub(super) fn is_free(&self) -> bool {
        self.least == 0 && self.most >= self.optional.len() && self.most_written >= self.written.len()
    }

    /// Drops people whom no reading approves, and makes those certain whom every reading approves.
    fn reduced(mut self) -> Self {
        if self.most_written == 0 {
            let written = std::mem::take(&mut self.written);
            self.optional.retain(|person| !written.contains(person));
        }
        if self.most == 0 {
            self.optional.clear();
            self.written.clear();
        }
        if self.least == self.optional.len() {
            self.certain.append(&mut self.optional);
            self.written.clear();
            self.least = 0;
        }
        self
    }

    /// Every set of people that a valid reading approves; `None` when there are too many to try.
    pub(super) fn approvals(&self) -> Option<Vec<Vec<usize>>> {
        let size = self.optional.len();
        if size > MOST_OPTIONAL {
            return None;
        }
        let chosen = |set: u32| {
            let chosen = self.optional.iter().enumerate().filter(move |(bit, _)| set >> bit & 1 == 1);
            chosen.map(|(_, person)| *person).collect::<Vec<_>>()
        };
        let kept = |people: &Vec<usize>| {
            let written = people.iter().filter(|person| self.written.contains(person)).count();
            (self.least..=self.most).contains(&people.len()) && written <= self.most_written
        };
        let whole = |people: Vec<usize>| self.certain.iter().copied().chain(people).collect();
        Some((0..1u32 << size).map(chosen).filter(kept).map(whole).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Name, Nominee};

    /// Certain, optional, the most, the fewest, the most written in; people from 10 are written in.
    type Given = (&'static [usize], &'static [usize], usize, usize, usize);

    fn group((certain, optional, most, least, most_written): Given) -> Group {
        let person = |place: &usize| match place {
            0..10 => Person::Printed(*place),
            _ => Person::Written(Nominee { name: Name::new(&place.to_string()).unwrap(), member: None }),
        };
        let people = |places: &[usize]| places.iter().map(person).collect::<Vec<_>>();
        let (certain, optional) = (people(certain), people(optional));
        let mut place = |person: &Person| match person {
            Person::Printed(place) => *place,
            Person::Written(nominee) => nominee.name.as_str().parse().unwrap(),
        };
        Group::new(&Readings { certain, optional, most, least, most_written }, 1, &mut place)
    }

    #[test]
    fn a_reading_approves_as_many_as_the_paper_may() {
        let cases: [(Given, bool, &[&[usize]]); 11] = [
            ((&[0], &[1, 10], 2, 0, 1), true, &[&[0], &[0, 1], &[0, 10], &[0, 1, 10]]),
            ((&[0], &[1, 10], 9, 0, 9), true, &[&[0], &[0, 1], &[0, 10], &[0, 1, 10]]),
            ((&[0], &[1, 10], 1, 0, 1), false, &[&[0], &[0, 1], &[0, 10]]),
            ((&[0], &[1, 10], 2, 1, 1), false, &[&[0, 1], &[0, 10], &[0, 1, 10]]),
            ((&[0], &[1, 10], 2, 2, 1), true, &[&[0, 1, 10]]),
            ((&[0], &[1, 10], 2, 0, 0), true, &[&[0], &[0, 1]]),
            ((&[0], &[1, 10], 0, 0, 1), true, &[&[0]]),
            ((&[], &[10, 11], 2, 0, 1), false, &[&[], &[10], &[11]]),
            ((&[], &[1, 10, 11], 2, 2, 1), false, &[&[1, 10], &[1, 11]]),
            ((&[0], &[], 0, 0, 0), true, &[&[0]]),
            ((&[0], &[1], 1, 2, 0), false, &[]),
        ];
        for (given, free, sets) in cases {
            let group = group(given);
            assert_eq!(
                (group.is_free(), group.approvals().unwrap()),
                (free, sets.iter().map(|set| set.to_vec()).collect())
            );
        }
    }

    #[test]
    fn twelve_names_in_doubt_are_tried_and_thirteen_are_not() {
        const NAMES: [usize; 13] = [20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32];
        let sets =
            |names: &'static [usize]| group((&[], names, 13, 0, 13)).approvals().map(|sets| sets.len());
        assert_eq!((sets(&NAMES[..12]), sets(&NAMES)), (Some(4096), None));
    }
}
