//! Why the shell could not do something.

use crate::agenda::Rejection;
use crate::agenda::rejection::Trouble;
use crate::journal::JournalError;
use crate::locale::Lang;
use crate::messages;
use crate::session::Impossible;
use std::io;
use std::path::Path;

/// Why the shell could not do something.
#[derive(Debug, thiserror::Error)]
pub enum MeetingError {
    /// The rules refuse it.
    #[error("refused: {}", .0.what(Lang::En))]
    Refused(Rejection),
    /// The journal could not take it.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The journal holds an event that could not have happened.
    #[error("record {} could not have happened: {}", .0.seq, .0.why.what(Lang::En))]
    Impossible(Impossible),
    /// The folder of the meeting cannot be made.
    #[error("the folder of the meeting cannot be made")]
    Folder(#[source] io::Error),
}

impl From<Rejection> for MeetingError {
    fn from(rejection: Rejection) -> Self {
        Self::Refused(rejection)
    }
}

impl From<Impossible> for MeetingError {
    fn from(impossible: Impossible) -> Self {
        Self::Impossible(impossible)
    }
}

impl MeetingError {
    /// There is no whole act in that folder's journal.
    pub fn empty(folder: &Path) -> Self {
        Self::Journal(JournalError::NoJournal { place: folder.display().to_string() })
    }
}

messages! {
    /// What the shell says of itself.
    struct Say {
        impossible(seq: u64, why: &str) { zh: "会议记录第 {seq} 条不可能发生：{why}", en: "Record {seq} of the journal could not have happened: {why}" }
        impossible_safe { zh: "文件没有改动", en: "The file is untouched" }
        impossible_todo { zh: "用 changpiao verify 核对；以纸质记录为准", en: "Run changpiao verify; the paper counts" }
        folder(why: &str) { zh: "不能建立会议文件夹：{why}", en: "The meeting's folder cannot be made: {why}" }
        folder_safe { zh: "还没有开始记录", en: "Nothing has been recorded yet" }
        folder_todo { zh: "用 --sessions 换一个可以写的文件夹", en: "Use --sessions with a folder that can be written to" }
    }
}

impl MeetingError {
    /// The message in its three parts.
    pub fn trouble(&self, lang: Lang) -> Trouble {
        let say = Say(lang);
        match self {
            Self::Refused(rejection) => rejection.trouble(lang),
            Self::Journal(error) => {
                let said = error.explain(lang);
                Trouble { code: said.code, what: said.happened, safe: said.safe, todo: said.next }
            }
            Self::Impossible(impossible) => Trouble {
                code: "M01",
                what: say.impossible(impossible.seq, &impossible.why.what(lang)),
                safe: say.impossible_safe(),
                todo: say.impossible_todo(),
            },
            Self::Folder(error) => Trouble {
                code: "M02",
                what: say.folder(&error.to_string()),
                safe: say.folder_safe(),
                todo: say.folder_todo(),
            },
        }
    }
}
