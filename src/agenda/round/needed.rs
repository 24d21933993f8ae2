//! What elects in a round, said in one way wherever it is said.

use super::RoundState;
use crate::agenda::Floor;
use crate::agenda::screen::{Fact, Tone};
use crate::domain::RoundKind;
use crate::domain::procedure::Majority;
use crate::locale::Lang;
use crate::messages;

messages! {
    /// What elects.
    struct Say {
        to_elect { zh: "当选须得", en: "To be elected" }
        votes(needed: u32) { zh: "{needed} 票", en: "{needed} vote(s)" }
        most { zh: "得票多者当选，不再要求过半", en: "most votes win; the half is not asked again" }
        half(present: u32) { zh: "超过实到会 {present} 人的半数", en: "more than half of the {present} present" }
        half_even(present: u32, half: u32) { zh: "超过实到会 {present} 人的半数（{half} 票不够）", en: "more than half of the {present} present ({half} is not enough)" }
        by_procedure { zh: "按照选举办法", en: "by the procedure" }
        say_most { zh: "再次投票，得票多的当选，不再要求过半数。", en: "In this new vote the most votes win; the half is not asked again." }
        say_half(present: u32, needed: u32) { zh: "赞成票超过实到会有选举权人数 {present} 人的半数，即至少 {needed} 票，方可当选。", en: "To be elected a name needs the approval of more than half of the {present} voters present: at least {needed}." }
        say_procedure(needed: u32) { zh: "按照选举办法，赞成票至少 {needed} 票，方可当选。", en: "By the procedure a name needs at least {needed} approval(s) to be elected." }
    }
}

/// What elects.
#[derive(Clone, Copy)]
enum Elects {
    /// The most votes: a new vote among those level.
    Most,
    /// More than half of the voters present, so many votes.
    Half { present: u32, needed: u32 },
    /// Whatever else the procedure asks for, so many votes.
    Procedure { needed: u32 },
}

fn elects(floor: &Floor, round: &RoundState) -> Option<Elects> {
    if round.round.kind == RoundKind::Runoff {
        return Some(Elects::Most);
    }
    let needed = round.needed(floor.procedure())?;
    let half = floor.procedure().majority == Majority::default();
    let present = round.turnout().present;
    Some(if half { Elects::Half { present, needed } } else { Elects::Procedure { needed } })
}

/// What elects in this round, with the number that is just not enough; `None` before its voters are counted.
pub(crate) fn needed_fact(floor: &Floor, round: &RoundState, lang: Lang) -> Option<Fact> {
    let say = Say(lang);
    let (votes, rule) = match elects(floor, round)? {
        Elects::Most => return Some(Fact::new(say.to_elect(), say.most())),
        Elects::Procedure { needed } => (needed, say.by_procedure()),
        Elects::Half { present, needed } if present.is_multiple_of(2) => {
            (needed, say.half_even(present, present / 2))
        }
        Elects::Half { present, needed } => (needed, say.half(present)),
    };
    Some(Fact::new(say.to_elect(), say.votes(votes)).rule(Tone::Strong, rule))
}

/// The same as a sentence, to be read out or printed.
pub fn elects_sentence(floor: &Floor, round: &RoundState, lang: Lang) -> Option<String> {
    let say = Say(lang);
    Some(match elects(floor, round)? {
        Elects::Most => say.say_most(),
        Elects::Half { present, needed } => say.say_half(present, needed),
        Elects::Procedure { needed } => say.say_procedure(needed),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::Kind;
    use crate::agenda::instructions;
    use crate::agenda::sample::{in_round, round};
    use crate::domain::procedure::MajorityBase;
    use std::sync::Arc;

    fn read_out(floor: &Floor, lang: Lang) -> String {
        let aloud = instructions::screen(floor.here().unwrap(), lang).aloud;
        aloud.into_iter().map(|aloud| aloud.text).collect()
    }

    #[test]
    fn the_half_is_named_only_where_the_half_elects() {
        let mut floor = in_round(Kind::Instructions);
        for (base, needed, half) in [(MajorityBase::Present, 19, true), (MajorityBase::Due, 20, false)] {
            Arc::make_mut(&mut floor.plan).procedure.majority.base = base;
            for lang in [Lang::Zh, Lang::En] {
                let sentence = elects_sentence(&floor, round(&floor), lang).unwrap();
                let fact = needed_fact(&floor, round(&floor), lang).unwrap();
                let said = lang.pick("半数", "half");
                assert_eq!(
                    (sentence.contains(said), fact.rule.contains(said)),
                    (half, half),
                    "{sentence} {}",
                    fact.rule
                );
                assert!(sentence.contains(&needed.to_string()) && fact.value.contains(&needed.to_string()));
                assert!(read_out(&floor, lang).contains(&sentence), "{}", read_out(&floor, lang));
            }
        }
    }
}
