//! Doubtful papers that are still open: whether they could change what comes out.

use super::{RoundState, electable};
use crate::agenda::Floor;
use crate::agenda::screen::{Fact, Tone};
use crate::domain::pending::undecided;
use crate::domain::{Count, ElectionRule, Pending, readings};
use crate::locale::Lang;
use crate::messages;

messages! {
    /// Words about open papers.
    struct Say {
        label { zh: "疑问票待认定", en: "Doubtful, open" }
        papers(open: u32) { zh: "{open} 张", en: "{open}" }
        left(left: u32) { zh: "还有 {left} 张没有唱，唱完再看这些票会不会影响结果", en: "{left} papers are still to be called; whether these matter is known after that" }
        could { zh: "这些票还可能改变谁当选、同票或缺额：认定之前没有结果", en: "they could still change who is elected, tied or short: no result before they are decided" }
        could_not { zh: "无论怎样认定，都不改变谁当选、同票或缺额；仍须逐张认定", en: "however they are decided, nobody’s result changes; each must be decided all the same" }
    }
}

/// The papers about which the scrutineers still have to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenPapers {
    /// How many.
    pub open: u32,
    /// Whether they could still change who is elected or tied, or whether seats stay open; `None` while papers are left to
    /// call, for then everything is open.
    pub could_change: Option<bool>,
}

/// What the open doubtful papers may still become.
fn pending(floor: &Floor, round: &RoundState) -> Vec<Pending> {
    let mut found: Vec<Pending> = Vec::new();
    for (_, entered) in round.undecided() {
        let may = |write_in: &_| electable(floor, round, write_in);
        let ways = readings(&round.read(&entered.paper), round.slate(), floor.procedure(), may);
        let Some(readings) = ways else { continue };
        match found.iter_mut().find(|pending| pending.readings == readings) {
            Some(pending) => pending.times += 1,
            None => found.push(Pending { readings, times: 1 }),
        }
    }
    found
}

/// The open doubtful papers of a round; `None` when there are none.
pub fn open_papers(floor: &Floor, round: &RoundState) -> Option<OpenPapers> {
    let open = round.tally.doubtful;
    let could_change = (round.left() == 0).then(|| {
        let pending = pending(floor, round);
        let rule = ElectionRule::of(round.round.kind, round.slate().form);
        undecided(rule, Count { pending: &pending, ..round.count(floor.procedure()) })
    });
    (open > 0).then_some(OpenPapers { open, could_change })
}

/// The same as a fact of the screen.
pub(crate) fn open_fact(floor: &Floor, round: &RoundState, lang: Lang) -> Option<Fact> {
    let say = Say(lang);
    let OpenPapers { open, could_change } = open_papers(floor, round)?;
    let (tone, rule) = match could_change {
        None => (Tone::Warn, say.left(round.left())),
        Some(true) => (Tone::Bad, say.could()),
        Some(false) => (Tone::Warn, say.could_not()),
    };
    Some(Fact::new(say.label(), say.papers(open)).rule(tone, rule))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::Kind;
    use crate::agenda::examine::{Command, Decision};
    use crate::agenda::sample::{act, call, in_round, paper, round};
    use crate::domain::{Doubt, Paper};

    /// The first round with all papers called but that the `open` last ones have an unreadable mark beside the third name;
    /// of the others so many approve the third.
    fn called(approve: u32, open: u32) -> Floor {
        let mut floor = in_round(Kind::Calling);
        let left = round(&floor).left();
        call(&mut floor, approve, &paper("ooox", &[]));
        call(&mut floor, left - approve - open, &paper("ooxx", &[]));
        call(&mut floor, open, &Paper { doubts: vec![Doubt::UnreadableMark(2)], ..paper("oo-x", &[]) });
        floor
    }

    fn seen(floor: &Floor) -> Option<OpenPapers> {
        open_papers(floor, round(floor))
    }

    #[test]
    fn two_open_papers_matter_where_two_votes_do() {
        // 36 present: 19 elect, and the other two names are elected anyway.
        for (approve, could_change) in [(16, false), (17, true), (18, true), (19, false)] {
            let floor = called(approve, 2);
            assert_eq!(round(&floor).turnout().present, 36);
            assert_eq!(
                seen(&floor),
                Some(OpenPapers { open: 2, could_change: Some(could_change) }),
                "{approve}"
            );
            assert_eq!(round(&floor).outcome(floor.procedure()), None);
            let screen = crate::agenda::screen(&floor, Lang::Zh).unwrap();
            let said = if could_change { "还可能改变" } else { "都不改变" };
            assert!(screen.facts.iter().any(|fact| fact.rule.contains(said)), "{:?}", screen.facts);
        }
    }

    #[test]
    fn while_papers_are_left_only_their_number_is_said() {
        let mut floor = in_round(Kind::Calling);
        assert_eq!(seen(&floor), None);
        call(&mut floor, 1, &Paper { doubts: vec![Doubt::UnreadableMark(2)], ..paper("oo-x", &[]) });
        assert_eq!(seen(&floor), Some(OpenPapers { open: 1, could_change: None }));
    }

    #[test]
    fn nothing_is_open_once_all_is_decided_and_nothing_was_on_the_wall() {
        let mut floor = called(18, 1);
        let at = round(&floor).undecided().next().unwrap().0;
        assert!(crate::agenda::ready(floor.here().unwrap()).is_err());
        assert!(matches!(crate::agenda::wall::frame(&floor).view, crate::agenda::wall::Wall::Board(_)));
        let decision = Decision::Invalid;
        act(&mut floor, Command::Rule { at, decision, reason: "看不清".into() }).unwrap();
        assert_eq!(seen(&floor), None);
        assert_eq!(crate::agenda::ready(floor.here().unwrap()), Ok(()));
    }
}
