//! Rosters: rows of a CSV as Excel saves it, or of the plan itself.
//!
//! Any encoding that Excel and older editors write (UTF-8 with or without a byte order mark, UTF-16 with one, GB18030);
//! commas, semicolons or tabs; headings in Chinese or English, in any order, below a title if there is one. Columns that the
//! meeting does not need (telephone, identity number) are passed over and never reach the journal.

use super::problem::{Finding, Place, problems};
use super::read::{ReadProblem, decode};
use crate::agenda::text::invisible;
use crate::domain::{Member, MemberId, Name, NameError, Sex, Standing};
use csv::StringRecord;

/// The most rows of a roster: a [`MemberId`] is a number of 16 bits.
pub const ROWS_MOST: usize = 65_535;
/// The most bytes of a roster file.
pub const BYTES_MOST: usize = 16 << 20;
/// How many problems are told before the rest is only announced.
const PROBLEMS_MOST: usize = 100;
/// Among how many first rows the headings are looked for.
const HEADING_WITHIN: usize = 10;
/// The longest name of a group, in characters.
const GROUP_LONGEST: usize = 40;

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
        InvisibleCharacter { code: u32 } Error "invisible-character" {
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

/// The words of one row, before they are understood.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Words<'a> {
    pub name: &'a str,
    pub standing: Option<&'a str>,
    pub group: Option<&'a str>,
    pub sex: Option<&'a str>,
}

impl Words<'_> {
    /// The member whom these words describe.
    pub(super) fn member(self, id: MemberId) -> Result<Member, RosterProblem> {
        let name = Name::new(self.name).map_err(|error| match error {
            NameError::Empty => RosterProblem::NoName {},
            NameError::TooLong { length } => RosterProblem::NameTooLong { length },
            NameError::Invisible { code, .. } => RosterProblem::InvisibleCharacter { code },
        })?;
        let standing = said(self.standing).map_or(Ok(Standing::Formal), standing)?;
        let group = said(self.group).map(group).transpose()?;
        let sex = said(self.sex).map(sex).transpose()?;
        Ok(Member { id, name, standing, group, sex })
    }
}

fn said(word: Option<&str>) -> Option<&str> {
    word.map(str::trim).filter(|word| !word.is_empty())
}

fn standing(word: &str) -> Result<Standing, RosterProblem> {
    match visible(word)?.to_ascii_lowercase().as_str() {
        "正式党员" | "正式" | "中共党员" | "formal" => Ok(Standing::Formal),
        "预备党员" | "预备" | "中共预备党员" | "probationary" => Ok(Standing::Probationary),
        "留党察看" | "留党察看期间" | "on_probation" => Ok(Standing::OnProbation),
        "留置" | "逮捕" | "被留置" | "被逮捕" | "留置或逮捕" | "detained" => {
            Ok(Standing::Detained)
        }
        "临时组织关系" | "党员证明信" | "temporary_relation" => Ok(Standing::TemporaryRelation),
        _ => Err(RosterProblem::UnknownStanding { word: word.to_owned() }),
    }
}

fn sex(word: &str) -> Result<Sex, RosterProblem> {
    match visible(word)?.to_ascii_lowercase().as_str() {
        "女" | "female" | "f" => Ok(Sex::Female),
        "男" | "male" | "m" => Ok(Sex::Male),
        _ => Err(RosterProblem::UnknownSex { word: word.to_owned() }),
    }
}

fn group(word: &str) -> Result<String, RosterProblem> {
    let length = visible(word)?.chars().count();
    if length > GROUP_LONGEST {
        return Err(RosterProblem::GroupTooLong { length });
    }
    Ok(word.to_owned())
}

fn visible(word: &str) -> Result<&str, RosterProblem> {
    let hidden = word.chars().find(|c| invisible(*c));
    hidden.map_or(Ok(word), |c| Err(RosterProblem::InvisibleCharacter { code: u32::from(c) }))
}

/// Which column holds what.
#[derive(Clone, Copy, Debug, Default)]
struct Columns {
    name: Option<usize>,
    standing: Option<usize>,
    group: Option<usize>,
    sex: Option<usize>,
}

impl Columns {
    /// The columns of a row of headings; a row without a name's heading is none.
    fn of(row: &StringRecord) -> Result<Option<Self>, RosterProblem> {
        let mut columns = Self::default();
        for (at, heading) in row.iter().enumerate() {
            let Some(slot) = columns.slot(heading) else { continue };
            if slot.replace(at).is_some() {
                return Err(RosterProblem::ColumnTwice { heading: heading.trim().to_owned() });
            }
        }
        Ok(columns.name.map(|_| columns))
    }

    fn slot(&mut self, heading: &str) -> Option<&mut Option<usize>> {
        let heading: String = heading.chars().filter(|c| !c.is_whitespace()).collect();
        match heading.to_ascii_lowercase().as_str() {
            "姓名" | "党员姓名" | "name" => Some(&mut self.name),
            "身份" | "党员类别" | "人员类别" | "党员身份" | "standing" => {
                Some(&mut self.standing)
            }
            "党小组" | "所在党小组" | "小组" | "group" => Some(&mut self.group),
            "性别" | "sex" | "gender" => Some(&mut self.sex),
            _ => None,
        }
    }

    fn words(self, row: &StringRecord) -> Words<'_> {
        let cell = |column: Option<usize>| column.and_then(|at| row.get(at));
        Words {
            name: cell(self.name).unwrap_or(""),
            standing: cell(self.standing),
            group: cell(self.group),
            sex: cell(self.sex),
        }
    }
}

/// The members of a roster file named `name` (for the places in findings), and warnings about it.
///
/// # Errors
/// Every row that cannot be taken, up to 100.
pub(super) fn read(bytes: &[u8], name: &str) -> Result<(Vec<Member>, Vec<Finding>), Vec<Finding>> {
    let whole = |problem| vec![Finding::new(Place::in_roster(name, 1), problem)];
    if bytes.len() > BYTES_MOST {
        let problem = ReadProblem::TooLarge { name: name.to_owned(), limit: BYTES_MOST };
        return Err(vec![Finding::new(None, problem)]);
    }
    let text = decode(bytes)
        .ok_or_else(|| vec![Finding::new(Place::in_roster(name, 1), ReadProblem::NotText {})])?;
    let mut table = Table::default();
    table.read(&text, name);
    let Table { columns, members, mut problems } = table;
    if columns.is_none() && problems.is_empty() {
        return Err(whole(RosterProblem::NoNameColumn {}));
    }
    if members.is_empty() && problems.is_empty() {
        return Err(whole(RosterProblem::NobodyListed {}));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    if columns.is_some_and(|columns| columns.standing.is_none()) {
        problems.push(Finding::new(Place::in_roster(name, 1), RosterProblem::NoStandingColumn {}));
    }
    Ok((members, problems))
}

/// A roster file as far as it is read.
#[derive(Default)]
struct Table {
    columns: Option<Columns>,
    members: Vec<Member>,
    problems: Vec<Finding>,
}

impl Table {
    fn read(&mut self, text: &str, name: &str) {
        let mut rows = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter(text))
            .from_reader(text.as_bytes());
        let mut lines = LineCounter { text, byte: 0, line: 1 };
        let mut row = StringRecord::new();
        for at in 0.. {
            match rows.read_record(&mut row) {
                Ok(false) => return,
                Ok(true) => {
                    let start = row.position().map_or(0, csv::Position::byte);
                    let line = lines.at(usize::try_from(start).unwrap_or(usize::MAX));
                    self.row(&row, at, Place::in_roster(name, line));
                }
                Err(error) => {
                    self.problem(Place::in_roster(name, lines.line), bad_row(&error));
                    return;
                }
            }
            if self.problems.len() > PROBLEMS_MOST || self.members.len() > ROWS_MOST {
                return;
            }
        }
    }

    fn row(&mut self, row: &StringRecord, at: usize, place: Place) {
        if row.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        let Some(columns) = self.columns else {
            match Columns::of(row) {
                Ok(columns) if at < HEADING_WITHIN => self.columns = columns,
                Ok(_) => {}
                Err(problem) => self.problem(place, problem),
            }
            return;
        };
        let member = u16::try_from(self.members.len())
            .ok()
            .filter(|id| usize::from(*id) < ROWS_MOST)
            .ok_or(RosterProblem::TooManyRows { limit: ROWS_MOST })
            .and_then(|id| columns.words(row).member(MemberId(id)));
        match member {
            Ok(member) => self.members.push(member),
            Err(problem) => self.problem(place, problem),
        }
    }

    fn problem(&mut self, place: Place, problem: RosterProblem) {
        let last = self.problems.len() == PROBLEMS_MOST;
        let problem = if last { RosterProblem::ManyMore { told: PROBLEMS_MOST } } else { problem };
        self.problems.push(Finding::new(place, problem));
    }
}

fn bad_row(error: &csv::Error) -> RosterProblem {
    RosterProblem::BadRow { reason: error.to_string() }
}

/// The line of a byte, asked in rising order. (The reader's own count takes a CR LF inside quotes for two.)
struct LineCounter<'a> {
    text: &'a str,
    byte: usize,
    line: usize,
}

impl LineCounter<'_> {
    fn at(&mut self, byte: usize) -> usize {
        let rest = self.text.as_bytes().get(byte..).unwrap_or(&[]);
        let byte = byte + rest.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        let passed = self.text.as_bytes().get(self.byte..byte).unwrap_or(&[]);
        self.line += passed.iter().filter(|b| **b == b'\n').count();
        self.byte = self.byte.max(byte);
        self.line
    }
}

/// The sign between cells: the one that the first lines have most of.
fn delimiter(text: &str) -> u8 {
    let head = || text.lines().take(HEADING_WITHIN).flat_map(str::bytes);
    let count = |sign: u8| head().filter(|b| *b == sign).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|sign| count(*sign)).unwrap_or(b',')
}
