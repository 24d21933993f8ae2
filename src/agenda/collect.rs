//! The box is opened, the papers are mixed and counted, and the chair declares the round valid or void (rules §6).

mod recount;

pub(crate) use recount::offer as recount_offer;

use super::action::Action;
use super::floor::must;
use super::order::RoundId;
use super::rehearsal::Room;
use super::round::Milestone;
use super::round::{self, RoundState};
use super::screen::{Aloud, Answer, Answers, Fact, Field, FieldKind, Form, Offer, Screen, Speaker, Tone};
use super::wall::Wall;
use super::{Event as AnyEvent, Floor, Here, Kind, Rejection, Stamp};
use crate::domain::round::RoundVerdict;
use crate::domain::{Margin, Turnout};
use crate::locale::Lang;
use crate::messages;
use serde::{Deserialize, Serialize};

/// What can be asked here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// The box was opened and the papers mixed.
    OpenBox,
    /// So many papers were in it.
    Count {
        /// The number.
        collected: u32,
    },
    /// The chair declares the round, as the rule has it.
    Declare,
    /// The papers were miscounted: put the number right after the declaration.
    Correct {
        /// How many.
        collected: u32,
        /// Why.
        reason: String,
    },
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// The box was opened and the papers mixed, so that their order tells nothing.
    BoxOpened {
        /// The round.
        round: RoundId,
    },
    /// The papers were counted.
    PapersCounted {
        /// The round.
        round: RoundId,
        /// How many.
        collected: u32,
    },
    /// The chair declared the round valid or void.
    RoundDeclared {
        /// The round.
        round: RoundId,
        /// Which.
        verdict: RoundVerdict,
    },
    /// The papers were counted again while they were examined or called, and the number was put right; the round stands or
    /// falls by the new one.
    CountCorrected {
        /// The round.
        round: RoundId,
        /// How many.
        collected: u32,
        /// Why.
        reason: String,
    },
}

/// Nothing is kept here: the round keeps it.
pub type State = ();

messages! {
    /// Words of counting the papers.
    struct Say {
        title { zh: "清点选票", en: "Papers counted" }
        purpose { zh: "开箱、混合、清点收回的选票。收回不多于发出（也不多于实到），选举有效；多于就无效，必须重新投票，这些票不再计。", en: "Open the box, mix the papers, count them. If there are no more than were handed out (and voters present), the round is valid; if there are more, it is void, and everybody votes again." }
        open { zh: "已开箱并混合", en: "box opened, papers mixed" }
        count { zh: "填写收回张数", en: "enter the papers collected" }
        recount { zh: "重新清点", en: "count again" }
        declare_valid { zh: "宣布选举有效", en: "declare the round valid" }
        declare_void { zh: "宣布无效，重新选举", en: "declare the round void" }
        ask_void { zh: "宣布无效后，本轮选票不再计，全体重新投票。确定吗？", en: "Once void, these papers are never counted and everybody votes again. Are you sure?" }
        field { zh: "收回选票", en: "Papers collected" }
        hint(issued: u32) { zh: "发出 {issued} 张", en: "{issued} handed out" }
        most { zh: "最多收回", en: "At most" }
        most_rule(over: u32) { zh: "收回 {over} 张，选举就无效", en: "with {over} the vote is void" }
        equal { zh: "收回 = 发出，选举有效", en: "as many as handed out: valid" }
        fewer(missing: u32) { zh: "比发出少 {missing} 张，选举有效", en: "{missing} fewer than handed out: valid" }
        to_void(papers: u32) { zh: "再多 {papers} 张就无效", en: "{papers} more would make it void" }
        both(rule: &str, margin: &str) { zh: "{rule}；{margin}", en: "{rule}; {margin}" }
        more(over: u32) { zh: "多出 {over} 张，选举无效", en: "{over} too many: void" }
        say_open { zh: "现在开箱清点选票。请监票人开箱，把选票混合后清点。", en: "The box is opened now. Scrutineers, please mix the papers and count them." }
        report(issued: u32, collected: u32) { zh: "报告：发出选票 {issued} 张，收回选票 {collected} 张。", en: "Report: {issued} papers handed out, {collected} collected." }
        valid_equal { zh: "收回选票等于发出选票，选举有效。", en: "As many papers were collected as handed out: the vote is valid." }
        valid_fewer { zh: "收回选票少于发出选票，选举有效。", en: "Fewer papers were collected than handed out: the vote is valid." }
        void { zh: "收回选票多于发出选票，本次选举无效，重新选举。", en: "More papers were collected than handed out: this vote is void. We vote again." }
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
    let verdict = round.turnout().verdict(here.floor.procedure());
    if round.collected.is_some() {
        screen.facts.retain(|fact| fact.label != say.field());
        screen.facts.insert(0, collected_fact(here, round, verdict, lang));
    } else {
        let most = round.turnout().collected_most(here.floor.procedure().collected_limit);
        let rule = say.most_rule(most.saturating_add(1));
        screen.facts.insert(0, Fact::new(say.most(), most).rule(Tone::Strong, rule));
    }
    screen.aloud = spoken(round, verdict, lang);
    screen.offers = offers(round, verdict, lang);
    screen
}

fn collected_fact(here: Here<'_>, round: &RoundState, verdict: RoundVerdict, lang: Lang) -> Fact {
    let say = Say(lang);
    let Turnout { issued, collected, .. } = round.turnout();
    let valid = match verdict {
        RoundVerdict::Valid if collected < issued => say.fewer(issued - collected),
        _ => say.equal(),
    };
    let (tone, rule) = match round.turnout().papers_to_void(here.floor.procedure()) {
        Margin::Missing(over) => (Tone::Bad, say.more(over)),
        Margin::Spare(room) => (Tone::Good, say.both(&valid, &say.to_void(room.saturating_add(1)))),
    };
    Fact::new(say.field(), collected).rule(tone, rule)
}

fn spoken(round: &RoundState, verdict: RoundVerdict, lang: Lang) -> Vec<Aloud> {
    let say = Say(lang);
    let aloud = |speaker, text| Aloud { speaker, text };
    let Some(collected) = round.collected else { return vec![aloud(Speaker::Chair, say.say_open())] };
    let issued = round.papers.issued;
    let declared = match verdict {
        RoundVerdict::Void => say.void(),
        RoundVerdict::Valid if collected == issued => say.valid_equal(),
        RoundVerdict::Valid => say.valid_fewer(),
    };
    vec![aloud(Speaker::Scrutineer, say.report(issued, collected)), aloud(Speaker::Chair, declared)]
}

fn offers(round: &RoundState, verdict: RoundVerdict, lang: Lang) -> Vec<Offer> {
    let say = Say(lang);
    let form = || form(round, lang);
    match (round.has(Milestone::BoxOpened), round.collected, round.declared) {
        (false, _, _) => vec![Offer::command(Action::Confirm, say.open(), Command::OpenBox)],
        (true, None, _) => vec![Offer::form(Action::Confirm, say.count(), form())],
        (true, Some(_), None) => {
            let declare = match verdict {
                RoundVerdict::Valid => Offer::command(Action::Confirm, say.declare_valid(), Command::Declare),
                RoundVerdict::Void => {
                    Offer::command(Action::Confirm, say.declare_void(), Command::Declare).ask(say.ask_void())
                }
            };
            vec![declare, Offer::form(Action::Edit, say.recount(), form())]
        }
        (true, Some(_), Some(_)) => Vec::new(),
    }
}

fn form(round: &RoundState, lang: Lang) -> Form {
    let say = Say(lang);
    let hint = say.hint(round.papers.issued);
    let field = Field { label: say.field(), hint, kind: FieldKind::Number(None) };
    let read =
        |_: u32, answers: &[Answer]| Ok(Command::Count { collected: Answers(answers).number()? }.into());
    Form { title: say.title(), fields: vec![field], subject: 0, read }
}

pub(crate) fn ready(here: Here<'_>) -> Result<(), Rejection> {
    must(here.round().is_some_and(|round| round.declared.is_some()), Rejection::RoundNotDeclared)
}

pub(crate) fn decide(here: Here<'_>, command: &Command) -> Result<Vec<AnyEvent>, Rejection> {
    let round = here.item.round.ok_or(Rejection::NotAtThisStep)?;
    let state = here.round().ok_or(Rejection::NotAtThisStep)?;
    let event = match command.clone() {
        Command::OpenBox => Event::BoxOpened { round },
        Command::Count { collected } => Event::PapersCounted { round, collected },
        Command::Declare => {
            Event::RoundDeclared { round, verdict: state.turnout().verdict(here.floor.procedure()) }
        }
        Command::Correct { collected, reason } => Event::CountCorrected { round, collected, reason },
    };
    Ok(vec![event.into()])
}

pub(crate) fn admit(floor: &Floor, event: &Event) -> Result<(), Rejection> {
    let state = |id: &RoundId| round::current(floor, Kind::Collect, *id);
    match event {
        Event::BoxOpened { round } => must(!state(round)?.has(Milestone::BoxOpened), Rejection::AlreadyDone),
        Event::PapersCounted { round, collected } => {
            let round = state(round)?;
            must(round.has(Milestone::BoxOpened), Rejection::BoxNotOpened)?;
            must(round.declared.is_none(), Rejection::AlreadyDone)?;
            likely(round, *collected)
        }
        Event::CountCorrected { round, collected, reason } => {
            recount::admit(floor, *round, *collected, reason)
        }
        Event::RoundDeclared { round, verdict } => {
            let round = state(round)?;
            must(round.collected.is_some(), Rejection::PapersNotCounted)?;
            must(round.declared.is_none(), Rejection::AlreadyDone)?;
            must(round.turnout().verdict(floor.procedure()) == *verdict, Rejection::DigestDiffers)
        }
    }
}

/// A number typed with a digit too many is no count.
fn likely(round: &RoundState, collected: u32) -> Result<(), Rejection> {
    let printed = round.papers.printed;
    must(collected <= printed.saturating_mul(2), Rejection::CollectedUnlikely { collected, printed })
}

pub(crate) fn apply(floor: &mut Floor, stamp: Stamp<'_>, event: &Event) {
    match event {
        Event::BoxOpened { round } => with(floor, *round, |round| round.reach(Milestone::BoxOpened)),
        Event::PapersCounted { round, collected } => {
            with(floor, *round, |round| round.collected = Some(*collected));
        }
        Event::RoundDeclared { round, verdict } => {
            with(floor, *round, |round| round.declared = Some(*verdict));
            if *verdict == RoundVerdict::Void {
                round::repeat(floor, *round);
            }
        }
        Event::CountCorrected { round, collected, reason } => {
            recount::apply(floor, stamp, *round, *collected, reason);
        }
    }
}

fn with(floor: &mut Floor, round: RoundId, change: impl FnOnce(&mut RoundState)) {
    if let Some(round) = floor.rounds.get_mut(&round) {
        change(round);
    }
}

pub(crate) fn wall(here: Here<'_>) -> Wall {
    round::papers_wall(here)
}

pub(crate) fn play(here: Here<'_>, _: &Room) -> Option<super::Command> {
    let round = here.round()?;
    let command = match (round.has(Milestone::BoxOpened), round.collected, round.declared) {
        (false, _, _) => Command::OpenBox,
        (true, None, _) => Command::Count { collected: round.papers.issued },
        (true, Some(_), None) => Command::Declare,
        (true, Some(_), Some(_)) => return None,
    };
    Some(command.into())
}
