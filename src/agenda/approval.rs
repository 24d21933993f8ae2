//! The higher body's approval of the candidates: read aloud, and on record before they are introduced.

use super::action::Action;
use super::floor::must;
use super::plan::Approval;
use super::rehearsal::Room;
use super::screen::{Aloud, Answer, Answers, Fact, Field, FieldKind, Form, Offer, Screen, Speaker, Tone};
use super::wall::Wall;
use super::{Event as AnyEvent, Floor, Here, Kind, Rejection, Stamp};
use crate::locale::Lang;
use crate::messages;
use serde::{Deserialize, Serialize};

/// What can be asked here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Enter an approval that the plan does not have.
    Record(Approval),
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// An approval was entered.
    Recorded {
        /// Its reference number.
        reference: String,
        /// Its date, ISO.
        date: String,
    },
}

/// The approval entered in the meeting, where the plan had none.
pub type State = Option<Approval>;

messages! {
    /// Words of the approval.
    struct Say {
        title { zh: "上级党组织批复", en: "Approval" }
        purpose { zh: "宣读上级党组织对候选人的批复。方案里没有批复时，在这里录入文号和日期；没有批复不能继续。", en: "Read out the higher body's approval of the candidates. If the plan has none, enter its reference and date here; the meeting cannot go on without one." }
        reference { zh: "批复文号", en: "Reference" }
        date { zh: "批复日期", en: "Date" }
        date_hint { zh: "如 2026-11-21", en: "such as 2026-11-21" }
        record { zh: "录入批复", en: "enter the approval" }
        none { zh: "还没有", en: "none yet" }
        say_approved(body: &str, date: &str, reference: &str, organisation: &str) { zh: "{body}已于 {date} 以{reference}批复，同意{organisation}换届选举的候选人预备人选。", en: "By {reference} of {date}, {body} has approved the candidates for the election of {organisation}." }
        say_waiting(body: &str) { zh: "请宣读{body}的批复。", en: "Please read out the approval of {body}." }
    }
}

pub(crate) fn title(lang: Lang) -> String {
    Say(lang).title()
}

/// The approval in force: the plan's, or the one entered in the meeting.
pub fn approval(floor: &Floor) -> Option<&Approval> {
    floor.plan.approval.as_ref().or(floor.facts.approval.as_ref())
}

pub(crate) fn screen(here: Here<'_>, lang: Lang) -> Screen {
    let say = Say(lang);
    let mut screen = Screen { title: say.title(), purpose: say.purpose(), ..Screen::default() };
    if let Some(approval) = approval(here.floor) {
        screen.facts.push(Fact::new(say.reference(), approval.reference.as_str()));
        screen.facts.push(Fact::new(say.date(), approval.date.as_str()));
    } else {
        screen.facts.push(Fact::new(say.reference(), say.none()).rule(Tone::Bad, ""));
        screen.offers.push(Offer::form(Action::Confirm, say.record(), record_form(lang)));
    }
    screen.aloud.push(Aloud { speaker: Speaker::Chair, text: spoken(here, lang) });
    screen
}

fn spoken(here: Here<'_>, lang: Lang) -> String {
    let (say, plan) = (Say(lang), &here.floor.plan);
    approval(here.floor).map_or_else(
        || say.say_waiting(&plan.higher_body),
        |approval| {
            say.say_approved(&plan.higher_body, &approval.date, &approval.reference, &plan.organisation)
        },
    )
}

fn record_form(lang: Lang) -> Form {
    let say = Say(lang);
    let text = || FieldKind::Text(String::new());
    let fields = vec![
        Field { label: say.reference(), hint: String::new(), kind: text() },
        Field { label: say.date(), hint: say.date_hint(), kind: text() },
    ];
    Form { title: say.record(), fields, subject: 0, read: read_approval }
}

fn read_approval(_: u32, answers: &[Answer]) -> Result<super::Command, Rejection> {
    let mut answers = Answers(answers);
    let (reference, date) = (answers.text()?, answers.text()?);
    Ok(Command::Record(Approval { reference, date }).into())
}

/// Whether a text has the form of an ISO date, with a month and a day that a calendar may have.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    let within = |part: &str, length: usize, most: u32| {
        let digits = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
        digits && part.parse::<u32>().is_ok_and(|number| (1..=most).contains(&number))
    };
    within(year, 4, 9999) && within(month, 2, 12) && within(day, 2, 31)
}

pub(crate) fn ready(here: Here<'_>) -> Result<(), Rejection> {
    must(approval(here.floor).is_some(), Rejection::ApprovalMissing)
}

pub(crate) fn decide(_: Here<'_>, command: &Command) -> Result<Vec<AnyEvent>, Rejection> {
    let Command::Record(Approval { reference, date }) = command.clone();
    Ok(vec![Event::Recorded { reference, date }.into()])
}

pub(crate) fn admit(floor: &Floor, event: &Event) -> Result<(), Rejection> {
    let Event::Recorded { reference, date } = event;
    must(floor.at_kind(Kind::Approval), Rejection::NotAtThisStep)?;
    must(approval(floor).is_none(), Rejection::AlreadyDone)?;
    must(!super::text::checked(reference)?.is_empty(), Rejection::TextMissing)?;
    must(is_date(date), Rejection::DateUnreadable { text: super::text::checked(date)? })
}

pub(crate) fn apply(floor: &mut Floor, _: Stamp<'_>, event: &Event) {
    let Event::Recorded { reference, date } = event.clone();
    floor.facts.approval = Some(Approval { reference, date });
}

pub(crate) fn wall(_: Here<'_>) -> Wall {
    Wall::Agenda
}

pub(crate) fn play(here: Here<'_>, _: &Room) -> Option<super::Command> {
    let date = here.floor.plan.date.clone();
    let practised = Approval { reference: "〔演练〕1号".to_owned(), date };
    approval(here.floor).is_none().then(|| Command::Record(practised).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::sample::{act, at, play_item, put};
    use std::sync::Arc;

    fn without_approval() -> Floor {
        let mut floor = at(Kind::Approval);
        Arc::make_mut(&mut floor.plan).approval = None;
        floor
    }

    fn recorded(reference: &str, date: &str) -> Event {
        Event::Recorded { reference: reference.into(), date: date.into() }
    }

    #[test]
    fn the_plans_approval_is_read_aloud_and_enough() {
        let mut floor = at(Kind::Approval);
        assert_eq!(floor.here().map(ready), Some(Ok(())));
        let words = super::super::screen(&floor, Lang::Zh).expect("a screen").aloud;
        assert!(words[0].text.contains("春社党〔2026〕18号"));
        assert_eq!(put(&mut floor, recorded("2号", "2026-11-01")), Err(Rejection::AlreadyDone));
    }

    #[test]
    fn without_one_it_is_asked_for_and_checked() {
        let mut floor = without_approval();
        assert_eq!(floor.here().map(ready), Some(Err(Rejection::ApprovalMissing)));
        for date in ["十一月", "2026-13-01", "2026-11-00", "26-11-01", "2026-11-1", "+026-11-01"] {
            let refused = put(&mut floor, recorded("18号", date));
            assert_eq!(refused, Err(Rejection::DateUnreadable { text: date.into() }));
        }
        assert_eq!(put(&mut floor, recorded(" ", "2026-11-01")), Err(Rejection::TextMissing));
        let answers = [Answer::Text("18号".into()), Answer::Text("2026-11-10".into())];
        act(&mut floor, record_form(Lang::En).command(&answers).expect("a command")).expect("admitted");
        assert_eq!(approval(&floor).map(|approval| approval.reference.as_str()), Some("18号"));
    }

    #[test]
    fn only_here_and_the_room_plays_it() {
        let mut floor = without_approval();
        play_item(&mut floor);
        assert_eq!(floor.here().map(ready), Some(Ok(())));
        let mut elsewhere = at(Kind::Motion);
        assert_eq!(put(&mut elsewhere, recorded("2号", "2026-11-01")), Err(Rejection::NotAtThisStep));
    }
}
