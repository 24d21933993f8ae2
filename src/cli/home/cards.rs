//! Meetings as the home screen lists them, in words of both languages.

use crate::agenda::round::elected_names;
use crate::agenda::{self, Body, Floor, course, phrase};
use crate::journal::{JournalError, Verdict};
use crate::locale::{Both, Lang};
use crate::meeting::{Card, MeetingError, Stage};
use crate::messages;
use crate::report::summary;
use crate::session::Recorded;
use crate::tui::home::{Health, MeetingCard};
use crate::tui::words;

messages! {
    /// Words of the list of meetings.
    struct Say {
        sealed { zh: "已封存", en: "sealed" }
        postponed { zh: "已延期", en: "postponed" }
        went_on { zh: "换处继续", en: "went on" }
        went_on_to(to: &str) { zh: "已换到 {to} 继续", en: "went on in {to}" }
        unreadable { zh: "读不了", en: "unreadable" }
        unreadable_why { zh: "记录读不了：按回车看原因和怎么办", en: "the journal cannot be read: Enter says why, and what to do" }
        totals(due: u32, present: u32) { zh: "应到 {due} 人，实到 {present} 人", en: "{present} of {due} present" }
    }
}

/// A meeting as the home screen lists it.
pub(super) fn card(card: Card) -> MeetingCard {
    let floor = card.floor.as_deref();
    let said = |recorded: &Recorded, lang| {
        floor.map(|floor| phrase::phrase(floor, &recorded.event, lang)).unwrap_or_default()
    };
    let counted = floor.and_then(|floor| floor.facts.quorum.get(&Body::Branch));
    MeetingCard {
        organisation: card.organisation.clone(),
        title: card.title.clone(),
        stage: Both::by(|lang| stage(&card, lang)),
        stands: Both::by(|lang| stands(&card, lang)),
        attendance: counted.map(|count| format!("{}/{}", count.present, count.due)).unwrap_or_default(),
        elected: floor.map(elected).unwrap_or_default(),
        totals: Both::by(|lang| floor.map(|floor| totals(floor, lang)).unwrap_or_default()),
        unfinished: matches!(card.stage, Stage::Open | Stage::Unreadable),
        rehearsal: card.rehearsal,
        health: health(card.fault.as_ref()),
        fault: Both::by(|lang| card.fault.as_ref().map(|fault| fault_in(fault, lang)).unwrap_or_default()),
        last: card.last.iter().map(|recorded| Both::by(|lang| said(recorded, lang))).collect(),
        opened: card.opened,
        changed: card.changed,
        path: card.folder,
    }
}

/// Where a meeting stands, in a word.
fn stage(card: &Card, lang: Lang) -> String {
    let say = Say(lang);
    match card.stage {
        Stage::Sealed => say.sealed(),
        Stage::Postponed => say.postponed(),
        Stage::Unreadable => say.unreadable(),
        Stage::WentOn => say.went_on(),
        Stage::Open => {
            let item = card.floor.as_ref().and_then(|floor| floor.order.current());
            item.map(|item| course::item_title(item, lang)).unwrap_or_default()
        }
    }
}

/// The same in full.
fn stands(card: &Card, lang: Lang) -> String {
    let say = Say(lang);
    match (card.stage, &card.floor) {
        (Stage::WentOn, _) => {
            say.went_on_to(&card.went_on.as_ref().map(|to| to.display().to_string()).unwrap_or_default())
        }
        (Stage::Unreadable, _) => say.unreadable_why(),
        (Stage::Open, Some(floor)) => match agenda::screen(floor, lang) {
            Some(screen) => words::heading(floor, &screen, lang),
            None => stage(card, lang),
        },
        _ => stage(card, lang),
    }
}

/// How many are elected in each contest: `3+1`.
fn elected(floor: &Floor) -> String {
    let counts = floor.plan.contests.iter().map(|contest| elected_names(floor, contest.id).len());
    let counts: Vec<String> = counts.filter(|count| *count > 0).map(|count| count.to_string()).collect();
    counts.join("+")
}

/// Who came, and who is elected.
fn totals(floor: &Floor, lang: Lang) -> String {
    let counted = floor.facts.quorum.get(&Body::Branch);
    let came = counted.map(|count| Say(lang).totals(count.due, count.present));
    let elected = summary::elected(floor, lang);
    came.into_iter().chain(elected).collect::<Vec<_>>().join(lang.pick("；", "; "))
}

/// What a fault makes of a record.
fn health(fault: Option<&MeetingError>) -> Health {
    match fault {
        None => Health::Verified,
        Some(MeetingError::Journal(JournalError::Refused(finding))) => match finding.verdict() {
            Verdict::Complete => Health::Verified,
            Verdict::Torn => Health::Torn,
            Verdict::Damaged => Health::Damaged,
            Verdict::DoesNotMatch => Health::DoesNotMatch,
            Verdict::Impossible => Health::Impossible,
            Verdict::Newer => Health::Newer,
        },
        Some(MeetingError::Impossible(_)) => Health::Impossible,
        Some(_) => Health::Unreadable,
    }
}

fn fault_in(fault: &MeetingError, lang: Lang) -> String {
    let said = fault.trouble(lang);
    let stop = lang.pick("。", ". ");
    format!("{} {}{stop}{}{stop}{}{}", said.code, said.what, said.safe, said.todo, stop.trim_end())
}
