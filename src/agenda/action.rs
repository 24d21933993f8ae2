//! The verbs: everything that a person can ask of the program by one key.
//!
//! An agenda item offers actions and never names a key; the key table (`tui::keymap`) says which key asks for which
//! action. So the hints at the bottom, the help page and the README's key card cannot differ from what works.

use crate::locale::Lang;

/// Makes [`Action`] with its list and its labels, so that an action without a label in both languages cannot be written.
macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident { zh: $zh:literal, en: $en:literal })*) => {
        /// A verb. What it does in a given step is said by the offer that carries it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action { $($(#[$doc])* $name,)* }

        impl Action {
            /// Every action, in the order in which help prints them.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The verb in words, for help and for a hint that has no better word of its own.
            pub fn label(self, lang: Lang) -> &'static str {
                match self { $(Self::$name => lang.pick($zh, $en),)* }
            }
        }
    };
}

actions! {
    /// Do what stands ready: the step's main offer, the marked row, the finished form, the paper as keyed.
    Confirm { zh: "确认", en: "confirm" }
    /// Leave what is open without doing it.
    Back { zh: "返回", en: "back" }
    /// The next field or pane.
    Next { zh: "下一栏", en: "next field" }
    /// The field or pane before.
    Previous { zh: "上一栏", en: "previous field" }
    /// One row up.
    Up { zh: "上移", en: "up" }
    /// One row down.
    Down { zh: "下移", en: "down" }
    /// One choice, column or event back.
    Left { zh: "向左", en: "left" }
    /// One choice, column or event on.
    Right { zh: "向右", en: "right" }
    /// One page up; in a replay one agenda step back.
    PageUp { zh: "上一页", en: "page up" }
    /// One page down; in a replay one agenda step on.
    PageDown { zh: "下一页", en: "page down" }
    /// The first row.
    First { zh: "到开头", en: "first" }
    /// The last row.
    Last { zh: "到末尾", en: "last" }
    /// Mark the row under the cursor: present, chosen, signed.
    Mark { zh: "标记", en: "mark" }
    /// Add a row: a question, a speaker, an item.
    Add { zh: "添加", en: "add" }
    /// Take the row away, or mark it as the opposite: absent, not chosen.
    Remove { zh: "去除", en: "remove" }
    /// Change the row under the cursor.
    Edit { zh: "修改", en: "edit" }
    /// All that are not marked yet, in one key: 其余全部到会, 一致通过.
    Rest { zh: "其余全部", en: "all the rest" }
    /// Take back the last act.
    Undo { zh: "撤销", en: "undo" }
    /// Correct an older act, with the reason.
    Correct { zh: "更正", en: "correct" }
    /// Write a note into the record.
    Note { zh: "记事", en: "note" }
    /// Interrupt the meeting, and go on after it.
    Recess { zh: "休会", en: "recess" }
    /// Find a person by pinyin, initials or characters; in a replay, a time.
    Find { zh: "查找", en: "find" }
    /// The keys that work here, and what this step is for.
    Help { zh: "帮助", en: "help" }
    /// The other language.
    Language { zh: "中文/English", en: "English/中文" }
    /// The wall in this window, and back.
    Project { zh: "投影", en: "wall" }
    /// What the wall shows and how: hold, blank, a banner, colours, size, language.
    Steer { zh: "投影控制", en: "steer the wall" }
    /// In a rehearsal, let the room play one step by itself; in a replay, let it run, and stop it.
    Play { zh: "演练一步", en: "play a step" }
    /// In a replay: slower; below 1× the pauses of the meeting itself.
    Slower { zh: "减速", en: "slower" }
    /// In a replay: faster, up to 64×.
    Faster { zh: "加速", en: "faster" }
    /// In a replay: back to where something was corrected or taken back.
    ChangeBefore { zh: "上一处更正", en: "change before" }
    /// In a replay: on to where something was corrected or taken back.
    NextChange { zh: "下一处更正", en: "next change" }
    /// Why the step cannot go on yet, or which rule stands behind a number; in a replay, which acts made a figure.
    Why { zh: "为什么", en: "why" }
    /// Set this paper aside as doubtful.
    Doubtful { zh: "疑问票", en: "doubtful paper" }
    /// Call this paper invalid for a reason that the marks do not show.
    VoidPaper { zh: "无效票", en: "invalid paper" }
    /// Turn this paper's strikes into blanks, and back: abstained, not disapproved.
    BlankStrikes { zh: "× 改空白", en: "strikes to blanks" }
    /// Nobody is marked on this paper.
    AllBlank { zh: "全空白", en: "all blank" }
    /// A person who is not printed on the paper.
    WriteIn { zh: "另选他人", en: "write-in" }
    /// Everything that can be done now, as a list.
    Menu { zh: "菜单", en: "menu" }
    /// Leave the program; the meeting stays as it is on disk.
    Quit { zh: "退出", en: "quit" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_action_has_its_own_label_in_both_languages() {
        for lang in [Lang::Zh, Lang::En] {
            let labels: BTreeSet<_> = Action::ALL.iter().map(|action| action.label(lang)).collect();
            assert_eq!(labels.len(), Action::ALL.len());
            assert!(labels.iter().all(|label| !label.trim().is_empty()));
        }
    }

    #[test]
    fn the_list_has_every_action_once() {
        let distinct: BTreeSet<_> = Action::ALL.iter().collect();
        assert_eq!(distinct.len(), Action::ALL.len());
    }
}
