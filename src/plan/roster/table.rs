//! A roster file: encoding, delimiter, headings, rows.

use super::{BYTES_MOST, ROWS_MOST, RosterProblem, Words};
use crate::domain::{Member, MemberId};
use crate::plan::problem::{Finding, Place};
use crate::plan::read::{ReadProblem, decode, shown};
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
                return Err(RosterProblem::ColumnTwice { heading: shown(heading) });
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
        let passed = self.text.get(self.byte..byte).unwrap_or("");
        self.line += passed.matches(['\r', '\n']).count() - passed.matches("\r\n").count();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Sex, Standing};
    use proptest::prelude::*;

    macro_rules! fixture {
        ($name:literal) => {
            ($name, include_bytes!(concat!("../../../tests/fixtures/roster/", $name)).as_slice())
        };
    }

    fn members(bytes: &[u8]) -> Vec<Member> {
        match read(bytes, "members.csv") {
            Ok((listed, _)) => listed.into_iter().map(|listed| listed.member).collect(),
            Err(errors) => panic!("{errors:?}"),
        }
    }

    /// `(line, code)` of every problem.
    fn problems(text: &str) -> Vec<(usize, &'static str)> {
        let told = |finding: &Finding| (finding.place.as_ref().map_or(0, |p| p.line), finding.code());
        read(text.as_bytes(), "members.csv").err().unwrap_or_default().iter().map(told).collect()
    }

    #[test]
    fn every_file_that_excel_saves_gives_the_same_members() {
        let files = [
            fixture!("excel-utf8-bom.csv"),
            fixture!("plain-utf8.csv"),
            fixture!("excel-gb18030.csv"),
            fixture!("semicolon.csv"),
            fixture!("unicode-text-utf16.txt"),
            fixture!("english-headings.csv"),
        ];
        for (name, bytes) in files {
            let members = members(bytes);
            let names: Vec<_> = members.iter().map(|member| member.name.as_str()).collect();
            assert_eq!(names, ["田志远", "欧阳志远", "刘䶮", "买买提·艾力", "周小兰"], "{name}");
            let standings: Vec<_> = members.iter().map(|member| member.standing).collect();
            let (formal, probationary) = (Standing::Formal, Standing::Probationary);
            assert_eq!(standings, [formal, formal, probationary, formal, Standing::OnProbation], "{name}");
            assert_eq!(members[2].sex, Some(Sex::Female), "{name}");
            assert_eq!(members[0].group.as_deref(), Some("第一党小组"), "{name}");
            assert_eq!((members[4].group.as_deref(), members[4].id), (None, MemberId(4)), "{name}");
        }
    }

    #[test]
    fn every_bad_row_is_told_by_its_line() {
        let text = "姓名,身份\r\n张三,正式党员\r\n,预备党员\r\n\r\n李四,入党积极分子\r\n王\u{202e}五,\r\n";
        let invisible = "roster-invisible-character";
        assert_eq!(problems(text), [(3, "roster-no-name"), (5, "unknown-standing"), (6, invisible)]);
        assert_eq!(problems("姓名,性别\n张三,?\n"), [(2, "unknown-sex")]);
    }

    #[test]
    fn a_heading_is_told_without_what_cannot_be_seen() {
        let errors = read("姓名,Sex,Se\u{b}x\n".as_bytes(), "m.csv").err().unwrap();
        assert_eq!(errors[0].code(), "roster-column-twice");
        for lang in [crate::locale::Lang::Zh, crate::locale::Lang::En] {
            assert!(errors[0].what(lang).contains(r"Se\u{b}x"), "{}", errors[0].what(lang));
        }
    }

    #[test]
    fn hostile_text_is_refused_with_its_code() {
        for c in ['\u{1b}', '\u{200b}', '\u{202e}', '\u{0}', '\u{feff}'] {
            for row in
                [format!("张{c}三,正式党员,一组"), format!("张三,正式{c},一组"), format!("张三,正式,一{c}组")]
            {
                let text = format!("姓名,身份,党小组\n{row}\n");
                let errors = read(text.as_bytes(), "m.csv").err().unwrap();
                let code = format!("U+{:04X}", u32::from(c));
                assert!(errors[0].what(crate::locale::Lang::Zh).contains(&code), "{row:?}");
                assert_eq!(errors[0].place.as_ref().unwrap().line, 2);
            }
        }
    }

    #[test]
    fn lines_count_as_an_editor_counts_them() {
        let quoted = "姓名,备注\r\n张三,\"一\r\n二\"\r\n李\u{200b}四,\r\n";
        assert_eq!(problems(quoted), [(4, "roster-invisible-character")]);
        assert_eq!(problems("姓名\r张三\r李\u{200b}四\r"), [(3, "roster-invisible-character")]);
        assert_eq!(problems("\n\n姓名\n张三\n\n\u{200b}\n"), [(6, "roster-invisible-character")]);
    }

    #[test]
    fn a_file_that_is_no_roster_is_refused() {
        assert_eq!(problems("张三\n李四\n"), [(1, "roster-no-name-column")]);
        assert_eq!(problems(""), [(1, "roster-no-name-column")]);
        assert_eq!(problems("姓名\n"), [(1, "roster-empty")]);
        assert_eq!(problems("姓名,Name\n张三,张三\n"), [(1, "roster-column-twice")]);
        let errors = read(&[0xff, 0x81, 0x20, 0x80], "m.csv").err().unwrap();
        assert_eq!(errors[0].code(), "not-text");
    }

    #[test]
    fn a_roster_has_limits() {
        let rows = |count: usize| format!("姓名\n{}", "张三\n".repeat(count));
        assert_eq!(members(rows(ROWS_MOST).as_bytes()).len(), ROWS_MOST);
        assert_eq!(problems(&rows(ROWS_MOST + 1)), [(ROWS_MOST + 2, "roster-too-long")]);
        assert_eq!(read(&vec![b'a'; BYTES_MOST + 1], "m.csv").err().unwrap()[0].code(), "file-too-large");
        let many = problems(&format!("姓名,性别\n{}", "张三,?\n".repeat(5_000)));
        assert_eq!((many.len(), many[PROBLEMS_MOST].1), (PROBLEMS_MOST + 1, "roster-many-problems"));
    }

    #[test]
    fn a_roster_without_standings_is_taken_with_a_warning() {
        let (listed, warnings) = read("姓名\n张三\n".as_bytes(), "m.csv").ok().unwrap();
        assert_eq!(listed[0].member.standing, Standing::Formal);
        assert_eq!(warnings[0].code(), "roster-no-standing-column");
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&bytes, "m.csv");
        }

        #[test]
        fn no_rows_panic(rows in "(姓名|name|性别|张三|\"|,|;|\t|\r|\n|\\PC){0,60}") {
            if let Ok((listed, _)) = read(rows.as_bytes(), "m.csv") {
                prop_assert!(!listed.is_empty());
            }
        }
    }
}
