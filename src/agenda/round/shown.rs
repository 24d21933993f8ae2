//! What the steps of a round show alike: its numbers, its headings, its views on the wall.

use super::{Milestone, RoundState, needed_fact};
use crate::agenda::screen::{Fact, Tone};
use crate::agenda::wall::Wall;
use crate::agenda::{Floor, Here};
use crate::domain::round::RoundVerdict;
use crate::domain::{Office, RoundKind, Turnout};
use crate::locale::Lang;
use crate::messages;

messages! {
    /// Words that the steps of a round share.
    struct Say {
        committee_member { zh: "支部委员会委员", en: "committee members" }
        secretary { zh: "支部书记", en: "secretary" }
        deputy { zh: "支部副书记", en: "deputy secretary" }
        discipline { zh: "纪律检查委员", en: "discipline inspection members" }
        delegate { zh: "党代表大会代表", en: "congress delegates" }
        first { zh: "", en: "" }
        runoff { zh: "（同票者再次投票）", en: " (runoff)" }
        supplementary { zh: "（另行选举）", en: " (supplementary round)" }
        repeat { zh: "（重新选举）", en: " (voted again)" }
        elect(office: &str, kind: &str) { zh: "选举{office}{kind}", en: "Electing {office}{kind}" }
        again_runoff(office: &str) { zh: "再次投票：{office}", en: "Runoff: {office}" }
        again_supplementary(office: &str) { zh: "另行选举：{office}", en: "Supplementary: {office}" }
        again_repeat(office: &str) { zh: "重新选举：{office}", en: "Voted again: {office}" }
        due { zh: "应到会有选举权", en: "Voters due" }
        present { zh: "实到会有选举权", en: "Voters present" }
        changed(now: u32) { zh: "现在登记实到 {now}：发票前要再清点", en: "{now} present by the roll now: count again before the papers are handed out" }
        base_note { zh: "本轮的计算基数", en: "base of the round" }
        issued { zh: "发出选票", en: "Papers issued" }
        replaced(count: u32) { zh: "另更换写坏的 {count} 张", en: "{count} spoiled replaced besides" }
        collected { zh: "收回选票", en: "Papers collected" }
        valid { zh: "有效票", en: "Valid papers" }
        invalid(invalid: u32) { zh: "无效票 {invalid} 张", en: "{invalid} invalid" }
    }
}

/// An office in words.
pub fn office_text(office: &Office, lang: Lang) -> String {
    let say = Say(lang);
    match office {
        Office::CommitteeMember => say.committee_member(),
        Office::Secretary => say.secretary(),
        Office::DeputySecretary => say.deputy(),
        Office::DisciplineMember => say.discipline(),
        Office::Delegate => say.delegate(),
        Office::Other(name) => name.clone(),
    }
}

/// A round's heading: what is elected, and how the round came about.
pub fn round_title(office: &Office, kind: RoundKind, lang: Lang) -> String {
    let say = Say(lang);
    let kind = match kind {
        RoundKind::First => say.first(),
        RoundKind::Runoff => say.runoff(),
        RoundKind::Supplementary => say.supplementary(),
        RoundKind::Repeat => say.repeat(),
    };
    say.elect(&office_text(office, lang), &kind)
}

/// The same as a chapter of the agenda, where space is short: how it came about is never cut, for it comes first.
pub fn round_chapter(office: &Office, kind: RoundKind, lang: Lang) -> String {
    let say = Say(lang);
    let of = office_text(office, lang);
    match kind {
        RoundKind::First => say.elect(&of, ""),
        RoundKind::Runoff => say.again_runoff(&of),
        RoundKind::Supplementary => say.again_supplementary(&of),
        RoundKind::Repeat => say.again_repeat(&of),
    }
}

/// The numbers of the round that are known so far, and what elects.
pub(crate) fn facts(floor: &Floor, round: &RoundState, lang: Lang) -> Vec<Fact> {
    let say = Say(lang);
    let mut facts = Vec::new();
    if let Some(base) = round.base {
        facts.push(Fact::new(say.due(), base.due));
        let now = floor.roll(round.body).present();
        facts.push(if round.issued.is_none() && now != base.present {
            Fact::new(say.present(), base.present).rule(Tone::Warn, say.changed(now))
        } else {
            Fact::new(say.present(), base.present).rule(Tone::Strong, say.base_note())
        });
    }
    if round.issued.is_some() {
        let replaced = round.papers.replaced;
        let note = if replaced > 0 { say.replaced(replaced) } else { String::new() };
        facts.push(Fact::new(say.issued(), round.papers.issued).rule(Tone::Plain, note));
    }
    if let Some(collected) = round.collected {
        facts.push(Fact::new(say.collected(), collected));
        if round.counted() {
            let (valid, invalid) = (round.tally.valid, round.tally.invalid);
            facts.push(Fact::new(say.valid(), valid).rule(Tone::Plain, say.invalid(invalid)));
        }
    }
    facts.extend(needed_fact(floor, round, lang));
    facts
}

/// The candidates of the round, for the wall.
pub(crate) fn candidates_wall(here: Here<'_>) -> Wall {
    let Some(round) = here.round() else { return Wall::Agenda };
    let names = round.slate().candidates.iter();
    Wall::Candidates {
        office: round.office.clone(),
        seats: round.slate().seats,
        names: names.map(|candidate| (candidate.name.clone(), candidate.introduction.clone())).collect(),
    }
}

/// Papers issued and collected, for the wall.
pub(crate) fn papers_wall(here: Here<'_>) -> Wall {
    let Some(round) = here.round() else { return Wall::Agenda };
    Wall::Papers {
        present: round.turnout().present,
        issued: round.issued.as_ref().map(|_| round.papers.issued),
        collected: round.collected,
        valid: round.declared.map(|verdict| verdict == RoundVerdict::Valid),
    }
}

/// The result, for the wall: only once the scrutineer has reported it.
pub(crate) fn result_wall(here: Here<'_>) -> Wall {
    let Some(round) = here.round().filter(|round| round.has(Milestone::Reported)) else {
        return crate::agenda::calling::board_wall(here);
    };
    let Turnout { due, present, issued, collected } = round.turnout();
    let places = crate::agenda::report::places(here.floor, round).into_iter();
    Wall::Result {
        due,
        present,
        issued,
        collected,
        valid: round.tally.valid,
        invalid: round.tally.invalid,
        names: places.map(|place| (place.nominee.name, place.sums, place.printed)).collect(),
    }
}
