//! One person written in under two spellings, as the scrutineers find.

use super::{Tally, TallyError, Written};
use crate::domain::{Counted, Nominee};

impl Tally {
    /// Joins two spellings of one person written in: `from` becomes `into`, at the earlier of the two places.
    ///
    /// Only for sums without papers (a teller's sheet): a paper that holds both spellings counts once, and only the
    /// papers can tell. With papers, use [`Counted::rename`] on each and tally again.
    ///
    /// # Errors
    /// [`TallyError::NotWritten`], or [`TallyError::NotOnePerson`] when the sums show that papers held both.
    pub fn merge_spelling(&mut self, from: &Nominee, into: &Nominee) -> Result<(), TallyError> {
        let find = |person: &Nominee| self.written.iter().find(|row| row.nominee == *person);
        let old = find(from).ok_or(TallyError::NotWritten)?.approve;
        let together =
            u64::from(old) + find(into).filter(|_| from != into).map_or(0, |row| u64::from(row.approve));
        let approve = u32::try_from(together).ok().filter(|sum| *sum <= self.valid);
        let approve = approve.ok_or(TallyError::NotOnePerson { together, valid: self.valid })?;
        let place = self.written.iter().position(|row| row.nominee == *from || row.nominee == *into);
        self.written.retain(|row| row.nominee != *from && row.nominee != *into);
        let row = Written { nominee: into.clone(), approve };
        self.written.insert(place.unwrap_or(0), row);
        Ok(())
    }
}

impl Counted {
    /// Makes this paper's `from` the person `into`: two spellings of one person, who counts once on a paper.
    pub fn rename(&mut self, from: &Nominee, into: &Nominee) {
        let mut names: Vec<Nominee> = Vec::with_capacity(self.write_ins.len());
        for nominee in self.write_ins.drain(..) {
            let nominee = if nominee == *from { into.clone() } else { nominee };
            if !names.contains(&nominee) {
                names.push(nominee);
            }
        }
        self.write_ins = names;
    }
}
