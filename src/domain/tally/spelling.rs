//! One person written in under two spellings, as the scrutineers find.

use crate::domain::{Counted, Nominee};

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
