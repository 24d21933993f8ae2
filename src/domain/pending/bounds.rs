//! The bounds of each name's votes, as if all names' votes moved freely between them.

use super::{Group, Open, Standing, add};

/// The least and the most votes of each name, and of the number needed.
pub(super) struct Bounds {
    most: Vec<u32>,
    /// The least votes, in ascending order.
    least_sorted: Vec<u32>,
    /// The most votes, in ascending order.
    most_sorted: Vec<u32>,
    pub(super) needed: (u32, u32),
}

impl Bounds {
    pub(super) fn of(open: &Open<'_>) -> Self {
        let mut most = open.votes.clone();
        for Group { certain, optional, times, .. } in &open.papers {
            add(&mut most, certain, *times);
            add(&mut most, optional, *times);
        }
        let sorted = |votes: &[u32]| {
            let mut votes = votes.to_vec();
            votes.sort_unstable();
            votes
        };
        let (least_sorted, most_sorted) = (sorted(&open.votes), sorted(&most));
        Self { most, least_sorted, most_sorted, needed: open.needed_bounds() }
    }

    /// Whether no votes within the bounds change this person's state: the best for it (its most among the least of the
    /// others) is the worst (its least among their most).
    pub(super) fn settle(&self, open: &Open<'_>, person: usize) -> bool {
        let of = |votes: &[u32]| votes.get(person).copied().unwrap_or(0);
        let (least, most) = (of(&open.votes), of(&self.most));
        let moves = usize::from(least < most);
        let best = Standing {
            own: most,
            level: from(&self.least_sorted, most) + moves,
            above: above(&self.least_sorted, most),
        };
        let worst = Standing {
            own: least,
            level: from(&self.most_sorted, least),
            above: above(&self.most_sorted, least) - moves,
        };
        open.class_of(best, self.needed.0) == open.class_of(worst, self.needed.1)
    }
}

/// How many of these ascending votes are as many or more.
fn from(votes: &[u32], own: u32) -> usize {
    votes.len() - votes.partition_point(|other| *other < own)
}

/// How many of these ascending votes are more.
fn above(votes: &[u32], own: u32) -> usize {
    votes.len() - votes.partition_point(|other| *other <= own)
}
