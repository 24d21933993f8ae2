//! 选举结果报告单: one for each round that was counted, to be signed by scrutineers and tellers.

use super::document::{Block, Document};
use super::figures::day;
use super::{Stem, rounds};
use crate::agenda::Floor;
use crate::agenda::announce::in_order;
use crate::agenda::officials::{named, role_text};
use crate::agenda::round::{self, RoundState, office_text, round_title};
use crate::domain::{ContestId, MemberId, Nominee, OfficialRole, Turnout};
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
        tied(names: &str, open: u32) { zh: "{names}得票相等，尚有 {open} 个名额须再次投票确定。", en: "{names} are level; {open} seat(s) to be decided by a new vote." }
        open(open: u32) { zh: "当选人少于应选名额，尚缺 {open} 名。", en: "{open} seat(s) left open." }
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
    if let Some(needed) = rounds::needed(floor, round, lang) {
        document.add(Block::Paragraph(needed));
    }
    if let Some(table) = rounds::votes_table(floor, round, lang) {
        document.add(table);
    }
    for text in rounds::merged(floor, round, lang).into_iter().chain(outcome(floor, round, lang)) {
        document.add(Block::Paragraph(text));
    }
    document.add(Block::Signatures(signers(floor, round, lang)));
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
        say.elected(&lang.list(in_order(round, &outcome.elected)), &office_text(&round.office, lang))
    }];
    if outcome.open > 0 {
        let tied = lang.list(outcome.tied.iter().map(|nominee| &nominee.name));
        texts.push(if tied.is_empty() { say.open(outcome.open) } else { say.tied(&tied, outcome.open) });
    }
    texts
}

/// A line for everyone who signs: those who did, before that those who should.
fn signers(floor: &Floor, round: &RoundState, lang: Lang) -> Vec<String> {
    let officials = named(floor, round.body);
    let line =
        |role: OfficialRole, member: MemberId| Say(lang).sign(&role_text(role, lang), floor.name(member));
    let signs = |member: &MemberId| round.signed.is_empty() || round.signed.contains(member);
    let mut lines: Vec<String> = officials
        .iter()
        .filter(|official| official.role != OfficialRole::Caller && signs(&official.member))
        .map(|official| line(official.role, official.member))
        .collect();
    let replaced = round.signed.iter().filter(|member| !officials.iter().any(|o| o.member == **member));
    lines.extend(replaced.map(|member| floor.name(*member).to_owned()));
    lines
}

/// Everyone elected to an office in all announced rounds, in the order in which they are announced.
pub(super) fn elected_names(floor: &Floor, contest: ContestId) -> Vec<String> {
    let announced: Vec<&RoundState> =
        round::of_contest(floor, contest).filter(|round| round.announced()).collect();
    let outcomes = announced.iter().filter_map(|round| round.outcome(floor.procedure()));
    let all: Vec<Nominee> = outcomes.flat_map(|outcome| outcome.elected).collect();
    announced.last().map(|round| in_order(round, &all)).unwrap_or_default()
}
