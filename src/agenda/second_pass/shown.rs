//! What the second pass shows: the table without the running sums, the count by hand, the difference, what stands.

use super::Command;
use crate::agenda::action::Action;
use crate::agenda::calling::bundles::{count_form, seat_form};
use crate::agenda::calling::{
    self, CallingView, InBundle, LastPaper, doubtful_form, mark_text, read_marks, written,
};
use crate::agenda::examine::{add_queue, aside_form, aside_paper, judgement_text, spelling};
use crate::agenda::round::passes::{Look, Stage};
use crate::agenda::round::{self, RoundState};
use crate::agenda::screen::{
    Aloud, Answer, Answers, Fact, Field, FieldKind, Form, List, Offer, Screen, Speaker, Table, Tone, Work,
};
use crate::agenda::{Command as AnyCommand, Here, Rejection};
use crate::domain::Paper;
use crate::domain::bundle::Difference;
use crate::locale::Lang;
use crate::messages;

messages! {
    /// Words of the second pass.
    struct Say {
        title { zh: "复核：第二遍录入", en: "Second pass" }
        purpose { zh: "另一名工作人员把每一捆重新键入一遍，看不到第一遍的结果；程序逐捆核对，次序不论。两遍不一致的，大家一起看第三次，两次相同的为准，由监票人认定。", en: "Another official keys every bundle again without seeing the first reading; the two are compared bundle by bundle, in any order. Where they differ everybody looks a third time; what two readings agree on stands, and the scrutineers say so." }
        seat { zh: "谁键第二遍", en: "who keys the second pass" }
        reseat { zh: "换人键票", en: "another teller keys" }
        seat_title { zh: "第二遍由谁键票（不能是键第一遍的人）", en: "Who keys the second pass (nobody who keyed the first)" }
        first_by { zh: "第一遍", en: "First pass" }
        second_by { zh: "第二遍", en: "Second pass" }
        bundles { zh: "各捆", en: "Bundles" }
        left(done: usize, all: usize) { zh: "{all} 捆中 {done} 捆已核对", en: "{done} of {all} done" }
        say_seat { zh: "第一遍录入完毕。现在由另一名工作人员复核，请监票人监督。", en: "The first pass is done. Another official keys the papers again; scrutineers, please watch." }
        say_key(bundle: u32) { zh: "请复核第 {bundle} 捆。", en: "Please key bundle {bundle} again." }
        ended { zh: "手里没有票了", en: "no paper left in hand" }
        count { zh: "清点这一捆", en: "count the bundle" }
        one_more { zh: "手里还有一张", en: "one more in hand" }
        one_more_title { zh: "再键一张：票上的符号", en: "One more paper: its marks" }
        ordinary { zh: "普通的一张票", en: "an ordinary paper" }
        aside { zh: "疑问票", en: "doubtful" }
        void { zh: "无效票", en: "invalid" }
        say_count(bundle: u32) { zh: "第 {bundle} 捆请清点，与键入的张数核对。", en: "Please count bundle {bundle}; it is compared with what was keyed." }
        differs(bundle: u32) { zh: "第 {bundle} 捆不一致", en: "Bundle {bundle} differs" }
        differs_note { zh: "不要改，请大家看票，再键一次", en: "nothing is edited: everybody looks, the bundle is keyed again" }
        counts(first: usize, second: usize) { zh: "第 1 遍 {first} 张，这一遍 {second} 张", en: "{first} paper(s) in reading 1, {second} in this one" }
        look(reading: u32) { zh: "看票，键第 {reading} 次", en: "look, and key it again (reading {reading})" }
        say_differs(bundle: u32) { zh: "第 {bundle} 捆两遍录入不一致，请监票人、计票人一起看票，重新录入这一捆。", en: "The readings of bundle {bundle} differ. Scrutineers and tellers, please look at its papers together; it is keyed once more." }
        settle(reading: u32) { zh: "以第 {reading} 遍为准", en: "reading {reading} stands" }
        stands(bundle: u32) { zh: "第 {bundle} 捆", en: "Bundle {bundle}" }
        stands_note(reading: u32, last: u32) { zh: "第 {last} 遍与第 {reading} 遍相同", en: "reading {last} agrees with reading {reading}" }
        say_settle(bundle: u32, reading: u32) { zh: "经监票人认定，第 {bundle} 捆以第 {reading} 遍录入为准。", en: "The scrutineers decide: for bundle {bundle}, reading {reading} stands." }
        defer { zh: "先复核别的捆", en: "the other bundles first" }
        only_in { zh: "只见于", en: "Only in" }
        reading(reading: u32) { zh: "第 {reading} 遍", en: "reading {reading}" }
        what { zh: "票", en: "Paper" }
        say_done(bundles: usize) { zh: "{bundles} 捆选票两遍录入核对一致。", en: "Both passes agree in all of {bundles} bundle(s)." }
        say_settled(bundles: usize, settled: usize) { zh: "{bundles} 捆选票两遍录入核对完毕，其中 {settled} 捆两遍不一致，已重新看票认定。", en: "Both passes of all {bundles} bundle(s) are compared; {settled} differed and were settled by another look at the papers." }
        say_missing(left: u32) { zh: "各捆两遍录入都核对过了，但合起来比收回的少 {left} 张。请监票人、计票人查找漏唱的票，或者重新清点收回的张数。", en: "Every bundle has been compared, but together they are {left} fewer than were collected. Scrutineers and tellers, please look for papers that were missed, or count those collected again." }
        all_agree { zh: "全部一致", en: "all agree" }
        settled(count: usize) { zh: "其中 {count} 捆经第三次看票认定", en: "{count} of them settled by a third look" }
        missing(left: u32) { zh: "少 {left} 张", en: "{left} missing" }
        call_on { zh: "回到唱票，补唱", en: "back to calling" }
        call_on_title { zh: "回到唱票，补唱漏掉的票（写明怎样发现的）", en: "Back to the calling for papers that were missed (say how it was found)" }
        reason { zh: "说明", en: "Reason" }
        adds_up { zh: "合计", en: "Sums" }
        whole(valid: u32) { zh: "每人赞成+不赞成+弃权 = 有效票 {valid} 张", en: "for every name yes + no + abstain = {valid} valid papers" }
    }
}

pub(super) fn title(lang: Lang) -> String {
    Say(lang).title()
}

pub(super) fn screen(here: Here<'_>, lang: Lang) -> Screen {
    let say = Say(lang);
    let mut screen = Screen { title: say.title(), purpose: say.purpose(), ..Screen::default() };
    let Some(round) = here.round() else { return screen };
    screen.facts = facts(here, round, lang);
    match round.stage() {
        Stage::Seat => {
            screen.aloud = scrutineer(say.say_seat());
            let form = seat_form(here, here.item.body, &say.seat_title(), lang, read_seat);
            screen.offers = vec![Offer::form(Action::Confirm, say.seat(), form)];
        }
        Stage::Key { bundle, reading, number, of } => {
            let place = InBundle { bundle: bundle + 1, reading, number, of };
            keying(here, round, place, lang, &mut screen);
        }
        Stage::Count { bundle, .. } => counting(round, bundle, lang, &mut screen),
        Stage::Differs { bundle, reading } => differing(round, bundle, reading, lang, &mut screen),
        Stage::Settle { bundle, reading } => settling(round, bundle, reading, lang, &mut screen),
        Stage::Done => done(here, round, lang, &mut screen),
    }
    screen.offers.extend(crate::agenda::collect::recount_offer(here, lang));
    screen
}

fn scrutineer(text: String) -> Vec<Aloud> {
    vec![Aloud { speaker: Speaker::Scrutineer, text }]
}

fn facts(here: Here<'_>, round: &RoundState, lang: Lang) -> Vec<Fact> {
    let say = Say(lang);
    let names = |members: &[crate::domain::MemberId]| {
        lang.list(members.iter().map(|member| here.floor.name(*member)))
    };
    let mut facts = vec![Fact::new(say.first_by(), names(&round.passes.first))];
    if !round.passes.second.is_empty() {
        let all = round.passes.bundles.len();
        let done = all.saturating_sub(round.bundles_left() as usize);
        facts.push(Fact::new(say.second_by(), names(&round.passes.second)));
        facts.push(Fact::new(say.bundles(), say.left(done, all)));
    }
    facts
}

fn read_seat(_: u32, answers: &[Answer]) -> Result<AnyCommand, Rejection> {
    Ok(Command::Seat(Answers(answers).position()?).into())
}

fn read_count(_: u32, answers: &[Answer]) -> Result<AnyCommand, Rejection> {
    Ok(Command::Count { counted: Answers(answers).number()? }.into())
}

fn read_aside(names: u32, answers: &[Answer]) -> Result<AnyCommand, Rejection> {
    aside_paper(names, answers).map(key)
}

fn key(paper: Paper) -> AnyCommand {
    Command::Key(paper).into()
}

fn keying(here: Here<'_>, round: &RoundState, place: InBundle, lang: Lang, screen: &mut Screen) {
    let say = Say(lang);
    screen.aloud = scrutineer(say.say_key(place.bundle));
    screen.work = Work::Calling(Box::new(view(here, round, place, lang)));
    let form = |kind| doubtful_form(round, lang, kind, read_aside);
    screen.offers = vec![
        Offer::form(Action::Doubtful, say.aside(), form(8)),
        Offer::form(Action::VoidPaper, say.void(), form(0)),
    ];
    let count = count_form(place.bundle - 1, lang, read_count);
    screen.offers.push(Offer::form(Action::Rest, say.ended(), count));
    let seat = seat_form(here, here.item.body, &say.seat_title(), lang, read_seat);
    screen.offers.push(Offer::form(Action::Add, say.reseat(), seat));
}

/// The table in the second pass: the names and the paper keyed last, nothing of what stands on record.
fn view(here: Here<'_>, round: &RoundState, place: InBundle, lang: Lang) -> CallingView {
    let blind = calling::view(here, round, lang);
    let names = blind.names.into_iter();
    let names = names.map(|name| calling::CallingName { sums: crate::domain::Sums::default(), ..name });
    CallingView {
        names: names.collect(),
        written: Vec::new(),
        number: place.number,
        collected: place.of,
        left: place.of.saturating_sub(place.number - 1),
        valid: 0,
        invalid: 0,
        undecided: 0,
        last: last(here, round, place, lang),
        bundle: Some(place),
        record: key,
        aside: List::default(),
        ..blind
    }
}

fn look(round: &RoundState, place: InBundle) -> Option<&Look> {
    let bundle = round.passes.bundles.get((place.bundle as usize).checked_sub(1)?)?;
    bundle.looks.get((place.reading as usize).checked_sub(1)?)
}

fn last(here: Here<'_>, round: &RoundState, place: InBundle, lang: Lang) -> Option<LastPaper> {
    let paper = look(round, place)?.papers.last()?;
    Some(LastPaper {
        bundle: Some(place.bundle),
        number: place.number.saturating_sub(1),
        marks: paper.marks.clone(),
        write_ins: paper.write_ins.iter().map(|write_in| write_in.name.clone()).collect(),
        why: judgement_text(&round::judged(here.floor, round, paper), lang),
    })
}

fn counting(round: &RoundState, bundle: u32, lang: Lang, screen: &mut Screen) {
    let say = Say(lang);
    screen.aloud = scrutineer(say.say_count(bundle + 1));
    let names = u32::try_from(round.slate().candidates.len()).unwrap_or(u32::MAX);
    let more = any_paper_form(round, lang);
    let more = Form { title: say.one_more_title(), read: read_one_more, subject: names, ..more };
    screen.offers = vec![
        Offer::form(Action::Confirm, say.count(), count_form(bundle, lang, read_count)),
        Offer::form(Action::Add, say.one_more(), more),
    ];
}

/// One more paper: as it is, unless the form says that it is invalid or doubtful.
fn read_one_more(names: u32, answers: &[Answer]) -> Result<AnyCommand, Rejection> {
    match answers.split_first() {
        Some((Answer::Choice(0), rest)) => {
            let mut rest = Answers(rest);
            let marks = read_marks(&rest.text()?, names)?;
            rest.optional_text()?;
            let write_ins = rest.optional_text()?;
            let write_ins = written::read_line(write_ins.as_deref().unwrap_or_default())?;
            Ok(key(Paper { marks, write_ins, ..Paper::default() }))
        }
        Some((Answer::Choice(kind), rest)) => {
            let kind = Answer::Choice(kind - 1);
            let answers: Vec<Answer> = std::iter::once(kind).chain(rest.iter().cloned()).collect();
            aside_paper(names, &answers).map(key)
        }
        _ => Err(Rejection::TextMissing),
    }
}

/// The form for a paper that is set aside, with an ordinary paper as its first kind.
fn any_paper_form(round: &RoundState, lang: Lang) -> Form {
    let mut form = aside_form(round, lang);
    if let Some(Field { kind: FieldKind::Choice(kinds, chosen), .. }) = form.fields.first_mut() {
        kinds.insert(0, Say(lang).ordinary());
        *chosen = 0;
    }
    form
}

fn differing(round: &RoundState, bundle: u32, reading: u32, lang: Lang, screen: &mut Screen) {
    let say = Say(lang);
    screen.facts.push(Fact::new(say.differs(bundle + 1), "").rule(Tone::Bad, say.differs_note()));
    let readings = readings(round, bundle);
    let of = |at: usize| readings.get(at).map_or(0, Vec::len);
    let (first, last) = (of(0), of(readings.len().saturating_sub(1)));
    if first != last {
        screen.facts.push(Fact::new(say.bundles(), say.counts(first, last)));
    }
    screen.work = Work::Table(difference(round, bundle, 0, reading.saturating_sub(1), lang));
    screen.aloud = scrutineer(say.say_differs(bundle + 1));
    screen.offers = vec![Offer::command(Action::Confirm, say.look(reading + 1), Command::Look)];
}

fn settling(round: &RoundState, bundle: u32, reading: u32, lang: Lang, screen: &mut Screen) {
    let say = Say(lang);
    let last = readings(round, bundle).len();
    let last = u32::try_from(last).unwrap_or(u32::MAX);
    let note = say.stands_note(reading + 1, last);
    screen.facts.push(Fact::new(say.stands(bundle + 1), "").rule(Tone::Good, note));
    let other = u32::from(reading == 0);
    screen.work = Work::Table(difference(round, bundle, other, reading, lang));
    screen.aloud = scrutineer(say.say_settle(bundle + 1, reading + 1));
    screen.offers = vec![Offer::command(Action::Confirm, say.settle(reading + 1), Command::Settle)];
    if super::overflows(round, bundle, reading) {
        let why = super::too_many(round, bundle, reading).what(lang);
        screen.facts.push(Fact::new(say.bundles(), "✗").rule(Tone::Bad, why.clone()));
        screen.offers = vec![match round.bundles_left() {
            1 => Offer::not_yet(Action::Confirm, say.settle(reading + 1), why),
            _ => Offer::command(Action::Confirm, say.defer(), Command::Defer),
        }];
    }
}

/// The readings of a bundle, the first pass first.
fn readings(round: &RoundState, bundle: u32) -> Vec<Vec<Paper>> {
    let looks = round.passes.bundles.get(bundle as usize).map(|state| state.looks.as_slice());
    let looks = looks.unwrap_or_default().iter().map(|look| look.papers.clone());
    std::iter::once(round.first_reading(bundle)).chain(looks).collect()
}

/// Papers that stand in one of two readings only.
fn difference(round: &RoundState, bundle: u32, one: u32, other: u32, lang: Lang) -> Table {
    let say = Say(lang);
    let readings = readings(round, bundle);
    let of = |reading: u32| readings.get(reading as usize).map(Vec::as_slice).unwrap_or_default();
    let Difference { first, second } = Difference::between(of(one), of(other));
    let row = |reading: u32, at: &usize| {
        let paper = of(reading).get(*at).map(|paper| paper_text(paper, lang)).unwrap_or_default();
        (Tone::Warn, vec![say.reading(reading + 1), paper])
    };
    let rows = first.iter().map(|at| row(one, at)).chain(second.iter().map(|at| row(other, at)));
    Table { header: vec![say.only_in(), say.what()], rows: rows.collect() }
}

/// A paper in signs: its marks, who is written in, or that it is invalid.
pub fn paper_text(paper: &Paper, lang: Lang) -> String {
    if paper.void.is_some() {
        return Say(lang).void();
    }
    let written = paper.write_ins.iter().map(|write_in| format!(" ＋{}", write_in.name));
    let doubt = if paper.doubts.is_empty() { String::new() } else { format!(" {}", Say(lang).aside()) };
    format!("{}{}{doubt}", mark_text(&paper.marks), written.collect::<String>())
}

fn done(here: Here<'_>, round: &RoundState, lang: Lang, screen: &mut Screen) {
    let say = Say(lang);
    let settled = round.passes.bundles.iter().filter(|bundle| bundle.settled.is_some()).count();
    let note = if settled > 0 { say.settled(settled) } else { say.all_agree() };
    screen.facts.push(Fact::new(say.adds_up(), "✓").rule(Tone::Good, say.whole(round.tally.valid)));
    screen.facts.extend(round::needed_fact(here.floor, round, lang));
    let left = round.left();
    let all = round.passes.bundles.len();
    let agree = match (left, settled) {
        (1.., _) => say.say_missing(left),
        (0, 0) => say.say_done(all),
        (0, _) => say.say_settled(all, settled),
    };
    screen.aloud = scrutineer(agree);
    if round.tally.doubtful > 0 {
        add_queue(here, round, lang, screen);
    }
    screen.offers.extend(spelling::offer(here, lang));
    if left > 0 {
        let field = Field { label: say.reason(), hint: String::new(), kind: FieldKind::Text(String::new()) };
        let read =
            |_: u32, answers: &[Answer]| Ok(Command::CallOn { reason: Answers(answers).text()? }.into());
        let form = Form { title: say.call_on_title(), fields: vec![field], subject: 0, read };
        screen.offers.push(Offer::form(Action::Add, say.call_on(), form));
        screen.facts.push(Fact::new(say.bundles(), say.missing(left)).rule(Tone::Bad, ""));
    } else {
        screen.facts.push(Fact::new(say.bundles(), note).rule(Tone::Good, ""));
    }
}
