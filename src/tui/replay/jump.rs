//! Going to a time: `9:42`, `+5`, `-5`, `35`.

use chrono::{DateTime, NaiveTime};

/// When an act happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// Milliseconds since 1970; never before the moment of an earlier act.
    pub unix: i64,
    /// Milliseconds by the clock on the wall, counted like `unix`.
    local: i64,
}

const DAY: i64 = 24 * 60 * 60 * 1000;

/// The moments of acts by their stamps. A stamp that is none, or lies before the one of an act before, counts as that one.
pub fn moments<'a>(stamps: impl Iterator<Item = &'a str>) -> Vec<Moment> {
    let mut last = Moment::default();
    let read = |stamp: &str| {
        let at = DateTime::parse_from_rfc3339(stamp).ok()?;
        let unix = at.timestamp_millis();
        Some(Moment { unix, local: unix + i64::from(at.offset().local_minus_utc()) * 1000 })
    };
    let mut next = |stamp: &str| {
        last = read(stamp).filter(|moment| moment.unix >= last.unix).unwrap_or(last);
        last
    };
    stamps.map(&mut next).collect()
}

/// A time that somebody asks for, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// A time of day.
    Clock(i64),
    /// So long after the beginning.
    After(i64),
    /// So long on, or back, from where the replay stands.
    By(i64),
}

/// Reads what was typed; `None` for what is no time. Characters of an input method were made plain before.
pub fn read(text: &str) -> Option<Ask> {
    let text = text.trim().replace(['：', '.', '。', '；', ';'], ":").replace('－', "-").replace('＋', "+");
    let minutes = |text: &str| text.parse::<u16>().ok().map(|minutes| i64::from(minutes) * 60_000);
    if let Some(on) = text.strip_prefix('+') {
        return minutes(on).map(Ask::By);
    }
    if let Some(back) = text.strip_prefix('-') {
        return minutes(back).map(|back| Ask::By(-back));
    }
    if !text.contains(':') {
        return minutes(&text).map(Ask::After);
    }
    let time = ["%H:%M", "%H:%M:%S"].iter().find_map(|form| NaiveTime::parse_from_str(&text, form).ok())?;
    Some(Ask::Clock((time - NaiveTime::MIN).num_milliseconds()))
}

/// The position of the meeting at the time asked for: the last act before it, or its ends. A time of day is looked for on
/// the day on which the replay stands, then on the other days of the meeting.
pub fn find(moments: &[Moment], at: usize, ask: Ask) -> usize {
    let (Some(first), Some(last)) = (moments.first(), moments.last()) else { return 0 };
    let here = moments.get(at).unwrap_or(last);
    let before = |time: i64, of: fn(&Moment) -> i64| {
        moments.partition_point(|moment| of(moment) <= time).saturating_sub(1)
    };
    let unix = |moment: &Moment| moment.unix;
    match ask {
        Ask::After(time) => before(first.unix + time, unix),
        Ask::By(time) => before(here.unix + time, unix),
        Ask::Clock(time) => {
            let on = |moment: &Moment| moment.local.div_euclid(DAY) * DAY + time;
            let within = |time: &i64| (first.local..=last.local).contains(time);
            let days = [here, first, last].map(on);
            before(days.into_iter().find(within).unwrap_or_else(|| on(here)), |moment| moment.local)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_a_time_or_nothing() {
        let minute = 60_000;
        for (text, ask) in [
            ("09:42", Some(Ask::Clock(582 * minute))),
            ("9：42", Some(Ask::Clock(582 * minute))),
            ("9.42", Some(Ask::Clock(582 * minute))),
            ("9:42:30", Some(Ask::Clock(582 * minute + 30_000))),
            (" 35 ", Some(Ask::After(35 * minute))),
            ("+5", Some(Ask::By(5 * minute))),
            ("-5", Some(Ask::By(-5 * minute))),
            ("24:00", None),
            ("9:", None),
            ("+", None),
            ("", None),
            ("nine", None),
            ("99999", None),
        ] {
            assert_eq!(read(text), ask, "{text}");
        }
    }

    #[test]
    fn a_time_is_the_state_that_held_then() {
        let stamps = [
            "2026-11-20T09:00:00+08:00",
            "2026-11-20T09:10:00+08:00",
            "no stamp",
            "2026-11-20T09:05:00+08:00",
            "2026-11-20T10:00:00+08:00",
            "2026-11-21T09:30:00+08:00",
        ];
        let moments = moments(stamps.into_iter());
        let go = |at, text| find(&moments, at, read(text).unwrap());
        assert_eq!([go(0, "09:00"), go(0, "09:09"), go(0, "09:10"), go(0, "09:59")], [0, 0, 3, 3]);
        assert_eq!(go(5, "09:00"), 4, "on the second day nothing has happened by then");
        assert_eq!([go(0, "10:00"), go(0, "23:59")], [4, 4], "the state that stayed overnight");
        assert_eq!(
            [go(0, "08:59"), go(5, "08:59")],
            [4, 4],
            "the only 08:59 of the meeting is on its second day"
        );
        assert_eq!([go(5, "09:30"), go(0, "09:30"), go(5, "23:00")], [5, 3, 4]);
        assert_eq!([go(2, "0"), go(0, "10"), go(0, "60"), go(0, "9999")], [0, 3, 4, 5]);
        assert_eq!([go(4, "-50"), go(4, "-51"), go(0, "+10"), go(4, "-600")], [3, 0, 3, 0]);
    }
}
