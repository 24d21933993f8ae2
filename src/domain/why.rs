//! "Why?" on a name's state: the deciding rule with its numbers, in both languages.

use crate::domain::procedure::{Majority, MajorityBase};
use crate::domain::{Comparison, Count, ElectionRule, Nominee, Outcome, State};
use crate::locale::Lang;

/// Why a name is in its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Why {
    /// The state.
    pub state: State,
    /// Approvals.
    pub approve: u32,
    /// The least number that qualifies.
    pub needed: u32,
    /// What was asked, and the number it was taken of; `None` in a runoff, where the half is not asked again.
    pub asked: Option<(Majority, Option<u32>)>,
    /// Seats of the round.
    pub seats: u32,
    /// Names with enough votes.
    pub qualified: u32,
    /// Names with as many votes, this one included.
    pub level: u32,
    /// Names with more votes.
    pub above: u32,
}

impl Why {
    /// The reason for `nominee` in the outcome of a count; `None` when nobody of that name was counted.
    pub fn of(outcome: &Outcome, count: Count<'_>, nominee: &Nominee) -> Option<Self> {
        let place = outcome.place(nominee)?;
        let (approve, needed) = (place.sums.approve, outcome.needed);
        let number = |wanted: &dyn Fn(u32) -> bool| {
            let found = outcome.places.iter().filter(|place| wanted(place.sums.approve)).count();
            u32::try_from(found).unwrap_or(u32::MAX)
        };
        let majority = count.procedure.majority;
        let asked = (outcome.rule == ElectionRule::Majority)
            .then(|| (majority, majority.whole(count.turnout, count.tally.valid)));
        Some(Self {
            state: place.state,
            approve,
            needed,
            asked,
            seats: outcome.seats,
            qualified: number(&|votes| votes >= needed),
            level: number(&|votes| votes == approve),
            above: number(&|votes| votes > approve),
        })
    }

    /// The sentence.
    pub fn text(self, lang: Lang) -> String {
        let say = Say(lang);
        let Self { approve, seats, qualified, level, above, .. } = self;
        let asked = self.asked(say);
        let open = seats.saturating_sub(above);
        match self.state {
            State::Elected if self.asked.is_none() => say.elected_runoff(approve, asked, seats, above + 1),
            State::QualifiedNoSeat if self.asked.is_none() => {
                say.no_seat_runoff(approve, asked, above, seats)
            }
            State::Tied if self.asked.is_none() => say.tied_again(approve, asked, level, open),
            State::NotQualified if self.asked.is_none() => say.no_votes(approve, asked),
            State::QualifiedNoSeat if open > 0 => say.level_vacant(approve, asked, level, open),
            State::Elected if qualified <= seats => say.elected_all(approve, asked, qualified, seats),
            State::Elected => say.elected_most(approve, asked, qualified, seats, above + 1),
            State::QualifiedNoSeat => say.no_seat(approve, asked, above, seats),
            State::Tied => say.tied(approve, asked, level, open),
            State::NotQualified => say.not_qualified(approve, asked),
        }
    }

    /// What was asked, in words.
    fn asked(self, say: Say) -> String {
        let needed = self.needed;
        let Some((majority, whole)) = self.asked else { return say.runoff() };
        let Some(whole) = whole else { return say.any(needed) };
        let part = format!("{}/{}", majority.fraction.num(), majority.fraction.den());
        let base = match majority.base {
            MajorityBase::Present => say.present(whole),
            MajorityBase::Due => say.due(whole),
            MajorityBase::Valid => say.valid(whole),
            MajorityBase::Collected => say.collected(whole),
            MajorityBase::None => return say.any(needed),
        };
        match majority.comparison {
            Comparison::MoreThan => say.more_than(base, part, needed),
            Comparison::AtLeast => say.at_least(base, part, needed),
        }
    }
}

crate::messages! {
    /// The sentences of the rules.
    struct Say {
        present(n: u32) { zh: "实到会有选举权人数 {n} 人", en: "the {n} voters present" }
        due(n: u32) { zh: "应到会人数 {n} 人", en: "the {n} voters due" }
        valid(n: u32) { zh: "有效票 {n} 张", en: "the {n} valid papers" }
        collected(n: u32) { zh: "收回选票 {n} 张", en: "the {n} papers collected" }
        runoff { zh: "再次投票得票多的当选，不再要求过半数", en: "in a new vote the most votes win, the half is not asked again" }
        any(needed: u32) { zh: "至少 {needed} 票", en: "at least {needed}" }
        more_than(base: String, part: String, needed: u32) {
            zh: "须超过{base}的 {part}，即至少 {needed} 票", en: "more than {part} of {base}, so at least {needed}"
        }
        at_least(base: String, part: String, needed: u32) {
            zh: "须不少于{base}的 {part}，即至少 {needed} 票", en: "at least {part} of {base}, so at least {needed}"
        }
        elected_all(approve: u32, asked: String, qualified: u32, seats: u32) {
            zh: "赞成 {approve} 票；{asked}。达到的 {qualified} 人，不超过应选 {seats} 名，全部当选。",
            en: "{approve} approvals; needed: {asked}. {qualified} reached it for {seats} seats: all are elected."
        }
        elected_most(approve: u32, asked: String, qualified: u32, seats: u32, rank: u32) {
            zh: "赞成 {approve} 票；{asked}。达到的 {qualified} 人，多于应选 {seats} 名，得票多的当选，此人列第 {rank}。",
            en: "{approve} approvals; needed: {asked}. {qualified} reached it for {seats} seats: the most votes win, place {rank}."
        }
        no_seat(approve: u32, asked: String, above: u32, seats: u32) {
            zh: "赞成 {approve} 票；{asked}。已达到，但 {above} 人得票更多，应选 {seats} 名中没有名额。",
            en: "{approve} approvals; needed: {asked}. Reached, but {above} have more, and no seat of {seats} is left."
        }
        tied(approve: u32, asked: String, level: u32, open: u32) {
            zh: "赞成 {approve} 票；{asked}。已达到，但 {level} 人票数相等，名额只剩 {open} 个，须再次投票。",
            en: "{approve} approvals; needed: {asked}. Reached, but {level} are level for {open} seats: a new vote decides."
        }
        not_qualified(approve: u32, asked: String) {
            zh: "赞成 {approve} 票；{asked}。未达到，不能当选。", en: "{approve} approvals; needed: {asked}. Not reached."
        }
        level_vacant(approve: u32, asked: String, level: u32, open: u32) {
            zh: "赞成 {approve} 票；{asked}。已达到，但 {level} 人票数相等，名额只剩 {open} 个，按照选举办法都不当选。",
            en: "{approve} approvals; needed: {asked}. Reached, but {level} are level for {open} seats: by the procedure none of them is elected."
        }
        elected_runoff(approve: u32, asked: String, seats: u32, rank: u32) {
            zh: "赞成 {approve} 票；{asked}。名额 {seats} 个，此人列第 {rank}，当选。",
            en: "{approve} approvals; {asked}. Place {rank} for {seats} seats: elected."
        }
        no_seat_runoff(approve: u32, asked: String, above: u32, seats: u32) {
            zh: "赞成 {approve} 票；{asked}。{above} 人得票更多，名额 {seats} 个，未当选。",
            en: "{approve} approvals; {asked}. {above} have more for {seats} seats: not elected."
        }
        tied_again(approve: u32, asked: String, level: u32, open: u32) {
            zh: "赞成 {approve} 票；{asked}。{level} 人票数仍然相等，名额只剩 {open} 个，还不能确定。",
            en: "{approve} approvals; {asked}. {level} are level again for {open} seats: still undecided."
        }
        no_votes(approve: u32, asked: String) {
            zh: "赞成 {approve} 票；{asked}。没有得票，不能当选。", en: "{approve} approvals; {asked}. Nobody is elected without a vote."
        }
    }
}
