//! The order of business: what must be there, once, and in which order.

use super::{Found, Subject};
use crate::agenda::plan::{PlannedContest, PlannedItem, PlannedKind};
use crate::plan::problem::problems;

problems! {
    /// What can be wrong with the order of business.
    pub enum AgendaProblem {
        /// A step that every meeting has.
        ItemMissing { zh: &'static str, key: &'static str } Error "item-missing" {
            what { zh: "议程里没有“{zh}”", en: "the agenda has no item `{key}`" }
            mend { zh: "加上 [[agenda]] item = \"{key}\"", en: "add [[agenda]] item = \"{key}\"" }
        }
        /// A step that stands twice.
        ItemTwice { zh: &'static str, key: &'static str } Error "item-twice" {
            what { zh: "“{zh}”在议程里不止一次", en: "the agenda has more than one `{key}`" }
            mend { zh: "只保留一个", en: "keep one" }
        }
        /// A step before another that it needs.
        ItemTooEarly { zh: &'static str, key: &'static str, first_zh: &'static str, first: &'static str } Error "item-too-early" {
            what { zh: "“{zh}”排在“{first_zh}”之前", en: "`{key}` stands before `{first}`" }
            mend { zh: "把 item = \"{key}\" 移到 item = \"{first}\" 之后", en: "move it behind `{first}`" }
        }
        /// Something after the end.
        NotLast {} Error "adjourn-not-last" {
            what { zh: "“休会并封存记录”之后还有议程", en: "something stands behind `adjourn`" }
            mend { zh: "把 item = \"adjourn\" 移到最后", en: "move `adjourn` to the end" }
        }
        /// An election of nothing.
        ItemWithoutContest { zh: &'static str, key: &'static str } Error "item-without-contest" {
            what { zh: "“{zh}”没有写是哪个选举项目", en: "`{key}` names no contest" }
            mend { zh: "补上 contest = \"…\"", en: "add contest = \"…\"" }
        }
        /// A contest that is never voted on.
        ContestWithoutItem {} Error "contest-without-item" {
            what { zh: "议程里没有这个选举项目的投票", en: "no item of the agenda votes on this contest" }
            mend { zh: "加上 [[agenda]] item = \"election\"（或 \"plenary\"），写明 contest", en: "add [[agenda]] item = \"election\" (or \"plenary\") with its contest" }
        }
        /// A contest that is voted on twice.
        ContestTwice {} Error "contest-twice" {
            what { zh: "这个选举项目在议程里投票两次", en: "the agenda votes on this contest twice" }
            mend { zh: "删去一个；再次投票由程序按结果安排", en: "delete one; later rounds follow from the result" }
        }
        /// A motion without a name.
        UntitledMotion {} Warning "untitled-motion" {
            what { zh: "这一项表决没有标题", en: "this motion has no title" }
            mend { zh: "补上 title = \"…\"", en: "add title = \"…\"" }
        }
        /// Applause that the procedure does not allow.
        AcclaimNotAllowed {} Error "acclaim-not-allowed" {
            what { zh: "这一项写了鼓掌通过，选举办法却不允许", en: "this item may pass by applause, which the procedure does not allow" }
            mend { zh: "写 acclaim = false；或者 [procedure.settings] applause = true，并写进选举办法", en: "write acclaim = false; or allow it by [procedure.settings] applause = true and in the procedure's text" }
        }
    }
}

pub(super) fn check(found: &mut Found<'_>) {
    required(found);
    order(found);
    for (at, item) in found.plan().agenda.iter().enumerate() {
        one(found, at, item);
    }
    for contest in &found.plan().contests {
        held_once(found, contest);
    }
}

/// What an item is called in Chinese, and its key.
fn words(kind: PlannedKind) -> (&'static str, &'static str) {
    match kind {
        PlannedKind::Ceremony => ("仪式", "ceremony"),
        PlannedKind::RollCall => ("清点到会人数", "roll_call"),
        PlannedKind::Motion => ("表决", "motion"),
        PlannedKind::Procedure => ("通过选举办法", "procedure"),
        PlannedKind::Candidates => ("确定正式候选人", "candidates"),
        PlannedKind::Officials => ("通过监票人", "officials"),
        PlannedKind::Election => ("投票选举", "election"),
        PlannedKind::Plenary => ("新一届支部委员会第一次全体会议", "plenary"),
        PlannedKind::Adjourn => ("闭会并封存记录", "adjourn"),
    }
}

/// Every meeting has these; all but the elections only once.
fn required(found: &mut Found<'_>) {
    let kinds = [
        PlannedKind::RollCall,
        PlannedKind::Procedure,
        PlannedKind::Candidates,
        PlannedKind::Officials,
        PlannedKind::Election,
        PlannedKind::Adjourn,
    ];
    for kind in kinds {
        let (zh, key) = words(kind);
        let at: Vec<_> = places(found, kind);
        let Some(second) = at.get(1) else {
            if at.is_empty() {
                found.tell_whole(AgendaProblem::ItemMissing { zh, key });
            }
            continue;
        };
        let repeats = matches!(kind, PlannedKind::Candidates | PlannedKind::Election);
        found.tell_if(!repeats, Subject::Item(*second), AgendaProblem::ItemTwice { zh, key });
    }
}

fn places(found: &Found<'_>, kind: PlannedKind) -> Vec<usize> {
    let items = found.plan().agenda.iter().enumerate();
    items.filter(|(_, item)| item.item == kind).map(|(at, _)| at).collect()
}

/// Nothing is voted on before the roll call; the procedure comes before the candidates, both and the officials before the
/// election, the committee before its plenary, the end last.
fn order(found: &mut Found<'_>) {
    use PlannedKind::{Adjourn, Candidates, Election, Motion, Officials, Plenary, Procedure, RollCall};
    for later in [Motion, Procedure, Candidates, Officials, Election, Plenary] {
        follows(found, later, RollCall);
    }
    follows(found, Candidates, Procedure);
    follows(found, Officials, Procedure);
    for first in [Procedure, Officials] {
        follows(found, Election, first);
    }
    follows(found, Plenary, Election);
    let last = found.plan().agenda.len().saturating_sub(1);
    if let Some(at) = places(found, Adjourn).first() {
        found.tell_if(*at != last, Subject::Item(*at), AgendaProblem::NotLast {});
    }
}

/// Tells the first `later` that stands before the first `first`.
fn follows(found: &mut Found<'_>, later: PlannedKind, first: PlannedKind) {
    let (later_at, first_at) = (places(found, later), places(found, first));
    let (Some(at), Some(first_at)) = (later_at.first(), first_at.first()) else { return };
    let ((zh, key), (first_zh, first)) = (words(later), words(first));
    let problem = AgendaProblem::ItemTooEarly { zh, key, first_zh, first };
    found.tell_if(at < first_at, Subject::Item(*at), problem);
}

fn one(found: &mut Found<'_>, at: usize, item: &PlannedItem) {
    let about = Subject::Item(at);
    let (zh, key) = words(item.item);
    let nothing = item.item.holds_a_round() && item.contest.is_none();
    found.tell_if(nothing, about, AgendaProblem::ItemWithoutContest { zh, key });
    let untitled = item.item == PlannedKind::Motion && item.title.is_none();
    found.tell_if(untitled, about, AgendaProblem::UntitledMotion {});
    let applause = item.acclaim && !found.plan().procedure.applause;
    found.tell_if(applause, about, AgendaProblem::AcclaimNotAllowed {});
}

/// Every contest is voted on once, after its candidates were confirmed.
fn held_once(found: &mut Found<'_>, contest: &PlannedContest) {
    let items = &found.plan().agenda;
    let of = |item: &PlannedItem| item.contest == Some(contest.id);
    let rounds: Vec<_> = items.iter().enumerate().filter(|(_, i)| i.item.holds_a_round() && of(i)).collect();
    let Some((at, item)) = rounds.first().copied() else {
        found.tell(Subject::Contest(contest.id), AgendaProblem::ContestWithoutItem {});
        return;
    };
    if let Some((second, _)) = rounds.get(1) {
        found.tell(Subject::Item(*second), AgendaProblem::ContestTwice {});
    }
    let confirms = |i: &PlannedItem| i.item == PlannedKind::Candidates && (of(i) || i.contest.is_none());
    if item.item == PlannedKind::Election && !items.iter().take(at).any(confirms) {
        let ((zh, key), (first_zh, first)) = (words(item.item), words(PlannedKind::Candidates));
        found.tell(Subject::Item(at), AgendaProblem::ItemTooEarly { zh, key, first_zh, first });
    }
}
