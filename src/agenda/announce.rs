//! The chair announces who is elected; for seats that stay open the lawful ways on are listed with reasons, the chair
//! chooses, and the choice is recorded (rules §7, §8).

mod ways;

pub use ways::{Ground, WayOn};

use super::action::Action;
use super::floor::must;
use super::motion;
use super::order::RoundId;
use super::rehearsal::Room;
use super::round::Milestone;
use super::round::{self, Choice, RoundState};
use super::screen::{
    Aloud, Answer, Answers, Fact, Field, FieldKind, Form, Offer, Screen, Speaker, Table, Tone, Work,
};
use super::text::written;
use super::wall::Wall;
use super::{Event as AnyEvent, Floor, Here, Kind, Rejection, Stamp};
use crate::domain::{Candidate, Next, Nominee, Outcome, Place, RoundKind, State as NameState, Why};
use crate::locale::Lang;
use crate::messages;
use serde::{Deserialize, Serialize};

/// How many seats may stay open for the meeting to fill fewer (接近应选名额; the Regulation does not say how close).
pub const CLOSE: u32 = 1;

/// What can be asked here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// The chair announces the elected.
    Announce,
    /// Another round among those tied.
    HoldRunoff,
    /// A supplementary round; whether each name not elected stands, in the order of the form.
    HoldSupplementary {
        /// One answer for each name not elected, most votes first.
        stand: Vec<bool>,
    },
    /// The higher body is asked; the seats stay open for now.
    AskHigherBody {
        /// What was asked or answered.
        note: String,
    },
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// The chair announced the elected.
    Announced {
        /// The round.
        round: RoundId,
    },
    /// Another round was called.
    NextRoundChosen {
        /// The round that leads to it.
        round: RoundId,
        /// Why it is held.
        kind: RoundKind,
        /// Who stands.
        names: Vec<Nominee>,
    },
    /// The higher body is asked; the seats stay open.
    HigherBodyAsked {
        /// The round.
        round: RoundId,
        /// What was asked or answered.
        note: String,
    },
}

/// Nothing is kept here: the round keeps it.
pub type State = ();

messages! {
    /// Words of the announcement.
    struct Say {
        title { zh: "宣布当选", en: "Elected announced" }
        purpose { zh: "主持人宣布当选名单。名额没有选满时，程序列出合法的办法和理由，由主持人选定并记录。", en: "The chair announces the elected. If seats stay open, the lawful ways on are listed with their reasons; the chair chooses, and the choice is recorded." }
        act { zh: "宣布", en: "announce" }
        ask { zh: "宣布以后不能撤销。确定宣布吗？", en: "What is announced cannot be undone. Announce it?" }
        name { zh: "姓名", en: "Name" }
        approve { zh: "赞成", en: "Yes" }
        state { zh: "结果", en: "Result" }
        why(name: &str, why: &str) { zh: "{name}：{why}", en: "{name}: {why}" }
        why_and(name: &str, why: &str, sway: &str) { zh: "{name}：{why}（{sway}）", en: "{name}: {why} ({sway})" }
        written(name: &str) { zh: "{name}（另选）", en: "{name} (written in)" }
        elected { zh: "当选", en: "elected" }
        no_seat { zh: "过半，名额已满", en: "enough votes, no seat left" }
        tied { zh: "同票，再次投票", en: "tied" }
        not_qualified { zh: "未当选", en: "not elected" }
        open { zh: "尚缺名额", en: "Seats open" }
        runoff { zh: "同票者再次投票", en: "vote again among the tied" }
        runoff_rule { zh: "得票相等，不能确定当选人", en: "level votes do not decide who is elected" }
        supplementary { zh: "另行选举", en: "supplementary round" }
        supplementary_rule { zh: "当选人数少于应选名额", en: "fewer are elected than seats" }
        vacant_rule { zh: "按照选举办法，名额空缺，不再投票", en: "by the procedure they stay vacant, with no further vote" }
        level_hint(votes: u32) { zh: "{votes} 票，与列入的最后一名同票", en: "{votes} vote(s), level with the last who stands" }
        supplementary_title(open: u32) { zh: "另行选举 {open} 名：哪些人作候选人", en: "Supplementary round for {open}: who stands" }
        votes_hint(votes: u32) { zh: "{votes} 票", en: "{votes} vote(s)" }
        stands { zh: "列入", en: "stands" }
        stands_not { zh: "不列入", en: "does not stand" }
        higher { zh: "请示上级党组织", en: "ask the higher body" }
        higher_field { zh: "请示内容或答复", en: "What was asked or answered" }
        fewer { zh: "减少名额，不再进行选举", en: "fill fewer seats, hold no further vote" }
        chosen { zh: "已决定", en: "Decided" }
        next_round { zh: "再投一轮", en: "another round" }
        say_elected(office: &str, names: &str) { zh: "现在宣布选举结果：{names} 当选为{office}。", en: "The result: {names} elected as {office}." }
        say_nobody(office: &str) { zh: "本轮没有人当选为{office}。", en: "Nobody is elected as {office} in this round." }
        say_whole(office: &str, names: &str) { zh: "至此，{office}全部选出，当选人名单（按姓氏笔画为序）：{names}。请大家鼓掌祝贺。", en: "All are elected. The {office}: {names}. Please join me in congratulating them." }
        say_tied(names: &str, seats: u32) { zh: "{names} 得票相等，还有 {seats} 个名额不能确定，须就这几位再次投票。", en: "{names} are level; {seats} seat(s) cannot be decided. We vote again among them." }
        say_tied_again(names: &str, seats: u32) { zh: "{names} 再次得票相等，还有 {seats} 个名额仍不能确定：或者再投一次票，或者请示上级党组织。", en: "{names} are level again; {seats} seat(s) still undecided: we vote once more, or ask the higher body." }
        say_no_votes(names: &str, seats: u32) { zh: "{names} 都没有得票，还有 {seats} 个名额仍不能确定：或者再投一次票，或者请示上级党组织。", en: "{names} have no vote; {seats} seat(s) still undecided: we vote once more, or ask the higher body." }
        say_short(seats: u32) { zh: "还缺 {seats} 名，按照选举办法处理。", en: "{seats} seat(s) still open; we go on by the procedure." }
        say_record { zh: "结果报上级党组织备案。", en: "The result is reported to the higher body for the record." }
        say_approval { zh: "结果报上级党组织批准。", en: "The result is reported to the higher body for approval." }
    }
}

pub(crate) fn title(lang: Lang) -> String {
    Say(lang).title()
}

pub(crate) fn screen(here: Here<'_>, lang: Lang) -> Screen {
    let say = Say(lang);
    let mut screen = Screen { title: say.title(), purpose: say.purpose(), ..Screen::default() };
    let (Some(round), Some(outcome)) = (here.round(), outcome(here)) else { return screen };
    screen.work = Work::Table(table(here, round, &outcome, lang));
    screen.why = reasons(here, lang);
    screen.aloud = vec![Aloud { speaker: Speaker::Chair, text: spoken(here, round, &outcome, lang) }];
    if outcome.open > 0 {
        screen.facts.push(Fact::new(say.open(), outcome.open).rule(Tone::Warn, open_text(&outcome, say)));
    }
    if !round.announced() || outcome.open == 0 {
        screen.facts.splice(0..0, round::needed_fact(here.floor, round, lang));
    }
    if !round.announced() {
        screen.offers.push(Offer::command(Action::Confirm, say.act(), Command::Announce).ask(say.ask()));
        screen.offers.extend(super::signing::reopen_offer(here, lang));
        return screen;
    }
    add_ways(here, round, &outcome, lang, &mut screen);
    screen
}

/// Why seats stay open, in a few words.
fn open_text(outcome: &Outcome, say: Say) -> String {
    match &outcome.next {
        Next::Runoff { .. } => say.runoff_rule(),
        Next::Vacant { .. } => say.vacant_rule(),
        Next::Supplementary { .. } | Next::Complete => say.supplementary_rule(),
    }
}

fn outcome(here: Here<'_>) -> Option<Outcome> {
    here.round()?.outcome(here.floor.procedure())
}

/// For every name of a counted round the rule that decides about it with its numbers, and what would change it.
pub(crate) fn reasons(here: Here<'_>, lang: Lang) -> Vec<String> {
    let (Some(round), Some(outcome)) = (here.round(), outcome(here)) else { return Vec::new() };
    let say = Say(lang);
    let count = round.count(here.floor.procedure());
    let tie = outcome.rule.tie(here.floor.procedure());
    let reason = |place: &&Place| {
        let why = Why::of(&outcome, count, &place.nominee)?.text(lang);
        let name = place.nominee.name.as_str();
        let name = if place.printed { name.to_owned() } else { say.written(name) };
        let change = round::sway_sentence(&outcome, tie, &place.nominee, lang);
        Some(if change.is_empty() { say.why(&name, &why) } else { say.why_and(&name, &why, &change) })
    };
    outcome.places_by_votes().iter().filter_map(reason).collect()
}

fn table(here: Here<'_>, round: &RoundState, outcome: &Outcome, lang: Lang) -> Table {
    let say = Say(lang);
    let tie = outcome.rule.tie(here.floor.procedure());
    let row = |place: &&Place| {
        let cells = vec![
            place.nominee.name.to_string(),
            place.sums.approve.to_string(),
            state_text(place.state, round.round.kind, lang),
            round::sway_text(outcome, tie, &place.nominee, lang),
        ];
        (state_tone(place.state), cells)
    };
    let header = vec![say.name(), say.approve(), say.state(), round::sway_heading(lang)];
    Table { header, rows: outcome.places_by_votes().iter().map(row).collect() }
}

/// What became of a name, in words. A runoff does not ask for the half, so nobody there "has enough votes".
pub fn state_text(state: NameState, kind: RoundKind, lang: Lang) -> String {
    let say = Say(lang);
    match state {
        NameState::QualifiedNoSeat if kind == RoundKind::Runoff => say.not_qualified(),
        NameState::Elected => say.elected(),
        NameState::QualifiedNoSeat => say.no_seat(),
        NameState::Tied => say.tied(),
        NameState::NotQualified => say.not_qualified(),
    }
}

fn state_tone(state: NameState) -> Tone {
    match state {
        NameState::Elected => Tone::Good,
        NameState::Tied => Tone::Warn,
        NameState::QualifiedNoSeat | NameState::NotQualified => Tone::Dim,
    }
}

fn spoken(here: Here<'_>, round: &RoundState, outcome: &Outcome, lang: Lang) -> String {
    let say = Say(lang);
    let office = round::office_text(&round.office, lang);
    let here_elected = lang.list(in_order(round, &outcome.elected));
    let first = if outcome.elected.is_empty() {
        say.say_nobody(&office)
    } else {
        say.say_elected(&office, &here_elected)
    };
    let mut text = vec![first];
    match &outcome.next {
        Next::Complete => {
            let whole = everyone(here, outcome);
            if whole.len() > outcome.elected.len() {
                text.push(say.say_whole(&office, &lang.list(in_order(round, &whole))));
            }
            text.push(if round.office.wants_approval() { say.say_approval() } else { say.say_record() });
        }
        Next::Runoff { seats, candidates } => {
            let names = lang.list(candidates.iter().map(|nominee| &nominee.name));
            text.push(match round.round.kind {
                RoundKind::Runoff if outcome.tied.is_empty() => say.say_no_votes(&names, *seats),
                RoundKind::Runoff => say.say_tied_again(&names, *seats),
                _ => say.say_tied(&names, *seats),
            });
        }
        Next::Supplementary { seats, .. } | Next::Vacant { seats } => text.push(say.say_short(*seats)),
    }
    lang.sentences(text)
}

/// Everyone elected to the office in all rounds, this one included.
fn everyone(here: Here<'_>, outcome: &Outcome) -> Vec<Nominee> {
    let Some(round) = here.round() else { return Vec::new() };
    let earlier = round::of_contest(here.floor, round.id.contest)
        .filter(|other| other.announced() && other.id < round.id);
    let outcomes = earlier.filter_map(|other| other.outcome(here.floor.procedure()));
    let mut all: Vec<Nominee> = outcomes.flat_map(|other| other.elected).collect();
    all.extend(outcome.elected.iter().cloned());
    all
}

/// Names in the order in which they are announced: by strokes of the surname, secretaries as the higher body approved.
pub fn in_order(round: &RoundState, people: &[Nominee]) -> Vec<String> {
    let mut people: Vec<&Nominee> = people.iter().collect();
    if !round.office.wants_approval() {
        people.sort_by(|a, b| round::by_strokes(&a.name, &b.name));
    }
    people.into_iter().map(|nominee| nominee.name.to_string()).collect()
}

fn add_ways(here: Here<'_>, round: &RoundState, outcome: &Outcome, lang: Lang, screen: &mut Screen) {
    let say = Say(lang);
    if let Some(choice) = &round.choice {
        screen.facts.push(Fact::new(say.chosen(), choice_text(choice, lang)).rule(Tone::Good, ""));
        return;
    }
    if matches!(outcome.next, Next::Runoff { .. } | Next::Supplementary { .. }) {
        screen.facts.extend(ways::facts(here.floor, round, outcome, lang));
        for way in WayOn::ALL {
            offer_way(here, way, way.lawful(here.floor, round, outcome), outcome, lang, screen);
        }
    }
    screen.offers.extend(super::signing::reopen_offer(here, lang));
}

/// Offers a way that is lawful: a further round under the main verb, the higher body there where no round can follow. Ways
/// that are not say why.
fn offer_way(
    here: Here<'_>,
    way: WayOn,
    lawful: Result<Ground, Rejection>,
    outcome: &Outcome,
    lang: Lang,
    screen: &mut Screen,
) {
    let say = Say(lang);
    let second = screen.offers.iter().any(|offer| offer.action == Action::Confirm);
    match (way, lawful) {
        (WayOn::Runoff, Ok(_)) => {
            screen.offers.push(Offer::command(Action::Confirm, say.runoff(), Command::HoldRunoff));
        }
        (WayOn::Supplementary, Ok(_)) => {
            let form = supplementary_form(outcome, lang);
            screen.offers.push(Offer::form(Action::Confirm, say.supplementary(), form));
        }
        (WayOn::FewerSeats, Ok(_)) => offer_fewer(here, lang, screen),
        (WayOn::HigherBody, Ok(_)) => {
            let action = if second { Action::Edit } else { Action::Confirm };
            screen.offers.push(Offer::form(action, say.higher(), higher_form(lang)));
        }
        (WayOn::FewerSeats, Err(why)) => {
            screen.offers.push(Offer::not_yet(Action::Add, say.fewer(), why.what(lang)));
        }
        (WayOn::HigherBody, Err(why)) => {
            screen.offers.push(Offer::not_yet(Action::Edit, say.higher(), why.what(lang)));
        }
        (WayOn::Runoff | WayOn::Supplementary, Err(_)) => {}
    }
}

/// Offers the vote on filling fewer seats, behind what is offered already; where nothing is, under the main verb.
fn offer_fewer(here: Here<'_>, lang: Lang, screen: &mut Screen) {
    let before = std::mem::take(&mut screen.offers);
    motion::add_vote(here, lang, &Say(lang).fewer(), screen);
    let second = before.iter().any(|offer| offer.action == Action::Confirm);
    name_vote(screen, if second { Action::Add } else { Action::Confirm }, lang);
    screen.offers.splice(0..0, before);
}

/// The vote is offered by what it is on, and under another verb where filling fewer seats is the second way.
fn name_vote(screen: &mut Screen, action: Action, lang: Lang) {
    let fewer = Say(lang).fewer();
    screen.offers.retain(|offer| offer.action != Action::Rest);
    for offer in &mut screen.offers {
        if offer.action == Action::Confirm {
            offer.action = action;
            offer.label.clone_from(&fewer);
        }
    }
}

fn choice_text(choice: &Choice, lang: Lang) -> String {
    let say = Say(lang);
    match choice {
        Choice::Round(_) => say.next_round(),
        Choice::FewerSeats => say.fewer(),
        Choice::HigherBody(note) => format!("{}：{note}", say.higher()),
    }
}

fn higher_form(lang: Lang) -> Form {
    let say = Say(lang);
    let field =
        Field { label: say.higher_field(), hint: String::new(), kind: FieldKind::Text(String::new()) };
    let read =
        |_: u32, answers: &[Answer]| Ok(Command::AskHigherBody { note: Answers(answers).text()? }.into());
    Form { title: say.higher(), fields: vec![field], subject: 0, read }
}

fn supplementary_form(outcome: &Outcome, lang: Lang) -> Form {
    let say = Say(lang);
    let (usual, level) = match &outcome.next {
        Next::Supplementary { candidates, level_with_last, .. } => {
            (candidates.as_slice(), level_with_last.as_slice())
        }
        _ => (&[][..], &[][..]),
    };
    let field = |nominee: Nominee| {
        let votes = outcome.place(&nominee).map_or(0, |place| place.sums.approve);
        let hint = if level.contains(&nominee) { say.level_hint(votes) } else { say.votes_hint(votes) };
        let chosen = usize::from(!usual.contains(&nominee));
        let kind = FieldKind::Choice(vec![say.stands(), say.stands_not()], chosen);
        Field { label: nominee.name.to_string(), hint, kind }
    };
    let fields = outcome.not_elected().into_iter().map(field).collect();
    let read = |_: u32, answers: &[Answer]| {
        let count = answers.len();
        let mut answers = Answers(answers);
        let stand = (0..count).map(|_| answers.choice(&[true, false])).collect::<Result<_, _>>()?;
        Ok(Command::HoldSupplementary { stand }.into())
    };
    Form { title: say.supplementary_title(outcome.open), fields, subject: 0, read }
}

/// The meeting passed it: the open seats of the current round are not filled.
pub(crate) fn fill_fewer(floor: &mut Floor) {
    let round = floor.here().and_then(|here| here.item.round);
    if let Some(round) = round.and_then(|id| floor.rounds.get_mut(&id)) {
        round.choice = Some(Choice::FewerSeats);
    }
}

/// Whether the meeting may vote on filling fewer seats here.
pub(crate) fn may_vote(here: Here<'_>) -> Result<(), Rejection> {
    let round = here.round().ok_or(Rejection::NotAtThisStep)?;
    must(round.announced() && round.choice.is_none(), Rejection::NotAtThisStep)?;
    ways::must_be_lawful(here.floor, round, WayOn::FewerSeats)
}

pub(crate) fn ready(here: Here<'_>) -> Result<(), Rejection> {
    let round = here.round().ok_or(Rejection::NotAtThisStep)?;
    must(round.announced(), Rejection::NotAnnounced)?;
    let settled = round.choice.is_some();
    match outcome(here).map(|outcome| outcome.next) {
        Some(Next::Runoff { .. } | Next::Supplementary { .. }) if !settled => Err(Rejection::WayNotChosen),
        _ => Ok(()),
    }
}

pub(crate) fn decide(here: Here<'_>, command: &Command) -> Result<Vec<AnyEvent>, Rejection> {
    let round = here.item.round.ok_or(Rejection::NotAtThisStep)?;
    let event = match command.clone() {
        Command::Announce => Event::Announced { round },
        Command::AskHigherBody { note } => Event::HigherBodyAsked { round, note },
        Command::HoldRunoff => {
            let names = match outcome(here).map(|outcome| outcome.next) {
                Some(Next::Runoff { candidates, .. }) => candidates,
                _ => Vec::new(),
            };
            Event::NextRoundChosen { round, kind: RoundKind::Runoff, names }
        }
        Command::HoldSupplementary { stand } => {
            let names = outcome(here).map(|outcome| outcome.not_elected()).unwrap_or_default();
            let standing = names.into_iter().zip(stand).filter(|(_, stands)| *stands).map(|(name, _)| name);
            Event::NextRoundChosen { round, kind: RoundKind::Supplementary, names: standing.collect() }
        }
    };
    Ok(vec![event.into()])
}

pub(crate) fn admit(floor: &Floor, event: &Event) -> Result<(), Rejection> {
    match event {
        Event::Announced { round } => {
            let round = round::current(floor, Kind::Announce, *round)?;
            must(round.has(Milestone::Reported), Rejection::NotReported)?;
            must(!round.announced(), Rejection::AlreadyDone)
        }
        Event::NextRoundChosen { round, kind, names } => {
            let state = open_round(floor, *round)?;
            may_follow(floor, state, *kind, names)
        }
        Event::HigherBodyAsked { round, note } => {
            written(note)?;
            ways::must_be_lawful(floor, open_round(floor, *round)?, WayOn::HigherBody)
        }
    }
}

/// The announced round, if seats stay open and nothing has been chosen yet.
fn open_round(floor: &Floor, id: RoundId) -> Result<&RoundState, Rejection> {
    let here = floor.here().ok_or(Rejection::MeetingClosed)?;
    let round = round::current(floor, Kind::Announce, id)?;
    must(round.announced(), Rejection::NotAnnounced)?;
    must(ready(here) == Err(Rejection::WayNotChosen), Rejection::AlreadyDone)?;
    Ok(round)
}

/// Whether such a round may follow: a runoff among exactly the tied, a supplementary round among those not elected, with
/// the surplus if enough remain.
fn may_follow(
    floor: &Floor,
    round: &RoundState,
    kind: RoundKind,
    names: &[Nominee],
) -> Result<(), Rejection> {
    let outcome = round.outcome(floor.procedure()).ok_or(Rejection::NotAnnounced)?;
    match (kind, &outcome.next) {
        (RoundKind::Runoff, Next::Runoff { candidates, .. }) => {
            must(candidates == names && !names.is_empty(), Rejection::NotTheTied)
        }
        (RoundKind::Supplementary, Next::Supplementary { .. }) => {
            ways::must_be_lawful(floor, round, WayOn::Supplementary)?;
            let remain = outcome.not_elected();
            let known = |(at, name): (usize, &Nominee)| {
                remain.contains(name) && !names.iter().take(at).any(|other| other == name)
            };
            must(names.iter().enumerate().all(known), Rejection::NoSuchName)?;
            let wanted = crate::domain::contest::surplus_needed(outcome.open) as usize;
            let needed = wanted.min(remain.len());
            must(names.len() >= needed, Rejection::TooFewStand { given: names.len(), needed })
        }
        _ => Err(Rejection::NotAtThisStep),
    }
}

pub(crate) fn apply(floor: &mut Floor, _: Stamp<'_>, event: &Event) {
    match event {
        Event::Announced { round } => {
            if let Some(round) = floor.rounds.get_mut(round) {
                round.reach(Milestone::Announced);
            }
        }
        Event::NextRoundChosen { round, kind, names } => round::follow(floor, *round, *kind, names),
        Event::HigherBodyAsked { round, note } => {
            if let Some(round) = floor.rounds.get_mut(round) {
                round.choice = Some(Choice::HigherBody(note.clone()));
            }
        }
    }
}

pub(crate) fn wall(here: Here<'_>) -> Wall {
    let (Some(round), Some(outcome)) = (here.round(), outcome(here)) else { return Wall::Agenda };
    if !round.announced() {
        return round::result_wall(here);
    }
    let mut names: Vec<_> = everyone(here, &outcome).into_iter().map(|nominee| nominee.name).collect();
    if !round.office.wants_approval() {
        names.sort_by(round::by_strokes);
    }
    Wall::Elected { office: round.office.clone(), names, open: outcome.open, level: !outcome.tied.is_empty() }
}

pub(crate) fn play(here: Here<'_>, room: &Room) -> Option<super::Command> {
    let round = here.round()?;
    if !round.announced() {
        return Some(Command::Announce.into());
    }
    if ready(here).is_ok() {
        return None;
    }
    let lawful = |way| ways::must_be_lawful(here.floor, round, way).is_ok();
    match outcome(here)?.next {
        Next::Runoff { .. } => Some(Command::HoldRunoff.into()),
        Next::Supplementary { candidates, .. } if lawful(WayOn::Supplementary) => {
            let names = outcome(here)?.not_elected();
            let stand = names.iter().map(|name| candidates.contains(name)).collect();
            Some(Command::HoldSupplementary { stand }.into())
        }
        _ if lawful(WayOn::HigherBody) => {
            Some(Command::AskHigherBody { note: "请示上级党组织".to_owned() }.into())
        }
        _ => motion::play(here, room),
    }
}

/// A person who stands in a further round, as a candidate.
pub(crate) fn candidates(round: &RoundState, names: &[Nominee]) -> Vec<Candidate> {
    let mut candidates = round.round.candidates(names);
    if !round.office.wants_approval() {
        candidates.sort_by(|a, b| round::by_strokes(&a.name, &b.name));
    }
    candidates
}
