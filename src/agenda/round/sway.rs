//! How many votes would change a name's result, in words.

use crate::domain::procedure::TieRule;
use crate::domain::{Change, Nominee, Outcome, State, Sway};
use crate::locale::Lang;
use crate::messages;

messages! {
    /// Words of what would change.
    struct Say {
        heading { zh: "差几票会变", en: "What would change it" }
        fewer(votes: u32, state: &str) { zh: "少 {votes} 票{state}", en: "{votes} fewer: {state}" }
        more(votes: u32, state: &str) { zh: "差 {votes} 票{state}", en: "{votes} more: {state}" }
        elected { zh: "当选", en: "elected" }
        tied { zh: "同票", en: "tied" }
        no_seat { zh: "无名额", en: "no seat" }
        not_elected { zh: "不当选", en: "not elected" }
        both(more: &str, fewer: &str) { zh: "{more}，{fewer}", en: "{more}; {fewer}" }
    }
}

/// The heading of the column.
pub(crate) fn sway_heading(lang: Lang) -> String {
    Say(lang).heading()
}

/// The fewest votes that would change the result of a name, and to what; empty when no number of votes would.
pub(crate) fn sway_text(outcome: &Outcome, tie: TieRule, nominee: &Nominee, lang: Lang) -> String {
    let say = Say(lang);
    let Some(Sway { fewer, more }) = Sway::of(outcome, tie, nominee) else { return String::new() };
    let fewer = fewer.map(|Change { votes, state }| say.fewer(votes, &state_words(state, say)));
    let more = more.map(|Change { votes, state }| say.more(votes, &state_words(state, say)));
    match (more, fewer) {
        (Some(more), Some(fewer))
            if outcome.place(nominee).is_some_and(|place| place.state == State::Tied) =>
        {
            say.both(&more, &fewer)
        }
        (Some(more), _) => more,
        (None, fewer) => fewer.unwrap_or_default(),
    }
}

fn state_words(state: State, say: Say) -> String {
    match state {
        State::Elected => say.elected(),
        State::Tied => say.tied(),
        State::QualifiedNoSeat => say.no_seat(),
        State::NotQualified => say.not_elected(),
    }
}
