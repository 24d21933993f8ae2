//! Back in the meeting: what the first plenary decided is announced, the new secretary speaks.

use super::plan::PlannedContest;
use super::rehearsal::Room;
use super::screen::{Aloud, Fact, Screen, Speaker, Tone};
use super::wall::{StillOpen, Wall};
use super::{Here, Rejection};
use crate::locale::Lang;
use crate::messages;

records_nothing!();

messages! {
    /// Words of the report on the plenary.
    struct Say {
        title { zh: "报告全体会议情况", en: "Plenary’s result" }
        purpose { zh: "复会后宣布第一次全体会议的选举结果和委员分工，请新当选的书记讲话。书记、副书记须报上级党组织批准，不说“现任命”。", en: "Back in the meeting: announce what the plenary elected and how the work is divided; the new secretary speaks. Secretaries are reported to the higher body for approval, never appointed here." }
        division { zh: "委员分工", en: "Division of work" }
        report { zh: "报批", en: "Reported to" }
        nobody { zh: "没有选出", en: "nobody elected" }
        say_open { zh: "现在复会。新一届支部委员会已经举行第一次全体会议。", en: "The meeting resumes. The new committee has held its first plenary." }
        say_elected(names: &str, office: &str, body: &str) { zh: "会议选举{names}为{office}，报{body}批准。", en: "It has elected {names} as {office}; this is reported to {body} for approval." }
        say_recorded(names: &str, office: &str, body: &str) { zh: "会议选举{names}为{office}，报{body}备案。", en: "It has elected {names} as {office}; this is reported to {body} for the record." }
        say_nobody(office: &str, body: &str) { zh: "{office}没有选出，请示{body}后另行选举。", en: "Nobody was elected as {office}; {body} is asked how to go on." }
        say_division(division: &str) { zh: "委员分工：{division}。", en: "The work is divided: {division}." }
        say_speech(names: &str) { zh: "下面请{names}讲话，大家欢迎。", en: "{names} will now speak; please welcome them." }
    }
}

pub(crate) fn title(lang: Lang) -> String {
    Say(lang).title()
}

fn contest(here: Here<'_>) -> Option<&PlannedContest> {
    here.item.contest.and_then(|contest| here.floor.plan.contest(contest))
}

/// The names elected at the plenary, as one text; empty when nobody was.
fn names(here: Here<'_>, lang: Lang) -> String {
    let elected = contest(here).map(|contest| here.floor.elected(contest.id)).unwrap_or_default();
    lang.list(elected.iter().map(|member| here.floor.name(*member)))
}

pub(crate) fn screen(here: Here<'_>, lang: Lang) -> Screen {
    let say = Say(lang);
    let aloud = |text| Aloud { speaker: Speaker::Chair, text };
    Screen {
        title: say.title(),
        purpose: say.purpose(),
        facts: facts(here, lang),
        aloud: spoken(here, lang).into_iter().map(aloud).collect(),
        ..Screen::default()
    }
}

fn facts(here: Here<'_>, lang: Lang) -> Vec<Fact> {
    let say = Say(lang);
    let mut facts = Vec::new();
    if let Some(contest) = contest(here) {
        let (names, office) = (names(here, lang), super::round::office_text(&contest.office, lang));
        let (tone, value) = if names.is_empty() { (Tone::Warn, say.nobody()) } else { (Tone::Strong, names) };
        facts.push(Fact::new(office, value).rule(tone, ""));
        facts.push(Fact::new(say.report(), here.floor.plan.higher_body.as_str()));
    }
    let lines = super::division::lines(here.floor, lang);
    facts.extend(lines.into_iter().map(|line| Fact::new(say.division(), line)));
    facts
}

fn spoken(here: Here<'_>, lang: Lang) -> Vec<String> {
    let say = Say(lang);
    let names = names(here, lang);
    let body = &here.floor.plan.higher_body;
    let mut lines = vec![say.say_open()];
    lines.extend(contest(here).map(|contest| {
        let office = super::round::office_text(&contest.office, lang);
        match (names.is_empty(), contest.office.wants_approval()) {
            (true, _) => say.say_nobody(&office, body),
            (false, true) => say.say_elected(&names, &office, body),
            (false, false) => say.say_recorded(&names, &office, body),
        }
    }));
    let division = super::division::lines(here.floor, lang);
    if !division.is_empty() {
        lines.push(say.say_division(&lang.list(division)));
    }
    if !names.is_empty() {
        lines.push(say.say_speech(&names));
    }
    lines
}

pub(crate) fn ready(_: Here<'_>) -> Result<(), Rejection> {
    Ok(())
}

pub(crate) fn wall(here: Here<'_>) -> Wall {
    let Some(contest) = contest(here) else { return Wall::Agenda };
    let elected = here.floor.elected(contest.id);
    let open = contest.seats.saturating_sub(super::attendance::count(elected.iter()));
    let members = elected.iter().filter_map(|member| here.floor.plan.member(*member));
    let names = members.map(|member| member.name.clone()).collect();
    let last = super::round::of_contest(here.floor, contest.id).last();
    let still = last.map_or(StillOpen::Short, |round| super::announce::still_open(here.floor, round));
    Wall::Elected { office: contest.office.clone(), names, open, still }
}

pub(crate) fn play(_: Here<'_>, _: &Room) -> Option<super::Command> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::sample::{SECRETARY, at};
    use crate::agenda::wall::frame;
    use crate::agenda::{Kind, RoundId};
    use crate::domain::Office;

    #[test]
    fn the_secretary_is_reported_for_approval_and_the_wall_shows_it() {
        let floor = at(Kind::PlenaryReport);
        let here = floor.here().expect("open");
        let words = spoken(here, Lang::Zh).concat();
        assert!(words.contains("选举王建华为支部书记") && words.contains("批准"), "{words}");
        assert!(words.contains("任组织委员") && !words.contains("任命"), "{words}");
        let Wall::Elected { office, names, open, .. } = frame(&floor).view else { panic!("the elected") };
        assert_eq!((office, names.len(), open), (Office::Secretary, 1, 0));
        assert_eq!(ready(here), Ok(()));
    }

    #[test]
    fn where_nobody_was_elected_the_words_say_so() {
        let mut floor = at(Kind::PlenaryReport);
        let round = floor.rounds.get_mut(&RoundId { contest: SECRETARY, round: 0 }).expect("a round");
        round.reopen("重新核对", crate::agenda::round::Announced::default(), 0);
        let here = floor.here().expect("open");
        assert!(spoken(here, Lang::Zh)[1].contains("没有选出"));
        assert!(!spoken(here, Lang::Zh).concat().contains("讲话"));
    }
}
