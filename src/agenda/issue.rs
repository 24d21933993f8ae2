//! Papers are handed out, one to each voter present (rules §6); a spoiled one is replaced from the spares.

use super::action::Action;
use super::floor::must;
use super::order::RoundId;
use super::rehearsal::Room;
use super::round::Milestone;
use super::round::{self, Issued, RoundState};
use super::screen::{Aloud, Answer, Answers, Fact, Field, FieldKind, Form, Offer, Screen, Speaker, Tone};
use super::text::written_if_any;
use super::wall::Wall;
use super::{Event as AnyEvent, Floor, Here, Kind, Rejection, Stamp};
use crate::domain::{Papers, PapersError};
use crate::locale::Lang;
use crate::messages;
use serde::{Deserialize, Serialize};

/// What can be asked here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// The papers are handed out.
    Issue {
        /// Papers printed.
        printed: u32,
        /// Papers handed out.
        issued: u32,
        /// Why fewer than voters are present.
        reason: Option<String>,
    },
    /// A spoiled paper comes back uncast and is replaced.
    Replace,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// Papers were handed out; the base is frozen.
    PapersIssued {
        /// The round.
        round: RoundId,
        /// Papers printed.
        printed: u32,
        /// Papers handed out.
        issued: u32,
        /// Why fewer than voters are present.
        reason: Option<String>,
    },
    /// A spoiled paper was cancelled in public and replaced from the spares.
    PaperReplaced {
        /// The round.
        round: RoundId,
    },
}

/// Nothing is kept here: the round keeps it.
pub type State = ();

messages! {
    /// Words of handing out papers.
    struct Say {
        title { zh: "分发选票", en: "Papers handed out" }
        purpose { zh: "按实到人数每人一张，不多发。发出第一张以后，本轮基数不再变。写坏的票交回，当众注销，换一张。", en: "One paper for each voter present, never more. With the first paper the base is frozen. A spoiled paper is returned, cancelled in public and replaced." }
        act { zh: "填写发票张数", en: "enter the papers" }
        printed { zh: "印制选票", en: "Printed" }
        issued { zh: "发出选票", en: "Handed out" }
        issued_hint(present: u32) { zh: "实到 {present} 人，每人一张", en: "{present} present, one each" }
        reason { zh: "少发的原因", en: "Why fewer" }
        reason_hint { zh: "发出少于实到时必填", en: "needed when fewer than present" }
        most { zh: "最多发出", en: "At most" }
        most_rule(over: u32) { zh: "第 {over} 张不能发", en: "there is no paper {over}" }
        equal { zh: "与实到人数相等，不能再多", en: "as many as voters present, not one more" }
        fewer(fewer: u32) { zh: "比实到少 {fewer} 张，已记明原因", en: "{fewer} fewer than voters present; the reason is recorded" }
        handed_out { zh: "发出与实到", en: "Against present" }
        spare { zh: "备用选票", en: "Spare papers" }
        adds_up(printed: u32, spare: u32) { zh: "印制 {printed} = 发出 + 更换 + 备用；还可更换 {spare} 张", en: "printed {printed} = handed out + replaced + spare; {spare} can still be replaced" }
        replace { zh: "换一张写坏的票", en: "replace a spoiled paper" }
        say_recount(was: u32, now: u32) { zh: "先前清点实到 {was} 名，有人到会或离会，现在登记实到 {now} 名。发票之前再清点一次。", en: "{was} were counted; somebody has come or left since, and {now} are present by the roll. We count once more before the papers are handed out." }
        recount { zh: "人数有变，重新清点", en: "somebody came or left: count again" }
        say_before(present: u32) { zh: "现在分发选票。实到会有选举权的党员 {present} 名，每人一张。拿到后请先核对，不要急着填写。", en: "The papers are handed out now, one to each of the {present} voters present. Please check yours and wait before filling it in." }
        say_after_fewer(issued: u32, present: u32) { zh: "实到会有选举权的党员 {present} 名，发出选票 {issued} 张。没有拿到选票又要投票的请举手。写坏的可以当众更换。", en: "{present} voters are present and {issued} papers were handed out. If you have none and wish to vote, raise your hand. A spoiled one can be replaced in public." }
        say_after(issued: u32) { zh: "发出选票 {issued} 张，每位有选举权的同志都拿到了一张。没有拿到的请举手。写坏的可以当众更换。", en: "{issued} papers were handed out. If you have none, raise your hand. A spoiled one can be replaced in public." }
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
    let present = round.turnout().present;
    let text = if round.issued.is_some() {
        screen.facts.extend(paper_facts(round, lang));
        screen.offers.extend(replace_offer(here, lang));
        match round.papers.issued {
            fewer if fewer < present => say.say_after_fewer(fewer, present),
            issued => say.say_after(issued),
        }
    } else if super::voters::current_base(here).is_none() {
        screen.offers = before_offers(here, lang, present);
        say.say_recount(present, here.roll().present())
    } else {
        screen.offers = before_offers(here, lang, present);
        let over = present.saturating_add(1);
        screen.facts.push(Fact::new(say.most(), present).rule(Tone::Strong, say.most_rule(over)));
        say.say_before(present)
    };
    screen.aloud = vec![Aloud { speaker: Speaker::Chair, text }];
    screen
}

fn before_offers(here: Here<'_>, lang: Lang, present: u32) -> Vec<Offer> {
    let say = Say(lang);
    if super::voters::current_base(here).is_some() {
        vec![Offer::form(Action::Confirm, say.act(), form(present, lang))]
    } else {
        vec![Offer::form(Action::Confirm, say.recount(), super::voters::form(here, lang))]
    }
}

fn paper_facts(round: &RoundState, lang: Lang) -> Vec<Fact> {
    let say = Say(lang);
    let papers = round.papers;
    let against = match round.turnout().present.saturating_sub(papers.issued) {
        0 => say.equal(),
        fewer => say.fewer(fewer),
    };
    vec![
        Fact::new(say.handed_out(), papers.issued).rule(Tone::Plain, against),
        Fact::new(say.spare(), papers.spare).rule(Tone::Plain, say.adds_up(papers.printed, papers.spare)),
    ]
}

fn form(present: u32, lang: Lang) -> Form {
    let say = Say(lang);
    let field = |label, hint, kind| Field { label, hint, kind };
    let fields = vec![
        field(say.printed(), String::new(), FieldKind::Number(None)),
        field(say.issued(), say.issued_hint(present), FieldKind::Number(Some(present))),
        field(say.reason(), say.reason_hint(), FieldKind::Text(String::new())),
    ];
    let read = |_: u32, answers: &[Answer]| {
        let mut answers = Answers(answers);
        let (printed, issued) = (answers.number()?, answers.number()?);
        Ok(Command::Issue { printed, issued, reason: answers.optional_text()? }.into())
    };
    Form { title: say.title(), fields, subject: 0, read }
}

/// The offer to replace a spoiled paper, while papers are out and the procedure keeps spares.
pub(crate) fn replace_offer(here: Here<'_>, lang: Lang) -> Option<Offer> {
    let round = here.round()?;
    let casting = round.issued.is_some() && !round.has(super::round::Milestone::Voted);
    let possible = casting && round.papers.replace(here.floor.procedure()).is_ok();
    possible.then(|| Offer::command(Action::Edit, Say(lang).replace(), Command::Replace))
}

pub(crate) fn ready(here: Here<'_>) -> Result<(), Rejection> {
    must(here.round().is_some_and(|round| round.issued.is_some()), Rejection::PapersNotIssued)
}

pub(crate) fn decide(here: Here<'_>, command: &Command) -> Result<Vec<AnyEvent>, Rejection> {
    let round = here.item.round.ok_or(Rejection::NotAtThisStep)?;
    let event = match command.clone() {
        Command::Issue { printed, issued, reason } => Event::PapersIssued { round, printed, issued, reason },
        Command::Replace => Event::PaperReplaced { round },
    };
    Ok(vec![event.into()])
}

pub(crate) fn admit(floor: &Floor, event: &Event) -> Result<(), Rejection> {
    match event {
        Event::PapersIssued { round, printed, issued, reason } => {
            let state = round::current(floor, Kind::Issue, *round)?;
            written_if_any(reason.as_deref())?;
            must(state.issued.is_none(), Rejection::AlreadyDone)?;
            let here = floor.here().ok_or(Rejection::MeetingClosed)?;
            must(super::voters::current_base(here).is_some(), Rejection::VotersNotCounted)?;
            may_issue(state, *printed, *issued, reason.as_deref())
        }
        Event::PaperReplaced { round } => {
            let voting = round::current(floor, Kind::Voting, *round);
            let state = round::current(floor, Kind::Issue, *round).or(voting)?;
            must(!state.has(Milestone::Voted), Rejection::VotingOver)?;
            state.papers.replace(floor.procedure()).map(|_| ()).map_err(papers_rejection)
        }
    }
}

fn may_issue(round: &RoundState, printed: u32, issued: u32, reason: Option<&str>) -> Result<(), Rejection> {
    let base = round.turnout();
    must(issued > 0, Rejection::NumberMissing)?;
    let spare = printed.checked_sub(issued).ok_or(Rejection::IssuedAbovePrinted { issued, printed })?;
    let papers = Papers { printed, issued, replaced: 0, spare };
    papers.check(base.due, base.present).map_err(papers_rejection)?;
    papers.want_reason(base.present, reason).map_err(papers_rejection)
}

fn papers_rejection(error: PapersError) -> Rejection {
    match error {
        PapersError::IssuedAbovePresent { issued, present } => {
            Rejection::IssuedAbovePresent { issued, present }
        }
        PapersError::ReasonMissing { issued, present } => Rejection::IssueReasonMissing { issued, present },
        PapersError::NotAccounted { .. } => Rejection::PapersDoNotAddUp,
        PapersError::NoSpare | PapersError::NothingIssued { .. } => Rejection::NoSparePaper,
        PapersError::NotReplaced => Rejection::NotReplaced,
        PapersError::PresentAboveDue { present, due } => {
            Rejection::PresentDiffers { counted: present, marked: due }
        }
    }
}

pub(crate) fn apply(floor: &mut Floor, _: Stamp<'_>, event: &Event) {
    let procedure = floor.procedure().clone();
    match event {
        Event::PapersIssued { round, printed, issued, reason } => {
            let Some(round) = floor.rounds.get_mut(round) else { return };
            let spare = printed.saturating_sub(*issued);
            round.papers = Papers { printed: *printed, issued: *issued, replaced: 0, spare };
            round.issued = Some(Issued { reason: reason.clone() });
        }
        Event::PaperReplaced { round } => {
            let Some(round) = floor.rounds.get_mut(round) else { return };
            round.papers = round.papers.replace(&procedure).unwrap_or(round.papers);
        }
    }
}

pub(crate) fn wall(here: Here<'_>) -> Wall {
    round::papers_wall(here)
}

pub(crate) fn play(here: Here<'_>, _: &Room) -> Option<super::Command> {
    let round = here.round()?;
    let present = here.roll().present();
    if round.issued.is_none() && super::voters::current_base(here).is_none() {
        return Some(super::voters::Command::Count { present }.into());
    }
    if round.issued.is_none() {
        return Some(Command::Issue { printed: present + 4, issued: present, reason: None }.into());
    }
    let spoils = round.papers.replaced == 0 && here.item.round.is_some_and(|id| id.round == 0) && present > 9;
    (spoils && here.floor.procedure().can_replace()).then(|| Command::Replace.into())
}
