//! What lies over the step's work: a form, a question, the menu, help, what went wrong.

use super::pen::{self, Pen};
use super::{Scene, form, help};
use crate::agenda::action::Action;
use crate::agenda::rejection::Trouble;
use crate::agenda::screen::Work;
use crate::messages;
use crate::tui::backend::clear_popup;
use crate::tui::draft::Draft;
use crate::tui::keymap::{self, Context};
use crate::tui::menu;
use crate::tui::model::{App, Layer, Message, Question};
use crate::tui::theme::Role;
use ratatui::layout::{Margin, Rect};

messages! {
    /// Words of popups.
    struct Say {
        question { zh: "请确认：不能撤销", en: "Confirm: this cannot be undone" }
        leave { zh: "离开会议", en: "Leave the meeting" }
        yes { zh: "是", en: "yes" }
        no { zh: "不，返回", en: "no, go back" }
        why { zh: "为什么", en: "Why" }
        left(what: &str) { zh: "还差：{what}", en: "left: {what}" }
        nothing_left { zh: "这一步已经办完，可以继续。", en: "This step is done, go on." }
        menu { zh: "现在可以做的", en: "What can be done now" }
        trouble(code: &str) { zh: "没有办成 {code}", en: "Not done {code}" }
        safe { zh: "现状", en: "Safe" }
        todo { zh: "怎么办", en: "To do" }
        retry { zh: "Enter 重试　F9 换文件夹　Esc 返回", en: "Enter tries again, F9 another folder, Esc back" }
        pause { zh: "刚弹出的半秒内不接受回答，以免误按", en: "the first half second does not count: keys bounce" }
        any_key { zh: "按任意键继续", en: "any key goes on" }
    }
}

/// Draws what lies on top, and says where its cursor stands.
pub fn draw(app: &mut App, scene: Scene<'_>, pen: &mut Pen<'_>, area: Rect) -> Option<(u16, u16)> {
    let mut cursor = None;
    for layer in app.layers.clone() {
        cursor = match &layer {
            Layer::Form(draft) => draw_form(draft, pen, area),
            Layer::Question(asked) => draw_question(asked, scene, pen, area),
            Layer::Menu(at) => draw_menu(app, *at, scene, pen, area),
            Layer::Help => help::draw(app, scene, pen, area),
            Layer::Why => draw_why(app, scene, pen, area),
            Layer::Wall | Layer::Steer(_) => None,
        };
    }
    if let Some(Message::Trouble(trouble)) = &app.message {
        draw_trouble(trouble, app.refused.is_some(), scene, pen, area);
    }
    cursor
}

/// A frame in the middle, as large as asked but never larger than the place; answers what is inside.
pub fn window(pen: &mut Pen<'_>, area: Rect, columns: u16, rows: u16, title: &str, role: Role) -> Rect {
    let (width, height) =
        (columns.saturating_add(4).min(area.width), rows.saturating_add(2).min(area.height));
    let x = area.x + (area.width - width) / 2;
    let y = area.y + (area.height - height) / 2;
    let place = Rect::new(x, y, width, height);
    clear_popup(place, pen.buffer());
    pen.fill(place, Role::Text);
    pen.frame(place, title, role);
    place.inner(Margin::new(2, 1))
}

fn draw_form(draft: &Draft, pen: &mut Pen<'_>, area: Rect) -> Option<(u16, u16)> {
    let columns = 100.min(area.width.saturating_sub(8));
    let trouble = if draft.trouble.is_some() { 4 } else { 0 };
    let rows = form::height(draft, columns) + 2 + trouble;
    let title = draft.form.title.as_str();
    // A title that the frame would cut stands inside it.
    let framed = pen::width(title) + 2 <= columns;
    let lines = if framed { 0 } else { form::title_rows(draft, columns) };
    let inner = window(pen, area, columns, rows + lines, if framed { title } else { "" }, Role::Title);
    let air = u16::from(framed);
    let inner = Rect { y: inner.y + air, height: inner.height.saturating_sub(air), ..inner };
    form::draw(draft, !framed, pen, inner)
}

/// The rules behind the figures, a paragraph each, and what is left of the step.
fn draw_why(app: &mut App, scene: Scene<'_>, pen: &mut Pen<'_>, area: Rect) -> Option<(u16, u16)> {
    let say = Say(scene.lang);
    let columns = 76.min(area.width.saturating_sub(8));
    let left = scene.screen.left.iter().map(|left| say.left(left));
    let mut lines: Vec<String> = Vec::new();
    for paragraph in scene.screen.why.iter().cloned().chain(left) {
        lines.extend(pen::wrap(&paragraph, columns));
    }
    if lines.is_empty() {
        lines = pen::wrap(&say.nothing_left(), columns);
    }
    let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let inner = window(pen, area, columns, rows, &say.why(), Role::Title);
    let long = rows > inner.height;
    let seen = inner.height.saturating_sub(u16::from(long));
    app.scroll.help = app.scroll.help.min(rows.saturating_sub(seen));
    pen.lines(Rect { height: seen, ..inner }, &lines, usize::from(app.scroll.help), Role::Text);
    if long {
        let down = keymap::key_for(Context::Watching, Action::Down);
        let down = down.map(|key| key.name(pen.theme.glyphs.keys, scene.lang)).unwrap_or_default();
        pen.right(pen::row(inner, seen), &format!("{down} {}/{rows}", app.scroll.help + seen), Role::Key);
    }
    None
}

fn draw_question(asked: &Question, scene: Scene<'_>, pen: &mut Pen<'_>, area: Rect) -> Option<(u16, u16)> {
    let say = Say(scene.lang);
    let lines = pen::wrap(&asked.text, 56);
    let rows = u16::try_from(lines.len()).unwrap_or(1);
    let leaves = matches!(asked.then, crate::tui::model::Then::Leave);
    let title = if leaves { say.leave() } else { say.question() };
    let inner = window(pen, area, 56, rows + 5, &title, Role::Warn);
    pen.lines(Rect { y: inner.y + 1, height: rows, ..inner }, &lines, 0, Role::Text);
    let style = pen.theme.glyphs.keys;
    let name = |action| keymap::key_for(Context::List, action).map(|key| key.name(style, scene.lang));
    let mut place = pen::row(inner, rows + 2);
    for (action, word) in [(asked.action, say.yes()), (Action::Back, say.no())] {
        let key = name(action).unwrap_or_default();
        place = pen::from_column(place, pen.text(place, &key, Role::Key) + 1);
        place = pen::from_column(place, pen.text(place, &word, Role::Text) + 4);
    }
    pen.text(pen::row(inner, rows + 3), &say.pause(), Role::Dim);
    None
}

fn draw_menu(app: &App, at: usize, scene: Scene<'_>, pen: &mut Pen<'_>, area: Rect) -> Option<(u16, u16)> {
    let entries = menu::entries(app, scene.screen);
    let rows = u16::try_from(entries.len()).unwrap_or(u16::MAX);
    let inner = window(pen, area, 62, rows, &Say(scene.lang).menu(), Role::Title);
    let seen = usize::from(inner.height);
    let from = at.saturating_sub(seen / 2).min(entries.len().saturating_sub(seen));
    // The keys that work once the menu is away: where papers are keyed some others do.
    let calling = matches!(scene.screen.work, Work::Calling(_));
    let context = if calling { Context::Calling } else { Context::List };
    for (y, (place, entry)) in entries.iter().enumerate().skip(from).take(seen).enumerate() {
        let line = pen::row(inner, u16::try_from(y).unwrap_or(u16::MAX));
        let role = match (&entry.why, place == at) {
            (_, true) => Role::Selected,
            (Some(_), false) => Role::Dim,
            (None, false) => Role::Text,
        };
        pen.text(line, &" ".repeat(usize::from(line.width)), role);
        let key = entry.action.and_then(|action| keymap::key_for(context, action));
        let key = key.map(|key| key.name(pen.theme.glyphs.keys, scene.lang)).unwrap_or_default();
        pen.text(line, &key, if place == at { Role::Selected } else { Role::Key });
        let why = entry.why.as_ref().map(|why| scene.lang.pick(format!("（{why}）"), format!(" ({why})")));
        let text = format!("{}{}", entry.label, why.unwrap_or_default());
        pen.text(pen::from_column(line, 9), &text, role);
    }
    None
}

fn draw_trouble(trouble: &Trouble, retry: bool, scene: Scene<'_>, pen: &mut Pen<'_>, area: Rect) {
    let say = Say(scene.lang);
    let label = |word: String, text: &str| format!("{word}{}{text}", scene.lang.pick("：", ": "));
    let what = pen::wrap(&trouble.what, 60);
    let rest = [label(say.safe(), &trouble.safe), label(say.todo(), &trouble.todo)];
    let rest: Vec<String> = rest.iter().flat_map(|text| pen::wrap(text, 60)).collect();
    let rows = |lines: &[String]| u16::try_from(lines.len()).unwrap_or(1);
    let title = say.trouble(trouble.code);
    let inner = window(pen, area, 60, rows(&what) + rows(&rest) + 5, &title, Role::Refuse);
    pen.lines(Rect { y: inner.y + 1, height: rows(&what), ..inner }, &what, 0, Role::Refuse);
    pen.lines(Rect { y: inner.y + 2 + rows(&what), height: rows(&rest), ..inner }, &rest, 0, Role::Text);
    let hint = if retry { say.retry() } else { say.any_key() };
    pen.right(pen::row(inner, inner.height - 1), &hint, Role::Dim);
}
