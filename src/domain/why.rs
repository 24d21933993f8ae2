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
            en: "{approve} approval(s); needed: {asked}. {qualified} reached it for {seats} seat(s): all are elected."
        }
        elected_most(approve: u32, asked: String, qualified: u32, seats: u32, rank: u32) {
            zh: "赞成 {approve} 票；{asked}。达到的 {qualified} 人，多于应选 {seats} 名，得票多的当选，此人列第 {rank}。",
            en: "{approve} approval(s); needed: {asked}. {qualified} reached it for {seats} seat(s): the most votes win, place {rank}."
        }
        no_seat(approve: u32, asked: String, above: u32, seats: u32) {
            zh: "赞成 {approve} 票；{asked}。已达到，但 {above} 人得票更多，应选 {seats} 名中没有名额。",
            en: "{approve} approval(s); needed: {asked}. Reached, but {above} have more, and no seat of {seats} is left."
        }
        tied(approve: u32, asked: String, level: u32, open: u32) {
            zh: "赞成 {approve} 票；{asked}。已达到，但 {level} 人票数相等，名额只剩 {open} 个，须再次投票。",
            en: "{approve} approval(s); needed: {asked}. Reached, but {level} are level for {open} seat(s): a new vote decides."
        }
        not_qualified(approve: u32, asked: String) {
            zh: "赞成 {approve} 票；{asked}。未达到，不能当选。", en: "{approve} approval(s); needed: {asked}. Not reached."
        }
        level_vacant(approve: u32, asked: String, level: u32, open: u32) {
            zh: "赞成 {approve} 票；{asked}。已达到，但 {level} 人票数相等，名额只剩 {open} 个，按照选举办法都不当选。",
            en: "{approve} approval(s); needed: {asked}. Reached, but {level} are level for {open} seat(s): by the procedure none of them is elected."
        }
        elected_runoff(approve: u32, asked: String, seats: u32, rank: u32) {
            zh: "赞成 {approve} 票；{asked}。名额 {seats} 个，此人列第 {rank}，当选。",
            en: "{approve} approval(s); {asked}. Place {rank} for {seats} seat(s): elected."
        }
        no_seat_runoff(approve: u32, asked: String, above: u32, seats: u32) {
            zh: "赞成 {approve} 票；{asked}。{above} 人得票更多，名额 {seats} 个，未当选。",
            en: "{approve} approval(s); {asked}. {above} have more for {seats} seat(s): not elected."
        }
        tied_again(approve: u32, asked: String, level: u32, open: u32) {
            zh: "赞成 {approve} 票；{asked}。{level} 人票数仍然相等，名额只剩 {open} 个，还不能确定。",
            en: "{approve} approval(s); {asked}. {level} are level again for {open} seat(s): still undecided."
        }
        no_votes(approve: u32, asked: String) {
            zh: "赞成 {approve} 票；{asked}。没有得票，不能当选。", en: "{approve} approval(s); {asked}. Nobody is elected without a vote."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Fraction;

    /// A name with 12 approvals in a round of three seats: 11 are needed, one name has more votes (three, where no seat is
    /// left), two have as many.
    fn why(state: State, qualified: u32, base: MajorityBase, comparison: Comparison) -> Why {
        let majority = Majority { base, comparison, fraction: Fraction::HALF };
        let asked = Some((majority, Some(20)));
        let above = if state == State::QualifiedNoSeat { 3 } else { 1 };
        Why { state, approve: 12, needed: 11, asked, seats: 3, qualified, level: 2, above }
    }

    #[test]
    fn each_state_has_its_sentence() {
        let asked = "须超过实到会有选举权人数 20 人的 1/2，即至少 11 票";
        let asked_en = "more than 1/2 of the 20 voters present, so at least 11";
        for (state, qualified, zh, en) in [
            (
                State::Elected,
                3,
                "达到的 3 人，不超过应选 3 名，全部当选。",
                "3 reached it for 3 seats: all are elected.",
            ),
            (
                State::Elected,
                4,
                "达到的 4 人，多于应选 3 名，得票多的当选，此人列第 2。",
                "4 reached it for 3 seats: the most votes win, place 2.",
            ),
            (
                State::QualifiedNoSeat,
                4,
                "已达到，但 3 人得票更多，应选 3 名中没有名额。",
                "Reached, but 3 have more, and no seat of 3 is left.",
            ),
            (
                State::Tied,
                4,
                "已达到，但 2 人票数相等，名额只剩 2 个，须再次投票。",
                "Reached, but 2 are level for 2 seats: a new vote decides.",
            ),
            (State::NotQualified, 4, "未达到，不能当选。", "Not reached."),
        ] {
            let why = why(state, qualified, MajorityBase::Present, Comparison::MoreThan);
            assert_eq!(why.text(Lang::Zh), format!("赞成 12 票；{asked}。{zh}"));
            assert_eq!(why.text(Lang::En), format!("12 approvals; needed: {asked_en}. {en}"));
        }
    }

    #[test]
    fn each_base_has_its_words() {
        let told = |base, comparison| why(State::NotQualified, 0, base, comparison).text(Lang::Zh);
        for (base, words) in [
            (MajorityBase::Present, "须超过实到会有选举权人数 20 人的 1/2，即至少 11 票"),
            (MajorityBase::Due, "须超过应到会人数 20 人的 1/2，即至少 11 票"),
            (MajorityBase::Valid, "须超过有效票 20 张的 1/2，即至少 11 票"),
            (MajorityBase::Collected, "须超过收回选票 20 张的 1/2，即至少 11 票"),
            (MajorityBase::None, "至少 11 票"),
        ] {
            let sentence = |words: &str| format!("赞成 12 票；{words}。未达到，不能当选。");
            assert_eq!(told(base, Comparison::MoreThan), sentence(words));
            assert_eq!(told(base, Comparison::AtLeast), sentence(&words.replace("超过", "不少于")));
        }
    }

    #[test]
    fn a_runoff_has_sentences_without_the_half() {
        for (state, zh) in [
            (State::Elected, "名额 3 个，此人列第 2，当选。"),
            (State::QualifiedNoSeat, "3 人得票更多，名额 3 个，未当选。"),
            (State::Tied, "2 人票数仍然相等，名额只剩 2 个，还不能确定。"),
            (State::NotQualified, "没有得票，不能当选。"),
        ] {
            let why = Why { asked: None, ..why(state, 4, MajorityBase::Present, Comparison::MoreThan) };
            let told = format!("赞成 12 票；再次投票得票多的当选，不再要求过半数。{zh}");
            assert_eq!(why.text(Lang::Zh), told);
            assert!(why.text(Lang::En).contains("the half is not asked again"));
        }
    }

    #[test]
    fn level_names_that_the_procedure_leaves_out_are_told_so() {
        let why = why(State::QualifiedNoSeat, 4, MajorityBase::Present, Comparison::MoreThan);
        let vacant = Why { above: 2, ..why };
        let asked = "须超过实到会有选举权人数 20 人的 1/2，即至少 11 票";
        let told =
            format!("赞成 12 票；{asked}。已达到，但 2 人票数相等，名额只剩 1 个，按照选举办法都不当选。");
        assert_eq!(vacant.text(Lang::Zh), told);
        assert!(vacant.text(Lang::En).contains("by the procedure none of them is elected"));
    }
}
