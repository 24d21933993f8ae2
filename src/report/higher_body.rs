//! To the higher body: 选举结果报告 (members, for the record) and 请示 (secretaries, for approval).

use super::document::{Block, Document};
use super::figures::{clock, day, names};
use super::{Stem, history, rounds};
use crate::agenda::course::Closed;
use crate::agenda::plan::PlannedContest;
use crate::agenda::round::{self, Choice, RoundState, elected_names, office_text};
use crate::agenda::{Body, Floor, approval, division};
use crate::domain::round::RoundVerdict;
use crate::domain::{Place, RoundKind, State, Turnout};
use crate::locale::Lang;

crate::messages! {
    /// Words to the higher body.
    struct Say {
        report_title(organisation: &str, meeting: &str) { zh: "{organisation}关于{meeting}选举结果的报告", en: "{organisation}: report on the result of the {meeting}" }
        request_title(organisation: &str, offices: &str) { zh: "{organisation}关于批准{offices}选举结果的请示", en: "{organisation}: request to approve the election of the {offices}" }
        to(body: &str) { zh: "{body}：", en: "To {body}:" }
        how { zh: "选举情况", en: "How it was run" }
        held(date: &str, place: &str, meeting: &str) { zh: "我支部于{date}在{place}召开{meeting}。", en: "On {date} the branch held its {meeting} at {place}." }
        approved(reference: &str, date: &str) { zh: "候选人已经你委批复同意（{reference}，{date}）。", en: "The candidates had been approved ({reference}, {date})." }
        quorum(due: u32, present: u32) { zh: "应到会有选举权党员 {due} 人，实到会 {present} 人，符合规定人数。", en: "{due} voters were due and {present} present, as many as the rules ask." }
        quorum_committee(due: u32, present: u32) { zh: "新一届支部委员会第一次全体会议应到委员 {due} 人，实到 {present} 人，符合规定人数。", en: "At the first plenary of the new committee {due} members were due and {present} present, as many as the rules ask." }
        adopted { zh: "会议通过了选举办法和监票人名单，以无记名投票的方式进行选举。", en: "The election procedure and the scrutineers were passed; the vote was by secret ballot." }
        surplus(office: &str, seats: u32, candidates: usize) { zh: "{office}应选 {seats} 名，候选人 {candidates} 名，实行差额选举。", en: "{office}: {seats} seat(s), {candidates} candidate(s), elected with surplus." }
        equal(office: &str, seats: u32, candidates: usize) { zh: "{office}应选 {seats} 名，候选人 {candidates} 名，实行等额选举。", en: "{office}: {seats} seat(s), {candidates} candidate(s), elected without surplus." }
        round(kind: &str, due: u32, present: u32, issued: u32, collected: u32) { zh: "{kind}：应到会有选举权 {due} 人，实到会 {present} 人，发出选票 {issued} 张，收回 {collected} 张", en: "{kind}: {due} voters due, {present} present, {issued} papers issued, {collected} collected" }
        papers(valid: u32, invalid: u32) { zh: "，其中有效票 {valid} 张，无效票 {invalid} 张，选举有效。", en: ", {valid} valid and {invalid} invalid; the vote is valid." }
        void { zh: "，收回的选票多于规定，选举无效，重新选举。", en: ", more than allowed: void, voted again." }
        first { zh: "第一次投票", en: "First vote" }
        runoff { zh: "同票者再次投票", en: "Vote among those tied" }
        supplementary { zh: "另行选举", en: "Supplementary round" }
        repeat { zh: "重新选举", en: "Vote held again" }
        elected { zh: "当选人及得票", en: "Elected, with votes" }
        not_elected { zh: "未当选人得票", en: "Not elected, with votes" }
        name { zh: "姓名", en: "Name" }
        office { zh: "职务", en: "Office" }
        vote { zh: "投票", en: "Vote" }
        approve { zh: "赞成", en: "Yes" }
        against { zh: "不赞成", en: "No" }
        abstain { zh: "弃权", en: "Abstained" }
        division { zh: "委员分工", en: "Division of work" }
        remarks { zh: "其他需要说明的情况", en: "Anything else" }
        left_out(count: usize, names: &str) { zh: "按规定经会议表决，不计入应到会人数的党员 {count} 人：{names}。", en: "Left out of the number due by vote, {count}: {names}." }
        asked(office: &str, open: u32, note: &str) { zh: "{office}尚缺 {open} 名，请示事项：{note}", en: "{office}: {open} seat(s) open; asked of the higher body: {note}" }
        fewer(office: &str, open: u32) { zh: "{office}少选 {open} 名：经会议表决同意减少名额，不再进行选举。", en: "{office}: {open} seat(s) fewer filled, by vote of the meeting; no further vote." }
        open(office: &str, open: u32) { zh: "{office}尚缺 {open} 名。", en: "{office}: {open} seat(s) open." }
        reopened(office: &str, how: &str, reason: &str) { zh: "{office}：{how}，理由：{reason}。", en: "{office}: {how}: {reason}." }
        postponed(at: &str, reason: &str) { zh: "会议于 {at} 宣布延期，原因：{reason}", en: "The meeting was postponed at {at}: {reason}" }
        replaced(old: &str, new: &str, instruction: &str) { zh: "{old}未当选委员，按上级党组织答复由{new}参选：{instruction}", en: "{old} was not elected to the committee; by the higher body’s answer {new} stood: {instruction}" }
        record { zh: "以上选举结果，现予报告，请备案。", en: "This result is reported for the record." }
        approve_please(names: &str) { zh: "现将{names}报请批准。妥否，请批示。", en: "We ask for approval of {names}." }
        as_office(names: &str, office: &str) { zh: "{names}当选{office}的选举结果", en: "the election of {names} as {office}" }
    }
}

/// The report: one document once somebody was elected to an office that is reported for the record, or nobody to one.
pub(super) fn report_documents(floor: &Floor, _: &str, lang: Lang) -> Vec<(Stem, Document)> {
    let mut contests = elected_contests(floor, false);
    contests.extend(unfilled_contests(floor));
    if contests.is_empty() {
        return Vec::new();
    }
    let say = Say(lang);
    let title = say.report_title(&floor.plan.organisation, &floor.plan.title);
    let mut document = letter(floor, title, &contests, lang);
    let division = division::lines(floor, lang);
    let division =
        (!division.is_empty()).then(|| division.join(lang.pick("；", "; ")) + lang.pick("。", "."));
    document.section(&say.division(), Block::paragraphs(division));
    document.section(&say.remarks(), remarks(floor, &contests, lang));
    finish(floor, &mut document, say.record(), lang);
    vec![(lang.pick("3-report-选举结果报告", "3-report").to_owned(), document)]
}

/// The request: one document once somebody was elected to an office that the higher body approves.
pub(super) fn request_documents(floor: &Floor, _: &str, lang: Lang) -> Vec<(Stem, Document)> {
    let contests = elected_contests(floor, true);
    if contests.is_empty() {
        return Vec::new();
    }
    let say = Say(lang);
    let offices = lang.list(contests.iter().map(|contest| office_text(&contest.office, lang)));
    let title = say.request_title(&floor.plan.organisation, &offices);
    let mut document = letter(floor, title, &contests, lang);
    document.section(&say.remarks(), remarks(floor, &contests, lang));
    let of = |contest: &&PlannedContest| {
        say.as_office(&lang.list(elected_names(floor, contest.id)), &office_text(&contest.office, lang))
    };
    let asked = say.approve_please(&lang.list(contests.iter().map(of)));
    finish(floor, &mut document, asked, lang);
    vec![(lang.pick("4-request-书记选举结果请示", "4-request").to_owned(), document)]
}

fn elected_contests(floor: &Floor, approval: bool) -> Vec<&PlannedContest> {
    let of_kind = |contest: &&PlannedContest| contest.office.wants_approval() == approval;
    let elected = |contest: &&PlannedContest| !elected_names(floor, contest.id).is_empty();
    floor.plan.contests.iter().filter(of_kind).filter(elected).collect()
}

/// Contests that were announced with nobody elected, whoever would have approved: the higher body has to know.
fn unfilled_contests(floor: &Floor) -> impl Iterator<Item = &PlannedContest> {
    let announced =
        |contest: &PlannedContest| round::of_contest(floor, contest.id).any(RoundState::announced);
    floor
        .plan
        .contests
        .iter()
        .filter(move |contest| announced(contest) && elected_names(floor, contest.id).is_empty())
}

/// What both papers have in common: how it was run, who was elected and who not.
fn letter(floor: &Floor, title: String, contests: &[&PlannedContest], lang: Lang) -> Document {
    let say = Say(lang);
    let mut document = Document::new(title, floor.plan.rehearsal, lang);
    document.add(Block::Addressee(say.to(&floor.plan.higher_body)));
    let mut how = vec![meeting(floor, contests, lang)];
    how.extend(contests.iter().flat_map(|contest| contest_told(floor, contest, lang)));
    document.section(&say.how(), Block::paragraphs(how));
    document.section(&say.elected(), votes(floor, contests, true, lang).into_iter().collect());
    document.section(&say.not_elected(), votes(floor, contests, false, lang).into_iter().collect());
    document
}

fn finish(floor: &Floor, document: &mut Document, last: String, lang: Lang) {
    document.add(Block::Paragraph(last));
    document.add(Block::Issuer(vec![floor.plan.organisation.clone(), day(floor.day(), lang)]));
}

fn meeting(floor: &Floor, contests: &[&PlannedContest], lang: Lang) -> String {
    let say = Say(lang);
    let plan = &floor.plan;
    let mut texts = vec![say.held(&day(floor.day(), lang), &plan.place, &plan.title)];
    let approval = approval::approval(floor);
    texts.extend(approval.map(|approval| say.approved(&approval.reference, &day(&approval.date, lang))));
    let of = |body| floor.facts.quorum.get(&body);
    let mut voting = contests.iter().filter(|contest| body_of(floor, contest) == Body::Branch);
    let counted = voting.find_map(|contest| round::of_contest(floor, contest.id).next()?.base);
    let branch = counted.map(|base| (base.due, base.present));
    let opening = || of(Body::Branch).map(|count| (count.due, count.present));
    texts.extend(branch.or_else(opening).map(|(due, present)| say.quorum(due, present)));
    let plenary = contests.iter().any(|contest| body_of(floor, contest) == Body::Committee);
    let committee = of(Body::Committee).filter(|_| plenary);
    texts.extend(committee.map(|count| say.quorum_committee(count.due, count.present)));
    texts.push(say.adopted());
    texts.join(lang.pick("", " "))
}

fn body_of(floor: &Floor, contest: &PlannedContest) -> Body {
    round::of_contest(floor, contest.id).next().map_or(Body::Branch, |round| round.body)
}

/// Seats and candidates of a contest, and the papers of each of its rounds.
fn contest_told(floor: &Floor, contest: &PlannedContest, lang: Lang) -> Vec<String> {
    let say = Say(lang);
    let office = office_text(&contest.office, lang);
    let (seats, candidates) = (contest.seats, contest.candidates.len());
    let head = if contest.surplus {
        say.surplus(&office, seats, candidates)
    } else {
        say.equal(&office, seats, candidates)
    };
    let rounds = round::of_contest(floor, contest.id).filter_map(|round| round_told(round, lang));
    [head].into_iter().chain(rounds).collect()
}

fn round_told(round: &RoundState, lang: Lang) -> Option<String> {
    let say = Say(lang);
    let Turnout { due, present, issued, collected } = round.turnout();
    let text = say.round(&kind_text(round.round.kind, lang), due, present, issued, collected);
    match round.declared? {
        RoundVerdict::Void => Some(text + &say.void()),
        RoundVerdict::Valid if round.counted() => {
            Some(text + &say.papers(round.tally.valid, round.tally.invalid))
        }
        RoundVerdict::Valid => None,
    }
}

fn kind_text(kind: RoundKind, lang: Lang) -> String {
    let say = Say(lang);
    match kind {
        RoundKind::First => say.first(),
        RoundKind::Runoff => say.runoff(),
        RoundKind::Supplementary => say.supplementary(),
        RoundKind::Repeat => say.repeat(),
    }
}

/// Votes of the elected in the round that elected them; of all others in every announced round.
fn votes(floor: &Floor, contests: &[&PlannedContest], elected: bool, lang: Lang) -> Option<Block> {
    let say = Say(lang);
    let header = vec![say.name(), say.office(), say.vote(), say.approve(), say.against(), say.abstain()];
    let rows = contests.iter().flat_map(|contest| contest_votes(floor, contest, elected, lang)).collect();
    Block::table(header, rows)
}

fn contest_votes(floor: &Floor, contest: &PlannedContest, elected: bool, lang: Lang) -> Vec<Vec<String>> {
    let names = elected_names(floor, contest.id);
    let wanted = |place: &Place| {
        if elected { place.state == State::Elected } else { !names.contains(&place.nominee.name.to_string()) }
    };
    let announced = round::of_contest(floor, contest.id).filter(|round| round.announced());
    let of_round = |round: &RoundState| {
        let places = crate::agenda::report::places(floor, round).into_iter().filter(wanted);
        places.map(|place| vote_row(round, &place, lang)).collect::<Vec<_>>()
    };
    announced.flat_map(of_round).collect()
}

fn vote_row(round: &RoundState, place: &Place, lang: Lang) -> Vec<String> {
    let [name, approve, against, abstain] = rounds::figures(place, lang);
    let (office, kind) = (office_text(&round.office, lang), kind_text(round.round.kind, lang));
    vec![name, office, kind, approve, against, abstain]
}

fn remarks(floor: &Floor, contests: &[&PlannedContest], lang: Lang) -> Vec<Block> {
    let say = Say(lang);
    let branch = contests.iter().any(|contest| body_of(floor, contest) == Body::Branch);
    let left_out = &floor.branch.left_out;
    let mut texts = Vec::new();
    texts.extend(
        (branch && !left_out.is_empty()).then(|| say.left_out(left_out.len(), &names(floor, left_out, lang))),
    );
    texts.extend(contests.iter().flat_map(|contest| contest_remarks(floor, contest, lang)));
    if !branch {
        let replaced = floor.facts.convene.replaced.iter();
        texts.extend(replaced.map(|(old, new, why)| say.replaced(floor.name(*old), floor.name(*new), why)));
    }
    if let Some(Closed::Postponed { at, reason }) = &floor.course.closed {
        texts.push(say.postponed(clock(at), reason));
    }
    Block::paragraphs(texts)
}

fn contest_remarks(floor: &Floor, contest: &PlannedContest, lang: Lang) -> Vec<String> {
    let say = Say(lang);
    let office = office_text(&contest.office, lang);
    let rounds = || round::of_contest(floor, contest.id);
    let mut texts: Vec<String> = rounds()
        .flat_map(|round| round.reopened().map(move |reopened| (round, reopened)))
        .map(|(round, again)| {
            say.reopened(&office, &history::stood_text(round, &again.stood, lang), &again.reason)
        })
        .collect();
    let last = rounds().filter(|round| round.announced()).last();
    let open = last.and_then(|round| round.outcome(floor.procedure())).map_or(0, |outcome| outcome.open);
    if let Some(round) = last.filter(|_| open > 0) {
        texts.push(match &round.choice {
            Some(Choice::HigherBody(note)) => say.asked(&office, open, note),
            Some(Choice::FewerSeats) => say.fewer(&office, open),
            Some(Choice::Round(_)) | None => say.open(&office, open),
        });
    }
    texts
}
