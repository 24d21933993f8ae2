//! F1 on the home screen: the keys that work here, printed from the key table.

use crate::agenda::action::Action;
use crate::locale::Lang;
use crate::messages;
use crate::tui::keymap::{self, Context};
use crate::tui::text::padded;
use crate::tui::theme::Role;
use crate::tui::view::pen::{self, Pen};
use ratatui::layout::{Margin, Rect};

messages! {
    /// Words of help on the home screen.
    struct Say {
        title { zh: "帮助", en: "Help" }
        open { zh: "打开；在列表里做标题所说的事", en: "open; in the list, what its title says" }
        move_on { zh: "选择", en: "choose" }
        page { zh: "翻页", en: "by pages" }
        ends { zh: "到开头、到末尾", en: "to the first, to the last" }
        purpose { zh: "列表里换用途：继续、回放、核验、汇总", en: "in the list: another thing that Enter does" }
        rehearse { zh: "马上演练", en: "rehearse at once" }
        back { zh: "返回；先清除查找的内容", en: "back; what was typed goes first" }
        digits { zh: "数字", en: "digits" }
        choose { zh: "在首页选一项", en: "choose an entry of the first page" }
        letters { zh: "字母、汉字", en: "letters" }
        find { zh: "按支部、日期、进度、记录状况查找会议，拼音首字母也行", en: "find a meeting: name, pinyin, date, state" }
    }
}

/// Columns of the keys' names.
const KEYS: usize = 14;

/// Draws the page.
pub(super) fn draw(lang: Lang, pen: &mut Pen<'_>, body: Rect) {
    let say = Say(lang);
    pen.frame(body, &say.title(), Role::Title);
    let area = body.inner(Margin::new(2, 1));
    let style = pen.theme.glyphs.keys;
    let keys = |actions: &[Action]| {
        let names = actions.iter().filter_map(|action| keymap::key_for(Context::Home, *action));
        names.map(|key| key.name(style, lang)).collect::<Vec<_>>().join(" ")
    };
    let label = |action: Action| action.label(lang).to_owned();
    let lines = [
        (keys(&[Action::Confirm]), say.open()),
        (keys(&[Action::Up, Action::Down]), say.move_on()),
        (keys(&[Action::PageUp, Action::PageDown]), say.page()),
        (keys(&[Action::First, Action::Last]), say.ends()),
        (say.digits(), say.choose()),
        (say.letters(), say.find()),
        (keys(&[Action::Next]), say.purpose()),
        (keys(&[Action::Play]), say.rehearse()),
        (keys(&[Action::Back]), say.back()),
        (keys(&[Action::Language]), label(Action::Language)),
        (keys(&[Action::Quit]), label(Action::Quit)),
    ];
    let mut y = 0;
    let column = u16::try_from(KEYS).unwrap_or_default();
    for (key, words) in lines {
        pen.text(pen::row(area, y), &padded(&key, KEYS, ""), Role::Key);
        for line in pen::wrap(&words, area.width.saturating_sub(column)) {
            pen.text(pen::from_column(pen::row(area, y), column), &line, Role::Text);
            y += 1;
        }
    }
}
