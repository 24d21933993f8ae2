//! The list of meetings: what Enter does, the rows, and the whole of the chosen one.

use crate::messages;
use crate::tui::home::ago::ago;
use crate::tui::home::card::rehearsal_mark;
use crate::tui::home::meetings::{Meetings, Purpose};
use crate::tui::home::{Home, MeetingCard, Page};
use crate::tui::theme::Role;
use crate::tui::view::pen::{self, Pen};
use ratatui::layout::{Margin, Rect};

messages! {
    /// Words of the list.
    struct Say {
        meetings(purpose: &str, shown: usize) { zh: "选一次会议 › {purpose}（{shown} 次）", en: "Choose a meeting › {purpose} ({shown})" }
        hint { zh: "输入拼音、首字母、汉字或日期查找", en: "type a name, pinyin or a date" }
        find { zh: "查找", en: "find" }
        date { zh: "日期", en: "Date" }
        branch { zh: "支部", en: "Branch" }
        stage { zh: "进度", en: "Stage" }
        attendance { zh: "到会", en: "Present" }
        elected { zh: "当选", en: "Elected" }
        record { zh: "记录", en: "Record" }
        none { zh: "（没有未完的会议）", en: "(no meeting is unfinished)" }
        undated { zh: "日期不明", en: "no date" }
        last(ago: &str, time: &str) { zh: "最后一条记录：{ago}（{time}）", en: "last record: {ago} ({time})" }
    }
}

/// Blanks between columns.
const GAP: u16 = 2;
/// Columns before the first cell: the cursor.
const MARK: u16 = 2;
/// The least room that the branch's name gets before the totals are left to the lines below.
const BRANCH: u16 = 18;
/// Lines for the whole of the chosen meeting.
const WHOLE: u16 = 4;

/// Draws the page; answers where the cursor stands when something is typed.
pub(super) fn draw(home: &mut Home, pen: &mut Pen<'_>, body: Rect) -> Option<(u16, u16)> {
    let say = Say(home.lang);
    let Page::Meetings(list) = &home.page else { return None };
    pen.frame(body, &say.meetings(&list.purpose.label(home.lang), list.shown().len()), Role::Title);
    let inner = body.inner(Margin::new(2, 1));
    let divider = inner.bottom().saturating_sub(WHOLE + 1);
    pen.divide(body, divider, "", Role::Dim);
    let cursor = top(home, list, pen, inner);
    let table = Rect { y: inner.y + 1, height: divider.saturating_sub(inner.y + 1), ..inner };
    let rows = usize::from(table.height.saturating_sub(1));
    table_of(home, list, pen, table);
    if let Some(card) = list.card(home.cards()) {
        whole(home, card, pen, Rect { y: divider + 1, height: WHOLE, ..inner });
    }
    if let Page::Meetings(list) = &mut home.page {
        list.rows = rows;
    }
    cursor
}

/// What Enter does, and what is typed.
fn top(home: &Home, list: &Meetings, pen: &mut Pen<'_>, area: Rect) -> Option<(u16, u16)> {
    let say = Say(home.lang);
    let mut place = pen::row(area, 0);
    for purpose in Purpose::ALL {
        let chosen = purpose == list.purpose;
        let label = format!(" {} ", purpose.label(home.lang));
        let used = pen.text(place, &label, if chosen { Role::Selected } else { Role::Dim });
        place = pen::from_column(place, used + 1);
    }
    if list.find.is_empty() {
        pen.right(pen::from_column(place, 2), &say.hint(), Role::Dim);
        return None;
    }
    let place = pen::from_column(place, 2);
    let used = pen.text(place, &say.find(), Role::Dim) + 1;
    Some(pen.input(&list.find, pen::from_column(place, used), Role::Field))
}

/// How wide the columns are; nothing for one that has no room.
struct Columns {
    branch: u16,
    stage: u16,
    attendance: Option<u16>,
    elected: Option<u16>,
    record: u16,
}

impl Columns {
    fn new(home: &Home, shown: &[&MeetingCard], width: u16) -> Self {
        let (say, lang) = (Say(home.lang), home.lang);
        let widest = |head: String, cell: &dyn Fn(&MeetingCard) -> u16| {
            shown.iter().map(|card| cell(card)).chain([pen::width(&head)]).max().unwrap_or(0)
        };
        let stage = widest(say.stage(), &|card| pen::width(card.stage.get(lang))).min(14);
        let record = widest(say.record(), &|card| pen::width(&card.health.label(lang)) + 2);
        let attendance = widest(say.attendance(), &|card| pen::width(&card.attendance));
        let elected = widest(say.elected(), &|card| pen::width(&card.elected));
        let taken = MARK + 10 + GAP + GAP + stage + GAP + record;
        let mut branch = width.saturating_sub(taken);
        let mut room = |column: u16| {
            let fits = branch >= BRANCH + GAP + column;
            branch -= if fits { GAP + column } else { 0 };
            fits.then_some(column)
        };
        let (attendance, elected) = (room(attendance), room(elected));
        Self { branch, stage, attendance, elected, record }
    }

    /// The cells of a line, from the left: the stage, both totals and the record stand at the right.
    fn places(&self, line: Rect) -> [Option<Rect>; 6] {
        let mut x = MARK;
        [Some(10), Some(self.branch), Some(self.stage), self.attendance, self.elected, Some(self.record)].map(
            |width| {
                let width = width?;
                let place = Rect { width, ..pen::from_column(line, x) };
                x += width + GAP;
                Some(place)
            },
        )
    }
}

fn table_of(home: &Home, list: &Meetings, pen: &mut Pen<'_>, area: Rect) {
    let say = Say(home.lang);
    let rows = usize::from(area.height.saturating_sub(1));
    if list.shown().is_empty() {
        pen.text(pen::from_column(pen::row(area, 1), MARK), &say.none(), Role::Dim);
        return;
    }
    let from = list.at.saturating_sub(rows / 2).min(list.shown().len().saturating_sub(rows));
    let seen = list.shown().iter().skip(from).take(rows).filter_map(|at| home.cards().get(*at));
    let seen: Vec<&MeetingCard> = seen.collect();
    let columns = Columns::new(home, &seen, area.width);
    let heads =
        [say.date(), say.branch(), say.stage(), say.attendance(), say.elected(), say.record()].into_iter();
    for (place, head) in columns.places(pen::row(area, 0)).into_iter().zip(heads) {
        place.map(|place| pen.text(place, &head, Role::Dim));
    }
    for (y, (at, card)) in (1..).zip((from..).zip(&seen)) {
        row(home, card, at == list.at, &columns, pen, pen::row(area, y));
    }
}

fn row(home: &Home, card: &MeetingCard, chosen: bool, columns: &Columns, pen: &mut Pen<'_>, line: Rect) {
    let lang = home.lang;
    let role = if chosen { Role::Selected } else { Role::Text };
    if chosen {
        pen.text(line, &" ".repeat(usize::from(line.width)), role);
        pen.text(line, pen.theme.glyphs.now, role);
    }
    let undated = Say(lang).undated();
    let date = if card.date().is_empty() { undated.as_str() } else { card.date() };
    let [day, name, stage, attendance, elected, record] = columns.places(line);
    day.map(|place| pen.text(place, date, role));
    if let Some(mut place) = name {
        if card.rehearsal {
            let used = pen.text(place, &rehearsal_mark(lang), Role::Rehearsal) + 1;
            place = pen::from_column(place, used);
        }
        pen.text(place, &short(&card.organisation, place.width, pen.theme.glyphs.cut), role);
    }
    stage.map(|place| pen.text(place, card.stage.get(lang), role));
    attendance.map(|place| pen.text(place, &card.attendance, role));
    elected.map(|place| pen.text(place, &card.elected, role));
    let health = format!("{} {}", card.health.sign(pen.theme.glyphs), card.health.label(lang));
    record.map(|place| pen.text(place, &health, if chosen { role } else { card.health.role() }));
}

/// A branch's name in little room: what every name begins and ends with is left out first, then its beginning, for names in one
/// list begin alike and differ at the end.
fn short(name: &str, columns: u16, cut: &str) -> String {
    if pen::width(name) <= columns {
        return name.to_owned();
    }
    let bare = name.strip_prefix("中共").unwrap_or(name);
    let bare = bare.strip_suffix("委员会").filter(|rest| rest.ends_with("支部")).unwrap_or(bare);
    if pen::width(bare) <= columns {
        return bare.to_owned();
    }
    let tails = bare.char_indices().map(|(at, _)| bare.get(at..).unwrap_or_default());
    let tail = tails.into_iter().find(|tail| pen::width(tail) + pen::width(cut) <= columns);
    format!("{cut}{}", tail.unwrap_or_default())
}

/// The whole of the chosen meeting: what the row has no room for.
fn whole(home: &Home, card: &MeetingCard, pen: &mut Pen<'_>, area: Rect) {
    let (say, lang) = (Say(home.lang), home.lang);
    let time = card.changed.get(..16).unwrap_or_default().replace('T', " ");
    let stands = card.stands.get(lang);
    let stands = if time.is_empty() {
        stands.to_owned()
    } else {
        let last = say.last(&ago(&card.changed, &home.now, lang), &time);
        format!("{stands} {} {last}", pen.theme.glyphs.left)
    };
    let name = card.name(lang);
    let name = if pen::width(&name) <= area.width { name } else { card.branch(lang) };
    let mut lines = vec![(Role::Title, name), (Role::Text, stands)];
    let faulty = !card.fault.is_empty();
    lines.push(if faulty {
        (card.health.role(), card.fault.get(lang).to_owned())
    } else {
        (Role::Text, card.totals.get(lang).to_owned())
    });
    let mut y = 0;
    for (role, text) in lines {
        for line in pen::wrap(&text, area.width) {
            pen.text(pen::row(area, y), &line, role);
            y += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_keeps_what_tells_it_from_others() {
        let name = "中共青禾街道春晖社区第二支部委员会";
        assert_eq!(short(name, 34, "…"), name);
        assert_eq!(short(name, 33, "…"), "青禾街道春晖社区第二支部");
        assert_eq!(short(name, 17, "…"), "…春晖社区第二支部");
        assert_eq!(short(name, 3, "…"), "…部");
        assert_eq!(short("中共青禾街道工作委员会", 20, "…"), "青禾街道工作委员会");
        assert_eq!(short("branch", 0, "…"), "…");
    }
}
