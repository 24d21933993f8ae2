//! What can be wrong with a mirror.

use std::io;

use super::super::check::Finding;
use super::super::error::{Explanation, explain};
use crate::locale::Lang;

/// Why the mirror has not got everything.
#[derive(Debug, thiserror::Error)]
pub enum MirrorError {
    /// The folder cannot be written to now; it is looked for again.
    #[error("the mirror cannot be written")]
    Lost(#[from] io::Error),
    /// The folder holds another journal, or one that parts from this.
    #[error("the mirror holds something else")]
    Differs,
    /// The copy that is there is damaged.
    #[error("the mirror is damaged: {0:?}")]
    Damaged(Finding),
    /// The mirror would be the meeting's own folder.
    #[error("the mirror would be the folder of the meeting itself")]
    Itself,
}

impl MirrorError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Lost(_) => "J40",
            Self::Differs => "J41",
            Self::Damaged(_) => "J42",
            Self::Itself => "J43",
        }
    }

    /// What happened, what is safe, what to do.
    pub fn explain(&self, lang: Lang) -> Explanation {
        explain::of_mirror(self, lang)
    }
}
