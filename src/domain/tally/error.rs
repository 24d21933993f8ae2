//! What a tally refuses.

/// Why a paper or a bundle does not fit the tally; the tally is unchanged then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TallyError {
    /// Another number of printed names.
    #[error("the tally has {rows} names, the paper {marks} marks")]
    OtherSlate {
        /// Names of the tally.
        rows: usize,
        /// Marks of the paper, or names of the bundle.
        marks: usize,
    },
    /// More is taken back than was counted.
    #[error("no such paper was counted")]
    NotCounted,
    /// The sums would be larger than a number can be.
    #[error("too many papers")]
    TooMany,
}
