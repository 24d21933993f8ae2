//! Times, dates and names as papers write them.

use crate::agenda::Floor;
use crate::domain::MemberId;
use crate::locale::Lang;

/// The time of day of a recorded moment: `09:05`; the whole text where it has another form.
pub(super) fn clock(at: &str) -> &str {
    let day = at.find('T').map(|t| t + 1);
    day.and_then(|start| at.get(start..start + 5)).unwrap_or(at)
}

/// An ISO date as a paper writes it: `2026年11月21日`; English papers keep it.
pub(super) fn day(date: &str, lang: Lang) -> String {
    let mut parts = date.split('-');
    let numbers =
        [parts.next(), parts.next(), parts.next()].map(|part| part.and_then(|p| p.parse::<u16>().ok()));
    match (lang, numbers, parts.next()) {
        (Lang::Zh, [Some(year), Some(month), Some(day)], None) => format!("{year}年{month}月{day}日"),
        _ => date.to_owned(),
    }
}

/// Names of members in a row.
pub(super) fn names<'a>(
    floor: &Floor,
    members: impl IntoIterator<Item = &'a MemberId>,
    lang: Lang,
) -> String {
    lang.list(members.into_iter().map(|member| floor.name(*member)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_and_days_read_as_on_paper() {
        assert_eq!(clock("2026-11-21T09:05:31+08:00"), "09:05");
        assert_eq!(clock("09:05"), "09:05");
        assert_eq!(day("2026-01-05", Lang::Zh), "2026年1月5日");
        assert_eq!(day("2026-01-05", Lang::En), "2026-01-05");
        assert_eq!(day("元旦", Lang::Zh), "元旦");
    }
}
