//! What the keys do while somebody practises: at the table, what they do at a calling.

use super::words;
use super::{Practice, Stage};
use crate::agenda::action::Action;
use crate::agenda::calling::{Standing, mark_text};
use crate::agenda::screen::{Field, FieldKind, Screen, Work};
use crate::domain::Paper;
use crate::locale::Lang;
use crate::messages;
use crate::practice::mistake::Mistake;
use crate::practice::score::Score;
use crate::tui::desk::Desk;
use crate::tui::draft::Origin;
use crate::tui::key::Key;
use crate::tui::keymap::{self, Context};
use crate::tui::model::{App, Layer, Message};
use crate::tui::tone::Tone;
use crate::tui::update;
use crossterm::event::KeyEvent;
use std::time::Duration;

messages! {
    /// Words of a practice.
    struct Say {
        wrong(what: &str, shown: &str, keyed: &str) { zh: "上一张记错了（{what}）：票上 {shown}，记成 {keyed}；⌫ 撤销重键", en: "Wrong ({what}): paper {shown}, keyed {keyed}; ⌫ takes it back" }
        not_here { zh: "练习里用不到这个键", en: "this key is none of a practice" }
        aside { zh: "挑出", en: "set aside" }
    }
}

/// What a person may do at the table; the rest of a meeting is none of a practice.
const AT_TABLE: [Action; 13] = [
    Action::Confirm,
    Action::Back,
    Action::Undo,
    Action::BlankStrikes,
    Action::AllBlank,
    Action::WriteIn,
    Action::Doubtful,
    Action::VoidPaper,
    Action::Correct,
    Action::Help,
    Action::Language,
    Action::Why,
    Action::Quit,
];

/// Whether an action belongs to a practice while nothing lies over the table. Before the first paper there is none to be
/// corrected.
pub(super) fn offered(score: &Score, action: Action) -> bool {
    AT_TABLE.contains(&action) && (action != Action::Correct || score.progress().0 > 0)
}

/// Where the form that puts a paper right comes from.
const CORRECTION: Origin = Origin::Offer(Action::Correct, None);

/// What would show something else than the practice, whatever lies on top.
const ELSEWHERE: [Action; 4] = [Action::Project, Action::Steer, Action::Play, Action::Menu];

/// A key was pressed, `now` counted from any fixed moment; says whether the person leaves.
pub fn key(app: &mut App, practice: &mut Practice, event: &KeyEvent, now: Duration) -> bool {
    let leaves = match practice.stage {
        Stage::Begin | Stage::Over => page(app, practice, event, now),
        Stage::Keying => {
            at_table(app, practice, event, now);
            false
        }
    };
    practice.follow(app);
    leaves
}

/// The pages before and after.
fn page(app: &mut App, practice: &mut Practice, event: &KeyEvent, now: Duration) -> bool {
    let action = Key::read(event).and_then(|key| keymap::action(Context::Watching, key));
    match action {
        Some(Action::Quit | Action::Back) => return true,
        Some(Action::Language) => {
            app.lang = app.lang.other();
            app.follow(practice.floor());
        }
        Some(Action::Confirm) if soon(practice, now) => {}
        Some(Action::Confirm) => {
            if practice.stage == Stage::Begin {
                practice.begin(now);
            } else {
                practice.again(now);
            }
            app.message = None;
            app.paper = None;
            app.follow(practice.floor());
        }
        _ => {}
    }
    false
}

/// A page is not answered by the key that brought it: the Enter of the last paper, or one that bounces.
fn soon(practice: &Practice, now: Duration) -> bool {
    const BOUNCE: Duration = Duration::from_millis(400);
    practice.turned.is_some_and(|turned| now.saturating_sub(turned) < BOUNCE)
}

fn at_table(app: &mut App, practice: &mut Practice, event: &KeyEvent, now: Duration) {
    let screen = app.screen();
    let action = Key::read(event).and_then(|key| keymap::action(app.context(&screen), key));
    if action == Some(Action::Quit) {
        return over(app, practice, now);
    }
    let bare = app.layers.is_empty();
    let fresh = practice.progress().0 == 0 && app.paper.as_ref().is_some_and(|table| table.draft.untouched());
    if action == Some(Action::Confirm) && bare && fresh && soon(practice, now) {
        return;
    }
    if let Some(action) = action
        && (ELSEWHERE.contains(&action) || bare && !offered(&practice.score, action))
    {
        app.message = Some(Message::Note(Say(app.lang).not_here()));
        app.tones.sound(Tone::Refused);
        return;
    }
    practice.score.key();
    update::key(app, practice, event, now);
    without_removal(app);
    if bare && action == Some(Action::Confirm) && too_many(app, &screen) {
        practice.score.refused();
    }
    if let Some((mistake, shown, keyed)) = practice.settle(now) {
        app.message = Some(Message::Note(wrong(mistake, &shown, &keyed, app.lang)));
        app.tones.sound(Tone::Refused);
    }
    if practice.stage == Stage::Over {
        over(app, practice, now);
    }
}

/// The ways of a correction that belong to a practice: the paper is valid or not. Whatever is keyed there lay on the table, so
/// none was entered once too often.
const WAYS: usize = 2;

/// Leaves only these in a form that puts a paper right, also where it was asked for again in the other language.
fn without_removal(app: &mut App) {
    for layer in &mut app.layers {
        let Layer::Form(draft) = layer else { continue };
        let way = draft.form.fields.get_mut(1).filter(|_| draft.origin == CORRECTION);
        if let Some(Field { kind: FieldKind::Choice(ways, _), .. }) = way {
            ways.truncate(WAYS);
        }
    }
}

/// Whether Enter was just refused because the paper on the table approves too many: it is refused too where it bounced or
/// where a look at the paper is asked for.
fn too_many(app: &App, screen: &Screen) -> bool {
    let (Work::Calling(view), Some(Message::Note(_)), Some(table)) = (&screen.work, &app.message, &app.paper)
    else {
        return false;
    };
    matches!(table.draft.standing(view.limit), Standing::Over(_))
}

/// The session ends; nothing stays open over the report.
fn over(app: &mut App, practice: &mut Practice, now: Duration) {
    practice.turn_to(Stage::Over, now);
    app.layers.clear();
    app.message = None;
}

/// What is wrong with the paper that was just recorded.
fn wrong(mistake: Mistake, shown: &Paper, keyed: &Paper, lang: Lang) -> String {
    let say = Say(lang);
    let signs = |paper: &Paper| {
        let aside = paper.void.is_some() || !paper.doubts.is_empty();
        let written = paper.write_ins.iter().map(|write_in| format!("＋{}", write_in.name));
        let signs = if paper.void.is_some() { String::new() } else { mark_text(&paper.marks) };
        let aside = if aside { say.aside() } else { String::new() };
        format!("{aside}{signs}{}", written.collect::<String>())
    };
    say.wrong(&words::mistake(mistake, lang), &signs(shown), &signs(keyed))
}
