//! How many votes would change a name's result, in words.

use crate::domain::procedure::TieRule;
use crate::domain::{Change, Nominee, Outcome, State, Sway};
use crate::locale::Lang;
use crate::messages;

messages! {
    /// Words of what would change.
    struct Say {
        heading { zh: "差几票会变", en: "Margin" }
        fewer(votes: u32, state: &str) { zh: "少 {votes} 票则{state}", en: "{votes} fewer: {state}" }
        more(votes: u32, state: &str) { zh: "差 {votes} 票{state}", en: "{votes} more: {state}" }
        elected { zh: "当选", en: "elected" }
        tied { zh: "同票", en: "tied" }
        no_seat { zh: "无名额", en: "no seat" }
        too_few { zh: "票数不够", en: "not enough votes" }
        not_elected { zh: "不当选", en: "not elected" }
        either(more: u32, fewer: u32) { zh: "+{more}当选，-{fewer}落选", en: "+{more} in, -{fewer} out" }
        both(more: &str, fewer: &str) { zh: "{more}，{fewer}", en: "{more}; {fewer}" }
    }
}

/// The heading of the column.
pub(crate) fn sway_heading(lang: Lang) -> String {
    Say(lang).heading()
}

/// What is missing for somebody who is not elected, or the fewest votes less that would unseat somebody who is; both for
/// somebody tied, whom a single vote moves either way; empty when no number of votes would.
pub(crate) fn sway_text(outcome: &Outcome, tie: TieRule, nominee: &Nominee, lang: Lang) -> String {
    let tied = outcome.place(nominee).is_some_and(|place| place.state == State::Tied);
    if let Some(Sway { fewer: Some(fewer), more: Some(more) }) =
        Sway::of(outcome, tie, nominee).filter(|_| tied)
    {
        return Say(lang).either(more.votes, fewer.votes);
    }
    let (more, fewer) = both(outcome, tie, nominee, Say(lang));
    more.or(fewer).unwrap_or_default()
}

/// What would change a name's result both ways.
pub(crate) fn sway_sentence(outcome: &Outcome, tie: TieRule, nominee: &Nominee, lang: Lang) -> String {
    let say = Say(lang);
    match both(outcome, tie, nominee, say) {
        (Some(more), Some(fewer)) => say.both(&more, &fewer),
        (more, fewer) => more.or(fewer).unwrap_or_default(),
    }
}

/// The fewest votes more that improve a result, and the fewest less that make it worse.
fn both(outcome: &Outcome, tie: TieRule, nominee: &Nominee, say: Say) -> (Option<String>, Option<String>) {
    let Some(Sway { fewer, more }) = Sway::of(outcome, tie, nominee) else { return (None, None) };
    let seatless = outcome.place(nominee).is_some_and(|place| place.state == State::QualifiedNoSeat);
    let falls = |state| match state {
        // Who has no seat anyway loses none.
        State::NotQualified if seatless => say.too_few(),
        other => state_words(other, say),
    };
    let fewer = fewer.map(|Change { votes, state }| say.fewer(votes, &falls(state)));
    let more = more.map(|Change { votes, state }| say.more(votes, &state_words(state, say)));
    (more, fewer)
}

fn state_words(state: State, say: Say) -> String {
    match state {
        State::Elected => say.elected(),
        State::Tied => say.tied(),
        State::QualifiedNoSeat => say.no_seat(),
        State::NotQualified => say.not_elected(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::sample::{announced, round};

    #[test]
    fn a_single_vote_moves_whoever_is_tied_either_way() {
        let floor = announced(&[(13, "ooox"), (13, "ooxo"), (7, "oxoo"), (36, "oo--")]);
        let outcome = round(&floor).outcome(floor.procedure()).unwrap();
        let tie = outcome.rule.tie(floor.procedure());
        let tied: Vec<_> = outcome.places.iter().filter(|place| place.state == State::Tied).collect();
        assert_eq!(tied.len(), 2, "{:?}", outcome.places);
        let told = |nominee, lang| sway_text(&outcome, tie, nominee, lang);
        for place in tied {
            assert_eq!(told(&place.nominee, Lang::Zh), "+1当选，-1落选");
            assert_eq!(told(&place.nominee, Lang::En), "+1 in, -1 out");
        }
        assert!(!told(&outcome.places[0].nominee, Lang::En).starts_with('+'), "one way for everybody else");
    }
}
