//! The names of a round with their votes, what became of each, and why.

use super::{outcome, ways};
use crate::agenda::Here;
use crate::agenda::round::{self, RoundState};
use crate::agenda::screen::{Table, Tone};
use crate::domain::{Outcome, Place, RoundKind, State as NameState, Why};
use crate::locale::Lang;
use crate::messages;

messages! {
    /// Words of the table.
    struct Say {
        name { zh: "姓名", en: "Name" }
        approve { zh: "赞成", en: "Yes" }
        state { zh: "结果", en: "Result" }
        why(name: &str, why: &str) { zh: "{name}：{why}", en: "{name}: {why}" }
        why_and(name: &str, why: &str, sway: &str) { zh: "{name}：{why}（{sway}）", en: "{name}: {why} ({sway})" }
        written(name: &str) { zh: "{name}（另选）", en: "{name} (written in)" }
        elected { zh: "当选", en: "elected" }
        no_seat { zh: "过半，名额已满", en: "enough votes, no seat left" }
        tied { zh: "同票，未能确定", en: "tied" }
        not_qualified { zh: "未当选", en: "not elected" }
    }
}

/// For every name of a counted round the rule that decides about it with its numbers, and what would change it.
pub(crate) fn reasons(here: Here<'_>, lang: Lang) -> Vec<String> {
    let (Some(round), Some(outcome)) = (here.round(), outcome(here)) else { return Vec::new() };
    let say = Say(lang);
    let count = round.count(here.floor.procedure());
    let tie = outcome.rule.tie(here.floor.procedure());
    let reason = |place: &&Place| {
        let why = Why::of(&outcome, count, &place.nominee)?.text(lang);
        let name = place.nominee.name.as_str();
        let name = if place.printed { name.to_owned() } else { say.written(name) };
        let change = round::sway_sentence(&outcome, tie, &place.nominee, lang);
        Some(if change.is_empty() { say.why(&name, &why) } else { say.why_and(&name, &why, &change) })
    };
    let mut told: Vec<String> = outcome.places_by_votes().iter().filter_map(reason).collect();
    if round.announced() && round.choice.is_none() && outcome.open > 0 {
        told.extend(ways::not_lawful(here.floor, round, &outcome, lang));
    }
    told
}

pub(super) fn table(here: Here<'_>, round: &RoundState, outcome: &Outcome, lang: Lang) -> Table {
    let say = Say(lang);
    let tie = outcome.rule.tie(here.floor.procedure());
    let row = |place: &&Place| {
        let cells = vec![
            place.nominee.name.to_string(),
            place.sums.approve.to_string(),
            state_text(place.state, round.round.kind, lang),
            round::sway_text(outcome, tie, &place.nominee, lang),
        ];
        (state_tone(place.state), cells)
    };
    let header = vec![say.name(), say.approve(), say.state(), round::sway_heading(lang)];
    Table { header, rows: outcome.places_by_votes().iter().map(row).collect() }
}

/// What became of a name, in words. A runoff does not ask for the half, so nobody there "has enough votes".
pub fn state_text(state: NameState, kind: RoundKind, lang: Lang) -> String {
    let say = Say(lang);
    match state {
        NameState::QualifiedNoSeat if kind == RoundKind::Runoff => say.not_qualified(),
        NameState::Elected => say.elected(),
        NameState::QualifiedNoSeat => say.no_seat(),
        NameState::Tied => say.tied(),
        NameState::NotQualified => say.not_qualified(),
    }
}

fn state_tone(state: NameState) -> Tone {
    match state {
        NameState::Elected => Tone::Good,
        NameState::Tied => Tone::Warn,
        NameState::QualifiedNoSeat | NameState::NotQualified => Tone::Dim,
    }
}
