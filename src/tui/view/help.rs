//! F1: what this step is for, and the keys that work here, printed from the key table.

use super::pen::{self, Pen};
use super::{Scene, popup};
use crate::agenda::action::Action;
use crate::agenda::screen::{FieldKind, Gives};
use crate::messages;
use crate::tui::draft::Draft;
use crate::tui::keymap::{self, Context};
use crate::tui::model::{App, Layer};
use crate::tui::text::padded;
use crate::tui::theme::Role;
use ratatui::layout::Rect;

messages! {
    /// Words of help.
    struct Say {
        title { zh: "帮助", en: "Help" }
        offered { zh: "这一步可以做的", en: "What this step offers" }
        always { zh: "任何时候可用的键", en: "Keys that always work" }
        form { zh: "这张表单的各栏", en: "The fields of this form" }
        form_keys { zh: "在表单里可用的键", en: "Keys in a form" }
        enter { zh: "下一栏；在最后一栏提交", en: "next field; hands in from the last one" }
        turn { zh: "改选；输入拼音、首字母或汉字查找", en: "another choice; typing finds one" }
        digits { zh: "数字", en: "digits" }
        replace { zh: "第一个数字替换原来的数；← 或 ⌫ 改原数", en: "the first one replaces the number; ← or ⌫ edit it" }
        cancel { zh: "不填了，返回", en: "leave it without doing it" }
        rules { zh: "字母和数字只用来输入；一个键在哪里都是同一个意思。", en: "Letters and digits only type; a key means the same everywhere." }
    }
}

/// Keys that help prints for every step, beside the step's offers.
const ALWAYS: [Action; 16] = [
    Action::Confirm,
    Action::Back,
    Action::Up,
    Action::Down,
    Action::PageUp,
    Action::PageDown,
    Action::Next,
    Action::Undo,
    Action::Why,
    Action::Menu,
    Action::Play,
    Action::Project,
    Action::Language,
    Action::Help,
    Action::Quit,
    Action::First,
];

/// The context of what lies below help.
fn below(app: &App, scene: Scene<'_>) -> Context {
    let mut below = app.clone();
    below.layers.retain(|layer| !matches!(layer, Layer::Help | Layer::Wall | Layer::Steer(_)));
    below.context(scene.screen)
}

/// Every key of an action in a context, as help prints them.
fn keys(pen: &Pen<'_>, scene: Scene<'_>, context: Context, action: Action) -> String {
    let names = keymap::keys_for(context, action).map(|key| key.name(pen.theme.glyphs.keys, scene.lang));
    names.collect::<Vec<_>>().join(" ")
}

/// The form that lies below help.
fn form_below(app: &App) -> Option<&Draft> {
    let over = |layer: &&Layer| !matches!(layer, Layer::Help | Layer::Wall | Layer::Steer(_));
    match app.layers.iter().rfind(over) {
        Some(Layer::Form(draft)) => Some(draft),
        Some(_) => None,
        None => app.work.as_ref(),
    }
}

/// The lines of help inside a form: its fields with their whole hints, and the keys that work in it.
fn form_lines(draft: &Draft, scene: Scene<'_>, pen: &Pen<'_>, columns: u16) -> Vec<(Role, String)> {
    let say = Say(scene.lang);
    let mut lines: Vec<(Role, String)> =
        pen::wrap(&draft.form.title, columns).into_iter().map(|line| (Role::Text, line)).collect();
    lines.extend([(Role::Text, String::new()), (Role::Title, say.form())]);
    for (at, field) in draft.form.fields.iter().enumerate() {
        let mark = if at == draft.at { pen.theme.glyphs.now } else { " " };
        let colon = if field.hint.is_empty() { "" } else { scene.lang.pick("：", ": ") };
        let text = format!("{}{colon}{}", field.label, field.hint);
        for (y, line) in pen::wrap(&text, columns.saturating_sub(2)).iter().enumerate() {
            lines.push((Role::Text, format!("{} {line}", if y == 0 { mark } else { " " })));
        }
    }
    lines.extend([(Role::Text, String::new()), (Role::Title, say.form_keys())]);
    let told = form_keys(draft, scene, pen).into_iter();
    lines.extend(told.map(|(keys, words)| (Role::Text, format!("  {}  {words}", padded(&keys, 18, "")))));
    lines
}

/// The keys that work in a form, and what they do there.
fn form_keys(draft: &Draft, scene: Scene<'_>, pen: &Pen<'_>) -> Vec<(String, String)> {
    let say = Say(scene.lang);
    let key = |action| keys(pen, scene, Context::Form, action);
    let plain = |action: Action| (key(action), action.label(scene.lang).to_owned());
    let kinds = || draft.form.fields.iter().map(|field| &field.kind);
    let mut told = vec![(key(Action::Confirm), say.enter()), plain(Action::Next), plain(Action::Previous)];
    if kinds().any(|kind| matches!(kind, FieldKind::Choice(..))) {
        told.push((format!("{} {}", key(Action::Left), key(Action::Right)), say.turn()));
    }
    if kinds().any(|kind| matches!(kind, FieldKind::Number(_))) {
        told.push((say.digits(), say.replace()));
    }
    told.push((key(Action::Back), say.cancel()));
    told.extend([Action::Language, Action::Help, Action::Quit].map(plain));
    told
}

/// The lines of help and how each looks.
fn lines(app: &App, scene: Scene<'_>, pen: &Pen<'_>, columns: u16) -> Vec<(Role, String)> {
    if let Some(draft) = form_below(app) {
        return form_lines(draft, scene, pen, columns);
    }
    let say = Say(scene.lang);
    let context = below(app, scene);
    let line = |action: Action, label: &str| {
        format!("  {}  {label}", padded(&keys(pen, scene, context, action), 18, ""))
    };
    let mut lines: Vec<(Role, String)> =
        pen::wrap(&scene.screen.purpose, columns).into_iter().map(|line| (Role::Text, line)).collect();
    lines.push((Role::Text, String::new()));
    let offers = app.offers(scene.screen);
    if !offers.is_empty() {
        lines.push((Role::Title, say.offered()));
    }
    for (_, offer) in &offers {
        let role = if matches!(offer.gives, Gives::NotYet(_)) { Role::Dim } else { Role::Text };
        lines.push((role, line(offer.action, &offer.label)));
    }
    lines.push((Role::Text, String::new()));
    lines.push((Role::Title, say.always()));
    let taken = |action: &Action| offers.iter().any(|(_, offer)| offer.action == *action);
    let rest = ALWAYS.iter().filter(|action| !taken(action));
    let rest = rest.filter(|action| **action != Action::Play || app.room.is_some());
    lines.extend(rest.map(|action| (Role::Text, line(*action, action.label(scene.lang)))));
    lines.push((Role::Text, String::new()));
    lines.extend(pen::wrap(&say.rules(), columns).into_iter().map(|line| (Role::Dim, line)));
    lines
}

/// Draws help.
pub fn draw(app: &mut App, scene: Scene<'_>, pen: &mut Pen<'_>, area: Rect) -> Option<(u16, u16)> {
    let columns = 72.min(area.width.saturating_sub(4));
    let lines = lines(app, scene, pen, columns);
    let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let title = format!("{} {} {}", Say(scene.lang).title(), pen.theme.glyphs.left, scene.screen.title);
    let inner = popup::window(pen, area, columns, rows, &title, Role::Title);
    let beyond = rows.saturating_sub(inner.height);
    app.scroll.help = app.scroll.help.min(beyond);
    for (y, (role, line)) in lines.iter().skip(usize::from(app.scroll.help)).enumerate() {
        let place = pen::row(inner, u16::try_from(y).unwrap_or(u16::MAX));
        pen.text(place, line, *role);
    }
    if beyond > 0 {
        let more = format!(" {}/{rows} ", app.scroll.help + inner.height);
        pen.right(Rect { y: inner.bottom(), height: 1, ..inner }, &more, Role::Key);
    }
    None
}
