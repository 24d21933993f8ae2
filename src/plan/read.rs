//! Reading the plan's text: bytes to text, text to the schema, and the TOML reader's complaints in our own words.

use super::problem::{Finding, Place, problems};
use super::schema::PlanFile;
use crate::agenda::text::invisible;

problems! {
    /// Why a plan cannot be read.
    pub enum ReadProblem {
        /// The file cannot be opened or read.
        Unreadable { name: String, reason: String } Error "file-unreadable" {
            what { zh: "读不了文件“{name}”：{reason}", en: "the file `{name}` cannot be read: {reason}" }
            mend { zh: "检查文件名和所在文件夹，并确认没有被别的程序占用", en: "check the name and the folder, and that no other program holds the file" }
        }
        /// The file is larger than any plan.
        TooLarge { name: String, limit: usize } Error "file-too-large" {
            what { zh: "文件“{name}”超过 {limit} 字节", en: "the file `{name}` is larger than {limit} bytes" }
            mend { zh: "确认没有选错文件", en: "check that this is the right file" }
        }
        /// Neither UTF-8 nor GB18030.
        NotText {} Error "not-text" {
            what { zh: "文件既不是 UTF-8 也不是 GB18030 编码的文本", en: "the file is text in neither UTF-8 nor GB18030" }
            mend { zh: "在编辑器里另存为 UTF-8 编码的纯文本", en: "save it from an editor as plain text in UTF-8" }
        }
        /// Chinese quotation marks in the place of TOML's.
        ChineseQuotes { sign: char } Error "chinese-quotes" {
            what { zh: "这里用了中文引号 {sign}", en: "here stands a Chinese quotation mark {sign}" }
            mend { zh: "把引号改成英文半角引号：title = \"换届选举党员大会\"（文字里面的中文引号可以保留）", en: "use plain quotation marks: title = \"换届选举党员大会\" (Chinese ones may stay inside a text)" }
        }
        /// Another full-width sign in the place of TOML's.
        FullWidthSign { sign: char, plain: char } Error "full-width-sign" {
            what { zh: "这里用了全角符号 {sign}", en: "here stands the full-width sign {sign}" }
            mend { zh: "改成英文半角的 {plain}", en: "write the plain sign {plain}" }
        }
        /// A key that the plan does not have.
        UnknownKey { key: String, known: String } Error "unknown-key" {
            what { zh: "没有“{key}”这个键", en: "there is no key `{key}` here" }
            mend { zh: "这里可以写的键：{known}", en: "the keys that can stand here: {known}" }
        }
        /// A key that must be there.
        MissingKey { key: String } Error "missing-key" {
            what { zh: "缺少“{key}”", en: "`{key}` is missing" }
            mend { zh: "补上 {key} = …（写法见 README 的“方案文件”一节）", en: "add {key} = … (see the plan file in the README)" }
        }
        /// A word that is not one of those possible.
        UnknownWord { word: String, known: String } Error "unknown-word" {
            what { zh: "“{word}”不是这里可以写的词", en: "`{word}` is not a word that can stand here" }
            mend { zh: "可以写：{known}", en: "write one of: {known}" }
        }
        /// A value of the wrong type.
        WrongValue { reason: String } Error "wrong-value" {
            what { zh: "值的类型不对（{reason}）", en: "the value is of the wrong kind ({reason})" }
            mend { zh: "文字要加英文引号，数字和 true/false 不加，列表写在方括号里", en: "texts stand in quotation marks, numbers and true/false without, lists in square brackets" }
        }
        /// A key twice.
        DuplicateKey {} Error "duplicate-key" {
            what { zh: "同一个键写了两次", en: "this key stands twice" }
            mend { zh: "删去其中一个；重复的表要用两层方括号，如 [[contest]]", en: "delete one of them; tables that repeat have two brackets, like [[contest]]" }
        }
        /// Anything else that is not TOML.
        NotToml { reason: String } Error "not-toml" {
            what { zh: "不符合 TOML 格式（{reason}）", en: "this is not TOML ({reason})" }
            mend { zh: "检查这一行的引号、等号、逗号和括号是否成对、是否半角", en: "look at the quotation marks, equals signs, commas and brackets of this line" }
        }
        /// An invisible character in a text.
        Invisible { code: u32 } Error "invisible-character" {
            what { zh: "文字里有看不见的字符 U+{code:04X}", en: "the text holds the invisible character U+{code:04X}" }
            mend { zh: "删去这段文字重新键入，不要从网页或聊天软件直接粘贴", en: "delete the text and type it anew instead of pasting it" }
        }
        /// A text too long for a record.
        TextTooLong { length: usize, limit: usize } Error "text-too-long" {
            what { zh: "一段文字有 {length} 个字，超过 {limit} 个", en: "a paragraph has {length} characters, more than {limit}" }
            mend { zh: "分成几段写：text = [\"第一段\", \"第二段\"]", en: "write several paragraphs: text = [\"first\", \"second\"]" }
        }
        /// A text that must say something.
        EmptyText { key: &'static str } Error "empty-text" {
            what { zh: "“{key}”是空的", en: "`{key}` is empty" }
            mend { zh: "填写内容", en: "fill it in" }
        }
        /// A text of the template that is still to be filled in.
        StillBlank { text: String } Warning "still-blank" {
            what { zh: "还没有填：{text}", en: "still to be filled in: {text}" }
            mend { zh: "把 ○○ 换成本支部的实际内容", en: "put your branch's own words in the place of ○○" }
        }
        /// Not a calendar date.
        NotADate { text: String } Error "not-a-date" {
            what { zh: "“{text}”不是日期", en: "`{text}` is not a date" }
            mend { zh: "写成 2026-12-05 这样的年-月-日", en: "write year-month-day, like 2026-12-05" }
        }
        /// A name that nobody on the roster has.
        UnknownName { name: String } Error "unknown-name" {
            what { zh: "名册上没有“{name}”", en: "nobody on the roster is called {name}" }
            mend { zh: "改正姓名，或者把这个人写进名册", en: "correct the name, or add the person to the roster" }
        }
        /// A name that several have.
        AmbiguousName { name: String, count: usize } Error "ambiguous-name" {
            what { zh: "名册上有 {count} 个“{name}”，不知道是哪一个", en: "{count} people on the roster are called {name}" }
            mend { zh: "在名册里写成分得清的姓名，如“{name}（一组）”，这里也照样写", en: "give each a name on the roster that tells them apart, such as {name}（一组）, and use it here" }
        }
        /// A class that is leave on the day.
        LeaveAsClass { word: String } Error "leave-as-class" {
            what { zh: "“{word}”不能作为不计算在应到会人数之内的理由：请病假、事假、公假的党员仍计算在应到会人数之内", en: "`{word}` is no class for leaving a member out: members on sick, private or business leave are still counted as due" }
            mend { zh: "删去这一条，点名时记为请假", en: "delete the entry and mark the member absent at roll call" }
        }
        /// A class that does not exist.
        UnknownClass { word: String } Error "unknown-class" {
            what { zh: "没有“{word}”这一类", en: "there is no class `{word}`" }
            mend { zh: "可以写：ill（因病不能表达意志）、abroad（自费出国半年以上）、infirm（年老体弱卧床不起、长期患病生活不能自理）、elsewhere（外出半年以上、组织关系未转）、planned（上级另行同意的情形，写明 class_name）", en: "write ill, abroad, infirm, elsewhere, or planned with a class_name" }
        }
        /// A contest that the plan does not have.
        UnknownContest { id: String } Error "unknown-contest" {
            what { zh: "没有 id 为“{id}”的选举项目", en: "no contest has the id `{id}`" }
            mend { zh: "写成某个 [[contest]] 的 id", en: "write the id of one of the [[contest]] tables" }
        }
        /// Two contests by one id.
        DuplicateContest { id: String } Error "duplicate-contest" {
            what { zh: "两个选举项目的 id 都是“{id}”", en: "two contests have the id `{id}`" }
            mend { zh: "给其中一个换一个 id", en: "give one of them another id" }
        }
        /// More contests than a meeting can have.
        TooManyContests { limit: usize } Error "too-many-contests" {
            what { zh: "选举项目超过 {limit} 个", en: "there are more than {limit} contests" }
            mend { zh: "减少 [[contest]]", en: "remove some [[contest]] tables" }
        }
        /// No contest at all.
        NoContest {} Error "no-contest" {
            what { zh: "没有写选举项目", en: "the plan has no contest" }
            mend { zh: "加上 [[contest]]，写明职务、名额和候选人", en: "add a [[contest]] with office, seats and candidates" }
        }
        /// The roster's name leads elsewhere.
        RosterElsewhere { name: String } Error "roster-elsewhere" {
            what { zh: "名册文件“{name}”不在方案文件旁边", en: "the roster `{name}` is not beside the plan" }
            mend { zh: "把名册放进方案所在的文件夹，只写文件名", en: "put it into the plan's folder and write only its name" }
        }
    }
}

/// Bytes as text: a byte order mark decides, then strict UTF-8, then GB18030, as Excel and old editors save it.
///
/// `None` when it is neither, or would hold replaced characters.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes.get(mark..)?)?;
        return Some(text.into_owned());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(text.to_owned());
    }
    let text = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes)?;
    Some(text.into_owned())
}

/// The schema of a plan's text.
///
/// # Errors
/// The first thing that is not TOML or not a plan.
pub(super) fn parse(source: &str) -> Result<PlanFile, Finding> {
    toml::from_str(source).map_err(|error| {
        let byte = error.span().map(|span| span.start);
        let problem = wide_sign(source, byte).unwrap_or_else(|| own_words(error.message()));
        Finding::new(byte.map(|byte| Place::in_plan(source, byte)), problem)
    })
}

/// The full-width sign at which the reader stopped, or, at the end of a line, the last one of the line.
fn wide_sign(source: &str, byte: Option<usize>) -> Option<ReadProblem> {
    let (before, rest) = source.split_at_checked(byte?)?;
    let next = rest.chars().next().filter(|c| !c.is_control());
    let sign = next.or_else(|| before.chars().next_back())?;
    let plain = match sign {
        '“' | '”' | '‘' | '’' | '＂' | '「' | '」' => {
            return Some(ReadProblem::ChineseQuotes { sign });
        }
        '＝' => '=',
        '，' | '、' => ',',
        '［' | '【' => '[',
        '］' | '】' => ']',
        '｛' => '{',
        '｝' => '}',
        '＃' => '#',
        '。' => '.',
        '\u{3000}' => ' ',
        _ => return None,
    };
    Some(ReadProblem::FullWidthSign { sign, plain })
}

/// A text of the file as a message may show it: what cannot be seen is spelled out.
pub(super) fn shown(text: &str) -> String {
    let spell = |c: char| if invisible(c) { c.escape_unicode().to_string() } else { c.to_string() };
    text.trim().chars().map(spell).collect()
}

/// The reader's complaint as one of our own problems.
fn own_words(message: &str) -> ReadProblem {
    let message = &shown(&message.replace('\n', " "));
    let quoted = || message.split('`').skip(1).step_by(2).map(str::to_owned);
    let first = || quoted().next().unwrap_or_default();
    let others = || quoted().skip(1).collect::<Vec<_>>().join(" ");
    let begins = |start: &str| message.starts_with(start);
    if begins("unknown field") {
        ReadProblem::UnknownKey { key: first(), known: others() }
    } else if begins("missing field") {
        ReadProblem::MissingKey { key: first() }
    } else if begins("unknown variant") {
        ReadProblem::UnknownWord { word: first(), known: others() }
    } else if begins("duplicate") {
        ReadProblem::DuplicateKey {}
    } else if begins("invalid type") || begins("invalid value") || begins("invalid length") {
        ReadProblem::WrongValue { reason: message.to_owned() }
    } else {
        ReadProblem::NotToml { reason: message.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;
    use crate::plan::{SAMPLE, read_bytes, read_text};
    use proptest::prelude::*;

    /// `(line, column, code)` of the problems of the sample with one text replaced.
    fn told(from: &str, to: &str) -> Vec<(usize, usize, &'static str)> {
        assert!(SAMPLE.contains(from), "the sample has no {from}");
        let errors = read_text(&SAMPLE.replacen(from, to, 1), None).err().unwrap_or_default();
        let place = |finding: &Finding| finding.place.as_ref().map_or((0, 0), |p| (p.line, p.column));
        errors.iter().map(|finding| (place(finding).0, place(finding).1, finding.code())).collect()
    }

    const TITLE: &str = "title = \"换届选举党员大会\"";

    /// One replaced line of the sample, and the column and code of what is told; each is on the line of the title (5).
    const TITLES: &[(&str, usize, &str)] = &[
        ("title = “换届选举党员大会”", 9, "chinese-quotes"),
        ("title ＝ \"换届\"", 7, "full-width-sign"),
        ("title = 换届", 9, "not-toml"),
        ("title = \"换届", 12, "not-toml"),
        ("title = \"换届”", 13, "chinese-quotes"),
        ("titel = \"换届\"", 1, "unknown-key"),
        ("title = 12", 9, "wrong-value"),
        ("title = \"换\u{202e}届\"", 9, "invisible-character"),
        ("title = \" \"", 9, "empty-text"),
        ("title = \"a\"\ntitle = \"b\"", 1, "duplicate-key"),
    ];

    #[test]
    fn each_mistake_of_a_line_is_told_at_its_place() {
        let line = SAMPLE.lines().position(|line| line == TITLE).unwrap() + 1;
        for (text, column, code) in TITLES {
            let line = line + text.matches('\n').count();
            assert_eq!(told(TITLE, text), [(line, *column, *code)], "{text}");
        }
    }

    #[test]
    fn words_dates_and_names_are_told_at_their_place() {
        let at = |from: &str, to: &str| told(from, to).first().map(|(_, column, code)| (*column, *code));
        assert_eq!(at("office = \"committee_member\"", "office = \"boss\""), Some((10, "unknown-word")));
        assert_eq!(at("item = \"adjourn\"", "item = \"end\""), Some((8, "unknown-word")));
        assert_eq!(at("date = 2026-12-05", "date = \"2026-13-05\""), Some((8, "not-a-date")));
        assert_eq!(at("date = 2026-12-05", "date = 2026-12-05T09:00:00"), Some((8, "not-a-date")));
        assert_eq!(at("caller = \"曾国安\"", "caller = \"曾国\""), Some((10, "unknown-name")));
        assert_eq!(at("class = \"infirm\"", "class = \"病假\""), Some((9, "leave-as-class")));
        assert_eq!(at("class = \"infirm\"", "class = \"other\""), Some((9, "unknown-class")));
        let planned = "class = \"planned\"\nclass_name = \"因公出差\"";
        assert_eq!(at("class = \"infirm\"", planned), Some((9, "leave-as-class")));
        assert_eq!(at("contest = \"secretary\"", "contest = \"boss\""), Some((11, "unknown-contest")));
        assert_eq!(at("id = \"secretary\"", "id = \"committee\""), Some((6, "duplicate-contest")));
        assert_eq!(at("standing = \"on_probation\"", "standing = \"?\""), Some((3, "unknown-standing")));
    }

    #[test]
    fn a_plan_has_limits() {
        let long = format!("title = \"{}\"", "字".repeat(2_001));
        assert_eq!(told(TITLE, &long).first().map(|told| told.2), Some("text-too-long"));
        let contest = "[[contest]]\nid = \"x\"\noffice = \"secretary\"\nseats = 1\n";
        let many: String = (0..256).map(|at| contest.replace('x', &at.to_string())).collect();
        let head = &SAMPLE[..SAMPLE.find("[[contest]]").unwrap()];
        let code = |text: &str| read_text(text, None).err().unwrap()[0].code();
        assert_eq!(code(&[head, &many].concat()), "too-many-contests");
        assert_eq!(code(&format!("contest = []\n{head}")), "no-contest");
        assert_eq!(code(&SAMPLE.replacen("\nroster = [", "\nroster = []\nold = [", 1)), "unknown-key");
        assert_eq!(read_bytes(&[0xff, 0x81, 0x20, 0x80], None).err().unwrap()[0].code(), "not-text");
    }

    #[test]
    fn a_missing_key_is_named() {
        let errors = read_text(&SAMPLE.replacen(TITLE, "", 1), None).err().unwrap();
        assert_eq!(errors[0].code(), "missing-key");
        assert_eq!(errors[0].what(Lang::Zh), "缺少“title”");
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let text = SAMPLE.replace("曾国安\"\n", "无名\"\n").replace("date = 2026-12-05", "date = \"明天\"");
        let codes: Vec<_> = read_text(&text, None).err().unwrap().iter().map(|f| f.code()).collect();
        assert_eq!(codes, ["unknown-name", "not-a-date"]);
    }

    #[test]
    fn people_by_one_name_are_told_apart_by_their_names() {
        let twice = SAMPLE.replace("name = \"葛思雨\"", "name = \"曾国安\"");
        assert_eq!(read_text(&twice, None).err().unwrap()[0].code(), "ambiguous-name");
        let apart = SAMPLE.replace("name = \"葛思雨\"", "name = \"曾国安（三组）\"");
        let plan = read_text(&apart, None).unwrap().plan;
        assert_eq!(plan.officials.last().unwrap().member.0, 8);
        assert_eq!(plan.roster[41].name.as_str(), "曾国安（三组）");
    }

    #[test]
    fn what_cannot_be_seen_is_spelled_out_in_messages() {
        let errors = read_text("\"a\\u001b[2J\" = 1", None).err().unwrap();
        for lang in [Lang::Zh, Lang::En] {
            assert!(!errors[0].what(lang).contains('\u{1b}'), "{:?}", errors[0].what(lang));
        }
    }

    #[test]
    fn a_plan_in_gb18030_or_with_a_mark_is_read() {
        let (bytes, _, _) = encoding_rs::GB18030.encode(SAMPLE);
        let marked = [b"\xef\xbb\xbf", SAMPLE.as_bytes()].concat();
        let windows = SAMPLE.replace('\n', "\r\n");
        let plan = read_bytes(SAMPLE.as_bytes(), None).unwrap().plan;
        for bytes in [bytes.as_ref(), &marked, windows.as_bytes()] {
            assert_eq!(read_bytes(bytes, None).unwrap().plan, plan);
        }
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = read_bytes(&bytes, Some(("m.csv", &bytes)));
        }

        #[test]
        fn no_change_of_the_sample_panics(at in 0..SAMPLE.len(), cut in 0_usize..40, put in "(\\PC|\n|\\[|\"){0,4}") {
            let at = (at..SAMPLE.len()).find(|at| SAMPLE.is_char_boundary(*at)).unwrap();
            let end = (at + cut..SAMPLE.len()).find(|end| SAMPLE.is_char_boundary(*end)).unwrap_or(SAMPLE.len());
            let text = [&SAMPLE[..at], &put, SAMPLE.get(end..).unwrap_or("")].concat();
            if let Ok(prepared) = read_text(&text, None) {
                let _ = crate::plan::check(&prepared);
            }
        }
    }
}
