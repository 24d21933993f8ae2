//! Scrutineers, tellers and the caller, and who may not be one.

use crate::domain::{Member, MemberId, Slate};
use serde::{Deserialize, Serialize};

/// An official of the election.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfficialRole {
    /// 总监票人: the one of the scrutineers who reports.
    ChiefScrutineer,
    /// 监票人: proposed from voters who are not candidates, passed by the meeting (art. 22).
    Scrutineer,
    /// 计票人: counts under the scrutineers (art. 23).
    Teller,
    /// 唱票人: reads the papers aloud.
    Caller,
}

impl OfficialRole {
    /// Whether the office wants the vote: scrutineers are proposed from those who have it.
    pub fn wants_vote(self) -> bool {
        matches!(self, Self::ChiefScrutineer | Self::Scrutineer)
    }

    /// Whether the meeting passes the nomination (the others are appointed).
    pub fn wants_motion(self) -> bool {
        self.wants_vote()
    }
}

/// Why somebody should not be this official.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Conflict {
    /// A candidate of this round (art. 22, 23).
    Candidate,
    /// Has no vote, for an office that wants it.
    NoVote,
    /// Already holds this or another office of the count.
    NamedTwice(OfficialRole),
    /// A relative of a candidate: told, not refused.
    Relative,
}

impl Conflict {
    /// Whether the nomination is refused; otherwise the chair is only told.
    pub fn blocks(self) -> bool {
        self != Self::Relative
    }
}

/// Everything that speaks against `member` as `role`: `named` are the officials so far, `relatives` those whom the plan
/// notes as relatives of a candidate.
pub fn conflicts(
    member: &Member,
    role: OfficialRole,
    slates: &[Slate],
    named: &[(MemberId, OfficialRole)],
    relatives: &[MemberId],
) -> Vec<Conflict> {
    let mut found = Vec::new();
    if slates.iter().any(|slate| slate.prints(Some(member.id), &member.name)) {
        found.push(Conflict::Candidate);
    }
    if role.wants_vote() && !member.may_vote() {
        found.push(Conflict::NoVote);
    }
    if let Some((_, other)) = named.iter().find(|(id, _)| *id == member.id) {
        found.push(Conflict::NamedTwice(*other));
    }
    if relatives.contains(&member.id) {
        found.push(Conflict::Relative);
    }
    found
}

/// Those officials who stand as candidates in `slate` and must be replaced before its papers are issued.
pub fn to_replace(named: &[(MemberId, OfficialRole)], slate: &Slate) -> Vec<(MemberId, OfficialRole)> {
    let stands = |id: MemberId| slate.candidates.iter().any(|candidate| candidate.member == Some(id));
    named.iter().copied().filter(|(id, _)| stands(*id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{BallotForm, Candidate, Name, Standing};

    fn member(id: u16, name: &str, standing: Standing) -> Member {
        Member { id: MemberId(id), name: Name::new(name).unwrap(), standing, group: None, sex: None }
    }

    fn slate(candidates: &[(u16, &str)]) -> Slate {
        let candidate =
            |(id, name): &(u16, &str)| Candidate::new(Name::new(name).unwrap(), Some(MemberId(*id)));
        let candidates = candidates.iter().map(candidate).collect();
        Slate { seats: 1, candidates, form: BallotForm::Marks { write_ins: true } }
    }

    #[test]
    fn a_candidate_is_no_official_but_a_namesake_may_be() {
        let slates = [slate(&[(1, "王强")])];
        let found =
            |id| conflicts(&member(id, "王强", Standing::Formal), OfficialRole::Teller, &slates, &[], &[]);
        assert_eq!(found(1), [Conflict::Candidate]);
        assert_eq!(found(2), []);
    }

    #[test]
    fn a_scrutineer_has_the_vote_and_a_teller_need_not() {
        let guest = member(2, "李明", Standing::Probationary);
        let found = |role| conflicts(&guest, role, &[], &[], &[]);
        assert_eq!(found(OfficialRole::Scrutineer), [Conflict::NoVote]);
        assert_eq!(found(OfficialRole::ChiefScrutineer), [Conflict::NoVote]);
        assert_eq!(found(OfficialRole::Teller), []);
        assert!(OfficialRole::Scrutineer.wants_motion() && !OfficialRole::Caller.wants_motion());
    }

    #[test]
    fn named_twice_blocks_and_a_relative_is_only_told() {
        let named = [(MemberId(2), OfficialRole::Teller)];
        let person = member(2, "李明", Standing::Formal);
        let found = conflicts(&person, OfficialRole::Scrutineer, &[], &named, &[MemberId(2)]);
        assert_eq!(found, [Conflict::NamedTwice(OfficialRole::Teller), Conflict::Relative]);
        assert_eq!(found.iter().map(|conflict| conflict.blocks()).collect::<Vec<_>>(), [true, false]);
    }

    #[test]
    fn an_official_who_stands_later_is_replaced_first() {
        let named = [(MemberId(2), OfficialRole::Scrutineer), (MemberId(3), OfficialRole::Teller)];
        assert_eq!(to_replace(&named, &slate(&[(1, "王强"), (2, "李明")])), [named[0]]);
    }
}
