//! Whether a round adds up: the identities of rules §6, asked after every command and shown as a small mark.

use super::RoundState;
use crate::agenda::Floor;
use crate::domain::{Identity, PapersError};
use crate::locale::Lang;
use crate::messages;

messages! {
    /// The identities in words.
    struct Say {
        present(present: u32, due: u32) { zh: "实到 {present} 多于应到 {due}", en: "{present} present, but {due} due" }
        issued(issued: u32, present: u32) { zh: "发出 {issued} 多于实到 {present}", en: "{issued} issued, but {present} present" }
        printed(printed: u32, accounted: u64) { zh: "印制 {printed} ≠ 发出 + 更换 + 备用 {accounted}", en: "printed {printed}, but issued, replaced and spare are {accounted}" }
        collected(collected: u32, issued: u32) { zh: "收回 {collected} 多于发出 {issued}", en: "{collected} collected, but {issued} issued" }
        entered(papers: u64, collected: u32) { zh: "记下 {papers} 多于收回 {collected}", en: "{papers} entered, but {collected} collected" }
        papers(entered: u64, summed: u64) { zh: "记下 {entered} 张，合计里有 {summed} 张", en: "{entered} entered, but the sums hold {summed}" }
        doubtful(doubtful: u32) { zh: "计完仍有疑问票 {doubtful}", en: "{doubtful} still doubtful after the count" }
        counted(collected: u32, counted: u64) { zh: "收回 {collected} ≠ 有效 + 无效 {counted}", en: "{collected} collected, but valid and invalid are {counted}" }
        row(name: &str, valid: u32) { zh: "{name}：赞成 + 不赞成 + 弃权 ≠ 有效 {valid}", en: "{name}: yes + no + abstained is not {valid} valid" }
        written(name: &str, valid: u32) { zh: "另选 {name} 的票多于有效 {valid}", en: "write-in {name} has more than {valid} valid" }
        approvals(approvals: u64, most: u64) { zh: "赞成合计 {approvals} 多于应选 × 有效 {most}", en: "{approvals} approvals, but seats × valid is {most}" }
    }
}

/// An identity that does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Imbalance {
    /// Of the papers: printed, issued, replaced, spare.
    Papers(PapersError),
    /// Of the count.
    Count(Identity),
    /// Where the papers are called, the sums are not of as many as were entered.
    Sums {
        /// Papers entered.
        entered: u64,
        /// Papers in the sums.
        summed: u64,
    },
}

/// Whether the round adds up, from the first paper handed out on; `None` before.
pub fn balance(floor: &Floor, round: &RoundState) -> Option<Result<(), Imbalance>> {
    round.issued.as_ref().map(|_| checked(floor, round))
}

fn checked(floor: &Floor, round: &RoundState) -> Result<(), Imbalance> {
    let turnout = round.turnout();
    round.papers.check(turnout.due, turnout.present).map_err(Imbalance::Papers)?;
    let limit = floor.procedure().max_marks.limit(round.slate().seats);
    let count = if round.counted() {
        round.tally.check_finished(turnout, limit)
    } else {
        round.tally.check_counting(turnout, limit)
    };
    count.map_err(Imbalance::Count)?;
    let (entered, summed) = (round.entered.len() as u64, round.tally.papers());
    let called = round.totals.is_none();
    if called && entered != summed { Err(Imbalance::Sums { entered, summed }) } else { Ok(()) }
}

/// The same for the screen: which identity fails, in words.
pub(crate) fn balance_words(floor: &Floor, round: &RoundState, lang: Lang) -> Option<Result<(), String>> {
    Some(balance(floor, round)?.map_err(|imbalance| words(round, imbalance, lang)))
}

fn words(round: &RoundState, imbalance: Imbalance, lang: Lang) -> String {
    let say = Say(lang);
    match imbalance {
        Imbalance::Sums { entered, summed } => say.papers(entered, summed),
        Imbalance::Count(identity) => identity_words(round, identity, say),
        Imbalance::Papers(error) => match error {
            PapersError::PresentAboveDue { present, due } => say.present(present, due),
            PapersError::IssuedAbovePresent { issued, present } => say.issued(issued, present),
            PapersError::NotAccounted { printed, accounted } => say.printed(printed, accounted),
            other => other.to_string(),
        },
    }
}

fn identity_words(round: &RoundState, identity: Identity, say: Say) -> String {
    let printed = |row: usize| round.slate().candidates.get(row).map(|candidate| candidate.name.to_string());
    let written = |row: usize| round.tally.written.get(row).map(|row| row.nominee.name.to_string());
    match identity {
        Identity::PresentAboveDue { present, due } => say.present(present, due),
        Identity::IssuedAbovePresent { issued, present } => say.issued(issued, present),
        Identity::CollectedAboveIssued { collected, issued } => say.collected(collected, issued),
        Identity::MoreThanCollected { collected, papers } => say.entered(papers, collected),
        Identity::StillDoubtful { doubtful } => say.doubtful(doubtful),
        Identity::NotAllCounted { collected, counted } => say.counted(collected, counted),
        Identity::RowNotWhole { row, valid } => say.row(&printed(row).unwrap_or_default(), valid),
        Identity::WrittenAboveValid { row, valid } => say.written(&written(row).unwrap_or_default(), valid),
        Identity::TooManyApprovals { approvals, most } => say.approvals(approvals, most),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::Kind;
    use crate::agenda::sample::{call, in_round, paper, play_on, round};

    fn told(floor: &Floor) -> Option<Result<(), String>> {
        balance_words(floor, round(floor), Lang::Zh)
    }

    fn broken(floor: &Floor, change: impl FnOnce(&mut RoundState)) -> String {
        let mut floor = floor.clone();
        let id = round(&floor).id;
        change(floor.rounds.get_mut(&id).unwrap());
        assert!(balance_words(&floor, &floor.rounds[&id], Lang::En).unwrap().is_err());
        told(&floor).unwrap().unwrap_err()
    }

    #[test]
    fn a_round_adds_up_from_the_first_paper_to_the_announcement() {
        let mut floor = in_round(Kind::Issue);
        assert_eq!(told(&floor), None);
        for kind in [Kind::Voting, Kind::Collect, Kind::Examine, Kind::Calling, Kind::Compare, Kind::Announce]
        {
            play_on(&mut floor, kind);
            assert_eq!(told(&floor), Some(Ok(())), "{kind:?}");
            assert_eq!(crate::agenda::screen(&floor, Lang::Zh).unwrap().adds_up, Some(Ok(())));
        }
    }

    #[test]
    fn a_broken_identity_is_named_in_words() {
        let mut floor = in_round(Kind::Calling);
        call(&mut floor, 3, &paper("ooox", &[]));
        let said = [
            broken(&floor, |round| round.papers.spare += 1),
            broken(&floor, |round| round.papers.issued += 1),
            broken(&floor, |round| round.collected = Some(37)),
            broken(&floor, |round| round.collected = Some(3)),
            broken(&floor, |round| drop(round.entered.pop())),
            broken(&floor, |round| round.tally.printed[1].approve += 1),
            broken(&floor, |round| round.base.as_mut().unwrap().due = 30),
            broken(&floor, |round| {
                let person = round.slate().candidates[3].nominee();
                round.tally.written.push(crate::domain::Written { nominee: person, approve: 9 });
            }),
        ];
        let expected =
            ["印制 40", "发出 37", "收回 37", "记下 4", "记下 3 张", "李建华：", "实到 36", "另选 "];
        for (said, expected) in said.iter().zip(expected) {
            assert!(said.starts_with(expected), "{said} / {expected}");
        }
    }
}
