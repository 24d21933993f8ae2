//! Below the board: how the paper on the table stands, the paper before it, and whether all adds up.

use super::blind;
use crate::agenda::calling::{CallingView, LastPaper, Standing};
use crate::domain::Mark;
use crate::locale::Lang;
use crate::messages;
use crate::tui::calling::Table;
use crate::tui::theme::{Role, Theme};
use crate::tui::view::pen::{self, Pen};
use crate::tui::wall::figures;
use ratatui::layout::Rect;

messages! {
    /// Words below the board.
    struct Say {
        keyed(number: u32, of: u32, left: u32) { zh: "这一捆已键 {number} + 未键 {left} = {of} 张；第一遍的结果不显示", en: "this bundle: {number} keyed + {left} left = {of}; the first reading is not shown" }
        looked(number: u32, of: u32, left: u32) { zh: "这一捆已键 {number} + 未键 {left} = {of} 张；前几遍的结果不显示", en: "this bundle: {number} keyed + {left} left = {of}; the earlier readings are not shown" }
        this { zh: "本票：", en: "This paper: " }
        full(seats: u32) { zh: "赞成 {seats} 名，正好选满", en: "approves {seats}, as many as seats" }
        over(over: u32) { zh: "还须划去 {over} 名", en: "strike {over} more" }
        fewer(approved: u32, limit: u32) { zh: "赞成 {approved} 名，少于应选的 {limit} 名（有效）", en: "approves {approved} of {limit} (valid)" }
        nothing { zh: "没有赞成任何人（有效，弃权或反对）", en: "approves nobody (valid)" }
        last(number: u32) { zh: "上一张（第 {number} 张）：", en: "Last (paper {number}): " }
        last_in(bundle: u32, number: u32) { zh: "上一张（第 {bundle} 捆第 {number} 张）：", en: "Last (bundle {bundle}, paper {number}): " }
        against(names: &str) { zh: "不赞成 {names}", en: "against {names}" }
        abstained(names: &str) { zh: "弃权 {names}", en: "blank {names}" }
        valid { zh: "有效", en: "valid" }
        sums(valid: u32, invalid: u32, undecided: u32, left: u32) { zh: "有效 {valid} + 无效 {invalid} + 待认定 {undecided} + 未唱 {left}", en: "valid {valid} + invalid {invalid} + undecided {undecided} + left {left}" }
    }
}

/// The columns of the running number.
const NUMBER: u16 = 16;
/// The fewest columns in which large digits leave room for the sums.
const WIDE: u16 = 64;
/// From so many marks on they stand in groups.
const SPACED: usize = 13;
/// The fewest rows of the foot.
pub(super) const LEAST: u16 = 3;
/// With so many rows the running number stands there in large digits.
pub(super) const MOST: u16 = 5;

/// The sign of a mark.
pub(super) fn sign(mark: Mark, pen: &Pen<'_>) -> &'static str {
    let glyphs = pen.theme.glyphs;
    match mark {
        Mark::Approve => glyphs.approve,
        Mark::Against => glyphs.disapprove,
        Mark::Abstain => glyphs.left,
    }
}

/// How the paper on the table stands, the paper before it, and whether all adds up. The running number stands there as large
/// as it can: the caller says it aloud and it must agree. Where Enter alone is a whole paper it stands there in any case.
pub(super) fn draw(table: Option<&Table>, view: &CallingView, lang: Lang, pen: &mut Pen<'_>, area: Rect) {
    let say = Say(lang);
    let mut y = 0;
    if let Some(table) = table {
        let (role, text) = standing(table, view, say);
        let mark = pen.theme.mark(role);
        let written = table.draft.write_ins.iter().map(|write_in| format!("＋{}", write_in.name));
        let line = format!("{}{mark} {text}　{}", say.this(), written.collect::<Vec<_>>().join(" "));
        pen.bold(pen::row(area, y), &line, role);
        y += 1;
    }
    let large = area.height >= MOST && area.width >= WIDE;
    let numbered = view.left > 0 && (view.equal_number || large);
    let column = if numbered { area.width.min(NUMBER) } else { 0 };
    if let Some(last) = &view.last {
        let place = Rect { width: area.width - if large { column } else { 0 }, ..area };
        last_paper(last, view, say, pen, y, place);
    }
    let (role, line) = match blind(view) {
        Some(place) => {
            let line = if place.reading > 1 { Say::looked } else { Say::keyed };
            (Role::Rule, line(say, place.number - 1, place.of, view.left))
        }
        None => sums_line(view, say, &pen.theme),
    };
    pen.text(pen::row(area, area.height.saturating_sub(1)), &line, role);
    if numbered {
        let height = if large { area.height } else { 1 };
        let corner = Rect { x: area.right() - column, width: column, height, ..area };
        let number = view.bundle.map_or(view.number, |place| place.number);
        figures::small(number, pen, corner);
    }
}

/// The paper before: its marks, and in words whom it does not approve, so that somebody who has the paper can object.
fn last_paper(last: &LastPaper, view: &CallingView, say: Say, pen: &mut Pen<'_>, y: u16, area: Rect) {
    let written = last.write_ins.iter().map(|name| format!("＋{name}")).collect::<Vec<_>>().join(" ");
    let why = if last.why.is_empty() { say.valid() } else { last.why.clone() };
    let marks = signs(&last.marks, pen);
    let said = match last.bundle {
        Some(bundle) => say.last_in(bundle, last.number),
        None => say.last(last.number),
    };
    let text = match last.marks.len() {
        0..SPACED => format!("{said}{marks} {written}　{why}"),
        // So many marks may be cut; what the paper counts as may not.
        _ => format!("{said}{why}　{marks} {written}"),
    };
    pen.text(pen::row(area, y), &text, Role::Text);
    if last.why.is_empty() && area.height > LEAST {
        pen.text(pen::row(area, y + 1), &exceptions(last, view, say), Role::Text);
    }
}

/// Marks beside each other, many of them in groups of five.
fn signs(marks: &[Mark], pen: &Pen<'_>) -> String {
    let group = if marks.len() < SPACED { 1 } else { 5 };
    let of = |marks: &[Mark]| marks.iter().map(|mark| sign(*mark, pen)).collect::<String>();
    marks.chunks(group).map(of).collect::<Vec<_>>().join(" ")
}

/// The names that the paper does not approve.
fn exceptions(last: &LastPaper, view: &CallingView, say: Say) -> String {
    let named = |wanted: Mark| {
        let beside = view.names.iter().zip(&last.marks).filter(move |(_, mark)| **mark == wanted);
        say.0.list(beside.map(|(name, _)| name.name.as_str()))
    };
    let (against, blank) = (named(Mark::Against), named(Mark::Abstain));
    let parts = [
        (!against.is_empty()).then(|| say.against(&against)),
        (!blank.is_empty()).then(|| say.abstained(&blank)),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("　")
}

/// The papers entered and left beside those collected, with the mark of whether they agree.
fn sums_line(view: &CallingView, say: Say, theme: &Theme) -> (Role, String) {
    let sums = say.sums(view.valid, view.invalid, view.undecided, view.left);
    let parts = [view.valid, view.invalid, view.undecided, view.left];
    let agree = parts.into_iter().map(u64::from).sum::<u64>() == u64::from(view.collected);
    let (role, mark, sign) = if agree {
        (Role::Rule, theme.mark(Role::Done), "=")
    } else {
        (Role::Refuse, theme.mark(Role::Refuse), "≠")
    };
    (role, format!("{mark} {sums} {sign} {}", view.collected))
}

fn standing(table: &Table, view: &CallingView, say: Say) -> (Role, String) {
    match table.draft.standing(view.limit) {
        Standing::Over(over) => (Role::Rule, say.over(over)),
        Standing::Full => (Role::Ok, say.full(view.limit.unwrap_or(view.seats))),
        Standing::Fewer(approved) => (Role::Warn, say.fewer(approved, view.limit.unwrap_or(view.seats))),
        Standing::Blank => (Role::Warn, say.nothing()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::sample::{call, in_round, paper, round};
    use crate::agenda::{Kind, calling};

    #[test]
    fn the_mark_of_the_sums_says_whether_they_agree() {
        let mut floor = in_round(Kind::Calling);
        call(&mut floor, 2, &paper("ooox", &[]));
        let mut view = calling::view(floor.here().unwrap(), round(&floor), Lang::Zh);
        let theme = Theme::default();
        let line = |view: &CallingView| sums_line(view, Say(Lang::Zh), &theme);
        let (role, text) = line(&view);
        assert_eq!((role, text.starts_with('✓'), text.ends_with("= 36")), (Role::Rule, true, true), "{text}");
        view.left -= 1;
        let (role, text) = line(&view);
        assert_eq!(
            (role, text.starts_with('✗'), text.ends_with("≠ 36")),
            (Role::Refuse, true, true),
            "{text}"
        );
    }
}
