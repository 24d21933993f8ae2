//! The closing page: the head code, and a QR code of the meeting, the digest of its result and the full hash of its
//! record. Whoever photographs it can check any copy of the record later.

use super::large::Size;
use super::say::{Say as Wall, Words};
use super::stack::{self, Part};
use super::{View, line};
use crate::journal::{Head, HeadCode, LineHash, MeetingId};
use crate::messages;
use crate::tui::theme::{Palette, Role};
use crate::tui::view::pen::{self, Pen};
use qrcode::{Color as Module, EcLevel, QrCode};
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

/// The end of the record that the wall shows, for the corner and for the closing page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// The meeting's identity, in hexadecimal digits.
    pub meeting: String,
    /// The hash of the last record, in hexadecimal digits.
    pub hash: String,
    /// The same short enough to be noted by hand.
    pub code: String,
}

impl Record {
    /// The end of a journal.
    pub fn new(meeting: MeetingId, head: Head) -> Self {
        Self::ending(meeting, &head.hash)
    }

    /// A record that ends with the line of this hash.
    pub fn ending(meeting: MeetingId, hash: &LineHash) -> Self {
        let code = HeadCode::of(hash).to_string();
        Self { meeting: meeting.to_string(), hash: hash.to_string(), code }
    }
}

/// Modules of quiet around a code, as the standard asks.
const QUIET: u16 = 4;

messages! {
    /// Words of the closing page.
    struct Say {
        code { zh: "记录校验码", en: "record code" }
        scan { zh: "二维码：会议、结果摘要、记录校验值", en: "the meeting, the digest of its result, the hash of its record" }
        too_small(columns: u16, rows: u16) { zh: "窗口不到 {columns}×{rows}，放不下二维码，请抄下校验码", en: "the QR code needs a window of {columns}×{rows}: note the code" }
    }
}

/// What the QR code says, in characters that a QR code packs well: the program and the version of this text, then the
/// meeting's identity, the digest of the public facts, and the hash of the last record, in hexadecimal digits. That of a
/// rehearsal says so before anything else.
pub(crate) fn text(record: &Record, digest: &str, rehearsal: bool) -> String {
    let mark = if rehearsal { "REHEARSAL " } else { "" };
    format!("CHANGPIAO 1 {mark}M:{} R:{digest} H:{}", record.meeting, record.hash).to_uppercase()
}

/// The rows of modules of a code, the quiet zone around them; `true` is dark.
fn modules(text: &str) -> Option<Vec<Vec<bool>>> {
    let code = QrCode::with_error_correction_level(text, EcLevel::L).ok()?;
    let width = code.width();
    let quiet = usize::from(QUIET);
    let side = width + 2 * quiet;
    let dark = |x: usize, y: usize| {
        let inside = |at: usize| at.checked_sub(quiet).filter(|at| *at < width);
        matches!((inside(x), inside(y)), (Some(x), Some(y)) if code[(x, y)] == Module::Dark)
    };
    Some((0..side).map(|y| (0..side).map(|x| dark(x, y)).collect()).collect())
}

/// Draws a code with half blocks, two modules to a cell. It is black on white whatever the theme, `NO_COLOR` included: many
/// readers refuse a code with light and dark exchanged, and nobody knows the ground of a terminal that is left as it is.
/// Cells of one colour are blank on a ground of that colour, since a font's blocks may leave seams.
fn draw_modules(modules: &[Vec<bool>], pen: &mut Pen<'_>, area: Rect) {
    for (y, pair) in (0..).zip(modules.chunks(2)) {
        let (top, low) = (pair.first(), pair.get(1));
        let dark = |row: Option<&Vec<bool>>, x: usize| row.is_some_and(|row| row.get(x) == Some(&true));
        for (column, x) in (0..).zip(0..top.map_or(0, Vec::len)) {
            let (sign, style) = on_white((dark(top, x), dark(low, x)));
            pen.styled(Rect { width: 1, ..pen::from_column(pen::row(area, y), column) }, sign, style);
        }
    }
}

/// A cell by its dark halves, black on white.
fn on_white(dark: (bool, bool)) -> (&'static str, Style) {
    let (black, white) = (Color::Indexed(16), Color::Indexed(231));
    let style = Style::new().fg(black).bg(if dark == (true, true) { black } else { white });
    let sign = match dark {
        (true, false) => "▀",
        (false, true) => "▄",
        _ => " ",
    };
    (sign, style)
}

/// The side of a code in columns and rows.
fn side(modules: &[Vec<bool>]) -> (u16, u16) {
    let side = u16::try_from(modules.len()).unwrap_or(u16::MAX);
    (side, side.div_ceil(2))
}

/// Draws the page.
pub(super) fn draw(view: View<'_>, postponed: bool, digest: &str, pen: &mut Pen<'_>, area: Rect) {
    let closed = view.say(if postponed { Wall::postponed } else { Wall::closed });
    let Some(record) = view.showing.record else {
        return super::told(view, &closed, &Words::default(), pen, area);
    };
    let code = Words::plain(record.code.clone());
    let drawable = pen.theme.palette != Palette::Monochrome && !super::ascii(pen);
    let whole = !record.hash.is_empty() && drawable;
    let modules = modules(&text(record, digest, view.frame.rehearsal)).filter(|_| whole);
    let fits = modules
        .as_ref()
        .map(|modules| side(modules))
        .filter(|(columns, rows)| *columns <= area.width && *rows <= area.height);
    let Some((columns, rows)) = fits else {
        let needed = modules.map(|modules| side(&modules));
        return code_alone(view, &closed, &code, needed, pen, area);
    };
    let modules = modules.unwrap_or_default();
    let square = |_, pen: &mut Pen<'_>, area: Rect| {
        draw_modules(&modules, pen, pen::from_column(area, (area.width - columns) / 2));
    };
    let beside = area.width.saturating_sub(columns + 4);
    let word = |words: &Words, role, rank, most, width, pen: &Pen<'_>| {
        line::part(view, words, role, rank, most, pen, width)
    };
    let name = view.words(|lang| Say(lang).code());
    let scan = view.words(|lang| Say(lang).scan());
    if beside < 30 || rows + 8 <= area.height {
        let parts = vec![
            word(&closed, Role::Title, 3, Size::Normal, area.width, pen),
            Part::new(9, vec![rows], square),
            word(&name, Role::Text, 2, Size::Narrow, area.width, pen).spare(),
            word(&code, Role::Number, 4, Size::Narrow, area.width, pen),
            word(&scan, Role::Dim, 1, Size::Narrow, area.width, pen).spare(),
        ];
        return stack::draw(parts, pen, area);
    }
    let parts = vec![
        word(&closed, Role::Title, 3, Size::Normal, beside, pen),
        word(&name, Role::Text, 2, Size::Narrow, beside, pen),
        word(&code, Role::Number, 4, Size::Narrow, beside, pen),
        word(&scan, Role::Dim, 1, Size::Narrow, beside, pen),
    ];
    let place = Rect { width: columns, ..pen::from_column(area, area.width - columns) };
    let top = area.height.saturating_sub(rows) / 2;
    square(0, pen, Rect { y: place.y + top, height: rows, ..place });
    stack::draw(parts, pen, Rect { width: beside, ..area });
}

/// No room for the QR code: the code that can be noted by hand, and how large a window would have room.
fn code_alone(
    view: View<'_>,
    closed: &Words,
    code: &Words,
    needed: Option<(u16, u16)>,
    pen: &mut Pen<'_>,
    area: Rect,
) {
    // The head, the corner and the margins come on top.
    let window = needed.map(|(columns, rows)| (columns + columns / 9 + 2, rows + 2));
    let small = window.map(|(columns, rows)| view.words(|lang| Say(lang).too_small(columns, rows)));
    let name = view.words(|lang| Say(lang).code());
    let line = |words: &Words, role, rank, most| line::part(view, words, role, rank, most, pen, area.width);
    let parts = vec![
        line(closed, Role::Title, 4, Size::Normal),
        line(&name, Role::Text, 2, Size::Narrow),
        line(code, Role::Number, 5, Size::Normal),
        line(&small.unwrap_or_default(), Role::Dim, 1, Size::Narrow),
    ];
    stack::draw(parts, pen, area);
}
