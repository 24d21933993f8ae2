//! Problems of a plan: where, what is wrong, how to mend it, in both languages.

use crate::locale::Lang;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// How grave a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The meeting can be held; somebody should look at it.
    Warning,
    /// No meeting can be held by this plan.
    Error,
}

/// Which of the two files.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum File {
    /// The plan itself.
    Plan,
    /// The roster beside it, by its name in the plan.
    Roster(String),
}

/// A place in a file, for people and editors.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file.
    pub file: File,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl Place {
    /// The place of a byte of the plan.
    pub fn in_plan(source: &str, byte: usize) -> Self {
        let before = source.get(..byte).unwrap_or(source);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let column = before.get(line_start..).map_or(0, |text| text.chars().count()) + 1;
        Self { file: File::Plan, line: before.matches('\n').count() + 1, column }
    }

    /// The start of a line of the roster file.
    pub fn in_roster(name: &str, line: usize) -> Self {
        Self { file: File::Roster(name.to_owned()), line, column: 1 }
    }
}

/// Something that can be wrong with a plan.
pub trait Problem: fmt::Debug + Send + Sync {
    /// Its name, which never changes.
    fn code(&self) -> &'static str;
    /// How grave it is.
    fn severity(&self) -> Severity;
    /// What is wrong.
    fn what(&self, lang: Lang) -> String;
    /// How to mend it.
    fn mend(&self, lang: Lang) -> String;
}

/// Defines the problems of one matter: for each its fields, its gravity, its stable code and its two sentences.
macro_rules! problems {
    ($(#[$outer:meta])* pub enum $name:ident {
        $($(#[$inner:meta])* $variant:ident $({ $($field:ident : $ty:ty),* $(,)? })? $severity:ident $code:literal {
            what { zh: $what_zh:literal, en: $what_en:literal $(,)? }
            mend { zh: $mend_zh:literal, en: $mend_en:literal $(,)? }
        })*
    }) => {
        $(#[$outer])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $name { $(
            $(#[$inner])* $variant $({ $(#[doc = "Told in the sentence."] $field: $ty),* })?,
        )* }

        impl $name {
            /// Every code of this matter.
            pub const CODES: &'static [&'static str] = &[$($code),*];
        }

        impl $crate::plan::problem::Problem for $name {
            fn code(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $code,)* }
            }

            fn severity(&self) -> $crate::plan::problem::Severity {
                match self { $(Self::$variant { .. } => $crate::plan::problem::Severity::$severity,)* }
            }

            fn what(&self, lang: $crate::locale::Lang) -> String {
                match self { $(
                    Self::$variant $({ $($field),* })? => {
                        $($(let _ = $field;)*)?
                        match lang {
                            $crate::locale::Lang::Zh => format!($what_zh),
                            $crate::locale::Lang::En => $crate::locale::agree(format!($what_en)),
                        }
                    }
                )* }
            }

            fn mend(&self, lang: $crate::locale::Lang) -> String {
                match self { $(
                    Self::$variant $({ $($field),* })? => {
                        $($(let _ = $field;)*)?
                        match lang {
                            $crate::locale::Lang::Zh => format!($mend_zh),
                            $crate::locale::Lang::En => $crate::locale::agree(format!($mend_en)),
                        }
                    }
                )* }
            }
        }
    };
}
pub(super) use problems;

/// A problem and where it is.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Where, when it is somewhere.
    pub place: Option<Place>,
    problem: Arc<dyn Problem>,
}

impl Finding {
    /// A finding at a place, or about the whole plan.
    pub fn new(place: impl Into<Option<Place>>, problem: impl Problem + 'static) -> Self {
        Self { place: place.into(), problem: Arc::new(problem) }
    }
}

impl Deref for Finding {
    type Target = dyn Problem;

    fn deref(&self) -> &Self::Target {
        &*self.problem
    }
}

impl fmt::Display for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plan => f.write_str("plan"),
            Self::Roster(name) => f.write_str(name),
        }
    }
}
