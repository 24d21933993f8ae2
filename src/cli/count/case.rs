//! One case as it is written: a contest, who was there, the papers, the procedure, and the ballots or their sums.

use super::ballots::Ballots;
use super::strict::{object, object_or_null, word};
use super::text::Text;
use crate::domain::procedure::{
    CollectedLimit, Majority, MajorityBase, MaxMarks, NeedsAgainst, ShortfallRule, TieRule, WriteInRule,
};
use crate::domain::{Comparison, Fraction, Procedure, Threshold};
use serde::Deserialize;
use serde::de::{self, Deserializer, IgnoredAny, MapAccess, Visitor};
use std::fmt;

/// A case. `id`, `title` and `comment` may name it and are passed over.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case<'a> {
    /// What is filled, and who stands.
    #[serde(borrow, deserialize_with = "object")]
    pub contest: CaseContest<'a>,
    /// Who was there.
    #[serde(deserialize_with = "object")]
    pub attendance: Attendance,
    /// The papers.
    #[serde(default, deserialize_with = "object_or_null")]
    pub papers: Option<CasePapers>,
    /// What differs from the usual procedure.
    #[serde(default, deserialize_with = "object_or_null")]
    pub procedure: Option<CaseProcedure>,
    /// The ballots.
    #[serde(borrow, default)]
    pub ballots: Option<Ballots<'a>>,
    /// Or the approvals of each name.
    #[serde(borrow, default)]
    pub tally: Option<CaseTally<'a>>,
    #[serde(default, rename = "id")]
    _id: Option<IgnoredAny>,
    #[serde(default, rename = "title")]
    _title: Option<IgnoredAny>,
    #[serde(default, rename = "comment")]
    _comment: Option<IgnoredAny>,
}

/// The contest of a case.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseContest<'a> {
    /// The office's name; no rule asks for it.
    #[serde(borrow, default)]
    pub office: Option<Text<'a>>,
    /// Seats.
    pub seats: u32,
    /// Names, in the order of the paper.
    #[serde(borrow)]
    pub candidates: Vec<Text<'a>>,
}

/// Who was there.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attendance {
    /// Voters due; without them there is no quorum test.
    #[serde(default)]
    pub due: Option<u32>,
    /// Voters present.
    pub present: u32,
}

/// The papers of a case.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CasePapers {
    /// Issued; by default as many as voters present.
    #[serde(default)]
    pub issued: Option<u32>,
    /// Collected; by default as many as ballots are given. With sums instead: as many as valid, else as issued.
    #[serde(default)]
    pub collected: Option<u32>,
    /// Valid, where sums stand in place of ballots; by default all collected.
    #[serde(default)]
    pub valid: Option<u32>,
}

/// The approvals of each name, in the order given.
#[derive(Clone, Debug, Default)]
pub struct CaseTally<'a>(pub Vec<(Text<'a>, u32)>);

impl<'de: 'a, 'a> Deserialize<'de> for CaseTally<'a> {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_map(TallyVisitor)
    }
}

struct TallyVisitor;

impl<'de> Visitor<'de> for TallyVisitor {
    type Value = CaseTally<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of names with their approvals")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<CaseTally<'de>, A::Error> {
        let mut rows = Vec::new();
        while let Some(row) = map.next_entry()? {
            rows.push(row);
        }
        Ok(CaseTally(rows))
    }
}

/// The procedure of a case: every field that is not given is the usual one.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CaseProcedure {
    #[serde(deserialize_with = "object")]
    quorum: CaseQuorum,
    #[serde(deserialize_with = "object")]
    majority: CaseMajority,
    #[serde(deserialize_with = "word")]
    collected_limit: CollectedLimit,
    #[serde(deserialize_with = "max_marks")]
    max_marks: MaxMarks,
    exact_marks: bool,
    #[serde(deserialize_with = "word")]
    write_in_without_mark: WriteInRule,
    #[serde(deserialize_with = "word")]
    write_in_of_candidate: WriteInRule,
    #[serde(deserialize_with = "word")]
    write_in_needs_against: NeedsAgainst,
    #[serde(deserialize_with = "word")]
    tie: TieRule,
    #[serde(deserialize_with = "word")]
    shortfall: ShortfallRule,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct CaseQuorum {
    fraction: Fraction,
    #[serde(deserialize_with = "word")]
    comparison: Comparison,
}

impl Default for CaseQuorum {
    fn default() -> Self {
        let Threshold { fraction, comparison } = Threshold::FOUR_FIFTHS;
        Self { fraction, comparison }
    }
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct CaseMajority {
    fraction: Fraction,
    #[serde(deserialize_with = "word")]
    comparison: Comparison,
    #[serde(deserialize_with = "word")]
    base: MajorityBase,
}

impl Default for CaseMajority {
    fn default() -> Self {
        let Majority { fraction, comparison, base } = Majority::default();
        Self { fraction, comparison, base }
    }
}

impl CaseProcedure {
    /// The domain's procedure.
    pub fn procedure(&self) -> Procedure {
        let CaseQuorum { fraction, comparison } = self.quorum;
        let CaseMajority { fraction: part, comparison: reached, base } = self.majority;
        Procedure {
            quorum: Threshold { fraction, comparison },
            majority: Majority { fraction: part, comparison: reached, base },
            collected_limit: self.collected_limit,
            max_marks: self.max_marks,
            exact_marks: self.exact_marks,
            write_in_without_mark: self.write_in_without_mark,
            write_in_of_candidate: self.write_in_of_candidate,
            write_in_needs_against: self.write_in_needs_against,
            tie: self.tie,
            shortfall: self.shortfall,
            ..Procedure::default()
        }
    }
}

/// `"seats"`, a number, or null for no limit.
fn max_marks<'de, D: Deserializer<'de>>(source: D) -> Result<MaxMarks, D::Error> {
    source.deserialize_any(MaxMarksVisitor)
}

struct MaxMarksVisitor;

impl Visitor<'_> for MaxMarksVisitor {
    type Value = MaxMarks;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("\"seats\", a number, or null for no limit")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<MaxMarks, E> {
        if text == "seats" {
            Ok(MaxMarks::Seats)
        } else {
            Err(E::invalid_value(de::Unexpected::Str(text), &self))
        }
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<MaxMarks, E> {
        // No paper names so many people, so the largest number stands for any larger one.
        Ok(MaxMarks::Number(u32::try_from(number).unwrap_or(u32::MAX)))
    }

    fn visit_unit<E: de::Error>(self) -> Result<MaxMarks, E> {
        Ok(MaxMarks::Unlimited)
    }
}
