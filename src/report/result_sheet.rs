//! 选举结果报告单: one for each round that was counted, to be signed by scrutineers and tellers.

use super::document::{Block, Document};
use super::figures::{day, names};
use super::{Stem, history, rounds};
use crate::agenda::officials::{Official, of_round, role_text};
use crate::agenda::round::{Reopened, RoundState, elects_sentence, names_in_order, office_text, round_title};
use crate::agenda::{Floor, RoundId};
use crate::domain::{MemberId, OfficialRole, Turnout};
use crate::locale::Lang;

crate::messages! {
    /// Words of the result sheet.
    struct Say {
        title(organisation: &str) { zh: "{organisation}选举结果报告单", en: "{organisation}: result sheet" }
        what(title: &str, date: &str) { zh: "{title}　{date}", en: "{title}, {date}" }
        due { zh: "应到会有选举权", en: "Voters due" }
        present { zh: "实到会有选举权", en: "Voters present" }
        issued { zh: "发出选票", en: "Papers issued" }
        collected { zh: "收回选票", en: "Papers collected" }
        valid { zh: "有效票", en: "Valid" }
        invalid { zh: "无效票", en: "Invalid" }
        seats(seats: u32, candidates: usize) { zh: "应选 {seats} 名，候选人 {candidates} 名。", en: "{seats} to be elected, {candidates} candidate(s)." }
        elected(names: &str, office: &str) { zh: "当选{office}：{names}。", en: "Elected as {office}: {names}." }
        nobody { zh: "本次投票没有人达到当选票数。", en: "Nobody reached the votes needed in this round." }
        tied(names: &str, open: u32) { zh: "{names}得票相等，尚有 {open} 个名额不能确定。", en: "{names} are level; {open} seat(s) undecided." }
        open(open: u32) { zh: "当选人少于应选名额，尚缺 {open} 名。", en: "{open} seat(s) left open." }
        unsigned(who: &str, reason: &str) { zh: "{who}未签名，原因：{reason}。", en: "{who} did not sign: {reason}." }
        unsigned_silent(who: &str) { zh: "{who}未签名，没有记下原因。", en: "{who} did not sign; no reason is on record." }
        signed_before(names: &str) { zh: "{names}先前签字的计票结果单作废。", en: "The result sheet that {names} had signed is void." }
        sign(role: &str, name: &str) { zh: "{role}（{name}）", en: "{role} ({name})" }
    }
}

/// The sheets: one for each round that was counted.
pub(super) fn documents(floor: &Floor, _: &str, lang: Lang) -> Vec<(Stem, Document)> {
    let counted = floor.rounds.values().filter(|round| round.counted());
    counted.map(|round| (stem(round, lang), result_sheet(floor, round, lang))).collect()
}

fn stem(round: &RoundState, lang: Lang) -> Stem {
    let (contest, number) = (round.id.contest.0 + 1, u32::from(round.id.round) + 1);
    format!("2-result-{contest}-{number}{}", lang.pick("-选举结果报告单", ""))
}

/// The sheet of one round.
pub fn result_sheet(floor: &Floor, round: &RoundState, lang: Lang) -> Document {
    let say = Say(lang);
    let plan = &floor.plan;
    let mut document = Document::new(say.title(&plan.organisation), plan.rehearsal, lang);
    let title = round_title(&round.office, round.round.kind, lang);
    document.add(Block::Paragraph(say.what(&title, &day(floor.day(), lang))));
    let slate = round.slate();
    document.add(Block::Paragraph(say.seats(slate.seats, slate.candidates.len())));
    if let Some(table) = numbers(round, say) {
        document.add(table);
    }
    if let Some(needed) = elects_sentence(floor, round, lang) {
        document.add(Block::Paragraph(needed));
    }
    if let Some(table) = rounds::votes_table(floor, round, lang) {
        document.add(table);
    }
    for text in history::merged(floor, round, lang).into_iter().chain(outcome(floor, round, lang)) {
        document.add(Block::Paragraph(text));
    }
    document.add(Block::Signatures(signers(floor, round, lang)));
    if let Some(text) = unsigned(floor, round, lang) {
        document.add(Block::Paragraph(text));
    }
    document
}

fn numbers(round: &RoundState, say: Say) -> Option<Block> {
    let Turnout { due, present, issued, collected } = round.turnout();
    let header = vec![say.due(), say.present(), say.issued(), say.collected(), say.valid(), say.invalid()];
    let row = [due, present, issued, collected, round.tally.valid, round.tally.invalid];
    Block::table(header, vec![row.map(|number| number.to_string()).to_vec()])
}

fn outcome(floor: &Floor, round: &RoundState, lang: Lang) -> Vec<String> {
    let say = Say(lang);
    let Some(outcome) = round.outcome(floor.procedure()) else { return Vec::new() };
    let mut texts = vec![if outcome.elected.is_empty() {
        say.nobody()
    } else {
        say.elected(&lang.list(names_in_order(round, &outcome.elected)), &office_text(&round.office, lang))
    }];
    if outcome.open > 0 {
        let tied = lang.list(outcome.tied.iter().map(|nominee| &nominee.name));
        texts.push(if tied.is_empty() { say.open(outcome.open) } else { say.tied(&tied, outcome.open) });
    }
    texts
}

/// A line for everyone who signs: those who did, before that those who should.
fn signers(floor: &Floor, round: &RoundState, lang: Lang) -> Vec<String> {
    let signs = |official: &&Official| {
        let signed = round.signed.is_empty() || round.signed.contains(&official.member);
        official.role != OfficialRole::Caller && signed
    };
    let serving = of_round(floor, round.id).iter().filter(signs);
    serving.map(|official| signer(floor, *official, lang)).collect()
}

fn signer(floor: &Floor, official: Official, lang: Lang) -> String {
    Say(lang).sign(&role_text(official.role, lang), floor.name(official.member))
}

/// Which scrutineers and tellers did not sign, and why; nothing before the sheet is signed.
pub(super) fn unsigned(floor: &Floor, round: &RoundState, lang: Lang) -> Option<String> {
    not_signed(floor, round.id, (&round.signed, round.unsigned.as_deref()), lang)
}

/// The same of any sheet of a round that these signed, and why others did not.
fn not_signed(
    floor: &Floor,
    round: RoundId,
    (signed, reason): (&[MemberId], Option<&str>),
    lang: Lang,
) -> Option<String> {
    let say = Say(lang);
    let signs = |official: &&Official| official.role != OfficialRole::Caller;
    let serving = of_round(floor, round).iter().filter(signs);
    let absent = serving.filter(|official| !signed.contains(&official.member));
    let absent = lang.list(absent.map(|official| signer(floor, *official, lang)));
    if absent.is_empty() || signed.is_empty() {
        return None;
    }
    Some(match reason {
        Some(reason) => say.unsigned(&absent, reason),
        None => say.unsigned_silent(&absent),
    })
}

/// Who had signed the sheet that is void, and who had not.
pub(super) fn signed_before(
    floor: &Floor,
    round: &RoundState,
    reopened: &Reopened,
    lang: Lang,
) -> Vec<String> {
    let Reopened { signed, unsigned, .. } = reopened;
    let sheet = (!signed.is_empty()).then(|| Say(lang).signed_before(&names(floor, signed, lang)));
    let missing = not_signed(floor, round.id, (signed, unsigned.as_deref()), lang);
    sheet.into_iter().chain(missing).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::sample::{
        CHIEF, PLAIN, SCRUTINEER, act, announce, announced, in_round, paper, play_item, play_on, put, round,
        written_in,
    };
    use crate::agenda::{Body, Kind, announce as step, course, motion, officials, signing};
    use crate::domain::Show;
    use crate::report::markdown::markdown;
    use crate::report::{proceedings, rounds};

    fn sheet(floor: &Floor, round: &RoundState, lang: Lang) -> String {
        markdown(&result_sheet(floor, round, lang))
    }

    fn shown(blocks: Vec<Block>, lang: Lang) -> String {
        let mut document = Document::new(String::new(), false, lang);
        for block in blocks {
            document.add(block);
        }
        markdown(&document)
    }

    fn business(floor: &Floor, lang: Lang) -> Vec<String> {
        let items = floor.order.items.iter().filter(|item| item.kind == Kind::Officials);
        items.map(|item| shown(proceedings::told(floor, item, lang), lang)).collect()
    }

    /// A meeting in which the chief scrutineer, written in, stands in the supplementary round and is replaced before it.
    fn replaced() -> Floor {
        let mut floor = in_round(Kind::Calling);
        let chief = written_in(floor.name(CHIEF), Some(CHIEF));
        announce(&mut floor, &[(15, paper("ooxx", &[chief])), (99, paper("ooxx", &[]))]);
        act(&mut floor, step::Command::HoldSupplementary { stand: vec![true; 3] }).unwrap();
        act(&mut floor, course::Command::MoveOn).unwrap();
        act(&mut floor, officials::Command::Remove(CHIEF)).unwrap();
        let role = OfficialRole::ChiefScrutineer;
        act(&mut floor, officials::Command::Name(Official { member: PLAIN, role })).unwrap();
        play_item(&mut floor);
        play_on(&mut floor, Kind::Report);
        floor
    }

    #[test]
    fn every_round_has_the_officials_who_served_in_it() {
        let floor = replaced();
        let second = round(&floor);
        let first = floor.rounds.values().next().unwrap();
        assert_ne!(first.id, second.id);
        for lang in [Lang::Zh, Lang::En] {
            let chief =
                |member| Say(lang).sign(&role_text(OfficialRole::ChiefScrutineer, lang), floor.name(member));
            let (one, two) = (sheet(&floor, first, lang), sheet(&floor, second, lang));
            assert!(one.contains(&chief(CHIEF)) && !one.contains(floor.name(PLAIN)), "{one}");
            assert!(two.contains(&chief(PLAIN)) && !two.contains(&chief(CHIEF)), "{two}");
            let told = business(&floor, lang);
            let role =
                |member| format!("{} {}", role_text(OfficialRole::ChiefScrutineer, lang), floor.name(member));
            assert!(told[0].contains(&role(CHIEF)) && !told[0].contains(floor.name(PLAIN)), "{}", told[0]);
            assert!(told[1].contains(&role(PLAIN)) && !told[1].contains(floor.name(CHIEF)), "{}", told[1]);
            assert!(told[1].contains(lang.pick("自本轮起", "from this round on")), "{}", told[1]);
        }
    }

    #[test]
    fn who_did_not_sign_is_told_with_the_reason() {
        let mut floor = in_round(Kind::Signing);
        let signed = vec![true, false, true, true];
        let missing = Some("有急事提前离会".to_owned());
        act(&mut floor, signing::Command::Sign { signed, missing }).unwrap();
        for (lang, line) in [
            (Lang::Zh, "监票人（吴晓红）未签名，原因：有急事提前离会。"),
            (Lang::En, "scrutineer (吴晓红) did not sign: 有急事提前离会."),
        ] {
            let sheet = sheet(&floor, round(&floor), lang);
            assert!(sheet.contains(line), "{sheet}");
            assert_eq!(sheet.matches(floor.name(SCRUTINEER)).count(), 1, "no line to sign on: {sheet}");
            let minutes = shown(rounds::told(&floor, round(&floor), lang), lang);
            assert!(minutes.contains(line), "{minutes}");
        }
    }

    #[test]
    fn a_teller_who_did_not_sign_is_told_too_with_or_without_a_reason() {
        let told = |signed: [bool; 4], missing: Option<&str>, lines: [&str; 2]| {
            let mut floor = in_round(Kind::Signing);
            let mut all = officials::scrutineers(&floor, Body::Branch);
            all.extend(officials::tellers(&floor, Body::Branch));
            let signers =
                all.into_iter().zip(signed).filter_map(|(who, signs)| signs.then_some(who)).collect();
            let (id, missing) = (round(&floor).id, missing.map(str::to_owned));
            // As it was recorded before a reason was asked for.
            put(&mut floor, signing::Event::SheetSigned { round: id, signers, missing }).unwrap();
            for (lang, line) in [Lang::Zh, Lang::En].into_iter().zip(lines) {
                let sheet = sheet(&floor, round(&floor), lang);
                assert!(sheet.contains(line), "{sheet}");
                let minutes = shown(rounds::told(&floor, round(&floor), lang), lang);
                assert!(minutes.contains(line), "{minutes}");
            }
        };
        let reason = Some("临时离会");
        let both = "监票人（吴晓红）、计票人（冯玉兰）未签名，原因：临时离会。";
        let lines = [both, "scrutineer (吴晓红), teller (冯玉兰) did not sign: 临时离会."];
        told([true, false, true, false], reason, lines);
        let lines = ["计票人（冯玉兰）未签名，原因：临时离会。", "teller (冯玉兰) did not sign: 临时离会."];
        told([true, true, true, false], reason, lines);
        let lines = [
            "计票人（冯玉兰）未签名，没有记下原因。",
            "teller (冯玉兰) did not sign; no reason is on record.",
        ];
        told([true, true, true, false], None, lines);
    }

    #[test]
    fn a_tie_is_told_without_what_the_chair_will_choose() {
        let floor = announced(&[(15, "ooox"), (15, "ooxo"), (99, "oxoo")]);
        for lang in [Lang::Zh, Lang::En] {
            let sheet = sheet(&floor, round(&floor), lang);
            assert!(sheet.contains(lang.pick("不能确定", "undecided")), "{sheet}");
            assert!(!sheet.contains(lang.pick("再次投票", "new vote")), "{sheet}");
        }
        let minutes = shown(rounds::told(&floor, round(&floor), Lang::Zh), Lang::Zh);
        assert!(!minutes.contains("再次投票"), "nothing is chosen yet: {minutes}");
    }

    #[test]
    fn a_vote_on_a_result_opened_again_is_told_without_a_way_of_the_next() {
        let mut floor = announced(&[(18, "ooox"), (9, "ooxo"), (99, "ooxx")]);
        let vote = |yes| motion::Command::Count(Show { yes, no: 36 - yes, abstain: 0 });
        act(&mut floor, vote(11)).unwrap();
        act(&mut floor, signing::Command::Reopen { reason: "重新核对".into() }).unwrap();
        play_on(&mut floor, Kind::Announce);
        act(&mut floor, step::Command::Announce).unwrap();
        act(&mut floor, vote(12)).unwrap();
        let note = Some("再想一想".to_owned());
        act(&mut floor, motion::Command::ChooseWay { way: motion::Way::Amend, note }).unwrap();
        let minutes = shown(rounds::told(&floor, round(&floor), Lang::Zh), Lang::Zh);
        assert!(minutes.contains("主持人决定：再表决一次。") && !minutes.contains("修改后"), "{minutes}");
        let place = |text: &str| minutes.find(text).unwrap_or_else(|| panic!("{text}: {minutes}"));
        assert!(
            place("同意 11 人") < place("同意 12 人") && place("同意 12 人") < place("再想一想"),
            "{minutes}"
        );
    }
}
