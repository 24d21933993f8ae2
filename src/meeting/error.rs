//! Why the shell could not do something.

use crate::agenda::Rejection;
use crate::agenda::rejection::Trouble;
use crate::journal::JournalError;
use crate::locale::Lang;
use crate::messages;
use crate::session::Impossible;
use std::io;
use std::path::{Path, PathBuf};

/// Why the shell could not do something.
#[derive(Debug, thiserror::Error)]
pub enum MeetingError {
    /// The rules refuse it.
    #[error("refused: {}", .0.what(Lang::En))]
    Refused(Rejection),
    /// The journal could not take it.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The journal holds an event that could not have happened: nothing more is written to it.
    #[error("record {} could not have happened: {}", .0.seq, .0.why.what(Lang::En))]
    Impossible(Impossible),
    /// The folder of the meeting cannot be made.
    #[error("the folder of the meeting cannot be made")]
    Folder(#[source] io::Error),
    /// The meeting is over, or was put off: nothing is ever appended to its record.
    #[error("the meeting is closed")]
    Closed,
    /// The meeting went on in another folder.
    #[error("the meeting went on in {}", to.display())]
    WentOn {
        /// That folder.
        to: PathBuf,
    },
    /// The record cannot go on here, and no other folder can be made for it.
    #[error("no other folder can be made for the record")]
    NoOtherFolder(#[source] io::Error),
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

    /// Whether the way on is another folder: see [`Meeting::fail_over`](super::Meeting::fail_over).
    pub fn needs_fail_over(&self) -> bool {
        matches!(self, Self::Journal(error) if error.needs_fail_over())
    }
}

messages! {
    /// What the shell says of itself.
    struct Say {
        impossible(seq: u64, why: &str) { zh: "会议记录第 {seq} 条不可能发生：{why}", en: "Record {seq} of the journal could not have happened: {why}" }
        impossible_safe(seq: u64) { zh: "第 {seq} 条之前的记录都有效；文件里从这一条起的内容不算数", en: "The records before record {seq} stand; what the file holds from there on does not count" }
        impossible_todo { zh: "不再写入这份记录；请用 changpiao verify 核对，以纸质记录为准", en: "Nothing more is written to this record; run changpiao verify; the paper counts" }
        folder(why: &str) { zh: "不能建立会议文件夹：{why}", en: "The meeting's folder cannot be made: {why}" }
        folder_safe { zh: "还没有开始记录", en: "Nothing has been recorded yet" }
        folder_todo { zh: "用 --sessions 换一个可以写的文件夹", en: "Use --sessions with a folder that can be written to" }
        closed { zh: "这次会议已经封存或延期，不能接着开", en: "This meeting is sealed or was postponed: it cannot be resumed" }
        closed_safe { zh: "记录完整，没有改动任何文件", en: "Its record is complete; no file was touched" }
        closed_todo { zh: "用 changpiao replay 回放，用 changpiao export 导出文件", en: "See it with changpiao replay, write its documents with changpiao export" }
        went_on(to: &str) { zh: "这次会议已经换到 {to} 继续", en: "This meeting went on in {to}" }
        went_on_safe { zh: "换过去之前的全部记录那里都有；没有改动任何文件", en: "Everything recorded before is there too; no file was touched" }
        went_on_todo { zh: "打开那个文件夹（在优盘上就先插上）；它若确已丢失，删去这里的 journal.moved 再接着开，之后的内容以纸质为准", en: "Open that folder (put the stick in first); if it is lost for good, delete journal.moved here and go on, and trust the paper for what came after" }
        no_other_folder(why: &str) { zh: "也不能在别处建立文件夹：{why}", en: "No other folder can be made for the record: {why}" }
        no_other_folder_safe { zh: "此前已存的全部记录都还在程序里；这一步没有记下", en: "The program still holds every record saved before; this step is not recorded" }
        no_other_folder_todo { zh: "不要退出程序；腾出空间或检查磁盘，然后再办这一步；等待时用纸记下", en: "Do not leave the program; free some space or look at the disk, then do this step again; note it on paper meanwhile" }
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
                safe: say.impossible_safe(impossible.seq),
                todo: say.impossible_todo(),
            },
            Self::Folder(error) => Trouble {
                code: "M02",
                what: say.folder(&error.to_string()),
                safe: say.folder_safe(),
                todo: say.folder_todo(),
            },
            Self::Closed => {
                Trouble { code: "M03", what: say.closed(), safe: say.closed_safe(), todo: say.closed_todo() }
            }
            Self::WentOn { to } => Trouble {
                code: "M05",
                what: say.went_on(&to.display().to_string()),
                safe: say.went_on_safe(),
                todo: say.went_on_todo(),
            },
            Self::NoOtherFolder(error) => Trouble {
                code: "M04",
                what: say.no_other_folder(&error.to_string()),
                safe: say.no_other_folder_safe(),
                todo: say.no_other_folder_todo(),
            },
        }
    }
}
