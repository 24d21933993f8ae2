//! The two lines at the bottom: what can be done now, from the offers and the key table; what works everywhere; what is left.

use super::Scene;
use super::pen::{self, Pen};
use crate::agenda::action::Action;
use crate::agenda::screen::{Gives, Offer, Screen, Work};
use crate::messages;
use crate::tui::draft::{Draft, Entry};
use crate::tui::keymap::{self, Context};
use crate::tui::model::{App, Layer, Message};
use crate::tui::theme::Role;
use ratatui::layout::Rect;

/// The longest label where not all hints fit into the line.
const SHORT: u16 = 22;

messages! {
    /// Words of the hints.
    struct Say {
        left(what: &str) { zh: "还差：{what}", en: "left: {what}" }
        done { zh: "这一步已办完", en: "this step is done" }
        hand_in { zh: "提交", en: "hand in" }
        next { zh: "下一栏", en: "next field" }
        fields { zh: "换栏", en: "fields" }
        turn { zh: "改选", en: "choose" }
        choose { zh: "选中", en: "choose" }
        close { zh: "关闭", en: "close" }
        scroll { zh: "翻看", en: "scroll" }
        yes { zh: "是", en: "yes" }
        cancel { zh: "取消", en: "cancel" }
        record { zh: "记下", en: "record" }
        blanks { zh: "划去改空白", en: "strikes to blanks" }
        all_blank { zh: "整张空白", en: "all blank" }
        write_in { zh: "另选", en: "write-in" }
        find { zh: "清除查找", en: "end the search" }
    }
}

/// One hint: a verb, its words, and whether it holds now.
struct Hint {
    action: Action,
    label: String,
    holds: bool,
}

impl Hint {
    fn new(action: Action, label: impl Into<String>) -> Self {
        Self { action, label: label.into(), holds: true }
    }

    fn of(offer: &Offer) -> Self {
        let holds = !matches!(offer.gives, Gives::NotYet(_));
        Self { action: offer.action, label: offer.label.clone(), holds }
    }
}

/// Draws both lines.
pub fn draw(app: &App, scene: Scene<'_>, pen: &mut Pen<'_>, area: Rect) {
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let context = app.context(scene.screen);
    first(app, scene, pen, pen::row(area, 0));
    let second = pen::row(area, 1);
    let (role, left) = left(scene, pen);
    let used = pen.right(pen::from_column(second, area.width * 2 / 5), &left, role);
    let rest = Rect { width: second.width.saturating_sub(used + 2), ..second };
    hints(&everywhere(app, scene), context, scene, pen, rest);
}

/// The first line: what is told, or what can be done where the person is.
pub(super) fn first(app: &App, scene: Scene<'_>, pen: &mut Pen<'_>, first: Rect) {
    match &app.message {
        Some(Message::Note(note)) => {
            let text = format!("{} {note}", pen.theme.glyphs.warn);
            pen.text(first, &text, Role::Warn);
        }
        Some(Message::Done(done)) => {
            let text = format!("{} {done}", pen.theme.glyphs.done);
            pen.text(first, &text, Role::Ok);
        }
        _ => hints(&here(app, scene), app.context(scene.screen), scene, pen, first),
    }
}

/// A line of verbs with words of their own.
pub(super) fn verbs(
    verbs: &[(Action, String)],
    context: Context,
    scene: Scene<'_>,
    pen: &mut Pen<'_>,
    area: Rect,
) {
    let shown: Vec<_> = verbs.iter().map(|(action, label)| Hint::new(*action, label.clone())).collect();
    hints(&shown, context, scene, pen, area);
}

/// What is still to do at this step.
fn left(scene: Scene<'_>, pen: &Pen<'_>) -> (Role, String) {
    let say = Say(scene.lang);
    if scene.floor.here().is_none() {
        return (Role::Dim, String::new());
    }
    match scene.screen.left.as_slice() {
        [] => (Role::Ok, format!("{} {}", pen.theme.glyphs.done, say.done())),
        left => (Role::Warn, say.left(&scene.lang.list(left))),
    }
}

/// Writes hints until the line is full; long labels are cut where that lets more of them in.
fn hints(hints: &[Hint], context: Context, scene: Scene<'_>, pen: &mut Pen<'_>, area: Rect) {
    let style = pen.theme.glyphs.keys;
    let key = |action| keymap::key_for(context, action).map(|key| key.name(style, scene.lang));
    let shown: Vec<_> = hints.iter().filter_map(|hint| Some((key(hint.action)?, hint))).collect();
    let whole: u16 = shown.iter().map(|(key, hint)| pen::width(key) + pen::width(&hint.label) + 3).sum();
    let longest = if whole > area.width + 2 { SHORT } else { u16::MAX };
    let mut place = area;
    for (at, (key, hint)) in shown.iter().enumerate() {
        let label = pen::fit(&hint.label, longest, pen.theme.glyphs.cut);
        if at > 0 && pen::width(key) + 1 + pen::width(&label) > place.width {
            pen.text(place, pen.theme.glyphs.cut, Role::Dim);
            return;
        }
        place = pen::from_column(place, pen.text(place, key, Role::Key) + 1);
        let role = if hint.holds { Role::Text } else { Role::Dim };
        place = pen::from_column(place, pen.text(place, &label, role) + 2);
    }
}

/// What can be done where the person is.
fn here(app: &App, scene: Scene<'_>) -> Vec<Hint> {
    let say = Say(scene.lang);
    match app.layers.last() {
        Some(Layer::Form(draft)) => form(draft, say, true),
        Some(Layer::Question(asked)) => {
            vec![Hint::new(asked.action, say.yes()), Hint::new(Action::Back, say.cancel())]
        }
        Some(Layer::Help) => {
            vec![Hint::new(Action::Back, say.close()), Hint::new(Action::Down, say.scroll())]
        }
        Some(Layer::Menu(_)) => {
            vec![Hint::new(Action::Confirm, say.choose()), Hint::new(Action::Back, say.close())]
        }
        Some(Layer::Why) => vec![Hint::new(Action::Back, say.close())],
        Some(Layer::Wall | Layer::Steer(_)) => Vec::new(),
        None => step(app, scene.screen, say),
    }
}

fn form(draft: &Draft, say: Say, popup: bool) -> Vec<Hint> {
    let enter = if draft.at_end() { say.hand_in() } else { say.next() };
    let mut hints = vec![Hint::new(Action::Confirm, enter)];
    if draft.entries.len() > 1 {
        hints.push(Hint::new(Action::Next, say.fields()));
    }
    if matches!(draft.entries.get(draft.at), Some(Entry::Choice { .. })) {
        hints.push(Hint::new(Action::Right, say.turn()));
    }
    if popup {
        hints.push(Hint::new(Action::Back, say.cancel()));
    }
    hints
}

/// The step's offers: the main one first, then the chosen row's, then the others.
fn step(app: &App, screen: &Screen, say: Say) -> Vec<Hint> {
    let mut hints = calling(screen, say);
    if let (Work::Form(_), Some(draft)) = (&screen.work, &app.work) {
        let confirms = screen.offers.iter().any(|offer| offer.action == Action::Confirm);
        let mine = form(draft, say, false);
        hints.extend(mine.into_iter().skip(usize::from(confirms && !draft.touched())));
    }
    let finding = !app.find.is_empty();
    for (row, offer) in app.offers(screen) {
        let action =
            if finding && row.is_some() && hints.is_empty() { Action::Confirm } else { offer.action };
        if hints.iter().any(|hint: &Hint| hint.action == action) {
            continue;
        }
        let hint = Hint { action, ..Hint::of(offer) };
        if action == Action::Confirm { hints.insert(0, hint) } else { hints.push(hint) }
    }
    if finding {
        hints.push(Hint::new(Action::Back, say.find()));
    }
    hints
}

/// The verbs of the paper on the table, while there is one. Those that set it aside stand first: nobody can guess their keys.
fn calling(screen: &Screen, say: Say) -> Vec<Hint> {
    let Work::Calling(view) = &screen.work else { return Vec::new() };
    if view.left == 0 {
        return Vec::new();
    }
    let mut hints = vec![Hint::new(Action::Confirm, say.record())];
    let aside = |offer: &&Offer| matches!(offer.action, Action::Doubtful | Action::VoidPaper);
    hints.extend(screen.offers.iter().filter(aside).map(Hint::of));
    hints.push(Hint::new(Action::BlankStrikes, say.blanks()));
    hints.push(Hint::new(Action::AllBlank, say.all_blank()));
    if view.write_ins {
        hints.push(Hint::new(Action::WriteIn, say.write_in()));
    }
    hints
}

/// What works at every step.
fn everywhere(app: &App, scene: Scene<'_>) -> Vec<Hint> {
    let shown = [Action::Help, Action::Undo, Action::Menu, Action::Project, Action::Language, Action::Quit];
    let (over, closed) = (!app.layers.is_empty(), scene.floor.here().is_none());
    let offered = |action: &Action| app.offer(scene.screen, *action).is_some();
    shown
        .iter()
        .filter(|action| {
            !offered(action) && !((over || closed) && matches!(action, Action::Undo | Action::Menu))
        })
        .map(|action| Hint::new(*action, action.label(scene.lang)))
        .collect()
}
