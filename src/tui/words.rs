//! Names of chapters and places that several screens speak.

use crate::agenda::order::{Chapter, Order};
use crate::agenda::plan::PlannedKind;
use crate::agenda::screen::{Screen, Speaker};
use crate::agenda::{Floor, round};
use crate::domain::Office;
use crate::locale::{Lang, chinese_number};
use crate::messages;
use crate::tui::text;
use unicode_width::UnicodeWidthStr;

/// What stands between a chapter and its step.
const STEP: &str = " › ";

messages! {
    /// Titles of chapters that the plan leaves without one, and who speaks.
    struct Say {
        ceremony { zh: "会议仪式", en: "Ceremony" }
        roll_call { zh: "清点到会人数", en: "Attendance" }
        motion { zh: "表决事项", en: "Motion" }
        procedure { zh: "选举办法", en: "Procedure" }
        candidates { zh: "候选人", en: "Candidates" }
        officials { zh: "监票人、计票人", en: "Officials" }
        election { zh: "选举", en: "Election" }
        plenary { zh: "第一次全体会议", en: "First plenary" }
        plenary_of(what: &str) { zh: "全体会议：{what}", en: "Plenary: {what}" }
        adjourn { zh: "散会", en: "Adjournment" }
        closed { zh: "会议已经结束", en: "The meeting is closed" }
        chair { zh: "主持人", en: "Chair" }
        scrutineer { zh: "监票人", en: "Scrutineer" }
        caller { zh: "唱票人", en: "Caller" }
        other { zh: "发言人", en: "Speaker" }
    }
}

/// A chapter's title: the plan's own, or what it elects, or the usual one.
pub fn chapter(chapter: &Chapter, office: Option<&Office>, lang: Lang) -> String {
    let say = Say(lang);
    if let Some(title) = &chapter.title {
        return title.clone();
    }
    let office = chapter.round.and_then(|(_, kind)| Some((office?, kind)));
    match (chapter.kind, office) {
        (PlannedKind::Election, Some((office, kind))) => round::round_chapter(office, kind, lang),
        (PlannedKind::Plenary, Some((office, kind))) if kind != crate::domain::RoundKind::First => {
            say.plenary_of(&round::round_chapter(office, kind, lang))
        }
        (kind, _) => usual(kind, say),
    }
}

fn usual(kind: PlannedKind, say: Say) -> String {
    match kind {
        PlannedKind::Ceremony => say.ceremony(),
        PlannedKind::RollCall => say.roll_call(),
        PlannedKind::Motion => say.motion(),
        PlannedKind::Procedure => say.procedure(),
        PlannedKind::Candidates => say.candidates(),
        PlannedKind::Officials => say.officials(),
        PlannedKind::Election => say.election(),
        PlannedKind::Plenary => say.plenary(),
        PlannedKind::Adjourn => say.adjourn(),
    }
}

/// The office that a chapter elects.
pub fn office<'a>(floor: &'a Floor, chapter: &Chapter) -> Option<&'a Office> {
    let (round, _) = chapter.round?;
    floor.plan.contest(round.contest).map(|contest| &contest.office)
}

/// A chapter's number as the language writes it: `六`, `6`.
pub fn number(at: usize, lang: Lang) -> String {
    lang.pick(chinese_number(at + 1), (at + 1).to_string())
}

/// Where the meeting stands: `六、选举支部委员会委员 › 清点选票`.
pub fn heading(floor: &Floor, screen: &Screen, lang: Lang) -> String {
    let Some(here) = floor.here() else { return Say(lang).closed() };
    let Some(of) = floor.order.chapters.get(here.item.chapter) else { return screen.title.clone() };
    let title = chapter(of, office(floor, of), lang);
    let number = number(here.item.chapter, lang);
    let chapter = format!("{number}{}{title}", lang.pick("、", ". "));
    if screen.title == title || screen.title.is_empty() || single(&floor.order, here.item.chapter) {
        chapter
    } else {
        format!("{chapter}{STEP}{}", screen.title)
    }
}

/// The same in so many columns: what is left of the chapter's name where there is no room for both. The step is said whole.
pub fn heading_within(floor: &Floor, screen: &Screen, lang: Lang, columns: usize, cut: &str) -> String {
    let whole = heading(floor, screen, lang);
    let Some((chapter, step)) = whole.rsplit_once(STEP).filter(|_| whole.width() > columns) else {
        return whole;
    };
    let room = columns.saturating_sub(STEP.width() + step.width());
    format!("{}{STEP}{step}", text::fit(chapter, room, cut))
}

/// Whether a chapter is a single item.
pub fn single(order: &Order, chapter: usize) -> bool {
    order.items.iter().filter(|item| item.chapter == chapter).count() == 1
}

/// Who speaks.
pub fn speaker(speaker: Speaker, lang: Lang) -> String {
    let say = Say(lang);
    match speaker {
        Speaker::Chair => say.chair(),
        Speaker::Scrutineer => say.scrutineer(),
        Speaker::Caller => say.caller(),
        Speaker::Other => say.other(),
    }
}
