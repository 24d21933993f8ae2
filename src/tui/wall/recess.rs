//! A recess: what was announced, how long it still is, and when the meeting goes on.

use super::large::Size;
use super::say::Words;
use super::{View, line, stack};
use crate::messages;
use crate::tui::theme::Role;
use crate::tui::view::pen::Pen;
use chrono::{DateTime, FixedOffset, TimeDelta};
use ratatui::layout::Rect;

messages! {
    /// Words of a recess.
    struct Say {
        whole(minutes: u32) { zh: "休会 {minutes} 分钟", en: "Recess of {minutes} minutes" }
        left(minutes: i64) { zh: "还剩 {minutes} 分钟", en: "{minutes} min left" }
        over { zh: "时间到，请回到座位", en: "Time is up: please take your seats" }
        until(time: &str) { zh: "{time} 继续开会", en: "The meeting goes on at {time}" }
    }
}

/// When a recess is over; `None` when its beginning cannot be read.
fn end(since: &str, minutes: u32) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(since).ok()?.checked_add_signed(TimeDelta::minutes(i64::from(minutes)))
}

/// Whole minutes left, the one that runs counted in.
fn left(end: DateTime<FixedOffset>, now: DateTime<FixedOffset>) -> i64 {
    let seconds = (end - now).num_seconds().max(0);
    seconds / 60 + i64::from(seconds % 60 > 0)
}

/// Draws the view.
pub(super) fn draw(view: View<'_>, text: &str, minutes: u32, since: &str, pen: &mut Pen<'_>, area: Rect) {
    let end = end(since, minutes);
    let words = match end.zip(view.showing.now).map(|(end, now)| left(end, now)) {
        None => view.words(|lang| Say(lang).whole(minutes)),
        Some(0) => view.words(|lang| Say(lang).over()),
        Some(left) => view.words(|lang| Say(lang).left(left)),
    };
    let until = end.map(|end| end.format("%H:%M").to_string());
    let until = until.map(|time| view.words(|lang| Say(lang).until(&time))).unwrap_or_default();
    let parts = vec![
        line::part(view, &Words::plain(text), Role::Title, 2, Size::Normal, pen, area.width),
        line::part(view, &words, Role::Number, 3, Size::Double, pen, area.width),
        line::part(view, &until, Role::Text, 1, Size::Narrow, pen, area.width),
    ];
    stack::draw(parts, pen, area);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_running_minute_counts() {
        let end = end("2026-11-20T09:42:10+08:00", 10).unwrap();
        let at = |time: &str| left(end, DateTime::parse_from_rfc3339(time).unwrap());
        assert_eq!(at("2026-11-20T09:42:10+08:00"), 10);
        assert_eq!(at("2026-11-20T09:42:11+08:00"), 10);
        assert_eq!(at("2026-11-20T01:52:09Z"), 1);
        assert_eq!(at("2026-11-20T09:52:10+08:00"), 0);
        assert_eq!(at("2026-11-20T11:00:00+08:00"), 0);
        assert_eq!(super::end("now", 10), None);
    }
}
