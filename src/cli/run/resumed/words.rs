//! Where a meeting stands before it goes on, in words.

use crate::agenda::course::item_title;
use crate::agenda::phrase;
use crate::cli::Look;
use crate::journal::code::CodeError;
use crate::journal::compare::{Fork, Relation};
use crate::journal::{Finding, HeadCode};
use crate::locale::Lang;
use crate::meeting::{Found, Standing, Way};
use crate::messages;
use crate::tui::resume::Page;
use crate::tui::theme::Role;
use std::io;

messages! {
    /// Words before a meeting goes on.
    pub(super) struct Say {
        stands(item: &str, records: usize) { zh: "停在“{item}”，共 {records} 条记录", en: "It stands at “{item}”, with {records} records" }
        code(code: &HeadCode) { zh: "末条的校验码：{code}", en: "head code: {code}" }
        last { zh: "最近三件：", en: "The last three:" }
        event(words: &str) { zh: "　· {words}", en: "  · {words}" }
        no_start { zh: "记录的开头就已损坏，读不出停在哪里", en: "The very beginning of the record is damaged: where it stands cannot be read" }
        same(copy: &str) { zh: "副本 {copy}：逐条相同", en: "copy {copy}: the same, record by record" }
        behind(copy: &str, common: u64, longer: u64) { zh: "副本 {copy}：只有前 {common} 条（这里有 {longer} 条）；作为镜像会补齐", en: "copy {copy}: the first {common} of {longer} records; as a mirror it gets the rest" }
        ahead(copy: &str, common: u64, longer: u64) { zh: "副本 {copy} 更长：有 {longer} 条，这里只有 {common} 条，缺了结尾。在采用更长的一份之前，这里只能看。", en: "Copy {copy} is longer: {longer} records, only {common} here, the end is missing. Until the longer one is taken, this one may only be read." }
        other(copy: &str) { zh: "副本 {copy}：是另一次会议的记录", en: "copy {copy}: of another meeting" }
        unreadable(copy: &str, why: &io::Error) { zh: "副本 {copy}：读不了（{why}）", en: "copy {copy}: cannot be read ({why})" }
        fork(copy: &str, seq: u64) { zh: "与副本 {copy} 从第 {seq} 号记录起不同，两份不能都对。请用签字材料和当时的校验码判断，由大家决定采用哪一份；决定会记入记录。", en: "It parts from copy {copy} at record {seq}: they cannot both be right. Decide together by the signed papers and the codes noted then; the decision is recorded." }
        fork_here(t: &str, kind: &str, count: u64) { zh: "　这里：{t} {kind}（共 {count} 条）", en: "  here: {t} {kind} ({count} records)" }
        fork_there(t: &str, kind: &str, count: u64) { zh: "　副本：{t} {kind}（共 {count} 条）", en: "  copy: {t} {kind} ({count} records)" }
        go_on { zh: "接着开会", en: "go on with the meeting" }
        go_on_set_aside { zh: "接着开会（没有写完的末尾另存一边）", en: "go on (the unfinished end is set aside)" }
        go_on_here { zh: "采用这里的一份，接着开会", en: "take the record here and go on" }
        go_on_copy(copy: &str) { zh: "采用副本 {copy}，在新文件夹接着开会", en: "take copy {copy} and go on in a new folder" }
        go_on_without { zh: "两人共同决定：无效的最后一行不算，另存一边，接着开会…", en: "two persons decide: the invalid last line does not count; set it aside and go on…" }
        two { zh: "需要两个不同的姓名，中间用顿号。", en: "Two different names are needed, with a comma between." }
        code_end { zh: "校验码正是末条记录的：一条不少。", en: "That is the code of the last record: nothing is missing." }
        code_earlier(seq: u64, later: u64) { zh: "校验码是第 {seq} 号记录的，之后又记了 {later} 条：一条不少。", en: "That is the code of record {seq}, and {later} more follow: nothing is missing." }
        code_nowhere { zh: "J26 没有一条记录是这个校验码：这份记录比公布过的短，或者是另一份。没有改动任何文件。请找出更长的副本（第“指定另一份副本”项），在此之前只能看。", en: "J26 No record has this code: this record is shorter than what was shown, or another one. No file was touched. Find the longer copy (“name another copy”); until then it may only be read." }
        code_length(found: usize) { zh: "应有 17 位，输入了 {found} 位", en: "it has 17 characters, not {found}" }
        code_character(c: char) { zh: "没有“{c}”这个字符", en: "no code has the character “{c}”" }
        code_check { zh: "末位核对不上，有一位输错了", en: "the check character does not fit: there is a slip" }
        rehearsal { zh: "演练 · ", en: "REHEARSAL · " }
        bad_code(why: &str) { zh: "这不是校验码（{why}），请对照再输一遍。", en: "That is no head code ({why}): compare and type again." }
    }
}

/// What is wrong with a typed code, in words.
pub(super) fn code_wrong(why: CodeError, lang: Lang) -> String {
    let say = Say(lang);
    match why {
        CodeError::Length(found) => say.bad_code(&say.code_length(found)),
        CodeError::Character(c) => say.bad_code(&say.code_character(c)),
        CodeError::Check => say.bad_code(&say.code_check()),
    }
}

/// What is known, and the ways on, in words.
pub(super) fn page(standing: &Standing, ways: &[Way], look: &Look) -> Page {
    let lang = look.lang;
    let title = standing.floor().map(|floor| {
        let mark = if floor.plan.rehearsal { Say(lang).rehearsal() } else { String::new() };
        format!("{mark}{}", floor.plan.title)
    });
    let title = title.unwrap_or_default();
    let mut texts = stands(standing, lang);
    texts.extend(found(&standing.finding, lang));
    texts.extend(standing.copies.iter().flat_map(|copy| copy_words(copy, lang)));
    let decided = ways.iter().position(|way| matches!(way, Way::Without(_)));
    let ways = ways.iter().map(|way| way_words(standing, way, lang)).collect();
    Page {
        lang,
        theme: look.theme,
        title,
        texts,
        ways,
        decided,
        held: false,
        at: 0,
        line: None,
        answer: None,
    }
}

fn stands(standing: &Standing, lang: Lang) -> Vec<(Role, String)> {
    let say = Say(lang);
    let Some(floor) = standing.floor() else { return vec![(Role::Refuse, say.no_start())] };
    let item = floor.order.current().map(|item| item_title(item, lang)).unwrap_or_default();
    let mut texts = vec![(Role::Number, say.stands(&item, standing.records()))];
    texts.extend(standing.head_code().map(|code| (Role::Text, say.code(&code))));
    texts.push((Role::Dim, say.last()));
    let events = standing.last.iter().map(|recorded| phrase::phrase(floor, &recorded.event, lang));
    texts.extend(events.map(|words| (Role::Text, say.event(&words))));
    texts
}

/// What is wrong with the record, in three parts.
fn found(finding: &Finding, lang: Lang) -> Vec<(Role, String)> {
    let role = match finding {
        Finding::Sound => return Vec::new(),
        Finding::Torn(_) => Role::Warn,
        _ => Role::Refuse,
    };
    let said = finding.explain(lang);
    let stop = lang.pick("。", ". ");
    vec![(
        role,
        format!("{} {}{stop}{}{stop}{}{}", said.code, said.happened, said.safe, said.next, stop.trim_end()),
    )]
}

fn copy_words(copy: &Found, lang: Lang) -> Vec<(Role, String)> {
    let say = Say(lang);
    let place = copy.journal.display().to_string();
    match &copy.relation {
        Err(why) => vec![(Role::Warn, say.unreadable(&place, why))],
        Ok(Relation::Same) => vec![(Role::Ok, say.same(&place))],
        Ok(Relation::FirstLonger { common, longer }) => {
            vec![(Role::Warn, say.behind(&place, *common, *longer))]
        }
        Ok(Relation::SecondLonger { common, longer }) => {
            vec![(Role::Refuse, say.ahead(&place, *common, *longer))]
        }
        Ok(Relation::OtherMeeting) => vec![(Role::Warn, say.other(&place))],
        Ok(Relation::Fork(fork)) => fork_words(&place, fork, say),
    }
}

fn fork_words(place: &str, fork: &Fork, say: Say) -> Vec<(Role, String)> {
    let Fork { first, second, lengths } = fork;
    vec![
        (Role::Refuse, say.fork(place, first.seq)),
        (Role::Text, say.fork_here(&first.t, &first.kind, lengths.0)),
        (Role::Text, say.fork_there(&second.t, &second.kind, lengths.1)),
    ]
}

fn way_words(standing: &Standing, way: &Way, lang: Lang) -> String {
    let say = Say(lang);
    let forked = standing.copies.iter().any(|copy| matches!(copy.relation, Ok(Relation::Fork(_))));
    match way {
        Way::Copy(journal) => say.go_on_copy(&journal.display().to_string()),
        Way::Without(_) => say.go_on_without(),
        Way::Here if forked => say.go_on_here(),
        Way::Here if matches!(standing.finding, Finding::Torn(_)) => say.go_on_set_aside(),
        Way::Here => say.go_on(),
    }
}
