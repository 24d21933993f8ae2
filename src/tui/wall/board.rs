//! The 正 board: the running count, live with each paper, with the line of the half. It is not the result, and says so.

mod bar;

use super::grid::{self, Cells};
use super::large::{self, Size};
use super::names::{draw_name, width};
use super::say::Words;
use super::{View, line, stack, title};
use crate::agenda::round::office_text;
use crate::agenda::wall::Board;
use crate::domain::Mark;
use crate::locale::Lang;
use crate::messages;
use crate::tui::theme::Role;
use crate::tui::view::pen::{self, Pen};
use bar::Bar;
use ratatui::layout::Rect;

/// The widest cell of plain text: the eye must find the number that belongs to a name.
const WIDEST: u16 = 96;

/// The columns that strokes may take beside a large name; for more papers there are bars.
const STROKES: u16 = 120;
/// So many names that they need the rows of the last paper more.
const MANY: usize = 10;

messages! {
    /// Words of the board.
    struct Say {
        title(office: &str, seats: u32) { zh: "{office} · 应选 {seats} 名", en: "{office}, {seats} to be elected" }
        half(needed: u32) { zh: "过半 {needed}", en: "over half: {needed}" }
        needed(needed: u32) { zh: "过半数 {needed} 票", en: "half passed at {needed}" }
        doubtful(doubtful: u32) { zh: "　待认定 {doubtful}", en: "  to decide {doubtful}" }
        count(valid: u32, invalid: u32, left: u32) { zh: "有效 {valid}　无效 {invalid}　还有 {left} 张", en: "valid {valid}  invalid {invalid}  left {left}" }
        running { zh: "唱票进行中，不是最后结果", en: "running count, not the result" }
        called { zh: "唱票完毕，正在核对，不是最后结果", en: "all called, being checked: not the result yet" }
        reopened { zh: "结果有误，正在重新核对", en: "the result is being checked again" }
        last(number: u32, marks: &str) { zh: "第 {number} 张 {marks}", en: "paper {number} {marks}" }
        last_in(bundle: u32, number: u32, marks: &str) { zh: "第 {bundle} 捆第 {number} 张 {marks}", en: "bundle {bundle}, paper {number} {marks}" }
    }
}

/// Draws the board.
pub(crate) fn draw(view: View<'_>, board: &Board, pen: &mut Pen<'_>, area: Rect) {
    let words = |text: &dyn Fn(Lang) -> String| view.words(text);
    let heading = words(&|lang| Say(lang).title(&office_text(&board.office, lang), board.seats));
    let running = words(&|lang| match board.left {
        _ if board.reopened => Say(lang).reopened(),
        0 => Say(lang).called(),
        _ => Say(lang).running(),
    });
    let doubtful = |lang| if board.doubtful > 0 { Say(lang).doubtful(board.doubtful) } else { String::new() };
    let counted = |lang| Say(lang).count(board.valid, board.invalid, board.left) + &doubtful(lang);
    let needed = |lang| board.needed.map(|needed| Say(lang).needed(needed)).unwrap_or_default();
    let both = words(&|lang| format!("{}　{}", counted(lang), needed(lang)).trim_end().to_owned());
    let last = board.last.as_ref().map(|paper| {
        let marks = signs(&paper.marks, pen);
        words(&|lang| match paper.bundle {
            Some(bundle) => Say(lang).last_in(bundle, paper.number, &marks),
            None => Say(lang).last(paper.number, &marks),
        })
    });
    let line = |words: &Words, role, rank, most| line::part(view, words, role, rank, most, pen, area.width);
    let mut parts = vec![title(view, &heading, pen, area.width)];
    let cells = Tallies { view, board, ascii: super::ascii(pen) };
    // The line through the bars says it too.
    let said = cells.bar(None, area).is_some();
    parts.push(grid::part(view, cells, 6, Size::Normal, pen, area.width));
    let last = line(&last.unwrap_or_default(), Role::Number, 5, Size::Narrow);
    parts.push(if board.names.len() > MANY { last.spare() } else { last });
    if pen::width(&both.main) <= area.width {
        parts.push(line(&both, Role::Text, 4, Size::Narrow));
    } else {
        let needed = if said { Words::default() } else { words(&needed) };
        parts.push(line(&needed, Role::Text, 3, Size::Narrow).spare());
        parts.push(line(&words(&counted), Role::Text, 4, Size::Narrow));
    }
    // That the numbers are in doubt has to be seen; that papers are called is seen anyway.
    parts.push(if board.reopened {
        line(&running, Role::Warn, 5, Size::Narrow)
    } else {
        line(&running, Role::Dim, 1, Size::Narrow).spare()
    });
    stack::draw(parts, pen, area);
}

/// The marks of a paper as the voter made them.
fn signs(marks: &[Mark], pen: &Pen<'_>) -> String {
    let glyphs = pen.theme.glyphs;
    let sign = |mark: &Mark| match mark {
        Mark::Approve => glyphs.approve,
        Mark::Against => glyphs.disapprove,
        Mark::Abstain => "_",
    };
    marks.iter().map(sign).collect::<Vec<_>>().join(" ")
}

/// Names with their strokes and numbers.
struct Tallies<'a> {
    view: View<'a>,
    board: &'a Board,
    ascii: bool,
}

impl Tallies<'_> {
    fn papers(&self) -> u32 {
        self.board.valid + self.board.invalid + self.board.doubtful + self.board.left
    }

    fn name_columns(&self, size: Option<Size>) -> u16 {
        self.board.names.iter().map(|(name, _)| width(name.as_str(), size)).max().unwrap_or(0)
    }

    /// The columns of the numbers: as many digits as the papers have, from the beginning.
    fn number_columns(&self, size: Option<Size>) -> u16 {
        let most = self.board.names.iter().map(|(_, approvals)| *approvals).max().unwrap_or(0);
        width(&self.papers().max(most).to_string(), size)
    }

    /// The columns of the sign that the half is passed.
    fn sign_columns(size: Option<Size>) -> u16 {
        size.map_or(2, |_| 2 + 2 * Size::Narrow.columns())
    }

    fn space(size: Option<Size>) -> u16 {
        if size.is_some() { 4 } else { 2 }
    }

    /// Where strokes or bars stand in a row of cells; nothing where there is no room for them.
    fn bar(&self, size: Option<Size>, area: Rect) -> Option<(Rect, Bar)> {
        let others = self.name_columns(size) + self.number_columns(size) + Self::sign_columns(size);
        let space = Self::space(size);
        let room = area.width.checked_sub(others + 2 * space).filter(|room| *room >= 4)?;
        let place = Rect { width: room, ..pen::from_column(area, self.name_columns(size) + space) };
        let bar = Bar::new(self.papers(), self.board.needed, room, size, self.ascii);
        Some((place, bar))
    }
}

impl Cells for Tallies<'_> {
    fn count(&self) -> usize {
        self.board.names.len()
    }

    fn columns(&self, size: Option<Size>) -> Option<u16> {
        let others = self.name_columns(size) + self.number_columns(size) + Self::sign_columns(size);
        if size.is_none() {
            return Some(others + 1);
        }
        // Large names are not worth it where they leave no room for 正.
        let strokes = Bar::strokes_columns(self.papers(), Some(Size::Narrow)).filter(|all| *all <= STROKES);
        others.checked_add(strokes.unwrap_or(24) + 2 * Self::space(size))
    }

    fn most(&self, size: Option<Size>) -> u16 {
        let others = self.name_columns(size) + self.number_columns(size) + Self::sign_columns(size);
        let strokes = Bar::strokes_columns(self.papers(), size).filter(|_| !self.ascii);
        let widest = if size.is_some() { WIDEST * 2 } else { WIDEST };
        strokes.map_or(widest, |strokes| (others + 2 * Self::space(size)).saturating_add(strokes))
    }

    fn head(&self, _size: Option<Size>) -> u16 {
        u16::from(self.board.needed.is_some())
    }

    fn draw_head(&self, size: Option<Size>, pen: &mut Pen<'_>, area: Rect) {
        let Some((place, line)) = self.bar(size, area).and_then(|(place, bar)| Some((place, bar.line()?)))
        else {
            return;
        };
        let Some(needed) = self.board.needed else { return };
        let text = self.view.words(|lang| Say(lang).half(needed)).main;
        let used = pen::width(&text);
        let at = (place.x + line).saturating_sub(used / 2).max(area.x);
        let at = at.min(area.right().saturating_sub(used).max(area.x));
        pen.text(Rect { x: at, width: area.right() - at, ..area }, &text, Role::Title);
    }

    fn draw_through(&self, size: Option<Size>, pen: &mut Pen<'_>, area: Rect) {
        let Some((place, line)) = self.bar(size, area).and_then(|(place, bar)| Some((place, bar.line()?)))
        else {
            return;
        };
        for y in 0..area.height {
            let cell = Rect { width: 1, ..pen::from_column(pen::row(place, y), line) };
            pen.text(cell, pen.theme.glyphs.threshold, Role::Title);
        }
    }

    fn draw(&self, at: usize, size: Option<Size>, pen: &mut Pen<'_>, area: Rect) {
        let Some((name, approvals)) = self.board.names.get(at) else { return };
        let name_place = Rect { width: self.name_columns(size).min(area.width), ..area };
        draw_name(name.as_str(), size, Role::Text, pen, name_place);
        if let Some((place, bar)) = self.bar(size, area) {
            bar.draw(*approvals, pen, place);
        }
        let end = Self::sign_columns(size);
        let number_place = Rect { width: area.width.saturating_sub(end), ..area };
        match size {
            Some(size) => large::right(&approvals.to_string(), size, Role::Number, pen, number_place),
            None => drop(pen.right(number_place, &approvals.to_string(), Role::Number)),
        }
        // Nobody has passed the half by a result that is void.
        if !self.board.reopened && self.board.needed.is_some_and(|needed| *approvals >= needed) {
            let done = pen.theme.glyphs.done;
            match size {
                Some(_) => large::right(&format!("{done} "), Size::Narrow, Role::Ok, pen, area),
                None => drop(pen.right(area, done, Role::Ok)),
            }
        }
    }
}
