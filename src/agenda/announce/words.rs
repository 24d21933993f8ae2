//! What the chair says: who is elected, what stays open, and, once the last round is over, the whole list (rules §7, §8).

use super::ways;
use crate::agenda::round::{self, Choice, RoundState, names_in_order};
use crate::agenda::screen::{Aloud, Speaker};
use crate::agenda::{Here, RoundId, motion};
use crate::domain::{Next, Outcome, RoundKind};
use crate::locale::Lang;
use crate::messages;

messages! {
    /// Words of the announcement.
    struct Say {
        elected(office: &str, names: &str) { zh: "现在宣布选举结果：{names} 当选为{office}。", en: "The result: {names} elected as {office}." }
        nobody(office: &str) { zh: "本轮没有人当选为{office}。", en: "Nobody is elected as {office} in this round." }
        whole(office: &str, order: &str, names: &str) { zh: "至此，{office}全部选出，当选人名单{order}：{names}。请大家鼓掌祝贺。", en: "All are elected. The {office}: {names}{order}. Please join me in congratulating them." }
        end(office: &str, order: &str, names: &str) { zh: "{office}的选举到此结束，当选人名单{order}：{names}。请大家鼓掌祝贺。", en: "This ends the election of {office}. Elected: {names}{order}. Please join me in congratulating them." }
        by_strokes { zh: "（按姓氏笔画为序）", en: "" }
        as_approved { zh: "（按上级批复的顺序）", en: "" }
        tied(names: &str, seats: u32) { zh: "{names} 得票相等，还有 {seats} 个名额不能确定，须就这几位再次投票。", en: "{names} are level; {seats} seat(s) cannot be decided. We vote again among them." }
        tied_again(names: &str, seats: u32) { zh: "{names} 再次得票相等，还有 {seats} 个名额仍不能确定：或者再投一次票，或者请示上级党组织。", en: "{names} are level again; {seats} seat(s) still undecided: we vote once more, or ask the higher body." }
        no_votes(names: &str, seats: u32) { zh: "{names} 都没有得票，还有 {seats} 个名额仍不能确定：或者再投一次票，或者请示上级党组织。", en: "{names} have no vote; {seats} seat(s) still undecided: we vote once more, or ask the higher body." }
        short(seats: u32) { zh: "还缺 {seats} 名，按照选举办法处理。", en: "{seats} seat(s) still open; we go on by the procedure." }
        supplementary(seats: u32, names: &str) { zh: "还缺 {seats} 名，另行选举，候选人：{names}。", en: "{seats} seat(s) still open: we vote on them again. Candidates: {names}." }
        runoff(names: &str, seats: u32) { zh: "{names} 得票相等，还有 {seats} 个名额没有确定，就这几位再次投票。", en: "{names} are level; {seats} seat(s) undecided: we vote again among them." }
        stop(seats: u32) { zh: "还有 {seats} 名没有选出。这是等额选举，停下来请示上级党组织。", en: "{seats} seat(s) not filled. This was a vote without surplus: we stop and ask the higher body." }
        higher(seats: u32) { zh: "没有选出的 {seats} 个名额，请示上级党组织，按答复办理。", en: "For the {seats} seat(s) still open the higher body is asked, and its answer is followed." }
        fewer { zh: "减少名额，不再进行选举", en: "fill fewer seats, hold no further vote" }
        voted_down(yes: u32, no: u32, abstain: u32, needed: u32) { zh: "同意 {yes} 人，不同意 {no} 人，弃权 {abstain} 人，不够 {needed} 人，减少名额没有通过。", en: "{yes} in favour, {no} against, {abstain} abstained; {needed} needed: to fill fewer seats is not passed." }
        again(seats: u32) { zh: "仍缺 {seats} 名，另行选举。", en: "{seats} seat(s) still open: a supplementary round follows." }
        again_or_higher(seats: u32) { zh: "仍缺 {seats} 名：或者再表决一次，或者请示上级党组织。", en: "{seats} seat(s) still open: we vote once more, or ask the higher body." }
        record { zh: "结果报上级党组织备案。", en: "The result is reported to the higher body for the record." }
        approval { zh: "结果报上级党组织批准。", en: "The result is reported to the higher body for approval." }
    }
}

/// What a vote on filling fewer seats is on.
pub(crate) fn fewer_text(lang: Lang) -> String {
    Say(lang).fewer()
}

/// The words for where the announcement stands: the result, or how the meeting ended for seats that stay open.
pub(super) fn aloud(here: Here<'_>, round: &RoundState, outcome: &Outcome, lang: Lang) -> Vec<Aloud> {
    let say = Say(lang);
    let texts = match &round.choice {
        Some(Choice::FewerSeats) => {
            vec![motion::words(here, lang, &say.fewer()), lang.sentences(closing(here, round, lang))]
        }
        Some(Choice::HigherBody(_)) => {
            let mut asked = vec![say.higher(outcome.open)];
            asked.extend(closing(here, round, lang));
            vec![lang.sentences(asked)]
        }
        None if motion::just_failed(here) => vec![lang.sentences(voted_down(here, round, outcome, lang))],
        Some(Choice::Round(_)) | None => vec![lang.sentences(result(here, round, outcome, lang))],
    };
    let spoken = texts.into_iter().filter(|text| !text.is_empty());
    spoken.map(|text| Aloud { speaker: Speaker::Chair, text }).collect()
}

/// The meeting would not fill fewer seats: its numbers, and what can be done now. The result has been announced before.
fn voted_down(here: Here<'_>, round: &RoundState, outcome: &Outcome, lang: Lang) -> Vec<String> {
    let say = Say(lang);
    let failed = motion::votes(here.floor, here.item.id).and_then(motion::Votes::failed);
    let told = failed
        .map(|motion::Count { show, needed, .. }| say.voted_down(show.yes, show.no, show.abstain, *needed));
    let another = ways::WayOn::Supplementary.lawful(here.floor, round, outcome).is_ok();
    let now = if another { say.again(outcome.open) } else { say.again_or_higher(outcome.open) };
    told.into_iter().chain([now]).collect()
}

/// Who is elected in this round, and what follows.
fn result(here: Here<'_>, round: &RoundState, outcome: &Outcome, lang: Lang) -> Vec<String> {
    let say = Say(lang);
    let office = round::office_text(&round.office, lang);
    let mut texts = vec![if outcome.elected.is_empty() {
        say.nobody(&office)
    } else {
        say.elected(&office, &lang.list(names_in_order(round, &outcome.elected)))
    }];
    if let Some(Choice::Round(next)) = round.choice {
        texts.extend(follows(here, next, outcome.open, lang));
        return texts;
    }
    match &outcome.next {
        Next::Complete => {
            let whole = whole(here, round, outcome);
            texts.extend(
                (!whole.is_empty()).then(|| say.whole(&office, &order(round, say), &lang.list(whole))),
            );
            texts.push(reported(round, say));
        }
        Next::Vacant { seats } => {
            texts.push(say.short(*seats));
            let whole = whole(here, round, outcome);
            texts
                .extend((!whole.is_empty()).then(|| say.end(&office, &order(round, say), &lang.list(whole))));
            texts.push(reported(round, say));
        }
        Next::Supplementary { seats, .. } if !ways::surplus(here.floor, round) => {
            texts.push(say.stop(*seats));
        }
        Next::Supplementary { seats, .. } => texts.push(say.short(*seats)),
        Next::Runoff { seats, candidates } => {
            let names = lang.list(candidates.iter().map(|nominee| &nominee.name));
            texts.push(match round.round.kind {
                RoundKind::Runoff if outcome.tied.is_empty() => say.no_votes(&names, *seats),
                RoundKind::Runoff => say.tied_again(&names, *seats),
                _ => say.tied(&names, *seats),
            });
        }
    }
    texts
}

/// The round that was chosen, and who stands in it.
fn follows(here: Here<'_>, next: RoundId, seats: u32, lang: Lang) -> Option<String> {
    let next = &here.floor.rounds.get(&next)?.round;
    let names = lang.list(next.slate.candidates.iter().map(|candidate| &candidate.name));
    Some(match next.kind {
        RoundKind::Runoff => Say(lang).runoff(&names, seats),
        _ => Say(lang).supplementary(seats, &names),
    })
}

/// The whole list, where earlier rounds elected somebody too; otherwise it is in the announcement of this one.
fn whole(here: Here<'_>, round: &RoundState, outcome: &Outcome) -> Vec<String> {
    let all = round::elected_with(here.floor, round.id);
    if all.len() > outcome.elected.len() { names_in_order(round, &all) } else { Vec::new() }
}

/// The whole list once the contest has ended with seats open; nothing where nobody was elected.
fn closing(here: Here<'_>, round: &RoundState, lang: Lang) -> Vec<String> {
    let say = Say(lang);
    let names = round::elected_names(here.floor, round.id.contest);
    if names.is_empty() {
        return Vec::new();
    }
    let office = round::office_text(&round.office, lang);
    vec![say.end(&office, &order(round, say), &lang.list(names)), reported(round, say)]
}

fn order(round: &RoundState, say: Say) -> String {
    if round.office.wants_approval() { say.as_approved() } else { say.by_strokes() }
}

fn reported(round: &RoundState, say: Say) -> String {
    if round.office.wants_approval() { say.approval() } else { say.record() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::action::Action;
    use crate::agenda::announce::Command;
    use crate::agenda::sample::{act, announce, announced, at, in_round, paper, play_on, round};
    use crate::agenda::screen::{Answer, Gives};
    use crate::agenda::wall::{StillOpen, Wall, frame};
    use crate::agenda::{Floor, Kind, course, screen};
    use crate::domain::Show;

    fn said(floor: &Floor, lang: Lang) -> String {
        let aloud = screen(floor, lang).unwrap().aloud;
        aloud.into_iter().map(|aloud| aloud.text).collect::<Vec<_>>().join("\n")
    }

    fn still(floor: &Floor) -> StillOpen {
        let Wall::Elected { still, .. } = frame(floor).view else { panic!("the elected") };
        still
    }

    fn count(floor: &mut Floor, yes: u32) {
        act(floor, motion::Command::Count(Show { yes, no: 36 - yes, abstain: 0 })).unwrap();
    }

    fn ask(floor: &mut Floor) {
        act(floor, Command::AskHigherBody { note: "电话请示".into() }).unwrap();
    }

    /// One seat short: 35, 35, 18, 9 of 36 present.
    fn short() -> Floor {
        announced(&[(18, "ooox"), (9, "ooxo"), (99, "ooxx")])
    }

    const VOTE: [(Lang, &str); 2] = [(Lang::Zh, "下面表决"), (Lang::En, "We now vote on")];
    const LIST: [(Lang, &str); 2] = [
        (Lang::Zh, "当选人名单（按姓氏笔画为序）：王建华、李建华。"),
        (Lang::En, "Elected: 王建华, 李建华."),
    ];

    #[test]
    fn the_words_of_the_vote_wait_until_it_is_chosen() {
        let floor = short();
        for (lang, vote) in VOTE {
            assert!(!said(&floor, lang).contains(vote), "{}", said(&floor, lang));
            let offers = screen(&floor, lang).unwrap().offers;
            let second = offers.iter().find(|offer| offer.action == Action::Add).unwrap();
            let Gives::Form(form) = &second.gives else { panic!("a form") };
            let hints: Vec<&str> = form.fields.iter().map(|field| field.hint.as_str()).collect();
            assert!(hints[0].contains(lang.pick("同意的请举手", "in favour")), "{hints:?}");
            assert!(hints[2].contains(lang.pick("弃权的请举手", "Abstentions")), "{hints:?}");
        }
        assert_eq!(still(&floor), StillOpen::Short);
    }

    #[test]
    fn the_vote_is_put_at_once_where_nothing_else_is_to_be_done() {
        let mut floor = at(Kind::Voters);
        let id = round(&floor).id;
        floor.rounds.get_mut(&id).unwrap().round.slate.candidates.truncate(2);
        let state = floor.rounds[&id].clone();
        let fresh = RoundState::new(id, state.body, state.office, state.round);
        floor.rounds.insert(id, fresh);
        announce(&mut floor, &[(99, paper("oo", &[]))]);
        for (lang, vote) in VOTE {
            assert!(said(&floor, lang).contains(vote), "{}", said(&floor, lang));
        }
    }

    #[test]
    fn a_vote_that_was_held_is_told_and_the_list_read_once_it_passed() {
        let mut floor = short();
        count(&mut floor, 18);
        for (lang, failed) in [
            (
                Lang::Zh,
                "同意 18 人，不同意 18 人，弃权 0 人，不够 19 人，减少名额没有通过。仍缺 1 名，另行选举。",
            ),
            (
                Lang::En,
                "18 in favour, 18 against, 0 abstained; 19 needed: to fill fewer seats is not passed. \
                 1 seat still open: a supplementary round follows.",
            ),
        ] {
            assert_eq!(said(&floor, lang), failed, "and nothing before it");
        }
        for (lang, list) in LIST {
            assert!(!said(&floor, lang).contains(list), "another round may follow");
        }
        let mut floor = short();
        count(&mut floor, 19);
        for (lang, passed) in [
            (Lang::Zh, "达到应到会有表决权党员的半数，通过"),
            (Lang::En, "at least half of the voters due. Passed"),
        ] {
            assert!(
                said(&floor, lang).contains(passed),
                "19 of 38 is half and not more: {}",
                said(&floor, lang)
            );
        }
        for (lang, list) in LIST {
            assert!(said(&floor, lang).contains(list), "{}", said(&floor, lang));
            assert!(said(&floor, lang).contains(lang.pick("备案", "for the record")));
        }
        assert_eq!(still(&floor), StillOpen::Fewer);
    }

    #[test]
    fn after_a_failed_vote_the_same_key_puts_it_once_more() {
        let mut floor = short();
        count(&mut floor, 18);
        let offers = screen(&floor, Lang::Zh).unwrap().offers;
        let again = offers.into_iter().find(|offer| offer.action == Action::Add).unwrap();
        assert_eq!(again.label, "再表决减少名额");
        let Gives::Form(form) = again.gives else { panic!("a form") };
        let numbers = [19, 17, 0].map(|number| Answer::Number(Some(number)));
        let command = form.command(&numbers).unwrap();
        act(&mut floor, command).unwrap();
        assert_eq!(still(&floor), StillOpen::Fewer);
        let item = floor.here().unwrap().item.id;
        let told = motion::votes(&floor, item).unwrap();
        assert_eq!((told.counts.len(), told.ways.len()), (2, 1), "the vote that failed was followed up");
    }

    #[test]
    fn the_list_is_read_when_the_higher_body_is_asked_after_a_second_tie() {
        // 35 valid papers: 35, 30, 20, 20.
        let mut floor = announced(&[(15, "ooox"), (15, "ooxo"), (99, "oxoo")]);
        assert_eq!(still(&floor), StillOpen::Level);
        act(&mut floor, Command::HoldRunoff).unwrap();
        assert_eq!(still(&floor), StillOpen::Runoff);
        act(&mut floor, course::Command::MoveOn).unwrap();
        play_on(&mut floor, Kind::Calling);
        let half = round(&floor).left() / 2;
        let names = round(&floor).slate().candidates.len();
        let [one, other] = [0, 1].map(|at| {
            let marks: String = (0..names).map(|place| if place == at { 'o' } else { 'x' }).collect();
            paper(&marks, &[])
        });
        announce(&mut floor, &[(half, one), (half, other)]);
        for (lang, list) in LIST {
            assert!(!said(&floor, lang).contains(list), "one more vote may follow");
        }
        ask(&mut floor);
        assert_eq!(still(&floor), StillOpen::HigherBody);
        for (lang, list) in LIST {
            let said = said(&floor, lang);
            assert!(
                said.contains(list) && said.contains(lang.pick("请示上级党组织", "the higher body is asked")),
                "{said}"
            );
            assert!(!said.contains(lang.pick("再投一次", "vote once more")), "{said}");
        }
    }

    #[test]
    fn with_nobody_elected_no_list_is_read() {
        let mut floor = in_round(Kind::Convene);
        announce(&mut floor, &[(99, paper("x", &[]))]);
        ask(&mut floor);
        let said = said(&floor, Lang::Zh);
        assert!(said.contains("请示上级党组织") && !said.contains("当选人名单"), "{said}");
    }

    #[test]
    fn what_follows_is_on_the_wall_only_once_it_is_chosen() {
        let mut floor = short();
        act(&mut floor, Command::HoldSupplementary { stand: vec![true, true] }).unwrap();
        assert_eq!(still(&floor), StillOpen::Supplementary);
    }
}
