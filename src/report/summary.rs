//! The totals of a meeting, in lines: what `verify` prints once chain and rules hold.

use super::votes;
use crate::agenda::course::Closed;
use crate::agenda::motion::vote_title;
use crate::agenda::round::{Milestone, RoundState, elected_names, office_text, round_title};
use crate::agenda::{Body, Floor};
use crate::domain::Turnout;
use crate::domain::round::RoundVerdict;
use crate::locale::Lang;

crate::messages! {
    /// Words of the totals.
    struct Say {
        roll(due: u32, present: u32) { zh: "到会：应到会有选举权 {due} 人，实到会 {present} 人", en: "Attendance: {due} voters due, {present} present" }
        committee(due: u32, present: u32) { zh: "第一次全体会议：应到委员 {due} 人，实到 {present} 人", en: "First plenary: {due} members due, {present} present" }
        acclaimed(title: &str) { zh: "{title}：鼓掌通过。", en: "{title}: passed by applause." }
        round(title: &str, due: u32, present: u32, issued: u32, collected: u32) { zh: "{title}：应到 {due}，实到 {present}，发出 {issued}，收回 {collected}", en: "{title}: due {due}, present {present}, issued {issued}, collected {collected}" }
        papers(valid: u32, invalid: u32) { zh: "，有效 {valid}，无效 {invalid}", en: ", valid {valid}, invalid {invalid}" }
        unreported { zh: "，计票结果尚未报告", en: ", the result is not reported yet" }
        void(title: &str, issued: u32, collected: u32) { zh: "{title}：发出 {issued}，收回 {collected}，选举无效", en: "{title}: issued {issued}, collected {collected}, void" }
        name(name: &str, yes: u32, no: u32, abstain: u32) { zh: "　{name}：赞成 {yes}，不赞成 {no}，弃权 {abstain}", en: "  {name}: yes {yes}, no {no}, abstained {abstain}" }
        written(name: &str, yes: u32) { zh: "　{name}（另选人）：赞成 {yes}", en: "  {name} (write-in): yes {yes}" }
        elected(office: &str, names: &str) { zh: "当选{office}：{names}", en: "Elected as {office}: {names}" }
        rehearsal { zh: "演练，不是正式会议", en: "REHEARSAL, not a real meeting" }
        sealed { zh: "会议已散会，记录已封存", en: "The meeting is adjourned and its record sealed" }
        postponed(reason: &str) { zh: "会议延期：{reason}", en: "The meeting was postponed: {reason}" }
        open { zh: "会议尚未结束", en: "The meeting is not over" }
    }
}

/// The totals: attendance, motions, rounds, elected, and how the meeting ended; those of a rehearsal say so first.
pub fn summary(floor: &Floor, lang: Lang) -> Vec<String> {
    let mut lines: Vec<String> = floor.plan.rehearsal.then(|| Say(lang).rehearsal()).into_iter().collect();
    lines.extend(attendance(floor, lang));
    lines.extend(motions(floor, lang));
    lines.extend(floor.rounds.values().flat_map(|round| of_round(round, lang)));
    lines.extend(elected(floor, lang));
    lines.push(close(floor, Say(lang)));
    lines
}

fn attendance(floor: &Floor, lang: Lang) -> Vec<String> {
    let say = Say(lang);
    let quorum = &floor.facts.quorum;
    let branch = quorum.get(&Body::Branch).map(|count| say.roll(count.due, count.present));
    let committee = quorum.get(&Body::Committee).map(|count| say.committee(count.due, count.present));
    branch.into_iter().chain(committee).collect()
}

fn motions(floor: &Floor, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    for (id, taken) in &floor.facts.motion {
        let title = floor.order.item(*id).map(|item| vote_title(item, lang)).unwrap_or_default();
        lines.extend(taken.told().into_iter().map(|told| votes::sentence(floor, told, &title, lang)));
        lines.extend(taken.acclaimed.then(|| Say(lang).acclaimed(&title)));
    }
    lines
}

fn of_round(round: &RoundState, lang: Lang) -> Vec<String> {
    let say = Say(lang);
    let title = round_title(&round.office, round.round.kind, lang);
    let Turnout { due, present, issued, collected } = round.turnout();
    match round.declared {
        None => Vec::new(),
        Some(RoundVerdict::Void) => vec![say.void(&title, issued, collected)],
        Some(RoundVerdict::Valid) => {
            let head = say.round(&title, due, present, issued, collected);
            if !round.has(Milestone::Reported) {
                return vec![head + &say.unreported()];
            }
            let tally = &round.tally;
            let head = head + &say.papers(tally.valid, tally.invalid);
            [head].into_iter().chain(names(round, say)).collect()
        }
    }
}

fn names(round: &RoundState, say: Say) -> impl Iterator<Item = String> + '_ {
    let printed = round.slate().candidates.iter().zip(&round.tally.printed);
    let printed = printed.map(move |(candidate, sums)| {
        say.name(candidate.name.as_str(), sums.approve, sums.against, sums.abstain)
    });
    let written = round.tally.written.iter().filter(|row| row.approve > 0);
    printed.chain(written.map(move |row| say.written(row.nominee.name.as_str(), row.approve)))
}

/// Who is elected, a line for each contest that elected somebody.
pub fn elected(floor: &Floor, lang: Lang) -> Vec<String> {
    let line = |contest: &crate::agenda::plan::PlannedContest| {
        let names = elected_names(floor, contest.id);
        (!names.is_empty()).then(|| Say(lang).elected(&office_text(&contest.office, lang), &lang.list(names)))
    };
    floor.plan.contests.iter().filter_map(line).collect()
}

fn close(floor: &Floor, say: Say) -> String {
    match &floor.course.closed {
        Some(Closed::Sealed { .. }) => say.sealed(),
        Some(Closed::Postponed { reason, .. }) => say.postponed(reason),
        None => say.open(),
    }
}
