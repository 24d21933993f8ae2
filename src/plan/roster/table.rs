//! A roster file: encoding, delimiter, headings, rows.

use super::{BYTES_MOST, ROWS_MOST, RosterProblem, Words};
use crate::domain::{Member, MemberId};
use crate::plan::problem::{Finding, Place};
use crate::plan::read::{ReadProblem, decode};
use csv::StringRecord;

/// How many problems are told before the rest is only announced.
const PROBLEMS_MOST: usize = 100;
/// Among how many first rows the headings are looked for.
const HEADING_WITHIN: usize = 10;

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
pub(in crate::plan) fn read(bytes: &[u8], name: &str) -> Result<(Vec<Listed>, Vec<Finding>), Vec<Finding>> {
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

/// A member and where the file has them.
pub(in crate::plan) struct Listed {
    pub member: Member,
    pub place: Place,
}

/// A roster file as far as it is read.
#[derive(Default)]
struct Table {
    columns: Option<Columns>,
    members: Vec<Listed>,
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
            Ok(member) => self.members.push(Listed { member, place }),
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
