//! Finding a person by what is quick to type: pinyin, initials, characters, or a mixture.
//!
//! Each character of a name matches its full reading, the beginning of it, or itself, and *any* of its readings: a
//! surname is seldom read as the character usually is (单 Shàn, 解 Xiè, 仇 Qiú). The name may go on behind the match.

use super::fold::fold;
use pinyin::ToPinyinMulti;

/// Whether the name answers the query.
pub fn matches(query: &str, name: &str) -> bool {
    rank(query, name).is_some()
}

/// How good the answer is: the number of characters of the name before the match, 0 being the best; `None` when the
/// name does not answer. An empty query is answered by every name.
pub fn rank(query: &str, name: &str) -> Option<usize> {
    let query: Vec<char> = query.chars().map(plain).filter(|c| !separates(*c)).collect();
    let name: Vec<char> = name.chars().map(plain).filter(|c| !separates(*c)).collect();
    if query.is_empty() {
        return Some(0);
    }
    (0..name.len()).find(|&start| name.get(start..).is_some_and(|tail| begins(tail, &query)))
}

fn plain(c: char) -> char {
    fold(c).to_lowercase().next().unwrap_or(c)
}

/// Characters that stand between the parts of a name or of a query.
fn separates(c: char) -> bool {
    c.is_whitespace() || matches!(c, '·' | '•' | '・' | '\'' | '’' | '-' | '.')
}

/// Whether the name, from here, uses up the query.
fn begins(name: &[char], query: &[char]) -> bool {
    if query.is_empty() {
        return true;
    }
    let Some((&character, tail)) = name.split_first() else { return false };
    let itself = query.first() == Some(&character);
    (itself && begins(tail, query.get(1..).unwrap_or_default()))
        || character
            .to_pinyin_multi()
            .is_some_and(|readings| readings.into_iter().any(|reading| reads(reading.plain(), tail, query)))
}

/// Whether some beginning of the reading, and the rest of the name behind it, use up the query.
fn reads(reading: &str, tail: &[char], query: &[char]) -> bool {
    let same = reading.chars().zip(query).take_while(|(sound, key)| sounds(*sound, **key)).count();
    (1..=same).rev().any(|used| begins(tail, query.get(used..).unwrap_or_default()))
}

/// Whether a key stands for a letter of a reading: ü is typed v or u.
fn sounds(letter: char, key: char) -> bool {
    letter == key || (letter == 'ü' && matches!(key, 'v' | 'u'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_any_reading_and_any_shortening() {
        let table = [
            ("sxx", "单晓霞"),
            ("shanx", "单晓霞"),
            ("odw", "区大为"),
            ("qiuh", "仇红"),
            ("moqx", "万俟霞"),
            ("yuchi", "尉迟敏"),
            ("maimt", "买买提·艾力"),
            ("mmtal", "买买提·艾力"),
            ("lu", "吕梁"),
            ("lv", "吕梁"),
            ("lül", "吕梁"),
            ("zengg", "曾国"),
            ("xie", "解放"),
            ("zhal", "查良"),
            ("piao", "朴正"),
            ("gej", "盖军"),
            ("zhaim", "翟明"),
            ("miaoh", "缪华"),
            ("欧阳", "欧阳敏"),
            ("欧ym", "欧阳敏"),
            ("OuYang Min", "欧阳敏"),
            ("ｏｙ", "欧阳敏"),
            ("", "陈建国"),
        ];
        for (query, name) in table {
            assert_eq!(rank(query, name), Some(0), "{query} {name}");
        }
    }

    #[test]
    fn a_given_name_is_found_behind_the_surname() {
        assert_eq!(rank("jg", "陈建国"), Some(1));
        assert_eq!(rank("国", "陈建国"), Some(2));
    }

    #[test]
    fn other_names_are_not_found() {
        for (query, name) in
            [("zs", "李四"), ("chenjg", "陈国建"), ("sxxx", "单晓霞"), ("x", ""), ("1", "陈建国")]
        {
            assert!(!matches(query, name), "{query} {name}");
        }
    }

    #[test]
    fn names_outside_han_and_rare_characters_are_found_as_written() {
        assert!(matches("ali", "Ali 𬭊"));
        assert!(matches("𬭊", "Ali 𬭊"));
    }

    #[test]
    fn a_pasted_book_is_only_a_query_without_answer() {
        assert!(!matches(&"zhuang".repeat(1000), &"庄".repeat(60)));
    }
}
