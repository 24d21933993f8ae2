//! How long ago something was, in words.

use crate::locale::Lang;
use crate::messages;
use chrono::{DateTime, FixedOffset, TimeDelta};

messages! {
    /// Words of time gone by.
    struct Say {
        now { zh: "刚才", en: "just now" }
        minutes(count: i64) { zh: "{count} 分钟前", en: "{count} min ago" }
        hours(count: i64) { zh: "{count} 小时前", en: "{count} h ago" }
        yesterday(time: &str) { zh: "昨天 {time}", en: "yesterday {time}" }
        days(count: i64) { zh: "{count} 天前", en: "{count} days ago" }
    }
}

/// Beyond so many days the date says more.
const DAYS: i64 = 60;

/// How long before `now` the stamp lies: by minutes, hours, calendar days of the place where it was stamped, else its date.
///
/// A stamp that lies in the future, as after a clock was put right, is told by its date and time; one that is none, not at all.
pub fn ago(stamp: &str, now: &str, lang: Lang) -> String {
    let say = Say(lang);
    let Ok(then) = DateTime::parse_from_rfc3339(stamp) else { return String::new() };
    let date = || then.format("%Y-%m-%d").to_string();
    let Ok(now) = DateTime::parse_from_rfc3339(now) else { return date() };
    let now: DateTime<FixedOffset> = now.with_timezone(then.offset());
    let gone = now - then;
    let days = (now.date_naive() - then.date_naive()).num_days();
    match () {
        () if gone < TimeDelta::minutes(-1) => then.format("%Y-%m-%d %H:%M").to_string(),
        () if gone < TimeDelta::minutes(1) => say.now(),
        () if gone < TimeDelta::hours(1) => say.minutes(gone.num_minutes()),
        () if days == 0 => say.hours(gone.num_hours()),
        () if days == 1 => say.yesterday(&then.format("%H:%M").to_string()),
        () if days <= DAYS => say.days(days),
        () => date(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_gone_by_is_told_as_people_tell_it() {
        let then = "2026-11-20T22:30:00.123+08:00";
        let told = [
            ("2026-11-20T22:29:30+08:00", "刚才", "just now"),
            ("2026-11-20T22:30:59+08:00", "刚才", "just now"),
            ("2026-11-20T22:31:01+08:00", "1 分钟前", "1 min ago"),
            ("2026-11-20T23:29:59+08:00", "59 分钟前", "59 min ago"),
            ("2026-11-20T23:40:00+08:00", "1 小时前", "1 h ago"),
            ("2026-11-21T00:31:00+08:00", "昨天 22:30", "yesterday 22:30"),
            ("2026-11-21T23:59:59+08:00", "昨天 22:30", "yesterday 22:30"),
            ("2026-11-22T00:00:00+08:00", "2 天前", "2 days ago"),
            ("2026-11-20T16:00:00+00:00", "昨天 22:30", "yesterday 22:30"),
            ("2027-01-19T08:00:00+08:00", "60 天前", "60 days ago"),
            ("2027-01-20T08:00:00+08:00", "2026-11-20", "2026-11-20"),
            ("2026-11-20T21:00:00+08:00", "2026-11-20 22:30", "2026-11-20 22:30"),
            ("no clock", "2026-11-20", "2026-11-20"),
        ];
        for (now, zh, en) in told {
            assert_eq!((ago(then, now, Lang::Zh), ago(then, now, Lang::En)), (zh.into(), en.into()), "{now}");
        }
        assert_eq!(ago("", "2026-11-20T22:29:30+08:00", Lang::Zh), "");
    }
}
