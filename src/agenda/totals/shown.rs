//! What the count by hand shows: the sheet line by line, what is still to type in, and whether it all adds up.

use super::{Command, Totals};
use crate::agenda::action::Action;
use crate::agenda::round::{self, RoundState};
use crate::agenda::screen::{
    Aloud, Answer, Answers, Fact, Field, FieldKind, Form, List, Offer, Row, Screen, Speaker, Tone, Work,
};
use crate::agenda::{Command as AnyCommand, Here, Rejection};
use crate::domain::Sums;
use crate::domain::procedure::NeedsAgainst;
use crate::locale::Lang;
use crate::messages;

messages! {
    /// Words of the count by hand.
    struct Say {
        title { zh: "录入计票单", en: "Sheet typed in" }
        purpose { zh: "选票由计票人在监票人监督下手工清点。把签了字的计票单逐行录入：先是有效票、无效票，再是每个人的赞成、不赞成、弃权。每一行当场核对，全部相等才被接受。", en: "The tellers count the papers by hand under the scrutineers’ eyes. Type in the signed sheet line by line: valid and invalid papers, then yes, no and abstain of every name. Every line is checked at once; the sheet is accepted only when everything adds up." }
        papers { zh: "录入有效票、无效票", en: "enter valid and invalid papers" }
        papers_title { zh: "计票单：有效票、无效票", en: "The sheet: valid and invalid papers" }
        collected { zh: "收回选票", en: "Papers collected" }
        valid { zh: "有效票", en: "Valid papers" }
        invalid { zh: "无效票", en: "Invalid papers" }
        collected_hint(collected: u32) { zh: "两项合计应为收回的 {collected} 张", en: "together the {collected} papers collected" }
        people { zh: "另选人数", en: "People written in" }
        people_hint { zh: "能当选的另选人有几位（名册上没有的不计）", en: "who may be elected; nobody off the roll" }
        reason { zh: "无效原因、疑问票认定", en: "Why invalid; doubtful papers" }
        reason_hint { zh: "有无效票时必填，如“多选 1 张、未盖章 1 张（监票人认定）”", en: "where papers are invalid, such as “1 over-marked, 1 without the seal”" }
        name { zh: "姓名", en: "Name" }
        approve { zh: "赞成", en: "Yes" }
        against { zh: "不赞成", en: "No" }
        abstain { zh: "弃权", en: "Abstained" }
        check { zh: "核对", en: "Check" }
        open { zh: "未录入", en: "not typed in" }
        whole(valid: u32) { zh: "合计 {valid}", en: "adds up to {valid}" }
        next_row(name: &str) { zh: "录入{name}", en: "enter {name}" }
        row_title(name: &str, valid: u32) { zh: "{name}：三项合计应为有效票 {valid}", en: "{name}: the three make {valid} valid papers" }
        edit { zh: "重新录入这一行", en: "enter this line again" }
        remove { zh: "去掉这一行", en: "take this line off" }
        next_written { zh: "录入一位另选人", en: "enter somebody written in" }
        written_title { zh: "另选人的赞成票", en: "Approvals of somebody written in" }
        who { zh: "另选人", en: "Written in" }
        written_mark { zh: "另选人", en: "write-in" }
        written_open { zh: "（另选人）", en: "(write-in)" }
        again { zh: "重新录入整张计票单", en: "enter the whole sheet again" }
        sheet { zh: "计票单", en: "Sheet" }
        rows_left(count: u32) { zh: "还有 {count} 行", en: "{count} line(s) left" }
        accepted { zh: "全部相等，已接受", en: "everything adds up: accepted" }
        approvals(sum: u64, most: u64) { zh: "赞成合计 {sum}，最多 {most}", en: "{sum} approvals in all, at most {most}" }
        words { zh: "现在计票。请计票人清点选票，监票人监督；清点完毕，在计票单上签字。", en: "The papers are counted now. Tellers, please count; scrutineers, please watch; then sign the sheet." }
        words_wrong { zh: "计票单有一处不平，请计票人对照选票核对计票单。", en: "The sheet does not add up. Tellers, please check it against the papers." }
        written_label { zh: "另选", en: "Written in" }
        written_odd(written: u32, against: u32) { zh: "另选合计 {written} 票，不赞成合计只有 {against}：另选一人须先划去一人，请核对；监票人认定有效的除外", en: "{written} write-in votes but only {against} × on the sheet: each wants a × in its place. Check, unless the scrutineers let such papers count" }
        words_done { zh: "计票完毕，计票单核对无误。", en: "The count is finished, and the sheet adds up." }
    }
}

pub(super) fn title(lang: Lang) -> String {
    Say(lang).title()
}

pub(super) fn screen(here: Here<'_>, lang: Lang) -> Screen {
    let say = Say(lang);
    let mut screen = Screen { title: say.title(), purpose: say.purpose(), ..Screen::default() };
    let Some(round) = here.round() else { return screen };
    let collected = round.turnout().collected;
    screen.facts = vec![Fact::new(say.collected(), collected)];
    screen.facts.extend(round::needed_fact(here.floor, round, lang));
    let done = super::ready(here).is_ok();
    let wrong = round.totals.as_ref().and_then(|totals| wrong(here, round, totals));
    let text = match wrong {
        Some(_) => say.words_wrong(),
        None if done => say.words_done(),
        None => say.words(),
    };
    screen.adds_up = wrong.map(|why| Err(why.what(lang)));
    screen.aloud = vec![Aloud { speaker: Speaker::Chair, text }];
    let papers = papers_form(round, lang);
    let Some(totals) = &round.totals else {
        screen.offers = vec![Offer::form(Action::Confirm, say.papers(), papers)];
        screen.offers.extend(crate::agenda::collect::recount_offer(here, lang));
        return screen;
    };
    screen.facts.push(sheet_fact(here, round, totals, lang));
    screen.facts.extend(written_fact(here, totals, lang));
    screen.work = Work::List(rows(round, totals, lang));
    screen.offers.extend(next(here, round, totals, lang));
    screen.offers.push(Offer::form(Action::Rest, say.again(), papers));
    screen.offers.extend(crate::agenda::collect::recount_offer(here, lang));
    screen
}

/// Why the sheet cannot be right, as soon as it shows.
fn wrong(here: Here<'_>, round: &RoundState, totals: &Totals) -> Option<Rejection> {
    let (seats, procedure) = (round.slate().seats, here.floor.procedure());
    let checked = if totals.open() > 0 {
        totals.check_so_far(seats, procedure)
    } else {
        totals.check(seats, procedure)
    };
    checked.err()
}

fn sheet_fact(here: Here<'_>, round: &RoundState, totals: &Totals, lang: Lang) -> Fact {
    let say = Say(lang);
    if let Some(why) = wrong(here, round, totals) {
        return Fact::new(say.sheet(), "").rule(Tone::Bad, why.what(lang));
    }
    let open = totals.open();
    if open > 0 {
        return Fact::new(say.sheet(), say.rows_left(open)).rule(Tone::Warn, "");
    }
    let limit = here.floor.procedure().max_marks.limit(round.slate().seats);
    let most = limit.map(|limit| u64::from(limit) * u64::from(totals.valid));
    let sums = most.map(|most| say.approvals(round.tally.approvals(), most));
    let text = sums.map_or_else(|| say.accepted(), |sums| format!("{}　{sums}", say.accepted()));
    Fact::new(say.sheet(), "✓").rule(Tone::Good, text)
}

/// More people written in than × on the whole sheet: that can only be right where the scrutineers let such papers count.
fn written_fact(here: Here<'_>, totals: &Totals, lang: Lang) -> Option<Fact> {
    let (written, against) = totals.written_and_against();
    let asked = here.floor.procedure().write_in_needs_against == NeedsAgainst::Doubtful;
    let odd = asked && totals.open() == 0 && written > against;
    let rule = || Say(lang).written_odd(written, against);
    odd.then(|| Fact::new(Say(lang).written_label(), written).rule(Tone::Warn, rule()))
}

fn rows(round: &RoundState, totals: &Totals, lang: Lang) -> List {
    let say = Say(lang);
    let header = vec![say.name(), say.approve(), say.against(), say.abstain(), say.check()];
    let printed = round.slate().candidates.iter().zip(&totals.printed).zip(0u32..);
    let mut rows: Vec<Row> = printed
        .map(|((candidate, sums), at)| {
            let form = row_form(at, candidate.name.as_str(), *sums, totals.valid, lang);
            let offers = vec![Offer::form(Action::Edit, say.edit(), form)];
            Row {
                key: at,
                cells: cells(candidate.name.as_str(), *sums, totals.valid, say),
                tone: tone(*sums),
                offers,
            }
        })
        .collect();
    let first = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    rows.extend(totals.written.iter().zip(0u32..).map(|(written, at)| {
        let remove = Offer::command(Action::Remove, say.remove(), Command::RemoveWritten { at });
        let cells = vec![
            written.nominee.name.to_string(),
            written.approve.to_string(),
            String::new(),
            String::new(),
            say.written_mark(),
        ];
        Row { key: first + at, cells, tone: Tone::Good, offers: vec![remove] }
    }));
    // Every line that is counted as open is seen.
    let open = round::passes::number(totals.written.len())..totals.expected;
    rows.extend(open.map(|at| Row {
        key: first.saturating_add(at),
        cells: cells(&say.written_open(), None, totals.valid, say),
        tone: tone(None),
        offers: Vec::new(),
    }));
    List { header, rows }
}

fn tone(sums: Option<Sums>) -> Tone {
    if sums.is_some() { Tone::Good } else { Tone::Dim }
}

fn cells(name: &str, sums: Option<Sums>, valid: u32, say: Say) -> Vec<String> {
    let Some(Sums { approve, against, abstain }) = sums else {
        return vec![name.to_owned(), String::new(), String::new(), String::new(), say.open()];
    };
    let figures = [approve, against, abstain].map(|sum| sum.to_string());
    std::iter::once(name.to_owned()).chain(figures).chain([say.whole(valid)]).collect()
}

/// The line that comes next.
fn next(here: Here<'_>, round: &RoundState, totals: &Totals, lang: Lang) -> Option<Offer> {
    let say = Say(lang);
    let open = totals.printed.iter().position(Option::is_none);
    if let Some((at, candidate)) = open.and_then(|at| Some((at, round.slate().candidates.get(at)?))) {
        let name = candidate.name.as_str();
        let form = row_form(round::passes::number(at), name, None, totals.valid, lang);
        return Some(Offer::form(Action::Confirm, say.next_row(name), form));
    }
    (totals.open() > 0)
        .then(|| Offer::form(Action::Confirm, say.next_written(), written_form(here, round, lang)))
}

fn number(label: String, hint: String, first: Option<u32>) -> Field {
    Field { label, hint, kind: FieldKind::Number(first) }
}

fn papers_form(round: &RoundState, lang: Lang) -> Form {
    let say = Say(lang);
    let hint = say.collected_hint(round.turnout().collected);
    let mut fields = vec![number(say.valid(), hint, None), number(say.invalid(), String::new(), None)];
    let takes = round.slate().form.takes_write_ins();
    if takes {
        fields.push(number(say.people(), say.people_hint(), Some(0)));
    }
    let kind = FieldKind::Text(String::new());
    fields.push(Field { label: say.reason(), hint: say.reason_hint(), kind });
    Form { title: say.papers_title(), fields, subject: u32::from(takes), read: read_papers }
}

fn read_papers(takes: u32, answers: &[Answer]) -> Result<AnyCommand, Rejection> {
    let mut answers = Answers(answers);
    let (valid, invalid) = (answers.number()?, answers.number()?);
    let written = if takes == 1 { answers.number()? } else { 0 };
    Ok(Command::EnterPapers { valid, invalid, written, reason: answers.optional_text()? }.into())
}

fn row_form(at: u32, name: &str, sums: Option<Sums>, valid: u32, lang: Lang) -> Form {
    let say = Say(lang);
    let fields = vec![
        number(say.approve(), String::new(), sums.map(|sums| sums.approve)),
        number(say.against(), String::new(), sums.map(|sums| sums.against)),
        number(say.abstain(), String::new(), sums.map(|sums| sums.abstain)),
    ];
    Form { title: say.row_title(name, valid), fields, subject: at, read: read_row }
}

fn read_row(at: u32, answers: &[Answer]) -> Result<AnyCommand, Rejection> {
    let mut answers = Answers(answers);
    let sums = Sums { approve: answers.number()?, against: answers.number()?, abstain: answers.number()? };
    Ok(Command::EnterName { at, sums }.into())
}

fn written_form(here: Here<'_>, round: &RoundState, lang: Lang) -> Form {
    let say = Say(lang);
    let people = crate::agenda::calling::electable(here, round);
    let names = people.iter().map(|(member, _)| here.floor.plan.told_apart(*member, lang)).collect();
    let kind = FieldKind::Choice(names, 0);
    let who = Field { label: say.who(), hint: String::new(), kind };
    let fields = vec![who, number(say.approve(), String::new(), None)];
    Form { title: say.written_title(), fields, subject: 0, read: read_written }
}

fn read_written(_: u32, answers: &[Answer]) -> Result<AnyCommand, Rejection> {
    let mut answers = Answers(answers);
    Ok(Command::EnterWritten { who: answers.position()?, approve: answers.number()? }.into())
}
