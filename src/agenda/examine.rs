//! Invalid and doubtful papers are set aside and decided (验票), before the valid ones are called (rules §6).

mod aside;
mod ruling;
pub(crate) mod spelling;

pub(crate) use aside::{aside_form, aside_list, aside_paper, place, with_keyed};
pub use aside::{judgement_text, void_reason};
use ruling::{may_rule, ruling, ruling_form};

use super::action::Action;
use super::calling::written;
use super::floor::must;
use super::order::RoundId;
use super::rehearsal::Room;
use super::round::{self, Entered, Merged, RoundState, Ruled};
use super::screen::{Aloud, Fact, Offer, Screen, Speaker, Tone, Work};
use super::text::written as says_something;
use super::wall::Wall;
use super::{Event as AnyEvent, Floor, Here, Kind, Rejection, Stamp};
use crate::domain::{Judgement, Mark, MemberId, Nominee, Paper, Ruling};
use crate::locale::Lang;
use crate::messages;
use serde::{Deserialize, Serialize};

/// What can be asked here; a ruling also while papers are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// A paper is set aside: void by its look, or doubtful.
    SetAside(Paper),
    /// The scrutineers decide about the doubtful paper entered at this position, from 0.
    Rule {
        /// The position.
        at: usize,
        /// What they decide.
        decision: Decision,
        /// Why.
        reason: String,
    },
    /// The scrutineers decide that a spelling stands for somebody: positions among the form's choices.
    Merge {
        /// The spelling.
        from: usize,
        /// Who is meant.
        into: usize,
        /// Why.
        reason: String,
    },
    /// The scrutineers take such a decision back: its position among those in force.
    Part {
        /// The position.
        at: usize,
        /// Why.
        reason: String,
    },
}

/// What the scrutineers can decide about a doubtful paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It counts with these marks, and with or without the names written in.
    Valid {
        /// The marks.
        marks: Vec<Mark>,
        /// What becomes of the write-ins.
        write_ins: WriteIns,
    },
    /// It does not count.
    Invalid,
}

/// Whether the names written in on a paper count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteIns {
    /// Those of people who may be elected.
    Count,
    /// None.
    Drop,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// A paper was set aside.
    PaperSetAside {
        /// The round.
        round: RoundId,
        /// The paper, with the reason or the doubts.
        paper: Paper,
    },
    /// The scrutineers decided about a doubtful paper.
    PaperRuled {
        /// The round.
        round: RoundId,
        /// The paper: its position in the order of entering, from 0.
        at: usize,
        /// What they decided.
        ruling: Ruling,
        /// Why.
        reason: String,
        /// Who decided.
        by: Vec<MemberId>,
    },
    /// The scrutineers decided that a name written in stands for somebody else who is written in or may be elected.
    SpellingsMerged {
        /// The round.
        round: RoundId,
        /// As it stands on papers: nobody's name on the roll.
        from: Nominee,
        /// Who is meant.
        into: Nominee,
        /// Why.
        reason: String,
        /// Who decided.
        by: Vec<MemberId>,
    },
    /// The scrutineers took such a decision back.
    SpellingsParted {
        /// The round.
        round: RoundId,
        /// As it stands on papers.
        from: Nominee,
        /// Why.
        reason: String,
        /// Who decided.
        by: Vec<MemberId>,
    },
}

/// Nothing is kept here: the round keeps it.
pub type State = ();

messages! {
    /// Words of examining papers.
    struct Say {
        title { zh: "验票", en: "Papers examined" }
        purpose { zh: "监票人逐张看票：无效的、有疑问的挑出来；疑问票由监票人共同认定，写明理由。其余的留待唱票。没有就直接继续。", en: "The scrutineers look at every paper and set aside the invalid and the doubtful ones; they decide the doubtful ones together and give the reason. The rest is called next. Just go on if there are none." }
        add { zh: "挑出一张…", en: "set a paper aside…" }
        decide_place(place: &str) { zh: "认定{place}…", en: "decide {place}…" }
        aside_invalid { zh: "无效", en: "Invalid" }
        to_call { zh: "留待唱票", en: "To be called" }
        papers(count: u32) { zh: "{count} 张", en: "{count}" }
        say_none(count: u32) { zh: "请监票人验票。（验票）经验票，{count} 张选票都可以计票，现在开始唱票。", en: "Scrutineers, please examine the papers. (They do.) All {count} papers can be counted; the calling begins." }
        say_some(invalid: u32, valid: u32, rest: u32) { zh: "请监票人验票。（验票）经监票人认定，无效票 {invalid} 张，疑问票认定有效 {valid} 张，其余 {rest} 张现在开始唱票。", en: "Scrutineers, please examine the papers. (They do.) Invalid: {invalid}; doubtful and decided valid: {valid}. The other {rest} are called now." }
        say_open(open: u32) { zh: "还有 {open} 张疑问票，请监票人共同认定。", en: "{open} doubtful paper(s) left; scrutineers, please decide them together." }
        aside_valid { zh: "认定有效", en: "Decided valid" }
    }
}

pub(crate) fn title(lang: Lang) -> String {
    Say(lang).title()
}

pub(crate) fn screen(here: Here<'_>, lang: Lang) -> Screen {
    let say = Say(lang);
    let mut screen = Screen { title: say.title(), purpose: say.purpose(), ..Screen::default() };
    let Some(round) = here.round() else { return screen };
    screen.facts = facts(here.floor, round, lang);
    screen.work = Work::List(aside_list(here.floor, round, lang, |entered| entered.aside));
    if round.left() > 0 {
        screen.offers.push(Offer::form(Action::Add, say.add(), aside_form(round, lang)));
    }
    screen.offers.extend(spelling::offer(here, lang));
    let (invalid, valid, open) = (round.tally.invalid, round.tally.valid, round.tally.doubtful);
    let text = match open {
        0 if round.entered.is_empty() => say.say_none(round.left()),
        0 => say.say_some(invalid, valid, round.left()),
        open => say.say_open(open),
    };
    screen.aloud = vec![Aloud { speaker: Speaker::Chair, text }];
    screen.offers.extend(super::collect::recount_offer(here, lang));
    screen
}

fn facts(floor: &Floor, round: &RoundState, lang: Lang) -> Vec<Fact> {
    let say = Say(lang);
    let mut facts = vec![Fact::new(say.aside_invalid(), say.papers(round.tally.invalid))];
    facts.extend(round::open_fact(floor, round, lang));
    if round.tally.valid > 0 {
        facts.push(Fact::new(say.aside_valid(), say.papers(round.tally.valid)));
    }
    facts.push(Fact::new(say.to_call(), say.papers(round.left())).rule(Tone::Strong, ""));
    facts
}

/// While papers are doubtful: the queue of them as the work of a step after calling, and whether they matter.
pub(crate) fn add_queue(here: Here<'_>, round: &RoundState, lang: Lang, screen: &mut Screen) {
    screen.work = Work::List(aside_list(here.floor, round, lang, Entered::open));
    screen.facts.extend(round::open_fact(here.floor, round, lang));
    let text = Say(lang).say_open(round.tally.doubtful);
    screen.aloud = vec![Aloud { speaker: Speaker::Chair, text }];
}

/// The offer to decide about the first doubtful paper, where there is no room for the queue.
pub(crate) fn next_offer(floor: &Floor, round: &RoundState, lang: Lang) -> Option<Offer> {
    let (at, entered) = round.undecided().next()?;
    let form = ruling_form(floor, round, at, entered, lang);
    Some(Offer::form(
        Action::Edit,
        Say(lang).decide_place(&place(round, round::passes::number(at + 1), lang)),
        form,
    ))
}

pub(crate) fn ready(here: Here<'_>) -> Result<(), Rejection> {
    let open = here.round().map_or(0, |round| round.tally.doubtful);
    must(open == 0, Rejection::PapersUndecided { count: open })
}

pub(crate) fn decide(here: Here<'_>, command: &Command) -> Result<Vec<AnyEvent>, Rejection> {
    let round = here.item.round.ok_or(Rejection::NotAtThisStep)?;
    let state = here.round().ok_or(Rejection::NotAtThisStep)?;
    let event = match command.clone() {
        Command::SetAside(paper) => {
            let paper = written::meant(here, state, paper);
            super::calling::shows_its_reason(here.floor, state, &paper)?;
            Event::PaperSetAside { round, paper }
        }
        Command::Rule { at, decision, reason } => {
            let by = super::officials::scrutineers(here.floor, here.item.body);
            Event::PaperRuled {
                round,
                at,
                ruling: ruling(here.floor, state, at, decision, &reason)?,
                reason,
                by,
            }
        }
        Command::Merge { from, into, reason } => {
            return spelling::decide(here, state, (from, into), &reason).map(|event| vec![event]);
        }
        Command::Part { at, reason } => spelling::taken_back(here, state, at, reason)?,
    };
    Ok(vec![event.into()])
}

pub(crate) fn admit(floor: &Floor, event: &Event) -> Result<(), Rejection> {
    match event {
        Event::PaperSetAside { round, paper } => {
            let round = round::current(floor, Kind::Examine, *round)?;
            must(round.left() > 0, Rejection::AllPapersEntered)?;
            super::calling::readable(floor, round, paper)?;
            let valid = matches!(round::judged(floor, round, paper), Judgement::Valid(_));
            must(!valid, Rejection::PaperIsValid)
        }
        Event::PaperRuled { round, at, ruling, reason, by } => {
            let state = at_one_of(floor, *round, &DECIDING)?;
            let entered = state.entered.get(*at).ok_or(Rejection::NoSuchPaper)?;
            must(entered.open(), Rejection::AlreadyDone)?;
            says_something(reason)?;
            let scrutineers = super::officials::scrutineers(floor, state.body);
            must(*by == scrutineers, Rejection::RulingNotByScrutineers)?;
            may_rule(floor, state, &entered.paper, ruling)
        }
        Event::SpellingsMerged { round, from, into, reason, by } => {
            spelling::admit(floor, *round, (from, into), reason, by)
        }
        Event::SpellingsParted { round, from, reason, by } => {
            spelling::may_part(floor, *round, from, reason, by)
        }
    }
}

/// The steps at which papers are entered and decided.
pub(crate) const DECIDING: [Kind; 4] = [Kind::Examine, Kind::Calling, Kind::SecondPass, Kind::Compare];

/// The round, if the meeting stands at one of these steps of it.
pub(crate) fn at_one_of<'a>(
    floor: &'a Floor,
    id: RoundId,
    kinds: &[Kind],
) -> Result<&'a RoundState, Rejection> {
    let found = kinds.iter().find_map(|kind| round::current(floor, *kind, id).ok());
    found.ok_or(Rejection::NotAtThisStep)
}

pub(crate) fn apply(floor: &mut Floor, stamp: Stamp<'_>, event: &Event) {
    match event {
        Event::PaperSetAside { round, paper } => round::enter(floor, stamp, *round, paper, true),
        Event::PaperRuled { round, at, ruling, reason, by } => {
            let Some(round) = floor.rounds.get_mut(round) else { return };
            let Some(entered) = round.entered.get(*at) else { return };
            let ruled = Ruled { ruling: ruling.clone(), reason: reason.clone(), by: by.clone() };
            round.replace(*at, Entered { ruling: Some(ruled), seq: stamp.seq, ..entered.clone() });
        }
        Event::SpellingsMerged { round, from, into, reason, by } => {
            let merged =
                Merged { from: from.clone(), into: into.clone(), reason: reason.clone(), by: by.clone() };
            round::merge(floor, *round, merged);
        }
        Event::SpellingsParted { round, from, reason, .. } => round::part(floor, *round, from, reason),
    }
}

pub(crate) fn wall(here: Here<'_>) -> Wall {
    round::papers_wall(here)
}

pub(crate) fn play(here: Here<'_>, room: &Room) -> Option<super::Command> {
    let round = here.round()?;
    let papers = room.papers(round);
    let aside =
        papers.get(round.entered.len()).filter(|paper| paper.void.is_some() || !paper.doubts.is_empty());
    aside.map(|paper| Command::SetAside(paper.clone()).into())
}
