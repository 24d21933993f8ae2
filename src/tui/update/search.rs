//! A search in a list that finds nobody.

use crate::agenda::screen::List;
use crate::messages;
use crate::tui::model::{App, Message};

messages! {
    /// Words of a search.
    struct Say {
        nobody(typed: &str) { zh: "名单上没有“{typed}”", en: "the list has nobody for “{typed}”" }
    }
}

/// Says so where what is typed finds nobody, and whether it does. What is typed stays, so that nothing is done to somebody
/// else.
pub(super) fn told_nobody(app: &mut App, list: &List) -> bool {
    let nobody = !app.find.is_empty() && app.rows(list).is_empty();
    if nobody {
        app.message = Some(Message::Note(Say(app.lang).nobody(app.find.text())));
    }
    nobody
}
