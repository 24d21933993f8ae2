//! The key table: the only place where a key meets a verb.
//!
//! Three rules, each held by a test. A key that is bound in several contexts means the same in all of them. A verb
//! never sits on a letter or a digit: those belong to what is being typed (a name by pinyin, strikes on a paper). And no
//! verb sits on a key that a terminal or a flow control eats (`Ctrl+S`, `Ctrl+M` …); a verb on an F-key above F9, or on
//! one that a desktop takes for itself, has a second key.

use super::key::{Key, KeyStyle};
use crate::agenda::action::Action;
use crate::locale::Lang;
use crossterm::event::KeyCode;
use std::fmt::Write as _;

/// Where the person is, as far as keys are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Context {
    /// A list of rows without a text draft.
    List,
    /// A list with a search draft: letters and Backspace belong to the draft, Space still marks.
    Finding,
    /// A form whose focused field is not text.
    Form,
    /// A text draft: every printable key, Space and the editing keys belong to it.
    Typing,
    /// A paper being called: digits and letters strike names.
    Calling,
    /// The wall, or a page to be read: nothing is typed.
    Watching,
    /// A meeting seen again.
    Replay,
    /// The home screen.
    Home,
}

impl Context {
    /// Every context.
    pub const ALL: &'static [Self] = EVERYWHERE;

    /// The context in words, for the key card.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::List => lang.pick("名单", "list"),
            Self::Finding => lang.pick("查找", "finding"),
            Self::Form => lang.pick("表单", "form"),
            Self::Typing => lang.pick("输入文字", "typing"),
            Self::Calling => lang.pick("唱票", "calling"),
            Self::Watching => lang.pick("投影", "wall"),
            Self::Replay => lang.pick("回放", "replay"),
            Self::Home => lang.pick("首页", "home"),
        }
    }
}

/// One row of the table: in these contexts this key asks for this action.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// Where the row holds.
    pub contexts: &'static [Context],
    /// The key.
    pub key: Key,
    /// The verb.
    pub action: Action,
}

use Context::{Calling, Finding, Form, Home, List, Replay, Typing, Watching};

const EVERYWHERE: &[Context] = &[List, Finding, Form, Typing, Calling, Watching, Replay, Home];
/// Backspace, Home, End, Left and Right belong to a text draft where there is one.
const NO_DRAFT: &[Context] = &[List, Form, Calling, Watching, Replay, Home];
const MARKING: &[Context] = &[List, Finding, Form, Replay];
const ROWS: &[Context] = &[List, Form];
const PAPER: &[Context] = &[Calling];
const AGAIN: &[Context] = &[Replay];

const fn on(contexts: &'static [Context], key: Key, action: Action) -> Binding {
    Binding { contexts, key, action }
}

/// The table. The first key of an action in a context is the one that hints show.
pub const KEYS: &[Binding] = &[
    on(EVERYWHERE, Key::plain(KeyCode::Enter), Action::Confirm),
    on(EVERYWHERE, Key::plain(KeyCode::Esc), Action::Back),
    on(EVERYWHERE, Key::plain(KeyCode::Tab), Action::Next),
    on(EVERYWHERE, Key::plain(KeyCode::BackTab), Action::Previous),
    on(EVERYWHERE, Key::plain(KeyCode::Up), Action::Up),
    on(EVERYWHERE, Key::plain(KeyCode::Down), Action::Down),
    on(NO_DRAFT, Key::plain(KeyCode::Left), Action::Left),
    on(NO_DRAFT, Key::plain(KeyCode::Right), Action::Right),
    on(EVERYWHERE, Key::plain(KeyCode::PageUp), Action::PageUp),
    on(EVERYWHERE, Key::plain(KeyCode::PageDown), Action::PageDown),
    on(NO_DRAFT, Key::plain(KeyCode::Home), Action::First),
    on(NO_DRAFT, Key::plain(KeyCode::End), Action::Last),
    on(MARKING, Key::plain(KeyCode::Char(' ')), Action::Mark),
    on(ROWS, Key::plain(KeyCode::Insert), Action::Add),
    on(EVERYWHERE, Key::ctrl('n'), Action::Add),
    on(ROWS, Key::plain(KeyCode::Delete), Action::Remove),
    on(EVERYWHERE, Key::ctrl('d'), Action::Remove),
    on(EVERYWHERE, Key::plain(KeyCode::F(4)), Action::Edit),
    on(EVERYWHERE, Key::ctrl('e'), Action::Edit),
    on(EVERYWHERE, Key::plain(KeyCode::F(6)), Action::Rest),
    on(EVERYWHERE, Key::ctrl('r'), Action::Rest),
    on(NO_DRAFT, Key::plain(KeyCode::Backspace), Action::Undo),
    on(EVERYWHERE, Key::ctrl('z'), Action::Undo),
    on(EVERYWHERE, Key::ctrl('k'), Action::Correct),
    on(EVERYWHERE, Key::plain(KeyCode::F(7)), Action::Note),
    on(EVERYWHERE, Key::ctrl('t'), Action::Note),
    on(EVERYWHERE, Key::ctrl('y'), Action::Recess),
    on(EVERYWHERE, Key::plain(KeyCode::F(3)), Action::Find),
    on(EVERYWHERE, Key::ctrl('f'), Action::Find),
    on(EVERYWHERE, Key::plain(KeyCode::F(1)), Action::Help),
    on(EVERYWHERE, Key::ctrl('g'), Action::Help),
    on(EVERYWHERE, Key::plain(KeyCode::F(2)), Action::Language),
    on(EVERYWHERE, Key::ctrl('l'), Action::Language),
    on(EVERYWHERE, Key::plain(KeyCode::F(5)), Action::Project),
    on(EVERYWHERE, Key::ctrl('p'), Action::Project),
    // A terminal sends Ctrl+] for it, which arrives as Ctrl+5 too.
    on(EVERYWHERE, Key::ctrl('5'), Action::Steer),
    on(EVERYWHERE, Key::plain(KeyCode::F(12)), Action::Steer),
    on(EVERYWHERE, Key::plain(KeyCode::F(8)), Action::Play),
    on(EVERYWHERE, Key::ctrl('u'), Action::Play),
    on(EVERYWHERE, Key::ctrl('w'), Action::Why),
    on(PAPER, Key::plain(KeyCode::Char('.')), Action::Doubtful),
    on(PAPER, Key::plain(KeyCode::Char('/')), Action::VoidPaper),
    on(PAPER, Key::plain(KeyCode::Char('-')), Action::BlankStrikes),
    on(PAPER, Key::plain(KeyCode::Char('*')), Action::AllBlank),
    on(PAPER, Key::plain(KeyCode::Char('+')), Action::WriteIn),
    on(PAPER, Key::plain(KeyCode::Char('=')), Action::WriteIn),
    on(AGAIN, Key::plain(KeyCode::Char('[')), Action::Slower),
    on(AGAIN, Key::plain(KeyCode::Char(']')), Action::Faster),
    on(AGAIN, Key::plain(KeyCode::Char('<')), Action::ChangeBefore),
    on(AGAIN, Key::plain(KeyCode::Char('>')), Action::NextChange),
    on(EVERYWHERE, Key::plain(KeyCode::F(9)), Action::Menu),
    on(EVERYWHERE, Key::ctrl('o'), Action::Menu),
    on(EVERYWHERE, Key::ctrl('x'), Action::Quit),
    on(EVERYWHERE, Key::plain(KeyCode::F(10)), Action::Quit),
];

/// What the key asks for here; `None` when it is text, or nothing.
pub fn action(context: Context, key: Key) -> Option<Action> {
    KEYS.iter().find(|row| row.key == key && row.contexts.contains(&context)).map(|row| row.action)
}

/// The key that a hint shows for the action here; `None` when the action has no key in this context.
pub fn key_for(context: Context, action: Action) -> Option<Key> {
    keys_for(context, action).next()
}

/// Every key of the action here, the one to show first.
pub fn keys_for(context: Context, action: Action) -> impl Iterator<Item = Key> {
    KEYS.iter().filter(move |row| row.action == action && row.contexts.contains(&context)).map(|row| row.key)
}

/// The key card of the README and of the help page: the whole table as Markdown.
pub fn key_card(lang: Lang) -> String {
    let mut card = String::from(lang.pick("| 键 | 作用 | 何处 |\n", "| Key | Verb | Where |\n"));
    card.push_str("| --- | --- | --- |\n");
    for &action in Action::ALL {
        let (keys, places) = where_keys(action, lang);
        let _ = writeln!(card, "| {keys} | {} | {places} |", action.label(lang));
    }
    card
}

/// The keys of an action, and where they work: each by itself where they differ.
fn where_keys(action: Action, lang: Lang) -> (String, String) {
    let mut groups: Vec<(Vec<String>, String)> = Vec::new();
    for row in KEYS.iter().filter(|row| row.action == action) {
        let (key, place) =
            (format!("`{}`", row.key.name(KeyStyle::Unicode, lang)), places(row.contexts.iter(), lang));
        match groups.iter_mut().find(|(_, known)| *known == place) {
            Some((keys, _)) => keys.push(key),
            None => groups.push((vec![key], place)),
        }
    }
    let keys = groups.iter().map(|(keys, _)| keys.join(" ")).collect::<Vec<_>>().join(" ");
    let places = match groups.as_slice() {
        [(_, place)] => place.clone(),
        several => {
            let each = several.iter().map(|(keys, place)| format!("{} {place}", keys.join(" ")));
            each.collect::<Vec<_>>().join(lang.pick("；", "; "))
        }
    };
    (keys, places)
}

/// Names the contexts in table order; all of them, or all without a draft, have one word.
fn places<'a>(contexts: impl Iterator<Item = &'a Context>, lang: Lang) -> String {
    let found: Vec<_> = contexts.collect();
    let named: Vec<_> = EVERYWHERE.iter().filter(|context| found.contains(context)).collect();
    match named.as_slice() {
        all if all.len() == EVERYWHERE.len() => lang.pick("到处", "everywhere").into(),
        all if all.iter().copied().eq(NO_DRAFT) => {
            lang.pick("不在输入文字时", "where no text is typed").into()
        }
        some => lang.list(some.iter().map(|context| context.label(lang))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn a_key_is_bound_once_in_a_context() {
        for context in EVERYWHERE {
            let rows: Vec<_> = KEYS.iter().filter(|row| row.contexts.contains(context)).collect();
            for (i, row) in rows.iter().enumerate() {
                assert!(
                    !rows[..i].iter().any(|other| other.key == row.key),
                    "{:?} twice in {context:?}",
                    row.key
                );
            }
        }
    }

    #[test]
    fn a_key_means_the_same_everywhere() {
        let mut meaning = HashMap::new();
        for row in KEYS {
            let first = *meaning.entry(row.key).or_insert(row.action);
            assert_eq!(first, row.action, "{:?}", row.key);
        }
    }

    #[test]
    fn every_action_has_a_key() {
        for action in Action::ALL {
            assert!(KEYS.iter().any(|row| row.action == *action), "{action:?}");
        }
    }

    #[test]
    fn no_verb_sits_on_a_letter_a_digit_or_a_key_that_terminals_eat() {
        for row in KEYS {
            if let KeyCode::Char(c) = row.key.code {
                assert!(row.key.ctrl || !c.is_alphanumeric(), "{c} is typed");
                assert!(!row.key.ctrl || !"abchijmqsv[\\ ".contains(c), "Ctrl+{c} does not always arrive");
            }
        }
    }

    #[test]
    fn a_key_that_desktops_or_laptops_take_has_a_second_one() {
        let fickle = |key: Key| matches!(key.code, KeyCode::F(1 | 10..));
        for row in KEYS.iter().filter(|row| fickle(row.key)) {
            assert!(
                KEYS.iter().any(|other| other.action == row.action && !fickle(other.key)),
                "{:?}",
                row.key
            );
        }
    }

    #[test]
    fn a_text_draft_keeps_its_own_keys() {
        let editing = [KeyCode::Backspace, KeyCode::Delete, KeyCode::Left, KeyCode::Right, KeyCode::Home];
        for code in editing.into_iter().chain([KeyCode::End, KeyCode::Char(' '), KeyCode::Char('.')]) {
            assert_eq!(action(Context::Typing, Key::plain(code)), None, "{code:?}");
        }
        assert_eq!(action(Context::Finding, Key::plain(KeyCode::Backspace)), None);
        assert_eq!(action(Context::Finding, Key::plain(KeyCode::Char(' '))), Some(Action::Mark));
    }

    #[test]
    fn hints_show_the_first_key() {
        assert_eq!(key_for(Context::List, Action::Help), Some(Key::plain(KeyCode::F(1))));
        assert_eq!(key_for(Context::Typing, Action::Undo), Some(Key::ctrl('z')));
        assert_eq!(key_for(Context::Calling, Action::WriteIn), Some(Key::plain(KeyCode::Char('+'))));
    }

    #[test]
    fn the_key_card_has_one_row_for_each_action_in_both_languages() {
        for lang in [Lang::Zh, Lang::En] {
            let card = key_card(lang);
            assert_eq!(card.lines().count(), Action::ALL.len() + 2);
            for action in Action::ALL {
                assert!(card.contains(action.label(lang)));
            }
        }
        assert!(key_card(Lang::En).contains("| `F5` `Ctrl+P` | wall | everywhere |"));
        assert!(key_card(Lang::Zh).contains("| `⌫` `Ctrl+Z` | 撤销 | `⌫` 不在输入文字时；`Ctrl+Z` 到处 |"));
        assert!(
            key_card(Lang::En).contains("| `Ins` `Ctrl+N` | add | `Ins` list, form; `Ctrl+N` everywhere |")
        );
    }
}
