//! The list that steers the wall: each row with its choices, the taken one in brackets.

use super::pen::{self, Pen};
use super::popup;
use crate::agenda::action::Action;
use crate::domain::procedure::Board;
use crate::locale::Lang;
use crate::messages;
use crate::tui::desk::Desk;
use crate::tui::keymap::{self, Context};
use crate::tui::model::{App, Layer};
use crate::tui::steer::{Row, Steer};
use crate::tui::theme::Role;
use ratatui::layout::Rect;

messages! {
    /// Words of the list.
    struct Say {
        title { zh: "投影控制", en: "The wall" }
        kept_off { zh: "选举办法规定计票不上墙", en: "the procedure keeps the count off the wall" }
        nobody { zh: "现在没有投影窗口在跟随", en: "no projector follows now" }
        change { zh: "改", en: "change" }
        rows { zh: "选项", en: "row" }
        show { zh: "把横幅放上墙", en: "put the banner up" }
        close { zh: "关闭", en: "close" }
    }
}

/// The columns of the labels.
const LABEL: u16 = 15;

/// Draws the list if it is open, and says where the cursor stands.
pub(super) fn draw(app: &App, desk: &impl Desk, pen: &mut Pen<'_>, area: Rect) -> Option<(u16, u16)> {
    let Some(Layer::Steer(steer)) = app.layers.last() else { return None };
    let wall = desk.steering()?;
    let say = Say(app.lang);
    let rows = u16::try_from(Row::ALL.len()).unwrap_or(0);
    let inner = popup::window(pen, area, 66, rows + 3, &say.title(), Role::Title);
    let mut cursor = None;
    for (y, row) in (0..).zip(Row::ALL) {
        let line = pen::row(inner, y);
        let here = row == steer.row();
        pen.text(line, if here { pen.theme.glyphs.now } else { " " }, Role::Key);
        pen.text(
            pen::from_column(line, 2),
            &row.label(app.lang),
            if here { Role::Title } else { Role::Text },
        );
        let place = pen::from_column(line, LABEL);
        let kept_off = row == Row::Board && desk.floor().procedure().board == Board::Hidden;
        if row == Row::Banner {
            let at = pen.input(&steer.banner, place, Role::Field);
            cursor = here.then_some(at).or(cursor);
        } else if kept_off {
            pen.text(place, &say.kept_off(), Role::Dim);
        } else {
            choices(&row.choices(app.lang), row.chosen(wall), here, pen, place);
        }
    }
    if desk.followed() == Some(false) {
        pen.text(pen::row(inner, rows + 1), &say.nobody(), Role::Dim);
    }
    hints(steer, app.lang, pen, pen::row(inner, rows + 2));
    cursor
}

/// The choices of a row beside each other; only the taken one, and which it is, where there is no room for all.
fn choices(texts: &[String], chosen: usize, here: bool, pen: &mut Pen<'_>, mut place: Rect) {
    let all: u16 = texts.iter().map(|text| pen::width(text) + 3).sum();
    if all > place.width + 1 {
        let taken = texts.get(chosen).map_or("", String::as_str);
        let text = format!("[{taken}] {}/{}", chosen + 1, texts.len());
        pen.text(place, &text, if here { Role::Selected } else { Role::Number });
        return;
    }
    for (at, text) in texts.iter().enumerate() {
        let (shown, role) = match (at == chosen, here) {
            (true, true) => (format!("[{text}]"), Role::Selected),
            (true, false) => (format!("[{text}]"), Role::Number),
            (false, _) => (format!(" {text} "), Role::Text),
        };
        place = pen::from_column(place, pen.text(place, &shown, role) + 1);
    }
}

/// The keys that work in this row.
fn hints(steer: &Steer, lang: Lang, pen: &mut Pen<'_>, mut line: Rect) {
    let say = Say(lang);
    let context = steer.context();
    let change = if context == Context::Typing {
        vec![(Action::Confirm, say.show()), (Action::Down, say.rows()), (Action::Back, say.close())]
    } else {
        vec![(Action::Right, say.change()), (Action::Down, say.rows()), (Action::Confirm, say.close())]
    };
    for (action, words) in change {
        let key = keymap::key_for(context, action).map(|key| key.name(pen.theme.glyphs.keys, lang));
        line = pen::from_column(line, pen.text(line, &key.unwrap_or_default(), Role::Key) + 1);
        line = pen::from_column(line, pen.text(line, &words, Role::Text) + 3);
    }
}
