//! Who may be left out of `due` (应到会), and on what authority.

use crate::domain::MemberId;
use serde::{Deserialize, Serialize};

/// The classes of members who may be left out of `due`. Sick or business leave on the day is not one of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum LeaveClass {
    /// Ill, so that the member cannot express their will (因病丧失表达意志能力).
    Ill,
    /// Abroad at own expense for half a year or longer (自费出国半年以上).
    Abroad,
    /// Old and infirm, bedridden, long ill and unable to care for themselves (年老体弱、卧床不起、长期生病生活不能自理).
    Infirm,
    /// Transferred, seconded, studying or working elsewhere for half a year or longer, relation not yet moved.
    Elsewhere,
    /// A class that the plan names, with its own approval (local practice).
    Planned {
        /// What the plan calls it.
        name: String,
    },
}

/// A decision of an earlier meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EarlierDecision {
    /// The meeting's date, as its minutes write it.
    pub date: String,
    /// Where its minutes are kept, or their number.
    pub minutes: String,
}

/// One member left out of `due`: only with the higher body's agreement and by vote of the meeting, this one or an
/// earlier one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exclusion {
    /// Who.
    pub member: MemberId,
    /// Of which class.
    pub class: LeaveClass,
    /// Number of the paper by which the higher body agreed.
    pub reference: String,
    /// The earlier meeting that passed it; `None` when this meeting votes on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier: Option<EarlierDecision>,
}

/// Why an exclusion cannot stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExclusionError {
    /// The higher body's paper is not named.
    #[error("no reference of the higher body's agreement")]
    NoReference,
    /// The plan's class has no name.
    #[error("the plan's class has no name")]
    NoClass,
    /// The earlier meeting is named without its date or its minutes.
    #[error("the earlier decision lacks its date or its minutes")]
    NoMinutes,
}

impl Exclusion {
    /// Checks that the class, the agreement and an earlier decision are all named.
    ///
    /// # Errors
    /// The first that is missing.
    pub fn check(&self) -> Result<(), ExclusionError> {
        let blank = |text: &str| text.trim().is_empty();
        if blank(&self.reference) {
            return Err(ExclusionError::NoReference);
        }
        if matches!(&self.class, LeaveClass::Planned { name } if blank(name)) {
            return Err(ExclusionError::NoClass);
        }
        match &self.earlier {
            Some(earlier) if blank(&earlier.date) || blank(&earlier.minutes) => {
                Err(ExclusionError::NoMinutes)
            }
            _ => Ok(()),
        }
    }

    /// Whether this meeting still has to vote on it.
    pub fn wants_vote(&self) -> bool {
        self.earlier.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exclusion() -> Exclusion {
        Exclusion {
            member: MemberId(3),
            class: LeaveClass::Ill,
            reference: "镇组〔2026〕3号".into(),
            earlier: None,
        }
    }

    #[test]
    fn class_agreement_and_earlier_decision_must_be_named() {
        assert_eq!(exclusion().check(), Ok(()));
        assert_eq!(
            Exclusion { reference: " ".into(), ..exclusion() }.check(),
            Err(ExclusionError::NoReference)
        );
        let class = LeaveClass::Planned { name: String::new() };
        assert_eq!(Exclusion { class, ..exclusion() }.check(), Err(ExclusionError::NoClass));
        for (date, minutes) in [("", "2 号"), ("2026-03-01", "")] {
            let earlier = Some(EarlierDecision { date: date.into(), minutes: minutes.into() });
            assert_eq!(Exclusion { earlier, ..exclusion() }.check(), Err(ExclusionError::NoMinutes));
        }
        let class = LeaveClass::Planned { name: "外出务工".into() };
        let earlier = Some(EarlierDecision { date: "2026-03-01".into(), minutes: "2 号".into() });
        assert_eq!(Exclusion { class, earlier, ..exclusion() }.check(), Ok(()));
    }

    #[test]
    fn an_earlier_decision_needs_no_second_vote() {
        assert!(exclusion().wants_vote());
        let earlier = Some(EarlierDecision { date: "2026-03-01".into(), minutes: "2 号".into() });
        assert!(!Exclusion { earlier, ..exclusion() }.wants_vote());
    }
}
