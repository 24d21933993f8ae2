//! The ways on for seats that a round left open: which are lawful, and why or why not (rules §7, §9). The chair chooses.

use super::CLOSE;
use super::stand::may_stand;
use crate::agenda::floor::must;
use crate::agenda::motion;
use crate::agenda::round::{self, Choice, RoundState};
use crate::agenda::screen::{Fact, Tone};
use crate::agenda::wall::StillOpen;
use crate::agenda::{Floor, Here, Rejection};
use crate::domain::{Next, Outcome, RoundKind, Verdict};
use crate::locale::Lang;
use crate::messages;

messages! {
    /// The ways, and why each is open.
    struct Say {
        runoff { zh: "同票者再次投票", en: "Runoff" }
        supplementary { zh: "另行选举", en: "Supplementary round" }
        fewer { zh: "减少名额", en: "Fewer seats" }
        higher { zh: "请示上级", en: "Higher body" }
        unlawful { zh: "不可", en: "Not lawful" }
        closed(ways: &str) { zh: "{ways}（Ctrl+W 看原因）", en: "{ways} (Ctrl+W says why)" }
        because(way: &str, why: &str) { zh: "{way}不可：{why}", en: "{way} is not lawful: {why}" }
        level { zh: "得票相等，不能确定谁当选", en: "level votes do not decide who is elected" }
        level_again { zh: "仍然同票，可以再投一次", en: "still level: vote once more" }
        no_votes { zh: "没有人得票，可以再投一次", en: "nobody has a vote: vote once more" }
        still_level { zh: "再次投票仍不能确定，由上级决定", en: "a new vote did not decide it: ask the higher body" }
        short { zh: "不足的名额，在未当选的人中再选", en: "the open seats are voted on among those not elected" }
        close(open: u32, close: u32) { zh: "缺 {open} 名，不超过 {close} 名，须经半数以上选举人同意", en: "{open} open, not above {close}: with the consent of half of the voters" }
        nobody_left { zh: "没有人可以再选，也不能减少名额，由上级决定", en: "nobody is left to stand, and the seats are not made fewer: ask the higher body" }
        no_surplus { zh: "等额选举没有选出，停下来请示", en: "a vote without surplus elected nobody: stop and ask" }
    }
}

/// A way on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WayOn {
    /// A new vote among those level across the last seat.
    Runoff,
    /// A new vote for the open seats among those not elected.
    Supplementary,
    /// Filling fewer seats, by motion.
    FewerSeats,
    /// The higher body is asked.
    HigherBody,
}

/// Why a way is lawful.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Level votes across the last seat.
    Level,
    /// Level again in a runoff.
    LevelAgain,
    /// Nobody got a vote in a runoff.
    NoVotes,
    /// A runoff did not decide it.
    StillLevel,
    /// Fewer qualified than seats.
    Short,
    /// So few seats are open that the meeting may leave them so.
    Close(u32),
    /// Nobody is left to stand, and the meeting may not or would not fill fewer seats.
    NobodyLeft,
    /// A vote without surplus did not fill its seats.
    NoSurplus,
}

impl WayOn {
    /// Every way, in the order in which they are listed.
    pub const ALL: [Self; 4] = [Self::Runoff, Self::Supplementary, Self::FewerSeats, Self::HigherBody];

    /// Why this way is open after a round that left seats open.
    ///
    /// # Errors
    /// Why it is not.
    pub fn lawful(self, floor: &Floor, round: &RoundState, outcome: &Outcome) -> Result<Ground, Rejection> {
        match &outcome.next {
            Next::Runoff { .. } => self.after_a_tie(round, outcome),
            Next::Supplementary { .. } if !surplus(floor, round) => self.without_surplus(),
            Next::Supplementary { .. } => self.after_a_shortfall(floor, round, outcome),
            Next::Complete | Next::Vacant { .. } => Err(Rejection::AlreadyDone),
        }
    }

    /// Names are level across the last seat: they are voted on again. Where that did not help, the higher body may be asked.
    fn after_a_tie(self, round: &RoundState, outcome: &Outcome) -> Result<Ground, Rejection> {
        let again = round.round.kind == RoundKind::Runoff;
        match self {
            Self::Runoff if outcome.tied.is_empty() => Ok(Ground::NoVotes),
            Self::Runoff if again => Ok(Ground::LevelAgain),
            Self::Runoff => Ok(Ground::Level),
            Self::HigherBody if again => Ok(Ground::StillLevel),
            _ if again => Err(Rejection::LevelNotShort),
            _ => Err(Rejection::RunoffFirst),
        }
    }

    /// Fewer qualified than seats: another round, or fewer seats by motion if close to the number. Only where neither is to
    /// be had do seats stay open until the higher body decides.
    fn after_a_shortfall(
        self,
        floor: &Floor,
        round: &RoundState,
        outcome: &Outcome,
    ) -> Result<Ground, Rejection> {
        let nobody = may_stand(floor, round, outcome).is_empty();
        let fewer = close_to_the_number(floor, round, outcome);
        match self {
            Self::Runoff => Err(Rejection::NobodyLevel),
            Self::Supplementary => must(!nobody, Rejection::NobodyLeftToStand).map(|()| Ground::Short),
            Self::FewerSeats => fewer.map(|()| Ground::Close(outcome.open)),
            Self::HigherBody => {
                let done = nobody && (fewer.is_err() || voted_down(floor, round));
                must(done, Rejection::SeatsCanBeSettled).map(|()| Ground::NobodyLeft)
            }
        }
    }

    /// A vote without surplus is on names that the higher body approved: nobody else stands, and it is asked.
    fn without_surplus(self) -> Result<Ground, Rejection> {
        match self {
            Self::HigherBody => Ok(Ground::NoSurplus),
            Self::Runoff => Err(Rejection::NobodyLevel),
            Self::Supplementary | Self::FewerSeats => Err(Rejection::NoSurplusVote),
        }
    }

    fn label(self, say: Say) -> String {
        match self {
            Self::Runoff => say.runoff(),
            Self::Supplementary => say.supplementary(),
            Self::FewerSeats => say.fewer(),
            Self::HigherBody => say.higher(),
        }
    }
}

impl Ground {
    fn text(self, say: Say) -> String {
        match self {
            Self::Level => say.level(),
            Self::LevelAgain => say.level_again(),
            Self::NoVotes => say.no_votes(),
            Self::StillLevel => say.still_level(),
            Self::Short => say.short(),
            Self::Close(open) => say.close(open, CLOSE),
            Self::NobodyLeft => say.nobody_left(),
            Self::NoSurplus => say.no_surplus(),
        }
    }
}

/// Whether the contest is held with more candidates than seats: only then do names not elected stand again (§7.4, §9).
pub(super) fn surplus(floor: &Floor, round: &RoundState) -> bool {
    floor.plan.contest(round.id.contest).is_some_and(|contest| contest.surplus)
}

/// Whether so few seats are open that the meeting may leave them so: 接近应选名额 is said of a contest that elected somebody.
fn close_to_the_number(floor: &Floor, round: &RoundState, outcome: &Outcome) -> Result<(), Rejection> {
    must(outcome.may_leave_open(CLOSE), Rejection::TooManyOpen { most: CLOSE })?;
    must(!round::elected_with(floor, round.id).is_empty(), Rejection::NobodySeated)
}

/// Whether the last vote of the meeting on filling fewer seats failed; a vote on a result that was opened again since is
/// none on this one.
fn voted_down(floor: &Floor, round: &RoundState) -> bool {
    let item = floor.here().map(|here| here.item).filter(|item| item.round == Some(round.id));
    let last = item.and_then(|item| motion::votes(floor, item.id)?.last());
    last.is_some_and(|count| count.verdict == Verdict::Failed)
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
    must_be_lawful(here.floor, round, WayOn::FewerSeats)
}

/// Every lawful way with its reason, then the others by name: why not is said on their keys, and by [`not_lawful`].
pub(super) fn facts(floor: &Floor, round: &RoundState, outcome: &Outcome, lang: Lang) -> Vec<Fact> {
    let say = Say(lang);
    let mut closed = Vec::new();
    let mut facts = Vec::new();
    for way in WayOn::ALL {
        match way.lawful(floor, round, outcome) {
            Ok(ground) => {
                facts.push(Fact::new(way.label(say), "").rule(Tone::Good, ground.text(say)));
            }
            Err(_) => closed.push(way.label(say)),
        }
    }
    let closed = (!closed.is_empty()).then(|| lang.list(closed));
    facts.extend(closed.map(|closed| Fact::new(say.unlawful(), "").rule(Tone::Dim, say.closed(&closed))));
    facts
}

/// Each way that is not lawful after the round, with the reason.
pub(super) fn not_lawful(floor: &Floor, round: &RoundState, outcome: &Outcome, lang: Lang) -> Vec<String> {
    let say = Say(lang);
    let why = |way: WayOn| way.lawful(floor, round, outcome).err();
    let closed = WayOn::ALL.into_iter().filter_map(|way| Some((way, why(way)?)));
    closed.map(|(way, why)| say.because(&way.label(say), &why.what(lang))).collect()
}

/// Whether this way is open after the round.
pub(super) fn must_be_lawful(floor: &Floor, round: &RoundState, way: WayOn) -> Result<(), Rejection> {
    let outcome = round.outcome(floor.procedure()).ok_or(Rejection::NotAnnounced)?;
    way.lawful(floor, round, &outcome).map(|_| ())
}

/// Why seats of a round are still open, and how the meeting goes on for them.
pub(crate) fn still_open(floor: &Floor, round: &RoundState) -> StillOpen {
    match &round.choice {
        Some(Choice::FewerSeats) => StillOpen::Fewer,
        Some(Choice::HigherBody(_)) => StillOpen::HigherBody,
        Some(Choice::Round(next)) => match floor.rounds.get(next).map(|next| next.round.kind) {
            Some(RoundKind::Runoff) => StillOpen::Runoff,
            _ => StillOpen::Supplementary,
        },
        None => match round.outcome(floor.procedure()).map(|outcome| outcome.next) {
            Some(Next::Runoff { .. }) => StillOpen::Level,
            Some(Next::Vacant { .. }) => StillOpen::Vacant,
            _ => StillOpen::Short,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Command, Event};
    use super::*;
    use crate::agenda::action::Action;
    use crate::agenda::round::Choice;
    use crate::agenda::sample::{
        CHIEF, COMMITTEE, SECRETARY, act, announce, announced, at, in_round, paper, play_item, play_on, put,
        round, written_in,
    };
    use crate::agenda::screen::{Answer, FieldKind, Gives, Offer};
    use crate::agenda::{Kind, RoundId, collect, course, motion, officials, screen, signing};
    use crate::domain::round::RoundVerdict;
    use crate::domain::{Nominee, OfficialRole, Show};

    fn lawful(floor: &Floor) -> Vec<Result<Ground, Rejection>> {
        let round = round(floor);
        let outcome = round.outcome(floor.procedure()).unwrap();
        WayOn::ALL.iter().map(|way| way.lawful(floor, round, &outcome)).collect()
    }

    /// What is told on the screen: every lawful way with a reason and a key, and why for each of the others, which have none.
    fn listed(floor: &Floor) {
        let round = round(floor);
        let outcome = round.outcome(floor.procedure()).unwrap();
        for lang in [Lang::Zh, Lang::En] {
            let facts = screen(floor, lang).unwrap().facts;
            let closed = facts.iter().find(|fact| fact.label == Say(lang).unlawful());
            let reasons = super::super::reasons(floor.here().unwrap(), lang).join("\n");
            let lawful = WayOn::ALL.iter().filter(|way| way.lawful(floor, round, &outcome).is_ok()).count();
            let ways = [Action::Confirm, Action::Add, Action::Edit];
            let offers = screen(floor, lang).unwrap().offers;
            let keys: Vec<&Offer> = offers.iter().filter(|offer| ways.contains(&offer.action)).collect();
            assert_eq!(keys.len(), lawful, "{keys:?}");
            assert!(keys.iter().all(|offer| !matches!(offer.gives, Gives::NotYet(_))), "{keys:?}");
            for way in WayOn::ALL {
                let label = way.label(Say(lang));
                match way.lawful(floor, round, &outcome) {
                    Ok(_) => {
                        let fact = facts.iter().find(|fact| fact.label == label).unwrap();
                        assert!(!fact.rule.is_empty(), "{way:?}");
                    }
                    Err(why) => {
                        assert!(closed.unwrap().rule.contains(&label), "{way:?}");
                        assert!(reasons.contains(&why.what(lang)), "{way:?} in {reasons}");
                    }
                }
            }
        }
    }

    fn ask(floor: &mut Floor) -> Result<(), Rejection> {
        act(floor, Command::AskHigherBody { note: "电话请示".into() })
    }

    fn next(floor: &Floor) -> RoundId {
        let Some(Choice::Round(next)) = round(floor).choice else { panic!("no round follows") };
        next
    }

    #[test]
    fn after_a_tie_only_a_new_vote_and_after_another_one_the_higher_body_too() {
        let first = Err(Rejection::RunoffFirst);
        // 35 valid papers, 19 elect: 35, 30, 20, 20.
        let mut floor = announced(&[(15, "ooox"), (15, "ooxo"), (99, "oxoo")]);
        assert_eq!(lawful(&floor), [Ok(Ground::Level), first.clone(), first.clone(), first.clone()]);
        listed(&floor);
        assert_eq!(ask(&mut floor), Err(Rejection::RunoffFirst));
        let vote = motion::Command::Count(Show::unanimous(36));
        assert_eq!(act(&mut floor, vote), Err(Rejection::RunoffFirst));
        act(&mut floor, Command::HoldRunoff).unwrap();
        let (before, second) = (round(&floor).clone(), next(&floor));
        act(&mut floor, course::Command::MoveOn).unwrap();
        let names = floor.rounds[&second].slate().candidates.len();
        let [one, other] = [0, 1].map(|at| {
            let marks: String = (0..names).map(|place| if place == at { 'o' } else { 'x' }).collect();
            paper(&marks, &[])
        });
        play_on(&mut floor, Kind::Calling);
        let half = round(&floor).left() / 2;
        assert_eq!(round(&floor).left() % 2, 0);
        announce(&mut floor, &[(half, one), (half, other)]);
        assert_eq!(round(&floor).id, second);
        let other = Err(Rejection::LevelNotShort);
        assert_eq!(lawful(&floor), [Ok(Ground::LevelAgain), other.clone(), other, Ok(Ground::StillLevel)]);
        listed(&floor);
        let mut again = floor.clone();
        act(&mut again, Command::HoldRunoff).unwrap();
        assert_eq!(again.rounds[&next(&again)].round.number, 3);
        ask(&mut floor).unwrap();
        assert_eq!(crate::agenda::ready(floor.here().unwrap()), Ok(()));
        assert_eq!(floor.rounds[&before.id], before, "the first round stays as it was");
    }

    #[test]
    fn one_seat_short_the_chair_chooses_between_a_round_and_fewer_seats() {
        // 36 present, 19 elect: 35, 35, 18, 9.
        let mut floor = announced(&[(18, "ooox"), (9, "ooxo"), (99, "ooxx")]);
        let settle = Rejection::SeatsCanBeSettled;
        let expected =
            [Err(Rejection::NobodyLevel), Ok(Ground::Short), Ok(Ground::Close(1)), Err(settle.clone())];
        assert_eq!(lawful(&floor), expected);
        listed(&floor);
        assert_eq!(ask(&mut floor), Err(settle.clone()));
        let mut voted_down = floor.clone();
        act(&mut voted_down, motion::Command::Count(Show { yes: 18, no: 18, abstain: 0 })).unwrap();
        assert_eq!(lawful(&voted_down), expected, "another round is still possible");
        assert_eq!(ask(&mut voted_down), Err(settle));
        assert_eq!(act(&mut floor, Command::HoldRunoff), Err(Rejection::NotAtThisStep));
        let mut round_held = floor.clone();
        act(&mut round_held, Command::HoldSupplementary { stand: vec![true, false] }).unwrap_err();
        act(&mut round_held, Command::HoldSupplementary { stand: vec![true, true] }).unwrap();
        let slate = round_held.rounds[&next(&round_held)].slate().clone();
        assert_eq!((slate.seats, slate.candidates.len(), slate.form.takes_write_ins()), (1, 2, true));
        // Half of the 38 due is enough here.
        act(&mut floor, motion::Command::Count(Show { yes: 19, no: 17, abstain: 0 })).unwrap();
        assert_eq!(round(&floor).choice, Some(Choice::FewerSeats));
        assert_eq!(crate::agenda::ready(floor.here().unwrap()), Ok(()));
    }

    #[test]
    fn two_seats_short_are_too_many_to_be_left_open() {
        let mut floor = announced(&[(10, "ooxx"), (10, "oxox"), (99, "oxxo")]);
        let too_many = Rejection::TooManyOpen { most: 1 };
        assert_eq!(
            lawful(&floor),
            [
                Err(Rejection::NobodyLevel),
                Ok(Ground::Short),
                Err(too_many.clone()),
                Err(Rejection::SeatsCanBeSettled)
            ]
        );
        listed(&floor);
        assert_eq!(ask(&mut floor), Err(Rejection::SeatsCanBeSettled));
        let vote = motion::Command::Count(Show::unanimous(36));
        assert_eq!(act(&mut floor, vote), Err(too_many));
        let shown = screen(&floor, Lang::Zh).unwrap();
        assert!(shown.why.iter().any(|why| why.contains("缺额超过 1 名")), "{:?}", shown.why);
    }

    /// Everybody on the paper is elected, but there are so many candidates only.
    fn all_elected(candidates: usize) -> Floor {
        let mut floor = at(Kind::Voters);
        let RoundState { id, body, office, mut round, .. } = self::round(&floor).clone();
        round.slate.candidates.truncate(candidates);
        floor.rounds.insert(id, RoundState::new(id, body, office, round));
        announce(&mut floor, &[(99, paper(&"o".repeat(candidates), &[]))]);
        assert_eq!(self::round(&floor).outcome(floor.procedure()).unwrap().not_elected(), []);
        floor
    }

    #[test]
    fn with_nobody_left_the_meeting_votes_on_fewer_seats_before_the_higher_body_is_asked() {
        let mut floor = all_elected(2);
        let (level, nobody) = (Err(Rejection::NobodyLevel), Err(Rejection::NobodyLeftToStand));
        let settle = Err(Rejection::SeatsCanBeSettled);
        assert_eq!(lawful(&floor), [level.clone(), nobody.clone(), Ok(Ground::Close(1)), settle]);
        listed(&floor);
        assert_eq!(ask(&mut floor), Err(Rejection::SeatsCanBeSettled));
        assert_eq!(screen(&floor, Lang::Zh).unwrap().offers[0].action, Action::Confirm);
        let mut played = floor.clone();
        play_item(&mut played);
        assert_eq!(round(&played).choice, Some(Choice::FewerSeats));
        act(&mut floor, motion::Command::Count(Show { yes: 18, no: 18, abstain: 0 })).unwrap();
        assert_eq!(lawful(&floor), [level, nobody, Ok(Ground::Close(1)), Ok(Ground::NobodyLeft)]);
        listed(&floor);
        let mut played = floor.clone();
        play_item(&mut played);
        assert!(matches!(round(&played).choice, Some(Choice::HigherBody(_))));
        ask(&mut floor).unwrap();
        assert_eq!(crate::agenda::ready(floor.here().unwrap()), Ok(()));
    }

    #[test]
    fn with_nobody_left_and_too_many_seats_open_the_higher_body_is_asked() {
        let mut floor = all_elected(1);
        let (nobody, many) = (Rejection::NobodyLeftToStand, Rejection::TooManyOpen { most: 1 });
        let expected = [Err(Rejection::NobodyLevel), Err(nobody), Err(many), Ok(Ground::NobodyLeft)];
        assert_eq!(lawful(&floor), expected);
        listed(&floor);
        ask(&mut floor).unwrap();
        assert_eq!(crate::agenda::ready(floor.here().unwrap()), Ok(()));
    }

    #[test]
    fn an_announced_result_that_is_opened_again_is_said_to_be_void_until_another_is_reported() {
        let mut floor = all_elected(2);
        act(&mut floor, signing::Command::Reopen { reason: "有一张看错".into() }).unwrap();
        let (zh, en) = ("宣布过的结果已作废：有一张看错", "the announced result is void: 有一张看错");
        let told = |floor: &Floor, lang: Lang| {
            let shown = screen(floor, lang).unwrap();
            let rule = shown.facts.first().map(|fact| fact.rule.clone()).unwrap_or_default();
            (
                rule == lang.pick(zh, en),
                shown.aloud[0].text.contains(lang.pick("宣布不再有效", "no longer valid")),
            )
        };
        for lang in [Lang::Zh, Lang::En] {
            assert_eq!(told(&floor, lang), (true, true));
        }
        play_on(&mut floor, Kind::Signing);
        assert_eq!(told(&floor, Lang::Zh), (true, false), "the words were for the first step");
        play_on(&mut floor, Kind::Announce);
        assert_eq!(told(&floor, Lang::Zh), (false, false));
    }

    #[test]
    fn a_failed_vote_on_a_result_that_was_opened_again_settles_nothing() {
        let mut floor = all_elected(2);
        act(&mut floor, motion::Command::Count(Show { yes: 18, no: 18, abstain: 0 })).unwrap();
        assert_eq!(lawful(&floor)[3], Ok(Ground::NobodyLeft));
        act(&mut floor, signing::Command::Reopen { reason: "重新核对".into() }).unwrap();
        play_on(&mut floor, Kind::Announce);
        act(&mut floor, Command::Announce).unwrap();
        assert_eq!(
            lawful(&floor)[3],
            Err(Rejection::SeatsCanBeSettled),
            "the meeting has not voted on this one"
        );
        assert_eq!(ask(&mut floor), Err(Rejection::SeatsCanBeSettled));
        act(&mut floor, motion::Command::Count(Show { yes: 17, no: 19, abstain: 0 })).unwrap();
        assert_eq!(lawful(&floor)[3], Ok(Ground::NobodyLeft));
        let shown = screen(&floor, Lang::Zh).unwrap();
        let offer = shown.offers.into_iter().find(|offer| offer.action == Action::Confirm).unwrap();
        let Gives::Form(form) = offer.gives else { panic!("the ways") };
        let FieldKind::Choice(ways, 0) = &form.fields[0].kind else { panic!("a choice") };
        assert_eq!(ways, &["再表决一次", "请示上级党组织后再表决"], "nobody is proposed for a seat");
        let way = form.command(&[Answer::Choice(0), Answer::Text(String::new())]).unwrap();
        act(&mut floor, way).unwrap();
        act(&mut floor, motion::Command::Count(Show { yes: 19, no: 17, abstain: 0 })).unwrap();
        assert_eq!(round(&floor).choice, Some(Choice::FewerSeats));
        let votes = motion::votes(&floor, floor.here().unwrap().item.id).unwrap();
        let followed: Vec<bool> = votes.told().iter().map(|told| told.way.is_some()).collect();
        assert_eq!(followed, [false, true, false], "the way follows the vote after which it was chosen");
        let lapsed: Vec<bool> = votes.told().iter().map(|told| told.lapsed).collect();
        assert_eq!(lapsed, [true, false, false]);
    }

    #[test]
    fn a_contest_that_elected_nobody_is_not_close_to_its_number() {
        let mut floor = at(Kind::Voters);
        let RoundState { id, body, office, mut round, .. } = self::round(&floor).clone();
        round.slate.candidates.truncate(2);
        round.slate.seats = 1;
        floor.rounds.insert(id, RoundState::new(id, body, office, round));
        announce(&mut floor, &[(99, paper("xx", &[]))]);
        let seated = Err(Rejection::NobodySeated);
        let settle = Err(Rejection::SeatsCanBeSettled);
        assert_eq!(lawful(&floor), [Err(Rejection::NobodyLevel), Ok(Ground::Short), seated, settle]);
        listed(&floor);
        let vote = motion::Command::Count(Show::unanimous(36));
        assert_eq!(act(&mut floor, vote), Err(Rejection::NobodySeated));
        for lang in [Lang::Zh, Lang::En] {
            let told = Rejection::NobodySeated.what(lang);
            assert!(told.contains(lang.pick("还没有选出一人", "Nobody is elected")), "{told}");
        }
    }

    #[test]
    fn a_vote_without_surplus_that_misses_the_half_stops_at_the_branch_too() {
        let mut floor = in_round(Kind::Calling);
        std::sync::Arc::make_mut(&mut floor.plan).contests[0].surplus = false;
        announce(&mut floor, &[(99, paper("ooxx", &[]))]);
        let refused = Err(Rejection::NoSurplusVote);
        let expected = [Err(Rejection::NobodyLevel), refused.clone(), refused.clone(), Ok(Ground::NoSurplus)];
        assert_eq!(lawful(&floor), expected);
        listed(&floor);
        let stand = Command::HoldSupplementary { stand: vec![true; 2] };
        assert_eq!(act(&mut floor, stand), Err(Rejection::NoSurplusVote));
        let vote = motion::Command::Count(Show::unanimous(36));
        assert_eq!(act(&mut floor, vote), Err(Rejection::NoSurplusVote));
        for lang in [Lang::Zh, Lang::En] {
            let told = Rejection::NoSurplusVote.what(lang);
            assert!(!told.contains(lang.pick("全体会议", "plenary")), "the branch votes so too: {told}");
        }
        let mut played = floor.clone();
        play_item(&mut played);
        assert!(matches!(round(&played).choice, Some(Choice::HigherBody(_))));
        ask(&mut floor).unwrap();
        assert_eq!(crate::agenda::ready(floor.here().unwrap()), Ok(()));
    }

    #[test]
    fn who_was_not_elected_in_any_round_may_stand_in_a_third_one() {
        let mut floor = in_round(Kind::Calling);
        let chief = written_in(floor.name(CHIEF), Some(CHIEF));
        let plain = |times, marks| (times, paper(marks, &[]));
        let marked = (5, paper("ooxx", &[chief]));
        announce(&mut floor, &[plain(10, "ooox"), plain(6, "ooxo"), marked, plain(99, "ooxx")]);
        act(&mut floor, Command::HoldSupplementary { stand: vec![true, true, false] }).unwrap();
        act(&mut floor, course::Command::MoveOn).unwrap();
        announce(&mut floor, &[(99, paper("xx", &[]))]);
        let expected = [Ok(Ground::Short), Ok(Ground::Close(1))];
        assert_eq!(lawful(&floor)[1..3], expected, "two of three are elected, though none in this round");
        for lang in [Lang::Zh, Lang::En] {
            let offers = screen(&floor, lang).unwrap().offers;
            let Gives::Form(form) = &offers[0].gives else { panic!("a form") };
            let chosen = form.fields.iter().map(|field| match &field.kind {
                FieldKind::Choice(_, at) => *at,
                _ => panic!("a choice"),
            });
            assert_eq!(chosen.collect::<Vec<_>>(), [0, 0, 1], "not chosen beforehand");
            assert_eq!(form.fields[2].label, floor.name(CHIEF));
            let hint = &form.fields[2].hint;
            assert!(hint.starts_with(lang.pick("第 1 轮得 5 票", "5 votes in round 1")), "{hint}");
        }
        let first = floor.rounds[&RoundId { contest: COMMITTEE, round: 0 }].outcome(floor.procedure());
        let names = vec![first.unwrap().elected[0].clone(), round(&floor).slate().candidates[0].nominee()];
        let elected =
            Event::NextRoundChosen { round: round(&floor).id, kind: RoundKind::Supplementary, names };
        assert_eq!(put(&mut floor, elected), Err(Rejection::NoSuchName));
        act(&mut floor, Command::HoldSupplementary { stand: vec![false, true, true] }).unwrap();
        let slate = floor.rounds[&next(&floor)].slate().clone();
        assert!(slate.candidates.iter().any(|candidate| candidate.member == Some(CHIEF)));
        let printed = slate.candidates.iter().find(|candidate| candidate.member != Some(CHIEF)).unwrap();
        assert!(!printed.introduction.is_empty(), "introduced as on the first paper");
    }

    #[test]
    fn names_level_with_the_last_who_stands_are_told_in_the_form() {
        let mut floor = in_round(Kind::Calling);
        let chief = written_in(floor.name(CHIEF), Some(CHIEF));
        let plain = |times, marks| (times, paper(marks, &[]));
        announce(
            &mut floor,
            &[plain(10, "ooox"), plain(5, "ooxo"), (5, paper("ooxx", &[chief])), plain(99, "ooxx")],
        );
        let offers = screen(&floor, Lang::Zh).unwrap().offers;
        let Gives::Form(form) = &offers[0].gives else { panic!("a form") };
        let chosen: Vec<_> = form.fields.iter().map(|field| field.kind.clone()).collect();
        let FieldKind::Choice(_, last) = chosen[2].clone() else { panic!("a choice") };
        assert_eq!((form.fields.len(), last), (3, 1), "two stand, the third is level with the second");
        assert!(form.fields[2].hint.contains("同票") && !form.fields[1].hint.contains("同票"));
    }

    #[test]
    fn a_void_round_is_held_again_as_a_whole() {
        let mut floor = in_round(Kind::Collect);
        act(&mut floor, collect::Command::OpenBox).unwrap();
        act(&mut floor, collect::Command::Count { collected: 37 }).unwrap();
        let said = screen(&floor, Lang::Zh).unwrap();
        assert!(said.adds_up.unwrap().unwrap_err().contains("收回 37 多于发出 36"));
        assert!(said.facts[0].rule.contains("多出 1 张"));
        act(&mut floor, collect::Command::Declare).unwrap();
        let first = floor.rounds[&RoundId { contest: COMMITTEE, round: 0 }].clone();
        assert_eq!((first.declared, first.entered.len()), (Some(RoundVerdict::Void), 0));
        act(&mut floor, course::Command::MoveOn).unwrap();
        let again = round(&floor);
        assert_eq!((again.round.kind, again.base, again.slate()), (RoundKind::Repeat, None, first.slate()));
        announce(&mut floor, &[(99, paper("ooox", &[]))]);
        assert_eq!(floor.elected(COMMITTEE).len(), 3);
    }

    #[test]
    fn at_the_plenary_a_candidate_below_the_half_stops_it() {
        let mut floor = in_round(Kind::Convene);
        announce(&mut floor, &[(99, paper("x", &[]))]);
        let refused = Err(Rejection::NoSurplusVote);
        assert_eq!(
            lawful(&floor),
            [Err(Rejection::NobodyLevel), refused.clone(), refused, Ok(Ground::NoSurplus)]
        );
        listed(&floor);
        let names: Vec<Nominee> = round(&floor).outcome(floor.procedure()).unwrap().not_elected();
        let id = round(&floor).id;
        let supplementary = Event::NextRoundChosen { round: id, kind: RoundKind::Supplementary, names };
        assert_eq!(put(&mut floor, supplementary), Err(Rejection::NoSurplusVote));
        let vote = motion::Command::Count(Show { yes: 3, no: 0, abstain: 0 });
        assert_eq!(act(&mut floor, vote), Err(Rejection::NoSurplusVote));
        ask(&mut floor).unwrap();
        assert_eq!(crate::agenda::ready(floor.here().unwrap()), Ok(()));
        assert!(floor.elected(SECRETARY).is_empty());
    }

    #[test]
    fn a_scrutineer_who_stands_in_the_next_round_is_replaced_before_its_papers_are_out() {
        let mut floor = in_round(Kind::Calling);
        let chief = written_in(floor.name(CHIEF), Some(CHIEF));
        let papers = [(15, paper("ooxx", std::slice::from_ref(&chief))), (99, paper("ooxx", &[]))];
        announce(&mut floor, &papers);
        let names = round(&floor).outcome(floor.procedure()).unwrap().not_elected();
        assert_eq!(names[0].member, Some(CHIEF), "most votes of those not elected");
        act(&mut floor, Command::HoldSupplementary { stand: vec![true; names.len()] }).unwrap();
        act(&mut floor, course::Command::MoveOn).unwrap();
        assert!(floor.at_kind(Kind::Officials));
        let shown = screen(&floor, Lang::Zh).unwrap();
        assert_eq!(shown.facts[0].value, floor.name(CHIEF));
        assert!(shown.aloud[0].text.contains("不再担任"));
        let name = floor.name(CHIEF).to_owned();
        assert_eq!(crate::agenda::ready(floor.here().unwrap()), Err(Rejection::OfficialStands { name }));
        act(&mut floor, officials::Command::Remove(CHIEF)).unwrap();
        let other =
            officials::Official { member: crate::agenda::sample::PLAIN, role: OfficialRole::Scrutineer };
        act(&mut floor, officials::Command::Name(other)).unwrap();
        assert_eq!(crate::agenda::ready(floor.here().unwrap()), Err(Rejection::MotionNotCounted));
        play_item(&mut floor);
        assert_eq!(crate::agenda::ready(floor.here().unwrap()), Ok(()));
    }
}
