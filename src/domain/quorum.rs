//! Fractions, thresholds and the quorum.

use serde::{Deserialize, Serialize};

/// An exact fraction of a number of people or papers; the denominator is never 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "(u32, u32)", into = "(u32, u32)")]
pub struct Fraction {
    num: u32,
    den: u32,
}

/// The denominator of a fraction was 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a fraction cannot have the denominator 0")]
pub struct ZeroDenominator;

impl Fraction {
    /// 4/5.
    pub const FOUR_FIFTHS: Self = Self { num: 4, den: 5 };
    /// 1/2.
    pub const HALF: Self = Self { num: 1, den: 2 };

    /// The fraction `num/den`, not reduced.
    ///
    /// # Errors
    /// [`ZeroDenominator`].
    pub fn new(num: u32, den: u32) -> Result<Self, ZeroDenominator> {
        if den == 0 { Err(ZeroDenominator) } else { Ok(Self { num, den }) }
    }

    /// The numerator.
    pub fn num(self) -> u32 {
        self.num
    }

    /// The denominator, at least 1.
    pub fn den(self) -> u32 {
        self.den
    }
}

impl TryFrom<(u32, u32)> for Fraction {
    type Error = ZeroDenominator;

    fn try_from((num, den): (u32, u32)) -> Result<Self, ZeroDenominator> {
        Self::new(num, den)
    }
}

impl From<Fraction> for (u32, u32) {
    fn from(fraction: Fraction) -> Self {
        (fraction.num, fraction.den)
    }
}

/// Whether reaching the fraction exactly is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// 不少于, 以上: exactly the fraction is enough.
    AtLeast,
    /// 超过: it is not.
    MoreThan,
}

/// A part of a whole that must be reached or passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// Which part.
    pub fraction: Fraction,
    /// Reached or passed.
    pub comparison: Comparison,
}

/// How far a part is from its threshold: the number shown beside every deciding number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Margin {
    /// Met: this many fewer would still meet it.
    Spare(u32),
    /// Not met: this many more are needed.
    Missing(u32),
}

impl Threshold {
    /// At least four fifths: the quorum of an electing meeting (最多还可离会的人数 is its margin).
    pub const FOUR_FIFTHS: Self = Self { fraction: Fraction::FOUR_FIFTHS, comparison: Comparison::AtLeast };
    /// More than half: election, motions, quorum of a recommendation meeting.
    pub const OVER_HALF: Self = Self { fraction: Fraction::HALF, comparison: Comparison::MoreThan };
    /// At least half: the motion to leave seats open (经半数以上选举人同意).
    pub const HALF_OR_MORE: Self = Self { fraction: Fraction::HALF, comparison: Comparison::AtLeast };

    /// Whether `part` of `whole` meets it.
    pub fn met(self, part: u32, whole: u32) -> bool {
        let have = u64::from(part) * u64::from(self.fraction.den);
        let want = u64::from(whole) * u64::from(self.fraction.num);
        match self.comparison {
            Comparison::AtLeast => have >= want,
            Comparison::MoreThan => have > want,
        }
    }

    /// The least part of `whole` that meets it; `u32::MAX` when no number that large can be written.
    pub fn needed(self, whole: u32) -> u32 {
        let (num, den) = (u64::from(self.fraction.num), u64::from(self.fraction.den));
        let want = u64::from(whole) * num;
        let least = match self.comparison {
            Comparison::AtLeast => want.div_ceil(den),
            Comparison::MoreThan => want / den + 1,
        };
        u32::try_from(least).unwrap_or(u32::MAX)
    }

    /// How far `part` of `whole` is from the threshold.
    pub fn slack(self, part: u32, whole: u32) -> Margin {
        let needed = self.needed(whole);
        if part >= needed { Margin::Spare(part - needed) } else { Margin::Missing(needed - part) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The least present for each number due, as the rules list them.
    const FOUR_FIFTHS: [(u32, u32); 12] = [
        (3, 3),
        (4, 4),
        (5, 4),
        (6, 5),
        (7, 6),
        (8, 7),
        (9, 8),
        (10, 8),
        (15, 12),
        (20, 16),
        (31, 25),
        (50, 40),
    ];

    #[test]
    fn the_quorum_of_an_electing_meeting() {
        for (due, least) in FOUR_FIFTHS {
            assert_eq!(Threshold::FOUR_FIFTHS.needed(due), least, "due {due}");
            assert!(Threshold::FOUR_FIFTHS.met(least, due));
            assert!(!Threshold::FOUR_FIFTHS.met(least - 1, due));
            assert_eq!(Threshold::FOUR_FIFTHS.slack(due, due), Margin::Spare(due - least));
        }
        assert!(Threshold::FOUR_FIFTHS.met(12, 15) && !Threshold::FOUR_FIFTHS.met(12, 16));
        assert!(!Threshold::FOUR_FIFTHS.met(2, 3), "a plenary of three with two present");
    }

    #[test]
    fn more_than_four_fifths_refuses_exactly_four_fifths() {
        let more = Threshold { comparison: Comparison::MoreThan, ..Threshold::FOUR_FIFTHS };
        assert!(!more.met(12, 15) && more.met(13, 15));
        assert_eq!((more.needed(15), more.needed(16)), (13, 13));
    }

    #[test]
    fn exactly_half_is_not_more_than_half() {
        for (whole, least) in [(0, 1), (1, 1), (2, 2), (19, 10), (20, 11), (36, 19), (96, 49)] {
            assert_eq!(Threshold::OVER_HALF.needed(whole), least, "of {whole}");
            assert!(Threshold::OVER_HALF.met(least, whole) && !Threshold::OVER_HALF.met(least - 1, whole));
        }
        for (whole, least) in [(0, 0), (1, 1), (2, 1), (19, 10), (20, 10)] {
            assert_eq!(Threshold::HALF_OR_MORE.needed(whole), least, "of {whole}");
        }
    }

    #[test]
    fn the_margin_says_how_many_more_or_fewer() {
        let quorum = Threshold::FOUR_FIFTHS;
        assert_eq!(quorum.slack(14, 15), Margin::Spare(2));
        assert_eq!(quorum.slack(12, 15), Margin::Spare(0));
        assert_eq!(quorum.slack(11, 15), Margin::Missing(1));
        assert_eq!(quorum.slack(9, 15), Margin::Missing(3));
    }

    #[test]
    fn the_largest_numbers_do_not_overflow() {
        let odd =
            Threshold { fraction: Fraction::new(u32::MAX, 1).unwrap(), comparison: Comparison::MoreThan };
        assert_eq!(odd.needed(u32::MAX), u32::MAX);
        assert!(!odd.met(u32::MAX, u32::MAX));
        assert!(Threshold::FOUR_FIFTHS.met(u32::MAX, u32::MAX));
    }

    #[test]
    fn a_fraction_is_never_of_nothing() {
        assert_eq!(Fraction::new(1, 0), Err(ZeroDenominator));
        assert_eq!(Fraction::new(1, 2), Ok(Fraction::HALF));
        assert_eq!(<(u32, u32)>::from(Fraction::FOUR_FIFTHS), (4, 5));
        assert_eq!((Fraction::FOUR_FIFTHS.num(), Fraction::FOUR_FIFTHS.den()), (4, 5));
        assert_eq!(Fraction::try_from((4, 5)), Ok(Fraction::FOUR_FIFTHS));
        assert_eq!(Fraction::try_from((0, 0)), Err(ZeroDenominator));
    }
}
