//! 姓氏笔画: the order of names on papers and in announcements.
//!
//! The table is the character order of 《通用规范汉字表》 (2013): strokes, then the sequence 横竖撇点折, then the official
//! table's own order. It was checked against Conway Stroke Data (`stroke-input/stroke-input-data`), which is under
//! CC-BY-4.0; see the head of `stroke-order.txt`.

use crate::domain::Name;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Lines `COUNT<TAB>CHARACTERS`; a character's rank is its position.
const TABLE: &str = include_str!("stroke-order.txt");

static RANKS: LazyLock<HashMap<char, u32>> = LazyLock::new(|| {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    let characters = lines.filter_map(|line| line.split_once('\t')).flat_map(|(_, list)| list.chars());
    characters.zip(0..).collect()
});

/// Surnames of two characters: what follows them is the given name.
const COMPOUND: &str = "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 司空 夏侯 长孙 宇文 端木 轩辕 南宫 西门 东郭 \
                        百里 呼延 独孤 钟离 公羊 申屠 太史 澹台 闻人 赫连 闾丘 濮阳 淳于 单于 拓跋 万俟 鲜于 第五 左丘 \
                        东门 公冶 太叔 仲孙 宗政 乐正 巫马 公西 漆雕 壤驷 颛孙 司寇 子车 亓官 谷梁 段干 梁丘 南门";

/// A character's place: ranks of the table, then what it lacks, by code point.
fn place(c: char) -> (bool, u32) {
    RANKS.get(&c).map_or((true, u32::from(c)), |rank| (false, *rank))
}

/// Whether the given name has more than one character.
fn long_given(name: &str) -> bool {
    let surname = if COMPOUND.split_whitespace().any(|s| name.starts_with(s)) { 2 } else { 1 };
    name.chars().count() > surname + 1
}

/// Compares two names by strokes: the surname's first character (of compound surnames too); if that is the same, a given
/// name of one character goes first; then the next characters in turn.
pub fn by_strokes(a: &Name, b: &Name) -> Ordering {
    let first = |name: &Name| name.as_str().chars().next().map(place);
    let given = |name: &Name| long_given(name.as_str());
    let all = |name: &Name| name.as_str().chars().map(place).collect::<Vec<_>>();
    first(a).cmp(&first(b)).then_with(|| given(a).cmp(&given(b))).then_with(|| all(a).cmp(&all(b)))
}

/// The first character of a name that the table does not have: such a character is placed behind all others, by code
/// point, and whoever reads the order should be told.
pub fn outside_table(name: &Name) -> Option<char> {
    name.as_str().chars().find(|c| *c != '·' && !RANKS.contains_key(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(names: &str) -> String {
        let mut names: Vec<Name> = names.split_whitespace().map(|name| Name::new(name).unwrap()).collect();
        names.sort_by(by_strokes);
        names.iter().map(Name::as_str).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn surnames_follow_the_official_order() {
        let expected = "丁一 于二 万七 马三 王五 李四 张三 欧阳修 赵六";
        assert_eq!(sorted("赵六 张三 马三 欧阳修 王五 丁一 李四 万七 于二"), expected);
        assert_eq!(sorted("程一 黄一 周一 石一 陈一 邓一"), "邓一 石一 陈一 周一 黄一 程一");
    }

    #[test]
    fn a_given_name_of_one_character_goes_first() {
        assert_eq!(sorted("高大富 高富 高大山"), "高富 高大山 高大富");
        assert_eq!(sorted("欧阳大山 欧阳修 欧明 欧一明"), "欧阳修 欧明 欧一明 欧阳大山");
    }

    #[test]
    fn a_two_character_name_that_looks_like_a_compound_surname_has_a_given_name() {
        assert_eq!(sorted("万小山 万俟"), "万俟 万小山");
    }

    #[test]
    fn what_the_table_lacks_comes_last_and_is_said() {
        assert_eq!(sorted("㐀一 龥一 龢一 丁一"), "丁一 龢一 㐀一 龥一");
        assert_eq!(outside_table(&Name::new("㐀一").unwrap()), Some('㐀'));
        assert_eq!(outside_table(&Name::new("买买提·艾力").unwrap()), None);
    }

    #[test]
    fn the_table_is_whole() {
        assert_eq!(RANKS.len(), 8_105);
    }
}
