//! How to fill in the paper (填票说明), said before the papers are handed out (art. 25).

use super::rehearsal::Room;
use super::screen::{Aloud, Screen, Speaker, Work};
use super::wall::Wall;
use super::{Here, Rejection, round};
use crate::domain::{BallotForm, RoundKind};
use crate::locale::Lang;
use crate::messages;

records_nothing!();

messages! {
    /// Words about the paper.
    struct Say {
        title { zh: "填票说明", en: "How to vote" }
        purpose { zh: "念给全体听：怎样画、最多选几人、怎样算无效。", en: "Read out: which marks, how many names at most, what makes a paper invalid." }
        head(office: &str, seats: u32, candidates: usize) { zh: "本次选举{office}，应选 {seats} 名，候选人 {candidates} 名。", en: "We elect {office}: {seats} to be elected, {candidates} candidate(s)." }
        marks { zh: "赞成的，在候选人姓名的空格内画“○”；不赞成的画“×”；弃权的什么也不画。", en: "Put ○ beside a name that you approve, × beside one that you do not, nothing to abstain." }
        write_in { zh: "不赞成某位候选人的，可以另选他人：先在该候选人旁画“×”，再在另选人栏写上姓名并画“○”；弃权的不能另选。", en: "In the place of a name that you marked × you may write in somebody else: write the name and put ○ beside it. Abstaining gives no such place." }
        no_write_in { zh: "这一轮只在票上印好的人选中选，不能另选他人。", en: "In this round only the printed names stand; nobody can be written in." }
        limit(limit: u32) { zh: "每张票赞成的人数不超过 {limit} 名的有效，超过的整张作废。", en: "A paper that approves at most {limit} name(s) is valid; one that approves more is invalid as a whole." }
        no_limit { zh: "赞成人数不限。", en: "Any number of names may be approved." }
        help { zh: "不能填写的，可以请非候选人按本人意愿代写；不得代替缺席的人投票。不要在票上署名、编号或写别的字。", en: "Who cannot write may ask somebody who is no candidate to write as told; nobody votes for an absent member. Do not sign, number or write anything else on the paper." }
        runoff { zh: "得票相等，须就这几位再次投票。", en: "These names are level; we vote on them again." }
    }
}

pub(crate) fn title(lang: Lang) -> String {
    Say(lang).title()
}

pub(crate) fn screen(here: Here<'_>, lang: Lang) -> Screen {
    let say = Say(lang);
    let mut screen = Screen { title: say.title(), purpose: say.purpose(), ..Screen::default() };
    let Some(round) = here.round() else { return screen };
    screen.facts = round::facts(here.floor, round, lang);
    let names = round.slate().candidates.iter().enumerate();
    screen.work = Work::Text(names.map(|(at, name)| format!("{}. {}", at + 1, name.name)).collect());
    let text = lang.sentences(spoken(here, lang));
    screen.aloud = vec![Aloud { speaker: Speaker::Scrutineer, text }];
    screen
}

fn spoken(here: Here<'_>, lang: Lang) -> Vec<String> {
    let say = Say(lang);
    let Some(round) = here.round() else { return Vec::new() };
    let slate = round.slate();
    let office = round::office_text(&round.office, lang);
    let mut lines = vec![say.head(&office, slate.seats, slate.candidates.len())];
    if round.round.kind == RoundKind::Runoff {
        lines.push(say.runoff());
    }
    let BallotForm::Marks { write_ins } = slate.form;
    lines.push(say.marks());
    lines.push(if write_ins { say.write_in() } else { say.no_write_in() });
    let limit = here.floor.procedure().max_marks.limit(slate.seats);
    lines.push(limit.map_or_else(|| say.no_limit(), |limit| say.limit(limit)));
    lines.extend(round::elects_sentence(here.floor, round, lang));
    lines.push(say.help());
    lines
}

pub(crate) fn ready(_: Here<'_>) -> Result<(), Rejection> {
    Ok(())
}

pub(crate) fn wall(here: Here<'_>) -> Wall {
    round::candidates_wall(here)
}

pub(crate) fn play(_: Here<'_>, _: &Room) -> Option<super::Command> {
    None
}
