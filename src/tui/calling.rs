//! The paper on the table: what is keyed of it, until it is recorded whole.
//!
//! The eyes of whoever keys are on the paper, so nothing here asks: one key strikes a name, Enter records, and what must
//! not be recorded is refused in one line (`performance.md` §7.3).

use super::desk::Desk;
use super::draft::{self, Origin};
use super::model::{App, Layer, Message};
use crate::agenda::action::Action;
use crate::agenda::calling::{CallingView, Draft, Standing, name_at, person};
use crate::agenda::screen::{Answer, Field, FieldKind, Form};
use crate::agenda::{Rejection, RoundId};
use crate::agenda::{examine, text};
use crate::domain::{Name, WriteIn, WriteInMark};
use crate::messages;
use std::time::Duration;

/// A second Enter this soon after a recorded paper is a key that bounced: in an election of as many names as seats it
/// would be a whole paper.
const BOUNCE: Duration = Duration::from_millis(250);

/// So many papers in a row on which nothing was keyed: the last of them is looked at before it counts. Where Enter alone is
/// a whole paper, nothing else tells a paper without a strike from one that was not looked at.
const LOOK: u32 = 25;

/// The paper on the table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Of which round.
    pub round: RoundId,
    /// Its number.
    pub number: u32,
    /// Its bundle and which reading of it, where papers are keyed twice.
    place: Option<(u32, u32)>,
    /// What is keyed so far.
    pub draft: Draft,
    /// When the paper before was recorded.
    recorded: Option<Duration>,
    /// Papers recorded in a row without a key before Enter, and whether a look at this one was asked for.
    untouched: u32,
    looked: bool,
}

messages! {
    /// Words at the table.
    struct Say {
        over(over: u32) { zh: "还须划去 {over} 名（票上确实超过的，按 / 记为无效票）", en: "strike {over} more (if the paper really approves too many, press / for invalid)" }
        look(papers: u32) { zh: "连续 {papers} 张都没有划：请看一眼票和张数，再按一次回车记下", en: "{papers} papers in a row without a key: look at this one and at its number, then Enter again" }
        too_soon { zh: "两次回车太快，只记了一张", en: "two Enters at once: only one paper was recorded" }
        who { zh: "写的是谁", en: "Who is written in" }
        write_in { zh: "另选他人", en: "Write-in" }
        hint { zh: "输入拼音、首字母或汉字", en: "type pinyin, initials or characters" }
        outside { zh: "名册上没有的人（下一栏填写）", en: "nobody on the roll (write the name below)" }
        as_written { zh: "票上怎么写的", en: "As written" }
        outside_hint { zh: "名册上没有的人才填", en: "only for somebody not on the roll" }
        none { zh: "这一轮不能另选他人", en: "nobody can be written in in this round" }
    }
}

impl App {
    /// Puts a fresh paper on the table when the last one is recorded; the draft of an unrecorded one stays.
    pub(super) fn settle_paper(&mut self, view: Option<&CallingView>) {
        let Some(view) = view.filter(|view| view.left > 0) else {
            self.paper = None;
            return;
        };
        let place = view.bundle.map(|place| (place.bundle, place.reading));
        let lies = (view.round, view.number, place);
        let same = self.paper.as_ref().is_some_and(|table| (table.round, table.number, table.place) == lies);
        if !same {
            let before = self.paper.as_ref().filter(|table| table.round == view.round);
            let recorded = before.and_then(|table| table.recorded);
            let untouched = before.map_or(0, |table| table.untouched);
            let draft = Draft::new(view.names.len(), view.style);
            let (round, number) = (view.round, view.number);
            self.paper = Some(Table { round, number, place, draft, recorded, untouched, looked: false });
        }
    }
}

/// A verb at the table; says whether it belongs there.
pub(super) fn act(
    app: &mut App,
    desk: &mut impl Desk,
    view: &CallingView,
    action: Action,
    now: Duration,
) -> bool {
    let lang = app.lang;
    if let (Action::Confirm, true) = (action, view.left > 0) {
        record(app, desk, view, now);
        return true;
    }
    let Some(table) = &mut app.paper else { return false };
    match action {
        Action::BlankStrikes => table.draft.swap_blank(),
        Action::AllBlank => table.draft.blank_all(),
        Action::WriteIn if view.write_ins => {
            let draft = draft::Draft::new(Origin::WriteIn, write_in_form(view, lang), None);
            app.layers.push(Layer::Form(Box::new(draft)));
        }
        Action::WriteIn => app.message = Some(Message::Note(Say(lang).none())),
        Action::Back | Action::Undo if !table.draft.untouched() => {
            table.draft = Draft::new(view.names.len(), view.style);
        }
        _ => return false,
    }
    true
}

/// The form for a paper that is set aside begins with what is keyed of it on the table, names written in included.
pub(super) fn with_keyed(app: &App, action: Action, form: Form) -> Form {
    let aside = matches!(action, Action::Doubtful | Action::VoidPaper);
    let keyed = app.paper.as_ref().filter(|table| aside && !table.draft.untouched());
    match keyed {
        Some(table) => examine::with_keyed(form, &table.draft.paper()),
        None => form,
    }
}

/// A character at the table: the key of a name; says whether it is one.
pub(super) fn typed(app: &mut App, view: &CallingView, c: char) -> bool {
    let at = name_at(c).filter(|at| *at < view.names.len());
    let struck = at.zip(app.paper.as_mut());
    let known = struck.is_some();
    if let Some((at, table)) = struck {
        table.draft.toggle(at);
    }
    known
}

/// Records the paper, unless it approves too many or Enter bounced.
fn record(app: &mut App, desk: &mut impl Desk, view: &CallingView, now: Duration) {
    let say = Say(app.lang);
    let Some(table) = &mut app.paper else { return };
    if let Standing::Over(over) = table.draft.standing(view.limit) {
        app.message = Some(Message::Note(say.over(over)));
        return;
    }
    if let Some(note) = unlooked(table, say, now) {
        app.message = Some(Message::Note(note));
        return;
    }
    let command = (view.record)(table.draft.paper());
    let before = table.clone();
    table.recorded = Some(now);
    table.untouched = if table.draft.untouched() { table.untouched + 1 } else { 0 };
    match desk.submit(command, app.lang) {
        Ok(()) => app.message = desk.take_notice().map(Message::Note),
        Err(trouble) => {
            app.message = Some(Message::Trouble(trouble));
            app.paper = Some(before);
        }
    }
}

/// Why a paper on which nothing was keyed is not recorded yet: Enter bounced, or too many such papers came in a row.
fn unlooked(table: &mut Table, say: Say, now: Duration) -> Option<String> {
    if !table.draft.untouched() {
        return None;
    }
    if table.recorded.is_some_and(|before| now.saturating_sub(before) < BOUNCE) {
        // A key that is stuck comes again and again.
        table.recorded = Some(now);
        return Some(say.too_soon());
    }
    let asks = table.untouched % LOOK == LOOK - 1 && !table.looked;
    if asks {
        table.looked = true;
        table.recorded = Some(now);
    }
    asks.then(|| say.look(LOOK))
}

/// Who is written in: somebody on the roll, found by typing, or a name as it stands on the paper.
fn write_in_form(view: &CallingView, lang: crate::locale::Lang) -> Form {
    let say = Say(lang);
    let names = std::iter::once(say.outside()).chain(view.called.iter().cloned()).collect();
    let field = |label, hint, kind| Field { label, hint, kind };
    let fields = vec![
        field(say.who(), say.hint(), FieldKind::Choice(names, 0)),
        field(say.as_written(), say.outside_hint(), FieldKind::Text(String::new())),
    ];
    // The answers go to the paper on the table, not to the meeting: see `write_in`.
    Form { title: say.write_in(), fields, subject: 0, read: |_, _| Err(Rejection::NotAtThisStep) }
}

/// Puts the name that the form gives onto the paper.
///
/// # Errors
/// When neither somebody on the roll was chosen nor a name written.
pub(super) fn write_in(app: &mut App, view: &CallingView, answers: &[Answer]) -> Result<(), Rejection> {
    let (name, member) = match answers {
        [Answer::Choice(0), Answer::Text(written)] => {
            let name = named(written)?;
            let printed = view.names.iter().any(|printed| printed.name == name);
            let member = person(&view.people, printed, &name)?;
            (name, member)
        }
        [Answer::Choice(at), Answer::Text(written)] => {
            let chosen = at.checked_sub(1).and_then(|at| view.people.get(at));
            let (member, name) = chosen.ok_or(Rejection::UnknownMember)?;
            if !written.is_empty() {
                return Err(Rejection::PickedAndWritten { name: name.to_string() });
            }
            (name.clone(), Some(*member))
        }
        _ => return Err(Rejection::TextMissing),
    };
    let Some(table) = &mut app.paper else { return Ok(()) };
    let again = |other: &WriteIn| other.name == name && other.member == member;
    if table.draft.write_ins.iter().any(again) {
        return Err(Rejection::AlreadyListed { name: name.to_string() });
    }
    table.draft.write_ins.push(WriteIn { name, member, mark: WriteInMark::Approve });
    Ok(())
}

fn named(written: &str) -> Result<Name, Rejection> {
    if written.is_empty() {
        return Err(Rejection::TextMissing);
    }
    Name::new(&text::checked(written)?).map_err(|_| Rejection::TextMissing)
}
