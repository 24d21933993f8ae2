//! Rosters: rows of a CSV as Excel saves it, or of the plan itself.
//!
//! Any encoding that Excel and older editors write (UTF-8 with or without a byte order mark, UTF-16 with one, GB18030);
//! commas, semicolons or tabs; headings in Chinese or English, in any order, below a title if there is one. Columns that the
//! meeting does not need (telephone, identity number) are passed over and never reach the journal.

mod table;
mod words;

pub(super) use table::{Listed, read};
pub(super) use words::Words;

use super::problem::problems;

/// The most rows of a roster: a [`MemberId`](crate::domain::MemberId) is a number of 16 bits.
pub const ROWS_MOST: usize = 65_535;
/// The most bytes of a roster file.
pub const BYTES_MOST: usize = 16 << 20;

problems! {
    /// What is wrong with a roster.
    pub enum RosterProblem {
        /// Nobody is on it.
        NobodyListed {} Error "roster-empty" {
            what { zh: "名册上没有人", en: "nobody is on the roster" }
            mend { zh: "每名党员写一行", en: "write one row for each member" }
        }
        /// More rows than a roster can have.
        TooManyRows { limit: usize } Error "roster-too-long" {
            what { zh: "名册超过 {limit} 行", en: "the roster has more than {limit} rows" }
            mend { zh: "确认没有选错文件；一个支部的名册不会这样长", en: "check that this is the right file: no branch is so large" }
        }
        /// No column of names.
        NoNameColumn {} Error "roster-no-name-column" {
            what { zh: "名册里找不到“姓名”这一列", en: "the roster has no column headed 姓名 or name" }
            mend { zh: "第一行写列名：姓名,身份,党小组,性别", en: "write headings in the first row: name,standing,group,sex" }
        }
        /// A heading twice.
        ColumnTwice { heading: String } Error "roster-column-twice" {
            what { zh: "“{heading}”这一列出现了两次", en: "two columns mean the same; the second is headed {heading}" }
            mend { zh: "只保留一列", en: "keep one of them" }
        }
        /// No column of standings.
        NoStandingColumn {} Warning "roster-no-standing-column" {
            what { zh: "名册里没有“身份”这一列，所有人都当作正式党员", en: "the roster has no column headed 身份 or standing: everybody is taken as a formal member" }
            mend { zh: "有预备党员等情况的，加上“身份”一列；没有就不必改", en: "add the column if anybody is not a formal member" }
        }
        /// A row without a name.
        NoName {} Error "roster-no-name" {
            what { zh: "这一行没有姓名", en: "this row has no name" }
            mend { zh: "填上姓名，或者删去这一行", en: "fill in the name or delete the row" }
        }
        /// A name too long.
        NameTooLong { length: usize } Error "name-too-long" {
            what { zh: "姓名有 {length} 个字", en: "the name has {length} characters" }
            mend { zh: "姓名最多 40 个字；检查列有没有错位", en: "a name has at most 40; see whether the columns are shifted" }
        }
        /// Invisible characters.
        InvisibleCharacter { code: u32 } Error "roster-invisible-character" {
            what { zh: "这一行有看不见的字符 U+{code:04X}", en: "this row holds the invisible character U+{code:04X}" }
            mend { zh: "删去这一格重新键入", en: "delete the cell and type it anew" }
        }
        /// An unknown standing.
        UnknownStanding { word: String } Error "unknown-standing" {
            what { zh: "不认识身份“{word}”", en: "`{word}` is no standing" }
            mend { zh: "可以写：正式党员、预备党员、留党察看、留置或逮捕、临时组织关系；不是党员的不列入名册", en: "write formal, probationary, on_probation, detained or temporary_relation; people who are not members do not belong here" }
        }
        /// An unknown sex.
        UnknownSex { word: String } Error "unknown-sex" {
            what { zh: "不认识性别“{word}”", en: "`{word}` is no sex" }
            mend { zh: "写男或女，也可以不填", en: "write male or female, or leave it empty" }
        }
        /// The name of a group is too long.
        GroupTooLong { length: usize } Error "group-too-long" {
            what { zh: "党小组名称有 {length} 个字", en: "the group's name has {length} characters" }
            mend { zh: "党小组名称最多 40 个字；检查列有没有错位", en: "it has at most 40; see whether the columns are shifted" }
        }
        /// Quotation marks or rows that cannot be told apart.
        BadRow { reason: String } Error "roster-bad-row" {
            what { zh: "这一行读不出来（{reason}）", en: "this row cannot be read ({reason})" }
            mend { zh: "在 Excel 里重新另存为 CSV", en: "save the CSV anew from Excel" }
        }
        /// The rest is not told.
        ManyMore { told: usize } Error "roster-many-problems" {
            what { zh: "问题太多，只列出前 {told} 个", en: "there are more problems than the {told} told here" }
            mend { zh: "先改正列出的，再检查一次", en: "mend these, then check again" }
        }
    }
}
