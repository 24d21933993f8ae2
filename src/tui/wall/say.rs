//! The wall's words, in one language or both.

use super::View;
use crate::locale::Lang;
use crate::messages;

messages! {
    /// Words of the wall.
    pub(crate) struct Say {
        rehearsal { zh: " 演练 演练 演练 ", en: " REHEARSAL REHEARSAL " }
        short_rehearsal { zh: " 演练 ", en: " REHEARSAL " }
        due { zh: "应到会有选举权", en: "Voters due" }
        present { zh: "实到会有选举权", en: "Voters present" }
        needed(needed: u32) { zh: "至少须到 {needed} 人", en: "at least {needed} must be here" }
        declared { zh: "达到规定人数，可以开会", en: "The quorum is there" }
        counting_people { zh: "正在清点到会人数", en: "Attendance is being counted" }
        yes { zh: "同意", en: "Yes" }
        no { zh: "不同意", en: "No" }
        abstain { zh: "弃权", en: "Abstain" }
        passed { zh: "通过", en: "Passed" }
        failed { zh: "没有通过", en: "Not passed" }
        applause { zh: "鼓掌通过", en: "Passed by applause" }
        voting { zh: "正在表决", en: "The meeting votes" }
        motion { zh: "表决事项", en: "Motion" }
        candidates(office: &str) { zh: "{office}候选人", en: "Candidates: {office}" }
        seats(seats: u32, names: usize) { zh: "应选 {seats} 名，候选人 {names} 名", en: "{seats} to be elected, {names} candidate(s)" }
        issued { zh: "发出选票", en: "Papers issued" }
        collected { zh: "收回选票", en: "Papers collected" }
        valid_round { zh: "本次选举有效", en: "The round is valid" }
        void_round { zh: "本次选举无效", en: "The round is void" }
        counting { zh: "正在计票", en: "Counting" }
        counting_again { zh: "结果有误，正在重新核对", en: "The result is being checked again" }
        counting_note { zh: "结果由监票人报告", en: "the scrutineer will report the result" }
        result { zh: "计票结果", en: "Result" }
        valid { zh: "有效票", en: "Valid" }
        invalid { zh: "无效票", en: "Invalid" }
        written_in(name: &str) { zh: "{name}（另选）", en: "{name} (written in)" }
        approve { zh: "赞成", en: "Approve" }
        against { zh: "不赞成", en: "Against" }
        elected(office: &str) { zh: "当选{office}", en: "Elected: {office}" }
        open(seats: u32) { zh: "尚有 {seats} 个名额没有选出", en: "seats still open: {seats}" }
        level(seats: u32) { zh: "尚有 {seats} 个名额，得票相等，不能确定", en: "seats still open: {seats}; votes are level" }
        vacant(seats: u32) { zh: "{seats} 个名额空缺", en: "seats left vacant: {seats}" }
        runoff(seats: u32) { zh: "尚有 {seats} 个名额，得票相等的再次投票", en: "seats still open: {seats}; those level are voted on again" }
        supplementary(seats: u32) { zh: "尚有 {seats} 个名额，另行选举", en: "seats still open: {seats}; a supplementary round follows" }
        fewer(seats: u32) { zh: "经大会表决减少名额 {seats} 名，不再进行选举", en: "the meeting has voted to leave seats unfilled: {seats}" }
        higher(seats: u32) { zh: "尚有 {seats} 个名额，请示上级党组织", en: "seats still open: {seats}; the higher body is asked" }
        nobody { zh: "本轮没有人当选", en: "Nobody was elected in this round" }
        plenary { zh: "新一届支部委员会正在召开第一次全体会议", en: "The new committee is in session" }
        closed { zh: "会议结束", en: "The meeting is closed" }
        postponed { zh: "会议延期", en: "The meeting is postponed" }
        record(code: &str) { zh: "记录校验码 {code}", en: "record {code}" }
        waiting { zh: "等待主持台", en: "waiting for the console" }
        held { zh: "画面停住", en: "held" }
        page(at: usize, all: usize) { zh: "第 {at}/{all} 页", en: "page {at} of {all}" }
    }
}

/// A text in the language of the wall, and in the other one where both are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Words {
    /// The first.
    pub(crate) main: String,
    /// The other; empty for none.
    pub(crate) also: String,
}

impl Words {
    /// The same text in both, such as a name.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self { main: text.into(), also: String::new() }
    }

    /// Both in one line.
    pub(crate) fn joined(&self) -> String {
        if self.also.is_empty() { self.main.clone() } else { format!("{}  {}", self.main, self.also) }
    }

    /// With a sign before it.
    #[must_use]
    pub(crate) fn marked(self, sign: &str) -> Self {
        Self { main: format!("{sign} {}", self.main), also: self.also }
    }
}

impl View<'_> {
    /// A text in the languages of the wall.
    pub(crate) fn words(&self, text: impl Fn(Lang) -> String) -> Words {
        let main = text(self.lang);
        let also = if self.both { text(self.lang.other()) } else { String::new() };
        Words { also: if also == main { String::new() } else { also }, main }
    }

    /// One of the wall's own texts.
    pub(crate) fn say(&self, text: impl Fn(Say) -> String) -> Words {
        self.words(|lang| text(Say(lang)))
    }
}
